//! The line above the matrix: order and filter, tables in and out, and the key to what the cells mean.

use egui::{RichText, Ui};

use super::show::{Choice, Show};
use super::table::Table;
use super::{CoveragePanel, as_list, import::Import};
use crate::gui::command::{Command, ViewCommand};
use crate::gui::context::ViewCtx;
use crate::gui::transfer::OutFile;
use crate::gui::{theme, widgets};
use crate::model::FunctionFamily;

impl CoveragePanel {
    /// Draws the line.
    pub(super) fn toolbar_ui(&mut self, cx: &ViewCtx<'_>, table: &Table<'_>, ui: &mut Ui, out: &mut Vec<Command>) {
        let palette = cx.palette;
        ui.horizontal_wrapped(|ui| {
            self.order_ui(ui);
            if widgets::small_button(ui, "Add from table…")
                .on_hover_text("Paste rows from a spreadsheet, or open a CSV file")
                .clicked()
            {
                self.import = Some(Import::default());
            }
            if widgets::small_button(ui, "Copy table")
                .on_hover_text("As tab-separated text, for a spreadsheet")
                .clicked()
            {
                out.push(Command::Copy(table.as_tsv(cx)));
            }
            widgets::menu_icon(ui, palette, "More about the table", |ui| {
                if ui.button("Copy as a list").on_hover_text("A row per provision, which can be pasted back").clicked()
                {
                    out.push(Command::Copy(as_list(cx)));
                    ui.close();
                }
                if ui.button("Save as CSV…").clicked() {
                    let bytes = crate::export::spreadsheet::csv(table.as_rows(cx));
                    out.push(Command::WriteFile(OutFile { name: "coverage.csv".to_owned(), bytes: bytes.into() }));
                    ui.close();
                }
            });
            if cx.view.function.is_some() {
                if widgets::link_button(ui, palette, "Show all rows alike").clicked() {
                    out.push(ViewCommand::Function(None).into());
                    out.push(ViewCommand::Light(std::collections::BTreeSet::new()).into());
                }
            }
            if cx.snapshot.outcome.default_shares.used > 0 {
                let _ = widgets::hatch_key(ui, palette);
                widgets::weak(ui, palette, "default share");
            }
            let unset = cx.snapshot.outcome.overall.is_none() && !table.columns.is_empty();
            let words = if unset {
                "No share is set yet: click a cell and press 1 to 5"
            } else {
                "keys 0 to 5 set a share · Enter edits"
            };
            if unset || ui.available_size_before_wrap().x > 300.0 {
                let colour = if unset { palette.warn } else { palette.weak };
                ui.label(RichText::new(words).size(theme::SMALL).color(colour));
            }
        });
    }

    fn order_ui(&mut self, ui: &mut Ui) {
        let show = &mut self.show;
        let rows = if show.leaves_rows_out() { "Functions: some" } else { "Functions" };
        let rows = ui.menu_button(RichText::new(rows).size(theme::SMALL), |ui| {
            choice_ui(ui, &mut show.row_order);
            ui.separator();
            choice_ui(ui, &mut show.rows);
            ui.separator();
            let mut chosen = show.family;
            for family in std::iter::once(None).chain(FunctionFamily::ALL.iter().copied().map(Some)) {
                let words = family.map_or("every family", FunctionFamily::words);
                if ui.selectable_label(show.family == family, words).clicked() {
                    chosen = family;
                    ui.close();
                }
            }
            show.family = chosen;
        });
        rows.response.on_hover_text("Order of the rows, and which are shown");
        let columns = if show.leaves_columns_out() { "Partners: some" } else { "Partners" };
        let columns = ui.menu_button(RichText::new(columns).size(theme::SMALL), |ui| {
            choice_ui(ui, &mut show.column_order);
            ui.separator();
            choice_ui(ui, &mut show.columns);
        });
        columns.response.on_hover_text("Order of the columns, and which are shown");
        if (show.leaves_rows_out() || show.leaves_columns_out()) && widgets::small_button(ui, "Show all").clicked() {
            *show = Show { row_order: show.row_order, column_order: show.column_order, ..Show::default() };
        }
    }
}

fn choice_ui<T: Choice>(ui: &mut Ui, chosen: &mut T) {
    for choice in T::ALL {
        if ui.selectable_label(*chosen == *choice, choice.words()).clicked() {
            *chosen = *choice;
            ui.close();
        }
    }
}
