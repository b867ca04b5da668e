//! The scene as it is on screen in one frame: places, curves, what is hit. Buffers are kept from frame to frame.

use egui::{Pos2, Rect, vec2};

use super::camera::Camera;
use super::geometry::{Circle, Curve, distance_to_segment};
use super::hidden::Hidden;
use super::link::Link;
use super::nodes::{self, outer_radius};
use super::scene::{Node, Scene, name_size, widest_name};

/// Above this many visible links they are drawn straight.
const FEW_LINKS: usize = 300;
/// Up to this many nodes, links bend around those that stand in their way.
const FEW_NODES: usize = 90;
/// The farthest that a link bends around what stands in its way, in points.
const WIDEST_BEND: f32 = 110.0;
/// Smaller actors have no rim to draw from: one could not aim at it.
const SMALLEST_RIM: f32 = 5.0;
/// How far outside its circle an actor's rim can be taken hold of.
pub const RIM: f32 = 13.0;

/// What is on screen.
#[derive(Default)]
pub struct Shown {
    /// Per node: its circle on screen.
    pub circles: Vec<Circle>,
    /// Per node: its circle with its ring, where links end.
    outer: Vec<Circle>,
    /// The nodes of which any is in the panel, in the scene's order.
    pub visible: Vec<usize>,
    /// Per node: whether it is among them.
    pub is_visible: Vec<bool>,
    /// Per node: what the scenario leaves of it, as animated.
    pub availability: Vec<f32>,
    /// The links of which any is in the panel, in the scene's order.
    pub links: Vec<usize>,
    /// Their curves, where links are drawn as curves.
    curves: Vec<Curve>,
    /// Their ends, where they are drawn straight.
    lines: Vec<[Pos2; 2]>,
    /// Per link: its place in `links`.
    place: Vec<u32>,
    /// Per link: what the scenario leaves of it, as animated.
    pub remaining: Vec<f32>,
    /// Whether links are drawn as curves.
    pub is_fine: bool,
    /// Whether links and names keep out of each other's way.
    pub avoids: bool,
    /// Per node, where its name will stand if nothing is in the way.
    names: Vec<Rect>,
    bends: Vec<Option<f32>>,
    /// How many nodes stand for actors of the map; those after them are only proposed.
    real: usize,
}

impl Shown {
    /// Lays the scene out on screen; `at` gives the scene place of each node. What is hidden has no place on screen.
    pub fn update(&mut self, scene: &Scene, hidden: &Hidden, camera: &Camera, at: impl Fn(usize) -> Pos2) {
        self.circles.clear();
        self.outer.clear();
        self.visible.clear();
        self.is_visible.clear();
        self.real = scene.real;
        let near = camera.panel.expand(60.0);
        for (n, node) in scene.nodes.iter().enumerate() {
            let circle = Circle { centre: camera.on_screen(at(n)), radius: nodes::screen_radius(node, camera.zoom) };
            self.circles.push(circle);
            self.outer.push(Circle { radius: outer_radius(node, circle) + 1.5, ..circle });
            let is_visible = near.expand(circle.radius).contains(circle.centre) && !hidden.node(n);
            self.is_visible.push(is_visible);
            if is_visible {
                self.visible.push(n);
            }
        }
        self.links.clear();
        self.place.clear();
        self.place.resize(scene.links.len(), u32::MAX);
        for (n, link) in scene.links.iter().enumerate() {
            if self.may_touch(link, near) && !hidden.link(n) {
                self.links.push(n);
            }
        }
        self.is_fine = self.links.len() <= FEW_LINKS;
        let avoids = self.is_fine && scene.nodes.len() <= FEW_NODES;
        self.avoids = avoids;
        self.names.clear();
        if avoids {
            let circles = self.outer.iter().zip(&scene.nodes);
            self.names.extend(circles.map(|(circle, node)| name_below(*circle, node, camera.zoom)));
        }
        self.curves.clear();
        self.lines.clear();
        self.bends.clear();
        if self.is_fine {
            self.bends.resize(scene.links.len(), None);
        }
        // Bent lines can reach into the panel, or out of it, where straight ones do not.
        let mut candidates = std::mem::take(&mut self.links);
        candidates.retain(|n| {
            let Some(link) = scene.links.get(*n) else { return false };
            let is_shown = if self.is_fine {
                let curve = self.curve_of(link, camera.zoom, avoids);
                let touches = curve.touches(near);
                if touches {
                    self.curves.push(curve);
                }
                touches
            } else {
                self.lines.push(self.line_of(link, camera.zoom));
                true
            };
            if is_shown {
                self.place[*n] = (self.curves.len() + self.lines.len() - 1) as u32;
            }
            is_shown
        });
        self.links = candidates;
    }

    /// Whether a link can be seen: its straight line with the room that a bend takes.
    fn may_touch(&self, link: &Link, near: Rect) -> bool {
        let (a, b) = (self.circles[link.from].centre, self.circles[link.to].centre);
        let room = if near.contains(a) || near.contains(b) { return true } else { (b - a).abs() * 0.2 };
        let rect = Rect::from_two_pos(a, b).expand2(vec2(room.y.min(260.0), room.x.min(260.0)));
        if !rect.intersects(near) {
            return false;
        }
        // A long slanting line passes many corners of the panel that it does not touch.
        let along = b - a;
        let sides = [near.left_top(), near.right_top(), near.right_bottom(), near.left_bottom()]
            .map(|corner| along.x * (corner.y - a.y) - along.y * (corner.x - a.x));
        let reach = 0.35 * along.length_sq();
        let (least, most) = sides.iter().fold((f32::MAX, f32::MIN), |(l, m), side| (l.min(*side), m.max(*side)));
        least <= reach.min(along.length() * 260.0) && most >= -reach.min(along.length() * 260.0)
    }

    /// The path of a link on screen, where it is shown.
    pub fn curve(&self, n: usize) -> Option<Curve> {
        let place = *self.place.get(n)? as usize;
        if self.is_fine {
            return self.curves.get(place).copied();
        }
        self.lines.get(place).map(|[from, to]| Curve::straight(*from, *to))
    }

    /// The ends of a link that is drawn straight.
    pub fn line(&self, n: usize) -> Option<[Pos2; 2]> {
        self.lines.get(*self.place.get(n)? as usize).copied()
    }

    /// A straight line from rim to rim, a little beside others of the same two.
    fn line_of(&self, link: &Link, zoom: f32) -> [Pos2; 2] {
        let (from, to) = (self.outer[link.from], self.outer[link.to]);
        let along = to.centre - from.centre;
        let length = along.length();
        if length <= from.radius + to.radius {
            return [from.centre, to.centre];
        }
        let direction = along / length;
        let apart = vec2(-direction.y, direction.x) * (link.slot * 3.0 * zoom.clamp(0.3, 1.5));
        [from.centre + direction * from.radius + apart, to.centre - direction * to.radius + apart]
    }

    fn curve_of(&mut self, link: &Link, zoom: f32, avoids: bool) -> Curve {
        let (from, to) = (self.outer[link.from], self.outer[link.to]);
        if link.from == link.to {
            return Curve::own_loop(from, (14.0 + 9.0 * link.slot.abs()) * zoom.clamp(0.5, 1.5));
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
        Curve::between(from, to, base + link.slot * 13.0 * scale, link.slot * lateral)
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
        // Only what is near the straight line can be met by a bend of it.
        let reach = 0.36 * length + spread;
        let near: Vec<Circle> = self
            .outer
            .iter()
            .enumerate()
            .filter(|(n, circle)| {
                let away = distance_to_segment(circle.centre, from.centre, to.centre);
                *n != a && *n != b && away < reach + circle.radius
            })
            .map(|(_, circle)| *circle)
            .collect();
        let span = Rect::from_two_pos(from.centre, to.centre).expand(reach);
        let others = self.names.iter().enumerate().filter(|(n, _)| *n != a && *n != b);
        let names: Vec<Rect> = others.map(|(_, name)| *name).filter(|name| span.intersects(*name)).collect();
        let mut best = (gentle, f32::INFINITY);
        for part in [0.0, 0.12, -0.12, 0.2, -0.2, 0.3, -0.3] {
            // A long way round would sweep over half of the map.
            let bend = (gentle + part * length).clamp(-WIDEST_BEND, WIDEST_BEND);
            let curve = Curve::between(from, to, bend, 0.0);
            let met = near.iter().filter(|circle| curve.distance(circle.centre) < circle.radius + 4.0 + spread).count();
            let struck = names.iter().filter(|name| curve.points().iter().any(|at| name.contains(*at))).count();
            // A line through another actor is worse than one through its name, which may find another place; and a way
            // round has to be worth it.
            let cost = met as f32 * 2.0 + struck as f32 * 0.7 + part.abs() * 2.5;
            if cost < best.1 {
                best = (bend, cost);
            }
            if met + struck == 0 {
                break;
            }
        }
        best.0
    }

    /// The node whose circle is under a point; the one drawn last wins.
    pub fn node_at(&self, at: Pos2) -> Option<usize> {
        let hit = |n: &usize| self.circles[*n].centre.distance(at) <= self.circles[*n].radius.max(5.0);
        self.visible.iter().rev().copied().find(hit)
    }

    /// The node just outside whose circle a point is.
    pub fn rim_at(&self, at: Pos2) -> Option<usize> {
        let away = |n: usize| self.outer[n].centre.distance(at) - self.outer[n].radius;
        let hit = |n: &usize| {
            let is_outside = self.outer[*n].centre.distance(at) > self.circles[*n].radius;
            self.has_rim(*n) && is_outside && away(*n) <= RIM
        };
        self.visible.iter().copied().filter(hit).min_by(|a, b| away(*a).total_cmp(&away(*b)))
    }

    /// Whether a link can be drawn from a node's rim.
    pub fn has_rim(&self, n: usize) -> bool {
        n < self.real && self.outer.get(n).is_some_and(|circle| circle.radius > SMALLEST_RIM)
    }

    /// The link nearest to a point, within reach of a hand.
    pub fn link_at(&self, scene: &Scene, at: Pos2) -> Option<usize> {
        let mut nearest = None;
        for (place, n) in self.links.iter().enumerate() {
            let reach = 5.0 + scene.links[*n].width / 2.0;
            let distance = match (self.curves.get(place), self.lines.get(place)) {
                (Some(curve), _) => curve.distance(at),
                (None, Some([from, to])) => distance_to_segment(at, *from, *to),
                (None, None) => continue,
            };
            if distance <= reach && nearest.is_none_or(|(_, least)| distance < least) {
                nearest = Some((*n, distance));
            }
        }
        nearest.map(|(n, _)| n)
    }

    /// The circle of a node with its ring.
    pub fn outer(&self, n: usize) -> Option<Circle> {
        self.outer.get(n).copied()
    }

    /// The actors of the map whose middle is inside a rectangle.
    pub fn nodes_in(&self, rect: Rect) -> impl Iterator<Item = usize> + '_ {
        self.visible.iter().copied().filter(move |n| *n < self.real && rect.contains(self.circles[*n].centre))
    }
}

/// Where a name stands below its circle; the fonts are not known here.
fn name_below(circle: Circle, node: &Node, zoom: f32) -> Rect {
    if node.is_principal {
        return Rect::NOTHING;
    }
    let (size, letters) = (name_size(zoom), node.name.chars().count());
    let width = letters as f32 * size * 0.56;
    let widest = widest_name(letters, size);
    let lines = if width > widest { 2.0 } else { 1.0 };
    let size = vec2(width.min(widest), lines * (size + 2.0));
    Rect::from_min_size(circle.centre + vec2(-size.x / 2.0, circle.radius + 3.0), size)
}
