//! A new map: whose security is studied.

use egui::{Key, RichText};

use super::{Answer, buttons_ui, title_ui};
use crate::gui::context::ViewCtx;
use crate::gui::{fonts, widgets};
use crate::model::ActorKind;

pub(super) fn new_map_ui(
    cx: &ViewCtx<'_>,
    ui: &mut egui::Ui,
    name: &mut String,
    kind: &mut ActorKind,
    answer: &mut Option<Answer>,
) {
    title_ui(ui, "New map");
    ui.label("Whose security needs are studied? The principal can be changed later.");
    let label = ui.label(RichText::new("Principal").small());
    let response = ui.add(egui::TextEdit::singleline(name).hint_text("Mali").desired_width(f32::INFINITY));
    let response = response.labelled_by(label.id);
    // Before the field gets its focus back, which would hide that Enter took it away.
    let entered = response.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
    if ui.memory(|memory| memory.focused().is_none()) {
        response.request_focus();
    }
    let combo = egui::ComboBox::from_label("Kind").selected_text(kind.words()).show_ui(ui, |ui| {
        for each in ActorKind::ALL {
            ui.selectable_value(kind, *each, each.words());
        }
    });
    let _ = combo;
    buttons_ui(ui, |ui| {
        let named = !name.trim().is_empty();
        let text = RichText::new("Start map").font(fonts::medium(12.0)).color(cx.palette.on_accent);
        let start = ui.add_enabled(named, egui::Button::new(text).fill(cx.palette.accent_fill)).clicked();
        if named && (start || entered) {
            *answer = Some(Answer::StartMap(name.trim().to_owned(), *kind));
        }
        if widgets::small_button(ui, "Choose after reading articles").clicked() {
            *answer = Some(Answer::StartMap(String::new(), ActorKind::Other));
        }
        if widgets::small_button(ui, "Cancel").clicked() {
            *answer = Some(Answer::Close);
        }
    });
}
