//! Graphs of other programs into a map: GraphML, GEXF and CSV edge lists as actors, relations and provisions.
//!
//! It goes in two steps, so that a window can show what would happen before it does: `read` turns a file into nodes and
//! edges with attributes, `plan` turns these into one edit of a map. What this program wrote comes back as it was; what
//! another program calls its own is kept in notes.

mod csv_table;
mod planning;
mod starting;
mod tree;
mod xml;

use std::collections::BTreeMap;
use std::path::Path;

use thiserror::Error;

pub use planning::{GraphPlan, actor_of, plan};
pub use starting::new_map;

use crate::articles;

/// A graph as a file has it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ForeignGraph {
    /// Its nodes, in the file's order.
    pub nodes: Vec<ForeignNode>,
    /// Its edges, in the file's order. Several may join the same two nodes.
    pub edges: Vec<ForeignEdge>,
    /// What the reader has to say about it.
    pub notes: Vec<String>,
}

/// A node of a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ForeignNode {
    /// Its id in the file.
    pub id: String,
    /// Its name; the id where it has none.
    pub label: String,
    /// Where it stands; y grows downwards.
    pub at: Option<(f64, f64)>,
    /// Its attributes, names in lower case.
    pub fields: Fields,
}

/// An edge of a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ForeignEdge {
    /// Where it is in the file, for messages: "edge 3" or "line 3".
    pub place: String,
    /// The place among the nodes where it starts.
    pub source: usize,
    /// The place among the nodes where it points.
    pub target: usize,
    /// Its label.
    pub label: String,
    /// Its attributes, names in lower case.
    pub fields: Fields,
}

/// Attributes by their names in lower case.
pub type Fields = BTreeMap<String, String>;

/// Why a graph could not be read: what is wrong, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{0}")]
pub struct GraphError(pub(super) String);

/// Files beyond this many bytes are not read.
const LARGEST: u64 = 50_000_000;

/// Reads a graph from a file. The table of actors that an export wrote beside its table of links is read with it.
///
/// # Errors
/// `FILE: what is wrong, what to do`.
pub fn read_file(path: &Path) -> Result<ForeignGraph, GraphError> {
    let text = text_of(path)?;
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let beside = path.with_file_name(format!("{stem}-actors.csv"));
    let is_table = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv"));
    let actors = if is_table && beside.is_file() { Some(text_of(&beside)?) } else { None };
    let is_xml = ["graphml", "gexf", "xml"]
        .iter()
        .any(|known| path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case(known)));
    if is_xml && !text.trim_start_matches('\u{feff}').trim_start().starts_with('<') {
        let what =
            if text.trim().is_empty() { "there is nothing in it" } else { "it is no XML, which GraphML and GEXF are" };
        let what = format!("{}: {what}; export the graph again, or give a table the ending .csv", path.display());
        return Err(GraphError(what));
    }
    read(&text, actors.as_deref()).map_err(|error| GraphError(format!("{}: {error}", path.display())))
}

fn text_of(path: &Path) -> Result<String, GraphError> {
    let about = |what: String| GraphError(format!("{}: {what}", path.display()));
    let size = std::fs::metadata(path).map_err(|error| about(format!("{error}; check the path")))?.len();
    if size > LARGEST {
        return Err(about("the file has more than 50 MB; take a part of the graph".into()));
    }
    let bytes = std::fs::read(path).map_err(|error| about(format!("{error}; check the path")))?;
    articles::decode_text(&bytes)
        .map_err(|what| about(format!("{what}; save the graph as GraphML, GEXF or CSV in UTF-8")))
}

/// Reads a graph from text: GraphML or GEXF by its first tag, else a table with a column for each end.
///
/// # Errors
/// What is wrong, and what to do.
pub fn read(text: &str, actors: Option<&str>) -> Result<ForeignGraph, GraphError> {
    let graph = if text.trim_start_matches('\u{feff}').trim_start().starts_with('<') {
        xml::read(text)?
    } else {
        csv_table::read(text, actors)?
    };
    if graph.nodes.is_empty() {
        return Err(GraphError("there is no node in it; check that the right file was chosen".into()));
    }
    Ok(graph)
}
