//! What the extractor knows beforehand: names of actors and places, and the words that make statements.
//!
//! Read from the tables in `resources/lexicon`, which an analyst can read and change; a file of the user's own in the same
//! layout adds to them or replaces rows. The lexicon helps reading and never limits it: an actor nobody listed is still
//! found by how it is written.

mod file;
mod names;
mod patterns;

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use thiserror::Error;

use crate::model::{ActorKind, RelationClass, SecurityFunction};

use file::LexiconFile;
pub(crate) use names::{NameForm, NameHit, NameTable, Run, fold, runs};
pub(crate) use patterns::{FunctionRole, FunctionWord, NounFrame, VerbFrame};

const FILES: [(&str, &str); 6] = [
    ("states.toml", include_str!("../../../resources/lexicon/states.toml")),
    ("groups.toml", include_str!("../../../resources/lexicon/groups.toml")),
    ("organizations.toml", include_str!("../../../resources/lexicon/organizations.toml")),
    ("names.toml", include_str!("../../../resources/lexicon/names.toml")),
    ("relations.toml", include_str!("../../../resources/lexicon/relations.toml")),
    ("functions.toml", include_str!("../../../resources/lexicon/functions.toml")),
];
const CUES: (&str, &str) = ("cues.toml", include_str!("../../../resources/lexicon/cues.toml"));

/// Why a lexicon file cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum LexiconError {
    /// The file is not TOML or has a field the lexicon does not know.
    #[error("the lexicon file cannot be read: {0}; see resources/lexicon for the layout")]
    Unreadable(String),
    /// A word stands where a fixed id is needed.
    #[error("the lexicon file names {what} \"{value}\", which does not exist; the known ones are {known}")]
    UnknownId {
        /// A class, a kind, a function.
        what: &'static str,
        /// What the file says.
        value: String,
        /// The valid ones.
        known: String,
    },
}

/// Names and words the extractor reads by.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    pub(crate) names: NameTable,
    pub(crate) verbs: HashMap<String, Vec<VerbFrame>>,
    pub(crate) nouns: HashMap<String, Vec<NounFrame>>,
    pub(crate) roles: HashMap<String, NounFrame>,
    pub(crate) functions: HashMap<String, Vec<FunctionWord>>,
    pub(crate) offices: Vec<Vec<String>>,
    /// Provinces and towns by their first word, with all their words and the state they lie in.
    pub(crate) places_of: HashMap<String, Vec<(Vec<String>, String)>>,
    /// Well-known persons and the states whose office they hold.
    pub(crate) persons_of: HashMap<String, String>,
    pub(crate) ranks: Vec<Vec<String>>,
    /// The words that offices and ranks begin with, and what stands before their hyphen.
    title_starts: HashSet<String>,
    pub(crate) heads: HashMap<String, HeadMeaning>,
    pub(crate) type_nouns: HashMap<String, HeadMeaning>,
    pub(crate) anaphors: HashMap<String, Vec<ActorKind>>,
    pub(crate) lists: HashMap<String, HashSet<String>>,
}

/// What the last word of a name, or a noun beside it, says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HeadMeaning {
    /// An actor of this kind.
    Actor(ActorKind),
    /// A place.
    Place,
    /// An event, an agreement, a thing of the mind.
    Event,
    /// A weapon or vehicle.
    Weapon,
}

impl Lexicon {
    /// The lexicon that ships with the program, read at the first call.
    pub fn embedded() -> &'static Lexicon {
        static LEXICON: OnceLock<Lexicon> = OnceLock::new();
        LEXICON.get_or_init(|| {
            let mut lexicon = Lexicon::default();
            for (_, text) in FILES.iter().chain(std::iter::once(&CUES)) {
                // A test reads every file that ships, so that none is passed over here.
                if let Ok(file) = parse(text) {
                    let _ = lexicon.add(file);
                }
            }
            lexicon.names.finish();
            lexicon
        })
    }

    /// The shipped lexicon with the user's own file on top: its rows add names and words, and replace the kind of actors
    /// that the shipped one knows under the same first name.
    ///
    /// # Errors
    /// When the text is not TOML in the layout of `resources/lexicon`, or names an unknown class or function.
    pub fn with_user_file(text: &str) -> Result<Lexicon, LexiconError> {
        let mut lexicon = Self::embedded().clone();
        lexicon.add(parse(text)?)?;
        lexicon.names.finish();
        Ok(lexicon)
    }

    /// Whether `word` is in one of the plain lists: `speech`, `agent`, `light.give`, `cue.denied`, ...
    pub(crate) fn is(&self, list: &str, word: &str) -> bool {
        self.lists.get(list).is_some_and(|words| words.contains(word))
    }

    /// Whether a word by itself is the name of a province or town.
    pub(crate) fn is_town(&self, word: &str) -> bool {
        self.places_of.get(word).is_some_and(|places| places.iter().any(|(words, _)| words.len() == 1))
    }

    /// Whether any table knows `lemma` as a verb.
    pub(crate) fn is_verb(&self, lemma: &str) -> bool {
        self.verbs.contains_key(lemma)
            || [
                "speech",
                "light.give",
                "light.get",
                "ending",
                "transfer.give",
                "transfer.get",
                "transfer.stop",
                "transfer.withdraw",
                "cue.planned.verb",
                "cue.denied.verb",
                "cue.hypothetical.verb",
                "cue.alleged.verb",
            ]
            .iter()
            .any(|list| self.is(list, lemma))
            || self.functions.get(lemma).is_some_and(|f| f.iter().any(|w| w.role == FunctionRole::Verb))
    }

    fn list(&mut self, name: &str, words: Vec<String>) {
        self.lists.entry(name.to_owned()).or_default().extend(words);
    }

    /// Whether an office or rank may begin with this word, in lower case.
    pub(crate) fn may_start_title(&self, lower: &str) -> bool {
        self.title_starts.contains(lower.trim_end_matches('.')) || self.title_starts.contains(lower)
    }

    fn add(&mut self, file: LexiconFile) -> Result<(), LexiconError> {
        self.add_states(&file);
        self.add_actors(&file);
        for place in file.places.names.iter().chain(&file.not_a_state.phrases) {
            let index = self.names.declare(&format!("place:{place}"), None);
            self.names.add(place, index, NameForm::Name);
        }
        for (state, persons) in file.persons_of {
            self.persons_of.extend(persons.into_iter().map(|p| (p, state.clone())));
        }
        let split = |phrases: Vec<String>| {
            phrases.iter().map(|p| p.split(' ').map(str::to_owned).collect()).collect::<Vec<_>>()
        };
        self.offices.extend(split(file.person_titles.offices));
        self.ranks.extend(split(file.person_titles.ranks));
        for titles in [&mut self.offices, &mut self.ranks] {
            titles.sort_by_key(|t: &Vec<String>| std::cmp::Reverse(t.len()));
        }
        for first in self.offices.iter().chain(&self.ranks).filter_map(|title| title.first()) {
            let before_hyphen = first.split('-').next().unwrap_or(first);
            self.title_starts.extend([first.clone(), before_hyphen.to_owned()]);
        }
        let words: Vec<String> = self.offices.iter().flatten().cloned().collect();
        self.list("title.word", words);
        self.list("given", file.person_titles.given);
        for (meaning, words) in file.heads {
            let meaning = head_meaning(&meaning)?;
            self.heads.extend(words.into_iter().map(|w| (w, meaning)));
        }
        for (meaning, words) in file.nouns {
            let meaning = head_meaning(&meaning)?;
            for word in words {
                self.type_nouns.entry(word).or_insert(meaning);
            }
        }
        for (kind, words) in file.anaphors {
            let kind = actor_kind(&kind)?;
            for word in words {
                self.anaphors.entry(word).or_default().push(kind);
            }
        }
        for row in file.verb {
            let class = relation_class(&row.class)?;
            for pattern in &row.patterns {
                if let Some((lemma, frame)) = VerbFrame::read(pattern, class, &row.kind, row.both) {
                    self.verbs.entry(lemma).or_default().push(frame);
                }
            }
        }
        for row in &file.noun {
            let class = relation_class(&row.class)?;
            for lemma in &row.lemmas {
                let (head, frame) = NounFrame::read(lemma, class, row);
                self.nouns.entry(head).or_default().push(frame);
            }
        }
        for row in &file.role {
            let class = relation_class(&row.class)?;
            for lemma in &row.lemmas {
                let (_, frame) = NounFrame::read(lemma, class, row);
                self.roles.entry(lemma.clone()).or_insert(frame);
            }
        }
        for (id, row) in &file.function {
            let function = SecurityFunction::from_id(id).ok_or_else(|| LexiconError::UnknownId {
                what: "the function",
                value: id.clone(),
                known: SecurityFunction::ALL.iter().map(|f| f.id()).collect::<Vec<_>>().join(", "),
            })?;
            self.list(&format!("too.{id}"), row.things_too.clone());
            for (role, words) in [
                (FunctionRole::Thing, &row.things),
                (FunctionRole::People, &row.people),
                (FunctionRole::Act, &row.acts),
                (FunctionRole::Verb, &row.verbs),
            ] {
                for phrase in words {
                    let (first, word) = FunctionWord::read(phrase, function, role);
                    let known = self.functions.entry(first).or_default();
                    known.push(word);
                    known.sort_by_key(|w| std::cmp::Reverse(w.words.len()));
                }
            }
        }
        for (state, places) in &file.places_of {
            for place in places {
                let words = patterns::words_of(place);
                if let Some(first) = words.first().cloned() {
                    self.places_of.entry(first).or_default().push((words, state.clone()));
                }
            }
        }
        for (class, words) in file.participles {
            self.list(&format!("participle.{class}"), words);
        }
        self.list("ending", file.ending.verbs);
        self.list("ending.adjective", file.ending.adjectives);
        self.list("light.give", file.light.give);
        self.list("light.get", file.light.get);
        self.list("speech", file.speech.verbs);
        self.list("agent", file.agent.nouns);
        self.list("post", file.post.nouns);
        self.list("not_name", file.not_names.words);
        self.list("transfer.give", file.transfer.give);
        self.list("transfer.get", file.transfer.get);
        self.list("transfer.withdraw", file.transfer.withdraw);
        self.list("transfer.stop", file.transfer.stop);
        for (cue, row) in file.cue {
            self.list(&format!("cue.{cue}.verb"), row.verbs);
            self.list(&format!("cue.{cue}"), row.words);
        }
        for (event, words) in file.prospect {
            self.list(&format!("prospect.{event}"), words);
        }
        Ok(())
    }

    fn add_states(&mut self, file: &LexiconFile) {
        for row in &file.state {
            let index = self.names.declare(&row.name, Some(ActorKind::State));
            self.names.add(&row.name, index, NameForm::Name);
            for name in &row.names {
                self.names.add(name, index, NameForm::Name);
            }
            for adjective in &row.adj {
                if *adjective == row.name || row.names.contains(adjective) {
                    continue;
                }
                self.names.add(adjective, index, NameForm::Adjective);
                if adjective.ends_with("an") || adjective.ends_with('i') || adjective.ends_with("ine") {
                    self.names.add(&format!("{adjective}s"), index, NameForm::People);
                }
            }
            for people in &row.people {
                self.names.add(people, index, NameForm::People);
            }
            for capital in &row.capital {
                self.names.add(capital, index, NameForm::Capital);
            }
            for seat in &row.seats {
                self.names.add(seat, index, NameForm::Seat);
            }
            if row.limited {
                self.list("limited_state", vec![row.name.clone()]);
            }
        }
    }

    fn add_actors(&mut self, file: &LexiconFile) {
        let groups: [(&[Vec<String>], ActorKind); 11] = [
            (&file.armed_group, ActorKind::ArmedGroup),
            (&file.private_military_company, ActorKind::PrivateMilitaryCompany),
            (&file.armed_force, ActorKind::ArmedForce),
            (&file.party, ActorKind::Party),
            (&file.intergovernmental_organization, ActorKind::IntergovernmentalOrganization),
            (&file.government_body, ActorKind::GovernmentBody),
            (&file.company, ActorKind::Company),
            (&file.research_or_ngo, ActorKind::ResearchOrNgo),
            (&file.media, ActorKind::Media),
            (&file.person, ActorKind::Person),
            (&file.known_persons.names, ActorKind::Person),
        ];
        for (rows, kind) in groups {
            for row in rows {
                let Some(canonical) = row.first() else { continue };
                // The same first name in two lists ("Control Risks") is one actor.
                let index = self.names.declare(canonical, Some(kind));
                for name in row {
                    self.names.add(name, index, NameForm::Name);
                }
            }
        }
    }
}

fn parse(text: &str) -> Result<LexiconFile, LexiconError> {
    toml::from_str(text).map_err(|e| LexiconError::Unreadable(e.to_string()))
}

fn relation_class(id: &str) -> Result<RelationClass, LexiconError> {
    RelationClass::from_id(id).ok_or_else(|| LexiconError::UnknownId {
        what: "the class",
        value: id.to_owned(),
        known: "cooperation, conflict, structure".to_owned(),
    })
}

fn actor_kind(id: &str) -> Result<ActorKind, LexiconError> {
    ActorKind::from_id(id).ok_or_else(|| LexiconError::UnknownId {
        what: "the kind of actor",
        value: id.to_owned(),
        known: ActorKind::ALL.iter().map(|k| k.id()).collect::<Vec<_>>().join(", "),
    })
}

fn head_meaning(id: &str) -> Result<HeadMeaning, LexiconError> {
    match id {
        "place" => Ok(HeadMeaning::Place),
        "event" => Ok(HeadMeaning::Event),
        "weapon" => Ok(HeadMeaning::Weapon),
        _ => actor_kind(id).map(HeadMeaning::Actor),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_that_ships_is_read_whole() {
        let mut lexicon = Lexicon::default();
        for (name, text) in FILES.iter().chain(std::iter::once(&CUES)) {
            let file = parse(text).unwrap_or_else(|e| panic!("{name}: {e}"));
            lexicon.add(file).unwrap_or_else(|e| panic!("{name}: {e}"));
        }
    }

    #[test]
    fn a_name_is_found_in_every_form() {
        let lexicon = Lexicon::embedded();
        let find = |text: &str| {
            let hit = lexicon.names.find(&runs(text)).first().copied()?;
            Some((lexicon.names.actor(hit.actor)?.name.as_str(), hit.form))
        };
        assert_eq!(find("Malians"), Some(("Mali", NameForm::People)));
        assert_eq!(find("U.S. forces"), Some(("United States", NameForm::Acronym)));
        assert_eq!(find("us forces"), None);
        assert_eq!(find("Côte d’Ivoire"), Some(("Ivory Coast", NameForm::Name)));
        assert_eq!(find("Isis"), Some(("Islamic State", NameForm::Acronym)));
        assert_eq!(find("is"), None);
        assert_eq!(
            find("Jama’at Nusrat al-Islam wal Muslimeen"),
            Some(("Jama'at Nusrat al-Islam wal-Muslimin", NameForm::Name))
        );
        assert_eq!(find("Guinea-Bissau"), Some(("Guinea-Bissau", NameForm::Name)));
    }

    #[test]
    fn a_users_file_adds_and_overrides() {
        let lexicon =
            Lexicon::with_user_file("armed_group = [[\"Red Spears\", \"RSP\"]]\nparty = [[\"Renamo\"]]").unwrap();
        let kind =
            |name: &str| lexicon.names.find(&runs(name)).first().and_then(|h| lexicon.names.actor(h.actor)?.kind);
        assert_eq!(kind("RSP"), Some(ActorKind::ArmedGroup));
        assert_eq!(kind("Renamo"), Some(ActorKind::Party));
        assert!(matches!(Lexicon::with_user_file("armed_groups = 3"), Err(LexiconError::Unreadable(_))));
    }
}
