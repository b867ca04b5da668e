//! Exports: a map in one scenario and month as data, the files that other programs read, and tables back in.
//!
//! `Picture` holds what is exported; the writers turn it into text and know no file. Every name is made harmless for its
//! format. This layer knows no window.

pub mod chart;
pub mod drawing;
pub mod graph_import;
mod graphs;
mod names;
mod picture;
pub mod provisions;
pub mod spreadsheet;
mod table;

pub use drawing::Drawing;
pub use graphs::{csv_of_actors, csv_of_links, dot, gexf, graphml};
pub use picture::{MapPainter, MapSheet, Picture, PicturedActor, PicturedProvision};
