//! Walks an article's sentences in order and finds what each short form in them stands for.

use std::collections::{BTreeMap, BTreeSet};

use super::{Antecedent, Antecedents, Bonds, Context, Earlier};
use crate::extract::apposition::appositions;
use crate::extract::cast::Cast;
use crate::extract::language::{DepRel, Upos};
use crate::extract::lexicon::{Lexicon, NameForm};
use crate::extract::tree::Tree;
use crate::model::ActorKind;

/// Sentences further back than this are forgotten.
pub(super) const MEMORY: usize = 4;

/// Finds the antecedents of an article.
pub(crate) fn antecedents(
    trees: &[Tree],
    blocks: &[usize],
    cast: &Cast,
    lexicon: &Lexicon,
    bonds: &Bonds,
    about: &BTreeMap<usize, i64>,
) -> Antecedents {
    let offices = &bonds.offices;
    let mut found = Antecedents {
        offices: offices.clone(),
        blocks: blocks.to_vec(),
        alliances: bonds.alliances.clone(),
        missions: bonds.missions.clone(),
        ..Antecedents::default()
    };
    let mut earlier: Vec<Earlier> = Vec::new();
    let upheavals = upheavals(trees, cast);
    // How much the article is about each actor: by what is known of its statements, at first by mentions alone.
    let weight: Vec<i64> = (0..cast.actors.len())
        .map(|a| {
            about.get(&a).copied().unwrap_or_else(|| {
                i64::try_from(cast.mentions.iter().filter(|m| m.actor == a).count()).unwrap_or(0) * 10
            })
        })
        .collect();
    for (sentence, tree) in trees.iter().enumerate() {
        earlier.retain(|e| e.sentence + MEMORY >= sentence);
        // The noun beside a name stands for it: "M23, a movement backed by Rwanda".
        for apposition in appositions(tree, cast, lexicon) {
            let actor = tree.nodes[apposition.name].mention.and_then(|m| cast.mentions.get(m)).map(|m| m.actor);
            if let Some(actor) = actor {
                found
                    .by_node
                    .entry((sentence, apposition.head))
                    .or_insert_with(|| vec![Antecedent { actor, sentence, strength: 0.97 }]);
            }
        }
        for (noun, actor) in self_named(tree, cast) {
            found
                .by_node
                .entry((sentence, noun))
                .or_insert_with(|| vec![Antecedent { actor, sentence, strength: 0.97 }]);
        }
        for node in 0..tree.nodes.len() {
            if let Some(mention) = tree.nodes[node].mention.and_then(|m| cast.mentions.get(m)) {
                if mention.form == NameForm::Adjective || is_subject(tree, node) {
                    found.acting.extend(tree.nodes[node].mention);
                }
                earlier.push(Earlier {
                    actor: mention.actor,
                    sentence,
                    node,
                    subject: is_subject(tree, node)
                        && !(mention.form == NameForm::Adjective
                            && tree.nodes[node].head.is_some_and(|h| !lexicon.is("agent", tree.lemma(h)))),
                    place: is_locative(tree, node),
                    adjective: mention.form == NameForm::Adjective,
                    joined: tree.nodes[node].relation == DepRel::Conj
                        && tree.nodes[node].head.is_some_and(|h| tree.nodes[h].mention.is_some())
                        || tree.children_by(node, &[DepRel::Conj]).any(|c| tree.nodes[c].mention.is_some()),
                });
                continue;
            }
            let context = Context {
                tree,
                sentence,
                node,
                cast,
                lexicon,
                earlier: &earlier,
                weight: &weight,
                upheavals: &upheavals,
                offices,
                blocks,
                known: &found.by_node,
            };
            if let Some(force) = context.force(&bonds.forces) {
                found.forces.insert((sentence, node), force);
                found.by_node.insert((sentence, node), vec![force]);
                continue;
            }
            let stands_for = context.resolve();
            if !stands_for.is_empty() {
                let subject = is_subject(tree, node);
                for antecedent in &stands_for {
                    earlier.push(Earlier {
                        actor: antecedent.actor,
                        sentence,
                        node,
                        subject,
                        place: false,
                        adjective: false,
                        joined: false,
                    });
                }
                found.by_node.insert((sentence, node), stands_for);
            }
        }
    }
    found
}

/// "insurgents who call themselves NAME": the noun and whom it stands for.
fn self_named(tree: &Tree, cast: &Cast) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for verb in 1..tree.nodes.len() {
        if tree.lemma(verb) != "call" || !matches!(tree.lower(verb + 1), "themselves" | "itself" | "himself") {
            continue;
        }
        let named = (verb + 2..(verb + 5).min(tree.nodes.len()))
            .find_map(|i| tree.nodes[i].mention.and_then(|m| cast.mentions.get(m)));
        let noun =
            (0..verb).rev().take(5).find(|i| tree.nodes[*i].upos == Upos::Noun && tree.nodes[*i].mention.is_none());
        if let (Some(named), Some(noun)) = (named, noun) {
            found.push((noun, named.actor));
        }
    }
    found
}

pub(super) fn is_subject(tree: &Tree, node: usize) -> bool {
    let mut at = node;
    for _ in 0..4 {
        match tree.nodes[at].relation {
            DepRel::Nsubj | DepRel::NsubjPass | DepRel::NsubjOuter => return true,
            DepRel::Amod
            | DepRel::Compound
            | DepRel::NmodPoss
            | DepRel::Conj
            | DepRel::NmodDesc
            | DepRel::Flat
            | DepRel::Nmod => {
                // "the ministers of the three countries" acts for them; "warnings from Algeria" does not make it the subject.
                if tree.nodes[at].relation == DepRel::Nmod && tree.preposition(at).as_deref() != Some("of") {
                    return false;
                }
                match tree.nodes[at].head {
                    Some(head) => at = head,
                    None => return false,
                }
            }
            _ => return false,
        }
    }
    false
}

fn is_locative(tree: &Tree, node: usize) -> bool {
    matches!(
        tree.preposition(node).as_deref(),
        Some("in" | "at" | "near" | "across" | "inside" | "into" | "outside" | "throughout" | "within" | "around")
    )
}

/// States in which the text tells of a coup: theirs are "the junta" and "the new government".
fn upheavals(trees: &[Tree], cast: &Cast) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    for tree in trees {
        let state = |node: usize| {
            let mention = tree.nodes[node].mention.and_then(|m| cast.mentions.get(m))?;
            (cast.actors.get(mention.actor)?.kind == ActorKind::State).then_some(mention.actor)
        };
        for node in 0..tree.nodes.len() {
            let seized = tree.lemma(node) == "power"
                && (node.saturating_sub(2)..node).any(|n| matches!(tree.lemma(n), "take" | "seize" | "grab"));
            if !seized && !matches!(tree.lemma(node), "coup" | "junta" | "putsch") {
                continue;
            }
            let beside = (node.saturating_sub(3)..node).rev().find_map(state);
            let within = (node + 1..(node + 3).min(tree.nodes.len()))
                .find(|n| tree.lower(*n) == "in")
                .and_then(|n| (n + 1 < tree.nodes.len()).then(|| state(n + 1)).flatten());
            found.extend(beside.or(within).or_else(|| (0..node).find_map(state)));
        }
    }
    found
}
