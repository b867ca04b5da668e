//! "the country", "the government": the state that a passage is about.

use super::finding::is_subject;
use super::{Antecedent, Context, Earlier};
use crate::extract::language::DepRel;
use crate::model::ActorKind;

impl Context<'_> {
    /// "the country", "the kingdom": of the states named shortly before, the one that the article is about.
    pub(super) fn country(&self, phrase: &str) -> Vec<Antecedent> {
        const KINGDOMS: &[&str] = &[
            "Saudi Arabia",
            "Jordan",
            "Morocco",
            "Bahrain",
            "United Kingdom",
            "Spain",
            "Belgium",
            "Netherlands",
            "Denmark",
            "Norway",
            "Sweden",
            "Thailand",
            "Cambodia",
            "Eswatini",
            "Lesotho",
            "Bhutan",
            "Tonga",
        ];
        let name = |actor: usize| self.cast.actors.get(actor).map_or("", |a| a.name.as_str());
        let near = |e: &&Earlier| {
            self.kind(e.actor) == ActorKind::State
                && e.sentence + 2 >= self.sentence
                && (phrase != "kingdom" || KINGDOMS.contains(&name(e.actor)))
        };
        // "The Rwandans arrived": they came to the country and are not it.
        let people_only = self.earlier.iter().filter(near).all(|e| e.adjective);
        if people_only && phrase == "country" {
            let weight = |actor: &usize| self.weight.get(*actor).copied().unwrap_or(0);
            let states = (0..self.cast.actors.len()).filter(|a| self.kind(*a) == ActorKind::State);
            let most = states.max_by_key(|a| (weight(a), std::cmp::Reverse(*a))).filter(|a| weight(a) >= 30);
            let seen =
                |actor: &usize| self.cast.mentions.iter().any(|m| m.actor == *actor && m.sentence <= self.sentence);
            if let Some(actor) = most.filter(seen) {
                let named = self.cast.mentions.iter().filter(|m| m.actor == actor && m.sentence <= self.sentence);
                let sentence = named.map(|m| m.sentence).max().unwrap_or(self.sentence);
                return vec![Antecedent { actor, sentence, strength: 0.62 }];
            }
        }
        let best = self.earlier.iter().enumerate().filter(|(_, e)| near(e)).max_by_key(|(place, e)| {
            let distance = i64::try_from(self.sentence - e.sentence).unwrap_or(0);
            let weight = self.weight.get(e.actor).copied().unwrap_or(0);
            (
                weight.min(120) / 6 - 6 * distance + if e.place { 4 } else { 0 }
                    - if e.subject && e.sentence == self.sentence { 4 } else { 0 },
                *place,
            )
        });
        best.map(|(_, e)| Antecedent { actor: e.actor, sentence: e.sentence, strength: 0.7 }).into_iter().collect()
    }

    /// "the government", "the army": of the state that the passage is about, not of the one that acts on it.
    pub(super) fn home_state(&self) -> Vec<Antecedent> {
        let object = !is_subject(self.tree, self.node);
        let acting = |e: &Earlier| object && e.sentence == self.sentence && e.subject && !e.place;
        let blocked: Vec<usize> = self.earlier.iter().filter(|e| acting(e)).map(|e| e.actor).collect();
        let by_coup = matches!(self.tree.lower(self.node), "junta" | "generals" | "regime")
            || self
                .tree
                .children_by(self.node, &[DepRel::Amod])
                .any(|a| matches!(self.tree.lower(a), "new" | "military" | "transitional" | "interim"));
        let best = self
            .earlier
            .iter()
            .enumerate()
            .filter(|(_, e)| self.kind(e.actor) == ActorKind::State && !blocked.contains(&e.actor))
            .max_by_key(|(place, e)| {
                let distance = i64::try_from(self.sentence - e.sentence).unwrap_or(0);
                let weight = self.weight.get(e.actor).copied().unwrap_or(0);
                let seat =
                    if e.subject { 9 } else { 0 } + if e.place { 1 } else { 0 } - if e.adjective { 2 } else { 0 };
                let coup = if by_coup && self.upheavals.contains(&e.actor) { 14 } else { 0 };
                (weight.min(100) / 6 - 5 * distance + seat + coup, *place)
            });
        best.map(|(_, e)| Antecedent { actor: e.actor, sentence: e.sentence, strength: 0.68 }).into_iter().collect()
    }
}
