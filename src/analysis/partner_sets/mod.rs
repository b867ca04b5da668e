//! The smallest sets of partners that together reach a threshold in every function.

mod reach;

use indexmap::IndexMap;
use serde::Serialize;

use crate::model::{ActorId, FunctionId, Months, Scenario};
use crate::scenario::{Levers, Study, Workspace};

use super::cover::{Cover, Covered};
use super::network::{Cost, Network};
use super::reallocation::limits;
use super::simplex::Row;
use super::{AnalysisError, Progress};

/// Up to this many partners every smallest set is listed.
const ENUMERATED: usize = 15;
/// How much may be missing from a need that counts as met.
const ENOUGH: f64 = 1e-9;

/// What the sets have to reach.
#[derive(Clone, Debug, PartialEq)]
pub struct PartnerSetsOptions {
    /// Share of the need to reach in every function with a counted share, 0..1; the map's own threshold when `None`.
    pub threshold: Option<f64>,
    /// Functions with a threshold of their own, 0..1; 0 leaves a function out.
    pub functions: Vec<(FunctionId, f64)>,
    /// Partners that are not to be considered.
    pub exclude: Vec<ActorId>,
    /// The most sets to list.
    pub limit: usize,
}

impl Default for PartnerSetsOptions {
    fn default() -> Self {
        Self { threshold: None, functions: Vec::new(), exclude: Vec::new(), limit: 100 }
    }
}

/// The smallest sets.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PartnerSetsResult {
    /// How many partners the sets have; `None` when the threshold is out of reach.
    pub size: Option<usize>,
    /// Every smallest set for up to 15 partners, else one; members in the map's order.
    pub sets: Vec<Vec<ActorId>>,
    /// Whether `size` is proven smallest, or the threshold proven out of reach.
    pub proven: bool,
    /// No set has fewer partners; `None` when the threshold is proven out of reach.
    pub bound: Option<usize>,
    /// Where the threshold is out of reach: the highest that all functions reach together.
    pub best_threshold: Option<f64>,
    /// Where the threshold is out of reach: what blocks it, in the map's order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub blocked_by: Vec<Blocked>,
    /// Functions that no set can reach, because the analyst states that nobody provides them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub out_of_reach: Vec<FunctionId>,
    /// Per set, members that depend on somebody outside it, with whom: "leans on".
    #[serde(skip_serializing_if = "nobody_leans")]
    pub leans_on: Vec<IndexMap<ActorId, Vec<ActorId>>>,
}

/// Functions that keep a threshold out of reach.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Blocked {
    /// One that falls short by itself, with everybody in; or several that are reached one by one but not all at once.
    pub functions: Vec<FunctionId>,
    /// The highest share of need that it, or all functions together, can reach, 0..1.
    pub best: f64,
    /// The share of need that was asked of the first of them, 0..1.
    pub threshold: f64,
}

#[allow(clippy::ptr_arg, reason = "serde calls it with the field")]
fn nobody_leans(leans_on: &Vec<IndexMap<ActorId, Vec<ActorId>>>) -> bool {
    leans_on.iter().all(IndexMap::is_empty)
}

/// Finds the smallest sets of partners in a month of a scenario. Each gives what `reallocation` would let it give;
/// incompatible partners never stand in one set. The principal's own forces count as partners.
///
/// # Errors
/// When an option is out of range or names what the map does not have, or the run is cancelled.
pub fn partner_sets(
    study: &Study,
    scenario: &Scenario,
    month: Months,
    options: &PartnerSetsOptions,
    progress: &Progress,
) -> Result<PartnerSetsResult, AnalysisError> {
    progress.begin(0);
    let at = Study::month(month);
    let mut work = Workspace::of(study);
    study.evaluate(&Levers::of(study, scenario), at, &mut work);
    let thresholds = thresholds(study, options)?;
    let problem = Problem::of(study, &work, at, &thresholds, options)?;
    let covered = problem.smallest(options.limit, progress)?;
    let mut result = PartnerSetsResult {
        size: covered.sets.first().map(Vec::len),
        sets: covered.sets.iter().map(|set| set.iter().map(|m| problem.id(*m)).collect()).collect(),
        proven: covered.proven,
        bound: (!covered.sets.is_empty() || !covered.proven).then_some(covered.bound),
        best_threshold: None,
        blocked_by: Vec::new(),
        out_of_reach: study
            .functions
            .iter()
            .zip(&thresholds)
            .filter(|(f, theta)| !f.assessed && f.assessed_none && **theta > 0.0)
            .map(|(f, _)| f.id.clone())
            .collect(),
        leans_on: covered.sets.iter().map(|set| problem.leans_on(set)).collect(),
    };
    if result.sets.is_empty() && result.proven {
        let best = problem.best_threshold(progress)?;
        result.blocked_by = problem.blocked_by(&best, progress)?;
        result.best_threshold = Some(best.threshold);
    }
    Ok(result)
}

/// The threshold of every function.
fn thresholds(study: &Study, options: &PartnerSetsOptions) -> Result<Vec<f64>, AnalysisError> {
    let sound = |name: &str, theta: f64| {
        if (0.0..=1.0).contains(&theta) { Ok(theta) } else { Err(AnalysisError::out_of_range(name, &theta, "0 to 1")) }
    };
    let common = sound("threshold", options.threshold.unwrap_or(study.threshold))?;
    let mut thresholds = vec![common; study.functions.len()];
    for (id, theta) in &options.functions {
        let Some(place) = study.functions.iter().position(|f| f.id == *id) else {
            return Err(AnalysisError::Unknown { kind: "function", name: id.to_string() });
        };
        thresholds[place] = sound(id.as_str(), *theta)?;
    }
    Ok(thresholds)
}

struct Problem<'a> {
    study: &'a Study,
    /// The actors that can give something.
    partners: Vec<usize>,
    /// The most each can give in all.
    capacity: Vec<f64>,
    /// The most each can give to each wanted function.
    gives: Vec<Vec<f64>>,
    /// Need and threshold of the wanted functions.
    wanted: Vec<(f64, f64)>,
    /// Their places in the study.
    functions: Vec<usize>,
    /// Places in `partners`.
    exclusive: Vec<(usize, usize)>,
}

struct Smallest {
    sets: Vec<Vec<usize>>,
    proven: bool,
    bound: usize,
}

impl<'a> Problem<'a> {
    fn of(
        study: &'a Study,
        work: &Workspace,
        at: f64,
        thresholds: &[f64],
        options: &PartnerSetsOptions,
    ) -> Result<Self, AnalysisError> {
        let mut excluded = vec![false; study.actors.len()];
        for id in &options.exclude {
            let Some(place) = study.actors.iter().position(|a| a.id == *id) else {
                return Err(AnalysisError::Unknown { kind: "actor", name: id.to_string() });
            };
            excluded[place] = true;
        }
        let need = |f: usize| study.functions[f].need * work.demand[f];
        let functions: Vec<usize> = (0..study.functions.len())
            .filter(|f| study.functions[*f].assessed && thresholds[*f] * need(*f) > 0.0)
            .collect();
        let limits = limits(study, work, at);
        let mut gives = vec![vec![0.0; functions.len()]; study.actors.len()];
        for (provision, limit) in study.provisions.iter().zip(&limits) {
            if let Some(place) = functions.iter().position(|f| *f == provision.function) {
                gives[provision.actor][place] += limit;
            }
        }
        let useful = |a: &usize| !excluded[*a] && gives[*a].iter().any(|g| *g > 0.0) && work.capacity(study, *a) > 0.0;
        let partners: Vec<usize> = (0..study.actors.len()).filter(useful).collect();
        let place = |actor: usize| partners.iter().position(|p| *p == actor);
        Ok(Self {
            study,
            capacity: partners.iter().map(|a| work.capacity(study, *a)).collect(),
            gives: partners.iter().map(|a| gives[*a].clone()).collect(),
            wanted: functions.iter().map(|f| (need(*f), thresholds[*f])).collect(),
            exclusive: study.incompatible.iter().filter_map(|(a, b)| Some((place(*a)?, place(*b)?))).collect(),
            partners,
            functions,
        })
    }

    fn id(&self, member: usize) -> ActorId {
        self.study.actors[self.partners[member]].id.clone()
    }

    fn demands(&self) -> Vec<f64> {
        self.wanted.iter().map(|(need, theta)| need * theta).collect()
    }

    /// The row that says of some functions together: their demand needs so much from whoever is in. A partner never
    /// counts for more than the demand, which no whole choice notices but the relaxation does.
    fn row(&self, functions: &[bool], demands: &[f64]) -> Row {
        let over = |of: &[f64]| -> f64 { of.iter().zip(functions).filter(|(_, s)| **s).map(|(x, _)| x).sum() };
        let need = over(demands);
        let coefficient = |member: usize| over(&self.gives[member]).min(self.capacity[member]).min(need);
        Row { coefficients: (0..self.partners.len()).map(coefficient).collect(), need }
    }

    /// A row that a choice leaves short.
    fn missing(&self, u: &[f64], demands: &[f64]) -> Option<Row> {
        self.short(u, demands).map(|functions| self.row(&functions, demands))
    }

    /// Functions that a choice leaves short: one alone, or several that compete for capacities (max-flow min-cut).
    fn short(&self, u: &[f64], demands: &[f64]) -> Option<Vec<bool>> {
        for f in 0..demands.len() {
            let given: f64 = self.gives.iter().zip(u).map(|(g, u)| g[f] * u).sum();
            if given < demands[f] - ENOUGH * (1.0 + demands[f]) {
                let mut only = vec![false; demands.len()];
                only[f] = true;
                return Some(only);
            }
        }
        if self.capacity.iter().all(|k| k.is_infinite()) {
            return None;
        }
        let (source, sink, count) = (0, 1, self.partners.len());
        let mut network = Network::new(2 + count + demands.len());
        for (member, u) in u.iter().enumerate() {
            // An infinite capacity times an absence of 0 would be no number.
            let capacity = if *u > 0.0 { self.capacity[member] * u } else { 0.0 };
            network.arc(source, 2 + member, capacity, Cost::FREE);
            for (f, gives) in self.gives[member].iter().enumerate().filter(|(_, gives)| **gives > 0.0) {
                network.arc(2 + member, 2 + count + f, gives * u, Cost::FREE);
            }
        }
        let into_sink: Vec<usize> = demands
            .iter()
            .enumerate()
            .map(|(f, demand)| network.arc(2 + count + f, sink, *demand, Cost::FREE))
            .collect();
        network.fill(source, sink);
        let met: f64 = into_sink.iter().map(|arc| network.flow(*arc)).sum();
        let demand: f64 = demands.iter().sum();
        if met >= demand - ENOUGH * (1.0 + demand) {
            return None;
        }
        let reached = network.reachable(source);
        Some((0..demands.len()).map(|f| !reached[2 + count + f]).collect())
    }

    fn indicator(&self, members: &[usize]) -> Vec<f64> {
        let mut u = vec![0.0; self.partners.len()];
        for &member in members {
            u[member] = 1.0;
        }
        u
    }

    fn at_odds(&self, members: &[usize]) -> bool {
        self.exclusive.iter().any(|(a, b)| members.contains(a) && members.contains(b))
    }

    fn smallest(&self, limit: usize, progress: &Progress) -> Result<Smallest, AnalysisError> {
        let demands = self.demands();
        if self.partners.len() <= ENUMERATED {
            return self.enumerate(&demands, limit, progress);
        }
        let single = |f: usize| (0..demands.len()).map(|other| other == f).collect::<Vec<bool>>();
        let mut rows: Vec<Row> = (0..demands.len()).map(|f| self.row(&single(f), &demands)).collect();
        rows.push(self.row(&vec![true; demands.len()], &demands));
        let missing = |u: &[f64]| self.missing(u, &demands);
        let cover = Cover { columns: self.partners.len(), rows, exclusive: self.exclusive.clone(), missing: &missing };
        let Covered { best, bound, finished } = cover.solve(progress)?;
        if let Some(best) = &best {
            // The last word on any answer: the needs as they are written.
            if self.at_odds(best) || self.missing(&self.indicator(best), &demands).is_some() {
                return Err(AnalysisError::Solver("a partner set does not reach the threshold".to_owned()));
            }
        }
        let proven = finished || best.as_ref().is_some_and(|best| best.len() == bound);
        Ok(Smallest { sets: best.into_iter().collect(), proven, bound })
    }

    /// Every smallest set, by trying all sets of 0, 1, 2, ... partners.
    fn enumerate(&self, demands: &[f64], limit: usize, progress: &Progress) -> Result<Smallest, AnalysisError> {
        let count = self.partners.len();
        for size in 0..=count {
            let mut sets = Vec::new();
            let mut members: Vec<usize> = (0..size).collect();
            loop {
                progress.step(1)?;
                if !self.at_odds(&members) && self.missing(&self.indicator(&members), demands).is_none() {
                    sets.push(members.clone());
                }
                // The next set in lexicographic order: raise the last member that can be raised.
                let Some(place) = (0..size).rev().find(|p| members[*p] < count - size + p) else { break };
                members[place] += 1;
                for later in place + 1..size {
                    members[later] = members[later - 1] + 1;
                }
            }
            if !sets.is_empty() {
                sets.truncate(limit.max(1));
                return Ok(Smallest { sets, proven: true, bound: size });
            }
        }
        Ok(Smallest { sets: Vec::new(), proven: true, bound: count + 1 })
    }

    /// Members of a set that depend on somebody outside it, own forces aside.
    fn leans_on(&self, set: &[usize]) -> IndexMap<ActorId, Vec<ActorId>> {
        let actors: Vec<usize> = set.iter().map(|m| self.partners[*m]).collect();
        let mut leaning = IndexMap::new();
        for &actor in &actors {
            let outside = |patron: &usize| !actors.contains(patron) && !self.study.actors[*patron].own;
            let patrons = self.study.dependencies.iter().filter(|d| d.client == actor).map(|d| d.patron);
            let patrons: Vec<ActorId> = patrons.filter(outside).map(|p| self.study.actors[p].id.clone()).collect();
            if !patrons.is_empty() {
                leaning.insert(self.study.actors[actor].id.clone(), patrons);
            }
        }
        leaning
    }
}
