//! Layouts that take their time: they run beside the window, and what comes of them is one step that glides into place.

use egui::{Rect, RichText, Stroke, Ui, UiBuilder, vec2};

use super::Canvas;
use super::places::{layout_graph, places_of, proposed_of};
use super::roomy::Roomy;
use super::scene::Scene;
use crate::analysis::AnalysisError;
use crate::gui::command::{Command, ViewCommand};
use crate::gui::context::ViewCtx;
use crate::gui::jobs::Job;
use crate::gui::map_change::MapChange;
use crate::gui::view::Arrangement;
use crate::gui::{fonts, widgets};
use crate::layout::{Options, Point, force, grid, layered};

/// The layout that runs, and for which state of the map it was asked.
#[derive(Default)]
pub struct Arranging {
    job: Job<(u64, Arrangement), Vec<Point>>,
    asked: Option<(u64, Arrangement)>,
}

impl Canvas {
    /// Starts a layout of what is not pinned. One that still runs is given up.
    pub(super) fn arrange(&mut self, cx: &ViewCtx<'_>, ui: &Ui, scene: &Scene, arrangement: Arrangement) {
        let key = (cx.session.revision(), arrangement);
        // Those only proposed find their places with the others.
        let mut graph = layout_graph(cx.map, scene);
        if arrangement == Arrangement::Grid {
            // They have no bloc yet, so they stand in one block.
            let next = graph.bodies.iter().map(|body| body.group + 1).max().unwrap_or(0);
            graph.bodies.iter_mut().skip(scene.real).for_each(|body| body.group = next);
        }
        let start = scene.nodes.iter().map(|node| Some(Point::new(node.at.x.into(), node.at.y.into()))).collect();
        let options = Options { start, ..Options::default() };
        let roomy = Roomy::new(graph.clone(), &scene.nodes, self.room().size());
        // The same request on the same map runs again: what was there before may have been taken back.
        self.arranging = Arranging { asked: Some(key), ..Arranging::default() };
        self.arranging.job.want(key, ui.ctx(), move |progress| {
            let points = match arrangement {
                Arrangement::Force => force(&graph, &options, progress),
                Arrangement::Layered => roomy.lay_out(&options, |graph, options| layered(graph, options, progress)),
                Arrangement::Grid => roomy.lay_out(&options, |graph, options| grid(graph, options, progress)),
            };
            points.map_err(|_| AnalysisError::Cancelled)
        });
    }

    /// Takes a layout over when it is done, as one step. One for a map that has changed since is dropped.
    pub(super) fn take_arrangement(&mut self, cx: &ViewCtx<'_>, scene: &Scene, out: &mut Vec<Command>) {
        let Some(key) = self.arranging.asked else { return };
        self.arranging.job.poll();
        if key.0 != cx.session.revision() {
            self.arranging = Arranging::default();
            return;
        }
        let Some(result) = self.arranging.job.result(&key) else { return };
        if let Ok(points) = result {
            out.push(Command::BeginStep(format!("Arrange {}", key.1.words())));
            self.places.bring(proposed_of(scene, points));
            out.push(MapChange::PlaceActors(places_of(scene.actors(), points)).into());
            out.push(Command::CommitStep);
            out.push(ViewCommand::FitMap.into());
        }
        self.arranging.asked = None;
    }

    /// Says that a layout runs, and stops it on demand.
    pub(super) fn arranging_ui(&mut self, cx: &ViewCtx<'_>, ui: &mut Ui) {
        let Some((_, arrangement)) = self.arranging.asked else { return };
        let palette = cx.palette;
        let panel = self.camera.panel;
        let size = vec2(240.0_f32.min(panel.width() - 20.0), 28.0);
        let rect = Rect::from_center_size(egui::pos2(panel.center().x, panel.min.y + 60.0), size);
        ui.painter().rect(rect, 14.0, palette.panel, Stroke::new(1.0, palette.accent), egui::StrokeKind::Inside);
        let layout = egui::Layout::left_to_right(egui::Align::Center);
        let inner = rect.shrink2(vec2(12.0, 2.0));
        ui.scope_builder(UiBuilder::new().max_rect(inner).id_salt("arranging").layout(layout), |ui| {
            let words = format!("Arranging {}…", arrangement.words());
            ui.label(RichText::new(words).font(fonts::medium(12.0)).color(palette.text));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if widgets::link_button(ui, palette, "Stop").clicked() {
                    self.arranging = Arranging::default();
                }
            });
        });
    }
}
