//! The trained reading of English sentences: parts of speech, dependency trees and names.
//!
//! Three linear models over hashed features, trained by `examples/train` and shipped as one file of weights
//! (`resources/models/english.bin`; sources, licences and scores in the model card beside it). Pure and deterministic;
//! no input makes it panic. Knows words that are already split in the treebank's way ("Mali" "'s", "do" "n't", signs
//! apart); knows neither articles nor the lexicon, whose opinion may come in as hints.

pub mod arcs;
pub(super) mod families;
pub mod features;
mod labels;
pub mod model_file;
pub mod names;
pub mod parser;
pub mod perceptron;
pub mod tagger;
pub mod word_form;

#[cfg(test)]
mod tests;

use std::sync::OnceLock;

use features::Forms;
pub use labels::{DepRel, NameClass, Upos};
pub use names::NameSpan;
use names::{MARKS, NAME_ROW, Transitions};
use parser::{MOVE_ROW, RELATION_ROW, Sentence};
use perceptron::WeightTable;
use tagger::TAG_ROW;

/// Weights of tagger, name recogniser and parser.
#[derive(Clone, Debug)]
pub struct LanguageModel {
    /// Parts of speech.
    pub tags: WeightTable<TAG_ROW>,
    /// Marks of names.
    pub names: WeightTable<NAME_ROW>,
    /// Marks of names after one another.
    pub transitions: Transitions,
    /// Moves of the parser.
    pub moves: WeightTable<MOVE_ROW>,
    /// Relations of the arcs.
    pub relations: WeightTable<RELATION_ROW>,
}

/// One word of a sentence that was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TaggedWord {
    /// Its part of speech.
    pub upos: Upos,
    /// Index of its head in the sentence; `None` for the head of the sentence.
    pub head: Option<usize>,
    /// How it hangs on its head.
    pub relation: DepRel,
}

/// A sentence that was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SentenceReading {
    /// One per word, in order. Exactly one word of a sentence that is not empty has no head.
    pub words: Vec<TaggedWord>,
    /// The names, in order, not overlapping.
    pub names: Vec<NameSpan>,
}

const EMBEDDED: &[u8] = include_bytes!("../../../resources/models/english.bin");

impl LanguageModel {
    /// The model that ships with the program, decoded at the first call.
    pub fn embedded() -> &'static Self {
        static MODEL: OnceLock<LanguageModel> = OnceLock::new();
        // A test holds the embedded bytes to be whole, so the empty model is never seen.
        MODEL.get_or_init(|| model_file::decode(EMBEDDED).unwrap_or_else(|_| Self::empty()))
    }

    /// A model that knows nothing: every word the same tag, no names.
    pub fn empty() -> Self {
        Self {
            tags: WeightTable::new([].into_iter(), 1.0),
            names: WeightTable::new([].into_iter(), 1.0),
            transitions: [[0.0; MARKS]; MARKS],
            moves: WeightTable::new([].into_iter(), 1.0),
            relations: WeightTable::new([].into_iter(), 1.0),
        }
    }

    /// Reads one sentence. Words are split in the treebank's way: "Mali" "'s", "do" "n't", "long" "-" "term", signs
    /// apart.
    pub fn read(&self, words: &[&str]) -> SentenceReading {
        self.read_with(words, &[])
    }

    /// Reads the parts of speech and the names of one sentence and draws no tree: every word stands without a head.
    /// `hints` is what a list of names says about each word (empty or shorter: it says nothing).
    pub fn read_names(&self, words: &[&str], hints: &[Option<NameClass>]) -> SentenceReading {
        let forms = Forms::new(words);
        let tags = tagger::tag(&self.tags, &forms);
        let names = names::names(&self.names, &self.transitions, &forms, &tags, hints);
        let words = tags.iter().map(|upos| TaggedWord { upos: *upos, head: None, relation: DepRel::Dep }).collect();
        SentenceReading { words, names }
    }

    /// Reads one sentence, with what a list of names says about each word (empty or shorter: it says nothing).
    pub fn read_with(&self, words: &[&str], hints: &[Option<NameClass>]) -> SentenceReading {
        let forms = Forms::new(words);
        let tags = tagger::tag(&self.tags, &forms);
        let names = names::names(&self.names, &self.transitions, &forms, &tags, hints);
        let arcs = parser::parse(&self.moves, &self.relations, Sentence { forms: &forms, tags: &tags });
        let words = tags
            .iter()
            .enumerate()
            .map(|(place, upos)| {
                let node = arcs.node(place);
                TaggedWord {
                    upos: *upos,
                    head: Some(node.head).filter(|head| *head < arcs.root()),
                    relation: node.relation,
                }
            })
            .collect();
        SentenceReading { words, names }
    }
}
