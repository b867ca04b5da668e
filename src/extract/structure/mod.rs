//! Who belongs to whom: office-holders, bodies of states, members, leaders, "a Russian company", names inside names.

mod bodies;
mod descriptions;
mod offices;
mod rows;

use crate::model::RelationClass;

use super::factuality::Commitment;
use super::roles::{Party, Scene};
use super::statements::FoundRelation;
use bodies::{affiliated, gathers, names_inside, owner_of_body};
use descriptions::{copula, described};
use offices::{ambassador, counterpart, government_of, title_before};
use rows::between_names;

/// All structure that one sentence states.
pub(crate) fn structure(scene: &Scene<'_>, found: &mut Vec<FoundRelation>) {
    for node in 0..scene.tree.nodes.len() {
        if scene.tree.nodes[node].mention.is_some() {
            names_inside(scene, node, found);
            owner_of_body(scene, node, found);
            title_before(scene, node, found);
            ambassador(scene, node, found);
        }
        gathers(scene, node, found);
        if scene.tree.nodes[node].mention.is_some() {
            affiliated(scene, node, found);
        }
        copula(scene, node, found);
        counterpart(scene, node, found);
        government_of(scene, node, found);
    }
    described(scene, found);
    between_names(scene, found);
}

fn relation(
    scene: &Scene<'_>,
    source: Party,
    target: Party,
    kind: &str,
    rule: &'static str,
    trigger: usize,
    confidence: f64,
) -> FoundRelation {
    FoundRelation {
        source,
        target,
        class: RelationClass::Structure,
        kind: kind.to_owned(),
        commitment: Commitment::default(),
        rule,
        sentence: scene.sentence,
        trigger,
        confidence,
    }
}

fn named(scene: &Scene<'_>, node: usize) -> Option<Party> {
    let n = scene.tree.nodes.get(node)?;
    let mention = scene.cast.mentions.get(n.mention?)?;
    Some(Party { actor: mention.actor, span: n.span, node, inferred: None, strength: 1.0 })
}
