//! Trains the name recogniser: structured perceptron over whole sentences.

use backstop::extract::language::Upos;
use backstop::extract::language::features::{Features, Forms};
use backstop::extract::language::names::{
    MARKS, NAME_ROW, OUTSIDE, Part, Transitions, best_marks, mark, mark_scores, meaning, name_features,
};
use backstop::extract::language::{NameClass, perceptron::WeightTable};

use crate::corpora::Sentence;
use crate::random::Random;
use crate::table::{Averages, TrainTable, quantise};

/// The marks of a sentence's names.
pub fn marks(sentence: &Sentence) -> Vec<usize> {
    let mut marks = vec![OUTSIDE; sentence.words.len()];
    for (start, end, class) in &sentence.names {
        for (place, slot) in marks.iter_mut().enumerate().take(*end).skip(*start) {
            let part = match (place == *start, place + 1 == *end) {
                (true, true) => Part::Single,
                (true, false) => Part::Begin,
                (false, true) => Part::Last,
                (false, false) => Part::Inside,
            };
            *slot = mark(part, *class);
        }
    }
    marks
}

/// Trains on sentences with given tags.
pub fn train(
    sentences: &[&Sentence],
    tags: &[Vec<Upos>],
    runs: u64,
    rounds: usize,
) -> (WeightTable<NAME_ROW>, Transitions) {
    let forms: Vec<Forms> = sentences.iter().map(|sentence| Forms::new(&sentence.slices())).collect();
    let gold: Vec<Vec<usize>> = sentences.iter().map(|sentence| marks(sentence)).collect();
    let mut averages = Averages::new();
    let mut transition_averages = Averages::new();
    for run in 0..runs {
        let mut random = Random::new(run + 101);
        let mut table = TrainTable::<NAME_ROW>::new();
        let mut steps = TrainTable::<MARKS>::new();
        let mut features = Features::default();
        let mut order: Vec<usize> = (0..sentences.len()).collect();
        for round in 0..rounds {
            random.shuffle(&mut order);
            for &number in &order {
                let scores = mark_scores(&table, &forms[number], &tags[number], &[]);
                let transitions = transitions_of(&steps);
                let guess = best_marks(&scores, &transitions, |_, _| true);
                let right = if sentences[number].other_marked {
                    gold[number].clone()
                } else {
                    // Names of other things are not marked here: the best reading that agrees with the marked names.
                    best_marks(&scores, &transitions, |place, mark| {
                        mark == gold[number][place]
                            || (round > 0
                                && gold[number][place] == OUTSIDE
                                && meaning(mark).is_some_and(|(_, class)| class == NameClass::Other))
                    })
                };
                table.tick();
                steps.tick();
                if guess == right {
                    continue;
                }
                let (mut before_guess, mut before_right) = (OUTSIDE, OUTSIDE);
                for place in 0..guess.len() {
                    if guess[place] != right[place] {
                        name_features(&forms[number], &tags[number], &[], place, &mut features);
                        table.update(features.as_slice(), right[place], 1.0);
                        table.update(features.as_slice(), guess[place], -1.0);
                    }
                    steps.update(&[before_right as u32 + 1], right[place], 1.0);
                    steps.update(&[before_guess as u32 + 1], guess[place], -1.0);
                    (before_guess, before_right) = (guess[place], right[place]);
                }
            }
        }
        table.add_to(&mut averages);
        steps.add_to(&mut transition_averages);
    }
    let mut transitions = [[0.0; MARKS]; MARKS];
    for (from, row) in transition_averages {
        transitions[from as usize - 1] = row;
    }
    (quantise(&averages, 20.0, 2), transitions)
}

fn transitions_of(steps: &TrainTable<MARKS>) -> Transitions {
    use backstop::extract::language::perceptron::Weights;
    let mut transitions = [[0.0; MARKS]; MARKS];
    for (from, row) in transitions.iter_mut().enumerate() {
        *row = steps.score(&[from as u32 + 1]);
    }
    transitions
}
