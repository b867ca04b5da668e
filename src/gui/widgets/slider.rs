//! A slider as wide as its room, and the way a drag becomes one undo step.

use egui::accesskit::Role;
use egui::{Color32, EventFilter, Key, Response, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::gui::command::Command;
use crate::gui::theme::Palette;

/// A slider over a range, filled from its neutral value.
pub struct Slider<'a> {
    /// What it says to a screen reader.
    pub name: &'a str,
    /// What it stands at.
    pub value: f64,
    /// Lowest and highest value.
    pub range: (f64, f64),
    /// Where the filled part begins.
    pub neutral: f64,
    /// What an arrow key adds; Page Up and Page Down add ten times as much.
    pub step: f64,
    /// What a drag is rounded to.
    pub grain: f64,
    /// The colour of the filled part.
    pub colour: Color32,
}

impl Slider<'_> {
    /// Draws it over the whole width. The new value comes back where the user moved it.
    pub fn show(self, ui: &mut Ui, palette: &Palette) -> (Response, Option<f64>) {
        let (low, high) = self.range;
        let value = if self.value.is_finite() { self.value.clamp(low, high) } else { self.neutral };
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width().max(40.0), 20.0), Sense::drag());
        let radius = 7.0;
        let track = rect.shrink2(vec2(radius, 0.0));
        if response.drag_started() {
            // The keys go on from where the hand let go.
            response.request_focus();
        }
        let mut new = None;
        if let Some(pointer) = response.interact_pointer_pos().filter(|_| response.dragged()) {
            let part = f64::from(((pointer.x - track.left()) / track.width()).clamp(0.0, 1.0));
            let raw = low + part * (high - low);
            new = Some(((raw / self.grain).round() * self.grain).clamp(low, high));
        }
        if response.has_focus() {
            let filter = EventFilter { horizontal_arrows: true, ..EventFilter::default() };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
            new = new.or_else(|| self.key(ui, value));
        }
        let new = new.filter(|new| (new - value).abs() > 1e-9);
        let shown = new.unwrap_or(value);
        let enabled = response.enabled();
        let x = |value: f64| track.left() + ((value - low) / (high - low)) as f32 * track.width();
        let y = rect.center().y;
        let colour = if enabled { self.colour } else { palette.weak };
        let line = |from: f32, to: f32, colour: Color32| {
            ui.painter().line_segment([pos2(from, y), pos2(to, y)], Stroke::new(4.0, colour));
        };
        line(track.left() - 2.0, track.right() + 2.0, palette.track);
        line(x(self.neutral.clamp(low, high)), x(shown), colour);
        if self.neutral > low && self.neutral < high {
            let tick = [pos2(x(self.neutral), y - 6.0), pos2(x(self.neutral), y + 6.0)];
            ui.painter().line_segment(tick, Stroke::new(1.0, palette.weak));
        }
        let knob = pos2(x(shown), y);
        let lively = response.hovered() || response.dragged() || response.has_focus();
        if lively && enabled {
            ui.painter().circle_filled(knob, radius + 3.0, palette.tint(colour, 0.35));
        }
        let face = match (enabled, palette.dark) {
            (false, _) => palette.track,
            (true, true) => palette.text,
            (true, false) => palette.card,
        };
        ui.painter().circle(knob, radius, face, Stroke::new(2.5, colour));
        response.widget_info(|| WidgetInfo::slider(enabled, shown, self.name));
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_role(Role::Slider);
            node.set_min_numeric_value(low);
            node.set_max_numeric_value(high);
            node.set_numeric_value_step(self.step);
            node.add_action(egui::accesskit::Action::Increment);
            node.add_action(egui::accesskit::Action::Decrement);
        });
        (response, new)
    }

    fn key(&self, ui: &Ui, value: f64) -> Option<f64> {
        let (low, high) = self.range;
        let none = egui::Modifiers::NONE;
        let steps = ui.input_mut(|input| {
            let count = |input: &mut egui::InputState, key| input.count_and_consume_key(none, key) as f64;
            if input.consume_key(none, Key::Home) {
                return f64::NEG_INFINITY;
            }
            if input.consume_key(none, Key::End) {
                return f64::INFINITY;
            }
            count(input, Key::ArrowRight) - count(input, Key::ArrowLeft) + 10.0 * count(input, Key::PageUp)
                - 10.0 * count(input, Key::PageDown)
        });
        (steps != 0.0).then(|| {
            let moved = value + steps * self.step;
            let rounded = if moved.is_finite() { (moved / self.grain).round() * self.grain } else { moved };
            rounded.clamp(low, high)
        })
    }
}

/// Sends what a widget that can be dragged did: a drag is one undo step, Escape takes it back, and a typed or stepped value
/// is a step of its own.
pub fn drag_step(response: &Response, label: &str, change: Option<Command>, out: &mut Vec<Command>) {
    if response.drag_started() {
        out.push(Command::BeginStep(label.to_owned()));
    }
    // Escape ends a drag in egui too, so the drag has stopped by the time it is seen here.
    let dragging = response.dragged() || response.drag_stopped();
    if dragging && response.ctx.input(|input| input.key_pressed(Key::Escape)) {
        out.push(Command::AbortStep);
        response.ctx.stop_dragging();
        return;
    }
    out.extend(change);
    if response.drag_stopped() {
        out.push(Command::CommitStep);
    }
}
