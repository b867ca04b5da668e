//! Builds an article's readable text block by block, for formats whose own text is full of marks.

use crate::model::BlockKind;

use super::DraftBlock;
use super::hidden::without_invisible;

/// Readable text being built. White space runs become one space, blocks are set apart by an empty line.
#[derive(Default)]
pub(super) struct Readable {
    text: String,
    blocks: Vec<DraftBlock>,
    open: Option<(BlockKind, String)>,
}

impl Readable {
    /// Ends the block being written, if any, and begins one.
    pub(super) fn open(&mut self, kind: BlockKind) {
        self.close();
        self.open = Some((kind, String::new()));
    }

    /// Whether any block is being written.
    pub(super) fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Adds to the block being written; text outside of any begins a paragraph.
    pub(super) fn push(&mut self, text: &str) {
        if self.open.is_none() && text.trim().is_empty() {
            return;
        }
        self.open.get_or_insert_with(|| (BlockKind::Paragraph, String::new())).1.push_str(text);
    }

    /// Sets cells of a row apart.
    pub(super) fn cell(&mut self) {
        if let Some((_, text)) = &mut self.open {
            if !text.trim().is_empty() {
                text.push_str(" | ");
            }
        }
    }

    /// Ends the block being written. One without visible text leaves nothing.
    pub(super) fn close(&mut self) {
        let Some((kind, raw)) = self.open.take() else { return };
        let visible = without_invisible(&raw);
        let words: Vec<&str> = visible.split_whitespace().collect();
        if words.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        let start = self.text.len();
        self.text.push_str(&words.join(" "));
        self.blocks.push(DraftBlock::new(kind, start, self.text.len()));
    }

    /// The text and its blocks.
    pub(super) fn finish(mut self) -> (String, Vec<DraftBlock>) {
        self.close();
        (self.text, self.blocks)
    }
}
