//! A map to bytes, and the proof that the bytes are the map.

use std::path::Path;

use serde_json::Value;

use super::unknown::put_back;
use super::{StoreError, parse};
use crate::model::ScenarioMap;

/// The bytes of a map's scenario file: pretty JSON with stable order and a newline at the end. They are read back and
/// compared, so that what is returned is known to open again as the same map.
///
/// # Errors
/// When the map is not sound, or would not read back as it is. Nothing that an analyst can do in the program leads there.
pub fn to_bytes(map: &ScenarioMap) -> Result<Vec<u8>, StoreError> {
    bytes_for(map, Path::new("the map"))
}

/// As [`to_bytes`], with the name of the file that errors speak of.
pub(super) fn bytes_for(map: &ScenarioMap, name: &Path) -> Result<Vec<u8>, StoreError> {
    let fault = |reason: String| StoreError::WouldNotReadBack { path: name.to_owned(), reason };
    let file = value_of(map).map_err(|error| fault(error.to_string()))?;
    let mut bytes = serde_json::to_vec_pretty(&file).map_err(|error| fault(error.to_string()))?;
    bytes.push(b'\n');
    let mut again = parse(&bytes, name).map_err(|error| match error {
        StoreError::Unsound { .. } => error,
        other => fault(other.to_string()),
    })?;
    // Fields of objects that are gone are not written; everything else must be there again.
    again.unknown_fields.clone_from(&map.unknown_fields);
    let mut wanted = map.clone();
    wanted.name_by_place();
    if again == wanted { Ok(bytes) } else { Err(fault("a value changed".into())) }
}

/// The map as it stands in a file.
pub(super) fn value_of(map: &ScenarioMap) -> serde_json::Result<Value> {
    let mut file = serde_json::to_value(map)?;
    put_back(&mut file, &map.unknown_fields);
    Ok(file)
}
