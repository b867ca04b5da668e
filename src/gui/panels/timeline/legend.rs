//! The key to the lines: each with what it comes to in the month pointed at, or looked at.

use super::series::{Series, band_note};
use super::{Around, TimelinePanel};
use crate::export::chart::{DOTS, dashes};
use crate::gui::command::{Command, ViewCommand};
use crate::gui::context::ViewCtx;
use crate::gui::{fonts, plots, theme, widgets};
use crate::model::Months;
use egui::{Color32, RichText, Sense, Stroke, Ui, pos2, vec2};

/// Width of what stands before a line's words, in points: room for a whole pattern.
const KEY: f32 = 30.0;

/// What stands before a line's words.
enum Key {
    Line(&'static [f64], Stroke),
    Band(Color32),
}

impl TimelinePanel {
    /// The scenarios by name, with what they come to.
    pub(super) fn legend_ui(&mut self, cx: &ViewCtx<'_>, ui: &mut Ui, all: &[Series], out: &mut Vec<Command>) {
        let month = self.pointed.unwrap_or(cx.view.month);
        widgets::weak(ui, cx.palette, &cx.month_words(month));
        egui::ScrollArea::vertical().id_salt("lines").auto_shrink([false, false]).show(ui, |ui| {
            self.lines_ui(cx, ui, all, out);
        });
    }

    /// The same at its full height, below the plot.
    pub(super) fn key_ui(&mut self, cx: &ViewCtx<'_>, ui: &mut Ui, all: &[Series], out: &mut Vec<Command>) {
        let month = self.pointed.unwrap_or(cx.view.month);
        widgets::weak(ui, cx.palette, &cx.month_words(month));
        self.lines_ui(cx, ui, all, out);
    }

    fn lines_ui(&mut self, cx: &ViewCtx<'_>, ui: &mut Ui, all: &[Series], out: &mut Vec<Command>) {
        let palette = cx.palette;
        let month = self.pointed.unwrap_or(cx.view.month);
        let band = self.points(cx).and_then(|points| points.short_words(month));
        ui.scope(|ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            for line in all {
                let colour = palette.line(line.place);
                let shown = !self.hidden.contains(&line.id);
                ui.push_id(line.id.as_str(), |ui| {
                    let key = Key::Line(dashes(line.place), Stroke::new(if line.selected { 3.0 } else { 1.5 }, colour));
                    let value = line.at(month).map_or_else(|| "–".to_owned(), plots::percent_mark);
                    let tick = |ui: &mut Ui| self.tick_ui(line, ui);
                    let font = if line.selected { fonts::strong(12.0) } else { fonts::regular(12.0) };
                    if row_ui(cx, &key, (&line.name, font), &value, Sense::click(), ui, tick) && !line.selected {
                        out.push(ViewCommand::Scenario(line.id.clone()).into());
                    }
                    if !line.selected || !shown {
                        return;
                    }
                    let font = || fonts::regular(11.5);
                    if let Some(value) = line.at_with_offers(month) {
                        let key = Key::Line(DOTS, Stroke::new(1.5, colour));
                        let words = "if every offer arrives";
                        row_ui(cx, &key, (words, font()), &plots::percent_mark(value), Sense::hover(), ui, indent);
                    }
                    if self.around != Around::Neither {
                        let key = Key::Band(palette.tint(palette.accent, 0.28));
                        let words = match self.around {
                            Around::EveryOffer => "8 of 10, offers in",
                            _ => "8 of 10 draws",
                        };
                        row_ui(cx, &key, (words, font()), band.as_deref().unwrap_or("…"), Sense::hover(), ui, indent);
                        let why = self.why_beside(cx, all, month);
                        let words = self.band_words_beside(cx, all, month);
                        ui.horizontal_top(|ui| {
                            indent(ui);
                            let text = RichText::new(words).font(fonts::regular(theme::TINY)).color(palette.weak);
                            ui.add(egui::Label::new(text).wrap()).on_hover_text(band_note(why.clone()));
                        });
                    }
                });
            }
        });
    }

    /// What the band is in few words; the rest is told where it is pointed at.
    fn band_words_beside(&self, cx: &ViewCtx<'_>, all: &[Series], month: Months) -> String {
        let beside = || {
            let points = self.points(cx)?;
            let (side, median) = (points.side_of(self.banded(all)?)?, points.median_at(month)?);
            let median = plots::percent_mark(median).replace(' ', "\u{a0}");
            Some(format!("{side} the line: deliveries may fail at their stated odds; median {median}"))
        };
        beside().unwrap_or_else(|| "if deliveries fail at the stated odds".to_owned())
    }

    fn tick_ui(&mut self, line: &Series, ui: &mut Ui) {
        let mut shown = !self.hidden.contains(&line.id);
        let tick = ui.checkbox(&mut shown, "").accessible_name(format!("Show the line of {}", line.name));
        if tick.clicked() {
            if shown {
                self.hidden.remove(&line.id);
            } else {
                self.hidden.insert(line.id.clone());
            }
        }
    }
}

fn indent(ui: &mut Ui) {
    ui.add_space(24.0);
}

/// One line of the key; whether its words were clicked.
fn row_ui(
    cx: &ViewCtx<'_>,
    key: &Key,
    (words, font): (&str, egui::FontId),
    value: &str,
    sense: Sense,
    ui: &mut Ui,
    first: impl FnOnce(&mut Ui),
) -> bool {
    let palette = cx.palette;
    ui.horizontal(|ui| {
        first(ui);
        let (rect, _) = ui.allocate_exact_size(vec2(KEY, 18.0), Sense::hover());
        let y = rect.center().y;
        match key {
            Key::Line(pattern, stroke) => {
                let ends = [pos2(rect.left(), y), pos2(rect.right(), y)];
                plots::paint_pattern(ui.painter(), ends, pattern, *stroke);
            }
            Key::Band(colour) => {
                ui.painter().rect_filled(rect.shrink2(vec2(0.0, 4.0)), 2.0, *colour);
            }
        }
        let value_font = fonts::medium(12.0);
        let wide = ui.painter().layout_no_wrap(value.to_owned(), value_font.clone(), palette.text).size().x;
        let room = (ui.available_width() - wide - 16.0).max(30.0);
        let name = widgets::line_in(ui, room, words, font, palette.text, sense);
        ui.label(RichText::new(value).font(value_font));
        name.clicked()
    })
    .inner
}
