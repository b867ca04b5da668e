//! What was found in one article: the shape that the command line prints and that `propose` puts into a map.

use serde::{Deserialize, Serialize};

use crate::model::{
    ActorKind, ArticleId, Factuality, FunctionId, PartialDate, Polarity, ProspectEvent, ProvisionStatus, RelationClass,
    Span,
};

/// What was found in one article. Actor ids are slugs of the canonical name, unique within the article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Extraction {
    /// The article in short.
    pub article: ArticleSummary,
    /// The actors, most mentioned first, then by id.
    pub actors: Vec<ExtractedActor>,
    /// One per ordered pair and class that the text states.
    pub relations: Vec<ExtractedRelation>,
    /// One per provider, recipient and function and place in the text.
    pub provisions: Vec<ExtractedProvision>,
    /// Statements that an actor will, may or will not leave, reduce, step up or stay.
    pub prospects: Vec<Prospect>,
    /// What the reader should know about this reading.
    pub warnings: Vec<ReadingWarning>,
}

/// The article in short.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ArticleSummary {
    /// First 12 hex digits of the SHA-256 of the text.
    pub id: ArticleId,
    /// The headline.
    pub title: String,
    /// When it was published.
    pub date: Option<PartialDate>,
    /// ISO 639-1 code.
    pub language: Option<String>,
    /// Number of words.
    pub words: usize,
    /// The text, where it was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// An actor found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExtractedActor {
    /// Slug of the canonical name.
    pub id: String,
    /// Every surface form, the canonical name first.
    pub names: Vec<String>,
    /// What it is.
    pub kind: ActorKind,
    /// A medium that is only quoted.
    pub cited_only: bool,
    /// Where it is named.
    pub mentions: Vec<Span>,
    /// 0..1.
    pub confidence: f64,
}

/// Why something was proposed: the rule, the word that triggered it and the two arguments.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Why {
    /// The name of the rule or model.
    pub rule: String,
    /// The word or phrase that made it a statement of this kind.
    pub trigger: Option<Span>,
    /// The bytes of source and target, provider and recipient.
    pub arguments: Vec<Span>,
    /// Who says it, where the article attributes it.
    pub speaker: Option<String>,
    /// `stated` or `relative`, where a date was found.
    pub date_basis: Option<String>,
}

/// A relation found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExtractedRelation {
    /// Id of the actor where it starts.
    pub source: String,
    /// Id of the actor where it points.
    pub target: String,
    /// Its class.
    pub class: RelationClass,
    /// A structure type or free text.
    #[serde(rename = "type")]
    pub kind: String,
    /// How the text commits itself.
    pub factuality: Factuality,
    /// When.
    pub date: Option<PartialDate>,
    /// The text of `span`, letter for letter.
    pub quote: String,
    /// Where the quote stands.
    pub span: Span,
    /// 0..1.
    pub confidence: f64,
    /// Whether a weak step stands between words and actors.
    pub inferred: bool,
    /// Why it was proposed.
    #[serde(default)]
    pub why: Why,
}

/// A provision found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExtractedProvision {
    /// Id of the actor that gives.
    pub provider: String,
    /// Id of the actor that gets.
    pub recipient: String,
    /// What is given.
    pub function: FunctionId,
    /// How it stands.
    pub status: ProvisionStatus,
    /// How the text commits itself.
    pub factuality: Factuality,
    /// When.
    pub date: Option<PartialDate>,
    /// The text of `span`, letter for letter.
    pub quote: String,
    /// Where the quote stands.
    pub span: Span,
    /// 0..1.
    pub confidence: f64,
    /// Whether a weak step stands between words and actors.
    pub inferred: bool,
    /// Why it was proposed.
    #[serde(default)]
    pub why: Why,
}

/// A statement about what an actor will or will not do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Prospect {
    /// Id of the actor.
    pub actor: String,
    /// Id of the actor that it concerns, where it is said.
    pub target: Option<String>,
    /// What it will or will not do.
    pub event: ProspectEvent,
    /// Whether it will or will not.
    pub polarity: Polarity,
    /// Who says so.
    pub speaker: Option<String>,
    /// When it was said or will be.
    pub date: Option<PartialDate>,
    /// The text of `span`, letter for letter.
    pub quote: String,
    /// Where the quote stands.
    pub span: Span,
    /// 0..1.
    #[serde(default = "certain")]
    pub confidence: f64,
}

/// Something the reader should know about a reading.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReadingWarning {
    /// `names_only`, `language_not_supported`, `date_without_year`, ...
    pub kind: String,
    /// Where.
    pub span: Span,
    /// In words.
    pub text: String,
}

/// The confidence of a statement whose maker gave none.
fn certain() -> f64 {
    1.0
}
