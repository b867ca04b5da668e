//! Draws one frame of the canvas, back to front, and gives every actor and link its spoken name.

use egui::{Painter, Rect, Sense, Shape, Stroke, Ui, Vec2};

use super::gesture::{Gesture, Hover};
use super::labels::name_galley;
use super::nodes::outer_radius;
use super::scene::{NAME_SIZE, Node, Scene};
use super::{Canvas, backdrop, edges, nodes};
use crate::gui::command::{Command, ViewCommand};
use crate::gui::context::ViewCtx;
use crate::gui::fonts;
use crate::gui::theme::mix;

/// Up to this many visible actors have names, spoken names and a place in the tab order.
const SPOKEN: usize = 400;
/// From this zoom on every link carries its words.
const WORDS_FROM: f32 = 1.45;

impl Canvas {
    pub(super) fn paint(
        &mut self,
        cx: &ViewCtx<'_>,
        ui: &Ui,
        painter: &Painter,
        scene: &Scene,
        hover: &Hover,
        out: &mut Vec<Command>,
    ) {
        let palette = cx.palette;
        let zoom = self.camera.zoom;
        backdrop::grid(palette, painter, &self.camera);
        let bloc_names = backdrop::blocs(palette, painter, scene, &self.shown, zoom);
        self.paint_links(cx, painter, scene, hover);
        let focused = self.speak(cx, ui, scene, out);
        let selected = &cx.view.selection.actors;
        let in_box = self.gesture.boxed().map(|(rect, _)| rect);
        for (n, node) in scene.nodes.iter().enumerate() {
            if !self.shown.is_visible[n] {
                continue;
            }
            let circle = self.shown.circles[n];
            let is_boxed = in_box.is_some_and(|rect| rect.contains(circle.centre));
            let with = nodes::Emphasis {
                is_selected: selected.contains(&node.id) || is_boxed,
                is_hovered: hover.node == Some(n),
                is_lit: cx.view.lit.contains(&node.id),
                is_target: hover.target == Some(n),
                has_focus: focused == Some(n),
            };
            nodes::draw(cx, painter, node, circle, self.shown.availability[n], with);
        }
        self.paint_words(cx, painter, scene, hover);
        backdrop::bloc_names(palette, painter, bloc_names, &mut self.labels);
        self.paint_gesture(cx, painter, scene, hover);
    }

    fn paint_links(&mut self, cx: &ViewCtx<'_>, painter: &Painter, scene: &Scene, hover: &Hover) {
        let selection = &cx.view.selection;
        let attention = |n: usize| {
            let id = &scene.nodes[n].id;
            selection.actors.contains(id) || cx.view.lit.contains(id)
        };
        let has_attention = !selection.actors.is_empty() || !cx.view.lit.is_empty();
        let mut shapes = Vec::new();
        let mut last = Vec::new();
        for (n, link) in scene.links.iter().enumerate() {
            if self.shown.curves[n].is_none() {
                continue;
            }
            let with = edges::Emphasis {
                is_selected: selection.link.as_ref().is_some_and(|selected| link.is(selected)),
                is_hovered: hover.link == Some(n),
                is_dimmed: has_attention && !attention(link.from) && !attention(link.to),
            };
            // What is pointed at lies on top of what it crosses.
            let on_top = with.is_selected || with.is_hovered;
            let shapes = if on_top { &mut last } else { &mut shapes };
            edges::draw(cx.palette, link, &self.shown, n, self.camera.zoom, with, shapes);
        }
        shapes.append(&mut last);
        painter.extend(shapes);
    }

    fn paint_words(&mut self, cx: &ViewCtx<'_>, painter: &Painter, scene: &Scene, hover: &Hover) {
        let palette = cx.palette;
        let zoom = self.camera.zoom;
        self.labels.clear();
        // What lies over the canvas covers no names.
        self.labels.block(self.toolbar_rect());
        self.labels.block(self.legend.rect());
        let visible: Vec<usize> = (0..scene.nodes.len()).filter(|n| self.shown.is_visible[*n]).collect();
        for n in &visible {
            let circle = self.shown.circles[*n];
            let radius = outer_radius(&scene.nodes[*n], circle);
            self.labels.block(Rect::from_center_size(circle.centre, Vec2::splat(radius * 2.0)));
        }
        let size = ((NAME_SIZE * zoom.sqrt()).clamp(10.5, 16.0) * 2.0).round() / 2.0;
        let mut order = visible;
        order.retain(|n| !scene.nodes[*n].is_principal);
        // The larger ones get their places first.
        order.sort_by(|a, b| scene.nodes[*b].radius.total_cmp(&scene.nodes[*a].radius).then(a.cmp(b)));
        for (rank, n) in order.into_iter().enumerate() {
            let node = &scene.nodes[n];
            let is_must = cx.view.selection.actors.contains(&node.id) || hover.node == Some(n);
            let mut circle = self.shown.circles[n];
            if !is_must && (circle.radius < 5.5 || rank > SPOKEN) {
                continue;
            }
            let left = self.shown.availability[n];
            let colour = mix(palette.canvas, palette.text, 0.45 + 0.55 * left);
            let widest = if node.name.chars().count() > 18 { 118.0_f32.max(size * 8.0) } else { f32::INFINITY };
            let galley = name_galley(painter, &node.name, fonts::medium(size), colour, widest);
            circle.radius = outer_radius(node, circle);
            self.labels.name(painter, circle, galley, colour, palette.canvas, is_must);
        }
        let selected = cx.view.selection.link.as_ref();
        for (n, link) in scene.links.iter().enumerate() {
            let Some(curve) = &self.shown.curves[n] else { continue };
            let is_must = hover.link == Some(n) || selected.is_some_and(|item| link.is(item));
            if !is_must && (zoom < WORDS_FROM || !self.shown.is_fine) {
                continue;
            }
            let colour = edges::hue_colour(palette, link.hue);
            let words = if link.is_proposed { format!("{} (proposed)", link.words) } else { link.words.clone() };
            let galley = painter.layout_no_wrap(words, fonts::regular(11.0), colour);
            let places = [0.5, 0.36, 0.64, 0.25, 0.75].map(|part| curve.at(part));
            self.labels.words(painter, &places, galley, colour, palette.canvas, is_must);
        }
    }

    fn paint_gesture(&self, cx: &ViewCtx<'_>, painter: &Painter, scene: &Scene, hover: &Hover) {
        let palette = cx.palette;
        if let Some((rect, _)) = self.gesture.boxed() {
            let fill = palette.selection.gamma_multiply(0.10);
            painter.rect(rect, 2.0, fill, Stroke::new(1.0, palette.selection), egui::StrokeKind::Inside);
        }
        if let Gesture::Link { from, to } = &self.gesture {
            let start = scene.place(from).and_then(|n| self.shown.outer(n));
            let end = hover.target.map_or(*to, |n| self.shown.circles[n].centre);
            if let Some(circle) = start {
                let direction = (end - circle.centre).normalized();
                let path = [circle.centre + direction * circle.radius, end];
                painter.extend(Shape::dashed_line(&path, Stroke::new(2.0, palette.accent), 6.0, 4.0));
                painter.circle_filled(end, 4.0, palette.accent);
            }
        } else if let (Some(n), Some(at)) = (hover.rim, hover.at) {
            // The handle from which a link can be drawn.
            let circle = self.shown.outer(n).unwrap_or(self.shown.circles[n]);
            let direction = (at - circle.centre).normalized();
            let handle = circle.centre + direction * (circle.radius + super::shown::RIM * 0.55);
            painter.circle(handle, 5.5, palette.accent_fill, Stroke::new(1.5, palette.accent));
            let half = 2.6;
            for way in [Vec2::X, Vec2::Y] {
                painter.line_segment([handle - way * half, handle + way * half], Stroke::new(1.4, palette.on_accent));
            }
        }
    }

    /// Gives what is on screen its spoken names and its place in the tab order. The actor that has the keys comes back.
    fn speak(&mut self, cx: &ViewCtx<'_>, ui: &Ui, scene: &Scene, out: &mut Vec<Command>) -> Option<usize> {
        if self.shown.is_visible.iter().filter(|visible| **visible).count() > SPOKEN {
            return None;
        }
        let base = ui.unique_id();
        let mut focused = None;
        for (n, node) in scene.nodes.iter().enumerate() {
            let circle = self.shown.circles[n];
            let rect = Rect::from_center_size(circle.centre, Vec2::splat(circle.radius * 2.0));
            if !self.camera.panel.contains(circle.centre) {
                continue;
            }
            let response = ui.interact(rect, base.with(("actor", node.id.as_str())), Sense::focusable_noninteractive());
            let is_selected = cx.view.selection.actors.contains(&node.id);
            response.widget_info(|| {
                egui::WidgetInfo::selected(egui::accesskit::Role::GraphicsObject, true, is_selected, spoken(cx, node))
            });
            if response.has_focus() {
                focused = Some(n);
                self.has_keys = true;
                let chosen = ui.input(|i| i.key_pressed(egui::Key::Enter) || i.key_pressed(egui::Key::Space));
                if chosen {
                    out.push(ViewCommand::SelectActors([node.id.clone()].into()).into());
                }
            }
            if ui.input(|i| i.has_accesskit_action_request(response.id, egui::accesskit::Action::Click)) {
                out.push(ViewCommand::SelectActors([node.id.clone()].into()).into());
            }
        }
        if !self.shown.is_fine {
            return focused;
        }
        for (n, link) in scene.links.iter().enumerate() {
            let (Some(curve), Some(item)) = (&self.shown.curves[n], link.items.first()) else { continue };
            let rect = Rect::from_center_size(curve.at(0.5), Vec2::splat(8.0));
            let id = base.with(("link", item));
            let response = ui.interact(rect, id, Sense::hover());
            let is_selected = cx.view.selection.link.as_ref().is_some_and(|selected| link.is(selected));
            response.widget_info(|| {
                let (from, to) = (&scene.nodes[link.from].name, &scene.nodes[link.to].name);
                let lost = if link.was_delivered && link.remaining < 0.02 { ", lost in the scenario" } else { "" };
                let name = format!("{from} to {to}: {}{lost}", link.words);
                egui::WidgetInfo::selected(egui::accesskit::Role::GraphicsObject, true, is_selected, name)
            });
        }
        focused
    }
}

/// What a screen reader says of an actor.
fn spoken(cx: &ViewCtx<'_>, node: &Node) -> String {
    let mut words = format!("{} on the map, {}", node.name, node.kind.words());
    if node.is_principal {
        words.push_str(", the principal");
        if let Some(overall) = cx.snapshot.outcome.overall {
            words.push_str(", ");
            words.push_str(&crate::gui::widgets::percent(overall));
            words.push_str(" covered");
        }
    }
    if node.is_opponent {
        words.push_str(", in conflict with the principal");
    }
    if node.availability < 0.02 {
        words.push_str(", gone in the scenario");
    } else if node.steps_in {
        words.push_str(", steps in");
    }
    words
}
