//! The one way a map changes. An `Edit` is a value: it is what undo, the crash journal and tests speak.
//!
//! Edits are small and exact: insert, replace, remove or move one item of one list, set the map's header, place an actor.
//! What a user does (merge two actors, accept a finding) is built from them in `actions`. Applying an edit yields the edit
//! that takes it back, byte for byte.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{
    Actor, ActorId, Article, Assumption, Claim, Consistency, Conventions, Decision, FunctionRow, IncompatiblePair,
    Place, Proposal, Provision, Relation, Scenario, ScenarioMap, Share, Source, YearMonth,
};

/// A change of a map.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Edit {
    /// Sets title, principal and the other fields that stand once in a map.
    Header(Box<Header>),
    /// Changes the rows of the coverage matrix.
    Function(Change<FunctionRow>),
    /// Changes the actors.
    Actor(Change<Actor>),
    /// Changes the relations.
    Relation(Change<Relation>),
    /// Changes the provisions.
    Provision(Change<Provision>),
    /// Changes the pairs of partners that exclude each other.
    Incompatible(Change<IncompatiblePair>),
    /// Changes the assumptions.
    Assumption(Change<Assumption>),
    /// Changes the scenarios.
    Scenario(Change<Scenario>),
    /// Changes the sources.
    Source(Change<Source>),
    /// Changes the articles.
    Article(Change<Article>),
    /// Changes the claims.
    Claim(Change<Claim>),
    /// Changes the proposals.
    Proposal(Change<Proposal>),
    /// Changes the decisions.
    Decision(Change<Decision>),
    /// Sets or clears where an actor stands.
    Place {
        /// Which actor.
        actor: ActorId,
        /// Where, or nowhere.
        place: Option<Place>,
    },
    /// Sets the cross-impact judgements.
    Consistency(Option<Box<Consistency>>),
    /// Several edits that are one step. Either all apply or none.
    Batch(Vec<Edit>),
}

/// A change of one item of a list, by its place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change<T> {
    /// Puts an item in before the one at `at`; `at` may be the list's length.
    Insert {
        /// The place.
        at: usize,
        /// The item.
        item: Box<T>,
    },
    /// Puts an item in the place of the one at `at`.
    Replace {
        /// The place.
        at: usize,
        /// The new item.
        item: Box<T>,
    },
    /// Takes the item at `at` out.
    Remove {
        /// The place.
        at: usize,
    },
    /// Takes the item at `from` out and puts it in at `to` of the shortened list.
    Move {
        /// The old place.
        from: usize,
        /// The new place.
        to: usize,
    },
}

impl<T> Change<T> {
    /// Puts an item in.
    pub fn insert(at: usize, item: T) -> Self {
        Self::Insert { at, item: Box::new(item) }
    }

    /// Replaces an item.
    pub fn replace(at: usize, item: T) -> Self {
        Self::Replace { at, item: Box::new(item) }
    }

    /// Applies the change and returns the one that takes it back.
    fn apply(self, list: &mut Vec<T>, name: &'static str) -> Result<Self, EditError> {
        let length = list.len();
        let outside = |place: usize| EditError::NoSuchPlace { list: name, place, length };
        match self {
            Self::Insert { at, item } if at <= length => {
                list.insert(at, *item);
                Ok(Self::Remove { at })
            }
            Self::Insert { at, .. } => Err(outside(at)),
            Self::Replace { at, item } => {
                let place = list.get_mut(at).ok_or_else(|| outside(at))?;
                let old = std::mem::replace(place, *item);
                Ok(Self::replace(at, old))
            }
            Self::Remove { at } if at < length => Ok(Self::insert(at, list.remove(at))),
            Self::Remove { at } => Err(outside(at)),
            Self::Move { from, to } if from < length && to < length => {
                let item = list.remove(from);
                list.insert(to, item);
                Ok(Self::Move { from: to, to: from })
            }
            Self::Move { from, to } => Err(outside(if from < length { to } else { from })),
        }
    }
}

/// The fields that stand once in a map.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Header {
    /// See `ScenarioMap::title`.
    pub title: String,
    /// See `ScenarioMap::start_month`.
    pub start_month: Option<YearMonth>,
    /// See `ScenarioMap::principal`.
    pub principal: ActorId,
    /// See `ScenarioMap::threshold`.
    pub threshold: Option<Share>,
    /// See `ScenarioMap::conventions`.
    pub conventions: Option<Conventions>,
    /// See `ScenarioMap::notes`.
    pub notes: String,
}

impl Header {
    /// The header a map has now.
    pub fn of(map: &ScenarioMap) -> Self {
        Self {
            title: map.title.clone(),
            start_month: map.start_month,
            principal: map.principal.clone(),
            threshold: map.threshold,
            conventions: map.conventions.clone(),
            notes: map.notes.clone(),
        }
    }

    fn put(self, map: &mut ScenarioMap) {
        map.title = self.title;
        map.start_month = self.start_month;
        map.principal = self.principal;
        map.threshold = self.threshold;
        map.conventions = self.conventions;
        map.notes = self.notes;
    }
}

/// Why an edit does not fit the map. The map is then unchanged.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum EditError {
    /// A place outside the list.
    #[error("the map has {length} {list}, so there is nothing at place {place}")]
    NoSuchPlace {
        /// Which list.
        list: &'static str,
        /// The place asked for.
        place: usize,
        /// How long the list is.
        length: usize,
    },
}

impl Edit {
    /// Several edits as one step; a single one stays itself.
    pub fn batch(mut edits: Vec<Self>) -> Self {
        if edits.len() == 1 { edits.remove(0) } else { Self::Batch(edits) }
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::Batch(edits) if edits.iter().all(Self::is_empty))
    }

    /// Applies the edit and returns the one that takes it back.
    ///
    /// # Errors
    /// When a place does not exist; the map is then as it was.
    pub fn apply(self, map: &mut ScenarioMap) -> Result<Self, EditError> {
        Ok(match self {
            Self::Header(header) => {
                let old = Header::of(map);
                header.put(map);
                Self::Header(Box::new(old))
            }
            Self::Function(change) => Self::Function(change.apply(&mut map.functions, "functions")?),
            Self::Actor(change) => Self::Actor(change.apply(&mut map.actors, "actors")?),
            Self::Relation(change) => Self::Relation(change.apply(&mut map.relations, "relations")?),
            Self::Provision(change) => Self::Provision(change.apply(&mut map.provisions, "provisions")?),
            Self::Incompatible(change) => {
                Self::Incompatible(change.apply(&mut map.incompatible, "incompatible pairs")?)
            }
            Self::Assumption(change) => Self::Assumption(change.apply(&mut map.assumptions, "assumptions")?),
            Self::Scenario(change) => Self::Scenario(change.apply(&mut map.scenarios, "scenarios")?),
            Self::Source(change) => Self::Source(change.apply(&mut map.sources, "sources")?),
            Self::Article(change) => Self::Article(change.apply(&mut map.articles, "articles")?),
            Self::Claim(change) => Self::Claim(change.apply(&mut map.claims, "claims")?),
            Self::Proposal(change) => Self::Proposal(change.apply(&mut map.proposals, "proposals")?),
            Self::Decision(change) => Self::Decision(change.apply(&mut map.decisions, "decisions")?),
            Self::Place { actor, place } => {
                let old = match place {
                    Some(place) => map.positions.insert(actor.clone(), place),
                    None => map.positions.remove(&actor),
                };
                Self::Place { actor, place: old }
            }
            Self::Consistency(new) => {
                let old = std::mem::replace(&mut map.consistency, new.map(|c| *c));
                Self::Consistency(old.map(Box::new))
            }
            Self::Batch(edits) => {
                let mut inverses = Vec::with_capacity(edits.len());
                for edit in edits {
                    match edit.apply(map) {
                        Ok(inverse) => inverses.push(inverse),
                        Err(error) => {
                            for inverse in inverses.into_iter().rev() {
                                inverse.apply(map)?;
                            }
                            return Err(error);
                        }
                    }
                }
                inverses.reverse();
                Self::Batch(inverses)
            }
        })
    }

    /// Whether `later` sets the very same thing again, so that the two can be one: a slider's and a drag's many steps.
    pub(super) fn is_overwritten_by(&self, later: &Self) -> bool {
        fn same_place<T>(a: &Change<T>, b: &Change<T>) -> bool {
            matches!((a, b), (Change::Replace { at: a, .. }, Change::Replace { at: b, .. }) if a == b)
        }
        match (self, later) {
            (Self::Header(_), Self::Header(_)) | (Self::Consistency(_), Self::Consistency(_)) => true,
            (Self::Function(a), Self::Function(b)) => same_place(a, b),
            (Self::Actor(a), Self::Actor(b)) => same_place(a, b),
            (Self::Relation(a), Self::Relation(b)) => same_place(a, b),
            (Self::Provision(a), Self::Provision(b)) => same_place(a, b),
            (Self::Incompatible(a), Self::Incompatible(b)) => same_place(a, b),
            (Self::Assumption(a), Self::Assumption(b)) => same_place(a, b),
            (Self::Scenario(a), Self::Scenario(b)) => same_place(a, b),
            (Self::Source(a), Self::Source(b)) => same_place(a, b),
            (Self::Claim(a), Self::Claim(b)) => same_place(a, b),
            (Self::Place { actor: a, .. }, Self::Place { actor: b, .. }) => a == b,
            (Self::Batch(a), Self::Batch(b)) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.is_overwritten_by(b))
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::ActorKind;
    use super::*;

    #[test]
    fn a_batch_that_fails_leaves_the_map_as_it_was() {
        let mut map = ScenarioMap::new(Actor::new("mali", "Mali", ActorKind::State));
        let before = map.clone();
        let edit = Edit::Batch(vec![
            Edit::Actor(Change::insert(1, Actor::new("wagner", "Wagner", ActorKind::PrivateMilitaryCompany))),
            Edit::Actor(Change::Remove { at: 7 }),
        ]);
        assert_eq!(edit.apply(&mut map), Err(EditError::NoSuchPlace { list: "actors", place: 7, length: 2 }));
        assert_eq!(map, before);
    }

    #[test]
    fn moving_an_item_is_taken_back() {
        let mut map = ScenarioMap::new(Actor::new("mali", "Mali", ActorKind::State));
        let before = map.clone();
        let back = Edit::Function(Change::Move { from: 0, to: 5 }).apply(&mut map).unwrap();
        assert_ne!(map, before);
        back.apply(&mut map).unwrap();
        assert_eq!(map, before);
    }
}
