//! Who is linked to whom, and how far everybody is from one body along the links.

use std::collections::{BTreeMap, BTreeSet};

use super::graph::Graph;

/// Length of a link, in half links: whole numbers make shortest ways cheap.
pub(super) const LINK: u8 = 2;
/// How far apart members of one group are drawn without a link between them, in half links.
const FELLOW: u8 = 3;
/// The same where one of the two is linked to a single other at most: nothing but its group says where it belongs.
const LOOSE_FELLOW: u8 = 2;
/// Not to be reached.
pub(super) const FAR: u16 = u16::MAX;

/// The neighbours of every body, each once, with the length of the way to it.
pub(super) struct Adjacency {
    starts: Vec<usize>,
    neighbours: Vec<(u32, u8)>,
}

impl Adjacency {
    /// The links of a graph without their directions; with groups also the ties that keep a group together.
    pub fn of(graph: &Graph, with_groups: bool) -> Self {
        let count = graph.bodies.len();
        let mut pairs: Vec<(u32, u32, u8)> = Vec::new();
        let mut add = |a: usize, b: usize, length: u8| {
            if a < count && b < count && a != b {
                pairs.push((a as u32, b as u32, length));
                pairs.push((b as u32, a as u32, length));
            }
        };
        for link in &graph.links {
            add(link.a, link.b, LINK);
        }
        if with_groups {
            let mut partners = vec![BTreeSet::new(); count];
            for link in &graph.links {
                if link.a < count && link.b < count && link.a != link.b {
                    partners[link.a].insert(link.b);
                    partners[link.b].insert(link.a);
                }
            }
            for (a, b) in ties(graph) {
                let is_loose = partners[a].len() < 2 || partners[b].len() < 2;
                add(a, b, if is_loose { LOOSE_FELLOW } else { FELLOW });
            }
        }
        // Of two ways between the same two the shorter one stands first and is kept.
        pairs.sort_unstable();
        pairs.dedup_by_key(|(a, b, _)| (*a, *b));
        let mut starts = vec![0; count + 1];
        for (a, _, _) in &pairs {
            starts[*a as usize + 1] += 1;
        }
        for n in 0..count {
            starts[n + 1] += starts[n];
        }
        Self { starts, neighbours: pairs.into_iter().map(|(_, b, length)| (b, length)).collect() }
    }

    /// How many bodies there are.
    pub fn count(&self) -> usize {
        self.starts.len() - 1
    }

    /// The neighbours of a body, with the length of the way to each in half links.
    pub fn of_body(&self, body: usize) -> &[(u32, u8)] {
        &self.neighbours[self.starts[body]..self.starts[body + 1]]
    }

    /// The same for some of the bodies, which are then numbered by their places in the list. Ways to others are left out.
    pub fn restricted(&self, bodies: &[usize]) -> Self {
        let mut place = vec![u32::MAX; self.count()];
        for (n, body) in bodies.iter().enumerate() {
            place[*body] = n as u32;
        }
        let mut starts = vec![0];
        let mut neighbours = Vec::new();
        for body in bodies {
            let kept = self.of_body(*body).iter().filter(|(other, _)| place[*other as usize] != u32::MAX);
            neighbours.extend(kept.map(|(other, length)| (place[*other as usize], *length)));
            starts.push(neighbours.len());
        }
        Self { starts, neighbours }
    }

    /// The distance of every body from one, in half links; [`FAR`] where no way leads. `out` has a place for every body.
    pub fn distances(&self, from: usize, out: &mut [u16]) {
        out.fill(FAR);
        // Dial's queue: one ring of lists for each distance that can still be open.
        let mut rings: [Vec<u32>; 4] = Default::default();
        out[from] = 0;
        rings[0].push(from as u32);
        let (mut distance, mut empty) = (0u16, 0);
        while empty < rings.len() {
            let ring = std::mem::take(&mut rings[usize::from(distance) % 4]);
            empty = if ring.is_empty() { empty + 1 } else { 0 };
            for body in ring {
                if out[body as usize] != distance {
                    continue;
                }
                for (other, length) in self.of_body(body as usize) {
                    let reached = distance.saturating_add(u16::from(*length));
                    if reached < out[*other as usize] {
                        out[*other as usize] = reached;
                        rings[usize::from(reached) % 4].push(*other);
                    }
                }
            }
            distance = distance.saturating_add(1);
            if distance == FAR {
                break;
            }
        }
    }

    /// The bodies that hang together, each list in ascending order, the one with the smallest body first.
    pub fn components(&self) -> Vec<Vec<usize>> {
        let mut component = vec![usize::MAX; self.count()];
        let mut components: Vec<Vec<usize>> = Vec::new();
        for first in 0..self.count() {
            if component[first] != usize::MAX {
                continue;
            }
            let number = components.len();
            component[first] = number;
            let mut members = vec![first];
            let mut next = 0;
            while let Some(body) = members.get(next).copied() {
                next += 1;
                for (other, _) in self.of_body(body) {
                    if component[*other as usize] == usize::MAX {
                        component[*other as usize] = number;
                        members.push(*other as usize);
                    }
                }
            }
            members.sort_unstable();
            components.push(members);
        }
        components
    }
}

/// Pairs of one group that are to stay together: all of a small group; in a large one every member and its best linked.
fn ties(graph: &Graph) -> Vec<(usize, usize)> {
    const SMALL: usize = 12;
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (n, body) in graph.bodies.iter().enumerate().filter(|(n, _)| *n != graph.principal) {
        groups.entry(body.group).or_default().push(n);
    }
    // One group of everybody says nothing.
    if groups.len() < 2 {
        return Vec::new();
    }
    let mut degree = vec![0; graph.bodies.len()];
    for link in &graph.links {
        for end in [link.a, link.b] {
            if let Some(degree) = degree.get_mut(end) {
                *degree += 1;
            }
        }
    }
    let mut ties = Vec::new();
    for members in groups.values() {
        if members.len() <= SMALL {
            for (n, a) in members.iter().enumerate() {
                ties.extend(members[n + 1..].iter().map(|b| (*a, *b)));
            }
        } else if let Some(hub) = members.iter().copied().max_by_key(|n| (degree[*n], usize::MAX - n)) {
            ties.extend(members.iter().filter(|n| **n != hub).map(|n| (*n, hub)));
        }
    }
    ties
}
