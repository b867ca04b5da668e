//! Scenarios of another map, with the assumptions they need.

use super::scenarios::unused_scenario_id;
use super::{ActionError, Draft};
use crate::model::{
    Assumption, AssumptionId, Change, Edit, Lever, Scenario, ScenarioId, ScenarioMap, Setting, unused_id,
};

/// What an import does, and what it has to leave out.
#[derive(Clone, Debug, PartialEq)]
pub struct ScenarioImport {
    /// The scenarios as they are called in this map, in the order asked for.
    pub scenarios: Vec<ScenarioId>,
    /// The names of assumptions about actors, functions or blocs that this map does not have; each once.
    pub left_out: Vec<String>,
    /// The edit that does it.
    pub edit: Edit,
}

/// Scenarios of another map, added at the end with the assumptions they need. An assumption that moves what one of this
/// map's moves is that one; actors are the same by id, name or alias. A scenario whose name is taken gets a number.
///
/// # Errors
/// When the other map has no scenario of one of these ids.
pub fn import_scenarios(
    map: &ScenarioMap,
    other: &ScenarioMap,
    ids: &[ScenarioId],
) -> Result<ScenarioImport, ActionError> {
    let mut draft = Draft::of(map);
    let mut scenarios = Vec::new();
    let mut left_out: Vec<String> = Vec::new();
    for id in ids {
        let source = other.scenario(id).ok_or_else(|| super::unknown("scenario", id))?;
        let mut settings: Vec<Setting> = Vec::new();
        for setting in &source.settings {
            let Some(assumption) = other.assumption(&setting.assumption) else { continue };
            match here(&mut draft, other, assumption)? {
                // Two assumptions of theirs may be one of ours; the first says how far it goes.
                Some(id) if settings.iter().all(|s| s.assumption != id) => {
                    let mut setting = setting.clone();
                    setting.assumption = id;
                    settings.push(setting);
                }
                Some(_) => {}
                None if left_out.contains(&assumption.name) => {}
                None => left_out.push(assumption.name.clone()),
            }
        }
        let name = unused_name(&draft.map, &source.name);
        let id = unused_scenario_id(&draft.map, &name);
        let scenario = Scenario { id: id.clone(), name, settings, ..source.clone() };
        let end = draft.map.scenarios.len();
        draft.apply(Edit::Scenario(Change::insert(end, scenario)))?;
        scenarios.push(id);
    }
    Ok(ScenarioImport { scenarios, left_out, edit: draft.into_edit() })
}

/// Whether this map has a scenario of that name already that says and sets the same.
pub fn is_imported(map: &ScenarioMap, other: &ScenarioMap, scenario: &Scenario) -> bool {
    let Ok(import) = import_scenarios(map, other, std::slice::from_ref(&scenario.id)) else { return false };
    let mut with = map.clone();
    if !import.left_out.is_empty()
        || import.edit.apply(&mut with).is_err()
        || with.assumptions.len() != map.assumptions.len()
    {
        return false;
    }
    let added = import.scenarios.first().and_then(|id| with.scenario(id));
    added.is_some_and(|added| {
        map.scenarios.iter().any(|known| {
            known.name == scenario.name && known.description == added.description && known.settings == added.settings
        })
    })
}

/// The assumption of this map that moves the same, added where there is none; `None` where it cannot be.
fn here(draft: &mut Draft, other: &ScenarioMap, assumption: &Assumption) -> Result<Option<AssumptionId>, ActionError> {
    let Some(lever) = translated(&draft.map, other, &assumption.lever) else { return Ok(None) };
    if let Some(known) = draft.map.assumptions.iter().find(|known| moves_the_same(&known.lever, &lever)) {
        return Ok(Some(known.id.clone()));
    }
    let wanted = super::assumptions::lever_id(&lever);
    let id: AssumptionId = unused_id(&wanted, |id| draft.map.assumptions.iter().any(|a| a.id == *id)).into();
    // Their quotes stand in articles of theirs; the note goes along.
    let new = Assumption { note: assumption.note.clone(), ..Assumption::new(id.clone(), &*assumption.name, lever) };
    let end = draft.map.assumptions.len();
    draft.apply(Edit::Assumption(Change::insert(end, new)))?;
    Ok(Some(id))
}

/// The lever with this map's ids; `None` when it moves something that this map does not have.
fn translated(map: &ScenarioMap, other: &ScenarioMap, lever: &Lever) -> Option<Lever> {
    let functions = map.function_ids();
    if !lever.functions().iter().all(|function| functions.contains(function)) {
        return None;
    }
    if let Lever::Exclusion { bloc, .. } = lever {
        let members = map.actors.iter().any(|actor| actor.bloc_id() == *bloc);
        return members.then(|| lever.clone());
    }
    let mut lever = lever.clone();
    if let Some(actor) = lever.actor_mut() {
        let same = map.actor(actor).or_else(|| map.actor_by_name(actor.as_str())).or_else(|| {
            let theirs = other.actor(actor)?;
            theirs.names().find_map(|name| map.actor_by_name(name))
        });
        *actor = same?.id.clone();
    }
    Some(lever)
}

fn moves_the_same(a: &Lever, b: &Lever) -> bool {
    let bloc = |lever: &Lever| match lever {
        Lever::Exclusion { bloc, .. } => Some(bloc.clone()),
        _ => None,
    };
    let functions = |lever: &Lever| -> std::collections::BTreeSet<_> { lever.functions().iter().cloned().collect() };
    std::mem::discriminant(a) == std::mem::discriminant(b)
        && a.actor() == b.actor()
        && functions(a) == functions(b)
        && bloc(a) == bloc(b)
}

fn unused_name(map: &ScenarioMap, name: &str) -> String {
    let taken = |name: &str| name == Scenario::baseline().name || map.scenarios.iter().any(|s| s.name == name);
    if !taken(name) {
        return name.to_owned();
    }
    // One of so many numbers is free.
    let numbers = 2..=map.scenarios.len() + 2;
    numbers.map(|n| format!("{name} ({n})")).find(|name| !taken(name)).unwrap_or_else(|| name.to_owned())
}
