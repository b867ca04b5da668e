//! What pronouns and short forms stand for: "it", "his", "the group", "the country". Weak steps, marked as inferred.

mod definite;
mod finding;
mod pronouns;
mod states;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::model::ActorKind;

use super::cast::Cast;
use super::lexicon::Lexicon;
use super::tree::Tree;
pub(crate) use finding::antecedents;

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

    /// The states that the article is most about, the first before the others.
    pub fn most_about(&self, count: usize) -> Vec<usize> {
        let mut all: Vec<(i64, usize)> =
            self.principal.iter().filter(|(_, s)| **s >= 20).map(|(a, s)| (*s, *a)).collect();
        all.sort_by_key(|(score, actor)| (std::cmp::Reverse(*score), *actor));
        all.into_iter().take(count).map(|(_, actor)| actor).collect()
    }

    /// The block of a sentence.
    pub fn block_of(&self, sentence: usize) -> Option<usize> {
        self.blocks.get(sentence).copied()
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
    fn kind(&self, actor: usize) -> ActorKind {
        self.cast.actors.get(actor).map_or(ActorKind::Other, |a| a.kind)
    }
}
