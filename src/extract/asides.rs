//! What stands aside in a sentence: brackets, appositions, relative clauses between commas, "he said" at the end, and rows
//! of names. A sentence is read without its asides, and each aside by itself, because a parser trained on plain prose
//! loses its way in the nested sentences of news.

use super::language::Upos;

/// A word as the finder of asides sees it.
#[derive(Clone, Debug)]
pub(crate) struct Word<'a> {
    /// In lower case.
    pub lower: &'a str,
    /// Part of speech at a first look.
    pub upos: Upos,
    /// A name that is no adjective.
    pub name: bool,
    /// Any name.
    pub mention: bool,
    /// Base form.
    pub lemma: &'a str,
    /// Whether it is a speech verb.
    pub speech: bool,
}

/// How an aside hangs on its anchor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AsideKind {
    /// In brackets, or a describing noun.
    Apposition,
    /// "which ...", "whose ...".
    Relative,
    /// ", he said".
    Speech,
    /// ", backed by Russia,": a participle after a name.
    Participle,
    /// "to Mali": what belongs to a noun.
    Complement,
}

/// A stretch that is read apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Aside {
    /// Place of the word it hangs on.
    pub anchor: usize,
    /// First place taken out, the comma or bracket.
    pub start: usize,
    /// First place after, the closing comma or bracket included.
    pub end: usize,
    /// First place of its own words.
    pub inner_start: usize,
    /// First place after them.
    pub inner_end: usize,
    /// How it hangs.
    pub kind: AsideKind,
}

fn finite(word: &Word<'_>) -> bool {
    word.upos == Upos::Aux || word.upos == Upos::Verb && !word.lower.ends_with("ing")
}

fn nominal(word: &Word<'_>) -> bool {
    word.mention || matches!(word.upos, Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num)
}

/// The first aside of a row of words, `None` when there is none. Who spoke is taken out first, then what is nested.
pub(crate) fn first_aside(words: &[Word<'_>]) -> Option<Aside> {
    let last_sign = words.last().is_some_and(|w| matches!(w.lower, "." | "!" | "?" | "\"" | "”"));
    let end = if last_sign { words.len() - 1 } else { words.len() };
    let says = |at: usize| {
        (matches!(words[at].lower, "," | "–" | "—") && at > 0 && at + 2 < words.len())
            .then(|| speech(words, at, end))
            .flatten()
    };
    (0..words.len()).find_map(says).or_else(|| {
        (0..words.len()).find_map(|i| {
            bracket(words, i)
                .or_else(|| comma_aside(words, i))
                .or_else(|| reduced_clause(words, i))
                .or_else(|| posted(words, i))
                .or_else(|| before_verb(words, i))
        })
    })
}

/// "warnings from Algeria prompted": what stands between a subject and its verb belongs to the subject.
fn before_verb(words: &[Word<'_>], at: usize) -> Option<Aside> {
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

/// "the Russian ambassador to Mali Igor Gromyko": where he is posted stands aside.
fn posted(words: &[Word<'_>], at: usize) -> Option<Aside> {
    let post = matches!(words[at].lemma, "ambassador" | "envoy" | "representative" | "delegate");
    let to = words.get(at + 1).is_some_and(|w| matches!(w.lower, "to" | "in" | "for"));
    let place = words.get(at + 2).is_some_and(|w| w.name);
    let person = words.get(at + 3).is_some_and(|w| w.name);
    (post && to && place && person).then_some(Aside {
        anchor: at,
        start: at + 1,
        end: at + 3,
        inner_start: at + 1,
        inner_end: at + 3,
        kind: AsideKind::Complement,
    })
}

/// "the mission run by the EU has trained": the participle with its agent stands aside.
fn reduced_clause(words: &[Word<'_>], at: usize) -> Option<Aside> {
    if at == 0 || words.get(at + 1).is_none_or(|w| w.lower != "by") {
        return None;
    }
    let word = &words[at];
    let participle = (word.lower.ends_with("ed")
        || matches!(
            word.lower,
            "run" | "led" | "sent" | "made" | "held" | "built" | "given" | "flown" | "bought" | "sold" | "paid"
        ))
        && matches!(word.upos, Upos::Verb | Upos::Noun | Upos::Adj);
    let before = &words[at - 1];
    if !participle || !(before.upos == Upos::Noun || before.name) {
        return None;
    }
    let mut i = at + 2;
    let mut last = None;
    while i < words.len() && i < at + 10 {
        if words[i].name
            && !matches!(words.get(i + 1).map(|w| w.lower), Some("'s" | "’s" | "-"))
            && !words.get(i + 1).is_some_and(|w| w.upos == Upos::Noun && !w.mention)
        {
            last = Some(i);
            let goes_on = matches!(words.get(i + 1).map(|w| w.lower), Some("and" | ","))
                && words.get(i + 2).is_some_and(|w| w.name || w.lower == "the");
            if !goes_on {
                break;
            }
        } else if !matches!(words[i].lower, "the" | "and" | ",") {
            break;
        }
        i += 1;
    }
    let last = last?;
    // The rest must still be a clause, or the words before were one.
    let verb_elsewhere = words[..at].iter().any(finite) || words[last + 1..].iter().any(finite);
    verb_elsewhere.then_some(Aside {
        anchor: at - 1,
        start: at,
        end: last + 1,
        inner_start: at,
        inner_end: last + 1,
        kind: AsideKind::Participle,
    })
}

fn bracket(words: &[Word<'_>], at: usize) -> Option<Aside> {
    if !matches!(words[at].lower, "(" | "[") || at == 0 {
        return None;
    }
    let close = (at + 1..words.len()).find(|i| matches!(words[*i].lower, ")" | "]"))?;
    let anchor = (0..at).rev().find(|i| nominal(&words[*i])).unwrap_or(at - 1);
    (close > at + 1).then_some(Aside {
        anchor,
        start: at,
        end: close + 1,
        inner_start: at + 1,
        inner_end: close,
        kind: AsideKind::Apposition,
    })
}

fn comma_aside(words: &[Word<'_>], at: usize) -> Option<Aside> {
    if !matches!(words[at].lower, "," | "–" | "—") || at == 0 || at + 2 >= words.len() {
        return None;
    }
    let last_sign = matches!(words[words.len() - 1].lower, "." | "!" | "?" | "\"" | "”");
    let end_of_all = if last_sign { words.len() - 1 } else { words.len() };
    if let Some(aside) = speech(words, at, end_of_all) {
        return Some(aside);
    }
    let anchor = (0..at).rev().find(|i| !matches!(words[*i].lower, "\"" | "”" | "'" | ")"))?;
    if !nominal(&words[anchor]) {
        return None;
    }
    let next = words[at + 1].lower;
    let relative = matches!(next, "which" | "who" | "whose" | "where" | "whom")
        || matches!(words[at + 1].upos, Upos::Adp)
            && matches!(words.get(at + 2).map(|w| w.lower), Some("which" | "whom" | "whose"));
    let verb_before = has_verb_before(words, anchor);
    if let Some(listed) = listed_names(words, anchor, at, end_of_all) {
        return Some(listed);
    }
    if relative {
        let close = closing(words, at + 1, end_of_all, verb_before, true);
        return Some(aside(words, anchor, at, close, AsideKind::Relative));
    }
    if !words[anchor].name && !(words[anchor].upos == Upos::Noun && matches!(next, "a" | "an" | "the")) {
        return None;
    }
    // "Wagner, backed by Russia, ..."
    let participle = words[at + 1].upos == Upos::Verb
        && (next.ends_with("ed")
            || matches!(
                next,
                "led" | "run" | "known" | "sent" | "built" | "held" | "made" | "driven" | "torn" | "seen"
            ))
        && words[anchor].name;
    if participle && !words.get(at + 2).is_some_and(|w| matches!(w.upos, Upos::Det | Upos::Pron) || w.mention) {
        let close = closing(words, at + 1, end_of_all, verb_before, false);
        return (close.is_some() || verb_before).then(|| aside(words, anchor, at, close, AsideKind::Participle));
    }
    let head = description(words, at + 1)?;
    // A noun phrase followed by a finite verb opens a clause of its own: no aside.
    let after_head = words.get(head + 1);
    if after_head.is_some_and(finite)
        && !after_head.is_some_and(|w| {
            w.lower.ends_with("ed") && w.upos == Upos::Verb || matches!(w.lower, "led" | "run" | "known" | "based")
        })
    {
        return None;
    }
    let close = closing(words, head + 1, end_of_all, verb_before, false);
    // Without a closing comma the row must end with it.
    if close.is_none() && words[head + 1..end_of_all].iter().any(|w| w.upos == Upos::Aux) && !verb_before {
        return None;
    }
    Some(aside(words, anchor, at, close, AsideKind::Apposition))
}

/// ", the US and France among them,", ", among them X and Y,", ", including X,".
fn listed_names(words: &[Word<'_>], anchor: usize, at: usize, end_of_all: usize) -> Option<Aside> {
    let next = words[at + 1].lower;
    let second = words.get(at + 2).map_or("", |w| w.lower);
    let opened = match (next, second) {
        ("among", "them" | "whom" | "which") | ("such", "as") => 2,
        ("including" | "notably" | "like" | "namely", _) => 1,
        _ => 0,
    };
    let inner_start = at + 1 + opened;
    let mut last_name = None;
    for (i, word) in words.iter().enumerate().take(end_of_all).skip(inner_start) {
        if word.name {
            last_name = Some(i);
        } else if !matches!(word.lower, "the" | "," | "and" | "or" | "both" | "also") {
            break;
        }
    }
    let last = last_name?;
    let closed = words.get(last + 1).map_or("", |w| w.lower);
    let among_after = closed == "among" && words.get(last + 2).is_some_and(|w| matches!(w.lower, "them" | "others"));
    if opened == 0 && !among_after {
        return None;
    }
    let end = if among_after { last + 3 } else { last + 1 };
    Some(Aside { anchor, start: at, end, inner_start, inner_end: last + 1, kind: AsideKind::Apposition })
}

/// Whether the clause that a word stands in has its verb before it.
fn has_verb_before(words: &[Word<'_>], anchor: usize) -> bool {
    for i in (0..anchor).rev() {
        let word = &words[i];
        if finite(word) {
            return true;
        }
        let opens = matches!(word.lower, "while" | "although" | "though" | "because" | "whereas" | ";")
            || matches!(word.lower, "and" | "but") && i > 0 && words[i - 1].lower == ","
            || word.lower == "that" && i > 0 && words[i - 1].speech;
        if opens {
            return false;
        }
    }
    false
}

fn aside(words: &[Word<'_>], anchor: usize, comma: usize, close: Option<usize>, kind: AsideKind) -> Aside {
    let last_sign = matches!(words[words.len() - 1].lower, "." | "!" | "?" | "\"" | "”");
    let end_of_all = if last_sign { words.len() - 1 } else { words.len() };
    let inner_end = close.unwrap_or(end_of_all);
    // The closing comma goes with it unless it parts two clauses.
    let verb_before = has_verb_before(words, anchor);
    let verb_next = close.is_some_and(|c| words.get(c + 1).is_some_and(|w| w.upos == Upos::Verb));
    let end = close.map_or(end_of_all, |c| if verb_before && verb_next { c } else { c + 1 });
    Aside { anchor, start: comma, end, inner_start: comma + 1, inner_end, kind }
}

/// Where an aside that begins at `from` is closed by a comma.
fn closing(words: &[Word<'_>], from: usize, end: usize, verb_before: bool, clause: bool) -> Option<usize> {
    let commas: Vec<usize> = (from..end).filter(|i| matches!(words[*i].lower, "," | ";" | "–" | "—")).collect();
    let followed_by_verb = |c: &usize| {
        let next = words.get(c + 1);
        let after = words.get(c + 2);
        next.is_some_and(finite)
            || next.is_some_and(|w| w.upos == Upos::Adv || matches!(w.lower, "now" | "also" | "still" | "\""))
                && after.is_some_and(finite)
    };
    if !verb_before {
        // The aside parts subject and verb: it ends where the verb follows.
        if let Some(close) = commas.iter().find(|c| followed_by_verb(c)) {
            return Some(*close);
        }
        return if clause { None } else { commas.first().copied() };
    }
    if clause {
        // A relative clause at the end goes on until a new clause is joined to the first.
        return commas
            .iter()
            .find(|c| {
                let next = words.get(**c + 1).map_or("", |w| w.lower);
                let has_verb = words[from..**c].iter().any(finite);
                has_verb
                    && (matches!(
                        next,
                        "and"
                            | "but"
                            | "while"
                            | "after"
                            | "before"
                            | "because"
                            | "although"
                            | "as"
                            | "with"
                            | "though"
                            | "so"
                            | "said"
                            | "which"
                            | "who"
                            | "whose"
                    ) || followed_by_verb(c)
                        || starts_clause(words, **c + 1, end))
            })
            .copied();
    }
    commas.first().copied()
}

/// Whether a subject with its verb follows.
fn starts_clause(words: &[Word<'_>], at: usize, end: usize) -> bool {
    words.get(at).is_some_and(|w| w.mention || matches!(w.upos, Upos::Pron | Upos::Det))
        && words[at..end.min(at + 5)].iter().any(finite)
}

/// The head of a describing noun phrase that begins at `from`.
fn description(words: &[Word<'_>], from: usize) -> Option<usize> {
    let opens = &words[from];
    if matches!(opens.upos, Upos::Verb | Upos::Aux | Upos::Sconj | Upos::Cconj | Upos::Adp | Upos::Adv)
        && !opens.mention
        || opens.upos == Upos::Pron && !matches!(opens.lower, "its" | "his" | "her" | "their")
    {
        return None;
    }
    let mut head = None;
    let mut at = from;
    while at < words.len() && at < from + 12 {
        let word = &words[at];
        let inside = word.mention
            || matches!(word.upos, Upos::Adj | Upos::Noun | Upos::Num | Upos::Propn | Upos::Adv)
            || word.upos == Upos::Det
            || matches!(word.lower, "'s" | "’s" | "-" | "its" | "his" | "her" | "their");
        if !inside {
            break;
        }
        if word.mention && word.name {
            let owns = matches!(words.get(at + 1).map(|w| w.lower), Some("'s" | "’s" | "-"))
                || words.get(at + 1).is_some_and(|w| matches!(w.upos, Upos::Noun | Upos::Adj) && !w.mention);
            if !owns {
                break;
            }
        } else if word.upos == Upos::Noun && !word.mention {
            head = Some(at);
        }
        at += 1;
    }
    head
}

/// ", he added,", ", the defence ministry in Ankara said on Saturday.", ", according to X".
fn speech(words: &[Word<'_>], at: usize, end_of_all: usize) -> Option<Aside> {
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

/// Rows of names: "South Africa, Malawi and Tanzania". Each is the places of its names, first to last.
pub(crate) fn rows_of_names(words: &[Word<'_>]) -> Vec<Vec<usize>> {
    let mut rows: Vec<Vec<usize>> = Vec::new();
    let mut i = 0;
    while i < words.len() {
        if !words[i].name {
            i += 1;
            continue;
        }
        let mut row = vec![i];
        let mut joined = false;
        let mut at = i + 1;
        while at < words.len() {
            let conjunction = matches!(words[at].lower, "and" | "or" | "&" | "nor");
            let comma = words[at].lower == ",";
            if !conjunction && !comma {
                break;
            }
            let mut next = at + 1;
            if comma && words.get(next).is_some_and(|w| matches!(w.lower, "and" | "or")) {
                next += 1;
            }
            let conjunction = conjunction || next == at + 2;
            if words.get(next).is_some_and(|w| w.lower == "the") {
                next += 1;
            }
            let free = words.get(next).is_some_and(|w| w.name)
                && !matches!(words.get(next + 1).map(|w| w.lower), Some("'s" | "’s" | "-"))
                && !words.get(next + 1).is_some_and(|w| w.upos == Upos::Noun && !w.mention);
            if !free {
                break;
            }
            row.push(next);
            at = next + 1;
            if conjunction {
                joined = true;
                break;
            }
        }
        let last = *row.last().unwrap_or(&i);
        // "to Ukraine and Poland sent": a new clause begins with the last name.
        let verb_follows = words.get(last + 1).is_some_and(finite);
        let verb_before = words[..i].iter().any(finite);
        let governed = i > 0
            && (words[i - 1].upos == Upos::Adp
                || words[i - 1].upos == Upos::Verb
                || words[i - 1].lower == "the" && i > 1 && words[i - 2].upos == Upos::Adp);
        if joined && row.len() >= 2 && (row.len() >= 3 || !(verb_follows && verb_before && governed)) {
            i = last + 1;
            rows.push(row);
        } else {
            i += 1;
        }
    }
    rows
}

/// How a clause that is read apart hangs on the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CutKind {
    /// ", and Y did"
    Coordinate,
    /// ", while Y did"
    Subordinate,
    /// "said that Y did"
    Complement,
    /// What stands before is only an opening: "After taking the town, Y did".
    AfterOpening,
}

/// Where a new clause begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cut {
    /// Place of its first word, the comma, semicolon or "that".
    pub at: usize,
    /// How it hangs on what stands before.
    pub kind: CutKind,
}

/// Where a row of words without asides falls into clauses that each have their own subject and verb.
pub(crate) fn clause_cuts(words: &[Word<'_>]) -> Vec<Cut> {
    let mut cuts: Vec<Cut> = Vec::new();
    let mut start = 0;
    for at in 1..words.len().saturating_sub(2) {
        let sign = words[at].lower;
        let verb_before = words[start..at].iter().any(finite);
        if sign == "that"
            && verb_before
            && words[at - 1].speech
            && finite(&words[at - 1])
            && opens_clause(words, at + 1)
        {
            cuts.push(Cut { at, kind: CutKind::Complement });
            start = at + 1;
            continue;
        }
        // "killed soldiers before a column drove them out": a clause of its own without a comma.
        if matches!(sign, "before" | "after" | "because" | "while" | "although" | "until")
            && verb_before
            && at > start + 2
            && words[at].upos != Upos::Verb
            && opens_soon(words, at + 1)
        {
            cuts.push(Cut { at, kind: CutKind::Subordinate });
            start = at;
            continue;
        }
        if !matches!(sign, "," | ";" | ":" | "–" | "—") || at < start + 2 {
            continue;
        }
        if !verb_before {
            // "After taking the town, Wagner released": an opening without a verb of its own.
            let opening = words
                .get(start)
                .is_some_and(|w| matches!(w.upos, Upos::Adp | Upos::Sconj | Upos::Adv | Upos::Verb | Upos::Part));
            if cuts.is_empty() && opening && at > 2 && opens_clause(words, at + 1) {
                cuts.push(Cut { at, kind: CutKind::AfterOpening });
                start = at + 1;
            }
            continue;
        }
        let next = words[at + 1].lower;
        let hard = sign != ",";
        let coordinated = matches!(next, "and" | "but" | "or" | "nor" | "yet");
        let subordinate = matches!(
            next,
            "while"
                | "although"
                | "though"
                | "because"
                | "after"
                | "before"
                | "since"
                | "as"
                | "when"
                | "if"
                | "whereas"
                | "until"
                | "once"
                | "unless"
                | "even"
        );
        let from = if coordinated || subordinate { at + 2 } else { at + 1 };
        let says = sign == "," && !coordinated && !subordinate && speech_follows(words, at + 1);
        let opens = (coordinated || subordinate || hard) && opens_clause(words, from) || says;
        if opens {
            cuts.push(Cut { at, kind: if subordinate { CutKind::Subordinate } else { CutKind::Coordinate } });
            start = at;
        }
    }
    cuts
}

/// ", US Central Command said ...": a subject and then a verb of speech.
fn speech_follows(words: &[Word<'_>], from: usize) -> bool {
    let mut subject = false;
    for word in words.iter().skip(from).take(8) {
        if matches!(word.lower, "," | ";" | ":" | "who" | "which" | "that") || word.upos == Upos::Adp && !subject {
            return false;
        }
        if finite(word) {
            return subject && word.speech;
        }
        subject |= nominal(word);
    }
    false
}

/// Whether a short subject and right behind it a finite verb follow: no phrase in between that a clause could end in.
fn opens_soon(words: &[Word<'_>], from: usize) -> bool {
    let mut subject = false;
    for word in words.iter().skip(from).take(6) {
        if finite(word) {
            return subject;
        }
        let inside = nominal(word) || matches!(word.upos, Upos::Det | Upos::Adj | Upos::Num | Upos::Noun | Upos::Propn);
        if !inside && !matches!(word.lower, "'s" | "’s" | "its" | "his" | "their") {
            return false;
        }
        subject |= nominal(word);
    }
    false
}

/// Whether a subject and then a finite verb follow, before the next comma.
fn opens_clause(words: &[Word<'_>], from: usize) -> bool {
    let mut subject = false;
    for word in words.iter().skip(from).take(14) {
        if matches!(word.lower, "," | ";" | ":") {
            return false;
        }
        if finite(word) {
            return subject;
        }
        if nominal(word) || word.upos == Upos::Det {
            subject = true;
        } else if word.upos == Upos::Verb {
            return false;
        }
    }
    false
}

/// Phrases of time ("on October 21, 2024,", "last March", "in July"): places of their words, first to last. They say when,
/// and only get in the way of who does what.
pub(crate) fn time_phrases(words: &[Word<'_>]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut i = 0;
    while i < words.len() {
        match time_phrase(words, i) {
            Some(end) if end - i < words.len() => {
                // The comma that parts it from the rest goes with it at the beginning of a sentence, and one of two elsewhere.
                let comma_after = words.get(end).is_some_and(|w| w.lower == ",");
                let comma_before = i > 0 && words[i - 1].lower == ",";
                let end = if comma_after && (i == 0 || comma_before) { end + 1 } else { end };
                found.push((i, end));
                i = end;
            }
            _ => i += 1,
        }
    }
    found
}

fn time_phrase(words: &[Word<'_>], from: usize) -> Option<usize> {
    let lower = |i: usize| words.get(i).map_or("", |w| w.lower);
    let month = |i: usize| {
        super::dates::month(lower(i)).is_some() && !matches!(lower(i), "may" | "march" | "mar" | "mai" | "mars")
    };
    let unsure_month = |i: usize| matches!(lower(i), "may" | "march");
    let number = |i: usize| !lower(i).is_empty() && lower(i).chars().all(|c| c.is_ascii_digit()) && lower(i).len() <= 2;
    let year = |i: usize| {
        lower(i).len() == 4
            && lower(i).chars().all(|c| c.is_ascii_digit())
            && matches!(lower(i).as_bytes().first(), Some(b'1' | b'2'))
    };
    let mut at = from;
    let before = from.checked_sub(1).map_or("", lower);
    if matches!(before, "the" | "a" | "of" | "'s" | "’s" | "-") {
        return None;
    }
    let mut led = false;
    while matches!(
        lower(at),
        "on" | "in"
            | "since"
            | "until"
            | "late"
            | "early"
            | "mid"
            | "during"
            | "by"
            | "from"
            | "around"
            | "only"
            | "earlier"
            | "later"
    ) && at < from + 3
    {
        led |=
            matches!(lower(at), "on" | "in" | "since" | "until" | "late" | "early" | "mid" | "during" | "by" | "from");
        at += 1;
    }
    let start = at;
    if super::dates::weekday(lower(at)).is_some() {
        at += 1;
        if lower(at) == "," && (month(at + 1) || unsure_month(at + 1)) {
            at += 1;
        }
    }
    if number(at) && (month(at + 1) || unsure_month(at + 1)) {
        at += 2;
    } else if month(at) || unsure_month(at) && (led || number(at + 1) || year(at + 1)) {
        at += 1;
        if number(at) {
            at += 1;
        }
    }
    if at > start {
        if lower(at) == "," && year(at + 1) {
            at += 2;
        } else if year(at) {
            at += 1;
        } else if matches!(lower(at), "this" | "last") && lower(at + 1) == "year" {
            at += 2;
        }
        return Some(at);
    }
    if year(at) && led && !words.get(at + 1).is_some_and(|w| w.upos == Upos::Noun) {
        return Some(at + 1);
    }
    if matches!(lower(at), "last" | "this" | "next")
        && matches!(
            lower(at + 1),
            "year" | "month" | "week" | "march" | "may" | "summer" | "autumn" | "spring" | "winter" | "night"
        )
        || matches!(lower(at), "last" | "this" | "next")
            && (month(at + 1) || super::dates::weekday(lower(at + 1)).is_some())
    {
        return Some(at + 2);
    }
    if at == from && matches!(lower(at), "yesterday" | "today" | "overnight") {
        return Some(at + 1);
    }
    if matches!(lower(at + 2), "ago" | "earlier" | "later")
        && matches!(lower(at + 1), "years" | "year" | "months" | "month" | "weeks" | "week" | "days" | "day" | "hours")
    {
        return Some(at + 3);
    }
    if matches!(lower(at), "days" | "weeks" | "months" | "years" | "hours")
        && matches!(lower(at + 1), "earlier" | "later" | "ago")
        && at == from
    {
        return Some(at + 2);
    }
    None
}
