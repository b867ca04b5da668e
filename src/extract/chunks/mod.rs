//! Names in one sentence: known ones from the lexicon, others by their capitals, their titles and the name recogniser.
//! Knows one sentence at a time; which names are one actor is decided over the whole article in `cast`.

mod bounds;
mod function_words;
mod ministries;
mod reading;
mod titles;
mod words;

use std::ops::Range;

use super::language::{NameClass, SentenceReading};
use super::lexicon::{HeadMeaning, Lexicon, NameHit};
use bounds::chunk_end;
use ministries::ministry_behind;
pub(crate) use ministries::{ministry_key, owner_end};
use reading::{interpret, only_known};
use titles::attach_title;
pub(crate) use words::Words;

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
            let end = ministry_behind(words, lexicon, &(i..end)).unwrap_or(end);
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
    let mut free_from = 0;
    for name in &mut found {
        attach_title(words, lexicon, name, free_from);
        free_from = name.tokens.end;
    }
    found
}
