//! Verbs that are a security function by themselves: "X trains Y", "soldiers protect the president".

use super::{LastGiven, Word, by_context, context_getter, push, recipients_of};
use crate::extract::factuality::commitment;
use crate::extract::language::{DepRel, Upos};
use crate::extract::roles::{Party, Scene};
use crate::extract::statements::FoundProvision;
use crate::model::{ActorKind, SecurityFunction};

/// "X trains Y", "X funds Y's army", "Y, armed by X".
pub(super) fn verb(scene: &Scene<'_>, word: Word, last: &mut LastGiven, found: &mut Vec<FoundProvision>) {
    let tree = scene.tree;
    let node = word.head;
    let providers = scene.subject(node);
    let mut recipients: Vec<Party> = Vec::new();
    for object in scene.object_nodes(node) {
        recipients.extend(recipients_of(scene, object));
    }
    if word.function == SecurityFunction::DiplomaticCover && recipients.is_empty() {
        // "vetoed a resolution against Mali", "blocked sanctions on Mali"
        let objects = scene.object_nodes(node).into_iter().chain(std::iter::once(node));
        recipients =
            objects.flat_map(|o| scene.behind(o, &["against", "on"])).flat_map(|n| recipients_of(scene, n)).collect();
    }
    if recipients.is_empty() {
        recipients = scene
            .behind(node, &["alongside", "for", "with", "to", "beside"])
            .into_iter()
            .flat_map(|n| recipients_of(scene, n))
            .collect();
        if !matches!(
            word.function,
            SecurityFunction::DirectCombat
                | SecurityFunction::JointOperations
                | SecurityFunction::Intelligence
                | SecurityFunction::Logistics
        ) {
            recipients.clear();
        }
    }
    // "in talks with Mali about training its soldiers": whose soldiers, if not the trainer's own.
    let own = |r: &Party| providers.iter().any(|p| p.actor == r.actor);
    if !recipients.is_empty() && recipients.iter().all(own) {
        recipients.clear();
        let mut at = node;
        for _ in 0..4 {
            let Some(head) = tree.nodes[at].head else { break };
            recipients
                .extend(scene.behind(head, &["with"]).into_iter().flat_map(|n| scene.parties(n)).filter(|r| !own(r)));
            at = head;
        }
    }
    // "guard the airport in Haiti", "arrived in Chad to train its army": where it is done.
    if recipients.is_empty() && !providers.is_empty() {
        let mut from: Vec<usize> = scene.object_nodes(node);
        from.push(node);
        if tree.nodes[node].relation == DepRel::Advcl {
            from.extend(tree.nodes[node].head);
        }
        let places = from
            .into_iter()
            .flat_map(|n| scene.behind(n, &["in", "at", "into"]))
            .flat_map(|n| scene.parties_or_place(n));
        recipients.extend(places.filter(|p| scene.kind(p.actor) == ActorKind::State && !own(p)));
        let local = matches!(
            word.function,
            SecurityFunction::SiteSecurity
                | SecurityFunction::BorderSecurity
                | SecurityFunction::MaritimeSecurity
                | SecurityFunction::Training
                | SecurityFunction::Logistics
        );
        if !local {
            recipients.clear();
        }
        recipients.truncate(1);
    }
    // "trains 500 officers", "helps transport the shells": for whoever the passage is about.
    let acted_on = scene
        .object_nodes(node)
        .iter()
        .filter(|o| tree.children_by(**o, &[DepRel::NmodPoss]).next().is_none())
        .any(|o| matches!(tree.nodes[*o].upos, Upos::Noun | Upos::Num) && tree.nodes[*o].mention.is_none());
    let unnamed = matches!(
        word.function,
        SecurityFunction::Training
            | SecurityFunction::Logistics
            | SecurityFunction::SiteSecurity
            | SecurityFunction::BorderSecurity
            | SecurityFunction::MaritimeSecurity
    );
    if recipients.is_empty() && !providers.is_empty() && acted_on && unnamed {
        recipients.extend(context_getter(scene, node, last, &providers));
    }
    let said = commitment(tree, node, scene.lexicon);
    for provider in &providers {
        for recipient in &recipients {
            push(scene, *provider, *recipient, word.function, said, "verb of a function", node, 0.78, false, found);
        }
    }
}

/// "soldiers trained by X protect the president": who guards; where they are the state's own, whoever made them able to.
pub(super) fn guarding(scene: &Scene<'_>, word: Word, last: &LastGiven, found: &mut Vec<FoundProvision>) {
    let verb = word.head;
    let free = |_: usize| true;
    let Some(state) = scene.antecedents.principal(scene.cast, scene.sentence, &free) else { return };
    let mut guards = scene.subject(verb);
    guards.retain(|g| g.actor != state && scene.antecedents.office_of(g.actor) != Some(state));
    let mut said = commitment(scene.tree, verb, scene.lexicon);
    if guards.is_empty() {
        let trainer = last.given.iter().rev().find(|g| g.sentence == scene.sentence && g.giver != state);
        guards.extend(trainer.map(|g| by_context(scene, verb, g.giver, g.named, 0.7)));
        // What is hearsay of those who were trained is hearsay of what they do.
        let mut at = verb;
        for _ in 0..4 {
            let Some(head) = scene.tree.nodes[at].head else { break };
            said.alleged |= commitment(scene.tree, head, scene.lexicon).alleged;
            at = head;
        }
    }
    let ward = by_context(scene, verb, state, scene.sentence, 0.8);
    for guard in guards {
        push(scene, guard, ward, word.function, said, "guards", verb, 0.75, false, found);
    }
}
