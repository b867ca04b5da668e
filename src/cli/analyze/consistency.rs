//! `backstop analyze MAP consistency`: which assumptions go together.

use std::path::{Path, PathBuf};

use clap::Args;

use super::Common;
use crate::analysis::{ConsistencyOptions, CrossImpact, consistency, scw};
use crate::cli::failure::Failure;
use crate::cli::maps::about;
use crate::cli::output::{Format, Output};
use crate::model::ScenarioMap;

/// The consistent combinations of states, by cross-impact balance
///
/// With --scenario it also says why that scenario's combination is not consistent; --month has no part in it.
#[derive(Args)]
pub(super) struct Consistency {
    /// A ScenarioWizard project whose judgements stand in for the map's own
    #[arg(long, value_name = "FILE")]
    scw: Option<PathBuf>,
    /// By how much a state may fall short of the best of its descriptor and still count as consistent
    #[arg(long, default_value_t = 0, value_name = "K", allow_negative_numbers = true)]
    tolerance: i32,
    #[command(flatten)]
    common: Common,
}

impl Consistency {
    pub fn run(self, map: &ScenarioMap, path: &Path, output: &mut Output) -> Result<(), Failure> {
        let question = self.common.question(map, path)?;
        let (matrix, explain) = if let Some(scw) = &self.scw {
            (wizard_project(scw)?, None)
        } else {
            let Some(judgements) = &map.consistency else {
                return Err(about(
                    path,
                    "it holds no cross-impact judgements; add some, or name a project with --scw FILE",
                ));
            };
            let matrix = CrossImpact::of(judgements).map_err(|error| about(path, error))?;
            (matrix, CrossImpact::combination_of(map, judgements, &question.scenario))
        };
        let options = ConsistencyOptions { tolerance: self.tolerance, explain, ..ConsistencyOptions::default() };
        let result = question.run(|progress| consistency(&matrix, &options, progress))?;
        if self.common.format == Format::Json {
            return output.json(&result);
        }
        let names: Vec<&str> = matrix.descriptors().map(|(name, _)| name).collect();
        output.text(&format!(
            "{} combinations of {} descriptors; {}{} consistent\n",
            result.total.0,
            names.len(),
            if result.truncated { "at least " } else { "" },
            result.consistent.len()
        ))?;
        for (place, states) in result.consistent.iter().enumerate() {
            let chosen: Vec<String> =
                names.iter().zip(states).map(|(name, state)| format!("{name}: {state}")).collect();
            output.text(&format!("{:>4}  {}\n", place + 1, chosen.join("; ")))?;
        }
        let Some(breaches) = result.why_not else { return Ok(()) };
        if breaches.is_empty() {
            return output.text(&format!("\n{} is consistent\n", question.scenario.name));
        }
        output.text(&format!("\nWhy {} is not consistent\n", question.scenario.name))?;
        breaches.iter().try_for_each(|breach| output.text(&format!("  {}\n", breach.sentence)))
    }
}

fn wizard_project(path: &Path) -> Result<CrossImpact, Failure> {
    let bytes = std::fs::read(path).map_err(|error| {
        let what = match error.kind() {
            std::io::ErrorKind::NotFound => "there is no such file; check the name".to_owned(),
            std::io::ErrorKind::IsADirectory => "this is a folder; name a .scw file in it".to_owned(),
            _ => format!("it cannot be read: {error}; check its permissions"),
        };
        about(path, what)
    })?;
    // ScenarioWizard writes the Windows character set; newer versions UTF-8.
    let text = String::from_utf8(bytes).unwrap_or_else(|error| {
        let (text, _, _) = encoding_rs::WINDOWS_1252.decode(error.as_bytes());
        text.into_owned()
    });
    scw::read(&text).map_err(|error| about(path, error))
}
