//! From the numbers of an evaluation to the `Outcome` that command line and window read.

use indexmap::IndexMap;

use crate::model::{Months, Scenario};

use super::study::Study;
use super::{FunctionOutcome, FunctionState, Levers, Outcome, WithOffers, Workspace};

/// Supply at or below this is gone.
const GONE: f64 = 1e-12;

impl Study {
    /// What a scenario comes to in a month, against a reference scenario in the same month: coverage, substitutes, the
    /// headline with offers, and the sentence that explains it.
    pub fn outcome(&self, scenario: &Scenario, reference: &Scenario, month: Months) -> Outcome {
        let levers = Levers::of(self, scenario);
        let before_levers = Levers::of(self, reference);
        let at = Self::month(month);
        let (mut work, mut before) = (Workspace::of(self), Workspace::of(self));
        self.evaluate(&before_levers, at, &mut before);
        self.evaluate(&levers, at, &mut work);
        let mut offered = work.clone();
        self.evaluate_with_offers(at, &mut offered);

        let mut by_partner: Vec<IndexMap<usize, f64>> = vec![IndexMap::new(); self.functions.len()];
        for (provision, &delivered) in self.provisions.iter().zip(&work.delivered) {
            if delivered > 0.0 {
                *by_partner[provision.function].entry(provision.actor).or_insert(0.0) += delivered;
            }
        }
        let mut partner_totals = vec![0.0; self.actors.len()];
        let mut bloc_totals = vec![0.0; self.blocs.len()];
        for (&actor, &share) in by_partner.iter().flatten() {
            partner_totals[actor] += share;
            bloc_totals[self.actors[actor].bloc] += share;
        }
        let states = self.states(&work, &before);
        let substitutes = self.substitutes(&work, &before);
        let told = super::explanation::Told {
            study: self,
            before: super::explanation::Side { levers: &before_levers, work: &before },
            after: super::explanation::Side { levers: &levers, work: &work },
            month: at,
        };
        let explanation = told.explanation(&reference.name, scenario == reference, &substitutes, offered.overall);
        let functions = self.functions.iter().enumerate().map(|(f, function)| {
            let counts = states[f] != FunctionState::NotAssessed;
            let outcome = FunctionOutcome {
                need: function.need * work.demand[f],
                supply: work.supply[f],
                coverage: counts.then_some(work.coverage[f]),
                gap: counts.then_some(1.0 - work.coverage[f]),
                hhi: concentration(by_partner[f].values().copied()),
                by_partner: by_partner[f].iter().map(|(a, share)| (self.actors[*a].id.clone(), *share)).collect(),
                state: states[f],
            };
            (function.id.clone(), outcome)
        });
        Outcome {
            id: scenario.id.clone(),
            name: scenario.name.clone(),
            month,
            functions: functions.collect(),
            overall: work.overall,
            assessed: self.functions.iter().filter(|f| f.counts()).count(),
            availability: self.actors.iter().zip(&work.availability).map(|(a, left)| (a.id.clone(), *left)).collect(),
            hhi_partner: concentration(partner_totals.iter().copied()),
            hhi_bloc: concentration(bloc_totals.iter().copied()),
            delivered: self.provisions.iter().zip(&work.delivered).map(|(p, y)| (p.id.clone(), *y)).collect(),
            substitutes,
            with_offers: WithOffers {
                overall: offered.overall,
                functions: self
                    .functions
                    .iter()
                    .zip(&offered.coverage)
                    .map(|(f, coverage)| (f.id.clone(), f.counts().then_some(*coverage)))
                    .collect(),
            },
            explanation,
            default_shares: self.default_shares,
        }
    }

    /// What the numbers of each function mean, against a reference.
    pub(super) fn states(&self, work: &Workspace, reference: &Workspace) -> Vec<FunctionState> {
        let rows = self.functions.iter().enumerate();
        rows.map(|(f, function)| match (function.assessed, function.assessed_none) {
            (true, _) if reference.supply[f] > 0.0 && work.supply[f] <= GONE => FunctionState::Lost,
            (true, _) => FunctionState::Assessed,
            (false, true) => FunctionState::None,
            (false, false) => FunctionState::NotAssessed,
        })
        .collect()
    }
}

/// Herfindahl-Hirschman index: the sum of squared shares of the total, 0..1; `None` without a total.
pub(super) fn concentration(parts: impl Iterator<Item = f64> + Clone) -> Option<f64> {
    let total: f64 = parts.clone().sum();
    (total > 0.0).then(|| parts.map(|part| (part / total).powi(2)).sum())
}

#[cfg(test)]
mod tests {
    use super::concentration;

    #[test]
    fn concentration_matches_published_examples() {
        let points = |shares: &[f64]| concentration(shares.iter().copied()).map(|h| (h * 10_000.0).round());
        assert_eq!(points(&[30.0, 30.0, 20.0, 20.0]), Some(2600.0));
        assert_eq!(points(&[10.0, 9.0, 12.0, 15.0, 12.0, 11.0, 15.0, 16.0]), Some(1296.0));
        assert_eq!(points(&[]), None);
        assert_eq!(points(&[0.0, 0.0]), None);
    }
}
