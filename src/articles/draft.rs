//! What an importer hands over, and how an article is made of it.

use std::path::Path;

use sha2::{Digest, Sha256};

use crate::model::{Article, ArticleId, Block, BlockKind, Extra, Importer as ReadBy, PartialDate, Span};

use super::language::language_of;
use super::written_date::{WrittenDate, find_dates};
use super::{hidden, roles};

/// Text with its first division into blocks, before roles are settled.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// The article's text; for plain text the file's own, after decoding.
    pub text: String,
    /// Its division, in order, none overlapping another.
    pub blocks: Vec<DraftBlock>,
    /// Whether the file itself says what is a heading and what a list, so that nothing need be guessed from shape.
    pub structured: bool,
    /// A title that the file names apart from its text.
    pub title: Option<String>,
    /// A date that the file names apart from its text.
    pub date: Option<PartialDate>,
}

/// A stretch of a draft's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DraftBlock {
    /// Its role, as far as the importer knows.
    pub kind: BlockKind,
    /// Its bytes, without white space at the ends.
    pub span: Span,
}

impl DraftBlock {
    /// A block of a role.
    pub fn new(kind: BlockKind, start: usize, end: usize) -> Self {
        Self { kind, span: Span::new(start, end) }
    }
}

impl Draft {
    /// Settles roles, title, date and languages. `importer` is the name of the format.
    pub fn into_article(mut self, importer: &str, file_name: Option<&Path>) -> Article {
        let given_title = self.title.as_deref().map(str::trim).filter(|t| !t.is_empty()).map(str::to_owned);
        roles::settle(&self.text, &mut self.blocks, self.structured, given_title.as_deref());
        let text = self.text;
        let of_kind = |kind: BlockKind| self.blocks.iter().filter(move |b| b.kind == kind);
        let title_in_text = of_kind(BlockKind::Title).find_map(|b| b.span.of(&text)).map(one_line);
        let file_name = file_name.and_then(Path::file_name).map(|n| n.to_string_lossy().into_owned());
        let stem =
            file_name.as_deref().and_then(|n| Path::new(n).file_stem()).map(|s| s.to_string_lossy().into_owned());
        let title = given_title.or(title_in_text).or(stem).unwrap_or_else(|| first_words(&text, &self.blocks));
        let (date, date_text) = match self.date {
            Some(date) => (Some(date), None),
            None => date_of(&text, &self.blocks),
        };
        let language = language_of_statements(&text, &self.blocks);
        let blocks = self.blocks.iter().map(|b| finished(*b, &text, language)).collect();
        let content_hash = format!("{:x}", Sha256::digest(text.as_bytes()));
        Article {
            id: ArticleId::from(content_hash.get(..12).unwrap_or_default()),
            title,
            date,
            date_text,
            language: language.map(str::to_owned),
            source: None,
            file_name,
            importer: Some(ReadBy { name: importer.to_owned(), version: env!("CARGO_PKG_VERSION").to_owned() }),
            content_hash,
            blocks,
            hidden: hidden::invisible_characters(&text),
            text,
            extra: Extra::new(),
        }
    }
}

/// A block with its language, which is written down only where it differs from the article's.
fn finished(block: DraftBlock, text: &str, article_language: Option<&str>) -> Block {
    let language = language_of(block.span.of(text).unwrap_or_default()).filter(|l| Some(*l) != article_language);
    Block {
        kind: block.kind,
        start: block.span.start,
        end: block.span.end,
        page: None,
        language: language.map(str::to_owned),
    }
}

/// The language of what the article states, not of the menus around it.
fn language_of_statements(text: &str, blocks: &[DraftBlock]) -> Option<&'static str> {
    let mut sample = String::new();
    for block in blocks.iter().filter(|b| b.kind.makes_statements()) {
        sample.push_str(block.span.of(text).unwrap_or_default());
        sample.push('\n');
        if sample.len() > 4096 {
            break;
        }
    }
    language_of(if sample.is_empty() { text } else { &sample })
}

/// When the article was published, and a date without a year where there is no better one. Only lines about the article
/// itself date it: a date in its running text is when something happened.
fn date_of(text: &str, blocks: &[DraftBlock]) -> (Option<PartialDate>, Option<String>) {
    let dates_in = |b: &DraftBlock| -> Vec<WrittenDate> {
        let offset = b.span.start;
        let shifted = |mut d: WrittenDate| {
            d.span = Span::new(d.span.start + offset, d.span.end + offset);
            d
        };
        find_dates(b.span.of(text).unwrap_or_default()).into_iter().map(shifted).collect()
    };
    let about_itself = |b: &&DraftBlock| {
        matches!(b.kind, BlockKind::Dateline | BlockKind::Byline)
            || (b.kind == BlockKind::Boilerplate && b.span.of(text).is_some_and(roles::speaks_of_publication))
    };
    let own: Vec<WrittenDate> = blocks.iter().filter(about_itself).flat_map(dates_in).collect();
    let full = own.iter().find_map(|d| d.value().filter(|v| v.day.is_some()));
    if let Some(date) = full.or_else(|| own.iter().find_map(WrittenDate::value)) {
        return (Some(date), None);
    }
    let lacks_year = |d: &WrittenDate| d.year.is_none();
    let without_year = own
        .into_iter()
        .find(lacks_year)
        .or_else(|| blocks.iter().filter(|b| b.kind.makes_statements()).flat_map(dates_in).find(lacks_year));
    (None, without_year.and_then(|d| d.span.of(text)).map(str::to_owned))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A name for text that has neither title nor file: its first words.
fn first_words(text: &str, blocks: &[DraftBlock]) -> String {
    let start = blocks.iter().find(|b| b.kind.makes_statements()).and_then(|b| b.span.of(text)).unwrap_or(text);
    let words: Vec<&str> = start.split_whitespace().take(9).collect();
    match words.as_slice() {
        [] => "Untitled".to_owned(),
        [shown @ .., _] if words.len() == 9 => format!("{} …", shown.join(" ")),
        all => all.join(" "),
    }
}
