//! Fields that the schema does not have: kept, as the format promises, but listed, because a misspelt field does nothing.

use serde_json::Value;

use super::schema::schema;
use crate::model::{Problem, Severity};

/// From this likeness on, a field is taken for a misspelling of another.
const ALIKE: f64 = 0.85;

/// A warning for every field of a file that this version does not know, with the field that may have been meant.
pub(super) fn unknown_fields(file: &Value) -> Vec<Problem> {
    let schema = schema();
    let mut found = Vec::new();
    Walk { schema: &schema, found: &mut found }.value(file, &schema, String::new());
    found
}

struct Walk<'a> {
    schema: &'a Value,
    found: &'a mut Vec<Problem>,
}

impl<'a> Walk<'a> {
    fn value(&mut self, value: &Value, shape: &'a Value, place: String) {
        match value {
            Value::Object(fields) => {
                let shapes = self.shapes_of(shape, value);
                if shapes.is_empty() {
                    return;
                }
                for (name, inner) in fields {
                    let place = if place.is_empty() { name.clone() } else { format!("{place}.{name}") };
                    let known = shapes.iter().find_map(|shape| field_of(shape, name));
                    match known {
                        Some(shape) => self.value(inner, shape, place),
                        None => self.found.push(warning(&place, name, &shapes)),
                    }
                }
            }
            Value::Array(items) => {
                let shape = self.shapes_of(shape, value).into_iter().find_map(|shape| shape.get("items"));
                for (at, item) in items.iter().enumerate() {
                    if let Some(shape) = shape {
                        self.value(item, shape, format!("{place}[{at}]"));
                    }
                }
            }
            _ => {}
        }
    }

    /// The shapes that a value may have, references followed; of several for tagged objects, those with the value's tag.
    fn shapes_of(&self, shape: &'a Value, value: &Value) -> Vec<&'a Value> {
        if let Some(name) = shape.get("$ref").and_then(Value::as_str).and_then(|path| path.strip_prefix("#/$defs/")) {
            let target = self.schema.get("$defs").and_then(|shapes| shapes.get(name));
            return target.map_or_else(Vec::new, |target| self.shapes_of(target, value));
        }
        let mut shapes = Vec::new();
        for choice in ["anyOf", "oneOf", "allOf"] {
            let choices = shape.get(choice).and_then(Value::as_array).into_iter().flatten();
            shapes.extend(choices.flat_map(|one| self.shapes_of(one, value)));
        }
        let tagged: Vec<&Value> = shapes.iter().copied().filter(|shape| has_tag_of(shape, value)).collect();
        if !tagged.is_empty() {
            shapes = tagged;
        }
        if shape.get("properties").is_some() || shape.get("items").is_some() || is_dictionary(shape) {
            shapes.push(shape);
        }
        shapes
    }
}

/// Whether an object's keys are names of the map's own (ids of actors, for one) and not fields.
fn is_dictionary(shape: &Value) -> bool {
    shape.get("additionalProperties").is_some_and(Value::is_object)
}

fn field_of<'a>(shape: &'a Value, name: &str) -> Option<&'a Value> {
    let field = shape.get("properties").and_then(|fields| fields.get(name));
    field.or_else(|| shape.get("additionalProperties").filter(|values| values.is_object()))
}

/// Whether a constant of the shape (`kind: withdrawal`) is what the value says.
fn has_tag_of(shape: &Value, value: &Value) -> bool {
    let fields = shape.get("properties").and_then(Value::as_object).into_iter().flatten();
    let mut tags = fields.filter_map(|(name, field)| Some((name, field.get("const")?)));
    tags.any(|(name, tag)| value.get(name) == Some(tag))
}

fn warning(place: &str, name: &str, shapes: &[&Value]) -> Problem {
    let known = shapes.iter().filter_map(|shape| shape.get("properties").and_then(Value::as_object));
    let known = known.flat_map(|fields| fields.keys().map(String::as_str));
    let likeness = |known: &str| strsim::jaro_winkler(name, known);
    let meant = known.max_by(|a, b| likeness(a).total_cmp(&likeness(b))).filter(|known| likeness(known) > ALIKE);
    let message = match meant {
        Some(meant) => format!("no field of this version, so it does nothing; did you mean \"{meant}\"?"),
        None => "no field of this version: kept, but it does nothing".to_owned(),
    };
    Problem { severity: Severity::Warning, place: place.to_owned(), message }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_misspelt_field_is_named_with_what_was_meant() {
        let file = json!({
            "format": "backstop-map", "version": 1, "title": "A", "principal": "mali",
            "provisions": [{"provider": "a", "recipient": "mali", "function": "training", "status": "active", "shar": 0.5}],
            "assumptions": [{"id": "x", "name": "X", "lever": {"kind": "withdrawal", "actor": "a", "funtions": []}}],
        });
        let said: Vec<String> = unknown_fields(&file).iter().map(ToString::to_string).collect();
        assert_eq!(said.len(), 2, "{said:?}");
        assert!(said[0].starts_with("provisions[0].shar: ") && said[0].contains("\"share\""), "{}", said[0]);
        assert!(
            said[1].starts_with("assumptions[0].lever.funtions: ") && said[1].contains("\"functions\""),
            "{}",
            said[1]
        );
    }

    #[test]
    fn the_sample_has_no_unknown_field() {
        let sample = crate::store::sample_mali().expect("sample");
        let bytes = crate::store::to_bytes(&sample).expect("bytes");
        let file: Value = serde_json::from_slice(&bytes).expect("json");
        assert_eq!(unknown_fields(&file), []);
    }
}
