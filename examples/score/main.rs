//! Scores the extractor against a folder with `text/NN.txt` and `gold/NN.json` and prints one table.
//!
//! `cargo run --release --no-default-features --example score -- DIR [--errors] [--provisions] [--per-file] [--write OUT] [--lexicon FILE]`
//!
//! The measures: actors aligned one to one by shared names; relations as undirected pair and class; structure with its
//! direction; provisions with function; status; quotes verbatim and in place. Optional items are neither rewarded nor
//! punished, and listed alternatives are right. Media count nowhere. `--provisions` lists what of the provisions is missing
//! or false, and why.

mod listing;
mod score;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use backstop::articles::from_text;
use backstop::extract::{Lexicon, candidates, extract};

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let flag = |name: &str| arguments.iter().any(|a| a == name);
    let Some(folder) = arguments.first().map(PathBuf::from) else {
        bail!("usage: score DIR [--errors] [--provisions] [--per-file] [--write OUT] [--lexicon FILE]")
    };
    let write = arguments.iter().position(|a| a == "--write").and_then(|i| arguments.get(i + 1)).map(PathBuf::from);
    // A user's own words on top, so that what they bring is seen before they are taken in.
    let own = arguments.iter().position(|a| a == "--lexicon").and_then(|i| arguments.get(i + 1));
    let own = own.map(|file| anyhow::Ok(Lexicon::with_user_file(&std::fs::read_to_string(file)?)?)).transpose()?;
    let lexicon = own.as_ref().unwrap_or(Lexicon::embedded());
    let mut total = score::Tally::default();
    let mut documents = 0;
    let mut reasons = listing::Reasons::default();
    for file in golds(&folder.join("gold"))? {
        let id = file.file_stem().and_then(|s| s.to_str()).unwrap_or_default().to_owned();
        let text = std::fs::read_to_string(folder.join("text").join(format!("{id}.txt")))
            .with_context(|| format!("text of {id}"))?;
        let gold: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(&file)?)?;
        let article = from_text(text.clone(), None, None);
        let reading = serde_json::to_value(extract(&article, lexicon))?;
        if let Some(out) = &write {
            std::fs::create_dir_all(out)?;
            std::fs::write(out.join(format!("{id}.json")), serde_json::to_string_pretty(&reading)?)?;
        }
        let mut own = score::Tally::default();
        let log = score::score_document(&reading, &gold, &mut own, &text);
        score::score_document(&reading, &gold, &mut total, &text);
        documents += 1;
        if flag("--per-file") {
            println!("--- {id}\n{own}");
        }
        if flag("--provisions") {
            println!("--- {id} provisions");
            let candidates = candidates(&article, lexicon);
            let beside = listing::Beside { reading: &reading, gold: &gold, candidates: &candidates, article: &text };
            for line in beside.provisions(&mut reasons) {
                println!("  {line}");
            }
        }
        if flag("--errors") {
            println!("--- {id} errors");
            for line in log {
                println!("  {line}");
            }
        }
    }
    for (reason, count) in reasons {
        println!("{count:4} {reason}");
    }
    println!("=== {} documents\n{total}", documents);
    Ok(())
}

fn golds(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .with_context(|| format!("{} cannot be read", folder.display()))?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|e| e == "json"))
        .collect();
    files.sort();
    Ok(files)
}
