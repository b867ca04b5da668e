//! Two side by side: "the Russia-Ukraine war", "fought alongside X".

use super::push;
use crate::extract::factuality::commitment;
use crate::extract::language::Upos;
use crate::extract::roles::Scene;
use crate::extract::statements::FoundRelation;
use crate::model::RelationClass;

/// "fought alongside X", "together with X", "side by side with X": with any verb.
pub(super) fn alongside(scene: &Scene<'_>, found: &mut Vec<FoundRelation>) {
    let tree = scene.tree;
    for i in 0..tree.nodes.len() {
        let before = |n: usize| i.checked_sub(n).map_or("", |k| tree.lower(k));
        let joins = match tree.lower(i) {
            "alongside" | "beside" => true,
            "with" => {
                matches!(before(1), "together" | "jointly")
                    || before(1) == "side" && before(2) == "by"
                    || matches!(
                        before(1),
                        "coordination" | "cooperation" | "collaboration" | "partnership" | "concert" | "conjunction"
                    ) && before(2) == "in"
            }
            _ => false,
        };
        if !joins {
            continue;
        }
        let Some(target) = scene.behind_in_order(i.saturating_sub(1), &["alongside", "beside", "with"], 2) else {
            continue;
        };
        let Some(verb) = (0..i).rev().take(14).find(|k| matches!(tree.nodes[*k].upos, Upos::Verb)) else { continue };
        let said = commitment(tree, verb, scene.lexicon);
        for source in scene.subject(verb) {
            for party in scene.parties(target) {
                push(
                    scene,
                    source,
                    party,
                    RelationClass::Cooperation,
                    "side by side",
                    said,
                    "side by side",
                    i,
                    0.72,
                    found,
                );
            }
        }
    }
}

/// "the Russia-Ukraine war", "US-China tensions".
pub(super) fn hyphenated_pairs(scene: &Scene<'_>, found: &mut Vec<FoundRelation>) {
    let tree = scene.tree;
    for i in 0..tree.nodes.len().saturating_sub(3) {
        let (a, b) = (&tree.nodes[i], &tree.nodes[i + 2]);
        if a.mention.is_none() || b.mention.is_none() || !matches!(tree.lower(i + 1), "-" | "–") {
            continue;
        }
        let head = (i + 3..(i + 6).min(tree.nodes.len())).find(|k| {
            tree.nodes[*k].upos == Upos::Noun && !matches!(tree.nodes.get(k + 1).map(|n| n.upos), Some(Upos::Noun))
        });
        let Some(head) = head else { continue };
        let Some(frame) = scene.lexicon.nouns.get(tree.lemma(head)).and_then(|f| f.first()) else { continue };
        if let (Some(x), Some(y)) = (scene.parties(i).first().copied(), scene.parties(i + 2).first().copied()) {
            let said = commitment(tree, head, scene.lexicon);
            push(scene, x, y, frame.class, &frame.kind, said, "pair before a noun", head, 0.8, found);
        }
    }
}
