//! Text laid out for reading, from either side: the way from a character on the screen to a byte of the text and back.
//!
//! The fonts layer shapes a word right but puts the words of a line from left to right. So lines are broken in the order
//! of the text, and each line's words are put in the order of the eye. Offsets stay those of the text.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use egui::text::{LayoutJob, TextFormat};
use egui::{Color32, Galley, Pos2, Rect, Vec2, pos2, vec2};
use unicode_bidi::{BidiClass, BidiInfo, bidi_class};

/// A text laid out: one piece where it reads from left to right, one per word or number where it does not.
#[derive(Clone)]
pub struct LaidText {
    pieces: Vec<Piece>,
    /// The size that it takes.
    pub size: Vec2,
    /// Whether its lines begin at the right.
    pub begins_at_right: bool,
}

/// A stretch that is laid out by itself.
#[derive(Clone)]
struct Piece {
    galley: Arc<Galley>,
    /// Its upper left corner.
    at: Vec2,
    bytes: Range<usize>,
    /// The byte of each character and of the end; empty for a word from right to left, which is one whole to the pointer.
    characters: Vec<usize>,
}

/// Whether a text has words that read from right to left.
pub fn has_right_to_left(text: &str) -> bool {
    !text.is_ascii() && text.chars().any(|c| matches!(bidi_class(c), BidiClass::R | BidiClass::AL))
}

/// A line with its words in the order of the eye, for labels that know nothing of directions.
pub fn visual_line(text: &str) -> Cow<'_, str> {
    if !has_right_to_left(text) {
        return Cow::Borrowed(text);
    }
    let bidi = BidiInfo::new(text, None);
    let pieces = visual_pieces(&bidi, text, 0..text.len());
    let in_right_run = |at: usize| bidi.levels.get(at).is_some_and(unicode_bidi::Level::is_rtl);
    let shown = |piece: Range<usize>| {
        let words = text.get(piece.clone())?;
        Some(mirrored(words).filter(|_| in_right_run(piece.start)).unwrap_or(words))
    };
    Cow::Owned(pieces.into_iter().filter_map(shown).collect())
}

/// Has a context that draws for a file keep texts as they are written: who shows the file puts words in order.
pub fn keep_as_written(ctx: &egui::Context) {
    ctx.data_mut(|data| data.insert_temp(egui::Id::unique(AS_WRITTEN), true));
}

const AS_WRITTEN: &str = "texts as they are written";

/// A line as a label shows it: its words in the order of the eye, where nobody else puts them there.
pub fn shown<'a>(ctx: &egui::Context, text: &'a str) -> Cow<'a, str> {
    if !has_right_to_left(text) || ctx.data(|data| data.get_temp::<bool>(egui::Id::unique(AS_WRITTEN))).is_some() {
        return Cow::Borrowed(text);
    }
    visual_line(text)
}

/// A text broken into lines of at most a width, as a label shows them.
pub fn shown_in_lines<'a>(ctx: &egui::Context, text: &'a str, format: &TextFormat, width: f32) -> Cow<'a, str> {
    if !has_right_to_left(text) || !width.is_finite() {
        return shown(ctx, text);
    }
    let formats = [(0..text.len(), format.clone())];
    let lines = lines_of(ctx, text, &formats, 0..text.len(), width);
    let lines: Vec<Cow<'_, str>> =
        lines.into_iter().map(|line| shown(ctx, text.get(line).unwrap_or_default())).collect();
    Cow::Owned(lines.join("\n"))
}

/// Lays out a text within a width. `formats` are byte ranges in order that cover the text.
pub fn lay_out(ctx: &egui::Context, text: &str, formats: &[(Range<usize>, TextFormat)], width: f32) -> LaidText {
    if has_right_to_left(text) {
        return in_visual_order(ctx, text, formats, width);
    }
    let galley = galley_of(ctx, text, formats, 0..text.len(), width);
    let size = galley.size();
    let piece = Piece { galley, at: Vec2::ZERO, bytes: 0..text.len(), characters: characters_of(text, 0..text.len()) };
    LaidText { pieces: vec![piece], size, begins_at_right: false }
}

fn characters_of(text: &str, range: Range<usize>) -> Vec<usize> {
    let words = text.get(range.clone()).unwrap_or_default();
    words.char_indices().map(|(at, _)| range.start + at).chain([range.end]).collect()
}

fn galley_of(
    ctx: &egui::Context,
    text: &str,
    formats: &[(Range<usize>, TextFormat)],
    range: Range<usize>,
    width: f32,
) -> Arc<Galley> {
    let mut job = LayoutJob::default();
    job.wrap.max_width = width;
    for (part, format) in formats {
        let part = range.start.max(part.start)..range.end.min(part.end);
        if part.start < part.end {
            job.append(text.get(part).unwrap_or_default(), 0.0, format.clone());
        }
    }
    ctx.fonts_mut(|fonts| fonts.layout_job(job))
}

/// Lines are broken here and not by the fonts layer: its count of characters is off in words from right to left.
fn in_visual_order(ctx: &egui::Context, text: &str, formats: &[(Range<usize>, TextFormat)], width: f32) -> LaidText {
    let bidi = BidiInfo::new(text, None);
    let mut pieces = Vec::new();
    let mut y = 0.0;
    for paragraph in &bidi.paragraphs {
        let from_right = paragraph.level.is_rtl();
        for line in lines_of(ctx, text, formats, paragraph.range.clone(), width) {
            let first = pieces.len();
            let (mut x, mut height) = (0.0, 0.0_f32);
            for bytes in visual_pieces(&bidi, text, line) {
                let in_right_run = bidi.levels.get(bytes.start).is_some_and(unicode_bidi::Level::is_rtl);
                let bracket = text.get(bytes.clone()).filter(|_| in_right_run).and_then(mirrored);
                let galley = match (bracket, formats.iter().find(|(part, _)| part.contains(&bytes.start))) {
                    (Some(bracket), Some((_, format))) => {
                        galley_of(ctx, bracket, &[(0..bracket.len(), format.clone())], 0..bracket.len(), f32::INFINITY)
                    }
                    _ => galley_of(ctx, text, formats, bytes.clone(), f32::INFINITY),
                };
                let size = galley.size();
                let from_left = !text.get(bytes.clone()).is_some_and(has_right_to_left);
                let characters = if from_left { characters_of(text, bytes.clone()) } else { Vec::new() };
                pieces.push(Piece { galley, at: vec2(x, y), bytes, characters });
                x += size.x;
                height = height.max(size.y);
            }
            if from_right {
                for piece in pieces.iter_mut().skip(first) {
                    piece.at.x += width - x;
                }
            }
            y += height;
        }
    }
    let begins_at_right = bidi.paragraphs.first().is_some_and(|paragraph| paragraph.level.is_rtl());
    LaidText { pieces, size: vec2(width, y), begins_at_right }
}

/// The lines of a paragraph, broken between words in the order of the text.
fn lines_of(
    ctx: &egui::Context,
    text: &str,
    formats: &[(Range<usize>, TextFormat)],
    paragraph: Range<usize>,
    width: f32,
) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut start = paragraph.start;
    let mut x = 0.0;
    let mut end = start;
    for word in words_and_gaps(text, paragraph) {
        let gap = text.get(word.clone()).is_some_and(|t| t.trim().is_empty());
        let wide = galley_of(ctx, text, formats, word.clone(), f32::INFINITY).size().x;
        // A gap may hang over the end; a word that does begins the next line.
        if !gap && x + wide > width && end > start {
            lines.push(start..end);
            (start, x) = (word.start, 0.0);
        }
        x += wide;
        end = word.end;
    }
    if end > start {
        lines.push(start..end);
    }
    for line in &mut lines {
        let words = text.get(line.clone()).unwrap_or_default();
        line.end = line.start + words.trim_end().len();
    }
    lines
}

/// The pieces of a line in the order of the eye: runs from left to right whole, runs from right to left word by word.
fn visual_pieces(bidi: &BidiInfo<'_>, text: &str, line: Range<usize>) -> Vec<Range<usize>> {
    let Some(paragraph) = bidi.paragraphs.iter().find(|p| p.range.start <= line.start && line.end <= p.range.end)
    else {
        return vec![line];
    };
    if line.is_empty() {
        return Vec::new();
    }
    let (levels, runs) = bidi.visual_runs(paragraph, line);
    let mut pieces = Vec::new();
    for run in runs {
        if levels.get(run.start).is_some_and(unicode_bidi::Level::is_rtl) {
            let mut parts = words_and_signs(text, run);
            parts.reverse();
            pieces.extend(parts);
        } else {
            pieces.push(run);
        }
    }
    pieces
}

/// A run from right to left divided into what the fonts layer can be given whole: words, gaps, and each sign by itself,
/// because a full stop comes from another face than the word before it and would be put at its right.
fn words_and_signs(text: &str, run: Range<usize>) -> Vec<Range<usize>> {
    let mut parts: Vec<Range<usize>> = Vec::new();
    let mut last = None;
    for (at, character) in text.get(run.clone()).unwrap_or_default().char_indices() {
        let (at, end) = (run.start + at, run.start + at + character.len_utf8());
        let class = match bidi_class(character) {
            BidiClass::R | BidiClass::AL | BidiClass::AN | BidiClass::NSM => 'w',
            _ if character.is_whitespace() => ' ',
            _ => '.',
        };
        match parts.last_mut() {
            Some(part) if last == Some(class) && class != '.' => part.end = end,
            _ => parts.push(at..end),
        }
        last = Some(class);
    }
    parts
}

/// The bracket that opens to the other side; a bracket is written by its meaning and drawn by its side.
fn mirrored(sign: &str) -> Option<&'static str> {
    const PAIRS: [(&str, &str); 5] = [("(", ")"), ("[", "]"), ("{", "}"), ("«", "»"), ("<", ">")];
    PAIRS.iter().find_map(|(a, b)| if sign == *a { Some(*b) } else { (sign == *b).then_some(*a) })
}

/// A run divided where white space begins or ends.
fn words_and_gaps(text: &str, run: Range<usize>) -> Vec<Range<usize>> {
    let mut pieces: Vec<Range<usize>> = Vec::new();
    let mut in_gap = None;
    for (at, character) in text.get(run.clone()).unwrap_or_default().char_indices() {
        let (at, gap) = (run.start + at, character.is_whitespace());
        match pieces.last_mut() {
            Some(piece) if in_gap == Some(gap) => piece.end = at + character.len_utf8(),
            _ => pieces.push(at..at + character.len_utf8()),
        }
        in_gap = Some(gap);
    }
    pieces
}

impl LaidText {
    /// Paints the text with its upper left corner there.
    pub fn paint(&self, painter: &egui::Painter, corner: Pos2, colour: Color32) {
        for piece in &self.pieces {
            painter.galley(corner + piece.at, piece.galley.clone(), colour);
        }
    }

    /// The rectangles of a byte range, relative to the upper left corner, one per stretch and line.
    pub fn rects_of(&self, span: Range<usize>) -> Vec<Rect> {
        let mut rects: Vec<Rect> = Vec::new();
        for piece in &self.pieces {
            if piece.bytes.start >= span.end || span.start >= piece.bytes.end {
                continue;
            }
            for rect in piece.rects_of(&span) {
                // Neighbours on one line are one mark.
                match rects.last_mut() {
                    Some(last) if last.top() == rect.top() && (last.right() - rect.left()).abs() < 0.5 => {
                        *last = last.union(rect);
                    }
                    _ => rects.push(rect),
                }
            }
        }
        rects
    }

    /// The byte nearest to a point relative to the upper left corner.
    pub fn byte_at(&self, point: Vec2) -> usize {
        let distance = |piece: &&Piece| {
            let rect = piece.rect();
            let down = (rect.top() - point.y).max(point.y - rect.bottom()).max(0.0);
            let aside = (rect.left() - point.x).max(point.x - rect.right()).max(0.0);
            down * 1000.0 + aside
        };
        let nearest = self.pieces.iter().min_by(|a, b| distance(a).total_cmp(&distance(b)));
        nearest.map_or(0, |piece| piece.byte_at(point))
    }

    /// Whether a point relative to the upper left corner lies on text and not beside a line.
    pub fn is_on_text(&self, point: Vec2) -> bool {
        self.pieces.iter().any(|piece| {
            let point = (point - piece.at).to_pos2();
            piece.galley.rows.iter().any(|row| row.rect().contains(point))
        })
    }

    /// How many lines it has.
    #[cfg(test)]
    fn lines(&self) -> usize {
        let mut tops: Vec<i32> = self
            .pieces
            .iter()
            .flat_map(|piece| piece.galley.rows.iter().map(|row| (piece.at.y + row.pos.y) as i32))
            .collect();
        tops.sort_unstable();
        tops.dedup();
        tops.len()
    }
}

impl Piece {
    fn rect(&self) -> Rect {
        Rect::from_min_size(self.at.to_pos2(), self.galley.size())
    }

    fn rects_of(&self, span: &Range<usize>) -> Vec<Rect> {
        if self.characters.is_empty() {
            return vec![self.rect()];
        }
        let mut rects = Vec::new();
        let mut character = 0;
        for placed in &self.galley.rows {
            let inside = |n: usize| self.characters.get(character + n).is_some_and(|byte| span.contains(byte));
            let marked = placed.row.glyphs.iter().enumerate().filter(|(n, _)| inside(*n)).map(|(_, glyph)| glyph);
            let (left, right) = marked.fold((f32::INFINITY, f32::NEG_INFINITY), |(left, right), glyph| {
                (left.min(glyph.pos.x), right.max(glyph.max_x()))
            });
            if left < right {
                let row = placed.rect();
                let (left, right) = (placed.pos.x + left, placed.pos.x + right);
                let rect = Rect::from_min_max(pos2(left, row.top()), pos2(right, row.bottom()));
                rects.push(rect.translate(self.at));
            }
            character += placed.row.glyphs.len() + usize::from(placed.ends_with_newline);
        }
        rects
    }

    fn byte_at(&self, point: Vec2) -> usize {
        if self.characters.is_empty() {
            // The beginning of a word from right to left is at its right.
            let after = point.x < self.rect().center().x;
            return if after { self.bytes.end } else { self.bytes.start };
        }
        let cursor = self.galley.cursor_from_pos(point - self.at);
        self.characters.get(cursor.index.0).copied().unwrap_or(self.bytes.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(text: &str) -> String {
        let bidi = BidiInfo::new(text, None);
        visual_pieces(&bidi, text, 0..text.len()).into_iter().map(|piece| &text[piece]).collect()
    }

    #[test]
    fn words_of_an_arabic_line_stand_from_right_to_left_and_numbers_keep_their_order() {
        assert_eq!(order("انسحاب فاغنر من مالي"), "مالي من فاغنر انسحاب");
        assert_eq!(order("في 2024 عام"), "عام 2024 في");
    }

    #[test]
    fn a_full_stop_stands_after_its_word_and_brackets_open_to_it() {
        assert_eq!(order("شمال البلاد. وتقول"), "وتقول .البلاد شمال");
        assert_eq!(visual_line("فاغنر (مالي)"), "(مالي) فاغنر");
    }

    #[test]
    fn a_name_in_latin_letters_stays_readable_inside() {
        assert_eq!(order("قوات Africa Corps في مالي"), "مالي في Africa Corps قوات");
        assert!(!has_right_to_left("Wagner – Größe"));
    }

    #[test]
    fn a_name_from_right_to_left_has_its_first_word_at_the_right_of_each_line_and_is_written_to_files_as_it_is() {
        let name = "حركة أنصار الله";
        let ctx = egui::Context::default();
        assert_eq!(shown(&ctx, name), "الله أنصار حركة");
        crate::gui::fonts::install(&ctx);
        let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
            let format = TextFormat::simple(crate::gui::fonts::regular(14.0), Color32::WHITE);
            let lines = shown_in_lines(ui.ctx(), "قوات الدعم السريع في السودان", &format, 90.0);
            let first = lines.lines().next().unwrap();
            assert!(lines.lines().count() > 1 && first.ends_with("قوات"), "{lines}");
        });
        output.textures_delta.clear();
        keep_as_written(&ctx);
        assert_eq!(shown(&ctx, name), name);
    }

    fn with_laid(text: &str, width: f32, check: impl Fn(&LaidText)) {
        let ctx = egui::Context::default();
        crate::gui::fonts::install(&ctx);
        let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
            let format = TextFormat::simple(crate::gui::fonts::regular(14.0), Color32::WHITE);
            check(&lay_out(ui.ctx(), text, &[(0..text.len(), format)], width));
        });
        output.textures_delta.clear();
    }

    #[test]
    fn a_letter_is_found_where_it_stands() {
        let text = "Mali – Größe des Heeres";
        with_laid(text, 90.0, |laid| {
            assert!(laid.lines() > 1);
            for (at, letter) in text.char_indices().filter(|(_, letter)| !letter.is_whitespace()) {
                let rects = laid.rects_of(at..at + letter.len_utf8());
                assert_eq!(rects.len(), 1, "{letter}");
                assert_eq!(laid.byte_at(rects[0].left_center().to_vec2() + vec2(0.5, 0.0)), at, "{letter}");
            }
        });
    }

    #[test]
    fn an_arabic_text_stays_within_its_width_and_every_word_is_found_where_it_stands() {
        let text = "قال مسؤولون في باماكو إن قوات Africa Corps ستحل محل فاغنر في 3 قواعد خلال عام 2024";
        let width = 150.0;
        with_laid(text, width, |laid| {
            assert!(laid.lines() > 3);
            let mut last_of_line: Option<Rect> = None;
            for word in words_and_gaps(text, 0..text.len()) {
                if text[word.clone()].trim().is_empty() {
                    continue;
                }
                let rects = laid.rects_of(word.clone());
                assert_eq!(rects.len(), 1, "{}", &text[word.clone()]);
                let rect = rects[0];
                assert!(rect.left() >= -0.5 && rect.right() <= width + 0.5, "{} {rect:?}", &text[word.clone()]);
                let found = laid.byte_at(rect.center().to_vec2() + vec2(1.0, 0.0));
                assert!((word.start..=word.end).contains(&found), "{}", &text[word.clone()]);
                if let Some(before) = last_of_line.filter(|before| before.top() == rect.top()) {
                    let latin = text[word.clone()].is_ascii();
                    assert!(latin || rect.right() <= before.left() + 0.5, "{} stands left", &text[word]);
                }
                last_of_line = Some(rect);
            }
        });
    }
}
