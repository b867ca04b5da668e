//! What a frame draws, looked at as a reader would: text that lies on text, and text that is cut.

use std::fmt;

use egui::epaint::{ClippedShape, Shape, TextShape};
use egui::{FullOutput, Rect};

/// A fault that a reader would see.
pub enum Fault {
    /// Two texts lie on each other.
    Overlap(String, String, Rect),
    /// A text is cut at its left or right.
    Cut(String, Rect, Rect),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Overlap(a, b, at) => write!(f, "\"{a}\" and \"{b}\" lie on each other at {at:?}"),
            Self::Cut(text, drawn, seen) => write!(f, "\"{text}\" at {drawn:?} is cut to {seen:?}"),
        }
    }
}

struct Seen {
    words: String,
    drawn: Rect,
    visible: Rect,
}

/// Every fault of a frame. A text cut at top or bottom is scrolling, not a fault.
pub fn faults(output: &FullOutput) -> Vec<Fault> {
    let mut texts = Vec::new();
    for ClippedShape { clip_rect, shape, .. } in &output.shapes {
        gather(shape, *clip_rect, &mut texts);
    }
    let mut faults = Vec::new();
    for text in &texts {
        let cut = text.drawn.left() < text.visible.left() - 1.5 || text.drawn.right() > text.visible.right() + 1.5;
        if cut {
            faults.push(Fault::Cut(text.words.clone(), text.drawn, text.visible));
        }
    }
    for (n, a) in texts.iter().enumerate() {
        for b in &texts[n + 1..] {
            let common = a.visible.intersect(b.visible);
            // Lines of a block may touch with their ascenders; a shadow is the same words one point aside.
            let touching = common.width() <= 2.0 || common.height() <= 3.5;
            if !common.is_negative() && !touching && a.words != b.words {
                faults.push(Fault::Overlap(a.words.clone(), b.words.clone(), common));
            }
        }
    }
    faults
}

fn gather(shape: &Shape, clip: Rect, texts: &mut Vec<Seen>) {
    match shape {
        Shape::Vec(shapes) => shapes.iter().for_each(|shape| gather(shape, clip, texts)),
        Shape::Text(text) if text.angle == 0.0 && text.opacity_factor > 0.05 => lines(text, clip, texts),
        _ => {}
    }
}

/// Each row of a text by itself: the rectangle of a whole paragraph covers more than its letters do.
fn lines(text: &TextShape, clip: Rect, texts: &mut Vec<Seen>) {
    for row in &text.galley.rows {
        let words: String = row.glyphs.iter().map(|glyph| glyph.chr).collect();
        if words.trim().is_empty() {
            continue;
        }
        let drawn = row.rect_without_leading_space().translate(text.pos.to_vec2()).shrink2(egui::vec2(0.0, 1.5));
        let visible = drawn.intersect(clip);
        if visible.width() > 0.5 && visible.height() > 0.5 {
            texts.push(Seen { words: words.trim().to_owned(), drawn, visible });
        }
    }
}
