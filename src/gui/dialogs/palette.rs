//! The command palette: a command or an actor by its name.

use egui::Key;

use super::Answer;
use crate::gui::command::{Command, SPECS, ViewCommand};
use crate::gui::context::ViewCtx;
use crate::gui::panels::menu::is_enabled;
use crate::model::ActorId;

pub(super) fn palette_ui(
    cx: &ViewCtx<'_>,
    ui: &mut egui::Ui,
    query: &mut String,
    row: &mut usize,
    answer: &mut Option<Answer>,
) {
    let edit = egui::TextEdit::singleline(query).hint_text("Actor or command").desired_width(f32::INFINITY);
    let response = ui.add(edit);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::TextInput, true, "Find"));
    response.request_focus();
    let wanted = query.trim().to_lowercase();
    let matches = |text: &str| wanted.split_whitespace().all(|word| text.to_lowercase().contains(word));
    // What is called so stands before what is called so among other words, and before what only explains itself so.
    let rank = |label: &str| {
        let label = label.to_lowercase();
        if label.starts_with(&wanted) { 0 } else { 1 + u8::from(!matches(&label)) }
    };
    let mut specs: Vec<_> = SPECS.iter().filter(|spec| matches(spec.label) || matches(spec.tooltip)).collect();
    specs.sort_by_key(|spec| rank(spec.label));
    let mut rows: Vec<(String, String, Command)> = specs
        .into_iter()
        .map(|spec| ((spec.command)(), spec))
        .filter(|(command, _)| is_enabled(cx, command))
        .map(|(command, spec)| {
            let keys = spec.shortcut.map(|keys| ui.ctx().format_shortcut(&keys)).unwrap_or_default();
            (spec.label.to_owned(), keys, command)
        })
        .collect();
    if !wanted.is_empty() {
        let actors = cx.map.actors.iter().filter(|actor| actor.names().any(&matches)).map(|actor| {
            let only: std::collections::BTreeSet<ActorId> = [actor.id.clone()].into();
            (actor.name.clone(), actor.kind.words().to_owned(), ViewCommand::SelectActors(only).into())
        });
        rows.splice(0..0, actors.collect::<Vec<_>>());
    }
    let step = ui.input(|i| isize::from(i.key_pressed(Key::ArrowDown)) - isize::from(i.key_pressed(Key::ArrowUp)));
    *row = row.saturating_add_signed(step).min(rows.len().saturating_sub(1));
    if response.changed() {
        *row = 0;
    }
    let enter = ui.input(|i| i.key_pressed(Key::Enter));
    if rows.is_empty() {
        crate::gui::widgets::weak(ui, cx.palette, "No actor and no command of that name");
        return;
    }
    egui::ScrollArea::vertical().max_height(360.0).show(ui, |ui| {
        for (n, (label, note, command)) in rows.into_iter().enumerate() {
            let button = egui::Button::new(label).selected(n == *row).shortcut_text(note).frame(n == *row);
            let response = ui.add_sized([ui.available_width(), 24.0], button);
            if n == *row && step != 0 {
                response.scroll_to_me(None);
            }
            if response.clicked() || (enter && n == *row) {
                *answer = Some(Answer::Do(command));
            }
        }
    });
}
