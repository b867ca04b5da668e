//! Who stands where in a sentence: the subject of a verb, the owner of a noun, the actors a phrase stands for.
//! Walks the tree; where the tree gives nothing, it says so and leaves the guess to its caller.

use crate::model::{ActorKind, Span};

use super::cast::Cast;
use super::coreference::Antecedents;
use super::language::{DepRel, Upos};
use super::lexicon::{Lexicon, NameForm};
use super::tree::Tree;

/// An actor standing for a phrase.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Party {
    /// Place in `Cast::actors`.
    pub actor: usize,
    /// The words that name it here.
    pub span: Span,
    /// The node of the phrase.
    pub node: usize,
    /// Whether a pronoun or "the group" stood for it; then the sentence of its name.
    pub inferred: Option<usize>,
    /// 1 for the name itself, less for each step away from it.
    pub strength: f64,
}

/// Everything needed to look a phrase up.
#[derive(Clone, Copy)]
pub(crate) struct Scene<'a> {
    /// The sentence's tree.
    pub tree: &'a Tree,
    /// The sentence's number.
    pub sentence: usize,
    /// Actors and mentions.
    pub cast: &'a Cast,
    /// What pronouns and short forms stand for.
    pub antecedents: &'a Antecedents,
    /// The words.
    pub lexicon: &'a Lexicon,
}

/// Most actors of one phrase.
const MOST_PARTIES: usize = 8;

impl Scene<'_> {
    /// The kind of an actor.
    pub fn kind(&self, actor: usize) -> ActorKind {
        self.cast.actors.get(actor).map_or(ActorKind::Other, |a| a.kind)
    }

    fn named(&self, node: usize, strength: f64) -> Option<Party> {
        let n = self.tree.nodes.get(node)?;
        let mention = self.cast.mentions.get(n.mention?)?;
        Some(Party { actor: mention.actor, span: n.span, node, inferred: None, strength })
    }

    /// How a name is written at a node.
    pub fn form(&self, node: usize) -> Option<NameForm> {
        Some(self.cast.mentions.get(self.tree.nodes.get(node)?.mention?)?.form)
    }

    /// The actors that the phrase headed by `node` stands for, the members of a coordination included.
    pub fn parties(&self, node: usize) -> Vec<Party> {
        let mut found = Vec::new();
        self.collect(node, 1.0, 0, true, &mut found);
        found.truncate(MOST_PARTIES);
        found
    }

    fn collect(&self, node: usize, strength: f64, depth: usize, with_conjuncts: bool, found: &mut Vec<Party>) {
        if depth > 5 || found.len() >= MOST_PARTIES {
            return;
        }
        let tree = self.tree;
        let before = found.len();
        let adjective_alone = self.form(node) == Some(NameForm::Adjective)
            && tree.nodes[node].upos == Upos::Adj
            && matches!(tree.nodes[node].relation, DepRel::Amod);
        if !adjective_alone {
            if let Some(party) = self.named(node, strength) {
                push(found, party);
            }
        }
        if found.len() == before {
            for antecedent in self.antecedents.of(self.sentence, node) {
                push(
                    found,
                    Party {
                        actor: antecedent.actor,
                        span: tree.nodes[node].span,
                        node,
                        inferred: (antecedent.strength < 0.96).then_some(antecedent.sentence),
                        strength: strength * antecedent.strength,
                    },
                );
            }
        }
        if found.len() == before {
            self.collect_description(node, strength, depth, found);
        }
        if with_conjuncts {
            for conjunct in tree.children_by(node, &[DepRel::Conj]) {
                if tree.nodes[conjunct].upos != Upos::Verb {
                    self.collect(conjunct, strength * 0.98, depth + 1, true, found);
                }
            }
        }
    }

    /// The actors of a noun that is no name: "Malian soldiers", "leaders of the EU", "groups such as X", "its ally, X".
    fn collect_description(&self, node: usize, strength: f64, depth: usize, found: &mut Vec<Party>) {
        let tree = self.tree;
        if !matches!(
            tree.nodes[node].upos,
            Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num | Upos::Adj | Upos::Verb | Upos::X | Upos::Det
        ) {
            return;
        }
        let before = found.len();
        let agent = self.is_agent(node);
        // "groups such as X", "countries, the US and France among them", "X, including Y"
        for child in tree.children_by(
            node,
            &[
                DepRel::Nmod,
                DepRel::Appos,
                DepRel::Acl,
                DepRel::Conj,
                DepRel::Parataxis,
                DepRel::NmodDesc,
                DepRel::List,
                DepRel::Dep,
            ],
        ) {
            let preposition = tree.preposition(child).unwrap_or_default();
            let listing =
                matches!(preposition.as_str(), "such as" | "including" | "like" | "among" | "such" | "notably");
            let name = tree.nodes[child].mention.is_some() && child > node;
            if listing || tree.nodes[child].relation == DepRel::Appos && name {
                self.collect(child, strength * 0.95, depth + 1, true, found);
            }
        }
        if found.len() > before {
            return;
        }
        // "a CAM delegation headed by X": its owner is named before it.
        let owned = agent
            && tree
                .children_by(node, &[DepRel::Compound, DepRel::NmodPoss, DepRel::Amod])
                .any(|c| c < node && tree.nodes[c].mention.is_some());
        if owned {
            self.owners_into(node, strength * 0.92, depth, found);
            if found.len() > before {
                return;
            }
        }
        // "a company run by X", "a coalition led by Y"
        for child in tree.children_by(node, &[DepRel::Acl]) {
            if matches!(tree.lemma(child), "run" | "lead" | "own" | "head" | "command" | "found" | "control")
                && child > node
            {
                for by in self.subject_nodes(child) {
                    self.collect(by, strength * 0.8, depth + 1, true, found);
                }
            }
        }
        if found.len() > before {
            return;
        }
        if agent {
            for child in tree.children_by(node, &[DepRel::Nmod]) {
                if tree.preposition(child).as_deref() == Some("from") {
                    self.collect(child, strength * 0.9, depth + 1, true, found);
                }
            }
            if found.len() > before {
                return;
            }
            self.owners_into(node, strength * 0.92, depth, found);
            if found.len() > before {
                return;
            }
        }
        // "the army in Sudan", "the government in Bamako"
        let of_place = matches!(
            tree.lemma(node),
            "army"
                | "government"
                | "military"
                | "junta"
                | "police"
                | "authority"
                | "regime"
                | "ruler"
                | "navy"
                | "parliament"
        );
        if of_place {
            for child in tree.children_by(node, &[DepRel::Nmod]) {
                if tree.preposition(child).as_deref() == Some("in") {
                    self.collect(child, strength * 0.9, depth + 1, false, found);
                }
            }
            if found.len() > before {
                return;
            }
        }
        // "dozens of X's fighters", "members of X", "one of X"
        let quantity = tree.nodes[node].upos == Upos::Num
            || matches!(
                tree.lemma(node),
                "number"
                    | "dozen"
                    | "hundred"
                    | "thousand"
                    | "group"
                    | "majority"
                    | "most"
                    | "some"
                    | "many"
                    | "one"
                    | "all"
                    | "part"
                    | "rest"
                    | "both"
                    | "several"
                    | "each"
                    | "patchwork"
                    | "coalition"
                    | "alliance"
                    | "handful"
                    | "score"
                    | "lot"
                    | "remnant"
                    | "element"
                    | "kind"
                    | "sort"
                    | "series"
                    | "range"
                    | "wave"
                    | "batch"
                    | "team"
                    | "type"
                    | "faction"
            );
        if quantity || agent {
            for child in tree.children_by(node, &[DepRel::Nmod]) {
                if tree.preposition(child).as_deref() == Some("of") {
                    self.collect(child, strength * 0.9, depth + 1, true, found);
                }
            }
        }
    }

    /// The state in which a place lies that is named at `node`, where the article names that state too: "in Cabo Delgado".
    pub fn state_of_place(&self, node: usize) -> Option<Party> {
        let tree = self.tree;
        for start in node.saturating_sub(3)..=node {
            let Some(places) = self.lexicon.places_of.get(tree.lower(start)) else { continue };
            let fits = |words: &[String]| {
                start + words.len() > node
                    && words.iter().enumerate().all(|(k, w)| tree.lower(start + k) == w)
                    && tree.nodes[start].mention.is_none()
            };
            let Some((_, state)) = places.iter().filter(|(w, _)| fits(w)).max_by_key(|(w, _)| w.len()) else {
                continue;
            };
            let named = matches!(tree.nodes[start].upos, Upos::Propn | Upos::Noun | Upos::Adj | Upos::X);
            let actor = self.cast.actors.iter().position(|a| a.name == *state && named);
            let Some(actor) = actor else { continue };
            let span = Span::new(tree.nodes[start].span.start, tree.nodes[node].span.end);
            return Some(Party { actor, span, node, inferred: Some(self.sentence), strength: 0.72 });
        }
        None
    }

    /// The actors of a phrase, or the state in which the place lies that it names.
    pub fn parties_or_place(&self, node: usize) -> Vec<Party> {
        let found = self.parties(node);
        if found.is_empty() { self.state_of_place(node).into_iter().collect() } else { found }
    }

    /// Whether a noun stands for the actor it is named with.
    pub fn is_agent(&self, node: usize) -> bool {
        let lemma = self.tree.lemma(node);
        self.lexicon.is("agent", lemma)
            || self.lexicon.type_nouns.contains_key(self.tree.lower(node))
            || self.lexicon.anaphors.contains_key(self.tree.lower(node))
    }

    /// The actors a noun belongs to: "Mali's army", "Malian army", "army of Mali", "Wagner fighters".
    pub fn owners(&self, node: usize) -> Vec<Party> {
        let mut found = Vec::new();
        // "Russian forces" where the passage means Wagner.
        if let Some(meant) = self.antecedents.force_at(self.sentence, node) {
            let span = self.tree.nodes[node].span;
            let inferred = Some(meant.sentence);
            found.push(Party { actor: meant.actor, span, node, inferred, strength: 0.92 * meant.strength });
            return found;
        }
        self.owners_into(node, 0.92, 0, &mut found);
        found.truncate(MOST_PARTIES);
        found
    }

    fn owners_into(&self, node: usize, strength: f64, depth: usize, found: &mut Vec<Party>) {
        let tree = self.tree;
        let before = found.len();
        for child in tree.children_by(node, &[DepRel::NmodPoss]) {
            self.collect(child, strength, depth + 1, true, found);
            if found.len() == before {
                self.owners_into_once(child, strength * 0.9, depth + 1, found);
            }
        }
        if found.len() > before {
            return;
        }
        for child in tree.children_by(
            node,
            &[DepRel::Amod, DepRel::Compound, DepRel::NmodDesc, DepRel::Nmod, DepRel::Flat, DepRel::Det],
        ) {
            if child < node && tree.nodes[child].mention.is_some() && tree.preposition(child).is_none() {
                if let Some(party) = self.named(child, strength) {
                    push(found, party);
                }
                for conjunct in tree.children_by(child, &[DepRel::Conj]) {
                    if let Some(party) = self.named(conjunct, strength) {
                        push(found, party);
                    }
                }
            }
        }
        // The tree may hang the name on the word between: "Russian air force jets".
        if found.len() == before {
            for child in tree.children_by(node, &[DepRel::Compound, DepRel::Amod]) {
                for grandchild in tree.children_by(child, &[DepRel::Compound, DepRel::Amod, DepRel::NmodPoss]) {
                    if let Some(party) = self.named(grandchild, strength * 0.95) {
                        push(found, party);
                    }
                }
            }
        }
        if found.len() > before {
            return;
        }
        for child in tree.children_by(node, &[DepRel::Nmod]) {
            let preposition = tree.preposition(child).unwrap_or_default();
            if matches!(preposition.as_str(), "of" | "from") {
                self.collect(child, strength * 0.97, depth + 1, true, found);
            }
        }
    }

    fn owners_into_once(&self, node: usize, strength: f64, depth: usize, found: &mut Vec<Party>) {
        if depth < 4 {
            self.owners_into(node, strength, depth + 1, found);
        }
    }

    /// The phrase or phrases that act in a verb: its subject, the one it shares, or the noun it describes.
    pub fn subject_nodes(&self, verb: usize) -> Vec<usize> {
        self.subjects(verb, 0)
    }

    fn subjects(&self, verb: usize, depth: usize) -> Vec<usize> {
        let tree = self.tree;
        if depth > 6 {
            return Vec::new();
        }
        if tree.is_passive(verb) {
            let agents: Vec<usize> = tree
                .children(verb)
                .iter()
                .copied()
                .filter(|c| {
                    tree.nodes[*c].relation == DepRel::OblAgent
                        || matches!(tree.nodes[*c].relation, DepRel::Obl | DepRel::Nmod)
                            && tree.preposition(*c).as_deref() == Some("by")
                })
                .collect();
            if agents.is_empty() {
                return self.agent_in_order(verb).into_iter().collect();
            }
            return agents;
        }
        let own: Vec<usize> = tree.children_by(verb, &[DepRel::Nsubj, DepRel::NsubjOuter]).collect();
        if let Some(&subject) = own.first() {
            // "which fights": the noun before
            if matches!(tree.lower(subject), "which" | "who" | "that" | "whom") {
                if let Some(noun) = tree.nodes[verb]
                    .head
                    .filter(|_| matches!(tree.nodes[verb].relation, DepRel::AclRelcl | DepRel::Acl))
                {
                    return vec![noun];
                }
            }
            return own;
        }
        let Some(head) = tree.nodes[verb].head else { return Vec::new() };
        match tree.nodes[verb].relation {
            DepRel::Conj => {
                if tree.is_passive(head) && !tree.is_passive(verb) {
                    tree.children_by(head, &[DepRel::NsubjPass, DepRel::Nsubj]).collect()
                } else {
                    self.subjects(head, depth + 1)
                }
            }
            DepRel::Xcomp | DepRel::Advcl | DepRel::Ccomp | DepRel::Parataxis | DepRel::AdvclRelcl => {
                if tree.nodes[verb].relation == DepRel::Ccomp
                    && !tree.is_gerund(verb)
                    && tree.nodes[verb].upos == Upos::Verb
                    && depth == 0
                    && !has_to(tree, verb)
                {
                    return Vec::new();
                }
                // "accuses Caracas of sheltering": Caracas shelters.
                let charged = tree.is_gerund(verb)
                    && matches!(
                        tree.lemma(head),
                        "accuse" | "suspect" | "blame" | "stop" | "prevent" | "deter" | "dissuade"
                    )
                    && tree
                        .children_by(verb, &[DepRel::Mark, DepRel::Case])
                        .any(|m| matches!(tree.lower(m), "of" | "for" | "from"));
                if charged || tree.nodes[verb].relation == DepRel::Xcomp && controls_object(tree.lemma(head)) {
                    let objects: Vec<usize> = tree.children_by(head, &[DepRel::Obj, DepRel::Iobj]).collect();
                    if !objects.is_empty() {
                        return objects;
                    }
                }
                if tree.is_passive(head) {
                    return tree.children_by(head, &[DepRel::NsubjPass, DepRel::Nsubj]).collect();
                }
                if tree.nodes[head].upos == Upos::Verb || tree.children_by(head, &[DepRel::Cop]).next().is_some() {
                    self.subjects(head, depth + 1)
                } else {
                    self.subjects_of_nominal(head, depth)
                }
            }
            DepRel::Acl | DepRel::AclRelcl => {
                let about = tree.is_gerund(verb)
                    && tree
                        .children_by(verb, &[DepRel::Mark, DepRel::Case])
                        .any(|m| matches!(tree.lower(m), "about" | "on" | "of" | "for" | "in" | "over" | "by"));
                // "urged the community to support": the community supports.
                let controlled = matches!(tree.nodes[head].relation, DepRel::Obj | DepRel::Iobj)
                    && tree.nodes[head].head.is_some_and(|v| tree.nodes[v].upos == Upos::Verb && urges(tree.lemma(v)));
                if controlled && has_to(tree, verb) {
                    return vec![head];
                }
                // "accuses Caracas of sheltering": the tree hangs the charge on the name.
                if about && tree.nodes[head].mention.is_some() && self.form(head) != Some(NameForm::Adjective) {
                    return vec![head];
                }
                if has_to(tree, verb) || about {
                    // "plans to send", "a deal to supply": whoever acts in the noun
                    return self.subjects_of_nominal(head, depth);
                }
                vec![head]
            }
            _ => Vec::new(),
        }
    }

    /// "trained on the system by the Bundeswehr": the name behind the next "by", where the tree hung it elsewhere.
    fn agent_in_order(&self, verb: usize) -> Option<usize> {
        let tree = self.tree;
        for at in verb + 1..(verb + 14).min(tree.nodes.len()) {
            // "funded and armed by Iran"
            let shared = at == verb + 2 && matches!(tree.lower(verb + 1), "and" | "or" | ",");
            if matches!(tree.nodes[at].upos, Upos::Verb | Upos::Sconj) && !shared
                || matches!(tree.lower(at), "," | ";" | "who" | "which")
            {
                return None;
            }
            if tree.lower(at) == "by" {
                return self.behind_in_order(at - 1, &["by"], 2);
            }
        }
        None
    }

    /// Who acts in a noun: its owner, or the subject of the verb that carries it.
    fn subjects_of_nominal(&self, noun: usize, depth: usize) -> Vec<usize> {
        let tree = self.tree;
        let mut own: Vec<usize> = tree.children_by(noun, &[DepRel::NmodPoss, DepRel::Nsubj]).collect();
        own.extend(
            tree.children_by(noun, &[DepRel::Amod, DepRel::Compound]).filter(|c| tree.nodes[*c].mention.is_some()),
        );
        if !own.is_empty() {
            return own;
        }
        // "the initiative led by Prague to deliver shells": Prague delivers.
        for child in tree.children_by(noun, &[DepRel::Acl]) {
            let leads = matches!(
                tree.lemma(child),
                "lead"
                    | "launch"
                    | "propose"
                    | "announce"
                    | "run"
                    | "head"
                    | "initiate"
                    | "sponsor"
                    | "organise"
                    | "organize"
                    | "found"
                    | "start"
                    | "back"
                    | "fund"
            );
            if leads && depth < 5 && tree.is_passive(child) {
                let by = self.subjects(child, depth + 1);
                if !by.is_empty() {
                    return by;
                }
            }
        }
        let Some(head) = tree.nodes[noun].head else { return Vec::new() };
        match tree.nodes[noun].relation {
            DepRel::Obj | DepRel::Obl | DepRel::Xcomp if depth < 5 => self.subjects(head, depth + 1),
            _ => Vec::new(),
        }
    }

    /// The actors that act in a verb.
    pub fn subject(&self, verb: usize) -> Vec<Party> {
        self.subject_nodes(verb).into_iter().flat_map(|n| self.subject_parties(n)).collect()
    }

    fn subject_parties(&self, node: usize) -> Vec<Party> {
        // A demonym that serves as subject of a noun ("Russian plans to send") counts as named.
        let found = self.parties(node);
        if found.is_empty() { self.named(node, 0.9).into_iter().collect() } else { found }
    }

    /// The phrases a verb acts on.
    pub fn object_nodes(&self, verb: usize) -> Vec<usize> {
        let tree = self.tree;
        if tree.is_passive(verb) {
            let own: Vec<usize> = tree.children_by(verb, &[DepRel::NsubjPass, DepRel::Nsubj]).collect();
            if let Some(&subject) = own.first() {
                if matches!(tree.lower(subject), "which" | "who" | "that") {
                    return tree.nodes[verb].head.into_iter().collect();
                }
                return own;
            }
            return match (tree.nodes[verb].relation, tree.nodes[verb].head) {
                (DepRel::Acl | DepRel::AclRelcl | DepRel::Amod, Some(noun)) => vec![noun],
                (DepRel::Conj, Some(head)) if tree.is_passive(head) => self.object_nodes(head),
                (DepRel::Xcomp | DepRel::Advcl, Some(head)) => self.subjects(head, 1),
                _ => Vec::new(),
            };
        }
        let mut own: Vec<usize> = tree.children_by(verb, &[DepRel::Obj, DepRel::Iobj]).collect();
        if own.is_empty() && matches!(tree.lemma(verb), "help" | "let" | "make" | "see" | "want" | "enable" | "support")
        {
            // "to help Moscow push": the helped one is the subject below.
            for below in tree.children_by(verb, &[DepRel::Ccomp, DepRel::Xcomp]) {
                own.extend(tree.children_by(below, &[DepRel::Nsubj]));
            }
        }
        if own.is_empty() {
            // "trains and equips Y": the object stands with the last of the verbs.
            for other in tree.children_by(verb, &[DepRel::Conj]) {
                let bare = tree.children_by(other, &[DepRel::Nsubj]).next().is_none() && other <= verb + 3;
                if bare && tree.nodes[other].upos == Upos::Verb {
                    own.extend(tree.children_by(other, &[DepRel::Obj]));
                }
            }
        }
        if own.is_empty() && matches!(tree.nodes[verb].relation, DepRel::AclRelcl) {
            // "the weapons that Russia sent"
            let has_subject = tree
                .children_by(verb, &[DepRel::Nsubj])
                .next()
                .is_some_and(|s| !matches!(tree.lower(s), "which" | "who" | "that"));
            if has_subject {
                return tree.nodes[verb].head.into_iter().collect();
            }
        }
        if own.len() == 1
            && matches!(tree.lower(own[0]), "which" | "whom" | "that")
            && tree.nodes[verb].relation == DepRel::AclRelcl
        {
            return tree.nodes[verb].head.into_iter().collect();
        }
        own
    }

    /// The phrases that stand behind one of these prepositions after a word.
    pub fn behind(&self, word: usize, prepositions: &[&str]) -> Vec<usize> {
        let tree = self.tree;
        tree.children(word)
            .iter()
            .copied()
            .filter(|c| {
                matches!(
                    tree.nodes[*c].relation,
                    DepRel::Obl
                        | DepRel::Nmod
                        | DepRel::OblAgent
                        | DepRel::Iobj
                        | DepRel::Advcl
                        | DepRel::Acl
                        | DepRel::OblUnmarked
                        | DepRel::NmodUnmarked
                        | DepRel::Xcomp
                        | DepRel::Conj
                )
            })
            .filter(|c| {
                tree.preposition(*c).is_some_and(|p| {
                    prepositions.iter().any(|w| {
                        p == *w
                            || p.ends_with(&format!(" {w}"))
                            || p.starts_with(&format!("{w} ")) && *w != "in" && *w != "of"
                    })
                })
            })
            .collect()
    }

    /// The next phrase behind one of these prepositions in the same clause, by order of words: for trees that went wrong.
    pub fn behind_in_order(&self, word: usize, prepositions: &[&str], reach: usize) -> Option<usize> {
        let tree = self.tree;
        for at in word + 1..(word + 1 + reach).min(tree.nodes.len()) {
            let node = &tree.nodes[at];
            if matches!(node.upos, Upos::Verb | Upos::Sconj) && at > word + 1
                || matches!(node.lower.as_str(), ";" | "." | ":" | "who" | "which" | "but" | "\"")
            {
                return None;
            }
            if prepositions.contains(&node.lower.as_str()) {
                // The noun phrase right behind it: its name, or its last noun.
                let mut head = None;
                for i in at + 1..(at + 9).min(tree.nodes.len()) {
                    let next = &tree.nodes[i];
                    if next.mention.is_some() && self.form(i) != Some(NameForm::Adjective) {
                        let owns = matches!(tree.lower(i + 1), "'s" | "’s")
                            || matches!(tree.nodes.get(i + 1).map(|n| n.upos), Some(Upos::Noun));
                        head = Some(i);
                        if !owns {
                            break;
                        }
                    } else if next.upos == Upos::Noun {
                        head = Some(i);
                        if !matches!(tree.nodes.get(i + 1).map(|n| n.upos), Some(Upos::Noun | Upos::Propn)) {
                            break;
                        }
                    } else if !(matches!(
                        next.upos,
                        Upos::Det | Upos::Adj | Upos::Num | Upos::Propn | Upos::Pron | Upos::Adv
                    ) || next.mention.is_some()
                        || matches!(next.lower.as_str(), "'s" | "’s" | "-" | "\""))
                    {
                        break;
                    }
                }
                return head;
            }
        }
        None
    }
}

fn push(found: &mut Vec<Party>, party: Party) {
    if !found.iter().any(|p| p.actor == party.actor) {
        found.push(party);
    }
}

/// Whether "to" stands before a verb.
pub(crate) fn has_to(tree: &Tree, verb: usize) -> bool {
    tree.children_by(verb, &[DepRel::Mark]).any(|m| tree.lower(m) == "to")
}

/// Verbs of urging: what follows is wanted of their object.
fn urges(lemma: &str) -> bool {
    matches!(
        lemma,
        "urge"
            | "ask"
            | "tell"
            | "press"
            | "call"
            | "invite"
            | "encourage"
            | "persuade"
            | "implore"
            | "beg"
            | "request"
            | "pressure"
            | "convince"
            | "exhort"
            | "order"
            | "command"
    )
}

/// "asked Russia to send": Russia sends.
fn controls_object(lemma: &str) -> bool {
    matches!(
        lemma,
        "ask"
            | "urge"
            | "help"
            | "allow"
            | "force"
            | "persuade"
            | "enable"
            | "invite"
            | "order"
            | "tell"
            | "press"
            | "push"
            | "let"
            | "expect"
            | "want"
            | "encourage"
            | "compel"
            | "pressure"
            | "authorise"
            | "authorize"
            | "permit"
            | "require"
            | "prompt"
            | "lead"
            | "convince"
            | "request"
            | "command"
            | "hire"
            | "contract"
            | "commission"
            | "assign"
            | "call"
            | "train"
            | "cause"
            | "oblige"
            | "task"
            | "warn"
            | "accuse"
            | "see"
            | "believe"
            | "send"
            | "dispatch"
            | "deploy"
            | "use"
            | "bring"
            | "drive"
            | "recruit"
            | "make"
    )
}
