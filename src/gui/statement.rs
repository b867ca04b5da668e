//! How a statement reads in a line: who, to whom, what, in the colour of its family or class.

use egui::text::{LayoutJob, TextFormat};
use egui::{Color32, Stroke};

use super::fonts;
use super::theme::Palette;
use crate::model::{
    ClaimId, Factuality, Polarity, Proposed, ProspectEvent, RelationClass, ScenarioMap, StructureType, with_inner_marks,
};

/// A statement in words, in pieces that are drawn differently.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// "provision", "relation", "same actor?", ...
    pub kind: &'static str,
    /// The colour of its family or class.
    pub colour: Color32,
    /// The one it starts from.
    pub subject: String,
    /// What stands between.
    pub link: &'static str,
    /// The one it points to; empty where there is none.
    pub object: String,
    /// What is given, or how the two are related.
    pub what: String,
}

impl Statement {
    /// The words for something proposed or claimed.
    pub fn of(map: &ScenarioMap, palette: &Palette, content: &Proposed) -> Self {
        let name = |id| map.actor_name(id).to_owned();
        match content {
            Proposed::Provision { provider, recipient, function, .. } => Self {
                kind: "provision",
                colour: palette.family(map.function_family(function)),
                subject: name(provider),
                link: "→",
                object: name(recipient),
                what: map.function_words(function),
            },
            Proposed::Relation { source, target, class, relation_type, .. } => Self {
                kind: class.words(),
                colour: palette.class(*class),
                subject: name(source),
                link: "→",
                object: name(target),
                what: relation_words(*class, relation_type),
            },
            Proposed::SameActor { keep, merge, .. } => Self {
                kind: "same actor?",
                colour: palette.accent,
                subject: name(merge),
                link: "=",
                object: name(keep),
                what: String::new(),
            },
            Proposed::Actor { actor, name: proposed, actor_kind, cited_only, .. } => Self {
                kind: if *cited_only { "cited medium" } else { "actor" },
                colour: palette.neutral,
                subject: map.actor(actor).map_or_else(|| proposed.clone(), |actor| actor.name.clone()),
                link: "",
                object: String::new(),
                what: actor_kind.words().to_owned(),
            },
            Proposed::Prospect { actor, target, event, polarity } => Self {
                kind: "prospect",
                colour: palette.warn,
                subject: name(actor),
                link: prospect_words(*event, *polarity),
                object: target.as_ref().map(name).unwrap_or_default(),
                what: String::new(),
            },
        }
    }

    /// In one line of plain text, as it is spoken and copied.
    pub fn words(&self) -> String {
        let mut line = self.subject.clone();
        for piece in [self.link, self.object.as_str()] {
            if !piece.is_empty() {
                line.push(' ');
                line.push_str(piece);
            }
        }
        if !self.what.is_empty() {
            line.push_str(" · ");
            line.push_str(&self.what);
        }
        line
    }

    /// Laid out: names strong, what is given in its colour.
    pub fn job(&self, palette: &Palette, size: f32, width: f32) -> LayoutJob {
        let mut job = LayoutJob::default();
        job.wrap.max_width = width;
        let strong = TextFormat::simple(fonts::strong(size), palette.text);
        let plain = TextFormat::simple(fonts::regular(size), palette.text);
        let weak = TextFormat::simple(fonts::regular(size), palette.weak);
        job.append(&self.subject, 0.0, strong.clone());
        if !self.link.is_empty() {
            job.append(&format!(" {}", self.link), 0.0, weak.clone());
        }
        if !self.object.is_empty() {
            job.append(&format!(" {}", self.object), 0.0, if self.link == "=" { strong } else { plain });
        }
        if !self.what.is_empty() {
            job.append(" · ", 0.0, weak);
            job.append(&self.what, 0.0, TextFormat::simple(fonts::regular(size), self.colour));
        }
        job
    }
}

/// What is proposed as a sentence: "Wagner gives Mali direct combat".
pub fn sentence(map: &ScenarioMap, content: &Proposed) -> String {
    let name = |id| map.actor_name(id);
    match content {
        Proposed::Provision { provider, recipient, function, .. } => {
            format!("{} gives {} {}", name(provider), name(recipient), map.function_words(function))
        }
        Proposed::Relation { source, target, class, relation_type, .. } => {
            let words = relation_words(*class, relation_type);
            if *class == RelationClass::Structure {
                format!("{} {words} {}", name(source), name(target))
            } else {
                format!("{} and {}: {words}", name(source), name(target))
            }
        }
        Proposed::SameActor { keep, merge, .. } => format!("{} is {}", name(merge), name(keep)),
        Proposed::Actor { actor, name: proposed, .. } => {
            map.actor(actor).map_or_else(|| proposed.clone(), |actor| actor.name.clone())
        }
        Proposed::Prospect { actor, target, event, polarity } => {
            let words = prospect_words(*event, *polarity);
            let target = target.as_ref().map(|id| format!(" {}", name(id))).unwrap_or_default();
            format!("{} {words}{target}", name(actor))
        }
    }
}

/// The words for a kind of relation.
pub fn relation_words(class: RelationClass, kind: &str) -> String {
    match StructureType::from_id(kind) {
        Some(structure) if class == RelationClass::Structure => structure.words().to_owned(),
        _ if kind.is_empty() => class.words().to_owned(),
        _ => kind.replace('_', " "),
    }
}

/// "will leave", "will not leave", ...
fn prospect_words(event: ProspectEvent, polarity: Polarity) -> &'static str {
    match (event, polarity) {
        (ProspectEvent::Withdraw, Polarity::Affirmed) => "may leave",
        (ProspectEvent::Withdraw, Polarity::Denied) => "will not leave",
        (ProspectEvent::Reduce, Polarity::Affirmed) => "may reduce its help to",
        (ProspectEvent::Reduce, Polarity::Denied) => "will not reduce its help to",
        (ProspectEvent::Engage, Polarity::Affirmed) => "may step up for",
        (ProspectEvent::Engage, Polarity::Denied) => "will not step up for",
        (ProspectEvent::Stay, Polarity::Affirmed) => "will stay with",
        (ProspectEvent::Stay, Polarity::Denied) => "will not stay with",
    }
}

/// How something stands or how the texts commit themselves to it, and on how many claims: "planned · 3".
pub fn commitment_words(content: &Proposed, claims: usize) -> String {
    let word = match content {
        Proposed::Provision { factuality, status, .. } => match factuality {
            Factuality::Done => status.words(),
            other => other.words(),
        },
        Proposed::Relation { factuality, .. } => factuality.words(),
        _ => "",
    };
    match (word.is_empty(), claims) {
        (true, 0) => "no quote".to_owned(),
        (true, 1) => "1 quote".to_owned(),
        (true, n) => format!("{n} quotes"),
        (false, 0) => word.to_owned(),
        (false, n) => format!("{word} · {n}"),
    }
}

/// The quote around its trigger, cut to a readable length for the eye; the claim keeps the whole. The trigger is tinted.
pub fn quote_job(map: &ScenarioMap, palette: &Palette, id: &ClaimId, colour: Color32, room: usize) -> LayoutJob {
    let mut job = LayoutJob::default();
    let Some(claim) = map.claim(id) else { return job };
    let quote = claim.quote.as_str();
    let trigger = claim
        .trigger
        .and_then(|span| Some((span.start.checked_sub(claim.span.start)?, span.end.checked_sub(claim.span.start)?)))
        .filter(|(start, end)| quote.get(*start..*end).is_some_and(|text| !text.is_empty()));
    let (start, end) = trigger.unwrap_or((0, 0));
    let before = start.saturating_sub(room / 2);
    let from = if before == 0 { 0 } else { word_start(quote, before) };
    let wanted = (end + room / 2).max(from + room);
    let to = if wanted >= quote.len() { quote.len() } else { word_end(quote, wanted) };
    let weak = TextFormat::simple(fonts::regular(12.0), palette.weak);
    let lit = TextFormat {
        background: palette.tint(colour, 0.30),
        underline: Stroke::NONE,
        ..TextFormat::simple(fonts::regular(12.0), palette.text)
    };
    let clean = |text: &str| text.replace(['\n', '\r', '\t'], " ");
    let piece = |from: usize, to: usize| clean(&with_inner_marks(quote, from, to));
    job.append(if from > 0 { "“…" } else { "“" }, 0.0, weak.clone());
    job.append(&piece(from, start.max(from)), 0.0, weak.clone());
    job.append(&piece(start.max(from), end.max(from)), 0.0, lit);
    job.append(&piece(end.max(from), to), 0.0, weak.clone());
    job.append(if to < quote.len() { "…”" } else { "”" }, 0.0, weak);
    job
}

/// The first start of a word at or after a byte.
fn word_start(text: &str, byte: usize) -> usize {
    let from = (byte..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
    let rest = text.get(from..).unwrap_or_default();
    rest.find(char::is_whitespace).map_or(from, |at| {
        let gap = from + at;
        gap + text.get(gap..).and_then(|t| t.chars().next()).map_or(0, char::len_utf8)
    })
}

/// The last end of a word at or before a byte.
fn word_end(text: &str, byte: usize) -> usize {
    let to = (0..=byte.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    text.get(..to).and_then(|head| head.rfind(char::is_whitespace)).unwrap_or(to)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Actor, ActorKind, Article, Claim, Origin, Span};

    fn map_with_quote(text: &str, trigger: &str) -> ScenarioMap {
        let mut map = ScenarioMap::new(Actor::new("mali", "Mali", ActorKind::State));
        let at = text.find(trigger).unwrap();
        map.articles.push(Article {
            id: "a".into(),
            title: "A".into(),
            date: None,
            date_text: None,
            language: None,
            source: None,
            file_name: None,
            importer: None,
            content_hash: String::new(),
            blocks: Vec::new(),
            hidden: Vec::new(),
            text: text.to_owned(),
            extra: Default::default(),
        });
        map.claims.push(Claim {
            id: "c".into(),
            article: "a".into(),
            span: Span::new(0, text.len()),
            quote: text.to_owned(),
            states: None,
            arguments: Vec::new(),
            trigger: Some(Span::new(at, at + trigger.len())),
            factuality: None,
            date: None,
            speaker: None,
            credibility: None,
            inferred: false,
            confidence: None,
            origin: Origin::Analyst,
            extra: Default::default(),
        });
        map
    }

    #[test]
    fn a_long_quote_is_cut_around_its_trigger_at_words() {
        let text = format!("{}é guards protect the president {}", "früher ".repeat(40), "später ".repeat(40));
        let map = map_with_quote(&text, "protect");
        let job = quote_job(&map, &Palette::dark(), &"c".into(), Color32::RED, 60);
        assert!(job.text.starts_with("“…früher ") && job.text.ends_with("später…”"), "{}", job.text);
        assert!(job.text.contains("guards protect the president"));
        let lit: Vec<&str> = job
            .sections
            .iter()
            .filter(|s| s.format.background != Color32::TRANSPARENT)
            .map(|s| &job.text[s.byte_range.start.0..s.byte_range.end.0])
            .collect();
        assert_eq!(lit, ["protect"]);
    }

    #[test]
    fn a_short_quote_stays_whole() {
        let map = map_with_quote("SADAT trains the guard", "trains");
        let job = quote_job(&map, &Palette::light(), &"c".into(), Color32::RED, 200);
        assert_eq!(job.text, "“SADAT trains the guard”");
    }
}
