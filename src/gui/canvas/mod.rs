//! The relationship canvas: drawing, panning, selecting, dragging and editing in place. It knows the map and the outcome
//! through `ViewCtx` alone, and sends commands.

mod acting;
mod arranging;
mod backdrop;
mod batch;
mod camera;
mod chooser;
mod edges;
mod facts;
mod filter;
mod find;
mod geometry;
mod gesture;
mod hidden;
mod hovering;
mod inspector;
mod keyboard;
mod labels;
mod legend;
mod link;
mod link_card;
mod looking;
mod menus;
mod minimap;
mod motion;
mod name_editor;
mod nodes;
mod painting;
mod picture;
mod places;
mod proposed;
mod recalled;
mod roomy;
mod scene;
mod settling;
mod shown;
mod toolbar;
mod words;

pub use self::picture::draw_map;

use egui::{Rect, Sense, Ui, vec2};

use self::arranging::Arranging;
use self::backdrop::Blocs;
use self::camera::Camera;
use self::chooser::LinkChooser;
use self::filter::Filter;
use self::find::Find;
use self::gesture::Gesture;
use self::hidden::Hidden;
use self::inspector::Inspector;
use self::keyboard::Keyboard;
use self::labels::Labels;
use self::legend::Legend;
use self::link_card::LinkCard;
use self::looking::{BAR, Flight, extent_of};
use self::menus::MenuTarget;
use self::minimap::Minimap;
use self::motion::Motion;
use self::name_editor::NameEditor;
use self::painting::{Mark, Still};
use self::places::Places;
use self::proposed::{Proposals, proposals_of};
use self::scene::Scene;
use self::settling::Settling;
use self::shown::Shown;
use super::command::Command;
use super::context::ViewCtx;
use super::view::CanvasRequest;
use crate::model::ActorId;

/// What a drag on an actor does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Tool {
    /// Selects and moves.
    #[default]
    Select,
    /// Draws a link.
    Relate,
}

/// What the places on screen are made from.
#[derive(Clone, Copy, PartialEq)]
struct LaidOut {
    scene: u64,
    camera: Camera,
    dragged_by: Option<egui::Vec2>,
    progress: f32,
}

/// The relationship canvas.
#[derive(Default)]
pub struct Canvas {
    camera: Camera,
    /// Whether everything was fitted and the user has not looked elsewhere since: it is then fitted again to a new size,
    /// and when actors come that are out of sight.
    is_fitted: bool,
    /// How many actors stood on the map in the last frame.
    actors: usize,
    /// How many of those that were there before stand elsewhere in this frame's scene.
    jumped: usize,
    /// A look that is on its way.
    flight: Option<Flight>,
    /// Whom to look at, and in how many frames: the card about it has to be there first.
    going_to: Option<(ActorId, u8)>,
    /// Curves and circles of a look that is only tried.
    tried: Shown,
    scene: Option<Scene>,
    shown: Shown,
    labels: Labels,
    /// The names of the last frame: whose, and where.
    named: Vec<(usize, Rect)>,
    blocs: Blocs,
    hidden: Hidden,
    /// Per node of the scene: whether it has the attention.
    marks: Vec<Mark>,
    still: Option<Still>,
    pixels_per_point: f32,
    /// Whether it is drawn for a file and not for the screen.
    is_picture: bool,
    /// What the places on screen were made from; they are made anew when it changes.
    laid_out: Option<LaidOut>,
    /// How many scenes there have been.
    scenes: u64,
    places: Places,
    settling: Settling,
    /// Whether the scene has to be made anew although the map is the same.
    is_stale: bool,
    proposed: Option<(u64, Proposals)>,
    motion: Motion,
    tool: Tool,
    gesture: Gesture,
    /// Whether keys such as Delete are meant for the canvas: it was clicked last.
    has_keys: bool,
    /// Whether a menu was open in the frame before: it takes Escape for itself.
    menu_was_open: bool,
    editor: Option<NameEditor>,
    chooser: Option<LinkChooser>,
    menu_target: MenuTarget,
    /// Where a menu opened by keys stands, and for how many frames it is still fresh.
    menu_at: Option<(egui::Pos2, u8)>,
    keyboard: Keyboard,
    /// On whose rim the pointer rests, and since when.
    rim_rest: Option<(usize, f64)>,
    /// Whether a link that is being drawn has been away from its actor: it may then come back to it.
    has_left: bool,
    /// How often it was said what a rim is for.
    rims_told: u8,
    inspector: Inspector,
    link_card: Option<LinkCard>,
    legend: Legend,
    filter: Filter,
    find: Option<Find>,
    minimap: Minimap,
    arranging: Arranging,
    /// Where it says that something is left out, if it does.
    reminder: Option<Rect>,
    /// The name of a bloc being typed into a menu.
    typed_bloc: String,
}

impl Canvas {
    /// Draws the canvas and sends what the user does on it.
    pub fn ui(&mut self, cx: &ViewCtx<'_>, ui: &mut Ui, out: &mut Vec<Command>) {
        let panel = ui.max_rect();
        let is_resized = panel.size() != self.camera.panel.size();
        self.camera.panel = panel;
        self.pixels_per_point = ui.ctx().pixels_per_point();
        let now = ui.input(|i| i.time);
        self.take_settled();
        let mut scene = self.current_scene(cx, now);
        self.start_settling(ui);
        if cx.view.settings.reduced_motion {
            self.motion.stop();
        }
        if self.filter.update(cx, &scene, &mut self.hidden) {
            self.laid_out = None;
            self.still = None;
        }
        self.take_arrangement(cx, &scene, out);
        if let Some(CanvasRequest::Arrange(arrangement)) = cx.view.canvas_request {
            self.arrange(cx, ui, &scene, arrangement);
        }
        self.limit_zoom(&scene);
        self.look(cx, ui, &scene, is_resized, out);
        self.go_on(ui, cx, &scene, now);

        let response = ui.interact(panel, ui.unique_id().with("canvas"), Sense::click_and_drag());
        response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Canvas, true, "Relationship map"));
        self.lay_out(&scene, now);
        self.navigate(ui, &response);
        self.gestures(cx, ui, &response, &mut scene, out);
        let progress = self.lay_out(&scene, now);
        if progress < 1.0 {
            ui.ctx().request_repaint();
        }

        let painter = ui.painter_at(panel);
        let hover = self.hovered(cx, ui, &response, &scene);
        self.paint(cx, ui, &painter, &scene, &hover, out);
        if let Some(words) = hover.tip {
            response.clone().on_hover_text_at_pointer(words);
        }
        self.menus_ui(cx, &response, &scene, out);

        let mut inside = ui.new_child(egui::UiBuilder::new().max_rect(panel).id_salt("over the map"));
        inside.set_clip_rect(panel.intersect(ui.clip_rect()));
        self.toolbar_ui(cx, &mut inside, out);
        self.legend.ui(cx, &mut inside, panel);
        self.minimap_ui(cx, &mut inside, &scene);
        self.reminder = None;
        self.filter_ui(cx, &mut inside, &scene);
        // While something is dragged it would lie over where that shall go.
        let is_held = matches!(self.gesture, Gesture::Move { .. } | Gesture::Link { .. });
        if self.link_card.is_none() && !is_held {
            self.inspector.beside(self.filter.rect_if_open(panel));
            self.inspector.ui(cx, &mut inside, panel, &scene, &self.shown, out);
        } else {
            self.inspector.leave();
        }
        self.find_ui(cx, &mut inside, &response, out);
        self.arranging_ui(cx, &mut inside);
        self.settling_ui(cx, &mut inside);
        self.empty_state_ui(cx, &mut inside, &scene);
        self.editor_ui(cx, ui, &response, &scene, out);
        self.chooser_ui(cx, ui, &response, &scene, out);
        self.link_card_ui(cx, ui, &response, &scene, out);
        self.scene = Some(scene);
    }

    /// Where an actor stood on screen in the last frame.
    pub fn place_on_screen(&self, id: &ActorId) -> Option<egui::Pos2> {
        let n = self.scene.as_ref()?.place(id)?;
        self.shown.circles.get(n).map(|circle| circle.centre)
    }

    /// The names written in the last frame: whose they are, and where they stand.
    pub fn names_on_screen(&self) -> Vec<(ActorId, Rect)> {
        let Some(scene) = &self.scene else { return Vec::new() };
        let name = |(n, rect): &(usize, Rect)| Some((scene.nodes.get(*n)?.id.clone(), *rect));
        self.named.iter().filter_map(name).collect()
    }

    /// The actors shown in the last frame, each with its middle and radius on screen.
    pub fn circles_on_screen(&self) -> Vec<(ActorId, egui::Pos2, f32)> {
        let Some(scene) = &self.scene else { return Vec::new() };
        let circle = |n: &usize| {
            let (node, circle) = (scene.nodes.get(*n)?, self.shown.outer(*n)?);
            Some((node.id.clone(), circle.centre, circle.radius))
        };
        self.shown.visible.iter().filter_map(circle).collect()
    }

    /// Whether something is being dragged.
    pub fn is_dragging(&self) -> bool {
        self.gesture != Gesture::None
    }

    /// The scene of this frame's snapshot: the one of the last frame where nothing changed.
    fn current_scene(&mut self, cx: &ViewCtx<'_>, now: f64) -> Scene {
        let old = self.scene.take();
        if let Some(scene) = old {
            if scene.is_current(cx) && !std::mem::take(&mut self.is_stale) {
                self.jumped = 0;
                return scene;
            }
            let nodes = &scene.nodes;
            let camera = self.camera;
            let circles = &self.shown.circles;
            let shown_at = |n: usize| circles.get(n).map_or(nodes[n].at, |circle| camera.in_scene(circle.centre));
            self.motion.remember(&scene, &self.shown, shown_at);
        }
        let revision = cx.session.review_revision();
        if self.proposed.as_ref().is_none_or(|(known, _)| *known != revision) {
            self.proposed = Some((revision, proposals_of(cx.map, &cx.snapshot.findings)));
        }
        let proposed = self.proposed.as_ref().map(|(_, proposals)| proposals).filter(|_| cx.view.show_proposals);
        self.scenes += 1;
        let scene = Scene::of(cx, &mut self.places, proposed, self.scenes);
        self.jumped = self.motion.start_if_jumped(&scene, (cx.view.scenario.clone(), cx.view.reference.clone()), now);
        if self.keyboard.is_moving() {
            self.motion.stop();
        }
        scene
    }

    /// Lays the scene out where it stands in this frame: on its way, or dragged along. Costs nothing where nothing moved.
    fn lay_out(&mut self, scene: &Scene, now: f64) -> f32 {
        let progress = self.motion.progress(now);
        let dragged_by = self.gesture.dragged().map(|(_, by)| by);
        let wanted = LaidOut { scene: scene.serial, camera: self.camera, dragged_by, progress };
        if self.laid_out == Some(wanted) {
            return progress;
        }
        let mut dragged = Vec::new();
        if let Some((actors, _)) = self.gesture.dragged() {
            dragged.resize(scene.nodes.len(), false);
            for n in actors.iter().filter_map(|id| scene.place(id)) {
                dragged[n] = true;
            }
        }
        let by = dragged_by.unwrap_or_default();
        let motion = &self.motion;
        self.shown.update(scene, &self.hidden, &self.camera, |n| {
            let node = &scene.nodes[n];
            let at = if progress < 1.0 { motion.place(&node.id, node.at, progress) } else { node.at };
            if dragged.get(n).copied().unwrap_or(false) { at + by } else { at }
        });
        self.motion.fill(scene, progress, &mut self.shown);
        self.laid_out = Some(wanted);
        progress
    }

    fn empty_state_ui(&mut self, cx: &ViewCtx<'_>, ui: &mut Ui, scene: &Scene) {
        if scene.nodes.len() > 1 {
            return;
        }
        let middle = self.camera.panel.center();
        // Below whoever stands there alone, with its name.
        let below = self.shown.outer(0).filter(|_| !scene.nodes.is_empty()).map_or(middle.y, |circle| {
            let foot = circle.centre.y + circle.radius + 52.0;
            if circle.centre.x > middle.x - 190.0 && circle.centre.x < middle.x + 190.0 { foot } else { middle.y }
        });
        let at = egui::pos2(middle.x, below.max(middle.y + 80.0) + 30.0);
        let rect = Rect::from_center_size(at, vec2(360.0, 60.0));
        ui.scope_builder(egui::UiBuilder::new().max_rect(rect).id_salt("empty map"), |ui| {
            let text = "Open articles and accept what they say, or double-click to add an actor";
            super::widgets::empty_state(ui, cx.palette, "Nobody else is on the map yet", text);
        });
    }
}
