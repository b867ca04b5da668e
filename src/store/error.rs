//! Why a scenario file could not be read or saved. Every message names the file, what is wrong and what to do.

use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::model::{Problem, VERSION};

/// Why a scenario file could not be read or saved. Shown as `FILE: what is wrong, what to do`.
#[derive(Debug, Error)]
pub enum StoreError {
    /// Nothing stands under that name.
    #[error("{}: there is no such file; check the name and the folder", .path.display())]
    Missing {
        /// The file.
        path: PathBuf,
    },
    /// The folder that the file would stand in is not there.
    #[error("{}: the folder does not exist; create it or choose another", .path.display())]
    NoFolder {
        /// The file.
        path: PathBuf,
    },
    /// A folder, where a file was wanted.
    #[error("{}: this is a folder; name a scenario file in it", .path.display())]
    IsFolder {
        /// The folder.
        path: PathBuf,
    },
    /// A pipe, socket or device, where a file was wanted.
    #[error("{}: this is not a regular file; name a scenario file", .path.display())]
    NotAFile {
        /// The thing.
        path: PathBuf,
    },
    /// The system does not let us read.
    #[error("{}: no permission to read it; ask its owner or copy it to a folder of yours", .path.display())]
    NotReadable {
        /// The file.
        path: PathBuf,
    },
    /// The system does not let us write.
    #[error("{}: it or its folder is read-only; save under another name or in another folder", .path.display())]
    ReadOnly {
        /// The file.
        path: PathBuf,
    },
    /// No room is left.
    #[error("{}: no room is left to save it; free some space or save elsewhere, the file there is unchanged", .path.display())]
    DiskFull {
        /// The file.
        path: PathBuf,
    },
    /// Nothing is in it.
    #[error("{}: the file is empty; restore a previous version or start a new map", .path.display())]
    Empty {
        /// The file.
        path: PathBuf,
    },
    /// Bytes that are no text.
    #[error("{}: this is not text but binary data (byte {offset}), so it is no scenario file; choose another file", .path.display())]
    NotText {
        /// The file.
        path: PathBuf,
        /// The first byte that is not UTF-8 text.
        offset: usize,
    },
    /// The file stops in the middle.
    #[error("{}: the file ends in the middle of its content (line {line}); restore a previous version, or bring back what it holds with `backstop recover`", .path.display())]
    Truncated {
        /// The file.
        path: PathBuf,
        /// The last line.
        line: usize,
    },
    /// Text that is no JSON.
    #[error("{}: not a readable scenario file: {reason} at line {line} column {column}; correct it there, or bring back what it holds with `backstop recover`", .path.display())]
    NotJson {
        /// The file.
        path: PathBuf,
        /// Counted from 1.
        line: usize,
        /// Counted from 1.
        column: usize,
        /// What the reader stumbled over.
        reason: String,
    },
    /// JSON that is no scenario map.
    #[error("{}: this is not a scenario file: {reason}; one begins with \"format\": \"backstop-scenario-map\", \"version\": {VERSION}", .path.display())]
    NotAMap {
        /// The file.
        path: PathBuf,
        /// What gives it away.
        reason: String,
    },
    /// Written by a newer program.
    #[error("{}: made by a newer Backstop (file version {version}; this one reads up to {VERSION}); update Backstop to open it, the file is unchanged", .path.display())]
    NewerVersion {
        /// The file.
        path: PathBuf,
        /// Its version.
        version: u64,
    },
    /// A field that does not have the shape it should have.
    #[error("{}: {place}: {reason}; correct it there", .path.display())]
    WrongField {
        /// The file.
        path: PathBuf,
        /// The field's path: `provisions[3].share`.
        place: String,
        /// What is wrong with it.
        reason: String,
    },
    /// A map that contradicts itself.
    #[error("{}: {}; correct {}", .path.display(), list(.problems), if .problems.len() == 1 { "it" } else { "them" })]
    Unsound {
        /// The file.
        path: PathBuf,
        /// Everything that is wrong.
        problems: Vec<Problem>,
    },
    /// Someone else wrote the file since it was opened.
    #[error("{}: the file has changed on disk since it was opened; save under another name, or overwrite it knowingly", .path.display())]
    ChangedOnDisk {
        /// The file.
        path: PathBuf,
    },
    /// What would be written does not read back as the same map. Nothing was written.
    #[error("{}: the map would not read back as it is ({reason}); nothing was written, please report this", .path.display())]
    WouldNotReadBack {
        /// The file.
        path: PathBuf,
        /// What differs.
        reason: String,
    },
    /// A journal that cannot be replayed.
    #[error("{}: the recovery file cannot be read: {reason}; discard it", .path.display())]
    BrokenJournal {
        /// The journal.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// Anything else the system says.
    #[error("{}: {reason}: {source}; try again or choose another place", .path.display())]
    System {
        /// The file.
        path: PathBuf,
        /// What was being done.
        reason: &'static str,
        /// What the system said.
        source: io::Error,
    },
}

fn list(problems: &[Problem]) -> String {
    match problems {
        [one] => one.to_string(),
        many => {
            let lines: Vec<String> = many.iter().map(|p| format!("\n  {p}")).collect();
            format!("{} problems:{}\n", many.len(), lines.concat())
        }
    }
}

impl StoreError {
    /// The error of an attempt to read.
    pub(super) fn reading(path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        match source.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::Missing { path },
            io::ErrorKind::IsADirectory => Self::IsFolder { path },
            io::ErrorKind::PermissionDenied => Self::NotReadable { path },
            _ => Self::System { path, reason: "could not read it", source },
        }
    }

    /// The error of an attempt to write.
    pub(super) fn writing(path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        match source.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::NoFolder { path },
            io::ErrorKind::IsADirectory => Self::IsFolder { path },
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly { path },
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
                Self::DiskFull { path }
            }
            _ => Self::System { path, reason: "could not write it", source },
        }
    }
}
