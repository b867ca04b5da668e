//! Dialogs in the window: questions, the path box, the command palette, help. One at a time.

use std::path::{Path, PathBuf};

use egui::{Key, RichText};

use super::background::Purpose;
use super::command::{Command, SPECS, ViewCommand};
use super::context::ViewCtx;
use super::files;
use super::fonts;
use super::panels::menu::is_enabled;
use super::widgets;
use crate::model::{ActorId, ActorKind};
use crate::store::{PendingRecovery, PreviousVersion};

/// The dialog that is open.
pub enum Dialog {
    /// There are unsaved changes, and something is about to drop them.
    Unsaved {
        /// What shall happen then.
        then: Box<Command>,
    },
    /// Where a file is or shall be, typed.
    Path {
        /// What for.
        purpose: Purpose,
        /// What is typed.
        typed: String,
        /// What was wrong with the last try.
        trouble: Option<String>,
    },
    /// The file changed on disk since it was read.
    ChangedOnDisk {
        /// The file.
        path: PathBuf,
    },
    /// Something went wrong, and the user should know.
    Message {
        /// What.
        title: String,
        /// Why, and what to do.
        text: String,
    },
    /// Sessions that ended without closing left edits.
    Recover {
        /// Their journals.
        pending: Vec<PendingRecovery>,
    },
    /// A new map needs a principal.
    NewMap {
        /// Its name as typed.
        name: String,
        /// What it is.
        kind: ActorKind,
    },
    /// Find a command or an actor.
    Palette {
        /// What is typed.
        query: String,
        /// The row that Enter takes.
        row: usize,
    },
    /// Every command and its keys.
    Help,
    /// What the program is.
    About,
    /// What earlier saves replaced.
    PreviousVersions {
        /// The versions, newest first.
        versions: Vec<PreviousVersion>,
    },
}

/// What the user did in a dialog.
pub enum Answer {
    /// Close it.
    Close,
    /// Close it and do this.
    Do(Command),
    /// Save, and then do this.
    SaveThen(Box<Command>),
    /// Drop the changes, and do this.
    DiscardThen(Box<Command>),
    /// Use this path.
    Path(Purpose, PathBuf),
    /// Save although the file changed, keeping both.
    KeepBoth(PathBuf),
    /// Bring back the edits of a journal.
    Recover(PendingRecovery),
    /// Delete a journal.
    DropRecovery(PendingRecovery),
    /// Put a previous version into the window, as unsaved changes.
    Restore(PreviousVersion),
    /// Start a map.
    StartMap(String, ActorKind),
}

impl Dialog {
    /// Draws the dialog. `None` while nothing was decided.
    pub fn ui(&mut self, cx: &ViewCtx<'_>, ctx: &egui::Context) -> Option<Answer> {
        let palette = cx.palette;
        let mut answer = None;
        let frame = palette.card_frame().inner_margin(18).shadow(egui::Shadow {
            offset: [0, 8],
            blur: 24,
            spread: 0,
            color: egui::Color32::from_black_alpha(90),
        });
        let response = egui::Modal::new(egui::Id::unique("dialog")).frame(frame).show(ctx, |ui| {
            ui.set_width(460.0_f32.min(ui.ctx().content_rect().width() - 60.0));
            match self {
                Self::Unsaved { then } => unsaved_ui(cx, ui, then, &mut answer),
                Self::Path { purpose, typed, trouble } => path_ui(cx, ui, *purpose, typed, trouble, &mut answer),
                Self::ChangedOnDisk { path } => changed_ui(cx, ui, path, &mut answer),
                Self::Message { title, text } => {
                    title_ui(ui, title);
                    ui.label(text.as_str());
                    buttons_ui(ui, |ui| {
                        if widgets::primary_button(ui, palette, "OK").clicked() {
                            answer = Some(Answer::Close);
                        }
                    });
                }
                Self::Recover { pending } => recover_ui(cx, ui, pending, &mut answer),
                Self::NewMap { name, kind } => new_map_ui(cx, ui, name, kind, &mut answer),
                Self::Palette { query, row } => palette_ui(cx, ui, query, row, &mut answer),
                Self::Help => help_ui(cx, ui, &mut answer),
                Self::About => about_ui(cx, ui, &mut answer),
                Self::PreviousVersions { versions } => versions_ui(cx, ui, versions, &mut answer),
            }
        });
        if answer.is_none() && response.should_close() && !matches!(self, Self::Recover { .. }) {
            answer = Some(Answer::Close);
        }
        answer
    }
}

fn title_ui(ui: &mut egui::Ui, title: &str) {
    ui.label(RichText::new(title).font(fonts::strong(16.0)));
    ui.add_space(4.0);
}

fn buttons_ui(ui: &mut egui::Ui, buttons: impl FnOnce(&mut egui::Ui)) {
    ui.add_space(10.0);
    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), buttons);
}

fn unsaved_ui(cx: &ViewCtx<'_>, ui: &mut egui::Ui, then: &Command, answer: &mut Option<Answer>) {
    title_ui(ui, &format!("Save the changes to {}?", cx.session.title()));
    let last = cx.session.history().undo_label().map(|label| format!(" The last one: {}.", label.to_lowercase()));
    ui.label(format!("The map has changes that no file holds.{}", last.unwrap_or_default()));
    buttons_ui(ui, |ui| {
        if widgets::primary_button(ui, cx.palette, "Save").clicked() {
            *answer = Some(Answer::SaveThen(Box::new(then.clone())));
        }
        if widgets::small_button(ui, "Cancel").clicked() {
            *answer = Some(Answer::Close);
        }
        if widgets::small_button(ui, "Discard changes").clicked() {
            *answer = Some(Answer::DiscardThen(Box::new(then.clone())));
        }
    });
}

fn path_ui(
    cx: &ViewCtx<'_>,
    ui: &mut egui::Ui,
    purpose: Purpose,
    typed: &mut String,
    trouble: &mut Option<String>,
    answer: &mut Option<Answer>,
) {
    let (title, verb) = match purpose {
        Purpose::OpenMap => ("Open map", "Open"),
        Purpose::OpenArticles => ("Open articles", "Open"),
        Purpose::SaveMap => ("Save map", "Save"),
        Purpose::Write => ("Save as", "Save"),
        Purpose::Read(what) => (what.title(), "Open"),
    };
    title_ui(ui, title);
    widgets::weak(ui, cx.palette, "Type a path, or drop files on the window. Tab completes.");
    let edit = egui::TextEdit::singleline(typed).desired_width(f32::INFINITY).lock_focus(true);
    let response = ui.add(edit);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::TextInput, true, "Path"));
    // Before the field gets its focus back, which would hide that Enter took it away.
    let entered = response.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
    if ui.memory(|memory| memory.focused().is_none()) {
        response.request_focus();
    }
    let completions = files::completions(typed, 8);
    if response.has_focus() && ui.input_mut(|i| i.consume_key(egui::Modifiers::NONE, Key::Tab)) {
        if let Some(first) = completions.first() {
            typed.clone_from(first);
            let mut state = egui::text_edit::TextEditState::load(ui.ctx(), response.id).unwrap_or_default();
            let end = egui::text::CCursor::new(typed.chars().count());
            state.cursor.set_char_range(Some(egui::text::CCursorRange::one(end)));
            state.store(ui.ctx(), response.id);
        }
    }
    let offered = if typed.is_empty() && matches!(purpose, Purpose::OpenMap | Purpose::OpenArticles) {
        cx.view.settings.recent.iter().map(|path| path.display().to_string()).collect()
    } else {
        completions
    };
    for offer in offered {
        if ui.add(egui::Button::new(RichText::new(&offer).small()).frame(false)).clicked() {
            *typed = offer;
            response.request_focus();
        }
    }
    if let Some(trouble) = trouble {
        ui.label(RichText::new(trouble.as_str()).color(cx.palette.loss));
    }
    buttons_ui(ui, |ui| {
        let go = widgets::primary_button(ui, cx.palette, verb).clicked() || entered;
        if widgets::small_button(ui, "Cancel").clicked() {
            *answer = Some(Answer::Close);
        }
        if go {
            let mut path = files::expand(typed);
            if purpose == Purpose::SaveMap && path.extension().is_none() && !typed.trim().is_empty() {
                path.set_extension("backstop");
            }
            *trouble = match purpose {
                _ if typed.trim().is_empty() => Some("Type a path first".to_owned()),
                Purpose::OpenMap | Purpose::OpenArticles | Purpose::Read(_) if !path.exists() => {
                    Some(format!("{}: there is no such file; check the spelling", path.display()))
                }
                Purpose::SaveMap | Purpose::Write
                    if path.parent().is_some_and(|p| !p.as_os_str().is_empty() && !p.is_dir()) =>
                {
                    Some(format!("{}: there is no such folder; create it first", path.display()))
                }
                _ => None,
            };
            if trouble.is_none() {
                *answer = Some(Answer::Path(purpose, path));
            }
        }
    });
}

fn changed_ui(cx: &ViewCtx<'_>, ui: &mut egui::Ui, path: &Path, answer: &mut Option<Answer>) {
    title_ui(ui, "The file changed on disk");
    ui.label(format!(
        "{} was changed by somebody else since it was read. Keeping both saves your map under this name and keeps the \
         other version beside it.",
        path.display()
    ));
    buttons_ui(ui, |ui| {
        if widgets::primary_button(ui, cx.palette, "Keep both").clicked() {
            *answer = Some(Answer::KeepBoth(path.to_owned()));
        }
        if widgets::small_button(ui, "Save as…").clicked() {
            *answer = Some(Answer::Do(Command::SaveAs));
        }
        if widgets::small_button(ui, "Cancel").clicked() {
            *answer = Some(Answer::Close);
        }
    });
}

fn recover_ui(cx: &ViewCtx<'_>, ui: &mut egui::Ui, pending: &[PendingRecovery], answer: &mut Option<Answer>) {
    title_ui(ui, "Bring back unsaved edits?");
    ui.label("Backstop ended without saving. These edits were kept; nothing has been written to any file.");
    for journal in pending {
        let title = if journal.title.is_empty() { "Untitled map" } else { journal.title.as_str() };
        cx.palette.card_frame().show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.vertical(|ui| {
                    ui.label(RichText::new(title).font(fonts::strong(13.0)));
                    let file =
                        journal.file.as_ref().map_or("never saved".to_owned(), |path| path.display().to_string());
                    let edits = journal.edits;
                    let noun = if edits == 1 { "edit" } else { "edits" };
                    widgets::weak(ui, cx.palette, &format!("{edits} {noun} · {file}"));
                });
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    if widgets::primary_button(ui, cx.palette, "Bring back").clicked() {
                        *answer = Some(Answer::Recover(journal.clone()));
                    }
                    if widgets::small_button(ui, "Delete").clicked() {
                        *answer = Some(Answer::DropRecovery(journal.clone()));
                    }
                });
            });
        });
    }
    buttons_ui(ui, |ui| {
        if widgets::small_button(ui, "Decide later").clicked() {
            *answer = Some(Answer::Close);
        }
    });
}

fn new_map_ui(
    cx: &ViewCtx<'_>,
    ui: &mut egui::Ui,
    name: &mut String,
    kind: &mut ActorKind,
    answer: &mut Option<Answer>,
) {
    title_ui(ui, "New map");
    ui.label("Whose security needs are studied? The principal can be changed later.");
    let label = ui.label(RichText::new("Principal").small());
    let response = ui.add(egui::TextEdit::singleline(name).hint_text("Mali").desired_width(f32::INFINITY));
    let response = response.labelled_by(label.id);
    // Before the field gets its focus back, which would hide that Enter took it away.
    let entered = response.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
    if ui.memory(|memory| memory.focused().is_none()) {
        response.request_focus();
    }
    let combo = egui::ComboBox::from_label("Kind").selected_text(kind.words()).show_ui(ui, |ui| {
        for each in ActorKind::ALL {
            ui.selectable_value(kind, *each, each.words());
        }
    });
    let _ = combo;
    buttons_ui(ui, |ui| {
        let named = !name.trim().is_empty();
        let text = RichText::new("Start map").font(fonts::medium(12.0)).color(cx.palette.on_accent);
        let start = ui.add_enabled(named, egui::Button::new(text).fill(cx.palette.accent_fill)).clicked();
        if named && (start || entered) {
            *answer = Some(Answer::StartMap(name.trim().to_owned(), *kind));
        }
        if widgets::small_button(ui, "Choose after reading articles").clicked() {
            *answer = Some(Answer::StartMap(String::new(), ActorKind::Other));
        }
        if widgets::small_button(ui, "Cancel").clicked() {
            *answer = Some(Answer::Close);
        }
    });
}

fn palette_ui(cx: &ViewCtx<'_>, ui: &mut egui::Ui, query: &mut String, row: &mut usize, answer: &mut Option<Answer>) {
    let edit = egui::TextEdit::singleline(query).hint_text("Actor or command").desired_width(f32::INFINITY);
    let response = ui.add(edit);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::TextInput, true, "Find"));
    response.request_focus();
    let wanted = query.trim().to_lowercase();
    let matches = |text: &str| wanted.split_whitespace().all(|word| text.to_lowercase().contains(word));
    let mut rows: Vec<(String, String, Command)> = SPECS
        .iter()
        .filter(|spec| matches(spec.label) || matches(spec.tooltip))
        .map(|spec| ((spec.command)(), spec))
        .filter(|(command, _)| is_enabled(cx, command))
        .map(|(command, spec)| {
            let keys = spec.shortcut.map(|keys| ui.ctx().format_shortcut(&keys)).unwrap_or_default();
            (spec.label.to_owned(), keys, command)
        })
        .collect();
    if !wanted.is_empty() {
        let actors = cx.map.actors.iter().filter(|actor| actor.names().any(&matches)).map(|actor| {
            let only: std::collections::BTreeSet<ActorId> = [actor.id.clone()].into();
            (actor.name.clone(), actor.kind.words().to_owned(), ViewCommand::SelectActors(only).into())
        });
        rows.splice(0..0, actors.collect::<Vec<_>>());
    }
    let step = ui.input(|i| isize::from(i.key_pressed(Key::ArrowDown)) - isize::from(i.key_pressed(Key::ArrowUp)));
    *row = row.saturating_add_signed(step).min(rows.len().saturating_sub(1));
    if response.changed() {
        *row = 0;
    }
    let enter = ui.input(|i| i.key_pressed(Key::Enter));
    egui::ScrollArea::vertical().max_height(360.0).show(ui, |ui| {
        for (n, (label, note, command)) in rows.into_iter().enumerate() {
            let button = egui::Button::new(label).selected(n == *row).shortcut_text(note).frame(n == *row);
            let response = ui.add_sized([ui.available_width(), 24.0], button);
            if n == *row && step != 0 {
                response.scroll_to_me(None);
            }
            if response.clicked() || (enter && n == *row) {
                *answer = Some(Answer::Do(command));
            }
        }
    });
}

fn help_ui(cx: &ViewCtx<'_>, ui: &mut egui::Ui, answer: &mut Option<Answer>) {
    title_ui(ui, "Shortcuts");
    let more = [
        ("Accept, reject, edit, merge a finding", "A, X, E, M"),
        ("Next, previous finding", "N, P"),
        ("Share: none, a little, some, half, most, all", "0, 1, 2, 3, 4, 5"),
        ("Pan the map", "Middle mouse, Space and drag"),
        ("Zoom the map", "Wheel"),
        ("Add to the selection", "Ctrl and click"),
        ("Delete what is selected", "Delete"),
        ("Cancel a drag, close a dialog", "Escape"),
    ];
    egui::ScrollArea::vertical().max_height(420.0).show(ui, |ui| {
        egui::Grid::new("shortcuts").num_columns(2).spacing([24.0, 4.0]).show(ui, |ui| {
            for spec in SPECS {
                let Some(keys) = spec.shortcut else { continue };
                ui.label(spec.label.trim_end_matches('…'));
                widgets::weak(ui, cx.palette, &ui.ctx().format_shortcut(&keys));
                ui.end_row();
            }
            for (label, keys) in more {
                ui.label(label);
                widgets::weak(ui, cx.palette, keys);
                ui.end_row();
            }
        });
    });
    close_button_ui(cx, ui, answer);
}

fn about_ui(cx: &ViewCtx<'_>, ui: &mut egui::Ui, answer: &mut Option<Answer>) {
    title_ui(ui, &format!("Backstop {}", env!("CARGO_PKG_VERSION")));
    for line in [
        "Who provides which security function to whom, who could step in, and on what evidence.",
        "Shares are the analyst's weights: no article states one. Coverage is arithmetic over them, not a forecast.",
        "Months until a partner delivers, and how likely an offer is kept, are planning conventions without a source. \
         Both can be set for every provision.",
        "Nothing leaves this machine.",
    ] {
        ui.label(line);
    }
    close_button_ui(cx, ui, answer);
}

fn versions_ui(cx: &ViewCtx<'_>, ui: &mut egui::Ui, versions: &[PreviousVersion], answer: &mut Option<Answer>) {
    title_ui(ui, "Previous versions");
    if versions.is_empty() {
        ui.label("No save has replaced anything yet.");
    } else {
        ui.label("A restored version comes into the window as unsaved changes; no file is touched until you save.");
    }
    egui::ScrollArea::vertical().max_height(360.0).show(ui, |ui| {
        for version in versions {
            ui.horizontal(|ui| {
                ui.label(format!("Version {}", version.number));
                let size = version.length.div_ceil(1024);
                let age = version.written.and_then(|at| at.elapsed().ok()).map(age_words).unwrap_or_default();
                widgets::weak(ui, cx.palette, &format!("{age} · {size} kB"));
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    if widgets::small_button(ui, "Restore").clicked() {
                        *answer = Some(Answer::Restore(version.clone()));
                    }
                });
            });
        }
    });
    close_button_ui(cx, ui, answer);
}

fn close_button_ui(cx: &ViewCtx<'_>, ui: &mut egui::Ui, answer: &mut Option<Answer>) {
    buttons_ui(ui, |ui| {
        if widgets::primary_button(ui, cx.palette, "Close").clicked() {
            *answer = Some(Answer::Close);
        }
    });
}

/// "3 minutes ago", for the age of a file.
fn age_words(age: std::time::Duration) -> String {
    let minutes = age.as_secs() / 60;
    let (n, unit) = match minutes {
        0 => return "just now".to_owned(),
        1..60 => (minutes, "minute"),
        60..1440 => (minutes / 60, "hour"),
        _ => (minutes / 1440, "day"),
    };
    format!("{n} {unit}{} ago", if n == 1 { "" } else { "s" })
}
