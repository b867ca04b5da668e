//! From an article's text to proposals: actors, relations, provisions and prospects, each with its exact quote.
//!
//! Pure and deterministic, and it never fails: odd text gives fewer proposals and a warning. This layer knows no file and
//! no map being edited; `propose` turns what was found into an edit.

mod apposition;
mod asides;
mod attribution;
mod cast;
mod chunks;
mod coreference;
mod dates;
mod extraction;
mod extractor;
mod factuality;
mod findings;
pub mod judging;
pub mod language;
mod lemmas;
mod lexicon;
mod naming;
mod propose;
mod prospects;
mod provisions;
mod relations;
mod roles;
mod sentences;
mod statements;
mod structure;
mod tokens;
mod tree;
mod typing;
mod warnings;

pub use extraction::{
    ArticleSummary, ExtractedActor, ExtractedProvision, ExtractedRelation, Extraction, Prospect, ReadingWarning, Why,
};
pub use extractor::{EXTRACTOR_VERSION, candidates, extract, extract_by};
pub use findings::{Finding, FindingKind, open_findings};
pub use lexicon::{Lexicon, LexiconError};
pub use propose::{import_article, propose};
