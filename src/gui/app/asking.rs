//! Asking the user, and what comes of the answer: dialogs, file dialogs, dropped files, and the question on closing.

use std::path::{Path, PathBuf};

use super::App;
use crate::gui::background::{Asking, Purpose};
use crate::gui::command::Command;
use crate::gui::dialogs::{Answer, Dialog};
use crate::gui::session::Session;
use crate::gui::transfer::{self, Incoming, OutFile};
use crate::model::actions::unchosen_principal;
use crate::model::{Actor, slug};
use crate::store::{PendingRecovery, replace_file};

impl App {
    pub(super) fn answer(&mut self, answer: Answer, ctx: &egui::Context) {
        let dialog = self.dialog.take();
        match answer {
            Answer::Close => self.after_save = None,
            Answer::Do(command) => self.apply(command, ctx),
            Answer::DoAll(commands) => commands.into_iter().for_each(|command| self.apply(command, ctx)),
            Answer::SaveThen(then) => {
                self.after_save = Some(*then);
                self.apply(Command::Save, ctx);
            }
            Answer::DiscardThen(then) => {
                self.discard_confirmed = true;
                self.apply(*then, ctx);
                self.discard_confirmed = false;
            }
            Answer::IntoSample(then) => {
                self.session.adopt_sample();
                self.apply(*then, ctx);
            }
            Answer::Path(Purpose::OpenMap, path) => self.apply(Command::OpenMapAt(path), ctx),
            Answer::Path(Purpose::OpenArticles, path) => self.apply(Command::OpenArticlesAt(vec![path]), ctx),
            Answer::Path(Purpose::ImportScenarios, path) => self.apply(Command::ImportScenariosFrom(path), ctx),
            Answer::Path(Purpose::ImportGraph, path) => self.apply(Command::ImportGraphFrom(path), ctx),
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

    /// Writes or reads a file that is no map and no article.
    fn transfer(&mut self, purpose: Purpose, path: &Path) {
        match (purpose, self.to_write.take()) {
            (Purpose::Write, Some(file)) => match write(&file, path) {
                Ok(()) => match self.write_beside(path) {
                    Ok(()) => self.notices.done(format!("Saved {}", path.display())),
                    Err(why) => self.trouble("The second file could not be written", &why),
                },
                Err(why) => self.trouble("The file could not be written", &why),
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

    pub(super) fn trouble(&mut self, title: &str, text: &str) {
        self.after_save = None;
        self.dialog = Some(Dialog::Message { title: title.to_owned(), text: text.to_owned() });
    }

    pub(super) fn ask(&mut self, purpose: Purpose, ctx: &egui::Context) {
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
            // The whole path: the box has no folder of its own to show.
            let whole = std::path::absolute(&suggested).map(|path| path.display().to_string());
            let typed = if writes { whole.unwrap_or(suggested) } else { String::new() };
            self.dialog = Some(Dialog::Path { purpose, typed, trouble: None });
        }
    }

    pub(super) fn poll(&mut self, ctx: &egui::Context) {
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
                (Some(Purpose::ImportScenarios), Some(path)) => {
                    self.apply(Command::ImportScenariosFrom(path), ctx);
                }
                (Some(Purpose::ImportGraph), Some(path)) => self.apply(Command::ImportGraphFrom(path), ctx),
                (Some(Purpose::SaveMap), Some(mut path)) => {
                    let is_completed = path.extension().is_none();
                    if is_completed {
                        path.set_extension("backstop");
                    }
                    if is_completed && path.exists() {
                        // The system's dialog asked about another name; the path box asks about this one.
                        let typed = path.display().to_string();
                        self.dialog = Some(Dialog::Path { purpose: Purpose::SaveMap, typed, trouble: None });
                    } else {
                        self.save(&path, ctx);
                    }
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
}

/// Writes a file whole or not at all.
fn write(file: &OutFile, path: &Path) -> Result<(), String> {
    replace_file(path, file.bytes.bytes()?).map_err(|error| error.to_string())
}
