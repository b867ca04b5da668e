//! Names of persons, organisations, places and other things: best sequence of begin, inside, last and single marks.
//! Knows hashes, tags and weights, no list of names; a caller's list comes in as hints.

use std::ops::Range;

use super::features::{Features, Forms};
use super::labels::{NameClass, Upos};
use super::perceptron::Weights;

/// Row width of the weights: four marks for each of four classes and "no name", rounded up for the processor.
pub const NAME_ROW: usize = 32;
/// Number of marks in use.
pub const MARKS: usize = 17;
/// The mark of a word outside of names.
pub const OUTSIDE: usize = 0;

/// Weights of one mark after another, row = earlier mark.
pub type Transitions = [[f32; MARKS]; MARKS];

/// A name found in a sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct NameSpan {
    /// Its words, by index in the sentence.
    pub words: Range<usize>,
    /// What it names.
    pub class: NameClass,
    /// How far the evidence for this class lies above that for the next, per word; above 0 mostly, no upper bound.
    pub margin: f32,
}

/// Where in a name a word stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// First of several words.
    Begin,
    /// Neither first nor last.
    Inside,
    /// Last of several words.
    Last,
    /// The only word.
    Single,
}

/// The number of a mark.
pub fn mark(part: Part, class: NameClass) -> usize {
    1 + (class as usize) * 4 + part as usize
}

/// What a mark says; `None` outside of names.
pub fn meaning(mark: usize) -> Option<(Part, NameClass)> {
    let class = *NameClass::ALL.get(mark.checked_sub(1)? / 4)?;
    let part = [Part::Begin, Part::Inside, Part::Last, Part::Single][(mark - 1) % 4];
    Some((part, class))
}

/// Whether `second` may follow `first`.
pub fn may_follow(first: usize, second: usize) -> bool {
    let open = match meaning(first) {
        Some((Part::Begin | Part::Inside, class)) => Some(class),
        _ => None,
    };
    match meaning(second) {
        Some((Part::Inside | Part::Last, class)) => open == Some(class),
        _ => open.is_none(),
    }
}

/// Finds the names of a tagged sentence. `hints` may be shorter than the sentence.
pub fn names(
    weights: &impl Weights<NAME_ROW>,
    transitions: &Transitions,
    forms: &Forms,
    tags: &[Upos],
    hints: &[Option<NameClass>],
) -> Vec<NameSpan> {
    let scores = mark_scores(weights, forms, tags, hints);
    let marks = best_marks(&scores, transitions, |_, _| true);
    spans(&marks, &scores)
}

/// The score of every mark at every word, without regard to the neighbours' marks.
pub fn mark_scores(
    weights: &impl Weights<NAME_ROW>,
    forms: &Forms,
    tags: &[Upos],
    hints: &[Option<NameClass>],
) -> Vec<[f32; MARKS]> {
    let mut features = Features::default();
    (0..forms.len())
        .map(|position| {
            name_features(forms, tags, hints, position, &mut features);
            let row = weights.score(features.as_slice());
            let mut scores = [0.0; MARKS];
            scores.copy_from_slice(&row[..MARKS]);
            scores
        })
        .collect()
}

/// The sequence of marks with the highest sum (Viterbi), among those that `allowed(word, mark)` admits.
pub fn best_marks(
    scores: &[[f32; MARKS]],
    transitions: &Transitions,
    allowed: impl Fn(usize, usize) -> bool,
) -> Vec<usize> {
    let mut back = Vec::with_capacity(scores.len());
    let mut sums = [f32::NEG_INFINITY; MARKS];
    for (position, own) in scores.iter().enumerate() {
        let mut next = [f32::NEG_INFINITY; MARKS];
        let mut from = [OUTSIDE as u8; MARKS];
        for second in (0..MARKS).filter(|second| allowed(position, *second)) {
            if position == 0 {
                if may_follow(OUTSIDE, second) {
                    next[second] = own[second] + transitions[OUTSIDE][second];
                }
                continue;
            }
            for first in (0..MARKS).filter(|first| may_follow(*first, second)) {
                let sum = sums[first] + transitions[first][second] + own[second];
                if sum > next[second] {
                    next[second] = sum;
                    from[second] = first as u8;
                }
            }
        }
        sums = next;
        back.push(from);
    }
    let mut mark = OUTSIDE;
    for last in (0..MARKS).filter(|last| may_follow(*last, OUTSIDE)) {
        if sums[last] > sums[mark] {
            mark = last;
        }
    }
    let mut marks = vec![OUTSIDE; scores.len()];
    for (place, from) in marks.iter_mut().zip(&back).rev() {
        *place = mark;
        mark = usize::from(from[mark]);
    }
    marks
}

/// The names that a sequence of marks means.
fn spans(marks: &[usize], scores: &[[f32; MARKS]]) -> Vec<NameSpan> {
    let mut found = Vec::new();
    let mut start = 0;
    for (position, mark) in marks.iter().enumerate() {
        match meaning(*mark) {
            Some((Part::Begin, _)) => start = position,
            Some((part @ (Part::Last | Part::Single), class)) => {
                if part == Part::Single {
                    start = position;
                }
                let words = start..position + 1;
                let margin = margin(&words, class, marks, scores);
                found.push(NameSpan { words, class, margin });
            }
            _ => {}
        }
    }
    found
}

/// Smallest lead of the chosen class over another class, or over no name, on the words' own scores, per word.
fn margin(words: &Range<usize>, class: NameClass, marks: &[usize], scores: &[[f32; MARKS]]) -> f32 {
    let sum = |to: Option<NameClass>| -> f32 {
        words
            .clone()
            .filter_map(|position| {
                let (part, _) = meaning(*marks.get(position)?)?;
                scores.get(position).map(|row| row[to.map_or(OUTSIDE, |class| self::mark(part, class))])
            })
            .sum()
    };
    let chosen = sum(Some(class));
    let others = NameClass::ALL.iter().filter(|other| **other != class).map(|other| sum(Some(*other)));
    let next = others.fold(sum(None), f32::max);
    (chosen - next) / words.len().max(1) as f32
}

/// The features of the word at `position`.
pub fn name_features(
    forms: &Forms,
    tags: &[Upos],
    hints: &[Option<NameClass>],
    position: usize,
    features: &mut Features,
) {
    let f = features;
    f.clear();
    let tag =
        |offset: isize| position.checked_add_signed(offset).and_then(|at| tags.get(at)).map_or(31, |tag| *tag as u32);
    let hint = |offset: isize| {
        position
            .checked_add_signed(offset)
            .and_then(|at| hints.get(at))
            .copied()
            .flatten()
            .map_or(9, |class| class as u32)
    };
    let word = forms.at(position, 0);
    f.one(0, 0);
    f.one(1, word.exact);
    f.two(2, word.flags(), u32::from(position == 0));
    for offset in -2..=2_isize {
        let near = forms.at(position, offset);
        let base = 10 + 8 * (offset + 2) as u32;
        f.one(base, near.lower);
        f.one(base + 1, near.shape);
        f.one(base + 2, tag(offset));
        f.two(base + 3, near.suffixes[2], near.flags());
    }
    for (length, suffix) in word.suffixes.iter().enumerate().skip(1) {
        f.two(60 + length as u32, *suffix, word.flags());
    }
    for (length, prefix) in word.prefixes.iter().enumerate().skip(1) {
        f.two(70 + length as u32, *prefix, word.flags());
    }
    let (left, right) = (forms.at(position, -1), forms.at(position, 1));
    f.two(80, left.lower, word.lower);
    f.two(81, word.lower, right.lower);
    f.three(82, left.shape, word.shape, right.shape);
    f.three(83, tag(-1), tag(0), tag(1));
    f.two(84, left.lower, word.shape);
    f.two(85, word.shape, right.lower);
    f.three(86, left.lower, word.shape, right.lower);
    f.two(87, tag(-1), tag(0));
    f.two(88, tag(0), tag(1));
    f.three(89, forms.at(position, -2).lower, left.lower, word.shape);
    f.three(90, word.shape, right.lower, forms.at(position, 2).lower);
    f.two(91, tag(0), word.shape);
    for offset in -2..=2_isize {
        f.two(110 + (offset + 2) as u32, forms.at(position, offset).family, word.flags());
    }
    f.two(116, word.wide, word.shape);
    f.two(117, left.family, word.shape);
    f.two(118, word.shape, right.family);
    f.two(119, left.family, word.family);
    f.two(120, word.family, right.family);
    for offset in -1..=1_isize {
        if hint(offset) != 9 {
            f.one((100 + offset) as u32, hint(offset));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_their_meanings_agree() {
        for class in NameClass::ALL {
            for part in [Part::Begin, Part::Inside, Part::Last, Part::Single] {
                assert_eq!(meaning(mark(part, *class)), Some((part, *class)));
            }
        }
        assert_eq!(meaning(OUTSIDE), None);
        assert_eq!(mark(Part::Single, NameClass::Other), MARKS - 1);
    }

    #[test]
    fn a_name_once_begun_is_ended_in_its_own_class() {
        let begin = mark(Part::Begin, NameClass::Person);
        assert!(may_follow(begin, mark(Part::Last, NameClass::Person)));
        assert!(!may_follow(begin, mark(Part::Last, NameClass::Place)));
        assert!(!may_follow(begin, OUTSIDE));
        assert!(!may_follow(OUTSIDE, mark(Part::Inside, NameClass::Person)));
    }

    #[test]
    fn the_best_sequence_is_well_formed_even_against_the_scores() {
        let mut scores = vec![[0.0; MARKS]; 2];
        scores[0][mark(Part::Begin, NameClass::Place)] = 1.0;
        scores[1][mark(Part::Last, NameClass::Person)] = 1.5;
        let marks = best_marks(&scores, &[[0.0; MARKS]; MARKS], |_, _| true);
        assert_eq!(marks[0], mark(Part::Begin, NameClass::Person));
        assert_eq!(spans(&marks, &scores)[0].words, 0..2);
    }
}
