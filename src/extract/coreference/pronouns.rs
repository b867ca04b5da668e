//! "it", "its", "he", "they": the nearest actors that fit.

use super::{Antecedent, Context, Earlier};
use crate::extract::language::{DepRel, Upos};
use crate::model::ActorKind;

impl Context<'_> {
    /// "the group's rebellion under its leader", "its decision ..., and its use of Y": whoever owns the phrase around.
    fn owner_around(&self) -> Option<Antecedent> {
        let tree = self.tree;
        if tree.nodes[self.node].relation != DepRel::NmodPoss {
            return None;
        }
        let stands_for = |node: usize| -> Option<Antecedent> {
            if let Some(mention) = tree.nodes[node].mention.and_then(|m| self.cast.mentions.get(m)) {
                return Some(Antecedent { actor: mention.actor, sentence: self.sentence, strength: 0.85 });
            }
            self.known.get(&(self.sentence, node))?.first().map(|a| Antecedent { strength: a.strength * 0.95, ..*a })
        };
        let fits = |a: &Antecedent| !matches!(self.kind(a.actor), ActorKind::Person | ActorKind::Media);
        if self.node > 0 && tree.nodes[self.node - 1].upos == Upos::Cconj {
            let same = (0..self.node - 1).rev().find(|i| tree.lower(*i) == tree.lower(self.node));
            if let Some(found) = same.and_then(stands_for).filter(fits) {
                return Some(found);
            }
        }
        let mut at = tree.nodes[self.node].head?;
        for _ in 0..3 {
            let head = tree.nodes[at].head?;
            if !matches!(tree.nodes[at].relation, DepRel::Nmod | DepRel::Obl | DepRel::Acl | DepRel::Appos) {
                return None;
            }
            let nouns: Vec<usize> = match tree.nodes[head].upos {
                Upos::Noun if tree.nodes[head].mention.is_none() => vec![head],
                // Without a subject of its own a verb says nothing of whose it is: "given the group's rebellion".
                Upos::Verb if tree.children_by(head, &[DepRel::Nsubj, DepRel::NsubjPass]).next().is_none() => {
                    tree.children_by(head, &[DepRel::Obj]).collect()
                }
                _ => Vec::new(),
            };
            let owner = nouns
                .into_iter()
                .flat_map(|n| tree.children_by(n, &[DepRel::NmodPoss]).collect::<Vec<_>>())
                .filter(|c| *c < self.node)
                .find_map(stands_for);
            if let Some(owner) = owner.filter(fits) {
                return Some(owner);
            }
            at = head;
        }
        None
    }

    pub(super) fn resolve(&self) -> Vec<Antecedent> {
        let lower = self.tree.lower(self.node);
        if lower == "its" {
            if let Some(owner) = self.owner_around() {
                return vec![owner];
            }
        }
        match lower {
            "it" | "its" | "itself" if !self.is_empty_it() => {
                self.pick(&|k| !matches!(k, ActorKind::Person | ActorKind::Media), 2, 0.75, false)
            }
            "he" | "him" | "his" | "himself" | "she" | "her" | "herself" => {
                self.pick(&|k| k == ActorKind::Person, 3, 0.8, false)
            }
            "they" | "them" | "their" | "themselves" => self.plural(),
            "we" | "our" | "i" | "my" => Vec::new(),
            _ => self.definite(),
        }
    }

    /// "it would seem", "it is important to": nobody.
    fn is_empty_it(&self) -> bool {
        let node = &self.tree.nodes[self.node];
        node.relation == DepRel::Expl
            || node.lower == "it"
                && node.head.is_some_and(|h| {
                    matches!(
                        self.tree.lemma(h),
                        "seem"
                            | "appear"
                            | "rain"
                            | "important"
                            | "clear"
                            | "likely"
                            | "unlikely"
                            | "evident"
                            | "possible"
                            | "impossible"
                            | "time"
                            | "true"
                            | "unclear"
                            | "necessary"
                            | "imperative"
                    )
                })
    }

    /// The most fitting actor of a kind: the subject of this sentence before, then of the last, then the nearest.
    pub(super) fn pick(
        &self,
        fits: &dyn Fn(ActorKind) -> bool,
        reach: usize,
        strength: f64,
        near: bool,
    ) -> Vec<Antecedent> {
        let same_paragraph = |e: &Earlier| self.blocks.get(e.sentence) == self.blocks.get(self.sentence);
        let score = |e: &Earlier| -> i64 {
            let distance = i64::try_from(self.sentence - e.sentence).unwrap_or(i64::MAX / 4);
            let mut score = -10 * distance;
            if e.subject && !near {
                score += 9;
            }
            if e.place {
                score -= 7;
            }
            if e.adjective {
                score -= 4;
            }
            if e.joined && self.tree.lower(self.node).starts_with("it") {
                score -= 9;
            }
            if !same_paragraph(e) {
                score -= 3;
            }
            score
        };
        let blocked = self.own_subjects();
        let best = self
            .earlier
            .iter()
            .enumerate()
            .filter(|(_, e)| {
                e.sentence + reach >= self.sentence && fits(self.kind(e.actor)) && !blocked.contains(&e.actor)
            })
            .max_by_key(|(place, e)| (score(e), *place));
        best.map(|(_, e)| Antecedent {
            actor: e.actor,
            sentence: e.sentence,
            strength: if e.sentence == self.sentence { strength + 0.08 } else { strength },
        })
        .into_iter()
        .collect()
    }

    /// The subjects of the verb that acts on this word: "Iran's officers advise them" is not about Iran.
    pub(super) fn own_subjects(&self) -> Vec<usize> {
        let tree = self.tree;
        if !matches!(tree.nodes[self.node].relation, DepRel::Obj | DepRel::Iobj | DepRel::Obl | DepRel::OblAgent) {
            return Vec::new();
        }
        let Some(mut verb) = tree.nodes[self.node].head else { return Vec::new() };
        let mut subjects: Vec<usize> = Vec::new();
        for _ in 0..4 {
            subjects.extend(tree.children_by(verb, &[DepRel::Nsubj, DepRel::NsubjPass]));
            match (tree.nodes[verb].relation, tree.nodes[verb].head) {
                (DepRel::Conj | DepRel::Xcomp, Some(head)) if subjects.is_empty() => verb = head,
                _ => break,
            }
        }
        self.earlier
            .iter()
            .filter(|e| e.sentence == self.sentence && subjects.iter().any(|s| tree.is_under(e.node, *s)))
            .map(|e| e.actor)
            .collect()
    }

    /// "they": all actors of the last subject of several, else the last group.
    fn plural(&self) -> Vec<Antecedent> {
        let blocked = self.own_subjects();
        let last_subject = self.earlier.iter().rev().find(|e| {
            e.subject
                && !blocked.contains(&e.actor)
                && e.sentence + 1 >= self.sentence
                && self.kind(e.actor) != ActorKind::Media
        });
        if let Some(last) = last_subject {
            let together: Vec<Antecedent> = self
                .earlier
                .iter()
                .filter(|e| e.sentence == last.sentence && e.subject && e.node.abs_diff(last.node) <= 6)
                .map(|e| Antecedent { actor: e.actor, sentence: e.sentence, strength: 0.7 })
                .collect();
            let mut unique: Vec<Antecedent> = Vec::new();
            for antecedent in together {
                if !unique.iter().any(|u| u.actor == antecedent.actor) {
                    unique.push(antecedent);
                }
            }
            if unique.len() <= 3 && unique.iter().all(|u| self.kind(u.actor) != ActorKind::Person || unique.len() > 1) {
                return unique;
            }
        }
        self.pick(
            &|k| {
                matches!(
                    k,
                    ActorKind::ArmedGroup
                        | ActorKind::ArmedForce
                        | ActorKind::PrivateMilitaryCompany
                        | ActorKind::State
                )
            },
            1,
            0.6,
            false,
        )
    }
}
