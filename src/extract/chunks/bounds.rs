//! Where a row of capitals begins and ends.

use super::function_words::is_function_word;
use super::titles::title_length;
use super::words::Words;
use crate::extract::language::{SentenceReading, Upos};
use crate::extract::lexicon::{HeadMeaning, Lexicon, NameForm};

/// Where the row of capitals that begins at `start` ends.
pub(super) fn chunk_end(
    words: &Words<'_>,
    reading: &SentenceReading,
    lexicon: &Lexicon,
    start: usize,
) -> Option<usize> {
    let hit_length = words.hits[start].as_ref().map(|(length, _)| *length);
    if hit_length.is_none() && !starts_name(words, reading, lexicon, start) {
        return None;
    }
    let mut end = start + hit_length.unwrap_or(1);
    loop {
        if let Some(Some((length, _))) = words.hits.get(end) {
            if words.is_capital(end) {
                end += length;
                continue;
            }
        }
        if end < words.text.len() && words.is_capital(end) {
            end += 1;
            continue;
        }
        // "13th Brigade", "March 23": a number inside a name.
        let number = words.text.get(end).is_some_and(|w| w.chars().all(|c| c.is_ascii_digit()) && w.len() <= 3);
        if number
            && end + 1 < words.text.len()
            && words.is_capital(end + 1)
            && !lexicon.is("not_name", words.text[end + 1])
            && !lexicon.is("not_name", words.text[end - 1])
        {
            end += 1;
            continue;
        }
        let inner_possessive = matches!(words.lower.get(end).map(String::as_str), Some("'s" | "’s" | "'" | "’"))
            && matches!(
                words.lower[end - 1].as_str(),
                "people"
                    | "workers"
                    | "king"
                    | "queen"
                    | "lord"
                    | "women"
                    | "farmers"
                    | "peoples"
                    | "martyrs"
                    | "soldiers"
                    | "citizens"
                    | "wales"
                    | "teachers"
                    | "students"
                    | "doctors"
                    | "physicians"
            )
            && end + 1 < words.text.len()
            && words.is_capital(end + 1);
        if inner_possessive {
            end += 1;
            continue;
        }
        let next = particle_length(words, lexicon, start, end);
        if next == 0 {
            return Some(end);
        }
        end += next;
    }
}

/// How many small words stand inside a name at `at`: "of the" in "Front of the People", "al" in "Ras al Khaimah".
fn particle_length(words: &Words<'_>, lexicon: &Lexicon, start: usize, at: usize) -> usize {
    const NAME_PARTICLES: &[&str] = &[
        "al", "el", "bin", "ibn", "ben", "ag", "ould", "de", "da", "dos", "do", "del", "della", "la", "le", "du",
        "des", "van", "von", "der", "den", "wal", "wa", "ul", "ur", "abu", "bint", "-", "&", "e",
    ];
    let capital = |i: usize| i < words.text.len() && words.is_capital(i);
    let Some(word) = words.lower.get(at) else { return 0 };
    if NAME_PARTICLES.contains(&word.as_str()) && words.text[at] == *word {
        if word == "-" {
            // A hyphen the tokens kept apart joins only parts that are no known names of their own.
            return usize::from(
                capital(at + 1) && words.hits[start].is_none() && words.hits.get(at + 1).is_some_and(Option::is_none),
            );
        }
        return if capital(at + 1) {
            1
        } else if words.lower.get(at + 1).is_some_and(|w| NAME_PARTICLES.contains(&w.as_str())) && capital(at + 2) {
            2
        } else {
            0
        };
    }
    let before = &words.lower[at - 1];
    let org_head = matches!(lexicon.heads.get(before.as_str()), Some(HeadMeaning::Actor(_) | HeadMeaning::Event))
        || matches!(
            before.as_str(),
            "secretary"
                | "secretaries"
                | "liberation"
                | "defence"
                | "defense"
                | "association"
                | "bank"
                | "friends"
                | "volunteers"
                | "support"
                | "chiefs"
                | "chamber"
        );
    // A known name before is complete: "the European Union of Germany" is not meant.
    let known_before = words.hits.iter().enumerate().skip(start).any(|(i, h)| {
        h.as_ref().is_some_and(|(length, hits)| {
            i + length == at && hits.iter().any(|h| h.form == NameForm::Name || h.form == NameForm::Acronym)
        })
    });
    if org_head && !known_before && words.is_capital(at - 1) && (word == "of" || word == "for") {
        if capital(at + 1) && !starts_person(words, lexicon, at + 1) {
            return 1;
        }
        if words.lower.get(at + 1).is_some_and(|w| w == "the") && capital(at + 2) {
            return 2;
        }
    }
    if word == "on"
        && matches!(
            before.as_str(),
            "forum" | "conference" | "commission" | "committee" | "office" | "council" | "panel" | "authority"
        )
        && !known_before
        && words.is_capital(at - 1)
        && capital(at + 1)
    {
        return 1;
    }
    // "Ministry of Defence and Security", "Trade and Development"
    if word == "and"
        && at >= 2
        && capital(at + 1)
        && words.lower[start..at].iter().any(|w| {
            matches!(
                w.as_str(),
                "ministry"
                    | "department"
                    | "minister"
                    | "institute"
                    | "organization"
                    | "organisation"
                    | "front"
                    | "commission"
                    | "center"
                    | "centre"
            )
        })
        && words.hits.get(at + 1).is_some_and(Option::is_none)
    {
        return 1;
    }
    0
}

fn starts_person(words: &Words<'_>, lexicon: &Lexicon, at: usize) -> bool {
    title_length(words, lexicon, at, words.text.len()).is_some()
}

/// Whether an unknown word can begin a name.
fn starts_name(words: &Words<'_>, reading: &SentenceReading, lexicon: &Lexicon, i: usize) -> bool {
    if !words.is_capital(i) || words.text[i].chars().count() < 2 {
        return false;
    }
    let first = words.text[..i].iter().all(|w| !w.chars().any(char::is_alphanumeric))
        || i > 0 && matches!(words.text[i - 1], "\"" | "“" | ":" | "‘" | "(" | "[" | "—" | "–");
    let tag = reading.words.get(i).map(|w| w.upos);
    if lexicon.is("not_name", words.text[i]) {
        // "Islamic Front", "Southern Army", "National ...": may begin a longer name, never be one.
        return words.is_capital_follower(i + 1)
            && !(first
                && matches!(tag, Some(Upos::Det | Upos::Pron | Upos::Adp | Upos::Sconj | Upos::Cconj | Upos::Adv)))
            && !is_function_word(&words.lower[i])
            && !is_calendar(words.text[i]);
    }
    if first {
        let next_capital = words.is_capital_follower(i + 1);
        let sure = |least: f32| reading.names.iter().any(|n| n.words.contains(&i) && n.margin > least);
        return words.capitals.contains(&words.lower[i])
            || tag == Some(Upos::Propn) && (next_capital || sure(0.2) || words.text[i + 1..].contains(&words.text[i]))
            || sure(1.0)
            || words.runs[i].first().is_some_and(|r| r.capitals)
            || words.is_capital_follower(i + 1)
                && !matches!(
                    tag,
                    Some(Upos::Det | Upos::Pron | Upos::Adp | Upos::Sconj | Upos::Cconj | Upos::Adv | Upos::Verb)
                );
    }
    true
}

pub(super) fn is_calendar(word: &str) -> bool {
    crate::extract::dates::month(&word.to_lowercase()).is_some()
        || crate::extract::dates::weekday(&word.to_lowercase()).is_some()
}
