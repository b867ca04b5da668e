//! A picture as a graph with attributes: the one list that every graph format writes.

use super::Picture;
use crate::model::{Evidence, Stance};

/// A graph with attributes.
pub(super) struct GraphTable {
    /// What the graph is called.
    pub name: String,
    /// The attributes of nodes: name and kind.
    pub node_fields: Vec<(&'static str, Kind)>,
    /// The attributes of edges.
    pub edge_fields: Vec<(&'static str, Kind)>,
    /// The nodes.
    pub nodes: Vec<Node>,
    /// The edges.
    pub edges: Vec<Edge>,
}

/// A node.
pub(super) struct Node {
    pub id: String,
    pub label: String,
    pub x: f64,
    pub y: f64,
    /// A value for each field, where it has one.
    pub values: Vec<Option<Value>>,
}

/// An edge. Several may join the same two nodes.
pub(super) struct Edge {
    pub id: String,
    pub source: String,
    pub target: String,
    pub label: String,
    pub values: Vec<Option<Value>>,
}

/// What an attribute holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Number,
    Truth,
}

/// A value of an attribute.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Text(String),
    Number(f64),
    Truth(bool),
}

impl std::fmt::Display for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Number(number) => write!(f, "{number}"),
            Self::Truth(truth) => write!(f, "{truth}"),
        }
    }
}

const NODE_FIELDS: [(&str, Kind); 9] = [
    ("kind", Kind::Text),
    ("bloc", Kind::Text),
    ("aliases", Kind::Text),
    ("principal", Kind::Truth),
    ("availability", Kind::Number),
    ("capacity", Kind::Number),
    ("x", Kind::Number),
    ("y", Kind::Number),
    ("note", Kind::Text),
];

const EDGE_FIELDS: [(&str, Kind); 18] = [
    ("element", Kind::Text),
    ("class", Kind::Text),
    ("type", Kind::Text),
    ("function", Kind::Text),
    ("status", Kind::Text),
    ("factuality", Kind::Text),
    ("share", Kind::Number),
    ("current", Kind::Number),
    ("delivered", Kind::Number),
    ("dependency", Kind::Number),
    ("ramp_months", Kind::Number),
    ("likelihood", Kind::Number),
    ("credibility", Kind::Number),
    ("date", Kind::Text),
    ("until", Kind::Text),
    ("claims_for", Kind::Number),
    ("claims_against", Kind::Number),
    ("note", Kind::Text),
];

impl GraphTable {
    pub fn of(picture: &Picture) -> Self {
        let nodes = picture.actors.iter().map(|pictured| {
            let actor = &pictured.actor;
            Node {
                id: actor.id.to_string(),
                label: actor.name.clone(),
                x: pictured.at.x,
                y: pictured.at.y,
                values: vec![
                    Some(text(actor.kind.id())),
                    Some(text(actor.bloc_id().as_str())),
                    some_text(&actor.aliases.join("; ")),
                    Some(Value::Truth(pictured.is_principal)),
                    Some(Value::Number(pictured.availability)),
                    actor.capacity.map(Value::Number),
                    Some(Value::Number(pictured.at.x)),
                    Some(Value::Number(pictured.at.y)),
                    some_text(&actor.note),
                ],
            }
        });
        let relations = picture.relations.iter().map(|relation| Edge {
            id: format!("relation-{}", relation.id),
            source: relation.source.to_string(),
            target: relation.target.to_string(),
            label: match relation.structure_type() {
                Some(structure) => structure.words().to_owned(),
                None if relation.kind.is_empty() => relation.class.words().to_owned(),
                None => relation.kind.replace('_', " "),
            },
            values: vec![
                Some(text("relation")),
                Some(text(relation.class.id())),
                some_text(&relation.kind),
                None,
                None,
                Some(text(relation.factuality().id())),
                None,
                None,
                None,
                relation.dependency.map(|share| Value::Number(share.0)),
                None,
                None,
                None,
                relation.date.map(|date| Value::Text(date.to_string())),
                None,
                Some(claims(&relation.evidence, Stance::For)),
                Some(claims(&relation.evidence, Stance::Against)),
                some_text(&relation.note),
            ],
        });
        let provisions = picture.provisions.iter().map(|pictured| {
            let provision = &pictured.provision;
            Edge {
                id: format!("provision-{}", provision.id),
                source: provision.provider.to_string(),
                target: provision.recipient.to_string(),
                label: pictured.function.clone(),
                values: vec![
                    Some(text("provision")),
                    None,
                    None,
                    Some(text(provision.function.as_str())),
                    Some(text(provision.status.id())),
                    Some(text(provision.factuality().id())),
                    provision.share.map(|share| Value::Number(share.0)),
                    provision.current.map(|share| Value::Number(share.0)),
                    pictured.delivered.map(Value::Number),
                    None,
                    provision.ramp_months.map(|months| Value::Number(f64::from(months.0))),
                    provision.likelihood.map(|likelihood| Value::Number(likelihood.0)),
                    provision.credibility.map(|digit| Value::Number(f64::from(digit))),
                    provision.from.map(|month| Value::Text(month.to_string())),
                    provision.until.map(|month| Value::Text(month.to_string())),
                    Some(claims(&provision.evidence, Stance::For)),
                    Some(claims(&provision.evidence, Stance::Against)),
                    some_text(&provision.note),
                ],
            }
        });
        Self {
            name: format!("{}: {}, month {}", picture.title, picture.scenario, picture.month),
            node_fields: NODE_FIELDS.to_vec(),
            edge_fields: EDGE_FIELDS.to_vec(),
            nodes: nodes.collect(),
            edges: relations.chain(provisions).collect(),
        }
    }
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn some_text(words: &str) -> Option<Value> {
    (!words.is_empty()).then(|| text(words))
}

fn claims(evidence: &[Evidence], stance: Stance) -> Value {
    Value::Number(evidence.iter().filter(|claim| claim.stance == stance).count() as f64)
}
