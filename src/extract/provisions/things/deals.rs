//! Who furnishes, works together or agrees on a thing.

use super::Giving;
use crate::extract::language::{DepRel, Upos};
use crate::extract::provisions::by_context;
use crate::extract::roles::{Party, Scene};
use crate::model::ActorKind;

/// "provides the army with artillery support and fuel": verb and object before the "with" of a phrase, by order of words.
pub(super) fn furnished(scene: &Scene<'_>, first: usize) -> Option<(usize, usize)> {
    let tree = scene.tree;
    let with = (0..first).rev().take(8).find(|i| tree.lower(*i) == "with")?;
    let clean = (with + 1..first).all(|i| {
        matches!(
            tree.nodes[i].upos,
            Upos::Adj | Upos::Noun | Upos::Num | Upos::Det | Upos::Cconj | Upos::Propn | Upos::Punct | Upos::Adv
        ) || tree.lower(i) == "of"
    });
    let verb = (0..with).rev().take(8).find(|i| tree.nodes[*i].upos == Upos::Verb)?;
    let gives = matches!(
        tree.lemma(verb),
        "provide"
            | "furnish"
            | "supply"
            | "equip"
            | "arm"
            | "strengthen"
            | "reinforce"
            | "present"
            | "issue"
            | "fit"
            | "help"
            | "assist"
            | "support"
            | "outfit"
            | "bolster"
            | "back"
            | "ply"
            | "shower"
            | "flood"
    );
    if !clean || !gives || tree.is_passive(verb) {
        return None;
    }
    // The object ends right before "with".
    let object = (verb + 1..with).rev().find(|i| {
        tree.nodes[*i].mention.is_some() || matches!(tree.nodes[*i].upos, Upos::Noun | Upos::Pron | Upos::Propn)
    })?;
    Some((verb, object))
}

/// The partner that "this collaboration" means: a company or state of the sentence before that is not the getter.
pub(super) fn collaborator(scene: &Scene<'_>, verb: Option<usize>, getters: &[Party]) -> Option<Party> {
    let tree = scene.tree;
    let verb = verb?;
    let subject = scene.subject_nodes(verb).into_iter().next()?;
    let points_back =
        tree.children_by(subject, &[DepRel::Det]).any(|d| matches!(tree.lower(d), "this" | "that" | "the"));
    if !points_back
        || !matches!(
            tree.lemma(subject),
            "collaboration"
                | "cooperation"
                | "agreement"
                | "deal"
                | "partnership"
                | "contract"
                | "pact"
                | "programme"
                | "program"
                | "arrangement"
                | "alliance"
                | "accord"
                | "relationship"
                | "treaty"
        )
    {
        return None;
    }
    let before = scene.sentence.checked_sub(1)?;
    let free = |actor: usize| !getters.iter().any(|g| g.actor == actor);
    let named: Vec<usize> = scene.cast.of_sentence(before).map(|(_, m)| m.actor).filter(|a| free(*a)).collect();
    let firm = named.iter().find(|a| matches!(scene.kind(**a), ActorKind::PrivateMilitaryCompany | ActorKind::Company));
    let actor = firm.or_else(|| {
        named.iter().find(|a| matches!(scene.kind(**a), ActorKind::State | ActorKind::IntergovernmentalOrganization))
    })?;
    Some(by_context(scene, subject, *actor, before, 0.75))
}

/// "in talks with Turkey about drones", "under a contract with Norinco for tanks": the other side gives.
pub(super) fn agreed_on(scene: &Scene<'_>, node: usize, verb: Option<usize>, giving: &mut Giving) {
    let tree = scene.tree;
    let about = matches!(tree.preposition(node).as_deref(), Some("about" | "over" | "on" | "for" | "to"));
    let Some(head) = tree.nodes[node].head.filter(|h| about && tree.nodes[*h].upos == Upos::Noun) else { return };
    let talks = matches!(tree.lemma(head), "talk" | "negotiation" | "discussion" | "consultation");
    let signed = matches!(
        tree.lemma(head),
        "deal" | "agreement" | "contract" | "accord" | "pact" | "memorandum" | "letter" | "order"
    );
    if !talks && !signed || !giving.givers.is_empty() || !giving.getters.is_empty() {
        return;
    }
    let with: Vec<Party> = scene.behind(head, &["with"]).into_iter().flat_map(|n| scene.parties(n)).collect();
    let mut getters = scene.owners(head);
    if let Some(verb) = verb.filter(|_| getters.is_empty()) {
        getters = scene.subject(verb);
    }
    getters.retain(|g| !with.iter().any(|w| w.actor == g.actor));
    if with.len() != 1 || getters.is_empty() {
        return;
    }
    let seller = |p: &Party| matches!(scene.kind(p.actor), ActorKind::Company | ActorKind::PrivateMilitaryCompany);
    let sells = getters.iter().all(seller) && !with.iter().all(seller);
    (giving.givers, giving.getters) = if sells { (getters, with) } else { (with, getters) };
    giving.said.talked_of |= talks;
    giving.said.planned |= signed;
}
