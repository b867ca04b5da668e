//! New bodies on a picture that somebody knows: beside those they are linked to, where there is room, each on a way of its
//! own, with everything that stands left where it is.

use super::graph::{Graph, Point};
use super::near::{one_by_one, place_behind, widest_gap};
use super::occupied::Occupied;

/// The distances from a neighbour that are looked at, in points.
const AWAY: [f64; 3] = [140.0, 195.0, 265.0];
/// The ways from a neighbour that are looked at.
const WAYS: u32 = 24;
/// Others nearer than this make a place crowded.
const CROWD: f64 = 250.0;
/// A body nearer than this to a link lies in its way.
const IN_THE_WAY: f64 = 46.0;
/// Among more bodies than this, new ones are put behind their neighbours without a long search.
const MANY: usize = 600;

/// Places every body that is not fixed near the bodies it is linked to, on free ground; fixed bodies stay.
pub fn place_new(graph: &Graph) -> Vec<Point> {
    if graph.bodies.len() > MANY {
        return place_behind(graph);
    }
    one_by_one(graph, |body, neighbours, places, occupied| wanted_place(graph, body, neighbours, places, occupied))
}

/// The best place around its neighbours: near to them, away from the crowd and from the middle, no link through another.
fn wanted_place(
    graph: &Graph,
    body: usize,
    neighbours: &[(usize, f64)],
    places: &[Option<Point>],
    occupied: &Occupied<'_>,
) -> Point {
    let middle = places.get(graph.principal).copied().flatten().unwrap_or_default();
    let standing: Vec<(Point, f64)> =
        neighbours.iter().filter_map(|(other, weight)| Some((places[*other]?, *weight))).collect();
    let others: Vec<(Point, f64)> = standing.iter().copied().filter(|(at, _)| at.distance(middle) > 1.0).collect();
    if others.is_empty() {
        return widest_gap(graph, middle, places);
    }
    let total: f64 = others.iter().map(|(_, weight)| weight).sum();
    let sum = |of: fn(&Point) -> f64| others.iter().map(|(at, weight)| of(at) * weight).sum::<f64>() / total;
    let centre = Point::new(sum(|at| at.x), sum(|at| at.y));
    let mut best = (f64::INFINITY, centre);
    for away in AWAY {
        for way in 0..WAYS {
            let angle = f64::from(way) / f64::from(WAYS) * std::f64::consts::TAU;
            let at = Point::new(centre.x + away * angle.cos(), centre.y + away * angle.sin());
            if !occupied.is_free(&graph.bodies[body], at) {
                continue;
            }
            let cost = cost_of(at, middle, &standing, places);
            if cost < best.0 - 1e-9 {
                best = (cost, at);
            }
        }
    }
    best.1
}

fn cost_of(at: Point, middle: Point, standing: &[(Point, f64)], places: &[Option<Point>]) -> f64 {
    let mut cost = 0.0;
    let count = standing.len() as f64;
    for (neighbour, _) in standing {
        cost += at.distance(*neighbour) / count;
        // What lies nearer to the middle than a neighbour is among the links of everybody.
        cost += (neighbour.distance(middle) - at.distance(middle)).max(0.0) * 0.6 / count;
    }
    for other in places.iter().flatten() {
        cost += (CROWD - at.distance(*other)).max(0.0) * 0.35;
        for (neighbour, _) in standing {
            let is_end = other.distance(*neighbour) < 1.0;
            if !is_end && distance_to_line(*other, at, *neighbour) < IN_THE_WAY {
                cost += 160.0;
            }
        }
        // On one ray from the middle, names and links of the two lie on each other.
        let is_middle = other.distance(middle) < 1.0;
        if !is_middle && distance_to_line(*other, at, middle) < IN_THE_WAY {
            cost += 60.0;
        }
    }
    cost
}

/// The distance of a point from the line between two others.
fn distance_to_line(point: Point, a: Point, b: Point) -> f64 {
    let (x, y) = (b.x - a.x, b.y - a.y);
    let length = x * x + y * y;
    let part = if length > 0.0 { (((point.x - a.x) * x + (point.y - a.y) * y) / length).clamp(0.0, 1.0) } else { 0.0 };
    point.distance(Point::new(a.x + part * x, a.y + part * y))
}

#[cfg(test)]
mod tests {
    use super::super::graph::{Body, Link};
    use super::*;

    fn body(fixed: Option<Point>) -> Body {
        Body { half_width: 45.0, above: 30.0, below: 50.0, group: 0, is_own: false, fixed }
    }

    #[test]
    fn those_who_come_one_after_another_are_spread_around_their_neighbour_and_not_on_one_ray() {
        let mut bodies = vec![body(Some(Point::default())), body(Some(Point::new(320.0, 0.0)))];
        let mut links = vec![Link { a: 0, b: 1, weight: 1.0 }];
        for n in 2..8 {
            bodies.push(body(None));
            links.push(Link { a: 1, b: n, weight: 1.0 });
            let graph = Graph { bodies: bodies.clone(), links: links.clone(), principal: 0 };
            let at = place_new(&graph)[n];
            assert!(at.distance(Point::new(320.0, 0.0)) < 300.0, "near its neighbour: {at:?}");
            bodies[n].fixed = Some(at);
        }
        let angles: Vec<f64> =
            bodies[2..].iter().filter_map(|body| body.fixed).map(|at| at.y.atan2(at.x - 320.0)).collect();
        for (n, angle) in angles.iter().enumerate() {
            for other in &angles[n + 1..] {
                let apart = (angle - other).abs() % std::f64::consts::TAU;
                assert!(apart.min(std::f64::consts::TAU - apart) > 0.2, "{angles:?}");
            }
        }
    }

    #[test]
    fn whoever_stands_stays_and_nothing_overlaps() {
        let mut bodies: Vec<Body> =
            (0..9).map(|n| body(Some(Point::new(f64::from(n % 3) * 210.0, f64::from(n / 3) * 170.0)))).collect();
        let fixed: Vec<Point> = bodies.iter().filter_map(|body| body.fixed).collect();
        let mut links = Vec::new();
        for n in 9..20 {
            bodies.push(body(None));
            links.push(Link { a: n, b: n % 9, weight: 1.0 });
            links.push(Link { a: n, b: (n * 5) % 9, weight: 1.0 });
        }
        let graph = Graph { bodies, links, principal: 4 };
        let places = place_new(&graph);
        assert_eq!(places[..9], fixed[..]);
        for a in 0..places.len() {
            for b in 0..a {
                assert!(!graph.bodies[a].overlaps(places[a], &graph.bodies[b], places[b]), "{a} touches {b}");
            }
        }
    }
}
