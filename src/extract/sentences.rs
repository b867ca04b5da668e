//! Sentences of an article: which stretches of its text are read, and where one statement ends and the next begins.

use crate::model::{Article, BlockKind, Span};

use super::tokens::{keeps_full_stop, tokens};

/// Most words of one sentence that are read together; a longer run is cut, because no writer means it as one sentence.
const LONGEST_SENTENCE: usize = 160;

/// A sentence with its words.
#[derive(Clone, Debug)]
pub(crate) struct Sentence {
    /// From its first to its last word.
    pub span: Span,
    /// Its words and signs.
    pub tokens: Vec<Span>,
    /// The role of the block it stands in.
    pub kind: BlockKind,
    /// Counts the blocks: sentences of one paragraph share it.
    pub block: usize,
    /// ISO 639-1 code of its block, where it could be told.
    pub language: Option<String>,
}

/// All sentences of an article, in order.
pub(crate) fn sentences(article: &Article) -> Vec<Sentence> {
    let mut found = Vec::new();
    for (number, (kind, span, language)) in stretches(article).into_iter().enumerate() {
        let words: Vec<Span> = tokens(&article.text, span)
            .into_iter()
            .filter(|token| !article.hidden.iter().any(|hidden| hidden.overlaps(*token)))
            .collect();
        for piece in split(&article.text, &words) {
            if let (Some(first), Some(last)) = (piece.first(), piece.last()) {
                found.push(Sentence {
                    span: Span::new(first.start, last.end),
                    tokens: piece.to_vec(),
                    kind,
                    block: number,
                    language: language.clone(),
                });
            }
        }
    }
    found
}

/// The stretches to read: the article's blocks, or its paragraphs where it has none.
fn stretches(article: &Article) -> Vec<(BlockKind, Span, Option<String>)> {
    let text = &article.text;
    if !article.blocks.is_empty() {
        return article
            .blocks
            .iter()
            .filter(|block| block.span().of(text).is_some())
            .map(|block| (block.kind, block.span(), block.language.clone().or_else(|| article.language.clone())))
            .collect();
    }
    let mut found = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let span = Span::new(at, at + line.len());
        at += line.len();
        if !line.trim().is_empty() {
            let first = found.is_empty() && line.trim().chars().count() < 160 && !line.trim_end().ends_with('.');
            let kind = if first { BlockKind::Title } else { BlockKind::Paragraph };
            found.push((kind, span, article.language.clone()));
        }
    }
    found
}

/// Cuts a run of words into sentences.
fn split<'a>(text: &str, words: &'a [Span]) -> Vec<&'a [Span]> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut i = 0;
    while i < words.len() {
        let mut end = None;
        if ends_sentence(text, words, i) {
            end = Some(i + 1);
        } else if i + 1 - start >= LONGEST_SENTENCE {
            end = Some(i + 1);
        }
        if let Some(mut end) = end {
            // Closing quotes and brackets stay with their sentence.
            while end < words.len() && end - i <= 3 {
                let closes = words[end].start == words[end - 1].end
                    && words[end].of(text).is_some_and(|w| matches!(w, "\"" | "'" | ")" | "]" | "”" | "’" | "»"));
                if !closes {
                    break;
                }
                end += 1;
            }
            pieces.push(&words[start..end]);
            start = end;
            i = end;
        } else {
            i += 1;
        }
    }
    if start < words.len() {
        pieces.push(&words[start..]);
    }
    pieces
}

/// Whether the word at `i` ends a sentence.
fn ends_sentence(text: &str, words: &[Span], i: usize) -> bool {
    let Some(word) = words[i].of(text) else { return false };
    // What begins the next sentence, after closing and opening quotes.
    let next = words[i + 1..].iter().take(4).filter_map(|s| s.of(text)).find(|w| w.chars().any(char::is_alphanumeric));
    let Some(next) = next else { return matches!(word, "." | "!" | "?" | "…") && i + 1 >= words.len() };
    let begins_upper = next.chars().next().is_some_and(|c| c.is_uppercase() || c.is_numeric() || !c.is_lowercase());
    match word {
        "?" | "!" | "؟" | "。" | "！" | "？" => begins_upper,
        "." | "…" | "..." => {
            begins_upper && words.get(i + 1).is_none_or(|n| n.start > words[i].end || is_closing(text, *n))
        }
        _ if word.ends_with('.') && word.len() > 1 => {
            // An abbreviation ends the sentence only before a word that opens one.
            const OPENERS: &[&str] = &[
                "The", "It", "He", "She", "They", "In", "But", "And", "A", "An", "This", "That", "These", "We",
                "However", "On", "At", "As", "If", "After", "His", "Her", "Its", "Their", "Both", "For", "While",
                "When", "Since", "There", "Last", "To",
            ];
            let stem = &word[..word.len() - 1];
            let title = keeps_full_stop(stem) && !stem.contains('.') && stem.chars().count() > 1;
            !title && stem.contains('.') && OPENERS.contains(&next) && words[i + 1].start > words[i].end
        }
        _ => false,
    }
}

fn is_closing(text: &str, span: Span) -> bool {
    span.of(text).is_some_and(|w| matches!(w, "\"" | "'" | ")" | "]" | "”" | "’" | "»"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let words = tokens(text, Span::new(0, text.len()));
        let found: Vec<&str> = split(text, &words)
            .into_iter()
            .filter_map(|p| Span::new(p.first()?.start, p.last()?.end).of(text))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn sentences_end_where_a_reader_ends_them() {
        check("Gen. Haftar met the U.S. envoy. He left.", &["Gen. Haftar met the U.S. envoy.", "He left."]);
        check(
            "He works with the EU and the U.S. The deal stands.",
            &["He works with the EU and the U.S.", "The deal stands."],
        );
        check("\"We stay.\" They did.", &["\"We stay.\"", "They did."]);
        check(
            "It cost 1.6 billion euros ($1.74 billion) in June. Paris paid.",
            &["It cost 1.6 billion euros ($1.74 billion) in June.", "Paris paid."],
        );
    }
}
