//! Markdown, read as the web page it stands for, so that raw HTML inside it is held to the same rules.

use std::path::Path;

use dom_query::Document;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::model::PartialDate;

use super::charset::decode;
use super::page_text::text_of;
use super::written_date::{WrittenDate, find_dates};
use super::{ArticleError, Draft, Importer, hidden, named};

/// Reads `.md`.
pub(super) struct Markdown;

impl Importer for Markdown {
    fn name(&self) -> &'static str {
        "md"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["md", "markdown"]
    }

    fn read(&self, bytes: &[u8], file_name: &Path) -> Result<Draft, ArticleError> {
        let source = decode(bytes, false).map_err(|what| ArticleError::Binary { file: named(file_name), what })?;
        Ok(draft(&source))
    }
}

fn draft(source: &str) -> Draft {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let (mut title, mut date, mut in_front_matter) = (None, None, false);
    let events = Parser::new_ext(source, options).filter(|event| {
        match event {
            Event::Start(Tag::MetadataBlock(_)) => in_front_matter = true,
            Event::End(TagEnd::MetadataBlock(_)) => {
                in_front_matter = false;
                return false;
            }
            Event::Text(text) if in_front_matter => {
                title = field(text, "title").map(str::to_owned);
                date = field(text, "date").and_then(date_of_field);
            }
            _ => {}
        }
        !in_front_matter
    });
    let mut html = String::new();
    pulldown_cmark::html::push_html(&mut html, events);
    let page = Document::from(html);
    hidden::remove_unseen_elements(&page);
    let (text, blocks) = text_of(&page);
    Draft { text, blocks, structured: true, title, date }
}

/// The value of a field of the front matter.
fn field<'a>(front_matter: &'a str, name: &str) -> Option<&'a str> {
    front_matter.lines().find_map(|line| {
        let (key, value) = line.split_once(':')?;
        let value = value.trim().trim_matches(['"', '\'']);
        (key.trim().eq_ignore_ascii_case(name) && !value.is_empty()).then_some(value)
    })
}

/// A date as front matter or a web page's own fields give it.
pub(super) fn date_of_field(value: &str) -> Option<PartialDate> {
    find_dates(value).iter().find_map(WrittenDate::value)
}

#[cfg(test)]
mod tests {
    use crate::model::BlockKind;

    use super::*;

    #[test]
    fn marks_are_dropped_and_structure_is_kept() {
        let draft = draft(
            "---\ntitle: \"Who arms Mali?\"\ndate: 2024-11-09\n---\n# Who arms Mali?\n\nRussia **supplies** \
             [jets](http://example.org).\nTurkey too.\n\n## Partners\n\n- China\n- Iran\n\n> They stay.\n\n\
             | Partner | Gives |\n|---|---|\n| Spain | training |\n",
        );
        let kinds: Vec<(BlockKind, &str)> =
            draft.blocks.iter().map(|b| (b.kind, b.span.of(&draft.text).unwrap())).collect();
        assert_eq!(
            kinds,
            [
                (BlockKind::Heading, "Who arms Mali?"),
                (BlockKind::Paragraph, "Russia supplies jets. Turkey too."),
                (BlockKind::Heading, "Partners"),
                (BlockKind::ListItem, "China"),
                (BlockKind::ListItem, "Iran"),
                (BlockKind::Quote, "They stay."),
                (BlockKind::Table, "Partner | Gives"),
                (BlockKind::Table, "Spain | training"),
            ]
        );
        assert_eq!(draft.title.as_deref(), Some("Who arms Mali?"));
        assert_eq!(draft.date.map(|d| d.to_string()).as_deref(), Some("2024-11-09"));
    }

    #[test]
    fn raw_html_that_is_not_shown_is_no_text() {
        let draft =
            draft("Seen. <span style=\"display:none\">Wagner left.</span>\n\n<!-- Wagner left. -->\n\nAlso *seen*.");
        assert_eq!(draft.text, "Seen.\n\nAlso seen.");
    }
}
