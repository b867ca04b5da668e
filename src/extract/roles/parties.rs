//! The actors that a phrase stands for.

use super::{MOST_PARTIES, Party, Scene, push};
use crate::extract::language::{DepRel, Upos};
use crate::extract::lexicon::NameForm;

impl Scene<'_> {
    /// The actors that the phrase headed by `node` stands for, the members of a coordination included.
    pub fn parties(&self, node: usize) -> Vec<Party> {
        let mut found = Vec::new();
        self.collect(node, 1.0, 0, true, &mut found);
        found.truncate(MOST_PARTIES);
        found
    }

    /// Who is named by this very word or name, or stands behind it as a short form, or owns the place that it names.
    pub fn actors_at(&self, node: usize) -> Vec<Party> {
        let mut found: Vec<Party> = self.named(node, 1.0).into_iter().collect();
        if found.is_empty() {
            self.antecedents_at(node, 1.0, &mut found);
        }
        if found.is_empty() {
            found.extend(self.state_of_place(node));
        }
        found
    }

    /// What a short form at a node stands for.
    fn antecedents_at(&self, node: usize, strength: f64, found: &mut Vec<Party>) {
        for antecedent in self.antecedents.of(self.sentence, node) {
            push(
                found,
                Party {
                    actor: antecedent.actor,
                    span: self.tree.nodes[node].span,
                    node,
                    inferred: (antecedent.strength < 0.96).then_some(antecedent.sentence),
                    strength: strength * antecedent.strength,
                },
            );
        }
    }

    pub(super) fn collect(
        &self,
        node: usize,
        strength: f64,
        depth: usize,
        with_conjuncts: bool,
        found: &mut Vec<Party>,
    ) {
        if depth > 5 || found.len() >= MOST_PARTIES {
            return;
        }
        let tree = self.tree;
        let before = found.len();
        let adjective_alone = self.form(node) == Some(NameForm::Adjective)
            && tree.nodes[node].upos == Upos::Adj
            && matches!(tree.nodes[node].relation, DepRel::Amod);
        if !adjective_alone {
            if let Some(party) = self.named(node, strength) {
                push(found, party);
            }
        }
        if found.len() == before {
            self.antecedents_at(node, strength, found);
        }
        if found.len() == before {
            self.collect_description(node, strength, depth, found);
        }
        if with_conjuncts {
            for conjunct in tree.children_by(node, &[DepRel::Conj]) {
                if tree.nodes[conjunct].upos != Upos::Verb {
                    self.collect(conjunct, strength * 0.98, depth + 1, true, found);
                }
            }
        }
    }

    /// The actors of a noun that is no name: "Malian soldiers", "leaders of the EU", "groups such as X", "its ally, X".
    fn collect_description(&self, node: usize, strength: f64, depth: usize, found: &mut Vec<Party>) {
        let tree = self.tree;
        if !matches!(
            tree.nodes[node].upos,
            Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num | Upos::Adj | Upos::Verb | Upos::X | Upos::Det
        ) {
            return;
        }
        let before = found.len();
        let agent = self.is_agent(node);
        // "groups such as X", "countries, the US and France among them", "X, including Y"
        for child in tree.children_by(
            node,
            &[
                DepRel::Nmod,
                DepRel::Appos,
                DepRel::Acl,
                DepRel::Conj,
                DepRel::Parataxis,
                DepRel::NmodDesc,
                DepRel::List,
                DepRel::Dep,
            ],
        ) {
            let preposition = tree.preposition(child).unwrap_or_default();
            let listing =
                matches!(preposition.as_str(), "such as" | "including" | "like" | "among" | "such" | "notably");
            let name = tree.nodes[child].mention.is_some() && child > node;
            if listing || tree.nodes[child].relation == DepRel::Appos && name {
                self.collect(child, strength * 0.95, depth + 1, true, found);
            }
        }
        if found.len() > before {
            return;
        }
        // "a CAM delegation headed by X": its owner is named before it.
        let owned = agent
            && tree
                .children_by(node, &[DepRel::Compound, DepRel::NmodPoss, DepRel::Amod])
                .any(|c| c < node && tree.nodes[c].mention.is_some());
        if owned {
            self.owners_into(node, strength * 0.92, depth, found);
            if found.len() > before {
                return;
            }
        }
        // "a company run by X", "a coalition led by Y"
        for child in tree.children_by(node, &[DepRel::Acl]) {
            if matches!(tree.lemma(child), "run" | "lead" | "own" | "head" | "command" | "found" | "control")
                && child > node
            {
                for by in self.subject_nodes(child) {
                    self.collect(by, strength * 0.8, depth + 1, true, found);
                }
            }
        }
        if found.len() > before {
            return;
        }
        if agent {
            for child in tree.children_by(node, &[DepRel::Nmod]) {
                if tree.preposition(child).as_deref() == Some("from") {
                    self.collect(child, strength * 0.9, depth + 1, true, found);
                }
            }
            if found.len() > before {
                return;
            }
            self.owners_into(node, strength * 0.92, depth, found);
            if found.len() > before {
                return;
            }
        }
        // "the army in Sudan", "the government in Bamako"
        let of_place = matches!(
            tree.lemma(node),
            "army"
                | "government"
                | "military"
                | "junta"
                | "police"
                | "authority"
                | "regime"
                | "ruler"
                | "navy"
                | "parliament"
        );
        if of_place {
            for child in tree.children_by(node, &[DepRel::Nmod]) {
                if tree.preposition(child).as_deref() == Some("in") {
                    self.collect(child, strength * 0.9, depth + 1, false, found);
                }
            }
            if found.len() > before {
                return;
            }
        }
        // "dozens of X's fighters", "members of X", "one of X"
        let quantity = tree.nodes[node].upos == Upos::Num
            || matches!(
                tree.lemma(node),
                "number"
                    | "dozen"
                    | "hundred"
                    | "thousand"
                    | "group"
                    | "majority"
                    | "most"
                    | "some"
                    | "many"
                    | "one"
                    | "all"
                    | "part"
                    | "rest"
                    | "both"
                    | "several"
                    | "each"
                    | "patchwork"
                    | "coalition"
                    | "alliance"
                    | "handful"
                    | "score"
                    | "lot"
                    | "remnant"
                    | "element"
                    | "kind"
                    | "sort"
                    | "series"
                    | "range"
                    | "wave"
                    | "batch"
                    | "team"
                    | "type"
                    | "faction"
            );
        if quantity || agent {
            for child in tree.children_by(node, &[DepRel::Nmod]) {
                if tree.preposition(child).as_deref() == Some("of") {
                    self.collect(child, strength * 0.9, depth + 1, true, found);
                }
            }
        }
    }
}
