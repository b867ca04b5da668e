//! Short forms of a name that the article gives in full: acronyms, family names, tails.

use std::collections::{BTreeMap, HashMap};

use super::{Found, Key};
use crate::extract::chunks::Words;
use crate::extract::lexicon::{Lexicon, NameForm, fold};
use crate::extract::typing::{Verdict, Votes};
use crate::model::ActorKind;

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
pub(super) fn introduced_acronyms(found: &[Found], words: &[Words<'_>], lexicon: &Lexicon) -> HashMap<Key, Key> {
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
        // "also known as the Black Hand": the article says nothing.
        let bare = between.strip_suffix(&["the"]).filter(|bare| bare.len() > 2).unwrap_or(&between);
        let known_as = matches!(
            *bare,
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
pub(super) fn merge_shorter_names(
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
