//! What a JSON reader silently drops: integers too large to hold, and a field that stands twice. Both would be lost on the
//! next save, so both are found in the text before anything is read from it. And the field of what is written as a number
//! but is none (NaN, infinities), of which a JSON reader only tells the column.

/// The first fault found, with its place in the notation of the problems list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    pub place: String,
    pub reason: String,
}

/// Looks through text that is known to be valid JSON.
pub(super) fn find_fault(text: &str) -> Option<Fault> {
    Scan { text, bytes: text.as_bytes(), at: 0, way: Vec::new(), only_numbers: false }.value().err()
}

/// Looks through text that need not be JSON for the first number that is none: NaN, an infinity, or beyond every float.
pub(super) fn find_no_number(text: &str) -> Option<Fault> {
    Scan { text, bytes: text.as_bytes(), at: 0, way: Vec::new(), only_numbers: true }.value().err()
}

/// How deep text may be nested that is not known to be JSON; a JSON reader goes no deeper.
const DEEPEST: usize = 128;

enum Part {
    Field(String),
    Item(usize),
}

struct Scan<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    way: Vec<Part>,
    only_numbers: bool,
}

impl Scan<'_> {
    fn value(&mut self) -> Result<(), Fault> {
        self.space();
        if self.way.len() > DEEPEST {
            self.at = self.bytes.len();
            return Ok(());
        }
        match self.peek() {
            Some(b'{') => self.object(),
            Some(b'[') => self.array(),
            Some(b'"') => {
                self.string();
                Ok(())
            }
            Some(b'-' | b'+' | b'.' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z') => self.number_or_word(),
            _ => {
                self.at += 1;
                Ok(())
            }
        }
    }

    fn object(&mut self) -> Result<(), Fault> {
        self.at += 1;
        let mut seen = std::collections::HashSet::new();
        loop {
            self.space();
            match self.peek() {
                Some(b'"') => {}
                Some(b',') => {
                    self.at += 1;
                    continue;
                }
                _ => {
                    self.at += 1;
                    return Ok(());
                }
            }
            let name = self.string();
            self.way.push(Part::Field(name.clone()));
            if !seen.insert(name) && !self.only_numbers {
                return Err(self.fault("the field stands twice in one object, so one of the two would be lost".into()));
            }
            self.space();
            self.at += 1; // the colon
            self.value()?;
            self.way.pop();
        }
    }

    fn array(&mut self) -> Result<(), Fault> {
        self.at += 1;
        let mut place = 0;
        loop {
            self.space();
            match self.peek() {
                Some(b']') | None => {
                    self.at += 1;
                    return Ok(());
                }
                Some(b',') => self.at += 1,
                Some(_) => {
                    self.way.push(Part::Item(place));
                    self.value()?;
                    self.way.pop();
                    place += 1;
                }
            }
        }
    }

    /// Reads a string and returns what it says.
    fn string(&mut self) -> String {
        let start = self.at;
        self.at += 1;
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'\\' => self.at += 1,
                b'"' => break,
                _ => {}
            }
        }
        let written = self.text.get(start..self.at).unwrap_or_default();
        serde_json::from_str(written).unwrap_or_else(|_| written.to_owned())
    }

    /// A number, or true, false or null.
    fn number_or_word(&mut self) -> Result<(), Fault> {
        let start = self.at;
        while self.peek().is_some_and(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'+' | b'.')) {
            self.at += 1;
        }
        let written = self.text.get(start..self.at).unwrap_or_default();
        // Rust reads "NaN", "inf" and "Infinity" too, in any letter case, and numbers beyond the largest as infinite.
        if written.parse::<f64>().is_ok_and(|number| !number.is_finite()) {
            return Err(
                self.fault(format!("{written} is not a finite number; write one, or null where it is not known"))
            );
        }
        let word = written.starts_with(|c: char| c.is_ascii_alphabetic());
        let whole = !self.only_numbers && !word && !written.contains(['.', 'e', 'E']);
        if whole && written.parse::<i64>().is_err() && written.parse::<u64>().is_err() {
            let limits = format!("whole numbers must lie between {} and {}", i64::MIN, u64::MAX);
            return Err(self.fault(format!("the number {written} is too large to be kept exactly; {limits}")));
        }
        Ok(())
    }

    fn space(&mut self) {
        while self.peek().is_some_and(|b| b.is_ascii_whitespace()) {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn fault(&self, reason: String) -> Fault {
        let mut place = String::new();
        for part in &self.way {
            match part {
                Part::Field(name) if place.is_empty() => place.push_str(name),
                Part::Field(name) => {
                    place.push('.');
                    place.push_str(name);
                }
                Part::Item(at) => place = format!("{place}[{at}]"),
            }
        }
        Fault { place, reason }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limits_pass_and_one_beyond_them_does_not() {
        for sound in ["18446744073709551615", "-9223372036854775808", "1e300", "0.1", "[]", "{}"] {
            assert_eq!(find_fault(&format!("{{\"a\": [{sound}]}}")), None, "{sound}");
        }
        for unsound in ["18446744073709551616", "-9223372036854775809", "100000000000000000000000"] {
            let fault = find_fault(&format!("{{\"x\": true, \"a\": [1, {{\"b\": {unsound}}}]}}")).unwrap();
            assert_eq!(fault.place, "a[1].b");
            assert!(fault.reason.contains(unsound));
        }
    }

    #[test]
    fn what_is_no_finite_number_is_found_with_its_field_in_any_text() {
        for none in ["NaN", "Infinity", "-Infinity", "1e999", "-1e999", "inf", "-inf"] {
            let text = format!("{{\"a\": [{{\"share\": 0.5}}, {{\"share\": {none}, \"b\"");
            let fault = find_no_number(&text).unwrap_or_else(|| panic!("{none}"));
            assert_eq!(fault.place, "a[1].share");
            assert!(fault.reason.starts_with(none), "{}", fault.reason);
        }
        for other in ["{\"a\": [1, 2", "{\"a\": 1, \"a\": 100000000000000000000000", "}{]", "\"NaN\"", "nonsense", ""] {
            assert_eq!(find_no_number(other), None, "{other}");
        }
        assert_eq!(find_no_number(&"[".repeat(1_000_000)), None);
    }

    #[test]
    fn a_number_in_a_string_is_no_number() {
        assert_eq!(find_fault(r#"{"a\"18446744073709551616": "\\\" 18446744073709551616"}"#), None);
    }

    #[test]
    fn a_field_that_stands_twice_is_found_also_when_written_differently() {
        let fault = find_fault(r#"{"a": [{"b": 1}, {"b": 1, "\u0062": 2}]}"#).unwrap();
        assert_eq!(fault.place, "a[1].b");
        assert_eq!(find_fault(r#"{"a": {"b": 1}, "b": {"b": 1}}"#), None);
    }
}
