//! The actors of one article and where they are named: one actor per name over the whole text, whatever form it takes.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

use crate::model::{ActorKind, BlockKind, Span};

use super::chunks::{RawName, Words, names};
use super::language::{LanguageModel, SentenceReading};
use super::lexicon::{HeadMeaning, Lexicon, NameForm, NameHit, fold};
use super::sentences::Sentence;
use super::typing::{Verdict, Votes};

/// An actor of the article.
#[derive(Clone, Debug)]
pub(crate) struct CastActor {
    /// The name shown.
    pub name: String,
    /// Every way it is written, the shown one first.
    pub names: Vec<String>,
    /// What it is.
    pub kind: ActorKind,
    /// How clear that is, 0..1.
    pub confidence: f64,
    /// States and organisations whose name is part of this one's: "Rwandan" in "Rwandan Defence Forces".
    pub inside: Vec<(usize, Span, usize)>,
    /// Whether the lexicon knows it.
    pub known: bool,
}

/// A place where an actor is named.
#[derive(Clone, Debug)]
pub(crate) struct Mention {
    /// Which actor.
    pub actor: usize,
    /// Which sentence.
    pub sentence: usize,
    /// Its words in that sentence.
    pub tokens: Range<usize>,
    /// Its bytes.
    pub span: Span,
    /// How a known name was written.
    pub form: NameForm,
    /// Office or rank before it.
    pub title: Option<Range<usize>>,
    /// Whether that is an office.
    pub office: bool,
    /// The title in lower case, empty without one.
    pub title_words: String,
}

/// All actors and mentions of an article.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cast {
    /// The actors.
    pub actors: Vec<CastActor>,
    /// The mentions, in order of the text.
    pub mentions: Vec<Mention>,
}

impl Cast {
    /// The mentions of one sentence.
    pub fn of_sentence(&self, sentence: usize) -> impl Iterator<Item = (usize, &Mention)> {
        let from = self.mentions.partition_point(|m| m.sentence < sentence);
        self.mentions[from..]
            .iter()
            .take_while(move |m| m.sentence == sentence)
            .enumerate()
            .map(move |(i, m)| (from + i, m))
    }
}

/// A name with where it stands, before it is given to an actor.
struct Found {
    sentence: usize,
    raw: RawName,
    key: Key,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Key {
    Known(usize),
    Unknown(String),
}

/// Reads all names of an article.
pub(crate) fn cast(text: &str, sentences: &[Sentence], lexicon: &Lexicon, model: &LanguageModel) -> Cast {
    let mut found: Vec<Found> = Vec::new();
    let mut votes: BTreeMap<String, Votes> = BTreeMap::new();
    let mut all_words: Vec<Words<'_>> = Vec::new();
    let mut readings: Vec<SentenceReading> = Vec::new();
    let capitals = std::rc::Rc::new(inner_capitals(text, sentences, lexicon));
    for (number, sentence) in sentences.iter().enumerate() {
        let mut words = Words::new(text, sentence, lexicon);
        words.capitals = std::rc::Rc::clone(&capitals);
        let english = is_english(sentence);
        let statement =
            sentence.kind.makes_statements() || matches!(sentence.kind, BlockKind::Title | BlockKind::Heading);
        let reading = if english && statement {
            model.read_names(&words.text, &words.hints(lexicon))
        } else {
            SentenceReading::default()
        };
        if statement {
            let title_case = !english || is_title_case(&words, sentence.kind);
            for raw in names(&words, &reading, lexicon, title_case) {
                found.push(Found { sentence: number, key: Key::Unknown(String::new()), raw });
            }
        }
        all_words.push(words);
        readings.push(reading);
    }
    for name in &mut found {
        name.key = key(&all_words[name.sentence], &name.raw, lexicon);
    }
    written_small(&mut found, &all_words, lexicon);
    resolve_ambiguous(&mut found, &all_words, lexicon);
    let aliases = introduced_acronyms(&found, &all_words, lexicon);
    for name in &mut found {
        if let Some(target) = aliases.get(&name.key) {
            name.key = target.clone();
        }
    }
    for name in &found {
        if let Key::Unknown(key) = &name.key {
            votes.entry(key.clone()).or_default().add(
                &all_words[name.sentence],
                &readings[name.sentence],
                lexicon,
                &name.raw,
            );
        }
    }
    merge_shorter_names(&mut found, &mut votes, &all_words, lexicon);
    build(text, sentences, &found, &votes, &all_words, lexicon)
}

/// Whether a block's sentences can be read: English, or not known to be anything else.
pub(crate) fn is_english(sentence: &Sentence) -> bool {
    sentence.language.as_deref().is_none_or(|l| l == "en")
}

/// Words that begin with a capital inside running sentences, in lower case.
fn inner_capitals(text: &str, sentences: &[Sentence], lexicon: &Lexicon) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for sentence in sentences.iter().filter(|s| s.kind.makes_statements()) {
        for pair in sentence.tokens.windows(2) {
            let (Some(before), Some(word)) = (pair[0].of(text), pair[1].of(text)) else { continue };
            let capital = word.chars().any(char::is_uppercase) && word.chars().count() > 2;
            let inside = before.chars().last().is_some_and(char::is_alphanumeric) || before == ",";
            if capital && inside && !lexicon.is("not_name", word) {
                found.insert(word.to_lowercase());
            }
        }
    }
    found
}

/// Whether nearly every longer word begins with a capital.
fn is_title_case(words: &Words<'_>, kind: BlockKind) -> bool {
    let long: Vec<&&str> =
        words.text.iter().filter(|w| w.chars().count() > 3 && w.chars().any(char::is_alphabetic)).collect();
    let capitals = long.iter().filter(|w| w.chars().next().is_some_and(char::is_uppercase)).count();
    let heading = matches!(kind, BlockKind::Title | BlockKind::Heading);
    if heading { capitals * 10 >= long.len() * 7 } else { long.len() >= 3 && capitals * 10 >= long.len() * 9 }
}

fn key(words: &Words<'_>, raw: &RawName, lexicon: &Lexicon) -> Key {
    if let Some(hit) = raw.hits.first() {
        return Key::Known(hit.actor);
    }
    let mut name: String = words.lower[raw.tokens.clone()].join(" ").replace(" - ", "-");
    if let Some(rest) = name.strip_prefix("the ") {
        name = rest.to_owned();
    }
    // A body the lexicon knows in another spelling of its words ("Malian Armed Forces of ...") stays apart on purpose.
    let _ = lexicon;
    Key::Unknown(fold(&name))
}

/// One spelling, several actors ("SNA"): the one that is also named in full, else the first of the lexicon.
fn resolve_ambiguous(found: &mut [Found], words: &[Words<'_>], lexicon: &Lexicon) {
    let mut named: HashMap<usize, usize> = HashMap::new();
    for name in found.iter() {
        if let [only] = name.raw.hits[..] {
            *named.entry(only.actor).or_default() += 1;
        }
    }
    for name in found.iter_mut() {
        if name.raw.hits.len() > 1 {
            let best = name
                .raw
                .hits
                .iter()
                .copied()
                .max_by_key(|h: &NameHit| (named.get(&h.actor).copied().unwrap_or(0), usize::MAX - h.actor));
            if let Some(hit) = best {
                name.raw.hits = vec![hit];
                name.key = key(&words[name.sentence], &name.raw, lexicon);
            }
        }
    }
}

/// "the Azawad movements" after "the Azawad Movements": a name whose last word is written small elsewhere.
fn written_small(found: &mut Vec<Found>, words: &[Words<'_>], lexicon: &Lexicon) {
    let mut keys: BTreeMap<Vec<String>, Key> = BTreeMap::new();
    for name in found.iter() {
        let row = &words[name.sentence].lower[name.raw.tokens.clone()];
        let body = row.last().is_some_and(|w| matches!(lexicon.heads.get(w), Some(HeadMeaning::Actor(_))));
        if row.len() >= 2 && body && matches!(name.key, Key::Unknown(_)) {
            keys.insert(row.to_vec(), name.key.clone());
        }
    }
    let mut more = Vec::new();
    for (row, key) in &keys {
        for (sentence, w) in words.iter().enumerate() {
            for start in 0..w.lower.len().saturating_sub(row.len() - 1) {
                let tokens = start..start + row.len();
                let capital = w.text[start].chars().next().is_some_and(char::is_uppercase);
                let small = w.text[tokens.end - 1].chars().next().is_some_and(char::is_lowercase);
                if !capital || !small || w.lower[tokens.clone()] != row[..] {
                    continue;
                }
                let overlaps = |f: &Found| {
                    f.sentence == sentence && f.raw.tokens.start < tokens.end && tokens.start < f.raw.tokens.end
                };
                if found.iter().any(|f| overlaps(f) && f.raw.tokens.len() >= row.len()) {
                    continue;
                }
                found.retain(|f| !overlaps(f));
                more.push(Found { sentence, key: key.clone(), raw: RawName::plain(tokens) });
            }
        }
    }
    found.extend(more);
    found.sort_by_key(|f| (f.sentence, f.raw.tokens.start));
}

/// "Azawad Movements" for "Co-ordination of Azawad Movements": what a union of several is called after.
fn tails(found: &[Found], words: &[Words<'_>], aliases: &mut HashMap<Key, Key>) {
    for short in found {
        let Key::Unknown(_) = &short.key else { continue };
        let row = &words[short.sentence].lower[short.raw.tokens.clone()];
        if row.len() < 2 {
            continue;
        }
        let long = found.iter().find(|f| {
            let full = &words[f.sentence].lower[f.raw.tokens.clone()];
            let of = full.iter().position(|w| w == "of");
            f.key != short.key
                && full.ends_with(row)
                && of.is_some_and(|of| {
                    let between = &full[of + 1..full.len() - row.len().min(full.len() - of - 1)];
                    between.iter().all(|w| w == "the")
                        && of + 1 + between.len() + row.len() == full.len()
                        && full[..of].last().is_some_and(|head| {
                            matches!(
                                head.trim_matches('-').replace('-', "").as_str(),
                                "coordination"
                                    | "ordination"
                                    | "coalition"
                                    | "alliance"
                                    | "union"
                                    | "federation"
                                    | "confederation"
                                    | "platform"
                                    | "rally"
                            )
                        })
                })
        });
        if let Some(long) = long {
            aliases.entry(short.key.clone()).or_insert_with(|| long.key.clone());
        }
    }
}

/// "Long Name (ABC)", "ABC (Long Name)": the short form becomes the long one's.
fn introduced_acronyms(found: &[Found], words: &[Words<'_>], lexicon: &Lexicon) -> HashMap<Key, Key> {
    let mut aliases = HashMap::new();
    for pair in found.windows(2) {
        let [long, short] = pair else { continue };
        if long.sentence != short.sentence || long.key == short.key {
            continue;
        }
        let w = &words[long.sentence];
        let between: Vec<&str> =
            w.lower[long.raw.tokens.end..short.raw.tokens.start].iter().map(String::as_str).collect();
        let opened = matches!(between[..], ["("] | ["(", "the"] | ["(", "or"] | [",", "or"] | ["(", "known", "as"]);
        let known_as = matches!(
            between[..],
            [",", "also", "known", "as"]
                | ["also", "known", "as"]
                | [",", "known", "as"]
                | [",", "known", "locally", "as"]
                | [",", "also", "called"]
                | ["(", "also", "known", "as"]
                | [",", "otherwise", "known", "as"]
                | [",", "better", "known", "as"]
                | ["under", "the", "name"]
                | ["under", "the", "name", "of"]
                | [",", "locally", "known", "as"]
                | [",", "or", "the"]
                | [",", "commonly", "known", "as"]
        );
        if !opened && !known_as {
            continue;
        }
        let kind = |key: &Key| match key {
            Key::Known(index) => lexicon.names.actor(*index).and_then(|a| a.kind),
            Key::Unknown(_) => None,
        };
        let short_text: String = w.text[short.raw.tokens.clone()].join("");
        let is_acronym = short_text.chars().filter(|c| c.is_alphabetic()).count() >= 2
            && short_text.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
        let initials_fit = initials(&w.text[long.raw.tokens.clone()]).contains(&short_text.to_uppercase());
        let long_kind = kind(&long.key);
        if matches!(long_kind, Some(ActorKind::State))
            || long.raw.hits.iter().any(|h| matches!(h.form, NameForm::Capital | NameForm::Adjective))
        {
            continue;
        }
        match (&long.key, &short.key) {
            // An unknown short form belongs to whatever stands before it.
            (long_key, Key::Unknown(_)) if opened && is_acronym || known_as => {
                aliases.insert(short.key.clone(), long_key.clone());
            }
            // A known short form is the better name of an unknown long one, when its letters fit.
            (Key::Unknown(_), Key::Known(_)) if (opened && is_acronym && initials_fit) || known_as => {
                if long.raw.inside.iter().all(|inner| inner.hits.iter().all(|h| Key::Known(h.actor) != short.key)) {
                    aliases.insert(long.key.clone(), short.key.clone());
                }
            }
            // Two known ones are one here when the text says so, and their kinds allow it.
            (Key::Known(_), Key::Known(_)) if known_as && long_kind == kind(&short.key) => {
                aliases.insert(short.key.clone(), long.key.clone());
            }
            // Text defines an acronym that means something else elsewhere.
            (Key::Known(_), Key::Known(_)) if opened && is_acronym && initials_fit => {
                aliases.insert(short.key.clone(), long.key.clone());
            }
            _ => {}
        }
    }
    // "the integration of Wagner into the Russian state under the name Africa Corps"
    for (at, name) in found.iter().enumerate() {
        let w = &words[name.sentence];
        let before =
            |n: usize| name.raw.tokens.start.checked_sub(n).and_then(|i| w.lower.get(i)).map_or("", String::as_str);
        let named = before(1) == "name" && before(2) == "the" && before(3) == "under"
            || before(1) == "of" && before(2) == "name" && before(4) == "under";
        if !named {
            continue;
        }
        let Some(kind) = kind_of(&name.key, lexicon) else { continue };
        let earlier = found[..at]
            .iter()
            .rev()
            .take_while(|f| f.sentence == name.sentence)
            .find(|f| f.key != name.key && kind_of(&f.key, lexicon) == Some(kind));
        if let Some(earlier) = earlier {
            aliases.entry(name.key.clone()).or_insert_with(|| earlier.key.clone());
        }
    }
    tails(found, words, &mut aliases);
    // Chains ("A, also called B (C)") end at their first name.
    let direct = aliases.clone();
    for target in aliases.values_mut() {
        for _ in 0..4 {
            match direct.get(target) {
                Some(next) if next != target => *target = next.clone(),
                _ => break,
            }
        }
    }
    aliases
}

fn kind_of(key: &Key, lexicon: &Lexicon) -> Option<ActorKind> {
    match key {
        Key::Known(index) => lexicon.names.actor(*index).and_then(|a| a.kind),
        Key::Unknown(_) => None,
    }
}

/// The initials of a name, with and without its small words.
fn initials(words: &[&str]) -> Vec<String> {
    let first = |w: &&str| w.chars().find(|c| c.is_alphanumeric());
    let all: String = words.iter().filter_map(first).flat_map(char::to_uppercase).collect();
    let capitals: String =
        words.iter().filter(|w| w.chars().next().is_some_and(char::is_uppercase)).filter_map(first).collect();
    vec![all, capitals]
}

/// "Haftar" after "Khalifa Haftar", "Intalla" after "Alghabass Ag Intalla", "the Defence Forces" after "Rwandan Defence Forces".
fn merge_shorter_names(
    found: &mut [Found],
    votes: &mut BTreeMap<String, Votes>,
    words: &[Words<'_>],
    lexicon: &Lexicon,
) {
    let mut long: Vec<(Vec<String>, Key)> = Vec::new();
    for name in found.iter() {
        let parts: Vec<String> =
            words[name.sentence].lower[name.raw.tokens.clone()].iter().map(|w| fold(w)).filter(|w| w != "-").collect();
        let person = match &name.key {
            Key::Known(index) => lexicon.names.actor(*index).is_some_and(|a| a.kind == Some(ActorKind::Person)),
            Key::Unknown(key) => {
                matches!(votes.get(key).map(Votes::verdict), Some(Verdict::Actor(ActorKind::Person, _)))
            }
        };
        if person && parts.len() >= 2 && !long.iter().any(|(_, k)| *k == name.key) {
            long.push((parts, name.key.clone()));
        }
    }
    let mut changes: Vec<(String, Key)> = Vec::new();
    for name in found.iter_mut() {
        let Key::Unknown(key) = &name.key else { continue };
        let parts: Vec<String> = key.split(' ').map(str::to_owned).collect();
        if parts.len() > 2 {
            continue;
        }
        let fits = |full: &[String]| {
            full.len() > parts.len()
                && (full.ends_with(&parts)
                    || full.last().map(|l| l.trim_start_matches("al-").trim_start_matches("el-"))
                        == parts.first().map(|p| p.trim_start_matches("al-").trim_start_matches("el-"))
                        && parts.len() == 1)
        };
        let by_last = long.iter().find(|(full, _)| fits(full));
        // Family name first: "Xi" for "Xi Jinping"; and first names in use ("Abiy").
        let by_first =
            || long.iter().find(|(full, _)| parts.len() == 1 && full.len() > 1 && full.first() == parts.first());
        if let Some((_, target)) = by_last.or_else(by_first) {
            if *target != name.key {
                changes.push((key.clone(), target.clone()));
                name.key = target.clone();
            }
        }
    }
    for (from, to) in changes {
        let gathered = votes.get(&from).cloned();
        if let (Some(gathered), Key::Unknown(to)) = (gathered, to) {
            votes.entry(to).or_default().merge(&gathered);
        }
    }
}

fn build(
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
        if let Some(cast_actor) = cast.actors.get_mut(actor) {
            if !cast_actor.names.contains(&surface) {
                cast_actor.names.push(surface);
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
                let row: Vec<_> =
                    inner.tokens[i..end].iter().filter_map(|s| s.of(text)).flat_map(super::lexicon::runs).collect();
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

/// Whether a capital is a place here and not a government: "in Moscow", "the capital, Khartoum", "Moscow airport".
fn is_place_here(words: &Words<'_>, tokens: &Range<usize>) -> bool {
    let before = |n: usize| tokens.start.checked_sub(n).and_then(|i| words.lower.get(i)).map_or("", String::as_str);
    let after = words.lower.get(tokens.end).map_or("", String::as_str);
    let seat_of = matches!(
        before(2),
        "government"
            | "regime"
            | "authorities"
            | "junta"
            | "rulers"
            | "leadership"
            | "leaders"
            | "administration"
            | "officials"
            | "generals"
            | "council"
            | "command"
            | "officers"
            | "cabinet"
    );
    if before(1) == "in" && seat_of {
        return false;
    }
    if matches!(
        before(1),
        "in" | "at"
            | "near"
            | "outside"
            | "around"
            | "inside"
            | "across"
            | "through"
            | "into"
            | "central"
            | "downtown"
            | "northern"
            | "southern"
            | "eastern"
            | "western"
            | "capital"
            | "city"
    ) {
        return true;
    }
    if matches!(
        after,
        "airport"
            | "summit"
            | "conference"
            | "residents"
            | "suburb"
            | "region"
            | "province"
            | "street"
            | "port"
            | "university"
            | "agreement"
            | "talks"
            | "declaration"
            | "treaty"
    ) {
        return true;
    }
    if before(1) == "," && matches!(before(2), "capital" | "city")
        || before(1) == "of"
            && matches!(
                before(2),
                "capital"
                    | "city"
                    | "north"
                    | "south"
                    | "east"
                    | "west"
                    | "outskirts"
                    | "suburb"
                    | "streets"
                    | "mayor"
                    | "siege"
                    | "suburbs"
                    | "control"
                    | "fall"
                    | "centre"
                    | "center"
                    | "out"
            )
    {
        return true;
    }
    const TRAVEL: &[&str] = &[
        "travel",
        "fly",
        "go",
        "visit",
        "arrive",
        "return",
        "trip",
        "journey",
        "come",
        "flight",
        "move",
        "rush",
        "drive",
        "advance",
        "march",
        "road",
        "head",
        "flee",
        "invite",
        "summon",
        "evacuate",
        "relocate",
        "tour",
        "miles",
        "kilometres",
        "kilometers",
        "km",
        "withdraw",
        "pull",
        "retreat",
        "way",
        "back",
    ];
    if matches!(before(1), "to" | "from" | "towards" | "toward" | "on" | "for") {
        return (2..=5).any(|n| {
            let word = before(n);
            TRAVEL.contains(&super::lemmas::verb(word).as_str()) || TRAVEL.contains(&word)
        });
    }
    matches!(
        before(1),
        "visited"
            | "visiting"
            | "visit"
            | "besieged"
            | "captured"
            | "seized"
            | "left"
            | "reached"
            | "entered"
            | "under"
            | "took"
            | "retook"
            | "bombed"
            | "recaptured"
            | "capture"
            | "defend"
            | "defended"
            | "encircled"
            | "storm"
            | "stormed"
            | "retake"
            | "overran"
            | "holds"
            | "occupied"
    )
}
