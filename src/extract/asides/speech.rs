//! Who spoke, at the end of a sentence or between commas: ", he added,".

use super::{Aside, AsideKind, Word, finite, nominal};
use crate::extract::language::Upos;

/// ", he added,", ", the defence ministry in Ankara said on Saturday.", ", according to X".
pub(super) fn speech(words: &[Word<'_>], at: usize, end_of_all: usize) -> Option<Aside> {
    if words[at + 1].lower == "according" {
        let close = (at + 2..end_of_all).find(|i| words[*i].lower == ",");
        let end = close.map_or(end_of_all, |c| c + 1);
        return Some(Aside {
            anchor: at - 1,
            start: at,
            end,
            inner_start: at + 1,
            inner_end: close.unwrap_or(end_of_all),
            kind: AsideKind::Speech,
        });
    }
    let close = (at + 1..end_of_all).find(|i| words[*i].lower == ",").unwrap_or(end_of_all);
    let stretch = &words[at + 1..close];
    if stretch.is_empty() || stretch.len() > 22 {
        return None;
    }
    let said = stretch.iter().position(|w| w.upos == Upos::Verb && w.speech && !w.lower.ends_with("ing"))?;
    let verbs = stretch.iter().filter(|w| finite(w)).count();
    // The stretch says nothing but who spoke: subject, verb, perhaps a time, and no "that".
    let subject = stretch[..said].iter().any(nominal) || stretch[said + 1..].iter().take(4).any(nominal) && said == 0;
    let opens_well = !matches!(
        stretch[0].lower,
        "and"
            | "but"
            | "while"
            | "which"
            | "who"
            | "whose"
            | "as"
            | "although"
            | "because"
            | "when"
            | "where"
            | "if"
            | "after"
            | "before"
    ) && !matches!(stretch[0].upos, Upos::Adp | Upos::Sconj | Upos::Cconj);
    let tail = &stretch[said + 1..];
    let short_tail = tail.len() <= 8
        && !tail.iter().any(|w| matches!(w.lower, "that" | "it" | "he" | "they" | "\"" | "of") || finite(w));
    (verbs <= 2 && subject && opens_well && short_tail && (close == end_of_all || words[close].lower == ",")).then_some(
        Aside {
            anchor: at - 1,
            start: at,
            end: if close == end_of_all { end_of_all } else { close + 1 },
            inner_start: at + 1,
            inner_end: close,
            kind: AsideKind::Speech,
        },
    )
}
