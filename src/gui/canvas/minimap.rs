//! The whole map in small, where only a part of it is on screen: shows which part, and takes the view elsewhere.

use egui::{Pos2, Rect, Sense, Stroke, Ui, vec2};

use super::Canvas;
use super::batch::Batch;
use super::geometry::Circle;
use super::scene::Scene;
use crate::gui::context::ViewCtx;
use crate::gui::theme::mix;

/// Maps of fewer actors have none: a fit shows them.
const FEWEST: usize = 40;
/// At most so many dots are drawn; of a larger map, every nth actor.
const MOST_DOTS: usize = 1200;

/// The map in small.
#[derive(Default)]
pub struct Minimap {
    /// The scene and what it takes.
    bounds: Option<(u64, Rect)>,
    /// Where it lay in the last frame.
    rect: Option<Rect>,
}

impl Minimap {
    /// Where it lay in the last frame.
    pub fn rect(&self) -> Rect {
        self.rect.unwrap_or(Rect::NOTHING)
    }
}

impl Canvas {
    pub(super) fn minimap_ui(&mut self, cx: &ViewCtx<'_>, ui: &mut Ui, scene: &Scene) {
        self.minimap.rect = None;
        let panel = self.camera.panel;
        if scene.nodes.len() < FEWEST || panel.width() < 420.0 || panel.height() < 300.0 {
            return;
        }
        let bounds = match self.minimap.bounds {
            Some((serial, bounds)) if serial == scene.serial => bounds,
            _ => {
                let bounds = scene.nodes.iter().fold(Rect::NOTHING, |all, node| {
                    all.union(Rect::from_center_size(node.at, vec2(node.radius, node.radius) * 2.0))
                });
                self.minimap.bounds = Some((scene.serial, bounds));
                bounds
            }
        };
        let seen = Rect::from_min_max(self.camera.in_scene(panel.min), self.camera.in_scene(panel.max));
        if seen.contains_rect(bounds) || !bounds.is_positive() {
            return;
        }
        let palette = cx.palette;
        let size = vec2(168.0, 112.0);
        let rect = Rect::from_min_size(panel.max - size - vec2(10.0, 44.0), size);
        self.minimap.rect = Some(rect);
        let painter = ui.painter_at(rect);
        let ground = mix(palette.canvas, palette.panel, 0.85);
        painter.rect(rect, 6.0, ground, Stroke::new(1.0, palette.outline), egui::StrokeKind::Inside);
        let room = rect.shrink(7.0);
        let scale = (room.width() / bounds.width()).min(room.height() / bounds.height());
        let on_map = |at: Pos2| room.center() + (at - bounds.center()) * scale;
        let mut batch = Batch::new(ui.ctx().pixels_per_point());
        let step = scene.nodes.len().div_ceil(MOST_DOTS);
        for (n, node) in scene.actors().iter().enumerate() {
            if (n % step != 0 && !node.is_principal) || self.hidden.node(n) {
                continue;
            }
            let (colour, radius) = if node.is_principal { (palette.accent, 3.0) } else { (palette.weak, 1.2) };
            batch.disc(Circle { centre: on_map(node.at), radius }, colour);
        }
        batch.paint(&painter);
        let view = Rect::from_min_max(on_map(seen.min), on_map(seen.max)).intersect(rect.shrink(1.0));
        painter.rect(
            view,
            2.0,
            palette.selection.gamma_multiply(0.12),
            Stroke::new(1.0, palette.selection),
            egui::StrokeKind::Inside,
        );
        let response = ui.interact(rect, ui.unique_id().with("minimap"), Sense::click_and_drag());
        response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Button, true, "Overview of the map"));
        if let Some(at) = response.interact_pointer_pos().filter(|_| response.clicked() || response.dragged()) {
            self.flight = None;
            // Beyond the outermost actors there is nothing to see.
            self.camera.centre = bounds.clamp(bounds.center() + (at - room.center()) / scale);
            self.is_fitted = false;
            ui.ctx().request_repaint();
        }
    }
}
