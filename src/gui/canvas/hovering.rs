//! What the pointer is on, how it looks there, and what is said about it.

use egui::{CursorIcon, Pos2, Response, Ui};

use super::geometry::Circle;
use super::gesture::Gesture;
use super::nodes::sector_at;
use super::proposed::words_of;
use super::scene::Scene;
use super::{Canvas, Tool};
use crate::gui::context::ViewCtx;

/// What the pointer is on.
#[derive(Default)]
pub struct Hover {
    /// Where it is.
    pub at: Option<Pos2>,
    /// On an actor.
    pub node: Option<usize>,
    /// On an actor's rim.
    pub rim: Option<usize>,
    /// On a link.
    pub link: Option<usize>,
    /// Where a link that is being drawn would end.
    pub target: Option<usize>,
    /// What is to be said about it.
    pub tip: Option<String>,
}

impl Canvas {
    pub(super) fn principal_circle(&self, scene: &Scene) -> Option<Circle> {
        let n = scene.nodes.iter().position(|node| node.is_principal)?;
        self.shown.circles.get(n).copied()
    }

    pub(super) fn point(&self, cx: &ViewCtx<'_>, ui: &Ui, response: &Response, scene: &Scene, panning: bool) {
        let icon = match &self.gesture {
            Gesture::Pan => Some(CursorIcon::Grabbing),
            Gesture::Move { .. } => Some(CursorIcon::Grabbing),
            Gesture::Link { .. } => Some(CursorIcon::Crosshair),
            Gesture::Box { .. } => None,
            Gesture::None if !response.hovered() => None,
            Gesture::None if panning => Some(CursorIcon::Grab),
            Gesture::None => response.hover_pos().and_then(|at| {
                if let Some(n) = self.shown.node_at(at) {
                    Some(if n >= scene.real {
                        CursorIcon::PointingHand
                    } else if self.tool == Tool::Relate {
                        CursorIcon::Crosshair
                    } else {
                        CursorIcon::Grab
                    })
                } else if self.principal_circle(scene).and_then(|circle| sector_at(cx, circle, at)).is_some() {
                    Some(CursorIcon::PointingHand)
                } else if self.shown.rim_at(at).is_some() {
                    Some(CursorIcon::Crosshair)
                } else {
                    self.shown.link_at(scene, at).map(|_| CursorIcon::PointingHand)
                }
            }),
        };
        if let Some(icon) = icon {
            ui.ctx().set_cursor_icon(icon);
        }
    }

    pub(super) fn hovered(&self, cx: &ViewCtx<'_>, ui: &Ui, response: &Response, scene: &Scene) -> Hover {
        if let Gesture::Link { from, to } = &self.gesture {
            let target = self.link_end(scene, *to).filter(|n| scene.nodes[*n].id != *from);
            return Hover { at: Some(*to), target, ..Hover::default() };
        }
        let Some(at) = response.hover_pos().filter(|_| response.hovered() && self.gesture == Gesture::None) else {
            return Hover::default();
        };
        let is_menu_open = egui::Popup::is_any_open(ui.ctx());
        if is_menu_open {
            return Hover::default();
        }
        let node = self.shown.node_at(at);
        let sector = self.principal_circle(scene).filter(|_| node.is_none()).and_then(|c| sector_at(cx, c, at));
        let rim = if node.is_none() && sector.is_none() { self.shown.rim_at(at) } else { None };
        let link =
            if node.is_none() && rim.is_none() && sector.is_none() { self.shown.link_at(scene, at) } else { None };
        let ghost = node.filter(|n| *n >= scene.real).map(|n| words_of(cx, &scene.nodes[n].id));
        let how = rim.map(|_| "Drag to another actor to draw a link".to_owned());
        let tip = sector.map(|sector| sector.words(cx)).or(ghost).or(how);
        Hover { at: Some(at), node, rim, link, target: None, tip }
    }
}
