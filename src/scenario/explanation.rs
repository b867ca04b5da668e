//! The sentence that says what a scenario does and why: it names the path behind the largest changes.
//!
//! It only reads what was evaluated; no number is made here.

use super::levers::Levers;
use super::study::Study;
use super::words::{capital, from_to, percent};
use super::{Substitutes, Workspace};
use crate::model::{Months, ProvisionStatus};

/// Changes up to this are rounding.
pub(super) const SAME: f64 = 1e-9;
/// How many functions are told in full; the others are named.
const TOLD_IN_FULL: usize = 2;

/// One evaluated scenario.
#[derive(Clone, Copy)]
pub(super) struct Side<'a> {
    pub levers: &'a Levers,
    pub work: &'a Workspace,
}

/// Two evaluated scenarios in one month, ready to be told.
#[derive(Clone, Copy)]
pub(super) struct Told<'a> {
    pub study: &'a Study,
    pub before: Side<'a>,
    pub after: Side<'a>,
    pub month: f64,
}

impl Told<'_> {
    /// The explanation of an outcome against its reference.
    pub fn explanation(
        &self,
        reference: &str,
        is_reference: bool,
        substitutes: &[Substitutes],
        offered: Option<f64>,
    ) -> String {
        let mut sentences = Vec::new();
        let changed = self.changed();
        if self.study.provisions.is_empty() {
            sentences.push("No counted provision has a share yet, so there is nothing to compute".to_owned());
        } else if is_reference {
            sentences.push(self.standing());
        } else if changed.is_empty() {
            sentences.push(format!("Nothing changes against {reference} in month {}", self.month));
        } else {
            for &f in changed.iter().take(TOLD_IN_FULL) {
                sentences.push(self.function_sentence(f, substitutes));
            }
            sentences.extend(self.others(&changed));
            sentences.extend(self.overall(offered));
        }
        if self.study.own_forces_unassessed && !self.study.provisions.is_empty() {
            sentences.push("Own forces are not assessed".to_owned());
        }
        sentences.extend(self.study.defaults_sentence());
        sentences.iter().map(|s| format!("{s}.")).collect::<Vec<_>>().join(" ")
    }

    /// The functions whose coverage differs, the one that weighs most first.
    pub fn changed(&self) -> Vec<usize> {
        let weight = |f: usize| {
            let function = &self.study.functions[f];
            (self.change(f) * if function.weight > 0.0 { function.weight } else { SAME }).abs()
        };
        let counted = |f: &usize| self.study.functions[*f].counts() && self.change(*f).abs() > SAME;
        let mut changed: Vec<usize> = (0..self.study.functions.len()).filter(counted).collect();
        // Falls are told before rises, because a gap is what the analyst looks for.
        changed.sort_by(|a, b| {
            let falls = |f: usize| self.change(f) < 0.0;
            falls(*b).cmp(&falls(*a)).then(weight(*b).total_cmp(&weight(*a)))
        });
        changed
    }

    pub fn change(&self, f: usize) -> f64 {
        self.after.work.coverage[f] - self.before.work.coverage[f]
    }

    /// How things stand where nothing is compared.
    fn standing(&self) -> String {
        let study = self.study;
        let counted: Vec<usize> = (0..study.functions.len()).filter(|f| study.functions[*f].counts()).collect();
        let covered = self.after.work.overall.map_or_else(
            || "no function weighs anything".to_owned(),
            |overall| {
                format!(
                    "coverage is {} over {} of {} functions in month {}",
                    percent(overall),
                    counted.len(),
                    study.functions.len(),
                    self.month
                )
            },
        );
        let weak = counted.iter().filter(|f| self.after.work.coverage[**f] < study.threshold).count();
        let weak = match weak {
            0 => format!("none is below {}", percent(study.threshold)),
            1 => format!("1 is below {}", percent(study.threshold)),
            n => format!("{n} are below {}", percent(study.threshold)),
        };
        capital(&format!("{covered}; {weak}"))
    }

    /// "Direct combat falls from 55 % to 0 because Wagner leaves; AES could add 15 % in 6 months (offered)".
    fn function_sentence(&self, f: usize, substitutes: &[Substitutes]) -> String {
        let function = &self.study.functions[f];
        let because = self.why(f).map_or_else(String::new, |why| format!(" because {why}"));
        let what = if self.study.mostly_defaults() {
            self.count_words(f)
        } else {
            let (before, after) = from_to(self.before.work.coverage[f], self.after.work.coverage[f]);
            let verb = if self.change(f) < 0.0 { "falls" } else { "rises" };
            format!("{} {verb} from {before} to {after}", function.words)
        };
        let help = substitutes.iter().find(|s| s.function == function.id);
        let help = help.map_or_else(String::new, |s| format!("; {}", self.help(s)));
        capital(&format!("{what}{because}{help}"))
    }

    /// "direct combat: 1 of 1 active partners lost".
    fn count_words(&self, f: usize) -> String {
        let mut had = 0;
        let (mut lost, mut less, mut new) = (0, 0, 0);
        for actor in 0..self.study.actors.len() {
            let (before, after) = (self.supplied(self.before.work, actor, f), self.supplied(self.after.work, actor, f));
            had += usize::from(before > SAME);
            lost += usize::from(before > SAME && after <= SAME);
            less += usize::from(after > SAME && after < before - SAME);
            new += usize::from(before <= SAME && after > SAME);
        }
        let mut words =
            vec![format!("{}: {lost} of {had} active {} lost", self.study.functions[f].words, partners(had))];
        let others = [(less, "giving less"), (new, "stepping in")].into_iter().filter(|(count, _)| *count > 0);
        words.extend(others.map(|(count, what)| format!("{count} {what}")));
        words.join(", ")
    }

    fn supplied(&self, work: &Workspace, actor: usize, f: usize) -> f64 {
        let provisions = self.study.provisions.iter().zip(&work.delivered);
        provisions.filter(|(p, _)| p.actor == actor && p.function == f).map(|(_, y)| y).sum()
    }

    /// Who covers the loss, or that nobody does.
    pub fn help(&self, substitutes: &Substitutes) -> String {
        if substitutes.nobody {
            return "nobody covers it".to_owned();
        }
        let counts = self.study.mostly_defaults();
        // The sentence speaks of coverage: what a partner adds, as a part of the need that there then is.
        let need = self.study.functions.iter().position(|f| f.id == substitutes.function);
        let need = need.map_or(1.0, |f| self.study.functions[f].need * self.after.work.demand[f]);
        let covers = |share: f64| percent(if need > 0.0 { (share / need).min(1.0) } else { 0.0 });
        let told = substitutes.partners.iter().take(2).map(|partner| {
            let name = self.study.actor_name(&partner.actor);
            let soon = match partner.months {
                Months(0) => "at once".to_owned(),
                Months(1) => "in 1 month".to_owned(),
                Months(n) => format!("in {n} months"),
            };
            let status = match partner.status {
                ProvisionStatus::Active => "already active",
                status => status.words(),
            };
            let adds = if counts { "help".to_owned() } else { format!("add {}", covers(partner.adds)) };
            let gives = if counts { "steps in".to_owned() } else { format!("gives {} more", covers(partner.already)) };
            match (partner.already > SAME, partner.adds > SAME) {
                (true, true) if counts => format!("{name} steps in and could do more {soon} ({status})"),
                (true, true) => format!("{name} {gives} and could {adds} {soon} ({status})"),
                (true, false) => format!("{name} {gives}"),
                _ => format!("{name} could {adds} {soon} ({status})"),
            }
        });
        let mut told: Vec<String> = told.collect();
        match substitutes.partners.len().saturating_sub(told.len()) {
            0 => {}
            1 => told.push("1 more could help".to_owned()),
            n => told.push(format!("{n} more could help")),
        }
        told.join(", ")
    }

    /// The functions not told in full, by name.
    fn others(&self, changed: &[usize]) -> Vec<String> {
        let rest = changed.get(TOLD_IN_FULL..).unwrap_or_default();
        let named = |falls: bool| {
            let names: Vec<&str> = rest
                .iter()
                .filter(|f| (self.change(**f) < 0.0) == falls)
                .map(|f| self.study.functions[*f].words.as_str())
                .collect();
            (!names.is_empty())
                .then(|| format!("Also {}: {}", if falls { "lower" } else { "higher" }, names.join(", ")))
        };
        [named(true), named(false)].into_iter().flatten().collect()
    }

    fn overall(&self, offered: Option<f64>) -> Option<String> {
        let (before, after) = (self.before.work.overall?, self.after.work.overall?);
        let sentence = if (after - before).abs() <= SAME {
            format!("Overall coverage stays at {}", percent(after))
        } else {
            let (from, to) = from_to(before, after);
            format!("Overall coverage {} from {from} to {to}", if after < before { "falls" } else { "rises" })
        };
        let offered = offered
            .filter(|offered| offered - after > SAME)
            .map_or_else(String::new, |offered| format!(", {} if every offer arrives on time", percent(offered)));
        Some(sentence + &offered)
    }
}

impl Study {
    /// Whether an analyst set less than half of the shares, so that counts say more than percent.
    pub fn mostly_defaults(&self) -> bool {
        let shares = self.default_shares;
        2 * (shares.total - shares.used) < shares.total
    }

    fn defaults_sentence(&self) -> Option<String> {
        let shares = self.default_shares;
        match (shares.used, shares.total) {
            (0, _) => None,
            (1, 1) => Some("The only share is a default".to_owned()),
            (used, total) if used == total => Some(format!("All {total} shares are defaults")),
            (1, total) => Some(format!("1 of {total} shares is a default")),
            (used, total) => Some(format!("{used} of {total} shares are defaults")),
        }
    }

    /// The name of an actor, its id where the map does not have it.
    pub(super) fn actor_name<'a>(&'a self, id: &'a crate::model::ActorId) -> &'a str {
        self.actors.iter().find(|a| a.id == *id).map_or(id.as_str(), |a| a.name.as_str())
    }
}

fn partners(count: usize) -> &'static str {
    if count == 1 { "partner" } else { "partners" }
}
