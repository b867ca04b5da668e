//! Who acts in a verb or in a noun.

use super::objects::{controls_object, has_to, urges};
use super::{Party, Scene};
use crate::extract::language::{DepRel, Upos};
use crate::extract::lexicon::NameForm;

impl Scene<'_> {
    /// The phrase or phrases that act in a verb: its subject, the one it shares, or the noun it describes.
    pub fn subject_nodes(&self, verb: usize) -> Vec<usize> {
        self.subjects(verb, 0)
    }

    pub(super) fn subjects(&self, verb: usize, depth: usize) -> Vec<usize> {
        let tree = self.tree;
        if depth > 6 {
            return Vec::new();
        }
        if tree.is_passive(verb) {
            let agents: Vec<usize> = tree
                .children(verb)
                .iter()
                .copied()
                .filter(|c| {
                    tree.nodes[*c].relation == DepRel::OblAgent
                        || matches!(tree.nodes[*c].relation, DepRel::Obl | DepRel::Nmod)
                            && tree.preposition(*c).as_deref() == Some("by")
                })
                .collect();
            if agents.is_empty() {
                return self.agent_in_order(verb).into_iter().collect();
            }
            return agents;
        }
        let own: Vec<usize> = tree.children_by(verb, &[DepRel::Nsubj, DepRel::NsubjOuter]).collect();
        if let Some(&subject) = own.first() {
            // "which fights": the noun before
            if matches!(tree.lower(subject), "which" | "who" | "that" | "whom") {
                if let Some(noun) = tree.nodes[verb]
                    .head
                    .filter(|_| matches!(tree.nodes[verb].relation, DepRel::AclRelcl | DepRel::Acl))
                {
                    return vec![noun];
                }
            }
            return own;
        }
        let Some(head) = tree.nodes[verb].head else { return Vec::new() };
        match tree.nodes[verb].relation {
            DepRel::Conj => {
                if tree.is_passive(head) && !tree.is_passive(verb) {
                    tree.children_by(head, &[DepRel::NsubjPass, DepRel::Nsubj]).collect()
                } else {
                    self.subjects(head, depth + 1)
                }
            }
            DepRel::Xcomp | DepRel::Advcl | DepRel::Ccomp | DepRel::Parataxis | DepRel::AdvclRelcl => {
                if tree.nodes[verb].relation == DepRel::Ccomp
                    && !tree.is_gerund(verb)
                    && tree.nodes[verb].upos == Upos::Verb
                    && depth == 0
                    && !has_to(tree, verb)
                {
                    return Vec::new();
                }
                // "accuses Caracas of sheltering": Caracas shelters.
                let charged = tree.is_gerund(verb)
                    && matches!(
                        tree.lemma(head),
                        "accuse" | "suspect" | "blame" | "stop" | "prevent" | "deter" | "dissuade"
                    )
                    && tree
                        .children_by(verb, &[DepRel::Mark, DepRel::Case])
                        .any(|m| matches!(tree.lower(m), "of" | "for" | "from"));
                if charged || tree.nodes[verb].relation == DepRel::Xcomp && controls_object(tree.lemma(head)) {
                    let objects: Vec<usize> = tree.children_by(head, &[DepRel::Obj, DepRel::Iobj]).collect();
                    if !objects.is_empty() {
                        return objects;
                    }
                }
                if tree.is_passive(head) {
                    return tree.children_by(head, &[DepRel::NsubjPass, DepRel::Nsubj]).collect();
                }
                if tree.nodes[head].upos == Upos::Verb || tree.children_by(head, &[DepRel::Cop]).next().is_some() {
                    self.subjects(head, depth + 1)
                } else {
                    self.subjects_of_nominal(head, depth)
                }
            }
            DepRel::Acl | DepRel::AclRelcl => {
                let about = tree.is_gerund(verb)
                    && tree
                        .children_by(verb, &[DepRel::Mark, DepRel::Case])
                        .any(|m| matches!(tree.lower(m), "about" | "on" | "of" | "for" | "in" | "over" | "by"));
                // "urged the community to support": the community supports.
                let controlled = matches!(tree.nodes[head].relation, DepRel::Obj | DepRel::Iobj)
                    && tree.nodes[head].head.is_some_and(|v| tree.nodes[v].upos == Upos::Verb && urges(tree.lemma(v)));
                if controlled && has_to(tree, verb) {
                    return vec![head];
                }
                // "accuses Caracas of sheltering": the tree hangs the charge on the name.
                if about && tree.nodes[head].mention.is_some() && self.form(head) != Some(NameForm::Adjective) {
                    return vec![head];
                }
                if has_to(tree, verb) || about {
                    // "plans to send", "a deal to supply": whoever acts in the noun
                    return self.subjects_of_nominal(head, depth);
                }
                vec![head]
            }
            _ => Vec::new(),
        }
    }

    /// "trained on the system by the Bundeswehr": the name behind the next "by", where the tree hung it elsewhere.
    fn agent_in_order(&self, verb: usize) -> Option<usize> {
        let tree = self.tree;
        // "funded, armed and trained by Iran"
        let row = tree.shares_agent(verb);
        for at in verb + 1..(verb + 14).min(tree.nodes.len()) {
            if !row
                && (matches!(tree.nodes[at].upos, Upos::Verb | Upos::Sconj)
                    || matches!(tree.lower(at), "," | ";" | "who" | "which"))
            {
                return None;
            }
            if tree.lower(at) == "by" {
                return self.behind_in_order(at - 1, &["by"], 2);
            }
        }
        None
    }

    /// Who acts in a noun: its owner, or the subject of the verb that carries it.
    fn subjects_of_nominal(&self, noun: usize, depth: usize) -> Vec<usize> {
        let tree = self.tree;
        let mut own: Vec<usize> = tree.children_by(noun, &[DepRel::NmodPoss, DepRel::Nsubj]).collect();
        own.extend(
            tree.children_by(noun, &[DepRel::Amod, DepRel::Compound]).filter(|c| tree.nodes[*c].mention.is_some()),
        );
        if !own.is_empty() {
            return own;
        }
        // "the initiative led by Prague to deliver shells": Prague delivers.
        for child in tree.children_by(noun, &[DepRel::Acl]) {
            let leads = matches!(
                tree.lemma(child),
                "lead"
                    | "launch"
                    | "propose"
                    | "announce"
                    | "run"
                    | "head"
                    | "initiate"
                    | "sponsor"
                    | "organise"
                    | "organize"
                    | "found"
                    | "start"
                    | "back"
                    | "fund"
            );
            if leads && depth < 5 && tree.is_passive(child) {
                let by = self.subjects(child, depth + 1);
                if !by.is_empty() {
                    return by;
                }
            }
        }
        let Some(head) = tree.nodes[noun].head else { return Vec::new() };
        match tree.nodes[noun].relation {
            DepRel::Obj | DepRel::Obl | DepRel::Xcomp if depth < 5 => self.subjects(head, depth + 1),
            _ => Vec::new(),
        }
    }

    /// The actors that act in a verb.
    pub fn subject(&self, verb: usize) -> Vec<Party> {
        self.subject_nodes(verb).into_iter().flat_map(|n| self.subject_parties(n)).collect()
    }

    fn subject_parties(&self, node: usize) -> Vec<Party> {
        // A demonym that serves as subject of a noun ("Russian plans to send") counts as named.
        let found = self.parties(node);
        if found.is_empty() { self.named(node, 0.9).into_iter().collect() } else { found }
    }
}
