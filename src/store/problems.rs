//! Everything that is wrong with a file, where opening it stops at the first thing that cannot be read.

use std::path::Path;

use serde_json::Value;

use super::misspelt::unknown_fields;
use super::parse::{check_format, map_of, text_of, value_of};
use super::read::read_bytes;
use super::salvage::{LISTS, problem};
use super::scan::find_fault;
use super::{SAMPLE_NAME, StoreError, sample_mali};
use crate::model::{Problem, validate};

/// Every problem of a scenario file, or of the sample under its name, in the order of the file.
///
/// While items cannot be read at all, only those are listed: what else is wrong can be told once they can.
///
/// # Errors
/// When the file is no scenario file that this version could read; see [`StoreError`].
pub fn problems(path: &Path) -> Result<Vec<Problem>, StoreError> {
    if path.as_os_str() == SAMPLE_NAME {
        return Ok(validate(&sample_mali()?));
    }
    let bytes = read_bytes(path)?;
    let text = text_of(&bytes, path)?;
    let file = value_of(text, path)?;
    check_format(&file, path)?;
    let mut found: Vec<Problem> =
        find_fault(text).map(|fault| problem(&fault.place, fault.reason)).into_iter().collect();
    for (list, sound) in LISTS {
        let items = list.split('.').try_fold(&file, |value, field| value.get(field)).and_then(Value::as_array);
        for (place, item) in items.into_iter().flatten().enumerate() {
            if let Err(reason) = sound(item) {
                // "share: what is wrong" names the field within the item.
                let (field, reason) = match reason.split_once(": ") {
                    Some((field, reason)) if !field.contains(' ') => (format!(".{field}"), reason.to_owned()),
                    _ => (String::new(), reason),
                };
                found.push(problem(&format!("{list}[{place}]{field}"), reason));
            }
        }
    }
    match map_of(&file, path) {
        Ok(map) => {
            found.extend(validate(&map));
            found.extend(unknown_fields(&file));
        }
        // Among the items' own it is listed already.
        Err(StoreError::WrongField { place, reason, .. }) if found.is_empty() => found.push(problem(&place, reason)),
        Err(StoreError::WrongField { .. }) => {}
        Err(error) => return Err(error),
    }
    Ok(found)
}
