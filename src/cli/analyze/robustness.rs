//! `backstop analyze MAP robustness`: what is lost when one partner, or two, leave.

use std::path::Path;

use clap::Args;

use super::Common;
use crate::analysis::{RobustnessOptions, robustness};
use crate::cli::failure::Failure;
use crate::cli::output::{Format, Output};
use crate::cli::table::{Table, percent, points};
use crate::model::ScenarioMap;

/// What is lost when each partner, or each pair of partners, leaves on top of the scenario
#[derive(Args)]
pub(super) struct Robustness {
    /// How many leave at once: 1 or 2
    #[arg(long, default_value_t = 1)]
    order: u8,
    /// Coverage below which a function counts as lost, 0 to 1; the map's own without it
    #[arg(long, allow_negative_numbers = true)]
    threshold: Option<f64>,
    #[command(flatten)]
    common: Common,
}

impl Robustness {
    pub fn run(self, map: &ScenarioMap, path: &Path, output: &mut Output) -> Result<(), Failure> {
        let question = self.common.question(map, path)?;
        let options = RobustnessOptions { order: self.order, threshold: self.threshold };
        let result = question
            .run(|progress| robustness(&question.study, &question.scenario, question.month, options, progress))?;
        if self.common.format == Format::Json {
            return output.json(&result);
        }
        if result.rows.is_empty() {
            let why = if self.order == 1 {
                "no partner has a counted share, so nobody can be taken away"
            } else {
                "two partners with counted shares are needed to take two away"
            };
            return output.text(&format!("{}\n{why}\n", question.title()));
        }
        let now = question.study.outcome(&question.scenario, &question.scenario, question.month).overall;
        let mut table = Table::new(&["Leaving", ">Overall after", ">Change", ">With offers", "Functions lost"]);
        for row in &result.rows {
            table.row([
                question.names(&row.removed),
                percent(row.overall),
                points(now, row.overall),
                percent(row.with_offers),
                row.lost.iter().map(|function| map.function_words(function)).collect::<Vec<_>>().join(", "),
            ]);
        }
        output.text(&format!("{}\n{table}", question.title()))
    }
}
