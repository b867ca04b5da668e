//! Files that go out of the window and come into it besides maps and articles: pictures and tables, provisions, judgements.

use std::path::Path;
use std::sync::Arc;

use crate::articles;

/// A file to be written where the user says.
#[derive(Clone, Debug, PartialEq)]
pub struct OutFile {
    /// The name it is offered under, with its ending.
    pub name: String,
    /// What stands in it.
    pub bytes: Arc<[u8]>,
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
