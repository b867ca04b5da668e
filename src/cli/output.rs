//! Standard output, and the two forms in which results go there.

use std::io::{self, BufWriter, Write};

use clap::ValueEnum;
use serde::Serialize;

use super::failure::Failure;

/// The form of a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Aligned columns for reading.
    Table,
    /// JSON for programs.
    Json,
}

/// Standard output. A reader that goes away ends the command in silence.
pub(super) struct Output {
    writer: Box<dyn Write + Send>,
}

impl Output {
    pub fn standard() -> Self {
        Self { writer: Box::new(BufWriter::new(io::stdout())) }
    }

    /// Text as it is.
    pub fn text(&mut self, text: &str) -> Result<(), Failure> {
        self.writer.write_all(text.as_bytes()).map_err(|error| failure(&error))
    }

    /// A value as indented JSON with a newline at the end.
    pub fn json(&mut self, value: &impl Serialize) -> Result<(), Failure> {
        let text = serde_json::to_string_pretty(value).map_err(Failure::input)?;
        self.text(&text)?;
        self.text("\n")
    }

    /// A value as JSON on a line of its own.
    pub fn line(&mut self, value: &impl Serialize) -> Result<(), Failure> {
        let text = serde_json::to_string(value).map_err(Failure::input)?;
        self.text(&text)?;
        self.text("\n")
    }

    /// Sends on what was held back.
    pub fn flush(&mut self) -> Result<(), Failure> {
        self.writer.flush().map_err(|error| failure(&error))
    }

    /// Sends on what was held back, for the last time.
    pub fn finish(mut self) -> Result<(), Failure> {
        self.flush()
    }
}

fn failure(error: &io::Error) -> Failure {
    if error.kind() == io::ErrorKind::BrokenPipe {
        return Failure::NobodyReads;
    }
    Failure::Input(format!("standard output: cannot be written: {error}; send it elsewhere"))
}
