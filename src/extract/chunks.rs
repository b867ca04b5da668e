//! Names in one sentence: known ones from the lexicon, others by their capitals, their titles and the name recogniser.
//! Knows one sentence at a time; which names are one actor is decided over the whole article in `actors`.

use std::ops::Range;

use super::language::{NameClass, SentenceReading, Upos};
use super::lexicon::{HeadMeaning, Lexicon, NameForm, NameHit, Run, runs};
use super::sentences::Sentence;

/// A name as it stands in a sentence.
#[derive(Clone, Debug)]
pub(crate) struct RawName {
    /// Its words.
    pub tokens: Range<usize>,
    /// What the lexicon knows of it; several where one spelling names several.
    pub hits: Vec<NameHit>,
    /// Office or rank written before it ("Prime Minister").
    pub title: Option<Range<usize>>,
    /// Whether the title is an office rather than a rank.
    pub office: bool,
    /// What its last word says it is.
    pub head: Option<HeadMeaning>,
    /// The recogniser's class and how sure it is.
    pub class: Option<(NameClass, f32)>,
    /// Names inside a longer name: "Rwandan" in "Rwandan Defence Forces".
    pub inside: Vec<RawName>,
}

impl RawName {
    /// A name with nothing known but where it stands.
    pub fn plain(tokens: Range<usize>) -> Self {
        Self::new(tokens)
    }

    fn new(tokens: Range<usize>) -> Self {
        Self { tokens, hits: Vec::new(), title: None, office: false, head: None, class: None, inside: Vec::new() }
    }
}

/// One sentence's words as the name finder sees them.
pub(crate) struct Words<'a> {
    /// As written.
    pub text: Vec<&'a str>,
    /// In lower case.
    pub lower: Vec<String>,
    /// Words that stand with a capital inside sentences of the article: names at the beginning of one too.
    pub capitals: std::rc::Rc<std::collections::BTreeSet<String>>,
    runs: Vec<Vec<Run>>,
    hits: Vec<Option<(usize, Vec<NameHit>)>>,
}

impl<'a> Words<'a> {
    /// Looks every word up.
    pub fn new(text: &'a str, sentence: &Sentence, lexicon: &Lexicon) -> Self {
        let words: Vec<&str> = sentence.tokens.iter().map(|s| s.of(text).unwrap_or("")).collect();
        let word_runs: Vec<Vec<Run>> = words.iter().map(|w| runs(w)).collect();
        let mut hits = vec![None; words.len()];
        for i in 0..words.len() {
            hits[i] = longest_hit(&words, &word_runs, i, lexicon);
        }
        let lower = words.iter().map(|w| w.to_lowercase()).collect();
        Self { text: words, lower, capitals: std::rc::Rc::default(), runs: word_runs, hits }
    }

    /// What the lexicon says of each word, as hints for the recogniser.
    pub fn hints(&self, lexicon: &Lexicon) -> Vec<Option<NameClass>> {
        use crate::model::ActorKind;
        let mut hints = vec![None; self.text.len()];
        let mut i = 0;
        while i < self.text.len() {
            let Some((length, found)) = &self.hits[i] else {
                i += 1;
                continue;
            };
            let class = found.first().and_then(|h| Some((h.form, lexicon.names.actor(h.actor)?.kind))).map(
                |(form, kind)| match (form, kind) {
                    (NameForm::Adjective | NameForm::People, _) => NameClass::Other,
                    (_, Some(ActorKind::Person)) => NameClass::Person,
                    (_, Some(ActorKind::State) | None) => NameClass::Place,
                    _ => NameClass::Organization,
                },
            );
            for hint in hints.iter_mut().skip(i).take(*length) {
                *hint = class;
            }
            i += length;
        }
        hints
    }

    fn is_capital(&self, i: usize) -> bool {
        self.runs
            .get(i)
            .and_then(|r| r.first())
            .is_some_and(|r| r.upper && !self.text[i].starts_with(|c: char| c.is_numeric()))
            || self.hits.get(i).is_some_and(|h| {
                h.as_ref().is_some_and(|(_, hits)| {
                    hits.iter().any(|h| h.form != NameForm::Name || self.lower[i] != self.text[i])
                })
            })
            || article_name(self.text[i])
    }
}

/// "al-Burhan", "el-Sisi": a small article, a hyphen and a capital.
fn article_name(word: &str) -> bool {
    word.split_once('-').is_some_and(|(article, rest)| {
        matches!(article, "al" | "el" | "as" | "ash" | "an" | "at" | "ad" | "ar" | "az" | "ul" | "es")
            && rest.chars().next().is_some_and(char::is_uppercase)
    })
}

/// The longest known name that begins at word `i`, in words.
fn longest_hit(words: &[&str], word_runs: &[Vec<Run>], i: usize, lexicon: &Lexicon) -> Option<(usize, Vec<NameHit>)> {
    if word_runs[i].is_empty() {
        return None;
    }
    let plain = hit_in_row(words, word_runs, i, lexicon, false);
    let with_clitics = hit_in_row(words, word_runs, i, lexicon, true);
    match (plain, with_clitics) {
        (Some(a), Some(b)) => Some(if b.0 > a.0 { b } else { a }),
        (a, b) => a.or(b),
    }
}

/// The longest known name, with "'s" either ending the row or read as part of its word ("King's College").
fn hit_in_row(
    words: &[&str],
    word_runs: &[Vec<Run>],
    i: usize,
    lexicon: &Lexicon,
    join: bool,
) -> Option<(usize, Vec<NameHit>)> {
    let mut row: Vec<Run> = Vec::new();
    let mut ends: Vec<(usize, usize)> = Vec::new(); // runs so far -> words so far
    for (k, word_run) in word_runs[i..].iter().enumerate().take(12) {
        let word = words[i + k];
        if matches!(word, "'s" | "’s" | "'S") {
            match row.last_mut() {
                Some(last) if join => last.folded.push('s'),
                _ => break,
            }
            continue;
        }
        if word_run.is_empty() && !matches!(word, "-" | "'" | "’" | "&" | "/" | "–") {
            // "Washington, D.C." is worth no exception.
            break;
        }
        row.extend(word_run.iter().cloned());
        ends.push((row.len(), k + 1));
    }
    let found = lexicon.names.find(&row);
    let runs_covered = found.first()?.runs;
    let (_, length) = ends.iter().find(|(r, k)| *r == runs_covered && !word_runs[i + k - 1].is_empty())?;
    Some((*length, found))
}

/// The names of a sentence, in order.
pub(crate) fn names(
    words: &Words<'_>,
    reading: &SentenceReading,
    lexicon: &Lexicon,
    all_title_case: bool,
) -> Vec<RawName> {
    let mut found = Vec::new();
    let mut i = 0;
    while i < words.text.len() {
        if let Some(end) = chunk_end(words, reading, lexicon, i) {
            if all_title_case {
                only_known(words, i..end, &mut found);
            } else {
                interpret(words, reading, lexicon, i..end, &mut found);
            }
            i = end;
        } else {
            i += 1;
        }
    }
    for name in &mut found {
        attach_title(words, lexicon, name);
    }
    found
}

/// Where the row of capitals that begins at `start` ends.
fn chunk_end(words: &Words<'_>, reading: &SentenceReading, lexicon: &Lexicon, start: usize) -> Option<usize> {
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

impl Words<'_> {
    fn is_capital_follower(&self, i: usize) -> bool {
        i < self.text.len() && self.is_capital(i)
    }
}

fn is_calendar(word: &str) -> bool {
    super::dates::month(&word.to_lowercase()).is_some() || super::dates::weekday(&word.to_lowercase()).is_some()
}

fn is_function_word(lower: &str) -> bool {
    const WORDS: &[&str] = &[
        "the",
        "a",
        "an",
        "it",
        "its",
        "he",
        "his",
        "she",
        "her",
        "they",
        "their",
        "we",
        "our",
        "you",
        "this",
        "that",
        "these",
        "those",
        "there",
        "here",
        "in",
        "on",
        "at",
        "by",
        "for",
        "from",
        "to",
        "with",
        "of",
        "as",
        "if",
        "but",
        "and",
        "or",
        "so",
        "yet",
        "not",
        "no",
        "nor",
        "while",
        "when",
        "where",
        "who",
        "whose",
        "what",
        "which",
        "how",
        "why",
        "after",
        "before",
        "since",
        "until",
        "under",
        "over",
        "although",
        "though",
        "because",
        "however",
        "meanwhile",
        "both",
        "either",
        "each",
        "every",
        "all",
        "some",
        "many",
        "most",
        "several",
        "few",
        "more",
        "other",
        "another",
        "such",
        "also",
        "only",
        "even",
        "still",
        "just",
        "according",
        "once",
        "instead",
        "amid",
        "against",
        "without",
        "within",
        "through",
        "per",
        "via",
        "like",
        "unlike",
        "despite",
        "during",
        "among",
        "between",
        "i",
        "about",
        "around",
        "toward",
        "towards",
        "whether",
        "then",
        "now",
        "later",
        "earlier",
        "last",
        "next",
        "today",
        "yesterday",
        "tomorrow",
        "speaking",
        "asked",
        "let",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
    ];
    WORDS.contains(&lower)
}

/// In headlines in capitals every word looks like a name: only known ones are taken.
fn only_known(words: &Words<'_>, range: Range<usize>, found: &mut Vec<RawName>) {
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
fn interpret(
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

/// Length of the office or rank written at `at`, and whether it is an office.
fn title_length(words: &Words<'_>, lexicon: &Lexicon, at: usize, end: usize) -> Option<(usize, bool)> {
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
fn name_head(words: &Words<'_>, lexicon: &Lexicon, range: &Range<usize>) -> Option<HeadMeaning> {
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

/// A title in small letters before a name: "foreign policy chief Josep Borrell", "rebel leader X".
fn attach_title(words: &Words<'_>, lexicon: &Lexicon, name: &mut RawName) {
    if name.title.is_some() {
        return;
    }
    let start = name.tokens.start;
    for length in (1..=4).rev() {
        if start >= length {
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
