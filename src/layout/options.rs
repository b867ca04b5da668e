//! What a layout is asked for besides the graph.

use thiserror::Error;

use super::graph::Point;

/// What a layout is asked for besides the graph.
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    /// Where the random numbers begin: same graph, options and seed, same points.
    pub seed: u64,
    /// How long a link is where nothing stands in the way, in points; above 0.
    pub link_length: f64,
    /// Whether bodies of one group are drawn together.
    pub keeps_groups: bool,
    /// How much wider than high the room is in which the layout will be seen; above 0.
    pub aspect: f64,
    /// Per body, where it stood until now; `None`, or a list too short, where it is new. A layout keeps as much of that
    /// picture as it can. Unlike fixed bodies, these may move.
    pub start: Vec<Option<Point>>,
}

impl Default for Options {
    fn default() -> Self {
        Self { seed: 1, link_length: 150.0, keeps_groups: true, aspect: 1.6, start: Vec::new() }
    }
}

/// The layout was stopped through its `Progress`; nothing has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the layout was cancelled")]
pub struct Cancelled;
