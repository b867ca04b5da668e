//! Statements as the extraction shows them.

use std::collections::{BTreeMap, BTreeSet};

use super::Reading;
use super::evidence::round;
use crate::extract::cast::Cast;
use crate::extract::statements::{FoundProvision, FoundRelation};
use crate::extract::{ExtractedActor, ExtractedProvision, ExtractedRelation, Prospect};
use crate::model::{ActorKind, Factuality, FunctionId, RelationClass, SecurityFunction, slug, unused_id};

/// Statements below this confidence are not offered.
const LEAST_CONFIDENCE: f64 = 0.30;

impl Reading<'_> {
    pub(super) fn relations(&self, ids: &[String]) -> Vec<ExtractedRelation> {
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

    pub(super) fn provisions(&self, ids: &[String]) -> Vec<ExtractedProvision> {
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

    pub(super) fn prospects(&self, ids: &[String]) -> Vec<Prospect> {
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

    pub(super) fn actors(
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

/// Ids of the actors: slugs of their names, unique within the article.
pub(super) fn actor_ids(cast: &Cast) -> Vec<String> {
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
