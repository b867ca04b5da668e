//! Proposals: what the program suggests from claims. They are a type of their own, so that a machine's guess cannot reach
//! the arithmetic by accident; accepting one makes an actor, relation, provision or piece of evidence of it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    ActorId, ActorKind, ClaimId, Extra, Factuality, FunctionId, Polarity, ProposalId, ProspectEvent, ProvisionStatus,
    RelationClass, Span, map::null_default,
};

/// A suggestion with the claims it was made from. Whether it is open is derived from the map's decisions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Proposal {
    /// Identity within the map.
    pub id: ProposalId,
    /// What is suggested.
    pub content: Proposed,
    /// The claims it was made from.
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "null_default")]
    pub claims: Vec<ClaimId>,
    /// How sure the extractor is that it read right, 0..1.
    pub confidence: f64,
    /// The extractor's version.
    #[serde(default, skip_serializing_if = "String::is_empty", deserialize_with = "null_default")]
    pub extractor: String,
    /// Fields this version does not know, kept as they were.
    #[serde(flatten)]
    pub extra: Extra,
}

/// What can be suggested, and what a claim can state. Ids are those of accepted actors or of proposed ones alike.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Proposed {
    /// A new actor.
    Actor {
        /// The id it would get.
        actor: ActorId,
        /// The name it would get.
        name: String,
        /// What it is.
        actor_kind: ActorKind,
        /// Other surface forms.
        #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "null_default")]
        aliases: Vec<String>,
        /// A medium that is only quoted.
        #[serde(default, skip_serializing_if = "std::ops::Not::not", deserialize_with = "null_default")]
        cited_only: bool,
    },
    /// Two actors are one.
    SameActor {
        /// The one that stays.
        keep: ActorId,
        /// The one that goes into it.
        merge: ActorId,
        /// Why the program thinks so.
        reason: String,
    },
    /// A relation.
    Relation {
        /// Where it starts.
        source: ActorId,
        /// Where it points.
        target: ActorId,
        /// Its class.
        class: RelationClass,
        /// A structure type or free text.
        #[serde(rename = "type")]
        relation_type: String,
        /// How the texts commit themselves.
        factuality: Factuality,
    },
    /// A provision.
    Provision {
        /// Who gives.
        provider: ActorId,
        /// Who gets.
        recipient: ActorId,
        /// What.
        function: FunctionId,
        /// How it stands.
        status: ProvisionStatus,
        /// How the texts commit themselves.
        factuality: Factuality,
    },
    /// A statement about what an actor will or will not do: evidence for or against an assumption.
    Prospect {
        /// Who.
        actor: ActorId,
        /// Towards whom, where it is said.
        target: Option<ActorId>,
        /// What.
        event: ProspectEvent,
        /// Whether it will or will not.
        polarity: Polarity,
    },
}

impl Proposed {
    /// The word for its kind, as decisions store it.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Actor { .. } => "actor",
            Self::SameActor { .. } => "same_actor",
            Self::Relation { .. } => "relation",
            Self::Provision { .. } => "provision",
            Self::Prospect { .. } => "prospect",
        }
    }

    /// The actors it names.
    pub fn actors(&self) -> Vec<&ActorId> {
        match self {
            Self::Actor { actor, .. } => vec![actor],
            Self::SameActor { keep, merge, .. } => vec![keep, merge],
            Self::Relation { source, target, .. } => vec![source, target],
            Self::Provision { provider, recipient, .. } => vec![provider, recipient],
            Self::Prospect { actor, target, .. } => std::iter::once(actor).chain(target).collect(),
        }
    }

    /// The actors it names, for a change in place.
    pub(crate) fn actors_mut(&mut self) -> Vec<&mut ActorId> {
        match self {
            Self::Actor { actor, .. } => vec![actor],
            Self::SameActor { keep, merge, .. } => vec![keep, merge],
            Self::Relation { source, target, .. } => vec![source, target],
            Self::Provision { provider, recipient, .. } => vec![provider, recipient],
            Self::Prospect { actor, target, .. } => std::iter::once(actor).chain(target).collect(),
        }
    }

    /// What makes two suggestions the same one, over articles and extractor versions: ends, class or function. Status and
    /// factuality are not part of it.
    pub fn arguments(&self) -> Vec<String> {
        match self {
            Self::Actor { actor, .. } => vec![actor.to_string()],
            Self::SameActor { keep, merge, .. } => vec![keep.to_string(), merge.to_string()],
            Self::Relation { source, target, class, .. } => {
                vec![source.to_string(), target.to_string(), class.id().to_owned()]
            }
            Self::Provision { provider, recipient, function, .. } => {
                vec![provider.to_string(), recipient.to_string(), function.to_string()]
            }
            Self::Prospect { actor, target, event, polarity } => vec![
                actor.to_string(),
                target.as_ref().map(ToString::to_string).unwrap_or_default(),
                event.id().to_owned(),
                polarity.id().to_owned(),
            ],
        }
    }
}

/// What a person decided about a suggestion from one place of one article. Keyed by the article's content, the bytes and
/// what was suggested, so that reading the article again never asks again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Decision {
    /// The article's content hash; empty for suggestions without a quote.
    #[serde(default, skip_serializing_if = "String::is_empty", deserialize_with = "null_default")]
    pub article_hash: String,
    /// The claim's bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub span: Option<Span>,
    /// `Proposed::kind`.
    pub kind: String,
    /// `Proposed::arguments`.
    pub arguments: Vec<String>,
    /// What was decided.
    pub verdict: Verdict,
}

/// What a person decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It is in the map.
    Accepted,
    /// It is not, and is not asked again.
    Rejected,
}
