//! Brings GUM's nested mentions to flat names.
//!
//! A name is the part of a mention that names it: the proper nouns around its head, with the adjectives, numbers and
//! "of the" between them. Titles and articles stay outside, the outermost name wins, times are no names.

use backstop::extract::language::{NameClass, Upos};

use crate::corpora::{Name, Sentence};

/// A mention that is still open at the end of a sentence.
#[derive(Clone, Debug)]
pub struct Mention {
    id: String,
    kind: String,
    start: usize,
}

const TITLES: &[&str] = &[
    "mr.",
    "mrs.",
    "ms.",
    "miss",
    "dr.",
    "prof.",
    "professor",
    "sir",
    "madam",
    "president",
    "prime",
    "minister",
    "senator",
    "sen.",
    "rep.",
    "representative",
    "governor",
    "gov.",
    "general",
    "gen.",
    "colonel",
    "col.",
    "captain",
    "capt.",
    "major",
    "maj.",
    "lieutenant",
    "lt.",
    "sergeant",
    "sgt.",
    "king",
    "queen",
    "prince",
    "princess",
    "pope",
    "emperor",
    "judge",
    "justice",
    "chief",
    "chairman",
    "director",
    "secretary",
    "ambassador",
    "mayor",
    "lord",
    "lady",
    "admiral",
    "commander",
    "sheikh",
    "sheik",
    "rev.",
    "reverend",
    "father",
    "brother",
    "sister",
    "saint",
    "vice",
    "deputy",
    "mr",
    "mrs",
    "ms",
    "dr",
    "the",
    "a",
    "an",
    "former",
    "first",
    "foreign",
    "defense",
    "defence",
    "attorney",
];

fn class_of(kind: &str) -> Option<NameClass> {
    match kind {
        "person" => Some(NameClass::Person),
        "organization" => Some(NameClass::Organization),
        "place" => Some(NameClass::Place),
        "time" => None,
        _ => Some(NameClass::Other),
    }
}

/// The names of a sentence. `notes` are the last columns; `open` carries mentions over sentence borders.
pub fn gum_names(sentence: &Sentence, notes: &[&str], open: &mut Vec<Mention>) -> Vec<Name> {
    let mut mentions = Vec::new();
    for mention in open.iter_mut() {
        mention.start = 0;
    }
    for (place, note) in notes.iter().enumerate() {
        let Some(entity) = note.split('|').find_map(|part| part.strip_prefix("Entity=")) else { continue };
        for piece in pieces(entity) {
            if let Some(inner) = piece.strip_prefix('(') {
                let mut parts = inner.trim_end_matches(')').split('-');
                let mention = Mention {
                    id: parts.next().unwrap_or_default().to_owned(),
                    kind: parts.next().unwrap_or_default().to_owned(),
                    start: place,
                };
                if piece.ends_with(')') {
                    mentions.push((mention, place + 1));
                } else {
                    open.push(mention);
                }
            } else {
                let id = piece.trim_end_matches(')');
                if let Some(at) = open.iter().rposition(|mention| mention.id == id) {
                    mentions.push((open.remove(at), place + 1));
                }
            }
        }
    }
    let spans: Vec<(usize, usize)> = mentions.iter().map(|(mention, end)| (mention.start, *end)).collect();
    let mut names: Vec<Name> =
        mentions.iter().filter_map(|(mention, end)| name_of(sentence, mention, *end, &spans)).collect();
    names.sort_by_key(|(start, end, class)| (std::cmp::Reverse(end - start), *start, *class));
    let mut kept: Vec<Name> = Vec::new();
    for name in names {
        if kept.iter().all(|other| name.1 <= other.0 || other.1 <= name.0) {
            kept.push(name);
        }
    }
    kept.sort_unstable();
    kept
}

/// Splits `(1-person-new(2-place-new)1)` into its brackets.
fn pieces(entity: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0;
    for (place, letter) in entity.char_indices() {
        if letter == '(' && place > start {
            found.push(&entity[start..place]);
            start = place;
        } else if letter == ')' {
            found.push(&entity[start..=place]);
            start = place + 1;
        }
    }
    if start < entity.len() {
        found.push(&entity[start..]);
    }
    found
}

fn name_of(sentence: &Sentence, mention: &Mention, end: usize, spans: &[(usize, usize)]) -> Option<Name> {
    let class = class_of(&mention.kind)?;
    let start = mention.start;
    let head = (start..end).find(|place| !(start..end).contains(&sentence.heads[*place]))?;
    if sentence.tags[head] != Upos::Propn {
        return None;
    }
    let coordinated = (start..end).any(|place| {
        sentence.heads[place] == head
            && sentence.relations[place].name() == "conj"
            && spans.iter().any(|span| span.0 > head && (span.0..span.1).contains(&place) && span.1 <= end)
    });
    let end = if coordinated {
        // "Poland and Sweden": each is a mention of its own.
        return None;
    } else {
        end
    };
    let (mut first, mut last) = (head, head);
    while first > start && joins(sentence, first - 1) {
        first -= 1;
    }
    while last + 1 < end {
        if joins(sentence, last + 1) {
            last += 1;
        } else if let Some(next) = bridge(sentence, last + 1, end) {
            last = next;
        } else {
            break;
        }
    }
    while first < last && is_title(&sentence.words[first], class) {
        first += 1;
    }
    while last > first && matches!(sentence.tags[last], Upos::Part | Upos::Punct) {
        last -= 1;
    }
    if is_title(&sentence.words[first], class) || !sentence.words[first..=last].iter().any(|word| capital(word)) {
        return None;
    }
    let plural_people = class == NameClass::Person && first == last && is_people(&sentence.words[first]);
    Some((first, last + 1, if plural_people { NameClass::Other } else { class }))
}

fn is_people(word: &str) -> bool {
    ["ians", "eans", "ans", "ims", "ews", "ists", "ese", "ics", "ats", "cians", "ers", "udis"]
        .iter()
        .any(|end| word.ends_with(end))
        && word.len() > 4
}

fn is_title(word: &str, class: NameClass) -> bool {
    let lower = word.to_lowercase();
    matches!(lower.as_str(), "the" | "a" | "an" | "this" | "that")
        || (class == NameClass::Person && TITLES.contains(&lower.as_str()))
}

fn capital(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

/// Whether a word next to a name's word belongs to it.
fn joins(sentence: &Sentence, place: usize) -> bool {
    let word = &sentence.words[place];
    match sentence.tags[place] {
        Upos::Propn => true,
        Upos::Punct => word == "-" || word == "–",
        Upos::Adj | Upos::Verb | Upos::Noun | Upos::X => capital(word) && place > 0 || word == "al" || word == "de",
        Upos::Num => {
            word.bytes().all(|byte| byte.is_ascii_alphanumeric()) && place > 0 && sentence.heads[place] != place
        }
        Upos::Sym => word == "&",
        _ => false,
    }
}

/// The word after "of the", "for", "and" and the like when the name goes on there.
fn bridge(sentence: &Sentence, place: usize, end: usize) -> Option<usize> {
    let mut next = place;
    let lower = sentence.words[place].to_lowercase();
    if !matches!(lower.as_str(), "of" | "for" | "and" | "on" | "&" | "de" | "'s" | "’s" | "@" | "in" | "to" | "the") {
        return None;
    }
    next += 1;
    if next < end && sentence.words[next].to_lowercase() == "the" {
        next += 1;
    }
    let strict = matches!(lower.as_str(), "in" | "to" | "on" | "the");
    (next < end && sentence.tags[next] == Upos::Propn && !strict).then_some(next)
}
