//! Partner sets: the best case if every offer is taken up, the smallest sets that reach a threshold, and what breaks when
//! partners go.

mod losses;
mod reallocated;
mod smallest;

use egui::{RichText, Ui};

use crate::gui::command::Command;
use crate::gui::context::ViewCtx;
use crate::gui::{fonts, widgets};

/// The partner sets.
#[derive(Default)]
pub struct PartnerSetsPanel {
    part: Part,
    reallocated: reallocated::Reallocated,
    smallest: smallest::Smallest,
    losses: losses::Losses,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Part {
    #[default]
    Reallocation,
    Smallest,
    One,
    Two,
}

impl Part {
    const ALL: [(Self, &'static str, &'static str); 4] = [
        (Self::Reallocation, "Best reallocation", "The best case if every offer is taken up"),
        (Self::Smallest, "Smallest partner sets", "As few partners as reach a threshold in every function"),
        (Self::One, "One partner gone", "N-1: each partner withdrawn in turn"),
        (Self::Two, "Two partners gone", "N-2: each pair withdrawn in turn"),
    ];
}

impl PartnerSetsPanel {
    /// Draws the panel and sends what the user does in it.
    pub fn ui(&mut self, cx: &ViewCtx<'_>, ui: &mut Ui, out: &mut Vec<Command>) {
        if cx.snapshot.outcome.overall.is_none() {
            let text = "Set shares in the coverage matrix; then partners can be weighed against each other";
            widgets::empty_state(ui, cx.palette, "Nothing is assessed yet", text);
            return;
        }
        ui.horizontal_wrapped(|ui| {
            for (part, words, tip) in Part::ALL {
                let text = RichText::new(words).font(fonts::medium(12.0));
                if ui.add(egui::Button::selectable(self.part == part, text)).on_hover_text(tip).clicked() {
                    self.part = part;
                }
            }
            let place = format!(
                "{} · {}",
                cx.snapshot.scenario.name,
                cx.month_words(cx.snapshot.outcome.month).replace(' ', "\u{a0}")
            );
            widgets::weak(ui, cx.palette, &place);
        });
        match self.part {
            Part::Reallocation => self.reallocated.ui(cx, ui, out),
            Part::Smallest => self.smallest.ui(cx, ui, out),
            Part::One => self.losses.ui(cx, 1, ui, out),
            Part::Two => self.losses.ui(cx, 2, ui, out),
        }
    }
}
