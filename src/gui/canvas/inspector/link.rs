//! The cards of a provision and of a relation.

use egui::{Button, RichText, Ui};

use super::{Inspector, SHARES, choice_ui, evidence_ui, row};
use crate::gui::canvas::link::relation_words;
use crate::gui::canvas::scene::Scene;
use crate::gui::command::{Command, ViewCommand};
use crate::gui::context::ViewCtx;
use crate::gui::map_change::MapChange;
use crate::gui::view::LinkRef;
use crate::gui::{fonts, widgets};
use crate::model::{
    Factuality, FunctionId, Provision, ProvisionId, ProvisionStatus, Relation, RelationClass, RelationId,
    SecurityFunction, Share, StructureType,
};

/// Draws the details of a provision and edits them.
pub fn provision_ui(
    cx: &ViewCtx<'_>,
    ui: &mut Ui,
    card: &mut Inspector,
    id: &ProvisionId,
    scene: &Scene,
    out: &mut Vec<Command>,
) {
    let Some(provision) = cx.map.provision(id) else { return };
    bundle_ui(cx, ui, id, scene, out);
    let mut update = |changed: Provision| out.push(MapChange::UpdateProvision(Box::new(changed)).into());
    let mut functions: Vec<FunctionId> = cx.map.function_ids();
    functions.extend(SecurityFunction::ALL.iter().map(|function| FunctionId::from(function.id())));
    let mut seen = std::collections::BTreeSet::new();
    functions.retain(|function| seen.insert(function.clone()));
    row(cx, ui, "Function", |ui| {
        let all: Vec<&FunctionId> = functions.iter().collect();
        let words = |function: &FunctionId| cx.map.function_words(function);
        if let Some(function) = choice_ui(ui, "Function", &provision.function, &all, words) {
            update(Provision { function: function.clone(), ..provision.clone() });
        }
    });
    row(cx, ui, "Status", |ui| {
        let words = |status: ProvisionStatus| status.words().to_owned();
        if let Some(status) = choice_ui(ui, "Status", provision.status, ProvisionStatus::ALL, words) {
            update(Provision { status, ..provision.clone() });
        }
    });
    row(cx, ui, "Said as", |ui| {
        let words = |factuality: Factuality| factuality.words().to_owned();
        if let Some(factuality) = choice_ui(ui, "Said as", provision.factuality(), Factuality::ALL, words) {
            update(Provision { factuality: Some(factuality), ..provision.clone() });
        }
    });
    share_ui(cx, ui, provision, out);
    delivered_ui(cx, ui, provision);
    if let Some(note) = card.note_ui(ui, id.as_str(), &provision.note) {
        out.push(MapChange::UpdateProvision(Box::new(Provision { note, ..provision.clone() })).into());
    }
    evidence_ui(cx, ui, &provision.evidence, out);
    ui.horizontal(|ui| {
        if widgets::small_button(ui, "Reverse").on_hover_text("Provider and recipient change places").clicked() {
            let mut changed = provision.clone();
            std::mem::swap(&mut changed.provider, &mut changed.recipient);
            out.push(MapChange::UpdateProvision(Box::new(changed)).into());
        }
        if widgets::small_button(ui, "Delete").clicked() {
            out.push(MapChange::DeleteProvision(id.clone()).into());
        }
    });
}

/// The others that the same line on the map stands for.
fn bundle_ui(cx: &ViewCtx<'_>, ui: &mut Ui, id: &ProvisionId, scene: &Scene, out: &mut Vec<Command>) {
    let own = LinkRef::Provision(id.clone());
    let Some(link) = scene.links.iter().find(|link| link.is(&own)).filter(|link| link.items.len() > 1) else { return };
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(4.0, 4.0);
        for item in &link.items {
            let LinkRef::Provision(other) = item else { continue };
            let Some(provision) = cx.map.provision(other) else { continue };
            let words = RichText::new(cx.map.function_words(&provision.function)).font(fonts::regular(11.5));
            if ui.selectable_label(other == id, words).clicked() {
                out.push(ViewCommand::SelectLink(item.clone()).into());
            }
        }
    });
}

fn share_ui(cx: &ViewCtx<'_>, ui: &mut Ui, provision: &Provision, out: &mut Vec<Command>) {
    row(cx, ui, "Share", |ui| {
        ui.spacing_mut().item_spacing.x = 3.0;
        ui.spacing_mut().button_padding.x = 5.0;
        for (key, words, share) in SHARES {
            let is_on = provision.share.map(|share| share.0) == share;
            let colour = if is_on { cx.palette.on_accent } else { cx.palette.text };
            let text = RichText::new(key).font(fonts::medium(12.0)).color(colour);
            let mut button = Button::new(text).min_size(egui::vec2(21.0, 21.0));
            if is_on {
                button = button.fill(cx.palette.accent_fill);
            }
            let response = ui.add(button);
            response.widget_info(|| {
                egui::WidgetInfo::selected(egui::accesskit::Role::Button, true, is_on, format!("Share: {words}"))
            });
            if response.on_hover_text(words).clicked() {
                out.push(MapChange::SetShare { id: provision.id.clone(), share: share.map(Share) }.into());
            }
        }
    });
    let Some(share) = provision.share else { return };
    row(cx, ui, "", |ui| {
        let mut value = share.0;
        let field = egui::DragValue::new(&mut value).range(0.0..=1.0).speed(0.005).fixed_decimals(2);
        let response = widgets::number_field(ui, cx.palette, field);
        response
            .widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::SpinButton, true, "Share of the need"));
        if response.drag_started() {
            let label = format!("Set share of {}", crate::gui::step_label::provision_words(cx.map, &provision.id));
            out.push(Command::BeginStep(label));
        }
        if response.changed() {
            out.push(MapChange::SetShare { id: provision.id.clone(), share: Some(Share(value)) }.into());
        }
        if response.drag_stopped() {
            out.push(Command::CommitStep);
        }
        let words = if provision.has_default_share() { "the program's default" } else { "of the need" };
        widgets::weak(ui, cx.palette, words);
    });
}

/// What it delivers in the month looked at.
fn delivered_ui(cx: &ViewCtx<'_>, ui: &mut Ui, provision: &Provision) {
    let delivered = |outcome: &crate::scenario::Outcome| outcome.delivered.get(&provision.id).copied();
    let (now, before) = (delivered(&cx.snapshot.outcome), delivered(&cx.snapshot.reference_outcome));
    let Some(now) = now else { return };
    let before = before.unwrap_or(0.0);
    let colour = if now + 1e-9 < before {
        cx.palette.loss
    } else if now > before + 1e-9 {
        cx.palette.gain
    } else {
        cx.palette.weak
    };
    let text = if (now - before).abs() > 1e-9 {
        format!("Delivers {now:.2} in month {}, {before:.2} in the reference", cx.view.month)
    } else {
        format!("Delivers {now:.2} in month {}", cx.view.month)
    };
    ui.label(RichText::new(text).font(fonts::regular(11.5)).color(colour));
}

/// Draws the details of a relation and edits them.
pub fn relation_ui(cx: &ViewCtx<'_>, ui: &mut Ui, card: &mut Inspector, id: &RelationId, out: &mut Vec<Command>) {
    let Some(relation) = cx.map.relation(id) else { return };
    let mut update = |changed: Relation| out.push(MapChange::UpdateRelation(Box::new(changed)).into());
    row(cx, ui, "Class", |ui| {
        let words = |class: RelationClass| class.words().to_owned();
        if let Some(class) = choice_ui(ui, "Class", relation.class, RelationClass::ALL, words) {
            // A structure without a type of the list would say nothing.
            let kind = match class {
                RelationClass::Structure if relation.structure_type().is_none() => {
                    StructureType::PartOf.id().to_owned()
                }
                _ => relation.kind.clone(),
            };
            update(Relation { class, kind, ..relation.clone() });
        }
    });
    if relation.class == RelationClass::Structure {
        row(cx, ui, "Type", |ui| {
            let words = |kind: Option<StructureType>| {
                kind.map_or_else(|| relation_words(relation.class, &relation.kind), |kind| kind.words().to_owned())
            };
            let all: Vec<Option<StructureType>> = StructureType::ALL.iter().copied().map(Some).collect();
            if let Some(Some(kind)) = choice_ui(ui, "Type", relation.structure_type(), &all, words) {
                update(Relation { kind: kind.id().to_owned(), ..relation.clone() });
            }
        });
        row(cx, ui, "Depends", |ui| {
            let mut value = relation.dependency.map_or(0.0, |share| share.0);
            let why = "How strongly the source depends on the target, 0 to 1";
            let field = egui::DragValue::new(&mut value).range(0.0..=1.0).speed(0.005).fixed_decimals(2);
            let response = widgets::number_field(ui, cx.palette, field).on_hover_text(why);
            response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::SpinButton, true, "Dependency"));
            if response.drag_started() {
                out.push(Command::BeginStep("Set dependency".into()));
            }
            if response.changed() {
                let changed = Relation { dependency: Some(Share(value)), ..relation.clone() };
                out.push(MapChange::UpdateRelation(Box::new(changed)).into());
            }
            if response.drag_stopped() {
                out.push(Command::CommitStep);
            }
        });
    } else {
        let key = format!("{id} type");
        row(cx, ui, "Type", |ui| {
            if let Some(kind) = card.word_ui(ui, &key, &relation.kind, "Type") {
                update(Relation { kind, ..relation.clone() });
            }
        });
    }
    row(cx, ui, "Said as", |ui| {
        let words = |factuality: Factuality| factuality.words().to_owned();
        if let Some(factuality) = choice_ui(ui, "Said as", relation.factuality(), Factuality::ALL, words) {
            out.push(
                MapChange::UpdateRelation(Box::new(Relation { factuality: Some(factuality), ..relation.clone() }))
                    .into(),
            );
        }
    });
    if let Some(note) = card.note_ui(ui, id.as_str(), &relation.note) {
        out.push(MapChange::UpdateRelation(Box::new(Relation { note, ..relation.clone() })).into());
    }
    evidence_ui(cx, ui, &relation.evidence, out);
    ui.horizontal(|ui| {
        if widgets::small_button(ui, "Reverse").on_hover_text("Source and target change places").clicked() {
            out.push(MapChange::ReverseRelation(id.clone()).into());
        }
        if widgets::small_button(ui, "Delete").clicked() {
            out.push(MapChange::DeleteRelation(id.clone()).into());
        }
    });
}
