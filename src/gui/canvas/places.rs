//! Places of actors that the map has none for: computed by the layout, and kept until somebody comes. They reach
//! the map when the user drags something or asks for a layout; from then on newcomers find their places beside what stands.
//! Actors that are only proposed stand beside those they are linked to, and stay there when they are accepted.

use std::collections::HashMap;

use egui::Pos2;

use super::link::Link;
use super::recalled::{Computed, Recalled, state_of};
use super::roomy::Footprint;
use super::scene::{Node, Scene};
use super::settling::Unsettled;
use crate::analysis::Progress;
use crate::layout::{Body, Graph, Link as LayoutLink, Point, nearest_free, partners_ring, place_new};
use crate::model::actions::is_principal_unchosen;
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
    now: Computed,
    recalled: Recalled,
    /// Where a layout puts those that are only proposed, as soon as the others stand where it puts them.
    brought: Option<Vec<(ActorId, Pos2)>>,
    /// Whose ring it is.
    ring_of: Option<ActorId>,
    /// A layout that is still to be made, of actors that have a first place only.
    unsettled: Option<Unsettled>,
    /// Whether layouts are waited for, however long they take: a picture for a file is made once.
    waits: bool,
}

/// The place of an actor that is only proposed.
#[derive(Clone, Copy, Debug, Default)]
pub struct Beside {
    at: Pos2,
    /// The middle of the actors it is linked to, as they stood when it was placed.
    neighbours: Pos2,
}

/// Neighbours that have moved farther than this take a proposed actor along.
const FAR: f32 = 220.0;
/// Among more actors than this, nobody looks whether one stands on a proposed one.
const FEW: usize = 600;

impl Places {
    /// Takes the places that a layout gives to those only proposed. They go there when the others do.
    pub fn bring(&mut self, proposed: Vec<(ActorId, Pos2)>) {
        self.brought = Some(proposed);
    }

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
            if let Some(known) = self.now.own.get_mut(id) {
                *known = pos(*at);
            }
        }
        self.now.proposed.clear();
    }

    /// Gives every node without a stored place one. What stands stays. Nodes that the map does not have come last; whether
    /// they are shown at all is told, so that there is a difference between hidden and decided.
    pub fn give(&mut self, map: &ScenarioMap, nodes: &mut [Node], links: &[Link], shows_proposed: bool) {
        let real = nodes.iter().filter(|node| !node.is_proposed).count();
        if let Some(before) = self.recalled.enter(state_of(map, nodes), &self.now) {
            self.now = before;
            self.ring_of = Some(map.principal.clone());
        }
        self.now.own.retain(|id, _| !map.positions.contains_key(id));
        for node in nodes[..real].iter().filter(|node| !node.is_stored) {
            // Whoever is accepted stays where it stood as a proposal.
            if let Some(beside) = self.now.proposed.remove(&node.id) {
                self.now.own.entry(node.id.clone()).or_insert(beside.at);
            }
        }
        // As long as nobody was placed by hand or by a layout that was asked for, the ring is drawn anew with whoever
        // comes, and when the last proposal is decided: there is no picture of the user's own to keep.
        let nothing_stands = nodes.iter().all(|node| !node.is_stored);
        let missing = nodes[..real].iter().filter(|node| !self.is_placed(node)).count();
        if nothing_stands && nodes.len() <= RING_AGAIN && missing <= AT_ONCE {
            let ghosts_missing = nodes[real..].iter().any(|node| !self.now.proposed.contains_key(&node.id));
            let all_decided = shows_proposed && nodes.len() == real && !self.now.proposed.is_empty();
            let is_of_another = self.ring_of.as_ref() != Some(&map.principal);
            if missing > 0 || ghosts_missing || all_decided || is_of_another {
                self.now = Computed::default();
                self.ring_of = Some(map.principal.clone());
                let points = partners_ring(&ring_graph(map, nodes, links));
                let middles = middles_of(nodes, links, real);
                for ((node, at), neighbours) in nodes.iter().zip(points).zip(middles) {
                    if node.is_proposed {
                        self.now.proposed.insert(node.id.clone(), Beside { at: pos(at), neighbours });
                    } else {
                        self.now.own.insert(node.id.clone(), pos(at));
                    }
                }
            }
        } else if missing > 0 {
            self.give_real(map, &nodes[..real], links, missing);
        }
        for node in nodes[..real].iter_mut().filter(|node| !node.is_stored) {
            node.at = self.now.own.get(&node.id).copied().unwrap_or_default();
        }
        if let Some(brought) = self.brought.take() {
            let middles = middles_of(nodes, links, real);
            for ((id, at), node) in brought.into_iter().zip(real..) {
                let neighbours = middles.get(node).copied().unwrap_or_default();
                self.now.proposed.insert(id, Beside { at, neighbours });
            }
        }
        if real < nodes.len() {
            self.give_proposed(map, nodes, links, real, nothing_stands);
        }
    }

    fn is_placed(&self, node: &Node) -> bool {
        node.is_stored || self.now.own.contains_key(&node.id)
    }

    /// Places actors of the map beside those that stand, or in a first order where there are too many.
    fn give_real(&mut self, map: &ScenarioMap, nodes: &[Node], links: &[Link], missing: usize) {
        let mut graph = graph_of(map, nodes, links);
        let nothing_stands = nodes.iter().all(|node| !node.is_stored);
        let points = if missing > AT_ONCE {
            if !nothing_stands {
                for (body, node) in graph.bodies.iter_mut().zip(nodes) {
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
        } else if nothing_stands && self.now.own.is_empty() {
            partners_ring(&graph)
        } else {
            for (body, node) in graph.bodies.iter_mut().zip(nodes) {
                let computed = self.now.own.get(&node.id).copied();
                body.fixed = if node.is_stored { Some(point(node.at)) } else { computed.map(point) };
            }
            place_new(&graph)
        };
        for (node, at) in nodes.iter().zip(points).filter(|(node, _)| !node.is_stored) {
            self.now.own.entry(node.id.clone()).or_insert_with(|| pos(at));
        }
    }

    /// Places actors that are only proposed: around whoever stands, who does not move for them. One that stands keeps its
    /// place as long as nobody of the map comes to stand on it and its neighbours do not go away.
    fn give_proposed(&mut self, map: &ScenarioMap, nodes: &mut [Node], links: &[Link], real: usize, is_ring: bool) {
        let middles = middles_of(nodes, links, real);
        let mut graph = graph_of(map, nodes, links);
        for (body, node) in graph.bodies.iter_mut().zip(&nodes[..real]) {
            body.fixed = Some(point(node.at));
        }
        let mut is_missing = false;
        for n in real..nodes.len() {
            let known = self.now.proposed.get(&nodes[n].id).copied().filter(|known| {
                let stays = is_ring || known.neighbours.distance(middles[n]) < FAR;
                let body = slim(&graph.bodies[n]);
                let stood_on =
                    |other: usize| body.overlaps(point(known.at), &graph.bodies[other], point(nodes[other].at));
                stays && (is_ring || real > FEW || !(0..real).any(stood_on))
            });
            graph.bodies[n].fixed = known.map(|known| point(known.at));
            is_missing |= known.is_none();
        }
        if is_missing {
            let points = place_new(&graph);
            for n in real..nodes.len() {
                if graph.bodies[n].fixed.is_none() {
                    let beside = Beside { at: pos(points[n]), neighbours: middles[n] };
                    self.now.proposed.insert(nodes[n].id.clone(), beside);
                }
            }
        }
        for node in &mut nodes[real..] {
            node.at = self.now.proposed.get(&node.id).copied().unwrap_or_default().at;
        }
    }
}

/// A body that lets others come a little nearer: places are rounded to whole points.
fn slim(body: &Body) -> Body {
    let by = 2.0;
    Body { half_width: body.half_width - by, above: body.above - by, below: body.below - by, ..body.clone() }
}

/// Per node: the middle of the map's actors that it is linked to.
fn middles_of(nodes: &[Node], links: &[Link], real: usize) -> Vec<Pos2> {
    let mut sums = vec![(egui::Vec2::ZERO, 0.0_f32); nodes.len()];
    for link in links {
        for (one, other) in [(link.from, link.to), (link.to, link.from)] {
            if one >= real && other < real {
                sums[one].0 += nodes[other].at.to_vec2();
                sums[one].1 += 1.0;
            }
        }
    }
    sums.into_iter().map(|(sum, count)| (sum / count.max(1.0)).to_pos2()).collect()
}

/// The places of the partners' ring for every actor that is not pinned, and for those only proposed.
pub fn ring_places(map: &ScenarioMap, scene: &Scene) -> (Vec<(ActorId, Place)>, Vec<(ActorId, Pos2)>) {
    let mut graph = ring_graph(map, &scene.nodes, &scene.links);
    hold_pinned(&mut graph, &scene.nodes);
    let points = partners_ring(&graph);
    (places_of(scene.actors(), &points), proposed_of(scene, &points))
}

/// The graph of a ring: while the principal is still to be chosen, around whom most of it is about.
fn ring_graph(map: &ScenarioMap, nodes: &[Node], links: &[Link]) -> Graph {
    let mut graph = graph_of(map, nodes, links);
    if is_principal_unchosen(map) {
        let mut degree = vec![0_usize; nodes.len()];
        for link in &graph.links {
            degree[link.a] += 1;
            degree[link.b] += 1;
        }
        if let Some(most) = (0..nodes.len()).max_by_key(|n| (degree[*n], std::cmp::Reverse(*n))) {
            graph.bodies[graph.principal].is_own = false;
            graph.principal = most;
        }
    }
    graph
}

/// What a layout of the whole map works on: pinned actors are fixed.
pub fn layout_graph(map: &ScenarioMap, scene: &Scene) -> Graph {
    let mut graph = graph_of(map, &scene.nodes, &scene.links);
    hold_pinned(&mut graph, &scene.nodes);
    graph
}

fn hold_pinned(graph: &mut Graph, nodes: &[Node]) {
    for (body, node) in graph.bodies.iter_mut().zip(nodes) {
        body.fixed = node.is_pinned.then(|| point(node.at));
    }
}

/// The places that a layout gives to those only proposed.
pub fn proposed_of(scene: &Scene, points: &[Point]) -> Vec<(ActorId, Pos2)> {
    let proposed = scene.nodes.iter().zip(points).skip(scene.real);
    proposed.map(|(node, at)| (node.id.clone(), pos(*at))).collect()
}

/// Where actors that were dropped on others come to stand: the nearest free place for each, its name included. Who lies on
/// nobody stays.
pub fn make_room(scene: &Scene, dropped: &[usize], zoom: f32, seen: egui::Rect) -> Vec<Pos2> {
    let nodes = scene.actors();
    let grows = super::camera::node_scale(zoom) / zoom;
    let lies_on = |n: usize, other: usize| {
        let reach = (nodes[n].radius + nodes[other].radius) * grows + 4.0 / zoom;
        nodes[n].at.distance(nodes[other].at) < reach
    };
    let standing: Vec<usize> = (0..nodes.len()).filter(|n| !dropped.contains(n)).collect();
    let put: Vec<usize> =
        dropped.iter().copied().filter(|n| standing.iter().any(|other| lies_on(*n, *other))).collect();
    let bodies = nodes.iter().map(|node| {
        let fixed = Some(point(node.at));
        let mut body = Body { half_width: 0.0, above: 0.0, below: 0.0, group: 0, is_own: false, fixed };
        Footprint::of(node).fill(&mut body, zoom);
        body
    });
    let graph = Graph { bodies: bodies.collect(), links: Vec::new(), principal: 0 };
    // Nobody is pushed out of sight.
    let free = nearest_free(&graph, &put, |at| seen.contains(pos(at)));
    dropped
        .iter()
        .map(|n| put.iter().position(|each| each == n).and_then(|at| free.get(at)).map_or(nodes[*n].at, |at| pos(*at)))
        .collect()
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
        .enumerate()
        .map(|(n, node)| {
            // The nodes stand in the map's order; those that are only proposed have no bloc yet.
            let bloc = map.actors.get(n).map_or_else(|| node.id.to_string(), |actor| actor.bloc_id().to_string());
            let next = groups.len();
            let group = *groups.entry(bloc).or_insert(next);
            let (is_own, fixed) = (own.contains(&node.id), None);
            let mut body = Body { half_width: 0.0, above: 0.0, below: 0.0, group, is_own, fixed };
            Footprint::of(node).fill(&mut body, 1.0);
            body
        })
        .collect();
    // What is only proposed draws nobody who is on the map.
    let counts = |link: &&Link| {
        let ends = [link.from, link.to];
        let is_ghost = |end: &usize| nodes.get(*end).is_some_and(|node| node.is_proposed);
        ends.iter().all(|end| *end < nodes.len()) && (!link.is_proposed || ends.iter().any(is_ghost))
    };
    let links = links
        .iter()
        .filter(counts)
        .map(|link| LayoutLink { a: link.from, b: link.to, weight: f64::from(link.width) })
        .collect();
    let principal = nodes.iter().position(|node| node.is_principal).unwrap_or(0);
    Graph { bodies, links, principal }
}

fn point(at: Pos2) -> Point {
    Point::new(f64::from(at.x), f64::from(at.y))
}

fn pos(at: Point) -> Pos2 {
    Pos2::new(at.x as f32, at.y as f32)
}
