//! Finding an actor on the map by its name, and going there.

use egui::{Key, Modifiers, Rect, RichText, Stroke, Ui, UiBuilder, vec2};
use lucide_icons::Icon;

use super::Canvas;
use super::scene::Scene;
use crate::gui::command::{Command, ViewCommand};
use crate::gui::context::ViewCtx;
use crate::gui::{fonts, widgets};
use crate::model::ActorId;

/// How many matches are listed.
const MOST: usize = 8;
/// The closest look that finding asks for.
const CLOSE_ENOUGH: f32 = 0.9;

/// The field in which a name is looked for.
#[derive(Default)]
pub struct Find {
    typed: String,
    row: usize,
    is_fresh: bool,
}

impl Find {
    /// A field that takes the keys.
    pub fn fresh() -> Self {
        Self { is_fresh: true, ..Self::default() }
    }
}

/// The actors whose name or alias contains what was typed: those that start with it first, then as the map has them.
fn matches(cx: &ViewCtx<'_>, typed: &str) -> Vec<(ActorId, String)> {
    let wanted = typed.trim().to_lowercase();
    if wanted.is_empty() {
        return Vec::new();
    }
    let mut found: Vec<(u8, ActorId, String)> = cx
        .map
        .actors
        .iter()
        .filter_map(|actor| {
            let name = actor.name.to_lowercase();
            let starts = |text: &str| text.split_whitespace().any(|word| word.starts_with(&wanted));
            let rank = if name.starts_with(&wanted) {
                0
            } else if starts(&name) {
                1
            } else if name.contains(&wanted) {
                2
            } else if actor.aliases.iter().any(|alias| alias.to_lowercase().contains(&wanted)) {
                3
            } else {
                return None;
            };
            Some((rank, actor.id.clone(), actor.name.clone()))
        })
        .collect();
    found.sort_by_key(|(rank, ..)| *rank);
    found.into_iter().map(|(_, id, name)| (id, name)).collect()
}

impl Canvas {
    /// The field and its matches, where it is open.
    pub(super) fn find_ui(&mut self, cx: &ViewCtx<'_>, ui: &mut Ui, scene: &Scene, out: &mut Vec<Command>) {
        let Some(mut find) = self.find.take() else { return };
        let palette = cx.palette;
        let found = matches(cx, &find.typed);
        let shown = found.len().min(MOST);
        let panel = self.camera.panel;
        let height = 38.0 + if find.typed.trim().is_empty() { 0.0 } else { 20.0 + 24.0 * shown as f32 };
        let width = 280.0_f32.min(panel.width() - 20.0);
        let rect =
            Rect::from_min_size(egui::pos2(panel.center().x - width / 2.0, panel.min.y + 44.0), vec2(width, height));
        ui.painter().rect(rect, 6.0, palette.card, Stroke::new(1.0, palette.accent), egui::StrokeKind::Inside);
        ui.interact(rect, ui.unique_id().with("find ground"), egui::Sense::click_and_drag());
        let mut is_open = true;
        let mut goes_to = None;
        ui.scope_builder(UiBuilder::new().max_rect(rect.shrink2(vec2(8.0, 6.0))).id_salt("find on the map"), |ui| {
            let (mut up, mut down) = (false, false);
            ui.input_mut(|i| {
                up = i.consume_key(Modifiers::NONE, Key::ArrowUp);
                down = i.consume_key(Modifiers::NONE, Key::ArrowDown);
                is_open = !i.consume_key(Modifiers::NONE, Key::Escape);
            });
            ui.horizontal(|ui| {
                let field = egui::TextEdit::singleline(&mut find.typed)
                    .hint_text("Name of an actor")
                    .desired_width(width - 56.0);
                let response = ui.add(field);
                response.widget_info(|| {
                    egui::WidgetInfo::labeled(egui::accesskit::Role::TextInput, true, "Find on the map")
                });
                if std::mem::take(&mut find.is_fresh) {
                    response.request_focus();
                }
                if response.changed() {
                    find.row = 0;
                }
                if response.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter)) {
                    goes_to = found.get(find.row).map(|(id, _)| id.clone());
                    // The next Enter goes to the next match.
                    if goes_to.is_some() {
                        find.row = (find.row + 1) % found.len();
                        response.request_focus();
                    }
                }
                if widgets::icon_button(ui, palette, Icon::X, "Close find").clicked() {
                    is_open = false;
                }
            });
            if shown > 0 && up {
                find.row = (find.row + found.len() - 1) % found.len();
            }
            if shown > 0 && down {
                find.row = (find.row + 1) % found.len();
            }
            if find.typed.trim().is_empty() {
                return;
            }
            widgets::weak(
                ui,
                palette,
                &match found.len() {
                    0 => "No actor has this name".to_owned(),
                    1 => "1 actor".to_owned(),
                    count if count > MOST => format!("{count} actors, the first {MOST} listed"),
                    count => format!("{count} actors"),
                },
            );
            for (row, (id, name)) in found.iter().take(MOST).enumerate() {
                let text = RichText::new(name).font(fonts::regular(12.5));
                let response = ui.push_id(id.as_str(), |ui| ui.selectable_label(row == find.row, text)).inner;
                response.widget_info(|| {
                    let name = format!("Go to {name}");
                    egui::WidgetInfo::selected(egui::accesskit::Role::Button, true, row == find.row, name)
                });
                if response.clicked() {
                    goes_to = Some(id.clone());
                }
            }
        });
        if let Some(id) = goes_to {
            self.jump_to(scene, &id);
            out.push(ViewCommand::SelectActors([id].into()).into());
        }
        if is_open {
            self.find = Some(find);
        }
    }

    /// Looks at an actor, close enough to read it. An actor that is filtered away comes back with everything else.
    pub(super) fn jump_to(&mut self, scene: &Scene, id: &ActorId) {
        let Some(n) = scene.place(id) else { return };
        if self.hidden.node(n) {
            self.filter.clear();
        }
        self.camera.zoom = self.camera.zoom.max(CLOSE_ENOUGH);
        self.camera.centre = scene.nodes[n].at;
        self.is_fitted = false;
    }
}
