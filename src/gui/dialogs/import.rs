//! Which scenarios of another file to take over, and what of them this map cannot take.

use std::path::Path;

use egui::RichText;

use super::{Answer, buttons_ui, entered, title_ui};
use crate::gui::context::ViewCtx;
use crate::gui::map_change::MapChange;
use crate::gui::{fonts, theme, widgets};
use crate::model::{ScenarioId, ScenarioMap, actions};

/// Scenarios of another file, with the ones chosen.
pub struct ImportScenarios {
    file: String,
    other: ScenarioMap,
    rows: Vec<Row>,
}

struct Row {
    id: ScenarioId,
    name: String,
    description: String,
    settings: usize,
    /// Assumptions about what this map does not have.
    left_out: Vec<String>,
    /// Whether this map has the very same scenario.
    is_here: bool,
    chosen: bool,
}

impl ImportScenarios {
    /// The scenarios of another map, chosen but for those that are here already.
    pub fn of(map: &ScenarioMap, other: ScenarioMap, path: &Path) -> Self {
        let rows = other
            .scenarios
            .iter()
            .map(|scenario| {
                let ids = [scenario.id.clone()];
                let left_out = actions::import_scenarios(map, &other, &ids).map(|import| import.left_out);
                let is_here = actions::is_imported(map, &other, scenario);
                Row {
                    id: scenario.id.clone(),
                    name: scenario.name.clone(),
                    description: scenario.description.clone(),
                    settings: scenario.settings.len(),
                    left_out: left_out.unwrap_or_default(),
                    is_here,
                    chosen: !is_here,
                }
            })
            .collect();
        let file = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        Self { file, other, rows }
    }

    /// Draws the choice.
    pub fn ui(&mut self, cx: &ViewCtx<'_>, ui: &mut egui::Ui, answer: &mut Option<Answer>) {
        let palette = cx.palette;
        title_ui(ui, &format!("Import scenarios from {}", self.file));
        widgets::small(ui, palette.weak, "Assumptions that move the same actor or function here are used as they are");
        egui::ScrollArea::vertical().max_height(340.0).show(ui, |ui| {
            for row in &mut self.rows {
                ui.push_id(row.id.as_str(), |ui| {
                    let text = RichText::new(&row.name).font(fonts::medium(theme::BODY));
                    ui.checkbox(&mut row.chosen, text).accessible_name(format!("Import {}", row.name));
                    if !row.description.is_empty() {
                        widgets::small(ui, palette.weak, &row.description);
                    }
                    let n = row.settings - row.left_out.len().min(row.settings);
                    let noun = if n == 1 { "assumption" } else { "assumptions" };
                    widgets::small(ui, palette.weak, &format!("{n} {noun} set"));
                    if row.is_here {
                        widgets::small(ui, palette.weak, "on this map already, with the same settings");
                    }
                    if !row.left_out.is_empty() {
                        let text = format!("left out, not on this map: {}", row.left_out.join(", "));
                        widgets::small(ui, palette.warn, &text);
                    }
                });
            }
        });
        buttons_ui(ui, |ui| {
            let ids: Vec<ScenarioId> = self.rows.iter().filter(|row| row.chosen).map(|row| row.id.clone()).collect();
            let words = match ids.len() {
                1 => "Import 1 scenario".to_owned(),
                n => format!("Import {n} scenarios"),
            };
            let import = ui.add_enabled_ui(!ids.is_empty(), |ui| widgets::primary_button(ui, palette, &words)).inner;
            if import.clicked() || !ids.is_empty() && entered(ui) {
                let other = Box::new(self.other.clone());
                *answer = Some(Answer::Do(MapChange::ImportScenarios { other, ids }.into()));
            }
            if widgets::small_button(ui, "Cancel").clicked() {
                *answer = Some(Answer::Close);
            }
        });
    }
}
