//! A map of its own made from a foreign graph.

use super::planning::wanted_id;
use super::{ForeignGraph, GraphError, actor_of, plan};
use crate::model::{ActorId, Place, ScenarioMap, slug};

/// A map of a graph. Its principal is the node of this name or id; without one, the node that the file marks as such, else
/// the recipient of most provisions, else the node with most links.
///
/// # Errors
/// When there is no node of that name, with the nearest ones.
pub fn new_map(graph: &ForeignGraph, principal: Option<&str>) -> Result<ScenarioMap, GraphError> {
    let at = match principal {
        Some(asked) => named(graph, asked)?,
        None => likeliest(graph),
    };
    let Some(node) = graph.nodes.get(at) else {
        return Err(GraphError("there is no node in it; check that the right file was chosen".into()));
    };
    let mut map = ScenarioMap::new(actor_of(node, ActorId::from(wanted_id(node))));
    let principal = map.principal.clone();
    let edit = plan(&map, graph).map_err(|error| GraphError(error.to_string()))?.edit;
    // The others' places are taken while nobody has one; then the principal's own.
    edit.apply(&mut map).map_err(|error| GraphError(error.to_string()))?;
    if let Some((x, y)) = node.at {
        map.positions.insert(principal, Place { x, y, pinned: false });
    }
    Ok(map)
}

fn named(graph: &ForeignGraph, asked: &str) -> Result<usize, GraphError> {
    let wanted = slug(asked, asked);
    let is = |name: &str| name == asked || slug(name, name) == wanted;
    let found =
        graph.nodes.iter().position(|node| is(&node.id)).or(graph.nodes.iter().position(|node| is(&node.label)));
    found.ok_or_else(|| {
        let names = graph.nodes.iter().map(|node| node.label.as_str());
        GraphError(crate::model::unknown_name("node", asked, names))
    })
}

fn likeliest(graph: &ForeignGraph) -> usize {
    let marked = graph.nodes.iter().position(|node| node.fields.get("principal").is_some_and(|word| word == "true"));
    marked.unwrap_or_else(|| {
        let mut weight = vec![(0_usize, 0_usize); graph.nodes.len()];
        for edge in &graph.edges {
            let is_provision = edge.fields.get("function").is_some_and(|function| !function.is_empty());
            weight[edge.target].0 += usize::from(is_provision);
            weight[edge.target].1 += 1;
            weight[edge.source].1 += 1;
        }
        // The first of equals.
        (0..weight.len()).max_by_key(|n| (weight[*n], std::cmp::Reverse(*n))).unwrap_or(0)
    })
}
