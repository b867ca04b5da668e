//! Words of a text with their place in it, split as English treebanks split them: "Mali's" is "Mali" and "'s", "don't" is
//! "do" and "n't", "UN-backed" is three words. Knows letters and signs, no language beyond that.

use crate::model::Span;

/// Longest word in bytes that is kept in one piece; a longer run of letters is no word of any language.
const LONGEST_WORD: usize = 200;

/// First parts that never stand apart from what follows their hyphen.
const PREFIXES: &[&str] = &[
    "anti", "co", "counter", "ex", "inter", "mid", "mini", "multi", "neo", "non", "post", "pre", "pro", "re", "self",
    "semi", "sub", "trans", "ultra", "vice", "e", "x", "u", "t", "f", "al", "el", "as", "ash", "an", "at", "ad", "ar",
    "az", "ul", "wal", "bin", "abu", "ould", "mai", "de", "jean", "saint", "st", "ben",
];

/// Endings of words that stand apart ("'s"), longest first.
const CLITICS: &[&str] = &["'s", "'re", "'ve", "'ll", "'d", "'m", "n't"];

/// Splits the part `range` of `text` into words and signs.
pub(crate) fn tokens(text: &str, range: Span) -> Vec<Span> {
    let mut found = Vec::new();
    let Some(part) = range.of(text) else { return found };
    for (offset, word) in words_between_spaces(part) {
        split_word(word, range.start + offset, &mut found);
    }
    found
}

fn words_between_spaces(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut rest = text;
    let mut at = 0;
    std::iter::from_fn(move || {
        let begin = rest.find(|c: char| !is_space(c))?;
        let word_on = &rest[begin..];
        let length = word_on.find(is_space).unwrap_or(word_on.len());
        let found = (at + begin, &word_on[..length]);
        at += begin + length;
        rest = &rest[begin + length..];
        Some(found)
    })
}

fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200B}' | '\u{FEFF}' | '\u{200E}' | '\u{200F}')
}

/// Splits what stands between two spaces.
fn split_word(word: &str, at: usize, found: &mut Vec<Span>) {
    let lead: usize = word.chars().take_while(|c| !is_word_char(*c)).map(char::len_utf8).sum();
    push_signs(&word[..lead], at, found);
    let body_and_tail = &word[lead..];
    let mut body_length =
        body_and_tail.char_indices().filter(|(_, c)| is_word_char(*c)).last().map_or(0, |(i, c)| i + c.len_utf8());
    // The full stop of "U.S." and "Gen." belongs to the word.
    if body_and_tail[body_length..].starts_with('.') && keeps_full_stop(&body_and_tail[..body_length]) {
        body_length += 1;
    }
    let (body, tail) = body_and_tail.split_at(body_length);
    split_body(body, at + lead, found);
    push_signs(tail, at + lead + body_length, found);
}

/// Whether the full stop after `word` marks an abbreviation rather than the end of a sentence.
pub(crate) fn keeps_full_stop(word: &str) -> bool {
    const ABBREVIATIONS: &[&str] = &[
        "mr", "mrs", "ms", "dr", "gen", "col", "lt", "maj", "capt", "sgt", "adm", "brig", "sen", "rep", "gov", "prof",
        "st", "jr", "sr", "rev", "hon", "vs", "etc", "e.g", "i.e", "no", "nos", "jan", "feb", "mar", "apr", "jun",
        "jul", "aug", "sept", "sep", "oct", "nov", "dec", "inc", "ltd", "co", "corp", "vol", "fig", "approx", "dept",
        "est", "amb", "messrs", "mt", "ft", "cmdr",
    ];
    let lower = word.to_lowercase();
    let initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    let dotted = word.contains('.') && word.split('.').all(|part| part.chars().count() <= 2);
    initial || dotted || ABBREVIATIONS.contains(&lower.as_str()) && (lower != "no" || word == "No")
}

fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\u{0300}'..='\u{036F}') || matches!(c, '$' | '€' | '£' | '%')
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{2018}' | '\u{02BC}' | '\u{02BB}')
}

fn push_signs(signs: &str, at: usize, found: &mut Vec<Span>) {
    let mut previous = None;
    for (i, c) in signs.char_indices() {
        let start = at + i;
        let end = start + c.len_utf8();
        // Three dots and repeated dashes are one sign.
        if let (Some(last), Some(found_last)) = (previous, found.last_mut()) {
            if last == c && matches!(c, '.' | '-') && found_last.end == start {
                found_last.end = end;
                continue;
            }
        }
        found.push(Span::new(start, end));
        previous = Some(c);
    }
}

/// Splits a word that starts and ends with a letter or digit.
fn split_body(body: &str, at: usize, found: &mut Vec<Span>) {
    if body.is_empty() {
        return;
    }
    let folded: String = body.chars().map(|c| if is_apostrophe(c) { '\'' } else { c }).collect();
    let lower = folded.to_lowercase();
    // "soldiers'" keeps its mark in the tail; here only "'s" and the like. Lower case may change the length of odd letters.
    if lower.len() == folded.len() {
        for clitic in CLITICS {
            if let Some(stem) = lower.strip_suffix(clitic) {
                let cut = byte_after_chars(body, stem.chars().count());
                if cut > 0 && cut < body.len() {
                    split_hyphens(&body[..cut], at, found);
                    found.push(Span::new(at + cut, at + body.len()));
                    return;
                }
            }
        }
    }
    split_hyphens(body, at, found);
}

fn byte_after_chars(text: &str, count: usize) -> usize {
    text.char_indices().nth(count).map_or(text.len(), |(i, _)| i)
}

fn split_hyphens(body: &str, at: usize, found: &mut Vec<Span>) {
    let mut start = 0;
    let mut from = 0;
    while let Some((i, c)) = body[from..]
        .char_indices()
        .map(|(i, c)| (from + i, c))
        .find(|(_, c)| matches!(c, '-' | '\u{2010}'..='\u{2015}' | '/' | '\u{2026}'))
    {
        let next = i + c.len_utf8();
        let before = &body[start..i];
        let after = &body[next..];
        if splits_at(before, c, after) {
            push_word(before, at + start, found);
            found.push(Span::new(at + i, at + next));
            start = next;
        }
        from = next;
    }
    push_word(&body[start..], at + start, found);
}

fn splits_at(before: &str, sign: char, after: &str) -> bool {
    if before.is_empty() || after.is_empty() {
        return false;
    }
    if sign != '-' && sign != '\u{2010}' && sign != '\u{2011}' {
        // A dash or a slash between words; "24/7" stays together.
        return !(sign == '/'
            && before.ends_with(|c: char| c.is_ascii_digit())
            && after.starts_with(|c: char| c.is_ascii_digit()));
    }
    let digits = |s: &str| s.chars().any(|c| c.is_ascii_digit());
    let next = after.split(['-', '/', '\u{2013}', '\u{2014}']).next().unwrap_or(after);
    let first_upper = |s: &str| s.chars().next().is_some_and(char::is_uppercase);
    // "MiG-29", "Su-24", "JNIM-3" are one word, and so are double names "Rzeszow-Jasionka"; "US-Russia" is cleared up with the names.
    if digits(next) && !digits(before) {
        return false;
    }
    if PREFIXES.contains(&before.to_lowercase().as_str()) {
        // "pro-Russian", "anti-French": the name must stand free.
        return first_upper(next)
            && matches!(before.to_lowercase().as_str(), "pro" | "anti" | "ex" | "post" | "non" | "counter");
    }
    if first_upper(before) && first_upper(next) {
        let short_upper = |s: &str| s.chars().count() <= 4 && s.chars().all(char::is_uppercase);
        let people = |s: &str| {
            ["an", "ian", "ese", "ish", "ch", "ia", "ey", "us", "ine", "aq", "ran", "ael", "na", "ali"]
                .iter()
                .any(|e| s.ends_with(e))
        };
        return short_upper(before)
            || short_upper(next)
            || people(before) && people(next)
            || before.ends_with('o') && people(next) && before.chars().count() <= 5;
    }
    true
}

fn push_word(word: &str, at: usize, found: &mut Vec<Span>) {
    let mut start = 0;
    while start < word.len() {
        let mut end = word.len().min(start + LONGEST_WORD);
        while !word.is_char_boundary(end) {
            end -= 1;
        }
        let (piece, piece_at) = (&word[start..end], at + start);
        start = end;
        // "$100" and "20%": the sign stands apart.
        let lead = piece.chars().next().filter(|c| matches!(c, '$' | '€' | '£')).map_or(0, char::len_utf8);
        let tail = if piece.len() > lead && piece.ends_with('%') { 1 } else { 0 };
        if lead > 0 && lead < piece.len() {
            found.push(Span::new(piece_at, piece_at + lead));
        }
        let inner = if lead < piece.len() { lead } else { 0 };
        if piece.len() > inner + tail {
            found.push(Span::new(piece_at + inner, piece_at + piece.len() - tail));
        }
        if tail > 0 {
            found.push(Span::new(piece_at + piece.len() - tail, piece_at + piece.len()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let words: Vec<&str> = tokens(text, Span::new(0, text.len())).iter().filter_map(|s| s.of(text)).collect();
        assert_eq!(words.join(" "), expected);
    }

    #[test]
    fn words_are_split_as_treebanks_do() {
        check("Mali's army doesn't leave.", "Mali 's army does n't leave .");
        check("the UN-backed government", "the UN - backed government");
        check("\"Wagner will stay,\" he said (twice).", "\" Wagner will stay , \" he said ( twice ) .");
        check("MiG-29 jets cost $100 million, 20% more", "MiG-29 jets cost $ 100 million , 20 % more");
        check("the U.S. and Gen. Haftar met in the U.S.", "the U.S. and Gen. Haftar met in the U.S.");
        check("al-Qaeda's pro-Russian anti-aircraft", "al-Qaeda 's pro - Russian anti-aircraft");
        check("Mali’s leaders—soldiers’ friends", "Mali ’s leaders — soldiers ’ friends");
        check("US-Russia talks, Franco-German ties", "US - Russia talks , Franco-German ties");
    }
}
