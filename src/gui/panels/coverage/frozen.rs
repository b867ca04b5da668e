//! What stays in sight while the matrix scrolls: the functions at the left, the partners above, the coverage at the right.

use egui::{Rect, Sense, Stroke, Ui, pos2, vec2};

use super::cell::paint_bar;
use super::grid::ROW;
use super::table::{Row, Table};
use crate::gui::command::{Command, ViewCommand};
use crate::gui::context::ViewCtx;
use crate::gui::map_change::MapChange;
use crate::gui::{fonts, widgets};
use crate::scenario::FunctionState;

/// Draws the first column: the functions, with what a click and the right button do.
pub fn rows_ui(cx: &ViewCtx<'_>, table: &Table<'_>, rect: Rect, offset: f32, ui: &mut Ui, out: &mut Vec<Command>) {
    let palette = cx.palette;
    let mut ui = ui.new_child(egui::UiBuilder::new().max_rect(rect).id_salt("matrix rows"));
    ui.set_clip_rect(rect.intersect(ui.clip_rect()));
    for (r, row) in table.rows.iter().enumerate() {
        let at = Rect::from_min_size(rect.min + vec2(0.0, r as f32 * ROW - offset), vec2(rect.width(), ROW));
        let chosen = cx.view.function.as_ref() == Some(&row.id);
        let response = ui.interact(at, ui.scope_id().with(("row", row.id.as_str())), Sense::CLICK);
        if chosen || response.hovered() {
            ui.painter().rect_filled(
                at.shrink(1.0),
                3.0,
                palette.tint(palette.accent, if chosen { 0.22 } else { 0.1 }),
            );
        }
        let family = cx.map.function_family(&row.id);
        ui.painter().circle_filled(pos2(at.left() + 7.0, at.center().y), 4.0, palette.family(family));
        let width = rect.width() - 20.0;
        let colour = if row.state == FunctionState::NotAssessed { palette.weak } else { palette.text };
        let galley = widgets::elided(ui.painter(), &row.words, fonts::regular(12.5), colour, width);
        ui.painter().galley(pos2(at.left() + 16.0, at.center().y - galley.size().y / 2.0), galley, colour);
        let spoken = format!("Function {}, {}", row.words, row_words(row));
        response.widget_info(|| egui::WidgetInfo::selected(egui::accesskit::Role::RowHeader, true, chosen, &spoken));
        let none = cx.map.function_row(&row.id).and_then(|f| f.assessed_none).unwrap_or(false);
        response.context_menu(|ui| {
            let mut on = none;
            if ui.checkbox(&mut on, "Assessed: nobody provides it").clicked() {
                out.push(MapChange::SetAssessedNone { id: row.id.clone(), none: on }.into());
                ui.close();
            }
        });
        let hover = format!("{} · {} · right-click to say that nobody provides it", row.words, family.words());
        if response.on_hover_text(hover).clicked() {
            out.push(ViewCommand::Function((!chosen).then(|| row.id.clone())).into());
        }
    }
}

fn row_words(row: &Row) -> String {
    match (row.before, row.after) {
        (Some(before), Some(after)) if (before - after).abs() > 1e-9 => {
            format!("coverage {} after {}", widgets::percent(after), widgets::percent(before))
        }
        (_, Some(after)) => format!("coverage {}", widgets::percent(after)),
        _ => row.state_words().to_owned(),
    }
}

/// Draws the header row: the partners below their blocs.
pub fn header_ui(
    cx: &ViewCtx<'_>,
    table: &Table<'_>,
    rect: Rect,
    (width, offset): (f32, f32),
    ui: &mut Ui,
    out: &mut Vec<Command>,
) {
    let palette = cx.palette;
    let mut ui = ui.new_child(egui::UiBuilder::new().max_rect(rect).id_salt("matrix header"));
    ui.set_clip_rect(rect.intersect(ui.clip_rect()));
    let left = |c: usize| rect.left() + c as f32 * width - offset;
    let mut start = 0;
    for group in table.columns.chunk_by(|a, b| a.bloc.is_some() && a.bloc == b.bloc) {
        if let Some(bloc) = group.first().and_then(|column| column.bloc.as_ref()) {
            let (from, to) = (left(start) + 3.0, left(start + group.len()) - 3.0);
            let words = cx.map.bloc_words(bloc);
            let galley = widgets::elided(ui.painter(), &words, fonts::regular(10.5), palette.weak, to - from);
            let x = ((from + to - galley.size().x) / 2.0).max(from);
            ui.painter().galley(pos2(x, rect.top()), galley, palette.weak);
            let y = rect.top() + 15.0;
            ui.painter().line_segment([pos2(from, y), pos2(to, y)], Stroke::new(1.0, palette.outline));
        }
        start += group.len();
    }
    for (c, column) in table.columns.iter().enumerate() {
        let at = Rect::from_min_max(pos2(left(c), rect.top() + 17.0), pos2(left(c) + width, rect.bottom()));
        if !at.intersects(rect) {
            continue;
        }
        let response = ui.interact(at, ui.scope_id().with(("column", column.id.as_str())), Sense::CLICK);
        let lit = cx.view.lit.contains(&column.id) || cx.view.selection.actors.contains(&column.id);
        let colour = if column.lost {
            palette.loss
        } else if lit || response.hovered() {
            palette.accent
        } else {
            palette.text
        };
        let mut job = egui::text::LayoutJob::simple(column.words.clone(), fonts::regular(11.0), colour, width - 4.0);
        (job.wrap.max_rows, job.halign) = (2, egui::Align::Center);
        let galley = ui.painter().layout_job(job);
        let pos = pos2(at.center().x, at.center().y - galley.size().y / 2.0);
        if column.lost {
            for row in &galley.rows {
                let row = row.rect().translate(pos.to_vec2());
                let line = [row.left_center(), row.right_center()];
                ui.painter().line_segment(line, Stroke::new(1.0, palette.loss));
            }
        }
        ui.painter().galley(pos, galley, colour);
        let spoken = format!("Partner {}{}", column.words, if column.lost { ", lost in the scenario" } else { "" });
        response.widget_info(|| egui::WidgetInfo::selected(egui::accesskit::Role::ColumnHeader, true, lit, &spoken));
        let gives = format!("{}\ndelivers {} in all", column.words, widgets::share(column.after));
        let gives = if (column.before - column.after).abs() < 0.005 {
            gives
        } else {
            format!("{gives}, {} in {}", widgets::share(column.before), cx.snapshot.reference.name)
        };
        if response.on_hover_text(gives).clicked() {
            out.push(ViewCommand::SelectActors(std::iter::once(column.id.clone()).collect()).into());
        }
    }
}

/// Draws the last column: coverage before and after.
pub fn bars_ui(cx: &ViewCtx<'_>, table: &Table<'_>, rect: Rect, offset: f32, ui: &mut Ui) {
    let mut ui = ui.new_child(egui::UiBuilder::new().max_rect(rect).id_salt("matrix bars"));
    ui.set_clip_rect(rect.intersect(ui.clip_rect()));
    let threshold = cx.snapshot.study.threshold();
    for (r, row) in table.rows.iter().enumerate() {
        let at = Rect::from_min_size(rect.min + vec2(0.0, r as f32 * ROW - offset), vec2(rect.width(), ROW));
        if at.intersects(rect) {
            let below = row.after.is_some_and(|after| after < threshold);
            let family = cx.palette.family(cx.map.function_family(&row.id));
            paint_bar(ui.painter(), at, row, below, family, cx.palette);
        }
        let response = ui.interact(at, ui.scope_id().with(("bar", row.id.as_str())), Sense::hover());
        let amounts = row.amounts().map_or_else(String::new, |amounts| format!("; {amounts}"));
        let spoken = format!("Coverage of {}: {}{amounts}", row.words, row_words(row));
        response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Meter, true, &spoken));
        let hover = [Some(row_words(row)).filter(|words| !words.is_empty()), row.amounts()];
        response.on_hover_text(hover.into_iter().flatten().collect::<Vec<_>>().join("\n"));
    }
}
