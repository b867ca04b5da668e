//! The card that opens where a drawn link ends: what is it that the one does for, with or to the other?

use egui::{Button, Key, Pos2, Rect, Response, RichText, ScrollArea, Ui, Vec2, pos2, vec2};

use super::Canvas;
use super::edges::hue_colour;
use super::link::Hue;
use super::scene::Scene;
use crate::gui::command::{Command, ViewCommand};
use crate::gui::context::ViewCtx;
use crate::gui::map_change::MapChange;
use crate::gui::view::LinkRef;
use crate::gui::{fonts, widgets};
use crate::model::actions;
use crate::model::{
    ActorId, FunctionFamily, FunctionId, ProvisionStatus, RelationClass, SecurityFunction, StructureType, in_quotes,
};

/// Types offered for relations that are no structure; any other can be typed.
const COOPERATION: [&str; 6] = ["alliance", "agreement", "aid", "training", "talks", "coordination"];
const CONFLICT: [&str; 6] = ["fighting", "tension", "sanctions", "accusation", "expulsion", "coup"];

/// The width of the card, where there is room.
const WIDTH: f32 = 292.0;
/// Room for a name below an actor.
const NAME: f32 = 20.0;

/// The card.
pub struct LinkChooser {
    from: ActorId,
    to: ActorId,
    at: Pos2,
    is_provision: bool,
    status: ProvisionStatus,
    class: RelationClass,
    /// What is typed, to find a choice or to name another.
    typed: String,
    is_fresh: bool,
    /// How large it was in the last frame.
    size: Vec2,
    /// Where it stands, once its size is known.
    corner: Option<Pos2>,
}

impl LinkChooser {
    /// For a link between two actors; help is offered first where the link ends at the principal or who stands for it.
    pub fn new(cx: &ViewCtx<'_>, from: ActorId, to: ActorId, at: Pos2) -> Self {
        let is_provision = from != to && cx.map.stands_for_principal().contains(&to);
        Self {
            from,
            to,
            at,
            is_provision,
            status: ProvisionStatus::Active,
            class: RelationClass::Cooperation,
            typed: String::new(),
            is_fresh: true,
            size: Vec2::ZERO,
            corner: None,
        }
    }
}

impl LinkChooser {
    /// From whom to whom the link goes.
    pub fn ends(&self) -> (&ActorId, &ActorId) {
        (&self.from, &self.to)
    }
}

impl Canvas {
    /// The card for a link to an actor, where that stands.
    pub(super) fn chooser_for(&self, cx: &ViewCtx<'_>, from: &ActorId, to: &ActorId) -> LinkChooser {
        let at = self.place_on_screen(to).unwrap_or(self.camera.panel.center());
        LinkChooser::new(cx, from.clone(), to.clone(), at)
    }

    /// The two ends of a link that is being made, with their names.
    fn ends_of(&self, chooser: &LinkChooser, scene: &Scene) -> Vec<Rect> {
        let end = |id: &ActorId| {
            let square = self.shown.outer(scene.place(id)?)?.square().expand(4.0);
            Some(square.with_max_y(square.max.y + NAME))
        };
        [&chooser.from, &chooser.to].into_iter().filter_map(end).collect()
    }

    pub(super) fn chooser_ui(
        &mut self,
        cx: &ViewCtx<'_>,
        ui: &Ui,
        canvas: &Response,
        scene: &Scene,
        out: &mut Vec<Command>,
    ) {
        let Some(mut chooser) = self.chooser.take() else { return };
        if cx.map.actor(&chooser.from).is_none() || cx.map.actor(&chooser.to).is_none() {
            return;
        }
        let mut is_open = true;
        let room = self.camera.panel.shrink(4.0);
        let corner = chooser.corner.unwrap_or_else(|| {
            let ends = self.ends_of(&chooser, scene);
            beside_link(room, chooser.size, &ends, chooser.at)
        });
        if chooser.size != Vec2::ZERO {
            chooser.corner = Some(corner);
        }
        let width = WIDTH.min(room.width() - 24.0);
        let most = (room.height() - 96.0).max(60.0);
        let area = egui::Area::new(ui.unique_id().with("link chooser"))
            .order(egui::Order::Foreground)
            .constrain_to(room)
            .fixed_pos(corner);
        let shown = area.show(ui.ctx(), |ui| {
            cx.palette.card_frame().show(ui, |ui| {
                ui.set_width(width);
                is_open = card_ui(cx, ui, &mut chooser, most, out);
            });
        });
        chooser.size = shown.response.rect.size();
        if chooser.corner.is_none() {
            ui.ctx().request_repaint();
        }
        let elsewhere = (canvas.clicked() || canvas.drag_started()) && !chooser.is_fresh;
        if elsewhere || ui.input(|i| i.key_pressed(Key::Escape)) {
            is_open = false;
        }
        chooser.is_fresh = false;
        if is_open {
            self.chooser = Some(chooser);
        } else {
            self.keyboard.take(ui.ctx());
        }
    }
}

/// Where a card of a size stands so that it covers the ends of a link least, and is near to where it was drawn to.
fn beside_link(room: Rect, size: Vec2, ends: &[Rect], near: Pos2) -> Pos2 {
    let size = if size == Vec2::ZERO { vec2(WIDTH + 20.0, 320.0) } else { size }.min(room.size());
    let edges = |from: fn(&Rect) -> f32, to: fn(&Rect) -> f32, near: f32, size: f32| {
        let mut all = vec![from(&room), to(&room) - size, near + 12.0, near - 12.0 - size, near - size / 2.0];
        all.extend(ends.iter().flat_map(|end| [to(end) + 4.0, from(end) - 4.0 - size]));
        all.into_iter().map(move |at| at.clamp(from(&room), (to(&room) - size).max(from(&room)))).collect::<Vec<f32>>()
    };
    let across = edges(|r| r.min.x, |r| r.max.x, near.x, size.x);
    let down = edges(|r| r.min.y, |r| r.max.y, near.y, size.y);
    let cost = |corner: &Pos2| {
        let card = Rect::from_min_size(*corner, size);
        let covered: f32 = ends.iter().map(|end| end.intersect(card)).filter(Rect::is_positive).map(|r| r.area()).sum();
        covered * 4.0 + card.distance_to_pos(near)
    };
    let corners = across.iter().flat_map(|x| down.iter().map(move |y| pos2(*x, *y)));
    corners.min_by(|a, b| cost(a).total_cmp(&cost(b))).unwrap_or(near)
}

/// Whether the card stays open.
fn card_ui(cx: &ViewCtx<'_>, ui: &mut Ui, chooser: &mut LinkChooser, most: f32, out: &mut Vec<Command>) -> bool {
    let mut is_open = true;
    let title = format!("{} to {}", cx.map.actor_name(&chooser.from), cx.map.actor_name(&chooser.to));
    ui.horizontal(|ui| {
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if widgets::icon_button(ui, cx.palette, lucide_icons::Icon::X, "Draw nothing").clicked() {
                is_open = false;
            }
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                ui.add(
                    egui::Label::new(
                        RichText::new(crate::gui::bidi::shown(ui.ctx(), &title)).font(fonts::strong(13.0)),
                    )
                    .truncate(),
                );
            });
        });
    });
    // Nobody provides for themselves what they lack.
    if chooser.from != chooser.to {
        ui.horizontal(|ui| {
            ui.selectable_value(&mut chooser.is_provision, true, "Provides");
            ui.selectable_value(&mut chooser.is_provision, false, "Relates to");
        });
    }
    let is_entered = typed_ui(ui, chooser);
    ui.separator();
    let chosen = ScrollArea::vertical().id_salt("kinds of link").max_height(most).show(ui, |ui| {
        if chooser.is_provision {
            provision_ui(cx, ui, chooser, is_entered, out)
        } else {
            relation_ui(cx, ui, chooser, is_entered, out)
        }
    });
    is_open && !chosen.inner
}

/// The field in which a choice is found by its first letters, or a new word is typed; whether it was entered.
fn typed_ui(ui: &mut Ui, chooser: &mut LinkChooser) -> bool {
    let hint = match (chooser.is_provision, chooser.class) {
        (true, _) => "Type a function, Enter takes it",
        (false, RelationClass::Structure) => "Type a kind, Enter takes it",
        (false, _) => "Type a kind or another word",
    };
    let response = ui.add(egui::TextEdit::singleline(&mut chooser.typed).hint_text(hint).desired_width(f32::INFINITY));
    response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::TextInput, true, "Kind of link"));
    if chooser.is_fresh {
        response.request_focus();
    }
    response.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter))
}

/// How well words fit what was typed: 0 as they are, 1 they begin with it, 2 a word of them does; `None` not at all.
fn fit(words: &str, typed: &str) -> Option<u8> {
    let (words, typed) = (words.to_lowercase(), typed.trim().to_lowercase());
    if words == typed {
        Some(0)
    } else if words.starts_with(&typed) {
        Some(1)
    } else {
        words.split_whitespace().any(|word| word.starts_with(&typed)).then_some(2)
    }
}

/// Says of a choice what it is for; the same words stand elsewhere in the window.
fn named(response: &Response, name: &str) {
    response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Button, true, name));
}

fn provision_ui(
    cx: &ViewCtx<'_>,
    ui: &mut Ui,
    chooser: &mut LinkChooser,
    is_entered: bool,
    out: &mut Vec<Command>,
) -> bool {
    ui.horizontal(|ui| {
        for status in [ProvisionStatus::Active, ProvisionStatus::Offered, ProvisionStatus::Latent] {
            let response = ui.selectable_value(&mut chooser.status, status, status.words());
            named(&response, &format!("Status {}", status.words()));
        }
    });
    let mut functions = cx.map.function_ids();
    for known in SecurityFunction::ALL {
        let id = FunctionId::from(known.id());
        if !functions.contains(&id) {
            functions.push(id);
        }
    }
    functions.retain(|function| fit(&cx.map.function_words(function), &chooser.typed).is_some());
    let mut chosen = None;
    if is_entered && !chooser.typed.trim().is_empty() {
        let best = functions.iter().min_by_key(|function| fit(&cx.map.function_words(function), &chooser.typed));
        chosen = best.cloned();
    }
    if functions.is_empty() {
        widgets::weak(ui, cx.palette, "No function begins like this");
    }
    for family in FunctionFamily::ALL {
        let colour = hue_colour(cx.palette, Hue::Family(*family));
        if !functions.iter().any(|function| cx.map.function_family(function) == *family) {
            continue;
        }
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = egui::vec2(4.0, 4.0);
            for function in functions.iter().filter(|function| cx.map.function_family(function) == *family) {
                let words = cx.map.function_words(function);
                let text = RichText::new(words).font(fonts::regular(12.0)).color(colour);
                let response = ui.add(Button::new(text).fill(cx.palette.tint(colour, 0.08)));
                named(&response, &format!("Provide {}", cx.map.function_words(function)));
                if response.clicked() {
                    chosen = Some(function.clone());
                }
            }
        });
    }
    let Some(function) = chosen else { return false };
    // The id that the change will give it, so that it can be selected.
    let made = actions::add_provision(cx.map, &chooser.from, &chooser.to, &function, chooser.status);
    out.push(
        MapChange::AddProvision {
            provider: chooser.from.clone(),
            recipient: chooser.to.clone(),
            function,
            status: chooser.status,
        }
        .into(),
    );
    if let Ok((id, _)) = made {
        out.push(ViewCommand::SelectLink(LinkRef::Provision(id)).into());
    }
    true
}

fn relation_ui(
    cx: &ViewCtx<'_>,
    ui: &mut Ui,
    chooser: &mut LinkChooser,
    is_entered: bool,
    out: &mut Vec<Command>,
) -> bool {
    ui.horizontal(|ui| {
        for class in RelationClass::ALL {
            let text = RichText::new(class.words()).color(hue_colour(cx.palette, Hue::Class(*class)));
            let response = ui.selectable_value(&mut chooser.class, *class, text);
            named(&response, &format!("Class {}", class.words()));
        }
    });
    let mut chosen = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(4.0, 4.0);
        let kinds: Vec<(&str, &str)> = match chooser.class {
            RelationClass::Structure => StructureType::ALL.iter().map(|kind| (kind.id(), kind.words())).collect(),
            RelationClass::Cooperation => COOPERATION.map(|kind| (kind, kind)).to_vec(),
            RelationClass::Conflict => CONFLICT.map(|kind| (kind, kind)).to_vec(),
        };
        let typed = chooser.typed.trim();
        let fits = kinds.iter().filter(|(_, words)| fit(words, typed).is_some());
        if is_entered && !typed.is_empty() {
            let best = fits.clone().min_by_key(|(_, words)| fit(words, typed));
            let is_free = chooser.class != RelationClass::Structure;
            chosen = best.map(|(id, _)| (*id).to_owned()).or_else(|| is_free.then(|| typed.to_owned()));
        }
        for (id, words) in fits {
            let response = widgets::small_button(ui, words);
            named(&response, &format!("Relate by {words}"));
            if response.clicked() {
                chosen = Some((*id).to_owned());
            }
        }
    });
    let typed = chooser.typed.trim();
    if chooser.class != RelationClass::Structure && !typed.is_empty() {
        let response = widgets::small_button(ui, &format!("Relate by {}", in_quotes(typed)));
        if response.clicked() {
            chosen = Some(typed.to_owned());
        }
    }
    let Some(kind) = chosen else { return false };
    let made = actions::add_relation(cx.map, &chooser.from, &chooser.to, chooser.class, &kind);
    out.push(
        MapChange::AddRelation { source: chooser.from.clone(), target: chooser.to.clone(), class: chooser.class, kind }
            .into(),
    );
    if let Ok((id, _)) = made {
        out.push(ViewCommand::SelectLink(LinkRef::Relation(id)).into());
    }
    true
}
