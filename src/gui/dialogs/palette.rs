//! The command palette: a command or an actor by its name.

use egui::Key;

use super::Answer;
use crate::gui::command::{Command, SPECS, ViewCommand};
use crate::gui::context::ViewCtx;
use crate::gui::panels::menu::{why_not, words_now};

/// A line of the palette.
struct Row {
    label: String,
    /// What it is, its keys, or why it can do nothing now.
    note: String,
    command: Command,
    can: bool,
}

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
    let mut specs: Vec<_> =
        SPECS.iter().filter(|spec| matches(words_now(cx, spec.label)) || matches(spec.tooltip)).collect();
    specs.sort_by_key(|spec| rank(words_now(cx, spec.label)));
    let mut rows: Vec<Row> = specs
        .into_iter()
        .map(|spec| {
            let command = (spec.command)();
            let keys = spec.shortcut.map(|keys| ui.ctx().format_shortcut(&keys)).unwrap_or_default();
            let why_not = why_not(cx, &command);
            Row {
                label: words_now(cx, spec.label).to_owned(),
                note: why_not.map_or(keys, str::to_owned),
                command,
                can: why_not.is_none(),
            }
        })
        .collect();
    // What cannot be done now stands last, with its reason, and only where it was asked for.
    rows.sort_by_key(|row| !row.can);
    if wanted.is_empty() {
        rows.retain(|row| row.can);
    }
    if !wanted.is_empty() {
        let actors = cx.map.actors.iter().filter(|actor| actor.names().any(&matches)).map(|actor| {
            let command = ViewCommand::GoToActor(actor.id.clone()).into();
            Row { label: actor.name.clone(), note: actor.kind.words().to_owned(), command, can: true }
        });
        rows.splice(0..0, actors.collect::<Vec<_>>());
    }
    let step = ui.input(|i| isize::from(i.key_pressed(Key::ArrowDown)) - isize::from(i.key_pressed(Key::ArrowUp)));
    let able = rows.iter().filter(|row| row.can).count();
    *row = row.saturating_add_signed(step).min(able.saturating_sub(1));
    if response.changed() {
        *row = 0;
    }
    let enter = ui.input(|i| i.key_pressed(Key::Enter));
    if rows.is_empty() {
        crate::gui::widgets::weak(ui, cx.palette, "No actor and no command of that name");
        return;
    }
    egui::ScrollArea::vertical().max_height(360.0).show(ui, |ui| {
        for (n, Row { label, note, command, can }) in rows.into_iter().enumerate() {
            let is_marked = can && n == *row;
            let button = egui::Button::new(label).selected(is_marked).shortcut_text(note).frame(is_marked);
            let response = ui.add_enabled_ui(can, |ui| ui.add_sized([ui.available_width(), 24.0], button)).inner;
            if n == *row && step != 0 {
                response.scroll_to_me(None);
            }
            if can && (response.clicked() || (enter && n == *row)) {
                *answer = Some(Answer::Do(command));
            }
        }
    });
}
