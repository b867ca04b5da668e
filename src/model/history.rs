//! Undo and redo without a practical limit, every step named.

use super::{Edit, EditError, ScenarioMap};

/// The steps that led to a map, and those taken back. Whether the map has unsaved changes is derived from it.
#[derive(Clone, Debug, Default)]
pub struct History {
    done: Vec<Step>,
    undone: Vec<Step>,
    open: Option<Step>,
    /// The length of `done` at the last save; `None` when that state can no longer be reached.
    saved_at: Option<usize>,
    never_saved: bool,
    revision: u64,
}

/// A named step: what was done, in order, and what takes it back, in the order to apply.
#[derive(Clone, Debug, Default)]
struct Step {
    label: String,
    forward: Vec<Edit>,
    backward: Vec<Edit>,
}

impl Step {
    fn push(&mut self, forward: Edit, backward: Edit) {
        if self.forward.last().is_some_and(|last| last.is_overwritten_by(&forward)) {
            self.forward.pop();
            self.forward.push(forward);
        } else {
            self.forward.push(forward);
            self.backward.insert(0, backward);
        }
    }
}

impl History {
    /// The history of a map that stands on disk as it is.
    pub fn of_saved() -> Self {
        Self { saved_at: Some(0), ..Self::default() }
    }

    /// The history of a map that is nowhere on disk yet.
    pub fn of_unsaved() -> Self {
        Self { never_saved: true, ..Self::default() }
    }

    /// Grows with every change of the map, undo and redo included. Derived things carry it to tell whether they are stale.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Applies an edit as a step of its own, or as part of the open one.
    ///
    /// # Errors
    /// When the edit does not fit; map and history are then as they were.
    pub fn apply(&mut self, map: &mut ScenarioMap, label: &str, edit: Edit) -> Result<(), EditError> {
        if edit.is_empty() {
            return Ok(());
        }
        let inverse = edit.clone().apply(map)?;
        self.revision += 1;
        if self.open.is_none() && inverse == edit {
            return Ok(());
        }
        if let Some(open) = &mut self.open {
            open.push(edit, inverse);
            return Ok(());
        }
        self.record(Step { label: label.to_owned(), forward: vec![edit], backward: vec![inverse] });
        Ok(())
    }

    fn record(&mut self, step: Step) {
        if self.saved_at.is_some_and(|saved| saved > self.done.len()) {
            self.saved_at = None;
        }
        self.undone.clear();
        self.done.push(step);
    }

    /// Opens a step that gathers every edit until `commit` or `abort`: a drag is one step. An open one is committed first.
    pub fn begin(&mut self, label: &str) {
        self.commit();
        self.open = Some(Step { label: label.to_owned(), ..Step::default() });
    }

    /// Whether a step is open.
    pub fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Closes the open step. One that changed nothing leaves no trace.
    pub fn commit(&mut self) {
        if let Some(step) = self.open.take() {
            let changed = step.forward.len() != step.backward.len()
                || step.forward.iter().zip(step.backward.iter().rev()).any(|(f, b)| f != b);
            if changed {
                self.record(step);
            }
        }
    }

    /// Takes the open step back (Escape during a drag). Returns the edits that did so, for the journal.
    pub fn abort(&mut self, map: &mut ScenarioMap) -> Vec<Edit> {
        let Some(step) = self.open.take() else { return Vec::new() };
        self.revision += 1;
        run(&step.backward, map);
        step.backward
    }

    /// Takes the last step back. Returns its label and the edits that did so, for the journal.
    pub fn undo(&mut self, map: &mut ScenarioMap) -> Option<(String, Vec<Edit>)> {
        self.commit();
        let step = self.done.pop()?;
        self.revision += 1;
        run(&step.backward, map);
        let result = (step.label.clone(), step.backward.clone());
        self.undone.push(step);
        Some(result)
    }

    /// Does the last step taken back again. Returns its label and its edits, for the journal.
    pub fn redo(&mut self, map: &mut ScenarioMap) -> Option<(String, Vec<Edit>)> {
        self.commit();
        let step = self.undone.pop()?;
        self.revision += 1;
        run(&step.forward, map);
        let result = (step.label.clone(), step.forward.clone());
        self.done.push(step);
        Some(result)
    }

    /// The label of the step that undo would take back.
    pub fn undo_label(&self) -> Option<&str> {
        self.done.last().map(|step| step.label.as_str())
    }

    /// The label of the step that redo would do again.
    pub fn redo_label(&self) -> Option<&str> {
        self.undone.last().map(|step| step.label.as_str())
    }

    /// The labels of all steps done, oldest first.
    pub fn labels(&self) -> impl Iterator<Item = &str> {
        self.done.iter().map(|step| step.label.as_str())
    }

    /// Remembers that the map now stands on disk as it is.
    pub fn mark_saved(&mut self) {
        self.commit();
        self.never_saved = false;
        self.saved_at = Some(self.done.len());
    }

    /// Remembers that the map as it is stands in no file, even without a step done.
    pub fn mark_unsaved(&mut self) {
        self.never_saved = false;
        self.saved_at = None;
    }

    /// Whether the map differs from what stands on disk. A map never saved does so from its first step on.
    pub fn is_dirty(&self) -> bool {
        let saved = if self.never_saved { Some(0) } else { self.saved_at };
        saved != Some(self.done.len()) || self.open.as_ref().is_some_and(|step| !step.forward.is_empty())
    }
}

/// Applies edits that were recorded on this very map, and so fit it.
fn run(edits: &[Edit], map: &mut ScenarioMap) {
    for edit in edits {
        let applied = edit.clone().apply(map);
        debug_assert!(applied.is_ok(), "a recorded step no longer fits: {applied:?}");
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Actor, ActorKind, Place};
    use super::*;

    fn map() -> ScenarioMap {
        ScenarioMap::new(Actor::new("mali", "Mali", ActorKind::State))
    }

    fn place(x: f64) -> Edit {
        Edit::Place { actor: "mali".into(), place: Some(Place { x, y: 0.0, pinned: true }) }
    }

    #[test]
    fn a_drag_is_one_step_and_escape_takes_it_back() {
        let (mut map, mut history) = (map(), History::of_saved());
        let before = map.clone();
        history.begin("Move Mali");
        for x in 0..50 {
            history.apply(&mut map, "Move Mali", place(f64::from(x))).unwrap();
        }
        history.commit();
        assert_eq!(history.labels().collect::<Vec<_>>(), ["Move Mali"]);
        history.undo(&mut map);
        assert_eq!(map, before);
        history.redo(&mut map);
        assert_eq!(map.positions["mali"].x, 49.0);
        history.begin("Move Mali");
        history.apply(&mut map, "Move Mali", place(7.0)).unwrap();
        history.abort(&mut map);
        assert_eq!(map.positions["mali"].x, 49.0);
    }

    #[test]
    fn dirty_follows_the_saved_state_through_undo() {
        let (mut map, mut history) = (map(), History::of_saved());
        assert!(!history.is_dirty());
        history.apply(&mut map, "Move", place(1.0)).unwrap();
        assert!(history.is_dirty());
        history.mark_saved();
        assert!(!history.is_dirty());
        history.undo(&mut map);
        assert!(history.is_dirty());
        history.redo(&mut map);
        assert!(!history.is_dirty());
        history.undo(&mut map);
        history.apply(&mut map, "Move", place(2.0)).unwrap();
        assert!(history.is_dirty(), "the saved state can no longer be reached");
    }

    #[test]
    fn a_step_that_changes_nothing_leaves_no_trace() {
        let (mut map, mut history) = (map(), History::of_saved());
        history.apply(&mut map, "Move", place(1.0)).unwrap();
        history.mark_saved();
        history.apply(&mut map, "Move", place(1.0)).unwrap();
        history.begin("Move");
        history.apply(&mut map, "Move", place(3.0)).unwrap();
        history.apply(&mut map, "Move", place(1.0)).unwrap();
        history.commit();
        assert!(!history.is_dirty());
    }
}
