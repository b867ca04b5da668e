//! Places of actors that the map has none for: computed by the layout, and kept until somebody comes. They reach
//! the map when the user drags something or asks for a layout; from then on newcomers find their places beside what stands.

use std::collections::{BTreeMap, HashMap};

use egui::Pos2;

use super::link::Link;
use super::scene::{NAME_SIZE, Node};
use crate::layout::{Body, Graph, Link as LayoutLink, Point, partners_ring, place_new};
use crate::model::{ActorId, Place, ScenarioMap};

/// Up to this many actors, the ring is drawn anew when somebody comes.
const RING_AGAIN: usize = 200;

/// Computed places.
#[derive(Clone, Default)]
pub struct Places {
    computed: BTreeMap<ActorId, Pos2>,
}

impl Places {
    /// Gives every node without a stored place one. What stands stays.
    pub fn give(&mut self, map: &ScenarioMap, nodes: &mut [Node], links: &[Link]) {
        self.computed.retain(|id, _| !map.positions.contains_key(id));
        let missing = nodes.iter().any(|node| !node.is_stored && !self.computed.contains_key(&node.id));
        if missing {
            let mut graph = graph_of(map, nodes, links);
            // As long as nobody was placed by hand or by a layout that was asked for, the ring is drawn anew with whoever
            // comes: there is no picture of the user's own to keep.
            let nothing_stands = nodes.iter().all(|node| !node.is_stored);
            let points = if nothing_stands && (self.computed.is_empty() || nodes.len() <= RING_AGAIN) {
                self.computed.clear();
                partners_ring(&graph)
            } else {
                for (body, node) in graph.bodies.iter_mut().zip(nodes.iter()) {
                    let computed = self.computed.get(&node.id).copied();
                    body.fixed = if node.is_stored { Some(point(node.at)) } else { computed.map(point) };
                }
                place_new(&graph)
            };
            for (node, at) in nodes.iter().zip(points) {
                if !node.is_stored {
                    self.computed.entry(node.id.clone()).or_insert_with(|| pos(at));
                }
            }
        }
        for node in nodes.iter_mut().filter(|node| !node.is_stored) {
            node.at = self.computed.get(&node.id).copied().unwrap_or_default();
        }
    }
}

/// The places of the partners' ring for every actor that is not pinned.
pub fn ring_places(map: &ScenarioMap, nodes: &[Node], links: &[Link]) -> Vec<(ActorId, Place)> {
    places_of(nodes, &partners_ring(&layout_graph(map, nodes, links)))
}

/// What a layout of the whole map works on: pinned actors are fixed.
pub fn layout_graph(map: &ScenarioMap, nodes: &[Node], links: &[Link]) -> Graph {
    let mut graph = graph_of(map, nodes, links);
    for (body, node) in graph.bodies.iter_mut().zip(nodes) {
        body.fixed = node.is_pinned.then(|| point(node.at));
    }
    graph
}

/// The places that a layout gives to those that are not pinned.
pub fn places_of(nodes: &[Node], points: &[Point]) -> Vec<(ActorId, Place)> {
    nodes
        .iter()
        .zip(points)
        .filter(|(node, _)| !node.is_pinned)
        .map(|(node, at)| (node.id.clone(), Place { x: at.x.round(), y: at.y.round(), pinned: false }))
        .collect()
}

fn graph_of(map: &ScenarioMap, nodes: &[Node], links: &[Link]) -> Graph {
    let mut groups: HashMap<String, usize> = HashMap::new();
    let own = map.stands_for_principal();
    let bodies = nodes
        .iter()
        .zip(&map.actors)
        .map(|(node, actor)| {
            // The nodes stand in the map's order.
            let bloc = actor.bloc_id().to_string();
            let next = groups.len();
            let group = *groups.entry(bloc).or_insert(next);
            let radius = f64::from(node.radius);
            let name = if node.is_principal { 0.0 } else { half_name(&node.name) };
            // The principal keeps its links apart; they need room around it.
            let margin = if node.is_principal { 34.0 } else { 7.0 };
            let below = if node.is_principal { 0.0 } else { f64::from(NAME_SIZE) + 12.0 };
            Body {
                half_width: (radius + margin).max(name + 8.0),
                above: radius + margin,
                below: radius + margin + below,
                group,
                is_own: own.contains(&node.id),
                fixed: None,
            }
        })
        .collect();
    let links = links
        .iter()
        .filter(|link| !link.is_proposed)
        .map(|link| LayoutLink { a: link.from, b: link.to, weight: f64::from(link.width) })
        .collect();
    let principal = nodes.iter().position(|node| node.is_principal).unwrap_or(0);
    Graph { bodies, links, principal }
}

/// Half the width of a name at zoom 1; the fonts are not known here, so a little more than Inter needs.
fn half_name(name: &str) -> f64 {
    name.chars().count() as f64 * f64::from(NAME_SIZE) * 0.56 / 2.0
}

fn point(at: Pos2) -> Point {
    Point::new(f64::from(at.x), f64::from(at.y))
}

fn pos(at: Point) -> Pos2 {
    Pos2::new(at.x as f32, at.y as f32)
}
