//! The document: opening, reading articles into it, saving it.

use std::path::{Path, PathBuf};

use super::App;
use crate::export::graph_import;
use crate::gui::background::ReadArticle;
use crate::gui::command::Command;
use crate::gui::dialogs::{Dialog, ImportGraph, ImportScenarios};
use crate::gui::map_change::MapChange;
use crate::gui::panels::Panels;
use crate::gui::session::Session;
use crate::gui::view::View;
use crate::model::ScenarioMap;
use crate::model::actions::unchosen_principal;
use crate::store::StoreError;

impl App {
    pub(super) fn open_at_start(&mut self, files: Vec<PathBuf>) {
        let is_map = |path: &PathBuf| path.extension().is_some_and(|ext| ext == "backstop");
        let (maps, articles): (Vec<_>, Vec<_>) = files.into_iter().partition(is_map);
        if let Some(path) = maps.first() {
            self.open_map(path);
        } else if articles.is_empty() {
            // The last map, where it is still there; a first start shows the sample.
            let last = self.view.settings.recent.iter().find(|path| path.exists()).cloned();
            if let Some(path) = last {
                self.open_map(&path);
            }
        }
        if !articles.is_empty() {
            self.open_articles(articles);
        }
    }

    /// Does something that drops the session, after asking where there are unsaved changes.
    pub(super) fn unless_unsaved(&mut self, command: Command, go: impl FnOnce(&mut Self)) {
        self.session.commit_step();
        if self.session.is_dirty() && !std::mem::take(&mut self.discard_confirmed) {
            self.dialog = Some(Dialog::Unsaved { then: Box::new(command) });
        } else {
            go(self);
        }
    }

    /// Puts another document into the window; articles still being read were for the one before.
    pub(super) fn start_session(&mut self, session: Session) {
        self.reading.cancel();
        self.reading.failed.clear();
        self.replace_session(session);
    }

    fn replace_session(&mut self, mut session: Session) {
        self.session.abandon();
        if let Some(notice) = session.take_notice() {
            self.notices.warning(notice);
        }
        self.session = session;
        self.view = View::of(self.session.map(), self.view.settings.clone());
        self.panels = Panels::default();
        self.snapshot = None;
        self.after_save = None;
    }

    /// An article read on the untouched sample starts a map of its own. One that could not be read changes nothing.
    fn leave_sample(&mut self) {
        if self.session.is_sample() && !self.session.is_dirty() {
            let data = self.session.data().cloned();
            self.replace_session(Session::of_map(ScenarioMap::new(unchosen_principal()), data));
        }
    }

    /// Asks where articles belong that come while the sample has changes; whether it did.
    pub(super) fn asks_about_sample(&mut self, then: impl FnOnce() -> Command) -> bool {
        self.session.commit_step();
        let asks = self.session.is_sample() && self.session.is_dirty();
        if asks {
            self.dialog = Some(Dialog::TouchedSample { then: Box::new(then()) });
        }
        asks
    }

    pub(super) fn open_map(&mut self, path: &Path) {
        match Session::open(path, self.session.data().cloned()) {
            Ok(session) => {
                self.start_session(session);
                self.remember(path);
            }
            Err(error) => self.trouble("The map could not be opened", &error.to_string()),
        }
    }

    pub(super) fn open_articles(&mut self, paths: Vec<PathBuf>) {
        let is_map = |path: &PathBuf| path.extension().is_some_and(|ext| ext == "backstop");
        let (maps, articles): (Vec<_>, Vec<_>) = paths.into_iter().partition(is_map);
        if !articles.is_empty() && !self.asks_about_sample(|| Command::OpenArticlesAt(articles.clone())) {
            self.reading.add(articles);
        }
        if let Some(path) = maps.into_iter().next() {
            self.unless_unsaved(Command::OpenMapAt(path.clone()), |app| app.open_map(&path));
        }
    }

    pub(super) fn add_article(&mut self, read: ReadArticle) {
        self.leave_sample();
        let map = self.session.map();
        if map.article(&read.article.id).is_some() {
            self.notices.warning(format!("\"{}\" is in the map already", read.article.title));
            return;
        }
        let id = read.article.id.clone();
        let change = MapChange::AddArticle { article: Box::new(read.article), extraction: Box::new(read.extraction) };
        self.change(&change);
        if self.session.map().article(&id).is_some() {
            self.view.open_articles.push(id);
        }
    }

    /// Asks which scenarios of another file to take over.
    pub(super) fn offer_scenarios(&mut self, path: &Path) {
        match crate::store::read(path) {
            Ok(opened) if opened.map.scenarios.is_empty() => {
                let text = format!("{} has no scenario but the baseline", path.display());
                self.trouble("Nothing to import", &text);
            }
            Ok(opened) => {
                self.dialog = Some(Dialog::Import(Box::new(ImportScenarios::of(self.session.map(), opened.map, path))));
            }
            Err(error) => self.trouble("The scenarios could not be read", &error.to_string()),
        }
    }

    /// Shows what a graph of another program would add.
    pub(super) fn offer_graph(&mut self, path: &Path) {
        let read = graph_import::read_file(path).map_err(|error| error.to_string());
        let offered = read.and_then(|graph| {
            ImportGraph::of(self.session.map(), graph, path).map_err(|error| format!("{}: {error}", path.display()))
        });
        match offered {
            Ok(import) => self.dialog = Some(Dialog::ImportGraph(Box::new(import))),
            Err(why) => self.trouble("The graph could not be read", &why),
        }
    }

    pub(super) fn save(&mut self, path: &Path, ctx: &egui::Context) {
        self.session.commit_step();
        match self.session.save(path) {
            Ok(None) => self.saved(path, &format!("Saved {}", path.display()), ctx),
            Ok(Some(notice)) => self.saved(path, &notice, ctx),
            Err(StoreError::ChangedOnDisk { .. }) => {
                self.dialog = Some(Dialog::ChangedOnDisk { path: path.to_owned() });
            }
            Err(error) => self.trouble("The map could not be saved", &error.to_string()),
        }
    }

    pub(super) fn saved(&mut self, path: &Path, words: &str, ctx: &egui::Context) {
        self.remember(path);
        self.notices.done(words);
        if let Some(then) = self.after_save.take() {
            self.apply(then, ctx);
        }
    }

    pub(super) fn remember(&mut self, path: &Path) {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let recent = &mut self.view.settings.recent;
        recent.retain(|known| *known != path);
        recent.insert(0, path);
        recent.truncate(10);
        // Not only when the window closes in good order: the map worked on is what the next start shows.
        self.settings_to_keep = true;
    }
}
