//! Choosing an actor out of many by typing a part of its name.

use egui::{ComboBox, ScrollArea, TextEdit};

use crate::gui::context::ViewCtx;
use crate::model::{ActorId, Proposed, ScenarioMap, slug};

/// How many names the list shows at once; typing narrows it.
const SHOWN: usize = 60;

/// Every actor that can be named: those of the map and those proposed, by name.
pub fn known_actors(map: &ScenarioMap) -> Vec<(ActorId, String)> {
    let mut actors: Vec<(ActorId, String)> =
        map.actors.iter().map(|actor| (actor.id.clone(), actor.name.clone())).collect();
    for proposal in &map.proposals {
        if let Proposed::Actor { actor, name, .. } = &proposal.content {
            if map.actor(actor).is_none() {
                actors.push((actor.clone(), name.clone()));
            }
        }
    }
    actors.sort_by(|a, b| slug(&a.1, "").cmp(&slug(&b.1, "")).then_with(|| a.0.cmp(&b.0)));
    actors.dedup_by(|a, b| a.0 == b.0);
    actors
}

/// A field with a label that chooses an actor. Returns whether another one was chosen.
pub fn actor_picker_ui(cx: &ViewCtx<'_>, ui: &mut egui::Ui, label: &str, chosen: &mut ActorId) -> bool {
    let mut changed = false;
    let combo = ComboBox::from_id_salt(("actor", label))
        .selected_text(cx.map.actor_name(chosen))
        .width(ui.available_width().min(220.0))
        .close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside)
        .truncate()
        .show_ui(ui, |ui| {
            if let Some(actor) = actor_list_ui(cx, ui, label, Some(chosen)) {
                *chosen = actor;
                changed = true;
                ui.close();
            }
        });
    combo.response.accessible_name(label);
    changed
}

/// A filter field and the actors that fit it; the one clicked, or the first on Enter.
pub fn actor_list_ui(cx: &ViewCtx<'_>, ui: &mut egui::Ui, label: &str, chosen: Option<&ActorId>) -> Option<ActorId> {
    let id = ui.make_persistent_id(("actor-filter", label));
    let mut filter: String = ui.data_mut(|data| data.get_temp(id)).unwrap_or_default();
    let field = TextEdit::singleline(&mut filter).id(id.with("field")).hint_text("Type a part of the name");
    let response = ui.add(field).accessible_name(format!("Find an actor: {label}"));
    if ui.memory(|memory| memory.focused().is_none()) {
        response.request_focus();
    }
    let wanted = slug(&filter, "");
    let fits: Vec<(ActorId, String)> = known_actors(cx.map)
        .into_iter()
        .filter(|(id, name)| slug(name, "").contains(&wanted) || id.as_str().contains(&wanted))
        .collect();
    let mut picked = None;
    if response.lost_focus() && ui.input(|i| i.key_pressed(egui::Key::Enter)) {
        picked = fits.first().map(|(id, _)| id.clone());
    }
    ScrollArea::vertical().id_salt(("actor-list", label)).max_height(220.0).show(ui, |ui| {
        for (id, name) in fits.iter().take(SHOWN) {
            ui.push_id(id, |ui| {
                if ui.selectable_label(chosen == Some(id), name).clicked() {
                    picked = Some(id.clone());
                }
            });
        }
        if fits.len() > SHOWN {
            crate::gui::widgets::weak(ui, cx.palette, &format!("and {} more; type to find them", fits.len() - SHOWN));
        }
        if fits.is_empty() {
            crate::gui::widgets::weak(ui, cx.palette, "Nobody of that name");
        }
    });
    if picked.is_some() {
        ui.data_mut(|data| data.remove::<String>(id));
    } else {
        ui.data_mut(|data| data.insert_temp(id, filter));
    }
    picked
}
