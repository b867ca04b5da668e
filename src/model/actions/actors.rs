//! Adding, changing, merging, deleting and placing actors.

use std::collections::BTreeSet;

use super::{ActionError, Draft, changed, place_of, removals};
use crate::model::{
    Actor, ActorId, ActorKind, Change, Edit, Place, Proposed, Relation, RelationClass, ScenarioMap, Verdict, slug,
    unused_id,
};

/// A new actor at the end of the list, with an id made from its name.
pub fn add_actor(map: &ScenarioMap, name: &str, kind: ActorKind, place: Option<Place>) -> (ActorId, Edit) {
    let id = ActorId::from(unused_id(&slug(name, "actor"), |id| map.actors.iter().any(|a| a.id == *id)));
    let mut edits = vec![Edit::Actor(Change::insert(map.actors.len(), Actor::new(id.clone(), name.trim(), kind)))];
    if place.is_some() {
        edits.push(Edit::Place { actor: id.clone(), place });
    }
    (id, Edit::batch(edits))
}

/// The actor with the same id becomes this one.
pub fn update_actor(map: &ScenarioMap, actor: Actor) -> Result<Edit, ActionError> {
    if actor.name.trim().is_empty() {
        return Err(ActionError::Refused("an actor needs a name".into()));
    }
    let at = place_of!(map, actors, "actor", &actor.id)?;
    Ok(Edit::Actor(Change::replace(at, actor)))
}

/// A new name; the id stays, and the old name becomes an alias.
pub fn rename_actor(map: &ScenarioMap, id: &ActorId, name: &str) -> Result<Edit, ActionError> {
    let name = name.trim();
    if name.is_empty() {
        return Err(ActionError::Refused("an actor needs a name".into()));
    }
    let at = place_of!(map, actors, "actor", id)?;
    Ok(changed!(map, actors, Actor, at, |actor| {
        let old = std::mem::replace(&mut actor.name, name.to_owned());
        actor.aliases.retain(|alias| alias != name);
        if old != name && !actor.aliases.contains(&old) {
            actor.aliases.push(old);
        }
    }))
}

/// Takes actors out, with their relations, provisions, incompatible pairs, places, and the assumptions about them.
/// The principal stays: another one has to be chosen first.
pub fn delete_actors(map: &ScenarioMap, ids: &BTreeSet<ActorId>) -> Result<Edit, ActionError> {
    if ids.contains(&map.principal) {
        let name = map.actor_name(&map.principal);
        return Err(ActionError::Refused(format!(
            "{name} is the principal; choose another principal before deleting it"
        )));
    }
    for id in ids {
        place_of!(map, actors, "actor", id)?;
    }
    let mut draft = Draft::of(map);
    let about: Vec<_> = map
        .assumptions
        .iter()
        .filter(|a| a.lever.actor().is_some_and(|actor| ids.contains(actor)))
        .map(|a| a.id.clone())
        .collect();
    for assumption in about {
        let edit = super::delete_assumption(&draft.map, &assumption)?;
        draft.apply(edit)?;
    }
    let places = |keep: &dyn Fn(usize) -> bool, length: usize| (0..length).filter(|i| keep(*i)).collect::<Vec<_>>();
    let relations = places(
        &|i| ids.contains(&map.relations[i].source) || ids.contains(&map.relations[i].target),
        map.relations.len(),
    );
    let provisions = places(
        &|i| ids.contains(&map.provisions[i].provider) || ids.contains(&map.provisions[i].recipient),
        map.provisions.len(),
    );
    let pairs = places(
        &|i| ids.contains(&map.incompatible[i].actors.0) || ids.contains(&map.incompatible[i].actors.1),
        map.incompatible.len(),
    );
    let actors = places(&|i| ids.contains(&map.actors[i].id), map.actors.len());
    let mut edits = removals(relations, Edit::Relation);
    edits.extend(removals(provisions, Edit::Provision));
    edits.extend(removals(pairs, Edit::Incompatible));
    edits.extend(
        ids.iter()
            .filter(|id| map.positions.contains_key(*id))
            .map(|id| Edit::Place { actor: id.clone(), place: None }),
    );
    edits.extend(removals(actors, Edit::Actor));
    for edit in edits {
        draft.apply(edit)?;
    }
    // A bloc may have lost its last member: its exclusion then moves nobody and would make the map unsound.
    let blocs: BTreeSet<_> = draft.map.actors.iter().map(Actor::bloc_id).collect();
    let empty: Vec<_> = draft
        .map
        .assumptions
        .iter()
        .filter(|a| matches!(&a.lever, crate::model::Lever::Exclusion { bloc, .. } if !blocs.contains(bloc)))
        .map(|a| a.id.clone())
        .collect();
    for assumption in empty {
        let edit = super::delete_assumption(&draft.map, &assumption)?;
        draft.apply(edit)?;
    }
    // Functions that only a deleted provision named are gone; levers on them would be unsound.
    let functions: BTreeSet<_> = draft.map.function_ids().into_iter().collect();
    let orphaned: Vec<_> = draft
        .map
        .assumptions
        .iter()
        .filter(|a| a.lever.functions().iter().any(|f| !functions.contains(f)))
        .map(|a| a.id.clone())
        .collect();
    for assumption in orphaned {
        let edit = super::delete_assumption(&draft.map, &assumption)?;
        draft.apply(edit)?;
    }
    Ok(draft.into_edit())
}

/// Makes two actors one: `gone` goes into `keep`, which takes over its names, links, evidence, and levers. Links between
/// the two disappear, relations that would stand twice become one with the evidence of both.
pub fn merge_actors(map: &ScenarioMap, keep: &ActorId, gone: &ActorId) -> Result<Edit, ActionError> {
    if keep == gone {
        return Err(ActionError::Refused("an actor cannot be merged with itself".into()));
    }
    let keep_at = place_of!(map, actors, "actor", keep)?;
    let gone_at = place_of!(map, actors, "actor", gone)?;
    let mut draft = Draft::of(map);
    let lost = &map.actors[gone_at];
    draft.apply(changed!(map, actors, Actor, keep_at, |actor| {
        for name in lost.names() {
            if actor.names().all(|known| known != name) {
                actor.aliases.push(name.to_owned());
            }
        }
        actor.bloc = actor.bloc.or_else(|| lost.bloc.clone());
        actor.capacity = actor.capacity.or(lost.capacity);
        if actor.note.is_empty() {
            actor.note.clone_from(&lost.note);
        }
        actor.evidence.extend(lost.evidence.iter().filter(|e| !map.actors[keep_at].evidence.contains(e)).cloned());
    }))?;
    let swap = |id: &mut ActorId| {
        if id == gone {
            *id = keep.clone();
        }
    };
    merge_relations(&mut draft, map, keep, gone)?;
    let mut between = Vec::new();
    for (at, provision) in map.provisions.iter().enumerate() {
        if provision.provider == *gone || provision.recipient == *gone {
            draft.apply(changed!(map, provisions, Provision, at, |p| {
                swap(&mut p.provider);
                swap(&mut p.recipient);
            }))?;
            // A provision between the two would become help of the actor to itself, which neither of them gave.
            if draft.map.provisions[at].provider == draft.map.provisions[at].recipient {
                between.push(at);
            }
        }
    }
    for edit in removals(between, Edit::Provision) {
        draft.apply(edit)?;
    }
    for (at, assumption) in map.assumptions.iter().enumerate() {
        if assumption.lever.actor() == Some(gone) {
            draft.apply(changed!(map, assumptions, Assumption, at, |a| {
                if let Some(actor) = a.lever.actor_mut() {
                    swap(actor);
                }
            }))?;
        }
    }
    for (at, pair) in map.incompatible.iter().enumerate() {
        if pair.actors.0 == *gone || pair.actors.1 == *gone {
            draft.apply(changed!(map, incompatible, Incompatible, at, |pair| {
                swap(&mut pair.actors.0);
                swap(&mut pair.actors.1);
            }))?;
        }
    }
    for (at, claim) in map.claims.iter().enumerate() {
        if claim.actors().contains(&gone) {
            draft.apply(changed!(map, claims, Claim, at, |claim| {
                claim.states.iter_mut().flat_map(crate::model::Proposed::actors_mut).for_each(swap);
            }))?;
        }
    }
    for (at, proposal) in map.proposals.iter().enumerate() {
        if proposal.content.actors().contains(&gone) {
            let mut swapped = proposal.content.clone();
            swapped.actors_mut().into_iter().for_each(swap);
            if matches!(&swapped, Proposed::SameActor { keep, merge, .. } if keep == merge) {
                // The very question that the merge answers: it keeps its words, so that its answer is found again.
                super::review::decide(&mut draft, &proposal.id, Verdict::Accepted)?;
            } else {
                draft.apply(changed!(map, proposals, Proposal, at, |proposal| proposal.content = swapped))?;
            }
        }
    }
    for (at, decision) in map.decisions.iter().enumerate() {
        if decision.kind != "same_actor" && decision.arguments.iter().any(|a| a.as_str() == gone.as_str()) {
            draft.apply(changed!(map, decisions, Decision, at, |decision| {
                for argument in &mut decision.arguments {
                    if argument.as_str() == gone.as_str() {
                        *argument = keep.to_string();
                    }
                }
            }))?;
        }
    }
    if map.principal == *gone {
        let edit = super::set_principal(&draft.map, keep)?;
        draft.apply(edit)?;
    }
    if let Some(place) = map.positions.get(gone) {
        if !map.positions.contains_key(keep) {
            draft.apply(Edit::Place { actor: keep.clone(), place: Some(*place) })?;
        }
        draft.apply(Edit::Place { actor: gone.clone(), place: None })?;
    }
    draft.apply(Edit::Actor(Change::Remove { at: gone_at }))?;
    Ok(draft.into_edit())
}

fn merge_relations(draft: &mut Draft, map: &ScenarioMap, keep: &ActorId, gone: &ActorId) -> Result<(), ActionError> {
    let swapped = |id: &ActorId| if id == gone { keep.clone() } else { id.clone() };
    let mut seen: Vec<((ActorId, ActorId, RelationClass, String), usize)> = Vec::new();
    let mut doubled = Vec::new();
    for (at, relation) in map.relations.iter().enumerate() {
        let touched = relation.source == *gone || relation.target == *gone;
        let (source, target) = (swapped(&relation.source), swapped(&relation.target));
        if touched && source == target {
            doubled.push(at);
            continue;
        }
        let key = (source.clone(), target.clone(), relation.class, relation.kind.clone());
        let earlier = seen.iter().find(|(k, _)| *k == key).map(|(_, at)| *at);
        // Doubles the analyst drew on purpose between other actors are left alone.
        if let Some(first) = earlier.filter(|first| touched || touches(&map.relations[*first], gone)) {
            let merged = changed!(draft.map, relations, Relation, first, |r| {
                let new: Vec<_> = relation.evidence.iter().filter(|e| !r.evidence.contains(e)).cloned().collect();
                r.evidence.extend(new);
                r.dependency = r.dependency.or(relation.dependency);
                r.dependency_basis = r.dependency_basis.or(relation.dependency_basis);
            });
            draft.apply(merged)?;
            doubled.push(at);
        } else {
            seen.push((key, at));
            if touched {
                draft.apply(changed!(draft.map, relations, Relation, at, |r| {
                    r.source = source;
                    r.target = target;
                }))?;
            }
        }
    }
    for edit in removals(doubled, Edit::Relation) {
        draft.apply(edit)?;
    }
    Ok(())
}

fn touches(relation: &Relation, actor: &ActorId) -> bool {
    relation.source == *actor || relation.target == *actor
}

/// Puts actors at these places.
pub fn place_actors(places: impl IntoIterator<Item = (ActorId, Place)>) -> Edit {
    Edit::batch(places.into_iter().map(|(actor, place)| Edit::Place { actor, place: Some(place) }).collect())
}
