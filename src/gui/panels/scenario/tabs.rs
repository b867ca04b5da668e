//! The scenarios as tabs, the one they are compared with, and what the chosen one is about.

use egui::{Button, ComboBox, RichText, TextEdit, Ui};

use super::is_baseline;
use crate::gui::command::{Command, ViewCommand};
use crate::gui::context::ViewCtx;
use crate::gui::map_change::MapChange;
use crate::gui::view::ScenarioStep;
use crate::gui::workspace::shorten;
use crate::gui::{fonts, theme, widgets};
use crate::model::{Scenario, ScenarioId};

/// Letters of a name that a tab shows; the rest is told where it is pointed at.
const LONGEST: usize = 32;

/// The row of tabs, with what is being typed in it.
#[derive(Default)]
pub struct Tabs {
    renaming: Option<(ScenarioId, String)>,
    describing: Option<(ScenarioId, String)>,
}

/// A name that no scenario of the map has.
pub fn unused_name(cx: &ViewCtx<'_>) -> String {
    let taken = |name: &str| cx.map.scenarios.iter().any(|scenario| scenario.name == name);
    (1..=cx.map.scenarios.len() + 1)
        .map(|n| format!("Scenario {n}"))
        .find(|name| !taken(name))
        .unwrap_or_else(|| "Scenario".to_owned())
}

/// Between two tabs.
const GAP: f32 = 2.0;
/// Rows that tabs may take: the first slider shall be in sight below them.
const ROWS: usize = 2;
/// The width of the buttons that follow the tabs.
const BUTTONS: f32 = 50.0;
/// The width of "12 more…", as a tab.
const MORE: f32 = 74.0;

/// Which tabs have room in the rows there are, in their order; the chosen one always has.
fn tabs_with_room(cx: &ViewCtx<'_>, all: &[&Scenario], ui: &Ui) -> Vec<bool> {
    let room = ui.available_width();
    let padding = 2.0 * ui.spacing().button_padding.x;
    let widths: Vec<f32> = all
        .iter()
        .map(|scenario| {
            let words = shorten(&scenario.name, LONGEST);
            ui.painter().layout_no_wrap(words, font_of(cx, scenario), cx.palette.text).size().x + padding
        })
        .collect();
    let chosen = all.iter().position(|scenario| scenario.id == cx.snapshot.scenario.id);
    fitting(&widths, chosen, room)
}

/// Of tabs this wide, those that fit into [`ROWS`] rows with what follows them. Where not all do, a place for the menu of the
/// others is kept.
fn fitting(widths: &[f32], chosen: Option<usize>, room: f32) -> Vec<bool> {
    let fits = |shown: &[bool], last: f32| {
        let (mut rows, mut x) = (1, 0.0);
        let tabs = widths.iter().zip(shown).filter(|(_, shown)| **shown).map(|(width, _)| *width);
        for width in tabs.chain([last]) {
            if x > 0.0 && x + width > room {
                rows += 1;
                x = 0.0;
            }
            x += width + GAP;
        }
        rows <= ROWS
    };
    let mut shown = vec![true; widths.len()];
    if fits(&shown, BUTTONS) {
        return shown;
    }
    for at in (0..widths.len()).rev().filter(|at| Some(*at) != chosen) {
        shown[at] = false;
        if fits(&shown, MORE + GAP + BUTTONS) {
            break;
        }
    }
    shown
}

fn font_of(cx: &ViewCtx<'_>, scenario: &Scenario) -> egui::FontId {
    if scenario.id == cx.snapshot.scenario.id { fonts::medium(12.5) } else { fonts::regular(12.5) }
}

/// The menu of the scenarios whose tabs have no room.
fn more_ui(cx: &ViewCtx<'_>, all: &[&Scenario], shown: &[bool], ui: &mut Ui, out: &mut Vec<Command>) {
    let hidden: Vec<&&Scenario> = all.iter().zip(shown).filter(|(_, shown)| !**shown).map(|(one, _)| one).collect();
    if hidden.is_empty() {
        return;
    }
    let words = RichText::new(format!("{} more…", hidden.len())).font(fonts::regular(12.5)).color(cx.palette.weak);
    let button = Button::new(words).fill(cx.palette.panel).stroke(egui::Stroke::NONE).min_size(egui::vec2(0.0, 26.0));
    let response = ui.add(button).accessible_name(format!("{} more scenarios", hidden.len()));
    egui::Popup::menu(&response).show(|ui| {
        for scenario in hidden {
            let item = Button::new(shorten(&scenario.name, 60));
            let name = format!("Scenario {}", scenario.name);
            if ui.add(item).accessible_name(name).clicked() {
                out.push(ViewCommand::Scenario(scenario.id.clone()).into());
                ui.close();
            }
        }
    });
}

impl Tabs {
    /// Draws the tabs and the chooser of the reference.
    pub fn ui(&mut self, cx: &ViewCtx<'_>, ui: &mut Ui, out: &mut Vec<Command>) {
        let palette = cx.palette;
        if let Some(step) = cx.view.scenario_step {
            self.step(cx, &cx.snapshot.scenario, step, out);
        }
        let baseline = Scenario::baseline();
        let all: Vec<&Scenario> = std::iter::once(&baseline).chain(&cx.map.scenarios).collect();
        let shown = tabs_with_room(cx, &all, ui);
        // The tabs wrap, so that no name is ever cut; those without room are one click further, in a menu.
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = GAP;
            // A scope for the id of each would take the row's width and break the wrapping.
            ui.style_mut().wrap_mode = Some(egui::TextWrapMode::Extend);
            for scenario in all.iter().zip(&shown).filter_map(|(scenario, shown)| shown.then_some(scenario)) {
                self.tab_ui(cx, scenario, ui, out);
            }
            more_ui(cx, &all, &shown, ui, out);
            // Both in one piece, so that neither stands alone on a line.
            let buttons = egui::vec2(BUTTONS, 26.0);
            ui.allocate_ui_with_layout(buttons, egui::Layout::left_to_right(egui::Align::Center), |ui| {
                let add = widgets::icon_button(ui, palette, lucide_icons::Icon::Plus, "Add scenario");
                if add.clicked() {
                    out.push(MapChange::AddScenario(unused_name(cx)).into());
                }
                let chosen = &cx.snapshot.scenario;
                widgets::menu_icon(ui, palette, "Scenario menu", |ui| self.menu_ui(cx, chosen, ui, out));
            });
        });
        ui.horizontal(|ui| {
            widgets::weak(ui, palette, "compared with");
            let width = ui.available_width() - 4.0;
            let combo = ComboBox::from_id_salt("reference")
                .width(width.min(200.0))
                .truncate()
                .selected_text(RichText::new(&cx.snapshot.reference.name).size(theme::SMALL))
                .show_ui(ui, |ui| {
                    let baseline = Scenario::baseline();
                    for scenario in std::iter::once(&baseline).chain(&cx.map.scenarios) {
                        let chosen = scenario.id == cx.snapshot.reference.id;
                        if ui.selectable_label(chosen, &scenario.name).clicked() {
                            out.push(ViewCommand::Reference(scenario.id.clone()).into());
                        }
                    }
                });
            let _ = combo.response.accessible_name(format!("Compared with {}", cx.snapshot.reference.name));
        });
    }

    fn tab_ui(&mut self, cx: &ViewCtx<'_>, scenario: &Scenario, ui: &mut Ui, out: &mut Vec<Command>) {
        let palette = cx.palette;
        if let Some((_, typed)) = self.renaming.as_mut().filter(|(id, _)| *id == scenario.id) {
            let field = ui.add(TextEdit::singleline(typed).desired_width(130.0).font(fonts::regular(12.5)));
            let field = field.accessible_name("Name of the scenario");
            if field.lost_focus() {
                let name = typed.trim().to_owned();
                let escaped = ui.input(|input| input.key_pressed(egui::Key::Escape));
                if !escaped && !name.is_empty() && name != scenario.name {
                    let renamed = Scenario { name, ..scenario.clone() };
                    out.push(MapChange::UpdateScenario(Box::new(renamed)).into());
                }
                self.renaming = None;
            } else if !field.has_focus() {
                field.request_focus();
            }
            return;
        }
        let chosen = scenario.id == cx.snapshot.scenario.id;
        let colour = if chosen { palette.text } else { palette.weak };
        let text = RichText::new(shorten(&scenario.name, LONGEST)).font(font_of(cx, scenario)).color(colour);
        let fill = if chosen { palette.card } else { palette.panel };
        let button = Button::new(text).fill(fill).stroke(egui::Stroke::NONE).min_size(egui::vec2(0.0, 26.0));
        let response = ui.add(button);
        response.widget_info(|| {
            egui::WidgetInfo::selected(egui::accesskit::Role::Tab, true, chosen, format!("Scenario {}", scenario.name))
        });
        if chosen {
            let line = [response.rect.left_bottom(), response.rect.right_bottom()];
            ui.painter().line_segment(line, egui::Stroke::new(2.0, palette.accent));
        }
        let hover = if scenario.description.is_empty() { &scenario.name } else { &scenario.description };
        let response = if scenario.name.chars().count() > LONGEST || !scenario.description.is_empty() {
            response.on_hover_text(hover)
        } else {
            response
        };
        if response.clicked() && !chosen {
            out.push(ViewCommand::Scenario(scenario.id.clone()).into());
            response.scroll_to_me(None);
        }
        if response.double_clicked() && !is_baseline(&scenario.id) {
            self.renaming = Some((scenario.id.clone(), scenario.name.clone()));
        }
        response.context_menu(|ui| self.menu_ui(cx, scenario, ui, out));
    }

    fn menu_ui(&mut self, cx: &ViewCtx<'_>, scenario: &Scenario, ui: &mut Ui, out: &mut Vec<Command>) {
        let id = &scenario.id;
        let own = !is_baseline(id);
        let place = cx.map.scenarios.iter().position(|s| s.id == *id);
        let last = cx.map.scenarios.len().saturating_sub(1);
        let item = |ui: &mut Ui, enabled: bool, words: &str| {
            let clicked = ui.add_enabled(enabled, Button::new(words)).clicked();
            if clicked {
                ui.close();
            }
            clicked
        };
        let steps = [
            (own, "Rename", ScenarioStep::Rename),
            (own, "Describe", ScenarioStep::Describe),
            (true, "Duplicate", ScenarioStep::Duplicate),
            (place.is_some_and(|place| place > 0), "Move left", ScenarioStep::MoveLeft),
            (place.is_some_and(|place| place < last), "Move right", ScenarioStep::MoveRight),
        ];
        for (enabled, words, step) in steps {
            if item(ui, enabled, words) {
                self.step(cx, scenario, step, out);
            }
        }
        ui.separator();
        if item(ui, true, "Import from another file…") {
            out.push(Command::ImportScenarios);
        }
        ui.separator();
        if item(ui, own, "Delete") {
            self.step(cx, scenario, ScenarioStep::Delete, out);
        }
    }

    /// Does something with a scenario, from its menu or from the list of commands.
    fn step(&mut self, cx: &ViewCtx<'_>, scenario: &Scenario, step: ScenarioStep, out: &mut Vec<Command>) {
        let id = &scenario.id;
        let place = cx.map.scenarios.iter().position(|s| s.id == *id);
        match step {
            ScenarioStep::Add => out.push(MapChange::AddScenario(unused_name(cx)).into()),
            ScenarioStep::Duplicate => out.push(MapChange::DuplicateScenario(id.clone()).into()),
            ScenarioStep::Rename => self.renaming = Some((id.clone(), scenario.name.clone())),
            ScenarioStep::Describe => {
                self.describing = Some((id.clone(), scenario.description.clone()));
                out.push(ViewCommand::Scenario(id.clone()).into());
            }
            ScenarioStep::MoveLeft => {
                if let Some(to) = place.and_then(|place| place.checked_sub(1)) {
                    out.push(MapChange::MoveScenario { id: id.clone(), to }.into());
                }
            }
            ScenarioStep::MoveRight => {
                if let Some(to) = place.map(|place| place + 1).filter(|to| *to < cx.map.scenarios.len()) {
                    out.push(MapChange::MoveScenario { id: id.clone(), to }.into());
                }
            }
            ScenarioStep::Delete => out.push(MapChange::DeleteScenario(id.clone()).into()),
        }
    }

    /// Draws what the scenario is about, or the field in which it is written.
    pub fn description_ui(&mut self, cx: &ViewCtx<'_>, ui: &mut Ui, has_room: bool, out: &mut Vec<Command>) {
        let scenario = &cx.snapshot.scenario;
        if let Some((_, typed)) = self.describing.as_mut().filter(|(id, _)| *id == scenario.id) {
            let field = TextEdit::multiline(typed).desired_rows(3).desired_width(f32::INFINITY);
            let field =
                ui.add(field.hint_text("What the scenario is about")).accessible_name("Description of the scenario");
            let done = widgets::small_button(ui, "Done").clicked();
            if done || field.lost_focus() {
                let description = typed.trim().to_owned();
                if description != scenario.description {
                    let described = Scenario { description, ..scenario.clone() };
                    out.push(MapChange::UpdateScenario(Box::new(described)).into());
                }
                self.describing = None;
            } else if !field.has_focus() {
                field.request_focus();
            }
        } else if has_room && !scenario.description.is_empty() {
            widgets::small(ui, cx.palette.weak, &scenario.description);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tabs_take_two_rows_at_most_and_the_chosen_one_is_among_them() {
        assert_eq!(fitting(&[80.0; 4], Some(0), 300.0), [true; 4], "all have room");
        let shown = fitting(&[120.0; 8], Some(7), 300.0);
        assert!(shown[7] && shown[0] && !shown[6], "{shown:?}");
        assert!(fitting(&[290.0; 3], Some(2), 300.0)[2]);
    }
}
