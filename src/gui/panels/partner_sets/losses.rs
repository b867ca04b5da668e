//! What breaks when one partner, or any two, go.

use std::collections::BTreeSet;
use std::sync::Arc;

use egui::{Align2, ScrollArea, Sense, Ui, pos2, vec2};

use crate::analysis::{RobustnessOptions, RobustnessResult, RobustnessRow, robustness};
use crate::gui::command::{Command, ViewCommand};
use crate::gui::context::{ViewCtx, titled};
use crate::gui::jobs::Job;
use crate::gui::panels::computing::computing_ui;
use crate::gui::panels::quotes;
use crate::gui::snapshot::SnapshotKey;
use crate::gui::tsv::{Tsv, number, number_between};
use crate::gui::{fonts, widgets};

const ROW: f32 = 22.0;
/// The height that the list has at least; the pane scrolls where it is less.
const LEAST: f32 = 130.0;
/// How many losses are told in sentences, the largest first.
const TOLD: usize = 10;

/// The losses by one partner and by two.
#[derive(Default)]
pub struct Losses {
    one: Job<SnapshotKey, RobustnessResult>,
    two: Job<SnapshotKey, RobustnessResult>,
}

impl Losses {
    /// Draws the losses when `order` partners go at once.
    pub fn ui(&mut self, cx: &ViewCtx<'_>, order: u8, ui: &mut Ui, out: &mut Vec<Command>) {
        let job = if order == 1 { &mut self.one } else { &mut self.two };
        let key = cx.snapshot.key.clone();
        let (study, scenario, month) =
            (Arc::clone(&cx.snapshot.study), cx.snapshot.scenario.clone(), cx.snapshot.outcome.month);
        let options = RobustnessOptions { order, threshold: None };
        job.want(key.clone(), ui.ctx(), move |progress| robustness(&study, &scenario, month, options, progress));
        computing_ui(cx, job, &key, ui);
        let Some(Ok(result)) = job.result(&key) else { return };
        if result.rows.is_empty() {
            let text = if order == 1 {
                "No partner has a share that counts. Set one in the coverage matrix"
            } else {
                "It takes two partners with shares that count. Set one more in the coverage matrix"
            };
            widgets::empty_state(ui, cx.palette, "Nobody to take away", text);
            return;
        }
        ui.horizontal(|ui| {
            if widgets::link_button(ui, cx.palette, "Copy text").on_hover_text("With the quotes it rests on").clicked()
            {
                out.push(Command::Copy(as_text(cx, result)));
            }
            if widgets::link_button(ui, cx.palette, "Copy table").clicked() {
                out.push(Command::Copy(as_tsv(cx, result)));
            }
        });
        let rows = result.rows.len();
        let list = |ui: &mut Ui| {
            ScrollArea::vertical().id_salt(("losses", order)).auto_shrink([false, false]).show_rows(
                ui,
                ROW,
                rows,
                |ui, range| {
                    ui.spacing_mut().item_spacing.y = 6.0;
                    for row in result.rows.get(range).unwrap_or_default() {
                        row_ui(cx, row, ui, out);
                    }
                },
            )
        };
        widgets::rest_ui(ui, LEAST, list);
    }
}

fn names(cx: &ViewCtx<'_>, row: &RobustnessRow) -> String {
    row.removed.iter().map(|id| cx.map.actor_name(id)).collect::<Vec<_>>().join(" and ")
}

fn lost(cx: &ViewCtx<'_>, row: &RobustnessRow) -> String {
    row.lost.iter().map(|id| cx.map.function_words(id)).collect::<Vec<_>>().join(", ")
}

/// How far coverage falls, as between the percent that the scenario has and that which it leaves.
fn points(cx: &ViewCtx<'_>, row: &RobustnessRow) -> Option<String> {
    widgets::points(cx.snapshot.outcome.overall?, row.overall?)
}

fn row_ui(cx: &ViewCtx<'_>, row: &RobustnessRow, ui: &mut Ui, out: &mut Vec<Command>) {
    let palette = cx.palette;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width() - 8.0, ROW), Sense::click());
    let drop = row.drop.unwrap_or(0.0);
    let names = names(cx, row);
    let lost = lost(cx, row);
    let painter = ui.painter();
    if response.hovered() || response.has_focus() {
        painter.rect_filled(rect, 3.0, palette.tint(palette.accent, 0.1));
    }
    let first = rect.width() * if row.removed.len() > 1 { 0.42 } else { 0.3 };
    let y = rect.center().y;
    let galley = widgets::elided(painter, &names, fonts::regular(12.5), palette.text, first - 8.0);
    painter.galley(pos2(rect.left() + 4.0, y - galley.size().y / 2.0), galley, palette.text);
    let bar = egui::Rect::from_min_max(
        pos2(rect.left() + first, rect.top() + 5.0),
        pos2(rect.left() + first + rect.width() * if row.removed.len() > 1 { 0.12 } else { 0.2 }, rect.bottom() - 5.0),
    );
    painter.rect_filled(bar, 3.0, palette.track);
    let filled = bar.with_max_x(bar.left() + bar.width() * drop.clamp(0.0, 1.0) as f32);
    painter.rect_filled(filled, 3.0, palette.loss);
    let points = points(cx, row).unwrap_or_else(|| "no loss".to_owned());
    let colour = if drop > 1e-9 { palette.loss } else { palette.weak };
    painter.text(pos2(bar.right() + 8.0, y), Align2::LEFT_CENTER, &points, fonts::medium(12.0), colour);
    let left = bar.right() + 92.0;
    let words = match (row.lost.is_empty(), row.overall) {
        (false, _) => format!("newly lost or weak: {lost}"),
        (true, Some(overall)) => format!("leaves {}", widgets::percent(overall)),
        (true, None) => String::new(),
    };
    let galley = widgets::elided(painter, &words, fonts::regular(11.5), palette.weak, rect.right() - left - 4.0);
    painter.galley(pos2(left, y - galley.size().y / 2.0), galley, palette.weak);
    let offers =
        row.with_offers.map_or_else(String::new, |o| format!("; {} if every offer arrives", widgets::percent(o)));
    let spoken = format!("{names} gone: {points}; {words}{offers}");
    response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Button, true, &spoken));
    if response.on_hover_text(&spoken).clicked() {
        out.push(ViewCommand::SelectActors(row.removed.iter().cloned().collect()).into());
    }
}

/// The losses in sentences, with the numbered quotes behind what those who go give.
fn as_text(cx: &ViewCtx<'_>, result: &RobustnessResult) -> String {
    let month = cx.month_words(cx.snapshot.outcome.month);
    let name = titled(cx, format!("{}, {month}", cx.snapshot.scenario.name));
    let mut text = format!("{name}: what is lost when partners go\n");
    let mut gone = BTreeSet::new();
    for row in result.rows.iter().filter(|row| row.drop.is_some_and(|drop| drop > 1e-9)).take(TOLD) {
        let points = points(cx, row).unwrap_or_default();
        let lost = if row.lost.is_empty() { String::new() } else { format!("; newly lost or weak: {}", lost(cx, row)) };
        text.push_str(&format!("Without {}: {points}{lost}\n", names(cx, row)));
        gone.extend(&row.removed);
    }
    quotes::with_quotes(cx, &text, &quotes::of_partners(cx, |id| gone.contains(id)))
}

fn as_tsv(cx: &ViewCtx<'_>, result: &RobustnessResult) -> String {
    let mut table = Tsv::default();
    table.row(["gone", "coverage", "drop", "if every offer arrives", "newly lost or weak"]);
    for row in &result.rows {
        table.row([
            names(cx, row),
            number(row.overall),
            number_between(row.overall, cx.snapshot.outcome.overall),
            number(row.with_offers),
            lost(cx, row),
        ]);
    }
    table.into_text()
}
