//! Who says what a sentence states: "analysts said", "according to X", "..., he told Reuters".

use super::language::{DepRel, Upos};
use super::roles::Scene;

/// The speaker of what is said at `node`, as the article names or describes him.
pub(crate) fn speaker(text: &str, scene: &Scene<'_>, node: usize) -> Option<String> {
    let tree = scene.tree;
    // "according to X"
    for (i, word) in tree.nodes.iter().enumerate() {
        if word.lower == "according" {
            let behind = tree.nodes[i..].iter().position(|n| n.lower == "to").map(|k| i + k)?;
            let head = tree.nodes[behind].head.filter(|h| *h > behind).unwrap_or(behind + 1);
            return name_of(text, scene, head);
        }
    }
    let mut at = node;
    for _ in 0..8 {
        if is_speech(scene, at) && at != node {
            if let Some(&subject) = scene.subject_nodes(at).first() {
                return name_of(text, scene, subject);
            }
        }
        // "..., he said": the speech hangs below what is said.
        for child in tree.children_by(at, &[DepRel::Parataxis, DepRel::Ccomp, DepRel::Advcl]) {
            if is_speech(scene, child) && child != node {
                if let Some(&subject) = scene.subject_nodes(child).first() {
                    if !tree.is_under(node, child) {
                        return name_of(text, scene, subject);
                    }
                }
            }
        }
        at = tree.nodes.get(at)?.head?;
        // "X does not expect Y to leave"
        if at != node && tree.nodes.get(at).is_some_and(|n| n.upos == Upos::Verb && is_opinion(&n.lemma)) {
            if let Some(&subject) = scene.subject_nodes(at).first() {
                return name_of(text, scene, subject);
            }
        }
    }
    None
}

/// Verbs by which somebody says what he thinks will happen.
pub(crate) fn is_opinion(lemma: &str) -> bool {
    matches!(
        lemma,
        "expect"
            | "predict"
            | "anticipate"
            | "believe"
            | "think"
            | "suggest"
            | "speculate"
            | "fear"
            | "warn"
            | "forecast"
            | "foresee"
            | "hint"
            | "doubt"
    )
}

/// Whether a verb only carries words.
pub(crate) fn is_speech(scene: &Scene<'_>, node: usize) -> bool {
    let tree = scene.tree;
    tree.nodes.get(node).is_some_and(|n| n.upos == Upos::Verb && scene.lexicon.is("speech", &n.lemma))
        && tree.children_by(node, &[DepRel::Ccomp, DepRel::Parataxis]).next().is_some()
        || tree
            .nodes
            .get(node)
            .is_some_and(|n| matches!(n.lemma.as_str(), "say" | "tell" | "add") && n.upos == Upos::Verb)
}

fn name_of(text: &str, scene: &Scene<'_>, node: usize) -> Option<String> {
    if let Some(party) = scene.parties(node).first() {
        if scene.tree.nodes[node].mention.is_some() || party.inferred.is_some() {
            return scene.cast.actors.get(party.actor).map(|a| a.name.clone());
        }
    }
    // "the newspaper Le Monde", "analyst X"
    let tree = scene.tree;
    let beside = [DepRel::Appos, DepRel::Flat, DepRel::NmodDesc];
    if let Some(named) = tree.children_by(node, &beside).find_map(|c| tree.nodes[c].mention) {
        let actor = scene.cast.mentions.get(named).and_then(|m| scene.cast.actors.get(m.actor));
        if let Some(actor) = actor {
            return Some(actor.name.clone());
        }
    }
    // "Jeune Afrique published a series of reports suggesting": whoever published them.
    if matches!(tree.lemma(node), "series" | "report" | "study" | "article" | "statement" | "letter" | "investigation")
    {
        let publishes =
            |v: &usize| matches!(tree.lemma(*v), "publish" | "release" | "issue" | "run" | "print" | "carry");
        let publisher = tree.nodes[node].head.filter(publishes).and_then(|v| scene.subject_nodes(v).first().copied());
        if let Some(publisher) = publisher.filter(|p| *p != node) {
            return name_of(text, scene, publisher);
        }
    }
    // The words of the phrase: "analysts", "the Mauritanian journalist".
    let mut from = node;
    let mut to = node;
    for &child in tree.children(node) {
        if matches!(
            tree.nodes[child].relation,
            DepRel::Amod | DepRel::Compound | DepRel::Det | DepRel::NmodPoss | DepRel::Flat | DepRel::NmodDesc
        ) && child + 6 > node
        {
            from = from.min(child);
            to = to.max(child);
        }
    }
    let span = crate::model::Span::new(tree.nodes.get(from)?.span.start, tree.nodes.get(to)?.span.end);
    span.of(text).map(|s| s.split_whitespace().collect::<Vec<_>>().join(" "))
}
