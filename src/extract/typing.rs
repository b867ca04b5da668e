//! What a name that no lexicon knows is: votes from its last word, its titles, the nouns and prepositions beside it and the
//! name recogniser, summed over the whole article, so that one name has one kind everywhere.

use std::collections::BTreeMap;

use crate::model::ActorKind;

use super::chunks::{RawName, Words};
use super::language::{NameClass, SentenceReading};
use super::lexicon::{HeadMeaning, Lexicon};

/// Weight of evidence for what a name is.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Votes {
    actor: BTreeMap<ActorKind, f64>,
    organization: f64,
    place: f64,
    other: f64,
}

/// What the votes come to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Verdict {
    /// An actor, with how clear it is (0..1).
    Actor(ActorKind, f64),
    /// No actor: a place, an event, a weapon.
    NoActor,
}

impl Votes {
    /// Adds what one mention says.
    pub fn add(&mut self, words: &Words<'_>, reading: &SentenceReading, lexicon: &Lexicon, name: &RawName) {
        if let Some(head) = name.head {
            self.meaning(head, 4.0);
        }
        if name.title.is_some() {
            self.kind(ActorKind::Person, 5.0);
        }
        let (start, end) = (name.tokens.start, name.tokens.end);
        // "Sid Ahmed Ould Atfil", "Alghabass Ag Intalla": small words that only names of persons have inside.
        let inner = words.lower.get(start + 1..end.saturating_sub(1)).unwrap_or_default();
        if inner.iter().any(|w| matches!(w.as_str(), "ag" | "ould" | "bin" | "ibn" | "bint" | "ben" | "van" | "von")) {
            self.kind(ActorKind::Person, 3.0);
        }
        let single = name.tokens.len() == 1;
        if let Some((class, margin)) = name.class {
            let weight = 1.0 + f64::from(margin).clamp(0.0, 2.0);
            match class {
                NameClass::Person => self.kind(ActorKind::Person, weight + if single { 0.0 } else { 0.5 }),
                NameClass::Organization => self.organization += weight,
                NameClass::Place => self.place += weight + 0.4,
                NameClass::Other => self.other += weight * 0.8,
            }
        }
        if lexicon
            .functions
            .get(&words.lower[start])
            .is_some_and(|f| f.iter().any(|w| w.words.len() <= name.tokens.len()))
        {
            self.other += 4.0;
        }
        let word = words.text[start];
        let letters = word.chars().filter(|c| c.is_alphabetic()).count();
        if single && letters >= 2 && word.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase) {
            if word.contains(|c: char| c.is_ascii_digit()) && word.contains('-') {
                self.other += 3.0; // F-16, S-400, MI-8
            } else {
                self.organization += 2.0;
            }
        } else if word.contains(|c: char| c.is_ascii_digit()) && single {
            self.other += 2.5;
        }
        self.before(words, lexicon, start);
        self.after(words, reading, lexicon, end);
    }

    fn before(&mut self, words: &Words<'_>, lexicon: &Lexicon, start: usize) {
        let lower = |back: usize| start.checked_sub(back).and_then(|i| words.lower.get(i)).map_or("", String::as_str);
        match lower(1) {
            "in" | "near" | "outside" | "around" => self.place += 1.5,
            "at" | "into" | "across" | "throughout" | "inside" => self.place += 0.9,
            "of" => {
                // "the town of X", "the leader of X"
                match lexicon.type_nouns.get(lower(2)) {
                    Some(HeadMeaning::Place) => self.place += 3.5,
                    _ => {}
                }
                if matches!(
                    lower(2),
                    "leader"
                        | "members"
                        | "member"
                        | "commander"
                        | "fighters"
                        | "head"
                        | "spokesman"
                        | "forces"
                        | "founder"
                        | "director"
                        | "troops"
                ) {
                    self.organization += 1.2;
                }
            }
            _ => {}
        }
        // "the rebel group X", "drone maker X", "analyst X"
        for (back, weight) in [(1, 3.0), (2, 2.5)] {
            let phrase = if back == 1 { lower(1).to_owned() } else { format!("{} {}", lower(2), lower(1)) };
            if let Some(meaning) = lexicon.type_nouns.get(&phrase) {
                if !matches!(phrase.as_str(), "he" | "she" | "who") {
                    self.meaning(*meaning, weight);
                }
            }
        }
    }

    fn after(&mut self, words: &Words<'_>, reading: &SentenceReading, lexicon: &Lexicon, end: usize) {
        let lower = |i: usize| words.lower.get(end + i).map_or("", String::as_str);
        if lexicon.type_nouns.get(lower(0)).is_some() {
            if let Some(meaning) = lexicon.type_nouns.get(lower(0)) {
                match meaning {
                    // "X leader" says that X is led, not that it is a person.
                    HeadMeaning::Actor(ActorKind::Person) if lower(0) != "who" => self.organization += 1.0,
                    HeadMeaning::Actor(ActorKind::ArmedForce) => self.organization += 0.8,
                    HeadMeaning::Weapon => self.other += 4.0,
                    other => self.meaning(*other, 2.0),
                }
            }
        }
        // "BrahMos cruise missiles"
        for i in 1..3 {
            let between = (0..i).all(|k| {
                matches!(
                    reading.words.get(end + k).map(|w| w.upos),
                    Some(
                        super::language::Upos::Noun
                            | super::language::Upos::Adj
                            | super::language::Upos::Num
                            | super::language::Upos::Propn
                    )
                )
            });
            if between && lexicon.type_nouns.get(lower(i)) == Some(&HeadMeaning::Weapon) {
                self.other += 3.0;
                break;
            }
        }
        let verb = super::lemmas::verb(lower(0));
        if lexicon.is("speech", &verb) {
            self.kind(ActorKind::Person, 0.8);
        }
        // "X, a rebel group", "X, the drone maker", "X is a town"
        let mut i = if lower(0) == "," || lower(0) == "(" || matches!(lower(0), "is" | "was") { 1 } else { return };
        if lower(i) == "who" {
            self.kind(ActorKind::Person, 4.0);
            return;
        }
        if matches!(lower(i), "aged")
            || lower(i).chars().all(|c| c.is_ascii_digit()) && lower(i).len() == 2 && lower(i + 1) == ","
        {
            self.kind(ActorKind::Person, 3.0);
            return;
        }
        let mut best = None;
        for _ in 0..9 {
            let word = lower(i);
            let tag = reading.words.get(end + i).map(|w| w.upos);
            if word.is_empty()
                || matches!(
                    word,
                    "," | "." | "which" | "who" | "that" | "of" | "for" | "in" | "at" | "and" | "from" | "on" | "with"
                )
            {
                break;
            }
            if tag == Some(super::language::Upos::Verb) && !word.ends_with("ed") && !word.ends_with("ing") {
                break;
            }
            let two = format!("{word} {}", lower(i + 1));
            let singular = super::lemmas::noun(word);
            if let Some(meaning) = lexicon
                .type_nouns
                .get(&two)
                .or_else(|| lexicon.type_nouns.get(word))
                .or_else(|| lexicon.type_nouns.get(&singular))
            {
                best = Some(*meaning);
            }
            i += 1;
        }
        // The last noun of the apposition is its head.
        if let Some(meaning) = best {
            self.meaning(meaning, 2.5);
        }
    }

    fn meaning(&mut self, meaning: HeadMeaning, weight: f64) {
        match meaning {
            HeadMeaning::Actor(kind) => self.kind(kind, weight),
            HeadMeaning::Place => self.place += weight,
            HeadMeaning::Event | HeadMeaning::Weapon => self.other += weight,
        }
    }

    /// Adds weight for one kind of actor.
    pub fn kind(&mut self, kind: ActorKind, weight: f64) {
        *self.actor.entry(kind).or_default() += weight;
    }

    /// Adds what another name of the same actor gathered.
    pub fn merge(&mut self, other: &Self) {
        for (kind, weight) in &other.actor {
            self.kind(*kind, *weight);
        }
        self.organization += other.organization;
        self.place += other.place;
        self.other += other.other;
    }

    /// What the votes come to.
    pub fn verdict(&self) -> Verdict {
        let person = self.actor.get(&ActorKind::Person).copied().unwrap_or(0.0);
        let (body, body_weight) = self
            .actor
            .iter()
            .filter(|(kind, _)| **kind != ActorKind::Person)
            .map(|(kind, weight)| (*kind, *weight))
            .fold((ActorKind::Other, 0.0), |best, next| if next.1 > best.1 { next } else { best });
        let organization = self.organization + body_weight;
        let against = self.place.max(self.other);
        let best = person.max(organization);
        if best <= against || best < 1.2 {
            return Verdict::NoActor;
        }
        let clear = (best / (best + against + person.min(organization) + 0.5)).clamp(0.3, 0.97);
        if person >= organization { Verdict::Actor(ActorKind::Person, clear) } else { Verdict::Actor(body, clear) }
    }
}
