//! A foreign graph to one edit of a map: actors, relations and provisions that the map does not have yet.

use std::collections::{BTreeMap, BTreeSet};

use super::{Fields, ForeignEdge, ForeignGraph, ForeignNode};
use crate::model::actions::ActionError;
use crate::model::{
    Actor, ActorId, ActorKind, Change, Edit, Factuality, FunctionId, Likelihood, Months, PartialDate, Place, Provision,
    ProvisionStatus, Relation, RelationClass, ScenarioMap, SecurityFunction, Share, ShareBasis, YearMonth, slug,
    unused_id,
};

/// What a graph would do to a map.
#[derive(Clone, Debug, PartialEq)]
pub struct GraphPlan {
    /// All of it, as one edit; empty where nothing would change.
    pub edit: Edit,
    /// The names of actors that the map does not have yet.
    pub new_actors: Vec<String>,
    /// How many nodes are actors of the map already. They stay as they are, and where they are.
    pub known_actors: usize,
    /// How many relations are new.
    pub relations: usize,
    /// How many provisions are new.
    pub provisions: usize,
    /// How many links the map has already.
    pub known_links: usize,
    /// What is left out or taken otherwise, and why.
    pub notes: Vec<String>,
}

/// What an export computes: it says nothing that a map would keep.
const DERIVED: [&str; 12] = [
    "availability",
    "delivered",
    "claims_for",
    "claims_against",
    "principal",
    "element",
    "label",
    "x",
    "y",
    "z",
    "interval",
    "timeset",
];

/// Works out what a graph would do. A node is the actor of the same id and name, or else of the same name or alias; no two
/// nodes are one actor. A link that the map has already is not added again, each of the map's standing for one of the
/// file's. New actors have no place and are put near their neighbours, unless nobody has a place yet and the file has them.
///
/// # Errors
/// When the map refuses an edit, which a sound map does not.
pub fn plan(map: &ScenarioMap, graph: &ForeignGraph) -> Result<GraphPlan, ActionError> {
    let mut notes = graph.notes.clone();
    let mut taken: BTreeSet<ActorId> = map.actors.iter().map(|actor| actor.id.clone()).collect();
    let mut matched: BTreeSet<ActorId> = BTreeSet::new();
    let mut edits = Vec::new();
    let mut ids: Vec<ActorId> = Vec::new();
    let mut new_actors = Vec::new();
    let takes_places = map.positions.is_empty();
    let known = Known::of(map);
    for node in &graph.nodes {
        let same = known.actor(node).filter(|id| !matched.contains(*id)).cloned();
        if let Some(id) = same {
            matched.insert(id.clone());
            ids.push(id);
            continue;
        }
        let id = ActorId::from(unused_id(&wanted_id(node), |id| taken.contains(&ActorId::from(id))));
        taken.insert(id.clone());
        edits.push(Edit::Actor(Change::insert(map.actors.len() + new_actors.len(), actor_of(node, id.clone()))));
        if let Some((x, y)) = node.at.filter(|_| takes_places) {
            edits.push(Edit::Place { actor: id.clone(), place: Some(Place { x, y, pinned: false }) });
        }
        new_actors.push(node.label.clone());
        ids.push(id);
    }
    let mut links = Links::of(map);
    let mut of_functions = 0;
    for edge in &graph.edges {
        let (Some(source), Some(target)) = (ids.get(edge.source), ids.get(edge.target)) else { continue };
        let function = edge.fields.get("function").filter(|function| !function.is_empty());
        let is_relation = edge.fields.get("element").is_some_and(|word| word == "relation");
        let edit = match function {
            Some(function) if !is_relation => {
                links.provision(edge, source, target, function, &mut notes).map(Edit::Provision)
            }
            _ => links.relation(edge, source, target, &mut notes).map(Edit::Relation),
        };
        edits.extend(edit);
        of_functions += usize::from(function.is_none() && !is_relation && is_of_function(edge));
    }
    if of_functions > 0 {
        let what = "whose type is a security function";
        let said = match of_functions {
            1 => format!("1 link {what} becomes a relation"),
            count => format!("{count} links {what} become relations"),
        };
        notes.push(format!("{said}; name the column \"function\" and it is help"));
    }
    if links.unclassed > 0 {
        notes.push(format!(
            "{} relations say no class (a column \"class\" with cooperation, conflict or structure) and are taken for cooperation",
            links.unclassed
        ));
    }
    let known_actors = matched.len();
    let (relations, provisions, known_links) = (links.new_relations, links.new_provisions, links.known);
    let edit = Edit::batch(edits);
    // Whatever the file holds, what comes of it is one sound map.
    let mut tried = map.clone();
    edit.clone().apply(&mut tried).map_err(|error| ActionError::Refused(error.to_string()))?;
    Ok(GraphPlan { edit, new_actors, known_actors, relations, provisions, known_links, notes })
}

/// Whether the word for a relation means that the two are against each other.
fn speaks_of_conflict(kind: &str) -> bool {
    const STEMS: [&str; 20] = [
        "attack", "fight", "fought", "oppos", "clash", "war", "conflict", "rival", "threat", "sanction", "enem",
        "hostil", "accus", "condemn", "kill", "bomb", "strike", "combat", "insurg", "adversar",
    ];
    let words = kind.to_lowercase();
    let mut words = words.split(|letter: char| !letter.is_alphabetic());
    words.any(|word| {
        word == "against"
            || word == "vs"
            || STEMS.iter().any(|stem| word == *stem || stem.len() > 3 && word.starts_with(stem))
    })
}

/// The id that the actor of a node would have. That of a file of this program is the actor's own; those of others count up,
/// or are names.
pub(super) fn wanted_id(node: &ForeignNode) -> String {
    let is_own = node.fields.contains_key("kind") && node.fields.contains_key("availability");
    if is_own && slug(&node.id, "") == node.id { node.id.clone() } else { slug(&node.label, "actor") }
}

/// A node as an actor of this id. Attributes that an actor does not have are kept in its note.
pub fn actor_of(node: &ForeignNode, id: ActorId) -> Actor {
    let text = |name: &str| node.fields.get(name).map(|value| value.trim()).filter(|value| !value.is_empty());
    let kind = text("kind").and_then(kind_of).unwrap_or(ActorKind::Other);
    let mut actor = Actor::new(id, node.label.trim(), kind);
    actor.aliases = text("aliases")
        .map(|all| all.split(';').map(|alias| alias.trim().to_owned()).filter(|alias| !alias.is_empty()).collect())
        .unwrap_or_default();
    actor.bloc = text("bloc").map(|bloc| slug(bloc, "bloc")).filter(|bloc| *bloc != actor.id.as_str()).map(Into::into);
    actor.capacity =
        text("capacity").and_then(|number| number.parse().ok()).filter(|n: &f64| n.is_finite() && *n >= 0.0);
    actor.note = note_of(&node.fields, &["kind", "aliases", "bloc", "capacity"]);
    actor
}

fn kind_of(word: &str) -> Option<ActorKind> {
    let word = word.to_lowercase();
    ActorKind::from_id(&word).or_else(|| ActorKind::ALL.iter().copied().find(|kind| kind.words() == word))
}

/// The note, and after it what has no place of its own.
fn note_of(fields: &Fields, used: &[&str]) -> String {
    let mut lines: Vec<String> = fields.get("note").filter(|note| !note.is_empty()).cloned().into_iter().collect();
    for (name, value) in fields {
        let has_place = used.contains(&name.as_str()) || DERIVED.contains(&name.as_str()) || name == "note";
        if !has_place && !value.trim().is_empty() {
            lines.push(format!("{name}: {}", value.trim()));
        }
    }
    lines.join("\n")
}

/// The map's actors by what a file may call them.
struct Known<'a> {
    ids: BTreeMap<&'a str, (&'a ActorId, &'a str)>,
    names: BTreeMap<String, &'a ActorId>,
}

impl<'a> Known<'a> {
    fn of(map: &'a ScenarioMap) -> Self {
        let ids = map.actors.iter().map(|actor| (actor.id.as_str(), (&actor.id, actor.name.as_str()))).collect();
        let mut names = BTreeMap::new();
        for actor in &map.actors {
            for name in actor.names() {
                names.entry(key(name)).or_insert(&actor.id);
            }
        }
        Self { ids, names }
    }

    fn actor(&self, node: &ForeignNode) -> Option<&'a ActorId> {
        let by_id = self.ids.get(node.id.as_str());
        match by_id {
            // A table of links names actors by their ids alone.
            Some((id, name)) if key(name) == key(&node.label) || node.label == node.id => Some(id),
            _ => self.names.get(&key(&node.label)).copied(),
        }
    }
}

/// A name letter case and accents aside; as it is where it has no Latin letter.
fn key(name: &str) -> String {
    let plain = slug(name, "");
    if plain.is_empty() { name.trim().to_owned() } else { plain }
}

/// The links of a map, those that a file repeats, and what is added.
struct Links<'a> {
    map: &'a ScenarioMap,
    free_relations: BTreeMap<(ActorId, ActorId, &'static str, String), usize>,
    free_provisions: BTreeMap<(ActorId, ActorId, FunctionId, &'static str), usize>,
    relation_ids: BTreeSet<String>,
    provision_ids: BTreeSet<String>,
    new_relations: usize,
    new_provisions: usize,
    known: usize,
    /// Relations whose class the file does not say in a way that is understood.
    unclassed: usize,
}

impl<'a> Links<'a> {
    fn of(map: &'a ScenarioMap) -> Self {
        let mut free_relations = BTreeMap::new();
        for r in &map.relations {
            *free_relations.entry((r.source.clone(), r.target.clone(), r.class.id(), r.kind.clone())).or_insert(0) += 1;
        }
        let mut free_provisions = BTreeMap::new();
        for p in &map.provisions {
            let key = (p.provider.clone(), p.recipient.clone(), p.function.clone(), p.status.id());
            *free_provisions.entry(key).or_insert(0) += 1;
        }
        Self {
            map,
            free_relations,
            free_provisions,
            relation_ids: map.relations.iter().map(|r| r.id.to_string()).collect(),
            provision_ids: map.provisions.iter().map(|p| p.id.to_string()).collect(),
            new_relations: 0,
            new_provisions: 0,
            known: 0,
            unclassed: 0,
        }
    }

    fn relation(
        &mut self,
        edge: &ForeignEdge,
        source: &ActorId,
        target: &ActorId,
        notes: &mut Vec<String>,
    ) -> Option<Change<Relation>> {
        let text = |name: &str| edge.fields.get(name).map(|value| value.trim()).filter(|value| !value.is_empty());
        let is_own = text("element") == Some("relation");
        // What this program wrote says its type; of others the label is the best word there is.
        let words =
            text("type").or(text("relation")).or(Some(edge.label.trim()).filter(|label| !is_own && !label.is_empty()));
        let kind = words.unwrap_or_default().to_owned();
        let class = text("class").and_then(|word| RelationClass::from_id(&word.to_lowercase()));
        let class = class.or_else(|| speaks_of_conflict(&kind).then_some(RelationClass::Conflict));
        self.unclassed += usize::from(class.is_none());
        let class = class.unwrap_or(RelationClass::Cooperation);
        if take(&mut self.free_relations, &(source.clone(), target.clone(), class.id(), kind.clone())) {
            self.known += 1;
            return None;
        }
        let id = unused_id(&format!("{source}-{target}-{}", class.id()), |id| self.relation_ids.contains(id));
        self.relation_ids.insert(id.clone());
        let mut relation = Relation::new(id, source.clone(), target.clone(), class, kind);
        relation.dependency = fraction(edge, "dependency", notes).map(Share);
        relation.factuality = text("factuality").and_then(Factuality::from_id).filter(|f| *f != Factuality::Done);
        relation.date = text("date").and_then(PartialDate::parse);
        let used = ["class", "type", "relation", "dependency", "factuality", "date"];
        relation.note = note_of(&edge.fields, &used);
        self.new_relations += 1;
        Some(Change::insert(self.map.relations.len() + self.new_relations - 1, relation))
    }

    fn provision(
        &mut self,
        edge: &ForeignEdge,
        provider: &ActorId,
        recipient: &ActorId,
        function: &str,
        notes: &mut Vec<String>,
    ) -> Option<Change<Provision>> {
        let text = |name: &str| edge.fields.get(name).map(|value| value.trim()).filter(|value| !value.is_empty());
        let function = function_of(function.trim());
        let status = text("status").and_then(|word| ProvisionStatus::from_id(&word.to_lowercase()));
        let status = status.unwrap_or(ProvisionStatus::Active);
        let key = (provider.clone(), recipient.clone(), function.clone(), status.id());
        if take(&mut self.free_provisions, &key) {
            self.known += 1;
            return None;
        }
        let wanted = format!("{provider}-{recipient}-{}", function.as_str().replace('_', "-"));
        let id = unused_id(&wanted, |id| self.provision_ids.contains(id));
        self.provision_ids.insert(id.clone());
        let mut provision = Provision::new(id, provider.clone(), recipient.clone(), function, status);
        provision.share = fraction(edge, "share", notes).map(Share);
        provision.share_basis = provision.share.map(|_| ShareBasis::Analyst);
        provision.current =
            fraction(edge, "current", notes).map(|now| Share(provision.share.map_or(now, |share| now.min(share.0))));
        provision.ramp_months = text("ramp_months")
            .and_then(|number| number.parse::<f64>().ok())
            .filter(|n| n.fract() == 0.0 && (0.0..=f64::from(Months::HORIZON.0)).contains(n))
            .map(|n| Months(n as u32));
        provision.likelihood = fraction(edge, "likelihood", notes).map(Likelihood);
        provision.credibility = text("credibility")
            .and_then(|number| number.parse::<f64>().ok())
            .filter(|n| n.fract() == 0.0 && (1.0..=6.0).contains(n))
            .map(|n| n as u8);
        provision.factuality = text("factuality").and_then(Factuality::from_id).filter(|f| *f != Factuality::Done);
        provision.from = text("date").and_then(YearMonth::parse);
        provision.until = text("until").and_then(YearMonth::parse);
        if let (Some(from), Some(until)) = (provision.from, provision.until) {
            if until < from {
                notes.push(format!("{}: it ends before it begins; its end is left out", edge.place));
                provision.until = None;
            }
        }
        let used = [
            "function",
            "status",
            "share",
            "current",
            "ramp_months",
            "likelihood",
            "credibility",
            "factuality",
            "date",
            "until",
            "class",
            "type",
        ];
        provision.note = note_of(&edge.fields, &used);
        self.new_provisions += 1;
        Some(Change::insert(self.map.provisions.len() + self.new_provisions - 1, provision))
    }
}

/// Whether the type of a link is a security function's id or words.
fn is_of_function(edge: &ForeignEdge) -> bool {
    let word = edge.fields.get("type").map(|word| word.trim().to_lowercase()).unwrap_or_default();
    SecurityFunction::ALL.iter().any(|function| function.id() == word || function.words() == word)
}

/// A function by its id or its words; another word is a function of the analyst's own.
fn function_of(word: &str) -> FunctionId {
    let lower = word.to_lowercase();
    let known = SecurityFunction::ALL.iter().find(|function| function.id() == lower || function.words() == lower);
    known.map_or_else(|| FunctionId::from(word), |function| FunctionId::from(function.id()))
}

fn take<K: Ord>(free: &mut BTreeMap<K, usize>, key: &K) -> bool {
    match free.get_mut(key) {
        Some(left) if *left > 0 => {
            *left -= 1;
            true
        }
        _ => false,
    }
}

/// A number between 0 and 1. Another one is left out, and it is said.
fn fraction(edge: &ForeignEdge, name: &str, notes: &mut Vec<String>) -> Option<f64> {
    let text = edge.fields.get(name).map(|value| value.trim()).filter(|value| !value.is_empty())?;
    let number = text.parse::<f64>().ok().filter(|number| (0.0..=1.0).contains(number));
    if number.is_none() {
        notes.push(format!("{}: {name} {text} is no number between 0 and 1 and is left out", edge.place));
    }
    number
}
