//! `backstop analyze MAP timeline`: coverage month by month.

use std::path::Path;

use clap::Args;

use super::Common;
use crate::cli::failure::Failure;
use crate::cli::output::{Format, Output};
use crate::cli::table::{Table, percent};
use crate::model::ScenarioMap;

/// Coverage in every month from 0 to 60; --month has no part in it
#[derive(Args)]
pub(super) struct PrintTimeline {
    #[command(flatten)]
    common: Common,
}

impl PrintTimeline {
    pub fn run(self, map: &ScenarioMap, path: &Path, output: &mut Output) -> Result<(), Failure> {
        let question = self.common.question(map, path)?;
        let timeline = question.study.timeline(&question.scenario);
        if self.common.format == Format::Json {
            return output.json(&timeline);
        }
        let mut table = Table::new(&[">Month", "Date", ">If nobody reacts", ">With offers"]);
        for ((month, overall), with_offers) in timeline.months.iter().zip(&timeline.overall).zip(&timeline.with_offers)
        {
            table.row([
                month.to_string(),
                map.start_month.map(|start| start.plus(*month).words()).unwrap_or_default(),
                percent(*overall),
                percent(*with_offers),
            ]);
        }
        output.text(&format!("{}\n{table}", question.scenario.name))
    }
}
