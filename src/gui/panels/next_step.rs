//! What to do next where nothing can be computed yet: the same words in every tab, and a button that leads there.

use egui::Ui;

use crate::gui::command::{Command, ViewCommand};
use crate::gui::context::ViewCtx;
use crate::gui::view::BottomTab;
use crate::gui::widgets;
use crate::model::actions;

/// What is missing, the first thing first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// Nobody has said whose security it is about.
    Principal,
    /// Nobody gives anything.
    Provisions,
    /// Nothing that is given has a share.
    Shares,
}

impl Missing {
    /// What this map lacks before anything can be computed.
    pub fn of(cx: &ViewCtx<'_>) -> Self {
        if actions::is_principal_unchosen(cx.map) {
            Self::Principal
        } else if cx.map.provisions.is_empty() {
            Self::Provisions
        } else {
            Self::Shares
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Principal => "Whose security is it about?",
            Self::Provisions => "Nobody gives anything yet",
            Self::Shares => "Nothing is assessed yet",
        }
    }

    fn to_do(self) -> &'static str {
        match self {
            Self::Principal => "Choose the principal in the review queue, or make an actor on the map the principal",
            Self::Provisions => "Accept provisions in the review queue, or drag from a partner's rim on the map",
            Self::Shares => "Set shares in the coverage matrix with the keys 0 to 5",
        }
    }
}

impl Missing {
    /// The next step in a sentence or two, where there is no title.
    pub fn words(self) -> &'static str {
        match self {
            Self::Principal => {
                "Whose security is studied? Choose the principal in the review queue, or name it on the map"
            }
            Self::Provisions => {
                "Nobody gives anything yet. Accept provisions in the review queue, or drag from a partner's rim on the map"
            }
            Self::Shares => {
                "No provision for the principal has a share yet. Set shares in the coverage matrix with the keys 1 to 5"
            }
        }
    }
}

/// Draws what to do next; `gain` says what then stands here.
pub fn next_step_ui(cx: &ViewCtx<'_>, gain: &str, ui: &mut Ui, out: &mut Vec<Command>) {
    let missing = Missing::of(cx);
    widgets::empty_state(ui, cx.palette, missing.title(), &format!("{}; {gain}", missing.to_do()));
    ui.vertical_centered(|ui| {
        ui.add_space(4.0);
        if missing != Missing::Shares && cx.map.articles.is_empty() {
            if widgets::primary_button(ui, cx.palette, "Open articles…").clicked() {
                out.push(Command::OpenArticles);
            }
        } else if widgets::primary_button(ui, cx.palette, "Show the coverage matrix").clicked() {
            out.push(ViewCommand::Bottom(BottomTab::Coverage).into());
        }
    });
}
