//! Reads the corpora and brings their names to one convention.

use std::path::Path;

use anyhow::{Context, Result};
use backstop::extract::language::{DepRel, NameClass, Upos};

use crate::entities::{Mention, gum_names};

/// A name in a sentence: first word, word after the last, class.
pub type Name = (usize, usize, NameClass);

/// A sentence with what its corpus says about it.
#[derive(Clone, Debug, Default)]
pub struct Sentence {
    pub words: Vec<String>,
    /// Empty where the corpus has none.
    pub tags: Vec<Upos>,
    /// Heads by index; the number of words for the root. Empty where the corpus has none.
    pub heads: Vec<usize>,
    pub relations: Vec<DepRel>,
    pub names: Vec<Name>,
    /// Whether names of class `Other` are marked. If not, any word outside of names may be one.
    pub other_marked: bool,
    /// The kind of text: `news`, `interview`, ... or the corpus.
    pub genre: String,
    pub document: String,
}

impl Sentence {
    pub fn slices(&self) -> Vec<&str> {
        self.words.iter().map(String::as_str).collect()
    }
}

/// Reads the CoNLL-U files of a folder, by name. Names are read from GUM alone; other collections mark none.
pub fn read_trees(folder: &Path) -> Result<Vec<Sentence>> {
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .with_context(|| format!("{} is not a folder of the corpora", folder.display()))?
        .collect::<Result<Vec<_>, _>>()?
        .into_iter()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "conllu"))
        .collect();
    paths.sort();
    let mut sentences = Vec::new();
    for path in paths {
        let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        let document = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        sentences.extend(read_conllu(&text, &document));
    }
    Ok(sentences)
}

fn read_conllu(text: &str, document: &str) -> Vec<Sentence> {
    let genre = document.split('_').nth(1).unwrap_or_default();
    let mut sentences = Vec::new();
    let mut open: Vec<Mention> = Vec::new();
    for block in text.split("\n\n") {
        let rows: Vec<Vec<&str>> = block
            .lines()
            .filter(|line| !line.starts_with('#'))
            .map(|line| line.split('\t').collect::<Vec<_>>())
            .filter(|row| row.len() == 10 && row[0].bytes().all(|byte| byte.is_ascii_digit()))
            .collect();
        if rows.is_empty() {
            continue;
        }
        let mut sentence = Sentence {
            genre: genre.to_owned(),
            document: document.to_owned(),
            other_marked: true,
            ..Sentence::default()
        };
        for row in &rows {
            sentence.words.push(row[1].to_owned());
            sentence.tags.push(Upos::from_name(row[3]).unwrap_or(Upos::X));
            let head = row[6].parse::<usize>().unwrap_or(0);
            sentence.heads.push(head.checked_sub(1).unwrap_or(rows.len()));
            sentence.relations.push(DepRel::from_name(row[7]).unwrap_or(DepRel::Dep));
        }
        mark_agents(&mut sentence, &rows);
        let notes: Vec<&str> = rows.iter().map(|row| row[9]).collect();
        sentence.names = gum_names(&sentence, &notes, &mut open);
        sentences.push(sentence);
    }
    sentences
}

/// "trained by officers": not every collection tells who does it in a passive from other phrases.
fn mark_agents(sentence: &mut Sentence, rows: &[Vec<&str>]) {
    for word in 0..rows.len() {
        let head = sentence.heads[word];
        let by = (0..word).any(|w| sentence.heads[w] == word && rows[w][1] == "by" && rows[w][7] == "case");
        let participle = rows.get(head).is_some_and(|row| row[4] == "VBN" || row[5].contains("Voice=Pass"));
        let active = (0..rows.len()).any(|w| sentence.heads[w] == head && matches!(rows[w][7], "obj" | "nsubj"));
        // What has a verb of its own is no agent: "by training them".
        if rows[word][7] == "obl" && by && participle && !active && matches!(rows[word][3], "NOUN" | "PROPN" | "PRON") {
            sentence.relations[word] = DepRel::OblAgent;
        }
    }
}

/// Reads a file of words and marks in columns, a blank line after each sentence.
pub fn read_columns(path: &Path, mark_column: usize, genre: &str) -> Result<Vec<Sentence>> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let mut sentences = Vec::new();
    for (number, block) in text.split("\n\n").enumerate() {
        let mut sentence =
            Sentence { genre: genre.to_owned(), document: format!("{genre} {}", number / 20), ..Sentence::default() };
        for line in block.lines() {
            let columns: Vec<&str> = line.split('\t').collect();
            let (Some(word), Some(mark)) = (columns.first(), columns.get(mark_column)) else { continue };
            if word.is_empty() {
                continue;
            }
            let place = sentence.words.len();
            sentence.words.push((*word).to_owned());
            let class = match mark.get(2..) {
                Some("PER") => NameClass::Person,
                Some("ORG") => NameClass::Organization,
                Some("LOC") => NameClass::Place,
                _ => continue,
            };
            match sentence.names.last_mut() {
                Some(name) if mark.starts_with("I-") && name.1 == place && name.2 == class => name.1 = place + 1,
                _ => sentence.names.push((place, place + 1, class)),
            }
        }
        if !sentence.words.is_empty() {
            sentences.push(sentence);
        }
    }
    Ok(sentences)
}
