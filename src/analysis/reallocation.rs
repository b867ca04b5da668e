//! The best case if every offer is taken up: help spread over functions so that weighted coverage is largest.
//!
//! A linear program that is a flow: partners pour shares through provisions into functions. Solved exactly in `network`;
//! among equal optima the one nearest to what the scenario delivers, then the one that uses earlier provisions most.

use indexmap::IndexMap;
use serde::Serialize;

use crate::model::{FunctionId, Months, ProvisionId, ProvisionStatus, Scenario};
use crate::scenario::{Levers, Study, Workspace, ramp};

use super::network::{Cost, Network};
use super::{AnalysisError, Progress};

/// How far an answer may be off before it is refused.
const CHECK: f64 = 1e-7;
/// A partner delivers when it gives more than this.
const DELIVERS: f64 = 1e-9;

/// The best case if every offer is taken up.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ReallocationResult {
    /// Sum of weight times coverage.
    pub objective: f64,
    /// The objective divided by the sum of weights; `None` when nothing is assessed or the weights are all 0.
    pub overall: Option<f64>,
    /// Coverage of every function that is not `not_assessed`.
    pub coverage: IndexMap<FunctionId, f64>,
    /// What every counted provision with a share gives.
    pub x: IndexMap<ProvisionId, f64>,
}

/// Spreads help anew in a month of a scenario: shortfalls and demand as set, every offered and latent provision as far up
/// its ramp as it could be, every partner within its capacity, incompatible partners never together.
///
/// # Errors
/// When the run is cancelled, or the answer does not pass the check.
pub fn reallocation(
    study: &Study,
    scenario: &Scenario,
    month: Months,
    progress: &Progress,
) -> Result<ReallocationResult, AnalysisError> {
    progress.begin(0);
    let at = Study::month(month);
    let mut work = Workspace::of(study);
    study.evaluate(&Levers::of(study, scenario), at, &mut work);
    let problem = Problem { study, limits: limits(study, &work, at), work: &work };
    let mut banned = vec![false; study.actors.len()];
    let mut best = None;
    problem.branch(&mut banned, &mut best, progress)?;
    let Some(answer) = best else {
        return Err(AnalysisError::Solver("no branch has an answer".to_owned()));
    };
    let weights: f64 = study.functions.iter().filter(|f| f.counts()).map(|f| f.weight).sum();
    let coverage = problem.coverage(&answer.x);
    let counted = study.functions.iter().zip(&coverage).filter(|(f, _)| f.counts());
    Ok(ReallocationResult {
        objective: answer.objective,
        overall: (weights > 0.0).then(|| answer.objective / weights),
        coverage: counted.map(|(f, z)| (f.id.clone(), *z)).collect(),
        x: study.provisions.iter().zip(&answer.x).map(|(p, x)| (p.id.clone(), *x)).collect(),
    })
}

/// The most that every provision can give in a month: its whole share where it is active, else what its ramp allows that
/// begins in month 0; less its provider's shortfall.
pub(super) fn limits(study: &Study, work: &Workspace, at: f64) -> Vec<f64> {
    let provisions = study.provisions.iter().enumerate();
    provisions
        .map(|(p, provision)| {
            let (current, potential) = (work.current[p], work.potential[p]);
            let reached = match provision.status {
                ProvisionStatus::Active => potential,
                _ => current + (potential - current) * ramp(at, 0.0, provision.ramp),
            };
            reached * (1.0 - work.shortfall[provision.cell])
        })
        .collect()
}

struct Problem<'a> {
    study: &'a Study,
    work: &'a Workspace,
    limits: Vec<f64>,
}

struct Answer {
    x: Vec<f64>,
    objective: f64,
    /// Sum of the distances to what the scenario delivers.
    distance: f64,
}

impl Problem<'_> {
    /// Solves with some partners banned; where two incompatible partners both deliver, once without each.
    fn branch(&self, banned: &mut [bool], best: &mut Option<Answer>, progress: &Progress) -> Result<(), AnalysisError> {
        progress.step(1)?;
        let answer = self.solve(banned)?;
        let better = best.as_ref().is_none_or(|best| {
            let gain = answer.objective - best.objective;
            gain > DELIVERS || (gain > -DELIVERS && answer.distance < best.distance - DELIVERS)
        });
        // Without a partner nothing gets better, so neither does anything below this branch.
        if !better {
            return Ok(());
        }
        let gives = |actor: usize| {
            let given = self.study.provisions.iter().zip(&answer.x);
            given.filter(|(p, _)| p.actor == actor).map(|(_, x)| x).sum::<f64>() > DELIVERS
        };
        match self.study.incompatible.iter().find(|(a, b)| gives(*a) && gives(*b)) {
            None => *best = Some(answer),
            Some(&(a, b)) => {
                for gone in [b, a] {
                    banned[gone] = true;
                    self.branch(banned, best, progress)?;
                    banned[gone] = false;
                }
            }
        }
        Ok(())
    }

    fn solve(&self, banned: &[bool]) -> Result<Answer, AnalysisError> {
        let study = self.study;
        let (source, sink) = (0, 1);
        let actor_node = |a: usize| 2 + a;
        let function_node = |f: usize| 2 + study.actors.len() + f;
        let mut network = Network::new(2 + study.actors.len() + study.functions.len());
        for a in 0..study.actors.len() {
            network.arc(source, actor_node(a), self.work.capacity(study, a), Cost::FREE);
        }
        let mut places = Vec::with_capacity(study.provisions.len());
        for (p, provision) in study.provisions.iter().enumerate() {
            let limit = if banned[provision.actor] { 0.0 } else { self.limits[p] };
            let near = self.work.delivered[p].min(limit);
            let (from, to) = (actor_node(provision.actor), function_node(provision.function));
            // Up to what is delivered, every unit brings the answer nearer to it; beyond, farther.
            places.push(vec![
                network.arc(from, to, near, Cost { value: 0.0, distance: -1.0 }),
                network.arc(from, to, limit - near, Cost { value: 0.0, distance: 1.0 }),
            ]);
        }
        let unit_value = |f: usize| if self.need(f) > 0.0 { study.functions[f].weight / self.need(f) } else { 0.0 };
        let assessed: Vec<usize> = (0..study.functions.len()).filter(|f| study.functions[*f].assessed).collect();
        let scale = assessed.iter().map(|f| unit_value(*f)).fold(0.0, f64::max).max(f64::MIN_POSITIVE);
        let mut into_sink = Vec::new();
        for &f in &assessed {
            let value = Cost { value: -unit_value(f) / scale, distance: 0.0 };
            into_sink.push(network.arc(function_node(f), sink, self.need(f).max(0.0), value));
            into_sink.push(network.arc(function_node(f), sink, f64::INFINITY, Cost::FREE));
        }
        network.fill_cheapest(source, sink);
        let flow = into_sink.iter().map(|arc| network.flow(*arc)).sum();
        let potentials = network.close(source, sink, flow);
        let proven = network.proven_value(&potentials).map(|value| -value * scale);
        network.prefer(&potentials, &places);

        let x: Vec<f64> =
            places.iter().map(|arcs| arcs.iter().fold(0.0, |sum, arc| sum + network.flow(*arc))).collect();
        let objective = self.objective(&x);
        self.check(&x, proven, banned)?;
        let distance = x.iter().zip(&self.work.delivered).map(|(x, y)| (x - y).abs()).sum();
        Ok(Answer { x, objective, distance })
    }

    fn need(&self, f: usize) -> f64 {
        self.study.functions[f].need * self.work.demand[f]
    }

    fn coverage(&self, x: &[f64]) -> Vec<f64> {
        let mut supply = vec![0.0; self.study.functions.len()];
        for (provision, x) in self.study.provisions.iter().zip(x) {
            supply[provision.function] += x;
        }
        let rows = supply.iter().enumerate();
        rows.map(|(f, supply)| if self.need(f) > 0.0 { (supply / self.need(f)).min(1.0) } else { 1.0 }).collect()
    }

    fn objective(&self, x: &[f64]) -> f64 {
        let rows = self.study.functions.iter().zip(self.coverage(x)).filter(|(f, _)| f.counts());
        // Not `sum`: of nothing that is minus zero, which would be printed.
        rows.fold(0.0, |sum, (f, z)| sum + f.weight * z)
    }

    /// Checks the answer against the program as it is written, and its value against the proof.
    fn check(&self, x: &[f64], proven: Option<f64>, banned: &[bool]) -> Result<(), AnalysisError> {
        let study = self.study;
        let fail = |what: String| Err(AnalysisError::Solver(what));
        let mut given = vec![0.0; study.actors.len()];
        for (p, provision) in study.provisions.iter().enumerate() {
            let limit = if banned[provision.actor] { 0.0 } else { self.limits[p] };
            if !(-CHECK..=limit + CHECK).contains(&x[p]) {
                return fail(format!("provision {} gives {} of at most {limit}", provision.id, x[p]));
            }
            given[provision.actor] += x[p];
        }
        for (a, given) in given.iter().enumerate() {
            let capacity = self.work.capacity(study, a);
            if *given > capacity + CHECK {
                return fail(format!("{} gives {given} of at most {capacity}", study.actors[a].id));
            }
        }
        // Functions that no flow reaches (need 0, or nobody provides them) are covered by what they are.
        let fixed: f64 = study
            .functions
            .iter()
            .enumerate()
            .filter(|(f, function)| function.counts() && self.need(*f) <= 0.0)
            .map(|(_, function)| function.weight)
            .sum();
        let objective = self.objective(x);
        match proven {
            Some(proven) if (proven + fixed - objective).abs() <= CHECK * (1.0 + objective.abs()) => Ok(()),
            Some(proven) => fail(format!("the objective is {objective}, the proof says {}", proven + fixed)),
            None => fail("the optimum has no proof".to_owned()),
        }
    }
}
