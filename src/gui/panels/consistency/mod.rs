//! Consistency: how assumptions bear on each other, which combinations hold together, and why another does not.

mod descriptors;
mod matrix;
mod results;

use egui::{RichText, Ui};

use crate::analysis::{ConsistencyResult, CrossImpact, scw};
use crate::gui::command::Command;
use crate::gui::context::ViewCtx;
use crate::gui::jobs::Job;
use crate::gui::map_change::MapChange;
use crate::gui::transfer::{InFile, OutFile};
use crate::gui::{fonts, tsv, widgets};
use crate::model::actions::DescriptorChange;
use crate::model::{Consistency, Descriptor, DescriptorState, Extra, ScenarioMap, Setting, StateRef};

/// The height that matrix and combinations have at least; the pane scrolls where it is less.
const LEAST: f32 = 160.0;
/// In a pane narrower than this the combinations stand below the matrix.
const NARROW: f32 = 480.0;

/// The cross-impact judgements.
#[derive(Default)]
pub struct ConsistencyPanel {
    tolerance: i32,
    /// Whether descriptors and their states are edited, instead of judgements.
    on_descriptors: bool,
    /// A name being typed, by what it is of.
    typed: Option<(String, String)>,
    /// The judgement that is being edited: which state acts on which, and the note as typed.
    open: Option<(StateRef, StateRef, String)>,
    /// The last file that was taken in, and what was wrong with it.
    taken: u64,
    trouble: Option<String>,
    job: Job<(Consistency, i32, Option<Vec<usize>>), ConsistencyResult>,
}

impl ConsistencyPanel {
    /// Draws the panel and sends what the user does in it.
    pub fn ui(&mut self, cx: &ViewCtx<'_>, ui: &mut Ui, out: &mut Vec<Command>) {
        self.take_file(cx, out);
        self.files_ui(cx, ui, out);
        let Some(consistency) = cx.map.consistency.as_ref().filter(|c| !c.descriptors.is_empty()) else {
            self.empty_ui(cx, ui, out);
            return;
        };
        if self.on_descriptors {
            self.descriptors_ui(cx, consistency, ui, out);
            return;
        }
        let width = ui.available_width();
        // The editor takes its room from the pane, and not from the rows.
        let least = if self.open.is_some() { LEAST + matrix::EDITOR } else { LEAST };
        if width < NARROW {
            widgets::rest_ui(ui, least, |ui| self.matrix_ui(cx, consistency, ui, out));
            ui.add_space(6.0);
            ui.allocate_ui(egui::vec2(width, LEAST), |ui| self.results_ui(cx, consistency, ui, out));
            return;
        }
        widgets::rest_ui(ui, least, |ui| {
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
        });
    }
}

impl ConsistencyPanel {
    /// Judgements of ScenarioWizard in and out.
    fn files_ui(&mut self, cx: &ViewCtx<'_>, ui: &mut Ui, out: &mut Vec<Command>) {
        ui.horizontal_wrapped(|ui| {
            if cx.map.consistency.as_ref().is_some_and(|c| !c.descriptors.is_empty()) {
                for (on, words) in [(false, "Judgements"), (true, "Descriptors and states")] {
                    let text = RichText::new(words).font(fonts::medium(12.0));
                    if ui.add(egui::Button::selectable(self.on_descriptors == on, text)).clicked() {
                        self.on_descriptors = on;
                    }
                }
            }
            if widgets::small_button(ui, "Open .scw…")
                .on_hover_text("Take the judgements of a ScenarioWizard project")
                .clicked()
            {
                out.push(Command::ReadFile(InFile::Judgements));
            }
            let matrix = cx.map.consistency.as_ref().filter(|c| !c.descriptors.is_empty());
            if let Some(matrix) = matrix.and_then(|consistency| CrossImpact::of(consistency).ok()) {
                if widgets::small_button(ui, "Save as .scw…").on_hover_text("For ScenarioWizard").clicked() {
                    let bytes = scw::write(&matrix, &cx.session.title()).into_bytes();
                    out.push(Command::WriteFile(OutFile { name: "judgements.scw".to_owned(), bytes: bytes.into() }));
                }
            }
            if let Some(judged) = cx.map.consistency.as_ref().filter(|c| !c.descriptors.is_empty()) {
                let copy = widgets::link_button(ui, cx.palette, "Copy judgements");
                if copy.on_hover_text("As a table with the reasons, for a spreadsheet").clicked() {
                    out.push(Command::Copy(tsv::of_rows(as_rows(judged))));
                }
            }
            if let Some(trouble) = &self.trouble {
                widgets::small(ui, cx.palette.loss, trouble);
            }
        });
    }

    /// Takes over the judgements of a file that has been read, as one step.
    fn take_file(&mut self, cx: &ViewCtx<'_>, out: &mut Vec<Command>) {
        let Some(file) = cx.view.incoming.as_ref().filter(|file| file.serial > self.taken) else { return };
        self.taken = file.serial;
        if file.what != InFile::Judgements {
            return;
        }
        match scw::read(&file.text).and_then(|matrix| matrix.to_consistency()) {
            Ok(mut judgements) => {
                self.trouble = None;
                keep_settings(cx.map.consistency.as_ref(), &mut judgements);
                out.push(MapChange::SetConsistency(Some(Box::new(judgements))).into());
            }
            Err(error) => self.trouble = Some(format!("{}: {error}", file.name)),
        }
    }
}

/// The judgements as rows of text, the heading first.
fn as_rows(judged: &Consistency) -> Vec<Vec<String>> {
    let words = |at: &StateRef| {
        let descriptor = judged.descriptors.iter().find(|d| d.id == at.descriptor);
        [descriptor.map_or_else(|| at.descriptor.clone(), |d| d.name.clone()), at.state.clone()]
    };
    let mut rows =
        vec![["acting", "its state", "acted on", "its state", "judgement", "why"].map(str::to_owned).to_vec()];
    rows.extend(judged.judgements.iter().map(|judgement| {
        let tail = [judgement.value.to_string(), judgement.note.clone()];
        words(&judgement.from).into_iter().chain(words(&judgement.to)).chain(tail).collect()
    }));
    rows
}

/// The format knows no settings: states that the map has under the same names keep theirs.
fn keep_settings(known: Option<&Consistency>, judgements: &mut Consistency) {
    for descriptor in &mut judgements.descriptors {
        let same = known.and_then(|known| known.descriptors.iter().find(|d| d.name == descriptor.name));
        for state in &mut descriptor.states {
            if let Some(known) = same.and_then(|same| same.states.iter().find(|s| s.name == state.name)) {
                state.settings.clone_from(&known.settings);
            }
        }
    }
}

impl ConsistencyPanel {
    fn empty_ui(&mut self, cx: &ViewCtx<'_>, ui: &mut Ui, out: &mut Vec<Command>) {
        let text =
            "Judge from -3 to +3 how one turn of events bears on another; then see which combinations hold together";
        widgets::empty_state(ui, cx.palette, "No judgements yet", text);
        let enabled = cx.map.assumptions.len() > 1;
        ui.vertical_centered(|ui| {
            ui.add_space(4.0);
            if enabled {
                if widgets::primary_button(ui, cx.palette, "Begin with the assumptions of this map").clicked() {
                    out.push(MapChange::SetConsistency(Some(Box::new(from_assumptions(cx.map)))).into());
                }
            } else {
                widgets::weak(ui, cx.palette, "With two assumptions or more, the map's own can be taken over");
            }
            if widgets::small_button(ui, "Begin with a descriptor of your own").clicked() {
                out.push(MapChange::Descriptor(DescriptorChange::Add("First descriptor".to_owned())).into());
                self.on_descriptors = true;
            }
        });
    }
}

/// A descriptor per assumption: it does not come, or it does.
fn from_assumptions(map: &ScenarioMap) -> Consistency {
    let descriptors = map.assumptions.iter().map(|assumption| {
        let full = descriptors::full_extent(&assumption.lever);
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
