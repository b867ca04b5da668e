//! Tests of the window, in the user's words.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod analyses;
mod canvas;
mod commands;
mod coverage;
mod crawler;
mod driver;
mod frame;
mod legibility;
mod map_tools;
mod reader;
mod review;
mod reviewed_map;
mod scenario;
