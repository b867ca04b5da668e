//! Places of actors that the map has none for: computed by the layout, and kept until somebody comes. They reach
//! the map when the user drags something or asks for a layout; from then on newcomers find their places beside what stands.

use std::collections::{BTreeMap, HashMap};

use egui::Pos2;

use super::link::Link;
use super::scene::{NAME_SIZE, Node};
use super::settling::Unsettled;
use crate::analysis::Progress;
use crate::layout::{Body, Graph, Link as LayoutLink, Point, partners_ring, place_new};
use crate::model::{ActorId, Place, ScenarioMap};

/// More newcomers than this are laid out beside the window.
const AT_ONCE: usize = 400;
/// Distance between two turns of the spiral in which they stand until then.
const SPIRAL: f64 = 95.0;
/// Up to this many actors, the ring is drawn anew when somebody comes.
const RING_AGAIN: usize = 200;

/// Computed places.
#[derive(Clone, Default)]
pub struct Places {
    computed: BTreeMap<ActorId, Pos2>,
    /// A layout that is still to be made, of actors that have a first place only.
    unsettled: Option<Unsettled>,
    /// Whether layouts are waited for, however long they take: a picture for a file is made once.
    waits: bool,
}

impl Places {
    /// The same places, for a picture that is made once.
    pub fn for_picture(&self) -> Self {
        Self { waits: true, unsettled: None, ..self.clone() }
    }

    /// The layout that is still to be made; it is then somebody else's to make.
    pub fn take_unsettled(&mut self) -> Option<Unsettled> {
        self.unsettled.take()
    }

    /// Takes the places of a layout over, for those who still have none of their own.
    pub fn settle(&mut self, actors: &[ActorId], points: &[Point]) {
        for (id, at) in actors.iter().zip(points) {
            if let Some(known) = self.computed.get_mut(id) {
                *known = pos(*at);
            }
        }
    }

    /// Gives every node without a stored place one. What stands stays.
    pub fn give(&mut self, map: &ScenarioMap, nodes: &mut [Node], links: &[Link]) {
        self.computed.retain(|id, _| !map.positions.contains_key(id));
        let missing = nodes.iter().filter(|node| !node.is_stored && !self.computed.contains_key(&node.id)).count();
        if missing > 0 {
            let mut graph = graph_of(map, nodes, links);
            // As long as nobody was placed by hand or by a layout that was asked for, the ring is drawn anew with whoever
            // comes: there is no picture of the user's own to keep.
            let nothing_stands = nodes.iter().all(|node| !node.is_stored);
            let points = if missing > AT_ONCE {
                if !nothing_stands {
                    for (body, node) in graph.bodies.iter_mut().zip(nodes.iter()) {
                        body.fixed = node.is_stored.then(|| point(node.at));
                    }
                }
                let unsettled = Unsettled { actors: nodes.iter().map(|node| node.id.clone()).collect(), graph };
                if self.waits {
                    unsettled.places(&Progress::new()).unwrap_or_default()
                } else {
                    let first = in_a_spiral(&unsettled.graph);
                    self.unsettled = Some(unsettled);
                    first
                }
            } else if nothing_stands && (self.computed.is_empty() || nodes.len() <= RING_AGAIN) {
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

/// A first place for everybody: in a spiral around the principal, groups together, beyond whoever stands.
fn in_a_spiral(graph: &Graph) -> Vec<Point> {
    let middle = graph.bodies.get(graph.principal).and_then(|body| body.fixed).unwrap_or_default();
    let standing = graph.bodies.iter().filter_map(|body| body.fixed);
    let inner = standing.map(|at| at.distance(middle) + 2.0 * SPIRAL).fold(0.0, f64::max);
    let mut order: Vec<usize> = (0..graph.bodies.len()).filter(|n| graph.bodies[*n].fixed.is_none()).collect();
    order.sort_by_key(|n| (*n != graph.principal, graph.bodies[*n].group, *n));
    let mut points: Vec<Point> = graph.bodies.iter().map(|body| body.fixed.unwrap_or(middle)).collect();
    let skipped = (inner / SPIRAL).powi(2);
    for (turn, n) in order.into_iter().enumerate() {
        let (turn, away) = (turn as f64, SPIRAL * (turn as f64 + skipped).sqrt());
        // The golden angle leaves no gaps and no rays.
        let angle = turn * 2.399_963_23;
        points[n] = Point::new(middle.x + away * angle.cos(), middle.y + away * angle.sin());
    }
    points
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
