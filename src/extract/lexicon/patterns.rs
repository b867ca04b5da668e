//! Words that make statements, as read from the lexicon: verb patterns, noun frames and words for security functions.

use crate::model::{RelationClass, SecurityFunction};

use super::file::NounRow;

/// Prepositions that can close a pattern.
const PREPOSITIONS: &[&str] = &[
    "with",
    "against",
    "on",
    "to",
    "from",
    "of",
    "at",
    "for",
    "behind",
    "between",
    "into",
    "under",
    "by",
    "in",
    "towards",
    "toward",
    "alongside",
    "beside",
    "over",
    "among",
    "upon",
    "as",
];

/// "clash with": a verb, words that must follow it, and the preposition before the second actor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct VerbFrame {
    /// Words that must follow, without the closing preposition.
    pub words: Vec<String>,
    /// The preposition before the second actor; `None` for a direct object.
    pub preposition: Option<String>,
    /// What it says.
    pub class: RelationClass,
    /// The relation's type.
    pub kind: String,
    /// Holds both ways.
    pub both: bool,
}

impl VerbFrame {
    pub(super) fn read(pattern: &str, class: RelationClass, kind: &str, both: bool) -> Option<(String, Self)> {
        let mut words: Vec<String> = pattern.split(' ').map(str::to_owned).collect();
        if words.is_empty() {
            return None;
        }
        let lemma = words.remove(0);
        let preposition =
            if words.last().is_some_and(|w| PREPOSITIONS.contains(&w.as_str())) { words.pop() } else { None };
        words.retain(|w| !matches!(w.as_str(), "a" | "the" | "its"));
        Some((lemma, Self { words, preposition, class, kind: kind.to_owned(), both }))
    }
}

/// A noun that says something of two actors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NounFrame {
    /// Words before the head that must be there: "arms" of "arms embargo".
    pub before: Vec<String>,
    /// Prepositions before the second actor.
    pub prepositions: Vec<String>,
    /// Whether "of" stands before the second actor (`true`) or the first (`false`).
    pub of_is_target: bool,
    /// What it says.
    pub class: RelationClass,
    /// The relation's type.
    pub kind: String,
    /// Holds both ways.
    pub both: bool,
}

impl NounFrame {
    pub(super) fn read(lemma: &str, class: RelationClass, row: &NounRow) -> (String, Self) {
        let mut words: Vec<String> = lemma.split(' ').map(str::to_owned).collect();
        let head = words.pop().unwrap_or_default();
        let frame = Self {
            before: words,
            prepositions: row.preps.clone(),
            of_is_target: row.of == "target" || row.preps.iter().any(|p| p == "of"),
            class,
            kind: row.kind.clone(),
            both: row.both,
        };
        (head, frame)
    }
}

/// What a word says of a security function.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum FunctionRole {
    /// Goods or services that are given.
    Thing,
    /// Those who are sent.
    People,
    /// A doing.
    Act,
    /// The verb that does it.
    Verb,
}

/// The words of a phrase as the tokens of a text have them, in lower case.
pub(super) fn words_of(phrase: &str) -> Vec<String> {
    let tokens = crate::extract::tokens::tokens(phrase, crate::model::Span::new(0, phrase.len()));
    tokens.into_iter().filter_map(|span| span.of(phrase)).map(str::to_lowercase).collect()
}

/// A word or phrase for a security function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FunctionWord {
    /// Its words, the first included.
    pub words: Vec<String>,
    /// Which function.
    pub function: SecurityFunction,
    /// What it says of it.
    pub role: FunctionRole,
}

impl FunctionWord {
    pub(super) fn read(phrase: &str, function: SecurityFunction, role: FunctionRole) -> (String, Self) {
        // Phrases are matched against words as the tokens have them: hyphens stand apart except after prefixes.
        let mut words = words_of(phrase);
        // "training of" means the training; the preposition is found by the tree.
        while words.len() > 1
            && words.last().is_some_and(|w| PREPOSITIONS.contains(&w.as_str()))
            && role != FunctionRole::Verb
        {
            words.pop();
        }
        (words.first().cloned().unwrap_or_default(), Self { words, function, role })
    }
}
