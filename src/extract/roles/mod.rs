//! Who stands where in a sentence: the subject of a verb, the owner of a noun, the actors a phrase stands for.
//! Walks the tree; where the tree gives nothing, it says so and leaves the guess to its caller.

mod behind;
mod objects;
mod owners;
mod parties;
mod places;
mod subjects;

use crate::model::{ActorKind, Span};

use super::cast::Cast;
use super::coreference::Antecedents;
use super::lexicon::{Lexicon, NameForm};
use super::tree::Tree;
pub(crate) use objects::has_to;

/// An actor standing for a phrase.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Party {
    /// Place in `Cast::actors`.
    pub actor: usize,
    /// The words that name it here.
    pub span: Span,
    /// The node of the phrase.
    pub node: usize,
    /// Whether a pronoun or "the group" stood for it; then the sentence of its name.
    pub inferred: Option<usize>,
    /// 1 for the name itself, less for each step away from it.
    pub strength: f64,
}

/// Everything needed to look a phrase up.
#[derive(Clone, Copy)]
pub(crate) struct Scene<'a> {
    /// The sentence's tree.
    pub tree: &'a Tree,
    /// The sentence's number.
    pub sentence: usize,
    /// Actors and mentions.
    pub cast: &'a Cast,
    /// What pronouns and short forms stand for.
    pub antecedents: &'a Antecedents,
    /// The words.
    pub lexicon: &'a Lexicon,
}

/// Most actors of one phrase.
const MOST_PARTIES: usize = 8;

impl Scene<'_> {
    /// The kind of an actor.
    pub fn kind(&self, actor: usize) -> ActorKind {
        self.cast.actors.get(actor).map_or(ActorKind::Other, |a| a.kind)
    }

    fn named(&self, node: usize, strength: f64) -> Option<Party> {
        let n = self.tree.nodes.get(node)?;
        let mention = self.cast.mentions.get(n.mention?)?;
        Some(Party { actor: mention.actor, span: n.span, node, inferred: None, strength })
    }

    /// How a name is written at a node.
    pub fn form(&self, node: usize) -> Option<NameForm> {
        Some(self.cast.mentions.get(self.tree.nodes.get(node)?.mention?)?.form)
    }

    /// Whether a noun stands for the actor it is named with.
    pub fn is_agent(&self, node: usize) -> bool {
        let lemma = self.tree.lemma(node);
        self.lexicon.is("agent", lemma)
            || self.lexicon.type_nouns.contains_key(self.tree.lower(node))
            || self.lexicon.anaphors.contains_key(self.tree.lower(node))
    }
}

fn push(found: &mut Vec<Party>, party: Party) {
    if !found.iter().any(|p| p.actor == party.actor) {
        found.push(party);
    }
}
