//! Where a row of words falls into clauses that are read apart.

use super::{Word, finite, nominal};
use crate::extract::language::Upos;

/// How a clause that is read apart hangs on the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CutKind {
    /// ", and Y did"
    Coordinate,
    /// ", while Y did"
    Subordinate,
    /// "said that Y did"
    Complement,
    /// What stands before is only an opening: "After taking the town, Y did".
    AfterOpening,
}

/// Where a new clause begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cut {
    /// Place of its first word, the comma, semicolon or "that".
    pub at: usize,
    /// How it hangs on what stands before.
    pub kind: CutKind,
}

/// Where a row of words without asides falls into clauses that each have their own subject and verb.
pub(crate) fn clause_cuts(words: &[Word<'_>]) -> Vec<Cut> {
    let mut cuts: Vec<Cut> = Vec::new();
    let mut start = 0;
    for at in 1..words.len().saturating_sub(2) {
        let sign = words[at].lower;
        let verb_before = words[start..at].iter().any(finite);
        if sign == "that"
            && verb_before
            && words[at - 1].speech
            && finite(&words[at - 1])
            && opens_clause(words, at + 1)
        {
            cuts.push(Cut { at, kind: CutKind::Complement });
            start = at + 1;
            continue;
        }
        // "killed soldiers before a column drove them out": a clause of its own without a comma.
        if matches!(sign, "before" | "after" | "because" | "while" | "although" | "until")
            && verb_before
            && at > start + 2
            && words[at].upos != Upos::Verb
            && opens_soon(words, at + 1)
        {
            cuts.push(Cut { at, kind: CutKind::Subordinate });
            start = at;
            continue;
        }
        if !matches!(sign, "," | ";" | ":" | "–" | "—") || at < start + 2 {
            continue;
        }
        if !verb_before {
            // "After taking the town, Wagner released": an opening without a verb of its own.
            let opening = words
                .get(start)
                .is_some_and(|w| matches!(w.upos, Upos::Adp | Upos::Sconj | Upos::Adv | Upos::Verb | Upos::Part));
            if cuts.is_empty() && opening && at > 2 && opens_clause(words, at + 1) {
                cuts.push(Cut { at, kind: CutKind::AfterOpening });
                start = at + 1;
            }
            continue;
        }
        let next = words[at + 1].lower;
        let hard = sign != ",";
        let coordinated = matches!(next, "and" | "but" | "or" | "nor" | "yet");
        let subordinate = matches!(
            next,
            "while"
                | "although"
                | "though"
                | "because"
                | "after"
                | "before"
                | "since"
                | "as"
                | "when"
                | "if"
                | "whereas"
                | "until"
                | "once"
                | "unless"
                | "even"
        );
        let from = if coordinated || subordinate { at + 2 } else { at + 1 };
        let says = sign == "," && !coordinated && !subordinate && speech_follows(words, at + 1);
        let opens = (coordinated || subordinate || hard) && opens_clause(words, from) || says;
        if opens {
            cuts.push(Cut { at, kind: if subordinate { CutKind::Subordinate } else { CutKind::Coordinate } });
            start = at;
        }
    }
    cuts
}

/// ", US Central Command said ...": a subject and then a verb of speech.
fn speech_follows(words: &[Word<'_>], from: usize) -> bool {
    let mut subject = false;
    for word in words.iter().skip(from).take(8) {
        if matches!(word.lower, "," | ";" | ":" | "who" | "which" | "that") || word.upos == Upos::Adp && !subject {
            return false;
        }
        if finite(word) {
            return subject && word.speech;
        }
        subject |= nominal(word);
    }
    false
}

/// Whether a short subject and right behind it a finite verb follow: no phrase in between that a clause could end in.
fn opens_soon(words: &[Word<'_>], from: usize) -> bool {
    let mut subject = false;
    for word in words.iter().skip(from).take(6) {
        if finite(word) {
            return subject;
        }
        let inside = nominal(word) || matches!(word.upos, Upos::Det | Upos::Adj | Upos::Num | Upos::Noun | Upos::Propn);
        if !inside && !matches!(word.lower, "'s" | "’s" | "its" | "his" | "their") {
            return false;
        }
        subject |= nominal(word);
    }
    false
}

/// Whether a subject and then a finite verb follow, before the next comma.
fn opens_clause(words: &[Word<'_>], from: usize) -> bool {
    let mut subject = false;
    for word in words.iter().skip(from).take(14) {
        if matches!(word.lower, "," | ";" | ":") {
            return false;
        }
        if finite(word) {
            return subject;
        }
        if nominal(word) || word.upos == Upos::Det {
            subject = true;
        } else if word.upos == Upos::Verb {
            return false;
        }
    }
    false
}
