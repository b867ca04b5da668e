//! What stands aside in a sentence: brackets, appositions, relative clauses between commas, "he said" at the end, and rows
//! of names. A sentence is read without its asides, and each aside by itself, because a parser trained on plain prose
//! loses its way in the nested sentences of news.

mod rows;
mod signs;
mod speech;
mod times;
mod unmarked;

use super::language::Upos;
pub(crate) use rows::rows_of_names;
use signs::{bracket, comma_aside};
use speech::speech;
pub(crate) use times::time_phrases;
use unmarked::before_verb;

/// A word as the finder of asides sees it.
#[derive(Clone, Debug)]
pub(crate) struct Word<'a> {
    /// In lower case.
    pub lower: &'a str,
    /// Part of speech at a first look.
    pub upos: Upos,
    /// A name that is no adjective.
    pub name: bool,
    /// Any name.
    pub mention: bool,
    /// Whether it is a speech verb.
    pub speech: bool,
}

/// How an aside hangs on its anchor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AsideKind {
    /// In brackets, or a describing noun.
    Apposition,
    /// "which ...", "whose ...".
    Relative,
    /// ", he said".
    Speech,
    /// ", backed by Russia,": a participle after a name.
    Participle,
    /// "to Mali": what belongs to a noun.
    Complement,
}

/// A stretch that is read apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Aside {
    /// Place of the word it hangs on.
    pub anchor: usize,
    /// First place taken out, the comma or bracket.
    pub start: usize,
    /// First place after, the closing comma or bracket included.
    pub end: usize,
    /// First place of its own words.
    pub inner_start: usize,
    /// First place after them.
    pub inner_end: usize,
    /// How it hangs.
    pub kind: AsideKind,
}

fn finite(word: &Word<'_>) -> bool {
    word.upos == Upos::Aux || word.upos == Upos::Verb && !word.lower.ends_with("ing")
}

fn nominal(word: &Word<'_>) -> bool {
    word.mention || matches!(word.upos, Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num)
}

/// The first aside of a row of words, `None` when there is none. Who spoke is taken out first, then what is nested.
pub(crate) fn first_aside(words: &[Word<'_>]) -> Option<Aside> {
    let last_sign = words.last().is_some_and(|w| matches!(w.lower, "." | "!" | "?" | "\"" | "”"));
    let end = if last_sign { words.len() - 1 } else { words.len() };
    let says = |at: usize| {
        (matches!(words[at].lower, "," | "–" | "—") && at > 0 && at + 2 < words.len())
            .then(|| speech(words, at, end))
            .flatten()
    };
    (0..words.len()).find_map(says).or_else(|| {
        (0..words.len())
            .find_map(|i| bracket(words, i).or_else(|| comma_aside(words, i)).or_else(|| before_verb(words, i)))
    })
}
