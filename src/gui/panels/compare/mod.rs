//! Two to four scenarios side by side: a dot plot per function, the differences, and what changed and why in a sentence.

use std::sync::Arc;

use egui::{Align2, RichText, ScrollArea, Sense, Stroke, Ui, pos2, vec2};

use crate::export::chart::{DotChart, DotRow, Drawing};
use crate::gui::command::Command;
use crate::gui::context::{ViewCtx, titled};
use crate::gui::map_change::MapChange;
use crate::gui::panels::quotes;
use crate::gui::panels::scenario::unused_name;
use crate::gui::tsv::{self, number, number_between};
use crate::gui::{fonts, plots, widgets};
use crate::model::{FunctionId, Months, PointChange, Scenario, ScenarioId};
use crate::scenario::{Comparison, Study, compare};

const MOST: usize = 4;
/// The height that the comparison has at least; the pane scrolls where it is less.
const LEAST: f32 = 150.0;
/// So many scenarios stand beside one another to choose from; the others are in a menu.
const CHIPS: usize = 6;

/// The comparison of scenarios.
#[derive(Default)]
pub struct ComparePanel {
    /// The scenarios chosen, the first being compared against; empty until the user chooses.
    chosen: Vec<ScenarioId>,
    /// The last comparison, with what it was made of.
    made: Option<(Arc<Study>, Vec<Scenario>, Months, Comparison)>,
}

impl ComparePanel {
    /// Draws the panel and sends what the user does in it.
    pub fn ui(&mut self, cx: &ViewCtx<'_>, ui: &mut Ui, out: &mut Vec<Command>) {
        let scenarios = self.scenarios(cx);
        self.chips_ui(cx, &scenarios, ui);
        if scenarios.len() < 2 {
            let text = if cx.map.scenarios.is_empty() {
                "A scenario says what may change; here it is set against the baseline, function by function"
            } else {
                "Choose two to four scenarios above; the first is compared against"
            };
            widgets::empty_state(ui, cx.palette, "Nothing to compare yet", text);
            if cx.map.scenarios.is_empty() {
                ui.vertical_centered(|ui| {
                    ui.add_space(4.0);
                    if widgets::primary_button(ui, cx.palette, "Add a scenario").clicked() {
                        out.push(MapChange::AddScenario(unused_name(cx)).into());
                    }
                });
            }
            return;
        }
        let comparison = self.comparison(cx, &scenarios);
        widgets::rest_ui(ui, LEAST, |ui| {
            ScrollArea::vertical().id_salt("compare").auto_shrink([false, false]).show(ui, |ui| {
                ui.set_max_width(ui.available_width() - 8.0);
                sentences_ui(cx, comparison, ui, out);
                ui.add_space(4.0);
                table_ui(cx, comparison, ui);
            });
        });
    }

    /// The scenarios chosen; at first the reference and the one looked at.
    fn scenarios(&mut self, cx: &ViewCtx<'_>) -> Vec<Scenario> {
        self.chosen.retain(|id| cx.map.scenario_or_baseline(id).is_some());
        if self.chosen.is_empty() {
            let mut first = vec![cx.snapshot.reference.clone()];
            if cx.snapshot.scenario.id != cx.snapshot.reference.id {
                first.push(cx.snapshot.scenario.clone());
            }
            return first;
        }
        self.chosen.iter().filter_map(|id| cx.map.scenario_or_baseline(id)).collect()
    }

    /// The comparison of this frame's study; made anew only when something in it changed.
    fn comparison(&mut self, cx: &ViewCtx<'_>, scenarios: &[Scenario]) -> &Comparison {
        let month = cx.snapshot.outcome.month;
        let study = &cx.snapshot.study;
        let holds = self.made.as_ref().is_some_and(|(of, chosen, at, _)| {
            Arc::ptr_eq(of, study) && chosen.as_slice() == scenarios && *at == month
        });
        let kept = self.made.take().filter(|_| holds);
        let made = kept.unwrap_or_else(|| {
            let comparison = compare(study, cx.map, scenarios, month);
            (study.clone(), scenarios.to_vec(), month, comparison)
        });
        &self.made.insert(made).3
    }

    fn chips_ui(&mut self, cx: &ViewCtx<'_>, scenarios: &[Scenario], ui: &mut Ui) {
        let palette = cx.palette;
        let baseline = Scenario::baseline();
        ui.horizontal_wrapped(|ui| {
            widgets::weak(ui, palette, "Compare");
            let all = || std::iter::once(&baseline).chain(&cx.map.scenarios);
            let is_chosen = |scenario: &Scenario| scenarios.iter().any(|s| s.id == scenario.id);
            let mut free = CHIPS.saturating_sub(scenarios.len());
            let (shown, hidden): (Vec<&Scenario>, Vec<&Scenario>) = all().partition(|scenario| {
                let fits = is_chosen(scenario) || free > 0;
                free -= usize::from(fits && !is_chosen(scenario));
                fits
            });
            for scenario in shown {
                let place = scenarios.iter().position(|s| s.id == scenario.id);
                let font = if place.is_some() { fonts::medium(12.0) } else { fonts::regular(12.0) };
                let text = RichText::new(&scenario.name).font(font);
                let enabled = place.is_some() || scenarios.len() < MOST;
                let button = egui::Button::new(text).selected(place.is_some());
                let response = ui.add_enabled(enabled, button);
                let name = format!("Compare {}", scenario.name);
                response.widget_info(|| {
                    egui::WidgetInfo::selected(egui::accesskit::Role::Button, enabled, place.is_some(), &name)
                });
                let response = response.on_disabled_hover_text("Four scenarios at most; take one out first");
                if response.clicked() {
                    let mut chosen: Vec<ScenarioId> = scenarios.iter().map(|s| s.id.clone()).collect();
                    match place {
                        Some(place) => {
                            chosen.remove(place);
                        }
                        None => chosen.push(scenario.id.clone()),
                    }
                    self.chosen = chosen;
                }
            }
            if !hidden.is_empty() {
                let words = RichText::new(format!("{} more…", hidden.len())).font(fonts::regular(12.0));
                let more = ui.add_enabled(scenarios.len() < MOST, egui::Button::new(words));
                let more = more.on_disabled_hover_text("Four scenarios at most; take one out first");
                egui::Popup::menu(&more).show(|ui| {
                    for scenario in hidden {
                        if ui.button(&scenario.name).clicked() {
                            let chosen = scenarios.iter().map(|s| s.id.clone());
                            self.chosen = chosen.chain([scenario.id.clone()]).collect();
                            ui.close();
                        }
                    }
                });
            }
            widgets::weak(
                ui,
                palette,
                &format!("in {}", cx.month_words(cx.snapshot.outcome.month)).replace(' ', "\u{a0}"),
            );
        });
    }
}

fn sentences_ui(cx: &ViewCtx<'_>, comparison: &Comparison, ui: &mut Ui, out: &mut Vec<Command>) {
    for difference in &comparison.differences {
        let text = RichText::new(difference.sentence.replace(" %", "\u{a0}%")).font(fonts::regular(12.5));
        ui.add(egui::Label::new(text).wrap().selectable(true));
    }
    ui.horizontal(|ui| {
        if widgets::link_button(ui, cx.palette, "Copy sentences").clicked() {
            out.push(Command::Copy(sentences_as_text(cx, comparison)));
        }
        if widgets::link_button(ui, cx.palette, "Copy table").clicked() {
            out.push(Command::Copy(tsv::of_rows(as_rows(cx, comparison))));
        }
        let rows = || as_rows(cx, comparison);
        plots::save_menu_ui(ui, cx.palette, "comparison", || drawing(cx, comparison), rows, out);
    });
}

/// The functions that anybody assessed, in the map's order, with their coverage in each scenario.
fn rows(comparison: &Comparison) -> Vec<(&FunctionId, Vec<Option<f64>>)> {
    let Some(first) = comparison.scenarios.first() else { return Vec::new() };
    let ids = first.functions.keys();
    let of = |id: &FunctionId| -> Vec<Option<f64>> {
        comparison.scenarios.iter().map(|s| s.functions.get(id).and_then(|f| f.coverage)).collect()
    };
    ids.map(|id| (id, of(id))).filter(|(_, coverage)| coverage.iter().any(Option::is_some)).collect()
}

fn table_ui(cx: &ViewCtx<'_>, comparison: &Comparison, ui: &mut Ui) {
    let palette = cx.palette;
    let rows = rows(comparison);
    let count = comparison.scenarios.len();
    let width = ui.available_width();
    let names = 150.0_f32.min(width * 0.24);
    let gap = 30.0;
    // Names of scenarios are read before dots are: they get their room first.
    let plot = (width - names - gap - 124.0 * count as f32).clamp(150.0, 420.0);
    let value = ((width - names - gap - plot) / count.max(1) as f32).clamp(56.0, 150.0);
    let line = 21.0;
    let header = 24.0;
    let (rect, _) = ui.allocate_exact_size(vec2(width, header + line * (rows.len() + 1) as f32), Sense::hover());
    let painter = ui.painter();
    let plot_left = rect.left() + names;
    let x = |coverage: f64| plot_left + 8.0 + coverage.clamp(0.0, 1.0) as f32 * (plot - 16.0);
    for mark in [0.0, 0.25, 0.5, 0.75, 1.0] {
        let line = [pos2(x(mark), rect.top() + header), pos2(x(mark), rect.bottom())];
        painter.line_segment(line, Stroke::new(1.0, palette.outline));
        let at = pos2(x(mark), rect.top() + header - 3.0);
        painter.text(at, Align2::CENTER_BOTTOM, plots::percent_mark(mark), fonts::regular(10.5), palette.weak);
    }
    let column = |n: usize| plot_left + plot + gap + value * n as f32;
    for (n, outcome) in comparison.scenarios.iter().enumerate() {
        let galley = widgets::elided(painter, &outcome.name, fonts::medium(11.0), palette.text, value - 20.0);
        let at = pos2(column(n) + 16.0, rect.top() + header - 3.0 - galley.size().y);
        plots::paint_mark(painter, pos2(column(n) + 6.0, at.y + galley.size().y / 2.0), n, 4.0, palette.line(n));
        painter.galley(at, galley, palette.text);
        let head = egui::Rect::from_min_size(pos2(column(n), rect.top()), vec2(value, header));
        ui.interact(head, ui.scope_id().with(("scenario", n)), Sense::hover()).on_hover_text(&outcome.name);
    }
    let overall: Vec<Option<f64>> = comparison.scenarios.iter().map(|s| s.overall).collect();
    let words = |id: &FunctionId| cx.map.function_words(id);
    let all = std::iter::once((None, overall)).chain(rows.into_iter().map(|(id, coverage)| (Some(id), coverage)));
    for (r, (id, coverage)) in all.enumerate() {
        let y = rect.top() + header + line * (r as f32 + 0.5);
        let name = id.map_or_else(|| "all functions".to_owned(), words);
        let font = if id.is_none() { fonts::strong(12.5) } else { fonts::regular(12.5) };
        let galley = widgets::elided(painter, &name, font, palette.text, names - 18.0);
        if let Some(id) = id {
            painter.circle_filled(pos2(rect.left() + 6.0, y), 4.0, palette.family(cx.map.function_family(id)));
        }
        painter.galley(pos2(rect.left() + 16.0, y - galley.size().y / 2.0), galley, palette.text);
        let known: Vec<f64> = coverage.iter().flatten().copied().collect();
        let span = known.iter().copied().fold((1.0_f64, 0.0_f64), |(low, high), c| (low.min(c), high.max(c)));
        if known.len() > 1 {
            painter.line_segment([pos2(x(span.0), y), pos2(x(span.1), y)], Stroke::new(2.0, palette.outline));
        }
        let first = coverage.first().copied().flatten();
        let mut said = Vec::new();
        for (n, c) in coverage.iter().enumerate() {
            let Some(c) = *c else { continue };
            plots::paint_mark(painter, pos2(x(c), y), n, 4.5, palette.line(n));
            let change = first.filter(|_| n > 0).and_then(|first| PointChange::between(first, c));
            let colour = match change {
                Some(change) if change.falls => palette.loss,
                Some(_) => palette.gain,
                None => palette.text,
            };
            let moved = change.map_or_else(String::new, |change| format!("  {}", change.short_words()));
            let text = format!("{}{moved}", widgets::percent(c));
            painter.text(pos2(column(n) + 16.0, y), Align2::LEFT_CENTER, text, fonts::medium(12.0), colour);
            if let Some(outcome) = comparison.scenarios.get(n) {
                said.push(format!("{} {}", outcome.name, widgets::percent(c)));
            }
        }
        let row = egui::Rect::from_min_size(pos2(rect.left(), y - line / 2.0), vec2(width, line));
        let salt = id.map_or("all functions", FunctionId::as_str);
        let response = ui.interact(row, ui.scope_id().with(("difference", salt)), Sense::hover());
        let spoken = format!("{name}: {}", said.join(", "));
        response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Row, true, &spoken));
        let why: Vec<String> = comparison
            .differences
            .iter()
            .filter_map(|d| Some(format!("{}: {}", d.to, d.functions.get(id?)?.why.as_ref()?)))
            .collect();
        if !why.is_empty() {
            response.on_hover_text(why.join("\n"));
        }
    }
}

/// The sentences, with the numbered quotes that the provisions of changed functions rest on.
fn sentences_as_text(cx: &ViewCtx<'_>, comparison: &Comparison) -> String {
    let sentences: Vec<&str> = comparison.differences.iter().map(|d| d.sentence.as_str()).collect();
    let changed =
        |id: &FunctionId| comparison.differences.iter().any(|d| d.functions.get(id).is_some_and(|f| f.why.is_some()));
    let provisions = cx.map.provisions.iter().filter(|p| changed(&p.function));
    let claims: Vec<_> = provisions.flat_map(|p| p.evidence.iter().map(|evidence| &evidence.claim)).collect();
    format!("{}\n{}", sentences.join("\n"), quotes::numbered(cx, &claims))
}

/// The dot plot as a picture for a report.
fn drawing(cx: &ViewCtx<'_>, comparison: &Comparison) -> Drawing {
    let (palette, colours) = plots::paper();
    let overall = DotRow {
        name: "all functions".to_owned(),
        values: comparison.scenarios.iter().map(|outcome| outcome.overall).collect(),
    };
    let functions = rows(comparison).into_iter().map(|(id, values)| DotRow { name: cx.map.function_words(id), values });
    let scenarios = comparison.scenarios.iter().enumerate();
    DotChart {
        title: titled(cx, format!("Coverage in {}", cx.month_words(comparison.month))),
        scenarios: scenarios.map(|(n, outcome)| (outcome.name.clone(), plots::rgb(palette.line(n)))).collect(),
        rows: std::iter::once(overall).chain(functions).collect(),
        sentences: comparison.differences.iter().map(|d| d.sentence.clone()).collect(),
    }
    .draw(&colours)
}

fn as_rows(cx: &ViewCtx<'_>, comparison: &Comparison) -> Vec<Vec<String>> {
    let names = comparison.scenarios.iter().map(|outcome| outcome.name.clone());
    let later = comparison.scenarios.iter().skip(1);
    let changes = later.flat_map(|outcome| [format!("change to {}", outcome.name), "why".to_owned()]);
    let mut table: Vec<Vec<String>> =
        vec![std::iter::once("function".to_owned()).chain(names).chain(changes).collect()];
    let overall = comparison.scenarios.iter().map(|s| number(s.overall));
    let changes =
        comparison.differences.iter().flat_map(|d| [number_between(d.overall.before, d.overall.after), String::new()]);
    table.push(std::iter::once("all functions".to_owned()).chain(overall).chain(changes).collect());
    for (id, coverage) in rows(comparison) {
        let changes = comparison.differences.iter().flat_map(|difference| {
            let change = difference.functions.get(id);
            let why = change.and_then(|c| c.why.clone()).unwrap_or_default();
            [number_between(change.and_then(|c| c.coverage.before), change.and_then(|c| c.coverage.after)), why]
        });
        let values = coverage.into_iter().map(number);
        table.push(std::iter::once(cx.map.function_words(id)).chain(values).chain(changes).collect());
    }
    table
}
