//! Whom a strike hits where only a town or its soldiers are named.

use crate::extract::roles::{Party, Scene};
use crate::model::ActorKind;

/// "bombed Kharkiv", "seized the town of Sake", "killed twenty soldiers in Gao": the state whose town or soldiers these are.
/// Who takes a town may hold it for that state, unless he is an armed group.
pub(super) fn struck_state(scene: &Scene<'_>, verb: usize, lemma: &str) -> Vec<Party> {
    let tree = scene.tree;
    let groups =
        |p: &Party| scene.kind(p.actor) == ActorKind::ArmedGroup && scene.antecedents.office_of(p.actor).is_none();
    let sources = scene.subject(verb);
    let by_group = !sources.is_empty() && sources.iter().all(groups);
    let strikes = matches!(lemma, "bomb" | "bombard" | "shell" | "strike" | "attack" | "hit" | "pound" | "invade");
    let takes = matches!(
        lemma,
        "seize"
            | "capture"
            | "take"
            | "overrun"
            | "storm"
            | "raid"
            | "ambush"
            | "besiege"
            | "kill"
            | "target"
            | "occupy"
            | "assault"
            | "murder"
            | "massacre"
            | "abduct"
            | "kidnap"
            | "behead"
            | "conquer"
            | "enter"
    );
    if !(strikes && sources.iter().all(|s| scene.kind(s.actor) == ActorKind::State || groups(s)) || takes && by_group) {
        return Vec::new();
    }
    let objects = scene.object_nodes(verb);
    let place = |from: &[usize]| {
        let below = from.iter().flat_map(|o| scene.behind(*o, &["of", "in", "at", "near"]));
        from.iter().copied().chain(below).find_map(|n| scene.state_of_place(n))
    };
    if let Some(state) = place(&objects) {
        return vec![state];
    }
    let victims = objects.iter().any(|o| {
        matches!(
            tree.lemma(*o),
            "soldier"
                | "troop"
                | "policeman"
                | "officer"
                | "gendarme"
                | "civilian"
                | "villager"
                | "conscript"
                | "police"
                | "people"
                | "person"
                | "marine"
                | "recruit"
                | "official"
        )
    });
    if !(victims && by_group) {
        return Vec::new();
    }
    let at: Vec<usize> = scene.behind(verb, &["in", "at", "near", "outside"]);
    let mut named: Vec<Party> = at.iter().flat_map(|n| scene.parties_or_place(*n)).collect();
    named.retain(|p| scene.kind(p.actor) == ActorKind::State);
    named.truncate(1);
    if named.is_empty() {
        let free = |actor: usize| scene.kind(actor) == ActorKind::State;
        let state = scene.antecedents.principal(scene.cast, scene.sentence, &free);
        named.extend(state.zip(objects.first()).map(|(actor, &node)| Party {
            actor,
            span: tree.nodes[node].span,
            node,
            inferred: Some(scene.sentence),
            strength: 0.62,
        }));
    }
    named
}
