//! The fields of a statement: who, to whom, what, and how sure the text is. Review edits with it, the reader makes claims.

use egui::{ComboBox, TextEdit, Ui};

use super::actor_picker::actor_picker_ui;
use crate::gui::context::ViewCtx;
use crate::model::{
    ActorKind, Factuality, Polarity, Proposed, ProspectEvent, ProvisionStatus, RelationClass, StructureType,
};

/// Draws the fields of a statement, one below the other.
pub fn proposed_form_ui(cx: &ViewCtx<'_>, ui: &mut Ui, content: &mut Proposed) {
    match content {
        Proposed::Provision { provider, recipient, function, status, factuality } => {
            row_ui(cx, ui, "Provider", |ui| actor_picker_ui(cx, ui, "Provider", provider));
            row_ui(cx, ui, "Recipient", |ui| actor_picker_ui(cx, ui, "Recipient", recipient));
            row_ui(cx, ui, "Function", |ui| {
                combo_ui(ui, "Function", &cx.map.function_words(function), |ui| {
                    for id in cx.map.function_ids() {
                        let words = cx.map.function_words(&id);
                        if ui.selectable_label(*function == id, words).clicked() {
                            *function = id;
                        }
                    }
                });
            });
            row_ui(cx, ui, "Status", |ui| {
                list_ui(ui, "Status", status, ProvisionStatus::ALL, ProvisionStatus::words);
            });
            row_ui(cx, ui, "Factuality", |ui| {
                list_ui(ui, "Factuality", factuality, Factuality::ALL, Factuality::words);
            });
        }
        Proposed::Relation { source, target, class, relation_type, factuality } => {
            row_ui(cx, ui, "From", |ui| actor_picker_ui(cx, ui, "From", source));
            row_ui(cx, ui, "To", |ui| actor_picker_ui(cx, ui, "To", target));
            row_ui(cx, ui, "Class", |ui| {
                let before = *class;
                list_ui(ui, "Class", class, RelationClass::ALL, RelationClass::words);
                if before != *class {
                    relation_type.clear();
                }
            });
            row_ui(cx, ui, "Type", |ui| {
                if *class == RelationClass::Structure {
                    let words = StructureType::from_id(relation_type).map_or("choose", StructureType::words);
                    combo_ui(ui, "Type", words, |ui| {
                        for kind in StructureType::ALL {
                            if ui.selectable_label(relation_type == kind.id(), kind.words()).clicked() {
                                kind.id().clone_into(relation_type);
                            }
                        }
                    });
                } else {
                    let width = ui.available_width().min(220.0);
                    ui.add(TextEdit::singleline(relation_type).id_salt("relation-type").desired_width(width))
                        .accessible_name("Type");
                }
            });
            row_ui(cx, ui, "Factuality", |ui| {
                list_ui(ui, "Factuality", factuality, Factuality::ALL, Factuality::words);
            });
        }
        Proposed::Prospect { actor, event, polarity, .. } => {
            row_ui(cx, ui, "Actor", |ui| actor_picker_ui(cx, ui, "Actor", actor));
            row_ui(cx, ui, "Will it", |ui| list_ui(ui, "Will it", event, ProspectEvent::ALL, ProspectEvent::words));
            row_ui(cx, ui, "Said to be", |ui| list_ui(ui, "Said to be", polarity, Polarity::ALL, Polarity::words));
        }
        Proposed::Actor { name, actor_kind, .. } => {
            row_ui(cx, ui, "Name", |ui| {
                let width = ui.available_width().min(220.0);
                ui.add(TextEdit::singleline(name).id_salt("actor-name").desired_width(width)).accessible_name("Name");
            });
            row_ui(cx, ui, "Kind", |ui| list_ui(ui, "Kind", actor_kind, ActorKind::ALL, ActorKind::words));
        }
        Proposed::SameActor { keep, merge, .. } => {
            row_ui(cx, ui, "Keep", |ui| actor_picker_ui(cx, ui, "Keep", keep));
            row_ui(cx, ui, "Merge into it", |ui| actor_picker_ui(cx, ui, "Merge into it", merge));
        }
    }
}

/// A weak label and a field beside it.
pub fn row_ui<R>(cx: &ViewCtx<'_>, ui: &mut Ui, label: &str, field: impl FnOnce(&mut Ui) -> R) -> R {
    ui.horizontal(|ui| {
        let width = 76.0;
        let (rect, _) = ui.allocate_exact_size(egui::vec2(width, 20.0), egui::Sense::hover());
        // Painted and not a label of its own: the field beside it is spoken by this name.
        let font = crate::gui::fonts::regular(crate::gui::theme::SMALL);
        ui.painter().text(rect.left_center(), egui::Align2::LEFT_CENTER, label, font, cx.palette.weak);
        field(ui)
    })
    .inner
}

/// A drop-down with a spoken name.
pub fn combo_ui(ui: &mut Ui, label: &str, selected: &str, contents: impl FnOnce(&mut Ui)) {
    let width = ui.available_width().min(220.0);
    let combo = ComboBox::from_id_salt(label).selected_text(selected).width(width).truncate().show_ui(ui, contents);
    combo.response.accessible_name(label);
}

/// A drop-down over a closed list.
pub fn list_ui<T: Copy + PartialEq>(
    ui: &mut Ui,
    label: &str,
    value: &mut T,
    all: &[T],
    words: impl Fn(T) -> &'static str,
) {
    combo_ui(ui, label, words(*value), |ui| {
        for item in all {
            ui.selectable_value(value, *item, words(*item));
        }
    });
}
