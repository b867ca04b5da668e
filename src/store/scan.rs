//! What a JSON reader silently drops: integers too large to hold, and a field that stands twice. Both would be lost on the
//! next save, so both are found in the text before anything is read from it.

/// The first fault found, with its place in the notation of the problems list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    pub place: String,
    pub reason: String,
}

/// Looks through text that is known to be valid JSON.
pub(super) fn find_fault(text: &str) -> Option<Fault> {
    let mut scan = Scan { text, bytes: text.as_bytes(), at: 0, way: Vec::new() };
    scan.value().err()
}

enum Part {
    Field(String),
    Item(usize),
}

struct Scan<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    way: Vec<Part>,
}

impl Scan<'_> {
    fn value(&mut self) -> Result<(), Fault> {
        self.space();
        match self.peek() {
            Some(b'{') => self.object(),
            Some(b'[') => self.array(),
            Some(b'"') => {
                self.string();
                Ok(())
            }
            Some(b'-' | b'0'..=b'9') => self.number(),
            // true, false, null
            Some(b'a'..=b'z') => {
                while self.peek().is_some_and(|b| b.is_ascii_lowercase()) {
                    self.at += 1;
                }
                Ok(())
            }
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
            if !seen.insert(name) {
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

    fn number(&mut self) -> Result<(), Fault> {
        let start = self.at;
        while self.peek().is_some_and(|b| matches!(b, b'-' | b'+' | b'.' | b'e' | b'E' | b'0'..=b'9')) {
            self.at += 1;
        }
        let written = self.text.get(start..self.at).unwrap_or_default();
        let whole = !written.contains(['.', 'e', 'E']);
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
