//! `backstop new`: a first map from articles.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use clap::Args;
use rayon::prelude::*;

use super::extract::read_articles;
use super::failure::Failure;
use super::maps::about;
use super::output::Output;
use super::table::counted;
use crate::articles;
use crate::extract::{Extraction, Lexicon, extract, import_article};
use crate::model::unknown_name;
use crate::model::{
    Actor, ActorId, ActorKind, Article, Edit, Header, Lever, ProposalId, Proposed, ScenarioMap, Span, YearMonth,
    actions, slug,
};
use crate::store::{self, DataFolder};

/// A first map from articles, for review
///
/// What the articles state becomes proposals with their claims. Nothing proposed counts until it is accepted, here with
/// --accept or later in the window. Provisions get the default share until an analyst sets one: an article never states a
/// share. Each provider gets an assumption that it withdraws, with what the articles say for and against it.
#[derive(Args)]
pub(super) struct New {
    /// Where to write the map
    #[arg(short, long, value_name = "MAP")]
    output: PathBuf,
    /// The articles; - reads one from standard input
    #[arg(value_name = "FILE", required_unless_present = "from_extracted")]
    files: Vec<PathBuf>,
    /// The actor whose security needs are studied; without it the recipient of most provisions
    #[arg(long, value_name = "NAME")]
    principal: Option<String>,
    /// What to accept at once: all, none, or every proposal of at least this confidence, 0 to 1
    #[arg(long, default_value = "none", value_name = "all|none|CONFIDENCE", allow_negative_numbers = true)]
    accept: Accept,
    /// Readings as `extract --format jsonl --with-text` prints them, which may have been corrected
    #[arg(long, value_name = "FILE.jsonl")]
    from_extracted: Option<PathBuf>,
    /// Replace MAP where it exists; what stood there is kept as a previous version
    #[arg(long)]
    force: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Accept {
    All,
    None,
    AtLeast(f64),
}

impl FromStr for Accept {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "all" => Ok(Self::All),
            "none" => Ok(Self::None),
            number => number
                .parse()
                .map(Self::AtLeast)
                .map_err(|_| format!("\"{text}\" is neither \"all\" nor \"none\" nor a number")),
        }
    }
}

impl New {
    pub fn run(self, output: &mut Output) -> Result<(), Failure> {
        let path = self.output.as_path();
        if let Accept::AtLeast(confidence) = self.accept {
            if !(0.0..=1.0).contains(&confidence) {
                let what = format!("--accept {confidence} is out of range; a confidence is 0 to 1");
                return Err(about(path, what));
            }
        }
        if !self.force && fs::symlink_metadata(path).is_ok() {
            return Err(about(path, "it exists already; choose another name, or replace it with --force"));
        }
        let (readings, bad) = self.readings()?;
        if readings.is_empty() {
            return Err(Failure::Said);
        }
        let mut draft = Draft::of(&readings, path)?;
        draft.choose_principal(self.principal.as_deref())?;
        draft.accept(self.accept)?;
        let data = DataFolder::standard();
        let saved = store::save(&draft.map, path, None, data.as_ref()).map_err(Failure::input)?;
        if let Some(notice) = saved.notice {
            eprintln!("{}: {notice}", path.display());
        }
        output.text(&draft.summary())?;
        if bad > 0 { Err(Failure::Said) } else { Ok(()) }
    }

    /// The articles with what they state, and how many could not be read. A text that comes twice is taken once.
    fn readings(&self) -> Result<(Vec<(Article, Extraction)>, usize), Failure> {
        let (read, mut bad) = read_articles(&self.files);
        let lexicon = Lexicon::embedded();
        let extractions: Vec<Extraction> = read.par_iter().map(|article| extract(article, lexicon)).collect();
        let mut readings: Vec<(Article, Extraction)> = read.into_iter().zip(extractions).collect();
        if let Some(file) = &self.from_extracted {
            bad += read_extracted(file, &mut readings)?;
        }
        let mut seen = HashSet::new();
        readings.retain(|(article, _)| {
            let new = seen.insert(article.id.clone());
            if !new {
                let name = article.file_name.as_deref().unwrap_or(&article.title);
                eprintln!("{name}: the same text was given already; it is taken once");
            }
            new
        });
        Ok((readings, bad))
    }
}

/// Readings from a file of lines. A line that cannot be used is said and counted.
fn read_extracted(file: &Path, readings: &mut Vec<(Article, Extraction)>) -> Result<usize, Failure> {
    let bytes = fs::read(file).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => about(file, "there is no such file; check the name"),
        std::io::ErrorKind::IsADirectory => about(file, "this is a folder; name a file of readings in it"),
        _ => about(file, format!("it could not be read ({error}); check that you may open it")),
    })?;
    let mut bad = 0;
    for (place, line) in bytes.split(|byte| *byte == b'\n').enumerate() {
        if line.trim_ascii().is_empty() {
            continue;
        }
        match reading_of(line) {
            Ok(reading) => readings.push(reading),
            Err(message) => {
                eprintln!("{}: line {}: {message}", file.display(), place + 1);
                bad += 1;
            }
        }
    }
    if readings.is_empty() && bad == 0 {
        return Err(about(file, "it holds no reading; make one with `backstop extract --format jsonl --with-text`"));
    }
    Ok(bad)
}

fn reading_of(line: &[u8]) -> Result<(Article, Extraction), String> {
    let value: serde_json::Value = serde_json::from_slice(line).map_err(|error| format!("not JSON: {error}"))?;
    if let Some(error) = value.get("error").and_then(serde_json::Value::as_str) {
        return Err(format!("this article could not be read ({error})"));
    }
    let mut extraction: Extraction =
        serde_path_to_error::deserialize(&value).map_err(|error| format!("{}: {}", error.path(), error.inner()))?;
    let Some(text) = extraction.article.text.take() else {
        return Err("it holds no text; extract with --with-text".into());
    };
    let quotes = (extraction.relations.iter().map(|r| (r.span, &r.quote)))
        .chain(extraction.provisions.iter().map(|p| (p.span, &p.quote)))
        .chain(extraction.prospects.iter().map(|p| (p.span, &p.quote)));
    for (Span { start, end }, quote) in quotes {
        if text.get(start..end) != Some(quote.as_str()) {
            return Err(format!("the quote \"{quote}\" is not the text of bytes {start} to {end}"));
        }
    }
    let confidences = (extraction.actors.iter().map(|a| a.confidence))
        .chain(extraction.relations.iter().map(|r| r.confidence))
        .chain(extraction.provisions.iter().map(|p| p.confidence))
        .chain(extraction.prospects.iter().map(|p| p.confidence));
    for confidence in confidences {
        if !(0.0..=1.0).contains(&confidence) {
            return Err(format!("confidence {confidence} is out of range; it must be 0 to 1"));
        }
    }
    let title = Some(extraction.article.title.as_str()).filter(|title| !title.is_empty());
    let article = articles::from_text(text, title, extraction.article.date);
    Ok((article, extraction))
}

/// A map in the making. Everything that happens to it is an `Edit`.
struct Draft<'a> {
    map: ScenarioMap,
    path: &'a Path,
    /// How often each actor is named over all articles.
    mentions: BTreeMap<ActorId, usize>,
}

impl<'a> Draft<'a> {
    fn of(readings: &[(Article, Extraction)], path: &'a Path) -> Result<Self, Failure> {
        let mut map = ScenarioMap::new(Actor::new("", "", ActorKind::Other));
        // Nobody is in the map before somebody is accepted; the principal is chosen from what was found.
        map.actors.clear();
        let mut draft = Self { map, path, mentions: BTreeMap::new() };
        for (article, extraction) in readings {
            draft.apply(import_article(&draft.map, article, extraction))?;
        }
        for actor in readings.iter().flat_map(|(_, extraction)| &extraction.actors) {
            if let Some(id) = draft.proposed(actor.names.first().map_or(actor.id.as_str(), String::as_str)) {
                *draft.mentions.entry(id).or_default() += actor.mentions.len();
            }
        }
        let latest = readings.iter().filter_map(|(article, _)| article.date?.year_month()).max();
        draft.set_header(|header| header.start_month = latest)?;
        Ok(draft)
    }

    fn apply(&mut self, edit: Edit) -> Result<(), Failure> {
        edit.apply(&mut self.map).map(drop).map_err(|error| about(self.path, error))
    }

    fn act(&mut self, edit: Result<Edit, actions::ActionError>) -> Result<(), Failure> {
        let edit = edit.map_err(|error| about(self.path, error))?;
        self.apply(edit)
    }

    fn set_header(&mut self, change: impl FnOnce(&mut Header)) -> Result<(), Failure> {
        let mut header = Header::of(&self.map);
        change(&mut header);
        self.apply(Edit::Header(Box::new(header)))
    }

    /// The proposed actor with this id, name or alias.
    fn proposed(&self, asked: &str) -> Option<ActorId> {
        let wanted = slug(asked, asked);
        let has_name = |proposed: &Proposed| match proposed {
            Proposed::Actor { actor, name, aliases, .. } => {
                let mut names = std::iter::once(name).chain(aliases);
                let fits = names.any(|name| name == asked || slug(name, name) == wanted);
                (fits || *actor == *asked).then(|| actor.clone())
            }
            _ => None,
        };
        self.map.proposals.iter().find_map(|proposal| has_name(&proposal.content))
    }

    /// Makes the actor asked for the principal, or the one that receives most; of several alike the one named most often,
    /// then the first by id.
    fn choose_principal(&mut self, asked: Option<&str>) -> Result<(), Failure> {
        let id = match asked {
            Some(name) => match self.proposed(name) {
                Some(id) => id,
                None if self.mentions.is_empty() => return self.invent_principal(name),
                None => {
                    let names = self.map.proposals.iter().filter_map(|proposal| match &proposal.content {
                        Proposed::Actor { name, .. } => Some(name.as_str()),
                        _ => None,
                    });
                    return Err(about(self.path, unknown_name("actor", name, names)));
                }
            },
            None => self.recipient_of_most()?,
        };
        let proposal = self
            .map
            .proposals
            .iter()
            .find(|proposal| matches!(&proposal.content, Proposed::Actor { actor, .. } if *actor == id));
        let proposal: Vec<ProposalId> = proposal.map(|proposal| proposal.id.clone()).into_iter().collect();
        self.act(actions::accept_proposals(&self.map, &proposal, None))?;
        self.name_principal(&id)
    }

    fn recipient_of_most(&self) -> Result<ActorId, Failure> {
        let mut received: BTreeMap<&ActorId, usize> = self.mentions.keys().map(|id| (id, 0)).collect();
        for proposal in &self.map.proposals {
            if let Proposed::Provision { recipient, .. } = &proposal.content {
                *received.entry(recipient).or_default() += 1;
            }
        }
        let named = |id: &ActorId| self.mentions.get(id).copied().unwrap_or_default();
        // Of equals the last wins, so the ids come in reverse.
        let Some((id, count)) = received.into_iter().rev().max_by_key(|(id, count)| (*count, named(id))) else {
            return Err(about(self.path, "no actor was found in the articles; name one with --principal NAME"));
        };
        eprintln!(
            "{}: the principal is {}, recipient of {}; choose another with --principal NAME",
            self.path.display(),
            self.map.actor_name(id),
            counted(count, "provision")
        );
        Ok(id.clone())
    }

    fn invent_principal(&mut self, name: &str) -> Result<(), Failure> {
        if name.trim().is_empty() {
            return Err(about(self.path, "the principal's name is empty; name one with --principal NAME"));
        }
        eprintln!("{}: no article names an actor; {name} is taken for a state", self.path.display());
        let (id, edit) = actions::add_actor(&self.map, name, ActorKind::State, None);
        self.apply(edit)?;
        self.name_principal(&id)
    }

    fn name_principal(&mut self, id: &ActorId) -> Result<(), Failure> {
        let title = self.map.actor_name(id).to_owned();
        self.set_header(|header| {
            header.principal = id.clone();
            header.title = title;
        })
    }

    fn accept(&mut self, accept: Accept) -> Result<(), Failure> {
        let least = match accept {
            Accept::None => return Ok(()),
            Accept::All => 0.0,
            Accept::AtLeast(confidence) => confidence,
        };
        let wanted = |map: &ScenarioMap, prospects: bool| -> Vec<ProposalId> {
            let fits = |content: &Proposed| matches!(content, Proposed::Prospect { .. }) == prospects;
            let proposals = map.proposals.iter().filter(|p| p.confidence >= least && fits(&p.content));
            proposals.filter(|p| actions::is_open(map, p)).map(|p| p.id.clone()).collect()
        };
        let items = wanted(&self.map, false);
        self.act(actions::accept_proposals(&self.map, &items, None))?;
        self.add_withdrawals()?;
        // Prospects come last: what they speak for or against is there by now.
        let prospects = wanted(&self.map, true);
        self.act(actions::accept_proposals(&self.map, &prospects, None))
    }

    /// One assumption for each provider: that it withdraws.
    fn add_withdrawals(&mut self) -> Result<(), Failure> {
        let providers: Vec<ActorId> = self.map.provisions.iter().map(|provision| provision.provider.clone()).collect();
        for provider in providers {
            let lever = Lever::withdrawal(provider.clone());
            if self.map.assumptions.iter().all(|assumption| assumption.lever != lever) {
                let name = format!("{} withdraws", self.map.actor_name(&provider));
                let (_, edit) = actions::add_assumption(&self.map, &name, lever);
                self.apply(edit)?;
            }
        }
        Ok(())
    }

    fn summary(&self) -> String {
        let map = &self.map;
        let open = map.proposals.iter().filter(|proposal| actions::is_open(map, proposal)).count();
        let month = map.start_month.map(YearMonth::words).map(|month| format!(", month 0 is {month}"));
        format!(
            "{}: {}, principal {}{}\naccepted: {}, {}, {}, {}; {} to review\n",
            self.path.display(),
            counted(map.articles.len(), "article"),
            map.actor_name(&map.principal),
            month.unwrap_or_default(),
            counted(map.actors.len(), "actor"),
            counted(map.relations.len(), "relation"),
            counted(map.provisions.len(), "provision"),
            counted(map.assumptions.len(), "assumption"),
            counted(open, "proposal"),
        )
    }
}
