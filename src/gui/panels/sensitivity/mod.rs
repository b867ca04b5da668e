//! Sensitivity: a tornado of assumptions and of provisions.

use egui::{Align2, RichText, ScrollArea, Sense, Stroke, Ui, pos2, vec2};

use crate::analysis::{SensitivityBar, SensitivityOptions, SensitivityResult, sensitivity};
use crate::export::chart::{TornadoBar, TornadoChart};
use crate::gui::command::{Command, ViewCommand};
use crate::gui::context::{ViewCtx, titled};
use crate::gui::jobs::Job;
use crate::gui::panels::computing::computing_ui;
use crate::gui::panels::next_step::next_step_ui;
use crate::gui::snapshot::SnapshotKey;
use crate::gui::tsv::{self, number, number_between};
use crate::gui::view::LinkRef;
use crate::gui::{fonts, plots, widgets};
use crate::model::{AssumptionId, Lever, ProvisionId, percent_in_tenths};

const ROW: f32 = 22.0;
/// The height that the tornado has at least; the pane scrolls where it is less.
const LEAST: f32 = 150.0;
/// The letters of what an end comes to.
const END: f32 = 10.5;

/// The tornado.
#[derive(Default)]
pub struct SensitivityPanel {
    shown: Shown,
    job: Job<SnapshotKey, SensitivityResult>,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Shown {
    #[default]
    Assumptions,
    Provisions,
}

impl SensitivityPanel {
    /// Draws the panel and sends what the user does in it.
    pub fn ui(&mut self, cx: &ViewCtx<'_>, ui: &mut Ui, out: &mut Vec<Command>) {
        if cx.snapshot.outcome.overall.is_none() {
            next_step_ui(cx, "then it shows which of them the result hangs on", ui, out);
            return;
        }
        let key = cx.snapshot.key.clone();
        let (study, scenario, month) =
            (cx.snapshot.study.clone(), cx.snapshot.scenario.clone(), cx.snapshot.outcome.month);
        self.job.want(key.clone(), ui.ctx(), move |progress| {
            sensitivity(&study, &scenario, month, SensitivityOptions::default(), progress)
        });
        ui.horizontal_wrapped(|ui| {
            for (shown, words) in [(Shown::Assumptions, "Assumptions"), (Shown::Provisions, "Provisions")] {
                let text = RichText::new(words).font(fonts::medium(12.0));
                if ui.add(egui::Button::selectable(self.shown == shown, text)).clicked() {
                    self.shown = shown;
                }
            }
            let tip = match self.shown {
                Shown::Assumptions => "each moved alone between the ends of its lever (demand from half to double), the rest as in the scenario",
                Shown::Provisions => "each share moved alone as far as its credibility leaves open",
            };
            widgets::weak(ui, cx.palette, tip);
            if let Some(Ok(result)) = self.job.result(&key) {
                if widgets::link_button(ui, cx.palette, "Copy table").clicked() {
                    out.push(Command::Copy(tsv::of_rows(as_rows(cx, result))));
                }
                let provisions = self.shown == Shown::Provisions;
                let draw = || drawing(cx, result, provisions);
                plots::save_menu_ui(ui, cx.palette, "sensitivity", draw, || as_rows(cx, result), out);
            }
        });
        computing_ui(cx, &mut self.job, &key, ui);
        let Some(Ok(result)) = self.job.result(&key) else { return };
        let provisions = self.shown == Shown::Provisions;
        let bars: Vec<&SensitivityBar> = result.bars.iter().filter(|bar| bar.provision == provisions).collect();
        if bars.is_empty() {
            let text =
                "An assumption is a lever: somebody leaves, steps up, or the need grows. Once added, it stands here";
            widgets::empty_state(ui, cx.palette, "No assumption to move", text);
            ui.vertical_centered(|ui| {
                ui.add_space(4.0);
                if widgets::primary_button(ui, cx.palette, "Add an assumption…").clicked() {
                    out.push(ViewCommand::AddAssumption.into());
                }
            });
            return;
        }
        widgets::rest_ui(ui, LEAST, |ui| tornado_ui(cx, result.base.unwrap_or(0.0), &bars, ui, out));
    }
}

fn tornado_ui(cx: &ViewCtx<'_>, base: f64, bars: &[&SensitivityBar], ui: &mut Ui, out: &mut Vec<Command>) {
    let palette = cx.palette;
    let ends = bars.iter().flat_map(|bar| [bar.at_low, bar.at_high]).flatten();
    let (low, high) = ends.fold((base, base), |(low, high), end| (low.min(end), high.max(end)));
    // A scale without width would have all at one place.
    let pad = if high - low < 1e-6 { 0.01 } else { 0.0 };
    let (low, high) = (low - pad, high + pad);
    let names = 190.0_f32.min(ui.available_width() * 0.32);
    // What ends come to stands beside their bars, and has its room at either side of the scale: clear of the names.
    let (before, after) = ends_room(cx, base, bars, ui);
    let span = |rect: egui::Rect| {
        let (from, to) = (rect.left() + names + before, rect.right() - after);
        (from, to.max(from + 24.0))
    };
    let (head, _) = ui.allocate_exact_size(vec2(ui.available_width() - 8.0, 18.0), Sense::hover());
    let (from, to) = span(head);
    let x = |value: f64| from + ((value - low) / (high - low)) as f32 * (to - from);
    let words = format!("the scenario: {}", percent_in_tenths(base));
    let galley = ui.painter().layout_no_wrap(words, fonts::medium(11.5), palette.text);
    let (first, last) = (head.left() + names, (head.right() - galley.size().x).max(head.left() + names));
    let left = (x(base) - galley.size().x / 2.0).clamp(first, last);
    ui.painter().galley(pos2(left, head.top()), galley, palette.text);
    ScrollArea::vertical().id_salt("tornado").auto_shrink([false, false]).show_rows(
        ui,
        ROW,
        bars.len(),
        |ui, range| {
            for bar in bars.get(range).unwrap_or_default() {
                let (rect, response) = ui.allocate_exact_size(vec2(head.width(), ROW), Sense::click());
                let painter = ui.painter();
                if response.hovered() || response.has_focus() {
                    painter.rect_filled(rect, 3.0, palette.tint(palette.accent, 0.1));
                }
                let y = rect.center().y;
                let name = name_of(cx, bar);
                let galley = widgets::elided(painter, &name, fonts::regular(12.5), palette.text, names - 8.0);
                painter.galley(pos2(rect.left() + 4.0, y - galley.size().y / 2.0), galley, palette.text);
                let mut said = Vec::new();
                for (end, at) in [(bar.low, bar.at_low), (bar.high, bar.at_high)] {
                    let Some(at) = at else { continue };
                    let words = end_words(cx, bar, end);
                    said.push(format!("{} at {words}", percent_in_tenths(at)));
                    if (at - base).abs() < 1e-9 {
                        continue;
                    }
                    let (a, b) = (x(base).min(x(at)), x(base).max(x(at)));
                    let piece = egui::Rect::from_min_max(pos2(a, y - 7.0), pos2(b, y + 7.0));
                    let colour = if at < base { palette.loss } else { palette.gain };
                    painter.rect_filled(piece, 2.0, palette.tint(colour, 0.7));
                    let (anchor, edge) =
                        if at < base { (Align2::RIGHT_CENTER, a - 4.0) } else { (Align2::LEFT_CENTER, b + 4.0) };
                    let words = format!("{words}: {}", percent_in_tenths(at));
                    painter.text(pos2(edge, y), anchor, words, fonts::regular(END), palette.weak);
                }
                let line = [pos2(x(base), rect.top()), pos2(x(base), rect.bottom())];
                painter.line_segment(line, Stroke::new(1.0, palette.text));
                let spoken = format!("{name}: {}", said.join(", "));
                response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Button, true, &spoken));
                if response.on_hover_text(&spoken).clicked() {
                    select(cx, bar, out);
                }
            }
        },
    );
}

/// How wide what the ends come to is, at the left of the bars and at their right.
fn ends_room(cx: &ViewCtx<'_>, base: f64, bars: &[&SensitivityBar], ui: &Ui) -> (f32, f32) {
    let (mut before, mut after) = (0.0_f32, 0.0_f32);
    for bar in bars {
        for (end, at) in [(bar.low, bar.at_low), (bar.high, bar.at_high)] {
            let Some(at) = at.filter(|at| (at - base).abs() >= 1e-9) else { continue };
            let words = format!("{}: {}", end_words(cx, bar, end), percent_in_tenths(at));
            let wide = ui.painter().layout_no_wrap(words, fonts::regular(END), cx.palette.weak).size().x + 10.0;
            let side = if at < base { &mut before } else { &mut after };
            *side = side.max(wide);
        }
    }
    (before, after + 4.0)
}

fn name_of(cx: &ViewCtx<'_>, bar: &SensitivityBar) -> String {
    if bar.provision {
        let provision = cx.map.provision(&ProvisionId::from(bar.lever.as_str()));
        return provision.map_or_else(
            || bar.lever.clone(),
            |p| format!("{} · {}", cx.map.actor_name(&p.provider), cx.map.function_words(&p.function)),
        );
    }
    let assumption = cx.map.assumption(&AssumptionId::from(bar.lever.as_str()));
    assumption.map_or_else(|| bar.lever.clone(), |assumption| assumption.name.clone())
}

/// The end of a lever in its own words: a share, a percent, a multiple, or a step of the relation.
fn end_words(cx: &ViewCtx<'_>, bar: &SensitivityBar, end: f64) -> String {
    if bar.provision {
        return widgets::share(end);
    }
    match cx.map.assumption(&AssumptionId::from(bar.lever.as_str())).map(|a| &a.lever) {
        Some(Lever::Demand { .. }) => format!("×{end:.1}"),
        Some(Lever::RelationChange { .. }) => format!("{end:+.0}"),
        _ => widgets::percent(end),
    }
}

fn select(cx: &ViewCtx<'_>, bar: &SensitivityBar, out: &mut Vec<Command>) {
    if bar.provision {
        out.push(ViewCommand::SelectLink(LinkRef::Provision(bar.lever.as_str().into())).into());
        return;
    }
    let assumption = cx.map.assumption(&AssumptionId::from(bar.lever.as_str()));
    let Some(assumption) = assumption else { return };
    match &assumption.lever {
        Lever::Demand { function, .. } => out.push(ViewCommand::Function(Some(function.clone())).into()),
        Lever::Exclusion { bloc, .. } => {
            let members = cx.map.actors.iter().filter(|a| a.bloc_id() == *bloc).map(|a| a.id.clone());
            out.push(ViewCommand::SelectActors(members.collect()).into());
        }
        lever => {
            let actor = lever.actor().into_iter().cloned().collect();
            out.push(ViewCommand::SelectActors(actor).into());
        }
    }
}

/// The tornado as a picture for a report.
fn drawing(cx: &ViewCtx<'_>, result: &SensitivityResult, provisions: bool) -> crate::export::chart::Drawing {
    let bars = result.bars.iter().filter(|bar| bar.provision == provisions).map(|bar| TornadoBar {
        name: name_of(cx, bar),
        low: (end_words(cx, bar, bar.low), bar.at_low),
        high: (end_words(cx, bar, bar.high), bar.at_high),
    });
    let of = if provisions { "shares" } else { "assumptions" };
    let month = cx.month_words(cx.snapshot.outcome.month);
    TornadoChart {
        title: titled(cx, format!("What moves coverage most: {of}, {}, {month}", cx.snapshot.scenario.name)),
        base: result.base.unwrap_or(0.0),
        bars: bars.collect(),
    }
    .draw(&plots::paper().1)
}

fn as_rows(cx: &ViewCtx<'_>, result: &SensitivityResult) -> Vec<Vec<String>> {
    let heading = ["what moves", "low end", "high end", "coverage at low", "coverage at high", "swing"];
    let mut rows = vec![heading.map(str::to_owned).to_vec()];
    for bar in &result.bars {
        let (low, high) = (end_words(cx, bar, bar.low), end_words(cx, bar, bar.high));
        let swing = number_between(bar.at_low, bar.at_high).trim_start_matches('-').to_owned();
        rows.push(vec![name_of(cx, bar), low, high, number(bar.at_low), number(bar.at_high), swing]);
    }
    rows
}
