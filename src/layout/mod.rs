//! Graph layouts: positions from the graph. They know neither the map nor the window: bodies with a footprint, links
//! between them, and points come out. Same graph, same points; what is fixed never moves.

mod adjacency;
mod alignment;
mod crossings;
mod force;
mod graph;
mod grid;
mod layered;
mod near;
mod newcomers;
mod occupied;
mod options;
mod overlaps;
mod packing;
mod partners_ring;
mod pivot_start;
mod springs;
mod steadiness;
mod stress;
mod untangle;

pub use crossings::crossings;
pub use force::force;
pub use graph::{Body, Graph, Link, Point};
pub use grid::grid;
pub use layered::layered;
pub use near::nearest_free;
pub use newcomers::place_new;
pub use options::{Cancelled, Options};
pub use partners_ring::partners_ring;

use crate::analysis::Progress;

/// Counts a step, and fails once the run was cancelled.
fn stopped(progress: &Progress) -> Result<(), Cancelled> {
    progress.step(1).map_err(|_| Cancelled)
}
