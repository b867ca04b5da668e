//! What the model sees of a word: hashes of its spelling, shape, beginnings and endings, computed once per word and
//! shared by tagger, name recogniser and parser. Knows no label and no weight.

/// Hashes of one word.
#[derive(Clone, Copy, Debug, Default)]
pub struct WordForm {
    /// The word as written.
    pub exact: u32,
    /// In lower case, digits folded to 0, typographic quotes and dashes to plain ones.
    pub lower: u32,
    /// Capitals, small letters, digits and signs, runs cut to two: `Xx`, `X.X.`, `00`.
    pub shape: u32,
    /// First one to four letters, in lower case.
    pub prefixes: [u32; 4],
    /// Last one to five letters, in lower case.
    pub suffixes: [u32; 5],
    /// The family of words of like use that it belongs to; its own hash where it belongs to none.
    pub family: u32,
    /// The wider family; 0 for none.
    pub wide: u32,
    /// Starts with a capital letter.
    pub capital: bool,
    /// Has letters, all of them capital, at least two.
    pub all_capital: bool,
    /// Has a letter.
    pub letters: bool,
    /// Has a digit.
    pub digit: bool,
}

use super::families::WordFamilies;

const SEED: u32 = 0x811C_9DC5;
const PRIME: u32 = 0x0100_0193;

/// Mixes one value into a hash.
#[inline]
pub fn mix(hash: u32, value: u32) -> u32 {
    let wide = (u64::from(hash.rotate_left(5) ^ value)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (wide >> 29) as u32
}

#[inline]
fn step(hash: u32, letter: u32) -> u32 {
    (hash ^ letter).wrapping_mul(PRIME)
}

/// Spreads a running hash over all bits.
#[inline]
fn finish(hash: u32, salt: u32) -> u32 {
    mix(hash, salt)
}

/// Folds what differs in typography alone, and all digits.
fn fold(letter: char) -> char {
    match letter {
        '0'..='9' => '0',
        '\u{2018}' | '\u{2019}' | '\u{02BC}' | '`' => '\'',
        '\u{201C}' | '\u{201D}' | '\u{201E}' | '\u{00AB}' | '\u{00BB}' => '"',
        '\u{2010}' | '\u{2011}' | '\u{2012}' | '\u{2013}' | '\u{2014}' | '\u{2212}' => '-',
        'A'..='Z' => letter.to_ascii_lowercase(),
        _ if letter.is_ascii() => letter,
        _ => letter.to_lowercase().next().unwrap_or(letter),
    }
}

fn shape_class(letter: char) -> char {
    match letter {
        'a'..='z' => 'x',
        'A'..='Z' => 'X',
        '0'..='9' => '0',
        _ if letter.is_ascii() => fold(letter),
        _ if letter.is_uppercase() => 'X',
        _ if letter.is_lowercase() => 'x',
        _ if letter.is_alphabetic() => 'a',
        _ if letter.is_numeric() => '0',
        _ => fold(letter),
    }
}

/// Longest word, in letters, that is read in full; the rest of a longer one is not looked at.
const LONGEST: usize = 64;

impl WordForm {
    /// Reads one word.
    pub fn new(word: &str) -> Self {
        let mut form = Self::default();
        let mut folded = ['\0'; LONGEST];
        let mut count = 0;
        let (mut exact, mut lower, mut shape) = (SEED, SEED, SEED);
        let (mut last_class, mut run) = ('\0', 0);
        let (mut uppers, mut lowers) = (0_u32, 0_u32);
        for (place, letter) in word.chars().take(LONGEST).enumerate() {
            exact = step(exact, letter as u32);
            let plain = fold(letter);
            lower = step(lower, plain as u32);
            if place < 4 {
                form.prefixes[place] = finish(lower, 0x50 + place as u32);
            }
            folded[place] = plain;
            count = place + 1;
            let class = shape_class(letter);
            run = if class == last_class { run + 1 } else { 1 };
            last_class = class;
            if run <= 2 {
                shape = step(shape, class as u32);
            }
            match class {
                'X' => {
                    uppers += 1;
                    form.capital |= place == 0;
                }
                'x' => lowers += 1,
                '0' => form.digit = true,
                _ => form.letters |= class == 'a',
            }
        }
        form.letters |= uppers + lowers > 0;
        form.all_capital = uppers >= 2 && lowers == 0;
        form.exact = finish(exact, 1);
        form.lower = finish(lower, 2);
        form.shape = finish(shape, 3);
        let mut suffix = SEED;
        for (length, letter) in folded[..count].iter().rev().take(5).enumerate() {
            suffix = step(suffix, *letter as u32);
            form.suffixes[length] = finish(suffix, 0x70 + length as u32);
        }
        let mut plain = String::with_capacity(count + 8);
        plain.extend(&folded[..count]);
        (form.family, form.wide) =
            WordFamilies::embedded().of(&plain).map_or((form.lower, 0), |(family, wide)| (mix(family, 4), wide));
        for length in count..4 {
            form.prefixes[length] = form.lower;
        }
        for length in count..5 {
            form.suffixes[length] = form.lower;
        }
        form
    }

    /// What stands before the first and after the last word.
    pub fn edge(side: u32) -> Self {
        let hash = mix(SEED, side);
        Self {
            exact: hash,
            lower: hash,
            shape: hash,
            prefixes: [hash; 4],
            suffixes: [hash; 5],
            family: hash,
            ..Self::default()
        }
    }

    /// The plain yes-and-no properties in one number.
    pub fn flags(&self) -> u32 {
        u32::from(self.capital)
            | u32::from(self.all_capital) << 1
            | u32::from(self.letters) << 2
            | u32::from(self.digit) << 3
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typography_and_digits_do_not_change_the_folded_form() {
        assert_eq!(WordForm::new("’s").lower, WordForm::new("'s").lower);
        assert_eq!(WordForm::new("1998").lower, WordForm::new("2024").lower);
        assert_ne!(WordForm::new("’s").exact, WordForm::new("'s").exact);
    }

    #[test]
    fn shape_tells_capitals_from_small_letters() {
        assert_eq!(WordForm::new("Bamako").shape, WordForm::new("Niamey").shape);
        assert_ne!(WordForm::new("Bamako").shape, WordForm::new("bamako").shape);
        assert!(WordForm::new("AFRICOM").all_capital && WordForm::new("Émile").capital);
    }

    #[test]
    fn endings_are_shared_by_words_that_end_alike() {
        assert_eq!(WordForm::new("fighting").suffixes[2], WordForm::new("training").suffixes[2]);
        assert_ne!(WordForm::new("fighting").suffixes[4], WordForm::new("training").suffixes[4]);
    }

    #[test]
    fn empty_and_endless_words_are_read() {
        let _ = WordForm::new("");
        let _ = WordForm::new(&"x".repeat(100_000));
    }
}
