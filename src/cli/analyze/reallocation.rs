//! `backstop analyze MAP reallocation`: the best case if every offer is taken up.

use std::path::Path;

use clap::Args;

use super::Common;
use crate::analysis::reallocation;
use crate::cli::failure::Failure;
use crate::cli::output::{Format, Output};
use crate::cli::table::{Table, number, percent, points};
use crate::model::ScenarioMap;

/// The best case if every offer is taken up: how partners could share out what they can give by the month
#[derive(Args)]
pub(super) struct Reallocation {
    #[command(flatten)]
    common: Common,
}

impl Reallocation {
    pub fn run(self, map: &ScenarioMap, path: &Path, output: &mut Output) -> Result<(), Failure> {
        let question = self.common.question(map, path)?;
        let result =
            question.run(|progress| reallocation(&question.study, &question.scenario, question.month, progress))?;
        if self.common.format == Format::Json {
            return output.json(&result);
        }
        let now = question.study.outcome(&question.scenario, &question.scenario, question.month);
        output.text(&format!(
            "{}: best case if every offer is taken up\nOverall coverage: {}, where it is {} if nobody reacts\n\n",
            question.title(),
            percent(result.overall),
            percent(now.overall)
        ))?;
        let mut functions = Table::new(&["Function", ">If nobody reacts", ">Best case", ">Change"]);
        for (id, best) in &result.coverage {
            let before = now.functions.get(id).and_then(|function| function.coverage);
            let (words, best) = (map.function_words(id), Some(*best));
            functions.row([words, percent(before), percent(best), points(before, best)]);
        }
        output.text(&functions.to_string())?;
        let mut provisions = Table::new(&["Provision", "Provider", "Function", ">Delivers", ">Best case"]);
        for (id, best) in &result.x {
            let Some(provision) = map.provision(id) else { continue };
            provisions.row([
                id.to_string(),
                map.actor_name(&provision.provider).to_owned(),
                map.function_words(&provision.function),
                number(now.delivered.get(id).copied(), 2),
                number(Some(*best), 2),
            ]);
        }
        output.text(&format!("\n{provisions}"))
    }
}
