//! Trains the language model from the corpora and prints its scores.
//!
//! `cargo run --release --no-default-features --example train -- CORPORA_DIR` trains and writes
//! `resources/models/english.bin`; `-- CORPORA_DIR --names` trains the names alone, on the tags of the model built into the
//! program, and keeps the rest of it; `--evaluate` prints the scores of the built-in model.
//! `-- statements DIR... [--plover FILE] [--folds N]` trains the judgement of statements on annotated articles (`text` and `gold`
//! in each folder) and, where named, on the sentences of PLOVER, and writes `resources/models/statements.bin`; with folds it only scores each article by a model of the others.
//! The same corpora give the same bytes. No text of a corpus is written anywhere.
#![allow(missing_docs, clippy::indexing_slicing)]

mod corpora;
mod entities;
mod naming;
mod parsing;
mod random;
#[path = "../score/score.rs"]
#[allow(dead_code)]
mod score;
mod scores;
mod statements;
mod table;
mod tagging;

use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result};
use backstop::extract::language::features::Forms;
use backstop::extract::language::{LanguageModel, Upos, model_file, tagger};
use clap::{Args, Parser, Subcommand};
use corpora::Sentence;

#[derive(Parser)]
#[command(args_conflicts_with_subcommands = true)]
struct Arguments {
    #[command(subcommand)]
    only: Option<Only>,
    #[command(flatten)]
    language: Language,
}

#[derive(Subcommand)]
enum Only {
    /// Train the judgement of statements.
    Statements {
        /// Folders with `text` and `gold`.
        #[arg(required = true)]
        folders: Vec<PathBuf>,
        /// Write nothing, and score each article by a model trained on the other folds.
        #[arg(long)]
        folds: Option<usize>,
        /// The sentences of PLOVER, to learn from besides.
        #[arg(long)]
        plover: Option<PathBuf>,
        /// Where the weights go.
        #[arg(long, default_value = "resources/models/statements.bin")]
        output: PathBuf,
    },
}

#[derive(Args)]
struct Language {
    /// Folder with `gum`, `wikigold` and `crossner`, and with `ewt` and `pud` where their trees are to be learned from too.
    #[arg(required = true)]
    corpora: Option<PathBuf>,
    /// Print the scores of the built-in model and train nothing.
    #[arg(long)]
    evaluate: bool,
    /// Train the names alone and keep the tagger and the parser of the built-in model.
    #[arg(long)]
    names: bool,
    /// Where the model goes.
    #[arg(long, default_value = "resources/models/english.bin")]
    output: PathBuf,
    /// Train quickly and less well, to try something out.
    #[arg(long)]
    quick: bool,
}

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    if let Some(Only::Statements { folders, folds, plover, output }) = arguments.only {
        return judge(&folders, folds, plover.as_deref(), &output);
    }
    let arguments = arguments.language;
    let corpora = arguments.corpora.context("name the folder of the corpora")?;
    let dev = corpora::read_trees(&corpora.join("gum/dev"))?;
    if arguments.evaluate {
        evaluate(LanguageModel::embedded(), &dev);
        return Ok(());
    }
    let model = train(&corpora, arguments.quick, arguments.names)?;
    let bytes = model_file::encode(&model);
    std::fs::write(&arguments.output, &bytes).with_context(|| arguments.output.display().to_string())?;
    println!("{} bytes written to {}", bytes.len(), arguments.output.display());
    evaluate(&model_file::decode(&bytes)?, &dev);
    Ok(())
}

fn judge(folders: &[PathBuf], folds: Option<usize>, plover: Option<&Path>, output: &Path) -> Result<()> {
    let sentences = plover.map(statements::read_plover).transpose()?.unwrap_or_default();
    let mut documents = Vec::new();
    for folder in folders {
        documents.extend(statements::read(folder)?);
    }
    if let Some(folds) = folds {
        statements::cross_validate(&documents, &sentences, folds);
        return Ok(());
    }
    let bytes = statements::train(&documents.iter().chain(&sentences).collect::<Vec<_>>()).encode();
    std::fs::write(output, &bytes).with_context(|| output.display().to_string())?;
    println!("{} bytes from {} articles written to {}", bytes.len(), documents.len(), output.display());
    Ok(())
}

fn train(corpora: &Path, quick: bool, names_alone: bool) -> Result<LanguageModel> {
    let start = Instant::now();
    let (runs, rounds) = if quick { (1, 5) } else { (5, 10) };
    let gum = corpora::read_trees(&corpora.join("gum/train"))?;
    let wikigold = corpora::read_columns(&corpora.join("wikigold/wikigold.tsv"), 2, "wikigold")?;
    let crossner = corpora::read_columns(&corpora.join("crossner/politics_train_dev.tsv"), 2, "crossner")?;
    let mut other_trees = Vec::new();
    for folder in ["ewt", "pud"].map(|name| corpora.join(name)).iter().filter(|folder| folder.is_dir()) {
        other_trees.extend(corpora::read_trees(folder)?);
    }
    let trees: Vec<&Sentence> = gum.iter().chain(&other_trees).collect();
    let mut model = if names_alone { LanguageModel::embedded().clone() } else { LanguageModel::empty() };
    if !names_alone {
        model.tags = tagging::train(&trees, runs, rounds);
        println!("{:.0} s: tagger, {} features", start.elapsed().as_secs_f64(), model.tags.len());
    }
    let mut tags: Vec<Vec<Upos>> = tagging::jackknife(&trees, 8, rounds);
    if !names_alone {
        (model.moves, model.relations) = parsing::train(&trees, &tags, runs, rounds);
        println!(
            "{:.0} s: parser, {} features of moves, {} of relations",
            start.elapsed().as_secs_f64(),
            model.moves.len(),
            model.relations.len()
        );
    }
    tags.truncate(gum.len());
    let mut named: Vec<&Sentence> = gum.iter().collect();
    for sentence in wikigold.iter().chain(&crossner) {
        tags.push(tagger::tag(&model.tags, &Forms::new(&sentence.slices())));
        named.push(sentence);
    }
    (model.names, model.transitions) = naming::train(&named, &tags, runs, rounds.min(7));
    println!("{:.0} s: names, {} features", start.elapsed().as_secs_f64(), model.names.len());
    Ok(model)
}

fn evaluate(model: &LanguageModel, dev: &[Sentence]) {
    scores::print(model, "GUM dev", dev);
    scores::print_names(model, "GUM dev names", dev);
    scores::print_speed(model, dev);
}
