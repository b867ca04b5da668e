//! Words and phrases for security functions in a sentence, and the noun that carries each.

use super::Word;
use crate::extract::language::{DepRel, Upos};
use crate::extract::lemmas;
use crate::extract::lexicon::FunctionRole;
use crate::extract::roles::Scene;
use crate::model::SecurityFunction;

/// Words and phrases for functions, the longest at each place.
pub(super) fn function_words(scene: &Scene<'_>) -> Vec<Word> {
    let tree = scene.tree;
    let mut found: Vec<Word> = Vec::new();
    let mut taken_to = 0;
    for i in 0..tree.nodes.len() {
        let node = &tree.nodes[i];
        let verb_lemma = if node.upos == Upos::Verb || node.upos == Upos::Adj && node.lower.ends_with("ed") {
            lemmas::verb(&node.lower)
        } else {
            String::new()
        };
        let noun_lemma = lemmas::noun(&node.lower);
        let mut best: Option<(usize, Word)> = None;
        for key in [node.lower.as_str(), noun_lemma.as_str(), verb_lemma.as_str()] {
            let Some(candidates) = scene.lexicon.functions.get(key) else { continue };
            for candidate in candidates {
                let is_verb = candidate.role == FunctionRole::Verb;
                let verb_act =
                    candidate.role == FunctionRole::Act && candidate.words.len() > 1 && node.upos == Upos::Verb;
                if node.mention.is_some()
                    || is_verb != (node.upos == Upos::Verb || !verb_lemma.is_empty() && is_verb) && !verb_act
                {
                    continue;
                }
                if i < taken_to && !is_verb {
                    continue;
                }
                let length = if is_verb {
                    follow_verb(scene, i, &candidate.words)
                } else {
                    follow_noun(scene, i, &candidate.words)
                };
                let Some(end) = length else { continue };
                if best.as_ref().is_none_or(|(n, _)| candidate.words.len() > *n) {
                    let head = if is_verb || verb_act { i } else { end };
                    best = Some((
                        candidate.words.len(),
                        Word { first: i, head, function: candidate.function, role: candidate.role },
                    ));
                }
            }
        }
        if let Some((length, mut word)) = best {
            if word.function == SecurityFunction::DirectCombat && is_aircraft(scene, word.head) {
                // "Rafale fighters" are no men.
                word.function = SecurityFunction::ArmsSupply;
                word.role = FunctionRole::Thing;
            }
            if word.role != FunctionRole::Verb {
                taken_to = i + length;
            }
            found.push(word);
        }
    }
    also_functions(scene, &mut found);
    found
}

/// Whether a fighter is a machine: "F-16 fighters", "Rafale fighters", "fighters sold by Dassault".
fn is_aircraft(scene: &Scene<'_>, node: usize) -> bool {
    let tree = scene.tree;
    if tree.lemma(node) != "fighter" || node == 0 {
        return false;
    }
    let kind = tree.lower(node - 1);
    kind.chars().any(|c| c.is_ascii_digit()) && kind.chars().any(char::is_alphabetic)
        || matches!(
            kind,
            "stealth"
                | "multirole"
                | "jet"
                | "rafale"
                | "gripen"
                | "typhoon"
                | "eurofighter"
                | "sukhoi"
                | "mirage"
                | "tejas"
        )
}

/// Things that serve two functions: aircraft that are given are arms and air power.
fn also_functions(scene: &Scene<'_>, found: &mut Vec<Word>) {
    let tree = scene.tree;
    let plain: Vec<Word> = found.iter().copied().filter(|w| w.role == FunctionRole::Thing).collect();
    for word in plain {
        // What the phrase is a kind of: transport aircraft are logistics, not air power.
        if !matches!(word.function, SecurityFunction::ArmsSupply | SecurityFunction::AirPower) {
            continue;
        }
        for &function in SecurityFunction::ALL {
            let list = format!("too.{}", function.id());
            let listed = |n: usize| {
                scene.lexicon.is(&list, tree.lower(n)) || scene.lexicon.is(&list, &lemmas::noun(tree.lower(n)))
            };
            let known = found.iter().any(|w| w.first == word.first && w.function == function);
            if function != word.function && !known && (word.first..=word.head).any(listed) {
                found.push(Word { function, ..word });
            }
        }
    }
}

pub(super) fn follow_noun(scene: &Scene<'_>, at: usize, words: &[String]) -> Option<usize> {
    let tree = scene.tree;
    let mut i = at;
    for word in words {
        let node = tree.nodes.get(i)?;
        if node.lower != *word && lemmas::noun(&node.lower) != *word && lemmas::verb(&node.lower) != *word {
            return None;
        }
        i += 1;
    }
    Some(i - 1)
}

/// Words of a verb pattern may have a few others between them.
pub(super) fn follow_verb(scene: &Scene<'_>, at: usize, words: &[String]) -> Option<usize> {
    let tree = scene.tree;
    let mut i = at;
    for word in words.iter().skip(1) {
        i = (i + 1..(i + 8).min(tree.nodes.len())).find(|k| tree.lower(*k) == word || tree.lemma(*k) == word)?;
    }
    Some(i)
}

/// The noun that carries a word for a function: "deliveries" of "deliveries of ammunition" and "arms deliveries". `None`
/// where the word only names a kind ("drone facility").
pub(super) fn carrier(scene: &Scene<'_>, word: Word) -> Option<usize> {
    let tree = scene.tree;
    let mut node = word.head;
    if let Some(head) = tree.nodes[node].head.filter(|h| *h > node) {
        if matches!(tree.nodes[node].relation, DepRel::Compound | DepRel::Amod) && tree.nodes[head].mention.is_none() {
            let known = scene.lexicon.functions.get(tree.lemma(head));
            if !carries(tree.lemma(head)) && known.is_none() {
                return None;
            }
            let own = known.is_some_and(|f| f.iter().any(|w| w.words.len() == 1));
            let generic = matches!(
                tree.lemma(head),
                "force"
                    | "mission"
                    | "support"
                    | "aid"
                    | "equipment"
                    | "system"
                    | "supply"
                    | "operation"
                    | "exercise"
                    | "missile"
            );
            if own && !generic && head - node <= 1 && word.role == FunctionRole::Thing {
                return None;
            }
            node = head;
        }
    }
    for _ in 0..3 {
        let of = matches!(tree.nodes[node].relation, DepRel::Nmod | DepRel::Obl)
            && tree.preposition(node).as_deref() == Some("of");
        match tree.nodes[node].head {
            Some(head)
                if of
                    && (carries(tree.lemma(head))
                        || is_amount(tree.lemma(head))
                        || tree.nodes[head].upos == Upos::Num) =>
            {
                node = head
            }
            _ => break,
        }
    }
    Some(node)
}

/// Nouns that carry another as their kind: "arms deliveries", "training mission", "missile systems".
pub(super) fn carries(lemma: &str) -> bool {
    matches!(
        lemma,
        "delivery"
            | "shipment"
            | "supply"
            | "package"
            | "sale"
            | "deal"
            | "purchase"
            | "system"
            | "equipment"
            | "support"
            | "aid"
            | "assistance"
            | "mission"
            | "programme"
            | "program"
            | "pact"
            | "contract"
            | "transfer"
            | "export"
            | "battery"
            | "team"
            | "force"
            | "course"
            | "exercise"
            | "cooperation"
            | "help"
            | "order"
            | "agreement"
            | "launcher"
            | "round"
            | "fund"
            | "sharing"
            | "supplies"
            | "kit"
            | "unit"
            | "operation"
            | "contingent"
            | "missile"
            | "drone"
            | "helicopter"
            | "jet"
            | "shell"
            | "aircraft"
            | "vehicle"
            | "part"
            | "component"
            | "technology"
            | "stock"
            | "engine"
            | "warhead"
    )
}

/// Nouns of amount before "of".
pub(super) fn is_amount(lemma: &str) -> bool {
    matches!(
        lemma,
        "consignment"
            | "batch"
            | "number"
            | "hundred"
            | "thousand"
            | "dozen"
            | "load"
            | "group"
            | "million"
            | "billion"
            | "wave"
            | "fleet"
            | "series"
            | "tranche"
            | "ton"
            | "tonne"
            | "lot"
            | "score"
            | "handful"
            | "flow"
            | "stream"
            | "amount"
            | "provision"
            | "sum"
            | "worth"
            | "type"
            | "volley"
            | "quantity"
            | "trickle"
            | "flood"
            | "half"
            | "rest"
            | "part"
            | "most"
            | "some"
            | "more"
            | "deployment"
            | "dispatch"
            | "arrival"
            | "sending"
            | "presence"
            | "stationing"
            | "use"
            | "percent"
            | "%"
            | "share"
            | "majority"
            | "bulk"
            | "squadron"
            | "pair"
            | "set"
            | "list"
            | "array"
            | "promise"
            | "offer"
            | "gift"
            | "donation"
            | "export"
            | "influx"
    )
}

/// Where a noun hangs, the first of a coordination standing for all.
pub(super) fn anchor_of(scene: &Scene<'_>, node: usize) -> usize {
    let tree = scene.tree;
    let mut at = node;
    for _ in 0..4 {
        match (tree.nodes[at].relation, tree.nodes[at].head) {
            (DepRel::Conj, Some(head)) if head < at && tree.nodes[head].upos != Upos::Verb => at = head,
            _ => break,
        }
    }
    at
}

/// "the drones that Turkey sent", "aircraft provided by Russia": the verb that describes the noun.
pub(super) fn relative_verb(scene: &Scene<'_>, node: usize) -> Option<usize> {
    let tree = scene.tree;
    tree.children_by(node, &[DepRel::AclRelcl, DepRel::Acl]).find(|v| tree.nodes[*v].upos == Upos::Verb)
}
