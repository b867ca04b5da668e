//! Adding, changing and deleting relations and provisions.

use super::{ActionError, changed, place_of, unknown};
use crate::model::{
    ActorId, Change, Edit, FunctionId, Provision, ProvisionId, ProvisionStatus, Relation, RelationClass, RelationId,
    ScenarioMap, Share, ShareBasis, unused_id,
};

/// A new relation.
pub fn add_relation(
    map: &ScenarioMap,
    source: &ActorId,
    target: &ActorId,
    class: RelationClass,
    kind: &str,
) -> Result<(RelationId, Edit), ActionError> {
    place_of!(map, actors, "actor", source)?;
    place_of!(map, actors, "actor", target)?;
    let id = RelationId::from(unused_id(&format!("{source}-{target}-{}", class.id()), |id| {
        map.relations.iter().any(|r| r.id == *id)
    }));
    let relation = Relation::new(id.clone(), source.clone(), target.clone(), class, kind);
    Ok((id, Edit::Relation(Change::insert(map.relations.len(), relation))))
}

/// The relation with the same id becomes this one.
pub fn update_relation(map: &ScenarioMap, relation: Relation) -> Result<Edit, ActionError> {
    let at = place_of!(map, relations, "relation", &relation.id)?;
    place_of!(map, actors, "actor", &relation.source)?;
    place_of!(map, actors, "actor", &relation.target)?;
    Ok(Edit::Relation(Change::replace(at, relation)))
}

/// Source and target change places.
pub fn reverse_relation(map: &ScenarioMap, id: &RelationId) -> Result<Edit, ActionError> {
    let at = place_of!(map, relations, "relation", id)?;
    Ok(changed!(map, relations, Relation, at, |r| std::mem::swap(&mut r.source, &mut r.target)))
}

/// Takes a relation out.
pub fn delete_relation(map: &ScenarioMap, id: &RelationId) -> Result<Edit, ActionError> {
    Ok(Edit::Relation(Change::Remove { at: place_of!(map, relations, "relation", id)? }))
}

/// A new provision without a share.
pub fn add_provision(
    map: &ScenarioMap,
    provider: &ActorId,
    recipient: &ActorId,
    function: &FunctionId,
    status: ProvisionStatus,
) -> Result<(ProvisionId, Edit), ActionError> {
    place_of!(map, actors, "actor", provider)?;
    place_of!(map, actors, "actor", recipient)?;
    if function.as_str().is_empty() {
        return Err(unknown("function", function));
    }
    let id = unused_provision_id(map, provider, recipient, function);
    let provision = Provision::new(id.clone(), provider.clone(), recipient.clone(), function.clone(), status);
    Ok((id, Edit::Provision(Change::insert(map.provisions.len(), provision))))
}

/// An id that says who gives whom what.
pub(super) fn unused_provision_id(
    map: &ScenarioMap,
    provider: &ActorId,
    recipient: &ActorId,
    function: &FunctionId,
) -> ProvisionId {
    let wanted = format!("{provider}-{recipient}-{}", function.as_str().replace('_', "-"));
    unused_id(&wanted, |id| map.provisions.iter().any(|p| p.id == *id)).into()
}

/// The provision with the same id becomes this one. A current share above the new share is lowered to it.
pub fn update_provision(map: &ScenarioMap, mut provision: Provision) -> Result<Edit, ActionError> {
    let at = place_of!(map, provisions, "provision", &provision.id)?;
    place_of!(map, actors, "actor", &provision.provider)?;
    place_of!(map, actors, "actor", &provision.recipient)?;
    fit_current(&mut provision);
    Ok(Edit::Provision(Change::replace(at, provision)))
}

/// Sets the share as an analyst's judgement; `None` makes it not assessed.
pub fn set_share(map: &ScenarioMap, id: &ProvisionId, share: Option<Share>) -> Result<Edit, ActionError> {
    if share.is_some_and(|s| !(0.0..=1.0).contains(&s.0)) {
        return Err(ActionError::Refused("a share lies between 0 and 1".into()));
    }
    let at = place_of!(map, provisions, "provision", id)?;
    Ok(changed!(map, provisions, Provision, at, |p| {
        p.share = share;
        p.share_basis = Some(ShareBasis::Analyst);
        fit_current(&mut p);
    }))
}

fn fit_current(provision: &mut Provision) {
    if let (Some(current), Some(share)) = (provision.current, provision.share) {
        provision.current = Some(Share(current.0.min(share.0)));
    }
}

/// Takes a provision out. Functions that only it named leave the map with it, so assumptions on them go too.
pub fn delete_provision(map: &ScenarioMap, id: &ProvisionId) -> Result<Edit, ActionError> {
    let at = place_of!(map, provisions, "provision", id)?;
    let mut draft = super::Draft::of(map);
    draft.apply(Edit::Provision(Change::Remove { at }))?;
    let functions = draft.map.function_ids();
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
