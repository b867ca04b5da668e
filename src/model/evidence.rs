//! What articles say: sources, articles, claims, and the links from items of the map to claims.

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};

use super::{
    ActorId, ArticleId, ClaimId, Extra, Factuality, PartialDate, Proposed, Reliability, SourceId, Stance,
    map::null_default,
};

/// A half-open range of UTF-8 byte offsets into an article's text, written `[start, end]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(from = "(usize, usize)", into = "(usize, usize)")]
#[schemars(with = "(usize, usize)")]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// First byte after.
    pub end: usize,
}

impl Span {
    /// The bytes from `start` to before `end`.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The slice of `text`, `None` where the range leaves the text or cuts a character.
    pub fn of(self, text: &str) -> Option<&str> {
        text.get(self.start..self.end)
    }

    /// Whether the two share a byte.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies within.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

impl From<(usize, usize)> for Span {
    fn from((start, end): (usize, usize)) -> Self {
        Self { start, end }
    }
}

impl From<Span> for (usize, usize) {
    fn from(span: Span) -> Self {
        (span.start, span.end)
    }
}

/// Somebody who publishes; reliability belongs to it and is remembered for it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Source {
    /// Identity within the map.
    pub id: SourceId,
    /// The name shown.
    pub name: String,
    /// Admiralty / NATO letter; F, "cannot be judged", when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reliability: Option<Reliability>,
    /// Fields this version does not know, kept as they were.
    #[serde(flatten)]
    pub extra: Extra,
}

/// An article with its text inside. Every offset in claims and blocks points into `text`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Article {
    /// First 12 hex digits of the SHA-256 of `text`.
    pub id: ArticleId,
    /// The headline; the file's name where none was found.
    pub title: String,
    /// When it was published, as far as the text says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<PartialDate>,
    /// A date as written that lacks its year ("January 18"); kept, never completed by guessing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date_text: Option<String>,
    /// ISO 639-1 code of most of the text; `None` when it could not be told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Who published it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<SourceId>,
    /// The name of the file it came from, without its folder.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file_name: Option<String>,
    /// Program part and version that read the file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub importer: Option<Importer>,
    /// SHA-256 of `text`, hex.
    #[serde(default, skip_serializing_if = "String::is_empty", deserialize_with = "null_default")]
    pub content_hash: String,
    /// How the text is divided, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "null_default")]
    pub blocks: Vec<Block>,
    /// Ranges that a reader of the file would not have seen; never evidence.
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "null_default")]
    pub hidden: Vec<Span>,
    /// The text.
    pub text: String,
    /// Fields this version does not know, kept as they were.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Article {
    /// Number of words, as white space divides them.
    pub fn words(&self) -> usize {
        self.text.split_whitespace().count()
    }
}

/// Which part of the program read a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Importer {
    /// `txt`, `md`, `html`, ...
    pub name: String,
    /// The program's version.
    pub version: String,
}

/// A stretch of an article's text with one role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Block {
    /// Its role.
    pub kind: BlockKind,
    /// First byte.
    pub start: usize,
    /// First byte after.
    pub end: usize,
    /// The page of the file, counted from 1, where it has pages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    /// ISO 639-1 code where it could be told; otherwise the article's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
}

impl Block {
    /// Its byte range.
    pub fn span(&self) -> Span {
        Span::new(self.start, self.end)
    }
}

/// The role of a stretch of text. Only headings, paragraphs, list items, quotes and table cells make statements.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum BlockKind {
    /// The article's title.
    Title,
    /// A heading inside it.
    Heading,
    /// Running text.
    Paragraph,
    /// An item of a list.
    ListItem,
    /// A block quotation.
    Quote,
    /// A row of a table.
    Table,
    /// The words under a picture.
    Caption,
    /// Who wrote it.
    Byline,
    /// Where and when it was written.
    Dateline,
    /// Menus, links, comment forms, sharing buttons.
    Boilerplate,
}

impl BlockKind {
    /// Whether sentences of such a block can state something.
    pub fn makes_statements(self) -> bool {
        matches!(self, Self::Paragraph | Self::ListItem | Self::Quote | Self::Table)
    }
}

/// What one article says in one place, with the exact words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Claim {
    /// Identity within the map.
    pub id: ClaimId,
    /// Where it stands.
    pub article: ArticleId,
    /// Bytes of the quote in the article's text.
    pub span: Span,
    /// The text of those bytes, letter for letter.
    pub quote: String,
    /// What it states.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub states: Option<Proposed>,
    /// Bytes of the two arguments (provider and recipient, source and target).
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "null_default")]
    pub arguments: Vec<Span>,
    /// Bytes of the word that made it a statement of this kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trigger: Option<Span>,
    /// How the article commits itself to it; done when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub factuality: Option<Factuality>,
    /// When what it states happened, and how that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<ClaimDate>,
    /// Who says it, where the article attributes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub speaker: Option<String>,
    /// Credibility digit 1..6; 6 when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credibility: Option<u8>,
    /// Whether a weak step (a pronoun, "the group") stands between the words and the actors.
    #[serde(default, skip_serializing_if = "std::ops::Not::not", deserialize_with = "null_default")]
    pub inferred: bool,
    /// How sure the extractor is that it read the sentence right, 0..1. Orders the review queue, never enters arithmetic.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<f64>,
    /// Who made the claim record.
    #[serde(default, deserialize_with = "null_default")]
    pub origin: Origin,
    /// Fields this version does not know, kept as they were.
    #[serde(flatten)]
    pub extra: Extra,
}

/// When something happened, and how the program or the analyst knows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ClaimDate {
    /// The date, as far as known.
    pub value: PartialDate,
    /// `stated` in the clause, `relative` to the article's date, or set by the `analyst`.
    pub how: String,
}

/// Who made a claim record.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum Origin {
    /// A person.
    #[default]
    Analyst,
    /// The extractor of a version, so that what was offered can be reproduced.
    Extractor {
        /// The extractor's version.
        version: String,
        /// The rule or model part that proposed it.
        #[serde(default, skip_serializing_if = "String::is_empty", deserialize_with = "null_default")]
        rule: String,
    },
}

impl Origin {
    /// The rule by which "a Turkish company" makes a company part of Turkey.
    pub const NATIONALITY: &'static str = "nationality";

    /// Whether no more than the nationality of a company or group was read.
    pub fn is_nationality(&self) -> bool {
        matches!(self, Self::Extractor { rule, .. } if rule == Self::NATIONALITY)
    }
}

/// A claim used for or against an item of the map.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Evidence {
    /// The claim.
    pub claim: ClaimId,
    /// Which side it is on.
    #[serde(default = "supports", deserialize_with = "null_supports")]
    pub stance: Stance,
}

impl Evidence {
    /// A claim that supports the item.
    pub fn supports(claim: ClaimId) -> Self {
        Self { claim, stance: Stance::For }
    }

    /// A claim that speaks against it.
    pub fn opposes(claim: ClaimId) -> Self {
        Self { claim, stance: Stance::Against }
    }
}

fn supports() -> Stance {
    Stance::For
}

fn null_supports<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Stance, D::Error> {
    Ok(Option::<Stance>::deserialize(deserializer)?.unwrap_or_else(supports))
}

/// Actors named by a claim's statement, in the order of its arguments.
impl Claim {
    /// The actors that the statement names.
    pub fn actors(&self) -> Vec<&ActorId> {
        self.states.as_ref().map(Proposed::actors).unwrap_or_default()
    }
}
