//! Marks of open files, by which two windows on one file notice each other.

use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use super::DataFolder;
use super::data_folder::key_of;

const FOLDER: &str = "open";
const ENDING: &str = "open";

/// This window's mark on a file. While it lives, other windows see it; when the program ends, however it ends, the system
/// lets the lock go and the mark no longer counts.
#[derive(Debug)]
pub struct OpenMarker {
    mark: LockedFile,
    folder: PathBuf,
}

/// Another window that has the file open.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct OpenElsewhere {
    /// Its process id.
    pub process: u32,
}

impl OpenMarker {
    /// Marks a file as open here.
    ///
    /// # Errors
    /// When the data folder cannot be written. The file can be opened all the same, only unnoticed.
    pub fn set(path: &Path, data: &DataFolder) -> io::Result<Self> {
        let folder = data.make(&[FOLDER, &key_of(path)])?;
        let mark = LockedFile::create(&folder, "", ENDING)?;
        Ok(Self { mark, folder })
    }

    /// The other windows that have the file open now, in the order of their process ids. Marks that a crash left are
    /// cleared away.
    pub fn others(&self) -> Vec<OpenElsewhere> {
        let mut others: Vec<OpenElsewhere> = held_and_left(&self.folder, ENDING)
            .into_iter()
            .filter(|(path, _)| path != self.mark.path())
            .filter_map(|(path, held)| {
                if held {
                    return Some(OpenElsewhere { process: process_of(&path)? });
                }
                let _ = fs::remove_file(&path);
                None
            })
            .collect();
        others.sort();
        others
    }
}

impl Drop for OpenMarker {
    fn drop(&mut self) {
        self.mark.remove();
        // Goes only when it is empty, which is what is wanted.
        let _ = fs::remove_dir(&self.folder);
    }
}

/// A file that this process holds locked as long as the value lives.
#[derive(Debug)]
pub(super) struct LockedFile {
    file: File,
    path: PathBuf,
}

static CREATED: AtomicU64 = AtomicU64::new(0);

impl LockedFile {
    /// Creates `NAME<process>-<n>.ENDING` in a folder. It gets its name only once it is locked, so nobody ever sees it
    /// without its lock and takes it for left behind.
    pub fn create(folder: &Path, name: &str, ending: &str) -> io::Result<Self> {
        loop {
            let n = CREATED.fetch_add(1, Ordering::Relaxed);
            let path = folder.join(format!("{name}{}-{n}.{ending}", std::process::id()));
            let unnamed = path.with_extension("new");
            // Process ids come round again: a file of that name may have been left by an earlier process.
            if fs::symlink_metadata(&path).is_ok() {
                continue;
            }
            let mut options = File::options();
            options.create(true).truncate(true).read(true).write(true);
            #[cfg(unix)]
            {
                use std::os::unix::fs::OpenOptionsExt;
                options.mode(0o600);
            }
            let file = options.open(&unnamed)?;
            file.lock()?;
            fs::rename(&unnamed, &path)?;
            return Ok(Self { file, path });
        }
    }

    /// Locks a file that a crash left; `None` when a living process holds it.
    pub fn take(path: &Path) -> io::Result<Option<Self>> {
        let file = File::options().read(true).append(true).open(path)?;
        // Another window that only looks holds it for an instant.
        for _ in 0..5 {
            match file.try_lock() {
                Ok(()) => return Ok(Some(Self { file, path: path.to_owned() })),
                Err(TryLockError::WouldBlock) => std::thread::sleep(Duration::from_millis(10)),
                Err(TryLockError::Error(error)) => return Err(error),
            }
        }
        Ok(None)
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    pub fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all(bytes)
    }

    pub fn sync(&self) -> io::Result<()> {
        self.file.sync_data()
    }

    /// Cuts the file to its first `length` bytes and goes on writing there.
    pub fn cut(&mut self, length: u64) -> io::Result<()> {
        use std::io::{Seek, SeekFrom};
        self.file.set_len(length)?;
        self.file.seek(SeekFrom::End(0)).map(drop)
    }

    pub fn remove(&self) {
        let _ = fs::remove_file(&self.path);
    }
}

impl Drop for LockedFile {
    /// Unlocks in so many words: a process that is just being started may hold a copy of the file for a moment, and would
    /// hold the lock with it.
    fn drop(&mut self) {
        let _ = self.file.unlock();
    }
}

/// The files of a folder with this ending, by name, and whether a living process holds each.
pub(super) fn held_and_left(folder: &Path, ending: &str) -> Vec<(PathBuf, bool)> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|e| e == ending))
        .collect();
    paths.sort();
    paths
        .into_iter()
        .filter_map(|path| {
            // Shared, so that two programs that look at the same time do not take each other for the holder.
            let file = File::open(&path).ok()?;
            let held = match file.try_lock_shared() {
                Ok(()) => false,
                Err(TryLockError::WouldBlock) => true,
                Err(TryLockError::Error(_)) => return None,
            };
            let _ = file.unlock();
            Some((path, held))
        })
        .collect()
}

fn process_of(path: &Path) -> Option<u32> {
    path.file_stem()?.to_str()?.split('-').next()?.parse().ok()
}
