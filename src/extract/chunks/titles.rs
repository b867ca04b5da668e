//! Offices and ranks before a name, and what the head of a name says it is.

use std::ops::Range;

use super::RawName;
use super::words::Words;
use crate::extract::lexicon::{HeadMeaning, Lexicon};

/// Length of the office or rank written at `at`, and whether it is an office.
pub(super) fn title_length(words: &Words<'_>, lexicon: &Lexicon, at: usize, end: usize) -> Option<(usize, bool)> {
    let lower = &words.lower;
    // Asked of every word, and almost none begins a title.
    if !lower.get(at).is_some_and(|word| lexicon.may_start_title(word)) {
        return None;
    }
    let fits = |title: &Vec<String>| {
        let mut k = at;
        for word in title {
            let parts: Vec<&str> = word.split('-').collect();
            let whole = lower.get(k).map(|w| w.trim_end_matches('.'));
            if k < end && whole == Some(word.as_str()) {
                k += 1;
            } else if parts.len() > 1
                && k + 2 < end
                && lower[k] == parts[0]
                && lower[k + 1] == "-"
                && lower[k + 2] == parts[1]
            {
                k += 3;
            } else {
                return None;
            }
        }
        Some(k - at)
    };
    let office = lexicon.offices.iter().find_map(fits);
    let rank = lexicon.ranks.iter().find_map(fits);
    match (office, rank) {
        (Some(o), Some(r)) if r > o => Some((r, false)),
        (Some(o), _) => Some((o, true)),
        (None, Some(r)) => Some((r, false)),
        _ => None,
    }
}

/// What the head of a name says it is: its last word, or the word before "of" and "for".
pub(super) fn name_head(words: &Words<'_>, lexicon: &Lexicon, range: &Range<usize>) -> Option<HeadMeaning> {
    let stop = (range.start + 1..range.end)
        .find(|i| matches!(words.lower[*i].as_str(), "of" | "for") && words.text[*i] == words.lower[*i])
        .unwrap_or(range.end);
    for length in [3, 2, 1] {
        if stop >= range.start + length {
            let phrase = words.lower[stop - length..stop].join(" ");
            if let Some(meaning) = lexicon.heads.get(&phrase) {
                return Some(*meaning);
            }
        }
    }
    None
}

/// A title in small letters before a name: "foreign policy chief Josep Borrell", "rebel leader X". It takes no word before
/// `free_from`, where the name before ends.
pub(super) fn attach_title(words: &Words<'_>, lexicon: &Lexicon, name: &mut RawName, free_from: usize) {
    if name.title.is_some() {
        return;
    }
    let start = name.tokens.start;
    for length in (1..=4).rev() {
        if start >= length + free_from {
            if let Some((found, office)) = title_length(words, lexicon, start - length, start) {
                if found == length {
                    name.title = Some(start - length..start);
                    name.office = office;
                    return;
                }
            }
        }
    }
}
