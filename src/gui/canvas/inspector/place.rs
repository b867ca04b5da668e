//! Where the card stands: in the corner where it lies over least, and never over what it is about where that can be had.

use egui::{Rect, pos2, vec2};

use super::{Inspector, WIDTH};
use crate::gui::canvas::scene::Scene;
use crate::gui::canvas::shown::Shown;
use crate::gui::context::ViewCtx;

/// The height of the card when it is folded to a strip.
const STRIP: f32 = 34.0;
/// A corner of the canvas.
#[derive(Clone, Copy, PartialEq)]
pub struct Corner {
    /// Whether at the left.
    pub at_left: bool,
    /// Whether at the bottom.
    pub at_bottom: bool,
}

impl Inspector {
    /// The first line that the card may take in a corner, and how high it may become.
    pub(super) fn span(panel: Rect, at_left: bool) -> (f32, f32) {
        let top = if at_left || panel.width() < 760.0 { 44.0 } else { 9.0 };
        (panel.min.y + top, (panel.height() - top - 46.0).max(40.0))
    }

    /// What the card takes in a corner.
    pub(super) fn ground_at(&self, panel: Rect, corner: Corner) -> Rect {
        let width = WIDTH.min(panel.width() - 20.0);
        // Where another card is open at the left, it stands beside that.
        let first = self.taken.map_or(panel.min.x, |card| card.max.x) + 10.0;
        let at_left = corner.at_left && first + width + 10.0 < panel.max.x;
        let (top, most) = Self::span(panel, at_left);
        let height = self.height.clamp(STRIP, most);
        let left = if at_left { first } else { panel.max.x - width - 10.0 };
        let top = if corner.at_bottom { (panel.max.y - 44.0 - height).max(top) } else { top };
        Rect::from_min_size(pos2(left, top), vec2(width, height))
    }

    /// The corner in which it covers nothing of what is selected, and least of the others.
    pub(super) fn best_corner(&self, cx: &ViewCtx<'_>, panel: Rect, scene: &Scene, shown: &Shown) -> Corner {
        let selection = &cx.view.selection;
        let link = selection.link.as_ref().and_then(|item| scene.links.iter().find(|link| link.is(item)));
        let is_selected = |n: usize| match link {
            Some(link) => link.from == n || link.to == n,
            None => scene.nodes.get(n).is_some_and(|node| selection.actors.contains(&node.id)),
        };
        let cost = |corner: &Corner| {
            let ground = self.ground_at(panel, *corner);
            let covered = shown.visible.iter().filter(|n| {
                let square = shown.circles.get(**n).map_or(Rect::NOTHING, |circle| circle.square().expand(4.0));
                // With its name below it.
                square.with_max_y(square.max.y + 14.0).intersects(ground)
            });
            let covered: usize = covered.map(|n| if is_selected(*n) { 1000 } else { 2 }).sum();
            // Where the same is covered, it stands where it stands mostly: at the right, at the top.
            covered + usize::from(corner.at_left) + usize::from(corner.at_bottom)
        };
        let corners = [(false, false), (true, false), (false, true), (true, true)];
        let corners = corners.map(|(at_left, at_bottom)| Corner { at_left, at_bottom });
        corners.into_iter().min_by_key(cost).unwrap_or(corners[0])
    }
}
