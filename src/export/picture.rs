//! A map in one scenario and month as data: what every export draws or lists.

use std::collections::BTreeMap;

use super::drawing::Drawing;
use crate::layout::{Body, Graph, Link, Point, partners_ring, place_new};
use crate::model::{Actor, ActorId, Months, Place, Provision, Relation, ScenarioId, ScenarioMap};
use crate::scenario::Outcome;

/// A map in one scenario and month, with a place for every actor. What is not to be exported can be taken out of its lists.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// The map's title; the principal's name where it has none.
    pub title: String,
    /// The scenario's name.
    pub scenario: String,
    /// The month.
    pub month: u32,
    /// The actors, in the map's order.
    pub actors: Vec<PicturedActor>,
    /// The relations, in the map's order.
    pub relations: Vec<Relation>,
    /// The provisions, in the map's order.
    pub provisions: Vec<PicturedProvision>,
}

/// What of a map is to be drawn.
#[derive(Clone, Copy, Debug)]
pub struct MapSheet<'a> {
    /// The map.
    pub map: &'a ScenarioMap,
    /// One of its scenarios.
    pub scenario: &'a ScenarioId,
    /// The month.
    pub month: Months,
    /// Light on dark, and not dark on light.
    pub dark: bool,
}

/// Draws a map as the window shows it. The window's canvas is the only one that can, and this layer does not know it: who
/// has it hands it in.
pub type MapPainter = fn(&MapSheet<'_>) -> Drawing;

/// An actor of a picture.
#[derive(Clone, Debug, PartialEq)]
pub struct PicturedActor {
    /// The actor.
    pub actor: Actor,
    /// Where it stands, in scene points; y grows downwards.
    pub at: Point,
    /// Whether it is the one studied.
    pub is_principal: bool,
    /// What the scenario leaves of it, 0..1.
    pub availability: f64,
}

/// A provision of a picture.
#[derive(Clone, Debug, PartialEq)]
pub struct PicturedProvision {
    /// The provision.
    pub provision: Provision,
    /// The words of its function.
    pub function: String,
    /// What the scenario delivers of it in this month, as a share of the need; `None` where it does not count.
    pub delivered: Option<f64>,
}

impl Picture {
    /// The picture of an outcome. Actors stand where the map has them; the others beside their neighbours.
    pub fn of(map: &ScenarioMap, outcome: &Outcome) -> Self {
        let places = places_of(map);
        let title = if map.title.is_empty() { map.actor_name(&map.principal).to_owned() } else { map.title.clone() };
        let actors = map.actors.iter().zip(places).map(|(actor, at)| PicturedActor {
            at,
            is_principal: actor.id == map.principal,
            availability: outcome.availability.get(&actor.id).copied().unwrap_or(1.0),
            actor: actor.clone(),
        });
        let provisions = map.provisions.iter().map(|provision| PicturedProvision {
            function: map.function_words(&provision.function),
            delivered: outcome.delivered.get(&provision.id).copied(),
            provision: provision.clone(),
        });
        Self {
            title,
            scenario: outcome.name.clone(),
            month: outcome.month.0,
            actors: actors.collect(),
            relations: map.relations.clone(),
            provisions: provisions.collect(),
        }
    }
}

/// A place for every actor, in the map's order.
fn places_of(map: &ScenarioMap) -> Vec<Point> {
    let index: BTreeMap<&ActorId, usize> = map.actors.iter().enumerate().map(|(n, actor)| (&actor.id, n)).collect();
    let mut groups: BTreeMap<String, usize> = BTreeMap::new();
    let own = map.stands_for_principal();
    let point = |place: &Place| Point::new(place.x, place.y);
    let mut bodies = Vec::new();
    for actor in &map.actors {
        let next = groups.len();
        let half_name = actor.name.chars().count() as f64 * 3.5;
        bodies.push(Body {
            half_width: half_name.clamp(33.0, 70.0),
            above: 33.0,
            below: 57.0,
            group: *groups.entry(actor.bloc_id().to_string()).or_insert(next),
            is_own: own.contains(&actor.id),
            fixed: map.positions.get(&actor.id).map(point),
        });
    }
    let ends = map.relations.iter().map(|r| (&r.source, &r.target));
    let ends = ends.chain(map.provisions.iter().map(|p| (&p.provider, &p.recipient)));
    let links = ends.filter_map(|(a, b)| Some(Link { a: *index.get(a)?, b: *index.get(b)?, weight: 1.0 })).collect();
    let graph = Graph { bodies, links, principal: index.get(&map.principal).copied().unwrap_or(0) };
    if map.positions.is_empty() { partners_ring(&graph) } else { place_new(&graph) }
}
