//! Cooperation and conflict between two actors: from verbs with their subjects and objects, and from nouns with their
//! owners and prepositions.

use crate::model::{ActorKind, RelationClass};

use super::factuality::{Commitment, commitment};
use super::language::{DepRel, Upos};
use super::lexicon::{NounFrame, VerbFrame};
use super::roles::{Party, Scene};
use super::statements::FoundRelation;

/// All cooperation and conflict that one sentence states.
pub(crate) fn relations(scene: &Scene<'_>, found: &mut Vec<FoundRelation>) {
    for node in 0..scene.tree.nodes.len() {
        let n = &scene.tree.nodes[node];
        if n.mention.is_some() {
            continue;
        }
        match n.upos {
            Upos::Verb | Upos::Aux => verb(scene, node, found),
            Upos::Noun | Upos::Propn | Upos::Adj => {
                if n.upos == Upos::Adj && n.lower.ends_with("ed") {
                    verb(scene, node, found);
                }
                noun(scene, node, found);
                role(scene, node, found);
            }
            _ => {}
        }
    }
    hyphenated_pairs(scene, found);
    alongside(scene, found);
}

/// Actors that can be party to cooperation or conflict.
pub(crate) fn acts(scene: &Scene<'_>, party: &Party) -> bool {
    !matches!(scene.kind(party.actor), ActorKind::Media | ActorKind::ResearchOrNgo)
}

/// Every frame of a verb that fits here, the most specific first; one that fits ends the search.
fn verb(scene: &Scene<'_>, node: usize, found: &mut Vec<FoundRelation>) {
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
        super::lemmas::verb(scene.tree.lower(node))
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

/// "bombed Kharkiv", "seized the town of Sake", "killed twenty soldiers in Gao": the state whose town or soldiers these are.
/// Who takes a town may hold it for that state, unless he is an armed group.
fn struck_state(scene: &Scene<'_>, verb: usize, lemma: &str) -> Vec<Party> {
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

/// What a verb means between these two: "left ECOWAS" is a rupture, "left Mali" a departure.
fn sense(
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

/// The actors an object stands for; for things, their owners: "bombed X's airports", "supports X's fight".
fn targets_of(scene: &Scene<'_>, node: usize, class: RelationClass) -> Vec<Party> {
    let direct = scene.parties(node);
    if !direct.is_empty() || class == RelationClass::Structure {
        return direct;
    }
    let tree = scene.tree;
    let thing = matches!(tree.nodes[node].upos, Upos::Noun | Upos::Propn);
    // "intercepted drones launched by the Houthis", "fired at a base housing American troops": whose they are.
    for child in tree.children_by(node, &[DepRel::Acl, DepRel::AclRelcl]).filter(|_| class == RelationClass::Conflict) {
        let whose: Vec<usize> = match tree.lemma(child) {
            "launch" | "fire" | "send" | "fly" | "operate" | "use" | "hold" | "control" | "occupy" | "man" | "run" => {
                scene.subject_nodes(child).into_iter().filter(|s| *s != node).collect()
            }
            "house" | "host" | "shelter" => scene.object_nodes(child),
            _ => Vec::new(),
        };
        let parties: Vec<Party> = whose.into_iter().flat_map(|n| scene.parties(n)).collect();
        if !parties.is_empty() {
            return parties;
        }
    }
    if thing && !carries_frame(scene, node) {
        let mut owners = scene.owners(node);
        for owner in &mut owners {
            owner.strength *= 0.85;
        }
        return owners;
    }
    Vec::new()
}

/// Whether a noun says something of two actors by itself ("war", "sanctions"): then it speaks, not its carrier.
fn carries_frame(scene: &Scene<'_>, node: usize) -> bool {
    let lemma = scene.tree.lemma(node);
    scene.lexicon.nouns.contains_key(lemma)
        && !matches!(
            lemma,
            "campaign" | "operation" | "effort" | "fight" | "struggle" | "war" | "mission" | "visit" | "supply"
        )
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

/// Where the tree has no subject: the nearest phrase before the verb that stands free.
fn subject_in_order(scene: &Scene<'_>, verb: usize) -> Vec<Party> {
    let tree = scene.tree;
    if matches!(tree.nodes[verb].relation, DepRel::Acl | DepRel::AclRelcl) || tree.is_gerund(verb) {
        return Vec::new();
    }
    let mut at = verb;
    for _ in 0..4 {
        let Some(previous) = at.checked_sub(1) else { return Vec::new() };
        at = previous;
        let node = &tree.nodes[at];
        if matches!(node.upos, Upos::Aux | Upos::Adv | Upos::Part) {
            continue;
        }
        if node.mention.is_some() && tree.preposition(at).is_none() && node.upos != Upos::Adj {
            return scene.parties(at);
        }
        return Vec::new();
    }
    Vec::new()
}

#[allow(clippy::too_many_arguments)]
fn push(
    scene: &Scene<'_>,
    source: Party,
    target: Party,
    class: RelationClass,
    kind: &str,
    said: Commitment,
    rule: &'static str,
    trigger: usize,
    confidence: f64,
    found: &mut Vec<FoundRelation>,
) {
    if source.actor == target.actor || !acts(scene, &source) || !acts(scene, &target) {
        return;
    }
    // A president praises his own army: no relation of two.
    if scene.antecedents.office_of(source.actor) == Some(target.actor)
        || scene.antecedents.office_of(target.actor) == Some(source.actor)
    {
        return;
    }
    // The two ends must be different words of the sentence.
    if source.node == target.node && source.inferred.is_none() {
        return;
    }
    found.push(FoundRelation {
        source,
        target,
        class,
        kind: kind.to_owned(),
        commitment: said,
        rule,
        sentence: scene.sentence,
        trigger,
        confidence,
    });
}

/// "Russia's support for Mali", "talks between A and B", "X imposed sanctions on Y", "a gulf between it and Russia".
fn noun(scene: &Scene<'_>, node: usize, found: &mut Vec<FoundRelation>) {
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

/// "fought alongside X", "together with X", "side by side with X": with any verb.
fn alongside(scene: &Scene<'_>, found: &mut Vec<FoundRelation>) {
    let tree = scene.tree;
    for i in 0..tree.nodes.len() {
        let before = |n: usize| i.checked_sub(n).map_or("", |k| tree.lower(k));
        let joins = match tree.lower(i) {
            "alongside" | "beside" => true,
            "with" => {
                matches!(before(1), "together" | "jointly")
                    || before(1) == "side" && before(2) == "by"
                    || matches!(
                        before(1),
                        "coordination" | "cooperation" | "collaboration" | "partnership" | "concert" | "conjunction"
                    ) && before(2) == "in"
            }
            _ => false,
        };
        if !joins {
            continue;
        }
        let Some(target) = scene.behind_in_order(i.saturating_sub(1), &["alongside", "beside", "with"], 2) else {
            continue;
        };
        let Some(verb) = (0..i).rev().take(14).find(|k| matches!(tree.nodes[*k].upos, Upos::Verb)) else { continue };
        let said = commitment(tree, verb, scene.lexicon);
        for source in scene.subject(verb) {
            for party in scene.parties(target) {
                push(
                    scene,
                    source,
                    party,
                    RelationClass::Cooperation,
                    "side by side",
                    said,
                    "side by side",
                    i,
                    0.72,
                    found,
                );
            }
        }
    }
}

/// Owners of a noun by possessive, demonym or compound; "of" aside.
fn owners_without_of(scene: &Scene<'_>, node: usize) -> Vec<Party> {
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

/// "X is an ally of Y", "its chief ally, Y", "Y's ally X".
fn role(scene: &Scene<'_>, node: usize, found: &mut Vec<FoundRelation>) {
    let tree = scene.tree;
    let Some(frame) = scene.lexicon.roles.get(tree.lemma(node)) else { return };
    if frame.class == RelationClass::Structure {
        return;
    }
    let prepositions: Vec<&str> = frame.prepositions.iter().map(String::as_str).collect();
    let mut others = owners_without_of(scene, node);
    if others.is_empty() {
        others = scene.behind(node, &prepositions).into_iter().flat_map(|n| scene.parties(n)).collect();
    }
    let mut holders: Vec<Party> = Vec::new();
    if tree.children_by(node, &[DepRel::Cop]).next().is_some() {
        for subject in tree.children_by(node, &[DepRel::Nsubj]) {
            holders.extend(scene.parties(subject));
        }
    }
    for child in tree.children_by(node, &[DepRel::Appos, DepRel::Flat, DepRel::NmodDesc]) {
        holders.extend(scene.parties(child));
    }
    if let Some(head) = tree.nodes[node].head {
        match tree.nodes[node].relation {
            DepRel::Appos | DepRel::NmodDesc => holders.extend(scene.parties(head)),
            DepRel::Compound | DepRel::Flat if tree.nodes[head].mention.is_some() => {
                holders.extend(scene.parties(head))
            }
            DepRel::Obl | DepRel::Xcomp | DepRel::Advcl if tree.preposition(node).as_deref() == Some("as") => {
                let passive = tree.is_passive(head);
                let nodes = if passive || !scene.object_nodes(head).is_empty() {
                    scene.object_nodes(head)
                } else {
                    scene.subject_nodes(head)
                };
                holders.extend(nodes.into_iter().flat_map(|n| scene.parties(n)));
            }
            DepRel::Xcomp => holders.extend(scene.subject(head)),
            _ => {}
        }
    }
    let said = commitment(tree, node, scene.lexicon);
    for holder in &holders {
        for other in &others {
            push(scene, *holder, *other, frame.class, &frame.kind, said, "role of one to the other", node, 0.76, found);
        }
    }
}

/// "the Russia-Ukraine war", "US-China tensions".
fn hyphenated_pairs(scene: &Scene<'_>, found: &mut Vec<FoundRelation>) {
    let tree = scene.tree;
    for i in 0..tree.nodes.len().saturating_sub(3) {
        let (a, b) = (&tree.nodes[i], &tree.nodes[i + 2]);
        if a.mention.is_none() || b.mention.is_none() || !matches!(tree.lower(i + 1), "-" | "–") {
            continue;
        }
        let head = (i + 3..(i + 6).min(tree.nodes.len())).find(|k| {
            tree.nodes[*k].upos == Upos::Noun && !matches!(tree.nodes.get(k + 1).map(|n| n.upos), Some(Upos::Noun))
        });
        let Some(head) = head else { continue };
        let Some(frame) = scene.lexicon.nouns.get(tree.lemma(head)).and_then(|f| f.first()) else { continue };
        if let (Some(x), Some(y)) = (scene.parties(i).first().copied(), scene.parties(i + 2).first().copied()) {
            let said = commitment(tree, head, scene.lexicon);
            push(scene, x, y, frame.class, &frame.kind, said, "pair before a noun", head, 0.8, found);
        }
    }
}
