//! Dialogs in the window: questions, the path box, the command palette, help. One at a time.

mod export;
mod help;
mod import;
mod import_graph;
mod new_map;
mod palette;
mod path;
mod properties;
mod saving;

use std::path::PathBuf;

pub use import::ImportScenarios;
pub use import_graph::ImportGraph;
pub use properties::Properties;

use egui::RichText;

use super::background::Purpose;
use super::command::Command;
use super::context::ViewCtx;
use super::export_order::ExportOrder;
use super::fonts;
use super::widgets;
use crate::model::ActorKind;
use crate::store::{PendingRecovery, PreviousVersion};

/// The dialog that is open.
pub enum Dialog {
    /// There are unsaved changes, and something is about to drop them.
    Unsaved {
        /// What shall happen then.
        then: Box<Command>,
    },
    /// Articles come while the sample has changes.
    TouchedSample {
        /// What reads them.
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
    /// As what the map shall leave the window.
    Export(ExportOrder),
    /// What is said once of the map.
    Properties(Properties),
    /// Every command and its keys.
    Help,
    /// What the program is.
    About,
    /// Scenarios of another file, to choose from.
    Import(Box<ImportScenarios>),
    /// What a graph of another program would add.
    ImportGraph(Box<ImportGraph>),
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
    /// Close it and do these, in order.
    DoAll(Vec<Command>),
    /// Save, and then do this.
    SaveThen(Box<Command>),
    /// Drop the changes, and do this.
    DiscardThen(Box<Command>),
    /// Make the sample the user's own map, and do this.
    IntoSample(Box<Command>),
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
        // Each kind is remembered by itself: a small one does not take the height of a large one before it.
        let kind = egui::Id::unique(("dialog", std::mem::discriminant(self)));
        let response = egui::Modal::new(kind).frame(frame).show(ctx, |ui| {
            ui.set_width(460.0_f32.min(ui.ctx().content_rect().width() - 60.0));
            match self {
                Self::Unsaved { then } => saving::unsaved_ui(cx, ui, then, &mut answer),
                Self::TouchedSample { then } => saving::touched_sample_ui(cx, ui, then, &mut answer),
                Self::Path { purpose, typed, trouble } => path::path_ui(cx, ui, *purpose, typed, trouble, &mut answer),
                Self::ChangedOnDisk { path } => saving::changed_ui(cx, ui, path, &mut answer),
                Self::Message { title, text } => {
                    title_ui(ui, title);
                    ui.label(text.as_str());
                    buttons_ui(ui, |ui| {
                        if widgets::primary_button(ui, palette, "OK").clicked() || entered(ui) {
                            answer = Some(Answer::Close);
                        }
                    });
                }
                Self::Recover { pending } => saving::recover_ui(cx, ui, pending, &mut answer),
                Self::NewMap { name, kind } => new_map::new_map_ui(cx, ui, name, kind, &mut answer),
                Self::Palette { query, row } => palette::palette_ui(cx, ui, query, row, &mut answer),
                Self::Import(import) => import.ui(cx, ui, &mut answer),
                Self::Export(order) => export::export_ui(cx, ui, order, &mut answer),
                Self::ImportGraph(import) => import.ui(cx, ui, &mut answer),
                Self::Properties(properties) => properties.ui(cx, ui, &mut answer),
                Self::Help => help::help_ui(cx, ui, &mut answer),
                Self::About => help::about_ui(cx, ui, &mut answer),
                Self::PreviousVersions { versions } => saving::versions_ui(cx, ui, versions, &mut answer),
            }
        });
        // A click beside it is too little to put lost work off; Escape says it.
        let puts_off = !matches!(self, Self::Recover { .. }) || ctx.input(|input| input.key_pressed(egui::Key::Escape));
        if answer.is_none() && response.should_close() && puts_off {
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
    // A row of its own height: the rest of the dialog's height is not the buttons' to fill.
    let size = egui::vec2(ui.available_width(), ui.spacing().interact_size.y);
    ui.allocate_ui_with_layout(size, egui::Layout::right_to_left(egui::Align::Center), buttons);
}

/// Whether Enter was pressed while nothing has the keys: it means the button that stands out.
fn entered(ui: &egui::Ui) -> bool {
    ui.memory(|memory| memory.focused().is_none()) && ui.input(|input| input.key_pressed(egui::Key::Enter))
}

fn close_button_ui(cx: &ViewCtx<'_>, ui: &mut egui::Ui, answer: &mut Option<Answer>) {
    buttons_ui(ui, |ui| {
        if widgets::primary_button(ui, cx.palette, "Close").clicked() {
            *answer = Some(Answer::Close);
        }
    });
}
