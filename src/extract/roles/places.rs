//! The state in which a named place lies.

use super::{Party, Scene};
use crate::extract::language::Upos;
use crate::model::Span;

impl Scene<'_> {
    /// The state in which a place lies that is named at `node`, where the article names that state too: "in Cabo Delgado".
    pub fn state_of_place(&self, node: usize) -> Option<Party> {
        let tree = self.tree;
        for start in node.saturating_sub(3)..=node {
            let Some(places) = self.lexicon.places_of.get(tree.lower(start)) else { continue };
            let fits = |words: &[String]| {
                start + words.len() > node
                    && words.iter().enumerate().all(|(k, w)| tree.lower(start + k) == w)
                    && tree.nodes[start].mention.is_none()
            };
            let Some((_, state)) = places.iter().filter(|(w, _)| fits(w)).max_by_key(|(w, _)| w.len()) else {
                continue;
            };
            let named = matches!(tree.nodes[start].upos, Upos::Propn | Upos::Noun | Upos::Adj | Upos::X);
            let actor = self.cast.actors.iter().position(|a| a.name == *state && named);
            let Some(actor) = actor else { continue };
            let span = Span::new(tree.nodes[start].span.start, tree.nodes[node].span.end);
            return Some(Party { actor, span, node, inferred: Some(self.sentence), strength: 0.72 });
        }
        None
    }

    /// The actors of a phrase, or the state in which the place lies that it names.
    pub fn parties_or_place(&self, node: usize) -> Vec<Party> {
        let found = self.parties(node);
        if found.is_empty() { self.state_of_place(node).into_iter().collect() } else { found }
    }
}
