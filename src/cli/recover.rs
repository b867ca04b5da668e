//! `backstop recover`: what a damaged file still holds.

use std::fs;
use std::path::PathBuf;

use clap::Args;

use super::failure::Failure;
use super::maps::about;
use super::output::Output;
use super::table::counted;
use crate::store::{self, DataFolder, previous_versions, salvage};

/// Brings back what a damaged scenario file still holds, and lists what it does not
///
/// The file itself is left as it is; what can be read goes into a copy beside it.
#[derive(Args)]
pub(super) struct Recover {
    /// The damaged scenario file
    map: PathBuf,
    /// Where to write what was brought back; "NAME (recovered).backstop" beside the file without it
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
}

impl Recover {
    pub fn run(self, output: &mut Output) -> Result<(), Failure> {
        if store::read(&self.map).is_ok() {
            return output.text(&format!("{}: sound, nothing to recover\n", self.map.display()));
        }
        let bytes = fs::read(&self.map).map_err(|_| match store::read(&self.map) {
            Err(error) => Failure::input(error),
            Ok(_) => about(&self.map, "it could not be read; try again"),
        })?;
        let versions = DataFolder::standard().map(|data| previous_versions(&self.map, &data)).unwrap_or_default();
        if let Some(newest) = versions.first() {
            eprintln!(
                "{}: kept are {}, the newest at {}",
                self.map.display(),
                counted(versions.len(), "previous version"),
                newest.kept_at.display()
            );
        }
        let salvaged = salvage(&bytes, &self.map).map_err(Failure::input)?;
        let target = match self.output {
            Some(target) if fs::symlink_metadata(&target).is_ok() => {
                return Err(about(&target, "it exists already; choose another name"));
            }
            Some(target) => target,
            None => store::free_name_beside(&self.map, "recovered"),
        };
        store::save(&salvaged.map, &target, None, None).map_err(Failure::input)?;
        let map = &salvaged.map;
        output.text(&format!(
            "{}: brought back {}, {}, {}, {}, {}, {} and {}\n",
            target.display(),
            counted(map.actors.len(), "actor"),
            counted(map.relations.len(), "relation"),
            counted(map.provisions.len(), "provision"),
            counted(map.assumptions.len(), "assumption"),
            counted(map.scenarios.len(), "scenario"),
            counted(map.articles.len(), "article"),
            counted(map.claims.len(), "claim"),
        ))?;
        for lost in &salvaged.lost {
            output.text(&format!("lost: {lost}\n"))?;
        }
        Ok(())
    }
}
