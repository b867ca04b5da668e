//! Reads a sentence into a tree: names as stand-ins, each aside by itself.

use std::borrow::Cow;

use super::arcs::mend_arcs;
use super::tags::mend_tags;
use super::{Node, Tree, lemma_of};
use crate::extract::asides::{AsideKind, Word, first_aside, rows_of_names, time_phrases};
use crate::extract::cast::{Cast, Mention};
use crate::extract::language::features::Forms;
use crate::extract::language::parser::Sentence as ParserSentence;
use crate::extract::language::{DepRel, LanguageModel, Upos, parser, tagger};
use crate::extract::lexicon::{Lexicon, NameForm};
use crate::extract::sentences::Sentence;
use crate::model::{ActorKind, Span};

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
        mend_arcs(&mut nodes);
        let mut children = vec![Vec::new(); nodes.len()];
        for i in 0..nodes.len() {
            // Reading compounds apart may have given it another part of speech.
            if tags.get(i) != Some(&nodes[i].upos) {
                nodes[i].lemma = lemma_of(&nodes[i]);
            }
            if let Some(siblings) = nodes[i].head.and_then(|h| children.get_mut(h)) {
                siblings.push(i);
            }
        }
        Self { nodes, children }
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
        let root = self.read_plain(&kept);
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
