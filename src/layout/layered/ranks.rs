//! Which layer each body stands on: circles turned around, layers not too wide.

use super::{GAP, LAYER_GAP};
use crate::layout::graph::{Body, Graph};

/// The links with those turned around that would close a circle (Eades, Lin and Smyth 1993): bodies are lined up so that
/// most links point forward.
pub(super) fn without_circles(count: usize, links: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut out = vec![Vec::new(); count];
    let mut into = vec![Vec::new(); count];
    for (a, b) in links {
        out[*a].push(*b);
        into[*b].push(*a);
    }
    let mut left: Vec<(usize, usize)> = (0..count).map(|n| (out[n].len(), into[n].len())).collect();
    let mut is_gone = vec![false; count];
    let (mut front, mut back) = (Vec::new(), Vec::new());
    // Bodies by how much more they give than they get; entries are checked when they come up.
    let mut heap: std::collections::BinaryHeap<(isize, std::cmp::Reverse<usize>)> = std::collections::BinaryHeap::new();
    let mut ends: Vec<usize> = (0..count).filter(|n| left[*n].0 == 0).collect();
    let mut starts: Vec<usize> = (0..count).filter(|n| left[*n].1 == 0 && left[*n].0 > 0).collect();
    let surplus = |left: &[(usize, usize)], n: usize| left[n].0.cast_signed() - left[n].1.cast_signed();
    heap.extend((0..count).map(|n| (surplus(&left, n), std::cmp::Reverse(n))));
    while front.len() + back.len() < count {
        let (n, is_end) = match (ends.pop(), starts.pop()) {
            (Some(n), start) => {
                starts.extend(start);
                (n, true)
            }
            (None, Some(n)) => (n, false),
            (None, None) => match heap.pop() {
                Some((value, std::cmp::Reverse(n))) if !is_gone[n] && value == surplus(&left, n) => (n, false),
                Some(_) => continue,
                None => break,
            },
        };
        if is_gone[n] {
            continue;
        }
        is_gone[n] = true;
        if is_end {
            back.push(n)
        } else {
            front.push(n)
        }
        for to in &out[n] {
            left[*to].1 = left[*to].1.saturating_sub(1);
            if !is_gone[*to] {
                if left[*to].1 == 0 {
                    starts.push(*to);
                }
                heap.push((surplus(&left, *to), std::cmp::Reverse(*to)));
            }
        }
        for from in &into[n] {
            left[*from].0 = left[*from].0.saturating_sub(1);
            if !is_gone[*from] {
                if left[*from].0 == 0 {
                    ends.push(*from);
                }
                heap.push((surplus(&left, *from), std::cmp::Reverse(*from)));
            }
        }
    }
    let mut order = vec![0; count];
    for (n, body) in front.iter().chain(back.iter().rev()).enumerate() {
        order[*body] = n;
    }
    let mut forward: Vec<(usize, usize)> =
        links.iter().map(|(a, b)| if order[*a] < order[*b] { (*a, *b) } else { (*b, *a) }).collect();
    forward.sort_unstable();
    forward.dedup();
    forward
}

/// How many bodies a layer may have, so that the whole gets about the shape of the room in which it is seen.
pub(super) fn widest_layer(graph: &Graph, members: &[usize], aspect: f64) -> usize {
    let count = members.len() as f64;
    let mean = |of: fn(&Body) -> f64| members.iter().map(|n| of(&graph.bodies[*n])).sum::<f64>() / count.max(1.0);
    let across = mean(|body| 2.0 * body.half_width) + GAP;
    let down = mean(|body| body.above + body.below) + LAYER_GAP;
    (count * aspect * down / across).sqrt().ceil().max(4.0) as usize
}

/// Layers from above, each body below all that point to it and no layer wider than this.
pub(super) fn layers_of(count: usize, links: &[(usize, usize)], widest: usize) -> Vec<usize> {
    let mut below = vec![Vec::new(); count];
    let mut waits_for = vec![0; count];
    for (a, b) in links {
        below[*a].push(*b);
        waits_for[*b] += 1;
    }
    let only_gives: Vec<bool> = waits_for.iter().map(|waits| *waits == 0).collect();
    let mut layer = vec![0; count];
    let mut filled: Vec<usize> = Vec::new();
    let mut ready: Vec<usize> = (0..count).filter(|n| waits_for[*n] == 0).collect();
    let mut next = 0;
    while let Some(n) = ready.get(next).copied() {
        next += 1;
        let mut at = layer[n];
        while filled.get(at).is_some_and(|standing| *standing >= widest) {
            at += 1;
        }
        if filled.len() <= at {
            filled.resize(at + 1, 0);
        }
        filled[at] += 1;
        layer[n] = at;
        for to in &below[n] {
            layer[*to] = layer[*to].max(at + 1);
            waits_for[*to] -= 1;
            if waits_for[*to] == 0 {
                ready.push(*to);
            }
        }
    }
    // Who only gives comes down to just above the first it gives to; long links become short.
    for n in ready.iter().rev() {
        if let Some(lowest) = below[*n].iter().map(|to| layer[*to]).min() {
            let wanted = lowest - 1;
            if wanted > layer[*n] && filled[wanted] < widest && only_gives[*n] {
                filled[layer[*n]] -= 1;
                filled[wanted] += 1;
                layer[*n] = wanted;
            }
        }
    }
    // Layers that were left empty go.
    let mut kept = 0;
    let renumbered: Vec<usize> = filled
        .iter()
        .map(|standing| {
            let number = kept;
            kept += usize::from(*standing > 0);
            number
        })
        .collect();
    layer.into_iter().map(|at| renumbered[at]).collect()
}
