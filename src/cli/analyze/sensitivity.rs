//! `backstop analyze MAP sensitivity`: which lever moves the overall coverage most.

use std::path::Path;

use clap::Args;

use super::Common;
use crate::analysis::{SensitivityOptions, sensitivity};
use crate::cli::failure::Failure;
use crate::cli::output::{Format, Output};
use crate::cli::table::{Table, number, percent, points};
use crate::model::{AssumptionId, ScenarioMap};

/// Each assumption and provision moved between its ends alone, by how much it moves the overall coverage
#[derive(Args)]
pub(super) struct Sensitivity {
    #[command(flatten)]
    common: Common,
}

impl Sensitivity {
    pub fn run(self, map: &ScenarioMap, path: &Path, output: &mut Output) -> Result<(), Failure> {
        let question = self.common.question(map, path)?;
        let result = question.run(|progress| {
            let options = SensitivityOptions::default();
            sensitivity(&question.study, &question.scenario, question.month, options, progress)
        })?;
        if self.common.format == Format::Json {
            return output.json(&result);
        }
        let mut table = Table::new(&["Lever", "What", ">Low", ">High", ">At low", ">At high", ">Swing"]);
        for bar in &result.bars {
            let what = if bar.provision {
                "share".to_owned()
            } else {
                let assumption = map.assumption(&AssumptionId::from(bar.lever.as_str()));
                assumption.map(|a| a.lever.words().to_owned()).unwrap_or_default()
            };
            table.row([
                bar.lever.clone(),
                what,
                number(Some(bar.low), 2),
                number(Some(bar.high), 2),
                percent(bar.at_low),
                percent(bar.at_high),
                points(bar.at_low, bar.at_high).trim_start_matches(['+', '-']).to_owned(),
            ]);
        }
        output.text(&format!("{}: overall coverage {}\n{table}", question.title(), percent(result.base)))
    }
}
