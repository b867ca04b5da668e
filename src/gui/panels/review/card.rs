//! A finding as a card: what is proposed, how the texts commit themselves, the quotes, and the decision.

use egui::{Response, Sense, Stroke};

use super::Decision;
use super::edit_form::EditForm;
use crate::extract::{Finding, FindingKind};
use crate::gui::command::{Command, ViewCommand};
use crate::gui::context::ViewCtx;
use crate::gui::statement::{Statement, commitment_words, quote_job};
use crate::gui::{fonts, theme, widgets};
use crate::model::{ClaimId, Proposal, Proposed};

/// How many quotes a card shows before "and n more".
const QUOTES: usize = 3;

/// A finding, looked up.
pub struct Card<'a> {
    /// What it proposes; all of one statement, or all the actors of the bulk card.
    pub proposals: Vec<&'a Proposal>,
    /// The first of them.
    pub lead: &'a Proposal,
    /// The claims nobody has decided about yet, in the order of the texts.
    pub claims: Vec<ClaimId>,
    /// How sure the program is that it read right.
    pub confidence: f64,
    statement: Statement,
    is_bulk: bool,
}

/// Where the card stands in the queue.
pub struct Seen {
    /// Its place, from 0.
    pub place: usize,
    /// How many there are.
    pub of: usize,
    /// Whether letters act on it.
    pub has_keys: bool,
}

/// What was done on the card.
pub enum Answer {
    /// A decision.
    Decided(Decision),
    /// Take what the form says, and accept it.
    AcceptEdited,
    /// Close the form.
    StopEditing,
}

impl<'a> Card<'a> {
    /// The card of a finding; `None` when the map no longer has its proposals.
    pub fn of(cx: &ViewCtx<'a>, finding: &Finding) -> Option<Self> {
        let proposals: Vec<&Proposal> = finding.proposals.iter().filter_map(|id| cx.map.proposal(id)).collect();
        let lead = *proposals.first()?;
        let claims: Vec<ClaimId> = finding.claims.clone();
        let statement = Statement::of(cx.map, cx.palette, &lead.content);
        let is_bulk = matches!(finding.kind, FindingKind::LooseActors(_));
        Some(Self { proposals, lead, claims, confidence: finding.confidence, statement, is_bulk })
    }

    /// Whether it is the card of actors outside any finding.
    pub fn is_bulk(&self) -> bool {
        self.is_bulk
    }

    /// The card that is decided about.
    pub fn big_ui(
        &self,
        cx: &ViewCtx<'_>,
        ui: &mut egui::Ui,
        seen: &Seen,
        editing: Option<&mut EditForm>,
        out: &mut Vec<Command>,
    ) -> (Response, Option<Answer>) {
        let palette = cx.palette;
        let stroke = if seen.has_keys {
            Stroke::new(2.0, palette.accent)
        } else {
            Stroke::new(1.0, palette.tint(palette.accent, 0.6))
        };
        let mut answer = None;
        let card = palette.card_frame().stroke(stroke).show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 5.0;
            self.top_ui(cx, ui);
            let job = self.statement.job(palette, 13.5, ui.available_width());
            ui.label(job);
            if let Proposed::SameActor { reason, .. } = &self.lead.content {
                widgets::weak(ui, palette, reason);
            }
            for claim in self.claims.iter().take(QUOTES) {
                self.quote_ui(cx, ui, claim, 150, out);
            }
            if self.claims.len() > QUOTES {
                widgets::weak(ui, palette, &format!("and {} more quotes", self.claims.len() - QUOTES));
            }
            if let Some(form) = editing {
                ui.separator();
                form.ui(cx, ui);
                ui.horizontal(|ui| {
                    if widgets::primary_button(ui, palette, "Accept as edited").clicked() {
                        answer = Some(Answer::AcceptEdited);
                    }
                    if widgets::small_button(ui, "Cancel").clicked() {
                        answer = Some(Answer::StopEditing);
                    }
                });
            } else {
                answer = self.buttons_ui(cx, ui, seen).map(Answer::Decided);
            }
        });
        let spoken = format!("Finding {} of {}: {}", seen.place + 1, seen.of, self.statement.words());
        card.response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Group, true, &spoken));
        (card.response, answer)
    }

    /// A card that waits.
    pub fn small_ui(&self, cx: &ViewCtx<'_>, ui: &mut egui::Ui, out: &mut Vec<Command>) -> Response {
        let palette = cx.palette;
        let words = self.statement.words();
        let id = ("finding", &self.lead.id);
        widgets::click_card(ui, palette, id, &words, false, |ui| {
            ui.spacing_mut().item_spacing.y = 4.0;
            self.top_ui(cx, ui);
            ui.label(self.statement.job(palette, theme::BODY, ui.available_width()));
            if let Some(claim) = self.claims.first() {
                self.quote_ui(cx, ui, claim, 70, out);
            }
        })
        .response
    }

    fn top_ui(&self, cx: &ViewCtx<'_>, ui: &mut egui::Ui) {
        let palette = cx.palette;
        ui.horizontal_wrapped(|ui| {
            widgets::pill(ui, palette, self.statement.kind, self.statement.colour);
            let words = commitment_words(&self.lead.content, self.claims.len());
            let read = format!("{:.0} % sure that the sentence was read right", self.confidence * 100.0);
            widgets::pill(ui, palette, &words, palette.weak).on_hover_text(read);
        });
    }

    /// A quote; a click shows it in its article.
    pub fn quote_ui(&self, cx: &ViewCtx<'_>, ui: &mut egui::Ui, id: &ClaimId, room: usize, out: &mut Vec<Command>) {
        let Some(claim) = cx.map.claim(id) else { return };
        let response = if crate::gui::bidi::has_right_to_left(&claim.quote) {
            let rect = widgets::text_lines(ui, &claim.quote, fonts::regular(12.0), cx.palette.weak, 8);
            ui.interact(rect.rect, ui.scope_id().with(("quote", id)), Sense::click())
        } else {
            let mut job = quote_job(cx.map, cx.palette, id, self.statement.colour, room);
            job.wrap.max_width = ui.available_width();
            ui.push_id(("quote", id), |ui| ui.add(egui::Label::new(job).sense(Sense::click()))).inner
        };
        let article = cx.map.article(&claim.article).map_or("", |article| article.title.as_str());
        let spoken = format!("Quote: {}", claim.quote);
        response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Link, true, &spoken));
        let response = response.on_hover_cursor(egui::CursorIcon::PointingHand);
        if response.on_hover_text(format!("{article}: show the sentence")).clicked() {
            out.push(ViewCommand::ShowClaim(id.clone()).into());
        }
    }

    fn buttons_ui(&self, cx: &ViewCtx<'_>, ui: &mut egui::Ui, seen: &Seen) -> Option<Decision> {
        let palette = cx.palette;
        let mut decision = None;
        let accept = if self.statement.kind == "same actor?" { "Merge M" } else { "Accept A" };
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 5.0;
            if widgets::primary_button(ui, palette, accept).clicked() {
                decision = Some(Decision::Accept);
            }
            if widgets::small_button(ui, "Edit E").clicked() {
                decision = Some(Decision::Edit);
            }
            if widgets::small_button(ui, "Reject X").clicked() {
                decision = Some(Decision::Reject);
            }
            widgets::weak(ui, palette, &format!("{}/{}", seen.place + 1, seen.of));
        });
        if matches!(self.lead.content, Proposed::Provision { .. }) {
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing.x = 3.0;
                widgets::weak(ui, palette, "Share");
                for (n, words, share) in SHARES {
                    let button = egui::Button::new(egui::RichText::new(n).font(fonts::medium(theme::SMALL))).small();
                    let response = ui.add(button);
                    let spoken = format!("Accept with share: {words}");
                    response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Button, true, &spoken));
                    if response.on_hover_text(format!("{spoken} (key {n})")).clicked() {
                        decision = Some(share.map_or(Decision::Unassessed, Decision::Share));
                    }
                }
            });
        }
        decision
    }
}

/// The share keys in words.
const SHARES: [(&str, &str, Option<f64>); 6] = [
    ("0", "not assessed", None),
    ("1", "a little, 0.10", Some(0.10)),
    ("2", "some, 0.25", Some(0.25)),
    ("3", "half, 0.50", Some(0.50)),
    ("4", "most, 0.75", Some(0.75)),
    ("5", "all, 1.00", Some(1.0)),
];

#[cfg(test)]
mod tests {
    use super::super::SHARE_KEYS;
    use super::SHARES;

    #[test]
    fn buttons_and_keys_give_the_same_shares() {
        let buttons: Vec<f64> = SHARES.iter().filter_map(|(_, _, share)| *share).collect();
        assert_eq!(buttons, SHARE_KEYS.map(|(_, share)| share));
    }
}
