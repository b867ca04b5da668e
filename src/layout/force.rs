//! The force layout: bodies as far apart on the plane as they are along the links, as well as that can be done.

use super::adjacency::Adjacency;
use super::alignment::{align, lie_down};
use super::crossings::crossings;
use super::graph::{Graph, Point};
use super::overlaps::{growth, separate};
use super::packing::pack;
use super::pivot_start::pivot_start;
use super::springs::springs;
use super::steadiness::steady;
use super::stress::{Pivots, Place, Terms};
use super::untangle::untangle;
use super::{Cancelled, Options};
use crate::analysis::Progress;

/// Up to this many bodies every pair counts; above, pivots stand for the rest.
pub(super) const EVERY_PAIR: usize = 700;
/// Drawings within this factor of the least stress are as good; of those the one with the fewest crossings is taken.
const AS_GOOD: f64 = 1.02;
const ROUNDS: u32 = 30;

/// Places by stress: linked bodies near each other, and all as far apart as the links between them are many. Groups are
/// kept together where the options say so, nothing overlaps unless fixed bodies do, fixed bodies stay, and where bodies
/// stood before, the picture is kept.
///
/// # Errors
/// When `progress` was cancelled.
pub fn force(graph: &Graph, options: &Options, progress: &Progress) -> Result<Vec<Point>, Cancelled> {
    let count = graph.bodies.len();
    let adjacency = Adjacency::of(graph, options.keeps_groups);
    let components = adjacency.components();
    progress.begin(components.iter().map(|members| rounds_for(members.len())).sum::<u64>() + 40);
    let mut places = vec![Point::default(); count];
    for members in &components {
        let inner = adjacency.restricted(members);
        let drawn = draw(&inner, options.seed, progress)?;
        for (body, at) in members.iter().zip(drawn) {
            places[*body] = Point::new(at[0] * options.link_length, at[1] * options.link_length);
        }
    }
    if options.start.iter().take(count).any(Option::is_some) {
        return steady(graph, &adjacency, options, places, progress);
    }
    arrange(graph, &adjacency, &components, options, places, progress)
}

/// Brings components that were drawn by themselves to their fixed bodies, or beside each other.
pub(super) fn arrange(
    graph: &Graph,
    adjacency: &Adjacency,
    components: &[Vec<usize>],
    options: &Options,
    mut places: Vec<Point>,
    progress: &Progress,
) -> Result<Vec<Point>, Cancelled> {
    let fixed: Vec<bool> = graph.bodies.iter().map(|body| body.fixed.is_some()).collect();
    let mut held_components = Vec::new();
    let mut free_components = Vec::new();
    for members in components {
        if members.iter().any(|body| fixed[*body]) {
            hold(graph, adjacency, members, options, &mut places, progress)?;
            held_components.push(members.clone());
        } else {
            let mut own: Vec<Point> = members.iter().map(|body| places[*body]).collect();
            lie_down(&mut own);
            for (body, at) in members.iter().zip(own) {
                places[*body] = at;
            }
            free_components.push(members.clone());
        }
    }
    // Where nothing is fixed the whole drawing may grow; the components are still each around (0, 0).
    for members in &free_components {
        let inner = part(graph, members);
        let mut own: Vec<Point> = members.iter().map(|body| places[*body]).collect();
        let factor = growth(&inner, &own);
        for at in &mut own {
            *at = Point::new(at.x * factor, at.y * factor);
        }
        separate(&inner, &mut own, &vec![false; members.len()], progress)?;
        for (body, at) in members.iter().zip(own) {
            places[*body] = at;
        }
    }
    pack(graph, &held_components, &free_components, &mut places);
    if !held_components.is_empty() {
        separate(graph, &mut places, &fixed, progress)?;
    }
    Ok(places)
}

/// Some bodies of a graph, without its links.
fn part(graph: &Graph, members: &[usize]) -> Graph {
    Graph { bodies: members.iter().map(|n| graph.bodies[*n].clone()).collect(), links: Vec::new(), principal: 0 }
}

/// The terms that count for a graph of this size.
pub(super) fn terms_of(adjacency: &Adjacency, progress: &Progress) -> Result<Terms, Cancelled> {
    if adjacency.count() <= EVERY_PAIR {
        return Ok(Terms::of_all_pairs(adjacency));
    }
    let pivots = Pivots::of(adjacency, pivot_count(adjacency.count()), progress)?;
    Ok(Terms::of_pivots(adjacency, &pivots))
}

fn pivot_count(count: usize) -> usize {
    if count <= 4000 { 100 } else { 60 }
}

/// How often a small graph is drawn from different starts.
fn attempts(count: usize) -> u64 {
    match count {
        0..=120 => 12,
        121..=400 => 3,
        _ => 1,
    }
}

fn spring_rounds(count: usize) -> u32 {
    if count <= 4000 { 150 } else { 100 }
}

fn rounds_for(count: usize) -> u64 {
    match count {
        0..=2 => 0,
        3..=EVERY_PAIR => attempts(count) * (u64::from(ROUNDS) + 60) + 9 * count as u64,
        _ => u64::from(ROUNDS / 3 + spring_rounds(count)) + pivot_count(count) as u64,
    }
}

/// Draws a connected graph around anywhere, in links.
fn draw(adjacency: &Adjacency, seed: u64, progress: &Progress) -> Result<Vec<Place>, Cancelled> {
    let count = adjacency.count();
    if count <= 2 {
        return Ok((0..count).map(|n| [n as f64, 0.0]).collect());
    }
    let held = vec![false; count];
    if count > EVERY_PAIR {
        let pivots = Pivots::of(adjacency, pivot_count(count), progress)?;
        let terms = Terms::of_pivots(adjacency, &pivots);
        let mut places = pivot_start(&pivots, seed);
        terms.descend(&mut places, &held, ROUNDS / 3, 1.0, seed, progress)?;
        springs(adjacency, &mut places, spring_rounds(count), progress)?;
        return Ok(places);
    }
    let terms = Terms::of_all_pairs(adjacency);
    let pivots = Pivots::of(adjacency, 50, progress)?;
    let links: Vec<(usize, usize)> = (0..count)
        .flat_map(|a| adjacency.of_body(a).iter().map(move |(b, _)| (a, *b as usize)))
        .filter(|(a, b)| a < b)
        .collect();
    let mut drawings = Vec::new();
    for attempt in 0..attempts(count) {
        let seed = seed.wrapping_add(attempt.wrapping_mul(0x9E37_79B9));
        let mut places = pivot_start(&pivots, seed);
        terms.descend(&mut places, &held, ROUNDS, 1.0, seed, progress)?;
        terms.majorize(&mut places, &held, 80, 1e-3, progress)?;
        drawings.push((terms.stress(&places), places));
    }
    let least = drawings.iter().map(|(stress, _)| *stress).fold(f64::INFINITY, f64::min);
    let good = drawings.into_iter().filter(|(stress, _)| *stress <= least * AS_GOOD + 1e-9);
    let best = good.min_by_key(|(_, places)| {
        let points: Vec<Point> = places.iter().map(|at| Point::new(at[0], at[1])).collect();
        crossings(&points, &links)
    });
    let mut places = best.map(|(_, places)| places).unwrap_or_default();
    untangle(adjacency, &terms, &mut places, least, seed, progress)?;
    Ok(places)
}

/// Lays a component over its fixed bodies and lets the others find their places around them.
fn hold(
    graph: &Graph,
    adjacency: &Adjacency,
    members: &[usize],
    options: &Options,
    places: &mut [Point],
    progress: &Progress,
) -> Result<(), Cancelled> {
    let mut own: Vec<Point> = members.iter().map(|body| places[*body]).collect();
    let wanted: Vec<(usize, Point)> =
        members.iter().enumerate().filter_map(|(n, body)| Some((n, graph.bodies[*body].fixed?))).collect();
    // The fixed bodies say how large the drawing is.
    let spread = |points: &[Point]| -> f64 {
        points.iter().enumerate().map(|(n, a)| points[n + 1..].iter().map(|b| a.distance(*b)).sum::<f64>()).sum()
    };
    let drawn = spread(&wanted.iter().map(|(n, _)| own[*n]).collect::<Vec<_>>());
    let given = spread(&wanted.iter().map(|(_, at)| *at).collect::<Vec<_>>());
    let factor = if drawn > 1.0 && given > 1.0 { (given / drawn).clamp(0.6, 4.0) } else { 1.0 };
    let scale = options.link_length * factor;
    for at in &mut own {
        *at = Point::new(at.x * factor, at.y * factor);
    }
    align(&mut own, &wanted);
    for (n, at) in &wanted {
        own[*n] = *at;
    }
    let held: Vec<bool> = members.iter().map(|body| graph.bodies[*body].fixed.is_some()).collect();
    let terms = terms_of(&adjacency.restricted(members), progress)?;
    let mut inner: Vec<Place> = own.iter().map(|at| [at.x / scale, at.y / scale]).collect();
    terms.descend(&mut inner, &held, ROUNDS / 2, 0.2, options.seed, progress)?;
    terms.majorize(&mut inner, &held, 40, 1e-3, progress)?;
    for ((n, body), at) in members.iter().enumerate().zip(&inner) {
        places[*body] = if held[n] { own[n] } else { Point::new(at[0] * scale, at[1] * scale) };
    }
    Ok(())
}
