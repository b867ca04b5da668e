//! Asides that no sign sets off: "warnings from Algeria prompted", "the mission run by the EU has trained".

use super::signs::has_verb_before;
use super::{Aside, AsideKind, Word, finite, nominal};
use crate::extract::language::Upos;

/// "warnings from Algeria prompted": what stands between a subject and its verb belongs to the subject.
pub(super) fn before_verb(words: &[Word<'_>], at: usize) -> Option<Aside> {
    let opens = words[at].upos == Upos::Adp && at > 0 && (words[at - 1].upos == Upos::Noun || words[at - 1].name);
    if !opens || matches!(words[at].lower, "as" | "than" | "like" | "such" | "by") {
        return None;
    }
    let mut i = at + 1;
    while i < words.len()
        && i < at + 8
        && (words[i].mention
            || matches!(words[i].upos, Upos::Det | Upos::Adj | Upos::Num | Upos::Noun | Upos::Propn | Upos::Pron)
            || matches!(words[i].lower, "'s" | "’s" | "-"))
    {
        i += 1;
    }
    let verb = words.get(i)?;
    let ends_nominal =
        i > at + 1 && nominal(&words[i - 1]) && !matches!(words[i - 1].lower, "who" | "which" | "that" | "whom");
    let no_agent = words.get(i + 1).is_none_or(|w| w.lower != "by");
    let adverb_verb = verb.upos == Upos::Adv && words.get(i + 1).is_some_and(finite);
    let free = !has_verb_before(words, at);
    let relative = |i: usize| {
        matches!(words[i].lower, "who" | "which" | "whose") || words[i].lower == "that" && i > 0 && !words[i - 1].speech
    };
    let inside_clause = !(0..at).rev().take_while(|i| !finite(&words[*i])).any(relative);
    ((finite(verb) || adverb_verb) && ends_nominal && no_agent && free && inside_clause).then_some(Aside {
        anchor: at - 1,
        start: at,
        end: i,
        inner_start: at,
        inner_end: i,
        kind: AsideKind::Complement,
    })
}

/// "the Russian ambassador to Mali Igor Gromyko": where he is posted stands aside.
pub(super) fn posted(words: &[Word<'_>], at: usize) -> Option<Aside> {
    let post = matches!(words[at].lemma, "ambassador" | "envoy" | "representative" | "delegate");
    let to = words.get(at + 1).is_some_and(|w| matches!(w.lower, "to" | "in" | "for"));
    let place = words.get(at + 2).is_some_and(|w| w.name);
    let person = words.get(at + 3).is_some_and(|w| w.name);
    (post && to && place && person).then_some(Aside {
        anchor: at,
        start: at + 1,
        end: at + 3,
        inner_start: at + 1,
        inner_end: at + 3,
        kind: AsideKind::Complement,
    })
}

/// "the mission run by the EU has trained": the participle with its agent stands aside.
pub(super) fn reduced_clause(words: &[Word<'_>], at: usize) -> Option<Aside> {
    if at == 0 || words.get(at + 1).is_none_or(|w| w.lower != "by") {
        return None;
    }
    let word = &words[at];
    let participle = (word.lower.ends_with("ed")
        || matches!(
            word.lower,
            "run" | "led" | "sent" | "made" | "held" | "built" | "given" | "flown" | "bought" | "sold" | "paid"
        ))
        && matches!(word.upos, Upos::Verb | Upos::Noun | Upos::Adj);
    let before = &words[at - 1];
    if !participle || !(before.upos == Upos::Noun || before.name) {
        return None;
    }
    let mut i = at + 2;
    let mut last = None;
    while i < words.len() && i < at + 10 {
        if words[i].name
            && !matches!(words.get(i + 1).map(|w| w.lower), Some("'s" | "’s" | "-"))
            && !words.get(i + 1).is_some_and(|w| w.upos == Upos::Noun && !w.mention)
        {
            last = Some(i);
            let goes_on = matches!(words.get(i + 1).map(|w| w.lower), Some("and" | ","))
                && words.get(i + 2).is_some_and(|w| w.name || w.lower == "the");
            if !goes_on {
                break;
            }
        } else if !matches!(words[i].lower, "the" | "and" | ",") {
            break;
        }
        i += 1;
    }
    let last = last?;
    // The rest must still be a clause, or the words before were one.
    let verb_elsewhere = words[..at].iter().any(finite) || words[last + 1..].iter().any(finite);
    verb_elsewhere.then_some(Aside {
        anchor: at - 1,
        start: at,
        end: last + 1,
        inner_start: at,
        inner_end: last + 1,
        kind: AsideKind::Participle,
    })
}
