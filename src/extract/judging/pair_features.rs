//! What speaks for and against a relation of two actors in a sentence.

use super::Elsewhere;
use super::sight::{Absence, Bag, Path, Sight, says, size};
use crate::extract::language::{DepRel, Upos};
use crate::extract::roles::Party;
use crate::model::RelationClass;

/// How sure a rule is, as one of a few steps.
pub(super) fn step(certainty: f64) -> u32 {
    (certainty * 5.0).clamp(0.0, 5.0) as u32
}

/// The features of the pair.
pub(super) fn pair_features(sight: &Sight<'_>, first: &Party, second: &Party, elsewhere: &Elsewhere) -> Bag {
    let mut bag = Bag::default();
    bag.put(0, &[]);
    kinds_and_order(sight, first, second, &mut bag);
    words_around(sight, first.node, second.node, &mut bag);
    if let Some(path) = sight.path(first.node, second.node) {
        path_features(sight, first, second, &path, &mut bag);
    } else {
        bag.put(1, &[]);
    }
    rules(sight, first, second, &mut bag);
    if let Some(known) = elsewhere.link(first.actor, second.actor) {
        for (class, certainty) in known.iter().enumerate().filter(|(_, c)| **c > 0.0) {
            bag.put(70, &[class as u32, step(*certainty)]);
        }
    }
    bag
}

/// The features of an actor of the sentence and one that it does not name.
pub(super) fn absent_features(
    sight: &Sight<'_>,
    place: &Party,
    how: Absence,
    other: &Party,
    elsewhere: &Elsewhere,
) -> Bag {
    let mut bag = Bag::default();
    let tree = sight.scene.tree;
    let node = place.node;
    let (how, ka, kb, form) = (how as u32, sight.kind(place), sight.kind(other), sight.form(place));
    bag.put(300, &[]);
    bag.put(301, &[how]);
    bag.put(302, &[how, ka, kb]);
    bag.put(303, &[ka, kb, form]);
    bag.put(304, &[how, size(sight.places.len())]);
    bag.put(305, &[ka, kb, sight.hangs(node)]);
    let word = |n: Option<usize>| n.and_then(|n| sight.words.get(n)).copied().unwrap_or(0);
    bag.put(306, &[ka, kb, word(node.checked_sub(1))]);
    bag.put(307, &[ka, kb, word(Some(node + 1))]);
    let office = u32::from(titled(sight, node));
    bag.put(308, &[how, ka, kb, office]);
    let says_near = (node.saturating_sub(6)..(node + 7).min(tree.nodes.len())).fold(0, |all, n| all | sight.says[n]);
    bag.put(309, &[ka, kb, says_near & says::OFFICE]);
    let all = sight.says.iter().fold(0, |all, s| all | s);
    bag.put(310, &[all & 7]);
    bag.put(311, &[all & 15, ka, kb]);
    if let Some(verb) = sight.verb_above(node) {
        let side = sight
            .path(node, verb)
            .filter(|p| p.meet == verb)
            .map_or(97, |p| p.up.last().map_or(96, |n| sight.hangs(*n)));
        let passive = u32::from(tree.is_passive(verb));
        let (w, f, g, s) = (sight.words[verb], sight.families[verb], sight.wide[verb], sight.says[verb]);
        bag.put(312, &[w]);
        bag.put(313, &[w, side, passive]);
        bag.put(314, &[f, side, passive]);
        bag.put(315, &[g, side, passive]);
        bag.put(316, &[s & 7, side, passive]);
        bag.put(317, &[s, side, ka]);
        bag.put(318, &[f, kb]);
        for object in tree.children_by(verb, &[DepRel::Obj]) {
            bag.put(319, &[sight.words[object], side]);
            bag.put(320, &[sight.families[object], side]);
            bag.put(321, &[sight.says[object] & 15, side, passive]);
        }
    }
    for n in 0..tree.nodes.len() {
        if matches!(tree.nodes[n].upos, Upos::Noun | Upos::Verb | Upos::Adj)
            && tree.nodes[n].mention.is_none()
            && tree.nodes.len() < 50
        {
            bag.put(322, &[sight.words[n]]);
            bag.put(323, &[sight.families[n]]);
        }
    }
    if let Some(head) = tree.nodes[node].head {
        bag.put(324, &[sight.words[head], sight.hangs(node)]);
        bag.put(325, &[sight.families[head], sight.hangs(node)]);
    }
    rules(sight, place, other, &mut bag);
    let known = elsewhere.link(place.actor, other.actor);
    for (class, certainty) in known.into_iter().flatten().enumerate().filter(|(_, c)| **c > 0.0) {
        bag.put(330, &[class as u32, step(*certainty)]);
    }
    // Who is bound to somebody else already is not bound to this one.
    let bound = sight.scene.antecedents.office_of(place.actor);
    bag.put(331, &[ka, kb, bound.map_or(0, |b| 1 + u32::from(b == other.actor))]);
    bag
}

/// Whether a name has an office or rank beside it.
fn titled(sight: &Sight<'_>, node: usize) -> bool {
    let mention = sight.scene.tree.nodes[node].mention.and_then(|m| sight.scene.cast.mentions.get(m));
    mention.is_some_and(|m| m.office)
}

fn kinds_and_order(sight: &Sight<'_>, first: &Party, second: &Party, bag: &mut Bag) {
    let (ka, kb) = (sight.kind(first), sight.kind(second));
    let (fa, fb) = (sight.form(first), sight.form(second));
    let apart = size(second.node - first.node);
    let others = size(sight.actors_between(first.node, second.node));
    bag.put(2, &[ka, kb]);
    bag.put(3, &[fa, fb]);
    bag.put(4, &[ka, fa]);
    bag.put(5, &[kb, fb]);
    bag.put(6, &[apart]);
    bag.put(7, &[others]);
    bag.put(8, &[ka, kb, apart]);
    bag.put(9, &[u32::from(first.inferred.is_some()), u32::from(second.inferred.is_some())]);
    bag.put(10, &[size(sight.places.len())]);
    let titles = (u32::from(titled(sight, first.node)), u32::from(titled(sight, second.node)));
    bag.put(11, &[ka, kb, titles.0, titles.1, apart]);
    for (mark, one, other) in [(1, first, second), (2, second, first)] {
        let bound = sight.scene.antecedents.office_of(one.actor);
        bag.put(12, &[mark, ka, kb, bound.map_or(0, |b| 1 + u32::from(b == other.actor))]);
    }
}

/// Words between the two, before the first and behind the second.
fn words_around(sight: &Sight<'_>, first: usize, second: usize, bag: &mut Bag) {
    let nodes = &sight.scene.tree.nodes;
    let content =
        |n: usize| matches!(nodes[n].upos, Upos::Verb | Upos::Noun | Upos::Adj | Upos::Adp | Upos::Adv | Upos::Part);
    let between = first + 1..second;
    let mut bits = 0;
    let mut verbs = 0;
    for n in between.clone() {
        bits |= sight.says[n];
        verbs += usize::from(nodes[n].upos == Upos::Verb);
        if content(n) && between.len() <= 16 {
            bag.put(20, &[sight.words[n]]);
            bag.put(34, &[sight.families[n]]);
        }
    }
    bag.put(21, &[bits & 7, size(verbs)]);
    bag.put(22, &[bits & 0x3F8]);
    if between.len() <= 4 {
        let exact: Vec<u32> = between.clone().map(|n| sight.words[n]).collect();
        bag.put(23, &exact);
    }
    for n in between.clone().take(between.len().saturating_sub(1)) {
        if between.len() <= 8 {
            bag.put(24, &[sight.words[n], sight.words[n + 1]]);
        }
    }
    let word = |n: Option<usize>| n.and_then(|n| sight.words.get(n)).copied().unwrap_or(0);
    bag.put(25, &[word(first.checked_sub(1))]);
    bag.put(26, &[word(Some(first + 1))]);
    bag.put(27, &[word(second.checked_sub(1))]);
    bag.put(28, &[word(Some(second + 1))]);
    bag.put(29, &[word(second.checked_sub(1)), word(Some(second + 1))]);
    for (at, range) in [(30, first.saturating_sub(5)..first), (31, second + 1..(second + 6).min(nodes.len()))] {
        let mut bits = 0;
        for n in range {
            bits |= sight.says[n] & 7;
            if content(n) && sight.says[n] != 0 {
                bag.put(at + 2, &[sight.words[n]]);
            }
        }
        bag.put(at, &[bits]);
    }
}

fn path_features(sight: &Sight<'_>, first: &Party, second: &Party, path: &Path<'_>, bag: &mut Bag) {
    let tree = sight.scene.tree;
    let (ka, kb) = (sight.kind(first), sight.kind(second));
    let (pa, pb) = (sight.preposition(first.node), sight.preposition(second.node));
    let mut way: Vec<u32> = path.up.iter().map(|n| sight.hangs(*n)).collect();
    way.push(200);
    way.extend(path.down.iter().rev().map(|n| 100 + sight.hangs(*n)));
    let length = path.up.len() + path.down.len();
    bag.put(40, &[size(length)]);
    if length <= 7 {
        bag.put(41, &way);
        let mut with_kinds = way.clone();
        with_kinds.extend([ka, kb]);
        bag.put(42, &with_kinds);
    }
    let meet = path.meet;
    let (meet_word, meet_says) = (sight.words[meet], sight.says[meet]);
    let (ra, rb) = (path.up.last().map_or(98, |n| sight.hangs(*n)), path.down.last().map_or(98, |n| sight.hangs(*n)));
    bag.put(43, &[meet_word]);
    bag.put(44, &[meet_word, ra, rb]);
    bag.put(45, &[meet_says, ra, rb]);
    bag.put(46, &[meet_word, ka, kb]);
    let (family, wide) = (sight.families[meet], sight.wide[meet]);
    bag.put(240, &[family]);
    bag.put(241, &[family, ra, rb]);
    bag.put(242, &[family, pa, pb]);
    bag.put(243, &[wide, ra, rb, pa, pb]);
    bag.put(244, &[wide, ka, kb]);
    bag.put(47, &[pa, pb]);
    bag.put(48, &[meet_word, pa, pb]);
    bag.put(49, &[ra, rb, pa, pb]);
    bag.put(50, &[tree.nodes[meet].upos as u32, ra, rb]);
    if tree.nodes[meet].upos == Upos::Verb {
        let negated = tree.children(meet).iter().any(|c| matches!(tree.lower(*c), "not" | "n't" | "never" | "no"));
        bag.put(51, &[u32::from(negated), u32::from(tree.is_passive(meet)), meet_says & 7]);
        bag.put(52, &[u32::from(tree.is_passive(meet)), meet_word, ra, rb]);
        // What is done by it: "signed an agreement", "imposed sanctions".
        for object in tree.children_by(meet, &[DepRel::Obj]) {
            bag.put(53, &[meet_word, sight.words[object]]);
            bag.put(54, &[sight.says[object] & 15, ra, rb]);
            bag.put(245, &[sight.families[object], ra, rb]);
            bag.put(246, &[wide, sight.wide[object]]);
        }
    }
    let mut bits = 0;
    let ends: [(&[usize], u32); 2] = [(path.up, 1), (path.down, 2)];
    for (side, mark) in ends {
        for n in side.iter().skip(1) {
            bits |= sight.says[*n];
            bag.put(55, &[sight.words[*n]]);
            bag.put(56, &[mark, sight.words[*n]]);
            bag.put(247, &[sight.families[*n]]);
            bag.put(248, &[mark, sight.families[*n]]);
        }
    }
    bits |= meet_says;
    bag.put(57, &[bits & 7]);
    bag.put(58, &[bits & 7, ka, kb]);
    bag.put(59, &[bits]);
    if length <= 5 {
        bag.put(60, &[bits & 7, way.iter().fold(7, |sum: u32, w| sum.wrapping_mul(31).wrapping_add(*w))]);
    }
    // Both in one row: "Mali, Niger and Burkina Faso".
    let row = path.up.iter().chain(path.down).all(|n| tree.nodes[*n].relation == DepRel::Conj);
    if row {
        let verb = sight.verb_above(meet);
        let stands = sight.hangs(meet);
        bag.put(61, &[stands]);
        bag.put(62, &[verb.map_or(0, |v| sight.words[v]), stands]);
        bag.put(63, &[verb.map_or(0, |v| sight.says[v]), stands]);
        let head = tree.nodes[meet].head;
        bag.put(64, &[head.map_or(0, |h| sight.words[h]), sight.preposition(meet)]);
        bag.put(65, &[head.map_or(0, |h| sight.says[h]), sight.preposition(meet)]);
    }
    // The meaning of the word that the first or second describes: "Russian" of "Russian mercenaries".
    for (mark, party, up) in [(1, first, path.up), (2, second, path.down)] {
        if let Some(head) = tree.nodes[party.node].head.filter(|_| up.len() > 1) {
            bag.put(66, &[mark, sight.hangs(party.node), sight.words[head]]);
            bag.put(67, &[mark, sight.hangs(party.node), sight.says[head]]);
            bag.put(249, &[mark, sight.hangs(party.node), sight.families[head]]);
        }
    }
}

/// What the rules found for the two here, and for each with others.
fn rules(sight: &Sight<'_>, first: &Party, second: &Party, bag: &mut Bag) {
    let mut found = [false; 3];
    for link in &sight.links {
        let class = class_number(link.class);
        let (s, t) = (link.source.actor, link.target.actor);
        let forward = s == first.actor && t == second.actor;
        if forward || s == second.actor && t == first.actor {
            found[class as usize] = true;
            let there = (link.source.node == first.node || link.source.node == second.node)
                && (link.target.node == first.node || link.target.node == second.node);
            bag.put(80, &[class, u32::from(forward), step(link.certainty())]);
            bag.put(81, &[class, super::sight::number(link.rule)]);
            bag.put(82, &[class, u32::from(there)]);
            bag.put(83, &[class, u32::from(there), step(link.certainty())]);
            bag.put(84, &[class, super::sight::number(&link.kind), u32::from(forward)]);
        } else if s == first.actor || t == first.actor {
            bag.put(85, &[class]);
        } else if s == second.actor || t == second.actor {
            bag.put(86, &[class]);
        }
    }
    let none = found.iter().all(|f| !f);
    bag.put(87, &[u32::from(none), size(sight.links.len())]);
    for gift in &sight.gifts {
        let (p, r) = (gift.provider.actor, gift.recipient.actor);
        let forward = p == first.actor && r == second.actor;
        if forward || p == second.actor && r == first.actor {
            bag.put(88, &[u32::from(forward), step(gift.certainty())]);
            bag.put(89, &[super::sight::number(gift.rule)]);
        }
    }
    // Who holds whose office, whose forces they are.
    for (mark, a, b) in [(1, first, second), (2, second, first)] {
        if sight.scene.antecedents.office_of(a.actor) == Some(b.actor) {
            bag.put(90, &[mark, u32::from(found[2])]);
        }
    }
    let bits = sight.says.iter().fold(0, |all, s| all | s);
    bag.put(91, &[bits & (says::COOPERATION | says::CONFLICT | says::STRUCTURE), u32::from(none)]);
}

/// A class as a place in a row of weights.
pub(super) fn class_number(class: RelationClass) -> u32 {
    match class {
        RelationClass::Cooperation => 0,
        RelationClass::Conflict => 1,
        RelationClass::Structure => 2,
    }
}
