//! Trains the parser: dynamic oracle of the arc-hybrid system (Goldberg and Nivre 2013) with exploration.

use backstop::extract::language::arcs::{Arcs, Move, NONE};
use backstop::extract::language::features::{Features, Forms};
use backstop::extract::language::parser::{
    MOVE_ROW, RELATION_ROW, Sentence as Input, best_move, move_features, relation_features,
};
use backstop::extract::language::perceptron::{WeightTable, Weights, best};
use backstop::extract::language::{DepRel, Upos};
use rayon::prelude::*;

use crate::corpora::Sentence;
use crate::random::Random;
use crate::table::{Averages, TrainTable, quantise};

/// Number of arcs of the right tree that a move puts out of reach.
fn cost(arcs: &Arcs, step: Move, heads: &[usize]) -> usize {
    let head = |word: usize| heads.get(word).copied().unwrap_or(NONE);
    let next = arcs.next(0);
    let ahead = next..=arcs.root();
    let top = arcs.stack(0);
    match step {
        Move::Shift => {
            let stacked = arcs.stacked();
            let below = stacked.get(..stacked.len().saturating_sub(1)).unwrap_or(&[]);
            usize::from(below.contains(&head(next))) + stacked.iter().filter(|word| head(**word) == next).count()
        }
        Move::Left => {
            let lost_head = head(top) != next && (ahead.contains(&head(top)) || head(top) == arcs.stack(1));
            usize::from(lost_head) + ahead.clone().filter(|word| head(*word) == top).count()
        }
        Move::Right => {
            usize::from(ahead.contains(&head(top))) + ahead.clone().filter(|word| head(*word) == top).count()
        }
    }
}

/// Trains on sentences with trees and given tags.
pub fn train(
    sentences: &[&Sentence],
    tags: &[Vec<Upos>],
    runs: u64,
    rounds: usize,
) -> (WeightTable<MOVE_ROW>, WeightTable<RELATION_ROW>) {
    let forms: Vec<Forms> = sentences.iter().map(|sentence| Forms::new(&sentence.slices())).collect();
    let (mut move_averages, mut relation_averages) = (Averages::new(), Averages::new());
    let tables: Vec<_> =
        (0..runs).into_par_iter().map(|run| train_once(sentences, tags, &forms, run, rounds)).collect();
    for (moves, relations) in &tables {
        moves.add_to(&mut move_averages);
        relations.add_to(&mut relation_averages);
    }
    (quantise(&move_averages, 20.0, 10), quantise(&relation_averages, 20.0, 8))
}

/// One run in an order of its own.
fn train_once(
    sentences: &[&Sentence],
    tags: &[Vec<Upos>],
    forms: &[Forms],
    run: u64,
    rounds: usize,
) -> (TrainTable<MOVE_ROW>, TrainTable<RELATION_ROW>) {
    let mut random = Random::new(run + 201);
    let mut moves = TrainTable::<MOVE_ROW>::new();
    let mut relations = TrainTable::<RELATION_ROW>::new();
    let mut features = Features::default();
    let mut order: Vec<usize> = (0..sentences.len()).collect();
    for round in 0..rounds {
        random.shuffle(&mut order);
        for &number in &order {
            let (heads, gold) = (&sentences[number].heads, &sentences[number].relations);
            let input = Input { forms: &forms[number], tags: &tags[number] };
            let mut arcs = Arcs::new(heads.len());
            while !arcs.done() {
                move_features(input, &arcs, &mut features);
                let scores = moves.score(features.as_slice());
                let Some(guess) = best_move(&arcs, &scores) else { break };
                let costs = Move::ALL.map(|step| if arcs.may(step) { cost(&arcs, step, heads) } else { usize::MAX });
                let least = costs.iter().copied().min().unwrap_or(0);
                let mut right = None;
                for step in Move::ALL {
                    if costs[step as usize] == least
                        && right.is_none_or(|other: Move| scores[step as usize] > scores[other as usize])
                    {
                        right = Some(step);
                    }
                }
                let right = right.unwrap_or(guess);
                moves.tick();
                if costs[guess as usize] > least {
                    moves.update(features.as_slice(), right as usize, 1.0);
                    moves.update(features.as_slice(), guess as usize, -1.0);
                }
                let step = if round > 0 && random.share() < 0.9 { guess } else { right };
                let relation = label(&mut relations, input, &arcs, step, heads, gold, &mut features);
                arcs.take(step, relation);
            }
        }
    }
    (moves, relations)
}

/// Chooses the relation of the arc that `step` draws, learning from it when the arc is right.
fn label(
    table: &mut TrainTable<RELATION_ROW>,
    input: Input<'_>,
    arcs: &Arcs,
    step: Move,
    heads: &[usize],
    gold: &[DepRel],
    features: &mut Features,
) -> DepRel {
    let Some((dependent, head)) = arcs.arc(step) else { return DepRel::Dep };
    if head == arcs.root() {
        return DepRel::Root;
    }
    relation_features(input, arcs, dependent, head, features);
    let scores = table.score(features.as_slice());
    let (class, _) = best(&scores[..DepRel::ALL.len()]);
    table.tick();
    if heads[dependent] == head && class != gold[dependent] as usize {
        table.update(features.as_slice(), gold[dependent] as usize, 1.0);
        table.update(features.as_slice(), class, -1.0);
    }
    DepRel::ALL[class]
}
