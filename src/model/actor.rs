//! Actors: named collectives and persons.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ActorId, ActorKind, BlocId, Evidence, Extra, map::null_default};

/// A named collective or person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Actor {
    /// Identity within the map.
    pub id: ActorId,
    /// The name shown.
    pub name: String,
    /// What the actor is.
    pub kind: ActorKind,
    /// Other names of the same actor.
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "null_default")]
    pub aliases: Vec<String>,
    /// The bloc the actor belongs to; without one, the bloc named by its own id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bloc: Option<BlocId>,
    /// The sum of shares over all functions that the actor can deliver at once; no limit when absent. At least 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capacity: Option<f64>,
    /// The analyst's note.
    #[serde(default, skip_serializing_if = "String::is_empty", deserialize_with = "null_default")]
    pub note: String,
    /// Claims that speak of the actor.
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "null_default")]
    pub evidence: Vec<Evidence>,
    /// Fields this version does not know, kept as they were.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Actor {
    /// An actor with nothing but identity, name and kind.
    pub fn new(id: impl Into<ActorId>, name: impl Into<String>, kind: ActorKind) -> Self {
        Self {
            id: id.into(),
            name: name.into(),
            kind,
            aliases: Vec::new(),
            bloc: None,
            capacity: None,
            note: String::new(),
            evidence: Vec::new(),
            extra: Extra::new(),
        }
    }

    /// The bloc the actor counts to: its own, or the one named by its id.
    pub fn bloc_id(&self) -> BlocId {
        self.bloc.clone().unwrap_or_else(|| BlocId::from(self.id.as_str()))
    }

    /// The name and every alias.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name.as_str()).chain(self.aliases.iter().map(String::as_str))
    }
}

/// Where an actor stands on the canvas, in scene points; the origin and scale are the canvas's own.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Place {
    /// To the right.
    pub x: f64,
    /// Downwards.
    pub y: f64,
    /// Whether layouts must leave it there.
    #[serde(default, skip_serializing_if = "std::ops::Not::not", deserialize_with = "null_default")]
    pub pinned: bool,
}
