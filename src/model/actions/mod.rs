//! What a user does to a map, as edits. Every function reads the map and returns an `Edit`; none changes anything.

mod actors;
mod assumptions;
mod consistency;
mod import;
mod links;
mod review;
mod scenarios;
mod study;

use thiserror::Error;

use super::{Change, Edit, ScenarioMap};

pub use actors::{add_actor, delete_actors, merge_actors, place_actors, rename_actor, update_actor};
pub use assumptions::{
    add_assumption, attach_evidence, delete_assumption, detach_evidence, duplicate_assumption, move_assumption,
    update_assumption,
};
pub use consistency::{DescriptorChange, change_descriptor};
pub use import::{ScenarioImport, import_scenarios, is_imported};
pub use links::{
    add_provision, add_relation, delete_provision, delete_relation, reverse_relation, set_share, update_provision,
    update_relation,
};
pub use review::{
    accept_proposals, accept_without_shares, add_claim, add_claim_with_item, decision_of, is_open, reject_proposals,
    update_claim, update_proposal, withdrawal_id,
};
pub use scenarios::{
    add_scenario, clear_setting, delete_scenario, duplicate_scenario, move_scenario, set_setting, update_scenario,
};
pub use study::{
    choose_principal, grade_article, is_principal_unchosen, move_function, remove_article, set_article_source,
    set_assessed_none, set_function, set_principal, set_source_reliability, set_start_month, set_threshold, set_title,
    unchosen_principal,
};

/// Why something cannot be done to this map. Nothing has changed then.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ActionError {
    /// An id that the map does not have.
    #[error("the map has no {what} \"{id}\"")]
    Unknown {
        /// What was looked for.
        what: &'static str,
        /// The id.
        id: String,
    },
    /// Something that would leave the map unsound.
    #[error("{0}")]
    Refused(String),
}

fn unknown(what: &'static str, id: &impl ToString) -> ActionError {
    ActionError::Unknown { what, id: id.to_string() }
}

/// The place of an item in its list.
macro_rules! place_of {
    ($map:expr, $list:ident, $what:literal, $id:expr) => {
        $map.$list.iter().position(|item| item.id == *$id).ok_or_else(|| super::unknown($what, $id))
    };
}
use place_of;

/// An edit that replaces an item by a changed copy of it.
macro_rules! changed {
    ($map:expr, $list:ident, $variant:ident, $at:expr, |$item:ident| $change:expr) => {{
        let mut $item = $map.$list[$at].clone();
        $change;
        crate::model::Edit::$variant(crate::model::Change::replace($at, $item))
    }};
}
use changed;

/// Edits that remove the items at these places, last first, so that the places stay right.
fn removals<T>(mut places: Vec<usize>, wrap: impl Fn(Change<T>) -> Edit) -> Vec<Edit> {
    places.sort_unstable();
    places.into_iter().rev().map(|at| wrap(Change::Remove { at })).collect()
}

/// A working copy of a map that records what is done to it, for actions whose later edits depend on the earlier ones.
struct Draft {
    map: ScenarioMap,
    edits: Vec<Edit>,
}

impl Draft {
    fn of(map: &ScenarioMap) -> Self {
        Self { map: map.clone(), edits: Vec::new() }
    }

    fn apply(&mut self, edit: Edit) -> Result<(), ActionError> {
        edit.clone().apply(&mut self.map).map_err(|error| ActionError::Refused(error.to_string()))?;
        self.edits.push(edit);
        Ok(())
    }

    fn into_edit(self) -> Edit {
        Edit::batch(self.edits)
    }
}
