//! A card per assumption: how far it goes, from when, how likely it is thought to be, and what speaks for and against it.

use egui::{DragValue, RichText, Sense, TextEdit, Ui};

use super::lever::lever_words;
use super::{ScenarioPanel, is_baseline};
use crate::gui::command::Command;
use crate::gui::context::ViewCtx;
use crate::gui::map_change::MapChange;
use crate::gui::widgets::{self, Slider, drag_step};
use crate::gui::{fonts, theme};
use crate::model::{Assumption, AssumptionId, FunctionId, Lever, Likelihood, Months, Setting, likelihood_words};

impl ScenarioPanel {
    /// Draws the card of an assumption.
    pub(super) fn card_ui(
        &mut self,
        cx: &ViewCtx<'_>,
        id: &AssumptionId,
        hint: bool,
        ui: &mut Ui,
        out: &mut Vec<Command>,
    ) {
        let Some(assumption) = cx.map.assumption(id) else { return };
        let neutral = Setting::new(id.clone(), assumption.lever.neutral_extent());
        let setting = cx.snapshot.scenario.setting(id).unwrap_or(&neutral);
        let card = Card { cx, assumption, setting, fixed: is_baseline(&cx.snapshot.scenario.id) };
        let take_keys = self.fresh.as_ref() == Some(id) && !card.fixed;
        if take_keys {
            self.fresh = None;
        }
        ui.push_id(("assumption", id.as_str()), |ui| {
            cx.palette.card_frame().show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing.y = 3.0;
                ui.horizontal(|ui| {
                    let width = (ui.available_width() - 106.0).max(40.0);
                    self.name_ui(cx, assumption, width, ui, out);
                    ui.add_enabled_ui(!card.fixed, |ui| card.number_ui(ui, out));
                    self.menu_ui(cx, assumption, ui, out);
                });
                if let Some(words) = lever_words(cx, assumption) {
                    widgets::small(ui, cx.palette.weak, &words);
                }
                ui.add_enabled_ui(!card.fixed, |ui| card.slider_ui(hint, take_keys, ui, out));
                if !card.fixed {
                    card.when_ui(ui, out);
                    card.likelihood_ui(ui, out);
                }
                self.evidence_row_ui(cx, assumption, ui, out);
            });
        });
    }

    fn name_ui(&mut self, cx: &ViewCtx<'_>, assumption: &Assumption, width: f32, ui: &mut Ui, out: &mut Vec<Command>) {
        if let Some((_, typed)) = self.renaming.as_mut().filter(|(id, _)| *id == assumption.id) {
            let field = ui.add(TextEdit::singleline(typed).desired_width(width - 8.0));
            let field = field.accessible_name("Name of the assumption");
            if field.lost_focus() {
                let name = typed.trim().to_owned();
                let escaped = ui.input(|input| input.key_pressed(egui::Key::Escape));
                if !escaped && !name.is_empty() && name != assumption.name {
                    out.push(MapChange::UpdateAssumption(Box::new(Assumption { name, ..assumption.clone() })).into());
                }
                self.renaming = None;
            } else if !field.has_focus() {
                field.request_focus();
            }
            return;
        }
        let font = fonts::strong(13.0);
        // A click sense without focus: renaming by keyboard is in the menu beside it.
        let response = widgets::two_lines_in(ui, width, &assumption.name, font, cx.palette.text, Sense::CLICK);
        if response.double_clicked() {
            self.renaming = Some((assumption.id.clone(), assumption.name.clone()));
        }
    }

    /// The menu of an assumption, on cards and in the list of those not set.
    pub(super) fn menu_ui(&mut self, cx: &ViewCtx<'_>, assumption: &Assumption, ui: &mut Ui, out: &mut Vec<Command>) {
        let palette = cx.palette;
        let name = format!("Menu of {}", assumption.name);
        widgets::menu_icon(ui, palette, &name, |ui| {
            let id = &assumption.id;
            let scenario = &cx.snapshot.scenario;
            let setting = scenario.setting(id);
            let place = cx.map.assumptions.iter().position(|a| a.id == *id).unwrap_or(0);
            let item = |ui: &mut Ui, enabled: bool, words: &str| {
                let clicked = ui.add_enabled(enabled, egui::Button::new(words)).clicked();
                if clicked {
                    ui.close();
                }
                clicked
            };
            if item(ui, true, "Rename") {
                self.renaming = Some((id.clone(), assumption.name.clone()));
            }
            if item(ui, true, "Note") {
                self.noting = Some((id.clone(), assumption.note.clone()));
            }
            if item(ui, setting.is_some(), "Reset") {
                let neutral = Setting::new(id.clone(), assumption.lever.neutral_extent());
                out.push(MapChange::SetSetting { scenario: scenario.id.clone(), setting: neutral }.into());
            }
            if item(ui, setting.is_some(), "Take out of this scenario") {
                out.push(MapChange::ClearSetting { scenario: scenario.id.clone(), assumption: id.clone() }.into());
            }
            ui.separator();
            if item(ui, true, "Duplicate") {
                out.push(MapChange::DuplicateAssumption(id.clone()).into());
            }
            if item(ui, place > 0, "Move up") {
                out.push(MapChange::MoveAssumption { id: id.clone(), to: place.saturating_sub(1) }.into());
            }
            if item(ui, place + 1 < cx.map.assumptions.len(), "Move down") {
                out.push(MapChange::MoveAssumption { id: id.clone(), to: place + 1 }.into());
            }
            if matches!(assumption.lever, Lever::Withdrawal { .. } | Lever::Engagement { .. }) {
                ui.menu_button("Limit to functions", |ui| functions_ui(cx, assumption, ui, out));
            }
            ui.separator();
            // It goes out of every scenario, which the one in sight does not show.
            let set_in = cx.map.scenarios.iter().filter(|scenario| scenario.setting(id).is_some()).count();
            let words = if set_in > 1 { format!("Delete from all {set_in} scenarios") } else { "Delete".to_owned() };
            if item(ui, true, &words) {
                out.push(MapChange::DeleteAssumption(id.clone()).into());
            }
        });
    }
}

/// In a card narrower than this, in points, words are shorter, so that each row stays one row.
const NARROW: f32 = 280.0;

/// Little room between the words and fields of a row.
fn tight(ui: &mut Ui) {
    ui.spacing_mut().item_spacing.x = 4.0;
    ui.spacing_mut().button_padding.x = 6.0;
    ui.spacing_mut().interact_size.x = 24.0;
}

struct Card<'a> {
    cx: &'a ViewCtx<'a>,
    assumption: &'a Assumption,
    setting: &'a Setting,
    /// Whether it only shows: the baseline sets nothing.
    fixed: bool,
}

impl Card<'_> {
    fn change(&self, change: impl FnOnce(&mut Setting)) -> Command {
        let mut setting = self.setting.clone();
        change(&mut setting);
        MapChange::SetSetting { scenario: self.cx.snapshot.scenario.id.clone(), setting }.into()
    }

    fn label(&self) -> String {
        format!("Set {}", self.assumption.name)
    }

    /// The extent in the words of its lever: percent, a multiple of the need, or a step of the relation.
    fn number_ui(&self, ui: &mut Ui, out: &mut Vec<Command>) {
        let (low, high) = self.assumption.lever.extent_range();
        let extent = self.setting.extent;
        let (scale, decimals) = match self.assumption.lever {
            Lever::Demand { .. } => (1.0, 2),
            Lever::RelationChange { .. } => (1.0, 1),
            _ => (100.0, 0),
        };
        let mut shown = extent * scale;
        let field = DragValue::new(&mut shown)
            .range(low * scale..=high * scale)
            .speed((high - low) * scale / 150.0)
            .max_decimals(decimals)
            .min_size(egui::vec2(58.0, 22.0));
        let field = match self.assumption.lever {
            Lever::Demand { .. } => field.prefix("×"),
            Lever::RelationChange { .. } => field.custom_formatter(|value, _| format!("{value:+.1}")),
            _ => field.suffix(" %"),
        };
        let response = widgets::number_field(ui, self.cx.palette, field)
            .accessible_name(format!("{}, extent in numbers", self.assumption.name));
        let changed = response.changed() && (shown / scale - extent).abs() > 1e-9;
        let change = changed.then(|| self.change(|setting| setting.extent = shown / scale));
        drag_step(&response, &self.label(), change, out);
    }

    fn slider_ui(&self, hint: bool, take_keys: bool, ui: &mut Ui, out: &mut Vec<Command>) {
        let palette = self.cx.palette;
        let range = self.assumption.lever.extent_range();
        let neutral = self.assumption.lever.neutral_extent();
        let name = format!("{}, extent", self.assumption.name);
        let (step, grain) = match self.assumption.lever {
            Lever::Demand { .. } => (0.05, 0.01),
            Lever::RelationChange { .. } => (0.5, 0.1),
            _ => (0.05, 0.01),
        };
        let colour = if matches!(self.assumption.lever, Lever::Demand { .. }) { palette.loss } else { palette.accent };
        let slider = Slider { name: &name, value: self.setting.extent, range, neutral, step, grain, colour };
        let (response, moved) = slider.show(ui, palette);
        if take_keys {
            response.request_focus();
            response.scroll_to_me(None);
        }
        let change = moved.map(|extent| self.change(|setting| setting.extent = extent));
        drag_step(&response, &self.label(), change, out);
        if matches!(self.assumption.lever, Lever::RelationChange { .. }) {
            let words = match self.setting.extent {
                e if e < -1e-9 => "relation cools",
                e if e > 1e-9 => "relation warms",
                _ => "relation as it is",
            };
            widgets::small(ui, palette.weak, words);
        }
        if hint {
            let text = "drag me ▲";
            let galley = ui.painter().layout_no_wrap(text.to_owned(), fonts::medium(theme::SMALL), palette.accent);
            let (row, hint) = ui.allocate_exact_size(egui::vec2(ui.available_width(), 15.0), Sense::hover());
            let (low, high) = range;
            let part = ((self.setting.extent - low) / (high - low)) as f32;
            let right = row.left() + (7.0 + part * (row.width() - 14.0)).max(galley.size().x - 8.0) + 8.0;
            let left = (right - galley.size().x).min(row.right() - galley.size().x);
            ui.painter().galley(egui::pos2(left, row.top()), galley, palette.accent);
            hint.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Label, true, "drag me"));
        }
    }

    fn when_ui(&self, ui: &mut Ui, out: &mut Vec<Command>) {
        let palette = self.cx.palette;
        let narrow = ui.available_width() < NARROW;
        ui.horizontal_wrapped(|ui| {
            tight(ui);
            widgets::weak(ui, palette, "from month");
            self.months_ui("start", self.setting.start, ui, out, |setting, months| setting.start = months);
            if let Some(start) = self.cx.map.start_month {
                widgets::weak(ui, palette, &format!("({})", start.plus(self.setting.start).words()));
            }
            let ramps = match self.assumption.lever {
                Lever::Engagement { .. } => true,
                Lever::RelationChange { .. } => self.setting.extent > 0.0,
                _ => false,
            };
            if ramps {
                let tip = "Each provision builds up over its own ramp, which the coverage matrix shows";
                let words = if narrow { "over its ramp" } else { "over each offer's ramp" };
                let _ = widgets::weak(ui, palette, words).on_hover_text(tip);
            } else {
                widgets::weak(ui, palette, "over");
                self.months_ui("duration", self.setting.duration, ui, out, |setting, months| setting.duration = months);
                let words = match (narrow, self.setting.duration.0) {
                    (true, _) => "mo",
                    (false, 1) => "month",
                    (false, _) => "months",
                };
                let _ = widgets::weak(ui, palette, words).on_hover_text("Months until it is complete");
            }
        });
    }

    fn months_ui(
        &self,
        what: &str,
        months: Months,
        ui: &mut Ui,
        out: &mut Vec<Command>,
        set: impl FnOnce(&mut Setting, Months),
    ) {
        let mut value = months.0;
        let field = DragValue::new(&mut value).range(0..=Months::HORIZON.0).speed(0.15);
        let response = widgets::number_field(ui, self.cx.palette, field)
            .accessible_name(format!("{}, {what} in months", self.assumption.name));
        let change = (value != months.0).then(|| self.change(|setting| set(setting, Months(value))));
        drag_step(&response, &self.label(), change, out);
    }

    /// Likelihood is for reading; it never touches the extent, and stands apart from it.
    fn likelihood_ui(&self, ui: &mut Ui, out: &mut Vec<Command>) {
        let palette = self.cx.palette;
        ui.horizontal_wrapped(|ui| {
            tight(ui);
            widgets::weak(ui, palette, "how likely:");
            let Some(likelihood) = self.setting.likelihood else {
                let judge = ui.add(
                    egui::Button::new(RichText::new("not judged").size(theme::SMALL).color(palette.accent))
                        .frame(false),
                );
                let judge = judge.accessible_name(format!("Judge how likely: {}", self.assumption.name));
                let tip = "Write down how likely it is. It is for reading and changes no figure";
                if judge.on_hover_text(tip).clicked() {
                    out.push(self.change(|setting| setting.likelihood = Some(Likelihood(0.5))));
                }
                return;
            };
            let mut percent = likelihood.0 * 100.0;
            let field = DragValue::new(&mut percent).range(0.0..=100.0).speed(0.5).max_decimals(0).suffix(" %");
            let response = widgets::number_field(ui, palette, field)
                .accessible_name(format!("{}, likelihood", self.assumption.name));
            let changed = (percent / 100.0 - likelihood.0).abs() > 1e-9;
            let change = changed.then(|| self.change(|setting| setting.likelihood = Some(Likelihood(percent / 100.0))));
            drag_step(&response, &self.label(), change, out);
            widgets::weak(ui, palette, likelihood_words(likelihood.0));
            let name = format!("Take back the likelihood of {}", self.assumption.name);
            let text = RichText::new(lucide_icons::Icon::X.unicode().to_string()).font(fonts::icons(12.0));
            let back = egui::Button::new(text.color(palette.weak)).frame(false).min_size(egui::vec2(18.0, 22.0));
            let back = ui.add(back).on_hover_text(&name);
            if back.accessible_name(name).clicked() {
                out.push(self.change(|setting| setting.likelihood = None));
            }
        });
    }
}

fn functions_ui(cx: &ViewCtx<'_>, assumption: &Assumption, ui: &mut Ui, out: &mut Vec<Command>) {
    let limited = assumption.lever.functions();
    egui::ScrollArea::vertical().max_height(320.0).show(ui, |ui| {
        let mut all = limited.is_empty();
        if ui.checkbox(&mut all, "All functions").clicked() && all {
            out.push(with_functions(assumption, Vec::new()));
        }
        for id in cx.map.function_ids() {
            let mut on = limited.contains(&id);
            if ui.checkbox(&mut on, cx.map.function_words(&id)).clicked() {
                let mut functions: Vec<FunctionId> = limited.iter().filter(|f| **f != id).cloned().collect();
                if on {
                    functions.push(id);
                }
                out.push(with_functions(assumption, functions));
            }
        }
    });
}

fn with_functions(assumption: &Assumption, new: Vec<FunctionId>) -> Command {
    let mut changed = assumption.clone();
    if let Lever::Withdrawal { functions, .. } | Lever::Engagement { functions, .. } = &mut changed.lever {
        *functions = new;
    }
    MapChange::UpdateAssumption(Box::new(changed)).into()
}
