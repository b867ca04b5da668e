//! Graph layouts: positions from the graph. They know neither the map nor the window: bodies with a footprint, links
//! between them, and points come out. Same graph, same points; what is fixed never moves.

mod graph;
mod near;
mod occupied;
mod partners_ring;

pub use graph::{Body, Graph, Link, Point};
pub use near::place_new;
pub use partners_ring::partners_ring;
