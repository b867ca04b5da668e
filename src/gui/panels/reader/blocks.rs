//! An article's text as blocks one below the other: laid out only where it is looked at, so that length costs nothing.

use std::ops::Range;

use egui::{TextFormat, Vec2, vec2};

use crate::gui::bidi::{LaidText, lay_out};
use crate::gui::fonts;
use crate::gui::theme::Palette;
use crate::model::{Article, BlockKind, Span};

/// The widest that lines of running text become, in points.
pub const MEASURE: f32 = 720.0;

/// A block of an article in its place.
pub struct BlockBox {
    /// Its bytes.
    pub span: Span,
    /// Its role.
    pub kind: BlockKind,
    /// The lines, while the block is near to what is looked at.
    pub laid: Option<LaidText>,
    /// The height with the space above it: measured, or estimated until it was.
    pub height: f32,
}

/// How a role is set.
pub struct BlockStyle {
    size: f32,
    strong: bool,
    /// Whether it is not the article's own words.
    pub dimmed: bool,
    line_height: f32,
    /// Space above.
    pub above: f32,
    /// Distance from the left edge.
    pub indent: f32,
}

/// The style of a role.
pub fn style_of(kind: BlockKind) -> BlockStyle {
    let running = BlockStyle { size: 15.0, strong: false, dimmed: false, line_height: 24.0, above: 12.0, indent: 0.0 };
    let small = BlockStyle { size: 12.0, dimmed: true, line_height: 17.0, above: 8.0, ..running };
    match kind {
        BlockKind::Title => BlockStyle { size: 18.0, strong: true, line_height: 26.0, ..running },
        BlockKind::Heading => BlockStyle { size: 16.0, strong: true, above: 18.0, ..running },
        BlockKind::Paragraph => running,
        BlockKind::ListItem => BlockStyle { indent: 18.0, above: 6.0, ..running },
        BlockKind::Quote => BlockStyle { indent: 18.0, ..running },
        BlockKind::Table => BlockStyle { size: 13.0, line_height: 20.0, above: 4.0, ..running },
        BlockKind::Caption | BlockKind::Byline | BlockKind::Dateline => small,
        BlockKind::Boilerplate => BlockStyle { size: 11.5, line_height: 16.0, above: 4.0, ..small },
    }
}

/// The blocks of an article. Text that no block covers is shown as paragraphs, so that nothing is hidden; the title is
/// left out where it stands above anyhow.
pub fn blocks_of(article: &Article, width: f32) -> Vec<BlockBox> {
    let mut spans: Vec<(Span, BlockKind)> = Vec::new();
    let mut from = 0;
    for block in &article.blocks {
        if block.start < from || block.span().of(&article.text).is_none() {
            continue;
        }
        spans.extend(paragraphs(&article.text, from..block.start));
        spans.push((block.span(), block.kind));
        from = block.end;
    }
    spans.extend(paragraphs(&article.text, from..article.text.len()));
    let is_title_above = |span: Span, kind| {
        kind == BlockKind::Title && span.of(&article.text).is_some_and(|text| text.trim() == article.title.trim())
    };
    spans
        .into_iter()
        .filter(|(span, kind)| !is_title_above(*span, *kind))
        .map(|(span, kind)| {
            let height = estimated_height(&article.text, span, kind, width);
            BlockBox { span, kind, laid: None, height }
        })
        .collect()
}

/// At most so many blocks are passed over before an article begins: more would be an article of its own.
const MOST_BEFORE: usize = 60;

/// The first block of the article itself: what menus, links and lists in another language stand above is passed over.
pub fn beginning_of(article: &Article, blocks: &[BlockBox]) -> usize {
    let foreign = |span: Span| {
        let block = article.blocks.iter().find(|block| block.start == span.start);
        let language = block.and_then(|block| block.language.as_ref());
        language.is_some() && language != article.language.as_ref()
    };
    let is_before = |block: &BlockBox| block.kind == BlockKind::Boilerplate || foreign(block.span);
    let at = blocks.iter().position(|block| !is_before(block)).unwrap_or(0);
    if at > MOST_BEFORE { 0 } else { at }
}

/// The lines of a stretch without blocks that have words in them.
fn paragraphs(text: &str, range: Range<usize>) -> Vec<(Span, BlockKind)> {
    let mut found = Vec::new();
    let mut at = range.start;
    for line in text.get(range).unwrap_or_default().split_inclusive('\n') {
        let words = line.trim();
        if !words.is_empty() {
            let start = at + (line.len() - line.trim_start().len());
            found.push((Span::new(start, start + words.len()), BlockKind::Paragraph));
        }
        at += line.len();
    }
    found
}

fn estimated_height(text: &str, span: Span, kind: BlockKind, width: f32) -> f32 {
    let style = style_of(kind);
    let characters = span.of(text).map_or(0, |text| text.chars().count());
    let per_line = ((width - style.indent) / (style.size * 0.5)).max(8.0);
    let lines = (characters as f32 / per_line).ceil().max(1.0);
    style.above + lines * style.line_height
}

impl BlockBox {
    /// Where its text begins, from its own upper left corner. What begins at the right is set in from the right.
    pub fn corner(&self) -> Vec2 {
        let style = style_of(self.kind);
        let from_right = self.laid.as_ref().is_some_and(|laid| laid.begins_at_right);
        vec2(if from_right { 0.0 } else { style.indent }, style.above)
    }

    /// Lays the block out where it is not yet; returns by how much its height changed.
    pub fn lay_out(&mut self, ctx: &egui::Context, palette: &Palette, article: &Article, width: f32) -> f32 {
        if self.laid.is_some() {
            return 0.0;
        }
        let style = style_of(self.kind);
        let raw = self.span.of(&article.text).unwrap_or_default();
        // A byte stays a byte: line ends inside a paragraph become spaces, and offsets do not move.
        let text = if self.kind == BlockKind::Table { raw.to_owned() } else { raw.replace(['\n', '\r', '\t'], " ") };
        let font = if style.strong { fonts::strong(style.size) } else { fonts::regular(style.size) };
        let format = |dimmed: bool| TextFormat {
            line_height: Some(style.line_height),
            ..TextFormat::simple(font.clone(), if dimmed { palette.weak } else { palette.text })
        };
        let mut formats = Vec::new();
        let mut from = 0;
        // What a reader of the file would not have seen is shown, but as such.
        for hidden in article.hidden.iter().filter(|hidden| hidden.overlaps(self.span)) {
            let start = hidden.start.max(self.span.start) - self.span.start;
            let end = hidden.end.min(self.span.end) - self.span.start;
            if start < from || text.get(start..end).is_none() {
                continue;
            }
            formats.push((from..start, format(style.dimmed)));
            formats.push((start..end, format(true)));
            from = end;
        }
        formats.push((from..text.len(), format(style.dimmed)));
        let laid = lay_out(ctx, &text, &formats, (width - style.indent).max(40.0));
        let height = style.above + laid.size.y;
        let change = height - self.height;
        self.height = height;
        self.laid = Some(laid);
        change
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Block;

    fn article(text: &str, blocks: Vec<(BlockKind, usize, usize)>) -> Article {
        serde_json::from_value(serde_json::json!({
            "id": "a", "title": "Title", "text": text,
            "blocks": blocks.into_iter().map(|(kind, start, end)| serde_json::to_value(Block {
                kind, start, end, page: None, language: None,
            }).unwrap()).collect::<Vec<_>>(),
        }))
        .unwrap()
    }

    #[test]
    fn text_without_blocks_is_shown_line_by_line() {
        let article = article("Title\n\nOne.\n  Two.\n", vec![(BlockKind::Title, 0, 5)]);
        let shown: Vec<&str> =
            blocks_of(&article, 600.0).iter().map(|block| block.span.of(&article.text).unwrap()).collect();
        assert_eq!(shown, ["One.", "Two."]);
    }

    #[test]
    fn an_article_begins_below_the_menus_and_the_links_in_another_language() {
        let text = "Menu\nأخبار\nThe army came.\nThey left.";
        let end = text.find("The").unwrap();
        let mut article = article(
            text,
            vec![
                (BlockKind::Boilerplate, 0, 4),
                (BlockKind::ListItem, 5, end - 1),
                (BlockKind::Paragraph, end, end + 14),
                (BlockKind::Paragraph, end + 15, text.len()),
            ],
        );
        article.language = Some("en".into());
        article.blocks[1].language = Some("ar".into());
        assert_eq!(beginning_of(&article, &blocks_of(&article, 600.0)), 2);
        article.blocks.truncate(1);
        assert_eq!(beginning_of(&article, &blocks_of(&article, 600.0)), 1);
    }

    #[test]
    fn a_block_that_cuts_a_character_does_not_break_the_reader() {
        let article = article("äöü und mehr", vec![(BlockKind::Paragraph, 1, 4)]);
        let blocks = blocks_of(&article, 600.0);
        assert_eq!(blocks.len(), 1);
        assert_eq!(blocks[0].span.of(&article.text), Some("äöü und mehr"));
    }
}
