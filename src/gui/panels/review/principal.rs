//! The first question of a new map: whose security is studied.

use std::collections::HashMap;

use egui::{Key, RichText, Stroke};

use crate::gui::command::Command;
use crate::gui::context::ViewCtx;
use crate::gui::map_change::MapChange;
use crate::gui::panels::actor_picker::actor_list_ui;
use crate::gui::{fonts, theme, widgets};
use crate::model::actions::is_principal_unchosen;
use crate::model::{ActorId, ActorKind, Proposed, ScenarioMap};

/// Whether the question is open and there is somebody to choose.
pub fn must_choose(cx: &ViewCtx<'_>) -> bool {
    is_principal_unchosen(cx.map) && (cx.map.actors.len() > 1 || !cx.map.proposals.is_empty())
}

/// The three actors that claims name most, of kinds whose security can be studied.
fn candidates(map: &ScenarioMap) -> Vec<ActorId> {
    let mut mentions: HashMap<&ActorId, usize> = HashMap::new();
    for claim in &map.claims {
        for actor in claim.actors() {
            *mentions.entry(actor).or_default() += 1;
        }
    }
    let mut actors: Vec<(&ActorId, usize)> = mentions.into_iter().filter(|(id, _)| can_be_principal(map, id)).collect();
    actors.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
    actors.into_iter().take(3).map(|(id, _)| id.clone()).collect()
}

fn can_be_principal(map: &ScenarioMap, id: &ActorId) -> bool {
    if *id == map.principal {
        return false;
    }
    let proposed = map.proposals.iter().find_map(|proposal| match &proposal.content {
        Proposed::Actor { actor, actor_kind, .. } if actor == id => Some(*actor_kind),
        _ => None,
    });
    let kind = map.actor(id).map(|actor| actor.kind).or(proposed);
    matches!(
        kind,
        Some(
            ActorKind::State
                | ActorKind::GovernmentBody
                | ActorKind::ArmedForce
                | ActorKind::ArmedGroup
                | ActorKind::IntergovernmentalOrganization
        )
    )
}

/// The card with the three candidates and a search for others.
pub fn choose_ui(cx: &ViewCtx<'_>, ui: &mut egui::Ui, has_keys: bool, searching: &mut bool, out: &mut Vec<Command>) {
    let palette = cx.palette;
    let stroke = Stroke::new(if has_keys { 2.0 } else { 1.0 }, palette.accent);
    palette.card_frame().stroke(stroke).show(ui, |ui| {
        ui.set_width(ui.available_width());
        let title = "Choose the principal: whose security is studied?";
        ui.label(RichText::new(title).font(fonts::strong(theme::BODY)).color(palette.text));
        for (place, id) in candidates(cx.map).into_iter().enumerate() {
            let text = format!("{}  {}", place + 1, cx.map.actor_name(&id));
            let width = ui.available_width();
            let button = egui::Button::new(RichText::new(text).font(fonts::medium(theme::BODY)))
                .min_size(egui::vec2(width, 26.0))
                .truncate();
            if ui.push_id(&id, |ui| ui.add(button)).inner.clicked() {
                out.push(MapChange::ChoosePrincipal(id).into());
            }
        }
        if *searching {
            if let Some(id) = actor_list_ui(cx, ui, "Principal", None) {
                out.push(MapChange::ChoosePrincipal(id).into());
                *searching = false;
            }
        } else if widgets::link_button(ui, palette, "Somebody else…").clicked() {
            *searching = true;
        }
    });
}

/// The keys 1 to 3; whether one of them chose somebody.
pub fn keys(cx: &ViewCtx<'_>, pressed: &impl Fn(Key) -> bool, out: &mut Vec<Command>) -> bool {
    let chosen = candidates(cx.map)
        .into_iter()
        .zip([Key::Num1, Key::Num2, Key::Num3])
        .find(|(_, key)| pressed(*key))
        .map(|(id, _)| id);
    match chosen {
        Some(id) => {
            out.push(MapChange::ChoosePrincipal(id).into());
            true
        }
        None => false,
    }
}
