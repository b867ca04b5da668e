//! The whole reading of one article, step by step: sentences, names, trees, statements.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};

use crate::model::{
    ActorKind, Article, ArticleId, BlockKind, Factuality, FunctionId, RelationClass, SecurityFunction, Span, slug,
    unused_id,
};

use super::attribution::speaker;
use super::cast::{Cast, cast, is_english};
use super::coreference::{Antecedents, Bonds, antecedents};
use super::dates::{FoundDate, dates, nearest};
use super::language::LanguageModel;
use super::lexicon::Lexicon;
use super::prospects::{FoundProspect, prospects};
use super::provisions::{LastGiven, provisions};
use super::relations::relations;
use super::roles::{Party, Scene};
use super::sentences::{Sentence, sentences};
use super::statements::{FoundProvision, FoundRelation, quote_span};
use super::structure::structure;
use super::tree::Tree;
use super::{
    ArticleSummary, ExtractedActor, ExtractedProvision, ExtractedRelation, Extraction, Prospect, ReadingWarning, Why,
};

/// Version of the extractor, kept with every proposal, so that what was offered can be reproduced.
pub const EXTRACTOR_VERSION: &str = concat!("backstop-", env!("CARGO_PKG_VERSION"), "-3");

/// Longest text that is read, in bytes; what stands behind is left out with a warning.
const LONGEST_TEXT: usize = 4 << 20;

/// Statements below this confidence are not offered.
const LEAST_CONFIDENCE: f64 = 0.30;

/// Reads one article. Pure and deterministic; odd text gives fewer findings and a warning, never a failure.
pub fn extract(article: &Article, lexicon: &Lexicon) -> Extraction {
    let model = LanguageModel::embedded();
    let mut all = sentences(article);
    let mut warnings = super::warnings::warnings(article, &all);
    if let Some(first_left_out) = all.iter().position(|s| s.span.end > LONGEST_TEXT) {
        let span = Span::new(all[first_left_out].span.start, article.text.len());
        warnings.push(ReadingWarning {
            kind: "too_long".to_owned(),
            span,
            text: "the text is longer than 4 MB; the rest is not read".to_owned(),
        });
        all.truncate(first_left_out);
    }
    warnings.sort_by_key(|w| w.span);
    let cast = cast(&article.text, &all, lexicon, model);
    let reading = Reading::of(article, &all, &cast, lexicon, model);
    let ids = actor_ids(&cast);
    let relations = reading.relations(&ids);
    let provisions = reading.provisions(&ids);
    let prospects = reading.prospects(&ids);
    let actors = reading.actors(&ids, &relations, &provisions);
    Extraction { article: summary(article), actors, relations, provisions, prospects, warnings }
}

/// Everything found in one article, before it is put into the map's words.
struct Reading<'a> {
    article: &'a Article,
    sentences: &'a [Sentence],
    cast: &'a Cast,
    lexicon: &'a Lexicon,
    trees: Vec<Tree>,
    antecedents: Antecedents,
    found_relations: Vec<FoundRelation>,
    found_provisions: Vec<FoundProvision>,
    found_prospects: Vec<FoundProspect>,
    dates: Vec<Vec<FoundDate>>,
}

impl<'a> Reading<'a> {
    fn of(
        article: &'a Article,
        sentences: &'a [Sentence],
        cast: &'a Cast,
        lexicon: &'a Lexicon,
        model: &LanguageModel,
    ) -> Self {
        let trees: Vec<Tree> = sentences
            .iter()
            .enumerate()
            .map(|(n, s)| {
                let states = s.kind.makes_statements() && is_english(s);
                if states { Tree::read(&article.text, s, n, cast, model, lexicon) } else { Tree::default() }
            })
            .collect();
        let mut reading = Self {
            article,
            sentences,
            cast,
            lexicon,
            trees,
            antecedents: Antecedents::default(),
            found_relations: Vec::new(),
            found_provisions: Vec::new(),
            found_prospects: Vec::new(),
            dates: Vec::new(),
        };
        reading.dates = reading
            .trees
            .iter()
            .map(|tree| dates(&tree.nodes.iter().map(|n| n.lower.clone()).collect::<Vec<_>>(), article.date))
            .collect();
        // Offices first: "his country" needs them.
        let mut bonds = Bonds { offices: reading.offices(), ..Bonds::default() };
        let blocks: Vec<usize> = sentences.iter().map(|s| s.block).collect();
        // What is said of somebody named shows whom the article is about; with that known, the rest is read.
        let mut about = BTreeMap::new();
        for _ in 0..2 {
            reading.antecedents = antecedents(&reading.trees, &blocks, cast, lexicon, &bonds, &about);
            reading.antecedents.set_principal(about);
            reading.read_statements();
            about = reading.principal();
            reading.bind(&mut bonds);
        }
        reading.drop_hostile_gifts();
        reading.add_cooperation();
        reading
    }

    fn scene(&self, sentence: usize) -> Scene<'_> {
        Scene {
            tree: &self.trees[sentence],
            sentence,
            cast: self.cast,
            antecedents: &self.antecedents,
            lexicon: self.lexicon,
        }
    }

    /// Who holds an office of which state or body, as far as names alone say.
    fn offices(&self) -> BTreeMap<usize, usize> {
        let mut offices = BTreeMap::new();
        for sentence in 0..self.trees.len() {
            let mut found = Vec::new();
            structure(&self.scene(sentence), &mut found);
            for relation in found {
                let person = self.cast.actors.get(relation.source.actor).is_some_and(|a| a.kind == ActorKind::Person);
                let state = self.cast.actors.get(relation.target.actor).is_some_and(|a| a.kind == ActorKind::State);
                if person && state && matches!(relation.kind.as_str(), "office_holder_of" | "leads") {
                    offices.entry(relation.source.actor).or_insert(relation.target.actor);
                }
            }
        }
        offices
    }

    /// Whose forces are whose, and who belongs to which alliance.
    fn bind(&self, bonds: &mut Bonds) {
        let kind = |actor: usize| self.cast.actors.get(actor).map_or(ActorKind::Other, |a| a.kind);
        for relation in &self.found_relations {
            if relation.class != RelationClass::Structure || relation.commitment.factuality() != Factuality::Done {
                continue;
            }
            let (source, target) = (relation.source.actor, relation.target.actor);
            match (relation.kind.as_str(), kind(source), kind(target)) {
                ("office_holder_of" | "leads", ActorKind::Person, ActorKind::State) if !relation.commitment.ended => {
                    bonds.offices.entry(source).or_insert(target);
                }
                (
                    "part_of" | "body_of",
                    ActorKind::IntergovernmentalOrganization,
                    ActorKind::IntergovernmentalOrganization,
                ) => {
                    bonds.missions.insert(source);
                }
                ("part_of" | "body_of" | "subsidiary_of", ActorKind::PrivateMilitaryCompany, ActorKind::State) => {
                    bonds.forces.entry(source).or_insert(target);
                }
                ("controls" | "leads", ActorKind::State, ActorKind::PrivateMilitaryCompany) => {
                    bonds.forces.entry(target).or_insert(source);
                }
                ("member_of", ActorKind::State, ActorKind::IntergovernmentalOrganization) => {
                    bonds.alliances.entry(target).or_default().insert(source);
                }
                _ => {}
            }
        }
    }

    fn read_statements(&mut self) {
        let (mut links, mut outlooks) = (Vec::new(), Vec::new());
        for sentence in 0..self.trees.len() {
            let scene = self.scene(sentence);
            structure(&scene, &mut links);
            relations(&scene, &mut links);
            prospects(&self.article.text, &scene, &mut outlooks);
        }
        self.found_relations = links;
        self.found_prospects = outlooks;
        self.found_provisions = self.gifts();
    }

    fn gifts(&self) -> Vec<FoundProvision> {
        let mut gifts = Vec::new();
        let mut last = LastGiven::default();
        for sentence in 0..self.trees.len() {
            provisions(&self.scene(sentence), &mut last, &mut gifts);
        }
        gifts
    }

    /// How much the article is about each state: by what it gets, what happens in it, how often and where it is named.
    fn principal(&self) -> BTreeMap<usize, i64> {
        let state = |actor: usize| self.cast.actors.get(actor).is_some_and(|a| a.kind == ActorKind::State);
        let mut body_of: BTreeMap<usize, usize> = BTreeMap::new();
        for relation in &self.found_relations {
            if relation.class == RelationClass::Structure
                && state(relation.target.actor)
                && matches!(relation.kind.as_str(), "body_of" | "office_holder_of" | "part_of")
            {
                body_of.entry(relation.source.actor).or_insert(relation.target.actor);
            }
        }
        let mut score: BTreeMap<usize, f64> = BTreeMap::new();
        let mut first_in_title = true;
        for mention in &self.cast.mentions {
            let owner = if state(mention.actor) { Some(mention.actor) } else { body_of.get(&mention.actor).copied() };
            let Some(owner) = owner else { continue };
            let title = self.sentences.get(mention.sentence).is_some_and(|s| s.kind == BlockKind::Title);
            let tree = &self.trees[mention.sentence];
            let node =
                tree.nodes.iter().position(|n| n.mention.is_some_and(|m| self.cast.mentions[m].span == mention.span));
            let place =
                node.is_some_and(|n| matches!(tree.preposition(n).as_deref(), Some("in" | "into" | "across" | "to")));
            let head = if title && first_in_title { 3.0 } else { f64::from(u8::from(title)) * 1.5 };
            first_in_title &= !title;
            *score.entry(owner).or_default() += 1.0 + head + if place { 1.0 } else { 0.0 };
        }
        // Its provinces and towns are the state's own.
        for sentence in 0..self.trees.len() {
            let scene = self.scene(sentence);
            for node in 0..scene.tree.nodes.len() {
                let begins = self.lexicon.places_of.contains_key(scene.tree.lower(node));
                if let Some(place) = begins.then(|| scene.state_of_place(node)).flatten() {
                    *score.entry(place.actor).or_default() += 1.0;
                }
            }
        }
        let mut pairs: BTreeSet<(usize, usize)> = BTreeSet::new();
        for provision in &self.found_provisions {
            let got = provision.recipient.actor;
            let owner = if state(got) { Some(got) } else { body_of.get(&got).copied() };
            if let Some(owner) = owner.filter(|o| pairs.insert((provision.provider.actor, *o))) {
                *score.entry(owner).or_default() += 2.0;
                // Who helps another is a helper here, however often he is named.
                if state(provision.provider.actor) && provision.recipient.inferred.is_none() {
                    *score.entry(provision.provider.actor).or_default() -= 2.0;
                }
            }
        }
        score.into_iter().map(|(actor, s)| (actor, (s * 10.0).round() as i64)).collect()
    }

    /// Troops sent into the country of an enemy help nobody there.
    fn drop_hostile_gifts(&mut self) {
        let mut hostile: BTreeMap<(usize, usize), f64> = BTreeMap::new();
        for relation in &self.found_relations {
            let happened = matches!(relation.commitment.factuality(), Factuality::Done | Factuality::Alleged);
            if happened
                && relation.class == RelationClass::Conflict
                && matches!(relation.kind.as_str(), "fighting" | "attack")
            {
                let key = (
                    relation.source.actor.min(relation.target.actor),
                    relation.source.actor.max(relation.target.actor),
                );
                let certainty = hostile.entry(key).or_default();
                *certainty = certainty.max(relation.certainty());
            }
        }
        self.found_provisions.retain(|p| {
            let key = (p.provider.actor.min(p.recipient.actor), p.provider.actor.max(p.recipient.actor));
            let force = matches!(
                p.function,
                SecurityFunction::DirectCombat | SecurityFunction::AirPower | SecurityFunction::SiteSecurity
            );
            !(force && hostile.get(&key).is_some_and(|c| *c >= 0.5 || p.by_place))
        });
    }

    /// Help given is cooperation too.
    fn add_cooperation(&mut self) {
        let mut more = Vec::new();
        // The best witness first.
        let mut provisions: Vec<&FoundProvision> = self.found_provisions.iter().collect();
        provisions.sort_by(|a, b| b.certainty().total_cmp(&a.certainty()));
        for provision in provisions {
            let known = self.found_relations.iter().chain(&more).any(|r: &FoundRelation| {
                r.class == RelationClass::Cooperation
                    && r.commitment.factuality() != Factuality::Denied
                    && (r.source.actor == provision.provider.actor && r.target.actor == provision.recipient.actor
                        || r.target.actor == provision.provider.actor && r.source.actor == provision.recipient.actor)
            });
            if !known {
                more.push(FoundRelation {
                    source: provision.provider,
                    target: provision.recipient,
                    class: RelationClass::Cooperation,
                    kind: provision.function.words().to_owned(),
                    commitment: provision.commitment,
                    rule: "help given",
                    sentence: provision.sentence,
                    trigger: provision.trigger,
                    confidence: provision.confidence,
                });
            }
        }
        self.found_relations.extend(more);
    }

    /// The quote of a statement, with the sentence before where a short form points back into the same paragraph.
    fn quote(&self, sentence: usize, parties: &[Party]) -> (Span, String) {
        let own = self.sentences[sentence].span;
        let back = parties
            .iter()
            .filter_map(|p| p.inferred)
            .filter(|s| *s + 1 == sentence && self.sentences[*s].block == self.sentences[sentence].block)
            .min();
        let span = quote_span(own, back.map(|s| self.sentences[s].span));
        (span, span.of(&self.article.text).unwrap_or("").to_owned())
    }

    fn date(&self, sentence: usize, trigger: usize) -> Option<FoundDate> {
        nearest(self.dates.get(sentence)?, trigger)
    }

    /// Where the quote names a party: the phrase itself, or for "its" and "three" the nearest name that they stand for.
    fn named_at(&self, sentence: usize, party: &Party) -> Span {
        let node = self.trees[sentence].nodes.get(party.node);
        if node.is_some_and(|n| n.mention.is_some_and(|m| self.cast.mentions[m].actor == party.actor)) {
            return party.span;
        }
        let Some(back) = party.inferred else { return party.span };
        let from = back.min(sentence).max(sentence.saturating_sub(1));
        let same_block = |s: usize| self.sentences[s].block == self.sentences[sentence].block;
        let quoted =
            self.cast.mentions.iter().filter(|m| {
                m.actor == party.actor && (from..=sentence).contains(&m.sentence) && same_block(m.sentence)
            });
        let distance = |span: Span| (span.start > party.span.start, span.start.abs_diff(party.span.start));
        quoted.map(|m| m.span).min_by_key(|s| distance(*s)).unwrap_or(party.span)
    }

    fn why(&self, rule: &str, sentence: usize, trigger: usize, parties: &[Party]) -> Why {
        let scene = self.scene(sentence);
        Why {
            rule: rule.to_owned(),
            trigger: scene.tree.nodes.get(trigger).map(|n| n.span),
            arguments: parties.iter().map(|p| self.named_at(sentence, p)).collect(),
            speaker: speaker(&self.article.text, &scene, trigger),
            date_basis: self.date(sentence, trigger).map(|d| if d.relative { "relative" } else { "stated" }.to_owned()),
        }
    }

    fn relations(&self, ids: &[String]) -> Vec<ExtractedRelation> {
        let mut best: BTreeMap<(usize, usize, RelationClass), &FoundRelation> = BTreeMap::new();
        for relation in &self.found_relations {
            // "JNIM's JNIM": nobody is related to itself.
            if relation.certainty() < LEAST_CONFIDENCE || relation.source.actor == relation.target.actor {
                continue;
            }
            // Conflict and cooperation between the same two are one statement, whichever way it was read first.
            let key = (relation.source.actor, relation.target.actor, relation.class);
            let turned = (key.1, key.0, key.2);
            let key = if relation.class != RelationClass::Structure
                && best.contains_key(&turned)
                && relation.certainty() <= best[&turned].certainty() + 0.1
            {
                turned
            } else {
                key
            };
            // Of two statements the one that the text stands by is the better witness.
            let weight = |r: &FoundRelation| {
                let open = matches!(r.commitment.factuality(), Factuality::Hypothetical | Factuality::Denied);
                r.certainty() - if open { 0.2 } else { 0.0 }
            };
            let better = best.get(&key).is_none_or(|known| weight(relation) > weight(known) + 1e-9);
            if better {
                best.insert(key, relation);
            }
        }
        let mut chosen: Vec<&FoundRelation> = best.into_values().collect();
        chosen.sort_by_key(|r| (r.sentence, r.trigger, r.source.span, r.target.span, r.class));
        chosen
            .into_iter()
            .filter_map(|r| {
                let parties = [r.source, r.target];
                let (span, quote) = self.quote(r.sentence, &parties);
                Some(ExtractedRelation {
                    source: ids.get(r.source.actor)?.clone(),
                    target: ids.get(r.target.actor)?.clone(),
                    class: r.class,
                    kind: r.kind.clone(),
                    factuality: r.commitment.factuality(),
                    // Who belongs to whom is no event: a date elsewhere in the sentence is not its own.
                    date: self
                        .date(r.sentence, r.trigger)
                        .filter(|_| r.class != RelationClass::Structure || r.rule == "verb and its arguments")
                        .map(|d| d.value),
                    quote,
                    span,
                    confidence: round(r.certainty()),
                    inferred: parties.iter().any(|p| p.inferred.is_some()),
                    why: self.why(r.rule, r.sentence, r.trigger, &parties),
                })
            })
            .collect()
    }

    fn provisions(&self, ids: &[String]) -> Vec<ExtractedProvision> {
        let mut best: BTreeMap<(usize, usize, SecurityFunction), &FoundProvision> = BTreeMap::new();
        for provision in &self.found_provisions {
            if provision.certainty() < LEAST_CONFIDENCE {
                continue;
            }
            let key = (provision.provider.actor, provision.recipient.actor, provision.function);
            // What is done outweighs what is only planned or possible.
            let weight = |p: &FoundProvision| {
                let open = matches!(p.commitment.factuality(), Factuality::Hypothetical | Factuality::Planned);
                p.certainty() - if open { 0.12 } else { 0.0 }
            };
            let better = best.get(&key).is_none_or(|known| weight(provision) > weight(known) + 1e-9);
            if better {
                best.insert(key, provision);
            }
        }
        let mut chosen: Vec<&FoundProvision> = best.into_values().collect();
        chosen.sort_by_key(|p| (p.sentence, p.trigger, p.provider.span, p.recipient.span, p.function));
        chosen
            .into_iter()
            .filter_map(|p| {
                let parties = [p.provider, p.recipient];
                let (span, quote) = self.quote(p.sentence, &parties);
                Some(ExtractedProvision {
                    provider: ids.get(p.provider.actor)?.clone(),
                    recipient: ids.get(p.recipient.actor)?.clone(),
                    function: FunctionId::from(p.function.id()),
                    status: p.commitment.status(),
                    factuality: p.commitment.factuality(),
                    date: self.date(p.sentence, p.trigger).map(|d| d.value),
                    quote,
                    span,
                    confidence: round(p.certainty()),
                    inferred: parties.iter().any(|p| p.inferred.is_some()),
                    why: self.why(p.rule, p.sentence, p.trigger, &parties),
                })
            })
            .collect()
    }

    fn prospects(&self, ids: &[String]) -> Vec<Prospect> {
        let mut seen: BTreeSet<(usize, usize, String)> = BTreeSet::new();
        self.found_prospects
            .iter()
            .filter(|p| seen.insert((p.actor.actor, p.sentence, p.event.id().to_owned())))
            .filter_map(|p| {
                let (span, quote) = self.quote(p.sentence, &[p.actor]);
                Some(Prospect {
                    actor: ids.get(p.actor.actor)?.clone(),
                    target: p.target.and_then(|t| ids.get(t.actor).cloned()),
                    event: p.event,
                    polarity: p.polarity,
                    speaker: p.speaker.clone(),
                    date: self.date(p.sentence, p.trigger).map(|d| d.value),
                    quote,
                    span,
                    confidence: round(p.confidence),
                })
            })
            .collect()
    }

    fn actors(
        &self,
        ids: &[String],
        relations: &[ExtractedRelation],
        provisions: &[ExtractedProvision],
    ) -> Vec<ExtractedActor> {
        let acting: BTreeSet<&str> = relations
            .iter()
            .flat_map(|r| [r.source.as_str(), r.target.as_str()])
            .chain(provisions.iter().flat_map(|p| [p.provider.as_str(), p.recipient.as_str()]))
            .collect();
        let mut actors: Vec<ExtractedActor> = self
            .cast
            .actors
            .iter()
            .zip(ids)
            .enumerate()
            .map(|(index, (actor, id))| ExtractedActor {
                id: id.clone(),
                names: actor.names.clone(),
                kind: actor.kind,
                cited_only: actor.kind == ActorKind::Media && !acting.contains(id.as_str()),
                mentions: self.cast.mentions.iter().filter(|m| m.actor == index).map(|m| m.span).collect(),
                confidence: round(actor.confidence),
            })
            .collect();
        actors.sort_by(|a, b| b.mentions.len().cmp(&a.mentions.len()).then_with(|| a.id.cmp(&b.id)));
        actors
    }
}

fn round(confidence: f64) -> f64 {
    (confidence * 100.0).round() / 100.0
}

/// Ids of the actors: slugs of their names, unique within the article.
fn actor_ids(cast: &Cast) -> Vec<String> {
    let mut taken: BTreeSet<String> = BTreeSet::new();
    cast.actors
        .iter()
        .map(|actor| {
            let id = unused_id(&slug(&actor.name, "actor"), |id| taken.contains(id));
            taken.insert(id.clone());
            id
        })
        .collect()
}

fn summary(article: &Article) -> ArticleSummary {
    let id = if article.id.as_str().is_empty() {
        let digest = Sha256::digest(article.text.as_bytes());
        ArticleId::from(digest.iter().take(6).map(|b| format!("{b:02x}")).collect::<String>())
    } else {
        article.id.clone()
    };
    ArticleSummary {
        id,
        title: article.title.clone(),
        date: article.date,
        language: article.language.clone(),
        words: article.words(),
        text: None,
    }
}
