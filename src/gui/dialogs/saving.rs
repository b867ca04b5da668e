//! Questions about what is unsaved, and about files that changed or were left behind.

use std::path::Path;

use egui::RichText;

use super::{Answer, buttons_ui, close_button_ui, entered, title_ui};
use crate::gui::command::Command;
use crate::gui::context::ViewCtx;
use crate::gui::panels::menu::lower_first;
use crate::gui::{fonts, widgets};
use crate::store::{PendingRecovery, PreviousVersion};

pub(super) fn unsaved_ui(cx: &ViewCtx<'_>, ui: &mut egui::Ui, then: &Command, answer: &mut Option<Answer>) {
    // A title may be a question itself.
    let title = cx.session.title();
    title_ui(ui, &format!("Save the changes to {}?", title.trim_end_matches('?')));
    let last = cx.session.history().undo_label().map(|label| format!(" The last one: {}.", lower_first(label)));
    ui.label(format!("The map has changes that no file holds.{}", last.unwrap_or_default()));
    buttons_ui(ui, |ui| {
        if widgets::primary_button(ui, cx.palette, "Save").clicked() || entered(ui) {
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

pub(super) fn touched_sample_ui(cx: &ViewCtx<'_>, ui: &mut egui::Ui, then: &Command, answer: &mut Option<Answer>) {
    title_ui(ui, "Start a map of your own?");
    ui.label(
        "The map in the window is the sample, and you have changed it. Articles usually belong in a map of their own.",
    );
    buttons_ui(ui, |ui| {
        if widgets::primary_button(ui, cx.palette, "New map").clicked() || entered(ui) {
            *answer = Some(Answer::Do(Command::ReadInNewMap(Box::new(then.clone()))));
        }
        if widgets::small_button(ui, "Cancel").clicked() {
            *answer = Some(Answer::Close);
        }
        if widgets::small_button(ui, "Add to the sample").clicked() {
            *answer = Some(Answer::IntoSample(Box::new(then.clone())));
        }
    });
}

pub(super) fn changed_ui(cx: &ViewCtx<'_>, ui: &mut egui::Ui, path: &Path, answer: &mut Option<Answer>) {
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

pub(super) fn recover_ui(
    cx: &ViewCtx<'_>,
    ui: &mut egui::Ui,
    pending: &[PendingRecovery],
    answer: &mut Option<Answer>,
) {
    title_ui(ui, "Bring back unsaved edits?");
    ui.label("Backstop ended without saving. These edits were kept; no file holds them yet.");
    for journal in pending {
        let file_name = journal.file.as_ref().and_then(|path| path.file_stem()).map(|name| name.to_string_lossy());
        let title = match file_name.as_deref() {
            _ if !journal.title.is_empty() => journal.title.as_str(),
            Some(name) => name,
            None => "Untitled map",
        };
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
                    let is_only = pending.len() == 1;
                    if widgets::primary_button(ui, cx.palette, "Bring back").clicked() || is_only && entered(ui) {
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

pub(super) fn versions_ui(
    cx: &ViewCtx<'_>,
    ui: &mut egui::Ui,
    versions: &[PreviousVersion],
    answer: &mut Option<Answer>,
) {
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
