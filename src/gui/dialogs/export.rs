//! As what the map shall leave the window.

use egui::{Key, RichText};

use super::{Answer, buttons_ui, title_ui};
use crate::gui::command::Command;
use crate::gui::context::ViewCtx;
use crate::gui::export_order::{ExportOrder, OutFormat};
use crate::gui::transfer::Extent;
use crate::gui::{fonts, theme, widgets};

pub(super) fn export_ui(cx: &ViewCtx<'_>, ui: &mut egui::Ui, order: &mut ExportOrder, answer: &mut Option<Answer>) {
    let palette = cx.palette;
    title_ui(ui, "Export the map");
    let said = format!("{}, {}", cx.snapshot.scenario.name, cx.month_words(cx.view.month));
    widgets::small(ui, palette.weak, &said);
    ui.add_space(4.0);
    for format in OutFormat::ALL {
        let (name, what) = format.words();
        let is_there = format != OutFormat::Scw || cx.map.consistency.is_some();
        ui.add_enabled_ui(is_there, |ui| {
            ui.horizontal(|ui| {
                let text = RichText::new(name).font(fonts::medium(theme::BODY));
                let response = ui.radio_value(&mut order.format, format, text);
                if !is_there {
                    response.on_disabled_hover_text("The map holds no cross-impact judgements");
                }
                widgets::small(ui, palette.weak, what);
            });
        });
    }
    if order.format.is_picture() {
        ui.separator();
        ui.horizontal(|ui| {
            ui.radio_value(&mut order.extent, Extent::OnScreen, "What is on screen");
            ui.radio_value(&mut order.extent, Extent::Whole, "The whole map");
        });
        widgets::small(ui, palette.weak, "In the colours of the window; the filter of the map holds");
    }
    if order.format == OutFormat::Png {
        ui.horizontal(|ui| {
            widgets::small(ui, palette.weak, "Pixels to the point");
            for scale in [1, 2, 3, 4] {
                ui.radio_value(&mut order.scale, scale, format!("{scale}×"));
            }
        });
    }
    buttons_ui(ui, |ui| {
        let entered = ui.input(|i| i.key_pressed(Key::Enter)) && !ui.ctx().egui_wants_keyboard_input();
        if widgets::primary_button(ui, palette, "Choose file…").clicked() || entered {
            *answer = Some(Answer::Do(Command::Export(*order)));
        }
        if widgets::small_button(ui, "Cancel").clicked() {
            *answer = Some(Answer::Close);
        }
    });
}
