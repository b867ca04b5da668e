//! Asides between signs: brackets, and what stands between commas.

use super::speech::speech;
use super::{Aside, AsideKind, Word, finite, nominal};
use crate::extract::language::Upos;

pub(super) fn bracket(words: &[Word<'_>], at: usize) -> Option<Aside> {
    if !matches!(words[at].lower, "(" | "[") || at == 0 {
        return None;
    }
    let close = (at + 1..words.len()).find(|i| matches!(words[*i].lower, ")" | "]"))?;
    let anchor = (0..at).rev().find(|i| nominal(&words[*i])).unwrap_or(at - 1);
    (close > at + 1).then_some(Aside {
        anchor,
        start: at,
        end: close + 1,
        inner_start: at + 1,
        inner_end: close,
        kind: AsideKind::Apposition,
    })
}

pub(super) fn comma_aside(words: &[Word<'_>], at: usize) -> Option<Aside> {
    if !matches!(words[at].lower, "," | "–" | "—") || at == 0 || at + 2 >= words.len() {
        return None;
    }
    let last_sign = matches!(words[words.len() - 1].lower, "." | "!" | "?" | "\"" | "”");
    let end_of_all = if last_sign { words.len() - 1 } else { words.len() };
    if let Some(aside) = speech(words, at, end_of_all) {
        return Some(aside);
    }
    let anchor = (0..at).rev().find(|i| !matches!(words[*i].lower, "\"" | "”" | "'" | ")"))?;
    if !nominal(&words[anchor]) {
        return None;
    }
    let next = words[at + 1].lower;
    let relative = matches!(next, "which" | "who" | "whose" | "where" | "whom")
        || matches!(words[at + 1].upos, Upos::Adp)
            && matches!(words.get(at + 2).map(|w| w.lower), Some("which" | "whom" | "whose"));
    let verb_before = has_verb_before(words, anchor);
    if let Some(listed) = listed_names(words, anchor, at, end_of_all) {
        return Some(listed);
    }
    if relative {
        let close = closing(words, at + 1, end_of_all, verb_before, true);
        return Some(aside(words, anchor, at, close, AsideKind::Relative));
    }
    if !words[anchor].name && !(words[anchor].upos == Upos::Noun && matches!(next, "a" | "an" | "the")) {
        return None;
    }
    // "Wagner, backed by Russia, ..."
    let participle = words[at + 1].upos == Upos::Verb
        && (next.ends_with("ed")
            || matches!(
                next,
                "led" | "run" | "known" | "sent" | "built" | "held" | "made" | "driven" | "torn" | "seen"
            ))
        && words[anchor].name;
    if participle && !words.get(at + 2).is_some_and(|w| matches!(w.upos, Upos::Det | Upos::Pron) || w.mention) {
        let close = closing(words, at + 1, end_of_all, verb_before, false);
        return (close.is_some() || verb_before).then(|| aside(words, anchor, at, close, AsideKind::Participle));
    }
    let head = description(words, at + 1)?;
    // A noun phrase followed by a finite verb opens a clause of its own: no aside.
    let after_head = words.get(head + 1);
    if after_head.is_some_and(finite)
        && !after_head.is_some_and(|w| {
            w.lower.ends_with("ed") && w.upos == Upos::Verb || matches!(w.lower, "led" | "run" | "known" | "based")
        })
    {
        return None;
    }
    let close = closing(words, head + 1, end_of_all, verb_before, false);
    // Without a closing comma the row must end with it.
    if close.is_none() && words[head + 1..end_of_all].iter().any(|w| w.upos == Upos::Aux) && !verb_before {
        return None;
    }
    Some(aside(words, anchor, at, close, AsideKind::Apposition))
}

/// ", the US and France among them,", ", among them X and Y,", ", including X,".
fn listed_names(words: &[Word<'_>], anchor: usize, at: usize, end_of_all: usize) -> Option<Aside> {
    let next = words[at + 1].lower;
    let second = words.get(at + 2).map_or("", |w| w.lower);
    let opened = match (next, second) {
        ("among", "them" | "whom" | "which") | ("such", "as") => 2,
        ("including" | "notably" | "like" | "namely", _) => 1,
        _ => 0,
    };
    let inner_start = at + 1 + opened;
    let mut last_name = None;
    for (i, word) in words.iter().enumerate().take(end_of_all).skip(inner_start) {
        if word.name {
            last_name = Some(i);
        } else if !matches!(word.lower, "the" | "," | "and" | "or" | "both" | "also") {
            break;
        }
    }
    let last = last_name?;
    let closed = words.get(last + 1).map_or("", |w| w.lower);
    let among_after = closed == "among" && words.get(last + 2).is_some_and(|w| matches!(w.lower, "them" | "others"));
    if opened == 0 && !among_after {
        return None;
    }
    let end = if among_after { last + 3 } else { last + 1 };
    Some(Aside { anchor, start: at, end, inner_start, inner_end: last + 1, kind: AsideKind::Apposition })
}

/// Whether the clause that a word stands in has its verb before it.
pub(super) fn has_verb_before(words: &[Word<'_>], anchor: usize) -> bool {
    for i in (0..anchor).rev() {
        let word = &words[i];
        if finite(word) {
            return true;
        }
        let opens = matches!(word.lower, "while" | "although" | "though" | "because" | "whereas" | ";")
            || matches!(word.lower, "and" | "but") && i > 0 && words[i - 1].lower == ","
            || word.lower == "that" && i > 0 && words[i - 1].speech;
        if opens {
            return false;
        }
    }
    false
}

fn aside(words: &[Word<'_>], anchor: usize, comma: usize, close: Option<usize>, kind: AsideKind) -> Aside {
    let last_sign = matches!(words[words.len() - 1].lower, "." | "!" | "?" | "\"" | "”");
    let end_of_all = if last_sign { words.len() - 1 } else { words.len() };
    let inner_end = close.unwrap_or(end_of_all);
    // The closing comma goes with it unless it parts two clauses.
    let verb_before = has_verb_before(words, anchor);
    let verb_next = close.is_some_and(|c| words.get(c + 1).is_some_and(|w| w.upos == Upos::Verb));
    let end = close.map_or(end_of_all, |c| if verb_before && verb_next { c } else { c + 1 });
    Aside { anchor, start: comma, end, inner_start: comma + 1, inner_end, kind }
}

/// Where an aside that begins at `from` is closed by a comma.
fn closing(words: &[Word<'_>], from: usize, end: usize, verb_before: bool, clause: bool) -> Option<usize> {
    let commas: Vec<usize> = (from..end).filter(|i| matches!(words[*i].lower, "," | ";" | "–" | "—")).collect();
    let followed_by_verb = |c: &usize| {
        let next = words.get(c + 1);
        let after = words.get(c + 2);
        next.is_some_and(finite)
            || next.is_some_and(|w| w.upos == Upos::Adv || matches!(w.lower, "now" | "also" | "still" | "\""))
                && after.is_some_and(finite)
    };
    if !verb_before {
        // The aside parts subject and verb: it ends where the verb follows.
        if let Some(close) = commas.iter().find(|c| followed_by_verb(c)) {
            return Some(*close);
        }
        return if clause { None } else { commas.first().copied() };
    }
    if clause {
        // A relative clause at the end goes on until a new clause is joined to the first.
        return commas
            .iter()
            .find(|c| {
                let next = words.get(**c + 1).map_or("", |w| w.lower);
                let has_verb = words[from..**c].iter().any(finite);
                has_verb
                    && (matches!(
                        next,
                        "and"
                            | "but"
                            | "while"
                            | "after"
                            | "before"
                            | "because"
                            | "although"
                            | "as"
                            | "with"
                            | "though"
                            | "so"
                            | "said"
                            | "which"
                            | "who"
                            | "whose"
                    ) || followed_by_verb(c)
                        || starts_clause(words, **c + 1, end))
            })
            .copied();
    }
    commas.first().copied()
}

/// Whether a subject with its verb follows.
fn starts_clause(words: &[Word<'_>], at: usize, end: usize) -> bool {
    words.get(at).is_some_and(|w| w.mention || matches!(w.upos, Upos::Pron | Upos::Det))
        && words[at..end.min(at + 5)].iter().any(finite)
}

/// The head of a describing noun phrase that begins at `from`.
fn description(words: &[Word<'_>], from: usize) -> Option<usize> {
    let opens = &words[from];
    if matches!(opens.upos, Upos::Verb | Upos::Aux | Upos::Sconj | Upos::Cconj | Upos::Adp | Upos::Adv)
        && !opens.mention
        || opens.upos == Upos::Pron && !matches!(opens.lower, "its" | "his" | "her" | "their")
    {
        return None;
    }
    let mut head = None;
    let mut at = from;
    while at < words.len() && at < from + 12 {
        let word = &words[at];
        let inside = word.mention
            || matches!(word.upos, Upos::Adj | Upos::Noun | Upos::Num | Upos::Propn | Upos::Adv)
            || word.upos == Upos::Det
            || matches!(word.lower, "'s" | "’s" | "-" | "its" | "his" | "her" | "their");
        if !inside {
            break;
        }
        if word.mention && word.name {
            let owns = matches!(words.get(at + 1).map(|w| w.lower), Some("'s" | "’s" | "-"))
                || words.get(at + 1).is_some_and(|w| matches!(w.upos, Upos::Noun | Upos::Adj) && !w.mention);
            if !owns {
                break;
            }
        } else if word.upos == Upos::Noun && !word.mention {
            head = Some(at);
        }
        at += 1;
    }
    head
}
