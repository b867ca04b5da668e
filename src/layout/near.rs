//! New bodies near their neighbours, with everything that stands left where it is.

use super::graph::{Graph, Point};
use super::occupied::Occupied;

/// How far from its only neighbour a new body is put, in points.
const STEP: f64 = 130.0;

/// Places every body that is not fixed near the bodies it is linked to, on free ground; fixed bodies stay.
pub(super) fn place_behind(graph: &Graph) -> Vec<Point> {
    one_by_one(graph, |_, neighbours, places, _| wanted_place(graph, neighbours, places))
}

/// Places the bodies that are not fixed one after the other, each on the free ground nearest to where it is wanted: asked
/// for a body, with its neighbours, the places so far and the ground that they take.
pub(super) fn one_by_one(
    graph: &Graph,
    wanted: impl Fn(usize, &[(usize, f64)], &[Option<Point>], &Occupied<'_>) -> Point,
) -> Vec<Point> {
    let count = graph.bodies.len();
    let mut places: Vec<Option<Point>> = graph.bodies.iter().map(|body| body.fixed).collect();
    let mut occupied = Occupied::new(graph);
    for (body, place) in places.iter().enumerate() {
        if let Some(at) = place {
            occupied.add(body, *at);
        }
    }
    let neighbours = graph.neighbours();
    let mut waiting: Vec<usize> = (0..count).filter(|body| places[*body].is_none()).collect();
    while !waiting.is_empty() {
        // The one most held by what stands comes first: what is linked to it then finds it there.
        let held = |body: usize| -> f64 {
            neighbours[body].iter().filter(|(other, _)| places[*other].is_some()).map(|(_, weight)| weight).sum()
        };
        let mut next = 0;
        let mut most = -1.0;
        for (at, body) in waiting.iter().enumerate() {
            let strength = held(*body);
            if strength > most {
                (next, most) = (at, strength);
            }
        }
        let body = waiting.remove(next);
        let at = occupied.nearest_free(&graph.bodies[body], wanted(body, &neighbours[body], &places, &occupied));
        occupied.add(body, at);
        places[body] = Some(at);
    }
    places.into_iter().map(Option::unwrap_or_default).collect()
}

/// Where bodies go that were put where others stand: each to the free ground nearest to where it was put, in their order.
/// Everybody stands where its `fixed` says; nobody else moves. Places that are `welcome` come before others.
pub fn nearest_free(graph: &Graph, put: &[usize], welcome: impl Fn(Point) -> bool) -> Vec<Point> {
    let mut occupied = Occupied::new(graph);
    let at = |body: usize| graph.bodies[body].fixed.unwrap_or_default();
    for body in (0..graph.bodies.len()).filter(|body| !put.contains(body)) {
        occupied.add(body, at(body));
    }
    let go = |body: &usize| {
        let free = occupied.nearest_welcome(&graph.bodies[*body], at(*body), &welcome);
        occupied.add(*body, free);
        free
    };
    put.iter().map(go).collect()
}

/// Beside its neighbours, on the side away from the principal.
fn wanted_place(graph: &Graph, neighbours: &[(usize, f64)], places: &[Option<Point>]) -> Point {
    let middle = places.get(graph.principal).copied().flatten().unwrap_or_default();
    let standing: Vec<(Point, f64)> =
        neighbours.iter().filter_map(|(body, weight)| Some((places[*body]?, *weight))).collect();
    let others: Vec<(Point, f64)> = standing.iter().copied().filter(|(at, _)| at.distance(middle) > 1.0).collect();
    if others.is_empty() {
        return widest_gap(graph, middle, places);
    }
    let total: f64 = others.iter().map(|(_, weight)| weight).sum();
    let x = others.iter().map(|(at, weight)| at.x * weight).sum::<f64>() / total;
    let y = others.iter().map(|(at, weight)| at.y * weight).sum::<f64>() / total;
    let (dx, dy) = (x - middle.x, y - middle.y);
    let length = dx.hypot(dy).max(1.0);
    // Linked to the principal too: beside the neighbour rather than behind it, so that no link runs through it.
    if standing.len() > others.len() {
        return Point::new(x - dy / length * STEP, y + dx / length * STEP);
    }
    Point::new(x + dx / length * STEP, y + dy / length * STEP)
}

/// Where most room is around the principal, as far out as the others stand.
pub(super) fn widest_gap(graph: &Graph, middle: Point, places: &[Option<Point>]) -> Point {
    let mut around: Vec<(f64, f64)> = places
        .iter()
        .enumerate()
        .filter(|(body, _)| *body != graph.principal)
        .filter_map(|(_, place)| *place)
        .map(|at| ((at.y - middle.y).atan2(at.x - middle.x), at.distance(middle)))
        .collect();
    if around.is_empty() {
        return if places.get(graph.principal).is_some_and(Option::is_some) {
            Point::new(middle.x + 2.0 * STEP, middle.y)
        } else {
            middle
        };
    }
    around.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut best = (0.0, 0.0);
    for (at, (angle, _)) in around.iter().enumerate() {
        let next = around.get(at + 1).map_or_else(|| around[0].0 + std::f64::consts::TAU, |(angle, _)| *angle);
        if next - angle > best.1 {
            best = (angle + (next - angle) / 2.0, next - angle);
        }
    }
    let mut far: Vec<f64> = around.iter().map(|(_, distance)| *distance).collect();
    far.sort_by(f64::total_cmp);
    let distance = far[far.len() / 2].max(STEP);
    Point::new(middle.x + distance * best.0.cos(), middle.y + distance * best.0.sin())
}

#[cfg(test)]
mod tests {
    use super::super::graph::{Body, Link};
    use super::*;

    fn body(fixed: Option<Point>) -> Body {
        Body { half_width: 40.0, above: 26.0, below: 44.0, group: 0, is_own: false, fixed }
    }

    #[test]
    fn a_new_actor_stands_near_its_neighbour_and_nobody_else_moves() {
        let fixed: Vec<Point> =
            (0..8).map(|n| Point::new(f64::from(n % 3) * 200.0, f64::from(n / 3) * 160.0)).collect();
        let mut bodies: Vec<Body> = fixed.iter().map(|at| body(Some(*at))).collect();
        bodies.push(body(None));
        let graph = Graph { bodies, links: vec![Link { a: 8, b: 5, weight: 1.0 }], principal: 0 };
        let places = place_behind(&graph);
        assert_eq!(places[..8], fixed[..]);
        assert!(places[8].distance(fixed[5]) < 300.0, "{:?}", places[8]);
        for (other, at) in fixed.iter().enumerate() {
            assert!(!graph.bodies[8].overlaps(places[8], &graph.bodies[other], *at), "touches body {other}");
        }
    }
    #[test]
    fn who_was_put_on_another_goes_beside_it_where_it_is_welcome() {
        let bodies = vec![body(Some(Point::new(0.0, 0.0))), body(Some(Point::new(6.0, 4.0)))];
        let graph = Graph { bodies, links: Vec::new(), principal: 0 };
        let places = nearest_free(&graph, &[1], |at| at.x < 20.0);
        assert_eq!(places.len(), 1);
        assert!(!graph.bodies[1].overlaps(places[0], &graph.bodies[0], Point::default()), "{places:?}");
        assert!(places[0].x < 20.0 && places[0].distance(Point::default()) < 120.0, "{places:?}");
        assert_eq!(nearest_free(&graph, &[], |_| true), []);
    }
}
