//! Weights of the judgement: logistic regressions over the candidates of annotated articles.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use backstop::articles::from_text;
use backstop::extract::judging::{Candidates, GiftKey, StatementModel, model::LINK_ROW, stand_out};
use backstop::extract::language::perceptron::WeightTable;
use backstop::extract::{Lexicon, candidates, extract_by};
use backstop::model::Span;
use serde_json::{Value, json};

use crate::random::Random;
use crate::score;

/// Rounds over all samples.
const ROUNDS: usize = 12;
/// How far a weight moves at first (AdaGrad; Duchi, Hazan and Singer 2011).
const RATE: f32 = 0.03;
/// How strongly weights are held near zero.
const HOLD: f32 = 2.0e-3;
/// What is taken for the sum of squares before the first step, so that rare features start slowly.
const START: f32 = 1.0;
/// From this likelihood on the program offers what no rule found.
const OFFERED: f64 = 0.5;

/// An annotated article with what the judge would weigh in it.
pub struct Document {
    text: String,
    gold: Value,
    candidates: Candidates,
    to_gold: Vec<Option<String>>,
    reading: Value,
    links: Vec<Sample<LINK_ROW>>,
    gifts: Vec<Sample<1>>,
}

/// One candidate: what is right, and which answers count. `group` joins places of the same statement.
struct Sample<const HEADS: usize> {
    features: Vec<u32>,
    right: [bool; HEADS],
    counts: [bool; HEADS],
    group: usize,
}

/// Reads `text` and `gold` of a folder.
pub fn read(folder: &Path) -> Result<Vec<Document>> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder.join("gold"))
        .with_context(|| format!("{} has no folder gold", folder.display()))?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|e| e == "json"))
        .collect();
    files.sort();
    files
        .iter()
        .map(|file| {
            let name = file.file_stem().and_then(|s| s.to_str()).unwrap_or_default().to_owned();
            let text = std::fs::read_to_string(folder.join("text").join(format!("{name}.txt")))?;
            let gold: Value = serde_json::from_str(&std::fs::read_to_string(file)?)?;
            Ok(Document::new(text, gold))
        })
        .collect()
}

/// Reads the single sentences of PLOVER, whose annotations are who does what to whom.
pub fn read_plover(file: &Path) -> Result<Vec<Document>> {
    let lines = std::fs::read_to_string(file).with_context(|| file.display().to_string())?;
    lines
        .lines()
        .map(|line| {
            let record: Value = serde_json::from_str(line)?;
            let sentence = text(&record, "sentence").to_owned();
            let mut names: BTreeSet<String> = BTreeSet::new();
            let mut relations = Vec::new();
            for event in record["events"].as_array().into_iter().flatten() {
                let (source, target) = (text(event, "source_text"), text(event, "target_text"));
                if source.is_empty() || target.is_empty() || source == target {
                    continue;
                }
                names.extend([source.to_owned(), target.to_owned()]);
                let class = if event["quadclass"].as_u64().unwrap_or(0) <= 2 { "cooperation" } else { "conflict" };
                relations.push(json!({"source": source, "target": target, "class": class, "quote": sentence}));
            }
            let actors: Vec<Value> = names.iter().map(|n| json!({"id": n, "names": [n], "kind": "state"})).collect();
            Ok(Document::new(sentence, json!({"actors": actors, "relations": relations, "provisions": []})))
        })
        .collect()
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or("")
}

fn ends(gold: &Value, key: &str) -> Vec<String> {
    let mut all = vec![text(gold, key).to_owned()];
    let more = gold.get(format!("{key}_alt")).and_then(Value::as_array);
    all.extend(more.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned));
    all
}

fn optional(gold: &Value) -> bool {
    gold.get("optional").and_then(Value::as_bool).unwrap_or(false)
}

/// The actors of an article in the form that is scored, each named by its place.
fn actors_of(candidates: &Candidates) -> Vec<Value> {
    let named = candidates.actors.iter().enumerate();
    named.map(|(place, names)| json!({"id": place.to_string(), "names": names})).collect()
}

impl Document {
    fn new(text: String, gold: Value) -> Self {
        let article = from_text(text.clone(), None, None);
        let lexicon = Lexicon::embedded();
        let candidates = candidates(&article, lexicon);
        let rules = extract_by(&article, lexicon, &StatementModel::empty());
        let reading = serde_json::to_value(rules).unwrap_or_default();
        let actors = actors_of(&candidates);
        let gold_actors = gold["actors"].as_array().cloned().unwrap_or_default();
        let aligned = score::align(&actors, &gold_actors);
        let to_gold =
            (0..actors.len()).map(|i| aligned.get(&i).map(|j| self::text(&gold_actors[*j], "id").to_owned())).collect();
        let mut document = Self { text, gold, candidates, to_gold, reading, links: Vec::new(), gifts: Vec::new() };
        document.label_links();
        document.label_gifts();
        document
    }

    /// Whether a quote stands in a sentence.
    fn quoted(&self, gold: &Value, sentence: Span) -> bool {
        let quote = text(gold, "quote");
        self.text.match_indices(quote).any(|(at, _)| at < sentence.end && at + quote.len() > sentence.start)
    }

    fn media(&self) -> BTreeSet<String> {
        let actors = self.gold["actors"].as_array();
        let media =
            actors.into_iter().flatten().filter(|a| text(a, "kind") == "media" || a.get("cited_only").is_some());
        media.map(|a| text(a, "id").to_owned()).collect()
    }

    fn label_links(&mut self) {
        let media = self.media();
        let relations = self.gold["relations"].as_array().cloned().unwrap_or_default();
        let mut groups: BTreeMap<(usize, usize, usize), usize> = BTreeMap::new();
        let mut samples = Vec::new();
        for candidate in &self.candidates.links {
            let (a, b) = (&self.to_gold[candidate.first], &self.to_gold[candidate.second]);
            let mut right = [false; LINK_ROW];
            let mut counts = [true, true, true, false, false, false];
            if let (Some(a), Some(b)) = (a, b) {
                if a == b || media.contains(a) || media.contains(b) {
                    counts = [false; LINK_ROW];
                }
                for relation in &relations {
                    let (s, t) = (ends(relation, "source"), ends(relation, "target"));
                    let forward = s.contains(a) && t.contains(b);
                    if !forward && !(s.contains(b) && t.contains(a)) {
                        continue;
                    }
                    let class = match text(relation, "class") {
                        "cooperation" => 0,
                        "conflict" => 1,
                        _ => 2,
                    };
                    let here = self.quoted(relation, candidate.sentence);
                    if here && !optional(relation) {
                        right[class] = true;
                        counts[class] = true;
                        counts[class + 3] = !counts[class + 3] || right[class + 3] == forward;
                        right[class + 3] = forward;
                    } else if !right[class] {
                        counts[class] = false;
                        // What is debatable still shows which way it points.
                        if here {
                            counts[class + 3] = true;
                            right[class + 3] = forward;
                        }
                    }
                }
            }
            let next = groups.len();
            let key = (
                candidate.sentence.start,
                candidate.first.min(candidate.second),
                candidate.first.max(candidate.second),
            );
            let group = *groups.entry(key).or_insert(next);
            samples.push(Sample { features: candidate.features.clone(), right, counts, group });
        }
        self.links = samples;
    }

    fn label_gifts(&mut self) {
        let provisions = self.gold["provisions"].as_array().cloned().unwrap_or_default();
        let mut groups: BTreeMap<(usize, usize, usize, usize), usize> = BTreeMap::new();
        let mut samples = Vec::new();
        for candidate in &self.candidates.gifts {
            let (p, r) = (&self.to_gold[candidate.provider], &self.to_gold[candidate.recipient]);
            let (mut right, mut counts) = ([false], [true]);
            if let (Some(p), Some(r)) = (p, r) {
                for gold in &provisions {
                    let functions = ends(gold, "function");
                    if !functions.iter().any(|f| f == candidate.function.id()) {
                        continue;
                    }
                    let (ps, rs) = (ends(gold, "provider"), ends(gold, "recipient"));
                    let joint = candidate.function.id() == "joint_operations" && ps.contains(r) && rs.contains(p);
                    if !(ps.contains(p) && rs.contains(r) || joint) {
                        continue;
                    }
                    if self.quoted(gold, candidate.sentence) && !optional(gold) {
                        (right, counts) = ([true], [true]);
                    } else if !right[0] {
                        counts = [false];
                    }
                }
            }
            let next = groups.len();
            let key = (candidate.sentence.start, candidate.provider, candidate.recipient, candidate.function as usize);
            let group = *groups.entry(key).or_insert(next);
            samples.push(Sample { features: candidate.features.clone(), right, counts, group });
        }
        self.gifts = samples;
    }

    /// What the rules found, and what a model holds likely besides, in the form that is scored.
    fn read_by(&self, model: &StatementModel, least: f64) -> Value {
        let names = ["cooperation", "conflict", "structure"];
        let mut relations: BTreeMap<(usize, usize, &str), (f64, bool)> = BTreeMap::new();
        for candidate in &self.candidates.links {
            let likely = model.link(&candidate.features);
            for (class, name) in names.into_iter().enumerate() {
                let turned = candidate.first > candidate.second;
                let forward = (likely[class + 3] >= 0.5) != turned;
                let key = (candidate.first.min(candidate.second), candidate.first.max(candidate.second), name);
                let best = relations.entry(key).or_insert((0.0, forward));
                if likely[class] > best.0 {
                    *best = (likely[class], forward);
                }
            }
        }
        let mut provisions: BTreeMap<(usize, usize, &str), f64> = BTreeMap::new();
        let likely: Vec<f64> = self.candidates.gifts.iter().map(|c| model.gift(&c.features)).collect();
        let keys: Vec<GiftKey> = self
            .candidates
            .gifts
            .iter()
            .map(|c| GiftKey {
                sentence: c.sentence.start,
                word: c.word,
                function: c.function,
                provider: c.provider,
                recipient: c.recipient,
            })
            .collect();
        for ((candidate, likely), stands) in self.candidates.gifts.iter().zip(&likely).zip(stand_out(&keys, &likely)) {
            let key = (candidate.provider, candidate.recipient, candidate.function.id());
            if stands {
                let best = provisions.entry(key).or_default();
                *best = best.max(*likely);
            }
        }
        for (a, b, class) in self.ruled("relations", "source", "target", "class") {
            let known = names.into_iter().find(|n| *n == class).unwrap_or("structure");
            relations.insert((a.min(b), a.max(b), known), (1.0, a <= b));
        }
        let relations: Vec<Value> = relations
            .into_iter()
            .filter(|(_, (likely, _))| *likely >= least)
            .map(|((a, b, class), (_, forward))| {
                let (s, t) = if forward { (a, b) } else { (b, a) };
                json!({"source": s.to_string(), "target": t.to_string(), "class": class})
            })
            .collect();
        let given =
            |p: usize, r: usize, f: &str| json!({"provider": p.to_string(), "recipient": r.to_string(), "function": f});
        let ruled = self.ruled("provisions", "provider", "recipient", "function");
        let provisions: Vec<Value> = provisions
            .into_iter()
            .filter(|((p, r, f), likely)| *likely >= least && !ruled.iter().any(|(a, b, c)| a == p && b == r && c == f))
            .map(|((p, r, f), _)| given(p, r, f))
            .chain(ruled.iter().map(|(p, r, f)| given(*p, *r, f)))
            .collect();
        let actors = actors_of(&self.candidates);
        json!({"actors": actors, "relations": relations, "provisions": provisions})
    }

    /// What the rules found, by the places of the actors.
    fn ruled(&self, items: &str, a: &str, b: &str, c: &str) -> Vec<(usize, usize, String)> {
        let place = |id: &str| {
            let actor = self.reading["actors"].as_array()?.iter().find(|actor| text(actor, "id") == id)?;
            let names: Vec<&str> = actor["names"].as_array()?.iter().filter_map(Value::as_str).collect();
            self.candidates.actors.iter().position(|n| n.iter().map(String::as_str).eq(names.iter().copied()))
        };
        let found = self.reading[items].as_array().into_iter().flatten();
        found.filter_map(|x| Some((place(text(x, a))?, place(text(x, b))?, text(x, c).to_owned()))).collect()
    }
}

/// Weights in training.
struct Regression<const HEADS: usize> {
    index: HashMap<u32, u32>,
    weights: Vec<[f32; HEADS]>,
    squares: Vec<[f32; HEADS]>,
}

impl<const HEADS: usize> Regression<HEADS> {
    /// Features that at least two documents show.
    fn new(documents: &[&[Sample<HEADS>]]) -> Self {
        let mut seen: HashMap<u32, (u32, u32)> = HashMap::new();
        for (number, samples) in documents.iter().enumerate() {
            for feature in samples.iter().flat_map(|s| &s.features) {
                let entry = seen.entry(*feature).or_insert((0, u32::MAX));
                if entry.1 != number as u32 {
                    *entry = (entry.0 + 1, number as u32);
                }
            }
        }
        let mut kept: Vec<u32> = seen.into_iter().filter(|(_, (count, _))| *count >= 2).map(|(f, _)| f).collect();
        kept.sort_unstable();
        let index = kept.iter().enumerate().map(|(i, f)| (*f, i as u32)).collect();
        let count = kept.len();
        Self { index, weights: vec![[0.0; HEADS]; count], squares: vec![[START; HEADS]; count] }
    }

    fn places(&self, features: &[u32]) -> Vec<u32> {
        features.iter().filter_map(|f| self.index.get(f).copied()).collect()
    }

    fn likely(&self, places: &[u32]) -> [f32; HEADS] {
        let mut sums = [0.0; HEADS];
        for place in places {
            for (sum, weight) in sums.iter_mut().zip(&self.weights[*place as usize]) {
                *sum += weight;
            }
        }
        sums.map(|s: f32| 1.0 / (1.0 + (-s).exp()))
    }

    fn train(&mut self, documents: &[&[Sample<HEADS>]], seed: u64) {
        let mut samples: Vec<(Vec<u32>, [bool; HEADS], [bool; HEADS])> = Vec::new();
        let mut groups: Vec<Vec<usize>> = Vec::new();
        for document in documents {
            let first = groups.len();
            let count = document.iter().map(|s| s.group + 1).max().unwrap_or(0);
            groups.resize(first + count, Vec::new());
            for sample in *document {
                groups[first + sample.group].push(samples.len());
                samples.push((self.places(&sample.features), sample.right, sample.counts));
            }
        }
        let mut order: Vec<usize> = (0..samples.len()).collect();
        let mut random = Random::new(seed);
        let mut left_out: BTreeSet<(usize, usize)> = BTreeSet::new();
        for round in 0..ROUNDS {
            if round == ROUNDS / 3 {
                // Of several places of the same statement the likeliest makes it; the others say nothing either way.
                for members in groups.iter().filter(|m| m.len() > 1) {
                    for head in 0..HEADS.min(3) {
                        let right: Vec<usize> =
                            members.iter().copied().filter(|m| samples[*m].1[head] && samples[*m].2[head]).collect();
                        let best = right.iter().copied().max_by(|a, b| {
                            self.likely(&samples[*a].0)[head].total_cmp(&self.likely(&samples[*b].0)[head])
                        });
                        left_out.extend(right.into_iter().filter(|m| Some(*m) != best).map(|m| (m, head)));
                    }
                }
            }
            random.shuffle(&mut order);
            for &number in &order {
                let (places, right, counts) = &samples[number];
                let likely = self.likely(places);
                for head in 0..HEADS {
                    if !counts[head] || left_out.contains(&(number, head)) {
                        continue;
                    }
                    let error = f32::from(u8::from(right[head])) - likely[head];
                    if error.abs() < 1.0e-3 {
                        continue;
                    }
                    for place in places {
                        let weight = &mut self.weights[*place as usize][head];
                        let step = error - HOLD * *weight;
                        let square = &mut self.squares[*place as usize][head];
                        *square += step * step;
                        *weight += RATE * step / square.sqrt();
                    }
                }
            }
        }
    }

    fn table(&self) -> WeightTable<HEADS> {
        let most = self.weights.iter().flatten().fold(0.0_f32, |most, w| most.max(w.abs()));
        let scale = (most / 127.0).max(f32::MIN_POSITIVE);
        let mut entries: Vec<(u32, [i8; HEADS])> = self
            .index
            .iter()
            .map(|(feature, place)| {
                (*feature, self.weights[*place as usize].map(|w| (w / scale).round().clamp(-127.0, 127.0) as i8))
            })
            .filter(|(_, row)| row.iter().any(|w| *w != 0))
            .collect();
        entries.sort_unstable_by_key(|e| e.0);
        WeightTable::new(entries.into_iter(), scale)
    }
}

/// Trains on all documents.
pub fn train(documents: &[&Document]) -> StatementModel {
    let links: Vec<&[Sample<LINK_ROW>]> = documents.iter().map(|d| d.links.as_slice()).collect();
    let gifts: Vec<&[Sample<1>]> = documents.iter().map(|d| d.gifts.as_slice()).collect();
    let mut link = Regression::new(&links);
    link.train(&links, 11);
    let mut gift = Regression::new(&gifts);
    gift.train(&gifts, 12);
    StatementModel { links: link.table(), gifts: gift.table() }
}

/// Scores every document by a model that was trained on the others, for a row of thresholds.
pub fn cross_validate(documents: &[Document], besides: &[Document], folds: usize) {
    let mut rules = score::Tally::default();
    for document in documents {
        score::score_document(&document.reading, &document.gold, &mut rules, &document.text);
    }
    println!("by the rules alone\n{rules}");
    reach(documents);
    let models: Vec<StatementModel> = (0..folds)
        .map(|fold| {
            let others: Vec<&Document> = documents
                .iter()
                .enumerate()
                .filter(|(i, _)| i % folds != fold)
                .map(|(_, d)| d)
                .chain(besides)
                .collect();
            train(&others)
        })
        .collect();
    println!("features: {} of links, {} of gifts", models[0].links.len(), models[0].gifts.len());
    for least in [0.2, 0.3, 0.4, OFFERED, 0.6] {
        let mut tally = score::Tally::default();
        for (i, document) in documents.iter().enumerate() {
            let reading = document.read_by(&models[i % folds], least);
            score::score_document(&reading, &document.gold, &mut tally, &document.text);
        }
        println!("--- rules, and the model from {least}");
        println!("relations  {}\nstructure  {}\nprovisions {}", tally.relations, tally.directed, tally.provisions);
    }
}

/// How much of what is annotated is among the candidates at all.
fn reach(documents: &[Document]) {
    let mut links: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let mut gifts = (0, 0);
    for document in documents {
        for relation in document.gold["relations"].as_array().into_iter().flatten().filter(|r| !optional(r)) {
            let class = text(relation, "class").to_owned();
            let (s, t) = (ends(relation, "source"), ends(relation, "target"));
            let hit = document.candidates.links.iter().any(|c| {
                let (Some(a), Some(b)) = (&document.to_gold[c.first], &document.to_gold[c.second]) else {
                    return false;
                };
                (s.contains(a) && t.contains(b) || s.contains(b) && t.contains(a))
                    && document.quoted(relation, c.sentence)
            });
            let entry = links.entry(class).or_default();
            entry.0 += usize::from(hit);
            entry.1 += 1;
        }
        for gold in document.gold["provisions"].as_array().into_iter().flatten().filter(|r| !optional(r)) {
            let (ps, rs, fs) = (ends(gold, "provider"), ends(gold, "recipient"), ends(gold, "function"));
            let hit = document.candidates.gifts.iter().any(|c| {
                let (Some(p), Some(r)) = (&document.to_gold[c.provider], &document.to_gold[c.recipient]) else {
                    return false;
                };
                ps.contains(p)
                    && rs.contains(r)
                    && fs.iter().any(|f| f == c.function.id())
                    && document.quoted(gold, c.sentence)
            });
            gifts.0 += usize::from(hit);
            gifts.1 += 1;
        }
    }
    println!("within reach: relations {links:?}, provisions {gifts:?}");
}
