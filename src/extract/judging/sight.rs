//! What is seen of one sentence: its words as numbers, what the lexicon says of each, and who is named where. Made once
//! per sentence and read by the features of every pair.

use crate::extract::language::families::WordFamilies;
use crate::extract::language::word_form::mix;
use crate::extract::language::{DepRel, Upos};
use crate::extract::lexicon::NameForm;
use crate::extract::provisions::function_places;
use crate::extract::roles::{Party, Scene};
use crate::extract::statements::{FoundProvision, FoundRelation};
use crate::model::{ActorKind, RelationClass, SecurityFunction};

/// Most places of actors in one sentence that are paired.
const MOST_PLACES: usize = 26;

/// The features of one candidate: hashes of the number of a template and of what stands in it.
#[derive(Debug, Default)]
pub(super) struct Bag {
    pub values: Vec<u32>,
}

impl Bag {
    /// Puts in a feature of a template.
    pub fn put(&mut self, template: u32, parts: &[u32]) {
        let start = template.wrapping_mul(0x9E37_79B9) ^ 0x51ED_270B;
        self.values.push(parts.iter().fold(start, |hash, part| mix(hash, *part)).max(1));
    }
}

/// A number for a word.
pub(super) fn number(word: &str) -> u32 {
    word.bytes().fold(0x811C_9DC5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// A count as one of a few sizes.
pub(super) fn size(count: usize) -> u32 {
    match count {
        0..=3 => count as u32,
        4..=5 => 4,
        6..=8 => 5,
        9..=13 => 6,
        14..=20 => 7,
        _ => 8,
    }
}

/// What the lexicon says of a word, as bits.
pub(super) mod says {
    pub const COOPERATION: u32 = 1;
    pub const CONFLICT: u32 = 2;
    pub const STRUCTURE: u32 = 4;
    pub const FUNCTION: u32 = 8;
    pub const SPEECH: u32 = 16;
    pub const ENDING: u32 = 32;
    pub const GIVE: u32 = 64;
    pub const GET: u32 = 128;
    pub const OFFICE: u32 = 256;
    pub const AGENT: u32 = 512;
}

/// One sentence as the judge sees it.
pub(crate) struct Sight<'a> {
    pub scene: &'a Scene<'a>,
    /// Base forms as numbers; names are numbered by their kind.
    pub words: Vec<u32>,
    /// The family of each word; 0 where it has none.
    pub families: Vec<u32>,
    /// The wider family of each word; 0 where it has none.
    pub wide: Vec<u32>,
    /// What the lexicon says of each node.
    pub says: Vec<u32>,
    /// Heads from each node up to the root, the node itself first.
    chains: Vec<Vec<usize>>,
    /// Places of actors, in order of the text.
    pub places: Vec<Party>,
    /// Actors that are not named here and that the sentence may still speak of: how they come in, and who.
    pub absent: Vec<(Absence, usize)>,
    /// What the rules found here.
    pub links: Vec<&'a FoundRelation>,
    /// What the rules found given here.
    pub gifts: Vec<&'a FoundProvision>,
    /// Words for security functions: the node that each hangs by, and the function.
    pub things: Vec<(usize, SecurityFunction)>,
}

impl<'a> Sight<'a> {
    pub fn new(scene: &'a Scene<'a>, links: Vec<&'a FoundRelation>, gifts: Vec<&'a FoundProvision>) -> Self {
        let nodes = &scene.tree.nodes;
        let words = nodes
            .iter()
            .map(|node| match node.mention.and_then(|m| scene.cast.mentions.get(m)) {
                Some(mention) => 0xA000_0000 | kind_number(scene.kind(mention.actor)),
                None => number(&node.lemma),
            })
            .collect();
        let (families, wide) = nodes
            .iter()
            .map(|node| match node.mention {
                Some(_) => (0, 0),
                None => WordFamilies::embedded()
                    .of(&node.lemma)
                    .or_else(|| WordFamilies::embedded().of(&node.lower))
                    .unwrap_or((0, 0)),
            })
            .unzip();
        let says = (0..nodes.len()).map(|node| lexicon_says(scene, node)).collect();
        let chains = (0..nodes.len())
            .map(|node| {
                let mut chain = vec![node];
                while let Some(head) = chain.last().and_then(|n| nodes.get(*n)?.head) {
                    if chain.contains(&head) || chain.len() > 40 {
                        break;
                    }
                    chain.push(head);
                }
                chain
            })
            .collect();
        let mut things = function_places(scene);
        for gift in &gifts {
            if !things.iter().any(|w| w.1 == gift.function) {
                things.push((gift.trigger, gift.function));
            }
        }
        let (places, absent) = (Vec::new(), Vec::new());
        let mut sight = Self { scene, words, families, wide, says, chains, places, absent, links, gifts, things };
        sight.places = sight.find_places();
        sight.absent = sight.find_absent();
        sight
    }

    /// Where actors stand: names, what pronouns and short forms stand for, and who the rules saw in a phrase.
    fn find_places(&self) -> Vec<Party> {
        let mut places: Vec<Party> = Vec::new();
        let mut add = |party: Party| {
            if !places.iter().any(|p| p.node == party.node && p.actor == party.actor) {
                places.push(party);
            }
        };
        for node in 0..self.scene.tree.nodes.len() {
            self.scene.actors_at(node).into_iter().for_each(&mut add);
        }
        for link in &self.links {
            add(link.source);
            add(link.target);
        }
        for gift in &self.gifts {
            add(gift.provider);
            add(gift.recipient);
        }
        places.sort_by_key(|p| (p.node, p.actor));
        places.truncate(MOST_PLACES);
        places
    }

    /// Whom the sentence may speak of without a word for it: the states that the article is about, those whom the sentence
    /// before names, and the first of the one before that.
    fn find_absent(&self) -> Vec<(Absence, usize)> {
        let scene = self.scene;
        let mut absent: Vec<(Absence, usize)> = Vec::new();
        let mut add = |how: Absence, actor: usize| {
            if !self.places.iter().any(|p| p.actor == actor) && !absent.iter().any(|(_, a)| *a == actor) {
                absent.push((how, actor));
            }
        };
        for (rank, actor) in scene.antecedents.most_about(3).into_iter().enumerate() {
            let how = match rank {
                0 => Absence::Principal,
                1 => Absence::SecondPrincipal,
                _ => Absence::ThirdPrincipal,
            };
            add(how, actor);
        }
        if let Some(before) = scene.sentence.checked_sub(1) {
            let block = |sentence| scene.antecedents.block_of(sentence);
            if block(before) == block(scene.sentence) {
                let mut named = scene.cast.of_sentence(before).map(|(_, m)| m.actor);
                let first = named.next();
                let last = named.last();
                for (how, actor) in [(Absence::First, first), (Absence::Last, last)] {
                    if let Some(actor) = actor {
                        add(how, actor);
                    }
                }
                for (_, mention) in scene.cast.of_sentence(before) {
                    add(Absence::Before, mention.actor);
                }
                let earlier = before.checked_sub(1).filter(|s| block(*s) == block(scene.sentence));
                if let Some((_, mention)) = earlier.and_then(|s| scene.cast.of_sentence(s).next()) {
                    add(Absence::Earlier, mention.actor);
                }
            }
        }
        absent
    }

    /// Pairs of places of different actors, the earlier first. Of an actor's places the nearest to each of the other's stand
    /// for all.
    pub fn pairs(&self) -> Vec<(Party, Party)> {
        let mut pairs = Vec::new();
        for (i, first) in self.places.iter().enumerate() {
            for second in &self.places[i + 1..] {
                if first.actor == second.actor {
                    continue;
                }
                // Somebody named again between the two is the nearer place.
                let between = |p: &&Party| p.node > first.node && p.node < second.node;
                let nearer =
                    self.places.iter().filter(between).any(|p| p.actor == first.actor || p.actor == second.actor);
                if !nearer || second.node - first.node < 8 {
                    pairs.push((*first, *second));
                }
            }
        }
        pairs
    }

    /// The way between two nodes in the tree: up from the first, the node where they meet, up from the second. `None` where
    /// the tree is in pieces.
    pub fn path(&self, first: usize, second: usize) -> Option<Path<'_>> {
        let (a, b) = (self.chains.get(first)?, self.chains.get(second)?);
        let (up, meet) = a.iter().enumerate().find(|(_, n)| b.contains(n))?;
        let down = b.iter().position(|n| n == meet)?;
        Some(Path { up: &a[..up], meet: *meet, down: &b[..down] })
    }

    /// The nearest verb at or above a node.
    pub fn verb_above(&self, node: usize) -> Option<usize> {
        self.chains.get(node)?.iter().copied().find(|n| self.scene.tree.nodes[*n].upos == Upos::Verb)
    }

    /// How a node hangs on its head, as a number, with its preposition.
    pub fn hangs(&self, node: usize) -> u32 {
        self.scene.tree.nodes.get(node).map_or(99, |n| n.relation as u32)
    }

    /// The preposition of a node as a number.
    pub fn preposition(&self, node: usize) -> u32 {
        self.scene.tree.preposition(node).map_or(0, |p| number(&p))
    }

    /// How an actor stands at a place: by name, adjective, pronoun or short form.
    pub fn form(&self, party: &Party) -> u32 {
        let node = &self.scene.tree.nodes[party.node];
        let named = node.mention.and_then(|m| self.scene.cast.mentions.get(m)).is_some_and(|m| m.actor == party.actor);
        if named {
            match self.scene.form(party.node) {
                Some(NameForm::Adjective) if node.upos == Upos::Adj || node.relation == DepRel::Amod => 1,
                Some(NameForm::Adjective) => 2,
                _ => 3,
            }
        } else {
            match node.upos {
                Upos::Pron | Upos::Det => 4,
                _ if node.mention.is_some() => 5,
                _ if party.inferred.is_some() => 6,
                _ => 7,
            }
        }
    }

    /// The kind of an actor as a number.
    pub fn kind(&self, party: &Party) -> u32 {
        kind_number(self.scene.kind(party.actor))
    }

    /// How many other actors stand between two nodes.
    pub fn actors_between(&self, first: usize, second: usize) -> usize {
        let (from, to) = (first.min(second), first.max(second));
        self.places.iter().filter(|p| p.node > from && p.node < to).count()
    }
}

/// How an actor that a sentence does not name may be meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Absence {
    /// The article is about it.
    Principal,
    /// The article is about it too.
    SecondPrincipal,
    /// And about this one.
    ThirdPrincipal,
    /// The sentence before begins with it.
    First,
    /// The sentence before ends with it.
    Last,
    /// The sentence before names it.
    Before,
    /// The last sentence but one begins with it.
    Earlier,
}

/// A way through a tree.
pub(crate) struct Path<'a> {
    pub up: &'a [usize],
    pub meet: usize,
    pub down: &'a [usize],
}

fn kind_number(kind: ActorKind) -> u32 {
    kind as u32 + 1
}

fn class_bit(class: RelationClass) -> u32 {
    match class {
        RelationClass::Cooperation => says::COOPERATION,
        RelationClass::Conflict => says::CONFLICT,
        RelationClass::Structure => says::STRUCTURE,
    }
}

fn lexicon_says(scene: &Scene<'_>, node: usize) -> u32 {
    let (tree, lexicon) = (scene.tree, scene.lexicon);
    let n = &tree.nodes[node];
    if n.mention.is_some() {
        return 0;
    }
    let lemma = n.lemma.as_str();
    let verbal = matches!(n.upos, Upos::Verb | Upos::Aux | Upos::Adj);
    let mut bits = 0;
    if verbal {
        for frame in lexicon.verbs.get(lemma).into_iter().flatten() {
            bits |= class_bit(frame.class);
        }
    } else {
        for frame in lexicon.nouns.get(lemma).into_iter().flatten() {
            bits |= class_bit(frame.class);
        }
        bits |= lexicon.roles.get(lemma).map_or(0, |frame| class_bit(frame.class));
    }
    let flag = |holds: bool, bit: u32| if holds { bit } else { 0 };
    bits | flag(
        lexicon.functions.contains_key(lemma) || lexicon.functions.contains_key(n.lower.as_str()),
        says::FUNCTION,
    ) | flag(verbal && lexicon.is("speech", lemma), says::SPEECH)
        | flag(lexicon.is("ending", lemma) || lexicon.is("transfer.stop", lemma), says::ENDING)
        | flag(verbal && (lexicon.is("transfer.give", lemma) || lexicon.is("light.give", lemma)), says::GIVE)
        | flag(verbal && (lexicon.is("transfer.get", lemma) || lexicon.is("light.get", lemma)), says::GET)
        | flag(lexicon.is("title.word", lemma), says::OFFICE)
        | flag(lexicon.is("agent", lemma), says::AGENT)
}
