//! The partners' ring: the principal in the middle with its own beside it, its partners around it by group, what is linked
//! to a partner alone behind that partner.

use super::graph::{Graph, Point};
use super::near::place_behind;

/// Half axes of the smallest ring; windows are wider than high.
const SMALLEST: (f64, f64) = (310.0, 190.0);
/// The same where somebody stands beside the principal.
const SMALLEST_AROUND_OWN: (f64, f64) = (400.0, 205.0);
/// How far beside the principal its own stand, and how far above each other.
const OWN: (f64, f64) = (178.0, 84.0);
/// Room between two neighbours on the ring.
const GAP: f64 = 16.0;
/// Room between two groups on the ring, on top of `GAP`.
const GROUP_GAP: f64 = 26.0;
/// The ring that is still taken in at one look; more partners stand in several rings.
const LONGEST_RING: f64 = 2600.0;
/// Distance of a ring from the one within.
const BETWEEN_RINGS: f64 = 120.0;

/// The principal in the middle, its partners by group in one or more rings around it, and the rest behind those they are
/// linked to. Fixed bodies stay, and nothing overlaps unless fixed bodies do.
pub fn partners_ring(graph: &Graph) -> Vec<Point> {
    let count = graph.bodies.len();
    if count == 0 {
        return Vec::new();
    }
    let neighbours = graph.neighbours();
    let middle = graph.bodies.get(graph.principal).and_then(|body| body.fixed).unwrap_or_default();
    let is_own = |body: usize| body == graph.principal || graph.bodies[body].is_own;
    // Who helps those that stand for the principal is its partner too.
    let direct: Vec<bool> = neighbours.iter().map(|others| others.iter().any(|(other, _)| is_own(*other))).collect();
    let mut groups = groups_of(graph, &direct);
    order_groups(&mut groups, &neighbours);
    let on_ring: Vec<usize> = groups.concat();
    let mut placed = graph.clone();
    for (body, at) in on_ring.iter().zip(ring_points(graph, &groups)) {
        if placed.bodies[*body].fixed.is_none() {
            placed.bodies[*body].fixed = Some(Point::new(middle.x + at.x, middle.y + at.y));
        }
    }
    if let Some(body) = placed.bodies.get_mut(graph.principal) {
        body.fixed = Some(middle);
    }
    place_own(&mut placed, middle, &neighbours);
    // Actors that know the principal only through others go behind those.
    let mut places = place_behind(&placed);
    separate(graph, middle, &mut places);
    places
}

/// The partners, by group, in the order of the list.
fn groups_of(graph: &Graph, direct: &[bool]) -> Vec<Vec<usize>> {
    let mut groups: Vec<(usize, Vec<usize>)> = Vec::new();
    for (body, at) in graph.bodies.iter().enumerate() {
        if body == graph.principal || at.is_own || !direct[body] {
            continue;
        }
        match groups.iter_mut().find(|(group, _)| *group == at.group) {
            Some((_, members)) => members.push(body),
            None => groups.push((at.group, vec![body])),
        }
    }
    groups.into_iter().map(|(_, members)| members).collect()
}

/// Puts groups that are linked next to each other, and within a group the members next to those they are linked to: swaps
/// as long as one makes the links around the ring shorter.
fn order_groups(groups: &mut [Vec<usize>], neighbours: &[Vec<(usize, f64)>]) {
    let members: usize = groups.iter().map(Vec::len).sum();
    // The search is cubic; above this size the order of the list has to do.
    if members > 90 {
        return;
    }
    let mut best = ring_length(groups, neighbours);
    for _ in 0..6 {
        let before = best;
        for a in 0..groups.len() {
            for b in a + 1..groups.len() {
                groups.swap(a, b);
                let length = ring_length(groups, neighbours);
                if length + 1e-9 < best { best = length } else { groups.swap(a, b) }
            }
        }
        for group in 0..groups.len() {
            for a in 0..groups[group].len() {
                for b in a + 1..groups[group].len() {
                    groups[group].swap(a, b);
                    let length = ring_length(groups, neighbours);
                    if length + 1e-9 < best { best = length } else { groups[group].swap(a, b) }
                }
            }
        }
        if best + 1e-9 >= before {
            break;
        }
    }
}

/// The weighted length of the links between partners, counted in places around the ring.
fn ring_length(groups: &[Vec<usize>], neighbours: &[Vec<(usize, f64)>]) -> f64 {
    let mut slot = vec![usize::MAX; neighbours.len()];
    let mut count = 0;
    for body in groups.iter().flatten() {
        slot[*body] = count;
        count += 1;
    }
    let mut length = 0.0;
    for body in groups.iter().flatten() {
        for (other, weight) in &neighbours[*body] {
            if slot[*other] != usize::MAX && slot[*other] > slot[*body] {
                let apart = slot[*other] - slot[*body];
                length += weight * apart.min(count - apart) as f64;
            }
        }
    }
    length
}

/// Where the members of the groups stand around (0, 0), in their order.
fn ring_points(graph: &Graph, groups: &[Vec<usize>]) -> Vec<Point> {
    let room = |body: &usize| {
        let body = &graph.bodies[*body];
        // On the flanks of the ring bodies stand above each other, at its top and bottom beside each other.
        (2.0 * body.half_width + body.above + body.below) / 2.0 + GAP
    };
    let gap = if groups.len() > 1 { GROUP_GAP } else { 0.0 };
    let length: f64 = groups.iter().map(|group| group.iter().map(room).sum::<f64>() + gap).sum();
    let own = graph.bodies.iter().filter(|body| body.is_own).count();
    let smallest = if own > 1 { SMALLEST_AROUND_OWN } else { SMALLEST };
    let rings = ((length / LONGEST_RING).ceil() as usize).clamp(1, 40);
    let curves: Vec<Ellipse> = (0..rings)
        .map(|ring| {
            let grow = BETWEEN_RINGS * ring as f64;
            let (x, y) = smallest;
            let wanted = (length / rings as f64).min(LONGEST_RING);
            let scale = (wanted / Ellipse::new(x, y).length()).max(1.0);
            Ellipse::new(x * scale + grow * 1.3, y * scale + grow)
        })
        .collect();
    let first: f64 = groups.first().map_or(0.0, |group| group.iter().map(room).sum::<f64>());
    // The first group stands at the left, where reading begins.
    let mut at = 0.5 - first / length.max(1.0) / 2.0;
    let mut points = Vec::new();
    for group in groups {
        at += gap / 2.0 / length;
        for body in group {
            let part = room(body) / length;
            let ring = points.len() % rings;
            points.push(curves[ring].at(at + part / 2.0));
            at += part;
        }
        at += gap / 2.0 / length;
    }
    points
}

/// Puts those who stand for the principal at its left and right, each on the side of the partners it is linked to.
fn place_own(graph: &mut Graph, middle: Point, neighbours: &[Vec<(usize, f64)>]) {
    let mut pulls: Vec<(usize, f64, f64)> = Vec::new();
    for (body, at) in graph.bodies.iter().enumerate() {
        if body == graph.principal || !at.is_own || at.fixed.is_some() {
            continue;
        }
        let (mut x, mut y) = (0.0, 0.0);
        for (other, weight) in &neighbours[body] {
            if let Some(place) = graph.bodies[*other].fixed {
                x += (place.x - middle.x) * weight;
                y += (place.y - middle.y) * weight;
            }
        }
        pulls.push((body, x, y));
    }
    // From the one most drawn to the left to the one most drawn to the right, half of them on either side.
    pulls.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
    let on_left = match pulls.as_slice() {
        [(_, x, _)] => usize::from(*x <= 0.0),
        pulls => pulls.len().div_ceil(2),
    };
    let right = pulls.split_off(on_left);
    for (mut side, sign) in [(pulls, -1.0), (right, 1.0)] {
        side.sort_by(|a, b| a.2.total_cmp(&b.2).then(a.0.cmp(&b.0)));
        let count = side.len() as f64;
        for (nth, (body, _, _)) in side.into_iter().enumerate() {
            let y = (nth as f64 - (count - 1.0) / 2.0) * OWN.1;
            graph.bodies[body].fixed = Some(Point::new(middle.x + sign * OWN.0, middle.y + y));
        }
    }
}

/// An ellipse that is walked by length, so that neighbours stand equally far apart everywhere on it.
struct Ellipse {
    axes: (f64, f64),
    /// Length from the start up to each of the steps.
    lengths: Vec<f64>,
}

const STEPS: usize = 720;

impl Ellipse {
    fn new(x: f64, y: f64) -> Self {
        let mut lengths = vec![0.0];
        let mut total = 0.0;
        for step in 0..STEPS {
            let (a, b) = (point((x, y), step as f64), point((x, y), step as f64 + 1.0));
            total += a.distance(b);
            lengths.push(total);
        }
        Self { axes: (x, y), lengths }
    }

    fn length(&self) -> f64 {
        self.lengths.last().copied().unwrap_or_default()
    }

    /// The point at a part 0..1 of the way around, from the right over the bottom, left and top.
    fn at(&self, part: f64) -> Point {
        let wanted = part.rem_euclid(1.0) * self.length();
        let step = self.lengths.partition_point(|length| *length < wanted).max(1);
        let (before, after) = (self.lengths[step - 1], self.lengths[step.min(STEPS)]);
        let within = if after > before { (wanted - before) / (after - before) } else { 0.0 };
        point(self.axes, (step - 1) as f64 + within)
    }
}

fn point(axes: (f64, f64), step: f64) -> Point {
    let angle = step / STEPS as f64 * std::f64::consts::TAU;
    Point::new(axes.0 * angle.cos(), axes.1 * angle.sin())
}

/// Pushes bodies that overlap apart, along the axis where less is needed; fixed ones and the principal stay.
fn separate(graph: &Graph, middle: Point, places: &mut [Point]) {
    let stays: Vec<bool> =
        graph.bodies.iter().enumerate().map(|(body, at)| body == graph.principal || at.fixed.is_some()).collect();
    let rounds = if places.len() > 600 { 12 } else { 120 };
    for _ in 0..rounds {
        let mut order: Vec<usize> = (0..places.len()).collect();
        order.sort_by(|a, b| places[*a].x.total_cmp(&places[*b].x).then(a.cmp(b)));
        let widest = graph.bodies.iter().map(|body| body.half_width).fold(0.0, f64::max);
        let mut moved = false;
        for (nth, a) in order.iter().copied().enumerate() {
            for b in order[nth + 1..].iter().copied() {
                if places[b].x - places[a].x > graph.bodies[a].half_width + widest {
                    break;
                }
                let (x, y) = graph.bodies[a].penetration(places[a], &graph.bodies[b], places[b]);
                if x <= 0.0 || y <= 0.0 || (stays[a] && stays[b]) {
                    continue;
                }
                moved = true;
                let share = if stays[a] || stays[b] { 1.0 } else { 0.5 };
                let sign = |from: f64, to: f64, outward: f64| {
                    if (to - from).abs() > 1e-6 {
                        (to - from).signum()
                    } else if outward >= 0.0 {
                        1.0
                    } else {
                        -1.0
                    }
                };
                let push = if x < y {
                    Point::new(sign(places[a].x, places[b].x, places[b].x - middle.x) * (x + 0.5) * share, 0.0)
                } else {
                    Point::new(0.0, sign(places[a].y, places[b].y, places[b].y - middle.y) * (y + 0.5) * share)
                };
                if !stays[a] {
                    places[a] = Point::new(places[a].x - push.x, places[a].y - push.y);
                }
                if !stays[b] {
                    places[b] = Point::new(places[b].x + push.x, places[b].y + push.y);
                }
            }
        }
        if !moved {
            break;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::graph::{Body, Link};
    use super::*;

    fn graph(partners: usize, groups: usize) -> Graph {
        let body = |group| Body { half_width: 48.0, above: 26.0, below: 44.0, group, is_own: false, fixed: None };
        let mut bodies =
            vec![Body { half_width: 60.0, above: 60.0, below: 60.0, group: usize::MAX, is_own: true, fixed: None }];
        bodies.extend((0..partners).map(|n| body(n % groups)));
        let links = (1..=partners).map(|b| Link { a: 0, b, weight: 1.0 }).collect();
        Graph { bodies, links, principal: 0 }
    }

    fn assert_apart(graph: &Graph, places: &[Point]) {
        for a in 0..places.len() {
            for b in a + 1..places.len() {
                let apart = !graph.bodies[a].overlaps(places[a], &graph.bodies[b], places[b]);
                assert!(apart, "{a} at {:?} and {b} at {:?} overlap", places[a], places[b]);
            }
        }
    }

    #[test]
    fn partners_stand_around_the_principal_without_touching() {
        for partners in [1, 2, 5, 11, 20, 35, 60, 150] {
            let graph = graph(partners, 5);
            let places = partners_ring(&graph);
            assert_eq!(places[0], Point::new(0.0, 0.0));
            assert_apart(&graph, &places);
        }
    }

    #[test]
    fn members_of_one_group_are_neighbours_on_the_ring() {
        let graph = graph(12, 4);
        let places = partners_ring(&graph);
        let mut around: Vec<usize> = (1..=12).collect();
        around.sort_by(|a, b| places[*a].y.atan2(places[*a].x).total_cmp(&places[*b].y.atan2(places[*b].x)));
        let changes =
            (0..12).filter(|n| graph.bodies[around[*n]].group != graph.bodies[around[(*n + 1) % 12]].group).count();
        assert_eq!(changes, 4, "four groups meet at four places: {around:?}");
    }

    #[test]
    fn fixed_bodies_stay_and_the_others_make_room() {
        let mut graph = graph(11, 3);
        let at = Point::new(280.0, 10.0);
        graph.bodies[4].fixed = Some(at);
        let places = partners_ring(&graph);
        assert_eq!(places[4], at);
        assert_apart(&graph, &places);
    }

    #[test]
    fn a_partner_s_partner_stands_behind_it() {
        let mut graph = graph(8, 4);
        graph.bodies.push(Body { half_width: 40.0, above: 22.0, below: 40.0, group: 9, is_own: false, fixed: None });
        graph.links.push(Link { a: 9, b: 3, weight: 1.0 });
        let places = partners_ring(&graph);
        let middle = places[0];
        assert!(places[9].distance(middle) > places[3].distance(middle));
        assert!(places[9].distance(places[3]) < 260.0);
    }

    #[test]
    fn who_stands_for_the_principal_stands_beside_it_and_its_helpers_on_the_ring() {
        let mut graph = graph(9, 3);
        for _ in 0..2 {
            graph.bodies.push(Body { half_width: 45.0, above: 24.0, below: 46.0, group: 8, is_own: true, fixed: None });
        }
        graph.bodies.push(Body { half_width: 40.0, above: 24.0, below: 46.0, group: 0, is_own: false, fixed: None });
        // 10 and 11 are the principal's own; 12 helps only 10.
        graph.links.extend([(10, 0), (11, 0), (12, 10)].map(|(a, b)| Link { a, b, weight: 1.0 }));
        let places = partners_ring(&graph);
        let nearest_partner = (1..10).map(|body| places[body].distance(places[0])).fold(f64::INFINITY, f64::min);
        for own in [10, 11] {
            assert!(places[own].distance(places[0]) < nearest_partner, "{own} at {:?}", places[own]);
        }
        assert!(places[12].distance(places[0]) + 1.0 >= nearest_partner);
        assert_apart(&graph, &places);
    }

    #[test]
    fn linked_groups_stand_side_by_side() {
        let mut graph = graph(10, 5);
        // Groups 0 and 2 are linked; bodies 1 and 3 belong to them.
        graph.links.push(Link { a: 1, b: 3, weight: 3.0 });
        let places = partners_ring(&graph);
        let mut near: Vec<usize> = (1..=10).filter(|n| *n != 1).collect();
        near.sort_by(|a, b| places[*a].distance(places[1]).total_cmp(&places[*b].distance(places[1])));
        assert!(near[..2].contains(&3), "nearest to 1: {near:?}");
    }
}
