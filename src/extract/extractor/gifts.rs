//! Provisions weighed against the other statements: no gifts to an enemy, and a partnership behind each gift.

use std::collections::BTreeMap;

use super::Reading;
use crate::extract::provisions::{LastGiven, provisions};
use crate::extract::statements::{FoundProvision, FoundRelation};
use crate::model::{Factuality, RelationClass, SecurityFunction};

impl Reading<'_> {
    pub(super) fn gifts(&self) -> Vec<FoundProvision> {
        let mut gifts = Vec::new();
        let mut last = LastGiven::default();
        for sentence in 0..self.trees.len() {
            provisions(&self.scene(sentence), &mut last, &mut gifts);
        }
        gifts
    }

    /// Troops sent into the country of an enemy help nobody there.
    pub(super) fn drop_hostile_gifts(&mut self) {
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
    pub(super) fn add_cooperation(&mut self) {
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
}
