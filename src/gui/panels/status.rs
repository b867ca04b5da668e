//! The bar at the bottom: counts, what is compared with what, and how the numbers came about.

use crate::gui::context::ViewCtx;
use crate::gui::widgets;

/// Draws the bar.
pub fn status_ui(cx: &ViewCtx<'_>, ui: &mut egui::Ui) {
    let palette = cx.palette;
    let count = |n: usize, one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
    ui.horizontal_centered(|ui| {
        let map = cx.map;
        let counts = [
            count(map.actors.len(), "actor", "actors"),
            count(map.relations.len(), "relation", "relations"),
            count(map.provisions.len(), "provision", "provisions"),
        ]
        .join(" · ");
        widgets::weak(ui, palette, &counts);
        ui.add_space(12.0);
        let compared = if cx.snapshot.scenario.id == cx.snapshot.reference.id {
            format!("Scenario: {}", cx.snapshot.scenario.name)
        } else {
            format!("Scenario: {} against {}", cx.snapshot.scenario.name, cx.snapshot.reference.name)
        };
        widgets::weak(ui, palette, &compared);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            widgets::weak(ui, palette, &format!("{:.0} %", cx.view.settings.scale * 100.0));
            if let Some(trouble) = cx.session.journal_trouble() {
                let text = egui::RichText::new("edits are not kept against a crash").color(palette.warn).small();
                ui.label(text).on_hover_text(trouble);
            }
            if ui.available_width() > 320.0 {
                widgets::weak(ui, palette, "Figures are the analyst's weights, not forecasts");
            }
        });
    });
}
