//! Parts of speech, word by word from left to right. Knows hashes and weights, no list of words.

use super::features::{Features, Forms};
use super::labels::Upos;
use super::perceptron::{Weights, best};

/// Row width of the tagger's weights: the seventeen word classes, rounded up for the processor.
pub const TAG_ROW: usize = 32;

/// Stands for the tag before the first word.
const EDGE: u32 = 31;

/// Tags a sentence.
pub fn tag(weights: &impl Weights<TAG_ROW>, forms: &Forms) -> Vec<Upos> {
    let mut tags = Vec::with_capacity(forms.len());
    let mut features = Features::default();
    for position in 0..forms.len() {
        tag_features(forms, &tags, position, &mut features);
        let scores = weights.score(features.as_slice());
        let (class, _) = best(&scores[..Upos::ALL.len()]);
        tags.push(Upos::ALL.get(class).copied().unwrap_or(Upos::X));
    }
    tags
}

/// The features of the word at `position`, given the tags of the words before it.
pub fn tag_features(forms: &Forms, before: &[Upos], position: usize, features: &mut Features) {
    let f = features;
    f.clear();
    let tag = |back: usize| position.checked_sub(back).and_then(|at| before.get(at)).map_or(EDGE, |tag| *tag as u32);
    let (tag_1, tag_2) = (tag(1), tag(2));
    let word = forms.at(position, 0);
    let (left, left_2) = (forms.at(position, -1), forms.at(position, -2));
    let (right, right_2) = (forms.at(position, 1), forms.at(position, 2));
    f.one(0, 0);
    f.one(1, word.exact);
    f.one(2, word.lower);
    f.two(3, word.shape, u32::from(position == 0));
    for (length, suffix) in word.suffixes.iter().enumerate() {
        f.one(4 + length as u32, *suffix);
    }
    for (length, prefix) in word.prefixes.iter().enumerate() {
        f.one(10 + length as u32, *prefix);
    }
    f.two(15, word.suffixes[2], word.shape);
    f.two(16, word.flags(), u32::from(position == 0));
    f.one(20, left.lower);
    f.one(21, right.lower);
    f.one(22, left_2.lower);
    f.one(23, right_2.lower);
    f.one(24, left.suffixes[2]);
    f.one(25, right.suffixes[2]);
    f.one(26, right.suffixes[1]);
    f.one(27, right.shape);
    f.one(28, left.shape);
    f.two(29, left.shape, word.shape);
    f.two(30, word.shape, right.shape);
    f.two(31, left.lower, word.lower);
    f.two(32, word.lower, right.lower);
    f.two(33, left.lower, right.lower);
    f.two(34, word.suffixes[2], right.lower);
    f.two(35, word.suffixes[2], left.lower);
    f.one(40, tag_1);
    f.two(41, tag_1, tag_2);
    f.two(42, tag_1, word.lower);
    f.two(43, tag_1, word.suffixes[2]);
    f.two(44, tag_1, right.lower);
    f.two(45, tag_1, right.suffixes[2]);
    f.three(46, tag_1, tag_2, word.lower);
    f.two(47, tag_1, word.shape);
    f.three(48, tag_1, word.suffixes[2], right.suffixes[2]);
    f.one(50, word.family);
    f.one(51, left.family);
    f.one(52, right.family);
    f.two(53, tag_1, word.family);
    f.two(54, tag_1, right.family);
}
