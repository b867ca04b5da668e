//! The layout of lexicon files: the ones that ship with the program and a user's own.

use std::collections::BTreeMap;

use indexmap::IndexMap;
use serde::Deserialize;

/// One lexicon file. Every part may be absent.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct LexiconFile {
    pub state: Vec<StateRow>,
    pub not_a_state: Phrases,
    pub armed_group: Vec<Vec<String>>,
    pub private_military_company: Vec<Vec<String>>,
    pub armed_force: Vec<Vec<String>>,
    pub party: Vec<Vec<String>>,
    pub intergovernmental_organization: Vec<Vec<String>>,
    pub government_body: Vec<Vec<String>>,
    pub company: Vec<Vec<String>>,
    pub research_or_ngo: Vec<Vec<String>>,
    pub media: Vec<Vec<String>>,
    pub person: Vec<Vec<String>>,
    pub person_titles: Titles,
    pub known_persons: KnownPersons,
    pub persons_of: IndexMap<String, Vec<String>>,
    pub heads: IndexMap<String, Vec<String>>,
    pub nouns: IndexMap<String, Vec<String>>,
    pub not_names: Words,
    pub places: Names,
    pub places_of: IndexMap<String, Vec<String>>,
    pub verb: Vec<VerbRow>,
    pub noun: Vec<NounRow>,
    pub role: Vec<NounRow>,
    pub participles: IndexMap<String, Vec<String>>,
    pub ending: Ending,
    pub light: GiveGet,
    pub speech: Verbs,
    pub agent: Nouns,
    pub post: Nouns,
    pub anaphors: IndexMap<String, Vec<String>>,
    pub function: IndexMap<String, FunctionRow>,
    pub transfer: GiveGet,
    pub cue: BTreeMap<String, CueRow>,
    pub prospect: BTreeMap<String, Vec<String>>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct StateRow {
    pub name: String,
    pub names: Vec<String>,
    pub adj: Vec<String>,
    pub people: Vec<String>,
    pub capital: Vec<String>,
    pub seats: Vec<String>,
    pub limited: bool,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Phrases {
    pub phrases: Vec<String>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Words {
    pub words: Vec<String>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Names {
    pub names: Vec<String>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct KnownPersons {
    pub names: Vec<Vec<String>>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Verbs {
    pub verbs: Vec<String>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Nouns {
    pub nouns: Vec<String>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Ending {
    pub verbs: Vec<String>,
    pub adjectives: Vec<String>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Titles {
    pub offices: Vec<String>,
    pub ranks: Vec<String>,
    pub given: Vec<String>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct GiveGet {
    pub give: Vec<String>,
    #[serde(alias = "receive")]
    pub get: Vec<String>,
    pub withdraw: Vec<String>,
    pub stop: Vec<String>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct VerbRow {
    pub class: String,
    #[serde(rename = "type")]
    pub kind: String,
    pub both: bool,
    pub patterns: Vec<String>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct NounRow {
    pub class: String,
    #[serde(rename = "type")]
    pub kind: String,
    pub both: bool,
    pub of: String,
    pub preps: Vec<String>,
    pub lemmas: Vec<String>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct FunctionRow {
    pub things: Vec<String>,
    pub things_too: Vec<String>,
    pub people: Vec<String>,
    pub acts: Vec<String>,
    pub verbs: Vec<String>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct CueRow {
    pub verbs: Vec<String>,
    pub words: Vec<String>,
}
