//! Finding an actor on the map by its name, and going there.

use egui::{Key, Modifiers, Rect, Response, RichText, Stroke, Ui, UiBuilder, vec2};
use lucide_icons::Icon;

use super::Canvas;
use super::keyboard::{ARROWS, Spot};
use crate::gui::command::Command;
use crate::gui::context::ViewCtx;
use crate::gui::{fonts, widgets};
use crate::model::ActorId;

/// How many matches are listed.
const MOST: usize = 8;
/// How wide the field is.
const WIDTH: f32 = 280.0;

/// The field in which a name is looked for.
#[derive(Default)]
pub struct Find {
    typed: String,
    row: usize,
    /// The match that was gone to.
    reached: Option<usize>,
    is_fresh: bool,
    /// From whom a link is drawn to who is found, where it is for that.
    pub links_from: Option<ActorId>,
    /// How high it was in the last frame.
    height: f32,
}

impl Find {
    /// A field that takes the keys.
    pub fn fresh() -> Self {
        Self { is_fresh: true, ..Self::default() }
    }

    /// A field in which is said to whom a link from an actor goes.
    pub fn for_link(from: ActorId) -> Self {
        Self { links_from: Some(from), ..Self::fresh() }
    }

    /// Where it lies: in the middle, or beside the cards that lie there, where there is room.
    fn rect(&self, panel: Rect, cards: &[Rect]) -> Rect {
        let size = vec2(WIDTH.min(panel.width() - 20.0), self.height.max(38.0));
        let at = |left: f32| Rect::from_min_size(egui::pos2(left, panel.min.y + 44.0), size);
        let middle = panel.center().x - size.x / 2.0;
        let beside = cards.iter().flat_map(|card| [card.max.x + 8.0, card.min.x - 8.0 - size.x]);
        let inside = |rect: &Rect| rect.min.x >= panel.min.x + 8.0 && rect.max.x <= panel.max.x - 8.0;
        let is_free = |rect: &Rect| inside(rect) && !cards.iter().any(|card| card.intersects(*rect));
        std::iter::once(middle).chain(beside).map(at).find(is_free).unwrap_or_else(|| at(middle))
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
    /// Where the field lies, where it is open.
    pub(super) fn find_rect(&self) -> Option<Rect> {
        self.find.as_ref().map(|find| self.find_place(find))
    }

    fn find_place(&self, find: &Find) -> Rect {
        let panel = self.camera.panel;
        let cards: Vec<Rect> = [self.inspector.rect(), self.filter.rect_if_open(panel)].into_iter().flatten().collect();
        find.rect(panel, &cards)
    }

    /// The field and its matches, where it is open.
    pub(super) fn find_ui(&mut self, cx: &ViewCtx<'_>, ui: &mut Ui, canvas: &Response, out: &mut Vec<Command>) {
        let Some(mut find) = self.find.take() else { return };
        // Whoever takes to the map has found what they looked for.
        let is_left = canvas.clicked() || canvas.secondary_clicked() || canvas.drag_started();
        if is_left && !find.is_fresh {
            return;
        }
        let palette = cx.palette;
        let found = matches(cx, &find.typed);
        let shown = found.len().min(MOST);
        let rect = self.find_place(&find);
        let width = rect.width();
        // Drawn when it is known how much it has to hold.
        let ground = ui.painter().add(egui::Shape::Noop);
        ui.interact(rect, ui.unique_id().with("find ground"), egui::Sense::click_and_drag());
        let mut is_open = true;
        let mut goes_to = None;
        let body = ui.scope_builder(
            UiBuilder::new().max_rect(rect.shrink2(vec2(8.0, 6.0))).id_salt("find on the map"),
            |ui| {
                ui.spacing_mut().item_spacing.y = 2.0;
                if let Some(from) = &find.links_from {
                    widgets::weak(ui, palette, &format!("Link from {} to", cx.map.actor_name(from)));
                }
                // Once somebody is reached, or while nobody is named, arrows walk on the map.
                let walks = find.reached.is_some() || (find.links_from.is_some() && find.typed.is_empty());
                let (mut up, mut down) = (false, false);
                ui.input_mut(|i| {
                    if walks {
                        let mut pressed = ARROWS.into_iter().filter(|(key, _)| i.consume_key(Modifiers::NONE, *key));
                        self.keyboard.walks = pressed.next().map(|(_, way)| way);
                    }
                    up = i.consume_key(Modifiers::NONE, Key::ArrowUp);
                    down = i.consume_key(Modifiers::NONE, Key::ArrowDown);
                    is_open = !i.consume_key(Modifiers::NONE, Key::Escape);
                });
                ui.horizontal(|ui| {
                    let field = egui::TextEdit::singleline(&mut find.typed)
                        .hint_text(if find.links_from.is_some() {
                            "Name, or walk with arrows"
                        } else {
                            "Name of an actor"
                        })
                        .desired_width(width - 56.0);
                    let output = field.show(ui);
                    let response = output.response.response;
                    response.widget_info(|| {
                        let name = if find.links_from.is_some() { "Link to" } else { "Find on the map" };
                        egui::WidgetInfo::labeled(egui::accesskit::Role::TextInput, true, name)
                    });
                    if std::mem::take(&mut find.is_fresh) {
                        response.request_focus();
                        // What is typed next is looked for instead.
                        let end = egui::text::CCursor::new(find.typed.chars().count());
                        let all = egui::text::CCursorRange::two(egui::text::CCursor::default(), end);
                        let mut state = output.state;
                        state.cursor.set_char_range(Some(all));
                        state.store(ui.ctx(), response.id);
                    }
                    if response.changed() {
                        find.row = 0;
                        find.reached = None;
                    }
                    if response.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter)) {
                        // The first Enter goes to the match that is marked, each further one to the next.
                        if !found.is_empty() {
                            if find.reached == Some(find.row) {
                                find.row = (find.row + 1) % found.len();
                            }
                            find.reached = Some(find.row);
                            goes_to = found.get(find.row).map(|(id, _)| id.clone());
                        } else if find.typed.trim().is_empty() {
                            goes_to = self.walked_to(find.links_from.as_ref());
                        }
                        // Enter takes the keys from a field; it gets them back.
                        find.is_fresh = true;
                        ui.ctx().request_repaint();
                    }
                    if widgets::icon_button(ui, palette, Icon::X, "Close find").clicked() {
                        is_open = false;
                    }
                });
                if shown > 0 && up {
                    find.row = (find.row + found.len() - 1) % found.len();
                    find.reached = None;
                }
                if shown > 0 && down {
                    find.row = (find.row + 1) % found.len();
                    find.reached = None;
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
                        count if find.reached.is_some() => {
                            format!("{} of {count} actors, Enter goes to the next", find.row + 1)
                        }
                        count if count > MOST => format!("{count} actors, the first {MOST} listed"),
                        count => format!("{count} actors"),
                    },
                );
                // The list would lie over who was found.
                if find.reached.is_some() {
                    return;
                }
                // The one that is marked is always in sight.
                let first = (find.row + 1).saturating_sub(MOST);
                for (row, (id, name)) in found.iter().enumerate().skip(first).take(MOST) {
                    let text = RichText::new(crate::gui::bidi::shown(ui.ctx(), name)).font(fonts::regular(12.5));
                    let response = ui.push_id(id.as_str(), |ui| ui.selectable_label(row == find.row, text)).inner;
                    response.widget_info(|| {
                        let name = format!("Go to {name}");
                        egui::WidgetInfo::selected(egui::accesskit::Role::Button, true, row == find.row, name)
                    });
                    if response.clicked() {
                        (find.row, find.reached) = (row, Some(row));
                        goes_to = Some(id.clone());
                    }
                }
            },
        );
        let height = body.response.rect.height() + 12.0;
        let taken = Rect::from_min_size(rect.min, vec2(width, height));
        let stroke = Stroke::new(1.0, palette.accent);
        let shape = egui::epaint::RectShape::new(taken, 6.0, palette.card, stroke, egui::StrokeKind::Inside);
        ui.painter().set(ground, shape);
        if (height - find.height).abs() > 0.5 {
            find.height = height;
            ui.ctx().request_repaint();
        }
        match (goes_to, &find.links_from) {
            (Some(to), Some(from)) => {
                self.chooser = Some(self.chooser_for(cx, from, &to));
                is_open = false;
            }
            (Some(id), None) => self.go_to(id, out),
            (None, _) => {}
        }
        let goes_on = self.keyboard.walks.is_some() && find.links_from.is_none();
        if is_open && !goes_on {
            self.find = Some(find);
        } else if self.chooser.is_none() {
            // Who was found, or walked to, is where the keys go on from.
            self.keyboard.take(ui.ctx());
        }
        if self.keyboard.walks.is_some() {
            ui.ctx().request_repaint();
        }
    }

    /// The actor that the arrows have come to on the way of a link from another.
    fn walked_to(&self, from: Option<&ActorId>) -> Option<ActorId> {
        match &self.keyboard.spot {
            Some(Spot::Actor(id)) if from.is_some_and(|from| from != id) => Some(id.clone()),
            _ => None,
        }
    }
}
