//! A sentence as a dependency tree in which every name is one node. Names are read with a stand-in of their kind, so that
//! a sentence is read alike whoever acts in it.

mod arcs;
mod reader;
mod tags;

use std::ops::Range;

use crate::model::Span;

use super::language::{DepRel, Upos};
use super::lemmas;

/// A word, sign or whole name.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    /// Its bytes.
    pub span: Span,
    /// In lower case.
    pub lower: String,
    /// Base form: as a verb where it is one, else as a noun.
    pub lemma: String,
    /// Part of speech.
    pub upos: Upos,
    /// The node it hangs on.
    pub head: Option<usize>,
    /// How.
    pub relation: DepRel,
    /// Place in `Cast::mentions`, for names.
    pub mention: Option<usize>,
    /// Words of the sentence that it covers.
    pub tokens: Range<usize>,
}

/// A sentence's tree.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tree {
    /// In order of the text.
    pub nodes: Vec<Node>,
    children: Vec<Vec<usize>>,
}

fn lemma_of(node: &Node) -> String {
    match node.upos {
        Upos::Verb | Upos::Aux => lemmas::verb(&node.lower),
        _ => lemmas::noun(&node.lower),
    }
}

impl Tree {
    /// The nodes that hang on `node`.
    pub fn children(&self, node: usize) -> &[usize] {
        self.children.get(node).map_or(&[], Vec::as_slice)
    }

    /// The children that hang on `node` in one of these ways.
    pub fn children_by<'t>(&'t self, node: usize, relations: &'t [DepRel]) -> impl Iterator<Item = usize> + 't {
        self.children(node).iter().copied().filter(move |c| relations.contains(&self.nodes[*c].relation))
    }

    /// The preposition before a noun, several joined by spaces ("because of").
    pub fn preposition(&self, node: usize) -> Option<String> {
        let mut words: Vec<&str> = Vec::new();
        for child in self.children_by(node, &[DepRel::Case]) {
            if child < node && !self.nodes[child].lower.starts_with('\'') && !self.nodes[child].lower.starts_with('’')
            {
                words.push(&self.nodes[child].lower);
                words.extend(self.children_by(child, &[DepRel::Fixed]).map(|f| self.nodes[f].lower.as_str()));
            }
        }
        (!words.is_empty()).then(|| words.join(" "))
    }

    /// Whether `node` hangs on `ancestor`, over any number of steps, or is it.
    pub fn is_under(&self, node: usize, ancestor: usize) -> bool {
        let mut at = Some(node);
        for _ in 0..=self.nodes.len() {
            match at {
                Some(n) if n == ancestor => return true,
                Some(n) => at = self.nodes.get(n).and_then(|x| x.head),
                None => return false,
            }
        }
        false
    }

    /// The word or name at `node`, in lower case.
    pub fn lower(&self, node: usize) -> &str {
        self.nodes.get(node).map_or("", |n| n.lower.as_str())
    }

    /// The base form at `node`.
    pub fn lemma(&self, node: usize) -> &str {
        self.nodes.get(node).map_or("", |n| n.lemma.as_str())
    }

    /// Whether a verb stands in the passive.
    pub fn is_passive(&self, verb: usize) -> bool {
        let shared = |head: usize| {
            self.nodes[verb].relation == DepRel::Conj
                && head < verb
                && self.is_participle(head)
                && self.is_passive(head)
        };
        self.children_by(verb, &[DepRel::AuxPass, DepRel::NsubjPass]).next().is_some()
            || self.is_participle(verb)
                && self.shares_agent(verb)
                && self.children_by(verb, &[DepRel::Nsubj, DepRel::Aux, DepRel::Obj]).next().is_none()
                && self.nodes[verb].head.is_some_and(shared)
            || self.is_participle(verb)
                && (matches!(self.nodes[verb].relation, DepRel::Acl | DepRel::Amod)
                    || self.children_by(verb, &[DepRel::OblAgent]).next().is_some())
                && self.children_by(verb, &[DepRel::Nsubj, DepRel::Aux]).next().is_none()
    }

    /// "was armed, paid and drilled by Iran": whether only a row of participles stands between a verb and "by".
    pub fn shares_agent(&self, verb: usize) -> bool {
        for at in verb + 1..(verb + 10).min(self.nodes.len()) {
            let node = &self.nodes[at];
            if node.lower == "by" {
                return true;
            }
            let joins = matches!(node.lower.as_str(), "," | "and" | "or" | "as" | "well" | "both");
            if !(joins || node.upos == Upos::Adv || node.mention.is_none() && self.is_participle(at)) {
                return false;
            }
        }
        false
    }

    fn is_participle(&self, verb: usize) -> bool {
        let word = self.lower(verb);
        word.ends_with("ed")
            || word.ends_with("en")
            || matches!(
                word,
                "led"
                    | "run"
                    | "sent"
                    | "built"
                    | "made"
                    | "held"
                    | "brought"
                    | "bought"
                    | "sold"
                    | "sought"
                    | "fought"
                    | "set"
                    | "put"
                    | "hit"
                    | "shot"
                    | "paid"
                    | "met"
                    | "found"
                    | "flown"
                    | "left"
                    | "won"
                    | "lent"
                    | "known"
                    | "drawn"
                    | "withdrawn"
                    | "struck"
            )
    }

    /// Whether a verb is an "-ing" form.
    pub fn is_gerund(&self, verb: usize) -> bool {
        self.lower(verb).ends_with("ing")
    }
}
