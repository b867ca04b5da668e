//! Phrases behind a preposition.

use super::Scene;
use crate::extract::language::{DepRel, Upos};
use crate::extract::lexicon::NameForm;

impl Scene<'_> {
    /// The phrases that stand behind one of these prepositions after a word.
    pub fn behind(&self, word: usize, prepositions: &[&str]) -> Vec<usize> {
        let tree = self.tree;
        tree.children(word)
            .iter()
            .copied()
            .filter(|c| {
                matches!(
                    tree.nodes[*c].relation,
                    DepRel::Obl
                        | DepRel::Nmod
                        | DepRel::OblAgent
                        | DepRel::Iobj
                        | DepRel::Advcl
                        | DepRel::Acl
                        | DepRel::OblUnmarked
                        | DepRel::NmodUnmarked
                        | DepRel::Xcomp
                        | DepRel::Conj
                )
            })
            .filter(|c| {
                tree.preposition(*c).is_some_and(|p| {
                    prepositions.iter().any(|w| {
                        p == *w
                            || p.ends_with(&format!(" {w}"))
                            || p.starts_with(&format!("{w} ")) && *w != "in" && *w != "of"
                    })
                })
            })
            .collect()
    }

    /// The next phrase behind one of these prepositions in the same clause, by order of words: for trees that went wrong.
    pub fn behind_in_order(&self, word: usize, prepositions: &[&str], reach: usize) -> Option<usize> {
        let tree = self.tree;
        for at in word + 1..(word + 1 + reach).min(tree.nodes.len()) {
            let node = &tree.nodes[at];
            if matches!(node.upos, Upos::Verb | Upos::Sconj) && at > word + 1
                || matches!(node.lower.as_str(), ";" | "." | ":" | "who" | "which" | "but" | "\"")
            {
                return None;
            }
            if prepositions.contains(&node.lower.as_str()) {
                // The noun phrase right behind it: its name, or its last noun.
                let mut head = None;
                for i in at + 1..(at + 9).min(tree.nodes.len()) {
                    let next = &tree.nodes[i];
                    if next.mention.is_some() && self.form(i) != Some(NameForm::Adjective) {
                        let owns = matches!(tree.lower(i + 1), "'s" | "’s")
                            || matches!(tree.nodes.get(i + 1).map(|n| n.upos), Some(Upos::Noun));
                        head = Some(i);
                        if !owns {
                            break;
                        }
                    } else if next.upos == Upos::Noun {
                        head = Some(i);
                        if !matches!(tree.nodes.get(i + 1).map(|n| n.upos), Some(Upos::Noun | Upos::Propn)) {
                            break;
                        }
                    } else if !(matches!(
                        next.upos,
                        Upos::Det | Upos::Adj | Upos::Num | Upos::Propn | Upos::Pron | Upos::Adv
                    ) || next.mention.is_some()
                        || matches!(next.lower.as_str(), "'s" | "’s" | "-" | "\""))
                    {
                        break;
                    }
                }
                return head;
            }
        }
        None
    }
}
