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
    let mut providers = scene.subject(node);
    let mut recipients: Vec<Party> = Vec::new();
    // "helps Somalia patrol its waters": who helps gives, and whoever is helped gets.
    let helper = tree.nodes[node].head.filter(|h| {
        matches!(tree.lemma(*h), "help" | "assist" | "aid" | "enable" | "support")
            && matches!(tree.nodes[node].relation, DepRel::Xcomp | DepRel::Ccomp | DepRel::Advcl)
    });
    if let Some(helper) = helper {
        let helpers = scene.subject(helper);
        let mut helped: Vec<Party> = scene.object_nodes(helper).into_iter().flat_map(|n| scene.parties(n)).collect();
        helped.extend(tree.children_by(node, &[DepRel::Nsubj]).flat_map(|n| scene.parties(n)));
        helped.retain(|h| !helpers.iter().any(|p| p.actor == h.actor));
        if !helpers.is_empty() && !helped.is_empty() {
            providers = helpers;
            recipients = helped;
        }
    }
    let objects = if recipients.is_empty() { scene.object_nodes(node) } else { Vec::new() };
    for object in objects {
        recipients.extend(recipients_of(scene, object));
    }
    if word.function == SecurityFunction::DiplomaticCover && matches!(tree.lemma(node), "veto" | "block") {
        // "vetoed a resolution condemning Myanmar": cover for whom it would have condemned.
        let condemns: Vec<usize> = scene
            .object_nodes(node)
            .into_iter()
            .flat_map(|o| tree.children_by(o, &[DepRel::Acl, DepRel::AclRelcl]).collect::<Vec<_>>())
            .collect();
        let condemned: Vec<Party> =
            condemns.into_iter().flat_map(|v| scene.object_nodes(v)).flat_map(|o| recipients_of(scene, o)).collect();
        recipients.retain(|r| scene.kind(r.actor) != ActorKind::IntergovernmentalOrganization);
        recipients.extend(condemned);
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
            // Who guards a ruler protects his rule.
            let ruler = scene.kind(recipient.actor) == ActorKind::Person && tree.lemma(node) == "guard";
            let function = if ruler { SecurityFunction::RegimeProtection } else { word.function };
            push(scene, *provider, *recipient, function, said, "verb of a function", node, 0.78, false, found);
        }
    }
}

/// "soldiers trained by X protect the president": who guards; where they are the state's own, whoever made them able to.
pub(super) fn guarding(scene: &Scene<'_>, word: Word, last: &LastGiven, found: &mut Vec<FoundProvision>) {
    let verb = word.head;
    let free = |_: usize| true;
    let mut guards = scene.subject(verb);
    // "guard mines in the Central African Republic", "protect Bangui's president": where or whose it is.
    let objects = scene.object_nodes(verb);
    let places = objects.iter().chain(std::iter::once(&verb)).flat_map(|n| scene.behind(*n, &["in", "at", "of"]));
    let mut named: Vec<Party> = places.flat_map(|n| scene.parties_or_place(n)).collect();
    named.extend(objects.iter().flat_map(|o| scene.owners(*o)));
    named.retain(|p| scene.kind(p.actor) == ActorKind::State && !guards.iter().any(|g| g.actor == p.actor));
    let said_where = named.first().copied();
    let home = || scene.antecedents.principal(scene.cast, scene.sentence, &free);
    let Some(state) = said_where.map(|p| p.actor).or_else(home) else { return };
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
    let ward = said_where.unwrap_or_else(|| by_context(scene, verb, state, scene.sentence, 0.8));
    for guard in guards {
        push(scene, guard, ward, word.function, said, "guards", verb, 0.75, false, found);
    }
}
