//! The first places of thousands: at once a simple order, so that the map can be used, and then a layout that is made beside
//! the window and glides in. Nothing of it is stored, so there is nothing to undo: places reach the map when the user moves
//! something or asks for a layout.

use egui::{Rect, RichText, Stroke, Ui, UiBuilder, vec2};

use super::Canvas;
use crate::analysis::AnalysisError;
use crate::gui::context::ViewCtx;
use crate::gui::jobs::Job;
use crate::gui::{fonts, widgets};
use crate::layout::{Graph, Options, Point, force, place_new};
use crate::model::ActorId;

/// A layout for actors that have only a first place.
#[derive(Clone, Debug)]
pub struct Unsettled {
    /// The actors, in the order of the graph.
    pub actors: Vec<ActorId>,
    /// What is laid out; who stands is fixed.
    pub graph: Graph,
}

impl Unsettled {
    /// The places. `None` where the layout was stopped.
    pub fn places(&self, progress: &crate::analysis::Progress) -> Option<Vec<Point>> {
        if self.graph.bodies.iter().any(|body| body.fixed.is_some()) {
            return Some(place_new(&self.graph));
        }
        force(&self.graph, &Options::default(), progress).ok()
    }
}

/// The layout that runs.
#[derive(Default)]
pub struct Settling {
    job: Job<u64, (Vec<ActorId>, Vec<Point>)>,
    asked: Option<u64>,
    runs: u64,
}

impl Canvas {
    /// Takes over a layout that is done. The scene is then made anew.
    pub(super) fn take_settled(&mut self) {
        let Some(run) = self.settling.asked else { return };
        self.settling.job.poll();
        let Some(result) = self.settling.job.result(&run) else { return };
        if let Ok((actors, points)) = result {
            self.places.settle(actors, points);
            self.is_stale = true;
        }
        self.settling.asked = None;
        self.settling.job.forget();
    }

    /// Starts a layout for actors that were only given a first place.
    pub(super) fn start_settling(&mut self, ui: &Ui) {
        let Some(unsettled) = self.places.take_unsettled() else { return };
        self.settling.runs += 1;
        let run = self.settling.runs;
        self.settling.asked = Some(run);
        self.settling.job.want(run, ui.ctx(), move |progress| {
            let points = unsettled.places(progress).ok_or(AnalysisError::Cancelled)?;
            Ok((unsettled.actors, points))
        });
    }

    /// Says that a layout is on its way, and stops it on demand.
    pub(super) fn settling_ui(&mut self, cx: &ViewCtx<'_>, ui: &mut Ui) {
        if self.settling.asked.is_none() {
            return;
        }
        let palette = cx.palette;
        let panel = self.camera.panel;
        let size = vec2(250.0_f32.min(panel.width() - 20.0), 28.0);
        let rect = Rect::from_center_size(egui::pos2(panel.center().x, panel.min.y + 60.0), size);
        ui.painter().rect(rect, 14.0, palette.panel, Stroke::new(1.0, palette.accent), egui::StrokeKind::Inside);
        let layout = egui::Layout::left_to_right(egui::Align::Center);
        let inner = rect.shrink2(vec2(12.0, 2.0));
        ui.scope_builder(UiBuilder::new().max_rect(inner).id_salt("settling").layout(layout), |ui| {
            let words = format!("Placing {} actors…", cx.map.actors.len());
            ui.label(RichText::new(words).font(fonts::medium(12.0)).color(palette.text));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if widgets::link_button(ui, palette, "Stop").clicked() {
                    self.settling = Settling { runs: self.settling.runs, ..Settling::default() };
                }
            });
        });
    }
}
