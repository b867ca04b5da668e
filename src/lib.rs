//! Backstop: who provides which security function to whom, who could step in, and on what evidence.
//!
//! The modules are layers. A layer uses only those above it in this list; `tests/core/layers.rs` holds them to it.

pub mod model;

pub mod articles;

pub mod extract;

pub mod scenario;

pub mod analysis;

pub mod layout;

pub mod store;

pub mod export;

pub mod cli;

#[cfg(feature = "gui")]
pub mod gui;
