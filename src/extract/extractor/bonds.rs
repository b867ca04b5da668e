//! What the article says of who belongs to whom and which state it is about, for a second reading.

use std::collections::{BTreeMap, BTreeSet};

use super::Reading;
use crate::extract::coreference::Bonds;
use crate::extract::structure::structure;
use crate::model::{ActorKind, BlockKind, Factuality, RelationClass};

impl Reading<'_> {
    /// Who holds an office of which state or body, as far as names alone say.
    pub(super) fn offices(&self) -> BTreeMap<usize, usize> {
        let mut offices = BTreeMap::new();
        for sentence in 0..self.trees.len() {
            let mut found = Vec::new();
            structure(&self.scene(sentence), &mut found);
            for relation in found {
                let person = self.cast.actors.get(relation.source.actor).is_some_and(|a| a.kind == ActorKind::Person);
                let state = self.cast.actors.get(relation.target.actor).is_some_and(|a| a.kind == ActorKind::State);
                if person && state && matches!(relation.kind.as_str(), "office_holder_of" | "leads") {
                    offices.entry(relation.source.actor).or_insert(relation.target.actor);
                }
            }
        }
        offices
    }

    /// Whose forces are whose, and who belongs to which alliance.
    pub(super) fn bind(&self, bonds: &mut Bonds) {
        let kind = |actor: usize| self.cast.actors.get(actor).map_or(ActorKind::Other, |a| a.kind);
        for relation in &self.found_relations {
            if relation.class != RelationClass::Structure || relation.commitment.factuality() != Factuality::Done {
                continue;
            }
            let (source, target) = (relation.source.actor, relation.target.actor);
            match (relation.kind.as_str(), kind(source), kind(target)) {
                ("office_holder_of" | "leads", ActorKind::Person, ActorKind::State) if !relation.commitment.ended => {
                    bonds.offices.entry(source).or_insert(target);
                }
                (
                    "part_of" | "body_of",
                    ActorKind::IntergovernmentalOrganization,
                    ActorKind::IntergovernmentalOrganization,
                ) => {
                    bonds.missions.insert(source);
                }
                ("part_of" | "body_of" | "subsidiary_of", ActorKind::PrivateMilitaryCompany, ActorKind::State) => {
                    bonds.forces.entry(source).or_insert(target);
                }
                ("controls" | "leads", ActorKind::State, ActorKind::PrivateMilitaryCompany) => {
                    bonds.forces.entry(target).or_insert(source);
                }
                ("member_of", ActorKind::State, ActorKind::IntergovernmentalOrganization) => {
                    bonds.alliances.entry(target).or_default().insert(source);
                }
                _ => {}
            }
        }
    }

    /// How much the article is about each state: by what it gets, what happens in it, how often and where it is named.
    pub(super) fn principal(&self) -> BTreeMap<usize, i64> {
        let state = |actor: usize| self.cast.actors.get(actor).is_some_and(|a| a.kind == ActorKind::State);
        let mut body_of: BTreeMap<usize, usize> = BTreeMap::new();
        for relation in &self.found_relations {
            if relation.class == RelationClass::Structure
                && state(relation.target.actor)
                && matches!(relation.kind.as_str(), "body_of" | "office_holder_of" | "part_of")
            {
                body_of.entry(relation.source.actor).or_insert(relation.target.actor);
            }
        }
        let mut score: BTreeMap<usize, f64> = BTreeMap::new();
        let mut first_in_title = true;
        for mention in &self.cast.mentions {
            let owner = if state(mention.actor) { Some(mention.actor) } else { body_of.get(&mention.actor).copied() };
            let Some(owner) = owner else { continue };
            let title = self.sentences.get(mention.sentence).is_some_and(|s| s.kind == BlockKind::Title);
            let tree = &self.trees[mention.sentence];
            let node =
                tree.nodes.iter().position(|n| n.mention.is_some_and(|m| self.cast.mentions[m].span == mention.span));
            let place =
                node.is_some_and(|n| matches!(tree.preposition(n).as_deref(), Some("in" | "into" | "across" | "to")));
            let head = if title && first_in_title { 3.0 } else { f64::from(u8::from(title)) * 1.5 };
            first_in_title &= !title;
            *score.entry(owner).or_default() += 1.0 + head + if place { 1.0 } else { 0.0 };
        }
        // Its provinces and towns are the state's own.
        for sentence in 0..self.trees.len() {
            let scene = self.scene(sentence);
            for node in 0..scene.tree.nodes.len() {
                let begins = self.lexicon.places_of.contains_key(scene.tree.lower(node));
                if let Some(place) = begins.then(|| scene.state_of_place(node)).flatten() {
                    *score.entry(place.actor).or_default() += 1.0;
                }
            }
        }
        let mut pairs: BTreeSet<(usize, usize)> = BTreeSet::new();
        for provision in &self.found_provisions {
            let got = provision.recipient.actor;
            let owner = if state(got) { Some(got) } else { body_of.get(&got).copied() };
            if let Some(owner) = owner.filter(|o| pairs.insert((provision.provider.actor, *o))) {
                *score.entry(owner).or_default() += 2.0;
                // Who helps another is a helper here, however often he is named.
                if state(provision.provider.actor) && provision.recipient.inferred.is_none() {
                    *score.entry(provision.provider.actor).or_default() -= 2.0;
                }
            }
        }
        score.into_iter().map(|(actor, s)| (actor, (s * 10.0).round() as i64)).collect()
    }
}
