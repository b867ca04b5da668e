//! The descriptors: what can turn out one way or another, and what each way means for the levers of the map.

use egui::{ComboBox, DragValue, RichText, ScrollArea, TextEdit, Ui};

use super::ConsistencyPanel;
use crate::gui::command::Command;
use crate::gui::context::ViewCtx;
use crate::gui::map_change::MapChange;
use crate::gui::widgets;
use crate::gui::{fonts, workspace::shorten};
use crate::model::actions::DescriptorChange;
use crate::model::{Consistency, Descriptor, DescriptorState, Lever, Setting};

impl ConsistencyPanel {
    /// Draws the descriptors with what can be done to them.
    pub(super) fn descriptors_ui(
        &mut self,
        cx: &ViewCtx<'_>,
        consistency: &Consistency,
        ui: &mut Ui,
        out: &mut Vec<Command>,
    ) {
        ScrollArea::vertical().id_salt("descriptors").auto_shrink([false, false]).show(ui, |ui| {
            ui.set_max_width((ui.available_width() - 10.0).min(760.0));
            for descriptor in &consistency.descriptors {
                ui.push_id(("descriptor", &descriptor.id), |ui| self.descriptor_ui(cx, descriptor, ui, out));
            }
            if widgets::small_button(ui, "Add descriptor").clicked() {
                let name = fresh("New descriptor", consistency.descriptors.iter().map(|d| d.name.as_str()));
                out.push(MapChange::Descriptor(DescriptorChange::Add(name)).into());
            }
        });
    }

    fn descriptor_ui(&mut self, cx: &ViewCtx<'_>, descriptor: &Descriptor, ui: &mut Ui, out: &mut Vec<Command>) {
        let mut send = |change| out.push(MapChange::Descriptor(change).into());
        let id = || descriptor.id.clone();
        cx.palette.card_frame().show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 4.0;
            ui.horizontal(|ui| {
                let width = (ui.available_width() - 190.0).max(120.0);
                let spoken = format!("Name of the descriptor {}", descriptor.name);
                if let Some(name) = self.name_ui(&spoken, &descriptor.name, width, ui) {
                    send(DescriptorChange::Rename { id: id(), name });
                }
                let room = descriptor.states.len() < *Descriptor::STATES.end();
                let add = ui.add_enabled(room, egui::Button::new(small("Add state")));
                let add = add.accessible_name(format!("Add a state to {}", descriptor.name));
                if add.on_disabled_hover_text("Four states at most").clicked() {
                    let name = fresh("new state", descriptor.states.iter().map(|s| s.name.as_str()));
                    send(DescriptorChange::AddState { id: id(), name });
                }
                let remove = widgets::small_button(ui, "Remove");
                let remove = remove.on_hover_text("With all that is judged of it; undo brings it back");
                if remove.accessible_name(format!("Remove the descriptor {}", descriptor.name)).clicked() {
                    send(DescriptorChange::Remove(id()));
                }
            });
            for state in &descriptor.states {
                ui.push_id(&state.name, |ui| self.state_ui(cx, descriptor, state, ui, &mut send));
            }
        });
        ui.add_space(4.0);
    }

    fn state_ui(
        &mut self,
        cx: &ViewCtx<'_>,
        descriptor: &Descriptor,
        state: &DescriptorState,
        ui: &mut Ui,
        send: &mut impl FnMut(DescriptorChange),
    ) {
        let id = || descriptor.id.clone();
        let full = format!("{}: {}", descriptor.name, state.name);
        ui.horizontal_wrapped(|ui| {
            ui.add_space(14.0);
            if let Some(name) = self.name_ui(&format!("Name of the state {full}"), &state.name, 170.0, ui) {
                send(DescriptorChange::RenameState { id: id(), state: state.name.clone(), name });
            }
            let room = descriptor.states.len() > *Descriptor::STATES.start();
            let remove = ui.add_enabled(room, egui::Button::new(small("Remove")));
            let remove = remove.accessible_name(format!("Remove the state {full}"));
            if remove.on_disabled_hover_text("A descriptor keeps two states").clicked() {
                send(DescriptorChange::RemoveState { id: id(), state: state.name.clone() });
            }
            let bind = |settings| DescriptorChange::Bind { id: id(), state: state.name.clone(), settings };
            if state.settings.is_empty() {
                widgets::weak(ui, cx.palette, "changes nothing on the map");
            } else {
                widgets::weak(ui, cx.palette, "means");
            }
            for (n, setting) in state.settings.iter().enumerate() {
                if let Some(changed) = setting_ui(cx, &full, setting, ui) {
                    let mut settings = state.settings.clone();
                    match (changed, settings.get_mut(n)) {
                        (Some(extent), Some(setting)) => setting.extent = extent,
                        _ => drop(settings.remove(n)),
                    }
                    send(bind(settings));
                }
            }
            let free = cx.map.assumptions.iter().filter(|a| state.settings.iter().all(|s| s.assumption != a.id));
            let free: Vec<_> = free.collect();
            if free.is_empty() {
                return;
            }
            let combo = ComboBox::from_id_salt("bind").selected_text(small("+ lever")).width(70.0);
            let combo = combo.show_ui(ui, |ui| {
                for assumption in free {
                    if ui.selectable_label(false, &assumption.name).clicked() {
                        let mut settings = state.settings.clone();
                        settings.push(Setting::new(assumption.id.clone(), full_extent(&assumption.lever)));
                        send(bind(settings));
                    }
                }
            });
            let _ = combo.response.accessible_name(format!("Bind a lever to {full}"));
        });
    }

    /// A name that can be typed over; the new one once the field is left.
    fn name_ui(&mut self, spoken: &str, name: &str, width: f32, ui: &mut Ui) -> Option<String> {
        let mut text = match &self.typed {
            Some((of, typed)) if of == spoken => typed.clone(),
            _ => name.to_owned(),
        };
        let field = ui.add(TextEdit::singleline(&mut text).desired_width(width));
        let field = field.accessible_name(spoken);
        if field.changed() {
            self.typed = Some((spoken.to_owned(), text.clone()));
        }
        if !field.lost_focus() {
            return None;
        }
        let typed = self.typed.take_if(|(of, _)| of == spoken)?.1;
        let escaped = ui.input(|input| input.key_pressed(egui::Key::Escape));
        (!escaped && typed.trim() != name).then_some(typed)
    }
}

/// What a setting does: its lever, its extent, and a cross to take it out. The new extent, or that it goes.
fn setting_ui(cx: &ViewCtx<'_>, of: &str, setting: &Setting, ui: &mut Ui) -> Option<Option<f64>> {
    let assumption = cx.map.assumption(&setting.assumption);
    let name = assumption.map_or_else(|| setting.assumption.to_string(), |a| a.name.clone());
    let mut changed = None;
    ui.label(small(&shorten(&name, 40))).on_hover_text(&name);
    if let Some(assumption) = assumption {
        // Shown as the card of the assumption shows it: a percentage, a multiple, or a step of the relation.
        let (scale, suffix) = match assumption.lever {
            Lever::Demand { .. } => (1.0, "×"),
            Lever::RelationChange { .. } => (1.0, ""),
            _ => (100.0, " %"),
        };
        let (low, high) = assumption.lever.extent_range();
        let mut shown = setting.extent * scale;
        let field = DragValue::new(&mut shown)
            .range(low * scale..=high * scale)
            .speed(scale / 100.0)
            .max_decimals(2)
            .suffix(suffix);
        let response =
            widgets::number_field(ui, cx.palette, field).accessible_name(format!("Extent of {name} in {of}"));
        // A drag is sent once, when it is over.
        if response.changed() && !response.dragged() || response.drag_stopped() {
            changed = Some(Some((shown / scale).clamp(low, high)));
        }
    }
    let remove = widgets::icon_button(ui, cx.palette, lucide_icons::Icon::X, &format!("Unbind {name} from {of}"));
    if remove.clicked() {
        changed = Some(None);
    }
    changed
}

fn small(text: &str) -> RichText {
    RichText::new(text).font(fonts::medium(12.0))
}

/// The extent at which a lever does what its name says.
pub(super) fn full_extent(lever: &Lever) -> f64 {
    match lever {
        Lever::Demand { .. } => 1.5,
        Lever::RelationChange { .. } => -1.0,
        _ => 1.0,
    }
}

/// A name that none has yet.
fn fresh<'a>(wanted: &str, taken: impl Iterator<Item = &'a str>) -> String {
    let taken: Vec<&str> = taken.collect();
    let names = std::iter::once(wanted.to_owned()).chain((2..).map(|n| format!("{wanted} {n}")));
    names.into_iter().find(|name| !taken.contains(&name.as_str())).unwrap_or_else(|| wanted.to_owned())
}
