//! The options that leave out weak evidence.

use std::path::Path;

use clap::Args;

use super::failure::Failure;
use super::maps::about;
use super::output::Output;
use super::table::{counted, percent};
use crate::model::unknown_name;
use crate::model::{Months, Reliability, Scenario, ScenarioMap};
use crate::scenario::{EvidenceFilter, Study};

/// Which evidence does not count. Without any of these all of it does.
#[derive(Args)]
pub(super) struct EvidenceOptions {
    /// Leave out provisions whose best claim is less credible than this digit, 1 best to 5 worst
    #[arg(long, value_name = "DIGIT", allow_negative_numbers = true)]
    worst_credibility: Option<i64>,
    /// Leave out provisions whose best source is less reliable than this letter, A best to E worst
    #[arg(long, value_name = "LETTER")]
    worst_reliability: Option<String>,
    /// Leave out provisions that rest only on this: planned, alleged, hypothetical, stale (older than 24 months at month 0),
    /// credibility-6 or reliability-f (cannot be judged). May be given several times
    #[arg(long = "leave-out", value_name = "WHAT")]
    leave_out: Vec<String>,
}

const KINDS: [&str; 6] = ["planned", "alleged", "hypothetical", "stale", "credibility-6", "reliability-f"];

impl EvidenceOptions {
    /// The filter meant.
    pub fn filter(&self, path: &Path) -> Result<EvidenceFilter, Failure> {
        let mut filter = EvidenceFilter::default();
        if let Some(digit) = self.worst_credibility {
            let known = u8::try_from(digit).ok().filter(|digit| (1..=5).contains(digit));
            let range = || about(path, format!("--worst-credibility {digit} is out of range; it must be 1 to 5"));
            filter.worst_credibility = Some(known.ok_or_else(range)?);
        }
        if let Some(letter) = &self.worst_reliability {
            let known = Reliability::from_id(&letter.to_uppercase()).filter(|letter| *letter != Reliability::F);
            let range = || about(path, format!("--worst-reliability {letter} is out of range; it must be A to E"));
            filter.worst_reliability = Some(known.ok_or_else(range)?);
        }
        for kind in &self.leave_out {
            match kind.as_str() {
                "planned" => filter.leave_out_planned = true,
                "alleged" => filter.leave_out_alleged = true,
                "hypothetical" => filter.leave_out_hypothetical = true,
                "stale" => filter.leave_out_stale = true,
                "credibility-6" => filter.count_unknown_credibility = false,
                "reliability-f" => filter.count_unknown_reliability = false,
                other => return Err(about(path, unknown_name("kind of evidence", other, KINDS))),
            }
        }
        Ok(filter)
    }

    /// The map without what the options leave out.
    pub fn study(&self, map: &ScenarioMap, path: &Path) -> Result<Study, Failure> {
        Ok(Study::with_filter(map, &self.filter(path)?))
    }
}

/// Says what was left out and what the headline is without leaving it out; nothing when all evidence counts.
pub(super) fn both_headlines(
    map: &ScenarioMap,
    study: &Study,
    scenario: &Scenario,
    month: Months,
    output: &mut Output,
) -> Result<(), Failure> {
    if study.left_out().is_empty() {
        return Ok(());
    }
    let ids: Vec<&str> = study.left_out().iter().map(crate::model::ProvisionId::as_str).collect();
    let with_all = Study::of(map).evaluation(scenario).overall(month);
    output.text(&format!(
        "Weak evidence is left out: {} ({}); with it, overall coverage is {} if nobody reacts\n",
        counted(ids.len(), "provision"),
        ids.join(", "),
        percent(with_all)
    ))
}
