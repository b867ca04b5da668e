//! Plain text into blocks by its line breaks. Offsets are into the text as it is.

use std::path::Path;

use crate::model::BlockKind;

use super::charset::decode;
use super::{ArticleError, Draft, DraftBlock, Importer, named};

/// Reads `.txt`.
pub(super) struct PlainText;

impl Importer for PlainText {
    fn name(&self) -> &'static str {
        "txt"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["txt", "text"]
    }

    fn read(&self, bytes: &[u8], file_name: &Path) -> Result<Draft, ArticleError> {
        let text = decode(bytes, false).map_err(|what| ArticleError::Binary { file: named(file_name), what })?;
        Ok(draft(text))
    }
}

/// The draft of a text.
pub(super) fn draft(text: String) -> Draft {
    let blocks = blocks(&text);
    Draft { text, blocks, ..Draft::default() }
}

/// A line without the white space at its ends.
#[derive(Clone, Copy)]
struct Line<'a> {
    text: &'a str,
    start: usize,
    end: usize,
    /// White space before it, in characters.
    indent: usize,
}

impl Line<'_> {
    fn width(&self) -> usize {
        self.text.chars().count()
    }
}

/// Paragraphs and list items. A text either has a paragraph on each line, or breaks its lines at a width and sets
/// paragraphs apart by empty lines; which of the two is told from the whole text.
fn blocks(text: &str) -> Vec<DraftBlock> {
    let lines = lines(text);
    let width = wrap_width(&lines);
    let mut out: Vec<DraftBlock> = Vec::new();
    let mut previous: Option<Line<'_>> = None;
    for line in lines {
        if line.text.is_empty() {
            previous = None;
            continue;
        }
        let marker = list_marker(line.text);
        // An item that goes on is set in under its own mark.
        let hangs = out.last().is_some_and(|b| b.kind == BlockKind::ListItem)
            && previous.is_some_and(|p| {
                if list_marker(p.text).is_some() {
                    line.indent > p.indent
                } else {
                    line.indent > 0 && line.indent == p.indent
                }
            });
        let wrapped = width.is_some_and(|w| previous.is_some_and(|p| no_room_for_next_word(p, line, w)));
        let goes_on = marker.is_none() && (hangs || wrapped);
        match out.last_mut() {
            Some(block) if goes_on => block.span.end = line.end,
            _ => {
                let kind = if marker.is_some() { BlockKind::ListItem } else { BlockKind::Paragraph };
                out.push(DraftBlock::new(kind, line.start + marker.unwrap_or(0), line.end));
            }
        }
        previous = Some(line);
    }
    out.retain(|b| b.span.start < b.span.end);
    out
}

fn lines(text: &str) -> Vec<Line<'_>> {
    let mut out = Vec::new();
    let mut start = 0;
    for piece in text.split(['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}']) {
        let trimmed = piece.trim_start_matches(is_blank);
        let from = start + (piece.len() - trimmed.len());
        let trimmed = trimmed.trim_end_matches(is_blank);
        let indent = piece.get(..from - start).map_or(0, |blank| blank.chars().count());
        out.push(Line { text: trimmed, start: from, end: from + trimmed.len(), indent });
        start += piece.len() + text.get(start + piece.len()..).and_then(|r| r.chars().next()).map_or(0, char::len_utf8);
    }
    out
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}')
}

/// The width at which the text's lines are broken, `None` when each line is a paragraph of its own.
fn wrap_width(lines: &[Line<'_>]) -> Option<usize> {
    let mut widths: Vec<usize> = lines.iter().map(Line::width).filter(|w| *w > 0).collect();
    widths.sort_unstable();
    let widest = *widths.last()?;
    if widths.len() < 4 || widest > 130 {
        return None;
    }
    let pairs = || lines.windows(2).filter_map(|w| Some((*w.first()?, *w.get(1)?)));
    let inside = || pairs().filter(|(a, b)| !a.text.is_empty() && !b.text.is_empty() && list_marker(b.text).is_none());
    // Lines that mostly end a sentence are a sentence each, however alike their lengths.
    let breaks = |a: Line<'_>, b: Line<'_>| no_room_for_next_word(a, b, widest) && !a.text.ends_with(['.', '!', '?']);
    let full = inside().filter(|(a, b)| breaks(*a, *b)).count();
    let all = inside().count();
    // Breaking at words leaves nearly every line of a paragraph but its last so full that the next word had no room.
    (all >= 3 && full * 10 >= all * 6).then_some(widest)
}

fn no_room_for_next_word(line: Line<'_>, next: Line<'_>, width: usize) -> bool {
    let word = next.text.split_whitespace().next().map_or(0, |w| w.chars().count());
    // A few columns of tolerance: widths vary with tabs and with words hyphenated by hand.
    line.width() + 1 + word + 3 > width
}

/// The length of a list marker with the space after it, where a line begins with one.
fn list_marker(line: &str) -> Option<usize> {
    let rest = line.strip_prefix(['•', '‣', '◦', '▪', '●', '·', '*', '-', '–', '—', '➢', '»'])?;
    let inner = rest.trim_start();
    (inner.len() < rest.len() && inner.starts_with(|c: char| !c.is_whitespace() && c != '-'))
        .then_some(line.len() - inner.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<&str> {
        let mut pieces = Vec::new();
        for block in blocks(text) {
            pieces.push(block.span.of(text).unwrap());
        }
        pieces
    }

    #[test]
    fn a_line_is_a_paragraph_where_lines_are_not_broken_at_a_width() {
        assert_eq!(of("Title\nFirst one.\r\n\r\n  Second one. \n"), ["Title", "First one.", "Second one."]);
    }

    #[test]
    fn lines_broken_at_a_width_are_joined_again() {
        let text = "The envoys of the two countries met in the capital on Monday and\nagreed that instructors would \
                    arrive before the end of the month,\nwhich the ministry confirmed.\n\nA second paragraph that is \
                    broken at the same width and goes on for\na second line and for a third line, so that there is \
                    something to\nlook at.\n";
        assert_eq!(of(text).len(), 2);
        assert!(of(text)[0].ends_with("confirmed."));
    }

    #[test]
    fn sentences_of_one_length_stay_apart() {
        assert_eq!(of(&"Russia sent two jets to the army of Mali.\n".repeat(8)).len(), 8);
    }

    #[test]
    fn an_item_goes_on_where_its_lines_are_set_in() {
        let text = "Gifts:\n  * drones and the men who\n    maintain them and\n    fly them\n  * vehicles\nNo more.";
        assert_eq!(
            of(text),
            ["Gifts:", "drones and the men who\n    maintain them and\n    fly them", "vehicles", "No more."]
        );
    }

    #[test]
    fn list_items_begin_a_block_without_their_mark() {
        let text = "Partners:\n• China\n- Turkey\n-- not a mark";
        assert_eq!(of(text), ["Partners:", "China", "Turkey", "-- not a mark"]);
        assert_eq!(blocks(text)[1].kind, BlockKind::ListItem);
    }
}
