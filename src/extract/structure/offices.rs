//! Persons and their offices: "Russian President Vladimir Putin", "the ambassador to Mali", "his Russian counterpart".

use super::{named, relation};
use crate::extract::language::{DepRel, Upos};
use crate::extract::roles::{Party, Scene};
use crate::extract::statements::FoundRelation;
use crate::model::ActorKind;

/// Nouns of office that make a person an office-holder.
fn is_office(scene: &Scene<'_>, node: usize) -> bool {
    let lower = scene.tree.lower(node);
    let singular = scene.tree.lemma(node);
    scene.lexicon.offices.iter().any(|o| o.last().is_some_and(|last| last == lower || last == singular))
        || scene.lexicon.is("post", singular)
        || lower == "number" && node > 0 && scene.tree.lower(node - 1) == "opposite"
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
    scene.antecedents.principal(scene.cast, scene.sentence, &state)
}

/// Whether a sentence names a state other than `home`: "President NAME" may then be of that one.
fn names_another_state(scene: &Scene<'_>, home: usize) -> bool {
    let other = |actor: usize| actor != home && scene.kind(actor) == ActorKind::State;
    scene.cast.of_sentence(scene.sentence).any(|(_, m)| other(m.actor))
}

/// "Russian President Vladimir Putin", "NATO Secretary General Jens Stoltenberg", "the Russian ambassador to Mali, X".
pub(super) fn title_before(scene: &Scene<'_>, node: usize, found: &mut Vec<FoundRelation>) {
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
    } else if let Some(state) = unnamed_office(scene, person, words).filter(|home| !names_another_state(scene, *home)) {
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
pub(super) fn ambassador(scene: &Scene<'_>, node: usize, found: &mut Vec<FoundRelation>) {
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

/// A person's office or post.
pub(super) fn office_of(
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
    // "Billy Joseph, the defence minister": of the state that the passage is about.
    if bodies.is_empty() && !former {
        let seat = complements.iter().find(|(p, c)| p == "in" && scene.kind(c.actor) == ActorKind::State);
        let home = seat
            .map(|(_, c)| c.actor)
            .or_else(|| unnamed_state(scene, own.actor))
            .or_else(|| unnamed_office(scene, own, &office_words(scene, description)));
        bodies.extend(home.map(|state| Party {
            actor: state,
            span: tree.nodes[description].span,
            node: description,
            inferred: Some(scene.sentence),
            strength: 0.75,
        }));
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

/// "Narendra Modi's government", "the regime of Min Aung Hlaing": he holds the state's office.
pub(super) fn government_of(scene: &Scene<'_>, node: usize, found: &mut Vec<FoundRelation>) {
    let tree = scene.tree;
    if !matches!(tree.lemma(node), "government" | "cabinet" | "regime" | "administration" | "presidency") {
        return;
    }
    let before = tree.children_by(node, &[DepRel::NmodPoss, DepRel::Compound, DepRel::NmodDesc]);
    let behind = scene.behind(node, &["of"]);
    let person =
        before.chain(behind).find_map(|n| named(scene, n)).filter(|p| scene.kind(p.actor) == ActorKind::Person);
    let Some(person) = person else { return };
    let owner = tree
        .children_by(node, &[DepRel::Amod])
        .find_map(|n| named(scene, n))
        .filter(|p| scene.kind(p.actor) == ActorKind::State)
        .map(|p| p.actor);
    let state =
        owner.or_else(|| unnamed_state(scene, person.actor)).or_else(|| unnamed_office(scene, person, "president"));
    if let Some(state) = state {
        let party =
            Party { actor: state, span: tree.nodes[node].span, node, inferred: Some(scene.sentence), strength: 0.8 };
        found.push(relation(scene, person, party, "office_holder_of", "government of a person", node, 0.8));
    }
}

/// The noun of an office with the word before it: "defence minister".
fn office_words(scene: &Scene<'_>, noun: usize) -> String {
    let tree = scene.tree;
    let before = tree.children_by(noun, &[DepRel::Compound, DepRel::Amod]).filter(|c| c + 1 == noun).last();
    before.map_or_else(|| tree.lemma(noun).to_owned(), |b| format!("{} {}", tree.lower(b), tree.lemma(noun)))
}

/// "Mali's foreign minister met his Russian counterpart, Sergey Lavrov", "his British opposite number, John Healey".
pub(super) fn counterpart(scene: &Scene<'_>, node: usize, found: &mut Vec<FoundRelation>) {
    let tree = scene.tree;
    let opposite = tree.lemma(node) == "number" && node > 0 && tree.lower(node - 1) == "opposite";
    if !matches!(tree.lemma(node), "counterpart" | "colleague") && !opposite {
        return;
    }
    let Some(state) = tree.children_by(node, &[DepRel::Amod, DepRel::Compound]).find_map(|c| named(scene, c)) else {
        return;
    };
    let person_at = |i: usize| named(scene, i).filter(|p| scene.kind(p.actor) == ActorKind::Person);
    let after = (node + 1..(node + 4).min(tree.nodes.len())).find_map(person_at);
    // "Antti Häkkänen, his Finnish colleague"
    let comma = (node.saturating_sub(5)..node).rev().find(|i| tree.lower(*i) == ",");
    let before = comma
        .filter(|c| matches!(tree.lower(c + 1), "his" | "her" | "its" | "their" | "the"))
        .and_then(|c| c.checked_sub(1))
        .and_then(person_at);
    if let Some(person) = before.or(after) {
        found.push(relation(scene, person, state, "office_holder_of", "counterpart", node, 0.85));
    }
}
