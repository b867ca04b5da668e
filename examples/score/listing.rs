//! What of the annotated provisions is missing and what is false, each with the reason.

use std::collections::BTreeMap;

use backstop::extract::judging::{Candidates, StatementModel};
use serde_json::Value;

use crate::score::{self, align};

/// How often each reason was met.
pub type Reasons = BTreeMap<&'static str, usize>;

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or("")
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// One reading of an article beside its annotation.
pub struct Beside<'a> {
    /// The reading.
    pub reading: &'a Value,
    /// The annotation.
    pub gold: &'a Value,
    /// What the judge weighs.
    pub candidates: &'a Candidates,
    /// The article.
    pub article: &'a str,
}

impl Beside<'_> {
    /// Every missing and every false provision, a line each. Reasons are counted.
    pub fn provisions(&self, reasons: &mut Reasons) -> Vec<String> {
        let (read_actors, gold_actors) = (list(self.reading, "actors"), list(self.gold, "actors"));
        let aligned = align(read_actors, gold_actors);
        let to_gold: BTreeMap<&str, &str> =
            aligned.iter().map(|(i, j)| (text(&read_actors[*i], "id"), text(&gold_actors[*j], "id"))).collect();
        let named: Vec<Value> =
            self.candidates.actors.iter().map(|names| serde_json::json!({"names": names})).collect();
        let seen: BTreeMap<usize, &str> =
            align(&named, gold_actors).iter().map(|(i, j)| (*i, text(&gold_actors[*j], "id"))).collect();
        let of = |p: &Value, end: &str| to_gold.get(text(p, end)).map_or("?", |id| *id).to_owned();
        let read: Vec<(String, String, &Value)> =
            list(self.reading, "provisions").iter().map(|p| (of(p, "provider"), of(p, "recipient"), p)).collect();
        let mut lines = Vec::new();
        let mut used = vec![false; read.len()];
        for gold in list(self.gold, "provisions") {
            let (ps, rs, fs) =
                (score::side(gold, "provider"), score::side(gold, "recipient"), score::side(gold, "function"));
            let ends = |p: &str, r: &str| ps.iter().any(|x| x == p) && rs.iter().any(|x| x == r);
            let fits = |p: &str, r: &str, f: &str| {
                fs.iter().any(|x| x == f) && (ends(p, r) || f == "joint_operations" && ends(r, p))
            };
            let mut hit = false;
            for (at, (p, r, found)) in read.iter().enumerate() {
                if fits(p, r, text(found, "function")) {
                    (used[at], hit) = (true, true);
                }
            }
            if hit || score::flag(gold, "optional") {
                continue;
            }
            let quoted = |start: usize, end: usize| {
                let quote = text(gold, "quote");
                self.article.match_indices(quote).any(|(at, _)| at < end && at + quote.len() > start)
            };
            let here = || self.candidates.gifts.iter().filter(|c| quoted(c.sentence.start, c.sentence.end));
            let place = |actor: usize| seen.get(&actor).copied().unwrap_or("?");
            let judged = here()
                .filter(|c| fits(place(c.provider), place(c.recipient), c.function.id()))
                .map(|c| StatementModel::embedded().gift(&c.features))
                .fold(None, |best: Option<f64>, likely| Some(best.map_or(likely, |b| b.max(likely))));
            let known = |all: &[String]| all.iter().any(|a| to_gold.values().any(|g| g == a));
            let other = |turned: bool| read.iter().any(|(p, r, _)| if turned { ends(r, p) } else { ends(p, r) });
            let reason = if !known(&ps) || !known(&rs) {
                "an actor is missing"
            } else if other(false) {
                "another function was found"
            } else if other(true) {
                "turned round"
            } else if judged.is_some() {
                "judged too low"
            } else if here().any(|c| ends(place(c.provider), place(c.recipient))) {
                "no word for the function"
            } else if here().next().is_some() {
                "giver or taker not among those whom the sentence may mean"
            } else {
                "no word for any function"
            };
            *reasons.entry(reason).or_default() += 1;
            let likely = judged.map_or(String::new(), |l| format!(" {l:.2}"));
            lines.push(format!(
                "missing {} -> {} {} {}: {reason}{likely} «{}»",
                ps.join("/"),
                rs.join("/"),
                fs.join("/"),
                text(gold, "status"),
                text(gold, "quote")
            ));
        }
        for ((p, r, found), _) in read.iter().zip(&used).filter(|(_, used)| !**used) {
            *reasons.entry("false").or_default() += 1;
            lines.push(format!(
                "false {p} -> {r} {} ({}, {}) «{}»",
                text(found, "function"),
                text(&found["why"], "rule"),
                found["confidence"],
                text(found, "quote")
            ));
        }
        lines
    }
}
