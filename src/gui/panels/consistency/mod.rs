//! Consistency: how assumptions bear on each other, which combinations hold together, and why another does not.

mod matrix;
mod results;

use egui::Ui;

use crate::analysis::ConsistencyResult;
use crate::gui::command::Command;
use crate::gui::context::ViewCtx;
use crate::gui::jobs::Job;
use crate::gui::map_change::MapChange;
use crate::gui::widgets;
use crate::model::{Consistency, Descriptor, DescriptorState, Extra, Lever, ScenarioMap, Setting, StateRef};

/// The cross-impact judgements.
#[derive(Default)]
pub struct ConsistencyPanel {
    tolerance: i32,
    /// The judgement that is being edited: which state acts on which, and the note as typed.
    open: Option<(StateRef, StateRef, String)>,
    job: Job<(Consistency, i32, Option<Vec<usize>>), ConsistencyResult>,
}

impl ConsistencyPanel {
    /// Draws the panel and sends what the user does in it.
    pub fn ui(&mut self, cx: &ViewCtx<'_>, ui: &mut Ui, out: &mut Vec<Command>) {
        let Some(consistency) = cx.map.consistency.as_ref().filter(|c| !c.descriptors.is_empty()) else {
            empty_ui(cx, ui, out);
            return;
        };
        let width = ui.available_width();
        ui.horizontal_top(|ui| {
            let left = (width * 0.55).max(260.0);
            ui.vertical(|ui| {
                ui.set_width(left);
                self.matrix_ui(cx, consistency, ui, out);
            });
            ui.add_space(6.0);
            ui.vertical(|ui| {
                ui.set_width((width - left - 24.0).max(160.0));
                self.results_ui(cx, consistency, ui, out);
            });
        });
    }
}

fn empty_ui(cx: &ViewCtx<'_>, ui: &mut Ui, out: &mut Vec<Command>) {
    let text = "Judge from -3 to +3 how one turn of events bears on another; then see which combinations hold together";
    widgets::empty_state(ui, cx.palette, "No judgements yet", text);
    let enabled = cx.map.assumptions.len() > 1;
    ui.vertical_centered(|ui| {
        let button = ui.add_enabled(enabled, egui::Button::new("Begin with the assumptions of this map"));
        let button = button.on_disabled_hover_text("Add at least two assumptions in the panel on the right first");
        if button.clicked() {
            out.push(MapChange::SetConsistency(Some(Box::new(from_assumptions(cx.map)))).into());
        }
    });
}

/// A descriptor per assumption: it does not come, or it does.
fn from_assumptions(map: &ScenarioMap) -> Consistency {
    let descriptors = map.assumptions.iter().map(|assumption| {
        let full = match assumption.lever {
            Lever::Demand { .. } => 1.5,
            Lever::RelationChange { .. } => -1.0,
            _ => 1.0,
        };
        let state = |name: &str, extent: f64| DescriptorState {
            name: name.to_owned(),
            settings: vec![Setting::new(assumption.id.clone(), extent)],
            extra: Extra::new(),
        };
        Descriptor {
            id: assumption.id.to_string(),
            name: assumption.name.clone(),
            states: vec![state("no", assumption.lever.neutral_extent()), state("yes", full)],
            extra: Extra::new(),
        }
    });
    Consistency { descriptors: descriptors.collect(), ..Consistency::default() }
}
