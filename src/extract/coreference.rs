//! What pronouns and short forms stand for: "it", "his", "the group", "the country". Weak steps, marked as inferred.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::model::ActorKind;

use super::apposition::appositions;
use super::cast::Cast;
use super::language::{DepRel, Upos};
use super::lexicon::{Lexicon, NameForm};
use super::tree::Tree;

/// What a word stands for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Antecedent {
    /// Place in `Cast::actors`.
    pub actor: usize,
    /// Where it was named.
    pub sentence: usize,
    /// How sure the step is, 0..1.
    pub strength: f64,
}

/// Antecedents by sentence and node.
#[derive(Clone, Debug, Default)]
pub(crate) struct Antecedents {
    by_node: HashMap<(usize, usize), Vec<Antecedent>>,
    offices: BTreeMap<usize, usize>,
    principal: BTreeMap<usize, i64>,
    blocks: Vec<usize>,
    forces: HashMap<(usize, usize), Antecedent>,
    alliances: BTreeMap<usize, BTreeSet<usize>>,
    missions: BTreeSet<usize>,
    /// Mentions of actors that act where they are named: those who help, not where.
    acting: BTreeSet<usize>,
}

/// What the article says of who belongs to whom, as far as short forms need it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Bonds {
    /// Person to the state or body whose office he holds.
    pub offices: BTreeMap<usize, usize>,
    /// Armed force or military company to its state.
    pub forces: BTreeMap<usize, usize>,
    /// Alliance to its members.
    pub alliances: BTreeMap<usize, BTreeSet<usize>>,
    /// Missions of organisations: they send people as armed forces do.
    pub missions: BTreeSet<usize>,
}

impl Antecedents {
    /// Whose forces "Russian forces" at a node are, where the passage has named them before: Wagner's.
    pub fn force_at(&self, sentence: usize, node: usize) -> Option<Antecedent> {
        self.forces.get(&(sentence, node)).copied()
    }

    /// The alliance that all of these belong to.
    pub fn alliance_of(&self, members: &[usize]) -> Option<usize> {
        let holds = |all: &BTreeSet<usize>| members.len() >= 2 && members.iter().all(|m| all.contains(m));
        self.alliances.iter().find(|(_, all)| holds(all)).map(|(alliance, _)| *alliance)
    }

    /// Whether an organisation is the mission of another.
    pub fn is_mission(&self, actor: usize) -> bool {
        self.missions.contains(&actor)
    }

    /// Who belongs to an alliance, as far as the article says.
    pub fn members_of(&self, alliance: usize) -> impl Iterator<Item = usize> + '_ {
        self.alliances.get(&alliance).into_iter().flatten().copied()
    }

    /// Of the states named so far in the passage of a sentence, the one that the article is most about; else of all.
    pub fn principal(&self, cast: &Cast, sentence: usize, free: &dyn Fn(usize) -> bool) -> Option<usize> {
        let score = |actor: usize| self.principal.get(&actor).copied().unwrap_or(0);
        let block = self.blocks.get(sentence);
        let near = cast
            .mentions
            .iter()
            .enumerate()
            .filter(|(i, m)| m.sentence <= sentence && self.blocks.get(m.sentence) == block && !self.acting.contains(i))
            .map(|(_, m)| self.offices.get(&m.actor).copied().unwrap_or(m.actor))
            .filter(|a| score(*a) > 0 && free(*a))
            .max_by_key(|a| (score(*a), std::cmp::Reverse(*a)));
        let top = || {
            self.principal
                .iter()
                .filter(|(a, s)| **s >= 30 && free(**a))
                .max_by_key(|(a, s)| (**s, std::cmp::Reverse(**a)))
                .map(|(a, _)| *a)
        };
        near.filter(|a| score(*a) >= 25).or_else(top)
    }

    /// Says how much the article is about each state, in tenths of a mention.
    pub fn set_principal(&mut self, scores: BTreeMap<usize, i64>) {
        self.principal = scores;
    }

    /// The state whose office a person holds.
    pub fn office_of(&self, person: usize) -> Option<usize> {
        self.offices.get(&person).copied()
    }

    /// What stands behind a node; nothing for names and plain nouns.
    pub fn of(&self, sentence: usize, node: usize) -> &[Antecedent] {
        self.by_node.get(&(sentence, node)).map_or(&[], Vec::as_slice)
    }
}

/// An actor named earlier.
#[derive(Clone, Copy, Debug)]
struct Earlier {
    actor: usize,
    sentence: usize,
    node: usize,
    subject: bool,
    place: bool,
    adjective: bool,
    /// One of several in a row: no "it".
    joined: bool,
}

/// Sentences further back than this are forgotten.
const MEMORY: usize = 4;

/// Finds the antecedents of an article.
pub(crate) fn antecedents(
    trees: &[Tree],
    blocks: &[usize],
    cast: &Cast,
    lexicon: &Lexicon,
    bonds: &Bonds,
    about: &BTreeMap<usize, i64>,
) -> Antecedents {
    let offices = &bonds.offices;
    let mut found = Antecedents {
        offices: offices.clone(),
        blocks: blocks.to_vec(),
        alliances: bonds.alliances.clone(),
        missions: bonds.missions.clone(),
        ..Antecedents::default()
    };
    let mut earlier: Vec<Earlier> = Vec::new();
    let upheavals = upheavals(trees, cast);
    // How much the article is about each actor: by what is known of its statements, at first by mentions alone.
    let weight: Vec<i64> = (0..cast.actors.len())
        .map(|a| {
            about.get(&a).copied().unwrap_or_else(|| {
                i64::try_from(cast.mentions.iter().filter(|m| m.actor == a).count()).unwrap_or(0) * 10
            })
        })
        .collect();
    for (sentence, tree) in trees.iter().enumerate() {
        earlier.retain(|e| e.sentence + MEMORY >= sentence);
        // The noun beside a name stands for it: "M23, a movement backed by Rwanda".
        for apposition in appositions(tree, cast, lexicon) {
            let actor = tree.nodes[apposition.name].mention.and_then(|m| cast.mentions.get(m)).map(|m| m.actor);
            if let Some(actor) = actor {
                found
                    .by_node
                    .entry((sentence, apposition.head))
                    .or_insert_with(|| vec![Antecedent { actor, sentence, strength: 0.97 }]);
            }
        }
        for (noun, actor) in self_named(tree, cast) {
            found
                .by_node
                .entry((sentence, noun))
                .or_insert_with(|| vec![Antecedent { actor, sentence, strength: 0.97 }]);
        }
        for node in 0..tree.nodes.len() {
            if let Some(mention) = tree.nodes[node].mention.and_then(|m| cast.mentions.get(m)) {
                if mention.form == NameForm::Adjective || is_subject(tree, node) {
                    found.acting.extend(tree.nodes[node].mention);
                }
                earlier.push(Earlier {
                    actor: mention.actor,
                    sentence,
                    node,
                    subject: is_subject(tree, node)
                        && !(mention.form == NameForm::Adjective
                            && tree.nodes[node].head.is_some_and(|h| !lexicon.is("agent", tree.lemma(h)))),
                    place: is_locative(tree, node),
                    adjective: mention.form == NameForm::Adjective,
                    joined: tree.nodes[node].relation == DepRel::Conj
                        && tree.nodes[node].head.is_some_and(|h| tree.nodes[h].mention.is_some())
                        || tree.children_by(node, &[DepRel::Conj]).any(|c| tree.nodes[c].mention.is_some()),
                });
                continue;
            }
            let context = Context {
                tree,
                sentence,
                node,
                cast,
                lexicon,
                earlier: &earlier,
                weight: &weight,
                upheavals: &upheavals,
                offices,
                blocks,
                known: &found.by_node,
            };
            if let Some(force) = context.force(&bonds.forces) {
                found.forces.insert((sentence, node), force);
                found.by_node.insert((sentence, node), vec![force]);
                continue;
            }
            let stands_for = context.resolve();
            if !stands_for.is_empty() {
                let subject = is_subject(tree, node);
                for antecedent in &stands_for {
                    earlier.push(Earlier {
                        actor: antecedent.actor,
                        sentence,
                        node,
                        subject,
                        place: false,
                        adjective: false,
                        joined: false,
                    });
                }
                found.by_node.insert((sentence, node), stands_for);
            }
        }
    }
    found
}

/// "insurgents who call themselves NAME": the noun and whom it stands for.
fn self_named(tree: &Tree, cast: &Cast) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for verb in 1..tree.nodes.len() {
        if tree.lemma(verb) != "call" || !matches!(tree.lower(verb + 1), "themselves" | "itself" | "himself") {
            continue;
        }
        let named = (verb + 2..(verb + 5).min(tree.nodes.len()))
            .find_map(|i| tree.nodes[i].mention.and_then(|m| cast.mentions.get(m)));
        let noun =
            (0..verb).rev().take(5).find(|i| tree.nodes[*i].upos == Upos::Noun && tree.nodes[*i].mention.is_none());
        if let (Some(named), Some(noun)) = (named, noun) {
            found.push((noun, named.actor));
        }
    }
    found
}

fn is_subject(tree: &Tree, node: usize) -> bool {
    let mut at = node;
    for _ in 0..4 {
        match tree.nodes[at].relation {
            DepRel::Nsubj | DepRel::NsubjPass | DepRel::NsubjOuter => return true,
            DepRel::Amod
            | DepRel::Compound
            | DepRel::NmodPoss
            | DepRel::Conj
            | DepRel::NmodDesc
            | DepRel::Flat
            | DepRel::Nmod => {
                // "the ministers of the three countries" acts for them; "warnings from Algeria" does not make it the subject.
                if tree.nodes[at].relation == DepRel::Nmod && tree.preposition(at).as_deref() != Some("of") {
                    return false;
                }
                match tree.nodes[at].head {
                    Some(head) => at = head,
                    None => return false,
                }
            }
            _ => return false,
        }
    }
    false
}

fn is_locative(tree: &Tree, node: usize) -> bool {
    matches!(
        tree.preposition(node).as_deref(),
        Some("in" | "at" | "near" | "across" | "inside" | "into" | "outside" | "throughout" | "within" | "around")
    )
}

/// States in which the text tells of a coup: theirs are "the junta" and "the new government".
fn upheavals(trees: &[Tree], cast: &Cast) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    for tree in trees {
        let state = |node: usize| {
            let mention = tree.nodes[node].mention.and_then(|m| cast.mentions.get(m))?;
            (cast.actors.get(mention.actor)?.kind == ActorKind::State).then_some(mention.actor)
        };
        for node in 0..tree.nodes.len() {
            let seized = tree.lemma(node) == "power"
                && (node.saturating_sub(2)..node).any(|n| matches!(tree.lemma(n), "take" | "seize" | "grab"));
            if !seized && !matches!(tree.lemma(node), "coup" | "junta" | "putsch") {
                continue;
            }
            let beside = (node.saturating_sub(3)..node).rev().find_map(state);
            let within = (node + 1..(node + 3).min(tree.nodes.len()))
                .find(|n| tree.lower(*n) == "in")
                .and_then(|n| (n + 1 < tree.nodes.len()).then(|| state(n + 1)).flatten());
            found.extend(beside.or(within).or_else(|| (0..node).find_map(state)));
        }
    }
    found
}

struct Context<'a> {
    tree: &'a Tree,
    sentence: usize,
    node: usize,
    cast: &'a Cast,
    lexicon: &'a Lexicon,
    earlier: &'a [Earlier],
    weight: &'a [i64],
    upheavals: &'a BTreeSet<usize>,
    offices: &'a BTreeMap<usize, usize>,
    blocks: &'a [usize],
    known: &'a HashMap<(usize, usize), Vec<Antecedent>>,
}

impl Context<'_> {
    /// "Russian forces" after Wagner was named as Russia's: the force that the sentence speaks of.
    fn force(&self, forces: &BTreeMap<usize, usize>) -> Option<Antecedent> {
        let tree = self.tree;
        if forces.is_empty()
            || !matches!(
                tree.lemma(self.node),
                "force" | "mercenary" | "contractor" | "paramilitary" | "operative" | "fighter" | "personnel" | "troop"
            )
        {
            return None;
        }
        let state = tree.children_by(self.node, &[DepRel::Amod, DepRel::Compound, DepRel::NmodPoss]).find_map(|c| {
            let mention = tree.nodes[c].mention.and_then(|m| self.cast.mentions.get(m))?;
            (c < self.node && self.kind(mention.actor) == ActorKind::State).then_some(mention.actor)
        })?;
        let named = self.earlier.iter().rev().find(|e| {
            e.sentence == self.sentence
                && forces.get(&e.actor) == Some(&state)
                && self.kind(e.actor) == ActorKind::PrivateMilitaryCompany
        })?;
        Some(Antecedent { actor: named.actor, sentence: named.sentence, strength: 0.8 })
    }

    /// "the group's rebellion under its leader", "its decision ..., and its use of Y": whoever owns the phrase around.
    fn owner_around(&self) -> Option<Antecedent> {
        let tree = self.tree;
        if tree.nodes[self.node].relation != DepRel::NmodPoss {
            return None;
        }
        let stands_for = |node: usize| -> Option<Antecedent> {
            if let Some(mention) = tree.nodes[node].mention.and_then(|m| self.cast.mentions.get(m)) {
                return Some(Antecedent { actor: mention.actor, sentence: self.sentence, strength: 0.85 });
            }
            self.known.get(&(self.sentence, node))?.first().map(|a| Antecedent { strength: a.strength * 0.95, ..*a })
        };
        let fits = |a: &Antecedent| !matches!(self.kind(a.actor), ActorKind::Person | ActorKind::Media);
        if self.node > 0 && tree.nodes[self.node - 1].upos == Upos::Cconj {
            let same = (0..self.node - 1).rev().find(|i| tree.lower(*i) == tree.lower(self.node));
            if let Some(found) = same.and_then(stands_for).filter(fits) {
                return Some(found);
            }
        }
        let mut at = tree.nodes[self.node].head?;
        for _ in 0..3 {
            let head = tree.nodes[at].head?;
            if !matches!(tree.nodes[at].relation, DepRel::Nmod | DepRel::Obl | DepRel::Acl | DepRel::Appos) {
                return None;
            }
            let nouns: Vec<usize> = match tree.nodes[head].upos {
                Upos::Noun if tree.nodes[head].mention.is_none() => vec![head],
                // Without a subject of its own a verb says nothing of whose it is: "given the group's rebellion".
                Upos::Verb if tree.children_by(head, &[DepRel::Nsubj, DepRel::NsubjPass]).next().is_none() => {
                    tree.children_by(head, &[DepRel::Obj]).collect()
                }
                _ => Vec::new(),
            };
            let owner = nouns
                .into_iter()
                .flat_map(|n| tree.children_by(n, &[DepRel::NmodPoss]).collect::<Vec<_>>())
                .filter(|c| *c < self.node)
                .find_map(stands_for);
            if let Some(owner) = owner.filter(fits) {
                return Some(owner);
            }
            at = head;
        }
        None
    }

    fn resolve(&self) -> Vec<Antecedent> {
        let lower = self.tree.lower(self.node);
        if lower == "its" {
            if let Some(owner) = self.owner_around() {
                return vec![owner];
            }
        }
        match lower {
            "it" | "its" | "itself" if !self.is_empty_it() => {
                self.pick(&|k| !matches!(k, ActorKind::Person | ActorKind::Media), 2, 0.75, false)
            }
            "he" | "him" | "his" | "himself" | "she" | "her" | "herself" => {
                self.pick(&|k| k == ActorKind::Person, 3, 0.8, false)
            }
            "they" | "them" | "their" | "themselves" => self.plural(),
            "we" | "our" | "i" | "my" => Vec::new(),
            _ => self.definite(),
        }
    }

    /// "it would seem", "it is important to": nobody.
    fn is_empty_it(&self) -> bool {
        let node = &self.tree.nodes[self.node];
        node.relation == DepRel::Expl
            || node.lower == "it"
                && node.head.is_some_and(|h| {
                    matches!(
                        self.tree.lemma(h),
                        "seem"
                            | "appear"
                            | "rain"
                            | "important"
                            | "clear"
                            | "likely"
                            | "unlikely"
                            | "evident"
                            | "possible"
                            | "impossible"
                            | "time"
                            | "true"
                            | "unclear"
                            | "necessary"
                            | "imperative"
                    )
                })
    }

    fn kind(&self, actor: usize) -> ActorKind {
        self.cast.actors.get(actor).map_or(ActorKind::Other, |a| a.kind)
    }

    /// The most fitting actor of a kind: the subject of this sentence before, then of the last, then the nearest.
    fn pick(&self, fits: &dyn Fn(ActorKind) -> bool, reach: usize, strength: f64, near: bool) -> Vec<Antecedent> {
        let same_paragraph = |e: &Earlier| self.blocks.get(e.sentence) == self.blocks.get(self.sentence);
        let score = |e: &Earlier| -> i64 {
            let distance = i64::try_from(self.sentence - e.sentence).unwrap_or(i64::MAX / 4);
            let mut score = -10 * distance;
            if e.subject && !near {
                score += 9;
            }
            if e.place {
                score -= 7;
            }
            if e.adjective {
                score -= 4;
            }
            if e.joined && self.tree.lower(self.node).starts_with("it") {
                score -= 9;
            }
            if !same_paragraph(e) {
                score -= 3;
            }
            score
        };
        let blocked = self.own_subjects();
        let best = self
            .earlier
            .iter()
            .enumerate()
            .filter(|(_, e)| {
                e.sentence + reach >= self.sentence && fits(self.kind(e.actor)) && !blocked.contains(&e.actor)
            })
            .max_by_key(|(place, e)| (score(e), *place));
        best.map(|(_, e)| Antecedent {
            actor: e.actor,
            sentence: e.sentence,
            strength: if e.sentence == self.sentence { strength + 0.08 } else { strength },
        })
        .into_iter()
        .collect()
    }

    /// The subjects of the verb that acts on this word: "Iran's officers advise them" is not about Iran.
    fn own_subjects(&self) -> Vec<usize> {
        let tree = self.tree;
        if !matches!(tree.nodes[self.node].relation, DepRel::Obj | DepRel::Iobj | DepRel::Obl | DepRel::OblAgent) {
            return Vec::new();
        }
        let Some(mut verb) = tree.nodes[self.node].head else { return Vec::new() };
        let mut subjects: Vec<usize> = Vec::new();
        for _ in 0..4 {
            subjects.extend(tree.children_by(verb, &[DepRel::Nsubj, DepRel::NsubjPass]));
            match (tree.nodes[verb].relation, tree.nodes[verb].head) {
                (DepRel::Conj | DepRel::Xcomp, Some(head)) if subjects.is_empty() => verb = head,
                _ => break,
            }
        }
        self.earlier
            .iter()
            .filter(|e| e.sentence == self.sentence && subjects.iter().any(|s| tree.is_under(e.node, *s)))
            .map(|e| e.actor)
            .collect()
    }

    /// "they": all actors of the last subject of several, else the last group.
    fn plural(&self) -> Vec<Antecedent> {
        let blocked = self.own_subjects();
        let last_subject = self.earlier.iter().rev().find(|e| {
            e.subject
                && !blocked.contains(&e.actor)
                && e.sentence + 1 >= self.sentence
                && self.kind(e.actor) != ActorKind::Media
        });
        if let Some(last) = last_subject {
            let together: Vec<Antecedent> = self
                .earlier
                .iter()
                .filter(|e| e.sentence == last.sentence && e.subject && e.node.abs_diff(last.node) <= 6)
                .map(|e| Antecedent { actor: e.actor, sentence: e.sentence, strength: 0.7 })
                .collect();
            let mut unique: Vec<Antecedent> = Vec::new();
            for antecedent in together {
                if !unique.iter().any(|u| u.actor == antecedent.actor) {
                    unique.push(antecedent);
                }
            }
            if unique.len() <= 3 && unique.iter().all(|u| self.kind(u.actor) != ActorKind::Person || unique.len() > 1) {
                return unique;
            }
        }
        self.pick(
            &|k| {
                matches!(
                    k,
                    ActorKind::ArmedGroup
                        | ActorKind::ArmedForce
                        | ActorKind::PrivateMilitaryCompany
                        | ActorKind::State
                )
            },
            1,
            0.6,
            false,
        )
    }

    /// "the group", "the country", "his country", "the junta".
    fn definite(&self) -> Vec<Antecedent> {
        let tree = self.tree;
        let node = &tree.nodes[self.node];
        if !matches!(node.upos, Upos::Noun | Upos::Propn) {
            return Vec::new();
        }
        let with_modifier = |word: &str| {
            tree.children_by(self.node, &[DepRel::Amod, DepRel::Compound])
                .map(|c| format!("{} {word}", tree.lower(c)))
                .find(|two| self.lexicon.anaphors.contains_key(two))
        };
        let phrase = with_modifier(&node.lower).unwrap_or_else(|| node.lower.clone());
        if let Some(several) = self.counted(&node.lower) {
            return several;
        }
        let Some(kinds) = self.lexicon.anaphors.get(&phrase) else { return Vec::new() };
        // Something that names the owner makes it no anaphor.
        if (1..=3).any(|k| {
            self.node > k && tree.lower(self.node - k) == "-" && tree.nodes[self.node - k - 1].mention.is_some()
        }) {
            return Vec::new();
        }
        let named = tree.children(self.node).iter().any(|c| {
            tree.nodes[*c].mention.is_some()
                && matches!(
                    tree.nodes[*c].relation,
                    DepRel::Amod
                        | DepRel::Compound
                        | DepRel::NmodPoss
                        | DepRel::Appos
                        | DepRel::NmodDesc
                        | DepRel::Flat
                )
                || tree.preposition(*c).as_deref() == Some("of")
        });
        if named
            || node.head.is_some_and(|h| {
                tree.nodes[h].mention.is_some()
                    && matches!(node.relation, DepRel::NmodDesc | DepRel::Compound | DepRel::Flat | DepRel::Appos)
            })
        {
            return Vec::new();
        }
        let determiner =
            tree.children_by(self.node, &[DepRel::Det, DepRel::NmodPoss]).map(|c| tree.lower(c).to_owned()).next();
        let bare_forces =
            matches!(phrase.as_str(), "government forces" | "security forces" | "government troops" | "authorities");
        if let Some(owner) = tree.children_by(self.node, &[DepRel::NmodPoss]).next() {
            // "his country": the state whose office he holds.
            let person = self.antecedent_person(owner);
            if matches!(
                phrase.as_str(),
                "country"
                    | "government"
                    | "nation"
                    | "state"
                    | "army"
                    | "forces"
                    | "troops"
                    | "military"
                    | "administration"
                    | "soldiers"
                    | "regime"
            ) {
                if let Some(state) = person.and_then(|p| self.offices.get(&p)) {
                    return vec![Antecedent { actor: *state, sentence: self.sentence, strength: 0.75 }];
                }
            }
            return Vec::new();
        }
        match determiner.as_deref() {
            Some("the" | "this" | "that" | "these" | "those" | "both") => {}
            None if bare_forces => {}
            _ => return Vec::new(),
        }
        let fits = |kind: ActorKind| kinds.contains(&kind);
        if kinds.contains(&ActorKind::State)
            && !matches!(
                phrase.as_str(),
                "country" | "kingdom" | "republic" | "nation" | "state" | "archipelago" | "emirate" | "superpower"
            )
        {
            return self.home_state();
        }
        if kinds.contains(&ActorKind::State) {
            return self.country(&phrase);
        }
        // A noun that is itself described is no mere short form: "the training mission run by the EU".
        let described = tree.children(self.node).iter().any(|c| {
            matches!(
                tree.nodes[*c].relation,
                DepRel::Acl | DepRel::AclRelcl | DepRel::Compound | DepRel::Amod | DepRel::Nmod
            ) && !matches!(
                tree.lower(*c),
                "same"
                    | "new"
                    | "whole"
                    | "entire"
                    | "two"
                    | "three"
                    | "islamist"
                    | "jihadist"
                    | "rebel"
                    | "regional"
                    | "military"
                    | "paramilitary"
                    | "armed"
                    | "mercenary"
            )
        });
        if described {
            return Vec::new();
        }
        self.pick(&fits, MEMORY, 0.7, false)
    }

    fn antecedent_person(&self, owner: usize) -> Option<usize> {
        let node = &self.tree.nodes[owner];
        if let Some(mention) = node.mention.and_then(|m| self.cast.mentions.get(m)) {
            return Some(mention.actor);
        }
        matches!(node.lower.as_str(), "his" | "her")
            .then(|| self.pick(&|k| k == ActorKind::Person, 3, 0.8, false).first().map(|a| a.actor))
            .flatten()
    }

    /// "the three countries", "the two sides": the last so many actors named together.
    fn counted(&self, lower: &str) -> Option<Vec<Antecedent>> {
        if !matches!(
            lower,
            "countries"
                | "nations"
                | "states"
                | "neighbours"
                | "neighbors"
                | "governments"
                | "sides"
                | "parties"
                | "allies"
                | "juntas"
                | "regimes"
                | "rivals"
                | "partners"
                | "capitals"
                | "armies"
                | "leaders"
                | "presidents"
        ) {
            return None;
        }
        let number =
            self.tree.children_by(self.node, &[DepRel::Nummod, DepRel::Det, DepRel::Amod]).find_map(|c| match self
                .tree
                .lower(c)
            {
                "two" | "both" => Some(2),
                "three" => Some(3),
                "four" => Some(4),
                "five" => Some(5),
                _ => None,
            })?;
        let persons = matches!(lower, "leaders" | "presidents");
        let blocked = self.own_subjects();
        // The nearest sentence that names just so many together; for two, the last two states of the sentence before.
        let reach = if matches!(lower, "sides" | "parties" | "rivals") { 1 } else { MEMORY };
        for back in 0..=reach {
            let sentence = self.sentence.checked_sub(back)?;
            let mut actors: Vec<usize> = Vec::new();
            for e in self.earlier.iter().filter(|e| e.sentence == sentence && (e.joined || number == 2)) {
                let kind = self.kind(e.actor);
                let fits = if persons {
                    kind == ActorKind::Person
                } else {
                    matches!(kind, ActorKind::State) || lower == "sides" || lower == "parties" || lower == "rivals"
                };
                if fits && kind != ActorKind::Media && !actors.contains(&e.actor) && !blocked.contains(&e.actor) {
                    actors.push(e.actor);
                }
            }
            if actors.len() == number {
                return Some(actors.into_iter().map(|actor| Antecedent { actor, sentence, strength: 0.8 }).collect());
            }
        }
        Some(Vec::new())
    }

    /// "the country", "the kingdom": of the states named shortly before, the one that the article is about.
    fn country(&self, phrase: &str) -> Vec<Antecedent> {
        const KINGDOMS: &[&str] = &[
            "Saudi Arabia",
            "Jordan",
            "Morocco",
            "Bahrain",
            "United Kingdom",
            "Spain",
            "Belgium",
            "Netherlands",
            "Denmark",
            "Norway",
            "Sweden",
            "Thailand",
            "Cambodia",
            "Eswatini",
            "Lesotho",
            "Bhutan",
            "Tonga",
        ];
        let name = |actor: usize| self.cast.actors.get(actor).map_or("", |a| a.name.as_str());
        let near = |e: &&Earlier| {
            self.kind(e.actor) == ActorKind::State
                && e.sentence + 2 >= self.sentence
                && (phrase != "kingdom" || KINGDOMS.contains(&name(e.actor)))
        };
        let best = self.earlier.iter().enumerate().filter(|(_, e)| near(e)).max_by_key(|(place, e)| {
            let distance = i64::try_from(self.sentence - e.sentence).unwrap_or(0);
            let weight = self.weight.get(e.actor).copied().unwrap_or(0);
            (
                weight.min(120) / 6 - 6 * distance + if e.place { 4 } else { 0 }
                    - if e.subject && e.sentence == self.sentence { 4 } else { 0 },
                *place,
            )
        });
        best.map(|(_, e)| Antecedent { actor: e.actor, sentence: e.sentence, strength: 0.7 }).into_iter().collect()
    }

    /// "the government", "the army": of the state that the passage is about, not of the one that acts on it.
    fn home_state(&self) -> Vec<Antecedent> {
        let object = !is_subject(self.tree, self.node);
        let acting = |e: &Earlier| object && e.sentence == self.sentence && e.subject && !e.place;
        let blocked: Vec<usize> = self.earlier.iter().filter(|e| acting(e)).map(|e| e.actor).collect();
        let by_coup = matches!(self.tree.lower(self.node), "junta" | "generals" | "regime")
            || self
                .tree
                .children_by(self.node, &[DepRel::Amod])
                .any(|a| matches!(self.tree.lower(a), "new" | "military" | "transitional" | "interim"));
        let best = self
            .earlier
            .iter()
            .enumerate()
            .filter(|(_, e)| self.kind(e.actor) == ActorKind::State && !blocked.contains(&e.actor))
            .max_by_key(|(place, e)| {
                let distance = i64::try_from(self.sentence - e.sentence).unwrap_or(0);
                let weight = self.weight.get(e.actor).copied().unwrap_or(0);
                let seat =
                    if e.subject { 9 } else { 0 } + if e.place { 1 } else { 0 } - if e.adjective { 2 } else { 0 };
                let coup = if by_coup && self.upheavals.contains(&e.actor) { 14 } else { 0 };
                (weight.min(100) / 6 - 5 * distance + seat + coup, *place)
            });
        best.map(|(_, e)| Antecedent { actor: e.actor, sentence: e.sentence, strength: 0.68 }).into_iter().collect()
    }
}
