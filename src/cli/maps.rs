//! Opening the map that a command is about.

use std::path::Path;

use super::failure::Failure;
use crate::model::{Actor, ScenarioMap};
use crate::store;

/// Opens a scenario file, or the sample under its name.
pub(super) fn open_map(path: &Path) -> Result<ScenarioMap, Failure> {
    store::read(path).map(|opened| opened.map).map_err(Failure::input)
}

/// A fault in what was asked of a map: `FILE: what is wrong, what to do`.
pub(super) fn about(path: &Path, what: impl std::fmt::Display) -> Failure {
    Failure::Input(format!("{}: {what}", path.display()))
}

/// An actor by id, name or alias.
pub(super) fn find_actor<'a>(map: &'a ScenarioMap, path: &Path, asked: &str) -> Result<&'a Actor, Failure> {
    map.actor_by_name(asked).ok_or_else(|| {
        let names = map.actors.iter().map(|actor| actor.id.as_str());
        about(path, crate::model::unknown_name("actor", asked, names))
    })
}
