//! `backstop analyze`: the analyses, one file each.

mod consistency;
mod partner_sets;
mod reallocation;
mod robustness;
mod sensitivity;
mod timeline;
mod uncertainty;

use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use clap::{Args, Subcommand};

use super::evidence::EvidenceOptions;
use super::failure::Failure;
use super::maps::{about, open_map};
use super::output::{Format, Output};
use super::selection::{SetOption, changed_scenario, month_in_range};
use crate::analysis::{AnalysisError, Progress};
use crate::model::{Months, Scenario, ScenarioId, ScenarioMap};
use crate::scenario::Study;

/// What follows from a map beyond one evaluation
#[derive(Args)]
pub(super) struct Analyze {
    /// The scenario file, or sample:mali
    map: PathBuf,
    #[command(subcommand)]
    analysis: Analysis,
}

#[derive(Subcommand)]
enum Analysis {
    Reallocation(reallocation::Reallocation),
    PartnerSets(partner_sets::PartnerSets),
    Robustness(robustness::Robustness),
    Uncertainty(uncertainty::Uncertainty),
    Sensitivity(sensitivity::Sensitivity),
    Timeline(timeline::PrintTimeline),
    Consistency(consistency::Consistency),
}

impl Analyze {
    pub fn run(self, output: &mut Output) -> Result<(), Failure> {
        let map = open_map(&self.map)?;
        let path = self.map.as_path();
        match self.analysis {
            Analysis::Reallocation(analysis) => analysis.run(&map, path, output),
            Analysis::PartnerSets(analysis) => analysis.run(&map, path, output),
            Analysis::Robustness(analysis) => analysis.run(&map, path, output),
            Analysis::Uncertainty(analysis) => analysis.run(&map, path, output),
            Analysis::Sensitivity(analysis) => analysis.run(&map, path, output),
            Analysis::Timeline(analysis) => analysis.run(&map, path, output),
            Analysis::Consistency(analysis) => analysis.run(&map, path, output),
        }
    }
}

/// The options that every analysis takes.
#[derive(Args)]
struct Common {
    /// The scenario's id
    #[arg(long, value_name = "ID", default_value = ScenarioId::BASELINE)]
    scenario: String,
    /// Sets an assumption on top of the scenario: withdraw-wagner=0.5 (also .start, .duration, .likelihood)
    #[arg(long = "set", value_name = "ASSUMPTION=VALUE")]
    sets: Vec<SetOption>,
    /// The month, 0 to 60, where the analysis looks at one
    #[arg(long, default_value_t = 12, allow_negative_numbers = true)]
    month: i64,
    #[command(flatten)]
    evidence: EvidenceOptions,
    /// The form of the result
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

/// What an analysis works on.
struct Question<'a> {
    map: &'a ScenarioMap,
    path: &'a Path,
    study: Study,
    scenario: Scenario,
    month: Months,
}

impl Common {
    fn question<'a>(&self, map: &'a ScenarioMap, path: &'a Path) -> Result<Question<'a>, Failure> {
        let scenario = changed_scenario(map, path, &self.scenario, &self.sets)?;
        let month = month_in_range(self.month, path)?;
        Ok(Question { map, path, study: self.evidence.study(map, path)?, scenario, month })
    }
}

impl Question<'_> {
    /// Runs an analysis, with its progress on standard error where a person is looking.
    fn run<T>(&self, analysis: impl FnOnce(&Progress) -> Result<T, AnalysisError>) -> Result<T, Failure> {
        with_progress(analysis).map_err(|error| about(self.path, error))
    }

    /// "Wagner withdraws, month 12 (Nov 2025)".
    fn title(&self) -> String {
        format!("{}, {}", self.scenario.name, super::evaluate::month_words(self.map, self.month))
    }

    /// The names of actors.
    fn names(&self, actors: &[crate::model::ActorId]) -> String {
        actors.iter().map(|actor| self.map.actor_name(actor)).collect::<Vec<_>>().join(", ")
    }
}

fn with_progress<T>(analysis: impl FnOnce(&Progress) -> Result<T, AnalysisError>) -> Result<T, AnalysisError> {
    let progress = Progress::new();
    if !std::io::stderr().is_terminal() {
        return analysis(&progress);
    }
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let watcher = scope.spawn(|| {
            let mut shown = false;
            loop {
                std::thread::park_timeout(Duration::from_millis(250));
                if done.load(Ordering::Relaxed) {
                    break;
                }
                if let Some(fraction) = progress.fraction() {
                    eprint!("\r{:3.0} %", fraction * 100.0);
                    shown = true;
                }
            }
            if shown {
                eprint!("\r     \r");
            }
        });
        let result = analysis(&progress);
        done.store(true, Ordering::Relaxed);
        watcher.thread().unpark();
        result
    })
}
