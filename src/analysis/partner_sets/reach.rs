//! How far a threshold that is out of reach can be reached, and which functions block it.

use super::super::{AnalysisError, Progress};
use super::{Blocked, ENOUGH, Problem};

/// The highest threshold within reach, and by whom.
pub(super) struct Best {
    /// What all wanted functions reach together.
    pub threshold: f64,
    /// Who is in, by place among the partners.
    pub present: Vec<bool>,
}

impl Problem<'_> {
    /// The functions that keep the thresholds out of reach: each that falls short by itself, with everybody in who may stand
    /// together; where none does, those that fall short of one another, by capacities or by partners that exclude each other.
    pub(super) fn blocked_by(&self, best: &Best, progress: &Progress) -> Result<Vec<Blocked>, AnalysisError> {
        let blocked = |functions: &[usize], best: f64| Blocked {
            functions: functions.iter().map(|f| self.study.functions[self.functions[*f]].id.clone()).collect(),
            best,
            threshold: functions.first().map_or(0.0, |f| self.wanted[*f].1),
        };
        let mut alone = Vec::new();
        for (f, (_, theta)) in self.wanted.iter().enumerate() {
            let reached = self.only(f).best_threshold(progress)?.threshold;
            if reached < theta - ENOUGH {
                alone.push(blocked(&[f], reached));
            }
        }
        if !alone.is_empty() {
            return Ok(alone);
        }
        let present: Vec<f64> = best.present.iter().map(|p| f64::from(u8::from(*p))).collect();
        let Some(short) = self.short(&present, &self.demands()) else { return Ok(Vec::new()) };
        let functions: Vec<usize> = (0..short.len()).filter(|f| short[*f]).collect();
        Ok(vec![blocked(&functions, best.threshold)])
    }

    /// The same partners, wanted for one function alone.
    fn only(&self, f: usize) -> Self {
        Self {
            study: self.study,
            partners: self.partners.clone(),
            capacity: self.capacity.clone(),
            gives: self.gives.iter().map(|gives| vec![gives[f]]).collect(),
            wanted: vec![self.wanted[f]],
            functions: vec![self.functions[f]],
            exclusive: self.exclusive.clone(),
        }
    }

    /// The highest t such that every wanted function reaches the smaller of t and its own threshold, with all partners
    /// that may stand together.
    pub(super) fn best_threshold(&self, progress: &Progress) -> Result<Best, AnalysisError> {
        let mut best = Best { threshold: 0.0, present: vec![false; self.partners.len()] };
        self.best_among(&mut vec![true; self.partners.len()], &mut best, progress)?;
        Ok(best)
    }

    /// Without one of each incompatible pair in turn; a branch that reaches no higher than the best is left.
    fn best_among(&self, present: &mut [bool], best: &mut Best, progress: &Progress) -> Result<(), AnalysisError> {
        progress.step(1)?;
        let reached = self.reached(present);
        if reached <= best.threshold {
            return Ok(());
        }
        match self.exclusive.iter().find(|(a, b)| present[*a] && present[*b]) {
            None => *best = Best { threshold: reached, present: present.to_vec() },
            Some(&(a, b)) => {
                for gone in [b, a] {
                    present[gone] = false;
                    self.best_among(present, best, progress)?;
                    present[gone] = true;
                }
            }
        }
        Ok(())
    }

    /// Newton's method over cuts: each violated cut gives the t at which it would just hold; t only falls, and no cut comes
    /// twice, so the last t is exact.
    fn reached(&self, present: &[bool]) -> f64 {
        let u: Vec<f64> = present.iter().map(|p| f64::from(u8::from(*p))).collect();
        let mut t = self.wanted.iter().map(|(_, theta)| *theta).fold(0.0, f64::max);
        // Every cut is a set of functions, and few of them ever bind.
        for _ in 0..1000 {
            let demands: Vec<f64> = self.wanted.iter().map(|(need, theta)| need * theta.min(t)).collect();
            let Some(short) = self.short(&u, &demands) else { return t };
            t = self.just_met(&short, present, t);
        }
        t
    }

    /// The t, at most `t`, at which some functions together need just what is there for them.
    fn just_met(&self, short: &[bool], present: &[bool], t: f64) -> f64 {
        let supply: f64 = (0..self.partners.len())
            .filter(|m| present[*m])
            .map(|m| {
                let gives = self.gives[m].iter().zip(short).filter(|(_, short)| **short).map(|(gives, _)| gives);
                gives.sum::<f64>().min(self.capacity[m])
            })
            .sum();
        // What they need, the sum of need * min(theta, t), rises with t and bends at every theta.
        let mut bends: Vec<(f64, f64)> = self
            .wanted
            .iter()
            .zip(short)
            .filter(|(_, short)| **short)
            .map(|((need, theta), _)| (*theta, *need))
            .collect();
        bends.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut slope: f64 = bends.iter().map(|(_, need)| need).sum();
        let (mut below, mut needed) = (0.0, 0.0);
        for (theta, need) in bends {
            if needed + slope * (theta - below) >= supply {
                break;
            }
            needed += slope * (theta - below);
            below = theta;
            slope -= need;
        }
        if slope > 0.0 { (below + (supply - needed).max(0.0) / slope).min(t) } else { t.min(below) }
    }
}
