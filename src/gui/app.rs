//! The application: one frame is poll, snapshot, draw, apply. Only `apply` changes anything.

use std::path::{Path, PathBuf};

use super::background::{Asking, Purpose, ReadArticle, Reading, read_pasted};
use super::command::{Command, SPECS, ViewCommand};
use super::context::ViewCtx;
use super::dialogs::{Answer, Dialog};
use super::files;
use super::fonts;
use super::map_change::MapChange;
use super::notices::Notices;
use super::panels::{Panels, menu, status};
use super::session::Session;
use super::snapshot::Snapshot;
use super::theme::{Palette, ThemeChoice};
use super::transfer::{self, Incoming, OutFile};
use super::view::{CanvasRequest, CentreTab, Selection, Settings, View};
use super::workspace::{Pane, Workspace};
use crate::model::actions::unchosen_principal;
use crate::model::{Actor, ActorId, ActorKind, Months, ScenarioMap, slug};
use crate::store::{DataFolder, PendingRecovery, StoreError, pending_recoveries};

const SETTINGS_KEY: &str = "settings";
const WORKSPACE_KEY: &str = "workspace-1";

/// The application.
pub struct App {
    session: Session,
    view: View,
    snapshot: Option<Snapshot>,
    panels: Panels,
    workspace: Workspace,
    reading: Reading,
    asking: Option<Asking>,
    dialog: Option<Dialog>,
    notices: Notices,
    commands_done: u64,
    native_dialogs: bool,
    /// What is written once it is known where to.
    to_write: Option<OutFile>,
    /// What to do once a save that was asked for has happened.
    after_save: Option<Command>,
    /// The user has just said that the changes may go.
    discard_confirmed: bool,
    /// The window may close without asking.
    closing: bool,
    installed_theme: Option<(bool, f32)>,
}

impl App {
    /// The application in a new window: these files, or the last map, or the sample.
    pub fn new(cc: &eframe::CreationContext<'_>, files: Vec<PathBuf>) -> Self {
        let read = |key: &str| cc.storage.and_then(|storage| storage.get_string(key));
        let settings: Settings =
            read(SETTINGS_KEY).and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
        let workspace = read(WORKSPACE_KEY).and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
        fonts::install(&cc.egui_ctx);
        let data = DataFolder::standard();
        let pending = data.as_ref().map(pending_recoveries).unwrap_or_default();
        let mut app = Self::with(first_session(data), settings, workspace);
        app.native_dialogs = files::native_dialog_available();
        app.open_at_start(files);
        if !pending.is_empty() {
            app.dialog = Some(Dialog::Recover { pending });
        }
        app
    }

    /// The application on a session, without files, storage or native dialogs: what tests drive. The context it is drawn
    /// in needs `install_fonts` first.
    pub fn of_session(session: Session) -> Self {
        Self::with(session, Settings { reduced_motion: true, ..Settings::default() }, Workspace::default())
    }

    fn with(session: Session, settings: Settings, workspace: Workspace) -> Self {
        let view = View::of(session.map(), settings);
        Self {
            session,
            view,
            snapshot: None,
            panels: Panels::default(),
            workspace,
            reading: Reading::default(),
            asking: None,
            dialog: None,
            notices: Notices::default(),
            commands_done: 0,
            native_dialogs: false,
            to_write: None,
            after_save: None,
            discard_confirmed: false,
            closing: false,
            installed_theme: None,
        }
    }

    /// The document.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// How many commands have been carried out: a control that raises it does something.
    pub fn commands_done(&self) -> u64 {
        self.commands_done
    }

    /// What is looked at.
    pub fn view(&self) -> &View {
        &self.view
    }

    /// What the last frame's panels read.
    pub fn snapshot(&self) -> Option<&Snapshot> {
        self.snapshot.as_ref()
    }

    fn open_at_start(&mut self, files: Vec<PathBuf>) {
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

    /// Draws a frame and applies what the user did in it.
    pub fn frame(&mut self, ui: &mut egui::Ui) {
        let ctx = ui.ctx().clone();
        self.poll(&ctx);
        let palette = self.install_theme(&ctx);
        let snapshot = match self.snapshot.take() {
            Some(old) => Snapshot::updated(old, &self.session, &self.view),
            None => Snapshot::of(&self.session, &self.view),
        };
        let mut out = Vec::new();
        let mut answer = None;
        {
            let cx = ViewCtx {
                map: self.session.map(),
                session: &self.session,
                snapshot: &snapshot,
                view: &self.view,
                palette: &palette,
                reading: &self.reading,
            };
            if self.dialog.is_none() {
                shortcuts(&cx, &ctx, &mut out);
            }
            let bar = |fill| egui::Frame::new().fill(fill).inner_margin(egui::Margin::symmetric(12, 0));
            egui::Panel::top("menu").exact_size(38.0).frame(bar(palette.panel)).show(ui, |ui| {
                menu::menu_ui(&cx, ui, &mut out);
            });
            egui::Panel::bottom("status").exact_size(24.0).frame(bar(palette.panel)).show(ui, |ui| {
                status::status_ui(&cx, ui);
            });
            egui::CentralPanel::no_frame().show(ui, |ui| {
                ui.painter().rect_filled(ui.max_rect(), 0.0, palette.window);
                self.workspace.ui(&cx, &mut self.panels, ui, &mut out);
            });
            if let Some(dialog) = &mut self.dialog {
                answer = dialog.ui(&cx, &ctx);
            }
        }
        self.notices.show(&ctx, &palette);
        self.snapshot = Some(snapshot);
        self.view.canvas_request = None;
        self.view.scroll_to_place = false;
        self.view.focus_review = false;
        self.view.focus_find = false;
        if let Some(answer) = answer {
            self.answer(answer, &ctx);
        }
        let acted = !out.is_empty();
        for command in out {
            self.apply(command, &ctx);
        }
        if acted {
            ctx.request_repaint();
        }
    }

    /// Draws the map alone, over the whole of `ui`, and applies what the user did on it: what a frame of the canvas costs is
    /// measured by it.
    pub fn map_frame(&mut self, ui: &mut egui::Ui) {
        let ctx = ui.ctx().clone();
        let palette = self.install_theme(&ctx);
        let snapshot = match self.snapshot.take() {
            Some(old) => Snapshot::updated(old, &self.session, &self.view),
            None => Snapshot::of(&self.session, &self.view),
        };
        let mut out = Vec::new();
        let cx = ViewCtx {
            map: self.session.map(),
            session: &self.session,
            snapshot: &snapshot,
            view: &self.view,
            palette: &palette,
            reading: &self.reading,
        };
        self.panels.ui(&Pane::Map, &cx, ui, &mut out);
        self.snapshot = Some(snapshot);
        self.view.canvas_request = None;
        for command in out {
            self.apply(command, &ctx);
        }
    }

    /// Where an actor stands on screen, where the map has been drawn.
    pub fn place_on_screen(&self, id: &ActorId) -> Option<egui::Pos2> {
        self.panels.canvas().place_on_screen(id)
    }

    /// Whether something is being dragged on the map.
    pub fn is_dragging(&self) -> bool {
        self.panels.canvas().is_dragging()
    }

    /// Does what a command says.
    pub fn apply(&mut self, command: Command, ctx: &egui::Context) {
        self.commands_done += 1;
        match command {
            Command::NewMap => self.dialog = Some(Dialog::NewMap { name: String::new(), kind: ActorKind::State }),
            Command::StartMap(principal) => {
                self.unless_unsaved(Command::StartMap(principal.clone()), |app| {
                    app.start_session(Session::of_map(ScenarioMap::new(*principal), app.session.data().cloned()));
                });
            }
            Command::RestoreVersion(version) => {
                self.unless_unsaved(Command::RestoreVersion(version.clone()), |app| {
                    match app.session.of_previous(&version) {
                        Ok(session) => app.start_session(session),
                        Err(error) => app.trouble("The version could not be read", &error.to_string()),
                    }
                });
            }
            Command::OpenSample => {
                self.unless_unsaved(Command::OpenSample, |app| {
                    let session = first_session(app.session.data().cloned());
                    app.start_session(session);
                });
            }
            Command::OpenMap => self.ask(Purpose::OpenMap, ctx),
            Command::OpenMapAt(path) => {
                self.unless_unsaved(Command::OpenMapAt(path.clone()), |app| app.open_map(&path));
            }
            Command::OpenArticles => self.ask(Purpose::OpenArticles, ctx),
            Command::OpenArticlesAt(paths) => self.open_articles(paths),
            Command::PasteArticle(text) => {
                self.leave_sample();
                self.add_article(read_pasted(text));
            }
            Command::CancelReading => self.reading.cancel(),
            Command::DismissFailed(path) => self.reading.failed.retain(|failed| failed.path != path),
            Command::Save => match self.session.path().map(Path::to_owned) {
                Some(path) => self.save(&path, ctx),
                None => self.ask(Purpose::SaveMap, ctx),
            },
            Command::SaveAs => self.ask(Purpose::SaveMap, ctx),
            Command::SaveAt(path) => self.save(&path, ctx),
            Command::Quit => {
                let ctx = ctx.clone();
                self.unless_unsaved(Command::Quit, |app| {
                    app.session.abandon();
                    app.closing = true;
                    ctx.send_viewport_cmd(egui::ViewportCommand::Close);
                });
            }
            Command::Undo => {
                if let Some(label) = self.session.undo() {
                    self.notices.done(format!("Undone: {label}"));
                }
                self.view.forget_missing(self.session.map());
            }
            Command::Redo => {
                self.session.redo();
                self.view.forget_missing(self.session.map());
            }
            Command::Change(change) => self.change(&change),
            Command::BeginStep(label) => self.session.begin_step(&label),
            Command::CommitStep => self.session.commit_step(),
            Command::AbortStep => self.session.abort_step(),
            Command::Copy(text) => {
                ctx.copy_text(text);
                self.notices.done("Copied");
            }
            Command::WriteFile(file) => {
                self.to_write = Some(file);
                self.ask(Purpose::Write, ctx);
            }
            Command::ReadFile(what) => self.ask(Purpose::Read(what), ctx),
            Command::View(command) => self.look(command, ctx),
        }
    }

    /// Writes or reads a file that is no map and no article.
    fn transfer(&mut self, purpose: Purpose, path: &Path) {
        match (purpose, self.to_write.take()) {
            (Purpose::Write, Some(file)) => match std::fs::write(path, &*file.bytes) {
                Ok(()) => self.notices.done(format!("Saved {}", path.display())),
                Err(error) => {
                    let text = format!("{}: {error}; choose another place", path.display());
                    self.trouble("The file could not be written", &text);
                }
            },
            (Purpose::Read(what), _) => match transfer::read_text(path) {
                Ok(text) => {
                    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                    let serial = self.view.incoming.as_ref().map_or(1, |last| last.serial + 1);
                    self.view.incoming = Some(Incoming { what, name, text: text.into(), serial });
                }
                Err(text) => self.trouble("The file could not be read", &text),
            },
            _ => {}
        }
    }

    fn change(&mut self, change: &MapChange) {
        let scenarios = self.session.map().scenarios.len();
        if let Err(error) = self.session.change(change) {
            self.notices.warning(error.to_string());
            return;
        }
        // A scenario just made is the one to look at.
        let makes_scenario = matches!(
            change,
            MapChange::AddScenario(_) | MapChange::DuplicateScenario(_) | MapChange::ImportScenario { .. }
        );
        let map = self.session.map();
        if makes_scenario && map.scenarios.len() > scenarios {
            if let Some(last) = map.scenarios.last() {
                self.view.scenario = last.id.clone();
            }
        }
        self.view.forget_missing(map);
    }

    fn look(&mut self, command: ViewCommand, ctx: &egui::Context) {
        let view = &mut self.view;
        match command {
            ViewCommand::Scenario(id) => view.scenario = id,
            ViewCommand::Reference(id) => view.reference = id,
            ViewCommand::Month(month) => view.month = month.min(Months::HORIZON),
            ViewCommand::SelectActors(actors) => view.selection = Selection { actors, link: None },
            ViewCommand::ToggleActor(id) => {
                view.selection.link = None;
                if !view.selection.actors.remove(&id) {
                    view.selection.actors.insert(id);
                }
            }
            ViewCommand::SelectLink(link) => view.selection = Selection { link: Some(link), ..Selection::default() },
            ViewCommand::ClearSelection => {
                view.selection = Selection::default();
                view.lit.clear();
            }
            ViewCommand::SelectAll => view.canvas_request = Some(CanvasRequest::SelectAll),
            ViewCommand::Canvas(request) => view.canvas_request = Some(request),
            ViewCommand::Find if view.centre == CentreTab::Map => view.canvas_request = Some(CanvasRequest::Find),
            ViewCommand::Light(actors) => view.lit = actors,
            ViewCommand::Function(function) => view.function = function,
            ViewCommand::ShowClaim(id) => {
                if let Some(claim) = self.session.map().claim(&id) {
                    self.view.show_place(claim.article.clone(), claim.span);
                }
            }
            ViewCommand::ShowPlace(article, span) => view.show_place(article, span),
            ViewCommand::Centre(tab) => {
                if let CentreTab::Article(id) = &tab {
                    if !view.open_articles.contains(id) {
                        view.open_articles.push(id.clone());
                    }
                }
                view.centre = tab;
            }
            ViewCommand::CloseArticle(id) => {
                view.open_articles.retain(|open| *open != id);
                if view.centre == CentreTab::Article(id) {
                    view.centre = CentreTab::Map;
                }
            }
            ViewCommand::Bottom(tab) => view.bottom = tab,
            ViewCommand::TogglePane(pane) => self.workspace.toggle(&pane),
            ViewCommand::ResetPanels => self.workspace = Workspace::default(),
            ViewCommand::Theme(theme) => view.settings.theme = theme,
            ViewCommand::Scale(scale) => {
                let now = view.settings.scale;
                let next = if scale == f32::INFINITY {
                    now + 0.1
                } else if scale == 0.0 {
                    now - 0.1
                } else {
                    scale
                };
                view.settings.scale = ((next * 10.0).round() / 10.0).clamp(0.7, 2.5);
            }
            ViewCommand::ReducedMotion(reduced) => view.settings.reduced_motion = reduced,
            ViewCommand::ShowProposals(show) => view.show_proposals = show,
            ViewCommand::Filter(filter) => view.filter = filter,
            ViewCommand::FitMap => view.canvas_request = Some(CanvasRequest::Fit),
            ViewCommand::ZoomToSelection => view.canvas_request = Some(CanvasRequest::FitSelection),
            ViewCommand::ZoomMap(factor) => view.canvas_request = Some(CanvasRequest::Zoom(factor)),
            ViewCommand::PartnersRing => view.canvas_request = Some(CanvasRequest::PartnersRing),
            ViewCommand::ReviewStep(step) => {
                let last = self.snapshot.as_ref().map_or(0, |s| s.findings.len().saturating_sub(1));
                view.finding = view.finding.saturating_add_signed(step as isize).min(last);
            }
            ViewCommand::FocusReview => view.focus_review = true,
            ViewCommand::Find | ViewCommand::FindInArticles => {
                // The article shown; otherwise one that is open; otherwise the first.
                let first = self.session.map().articles.first().map(|article| article.id.clone());
                if let (CentreTab::Map, Some(id)) = (&view.centre, view.open_articles.last().cloned().or(first)) {
                    if !view.open_articles.contains(&id) {
                        view.open_articles.push(id.clone());
                    }
                    view.centre = CentreTab::Article(id);
                }
                view.focus_find = true;
            }
            ViewCommand::Palette => self.dialog = Some(Dialog::Palette { query: String::new(), row: 0 }),
            ViewCommand::Help => self.dialog = Some(Dialog::Help),
            ViewCommand::About => self.dialog = Some(Dialog::About),
            ViewCommand::PreviousVersions => {
                self.dialog = Some(Dialog::PreviousVersions { versions: self.session.previous_versions() });
            }
            ViewCommand::CloseDialog => self.dialog = None,
        }
        ctx.request_repaint();
    }

    fn answer(&mut self, answer: Answer, ctx: &egui::Context) {
        let dialog = self.dialog.take();
        match answer {
            Answer::Close => self.after_save = None,
            Answer::Do(command) => self.apply(command, ctx),
            Answer::SaveThen(then) => {
                self.after_save = Some(*then);
                self.apply(Command::Save, ctx);
            }
            Answer::DiscardThen(then) => {
                self.discard_confirmed = true;
                self.apply(*then, ctx);
                self.discard_confirmed = false;
            }
            Answer::Path(Purpose::OpenMap, path) => self.apply(Command::OpenMapAt(path), ctx),
            Answer::Path(Purpose::OpenArticles, path) => self.apply(Command::OpenArticlesAt(vec![path]), ctx),
            Answer::Path(Purpose::SaveMap, path) => self.save(&path, ctx),
            Answer::Path(purpose @ (Purpose::Write | Purpose::Read(_)), path) => self.transfer(purpose, &path),
            Answer::KeepBoth(path) => match self.session.save_keeping_both(&path) {
                Ok(copy) => self.saved(&copy, &format!("Saved beside it as {}", copy.display()), ctx),
                Err(error) => self.trouble("The map could not be saved", &error.to_string()),
            },
            Answer::Recover(pending) => {
                match Session::recover(&pending, self.session.data().cloned()) {
                    Ok(session) => self.start_session(session),
                    Err(error) => self.trouble("The edits could not be brought back", &error.to_string()),
                }
                self.offer_rest(dialog, &pending);
            }
            Answer::DropRecovery(pending) => {
                if let Err(error) = pending.discard() {
                    self.trouble("The edits could not be deleted", &error.to_string());
                }
                self.offer_rest(dialog, &pending);
            }
            Answer::Restore(version) => self.apply(Command::RestoreVersion(Box::new(version)), ctx),
            Answer::StartMap(name, kind) => {
                let principal = if name.is_empty() {
                    unchosen_principal()
                } else {
                    Actor::new(slug(&name, "principal"), name, kind)
                };
                self.apply(Command::StartMap(Box::new(principal)), ctx);
            }
        }
        ctx.request_repaint();
    }

    fn offer_rest(&mut self, dialog: Option<Dialog>, decided: &PendingRecovery) {
        if let (Some(Dialog::Recover { mut pending }), None) = (dialog, &self.dialog) {
            pending.retain(|journal| journal != decided);
            if !pending.is_empty() {
                self.dialog = Some(Dialog::Recover { pending });
            }
        }
    }

    /// Does something that drops the session, after asking where there are unsaved changes.
    fn unless_unsaved(&mut self, command: Command, go: impl FnOnce(&mut Self)) {
        self.session.commit_step();
        if self.session.is_dirty() && !std::mem::take(&mut self.discard_confirmed) {
            self.dialog = Some(Dialog::Unsaved { then: Box::new(command) });
        } else {
            go(self);
        }
    }

    fn start_session(&mut self, mut session: Session) {
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

    /// Articles opened on the untouched sample start a map of their own.
    fn leave_sample(&mut self) {
        if self.session.is_sample() && !self.session.is_dirty() {
            let data = self.session.data().cloned();
            self.start_session(Session::of_map(ScenarioMap::new(unchosen_principal()), data));
        }
    }

    fn open_map(&mut self, path: &Path) {
        match Session::open(path, self.session.data().cloned()) {
            Ok(session) => {
                self.start_session(session);
                self.remember(path);
            }
            Err(error) => self.trouble("The map could not be opened", &error.to_string()),
        }
    }

    fn open_articles(&mut self, paths: Vec<PathBuf>) {
        let is_map = |path: &PathBuf| path.extension().is_some_and(|ext| ext == "backstop");
        let (maps, articles): (Vec<_>, Vec<_>) = paths.into_iter().partition(is_map);
        if !articles.is_empty() {
            self.leave_sample();
            self.reading.add(articles);
        }
        if let Some(path) = maps.into_iter().next() {
            self.unless_unsaved(Command::OpenMapAt(path.clone()), |app| app.open_map(&path));
        }
    }

    fn add_article(&mut self, read: ReadArticle) {
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

    fn save(&mut self, path: &Path, ctx: &egui::Context) {
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

    fn saved(&mut self, path: &Path, words: &str, ctx: &egui::Context) {
        self.remember(path);
        self.notices.done(words);
        if let Some(then) = self.after_save.take() {
            self.apply(then, ctx);
        }
    }

    fn remember(&mut self, path: &Path) {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let recent = &mut self.view.settings.recent;
        recent.retain(|known| *known != path);
        recent.insert(0, path);
        recent.truncate(10);
    }

    fn trouble(&mut self, title: &str, text: &str) {
        self.after_save = None;
        self.dialog = Some(Dialog::Message { title: title.to_owned(), text: text.to_owned() });
    }

    fn ask(&mut self, purpose: Purpose, ctx: &egui::Context) {
        if self.asking.is_some() {
            return;
        }
        let suggested = match (&self.to_write, self.session.path()) {
            (Some(file), _) if purpose == Purpose::Write => file.name.clone(),
            (_, Some(path)) => path.display().to_string(),
            (_, None) => format!("{}.backstop", slug(&self.session.title(), "map")),
        };
        // If the desktop's bus dies while a dialog is open the whole process may go: what is unwritten is written first.
        self.session.flush_journal();
        if self.native_dialogs {
            let name = Path::new(&suggested).file_name().map(|name| name.to_string_lossy().into_owned());
            self.asking = Some(Asking::start(purpose, name.unwrap_or_default(), ctx));
        } else {
            let writes = matches!(purpose, Purpose::SaveMap | Purpose::Write);
            let typed = if writes { suggested } else { String::new() };
            self.dialog = Some(Dialog::Path { purpose, typed, trouble: None });
        }
    }

    fn poll(&mut self, ctx: &egui::Context) {
        if let Some(read) = self.reading.poll(ctx) {
            self.add_article(*read);
            ctx.request_repaint();
        }
        if let Some(answer) = self.asking.as_ref().and_then(Asking::poll) {
            let purpose = self.asking.take().map(|asking| asking.purpose);
            let first = answer.first().cloned();
            match (purpose, first) {
                (Some(Purpose::OpenMap), Some(path)) => self.apply(Command::OpenMapAt(path), ctx),
                (Some(Purpose::OpenArticles), Some(_)) => self.open_articles(answer),
                (Some(Purpose::SaveMap), Some(mut path)) => {
                    if path.extension().is_none() {
                        path.set_extension("backstop");
                    }
                    self.save(&path, ctx);
                }
                (Some(purpose @ (Purpose::Write | Purpose::Read(_))), Some(path)) => self.transfer(purpose, &path),
                _ => self.after_save = None,
            }
        }
        let dropped: Vec<PathBuf> =
            ctx.input(|i| i.raw.dropped_files.iter().map(|file| file.path().to_owned()).collect());
        if !dropped.is_empty() {
            self.open_articles(dropped);
        }
        if ctx.input(|i| i.viewport().close_requested()) && !self.closing {
            self.session.commit_step();
            if self.session.is_dirty() {
                ctx.send_viewport_cmd(egui::ViewportCommand::CancelClose);
                self.dialog = Some(Dialog::Unsaved { then: Box::new(Command::Quit) });
            } else {
                self.session.abandon();
            }
        }
    }

    fn install_theme(&mut self, ctx: &egui::Context) -> Palette {
        let dark = match self.view.settings.theme {
            ThemeChoice::Dark => true,
            ThemeChoice::Light => false,
            ThemeChoice::System => ctx.system_theme() != Some(egui::Theme::Light),
        };
        let palette = if dark { Palette::dark() } else { Palette::light() };
        let wanted = (dark, self.view.settings.scale);
        if self.installed_theme != Some(wanted) {
            palette.install(ctx);
            ctx.set_zoom_factor(self.view.settings.scale);
            self.installed_theme = Some(wanted);
            // What was begun in this frame has the colours of before.
            ctx.request_repaint();
        }
        palette
    }
}

impl eframe::App for App {
    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        self.frame(ui);
    }

    fn save(&mut self, storage: &mut dyn eframe::Storage) {
        if let Ok(text) = serde_json::to_string(&self.view.settings) {
            storage.set_string(SETTINGS_KEY, text);
        }
        // Article tabs belong to a map, not to the window's layout; the layout is kept without them.
        if self.view.open_articles.is_empty() {
            if let Ok(text) = serde_json::to_string(&self.workspace) {
                storage.set_string(WORKSPACE_KEY, text);
            }
        }
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.session.flush_journal();
    }

    fn persist_egui_memory(&self) -> bool {
        false
    }
}

/// Turns pressed keys into commands. The ones with more modifiers come first, so that Ctrl+Shift+Z is not taken for Ctrl+Z.
fn shortcuts(cx: &ViewCtx<'_>, ctx: &egui::Context, out: &mut Vec<Command>) {
    let typing = ctx.text_edit_focused();
    let mut specs: Vec<_> = SPECS.iter().filter_map(|spec| Some((spec.shortcut?, spec))).collect();
    specs.sort_by_key(|(shortcut, _)| std::cmp::Reverse(u8::from(shortcut.modifiers.shift)));
    for (shortcut, spec) in specs {
        let command = (spec.command)();
        // A text field has its own undo, and letters in it are letters.
        let of_text_field = shortcut.modifiers.is_none() || matches!(command, Command::Undo | Command::Redo);
        if typing && of_text_field {
            continue;
        }
        if ctx.input_mut(|i| i.consume_shortcut(&shortcut)) && menu::is_enabled(cx, &command) {
            out.push(command);
        }
    }
    if !typing && ctx.input_mut(|i| i.consume_key(egui::Modifiers::COMMAND, egui::Key::Y)) {
        out.push(Command::Redo);
    }
}

/// A session on the sample, or an empty map should the sample ever be unreadable.
fn first_session(data: Option<DataFolder>) -> Session {
    Session::of_sample(data.clone()).unwrap_or_else(|_| Session::of_map(ScenarioMap::new(unchosen_principal()), data))
}
