//! Why a coverage differs between two evaluated scenarios: the path from a changed provision to the lever that moved it.

use super::explanation::{SAME, Side, Told};
use super::levers::{Levers, PullKind};
use super::study::Dependency;
use super::words::percent;

/// A second cause is told from this part of the first on.
const A_PART: f64 = 0.2;

impl Told<'_> {
    /// What explains a function's change: a move of its need, and the paths to the partners whose supply moved. The largest
    /// comes first, a second one where it is a good part of the first, and of the rest of those their number.
    pub fn why(&self, f: usize) -> Option<String> {
        let study = self.study;
        let (before, after) = (self.before.work, self.after.work);
        let falls = self.change(f) < 0.0;
        let towards = |amount: f64| if falls { -amount } else { amount };
        let mut by_partner: Vec<(usize, f64)> = Vec::new();
        for (p, provision) in study.provisions.iter().enumerate().filter(|(_, p)| p.function == f) {
            let moved = towards(after.delivered[p] - before.delivered[p]);
            match by_partner.iter_mut().find(|(actor, _)| *actor == provision.actor) {
                Some((_, sum)) => *sum += moved,
                None => by_partner.push((provision.actor, moved)),
            }
        }
        let need = study.functions[f].need;
        let covered = |demand: f64| if need * demand > 0.0 { before.supply[f] / (need * demand) } else { 1.0 };
        let by_need = towards(covered(after.demand[f]).min(1.0) - covered(before.demand[f]).min(1.0));
        // All are measured against the need that there was, so that none hides another.
        let there_was = (need * before.demand[f]).max(f64::MIN_POSITIVE);
        let verb = if falls { "rises" } else { "falls" };
        let mut causes = vec![(by_need, format!("the need {verb} to {}", percent(after.demand[f])))];
        for (actor, moved) in by_partner.into_iter().filter(|(_, moved)| *moved > SAME) {
            causes.push((moved / there_was, self.moved_by(actor, f, falls)?));
        }
        causes.retain(|(amount, _)| *amount > SAME);
        // What differs by rounding alone is equal and keeps its order, so that the sentence does not depend on the order of
        // summing. Rounded keys, because "nearly equal" is no order to sort by.
        causes.sort_by(|a, b| (b.0 / SAME).round().total_cmp(&(a.0 / SAME).round()));
        let largest = causes.first()?.0;
        causes.retain(|(amount, _)| *amount >= A_PART * largest);
        Some(told(causes.into_iter().map(|(_, words)| words).collect()))
    }

    /// The path to the provision of this actor that moves a function most.
    fn moved_by(&self, actor: usize, f: usize, falls: bool) -> Option<String> {
        let (study, before, after) = (self.study, self.before.work, self.after.work);
        let towards = |amount: f64| if falls { -amount } else { amount };
        let provision = study
            .provisions
            .iter()
            .enumerate()
            .filter(|(_, p)| p.actor == actor && p.function == f)
            .max_by(|(a, _), (b, _)| {
                let size = |p: usize| towards(after.delivered[p] - before.delivered[p]);
                // `max_by` takes the last of equals; the first is wanted.
                size(*a).total_cmp(&size(*b)).then(b.cmp(a))
            })
            .map(|(p, _)| p)?;
        Some(self.provision_path(provision))
    }

    /// The path to the change of one provision.
    fn provision_path(&self, p: usize) -> String {
        let provision = &self.study.provisions[p];
        let name = &self.study.actors[provision.actor].name;
        let (before, after) = (self.before.work, self.after.work);
        let (was, is) = (before.shortfall[provision.cell], after.shortfall[provision.cell]);
        if is > was + SAME {
            return self.shortfall_path(self.after, provision.actor, provision.function);
        }
        if is < was - SAME {
            let (_, root) = self.root(self.before, provision.actor, provision.function);
            let root = &self.study.actors[root].name;
            return if is <= SAME {
                format!("{root} stays")
            } else {
                format!("{root} withdraws by {} instead of {}", percent(is), percent(was))
            };
        }
        let (was, is) = (before.engagement[p], after.engagement[p]);
        let warms = |side: Side| side.levers.pushes.iter().any(|push| push.provision == p && push.warms);
        if is > was + SAME {
            if warms(self.after) { format!("relations with {name} improve") } else { format!("{name} steps up") }
        } else if is < was - SAME {
            if warms(self.before) {
                format!("relations with {name} do not improve as far")
            } else {
                format!("{name} does not step up as far")
            }
        } else {
            format!("the capacity of {name} goes elsewhere")
        }
    }

    /// "Russia leaves and Wagner depends on it".
    fn shortfall_path(&self, side: Side, actor: usize, f: usize) -> String {
        let (path, root) = self.root(side, actor, f);
        let name = |a: usize| self.study.actors[a].name.as_str();
        let act = self.act(side, root, f);
        match path.as_slice() {
            [] | [_] => act,
            [client, _] => format!("{act} and {} depends on {}", name(*client), name(root)),
            [client, between @ .., _] => {
                let through: Vec<&str> = between.iter().map(|a| name(*a)).collect();
                format!("{act} and {} depends on {} through {}", name(*client), name(root), through.join(" and "))
            }
        }
    }

    /// What the actor at the root of a path does.
    fn act(&self, side: Side, root: usize, f: usize) -> String {
        let study = self.study;
        let name = &study.actors[root].name;
        let cell = root * study.functions.len() + f;
        let own = side.levers.own_shortfall(cell, self.month);
        let wholly = own >= 1.0 - SAME;
        match side.levers.strongest_pull(cell, self.month) {
            Some(PullKind::Excluded(bloc)) if wholly => format!("the {} bloc is excluded", study.bloc_words[*bloc]),
            Some(PullKind::Excluded(bloc)) => {
                format!("the {} bloc is excluded by {}", study.bloc_words[*bloc], percent(own))
            }
            Some(PullKind::Cools) if wholly => format!("relations with {name} break off"),
            Some(PullKind::Cools) => format!("relations with {name} cool"),
            Some(PullKind::LeavesFunctions) if wholly => format!("{name} withdraws from it"),
            Some(PullKind::LeavesFunctions) => format!("{name} withdraws from it by {}", percent(own)),
            Some(PullKind::Leaves) if !wholly => format!("{name} withdraws by {}", percent(own)),
            Some(PullKind::Leaves) | None => format!("{name} leaves"),
        }
    }

    /// From an actor up the dependencies to the one whose own shortfall explains the actor's: the path and its end.
    fn root(&self, side: Side, actor: usize, f: usize) -> (Vec<usize>, usize) {
        let width = self.study.functions.len();
        let sigma = |a: usize| side.work.shortfall[a * width + f];
        let mut path = vec![actor];
        let mut here = actor;
        while side.levers.own_shortfall(here * width + f, self.month) < sigma(here) - SAME {
            let passes = |d: &&Dependency| {
                d.client == here && !path.contains(&d.patron) && d.strength * sigma(d.patron) >= sigma(here) - SAME
            };
            let Some(dependency) = self.study.dependencies.iter().find(passes) else { break };
            here = dependency.patron;
            path.push(here);
        }
        (path, here)
    }
}

/// Causes in words: those that say the same once, two of them in full, of others how many there are.
fn told(causes: Vec<String>) -> String {
    let mut kept: Vec<String> = Vec::new();
    for words in causes {
        // "Russia leaves" is told by "Russia leaves and Wagner depends on Russia" too.
        let longer = |one: &str, other: &str| one.strip_prefix(other).is_some_and(|rest| rest.starts_with(" and "));
        if let Some(same) = kept.iter_mut().find(|one| **one == words || longer(one, &words) || longer(&words, one)) {
            if words.len() > same.len() {
                *same = words;
            }
        } else {
            kept.push(words);
        }
    }
    let leaving: Option<Vec<&str>> = kept.iter().map(|words| words.strip_suffix(" leaves")).collect();
    let more = kept.len().saturating_sub(2);
    match (kept.as_slice(), leaving.as_deref()) {
        ([_, _], Some([one, other])) => format!("{one} and {other} leave"),
        (_, Some([one, other, ..])) => format!("{one}, {other} and {more} more leave"),
        ([one, other], _) if one.contains(" and ") || other.contains(" and ") => format!("{one}, and {other}"),
        ([one, other], _) => format!("{one} and {other}"),
        ([one, other, ..], _) => {
            format!("{one}, {other}, and for {more} more {}", if more == 1 { "cause" } else { "causes" })
        }
        _ => kept.concat(),
    }
}

impl Levers {
    /// The shortfall of a cell by levers alone, without what patrons pass on.
    fn own_shortfall(&self, cell: usize, month: f64) -> f64 {
        let pulls = self.pulls.iter().filter(|pull| self.cells[pull.cells.clone()].contains(&cell));
        pulls.map(|pull| pull.at(month)).fold(0.0, f64::max)
    }

    /// The kind of the lever behind that shortfall, the first of equals.
    fn strongest_pull(&self, cell: usize, month: f64) -> Option<&PullKind> {
        let pulls = self.pulls.iter().filter(|pull| self.cells[pull.cells.clone()].contains(&cell));
        pulls.reduce(|best, next| if next.at(month) > best.at(month) { next } else { best }).map(|pull| &pull.kind)
    }
}
