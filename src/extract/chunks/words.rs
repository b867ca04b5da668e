//! One sentence's words as the name finder sees them, each looked up in the lexicon.

use crate::extract::language::NameClass;
use crate::extract::lexicon::{Lexicon, NameForm, NameHit, Run, runs};
use crate::extract::sentences::Sentence;

/// One sentence's words as the name finder sees them.
pub(crate) struct Words<'a> {
    /// As written.
    pub text: Vec<&'a str>,
    /// In lower case.
    pub lower: Vec<String>,
    /// Words that stand with a capital inside sentences of the article: names at the beginning of one too.
    pub capitals: std::rc::Rc<std::collections::BTreeSet<String>>,
    pub(super) runs: Vec<Vec<Run>>,
    pub(super) hits: Vec<Option<(usize, Vec<NameHit>)>>,
}

impl<'a> Words<'a> {
    /// Looks every word up.
    pub fn new(text: &'a str, sentence: &Sentence, lexicon: &Lexicon) -> Self {
        let words: Vec<&str> = sentence.tokens.iter().map(|s| s.of(text).unwrap_or("")).collect();
        let word_runs: Vec<Vec<Run>> = words.iter().map(|w| runs(w)).collect();
        let mut hits = vec![None; words.len()];
        for i in 0..words.len() {
            hits[i] = longest_hit(&words, &word_runs, i, lexicon);
        }
        let lower = words.iter().map(|w| w.to_lowercase()).collect();
        Self { text: words, lower, capitals: std::rc::Rc::default(), runs: word_runs, hits }
    }

    /// What the lexicon says of each word, as hints for the recogniser.
    pub fn hints(&self, lexicon: &Lexicon) -> Vec<Option<NameClass>> {
        use crate::model::ActorKind;
        let mut hints = vec![None; self.text.len()];
        let mut i = 0;
        while i < self.text.len() {
            let Some((length, found)) = &self.hits[i] else {
                i += 1;
                continue;
            };
            let class = found.first().and_then(|h| Some((h.form, lexicon.names.actor(h.actor)?.kind))).map(
                |(form, kind)| match (form, kind) {
                    (NameForm::Adjective | NameForm::People, _) => NameClass::Other,
                    (_, Some(ActorKind::Person)) => NameClass::Person,
                    (_, Some(ActorKind::State) | None) => NameClass::Place,
                    _ => NameClass::Organization,
                },
            );
            for hint in hints.iter_mut().skip(i).take(*length) {
                *hint = class;
            }
            i += length;
        }
        hints
    }

    pub(super) fn is_capital(&self, i: usize) -> bool {
        self.runs
            .get(i)
            .and_then(|r| r.first())
            .is_some_and(|r| r.upper && !self.text[i].starts_with(|c: char| c.is_numeric()))
            || self.hits.get(i).is_some_and(|h| {
                h.as_ref().is_some_and(|(_, hits)| {
                    hits.iter().any(|h| h.form != NameForm::Name || self.lower[i] != self.text[i])
                })
            })
            || article_name(self.text[i])
    }
}

/// "al-Burhan", "el-Sisi": a small article, a hyphen and a capital.
fn article_name(word: &str) -> bool {
    word.split_once('-').is_some_and(|(article, rest)| {
        matches!(article, "al" | "el" | "as" | "ash" | "an" | "at" | "ad" | "ar" | "az" | "ul" | "es")
            && rest.chars().next().is_some_and(char::is_uppercase)
    })
}

/// The longest known name that begins at word `i`, in words.
fn longest_hit(words: &[&str], word_runs: &[Vec<Run>], i: usize, lexicon: &Lexicon) -> Option<(usize, Vec<NameHit>)> {
    if word_runs[i].is_empty() {
        return None;
    }
    let plain = hit_in_row(words, word_runs, i, lexicon, false);
    let with_clitics = hit_in_row(words, word_runs, i, lexicon, true);
    match (plain, with_clitics) {
        (Some(a), Some(b)) => Some(if b.0 > a.0 { b } else { a }),
        (a, b) => a.or(b),
    }
}

/// The longest known name, with "'s" either ending the row or read as part of its word ("King's College").
fn hit_in_row(
    words: &[&str],
    word_runs: &[Vec<Run>],
    i: usize,
    lexicon: &Lexicon,
    join: bool,
) -> Option<(usize, Vec<NameHit>)> {
    let mut row: Vec<Run> = Vec::new();
    let mut ends: Vec<(usize, usize)> = Vec::new(); // runs so far -> words so far
    for (k, word_run) in word_runs[i..].iter().enumerate().take(12) {
        let word = words[i + k];
        if matches!(word, "'s" | "’s" | "'S") {
            match row.last_mut() {
                Some(last) if join => last.folded.push('s'),
                _ => break,
            }
            continue;
        }
        if word_run.is_empty() && !matches!(word, "-" | "'" | "’" | "&" | "/" | "–") {
            // "Washington, D.C." is worth no exception.
            break;
        }
        row.extend(word_run.iter().cloned());
        ends.push((row.len(), k + 1));
    }
    let found = lexicon.names.find(&row);
    let runs_covered = found.first()?.runs;
    let (_, length) = ends.iter().find(|(r, k)| *r == runs_covered && !word_runs[i + k - 1].is_empty())?;
    Some((*length, found))
}

impl Words<'_> {
    pub(super) fn is_capital_follower(&self, i: usize) -> bool {
        i < self.text.len() && self.is_capital(i)
    }
}
