//! Shortcuts, and what the program is.

use super::{Answer, close_button_ui, title_ui};
use crate::gui::command::SPECS;
use crate::gui::context::ViewCtx;
use crate::gui::widgets;

pub(super) fn help_ui(cx: &ViewCtx<'_>, ui: &mut egui::Ui, answer: &mut Option<Answer>) {
    title_ui(ui, "Shortcuts");
    let more = [
        ("Accept, reject, edit, merge a finding", "A, X, E, M"),
        ("Next, previous finding", "N, P"),
        ("Share: none, a little, some, half, most, all", "0, 1, 2, 3, 4, 5"),
        ("On the map: to the nearest actor that way", "Arrows"),
        ("On the map: through the links of an actor", "Page down, Page up"),
        ("On the map: open what the keys are at", "Enter"),
        ("On the map: add it to the selection", "Ctrl+Enter"),
        ("On the map: move the selected actors", "Alt and arrows, with Shift a little"),
        ("On the map: menu of what the keys are at", "Menu, Shift+F10"),
        ("On the map: clear the selection, then leave", "Escape"),
        ("Pan the map", "Middle mouse, Space and drag"),
        ("Zoom the map", "Wheel"),
        ("Add to the selection", "Ctrl and click"),
        ("Delete what is selected", "Delete"),
        ("Cancel a drag, close a dialog", "Escape"),
    ];
    egui::ScrollArea::vertical().max_height(420.0).show(ui, |ui| {
        egui::Grid::new("shortcuts").num_columns(2).spacing([24.0, 4.0]).show(ui, |ui| {
            for spec in SPECS {
                let Some(keys) = spec.shortcut else { continue };
                ui.label(spec.label.trim_end_matches('…'));
                widgets::weak(ui, cx.palette, &ui.ctx().format_shortcut(&keys));
                ui.end_row();
            }
            for (label, keys) in more {
                ui.label(label);
                widgets::weak(ui, cx.palette, keys);
                ui.end_row();
            }
        });
    });
    close_button_ui(cx, ui, answer);
}

pub(super) fn about_ui(cx: &ViewCtx<'_>, ui: &mut egui::Ui, answer: &mut Option<Answer>) {
    title_ui(ui, &format!("Backstop {}", env!("CARGO_PKG_VERSION")));
    for line in [
        "Who provides which security function to whom, who could step in, and on what evidence.",
        "Shares are the analyst's weights: no article states one. Coverage is arithmetic over them, not a forecast.",
        "Months until a partner delivers, and how likely an offer is kept, are planning conventions without a source. \
         Both can be set for every provision.",
        "Nothing leaves this machine.",
    ] {
        ui.label(line);
    }
    close_button_ui(cx, ui, answer);
}
