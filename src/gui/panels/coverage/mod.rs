//! The coverage matrix: functions by partners. A cell is a share; it is moved by keys, edited in place, and opens its quotes.

mod cell;
mod editor;
mod grid;
mod table;

use egui::{RichText, Ui};

use crate::gui::command::{Command, ViewCommand};
use crate::gui::context::ViewCtx;
use crate::gui::{theme, widgets};
use crate::model::{ActorId, FunctionId, ProvisionId};
use table::Table;

/// The coverage matrix.
#[derive(Default)]
pub struct CoveragePanel {
    sort: Sort,
    /// The cell that keys act on.
    cursor: Option<(FunctionId, ActorId)>,
    /// Whether the cursor's cell shall take the keys in this frame.
    take_focus: bool,
    /// The cell whose quotes are open.
    open: Option<(FunctionId, ActorId)>,
    editor: Option<editor::Editor>,
    /// A cell that waits for the provision just added to it, to edit it.
    adding: Option<(FunctionId, ActorId, Vec<ProvisionId>)>,
}

/// The order of rows.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Sort {
    #[default]
    Map,
    Family,
    Lowest,
    Loss,
}

impl Sort {
    const ALL: [Self; 4] = [Self::Map, Self::Family, Self::Lowest, Self::Loss];

    fn words(self) -> &'static str {
        match self {
            Self::Map => "map's order",
            Self::Family => "by family",
            Self::Lowest => "lowest coverage first",
            Self::Loss => "largest loss first",
        }
    }
}

impl CoveragePanel {
    /// Draws the panel and sends what the user does in it.
    pub fn ui(&mut self, cx: &ViewCtx<'_>, ui: &mut Ui, out: &mut Vec<Command>) {
        let table = Table::of(cx, self.sort);
        self.toolbar_ui(cx, &table, ui, out);
        if table.columns.is_empty() {
            let text = "Accept proposals on the left, or drag from a partner's rim to the principal on the map";
            widgets::empty_state(ui, cx.palette, "No provision for the principal yet", text);
            return;
        }
        self.edit_what_was_added(cx);
        self.grid_ui(cx, &table, ui, out);
        if let Some(editor) = &mut self.editor {
            if editor.ui(cx, ui, out) {
                self.editor = None;
                self.take_focus = true;
            }
        }
    }

    fn toolbar_ui(&mut self, cx: &ViewCtx<'_>, table: &Table, ui: &mut Ui, out: &mut Vec<Command>) {
        let palette = cx.palette;
        ui.horizontal(|ui| {
            let text = RichText::new(format!("Rows: {}", self.sort.words())).size(theme::SMALL);
            let menu = ui.menu_button(text, |ui| {
                for sort in Sort::ALL {
                    if ui.selectable_label(sort == self.sort, sort.words()).clicked() {
                        self.sort = sort;
                        ui.close();
                    }
                }
            });
            menu.response.on_hover_text("Order of the rows");
            if widgets::small_button(ui, "Copy table")
                .on_hover_text("As tab-separated text, for a spreadsheet")
                .clicked()
            {
                out.push(Command::Copy(table.as_tsv(cx)));
            }
            if ui.available_width() > 420.0 {
                widgets::weak(ui, palette, "share of need · keys 0 to 5 set it · Enter edits");
            }
            if cx.snapshot.outcome.default_shares.used > 0 && ui.available_width() > 120.0 {
                let _ = widgets::hatch_key(ui, palette);
                widgets::weak(ui, palette, "default share");
            }
            if cx.view.function.is_some() {
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    if widgets::link_button(ui, palette, "Show all rows alike").clicked() {
                        out.push(ViewCommand::Function(None).into());
                        out.push(ViewCommand::Light(std::collections::BTreeSet::new()).into());
                    }
                });
            }
        });
    }

    /// A provision added from an empty cell opens in the editor as soon as the map has it.
    fn edit_what_was_added(&mut self, cx: &ViewCtx<'_>) {
        let Some((function, actor, known)) = &self.adding else { return };
        let new = cx
            .map
            .provisions
            .iter()
            .find(|p| p.function == *function && p.provider == *actor && !known.contains(&p.id));
        if let Some(new) = new {
            self.editor = Some(editor::Editor::of(new.clone()));
        }
        self.adding = None;
    }
}
