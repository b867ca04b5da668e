//! `backstop compare`: scenarios side by side, and what makes the difference.

use std::path::PathBuf;

use clap::Args;

use super::evaluate::month_words;
use super::evidence::EvidenceOptions;
use super::failure::Failure;
use super::maps::open_map;
use super::output::{Format, Output};
use super::selection::{find_scenario, month_in_range};
use super::table::{Table, percent, points};
use crate::model::{Scenario, ScenarioMap};
use crate::scenario::{Comparison, compare};

/// The difference between scenarios, each against the first, and why
#[derive(Args)]
pub(super) struct Compare {
    /// The scenario file, or sample:mali
    map: PathBuf,
    /// Two or more scenario ids; baseline is always there
    #[arg(value_name = "ID", required = true, num_args = 2..)]
    ids: Vec<String>,
    /// The month, 0 to 60
    #[arg(long, default_value_t = 12, allow_negative_numbers = true)]
    month: i64,
    #[command(flatten)]
    evidence: EvidenceOptions,
    /// The form of the result
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

impl Compare {
    pub fn run(self, output: &mut Output) -> Result<(), Failure> {
        let map = open_map(&self.map)?;
        let month = month_in_range(self.month, &self.map)?;
        let scenarios: Vec<Scenario> =
            self.ids.iter().map(|id| find_scenario(&map, &self.map, id)).collect::<Result<_, _>>()?;
        let comparison = compare(&self.evidence.study(&map, &self.map)?, &map, &scenarios, month);
        if self.format == Format::Json {
            return output.json(&comparison);
        }
        in_words(&map, &comparison, output)
    }
}

fn in_words(map: &ScenarioMap, comparison: &Comparison, output: &mut Output) -> Result<(), Failure> {
    let mut overall = Table::new(&["Scenario", ">If nobody reacts", ">Change", ">With offers"]);
    for (place, outcome) in comparison.scenarios.iter().enumerate() {
        let change = place.checked_sub(1).and_then(|place| comparison.differences.get(place));
        overall.row([
            outcome.name.clone(),
            percent(outcome.overall),
            change.map(|difference| points(difference.overall.before, difference.overall.after)).unwrap_or_default(),
            percent(outcome.with_offers.overall),
        ]);
    }
    output.text(&format!("Overall coverage in {}\n{overall}", month_words(map, comparison.month)))?;
    for difference in &comparison.differences {
        output.text(&format!("\n{}\n", difference.sentence))?;
        let mut functions = Table::new(&["Function", ">Before", ">After", ">Change", "Why"]);
        for (id, change) in &difference.functions {
            functions.row([
                map.function_words(id),
                percent(change.coverage.before),
                percent(change.coverage.after),
                points(change.coverage.before, change.coverage.after),
                change.why.clone().unwrap_or_default(),
            ]);
        }
        output.text(&functions.to_string())?;
    }
    Ok(())
}
