//! The judgement matrix: the row's state acts, the column's state is acted on.

use egui::{Align2, Key, Modifiers, Rect, RichText, ScrollArea, Sense, Stroke, StrokeKind, TextEdit, Ui, pos2, vec2};

use super::ConsistencyPanel;
use crate::gui::command::Command;
use crate::gui::context::ViewCtx;
use crate::gui::map_change::MapChange;
use crate::gui::{fonts, widgets};
use crate::model::{Consistency, Judgement, StateRef};

const CELL: f32 = 28.0;
const ROW: f32 = 22.0;
/// The room that the editor of a judgement takes.
pub(super) const EDITOR: f32 = 104.0;

/// A state with its short mark ("2b") and its words.
struct State {
    at: StateRef,
    mark: String,
    words: String,
    descriptor: usize,
}

impl State {
    /// "2b  leaves".
    fn label(&self) -> String {
        format!("{}  {}", self.mark, self.at.state)
    }

    /// "2  Wagner".
    fn head(&self) -> String {
        let name = self.words.strip_suffix(&format!(": {}", self.at.state)).unwrap_or(&self.words);
        format!("{}  {name}", self.descriptor + 1)
    }
}

fn states(consistency: &Consistency) -> Vec<State> {
    let mut list = Vec::new();
    for (d, descriptor) in consistency.descriptors.iter().enumerate() {
        for (letter, state) in ('a'..='z').zip(&descriptor.states) {
            list.push(State {
                at: StateRef { descriptor: descriptor.id.clone(), state: state.name.clone() },
                mark: format!("{}{letter}", d + 1),
                words: format!("{}: {}", descriptor.name, state.name),
                descriptor: d,
            });
        }
    }
    list
}

/// Where a pair is judged twice, the later judgement stands.
fn judgement<'a>(consistency: &'a Consistency, from: &StateRef, to: &StateRef) -> Option<&'a Judgement> {
    consistency.judgements.iter().rev().find(|judgement| judgement.from == *from && judgement.to == *to)
}

impl ConsistencyPanel {
    /// Draws the matrix and what is being edited in it.
    pub(super) fn matrix_ui(
        &mut self,
        cx: &ViewCtx<'_>,
        consistency: &Consistency,
        ui: &mut Ui,
        out: &mut Vec<Command>,
    ) {
        let palette = cx.palette;
        widgets::small(
            ui,
            palette.weak,
            "How the row bears on the column, -3 to +3 · click a cell, or keys 0 to 3 and minus",
        );
        let states = states(consistency);
        let names = (ui.available_width() * 0.42).clamp(120.0, 260.0);
        // A long name wraps; its row is as high as it needs. Where a descriptor begins, a line of its own names it.
        let label = |text: &str, font: egui::FontId, ui: &Ui| {
            let mut job = egui::text::LayoutJob::simple(text.to_owned(), font, palette.text, names - 10.0);
            job.wrap.max_rows = 3;
            ui.painter().layout_job(job)
        };
        let labels: Vec<_> = states.iter().map(|s| label(&s.label(), fonts::regular(12.0), ui)).collect();
        let heads: Vec<_> = states
            .iter()
            .enumerate()
            .map(|(n, state)| {
                let first = n == 0 || states.get(n - 1).is_some_and(|before| before.descriptor != state.descriptor);
                first.then(|| label(&state.head(), fonts::medium(12.0), ui))
            })
            .collect();
        let height = |galley: &std::sync::Arc<egui::Galley>| (galley.size().y + 5.0).max(ROW);
        let above = |n: usize| heads.get(n).and_then(Option::as_ref).map_or(0.0, height);
        let rows: f32 = labels.iter().enumerate().map(|(n, label)| above(n) + height(label)).sum();
        // Below the matrix, which stays where it is under the pointer.
        let high = if self.open.is_some() { (ui.available_height() - EDITOR).max(ROW * 2.0) } else { f32::INFINITY };
        let area = ScrollArea::both().id_salt("judgements").auto_shrink([false, false]).max_height(high);
        area.show(ui, |ui| {
            let size = vec2(names + CELL * states.len() as f32, ROW + rows);
            let (rect, _) = ui.allocate_exact_size(size, Sense::empty());
            let column = |c: usize| rect.left() + names + c as f32 * CELL;
            for (c, state) in states.iter().enumerate() {
                let head = Rect::from_min_size(pos2(column(c), rect.top()), vec2(CELL, ROW));
                let font = fonts::medium(11.0);
                ui.painter().text(head.center(), Align2::CENTER_CENTER, &state.mark, font, palette.weak);
                ui.interact(head, ui.scope_id().with(("head", c)), Sense::hover()).on_hover_text(&state.words);
            }
            let mut top = rect.top() + ROW;
            for (r, (row, galley)) in states.iter().zip(labels).enumerate() {
                if let Some(head) = heads.get(r).and_then(Option::as_ref) {
                    let at = pos2(rect.left(), top + (height(head) - head.size().y) / 2.0);
                    ui.painter().galley(at, head.clone(), palette.text);
                }
                top += above(r);
                let high = height(&galley);
                let label = Rect::from_min_size(pos2(rect.left(), top), vec2(names, high));
                let at = pos2(label.left() + 10.0, label.center().y - galley.size().y / 2.0);
                ui.painter().galley(at, galley, palette.text);
                ui.interact(label, ui.scope_id().with(("name", r)), Sense::hover()).on_hover_text(&row.words);
                for (c, col) in states.iter().enumerate() {
                    let at = Rect::from_min_size(pos2(column(c), top), vec2(CELL, high)).shrink(1.0);
                    if row.descriptor == col.descriptor {
                        ui.painter().rect_filled(at, 2.0, palette.tint(palette.panel, 0.7));
                    } else {
                        self.cell_ui(cx, consistency, (row, col), at, ui, out);
                    }
                }
                top += high;
            }
        });
        self.edited_ui(cx, consistency, ui, out);
    }

    fn cell_ui(
        &mut self,
        cx: &ViewCtx<'_>,
        consistency: &Consistency,
        (row, col): (&State, &State),
        at: Rect,
        ui: &mut Ui,
        out: &mut Vec<Command>,
    ) {
        let palette = cx.palette;
        let judged = judgement(consistency, &row.at, &col.at);
        let value = judged.map_or(0, |judgement| judgement.value);
        let id = ui.scope_id().with(("judgement", &row.mark, &col.mark));
        let response = ui.interact(at, id, Sense::click());
        let strength = f32::from(value.unsigned_abs()) / 3.0;
        let colour = if value < 0 { palette.loss } else { palette.gain };
        let fill = if value == 0 { palette.track } else { palette.tint(colour, 0.12 + 0.4 * strength) };
        ui.painter().rect_filled(at, 2.0, fill);
        let text = if value == 0 { String::new() } else { format!("{value:+}") };
        ui.painter().text(at.center(), Align2::CENTER_CENTER, text, fonts::medium(11.5), palette.text);
        if judged.is_some_and(|judgement| !judgement.note.is_empty()) {
            ui.painter().circle_filled(at.right_top() + vec2(-3.5, 3.5), 2.0, palette.accent);
        }
        let edited = self.open.as_ref().is_some_and(|(from, to, _)| *from == row.at && *to == col.at);
        if response.has_focus() || response.hovered() || edited {
            ui.painter().rect_stroke(at, 2.0, Stroke::new(1.5, palette.accent), StrokeKind::Inside);
        }
        let spoken = format!("{} on {}, {value:+}", row.words, col.words);
        response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Cell, true, &spoken));
        if response.has_focus() {
            let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
            let digits = [(Key::Num0, 0_i8), (Key::Num1, 1), (Key::Num2, 2), (Key::Num3, 3)];
            let typed = digits.into_iter().find(|(key, _)| pressed(*key)).map(|(_, digit)| digit);
            // A digit keeps the sign that stands; minus turns it.
            let sign = if value < 0 { -1 } else { 1 };
            let new = typed.map(|digit| digit * sign).or_else(|| pressed(Key::Minus).then_some(-value));
            if let Some(new) = new.filter(|new| *new != value) {
                let note = judged.map_or("", |judgement| judgement.note.as_str());
                out.push(judge(consistency, &row.at, &col.at, new, note));
            }
        }
        let note = judged.map(|judgement| judgement.note.clone()).unwrap_or_default();
        let hover = if note.is_empty() { spoken.clone() } else { format!("{spoken}\n{note}") };
        let response = response.on_hover_text(hover);
        if response.clicked() {
            response.request_focus();
        }
        // The editor shows the cell that has the keys, not one that had them.
        if response.clicked() || (response.has_focus() && self.open.is_some() && !edited) {
            self.open = Some((row.at.clone(), col.at.clone(), note));
        }
    }

    /// The judgement that was clicked: its value and the note that says why.
    fn edited_ui(&mut self, cx: &ViewCtx<'_>, consistency: &Consistency, ui: &mut Ui, out: &mut Vec<Command>) {
        let Some((from, to, note)) = &mut self.open else { return };
        let states = states(consistency);
        let words = |at: &StateRef| states.iter().find(|state| state.at == *at).map(|state| state.words.clone());
        let (Some(acting), Some(acted_on)) = (words(from), words(to)) else {
            self.open = None;
            return;
        };
        let value = judgement(consistency, from, to).map_or(0, |judgement| judgement.value);
        let mut close = false;
        cx.palette.card_frame().inner_margin(egui::Margin::symmetric(8, 6)).show(ui, |ui| {
            ui.set_width(ui.available_width());
            widgets::small(ui, cx.palette.text, &format!("{acting}  →  {acted_on}"));
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing.x = 2.0;
                for choice in -3..=3_i8 {
                    let text = RichText::new(if choice == 0 { "0".to_owned() } else { format!("{choice:+}") });
                    let button = egui::Button::selectable(choice == value, text.font(fonts::medium(12.0)));
                    let name = format!("Judge {choice:+}");
                    if ui.add(button).accessible_name(name).clicked() && choice != value {
                        out.push(judge(consistency, from, to, choice, note));
                    }
                }
                let width = (ui.available_width() - 70.0).max(80.0);
                let field = ui.add(TextEdit::singleline(note).desired_width(width).hint_text("why"));
                let field = field.accessible_name("Why this judgement");
                if field.lost_focus() {
                    let old = judgement(consistency, from, to).map_or("", |judgement| judgement.note.as_str());
                    if *note != old {
                        out.push(judge(consistency, from, to, value, note));
                    }
                }
                close = widgets::small_button(ui, "Close").clicked();
            });
        });
        if close {
            self.open = None;
        }
    }
}

/// The judgements with this one in the place of what stood there; 0 without a note is none.
fn judge(consistency: &Consistency, from: &StateRef, to: &StateRef, value: i8, note: &str) -> Command {
    let mut changed = consistency.clone();
    changed.judgements.retain(|judgement| judgement.from != *from || judgement.to != *to);
    let note = note.trim().to_owned();
    if value != 0 || !note.is_empty() {
        changed.judgements.push(Judgement { from: from.clone(), to: to.clone(), value, note });
    }
    MapChange::SetConsistency(Some(Box::new(changed))).into()
}
