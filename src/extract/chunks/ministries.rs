//! Ministries written small behind their state: "the Russian defence ministry", "Mali's ministry of foreign affairs".

use std::ops::Range;

use super::words::Words;
use crate::extract::lexicon::{Lexicon, NameForm};
use crate::model::ActorKind;

/// Most words between a state and "ministry".
const LONGEST_FIELD: usize = 3;

/// What a ministry can be for, in small letters.
const FIELDS: &[&str] = &[
    "affairs",
    "armed",
    "commerce",
    "communications",
    "defence",
    "defense",
    "economy",
    "emergencies",
    "energy",
    "finance",
    "forces",
    "foreign",
    "health",
    "home",
    "industry",
    "information",
    "interior",
    "internal",
    "justice",
    "mines",
    "mining",
    "oil",
    "public",
    "security",
    "trade",
    "transport",
];

/// Where a name that is a state's and a ministry behind it ends; `None` where none follows.
pub(super) fn ministry_behind(words: &Words<'_>, lexicon: &Lexicon, state: &Range<usize>) -> Option<usize> {
    let (length, hits) = words.hits.get(state.start)?.as_ref()?;
    let hit = hits.first()?;
    let of_state = lexicon.names.actor(hit.actor).is_some_and(|a| a.kind == Some(ActorKind::State));
    if *length != state.len() || !of_state {
        return None;
    }
    let lower = |i: usize| words.lower.get(i).map_or("", String::as_str);
    let owned = matches!(lower(state.end), "'s" | "’s" | "'" | "’");
    if !owned && hit.form != NameForm::Adjective {
        return None;
    }
    let from = state.end + usize::from(owned);
    let small = |i: usize| words.text.get(i).is_some_and(|w| **w == *lower(i));
    let field = |i: usize| small(i) && FIELDS.contains(&lower(i));
    if lower(from) == "ministry" && small(from) && lower(from + 1) == "of" && field(from + 2) {
        return (from + 3..from + 3 + LONGEST_FIELD).find(|i| !field(*i));
    }
    let end = (from + 1..=from + LONGEST_FIELD).find(|i| lower(*i) == "ministry" && small(*i))?;
    (from..end).all(field).then_some(end + 1)
}

/// Where the owner of a ministry written "Russia's foreign ministry" ends within its name.
pub(crate) fn owner_end(words: &Words<'_>, tokens: &Range<usize>) -> Option<usize> {
    ministry_key(words, tokens)?;
    let at = tokens.clone().take(6).find(|i| matches!(words.lower[*i].as_str(), "'s" | "’s" | "'" | "’"))?;
    Some(at + 1)
}

/// One spelling for all of a ministry's: "russia's ministry of foreign affairs", "russian foreign ministry".
pub(crate) fn ministry_key(words: &Words<'_>, tokens: &Range<usize>) -> Option<String> {
    let row = words.lower.get(tokens.clone())?;
    row.iter().position(|w| w == "ministry")?;
    let (length, hits) = words.hits.get(tokens.start)?.as_ref()?;
    let state = hits.first()?.actor;
    let field: Vec<&str> = row
        .get(*length..)?
        .iter()
        .map(String::as_str)
        .filter(|w| !matches!(*w, "ministry" | "of" | "the" | "affairs" | "'s" | "’s" | "'" | "’"))
        .map(|w| if w == "defense" { "defence" } else { w })
        .collect();
    (!field.is_empty()).then(|| format!("ministry {state} {}", field.join(" ")))
}
