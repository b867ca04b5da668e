//! The words on the canvas: names of actors, none on another, and what links say.

use std::sync::Arc;

use egui::{Galley, Painter};

use super::geometry::Circle;
use super::hovering::Hover;
use super::labels::{NameStyle, Placed, name_galley};
use super::nodes::outer_radius;
use super::painting::SPOKEN;
use super::scene::{Scene, name_size, widest_name};
use super::{Canvas, edges, nodes};
use crate::gui::context::ViewCtx;
use crate::gui::fonts;
use crate::gui::theme::mix;

/// From this many visible actors on, only the weightiest have names.
const CROWD: usize = 250;
/// How many of a crowd have names.
const LANDMARKS: usize = 110;
/// Among more links than this, words say nothing any more.
const MOST_WORDS: usize = 90;
/// From this zoom on every link carries its words.
const WORDS_FROM: f32 = 1.45;

impl Canvas {
    /// Writes the names of actors, the weightiest first, and then the words of links.
    pub(super) fn paint_words(&mut self, cx: &ViewCtx<'_>, painter: &Painter, scene: &Scene, hover: &Hover) {
        let palette = cx.palette;
        self.labels.clear(self.camera.panel);
        // What lies over the canvas covers no names.
        if !self.is_picture {
            self.labels.block(self.toolbar_rect());
        }
        for card in self.cards().into_iter().flatten() {
            self.labels.block(card);
        }
        if !self.is_picture {
            self.labels.block(self.zoom_rect());
        }
        self.labels.block(self.legend.rect());
        self.labels.block(self.minimap.rect());
        let is_crowd = self.shown.visible.len() > CROWD;
        for n in self.shown.visible.iter().copied() {
            let circle = self.shown.circles[n];
            let radius = outer_radius(&scene.nodes[n], circle).max(1.5);
            self.labels.actor(Circle { radius, ..circle });
        }
        // Names keep away from links where there are few enough of both to see it.
        if self.shown.avoids {
            for curve in self.shown.links.iter().filter_map(|n| self.shown.curve(*n)) {
                curve.points().windows(2).for_each(|piece| self.labels.stroke(piece[0], piece[1]));
            }
        }
        // The principal's name stands in its circle, or beside it where the circle is too small.
        let is_inside = |n: usize| {
            let (node, radius) = (&scene.nodes[n], self.shown.circles[n].radius);
            node.is_principal && nodes::name_inside(painter, palette, node, radius).is_some()
        };
        let draws = |n: &usize| self.shown.is_visible[*n] && !is_inside(*n);
        // First the principal and what is selected, then the larger ones.
        let rank = |n: usize| match (scene.nodes[n].is_principal, self.marks[n].is_selected) {
            (true, _) => 0,
            (_, true) => 1,
            _ => 2,
        };
        let of_rank = |wanted: u8| scene.by_weight.iter().copied().filter(move |n| rank(*n) == wanted);
        let order: Vec<(usize, u8)> =
            (0..3).flat_map(of_rank).filter(draws).take(SPOKEN).map(|n| (n, rank(n))).collect();
        // A line to the name of each of many would be a web of its own.
        let is_one = cx.view.selection.actors.len() == 1;
        let room = painter.clip_rect().shrink(3.0);
        let mut left = if is_crowd { LANDMARKS } else { SPOKEN };
        let mut placed: Vec<(usize, Placed)> = Vec::new();
        for (n, rank) in order {
            if left == 0 {
                break;
            }
            let style = NameStyle::of(palette, &scene.nodes[n]);
            let with = NameStyle {
                is_simple: is_crowd && rank == 2,
                is_landmark: rank == 0 || (rank == 1 && is_one),
                ..style
            };
            // A name that finds no room may find it in more lines, or in one.
            let shapes: &[f32] = if with.is_simple { &[1.0] } else { &[1.0, 0.68, 2.2] };
            let mut name = None;
            for shape in shapes {
                let Some((circle, galley, with)) = self.name_of(cx, painter, scene, n, *shape, with) else { continue };
                name = self.labels.place(room, circle, &galley, with);
                if name.is_some() {
                    break;
                }
            }
            if let Some(name) = name {
                placed.push((n, name));
                left -= 1;
            }
        }
        // Who is pointed at has a name, be there room for it or not; those that it would lie over make way for it.
        let pointed_at = hover.node.or(hover.target).or(self.keyboard.node(scene)).filter(draws);
        if let Some(n) = pointed_at.filter(|n| placed.iter().all(|(named, _)| named != n)) {
            let style = NameStyle::of(palette, &scene.nodes[n]);
            if let Some((circle, galley, with)) = self.name_of(cx, painter, scene, n, 1.0, style) {
                let name = self.labels.place_over(room, circle, &galley, with);
                placed.retain(|(_, other)| !other.rect.intersects(name.rect));
                placed.push((n, name));
            }
        }
        for (_, name) in &placed {
            name.paint(painter);
        }
        self.paint_link_words(cx, painter, scene, hover);
        self.named = placed.into_iter().map(|(n, name)| (n, name.rect)).collect();
    }

    /// The name of an actor as it is written, in lines so many times as wide as usual, and the circle beside which it stands;
    /// `None` where other lines would not change it.
    fn name_of(
        &self,
        cx: &ViewCtx<'_>,
        painter: &Painter,
        scene: &Scene,
        n: usize,
        shape: f32,
        with: NameStyle,
    ) -> Option<(Circle, Arc<Galley>, NameStyle)> {
        let (palette, node, size) = (cx.palette, &scene.nodes[n], name_size(self.camera.zoom));
        let colour = if node.is_proposed {
            mix(palette.canvas, palette.weak, 0.85)
        } else {
            mix(palette.canvas, palette.text, 0.45 + 0.55 * self.shown.availability[n])
        };
        let font = if node.is_principal { fonts::strong(size + 1.5) } else { fonts::medium(size) };
        let widest = widest_name(node.name.chars().count(), size);
        if shape != 1.0 && !widest.is_finite() {
            return None;
        }
        let galley = name_galley(painter, &node.name, font, colour, widest * shape);
        if shape < 1.0 && galley.elided {
            return None;
        }
        let mut circle = self.shown.circles[n];
        circle.radius = outer_radius(node, circle).max(1.5);
        Some((circle, galley, NameStyle { colour, ..with }))
    }

    fn paint_link_words(&mut self, cx: &ViewCtx<'_>, painter: &Painter, scene: &Scene, hover: &Hover) {
        let palette = cx.palette;
        let selected = cx.view.selection.link.as_ref().and_then(|item| scene.link_of(item));
        let all = self.camera.zoom >= WORDS_FROM && self.shown.is_fine && self.shown.links.len() <= MOST_WORDS;
        let must: Vec<usize> = hover.link.into_iter().chain(selected).collect();
        let others = if all { self.shown.links.as_slice() } else { &[] };
        for (is_must, n) in must.iter().map(|n| (true, *n)).chain(others.iter().map(|n| (false, *n))) {
            if !is_must && must.contains(&n) {
                continue;
            }
            let link = &scene.links[n];
            let Some(curve) = self.shown.curve(n) else { continue };
            let colour = edges::hue_colour(palette, link.hue);
            let words = if link.is_proposed { format!("{} (proposed)", link.words) } else { link.words.clone() };
            let words = crate::gui::bidi::shown(painter.ctx(), &words).into_owned();
            let galley = painter.layout_no_wrap(words, fonts::regular(11.0), colour);
            // Parallel links have their words at different parts of their way.
            let start = if link.parallel > 1 { 0.5 + 0.14 * link.slot.clamp(-2.0, 2.0) } else { 0.5 };
            let places =
                [0.0, -0.12, 0.12, -0.25, 0.25, 0.35, -0.35].map(|away| curve.at((start + away).clamp(0.12, 0.88)));
            // Words of a link whose middle is out of sight would pile up along the edge.
            if !is_must && !self.camera.panel.shrink(8.0).contains(places[0]) {
                continue;
            }
            self.labels.words(painter, &places, galley, colour, palette.canvas, is_must);
        }
    }
}
