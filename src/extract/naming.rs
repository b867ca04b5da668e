//! Which sentences of an article are evidence for an actor: where it is first named, and where the text says that another
//! name is a name of the same one.

use crate::model::{ActorKind, Span};

use super::ExtractedActor;
use super::sentences::Sentence;

/// A sentence that names an actor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Naming {
    /// The whole sentence.
    pub sentence: Span,
    /// The names in it that matter, the later one last.
    pub names: Vec<Span>,
    /// `mention`, or `other name` where two names are said to be one actor's.
    pub rule: &'static str,
}

/// Most sentences that are kept for one actor.
const MOST: usize = 6;

/// The sentence that first names the actor, then for each name that does not speak for itself the one that brings it.
pub(super) fn naming_sentences(text: &str, sentences: &[Sentence], actor: &ExtractedActor) -> Vec<Naming> {
    // A mention with its sentence; captions and titles only where nothing else names the actor.
    let of = |span: Span| {
        let at = sentences.partition_point(|s| s.span.end <= span.start);
        sentences.get(at).filter(|s| s.span.contains(span))
    };
    let named: Vec<(Span, &Sentence)> = actor.mentions.iter().filter_map(|m| Some((*m, of(*m)?))).collect();
    let stated = |named: &&(Span, &Sentence)| named.1.kind.makes_statements();
    let Some(&(first, sentence)) = named.iter().find(stated).or_else(|| named.first()) else {
        // Nothing that was read holds it: the name alone.
        let alone = actor.mentions.first().map(|m| Naming { sentence: *m, names: vec![*m], rule: "mention" });
        return alone.into_iter().collect();
    };
    let mut found = vec![Naming { sentence: sentence.span, names: vec![first], rule: "mention" }];
    // That Kyiv is Ukraine's, and who the Malians are, no article needs to say.
    if actor.kind == ActorKind::State {
        return found;
    }
    let mut known: Vec<&str> = first.of(text).into_iter().collect();
    for name in &actor.names {
        if found.len() >= MOST || known.iter().any(|k| speaks_for_itself(name, k)) {
            continue;
        }
        known.push(name);
        let is_it = |span: &Span| span.of(text).is_some_and(|written| written == name.as_str());
        // Best where another of its names stands in the same sentence.
        let beside = |sentence: &Sentence| {
            named.iter().rev().find(|(span, other)| {
                other.span == sentence.span && span.of(text).is_some_and(|w| !speaks_for_itself(name, w))
            })
        };
        let mine = || named.iter().filter(stated).filter(|(span, _)| is_it(span));
        let with_other = mine().find_map(|(span, sentence)| {
            beside(sentence).map(|(other, _)| {
                let mut names = vec![*other, *span];
                names.sort();
                Naming { sentence: sentence.span, names, rule: "other name" }
            })
        });
        let alone = || mine().next().map(|(span, s)| Naming { sentence: s.span, names: vec![*span], rule: "mention" });
        if let Some(naming) = with_other.or_else(alone) {
            match found.iter_mut().find(|f| f.sentence == naming.sentence) {
                Some(known) => {
                    for span in naming.names {
                        if !known.names.contains(&span) {
                            known.names.push(span);
                        }
                    }
                    if known.names.len() > 1 {
                        known.rule = "other name";
                    }
                }
                None => found.push(naming),
            }
        }
    }
    found
}

/// Whether one name shows by its letters that it is the other's: "Goïta" of "Assimi Goïta", "Wagner group" of "Wagner".
fn speaks_for_itself(name: &str, known: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let split = text.split(|c: char| !c.is_alphanumeric());
        split.filter(|w| w.chars().count() > 2).map(str::to_lowercase).collect()
    };
    let (a, b) = (words(name), words(known));
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if short.is_empty() {
        return name.eq_ignore_ascii_case(known);
    }
    short.iter().all(|w| long.contains(w))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::articles::from_text;
    use crate::extract::{Lexicon, extract};

    fn quotes(text: &str, name: &str) -> Vec<String> {
        let article = from_text(text.to_owned(), None, None);
        let found = extract(&article, Lexicon::embedded());
        let actor = found.actors.iter().find(|a| a.names.iter().any(|n| n == name)).unwrap();
        let all = super::super::sentences::sentences(&article);
        let namings = naming_sentences(&article.text, &all, actor);
        namings.iter().map(|n| n.sentence.of(&article.text).unwrap().to_owned()).collect()
    }

    #[test]
    fn an_actor_is_quoted_with_the_sentence_that_names_it_and_the_one_that_gives_it_another_name() {
        let text = "The Harvest Guard Group attacked Chad on Monday. The Harvest Guard is paid by Sudan. \
                    Later the Harvest Guard Group, also known as the River Sons, left Chad.\n";
        let found = quotes(text, "River Sons");
        assert_eq!(found.first().map(String::as_str), Some("The Harvest Guard Group attacked Chad on Monday."));
        assert!(found.iter().any(|q| q.contains("also known as")), "{found:?}");
        assert_eq!(found.len(), 2, "{found:?}");
    }

    #[test]
    fn parts_of_a_name_need_no_sentence_of_their_own() {
        assert!(speaks_for_itself("Goïta", "Assimi Goïta") && speaks_for_itself("Wagner group", "Wagner"));
        assert!(!speaks_for_itself("Africa Corps", "Wagner") && !speaks_for_itself("JNIM", "Support Group"));
    }
}
