//! Who could cover what a scenario loses, per function, against a reference.

use std::collections::BTreeSet;

use crate::model::{ActorId, FunctionId, Months, ProvisionStatus, Scenario};

use super::study::Study;
use super::{Levers, Substitute, Substitutes, Workspace};

/// Amounts up to this are rounding, not help.
const NOTHING: f64 = 1e-12;

/// Partners that provide a function which a scenario loses, but already give all they have of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NothingToAdd {
    /// The function.
    pub function: FunctionId,
    /// Partners that do not fall short in it and could give no more, in the order of the map.
    pub partners: Vec<ActorId>,
}

/// What one partner could do about one function's loss.
struct Cover {
    actor: usize,
    already: f64,
    adds: f64,
    /// Ramp and status of the slowest provision that adds.
    slowest: Option<(f64, ProvisionStatus)>,
    first_status: ProvisionStatus,
}

impl Study {
    /// The substitutes of every function that delivers less in `work` than in `reference`, in the order of functions.
    pub(super) fn substitutes(&self, work: &Workspace, reference: &Workspace) -> Vec<Substitutes> {
        let lost = self.losses(work, reference);
        lost.into_iter().map(|(function, lost)| self.substitutes_of(function, lost, work, reference)).collect()
    }

    fn substitutes_of(&self, f: usize, lost: f64, work: &Workspace, reference: &Workspace) -> Substitutes {
        let covers = self.covers(f, work, reference);
        // Not `sum`: of nothing that is minus zero, which would be printed.
        let sum = covers.iter().fold(0.0, |sum, c| sum + (c.already + c.adds));
        let mut helping: Vec<&Cover> = covers.iter().filter(|c| c.already > NOTHING || c.adds > NOTHING).collect();
        let rounded = |c: &Cover| ((c.already + c.adds) * 1e12).round();
        helping.sort_by(|a, b| {
            let by_amount = rounded(b).total_cmp(&rounded(a));
            by_amount.then_with(|| self.actors[a.actor].id.cmp(&self.actors[b.actor].id))
        });
        let partners = helping
            .iter()
            .map(|c| {
                let (ramp, status) = c.slowest.unwrap_or((0.0, c.first_status));
                Substitute {
                    actor: self.actors[c.actor].id.clone(),
                    already: c.already,
                    adds: c.adds,
                    months: Months(ramp as u32),
                    status,
                    incompatible_with: self.at_odds(c.actor, &helping, work),
                }
            })
            .collect();
        Substitutes {
            function: self.functions[f].id.clone(),
            lost,
            covered: sum.min(lost) / lost,
            nobody: sum <= NOTHING,
            partners,
        }
    }

    /// The functions that lost more than rounding, with how much.
    pub(super) fn losses(&self, work: &Workspace, reference: &Workspace) -> Vec<(usize, f64)> {
        let mut lost = vec![0.0; self.functions.len()];
        for (p, provision) in self.provisions.iter().enumerate() {
            lost[provision.function] += (reference.delivered[p] - work.delivered[p]).max(0.0);
        }
        lost.into_iter().enumerate().filter(|(_, lost)| *lost > NOTHING).collect()
    }

    /// Every provider of a function that does not fall short in it, in the order of its first provision.
    fn covers(&self, f: usize, work: &Workspace, reference: &Workspace) -> Vec<Cover> {
        let mut covers: Vec<Cover> = Vec::new();
        let mut room: Vec<f64> = Vec::new();
        for (p, provision) in self.provisions.iter().enumerate() {
            if provision.function != f || work.shortfall[provision.cell] > 0.0 {
                continue;
            }
            let place = covers.iter().position(|c| c.actor == provision.actor).unwrap_or_else(|| {
                let delivers: f64 = self
                    .provisions
                    .iter()
                    .zip(&work.delivered)
                    .filter(|(other, _)| other.actor == provision.actor)
                    .map(|(_, delivered)| delivered)
                    .sum();
                room.push((work.capacity(self, provision.actor) - delivers).max(0.0));
                covers.push(Cover {
                    actor: provision.actor,
                    already: 0.0,
                    adds: 0.0,
                    slowest: None,
                    first_status: provision.status,
                });
                covers.len() - 1
            });
            let cover = &mut covers[place];
            cover.already += (work.delivered[p] - reference.delivered[p]).max(0.0);
            let adds = (work.potential[p] - work.delivered[p]).max(0.0).min(room[place]);
            cover.adds += adds;
            room[place] -= adds;
            if adds > NOTHING && cover.slowest.is_none_or(|(ramp, _)| provision.ramp > ramp) {
                cover.slowest = Some((provision.ramp, provision.status));
            }
        }
        covers
    }

    /// Partners that the map says exclude this one, and that deliver in the scenario or stand in the same list.
    fn at_odds(&self, actor: usize, helping: &[&Cover], work: &Workspace) -> Vec<ActorId> {
        let present = |other: usize| {
            helping.iter().any(|c| c.actor == other)
                || self.provisions.iter().zip(&work.delivered).any(|(p, y)| p.actor == other && *y > NOTHING)
        };
        let others = self.incompatible.iter().filter_map(|&(a, b)| match actor {
            x if x == a => Some(b),
            x if x == b => Some(a),
            _ => None,
        });
        others.filter(|other| present(*other)).map(|other| self.actors[other].id.clone()).collect()
    }

    /// The partners that fall short wholly, each with the function in which it does, in a scenario and month: what they
    /// have of it, offers included, is out of reach.
    pub fn gone(&self, scenario: &Scenario, month: Months) -> BTreeSet<(ActorId, FunctionId)> {
        let mut work = Workspace::of(self);
        self.evaluate(&Levers::of(self, scenario), Self::month(month), &mut work);
        let gone = self.provisions.iter().filter(|p| work.shortfall[p.cell] >= 1.0 - 1e-12);
        gone.map(|p| (self.actors[p.actor].id.clone(), self.functions[p.function].id.clone())).collect()
    }

    /// Per function that the scenario loses, the partners that stay but have nothing to add: for the window's list.
    pub fn nothing_to_add(&self, scenario: &Scenario, reference: &Scenario, month: Months) -> Vec<NothingToAdd> {
        let (mut work, mut before) = (Workspace::of(self), Workspace::of(self));
        self.evaluate(&Levers::of(self, scenario), Self::month(month), &mut work);
        self.evaluate(&Levers::of(self, reference), Self::month(month), &mut before);
        let lost = self.losses(&work, &before);
        lost.into_iter()
            .map(|(f, _)| NothingToAdd {
                function: self.functions[f].id.clone(),
                partners: self
                    .covers(f, &work, &before)
                    .iter()
                    .filter(|c| c.already <= NOTHING && c.adds <= NOTHING)
                    .map(|c| self.actors[c.actor].id.clone())
                    .collect(),
            })
            .filter(|list| !list.partners.is_empty())
            .collect()
    }
}
