//! Stress: how far the distances of a drawing are from the distances along the links, and two ways of making it smaller.
//!
//! The stress of a drawing is the sum of `w (|x_i - x_j| - d_ij)^2` over pairs of bodies, with `w = 1 / d_ij^2` (Kamada and
//! Kawai 1989). Small graphs count every pair. Large ones count neighbours, and for the rest a few pivots, each standing for
//! the bodies around it (Ortmann, Klimenta and Brandes 2017, "A sparse stress model").

use super::Cancelled;
use super::adjacency::{Adjacency, FAR, LINK};
use crate::analysis::{Progress, SplitMix64};

/// A point while it is computed on, in links.
pub(super) type Place = [f64; 2];

/// What draws a body: at which distance from which other it is to stand, and how much that weighs.
#[derive(Clone, Copy)]
struct Term {
    body: u32,
    other: u32,
    distance: f32,
    weight: f32,
}

/// The terms of a graph's stress. Each draws one body; a pair that draws both is two terms.
pub(super) struct Terms {
    /// Sorted by body.
    terms: Vec<Term>,
    starts: Vec<usize>,
}

impl Terms {
    /// Every pair of bodies.
    pub fn of_all_pairs(adjacency: &Adjacency) -> Self {
        let count = adjacency.count();
        let mut terms = Vec::with_capacity(count * count.saturating_sub(1));
        let mut distances = vec![0; count];
        for body in 0..count {
            adjacency.distances(body, &mut distances);
            for (other, distance) in distances.iter().enumerate() {
                if other != body && *distance != FAR {
                    terms.push(term(body, other, in_links(*distance), 1.0));
                }
            }
        }
        Self::sorted(terms, count)
    }

    /// Neighbours, neighbours' neighbours as far as they are few, and every body with every pivot.
    pub fn of_pivots(adjacency: &Adjacency, pivots: &Pivots) -> Self {
        let count = adjacency.count();
        let mut terms = Vec::with_capacity(count * (pivots.bodies.len() + 8));
        let mut is_near: Vec<bool> = vec![false; count];
        let shares = pivots.shares();
        for body in 0..count {
            let mut near: Vec<u32> = Vec::new();
            for (other, length) in adjacency.of_body(body) {
                terms.push(term(body, *other as usize, in_links(u16::from(*length)), 1.0));
                is_near[*other as usize] = true;
                near.push(*other);
            }
            // Bodies that hang on the same one would else lie on each other: nothing else holds them apart.
            for (other, length) in adjacency.of_body(body) {
                let around = adjacency.of_body(*other as usize);
                let step = (around.len() / 4).max(1);
                let first = body % step;
                for (second, more) in around.iter().skip(first).step_by(step) {
                    if *second as usize != body && !is_near[*second as usize] {
                        terms.push(term(body, *second as usize, in_links(u16::from(length + more)), 1.0));
                        is_near[*second as usize] = true;
                        near.push(*second);
                    }
                }
            }
            for (n, pivot) in pivots.bodies.iter().enumerate() {
                let distance = pivots.distances[n][body];
                if *pivot != body && distance != FAR && !is_near[*pivot] {
                    terms.push(term(body, *pivot, in_links(distance), shares.of(n, distance)));
                }
            }
            for other in near {
                is_near[other as usize] = false;
            }
        }
        Self::sorted(terms, count)
    }

    fn sorted(terms: Vec<Term>, count: usize) -> Self {
        let mut starts = vec![0; count + 1];
        for term in &terms {
            starts[term.body as usize + 1] += 1;
        }
        for n in 0..count {
            starts[n + 1] += starts[n];
        }
        Self { terms, starts }
    }

    /// The stress of a drawing, as these terms count it.
    pub fn stress(&self, places: &[Place]) -> f64 {
        self.terms
            .iter()
            .map(|term| {
                let (_, length) = between(places, term);
                f64::from(term.weight) * (length - f64::from(term.distance)).powi(2)
            })
            .sum()
    }

    /// The stress of one body's terms if it stood at `at`, and how near the nearest of the others then is.
    pub fn stress_of(&self, places: &[Place], body: usize, at: Place) -> (f64, f64) {
        let (mut stress, mut nearest) = (0.0, f64::INFINITY);
        for term in &self.terms[self.starts[body]..self.starts[body + 1]] {
            let other = places[term.other as usize];
            let length = ((at[0] - other[0]).powi(2) + (at[1] - other[1]).powi(2)).sqrt();
            stress += f64::from(term.weight) * (length - f64::from(term.distance)).powi(2);
            nearest = f64::min(nearest, length);
        }
        (stress, nearest)
    }

    /// The factor by which a drawing fits these terms best.
    pub fn best_scale(&self, places: &[Place]) -> f64 {
        let (mut drawn, mut wanted) = (0.0, 0.0);
        for term in &self.terms {
            let (_, length) = between(places, term);
            drawn += f64::from(term.weight) * length * length;
            wanted += f64::from(term.weight) * length * f64::from(term.distance);
        }
        if drawn > 0.0 && wanted > 0.0 { wanted / drawn } else { 1.0 }
    }

    /// Moves one body at a time along one term, in random order, by ever smaller steps (Zheng, Pawar and Goodman 2018,
    /// "Graph drawing by stochastic gradient descent"). Held bodies stay. `boldness` 1 is for a start that means nothing,
    /// less for one that is to be kept.
    pub fn descend(
        &self,
        places: &mut [Place],
        held: &[bool],
        rounds: u32,
        boldness: f64,
        seed: u64,
        progress: &Progress,
    ) -> Result<(), Cancelled> {
        let weights = self.terms.iter().map(|term| f64::from(term.weight));
        let (least, most) = weights.fold((f64::INFINITY, 0.0_f64), |(a, b), w| (a.min(w), b.max(w)));
        if rounds == 0 || most <= 0.0 {
            return Ok(());
        }
        let (first, last) = ((boldness / least).max(0.1 / most), 0.1 / most);
        let decay = if rounds > 1 { (first / last).ln() / f64::from(rounds - 1) } else { 0.0 };
        let mut random = SplitMix64::new(seed);
        let mut order: Vec<u32> = (0..self.terms.len() as u32).collect();
        for round in 0..rounds {
            super::stopped(progress)?;
            let step = first * (-decay * f64::from(round)).exp();
            shuffle(&mut order, &mut random);
            for n in &order {
                let term = &self.terms[*n as usize];
                if held[term.body as usize] {
                    continue;
                }
                let ([x, y], length) = between(places, term);
                let (x, y, length) = if length > 1e-9 {
                    (x, y, length)
                } else {
                    // Two on one point: any way apart will do.
                    let angle = random.next_unit() * std::f64::consts::TAU;
                    (angle.cos() * 1e-9, angle.sin() * 1e-9, 1e-9)
                };
                let part = (step * f64::from(term.weight)).min(1.0);
                let by = part * (length - f64::from(term.distance)) / 2.0 / length;
                let place = &mut places[term.body as usize];
                *place = [place[0] - x * by, place[1] - y * by];
            }
        }
        Ok(())
    }

    /// Puts one body after the other where its terms want it, the others staying, until nothing moves by more than
    /// `enough` (Gansner, Koren and North 2004, "Graph drawing by stress majorization"). Stress never grows.
    pub fn majorize(
        &self,
        places: &mut [Place],
        held: &[bool],
        rounds: u32,
        enough: f64,
        progress: &Progress,
    ) -> Result<(), Cancelled> {
        for _ in 0..rounds {
            super::stopped(progress)?;
            let mut farthest = 0.0_f64;
            for body in 0..held.len() {
                if held[body] {
                    continue;
                }
                let [x, y] = places[body];
                let (mut sum_x, mut sum_y, mut weights) = (0.0, 0.0, 0.0);
                for term in &self.terms[self.starts[body]..self.starts[body + 1]] {
                    let other = places[term.other as usize];
                    let (dx, dy) = (x - other[0], y - other[1]);
                    let length = (dx * dx + dy * dy).sqrt();
                    let weight = f64::from(term.weight);
                    let stretch = if length > 1e-9 { f64::from(term.distance) / length } else { 0.0 };
                    sum_x += weight * (other[0] + dx * stretch);
                    sum_y += weight * (other[1] + dy * stretch);
                    weights += weight;
                }
                if weights > 0.0 {
                    let (new_x, new_y) = (sum_x / weights, sum_y / weights);
                    farthest = farthest.max((new_x - x).abs()).max((new_y - y).abs());
                    places[body] = [new_x, new_y];
                }
            }
            if farthest < enough {
                break;
            }
        }
        Ok(())
    }
}

fn in_links(distance: u16) -> f64 {
    f64::from(distance) / f64::from(LINK)
}

fn term(body: usize, other: usize, distance: f64, share: f64) -> Term {
    let weight = share / (distance * distance);
    Term { body: body as u32, other: other as u32, distance: distance as f32, weight: weight as f32 }
}

#[inline]
fn between(places: &[Place], term: &Term) -> (Place, f64) {
    let (a, b) = (places[term.body as usize], places[term.other as usize]);
    let (x, y) = (a[0] - b[0], a[1] - b[1]);
    ([x, y], (x * x + y * y).sqrt())
}

/// Fisher and Yates.
fn shuffle(order: &mut [u32], random: &mut SplitMix64) {
    for n in (1..order.len()).rev() {
        let other = ((u128::from(random.next_bits()) * (n as u128 + 1)) >> 64) as usize;
        order.swap(n, other);
    }
}

/// A few bodies spread over the graph, with the distance of everybody from each.
pub(super) struct Pivots {
    /// Which bodies.
    pub bodies: Vec<usize>,
    /// Per pivot, the distance of every body, in half links.
    pub distances: Vec<Vec<u16>>,
}

impl Pivots {
    /// Up to `wanted` bodies, each as far as possible from those before it. The graph is connected.
    pub fn of(adjacency: &Adjacency, wanted: usize, progress: &Progress) -> Result<Self, Cancelled> {
        let count = adjacency.count();
        let mut nearest = vec![FAR; count];
        let mut pivots = Self { bodies: Vec::new(), distances: Vec::new() };
        // The best linked one first: it is in the middle of most.
        let mut next = (0..count).max_by_key(|body| (adjacency.of_body(*body).len(), usize::MAX - body)).unwrap_or(0);
        while pivots.bodies.len() < wanted.min(count) {
            super::stopped(progress)?;
            let mut distances = vec![FAR; count];
            adjacency.distances(next, &mut distances);
            for (near, distance) in nearest.iter_mut().zip(&distances) {
                *near = (*near).min(*distance);
            }
            pivots.bodies.push(next);
            pivots.distances.push(distances);
            // Of equally far ones the best linked.
            let farthest = (0..count).max_by_key(|body| {
                let far = if nearest[*body] == FAR { 0 } else { nearest[*body] };
                (far, adjacency.of_body(*body).len(), usize::MAX - body)
            });
            match farthest {
                Some(body) if nearest[body] > 0 && nearest[body] != FAR => next = body,
                _ => break,
            }
        }
        Ok(pivots)
    }

    /// How many bodies a pivot stands for, seen from a distance: those nearest to it, within half of that distance.
    fn shares(&self) -> Shares {
        let count = self.distances.first().map_or(0, Vec::len);
        let mut within: Vec<Vec<u32>> = vec![Vec::new(); self.bodies.len()];
        for body in 0..count {
            let nearest = (0..self.bodies.len()).min_by_key(|n| (self.distances[*n][body], *n));
            let Some(n) = nearest.filter(|n| self.distances[*n][body] != FAR) else { continue };
            let distance = usize::from(self.distances[n][body]);
            if within[n].len() <= distance {
                within[n].resize(distance + 1, 0);
            }
            within[n][distance] += 1;
        }
        for counts in &mut within {
            for n in 1..counts.len() {
                counts[n] += counts[n - 1];
            }
        }
        Shares { within }
    }
}

struct Shares {
    /// Per pivot, how many of those nearest to it stand within a distance.
    within: Vec<Vec<u32>>,
}

impl Shares {
    fn of(&self, pivot: usize, distance: u16) -> f64 {
        let counts = &self.within[pivot];
        let at = usize::from(distance / 2).min(counts.len().saturating_sub(1));
        counts.get(at).copied().map_or(1.0, |count| f64::from(count.max(1)))
    }
}

#[cfg(test)]
mod tests {
    use super::super::graph::{Body, Graph, Link};
    use super::*;

    fn ring(count: usize) -> Adjacency {
        let body = Body { half_width: 1.0, above: 1.0, below: 1.0, group: 0, is_own: false, fixed: None };
        let links = (0..count).map(|a| Link { a, b: (a + 1) % count, weight: 1.0 }).collect();
        Adjacency::of(&Graph { bodies: vec![body; count], links, principal: 0 }, false)
    }

    #[test]
    fn distances_count_half_links_along_the_shortest_way() {
        let mut distances = vec![0; 6];
        ring(6).distances(1, &mut distances);
        assert_eq!(distances, [2, 0, 2, 4, 6, 4]);
    }

    #[test]
    fn descending_and_majorizing_make_a_ring_round() {
        let terms = Terms::of_all_pairs(&ring(12));
        let mut places: Vec<Place> = (0..12).map(|n| [f64::from(n * 7 % 12), f64::from(n * 5 % 12)]).collect();
        let before = terms.stress(&places);
        let held = [false; 12];
        terms.descend(&mut places, &held, 30, 1.0, 3, &Progress::new()).unwrap();
        let between = terms.stress(&places);
        terms.majorize(&mut places, &held, 100, 1e-4, &Progress::new()).unwrap();
        let after = terms.stress(&places);
        assert!(between < before / 4.0 && after <= between, "{before} {between} {after}");
        let middle = places.iter().fold([0.0, 0.0], |sum, at| [sum[0] + at[0] / 12.0, sum[1] + at[1] / 12.0]);
        let radii: Vec<f64> = places.iter().map(|at| (at[0] - middle[0]).hypot(at[1] - middle[1])).collect();
        let (least, most) = radii.iter().fold((f64::MAX, 0.0_f64), |(a, b), r| (a.min(*r), b.max(*r)));
        assert!(most - least < 0.05, "{radii:?}");
    }

    #[test]
    fn a_held_body_stays() {
        let terms = Terms::of_all_pairs(&ring(5));
        let mut places: Vec<Place> = (0..5).map(|n| [f64::from(n), 0.0]).collect();
        let mut held = [false; 5];
        held[2] = true;
        terms.descend(&mut places, &held, 10, 1.0, 3, &Progress::new()).unwrap();
        terms.majorize(&mut places, &held, 10, 1e-4, &Progress::new()).unwrap();
        assert_eq!(places[2], [2.0, 0.0]);
    }
}
