//! Families of words that are used alike, so that what was learned of "deliver" holds for "ship" too. Knows no label.

use std::collections::HashMap;
use std::sync::OnceLock;

/// Words by family. The list ships as `resources/models/families.txt`: a line for each family, the number of its wider
/// family first. Where it comes from stands in the model card.
#[derive(Debug, Default)]
pub(crate) struct WordFamilies {
    by_word: HashMap<&'static str, (u32, u32)>,
}

const EMBEDDED: &str = include_str!("../../../resources/models/families.txt");

impl WordFamilies {
    /// The list that ships with the program, read at the first call.
    pub fn embedded() -> &'static Self {
        static FAMILIES: OnceLock<WordFamilies> = OnceLock::new();
        FAMILIES.get_or_init(|| {
            let mut by_word = HashMap::new();
            for (number, line) in EMBEDDED.lines().filter(|line| !line.starts_with('#')).enumerate() {
                let mut words = line.split(' ');
                let wide = words.next().and_then(|w| w.parse().ok()).unwrap_or(0);
                by_word.extend(words.map(|word| (word, (number as u32 + 1, wide))));
            }
            Self { by_word }
        })
    }

    /// The family and the wider family of a word in lower case, both from 1.
    pub fn of(&self, word: &str) -> Option<(u32, u32)> {
        self.by_word.get(word).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_like_use_are_of_one_family_and_others_are_not() {
        let families = WordFamilies::embedded();
        assert_eq!(families.of("drone"), families.of("drones"));
        assert!(families.of("drone").is_some());
        assert_ne!(families.of("drone").map(|f| f.0), families.of("minister").map(|f| f.0));
        assert_eq!(families.of("qqqq"), None);
    }
}
