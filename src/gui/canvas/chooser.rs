//! The card that opens where a drawn link ends: what is it that the one does for, with or to the other?

use egui::{Button, Key, Pos2, Response, RichText, Ui};

use super::Canvas;
use super::edges::hue_colour;
use super::link::Hue;
use crate::gui::command::{Command, ViewCommand};
use crate::gui::context::ViewCtx;
use crate::gui::map_change::MapChange;
use crate::gui::view::LinkRef;
use crate::gui::{fonts, widgets};
use crate::model::actions;
use crate::model::{
    ActorId, FunctionFamily, FunctionId, ProvisionStatus, RelationClass, SecurityFunction, StructureType,
};

/// Types offered for relations that are no structure; any other can be typed.
const COOPERATION: [&str; 6] = ["alliance", "agreement", "aid", "training", "talks", "coordination"];
const CONFLICT: [&str; 6] = ["fighting", "tension", "sanctions", "accusation", "expulsion", "coup"];

/// The card.
pub struct LinkChooser {
    from: ActorId,
    to: ActorId,
    at: Pos2,
    is_provision: bool,
    status: ProvisionStatus,
    class: RelationClass,
    kind: String,
    is_fresh: bool,
}

impl LinkChooser {
    /// For a link between two actors; help is offered first where the link ends at the principal or who stands for it.
    pub fn new(cx: &ViewCtx<'_>, from: ActorId, to: ActorId, at: Pos2) -> Self {
        let is_provision = cx.map.stands_for_principal().contains(&to);
        Self {
            from,
            to,
            at,
            is_provision,
            status: ProvisionStatus::Active,
            class: RelationClass::Cooperation,
            kind: String::new(),
            is_fresh: true,
        }
    }
}

impl Canvas {
    pub(super) fn chooser_ui(&mut self, cx: &ViewCtx<'_>, ui: &Ui, canvas: &Response, out: &mut Vec<Command>) {
        let Some(mut chooser) = self.chooser.take() else { return };
        if cx.map.actor(&chooser.from).is_none() || cx.map.actor(&chooser.to).is_none() {
            return;
        }
        let mut is_open = true;
        let area = egui::Area::new(ui.unique_id().with("link chooser"))
            .order(egui::Order::Foreground)
            .constrain_to(self.camera.panel.shrink(4.0))
            .fixed_pos(chooser.at);
        area.show(ui.ctx(), |ui| {
            cx.palette.card_frame().show(ui, |ui| {
                ui.set_width(292.0);
                is_open = card_ui(cx, ui, &mut chooser, out);
            });
        });
        let elsewhere = (canvas.clicked() || canvas.drag_started()) && !chooser.is_fresh;
        if elsewhere || ui.input(|i| i.key_pressed(Key::Escape)) {
            is_open = false;
        }
        chooser.is_fresh = false;
        if is_open {
            self.chooser = Some(chooser);
        }
    }
}

/// Whether the card stays open.
fn card_ui(cx: &ViewCtx<'_>, ui: &mut Ui, chooser: &mut LinkChooser, out: &mut Vec<Command>) -> bool {
    let mut is_open = true;
    let title = format!("{} to {}", cx.map.actor_name(&chooser.from), cx.map.actor_name(&chooser.to));
    ui.horizontal(|ui| {
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if widgets::icon_button(ui, cx.palette, lucide_icons::Icon::X, "Draw nothing").clicked() {
                is_open = false;
            }
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                ui.add(egui::Label::new(RichText::new(title).font(fonts::strong(13.0))).truncate());
            });
        });
    });
    ui.horizontal(|ui| {
        ui.selectable_value(&mut chooser.is_provision, true, "Provides");
        ui.selectable_value(&mut chooser.is_provision, false, "Relates to");
    });
    ui.separator();
    let chosen =
        if chooser.is_provision { provision_ui(cx, ui, chooser, out) } else { relation_ui(cx, ui, chooser, out) };
    is_open && !chosen
}

/// Says of a choice what it is for; the same words stand elsewhere in the window.
fn named(response: &Response, name: &str) {
    response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Button, true, name));
}

fn provision_ui(cx: &ViewCtx<'_>, ui: &mut Ui, chooser: &mut LinkChooser, out: &mut Vec<Command>) -> bool {
    ui.horizontal(|ui| {
        for status in [ProvisionStatus::Active, ProvisionStatus::Offered, ProvisionStatus::Latent] {
            let response = ui.selectable_value(&mut chooser.status, status, status.words());
            named(&response, &format!("Status {}", status.words()));
        }
    });
    let mut functions = cx.map.function_ids();
    for known in SecurityFunction::ALL {
        let id = FunctionId::from(known.id());
        if !functions.contains(&id) {
            functions.push(id);
        }
    }
    let mut chosen = None;
    for family in FunctionFamily::ALL {
        let colour = hue_colour(cx.palette, Hue::Family(*family));
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = egui::vec2(4.0, 4.0);
            for function in functions.iter().filter(|function| cx.map.function_family(function) == *family) {
                let words = cx.map.function_words(function);
                let text = RichText::new(words).font(fonts::regular(12.0)).color(colour);
                let response = ui.add(Button::new(text).fill(cx.palette.tint(colour, 0.08)));
                named(&response, &format!("Provide {}", cx.map.function_words(function)));
                if response.clicked() {
                    chosen = Some(function.clone());
                }
            }
        });
    }
    let Some(function) = chosen else { return false };
    // The id that the change will give it, so that it can be selected.
    let made = actions::add_provision(cx.map, &chooser.from, &chooser.to, &function, chooser.status);
    out.push(
        MapChange::AddProvision {
            provider: chooser.from.clone(),
            recipient: chooser.to.clone(),
            function,
            status: chooser.status,
        }
        .into(),
    );
    if let Ok((id, _)) = made {
        out.push(ViewCommand::SelectLink(LinkRef::Provision(id)).into());
    }
    true
}

fn relation_ui(cx: &ViewCtx<'_>, ui: &mut Ui, chooser: &mut LinkChooser, out: &mut Vec<Command>) -> bool {
    ui.horizontal(|ui| {
        for class in RelationClass::ALL {
            let text = RichText::new(class.words()).color(hue_colour(cx.palette, Hue::Class(*class)));
            let response = ui.selectable_value(&mut chooser.class, *class, text);
            named(&response, &format!("Class {}", class.words()));
        }
    });
    let mut chosen = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(4.0, 4.0);
        let kinds: Vec<(&str, &str)> = match chooser.class {
            RelationClass::Structure => StructureType::ALL.iter().map(|kind| (kind.id(), kind.words())).collect(),
            RelationClass::Cooperation => COOPERATION.map(|kind| (kind, kind)).to_vec(),
            RelationClass::Conflict => CONFLICT.map(|kind| (kind, kind)).to_vec(),
        };
        for (id, words) in kinds {
            let response = widgets::small_button(ui, words);
            named(&response, &format!("Relate by {words}"));
            if response.clicked() {
                chosen = Some(id.to_owned());
            }
        }
    });
    if chooser.class != RelationClass::Structure {
        ui.horizontal(|ui| {
            let edit = egui::TextEdit::singleline(&mut chooser.kind).hint_text("Another word").desired_width(180.0);
            let response = ui.add(edit);
            let entered = response.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
            let is_typed = !chooser.kind.trim().is_empty();
            let add = ui.add_enabled(is_typed, Button::new("Relate them"));
            if is_typed && (entered || add.clicked()) {
                chosen = Some(chooser.kind.trim().to_owned());
            }
        });
    }
    let Some(kind) = chosen else { return false };
    let made = actions::add_relation(cx.map, &chooser.from, &chooser.to, chooser.class, &kind);
    out.push(
        MapChange::AddRelation { source: chooser.from.clone(), target: chooser.to.clone(), class: chooser.class, kind }
            .into(),
    );
    if let Ok((id, _)) = made {
        out.push(ViewCommand::SelectLink(LinkRef::Relation(id)).into());
    }
    true
}
