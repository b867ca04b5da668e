//! Rows of names that say whose they are: "Vladimir Putin's Russia", "Kenya-led mission".

use super::{named, relation};
use crate::extract::language::Upos;
use crate::extract::lexicon::NameForm;
use crate::extract::roles::Scene;
use crate::extract::statements::FoundRelation;
use crate::model::{ActorKind, RelationClass};

/// Rows of names that say whose they are: "Vladimir Putin's Russia", "Kenya-led mission", "al-Qaeda-linked JNIM".
pub(super) fn between_names(scene: &Scene<'_>, found: &mut Vec<FoundRelation>) {
    let tree = scene.tree;
    for i in 0..tree.nodes.len() {
        let Some(first) = named(scene, i) else { continue };
        if matches!(tree.lower(i + 1), "'s" | "’s" | "'" | "’") {
            if let Some(second) = named(scene, i + 2) {
                if scene.kind(first.actor) == ActorKind::Person
                    && matches!(scene.kind(second.actor), ActorKind::State)
                    && scene.form(i + 2) == Some(NameForm::Name)
                {
                    found.push(relation(scene, first, second, "leads", "possessive", i + 1, 0.75));
                }
                // "Fiji's Sitiveni Rabuka"
                let full = tree.nodes[i + 2].tokens.len() > 1;
                if scene.kind(first.actor) == ActorKind::State && scene.kind(second.actor) == ActorKind::Person && full
                {
                    found.push(relation(scene, second, first, "office_holder_of", "person of a state", i + 1, 0.7));
                }
            }
        }
        if tree.lower(i + 1) == "-" {
            let participle = tree.lower(i + 2).to_owned();
            let class = if scene.lexicon.is("participle.cooperation", &participle) {
                RelationClass::Cooperation
            } else if scene.lexicon.is("participle.structure", &participle) {
                RelationClass::Structure
            } else if scene.lexicon.is("participle.conflict", &participle) {
                RelationClass::Conflict
            } else {
                continue;
            };
            // The phrase that the participle describes: the next noun or name after adjectives.
            let mut at = i + 3;
            let mut party = None;
            while at < tree.nodes.len() && at < i + 9 {
                if let Some(named) = named(scene, at).filter(|_| scene.form(at) != Some(NameForm::Adjective)) {
                    party = Some(named);
                    break;
                }
                if matches!(tree.nodes[at].upos, Upos::Noun)
                    && !matches!(tree.nodes.get(at + 1).map(|n| n.upos), Some(Upos::Noun | Upos::Propn))
                {
                    party = scene.parties(at).into_iter().next();
                    break;
                }
                if !matches!(tree.nodes[at].upos, Upos::Adj | Upos::Noun | Upos::Propn | Upos::Verb | Upos::Num) {
                    break;
                }
                at += 1;
            }
            let Some(other) = party.filter(|p| p.actor != first.actor) else { continue };
            let (source, target, kind) = match (class, participle.as_str()) {
                (RelationClass::Structure, "led" | "commanded") => (first, other, "leads"),
                (RelationClass::Structure, "affiliated" | "based") if participle == "affiliated" => {
                    (other, first, "part_of")
                }
                (RelationClass::Structure, "based") => continue,
                (RelationClass::Structure, _) => (first, other, "controls"),
                (RelationClass::Cooperation, "linked" | "aligned" | "allied")
                    if matches!(scene.kind(first.actor), ActorKind::ArmedGroup) =>
                {
                    let mut statement = relation(scene, other, first, "part_of", "compound participle", i + 2, 0.75);
                    statement.class = RelationClass::Structure;
                    found.push(statement);
                    continue;
                }
                _ => (first, other, participle.as_str()),
            };
            let mut statement = relation(scene, source, target, kind, "compound participle", i + 2, 0.82);
            statement.class = class;
            found.push(statement);
        }
    }
}
