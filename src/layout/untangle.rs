//! Fewer crossings for a little stress: single bodies move to where fewer of their links cross others.

use super::Cancelled;
use super::adjacency::{Adjacency, LINK};
use super::graph::{Point, cross};
use super::stress::{Place, Terms};
use crate::analysis::{Progress, SplitMix64};

/// How much more than the least stress a drawing may end with.
const MOST_STRESS: f64 = 1.04;
/// What a crossing is worth in stress, round by round: what costs little is taken first. Both are parts of what the drawing
/// began with.
const WORTH: [f64; 9] = [0.1, 0.2, 0.4, 0.8, 0.8, 1.6, 1.6, 3.2, 3.2];
/// How near to another, in links, no body moves.
const NEAREST: f64 = 0.3;
/// Above this product of links and rounds the search would take seconds.
const MOST_WORK: usize = 2_500_000_000;

/// The search.
struct Untangler {
    lines: Vec<(usize, usize)>,
    /// Per body, its lines.
    at_body: Vec<Vec<usize>>,
}

/// Moves bodies of a drawing whose least possible stress is `least`. The drawing never ends with more crossings.
pub(super) fn untangle(
    adjacency: &Adjacency,
    terms: &Terms,
    places: &mut [Place],
    least: f64,
    seed: u64,
    progress: &Progress,
) -> Result<(), Cancelled> {
    let search = Untangler::of(adjacency);
    let crossed: f64 = (0..places.len()).map(|n| search.crossed(places, n, places[n])).sum::<usize>() as f64 / 2.0;
    let (all_crossed, most) = (crossed.max(1.0), least * MOST_STRESS);
    let mut stress = terms.stress(places);
    let mut random = SplitMix64::new(seed ^ 0x0C05_51AC);
    let candidates = 9;
    let work = search.lines.len() * search.lines.len() * 2 * (candidates + 1);
    for worth in WORTH.iter().take((MOST_WORK / work.max(1)).min(WORTH.len())) {
        for n in 0..places.len() {
            super::stopped(progress)?;
            if search.at_body[n].is_empty() {
                continue;
            }
            let from = places[n];
            let now = search.crossed(places, n, from) as f64;
            let (own, near) = terms.stress_of(places, n, from);
            let middle = search.middle(places, n);
            let mut best = (0.0, from, now, own);
            for candidate in 0..candidates {
                let to = match candidate {
                    0 | 1 => {
                        let part = if candidate == 0 { 0.3 } else { 0.7 };
                        [from[0] + (middle[0] - from[0]) * part, from[1] + (middle[1] - from[1]) * part]
                    }
                    _ => {
                        let reach = [0.15, 0.4, 1.0][candidate % 3] * (0.5 + random.next_unit());
                        let angle = random.next_unit() * std::f64::consts::TAU;
                        [from[0] + reach * angle.cos(), from[1] + reach * angle.sin()]
                    }
                };
                let (stressed, nearest) = terms.stress_of(places, n, to);
                // A pair counts at both of its ends, in the sum over all as here.
                let costs = 2.0 * (stressed - own);
                if nearest < NEAREST.min(near) || (stress + costs > most && costs > 0.0) {
                    continue;
                }
                let then = search.crossed(places, n, to) as f64;
                let gain = costs / least.max(1e-12) + worth * (then - now) / all_crossed;
                if then <= now && gain < best.0 - 1e-12 {
                    best = (gain, to, then, stressed);
                }
            }
            if best.0 < 0.0 {
                places[n] = best.1;
                stress += 2.0 * (best.3 - own);
            }
        }
    }
    Ok(())
}

impl Untangler {
    fn of(adjacency: &Adjacency) -> Self {
        let mut lines = Vec::new();
        let mut at_body = vec![Vec::new(); adjacency.count()];
        for a in 0..adjacency.count() {
            // Ties of a group are not drawn.
            for (b, _) in adjacency.of_body(a).iter().filter(|(b, length)| *length == LINK && a < *b as usize) {
                at_body[a].push(lines.len());
                at_body[*b as usize].push(lines.len());
                lines.push((a, *b as usize));
            }
        }
        Self { lines, at_body }
    }

    /// How often the lines of a body would be crossed if it stood there.
    fn crossed(&self, places: &[Place], body: usize, at: Place) -> usize {
        let mut count = 0;
        for own in &self.at_body[body] {
            let (a, b) = self.lines[*own];
            let other = if a == body { b } else { a };
            let end = places[other];
            let (left, right) = (at[0].min(end[0]), at[0].max(end[0]));
            let (top, bottom) = (at[1].min(end[1]), at[1].max(end[1]));
            for (c, d) in &self.lines {
                let (one, two) = (places[*c], places[*d]);
                let is_beside = one[0].max(two[0]) < left || one[0].min(two[0]) > right;
                if is_beside || one[1].max(two[1]) < top || one[1].min(two[1]) > bottom {
                    continue;
                }
                let is_joined = [*c, *d].iter().any(|n| *n == body || *n == other);
                if !is_joined && cross(of(at), of(end), of(one), of(two)) {
                    count += 1;
                }
            }
        }
        count
    }

    /// The middle of those that a body is linked to.
    fn middle(&self, places: &[Place], body: usize) -> Place {
        let lines = &self.at_body[body];
        let mut sum = [0.0, 0.0];
        for line in lines {
            let (a, b) = self.lines[*line];
            let other = places[if a == body { b } else { a }];
            sum = [sum[0] + other[0], sum[1] + other[1]];
        }
        [sum[0] / lines.len() as f64, sum[1] / lines.len() as f64]
    }
}

fn of(place: Place) -> Point {
    Point::new(place[0], place[1])
}
