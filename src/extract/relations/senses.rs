//! What a verb means between these two: who leaves, joins, leads or follows whom.

use crate::extract::language::Upos;
use crate::extract::lexicon::VerbFrame;
use crate::extract::roles::{Party, Scene};
use crate::model::{ActorKind, RelationClass};

/// What a verb means between these two: "left ECOWAS" is a rupture, "left Mali" a departure.
pub(super) fn sense(
    scene: &Scene<'_>,
    lemma: &str,
    frame: &VerbFrame,
    source: &Party,
    target: &Party,
) -> Option<(RelationClass, String)> {
    let (from, to) = (scene.kind(source.actor), scene.kind(target.actor));
    let body = matches!(to, ActorKind::IntergovernmentalOrganization | ActorKind::ArmedGroup | ActorKind::Party);
    match lemma {
        "leave" | "quit" | "exit" | "withdraw" | "pull" | "abandon" | "desert" => {
            return (body || matches!(lemma, "abandon" | "desert"))
                .then(|| (RelationClass::Conflict, "left".to_owned()));
        }
        "join" | "rejoin" | "belong" | "accede" if frame.class == RelationClass::Structure => {
            return (body || matches!(to, ActorKind::ArmedForce))
                .then(|| (RelationClass::Structure, "member_of".to_owned()));
        }
        "lead" | "head" | "command" | "chair" | "preside" | "run" | "govern" | "rule" | "direct" | "own"
        | "control" | "operate" | "administer" | "manage" | "oversee" | "dominate" => {
            if from == ActorKind::Person
                && matches!(lemma, "lead" | "head" | "command" | "chair" | "preside" | "run" | "rule" | "govern")
            {
                return (to != ActorKind::Person).then(|| (RelationClass::Structure, "leads".to_owned()));
            }
            return (to != ActorKind::Person
                && (to != ActorKind::State || matches!(lemma, "control" | "rule" | "govern" | "dominate")))
            .then(|| (RelationClass::Structure, frame.kind.clone()));
        }
        "succeed" | "replace" | "supersede" | "supplant" | "take" | "inherit" | "emerge" | "grow"
            if frame.class == RelationClass::Structure =>
        {
            return (from == to
                || matches!(
                    from,
                    ActorKind::PrivateMilitaryCompany
                        | ActorKind::ArmedForce
                        | ActorKind::IntergovernmentalOrganization
                ) && from != ActorKind::State
                    && to != ActorKind::State)
                .then(|| (RelationClass::Structure, "successor_of".to_owned()));
        }
        "train" | "recruit" | "hire" | "treat" | "host" | "receive"
            if to == ActorKind::IntergovernmentalOrganization && from == ActorKind::Person =>
        {
            return None;
        }
        "exchange" => return None,
        // "hired Romanian mercenaries" says nothing of Romania.
        "hire" | "recruit" | "enlist" | "employ" | "contract" if to == ActorKind::State => return None,
        // "took over the vehicles from the embassy" is no battle, "took the town from the rebels" is one.
        "take" | "seize" | "capture" if frame.preposition.as_deref() == Some("from") => {
            let verb = source.node.min(target.node)..target.node.max(source.node);
            let taken = verb.into_iter().any(|n| {
                let place = matches!(
                    scene.tree.lemma(n),
                    "town" | "city" | "village" | "base" | "territory" | "airport" | "control" | "province" | "ground"
                );
                place || scene.tree.nodes[n].upos == Upos::Propn && scene.tree.nodes[n].mention.is_none()
            });
            return taken.then(|| (frame.class, frame.kind.clone()));
        }
        "turn" | "take" if frame.words.is_empty() && frame.preposition.is_none() => return None,
        _ => {}
    }
    if frame.class == RelationClass::Structure && (from == ActorKind::Person && to == ActorKind::Person) {
        return None;
    }
    Some((frame.class, frame.kind.clone()))
}
