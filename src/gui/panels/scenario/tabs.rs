//! The scenarios as tabs, the one they are compared with, and what the chosen one is about.

use egui::{Button, ComboBox, RichText, TextEdit, Ui};

use super::is_baseline;
use crate::gui::command::{Command, ViewCommand};
use crate::gui::context::ViewCtx;
use crate::gui::map_change::MapChange;
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

impl Tabs {
    /// Draws the tabs and the chooser of the reference.
    pub fn ui(&mut self, cx: &ViewCtx<'_>, ui: &mut Ui, out: &mut Vec<Command>) {
        let palette = cx.palette;
        // The tabs wrap, so that no name is ever cut and every scenario is one click away.
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 2.0;
            // A scope for the id of each would take the row's width and break the wrapping.
            ui.style_mut().wrap_mode = Some(egui::TextWrapMode::Extend);
            let baseline = Scenario::baseline();
            for scenario in std::iter::once(&baseline).chain(&cx.map.scenarios) {
                self.tab_ui(cx, scenario, ui, out);
            }
            // Both in one piece, so that neither stands alone on a line.
            let buttons = egui::vec2(50.0, 26.0);
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
        let font = if chosen { fonts::medium(12.5) } else { fonts::regular(12.5) };
        let text = RichText::new(shorten(&scenario.name, LONGEST)).font(font).color(colour);
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
        if item(ui, own, "Rename") {
            self.renaming = Some((id.clone(), scenario.name.clone()));
        }
        if item(ui, own, "Describe") {
            self.describing = Some((id.clone(), scenario.description.clone()));
            out.push(ViewCommand::Scenario(id.clone()).into());
        }
        if item(ui, true, "Duplicate") {
            out.push(MapChange::DuplicateScenario(id.clone()).into());
        }
        if item(ui, place.is_some_and(|place| place > 0), "Move left") {
            if let Some(place) = place {
                out.push(MapChange::MoveScenario { id: id.clone(), to: place - 1 }.into());
            }
        }
        if item(ui, place.is_some_and(|place| place < last), "Move right") {
            if let Some(place) = place {
                out.push(MapChange::MoveScenario { id: id.clone(), to: place + 1 }.into());
            }
        }
        ui.separator();
        if item(ui, true, "Import from another file…") {
            out.push(Command::ImportScenarios);
        }
        ui.separator();
        if item(ui, own, "Delete") {
            out.push(MapChange::DeleteScenario(id.clone()).into());
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
