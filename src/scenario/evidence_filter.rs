//! "Leave out weak evidence": which provisions rest on too little to count.
//!
//! Grades, factuality and age of claims decide; how sure the extractor was never does.

use std::collections::HashMap;

use crate::model::{
    Article, ArticleId, Claim, ClaimId, Factuality, PartialDate, Provision, Reliability, ScenarioMap, SourceId, Stance,
    YearMonth,
};

/// Evidence older than this many months at month 0 is stale.
const STALE_AFTER_MONTHS: i32 = 24;

/// What an analyst leaves out for a second look at the headline. The default leaves out nothing.
///
/// A provision is judged by the best of the claims that support it. One without claims (written by hand) is judged by its
/// own credibility and factuality, and by no source.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "each is a tick box of its own")]
pub struct EvidenceFilter {
    /// Leave out credibility worse than this digit, 1 best to 5 worst. `None` leaves out no digit.
    pub worst_credibility: Option<u8>,
    /// Leave out reliability worse than this letter, A best to E worst. `None` (or F) leaves out no letter.
    pub worst_reliability: Option<Reliability>,
    /// Whether credibility 6, "cannot be judged", counts. It is no place in the order.
    pub count_unknown_credibility: bool,
    /// Whether reliability F, "cannot be judged", counts. It is no place in the order.
    pub count_unknown_reliability: bool,
    /// Leave out what is only planned.
    pub leave_out_planned: bool,
    /// Leave out what is only alleged.
    pub leave_out_alleged: bool,
    /// Leave out what is only hypothetical.
    pub leave_out_hypothetical: bool,
    /// Leave out what was last said more than 24 months before month 0. What has no date is not stale.
    pub leave_out_stale: bool,
}

impl Default for EvidenceFilter {
    fn default() -> Self {
        Self {
            worst_credibility: None,
            worst_reliability: None,
            count_unknown_credibility: true,
            count_unknown_reliability: true,
            leave_out_planned: false,
            leave_out_alleged: false,
            leave_out_hypothetical: false,
            leave_out_stale: false,
        }
    }
}

impl EvidenceFilter {
    /// Makes the filter ready to judge the provisions of a map.
    pub(super) fn grades<'a>(&'a self, map: &'a ScenarioMap) -> Grades<'a> {
        // A filter that leaves nothing out needs none of this, and that is the usual case of every frame.
        let idle = *self == Self::default();
        let claims = if idle { HashMap::new() } else { map.claims.iter().map(|c| (&c.id, c)).collect() };
        let articles = if idle { HashMap::new() } else { map.articles.iter().map(|a| (&a.id, a)).collect() };
        let sources =
            map.sources.iter().filter_map(|s| s.reliability.map(|letter| (&s.id, letter))).collect::<HashMap<_, _>>();
        Grades { filter: self, idle, claims, articles, sources, start: map.start_month }
    }

    fn leaves_out_factuality(&self, factuality: Factuality) -> bool {
        match factuality {
            Factuality::Planned => self.leave_out_planned,
            Factuality::Alleged => self.leave_out_alleged,
            Factuality::Hypothetical => self.leave_out_hypothetical,
            Factuality::Done | Factuality::Denied => false,
        }
    }

    fn counts_credibility(&self, digit: u8) -> bool {
        match digit {
            1..=5 => self.worst_credibility.is_none_or(|worst| digit <= worst),
            _ => self.count_unknown_credibility,
        }
    }

    fn counts_reliability(&self, letter: Reliability) -> bool {
        match letter {
            Reliability::F => self.count_unknown_reliability,
            // The letters are ordered as the standard list has them, F last.
            _ => self.worst_reliability.is_none_or(|worst| letter <= worst),
        }
    }
}

pub(super) struct Grades<'a> {
    filter: &'a EvidenceFilter,
    idle: bool,
    claims: HashMap<&'a ClaimId, &'a Claim>,
    articles: HashMap<&'a ArticleId, &'a Article>,
    sources: HashMap<&'a SourceId, Reliability>,
    start: Option<YearMonth>,
}

impl Grades<'_> {
    /// Whether the filter leaves the provision out.
    pub(super) fn leaves_out(&self, provision: &Provision) -> bool {
        if self.idle {
            return false;
        }
        let claims: Vec<&Claim> = provision
            .evidence
            .iter()
            .filter(|e| e.stance == Stance::For)
            .filter_map(|e| self.claims.get(&e.claim).copied())
            .collect();
        let best = |counts: &dyn Fn(&Claim) -> bool, without: bool| {
            if claims.is_empty() { without } else { claims.iter().any(|c| counts(c)) }
        };
        // A claim nobody graded leaves the word to the grade written at the provision.
        let digit =
            |c: &Claim| c.credibility.filter(|d| (1..=5).contains(d)).unwrap_or_else(|| provision.credibility());
        let credible = best(
            &|c| self.filter.counts_credibility(digit(c)),
            self.filter.counts_credibility(provision.credibility()),
        );
        let reliable = best(
            &|c| self.filter.counts_reliability(self.reliability(c)),
            self.filter.counts_reliability(Reliability::F),
        );
        let firm = best(
            &|c| !self.filter.leaves_out_factuality(c.factuality.unwrap_or(Factuality::Done)),
            !self.filter.leaves_out_factuality(provision.factuality()),
        );
        !(credible && reliable && firm) || (self.filter.leave_out_stale && self.stale(&claims))
    }

    fn reliability(&self, claim: &Claim) -> Reliability {
        let source = self.articles.get(&claim.article).and_then(|a| a.source.as_ref());
        source.and_then(|s| self.sources.get(s)).copied().unwrap_or(Reliability::F)
    }

    /// Whether the newest dated claim is too old. A year alone counts as its last month, so that nothing is called stale
    /// that may not be.
    fn stale(&self, claims: &[&Claim]) -> bool {
        let Some(start) = self.start else { return false };
        let newest = claims
            .iter()
            .filter_map(|claim| {
                let article = self.articles.get(&claim.article).and_then(|a| a.date);
                claim.date.as_ref().map(|d| d.value).or(article).map(last_month)
            })
            .max();
        newest.is_some_and(|month| start.months_since(month) > STALE_AFTER_MONTHS)
    }
}

fn last_month(date: PartialDate) -> YearMonth {
    date.year_month().unwrap_or(YearMonth { year: date.year, month: 12 })
}
