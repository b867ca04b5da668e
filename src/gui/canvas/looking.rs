//! What the canvas looks at: everything, a part of it, one actor; beside the cards that lie over it, and gliding there.

use egui::{Pos2, Rect, Ui, Vec2, pos2, vec2};

use super::Canvas;
use super::backdrop::tint_bounds;
use super::camera::{CLOSEST, Camera, Extent, fitting_zoom};
use super::find::Find;
use super::geometry::Curve;
use super::motion::DURATION;
use super::places::ring_places;
use super::scene::{Node, Scene};
use crate::gui::command::{Command, ViewCommand};
use crate::gui::context::ViewCtx;
use crate::gui::map_change::MapChange;
use crate::gui::view::CanvasRequest;
use crate::model::ActorId;

/// The closest that a fit goes.
const CLOSEST_FIT: f32 = 1.5;
/// Height of the bars over the canvas, which a fit leaves free.
pub const BAR: f32 = 46.0;
/// From further away nobody reads the map around an actor.
const READABLE: f32 = 0.3;
/// How close one then goes.
const CLOSE_ENOUGH: f32 = 0.9;
/// A part of the panel smaller than this is no room to look at anything in.
const LEAST_ROOM: Vec2 = vec2(150.0, 110.0);
/// The room of a bloc's name beside its tint.
const BLOC_NAME: f32 = 17.0;

/// A look that glides to another.
#[derive(Clone, Copy)]
pub struct Flight {
    from: Camera,
    to: Camera,
    started: Option<f64>,
}

impl Flight {
    /// The look at a part 0..1 of the way. What is seen moves in straight lines.
    fn at(&self, part: f32) -> Camera {
        let (a, b) = (self.from.zoom, self.to.zoom);
        let zoom = a * (b / a).powf(part);
        let way = if (b / a - 1.0).abs() < 1e-3 { part } else { (1.0 / zoom - 1.0 / a) / (1.0 / b - 1.0 / a) };
        Camera { centre: self.from.centre + (self.to.centre - self.from.centre) * way, zoom, ..self.to }
    }
}

impl Canvas {
    /// Does what was asked of the canvas.
    pub(super) fn look(&mut self, cx: &ViewCtx<'_>, ui: &Ui, scene: &Scene, is_resized: bool, out: &mut Vec<Command>) {
        let has_grown = scene.nodes.len() > std::mem::replace(&mut self.actors, scene.nodes.len());
        let most_moved = self.jumped > 2 && self.jumped * 2 > scene.nodes.len();
        match cx.view.canvas_request {
            Some(CanvasRequest::Fit) => self.fit_all(scene),
            Some(CanvasRequest::Follow) if most_moved => self.fit_all(scene),
            Some(CanvasRequest::FitSelection) => {
                let selected = &cx.view.selection.actors;
                if let Some(camera) = self.fitted(scene, &|n| selected.contains(&scene.nodes[n].id)) {
                    self.fly(camera);
                    self.is_fitted = false;
                }
            }
            Some(CanvasRequest::GoTo) => {
                self.going_to = cx.view.selection.actors.first().map(|id| (id.clone(), 3));
            }
            Some(CanvasRequest::Zoom(factor)) => {
                self.flight = None;
                self.camera.zoom_about(self.camera.panel.center(), factor);
                self.is_fitted = false;
            }
            Some(CanvasRequest::PartnersRing) => {
                let (places, proposed) = ring_places(cx.map, scene);
                self.places.bring(proposed);
                out.push(Command::BeginStep("Arrange as partners ring".into()));
                out.push(MapChange::PlaceActors(places).into());
                out.push(Command::CommitStep);
                out.push(ViewCommand::FitMap.into());
            }
            Some(CanvasRequest::Find) => {
                // It takes the keys, which an open menu would take for itself.
                egui::Popup::close_all(ui.ctx());
                self.find = Some(Find::fresh());
            }
            Some(CanvasRequest::Filter) => self.filter.is_open = !self.filter.is_open,
            Some(CanvasRequest::Focus) => {
                self.filter.focus_on(cx.view.selection.actors.clone());
                self.is_fitted = false;
                out.push(ViewCommand::FitMap.into());
            }
            Some(CanvasRequest::ShowAll) => {
                self.filter.clear();
                out.push(ViewCommand::FitMap.into());
            }
            Some(CanvasRequest::SelectAll) => {
                let shown = scene.actors().iter().enumerate().filter(|(n, _)| !self.hidden.node(*n));
                out.push(ViewCommand::SelectActors(shown.map(|(_, node)| node.id.clone()).collect()).into());
            }
            Some(
                request @ (CanvasRequest::Align(_)
                | CanvasRequest::Pin(_)
                | CanvasRequest::Merge
                | CanvasRequest::Delete),
            ) => {
                super::acting::act(cx, scene, request, out);
            }
            Some(CanvasRequest::TakeKeys) => self.take_keys(ui.ctx(), scene),
            Some(CanvasRequest::Rename) => self.rename_subject(cx, scene),
            Some(CanvasRequest::Link) => self.link_from_subject(cx, scene, ui.ctx()),
            // Started before this.
            Some(CanvasRequest::Arrange(_)) => {}
            Some(CanvasRequest::Follow) | None => {
                // As long as the user has looked at everything, everything stays in sight.
                let is_out_of_sight = has_grown && !self.shows_all(scene);
                if self.is_fitted && is_resized {
                    self.fit_all(scene);
                    self.arrive();
                } else if self.is_fitted && (most_moved || is_out_of_sight) {
                    self.fit_all(scene);
                }
            }
        }
    }

    /// Goes on with what takes more than one frame.
    pub(super) fn go_on(&mut self, ui: &Ui, cx: &ViewCtx<'_>, scene: &Scene, now: f64) {
        if let Some((id, frames)) = self.going_to.take() {
            if frames > 0 {
                self.going_to = Some((id, frames - 1));
                ui.ctx().request_repaint();
            } else {
                self.reach(scene, &id);
            }
        }
        let Some(flight) = &mut self.flight else { return };
        let started = *flight.started.get_or_insert(now);
        let part = ((now - started) / DURATION).clamp(0.0, 1.0) as f32;
        if part >= 1.0 || cx.view.settings.reduced_motion || self.scenes <= 1 {
            self.arrive();
        } else {
            let camera = flight.at(1.0 - (1.0 - part).powi(3));
            self.camera = Camera { panel: self.camera.panel, ..camera };
            ui.ctx().request_repaint();
        }
    }

    /// Glides to a look.
    fn fly(&mut self, to: Camera) {
        self.flight = Some(Flight { from: self.camera, to, started: None });
    }

    /// Ends a glide where it goes to.
    fn arrive(&mut self) {
        if let Some(flight) = self.flight.take() {
            self.camera = Camera { panel: self.camera.panel, ..flight.to };
        }
    }

    /// Keeps the look from going so far away that nothing is to be seen.
    pub(super) fn limit_zoom(&mut self, scene: &Scene) {
        let bounds = scene.nodes.iter().fold(Rect::NOTHING, |all, node| all.union(Rect::from_pos(node.at)));
        if !bounds.is_finite() || bounds.is_negative() {
            return;
        }
        let (room, size) = (self.room().size().max(vec2(1.0, 1.0)), bounds.size() + vec2(260.0, 200.0));
        // Half as large as all of it fits.
        self.camera.furthest = (room.x / size.x).min(room.y / size.y).min(1.0) * 0.5;
    }

    pub(super) fn fit_all(&mut self, scene: &Scene) {
        if let Some(camera) = self.fitted(scene, &|_| true) {
            self.fly(camera);
        }
        self.is_fitted = true;
    }

    /// The look at some of the nodes with their names, the links between them and the tints of their blocs, beside the cards
    /// that lie over the canvas.
    fn fitted(&mut self, scene: &Scene, wanted: &dyn Fn(usize) -> bool) -> Option<Camera> {
        let shown: Vec<usize> = (0..scene.nodes.len()).filter(|n| wanted(*n) && !self.hidden.node(*n)).collect();
        let extents: Vec<Extent> = shown.iter().map(|n| extent_of(&scene.nodes[*n])).collect();
        let mut best: Option<(f32, Rect)> = None;
        for room in self.free_rooms() {
            let zoom = fitting_zoom(&extents, room.size(), CLOSEST_FIT)?;
            if best.is_none_or(|(most, known)| zoom > most + 1e-3 || (zoom > most - 1e-3 && room.area() > known.area()))
            {
                best = Some((zoom, room));
            }
        }
        let (_, room) = best?;
        let mut camera = self.camera;
        camera.fit(&extents, room, CLOSEST_FIT);
        let mut is_wanted = vec![false; scene.nodes.len()];
        for n in shown {
            is_wanted[n] = true;
        }
        for _ in 0..6 {
            let Some(bows) = self.bows(scene, &camera, &is_wanted) else { break };
            let taken = extents.iter().fold(bows, |all, extent| all.union(camera.taken(extent)));
            if room.expand(1.0).contains_rect(taken) {
                break;
            }
            let middle = camera.in_scene(taken.center());
            let by = (room.width() / taken.width()).min(room.height() / taken.height());
            camera.zoom *= (by * 0.995).min(1.0);
            camera.centre = middle - (room.center() - camera.panel.center()) / camera.zoom;
        }
        Some(camera)
    }

    /// What the links between some nodes and the tints of their blocs take at a look; `None` where there are so many links
    /// that they are drawn straight.
    fn bows(&mut self, scene: &Scene, camera: &Camera, is_wanted: &[bool]) -> Option<Rect> {
        self.tried.update(scene, &self.hidden, camera, |n| scene.nodes[n].at);
        if !self.tried.is_fine {
            return None;
        }
        let mut all = Rect::NOTHING;
        for n in self.tried.links.iter().copied() {
            let link = &scene.links[n];
            if is_wanted[link.from] && is_wanted[link.to] {
                for at in self.tried.curve(n).iter().flat_map(Curve::points) {
                    all.extend_with(*at);
                }
            }
        }
        let tints = tint_bounds(scene, &self.hidden, &self.tried.circles, camera, is_wanted);
        Some(tints.into_iter().fold(all, |all, tint| all.union(tint.expand2(vec2(0.0, BLOC_NAME)))))
    }

    /// Whether nobody has to be looked for outside of what is seen.
    fn shows_all(&self, scene: &Scene) -> bool {
        let room = self.room();
        scene.nodes.iter().map(extent_of).all(|extent| room.contains_rect(self.camera.taken(&extent)))
    }

    /// Looks at an actor where it is not seen already, and closer where nothing could be read around it. An actor that is
    /// filtered away comes back with everything else.
    pub(super) fn reach(&mut self, scene: &Scene, id: &ActorId) {
        let Some(n) = scene.place(id) else { return };
        if self.hidden.node(n) {
            self.filter.clear();
        }
        self.arrive();
        let (node, mut camera) = (&scene.nodes[n], self.camera);
        let rooms = self.free_rooms();
        let taken = camera.taken(&extent_of(node));
        let is_readable = camera.zoom >= READABLE;
        if is_readable && rooms.iter().any(|room| room.contains_rect(taken)) {
            return;
        }
        let largest = rooms.into_iter().max_by(|a, b| a.area().total_cmp(&b.area()));
        let room = largest.unwrap_or_else(|| self.room());
        if !is_readable {
            camera.zoom = CLOSE_ENOUGH.min(CLOSEST);
        }
        camera.centre = node.at - (room.center() - camera.panel.center()) / camera.zoom;
        self.fly(camera);
        self.is_fitted = false;
    }

    /// Selects an actor and looks at it as soon as the card about it is there.
    pub(super) fn go_to(&mut self, id: ActorId, out: &mut Vec<Command>) {
        self.going_to = Some((id.clone(), 3));
        out.push(ViewCommand::SelectActors([id].into()).into());
    }

    /// The part of the panel that bars leave free.
    pub(super) fn room(&self) -> Rect {
        let panel = self.camera.panel;
        // Where there is little room, only the bar at the top is left free; what lies at the bottom lies in corners.
        let (top, bottom) = if panel.height() > 300.0 { (BAR, BAR) } else { (BAR - 4.0, 10.0) };
        Rect::from_min_max(panel.min + vec2(12.0, top), pos2(panel.max.x - 12.0, panel.max.y - bottom))
    }

    /// The cards that lie over the canvas.
    pub(super) fn cards(&self) -> [Option<Rect>; 4] {
        [self.inspector.rect(), self.filter.rect_if_open(self.camera.panel), self.find_rect(), self.reminder]
    }

    /// The parts of it that no card lies over, each as large as it can be.
    fn free_rooms(&self) -> Vec<Rect> {
        let mut rooms = vec![self.room()];
        for cover in self.cards().into_iter().flatten().map(|cover| cover.expand(8.0)) {
            let beside = |room: &Rect| {
                if !room.intersects(cover) {
                    return vec![*room];
                }
                let (min, max) = (room.min, room.max);
                let parts = [
                    (min, pos2(cover.min.x, max.y)),
                    (pos2(cover.max.x, min.y), max),
                    (min, pos2(max.x, cover.min.y)),
                    (pos2(min.x, cover.max.y), max),
                ];
                let parts = parts.map(|(min, max): (Pos2, Pos2)| Rect::from_min_max(min, max));
                parts.into_iter().filter(|part| part.width() >= LEAST_ROOM.x && part.height() >= LEAST_ROOM.y).collect()
            };
            rooms = rooms.iter().flat_map(beside).collect();
        }
        if rooms.is_empty() {
            rooms.push(self.room());
        }
        rooms
    }
}

/// The room a node takes, its name included.
pub fn extent_of(node: &Node) -> Extent {
    Extent {
        at: node.at,
        // With its ring, and the tint of its bloc.
        radius: if node.is_principal { node.radius * 1.4 } else { node.radius + 14.0 },
        letters: if node.is_principal { 0 } else { node.name.chars().count() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_glide_starts_and_ends_at_its_looks_and_keeps_what_both_show_at_the_same_place() {
        let panel = Rect::from_min_max(pos2(0.0, 0.0), pos2(800.0, 600.0));
        let from = Camera { centre: pos2(0.0, 0.0), zoom: 0.5, panel, ..Camera::default() };
        let mut to = from;
        let held = pos2(130.0, 70.0);
        to.zoom_about(held, 3.0);
        let flight = Flight { from, to, started: None };
        for part in [0.0, 0.3, 0.7, 1.0] {
            let seen = flight.at(part).in_scene(held);
            assert!(seen.distance(from.in_scene(held)) < 0.5, "{seen:?} at {part}");
        }
        assert!((flight.at(1.0).zoom - to.zoom).abs() < 1e-4);
    }
}
