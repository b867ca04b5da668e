//! Tests of the core.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod allocation;
mod analyses;
mod articles;
mod causes;
mod checks;
mod cross_impact;
mod edits;
mod extraction;
mod graph_import;
mod layers;
mod layouts;
mod maps;
mod properties;
mod reading_rules;
mod readings_in_maps;
mod readme;
mod reference;
mod rules;
mod sample;
mod second_opinion;
mod sentences;
mod store;
mod store_files;
mod store_recovery;
