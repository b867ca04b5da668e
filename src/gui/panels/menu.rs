//! The bar at the top: menus made from the list of commands, the title, and the way to the command palette.

use egui::{RichText, Sense};

use crate::gui::command::{Command, SPECS, ViewCommand};
use crate::gui::context::ViewCtx;
use crate::gui::fonts;
use crate::gui::view::{Alignment, CanvasRequest};
use crate::gui::widgets;
use crate::gui::workspace::shorten;

/// What gives the tabs of the bottom the whole window, and what brings the other panels back.
pub const MAXIMISE: &str = "Maximise this pane";
pub const RESTORE: &str = "Restore the panes";

const MENUS: [&str; 6] = ["File", "Edit", "View", "Map", "Scenario", "Help"];

/// Draws the bar.
pub fn menu_ui(cx: &ViewCtx<'_>, ui: &mut egui::Ui, out: &mut Vec<Command>) {
    ui.horizontal_centered(|ui| {
        ui.label(RichText::new("Backstop").font(fonts::strong(14.0)).color(cx.palette.accent));
        ui.add_space(6.0);
        // The bar lays its content out over the whole width, so title and search stand inside it.
        egui::MenuBar::new().ui(ui, |ui| {
            for menu in MENUS {
                ui.menu_button(menu, |ui| entries_ui(cx, ui, menu, out));
            }
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                search_ui(cx, ui, out);
                ui.add_space(10.0);
                ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| title_ui(cx, ui));
            });
        });
    });
}

fn entries_ui(cx: &ViewCtx<'_>, ui: &mut egui::Ui, menu: &str, out: &mut Vec<Command>) {
    ui.set_min_width(220.0);
    for spec in SPECS.iter().filter(|spec| spec.menu == menu) {
        let command = (spec.command)();
        let is_on = is_on(cx, &command);
        let mut button = egui::Button::new(label_of(cx, spec.label)).selected(is_on == Some(true));
        if let Some(shortcut) = spec.shortcut {
            button = button.shortcut_text(ui.ctx().format_shortcut(&shortcut));
        }
        let why_not = why_not(cx, &command);
        let mut response = ui.add_enabled(why_not.is_none(), button).on_hover_text(spec.tooltip);
        if let Some(why) = why_not {
            response = response.on_disabled_hover_text(format!("{}: {why}", spec.tooltip));
        }
        if let Some(is_on) = is_on {
            response.widget_info(|| {
                egui::WidgetInfo::selected(egui::accesskit::Role::MenuItemCheckBox, true, is_on, spec.label)
            });
        }
        if response.clicked() {
            out.push(command);
            ui.close();
        }
    }
}

fn search_ui(cx: &ViewCtx<'_>, ui: &mut egui::Ui, out: &mut Vec<Command>) {
    let width = (ui.available_width() * 0.4).clamp(40.0, 260.0);
    let words = if width > 200.0 { "Search actors and commands…" } else { "Search…" };
    let text = RichText::new(words).color(cx.palette.weak);
    let keys = ui.ctx().format_shortcut(&egui::KeyboardShortcut::new(egui::Modifiers::COMMAND, egui::Key::K));
    let button = egui::Button::new(text).shortcut_text(keys).min_size(egui::vec2(width, 24.0));
    if ui.add(button).on_hover_text("Find an actor or a command by its name").clicked() {
        out.push(ViewCommand::Palette.into());
    }
}

fn title_ui(cx: &ViewCtx<'_>, ui: &mut egui::Ui) {
    let palette = cx.palette;
    ui.add_space(10.0);
    let room = ((ui.available_width() - 90.0) / 7.5).max(4.0) as usize;
    let title = cx.session.title();
    let shown = shorten(&title, room.min(70));
    let response = ui.label(RichText::new(&shown).font(fonts::strong(13.0)));
    let path = cx.session.path().map(|path| path.display().to_string()).unwrap_or_default();
    if shown != title || !path.is_empty() {
        response.on_hover_text(format!("{title}\n{path}").trim());
    }
    if cx.session.is_dirty() {
        let (rect, dot) = ui.allocate_exact_size(egui::vec2(10.0, 10.0), Sense::hover());
        ui.painter().circle_filled(rect.center(), 4.0, palette.warn);
        dot.on_hover_text("Changes that no file holds yet");
        widgets::weak(ui, palette, "unsaved");
    } else if cx.session.is_sample() {
        widgets::weak(ui, palette, "sample");
    }
}

/// Undo and redo say what they would take back or do again.
fn label_of(cx: &ViewCtx<'_>, label: &str) -> String {
    let history = cx.session.history();
    match label {
        "Undo" => history.undo_label().map_or_else(|| label.to_owned(), |step| format!("Undo: {}", lower_first(step))),
        "Redo" => history.redo_label().map_or_else(|| label.to_owned(), |step| format!("Redo: {}", lower_first(step))),
        _ => words_now(cx, label).to_owned(),
    }
}

/// What a command is called now: one that goes both ways is called by where it goes.
pub fn words_now<'a>(cx: &ViewCtx<'_>, label: &'a str) -> &'a str {
    if label == MAXIMISE && cx.view.maximised { RESTORE } else { label }
}

/// A label inside a sentence: only its first letter is made small, names keep theirs.
pub fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_lowercase().chain(chars).collect(),
        None => String::new(),
    }
}

/// Whether what a command chooses or switches is so now; `None` for commands that choose nothing.
fn is_on(cx: &ViewCtx<'_>, command: &Command) -> Option<bool> {
    let Command::View(command) = command else { return None };
    match command {
        ViewCommand::Theme(theme) => Some(cx.view.settings.theme == *theme),
        ViewCommand::ToggleMotion => Some(cx.view.settings.reduced_motion),
        ViewCommand::ToggleProposals => Some(cx.view.show_proposals),
        ViewCommand::Bottom(tab) => Some(cx.view.bottom == *tab),
        _ => None,
    }
}

/// Whether a command can do anything now.
pub fn is_enabled(cx: &ViewCtx<'_>, command: &Command) -> bool {
    why_not(cx, command).is_none()
}

/// Why a command can do nothing now; `None` where it can.
pub fn why_not(cx: &ViewCtx<'_>, command: &Command) -> Option<&'static str> {
    let selection = &cx.view.selection;
    let selected = selection.actors.len();
    let pinned =
        selection.actors.iter().filter(|id| cx.map.positions.get(*id).is_some_and(|place| place.pinned)).count();
    let unless = |can: bool, why| (!can).then_some(why);
    let Command::View(command) = command else {
        return match command {
            Command::Undo => {
                let history = cx.session.history();
                unless(history.undo_label().is_some() || history.is_open(), "nothing to take back")
            }
            Command::Redo => unless(cx.session.history().redo_label().is_some(), "nothing was taken back"),
            _ => None,
        };
    };
    let request = match command {
        ViewCommand::PreviousVersions => return unless(cx.session.path().is_some(), "the map has no file yet"),
        ViewCommand::ZoomToSelection => return unless(selected > 0, "select an actor first"),
        ViewCommand::ClearSelection => {
            return unless(selected > 0 || selection.link.is_some(), "nothing is selected");
        }
        ViewCommand::Canvas(request) => request,
        _ => return None,
    };
    match request {
        CanvasRequest::Focus => unless(selected > 0, "select an actor first"),
        CanvasRequest::Delete if selection.actors.contains(&cx.map.principal) => {
            Some("the principal is selected, which has to stay")
        }
        CanvasRequest::Delete => unless(selected > 0 || selection.link.is_some(), "select actors or a link first"),
        CanvasRequest::Merge => unless(selected > 1, "select two actors first"),
        CanvasRequest::Pin(_) if selected == 0 => Some("select an actor first"),
        CanvasRequest::Pin(true) => unless(pinned < selected, "pinned already"),
        CanvasRequest::Pin(false) => unless(pinned > 0, "none of them is pinned"),
        CanvasRequest::Align(Alignment::Row | Alignment::Column) => unless(selected > 1, "select two actors first"),
        CanvasRequest::Align(_) => unless(selected > 2, "select three actors first"),
        _ => None,
    }
}
