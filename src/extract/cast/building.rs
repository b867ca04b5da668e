//! From names that were found to actors and their mentions.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use super::places::is_place_here;
use super::{Cast, CastActor, Found, Key, Mention};
use crate::extract::chunks::{RawName, Words, owner_end};
use crate::extract::lexicon::{Lexicon, NameForm};
use crate::extract::sentences::Sentence;
use crate::extract::typing::{Verdict, Votes};
use crate::model::{ActorKind, Span};

pub(super) fn build(
    text: &str,
    sentences: &[Sentence],
    found: &[Found],
    votes: &BTreeMap<String, Votes>,
    words: &[Words<'_>],
    lexicon: &Lexicon,
) -> Cast {
    let mut cast = Cast::default();
    let mut places: HashMap<Key, usize> = HashMap::new();
    let mut inside: Vec<(usize, usize, RawName)> = Vec::new();
    for name in found {
        let (canonical, kind, confidence, known) = match &name.key {
            Key::Known(index) => match lexicon.names.actor(*index) {
                Some(actor) => match actor.kind {
                    Some(kind) => (Some(actor.name.clone()), kind, 0.95, true),
                    None => continue,
                },
                None => continue,
            },
            Key::Unknown(key) => match votes.get(key).map(Votes::verdict) {
                Some(Verdict::Actor(kind, clear)) => (None, kind, clear, false),
                _ => continue,
            },
        };
        let sentence = &sentences[name.sentence];
        let Some(span) = span_of(sentence, &name.raw.tokens) else { continue };
        let form = name.raw.hits.first().map_or(NameForm::Name, |h| h.form);
        if form == NameForm::Capital && is_place_here(&words[name.sentence], &name.raw.tokens) {
            continue;
        }
        let surface = surface_of(text, span);
        let actor = *places.entry(name.key.clone()).or_insert_with(|| {
            cast.actors.push(CastActor {
                name: canonical.unwrap_or_else(|| surface.clone()),
                names: Vec::new(),
                kind,
                confidence,
                inside: Vec::new(),
                known,
            });
            cast.actors.len() - 1
        });
        // "Russia's foreign ministry" is called "foreign ministry" too.
        let short = owner_end(&words[name.sentence], &name.raw.tokens)
            .and_then(|from| span_of(sentence, &(from..name.raw.tokens.end)))
            .map(|span| surface_of(text, span));
        if let Some(cast_actor) = cast.actors.get_mut(actor) {
            for called in std::iter::once(surface).chain(short) {
                if !cast_actor.names.contains(&called) {
                    cast_actor.names.push(called);
                }
            }
        }
        cast.mentions.push(Mention {
            actor,
            sentence: name.sentence,
            tokens: name.raw.tokens.clone(),
            span,
            form,
            title: name.raw.title.clone(),
            office: name.raw.office,
            title_words: name.raw.title.clone().map(|t| words[name.sentence].lower[t].join(" ")).unwrap_or_default(),
        });
        if name.raw.hits.is_empty() {
            for inner in &name.raw.inside {
                inside.push((actor, name.sentence, inner.clone()));
            }
        }
    }
    for (actor, sentence, inner) in inside {
        let Some(hit) = inner.hits.first() else { continue };
        let Some(known) = lexicon.names.actor(hit.actor) else { continue };
        let (Some(kind), Some(span)) = (known.kind, span_of(&sentences[sentence], &inner.tokens)) else { continue };
        if kind == ActorKind::Person {
            continue;
        }
        let surface = surface_of(text, span);
        let index = *places.entry(Key::Known(hit.actor)).or_insert_with(|| {
            cast.actors.push(CastActor {
                name: known.name.clone(),
                names: vec![surface.clone()],
                kind,
                confidence: 0.9,
                inside: Vec::new(),
                known: true,
            });
            cast.actors.len() - 1
        });
        if let Some(owner) = cast.actors.get_mut(index) {
            if !owner.names.contains(&surface) {
                owner.names.push(surface);
            }
        }
        if index != actor && !cast.actors[actor].inside.iter().any(|(i, _, _)| *i == index) {
            cast.actors[actor].inside.push((index, span, sentence));
        }
    }
    inside_known_names(&mut cast, text, sentences, &mut places, lexicon);
    choose_names(&mut cast);
    cast
}

/// "US Department of Defense" is one entry of the lexicon, and still says whose department it is.
fn inside_known_names(
    cast: &mut Cast,
    text: &str,
    sentences: &[Sentence],
    places: &mut HashMap<Key, usize>,
    lexicon: &Lexicon,
) {
    for m in 0..cast.mentions.len() {
        let mention = cast.mentions[m].clone();
        let kind = cast.actors[mention.actor].kind;
        if mention.tokens.len() < 2
            || !cast.actors[mention.actor].known
            || !matches!(
                kind,
                ActorKind::GovernmentBody | ActorKind::ArmedForce | ActorKind::IntergovernmentalOrganization
            )
        {
            continue;
        }
        let sentence = &sentences[mention.sentence];
        let inner = Sentence { tokens: sentence.tokens[mention.tokens.clone()].to_vec(), ..sentence.clone() };
        for i in 0..inner.tokens.len() {
            let whole = inner.tokens.len();
            let hit = (i + 1..=whole.min(i + 3)).rev().filter(|end| *end - i < whole).find_map(|end| {
                let row: Vec<_> = inner.tokens[i..end]
                    .iter()
                    .filter_map(|s| s.of(text))
                    .flat_map(crate::extract::lexicon::runs)
                    .collect();
                lexicon.names.find(&row).first().copied().filter(|hit| hit.runs == row.len())
            });
            let Some(hit) = hit else { continue };
            let Some(known) = lexicon.names.actor(hit.actor) else { continue };
            let states = matches!(known.kind, Some(ActorKind::State | ActorKind::IntergovernmentalOrganization));
            if !states || known.name == cast.actors[mention.actor].name || matches!(hit.form, NameForm::Capital) {
                continue;
            }
            let span = inner.tokens[i];
            let surface = surface_of(text, span);
            let name = known.name.clone();
            let known_kind = known.kind.unwrap_or(ActorKind::State);
            // "UN Security Council" names the United Nations only where the text does so on its own.
            if known_kind != ActorKind::State && !places.contains_key(&Key::Known(hit.actor)) {
                break;
            }
            let index = *places.entry(Key::Known(hit.actor)).or_insert_with(|| {
                cast.actors.push(CastActor {
                    name,
                    names: vec![surface],
                    kind: known_kind,
                    confidence: 0.9,
                    inside: Vec::new(),
                    known: true,
                });
                cast.actors.len() - 1
            });
            if index != mention.actor && !cast.actors[mention.actor].inside.iter().any(|(a, _, _)| *a == index) {
                cast.actors[mention.actor].inside.push((index, span, mention.sentence));
            }
            break;
        }
    }
}

/// The shown name first: for known actors the lexicon's, where the text has it; else the longest full form.
fn choose_names(cast: &mut Cast) {
    for actor in &mut cast.actors {
        if !actor.known {
            if let Some(longest) = actor.names.iter().max_by_key(|n| n.chars().count()).cloned() {
                actor.name = longest;
            }
        }
        if let Some(at) = actor.names.iter().position(|n| *n == actor.name) {
            actor.names.swap(0, at);
        } else {
            let name = actor.name.clone();
            actor.names.insert(0, name);
        }
    }
}

/// A name as written, on one line and without a hanging possessive.
fn surface_of(text: &str, span: Span) -> String {
    span.of(text).unwrap_or("").split_whitespace().collect::<Vec<_>>().join(" ")
}

fn span_of(sentence: &Sentence, tokens: &Range<usize>) -> Option<Span> {
    let first = sentence.tokens.get(tokens.start)?;
    let last = sentence.tokens.get(tokens.end.checked_sub(1)?)?;
    Some(Span::new(first.start, last.end))
}
