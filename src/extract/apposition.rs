//! Descriptions set beside a name: "Wagner, a Russian company", "its president, Andrzej Duda", "the spokesman of X, Y".
//! Read by the order of words, which trees of long sentences often get wrong.

use super::cast::Cast;
use super::language::{DepRel, Upos};
use super::lexicon::{Lexicon, NameForm};
use super::tree::Tree;

/// A name and the noun that describes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Apposition {
    /// Node of the name.
    pub name: usize,
    /// Node of the describing noun.
    pub head: usize,
    /// Nodes before the noun that can own what it says: names and "its", "whose".
    pub owners: Vec<usize>,
    /// Preposition and noun behind: "of the Armed Forces".
    pub complements: Vec<(String, usize)>,
}

/// All of them in one sentence.
pub(crate) fn appositions(tree: &Tree, cast: &Cast, lexicon: &Lexicon) -> Vec<Apposition> {
    let mut found = Vec::new();
    for node in 0..tree.nodes.len() {
        if tree.nodes[node].mention.is_none() || form(tree, cast, node) == Some(NameForm::Adjective) {
            continue;
        }
        if matches!(tree.lower(node + 1), "," | "(" | "–" | "—") {
            found.extend(after(tree, cast, node));
        }
        if node >= 2 && matches!(tree.lower(node - 1), "," | "–" | "—") {
            found.extend(before(tree, cast, node, node - 2));
        }
        // "the Libyan strongman Khalifa Haftar", "the drone maker Baykar", "the rebel group M23"
        if node >= 1 && tree.nodes[node - 1].upos == Upos::Noun && tree.nodes[node - 1].mention.is_none() {
            found.extend(before(tree, cast, node, node - 1));
        }
    }
    // Only nouns that can describe an actor: "in this context, Tehran" describes nobody.
    let describes = |head: usize| {
        let (lower, lemma) = (tree.lower(head), tree.lemma(head));
        let office = |o: &Vec<String>| o.last().is_some_and(|last| last == lower || last == lemma);
        lexicon.type_nouns.contains_key(lower)
            || lexicon.type_nouns.contains_key(lemma)
            || lexicon.roles.contains_key(lemma)
            || lexicon.anaphors.contains_key(lower)
            || lexicon.is("agent", lemma)
            || lexicon.offices.iter().any(office)
            || lexicon.ranks.iter().any(office)
            || lexicon.is("post", lemma)
            || lower == "number" && head > 0 && tree.lower(head - 1) == "opposite"
    };
    found.retain(|a: &Apposition| describes(a.head));
    found
}

fn form(tree: &Tree, cast: &Cast, node: usize) -> Option<NameForm> {
    Some(cast.mentions.get(tree.nodes.get(node)?.mention?)?.form)
}

fn is_possessive(word: &str) -> bool {
    matches!(word, "'s" | "’s" | "'" | "’")
}

/// Whether a word can stand inside a noun phrase before its head.
fn inside_phrase(tree: &Tree, at: usize) -> bool {
    let node = &tree.nodes[at];
    matches!(node.upos, Upos::Adj | Upos::Noun | Upos::Num | Upos::Det | Upos::Propn | Upos::Adv)
        || node.mention.is_some()
        || is_possessive(&node.lower)
        || node.lower == "-"
        || matches!(
            node.lower.as_str(),
            "its"
                | "his"
                | "her"
                | "their"
                | "whose"
                | "the"
                | "a"
                | "an"
                | "ousted"
                | "exiled"
                | "self"
                | "known"
                | "based"
                | "armed"
                | "led"
                | "affiliated"
                | "linked"
                | "owned"
                | "elected"
                | "appointed"
                | "leading"
                | "ruling"
        )
        || node.upos == Upos::Verb
            && (node.lower.ends_with("ed") || node.lower.ends_with("ing"))
            && node.relation == DepRel::Amod
}

/// "NAME, the Nigerien prime minister", "NAME, commander of the Mozambique Armed Forces".
fn after(tree: &Tree, cast: &Cast, name: usize) -> Option<Apposition> {
    let start = after_adverbs(tree, name + 2);
    let mut owners = Vec::new();
    let mut head = None;
    let mut at = start;
    while at < tree.nodes.len() && at < start + 12 && inside_phrase(tree, at) {
        let node = &tree.nodes[at];
        if node.mention.is_some() {
            // "Egypt, Turkey and Qatar": a list, no description.
            let describes = form(tree, cast, at) == Some(NameForm::Adjective)
                || is_possessive(tree.lower(at + 1))
                || tree.nodes.get(at + 1).is_some_and(|n| matches!(n.upos, Upos::Noun | Upos::Adj))
                || tree.lower(at + 1) == "-";
            if !describes {
                break;
            }
            owners.push(at);
        } else if matches!(node.lower.as_str(), "its" | "his" | "her" | "their") {
            owners.push(at);
        } else if node.upos == Upos::Noun {
            head = Some(at);
        } else if node.upos == Upos::Det && at > start && head.is_some() {
            break;
        }
        at += 1;
    }
    let head = head?;
    // After the phrase comes its complement, or the end of the apposition.
    let mut complements = Vec::new();
    let mut next = head + 1;
    if tree.nodes.get(next).is_some_and(|n| n.upos == Upos::Adp) {
        complements = complements_from(tree, next);
    } else if !matches!(
        tree.lower(next),
        "," | "." | ")" | ";" | "" | "and" | "who" | "which" | "–" | "—" | ":" | "that" | "\""
    ) && !tree.nodes.get(next).is_some_and(|n| {
        n.upos == Upos::Verb
            && (n.lower.ends_with("ed")
                || n.lower.ends_with("ing")
                || n.lower == "run"
                || n.lower == "led"
                || n.lower == "known")
    }) {
        // A finite verb after it: the noun is the next clause's subject ("After X, the army left").
        return None;
    }
    next = start;
    let opens = tree.nodes.get(next)?;
    let clause_like = matches!(opens.upos, Upos::Verb | Upos::Aux | Upos::Pron | Upos::Sconj | Upos::Cconj | Upos::Adp);
    (!clause_like || matches!(opens.lower.as_str(), "its" | "his" | "her" | "their")).then_some(Apposition {
        name,
        head,
        owners,
        complements,
    })
}

/// Where a description begins behind what says when it held: "then", "at that time", "until last week".
fn after_adverbs(tree: &Tree, from: usize) -> usize {
    let lower = |i: usize| tree.lower(i);
    let end = match (lower(from), lower(from + 1), lower(from + 2)) {
        ("at", "that" | "the", "time" | "moment") => from + 3,
        ("until", "last" | "this", _) => from + 3,
        ("until", "then" | "recently" | "now" | "lately", _) => from + 2,
        ("then" | "now" | "once" | "formerly" | "currently" | "himself" | "herself" | "still" | "long", _, _) => {
            from + 1
        }
        _ => from,
    };
    if end > from && lower(end) == "," { end + 1 } else { end }
}

/// Preposition and noun pairs from `at` on, up to a comma or verb.
fn complements_from(tree: &Tree, at: usize) -> Vec<(String, usize)> {
    let mut found = Vec::new();
    let mut preposition: Option<String> = None;
    for i in at..(at + 14).min(tree.nodes.len()) {
        let node = &tree.nodes[i];
        if node.upos == Upos::Adp && node.mention.is_none() {
            preposition = Some(node.lower.clone());
            continue;
        }
        if matches!(node.upos, Upos::Verb | Upos::Aux | Upos::Sconj | Upos::Pron)
            || matches!(node.lower.as_str(), "," | "." | ";" | ")" | "who" | "which")
        {
            break;
        }
        let ends = node.mention.is_some() && !is_possessive(tree.lower(i + 1))
            || node.upos == Upos::Noun && !matches!(tree.nodes.get(i + 1).map(|n| n.upos), Some(Upos::Noun));
        if ends {
            if let Some(word) = &preposition {
                found.push((word.clone(), i));
            }
        }
    }
    found
}

/// "its president, NAME", "the spokesman of the council, NAME", "Ukraine's prime minister, NAME".
fn before(tree: &Tree, cast: &Cast, name: usize, last: usize) -> Option<Apposition> {
    // Walk back over "of the council" to the noun that carries it.
    let mut start = last;
    let mut steps = 0;
    loop {
        let node = tree.nodes.get(start)?;
        let of = matches!(node.lower.as_str(), "of" | "for" | "at" | "to");
        if !(inside_phrase(tree, start) || of) {
            start += 1;
            break;
        }
        if start == 0 || steps > 14 {
            break;
        }
        // "met Putin, the ...": a free name ends the phrase, unless it owns or modifies what follows.
        if node.mention.is_some()
            && start < last
            && form(tree, cast, start) != Some(NameForm::Adjective)
            && !is_possessive(tree.lower(start + 1))
            && !tree.nodes.get(start + 1).is_some_and(|n| matches!(n.upos, Upos::Noun | Upos::Adj | Upos::Propn))
            && start > 0
            && !matches!(tree.nodes[start - 1].upos, Upos::Adp | Upos::Det)
        {
            start += 1;
            break;
        }
        // A preposition is taken only between two nouns of the phrase.
        if of && !tree.nodes.get(start.checked_sub(1)?).is_some_and(|n| n.upos == Upos::Noun && n.mention.is_none()) {
            start += 1;
            break;
        }
        start -= 1;
        steps += 1;
    }
    let mut preposition = (start..=last).find(|i| matches!(tree.lower(*i), "of" | "for" | "at" | "to"));
    // "a response to Mali's leader, X": the noun next to the name is the one that describes it.
    let owned = |from: usize| {
        (from..last).any(|i| {
            is_possessive(tree.lower(i))
                || matches!(tree.lower(i), "its" | "his" | "their" | "the")
                || form(tree, cast, i) == Some(NameForm::Adjective)
        })
    };
    if let Some(at) = preposition
        .filter(|p| tree.nodes[last].upos == Upos::Noun && tree.nodes[last].mention.is_none() && owned(p + 1))
    {
        start = at + 1;
        preposition = None;
    }
    let stop = preposition.unwrap_or(last + 1);
    let head = (start..stop).rev().find(|i| tree.nodes[*i].upos == Upos::Noun && tree.nodes[*i].mention.is_none())?;
    if preposition.is_none() && head != last {
        return None;
    }
    let owners: Vec<usize> = (start..head)
        .filter(|i| {
            tree.nodes[*i].mention.is_some() || matches!(tree.lower(*i), "its" | "his" | "her" | "their" | "whose")
        })
        .collect();
    let complements = preposition.map(|p| complements_from(tree, p)).unwrap_or_default();
    let complements: Vec<(String, usize)> = complements.into_iter().filter(|(_, n)| *n < name).collect();
    let determined = (start..head)
        .any(|i| matches!(tree.nodes[i].upos, Upos::Det) || tree.nodes[i].relation == DepRel::NmodPoss)
        || !owners.is_empty()
        || last + 1 == name;
    determined.then_some(Apposition { name, head, owners, complements })
}

/// The name that "whose" at `node` stands for: the nearest free one before.
pub(crate) fn whose(tree: &Tree, cast: &Cast, node: usize) -> Option<usize> {
    (0..node)
        .rev()
        .take(6)
        .find(|i| tree.nodes[*i].mention.is_some() && form(tree, cast, *i) != Some(NameForm::Adjective))
}
