//! Why a file could not be read as an article. Each message names the file, what is wrong and what to do.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::supported_extensions;

/// The largest file that is read, in bytes.
pub const SIZE_LIMIT: u64 = 64 * 1024 * 1024;

/// Why a file could not be read as an article.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
#[serde(tag = "error", rename_all = "snake_case")]
pub enum ArticleError {
    /// Nothing in it, or nothing but white space.
    #[error("{file}: the file is empty; choose a file with the article's text")]
    Empty {
        /// The file as it was named.
        file: String,
    },
    /// A folder where a file was expected.
    #[error("{file}: this is a folder; choose the articles inside it")]
    Directory {
        /// The file as it was named.
        file: String,
    },
    /// Bytes that are no text.
    #[error("{file}: this is not a text file ({what}); save the article as text, Markdown or HTML and open that")]
    Binary {
        /// The file as it was named.
        file: String,
        /// What it seems to be.
        what: String,
    },
    /// A format that the program does not read.
    #[error("{file}: files of this kind ({extension}) are not read; supported are {}", supported())]
    Unsupported {
        /// The file as it was named.
        file: String,
        /// The extension found.
        extension: String,
    },
    /// Larger than `SIZE_LIMIT`.
    #[error("{file}: {megabytes} MB is more than the limit of {} MB; split the file or keep only the article", SIZE_LIMIT >> 20)]
    TooLarge {
        /// The file as it was named.
        file: String,
        /// Its size, rounded up.
        megabytes: u64,
    },
    /// The system refused to give its bytes.
    #[error("{file}: it could not be read ({reason}); check that it exists and that you may open it")]
    Unreadable {
        /// The file as it was named.
        file: String,
        /// The system's words.
        reason: String,
    },
    /// Readable, but without an article in it.
    #[error("{file}: no readable text was found in it; copy the article's text into a .txt file and open that")]
    NoText {
        /// The file as it was named.
        file: String,
    },
    /// The reader gave up: it crashed, or took too much time or memory.
    #[error("{file}: reading it failed ({reason}); copy the article's text into a .txt file and open that")]
    ReaderFailed {
        /// The file as it was named.
        file: String,
        /// What happened.
        reason: String,
    },
}

fn supported() -> String {
    supported_extensions().iter().map(|e| format!(".{e}")).collect::<Vec<_>>().join(", ")
}
