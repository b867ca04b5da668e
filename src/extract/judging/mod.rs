//! Judges what a sentence says of two actors: a linear model over what stands around and between them, with what the
//! rules found as one voice among others. What no rule found and it holds likely is offered too, with its likelihood as
//! confidence.
//!
//! The weights are trained by `examples/train` from annotated articles and ship as `resources/models/statements.bin`. This
//! room knows no annotation; it offers candidates with their features to whoever trains.

mod gift_features;
mod gifts;
mod links;
pub mod model;
mod pair_features;
mod sight;

use std::collections::BTreeMap;

use crate::model::{SecurityFunction, Span};

use super::statements::{FoundProvision, FoundRelation};
pub use gifts::{GiftKey, stand_out};
pub(crate) use gifts::{gift_candidates, judge_gifts};
pub(crate) use links::{judge_links, link_candidates};
pub use model::StatementModel;
pub(crate) use sight::Sight;

/// Two actors of a sentence that may stand in a relation, for training.
#[derive(Clone, Debug)]
pub struct LinkCandidate {
    /// The sentence.
    pub sentence: Span,
    /// The actor named first, by its place among the article's actors.
    pub first: usize,
    /// The actor named second.
    pub second: usize,
    /// Hashed features.
    pub features: Vec<u32>,
}

/// A giver, a taker and a security function that one sentence may join, for training.
#[derive(Clone, Debug)]
pub struct GiftCandidate {
    /// The sentence.
    pub sentence: Span,
    /// Who may give.
    pub provider: usize,
    /// Who may get.
    pub recipient: usize,
    /// What.
    pub function: SecurityFunction,
    /// The node of the word for it in its sentence.
    pub word: usize,
    /// Hashed features.
    pub features: Vec<u32>,
}

/// All candidates of an article, for training.
#[derive(Clone, Debug, Default)]
pub struct Candidates {
    /// The names of each actor.
    pub actors: Vec<Vec<String>>,
    /// Pairs that may stand in a relation.
    pub links: Vec<LinkCandidate>,
    /// Provisions that there may be.
    pub gifts: Vec<GiftCandidate>,
}

/// What the rules found anywhere in the article, by actors.
#[derive(Clone, Debug, Default)]
pub(crate) struct Elsewhere {
    /// Of each pair, the lower number first: the best certainty of cooperation, conflict and structure.
    links: BTreeMap<(usize, usize), [f64; 3]>,
    /// Giver, taker, what, and the best certainty of it.
    gifts: BTreeMap<(usize, usize, SecurityFunction), f64>,
    /// How often each actor is named.
    mentions: BTreeMap<usize, usize>,
}

impl Elsewhere {
    /// Collects what the rules found.
    pub fn new(links: &[FoundRelation], gifts: &[FoundProvision], named: impl Iterator<Item = usize>) -> Self {
        let mut known = Self::default();
        for link in links {
            let (s, t) = (link.source.actor, link.target.actor);
            let classes = known.links.entry((s.min(t), s.max(t))).or_default();
            let best = &mut classes[pair_features::class_number(link.class) as usize];
            *best = best.max(link.certainty());
        }
        for gift in gifts {
            let key = (gift.provider.actor, gift.recipient.actor, gift.function);
            let best = known.gifts.entry(key).or_default();
            *best = best.max(gift.certainty());
        }
        for actor in named {
            *known.mentions.entry(actor).or_default() += 1;
        }
        known
    }

    /// The best certainty of each class between two actors.
    pub fn link(&self, one: usize, other: usize) -> Option<&[f64; 3]> {
        self.links.get(&(one.min(other), one.max(other)))
    }
}
