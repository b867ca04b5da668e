//! The application: one frame is poll, snapshot, draw, apply. Only `apply` changes anything.

mod asking;
mod documents;
mod exporting;
mod look;
mod shortcuts;
mod steps;

use std::path::{Path, PathBuf};

use super::background::{Asking, Purpose, Reading, read_pasted};
use super::command::Command;
use super::context::ViewCtx;
use super::dialogs::Dialog;
use super::export_order::ExportOrder;
use super::files;
use super::focus_ring::FocusRing;
use super::fonts;
use super::memory;
use super::notices::Notices;
use super::panels::{Panels, menu, status};
use super::session::Session;
use super::snapshot::Snapshot;
use super::theme::{Palette, ThemeChoice};
use super::transfer::OutFile;
use super::view::{Settings, View};
use super::workspace::{Pane, Workspace};
use crate::model::actions::unchosen_principal;
use crate::model::{ActorId, ActorKind, ScenarioMap};
use crate::store::{DataFolder, pending_recoveries};

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
    ring: FocusRing,
    commands_done: u64,
    native_dialogs: bool,
    /// What is written once it is known where to.
    to_write: Option<OutFile>,
    /// What is written beside it: of tables, the one of the actors.
    beside: Option<String>,
    /// What to do once a save that was asked for has happened.
    after_save: Option<Command>,
    /// The user has just said that the changes may go.
    discard_confirmed: bool,
    /// The window may close without asking.
    closing: bool,
    installed_theme: Option<(bool, f32)>,
    /// The settings changed in a way that has to outlive a crash.
    settings_to_keep: bool,
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
        memory::expect_large_frames();
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
            ring: FocusRing::default(),
            commands_done: 0,
            settings_to_keep: false,
            native_dialogs: false,
            to_write: None,
            beside: None,
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

    /// Whether the window has been told to close, everything being saved or given up.
    pub fn is_closing(&self) -> bool {
        self.closing
    }

    /// Whether articles are being read or wait to be.
    pub fn is_reading(&self) -> bool {
        self.reading.left() > 0
    }

    /// What is looked at.
    pub fn view(&self) -> &View {
        &self.view
    }

    /// Where an actor stands on screen, where the map has been drawn.
    pub fn place_on_screen(&self, id: &ActorId) -> Option<egui::Pos2> {
        self.panels.canvas().place_on_screen(id)
    }

    /// The names written on the map, whose they are and where they stand, where the map has been drawn.
    pub fn names_on_screen(&self) -> Vec<(ActorId, egui::Rect)> {
        self.panels.canvas().names_on_screen()
    }

    /// The actors shown on the map, each with its middle and radius on screen.
    pub fn circles_on_screen(&self) -> Vec<(ActorId, egui::Pos2, f32)> {
        self.panels.canvas().circles_on_screen()
    }

    /// Whether something is being dragged on the map.
    pub fn is_dragging(&self) -> bool {
        self.panels.canvas().is_dragging()
    }

    /// What the last frame's panels read.
    pub fn snapshot(&self) -> Option<&Snapshot> {
        self.snapshot.as_ref()
    }

    /// Draws a frame and applies what the user did in it.
    pub fn frame(&mut self, ui: &mut egui::Ui) {
        let ctx = ui.ctx().clone();
        self.poll(&ctx);
        self.ring.begin(&ctx);
        let palette = self.install_theme(&ctx);
        let snapshot = self.take_snapshot();
        let mut out = Vec::new();
        let mut answer = None;
        {
            let cx = ViewCtx::of(&self.session, &snapshot, &self.view, &palette, &self.reading);
            if self.dialog.is_none() {
                shortcuts::shortcuts(&cx, &ctx, &mut out);
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
        self.ring.paint(&ctx, &palette);
        self.snapshot = Some(snapshot);
        self.view.canvas_request = None;
        self.view.scroll_to_place = false;
        self.view.focus_review = false;
        self.view.add_assumption = false;
        self.view.scenario_step = None;
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
        let snapshot = self.take_snapshot();
        let mut out = Vec::new();
        let cx = ViewCtx::of(&self.session, &snapshot, &self.view, &palette, &self.reading);
        self.panels.ui(&Pane::Map, &cx, ui, &mut out);
        self.snapshot = Some(snapshot);
        self.view.canvas_request = None;
        for command in out {
            self.apply(command, &ctx);
        }
    }

    /// What the panels of this frame read.
    fn take_snapshot(&mut self) -> Snapshot {
        match self.snapshot.take() {
            Some(old) => Snapshot::updated(old, &self.session, &self.view),
            None => Snapshot::of(&self.session, &self.view),
        }
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
            Command::ReadInNewMap(then) => {
                let ctx = ctx.clone();
                self.unless_unsaved(Command::ReadInNewMap(then.clone()), |app| {
                    let data = app.session.data().cloned();
                    app.start_session(Session::of_map(ScenarioMap::new(unchosen_principal()), data));
                    app.apply(*then, &ctx);
                });
            }
            Command::PasteArticle(text) => {
                if !self.asks_about_sample(|| Command::PasteArticle(text.clone())) {
                    self.add_article(read_pasted(text));
                }
            }
            Command::CancelReading => self.reading.cancel(),
            Command::DismissFailed(path) => self.reading.failed.retain(|failed| failed.path != path),
            Command::ImportScenarios => self.ask(Purpose::ImportScenarios, ctx),
            Command::ImportScenariosFrom(path) => self.offer_scenarios(&path),
            Command::ImportGraph => self.ask(Purpose::ImportGraph, ctx),
            Command::ImportGraphFrom(path) => self.offer_graph(&path),
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
            Command::ScenarioStep(step) => self.scenario_step(step),
            Command::Undo => {
                let before = self.session.map().scenarios.clone();
                if let Some(label) = self.session.undo() {
                    self.notices.done(format!("Undone: {label}"));
                }
                self.after_travel(&before);
            }
            Command::Redo => {
                let before = self.session.map().scenarios.clone();
                self.session.redo();
                self.after_travel(&before);
            }
            Command::Change(change) => self.change(&change),
            Command::BeginStep(label) => self.session.begin_step(&label),
            Command::CommitStep => self.session.commit_step(),
            Command::AbortStep => self.session.abort_step(),
            Command::Copy(text) => {
                ctx.copy_text(text);
                self.notices.done("Copied");
            }
            Command::ChooseExport => self.dialog = Some(Dialog::Export(ExportOrder::default())),
            Command::Export(order) => self.export(order, ctx),
            Command::WriteFile(file) => {
                self.beside = None;
                self.to_write = Some(file);
                self.ask(Purpose::Write, ctx);
            }
            Command::ReadFile(what) => self.ask(Purpose::Read(what), ctx),
            Command::View(command) => self.look(command, ctx),
        }
    }

    fn is_dark(&self, ctx: &egui::Context) -> bool {
        match self.view.settings.theme {
            ThemeChoice::Dark => true,
            ThemeChoice::Light => false,
            ThemeChoice::System => ctx.system_theme() != Some(egui::Theme::Light),
        }
    }

    fn install_theme(&mut self, ctx: &egui::Context) -> Palette {
        let dark = self.is_dark(ctx);
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
    fn ui(&mut self, ui: &mut egui::Ui, frame: &mut eframe::Frame) {
        self.frame(ui);
        if std::mem::take(&mut self.settings_to_keep) {
            if let Some(storage) = frame.storage_mut() {
                eframe::App::save(self, storage);
                storage.flush();
            }
        }
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

/// A session on the sample, or an empty map should the sample ever be unreadable.
fn first_session(data: Option<DataFolder>) -> Session {
    Session::of_sample(data.clone()).unwrap_or_else(|_| Session::of_map(ScenarioMap::new(unchosen_principal()), data))
}
