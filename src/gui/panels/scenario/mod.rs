//! The scenario panel: which scenario, in which month, what it comes to, on which assumptions, and who covers what is lost.

mod add;
mod add_quote;
mod card;
mod cover;
mod evidence;
mod headline;
mod hold;
mod lever;
mod month;
mod tabs;

pub use tabs::unused_name;

use std::collections::BTreeSet;

use egui::{ScrollArea, Ui};

use crate::gui::command::Command;
use crate::gui::context::ViewCtx;
use crate::gui::map_change::MapChange;
use crate::gui::{theme, widgets};
use crate::model::{AssumptionId, ScenarioId};

/// In a lower panel the description of a scenario is told by its tab alone, so that the first slider is in sight.
const ROOM_FOR_DESCRIPTION: f32 = 640.0;

/// The scenario panel.
#[derive(Default)]
pub struct ScenarioPanel {
    tabs: tabs::Tabs,
    add: add::AddAssumption,
    /// The assumption whose name is being typed, with what is typed.
    renaming: Option<(AssumptionId, String)>,
    /// The assumption whose note is being typed.
    noting: Option<(AssumptionId, String)>,
    /// Assumptions whose quotes are shown.
    quotes: BTreeSet<AssumptionId>,
    /// The finder of quotes, while it is open.
    finding: Option<add_quote::AddQuote>,
    /// An assumption just added: its slider takes the keys.
    fresh: Option<AssumptionId>,
    /// Whether the assumptions that the scenario does not set are shown.
    unset: bool,
    hold: hold::Hold,
}

impl ScenarioPanel {
    /// Draws the panel and sends what the user does in it.
    pub fn ui(&mut self, cx: &ViewCtx<'_>, ui: &mut Ui, out: &mut Vec<Command>) {
        self.tabs.ui(cx, ui, out);
        ui.add_space(2.0);
        let height = ui.available_height();
        let mut area = ScrollArea::vertical().id_salt("scenario").auto_shrink([false, false]);
        if let Some(offset) = self.hold.begin(ui, ui.available_rect_before_wrap()) {
            area = area.vertical_scroll_offset(offset);
        }
        let scrolled = area.show(ui, |ui| {
            let top = ui.cursor().top();
            // Room for the scroll bar, so that it never lies over a number.
            ui.set_max_width(ui.available_width() - 6.0);
            self.tabs.description_ui(cx, ui, height > ROOM_FOR_DESCRIPTION, out);
            month::month_ui(cx, ui, out);
            headline::headline_ui(cx, ui, out);
            ui.add_space(theme::GAP);
            self.hold.above_ui(ui, top);
            self.assumptions_ui(cx, ui, out);
            ui.add_space(theme::GAP);
            cover::cover_ui(cx, ui, out);
            ui.add_space(theme::GAP);
            headline::filter_ui(cx, ui, out);
            widgets::small(ui, cx.palette.weak, "Figures are the analyst's weights, not forecasts");
            ui.add_space(8.0);
            self.hold.end_ui(ui, top);
        });
        self.hold.follow(ui, &scrolled);
    }

    fn assumptions_ui(&mut self, cx: &ViewCtx<'_>, ui: &mut Ui, out: &mut Vec<Command>) {
        let palette = cx.palette;
        let scenario = &cx.snapshot.scenario;
        let baseline = is_baseline(&scenario.id);
        let heading = match scenario.settings.len() {
            0 => "Assumptions".to_owned(),
            n => format!("Assumptions · {n}"),
        };
        widgets::heading(ui, palette, &heading, |ui| {
            if widgets::link_button(ui, palette, "+ Add…").on_hover_text("Add an assumption, step by step").clicked()
            {
                self.add.toggle();
            }
        });
        if cx.view.add_assumption {
            self.add.open();
        }
        if let Some(added) = self.add.ui(cx, ui, out) {
            self.fresh = Some(added);
        }
        if baseline {
            palette.card_frame().show(ui, |ui| {
                ui.set_width(ui.available_width());
                let text = "The baseline is the map as it is. Assumptions are moved in a scenario beside it";
                widgets::small(ui, palette.weak, text);
                if widgets::primary_button(ui, palette, "Start a scenario from here").clicked() {
                    out.push(MapChange::AddScenario(tabs::unused_name(cx)).into());
                }
            });
        }
        let shown: Vec<&AssumptionId> = if baseline {
            cx.map.assumptions.iter().map(|assumption| &assumption.id).collect()
        } else {
            // In the map's order, so that moving up and down shows.
            let set = cx.map.assumptions.iter().filter(|a| scenario.setting(&a.id).is_some());
            set.map(|assumption| &assumption.id).collect()
        };
        if shown.is_empty() && !baseline {
            let text = if cx.map.assumptions.is_empty() {
                "No assumption yet. “+ Add…” asks who moves and offers what fits: withdraws, steps up, relation changes"
            } else {
                "This scenario sets nothing yet: it equals the baseline. Set an assumption below, or add one"
            };
            widgets::small(ui, palette.weak, text);
        }
        let hint = hint_for(cx);
        for id in shown {
            let hint = hint.as_ref() == Some(id);
            self.card_ui(cx, id, hint, ui, out);
        }
        if !baseline {
            self.unset_ui(cx, ui, out);
        }
    }

    fn unset_ui(&mut self, cx: &ViewCtx<'_>, ui: &mut Ui, out: &mut Vec<Command>) {
        let palette = cx.palette;
        let scenario = &cx.snapshot.scenario;
        let unset: Vec<_> = cx.map.assumptions.iter().filter(|a| scenario.setting(&a.id).is_none()).collect();
        if unset.is_empty() {
            return;
        }
        let open = self.unset || scenario.settings.is_empty();
        let words = format!("{} not set in this scenario", unset.len());
        let name = format!("{} assumptions not set in this scenario", unset.len());
        let response = widgets::disclosure(ui, palette.weak, open, &words, &name);
        if response.clicked() {
            self.unset = !open;
        }
        if !open {
            return;
        }
        for assumption in unset {
            ui.push_id(("unset", assumption.id.as_str()), |ui| {
                ui.horizontal(|ui| {
                    let width = (ui.available_width() - 92.0).max(40.0);
                    let font = crate::gui::fonts::regular(12.5);
                    widgets::line_in(ui, width, &assumption.name, font, palette.text, egui::Sense::hover());
                    let set = widgets::small_button(ui, "Set");
                    let set = set.accessible_name(format!("Set {}", assumption.name));
                    if set.on_hover_text("Take it into this scenario, where it changes nothing yet").clicked() {
                        let setting =
                            crate::model::Setting::new(assumption.id.clone(), assumption.lever.neutral_extent());
                        out.push(MapChange::SetSetting { scenario: scenario.id.clone(), setting }.into());
                    }
                    self.menu_ui(cx, assumption, ui, out);
                });
            });
        }
    }
}

/// Whether this is the scenario without settings that every map has.
fn is_baseline(id: &ScenarioId) -> bool {
    id.as_str() == ScenarioId::BASELINE
}

/// The assumption whose slider says "drag me": on the untouched sample, the first withdrawal of the scenario.
fn hint_for(cx: &ViewCtx<'_>) -> Option<AssumptionId> {
    if !cx.session.is_sample() || cx.session.is_dirty() {
        return None;
    }
    let set = cx.map.assumptions.iter().filter(|a| cx.snapshot.scenario.setting(&a.id).is_some());
    let mut withdrawals = set.filter(|a| matches!(a.lever, crate::model::Lever::Withdrawal { .. }));
    withdrawals.next().map(|assumption| assumption.id.clone())
}
