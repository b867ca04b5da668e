//! Who gives whom which security function: from things given, people sent, doings and the verbs that do them.

mod carriers;
mod forces;
mod given;
mod partners;
mod phrases;
mod surface;
mod things;
mod verbs;
mod words;

use crate::model::{ActorKind, SecurityFunction};

use super::factuality::Commitment;
use super::language::Upos;
use super::lexicon::FunctionRole;
use super::roles::{Party, Scene};
use super::statements::FoundProvision;
use forces::{carried, fighting_for, forces};
use partners::{allowing, turned_to};
use phrases::{hosting, named_with_helper};
use surface::described;
use things::noun;
use verbs::verb;
use words::function_words;

/// A word for a security function found in a sentence.
#[derive(Clone, Copy, Debug)]
struct Word {
    first: usize,
    head: usize,
    function: SecurityFunction,
    role: FunctionRole,
}

/// What was last given by whom, for "these drones were delivered" after "Turkish drones".
#[derive(Clone, Debug, Default)]
pub(crate) struct LastGiven {
    given: Vec<Given>,
    got: Option<(usize, usize)>,
}

/// Something that was given: what, by whom, in which sentence, and in which the giver was named.
#[derive(Clone, Copy, Debug)]
struct Given {
    function: SecurityFunction,
    giver: usize,
    sentence: usize,
    named: usize,
}

/// All provisions that one sentence states.
pub(crate) fn provisions(scene: &Scene<'_>, last: &mut LastGiven, found: &mut Vec<FoundProvision>) {
    let words = function_words(scene);
    for node in 0..scene.tree.nodes.len() {
        if scene.tree.nodes[node].upos == Upos::Verb {
            forces(scene, node, found);
            carried(scene, node, found);
            fighting_for(scene, node, found);
            turned_to(scene, &words, node, found);
            allowing(scene, node, found);
        }
        if matches!(scene.tree.nodes[node].upos, Upos::Verb | Upos::Aux) {
            hosting(scene, node, found);
        }
        named_with_helper(scene, node, found);
    }
    for word in &words {
        match word.role {
            FunctionRole::Verb => verb(scene, *word, last, found),
            _ => {
                noun(scene, *word, last, found);
                described(scene, *word, last, found);
            }
        }
    }
}

/// Words for security functions in a sentence: the node that they hang by, and the function.
pub(crate) fn function_places(scene: &Scene<'_>) -> Vec<(usize, SecurityFunction)> {
    function_words(scene).into_iter().map(|w| (w.head, w.function)).collect()
}

impl LastGiven {
    fn giver(&self, function: SecurityFunction, sentence: usize) -> Option<(usize, usize)> {
        let fits = |g: &&Given| g.function == function && g.sentence + 2 >= sentence;
        self.given.iter().rev().find(fits).map(|g| (g.giver, g.named))
    }
}

/// The actors that get something, by the phrase for them or its owner: "Malian soldiers", "Mali's fight".
fn recipients_of(scene: &Scene<'_>, node: usize) -> Vec<Party> {
    let direct = scene.parties(node);
    if !direct.is_empty() {
        return direct;
    }
    if !matches!(scene.tree.nodes[node].upos, Upos::Noun | Upos::Propn | Upos::Num | Upos::Pron | Upos::Det | Upos::Adj)
    {
        return Vec::new();
    }
    let mut found = scene.owners(node);
    // "trains some of its pilots"
    let tree = scene.tree;
    let some =
        matches!(tree.lemma(node), "some" | "part" | "half" | "many" | "thousand" | "hundred" | "dozen" | "most");
    if found.is_empty() && (some || tree.nodes[node].upos == Upos::Num) {
        found.extend(
            scene.behind(node, &["of"]).into_iter().filter(|n| *n > node).flat_map(|n| recipients_of(scene, n)),
        );
    }
    // "to the multinational mission in Haiti"
    let body = matches!(scene.tree.lemma(node), "mission" | "force" | "operation" | "contingent" | "army" | "police");
    if found.is_empty() && body {
        let there = scene.behind(node, &["in"]).into_iter().flat_map(|n| scene.parties_or_place(n));
        found.extend(there.filter(|p| scene.kind(p.actor) == ActorKind::State));
    }
    found
}

/// An actor that only the passage names.
fn by_context(scene: &Scene<'_>, node: usize, actor: usize, sentence: usize, strength: f64) -> Party {
    Party { actor, span: scene.tree.nodes[node].span, node, inferred: Some(sentence), strength }
}

/// Who gets what is sent to nobody named: the one who last got something, else the state the article is about.
fn context_getter(scene: &Scene<'_>, node: usize, last: &LastGiven, givers: &[Party]) -> Option<Party> {
    let free =
        |actor: usize| !givers.iter().any(|g| g.actor == actor || scene.antecedents.office_of(g.actor) == Some(actor));
    let recent = last.got.filter(|(actor, sentence)| *sentence == scene.sentence && free(*actor));
    // Then whose province or town the sentence names.
    let place = (0..scene.tree.nodes.len())
        .filter_map(|n| scene.state_of_place(n))
        .find(|p| free(p.actor))
        .map(|p| (p.actor, scene.sentence));
    let (actor, sentence) = recent
        .or(place)
        .or_else(|| scene.antecedents.principal(scene.cast, scene.sentence, &free).map(|p| (p, scene.sentence)))?;
    Some(by_context(scene, node, actor, sentence, 0.62))
}

#[allow(clippy::too_many_arguments)]
fn push(
    scene: &Scene<'_>,
    provider: Party,
    recipient: Party,
    function: SecurityFunction,
    said: Commitment,
    rule: &'static str,
    trigger: usize,
    confidence: f64,
    by_place: bool,
    found: &mut Vec<FoundProvision>,
) {
    let office = |p: Party| match scene.antecedents.office_of(p.actor) {
        Some(state) if scene.kind(p.actor) == ActorKind::Person => {
            Party { actor: state, strength: p.strength * 0.9, ..p }
        }
        _ => p,
    };
    let (provider, recipient) = (office(provider), office(recipient));
    let none = |p: &Party| matches!(scene.kind(p.actor), ActorKind::Media | ActorKind::ResearchOrNgo);
    if provider.actor == recipient.actor
        || none(&provider)
        || none(&recipient)
        || scene.kind(recipient.actor) == ActorKind::Company
    {
        return;
    }
    if provider.node == recipient.node && provider.inferred.is_none() && recipient.inferred.is_none() {
        return;
    }
    if scene.kind(provider.actor) == ActorKind::Person
        && matches!(function, SecurityFunction::Financing | SecurityFunction::Logistics)
        && confidence < 0.7
    {
        return;
    }
    found.push(FoundProvision {
        provider,
        recipient,
        function,
        commitment: said,
        rule,
        sentence: scene.sentence,
        trigger,
        confidence,
        by_place,
    });
}
