//! What a graph of another program would add to the map, before it does.

use std::path::Path;
use std::sync::Arc;

use egui::RichText;

use super::{Answer, buttons_ui, entered, title_ui};
use crate::export::graph_import::{ForeignGraph, GraphPlan, plan};
use crate::gui::context::ViewCtx;
use crate::gui::map_change::MapChange;
use crate::gui::{fonts, theme, widgets};
use crate::model::ScenarioMap;
use crate::model::actions::ActionError;

/// How many names of new actors are shown.
const NAMES: usize = 24;

/// A graph with what it would do.
pub struct ImportGraph {
    file: String,
    graph: Arc<ForeignGraph>,
    plan: GraphPlan,
}

impl ImportGraph {
    /// A graph for this map.
    ///
    /// # Errors
    /// When the map refuses what is in it.
    pub fn of(map: &ScenarioMap, graph: ForeignGraph, path: &Path) -> Result<Self, ActionError> {
        let plan = plan(map, &graph)?;
        let file = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        Ok(Self { file, graph: Arc::new(graph), plan })
    }

    /// Draws it and asks.
    pub fn ui(&mut self, cx: &ViewCtx<'_>, ui: &mut egui::Ui, answer: &mut Option<Answer>) {
        let (palette, plan) = (cx.palette, &self.plan);
        title_ui(ui, &format!("Import {}", self.file));
        let medium = |text: String| RichText::new(text).font(fonts::medium(theme::BODY));
        ui.label(medium(format!(
            "Adds {}, {} and {}",
            counted(plan.new_actors.len(), "actor"),
            counted(plan.relations, "relation"),
            counted(plan.provisions, "provision")
        )));
        if plan.known_actors + plan.known_links > 0 {
            let said = format!(
                "On the map already, and left as they are: {} and {}",
                counted(plan.known_actors, "actor"),
                counted(plan.known_links, "link")
            );
            widgets::small(ui, palette.weak, &said);
        }
        egui::ScrollArea::vertical().max_height(260.0).show(ui, |ui| {
            if !plan.new_actors.is_empty() {
                let mut names = plan.new_actors.iter().take(NAMES).cloned().collect::<Vec<_>>().join(", ");
                if plan.new_actors.len() > NAMES {
                    names.push_str(&format!(" and {} more", plan.new_actors.len() - NAMES));
                }
                widgets::small(ui, palette.text, &format!("New: {names}"));
            }
            for note in &plan.notes {
                widgets::small(ui, palette.warn, note);
            }
        });
        widgets::small(ui, palette.weak, "Nobody who stands on the map moves; one undo takes it all back");
        let is_something = !plan.edit.is_empty();
        buttons_ui(ui, |ui| {
            let add =
                ui.add_enabled_ui(is_something, |ui| widgets::primary_button(ui, palette, "Add to the map")).inner;
            if is_something && (add.clicked() || entered(ui)) {
                *answer = Some(Answer::Do(MapChange::ImportGraph(self.graph.clone()).into()));
            }
            if widgets::small_button(ui, "Cancel").clicked() {
                *answer = Some(Answer::Close);
            }
        });
    }
}

fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}
