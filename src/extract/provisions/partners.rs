//! What two do together or on each other's soil: joint exercises and forces, bases.

use super::forces::is_enemy;
use super::{Word, by_context, push};
use crate::extract::factuality::{Commitment, commitment};
use crate::extract::language::{DepRel, Upos};
use crate::extract::lexicon::FunctionRole;
use crate::extract::relations::carrying_verb;
use crate::extract::roles::{Party, Scene};
use crate::extract::statements::FoundProvision;
use crate::model::{ActorKind, SecurityFunction};

/// Joint exercises and patrols go both ways.
pub(super) fn joint(scene: &Scene<'_>, node: usize, said: Commitment, found: &mut Vec<FoundProvision>) {
    let tree = scene.tree;
    let mut parties: Vec<Party> = scene.owners(node);
    // "A and B began their exercise": the names themselves, not what "their" stands for.
    if parties.iter().any(|p| p.inferred.is_some()) {
        let subjects = carrying_verb(scene, node).map(|v| scene.subject(v)).unwrap_or_default();
        if subjects.len() >= 2 {
            parties = subjects;
        }
    }
    let mut add = |more: Vec<Party>| {
        for party in more {
            if !parties.iter().any(|p| p.actor == party.actor) {
                parties.push(party);
            }
        }
    };
    for behind in scene.behind(node, &["with", "between", "of", "by", "among", "alongside"]) {
        add(scene.parties(behind));
    }
    let mut said = said;
    let complete = parties.len() >= 2;
    let mut add = |more: Vec<Party>| {
        for party in more {
            if !complete && !parties.iter().any(|p| p.actor == party.actor) {
                parties.push(party);
            }
        }
    };
    if let Some(verb) = carrying_verb(scene, node) {
        said = said.with(commitment(tree, verb, scene.lexicon));
        add(scene.subject(verb));
        for behind in scene.behind(verb, &["with", "alongside"]) {
            add(scene.parties(behind));
        }
    }
    let mutual = tree.children_by(node, &[DepRel::Amod]).any(|a| tree.lower(a) == "mutual");
    let confidence = if mutual { 0.46 } else { 0.74 };
    if alliance(scene, node, &parties, said, confidence, found) {
        return;
    }
    for i in 0..parties.len() {
        for j in i + 1..parties.len() {
            push(
                scene,
                parties[i],
                parties[j],
                SecurityFunction::JointOperations,
                said,
                "joint doing",
                node,
                confidence - 0.02,
                false,
                found,
            );
        }
    }
}

/// Bases: whoever lets others use its soil gives, whoever uses it gets.
pub(super) fn basing(
    scene: &Scene<'_>,
    node: usize,
    verb: Option<usize>,
    said: Commitment,
    found: &mut Vec<FoundProvision>,
) {
    let tree = scene.tree;
    let Some(verb) = verb else { return };
    let lemma = tree.lemma(verb);
    let said = said.with(commitment(tree, verb, scene.lexicon));
    let uses = matches!(
        lemma,
        "use"
            | "run"
            | "operate"
            | "have"
            | "keep"
            | "maintain"
            | "open"
            | "build"
            | "lease"
            | "rent"
            | "retain"
            | "establish"
            | "set"
            | "obtain"
            | "secure"
            | "get"
            | "gain"
            | "seek"
            | "want"
            | "receive"
            | "acquire"
            | "close"
            | "lose"
    );
    let gives = matches!(
        lemma,
        "host"
            | "allow"
            | "give"
            | "grant"
            | "offer"
            | "provide"
            | "let"
            | "promise"
            | "cede"
            | "permit"
            | "deny"
            | "refuse"
            | "lend"
            | "extend"
    ) || matches!(lemma, "open" | "lease")
        && [verb, node].iter().any(|n| !scene.behind(*n, &["to", "for"]).is_empty());
    let uses = uses && !gives;
    let subjects = scene.subject(verb);
    let mut said = said;
    if matches!(lemma, "seek" | "want") {
        said.talked_of = true;
    }
    let (givers, getters): (Vec<Party>, Vec<Party>) = if uses {
        let mut places: Vec<Party> = scene
            .behind(node, &["in", "at", "from"])
            .into_iter()
            .chain(scene.behind(verb, &["in", "at", "from"]))
            .flat_map(|n| scene.parties(n))
            .collect();
        if places.is_empty() && matches!(tree.nodes[verb].relation, DepRel::AclRelcl) {
            // "Cambodia, where the Chinese navy uses the Ream base"
            let where_ = tree.children(verb).iter().any(|c| tree.lower(*c) == "where");
            places.extend(tree.nodes[verb].head.filter(|_| where_).map(|h| scene.parties(h)).unwrap_or_default());
        }
        places.retain(|p| scene.kind(p.actor) == ActorKind::State);
        (places, subjects)
    } else if gives {
        let mut getters: Vec<Party> = tree
            .children_by(verb, &[DepRel::Iobj])
            .chain(tree.children_by(verb, &[DepRel::Obj]).filter(|o| *o != node))
            .flat_map(|n| scene.parties(n))
            .collect();
        getters.extend(scene.behind(verb, &["to"]).into_iter().flat_map(|n| scene.parties(n)));
        getters.extend(scene.behind(node, &["to", "for"]).into_iter().flat_map(|n| scene.parties(n)));
        if getters.is_empty() {
            getters.extend(scene.owners(node));
        }
        (subjects, getters)
    } else {
        return;
    };
    for giver in &givers {
        for getter in &getters {
            push(scene, *giver, *getter, SecurityFunction::BasingAccess, said, "base", node, 0.72, false, found);
        }
    }
}

/// "allows American soldiers to be stationed on its soil", "lets Turkish jets use its bases": whoever allows it gives access.
pub(super) fn allowing(scene: &Scene<'_>, verb: usize, found: &mut Vec<FoundProvision>) {
    let tree = scene.tree;
    if !matches!(
        tree.lemma(verb),
        "allow" | "permit" | "let" | "authorise" | "authorize" | "invite" | "enable" | "entitle" | "bar" | "forbid"
    ) {
        return;
    }
    let end =
        (verb + 1..tree.nodes.len()).find(|n| matches!(tree.lower(*n), ";" | "." | ":")).unwrap_or(tree.nodes.len());
    let reach = end.min(verb + 26);
    let done = (verb + 1..reach).find(|n| {
        matches!(
            tree.lemma(*n),
            "station"
                | "base"
                | "deploy"
                | "use"
                | "operate"
                | "land"
                | "refuel"
                | "dock"
                | "transit"
                | "cross"
                | "overfly"
                | "fly"
                | "build"
                | "set"
                | "establish"
                | "keep"
                | "remain"
                | "stay"
                | "house"
        ) && tree.nodes[*n].upos == Upos::Verb
    });
    let Some(done) = done else { return };
    let soil = (done + 1..(done + 9).min(reach)).find(|n| {
        matches!(
            tree.lemma(*n),
            "soil"
                | "territory"
                | "base"
                | "airspace"
                | "airfield"
                | "port"
                | "airport"
                | "facility"
                | "airbase"
                | "runway"
                | "harbour"
                | "harbor"
                | "island"
        )
    });
    let Some(soil) = soil else { return };
    let mut getters: Vec<Party> = (verb + 1..done)
        .filter(|n| tree.nodes[*n].mention.is_some() || scene.is_agent(*n))
        .flat_map(|n| scene.parties(n))
        .collect();
    getters.retain(|g| {
        matches!(
            scene.kind(g.actor),
            ActorKind::State
                | ActorKind::ArmedForce
                | ActorKind::GovernmentBody
                | ActorKind::PrivateMilitaryCompany
                | ActorKind::IntergovernmentalOrganization
        )
    });
    let mut givers: Vec<Party> = scene.owners(soil);
    if givers.is_empty() {
        givers = scene.subject(verb);
    }
    let mut said = commitment(tree, verb, scene.lexicon);
    said.denied |= matches!(tree.lemma(verb), "bar" | "forbid");
    // "the agreement allowing it was void": no longer.
    said.halted |=
        (soil + 1..(soil + 6).min(tree.nodes.len())).any(|n| scene.lexicon.is("ending.adjective", tree.lower(n)));
    for giver in &givers {
        for getter in getters.iter().filter(|g| g.actor != giver.actor).take(2) {
            push(scene, *giver, *getter, SecurityFunction::BasingAccess, said, "soil opened", soil, 0.7, false, found);
        }
    }
}

/// "its relationship with Mali could shift towards training and arms": functions that a bond of two turns to.
pub(super) fn turned_to(scene: &Scene<'_>, words: &[Word], verb: usize, found: &mut Vec<FoundProvision>) {
    let tree = scene.tree;
    if !matches!(tree.lemma(verb), "shift" | "pivot" | "move" | "turn" | "reorient" | "refocus" | "widen" | "broaden") {
        return;
    }
    let Some(towards) = (verb + 1..(verb + 7).min(tree.nodes.len()))
        .find(|i| matches!(tree.lower(*i), "towards" | "toward" | "to" | "into"))
    else {
        return;
    };
    let bond = |n: &usize| {
        matches!(tree.lemma(*n), "relationship" | "partnership" | "relation" | "tie" | "cooperation" | "alliance")
    };
    // Whose bond it is: "Moscow's relationship with Mali", before the verb.
    let Some((giver, getter)) = (0..verb).filter(bond).find_map(|n| {
        let giver = scene.owners(n).into_iter().next()?;
        let getter = scene.behind(n, &["with", "to"]).into_iter().flat_map(|b| scene.parties(b)).next()?;
        Some((giver, getter))
    }) else {
        return;
    };
    let end = (towards + 1..tree.nodes.len())
        .find(|i| matches!(tree.lower(*i), "instead" | "rather" | "which" | "who" | "while" | "but" | ";" | "as"))
        .unwrap_or(tree.nodes.len());
    let mut said = commitment(tree, verb, scene.lexicon);
    if !said.hypothetical {
        said.planned = true;
    }
    let rule = "what a bond turns to";
    for word in words.iter().filter(|w| w.first > towards && w.head < end && w.role != FunctionRole::People) {
        push(scene, giver, getter, word.function, said, rule, word.head, 0.62, false, found);
    }
}

/// A force that all members of an alliance raise is the alliance's, and for each of them.
fn alliance(
    scene: &Scene<'_>,
    node: usize,
    parties: &[Party],
    said: Commitment,
    confidence: f64,
    found: &mut Vec<FoundProvision>,
) -> bool {
    let tree = scene.tree;
    let is_body = |p: &Party| scene.kind(p.actor) == ActorKind::IntergovernmentalOrganization;
    let states: Vec<Party> = parties.iter().copied().filter(|p| scene.kind(p.actor) == ActorKind::State).collect();
    let (body, members): (Party, Vec<Party>) = match parties {
        [one] if is_body(one) => {
            let members = scene.antecedents.members_of(one.actor);
            (*one, members.map(|m| by_context(scene, node, m, scene.sentence, 0.7)).collect())
        }
        _ if states.len() == parties.len() && states.len() >= 3 => {
            let actors: Vec<usize> = states.iter().map(|s| s.actor).collect();
            let Some(body) = scene.antecedents.alliance_of(&actors) else { return false };
            (by_context(scene, node, body, scene.sentence, 0.9), states)
        }
        _ => return false,
    };
    let mut functions = vec![SecurityFunction::JointOperations];
    // "a joint force to fight the jihadists" fights for its members.
    if tree.lemma(node) == "force" && fights_enemies(scene, node) {
        functions.push(SecurityFunction::DirectCombat);
    }
    for function in functions {
        for member in &members {
            push(scene, body, *member, function, said, "joint doing of an alliance", node, confidence, false, found);
        }
    }
    !members.is_empty()
}

/// "a joint force to fight jihadists", "a joint force aimed at combating terrorism": whether enemies stand right behind.
fn fights_enemies(scene: &Scene<'_>, node: usize) -> bool {
    let tree = scene.tree;
    (node + 1..(node + 9).min(tree.nodes.len()))
        .take_while(|n| !matches!(tree.lower(*n), "," | ";" | "." | "which" | "who"))
        .any(|n| is_enemy(tree.lemma(n)))
}
