//! `backstop migrate`: a file brought to the current version, saved by the same code as the window's.

use std::path::PathBuf;

use clap::Args;

use super::failure::Failure;
use super::maps::about;
use super::output::Output;
use crate::store::{self, DataFolder, StoreError};

/// Brings a scenario file to the current version and form
///
/// What stood in the file before is kept as a previous version. Fields that this program does not know are kept.
#[derive(Args)]
pub(super) struct Migrate {
    /// The scenario file, or sample:mali
    map: PathBuf,
    /// Where to write it; the file itself without it
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
}

impl Migrate {
    pub fn run(self, output: &mut Output) -> Result<(), Failure> {
        let opened = store::read(&self.map).map_err(Failure::input)?;
        let (target, expected) = match (&self.output, &opened.stamp) {
            (Some(target), _) => (target, None),
            (None, Some(stamp)) => (&self.map, Some(stamp)),
            (None, None) => return Err(about(&self.map, "this is no file; name one with -o OUT")),
        };
        if self.output.is_some() {
            refuse_foreign(target)?;
        }
        let data = DataFolder::standard();
        let saved = store::save(&opened.map, target, expected, data.as_ref()).map_err(Failure::input)?;
        if let Some(notice) = saved.notice {
            eprintln!("{}: {notice}", target.display());
        }
        output.text(&format!("{}\n", target.display()))
    }
}

/// Refuses to write over something that is no scenario file of a known version: a slip of the hand should not cost an
/// article. A damaged or unsound map may be written over; it is kept as a previous version.
fn refuse_foreign(target: &std::path::Path) -> Result<(), Failure> {
    match store::read(target) {
        Err(StoreError::NotAMap { .. } | StoreError::NotText { .. } | StoreError::NotJson { .. }) => {
            Err(about(target, "it exists and is no scenario file; choose another name"))
        }
        Err(error @ (StoreError::NewerVersion { .. } | StoreError::IsFolder { .. } | StoreError::NotAFile { .. })) => {
            Err(Failure::input(error))
        }
        _ => Ok(()),
    }
}
