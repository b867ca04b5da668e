//! What the rooms of statements share: a statement found between two actors, before it is put into words of the map.

use crate::model::{RelationClass, SecurityFunction, Span};

use super::factuality::Commitment;
use super::roles::Party;

/// A relation as a rule found it.
#[derive(Clone, Debug)]
pub(crate) struct FoundRelation {
    /// Where it starts.
    pub source: Party,
    /// Where it points.
    pub target: Party,
    /// Its class.
    pub class: RelationClass,
    /// Its type.
    pub kind: String,
    /// How the text commits itself.
    pub commitment: Commitment,
    /// The rule.
    pub rule: &'static str,
    /// Its sentence.
    pub sentence: usize,
    /// The node of the word that makes it a statement.
    pub trigger: usize,
    /// 0..1, before the strength of the two parties.
    pub confidence: f64,
}

/// A provision as a rule found it.
#[derive(Clone, Debug)]
pub(crate) struct FoundProvision {
    /// Who gives.
    pub provider: Party,
    /// Who gets.
    pub recipient: Party,
    /// What.
    pub function: SecurityFunction,
    /// How the text commits itself.
    pub commitment: Commitment,
    /// The rule.
    pub rule: &'static str,
    /// Its sentence.
    pub sentence: usize,
    /// The node of the word that makes it a statement.
    pub trigger: usize,
    /// 0..1, before the strength of the two parties.
    pub confidence: f64,
    /// Whether only a place joins provider and recipient ("troops in Mali").
    pub by_place: bool,
}

impl FoundRelation {
    /// Its confidence with everything counted.
    pub fn certainty(&self) -> f64 {
        (self.confidence * self.source.strength * self.target.strength).clamp(0.05, 0.98)
    }
}

impl FoundProvision {
    /// Its confidence with everything counted.
    pub fn certainty(&self) -> f64 {
        (self.confidence * self.provider.strength * self.recipient.strength).clamp(0.05, 0.98)
    }
}

/// The stretch that a statement's quote covers: its sentence, and the one before where a short form points back to it.
pub(crate) fn quote_span(sentence: Span, antecedent: Option<Span>) -> Span {
    antecedent.map_or(sentence, |earlier| Span::new(earlier.start.min(sentence.start), sentence.end))
}
