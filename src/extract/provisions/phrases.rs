//! Short ways of saying who helps whom: "US-trained commandos", "hosts American soldiers", "flies Russian jets".

use super::{Word, push, recipients_of};
use crate::extract::factuality::commitment;
use crate::extract::language::{DepRel, Upos};
use crate::extract::lexicon::{FunctionRole, NameForm};
use crate::extract::roles::{Party, Scene};
use crate::extract::statements::FoundProvision;
use crate::model::{ActorKind, SecurityFunction};

/// "US-trained Somali commandos", "the Emirati-funded police of Puntland": who helps is named with the helped.
pub(super) fn named_with_helper(scene: &Scene<'_>, giver: usize, found: &mut Vec<FoundProvision>) {
    let tree = scene.tree;
    if tree.nodes[giver].mention.is_none() || tree.lower(giver + 1) != "-" {
        return;
    }
    let function = match tree.lower(giver + 2) {
        "trained" | "advised" | "mentored" | "drilled" => SecurityFunction::Training,
        "armed" | "equipped" => SecurityFunction::ArmsSupply,
        "funded" | "financed" | "paid" | "bankrolled" => SecurityFunction::Financing,
        _ => return,
    };
    let Some(noun) = noun_behind(scene, giver + 3) else { return };
    let givers = scene.actors_at(giver);
    let mut getters = recipients_of(scene, noun);
    getters.extend(scene.behind(noun, &["of", "in"]).into_iter().flat_map(|n| scene.parties(n)));
    if getters.is_empty() {
        getters.extend(scene.behind_in_order(noun, &["of", "in"], 2).into_iter().flat_map(|n| scene.parties(n)));
    }
    let said = commitment(tree, noun, scene.lexicon);
    for giver in &givers {
        let helped = getters.iter().find(|g| g.actor != giver.actor && g.node != giver.node);
        if let Some(getter) = helped {
            push(scene, *giver, *getter, function, said, "named with its helper", noun, 0.74, false, found);
        }
    }
}

/// The noun or name that a description before it belongs to.
fn noun_behind(scene: &Scene<'_>, from: usize) -> Option<usize> {
    let tree = scene.tree;
    let mut noun = None;
    for at in from..(from + 7).min(tree.nodes.len()) {
        let node = &tree.nodes[at];
        let owns = matches!(tree.lower(at + 1), "'s" | "’s" | "-");
        if node.mention.is_some() {
            if scene.form(at) != Some(NameForm::Adjective) && !owns {
                return Some(at);
            }
        } else if matches!(node.upos, Upos::Noun | Upos::Propn) && !owns {
            noun = Some(at);
        } else if noun.is_some()
            || !(matches!(node.upos, Upos::Adj | Upos::Num | Upos::Adv | Upos::Propn | Upos::Noun | Upos::Part)
                || matches!(node.lower.as_str(), "'s" | "’s" | "-" | "and"))
        {
            break;
        }
    }
    noun
}

/// "hosts American soldiers", "plays host to a French garrison": whoever has them on its soil gives access.
pub(super) fn hosting(scene: &Scene<'_>, verb: usize, found: &mut Vec<FoundProvision>) {
    let tree = scene.tree;
    let hosts = matches!(tree.lemma(verb), "host" | "house");
    let plays = matches!(tree.lemma(verb), "play" | "be")
        && (verb + 1..(verb + 4).min(tree.nodes.len())).any(|n| matches!(tree.lower(n), "host" | "home"));
    if !hosts && !plays {
        return;
    }
    let guests: Vec<usize> =
        if hosts { scene.object_nodes(verb) } else { scene.behind_in_order(verb, &["to"], 5).into_iter().collect() };
    let said = commitment(tree, verb, scene.lexicon);
    let subjects = scene.subject(verb);
    for guest in guests.into_iter().filter(|g| sent_people(scene, *g)) {
        for getter in recipients_of(scene, guest) {
            let foreign = matches!(
                scene.kind(getter.actor),
                ActorKind::State | ActorKind::ArmedForce | ActorKind::PrivateMilitaryCompany
            );
            for giver in subjects.iter().filter(|s| foreign && scene.kind(s.actor) == ActorKind::State) {
                push(scene, *giver, getter, SecurityFunction::BasingAccess, said, "hosts", guest, 0.7, false, found);
            }
        }
    }
}

/// Whether a noun is a word for those who are sent, or for what carries them.
fn sent_people(scene: &Scene<'_>, node: usize) -> bool {
    let lemma = scene.tree.lemma(node);
    let listed = scene.lexicon.functions.get(lemma).into_iter().flatten();
    listed.clone().any(|w| w.words.len() == 1 && w.role == FunctionRole::People)
        || matches!(lemma, "squadron" | "aircraft" | "jet" | "bomber" | "drone" | "warship" | "submarine" | "personnel")
}

/// "the British troops stationed in Estonia": where those who are sent stand.
pub(super) fn stationed(scene: &Scene<'_>, node: usize) -> Vec<Party> {
    let tree = scene.tree;
    const PLACES: &[&str] = &["in", "to", "at", "on", "into", "near", "across"];
    let verbs = tree.children_by(node, &[DepRel::Acl, DepRel::AclRelcl]).filter(|v| {
        matches!(
            tree.lemma(*v),
            "station"
                | "deploy"
                | "base"
                | "garrison"
                | "post"
                | "send"
                | "dispatch"
                | "serve"
                | "operate"
                | "remain"
                | "place"
                | "embed"
                | "encamp"
                | "position"
        )
    });
    let mut found: Vec<Party> = Vec::new();
    for verb in verbs {
        let mut places = scene.behind(verb, PLACES);
        if places.is_empty() {
            places.extend(scene.behind_in_order(verb, PLACES, 3));
        }
        found.extend(places.into_iter().flat_map(|n| scene.parties_or_place(n)));
    }
    found.retain(|p| scene.kind(p.actor) == ActorKind::State);
    found
}

/// "flies Russian jets", "fires Iranian missiles": who made whoever wields them able to. The wielders and the makers.
pub(super) fn wielded(
    scene: &Scene<'_>,
    verb: usize,
    word: Word,
    owners: &[Party],
) -> Option<(Vec<Party>, Vec<Party>)> {
    let tree = scene.tree;
    let wields = matches!(tree.lemma(verb), "fire" | "launch" | "fly" | "operate" | "field" | "use" | "employ")
        && !tree.is_passive(verb);
    let arms = word.role == FunctionRole::Thing
        && matches!(
            word.function,
            SecurityFunction::ArmsSupply | SecurityFunction::AirPower | SecurityFunction::AirDefence
        );
    let foreign = owners.iter().all(|o| scene.form(o.node) == Some(NameForm::Adjective) && o.inferred.is_none());
    if !wields || !arms || owners.is_empty() || !foreign {
        return None;
    }
    let users = scene.subject(verb);
    let own = |u: &Party| {
        owners.iter().any(|o| {
            o.actor == u.actor
                || scene.cast.actors.get(u.actor).is_some_and(|a| a.inside.iter().any(|(i, _, _)| *i == o.actor))
                || scene.antecedents.office_of(u.actor) == Some(o.actor)
        })
    };
    (!users.is_empty() && !users.iter().any(own)).then(|| (users, owners.to_vec()))
}

/// The phrase between a verb of giving and the thing: "granted the Rwandan army 40 million euros".
pub(super) fn between(scene: &Scene<'_>, verb: usize, thing: usize) -> Vec<Party> {
    let tree = scene.tree;
    let mut owner = None;
    for at in verb + 1..thing {
        let node = &tree.nodes[at];
        let owns = matches!(tree.lower(at + 1), "'s" | "’s" | "-");
        if tree.preposition(at).is_some() || node.upos == Upos::Adp {
            return Vec::new();
        }
        if node.mention.is_some() {
            if scene.form(at) != Some(NameForm::Adjective) && !owns {
                return scene.parties(at);
            }
            owner = Some(at);
        } else if scene.is_agent(at) && matches!(node.upos, Upos::Noun | Upos::Propn) && !owns {
            if scene.is_agent(at + 1) && at + 1 < thing {
                continue;
            }
            // "police trainers" are one phrase, "the police trainers" may be, "the Rwandan army money" is two.
            let begins = at > 0 && matches!(tree.lower(at - 1), "the" | "its" | "their" | "his");
            if !begins && owner.is_none_or(|o| o + 2 < at) {
                return Vec::new();
            }
            let direct = scene.parties(at);
            return if direct.is_empty() { owner.map(|o| scene.actors_at(o)).unwrap_or_default() } else { direct };
        } else if node.upos == Upos::Pron && !is_possessive(&node.lower) {
            return scene.parties(at);
        } else if !(matches!(node.upos, Upos::Det | Upos::Adj | Upos::Propn | Upos::Noun | Upos::Pron)
            || matches!(node.lower.as_str(), "'s" | "’s" | "-" | "up" | "over"))
        {
            return Vec::new();
        }
    }
    Vec::new()
}

fn is_possessive(lower: &str) -> bool {
    matches!(lower, "its" | "their" | "his" | "her" | "our" | "my" | "your")
}
