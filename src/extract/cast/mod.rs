//! The actors of one article and where they are named: one actor per name over the whole text, whatever form it takes.

mod building;
mod places;
mod short_forms;
mod spellings;

use std::collections::BTreeMap;
use std::ops::Range;

use crate::model::{ActorKind, BlockKind, Span};

use super::chunks::{RawName, Words, names};
use super::language::{LanguageModel, SentenceReading};
use super::lexicon::{Lexicon, NameForm};
use super::sentences::Sentence;
use super::typing::Votes;
use building::build;
use short_forms::{introduced_acronyms, merge_shorter_names};
use spellings::{inner_capitals, is_title_case, key, resolve_ambiguous, written_small};

/// An actor of the article.
#[derive(Clone, Debug)]
pub(crate) struct CastActor {
    /// The name shown.
    pub name: String,
    /// Every way it is written, the shown one first.
    pub names: Vec<String>,
    /// What it is.
    pub kind: ActorKind,
    /// How clear that is, 0..1.
    pub confidence: f64,
    /// States and organisations whose name is part of this one's: "Rwandan" in "Rwandan Defence Forces".
    pub inside: Vec<(usize, Span, usize)>,
    /// Whether the lexicon knows it.
    pub known: bool,
}

/// A place where an actor is named.
#[derive(Clone, Debug)]
pub(crate) struct Mention {
    /// Which actor.
    pub actor: usize,
    /// Which sentence.
    pub sentence: usize,
    /// Its words in that sentence.
    pub tokens: Range<usize>,
    /// Its bytes.
    pub span: Span,
    /// How a known name was written.
    pub form: NameForm,
    /// Office or rank before it.
    pub title: Option<Range<usize>>,
    /// Whether that is an office.
    pub office: bool,
    /// The title in lower case, empty without one.
    pub title_words: String,
}

/// All actors and mentions of an article.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cast {
    /// The actors.
    pub actors: Vec<CastActor>,
    /// The mentions, in order of the text.
    pub mentions: Vec<Mention>,
}

impl Cast {
    /// The mentions of one sentence.
    pub fn of_sentence(&self, sentence: usize) -> impl Iterator<Item = (usize, &Mention)> {
        let from = self.mentions.partition_point(|m| m.sentence < sentence);
        self.mentions[from..]
            .iter()
            .take_while(move |m| m.sentence == sentence)
            .enumerate()
            .map(move |(i, m)| (from + i, m))
    }
}

/// A name with where it stands, before it is given to an actor.
struct Found {
    sentence: usize,
    raw: RawName,
    key: Key,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Key {
    Known(usize),
    Unknown(String),
}

/// Reads all names of an article.
pub(crate) fn cast(text: &str, sentences: &[Sentence], lexicon: &Lexicon, model: &LanguageModel) -> Cast {
    let mut found: Vec<Found> = Vec::new();
    let mut votes: BTreeMap<String, Votes> = BTreeMap::new();
    let mut all_words: Vec<Words<'_>> = Vec::new();
    let mut readings: Vec<SentenceReading> = Vec::new();
    let capitals = std::rc::Rc::new(inner_capitals(text, sentences, lexicon));
    for (number, sentence) in sentences.iter().enumerate() {
        let mut words = Words::new(text, sentence, lexicon);
        words.capitals = std::rc::Rc::clone(&capitals);
        let english = is_english(sentence);
        let statement =
            sentence.kind.makes_statements() || matches!(sentence.kind, BlockKind::Title | BlockKind::Heading);
        let reading = if english && statement {
            model.read_names(&words.text, &words.hints(lexicon))
        } else {
            SentenceReading::default()
        };
        if statement {
            let title_case = !english || is_title_case(&words, sentence.kind);
            for raw in names(&words, &reading, lexicon, title_case) {
                found.push(Found { sentence: number, key: Key::Unknown(String::new()), raw });
            }
        }
        all_words.push(words);
        readings.push(reading);
    }
    for name in &mut found {
        name.key = key(&all_words[name.sentence], &name.raw, lexicon);
    }
    written_small(&mut found, &all_words, lexicon);
    resolve_ambiguous(&mut found, &all_words, lexicon);
    let aliases = introduced_acronyms(&found, &all_words, lexicon);
    for name in &mut found {
        if let Some(target) = aliases.get(&name.key) {
            name.key = target.clone();
        }
    }
    for name in &found {
        if let Key::Unknown(key) = &name.key {
            votes.entry(key.clone()).or_default().add(
                &all_words[name.sentence],
                &readings[name.sentence],
                lexicon,
                &name.raw,
            );
        }
    }
    merge_shorter_names(&mut found, &mut votes, &all_words, lexicon);
    build(text, sentences, &found, &votes, &all_words, lexicon)
}

/// Whether a block's sentences can be read: English, or not known to be anything else.
pub(crate) fn is_english(sentence: &Sentence) -> bool {
    sentence.language.as_deref().is_none_or(|l| l == "en")
}
