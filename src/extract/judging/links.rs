//! Relations of one sentence as the judge sees them.

use super::pair_features::{absent_features, class_number, pair_features};
use super::sight::{Sight, says};
use super::{Elsewhere, StatementModel};
use crate::extract::factuality::commitment;
use crate::extract::language::Upos;
use crate::extract::roles::Party;
use crate::extract::statements::FoundRelation;
use crate::model::{ActorKind, RelationClass};

/// From this likelihood on a relation is offered that no rule found.
const LEAST: f64 = 0.5;

/// What stands as the rule where the model speaks.
const MODEL: &str = "model: words around and between the two";

const CLASSES: [RelationClass; 3] = [RelationClass::Cooperation, RelationClass::Conflict, RelationClass::Structure];

/// The candidates of a sentence with their features.
pub(crate) fn link_candidates(sight: &Sight<'_>, elsewhere: &Elsewhere) -> Vec<(Party, Party, Vec<u32>)> {
    let named = sight.pairs().into_iter().map(|(first, second)| {
        let features = pair_features(sight, &first, &second, elsewhere).values;
        (first, second, features)
    });
    let mut all: Vec<(Party, Party, Vec<u32>)> = named.collect();
    for place in &sight.places {
        for (how, actor) in sight.absent.iter().filter(|(_, a)| *a != place.actor) {
            let other = Party { actor: *actor, inferred: Some(sight.scene.sentence), ..*place };
            all.push((*place, other, absent_features(sight, place, *how, &other, elsewhere).values));
        }
    }
    all
}

/// The relations that a sentence states and that no rule found anywhere in the article, by likelihood.
pub(crate) fn judge_links(
    sight: &Sight<'_>,
    elsewhere: &Elsewhere,
    model: &StatementModel,
    found: &mut Vec<FoundRelation>,
) {
    for (first, second, features) in link_candidates(sight, elsewhere) {
        let likely = model.link(&features);
        let known = elsewhere.link(first.actor, second.actor);
        for class in CLASSES {
            let at = class_number(class) as usize;
            if likely[at] >= LEAST && known.is_none_or(|k| k[at] <= 0.0) {
                let (source, target) = if likely[at + 3] >= 0.5 { (first, second) } else { (second, first) };
                found.extend(put_into_words(sight, source, target, class, likely[at]));
            }
        }
    }
}

/// The relation with the word that speaks most for it.
fn put_into_words(
    sight: &Sight<'_>,
    source: Party,
    target: Party,
    class: RelationClass,
    likely: f64,
) -> Option<FoundRelation> {
    let whole = |party: Party| Party { strength: 1.0, ..party };
    let scene = sight.scene;
    let never = |p: &Party| matches!(scene.kind(p.actor), ActorKind::Media);
    if class != RelationClass::Structure && (never(&source) || never(&target)) {
        return None;
    }
    let trigger = trigger(sight, source.node, target.node, class);
    let kind = kind_of(sight, &source, &target, class, trigger);
    Some(FoundRelation {
        source: whole(source),
        target: whole(target),
        class,
        kind,
        commitment: commitment(scene.tree, trigger, scene.lexicon),
        rule: MODEL,
        sentence: scene.sentence,
        trigger,
        confidence: likely,
    })
}

/// The word that makes it a statement of this class: one the lexicon knows so, on the way between the two if there is one.
fn trigger(sight: &Sight<'_>, source: usize, target: usize, class: RelationClass) -> usize {
    let bit = match class {
        RelationClass::Cooperation => says::COOPERATION | says::FUNCTION,
        RelationClass::Conflict => says::CONFLICT,
        RelationClass::Structure => says::STRUCTURE | says::OFFICE,
    };
    let (from, to) = (source.min(target), source.max(target));
    let Some(path) = sight.path(from, to) else { return from };
    let on_way = || std::iter::once(path.meet).chain(path.up.iter().copied()).chain(path.down.iter().copied());
    let named = |n: &usize| sight.scene.tree.nodes[*n].mention.is_some();
    on_way()
        .find(|n| sight.says[*n] & bit != 0)
        .or_else(|| (from..to).find(|n| sight.says[*n] & bit != 0))
        .or_else(|| on_way().find(|n| !named(n) && sight.scene.tree.nodes[*n].upos == Upos::Verb))
        .or_else(|| on_way().find(|n| !named(n)))
        .unwrap_or(path.meet)
}

fn kind_of(sight: &Sight<'_>, source: &Party, target: &Party, class: RelationClass, trigger: usize) -> String {
    let scene = sight.scene;
    if class == RelationClass::Structure {
        let (from, to) = (scene.kind(source.actor), scene.kind(target.actor));
        return match (from, to) {
            (ActorKind::Person, ActorKind::State | ActorKind::GovernmentBody | ActorKind::ResearchOrNgo) => {
                "office_holder_of"
            }
            (ActorKind::Person, _) => "member_of",
            (ActorKind::State, ActorKind::IntergovernmentalOrganization) => "member_of",
            (ActorKind::State, _) => "controls",
            (_, ActorKind::State) => "body_of",
            (ActorKind::Company, ActorKind::Company) => "subsidiary_of",
            _ => "part_of",
        }
        .to_owned();
    }
    let lemma = scene.tree.lemma(trigger);
    let verb = scene.lexicon.verbs.get(lemma).into_iter().flatten().find(|f| f.class == class).map(|f| &f.kind);
    let noun = || scene.lexicon.nouns.get(lemma).into_iter().flatten().find(|f| f.class == class).map(|f| &f.kind);
    let role = || scene.lexicon.roles.get(lemma).filter(|f| f.class == class).map(|f| &f.kind);
    let plain = if class == RelationClass::Conflict { "conflict" } else { "cooperation" };
    verb.or_else(noun).or_else(role).map_or_else(|| plain.to_owned(), Clone::clone)
}
