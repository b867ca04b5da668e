//! `backstop layout`: places for the nodes of any graph, to measure the layouts by.

use std::fs;
use std::io::Read;
use std::path::PathBuf;
use std::time::Instant;

use clap::{Args, ValueEnum};
use serde::{Deserialize, Serialize};

use super::failure::Failure;
use super::maps::about;
use super::output::Output;
use crate::analysis::Progress;
use crate::layout::{Body, Graph, Link, Options, Point, force, grid, layered, partners_ring};

/// Half of the room of an actor with its ring, in points; names are not known here.
/// How far from the middle a place may be, in points: beyond it, sums of places lose whole points.
const FARTHEST: f64 = 1e9;
const HALF_ACTOR: f64 = 30.0;
/// More nodes than any map has; above, memory would be the limit.
const MOST_NODES: usize = 500_000;

/// Places the nodes of a graph and says how long that took
///
/// Reads {"nodes": n, "edges": [[a, b], ..]} with nodes numbered from 0, and prints {"seconds": s, "positions": [[x, y], ..]}
/// in points. The graph may also have "groups" (a number per node), "positions" (per node [x, y] or null: where it stands
/// until now) and "pinned" (numbers of nodes that have to stay there).
#[derive(Args)]
pub(super) struct LayOut {
    /// The graph; "-" reads it from standard input
    graph: PathBuf,
    /// Which layout
    #[arg(long, value_enum, default_value_t = Algorithm::Force)]
    algorithm: Algorithm,
    /// Where the random numbers begin
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Algorithm {
    /// As far apart as the links between them are many
    Force,
    /// Links point down
    Layered,
    /// Groups in blocks
    Grid,
    /// Around node 0
    Ring,
}

#[derive(Deserialize)]
struct Asked {
    nodes: usize,
    edges: Vec<(usize, usize)>,
    #[serde(default)]
    groups: Vec<usize>,
    #[serde(default)]
    positions: Vec<Option<(f64, f64)>>,
    #[serde(default)]
    pinned: Vec<usize>,
}

#[derive(Serialize)]
struct Answer {
    seconds: f64,
    positions: Vec<(f64, f64)>,
}

impl LayOut {
    pub fn run(self, output: &mut Output) -> Result<(), Failure> {
        let (graph, options) = self.read()?;
        let progress = Progress::new();
        let began = Instant::now();
        let places = match self.algorithm {
            Algorithm::Force => force(&graph, &options, &progress),
            Algorithm::Layered => layered(&graph, &options, &progress),
            Algorithm::Grid => grid(&graph, &options, &progress),
            Algorithm::Ring => Ok(partners_ring(&graph)),
        };
        let seconds = began.elapsed().as_secs_f64();
        let places = places.map_err(|error| about(&self.graph, error))?;
        output.line(&Answer { seconds, positions: places.into_iter().map(|at| (at.x, at.y)).collect() })
    }

    fn read(&self) -> Result<(Graph, Options), Failure> {
        let text = if self.graph.as_os_str() == "-" {
            let mut text = String::new();
            std::io::stdin().read_to_string(&mut text).map(|_| text)
        } else {
            fs::read_to_string(&self.graph)
        };
        let text = text.map_err(|error| about(&self.graph, format!("it cannot be read: {error}; name a JSON file")))?;
        let asked: Asked = serde_json::from_str(&text).map_err(|error| {
            about(&self.graph, format!("it is no graph: {error}; write {{\"nodes\": 3, \"edges\": [[0, 1], [1, 2]]}}"))
        })?;
        asked.graph(self.seed).map_err(|what| about(&self.graph, what))
    }
}

impl Asked {
    fn graph(self, seed: u64) -> Result<(Graph, Options), String> {
        let count = self.nodes;
        if count > MOST_NODES {
            return Err(format!("{count} nodes are too many; at most {MOST_NODES} can be placed"));
        }
        let last = if count == 0 { "there are none".to_owned() } else { format!("nodes run from 0 to {}", count - 1) };
        for (n, (a, b)) in self.edges.iter().enumerate() {
            if let Some(wrong) = [a, b].into_iter().find(|node| **node >= count) {
                return Err(format!("edge {n} names node {wrong}, but {last}; correct \"nodes\" or the edge"));
            }
        }
        for (name, length) in [("groups", self.groups.len()), ("positions", self.positions.len())] {
            if length != 0 && length != count {
                return Err(format!("\"{name}\" has {length} entries for {count} nodes; give one for each node"));
            }
        }
        let start: Vec<Option<Point>> = self.positions.iter().map(|at| at.map(|(x, y)| Point::new(x, y))).collect();
        if let Some(n) = start.iter().flatten().position(|at| !(at.x.abs() <= FARTHEST && at.y.abs() <= FARTHEST)) {
            return Err(format!("position {n} is no point of a picture; write [x, y] within {FARTHEST}, or null"));
        }
        let body = |n: usize| Body {
            half_width: HALF_ACTOR,
            above: HALF_ACTOR,
            below: HALF_ACTOR,
            // Without groups everybody is one of its own.
            group: self.groups.get(n).copied().unwrap_or(n),
            is_own: false,
            fixed: None,
        };
        let mut bodies: Vec<Body> = (0..count).map(body).collect();
        for n in &self.pinned {
            let Some(at) = start.get(*n).copied().flatten() else {
                return Err(format!("node {n} is pinned but has no position; give it one in \"positions\""));
            };
            bodies[*n].fixed = Some(at);
        }
        let links = self.edges.into_iter().map(|(a, b)| Link { a, b, weight: 1.0 }).collect();
        Ok((Graph { bodies, links, principal: 0 }, Options { seed, start, ..Options::default() }))
    }
}
