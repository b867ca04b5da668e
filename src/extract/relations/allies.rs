//! What one is to the other: "X is an ally of Y", "its chief rival, Y".

use super::nouns::owners_without_of;
use super::push;
use crate::extract::factuality::commitment;
use crate::extract::language::DepRel;
use crate::extract::roles::{Party, Scene};
use crate::extract::statements::FoundRelation;
use crate::model::RelationClass;

/// "X is an ally of Y", "its chief ally, Y", "Y's ally X".
pub(super) fn role(scene: &Scene<'_>, node: usize, found: &mut Vec<FoundRelation>) {
    let tree = scene.tree;
    let Some(frame) = scene.lexicon.roles.get(tree.lemma(node)) else { return };
    if frame.class == RelationClass::Structure {
        return;
    }
    let prepositions: Vec<&str> = frame.prepositions.iter().map(String::as_str).collect();
    let mut others = owners_without_of(scene, node);
    if others.is_empty() {
        others = scene.behind(node, &prepositions).into_iter().flat_map(|n| scene.parties(n)).collect();
    }
    let mut holders: Vec<Party> = Vec::new();
    if tree.children_by(node, &[DepRel::Cop]).next().is_some() {
        for subject in tree.children_by(node, &[DepRel::Nsubj]) {
            holders.extend(scene.parties(subject));
        }
    }
    for child in tree.children_by(node, &[DepRel::Appos, DepRel::Flat, DepRel::NmodDesc]) {
        holders.extend(scene.parties(child));
    }
    if let Some(head) = tree.nodes[node].head {
        match tree.nodes[node].relation {
            DepRel::Appos | DepRel::NmodDesc => holders.extend(scene.parties(head)),
            DepRel::Compound | DepRel::Flat if tree.nodes[head].mention.is_some() => {
                holders.extend(scene.parties(head))
            }
            DepRel::Obl | DepRel::Xcomp | DepRel::Advcl if tree.preposition(node).as_deref() == Some("as") => {
                let passive = tree.is_passive(head);
                let nodes = if passive || !scene.object_nodes(head).is_empty() {
                    scene.object_nodes(head)
                } else {
                    scene.subject_nodes(head)
                };
                holders.extend(nodes.into_iter().flat_map(|n| scene.parties(n)));
            }
            DepRel::Xcomp => holders.extend(scene.subject(head)),
            _ => {}
        }
    }
    let said = commitment(tree, node, scene.lexicon);
    for holder in &holders {
        for other in &others {
            push(scene, *holder, *other, frame.class, &frame.kind, said, "role of one to the other", node, 0.76, found);
        }
    }
}
