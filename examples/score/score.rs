//! The measures themselves, over JSON, so that a reading from anywhere can be scored.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde_json::Value;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// True and false positives and negatives.
#[derive(Clone, Debug, Default)]
pub struct Counts {
    pub tp: usize,
    pub fp: usize,
    pub fne: usize,
}

impl Counts {
    fn add(&mut self, tp: usize, fp: usize, fne: usize) {
        self.tp += tp;
        self.fp += fp;
        self.fne += fne;
    }

    /// Harmonic mean of precision and recall.
    pub fn f1(&self) -> f64 {
        let (p, r) = (ratio(self.tp, self.tp + self.fp), ratio(self.tp, self.tp + self.fne));
        if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 }
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (p, r) = (ratio(self.tp, self.tp + self.fp), ratio(self.tp, self.tp + self.fne));
        write!(f, "P {p:.3}  R {r:.3}  F1 {:.3}   (tp {} fp {} fn {})", self.f1(), self.tp, self.fp, self.fne)
    }
}

fn ratio(a: usize, b: usize) -> f64 {
    if b == 0 { 0.0 } else { a as f64 / b as f64 }
}

/// Everything counted over a set of documents.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    pub actors: Counts,
    pub relation_pairs: Counts,
    pub relations: Counts,
    pub directed: Counts,
    pub provisions: Counts,
    pub provision_pairs: Counts,
    pub kinds: (usize, usize),
    pub kinds_strict: usize,
    pub status: (usize, usize),
    pub quotes: (usize, usize),
    pub classes: BTreeMap<String, (usize, usize)>,
    pub functions: BTreeMap<String, (usize, usize)>,
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let share = |(a, b): (usize, usize)| {
            if b == 0 { "n/a (0)".to_owned() } else { format!("{:.3} ({a}/{b})", a as f64 / b as f64) }
        };
        let recall = |m: &BTreeMap<String, (usize, usize)>| {
            m.iter().map(|(k, (a, b))| format!("{k} {a}/{b}")).collect::<Vec<_>>().join(", ")
        };
        writeln!(f, "actors (non-media)           {}", self.actors)?;
        writeln!(
            f,
            "actor kind accuracy          strict {}  lenient {}",
            share((self.kinds_strict, self.kinds.1)),
            share(self.kinds)
        )?;
        writeln!(f, "relations, undirected pair   {}", self.relation_pairs)?;
        writeln!(f, "relations, pair + class      {}", self.relations)?;
        writeln!(f, "structure, with direction    {}", self.directed)?;
        writeln!(f, "provisions, with function    {}", self.provisions)?;
        writeln!(f, "provisions, ignoring funct.  {}", self.provision_pairs)?;
        writeln!(f, "provision status accuracy    {}", share(self.status))?;
        writeln!(f, "quotes verbatim and in place {}", share(self.quotes))?;
        writeln!(f, "relation recall by class     {}", recall(&self.classes))?;
        write!(f, "provision recall by function {}", recall(&self.functions))
    }
}

fn norm(text: &str) -> String {
    let folded: String = text
        .nfkd()
        .filter(|c| {
            !is_combining_mark(*c) && !matches!(c, '\'' | '\u{2019}' | '\u{2018}' | '\u{02bb}' | '\u{02bc}' | '`' | '.')
        })
        .flat_map(char::to_lowercase)
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    let mut words: Vec<&str> = folded.split_whitespace().collect();
    if words.len() > 1 && words[0] == "the" {
        words.remove(0);
    }
    words.join(" ")
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or("")
}

/// Whether a mark is set.
pub fn flag(value: &Value, key: &str) -> bool {
    value.get(key).and_then(Value::as_bool).unwrap_or(false)
}

fn names(actor: &Value) -> BTreeSet<String> {
    list(actor, "names").iter().filter_map(Value::as_str).map(norm).filter(|n| !n.is_empty()).collect()
}

/// Reading's actor to gold actor, one to one, best overlap first, required gold before optional.
pub fn align(read: &[Value], gold: &[Value]) -> BTreeMap<usize, usize> {
    let (read_names, gold_names): (Vec<_>, Vec<_>) =
        (read.iter().map(names).collect(), gold.iter().map(names).collect());
    let mut candidates = Vec::new();
    for (i, p) in read_names.iter().enumerate() {
        for (j, g) in gold_names.iter().enumerate() {
            let shared = p.intersection(g).count();
            if shared > 0 {
                let jaccard = shared as f64 / p.union(g).count() as f64;
                candidates.push((std::cmp::Reverse(shared), flag(&gold[j], "optional"), -jaccard, i, j));
            }
        }
    }
    candidates.sort_by(|a, b| {
        a.0.cmp(&b.0).then(a.1.cmp(&b.1)).then(a.2.total_cmp(&b.2)).then(a.3.cmp(&b.3)).then(a.4.cmp(&b.4))
    });
    let (mut used, mut map) = (BTreeSet::new(), BTreeMap::new());
    for (_, _, _, i, j) in candidates {
        if !map.contains_key(&i) && used.insert(j) {
            map.insert(i, j);
        }
    }
    map
}

/// A prediction: two ends and, where it is compared, class or function.
type Item = (String, String, Option<String>);

/// What an end of an annotated item may be: the one named and its alternatives.
pub fn side(gold: &Value, key: &str) -> Vec<String> {
    let mut all = vec![text(gold, key).to_owned()];
    all.extend(list(gold, &format!("{key}_alt")).iter().filter_map(Value::as_str).map(str::to_owned));
    all
}

fn relation_fits(p: &Item, g: &Value) -> u8 {
    if p.2.as_deref().is_some_and(|c| c != text(g, "class")) {
        return 0;
    }
    let (s, t) = (text(g, "source"), text(g, "target"));
    if (p.0 == s && p.1 == t) || (p.1 == s && p.0 == t) {
        return 1;
    }
    let (s, t) = (side(g, "source"), side(g, "target"));
    if (s.contains(&p.0) && t.contains(&p.1)) || (s.contains(&p.1) && t.contains(&p.0)) { 2 } else { 0 }
}

fn directed_fits(p: &Item, g: &Value) -> u8 {
    if p.0 == text(g, "source") && p.1 == text(g, "target") {
        return 1;
    }
    if side(g, "source").contains(&p.0) && side(g, "target").contains(&p.1) { 2 } else { 0 }
}

fn provision_fits(p: &Item, g: &Value) -> u8 {
    let functions = side(g, "function");
    if p.2.as_ref().is_some_and(|f| !functions.contains(f)) {
        return 0;
    }
    let (providers, recipients) = (side(g, "provider"), side(g, "recipient"));
    let joint = match &p.2 {
        Some(f) => f == "joint_operations",
        None => functions.first().is_some_and(|f| f == "joint_operations"),
    };
    let hit = providers.contains(&p.0) && recipients.contains(&p.1)
        || joint && recipients.contains(&p.0) && providers.contains(&p.1);
    if !hit {
        return 0;
    }
    let exact = p.0 == text(g, "provider")
        && p.1 == text(g, "recipient")
        && p.2.as_deref().is_none_or(|f| f == text(g, "function"));
    if exact { 1 } else { 2 }
}

/// Largest matching of predictions to gold, exact fits tried first.
fn matching(items: &[Item], golds: &[Value], fits: &dyn Fn(&Item, &Value) -> u8) -> BTreeMap<usize, usize> {
    let edges: Vec<Vec<usize>> = items
        .iter()
        .map(|p| {
            let mut e: Vec<(u8, usize)> =
                golds.iter().enumerate().map(|(j, g)| (fits(p, g), j)).filter(|(q, _)| *q > 0).collect();
            e.sort_unstable();
            e.into_iter().map(|(_, j)| j).collect()
        })
        .collect();
    fn place(i: usize, edges: &[Vec<usize>], seen: &mut BTreeSet<usize>, taken: &mut BTreeMap<usize, usize>) -> bool {
        for &j in &edges[i] {
            if !seen.insert(j) {
                continue;
            }
            let free = match taken.get(&j).copied() {
                None => true,
                Some(other) => place(other, edges, seen, taken),
            };
            if free {
                taken.insert(j, i);
                return true;
            }
        }
        false
    }
    let mut order: Vec<usize> = (0..items.len()).collect();
    order.sort_by_key(|i| edges[*i].iter().map(|j| fits(&items[*i], &golds[*j])).min().unwrap_or(9));
    let mut taken = BTreeMap::new();
    for i in order {
        place(i, &edges, &mut BTreeSet::new(), &mut taken);
    }
    taken.into_iter().map(|(j, i)| (i, j)).collect()
}

/// Merges gold items that are one at this granularity; their alternatives are united.
fn merged(golds: &[&Value], key: &dyn Fn(&Value) -> String) -> Vec<Value> {
    let mut order: Vec<String> = Vec::new();
    let mut by_key: BTreeMap<String, Value> = BTreeMap::new();
    for gold in golds {
        let k = key(gold);
        match by_key.get_mut(&k) {
            None => {
                order.push(k.clone());
                by_key.insert(k, (*gold).clone());
            }
            Some(known) => {
                for end in ["source", "target", "provider", "recipient"] {
                    let field = format!("{end}_alt");
                    let mut all: Vec<Value> = list(known, &field).to_vec();
                    all.extend(list(gold, &field).iter().filter(|x| x.as_str() != Some(text(known, end))).cloned());
                    if gold.get(end).is_some() {
                        known[field.as_str()] = Value::Array(all);
                    }
                }
            }
        }
    }
    order.iter().filter_map(|k| by_key.remove(k)).collect()
}

struct Outcome {
    pairs: BTreeMap<usize, usize>,
    required: Vec<Value>,
}

#[allow(clippy::too_many_arguments)]
fn tally(
    counts: &mut Counts,
    items: &[Item],
    unknown: &BTreeSet<String>,
    golds: &[&Value],
    fits: &dyn Fn(&Item, &Value) -> u8,
    key: &dyn Fn(&Value) -> String,
    log: &mut Vec<String>,
    tag: &str,
) -> Outcome {
    let needed: Vec<&Value> = golds.iter().copied().filter(|g| !flag(g, "optional")).collect();
    let required = merged(&needed, key);
    let pairs = matching(items, &required, fits);
    let mut fp = 0;
    for (i, item) in items.iter().enumerate() {
        if pairs.contains_key(&i) || golds.iter().any(|g| fits(item, g) > 0) {
            continue;
        }
        fp += 1;
        log.push(format!("{tag} FP {item:?}"));
    }
    let found: BTreeSet<usize> = pairs.values().copied().collect();
    for (j, g) in required.iter().enumerate() {
        if !found.contains(&j) {
            let ends = format!(
                "{}{} -> {}{} {}{}",
                text(g, "source"),
                text(g, "provider"),
                text(g, "target"),
                text(g, "recipient"),
                text(g, "class"),
                text(g, "function")
            );
            log.push(format!("{tag} FN {ends} «{}»", text(g, "quote")));
        }
    }
    for u in unknown {
        log.push(format!("{tag} FP {u} (actor not in gold)"));
    }
    counts.add(pairs.len(), fp + unknown.len(), required.len() - pairs.len());
    Outcome { pairs, required }
}

/// Scores one reading and says what was wrong.
pub fn score_document(read: &Value, gold: &Value, total: &mut Tally, article: &str) -> Vec<String> {
    let mut log = Vec::new();
    let (read_actors, gold_actors) = (list(read, "actors"), list(gold, "actors"));
    let aligned = align(read_actors, gold_actors);
    let to_gold: BTreeMap<&str, &str> =
        aligned.iter().map(|(i, j)| (text(&read_actors[*i], "id"), text(&gold_actors[*j], "id"))).collect();
    let media: BTreeSet<&str> = gold_actors
        .iter()
        .filter(|a| flag(a, "cited_only") || text(a, "kind") == "media")
        .map(|a| text(a, "id"))
        .collect();
    score_actors(read_actors, gold_actors, &aligned, &media, total, &mut log);

    let mapped = |items: &'static str, a: &str, b: &str, c: &str, undirected: bool, only: Option<&str>| {
        let mut known: Vec<(Item, Value)> = Vec::new();
        let mut unknown = BTreeSet::new();
        for r in list(read, items).iter().filter(|r| only.is_none_or(|class| text(r, "class") == class)) {
            let (x, y) = (text(r, a), text(r, b));
            let class = text(r, c).to_owned();
            match (to_gold.get(x), to_gold.get(y)) {
                (Some(gx), Some(gy)) => {
                    if media.contains(gx) || media.contains(gy) || gx == gy && x == y {
                        continue;
                    }
                    let (mut s, mut t) = ((*gx).to_owned(), (*gy).to_owned());
                    if undirected && s > t {
                        std::mem::swap(&mut s, &mut t);
                    }
                    let item = (s, t, Some(class));
                    if !known.iter().any(|(k, _)| *k == item) {
                        known.push((item, r.clone()));
                    }
                }
                _ => {
                    let (mut s, mut t) = (x.to_owned(), y.to_owned());
                    if undirected && s > t {
                        std::mem::swap(&mut s, &mut t);
                    }
                    unknown.insert(format!("{s} {t} {class}"));
                }
            }
        }
        (known, unknown)
    };
    let pairs_only = |known: &[(Item, Value)]| -> Vec<Item> {
        let set: BTreeSet<(String, String)> = known.iter().map(|((a, b, _), _)| (a.clone(), b.clone())).collect();
        set.into_iter().map(|(a, b)| (a, b, None)).collect()
    };
    let unknown_pairs = |unknown: &BTreeSet<String>| -> BTreeSet<String> {
        unknown.iter().map(|u| u.rsplit_once(' ').map_or(u.clone(), |(pair, _)| pair.to_owned())).collect()
    };
    let undirected = |g: &Value| {
        let mut ends = [text(g, "source"), text(g, "target")];
        ends.sort_unstable();
        ends.join(" ")
    };

    let relations: Vec<&Value> = list(gold, "relations")
        .iter()
        .filter(|r| !media.contains(text(r, "source")) && !media.contains(text(r, "target")))
        .collect();
    let (known, unknown) = mapped("relations", "source", "target", "class", true, None);
    let items: Vec<Item> = known.iter().map(|(i, _)| i.clone()).collect();
    let outcome = tally(
        &mut total.relations,
        &items,
        &unknown,
        &relations,
        &relation_fits,
        &|g| format!("{} {}", undirected(g), text(g, "class")),
        &mut log,
        "rel",
    );
    let found: BTreeSet<usize> = outcome.pairs.values().copied().collect();
    for (j, g) in outcome.required.iter().enumerate() {
        let entry = total.classes.entry(text(g, "class").to_owned()).or_default();
        entry.0 += usize::from(found.contains(&j));
        entry.1 += 1;
    }
    for (i, j) in &outcome.pairs {
        score_quote(&known[*i].1, text(&outcome.required[*j], "quote"), article, total, &mut log);
    }
    tally(
        &mut total.relation_pairs,
        &pairs_only(&known),
        &unknown_pairs(&unknown),
        &relations,
        &relation_fits,
        &undirected,
        &mut Vec::new(),
        "pair",
    );

    let (directed, unknown) = mapped("relations", "source", "target", "class", false, Some("structure"));
    let structure: Vec<&Value> = relations.iter().copied().filter(|r| text(r, "class") == "structure").collect();
    let items: Vec<Item> = directed.iter().map(|(i, _)| i.clone()).collect();
    tally(
        &mut total.directed,
        &items,
        &unknown,
        &structure,
        &directed_fits,
        &|g| format!("{} {}", text(g, "source"), text(g, "target")),
        &mut Vec::new(),
        "dir",
    );

    let provisions: Vec<&Value> = list(gold, "provisions").iter().collect();
    let (known, unknown) = mapped("provisions", "provider", "recipient", "function", false, None);
    let items: Vec<Item> = known.iter().map(|(i, _)| i.clone()).collect();
    let outcome = tally(
        &mut total.provisions,
        &items,
        &unknown,
        &provisions,
        &provision_fits,
        &|g| format!("{} {} {}", text(g, "provider"), text(g, "recipient"), text(g, "function")),
        &mut log,
        "prov",
    );
    for (i, j) in &outcome.pairs {
        let right = text(&known[*i].1, "status") == text(&outcome.required[*j], "status");
        total.status.0 += usize::from(right);
        total.status.1 += 1;
        if !right {
            log.push(format!(
                "status {:?}: {} for {} «{}»",
                items[*i],
                text(&known[*i].1, "status"),
                text(&outcome.required[*j], "status"),
                text(&outcome.required[*j], "quote")
            ));
        }
        score_quote(&known[*i].1, text(&outcome.required[*j], "quote"), article, total, &mut log);
    }
    let found: BTreeSet<usize> = outcome.pairs.values().copied().collect();
    for (j, g) in outcome.required.iter().enumerate() {
        let entry = total.functions.entry(text(g, "function").to_owned()).or_default();
        entry.0 += usize::from(found.contains(&j));
        entry.1 += 1;
    }
    tally(
        &mut total.provision_pairs,
        &pairs_only(&known),
        &unknown_pairs(&unknown),
        &provisions,
        &provision_fits,
        &|g| format!("{} {}", text(g, "provider"), text(g, "recipient")),
        &mut Vec::new(),
        "pp",
    );
    log
}

fn score_actors(
    read: &[Value],
    gold: &[Value],
    aligned: &BTreeMap<usize, usize>,
    media: &BTreeSet<&str>,
    total: &mut Tally,
    log: &mut Vec<String>,
) {
    let (mut tp, mut fp) = (0, 0);
    for (i, actor) in read.iter().enumerate() {
        let Some(g) = aligned.get(&i).map(|j| &gold[*j]) else {
            if text(actor, "kind") != "media" {
                fp += 1;
                log.push(format!("actor FP {:?} {}", names(actor), text(actor, "kind")));
            }
            continue;
        };
        if media.contains(text(g, "id")) || flag(g, "optional") {
            continue;
        }
        tp += 1;
        let kind = text(actor, "kind");
        let lenient = side(g, "kind").iter().any(|k| k == kind);
        total.kinds.1 += 1;
        total.kinds_strict += usize::from(kind == text(g, "kind"));
        total.kinds.0 += usize::from(lenient);
        if !lenient {
            log.push(format!("kind {}: {kind} for {}", text(g, "id"), text(g, "kind")));
        }
    }
    let got: BTreeSet<usize> = aligned.values().copied().collect();
    let mut missing = 0;
    for (j, g) in gold.iter().enumerate() {
        if media.contains(text(g, "id")) || flag(g, "optional") || got.contains(&j) {
            continue;
        }
        missing += 1;
        log.push(format!("actor FN {} {:?}", text(g, "id"), names(g)));
    }
    total.actors.add(tp, fp, missing);
}

/// The prediction's own quote is verbatim, its span equals it, and it lies in the sentence of the gold quote.
fn score_quote(item: &Value, wanted: &str, article: &str, total: &mut Tally, log: &mut Vec<String>) {
    total.quotes.1 += 1;
    let quote = text(item, "quote");
    let bound = |i: usize| item.get("span").and_then(|s| s.get(i)).and_then(Value::as_u64).map_or(0, |n| n as usize);
    let (start, end) = (bound(0), bound(1));
    if quote.is_empty() || article.get(start..end) != Some(quote) {
        log.push(format!("quote not verbatim or span wrong: {quote:?}"));
        return;
    }
    if let Some(at) = article.find(wanted) {
        let stops = [". ", ".\n", "? ", "! ", "\n"];
        let low = stops.iter().filter_map(|s| article[..at].rfind(s)).max().map_or(0, |i| i + 1);
        let high = at + wanted.len();
        let high = stops
            .iter()
            .filter_map(|s| article[high..].find(s).map(|i| high + i))
            .min()
            .map_or(article.len(), |i| i + 1);
        if !(start < high && end > low) {
            log.push(format!("quote elsewhere than «{}»: {quote:?}", wanted.chars().take(60).collect::<String>()));
            return;
        }
    }
    total.quotes.0 += 1;
}
