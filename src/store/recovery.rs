//! What a crash left behind: journals that no living program holds, offered until the analyst decides.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use serde_json::Value;

use super::journal::{ENDING, EditLine, FOLDER, FORMAT, HeaderLine, Journal, VERSION};
use super::marker::{LockedFile, held_and_left};
use super::parse::{check_format, map_of};
use super::read::read_bytes;
use super::write::bytes_for;
use super::{DataFolder, Stamp, StoreError};
use crate::model::{Edit, ScenarioMap};

/// Work that a crash left unsaved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PendingRecovery {
    /// The map's title when it was opened.
    pub title: String,
    /// The file it was opened from; `None` for a map that was never saved.
    pub file: Option<PathBuf>,
    /// How many edits there are.
    pub edits: usize,
    /// When the last one was written.
    pub written: Option<SystemTime>,
    journal: PathBuf,
}

/// A recovered map. It is unsaved work on top of its file, and the file is untouched.
#[derive(Debug)]
pub struct Recovered {
    /// The map with every edit that could be read.
    pub map: ScenarioMap,
    /// The file it was opened from.
    pub file: Option<PathBuf>,
    /// What the file held then, so that the next save notices a change since.
    pub stamp: Option<Stamp>,
    /// The number of edits at the end that could not be read; usually 0, or 1 that the crash tore.
    pub lost_edits: usize,
    /// The same journal, going on: until the map is saved, another crash offers it again.
    pub journal: Journal,
}

/// The work that crashes left unsaved, by name of the journal. What other running windows hold is not among it; what
/// holds no edit, only what was taken back again, or only what its file holds by now, is cleared away.
pub fn pending_recoveries(data: &DataFolder) -> Vec<PendingRecovery> {
    let left = held_and_left(&data.path(&[FOLDER]), ENDING).into_iter().filter(|(_, held)| !held);
    left.filter_map(|(journal, _)| {
        let bytes = fs::read(&journal).ok()?;
        if !bytes.contains(&b'\n') {
            // Torn in the header: no edit had been written.
            let _ = fs::remove_file(&journal);
            return None;
        }
        let replayed = replay(&bytes, &journal).ok()?;
        if replayed.lost == 0 && replayed.comes_to_nothing || replayed.is_saved() {
            let _ = fs::remove_file(&journal);
            return None;
        }
        Some(PendingRecovery {
            title: replayed.map.title.clone(),
            file: replayed.file,
            edits: replayed.edits,
            written: fs::metadata(&journal).and_then(|about| about.modified()).ok(),
            journal,
        })
    })
    .collect()
}

impl PendingRecovery {
    /// Brings the work back. The journal stays until the map is saved, and the file is not touched.
    ///
    /// # Errors
    /// When another window has taken it meanwhile, or it cannot be read any more.
    pub fn accept(&self) -> Result<Recovered, StoreError> {
        let taken = LockedFile::take(&self.journal).map_err(|error| StoreError::reading(&self.journal, error))?;
        let mut locked = taken.ok_or_else(|| self.broken("another window has brought it back already"))?;
        let bytes = read_bytes(&self.journal)?;
        let replayed = replay(&bytes, &self.journal)?;
        locked.cut(replayed.sound_bytes).map_err(|error| StoreError::writing(&self.journal, error))?;
        Ok(Recovered {
            map: replayed.map,
            file: replayed.file,
            stamp: replayed.stamp,
            lost_edits: replayed.lost,
            journal: Journal::resume(locked),
        })
    }

    fn broken(&self, reason: &str) -> StoreError {
        StoreError::BrokenJournal { path: self.journal.clone(), reason: reason.to_owned() }
    }

    /// Gives the work up.
    ///
    /// # Errors
    /// When the journal cannot be removed.
    pub fn discard(&self) -> Result<(), StoreError> {
        match LockedFile::take(&self.journal) {
            Ok(Some(_)) => fs::remove_file(&self.journal).map_err(|error| StoreError::writing(&self.journal, error)),
            Ok(None) => Err(self.broken("another window has brought it back already")),
            Err(error) => Err(StoreError::reading(&self.journal, error)),
        }
    }
}

struct Replayed {
    map: ScenarioMap,
    file: Option<PathBuf>,
    stamp: Option<Stamp>,
    edits: usize,
    lost: usize,
    sound_bytes: u64,
    /// Whether the map is what it was before the edits: there are none, or all were taken back.
    comes_to_nothing: bool,
}

impl Replayed {
    /// Whether the file holds this very map by now: the crash came after the save.
    fn is_saved(&self) -> bool {
        let Some(file) = &self.file else { return false };
        matches!((fs::read(file), bytes_for(&self.map, file)), (Ok(there), Ok(here)) if there == here)
    }
}

fn replay(bytes: &[u8], journal: &Path) -> Result<Replayed, StoreError> {
    let broken = |reason: String| StoreError::BrokenJournal { path: journal.to_owned(), reason };
    let mut lines = bytes.split_inclusive(|b| *b == b'\n');
    let first = lines.next().filter(|line| line.ends_with(b"\n")).ok_or_else(|| broken("it is empty".into()))?;
    let header: HeaderLine = serde_json::from_slice(first).map_err(|error| broken(error.to_string()))?;
    if header.journal != FORMAT || header.version > VERSION {
        return Err(broken(format!("it is a {} of version {}", header.journal, header.version)));
    }
    check_format(&header.base, journal)?;
    let mut map = map_of(&header.base, journal)?;
    let before = map.clone();
    let (mut edits, mut lost) = (0, 0);
    let mut sound_bytes = first.len() as u64;
    for line in lines {
        // After the first line that cannot be read nothing can follow: each edit builds on those before it.
        if lost > 0 || !apply(line, &mut map) {
            lost += usize::from(!line.trim_ascii().is_empty());
            continue;
        }
        edits += 1;
        sound_bytes += line.len() as u64;
    }
    let file = header.file.map(PathBuf::from);
    let stamp = header.content_hash.map(|hash| Stamp {
        hash,
        length: header.content_length.unwrap_or_default(),
        // Unknown, so the next look compares the bytes.
        modified: None,
    });
    let comes_to_nothing = map == before;
    Ok(Replayed { map, file, stamp, edits, lost, sound_bytes, comes_to_nothing })
}

/// Applies one line; `false` when it is torn or does not fit.
fn apply(line: &[u8], map: &mut ScenarioMap) -> bool {
    if !line.ends_with(b"\n") {
        return false;
    }
    // By way of a value, as the scenario file itself: numbers then come back to the last digit.
    serde_json::from_slice::<EditLine<Value>>(line)
        .and_then(|line| serde_json::from_value::<Edit>(line.edit))
        .is_ok_and(|edit| edit.apply(map).is_ok())
}
