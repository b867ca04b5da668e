//! What is looked at: view commands, none of which changes the map.

use super::App;
use crate::gui::command::ViewCommand;
use crate::gui::dialogs::{Dialog, Properties};
use crate::gui::view::{BottomTab, CanvasRequest, CentreTab, Selection};
use crate::gui::workspace::{Pane, Workspace};
use crate::model::Months;

impl App {
    pub(super) fn look(&mut self, command: ViewCommand, ctx: &egui::Context) {
        let view = &mut self.view;
        let was_maximised = view.maximised;
        view.maximised &= !shows_elsewhere(&command);
        match command {
            ViewCommand::Scenario(id) => {
                // Who was lit covered a loss of the scenario before.
                view.lit.clear();
                view.scenario = id;
            }
            ViewCommand::Reference(id) => {
                view.lit.clear();
                view.reference = id;
            }
            ViewCommand::Month(month) => view.month = month.min(Months::HORIZON),
            ViewCommand::SelectActors(actors) => view.selection = Selection { actors, link: None },
            ViewCommand::ToggleActor(id) => {
                view.selection.link = None;
                if !view.selection.actors.remove(&id) {
                    view.selection.actors.insert(id);
                }
            }
            ViewCommand::SelectLink(link) => view.selection = Selection { link: Some(link), ..Selection::default() },
            ViewCommand::ClearSelection => {
                view.selection = Selection::default();
                view.lit.clear();
            }
            ViewCommand::SelectAll => view.canvas_request = Some(CanvasRequest::SelectAll),
            ViewCommand::GoToActor(id) => {
                view.selection = Selection { actors: [id].into(), link: None };
                view.centre = CentreTab::Map;
                view.canvas_request = Some(CanvasRequest::GoTo);
            }
            ViewCommand::Canvas(request @ CanvasRequest::TakeKeys) => {
                view.centre = CentreTab::Map;
                view.canvas_request = Some(request);
            }
            ViewCommand::Canvas(request) => view.canvas_request = Some(request),
            ViewCommand::Find if view.centre == CentreTab::Map => view.canvas_request = Some(CanvasRequest::Find),
            ViewCommand::Light(actors) => {
                // What is lit shall be seen.
                if !actors.is_empty() {
                    view.centre = CentreTab::Map;
                }
                view.lit = actors;
            }
            ViewCommand::Function(function) => view.function = function,
            ViewCommand::ShowClaim(id) => {
                if let Some(claim) = self.session.map().claim(&id) {
                    self.view.show_place(claim.article.clone(), claim.span);
                }
            }
            ViewCommand::ShowPlace(article, span) => view.show_place(article, span),
            ViewCommand::Centre(tab) => {
                if let CentreTab::Article(id) = &tab {
                    if !view.open_articles.contains(id) {
                        view.open_articles.push(id.clone());
                    }
                }
                view.centre = tab;
            }
            ViewCommand::CloseArticle(id) => {
                view.open_articles.retain(|open| *open != id);
                if view.centre == CentreTab::Article(id) {
                    view.centre = CentreTab::Map;
                }
            }
            ViewCommand::Bottom(tab) => view.bottom = tab,
            ViewCommand::PartnerSets(part) => {
                view.bottom = BottomTab::PartnerSets;
                view.partner_sets = part;
            }
            ViewCommand::TogglePane(pane) if was_maximised => self.workspace.show(&pane),
            ViewCommand::TogglePane(pane) => self.workspace.toggle(&pane),
            ViewCommand::ToggleMaximised => view.maximised = !view.maximised,
            ViewCommand::ResetPanels => self.workspace = Workspace::default(),
            ViewCommand::Theme(theme) => view.settings.theme = theme,
            ViewCommand::Scale(scale) => {
                let now = view.settings.scale;
                let next = if scale == f32::INFINITY {
                    now + 0.1
                } else if scale == 0.0 {
                    now - 0.1
                } else {
                    scale
                };
                view.settings.scale = ((next * 10.0).round() / 10.0).clamp(0.7, 2.5);
            }
            ViewCommand::ToggleMotion => view.settings.reduced_motion = !view.settings.reduced_motion,
            ViewCommand::ToggleProposals => view.show_proposals = !view.show_proposals,
            ViewCommand::Filter(filter) => {
                view.lit.clear();
                view.filter = filter;
            }
            ViewCommand::FitMap => view.canvas_request = Some(CanvasRequest::Fit),
            ViewCommand::ZoomToSelection => view.canvas_request = Some(CanvasRequest::FitSelection),
            ViewCommand::ZoomMap(factor) => view.canvas_request = Some(CanvasRequest::Zoom(factor)),
            ViewCommand::PartnersRing => view.canvas_request = Some(CanvasRequest::PartnersRing),
            ViewCommand::ReviewStep(step) => {
                let last = self.snapshot.as_ref().map_or(0, |s| s.findings.len().saturating_sub(1));
                view.finding = view.finding.saturating_add_signed(step as isize).min(last);
            }
            ViewCommand::AddAssumption => {
                self.workspace.show(&Pane::Scenario);
                self.view.add_assumption = true;
            }
            ViewCommand::FocusReview => {
                self.workspace.show(&Pane::Review);
                view.focus_review = true;
            }
            ViewCommand::Find | ViewCommand::FindInArticles => {
                // The article shown; otherwise one that is open; otherwise the first.
                let first = self.session.map().articles.first().map(|article| article.id.clone());
                if let (CentreTab::Map, Some(id)) = (&view.centre, view.open_articles.last().cloned().or(first)) {
                    if !view.open_articles.contains(&id) {
                        view.open_articles.push(id.clone());
                    }
                    view.centre = CentreTab::Article(id);
                }
                view.focus_find = true;
            }
            ViewCommand::Palette => self.dialog = Some(Dialog::Palette { query: String::new(), row: 0 }),
            ViewCommand::Properties => self.dialog = Some(Dialog::Properties(Properties::of(self.session.map()))),
            ViewCommand::Help => self.dialog = Some(Dialog::Help),
            ViewCommand::About => self.dialog = Some(Dialog::About),
            ViewCommand::PreviousVersions => {
                self.dialog = Some(Dialog::PreviousVersions { versions: self.session.previous_versions() });
            }
            ViewCommand::CloseDialog => self.dialog = None,
        }
        ctx.request_repaint();
    }
}

/// Whether what a command brings about stands beside the tabs of the bottom, which then give the window back.
fn shows_elsewhere(command: &ViewCommand) -> bool {
    match command {
        ViewCommand::Light(actors) => !actors.is_empty(),
        ViewCommand::GoToActor(_)
        | ViewCommand::ShowClaim(_)
        | ViewCommand::ShowPlace(..)
        | ViewCommand::Centre(_)
        | ViewCommand::Canvas(_)
        | ViewCommand::FitMap
        | ViewCommand::ZoomMap(_)
        | ViewCommand::ZoomToSelection
        | ViewCommand::PartnersRing
        | ViewCommand::Find
        | ViewCommand::FindInArticles
        | ViewCommand::TogglePane(_)
        | ViewCommand::ResetPanels
        | ViewCommand::AddAssumption
        | ViewCommand::FocusReview => true,
        _ => false,
    }
}
