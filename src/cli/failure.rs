//! Why a command did not do what was asked, and the exit code that says so.

use std::fmt::Display;
use std::process::ExitCode;

/// Why a command did not do what was asked.
#[derive(Debug)]
pub(super) enum Failure {
    /// The input is at fault: a file, an id, a value out of range. Exit code 1.
    Input(String),
    /// The same, and everything about it was said already, file by file. Exit code 1.
    Said,
    /// The arguments make no sense together. Exit code 2.
    Usage(String),
    /// Whoever read our output has stopped reading, as `head` does. No failure.
    NobodyReads,
}

impl Failure {
    /// A fault in a file, as that file's error tells it.
    pub fn input(error: impl Display) -> Self {
        Self::Input(error.to_string())
    }
}

/// Says on standard error what is to say, and gives the code to end with.
pub(super) fn exit_code(done: Result<(), Failure>) -> ExitCode {
    match done {
        Ok(()) | Err(Failure::NobodyReads) => ExitCode::SUCCESS,
        Err(Failure::Said) => ExitCode::from(1),
        Err(Failure::Input(message)) => {
            eprintln!("{message}");
            ExitCode::from(1)
        }
        Err(Failure::Usage(message)) => {
            eprintln!("error: {message}\n\nFor more information, try '--help'.");
            ExitCode::from(2)
        }
    }
}
