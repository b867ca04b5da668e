//! The panels of the workspace. Each is a struct with its view state, reads a `ViewCtx` and sends commands.

mod actor_picker;
mod actors;
mod articles;
mod compare;
mod computing;
mod consistency;
mod coverage;
mod evidence;
pub mod menu;
mod next_step;
mod partner_sets;
mod proposed_form;
mod quotes;
mod reader;
mod review;
mod scenario;
mod sensitivity;
pub mod status;
mod timeline;

use super::canvas::Canvas;
use super::command::Command;
use super::context::ViewCtx;
use super::view::BottomTab;
use super::widgets;
use super::workspace::Pane;

/// Every panel with its view state.
#[derive(Default)]
pub struct Panels {
    articles: articles::ArticlesPanel,
    review: review::ReviewPanel,
    actors: actors::ActorsPanel,
    canvas: Canvas,
    reader: reader::ReaderPanel,
    scenario: scenario::ScenarioPanel,
    coverage: coverage::CoveragePanel,
    timeline: timeline::TimelinePanel,
    compare: compare::ComparePanel,
    partner_sets: partner_sets::PartnerSetsPanel,
    sensitivity: sensitivity::SensitivityPanel,
    consistency: consistency::ConsistencyPanel,
    evidence: evidence::EvidencePanel,
}

impl Panels {
    /// The relationship canvas.
    pub fn canvas(&self) -> &Canvas {
        &self.canvas
    }

    /// Draws one panel.
    pub fn ui(&mut self, pane: &Pane, cx: &ViewCtx<'_>, ui: &mut egui::Ui, out: &mut Vec<Command>) {
        let fill = if *pane == Pane::Map { cx.palette.canvas } else { cx.palette.panel };
        ui.painter().rect_filled(ui.max_rect(), 0.0, fill);
        if *pane == Pane::Map {
            self.canvas.ui(cx, ui, out);
            return;
        }
        let frame = egui::Frame::new().inner_margin(egui::Margin::symmetric(10, 8));
        if let Pane::Bottom(tab) = pane {
            frame.show(ui, |ui| widgets::short_pane_ui(ui, tab, |ui| self.bottom_ui(*tab, cx, ui, out)));
            return;
        }
        frame.show(ui, |ui| match pane {
            Pane::Articles => self.articles.ui(cx, ui, out),
            Pane::Review => self.review.ui(cx, ui, out),
            Pane::Actors => self.actors.ui(cx, ui, out),
            Pane::Map | Pane::Bottom(_) => {}
            Pane::Article(id) => self.reader.ui(id, cx, ui, out),
            Pane::Scenario => self.scenario.ui(cx, ui, out),
        });
    }

    fn bottom_ui(&mut self, tab: BottomTab, cx: &ViewCtx<'_>, ui: &mut egui::Ui, out: &mut Vec<Command>) {
        match tab {
            BottomTab::Coverage => self.coverage.ui(cx, ui, out),
            BottomTab::Timeline => self.timeline.ui(cx, ui, out),
            BottomTab::Compare => self.compare.ui(cx, ui, out),
            BottomTab::PartnerSets => self.partner_sets.ui(cx, ui, out),
            BottomTab::Sensitivity => self.sensitivity.ui(cx, ui, out),
            BottomTab::Consistency => self.consistency.ui(cx, ui, out),
            BottomTab::Evidence => self.evidence.ui(cx, ui, out),
        }
    }
}
