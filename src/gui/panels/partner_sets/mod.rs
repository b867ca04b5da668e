//! Partner sets: the best case if every offer is taken up, the smallest sets that reach a threshold, and what breaks when
//! partners go.

mod blocked;
mod losses;
mod reallocated;
mod smallest;

use egui::{RichText, Ui};

use crate::gui::command::{Command, ViewCommand};
use crate::gui::context::ViewCtx;
use crate::gui::panels::next_step::next_step_ui;
use crate::gui::view::PartnerSetsPart;
use crate::gui::{fonts, widgets};

/// The partner sets.
#[derive(Default)]
pub struct PartnerSetsPanel {
    reallocated: reallocated::Reallocated,
    smallest: smallest::Smallest,
    losses: losses::Losses,
}

/// What can be asked, with its words and what they mean.
const PARTS: [(PartnerSetsPart, &str, &str); 4] = [
    (PartnerSetsPart::Reallocation, "Best reallocation", "The best case if every offer is taken up"),
    (PartnerSetsPart::Smallest, "Smallest partner sets", "As few partners as reach a threshold in every function"),
    (PartnerSetsPart::One, "One partner gone", "N-1: each partner withdrawn in turn"),
    (PartnerSetsPart::Two, "Two partners gone", "N-2: each pair withdrawn in turn"),
];

impl PartnerSetsPanel {
    /// Draws the panel and sends what the user does in it.
    pub fn ui(&mut self, cx: &ViewCtx<'_>, ui: &mut Ui, out: &mut Vec<Command>) {
        if cx.snapshot.outcome.overall.is_none() {
            next_step_ui(cx, "then partners can be weighed against each other", ui, out);
            return;
        }
        ui.horizontal_wrapped(|ui| {
            for (part, words, tip) in PARTS {
                let text = RichText::new(words).font(fonts::medium(12.0));
                if ui.add(egui::Button::selectable(cx.view.partner_sets == part, text)).on_hover_text(tip).clicked() {
                    out.push(ViewCommand::PartnerSets(part).into());
                }
            }
            let place = format!("{} · {}", cx.snapshot.scenario.name, cx.month_words(cx.snapshot.outcome.month));
            // One piece: it goes to the next line as a whole.
            widgets::weak(ui, cx.palette, &place.replace(' ', "\u{a0}"));
        });
        match cx.view.partner_sets {
            PartnerSetsPart::Reallocation => self.reallocated.ui(cx, ui, out),
            PartnerSetsPart::Smallest => self.smallest.ui(cx, ui, out),
            PartnerSetsPart::One => self.losses.ui(cx, 1, ui, out),
            PartnerSetsPart::Two => self.losses.ui(cx, 2, ui, out),
        }
    }
}
