//! What a verb acts on, and verbs whose object does what follows.

use super::Scene;
use crate::extract::language::{DepRel, Upos};
use crate::extract::tree::Tree;

impl Scene<'_> {
    /// The phrases a verb acts on.
    pub fn object_nodes(&self, verb: usize) -> Vec<usize> {
        let tree = self.tree;
        if tree.is_passive(verb) {
            let own: Vec<usize> = tree.children_by(verb, &[DepRel::NsubjPass, DepRel::Nsubj]).collect();
            if let Some(&subject) = own.first() {
                if matches!(tree.lower(subject), "which" | "who" | "that") {
                    return tree.nodes[verb].head.into_iter().collect();
                }
                return own;
            }
            return match (tree.nodes[verb].relation, tree.nodes[verb].head) {
                (DepRel::Acl | DepRel::AclRelcl | DepRel::Amod, Some(noun)) => vec![noun],
                (DepRel::Conj, Some(head)) if tree.is_passive(head) => self.object_nodes(head),
                (DepRel::Xcomp | DepRel::Advcl, Some(head)) => self.subjects(head, 1),
                _ => Vec::new(),
            };
        }
        let mut own: Vec<usize> = tree.children_by(verb, &[DepRel::Obj, DepRel::Iobj]).collect();
        if own.is_empty() && matches!(tree.lemma(verb), "help" | "let" | "make" | "see" | "want" | "enable" | "support")
        {
            // "to help Moscow push": the helped one is the subject below.
            for below in tree.children_by(verb, &[DepRel::Ccomp, DepRel::Xcomp]) {
                own.extend(tree.children_by(below, &[DepRel::Nsubj]));
            }
        }
        if own.is_empty() {
            // "trains and equips Y": the object stands with the last of the verbs.
            for other in tree.children_by(verb, &[DepRel::Conj]) {
                let bare = tree.children_by(other, &[DepRel::Nsubj]).next().is_none() && other <= verb + 3;
                if bare && tree.nodes[other].upos == Upos::Verb {
                    own.extend(tree.children_by(other, &[DepRel::Obj]));
                }
            }
        }
        if own.is_empty() && matches!(tree.nodes[verb].relation, DepRel::AclRelcl) {
            // "the weapons that Russia sent"
            let has_subject = tree
                .children_by(verb, &[DepRel::Nsubj])
                .next()
                .is_some_and(|s| !matches!(tree.lower(s), "which" | "who" | "that"));
            if has_subject {
                return tree.nodes[verb].head.into_iter().collect();
            }
        }
        if own.len() == 1
            && matches!(tree.lower(own[0]), "which" | "whom" | "that")
            && tree.nodes[verb].relation == DepRel::AclRelcl
        {
            return tree.nodes[verb].head.into_iter().collect();
        }
        own
    }
}

/// Whether "to" stands before a verb.
pub(crate) fn has_to(tree: &Tree, verb: usize) -> bool {
    tree.children_by(verb, &[DepRel::Mark]).any(|m| tree.lower(m) == "to")
}

/// Verbs of urging: what follows is wanted of their object.
pub(super) fn urges(lemma: &str) -> bool {
    matches!(
        lemma,
        "urge"
            | "ask"
            | "tell"
            | "press"
            | "call"
            | "invite"
            | "encourage"
            | "persuade"
            | "implore"
            | "beg"
            | "request"
            | "pressure"
            | "convince"
            | "exhort"
            | "order"
            | "command"
    )
}

/// "asked Russia to send": Russia sends.
pub(super) fn controls_object(lemma: &str) -> bool {
    matches!(
        lemma,
        "ask"
            | "urge"
            | "help"
            | "allow"
            | "force"
            | "persuade"
            | "enable"
            | "invite"
            | "order"
            | "tell"
            | "press"
            | "push"
            | "let"
            | "expect"
            | "want"
            | "encourage"
            | "compel"
            | "pressure"
            | "authorise"
            | "authorize"
            | "permit"
            | "require"
            | "prompt"
            | "lead"
            | "convince"
            | "request"
            | "command"
            | "hire"
            | "contract"
            | "commission"
            | "assign"
            | "call"
            | "train"
            | "cause"
            | "oblige"
            | "task"
            | "warn"
            | "accuse"
            | "see"
            | "believe"
            | "send"
            | "dispatch"
            | "deploy"
            | "use"
            | "bring"
            | "drive"
            | "recruit"
            | "make"
    )
}
