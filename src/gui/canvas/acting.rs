//! What is done to what is selected or dragged: dropping, deleting, aligning, pinning, merging, and the keys of a link.

use std::collections::BTreeSet;

use egui::{Key, Modifiers, Pos2, Rect, Ui, Vec2, vec2};

use super::camera::Camera;
use super::inspector::{SHARES, align, pin, spread};
use super::places::make_room;
use super::scene::{Node, Scene};
use crate::gui::command::{Command, ViewCommand};
use crate::gui::context::ViewCtx;
use crate::gui::map_change::MapChange;
use crate::gui::view::{Alignment, CanvasRequest, LinkRef};
use crate::model::{ActorId, Place, Share};

/// Puts dragged actors where they were dropped, pinned.
pub fn drop_actors(
    cx: &ViewCtx<'_>,
    scene: &mut Scene,
    actors: &BTreeSet<ActorId>,
    by: Vec2,
    camera: &Camera,
    out: &mut Vec<Command>,
) {
    let places = places_after_move(scene, actors, by, Some(camera));
    step(move_words(cx, actors), MapChange::PlaceActors(places), out);
}

/// What moving actors is called.
pub fn move_words(cx: &ViewCtx<'_>, actors: &BTreeSet<ActorId>) -> String {
    match (actors.len(), actors.first()) {
        (1, Some(id)) => format!("Move {}", cx.map.actor_name(id)),
        (count, _) => format!("Move {count} actors"),
    }
}

/// The places of actors moved by so much in the scene, pinned. With a look at the scene, one that came to stand on another goes
/// to the nearest free place. The others that the map has no place for get theirs now, so that the picture stays as it is.
pub fn places_after_move(
    scene: &mut Scene,
    actors: &BTreeSet<ActorId>,
    by: Vec2,
    look: Option<&Camera>,
) -> Vec<(ActorId, Place)> {
    let dropped: Vec<usize> = actors.iter().filter_map(|id| scene.place(id)).filter(|n| *n < scene.real).collect();
    for n in &dropped {
        scene.nodes[*n].at += by;
    }
    let mut at: Vec<Pos2> = scene.actors().iter().map(|node| node.at).collect();
    if let Some(camera) = look {
        let room = camera.panel.shrink2(vec2(50.0, 60.0));
        let seen = Rect::from_min_max(camera.in_scene(room.min), camera.in_scene(room.max));
        for (n, free) in dropped.iter().zip(make_room(scene, &dropped, camera.zoom, seen)) {
            at[*n] = free;
        }
    }
    let mut places = Vec::new();
    for (n, (node, at)) in scene.actors().iter().zip(at).enumerate() {
        let is_dropped = dropped.contains(&n);
        if is_dropped || !node.is_stored {
            places.push((node.id.clone(), place(at, is_dropped || node.is_pinned)));
        }
    }
    places
}

fn place(at: Pos2, pinned: bool) -> Place {
    Place { x: f64::from(at.x), y: f64::from(at.y), pinned }
}

fn step(label: String, change: MapChange, out: &mut Vec<Command>) {
    out.push(Command::BeginStep(label));
    out.push(change.into());
    out.push(Command::CommitStep);
}

/// Does to the selected actors what a command without arguments asks for.
pub fn act(cx: &ViewCtx<'_>, scene: &Scene, request: CanvasRequest, out: &mut Vec<Command>) {
    let selected: Vec<&Node> = cx.view.selection.actors.iter().filter_map(|id| scene.node(id)).collect();
    match request {
        CanvasRequest::Align(how) => arrange_selected(&selected, how, out),
        CanvasRequest::Pin(pins) => out.extend(pin(&selected, pins)),
        CanvasRequest::Merge => merge(cx, &selected, out),
        CanvasRequest::Delete => out.extend(delete_selection(cx)),
        _ => {}
    }
}

/// Aligns or spreads the selected actors in one step.
pub fn arrange_selected(selected: &[&Node], how: Alignment, out: &mut Vec<Command>) {
    let places = match how {
        Alignment::Row => align(selected, false),
        Alignment::Column => align(selected, true),
        Alignment::Across => spread(selected, true),
        Alignment::Down => spread(selected, false),
    };
    step(format!("{}: {} actors", how.words(), selected.len()), MapChange::PlaceActors(places), out);
}

/// Merges the selected actors into the principal where it is among them, else into the one with most links.
fn merge(cx: &ViewCtx<'_>, selected: &[&Node], out: &mut Vec<Command>) {
    let links = |id: &ActorId| {
        let relations = cx.map.relations.iter().filter(|r| r.source == *id || r.target == *id).count();
        relations + cx.map.provisions.iter().filter(|p| p.provider == *id || p.recipient == *id).count()
    };
    let weight = |node: &&&Node| (node.is_principal, links(&node.id), std::cmp::Reverse(node.id.clone()));
    let Some(keep) = selected.iter().max_by_key(weight) else { return };
    let gone = selected.iter().filter(|node| node.id != keep.id);
    let label = match selected.len() {
        2 => format!("Merge {} into {}", gone.clone().map(|node| node.name.as_str()).collect::<String>(), keep.name),
        count => format!("Merge {count} actors into {}", keep.name),
    };
    out.push(Command::BeginStep(label));
    for node in gone {
        out.push(MapChange::MergeActors { keep: keep.id.clone(), gone: node.id.clone() }.into());
    }
    out.push(Command::CommitStep);
    out.push(ViewCommand::SelectActors([keep.id.clone()].into()).into());
}

/// What deletes the selection: the actors, or the link.
pub fn delete_selection(cx: &ViewCtx<'_>) -> Option<Command> {
    cx.view.selection.deletion().map(Command::from)
}

/// The keys of a selected link: 0 to 5 set a provision's share, R turns it round.
pub fn link_keys(cx: &ViewCtx<'_>, ui: &Ui, out: &mut Vec<Command>) {
    let Some(link) = cx.view.selection.link.as_ref() else { return };
    let pressed = |key| ui.input_mut(|i| i.consume_key(Modifiers::NONE, key));
    if let LinkRef::Provision(id) = link {
        let keys = [Key::Num0, Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5];
        for (key, (_, _, share)) in keys.into_iter().zip(SHARES) {
            if pressed(key) {
                out.push(MapChange::SetShare { id: id.clone(), share: share.map(Share) }.into());
            }
        }
    }
    if pressed(Key::R) {
        out.extend(reverse_link(cx, link));
    }
}

/// What turns a link round.
pub fn reverse_link(cx: &ViewCtx<'_>, link: &LinkRef) -> Option<Command> {
    match link {
        LinkRef::Relation(id) => Some(MapChange::ReverseRelation(id.clone()).into()),
        LinkRef::Provision(id) => {
            let mut changed = cx.map.provision(id)?.clone();
            std::mem::swap(&mut changed.provider, &mut changed.recipient);
            Some(MapChange::UpdateProvision(Box::new(changed)).into())
        }
    }
}

/// What deletes a link.
pub fn delete_link(link: &LinkRef) -> Command {
    link.deletion().into()
}
