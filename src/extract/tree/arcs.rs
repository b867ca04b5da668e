//! Arcs that the parser is known to miss, mended after parsing, so that every rule sees one tree for one construction.

use super::Node;
use crate::extract::language::{DepRel, Upos};

/// Mends the arcs of a sentence.
pub(super) fn mend_arcs(nodes: &mut [Node]) {
    for i in 0..nodes.len() {
        let Some(head) = nodes[i].head else { continue };
        let gerund = nodes[head].lower.ends_with("ing");
        let being = || nodes.iter().any(|n| n.head == Some(head) && n.lower == "being");
        match nodes[i].relation {
            // "is leaving" is no passive.
            DepRel::AuxPass if gerund => nodes[i].relation = DepRel::Aux,
            DepRel::NsubjPass if gerund && !being() => nodes[i].relation = DepRel::Nsubj,
            // "pulled out of two bases"
            DepRel::Advmod if nodes[i].upos == Upos::Adp && head + 1 == i && nodes[head].upos == Upos::Verb => {
                nodes[i].relation = DepRel::CompoundPrt;
            }
            // "highlighting its role in expelling the rebels": it is the role that lies in it.
            DepRel::Advcl if nodes[i].lower.ends_with("ing") && part_played(nodes, i, head).is_some() => {
                nodes[i].head = part_played(nodes, i, head);
                nodes[i].relation = DepRel::Acl;
            }
            // "accuse Caracas of sheltering": what somebody is accused of is what is said.
            DepRel::Advcl
                if nodes[i].lower.ends_with("ing")
                    && matches!(nodes[head].lemma.as_str(), "accuse" | "suspect")
                    && nodes.iter().any(|n| n.head == Some(i) && n.lower == "of") =>
            {
                nodes[i].relation = DepRel::Ccomp;
            }
            // "suspended arms purchases from Israel": they are bought from there, not suspended from there.
            DepRel::Obl if stops(&nodes[head].lemma) => {
                let from = nodes.iter().position(|n| n.head == Some(i) && n.lower == "from");
                let object = from.and_then(|f| f.checked_sub(1)).filter(|o| {
                    nodes[*o].head == Some(head) && nodes[*o].relation == DepRel::Obj && nodes[*o].upos == Upos::Noun
                });
                if let Some(object) = object {
                    nodes[i].head = Some(object);
                    nodes[i].relation = DepRel::Nmod;
                }
            }
            _ => {}
        }
    }
}

/// The noun right before "in expelling", the object of the same verb.
fn part_played(nodes: &[Node], gerund: usize, verb: usize) -> Option<usize> {
    let mark = nodes.iter().position(|n| n.head == Some(gerund) && n.lower == "in")?;
    let noun = mark.checked_sub(1)?;
    let object = nodes[noun].head == Some(verb) && nodes[noun].relation == DepRel::Obj;
    (object && matches!(nodes[noun].lemma.as_str(), "role" | "part" | "hand" | "success" | "help" | "share"))
        .then_some(noun)
}

fn stops(lemma: &str) -> bool {
    matches!(lemma, "suspend" | "halt" | "stop" | "freeze" | "cancel" | "end" | "resume" | "delay" | "block" | "pause")
}
