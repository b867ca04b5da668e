//! `backstop check`: every problem of a map with its place.

use std::path::PathBuf;

use clap::Args;

use super::failure::Failure;
use super::output::Output;
use super::table::counted;
use crate::model::Severity;
use crate::store;

/// Every problem of a scenario file with its place; exit code 0 when it is sound
///
/// Errors make the file unusable. Warnings do not, but an analyst should know: a provision that is not for the principal
/// does not count, for one.
#[derive(Args)]
pub(super) struct Check {
    /// The scenario file, or sample:mali
    map: PathBuf,
}

impl Check {
    pub fn run(self, output: &mut Output) -> Result<(), Failure> {
        let problems = store::problems(&self.map).map_err(Failure::input)?;
        let mut errors = 0;
        for problem in &problems {
            let kind = match problem.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
            };
            errors += usize::from(problem.severity == Severity::Error);
            output.text(&format!("{kind}: {problem}\n"))?;
        }
        let warnings = problems.len() - errors;
        let name = self.map.display();
        if errors > 0 {
            output.flush()?;
            let what = format!("{} and {}", counted(errors, "error"), counted(warnings, "warning"));
            return Err(Failure::Input(format!("{name}: {what}; correct the errors to use it")));
        }
        output.text(&match warnings {
            0 => format!("{name}: sound\n"),
            n => format!("{name}: sound, with {}\n", counted(n, "warning")),
        })
    }
}
