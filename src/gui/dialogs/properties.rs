//! What is said once of a map: its title, the calendar month of month 0, and the threshold.

use egui::{Key, RichText};

use super::{Answer, buttons_ui, title_ui};
use crate::gui::command::Command;
use crate::gui::context::ViewCtx;
use crate::gui::map_change::MapChange;
use crate::gui::widgets;
use crate::model::{ScenarioMap, Share, YearMonth};

/// The fields as they are typed.
pub struct Properties {
    title: String,
    /// `YYYY-MM`, or nothing.
    start: String,
    /// Percent of need.
    threshold: f64,
    /// Whether it was just opened.
    is_fresh: bool,
}

impl Properties {
    /// The properties of a map.
    pub fn of(map: &ScenarioMap) -> Self {
        Self {
            title: map.title.clone(),
            start: map.start_month.map_or_else(String::new, |month| month.to_string()),
            threshold: map.threshold().0 * 100.0,
            is_fresh: true,
        }
    }

    /// Month 0 as typed; the outer `None` is no month at all.
    fn start(&self) -> Option<Option<YearMonth>> {
        let typed = self.start.trim();
        if typed.is_empty() { Some(None) } else { YearMonth::parse(typed).map(Some) }
    }

    /// What differs from the map, as one step.
    fn changes(&self, map: &ScenarioMap) -> Vec<Command> {
        let mut changes: Vec<Command> = Vec::new();
        if self.title.trim() != map.title {
            changes.push(MapChange::SetTitle(self.title.trim().to_owned()).into());
        }
        if let Some(start) = self.start().filter(|start| *start != map.start_month) {
            changes.push(MapChange::SetStartMonth(start).into());
        }
        let threshold = Share(self.threshold / 100.0);
        if (threshold.0 - map.threshold().0).abs() > 1e-9 {
            changes.push(MapChange::SetThreshold(threshold).into());
        }
        if changes.len() > 1 {
            changes.insert(0, Command::BeginStep("Change map properties".to_owned()));
            changes.push(Command::CommitStep);
        }
        changes
    }

    pub(super) fn ui(&mut self, cx: &ViewCtx<'_>, ui: &mut egui::Ui, answer: &mut Option<Answer>) {
        title_ui(ui, "Map properties");
        let label = ui.label(RichText::new("Title").small());
        let edit = egui::TextEdit::singleline(&mut self.title).desired_width(f32::INFINITY);
        let title = ui.add(edit.hint_text("Who secures whom?")).labelled_by(label.id);
        if std::mem::take(&mut self.is_fresh) {
            title.request_focus();
        }
        let label = ui.label(RichText::new("Month 0 in the calendar, like 2024-11").small());
        let start = ui.add(egui::TextEdit::singleline(&mut self.start).hint_text("no date").desired_width(110.0));
        let start = start.labelled_by(label.id);
        if self.start().is_none() {
            let text = format!("“{}” is not a month; write it like 2024-11", self.start.trim());
            widgets::small(ui, cx.palette.loss, &text);
        }
        let label = ui.label(RichText::new("A function counts as weak below, percent of need").small());
        let number = egui::DragValue::new(&mut self.threshold).range(0.0..=100.0).max_decimals(1).suffix(" %");
        widgets::number_field(ui, cx.palette, number).labelled_by(label.id);
        let entered = (title.lost_focus() || start.lost_focus()) && ui.input(|i| i.key_pressed(Key::Enter));
        buttons_ui(ui, |ui| {
            ui.add_enabled_ui(self.start().is_some(), |ui| {
                if widgets::primary_button(ui, cx.palette, "Apply").clicked() || entered && self.start().is_some() {
                    *answer = Some(Answer::DoAll(self.changes(cx.map)));
                }
            });
            if widgets::small_button(ui, "Cancel").clicked() {
                *answer = Some(Answer::Close);
            }
        });
    }
}
