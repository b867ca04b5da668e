//! Coverage over 60 months: one line per scenario, what changes when, and how sure the selected one is.

mod band;
mod ends;
mod legend;
mod series;

use std::collections::BTreeSet;

use egui::{RichText, Stroke, Ui, vec2};
use egui_plot::{AxisHints, FilledArea, Line, LineStyle, Plot, PlotPoint, Text};

use crate::export::chart::{DOTS, dashes};
use crate::gui::command::{Command, ViewCommand};
use crate::gui::context::ViewCtx;
use crate::gui::panels::next_step::next_step_ui;
use crate::gui::{fonts, plots, theme, tsv, widgets};
use crate::model::{Months, ScenarioId};
use series::{Mark, Series};

/// The height that the plot has at least; the pane scrolls where it is less.
const LEAST: f32 = 165.0;
/// In a pane narrower than this the key stands below the plot.
const NARROW: f32 = 470.0;
/// The room above full coverage.
const ABOVE: f64 = 0.04;
/// How high a line of words over the plot is, and how much of the plot has to be left below them, in points.
const WORDS: f64 = 14.0;
const LEFT: f64 = 70.0;
/// How large the words of marks are.
const MARK_SIZE: f32 = theme::TINY;
/// How large the words of axes are.
const AXIS_SIZE: f32 = 11.0;

/// The timeline.
#[derive(Default)]
pub struct TimelinePanel {
    /// Scenarios whose lines are left out.
    hidden: BTreeSet<ScenarioId>,
    band: band::Band,
    around: Around,
    /// Counts up to have the plot forget where it was moved to.
    fitted: u64,
    /// The month under the pointer, whose values the key then shows.
    pointed: Option<Months>,
}

/// Which line of the scenario looked at has its 80 % band.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Around {
    #[default]
    NobodyReacts,
    EveryOffer,
    Neither,
}

impl Around {
    const ALL: [Self; 3] = [Self::NobodyReacts, Self::EveryOffer, Self::Neither];

    fn words(self) -> &'static str {
        match self {
            Self::NobodyReacts => "if nobody reacts",
            Self::EveryOffer => "if every offer arrives on time",
            Self::Neither => "no band",
        }
    }
}

impl TimelinePanel {
    /// Draws the panel and sends what the user does in it.
    pub fn ui(&mut self, cx: &ViewCtx<'_>, ui: &mut Ui, out: &mut Vec<Command>) {
        let all = series::of(cx);
        if self.around != Around::Neither {
            self.band.want(cx, self.around == Around::EveryOffer, ui);
        }
        self.toolbar_ui(cx, ui, &all, out);
        if all.iter().all(|line| line.values.is_empty()) {
            match &cx.view.function {
                Some(id) if cx.snapshot.outcome.overall.is_some() => {
                    let text = "Set a share in the coverage matrix, and its course over 60 months stands here";
                    let title = format!("Nobody has assessed {} yet", cx.map.function_words(id));
                    widgets::empty_state(ui, cx.palette, &title, text);
                }
                _ => next_step_ui(cx, "then its course over 60 months stands here", ui, out),
            }
            return;
        }
        widgets::rest_ui(ui, LEAST, |ui| {
            if ui.available_width() < NARROW {
                self.below_ui(cx, ui, &all, out);
                return;
            }
            ui.horizontal_top(|ui| {
                let legend = (ui.available_width() * 0.3).clamp(150.0, 230.0);
                let size = vec2(ui.available_width() - legend - 8.0, ui.available_height() - 2.0);
                let plot = ui.allocate_ui(size, |ui| self.plot_ui(cx, ui, &all)).inner;
                if let Some(month) = plot {
                    out.push(ViewCommand::Month(month).into());
                }
                ui.vertical(|ui| self.legend_ui(cx, ui, &all, out));
            });
        });
    }

    /// The plot with its key below it, where the two have no room beside each other.
    fn below_ui(&mut self, cx: &ViewCtx<'_>, ui: &mut Ui, all: &[Series], out: &mut Vec<Command>) {
        let size = vec2(ui.available_width(), (ui.available_height() - 2.0).min(2.0 * LEAST));
        if let Some(month) = ui.allocate_ui(size, |ui| self.plot_ui(cx, ui, all)).inner {
            out.push(ViewCommand::Month(month).into());
        }
        self.key_ui(cx, ui, all, out);
    }

    fn toolbar_ui(&mut self, cx: &ViewCtx<'_>, ui: &mut Ui, all: &[Series], out: &mut Vec<Command>) {
        let palette = cx.palette;
        ui.horizontal_wrapped(|ui| {
            let chosen = cx.view.function.as_ref();
            let words = chosen.map_or_else(|| "all functions".to_owned(), |id| cx.map.function_words(id));
            let menu = ui.menu_button(RichText::new(format!("Of: {words}")).size(theme::SMALL), |ui| {
                egui::ScrollArea::vertical().max_height(360.0).show(ui, |ui| {
                    if ui.selectable_label(chosen.is_none(), "all functions").clicked() {
                        out.push(ViewCommand::Function(None).into());
                        ui.close();
                    }
                    for id in cx.map.function_ids() {
                        if ui.selectable_label(chosen == Some(&id), cx.map.function_words(&id)).clicked() {
                            out.push(ViewCommand::Function(Some(id)).into());
                            ui.close();
                        }
                    }
                });
            });
            menu.response.on_hover_text("Coverage of one function, or of all");
            let around = ui.menu_button(RichText::new(self.band_words()).size(theme::SMALL), |ui| {
                for around in Around::ALL {
                    if ui.selectable_label(self.around == around, around.words()).clicked() {
                        self.around = around;
                        ui.close();
                    }
                }
            });
            around.response.on_hover_text(
                "Where 8 of 10 draws fall if deliveries fail at the stated odds. Draws are independent; real partners fail \
                 together, so the tails are too thin",
            );
            if widgets::small_button(ui, "Fit").on_hover_text("Show all 60 months again").clicked() {
                self.fitted += 1;
            }
            if widgets::small_button(ui, "Copy values")
                .on_hover_text("As tab-separated text, for a spreadsheet")
                .clicked()
            {
                out.push(Command::Copy(tsv::of_rows(self.rows(cx, all))));
            }
            let draw = || {
                let band = self.points(cx);
                series::as_drawing(cx, &self.shown(all), band.as_ref(), self.why_beside(cx, all, cx.view.month))
            };
            plots::save_menu_ui(ui, palette, "timeline", draw, || self.rows(cx, all), out);
            // At the end, so that nothing moves when it goes.
            if self.around != Around::Neither && self.band.is_under_way(cx, self.around == Around::EveryOffer) {
                widgets::weak(ui, palette, "drawing…");
            } else if ui.available_size_before_wrap().x > 260.0 {
                widgets::weak(ui, palette, "click a month to look at it · Ctrl + wheel zooms");
            }
        });
    }

    fn band_words(&self) -> String {
        match self.around {
            Around::Neither => "80 % band: none".to_owned(),
            around => format!("80 % band: {}", around.words()),
        }
    }

    /// The band of this very frame's state, where one is wanted and there.
    fn points(&self, cx: &ViewCtx<'_>) -> Option<band::Points> {
        (self.around != Around::Neither).then(|| self.band.points(cx, self.around == Around::EveryOffer)).flatten()
    }

    /// The lines that are not left out.
    fn shown<'s>(&self, all: &'s [Series]) -> Vec<&'s Series> {
        all.iter().filter(|line| !self.hidden.contains(&line.id)).collect()
    }

    /// The values as a table, with the band where one is shown.
    fn rows(&self, cx: &ViewCtx<'_>, all: &[Series]) -> Vec<Vec<String>> {
        let band = self.points(cx);
        let of = format!("{}, {}", cx.snapshot.scenario.name, self.around.words());
        series::as_rows(cx, all, band.as_ref().map(|points| (points, of.as_str())))
    }

    /// Why the band lies beside the line that it is of, where it does.
    fn why_beside(&self, cx: &ViewCtx<'_>, all: &[Series], month: Months) -> Option<String> {
        self.points(cx)?.why_beside(self.banded(all)?, month)
    }

    /// The line that the band is of.
    fn banded<'s>(&self, all: &'s [Series]) -> Option<&'s [[f64; 2]]> {
        let line = all.iter().find(|line| line.selected)?;
        Some(if self.around == Around::EveryOffer { &line.with_offers } else { &line.values })
    }

    /// Draws the plot; the month that was clicked comes back.
    fn plot_ui(&mut self, cx: &ViewCtx<'_>, ui: &mut Ui, all: &[Series]) -> Option<Months> {
        let palette = cx.palette;
        let start = cx.map.start_month;
        let horizon = f64::from(Months::HORIZON.0);
        let date = move |month: f64| match start {
            Some(start) => format!("month {month:.0} ({})", start.plus(Months(month.round().max(0.0) as u32)).words()),
            None => format!("month {month:.0}"),
        };
        // The axis at the left takes some 50 points, the names at the right their room; on the rest are 62 months.
        let shown = self.shown(all);
        let ends = ends::of(&shown, palette);
        let whole = (ui.available_width() - 50.0).max(100.0);
        let room = ends::room(&ends, ui.painter(), whole);
        let width = whole - room;
        let beyond = f64::from(room / width) * (horizon + 2.0);
        let reach = |words: &str| {
            let galley = ui.painter().layout_no_wrap(words.to_owned(), fonts::regular(MARK_SIZE), palette.weak);
            f64::from((galley.size().x + 14.0) / width) * (horizon + 2.0)
        };
        let marks = series::marks(cx, reach);
        // Lines of words as high as their letters, in coverage; none where the plot would get too low for itself.
        let height = f64::from(ui.available_height()) - 24.0;
        let levels = marks.iter().map(|mark| mark.level + 1).max().unwrap_or(0);
        let free = height - WORDS * levels as f64;
        let words_high = if free < LEFT { 0.0 } else { WORDS / free * (1.03 + ABOVE) };
        let top = 1.0 + ABOVE + words_high * levels as f64;
        let dated = width > 430.0;
        let axis_font = fonts::regular(AXIS_SIZE);
        let band = self.points(cx);
        // Without Ctrl the wheel belongs to the page: zooming and scrolling must not fight.
        let zooms = ui.input(|input| input.modifiers.command);
        let response = Plot::new(("timeline", self.fitted, (top * 1000.0).round() as u64, room.round() as u64))
            .default_x_bounds(-1.0, horizon + 1.0 + beyond)
            .default_y_bounds(-0.03, top)
            .grid_color(palette.outline)
            .grid_fade(0.0)
            .allow_zoom(zooms)
            .allow_scroll(false)
            .allow_boxed_zoom(false)
            .allow_drag(true)
            .custom_x_axes(vec![
                AxisHints::new_x()
                    .formatter(move |mark, _| axis_words(mark.value, start.filter(|_| dated)))
                    .label_spacing(20.0..=30.0)
                    .tick_label_font(axis_font.clone()),
            ])
            .custom_y_axes(vec![
                AxisHints::new_y()
                    .formatter(|mark, _| plots::percent_mark(mark.value))
                    .label_spacing(12.0..=14.0)
                    .tick_label_font(axis_font),
            ])
            .x_grid_spacer(|_| {
                (0..=5).map(|n| egui_plot::GridMark { value: f64::from(n) * 12.0, step_size: 12.0 }).collect()
            })
            .y_grid_spacer(|_| {
                (0..=4).map(|n| egui_plot::GridMark { value: f64::from(n) * 0.25, step_size: 0.25 }).collect()
            })
            .label_formatter(move |hover| match hover {
                egui_plot::HoverPosition::NearDataPoint { plot_name, position, .. } if !plot_name.is_empty() => {
                    Some(format!("{plot_name}\n{}: {}", date(position.x), plots::percent_mark(position.y)))
                }
                _ => None,
            })
            .show(ui, |plot| {
                if let Some(band) = &band {
                    let colour = palette.tint(palette.accent, 0.28);
                    let area = FilledArea::new("80 % of draws", &band.months, &band.low, &band.high);
                    plot.add(area.fill_color(colour).allow_hover(false));
                }
                for mark in &marks {
                    mark_ui(mark, (top, words_high), palette, plot);
                }
                let now = f64::from(cx.view.month.0);
                let here = Line::new("", vec![[now, 0.0], [now, 1.0]]).allow_hover(false);
                plot.line(here.color(palette.text).width(1.5));
                for line in shown.iter().filter(|line| !line.values.is_empty()) {
                    let stroke = Stroke::new(if line.selected { 3.0 } else { 1.5 }, palette.line(line.place));
                    plot.add(plots::PatternLine::new(&line.name, &line.values, stroke, dashes(line.place)));
                    if line.selected && !line.with_offers.is_empty() {
                        let name = format!("{}, if every offer arrives on time", line.name);
                        let stroke = Stroke::new(1.6, stroke.color);
                        plot.add(plots::PatternLine::new(&name, &line.with_offers, stroke, DOTS));
                    }
                }
                let clicked = plot.response().clicked();
                let hovered = plot.response().hovered();
                let at = plot.pointer_coordinate().map(|at| at.x);
                (at.filter(|_| clicked), at.filter(|x| hovered && (-0.5..=horizon + 0.5).contains(x)))
            });
        let painter = ui.painter().with_clip_rect(response.response.rect.intersect(ui.clip_rect()));
        ends::paint(&ends, &painter, &response.transform, room, palette);
        let whole = |month: f64| Months(month.round().clamp(0.0, horizon) as u32);
        let (clicked, pointed) = response.inner;
        self.pointed = pointed.map(whole);
        let said = all
            .iter()
            .filter_map(|line| Some(format!("{} {}", line.name, plots::percent_mark(line.at(cx.view.month)?))));
        let month = cx.month_words(cx.view.month);
        let band = band.and_then(|band| band.words(cx.view.month));
        let mut band = band.map_or_else(String::new, |words| format!("; 8 of 10 draws: {words}"));
        if let Some(why) = self.why_beside(cx, all, cx.view.month) {
            band = format!("{band}; {why}");
        }
        let spoken = format!("Coverage over 60 months; {month}: {}{band}", said.collect::<Vec<_>>().join(", "));
        response.response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Image, true, &spoken));
        clicked.map(whole).filter(|m| *m != cx.view.month)
    }
}

fn axis_words(month: f64, start: Option<crate::model::YearMonth>) -> String {
    if month < -0.5 || month > f64::from(Months::HORIZON.0) + 0.5 {
        return String::new();
    }
    match start {
        Some(start) if (month as u32).is_multiple_of(12) => {
            format!("{month:.0} · {}", start.plus(Months(month as u32)).words())
        }
        _ => format!("{month:.0}"),
    }
}

/// When something begins or is complete, with its words at the top.
fn mark_ui(mark: &Mark, (top, words_high): (f64, f64), palette: &theme::Palette, plot: &mut egui_plot::PlotUi<'_>) {
    let x = f64::from(mark.month.0);
    let words_at = top - 0.01 - words_high * mark.level as f64;
    let line = Line::new("", vec![[x, 0.0], [x, words_at]]).allow_hover(false);
    plot.line(line.color(palette.weak).width(1.0).style(LineStyle::Dashed { length: 3.0 }));
    if words_high <= 0.0 {
        return;
    }
    let text = RichText::new(&mark.words).font(fonts::regular(MARK_SIZE)).color(palette.weak);
    let (at, anchor) = if mark.before { (x - 0.4, egui::Align2::RIGHT_TOP) } else { (x + 0.4, egui::Align2::LEFT_TOP) };
    let at = PlotPoint::new(at, words_at);
    plot.text(Text::new("", at, text).anchor(anchor).allow_hover(false));
}
