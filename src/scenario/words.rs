//! Shares and names as words of a sentence.

/// Shares up to this are nothing.
const NOTHING: f64 = 1e-9;

/// A share as words: "55 %", "0", "under 1 %".
pub(super) fn percent(share: f64) -> String {
    let whole = (share * 100.0).round();
    if share.abs() <= NOTHING {
        "0".to_owned()
    } else if whole == 0.0 {
        "under 1 %".to_owned()
    } else {
        crate::model::percent(share)
    }
}

/// Two shares as words that differ: with a decimal where whole percents would be the same.
pub(super) fn from_to(before: f64, after: f64) -> (String, String) {
    let (from, to) = (percent(before), percent(after));
    if from == to { (format!("{:.1} %", before * 100.0), format!("{:.1} %", after * 100.0)) } else { (from, to) }
}

/// The text with its first letter as a capital.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_become_words() {
        assert_eq!(percent(0.554), "55 %");
        assert_eq!(percent(0.0), "0");
        assert_eq!(percent(0.004), "under 1 %");
        assert_eq!(from_to(0.411, 0.413), ("41.1 %".to_owned(), "41.3 %".to_owned()));
        assert_eq!(capital("élan"), "Élan");
    }
}
