//! Assumptions: the named levers that scenarios set.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ActorId, AssumptionId, BlocId, Evidence, Extra, FunctionId, map::null_default};

/// A named lever, with the evidence for and against it coming true.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Assumption {
    /// Identity within the map.
    pub id: AssumptionId,
    /// The name shown.
    pub name: String,
    /// What it moves.
    pub lever: Lever,
    /// The analyst's note.
    #[serde(default, skip_serializing_if = "String::is_empty", deserialize_with = "null_default")]
    pub note: String,
    /// Claims for and against.
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "null_default")]
    pub evidence: Vec<Evidence>,
    /// Fields this version does not know, kept as they were.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Assumption {
    /// An assumption without evidence.
    pub fn new(id: impl Into<AssumptionId>, name: impl Into<String>, lever: Lever) -> Self {
        Self { id: id.into(), name: name.into(), lever, note: String::new(), evidence: Vec::new(), extra: Extra::new() }
    }
}

/// What an assumption moves. The extent that a scenario gives it has the range of `extent_range`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Lever {
    /// An actor withdraws, wholly at extent 1.
    Withdrawal {
        /// Who.
        actor: ActorId,
        /// From which functions; all when empty.
        #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "null_default")]
        functions: Vec<FunctionId>,
        /// Fields this version does not know.
        #[serde(flatten)]
        extra: Extra,
    },
    /// An actor delivers more of what it could, all of it at extent 1.
    Engagement {
        /// Who.
        actor: ActorId,
        /// In which functions; all when empty.
        #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "null_default")]
        functions: Vec<FunctionId>,
        /// Fields this version does not know.
        #[serde(flatten)]
        extra: Extra,
    },
    /// The need for a function is multiplied by the extent.
    Demand {
        /// Which function.
        function: FunctionId,
        /// Fields this version does not know.
        #[serde(flatten)]
        extra: Extra,
    },
    /// All members of a bloc withdraw.
    Exclusion {
        /// Which bloc.
        bloc: BlocId,
        /// Fields this version does not know.
        #[serde(flatten)]
        extra: Extra,
    },
    /// The relation with an actor cools (negative extent) or warms (positive).
    RelationChange {
        /// With whom.
        actor: ActorId,
        /// Fields this version does not know.
        #[serde(flatten)]
        extra: Extra,
    },
}

impl Lever {
    /// Withdrawal of an actor from all functions.
    pub fn withdrawal(actor: impl Into<ActorId>) -> Self {
        Self::Withdrawal { actor: actor.into(), functions: Vec::new(), extra: Extra::new() }
    }

    /// Engagement of an actor in all functions.
    pub fn engagement(actor: impl Into<ActorId>) -> Self {
        Self::Engagement { actor: actor.into(), functions: Vec::new(), extra: Extra::new() }
    }

    /// Demand for a function.
    pub fn demand(function: impl Into<FunctionId>) -> Self {
        Self::Demand { function: function.into(), extra: Extra::new() }
    }

    /// Exclusion of a bloc.
    pub fn exclusion(bloc: impl Into<BlocId>) -> Self {
        Self::Exclusion { bloc: bloc.into(), extra: Extra::new() }
    }

    /// Change of the relation with an actor.
    pub fn relation_change(actor: impl Into<ActorId>) -> Self {
        Self::RelationChange { actor: actor.into(), extra: Extra::new() }
    }

    /// Lowest and highest extent.
    pub fn extent_range(&self) -> (f64, f64) {
        match self {
            Self::Withdrawal { .. } | Self::Engagement { .. } | Self::Exclusion { .. } => (0.0, 1.0),
            Self::Demand { .. } => (0.0, 3.0),
            Self::RelationChange { .. } => (-2.0, 2.0),
        }
    }

    /// The extent at which the lever changes nothing.
    pub fn neutral_extent(&self) -> f64 {
        if matches!(self, Self::Demand { .. }) { 1.0 } else { 0.0 }
    }

    /// The actor the lever moves, where it moves a single one.
    pub fn actor(&self) -> Option<&ActorId> {
        match self {
            Self::Withdrawal { actor, .. } | Self::Engagement { actor, .. } | Self::RelationChange { actor, .. } => {
                Some(actor)
            }
            Self::Demand { .. } | Self::Exclusion { .. } => None,
        }
    }

    /// The actor, for a change in place.
    pub(crate) fn actor_mut(&mut self) -> Option<&mut ActorId> {
        match self {
            Self::Withdrawal { actor, .. } | Self::Engagement { actor, .. } | Self::RelationChange { actor, .. } => {
                Some(actor)
            }
            Self::Demand { .. } | Self::Exclusion { .. } => None,
        }
    }

    /// The functions the lever is limited to; empty means all, and demand names its one.
    pub fn functions(&self) -> &[FunctionId] {
        match self {
            Self::Withdrawal { functions, .. } | Self::Engagement { functions, .. } => functions,
            Self::Demand { function, .. } => std::slice::from_ref(function),
            Self::Exclusion { .. } | Self::RelationChange { .. } => &[],
        }
    }

    /// The word for the kind of lever.
    pub fn words(&self) -> &'static str {
        match self {
            Self::Withdrawal { .. } => "withdrawal",
            Self::Engagement { .. } => "engagement",
            Self::Demand { .. } => "demand",
            Self::Exclusion { .. } => "exclusion",
            Self::RelationChange { .. } => "relation change",
        }
    }
}
