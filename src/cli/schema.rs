//! `backstop schema`: the JSON Schema of the scenario file.

use clap::Args;

use super::failure::Failure;
use super::output::Output;
use crate::store;

/// The JSON Schema of the scenario file
#[derive(Args)]
pub(super) struct PrintSchema {}

impl PrintSchema {
    #[allow(clippy::unused_self, reason = "as every command")]
    pub fn run(self, output: &mut Output) -> Result<(), Failure> {
        output.json(&store::schema())
    }
}
