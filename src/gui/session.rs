//! The document: a map with its file, its history and its crash journal.

use std::path::{Path, PathBuf};

use super::map_change::MapChange;
use crate::model::actions::ActionError;
use crate::model::{Edit, History, ScenarioMap};
use crate::store::{self, DataFolder, Journal, OpenMarker, PendingRecovery, PreviousVersion, Stamp, StoreError};

/// A map being worked on.
pub struct Session {
    map: ScenarioMap,
    history: History,
    file: Option<OpenFile>,
    /// Where journals and previous versions are kept; `None` keeps nothing, as tests want it.
    data: Option<DataFolder>,
    journal: Option<Journal>,
    review_revision: u64,
    study_revision: u64,
    /// Whether the map is the untouched sample.
    sample: bool,
    /// What the user should be told about opening it, once.
    notice: Option<String>,
}

struct OpenFile {
    path: PathBuf,
    stamp: Option<Stamp>,
    /// Other windows see by it that the file is open here.
    _marker: Option<OpenMarker>,
}

impl Session {
    /// A session on the Mali sample, which has no file of its own.
    ///
    /// # Errors
    /// When the embedded sample cannot be read, which a test rules out.
    pub fn of_sample(data: Option<DataFolder>) -> Result<Self, StoreError> {
        let mut session = Self::of_map(store::sample_mali()?, data);
        session.sample = true;
        Ok(session)
    }

    /// A session on a map that has no file yet.
    pub fn of_map(map: ScenarioMap, data: Option<DataFolder>) -> Self {
        Self {
            map,
            history: History::of_unsaved(),
            file: None,
            data,
            journal: None,
            review_revision: 0,
            study_revision: 0,
            sample: false,
            notice: None,
        }
    }

    /// A session on a scenario file.
    ///
    /// # Errors
    /// When the file cannot be read; it is untouched then.
    pub fn open(path: &Path, data: Option<DataFolder>) -> Result<Self, StoreError> {
        let opened = store::read(path)?;
        let mut session = Self::of_map(opened.map, data);
        session.history = History::of_saved();
        session.take_file(path, opened.stamp);
        Ok(session)
    }

    /// A session on the edits that a crash left. They count as unsaved, and their journal goes on.
    ///
    /// # Errors
    /// When the journal cannot be read, or another window has taken it.
    pub fn recover(pending: &PendingRecovery, data: Option<DataFolder>) -> Result<Self, StoreError> {
        let recovered = pending.accept()?;
        let mut session = Self::of_map(recovered.map, data);
        session.history.mark_unsaved();
        session.journal = Some(recovered.journal);
        if let Some(path) = &recovered.file {
            session.take_file(path, recovered.stamp);
        }
        if recovered.lost_edits > 0 {
            session.notice = Some("The last edit before the crash was only half written and is missing".to_owned());
        }
        Ok(session)
    }

    /// A session on a previous version of this session's file, as unsaved changes over it.
    ///
    /// # Errors
    /// When the version cannot be read.
    pub fn of_previous(&self, version: &PreviousVersion) -> Result<Self, StoreError> {
        let mut session = Self::of_map(version.open()?, self.data.clone());
        session.history.mark_unsaved();
        if let Some(file) = &self.file {
            session.take_file(&file.path, file.stamp.clone());
        }
        Ok(session)
    }

    fn take_file(&mut self, path: &Path, stamp: Option<Stamp>) {
        let marker = self.data.as_ref().and_then(|data| OpenMarker::set(path, data).ok());
        // A mark of this very process is the session that this one takes the place of.
        let is_elsewhere =
            |marker: &OpenMarker| marker.others().iter().any(|other| other.process != std::process::id());
        if marker.as_ref().is_some_and(is_elsewhere) {
            self.notice = Some(format!("{} is open in another window too", path.display()));
        }
        self.file = Some(OpenFile { path: path.to_owned(), stamp, _marker: marker });
    }

    /// What the user should be told about opening it; said once.
    pub fn take_notice(&mut self) -> Option<String> {
        self.notice.take()
    }

    /// Where journals and previous versions are kept.
    pub fn data(&self) -> Option<&DataFolder> {
        self.data.as_ref()
    }

    /// What earlier saves of the file replaced, newest first.
    pub fn previous_versions(&self) -> Vec<PreviousVersion> {
        match (&self.file, &self.data) {
            (Some(file), Some(data)) => store::previous_versions(&file.path, data),
            _ => Vec::new(),
        }
    }

    /// Whether the file is still what was read or saved last.
    pub fn file_is_as_read(&self) -> bool {
        self.file.as_ref().is_none_or(|file| file.stamp.as_ref().is_none_or(|stamp| stamp.still_holds(&file.path)))
    }

    /// The map.
    pub fn map(&self) -> &ScenarioMap {
        &self.map
    }

    /// The steps done and undone.
    pub fn history(&self) -> &History {
        &self.history
    }

    /// Grows with every change of the map.
    pub fn revision(&self) -> u64 {
        self.history.revision()
    }

    /// Grows with every change that can bear on the review queue.
    pub fn review_revision(&self) -> u64 {
        self.review_revision
    }

    /// Grows with every change that can bear on the arithmetic other than through a scenario's settings.
    pub fn study_revision(&self) -> u64 {
        self.study_revision
    }

    /// The file, when there is one.
    pub fn path(&self) -> Option<&Path> {
        self.file.as_ref().map(|file| file.path.as_path())
    }

    /// Whether there are changes that no file holds.
    pub fn is_dirty(&self) -> bool {
        self.history.is_dirty()
    }

    /// Whether it is the sample.
    pub fn is_sample(&self) -> bool {
        self.sample
    }

    /// Makes the sample a map of the user's own.
    pub fn adopt_sample(&mut self) {
        self.sample = false;
    }

    /// Why edits are not being kept against a crash, where they are not.
    pub fn journal_trouble(&self) -> Option<String> {
        self.journal.as_ref().and_then(Journal::fault)
    }

    /// The title shown: the map's, its file's name, or "Untitled map".
    pub fn title(&self) -> String {
        if !self.map.title.is_empty() {
            return self.map.title.clone();
        }
        let stem = self.path().and_then(Path::file_stem).map(|stem| stem.to_string_lossy().into_owned());
        stem.unwrap_or_else(|| "Untitled map".to_owned())
    }

    /// Makes a change; one step unless a step is open.
    ///
    /// # Errors
    /// When it does not fit the map, which is then unchanged.
    pub fn change(&mut self, change: &MapChange) -> Result<(), ActionError> {
        let label = change.label(&self.map);
        let edit = change.edit(&self.map)?;
        self.apply(&label, edit)
    }

    /// Applies an edit as a step.
    ///
    /// # Errors
    /// When it does not fit the map, which is then unchanged.
    pub fn apply(&mut self, label: &str, edit: Edit) -> Result<(), ActionError> {
        self.start_journal();
        let (review, study) = (bears_on_review(&edit), bears_on_study(&edit));
        self.history
            .apply(&mut self.map, label, edit.clone())
            .map_err(|error| ActionError::Refused(error.to_string()))?;
        self.review_revision += u64::from(review);
        self.study_revision += u64::from(study);
        self.journal_edits(&[edit]);
        Ok(())
    }

    /// Opens a step that gathers changes.
    pub fn begin_step(&mut self, label: &str) {
        self.history.begin(label);
    }

    /// Closes the open step.
    pub fn commit_step(&mut self) {
        self.history.commit();
    }

    /// Takes the open step back.
    pub fn abort_step(&mut self) {
        let edits = self.history.abort(&mut self.map);
        self.review_revision += 1;
        self.study_revision += 1;
        self.journal_edits(&edits);
    }

    /// Takes the last step back; its label.
    pub fn undo(&mut self) -> Option<String> {
        self.start_journal();
        let (label, edits) = self.history.undo(&mut self.map)?;
        self.review_revision += 1;
        self.study_revision += 1;
        self.journal_edits(&edits);
        Some(label)
    }

    /// Does the last step taken back again; its label.
    pub fn redo(&mut self) -> Option<String> {
        self.start_journal();
        let (label, edits) = self.history.redo(&mut self.map)?;
        self.review_revision += 1;
        self.study_revision += 1;
        self.journal_edits(&edits);
        Some(label)
    }

    /// Saves to the session's file, or to another. What the user should be told about it comes back.
    ///
    /// # Errors
    /// When it cannot be written, or the file changed on disk meanwhile; the map stays as it is, unsaved.
    pub fn save(&mut self, path: &Path) -> Result<Option<String>, StoreError> {
        let same = self.file.as_ref().filter(|file| file.path == path);
        let saved = store::save(&self.map, path, same.and_then(|file| file.stamp.as_ref()), self.data.as_ref())?;
        if same.is_some() {
            if let Some(file) = &mut self.file {
                file.stamp = Some(saved.stamp);
            }
        } else {
            self.take_file(path, Some(saved.stamp));
        }
        self.history.mark_saved();
        self.sample = false;
        // What the journal held is in the file now; a new one starts with the next edit.
        self.abandon();
        Ok(saved.notice)
    }

    /// Saves beside a file that somebody else changed, under the name that comes back; both versions are then there.
    ///
    /// # Errors
    /// When the copy cannot be written.
    pub fn save_keeping_both(&mut self, path: &Path) -> Result<PathBuf, StoreError> {
        let (copy, saved) = store::save_conflicted_copy(&self.map, path)?;
        self.take_file(&copy, Some(saved.stamp));
        self.history.mark_saved();
        self.sample = false;
        self.abandon();
        Ok(copy)
    }

    /// Waits until every edit is in the journal on disk.
    pub fn flush_journal(&self) {
        if let Some(journal) = &self.journal {
            // A fault is shown in the status bar for as long as it lasts.
            let _ = journal.flush();
        }
    }

    /// Gives the edits up, or has them in a file: the journal is not offered again.
    pub fn abandon(&mut self) {
        if let Some(journal) = self.journal.take() {
            journal.discard();
        }
    }

    fn start_journal(&mut self) {
        if self.journal.is_none() && self.data.is_some() {
            let file = self.file.as_ref().and_then(|file| Some((file.path.as_path(), file.stamp.as_ref()?)));
            self.journal = Some(Journal::begin(self.data.as_ref(), &self.map, file));
        }
    }

    fn journal_edits(&mut self, edits: &[Edit]) {
        if let Some(journal) = &mut self.journal {
            journal.append(edits);
        }
    }
}

/// Whether an edit can change the review queue. Settings and places cannot, and they are what drags change.
fn bears_on_review(edit: &Edit) -> bool {
    match edit {
        Edit::Place { .. } | Edit::Scenario(_) | Edit::Assumption(_) | Edit::Consistency(_) | Edit::Incompatible(_) => {
            false
        }
        Edit::Batch(edits) => edits.iter().any(bears_on_review),
        _ => true,
    }
}

/// Whether an edit can change the compiled study. What a slider's drag changes cannot: a scenario's settings are given to
/// the study with every question.
fn bears_on_study(edit: &Edit) -> bool {
    match edit {
        Edit::Place { .. } | Edit::Scenario(_) | Edit::Consistency(_) => false,
        Edit::Batch(edits) => edits.iter().any(bears_on_study),
        _ => true,
    }
}
