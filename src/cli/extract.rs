//! `backstop extract`: what articles say, without a map.

use std::io::Read;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use rayon::prelude::*;

use super::failure::Failure;
use super::maps::about;
use super::output::Output;
use super::stream;
use super::table::Table;
use crate::articles::isolated;
use crate::extract::{Extraction, Lexicon, extract};
use crate::model::{Article, PartialDate};

/// Actors, relations, provisions and prospects that articles state, each with its exact quote
///
/// Spans are byte offsets into the article's text, half open. One article gives one JSON object, several a list of them.
#[derive(Args)]
pub(super) struct Extract {
    /// The articles; - reads one from standard input
    #[arg(value_name = "FILE", required_unless_present = "jsonl_in", conflicts_with = "jsonl_in")]
    files: Vec<PathBuf>,
    /// The form of the result
    #[arg(long, value_enum, default_value_t = Form::Json, conflicts_with = "jsonl_in")]
    format: Form,
    /// Print the article's text too, to which the spans refer
    #[arg(long)]
    with_text: bool,
    /// A lexicon file of your own, on top of the one that comes with the program and in the same layout (TOML)
    #[arg(long, value_name = "FILE")]
    lexicon: Option<PathBuf>,
    /// Read {"id","text"[,"title","date"]} lines from standard input and answer each with a line, in order
    #[arg(long)]
    jsonl_in: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// An object, or a list of objects.
    Json,
    /// An object on each line.
    Jsonl,
    /// Aligned columns for reading.
    Table,
}

impl Extract {
    pub fn run(self, output: &mut Output) -> Result<(), Failure> {
        let own = self.lexicon.as_deref().map(read_lexicon).transpose()?;
        let lexicon = own.as_ref().unwrap_or_else(|| Lexicon::embedded());
        if self.jsonl_in {
            return stream::run(lexicon, self.with_text, output);
        }
        let (read, bad) = read_articles(&self.files);
        let extractions: Vec<Extraction> = read
            .par_iter()
            .map(|article| {
                let mut extraction = extract(article, lexicon);
                extraction.article.text = self.with_text.then(|| article.text.clone());
                extraction
            })
            .collect();
        match (self.format, extractions.as_slice()) {
            (_, []) => {}
            (Form::Json, [one]) if self.files.len() == 1 => output.json(one)?,
            (Form::Json, several) => output.json(&several)?,
            (Form::Jsonl, all) => all.iter().try_for_each(|extraction| output.line(extraction))?,
            (Form::Table, all) => all.iter().try_for_each(|extraction| output.text(&in_words(extraction)))?,
        }
        if bad > 0 { Err(Failure::Said) } else { Ok(()) }
    }
}

fn read_lexicon(file: &Path) -> Result<Lexicon, Failure> {
    let text = std::fs::read_to_string(file).map_err(|error| {
        let what = match error.kind() {
            std::io::ErrorKind::NotFound => "there is no such file; check the name".to_owned(),
            std::io::ErrorKind::IsADirectory => "this is a folder; name a lexicon file in it".to_owned(),
            std::io::ErrorKind::InvalidData => "this is not UTF-8 text; save it as such".to_owned(),
            _ => format!("it could not be read ({error}); check that you may open it"),
        };
        about(file, what)
    })?;
    Lexicon::with_user_file(&text).map_err(|error| about(file, error))
}

/// Reads articles, each in a process of its own. What cannot be read is said on standard error and counted; it does not
/// stop the others. Results are in the order of the files.
pub(super) fn read_articles(files: &[PathBuf]) -> (Vec<Article>, usize) {
    let read: Vec<Result<Article, String>> = files.par_iter().map(|file| read_article(file)).collect();
    let mut bad = 0;
    let good = read.into_iter().filter_map(|article| match article {
        Ok(article) => Some(article),
        Err(message) => {
            eprintln!("{message}");
            bad += 1;
            None
        }
    });
    (good.collect(), bad)
}

fn read_article(file: &Path) -> Result<Article, String> {
    if file.as_os_str() != "-" {
        return isolated::read_file(file).map_err(|error| error.to_string());
    }
    let mut bytes = Vec::new();
    std::io::stdin()
        .lock()
        .take(crate::articles::SIZE_LIMIT + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| format!("standard input: it could not be read ({error}); name a file"))?;
    isolated::read_bytes_isolated(bytes, Path::new("standard input")).map_err(|error| error.to_string())
}

fn in_words(extraction: &Extraction) -> String {
    let date = |date: Option<PartialDate>| date.map(|date| date.to_string()).unwrap_or_default();
    let article = &extraction.article;
    let mut text = format!("{} ({} words", article.title, article.words);
    for part in [date(article.date), article.language.clone().unwrap_or_default()] {
        if !part.is_empty() {
            text = format!("{text}, {part}");
        }
    }
    text.push_str(")\n");
    let mut actors = Table::new(&["Actor", "Kind", ">Mentions", "Names"]);
    for actor in &extraction.actors {
        let kind = if actor.cited_only { format!("{}, only cited", actor.kind) } else { actor.kind.to_string() };
        actors.row([actor.id.clone(), kind, actor.mentions.len().to_string(), actor.names.join(", ")]);
    }
    let mut relations = Table::new(&["Source", "Target", "Class", "Type", "Factuality", "Date", "Quote"]);
    for relation in &extraction.relations {
        relations.row([
            relation.source.clone(),
            relation.target.clone(),
            relation.class.to_string(),
            relation.kind.clone(),
            relation.factuality.to_string(),
            date(relation.date),
            relation.quote.clone(),
        ]);
    }
    let mut provisions = Table::new(&["Provider", "Recipient", "Function", "Status", "Factuality", "Date", "Quote"]);
    for provision in &extraction.provisions {
        provisions.row([
            provision.provider.clone(),
            provision.recipient.clone(),
            provision.function.to_string(),
            provision.status.to_string(),
            provision.factuality.to_string(),
            date(provision.date),
            provision.quote.clone(),
        ]);
    }
    let mut prospects = Table::new(&["Actor", "Event", "Polarity", "Speaker", "Date", "Quote"]);
    for prospect in &extraction.prospects {
        prospects.row([
            prospect.actor.clone(),
            prospect.event.to_string(),
            prospect.polarity.to_string(),
            prospect.speaker.clone().unwrap_or_default(),
            date(prospect.date),
            prospect.quote.clone(),
        ]);
    }
    let mut warnings = Table::new(&["Warning", "What"]);
    for warning in &extraction.warnings {
        warnings.row([warning.kind.clone(), warning.text.clone()]);
    }
    for table in [actors, relations, provisions, prospects, warnings] {
        if !table.is_empty() {
            text = format!("{text}\n{table}");
        }
    }
    text.push('\n');
    text
}
