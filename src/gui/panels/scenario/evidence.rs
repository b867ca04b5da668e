//! What stands behind an assumption: quotes for and against with their counts, a way to add one, and the note.

use egui::{TextEdit, Ui};

use super::ScenarioPanel;
use super::add_quote::AddQuote;
use crate::gui::command::Command;
use crate::gui::context::ViewCtx;
use crate::gui::map_change::MapChange;
use crate::gui::panels::quotes;
use crate::gui::widgets;
use crate::model::{Assumption, Evidence, Stance};

impl ScenarioPanel {
    /// Draws the counts, the quotes where they are opened, the finder and the note.
    pub(super) fn evidence_row_ui(
        &mut self,
        cx: &ViewCtx<'_>,
        assumption: &Assumption,
        ui: &mut Ui,
        out: &mut Vec<Command>,
    ) {
        let palette = cx.palette;
        let id = &assumption.id;
        let count = |stance| assumption.evidence.iter().filter(|e| e.stance == stance).count();
        let (pro, contra) = (count(Stance::For), count(Stance::Against));
        let finding = self.finding.as_ref().is_some_and(|finder| finder.assumption == *id);
        let open = self.quotes.contains(id) && pro + contra > 0;
        ui.horizontal(|ui| {
            if pro + contra == 0 {
                widgets::weak(ui, palette, "no quote yet");
            } else {
                let words = format!("{pro} for · {contra} against");
                let name = format!("Quotes on {}: {words}", assumption.name);
                let response = widgets::disclosure(ui, palette.accent, open, &words, &name);
                if response.on_hover_text("Show the quotes").clicked() {
                    if open {
                        self.quotes.remove(id);
                    } else {
                        self.quotes.insert(id.clone());
                    }
                }
            }
            let add = widgets::link_button(ui, palette, "+ Quote")
                .accessible_name(format!("Add a quote on {}", assumption.name));
            if add.on_hover_text("Find a quote that speaks for or against it").clicked() {
                self.finding = (!finding).then(|| AddQuote::on(id.clone()));
            }
        });
        if open {
            for piece in &assumption.evidence {
                quotes::quote_ui(cx, &piece.claim, Some(piece.stance), ui, out);
                piece_ui(cx, assumption, piece, ui, out);
            }
        }
        if let Some(finder) = self.finding.as_mut().filter(|finder| finder.assumption == *id) {
            if finder.ui(cx, assumption, ui, out) {
                self.finding = None;
            }
        }
        self.note_ui(cx, assumption, ui, out);
    }

    fn note_ui(&mut self, cx: &ViewCtx<'_>, assumption: &Assumption, ui: &mut Ui, out: &mut Vec<Command>) {
        if let Some((_, typed)) = self.noting.as_mut().filter(|(id, _)| *id == assumption.id) {
            let field = TextEdit::multiline(typed).desired_rows(2).desired_width(f32::INFINITY).hint_text("Note");
            let field = ui.add(field).accessible_name(format!("Note on {}", assumption.name));
            let done = widgets::small_button(ui, "Done").clicked();
            if done || field.lost_focus() {
                let note = typed.trim().to_owned();
                if note != assumption.note {
                    out.push(MapChange::UpdateAssumption(Box::new(Assumption { note, ..assumption.clone() })).into());
                }
                self.noting = None;
            } else if !field.has_focus() {
                field.request_focus();
            }
        } else if !assumption.note.is_empty() {
            widgets::small(ui, cx.palette.weak, &assumption.note);
        }
    }
}

/// What can be done with a quote of an assumption: change sides, or go.
fn piece_ui(cx: &ViewCtx<'_>, assumption: &Assumption, piece: &Evidence, ui: &mut Ui, out: &mut Vec<Command>) {
    let Some(claim) = cx.map.claim(&piece.claim) else { return };
    let start: String = claim.quote.chars().take(40).collect();
    let (id, claim) = (assumption.id.clone(), piece.claim.clone());
    ui.push_id(("piece", piece.claim.as_str()), |ui| {
        ui.horizontal(|ui| {
            let (shown, words, other) = match piece.stance {
                Stance::For => ("count it against", "speaks against", Stance::Against),
                Stance::Against => ("count it for", "speaks for", Stance::For),
            };
            let turn = widgets::link_button(ui, cx.palette, shown).accessible_name(format!("It {words}: {start}"));
            if turn.on_hover_text("Put the quote on the other side").clicked() {
                let (assumption, claim) = (id.clone(), claim.clone());
                out.push(MapChange::AttachEvidence { assumption, claim, stance: other }.into());
            }
            let remove = widgets::link_button(ui, cx.palette, "take off")
                .accessible_name(format!("Take the quote off: {start}"));
            if remove.on_hover_text("The quote no longer speaks for or against the assumption").clicked() {
                out.push(MapChange::DetachEvidence { assumption: id, claim }.into());
            }
        });
    });
}
