//! The sample map that the program carries inside itself.

use std::path::Path;

use super::{StoreError, parse};
use crate::model::ScenarioMap;

/// The name under which the sample can be given wherever a map is wanted.
pub const SAMPLE_NAME: &str = "sample:mali";

/// The Mali sample.
///
/// # Errors
/// Never in a build whose tests pass: they read it.
pub fn sample_mali() -> Result<ScenarioMap, StoreError> {
    parse(include_bytes!("../../resources/samples/mali.backstop"), Path::new(SAMPLE_NAME))
}
