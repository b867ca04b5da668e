//! Bodies and what they belong to: "Mali's Defence Ministry", "Rwandan Defence Forces", the members of an alliance.

use super::{named, relation};
use crate::extract::factuality::commitment;
use crate::extract::language::{DepRel, Upos};
use crate::extract::lexicon::NameForm;
use crate::extract::roles::{Party, Scene};
use crate::extract::statements::FoundRelation;
use crate::model::ActorKind;

/// "Rwandan Defence Forces" are forces of Rwanda.
pub(super) fn names_inside(scene: &Scene<'_>, node: usize, found: &mut Vec<FoundRelation>) {
    let Some(own) = named(scene, node) else { return };
    let Some(actor) = scene.cast.actors.get(own.actor) else { return };
    for (inside, span, sentence) in &actor.inside {
        if *sentence != scene.sentence {
            continue;
        }
        let target = Party { actor: *inside, span: *span, node, inferred: None, strength: 1.0 };
        let (kind, confidence) = match (actor.kind, scene.kind(*inside)) {
            (ActorKind::GovernmentBody | ActorKind::ArmedForce, _) => ("body_of", 0.92),
            (ActorKind::IntergovernmentalOrganization, ActorKind::IntergovernmentalOrganization) => ("body_of", 0.9),
            (ActorKind::IntergovernmentalOrganization, ActorKind::State) => continue,
            (ActorKind::Company | ActorKind::Media | ActorKind::ResearchOrNgo | ActorKind::Party, ActorKind::State) => {
                continue;
            }
            (ActorKind::ArmedGroup, ActorKind::ArmedGroup) => ("part_of", 0.8),
            _ => continue,
        };
        found.push(relation(scene, own, target, kind, "name inside a name", node, confidence));
    }
}

/// "Mali's Defence Ministry", "the Russian Foreign Ministry", "Ministry of Defence of Ukraine".
pub(super) fn owner_of_body(scene: &Scene<'_>, node: usize, found: &mut Vec<FoundRelation>) {
    let Some(own) = named(scene, node) else { return };
    let kind = scene.kind(own.actor);
    if scene.tree.nodes[node].upos == Upos::Adj || matches!(kind, ActorKind::State | ActorKind::Media) {
        return;
    }
    let relation_kind = match kind {
        ActorKind::GovernmentBody | ActorKind::ArmedForce => "body_of",
        ActorKind::PrivateMilitaryCompany
        | ActorKind::ArmedGroup
        | ActorKind::Party
        | ActorKind::Company
        | ActorKind::IntergovernmentalOrganization => "part_of",
        _ => return,
    };
    let tree = scene.tree;
    let mut children: Vec<usize> =
        tree.children_by(node, &[DepRel::NmodPoss, DepRel::Amod, DepRel::Compound]).collect();
    // "the EU's Operation Aspides": whatever the tree makes of it.
    let before = node.checked_sub(2).filter(|_| matches!(tree.lower(node - 1), "'s" | "’s" | "'" | "’"));
    children.extend(before.filter(|b| tree.nodes[*b].mention.is_some() && !children.contains(b)));
    for child in children {
        let Some(owner) = named(scene, child) else { continue };
        if !matches!(
            scene.kind(owner.actor),
            ActorKind::State | ActorKind::IntergovernmentalOrganization | ActorKind::ArmedGroup | ActorKind::Party
        ) {
            continue;
        }
        let possessive = tree.nodes[child].relation == DepRel::NmodPoss || Some(child) == before;
        let close =
            matches!(kind, ActorKind::GovernmentBody | ActorKind::ArmedForce | ActorKind::PrivateMilitaryCompany);
        if possessive || close || scene.form(child) == Some(NameForm::Adjective) {
            found.push(relation(
                scene,
                own,
                owner,
                relation_kind,
                "owner of a body",
                child,
                if close { 0.85 } else { 0.62 },
            ));
        }
    }
    // "its Wagner group"
    for child in tree.children_by(node, &[DepRel::NmodPoss]) {
        if tree.nodes[child].mention.is_none()
            && matches!(kind, ActorKind::PrivateMilitaryCompany | ActorKind::ArmedForce | ActorKind::GovernmentBody)
        {
            for owner in scene.parties(child) {
                if matches!(scene.kind(owner.actor), ActorKind::State | ActorKind::IntergovernmentalOrganization) {
                    found.push(relation(scene, own, owner, relation_kind, "owner of a body", node, 0.8));
                }
            }
        }
    }
}

/// "the alliance groups A, B and C", "this alliance saw A, B and C pledge mutual defence": its members.
pub(super) fn gathers(scene: &Scene<'_>, verb: usize, found: &mut Vec<FoundRelation>) {
    let tree = scene.tree;
    let lemma = tree.lemma(verb);
    if tree.nodes[verb].upos != Upos::Verb
        || !matches!(lemma, "group" | "unite" | "comprise" | "include" | "gather" | "link" | "see" | "bring" | "join")
        || tree.is_passive(verb)
        || lemma == "bring" && !(verb + 1..verb + 8).any(|i| tree.lower(i) == "together")
    {
        return;
    }
    let body = |p: &Party| scene.kind(p.actor) == ActorKind::IntergovernmentalOrganization;
    let Some(alliance) = scene.subject(verb).into_iter().find(body) else { return };
    let mut members: Vec<Party> = scene.object_nodes(verb).into_iter().flat_map(|n| scene.parties(n)).collect();
    for below in tree.children_by(verb, &[DepRel::Ccomp, DepRel::Xcomp]) {
        members.extend(tree.children_by(below, &[DepRel::Nsubj]).flat_map(|n| scene.parties(n)));
    }
    members.retain(|m| scene.kind(m.actor) == ActorKind::State && m.inferred.is_none());
    if members.len() < 2 || commitment(tree, verb, scene.lexicon).denied {
        return;
    }
    for member in members {
        found.push(relation(scene, member, alliance, "member_of", "members of an alliance", verb, 0.8));
    }
}

/// "Alison Pargeter of King's College London".
pub(super) fn affiliated(scene: &Scene<'_>, node: usize, found: &mut Vec<FoundRelation>) {
    let tree = scene.tree;
    let Some(person) = named(scene, node).filter(|p| scene.kind(p.actor) == ActorKind::Person) else { return };
    // ", of Chatham House", ", for the foreign ministry"
    let comma = tree.lower(node + 1) == ",";
    let at = node + 1 + usize::from(comma);
    if !matches!(tree.lower(at), "of" | "at" | "from" | "with") && !(comma && tree.lower(at) == "for") {
        return;
    }
    let behind = (at + 1..(at + 4).min(tree.nodes.len())).find(|i| tree.nodes[*i].mention.is_some());
    let Some(body) = behind.and_then(|n| named(scene, n)) else { return };
    if scene.form(body.node) == Some(NameForm::Adjective) {
        return;
    }
    // "João Lourenço of Angola"
    if !comma && tree.lower(at) == "of" && body.node == at + 1 && scene.kind(body.actor) == ActorKind::State {
        found.push(relation(scene, person, body, "office_holder_of", "person of a state", node, 0.7));
    }
    if matches!(
        scene.kind(body.actor),
        ActorKind::ResearchOrNgo
            | ActorKind::Company
            | ActorKind::GovernmentBody
            | ActorKind::IntergovernmentalOrganization
    ) {
        found.push(relation(scene, person, body, "office_holder_of", "name of a body behind", node, 0.8));
    }
}
