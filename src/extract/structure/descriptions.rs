//! What a noun says of the name beside it: "X is the president of Y", "Wagner, a Russian company".

use super::offices::office_of;
use super::{named, relation};
use crate::extract::apposition::{appositions, whose};
use crate::extract::factuality::commitment;
use crate::extract::language::{DepRel, Upos};
use crate::extract::lexicon::NameForm;
use crate::extract::roles::{Party, Scene};
use crate::extract::statements::FoundRelation;
use crate::model::{ActorKind, Origin, RelationClass};

/// "Ali Lamine Zeine, the Nigerien prime minister"; "its president, Andrzej Duda"; "Wagner, a Russian company";
/// "JNIM, a Sahel affiliate of al-Qaeda"; "SAMIM, the mission of the SADC".
pub(super) fn described(scene: &Scene<'_>, found: &mut Vec<FoundRelation>) {
    let tree = scene.tree;
    for apposition in appositions(tree, scene.cast, scene.lexicon) {
        let Some(own) = named(scene, apposition.name) else { continue };
        let mut owners: Vec<Party> = Vec::new();
        for &owner in &apposition.owners {
            if tree.lower(owner) == "whose" {
                owners.extend(whose(tree, scene.cast, owner).and_then(|n| named(scene, n)));
            } else {
                // "his defence minister": of the state whose office he holds; "his Russian counterpart" is Russia's.
                let elsewhere = apposition
                    .owners
                    .iter()
                    .any(|o| named(scene, *o).is_some_and(|p| scene.kind(p.actor) == ActorKind::State));
                let of_person = |p: Party| match scene.antecedents.office_of(p.actor) {
                    Some(state) if scene.kind(p.actor) == ActorKind::Person && !elsewhere => {
                        Party { actor: state, strength: p.strength * 0.9, inferred: Some(scene.sentence), ..p }
                    }
                    _ => p,
                };
                owners.extend(scene.parties(owner).into_iter().map(of_person));
                owners.extend(named(scene, owner));
            }
        }
        let mut complements: Vec<(String, Party)> = Vec::new();
        for (preposition, node) in &apposition.complements {
            let mut behind = scene.parties(*node);
            // "deputy head of the Duma's defence committee"
            if behind.is_empty() && matches!(preposition.as_str(), "of" | "at" | "for") {
                behind = scene.owners(*node);
            }
            complements.extend(behind.into_iter().map(|p| (preposition.clone(), p)));
        }
        descriptions(scene, own, apposition.head, &owners, &complements, "apposition", found);
    }
}

/// "X is the president of Y", "X is a member of Y", "X, who leads Y" (the verb has its own rule).
pub(super) fn copula(scene: &Scene<'_>, node: usize, found: &mut Vec<FoundRelation>) {
    let tree = scene.tree;
    if tree.nodes[node].upos != Upos::Noun || tree.nodes[node].mention.is_some() {
        return;
    }
    let has_copula = tree.children_by(node, &[DepRel::Cop]).next().is_some();
    let as_role = tree.preposition(node).as_deref() == Some("as")
        && matches!(tree.nodes[node].relation, DepRel::Obl | DepRel::Xcomp);
    if !has_copula && !as_role {
        return;
    }
    let said = commitment(tree, node, scene.lexicon);
    if said.denied {
        return;
    }
    let subjects: Vec<Party> = if has_copula {
        tree.children_by(node, &[DepRel::Nsubj])
            .flat_map(|s| {
                if matches!(tree.lower(s), "who" | "which" | "that") {
                    tree.nodes[node].head.map(|h| scene.parties(h)).unwrap_or_default()
                } else {
                    scene.parties(s)
                }
            })
            .collect()
    } else {
        // "developed the corps as a rival": the corps is one; "serves as a member": whoever serves.
        let objects = tree.nodes[node].head.map(|v| scene.object_nodes(v)).unwrap_or_default();
        if objects.is_empty() {
            tree.nodes[node].head.map(|v| scene.subject(v)).unwrap_or_default()
        } else {
            objects.into_iter().flat_map(|n| scene.parties(n)).collect()
        }
    };
    let owners = scene.owners(node);
    let mut complements: Vec<(String, Party)> = Vec::new();
    for behind in scene.behind(node, &["of", "at", "with", "for", "from", "in", "to"]) {
        let preposition = tree.preposition(behind).unwrap_or_default();
        complements.extend(scene.parties(behind).into_iter().map(|p| (preposition.clone(), p)));
    }
    for subject in subjects {
        descriptions(scene, subject, node, &owners, &complements, "copula", found);
    }
}

/// What the noun at `description` says of `own`, given who owns the noun and what stands behind it.
fn descriptions(
    scene: &Scene<'_>,
    own: Party,
    description: usize,
    owners: &[Party],
    complements: &[(String, Party)],
    rule: &'static str,
    found: &mut Vec<FoundRelation>,
) {
    let tree = scene.tree;
    let kind = scene.kind(own.actor);
    let lemma = tree.lemma(description);
    if kind == ActorKind::Person {
        office_of(scene, own, description, owners, complements, rule, found);
        return;
    }
    // "a Sahel affiliate of al-Qaeda", "a subsidiary of X", "NATO's mission"
    if let Some(role) = scene.lexicon.roles.get(lemma) {
        let mut others: Vec<Party> =
            complements.iter().filter(|(p, _)| role.prepositions.contains(p)).map(|(_, party)| *party).collect();
        if others.is_empty() || role.class != RelationClass::Structure {
            others.extend(owners.iter().copied());
        }
        let body = matches!(
            kind,
            ActorKind::GovernmentBody
                | ActorKind::ArmedForce
                | ActorKind::ArmedGroup
                | ActorKind::IntergovernmentalOrganization
                | ActorKind::PrivateMilitaryCompany
                | ActorKind::Company
                | ActorKind::ResearchOrNgo
        );
        let mut any = false;
        for other in others {
            let only_bodies = role.class == RelationClass::Structure
                && !body
                && !(role.kind == "member_of" && kind == ActorKind::State);
            if other.actor == own.actor
                || only_bodies
                || role.kind == "member_of" && scene.kind(other.actor) == ActorKind::State
            {
                continue;
            }
            any = true;
            let mut statement = relation(scene, own, other, &role.kind, rule, description, 0.85);
            statement.class = role.class;
            statement.commitment = commitment(scene.tree, description, scene.lexicon);
            found.push(statement);
        }
        if any {
            return;
        }
    }
    // "Wagner, a Russian paramilitary organisation"; "Norinco, a Chinese company"
    let describes_body = scene.lexicon.type_nouns.contains_key(lemma)
        || scene.lexicon.type_nouns.contains_key(tree.lower(description))
        || scene.is_agent(description);
    if describes_body && !matches!(kind, ActorKind::State | ActorKind::Media) {
        // "Vectus Global, the company of the Blackwater founder Erik Prince"
        let business = matches!(kind, ActorKind::Company | ActorKind::PrivateMilitaryCompany);
        let of = complements.iter().filter(|(p, _)| p == "of").map(|(_, party)| party);
        for person in owners.iter().chain(of).filter(|p| business && scene.kind(p.actor) == ActorKind::Person) {
            found.push(relation(scene, *person, own, "leads", rule, description, 0.75));
        }
        for owner in owners {
            if owner.actor != own.actor
                && matches!(
                    scene.kind(owner.actor),
                    ActorKind::State | ActorKind::IntergovernmentalOrganization | ActorKind::ArmedGroup
                )
            {
                let made = tree.lower(owner.node + 1) == "-";
                let kind = if matches!(kind, ActorKind::GovernmentBody | ActorKind::ArmedForce) {
                    "body_of"
                } else {
                    "part_of"
                };
                // "a private Turkish company": where it is at home, and no more.
                let national = kind == "part_of"
                    && scene.kind(owner.actor) == ActorKind::State
                    && scene.form(owner.node) == Some(NameForm::Adjective);
                let rule = if national { Origin::NATIONALITY } else { rule };
                if !made {
                    found.push(relation(scene, own, *owner, kind, rule, description, 0.78));
                }
            }
        }
    }
}
