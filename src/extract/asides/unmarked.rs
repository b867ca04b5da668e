//! Asides that no sign sets off: "warnings from Algeria prompted".

use super::signs::has_verb_before;
use super::{Aside, AsideKind, Word, finite, nominal};
use crate::extract::language::Upos;

/// "warnings from Algeria prompted": what stands between a subject and its verb belongs to the subject.
pub(super) fn before_verb(words: &[Word<'_>], at: usize) -> Option<Aside> {
    let opens = words[at].upos == Upos::Adp && at > 0 && (words[at - 1].upos == Upos::Noun || words[at - 1].name);
    if !opens || matches!(words[at].lower, "as" | "than" | "like" | "such" | "by") {
        return None;
    }
    let mut i = at + 1;
    while i < words.len()
        && i < at + 8
        && (words[i].mention
            || matches!(words[i].upos, Upos::Det | Upos::Adj | Upos::Num | Upos::Noun | Upos::Propn | Upos::Pron)
            || matches!(words[i].lower, "'s" | "’s" | "-"))
    {
        i += 1;
    }
    let verb = words.get(i)?;
    let ends_nominal =
        i > at + 1 && nominal(&words[i - 1]) && !matches!(words[i - 1].lower, "who" | "which" | "that" | "whom");
    let no_agent = words.get(i + 1).is_none_or(|w| w.lower != "by");
    let adverb_verb = verb.upos == Upos::Adv && words.get(i + 1).is_some_and(finite);
    let free = !has_verb_before(words, at);
    let relative = |i: usize| {
        matches!(words[i].lower, "who" | "which" | "whose") || words[i].lower == "that" && i > 0 && !words[i - 1].speech
    };
    let inside_clause = !(0..at).rev().take_while(|i| !finite(&words[*i])).any(relative);
    ((finite(verb) || adverb_verb) && ends_nominal && no_agent && free && inside_clause).then_some(Aside {
        anchor: at - 1,
        start: at,
        end: i,
        inner_start: at,
        inner_end: i,
        kind: AsideKind::Complement,
    })
}
