//! Saving so that at every moment either the old file or the new one stands on disk, whole.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use super::data_folder::real_path;
use super::read::read_bytes;
use super::versions::keep_version;
use super::write::bytes_for;
use super::{DataFolder, Stamp, StoreError};
use crate::model::ScenarioMap;

/// How the names of files end that are being written.
const ENDING: &str = ".saving";

/// A save that succeeded.
#[derive(Clone, Debug)]
pub struct Saved {
    /// What now stands on disk; the `expected` of the next save.
    pub stamp: Stamp,
    /// Something the analyst should know, although the map is saved: the previous version could not be kept.
    pub notice: Option<String>,
}

/// Saves a map at `path`. It is written in full and read back before the disk is touched, then put beside the file and
/// moved over it in one step. A link stays a link, and the file keeps its permissions. What stood there is kept as a
/// previous version in `data`.
///
/// `expected` is what the file held when it was last read or saved: when it holds something else now, nothing is written.
/// With `None` whatever is there is replaced (and kept as a previous version).
///
/// # Errors
/// [`StoreError::ChangedOnDisk`] when the file is not what was expected; the others say what the disk refused. The file
/// is then as it was.
pub fn save(
    map: &ScenarioMap,
    path: &Path,
    expected: Option<&Stamp>,
    data: Option<&DataFolder>,
) -> Result<Saved, StoreError> {
    let bytes = bytes_for(map, path)?;
    let target = real_path(path);
    let old = match read_bytes(&target) {
        Ok(old) => Some(old),
        Err(StoreError::Missing { .. }) => None,
        Err(StoreError::NotReadable { .. }) => return Err(StoreError::ReadOnly { path: path.to_owned() }),
        Err(error) => return Err(error),
    };
    let mut notice = None;
    if let Some(old) = &old {
        if expected.is_some_and(|stamp| !stamp.is_of(old)) {
            return Err(StoreError::ChangedOnDisk { path: path.to_owned() });
        }
        refuse_read_only(path, &target)?;
        if *old == bytes {
            return Ok(Saved { stamp: Stamp::of(&bytes, &target), notice });
        }
        let kept = match data {
            Some(data) => keep_version(data, &target, old).map_err(|error| error.to_string()),
            None => Err("there is no folder for it".to_owned()),
        };
        notice = kept.err().map(|why| format!("saved, but the version before it could not be kept: {why}"));
    }
    replace(&target, &bytes, old.is_some()).map_err(|error| StoreError::writing(path, error))?;
    Ok(Saved { stamp: Stamp::of(&bytes, &target), notice })
}

/// Saves a map beside a file that someone else changed: `NAME (conflicted copy).backstop`, or with a number where that
/// name is taken. Both copies are then there.
///
/// # Errors
/// As [`save`].
pub fn save_conflicted_copy(map: &ScenarioMap, path: &Path) -> Result<(PathBuf, Saved), StoreError> {
    let copy = free_name_beside(path, "conflicted copy");
    let saved = save(map, &copy, None, None)?;
    Ok((copy, saved))
}

/// Puts a file that is no scenario file at `path`, whole or not at all: written beside it, synced, and moved over what stands
/// there. A link stays a link.
///
/// # Errors
/// What the disk refused; the file is then as it was.
pub fn replace_file(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let target = real_path(path);
    let exists = match fs::metadata(&target) {
        Ok(about) if about.is_dir() => return Err(StoreError::IsFolder { path: path.to_owned() }),
        Ok(about) if !about.is_file() => return Err(StoreError::NotAFile { path: path.to_owned() }),
        Ok(_) => true,
        Err(_) => false,
    };
    if exists {
        refuse_read_only(path, &target)?;
    }
    replace(&target, bytes, exists).map_err(|error| StoreError::writing(path, error))
}

/// `NAME (WHAT).EXT` in the folder of `path`, or `NAME (WHAT 2).EXT`, ... : the first that is free.
pub fn free_name_beside(path: &Path, what: &str) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let extension = path.extension().map(|e| format!(".{}", e.to_string_lossy())).unwrap_or_default();
    let name = |n: u32| match n {
        1 => path.with_file_name(format!("{stem} ({what}){extension}")),
        n => path.with_file_name(format!("{stem} ({what} {n}){extension}")),
    };
    (1..u32::MAX).map(name).find(|candidate| fs::symlink_metadata(candidate).is_err()).unwrap_or_else(|| name(1))
}

/// Moving a new file over one that nobody may write would succeed, so it has to be asked.
fn refuse_read_only(path: &Path, target: &Path) -> Result<(), StoreError> {
    let about = fs::metadata(target).map_err(|error| StoreError::writing(path, error))?;
    if about.permissions().readonly() {
        return Err(StoreError::ReadOnly { path: path.to_owned() });
    }
    File::options().append(true).open(target).map(drop).map_err(|error| StoreError::writing(path, error))
}

/// Writes beside the file, syncs, moves over it, syncs the folder.
pub(super) fn replace(target: &Path, bytes: &[u8], exists: bool) -> std::io::Result<()> {
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    match replace_from(folder, target, bytes, exists) {
        // Another program that saves there just now may have taken ours for left behind before it was locked.
        Err(error) if error.kind() == std::io::ErrorKind::NotFound && folder.is_dir() => {
            replace_from(folder, target, bytes, exists)
        }
        done => done,
    }
}

fn replace_from(folder: &Path, target: &Path, bytes: &[u8], exists: bool) -> std::io::Result<()> {
    let name = target.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let prefix = format!(".{name}.");
    clear_left_behind(folder, &prefix);
    let mut builder = tempfile::Builder::new();
    builder.prefix(&prefix).suffix(ENDING);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // What any program would create, less the user's umask; the builder's own default is for secrets.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut beside = builder.tempfile_in(folder)?;
    // Tells other programs that it is not left behind. Where files cannot be locked, none is ever cleared.
    let _ = beside.as_file().lock();
    beside.write_all(bytes)?;
    if exists {
        let about = fs::metadata(target)?;
        beside.as_file().set_permissions(about.permissions())?;
        keep_owner(beside.as_file(), &about);
    }
    beside.as_file().sync_all()?;
    beside.persist(target).map_err(|error| error.error)?;
    sync_folder(folder);
    Ok(())
}

/// Clears away what programs that were killed in the middle of a save left beside the file.
fn clear_left_behind(folder: &Path, prefix: &str) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with(prefix) && name.ends_with(ENDING) {
            let free = File::open(entry.path()).is_ok_and(|file| file.try_lock().is_ok());
            if free {
                let _ = fs::remove_file(entry.path());
            }
        }
    }
}

/// Best effort: only an administrator may give a file to someone else.
fn keep_owner(file: &File, about: &fs::Metadata) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt, fchown};
        let _ = fchown(file, Some(about.uid()), Some(about.gid()));
    }
    #[cfg(not(unix))]
    let _ = (file, about);
}

/// Makes the new name itself last. Some file systems cannot; the file's content is safe there all the same.
pub(super) fn sync_folder(folder: &Path) {
    #[cfg(unix)]
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
    #[cfg(not(unix))]
    let _ = folder;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_left_behind_when_the_move_fails() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("map.backstop");
        fs::create_dir(&target).unwrap();
        fs::write(target.join("inside"), "x").unwrap();
        assert!(replace(&target, b"new", false).is_err());
        let names: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
        assert_eq!(names, ["map.backstop"]);
    }
}
