//! How the exact words of an article are shown inside quotation marks: marks within them become single ones, as print has it.

/// The words between double quotation marks.
pub fn in_quotes(words: &str) -> String {
    format!("“{}”", with_inner_marks(words, 0, words.len()))
}

/// The bytes `from..to` of `words` with double quotation marks turned into single ones, so that they can stand between
/// double ones. Which way a straight mark opens is seen from the letter before it, wherever the cut is.
pub fn with_inner_marks(words: &str, from: usize, to: usize) -> String {
    let mut before = words.get(..from).and_then(|b| b.chars().next_back());
    let mut shown = String::new();
    for letter in words.get(from..to).unwrap_or_default().chars() {
        let opens = before.is_none_or(|b| b.is_whitespace() || matches!(b, '(' | '[' | '—' | '–' | '‘' | '“'));
        shown.push(match letter {
            '"' if opens => '‘',
            '"' | '”' => '’',
            '“' | '„' => '‘',
            other => other,
        });
        before = Some(letter);
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_inside_are_single() {
        assert_eq!(in_quotes("\"We stay,\" he said."), "“‘We stay,’ he said.”");
        assert_eq!(in_quotes("He called it “home” (\"ours\")."), "“He called it ‘home’ (‘ours’).”");
        assert_eq!(in_quotes("Plain."), "“Plain.”");
    }

    #[test]
    fn a_cut_piece_knows_what_stood_before() {
        let words = "He said \"yes\".";
        assert_eq!(with_inner_marks(words, 12, words.len()), "’.");
    }
}
