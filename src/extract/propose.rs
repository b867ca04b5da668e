//! From what was found in an article to claims and proposals of a map, as one edit.
//!
//! Actors are recognised again by their names, accepted or proposed. The same fact from two articles is one proposal with
//! two claims; a wire text that stands in both is one source and adds nothing.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::naming::naming_sentences;
use super::sentences::{Sentence, sentences};
use super::{EXTRACTOR_VERSION, ExtractedActor, Extraction, Why};
use crate::model::{
    ActorId, Article, Change, Claim, ClaimDate, ClaimId, Edit, Extra, Factuality, Origin, PartialDate, Proposal,
    ProposalId, Proposed, ScenarioMap, Source, SourceId, Span, actions, slug, unused_id,
};

/// Puts an article into a map, with its source and with everything found in it as claims and proposals.
pub fn import_article(map: &ScenarioMap, article: &Article, extraction: &Extraction) -> Edit {
    let mut article = article.clone();
    let mut edits = Vec::new();
    if article.source.is_none() {
        let name = article.file_name.clone().unwrap_or_else(|| article.title.clone());
        let known = map.sources.iter().find(|source| source.name == name).map(|source| source.id.clone());
        let id = known.unwrap_or_else(|| {
            let id = SourceId::from(unused_id(&slug(&name, "source"), |id| map.sources.iter().any(|s| s.id == *id)));
            let source = Source { id: id.clone(), name, reliability: None, extra: Extra::new() };
            edits.push(Edit::Source(Change::insert(map.sources.len(), source)));
            id
        });
        article.source = Some(id);
    }
    let proposals = propose(map, &article, extraction);
    edits.push(Edit::Article(Change::insert(map.articles.len(), article)));
    edits.push(proposals);
    Edit::Batch(edits)
}

/// The claims and proposals that a reading of an article adds to a map. The article itself is taken to be in the map, or
/// to be put there by the same step.
pub fn propose(map: &ScenarioMap, article: &Article, extraction: &Extraction) -> Edit {
    let mut desk = Desk::of(map, article);
    let known: HashMap<&str, ActorId> = extraction.actors.iter().map(|a| (a.id.as_str(), desk.actor(a))).collect();
    let actor = |id: &str| known.get(id).cloned();
    for found in &extraction.relations {
        let (Some(source), Some(target)) = (actor(&found.source), actor(&found.target)) else { continue };
        if source == target {
            continue;
        }
        let states = Proposed::Relation {
            source,
            target,
            class: found.class,
            relation_type: found.kind.clone(),
            factuality: found.factuality,
        };
        let said = Said {
            span: found.span,
            quote: &found.quote,
            factuality: found.factuality,
            date: found.date,
            inferred: found.inferred,
            confidence: found.confidence,
            why: &found.why,
        };
        desk.say(states, &said);
    }
    for found in &extraction.provisions {
        let (Some(provider), Some(recipient)) = (actor(&found.provider), actor(&found.recipient)) else { continue };
        if provider == recipient {
            continue;
        }
        let states = Proposed::Provision {
            provider,
            recipient,
            function: found.function.clone(),
            status: found.status,
            factuality: found.factuality,
        };
        let said = Said {
            span: found.span,
            quote: &found.quote,
            factuality: found.factuality,
            date: found.date,
            inferred: found.inferred,
            confidence: found.confidence,
            why: &found.why,
        };
        desk.say(states, &said);
    }
    for found in &extraction.prospects {
        let Some(actor_id) = actor(&found.actor) else { continue };
        let target = found.target.as_deref().and_then(actor);
        let states = Proposed::Prospect { actor: actor_id, target, event: found.event, polarity: found.polarity };
        let why = Why { rule: "prospect".into(), speaker: found.speaker.clone(), ..Why::default() };
        let said = Said {
            span: found.span,
            quote: &found.quote,
            factuality: Factuality::Done,
            date: found.date,
            inferred: false,
            confidence: found.confidence,
            why: &why,
        };
        desk.say(states, &said);
    }
    desk.into_edit()
}

/// One statement as the article makes it.
struct Said<'a> {
    span: Span,
    quote: &'a str,
    factuality: Factuality,
    date: Option<PartialDate>,
    inferred: bool,
    confidence: f64,
    why: &'a Why,
}

/// The proposals of a map while an article's are being added.
struct Desk<'a> {
    map: &'a ScenarioMap,
    article: &'a Article,
    sentences: Vec<Sentence>,
    proposals: Vec<Proposal>,
    /// Which of them were there before and have changed.
    changed: HashSet<usize>,
    by_arguments: HashMap<(&'static str, Vec<String>), usize>,
    claims: Vec<Claim>,
    claim_ids: HashSet<ClaimId>,
    /// Names of actors, accepted and proposed, as `key` has them.
    names: BTreeMap<String, ActorId>,
    actor_ids: HashSet<ActorId>,
    actors_of_article: HashSet<ActorId>,
}

impl<'a> Desk<'a> {
    fn of(map: &'a ScenarioMap, article: &'a Article) -> Self {
        let mut names = BTreeMap::new();
        for actor in &map.actors {
            for name in actor.names() {
                names.entry(key(name)).or_insert_with(|| actor.id.clone());
            }
        }
        let mut actor_ids: HashSet<ActorId> = map.actors.iter().map(|a| a.id.clone()).collect();
        let mut by_arguments = HashMap::new();
        for (at, proposal) in map.proposals.iter().enumerate() {
            by_arguments.insert((proposal.content.kind(), proposal.content.arguments()), at);
            if let Proposed::Actor { actor, name, aliases, .. } = &proposal.content {
                actor_ids.insert(actor.clone());
                for name in std::iter::once(name).chain(aliases) {
                    names.entry(key(name)).or_insert_with(|| actor.clone());
                }
            }
        }
        Self {
            map,
            article,
            sentences: sentences(article),
            proposals: map.proposals.clone(),
            changed: HashSet::new(),
            by_arguments,
            claims: Vec::new(),
            claim_ids: map.claims.iter().map(|c| c.id.clone()).collect(),
            names,
            actor_ids,
            actors_of_article: HashSet::new(),
        }
    }

    /// The map's id for an actor found: the one that has one of its names already, or a new proposal's.
    fn actor(&mut self, found: &ExtractedActor) -> ActorId {
        let known = found.names.iter().find_map(|name| self.names.get(&key(name)).cloned());
        // Two actors that the article tells apart stay apart, even where they share a name with one of the map.
        if let Some(id) = known.filter(|id| self.actors_of_article.insert(id.clone())) {
            self.add_names(&id, found);
            return id;
        }
        let name = found.names.first().map_or(found.id.as_str(), String::as_str);
        // "Wagner Group" is written "Wagner" nearly everywhere, and so is its id.
        let short = name.strip_suffix(" Group").or_else(|| name.strip_suffix(" group"));
        let short = short.filter(|short| found.names.iter().any(|other| other == short)).unwrap_or(name);
        let id = ActorId::from(unused_id(&slug(short, "actor"), |id| self.actor_ids.contains(id)));
        self.actor_ids.insert(id.clone());
        self.actors_of_article.insert(id.clone());
        let aliases: Vec<String> = found.names.iter().skip(1).cloned().collect();
        for name in &found.names {
            self.names.entry(key(name)).or_insert_with(|| id.clone());
        }
        let content = Proposed::Actor {
            actor: id.clone(),
            name: name.to_owned(),
            actor_kind: found.kind,
            aliases,
            cited_only: found.cited_only,
        };
        let mut claims = Vec::new();
        for naming in naming_sentences(&self.article.text, &self.sentences, found) {
            let Some(quote) = naming.sentence.of(&self.article.text) else { continue };
            let why = Why {
                rule: naming.rule.into(),
                trigger: naming.names.last().copied(),
                arguments: naming.names.clone(),
                ..Why::default()
            };
            let said = Said {
                span: naming.sentence,
                quote,
                factuality: Factuality::Done,
                date: None,
                inferred: false,
                confidence: found.confidence,
                why: &why,
            };
            claims.push(self.claim(&content, &said));
        }
        self.add(content, claims, found.confidence);
        id
    }

    /// Names that a proposed actor did not have yet.
    fn add_names(&mut self, id: &ActorId, found: &ExtractedActor) {
        let at = self.proposals.iter().position(|p| matches!(&p.content, Proposed::Actor { actor, .. } if actor == id));
        let Some(at) = at else { return };
        let Some(proposal) = self.proposals.get_mut(at) else { return };
        let Proposed::Actor { name, aliases, cited_only, .. } = &mut proposal.content else { return };
        let before = (aliases.len(), *cited_only);
        for new in &found.names {
            if new != name && !aliases.contains(new) {
                aliases.push(new.clone());
                self.names.entry(key(new)).or_insert_with(|| id.clone());
            }
        }
        *cited_only &= found.cited_only;
        if before != (aliases.len(), *cited_only) {
            self.changed.insert(at);
        }
    }

    /// Adds a statement: a new proposal, or one more claim for a known one.
    fn say(&mut self, states: Proposed, said: &Said<'_>) {
        let arguments = (states.kind(), states.arguments());
        let Some(at) = self.by_arguments.get(&arguments).copied() else {
            let claim = self.claim(&states, said);
            self.add(states, vec![claim], said.confidence);
            return;
        };
        let known = self.proposals.get(at).map(|p| p.claims.clone()).unwrap_or_default();
        let copied = known.iter().any(|id| self.quote_of(id).is_some_and(|quote| key(quote) == key(said.quote)));
        if copied {
            return;
        }
        let claim = self.claim(&states, said);
        if let Some(proposal) = self.proposals.get_mut(at) {
            proposal.claims.push(claim);
            if said.confidence > proposal.confidence {
                proposal.confidence = said.confidence;
            }
            // What one article only expects and another reports as done is done.
            let firmer = firmness(&states) > firmness(&proposal.content);
            if firmer && actions::is_open(self.map, proposal) {
                proposal.content = states;
            }
            self.changed.insert(at);
        }
    }

    fn quote_of(&self, id: &ClaimId) -> Option<&str> {
        let new = self.claims.iter().find(|claim| claim.id == *id);
        new.or_else(|| self.map.claim(id)).map(|claim| claim.quote.as_str())
    }

    fn claim(&mut self, states: &Proposed, said: &Said<'_>) -> ClaimId {
        let wanted = format!("{}-{}-{}", self.article.id, said.span.start, states.kind().replace('_', "-"));
        let id = ClaimId::from(unused_id(&wanted, |id| self.claim_ids.contains(id)));
        self.claim_ids.insert(id.clone());
        let how = said.why.date_basis.clone().unwrap_or_else(|| "stated".to_owned());
        self.claims.push(Claim {
            id: id.clone(),
            article: self.article.id.clone(),
            span: said.span,
            quote: said.quote.to_owned(),
            states: Some(states.clone()),
            arguments: said.why.arguments.clone(),
            trigger: said.why.trigger,
            factuality: (said.factuality != Factuality::Done).then_some(said.factuality),
            date: said.date.map(|value| ClaimDate { value, how }),
            speaker: said.why.speaker.clone(),
            credibility: None,
            inferred: said.inferred,
            confidence: Some(said.confidence),
            origin: Origin::Extractor { version: EXTRACTOR_VERSION.to_owned(), rule: said.why.rule.clone() },
            extra: Extra::new(),
        });
        id
    }

    fn add(&mut self, content: Proposed, claims: Vec<ClaimId>, confidence: f64) {
        let wanted =
            std::iter::once(content.kind().to_owned()).chain(content.arguments()).collect::<Vec<_>>().join("-");
        let wanted = slug(&wanted, "proposal");
        let id = ProposalId::from(unused_id(&wanted, |id| self.proposals.iter().any(|p| p.id == *id)));
        self.by_arguments.insert((content.kind(), content.arguments()), self.proposals.len());
        let extractor = EXTRACTOR_VERSION.to_owned();
        self.proposals.push(Proposal { id, content, claims, confidence, extractor, extra: Extra::new() });
    }

    fn into_edit(self) -> Edit {
        let before = self.map.proposals.len();
        let mut edits = Vec::new();
        for (n, claim) in self.claims.into_iter().enumerate() {
            edits.push(Edit::Claim(Change::insert(self.map.claims.len() + n, claim)));
        }
        for (at, proposal) in self.proposals.into_iter().enumerate() {
            if at >= before {
                edits.push(Edit::Proposal(Change::insert(at, proposal)));
            } else if self.changed.contains(&at) {
                edits.push(Edit::Proposal(Change::replace(at, proposal)));
            }
        }
        Edit::Batch(edits)
    }
}

/// How firmly a suggestion is stated: what is done outweighs hearsay, plans and mere talk.
fn firmness(content: &Proposed) -> u8 {
    let (Proposed::Relation { factuality, .. } | Proposed::Provision { factuality, .. }) = content else { return 0 };
    match factuality {
        Factuality::Done => 4,
        Factuality::Alleged => 3,
        Factuality::Planned => 2,
        Factuality::Denied => 1,
        Factuality::Hypothetical => 0,
    }
}

/// A name or quote without letter case, accents, punctuation and a leading "the".
fn key(text: &str) -> String {
    let key = slug(text, "");
    let key = key.strip_prefix("the-").unwrap_or(&key);
    if key.is_empty() { text.trim().to_lowercase() } else { key.to_owned() }
}
