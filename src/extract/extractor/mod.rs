//! The whole reading of one article, step by step: sentences, names, trees, statements.

mod bonds;
mod evidence;
mod gifts;
mod results;
mod weighing;

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use crate::model::{Article, ArticleId, Span};

use super::cast::{Cast, cast, is_english};
use super::coreference::{Antecedents, Bonds, antecedents};
use super::dates::{FoundDate, dates};
use super::judging::{Candidates, StatementModel};
use super::language::LanguageModel;
use super::lexicon::Lexicon;
use super::prospects::{FoundProspect, prospects};
use super::relations::relations;
use super::roles::Scene;
use super::sentences::{Sentence, sentences};
use super::statements::{FoundProvision, FoundRelation};
use super::structure::structure;
use super::tree::Tree;
use super::{ArticleSummary, Extraction, ReadingWarning};
use results::actor_ids;

/// Version of the extractor, kept with every proposal, so that what was offered can be reproduced.
pub const EXTRACTOR_VERSION: &str = concat!("backstop-", env!("CARGO_PKG_VERSION"), "-6");

/// Longest text that is read, in bytes; what stands behind is left out with a warning.
const LONGEST_TEXT: usize = 4 << 20;

/// Reads one article. Pure and deterministic; odd text gives fewer findings and a warning, never a failure.
pub fn extract(article: &Article, lexicon: &Lexicon) -> Extraction {
    extract_by(article, lexicon, StatementModel::embedded())
}

/// Reads one article with a judgement of statements of one's own; an empty one leaves what the rules say.
pub fn extract_by(article: &Article, lexicon: &Lexicon, judgement: &StatementModel) -> Extraction {
    let model = LanguageModel::embedded();
    let mut all = sentences(article);
    let mut warnings = super::warnings::warnings(article, &all);
    if let Some(first_left_out) = all.iter().position(|s| s.span.end > LONGEST_TEXT) {
        let span = Span::new(all[first_left_out].span.start, article.text.len());
        warnings.push(ReadingWarning {
            kind: "too_long".to_owned(),
            span,
            text: "the text is longer than 4 MB; the rest is not read".to_owned(),
        });
        all.truncate(first_left_out);
    }
    warnings.sort_by_key(|w| w.span);
    let cast = cast(&article.text, &all, lexicon, model);
    let mut reading = Reading::of(article, &all, &cast, lexicon, model);
    reading.weigh(judgement);
    reading.drop_hostile_gifts();
    reading.add_cooperation();
    let ids = actor_ids(&cast);
    let relations = reading.relations(&ids);
    let provisions = reading.provisions(&ids);
    let prospects = reading.prospects(&ids);
    let actors = reading.actors(&ids, &relations, &provisions);
    Extraction { article: summary(article), actors, relations, provisions, prospects, warnings }
}

/// What the judge would weigh in one article, for training.
pub fn candidates(article: &Article, lexicon: &Lexicon) -> Candidates {
    let model = LanguageModel::embedded();
    let all = sentences(article);
    let cast = cast(&article.text, &all, lexicon, model);
    Reading::of(article, &all, &cast, lexicon, model).candidates()
}

/// Everything found in one article, before it is put into the map's words.
struct Reading<'a> {
    article: &'a Article,
    sentences: &'a [Sentence],
    cast: &'a Cast,
    lexicon: &'a Lexicon,
    trees: Vec<Tree>,
    antecedents: Antecedents,
    found_relations: Vec<FoundRelation>,
    found_provisions: Vec<FoundProvision>,
    found_prospects: Vec<FoundProspect>,
    dates: Vec<Vec<FoundDate>>,
}

impl<'a> Reading<'a> {
    fn of(
        article: &'a Article,
        sentences: &'a [Sentence],
        cast: &'a Cast,
        lexicon: &'a Lexicon,
        model: &LanguageModel,
    ) -> Self {
        let trees: Vec<Tree> = sentences
            .iter()
            .enumerate()
            .map(|(n, s)| {
                let states = s.kind.makes_statements() && is_english(s);
                if states { Tree::read(&article.text, s, n, cast, model, lexicon) } else { Tree::default() }
            })
            .collect();
        let mut reading = Self {
            article,
            sentences,
            cast,
            lexicon,
            trees,
            antecedents: Antecedents::default(),
            found_relations: Vec::new(),
            found_provisions: Vec::new(),
            found_prospects: Vec::new(),
            dates: Vec::new(),
        };
        reading.dates = reading
            .trees
            .iter()
            .map(|tree| dates(&tree.nodes.iter().map(|n| n.lower.clone()).collect::<Vec<_>>(), article.date))
            .collect();
        // Offices first: "his country" needs them.
        let mut bonds = Bonds { offices: reading.offices(), ..Bonds::default() };
        let blocks: Vec<usize> = sentences.iter().map(|s| s.block).collect();
        // What is said of somebody named shows whom the article is about; with that known, the rest is read.
        let mut about = BTreeMap::new();
        for _ in 0..2 {
            reading.antecedents = antecedents(&reading.trees, &blocks, cast, lexicon, &bonds, &about);
            reading.antecedents.set_principal(about);
            reading.read_statements();
            about = reading.principal();
            reading.bind(&mut bonds);
        }
        reading
    }

    fn scene(&self, sentence: usize) -> Scene<'_> {
        Scene {
            tree: &self.trees[sentence],
            sentence,
            cast: self.cast,
            antecedents: &self.antecedents,
            lexicon: self.lexicon,
        }
    }

    fn read_statements(&mut self) {
        let (mut links, mut outlooks) = (Vec::new(), Vec::new());
        for sentence in 0..self.trees.len() {
            let scene = self.scene(sentence);
            structure(&scene, &mut links);
            relations(&scene, &mut links);
            prospects(&self.article.text, &scene, &mut outlooks);
        }
        self.found_relations = links;
        self.found_prospects = outlooks;
        self.found_provisions = self.gifts();
    }
}

fn summary(article: &Article) -> ArticleSummary {
    let id = if article.id.as_str().is_empty() {
        let digest = Sha256::digest(article.text.as_bytes());
        ArticleId::from(digest.iter().take(6).map(|b| format!("{b:02x}")).collect::<String>())
    } else {
        article.id.clone()
    };
    ArticleSummary {
        id,
        title: article.title.clone(),
        date: article.date,
        language: article.language.clone(),
        words: article.words(),
        text: None,
    }
}
