//! The combinations that hold together, and what speaks against the scenario looked at.

use egui::{RichText, ScrollArea, Ui};

use super::ConsistencyPanel;
use crate::analysis::{ConsistencyOptions, ConsistencyResult, CrossImpact, combinations, consistency};
use crate::gui::command::Command;
use crate::gui::context::ViewCtx;
use crate::gui::map_change::MapChange;
use crate::gui::panels::computing::computing_ui;
use crate::gui::panels::quotes;
use crate::gui::{fonts, tsv, widgets};
use crate::model::{Consistency, DescriptorState, Scenario, actions};

/// The most combinations that the list shows; there is more to read in none of them than in these.
const SHOWN: usize = 500;

impl ConsistencyPanel {
    /// Draws the combinations that hold together.
    pub(super) fn results_ui(&mut self, cx: &ViewCtx<'_>, judged: &Consistency, ui: &mut Ui, out: &mut Vec<Command>) {
        let palette = cx.palette;
        let matrix = match CrossImpact::of(judged) {
            Ok(matrix) => matrix,
            Err(error) => {
                widgets::small(ui, palette.loss, &error.to_string());
                return;
            }
        };
        let total = combinations(&matrix).0;
        let asked = CrossImpact::combination_of(cx.map, judged, &cx.snapshot.scenario);
        let key = (judged.clone(), self.tolerance, asked.clone());
        let options = ConsistencyOptions { tolerance: self.tolerance, explain: asked, ..ConsistencyOptions::default() };
        self.job.want(key.clone(), ui.ctx(), move |progress| consistency(&matrix, &options, progress));
        ui.horizontal_wrapped(|ui| {
            widgets::weak(ui, palette, &format!("{total:.0} combinations"));
            widgets::weak(ui, palette, "· tolerance");
            let field = egui::DragValue::new(&mut self.tolerance).range(0..=9).speed(0.05);
            let field = widgets::number_field(ui, palette, field).accessible_name("Tolerance");
            field.on_hover_text("How far a state may stay behind the best of its descriptor");
        });
        computing_ui(cx, &mut self.job, &key, ui);
        let Some(Ok(result)) = self.job.result(&key) else { return };
        ScrollArea::vertical().id_salt("combinations").auto_shrink([false, false]).show(ui, |ui| {
            ui.set_max_width(ui.available_width() - 8.0);
            let name = &cx.snapshot.scenario.name;
            match &result.why_not {
                Some(breaches) if breaches.is_empty() => {
                    widgets::small(ui, palette.gain, &format!("{name} holds together"));
                }
                Some(breaches) => {
                    widgets::small(ui, palette.loss, &format!("{name} does not hold together:"));
                    for breach in breaches {
                        widgets::small(ui, palette.text, &breach.sentence);
                    }
                }
                None => {
                    widgets::small(ui, palette.weak, &format!("{name} is none of these combinations"));
                }
            }
            ui.add_space(4.0);
            let more = if result.truncated { "at least " } else { "" };
            let found = result.consistent.len();
            let hold = if found == 1 { "combination holds" } else { "combinations hold" };
            ui.horizontal_wrapped(|ui| {
                ui.label(RichText::new(format!("{more}{found} {hold} together")).font(fonts::strong(13.0)));
                if widgets::link_button(ui, palette, "Copy table").clicked() {
                    let head = judged.descriptors.iter().map(|descriptor| descriptor.name.clone()).collect();
                    let rows = std::iter::once(head).chain(result.consistent.iter().cloned());
                    out.push(Command::Copy(tsv::of_rows(rows.collect::<Vec<Vec<String>>>())));
                }
                if widgets::link_button(ui, palette, "Copy text").on_hover_text("With the quotes it rests on").clicked()
                {
                    out.push(Command::Copy(as_text(cx, judged, result)));
                }
            });
            for (n, names) in result.consistent.iter().enumerate().take(SHOWN) {
                let words = words_of(judged, names);
                ui.push_id(("combination", names), |ui| {
                    ui.horizontal_top(|ui| {
                        let width = (ui.available_width() - 116.0).max(40.0);
                        ui.vertical(|ui| {
                            ui.set_width(width);
                            widgets::text_lines(ui, &words, fonts::regular(12.0), palette.text, 6);
                        });
                        let apply = widgets::small_button(ui, "Make scenario");
                        let apply = apply.accessible_name(format!("Make a scenario of: {words}"));
                        if apply.clicked() {
                            let places = result.places.get(n).map(Vec::as_slice).unwrap_or_default();
                            make_scenario(cx, judged, places, out);
                        }
                    });
                });
            }
            if found > SHOWN {
                widgets::small(ui, palette.weak, &format!("the first {SHOWN} are shown"));
            }
        });
    }
}

/// What holds together and what speaks against the scenario, with the numbered quotes of the assumptions that are bound.
fn as_text(cx: &ViewCtx<'_>, judged: &Consistency, result: &ConsistencyResult) -> String {
    let mut text = String::new();
    let name = &cx.snapshot.scenario.name;
    match &result.why_not {
        Some(breaches) if breaches.is_empty() => text.push_str(&format!("{name} holds together\n")),
        Some(breaches) => {
            text.push_str(&format!("{name} does not hold together:\n"));
            for breach in breaches {
                text.push_str(&format!("{}\n", breach.sentence));
            }
        }
        None => {}
    }
    text.push_str("These combinations hold together:\n");
    for names in result.consistent.iter().take(SHOWN) {
        text.push_str(&format!("{}\n", words_of(judged, names)));
    }
    let states = judged.descriptors.iter().flat_map(|descriptor| &descriptor.states);
    let bound = states.flat_map(|state| &state.settings).filter_map(|s| cx.map.assumption(&s.assumption));
    let claims: Vec<_> = bound.flat_map(|a| a.evidence.iter().map(|evidence| &evidence.claim)).collect();
    quotes::with_quotes(cx, &text, &claims)
}

/// "Wagner leaves, The Russian state adapts, …".
fn words_of(judged: &Consistency, names: &[String]) -> String {
    let states = judged.descriptors.iter().zip(names).map(|(descriptor, state)| format!("{} {state}", descriptor.name));
    states.collect::<Vec<_>>().join(", ")
}

/// A scenario of a combination: the settings of all its states. One undo step.
fn make_scenario(cx: &ViewCtx<'_>, judged: &Consistency, places: &[u8], out: &mut Vec<Command>) {
    let chosen: Vec<(&str, &DescriptorState)> = judged
        .descriptors
        .iter()
        .zip(places)
        .filter_map(|(descriptor, place)| Some((descriptor.name.as_str(), descriptor.states.get(usize::from(*place))?)))
        .collect();
    // What changes nothing need not stand in the name.
    let moves = |state: &DescriptorState| {
        state.settings.iter().any(|setting| {
            let neutral = cx.map.assumption(&setting.assumption).map_or(0.0, |a| a.lever.neutral_extent());
            (setting.extent - neutral).abs() > 1e-9
        })
    };
    let moving = chosen.iter().filter(|(_, state)| moves(state)).map(|(name, state)| format!("{name} {}", state.name));
    let name = moving.collect::<Vec<_>>().join(", ");
    let name = if name.is_empty() { "Everything as now".to_owned() } else { name };
    let known = |assumption| cx.map.assumption(assumption).is_some();
    let settings = chosen.iter().flat_map(|(_, state)| &state.settings).filter(|s| known(&s.assumption)).cloned();
    let id = actions::add_scenario(cx.map, &name).0;
    let scenario = Scenario { settings: settings.collect(), ..Scenario::new(id, name.clone()) };
    out.push(Command::BeginStep(format!("Add scenario {name}")));
    out.push(MapChange::AddScenario(name).into());
    out.push(MapChange::UpdateScenario(Box::new(scenario)).into());
    out.push(Command::CommitStep);
}
