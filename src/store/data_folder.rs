//! Where the program keeps what belongs to no single file: previous versions, journals, marks of open files.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

/// The program's own folder. Only its user may look inside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataFolder {
    root: PathBuf,
}

impl DataFolder {
    /// The environment variable that names another folder.
    pub const VARIABLE: &'static str = "BACKSTOP_DATA_DIR";

    /// The user's own: `BACKSTOP_DATA_DIR`, or what the system has for application data. `None` without a home folder.
    pub fn standard() -> Option<Self> {
        if let Some(root) = std::env::var_os(Self::VARIABLE).filter(|root| !root.is_empty()) {
            return Some(Self::at(PathBuf::from(root)));
        }
        directories::ProjectDirs::from("", "", "backstop").map(|dirs| Self::at(dirs.data_local_dir().to_owned()))
    }

    /// A folder of the caller's choice.
    pub fn at(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// The folder itself; it may not exist yet.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// A folder inside it, made when it is missing.
    pub(super) fn make(&self, inside: &[&str]) -> io::Result<PathBuf> {
        let folder = self.path(inside);
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        {
            use std::os::unix::fs::DirBuilderExt;
            builder.mode(0o700);
        }
        builder.create(&folder)?;
        Ok(folder)
    }

    /// A folder inside it, whether it exists or not.
    pub(super) fn path(&self, inside: &[&str]) -> PathBuf {
        inside.iter().fold(self.root.clone(), |path, part| path.join(part))
    }
}

/// A short name for a full path, the same whichever way the file is reached: the hash of the path with links resolved.
pub(super) fn key_of(path: &Path) -> String {
    let full = real_path(path);
    hex(&Sha256::digest(full.as_os_str().as_encoded_bytes()))[..24].to_owned()
}

/// The path with links resolved, also where the file itself does not exist yet.
pub(super) fn real_path(path: &Path) -> PathBuf {
    let mut path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    // A link whose target is missing cannot be canonicalised; follow it by hand, but not for ever.
    for _ in 0..40 {
        if let Ok(full) = path.canonicalize() {
            return full;
        }
        match fs::read_link(&path) {
            Ok(target) => path = path.parent().unwrap_or(Path::new("/")).join(target),
            Err(_) => break,
        }
    }
    match (path.parent().and_then(|folder| folder.canonicalize().ok()), path.file_name()) {
        (Some(folder), Some(name)) => folder.join(name),
        _ => path,
    }
}

/// Lower-case hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
