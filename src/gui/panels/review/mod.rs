//! The review queue: findings in order, one decision per key. What is proposed counts for nothing until it is accepted.

mod bulk;
mod card;
pub mod edit_form;
mod principal;

use egui::{Id, Key, Modifiers, Popup, RichText, ScrollArea, Sense};

use crate::extract::Finding;
use crate::gui::command::{Command, ViewCommand};
use crate::gui::context::ViewCtx;
use crate::gui::map_change::MapChange;
use crate::gui::{fonts, theme, widgets};
use crate::model::{ProposalId, Proposed, Share};

use card::Card;
use edit_form::EditForm;

/// The share that each of the keys 1 to 5 gives: a little, some, half, most, all.
pub const SHARE_KEYS: [(Key, f64); 5] =
    [(Key::Num1, 0.10), (Key::Num2, 0.25), (Key::Num3, 0.50), (Key::Num4, 0.75), (Key::Num5, 1.0)];

/// How many findings before and after the current one are drawn; the others are a click away.
const BEFORE: usize = 2;
const AFTER: usize = 12;

/// See the module.
pub struct ReviewPanel {
    /// At or above which confidence "Accept all" accepts.
    threshold: f64,
    /// Whether the letters act on the queue.
    has_keys: bool,
    /// The finding being changed before it is accepted.
    editing: Option<EditForm>,
    /// The finding that was current when the queue was drawn last, so that a new one is scrolled to.
    shown: Option<(usize, usize)>,
    searching_principal: bool,
}

impl Default for ReviewPanel {
    fn default() -> Self {
        Self { threshold: 0.8, has_keys: false, editing: None, shown: None, searching_principal: false }
    }
}

/// What is decided about a finding.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Decision {
    Accept,
    Reject,
    Edit,
    Share(f64),
    Unassessed,
}

impl ReviewPanel {
    /// Draws the panel and sends what the user does in it.
    pub fn ui(&mut self, cx: &ViewCtx<'_>, ui: &mut egui::Ui, out: &mut Vec<Command>) {
        let area = ui.max_rect();
        self.update_focus(cx, ui, area);
        let findings = cx.snapshot.findings.as_slice();
        let current = cx.view.finding.min(findings.len().saturating_sub(1));
        self.heading_ui(cx, ui, findings, out);
        let choosing = principal::must_choose(cx);
        if !findings.is_empty() {
            self.hint_ui(cx, ui, choosing);
        }
        let now = (current, findings.len());
        let scroll = self.shown != Some(now);
        self.shown = Some(now);
        ScrollArea::vertical().id_salt("review").auto_shrink(false).show(ui, |ui| {
            if choosing {
                principal::choose_ui(cx, ui, self.has_keys, &mut self.searching_principal, out);
            }
            if findings.is_empty() {
                finished_ui(cx, ui, choosing);
                return;
            }
            if choosing {
                widgets::weak(ui, cx.palette, "Then decide about what was found:");
            }
            self.queue_ui(cx, ui, findings, current, scroll && !choosing, out);
        });
        self.keys(cx, ui, findings.get(current), choosing, out);
    }

    /// The letters belong to the queue from a click in it, or the command, until something else is pressed or focused.
    fn update_focus(&mut self, cx: &ViewCtx<'_>, ui: &egui::Ui, area: egui::Rect) {
        let id = Id::unique("review-queue");
        let pressed_at = ui.input(|i| i.pointer.any_pressed().then(|| i.pointer.interact_pos()).flatten());
        if let Some(at) = pressed_at {
            let in_popup = Popup::is_any_open(ui.ctx());
            if area.contains(at) && ui.is_enabled() {
                self.has_keys = true;
            } else if !in_popup {
                self.has_keys = false;
            }
        }
        if cx.view.focus_review {
            self.has_keys = true;
            ui.memory_mut(|memory| memory.request_focus(id));
        }
        let focused = ui.memory(egui::Memory::focused);
        if let Some(widget) = focused.filter(|widget| *widget != id) {
            let outside = ui.ctx().read_response(widget).is_some_and(|r| !area.intersects(r.rect));
            if outside && !Popup::is_any_open(ui.ctx()) {
                self.has_keys = false;
            }
        }
        let response = ui.interact(area, id, Sense::focusable_noninteractive());
        let spoken = format!("Review queue, {} open", cx.snapshot.findings.len());
        response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Group, true, &spoken));
        if focused == Some(id) {
            self.has_keys = true;
        }
    }

    fn heading_ui(&mut self, cx: &ViewCtx<'_>, ui: &mut egui::Ui, findings: &[Finding], out: &mut Vec<Command>) {
        let palette = cx.palette;
        let title = format!("Review · {} open", findings.len());
        let narrow = ui.available_width() < 240.0;
        let accept_all = |ui: &mut egui::Ui| {
            if findings.is_empty() {
                return;
            }
            let sure: Vec<&Finding> = sure_enough(findings, self.threshold);
            ui.spacing_mut().item_spacing.x = 1.0;
            let caret = widgets::icon_button(ui, palette, lucide_icons::Icon::ChevronDown, "How sure is sure enough");
            Popup::menu(&caret).show(|ui| {
                for threshold in [0.5, 0.6, 0.7, 0.8, 0.9, 0.95] {
                    let n = sure_enough(findings, threshold).len();
                    let label = format!("≥ {threshold} · {n} of {}", findings.len());
                    if ui.selectable_label(self.threshold == threshold, label).clicked() {
                        self.threshold = threshold;
                        ui.close();
                    }
                }
            });
            let spoken = format!("Accept all ≥ {}", self.threshold);
            let text = if narrow { format!("All ≥ {}", self.threshold) } else { spoken.clone() };
            let button = egui::Button::new(RichText::new(text).font(fonts::medium(theme::SMALL)));
            let response = ui.add_enabled(!sure.is_empty(), button);
            response
                .widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Button, !sure.is_empty(), &spoken));
            let hint = format!(
                "Accept {} of {} findings, as sure as that the sentence was read right. One step: undo takes all back",
                sure.len(),
                findings.len()
            );
            if response.on_hover_text(hint).clicked() {
                out.push(MapChange::AcceptProposals { ids: in_safe_order(cx, &sure), share: None }.into());
            }
        };
        // In a very narrow panel the count keeps its line to itself.
        if ui.available_width() < 180.0 {
            widgets::heading(ui, palette, &title, |_| {});
            ui.horizontal(accept_all);
        } else {
            widgets::heading(ui, palette, &title, accept_all);
        }
    }

    fn hint_ui(&self, cx: &ViewCtx<'_>, ui: &mut egui::Ui, choosing: bool) {
        let text = match (self.has_keys, choosing) {
            (true, true) => "1 2 3 choose · A accept · X reject · N next",
            (true, false) => "A accept · 0–5 with share · X reject · E edit · N P next",
            (false, _) => "Click here or press Ctrl+R to decide by keys",
        };
        let colour = if self.has_keys { cx.palette.accent } else { cx.palette.weak };
        ui.label(RichText::new(text).font(fonts::regular(11.0)).color(colour));
    }

    fn queue_ui(
        &mut self,
        cx: &ViewCtx<'_>,
        ui: &mut egui::Ui,
        findings: &[Finding],
        current: usize,
        scroll: bool,
        out: &mut Vec<Command>,
    ) {
        let first = current.saturating_sub(BEFORE);
        let last = (current + AFTER).min(findings.len());
        // A queue of two thousand million findings is not to be feared.
        let number = |place: usize| i32::try_from(place).unwrap_or(i32::MAX);
        let step = |to: usize| ViewCommand::ReviewStep(number(to) - number(current));
        if first > 0 && widgets::link_button(ui, cx.palette, &format!("{first} before")).clicked() {
            out.push(step(first - 1).into());
        }
        for (place, finding) in findings.iter().enumerate().take(last).skip(first) {
            let Some(card) = Card::of(cx, finding) else { continue };
            let is_current = place == current;
            let response = if card.is_bulk() {
                let (response, decision) = bulk::bulk_card_ui(cx, ui, &card, is_current, self.has_keys, out);
                if let Some(decision) = decision {
                    decide(cx, finding, decision, out);
                }
                response
            } else if is_current {
                let editing = self.editing.as_mut().filter(|form| form.is_of(finding));
                let seen = card::Seen { place, of: findings.len(), has_keys: self.has_keys };
                let (response, decision) = card.big_ui(cx, ui, &seen, editing, out);
                match decision {
                    Some(card::Answer::Decided(decision)) => self.decide(cx, finding, decision, out),
                    Some(card::Answer::AcceptEdited) => self.accept_edited(cx, out),
                    Some(card::Answer::StopEditing) => self.editing = None,
                    None => {}
                }
                response
            } else {
                card.small_ui(cx, ui, out)
            };
            if response.clicked() && !is_current {
                out.push(step(place).into());
            }
            if is_current && scroll {
                response.scroll_to_me(self.editing.is_some().then_some(egui::Align::Max));
            }
        }
        if last < findings.len() {
            let more = format!("{} more after these", findings.len() - last);
            if widgets::link_button(ui, cx.palette, &more).clicked() {
                out.push(step(last).into());
            }
        }
    }

    fn decide(&mut self, cx: &ViewCtx<'_>, finding: &Finding, decision: Decision, out: &mut Vec<Command>) {
        if decision == Decision::Edit {
            self.editing = EditForm::of(cx.map, finding);
            // The card grows, and its buttons shall be in sight.
            self.shown = None;
        } else {
            self.editing = None;
            decide(cx, finding, decision, out);
        }
    }

    fn accept_edited(&mut self, cx: &ViewCtx<'_>, out: &mut Vec<Command>) {
        if let Some(form) = self.editing.take() {
            form.accept(cx.map, out);
        }
    }

    fn keys(
        &mut self,
        cx: &ViewCtx<'_>,
        ui: &egui::Ui,
        finding: Option<&Finding>,
        choosing: bool,
        out: &mut Vec<Command>,
    ) {
        let in_dialog = ui.memory(|memory| memory.top_modal_layer().is_some());
        if !self.has_keys || ui.ctx().text_edit_focused() || in_dialog || Popup::is_any_open(ui.ctx()) {
            return;
        }
        let pressed = |key: Key| ui.input_mut(|i| i.consume_key(Modifiers::NONE, key));
        if self.editing.is_some() {
            if pressed(Key::Escape) {
                self.editing = None;
            } else if pressed(Key::Enter) {
                self.accept_edited(cx, out);
            }
            return;
        }
        if choosing && principal::keys(cx, &pressed, out) {
            return;
        }
        if pressed(Key::N) || pressed(Key::ArrowDown) {
            out.push(ViewCommand::ReviewStep(1).into());
        }
        if pressed(Key::P) || pressed(Key::ArrowUp) {
            out.push(ViewCommand::ReviewStep(-1).into());
        }
        let Some(finding) = finding else { return };
        let lead = finding.proposals.first().and_then(|id| cx.map.proposal(id)).map(|proposal| &proposal.content);
        let is_provision = matches!(lead, Some(Proposed::Provision { .. }));
        let is_merge = matches!(lead, Some(Proposed::SameActor { .. }));
        let decision = if pressed(Key::A) || (is_merge && pressed(Key::M)) {
            Some(Decision::Accept)
        } else if pressed(Key::X) {
            Some(Decision::Reject)
        } else if pressed(Key::E) {
            Some(Decision::Edit)
        } else if is_provision {
            let share = SHARE_KEYS.iter().find(|(key, _)| pressed(*key)).map(|(_, share)| Decision::Share(*share));
            share.or_else(|| pressed(Key::Num0).then_some(Decision::Unassessed))
        } else {
            None
        };
        if let Some(decision) = decision {
            self.decide(cx, finding, decision, out);
        }
    }
}

fn decide(cx: &ViewCtx<'_>, finding: &Finding, decision: Decision, out: &mut Vec<Command>) {
    let ids = finding.proposals.clone();
    let change = match decision {
        Decision::Accept => MapChange::AcceptProposals { ids: in_safe_order(cx, &[finding]), share: None },
        Decision::Share(share) => MapChange::AcceptProposals { ids, share: Some(Share(share)) },
        Decision::Unassessed => MapChange::AcceptWithoutShares(ids),
        Decision::Reject => MapChange::RejectProposals(ids),
        Decision::Edit => return,
    };
    out.push(change.into());
}

fn sure_enough(findings: &[Finding], threshold: f64) -> Vec<&Finding> {
    // A threshold of 0.8 takes what is shown as 0.80, whatever the last bits of it are.
    findings.iter().filter(|finding| finding.confidence >= threshold - 1e-9).collect()
}

/// The proposals of findings, merges last: a merge renames the actors that the others name.
fn in_safe_order(cx: &ViewCtx<'_>, findings: &[&Finding]) -> Vec<ProposalId> {
    let ids = findings.iter().flat_map(|finding| finding.proposals.iter());
    let is_merge =
        |id: &&ProposalId| cx.map.proposal(id).is_some_and(|p| matches!(p.content, Proposed::SameActor { .. }));
    let (merges, others): (Vec<_>, Vec<_>) = ids.partition(is_merge);
    others.into_iter().chain(merges).cloned().collect()
}

fn finished_ui(cx: &ViewCtx<'_>, ui: &mut egui::Ui, choosing: bool) {
    let (title, text) = if cx.map.articles.is_empty() {
        ("Nothing to review yet", "Open articles; what the program finds in them waits here for your decision")
    } else if choosing {
        ("Nothing was found", "Select words in the article to make a claim of your own")
    } else if cx.map.provisions.is_empty() {
        ("All decided", "No provision is on the map yet. Select words in an article and choose New claim…")
    } else if cx.snapshot.outcome.default_shares.used > 0 {
        (
            "All decided",
            "Next: set the shares in the coverage table with the keys 0 to 5, then move an assumption at the right",
        )
    } else {
        ("All decided", "Next: add a scenario at the right and move an assumption to see who covers what is lost")
    };
    widgets::empty_state(ui, cx.palette, title, text);
}
