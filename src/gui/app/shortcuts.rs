//! Keys to commands.

use crate::gui::command::{Command, SPECS, ViewCommand};
use crate::gui::context::ViewCtx;
use crate::gui::panels::menu;

/// Turns pressed keys into commands. The ones with more modifiers come first, so that Ctrl+Shift+Z is not taken for Ctrl+Z.
pub(super) fn shortcuts(cx: &ViewCtx<'_>, ctx: &egui::Context, out: &mut Vec<Command>) {
    let typing = ctx.text_edit_focused();
    let mut specs: Vec<_> = SPECS.iter().filter_map(|spec| Some((spec.shortcut?, spec))).collect();
    specs.sort_by_key(|(shortcut, _)| std::cmp::Reverse(u8::from(shortcut.modifiers.shift)));
    for (shortcut, spec) in specs {
        let command = (spec.command)();
        // A text field has its own undo and selection, and letters in it are letters.
        let of_text_field = shortcut.modifiers.is_none()
            || matches!(command, Command::Undo | Command::Redo | Command::View(ViewCommand::SelectAll));
        if typing && of_text_field {
            continue;
        }
        if ctx.input_mut(|i| i.consume_shortcut(&shortcut)) && menu::is_enabled(cx, &command) {
            out.push(command);
        }
    }
    if !typing && ctx.input_mut(|i| i.consume_key(egui::Modifiers::COMMAND, egui::Key::Y)) {
        out.push(Command::Redo);
    }
}
