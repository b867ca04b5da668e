//! Web pages: the article is found among menus and advertisements, what is not shown is left out.

use std::path::Path;

use dom_query::Document;
use dom_smoothie::{Config, Readability};

use crate::model::{BlockKind, PartialDate};

use super::charset::decode;
use super::markdown::date_of_field;
use super::page_text::{is_moderate, text_of};
use super::readable::Readable;
use super::{ArticleError, Draft, DraftBlock, Importer, hidden, named};

/// Beyond these a page is taken whole: finding the article in it takes time that grows with the square of its size.
const MOST_NODES: usize = 100_000;
const DEEPEST: usize = 400;

/// Beyond this depth a page is not read at all.
const DEEPEST_READ: usize = 10_000;

/// The page's own fields stand within this many bytes of its beginning.
const FIELDS_WITHIN: usize = 2 * 1024 * 1024;

/// A page of no more than this many bytes of text has little to leave out, and much to lose.
const SMALL_PAGE: usize = 1500;

/// Reads `.html`.
pub(super) struct Html;

impl Importer for Html {
    fn name(&self) -> &'static str {
        "html"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["html", "htm", "xhtml"]
    }

    fn read(&self, bytes: &[u8], file_name: &Path) -> Result<Draft, ArticleError> {
        let source = decode(bytes, true).map_err(|what| ArticleError::Binary { file: named(file_name), what })?;
        if nests_beyond(&source, DEEPEST_READ) {
            let reason = format!("its elements stand more than {DEEPEST_READ} deep inside each other");
            return Err(ArticleError::ReaderFailed { file: named(file_name), reason });
        }
        Ok(draft(&source))
    }
}

/// Whether elements are opened inside each other deeper than `limit`. Counts tags in the source, because building the tree
/// of such a page takes time that grows with the square of its depth.
fn nests_beyond(source: &str, limit: usize) -> bool {
    const NO_END: [&str; 24] = [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
        "p", "li", "dt", "dd", "tr", "td", "th", "option", "tbody", "path",
    ];
    let (mut depth, mut in_script) = (0usize, false);
    for tag in source.split('<').skip(1) {
        let closes = tag.starts_with('/');
        let name = tag.trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        // "a<b" inside a script opens nothing.
        if name.eq_ignore_ascii_case("script") {
            in_script = !closes;
            continue;
        }
        if in_script || name.is_empty() || NO_END.iter().any(|n| name.eq_ignore_ascii_case(n)) {
            continue;
        }
        depth = if closes { depth.saturating_sub(1) } else { depth + 1 };
        if depth > limit {
            return true;
        }
    }
    false
}

fn draft(source: &str) -> Draft {
    let page = Document::from(source);
    let date = own_date(&page);
    let date_in_article =
        date_in(&page, &[("article time[datetime]", "datetime"), ("header time[datetime]", "datetime")]);
    // Readability wants the page's own fields, which stand in scripts; they are read before scripts are taken out.
    let mut beginning = source.len().min(FIELDS_WITHIN);
    while !source.is_char_boundary(beginning) {
        beginning -= 1;
    }
    let head = source.get(..beginning).unwrap_or(source);
    let fields = Readability::with_document(Document::from(head), None, None)
        .ok()
        .map(|r| r.get_article_metadata(r.parse_json_ld()));
    hidden::remove_unseen_elements(&page);
    let headline = only_headline(&page);
    let whole = text_of(&page);
    let article = if is_moderate(&page, DEEPEST, MOST_NODES) { find_article(page) } else { None };
    let (title, byline, body) = match article {
        Some((title, byline, body)) if whole.0.len() <= SMALL_PAGE && body.0.len() * 2 < whole.0.len() => {
            (title, byline, whole)
        }
        Some(found) => found,
        None => (None, None, whole),
    };
    let title = fields.as_ref().map(|f| f.title.trim().to_owned()).filter(|t| !t.is_empty()).or(title);
    // "Who arms Mali? | The Paper" is the headline and the paper's name.
    let title = title.map(|t| headline.filter(|h| t.contains(h.as_str())).unwrap_or(t));
    let date = date.or_else(|| fields.as_ref()?.published_time.as_deref().and_then(date_of_field)).or(date_in_article);
    let (text, blocks) = with_head(title.as_deref(), byline.as_deref(), body);
    Draft { text, blocks, structured: true, title, date }
}

type Body = (String, Vec<DraftBlock>);

/// Title, author and text of the article on a page.
fn find_article(page: Document) -> Option<(Option<String>, Option<String>, Body)> {
    let config = Config { disable_json_ld: true, ..Config::default() };
    let found = Readability::with_document(page, None, Some(config)).ok()?.parse().ok()?;
    let body = text_of(&Document::from(found.content));
    if body.0.is_empty() {
        return None;
    }
    Some((Some(found.title).filter(|t| !t.trim().is_empty()), found.byline, body))
}

/// The body with title and author in front, unless they already stand there.
fn with_head(title: Option<&str>, byline: Option<&str>, body: Body) -> Body {
    let (text, blocks) = body;
    let stands = |wanted: &str| {
        let wanted = wanted.split_whitespace().collect::<Vec<_>>().join(" ");
        blocks.iter().take(6).position(|b| b.span.of(&text).is_some_and(|t| t.eq_ignore_ascii_case(&wanted)))
    };
    let title_at = title.and_then(stands);
    let byline = byline.filter(|b| stands(b).is_none() && b.split_whitespace().count() <= 20);
    let mut out = Readable::default();
    if let (Some(title), None) = (title, title_at) {
        out.open(BlockKind::Title);
        out.push(title);
    }
    if let Some(byline) = byline {
        out.open(BlockKind::Byline);
        out.push(byline);
    }
    for (i, block) in blocks.iter().enumerate() {
        out.open(if title_at == Some(i) { BlockKind::Title } else { block.kind });
        out.push(block.span.of(&text).unwrap_or_default());
    }
    out.finish()
}

/// The text of the page's top heading, where it has one.
fn only_headline(page: &Document) -> Option<String> {
    let headings = page.select("h1");
    let [heading] = headings.nodes() else { return None };
    let text = heading.text().split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}

/// The date that the page gives of itself, in the fields that news sites use.
fn own_date(page: &Document) -> Option<PartialDate> {
    const FIELDS: [(&str, &str); 8] = [
        ("meta[property='article:published_time']", "content"),
        ("meta[name='article:published_time']", "content"),
        ("meta[itemprop='datePublished']", "content"),
        ("meta[name='date']", "content"),
        ("meta[name='pubdate']", "content"),
        ("meta[name='publish-date']", "content"),
        ("meta[name='DC.date.issued']", "content"),
        ("time[itemprop='datePublished']", "datetime"),
    ];
    date_in(page, &FIELDS)
}

fn date_in(page: &Document, fields: &[(&str, &str)]) -> Option<PartialDate> {
    fields.iter().find_map(|(selector, attribute)| {
        let found = page.try_select(selector)?;
        found.nodes().iter().find_map(|n| date_of_field(&n.attr(attribute)?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<html><head><title>Who arms Mali? | The Paper</title>\
        <meta property='article:published_time' content='2024-11-09T08:00:00Z'></head><body>\
        <nav><ul><li><a href=/>Home</a></li><li><a href=/w>World</a></li></ul></nav>\
        <article><h1>Who arms Mali?</h1><p>Russia delivered two jets to the army of Mali in a ceremony at the base, and \
        officers said that more would follow before the rains, with instructors to come along with them for a year.</p>\
        <p style='display:none'>Wagner left Mali.</p>\
        <p>Turkey has given drones to the same army, which used them in the north against armed groups, according to \
        officials who spoke after the ceremony and asked that their names be kept out of the paper.</p>\
        <figure><img src=a.jpg><figcaption>A parade in Bamako</figcaption></figure></article>\
        <footer>Subscribe to our newsletter</footer></body></html>";

    #[test]
    fn the_article_of_a_page_is_read_without_menus_and_hidden_text() {
        let draft = draft(PAGE);
        assert!(draft.text.contains("Russia delivered two jets"), "{}", draft.text);
        assert!(draft.text.contains("Turkey has given drones"));
        for unwanted in ["Wagner", "Home", "Subscribe"] {
            assert!(!draft.text.contains(unwanted), "{unwanted} in {}", draft.text);
        }
        assert_eq!(draft.date.map(|d| d.to_string()).as_deref(), Some("2024-11-09"));
        let first = draft.blocks[0];
        assert_eq!((first.kind, first.span.of(&draft.text)), (BlockKind::Title, Some("Who arms Mali?")));
    }

    #[test]
    fn a_page_that_nests_without_end_is_refused_at_once() {
        let page = format!("<p>Mali</p>{}", "<div>".repeat(200_000));
        let refused = Html.read(page.as_bytes(), Path::new("a.html")).unwrap_err().to_string();
        assert!(refused.contains("deep inside each other"), "{refused}");
        assert!(!nests_beyond(&"<p>one<br><div>two</div>".repeat(20_000), DEEPEST_READ));
        assert!(!nests_beyond(&format!("<script>{}</script>", "if(a<b)c;".repeat(20_000)), DEEPEST_READ));
    }

    #[test]
    fn a_page_of_one_line_is_an_article_too() {
        assert_eq!(draft("<p>Russia trains Mali.").text, "Russia trains Mali.");
        assert_eq!(draft("").text, "");
    }
}
