//! Files that go out of the window and come into it besides maps and articles: pictures and tables, provisions, judgements.

use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex, OnceLock};

use crate::articles;

/// A file to be written where the user says.
#[derive(Clone, Debug, PartialEq)]
pub struct OutFile {
    /// The name it is offered under, with its ending.
    pub name: String,
    /// What stands in it.
    pub bytes: Contents,
}

/// What stands in a file: there already, or still being made in a thread of its own while the user says where it goes.
#[derive(Clone, Debug)]
pub struct Contents(Arc<Made>);

#[derive(Debug)]
struct Made {
    bytes: OnceLock<Result<Vec<u8>, String>>,
    coming: Mutex<Option<Receiver<Result<Vec<u8>, String>>>>,
}

impl Contents {
    /// Begins to make them beside the window.
    pub fn made_by(make: impl FnOnce() -> Result<Vec<u8>, String> + Send + 'static) -> Self {
        let (sender, coming) = channel();
        std::thread::spawn(move || {
            // Nobody listens any more where the user has thought better of it.
            let _ = sender.send(make());
        });
        Self(Arc::new(Made { bytes: OnceLock::new(), coming: Mutex::new(Some(coming)) }))
    }

    /// The bytes, waited for where they are still being made.
    ///
    /// # Errors
    /// When they could not be made.
    pub fn bytes(&self) -> Result<&[u8], &str> {
        let made = self.0.bytes.get_or_init(|| {
            let coming = self.0.coming.lock().ok().and_then(|mut coming| coming.take());
            let answer = coming.and_then(|coming| coming.recv().ok());
            answer.unwrap_or_else(|| Err("making the file stopped unexpectedly; try again".to_owned()))
        });
        made.as_deref().map_err(String::as_str)
    }
}

impl From<Vec<u8>> for Contents {
    fn from(bytes: Vec<u8>) -> Self {
        Self(Arc::new(Made { bytes: OnceLock::from(Ok(bytes)), coming: Mutex::new(None) }))
    }
}

impl PartialEq for Contents {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.0.bytes.get().is_some_and(|bytes| Some(bytes) == other.0.bytes.get())
    }
}

/// What of the map a picture shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// What is on screen.
    OnScreen,
    /// Everything, as far as it is not filtered out.
    Whole,
}

/// What a file is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InFile {
    /// A table of provisions.
    Provisions,
    /// Cross-impact judgements of ScenarioWizard.
    Judgements,
}

impl InFile {
    /// The title of the dialog that asks for it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Provisions => "Open a table of provisions",
            Self::Judgements => "Open judgements of ScenarioWizard",
        }
    }

    /// The words for files of its kind, and their endings.
    pub fn kind(self) -> (&'static str, &'static [&'static str]) {
        match self {
            Self::Provisions => ("Tables", &["csv", "tsv", "txt"]),
            Self::Judgements => ("ScenarioWizard projects", &["scw"]),
        }
    }
}

/// The text of a file that was asked for, for the panel that asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incoming {
    /// What it was asked for.
    pub what: InFile,
    /// The file's name.
    pub name: String,
    /// Its text.
    pub text: Arc<str>,
    /// Grows with every file, so that a panel knows one that it has taken already.
    pub serial: u64,
}

/// Files beyond this many bytes are no tables that somebody keeps by hand.
const LARGEST: u64 = 20_000_000;

/// Reads a file as text.
///
/// # Errors
/// When it cannot be read or is no text, with what to do.
pub fn read_text(path: &Path) -> Result<String, String> {
    let name = path.display();
    let size = std::fs::metadata(path).map_err(|error| format!("{name}: {error}; check the path"))?.len();
    if size > LARGEST {
        return Err(format!("{name}: the file has more than 20 MB; divide it"));
    }
    let bytes = std::fs::read(path).map_err(|error| format!("{name}: {error}; check the path"))?;
    articles::decode_text(&bytes)
        .map_err(|what| format!("{name}: {what}; save the table as CSV, or copy its rows and paste them"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contents_are_waited_for_and_say_why_they_could_not_be_made() {
        let slow = Contents::made_by(|| {
            std::thread::sleep(std::time::Duration::from_millis(20));
            Ok(b"picture".to_vec())
        });
        assert_eq!(slow.clone().bytes(), Ok(b"picture".as_slice()));
        assert_eq!(slow, Contents::from(b"picture".to_vec()));
        let failed = Contents::made_by(|| Err("too large".to_owned()));
        assert_eq!((failed.bytes(), failed.bytes()), (Err("too large"), Err("too large")));
    }
}
