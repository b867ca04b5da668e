//! Bytes to a sound map. Nothing that a later save would lose or change passes.

use std::path::Path;

use serde::Deserialize;
use serde_json::Value;

use super::StoreError;
use super::scan::{find_fault, find_no_number};
use super::unknown::beyond;
use crate::model::{FORMAT, Problem, ScenarioMap, Severity, VERSION, validate};

/// Reads a scenario file's bytes. `name` is what errors call the file.
///
/// # Errors
/// For anything that is not a whole, sound scenario file of a version up to [`VERSION`]; see [`StoreError`].
pub fn parse(bytes: &[u8], name: &Path) -> Result<ScenarioMap, StoreError> {
    let text = text_of(bytes, name)?;
    let file = value_of(text, name)?;
    check_format(&file, name)?;
    if let Some(fault) = find_fault(text) {
        return Err(StoreError::WrongField { path: name.to_owned(), place: fault.place, reason: fault.reason });
    }
    let map = map_of(&file, name)?;
    let problems: Vec<Problem> = validate(&map).into_iter().filter(|p| p.severity == Severity::Error).collect();
    if problems.is_empty() { Ok(map) } else { Err(StoreError::Unsound { path: name.to_owned(), problems }) }
}

/// The text of a file: UTF-8, with or without a byte order mark, and not empty.
pub(super) fn text_of<'a>(bytes: &'a [u8], name: &Path) -> Result<&'a str, StoreError> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(StoreError::Empty { path: name.to_owned() });
    }
    match (std::str::from_utf8(bytes), bytes.iter().position(|b| *b == 0)) {
        (Ok(text), None) => Ok(text),
        (Ok(_), Some(offset)) => Err(StoreError::NotText { path: name.to_owned(), offset }),
        (Err(error), _) => Err(StoreError::NotText { path: name.to_owned(), offset: error.valid_up_to() }),
    }
}

pub(super) fn value_of(text: &str, name: &Path) -> Result<Value, StoreError> {
    serde_json::from_str(text).map_err(|error| {
        let path = name.to_owned();
        if error.is_eof() {
            return StoreError::Truncated { path, line: error.line() };
        }
        if let Some(fault) = find_no_number(text) {
            return StoreError::WrongField { path, place: fault.place, reason: fault.reason };
        }
        let said = error.to_string();
        let reason = said.split(" at line ").next().unwrap_or(&said).to_owned();
        StoreError::NotJson { path, line: error.line(), column: error.column(), reason }
    })
}

/// Format and version come before everything else: a newer file may hold what this version cannot even read.
pub(super) fn check_format(file: &Value, name: &Path) -> Result<(), StoreError> {
    let path = || name.to_owned();
    let no_map = |reason: String| StoreError::NotAMap { path: path(), reason };
    let object = file.as_object().ok_or_else(|| no_map("it is JSON, but not an object".into()))?;
    match object.get("format") {
        None => return Err(no_map("\"format\" is missing".into())),
        Some(Value::String(format)) if format == FORMAT => {}
        Some(other) => return Err(no_map(format!("its \"format\" is {other}"))),
    }
    match object.get("version") {
        None => Err(no_map("\"version\" is missing".into())),
        Some(version) => match version.as_u64() {
            Some(version) if version > VERSION => Err(StoreError::NewerVersion { path: path(), version }),
            Some(version) if version >= 1 => Ok(()),
            _ => Err(no_map(format!("its \"version\" is {version}, not a whole number from 1 up"))),
        },
    }
}

/// The map of a file whose format and version are known to be right, not yet checked for soundness.
pub(super) fn map_of(file: &Value, name: &Path) -> Result<ScenarioMap, StoreError> {
    let mut map: ScenarioMap = serde_path_to_error::deserialize(file).map_err(|error| {
        let place = error.path().to_string();
        let place = if place == "." { "the file".to_owned() } else { place };
        StoreError::WrongField { path: name.to_owned(), place, reason: plain(&error.into_inner().to_string()) }
    })?;
    // Ids given by place are not in the file, so what is unknown is told apart before they are given.
    if let Ok(known) = serde_json::to_value(&map) {
        map.unknown_fields = beyond(file, &known);
    }
    map.name_by_place();
    Ok(map)
}

/// What the reader says of a wrong value, in words for people who do not write Rust.
fn plain(reason: &str) -> String {
    let Some((what, expected)) = reason.rsplit_once(", expected ") else { return reason.to_owned() };
    let expected = match expected {
        "f64" | "f32" => "a number",
        "u8" | "u16" | "u32" | "u64" | "usize" => "a whole number from 0 up",
        "i8" | "i16" | "i32" | "i64" => "a whole number",
        "a sequence" => "a list",
        "a map" => "an object",
        expected if expected.starts_with("struct ") => "an object",
        expected => expected,
    };
    format!("{what}, expected {expected}")
}

/// One item, with the place of what is wrong with it. Used where a damaged file is read item by item.
pub(super) fn item_of<'de, T: Deserialize<'de>>(item: &'de Value) -> Result<T, String> {
    serde_path_to_error::deserialize(item).map_err(|error| match error.path().to_string().as_str() {
        "." => plain(&error.inner().to_string()),
        place => format!("{place}: {}", plain(&error.inner().to_string())),
    })
}
