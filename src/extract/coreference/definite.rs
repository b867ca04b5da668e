//! "the group", "the junta", "Russian forces", "the three countries": nouns that stand for an actor named before.

use std::collections::BTreeMap;

use super::finding::MEMORY;
use super::{Antecedent, Context};
use crate::extract::language::{DepRel, Upos};
use crate::model::ActorKind;

impl Context<'_> {
    /// "Russian forces" after Wagner was named as Russia's: the force that the sentence speaks of.
    pub(super) fn force(&self, forces: &BTreeMap<usize, usize>) -> Option<Antecedent> {
        let tree = self.tree;
        if forces.is_empty()
            || !matches!(
                tree.lemma(self.node),
                "force" | "mercenary" | "contractor" | "paramilitary" | "operative" | "fighter" | "personnel" | "troop"
            )
        {
            return None;
        }
        let state = tree.children_by(self.node, &[DepRel::Amod, DepRel::Compound, DepRel::NmodPoss]).find_map(|c| {
            let mention = tree.nodes[c].mention.and_then(|m| self.cast.mentions.get(m))?;
            (c < self.node && self.kind(mention.actor) == ActorKind::State).then_some(mention.actor)
        })?;
        let named = self.earlier.iter().rev().find(|e| {
            e.sentence == self.sentence
                && forces.get(&e.actor) == Some(&state)
                && self.kind(e.actor) == ActorKind::PrivateMilitaryCompany
        })?;
        Some(Antecedent { actor: named.actor, sentence: named.sentence, strength: 0.8 })
    }

    /// "the group", "the country", "his country", "the junta".
    pub(super) fn definite(&self) -> Vec<Antecedent> {
        let tree = self.tree;
        let node = &tree.nodes[self.node];
        if !matches!(node.upos, Upos::Noun | Upos::Propn) {
            return Vec::new();
        }
        let with_modifier = |word: &str| {
            tree.children_by(self.node, &[DepRel::Amod, DepRel::Compound])
                .map(|c| format!("{} {word}", tree.lower(c)))
                .find(|two| self.lexicon.anaphors.contains_key(two))
        };
        let phrase = with_modifier(&node.lower).unwrap_or_else(|| node.lower.clone());
        if let Some(several) = self.counted(&node.lower) {
            return several;
        }
        let Some(kinds) = self.lexicon.anaphors.get(&phrase) else { return Vec::new() };
        // Something that names the owner makes it no anaphor.
        if (1..=3).any(|k| {
            self.node > k && tree.lower(self.node - k) == "-" && tree.nodes[self.node - k - 1].mention.is_some()
        }) {
            return Vec::new();
        }
        let named = tree.children(self.node).iter().any(|c| {
            tree.nodes[*c].mention.is_some()
                && matches!(
                    tree.nodes[*c].relation,
                    DepRel::Amod
                        | DepRel::Compound
                        | DepRel::NmodPoss
                        | DepRel::Appos
                        | DepRel::NmodDesc
                        | DepRel::Flat
                )
                || tree.preposition(*c).as_deref() == Some("of")
        });
        if named
            || node.head.is_some_and(|h| {
                tree.nodes[h].mention.is_some()
                    && matches!(node.relation, DepRel::NmodDesc | DepRel::Compound | DepRel::Flat | DepRel::Appos)
            })
        {
            return Vec::new();
        }
        let determiner =
            tree.children_by(self.node, &[DepRel::Det, DepRel::NmodPoss]).map(|c| tree.lower(c).to_owned()).next();
        let bare_forces =
            matches!(phrase.as_str(), "government forces" | "security forces" | "government troops" | "authorities");
        if let Some(owner) = tree.children_by(self.node, &[DepRel::NmodPoss]).next() {
            // "his country": the state whose office he holds.
            let person = self.antecedent_person(owner);
            if matches!(
                phrase.as_str(),
                "country"
                    | "government"
                    | "nation"
                    | "state"
                    | "army"
                    | "forces"
                    | "troops"
                    | "military"
                    | "administration"
                    | "soldiers"
                    | "regime"
            ) {
                if let Some(state) = person.and_then(|p| self.offices.get(&p)) {
                    return vec![Antecedent { actor: *state, sentence: self.sentence, strength: 0.75 }];
                }
            }
            return Vec::new();
        }
        match determiner.as_deref() {
            Some("the" | "this" | "that" | "these" | "those" | "both") => {}
            None if bare_forces => {}
            _ => return Vec::new(),
        }
        let fits = |kind: ActorKind| kinds.contains(&kind);
        if kinds.contains(&ActorKind::State)
            && !matches!(
                phrase.as_str(),
                "country" | "kingdom" | "republic" | "nation" | "state" | "archipelago" | "emirate" | "superpower"
            )
        {
            return self.home_state();
        }
        if kinds.contains(&ActorKind::State) {
            return self.country(&phrase);
        }
        // A noun that is itself described is no mere short form: "the training mission run by the EU".
        let described = tree.children(self.node).iter().any(|c| {
            matches!(
                tree.nodes[*c].relation,
                DepRel::Acl | DepRel::AclRelcl | DepRel::Compound | DepRel::Amod | DepRel::Nmod
            ) && !matches!(
                tree.lower(*c),
                "same"
                    | "new"
                    | "whole"
                    | "entire"
                    | "two"
                    | "three"
                    | "islamist"
                    | "jihadist"
                    | "rebel"
                    | "regional"
                    | "military"
                    | "paramilitary"
                    | "armed"
                    | "mercenary"
            )
        });
        if described {
            return Vec::new();
        }
        self.pick(&fits, MEMORY, 0.7, false)
    }

    fn antecedent_person(&self, owner: usize) -> Option<usize> {
        let node = &self.tree.nodes[owner];
        if let Some(mention) = node.mention.and_then(|m| self.cast.mentions.get(m)) {
            return Some(mention.actor);
        }
        matches!(node.lower.as_str(), "his" | "her")
            .then(|| self.pick(&|k| k == ActorKind::Person, 3, 0.8, false).first().map(|a| a.actor))
            .flatten()
    }

    /// "the three countries", "the two sides": the last so many actors named together.
    fn counted(&self, lower: &str) -> Option<Vec<Antecedent>> {
        if !matches!(
            lower,
            "countries"
                | "nations"
                | "states"
                | "neighbours"
                | "neighbors"
                | "governments"
                | "sides"
                | "parties"
                | "allies"
                | "juntas"
                | "regimes"
                | "rivals"
                | "partners"
                | "capitals"
                | "armies"
                | "leaders"
                | "presidents"
        ) {
            return None;
        }
        let number =
            self.tree.children_by(self.node, &[DepRel::Nummod, DepRel::Det, DepRel::Amod]).find_map(|c| match self
                .tree
                .lower(c)
            {
                "two" | "both" => Some(2),
                "three" => Some(3),
                "four" => Some(4),
                "five" => Some(5),
                _ => None,
            })?;
        let persons = matches!(lower, "leaders" | "presidents");
        let blocked = self.own_subjects();
        // The nearest sentence that names just so many together; for two, the last two states of the sentence before.
        let reach = if matches!(lower, "sides" | "parties" | "rivals") { 1 } else { MEMORY };
        for back in 0..=reach {
            let sentence = self.sentence.checked_sub(back)?;
            let mut actors: Vec<usize> = Vec::new();
            for e in self.earlier.iter().filter(|e| e.sentence == sentence && (e.joined || number == 2)) {
                let kind = self.kind(e.actor);
                let fits = if persons {
                    kind == ActorKind::Person
                } else {
                    matches!(kind, ActorKind::State) || lower == "sides" || lower == "parties" || lower == "rivals"
                };
                if fits && kind != ActorKind::Media && !actors.contains(&e.actor) && !blocked.contains(&e.actor) {
                    actors.push(e.actor);
                }
            }
            if actors.len() == number {
                return Some(actors.into_iter().map(|actor| Antecedent { actor, sentence, strength: 0.8 }).collect());
            }
        }
        Some(Vec::new())
    }
}
