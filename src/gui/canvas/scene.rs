//! What stands on the canvas: nodes, links and blocs, made from one snapshot. It knows no screen and no colours.

use std::collections::{BTreeMap, HashMap};

use egui::Pos2;

use super::link::{Link, links_of};
use super::places::Places;
use super::proposed::Proposals;
use crate::gui::context::ViewCtx;
use crate::gui::snapshot::SnapshotKey;
use crate::gui::view::LinkRef;
use crate::model::actions::is_principal_unchosen;
use crate::model::{ActorId, ActorKind, BlocId, FunctionFamily, ProvisionStatus, RelationClass, ScenarioMap};

/// Radius of the principal, in scene points.
pub const PRINCIPAL_RADIUS: f32 = 44.0;
/// Radius of an actor that provides nothing.
const SMALL_RADIUS: f32 = 17.0;
/// Size of names at zoom 1, in points.
pub const NAME_SIZE: f32 = 12.5;
/// Names of more letters than this are broken into two lines.
pub const LONG_NAME: usize = 18;

/// The size of names on screen: it changes less than the zoom does, and stays readable.
pub fn name_size(zoom: f32) -> f32 {
    ((NAME_SIZE * zoom.sqrt()).clamp(10.5, 16.0) * 2.0).round() / 2.0
}

/// The widest line of a name of this many letters; a long one is broken there.
pub fn widest_name(letters: usize, size: f32) -> f32 {
    if letters > LONG_NAME { 118.0_f32.max(size * 8.0) } else { f32::INFINITY }
}

/// Everything that stands on the canvas.
pub struct Scene {
    key: SceneKey,
    /// The actors, in the map's order, and after them those that are only proposed.
    pub nodes: Vec<Node>,
    /// How many of them the map has.
    pub real: usize,
    /// The links; those drawn first stand first.
    pub links: Vec<Link>,
    /// Blocs of two members or more, the principal aside.
    pub blocs: Vec<Bloc>,
    /// Per node: the place of its bloc in `blocs`.
    pub bloc_of: Vec<Option<usize>>,
    /// The nodes, the weightiest first: by what they provide, then by how many links they have.
    pub by_weight: Vec<usize>,
    /// Tells scenes apart.
    pub serial: u64,
    index: HashMap<ActorId, usize>,
}

/// What a scene is made from.
#[derive(Clone, PartialEq)]
struct SceneKey {
    snapshot: SnapshotKey,
    proposals: Option<u64>,
}

/// An actor on the canvas.
#[derive(Clone, Debug)]
pub struct Node {
    /// The actor.
    pub id: ActorId,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: ActorKind,
    /// Where it stands in the scene.
    pub at: Pos2,
    /// Its radius in scene points.
    pub radius: f32,
    /// Whether the map says where it stands, and not only the layout.
    pub is_stored: bool,
    /// Whether layouts must leave it there.
    pub is_pinned: bool,
    /// Whether it is the one studied.
    pub is_principal: bool,
    /// Whether it is in conflict with the principal or with who stands for it.
    pub is_opponent: bool,
    /// What it provides, by family.
    pub provides: Vec<FamilyArc>,
    /// What the scenario leaves of it, 0..1.
    pub availability: f32,
    /// Whether it delivers more than in the reference.
    pub steps_in: bool,
    /// Whether nobody has accepted it yet: it is no actor of the map.
    pub is_proposed: bool,
    /// Of the principal: how far away the nearest other stands, in scene points.
    pub nearest: f32,
}

/// The part of an actor's ring that one family takes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FamilyArc {
    /// The family.
    pub family: FunctionFamily,
    /// Its part of the ring, 0..1.
    pub part: f32,
    /// Whether some of it is active, and not only offered.
    pub is_active: bool,
}

/// Actors of one bloc.
#[derive(Clone, Debug)]
pub struct Bloc {
    /// Its words.
    pub name: String,
    /// Its members, by their places among the nodes.
    pub members: Vec<usize>,
}

impl Scene {
    /// Whether the scene still shows what the snapshot says.
    pub fn is_current(&self, cx: &ViewCtx<'_>) -> bool {
        self.key == key_of(cx)
    }

    /// The scene of a snapshot. Actors without a place get one, and keep it.
    pub fn of(cx: &ViewCtx<'_>, places: &mut Places, proposed: Option<&Proposals>, serial: u64) -> Self {
        let map = cx.map;
        let mut index: HashMap<ActorId, usize> =
            map.actors.iter().enumerate().map(|(at, actor)| (actor.id.clone(), at)).collect();
        let mut nodes = nodes_of(cx, &index);
        let real = nodes.len();
        for actor in proposed.map_or(&[][..], |proposals| proposals.actors.as_slice()) {
            // Somebody may have added it by hand since.
            if index.contains_key(&actor.id) {
                continue;
            }
            index.insert(actor.id.clone(), nodes.len());
            nodes.push(Node::proposed(actor));
        }
        let links = links_of(cx, &index, &nodes, proposed.map_or(&[][..], |proposals| proposals.links.as_slice()));
        places.give(map, &mut nodes, &links, proposed.is_some());
        if let Some(principal) = nodes.iter().position(|node| node.is_principal) {
            let at = nodes[principal].at;
            let others = nodes.iter().enumerate().filter(|(n, _)| *n != principal);
            nodes[principal].nearest = others.map(|(_, node)| node.at.distance(at)).fold(f32::INFINITY, f32::min);
        }
        let blocs = blocs_of(map, &index);
        let mut bloc_of = vec![None; nodes.len()];
        for (at, bloc) in blocs.iter().enumerate() {
            for member in &bloc.members {
                bloc_of[*member] = Some(at);
            }
        }
        let mut degree = vec![0_u32; nodes.len()];
        for link in &links {
            degree[link.from] += 1;
            degree[link.to] += 1;
        }
        let mut by_weight: Vec<usize> = (0..nodes.len()).collect();
        // What is only proposed gives way to what is there.
        let weight = |n: usize| {
            let last = if nodes[n].is_proposed { 100.0 } else { 0.0 };
            nodes[n].radius + (degree[n] as f32).sqrt() - last
        };
        by_weight.sort_by(|a, b| weight(*b).total_cmp(&weight(*a)).then(a.cmp(b)));
        Self { key: key_of(cx), nodes, real, links, blocs, bloc_of, by_weight, serial, index }
    }

    /// The actors of the map, without those that are only proposed.
    pub fn actors(&self) -> &[Node] {
        &self.nodes[..self.real]
    }

    /// The node of an actor.
    pub fn node(&self, id: &ActorId) -> Option<&Node> {
        self.index.get(id).and_then(|at| self.nodes.get(*at))
    }

    /// The place among the links of the one that stands for a relation or provision.
    pub fn link_of(&self, item: &LinkRef) -> Option<usize> {
        self.links.iter().position(|link| link.is(item))
    }

    /// The place of an actor among the nodes.
    pub fn place(&self, id: &ActorId) -> Option<usize> {
        self.index.get(id).copied()
    }
}

impl Node {
    /// An actor that the map does not have yet.
    fn proposed(actor: &super::proposed::ProposedActor) -> Self {
        Self {
            id: actor.id.clone(),
            name: actor.name.clone(),
            kind: actor.kind,
            at: Pos2::ZERO,
            radius: SMALL_RADIUS,
            is_stored: false,
            is_pinned: false,
            is_principal: false,
            is_opponent: false,
            provides: Vec::new(),
            availability: 1.0,
            steps_in: false,
            is_proposed: true,
            nearest: f32::INFINITY,
        }
    }
}

fn key_of(cx: &ViewCtx<'_>) -> SceneKey {
    let proposals = cx.view.show_proposals.then(|| cx.session.review_revision());
    SceneKey { snapshot: cx.snapshot.key.clone(), proposals }
}

fn nodes_of(cx: &ViewCtx<'_>, index: &HashMap<ActorId, usize>) -> Vec<Node> {
    let map = cx.map;
    let (now, before) = (&cx.snapshot.outcome, &cx.snapshot.reference_outcome);
    let mut opponent = vec![false; map.actors.len()];
    let own = map.stands_for_principal();
    for relation in map.relations.iter().filter(|relation| relation.class == RelationClass::Conflict) {
        for (one, other) in [(&relation.source, &relation.target), (&relation.target, &relation.source)] {
            if own.contains(one) && !own.contains(other) {
                if let Some(at) = index.get(other) {
                    opponent[*at] = true;
                }
            }
        }
    }
    let mut given: Vec<BTreeMap<FunctionFamily, (f64, bool)>> = vec![BTreeMap::new(); map.actors.len()];
    let mut change = vec![0.0; map.actors.len()];
    let left_out = cx.snapshot.study.left_out();
    for provision in &map.provisions {
        let Some(at) = index.get(&provision.provider).copied() else { continue };
        let delivered =
            |outcome: &crate::scenario::Outcome| outcome.delivered.get(&provision.id).copied().unwrap_or(0.0);
        change[at] += delivered(now) - delivered(before);
        let is_over = matches!(provision.status, ProvisionStatus::Past | ProvisionStatus::Suspended);
        if is_over || left_out.contains(&provision.id) {
            continue;
        }
        let family = given[at].entry(map.function_family(&provision.function)).or_default();
        // What nobody assessed still shows, as a little.
        family.0 += provision.share.map_or(0.15, |share| share.0).max(0.05);
        family.1 |= provision.status == ProvisionStatus::Active;
    }
    map.actors
        .iter()
        .enumerate()
        .map(|(at, actor)| {
            let total: f64 = given[at].values().map(|(share, _)| share).sum();
            let is_principal = actor.id == map.principal;
            let radius = if is_principal && !is_principal_unchosen(map) {
                PRINCIPAL_RADIUS
            } else {
                SMALL_RADIUS + 9.0 * (total.min(1.6) / 1.6).sqrt() as f32
            };
            let provides = given[at]
                .iter()
                .map(|(family, (share, is_active))| FamilyArc {
                    family: *family,
                    part: (share / total) as f32,
                    is_active: *is_active,
                })
                .collect();
            let place = map.positions.get(&actor.id);
            Node {
                id: actor.id.clone(),
                name: actor.name.clone(),
                kind: actor.kind,
                at: place.map_or(Pos2::ZERO, |place| Pos2::new(place.x as f32, place.y as f32)),
                radius,
                is_stored: place.is_some(),
                is_pinned: place.is_some_and(|place| place.pinned),
                is_principal,
                is_opponent: opponent[at],
                provides,
                availability: now.availability.get(&actor.id).map_or(1.0, |left| *left as f32),
                steps_in: change[at] > 0.004,
                is_proposed: false,
                nearest: f32::INFINITY,
            }
        })
        .collect()
}

fn blocs_of(map: &ScenarioMap, index: &HashMap<ActorId, usize>) -> Vec<Bloc> {
    let mut members: BTreeMap<BlocId, Vec<usize>> = BTreeMap::new();
    for actor in map.actors.iter().filter(|actor| actor.id != map.principal) {
        if let (Some(bloc), Some(at)) = (&actor.bloc, index.get(&actor.id)) {
            members.entry(bloc.clone()).or_default().push(*at);
        }
    }
    members
        .into_iter()
        .filter(|(_, members)| members.len() > 1)
        .map(|(bloc, members)| Bloc { name: map.bloc_words(&bloc), members })
        .collect()
}
