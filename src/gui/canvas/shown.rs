//! The scene as it is on screen in one frame: places, curves, what is hit. Buffers are kept from frame to frame.

use egui::{Pos2, Rect, Vec2};

use super::camera::Camera;
use super::geometry::{Circle, Curve};
use super::link::Link;
use super::nodes::outer_radius;
use super::scene::Scene;

/// Above this many visible links they are drawn straight.
const FEW_LINKS: usize = 300;
/// Up to this many nodes, links bend around those that stand in their way.
const FEW_NODES: usize = 90;
/// How far outside its circle an actor's rim can be taken hold of.
pub const RIM: f32 = 11.0;

/// What is on screen.
#[derive(Default)]
pub struct Shown {
    /// Per node: its circle on screen.
    pub circles: Vec<Circle>,
    /// Per node: its circle with its ring, where links end.
    outer: Vec<Circle>,
    /// Per node: whether any of it is in the panel.
    pub is_visible: Vec<bool>,
    /// Per node: what the scenario leaves of it, as animated.
    pub availability: Vec<f32>,
    /// Per link: its curve, where any of it is in the panel.
    pub curves: Vec<Option<Curve>>,
    /// Per link: what the scenario leaves of it, as animated.
    pub remaining: Vec<f32>,
    /// Whether links are drawn as curves.
    pub is_fine: bool,
    bends: Vec<Option<f32>>,
}

impl Shown {
    /// Lays the scene out on screen; `at` gives the scene place of each node.
    pub fn update(&mut self, scene: &Scene, camera: &Camera, at: impl Fn(usize) -> Pos2) {
        self.circles.clear();
        self.outer.clear();
        self.is_visible.clear();
        let near = camera.panel.expand(60.0);
        for (n, node) in scene.nodes.iter().enumerate() {
            let circle = Circle { centre: camera.on_screen(at(n)), radius: node.radius * camera.zoom };
            self.is_visible
                .push(near.intersects(Rect::from_center_size(circle.centre, Vec2::splat(circle.radius * 2.0))));
            self.circles.push(circle);
            self.outer.push(Circle { radius: outer_radius(node, circle) + 1.5, ..circle });
        }
        let visible = scene.links.iter().filter(|link| self.link_rect(link).intersects(near)).count();
        self.is_fine = visible <= FEW_LINKS;
        let avoids = self.is_fine && scene.nodes.len() <= FEW_NODES;
        self.curves.clear();
        self.bends.clear();
        self.bends.resize(scene.links.len(), None);
        for link in &scene.links {
            let curve = self.curve(link, camera.zoom, avoids);
            self.curves.push(curve.touches(near).then_some(curve));
        }
    }

    fn link_rect(&self, link: &Link) -> Rect {
        Rect::from_two_pos(self.circles[link.from].centre, self.circles[link.to].centre).expand(2.0)
    }

    fn curve(&mut self, link: &Link, zoom: f32, avoids: bool) -> Curve {
        let (from, to) = (self.outer[link.from], self.outer[link.to]);
        if link.from == link.to {
            return Curve::own_loop(from, (14.0 + 9.0 * link.slot.abs()) * zoom.clamp(0.5, 1.5));
        }
        if !self.is_fine {
            let apart = 3.0 * zoom.clamp(0.3, 1.5);
            return Curve::between(from, to, 0.0, link.slot * apart, false);
        }
        let scale = zoom.clamp(0.5, 1.5);
        // Rims are divided among the links that leave there.
        let smaller = from.radius.min(to.radius);
        let lateral = (7.0 * scale).min(1.5 * smaller / link.parallel as f32);
        let base = match self.bends.get(link.pair).copied().flatten() {
            Some(bend) => bend,
            None => {
                let bend = self.bend(link, avoids);
                if let Some(known) = self.bends.get_mut(link.pair) {
                    *known = Some(bend);
                }
                bend
            }
        };
        let base = if link.from > link.to { -base } else { base };
        Curve::between(from, to, base + link.slot * 13.0 * scale, link.slot * lateral, true)
    }

    /// How far the links of a pair bend, seen from the node that stands first: gently, or around what is in the way.
    fn bend(&self, link: &Link, avoids: bool) -> f32 {
        let (a, b) = (link.from.min(link.to), link.from.max(link.to));
        let (from, to) = (self.outer[a], self.outer[b]);
        let length = from.centre.distance(to.centre);
        let gentle = if link.parallel == 1 { length * 0.045 } else { 0.0 };
        if !avoids {
            return gentle;
        }
        let spread = link.parallel as f32 * 5.0;
        let mut best = (gentle, usize::MAX);
        for part in [0.0, 0.12, -0.12, 0.2, -0.2, 0.3, -0.3] {
            let bend = gentle + part * length;
            let curve = Curve::between(from, to, bend, 0.0, true);
            let met = self
                .outer
                .iter()
                .enumerate()
                .filter(|(n, circle)| {
                    *n != a && *n != b && curve.distance(circle.centre) < circle.radius + 4.0 + spread
                })
                .count();
            if met < best.1 {
                best = (bend, met);
            }
            if met == 0 {
                break;
            }
        }
        best.0
    }

    /// The node whose circle is under a point; the one drawn last wins.
    pub fn node_at(&self, at: Pos2) -> Option<usize> {
        let hit = |n: &usize| self.circles[*n].centre.distance(at) <= self.circles[*n].radius.max(5.0);
        (0..self.circles.len()).rev().filter(|n| self.is_visible[*n]).find(hit)
    }

    /// The node just outside whose circle a point is.
    pub fn rim_at(&self, at: Pos2) -> Option<usize> {
        let hit = |n: &usize| {
            let circle = self.outer[*n];
            let distance = circle.centre.distance(at);
            circle.radius > 7.0 && distance > self.circles[*n].radius && distance <= circle.radius + RIM
        };
        (0..self.circles.len()).rev().filter(|n| self.is_visible[*n]).find(hit)
    }

    /// The link nearest to a point, within reach of a hand.
    pub fn link_at(&self, scene: &Scene, at: Pos2) -> Option<usize> {
        let mut nearest = None;
        for (n, curve) in self.curves.iter().enumerate() {
            let Some(curve) = curve else { continue };
            let reach = 5.0 + scene.links[n].width / 2.0;
            let distance = curve.distance(at);
            if distance <= reach && nearest.is_none_or(|(_, least)| distance < least) {
                nearest = Some((n, distance));
            }
        }
        nearest.map(|(n, _)| n)
    }

    /// The circle of a node with its ring.
    pub fn outer(&self, n: usize) -> Option<Circle> {
        self.outer.get(n).copied()
    }

    /// The nodes whose middle is inside a rectangle.
    pub fn nodes_in(&self, rect: Rect) -> impl Iterator<Item = usize> + '_ {
        self.circles.iter().enumerate().filter(move |(_, circle)| rect.contains(circle.centre)).map(|(n, _)| n)
    }
}
