//! `backstop import`: a graph of another program as a map, or into one.

use std::fs;
use std::path::PathBuf;

use clap::Args;

use super::failure::Failure;
use super::maps::{about, open_map};
use super::output::Output;
use super::table::counted;
use crate::export::graph_import::{new_map, plan, read_file};
use crate::store::{self, DataFolder};

/// Reads a graph of another program: GraphML, GEXF, or a CSV table with a row per link
///
/// Nodes become actors, edges become relations, and provisions where they name a security function. What `backstop export`
/// wrote comes back as it was. With --into the graph is added to a map: actors of the same name are the same, nothing that
/// stands there moves, and links that it has already are not added again. Without it a new map is made.
#[derive(Args)]
pub(super) struct Import {
    /// The graph
    graph: PathBuf,
    /// Where to write the map
    #[arg(short, long, value_name = "MAP")]
    output: PathBuf,
    /// A scenario file to add the graph to; it stays as it is unless it is OUT too
    #[arg(long, value_name = "MAP", conflicts_with = "principal")]
    into: Option<PathBuf>,
    /// The node whose security needs are studied; without it the one so marked, else the recipient of most provisions, else
    /// the one with most links
    #[arg(long, value_name = "NAME")]
    principal: Option<String>,
    /// Replace MAP where it exists; what stood there is kept as a previous version
    #[arg(long)]
    force: bool,
}

impl Import {
    pub fn run(self, output: &mut Output) -> Result<(), Failure> {
        let path = self.output.as_path();
        if !self.force && fs::symlink_metadata(path).is_ok() {
            return Err(about(path, "it exists already; choose another name, or replace it with --force"));
        }
        let graph = read_file(&self.graph).map_err(Failure::input)?;
        let (map, said) = if let Some(into) = &self.into {
            let mut map = open_map(into)?;
            let plan = plan(&map, &graph).map_err(|error| about(into, error))?;
            plan.edit.apply(&mut map).map_err(|error| about(into, error))?;
            let (links, known) = (plan.relations + plan.provisions, plan.known_links);
            let said = format!(
                "{} and {} added; {} and {} were there already",
                counted(plan.new_actors.len(), "actor"),
                counted(links, "link"),
                counted(plan.known_actors, "actor"),
                counted(known, "link")
            );
            for note in plan.notes {
                eprintln!("{}: {note}", self.graph.display());
            }
            (map, said)
        } else {
            let map = new_map(&graph, self.principal.as_deref()).map_err(|error| about(&self.graph, error))?;
            if self.principal.is_none() {
                let name = map.actor_name(&map.principal);
                eprintln!("{}: {name} is taken as the principal; --principal NAME takes another", self.graph.display());
            }
            for note in &graph.notes {
                eprintln!("{}: {note}", self.graph.display());
            }
            let said = format!(
                "{}, {}, {}",
                counted(map.actors.len(), "actor"),
                counted(map.relations.len(), "relation"),
                counted(map.provisions.len(), "provision")
            );
            (map, said)
        };
        let data = DataFolder::standard();
        let saved = store::save(&map, path, None, data.as_ref()).map_err(Failure::input)?;
        if let Some(notice) = saved.notice {
            eprintln!("{}: {notice}", path.display());
        }
        output.text(&format!("{}: {said}\n", path.display()))
    }
}
