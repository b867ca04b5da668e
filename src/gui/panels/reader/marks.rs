//! What is marked in an article's text: where actors are named, and what claims quote.

use aho_corasick::{AhoCorasick, MatchKind};
use egui::Color32;

use crate::gui::context::ViewCtx;
use crate::gui::evidence_index::{ClaimUse, Standing};
use crate::gui::statement::Statement;
use crate::model::{ActorId, Article, ClaimId, Factuality, Proposed, Span};

/// Where an actor is named.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// The name's bytes.
    pub span: Span,
    /// Who it is.
    pub actor: ActorId,
}

/// What a claim quotes.
#[derive(Clone, Debug)]
pub struct Quote {
    /// The quote's bytes.
    pub span: Span,
    /// The word that made it a statement; the whole quote where that is not known.
    pub trigger: Span,
    /// The claim.
    pub claim: ClaimId,
    /// The colour of its family or class.
    pub colour: Color32,
    /// Whether it is only planned, alleged or supposed.
    pub dashed: bool,
    /// Whether somebody has decided about it.
    pub standing: Standing,
    /// The statement in words.
    pub words: String,
}

/// Everything marked in one article, in the order of the text.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    /// Names of actors.
    pub mentions: Vec<Mention>,
    /// Quotes of claims.
    pub quotes: Vec<Quote>,
    longest_quote: usize,
}

impl Marks {
    /// The marks of an article.
    pub fn of(cx: &ViewCtx<'_>, article: &Article) -> Self {
        let quotes = quotes(cx, article);
        let longest_quote = quotes.iter().map(|quote| quote.span.end - quote.span.start).max().unwrap_or(0);
        Self { mentions: mentions(cx, article), quotes, longest_quote }
    }

    /// The mentions within a range.
    pub fn mentions_in(&self, range: Span) -> impl Iterator<Item = &Mention> {
        let first = self.mentions.partition_point(|mention| mention.span.end <= range.start);
        self.mentions.iter().skip(first).take_while(move |mention| mention.span.start < range.end)
    }

    /// The quotes that overlap a range.
    pub fn quotes_in(&self, range: Span) -> impl Iterator<Item = &Quote> {
        let from = range.start.saturating_sub(self.longest_quote);
        let first = self.quotes.partition_point(|quote| quote.span.start < from);
        let near = self.quotes.iter().skip(first).take_while(move |quote| quote.span.start < range.end);
        near.filter(move |quote| quote.span.overlaps(range))
    }

    /// The actor named at a byte.
    pub fn actor_at(&self, byte: usize) -> Option<&ActorId> {
        self.mentions_in(Span::new(byte, byte + 1)).next().map(|mention| &mention.actor)
    }

    /// The claim meant by a click on a byte: of those that quote it, the one whose trigger is nearest.
    pub fn quote_at(&self, byte: usize) -> Option<&Quote> {
        let distance = |quote: &&Quote| {
            let trigger = quote.trigger;
            if byte < trigger.start { trigger.start - byte } else { byte.saturating_sub(trigger.end.saturating_sub(1)) }
        };
        self.quotes_in(Span::new(byte, byte + 1)).min_by_key(distance)
    }
}

fn quotes(cx: &ViewCtx<'_>, article: &Article) -> Vec<Quote> {
    let index = &cx.snapshot.evidence;
    let Some(claims) = index.article(&article.id) else { return Vec::new() };
    let mut quotes = Vec::new();
    for (span, id) in &claims.claims {
        let Some(claim) = cx.map.claim(id) else { continue };
        let standing = index.standing(id);
        // A name alone is a mention, and what was rejected is no longer pointed at.
        if standing == Standing::Rejected || matches!(claim.states, Some(Proposed::Actor { .. })) {
            continue;
        }
        let statement = claim.states.as_ref().map(|states| Statement::of(cx.map, cx.palette, states));
        let (colour, words) = statement.map_or((cx.palette.neutral, String::new()), |s| (s.colour, s.words()));
        let trigger = claim.trigger.filter(|trigger| span.contains(*trigger)).unwrap_or(*span);
        let dashed =
            matches!(claim.factuality, Some(Factuality::Planned | Factuality::Alleged | Factuality::Hypothetical));
        quotes.push(Quote { span: *span, trigger, claim: id.clone(), colour, dashed, standing, words });
    }
    quotes
}

fn mentions(cx: &ViewCtx<'_>, article: &Article) -> Vec<Mention> {
    let (names, owners) = names(cx);
    let mut found: Vec<Mention> = Vec::new();
    if let Ok(finder) = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&names) {
        for hit in finder.find_iter(&article.text) {
            let span = Span::new(hit.start(), hit.end());
            if let (true, Some(actor)) = (is_whole_word(&article.text, span), owners.get(hit.pattern().as_usize())) {
                found.push(Mention { span, actor: actor.clone() });
            }
        }
    }
    // Demonyms, pronouns and "the group": the claim knows whom they mean.
    let claims = cx.snapshot.evidence.article(&article.id).map_or(&[][..], |claims| &claims.claims);
    for claim in claims.iter().filter_map(|(_, id)| cx.map.claim(id)) {
        for (span, actor) in claim.arguments.iter().zip(claim.actors()) {
            let words = span.of(&article.text).is_some_and(|text| !text.is_empty());
            if words && found.iter().all(|mention| !mention.span.overlaps(*span)) {
                found.push(Mention { span: *span, actor: actor.clone() });
            }
        }
    }
    found.sort_by_key(|mention| mention.span);
    found
}

/// The names of every actor that is in the map or proposed, with whose they are.
fn names(cx: &ViewCtx<'_>) -> (Vec<String>, Vec<ActorId>) {
    let mut names = Vec::new();
    let mut owners = Vec::new();
    let mut add = |name: &str, actor: &ActorId| {
        if name.trim().chars().count() > 1 {
            names.push(name.to_owned());
            owners.push(actor.clone());
        }
    };
    for actor in &cx.map.actors {
        for name in actor.names() {
            add(name, &actor.id);
        }
    }
    for proposal in &cx.map.proposals {
        if let Proposed::Actor { actor, name, aliases, .. } = &proposal.content {
            add(name, actor);
            for alias in aliases {
                add(alias, actor);
            }
        }
    }
    (names, owners)
}

fn is_whole_word(text: &str, span: Span) -> bool {
    let before = text.get(..span.start).and_then(|text| text.chars().next_back());
    let after = text.get(span.end..).and_then(|text| text.chars().next());
    !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
}

/// What a click on a claim selects on the map.
pub fn selection_of(cx: &ViewCtx<'_>, claim: &ClaimId) -> Option<crate::gui::command::ViewCommand> {
    use crate::gui::command::ViewCommand;
    use crate::gui::view::LinkRef;
    let link = cx.snapshot.evidence.uses(claim).iter().find_map(|(used, _)| match used {
        ClaimUse::Provision(id) => Some(LinkRef::Provision(id.clone())),
        ClaimUse::Relation(id) => Some(LinkRef::Relation(id.clone())),
        _ => None,
    });
    if let Some(link) = link {
        return Some(ViewCommand::SelectLink(link));
    }
    let named = cx.map.claim(claim)?.actors().into_iter().filter(|id| cx.map.actor(id).is_some());
    let actors: std::collections::BTreeSet<ActorId> = named.cloned().collect();
    (!actors.is_empty()).then_some(ViewCommand::SelectActors(actors))
}
