//! Makes the sample map of its articles and of their review by hand, by the same edits that the window makes.

use std::path::Path;

use backstop::articles;
use backstop::model::{
    Actor, ActorId, ArticleId, Assumption, Change, Claim, ClaimDate, Consistency, Descriptor, Edit, Evidence, Extra,
    Factuality, Header, IncompatiblePair, Judgement, Origin, PartialDate, Place, Polarity, Proposed, ProspectEvent,
    Provision, Relation, Scenario, ScenarioMap, ShareBasis, Source, SourceId, Span, Stance, StateRef, YearMonth,
};
use serde::Deserialize;

/// What `review.toml` holds.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Review {
    title: String,
    start_month: YearMonth,
    principal: ActorId,
    notes: String,
    sources: Vec<Source>,
    articles: Vec<ReviewedArticle>,
    actors: Vec<Placed>,
    provisions: Vec<Quoted<Provision>>,
    relations: Vec<Quoted<Relation>>,
    incompatible: Vec<Quoted<IncompatiblePair>>,
    assumptions: Vec<Quoted<Assumption>>,
    scenarios: Vec<Scenario>,
    descriptors: Vec<Descriptor>,
    judgements: Vec<ShortJudgement>,
}

#[derive(Deserialize)]
struct ReviewedArticle {
    file: String,
    source: SourceId,
}

#[derive(Deserialize)]
struct Placed {
    place: (f64, f64),
    #[serde(flatten)]
    actor: Actor,
}

#[derive(Deserialize)]
struct Quoted<T> {
    #[serde(default)]
    quotes: Vec<Quote>,
    #[serde(flatten)]
    item: T,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Quote {
    article: String,
    #[serde(rename = "quote")]
    words: String,
    credibility: Option<u8>,
    factuality: Option<Factuality>,
    date: Option<PartialDate>,
    speaker: Option<String>,
    #[serde(default = "supports")]
    stance: Stance,
    prospect: Option<ProspectQuote>,
}

fn supports() -> Stance {
    Stance::For
}

#[derive(Deserialize)]
struct ProspectQuote {
    actor: ActorId,
    target: Option<ActorId>,
    event: ProspectEvent,
    polarity: Polarity,
}

#[derive(Deserialize)]
struct ShortJudgement {
    from: (String, String),
    to: (String, String),
    value: i8,
    note: String,
}

/// Reads the articles and the review in `folder` and makes the map.
///
/// # Errors
/// When a file cannot be read, or a quote does not stand in its article exactly once.
pub fn build(folder: &Path) -> Result<ScenarioMap, String> {
    let text = std::fs::read_to_string(folder.join("review.toml")).map_err(|e| format!("review.toml: {e}"))?;
    let review: Review = toml::from_str(&text).map_err(|e| format!("review.toml: {e}"))?;
    let principal = review.actors.iter().find(|p| p.actor.id == review.principal).ok_or("the principal is no actor")?;
    let mut map = ScenarioMap::new(principal.actor.clone());
    let mut builder = Builder { map: &mut map, files: Vec::new() };
    builder.make(folder, review)?;
    Ok(map)
}

struct Builder<'a> {
    map: &'a mut ScenarioMap,
    files: Vec<(String, ArticleId)>,
}

impl Builder<'_> {
    fn apply(&mut self, edit: Edit) -> Result<(), String> {
        edit.apply(self.map).map(drop).map_err(|e| e.to_string())
    }

    fn make(&mut self, folder: &Path, review: Review) -> Result<(), String> {
        self.apply(Edit::Header(Box::new(Header {
            title: review.title,
            start_month: Some(review.start_month),
            notes: review.notes,
            ..Header::of(self.map)
        })))?;
        for source in review.sources {
            self.apply(Edit::Source(Change::insert(self.map.sources.len(), source)))?;
        }
        for reviewed in review.articles {
            let mut article = articles::read_file(&folder.join(&reviewed.file)).map_err(|e| e.to_string())?;
            article.source = Some(reviewed.source);
            self.files.push((reviewed.file, article.id.clone()));
            self.apply(Edit::Article(Change::insert(self.map.articles.len(), article)))?;
        }
        self.actors(review.actors)?;
        for Quoted { quotes, mut item } in review.provisions {
            item.id = format!("p{}", self.map.provisions.len() + 1).into();
            item.share_basis = item.share.map(|_| ShareBasis::Analyst);
            for quote in &quotes {
                let states = Proposed::Provision {
                    provider: item.provider.clone(),
                    recipient: item.recipient.clone(),
                    function: item.function.clone(),
                    status: item.status,
                    factuality: quote.factuality.unwrap_or(item.factuality()),
                };
                item.evidence.push(self.claim(quote, Some(states))?);
            }
            self.apply(Edit::Provision(Change::insert(self.map.provisions.len(), item)))?;
        }
        for Quoted { quotes, mut item } in review.relations {
            item.id = format!("r{}", self.map.relations.len() + 1).into();
            item.dependency_basis = item.dependency.map(|_| ShareBasis::Analyst);
            for quote in &quotes {
                let states = Proposed::Relation {
                    source: item.source.clone(),
                    target: item.target.clone(),
                    class: item.class,
                    relation_type: item.kind.clone(),
                    factuality: quote.factuality.unwrap_or(item.factuality()),
                };
                item.evidence.push(self.claim(quote, Some(states))?);
            }
            self.apply(Edit::Relation(Change::insert(self.map.relations.len(), item)))?;
        }
        for Quoted { quotes, mut item } in review.incompatible {
            for quote in &quotes {
                item.evidence.push(self.claim(quote, None)?);
            }
            self.apply(Edit::Incompatible(Change::insert(self.map.incompatible.len(), item)))?;
        }
        for Quoted { quotes, mut item } in review.assumptions {
            for quote in &quotes {
                let states = quote.prospect.as_ref().map(|p| Proposed::Prospect {
                    actor: p.actor.clone(),
                    target: p.target.clone(),
                    event: p.event,
                    polarity: p.polarity,
                });
                item.evidence.push(self.claim(quote, states)?);
            }
            self.apply(Edit::Assumption(Change::insert(self.map.assumptions.len(), item)))?;
        }
        for scenario in review.scenarios {
            self.apply(Edit::Scenario(Change::insert(self.map.scenarios.len(), scenario)))?;
        }
        let state = |(descriptor, state): (String, String)| StateRef { descriptor, state };
        let judgements = review
            .judgements
            .into_iter()
            .map(|j| Judgement { from: state(j.from), to: state(j.to), value: j.value, note: j.note })
            .collect();
        let consistency = Consistency { descriptors: review.descriptors, judgements, ..Consistency::default() };
        self.apply(Edit::Consistency(Some(Box::new(consistency))))
    }

    /// Puts the actors in at their places.
    fn actors(&mut self, actors: Vec<Placed>) -> Result<(), String> {
        for Placed { place: (x, y), actor } in actors {
            self.apply(Edit::Place { actor: actor.id.clone(), place: Some(Place { x, y, pinned: false }) })?;
            if actor.id != self.map.principal {
                self.apply(Edit::Actor(Change::insert(self.map.actors.len(), actor)))?;
            }
        }
        Ok(())
    }

    /// Makes a claim of a quote and returns the link to it.
    fn claim(&mut self, quote: &Quote, states: Option<Proposed>) -> Result<Evidence, String> {
        let (_, article) = self
            .files
            .iter()
            .find(|(file, _)| *file == quote.article)
            .ok_or_else(|| format!("{}: not among the articles", quote.article))?;
        let text = self.map.article(article).map(|a| a.text.as_str()).unwrap_or_default();
        let mut found = text.match_indices(&quote.words);
        let (Some((start, _)), None) = (found.next(), found.next()) else {
            return Err(format!("{}: this does not stand there exactly once: {}", quote.article, quote.words));
        };
        let id = format!("c{}", self.map.claims.len() + 1);
        let claim = Claim {
            id: id.as_str().into(),
            article: article.clone(),
            span: Span::new(start, start + quote.words.len()),
            quote: quote.words.clone(),
            arguments: states.as_ref().and_then(|s| self.arguments(s, &quote.words, start)).unwrap_or_default(),
            states,
            trigger: None,
            factuality: quote.factuality,
            date: quote.date.map(|value| ClaimDate { value, how: "stated".to_owned() }),
            speaker: quote.speaker.clone(),
            credibility: quote.credibility,
            inferred: false,
            confidence: None,
            origin: Origin::Analyst,
            extra: Extra::new(),
        };
        self.apply(Edit::Claim(Change::insert(self.map.claims.len(), claim)))?;
        Ok(Evidence { claim: id.as_str().into(), stance: quote.stance })
    }

    /// Where the quote names the actors of its statement; `None` unless it names them all.
    fn arguments(&self, states: &Proposed, quote: &str, offset: usize) -> Option<Vec<Span>> {
        let place = |id: &&ActorId| {
            let actor = self.map.actor(id)?;
            let names = actor.names().filter_map(|n| Some((quote.find(n)?, n.len())));
            names
                .min_by_key(|(at, length)| (*at, usize::MAX - length))
                .map(|(at, n)| Span::new(offset + at, offset + at + n))
        };
        states.actors().iter().map(place).collect()
    }
}
