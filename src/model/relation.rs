//! Relations between two actors.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    ActorId, Evidence, Extra, Factuality, PartialDate, RelationClass, RelationId, Share, ShareBasis, StructureType,
    map::null_default,
};

/// A directed, classed, typed, dated link from one actor to another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Relation {
    /// Identity within the map; given at load by place (`r1`, `r2`, ...) where the file has none.
    #[serde(default, deserialize_with = "null_default")]
    pub id: RelationId,
    /// Where the relation starts.
    pub source: ActorId,
    /// Where it points.
    pub target: ActorId,
    /// Its coarse class.
    pub class: RelationClass,
    /// A `StructureType` id for structure, free text otherwise.
    #[serde(rename = "type", default, skip_serializing_if = "String::is_empty", deserialize_with = "null_default")]
    pub kind: String,
    /// How strongly the source depends on the target, 0..1; 0 when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dependency: Option<Share>,
    /// Whether an analyst set the dependency, or the program did by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dependency_basis: Option<ShareBasis>,
    /// How the texts commit themselves to it; done when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub factuality: Option<Factuality>,
    /// When it held or happened, as far as known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<PartialDate>,
    /// The analyst's note.
    #[serde(default, skip_serializing_if = "String::is_empty", deserialize_with = "null_default")]
    pub note: String,
    /// The claims it rests on.
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "null_default")]
    pub evidence: Vec<Evidence>,
    /// Fields this version does not know, kept as they were.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Relation {
    /// A relation with nothing but its ends, class and type.
    pub fn new(
        id: impl Into<RelationId>,
        source: impl Into<ActorId>,
        target: impl Into<ActorId>,
        class: RelationClass,
        kind: impl Into<String>,
    ) -> Self {
        Self {
            id: id.into(),
            source: source.into(),
            target: target.into(),
            class,
            kind: kind.into(),
            dependency: None,
            dependency_basis: None,
            factuality: None,
            date: None,
            note: String::new(),
            evidence: Vec::new(),
            extra: Extra::new(),
        }
    }

    /// The structure type, when the relation is structure and the type one of the standard ones.
    pub fn structure_type(&self) -> Option<StructureType> {
        (self.class == RelationClass::Structure).then(|| StructureType::from_id(&self.kind)).flatten()
    }

    /// The factuality, with its default.
    pub fn factuality(&self) -> Factuality {
        self.factuality.unwrap_or(Factuality::Done)
    }
}
