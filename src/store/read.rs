//! Opening a file, with a stamp by which a later change on disk is noticed.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use sha2::{Digest, Sha256};

use super::data_folder::hex;
use super::{SAMPLE_NAME, StoreError, parse, sample_mali};
use crate::model::ScenarioMap;

/// A file that was opened.
#[derive(Clone, Debug)]
pub struct Opened {
    /// What it holds.
    pub map: ScenarioMap,
    /// What its bytes were. `None` for the sample, which is no file.
    pub stamp: Option<Stamp>,
}

/// What a file's bytes were at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// SHA-256 of the bytes, in hexadecimal digits.
    pub hash: String,
    /// How many bytes.
    pub length: u64,
    /// When the system says they were written.
    pub modified: Option<SystemTime>,
}

impl Stamp {
    /// The stamp of bytes that stand at a path.
    pub(super) fn of(bytes: &[u8], path: &Path) -> Self {
        let modified = fs::metadata(path).and_then(|about| about.modified()).ok();
        Self { hash: hex(&Sha256::digest(bytes)), length: bytes.len() as u64, modified }
    }

    /// Whether the file at `path` still holds these bytes. Asks only for length and time while both are as they were, so
    /// it is cheap enough for every return to the window. A file that is gone, or cannot be read, counts as unchanged:
    /// there is nothing that a save could overwrite.
    pub fn still_holds(&self, path: &Path) -> bool {
        let Ok(about) = fs::metadata(path) else { return true };
        if about.len() == self.length && self.modified.is_some() && about.modified().ok() == self.modified {
            return true;
        }
        fs::read(path).map_or(true, |bytes| self.is_of(&bytes))
    }

    /// Whether these are the bytes, whatever the time.
    pub(super) fn is_of(&self, bytes: &[u8]) -> bool {
        self.length == bytes.len() as u64 && self.hash == hex(&Sha256::digest(bytes))
    }
}

/// Opens a scenario file, or the sample under its name `sample:mali`.
///
/// # Errors
/// See [`StoreError`]; the file is never changed by reading it.
pub fn read(path: &Path) -> Result<Opened, StoreError> {
    if path.as_os_str() == SAMPLE_NAME {
        return Ok(Opened { map: sample_mali()?, stamp: None });
    }
    let bytes = read_bytes(path)?;
    Ok(Opened { map: parse(&bytes, path)?, stamp: Some(Stamp::of(&bytes, path)) })
}

/// The bytes of a regular file.
pub(super) fn read_bytes(path: &Path) -> Result<Vec<u8>, StoreError> {
    let about = fs::metadata(path).map_err(|error| StoreError::reading(path, error))?;
    if about.is_dir() {
        return Err(StoreError::IsFolder { path: path.to_owned() });
    }
    // A pipe or a device could keep the reader waiting for ever.
    if !about.is_file() {
        return Err(StoreError::NotAFile { path: path.to_owned() });
    }
    fs::read(path).map_err(|error| StoreError::reading(path, error))
}
