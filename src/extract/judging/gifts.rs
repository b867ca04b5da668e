//! Provisions of one sentence as the judge sees them.

use std::collections::BTreeMap;

use super::gift_features::{Gift, gift_features};
use super::sight::Sight;
use super::{Elsewhere, StatementModel};
use crate::extract::factuality::commitment;
use crate::extract::roles::Party;
use crate::extract::statements::FoundProvision;
use crate::model::{ActorKind, SecurityFunction};

/// From this likelihood on a provision is offered that no rule found.
const LEAST: f64 = 0.6;

/// What share of the likelihood of its likeliest rival a candidate needs.
const RIVALRY: f64 = 0.9;

/// What stands as the rule where the model speaks.
const MODEL: &str = "model: words around giver, taker and what is given";
/// Most candidates of one sentence.
const MOST: usize = 1_500;

/// The candidates of a sentence with their features: every word for a function with every two actors, one of whom the
/// sentence may leave unnamed.
pub(crate) fn gift_candidates(sight: &Sight<'_>, elsewhere: &Elsewhere) -> Vec<(Gift, Vec<u32>)> {
    let scene = sight.scene;
    let gives = |p: &&Party| !matches!(scene.kind(p.actor), ActorKind::Media | ActorKind::ResearchOrNgo);
    let gets =
        |p: &&Party| !matches!(scene.kind(p.actor), ActorKind::Media | ActorKind::ResearchOrNgo | ActorKind::Company);
    let mut all: Vec<Gift> = Vec::new();
    for (head, function) in sight.things.iter().copied() {
        // Of an actor's places the one nearest to the word stands for all.
        let nearest = |party: &&Party| {
            let rivals = sight.places.iter().filter(|p| p.actor == party.actor);
            rivals.map(|p| (p.node.abs_diff(head), p.node)).min() == Some((party.node.abs_diff(head), party.node))
        };
        let near: Vec<Party> = sight.places.iter().filter(nearest).copied().collect();
        for provider in near.iter().filter(gives) {
            for recipient in near.iter().filter(gets).filter(|r| r.actor != provider.actor) {
                all.push(Gift { provider: *provider, recipient: *recipient, function, head, absent: None });
            }
            for (how, actor) in sight.absent.iter().filter(|(_, a)| *a != provider.actor) {
                let recipient = Party { actor: *actor, inferred: Some(scene.sentence), ..*provider };
                if gets(&&recipient) {
                    all.push(Gift { provider: *provider, recipient, function, head, absent: Some((*how, false)) });
                }
            }
        }
        for recipient in near.iter().filter(gets) {
            for (how, actor) in sight.absent.iter().filter(|(_, a)| *a != recipient.actor) {
                let provider = Party { actor: *actor, inferred: Some(scene.sentence), ..*recipient };
                if gives(&&provider) {
                    all.push(Gift { provider, recipient: *recipient, function, head, absent: Some((*how, true)) });
                }
            }
        }
    }
    all.truncate(MOST);
    all.into_iter().map(|gift| (gift, gift_features(sight, &gift, elsewhere).values)).collect()
}

/// The provisions that a sentence states and that no rule found anywhere in the article, by likelihood.
pub(crate) fn judge_gifts(
    sight: &Sight<'_>,
    elsewhere: &Elsewhere,
    model: &StatementModel,
    ruled: &[FoundProvision],
    found: &mut Vec<FoundProvision>,
) {
    let weighed: Vec<(Gift, f64)> = gift_candidates(sight, elsewhere)
        .into_iter()
        .map(|(gift, features)| {
            let likely = model.gift(&features);
            (gift, likely)
        })
        .collect();
    let likely: Vec<f64> = weighed.iter().map(|(_, likely)| *likely).collect();
    let keys: Vec<GiftKey> = weighed.iter().map(|(gift, _)| GiftKey::of(gift)).collect();
    for ((gift, likely), stands) in weighed.iter().zip(stand_out(&keys, &likely)) {
        let same = |p: &FoundProvision| {
            p.function == gift.function
                && p.provider.actor == gift.provider.actor
                && p.recipient.actor == gift.recipient.actor
        };
        if stands && *likely >= LEAST && !ruled.iter().any(same) {
            found.push(put_into_words(sight, gift, *likely));
        }
    }
}

/// What a candidate competes by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GiftKey {
    /// The sentence, by where it begins.
    pub sentence: usize,
    /// The node of the word for the function.
    pub word: usize,
    /// What.
    pub function: SecurityFunction,
    /// Who may give.
    pub provider: usize,
    /// Who may get.
    pub recipient: usize,
}

impl GiftKey {
    fn of(gift: &Gift) -> Self {
        let (provider, recipient) = (gift.provider.actor, gift.recipient.actor);
        Self { sentence: 0, word: gift.head, function: gift.function, provider, recipient }
    }
}

/// Which candidates stand out among those of the same word that share their giver or their taker: who gives something gives it
/// to whom it most likely does, and to others about as likely.
pub fn stand_out(keys: &[GiftKey], likely: &[f64]) -> Vec<bool> {
    type Side = (usize, usize, SecurityFunction, bool, usize);
    let side = |k: &GiftKey, giver: bool| -> Side {
        (k.sentence, k.word, k.function, giver, if giver { k.provider } else { k.recipient })
    };
    let mut best: BTreeMap<Side, f64> = BTreeMap::new();
    for (key, likely) in keys.iter().zip(likely) {
        for giver in [true, false] {
            let known = best.entry(side(key, giver)).or_default();
            *known = known.max(*likely);
        }
    }
    let top = |k: &GiftKey| [true, false].iter().filter_map(|g| best.get(&side(k, *g))).fold(0.0_f64, |a, b| a.max(*b));
    keys.iter().zip(likely).map(|(key, likely)| *likely >= RIVALRY * top(key)).collect()
}

/// The provision with how the text commits itself to it, by the word for the function.
fn put_into_words(sight: &Sight<'_>, gift: &Gift, likely: f64) -> FoundProvision {
    let whole = |party: Party| Party { strength: 1.0, ..party };
    // Another pair that the rules saw with the same gift knows how it is given.
    let akin = sight.gifts.iter().find(|f| f.function == gift.function && f.provider.actor == gift.provider.actor);
    let scene = sight.scene;
    FoundProvision {
        provider: whole(gift.provider),
        recipient: whole(gift.recipient),
        function: gift.function,
        commitment: akin.map_or_else(|| commitment(scene.tree, gift.head, scene.lexicon), |f| f.commitment),
        rule: MODEL,
        sentence: scene.sentence,
        trigger: gift.head,
        confidence: likely,
        by_place: false,
    }
}
