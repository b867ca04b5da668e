//! The canvas worked by keys alone. It is one stop of the tab order; within it, arrows go from actor to actor.

use std::collections::BTreeSet;

use egui::{EventFilter, Key, Modifiers, Response, Ui, Vec2, accesskit, vec2};

use super::Canvas;
use super::acting::{move_words, places_after_move};
use super::find::Find;
use super::geometry::Circle;
use super::menus::MenuTarget;
use super::name_editor::NameEditor;
use super::proposed::review_actor;
use super::scene::Scene;
use crate::gui::command::{Command, ViewCommand};
use crate::gui::context::ViewCtx;
use crate::gui::focus_ring;
use crate::gui::map_change::MapChange;
use crate::gui::view::LinkRef;
use crate::model::ActorId;

/// How far one key moves actors, in points of the screen.
const STEP: f32 = 10.0;
/// How far with Shift.
const SMALL_STEP: f32 = 2.0;
/// Moves that follow each other within this many seconds are one step.
const BURST: f64 = 0.8;
/// The four arrows and where they point.
pub const ARROWS: [(Key, Vec2); 4] = [
    (Key::ArrowLeft, vec2(-1.0, 0.0)),
    (Key::ArrowRight, Vec2::X),
    (Key::ArrowUp, vec2(0.0, -1.0)),
    (Key::ArrowDown, Vec2::Y),
];

/// What on the canvas the keys are for.
#[derive(Clone, Debug, PartialEq)]
pub enum Spot {
    /// An actor.
    Actor(ActorId),
    /// A link.
    Link(LinkRef),
}

/// Actors being moved by keys, in one step of undo.
pub struct Nudge {
    actors: BTreeSet<ActorId>,
    last: f64,
}

/// What the keys do on the canvas.
#[derive(Default)]
pub struct Keyboard {
    /// The canvas as a control.
    pub id: Option<egui::Id>,
    /// Whether it has the keys in this frame.
    pub is_on: bool,
    /// What they are for.
    pub spot: Option<Spot>,
    /// The only actor, or the link, that was selected in the last frame.
    selected: Option<Spot>,
    /// Where a step was asked for while another control had the keys.
    pub walks: Option<Vec2>,
    nudge: Option<Nudge>,
}

impl Keyboard {
    /// Whether actors are being moved by keys.
    pub fn is_moving(&self) -> bool {
        self.nudge.is_some()
    }

    /// The place among the nodes of the actor that the keys are for.
    pub fn node(&self, scene: &Scene) -> Option<usize> {
        match &self.spot {
            Some(Spot::Actor(id)) if self.is_on => scene.place(id),
            _ => None,
        }
    }

    /// The place among the links of the one that the keys are for.
    pub fn link(&self, scene: &Scene) -> Option<usize> {
        match &self.spot {
            Some(Spot::Link(item)) if self.is_on => scene.link_of(item),
            _ => None,
        }
    }

    /// Gives the canvas the keys.
    pub fn take(&self, ctx: &egui::Context) {
        if let Some(id) = self.id {
            ctx.memory_mut(|memory| memory.request_focus(id));
            ctx.request_repaint();
        }
    }
}

impl Canvas {
    /// What the keys do where the canvas has them.
    pub(super) fn keyboard(
        &mut self,
        cx: &ViewCtx<'_>,
        ui: &Ui,
        response: &Response,
        scene: &mut Scene,
        out: &mut Vec<Command>,
    ) {
        if response.clicked() || response.drag_started() || response.secondary_clicked() {
            response.request_focus();
        }
        self.keyboard.id = Some(response.id);
        self.keyboard.is_on = response.has_focus();
        self.follow_selection(cx, scene);
        self.end_nudge(cx, ui, scene, out);
        let is_menu_open = egui::Popup::is_any_open(ui.ctx());
        if self.keyboard.is_on {
            self.has_keys = true;
            // An open menu has arrows of its own.
            let filter = EventFilter {
                horizontal_arrows: !is_menu_open,
                vertical_arrows: !is_menu_open,
                escape: true,
                ..EventFilter::default()
            };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
            self.name_spot(ui, response, scene);
        }
        if let Some(way) = self.keyboard.walks.take() {
            self.walk(scene, way);
        }
        if !self.keyboard.is_on || is_menu_open || self.editor.is_some() || self.chooser.is_some() {
            return;
        }
        let pressed = |modifiers, key| ui.input_mut(|i| i.consume_key(modifiers, key));
        for (key, way) in ARROWS {
            if pressed(Modifiers::ALT | Modifiers::SHIFT, key) {
                self.nudge(cx, ui, scene, way * SMALL_STEP, out);
            } else if pressed(Modifiers::ALT, key) {
                self.nudge(cx, ui, scene, way * STEP, out);
            } else if pressed(Modifiers::NONE, key) {
                self.walk(scene, way);
            }
        }
        if pressed(Modifiers::NONE, Key::PageDown) {
            self.walk_links(scene, 1);
        }
        if pressed(Modifiers::NONE, Key::PageUp) {
            self.walk_links(scene, -1);
        }
        if pressed(Modifiers::COMMAND, Key::Enter) {
            if let Some(Spot::Actor(id)) = self.keyboard.spot.clone().filter(|_| self.is_real_spot(scene)) {
                out.push(ViewCommand::ToggleActor(id).into());
            }
        }
        if pressed(Modifiers::NONE, Key::Enter) {
            self.open_spot(cx, scene, out);
        }
        if pressed(Modifiers::SHIFT, Key::F10) || pressed(Modifiers::NONE, Key::Menu) {
            self.open_menu(cx, scene, out);
        }
        let selection = &cx.view.selection;
        let is_bare = selection.actors.is_empty() && selection.link.is_none() && cx.view.lit.is_empty();
        let is_alone = self.find.is_none() && self.link_card.is_none() && !self.filter.is_open;
        if is_bare && is_alone && pressed(Modifiers::NONE, Key::Escape) {
            response.surrender_focus();
        }
    }

    /// What was selected, by whatever, is what the keys are for from then on.
    fn follow_selection(&mut self, cx: &ViewCtx<'_>, scene: &Scene) {
        let selection = &cx.view.selection;
        let selected = match (&selection.link, selection.actors.len(), selection.actors.first()) {
            (Some(link), ..) => Some(Spot::Link(link.clone())),
            (None, 1, Some(id)) => Some(Spot::Actor(id.clone())),
            _ => None,
        };
        if selected.is_some() && selected != self.keyboard.selected {
            self.keyboard.spot.clone_from(&selected);
        }
        self.keyboard.selected = selected;
        let is_there = match &self.keyboard.spot {
            Some(Spot::Actor(id)) => scene.place(id).is_some_and(|n| !self.hidden.node(n)),
            Some(Spot::Link(item)) => scene.link_of(item).is_some(),
            None => true,
        };
        if !is_there {
            self.keyboard.spot = None;
        }
    }

    /// Says to whoever does not see it what the keys are for, and where the ring around it goes.
    fn name_spot(&self, ui: &Ui, response: &Response, scene: &Scene) {
        let base = ui.unique_id();
        let (id, rect) = if let Some(n) = self.keyboard.node(scene) {
            (base.with(("actor", scene.nodes[n].id.as_str())), self.shown.circles.get(n).map(Circle::square))
        } else if let Some((n, item)) = self.keyboard.link(scene).and_then(|n| Some((n, scene.links[n].items.first()?)))
        {
            let middle = self.shown.curve(n).map(|curve| curve.at(0.5));
            (base.with(("link", item)), middle.map(|at| egui::Rect::from_center_size(at, Vec2::splat(8.0))))
        } else {
            return;
        };
        let Some(rect) = rect.filter(|rect| self.camera.panel.contains(rect.center())) else { return };
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_active_descendant(id.accesskit_id()));
        focus_ring::set_area(ui.ctx(), response.id, rect, rect.intersect(self.camera.panel));
    }

    /// Where a walk begins: where the keys are, else at the principal, else at whoever is seen first.
    fn walker(&self, scene: &Scene) -> Option<usize> {
        match &self.keyboard.spot {
            Some(Spot::Actor(id)) => scene.place(id),
            Some(Spot::Link(item)) => scene.link_of(item).map(|n| scene.links[n].from),
            None => None,
        }
    }

    /// Goes to the nearest actor in a direction.
    fn walk(&mut self, scene: &Scene, way: Vec2) {
        let is_there = |n: &usize| !self.hidden.node(*n);
        let next = match self.walker(scene) {
            None => {
                let principal = scene.nodes.iter().position(|node| node.is_principal).filter(is_there);
                principal.or_else(|| (0..scene.nodes.len()).find(is_there))
            }
            Some(from) => {
                let start = scene.nodes[from].at;
                // What lies straight ahead is nearer than what lies as far away aside.
                let cost = |n: usize| {
                    let to = scene.nodes[n].at - start;
                    let (ahead, aside) = (to.dot(way), (to - way * to.dot(way)).length());
                    (ahead > 1.0 && aside < ahead * 2.2).then_some(ahead + aside * 1.8)
                };
                let others = (0..scene.nodes.len()).filter(|n| *n != from).filter(is_there);
                let costs = others.filter_map(|n| Some((n, cost(n)?)));
                costs.min_by(|a, b| a.1.total_cmp(&b.1)).map(|(n, _)| n)
            }
        };
        if let Some(node) = next.and_then(|n| scene.nodes.get(n)) {
            self.keyboard.spot = Some(Spot::Actor(node.id.clone()));
            self.reach(scene, &node.id.clone());
        }
    }

    /// Goes from an actor to its first link, and from there through its others.
    fn walk_links(&mut self, scene: &Scene, by: isize) {
        let Some(actor) = self.walker(scene) else { return };
        let its_own = |link: &&super::link::Link| link.from == actor || link.to == actor;
        let items: Vec<&LinkRef> = scene.links.iter().filter(its_own).flat_map(|link| &link.items).collect();
        let known = match &self.keyboard.spot {
            Some(Spot::Link(item)) => items.iter().position(|other| *other == item),
            _ => None,
        };
        let count = items.len();
        let next = match known {
            _ if count == 0 => return,
            Some(at) => (at + count).saturating_add_signed(by) % count,
            None if by > 0 => 0,
            None => count - 1,
        };
        self.keyboard.spot = items.get(next).map(|item| Spot::Link((*item).clone()));
    }

    fn is_real_spot(&self, scene: &Scene) -> bool {
        self.keyboard.node(scene).is_some_and(|n| n < scene.real)
    }

    /// Selects what the keys are for, so that its card opens; what is only proposed is shown in the queue.
    fn open_spot(&mut self, cx: &ViewCtx<'_>, scene: &Scene, out: &mut Vec<Command>) {
        match &self.keyboard.spot {
            Some(Spot::Actor(id)) => match scene.place(id) {
                Some(n) if n >= scene.real => review_actor(cx, scene, n, out),
                _ => out.push(ViewCommand::SelectActors([id.clone()].into()).into()),
            },
            Some(Spot::Link(item)) => out.push(ViewCommand::SelectLink(item.clone()).into()),
            None => {}
        }
    }

    /// The actor that keys without a pointer are about: where the keys are, else the only one selected.
    fn subject(&self, cx: &ViewCtx<'_>, scene: &Scene) -> Option<usize> {
        let selected = &cx.view.selection.actors;
        let only = selected.first().filter(|_| selected.len() == 1);
        let walker = if self.keyboard.is_on { self.walker(scene) } else { None };
        let node = walker.or_else(|| only.and_then(|id| scene.place(id)));
        node.filter(|n| *n < scene.real)
    }

    /// Opens the field in which an actor is renamed.
    pub(super) fn rename_subject(&mut self, cx: &ViewCtx<'_>, scene: &Scene) {
        if let Some(n) = self.subject(cx, scene) {
            self.editor = Some(NameEditor::rename(&scene.nodes[n]));
        }
    }

    /// Asks to whom a link shall be drawn from an actor.
    pub(super) fn link_from_subject(&mut self, cx: &ViewCtx<'_>, scene: &Scene, ctx: &egui::Context) {
        if let Some(n) = self.subject(cx, scene) {
            egui::Popup::close_all(ctx);
            self.keyboard.spot = Some(Spot::Actor(scene.nodes[n].id.clone()));
            self.find = Some(Find::for_link(scene.nodes[n].id.clone()));
        }
    }

    /// Gives the canvas the keys, and something to be at.
    pub(super) fn take_keys(&mut self, ctx: &egui::Context, scene: &Scene) {
        self.has_keys = true;
        if self.keyboard.spot.is_none() {
            self.walk(scene, Vec2::ZERO);
        }
        self.keyboard.take(ctx);
    }

    /// Opens the menu of what the keys are for, where it stands.
    fn open_menu(&mut self, cx: &ViewCtx<'_>, scene: &Scene, out: &mut Vec<Command>) {
        let link = self.keyboard.link(scene).or_else(|| {
            let selected = cx.view.selection.link.as_ref().filter(|_| self.keyboard.spot.is_none());
            selected.and_then(|item| scene.link_of(item))
        });
        let at = if let Some(n) = link {
            self.shown.curve(n).map(|curve| curve.at(0.5))
        } else {
            let n = self.keyboard.node(scene).or_else(|| self.subject(cx, scene));
            n.and_then(|n| self.shown.circles.get(n)).map(|circle| circle.centre + Vec2::splat(circle.radius * 0.7))
        };
        let at = at.unwrap_or(self.camera.panel.center());
        let target = match (&self.keyboard.spot, link) {
            (Some(Spot::Link(item)), Some(_)) => {
                out.push(ViewCommand::SelectLink(item.clone()).into());
                MenuTarget::Link(item.clone())
            }
            (Some(Spot::Actor(id)), _) => match scene.place(id) {
                Some(n) if n >= scene.real => MenuTarget::Proposed(id.clone()),
                _ => {
                    if !cx.view.selection.actors.contains(id) {
                        out.push(ViewCommand::SelectActors([id.clone()].into()).into());
                    }
                    MenuTarget::Actor(id.clone())
                }
            },
            _ => MenuTarget::At(self.camera.in_scene(at)),
        };
        self.open_menu_at(target, at);
    }

    /// Moves the selected actors, or the one that the keys are at, by so much on screen.
    fn nudge(&mut self, cx: &ViewCtx<'_>, ui: &Ui, scene: &mut Scene, by: Vec2, out: &mut Vec<Command>) {
        let actors = if cx.view.selection.actors.is_empty() {
            self.subject(cx, scene).map(|n| scene.nodes[n].id.clone()).into_iter().collect()
        } else {
            cx.view.selection.actors.clone()
        };
        if actors.is_empty() {
            return;
        }
        if self.keyboard.nudge.as_ref().is_none_or(|nudge| nudge.actors != actors) {
            out.push(Command::BeginStep(move_words(cx, &actors)));
        }
        let places = places_after_move(scene, &actors, by / self.camera.zoom, None);
        out.push(MapChange::PlaceActors(places).into());
        self.keyboard.nudge = Some(Nudge { actors, last: ui.input(|i| i.time) });
        ui.ctx().request_repaint_after(std::time::Duration::from_secs_f64(BURST + 0.05));
    }

    /// Closes the step of a move by keys when no other has followed, or something else is done. Who came to stand on another
    /// goes to the nearest free place.
    fn end_nudge(&mut self, cx: &ViewCtx<'_>, ui: &Ui, scene: &mut Scene, out: &mut Vec<Command>) {
        let Some(nudge) = &self.keyboard.nudge else { return };
        if !cx.session.history().is_open() {
            // It was taken back, or something else has closed it.
            self.keyboard.nudge = None;
            return;
        }
        if ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Escape)) {
            self.keyboard.nudge = None;
            out.push(Command::AbortStep);
            return;
        }
        let arrow = |key: &Key| ARROWS.iter().any(|(arrow, _)| arrow == key);
        let is_over = ui.input(|i| {
            let is_other = |event: &egui::Event| match event {
                egui::Event::Key { key, pressed: true, modifiers, .. } => !(modifiers.alt && arrow(key)),
                egui::Event::PointerButton { pressed: true, .. } => true,
                _ => false,
            };
            i.time - nudge.last > BURST || i.events.iter().any(is_other)
        });
        if is_over {
            let places = places_after_move(scene, &nudge.actors, Vec2::ZERO, Some(&self.camera));
            out.push(MapChange::PlaceActors(places).into());
            out.push(Command::CommitStep);
            self.keyboard.nudge = None;
        }
    }
}

/// Whether a screen reader asks for something to get the keys.
pub fn wants_keys(ui: &Ui, id: egui::Id) -> bool {
    ui.input(|i| i.has_accesskit_action_request(id, accesskit::Action::Focus))
}
