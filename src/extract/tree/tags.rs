//! Parts of speech that the tagger is known to miss, mended before parsing.

use super::Node;
use crate::extract::cast::Cast;
use crate::extract::language::Upos;
use crate::extract::lemmas;
use crate::extract::lexicon::{Lexicon, NameForm};

/// Mends what the tagger often gets wrong in the prose of news: the verb right after a name taken for a plural noun.
pub(super) fn mend_tags(tags: &mut [Upos], nodes: &[Node], cast: &Cast, lexicon: &Lexicon) {
    let form = |i: usize| nodes.get(i).and_then(|n| n.mention).and_then(|m| cast.mentions.get(m)).map(|m| m.form);
    for i in 0..tags.len() {
        match form(i) {
            // A stand-in is a name whatever the tagger made of it; adjectives stay what they are before a noun.
            Some(NameForm::Adjective) => {
                let before_noun = nodes.get(i + 1).is_some_and(|n| n.mention.is_some())
                    || matches!(tags.get(i + 1), Some(Upos::Noun | Upos::Adj | Upos::Propn))
                    || nodes.get(i + 1).is_some_and(|n| n.lower == "-");
                tags[i] = if before_noun { Upos::Adj } else { Upos::Propn };
                continue;
            }
            Some(_) => {
                tags[i] = Upos::Propn;
                continue;
            }
            None => {}
        }
        // "US airstrikes": a word that the lexicon knows only as a thing is no verb.
        if tags[i] == Upos::Verb
            && nodes[i].lower.ends_with('s')
            && !lexicon.is_verb(&lemmas::verb(&nodes[i].lower))
            && lexicon.functions.contains_key(&lemmas::noun(&nodes[i].lower))
        {
            tags[i] = Upos::Noun;
            continue;
        }
        // "armoured vehicles", "plays host to"
        if matches!(nodes[i].lower.as_str(), "armoured" | "armored" | "unmanned")
            && tags.get(i + 1) == Some(&Upos::Noun)
        {
            tags[i] = Upos::Adj;
            continue;
        }
        let host = matches!(nodes[i].lower.as_str(), "plays" | "play" | "played" | "playing");
        if host && nodes.get(i + 1).is_some_and(|n| n.lower == "host") {
            tags[i] = Upos::Verb;
            continue;
        }
        let bare = lexicon.is_verb(&nodes[i].lower) && matches!(tags[i], Upos::Noun | Upos::Adj);
        // "will build up, train and equip a force": one more verb of the row.
        if bare
            && i >= 2
            && matches!(nodes[i - 1].lower.as_str(), "," | "and")
            && nodes.get(i + 1).is_some_and(|n| matches!(n.lower.as_str(), "and" | ","))
            && (i.saturating_sub(4)..i - 1).any(|k| tags[k] == Upos::Verb && lexicon.is_verb(&nodes[k].lower))
        {
            tags[i] = Upos::Verb;
            continue;
        }
        // "Chinese experts, meanwhile, continue to advise the police"
        let wants = matches!(
            nodes[i].lower.as_str(),
            "continue" | "want" | "plan" | "hope" | "vow" | "refuse" | "agree" | "promise" | "pledge"
        );
        let verbless = |tags: &[Upos]| !tags.iter().any(|t| matches!(t, Upos::Verb | Upos::Aux));
        if wants
            && i >= 2
            && tags[i] == Upos::Noun
            && nodes.get(i + 1).is_some_and(|n| n.lower == "to")
            && verbless(&tags[..i])
            && tags[..i].iter().zip(nodes).any(|(t, n)| *t == Upos::Noun && n.lower.ends_with('s'))
        {
            tags[i] = Upos::Verb;
            continue;
        }
        // "whom an EU mission advises, are"
        if i >= 2
            && tags[i] == Upos::Noun
            && nodes[i].lower.ends_with('s')
            && lexicon.is_verb(&lemmas::verb(&nodes[i].lower))
            && nodes.get(i + 1).is_some_and(|n| matches!(n.lower.as_str(), "," | "."))
            && tags[i - 1] == Upos::Noun
        {
            let relative =
                (i.saturating_sub(7)..i).rev().find(|k| matches!(nodes[*k].lower.as_str(), "whom" | "which"));
            if relative.is_some_and(|k| verbless(&tags[k..i])) {
                tags[i] = Upos::Verb;
                continue;
            }
        }
        // "plans to station 200 troops"
        if i >= 2
            && nodes[i - 1].lower == "to"
            && tags[i] == Upos::Noun
            && tags[i - 2] == Upos::Verb
            && lexicon.is_verb(&nodes[i].lower)
            && (matches!(tags.get(i + 1), Some(Upos::Num | Upos::Det | Upos::Pron))
                || nodes.get(i + 1).is_some_and(|n| n.mention.is_some()))
        {
            tags[i] = Upos::Verb;
            continue;
        }
        let grows = matches!(nodes[i].lower.as_str(), "growing" | "mounting" | "increasing" | "rising" | "ongoing");
        if grows && tags.get(i + 1) == Some(&Upos::Noun) && i > 0 && tags[i - 1] != Upos::Aux {
            tags[i] = Upos::Adj;
            continue;
        }
        if matches!(
            nodes[i].lower.as_str(),
            "towards"
                | "toward"
                | "amid"
                | "via"
                | "despite"
                | "throughout"
                | "alongside"
                | "during"
                | "among"
                | "amongst"
        ) {
            tags[i] = Upos::Adp;
            continue;
        }
        if !matches!(tags[i], Upos::Noun | Upos::Adj | Upos::Propn | Upos::X) || i == 0 {
            continue;
        }
        let word = nodes[i].lower.as_str();
        let singular_verb = word.ends_with('s') && !word.ends_with("ss") && word.len() > 3;
        let several = i >= 2
            && (form(i - 1).is_some() && nodes[..i - 1].iter().rev().take(3).any(|n| n.lower == "and")
                || form(i - 1) == Some(NameForm::People)
                || tags[i - 1] == Upos::Noun && nodes[i - 1].lower.ends_with('s'));
        let row_before = i >= 2
            && form(i - 1).is_some()
            && nodes[..i - 1].iter().rev().take(2).any(|n| n.lower == "and")
            && nodes[..i - 1].iter().rev().take(6).any(|n| n.lower == ",");
        let plain_verb = row_before
            && !word.ends_with('s')
            && (matches!(tags.get(i + 1), Some(Upos::Adj | Upos::Noun | Upos::Det | Upos::Pron))
                || nodes.get(i + 1).is_some_and(|n| n.lower == "to"))
            || several
                && !word.ends_with('s')
                && nodes.get(i + 1).is_some_and(|n| {
                    n.mention.is_some() && form(i + 1) != Some(NameForm::Adjective)
                        || matches!(tags[i + 1], Upos::Det | Upos::Pron)
                });
        // "The UAE lent Chad 500 million": forms of the past that end in nothing one could tell.
        let past = matches!(
            word,
            "lent"
                | "sent"
                | "gave"
                | "sold"
                | "bought"
                | "built"
                | "sought"
                | "fought"
                | "flew"
                | "held"
                | "led"
                | "met"
                | "won"
                | "shot"
                | "struck"
                | "drove"
                | "brought"
                | "lost"
                | "withdrew"
                | "left"
                | "paid"
                | "spent"
        );
        if past
            && form(i - 1).is_some_and(|f| !matches!(f, NameForm::Adjective))
            && nodes
                .get(i + 1)
                .is_some_and(|n| n.mention.is_some() || matches!(tags[i + 1], Upos::Det | Upos::Num | Upos::Pron))
        {
            tags[i] = Upos::Verb;
            continue;
        }
        // "The Houthis fire missiles": a people and its verb.
        let people_act = form(i - 1) == Some(NameForm::People)
            && !word.ends_with('s')
            && (tags.get(i + 1) == Some(&Upos::Noun) && nodes[i + 1].lower.ends_with('s')
                || form(i + 1) == Some(NameForm::Adjective)
                    && tags.get(i + 2) == Some(&Upos::Noun)
                    && nodes[i + 2].lower.ends_with('s'))
            && lexicon.is_verb(word);
        if people_act {
            tags[i] = Upos::Verb;
            continue;
        }
        if !(singular_verb || plain_verb || word.ends_with("ed"))
            || !lexicon.is_verb(&lemmas::verb(word))
            || word.starts_with(char::is_uppercase)
        {
            continue;
        }
        // "has paid for the war, trains Colombian pilots": one more verb of the same subject.
        let opens = nodes.get(i + 1).is_some_and(|n| {
            n.mention.is_some() || tags[i + 1] == Upos::Det || matches!(n.lower.as_str(), "its" | "his" | "their")
        });
        let finite_before = tags[..i].iter().any(|t| matches!(t, Upos::Aux | Upos::Verb));
        if singular_verb && nodes[i - 1].lower == "," && opens && finite_before {
            tags[i] = Upos::Verb;
            continue;
        }
        // What stands before, adverbs and closing signs aside.
        let mut back = i - 1;
        while back > 0
            && (tags[back] == Upos::Adv || matches!(nodes[back].lower.as_str(), ")" | "," | "\"" | "also" | "now"))
        {
            back -= 1;
        }
        let after_name = form(back).is_some_and(|f| {
            !matches!(f, NameForm::Adjective | NameForm::People)
                || matches!(f, NameForm::People) && word.ends_with("ed")
        });
        let after_pronoun = matches!(nodes[back].lower.as_str(), "it" | "he" | "she" | "which" | "who" | "that");
        let after_noun =
            tags[back] == Upos::Noun && !nodes[back].lower.ends_with('s') && back == i - 1 && singular_verb;
        let next = nodes.get(i + 1);
        let opens_object = next.is_some_and(|n| {
            n.mention.is_some()
                || matches!(tags[i + 1], Upos::Det | Upos::Pron | Upos::Sconj)
                || matches!(n.lower.as_str(), "its" | "his" | "their" | "that" | "to")
        });
        let opens_phrase = next.is_some_and(|_| {
            matches!(tags[i + 1], Upos::Adp | Upos::Adj | Upos::Noun | Upos::Num | Upos::Adv | Upos::Propn)
        });
        let joined_verbs = next.is_some_and(|n| matches!(n.lower.as_str(), "and" | "or"))
            && nodes.get(i + 2).is_some_and(|n| n.lower.ends_with('s') && lexicon.is_verb(&lemmas::verb(&n.lower)))
            && singular_verb;
        if joined_verbs && after_name {
            tags[i] = Upos::Verb;
            tags[i + 2] = Upos::Verb;
            continue;
        }
        // A finite verb nearby would make this one the noun after all ("Wagner trains said").
        let verb_next = tags.get(i + 1).is_some_and(|t| matches!(t, Upos::Aux | Upos::Verb));
        let clause_has_verb = tags[..i]
            .iter()
            .zip(nodes)
            .rev()
            .take_while(|(_, n)| !matches!(n.lower.as_str(), "," | ";" | ":" | "and" | "but" | "that"))
            .any(|(t, _)| matches!(t, Upos::Aux | Upos::Verb));
        if verb_next || clause_has_verb && !after_pronoun {
            continue;
        }
        if plain_verb {
            tags[i] = Upos::Verb;
            continue;
        }
        if (after_name || after_pronoun) && (opens_object || opens_phrase)
            || after_noun && opens_object && next.is_some_and(|n| n.lower != "to")
        {
            tags[i] = Upos::Verb;
        }
    }
}
