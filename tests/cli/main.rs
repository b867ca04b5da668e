//! Tests of the command line: the built program is run, and what it prints and how it ends is looked at.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod articles;
mod bad_input;
mod desk;
mod example_articles;
mod export;
mod files;
mod import;
mod isolation;
mod layout;
mod results;
