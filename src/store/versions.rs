//! Previous versions: what a file held before each save, the last ten of every full path.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::data_folder::key_of;
use super::read::read_bytes;
use super::save::replace;
use super::{DataFolder, StoreError, parse};
use crate::model::ScenarioMap;

const KEPT: usize = 10;
const FOLDER: &str = "versions";
const ENDING: &str = "backstop";

/// Something a file held before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreviousVersion {
    /// Counts up with every version kept of this file.
    pub number: u64,
    /// When the file was written that way, as far as the system knows.
    pub written: Option<SystemTime>,
    /// How many bytes.
    pub length: u64,
    /// Where it is kept.
    pub kept_at: PathBuf,
}

impl PreviousVersion {
    /// The map it holds. Putting it back is an ordinary save of this map, which keeps what stands there now as a previous
    /// version in its turn.
    ///
    /// # Errors
    /// As [`parse`].
    pub fn open(&self) -> Result<ScenarioMap, StoreError> {
        parse(&read_bytes(&self.kept_at)?, &self.kept_at)
    }
}

/// The previous versions of a file, newest first.
pub fn previous_versions(path: &Path, data: &DataFolder) -> Vec<PreviousVersion> {
    let mut versions = list(&data.path(&[FOLDER, &key_of(path)]));
    versions.reverse();
    versions
}

/// Keeps `old`, which stands at `path`, and lets go of the oldest beyond ten. Bytes that were kept last time already are
/// not kept twice.
pub(super) fn keep_version(data: &DataFolder, path: &Path, old: &[u8]) -> io::Result<()> {
    let folder = data.make(&[FOLDER, &key_of(path)])?;
    let versions = list(&folder);
    if let Some(last) = versions.last() {
        if last.length == old.len() as u64 && fs::read(&last.kept_at)? == old {
            return Ok(());
        }
    }
    // For a person who looks into the folder.
    let _ = fs::write(folder.join("path.txt"), format!("{}\n", path.display()));
    let number = versions.last().map_or(1, |last| last.number + 1);
    let kept_at = folder.join(format!("{number:08}.{ENDING}"));
    replace(&kept_at, old, false)?;
    if let (Ok(written), Ok(kept)) = (fs::metadata(path)?.modified(), fs::File::options().append(true).open(&kept_at)) {
        let _ = kept.set_modified(written);
    }
    for version in versions.iter().take((versions.len() + 1).saturating_sub(KEPT)) {
        fs::remove_file(&version.kept_at)?;
    }
    Ok(())
}

/// Oldest first.
fn list(folder: &Path) -> Vec<PreviousVersion> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut versions: Vec<PreviousVersion> = entries
        .filter_map(|entry| {
            let kept_at = entry.ok()?.path();
            if kept_at.extension()? != ENDING {
                return None;
            }
            let number = kept_at.file_stem()?.to_str()?.parse().ok()?;
            let about = fs::metadata(&kept_at).ok()?;
            Some(PreviousVersion { number, written: about.modified().ok(), length: about.len(), kept_at })
        })
        .collect();
    versions.sort_by_key(|version| version.number);
    versions
}
