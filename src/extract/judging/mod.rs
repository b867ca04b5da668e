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

use super::statements::FoundRelation;
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

/// What the rules found of each pair of actors anywhere in the article, the lower number first: the best certainty of
/// cooperation, conflict and structure.
pub(crate) type Elsewhere = BTreeMap<(usize, usize), [f64; 3]>;

/// Collects what the rules found of each pair.
pub(crate) fn elsewhere(links: &[FoundRelation]) -> Elsewhere {
    let mut known = Elsewhere::new();
    for link in links {
        let (s, t) = (link.source.actor, link.target.actor);
        let best =
            &mut known.entry((s.min(t), s.max(t))).or_default()[pair_features::class_number(link.class) as usize];
        *best = best.max(link.certainty());
    }
    known
}
