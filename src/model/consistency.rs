//! Cross-impact judgements: which assumptions go together (Weimer-Jehle's cross-impact balance).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Extra, Setting, map::null_default};

/// The map's descriptors and judgements.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Consistency {
    /// What can turn out one way or another.
    #[serde(default, deserialize_with = "null_default")]
    pub descriptors: Vec<Descriptor>,
    /// How the state of one descriptor bears on a state of another.
    #[serde(default, deserialize_with = "null_default")]
    pub judgements: Vec<Judgement>,
    /// Pairs of states that exclude each other.
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "null_default")]
    pub forbidden: Vec<ForbiddenPair>,
    /// Fields this version does not know, kept as they were.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Something that can turn out in one of two to four ways, usually an assumption.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Descriptor {
    /// Identity within the judgements.
    pub id: String,
    /// The name shown.
    pub name: String,
    /// The ways it can turn out.
    pub states: Vec<DescriptorState>,
    /// Fields this version does not know, kept as they were.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Descriptor {
    /// How many ways there may be.
    pub const STATES: std::ops::RangeInclusive<usize> = 2..=4;
}

/// One way a descriptor can turn out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DescriptorState {
    /// The name shown; unique within the descriptor.
    pub name: String,
    /// What the state means for the map, so that a consistent combination can be applied as a scenario.
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "null_default")]
    pub settings: Vec<Setting>,
    /// Fields this version does not know, kept as they were.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A state of a descriptor, by name.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct StateRef {
    /// The descriptor's id.
    pub descriptor: String,
    /// The state's name.
    pub state: String,
}

/// How strongly one state promotes (positive) or restricts (negative) another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Judgement {
    /// The state that acts.
    pub from: StateRef,
    /// The state acted on.
    pub to: StateRef,
    /// -3 strongly restricting .. +3 strongly promoting.
    pub value: i8,
    /// Why.
    #[serde(default, skip_serializing_if = "String::is_empty", deserialize_with = "null_default")]
    pub note: String,
}

/// Two states that cannot hold together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ForbiddenPair {
    /// One.
    pub a: StateRef,
    /// The other.
    pub b: StateRef,
    /// Why.
    #[serde(default, skip_serializing_if = "String::is_empty", deserialize_with = "null_default")]
    pub note: String,
}
