//! The layered layout: links point down, as far as they can (Sugiyama, Tagawa and Toda 1981).
//!
//! Links of circles are turned around, bodies are put on layers that are not too wide, a link over several layers gets a
//! stop on each, the order within layers is improved by the middle of the neighbours, everybody moves to the middle of its
//! neighbours as far as there is room, and at last to where no straight link runs through a stranger, as far as it can be.

mod clearing;
mod ranks;

use self::clearing::clear_links;
use self::ranks::{layers_of, widest_layer, without_circles};
use super::adjacency::Adjacency;
use super::graph::{Graph, Point};
use super::overlaps::separate;
use super::packing::pack;
use super::{Cancelled, Options};
use crate::analysis::Progress;

/// Room between neighbours on a layer, in points.
const GAP: f64 = 18.0;
/// Room between two layers.
const LAYER_GAP: f64 = 70.0;
/// The room that a link takes where it passes a layer.
const PASSING: f64 = 6.0;
const SWEEPS: usize = 16;

/// Places on layers, sources of links above their targets. Nothing overlaps unless fixed bodies do; fixed bodies stay.
///
/// # Errors
/// When `progress` was cancelled.
pub fn layered(graph: &Graph, options: &Options, progress: &Progress) -> Result<Vec<Point>, Cancelled> {
    let count = graph.bodies.len();
    let components = Adjacency::of(graph, false).components();
    progress.begin(components.len() as u64 * (2 * SWEEPS as u64 + 10));
    let mut places = vec![Point::default(); count];
    for members in &components {
        let mut part = Layers::of(graph, members, options.aspect);
        part.reduce_crossings(progress)?;
        part.place(graph, members, &mut places, progress)?;
    }
    pack(graph, &[], &components, &mut places);
    let fixed: Vec<bool> = graph.bodies.iter().map(|body| body.fixed.is_some()).collect();
    if fixed.contains(&true) {
        for (at, body) in places.iter_mut().zip(&graph.bodies) {
            *at = body.fixed.unwrap_or(*at);
        }
        separate(graph, &mut places, &fixed, progress)?;
    }
    Ok(places)
}

/// One connected part on its layers. Stops of long links are bodies without size, numbered after the real ones.
struct Layers {
    /// Per layer, who stands on it from left to right.
    ranks: Vec<Vec<usize>>,
    /// Per body or stop, its neighbours on the layer above and on that below.
    above: Vec<Vec<usize>>,
    below: Vec<Vec<usize>>,
    real: usize,
}

impl Layers {
    fn of(graph: &Graph, members: &[usize], aspect: f64) -> Self {
        let mut number = vec![usize::MAX; graph.bodies.len()];
        for (n, body) in members.iter().enumerate() {
            number[*body] = n;
        }
        let real = members.len();
        let mut links: Vec<(usize, usize)> = graph
            .links
            .iter()
            .filter(|link| link.a != link.b && link.a < number.len() && link.b < number.len())
            .filter(|link| number[link.a] != usize::MAX)
            .map(|link| (number[link.a], number[link.b]))
            .collect();
        links.sort_unstable();
        links.dedup();
        let links = without_circles(real, &links);
        let layer = layers_of(real, &links, widest_layer(graph, members, aspect));
        let depth = layer.iter().max().map_or(0, |most| most + 1);
        let mut layers = vec![Vec::new(); depth];
        for n in 0..real {
            layers[layer[n]].push(n);
        }
        let mut part = Self { ranks: layers, above: vec![Vec::new(); real], below: vec![Vec::new(); real], real };
        for (a, b) in links {
            let mut last = a;
            for at in layer[a] + 1..layer[b] {
                let stop = part.above.len();
                part.above.push(Vec::new());
                part.below.push(Vec::new());
                part.ranks[at].push(stop);
                part.join(last, stop);
                last = stop;
            }
            part.join(last, b);
        }
        part
    }

    fn join(&mut self, upper: usize, lower: usize) {
        self.below[upper].push(lower);
        self.above[lower].push(upper);
    }

    /// Orders layers by the middle of the neighbours, down and up, and keeps the best order met.
    fn reduce_crossings(&mut self, progress: &Progress) -> Result<(), Cancelled> {
        let mut best = (self.crossings(), self.ranks.clone());
        for sweep in 0..SWEEPS {
            crate::layout::stopped(progress)?;
            let is_down = sweep % 2 == 0;
            let depth = self.ranks.len();
            for step in 1..depth {
                let at = if is_down { step } else { depth - 1 - step };
                let fixed = if is_down { at - 1 } else { at + 1 };
                let places = self.places_on(fixed);
                let neighbours = if is_down { &self.above } else { &self.below };
                let mut keyed: Vec<(f64, usize)> = self.ranks[at]
                    .iter()
                    .enumerate()
                    .map(|(n, body)| (median(&neighbours[*body], &places).unwrap_or(n as f64), *body))
                    .collect();
                // Stable: who has the same middle stays in order.
                keyed.sort_by(|a, b| a.0.total_cmp(&b.0));
                self.ranks[at] = keyed.into_iter().map(|(_, body)| body).collect();
            }
            let crossed = self.crossings();
            if crossed < best.0 {
                best = (crossed, self.ranks.clone());
            }
            if best.0 == 0 {
                break;
            }
        }
        self.ranks = best.1;
        Ok(())
    }

    fn places_on(&self, layer: usize) -> Vec<u32> {
        let mut places = vec![0; self.above.len()];
        for (n, body) in self.ranks[layer].iter().enumerate() {
            places[*body] = n as u32;
        }
        places
    }

    /// Crossings between neighbouring layers: pairs in the wrong order, counted with a tree of sums (Barth, Mutzel and
    /// Jünger 2004).
    fn crossings(&self) -> u64 {
        let mut count = 0;
        for layer in 1..self.ranks.len() {
            let places = self.places_on(layer);
            let width = self.ranks[layer].len();
            let mut sums = vec![0u64; width + 1];
            let mut seen = 0;
            for upper in &self.ranks[layer - 1] {
                let mut ends: Vec<usize> = self.below[*upper].iter().map(|lower| places[*lower] as usize).collect();
                ends.sort_unstable();
                for end in &ends {
                    let (mut at, mut before) = (end + 1, 0);
                    while at > 0 {
                        before += sums[at];
                        at &= at - 1;
                    }
                    count += seen - before;
                }
                for end in ends {
                    seen += 1;
                    let mut at = end + 1;
                    while at <= width {
                        sums[at] += 1;
                        at += at & at.wrapping_neg();
                    }
                }
            }
        }
        count
    }

    /// Gives everybody a place: layers below each other, on a layer as near to the neighbours' middle as there is room.
    fn place(
        &self,
        graph: &Graph,
        members: &[usize],
        places: &mut [Point],
        progress: &Progress,
    ) -> Result<(), Cancelled> {
        let half =
            |n: usize| if n < self.real { graph.bodies[members[n]].half_width + GAP / 2.0 } else { PASSING / 2.0 };
        let mut x = vec![0.0; self.above.len()];
        for layer in &self.ranks {
            let width: f64 = layer.iter().map(|n| 2.0 * half(*n)).sum();
            let mut at = -width / 2.0;
            for n in layer {
                x[*n] = at + half(*n);
                at += 2.0 * half(*n);
            }
        }
        for sweep in 0..SWEEPS {
            crate::layout::stopped(progress)?;
            let is_down = sweep % 2 == 0;
            for step in 0..self.ranks.len() {
                let at = if is_down { step } else { self.ranks.len() - 1 - step };
                let wanted: Vec<(f64, f64)> = self.ranks[at]
                    .iter()
                    .map(|n| {
                        let around = || self.above[*n].iter().chain(&self.below[*n]);
                        // Links over several layers are drawn straight before others.
                        let weight = |other: usize| if *n >= self.real && other >= self.real { 8.0 } else { 1.0 };
                        let sum: f64 = around().map(|other| weight(*other)).sum();
                        let mean = around().map(|other| x[*other] * weight(*other)).sum::<f64>() / sum.max(1e-9);
                        if sum > 0.0 { (mean, sum) } else { (x[*n], 1.0) }
                    })
                    .collect();
                let widths: Vec<f64> = self.ranks[at].iter().map(|n| half(*n)).collect();
                for (n, to) in self.ranks[at].iter().zip(in_order(&wanted, &widths)) {
                    x[*n] = to;
                }
            }
        }
        let mut y = 0.0;
        for layer in &self.ranks {
            let bodies = || layer.iter().filter(|n| **n < self.real).map(|n| members[*n]);
            let above = bodies().map(|body| graph.bodies[body].above).fold(0.0, f64::max);
            let below = bodies().map(|body| graph.bodies[body].below).fold(0.0, f64::max);
            y += above;
            for n in layer.iter().filter(|n| **n < self.real) {
                places[members[*n]] = Point::new(x[*n], y);
            }
            y += below + LAYER_GAP;
        }
        let real = |layer: &Vec<usize>| layer.iter().filter(|n| **n < self.real).map(|n| members[*n]).collect();
        let layers: Vec<Vec<usize>> = self.ranks.iter().map(real).collect();
        clear_links(graph, members, layers, places);
        Ok(())
    }
}

/// The places nearest to those wanted, by weighted squares, that keep order and room: pools of neighbours that push each
/// other move as one (isotonic regression by pooling adjacent violators).
fn in_order(wanted: &[(f64, f64)], half: &[f64]) -> Vec<f64> {
    // Taking the room out leaves numbers that only have to grow.
    let mut room = 0.0;
    let mut offsets = Vec::with_capacity(half.len());
    for (n, own) in half.iter().enumerate() {
        room += if n == 0 { 0.0 } else { half[n - 1] + own };
        offsets.push(room);
    }
    let mut pools: Vec<(f64, f64, usize)> = Vec::new();
    for ((at, weight), offset) in wanted.iter().zip(&offsets) {
        let mut pool = (at - offset, *weight, 1);
        while let Some(before) = pools.last().copied().filter(|before| before.0 > pool.0) {
            pools.pop();
            let weight = before.1 + pool.1;
            pool = ((before.0 * before.1 + pool.0 * pool.1) / weight, weight, before.2 + pool.2);
        }
        pools.push(pool);
    }
    let values = pools.into_iter().flat_map(|(value, _, count)| std::iter::repeat_n(value, count));
    values.zip(offsets).map(|(value, offset)| value + offset).collect()
}

fn median(neighbours: &[usize], places: &[u32]) -> Option<f64> {
    let mut at: Vec<u32> = neighbours.iter().map(|n| places[*n]).collect();
    at.sort_unstable();
    let middle = at.len() / 2;
    match at.len() {
        0 => None,
        n if n % 2 == 1 => Some(f64::from(at[middle])),
        _ => Some(f64::midpoint(f64::from(at[middle - 1]), f64::from(at[middle]))),
    }
}
