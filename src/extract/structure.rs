//! Who belongs to whom: office-holders, bodies of states, members, leaders, "a Russian company", names inside names.

use crate::model::{ActorKind, Origin, RelationClass};

use super::apposition::{appositions, whose};
use super::factuality::{Commitment, commitment};
use super::language::{DepRel, Upos};
use super::lexicon::NameForm;
use super::roles::{Party, Scene};
use super::statements::FoundRelation;

/// Nouns of office that make a person an office-holder.
fn is_office(scene: &Scene<'_>, node: usize) -> bool {
    let lower = scene.tree.lower(node);
    let singular = scene.tree.lemma(node);
    scene.lexicon.offices.iter().any(|o| o.last().is_some_and(|last| last == lower || last == singular))
        || matches!(
            singular,
            "spokesman"
                | "spokeswoman"
                | "analyst"
                | "expert"
                | "professor"
                | "lecturer"
                | "fellow"
                | "researcher"
                | "specialist"
                | "adviser"
                | "advisor"
                | "official"
                | "officer"
                | "diplomat"
                | "lawmaker"
                | "member"
                | "economist"
                | "historian"
                | "delegate"
                | "scholar"
                | "veteran"
                | "negotiator"
                | "coordinator"
                | "editor"
                | "correspondent"
                | "deputy"
                | "counterpart"
                | "consultant"
                | "executive"
                | "boss"
                | "envoy"
                | "general"
                | "colonel"
                | "director"
                | "co-director"
                | "scientist"
                | "senator"
                | "politician"
                | "journalist"
        )
}

fn relation(
    scene: &Scene<'_>,
    source: Party,
    target: Party,
    kind: &str,
    rule: &'static str,
    trigger: usize,
    confidence: f64,
) -> FoundRelation {
    FoundRelation {
        source,
        target,
        class: RelationClass::Structure,
        kind: kind.to_owned(),
        commitment: Commitment::default(),
        rule,
        sentence: scene.sentence,
        trigger,
        confidence,
    }
}

/// "President Vladimir Putin" without his state: the lexicon knows it, and the article names it elsewhere.
fn unnamed_state(scene: &Scene<'_>, person: usize) -> Option<usize> {
    let state = scene.lexicon.persons_of.get(&scene.cast.actors.get(person)?.name)?;
    scene.cast.actors.iter().position(|a| a.name == *state)
}

/// "President NAME" without his state: the one that the passage is about.
fn unnamed_office(scene: &Scene<'_>, person: Party, title: &str) -> Option<usize> {
    let head = title.ends_with("president") && !title.contains("vice")
        || title.ends_with("minister")
        || matches!(title, "premier" | "king" | "chancellor" | "junta leader" | "junta chief");
    let state = |actor: usize| scene.kind(actor) == ActorKind::State;
    let known = scene.antecedents.office_of(person.actor);
    if known.is_some() || !head {
        return known;
    }
    let home = scene.antecedents.principal(scene.cast, scene.sentence, &state)?;
    // Where the sentence names another state, it may be that one's.
    let other = |actor: usize| actor != home && state(actor);
    (!scene.cast.of_sentence(scene.sentence).any(|(_, m)| other(m.actor))).then_some(home)
}

/// All structure that one sentence states.
pub(crate) fn structure(scene: &Scene<'_>, found: &mut Vec<FoundRelation>) {
    for node in 0..scene.tree.nodes.len() {
        if scene.tree.nodes[node].mention.is_some() {
            names_inside(scene, node, found);
            owner_of_body(scene, node, found);
            title_before(scene, node, found);
            ambassador(scene, node, found);
        }
        gathers(scene, node, found);
        if scene.tree.nodes[node].mention.is_some() {
            affiliated(scene, node, found);
        }
        copula(scene, node, found);
        counterpart(scene, node, found);
    }
    described(scene, found);
    between_names(scene, found);
}

fn named(scene: &Scene<'_>, node: usize) -> Option<Party> {
    let n = scene.tree.nodes.get(node)?;
    let mention = scene.cast.mentions.get(n.mention?)?;
    Some(Party { actor: mention.actor, span: n.span, node, inferred: None, strength: 1.0 })
}

/// "Rwandan Defence Forces" are forces of Rwanda.
fn names_inside(scene: &Scene<'_>, node: usize, found: &mut Vec<FoundRelation>) {
    let Some(own) = named(scene, node) else { return };
    let Some(actor) = scene.cast.actors.get(own.actor) else { return };
    for (inside, span, sentence) in &actor.inside {
        if *sentence != scene.sentence {
            continue;
        }
        let target = Party { actor: *inside, span: *span, node, inferred: None, strength: 1.0 };
        let (kind, confidence) = match (actor.kind, scene.kind(*inside)) {
            (ActorKind::GovernmentBody | ActorKind::ArmedForce, _) => ("body_of", 0.92),
            (ActorKind::IntergovernmentalOrganization, ActorKind::IntergovernmentalOrganization) => ("body_of", 0.9),
            (ActorKind::IntergovernmentalOrganization, ActorKind::State) => continue,
            (ActorKind::Company | ActorKind::Media | ActorKind::ResearchOrNgo | ActorKind::Party, ActorKind::State) => {
                continue;
            }
            (ActorKind::ArmedGroup, ActorKind::ArmedGroup) => ("part_of", 0.8),
            _ => continue,
        };
        found.push(relation(scene, own, target, kind, "name inside a name", node, confidence));
    }
}

/// "Mali's Defence Ministry", "the Russian Foreign Ministry", "Ministry of Defence of Ukraine".
fn owner_of_body(scene: &Scene<'_>, node: usize, found: &mut Vec<FoundRelation>) {
    let Some(own) = named(scene, node) else { return };
    let kind = scene.kind(own.actor);
    if scene.tree.nodes[node].upos == Upos::Adj || matches!(kind, ActorKind::State | ActorKind::Media) {
        return;
    }
    let relation_kind = match kind {
        ActorKind::GovernmentBody | ActorKind::ArmedForce => "body_of",
        ActorKind::PrivateMilitaryCompany
        | ActorKind::ArmedGroup
        | ActorKind::Party
        | ActorKind::Company
        | ActorKind::IntergovernmentalOrganization => "part_of",
        _ => return,
    };
    let tree = scene.tree;
    for child in tree.children_by(node, &[DepRel::NmodPoss, DepRel::Amod, DepRel::Compound]) {
        let Some(owner) = named(scene, child) else { continue };
        if !matches!(
            scene.kind(owner.actor),
            ActorKind::State | ActorKind::IntergovernmentalOrganization | ActorKind::ArmedGroup | ActorKind::Party
        ) {
            continue;
        }
        let possessive = tree.nodes[child].relation == DepRel::NmodPoss;
        let close =
            matches!(kind, ActorKind::GovernmentBody | ActorKind::ArmedForce | ActorKind::PrivateMilitaryCompany);
        if possessive || close || scene.form(child) == Some(NameForm::Adjective) {
            found.push(relation(
                scene,
                own,
                owner,
                relation_kind,
                "owner of a body",
                child,
                if close { 0.85 } else { 0.62 },
            ));
        }
    }
    // "its Wagner group"
    for child in tree.children_by(node, &[DepRel::NmodPoss]) {
        if tree.nodes[child].mention.is_none()
            && matches!(kind, ActorKind::PrivateMilitaryCompany | ActorKind::ArmedForce | ActorKind::GovernmentBody)
        {
            for owner in scene.parties(child) {
                if matches!(scene.kind(owner.actor), ActorKind::State | ActorKind::IntergovernmentalOrganization) {
                    found.push(relation(scene, own, owner, relation_kind, "owner of a body", node, 0.8));
                }
            }
        }
    }
}

/// "Russian President Vladimir Putin", "NATO Secretary General Jens Stoltenberg", "the Russian ambassador to Mali, X".
fn title_before(scene: &Scene<'_>, node: usize, found: &mut Vec<FoundRelation>) {
    let tree = scene.tree;
    let Some(person) = named(scene, node).filter(|p| scene.kind(p.actor) == ActorKind::Person) else { return };
    let Some(mention) = tree.nodes[node].mention.and_then(|m| scene.cast.mentions.get(m)) else { return };
    let member = matches!(mention.title_words.as_str(), "member" | "delegate" | "official" | "officer");
    if mention.title.is_none() || !mention.office && !member {
        return;
    }
    // Words before the title: an actor next to it, or "'s" and an actor, or a pronoun.
    let title_start = mention.title.as_ref().map_or(mention.tokens.start, |t| t.start);
    let Some(first) = tree.nodes.iter().position(|n| n.tokens.end > title_start) else { return };
    let mut back = first;
    let mut steps = 0;
    let mut owner: Option<Party> = None;
    while back > 0 && steps < 5 {
        back -= 1;
        steps += 1;
        let word = &tree.nodes[back];
        if let Some(party) = named(scene, back) {
            if scene.kind(party.actor) != ActorKind::Person {
                owner = Some(party);
            }
            break;
        }
        if matches!(word.lower.as_str(), "its" | "his" | "their" | "her") {
            owner = scene.parties(back).into_iter().find(|p| scene.kind(p.actor) != ActorKind::Person);
            break;
        }
        if matches!(word.upos, Upos::Verb | Upos::Aux | Upos::Adp | Upos::Cconj | Upos::Sconj | Upos::Pron)
            || word.lower == ","
            || word.lower == "."
            || word.lower == "\""
        {
            break;
        }
    }
    // "president of Niger Mohamed Bazoum": inside the title's phrase.
    if owner.is_none() {
        owner = scene
            .behind(node, &["of"])
            .into_iter()
            .find_map(|n| named(scene, n))
            .filter(|p| scene.kind(p.actor) != ActorKind::Person);
    }
    let words = mention.title_words.as_str();
    if let Some(owner) = owner {
        if member && (scene.kind(owner.actor) == ActorKind::State || words != "member") {
            return;
        }
        let kind = if member {
            "member_of"
        } else if words.ends_with("leader") || words.ends_with("chief") && scene.kind(owner.actor) != ActorKind::State {
            "leads"
        } else {
            "office_holder_of"
        };
        found.push(relation(scene, person, owner, kind, "title before a name", node, 0.93));
    } else if let Some(state) = unnamed_state(scene, person.actor) {
        let party =
            Party { actor: state, span: tree.nodes[node].span, node, inferred: Some(scene.sentence), strength: 0.8 };
        found.push(relation(scene, person, party, "office_holder_of", "office of a well-known person", node, 0.8));
    } else if let Some(state) = unnamed_office(scene, person, words) {
        let party =
            Party { actor: state, span: tree.nodes[node].span, node, inferred: Some(scene.sentence), strength: 0.75 };
        found.push(relation(scene, person, party, "office_holder_of", "office of the state it is about", node, 0.75));
    } else if words.ends_with("secretary of state") || words.contains("secretary of defense") {
        // An office that only one state has.
        if let Some(state) = scene.cast.actors.iter().position(|a| a.name == "United States") {
            let party =
                Party { actor: state, span: tree.nodes[first].span, node: first, inferred: None, strength: 0.95 };
            found.push(relation(scene, person, party, "office_holder_of", "office of one state", node, 0.85));
        }
    }
}

/// "the Russian ambassador to Mali NAME": an envoy of the first, whatever country he is sent to.
fn ambassador(scene: &Scene<'_>, node: usize, found: &mut Vec<FoundRelation>) {
    let tree = scene.tree;
    let Some(person) = named(scene, node).filter(|p| scene.kind(p.actor) == ActorKind::Person) else { return };
    let Some(post) = node.checked_sub(3) else { return };
    let envoy = matches!(tree.lemma(post), "ambassador" | "envoy" | "representative" | "delegate" | "consul")
        && tree.lower(post + 1) == "to"
        && tree.nodes[post + 2].mention.is_some();
    if !envoy {
        return;
    }
    let owner = (post.saturating_sub(3)..post).rev().find_map(|i| named(scene, i));
    if let Some(owner) = owner.filter(|o| scene.kind(o.actor) != ActorKind::Person) {
        found.push(relation(scene, person, owner, "office_holder_of", "title before a name", node, 0.9));
    }
}

/// "the alliance groups A, B and C", "this alliance saw A, B and C pledge mutual defence": its members.
fn gathers(scene: &Scene<'_>, verb: usize, found: &mut Vec<FoundRelation>) {
    let tree = scene.tree;
    let lemma = tree.lemma(verb);
    if tree.nodes[verb].upos != Upos::Verb
        || !matches!(lemma, "group" | "unite" | "comprise" | "include" | "gather" | "link" | "see" | "bring" | "join")
        || tree.is_passive(verb)
        || lemma == "bring" && !(verb + 1..verb + 8).any(|i| tree.lower(i) == "together")
    {
        return;
    }
    let body = |p: &Party| scene.kind(p.actor) == ActorKind::IntergovernmentalOrganization;
    let Some(alliance) = scene.subject(verb).into_iter().find(body) else { return };
    let mut members: Vec<Party> = scene.object_nodes(verb).into_iter().flat_map(|n| scene.parties(n)).collect();
    for below in tree.children_by(verb, &[DepRel::Ccomp, DepRel::Xcomp]) {
        members.extend(tree.children_by(below, &[DepRel::Nsubj]).flat_map(|n| scene.parties(n)));
    }
    members.retain(|m| scene.kind(m.actor) == ActorKind::State && m.inferred.is_none());
    if members.len() < 2 || commitment(tree, verb, scene.lexicon).denied {
        return;
    }
    for member in members {
        found.push(relation(scene, member, alliance, "member_of", "members of an alliance", verb, 0.8));
    }
}

/// "Ali Lamine Zeine, the Nigerien prime minister"; "its president, Andrzej Duda"; "Wagner, a Russian company";
/// "JNIM, a Sahel affiliate of al-Qaeda"; "SAMIM, the mission of the SADC".
fn described(scene: &Scene<'_>, found: &mut Vec<FoundRelation>) {
    let tree = scene.tree;
    for apposition in appositions(tree, scene.cast, scene.lexicon) {
        let Some(own) = named(scene, apposition.name) else { continue };
        let mut owners: Vec<Party> = Vec::new();
        for &owner in &apposition.owners {
            if tree.lower(owner) == "whose" {
                owners.extend(whose(tree, scene.cast, owner).and_then(|n| named(scene, n)));
            } else {
                // "his defence minister": of the state whose office he holds; "his Russian counterpart" is Russia's.
                let elsewhere = apposition
                    .owners
                    .iter()
                    .any(|o| named(scene, *o).is_some_and(|p| scene.kind(p.actor) == ActorKind::State));
                let of_person = |p: Party| match scene.antecedents.office_of(p.actor) {
                    Some(state) if scene.kind(p.actor) == ActorKind::Person && !elsewhere => {
                        Party { actor: state, strength: p.strength * 0.9, inferred: Some(scene.sentence), ..p }
                    }
                    _ => p,
                };
                owners.extend(scene.parties(owner).into_iter().map(of_person));
                owners.extend(named(scene, owner));
            }
        }
        let mut complements: Vec<(String, Party)> = Vec::new();
        for (preposition, node) in &apposition.complements {
            complements.extend(scene.parties(*node).into_iter().map(|p| (preposition.clone(), p)));
        }
        descriptions(scene, own, apposition.head, &owners, &complements, "apposition", found);
    }
}

/// "Alison Pargeter of King's College London".
fn affiliated(scene: &Scene<'_>, node: usize, found: &mut Vec<FoundRelation>) {
    let tree = scene.tree;
    let Some(person) = named(scene, node).filter(|p| scene.kind(p.actor) == ActorKind::Person) else { return };
    if !matches!(tree.lower(node + 1), "of" | "at" | "from" | "with") {
        return;
    }
    let behind = (node + 2..(node + 5).min(tree.nodes.len())).find(|i| tree.nodes[*i].mention.is_some());
    let Some(body) = behind.and_then(|n| named(scene, n)) else { return };
    if matches!(
        scene.kind(body.actor),
        ActorKind::ResearchOrNgo
            | ActorKind::Company
            | ActorKind::GovernmentBody
            | ActorKind::IntergovernmentalOrganization
    ) {
        found.push(relation(scene, person, body, "office_holder_of", "name of a body behind", node, 0.8));
    }
}

/// "X is the president of Y", "X is a member of Y", "X, who leads Y" (the verb has its own rule).
fn copula(scene: &Scene<'_>, node: usize, found: &mut Vec<FoundRelation>) {
    let tree = scene.tree;
    if tree.nodes[node].upos != Upos::Noun || tree.nodes[node].mention.is_some() {
        return;
    }
    let has_copula = tree.children_by(node, &[DepRel::Cop]).next().is_some();
    let as_role = tree.preposition(node).as_deref() == Some("as")
        && matches!(tree.nodes[node].relation, DepRel::Obl | DepRel::Xcomp);
    if !has_copula && !as_role {
        return;
    }
    let said = commitment(tree, node, scene.lexicon);
    if said.denied {
        return;
    }
    let subjects: Vec<Party> = if has_copula {
        tree.children_by(node, &[DepRel::Nsubj])
            .flat_map(|s| {
                if matches!(tree.lower(s), "who" | "which" | "that") {
                    tree.nodes[node].head.map(|h| scene.parties(h)).unwrap_or_default()
                } else {
                    scene.parties(s)
                }
            })
            .collect()
    } else {
        // "developed the corps as a rival": the corps is one; "serves as a member": whoever serves.
        let objects = tree.nodes[node].head.map(|v| scene.object_nodes(v)).unwrap_or_default();
        if objects.is_empty() {
            tree.nodes[node].head.map(|v| scene.subject(v)).unwrap_or_default()
        } else {
            objects.into_iter().flat_map(|n| scene.parties(n)).collect()
        }
    };
    let owners = scene.owners(node);
    let mut complements: Vec<(String, Party)> = Vec::new();
    for behind in scene.behind(node, &["of", "at", "with", "for", "from", "in", "to"]) {
        let preposition = tree.preposition(behind).unwrap_or_default();
        complements.extend(scene.parties(behind).into_iter().map(|p| (preposition.clone(), p)));
    }
    for subject in subjects {
        descriptions(scene, subject, node, &owners, &complements, "copula", found);
    }
}

/// What the noun at `description` says of `own`, given who owns the noun and what stands behind it.
fn descriptions(
    scene: &Scene<'_>,
    own: Party,
    description: usize,
    owners: &[Party],
    complements: &[(String, Party)],
    rule: &'static str,
    found: &mut Vec<FoundRelation>,
) {
    let tree = scene.tree;
    let kind = scene.kind(own.actor);
    let lemma = tree.lemma(description);
    if kind == ActorKind::Person {
        office_of(scene, own, description, owners, complements, rule, found);
        return;
    }
    // "a Sahel affiliate of al-Qaeda", "a subsidiary of X", "NATO's mission"
    if let Some(role) = scene.lexicon.roles.get(lemma) {
        let mut others: Vec<Party> =
            complements.iter().filter(|(p, _)| role.prepositions.contains(p)).map(|(_, party)| *party).collect();
        if others.is_empty() || role.class != RelationClass::Structure {
            others.extend(owners.iter().copied());
        }
        let body = matches!(
            kind,
            ActorKind::GovernmentBody
                | ActorKind::ArmedForce
                | ActorKind::ArmedGroup
                | ActorKind::IntergovernmentalOrganization
                | ActorKind::PrivateMilitaryCompany
                | ActorKind::Company
                | ActorKind::ResearchOrNgo
        );
        let mut any = false;
        for other in others {
            let only_bodies = role.class == RelationClass::Structure
                && !body
                && !(role.kind == "member_of" && kind == ActorKind::State);
            if other.actor == own.actor
                || only_bodies
                || role.kind == "member_of" && scene.kind(other.actor) == ActorKind::State
            {
                continue;
            }
            any = true;
            let mut statement = relation(scene, own, other, &role.kind, rule, description, 0.85);
            statement.class = role.class;
            statement.commitment = commitment(scene.tree, description, scene.lexicon);
            found.push(statement);
        }
        if any {
            return;
        }
    }
    // "Wagner, a Russian paramilitary organisation"; "Norinco, a Chinese company"
    let describes_body = scene.lexicon.type_nouns.contains_key(lemma)
        || scene.lexicon.type_nouns.contains_key(tree.lower(description))
        || scene.is_agent(description);
    if describes_body && !matches!(kind, ActorKind::State | ActorKind::Media) {
        for owner in owners {
            if owner.actor != own.actor
                && matches!(
                    scene.kind(owner.actor),
                    ActorKind::State | ActorKind::IntergovernmentalOrganization | ActorKind::ArmedGroup
                )
            {
                let made = tree.lower(owner.node + 1) == "-";
                let kind = if matches!(kind, ActorKind::GovernmentBody | ActorKind::ArmedForce) {
                    "body_of"
                } else {
                    "part_of"
                };
                // "a private Turkish company": where it is at home, and no more.
                let national = kind == "part_of"
                    && scene.kind(owner.actor) == ActorKind::State
                    && scene.form(owner.node) == Some(NameForm::Adjective);
                let rule = if national { Origin::NATIONALITY } else { rule };
                if !made {
                    found.push(relation(scene, own, *owner, kind, rule, description, 0.78));
                }
            }
        }
    }
}

/// A person's office or post.
fn office_of(
    scene: &Scene<'_>,
    own: Party,
    description: usize,
    owners: &[Party],
    complements: &[(String, Party)],
    rule: &'static str,
    found: &mut Vec<FoundRelation>,
) {
    if !is_office(scene, description) {
        return;
    }
    let tree = scene.tree;
    let lemma = tree.lemma(description);
    let former = tree
        .children_by(description, &[DepRel::Amod])
        .any(|a| matches!(tree.lower(a), "former" | "late" | "ex" | "ousted" | "exiled"));
    let mut bodies: Vec<Party> = owners.to_vec();
    for (preposition, party) in complements {
        let post = matches!(preposition.as_str(), "of" | "at" | "with" | "for" | "from")
            || preposition == "to" && scene.kind(party.actor) == ActorKind::IntergovernmentalOrganization;
        if post && !bodies.iter().any(|b| b.actor == party.actor) {
            bodies.push(*party);
        }
    }
    // "a Libya specialist at King's College": the institution, not the subject.
    if matches!(
        lemma,
        "analyst"
            | "expert"
            | "specialist"
            | "researcher"
            | "fellow"
            | "professor"
            | "lecturer"
            | "scholar"
            | "historian"
            | "economist"
            | "journalist"
            | "correspondent"
            | "scientist"
            | "editor"
            | "veteran"
            | "politician"
            | "consultant"
    ) {
        bodies.retain(|o| {
            matches!(
                scene.kind(o.actor),
                ActorKind::ResearchOrNgo
                    | ActorKind::Company
                    | ActorKind::GovernmentBody
                    | ActorKind::IntergovernmentalOrganization
                    | ActorKind::Other
            )
        });
    }
    for body in bodies {
        if body.actor == own.actor || scene.kind(body.actor) == ActorKind::Person {
            continue;
        }
        let kind = if matches!(lemma, "leader" | "commander" | "founder" | "chief" | "boss")
            && scene.kind(body.actor) != ActorKind::State
        {
            "leads"
        } else {
            "office_holder_of"
        };
        let mut statement = relation(scene, own, body, kind, rule, description, 0.88);
        statement.commitment.ended = former;
        found.push(statement);
    }
}

/// "Mali's foreign minister met his Russian counterpart, Sergey Lavrov".
fn counterpart(scene: &Scene<'_>, node: usize, found: &mut Vec<FoundRelation>) {
    let tree = scene.tree;
    if tree.lemma(node) != "counterpart" {
        return;
    }
    let Some(state) = tree.children_by(node, &[DepRel::Amod, DepRel::Compound]).find_map(|c| named(scene, c)) else {
        return;
    };
    let after = (node + 1..(node + 4).min(tree.nodes.len()))
        .find_map(|i| named(scene, i))
        .filter(|p| scene.kind(p.actor) == ActorKind::Person);
    if let Some(person) = after {
        found.push(relation(scene, person, state, "office_holder_of", "counterpart", node, 0.85));
    }
}

/// Rows of names that say whose they are: "Vladimir Putin's Russia", "Kenya-led mission", "al-Qaeda-linked JNIM".
fn between_names(scene: &Scene<'_>, found: &mut Vec<FoundRelation>) {
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
