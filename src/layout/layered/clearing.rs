//! Links that run through strangers. Drawn as straight lines they do not pass the stops that they were given on the layers in
//! between; bodies are moved along their layer, or change places with a neighbour, as long as fewer links meet a stranger.

use super::GAP;
use crate::layout::graph::{Graph, Point};

/// In larger parts there are too many links for it to be helped.
const MOST: usize = 160;
const ROUNDS: usize = 6;
/// How many places on either side are looked at.
const STEPS: i32 = 6;
/// What it costs to stand so many points away from the own neighbours, against a link through a stranger.
const AWAY: f64 = 1.0 / 900.0;
/// A link passes at least so far beside a circle.
const BESIDE: f64 = 5.0;

struct Clearing<'a> {
    graph: &'a Graph,
    /// The links of the part, each pair once.
    links: Vec<(usize, usize)>,
    /// Per body of the graph: its links, by place.
    of: Vec<Vec<usize>>,
    members: &'a [usize],
}

/// Moves bodies along their layers until as few links as can be run through strangers. `layers` lists the bodies of each
/// from left to right; nobody comes to overlap.
pub(super) fn clear_links(graph: &Graph, members: &[usize], mut layers: Vec<Vec<usize>>, places: &mut [Point]) {
    if members.len() > MOST {
        return;
    }
    let mut is_member = vec![false; graph.bodies.len()];
    for body in members {
        is_member[*body] = true;
    }
    let known = |link: &&crate::layout::Link| link.a != link.b && is_member.get(link.a) == Some(&true);
    let mut links: Vec<(usize, usize)> = graph
        .links
        .iter()
        .filter(known)
        .filter(|link| link.b < is_member.len())
        .map(|link| (link.a.min(link.b), link.a.max(link.b)))
        .collect();
    links.sort_unstable();
    links.dedup();
    let mut of = vec![Vec::new(); graph.bodies.len()];
    for (n, (a, b)) in links.iter().enumerate() {
        of[*a].push(n);
        of[*b].push(n);
    }
    let clearing = Clearing { graph, links, of, members };
    for _ in 0..ROUNDS {
        let mut has_moved = false;
        for layer in &mut layers {
            has_moved |= clearing.shift(layer, places);
            has_moved |= clearing.swap(layer, places);
        }
        if !has_moved {
            break;
        }
    }
}

impl Clearing<'_> {
    /// Moves each body of a layer within the room between its neighbours.
    fn shift(&self, layer: &[usize], places: &mut [Point]) -> bool {
        let mut has_moved = false;
        for (at, body) in layer.iter().copied().enumerate() {
            let half = |n: usize| self.graph.bodies[n].half_width;
            let free = 3.0 * half(body);
            let from = match at.checked_sub(1).and_then(|before| layer.get(before)) {
                Some(left) => places[*left].x + half(*left) + GAP + half(body),
                None => places[body].x - free,
            };
            let to = match layer.get(at + 1) {
                Some(right) => places[*right].x - half(*right) - GAP - half(body),
                None => places[body].x + free,
            };
            let own = places[body].x;
            let mut best = (self.cost(body, places), own);
            for step in -STEPS..=STEPS {
                let part = f64::from(step) / f64::from(STEPS);
                let x = if part < 0.0 { own + part * (own - from).max(0.0) } else { own + part * (to - own).max(0.0) };
                places[body].x = x;
                let cost = self.cost(body, places);
                if cost + 1e-6 < best.0 {
                    best = (cost, x);
                }
            }
            places[body].x = best.1;
            has_moved |= (best.1 - own).abs() > 1e-6;
        }
        has_moved
    }

    /// Lets neighbours on a layer change places.
    fn swap(&self, layer: &mut [usize], places: &mut [Point]) -> bool {
        let mut has_moved = false;
        for at in 1..layer.len() {
            let (a, b) = (layer[at - 1], layer[at]);
            let (left, right) = (places[a].x, places[b].x);
            let before = self.cost(a, places) + self.cost(b, places);
            // The outer borders of the two stay where they are.
            let (half_a, half_b) = (self.graph.bodies[a].half_width, self.graph.bodies[b].half_width);
            places[b].x = left - half_a + half_b;
            places[a].x = right + half_b - half_a;
            if self.cost(a, places) + self.cost(b, places) + 1e-6 < before {
                layer.swap(at - 1, at);
                has_moved = true;
            } else {
                (places[a].x, places[b].x) = (left, right);
            }
        }
        has_moved
    }

    /// How many links run through a body, and its own through others; and a little for how far its neighbours are.
    fn cost(&self, body: usize, places: &[Point]) -> f64 {
        let mut cost = 0.0;
        for (n, (a, b)) in self.links.iter().enumerate() {
            if *a != body && *b != body {
                cost += f64::from(u8::from(self.meets(n, body, places)));
            }
        }
        for n in self.of[body].iter().copied() {
            let (a, b) = self.links[n];
            let strangers = self.members.iter().copied().filter(|other| *other != a && *other != b);
            cost += strangers.filter(|other| self.meets(n, *other, places)).count() as f64;
            cost += (places[a].x - places[b].x).abs() * AWAY / self.of[body].len() as f64;
        }
        cost
    }

    /// Whether a link, drawn straight, runs through the circle of a body that it does not belong to.
    fn meets(&self, link: usize, body: usize, places: &[Point]) -> bool {
        let (a, b) = self.links[link];
        let (from, to, at) = (places[a], places[b], places[body]);
        let radius = self.graph.bodies[body].above.min(self.graph.bodies[body].half_width) + BESIDE;
        if at.y + radius < from.y.min(to.y) || at.y - radius > from.y.max(to.y) {
            return false;
        }
        let (x, y) = (to.x - from.x, to.y - from.y);
        let length = x * x + y * y;
        let part =
            if length > 0.0 { (((at.x - from.x) * x + (at.y - from.y) * y) / length).clamp(0.0, 1.0) } else { 0.0 };
        at.distance(Point::new(from.x + part * x, from.y + part * y)) < radius
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Progress;
    use crate::layout::{Body, Link, Options, layered};

    #[test]
    fn a_link_over_a_layer_passes_beside_who_stands_there() {
        let body = Body { half_width: 40.0, above: 24.0, below: 40.0, group: 0, is_own: false, fixed: None };
        let graph = Graph {
            bodies: vec![body; 3],
            links: [(0, 1), (1, 2), (0, 2)].map(|(a, b)| Link { a, b, weight: 1.0 }).to_vec(),
            principal: 2,
        };
        let places = layered(&graph, &Options::default(), &Progress::new()).unwrap();
        let (a, b, c) = (places[0], places[1], places[2]);
        assert!(a.y < b.y && b.y < c.y, "the arrows run down: {places:?}");
        let across = ((c.x - a.x) * (a.y - b.y) - (a.x - b.x) * (c.y - a.y)).abs() / a.distance(c);
        assert!(across > 24.0, "the link from the first to the last passes {across} beside the second");
    }
}
