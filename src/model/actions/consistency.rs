//! Changes of descriptors and their states. What judgements and forbidden pairs say of a state follows its name.

use super::ActionError;
use crate::model::{
    Consistency, Descriptor, DescriptorState, Edit, Extra, ScenarioMap, Setting, StateRef, slug, unused_id,
};

/// A change of one descriptor, by its id, or of one of its states, by name.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "the fields are what the variants' words say")]
pub enum DescriptorChange {
    /// A new descriptor with two states: no, yes.
    Add(String),
    /// Another name.
    Rename { id: String, name: String },
    /// Away with it, and with all that is judged of it.
    Remove(String),
    /// A further state.
    AddState { id: String, name: String },
    /// Another name for a state.
    RenameState { id: String, state: String, name: String },
    /// Away with a state, and with all that is judged of it.
    RemoveState { id: String, state: String },
    /// What a state means for the map.
    Bind { id: String, state: String, settings: Vec<Setting> },
}

impl DescriptorChange {
    /// The name of the step.
    pub fn label(&self) -> String {
        match self {
            Self::Add(name) => format!("Add descriptor {name}"),
            Self::Rename { name, .. } => format!("Rename descriptor to {name}"),
            Self::Remove(_) => "Remove descriptor".to_owned(),
            Self::AddState { name, .. } => format!("Add state {name}"),
            Self::RenameState { name, .. } => format!("Rename state to {name}"),
            Self::RemoveState { state, .. } => format!("Remove state {state}"),
            Self::Bind { state, .. } => format!("Set what {state} means"),
        }
    }
}

/// Changes a descriptor or a state.
pub fn change_descriptor(map: &ScenarioMap, change: &DescriptorChange) -> Result<Edit, ActionError> {
    let mut changed = map.consistency.clone().unwrap_or_default();
    apply(&mut changed, change)?;
    Ok(Edit::Consistency((!changed.descriptors.is_empty()).then(|| Box::new(changed))))
}

fn apply(consistency: &mut Consistency, change: &DescriptorChange) -> Result<(), ActionError> {
    match change {
        DescriptorChange::Add(name) => {
            let name = named(name, consistency.descriptors.iter().map(|d| d.name.as_str()))?;
            let taken = |id: &str| consistency.descriptors.iter().any(|d| d.id == id);
            let id = unused_id(&slug(&name, "descriptor"), taken);
            let states = ["no", "yes"].map(|name| bare(name.to_owned())).to_vec();
            consistency.descriptors.push(Descriptor { id, name, states, extra: Extra::new() });
        }
        DescriptorChange::Rename { id, name } => {
            let others = consistency.descriptors.iter().filter(|d| d.id != *id).map(|d| d.name.as_str());
            let name = named(name, others)?;
            descriptor(consistency, id)?.name = name;
        }
        DescriptorChange::Remove(id) => {
            descriptor(consistency, id)?;
            consistency.descriptors.retain(|d| d.id != *id);
            forget(consistency, |state| state.descriptor == *id);
        }
        DescriptorChange::AddState { id, name } => {
            let descriptor = descriptor(consistency, id)?;
            if descriptor.states.len() >= *Descriptor::STATES.end() {
                return refused("a descriptor has four states at most");
            }
            let name = named(name, descriptor.states.iter().map(|s| s.name.as_str()))?;
            descriptor.states.push(bare(name));
        }
        DescriptorChange::RenameState { id, state, name } => {
            let descriptor = descriptor(consistency, id)?;
            let others = descriptor.states.iter().filter(|s| s.name != *state).map(|s| s.name.as_str());
            let name = named(name, others)?;
            found(descriptor, state)?.name.clone_from(&name);
            for known in references(consistency).filter(|known| known.descriptor == *id && known.state == *state) {
                known.state.clone_from(&name);
            }
        }
        DescriptorChange::RemoveState { id, state } => {
            let descriptor = descriptor(consistency, id)?;
            found(descriptor, state)?;
            if descriptor.states.len() <= *Descriptor::STATES.start() {
                return refused("a descriptor keeps two states; remove the descriptor instead");
            }
            descriptor.states.retain(|s| s.name != *state);
            forget(consistency, |known| known.descriptor == *id && known.state == *state);
        }
        DescriptorChange::Bind { id, state, settings } => {
            found(descriptor(consistency, id)?, state)?.settings.clone_from(settings);
        }
    }
    Ok(())
}

fn bare(name: String) -> DescriptorState {
    DescriptorState { name, settings: Vec::new(), extra: Extra::new() }
}

fn refused<T>(why: &str) -> Result<T, ActionError> {
    Err(ActionError::Refused(why.to_owned()))
}

/// A name that is one, and no other's.
fn named<'a>(name: &str, mut others: impl Iterator<Item = &'a str>) -> Result<String, ActionError> {
    let name = name.trim();
    if name.is_empty() {
        return refused("it needs a name");
    }
    if others.any(|other| other == name) {
        return refused(&format!("\"{name}\" is there already"));
    }
    Ok(name.to_owned())
}

fn descriptor<'a>(consistency: &'a mut Consistency, id: &str) -> Result<&'a mut Descriptor, ActionError> {
    let found = consistency.descriptors.iter_mut().find(|d| d.id == id);
    found.ok_or_else(|| ActionError::Refused(format!("the map has no descriptor \"{id}\" any more")))
}

fn found<'a>(descriptor: &'a mut Descriptor, state: &str) -> Result<&'a mut DescriptorState, ActionError> {
    let found = descriptor.states.iter_mut().find(|s| s.name == state);
    found.ok_or_else(|| ActionError::Refused(format!("there is no state \"{state}\" any more")))
}

fn references(consistency: &mut Consistency) -> impl Iterator<Item = &mut StateRef> {
    let judged = consistency.judgements.iter_mut().flat_map(|j| [&mut j.from, &mut j.to]);
    judged.chain(consistency.forbidden.iter_mut().flat_map(|pair| [&mut pair.a, &mut pair.b]))
}

fn forget(consistency: &mut Consistency, gone: impl Fn(&StateRef) -> bool) {
    consistency.judgements.retain(|j| !gone(&j.from) && !gone(&j.to));
    consistency.forbidden.retain(|pair| !gone(&pair.a) && !gone(&pair.b));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Judgement;

    fn judged() -> Consistency {
        let mut consistency = Consistency::default();
        for name in ["Wagner", "Spain"] {
            apply(&mut consistency, &DescriptorChange::Add(name.to_owned())).unwrap();
        }
        let at = |descriptor: &str, state: &str| StateRef { descriptor: descriptor.into(), state: state.into() };
        for (from, to) in [("no", "yes"), ("yes", "yes")] {
            let (from, to) = (at("wagner", from), at("spain", to));
            consistency.judgements.push(Judgement { from, to, value: 2, note: String::new() });
        }
        consistency
    }

    #[test]
    fn what_is_judged_of_a_state_follows_its_name_and_goes_with_it() {
        let mut consistency = judged();
        let id = || "wagner".to_owned();
        let rename = DescriptorChange::RenameState { id: id(), state: "yes".into(), name: "leaves".into() };
        apply(&mut consistency, &rename).unwrap();
        assert_eq!(consistency.judgements[1].from.state, "leaves");
        apply(&mut consistency, &DescriptorChange::AddState { id: id(), name: "half".into() }).unwrap();
        apply(&mut consistency, &DescriptorChange::RemoveState { id: id(), state: "leaves".into() }).unwrap();
        assert_eq!(consistency.judgements.len(), 1);
        apply(&mut consistency, &DescriptorChange::Remove(id())).unwrap();
        assert!(consistency.judgements.is_empty() && consistency.descriptors.len() == 1);
    }

    #[test]
    fn two_to_four_states_of_different_names() {
        let mut consistency = judged();
        let id = || "wagner".to_owned();
        let add = |name: &str| DescriptorChange::AddState { id: id(), name: name.into() };
        assert!(apply(&mut consistency, &add(" yes ")).is_err(), "there already");
        assert!(apply(&mut consistency, &add("  ")).is_err(), "no name");
        apply(&mut consistency, &add("half")).unwrap();
        apply(&mut consistency, &add("late")).unwrap();
        assert!(apply(&mut consistency, &add("never")).is_err(), "a fifth");
        let remove = |state: &str| DescriptorChange::RemoveState { id: id(), state: state.into() };
        apply(&mut consistency, &remove("half")).unwrap();
        apply(&mut consistency, &remove("late")).unwrap();
        assert!(apply(&mut consistency, &remove("no")).is_err(), "one state is no choice");
    }
}
