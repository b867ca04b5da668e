//! A row of capitals read as one or several names.

use std::ops::Range;

use super::RawName;
use super::bounds::is_calendar;
use super::function_words::is_function_word;
use super::titles::{name_head, title_length};
use super::words::Words;
use crate::extract::language::{NameClass, SentenceReading};
use crate::extract::lexicon::{HeadMeaning, Lexicon, NameForm};

/// In headlines in capitals every word looks like a name: only known ones are taken.
pub(super) fn only_known(words: &Words<'_>, range: Range<usize>, found: &mut Vec<RawName>) {
    let mut i = range.start;
    while i < range.end {
        if let Some((length, hits)) = &words.hits[i] {
            found.push(RawName { hits: hits.clone(), ..RawName::new(i..i + length) });
            i += length;
        } else {
            i += 1;
        }
    }
}

/// Reads a row of capitals as one or several names.
pub(super) fn interpret(
    words: &Words<'_>,
    reading: &SentenceReading,
    lexicon: &Lexicon,
    range: Range<usize>,
    found: &mut Vec<RawName>,
) {
    let mut range = range;
    // Leading function words of a sentence ("While Mali", "The Hague" aside) and calendar words are no part of a name.
    while range.start < range.end
        && words.hits[range.start].is_none()
        && (is_function_word(&words.lower[range.start]) || is_calendar(words.text[range.start]))
    {
        range.start += 1;
    }
    while range.start < range.end
        && words.hits[range.end - 1].is_none()
        && is_calendar(words.text[range.end - 1])
        && !covered(words, range.clone(), range.end - 1)
    {
        range.end -= 1;
    }
    if range.is_empty() {
        return;
    }
    let class = |r: &Range<usize>| {
        reading
            .names
            .iter()
            .filter(|n| n.words.start < r.end && r.start < n.words.end)
            .map(|n| (n.class, n.margin))
            .max_by(|a, b| a.1.total_cmp(&b.1))
    };
    // The whole row is one known name.
    if let Some((length, hits)) = &words.hits[range.start] {
        if *length == range.len() {
            found.push(RawName { hits: hits.clone(), class: class(&range), ..RawName::new(range) });
            return;
        }
    }
    // A title inside: what stands before it is an actor, what stands after a person.
    for at in range.clone() {
        if covered(words, range.clone(), at) {
            continue;
        }
        if let Some((length, office)) = title_length(words, lexicon, at, range.end) {
            if at > range.start {
                interpret(words, reading, lexicon, range.start..at, found);
            }
            let after = at + length..range.end;
            if !after.is_empty() {
                let mut person = RawName {
                    title: Some(at..at + length),
                    office,
                    class: class(&after),
                    ..RawName::new(after.clone())
                };
                person.hits = words.hits[after.start]
                    .as_ref()
                    .filter(|(l, _)| *l == after.len())
                    .map(|(_, h)| h.clone())
                    .unwrap_or_default();
                found.push(person);
            }
            return;
        }
    }
    // "Rwandan Defence Forces", "Ministry of Defence of Mali": one body with names inside.
    if let Some(head) = name_head(words, lexicon, &range) {
        let long_enough = range.len() >= 2;
        if !long_enough {
            return;
        }
        let prefix_hit = words.hits[range.start].as_ref();
        let full_name_first = prefix_hit.is_some_and(|(length, hits)| {
            // "Wagner Group Army" does not happen; "Hezbollah Brigades" does. A state's name may begin a body's.
            !matches!(head, HeadMeaning::Actor(_))
                && *length + 1 == range.len()
                && hits.iter().any(|h| lexicon.names.actor(h.actor).is_some_and(|a| a.kind.is_none()))
        });
        if long_enough && !full_name_first {
            let mut body = RawName { head: Some(head), class: class(&range), ..RawName::new(range.clone()) };
            only_known(words, range, &mut body.inside);
            found.push(body);
            return;
        }
    }
    // A person whose name contains a known word: "Israel Katz", "Chris Kenya".
    let person = class(&range).filter(|(c, margin)| *c == NameClass::Person && *margin > 0.3);
    let first_is_adjective = words.hits[range.start].as_ref().is_some_and(|(_, hits)| {
        hits.iter().all(|h| matches!(h.form, NameForm::Adjective | NameForm::Acronym | NameForm::People))
    });
    let after_preposition = range.start > 0
        && matches!(words.lower[range.start - 1].as_str(), "to" | "of" | "in" | "from" | "against" | "with")
        && words.hits[range.start].as_ref().is_some_and(|(_, hits)| {
            hits.iter()
                .any(|h| lexicon.names.actor(h.actor).is_some_and(|a| a.kind == Some(crate::model::ActorKind::State)))
        });
    if person.is_some()
        && !after_preposition
        && range.len() <= 4
        && !first_is_adjective
        && reading.names.iter().any(|n| n.words == range && n.class == NameClass::Person)
    {
        found.push(RawName { class: person, ..RawName::new(range) });
        return;
    }
    split_row(words, lexicon, range, &class, found);
}

/// Parts a row into known names and what is left between them.
fn split_row(
    words: &Words<'_>,
    lexicon: &Lexicon,
    range: Range<usize>,
    class: &dyn Fn(&Range<usize>) -> Option<(NameClass, f32)>,
    found: &mut Vec<RawName>,
) {
    let mut rest_start = range.start;
    let mut i = range.start;
    let flush = |from: usize, to: usize, found: &mut Vec<RawName>| {
        let mut r = from..to;
        while !r.is_empty()
            && (lexicon.is("not_name", words.text[r.start]) && r.len() == 1
                || is_function_word(&words.lower[r.start])
                || !words.is_capital(r.start))
        {
            r.start += 1;
        }
        while !r.is_empty() && !words.is_capital(r.end - 1) {
            r.end -= 1;
        }
        if !r.is_empty()
            && !(r.len() == 1 && (lexicon.is("not_name", words.text[r.start]) || is_calendar(words.text[r.start])))
        {
            let head = name_head(words, lexicon, &r);
            // "the Forum", "the Ministry": a common noun with a capital names nobody by itself.
            if r.len() == 1 && head.is_some() {
                return;
            }
            found.push(RawName { head, class: class(&r), ..RawName::new(r) });
        }
    };
    while i < range.end {
        let hit = words.hits[i].as_ref().filter(|(length, _)| i + length <= range.end);
        let Some((length, hits)) = hit else {
            i += 1;
            continue;
        };
        // A known surname after another given name is another person: "Maria Putin".
        let person = hits
            .iter()
            .all(|h| lexicon.names.actor(h.actor).is_some_and(|a| a.kind == Some(crate::model::ActorKind::Person)));
        if person && i > rest_start && *length == 1 {
            i += length;
            continue;
        }
        flush(rest_start, i, found);
        found.push(RawName { hits: hits.clone(), class: class(&(i..i + length)), ..RawName::new(i..i + length) });
        i += length;
        rest_start = i;
    }
    flush(rest_start, range.end, found);
}

fn covered(words: &Words<'_>, range: Range<usize>, at: usize) -> bool {
    range
        .clone()
        .take_while(|i| *i <= at)
        .any(|i| words.hits[i].as_ref().is_some_and(|(length, _)| i + length > at && *length > 1))
}
