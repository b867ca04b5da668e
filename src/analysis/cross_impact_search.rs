//! The search for consistent combinations: descriptor by descriptor, leaving a branch as soon as some descriptor can no
//! longer be satisfied.

use rayon::prelude::*;

use super::{AnalysisError, CrossImpact, Progress};

/// Nodes of the search between two looks at the progress.
const NODES_PER_LOOK: u32 = 1 << 14;
/// How many branches the search is split into at least, so that threads share them evenly.
const BRANCHES: usize = 256;
/// Slack of a place that no state has; it never runs out.
const NO_RIVAL: i32 = i32::MAX / 2;

/// The consistent combinations as places of states, the first descriptor varying slowest, at most `limit` of them; and
/// whether there are more. Progress counts branches.
pub(super) fn search(
    matrix: &CrossImpact,
    tolerance: i32,
    limit: usize,
    progress: &Progress,
) -> Result<(Vec<Vec<u8>>, bool), AnalysisError> {
    // Rows as wide as a register of the processor can compare at once, where states are as few as they should be.
    match matrix.descriptors.iter().map(|d| d.states.len()).max().unwrap_or(0) {
        0..=4 => Search::<4>::of(matrix, tolerance).all(limit, progress),
        5..=16 => Search::<16>::of(matrix, tolerance).all(limit, progress),
        _ => Search::<256>::of(matrix, tolerance).all(limit, progress),
    }
}

/// The search tables. The row of a state holds its slack against each rival of its descriptor: how much better the state can
/// still come out than the rival, given what is chosen so far. A state stands while no slack is below minus the tolerance.
struct Search<const WIDTH: usize> {
    /// Per descriptor its first state and how many it has.
    descriptors: Vec<(usize, usize)>,
    /// Rows before anything is chosen.
    start: Vec<[i32; WIDTH]>,
    /// Per state, what choosing it takes from every row.
    steps: Vec<Vec<[i32; WIDTH]>>,
    /// Per state, the states that cannot stand beside it.
    forbids: Vec<Vec<usize>>,
    tolerance: i32,
}

/// What is known at one depth of the search.
#[derive(Clone)]
struct Level<const WIDTH: usize> {
    rows: Vec<[i32; WIDTH]>,
    /// Per state, whether it still stands.
    stands: Vec<bool>,
    /// The state that is tried next at this depth.
    next: usize,
}

impl<const WIDTH: usize> Search<WIDTH> {
    fn of(matrix: &CrossImpact, tolerance: i32) -> Self {
        let count = matrix.states();
        let mut start = vec![[NO_RIVAL; WIDTH]; count];
        let mut steps = vec![vec![[0; WIDTH]; count]; count];
        for descriptor in &matrix.descriptors {
            for state in descriptor.states_range() {
                for (rival, other) in descriptor.states_range().enumerate() {
                    let gain = |from: usize| matrix.value(from, state) - matrix.value(from, other);
                    start[state][rival] = 0;
                    for acting in &matrix.descriptors {
                        let most = acting.states_range().map(gain).max().unwrap_or(0);
                        start[state][rival] += most;
                        for from in acting.states_range() {
                            steps[from][state][rival] = gain(from) - most;
                        }
                    }
                }
            }
        }
        let mut forbids = vec![Vec::new(); count];
        for &(a, b) in &matrix.forbidden {
            forbids[a].push(b);
            forbids[b].push(a);
        }
        let descriptors = matrix.descriptors.iter().map(|d| (d.first, d.states.len())).collect();
        Self { descriptors, start, steps, forbids, tolerance }
    }

    fn all(&self, limit: usize, progress: &Progress) -> Result<(Vec<Vec<u8>>, bool), AnalysisError> {
        let branches = self.branches();
        progress.begin(branches.len() as u64);
        let mut places: Vec<Vec<u8>> = Vec::new();
        // Some branches at a time: threads share them, and the search can stop once the list is full.
        for some in branches.chunks(BRANCHES / 4) {
            let found: Vec<Vec<u8>> =
                some.par_iter().map(|branch| self.run(branch, limit, progress)).collect::<Result<_, _>>()?;
            // Without descriptors there is one combination, the empty one, and no width to cut by.
            let width = self.descriptors.len().max(1);
            places.extend(found.iter().flat_map(|flat| flat.chunks(width).map(<[u8]>::to_vec)));
            if self.descriptors.is_empty() {
                places.push(Vec::new());
            }
            if places.len() > limit {
                places.truncate(limit);
                return Ok((places, true));
            }
        }
        Ok((places, false))
    }

    /// Beginnings of combinations, enough to share among threads, in order.
    fn branches(&self) -> Vec<Vec<u8>> {
        let mut branches = vec![Vec::new()];
        for &(_, size) in &self.descriptors {
            if branches.len() >= BRANCHES {
                break;
            }
            let longer = |branch: &Vec<u8>| {
                let branch = branch.clone();
                (0..size).map(move |state| {
                    let mut longer = branch.clone();
                    longer.push(state as u8);
                    longer
                })
            };
            branches = branches.iter().flat_map(longer).collect();
        }
        branches
    }

    /// All consistent combinations with a beginning, in order and one after the other; stops after one more than `limit`.
    fn run(&self, branch: &[u8], limit: usize, progress: &Progress) -> Result<Vec<u8>, AnalysisError> {
        let depth = self.descriptors.len();
        let level = Level { rows: self.start.clone(), stands: vec![true; self.start.len()], next: 0 };
        // One level per depth, so that stepping back costs nothing.
        let mut levels = vec![level; depth + 1];
        let mut chosen: Vec<u8> = Vec::with_capacity(depth);
        let mut found = Vec::new();
        for &state in branch {
            if !self.choose(&mut levels, &chosen, state) {
                progress.step(1)?;
                return Ok(found);
            }
            chosen.push(state);
        }
        let most = limit.saturating_add(1).saturating_mul(depth);
        let mut nodes = 0u32;
        loop {
            let here = chosen.len();
            if here == depth {
                found.extend_from_slice(&chosen);
                if found.len() >= most {
                    break;
                }
            }
            let next = if here < depth { levels[here].next } else { usize::MAX };
            if here < depth && next < self.descriptors[here].1 {
                levels[here].next += 1;
                nodes = nodes.wrapping_add(1);
                if nodes.is_multiple_of(NODES_PER_LOOK) {
                    progress.step(0)?;
                }
                if self.choose(&mut levels, &chosen, next as u8) {
                    chosen.push(next as u8);
                    levels[here + 1].next = 0;
                }
            } else if here > branch.len() {
                chosen.pop();
            } else {
                break;
            }
        }
        progress.step(1)?;
        Ok(found)
    }

    /// Adds a state to the beginning `chosen`: whether the combination can still become consistent. Fills the next level.
    fn choose(&self, levels: &mut [Level<WIDTH>], chosen: &[u8], state: u8) -> bool {
        let here = chosen.len();
        let place = self.descriptors[here].0 + usize::from(state);
        let (before, after) = levels.split_at_mut(here + 1);
        let (before, after) = (&before[here], &mut after[0]);
        if !before.stands[place] || self.forbidden(place, chosen) {
            return false;
        }
        let steps = self.steps[place].iter();
        for (((row, stands), before), step) in after.rows.iter_mut().zip(&mut after.stands).zip(&before.rows).zip(steps)
        {
            let mut enough = true;
            for rival in 0..WIDTH {
                row[rival] = before[rival] + step[rival];
                enough &= row[rival] >= -self.tolerance;
            }
            *stands = enough;
        }
        let held = chosen.iter().chain(std::iter::once(&state));
        held.zip(&self.descriptors).all(|(state, (first, _))| after.stands[first + usize::from(*state)])
            && self.descriptors[here + 1..]
                .iter()
                .all(|(first, size)| after.stands[*first..first + size].contains(&true))
    }

    /// Whether a state cannot stand beside what is chosen, or not at all.
    fn forbidden(&self, place: usize, chosen: &[u8]) -> bool {
        self.forbids[place].iter().any(|other| {
            let held = || chosen.iter().zip(&self.descriptors).any(|(s, (first, _))| first + usize::from(*s) == *other);
            *other == place || held()
        })
    }
}
