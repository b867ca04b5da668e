//! The dependency tree of a tagged sentence: greedy moves of the arc-hybrid system, then a relation for every arc.
//! Knows hashes, tags and weights.

use super::arcs::{Arcs, Move, NONE};
use super::features::{Features, Forms};
use super::labels::{DepRel, Upos};
use super::perceptron::{Weights, best};
use super::word_form::mix;

/// Row width of the weights of moves: three moves, rounded up for the processor.
pub const MOVE_ROW: usize = 4;
/// Row width of the weights of relations.
pub const RELATION_ROW: usize = 64;

/// A sentence as the parser sees it.
#[derive(Clone, Copy, Debug)]
pub struct Sentence<'a> {
    /// Its words.
    pub forms: &'a Forms,
    /// Their parts of speech.
    pub tags: &'a [Upos],
}

/// Parses a tagged sentence; every word but one has a head among the words, the one has the root.
pub fn parse(moves: &impl Weights<MOVE_ROW>, relations: &impl Weights<RELATION_ROW>, sentence: Sentence<'_>) -> Arcs {
    let mut arcs = Arcs::new(sentence.forms.len());
    let mut features = Features::default();
    while !arcs.done() {
        move_features(sentence, &arcs, &mut features);
        let scores = moves.score(features.as_slice());
        let Some(step) = best_move(&arcs, &scores) else { break };
        let relation = relation_of(relations, sentence, &arcs, step, &mut features);
        arcs.take(step, relation);
    }
    arcs
}

/// The permitted move with the highest score.
pub fn best_move(arcs: &Arcs, scores: &[f32; MOVE_ROW]) -> Option<Move> {
    let mut found: Option<(Move, f32)> = None;
    for (step, score) in Move::ALL.iter().zip(scores) {
        if arcs.may(*step) && found.is_none_or(|(_, top)| *score > top) {
            found = Some((*step, *score));
        }
    }
    found.map(|(step, _)| step)
}

/// The relation of the arc that `step` draws.
pub fn relation_of(
    weights: &impl Weights<RELATION_ROW>,
    sentence: Sentence<'_>,
    arcs: &Arcs,
    step: Move,
    features: &mut Features,
) -> DepRel {
    let Some((dependent, head)) = arcs.arc(step) else { return DepRel::Dep };
    if head == arcs.root() {
        return DepRel::Root;
    }
    relation_features(sentence, arcs, dependent, head, features);
    let scores = weights.score(features.as_slice());
    let (class, _) = best(&scores[..DepRel::ALL.len()]);
    DepRel::ALL.get(class).copied().filter(|relation| *relation != DepRel::Root).unwrap_or(DepRel::Dep)
}

const NO_WORD: u32 = 0x1234_5677;
const NO_TAG: u32 = 30;
const ROOT_TAG: u32 = 29;

impl Sentence<'_> {
    #[inline]
    fn word(self, place: usize) -> u32 {
        if place == NONE { NO_WORD } else { self.forms.at(place, 0).lower }
    }

    #[inline]
    fn family(self, place: usize) -> u32 {
        if place == NONE { NO_WORD } else { self.forms.at(place, 0).family }
    }

    #[inline]
    fn ending(self, place: usize) -> u32 {
        if place == NONE { NO_WORD } else { self.forms.at(place, 0).suffixes[2] }
    }

    #[inline]
    fn tag(self, place: usize) -> u32 {
        match self.tags.get(place) {
            Some(tag) => *tag as u32,
            None if place == NONE => NO_TAG,
            None => ROOT_TAG,
        }
    }
}

/// Distance in words, in steps.
fn distance(first: usize, second: usize) -> u32 {
    if first == NONE || second == NONE {
        return 0;
    }
    match first.abs_diff(second) {
        near @ 0..=4 => near as u32,
        5..=7 => 5,
        8..=12 => 6,
        _ => 7,
    }
}

/// The features of the next move.
pub fn move_features(sentence: Sentence<'_>, arcs: &Arcs, features: &mut Features) {
    let f = features;
    f.clear();
    let (s0, s1, s2) = (arcs.stack(0), arcs.stack(1), arcs.stack(2));
    let (b0, b1, b2) = (arcs.next(0), arcs.next(1), arcs.next(2));
    let (n0, n1, nb) = (arcs.node(s0), arcs.node(s1), arcs.node(b0));
    let word = |place| sentence.word(place);
    let tag = |place| sentence.tag(place);
    let ending = |place| sentence.ending(place);
    let label = |place: usize| if place == NONE { 99 } else { arcs.node(place).relation as u32 };
    let (w0, w1, wb) = (word(s0), word(s1), word(b0));
    let (t0, t1, t2) = (tag(s0), tag(s1), tag(s2));
    let (tb, tb1, tb2) = (tag(b0), tag(b1), tag(b2));
    let wt = |place: usize| mix(word(place), tag(place));
    let (wt0, wt1, wtb) = (wt(s0), wt(s1), wt(b0));
    f.one(0, 0);
    // Single words.
    f.one(1, w0);
    f.one(2, t0);
    f.one(3, wt0);
    f.one(4, w1);
    f.one(5, t1);
    f.one(6, wt1);
    f.one(7, wb);
    f.one(8, tb);
    f.one(9, wtb);
    f.one(10, wt(b1));
    f.one(11, tb1);
    f.one(12, wt(b2));
    f.one(13, tb2);
    f.one(14, wt(s2));
    f.one(15, t2);
    f.two(16, ending(s0), t0);
    f.two(17, ending(b0), tb);
    // Pairs.
    f.two(20, wt0, wtb);
    f.two(21, wt0, tb);
    f.two(22, t0, wtb);
    f.two(23, w0, wb);
    f.two(24, t0, tb);
    f.two(25, tb, tb1);
    f.two(26, wt1, wt0);
    f.two(27, wt1, t0);
    f.two(28, t1, wt0);
    f.two(29, t1, t0);
    f.two(30, t1, tb);
    f.two(31, wt1, tb);
    f.two(32, t1, wtb);
    f.two(33, wt1, wtb);
    f.two(34, word(b1), wb);
    // Triples.
    f.three(40, t0, tb, tb1);
    f.three(41, tb, tb1, tb2);
    f.three(42, t1, t0, tb);
    f.three(43, t2, t1, t0);
    f.three(44, w0, tb, tb1);
    f.three(45, w1, t0, tb);
    f.three(46, t1, w0, tb);
    f.three(47, t1, t0, wb);
    f.three(48, mix(t1, t0), tb, tb1);
    f.three(49, t0, wb, tb1);
    f.three(50, t0, tb, word(b1));
    f.three(51, mix(t2, t1), t0, tb);
    // Dependents.
    f.three(60, t0, tag(n0.left[0]), tb);
    f.three(61, t0, tag(n0.right[0]), tb);
    f.three(62, t0, tb, tag(nb.left[0]));
    f.three(63, t1, t0, tag(n0.left[0]));
    f.three(64, t1, t0, tag(n0.right[0]));
    f.three(65, t1, t0, tag(n1.right[0]));
    f.three(66, t1, t0, tag(n1.left[0]));
    f.two(67, word(n0.left[0]), t0);
    f.two(68, word(n0.right[0]), t0);
    f.two(69, word(n1.right[0]), t1);
    f.two(70, word(nb.left[0]), tb);
    f.two(71, label(n0.left[0]), t0);
    f.two(72, label(n0.right[0]), t0);
    f.two(73, label(n1.right[0]), t1);
    f.two(74, label(n1.left[0]), t1);
    f.two(75, label(nb.left[0]), tb);
    f.three(76, label(n0.left[0]), label(n0.left[1]), t0);
    f.three(77, label(n0.right[0]), label(n0.right[1]), t0);
    f.three(78, label(n1.right[0]), label(n1.right[1]), t1);
    f.three(79, label(nb.left[0]), label(nb.left[1]), tb);
    f.three(80, w0, label(n0.left[0]), tb);
    f.three(81, w0, label(n0.right[0]), tb);
    f.three(82, w1, label(n1.right[0]), t0);
    f.three(83, wb, label(nb.left[0]), t0);
    f.three(84, wt1, word(n0.left[0]), t0);
    f.three(85, mix(t1, t0), word(n0.left[0]), tb);
    // Distance and number of dependents.
    let (d0, d1) = (distance(s0, b0), distance(s1, s0));
    f.three(90, t0, tb, d0);
    f.three(91, w0, tb, d0);
    f.three(92, t0, wb, d0);
    f.three(93, t1, t0, d1);
    f.three(94, t1, w0, d1);
    f.three(95, w1, t0, d1);
    f.two(96, wt0, n0.rights.min(4));
    f.two(97, wt0, n0.lefts.min(4));
    f.two(98, wtb, nb.lefts.min(4));
    f.two(99, wt1, n1.rights.min(4));
    f.three(100, t0, n0.rights.min(4), tb);
    f.three(101, tb, nb.lefts.min(4), t0);
    f.three(102, t1, n1.rights.min(4), t0);
    f.three(103, t0, n0.lefts.min(4), tb);
    // Families of words.
    let family = |place| sentence.family(place);
    let (f0, f1, fb) = (family(s0), family(s1), family(b0));
    f.two(110, f0, tb);
    f.two(111, t0, fb);
    f.two(112, f0, fb);
    f.two(113, f1, f0);
    f.three(114, f1, t0, tb);
    f.three(115, t1, f0, tb);
    f.three(116, f1, t0, fb);
    f.three(117, t1, t0, fb);
}

/// The features of the relation between a dependent and its head.
pub fn relation_features(sentence: Sentence<'_>, arcs: &Arcs, dependent: usize, head: usize, features: &mut Features) {
    let f = features;
    f.clear();
    let (d, h) = (dependent, head);
    let (nd, nh) = (arcs.node(d), arcs.node(h));
    let word = |place| sentence.word(place);
    let tag = |place| sentence.tag(place);
    let ending = |place| sentence.ending(place);
    let label = |place: usize| if place == NONE { 99 } else { arcs.node(place).relation as u32 };
    let side = u32::from(d < h);
    let (td, th) = (mix(tag(d), side), mix(tag(h), side));
    let (wd, wh) = (mix(word(d), side), mix(word(h), side));
    let pair = mix(td, th);
    let near = |place: usize, offset: isize| {
        let at = place.wrapping_add_signed(offset);
        if at < arcs.root() { at } else { NONE }
    };
    f.two(0, side, 0);
    f.one(1, td);
    f.one(2, wd);
    f.one(3, th);
    f.one(4, wh);
    f.one(5, pair);
    f.two(6, wd, tag(h));
    f.two(7, td, word(h));
    f.two(8, wd, word(h));
    f.two(9, pair, ending(d));
    f.two(10, pair, ending(h));
    f.two(11, pair, distance(d, h));
    f.two(12, wd, distance(d, h));
    // The dependent's own dependents: prepositions, subordinators, auxiliaries.
    f.two(20, pair, word(nd.left[0]));
    f.two(21, pair, word(nd.left[1]));
    f.two(22, pair, word(nd.right[0]));
    f.two(23, pair, label(nd.left[0]));
    f.two(24, pair, label(nd.right[0]));
    f.three(25, pair, label(nd.left[0]), label(nd.left[1]));
    f.three(26, wh, tag(d), word(nd.left[0]));
    f.three(27, td, nd.lefts.min(3), tag(h));
    // The head's other dependents.
    f.two(30, pair, label(nh.left[0]));
    f.two(31, pair, label(nh.right[0]));
    f.three(32, pair, label(nh.left[0]), label(nh.left[1]));
    f.three(33, pair, label(nh.right[0]), label(nh.right[1]));
    f.two(34, pair, word(nh.left[0]));
    f.two(35, pair, word(nh.right[0]));
    f.three(36, wh, tag(d), label(nh.right[0]));
    f.two(37, pair, word(nh.left[1]));
    // The neighbours.
    f.two(40, pair, tag(near(d, -1)));
    f.two(41, pair, tag(near(d, 1)));
    f.two(42, pair, tag(near(h, -1)));
    f.two(43, pair, tag(near(h, 1)));
    f.two(44, td, word(near(d, -1)));
    f.two(45, td, word(near(d, 1)));
    f.two(46, th, word(near(h, -1)));
    f.two(47, th, word(near(h, 1)));
    f.three(48, td, sentence.forms.at(d, 0).shape, th);
    // Families of words.
    let (fd, fh) = (sentence.family(d), sentence.family(h));
    f.two(50, fd, th);
    f.two(51, td, fh);
    f.three(52, fd, fh, side);
    f.three(53, pair, fh, word(nd.left[0]));
}
