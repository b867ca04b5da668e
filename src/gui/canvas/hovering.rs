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

/// After so many seconds on a rim it is said what it is for.
const RIM_REST: f64 = 1.2;
/// So often it is said.
const RIMS_TOLD: u8 = 3;

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

    /// How a link is drawn, said where the pointer rests on a rim: after a while, and only the first few times, because it
    /// lies over names.
    fn rim_tip(&mut self, ui: &Ui, rim: Option<usize>) -> Option<String> {
        let now = ui.input(|i| i.time);
        if self.rim_rest.map(|(n, _)| n) != rim {
            let was_told = self.rim_rest.is_some_and(|(_, since)| now - since >= RIM_REST);
            self.rims_told += u8::from(was_told && self.rims_told < RIMS_TOLD);
            self.rim_rest = rim.map(|n| (n, now));
        }
        let (_, since) = self.rim_rest.filter(|_| self.rims_told < RIMS_TOLD)?;
        if now - since < RIM_REST {
            ui.ctx().request_repaint_after(std::time::Duration::from_secs_f64(RIM_REST - (now - since)));
            return None;
        }
        Some("Drag to another actor to draw a link".to_owned())
    }

    pub(super) fn hovered(&mut self, cx: &ViewCtx<'_>, ui: &Ui, response: &Response, scene: &Scene) -> Hover {
        if let Gesture::Link { from, to } = &self.gesture {
            let end = self.link_end(scene, *to);
            self.has_left |= end.is_none();
            let target = end.filter(|n| self.has_left || scene.nodes[*n].id != *from);
            return Hover { at: Some(*to), target, ..Hover::default() };
        }
        let Some(at) = response.hover_pos().filter(|_| response.hovered() && self.gesture == Gesture::None) else {
            return Hover::default();
        };
        let is_menu_open = egui::Popup::is_any_open(ui.ctx());
        // What is said about what lies behind a card would lie over the card.
        if is_menu_open || self.chooser.is_some() || self.link_card.is_some() {
            return Hover::default();
        }
        let node = self.shown.node_at(at);
        let sector = self.principal_circle(scene).filter(|_| node.is_none()).and_then(|c| sector_at(cx, c, at));
        let rim = if node.is_none() && sector.is_none() { self.shown.rim_at(at) } else { None };
        let link =
            if node.is_none() && rim.is_none() && sector.is_none() { self.shown.link_at(scene, at) } else { None };
        let ghost = node
            .and_then(|n| scene.nodes.get(n).filter(|_| n >= scene.real))
            .map(|node| format!("{}\n{}", node.name, words_of(cx, &node.id)));
        let how = self.rim_tip(ui, rim);
        let tip = sector.map(|sector| sector.words(cx)).or(ghost).or(how);
        Hover { at: Some(at), node, rim, link, target: None, tip }
    }
}
