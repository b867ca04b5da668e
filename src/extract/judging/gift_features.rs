//! What speaks for and against a provision: who gives whom what.

use super::Elsewhere;
use super::pair_features::step;
use super::sight::{Absence, Bag, Sight, number, says, size};
use crate::extract::language::{DepRel, Upos};
use crate::extract::roles::Party;
use crate::model::SecurityFunction;

/// A word for a function, a giver and a taker.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Gift {
    /// Who may give.
    pub provider: Party,
    /// Who may get.
    pub recipient: Party,
    /// What.
    pub function: SecurityFunction,
    /// The node that the word for it hangs by.
    pub head: usize,
    /// How one of the two comes in that the sentence does not name, and whether it is the giver.
    pub absent: Option<(Absence, bool)>,
}

/// The features of the gift.
pub(super) fn gift_features(sight: &Sight<'_>, gift: &Gift, elsewhere: &Elsewhere) -> Bag {
    let mut bag = Bag::default();
    let tree = sight.scene.tree;
    let function = gift.function as u32;
    let word = sight.words[gift.head];
    let (kp, kr) = (sight.kind(&gift.provider), sight.kind(&gift.recipient));
    let context = gift.absent.map_or(0, |(how, giver)| 1 + how as u32 * 2 + u32::from(giver));
    let (giver_absent, taker_absent) = match gift.absent {
        Some((_, giver)) => (giver, !giver),
        None => (false, false),
    };
    bag.put(100, &[]);
    bag.put(101, &[function]);
    bag.put(102, &[word]);
    bag.put(103, &[function, word]);
    bag.put(104, &[kp, kr]);
    bag.put(105, &[kp, function]);
    bag.put(106, &[kr, function]);
    bag.put(107, &[context]);
    bag.put(108, &[context, kp, kr]);
    if !giver_absent {
        bag.put(109, &[sight.form(&gift.provider), u32::from(gift.provider.inferred.is_some())]);
    }
    if !taker_absent {
        bag.put(110, &[sight.form(&gift.recipient), u32::from(gift.recipient.inferred.is_some())]);
    }
    bag.put(111, &[size(sight.places.len())]);
    let order = order(gift);
    bag.put(112, &[order]);
    bag.put(113, &[order, function]);
    let family = sight.families[gift.head];
    bag.put(114, &[family]);
    bag.put(115, &[function, family]);
    bag.put(116, &[function, context]);
    if !giver_absent {
        party(sight, &gift.provider, gift, 0, &mut bag);
    }
    if !taker_absent {
        party(sight, &gift.recipient, gift, 30, &mut bag);
    }
    let verb = sight.verb_above(gift.head);
    if let Some(verb) = verb {
        let passive = u32::from(tree.is_passive(verb));
        let side = |node: usize| {
            let path = sight.path(node, verb);
            path.filter(|p| p.meet == verb).map_or(97, |p| p.up.last().map_or(96, |n| sight.hangs(*n)))
        };
        let (sp, sr) = (
            if giver_absent { 95 } else { side(gift.provider.node) },
            if taker_absent { 95 } else { side(gift.recipient.node) },
        );
        let sw = side(gift.head);
        let (pp, pr) = (sight.preposition(gift.provider.node), sight.preposition(gift.recipient.node));
        bag.put(170, &[sight.words[verb]]);
        bag.put(171, &[sight.words[verb], sp, sr, passive]);
        bag.put(172, &[sight.says[verb], sp, sr, passive]);
        bag.put(173, &[sp, sr, sw, passive]);
        bag.put(174, &[sight.words[verb], word]);
        bag.put(175, &[sight.words[verb], pp, pr, passive]);
        bag.put(176, &[sight.says[verb], pp, pr, passive]);
        let negated = tree.children(verb).iter().any(|c| matches!(tree.lower(*c), "not" | "n't" | "never" | "no"));
        let family = sight.families[verb];
        bag.put(182, &[family, sp, sr, passive]);
        bag.put(183, &[family, sw]);
        bag.put(184, &[sight.wide[verb], sp, sr, sw, passive]);
        bag.put(177, &[u32::from(negated)]);
        bag.put(178, &[sight.says[verb], sw]);
    }
    if let Some(verb) = verb {
        bag.put(180, &[sight.families[verb], context]);
        bag.put(181, &[sight.wide[verb], sight.wide[gift.head]]);
    }
    let pattern = [sight.preposition(gift.provider.node), sight.preposition(gift.recipient.node), order, context];
    bag.put(179, &pattern);
    rules(sight, gift, elsewhere, &mut bag);
    way_between(sight, gift, &mut bag);
    skeletons(sight, gift, &mut bag);
    rivals(sight, gift, &mut bag);
    article(sight, gift, elsewhere, &mut bag);
    bag
}

/// The way from giver to taker: "Russia's support for Mali", "the Rwandan army in Mozambique".
fn way_between(sight: &Sight<'_>, gift: &Gift, bag: &mut Bag) {
    if gift.absent.is_some() {
        return;
    }
    let (giver, taker) = (gift.provider.node, gift.recipient.node);
    let function = gift.function as u32;
    bag.put(210, &[size(giver.abs_diff(taker)), u32::from(giver < taker)]);
    bag.put(211, &[size(sight.actors_between(giver, taker)), u32::from(giver < taker)]);
    let Some(path) = sight.path(giver, taker) else { return };
    let (up, down) = (path.up.last().map_or(98, |n| sight.hangs(*n)), path.down.last().map_or(98, |n| sight.hangs(*n)));
    let (pg, pt) = (sight.preposition(giver), sight.preposition(taker));
    bag.put(212, &[up, down, pg, pt]);
    bag.put(213, &[sight.words[path.meet], up, down]);
    bag.put(214, &[sight.families[path.meet], up, down, pt]);
    bag.put(215, &[sight.wide[path.meet], up, down, function]);
    bag.put(216, &[sight.says[path.meet], up, down]);
    bag.put(217, &[size(path.up.len()), size(path.down.len())]);
    bag.put(218, &[u32::from(path.meet == gift.head), function]);
}

/// The bare bones of the words from the first to the last of the three: what counts whatever the tree says.
fn skeletons(sight: &Sight<'_>, gift: &Gift, bag: &mut Bag) {
    let (giver, taker, word) = (gift.provider.node, gift.recipient.node, gift.head);
    let function = gift.function as u32;
    let bones = |ends: &[usize], mark: u32, bag: &mut Bag| {
        let (Some(from), Some(to)) = (ends.iter().min(), ends.iter().max()) else { return };
        let mut all: Vec<u32> = Vec::new();
        for at in *from..=*to {
            let bone = if at == word {
                1
            } else if at == giver && ends.contains(&giver) {
                2
            } else if at == taker && ends.contains(&taker) {
                3
            } else {
                bone(sight, at)
            };
            // Several of the same kind in a row are one.
            if bone != 0 && (bone < 20 || all.last() != Some(&bone)) {
                all.push(bone);
            }
        }
        if all.len() <= 12 {
            bag.put(250 + mark, &all);
            all.push(function);
            bag.put(255 + mark, &all);
        }
    };
    let absent = gift.absent.map(|(_, giver)| giver);
    if absent.is_none() {
        bones(&[giver, taker, word], 0, bag);
    }
    if absent != Some(true) {
        bones(&[giver, word], 1, bag);
    }
    if absent != Some(false) {
        bones(&[taker, word], 2, bag);
    }
}

/// What a word is in a skeleton; 0 for what does not count.
fn bone(sight: &Sight<'_>, at: usize) -> u32 {
    let tree = sight.scene.tree;
    let node = &tree.nodes[at];
    if sight.places.iter().any(|p| p.node == at) {
        return 20;
    }
    if sight.things.iter().any(|t| t.0 == at) {
        return 21;
    }
    let says = sight.says[at];
    match node.upos {
        Upos::Adp | Upos::Part | Upos::Sconj => 1000 + (number(&node.lower) % 100_000),
        Upos::Verb if says & says::GIVE != 0 => 4 + u32::from(tree.is_passive(at)),
        Upos::Verb if says & says::GET != 0 => 6 + u32::from(tree.is_passive(at)),
        Upos::Verb if says & says::ENDING != 0 => 8,
        Upos::Verb if says & says::CONFLICT != 0 => 9,
        Upos::Verb if says & says::COOPERATION != 0 => 10 + u32::from(tree.is_passive(at)),
        Upos::Verb if says & says::SPEECH != 0 => 12,
        Upos::Verb => 13,
        Upos::Noun if says & says::COOPERATION != 0 => 22,
        Upos::Noun if says & says::AGENT != 0 => 23,
        Upos::Noun => 24,
        Upos::Pron if matches!(node.lower.as_str(), "which" | "that" | "who" | "whom" | "whose") => 14,
        Upos::Punct if matches!(node.lower.as_str(), "," | ";" | ":" | "-") => 15,
        Upos::Cconj => 16,
        _ => 0,
    }
}

/// Who else of the sentence stands nearer to the word for the function.
fn rivals(sight: &Sight<'_>, gift: &Gift, bag: &mut Bag) {
    let word = gift.head;
    let nearer = |party: &Party, other: usize| {
        let mut actors: Vec<usize> = sight
            .places
            .iter()
            .filter(|p| p.node.abs_diff(word) < party.node.abs_diff(word) && (p.node < word) == (party.node < word))
            .map(|p| p.actor)
            .filter(|a| *a != party.actor && *a != other)
            .collect();
        actors.sort_unstable();
        actors.dedup();
        size(actors.len())
    };
    let (giver, taker) = (&gift.provider, &gift.recipient);
    let absent = gift.absent.map(|(_, giver)| giver);
    let ng = if absent == Some(true) { 20 } else { nearer(giver, taker.actor) };
    let nt = if absent == Some(false) { 20 } else { nearer(taker, giver.actor) };
    bag.put(220, &[ng, nt]);
    bag.put(221, &[ng, nt, order(gift)]);
    let subject = |p: &Party| u32::from(matches!(sight.scene.tree.nodes[p.node].relation, DepRel::Nsubj));
    bag.put(222, &[ng, subject(giver), nt, subject(taker)]);
    // A word for the same thing that stands nearer.
    let twin = |p: &Party| {
        let apart = p.node.abs_diff(word);
        sight.things.iter().any(|t| t.1 == gift.function && t.0 != word && t.0.abs_diff(p.node) < apart)
    };
    bag.put(223, &[u32::from(absent != Some(true) && twin(giver)), u32::from(absent != Some(false) && twin(taker))]);
}

/// What the article says of the two elsewhere: who gives and who gets in it, and whom it is about.
fn article(sight: &Sight<'_>, gift: &Gift, elsewhere: &Elsewhere, bag: &mut Bag) {
    let (giver, taker, function) = (gift.provider.actor, gift.recipient.actor, gift.function);
    let others = || elsewhere.gifts.iter().filter(|((g, t, f), _)| (*g, *t, *f) != (giver, taker, function));
    let count =
        |test: &dyn Fn(usize, usize) -> bool| size(others().filter(|((g, t, _), _)| test(*g, *t)).count().min(3));
    let gives = count(&|g, t| g == giver && t != taker);
    let taken = count(&|g, t| t == taker && g != giver);
    let (got, given) = (count(&|_, t| t == giver), count(&|g, _| g == taker));
    let pair = count(&|g, t| g == giver && t == taker);
    let turned = count(&|g, t| g == taker && t == giver);
    let context = gift.absent.map_or(0, |(_, giver)| 1 + u32::from(giver));
    bag.put(230, &[gives, got]);
    bag.put(231, &[taken, given]);
    bag.put(232, &[pair, turned, context]);
    bag.put(233, &[pair, turned, gives, taken]);
    bag.put(234, &[gives.min(1), got.min(1), taken.min(1), given.min(1), context]);
    let about = sight.scene.antecedents.most_about(3);
    let rank = |actor: usize| about.iter().position(|a| *a == actor).map_or(9, |r| r as u32);
    bag.put(235, &[rank(giver), rank(taker)]);
    bag.put(236, &[rank(taker), function as u32]);
    bag.put(237, &[rank(giver), rank(taker), context]);
    let named = |actor: usize| size(elsewhere.mentions.get(&actor).copied().unwrap_or(0));
    bag.put(238, &[named(giver), sight.kind(&gift.provider)]);
    bag.put(239, &[named(taker), sight.kind(&gift.recipient), context]);
    let office = |a: usize, b: usize| u32::from(sight.scene.antecedents.office_of(a) == Some(b));
    bag.put(240, &[office(giver, taker), office(taker, giver)]);
}

/// In which order giver, taker and word stand.
fn order(gift: &Gift) -> u32 {
    let (p, w) = (gift.provider.node, gift.head);
    if gift.absent.is_some() {
        return if p < w { 10 } else { 11 };
    }
    let r = gift.recipient.node;
    u32::from(p < w) | u32::from(r < w) << 1 | u32::from(p < r) << 2
}

/// How one of the two stands to the word for the function.
fn party(sight: &Sight<'_>, party: &Party, gift: &Gift, shift: u32, bag: &mut Bag) {
    let tree = sight.scene.tree;
    let (node, word) = (party.node, gift.head);
    let kind = sight.kind(party);
    let function = gift.function as u32;
    let apart = size(node.abs_diff(word));
    let others = size(sight.actors_between(node, word));
    let before = u32::from(node < word);
    let place = |template: u32| 120 + shift + template;
    bag.put(place(0), &[apart, before]);
    bag.put(place(1), &[others, before]);
    bag.put(place(2), &[sight.preposition(node), before]);
    bag.put(place(3), &[sight.preposition(node), before, function]);
    bag.put(place(4), &[sight.hangs(node), kind]);
    if let Some(path) = sight.path(node, word) {
        let mut way: Vec<u32> = path.up.iter().map(|n| sight.hangs(*n)).collect();
        way.push(200);
        way.extend(path.down.iter().rev().map(|n| 100 + sight.hangs(*n)));
        bag.put(place(5), &[size(way.len())]);
        if way.len() <= 7 {
            bag.put(place(6), &way);
            way.push(function);
            bag.put(place(7), &way);
        }
        let (last, down) =
            (path.up.last().map_or(98, |n| sight.hangs(*n)), path.down.last().map_or(98, |n| sight.hangs(*n)));
        bag.put(place(8), &[sight.words[path.meet], last, down]);
        bag.put(place(9), &[sight.says[path.meet], last, down]);
        bag.put(place(17), &[sight.families[path.meet], last, down]);
        bag.put(place(18), &[sight.wide[path.meet], last, down]);
        bag.put(place(10), &[last, down, sight.preposition(node)]);
        for n in path.up.iter().chain(path.down).skip(1) {
            bag.put(place(11), &[sight.words[*n]]);
        }
    }
    let (from, to) = (node.min(word) + 1, node.max(word));
    if to >= from && to - from <= 12 {
        for n in from..to {
            if matches!(tree.nodes[n].upos, Upos::Verb | Upos::Noun | Upos::Adp) {
                bag.put(place(12), &[sight.words[n], before]);
            }
        }
    }
    let next = |n: Option<usize>| n.and_then(|n| sight.words.get(n)).copied().unwrap_or(0);
    bag.put(place(13), &[next(node.checked_sub(1))]);
    bag.put(place(14), &[next(Some(node + 1))]);
    let head = tree.nodes[node].head;
    bag.put(place(15), &[head.map_or(0, |h| sight.words[h]), sight.hangs(node)]);
    let conjunct = tree.nodes[node].relation == DepRel::Conj;
    bag.put(place(16), &[u32::from(conjunct)]);
}

/// What the rules found of the three, and of each two.
fn rules(sight: &Sight<'_>, gift: &Gift, elsewhere: &Elsewhere, bag: &mut Bag) {
    let (giver, taker, function) = (gift.provider.actor, gift.recipient.actor, gift.function);
    let mut same = 0;
    for found in &sight.gifts {
        let (fp, fr) = (found.provider.actor, found.recipient.actor);
        let parts = u32::from(fp == giver) | u32::from(fr == taker) << 1 | u32::from(found.function == function) << 2;
        if parts == 7 {
            same += 1;
            bag.put(190, &[step(found.certainty())]);
            bag.put(191, &[number(found.rule)]);
            bag.put(192, &[number(found.rule), step(found.certainty())]);
            bag.put(193, &[number(found.rule), function as u32]);
            bag.put(
                196,
                &[u32::from(found.provider.inferred.is_some()), u32::from(found.recipient.inferred.is_some())],
            );
        } else if parts != 0 {
            bag.put(194, &[parts]);
        }
        if fp == taker && fr == giver {
            bag.put(195, &[u32::from(found.function == function)]);
        }
    }
    bag.put(197, &[u32::from(same > 0), size(sight.gifts.len())]);
    let known = elsewhere.link(giver, taker).copied().unwrap_or_default();
    for (class, certainty) in known.iter().enumerate() {
        bag.put(198, &[class as u32, step(*certainty), u32::from(same > 0)]);
    }
    let here = sight.links.iter().filter(|l| {
        let ends = (l.source.actor, l.target.actor);
        ends == (giver, taker) || ends == (taker, giver)
    });
    for link in here {
        let forward = u32::from(link.source.actor == giver);
        bag.put(199, &[link.class as u32, forward]);
        bag.put(200, &[number(&link.kind), forward]);
        bag.put(201, &[number(&link.kind), function as u32]);
    }
}
