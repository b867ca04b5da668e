//! Verbs of giving: who gives, and who gets what is given.

use super::Word;
use super::phrases::between;
use super::recipients_of;
use super::things::Giving;
use crate::extract::language::DepRel;
use crate::extract::lexicon::{FunctionRole, NameForm};
use crate::extract::roles::Scene;

/// "X gives Y a thing", "a thing is sent to Y by X", "a thing is flown in to help Y".
pub(super) fn given(scene: &Scene<'_>, verb: usize, node: usize, word: Word, carried: bool, giving: &mut Giving) {
    let tree = scene.tree;
    let passive = tree.is_passive(verb);
    if carried {
        let subjects = scene.subject(verb);
        if subjects.is_empty() && !passive {
            // "Russian consultants run propaganda for X"
            giving.givers.extend(scene.subject_nodes(verb).into_iter().flat_map(|n| scene.owners(n)));
        }
        giving.givers.extend(subjects);
    }
    giving.directed = scene.lexicon.is("transfer.give", tree.lemma(verb)) && carried;
    for object in tree.children_by(verb, &[DepRel::Iobj]) {
        giving.getters.extend(recipients_of(scene, object));
    }
    // The parser often takes the indirect object for a second object.
    for object in tree.children_by(verb, &[DepRel::Obj]) {
        if object < node && object != node {
            giving.getters.extend(scene.parties(object));
        }
    }
    if giving.getters.is_empty() && !passive {
        giving.getters.extend(between(scene, verb, node).into_iter().filter(|g| g.node != node));
        // "offered, it is said, the army weapons": whoever stands anywhere between verb and thing.
        let free = |n: &usize| {
            let agent = tree.nodes[*n].mention.is_some()
                || scene.is_agent(*n) && matches!(tree.lower(n.saturating_sub(1)), "the" | "its");
            agent
                && tree.preposition(*n).is_none()
                && scene.form(*n) != Some(NameForm::Adjective)
                && !matches!(tree.lower(*n + 1), "'s" | "’s" | "-")
        };
        if giving.getters.is_empty() {
            giving.getters.extend((verb + 1..node).filter(free).flat_map(|n| scene.parties(n)));
        }
    }
    let mut nodes = scene.behind(verb, &["to", "for", "with"]);
    if nodes.is_empty() {
        nodes.extend(scene.behind_in_order(node, &["to", "for"], 7));
    }
    giving.getters.extend(nodes.into_iter().filter(|n| *n != node).flat_map(|n| recipients_of(scene, n)));
    if giving.getters.is_empty() {
        // "flown in to help Haftar", "to support Mali's army"
        let purposes: Vec<usize> = tree
            .children_by(verb, &[DepRel::Advcl, DepRel::Xcomp])
            .chain(tree.children_by(node, &[DepRel::Acl, DepRel::AclRelcl]))
            .collect();
        for purpose in purposes {
            if matches!(
                tree.lemma(purpose),
                "help"
                    | "support"
                    | "back"
                    | "aid"
                    | "assist"
                    | "protect"
                    | "defend"
                    | "train"
                    | "bolster"
                    | "strengthen"
                    | "secure"
                    | "guard"
                    | "shore"
                    | "prop"
            ) {
                giving.getters.extend(scene.object_nodes(purpose).into_iter().flat_map(|n| recipients_of(scene, n)));
            }
        }
    }
    let sent =
        matches!(tree.lemma(node), "mission" | "force" | "team" | "contingent" | "presence" | "unit" | "garrison");
    if giving.getters.is_empty() && (word.role == FunctionRole::People || sent) {
        let places: Vec<usize> = scene
            .behind(verb, &["in", "into", "on", "at", "along"])
            .into_iter()
            .chain(scene.behind(node, &["in", "into", "on", "at", "along"]))
            .collect();
        giving.getters.extend(places.into_iter().flat_map(|n| scene.parties_or_place(n)));
        giving.by_place |= !giving.getters.is_empty();
    }
    giving.confidence += 0.04;
}
