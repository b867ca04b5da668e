//! How fast articles are read, on the project's own articles: the aim is a megabyte of text a second on one core.
//!
//! A fixed loop of divisions stands beside the numbers: machines differ, and the loop says by how much.
#![allow(missing_docs, clippy::unwrap_used, reason = "a bench")]

use std::path::Path;

use backstop::articles::from_text;
use backstop::extract::{Lexicon, extract};
use backstop::model::Article;
use divan::counter::BytesCount;
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

/// A fixed amount of arithmetic, to compare machines by.
#[divan::bench(sample_count = 20)]
fn calibration() -> f64 {
    (1..=1_000_000u32).map(|n| 1.0 / f64::from(black_box(n))).sum()
}

/// The articles written for the extractor's tests.
fn articles() -> Vec<Article> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/extraction");
    let mut files: Vec<_> = ["seen", "unseen"]
        .iter()
        .flat_map(|part| std::fs::read_dir(folder.join(part).join("text")).unwrap())
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    files.iter().map(|file| from_text(std::fs::read_to_string(file).unwrap(), None, None)).collect()
}

/// Eighteen articles of about two kilobytes each, one after the other on one core.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn eighteen_articles(bencher: Bencher<'_, '_>) {
    let articles = articles();
    // Loading is measured apart.
    black_box(extract(&articles[0], Lexicon::embedded()));
    let bytes: usize = articles.iter().map(|a| a.text.len()).sum();
    bencher.counter(BytesCount::new(bytes)).bench(|| {
        for article in &articles {
            black_box(extract(article, Lexicon::embedded()));
        }
    });
}

/// All of them as one text, where what is looked up across the article weighs more.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn one_long_article(bencher: Bencher<'_, '_>) {
    let text: String = articles().iter().map(|a| format!("{}\n\n", a.text)).collect();
    let article = from_text(text, None, None);
    black_box(extract(&article, Lexicon::embedded()));
    bencher.counter(BytesCount::new(article.text.len())).bench(|| black_box(extract(&article, Lexicon::embedded())));
}

/// What a user's own file costs: the whole lexicon is read anew.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn lexicon_with_a_users_file() -> Lexicon {
    Lexicon::with_user_file("armed_group = [[\"Red Spears\", \"RSP\"]]").unwrap()
}
