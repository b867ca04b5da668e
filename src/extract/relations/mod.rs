//! Cooperation and conflict between two actors: from verbs with their subjects and objects, and from nouns with their
//! owners and prepositions.

mod allies;
mod nouns;
mod pairs;
mod senses;
mod struck;
mod verbs;

use crate::model::{ActorKind, RelationClass};

use super::factuality::Commitment;
use super::language::{DepRel, Upos};
use super::roles::{Party, Scene};
use super::statements::FoundRelation;
use allies::role;
pub(crate) use nouns::carrying_verb;
use nouns::noun;
use pairs::{alongside, hyphenated_pairs};
use verbs::verb;

/// All cooperation and conflict that one sentence states.
pub(crate) fn relations(scene: &Scene<'_>, found: &mut Vec<FoundRelation>) {
    for node in 0..scene.tree.nodes.len() {
        let n = &scene.tree.nodes[node];
        if n.mention.is_some() {
            continue;
        }
        match n.upos {
            Upos::Verb | Upos::Aux => verb(scene, node, found),
            Upos::Noun | Upos::Propn | Upos::Adj => {
                if n.upos == Upos::Adj && n.lower.ends_with("ed") {
                    verb(scene, node, found);
                }
                noun(scene, node, found);
                role(scene, node, found);
            }
            _ => {}
        }
    }
    hyphenated_pairs(scene, found);
    alongside(scene, found);
}

/// Actors that can be party to cooperation or conflict.
pub(crate) fn acts(scene: &Scene<'_>, party: &Party) -> bool {
    !matches!(scene.kind(party.actor), ActorKind::Media | ActorKind::ResearchOrNgo)
}

/// The actors an object stands for; for things, their owners: "bombed X's airports", "supports X's fight".
fn targets_of(scene: &Scene<'_>, node: usize, class: RelationClass) -> Vec<Party> {
    let direct = scene.parties(node);
    if !direct.is_empty() || class == RelationClass::Structure {
        return direct;
    }
    let tree = scene.tree;
    let thing = matches!(tree.nodes[node].upos, Upos::Noun | Upos::Propn);
    // "intercepted drones launched by the Houthis", "fired at a base housing American troops": whose they are.
    for child in tree.children_by(node, &[DepRel::Acl, DepRel::AclRelcl]).filter(|_| class == RelationClass::Conflict) {
        let whose: Vec<usize> = match tree.lemma(child) {
            "launch" | "fire" | "send" | "fly" | "operate" | "use" | "hold" | "control" | "occupy" | "man" | "run" => {
                scene.subject_nodes(child).into_iter().filter(|s| *s != node).collect()
            }
            "house" | "host" | "shelter" => scene.object_nodes(child),
            _ => Vec::new(),
        };
        let parties: Vec<Party> = whose.into_iter().flat_map(|n| scene.parties(n)).collect();
        if !parties.is_empty() {
            return parties;
        }
    }
    if thing && !carries_frame(scene, node) {
        let mut owners = scene.owners(node);
        for owner in &mut owners {
            owner.strength *= 0.85;
        }
        return owners;
    }
    Vec::new()
}

/// Whether a noun says something of two actors by itself ("war", "sanctions"): then it speaks, not its carrier.
fn carries_frame(scene: &Scene<'_>, node: usize) -> bool {
    let lemma = scene.tree.lemma(node);
    scene.lexicon.nouns.contains_key(lemma)
        && !matches!(
            lemma,
            "campaign" | "operation" | "effort" | "fight" | "struggle" | "war" | "mission" | "visit" | "supply"
        )
}

/// Where the tree has no subject: the nearest phrase before the verb that stands free.
fn subject_in_order(scene: &Scene<'_>, verb: usize) -> Vec<Party> {
    let tree = scene.tree;
    if matches!(tree.nodes[verb].relation, DepRel::Acl | DepRel::AclRelcl) || tree.is_gerund(verb) {
        return Vec::new();
    }
    let mut at = verb;
    for _ in 0..4 {
        let Some(previous) = at.checked_sub(1) else { return Vec::new() };
        at = previous;
        let node = &tree.nodes[at];
        if matches!(node.upos, Upos::Aux | Upos::Adv | Upos::Part) {
            continue;
        }
        if node.mention.is_some() && tree.preposition(at).is_none() && node.upos != Upos::Adj {
            return scene.parties(at);
        }
        return Vec::new();
    }
    Vec::new()
}

#[allow(clippy::too_many_arguments)]
fn push(
    scene: &Scene<'_>,
    source: Party,
    target: Party,
    class: RelationClass,
    kind: &str,
    said: Commitment,
    rule: &'static str,
    trigger: usize,
    confidence: f64,
    found: &mut Vec<FoundRelation>,
) {
    if source.actor == target.actor || !acts(scene, &source) || !acts(scene, &target) {
        return;
    }
    // A president praises his own army: no relation of two.
    if scene.antecedents.office_of(source.actor) == Some(target.actor)
        || scene.antecedents.office_of(target.actor) == Some(source.actor)
    {
        return;
    }
    // The two ends must be different words of the sentence.
    if source.node == target.node && source.inferred.is_none() {
        return;
    }
    found.push(FoundRelation {
        source,
        target,
        class,
        kind: kind.to_owned(),
        commitment: said,
        rule,
        sentence: scene.sentence,
        trigger,
        confidence,
    });
}
