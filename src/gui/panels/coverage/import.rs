//! Provisions from a pasted table or a CSV file: what would happen is said before it does, line by line where it cannot.

use std::sync::Arc;

use egui::{RichText, ScrollArea, TextEdit, Window};

use crate::export::provisions::{ImportPlan, ProvisionTable, plan, read};
use crate::gui::command::Command;
use crate::gui::context::ViewCtx;
use crate::gui::map_change::MapChange;
use crate::gui::transfer::InFile;
use crate::gui::{fonts, widgets};

/// The window with the table and what it would do.
#[derive(Default)]
pub struct Import {
    text: String,
    /// Where the text is from, when it is from a file.
    file: Option<String>,
    read: Option<Read>,
    /// Whether the text has had the keys once.
    begun: bool,
}

/// A table read against a revision of the map.
struct Read {
    text: String,
    revision: u64,
    table: ProvisionTable,
    plan: Result<ImportPlan, String>,
}

impl Import {
    /// A window on pasted text.
    pub fn of_text(text: String) -> Self {
        Self { text, ..Self::default() }
    }

    /// A window on the text of a file.
    pub fn of_file(name: String, text: String) -> Self {
        Self { text, file: Some(name), ..Self::default() }
    }

    /// Draws it; true when it is done with.
    pub fn ui(&mut self, cx: &ViewCtx<'_>, ui: &egui::Ui, out: &mut Vec<Command>) -> bool {
        let mut open = true;
        let mut done = false;
        let screen = ui.ctx().content_rect();
        Window::new(RichText::new("Add provisions from a table").font(fonts::strong(14.0)))
            .id(ui.scope_id().with("import provisions"))
            .collapsible(false)
            .resizable(false)
            .default_width(560.0_f32.min(screen.width() - 40.0))
            .pivot(egui::Align2::CENTER_CENTER)
            .default_pos(screen.center())
            .open(&mut open)
            .show(ui.ctx(), |ui| {
                widgets::small(
                    ui,
                    cx.palette.weak,
                    "Columns: provider, function, status, share, months, source, quote. A first line may name them in any \
                     order; empty cells change nothing",
                );
                let hint = "Turkey\tair power\tactive\t0.45\nSpain\ttraining\toffered\t15 %\t6";
                ScrollArea::vertical().id_salt("table text").max_height(150.0).show(ui, |ui| {
                    let field = TextEdit::multiline(&mut self.text).desired_rows(6).desired_width(f32::INFINITY);
                    let field = ui.add(field.hint_text(hint).font(fonts::regular(12.0)));
                    let field = field.accessible_name("Table of provisions");
                    self.begun |= field.has_focus();
                    if !self.begun {
                        field.request_focus();
                        ui.ctx().request_repaint();
                    }
                });
                if widgets::link_button(ui, cx.palette, "Open a CSV file…").clicked() {
                    out.push(Command::ReadFile(InFile::Provisions));
                }
                self.preview_ui(cx, ui);
                ui.add_space(6.0);
                done |= self.buttons_ui(cx, ui, out);
            });
        // A dialog over it takes its own Escape.
        let is_top = ui.ctx().memory(|memory| memory.top_modal_layer().is_none());
        let escape = is_top && ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, egui::Key::Escape));
        done || !open || escape
    }

    /// What the text comes to against the map as it is; read anew only when either changed.
    fn read(&mut self, cx: &ViewCtx<'_>) -> &Read {
        let revision = cx.session.revision();
        let holds = self.read.as_ref().is_some_and(|read| read.text == self.text && read.revision == revision);
        let kept = self.read.take().filter(|_| holds);
        self.read.insert(kept.unwrap_or_else(|| {
            let table = read(&self.text, cx.map);
            let plan = plan(cx.map, &table.rows).map_err(|error| error.to_string());
            Read { text: self.text.clone(), revision, table, plan }
        }))
    }

    fn preview_ui(&mut self, cx: &ViewCtx<'_>, ui: &mut egui::Ui) {
        let palette = cx.palette;
        if let Some(name) = &self.file {
            widgets::small(ui, palette.weak, &format!("From {name}"));
        }
        if self.text.trim().is_empty() {
            return;
        }
        let read = self.read(cx);
        let plan = match &read.plan {
            Ok(plan) => plan,
            Err(why) => {
                widgets::small(ui, palette.loss, why);
                return;
            }
        };
        ui.label(RichText::new(summary(plan)).font(fonts::medium(12.5)));
        if !plan.new_actors.is_empty() {
            let words = format!("Adds actors: {}", plan.new_actors.join(", "));
            widgets::small(ui, palette.warn, &words);
        }
        if !read.table.ignored.is_empty() {
            let words = format!("Left out: the columns {}", read.table.ignored.join(", "));
            widgets::small(ui, palette.weak, &words);
        }
        let mut problems: Vec<_> = read.table.problems.iter().chain(&plan.problems).collect();
        problems.sort_by_key(|problem| problem.line);
        ScrollArea::vertical().id_salt("problems").max_height(120.0).show(ui, |ui| {
            for problem in problems {
                widgets::small(ui, palette.loss, &format!("Line {}: {}", problem.line, problem.words));
            }
        });
    }

    fn buttons_ui(&mut self, cx: &ViewCtx<'_>, ui: &mut egui::Ui, out: &mut Vec<Command>) -> bool {
        let mut done = false;
        let read = self.read(cx);
        let rows = read.plan.as_ref().map_or(0, |plan| plan.added + plan.changed);
        ui.horizontal(|ui| {
            let words = if rows == 1 { "Import 1 provision".to_owned() } else { format!("Import {rows} provisions") };
            ui.add_enabled_ui(rows > 0, |ui| {
                if widgets::primary_button(ui, cx.palette, &words).clicked() {
                    out.push(MapChange::ImportProvisions(Arc::new(read.table.rows.clone())).into());
                    done = true;
                }
            });
            if widgets::small_button(ui, "Cancel").clicked() {
                done = true;
            }
        });
        done
    }
}

/// "3 provisions added, 1 changed, 2 as they are; 4 quotes become claims".
fn summary(plan: &ImportPlan) -> String {
    let mut pieces = Vec::new();
    if plan.added > 0 {
        pieces.push(format!("{} added", plan.added));
    }
    if plan.changed > 0 {
        pieces.push(format!("{} changed", plan.changed));
    }
    if plan.unchanged > 0 {
        pieces.push(format!("{} already as they are", plan.unchanged));
    }
    let mut words =
        if pieces.is_empty() { "Nothing to import".to_owned() } else { format!("Provisions: {}", pieces.join(", ")) };
    if plan.quotes > 0 {
        let verb = if plan.quotes == 1 { "quote becomes a claim" } else { "quotes become claims" };
        words.push_str(&format!("; {} {verb}", plan.quotes));
    }
    words
}
