//! Which name of the lexicon a spelling is, and names that are written small elsewhere.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{Found, Key};
use crate::extract::chunks::{RawName, Words, ministry_key};
use crate::extract::lexicon::{HeadMeaning, Lexicon, NameHit, fold};
use crate::extract::sentences::Sentence;
use crate::model::BlockKind;

/// Words that begin with a capital inside running sentences, in lower case.
pub(super) fn inner_capitals(text: &str, sentences: &[Sentence], lexicon: &Lexicon) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for sentence in sentences.iter().filter(|s| s.kind.makes_statements()) {
        for pair in sentence.tokens.windows(2) {
            let (Some(before), Some(word)) = (pair[0].of(text), pair[1].of(text)) else { continue };
            let capital = word.chars().any(char::is_uppercase) && word.chars().count() > 2;
            let inside = before.chars().last().is_some_and(char::is_alphanumeric) || before == ",";
            if capital && inside && !lexicon.is("not_name", word) {
                found.insert(word.to_lowercase());
            }
        }
    }
    found
}

/// Whether nearly every longer word begins with a capital.
pub(super) fn is_title_case(words: &Words<'_>, kind: BlockKind) -> bool {
    let long: Vec<&&str> =
        words.text.iter().filter(|w| w.chars().count() > 3 && w.chars().any(char::is_alphabetic)).collect();
    let capitals = long.iter().filter(|w| w.chars().next().is_some_and(char::is_uppercase)).count();
    let heading = matches!(kind, BlockKind::Title | BlockKind::Heading);
    if heading { capitals * 10 >= long.len() * 7 } else { long.len() >= 3 && capitals * 10 >= long.len() * 9 }
}

pub(super) fn key(words: &Words<'_>, raw: &RawName, lexicon: &Lexicon) -> Key {
    if let Some(hit) = raw.hits.first() {
        return Key::Known(hit.actor);
    }
    if let Some(key) = ministry_key(words, &raw.tokens) {
        return Key::Unknown(key);
    }
    let mut name: String = words.lower[raw.tokens.clone()].join(" ").replace(" - ", "-");
    if let Some(rest) = name.strip_prefix("the ") {
        name = rest.to_owned();
    }
    // A body the lexicon knows in another spelling of its words ("Malian Armed Forces of ...") stays apart on purpose.
    let _ = lexicon;
    Key::Unknown(fold(&name))
}

/// One spelling, several actors ("SNA"): the one that is also named in full, else the first of the lexicon.
pub(super) fn resolve_ambiguous(found: &mut [Found], words: &[Words<'_>], lexicon: &Lexicon) {
    let mut named: HashMap<usize, usize> = HashMap::new();
    for name in found.iter() {
        if let [only] = name.raw.hits[..] {
            *named.entry(only.actor).or_default() += 1;
        }
    }
    for name in found.iter_mut() {
        if name.raw.hits.len() > 1 {
            let best = name
                .raw
                .hits
                .iter()
                .copied()
                .max_by_key(|h: &NameHit| (named.get(&h.actor).copied().unwrap_or(0), usize::MAX - h.actor));
            if let Some(hit) = best {
                name.raw.hits = vec![hit];
                name.key = key(&words[name.sentence], &name.raw, lexicon);
            }
        }
    }
}

/// "the Azawad movements" after "the Azawad Movements": a name whose last word is written small elsewhere.
pub(super) fn written_small(found: &mut Vec<Found>, words: &[Words<'_>], lexicon: &Lexicon) {
    let mut keys: BTreeMap<Vec<String>, Key> = BTreeMap::new();
    for name in found.iter() {
        let row = &words[name.sentence].lower[name.raw.tokens.clone()];
        let body = row.last().is_some_and(|w| matches!(lexicon.heads.get(w), Some(HeadMeaning::Actor(_))));
        if row.len() >= 2 && body && matches!(name.key, Key::Unknown(_)) {
            keys.insert(row.to_vec(), name.key.clone());
        }
    }
    let mut more = Vec::new();
    for (row, key) in &keys {
        for (sentence, w) in words.iter().enumerate() {
            for start in 0..w.lower.len().saturating_sub(row.len() - 1) {
                let tokens = start..start + row.len();
                let capital = w.text[start].chars().next().is_some_and(char::is_uppercase);
                let small = w.text[tokens.end - 1].chars().next().is_some_and(char::is_lowercase);
                if !capital || !small || w.lower[tokens.clone()] != row[..] {
                    continue;
                }
                let overlaps = |f: &Found| {
                    f.sentence == sentence && f.raw.tokens.start < tokens.end && tokens.start < f.raw.tokens.end
                };
                if found.iter().any(|f| overlaps(f) && f.raw.tokens.len() >= row.len()) {
                    continue;
                }
                found.retain(|f| !overlaps(f));
                more.push(Found { sentence, key: key.clone(), raw: RawName::plain(tokens) });
            }
        }
    }
    found.extend(more);
    found.sort_by_key(|f| (f.sentence, f.raw.tokens.start));
}
