//! Adding, changing and deleting scenarios and their settings.

use super::{ActionError, changed, place_of};
use crate::model::{AssumptionId, Change, Edit, Scenario, ScenarioId, ScenarioMap, Setting, slug, unused_id};

pub(super) fn unused_scenario_id(map: &ScenarioMap, name: &str) -> ScenarioId {
    let taken = |id: &str| id == ScenarioId::BASELINE || map.scenarios.iter().any(|s| s.id == *id);
    unused_id(&slug(name, "scenario"), taken).into()
}

/// A new scenario without settings.
pub fn add_scenario(map: &ScenarioMap, name: &str) -> (ScenarioId, Edit) {
    let id = unused_scenario_id(map, name);
    (id.clone(), Edit::Scenario(Change::insert(map.scenarios.len(), Scenario::new(id, name.trim()))))
}

/// A copy of a scenario, the baseline included, at the end.
pub fn duplicate_scenario(map: &ScenarioMap, id: &ScenarioId) -> Result<(ScenarioId, Edit), ActionError> {
    let mut copy = map.scenario_or_baseline(id).ok_or_else(|| super::unknown("scenario", id))?;
    copy.name = format!("{} (copy)", copy.name);
    copy.id = unused_scenario_id(map, &copy.name);
    Ok((copy.id.clone(), Edit::Scenario(Change::insert(map.scenarios.len(), copy))))
}

/// The scenario with the same id becomes this one.
pub fn update_scenario(map: &ScenarioMap, scenario: Scenario) -> Result<Edit, ActionError> {
    if scenario.name.trim().is_empty() {
        return Err(ActionError::Refused("a scenario needs a name".into()));
    }
    let at = place_of!(map, scenarios, "scenario", &scenario.id)?;
    Ok(Edit::Scenario(Change::replace(at, scenario)))
}

/// Takes a scenario out.
pub fn delete_scenario(map: &ScenarioMap, id: &ScenarioId) -> Result<Edit, ActionError> {
    Ok(Edit::Scenario(Change::Remove { at: place_of!(map, scenarios, "scenario", id)? }))
}

/// Moves a scenario to another place of the list.
pub fn move_scenario(map: &ScenarioMap, id: &ScenarioId, to: usize) -> Result<Edit, ActionError> {
    let from = place_of!(map, scenarios, "scenario", id)?;
    Ok(Edit::Scenario(Change::Move { from, to: to.min(map.scenarios.len() - 1) }))
}

/// Sets an assumption in a scenario; the extent is moved into the lever's range.
pub fn set_setting(map: &ScenarioMap, id: &ScenarioId, mut setting: Setting) -> Result<Edit, ActionError> {
    if id.as_str() == ScenarioId::BASELINE {
        return Err(ActionError::Refused("the baseline has no settings; add a scenario first".into()));
    }
    let at = place_of!(map, scenarios, "scenario", id)?;
    let assumption =
        map.assumption(&setting.assumption).ok_or_else(|| super::unknown("assumption", &setting.assumption))?;
    let (low, high) = assumption.lever.extent_range();
    if !setting.extent.is_finite() {
        return Err(ActionError::Refused(format!("an extent is a number from {low} to {high}")));
    }
    setting.extent = setting.extent.clamp(low, high);
    Ok(changed!(map, scenarios, Scenario, at, |scenario| {
        match scenario.settings.iter_mut().find(|s| s.assumption == setting.assumption) {
            Some(place) => *place = setting,
            None => scenario.settings.push(setting),
        }
    }))
}

/// Takes an assumption out of a scenario.
pub fn clear_setting(map: &ScenarioMap, id: &ScenarioId, assumption: &AssumptionId) -> Result<Edit, ActionError> {
    let at = place_of!(map, scenarios, "scenario", id)?;
    Ok(changed!(map, scenarios, Scenario, at, |s| s.settings.retain(|s| s.assumption != *assumption)))
}
