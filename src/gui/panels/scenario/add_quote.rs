//! A way to put a quote for or against an assumption: the claims that speak of what it moves come first.

use std::collections::BTreeSet;

use egui::{TextEdit, Ui};

use crate::gui::command::Command;
use crate::gui::context::ViewCtx;
use crate::gui::map_change::MapChange;
use crate::gui::panels::quotes;
use crate::gui::{theme, widgets};
use crate::model::{ActorId, Assumption, AssumptionId, Claim, Lever, Proposed, Stance};

/// How many quotes are offered at once; the field finds the others.
const OFFERED: usize = 4;

/// The finder of quotes, while it is open on an assumption.
pub struct AddQuote {
    /// The assumption it is open on.
    pub assumption: AssumptionId,
    query: String,
    focus: bool,
}

impl AddQuote {
    /// The finder, open on this assumption.
    pub fn on(assumption: AssumptionId) -> Self {
        Self { assumption, query: String::new(), focus: true }
    }

    /// Draws the finder; whether it is done with.
    pub fn ui(&mut self, cx: &ViewCtx<'_>, assumption: &Assumption, ui: &mut Ui, out: &mut Vec<Command>) -> bool {
        let palette = cx.palette;
        let mut done = false;
        ui.horizontal(|ui| {
            let width = ui.available_width() - 34.0;
            let field = TextEdit::singleline(&mut self.query).desired_width(width).hint_text("Find a quote");
            let field = ui.add(field).accessible_name(format!("Find a quote on {}", assumption.name));
            if std::mem::take(&mut self.focus) {
                field.request_focus();
            }
            let escaped = field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Escape));
            done = widgets::icon_button(ui, palette, lucide_icons::Icon::X, "Close the finder").clicked() || escaped;
        });
        let found = found(cx, assumption, &self.query);
        if found.is_empty() {
            let text = "No other quote. Select words in an article and choose New claim… to make one";
            widgets::small(ui, palette.weak, text);
        }
        for claim in found.iter().take(OFFERED) {
            quotes::quote_ui(cx, &claim.id, None, ui, out);
            ui.push_id(("stance", claim.id.as_str()), |ui| {
                ui.horizontal(|ui| {
                    ui.spacing_mut().item_spacing.x = theme::GAP;
                    let start: String = claim.quote.chars().take(40).collect();
                    for (words, stance) in [("For", Stance::For), ("Against", Stance::Against)] {
                        let button = widgets::small_button(ui, words).accessible_name(format!("{words}: {start}"));
                        if button.clicked() {
                            let (assumption, claim) = (assumption.id.clone(), claim.id.clone());
                            out.push(MapChange::AttachEvidence { assumption, claim, stance }.into());
                        }
                    }
                });
            });
        }
        if found.len() > OFFERED {
            widgets::small(ui, palette.weak, &format!("and {} more; type to find one", found.len() - OFFERED));
        }
        done
    }
}

/// The claims that are not on the assumption yet and hold every word of the query; without one, those that speak of what
/// it moves. What is said about the future comes first.
fn found<'a>(cx: &ViewCtx<'a>, assumption: &Assumption, query: &str) -> Vec<&'a Claim> {
    let words: Vec<String> = query.split_whitespace().map(str::to_lowercase).collect();
    let moved = moved(cx, &assumption.lever);
    let speaks_of_it = |claim: &Claim| {
        let names_actor = claim.actors().iter().any(|actor| moved.contains(*actor));
        let names_function = matches!((&assumption.lever, &claim.states),
            (Lever::Demand { function, .. }, Some(Proposed::Provision { function: stated, .. })) if function == stated);
        names_actor || names_function
    };
    let fits = |claim: &&Claim| {
        let quote = claim.quote.to_lowercase();
        if words.is_empty() { speaks_of_it(claim) } else { words.iter().all(|word| quote.contains(word)) }
    };
    let known = |claim: &&Claim| assumption.evidence.iter().all(|piece| piece.claim != claim.id);
    let mut found: Vec<&Claim> = cx.map.claims.iter().filter(known).filter(fits).collect();
    let rank = |claim: &Claim| (!matches!(claim.states, Some(Proposed::Prospect { .. })), !speaks_of_it(claim));
    found.sort_by_key(|claim| rank(claim));
    // Claims for several statements may stand on one sentence; it is offered once.
    let mut seen = BTreeSet::new();
    found.retain(|claim| seen.insert((&claim.article, claim.span.start, claim.span.end)));
    found
}

/// The actors that a lever moves.
fn moved(cx: &ViewCtx<'_>, lever: &Lever) -> BTreeSet<ActorId> {
    match lever {
        Lever::Exclusion { bloc, .. } => {
            cx.map.actors.iter().filter(|actor| actor.bloc_id() == *bloc).map(|actor| actor.id.clone()).collect()
        }
        lever => lever.actor().into_iter().cloned().collect(),
    }
}
