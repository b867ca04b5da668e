//! Nouns of cooperation and conflict with their owners and prepositions: "Russia's support for Mali", "talks between A
//! and B".

use super::{push, subject_in_order, targets_of};
use crate::extract::factuality::{Commitment, commitment};
use crate::extract::language::{DepRel, Upos};
use crate::extract::lexicon::NounFrame;
use crate::extract::roles::{Party, Scene};
use crate::extract::statements::FoundRelation;
use crate::model::{ActorKind, RelationClass};

/// "Russia's support for Mali", "talks between A and B", "X imposed sanctions on Y", "a gulf between it and Russia".
pub(super) fn noun(scene: &Scene<'_>, node: usize, found: &mut Vec<FoundRelation>) {
    let tree = scene.tree;
    let Some(frames) = scene.lexicon.nouns.get(tree.lemma(node)) else { return };
    // As the first part of another noun ("conflict zone", "peace talks") it is only a kind of that.
    if tree.nodes[node].relation == DepRel::Compound
        && tree.nodes[node].head.is_some_and(|h| h > node && tree.nodes[h].mention.is_none())
    {
        return;
    }
    let fits = |frame: &&NounFrame| {
        frame
            .before
            .iter()
            .rev()
            .enumerate()
            .all(|(k, w)| node.checked_sub(k + 1).is_some_and(|i| tree.lower(i) == w || tree.lemma(i) == w))
    };
    let mut fitting: Vec<&NounFrame> = frames.iter().filter(fits).collect();
    fitting.sort_by_key(|f| std::cmp::Reverse(f.before.len()));
    for frame in fitting {
        let before = found.len();
        apply_noun(scene, node, frame, found);
        if found.len() > before {
            return;
        }
    }
}

fn apply_noun(scene: &Scene<'_>, node: usize, frame: &NounFrame, found: &mut Vec<FoundRelation>) {
    let tree = scene.tree;
    let prepositions: Vec<&str> = frame.prepositions.iter().map(String::as_str).filter(|p| *p != "of").collect();
    let mut confidence = 0.78;
    // The second actors.
    let mut targets: Vec<Party> = Vec::new();
    let mut between = false;
    for behind in scene.behind(node, &prepositions) {
        between |= matches!(tree.preposition(behind).as_deref(), Some("between" | "among"));
        let place_only = matches!(tree.preposition(behind).as_deref(), Some("in" | "at" | "into"))
            && frame.class == RelationClass::Conflict
            && frame.kind != "attack";
        if !place_only {
            targets.extend(targets_of(scene, behind, frame.class));
        }
    }
    // "During the summit, Mali reached an agreement with X": what is agreed there is not with the occasion.
    let occasion = matches!(
        tree.preposition(node).as_deref(),
        Some("during" | "at" | "after" | "before" | "since" | "amid" | "following" | "until" | "despite" | "on")
    );
    let verb = carrying_verb(scene, node);
    if targets.is_empty() {
        if let Some(verb) = verb.filter(|_| !occasion) {
            for behind in scene.behind(verb, &prepositions) {
                if behind > node && !matches!(tree.preposition(behind).as_deref(), Some("in" | "at" | "into" | "from"))
                {
                    between |= matches!(tree.preposition(behind).as_deref(), Some("between" | "among"));
                    targets.extend(targets_of(scene, behind, frame.class));
                }
            }
        }
    }
    if targets.is_empty() {
        let near: Vec<&str> =
            prepositions.iter().copied().filter(|p| !matches!(*p, "in" | "at" | "into" | "from")).collect();
        if let Some(next) = scene.behind_in_order(node, &near, 5) {
            between |= matches!(tree.preposition(next).as_deref(), Some("between" | "among"));
            targets.extend(targets_of(scene, next, frame.class));
            confidence -= 0.15;
        }
    }
    // "between the rebels and the regime, he added": where the tree lost the second.
    if between && targets.len() == 1 {
        if let Some(next) = scene.behind_in_order(targets[0].node, &["and"], 2) {
            let more = targets_of(scene, next, frame.class);
            targets.extend(more.into_iter().filter(|m| m.actor != targets[0].actor).collect::<Vec<_>>());
        }
    }
    // "warnings from Algeria prompted Russia to halt": whoever is moved by it is the target.
    if targets.is_empty() && frame.class == RelationClass::Conflict {
        if let Some(verb) = verb.filter(|v| {
            tree.nodes[node].relation == DepRel::Nsubj
                && matches!(
                    tree.lemma(*v),
                    "prompt"
                        | "force"
                        | "lead"
                        | "push"
                        | "compel"
                        | "cause"
                        | "persuade"
                        | "make"
                        | "drive"
                        | "induce"
                        | "unsettle"
                        | "alarm"
                )
        }) {
            targets.extend(scene.object_nodes(verb).into_iter().flat_map(|n| scene.parties(n)));
            for below in tree.children_by(verb, &[DepRel::Xcomp, DepRel::Ccomp]) {
                targets.extend(tree.children_by(below, &[DepRel::Nsubj]).flat_map(|n| scene.parties(n)));
            }
        }
    }
    let of: Vec<Party> =
        scene.behind(node, &["of"]).into_iter().flat_map(|n| targets_of(scene, n, frame.class)).collect();
    // The first actors: owner, "by", "from".
    let mut sources: Vec<Party> = owners_without_of(scene, node);
    for behind in scene.behind(node, &["by", "from"]) {
        if !prepositions.contains(&"from") {
            sources.extend(scene.parties(behind));
        }
    }
    if frame.of_is_target {
        targets.extend(of.iter().copied());
    } else if sources.is_empty() {
        sources.extend(of);
    }
    let lemma = verb.map_or("", |v| tree.lemma(v)).to_owned();
    // "might influence Mali's relations with Russia": what might be is the influence, the relations stand.
    let stands = frame.both
        && !lemma.is_empty()
        && !sources.is_empty()
        && tree.nodes[node].relation != DepRel::Compound
        && !scene.lexicon.is("light.give", &lemma)
        && !scene.lexicon.is("light.get", &lemma)
        && !scene.lexicon.is("ending", &lemma)
        && !scene.lexicon.is("cue.planned.verb", &lemma)
        && !scene.lexicon.is("cue.denied.verb", &lemma)
        && !scene.lexicon.is("cue.hypothetical.verb", &lemma);
    let said = if stands {
        Commitment::default()
    } else {
        let own = commitment(tree, node, scene.lexicon);
        verb.map_or(own, |v| own.with(commitment(tree, v, scene.lexicon)))
    };
    let mut class = frame.class;
    let mut kind = frame.kind.clone();
    let ends = class == RelationClass::Cooperation
        && (verb.is_some()
            && scene.lexicon.is("ending", &lemma)
            && !matches!(lemma.as_str(), "leave" | "lose" | "deny" | "stop" | "refuse" | "block" | "halt")
            || verb.is_some_and(|v| {
                tree.children(v).iter().any(|c| scene.lexicon.is("ending.adjective", tree.lower(*c)))
            }));
    if ends {
        class = RelationClass::Conflict;
        kind = format!("ended {}", tree.lower(node));
    }
    if between && targets.len() >= 2 {
        for i in 0..targets.len() {
            for j in i + 1..targets.len() {
                push(
                    scene,
                    targets[i],
                    targets[j],
                    class,
                    &kind,
                    said,
                    "noun between two",
                    node,
                    confidence + 0.05,
                    found,
                );
            }
        }
        return;
    }
    if between {
        return;
    }
    // "forces are under pressure from the rebels": the one under it is the target.
    if tree.preposition(node).as_deref() == Some("under") && frame.class == RelationClass::Conflict {
        let mut pressed: Vec<Party> = tree.children_by(node, &[DepRel::Nsubj]).flat_map(|n| scene.parties(n)).collect();
        if let Some(head) = tree.nodes[node].head {
            pressed.extend(scene.subject(head));
            pressed.extend(tree.children_by(head, &[DepRel::Nsubj, DepRel::NsubjPass]).flat_map(|n| scene.parties(n)));
        }
        let mut pressing: Vec<Party> =
            scene.behind(node, &["from", "by"]).into_iter().flat_map(|n| scene.parties(n)).collect();
        if pressing.is_empty() {
            pressing = scene.behind_in_order(node, &["from", "by"], 4).map(|n| scene.parties(n)).unwrap_or_default();
        }
        for source in &pressing {
            for target in &pressed {
                push(scene, *source, *target, class, &kind, said, "noun that is suffered", node, confidence, found);
            }
        }
        return;
    }
    // The verb that carries the noun gives the missing actor.
    if let Some(verb) = verb {
        let subjects = scene.subject(verb);
        let gets = scene.lexicon.is("light.get", &lemma) && !scene.lexicon.is("light.give", &lemma);
        if gets && frame.class == RelationClass::Cooperation && !frame.both {
            // "Mali received support from Russia": the getter is the target.
            let getters: Vec<Party> = subjects;
            for behind in scene.behind(verb, &["from"]) {
                sources.extend(scene.parties(behind));
            }
            for source in &sources {
                for target in &getters {
                    push(scene, *source, *target, class, &kind, said, "noun that is received", node, confidence, found);
                }
            }
            return;
        }
        if gets && frame.class == RelationClass::Conflict {
            for source in &sources {
                for target in &subjects {
                    push(scene, *source, *target, class, &kind, said, "noun that is suffered", node, confidence, found);
                }
            }
            if !targets.is_empty() || sources.is_empty() && !matches!(lemma.as_str(), "face" | "suffer" | "come") {
                // "faces sanctions": nobody named
            } else {
                return;
            }
        }
        let object_or_so = matches!(
            tree.nodes[node].relation,
            DepRel::Obj | DepRel::NsubjPass | DepRel::Obl | DepRel::Xcomp | DepRel::Conj
        );
        if object_or_so
            && (sources.is_empty() || ends)
            && (scene.lexicon.is("light.give", &lemma) || ends || !targets.is_empty())
        {
            let mut carriers: Vec<Party> = subjects;
            if carriers.is_empty() {
                carriers = subject_in_order(scene, verb);
                confidence -= 0.1;
            }
            if ends && !sources.is_empty() {
                // "ended its partnership with X": "its" is the subject itself.
                carriers.retain(|c| !targets.iter().any(|t| t.actor == c.actor));
                if !carriers.is_empty() {
                    sources = carriers;
                }
            } else {
                sources = carriers;
            }
            // "gave Mali its support": the indirect object gets it.
            if targets.is_empty() && frame.class == RelationClass::Cooperation {
                for object in tree.children_by(verb, &[DepRel::Iobj]) {
                    targets.extend(scene.parties(object));
                }
            }
        }
    }
    if targets.is_empty() && frame.both && sources.len() >= 2 {
        // "Russia and Mali signed an agreement", "US-Russia talks"
        for i in 0..sources.len() {
            for j in i + 1..sources.len() {
                push(
                    scene,
                    sources[i],
                    sources[j],
                    class,
                    &kind,
                    said,
                    "noun shared by two",
                    node,
                    confidence - 0.06,
                    found,
                );
            }
        }
        return;
    }
    for source in &mut sources {
        // Wars and relations are between states: the president's is the country's.
        let between_states = matches!(
            tree.lemma(node),
            "war"
                | "conflict"
                | "relation"
                | "tie"
                | "border"
                | "partnership"
                | "alliance"
                | "rivalry"
                | "dispute"
                | "tension"
        );
        if frame.both && between_states && targets.iter().any(|t| scene.kind(t.actor) == ActorKind::State) {
            if let Some(state) = scene.antecedents.office_of(source.actor) {
                source.actor = state;
                source.strength *= 0.85;
                source.inferred = source.inferred.or(Some(scene.sentence));
            }
        }
    }
    for source in &sources {
        for target in &targets {
            push(scene, *source, *target, class, &kind, said, "noun and its arguments", node, confidence, found);
        }
    }
}

/// Owners of a noun by possessive, demonym or compound; "of" aside.
pub(super) fn owners_without_of(scene: &Scene<'_>, node: usize) -> Vec<Party> {
    let tree = scene.tree;
    let named_before =
        tree.children_by(node, &[DepRel::NmodPoss, DepRel::Amod, DepRel::Compound, DepRel::NmodDesc]).any(|c| {
            c < node
                && (tree.nodes[c].mention.is_some()
                    || tree.nodes[c].relation == DepRel::NmodPoss
                    || tree.children(c).iter().any(|g| tree.nodes[*g].mention.is_some()))
        });
    if named_before { scene.owners(node) } else { Vec::new() }
}

/// The verb that carries a noun as object, subject or complement.
pub(crate) fn carrying_verb(scene: &Scene<'_>, node: usize) -> Option<usize> {
    let tree = scene.tree;
    let mut at = node;
    for _ in 0..4 {
        let n = tree.nodes.get(at)?;
        let head = n.head?;
        match n.relation {
            DepRel::Obj | DepRel::NsubjPass | DepRel::Obl | DepRel::Nsubj | DepRel::Xcomp | DepRel::OblAgent => {
                return matches!(tree.nodes[head].upos, Upos::Verb | Upos::Aux).then_some(head);
            }
            // "promised Kyiv two batteries": a thing, whatever the tree takes it for.
            DepRel::Ccomp if n.upos == Upos::Noun => {
                return (tree.nodes[head].upos == Upos::Verb).then_some(head);
            }
            DepRel::Conj | DepRel::Compound => at = head,
            DepRel::Nmod if matches!(tree.preposition(at).as_deref(), Some("of" | "for" | "on" | "about" | "with")) => {
                at = head
            }
            _ => return None,
        }
    }
    None
}
