//! Steps of the map, and what the window makes of them: what to look at afterwards, what to say.

use super::App;
use crate::gui::map_change::MapChange;
use crate::gui::view::{CanvasRequest, ScenarioStep};
use crate::gui::workspace::Pane;
use crate::model::{Scenario, ScenarioId, ScenarioMap};

impl App {
    /// After a step was taken back or done again: where most actors stand elsewhere than before, the view goes with them,
    /// as it does when a layout is asked for. Where one scenario alone is not what it was before, it is looked at.
    pub(super) fn after_travel(&mut self, before: &[Scenario]) {
        self.view.canvas_request = Some(CanvasRequest::Follow);
        let mut changed = self.session.map().scenarios.iter().filter(|scenario| !before.contains(scenario));
        if let (Some(only), None) = (changed.next(), changed.next()) {
            if self.view.scenario != only.id {
                self.view.lit.clear();
                self.view.scenario = only.id.clone();
            }
        }
        self.view.forget_missing(self.session.map());
    }

    pub(super) fn change(&mut self, change: &MapChange) {
        let count = |map: &ScenarioMap| (map.relations.len() + map.provisions.len(), map.assumptions.len());
        let scenarios = self.session.map().scenarios.len();
        let before = count(self.session.map());
        let set_in = match change {
            MapChange::DeleteAssumption(id) => {
                self.session.map().scenarios.iter().filter(|scenario| scenario.setting(id).is_some()).count()
            }
            _ => 0,
        };
        if let Err(error) = self.session.change(change) {
            self.notices.warning(error.to_string());
            return;
        }
        // A scenario just made is the one to look at.
        let makes_scenario = matches!(
            change,
            MapChange::AddScenario(_) | MapChange::DuplicateScenario(_) | MapChange::ImportScenarios { .. }
        );
        let map = self.session.map();
        if makes_scenario && map.scenarios.len() > scenarios {
            if let Some(last) = map.scenarios.last() {
                self.view.scenario = last.id.clone();
            }
        }
        if matches!(change, MapChange::DeleteActors(_)) {
            // What goes with an actor may stand in panels that are not in sight.
            let after = count(map);
            let many = |n: usize, noun: &str| format!("{n} {noun}{}", if n == 1 { "" } else { "s" });
            let (links, assumptions) = (before.0 - after.0.min(before.0), before.1 - after.1.min(before.1));
            if links + assumptions > 0 {
                let (links, assumptions) = (many(links, "link"), many(assumptions, "assumption"));
                self.notices.done(format!("Deleted, and with it {links} and {assumptions}. Undo brings all back"));
            }
        }
        if let (MapChange::DeleteAssumption(_), true) = (change, set_in > 1) {
            self.notices.done(format!("Deleted, and with it what {set_in} scenarios set of it. Undo brings all back"));
        }
        self.view.forget_missing(map);
    }

    /// Hands a step of the scenario looked at to its panel, which has the menu of the same steps; the baseline takes few.
    pub(super) fn scenario_step(&mut self, step: ScenarioStep) {
        let makes = matches!(step, ScenarioStep::Add | ScenarioStep::Duplicate);
        if !makes && self.view.scenario.as_str() == ScenarioId::BASELINE {
            self.notices.warning("The baseline is the map as it is. Choose a scenario, or add one, first".to_owned());
        } else {
            self.workspace.show(&Pane::Scenario);
            self.view.maximised = false;
            self.view.scenario_step = Some(step);
        }
    }
}
