//! What stands right behind a thing given, by order of words: "cutters handed down by the US Coast Guard", "the fighters that
//! Moscow sold to Caracas". For long sentences whose tree went wrong.

use super::{LastGiven, Word, context_getter, push};
use crate::extract::factuality::Commitment;
use crate::extract::language::{DepRel, Upos};
use crate::extract::lemmas;
use crate::extract::lexicon::{FunctionRole, NameForm};
use crate::extract::roles::{Party, Scene};
use crate::extract::statements::FoundProvision;

/// Who gave a thing, as the words right behind it say.
pub(super) fn described(scene: &Scene<'_>, word: Word, last: &LastGiven, found: &mut Vec<FoundProvision>) {
    if word.role != FunctionRole::Thing {
        return;
    }
    let said = Commitment::default();
    let participle = by_participle(scene, word.head);
    let open = participle.is_some();
    let Some((givers, mut getters)) = participle.or_else(|| by_clause(scene, word.head)) else { return };
    if getters.is_empty() {
        getters = owners(scene, word.head);
        getters.retain(|g| !givers.iter().any(|p| p.actor == g.actor));
    }
    if getters.is_empty() {
        getters.extend(wielder(scene, word.head, &givers));
    }
    // Without a participle the words before it say for whom, and the tree knows them better.
    if getters.is_empty() && open {
        getters.extend(context_getter(scene, word.head, last, &givers));
    }
    for giver in &givers {
        for getter in &getters {
            push(scene, *giver, *getter, word.function, said, "described by its giver", word.head, 0.56, false, found);
        }
    }
}

/// "its three cutters": whose they are by a word before them, and no maker's.
fn owners(scene: &Scene<'_>, thing: usize) -> Vec<Party> {
    let owners = scene.tree.children_by(thing, &[DepRel::NmodPoss]).flat_map(|n| scene.parties(n));
    owners.collect()
}

/// Whoever acts in the sentence's verb and has or uses the thing.
fn wielder(scene: &Scene<'_>, thing: usize, givers: &[Party]) -> Vec<Party> {
    let tree = scene.tree;
    let uses = (0..thing).rev().find(|n| tree.nodes[*n].upos == Upos::Verb).filter(|v| {
        matches!(
            tree.lemma(*v),
            "patrol"
                | "have"
                | "own"
                | "possess"
                | "fly"
                | "operate"
                | "field"
                | "use"
                | "fire"
                | "launch"
                | "sail"
                | "drive"
                | "deploy"
                | "show"
                | "parade"
                | "display"
                | "include"
                | "receive"
                | "lose"
                | "fight"
        )
    });
    let users = uses.map(|v| scene.subject(v)).unwrap_or_default();
    users.into_iter().filter(|u| !givers.iter().any(|g| g.actor == u.actor)).collect()
}

/// A verb in the past that gives or gets a thing, and whether it gives.
fn carries(scene: &Scene<'_>, at: usize) -> Option<bool> {
    let lower = scene.tree.lower(at);
    let lemma = lemmas::verb(lower);
    let gives = matches!(
        lemma.as_str(),
        "sell"
            | "give"
            | "donate"
            | "supply"
            | "provide"
            | "deliver"
            | "hand"
            | "lend"
            | "send"
            | "ship"
            | "gift"
            | "grant"
            | "promise"
            | "pledge"
            | "furnish"
            | "finance"
            | "lease"
            | "loan"
            | "transfer"
            | "bequeath"
            | "fly"
    );
    let gets = matches!(
        lemma.as_str(),
        "buy" | "purchase" | "procure" | "acquire" | "order" | "obtain" | "import" | "receive" | "rent" | "borrow"
    );
    // "sells" and "buying" lead elsewhere.
    let past = lower != lemma && !lower.ends_with("ing") && !lower.ends_with('s');
    (past && (gives || gets)).then_some(gives)
}

/// Who gives and who gets, as far as they are named.
type Sides = (Vec<Party>, Vec<Party>);

/// "handed down by the US", "given to Mali by China", "bought from Israel".
fn by_participle(scene: &Scene<'_>, thing: usize) -> Option<Sides> {
    let tree = scene.tree;
    let at = (thing + 1..thing + 3).find(|n| carries(scene, *n).is_some())?;
    let beside =
        at == thing + 1 || tree.nodes[at - 1].upos == Upos::Adv || matches!(tree.lower(at - 1), "," | "recently");
    if !beside {
        return None;
    }
    let gives = carries(scene, at)?;
    let (from, to) = (phrase(scene, at, if gives { &["by"] } else { &["from"] }), phrase(scene, at, &["to", "for"]));
    let (from, to) = if gives { (from, to) } else { (from, phrase(scene, at, &["by", "for"])) };
    (!from.is_empty()).then_some((from, to))
}

/// "that Moscow sold to Caracas", "India bought from Israel".
fn by_clause(scene: &Scene<'_>, thing: usize) -> Option<Sides> {
    let tree = scene.tree;
    let mut at = thing + 1;
    if tree.lower(at) == "," && matches!(tree.lower(at + 1), "which" | "that") {
        at += 1;
    }
    let relative = matches!(tree.lower(at), "that" | "which");
    at += usize::from(relative);
    at += usize::from(tree.lower(at) == "the");
    let actor = tree.nodes.get(at).filter(|n| n.mention.is_some()).map(|_| at)?;
    if scene.form(actor) == Some(NameForm::Adjective) {
        return None;
    }
    let mut verb = actor + 1;
    while matches!(tree.lower(verb), "has" | "had" | "have" | "once" | "recently" | "already" | "itself" | "earlier") {
        verb += 1;
    }
    let gives = carries(scene, verb)?;
    let subject = scene.actors_at(actor);
    if gives {
        return Some((subject, phrase(scene, verb, &["to", "for"])));
    }
    let from = phrase(scene, verb, &["from"]);
    (!from.is_empty()).then_some((from, subject))
}

/// The actors behind the next of these prepositions in the clause.
fn phrase(scene: &Scene<'_>, after: usize, prepositions: &[&str]) -> Vec<Party> {
    let tree = scene.tree;
    for at in after + 1..(after + 10).min(tree.nodes.len()) {
        let stops = matches!(tree.nodes[at].upos, Upos::Verb | Upos::Aux | Upos::Sconj)
            || matches!(tree.lower(at), "," | ";" | "." | ":" | "who" | "which" | "but" | "and");
        if stops {
            return Vec::new();
        }
        if prepositions.contains(&tree.lower(at)) {
            let head = scene.behind_in_order(at - 1, prepositions, 2);
            return head.map(|n| super::recipients_of(scene, n)).unwrap_or_default();
        }
    }
    Vec::new()
}
