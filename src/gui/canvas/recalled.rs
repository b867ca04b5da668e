//! What stood before. Undo brings an earlier state of the map back, and with it the places that the map does not hold.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use egui::Pos2;

use super::places::Beside;
use super::scene::Node;
use crate::model::{ActorId, ScenarioMap};

/// So many states are remembered at most.
const MOST: usize = 64;
/// So many places are, in all of them.
const MOST_PLACES: usize = 60_000;

/// Places that were computed, of the map's own actors and of those only proposed.
#[derive(Clone, Debug, Default)]
pub struct Computed {
    /// Of the map's own.
    pub own: BTreeMap<ActorId, Pos2>,
    /// Of those only proposed.
    pub proposed: BTreeMap<ActorId, Beside>,
}

/// The states that were left, the last one last.
#[derive(Clone, Default)]
pub struct Recalled {
    current: Option<u64>,
    left: Vec<(u64, Computed)>,
}

impl Recalled {
    /// The state is now this one. What stood in it, where it is another than before and was known; what stands in the one
    /// that is left is kept.
    pub fn enter(&mut self, state: u64, now: &Computed) -> Option<Computed> {
        let before = self.current.replace(state);
        if before == Some(state) {
            return None;
        }
        if let Some(before) = before {
            self.left.retain(|(known, _)| *known != before);
            self.left.push((before, now.clone()));
            let places = |(_, computed): &(u64, Computed)| computed.own.len() + computed.proposed.len();
            while self.left.len() > MOST || self.left.iter().map(places).sum::<usize>() > MOST_PLACES {
                self.left.remove(0);
            }
        }
        self.left.iter().find(|(known, _)| *known == state).map(|(_, computed)| computed.clone())
    }
}

/// What tells states apart: who is there, who is only proposed, whose security is studied, and what the map says of places.
pub fn state_of(map: &ScenarioMap, nodes: &[Node]) -> u64 {
    let mut hasher = DefaultHasher::new();
    map.principal.hash(&mut hasher);
    for node in nodes {
        (&node.id, node.is_proposed, node.is_stored).hash(&mut hasher);
        if node.is_stored {
            (node.at.x.to_bits(), node.at.y.to_bits()).hash(&mut hasher);
        }
    }
    hasher.finish()
}
