//! `backstop analyze MAP uncertainty`: the spread of coverage if deliveries fail at the stated odds.

use std::path::Path;

use clap::{Args, ValueEnum};

use super::Common;
use crate::analysis::{Stream, UncertaintyOptions, uncertainty};
use crate::cli::failure::Failure;
use crate::cli::output::{Format, Output};
use crate::cli::table::{Table, percent};
use crate::model::ScenarioMap;

/// The spread of coverage if deliveries fail at the stated odds
///
/// Draws are independent; real partners fail together, so the tails shown are too thin.
#[derive(Args)]
pub(super) struct Uncertainty {
    /// How many samples, 1 to 1000000
    #[arg(long, default_value_t = UncertaintyOptions::default().samples)]
    samples: usize,
    /// The seed; the same seed gives the same result
    #[arg(long, default_value_t = UncertaintyOptions::default().seed)]
    seed: u64,
    /// One stream of draws for all samples, or one for each block of 4096
    #[arg(long, value_enum, default_value_t = Draws::Single)]
    stream: Draws,
    #[command(flatten)]
    common: Common,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Draws {
    Single,
    Parallel,
}

impl Uncertainty {
    pub fn run(self, map: &ScenarioMap, path: &Path, output: &mut Output) -> Result<(), Failure> {
        let question = self.common.question(map, path)?;
        let stream = match self.stream {
            Draws::Single => Stream::Single,
            Draws::Parallel => Stream::Parallel,
        };
        let options = UncertaintyOptions { samples: self.samples, seed: self.seed, stream };
        let result = question
            .run(|progress| uncertainty(&question.study, &question.scenario, question.month, options, progress))?;
        if self.common.format == Format::Json {
            return output.json(&result);
        }
        let mut table = Table::new(&["Coverage", ">Mean", ">1 in 10 below", ">Median", ">1 in 10 above"]);
        let overall = ("overall".to_owned(), result.overall);
        let functions = result.functions.iter().map(|(id, spread)| (map.function_words(id), *spread));
        for (name, spread) in std::iter::once(overall).chain(functions) {
            let of = |value: fn(crate::analysis::Spread) -> f64| percent(spread.map(value));
            table.row([name, of(|s| s.mean), of(|s| s.p10), of(|s| s.p50), of(|s| s.p90)]);
        }
        output.text(&format!(
            "{}: if deliveries fail at the stated odds ({} samples, seed {})\n{table}\
             Draws are independent; partners that fail together would spread it wider.\n",
            question.title(),
            result.samples,
            result.seed
        ))
    }
}
