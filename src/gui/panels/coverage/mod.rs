//! The coverage matrix: functions by partners. A cell is a share; it is moved by keys, edited in place, and opens its quotes.

mod cell;
mod editor;
mod frozen;
mod grid;
mod import;
mod inline;
mod show;
mod table;
mod toolbar;

use egui::Ui;

use crate::export::provisions;
use crate::gui::command::Command;
use crate::gui::context::ViewCtx;
use crate::gui::transfer::InFile;
use crate::gui::tsv::Tsv;
use crate::gui::widgets;
use crate::model::{ActorId, FunctionId, ProvisionId, actions};
use show::Show;
use table::Table;

/// The height that the matrix has at least, header and five rows; the pane scrolls where it is less.
const LEAST: f32 = 152.0;

/// The coverage matrix.
#[derive(Default)]
pub struct CoveragePanel {
    show: Show,
    /// The cell that keys act on.
    cursor: Option<(FunctionId, ActorId)>,
    /// Whether the cursor's cell shall take the keys in this frame.
    take_focus: bool,
    /// The cell whose quotes are open.
    open: Option<(FunctionId, ActorId)>,
    /// A cell edited in place, and where it stands on screen.
    inline: Option<(inline::InlineEditor, egui::Rect)>,
    editor: Option<editor::Editor>,
    /// A provision whose whole form was asked for, once the map has it.
    more: Option<ProvisionId>,
    import: Option<import::Import>,
    /// The last file that was taken in.
    taken: u64,
}

impl CoveragePanel {
    /// Draws the panel and sends what the user does in it.
    pub fn ui(&mut self, cx: &ViewCtx<'_>, ui: &mut Ui, out: &mut Vec<Command>) {
        let table = Table::of(cx, self.show);
        self.take_file(cx);
        self.toolbar_ui(cx, &table, ui, out);
        if cx.map.provisions.is_empty() {
            self.nothing_ui(cx, ui);
        } else if table.columns.is_empty() || table.rows.is_empty() {
            self.filtered_out_ui(cx, ui);
        } else {
            if let Some(id) = self.more.take() {
                self.editor = cx.map.provision(&id).cloned().map(editor::Editor::of);
            }
            widgets::rest_ui(ui, LEAST, |ui| self.grid_ui(cx, &table, ui, out));
        }
        if let Some(editor) = &mut self.editor {
            if editor.ui(cx, ui, out) {
                self.editor = None;
                self.take_focus = true;
            }
        }
        if let Some(import) = &mut self.import {
            if import.ui(cx, ui, out) {
                self.import = None;
            }
        }
    }

    /// Opens the window on a file that has been read.
    fn take_file(&mut self, cx: &ViewCtx<'_>) {
        let Some(file) = &cx.view.incoming else { return };
        if file.what == InFile::Provisions && file.serial > self.taken {
            self.import = Some(import::Import::of_file(file.name.clone(), file.text.to_string()));
        }
        self.taken = self.taken.max(file.serial);
    }

    /// What to do where the map has no provision yet.
    fn nothing_ui(&mut self, cx: &ViewCtx<'_>, ui: &mut Ui) {
        if actions::is_principal_unchosen(cx.map) {
            let text = "Open articles on the left and choose the principal among the actors they name most; or double-click an \
                        actor on the map and make it the principal";
            widgets::empty_state(ui, cx.palette, "Whose security is it about?", text);
            return;
        }
        let text = "Accept proposals on the left, drag from a partner's rim to the principal on the map, or paste rows from a \
                    spreadsheet";
        widgets::empty_state(ui, cx.palette, "No provision for the principal yet", text);
        ui.vertical_centered(|ui| {
            ui.add_space(4.0);
            if widgets::primary_button(ui, cx.palette, "Paste or open a table…").clicked() {
                self.import = Some(import::Import::default());
            }
        });
    }

    fn filtered_out_ui(&mut self, cx: &ViewCtx<'_>, ui: &mut Ui) {
        let text = "No function and partner fit what is asked for above";
        widgets::empty_state(ui, cx.palette, "Nothing to show", text);
        ui.vertical_centered(|ui| {
            ui.add_space(4.0);
            if widgets::small_button(ui, "Show everything").clicked() {
                self.show = Show::default();
            }
        });
    }
}

/// The provisions as a list that a spreadsheet takes, and that can be pasted back.
fn as_list(cx: &ViewCtx<'_>) -> String {
    let mut list = Tsv::default();
    for row in provisions::rows_of(cx.map) {
        list.row(row);
    }
    list.into_text()
}
