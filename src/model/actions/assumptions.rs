//! Adding, changing and deleting assumptions, and the evidence for and against them.

use super::{ActionError, Draft, changed, place_of};
use crate::model::{
    Assumption, AssumptionId, Change, ClaimId, Edit, Evidence, Lever, ScenarioMap, Stance, slug, unused_id,
};

/// The id a lever gets: `withdraw-wagner`, `engage-turkey`, `demand-training`, `exclude-russia`, `relation-russia`.
pub(super) fn lever_id(lever: &Lever) -> String {
    let limited = lever.functions().first().filter(|_| !matches!(lever, Lever::Demand { .. }));
    let base = match lever {
        Lever::Withdrawal { actor, .. } => format!("withdraw-{actor}"),
        Lever::Engagement { actor, .. } => format!("engage-{actor}"),
        Lever::Demand { function, .. } => format!("demand-{function}"),
        Lever::Exclusion { bloc, .. } => format!("exclude-{bloc}"),
        Lever::RelationChange { actor, .. } => format!("relation-{actor}"),
    };
    match limited {
        Some(function) => format!("{base}-{}", slug(function.as_str(), "function")),
        None => base,
    }
}

/// A new assumption at the end of the list.
pub fn add_assumption(map: &ScenarioMap, name: &str, lever: Lever) -> (AssumptionId, Edit) {
    let id = AssumptionId::from(unused_id(&lever_id(&lever), |id| map.assumptions.iter().any(|a| a.id == *id)));
    let assumption = Assumption::new(id.clone(), name, lever);
    (id, Edit::Assumption(Change::insert(map.assumptions.len(), assumption)))
}

/// The assumption with the same id becomes this one. Extents that the new lever cannot have are moved into its range.
pub fn update_assumption(map: &ScenarioMap, assumption: Assumption) -> Result<Edit, ActionError> {
    if assumption.name.trim().is_empty() {
        return Err(ActionError::Refused("an assumption needs a name".into()));
    }
    let at = place_of!(map, assumptions, "assumption", &assumption.id)?;
    let (low, high) = assumption.lever.extent_range();
    let mut edits = Vec::new();
    for (place, scenario) in map.scenarios.iter().enumerate() {
        let outside = |extent: f64| extent < low || extent > high;
        if scenario.setting(&assumption.id).is_some_and(|s| outside(s.extent)) {
            edits.push(changed!(map, scenarios, Scenario, place, |scenario| {
                for setting in scenario.settings.iter_mut().filter(|s| s.assumption == assumption.id) {
                    setting.extent = setting.extent.clamp(low, high);
                }
            }));
        }
    }
    edits.insert(0, Edit::Assumption(Change::replace(at, assumption)));
    Ok(Edit::batch(edits))
}

/// A copy of an assumption, after it, with the same settings in every scenario.
pub fn duplicate_assumption(map: &ScenarioMap, id: &AssumptionId) -> Result<(AssumptionId, Edit), ActionError> {
    let at = place_of!(map, assumptions, "assumption", id)?;
    let mut copy = map.assumptions[at].clone();
    copy.id = unused_id(id.as_str(), |id| map.assumptions.iter().any(|a| a.id == *id)).into();
    copy.name = format!("{} (copy)", copy.name);
    let new = copy.id.clone();
    let mut edits = vec![Edit::Assumption(Change::insert(at + 1, copy))];
    for (place, scenario) in map.scenarios.iter().enumerate() {
        if let Some(setting) = scenario.setting(id) {
            let mut setting = setting.clone();
            setting.assumption = new.clone();
            edits.push(changed!(map, scenarios, Scenario, place, |s| s.settings.push(setting)));
        }
    }
    Ok((new, Edit::batch(edits)))
}

/// Takes an assumption out, with its settings in every scenario and in the cross-impact judgements.
pub fn delete_assumption(map: &ScenarioMap, id: &AssumptionId) -> Result<Edit, ActionError> {
    let at = place_of!(map, assumptions, "assumption", id)?;
    let mut draft = Draft::of(map);
    for (place, scenario) in map.scenarios.iter().enumerate() {
        if scenario.setting(id).is_some() {
            draft.apply(changed!(map, scenarios, Scenario, place, |s| s.settings.retain(|s| s.assumption != *id)))?;
        }
    }
    if let Some(consistency) = &map.consistency {
        let mut changed = consistency.clone();
        for state in changed.descriptors.iter_mut().flat_map(|d| &mut d.states) {
            state.settings.retain(|s| s.assumption != *id);
        }
        if changed != *consistency {
            draft.apply(Edit::Consistency(Some(Box::new(changed))))?;
        }
    }
    draft.apply(Edit::Assumption(Change::Remove { at }))?;
    Ok(draft.into_edit())
}

/// Moves an assumption to another place of the list.
pub fn move_assumption(map: &ScenarioMap, id: &AssumptionId, to: usize) -> Result<Edit, ActionError> {
    let from = place_of!(map, assumptions, "assumption", id)?;
    Ok(Edit::Assumption(Change::Move { from, to: to.min(map.assumptions.len() - 1) }))
}

/// Puts a claim for or against an assumption; one that is there already changes sides.
pub fn attach_evidence(
    map: &ScenarioMap,
    id: &AssumptionId,
    claim: &ClaimId,
    stance: Stance,
) -> Result<Edit, ActionError> {
    let at = place_of!(map, assumptions, "assumption", id)?;
    place_of!(map, claims, "claim", claim)?;
    Ok(changed!(map, assumptions, Assumption, at, |a| {
        a.evidence.retain(|e| e.claim != *claim);
        a.evidence.push(Evidence { claim: claim.clone(), stance });
    }))
}

/// Takes a claim off an assumption.
pub fn detach_evidence(map: &ScenarioMap, id: &AssumptionId, claim: &ClaimId) -> Result<Edit, ActionError> {
    let at = place_of!(map, assumptions, "assumption", id)?;
    Ok(changed!(map, assumptions, Assumption, at, |a| a.evidence.retain(|e| e.claim != *claim)))
}
