//! What a damaged scenario file still holds: item by item, with a list of what could not be kept.

use std::path::Path;

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::StoreError;
use super::garbled::read_garbled;
use super::parse::{check_format, item_of, map_of};
use crate::model::{
    Actor, ActorKind, Article, Assumption, Claim, Decision, FORMAT, FunctionRow, IncompatiblePair, Problem, Proposal,
    Provision, Relation, Scenario, ScenarioMap, Severity, Source, VERSION, validate,
};

/// What a damaged file still held.
#[derive(Clone, Debug)]
pub struct Salvaged {
    /// A sound map of everything that could be kept.
    pub map: ScenarioMap,
    /// What could not be kept, or was put back in part, each with its place in the damaged file.
    pub lost: Vec<Problem>,
}

/// Brings back what a damaged file holds. A sound file comes back whole, with nothing listed. `name` is what errors call
/// the file.
///
/// # Errors
/// When nothing of a map is left, or the file is of a newer version.
pub fn salvage(bytes: &[u8], name: &Path) -> Result<Salvaged, StoreError> {
    let lists: Vec<&str> = LISTS.iter().map(|(list, _)| *list).collect();
    let (mut file, mut lost) = read_garbled(bytes, &lists);
    head(&mut file, &mut lost, name)?;
    for (list, sound) in LISTS {
        keep_sound_items(&mut file, list, sound, &mut lost);
    }
    fill_in(&mut file, &mut lost, name)?;
    loop {
        let map = match map_of(&file, name) {
            Ok(map) => map,
            // A field that stands once, such as the conventions; lists hold only readable items by now.
            Err(StoreError::WrongField { place, reason, .. }) => {
                let field = place.split(['.', '[']).next().unwrap_or_default().to_owned();
                lost.push(problem(&place, reason));
                if file.as_object_mut().and_then(|fields| fields.shift_remove(&field)).is_none() {
                    return Err(nothing_left(name));
                }
                continue;
            }
            Err(error) => return Err(error),
        };
        let unsound: Vec<Problem> = validate(&map).into_iter().filter(|p| p.severity == Severity::Error).collect();
        if unsound.is_empty() {
            return Ok(Salvaged { map, lost });
        }
        let mut file_now = super::write::value_of(&map).map_err(|_| nothing_left(name))?;
        if !drop_unsound(&mut file_now, &unsound, &mut lost) {
            return Err(StoreError::Unsound { path: name.to_owned(), problems: unsound });
        }
        file = file_now;
    }
}

/// Whether a value can be read as an item of its list, and why not.
pub(super) type IsSound = fn(&Value) -> Result<(), String>;

/// The lists of a map and what their items must be.
pub(super) const LISTS: [(&str, IsSound); 13] = [
    ("functions", is::<FunctionRow>),
    ("actors", is::<Actor>),
    ("relations", is::<Relation>),
    ("provisions", is::<Provision>),
    ("incompatible", is::<IncompatiblePair>),
    ("assumptions", is::<Assumption>),
    ("scenarios", is::<Scenario>),
    ("sources", is::<Source>),
    ("articles", is::<Article>),
    ("claims", is::<Claim>),
    ("proposals", is::<Proposal>),
    ("decisions", is::<Decision>),
    // No list of the map, but of the same kind: an unreadable judgement must not cost the others.
    ("consistency.judgements", is::<crate::model::Judgement>),
];

fn is<T: DeserializeOwned>(item: &Value) -> Result<(), String> {
    item_of::<T>(item).map(drop)
}

pub(super) fn problem(place: &str, message: impl Into<String>) -> Problem {
    Problem { severity: Severity::Error, place: place.to_owned(), message: message.into() }
}

fn nothing_left(name: &Path) -> StoreError {
    StoreError::NotAMap { path: name.to_owned(), reason: "nothing of a map can be read in it".into() }
}

/// Format and version: a damaged file may have lost them, but one that says it is newer is left alone.
fn head(file: &mut Value, lost: &mut Vec<Problem>, name: &Path) -> Result<(), StoreError> {
    let Some(fields) = file.as_object_mut() else { return Err(nothing_left(name)) };
    if fields.get("format").is_none_or(|format| format != FORMAT) {
        // Some other JSON is not a damaged map.
        if !fields.contains_key("actors") && !fields.contains_key("provisions") {
            return Err(nothing_left(name));
        }
        lost.push(problem("format", "was lost and is put back"));
        fields.insert("format".into(), FORMAT.into());
    }
    if fields.get("version").and_then(Value::as_u64).is_none_or(|version| version == 0) {
        lost.push(problem("version", format!("was lost and is taken to be {VERSION}")));
        fields.insert("version".into(), VERSION.into());
    }
    check_format(file, name)
}

fn keep_sound_items(file: &mut Value, list: &str, sound: IsSound, lost: &mut Vec<Problem>) {
    let Some(found) = list.split('.').try_fold(file, |value, field| value.get_mut(field)) else { return };
    if found.is_null() {
        return;
    }
    let Some(items) = found.as_array_mut() else {
        lost.push(problem(list, "is not a list"));
        *found = Value::Array(Vec::new());
        return;
    };
    let mut place = 0;
    items.retain(|item| {
        let verdict = sound(item);
        if let Err(reason) = &verdict {
            lost.push(problem(&format!("{list}[{place}]{}", called(item)), reason.clone()));
        }
        place += 1;
        verdict.is_ok()
    });
}

fn called(item: &Value) -> String {
    match item.get("id").and_then(Value::as_str) {
        Some(id) => format!(" ({id})"),
        None => String::new(),
    }
}

/// Puts back what everything else stands on: the principal, and actors that are spoken of but lost.
fn fill_in(file: &mut Value, lost: &mut Vec<Problem>, name: &Path) -> Result<(), StoreError> {
    let Some(fields) = file.as_object_mut() else { return Err(nothing_left(name)) };
    for list in ["actors", "provisions"] {
        if !fields.get(list).is_some_and(Value::is_array) {
            lost.push(problem(list, "was lost"));
            fields.insert(list.into(), Value::Array(Vec::new()));
        }
    }
    let items = |list: &str| fields.get(list).and_then(Value::as_array).into_iter().flatten();
    let text = |item: &Value, field: &str| item.get(field).and_then(Value::as_str).map(str::to_owned);
    let mut spoken_of: Vec<String> = Vec::new();
    for (list, ends) in [("provisions", ["provider", "recipient"]), ("relations", ["source", "target"])] {
        for item in items(list) {
            spoken_of.extend(ends.iter().filter_map(|end| text(item, end)));
        }
    }
    spoken_of.extend(items("assumptions").filter_map(|item| text(item.get("lever")?, "actor")));
    let principal = fields.get("principal").and_then(Value::as_str).filter(|id| !id.is_empty()).map(str::to_owned);
    let principal = if let Some(id) = principal {
        id
    } else {
        let mut recipients: Vec<String> = items("provisions").filter_map(|item| text(item, "recipient")).collect();
        recipients.sort();
        let first_actor = || items("actors").find_map(|actor| text(actor, "id"));
        let most = recipients.chunk_by(|a, b| a == b).rev().max_by_key(|same| same.len());
        let most = most.and_then(|same| same.first().cloned());
        let id = most.or_else(first_actor).ok_or_else(|| nothing_left(name))?;
        lost.push(problem("principal", format!("was lost; {id} receives most and is taken for it")));
        id
    };
    spoken_of.insert(0, principal.clone());
    let known: Vec<String> = items("actors").filter_map(|actor| text(actor, "id")).collect();
    if known.is_empty() && items("provisions").next().is_none() {
        return Err(nothing_left(name));
    }
    fields.insert("principal".into(), principal.into());
    let mut put_back: Vec<Value> = Vec::new();
    for id in spoken_of {
        let again = put_back.iter().any(|actor| actor["id"] == id.as_str());
        if id.is_empty() || again || known.contains(&id) {
            continue;
        }
        lost.push(problem("actors", format!("\"{id}\" was lost; put back with its id alone")));
        put_back.extend(serde_json::to_value(Actor::new(id.as_str(), id.as_str(), ActorKind::Other)).ok());
    }
    if let Some(actors) = fields.get_mut("actors").and_then(Value::as_array_mut) {
        actors.extend(put_back);
    }
    Ok(())
}

/// Takes out what each problem is about: a link inside an item where the item can do without it, else the item.
fn drop_unsound(file: &mut Value, problems: &[Problem], lost: &mut Vec<Problem>) -> bool {
    let mut ways: Vec<Vec<Step>> = Vec::new();
    for problem in problems {
        let way = dispensable(&problem.place);
        if !way.is_empty() && !ways.contains(&way) {
            ways.push(way);
        }
        lost.push(problem.clone());
    }
    // From the end, so that places stay what they are while items go.
    ways.sort();
    ways.iter().rev().filter(|way| remove(file, way)).count() > 0
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    At(usize),
    Field(String),
}

/// The part of a place that can be taken out without changing what the rest means.
fn dispensable(place: &str) -> Vec<Step> {
    let mut way: Vec<Step> = Vec::new();
    for part in place.split('.') {
        let mut pieces = part.split(['[', ']']).filter(|piece| !piece.is_empty());
        way.extend(pieces.next().map(|field| Step::Field(field.to_owned())));
        way.extend(pieces.filter_map(|at| at.parse().ok()).map(Step::At));
    }
    let links = ["evidence", "settings", "claims", "judgements", "positions"];
    let inner = way.windows(2).rposition(|pair| match pair {
        [Step::Field(list), Step::At(_)] => links.contains(&list.as_str()),
        [Step::Field(list), Step::Field(_)] => list == "positions",
        _ => false,
    });
    let item = way.iter().position(|step| matches!(step, Step::At(_))).map_or(0, |at| at - 1);
    way.truncate(inner.unwrap_or(item) + 2);
    way
}

fn remove(file: &mut Value, way: &[Step]) -> bool {
    let Some((last, before)) = way.split_last() else { return false };
    let parent = before.iter().try_fold(file, |value, step| match step {
        Step::At(at) => value.get_mut(at),
        Step::Field(name) => value.get_mut(name),
    });
    match (parent, last) {
        (Some(Value::Array(items)), Step::At(at)) if *at < items.len() => {
            items.remove(*at);
            true
        }
        (Some(Value::Object(fields)), Step::Field(name)) => fields.shift_remove(name).is_some(),
        _ => false,
    }
}
