//! Draws one frame of the canvas, back to front, and gives every actor and link its spoken name.

use std::sync::Arc;

use egui::{Mesh, Painter, Pos2, Rect, Sense, Shape, Stroke, Ui, Vec2};

use super::batch::Batch;
use super::geometry::Circle;
use super::gesture::Gesture;
use super::hovering::Hover;
use super::keyboard::{Spot, wants_keys};
use super::proposed::review_actor;
use super::scene::{Node, Scene};
use super::{Canvas, LaidOut, backdrop, edges, nodes};
use crate::gui::command::{Command, ViewCommand};
use crate::gui::context::ViewCtx;
use crate::gui::theme::Palette;
use crate::gui::view::Selection;

/// Up to this many visible actors have names and spoken names.
pub const SPOKEN: usize = 400;

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
        if !self.is_picture {
            backdrop::grid(palette, painter, &self.camera);
        }
        let bloc_names = self.blocs.paint(palette, painter, scene, &self.shown, &self.hidden, &self.camera);
        self.mark(cx, scene);
        let all = |_: usize| true;
        let is_moving = |marks: &[Mark], n: usize| marks[n].is_dragged;
        // Among thousands, only what is dragged is drawn anew in every frame.
        let still = self.still(cx, scene);
        if let Some(still) = &still {
            painter.add(Shape::mesh(still.links.clone()));
            let moves = |n: usize| {
                let link = &scene.links[n];
                is_moving(&self.marks, link.from) || is_moving(&self.marks, link.to)
            };
            self.gather_links(cx, scene, hover, moves).paint(painter);
        } else {
            self.gather_links(cx, scene, hover, all).paint(painter);
        }
        let focused = self.speak(cx, ui, scene, out);
        if let Some(still) = &still {
            painter.add(Shape::mesh(still.nodes.clone()));
            self.gather_nodes(cx, scene, hover, focused, |n| is_moving(&self.marks, n)).paint(painter);
        } else {
            self.gather_nodes(cx, scene, hover, focused, all).paint(painter);
        }
        self.still = still;
        for n in self.shown.visible.iter().copied() {
            nodes::draw_text(cx, painter, &scene.nodes[n], self.shown.circles[n], self.shown.availability[n]);
        }
        if self.gesture == Gesture::None {
            if let (Some(n), Some(_)) = (hover.rim.or(hover.node).filter(|n| self.shown.has_rim(*n)), hover.at) {
                self.paint_rim(palette, painter, n, hover.rim.is_some());
            }
        }
        self.paint_words(cx, painter, scene, hover);
        backdrop::bloc_names(palette, painter, bloc_names, &mut self.labels);
        self.paint_gesture(cx, painter, scene, hover);
    }

    fn batch(&self) -> Batch {
        if self.is_picture { Batch::of_shapes() } else { Batch::new(self.pixels_per_point) }
    }

    /// Notes which nodes have the attention.
    fn mark(&mut self, cx: &ViewCtx<'_>, scene: &Scene) {
        self.marks.clear();
        self.marks.resize(scene.nodes.len(), Mark::default());
        for id in &cx.view.selection.actors {
            if let Some(mark) = scene.place(id).and_then(|n| self.marks.get_mut(n)) {
                mark.is_selected = true;
            }
        }
        for id in self.gesture.dragged().into_iter().flat_map(|(actors, _)| actors) {
            if let Some(mark) = scene.place(id).and_then(|n| self.marks.get_mut(n)) {
                mark.is_dragged = true;
            }
        }
        for id in &cx.view.lit {
            if let Some(mark) = scene.place(id).and_then(|n| self.marks.get_mut(n)) {
                mark.is_lit = true;
            }
        }
    }

    /// What does not move while something is dragged among many links: of the last frame, where it still holds.
    fn still(&mut self, cx: &ViewCtx<'_>, scene: &Scene) -> Option<Still> {
        let old = self.still.take();
        let laid_out = self.laid_out.filter(|laid_out| laid_out.dragged_by.is_some() && laid_out.progress >= 1.0)?;
        if self.shown.is_fine {
            return None;
        }
        let made_of = StillOf {
            laid_out: LaidOut { dragged_by: None, ..laid_out },
            shown: self.shown.links.len(),
            is_dark: cx.palette.dark,
            selection: cx.view.selection.clone(),
            lit: cx.view.lit.len(),
        };
        if let Some(old) = old.filter(|old| old.made_of == made_of) {
            return Some(old);
        }
        let stays = |n: usize| !self.marks[n].is_dragged;
        let link_stays = |n: usize| stays(scene.links[n].from) && stays(scene.links[n].to);
        let links = self.gather_links(cx, scene, &Hover::default(), link_stays).into_mesh();
        let nodes = self.gather_nodes(cx, scene, &Hover::default(), None, stays).into_mesh();
        Some(Still { made_of, links: links.into(), nodes: nodes.into() })
    }

    fn gather_nodes(
        &self,
        cx: &ViewCtx<'_>,
        scene: &Scene,
        hover: &Hover,
        focused: Option<usize>,
        wanted: impl Fn(usize) -> bool,
    ) -> Batch {
        let mut batch = self.batch();
        let in_box = self.gesture.boxed().map(|(rect, _)| rect);
        for n in self.shown.visible.iter().copied().filter(|n| wanted(*n)) {
            let (node, circle) = (&scene.nodes[n], self.shown.circles[n]);
            let is_boxed = in_box.is_some_and(|rect| rect.contains(circle.centre));
            let with = nodes::Emphasis {
                is_selected: self.marks[n].is_selected || is_boxed,
                is_hovered: hover.node == Some(n),
                is_lit: self.marks[n].is_lit,
                is_target: hover.target == Some(n),
                has_focus: focused == Some(n),
            };
            nodes::draw(cx.palette, &mut batch, node, circle, self.shown.availability[n], with);
        }
        batch
    }

    fn gather_links(&self, cx: &ViewCtx<'_>, scene: &Scene, hover: &Hover, wanted: impl Fn(usize) -> bool) -> Batch {
        let selection = &cx.view.selection;
        let attention = |n: usize| self.marks[n].is_selected || self.marks[n].is_lit;
        let has_attention = !selection.actors.is_empty() || !cx.view.lit.is_empty();
        let selected = selection.link.as_ref().and_then(|link| scene.link_of(link));
        let strength = edges::strength_in_crowd(self.shown.links.len());
        let zoom = self.camera.zoom;
        let mut batch = self.batch();
        // What is pointed at lies on top of what it crosses.
        let last: Vec<usize> = selected.into_iter().chain(hover.link).collect();
        for n in self.shown.links.iter().chain(&last).copied().filter(|n| wanted(*n)) {
            let link = &scene.links[n];
            let with = edges::Emphasis {
                is_selected: selected == Some(n),
                is_hovered: hover.link == Some(n),
                is_dimmed: has_attention && !attention(link.from) && !attention(link.to),
                strength,
            };
            let remaining = self.shown.remaining.get(n).copied().unwrap_or(link.remaining);
            if let Some(ends) = self.shown.line(n) {
                edges::draw_straight(cx.palette, link, ends, remaining, zoom, with, &mut batch);
            } else if let Some(curve) = self.shown.curve(n) {
                edges::draw(cx.palette, link, &curve, remaining, zoom, with, &mut batch);
            }
        }
        batch
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
        } else if let Some((start, end)) = self.link_by_keys(scene) {
            let direction = (end - start.centre).normalized();
            let path = [start.centre + direction * start.radius, end];
            painter.extend(Shape::dashed_line(&path, Stroke::new(2.0, palette.accent), 6.0, 4.0));
        } else if let (Some(n), Some(at)) = (hover.rim.or(hover.node), hover.at) {
            // On a small actor it would lie over the name, until the rim itself is pointed at.
            let has_room = hover.rim.is_some() || self.shown.circles[n].radius > 10.0;
            if has_room && self.shown.has_rim(n) {
                self.paint_handle(palette, painter, n, at, hover.rim.is_some());
            }
        }
    }

    /// From where to where a link would be drawn that is made by keys.
    fn link_by_keys(&self, scene: &Scene) -> Option<(Circle, Pos2)> {
        let from = self.find.as_ref().and_then(|find| find.links_from.as_ref());
        let ends = match (from, &self.keyboard.spot, &self.chooser) {
            (Some(from), Some(Spot::Actor(to)), _) if from != to => Some((from, to)),
            (_, _, Some(chooser)) => Some(chooser.ends()),
            _ => None,
        };
        let (from, to) = ends?;
        let (from, to) = (scene.place(from)?, scene.place(to)?);
        Some((self.shown.outer(from)?, self.shown.circles.get(to)?.centre)).filter(|_| from != to)
    }

    /// The rim from which a link can be drawn; names lie over it.
    fn paint_rim(&self, palette: &Palette, painter: &Painter, n: usize, is_held: bool) {
        let circle = self.shown.outer(n).unwrap_or(self.shown.circles[n]);
        let band = palette.accent.gamma_multiply(if is_held { 0.30 } else { 0.14 });
        let middle = circle.radius + super::shown::RIM * 0.5;
        painter.circle_stroke(circle.centre, middle, Stroke::new(super::shown::RIM - 2.0, band));
    }

    /// The handle on it that is nearest to the pointer.
    fn paint_handle(&self, palette: &Palette, painter: &Painter, n: usize, at: Pos2, is_held: bool) {
        let circle = self.shown.outer(n).unwrap_or(self.shown.circles[n]);
        let middle = circle.radius + super::shown::RIM * 0.5;
        let away = at - circle.centre;
        let direction = if away.length() > 1.0 { away.normalized() } else { Vec2::X };
        let handle = circle.centre + direction * middle;
        let (radius, half) = if is_held { (7.0, 3.4) } else { (5.0, 2.4) };
        painter.circle(handle, radius, palette.accent_fill, Stroke::new(1.5, palette.accent));
        for way in [Vec2::X, Vec2::Y] {
            painter.line_segment([handle - way * half, handle + way * half], Stroke::new(1.4, palette.on_accent));
        }
    }

    /// Gives what is on screen its spoken names: actors first, then links. The actor that has the keys comes back.
    fn speak(&mut self, cx: &ViewCtx<'_>, ui: &Ui, scene: &Scene, out: &mut Vec<Command>) -> Option<usize> {
        if self.shown.visible.len() > SPOKEN {
            return None;
        }
        let base = ui.unique_id();
        let mut wanted = None;
        let (focused, focused_link) = (self.keyboard.node(scene), self.keyboard.link(scene));
        for n in self.shown.visible.iter().copied() {
            let (node, circle) = (&scene.nodes[n], self.shown.circles[n]);
            let rect = Rect::from_center_size(circle.centre, Vec2::splat(circle.radius * 2.0));
            if !self.camera.panel.contains(circle.centre) {
                continue;
            }
            let response = ui.interact(rect, base.with(("actor", node.id.as_str())), Sense::hover());
            let is_selected = self.marks[n].is_selected;
            response.widget_info(|| {
                egui::WidgetInfo::selected(egui::accesskit::Role::GraphicsObject, true, is_selected, spoken(cx, node))
            });
            if offer(ui, &response) {
                wanted = Some(Spot::Actor(node.id.clone()));
            }
            if node.is_proposed {
                if is_chosen(ui, &response) {
                    review_actor(cx, scene, n, out);
                }
                continue;
            }
            if node.is_principal {
                for sector in super::nodes::sectors(cx) {
                    let rect = Rect::from_center_size(sector.middle(circle), Vec2::splat(1.0));
                    let id = base.with(("sector", sector.function.as_str()));
                    let spoken = format!("Ring, {}", sector.words(cx));
                    ui.interact(rect, id, Sense::hover())
                        .widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Label, true, &spoken));
                }
            }
            if is_chosen(ui, &response) {
                out.push(ViewCommand::SelectActors([node.id.clone()].into()).into());
            }
        }
        if self.shown.is_fine {
            let selected = cx.view.selection.link.as_ref().and_then(|item| scene.link_of(item));
            for n in self.shown.links.iter().copied() {
                let link = &scene.links[n];
                let (Some(curve), Some(item)) = (self.shown.curve(n), link.items.first()) else { continue };
                let rect = Rect::from_center_size(curve.at(0.5), Vec2::splat(8.0));
                if !self.camera.panel.contains(rect.center()) {
                    continue;
                }
                let response = ui.interact(rect, base.with(("link", item)), Sense::hover());
                response.widget_info(|| {
                    let (from, to) = (&scene.nodes[link.from].name, &scene.nodes[link.to].name);
                    let lost = if link.was_delivered && link.remaining < 0.02 { ", lost in the scenario" } else { "" };
                    let name = format!("{from} to {to}: {}{lost}", link.words);
                    egui::WidgetInfo::selected(egui::accesskit::Role::GraphicsObject, true, selected == Some(n), name)
                });
                if offer(ui, &response) {
                    wanted = Some(Spot::Link(item.clone()));
                }
                if focused_link == Some(n) {
                    ui.painter().circle_stroke(rect.center(), 7.0, Stroke::new(1.5, cx.palette.text));
                }
                if is_chosen(ui, &response) {
                    out.push(ViewCommand::SelectLink(item.clone()).into());
                }
            }
        }
        if wanted.is_some() {
            self.keyboard.spot = wanted;
            self.keyboard.take(ui.ctx());
        }
        focused
    }
}

/// Offers something on the canvas to a screen reader; whether it asks for it to have the keys.
fn offer(ui: &Ui, response: &egui::Response) -> bool {
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.add_action(egui::accesskit::Action::Focus);
        node.add_action(egui::accesskit::Action::Click);
    });
    wants_keys(ui, response.id)
}

/// What has the attention.
#[derive(Clone, Copy, Default)]
pub struct Mark {
    /// It is selected.
    pub is_selected: bool,
    is_lit: bool,
    is_dragged: bool,
}

/// What stands still while something is dragged, ready to be painted.
pub struct Still {
    made_of: StillOf,
    links: Arc<Mesh>,
    nodes: Arc<Mesh>,
}

/// What it was made of.
#[derive(PartialEq)]
struct StillOf {
    laid_out: LaidOut,
    shown: usize,
    is_dark: bool,
    selection: Selection,
    lit: usize,
}

/// Whether something is chosen by a screen reader.
fn is_chosen(ui: &Ui, response: &egui::Response) -> bool {
    ui.input(|i| i.has_accesskit_action_request(response.id, egui::accesskit::Action::Click))
}

/// What a screen reader says of an actor.
fn spoken(cx: &ViewCtx<'_>, node: &Node) -> String {
    if node.is_proposed {
        return format!("{}, proposed, {}", node.name, node.kind.words());
    }
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
