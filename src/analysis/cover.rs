//! The fewest columns that meet every row of a covering program, by branch and bound.
//!
//! Bounds come from linear relaxations, tightened by rounding cuts; each is proven from its multipliers, so a bound holds
//! even where the simplex was inexact. The search stops after a fixed amount of work and not by the clock, so that the same
//! problem always gets the same answer; what it then says is the best choice found and the bound that is proven.

use super::simplex::{Ended, Row, Simplex};
use super::{AnalysisError, Progress, SplitMix64};

/// A covering program over columns that are in (1) or out (0).
pub(super) struct Cover<'a> {
    pub columns: usize,
    pub rows: Vec<Row>,
    /// Pairs of columns of which at most one may be in.
    pub exclusive: Vec<(usize, usize)>,
    /// A row that a choice (0..1 per column) leaves short although it meets `rows`; `None` when the choice is enough.
    pub missing: &'a dyn Fn(&[f64]) -> Option<Row>,
}

/// The best choice found and what is proven about it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Covered {
    /// Columns that are in, in order; `None` when none was found.
    pub best: Option<Vec<usize>>,
    /// No choice has fewer columns. More than there are columns when no choice is enough.
    pub bound: usize,
    /// Whether the search finished.
    pub finished: bool,
}

/// Multiplications the search may do: about half a second on one core of 2020.
const WORK: u64 = 500_000_000;
/// Rounding away from a whole number that is still that number.
const WHOLE: f64 = 1e-6;
const RESTARTS: u64 = 300;
const CUT_ROUNDS: usize = 20;

impl Cover<'_> {
    /// Solves the program.
    ///
    /// # Errors
    /// When the run is cancelled.
    pub fn solve(&self, progress: &Progress) -> Result<Covered, AnalysisError> {
        let mut rows = self.rows.clone();
        for &(a, b) in &self.exclusive {
            let mut coefficients = vec![0.0; self.columns];
            (coefficients[a], coefficients[b]) = (-1.0, -1.0);
            rows.push(Row { coefficients, need: -1.0 });
        }
        let best = self.guess(&mut rows);
        let mut search = Search {
            cover: self,
            simplex: Simplex::new(self.columns, rows),
            best_size: best.as_ref().map_or(self.columns + 1, Vec::len),
            best,
            open_bound: usize::MAX,
            progress,
            trail: Vec::new(),
        };
        search.cut()?;
        search.node(0)?;
        let finished = search.open_bound == usize::MAX;
        Ok(Covered { bound: search.open_bound.min(search.best_size), best: search.best, finished })
    }

    /// A good choice to begin with: greedy from several starts, then without what is not needed, then two for one.
    /// Rows found missing on the way are added.
    fn guess(&self, rows: &mut Vec<Row>) -> Option<Vec<usize>> {
        let mut stream = SplitMix64::new(1);
        let mut best: Option<Vec<usize>> = None;
        for restart in 0..RESTARTS {
            // The first start is pure greed, the others are led astray more and more.
            let spread = restart as f64 / RESTARTS as f64;
            let Some(mut choice) = self.greedy(rows, &mut || 1.0 + spread * stream.next_unit()) else { continue };
            self.shrink(rows, &mut choice);
            if best.as_ref().is_none_or(|best| choice.len() < best.len()) {
                best = Some(choice);
            }
        }
        let mut best = best?;
        while let Some(smaller) = self.two_for_one(rows, &best) {
            best = smaller;
        }
        best.sort_unstable();
        Some(best)
    }

    fn greedy(&self, rows: &mut Vec<Row>, whim: &mut dyn FnMut() -> f64) -> Option<Vec<usize>> {
        let mut choice = Vec::new();
        let mut lacking: Vec<f64> = rows.iter().map(|row| row.need).collect();
        loop {
            let barred = |c: usize| {
                choice.contains(&c)
                    || self
                        .exclusive
                        .iter()
                        .any(|(a, b)| (*a == c && choice.contains(b)) || (*b == c && choice.contains(a)))
            };
            let gain = |c: usize| -> f64 {
                let counted = rows.iter().zip(&lacking).filter(|(row, lack)| row.need > 0.0 && **lack > 0.0);
                counted.map(|(row, lack)| row.coefficients[c].min(*lack) / row.need).sum()
            };
            if rows.iter().zip(&lacking).all(|(row, lack)| row.need <= 0.0 || *lack <= 1e-9 * (1.0 + row.need)) {
                let Some(row) = (self.missing)(&self.indicator(&choice)) else { return Some(choice) };
                lacking.push(row.need - row.given(&self.indicator(&choice)));
                rows.push(row);
                continue;
            }
            let mut best = (0.0, None);
            for c in (0..self.columns).filter(|c| !barred(*c)) {
                let gain = gain(c) * whim();
                if gain > best.0 {
                    best = (gain, Some(c));
                }
            }
            let column = best.1?;
            choice.push(column);
            for (lack, row) in lacking.iter_mut().zip(rows.iter()) {
                *lack -= row.coefficients[column];
            }
        }
    }

    fn indicator(&self, choice: &[usize]) -> Vec<f64> {
        let mut u = vec![0.0; self.columns];
        for &c in choice {
            u[c] = 1.0;
        }
        u
    }

    fn enough(&self, rows: &[Row], choice: &[usize]) -> bool {
        let u = self.indicator(choice);
        rows.iter().all(|row| !row.short(&u)) && (self.missing)(&u).is_none()
    }

    /// Leaves out what is not needed, the last taken first.
    fn shrink(&self, rows: &[Row], choice: &mut Vec<usize>) {
        for place in (0..choice.len()).rev() {
            let column = choice.remove(place);
            if !self.enough(rows, choice) {
                choice.insert(place, column);
            }
        }
    }

    /// A choice with two columns replaced by one, if there is one.
    fn two_for_one(&self, rows: &[Row], choice: &[usize]) -> Option<Vec<usize>> {
        for i in 0..choice.len() {
            for j in i + 1..choice.len() {
                for c in (0..self.columns).filter(|c| !choice.contains(c)) {
                    let mut other: Vec<usize> = choice.to_vec();
                    other.remove(j);
                    other[i] = c;
                    if self.enough(rows, &other) {
                        return Some(other);
                    }
                }
            }
        }
        None
    }
}

struct Search<'a> {
    cover: &'a Cover<'a>,
    simplex: Simplex,
    best: Option<Vec<usize>>,
    best_size: usize,
    /// The least bound of what was left unsearched.
    open_bound: usize,
    progress: &'a Progress,
    /// Bounds to put back on the way out of a branch.
    trail: Vec<(usize, (f64, f64))>,
}

impl Search<'_> {
    /// The least whole number of columns that a proven bound allows.
    fn whole(bound: f64) -> usize {
        (bound - WHOLE).ceil().max(0.0) as usize
    }

    /// Adds rounding cuts and missing rows at the root, as long as they move the relaxation.
    fn cut(&mut self) -> Result<(), AnalysisError> {
        for _ in 0..CUT_ROUNDS {
            self.progress.step(0)?;
            if self.simplex.solve(10_000) != Ended::Optimal {
                return Ok(());
            }
            let u = self.simplex.choice();
            let mut cuts: Vec<Row> = (self.cover.missing)(&u).into_iter().collect();
            cuts.extend(self.simplex.rows.iter().filter_map(|row| deepest_rounding(row, &u)));
            let total =
                Row { coefficients: vec![1.0; self.cover.columns], need: Self::whole(self.simplex.proven().0) as f64 };
            cuts.extend(Some(total).filter(|row| row.short(&u)));
            if cuts.is_empty() {
                return Ok(());
            }
            for cut in cuts {
                self.simplex.add(cut);
            }
        }
        Ok(())
    }

    /// Searches below the present bounds. What is left for want of work lowers `open_bound`.
    fn node(&mut self, known: usize) -> Result<(), AnalysisError> {
        self.progress.step(1)?;
        let (bound, u) = loop {
            if self.simplex.work > WORK {
                self.open_bound = self.open_bound.min(known);
                return Ok(());
            }
            let ended = self.simplex.solve(2_000);
            let (bound, reduced) = self.simplex.proven();
            let whole = Self::whole(bound).max(known);
            // Only what is proven may close a branch.
            if whole >= self.best_size || (ended == Ended::Infeasible && self.simplex.proves_infeasible()) {
                return Ok(());
            }
            if ended != Ended::Optimal {
                self.open_bound = self.open_bound.min(whole);
                return Ok(());
            }
            self.fix(bound, &reduced);
            let u = self.simplex.choice();
            if u.iter().any(|u| (u - u.round()).abs() > WHOLE) {
                break (whole, u);
            }
            let choice: Vec<usize> = (0..u.len()).filter(|c| u[*c] > 0.5).collect();
            match (self.cover.missing)(&self.cover.indicator(&choice)) {
                Some(row) if row.short(&u) => self.simplex.add(row),
                None if self.cover.enough(&self.cover.rows, &choice) => {
                    if choice.len() < self.best_size {
                        self.best_size = choice.len();
                        self.best = Some(choice);
                    }
                    return Ok(());
                }
                _ => {
                    // Rounding made a choice look enough that is not: leave the branch unproven.
                    self.open_bound = self.open_bound.min(whole);
                    return Ok(());
                }
            }
        };
        let halfway = |c: usize| (u[c] - 0.5).abs();
        let Some(column) = (0..u.len())
            .filter(|c| (u[*c] - u[*c].round()).abs() > WHOLE)
            .min_by(|a, b| halfway(*a).total_cmp(&halfway(*b)))
        else {
            return Ok(());
        };
        for side in [1.0, 0.0] {
            let mark = self.trail.len();
            self.trail.push((column, self.simplex.bounds(column)));
            self.simplex.bound(column, (side, side));
            self.node(bound)?;
            for (column, bounds) in self.trail.split_off(mark).into_iter().rev() {
                self.simplex.bound(column, bounds);
            }
        }
        Ok(())
    }

    /// Settles columns that a better choice than the best known must have in or out.
    fn fix(&mut self, bound: f64, reduced: &[f64]) {
        let room = self.best_size as f64 - 1.0 - bound + WHOLE;
        for (column, cost) in reduced.iter().enumerate() {
            let (lower, upper) = self.simplex.bounds(column);
            if lower < upper && cost.abs() > room {
                self.trail.push((column, (lower, upper)));
                let side = if *cost > 0.0 { lower } else { upper };
                self.simplex.bound(column, (side, side));
            }
        }
    }
}

/// The rounding cut of a row that a relaxed choice misses most. Divided by any of its coefficients and rounded up, a row
/// with no negative coefficient still holds for whole choices (Chvatal 1973, Gomory 1958).
fn deepest_rounding(row: &Row, u: &[f64]) -> Option<Row> {
    if row.need <= 0.0 || row.coefficients.iter().any(|c| *c < 0.0) {
        return None;
    }
    let mut divisors: Vec<f64> = row.coefficients.iter().copied().filter(|c| *c > 1e-9).collect();
    divisors.sort_by(f64::total_cmp);
    divisors.dedup();
    let up = |number: f64| (number - 1e-9).ceil();
    let mut best: Option<(f64, Row)> = None;
    for divisor in divisors {
        let cut = Row {
            coefficients: row.coefficients.iter().map(|c| up(c / divisor).max(0.0)).collect(),
            need: up(row.need / divisor),
        };
        let miss = (cut.need - cut.given(u)) / cut.need.max(1.0);
        if miss > 0.01 && best.as_ref().is_none_or(|(most, _)| miss > *most) {
            best = Some((miss, cut));
        }
    }
    best.map(|(_, cut)| cut)
}
