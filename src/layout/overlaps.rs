//! Room for every body: a drawing is made larger as far as that helps much, and what still overlaps is pushed apart.

use super::Cancelled;
use super::graph::{Graph, Point};
use super::occupied::Occupied;
use crate::analysis::Progress;

/// Room left between two bodies that were pushed apart, in points.
const GAP: f64 = 0.5;
/// How many times its size a drawing is made at most so that fewer bodies overlap.
const MOST_GROWTH: f64 = 20.0;
/// The part of the bodies that may still overlap after that; pushing them changes the drawing little.
const LEFT_TO_PUSH: f64 = 0.08;

/// The factor that a drawing around (0, 0) is to be made larger by before its overlaps are pushed apart.
pub(super) fn growth(graph: &Graph, places: &[Point]) -> f64 {
    let count = places.len();
    let order = from_left_to_right(places);
    let reach = 2.0 * widest(graph);
    // What each overlapping pair would need.
    let mut needed: Vec<f64> = Vec::new();
    for (nth, a) in order.iter().copied().enumerate() {
        for b in order[nth + 1..].iter().copied() {
            if places[b].x - places[a].x > reach {
                break;
            }
            let (x, y) = graph.bodies[a].penetration(places[a], &graph.bodies[b], places[b]);
            if x > 0.0 && y > 0.0 {
                let (dx, dy) = ((places[a].x - places[b].x).abs(), (places[a].y - places[b].y).abs());
                needed.push(((dx + x) / dx.max(1e-9)).min((dy + y) / dy.max(1e-9)));
            }
        }
    }
    needed.sort_by(f64::total_cmp);
    let left = (count as f64 * LEFT_TO_PUSH) as usize;
    let wanted = needed.len().checked_sub(left + 1).map_or(1.0, |n| needed[n]);
    wanted.clamp(1.0, MOST_GROWTH)
}

/// Moves bodies that overlap apart, as little as needed, until none does. Those that stay do not move; two of them that
/// overlap go on doing so.
pub(super) fn separate(
    graph: &Graph,
    places: &mut [Point],
    stays: &[bool],
    progress: &Progress,
) -> Result<(), Cancelled> {
    push_apart(graph, places, stays, progress)?;
    settle(graph, places, stays);
    Ok(())
}

fn push_apart(graph: &Graph, places: &mut [Point], stays: &[bool], progress: &Progress) -> Result<(), Cancelled> {
    let rounds = if places.len() > 1000 { 60 } else { 300 };
    let reach = 2.0 * widest(graph);
    let mut order = from_left_to_right(places);
    for round in 0..rounds {
        super::stopped(progress)?;
        // Nearly sorted from the round before, which this sort makes use of.
        order.sort_by(|a, b| places[*a].x.total_cmp(&places[*b].x).then(a.cmp(b)));
        let mut moved = false;
        for nth in 0..order.len() {
            let a = order[nth];
            for b in order[nth + 1..].iter().copied() {
                if places[b].x - places[a].x > reach {
                    break;
                }
                let (x, y) = graph.bodies[a].penetration(places[a], &graph.bodies[b], places[b]);
                if x <= 0.0 || y <= 0.0 || (stays[a] && stays[b]) {
                    continue;
                }
                moved = true;
                let share = if stays[a] || stays[b] { 1.0 } else { 0.5 };
                // Late rounds push further, so that chains of bodies come to rest.
                let gap = GAP * (1.0 + round as f64 / 20.0);
                let way = |from: f64, to: f64| if to > from || (to == from && b > a) { 1.0 } else { -1.0 };
                let by = if x < y {
                    Point::new(way(places[a].x, places[b].x) * (x + gap) * share, 0.0)
                } else {
                    Point::new(0.0, way(places[a].y, places[b].y) * (y + gap) * share)
                };
                if !stays[a] {
                    places[a] = Point::new(places[a].x - by.x, places[a].y - by.y);
                }
                if !stays[b] {
                    places[b] = Point::new(places[b].x + by.x, places[b].y + by.y);
                }
            }
        }
        if !moved {
            break;
        }
    }
    Ok(())
}

/// Bodies that pushing left on others go to the nearest free ground.
fn settle(graph: &Graph, places: &mut [Point], stays: &[bool]) {
    let mut occupied = Occupied::new(graph);
    for n in (0..places.len()).filter(|n| stays[*n]) {
        occupied.add(n, places[n]);
    }
    let mut homeless = Vec::new();
    for n in (0..places.len()).filter(|n| !stays[*n]) {
        if occupied.is_free(&graph.bodies[n], places[n]) {
            occupied.add(n, places[n]);
        } else {
            homeless.push(n);
        }
    }
    for n in homeless {
        places[n] = occupied.nearest_free(&graph.bodies[n], places[n]);
        occupied.add(n, places[n]);
    }
}

fn from_left_to_right(places: &[Point]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..places.len()).collect();
    order.sort_by(|a, b| places[*a].x.total_cmp(&places[*b].x).then(a.cmp(b)));
    order
}

fn widest(graph: &Graph) -> f64 {
    graph.bodies.iter().map(|body| body.half_width).fold(0.0, f64::max)
}
