//! The JSON Schema of the scenario file, generated from the types that read it.

use serde_json::{Value, json};

use crate::model::{FORMAT, ScenarioMap, VERSION};

/// The schema, as checked in under `resources/scenario-file.schema.json`.
pub fn schema() -> Value {
    let mut schema = schemars::schema_for!(ScenarioMap).to_value();
    if let Some(fields) = schema.get_mut("properties").and_then(Value::as_object_mut) {
        fields.insert("format".into(), json!({"const": FORMAT, "description": "Always the same."}));
        fields.insert(
            "version".into(),
            json!({"type": "integer", "minimum": 1, "maximum": VERSION, "description": "The file version."}),
        );
    }
    allow_null(&mut schema);
    schema
}

/// Null or absent means the default, so a field that may be absent may also be null.
fn allow_null(schema: &mut Value) {
    if let Some(object) = schema.as_object_mut() {
        let required: Vec<String> = object
            .get("required")
            .and_then(Value::as_array)
            .map(|names| names.iter().filter_map(|name| name.as_str().map(str::to_owned)).collect())
            .unwrap_or_default();
        if let Some(fields) = object.get_mut("properties").and_then(Value::as_object_mut) {
            for (_, field) in fields.iter_mut().filter(|(name, _)| !required.contains(name)) {
                make_nullable(field);
            }
        }
        object.values_mut().for_each(allow_null);
    } else if let Some(list) = schema.as_array_mut() {
        list.iter_mut().for_each(allow_null);
    }
}

fn make_nullable(field: &mut Value) {
    let Some(object) = field.as_object_mut() else { return };
    match object.get_mut("type") {
        Some(Value::String(one)) if one != "null" => {
            let both = json!([one.as_str(), "null"]);
            object.insert("type".into(), both);
        }
        Some(_) => {}
        None => {
            if let Some(target) = object.remove("$ref") {
                object.insert("anyOf".into(), json!([{"$ref": target}, {"type": "null"}]));
            }
        }
    }
}
