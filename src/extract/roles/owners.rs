//! The actors that a noun belongs to.

use super::{MOST_PARTIES, Party, Scene, push};
use crate::extract::language::DepRel;

impl Scene<'_> {
    /// The actors a noun belongs to: "Mali's army", "Malian army", "army of Mali", "Wagner fighters".
    pub fn owners(&self, node: usize) -> Vec<Party> {
        let mut found = Vec::new();
        // "Russian forces" where the passage means Wagner.
        if let Some(meant) = self.antecedents.force_at(self.sentence, node) {
            let span = self.tree.nodes[node].span;
            let inferred = Some(meant.sentence);
            found.push(Party { actor: meant.actor, span, node, inferred, strength: 0.92 * meant.strength });
            return found;
        }
        self.owners_into(node, 0.92, 0, &mut found);
        found.truncate(MOST_PARTIES);
        found
    }

    pub(super) fn owners_into(&self, node: usize, strength: f64, depth: usize, found: &mut Vec<Party>) {
        let tree = self.tree;
        let before = found.len();
        for child in tree.children_by(node, &[DepRel::NmodPoss]) {
            self.collect(child, strength, depth + 1, true, found);
            if found.len() == before {
                self.owners_into_once(child, strength * 0.9, depth + 1, found);
            }
        }
        if found.len() > before {
            return;
        }
        for child in tree.children_by(
            node,
            &[DepRel::Amod, DepRel::Compound, DepRel::NmodDesc, DepRel::Nmod, DepRel::Flat, DepRel::Det],
        ) {
            if child < node && tree.nodes[child].mention.is_some() && tree.preposition(child).is_none() {
                if let Some(party) = self.named(child, strength) {
                    push(found, party);
                }
                for conjunct in tree.children_by(child, &[DepRel::Conj]) {
                    if let Some(party) = self.named(conjunct, strength) {
                        push(found, party);
                    }
                }
            }
        }
        // The tree may hang the name on the word between: "Russian air force jets".
        if found.len() == before {
            for child in tree.children_by(node, &[DepRel::Compound, DepRel::Amod]) {
                for grandchild in tree.children_by(child, &[DepRel::Compound, DepRel::Amod, DepRel::NmodPoss]) {
                    if let Some(party) = self.named(grandchild, strength * 0.95) {
                        push(found, party);
                    }
                }
            }
        }
        if found.len() > before {
            return;
        }
        for child in tree.children_by(node, &[DepRel::Nmod]) {
            let preposition = tree.preposition(child).unwrap_or_default();
            if matches!(preposition.as_str(), "of" | "from") {
                self.collect(child, strength * 0.97, depth + 1, true, found);
            }
        }
    }

    fn owners_into_once(&self, node: usize, strength: f64, depth: usize, found: &mut Vec<Party>) {
        if depth < 4 {
            self.owners_into(node, strength, depth + 1, found);
        }
    }
}
