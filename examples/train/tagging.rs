//! Trains the tagger.

use backstop::extract::language::Upos;
use backstop::extract::language::features::{Features, Forms};
use backstop::extract::language::perceptron::{WeightTable, Weights, best};
use backstop::extract::language::tagger::{TAG_ROW, tag, tag_features};
use rayon::prelude::*;

use crate::corpora::Sentence;
use crate::random::Random;
use crate::table::{Averages, TrainTable, quantise};

/// Trains on the sentences that have tags; the sum of `runs` runs in different order.
pub fn train(sentences: &[&Sentence], runs: u64, rounds: usize) -> WeightTable<TAG_ROW> {
    let forms: Vec<Forms> = sentences.iter().map(|sentence| Forms::new(&sentence.slices())).collect();
    let mut averages = Averages::new();
    for run in 0..runs {
        let mut random = Random::new(run + 1);
        let mut table = TrainTable::<TAG_ROW>::new();
        let mut features = Features::default();
        let mut order: Vec<usize> = (0..sentences.len()).collect();
        for _ in 0..rounds {
            random.shuffle(&mut order);
            for &number in &order {
                let gold = &sentences[number].tags;
                let mut before: Vec<Upos> = Vec::with_capacity(gold.len());
                for (position, right) in gold.iter().enumerate() {
                    tag_features(&forms[number], &before, position, &mut features);
                    let scores = table.score(features.as_slice());
                    let (class, _) = best(&scores[..Upos::ALL.len()]);
                    table.tick();
                    if class != *right as usize {
                        table.update(features.as_slice(), *right as usize, 1.0);
                        table.update(features.as_slice(), class, -1.0);
                    }
                    before.push(Upos::ALL[class]);
                }
            }
        }
        table.add_to(&mut averages);
    }
    quantise(&averages, 20.0, 3)
}

/// Tags sentences of a fold with a tagger that has not seen them.
pub fn jackknife(sentences: &[&Sentence], folds: usize, rounds: usize) -> Vec<Vec<Upos>> {
    let mut documents: Vec<&str> = sentences.iter().map(|sentence| sentence.document.as_str()).collect();
    documents.dedup();
    let fold_of = |document: &str| documents.iter().position(|other| *other == document).unwrap_or(0) % folds;
    let mut tags = vec![Vec::new(); sentences.len()];
    let weights: Vec<_> = (0..folds)
        .into_par_iter()
        .map(|fold| {
            let others: Vec<&Sentence> =
                sentences.iter().filter(|sentence| fold_of(&sentence.document) != fold).copied().collect();
            train(&others, 1, rounds)
        })
        .collect();
    for (fold, weights) in weights.iter().enumerate() {
        for (place, sentence) in sentences.iter().enumerate() {
            if fold_of(&sentence.document) == fold {
                tags[place] = tag(weights, &Forms::new(&sentence.slices()));
            }
        }
    }
    tags
}
