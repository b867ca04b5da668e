//! A small dual simplex for covering programs: min sum u, rows of `coefficients u >= need`, bounds on every u.
//!
//! It is dense and warm: after a bound changes or a row comes in, the last basis is dual feasible still, so a node of a
//! search costs a few pivots. Its answers are never trusted: `proven` computes a lower bound from the multipliers and the
//! rows as they were written, which holds whatever rounding did on the way.

use super::SplitMix64;

/// Smaller pivots are not taken.
const PIVOT: f64 = 1e-9;
/// Violations up to this are none.
const FEASIBLE: f64 = 1e-9;

/// `coefficients u >= need`.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Row {
    pub coefficients: Vec<f64>,
    pub need: f64,
}

impl Row {
    /// What the choice gives, by 0..1 per partner.
    pub fn given(&self, u: &[f64]) -> f64 {
        self.coefficients.iter().zip(u).map(|(c, u)| c * u).sum()
    }

    /// Whether a choice leaves the row short.
    pub fn short(&self, u: &[f64]) -> bool {
        self.given(u) < self.need - FEASIBLE * (1.0 + self.need.abs())
    }
}

/// The cost of a column: 1, and a little more for every one differently. Equal costs let the simplex go in circles; what is
/// proven is proven for costs of 1.
fn nudged(column: usize) -> f64 {
    1.0 + 1e-6 * SplitMix64::after(7, column as u64).next_unit()
}

/// How a solve ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ended {
    /// At the optimum.
    Optimal,
    /// No choice within the bounds meets the rows.
    Infeasible,
    /// After too many pivots; the multipliers still prove a bound.
    Tired,
}

/// Variables are numbered: first the columns, then one surplus per row.
#[derive(Clone, Debug)]
pub(super) struct Simplex {
    pub rows: Vec<Row>,
    columns: usize,
    lower: Vec<f64>,
    upper: Vec<f64>,
    /// Per tableau row: the coefficients of the nonbasic variables.
    tableau: Vec<Vec<f64>>,
    constants: Vec<f64>,
    /// The variable that is basic in each row, and its value.
    basic: Vec<usize>,
    value: Vec<f64>,
    /// The variable of each tableau column, and its reduced cost.
    nonbasic: Vec<usize>,
    reduced: Vec<f64>,
    /// Multiplications done, as a measure of time that is the same on every machine.
    pub work: u64,
    pivots_since_rebuild: u32,
    /// The tableau row that no column can help, and whether it would have to rise.
    stuck: Option<(usize, bool)>,
}

impl Simplex {
    pub fn new(columns: usize, rows: Vec<Row>) -> Self {
        let mut simplex = Self {
            rows: Vec::new(),
            columns,
            lower: vec![0.0; columns],
            upper: vec![1.0; columns],
            tableau: Vec::new(),
            constants: Vec::new(),
            basic: Vec::new(),
            value: Vec::new(),
            nonbasic: (0..columns).collect(),
            reduced: (0..columns).map(nudged).collect(),
            work: 0,
            pivots_since_rebuild: 0,
            stuck: None,
        };
        for row in rows {
            simplex.add(row);
        }
        simplex
    }

    /// Adds a row; its surplus is basic.
    pub fn add(&mut self, row: Row) {
        let mut line = vec![0.0; self.columns];
        let mut constant = -row.need;
        for (column, &variable) in self.nonbasic.iter().enumerate() {
            if variable < self.columns {
                line[column] = row.coefficients[variable];
            }
        }
        for (r, &variable) in self.basic.iter().enumerate() {
            if variable < self.columns && row.coefficients[variable] != 0.0 {
                let by = row.coefficients[variable];
                for (cell, other) in line.iter_mut().zip(&self.tableau[r]) {
                    *cell += by * other;
                }
                constant += by * self.constants[r];
            }
        }
        self.basic.push(self.columns + self.rows.len());
        self.lower.push(0.0);
        self.upper.push(f64::INFINITY);
        self.tableau.push(line);
        self.constants.push(constant);
        self.value.push(0.0);
        self.rows.push(row);
    }

    pub fn bounds(&self, column: usize) -> (f64, f64) {
        (self.lower[column], self.upper[column])
    }

    pub fn bound(&mut self, column: usize, (lower, upper): (f64, f64)) {
        self.lower[column] = lower;
        self.upper[column] = upper;
    }

    /// Solves from the last basis, with at most so many pivots.
    pub fn solve(&mut self, most_pivots: u32) -> Ended {
        // A tableau collects rounding with every pivot; now and then it is made anew.
        if self.pivots_since_rebuild > 5000 {
            let rows = std::mem::take(&mut self.rows);
            let mut fresh = Self::new(self.columns, rows);
            fresh.lower[..self.columns].copy_from_slice(&self.lower[..self.columns]);
            fresh.upper[..self.columns].copy_from_slice(&self.upper[..self.columns]);
            fresh.work = self.work;
            *self = fresh;
        }
        self.stuck = None;
        self.settle();
        for _ in 0..most_pivots {
            let Some((row, rises)) = self.leaving() else { return Ended::Optimal };
            let Some(column) = self.entering(row, rises) else {
                self.stuck = Some((row, rises));
                return Ended::Infeasible;
            };
            self.pivot(row, column);
            self.settle();
        }
        Ended::Tired
    }

    /// The value at which a nonbasic variable rests: the bound that its reduced cost asks for.
    fn rests_at(&self, column: usize) -> f64 {
        let variable = self.nonbasic[column];
        if self.reduced[column] >= 0.0 || self.upper[variable].is_infinite() {
            self.lower[variable]
        } else {
            self.upper[variable]
        }
    }

    /// Computes the basic values from the bounds.
    fn settle(&mut self) {
        let resting: Vec<f64> = (0..self.columns).map(|column| self.rests_at(column)).collect();
        for ((value, line), constant) in self.value.iter_mut().zip(&self.tableau).zip(&self.constants) {
            *value = constant + line.iter().zip(&resting).map(|(cell, rest)| cell * rest).sum::<f64>();
        }
        self.work += (self.columns * self.rows.len()) as u64;
    }

    /// The basic variable farthest outside its bounds, and whether it has to rise.
    fn leaving(&self) -> Option<(usize, bool)> {
        let mut worst = FEASIBLE;
        let mut leaving = None;
        for (row, (&variable, &value)) in self.basic.iter().zip(&self.value).enumerate() {
            let (below, above) = (self.lower[variable] - value, value - self.upper[variable]);
            if below > worst {
                (worst, leaving) = (below, Some((row, true)));
            } else if above > worst {
                (worst, leaving) = (above, Some((row, false)));
            }
        }
        leaving
    }

    /// The nonbasic variable that can move the row and loses its reduced cost first; of equals the surest pivot.
    fn entering(&self, row: usize, rises: bool) -> Option<usize> {
        let mut best: Option<(f64, f64, usize)> = None;
        for (column, &cell) in self.tableau[row].iter().enumerate() {
            let variable = self.nonbasic[column];
            if cell.abs() <= PIVOT || self.lower[variable] == self.upper[variable] {
                continue;
            }
            // From its lower bound a variable can only grow, from its upper bound only shrink.
            let at_upper = self.reduced[column] < 0.0 && self.upper[variable].is_finite();
            if ((cell > 0.0) == rises) == at_upper {
                continue;
            }
            let ratio = (self.reduced[column] / cell).abs();
            let better = best.is_none_or(|(least, size, _)| {
                ratio < least - FEASIBLE || (ratio <= least + FEASIBLE && cell.abs() > size)
            });
            if better {
                best = Some((ratio, cell.abs(), column));
            }
        }
        best.map(|(_, _, column)| column)
    }

    fn pivot(&mut self, row: usize, column: usize) {
        let mut line = std::mem::take(&mut self.tableau[row]);
        let by = 1.0 / line[column];
        for cell in &mut line {
            *cell *= -by;
        }
        line[column] = by;
        let constant = -self.constants[row] * by;
        let substitute = |cells: &mut [f64], start: &mut f64| {
            let times = cells[column];
            if times != 0.0 {
                cells[column] = 0.0;
                for (cell, other) in cells.iter_mut().zip(&line) {
                    *cell += times * other;
                }
                *start += times * constant;
            }
        };
        for (r, cells) in self.tableau.iter_mut().enumerate() {
            if r != row {
                substitute(cells, &mut self.constants[r]);
            }
        }
        substitute(&mut self.reduced, &mut 0.0);
        self.constants[row] = constant;
        self.tableau[row] = line;
        std::mem::swap(&mut self.basic[row], &mut self.nonbasic[column]);
        self.work += (self.columns * self.rows.len()) as u64;
        self.pivots_since_rebuild += 1;
    }

    /// The value of every column.
    pub fn choice(&self) -> Vec<f64> {
        let mut u = vec![0.0; self.columns];
        for (column, &variable) in self.nonbasic.iter().enumerate() {
            if variable < self.columns {
                u[variable] = self.rests_at(column);
            }
        }
        for (&variable, &value) in self.basic.iter().zip(&self.value) {
            if variable < self.columns {
                u[variable] = value;
            }
        }
        u
    }

    /// A lower bound on the sum within the bounds, by weak duality from the multipliers and the rows as written; and the
    /// reduced cost of every column that goes with it.
    pub fn proven(&self) -> (f64, Vec<f64>) {
        let mut bound = 0.0;
        let mut reduced = vec![1.0; self.columns];
        for (column, &variable) in self.nonbasic.iter().enumerate() {
            let multiplier = self.reduced[column];
            if variable >= self.columns && multiplier > 0.0 {
                let row = &self.rows[variable - self.columns];
                bound += multiplier * row.need;
                for (cost, coefficient) in reduced.iter_mut().zip(&row.coefficients) {
                    *cost -= multiplier * coefficient;
                }
            }
        }
        for (column, cost) in reduced.iter().enumerate() {
            bound += (cost * self.lower[column]).min(cost * self.upper[column]);
        }
        (bound, reduced)
    }

    /// After `Ended::Infeasible`: whether a sum of the rows as written shows that no choice within the bounds meets them
    /// all (Farkas).
    pub fn proves_infeasible(&self) -> bool {
        let Some((stuck, rises)) = self.stuck else { return false };
        let mut weights = vec![0.0; self.rows.len()];
        if rises && self.basic[stuck] >= self.columns {
            weights[self.basic[stuck] - self.columns] = 1.0;
        }
        for (&variable, &cell) in self.nonbasic.iter().zip(&self.tableau[stuck]) {
            if variable >= self.columns {
                weights[variable - self.columns] += if rises { (-cell).max(0.0) } else { cell.max(0.0) };
            }
        }
        let mut sum = vec![0.0; self.columns];
        let (mut need, mut size) = (0.0, 0.0);
        for (row, weight) in self.rows.iter().zip(&weights).filter(|(_, weight)| **weight > 0.0) {
            need += weight * row.need;
            size += weight * row.need.abs();
            for (sum, coefficient) in sum.iter_mut().zip(&row.coefficients) {
                *sum += weight * coefficient;
            }
        }
        let most: f64 = sum.iter().enumerate().map(|(c, sum)| (sum * self.lower[c]).max(sum * self.upper[c])).sum();
        most < need - 10.0 * FEASIBLE * (weights.iter().sum::<f64>() + size)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(coefficients: &[f64], need: f64) -> Row {
        Row { coefficients: coefficients.to_vec(), need }
    }

    #[test]
    fn a_triangle_is_covered_by_halves() {
        let rows = vec![row(&[1.0, 1.0, 0.0], 1.0), row(&[0.0, 1.0, 1.0], 1.0), row(&[1.0, 0.0, 1.0], 1.0)];
        let mut simplex = Simplex::new(3, rows);
        assert_eq!(simplex.solve(100), Ended::Optimal);
        assert!((simplex.proven().0 - 1.5).abs() < 1e-5);
        assert!(simplex.choice().iter().all(|u| (u - 0.5).abs() < 1e-9));
        // A bound and a row later, from the same basis.
        simplex.bound(0, (1.0, 1.0));
        assert_eq!(simplex.solve(100), Ended::Optimal);
        assert!((simplex.proven().0 - 2.0).abs() < 1e-5);
        simplex.bound(0, (0.0, 1.0));
        simplex.add(row(&[1.0, 1.0, 1.0], 2.5));
        assert_eq!(simplex.solve(100), Ended::Optimal);
        assert!((simplex.proven().0 - 2.5).abs() < 1e-5);
    }

    #[test]
    fn what_cannot_be_covered_is_infeasible() {
        let mut simplex = Simplex::new(2, vec![row(&[0.4, 0.5], 1.0)]);
        assert_eq!(simplex.solve(100), Ended::Infeasible);
        assert!(simplex.proves_infeasible());
        let mut simplex = Simplex::new(2, vec![row(&[0.5, 0.5], 1.0), row(&[-1.0, -0.9], -1.0)]);
        assert_eq!(simplex.solve(100), Ended::Infeasible);
        assert!(simplex.proves_infeasible());
    }

    #[test]
    fn rows_give_what_they_say() {
        let row = row(&[0.1, 0.2], 0.3);
        assert!(!row.short(&[1.0, 1.0]));
        assert!(row.short(&[1.0, 0.9]));
    }
}
