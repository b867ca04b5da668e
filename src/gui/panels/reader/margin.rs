//! The claims beside the text: what they state, how they stand, how credible they are, and the decision where it is open.

use egui::{Popup, Rect, RichText, ScrollArea, Shape, Stroke, Ui, pos2};

use super::new_claim::NewClaim;
use super::page::Page;
use crate::gui::command::{Command, ViewCommand};
use crate::gui::context::ViewCtx;
use crate::gui::evidence_index::Standing;
use crate::gui::map_change::MapChange;
use crate::gui::panels::review::edit_form::EditForm;
use crate::gui::statement::Statement;
use crate::gui::{fonts, theme, widgets};
use crate::model::{Article, Claim, ClaimId, Factuality, ProposalId, Proposed, Span, credibility_words};

/// The margin with the forms that are open in it.
#[derive(Default)]
pub struct Margin {
    writing: Option<NewClaim>,
    editing: Option<(ClaimId, EditForm)>,
    /// The place that was lit when the margin was drawn last, so that its card is scrolled to once.
    shown: Option<Span>,
}

impl Margin {
    /// Whether a claim is being made.
    pub fn is_writing(&self) -> bool {
        self.writing.is_some()
    }

    /// Opens the form for what is selected.
    pub fn start_writing(&mut self, cx: &ViewCtx<'_>, article: &Article, page: &Page) {
        let lit = cx.view.lit_place.as_ref().filter(|(id, _)| *id == article.id).map(|(_, span)| *span);
        if let Some(span) = page.selected(article).or(lit) {
            self.writing = Some(NewClaim::of(cx, article, span, &page.actors_in(span)));
        }
    }

    /// Draws the margin.
    pub fn ui(&mut self, cx: &ViewCtx<'_>, ui: &mut Ui, article: &Article, page: &mut Page, out: &mut Vec<Command>) {
        let palette = cx.palette;
        if self.writing.as_ref().is_some_and(|form| !form.is_in(article)) {
            self.writing = None;
        }
        if let Some(form) = &mut self.writing {
            widgets::heading(ui, palette, "New claim", |_| {});
            let mut done = false;
            ScrollArea::vertical().id_salt("new-claim").auto_shrink(false).show(ui, |ui| {
                palette.card_frame().show(ui, |ui| {
                    ui.set_width(ui.available_width());
                    done = form.ui(cx, ui, article, out);
                });
            });
            if done {
                self.writing = None;
                page.clear_selection();
            }
            return;
        }
        let claims = Self::claims(cx, article, page);
        let all = cx.snapshot.evidence.article(&article.id).map_or(0, |claims| claims.claims.len());
        let title = format!("Claims on this page · {} of {all}", claims.len());
        widgets::heading(ui, palette, &title, |_| {});
        if let Some(span) = page.selected(article) {
            ui.horizontal(|ui| {
                if widgets::primary_button(ui, palette, "New claim…").clicked() {
                    self.writing = Some(NewClaim::of(cx, article, span, &page.actors_in(span)));
                }
                if widgets::small_button(ui, "Copy words").clicked() {
                    out.push(Command::Copy(span.of(&article.text).unwrap_or_default().to_owned()));
                }
            });
        } else {
            let lit = cx.view.lit_place.as_ref().filter(|(id, _)| *id == article.id);
            if lit.is_some() {
                if widgets::link_button(ui, palette, "New claim from the lit words…").clicked() {
                    self.start_writing(cx, article, page);
                }
            } else {
                widgets::weak(ui, palette, "Select any text to add a claim of your own");
            }
        }
        let lit = cx.view.lit_place.as_ref().filter(|(id, _)| *id == article.id).map(|(_, span)| *span);
        let scroll = lit.is_some() && lit != self.shown;
        self.shown = lit;
        ScrollArea::vertical().id_salt("claims").auto_shrink(false).show(ui, |ui| {
            for claim in claims {
                let is_lit = lit == Some(claim.span);
                let response = self.claim_ui(cx, ui, claim, is_lit, out);
                if is_lit && scroll {
                    response.scroll_to_me(None);
                }
            }
        });
    }

    /// The claims of the text in sight, in its order. Where nothing but a name is claimed, the mark in the text is enough.
    fn claims<'a>(cx: &ViewCtx<'a>, article: &Article, page: &Page) -> Vec<&'a Claim> {
        let seen = page.visible().unwrap_or(Span::new(0, article.text.len()));
        let Some(claims) = cx.snapshot.evidence.article(&article.id) else { return Vec::new() };
        let in_sight = claims.claims.iter().filter(|(span, _)| span.overlaps(seen));
        in_sight
            .filter_map(|(_, id)| cx.map.claim(id))
            .filter(|claim| !matches!(claim.states, Some(Proposed::Actor { .. })))
            .collect()
    }

    fn claim_ui(
        &mut self,
        cx: &ViewCtx<'_>,
        ui: &mut Ui,
        claim: &Claim,
        is_lit: bool,
        out: &mut Vec<Command>,
    ) -> egui::Response {
        let palette = cx.palette;
        let statement = claim.states.as_ref().map(|states| Statement::of(cx.map, palette, states));
        let colour = statement.as_ref().map_or(palette.neutral, |statement| statement.colour);
        let words = statement.as_ref().map_or_else(|| claim.quote.clone(), Statement::words);
        let standing = cx.snapshot.evidence.standing(&claim.id);
        let spoken = format!("Claim: {words}, {}", standing.words());
        let card = widgets::click_card(ui, palette, ("claim", &claim.id), &spoken, is_lit, |ui| {
            ui.spacing_mut().item_spacing.y = 4.0;
            match &statement {
                Some(statement) => ui.label(statement.job(palette, theme::BODY, ui.available_width())),
                None => widgets::text_lines(ui, &words, fonts::regular(12.0), palette.text, 3),
            };
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing.x = 4.0;
                widgets::weak(ui, palette, &format!("{} ·", state_words(claim)));
                credibility_ui(cx, ui, claim, out);
                let colour = if standing == Standing::ToReview { palette.warn } else { palette.weak };
                let words = RichText::new(standing.words()).font(fonts::regular(theme::SMALL)).color(colour);
                ui.add(egui::Label::new(words).extend());
            });
            if let Some((_, form)) = self.editing.as_mut().filter(|(id, _)| *id == claim.id) {
                ui.separator();
                form.ui(cx, ui);
            }
            self.decision_ui(cx, ui, claim, standing, out);
        });
        let response = card.response;
        paint_bar(ui, response.rect, colour, is_only_words(claim));
        if response.clicked() {
            out.push(ViewCommand::ShowClaim(claim.id.clone()).into());
            out.extend(super::marks::selection_of(cx, &claim.id).map(Command::from));
        }
        response
    }

    fn decision_ui(
        &mut self,
        cx: &ViewCtx<'_>,
        ui: &mut Ui,
        claim: &Claim,
        standing: Standing,
        out: &mut Vec<Command>,
    ) {
        if standing != Standing::ToReview {
            return;
        }
        let palette = cx.palette;
        let ids = open_proposals(cx, &claim.id);
        let is_editing = self.editing.as_ref().is_some_and(|(id, _)| *id == claim.id);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 5.0;
            if is_editing {
                if widgets::primary_button(ui, palette, "Accept as edited").clicked() {
                    if let Some((_, form)) = self.editing.take() {
                        form.accept(cx.map, out);
                    }
                }
                if widgets::small_button(ui, "Cancel").clicked() {
                    self.editing = None;
                }
                return;
            }
            if widgets::primary_button(ui, palette, "Accept").clicked() {
                out.push(MapChange::AcceptProposals { ids: ids.clone(), share: None }.into());
            }
            if widgets::small_button(ui, "Edit").clicked() {
                self.editing = EditForm::of_proposals(cx.map, &ids).map(|form| (claim.id.clone(), form));
            }
            if widgets::small_button(ui, "Reject").clicked() {
                out.push(MapChange::RejectProposals(ids).into());
            }
        });
    }
}

/// The proposals made from a claim that are of the same statement as it, or all of them.
fn open_proposals(cx: &ViewCtx<'_>, claim: &ClaimId) -> Vec<ProposalId> {
    let all = cx.snapshot.evidence.proposals(claim);
    let is_open =
        |id: &&ProposalId| cx.map.proposal(id).is_some_and(|proposal| crate::model::actions::is_open(cx.map, proposal));
    all.iter().filter(is_open).cloned().collect()
}

/// "active · Nov 2023", as far as the claim knows.
fn state_words(claim: &Claim) -> String {
    let state = match (&claim.states, claim.factuality.unwrap_or(Factuality::Done)) {
        (Some(Proposed::Provision { status, .. }), Factuality::Done) => status.words(),
        (_, factuality) => factuality.words(),
    };
    match &claim.date {
        Some(date) => format!("{state} · {}", date.value.words()),
        None => state.to_owned(),
    }
}

fn is_only_words(claim: &Claim) -> bool {
    !matches!(claim.factuality.unwrap_or(Factuality::Done), Factuality::Done | Factuality::Denied)
}

fn credibility_ui(cx: &ViewCtx<'_>, ui: &mut Ui, claim: &Claim, out: &mut Vec<Command>) {
    let digit = claim.credibility.unwrap_or(6);
    let text = RichText::new(format!("credibility {digit}")).font(fonts::medium(theme::SMALL)).color(cx.palette.text);
    let response = ui.add(egui::Button::new(text).small());
    let spoken = format!("Credibility {digit}: {}", credibility_words(digit));
    response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Button, true, &spoken));
    let response = response.on_hover_text(format!("{spoken}. Click to grade"));
    Popup::menu(&response).show(|ui| {
        for grade in 1..=6_u8 {
            let label = format!("{grade} {}", credibility_words(grade));
            if ui.selectable_label(digit == grade, label).clicked() {
                let mut changed = claim.clone();
                changed.credibility = (grade < 6).then_some(grade);
                out.push(MapChange::UpdateClaim(Box::new(changed)).into());
            }
        }
    });
}

/// The bar at the card's left edge, broken for what is only planned, alleged or supposed.
fn paint_bar(ui: &Ui, card: Rect, colour: egui::Color32, broken: bool) {
    let x = card.left() + 1.5;
    let line = [pos2(x, card.top() + 4.0), pos2(x, card.bottom() - 4.0)];
    let stroke = Stroke::new(3.0, colour);
    if broken {
        ui.painter().extend(Shape::dashed_line(&line, stroke, 5.0, 3.0));
    } else {
        ui.painter().line_segment(line, stroke);
    }
}
