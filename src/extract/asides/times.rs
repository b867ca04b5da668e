//! Phrases of time: "on October 21, 2024,", "last March", "in July".

use super::Word;
use crate::extract::language::Upos;

/// Phrases of time ("on October 21, 2024,", "last March", "in July"): places of their words, first to last. They say when,
/// and only get in the way of who does what.
pub(crate) fn time_phrases(words: &[Word<'_>]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut i = 0;
    while i < words.len() {
        match time_phrase(words, i) {
            Some(end) if end - i < words.len() => {
                // The comma that parts it from the rest goes with it at the beginning of a sentence, and one of two elsewhere.
                let comma_after = words.get(end).is_some_and(|w| w.lower == ",");
                let comma_before = i > 0 && words[i - 1].lower == ",";
                let end = if comma_after && (i == 0 || comma_before) { end + 1 } else { end };
                found.push((i, end));
                i = end;
            }
            _ => i += 1,
        }
    }
    found
}

fn time_phrase(words: &[Word<'_>], from: usize) -> Option<usize> {
    let lower = |i: usize| words.get(i).map_or("", |w| w.lower);
    let month = |i: usize| {
        crate::extract::dates::month(lower(i)).is_some()
            && !matches!(lower(i), "may" | "march" | "mar" | "mai" | "mars")
    };
    let unsure_month = |i: usize| matches!(lower(i), "may" | "march");
    let number = |i: usize| !lower(i).is_empty() && lower(i).chars().all(|c| c.is_ascii_digit()) && lower(i).len() <= 2;
    let year = |i: usize| {
        lower(i).len() == 4
            && lower(i).chars().all(|c| c.is_ascii_digit())
            && matches!(lower(i).as_bytes().first(), Some(b'1' | b'2'))
    };
    let mut at = from;
    let before = from.checked_sub(1).map_or("", lower);
    if matches!(before, "the" | "a" | "of" | "'s" | "’s" | "-") {
        return None;
    }
    let mut led = false;
    while matches!(
        lower(at),
        "on" | "in"
            | "since"
            | "until"
            | "late"
            | "early"
            | "mid"
            | "during"
            | "by"
            | "from"
            | "around"
            | "only"
            | "earlier"
            | "later"
    ) && at < from + 3
    {
        led |=
            matches!(lower(at), "on" | "in" | "since" | "until" | "late" | "early" | "mid" | "during" | "by" | "from");
        at += 1;
    }
    let start = at;
    if crate::extract::dates::weekday(lower(at)).is_some() {
        at += 1;
        if lower(at) == "," && (month(at + 1) || unsure_month(at + 1)) {
            at += 1;
        }
    }
    if number(at) && (month(at + 1) || unsure_month(at + 1)) {
        at += 2;
    } else if month(at) || unsure_month(at) && (led || number(at + 1) || year(at + 1)) {
        at += 1;
        if number(at) {
            at += 1;
        }
    }
    if at > start {
        if lower(at) == "," && year(at + 1) {
            at += 2;
        } else if year(at) {
            at += 1;
        } else if matches!(lower(at), "this" | "last") && lower(at + 1) == "year" {
            at += 2;
        }
        return Some(at);
    }
    if year(at) && led && !words.get(at + 1).is_some_and(|w| w.upos == Upos::Noun) {
        return Some(at + 1);
    }
    if matches!(lower(at), "last" | "this" | "next")
        && matches!(
            lower(at + 1),
            "year" | "month" | "week" | "march" | "may" | "summer" | "autumn" | "spring" | "winter" | "night"
        )
        || matches!(lower(at), "last" | "this" | "next")
            && (month(at + 1) || crate::extract::dates::weekday(lower(at + 1)).is_some())
    {
        return Some(at + 2);
    }
    if at == from && matches!(lower(at), "yesterday" | "today" | "overnight") {
        return Some(at + 1);
    }
    if matches!(lower(at + 2), "ago" | "earlier" | "later")
        && matches!(lower(at + 1), "years" | "year" | "months" | "month" | "weeks" | "week" | "days" | "day" | "hours")
    {
        return Some(at + 3);
    }
    if matches!(lower(at), "days" | "weeks" | "months" | "years" | "hours")
        && matches!(lower(at + 1), "earlier" | "later" | "ago")
        && at == from
    {
        return Some(at + 2);
    }
    None
}
