//! Forces that come, stay, go and fight, and what carries them.

use super::{by_context, push, recipients_of};
use crate::extract::factuality::{Commitment, commitment};
use crate::extract::language::{DepRel, Upos};
use crate::extract::roles::{Party, Scene};
use crate::extract::statements::FoundProvision;
use crate::model::{ActorKind, SecurityFunction};

/// "SAMIM quit the country", "Wagner arrived in Mali", "Wagner fights for Haftar": forces that come, stay or go.
pub(super) fn forces(scene: &Scene<'_>, verb: usize, found: &mut Vec<FoundProvision>) {
    let tree = scene.tree;
    let lemma = tree.lemma(verb);
    let home = tree.lower(verb + 1) == "home";
    let goes = matches!(lemma, "quit" | "leave" | "withdraw" | "depart" | "exit" | "pull")
        || matches!(lemma, "go" | "return" | "fly" | "sail") && home;
    let arrives = matches!(lemma, "arrive" | "come" | "land")
        && (verb + 1..(verb + 6).min(tree.nodes.len())).any(|i| {
            matches!(tree.lemma(i), "man" | "soldier" | "troop" | "fighter" | "mercenary" | "instructor" | "helicopter")
        });
    let comes = arrives
        || matches!(
            lemma,
            "operate" | "deploy" | "arrive" | "fight" | "serve" | "station" | "stay" | "remain" | "land"
        );
    if !goes && !comes {
        return;
    }
    let actors: Vec<Party> = if tree.is_passive(verb) {
        scene.object_nodes(verb).into_iter().flat_map(|n| scene.parties(n)).collect()
    } else {
        scene.subject(verb)
    };
    let actors: Vec<Party> = actors
        .into_iter()
        .filter(|a| {
            tree.nodes[a.node].mention.is_some()
                && (matches!(scene.kind(a.actor), ActorKind::ArmedForce | ActorKind::PrivateMilitaryCompany)
                    || scene.antecedents.is_mission(a.actor))
        })
        .collect();
    if actors.is_empty() {
        return;
    }
    let mut places: Vec<Party> =
        if goes { scene.object_nodes(verb).into_iter().flat_map(|n| scene.parties(n)).collect() } else { Vec::new() };
    let prepositions: &[&str] = if goes { &["from"] } else { &["in", "to", "for", "alongside"] };
    places.extend(scene.behind(verb, prepositions).into_iter().flat_map(|n| scene.parties_or_place(n)));
    places.retain(|p| matches!(scene.kind(p.actor), ActorKind::State));
    let mut said = commitment(tree, verb, scene.lexicon);
    let open = said.planned || said.hypothetical || said.denied || said.talked_of;
    if places.is_empty() && (goes && !open || arrives) {
        // "went home in July": from the state that the passage is about.
        let free = |actor: usize| !actors.iter().any(|a| a.actor == actor);
        let state = scene.antecedents.principal(scene.cast, scene.sentence, &free);
        places.extend(state.map(|s| by_context(scene, verb, s, scene.sentence, 0.62)));
    }
    if goes && said.denied {
        // "will not leave" speaks of a withdrawal, and of no help.
        return;
    }
    if goes {
        if open {
            // A departure to come leaves the help as it is.
            said = Commitment::default();
        } else {
            said.ended = true;
        }
    }
    for actor in &actors {
        for place in &places {
            push(
                scene,
                *actor,
                *place,
                SecurityFunction::DirectCombat,
                said,
                "forces come and go",
                verb,
                0.66,
                true,
                found,
            );
        }
    }
}

/// "Wagner expelled the rebels from Kidal", "has fought the jihadists in the north": a foreign force that fights the
/// enemies of a state fights for it.
pub(super) fn fighting_for(scene: &Scene<'_>, verb: usize, found: &mut Vec<FoundProvision>) {
    let tree = scene.tree;
    let fights = matches!(
        tree.lemma(verb),
        "fight"
            | "expel"
            | "combat"
            | "battle"
            | "drive"
            | "oust"
            | "retake"
            | "recapture"
            | "defeat"
            | "dislodge"
            | "repel"
            | "counter"
            | "rout"
            | "hunt"
            | "help"
            | "hold"
            | "keep"
            | "conduct"
            | "lead"
            | "carry"
            | "bomb"
            | "strike"
            | "pound"
            | "hit"
            | "shell"
            | "target"
    );
    let from_air = tree.lemma(verb) == "bomb"
        || scene.subject_nodes(verb).iter().any(|s| {
            matches!(tree.lemma(*s), "jet" | "warplane" | "drone" | "aircraft" | "helicopter" | "plane" | "airstrike")
                || tree.children_by(*s, &[DepRel::Compound]).any(|c| matches!(tree.lemma(c), "drone" | "jet"))
        });
    let function = if from_air { SecurityFunction::AirPower } else { SecurityFunction::DirectCombat };
    let takes =
        matches!(tree.lemma(verb), "capture" | "seize" | "retake" | "recapture" | "take" | "gain" | "reclaim" | "win");
    if !fights && !takes {
        return;
    }
    let enemy = |n: usize| is_enemy(tree.lemma(n)) && tree.nodes[n].mention.is_none();
    let mut objects = scene.object_nodes(verb);
    objects.extend(scene.behind(verb, &["against", "with"]));
    let against = fights
        && objects
            .iter()
            .any(|o| enemy(*o) || scene.parties(*o).iter().any(|p| scene.kind(p.actor) == ActorKind::ArmedGroup));
    let control = takes
        && objects.iter().any(|o| {
            matches!(tree.lemma(*o), "control" | "city" | "town" | "village" | "base" | "airport" | "stronghold")
                && tree.nodes[*o].mention.is_none()
                || tree.nodes[*o].upos == Upos::Propn && tree.nodes[*o].mention.is_none()
        });
    if !against && !control {
        return;
    }
    let fighters: Vec<Party> = scene
        .subject(verb)
        .into_iter()
        .filter(|p| match scene.kind(p.actor) {
            ActorKind::PrivateMilitaryCompany => true,
            ActorKind::ArmedForce | ActorKind::State => against,
            _ => false,
        })
        .collect();
    if fighters.is_empty() {
        return;
    }
    let free = |actor: usize| !fighters.iter().any(|f| f.actor == actor);
    // For whom, the place that the clause names, else the state that the passage is about.
    let mut states: Vec<Party> = (0..tree.nodes.len())
        .filter(|n| {
            tree.nodes[*n].mention.is_some() && matches!(tree.preposition(*n).as_deref(), Some("in" | "of" | "across"))
        })
        .flat_map(|n| scene.parties(n))
        .chain((0..tree.nodes.len()).filter_map(|n| scene.state_of_place(n)))
        .filter(|p| scene.kind(p.actor) == ActorKind::State && free(p.actor))
        .collect();
    let helped = scene.object_nodes(verb).into_iter().chain(std::iter::once(verb));
    let helped: Vec<Party> = helped
        .flat_map(|n| scene.behind(n, &["for"]))
        .flat_map(|n| scene.parties(n))
        .filter(|p| scene.kind(p.actor) == ActorKind::State && free(p.actor))
        .collect();
    if !helped.is_empty() {
        states = helped;
    }
    states.truncate(1);
    let foreign = fighters.iter().all(|f| scene.kind(f.actor) != ActorKind::State);
    if states.is_empty() && foreign {
        states.extend(
            scene
                .antecedents
                .principal(scene.cast, scene.sentence, &free)
                .map(|s| by_context(scene, verb, s, scene.sentence, 0.62)),
        );
    }
    let said = commitment(tree, verb, scene.lexicon);
    if said.hypothetical || said.denied {
        return;
    }
    for fighter in &fighters {
        for state in &states {
            if scene.kind(fighter.actor) == ActorKind::ArmedForce
                && scene
                    .cast
                    .actors
                    .get(fighter.actor)
                    .is_some_and(|a| a.inside.iter().any(|(i, _, _)| *i == state.actor))
            {
                continue;
            }
            push(scene, *fighter, *state, function, said, "fights the enemies of", verb, 0.68, false, found);
        }
    }
}

/// "Wagner fighters were flown out on Russian planes": whose planes carry whom.
pub(super) fn carried(scene: &Scene<'_>, verb: usize, found: &mut Vec<FoundProvision>) {
    let tree = scene.tree;
    if !matches!(
        tree.lemma(verb),
        "fly" | "transport" | "airlift" | "ferry" | "carry" | "evacuate" | "bring" | "move" | "take" | "ship"
    ) {
        return;
    }
    let passengers: Vec<Party> = scene.object_nodes(verb).into_iter().flat_map(|n| recipients_of(scene, n)).collect();
    for at in verb + 1..tree.nodes.len() {
        let vehicle = matches!(
            tree.lemma(at),
            "plane" | "aircraft" | "helicopter" | "jet" | "ship" | "truck" | "airliner" | "transport" | "airplane"
        );
        if !vehicle || !(verb..at).any(|i| matches!(tree.lower(i), "on" | "aboard" | "in")) {
            continue;
        }
        let said = commitment(tree, verb, scene.lexicon);
        for owner in scene.owners(at) {
            for passenger in &passengers {
                push(scene, owner, *passenger, SecurityFunction::Logistics, said, "carried on", at, 0.75, false, found);
            }
        }
    }
}

/// Words for those whom a state fights inside its borders.
pub(super) fn is_enemy(lemma: &str) -> bool {
    matches!(
        lemma,
        "rebel"
            | "insurgent"
            | "jihadist"
            | "militant"
            | "terrorist"
            | "separatist"
            | "extremist"
            | "islamist"
            | "insurgency"
            | "terrorism"
    )
}
