//! Verbs of cooperation and conflict with their subjects and objects: "X attacked Y", "X is at war with Y".

use super::senses::sense;
use super::struck::struck_state;
use super::{push, subject_in_order, targets_of};
use crate::extract::factuality::commitment;
use crate::extract::language::{DepRel, Upos};
use crate::extract::lexicon::VerbFrame;
use crate::extract::roles::{Party, Scene};
use crate::extract::statements::FoundRelation;
use crate::model::RelationClass;

/// Every frame of a verb that fits here, the most specific first; one that fits ends the search.
pub(super) fn verb(scene: &Scene<'_>, node: usize, found: &mut Vec<FoundRelation>) {
    if scene.tree.nodes[node].relation == DepRel::Cop {
        copula_frame(scene, node, found);
        return;
    }
    // "having cut its ties with": the auxiliary says nothing of its own.
    let helper = matches!(scene.tree.nodes[node].relation, DepRel::Aux | DepRel::AuxPass);
    if helper && scene.tree.lemma(node) == "have" {
        return;
    }
    let lemma = if scene.tree.nodes[node].upos == Upos::Adj {
        crate::extract::lemmas::verb(scene.tree.lower(node))
    } else {
        scene.tree.lemma(node).to_owned()
    };
    let Some(frames) = scene.lexicon.verbs.get(&lemma) else { return };
    let mut frames: Vec<&VerbFrame> = frames.iter().collect();
    frames.sort_by_key(|f| std::cmp::Reverse(f.words.len() * 2 + usize::from(f.preposition.is_some())));
    for frame in frames {
        let before = found.len();
        apply_verb(scene, node, &lemma, frame, found);
        if found.len() > before {
            return;
        }
    }
}

fn apply_verb(scene: &Scene<'_>, node: usize, lemma: &str, frame: &VerbFrame, found: &mut Vec<FoundRelation>) {
    let tree = scene.tree;
    let mut anchor = node;
    for word in &frame.words {
        let next =
            (anchor + 1..(anchor + 6).min(tree.nodes.len())).find(|i| tree.lower(*i) == word || tree.lemma(*i) == word);
        match next {
            Some(at) => anchor = at,
            None => return,
        }
    }
    let mut targets: Vec<Party> = Vec::new();
    let mut confidence = 0.82;
    match &frame.preposition {
        None => {
            if frame.words.is_empty() || anchor == node {
                for object in scene.object_nodes(node) {
                    targets.extend(if frame.both {
                        scene.parties(object)
                    } else {
                        targets_of(scene, object, frame.class)
                    });
                }
            } else if let Some(object) =
                tree.nodes[anchor].head.filter(|_| false).or_else(|| scene.object_nodes(node).first().copied())
            {
                targets.extend(if frame.both { scene.parties(object) } else { targets_of(scene, object, frame.class) });
            }
        }
        Some(preposition) => {
            let preposition = [preposition.as_str()];
            let mut nodes = scene.behind(node, &preposition);
            if anchor != node {
                nodes.extend(scene.behind(anchor, &preposition));
            }
            if nodes.is_empty() && frame.words.is_empty() {
                for object in scene.object_nodes(node) {
                    // "fought a war against X": the noun carries it
                    if object > node && tree.nodes[object].mention.is_none() {
                        nodes.extend(scene.behind(object, &preposition));
                    }
                }
            }
            if nodes.is_empty() {
                if let Some(next) = scene.behind_in_order(anchor, &preposition, 6) {
                    nodes.push(next);
                    confidence -= 0.15;
                }
            }
            for object in nodes {
                targets.extend(if frame.both { scene.parties(object) } else { targets_of(scene, object, frame.class) });
            }
        }
    }
    // "demanded that Y withdraw", "insisted that Y pay": the one of whom it is wanted.
    if targets.is_empty() && frame.preposition.is_none() && matches!(lemma, "demand" | "insist" | "threaten" | "warn") {
        for below in tree.children_by(node, &[DepRel::Ccomp, DepRel::Xcomp]) {
            targets.extend(tree.children_by(below, &[DepRel::Nsubj]).flat_map(|n| targets_of(scene, n, frame.class)));
        }
        confidence -= 0.05;
    }
    if targets.is_empty() && frame.class == RelationClass::Conflict && frame.words.is_empty() {
        targets = struck_state(scene, node, lemma);
        confidence -= 0.08;
    }
    // Passive with the preposition's own subject: "was driven from X by Y".
    let passive = tree.is_passive(node);
    let mut sources = scene.subject(node);
    if passive && frame.preposition.is_some() {
        // The one driven out is the object, the place or body behind the preposition nothing more.
        let patients: Vec<Party> = scene.object_nodes(node).into_iter().flat_map(|o| scene.parties(o)).collect();
        if matches!(
            lemma,
            "use"
                | "deploy"
                | "direct"
                | "aim"
                | "align"
                | "affiliate"
                | "link"
                | "tie"
                | "ally"
                | "integrate"
                | "merge"
                | "incorporate"
                | "expel"
                | "oust"
        ) && sources.is_empty()
        {
            sources = patients;
        } else if sources.is_empty() {
            sources = patients;
        }
    }
    sources.extend(as_does(scene, node));
    if sources.is_empty() && !passive {
        sources = subject_in_order(scene, node);
        confidence -= 0.22;
    }
    if sources.is_empty() && passive {
        return;
    }
    let both = frame.both;
    if targets.is_empty() && both && sources.len() >= 2 && frame.preposition.as_deref() != Some("from") {
        // "X and Y met"
        let said = commitment(tree, node, scene.lexicon);
        for i in 0..sources.len() {
            for j in i + 1..sources.len() {
                push(
                    scene,
                    sources[i],
                    sources[j],
                    frame.class,
                    &frame.kind,
                    said,
                    "verb with both as subject",
                    node,
                    0.75,
                    found,
                );
            }
        }
        return;
    }
    let said = commitment(tree, node, scene.lexicon);
    if said.denied && frame.class == RelationClass::Structure {
        return;
    }
    for source in &sources {
        for target in &targets {
            let Some((class, kind)) = sense(scene, lemma, frame, source, target) else { continue };
            push(scene, *source, *target, class, &kind, said, "verb and its arguments", node, confidence, found);
        }
    }
}

/// "was host to X", "is at war with Y": patterns of "be" hang on their noun.
fn copula_frame(scene: &Scene<'_>, copula: usize, found: &mut Vec<FoundRelation>) {
    let tree = scene.tree;
    let Some(head) = tree.nodes[copula].head else { return };
    let subjects: Vec<Party> = tree.children_by(head, &[DepRel::Nsubj]).flat_map(|n| scene.parties(n)).collect();
    for frame in scene.lexicon.verbs.get("be").into_iter().flatten() {
        let mut at = copula;
        let fits = frame.words.iter().all(|w| {
            let next = (at + 1..(at + 5).min(tree.nodes.len())).find(|i| tree.lower(*i) == w);
            at = next.unwrap_or(at);
            next.is_some()
        });
        let (true, Some(preposition)) = (fits && !frame.words.is_empty(), &frame.preposition) else { continue };
        let preposition = [preposition.as_str()];
        let mut nodes = scene.behind(at, &preposition);
        if nodes.is_empty() {
            nodes.extend(scene.behind_in_order(at, &preposition, 4));
        }
        let said = commitment(tree, head, scene.lexicon);
        // "Cairo and Addis Ababa are at loggerheads"
        if let ([one, other], true) =
            (subjects.as_slice(), nodes.is_empty() && frame.preposition.as_deref() == Some("with"))
        {
            push(scene, *one, *other, frame.class, &frame.kind, said, "verb with both as subject", at, 0.7, found);
            return;
        }
        for source in &subjects {
            for target in nodes.iter().flat_map(|n| targets_of(scene, *n, frame.class)) {
                push(scene, *source, target, frame.class, &frame.kind, said, "verb and its arguments", at, 0.76, found);
            }
        }
        return;
    }
}

/// "Egypt supports him, as does Russia": one more subject.
fn as_does(scene: &Scene<'_>, verb: usize) -> Vec<Party> {
    let tree = scene.tree;
    for i in verb + 1..tree.nodes.len().saturating_sub(2) {
        if tree.lower(i) == "as" && matches!(tree.lower(i + 1), "do" | "does" | "did" | "has" | "have" | "is" | "are") {
            return scene.parties(i + 2);
        }
    }
    Vec::new()
}
