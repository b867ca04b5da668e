//! Rows of names: "South Africa, Malawi and Tanzania".

use super::{Word, finite};
use crate::extract::language::Upos;

/// Rows of names: "South Africa, Malawi and Tanzania". Each is the places of its names, first to last.
pub(crate) fn rows_of_names(words: &[Word<'_>]) -> Vec<Vec<usize>> {
    let mut rows: Vec<Vec<usize>> = Vec::new();
    let mut i = 0;
    while i < words.len() {
        if !words[i].name {
            i += 1;
            continue;
        }
        let mut row = vec![i];
        let mut joined = false;
        let mut at = i + 1;
        while at < words.len() {
            let conjunction = matches!(words[at].lower, "and" | "or" | "&" | "nor");
            let comma = words[at].lower == ",";
            if !conjunction && !comma {
                break;
            }
            let mut next = at + 1;
            if comma && words.get(next).is_some_and(|w| matches!(w.lower, "and" | "or")) {
                next += 1;
            }
            let conjunction = conjunction || next == at + 2;
            if words.get(next).is_some_and(|w| w.lower == "the") {
                next += 1;
            }
            let free = words.get(next).is_some_and(|w| w.name)
                && !matches!(words.get(next + 1).map(|w| w.lower), Some("'s" | "’s" | "-"))
                && !words.get(next + 1).is_some_and(|w| w.upos == Upos::Noun && !w.mention);
            if !free {
                break;
            }
            row.push(next);
            at = next + 1;
            if conjunction {
                joined = true;
                break;
            }
        }
        let last = *row.last().unwrap_or(&i);
        // "to Ukraine and Poland sent": a new clause begins with the last name.
        let verb_follows = words.get(last + 1).is_some_and(finite);
        let verb_before = words[..i].iter().any(finite);
        let governed = i > 0
            && (words[i - 1].upos == Upos::Adp
                || words[i - 1].upos == Upos::Verb
                || words[i - 1].lower == "the" && i > 1 && words[i - 2].upos == Upos::Adp);
        if joined && row.len() >= 2 && (row.len() >= 3 || !(verb_follows && verb_before && governed)) {
            i = last + 1;
            rows.push(row);
        } else {
            i += 1;
        }
    }
    rows
}
