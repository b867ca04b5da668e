//! Tests of the window, in the user's words.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod analyses;
mod building;
mod canvas;
mod commands;
mod coverage;
mod crawler;
mod crowded;
mod driver;
mod enumeration;
mod examples;
mod exporting;
mod files;
mod focus;
mod frame;
mod history;
mod legibility;
mod map_keys;
mod map_looking;
mod map_pictures;
mod map_tools;
mod proposed_actors;
mod reader;
mod review;
mod reviewed_map;
mod scenario;
mod short_panes;
mod spoken;
mod ten_minutes;
mod timeline;
