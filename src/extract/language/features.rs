//! A buffer of hashed features, and the words of a sentence with their edges. Knows no label.

use super::word_form::{WordForm, mix};

/// Most features of one decision.
const MOST: usize = 160;

/// The features of one decision. Each is a hash of the number of its template and what stands in it.
#[derive(Clone, Debug)]
pub struct Features {
    values: [u32; MOST],
    count: usize,
}

impl Default for Features {
    fn default() -> Self {
        Self { values: [0; MOST], count: 0 }
    }
}

impl Features {
    /// Empties the buffer.
    #[inline]
    pub fn clear(&mut self) {
        self.count = 0;
    }

    /// The features put in so far.
    #[inline]
    pub fn as_slice(&self) -> &[u32] {
        self.values.get(..self.count).unwrap_or(&[])
    }

    /// Puts in a feature of one part. What does not fit is left out.
    #[inline]
    pub fn one(&mut self, template: u32, part: u32) {
        let value = mix(template.wrapping_mul(0x9E37_79B9), part);
        if let Some(place) = self.values.get_mut(self.count) {
            *place = value;
            self.count += 1;
        }
    }

    /// Puts in a feature of two parts.
    #[inline]
    pub fn two(&mut self, template: u32, first: u32, second: u32) {
        self.one(template, mix(first, second));
    }

    /// Puts in a feature of three parts.
    #[inline]
    pub fn three(&mut self, template: u32, first: u32, second: u32, third: u32) {
        self.one(template, mix(mix(first, second), third));
    }
}

/// Words on either side of a sentence that stand for its edge.
const MARGIN: usize = 3;

/// The forms of a sentence's words. Positions before the first and after the last word give edge forms.
#[derive(Clone, Debug)]
pub struct Forms {
    padded: Vec<WordForm>,
    edge: WordForm,
}

impl Forms {
    /// Reads all words.
    pub fn new(words: &[&str]) -> Self {
        let (left, right) = (WordForm::edge(1), WordForm::edge(2));
        let mut padded = Vec::with_capacity(words.len() + 2 * MARGIN);
        padded.extend([left; MARGIN]);
        padded.extend(words.iter().map(|word| WordForm::new(word)));
        padded.extend([right; MARGIN]);
        Self { padded, edge: right }
    }

    /// Number of words.
    pub fn len(&self) -> usize {
        self.padded.len() - 2 * MARGIN
    }

    /// Whether there is no word.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The form at `position + offset`, an edge when that is outside.
    #[inline]
    pub fn at(&self, position: usize, offset: isize) -> &WordForm {
        self.padded.get((position + MARGIN).wrapping_add_signed(offset)).unwrap_or(&self.edge)
    }
}
