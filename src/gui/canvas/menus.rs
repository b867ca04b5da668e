//! The context menus: on an actor, on a link, and on empty ground.

use egui::{Pos2, Response, Ui};

use super::acting::{delete_link, delete_selection};
use super::inspector::{bloc_of_words, pin};
use super::link::relation_words;
use super::name_editor::NameEditor;
use super::proposed::review_actor;
use super::scene::{Node, Scene};
use super::{Canvas, Tool};
use crate::gui::command::{Command, ViewCommand};
use crate::gui::context::ViewCtx;
use crate::gui::map_change::MapChange;
use crate::gui::view::{CanvasRequest, LinkRef};
use crate::gui::widgets;
use crate::model::{
    Actor, ActorId, ActorKind, BlocId, ClaimId, Evidence, Lever, ProvisionStatus, ScenarioId, StructureType,
};

/// What the menu that is open is about.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum MenuTarget {
    /// A place of the scene where nothing stands.
    #[default]
    Ground,
    /// A place of the scene where nothing stands, known.
    At(Pos2),
    /// An actor.
    Actor(ActorId),
    /// A relation or provision.
    Link(LinkRef),
    /// An actor that is only proposed.
    Proposed(ActorId),
}

/// For so many frames a menu opened by keys gives them to its first entry: in the first one it is only measured.
const FRESH: u8 = 3;

impl Canvas {
    pub(super) fn menus_ui(&mut self, cx: &ViewCtx<'_>, response: &Response, scene: &Scene, out: &mut Vec<Command>) {
        if response.secondary_clicked() {
            if let Some(at) = response.interact_pointer_pos() {
                self.menu_target = self.target_at(cx, scene, at, out);
                self.menu_at = None;
            }
        }
        let target = self.menu_target.clone();
        let mut popup = egui::Popup::context_menu(response);
        let mut is_fresh = false;
        if let Some((at, fresh)) = &mut self.menu_at {
            popup = popup.at_position(*at);
            if *fresh == FRESH {
                popup = popup.open_memory(egui::SetOpenCommand::Bool(true));
            }
            is_fresh = *fresh > 0;
            *fresh = fresh.saturating_sub(1);
        }
        popup.show(|ui| {
            ui.set_min_width(200.0);
            if is_fresh {
                // Opened by keys, it is gone through by keys.
                let first = ui.next_auto_id();
                ui.memory_mut(|memory| memory.request_focus(first));
                ui.ctx().request_repaint();
            }
            match &target {
                MenuTarget::Actor(id) => match (cx.map.actor(id), scene.node(id)) {
                    (Some(actor), Some(node)) => {
                        let node = node.clone();
                        if actor_menu(cx, ui, actor, &node, scene, &mut self.typed_bloc, out) {
                            self.editor = Some(NameEditor::rename(&node));
                        }
                    }
                    _ => ui.close(),
                },
                MenuTarget::Proposed(id) => proposed_menu(cx, ui, id, scene, out),
                MenuTarget::Link(link) => link_menu(cx, ui, link, out),
                MenuTarget::Ground | MenuTarget::At(_) => self.ground_menu(ui, &target, out),
            }
        });
    }

    /// Opens a menu at a place of the screen.
    pub(super) fn open_menu_at(&mut self, target: MenuTarget, at: Pos2) {
        self.menu_target = target;
        self.menu_at = Some((at, FRESH));
    }

    fn target_at(&self, cx: &ViewCtx<'_>, scene: &Scene, at: Pos2, out: &mut Vec<Command>) -> MenuTarget {
        if let Some(n) = self.shown.node_at(at) {
            let id = scene.nodes[n].id.clone();
            if n >= scene.real {
                return MenuTarget::Proposed(id);
            }
            if !cx.view.selection.actors.contains(&id) {
                out.push(ViewCommand::SelectActors([id.clone()].into()).into());
            }
            return MenuTarget::Actor(id);
        }
        let link = self.shown.link_at(scene, at).and_then(|n| {
            let items = &scene.links[n].items;
            let selected = cx.view.selection.link.as_ref().filter(|item| items.contains(item));
            selected.or_else(|| items.first()).cloned()
        });
        match link {
            Some(link) => {
                out.push(ViewCommand::SelectLink(link.clone()).into());
                MenuTarget::Link(link)
            }
            None => MenuTarget::At(self.camera.in_scene(at)),
        }
    }

    fn ground_menu(&mut self, ui: &mut Ui, target: &MenuTarget, out: &mut Vec<Command>) {
        if ui.button("Add actor here…").clicked() {
            let at = if let MenuTarget::At(at) = target { *at } else { self.camera.centre };
            self.editor = Some(NameEditor::add(at));
            ui.close();
        }
        if ui.button("Draw relations").clicked() {
            self.tool = Tool::Relate;
            ui.close();
        }
        ui.separator();
        for (label, command) in [
            ("Fit", ViewCommand::FitMap),
            ("Arrange as partners ring", ViewCommand::PartnersRing),
            ("Select all", ViewCommand::SelectAll),
            ("Find an actor…", ViewCommand::Canvas(CanvasRequest::Find)),
            ("Filter…", ViewCommand::Canvas(CanvasRequest::Filter)),
        ] {
            if ui.button(label).clicked() {
                out.push(command.into());
                ui.close();
            }
        }
    }
}

fn proposed_menu(cx: &ViewCtx<'_>, ui: &mut Ui, id: &ActorId, scene: &Scene, out: &mut Vec<Command>) {
    let Some(n) = scene.place(id).filter(|n| *n >= scene.real) else {
        ui.close();
        return;
    };
    widgets::weak(ui, cx.palette, &format!("{} is only proposed", scene.nodes[n].name));
    if ui.button("Show in the review queue").clicked() {
        review_actor(cx, scene, n, out);
        ui.close();
    }
    entry(ui, "Hide proposals on the map", || ViewCommand::ToggleProposals.into(), out);
}

/// Whether the actor is to be renamed in place.
fn actor_menu(
    cx: &ViewCtx<'_>,
    ui: &mut Ui,
    actor: &Actor,
    node: &Node,
    scene: &Scene,
    typed_bloc: &mut String,
    out: &mut Vec<Command>,
) -> bool {
    let mut renames = false;
    let selected = &cx.view.selection.actors;
    let is_principal = actor.id == cx.map.principal;
    if ui.button("Rename…").clicked() {
        renames = true;
        ui.close();
    }
    ui.menu_button("Kind", |ui| {
        for kind in ActorKind::ALL {
            let changed = || Actor { kind: *kind, ..actor.clone() };
            choice(ui, actor.kind == *kind, kind.words(), changed, out);
        }
    });
    ui.menu_button("Bloc", |ui| {
        let blocs: std::collections::BTreeSet<BlocId> = cx.map.actors.iter().filter_map(|a| a.bloc.clone()).collect();
        for bloc in blocs {
            let words = cx.map.bloc_words(&bloc);
            let is_on = actor.bloc.as_ref() == Some(&bloc);
            choice(ui, is_on, &words, || Actor { bloc: Some(bloc), ..actor.clone() }, out);
        }
        choice(ui, actor.bloc.is_none(), "None", || Actor { bloc: None, ..actor.clone() }, out);
        let field = egui::TextEdit::singleline(typed_bloc).hint_text("New bloc").desired_width(130.0);
        let response = ui.add(field);
        response
            .widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::TextInput, true, "Name of a new bloc"));
        let entered = response.lost_focus() && ui.input(|i| i.key_pressed(egui::Key::Enter));
        if entered && !typed_bloc.trim().is_empty() {
            let bloc = Some(bloc_of_words(&std::mem::take(typed_bloc)));
            out.push(MapChange::UpdateActor(Box::new(Actor { bloc, ..actor.clone() })).into());
            ui.close();
        }
    });
    if !is_principal {
        entry(ui, "Make it the principal", || MapChange::SetPrincipal(actor.id.clone()).into(), out);
    }
    ui.separator();
    for other in selected.iter().filter(|other| **other != actor.id) {
        if selected.len() > 4 {
            break;
        }
        let label = format!("Merge {} into {}", cx.map.actor_name(other), actor.name);
        let merge = || MapChange::MergeActors { keep: actor.id.clone(), gone: other.clone() }.into();
        entry(ui, &label, merge, out);
    }
    let together: Vec<&Node> = if selected.contains(&actor.id) {
        selected.iter().filter_map(|id| scene.node(id)).collect()
    } else {
        vec![node]
    };
    let pins = !node.is_pinned;
    let word = match (pins, together.len()) {
        (true, 1) => "Pin here".to_owned(),
        (false, 1) => "Unpin".to_owned(),
        (true, count) => format!("Pin {count} actors"),
        (false, count) => format!("Unpin {count} actors"),
    };
    if ui.button(word).clicked() {
        out.extend(pin(&together, pins));
        ui.close();
    }
    entry(ui, "Focus on its neighbours", || ViewCommand::Canvas(CanvasRequest::Focus).into(), out);
    if !is_principal {
        let scenario = (cx.view.scenario.as_str() != ScenarioId::BASELINE).then(|| cx.view.scenario.clone());
        let name = format!("{} withdraws", actor.name);
        let lever = Lever::withdrawal(actor.id.clone());
        let label = format!("Add assumption: {name}");
        entry(ui, &label, || MapChange::AddAssumption { name, lever, scenario }.into(), out);
    }
    ui.separator();
    let delete = if selected.len() > 1 && selected.contains(&actor.id) {
        (format!("Delete {} actors", selected.len()), delete_selection(cx))
    } else {
        let only = [actor.id.clone()].into();
        (format!("Delete {}", actor.name), Some(MapChange::DeleteActors(only).into()))
    };
    if let (label, Some(command)) = delete {
        let response = ui.add_enabled(!is_principal, egui::Button::new(label));
        let response = response.on_disabled_hover_text("Choose another principal before deleting this one");
        if response.clicked() {
            out.push(command);
            ui.close();
        }
    }
    renames
}

/// A menu entry that sends a command.
fn entry(ui: &mut Ui, label: &str, command: impl FnOnce() -> Command, out: &mut Vec<Command>) {
    if ui.button(label).clicked() {
        out.push(command());
        ui.close();
    }
}

/// A menu entry of a choice that changes the actor.
fn choice(ui: &mut Ui, is_on: bool, label: &str, changed: impl FnOnce() -> Actor, out: &mut Vec<Command>) {
    if ui.selectable_label(is_on, label).clicked() {
        if !is_on {
            out.push(MapChange::UpdateActor(Box::new(changed())).into());
        }
        ui.close();
    }
}

fn link_menu(cx: &ViewCtx<'_>, ui: &mut Ui, link: &LinkRef, out: &mut Vec<Command>) {
    match link {
        LinkRef::Relation(id) => {
            let Some(relation) = cx.map.relation(id) else {
                ui.close();
                return;
            };
            widgets::weak(ui, cx.palette, &relation_words(relation.class, &relation.kind));
            if ui.button("Reverse").clicked() {
                out.push(MapChange::ReverseRelation(id.clone()).into());
                ui.close();
            }
            ui.menu_button("Structure type", |ui| {
                for kind in StructureType::ALL {
                    let is_on = relation.structure_type() == Some(*kind);
                    if ui.selectable_label(is_on, kind.words()).clicked() {
                        let mut changed = relation.clone();
                        changed.class = crate::model::RelationClass::Structure;
                        kind.id().clone_into(&mut changed.kind);
                        out.push(MapChange::UpdateRelation(Box::new(changed)).into());
                        ui.close();
                    }
                }
            });
            evidence_menu(cx, ui, &relation.evidence, out);
        }
        LinkRef::Provision(id) => {
            let Some(provision) = cx.map.provision(id) else {
                ui.close();
                return;
            };
            widgets::weak(ui, cx.palette, &cx.map.function_words(&provision.function));
            ui.menu_button("Status", |ui| {
                for status in ProvisionStatus::ALL {
                    if ui.selectable_label(provision.status == *status, status.words()).clicked() {
                        let mut changed = provision.clone();
                        changed.status = *status;
                        out.push(MapChange::UpdateProvision(Box::new(changed)).into());
                        ui.close();
                    }
                }
            });
            ui.menu_button("Share", |ui| {
                for (key, words, share) in super::inspector::SHARES {
                    if ui.button(format!("{key}  {words}")).clicked() {
                        let share = share.map(crate::model::Share);
                        out.push(MapChange::SetShare { id: id.clone(), share }.into());
                        ui.close();
                    }
                }
            });
            if ui.button("Reverse").clicked() {
                let mut changed = provision.clone();
                std::mem::swap(&mut changed.provider, &mut changed.recipient);
                out.push(MapChange::UpdateProvision(Box::new(changed)).into());
                ui.close();
            }
            evidence_menu(cx, ui, &provision.evidence, out);
        }
    }
    ui.separator();
    if ui.button("Delete").clicked() {
        out.push(delete_link(link));
        ui.close();
    }
}

fn evidence_menu(cx: &ViewCtx<'_>, ui: &mut Ui, evidence: &[Evidence], out: &mut Vec<Command>) {
    let claims: Vec<&ClaimId> =
        evidence.iter().map(|piece| &piece.claim).filter(|id| cx.map.claim(id).is_some()).collect();
    if let [only] = claims.as_slice() {
        if ui.button("Show its sentence").clicked() {
            out.push(ViewCommand::ShowClaim((*only).clone()).into());
            ui.close();
        }
        return;
    }
    ui.add_enabled_ui(!claims.is_empty(), |ui| {
        ui.menu_button("Show evidence", |ui| {
            for id in claims {
                let quote = cx.map.claim(id).map(|claim| claim.quote.as_str()).unwrap_or_default();
                if ui.button(crate::gui::workspace::shorten(quote, 48)).clicked() {
                    out.push(ViewCommand::ShowClaim(id.clone()).into());
                    ui.close();
                }
            }
        });
    });
}
