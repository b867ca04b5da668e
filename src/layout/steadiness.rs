//! Keeping the picture that somebody has in mind when a drawing is made again.

use super::adjacency::Adjacency;
use super::alignment::align;
use super::force::{arrange, terms_of};
use super::graph::{Graph, Point};
use super::near::place_behind;
use super::overlaps::separate;
use super::stress::{Place, Terms};
use super::{Cancelled, Options};
use crate::analysis::Progress;

/// How far bodies may move from where they stood, as a part of the diagonal of the picture: the median over them.
const MOST_MOVED: f64 = 0.008;
/// A picture with more than this many times the stress that could be had is not worth keeping.
const WORTH_KEEPING: f64 = 2.0;

/// A drawing near to where bodies stood. `fresh` is one made without looking at that, each part by itself.
pub(super) fn steady(
    graph: &Graph,
    adjacency: &Adjacency,
    options: &Options,
    fresh: Vec<Point>,
    progress: &Progress,
) -> Result<Vec<Point>, Cancelled> {
    let count = graph.bodies.len();
    let before: Vec<Option<Point>> =
        (0..count).map(|n| graph.bodies[n].fixed.or(options.start.get(n).copied().flatten())).collect();
    let known: Vec<(usize, Point)> = before.iter().enumerate().filter_map(|(n, at)| Some((n, (*at)?))).collect();
    let terms = terms_of(adjacency, progress)?;
    let mut standing = graph.clone();
    for (body, at) in standing.bodies.iter_mut().zip(&before) {
        body.fixed = *at;
    }
    let beside = place_behind(&standing);
    if !is_worth_keeping(&terms, &beside, &fresh) {
        let components = adjacency.components();
        let mut drawn = arrange(graph, adjacency, &components, options, fresh, progress)?;
        if graph.bodies.iter().all(|body| body.fixed.is_none()) {
            align(&mut drawn, &known);
            separate(graph, &mut drawn, &vec![false; count], progress)?;
        }
        return Ok(drawn);
    }
    let inner: Vec<Place> = beside.iter().map(|at| [at.x, at.y]).collect();
    let scale = 1.0 / terms.best_scale(&inner).max(1e-9);
    let in_links = |points: &[Point]| -> Vec<Place> { points.iter().map(|at| [at.x / scale, at.y / scale]).collect() };
    let in_points = |places: &[Place], kept: &[Point], held: &[bool]| -> Vec<Point> {
        let moved = places.iter().zip(kept).zip(held);
        moved.map(|((at, kept), held)| if *held { *kept } else { Point::new(at[0] * scale, at[1] * scale) }).collect()
    };
    let old: Vec<bool> = before.iter().map(Option::is_some).collect();
    let fixed: Vec<bool> = graph.bodies.iter().map(|body| body.fixed.is_some()).collect();
    // The new ones find their places among the old, then all give way a little, then the new ones once more.
    let mut places = in_links(&beside);
    terms.majorize(&mut places, &old, 40, 1e-3, progress)?;
    terms.majorize(&mut places, &fixed, 12, 1e-3, progress)?;
    let mut points = in_points(&places, &beside, &fixed);
    hold_back(&mut points, &known, &fixed);
    let mut places = in_links(&points);
    terms.majorize(&mut places, &old, 20, 1e-3, progress)?;
    let mut points = in_points(&places, &points, &old);
    separate(graph, &mut points, &fixed, progress)?;
    if median_moved(&points, &known) <= MOST_MOVED * diagonal(&known) * 1.2 {
        return Ok(points);
    }
    // Too crowded for anybody to give way: only the new ones move.
    let mut points = beside;
    separate(graph, &mut points, &old, progress)?;
    // Those that lay on each other before have to part all the same.
    separate(graph, &mut points, &fixed, progress)?;
    Ok(points)
}

/// Whether the old picture, with new bodies put beside their neighbours, is nearly as good as a fresh one.
fn is_worth_keeping(terms: &Terms, old: &[Point], fresh: &[Point]) -> bool {
    let stress = |points: &[Point]| {
        let mut places: Vec<Place> = points.iter().map(|at| [at.x, at.y]).collect();
        let scale = terms.best_scale(&places);
        for at in &mut places {
            *at = [at[0] * scale, at[1] * scale];
        }
        terms.stress(&places)
    };
    stress(old) <= WORTH_KEEPING * stress(fresh) + 1e-9
}

/// Draws bodies back towards where they stood until their median has moved little enough.
fn hold_back(points: &mut [Point], known: &[(usize, Point)], fixed: &[bool]) {
    let moved = median_moved(points, known);
    let most = MOST_MOVED * diagonal(known);
    if moved <= most {
        return;
    }
    let part = most / moved;
    for (n, at) in known.iter().filter(|(n, _)| !fixed[*n]) {
        let to = points[*n];
        points[*n] = Point::new(at.x + (to.x - at.x) * part, at.y + (to.y - at.y) * part);
    }
}

fn median_moved(points: &[Point], known: &[(usize, Point)]) -> f64 {
    let mut moved: Vec<f64> = known.iter().map(|(n, at)| points[*n].distance(*at)).collect();
    moved.sort_by(f64::total_cmp);
    moved.get(moved.len() / 2).copied().unwrap_or(0.0)
}

fn diagonal(known: &[(usize, Point)]) -> f64 {
    let extent = |pick: fn(&Point) -> f64| {
        let (least, most) =
            known.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), (_, at)| (a.min(pick(at)), b.max(pick(at))));
        (most - least).max(0.0)
    };
    extent(|at| at.x).hypot(extent(|at| at.y))
}
