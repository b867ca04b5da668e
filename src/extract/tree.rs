//! A sentence as a dependency tree in which every name is one node. Names are read with a stand-in of their kind, so that
//! a sentence is read alike whoever acts in it.

use std::borrow::Cow;
use std::ops::Range;

use crate::model::{ActorKind, Span};

use super::asides::{AsideKind, Cut, CutKind, Word, clause_cuts, first_aside, rows_of_names, time_phrases};
use super::cast::{Cast, Mention};
use super::language::features::Forms;
use super::language::parser::{self, Sentence as ParserSentence};
use super::language::{DepRel, LanguageModel, Upos, tagger};
use super::lemmas;
use super::lexicon::{Lexicon, NameForm};
use super::sentences::Sentence;

/// A word, sign or whole name.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    /// Its bytes.
    pub span: Span,
    /// In lower case.
    pub lower: String,
    /// Base form: as a verb where it is one, else as a noun.
    pub lemma: String,
    /// Part of speech.
    pub upos: Upos,
    /// The node it hangs on.
    pub head: Option<usize>,
    /// How.
    pub relation: DepRel,
    /// Place in `Cast::mentions`, for names.
    pub mention: Option<usize>,
    /// Words of the sentence that it covers.
    pub tokens: Range<usize>,
}

/// A sentence's tree.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tree {
    /// In order of the text.
    pub nodes: Vec<Node>,
    children: Vec<Vec<usize>>,
}

fn lemma_of(node: &Node) -> String {
    match node.upos {
        Upos::Verb | Upos::Aux => lemmas::verb(&node.lower),
        _ => lemmas::noun(&node.lower),
    }
}

impl Tree {
    /// Reads a sentence whose names are known.
    pub fn read(
        text: &str,
        sentence: &Sentence,
        number: usize,
        cast: &Cast,
        model: &LanguageModel,
        lexicon: &Lexicon,
    ) -> Self {
        let mut nodes: Vec<Node> = Vec::new();
        let mut written_as: Vec<Cow<'_, str>> = Vec::new();
        let mut mentions: Vec<(usize, &Mention)> = cast.of_sentence(number).collect();
        mentions.sort_by_key(|(_, m)| m.tokens.start);
        let mut next = mentions.into_iter().peekable();
        let mut i = 0;
        while i < sentence.tokens.len() {
            while next.peek().is_some_and(|(_, m)| m.tokens.start < i) {
                next.next();
            }
            // A title directly before a name is read with it.
            let start_of =
                |m: &Mention| m.title.as_ref().filter(|t| t.end == m.tokens.start).map_or(m.tokens.start, |t| t.start);
            let mention = next.next_if(|(_, m)| start_of(m) <= i);
            let tokens = mention.map_or(i..i + 1, |(_, m)| i..m.tokens.end);
            let (Some(first), Some(last)) = (sentence.tokens.get(tokens.start), sentence.tokens.get(tokens.end - 1))
            else {
                break;
            };
            let span = mention.map_or(Span::new(first.start, last.end), |(_, m)| m.span);
            let written = span.of(text).unwrap_or("");
            let lower = written.to_lowercase();
            written_as.push(match mention {
                Some((_, m)) => Cow::Borrowed(stand_in(m, cast)),
                // "Mali's Foreign Minister": a common noun, whatever letter it begins with.
                None if i > 0 && lower != written && lexicon.is("title.word", &lower) => Cow::Owned(lower.clone()),
                // A town that the parser never met is read as one that it knows.
                None if lower != written && lexicon.is_town(&lower) => Cow::Borrowed("Berlin"),
                None => Cow::Borrowed(written),
            });
            nodes.push(Node {
                span,
                lower,
                lemma: String::new(),
                upos: Upos::X,
                head: None,
                relation: DepRel::Dep,
                mention: mention.map(|(index, _)| index),
                tokens: tokens.clone(),
            });
            i = tokens.end;
        }
        let surfaces: Vec<&str> = written_as.iter().map(AsRef::as_ref).collect();
        let mut tags = tagger::tag(&model.tags, &Forms::new(&surfaces));
        mend_tags(&mut tags, &nodes, cast, lexicon);
        for (node, tag) in nodes.iter_mut().zip(&tags) {
            node.upos = *tag;
            node.lemma = lemma_of(node);
        }
        let names: Vec<bool> = nodes
            .iter()
            .map(|n| {
                n.mention.and_then(|m| cast.mentions.get(m)).is_some_and(|m| !matches!(m.form, NameForm::Adjective))
            })
            .collect();
        let mut reader = Reader { nodes: &mut nodes, surfaces: &surfaces, names: &names, model, lexicon };
        let all: Vec<usize> = (0..surfaces.len()).collect();
        reader.read(&all, 0);
        let mut children = vec![Vec::new(); nodes.len()];
        for i in 0..nodes.len() {
            // Reading clause by clause may have given it another part of speech.
            if tags.get(i) != Some(&nodes[i].upos) {
                nodes[i].lemma = lemma_of(&nodes[i]);
            }
            if let Some(siblings) = nodes[i].head.and_then(|h| children.get_mut(h)) {
                siblings.push(i);
            }
        }
        Self { nodes, children }
    }

    /// The nodes that hang on `node`.
    pub fn children(&self, node: usize) -> &[usize] {
        self.children.get(node).map_or(&[], Vec::as_slice)
    }

    /// The children that hang on `node` in one of these ways.
    pub fn children_by<'t>(&'t self, node: usize, relations: &'t [DepRel]) -> impl Iterator<Item = usize> + 't {
        self.children(node).iter().copied().filter(move |c| relations.contains(&self.nodes[*c].relation))
    }

    /// The preposition before a noun, several joined by spaces ("because of").
    pub fn preposition(&self, node: usize) -> Option<String> {
        let mut words: Vec<&str> = Vec::new();
        for child in self.children_by(node, &[DepRel::Case]) {
            if child < node && !self.nodes[child].lower.starts_with('\'') && !self.nodes[child].lower.starts_with('’')
            {
                words.push(&self.nodes[child].lower);
                words.extend(self.children_by(child, &[DepRel::Fixed]).map(|f| self.nodes[f].lower.as_str()));
            }
        }
        (!words.is_empty()).then(|| words.join(" "))
    }

    /// Whether `node` hangs on `ancestor`, over any number of steps, or is it.
    pub fn is_under(&self, node: usize, ancestor: usize) -> bool {
        let mut at = Some(node);
        for _ in 0..=self.nodes.len() {
            match at {
                Some(n) if n == ancestor => return true,
                Some(n) => at = self.nodes.get(n).and_then(|x| x.head),
                None => return false,
            }
        }
        false
    }

    /// The word or name at `node`, in lower case.
    pub fn lower(&self, node: usize) -> &str {
        self.nodes.get(node).map_or("", |n| n.lower.as_str())
    }

    /// The base form at `node`.
    pub fn lemma(&self, node: usize) -> &str {
        self.nodes.get(node).map_or("", |n| n.lemma.as_str())
    }

    /// Whether a verb stands in the passive.
    pub fn is_passive(&self, verb: usize) -> bool {
        self.children_by(verb, &[DepRel::AuxPass, DepRel::NsubjPass]).next().is_some()
            || self.is_participle(verb)
                && (matches!(self.nodes[verb].relation, DepRel::Acl | DepRel::Amod)
                    || self.children_by(verb, &[DepRel::OblAgent]).next().is_some())
                && self.children_by(verb, &[DepRel::Nsubj, DepRel::Aux]).next().is_none()
    }

    fn is_participle(&self, verb: usize) -> bool {
        let word = self.lower(verb);
        word.ends_with("ed")
            || word.ends_with("en")
            || matches!(
                word,
                "led"
                    | "run"
                    | "sent"
                    | "built"
                    | "made"
                    | "held"
                    | "brought"
                    | "bought"
                    | "sold"
                    | "sought"
                    | "fought"
                    | "set"
                    | "put"
                    | "hit"
                    | "shot"
                    | "paid"
                    | "met"
                    | "found"
                    | "flown"
                    | "left"
                    | "won"
                    | "lent"
                    | "known"
                    | "drawn"
                    | "withdrawn"
                    | "struck"
            )
    }

    /// Whether a verb is an "-ing" form.
    pub fn is_gerund(&self, verb: usize) -> bool {
        self.lower(verb).ends_with("ing")
    }
}

/// The word a name is read by.
fn stand_in(mention: &Mention, cast: &Cast) -> &'static str {
    match (mention.form, cast.actors.get(mention.actor).map(|a| a.kind)) {
        (NameForm::Adjective, _) => "German",
        (NameForm::People, _) => "Germans",
        (_, Some(ActorKind::State)) => "Germany",
        (_, Some(ActorKind::Person)) => "Smith",
        (_, Some(ActorKind::IntergovernmentalOrganization)) => "NATO",
        _ => "Microsoft",
    }
}

/// Reads a sentence piece by piece: the main part without its asides, each aside by itself.
struct Reader<'a> {
    nodes: &'a mut Vec<Node>,
    surfaces: &'a [&'a str],
    names: &'a [bool],
    model: &'a LanguageModel,
    lexicon: &'a Lexicon,
}

/// Asides inside asides deeper than this are read with what surrounds them.
const DEEPEST_ASIDE: usize = 4;

impl Reader<'_> {
    /// Reads the nodes of `places`; returns the one that heads them.
    fn read(&mut self, places: &[usize], depth: usize) -> Option<usize> {
        let mut kept: Vec<usize> = places.to_vec();
        if depth == 0 {
            self.set_times_apart(&mut kept);
        }
        self.set_compounds_apart(&mut kept);
        let mut asides: Vec<(usize, Vec<usize>, Vec<usize>, AsideKind)> = Vec::new();
        while depth < DEEPEST_ASIDE && asides.len() < 12 {
            let words = self.words(&kept);
            let Some(aside) = first_aside(&words) else { break };
            let inner: Vec<usize> = kept[aside.inner_start..aside.inner_end].to_vec();
            // ", which has trained ten companies, and France has": the comma that closes it also opens a clause.
            let closes = aside.end > aside.inner_end && words[aside.end - 1].lower == ",";
            let coordinated = words.get(aside.end).is_some_and(|w| matches!(w.lower, "and" | "but" | "while" | "yet"));
            let verb_before = words[..aside.start].iter().any(|w| matches!(w.upos, Upos::Verb | Upos::Aux));
            let end = if closes && coordinated && verb_before { aside.end - 1 } else { aside.end };
            let signs: Vec<usize> = (aside.start..end)
                .filter(|i| *i < aside.inner_start || *i >= aside.inner_end)
                .map(|i| kept[i])
                .collect();
            asides.push((kept[aside.anchor], inner, signs, aside.kind));
            kept.drain(aside.start..end);
        }
        let root = self.read_clauses(&kept);
        for (anchor, inner, signs, kind) in asides {
            for sign in signs {
                self.hang(sign, Some(anchor), DepRel::Punct);
            }
            let Some(head) = self.read(&inner, depth + 1) else { continue };
            let (on, relation) = match kind {
                AsideKind::Apposition => (Some(anchor), DepRel::Appos),
                AsideKind::Relative => (Some(anchor), DepRel::AclRelcl),
                AsideKind::Participle => (Some(anchor), DepRel::Acl),
                AsideKind::Complement => (Some(anchor), DepRel::Nmod),
                AsideKind::Speech => (root, DepRel::Parataxis),
            };
            if on != Some(head) {
                self.hang(head, on, relation);
            }
        }
        root
    }

    /// Takes "Russian-backed" out before a noun; the parser is not used to names inside compounds.
    fn set_compounds_apart(&mut self, kept: &mut Vec<usize>) {
        let mut i = 0;
        while i + 3 < kept.len() {
            let (name, hyphen, word) = (kept[i], kept[i + 1], kept[i + 2]);
            // "state-controlled", "TB2-type" are no names and get in the way alike.
            let made = self.nodes[word].lower.ends_with("ed")
                || matches!(
                    self.nodes[word].lower.as_str(),
                    "led" | "run" | "made" | "built" | "type" | "style" | "born" | "held" | "era" | "wide"
                );
            let plain = made
                && self.nodes[name].span.end == self.nodes[hyphen].span.start
                && matches!(self.nodes[name].upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Adv);
            let compound = (self.nodes[name].mention.is_some() || plain)
                && matches!(self.nodes[hyphen].lower.as_str(), "-" | "–")
                && self.nodes[word].mention.is_none()
                && self.nodes[hyphen].span.end == self.nodes[word].span.start
                && self.nodes[word].lower.ends_with(['d', 'e', 'n', 't', 'y']);
            let noun = (i + 3..(i + 8).min(kept.len())).find(|k| {
                let noun = |n: &Node| matches!(n.upos, Upos::Noun | Upos::Propn);
                noun(&self.nodes[kept[*k]])
                    && !kept.get(k + 1).is_some_and(|n| noun(&self.nodes[*n]) && self.nodes[*n].mention.is_none())
            });
            match noun {
                Some(noun) if compound => {
                    let noun = kept[noun];
                    self.hang(name, Some(word), DepRel::Compound);
                    self.hang(hyphen, Some(word), DepRel::Punct);
                    self.hang(word, Some(noun), DepRel::Amod);
                    self.nodes[word].upos = Upos::Adj;
                    kept.drain(i..i + 3);
                }
                _ => i += 1,
            }
        }
    }

    /// Reads clauses joined by ", and" or ", while" one by one.
    fn read_clauses(&mut self, places: &[usize]) -> Option<usize> {
        let words = self.words(places);
        let rows = rows_of_names(&words);
        let mut cuts = clause_cuts(&words);
        // "A, B, and C pledge": no clause begins inside a row of names.
        cuts.retain(|cut| {
            !rows.iter().any(|row| row.first().is_some_and(|f| *f < cut.at) && row.last().is_some_and(|l| cut.at < *l))
        });
        let mut root: Option<usize> = None;
        let mut start = 0;
        let mut kind = CutKind::Coordinate;
        let end = Cut { at: places.len(), kind: CutKind::Coordinate };
        for cut in cuts.iter().copied().chain(std::iter::once(end)) {
            // "that" opens the clause and is no part of it.
            let opener = (kind == CutKind::Complement).then(|| places[start]);
            let head = self.read_plain(&places[start + usize::from(opener.is_some())..cut.at]);
            if let (Some(opener), Some(head)) = (opener, head) {
                self.hang(opener, Some(head), DepRel::Mark);
            }
            match (root, head) {
                (None, head) => root = head,
                (Some(before), Some(head)) if kind == CutKind::AfterOpening => {
                    let verb = matches!(self.nodes[before].upos, Upos::Verb | Upos::Aux);
                    self.hang(before, Some(head), if verb { DepRel::Advcl } else { DepRel::Obl });
                    self.hang(head, None, DepRel::Root);
                    root = Some(head);
                }
                (Some(before), Some(head)) => {
                    let relation = match kind {
                        CutKind::Subordinate => DepRel::Advcl,
                        CutKind::Complement => DepRel::Ccomp,
                        _ => DepRel::Conj,
                    };
                    self.hang(head, Some(before), relation);
                }
                _ => {}
            }
            start = cut.at;
            kind = cut.kind;
        }
        root
    }

    /// Takes phrases of time and "both", "neither" out.
    fn set_times_apart(&mut self, kept: &mut Vec<usize>) {
        for (start, end) in time_phrases(&self.words(kept)).into_iter().rev() {
            let taken: Vec<usize> = kept.drain(start..end).collect();
            let anchor = kept.get(start).or_else(|| kept.last()).copied();
            if let (Some(&last), Some(anchor)) =
                (taken.iter().rev().find(|t| self.nodes[**t].upos != Upos::Punct), anchor)
            {
                for &word in &taken {
                    self.hang(
                        word,
                        Some(last),
                        if self.nodes[word].upos == Upos::Adp { DepRel::Case } else { DepRel::Compound },
                    );
                }
                self.hang(last, Some(anchor), DepRel::OblUnmarked);
            }
        }
        let mut i = 0;
        while i + 2 < kept.len() {
            let pair = match self.nodes[kept[i]].lower.as_str() {
                "both" => "and",
                "neither" => "nor",
                "either" => "or",
                _ => "",
            };
            let follows =
                !pair.is_empty() && kept[i + 1..kept.len().min(i + 8)].iter().any(|k| self.nodes[*k].lower == pair);
            if follows {
                let word = kept.remove(i);
                let next = kept[i];
                self.hang(word, Some(next), DepRel::CcPreconj);
            } else {
                i += 1;
            }
        }
    }

    fn words(&self, places: &[usize]) -> Vec<Word<'_>> {
        places
            .iter()
            .map(|i| {
                let node = &self.nodes[*i];
                Word {
                    lower: &node.lower,
                    upos: node.upos,
                    name: self.names[*i],
                    mention: node.mention.is_some(),
                    lemma: &node.lemma,
                    speech: self.lexicon.is("speech", &node.lemma),
                }
            })
            .collect()
    }

    fn hang(&mut self, node: usize, head: Option<usize>, relation: DepRel) {
        if let Some(node) = self.nodes.get_mut(node) {
            node.head = head;
            node.relation = relation;
        }
    }

    /// Reads a piece without asides; rows of names are read as one.
    fn read_plain(&mut self, places: &[usize]) -> Option<usize> {
        let rows: Vec<Vec<usize>> = rows_of_names(&self.words(places))
            .into_iter()
            .map(|row| row.into_iter().map(|i| places[i]).collect())
            .collect();
        let mut kept: Vec<usize> = Vec::new();
        let mut skip_to = None;
        for &place in places {
            if skip_to.is_some_and(|last| place <= last) {
                continue;
            }
            skip_to = rows.iter().find(|row| row.first() == Some(&place)).and_then(|row| row.last().copied());
            kept.push(place);
        }
        // "neither A nor B" is read like "A and B".
        let surfaces: Vec<&str> = kept
            .iter()
            .map(|i| if self.nodes[*i].lower == "nor" && *i != places[0] { "and" } else { self.surfaces[*i] })
            .collect();
        let tags: Vec<Upos> = kept.iter().map(|i| self.nodes[*i].upos).collect();
        let forms = Forms::new(&surfaces);
        let arcs =
            parser::parse(&self.model.moves, &self.model.relations, ParserSentence { forms: &forms, tags: &tags });
        let mut root = None;
        for (i, &place) in kept.iter().enumerate() {
            let arc = arcs.node(i);
            let head = kept.get(arc.head).copied().filter(|_| arc.head < arcs.root());
            if head.is_none() {
                root = Some(place);
            }
            self.hang(place, head, arc.relation);
        }
        for row in &rows {
            let (Some(&first), Some(&last)) = (row.first(), row.last()) else { continue };
            for place in first + 1..=last {
                let (relation, head) = if row.contains(&place) {
                    (DepRel::Conj, first)
                } else {
                    match self.nodes[place].lower.as_str() {
                        "and" | "or" | "&" => (DepRel::Cc, last),
                        "the" => (DepRel::Det, place + 1),
                        _ => (DepRel::Punct, last),
                    }
                };
                if places.contains(&place) {
                    self.hang(place, Some(head), relation);
                }
            }
        }
        root
    }
}

/// Mends what the tagger often gets wrong in the prose of news: the verb right after a name taken for a plural noun.
fn mend_tags(tags: &mut [Upos], nodes: &[Node], cast: &Cast, lexicon: &Lexicon) {
    let form = |i: usize| nodes.get(i).and_then(|n| n.mention).and_then(|m| cast.mentions.get(m)).map(|m| m.form);
    for i in 0..tags.len() {
        match form(i) {
            // A stand-in is a name whatever the tagger made of it; adjectives stay what they are before a noun.
            Some(NameForm::Adjective) => {
                let before_noun = nodes.get(i + 1).is_some_and(|n| n.mention.is_some())
                    || matches!(tags.get(i + 1), Some(Upos::Noun | Upos::Adj | Upos::Propn))
                    || nodes.get(i + 1).is_some_and(|n| n.lower == "-");
                tags[i] = if before_noun { Upos::Adj } else { Upos::Propn };
                continue;
            }
            Some(_) => {
                tags[i] = Upos::Propn;
                continue;
            }
            None => {}
        }
        // "US airstrikes": a word that the lexicon knows only as a thing is no verb.
        if tags[i] == Upos::Verb
            && nodes[i].lower.ends_with('s')
            && !lexicon.is_verb(&lemmas::verb(&nodes[i].lower))
            && lexicon.functions.contains_key(&lemmas::noun(&nodes[i].lower))
        {
            tags[i] = Upos::Noun;
            continue;
        }
        // "plans to station 200 troops"
        if i >= 2
            && nodes[i - 1].lower == "to"
            && tags[i] == Upos::Noun
            && tags[i - 2] == Upos::Verb
            && lexicon.is_verb(&nodes[i].lower)
            && (matches!(tags.get(i + 1), Some(Upos::Num | Upos::Det | Upos::Pron))
                || nodes.get(i + 1).is_some_and(|n| n.mention.is_some()))
        {
            tags[i] = Upos::Verb;
            continue;
        }
        let grows = matches!(nodes[i].lower.as_str(), "growing" | "mounting" | "increasing" | "rising" | "ongoing");
        if grows && tags.get(i + 1) == Some(&Upos::Noun) && i > 0 && tags[i - 1] != Upos::Aux {
            tags[i] = Upos::Adj;
            continue;
        }
        if matches!(
            nodes[i].lower.as_str(),
            "towards"
                | "toward"
                | "amid"
                | "via"
                | "despite"
                | "throughout"
                | "alongside"
                | "during"
                | "among"
                | "amongst"
        ) {
            tags[i] = Upos::Adp;
            continue;
        }
        if !matches!(tags[i], Upos::Noun | Upos::Adj | Upos::Propn | Upos::X) || i == 0 {
            continue;
        }
        let word = nodes[i].lower.as_str();
        let singular_verb = word.ends_with('s') && !word.ends_with("ss") && word.len() > 3;
        let several = i >= 2
            && (form(i - 1).is_some() && nodes[..i - 1].iter().rev().take(3).any(|n| n.lower == "and")
                || form(i - 1) == Some(NameForm::People)
                || tags[i - 1] == Upos::Noun && nodes[i - 1].lower.ends_with('s'));
        let row_before = i >= 2
            && form(i - 1).is_some()
            && nodes[..i - 1].iter().rev().take(2).any(|n| n.lower == "and")
            && nodes[..i - 1].iter().rev().take(6).any(|n| n.lower == ",");
        let plain_verb = row_before
            && !word.ends_with('s')
            && (matches!(tags.get(i + 1), Some(Upos::Adj | Upos::Noun | Upos::Det | Upos::Pron))
                || nodes.get(i + 1).is_some_and(|n| n.lower == "to"))
            || several
                && !word.ends_with('s')
                && nodes.get(i + 1).is_some_and(|n| {
                    n.mention.is_some() && form(i + 1) != Some(NameForm::Adjective)
                        || matches!(tags[i + 1], Upos::Det | Upos::Pron)
                });
        // "The UAE lent Chad 500 million": forms of the past that end in nothing one could tell.
        let past = matches!(
            word,
            "lent"
                | "sent"
                | "gave"
                | "sold"
                | "bought"
                | "built"
                | "sought"
                | "fought"
                | "flew"
                | "held"
                | "led"
                | "met"
                | "won"
                | "shot"
                | "struck"
                | "drove"
                | "brought"
                | "lost"
                | "withdrew"
                | "left"
                | "paid"
                | "spent"
        );
        if past
            && form(i - 1).is_some_and(|f| !matches!(f, NameForm::Adjective))
            && nodes
                .get(i + 1)
                .is_some_and(|n| n.mention.is_some() || matches!(tags[i + 1], Upos::Det | Upos::Num | Upos::Pron))
        {
            tags[i] = Upos::Verb;
            continue;
        }
        // "The Houthis fire missiles": a people and its verb.
        let people_act = form(i - 1) == Some(NameForm::People)
            && !word.ends_with('s')
            && tags.get(i + 1) == Some(&Upos::Noun)
            && nodes[i + 1].lower.ends_with('s')
            && lexicon.is_verb(word);
        if people_act {
            tags[i] = Upos::Verb;
            continue;
        }
        if !(singular_verb || plain_verb || word.ends_with("ed"))
            || !lexicon.is_verb(&lemmas::verb(word))
            || word.starts_with(char::is_uppercase)
        {
            continue;
        }
        // "has paid for the war, trains Colombian pilots": one more verb of the same subject.
        let opens = nodes.get(i + 1).is_some_and(|n| {
            n.mention.is_some() || tags[i + 1] == Upos::Det || matches!(n.lower.as_str(), "its" | "his" | "their")
        });
        let finite_before = tags[..i].iter().any(|t| matches!(t, Upos::Aux | Upos::Verb));
        if singular_verb && nodes[i - 1].lower == "," && opens && finite_before {
            tags[i] = Upos::Verb;
            continue;
        }
        // What stands before, adverbs and closing signs aside.
        let mut back = i - 1;
        while back > 0
            && (tags[back] == Upos::Adv || matches!(nodes[back].lower.as_str(), ")" | "," | "\"" | "also" | "now"))
        {
            back -= 1;
        }
        let after_name = form(back).is_some_and(|f| {
            !matches!(f, NameForm::Adjective | NameForm::People)
                || matches!(f, NameForm::People) && word.ends_with("ed")
        });
        let after_pronoun = matches!(nodes[back].lower.as_str(), "it" | "he" | "she" | "which" | "who" | "that");
        let after_noun =
            tags[back] == Upos::Noun && !nodes[back].lower.ends_with('s') && back == i - 1 && singular_verb;
        let next = nodes.get(i + 1);
        let opens_object = next.is_some_and(|n| {
            n.mention.is_some()
                || matches!(tags[i + 1], Upos::Det | Upos::Pron | Upos::Sconj)
                || matches!(n.lower.as_str(), "its" | "his" | "their" | "that" | "to")
        });
        let opens_phrase = next.is_some_and(|_| {
            matches!(tags[i + 1], Upos::Adp | Upos::Adj | Upos::Noun | Upos::Num | Upos::Adv | Upos::Propn)
        });
        let joined_verbs = next.is_some_and(|n| matches!(n.lower.as_str(), "and" | "or"))
            && nodes.get(i + 2).is_some_and(|n| n.lower.ends_with('s') && lexicon.is_verb(&lemmas::verb(&n.lower)))
            && singular_verb;
        if joined_verbs && after_name {
            tags[i] = Upos::Verb;
            tags[i + 2] = Upos::Verb;
            continue;
        }
        // A finite verb nearby would make this one the noun after all ("Wagner trains said").
        let verb_next = tags.get(i + 1).is_some_and(|t| matches!(t, Upos::Aux | Upos::Verb));
        let clause_has_verb = tags[..i]
            .iter()
            .zip(nodes)
            .rev()
            .take_while(|(_, n)| !matches!(n.lower.as_str(), "," | ";" | ":" | "and" | "but" | "that"))
            .any(|(t, _)| matches!(t, Upos::Aux | Upos::Verb));
        if verb_next || clause_has_verb && !after_pronoun {
            continue;
        }
        if plain_verb {
            tags[i] = Upos::Verb;
            continue;
        }
        if (after_name || after_pronoun) && (opens_object || opens_phrase)
            || after_noun && opens_object && next.is_some_and(|n| n.lower != "to")
        {
            tags[i] = Upos::Verb;
        }
    }
}
