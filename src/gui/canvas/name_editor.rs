//! The text box on the canvas in which an actor gets its name: a new one with its kind, or another name for one that is.

use egui::{Key, Pos2, Response, RichText, Ui, vec2};

use super::Canvas;
use super::scene::Node;
use crate::gui::command::{Command, ViewCommand};
use crate::gui::context::ViewCtx;
use crate::gui::map_change::MapChange;
use crate::gui::theme::Palette;
use crate::gui::{fonts, widgets};
use crate::model::{ActorId, ActorKind, Place, slug, unused_id};

/// The text box.
pub struct NameEditor {
    purpose: Purpose,
    name: String,
    kind: ActorKind,
    /// It has not had the keys yet.
    is_fresh: bool,
}

enum Purpose {
    Add { at: Pos2 },
    Rename { id: ActorId },
}

impl NameEditor {
    /// For a new actor at a place of the scene.
    pub fn add(at: Pos2) -> Self {
        Self { purpose: Purpose::Add { at }, name: String::new(), kind: ActorKind::State, is_fresh: true }
    }

    /// For another name of an actor.
    pub fn rename(node: &Node) -> Self {
        let purpose = Purpose::Rename { id: node.id.clone() };
        Self { purpose, name: node.name.clone(), kind: node.kind, is_fresh: true }
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
    pub(super) fn editor_ui(&mut self, cx: &ViewCtx<'_>, ui: &Ui, canvas: &Response, out: &mut Vec<Command>) {
        let Some(mut editor) = self.editor.take() else { return };
        let at = match &editor.purpose {
            Purpose::Add { at } => self.camera.on_screen(*at) - vec2(110.0, 20.0),
            Purpose::Rename { id } => {
                let node = self.scene.as_ref().and_then(|scene| scene.place(id));
                let node = node.or_else(|| cx.map.actors.iter().position(|actor| actor.id == *id));
                let Some(circle) = node.and_then(|n| self.shown.circles.get(n)) else { return };
                circle.centre + vec2(-90.0, circle.radius)
            }
        };
        let mut done = None;
        let area = egui::Area::new(ui.unique_id().with("name editor"))
            .order(egui::Order::Foreground)
            .constrain_to(self.camera.panel.shrink(4.0))
            .fixed_pos(at);
        area.show(ui.ctx(), |ui| {
            cx.palette.card_frame().show(ui, |ui| {
                ui.set_max_width(WIDTH);
                done = fields_ui(cx.palette, ui, &mut editor);
            });
        });
        // A click beside it takes what was typed; Escape does not.
        if done.is_none() && (canvas.clicked() || canvas.drag_started()) && !editor.is_fresh {
            done = Some(true);
        }
        editor.is_fresh = false;
        match done {
            Some(true) => editor.commit(cx, out),
            Some(false) => {}
            None => self.editor = Some(editor),
        }
    }
}

/// How wide its field is, in points.
const WIDTH: f32 = 250.0;

/// Whether it was finished, and whether what was typed counts.
fn fields_ui(palette: &Palette, ui: &mut Ui, editor: &mut NameEditor) -> Option<bool> {
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
    let mut done = None;
    if ui.input(|i| i.key_pressed(Key::Escape)) {
        done = Some(false);
    } else if response.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter)) {
        done = Some(true);
    }
    if is_new {
        ui.horizontal(|ui| {
            kind_ui(ui, &mut editor.kind);
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if widgets::primary_button(ui, palette, "Add actor").clicked() {
                    done = Some(true);
                }
            });
        });
    }
    done
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
