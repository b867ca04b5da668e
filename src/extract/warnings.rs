//! What the reader should know about a reading: parts in other languages, a date without its year, sentences cut short.

use crate::model::{Article, Span};

use super::ReadingWarning;
use super::sentences::Sentence;

/// Languages in which names and dates are found, and nothing else.
const NAMES_ONLY: &[(&str, &str)] = &[("fr", "French"), ("ar", "Arabic"), ("ru", "Russian")];

/// The warnings of one reading.
pub(crate) fn warnings(article: &Article, sentences: &[Sentence]) -> Vec<ReadingWarning> {
    let mut found: Vec<ReadingWarning> = Vec::new();
    let mut last: Option<(usize, String)> = None;
    for sentence in sentences {
        let Some(language) = sentence.language.as_deref().filter(|l| *l != "en") else { continue };
        // One warning per stretch of blocks in one language.
        if let (Some((block, said)), Some(warning)) = (&last, found.last_mut()) {
            if said == language && sentence.block <= block + 1 {
                warning.span.end = sentence.span.end;
                last = Some((sentence.block, language.to_owned()));
                continue;
            }
        }
        let (kind, text) = match NAMES_ONLY.iter().find(|(code, _)| *code == language) {
            Some((_, name)) => {
                ("names_only", format!("{name}: names only; relations and provisions are not read in this language"))
            }
            None => ("language_not_supported", format!("language not supported yet ({language}): names only")),
        };
        found.push(ReadingWarning { kind: kind.to_owned(), span: sentence.span, text });
        last = Some((sentence.block, language.to_owned()));
    }
    if article.date.is_none() {
        if let Some(written) = &article.date_text {
            let start = article.text.find(written.as_str()).unwrap_or(0);
            let span = Span::new(start, (start + written.len()).min(article.text.len()));
            found.push(ReadingWarning {
                kind: "date_without_year".to_owned(),
                span,
                text: format!("\"{written}\" has no year; the article's date is left open"),
            });
        }
    }
    found
}
