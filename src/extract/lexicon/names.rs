//! The table of known names: which words in a row name which actor or place, and in which form.

use std::collections::HashMap;

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::model::ActorKind;

/// How a known name was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum NameForm {
    /// The name or an alias.
    Name,
    /// Capital letters that stand for the name.
    Acronym,
    /// "Malian".
    Adjective,
    /// "Malians".
    People,
    /// A capital: the state only where it acts.
    Capital,
    /// "the Kremlin".
    Seat,
}

/// An actor or place that the lexicon knows.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct KnownActor {
    /// The name shown.
    pub name: String,
    /// What it is; `None` for a place or other phrase that is no actor.
    pub kind: Option<ActorKind>,
}

/// A name found in a row of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NameHit {
    /// Place in `NameTable::actors`.
    pub actor: usize,
    /// How it was written.
    pub form: NameForm,
    /// Number of runs covered.
    pub runs: usize,
}

/// A run of letters and digits as written and folded for comparison.
#[derive(Clone, Debug)]
pub(crate) struct Run {
    /// Lower case, without accents, apostrophes and full stops.
    pub folded: String,
    /// First letter is a capital.
    pub upper: bool,
    /// All letters are capitals, two or more.
    pub capitals: bool,
}

#[derive(Clone, Debug)]
struct Entry {
    /// Folded words after the first, with what case they need.
    words: Vec<Run>,
    actor: usize,
    form: NameForm,
}

/// All known names.
#[derive(Clone, Debug, Default)]
pub(crate) struct NameTable {
    actors: Vec<KnownActor>,
    by_name: HashMap<String, usize>,
    by_first: HashMap<String, Vec<Entry>>,
}

impl NameTable {
    /// The known actor or place at `index`.
    pub(crate) fn actor(&self, index: usize) -> Option<&KnownActor> {
        self.actors.get(index)
    }

    /// Puts an actor in, or returns the place of the one of that name, whose kind is then set.
    pub(super) fn declare(&mut self, name: &str, kind: Option<ActorKind>) -> usize {
        if let Some(&index) = self.by_name.get(name) {
            if let Some(actor) = self.actors.get_mut(index) {
                actor.kind = kind;
            }
            return index;
        }
        self.actors.push(KnownActor { name: name.to_owned(), kind });
        self.by_name.insert(name.to_owned(), self.actors.len() - 1);
        self.actors.len() - 1
    }

    /// Puts a way of writing an actor in.
    pub(super) fn add(&mut self, written: &str, actor: usize, form: NameForm) {
        let words = runs(written);
        let Some(first) = words.first() else { return };
        let form = if form == NameForm::Name && words.len() == 1 && first.capitals { NameForm::Acronym } else { form };
        let entries = self.by_first.entry(first.folded.clone()).or_default();
        if entries.iter().any(|e| e.actor == actor && e.form == form && same(&e.words, &words)) {
            return;
        }
        entries.push(Entry { words, actor, form });
    }

    /// Longest names first, earlier rows before later ones.
    pub(super) fn finish(&mut self) {
        for entries in self.by_first.values_mut() {
            entries.sort_by_key(|e| std::cmp::Reverse(e.words.len()));
        }
    }

    /// The longest names that begin with the first of `words`; several when one spelling names several actors.
    pub(crate) fn find(&self, words: &[Run]) -> Vec<NameHit> {
        let mut found: Vec<NameHit> = Vec::new();
        let Some(entries) = words.first().and_then(|first| self.by_first.get(&first.folded)) else { return found };
        for entry in entries {
            if found.first().is_some_and(|hit| hit.runs > entry.words.len()) {
                break;
            }
            if entry.words.len() <= words.len() && entry.words.iter().zip(words).all(|(want, have)| fits(want, have)) {
                found.push(NameHit { actor: entry.actor, form: entry.form, runs: entry.words.len() });
            }
        }
        found
    }
}

fn same(a: &[Run], b: &[Run]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.folded == b.folded && a.upper == b.upper)
}

fn fits(want: &Run, have: &Run) -> bool {
    if want.folded != have.folded {
        return false;
    }
    if want.capitals {
        // "Isis" for "ISIS", but "us" and "Is" are words.
        return have.capitals || have.upper && want.folded.chars().count() >= 4 || want.folded.chars().count() == 1;
    }
    have.upper || !want.upper
}

/// The runs of letters and digits of a stretch of text. Apostrophes and the full stops of "U.S." do not part them.
pub(crate) fn runs(text: &str) -> Vec<Run> {
    let mut found = Vec::new();
    let mut current = String::new();
    for c in text.chars().chain(std::iter::once(' ')) {
        let joins = matches!(c, '\'' | '\u{2019}' | '\u{2018}' | '\u{02BC}' | '\u{02BB}' | '`');
        let dotted =
            c == '.' && current.chars().count() % 2 == 1 && current.chars().nth_back(1).is_none_or(|p| p == '.');
        if c.is_alphanumeric() || is_combining_mark(c) || joins && !current.is_empty() || dotted && !current.is_empty()
        {
            current.push(c);
        } else if !current.is_empty() {
            found.push(run(&current));
            current.clear();
        }
    }
    found
}

fn run(written: &str) -> Run {
    let letters: Vec<char> = written.chars().filter(|c| c.is_alphabetic()).collect();
    Run {
        folded: fold(written),
        upper: written.chars().next().is_some_and(|c| c.is_uppercase() || c.is_numeric()),
        capitals: letters.len() >= 2 && letters.iter().all(|c| c.is_uppercase()),
    }
}

/// Lower case, without accents, apostrophes and full stops.
pub(crate) fn fold(text: &str) -> String {
    text.nfkd()
        .filter(|c| {
            !is_combining_mark(*c) && !matches!(c, '\'' | '\u{2019}' | '\u{2018}' | '\u{02BC}' | '\u{02BB}' | '`' | '.')
        })
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            'ı' => 'i',
            'ø' => 'o',
            'ł' => 'l',
            'đ' => 'd',
            other => other,
        })
        .collect()
}
