//! Quote, date and reasons of a statement.

use super::Reading;
use crate::extract::Why;
use crate::extract::attribution::speaker;
use crate::extract::dates::{FoundDate, nearest};
use crate::extract::roles::Party;
use crate::extract::statements::quote_span;
use crate::model::Span;

impl Reading<'_> {
    /// The quote of a statement, with the sentence before where a short form points back into the same paragraph.
    pub(super) fn quote(&self, sentence: usize, parties: &[Party]) -> (Span, String) {
        let own = self.sentences[sentence].span;
        let back = parties
            .iter()
            .filter_map(|p| p.inferred)
            .filter(|s| *s + 1 == sentence && self.sentences[*s].block == self.sentences[sentence].block)
            .min();
        let span = quote_span(own, back.map(|s| self.sentences[s].span));
        (span, span.of(&self.article.text).unwrap_or("").to_owned())
    }

    pub(super) fn date(&self, sentence: usize, trigger: usize) -> Option<FoundDate> {
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

    pub(super) fn why(&self, rule: &str, sentence: usize, trigger: usize, parties: &[Party]) -> Why {
        let scene = self.scene(sentence);
        Why {
            rule: rule.to_owned(),
            trigger: scene.tree.nodes.get(trigger).map(|n| n.span),
            arguments: parties.iter().map(|p| self.named_at(sentence, p)).collect(),
            speaker: speaker(&self.article.text, &scene, trigger),
            date_basis: self.date(sentence, trigger).map(|d| if d.relative { "relative" } else { "stated" }.to_owned()),
        }
    }
}

pub(super) fn round(confidence: f64) -> f64 {
    (confidence * 100.0).round() / 100.0
}
