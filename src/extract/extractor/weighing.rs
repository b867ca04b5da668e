//! What the judge adds to what the rules found, and the candidates that it is trained on.

use super::Reading;
use crate::extract::judging::{
    Candidates, Elsewhere, GiftCandidate, LinkCandidate, Sight, StatementModel, gift_candidates, judge_gifts,
    judge_links, link_candidates,
};
use crate::extract::statements::{FoundProvision, FoundRelation};

impl Reading<'_> {
    /// Adds what no rule found and the judge holds likely.
    pub(super) fn weigh(&mut self, model: &StatementModel) {
        if model.is_empty() {
            return;
        }
        let known = self.elsewhere();
        let (mut links, mut gifts) = (Vec::new(), Vec::new());
        for (sentence, (ruled, given)) in self.found_by_sentence().into_iter().enumerate() {
            let scene = self.scene(sentence);
            let sight = Sight::new(&scene, ruled, given);
            judge_links(&sight, &known, model, &mut links);
            judge_gifts(&sight, &known, model, &self.found_provisions, &mut gifts);
        }
        self.found_relations.extend(links);
        self.found_provisions.extend(gifts);
    }

    /// Everything that the judge would weigh.
    pub(super) fn candidates(&self) -> Candidates {
        let known = self.elsewhere();
        let mut all = Candidates {
            actors: self.cast.actors.iter().map(|actor| actor.names.clone()).collect(),
            ..Candidates::default()
        };
        for (number, (ruled, given)) in self.found_by_sentence().into_iter().enumerate() {
            let scene = self.scene(number);
            let sight = Sight::new(&scene, ruled, given);
            let sentence = self.sentences[number].span;
            all.links.extend(link_candidates(&sight, &known).into_iter().map(|(first, second, features)| {
                LinkCandidate { sentence, first: first.actor, second: second.actor, features }
            }));
            all.gifts.extend(gift_candidates(&sight, &known).into_iter().map(|(gift, features)| GiftCandidate {
                sentence,
                provider: gift.provider.actor,
                recipient: gift.recipient.actor,
                function: gift.function,
                word: gift.head,
                features,
            }));
        }
        all
    }

    /// What the rules found anywhere.
    fn elsewhere(&self) -> Elsewhere {
        let named = self.cast.mentions.iter().map(|m| m.actor);
        Elsewhere::new(&self.found_relations, &self.found_provisions, named)
    }

    /// What the rules found in each sentence; gone through once, however long the article is.
    fn found_by_sentence(&self) -> Vec<(Vec<&FoundRelation>, Vec<&FoundProvision>)> {
        let mut found = vec![(Vec::new(), Vec::new()); self.trees.len()];
        for relation in &self.found_relations {
            found[relation.sentence].0.push(relation);
        }
        for provision in &self.found_provisions {
            found[provision.sentence].1.push(provision);
        }
        found
    }
}
