//! JSON of which parts are missing or garbled, read as far as it goes.

use serde_json::{Map, Value};

use super::salvage::problem;
use crate::model::Problem;

/// Reads the object in `bytes` and lists what could not be read. The fields in `lists` are read item by item.
///
/// After a part that cannot be read it goes on at the next line that begins an item or a field at its own depth, as the
/// pretty form of scenario files has it.
pub(super) fn read_garbled(bytes: &[u8], lists: &[&str]) -> (Value, Vec<Problem>) {
    let mut reader = Reader::new(bytes, lists);
    let file = reader.object();
    (file, reader.lost)
}

struct Reader<'a> {
    bytes: &'a [u8],
    /// The fields that hold lists of items.
    lists: &'a [&'a str],
    at: usize,
    /// Spaces before a field of the map.
    indent: usize,
    lost: Vec<Problem>,
}

impl<'a> Reader<'a> {
    fn new(bytes: &'a [u8], lists: &'a [&'a str]) -> Self {
        let first_line = bytes.windows(2).position(|pair| pair[0] == b'\n' && pair[1] == b' ');
        let indent = first_line.map_or(2, |at| bytes[at + 1..].iter().take_while(|b| **b == b' ').count());
        Self { bytes, lists, at: 0, indent, lost: Vec::new() }
    }

    /// The map's fields.
    fn object(&mut self) -> Value {
        let mut fields = Map::new();
        match self.bytes.iter().position(|b| *b == b'{') {
            Some(start) => self.at = start + 1,
            None => return Value::Null,
        }
        let mut ended = false;
        while let Some(byte) = self.next_sign() {
            if byte == b'}' {
                ended = true;
                break;
            }
            let start = self.at;
            match self.field() {
                Ok((name, value)) => {
                    // A field that stands twice is kept as it stood first: garbled text may repeat a name.
                    fields.entry(name).or_insert(value);
                }
                Err(reason) => {
                    self.lost.push(problem(&format!("line {}", self.line(start)), reason));
                    self.at = self.at.max(start + 1);
                    if !self.go_to(&[b"\""], self.indent) {
                        break;
                    }
                }
            }
        }
        if !ended {
            self.lost.push(problem("the file", "ends before the map does; what may have followed is lost"));
        }
        Value::Object(fields)
    }

    fn field(&mut self) -> Result<(String, Value), String> {
        let name = match self.value()? {
            Value::String(name) => name,
            other => return Err(format!("a field's name was expected, not {other}")),
        };
        match self.next_sign() {
            Some(b':') => self.at += 1,
            _ => return Err(format!("\"{name}\" has no value")),
        }
        if self.lists.contains(&name.as_str()) && self.next_sign() == Some(b'[') {
            self.at += 1;
            let items = self.items(&name);
            return Ok((name, Value::Array(items)));
        }
        let value = self.value().map_err(|reason| format!("\"{name}\" cannot be read: {reason}"))?;
        Ok((name, value))
    }

    fn items(&mut self, list: &str) -> Vec<Value> {
        let mut items = Vec::new();
        let mut place = 0;
        loop {
            match self.next_sign() {
                Some(b']') => {
                    self.at += 1;
                    return items;
                }
                // The list's end was lost with an item; what follows is the next field or the end.
                Some(b'"' | b'}') => return items,
                None => return items,
                Some(_) => {}
            }
            let start = self.at;
            match self.value() {
                Ok(item) => items.push(item),
                Err(reason) => {
                    let at = format!("{list}[{place}] (line {})", self.line(start));
                    self.lost.push(problem(&at, reason));
                    self.at = start + 1;
                    let indent = self.indent;
                    let item = self.found(&[b"{"], 2 * indent);
                    let end = self.found(&[b"]", b"\""], indent);
                    match (item, end) {
                        (Some(item), end) if end.is_none_or(|end| item < end) => self.at = item,
                        (_, Some(end)) => self.at = end,
                        _ => {
                            self.at = self.bytes.len();
                            return items;
                        }
                    }
                }
            }
            place += 1;
        }
    }

    fn value(&mut self) -> Result<Value, String> {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let mut values = serde_json::Deserializer::from_slice(rest).into_iter::<Value>();
        match values.next() {
            Some(Ok(value)) => {
                self.at += values.byte_offset();
                Ok(value)
            }
            Some(Err(error)) if error.is_eof() => Err("the file ends in the middle of it".into()),
            Some(Err(error)) => Err(error.to_string().split(" at line ").next().unwrap_or_default().to_owned()),
            None => Err("the file ends here".into()),
        }
    }

    /// Skips space and commas and looks at the next byte.
    fn next_sign(&mut self) -> Option<u8> {
        while self.bytes.get(self.at).is_some_and(|b| b.is_ascii_whitespace() || *b == b',') {
            self.at += 1;
        }
        self.bytes.get(self.at).copied()
    }

    /// Where the next line begins with so many spaces and one of these signs.
    fn found(&self, signs: &[&[u8]], indent: usize) -> Option<usize> {
        let rest = self.bytes.get(self.at..)?;
        let mut from = 0;
        while let Some(line) = rest.get(from..)?.iter().position(|b| *b == b'\n') {
            let start = from + line + 1;
            let spaces = rest[start..].iter().take_while(|b| **b == b' ').count();
            let text = &rest[start + spaces..];
            if spaces == indent && signs.iter().any(|sign| text.starts_with(sign)) {
                return Some(self.at + start + spaces);
            }
            from = start;
        }
        None
    }

    fn go_to(&mut self, signs: &[&[u8]], indent: usize) -> bool {
        self.found(signs, indent).map(|at| self.at = at).is_some()
    }

    fn line(&self, at: usize) -> usize {
        self.bytes.iter().take(at).fold(1, |line, byte| line + usize::from(*byte == b'\n'))
    }
}
