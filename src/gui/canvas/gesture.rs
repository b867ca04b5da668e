//! What the pointer and the keys do on the canvas: select, box, drag, pan, zoom, draw links, delete.

use std::collections::BTreeSet;

use egui::{Key, Modifiers, PointerButton, Pos2, Rect, Response, Ui, Vec2};

use super::acting::{delete_selection, drop_actors, link_keys};
use super::chooser::LinkChooser;
use super::link_card::LinkCard;
use super::name_editor::NameEditor;
use super::nodes::sector_at;
use super::proposed::{review_actor, review_link};
use super::scene::Scene;
use super::{Canvas, Tool};
use crate::gui::command::{Command, ViewCommand};
use crate::gui::context::ViewCtx;
use crate::model::ActorId;

/// A drag that is going on.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Gesture {
    /// None.
    #[default]
    None,
    /// The view moves.
    Pan,
    /// Actors move along with the pointer.
    Move {
        /// Who.
        actors: BTreeSet<ActorId>,
        /// Where it began, in the scene.
        from: Pos2,
        /// How far, in the scene.
        by: Vec2,
    },
    /// A box that selects what is in it.
    Box {
        /// Where it began, on screen.
        from: Pos2,
        /// Where it ends.
        to: Pos2,
        /// Whether it adds to the selection.
        adds: bool,
    },
    /// A link is drawn from an actor.
    Link {
        /// Where it starts.
        from: ActorId,
        /// Where the pointer is, on screen.
        to: Pos2,
    },
}

impl Gesture {
    /// Who is dragged, and how far away from their places, in the scene.
    pub fn dragged(&self) -> Option<(&BTreeSet<ActorId>, Vec2)> {
        match self {
            Self::Move { actors, by, .. } => Some((actors, *by)),
            _ => None,
        }
    }

    /// The box, and whether it adds.
    pub fn boxed(&self) -> Option<(Rect, bool)> {
        match self {
            Self::Box { from, to, adds } => Some((Rect::from_two_pos(*from, *to), *adds)),
            _ => None,
        }
    }
}

impl Canvas {
    /// Wheel, pinch and touchpad.
    pub(super) fn navigate(&mut self, ui: &Ui, response: &Response) {
        let Some(at) = response.hover_pos().filter(|_| response.hovered()) else { return };
        let (scroll, pinch, source) = ui.input(|i| (i.smooth_scroll_delta(), i.zoom_delta(), i.scroll_source()));
        if pinch != 1.0 || scroll != Vec2::ZERO {
            self.flight = None;
        }
        if pinch != 1.0 {
            self.camera.zoom_about(at, pinch);
            self.is_fitted = false;
        } else if scroll != Vec2::ZERO {
            let is_touchpad = source == Some(egui::MouseWheelSource::Trackpad);
            if is_touchpad || scroll.x != 0.0 {
                self.camera.pan(scroll);
            } else {
                self.camera.zoom_about(at, (scroll.y * 0.0035).exp());
            }
            self.is_fitted = false;
        }
    }

    pub(super) fn gestures(
        &mut self,
        cx: &ViewCtx<'_>,
        ui: &Ui,
        response: &Response,
        scene: &mut Scene,
        out: &mut Vec<Command>,
    ) {
        if ui.input(|i| i.pointer.any_pressed()) {
            self.has_keys = response.contains_pointer();
        }
        self.keyboard(cx, ui, response, scene, out);
        let typing = ui.ctx().text_edit_focused();
        let panning = !typing && ui.input(|i| i.key_down(Key::Space));
        self.start_drag(cx, ui, response, scene, panning, out);
        self.follow_drag(ui, response);
        if self.gesture != Gesture::None && ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Escape)) {
            self.gesture = Gesture::None;
        }
        if response.drag_stopped() {
            self.end_drag(cx, scene, out);
        }
        if response.clicked_by(PointerButton::Primary) && !panning {
            if let Some(at) = response.interact_pointer_pos() {
                self.click(cx, ui, scene, at, out);
            }
        }
        if response.double_clicked() {
            if let Some(at) = response.interact_pointer_pos() {
                self.double_click(cx, scene, at, out);
            }
        }
        if !typing {
            self.keys(cx, ui, out);
        }
        self.point(cx, ui, response, scene, panning);
    }

    fn start_drag(
        &mut self,
        cx: &ViewCtx<'_>,
        ui: &Ui,
        response: &Response,
        scene: &Scene,
        panning: bool,
        out: &mut Vec<Command>,
    ) {
        if response.drag_started_by(PointerButton::Middle)
            || (panning && response.drag_started_by(PointerButton::Primary))
        {
            self.gesture = Gesture::Pan;
            return;
        }
        if !response.drag_started_by(PointerButton::Primary) {
            return;
        }
        // The press decides what is dragged, not where the pointer has got to since.
        let Some((origin, modifiers)) = ui.input(|i| Some((i.pointer.press_origin()?, i.modifiers))) else { return };
        if let Some(n) = self.shown.node_at(origin).filter(|n| *n < scene.real) {
            let id = scene.nodes[n].id.clone();
            if self.tool == Tool::Relate {
                self.start_link(id, origin);
                return;
            }
            let selected = &cx.view.selection.actors;
            let actors = if selected.contains(&id) {
                selected.clone()
            } else {
                let mut actors = if modifiers.command { selected.clone() } else { BTreeSet::new() };
                actors.insert(id);
                out.push(ViewCommand::SelectActors(actors.clone()).into());
                actors
            };
            self.gesture = Gesture::Move { actors, from: self.camera.in_scene(origin), by: Vec2::ZERO };
        } else if let Some(n) = self.shown.rim_at(origin) {
            self.start_link(scene.nodes[n].id.clone(), origin);
        } else {
            self.gesture = Gesture::Box { from: origin, to: origin, adds: modifiers.command || modifiers.shift };
        }
    }

    fn start_link(&mut self, from: ActorId, to: Pos2) {
        self.chooser = None;
        self.has_left = false;
        self.gesture = Gesture::Link { from, to };
    }

    fn follow_drag(&mut self, ui: &Ui, response: &Response) {
        let Some(at) = response.interact_pointer_pos() else { return };
        let camera = self.camera;
        match &mut self.gesture {
            Gesture::None => {}
            Gesture::Pan => {
                let moved = ui.input(|i| i.pointer.delta());
                if moved != Vec2::ZERO {
                    self.flight = None;
                    self.camera.pan(moved);
                    self.is_fitted = false;
                }
            }
            Gesture::Move { from, by, .. } => *by = camera.in_scene(at) - *from,
            Gesture::Box { to, .. } | Gesture::Link { to, .. } => *to = at,
        }
    }

    fn end_drag(&mut self, cx: &ViewCtx<'_>, scene: &mut Scene, out: &mut Vec<Command>) {
        match std::mem::take(&mut self.gesture) {
            Gesture::None | Gesture::Pan => {}
            Gesture::Move { actors, by, .. } => {
                if (by * self.camera.zoom).length() > 0.5 {
                    drop_actors(cx, scene, &actors, by, &self.camera, out);
                }
            }
            Gesture::Box { from, to, adds } => {
                let rect = Rect::from_two_pos(from, to);
                let mut chosen = if adds { cx.view.selection.actors.clone() } else { BTreeSet::new() };
                chosen.extend(self.shown.nodes_in(rect).map(|n| scene.nodes[n].id.clone()));
                out.push(ViewCommand::SelectActors(chosen).into());
            }
            Gesture::Link { from, to } => {
                let end = self.link_end(scene, to);
                if let Some(node) = end.and_then(|n| scene.nodes.get(n)).filter(|node| node.id != from || self.has_left)
                {
                    self.chooser = Some(LinkChooser::new(cx, from, node.id.clone(), to));
                }
            }
        }
    }

    /// The actor at which a drawn link would end; its rim counts.
    pub(super) fn link_end(&self, scene: &Scene, at: Pos2) -> Option<usize> {
        self.shown.node_at(at).filter(|n| *n < scene.real).or_else(|| self.shown.rim_at(at))
    }

    fn click(&mut self, cx: &ViewCtx<'_>, ui: &Ui, scene: &Scene, at: Pos2, out: &mut Vec<Command>) {
        let adds = ui.input(|i| i.modifiers.command);
        let node = self.shown.node_at(at);
        if let Some(n) = node.filter(|n| *n >= scene.real) {
            review_actor(cx, scene, n, out);
        } else if let Some(n) = node {
            let id = scene.nodes[n].id.clone();
            out.push(if adds { ViewCommand::ToggleActor(id) } else { ViewCommand::SelectActors([id].into()) }.into());
        } else if let (Some(n), None) =
            (self.shown.rim_at(at), self.principal_circle(scene).and_then(|circle| sector_at(cx, circle, at)))
        {
            let id = scene.nodes[n].id.clone();
            out.push(if adds { ViewCommand::ToggleActor(id) } else { ViewCommand::SelectActors([id].into()) }.into());
        } else if let Some(sector) = self.principal_circle(scene).and_then(|circle| sector_at(cx, circle, at)) {
            let partners = cx.snapshot.outcome.functions.get(&sector.function);
            let lit = partners.map(|function| function.by_partner.keys().cloned().collect()).unwrap_or_default();
            out.push(ViewCommand::Function(Some(sector.function)).into());
            out.push(ViewCommand::Light(lit).into());
        } else if let Some(n) = self.shown.link_at(scene, at) {
            let items = &scene.links[n].items;
            if let Some(proposal) = &scene.links[n].proposal {
                review_link(cx, proposal, out);
            }
            // A click on what is selected goes on to the next of the same bundle.
            let selected = cx.view.selection.link.as_ref();
            let known = items.iter().position(|item| Some(item) == selected);
            let next = known.map_or(0, |known| (known + 1) % items.len());
            if let Some(item) = items.get(next) {
                out.push(ViewCommand::SelectLink(item.clone()).into());
            }
        } else if !adds {
            out.push(ViewCommand::ClearSelection.into());
        }
    }

    fn double_click(&mut self, cx: &ViewCtx<'_>, scene: &Scene, at: Pos2, out: &mut Vec<Command>) {
        let node = self.shown.node_at(at);
        if node.is_some_and(|n| n >= scene.real) {
            // The first of the two clicks took the review queue there.
        } else if let Some(n) = node {
            self.editor = Some(NameEditor::rename(&scene.nodes[n]));
        } else if let Some(n) = self.shown.link_at(scene, at) {
            let items = &scene.links[n].items;
            // The first of the two clicks may have gone on to the next of the bundle; that one is edited.
            let selected = cx.view.selection.link.as_ref().filter(|item| items.contains(item));
            if let Some(item) = selected.or_else(|| items.first()) {
                out.push(ViewCommand::SelectLink(item.clone()).into());
                self.link_card = Some(LinkCard::new(at));
            }
        } else if self.shown.rim_at(at).is_none() {
            self.editor = Some(NameEditor::add(self.camera.in_scene(at)));
        }
    }

    fn keys(&mut self, cx: &ViewCtx<'_>, ui: &Ui, out: &mut Vec<Command>) {
        if self.editor.is_some() || self.chooser.is_some() {
            return;
        }
        let pressed = |key| ui.input_mut(|i| i.consume_key(Modifiers::NONE, key));
        let selection = &cx.view.selection;
        let is_empty = selection.actors.is_empty() && selection.link.is_none();
        // Its card is opened by a button beside the canvas, so the pointer over it is enough.
        let is_meant = self.has_keys || ui.rect_contains_pointer(self.camera.panel);
        // An open menu takes Escape for itself.
        let menu_is_open = std::mem::replace(&mut self.menu_was_open, egui::Popup::is_any_open(ui.ctx()));
        if menu_is_open {
            return;
        }
        let canvas = self.keyboard.id;
        let is_free = is_empty
            && ui.memory(|memory| {
                memory.focused().is_none_or(|focused| Some(focused) == canvas) && memory.top_modal_layer().is_none()
            });
        // The field in which somebody is looked for takes Escape for itself.
        if self.find.is_some() {
            return;
        }
        if self.filter.is_open && is_meant && is_free && pressed(Key::Escape) {
            self.filter.is_open = false;
        }
        if !self.has_keys {
            return;
        }
        if !is_empty && (pressed(Key::Delete) || pressed(Key::Backspace)) {
            out.extend(delete_selection(cx));
        }
        link_keys(cx, ui, out);
        if !(is_empty && cx.view.lit.is_empty()) && self.link_card.is_none() && pressed(Key::Escape) {
            out.push(ViewCommand::ClearSelection.into());
        }
    }
}
