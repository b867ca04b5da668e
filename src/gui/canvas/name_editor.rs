//! The text box on the canvas in which an actor gets its name: a new one with its kind, or another name for one that is.

use egui::{Key, Pos2, Response, RichText, Ui, vec2};

use super::Canvas;
use super::scene::{Node, Scene};
use crate::gui::command::{Command, ViewCommand};
use crate::gui::context::ViewCtx;
use crate::gui::map_change::MapChange;
use crate::gui::{fonts, widgets};
use crate::model::{Actor, ActorId, ActorKind, Place, slug, unused_id};

/// The text box.
pub struct NameEditor {
    purpose: Purpose,
    name: String,
    kind: ActorKind,
    /// It has not had the keys yet.
    is_fresh: bool,
    /// The name of another actor that was entered once already; entered again, it is meant.
    insisted: Option<String>,
}

/// How typing a name ended.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ended {
    /// What was typed counts.
    Entered,
    /// The user clicked elsewhere: it counts unless somebody has that name.
    Left,
    /// Nothing of it counts.
    GivenUp,
    /// It is the name of somebody else, who is looked at.
    GoThere,
    /// It is the name of somebody else, who is the same.
    Merge,
}

enum Purpose {
    Add { at: Pos2 },
    Rename { id: ActorId },
}

impl NameEditor {
    /// For a new actor at a place of the scene.
    pub fn add(at: Pos2) -> Self {
        Self {
            purpose: Purpose::Add { at },
            name: String::new(),
            kind: ActorKind::State,
            is_fresh: true,
            insisted: None,
        }
    }

    /// For another name of an actor.
    pub fn rename(node: &Node) -> Self {
        let purpose = Purpose::Rename { id: node.id.clone() };
        Self { purpose, name: node.name.clone(), kind: node.kind, is_fresh: true, insisted: None }
    }

    /// The other actor who has the typed name, or uses it as another name.
    fn namesake<'a>(&self, cx: &ViewCtx<'a>) -> Option<&'a Actor> {
        let own = match &self.purpose {
            Purpose::Add { .. } => None,
            Purpose::Rename { id } => Some(id),
        };
        let wanted = key(&self.name);
        let has_it = |actor: &&Actor| Some(&actor.id) != own && actor.names().any(|name| key(name) == wanted);
        if wanted.is_empty() { None } else { cx.map.actors.iter().find(has_it) }
    }

    fn commit(self, cx: &ViewCtx<'_>, out: &mut Vec<Command>) {
        let name = self.name.trim().to_owned();
        if name.is_empty() {
            return;
        }
        match self.purpose {
            Purpose::Add { at } => {
                let place = Place { x: f64::from(at.x).round(), y: f64::from(at.y).round(), pinned: true };
                // The same id that the change will give it.
                let taken = |id: &str| cx.map.actors.iter().any(|actor| actor.id == *id);
                let id = ActorId::from(unused_id(&slug(&name, "actor"), taken));
                out.push(MapChange::AddActor { name, kind: self.kind, place: Some(place) }.into());
                out.push(ViewCommand::SelectActors([id].into()).into());
            }
            Purpose::Rename { id } if cx.map.actor_name(&id) != name => {
                out.push(MapChange::RenameActor { id, name }.into());
            }
            Purpose::Rename { .. } => {}
        }
    }
}

impl Canvas {
    pub(super) fn editor_ui(
        &mut self,
        cx: &ViewCtx<'_>,
        ui: &Ui,
        canvas: &Response,
        scene: &Scene,
        out: &mut Vec<Command>,
    ) {
        let Some(mut editor) = self.editor.take() else { return };
        let at = match &editor.purpose {
            Purpose::Add { at } => self.camera.on_screen(*at) - vec2(110.0, 20.0),
            Purpose::Rename { id } => {
                let Some(circle) = scene.place(id).and_then(|n| self.shown.circles.get(n)) else { return };
                circle.centre + vec2(-90.0, circle.radius)
            }
        };
        let mut ended = None;
        let area = egui::Area::new(ui.unique_id().with("name editor"))
            .order(egui::Order::Foreground)
            .constrain_to(self.camera.panel.shrink(4.0))
            .fixed_pos(at);
        area.show(ui.ctx(), |ui| {
            cx.palette.card_frame().show(ui, |ui| {
                ui.set_max_width(WIDTH);
                ended = fields_ui(cx, ui, &mut editor);
            });
        });
        // A click beside it takes what was typed; Escape does not.
        if ended.is_none() && (canvas.clicked() || canvas.drag_started()) && !editor.is_fresh {
            ended = Some(Ended::Left);
        }
        editor.is_fresh = false;
        let namesake = editor.namesake(cx).map(|actor| actor.id.clone());
        match (ended, namesake) {
            (None, _) => self.editor = Some(editor),
            // Two of one name are seldom meant: the first time, the hint stays.
            (Some(Ended::Entered), Some(_)) if editor.insisted.as_ref() != Some(&editor.name) => {
                editor.insisted = Some(editor.name.clone());
                editor.is_fresh = true;
                self.editor = Some(editor);
            }
            (Some(Ended::Left), Some(_)) | (Some(Ended::GivenUp), _) => {}
            (Some(Ended::Entered), _) | (Some(Ended::Left), None) => editor.commit(cx, out),
            (Some(Ended::GoThere), Some(other)) => {
                self.go_to(other, out);
            }
            (Some(Ended::Merge), Some(other)) => {
                if let Purpose::Rename { id } = editor.purpose {
                    // The principal stays, whichever of the two it is; otherwise whoever has the name.
                    let (keep, gone) = if id == cx.map.principal { (id, other) } else { (other, id) };
                    out.push(MapChange::MergeActors { keep: keep.clone(), gone }.into());
                    out.push(ViewCommand::SelectActors([keep].into()).into());
                }
            }
            (Some(Ended::GoThere | Ended::Merge), None) => {}
        }
    }
}

/// A name, letter case and spaces around it aside.
fn key(name: &str) -> String {
    name.trim().to_lowercase()
}

/// How wide its field is, in points.
const WIDTH: f32 = 250.0;

/// How it was ended, where it was.
fn fields_ui(cx: &ViewCtx<'_>, ui: &mut Ui, editor: &mut NameEditor) -> Option<Ended> {
    let palette = cx.palette;
    let is_new = matches!(editor.purpose, Purpose::Add { .. });
    let hint = if is_new { "Name of the actor" } else { "New name" };
    let edit = egui::TextEdit::singleline(&mut editor.name).hint_text(hint).desired_width(WIDTH);
    let output = edit.show(ui);
    let response = output.response.response;
    response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::TextInput, true, hint));
    if editor.is_fresh {
        response.request_focus();
        // What stands there is replaced by what is typed.
        let mut state = output.state;
        let all = egui::text::CCursorRange::two(
            egui::text::CCursor::default(),
            egui::text::CCursor::new(editor.name.chars().count()),
        );
        state.cursor.set_char_range(Some(all));
        state.store(ui.ctx(), response.id);
    }
    let mut ended = None;
    if ui.input(|i| i.key_pressed(Key::Escape)) {
        ended = Some(Ended::GivenUp);
    } else if response.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter)) {
        ended = Some(Ended::Entered);
    }
    let namesake = editor.namesake(cx);
    if let Some(other) = namesake {
        if let Some(offer) = namesake_ui(cx, ui, editor, other) {
            ended = Some(offer);
        }
    }
    if is_new {
        ui.horizontal(|ui| {
            kind_ui(ui, &mut editor.kind);
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                // Whoever presses this has read the hint above it.
                let word = if namesake.is_some() { "Add another" } else { "Add actor" };
                if widgets::primary_button(ui, palette, word).clicked() {
                    editor.insisted = Some(editor.name.clone());
                    ended = Some(Ended::Entered);
                }
            });
        });
    }
    ended
}

/// Says that somebody has this name, with what can be done about it.
fn namesake_ui(cx: &ViewCtx<'_>, ui: &mut Ui, editor: &NameEditor, other: &Actor) -> Option<Ended> {
    let palette = cx.palette;
    let is_main = key(&other.name) == key(&editor.name);
    let mut words = if is_main {
        format!("{} is on the map already", other.name)
    } else {
        format!("{} is another name of {}", editor.name.trim(), other.name)
    };
    if editor.insisted.as_ref() == Some(&editor.name) {
        words.push_str(". Enter again keeps two of that name");
    }
    ui.add(egui::Label::new(RichText::new(words).font(fonts::regular(11.5)).color(palette.warn)).wrap());
    let mut offer = None;
    ui.horizontal_wrapped(|ui| {
        if matches!(editor.purpose, Purpose::Rename { .. })
            && widgets::small_button(ui, &format!("Merge with {}", other.name)).clicked()
        {
            offer = Some(Ended::Merge);
        }
        if widgets::small_button(ui, &format!("Go to {}", other.name)).clicked() {
            offer = Some(Ended::GoThere);
        }
    });
    offer
}

/// A choice of kinds.
pub fn kind_ui(ui: &mut Ui, kind: &mut ActorKind) -> bool {
    let before = *kind;
    let text = RichText::new(kind.words()).font(fonts::regular(12.0));
    let combo = egui::ComboBox::from_id_salt("kind").selected_text(text).width(150.0).show_ui(ui, |ui| {
        for each in ActorKind::ALL {
            ui.selectable_value(kind, *each, each.words());
        }
    });
    let words = kind.words();
    combo.response.widget_info(|| {
        egui::WidgetInfo::labeled(egui::accesskit::Role::ComboBox, true, format!("Kind of actor: {words}"))
    });
    *kind != before
}
