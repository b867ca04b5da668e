//! Unknown fields of objects without an `extra` of their own: found when a file is read, put back when it is written.

use std::collections::HashMap;

use serde_json::Value;

use crate::model::{Extra, Step, UnknownFields};

/// What `file` says beyond `known`, which is the same file as this version understands it.
pub(super) fn beyond(file: &Value, known: &Value) -> UnknownFields {
    let mut found = UnknownFields::default();
    collect(file, known, &mut Vec::new(), &mut found);
    found
}

fn collect(file: &Value, known: &Value, way: &mut Vec<Step>, found: &mut UnknownFields) {
    match (file, known) {
        (Value::Object(file), Value::Object(known)) => {
            let mut extra = Extra::new();
            for (name, value) in file {
                match known.get(name) {
                    Some(known) => {
                        way.push(Step::Field(name.clone()));
                        collect(value, known, way, found);
                        way.pop();
                    }
                    None => {
                        extra.insert(name.clone(), value.clone());
                    }
                }
            }
            if !extra.is_empty() {
                found.objects.push((way.clone(), extra));
            }
        }
        (Value::Array(file), Value::Array(known)) if holds_objects(file) && file.len() == known.len() => {
            for ((item, known), step) in file.iter().zip(known).zip(steps(known)) {
                way.push(step);
                collect(item, known, way, found);
                way.pop();
            }
        }
        _ => {}
    }
}

/// Puts unknown fields back into a file that is about to be written. What the map says itself wins; fields whose object is
/// gone are gone with it.
pub(super) fn put_back(file: &mut Value, unknown: &UnknownFields) {
    // All places are looked up before anything is put back: putting back changes what items are recognised by.
    let places: Vec<_> = unknown.objects.iter().map(|(way, _)| find(file, way)).collect();
    for ((_, extra), place) in unknown.objects.iter().zip(places) {
        if let Some(Value::Object(object)) = place.and_then(|place| reach(file, &place)) {
            for (name, value) in extra {
                if !object.contains_key(name) {
                    object.insert(name.clone(), value.clone());
                }
            }
        }
    }
}

enum Place<'a> {
    Field(&'a str),
    At(usize),
}

fn find<'a>(mut value: &Value, way: &'a [Step]) -> Option<Vec<Place<'a>>> {
    let mut places = Vec::with_capacity(way.len());
    for step in way {
        match step {
            Step::Field(name) => {
                value = value.get(name)?;
                places.push(Place::Field(name));
            }
            Step::Item(identity, nth) => {
                let items = value.as_array()?.iter().enumerate();
                let (at, item) = items.filter(|(_, item)| identity_of(item) == *identity).nth(*nth)?;
                value = item;
                places.push(Place::At(at));
            }
        }
    }
    Some(places)
}

fn reach<'a>(value: &'a mut Value, places: &[Place<'_>]) -> Option<&'a mut Value> {
    places.iter().try_fold(value, |value, place| match place {
        Place::Field(name) => value.get_mut(name),
        Place::At(at) => value.get_mut(at),
    })
}

fn holds_objects(list: &[Value]) -> bool {
    list.iter().any(Value::is_object)
}

fn steps(items: &[Value]) -> Vec<Step> {
    let mut counted: HashMap<String, usize> = HashMap::new();
    items
        .iter()
        .map(|item| {
            let identity = identity_of(item);
            let nth = counted.entry(identity.clone()).or_default();
            *nth += 1;
            Step::Item(identity, *nth - 1)
        })
        .collect()
}

/// What an item of a list is recognised by: its id; for a link to evidence its claim, for a setting its assumption, for a
/// judgement its two states; otherwise all it says.
fn identity_of(item: &Value) -> String {
    let Value::Object(object) = item else { return item.to_string() };
    for name in ["id", "claim", "assumption", "name"] {
        if let Some(value) = object.get(name) {
            return format!("{name} {value}");
        }
    }
    if let (Some(from), Some(to)) = (object.get("from"), object.get("to")) {
        return format!("{} {}", state_of(from), state_of(to));
    }
    item.to_string()
}

/// A reference to a state by its own two fields, so that unknown fields inside it do not change whom it means.
fn state_of(reference: &Value) -> String {
    match (reference.get("descriptor"), reference.get("state")) {
        (Some(descriptor), Some(state)) => format!("{descriptor} {state}"),
        _ => reference.to_string(),
    }
}
