//! The card in the canvas's top right corner: what is selected, in its details, edited in place.

mod actor;
mod link;
mod place;

use egui::{Rect, RichText, ScrollArea, Sense, Stroke, Ui, UiBuilder, pos2, vec2};
use lucide_icons::Icon;

use self::actor::actor_ui;
use self::link::{provision_ui, relation_ui};
use self::place::Corner;
use super::acting::arrange_selected;
use super::scene::Scene;
use super::shown::Shown;
use crate::gui::command::{Command, ViewCommand};
use crate::gui::context::ViewCtx;
use crate::gui::map_change::MapChange;
use crate::gui::view::{Alignment, CanvasRequest, LinkRef};
use crate::gui::workspace::shorten;
use crate::gui::{fonts, widgets};
use crate::model::{ActorId, BlocId, Evidence, Stance, in_quotes, slug};

/// The keys 0 to 5 and the shares they set.
pub const SHARES: [(&str, &str, Option<f64>); 6] = [
    ("0", "not assessed", None),
    ("1", "a little, 0.10", Some(0.10)),
    ("2", "some, 0.25", Some(0.25)),
    ("3", "half, 0.50", Some(0.50)),
    ("4", "most, 0.75", Some(0.75)),
    ("5", "all, 1.00", Some(1.0)),
];

const WIDTH: f32 = 252.0;

/// A canvas lower or narrower than this is small: the card is a strip there until it is opened.
const SMALL: egui::Vec2 = vec2(480.0, 340.0);

/// The card.
#[derive(Default)]
pub struct Inspector {
    /// Whether the user folded or opened it, on a canvas with room and on a small one.
    folded: [Option<bool>; 2],
    /// The text being typed, and whose it is.
    note: Option<(String, String)>,
    height: f32,
    /// Where it lay in the last frame, if it was there.
    ground: Option<Rect>,
    taken: Option<Rect>,
    /// What it was about in the last frame, and in which corner it stands for it, once its height is known.
    last: Option<(Subject, Option<Corner>)>,
}

/// What the card is about.
#[derive(Clone, PartialEq)]
enum Subject {
    Actor(ActorId),
    Link(LinkRef),
    Actors(usize),
}

impl Inspector {
    /// Where it lay in the last frame.
    pub fn rect(&self) -> Option<Rect> {
        self.ground
    }

    /// Where another card lies at the left, beside which it then stands.
    pub fn beside(&mut self, card: Option<Rect>) {
        self.taken = card;
    }

    /// It does not stand in this frame.
    pub fn leave(&mut self) {
        self.ground = None;
        // What it is about may have moved to where it stood.
        self.last = None;
    }

    /// Draws the card where something is selected.
    pub fn ui(
        &mut self,
        cx: &ViewCtx<'_>,
        ui: &mut Ui,
        panel: Rect,
        scene: &Scene,
        shown: &Shown,
        out: &mut Vec<Command>,
    ) {
        self.ground = None;
        let selection = &cx.view.selection;
        let subject = match (&selection.link, selection.actors.len()) {
            (Some(link), _) => Subject::Link(link.clone()),
            (None, 0) => {
                self.last = None;
                return;
            }
            (None, 1) => match selection.actors.first() {
                Some(id) => Subject::Actor(id.clone()),
                None => return,
            },
            (None, count) => Subject::Actors(count),
        };
        let Some(title) = title_of(cx, &subject) else { return };
        let palette = cx.palette;
        let corner = match &self.last {
            Some((known, corner)) if *known == subject => *corner,
            _ => None,
        };
        // Its height is learnt in a first frame in which it is not seen.
        let is_new = !matches!(&self.last, Some((known, _)) if *known == subject);
        let corner = corner.or_else(|| (!is_new).then(|| self.best_corner(cx, panel, scene, shown)));
        self.last = Some((subject.clone(), corner));
        let is_small = panel.width() < SMALL.x || panel.height() < SMALL.y;
        let is_folded = self.folded[usize::from(is_small)].unwrap_or(is_small);
        let (_, most) = Self::span(panel, false);
        let ground = self.ground_at(panel, corner.unwrap_or(Corner { at_left: false, at_bottom: false }));
        let min = ground.min;
        if corner.is_some() {
            self.ground = Some(ground);
            ui.painter().rect(ground, 6.0, palette.card, Stroke::new(1.0, palette.outline), egui::StrokeKind::Inside);
            ui.interact(ground, ui.unique_id().with("inspector ground"), Sense::click_and_drag());
        }
        let inner = Rect::from_min_size(min + vec2(10.0, 6.0), vec2(ground.width() - 20.0, most - 12.0));
        let mut builder = UiBuilder::new().max_rect(inner).id_salt("inspector");
        if corner.is_none() {
            builder = builder.invisible();
            ui.ctx().request_repaint();
        }
        let body = ui.scope_builder(builder, |ui| {
            ui.set_clip_rect(ground.intersect(ui.clip_rect()));
            ui.horizontal(|ui| {
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    if widgets::icon_button(ui, palette, Icon::X, "Clear selection").clicked() {
                        out.push(ViewCommand::ClearSelection.into());
                    }
                    let (icon, name) =
                        if is_folded { (Icon::ChevronDown, "Show details") } else { (Icon::ChevronUp, "Hide details") };
                    if widgets::icon_button(ui, palette, icon, name).clicked() {
                        self.folded[usize::from(is_small)] = Some(!is_folded);
                        // It may cover somebody else now.
                        self.last = None;
                    }
                    ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                        let text = RichText::new(crate::gui::bidi::shown(ui.ctx(), &title))
                            .font(fonts::strong(13.0))
                            .color(palette.text);
                        ui.add(egui::Label::new(text).truncate());
                    });
                });
            });
            if is_folded {
                return;
            }
            let left = (most - 48.0).max(20.0);
            ScrollArea::vertical().id_salt("inspector body").max_height(left).auto_shrink([false, true]).show(
                ui,
                |ui| {
                    ui.spacing_mut().item_spacing.y = 5.0;
                    match &subject {
                        Subject::Actor(id) => actor_ui(cx, ui, self, id, out),
                        Subject::Link(link) => link_ui(cx, ui, self, link, scene, out),
                        Subject::Actors(_) => actors_ui(cx, ui, self, scene, out),
                    }
                },
            );
        });
        let height = body.response.rect.height() + 12.0;
        if (height - self.height).abs() > 0.5 {
            self.height = height;
            ui.ctx().request_repaint();
        }
    }

    /// A note that is written back when the field is left.
    fn note_ui(&mut self, ui: &mut Ui, key: &str, stored: &str) -> Option<String> {
        self.text_ui(ui, key, stored, "Note", true)
    }

    /// A word that is written back when the field is left.
    fn word_ui(&mut self, ui: &mut Ui, key: &str, stored: &str, name: &str) -> Option<String> {
        self.text_ui(ui, key, stored, name, false)
    }

    fn text_ui(&mut self, ui: &mut Ui, key: &str, stored: &str, name: &str, is_long: bool) -> Option<String> {
        let is_known = self.note.as_ref().is_some_and(|(known, _)| known == key);
        let mut text = match &self.note {
            Some((_, typed)) if is_known => typed.clone(),
            _ => stored.to_owned(),
        };
        let edit = if is_long {
            egui::TextEdit::multiline(&mut text).desired_rows(1).desired_width(f32::INFINITY)
        } else {
            egui::TextEdit::singleline(&mut text).desired_width(142.0)
        };
        let response = ui.push_id(key, |ui| ui.add(edit.hint_text(name))).inner;
        let role = if is_long { egui::accesskit::Role::MultilineTextInput } else { egui::accesskit::Role::TextInput };
        response.widget_info(|| egui::WidgetInfo::labeled(role, true, name));
        if response.has_focus() {
            self.note = Some((key.to_owned(), text));
            return None;
        }
        if is_known {
            self.note = None;
            if text != stored {
                return Some(text);
            }
        }
        None
    }
}

fn title_of(cx: &ViewCtx<'_>, subject: &Subject) -> Option<String> {
    match subject {
        Subject::Actor(id) => cx.map.actor(id).map(|actor| actor.name.clone()),
        Subject::Link(link) => link_title(cx, link),
        Subject::Actors(count) => Some(format!("{count} actors")),
    }
}

/// From whom to whom a link is.
pub fn link_title(cx: &ViewCtx<'_>, link: &LinkRef) -> Option<String> {
    let between = |from: &ActorId, to: &ActorId| format!("{} → {}", cx.map.actor_name(from), cx.map.actor_name(to));
    match link {
        LinkRef::Relation(id) => cx.map.relation(id).map(|r| between(&r.source, &r.target)),
        LinkRef::Provision(id) => cx.map.provision(id).map(|p| between(&p.provider, &p.recipient)),
    }
}

/// Draws the details of a link and edits them.
pub fn link_ui(
    cx: &ViewCtx<'_>,
    ui: &mut Ui,
    card: &mut Inspector,
    link: &LinkRef,
    scene: &Scene,
    out: &mut Vec<Command>,
) {
    match link {
        LinkRef::Relation(id) => relation_ui(cx, ui, card, id, out),
        LinkRef::Provision(id) => provision_ui(cx, ui, card, id, scene, out),
    }
}

fn actors_ui(cx: &ViewCtx<'_>, ui: &mut Ui, card: &mut Inspector, scene: &Scene, out: &mut Vec<Command>) {
    let selected: Vec<_> = cx.view.selection.actors.iter().filter_map(|id| scene.node(id)).collect();
    let names: Vec<&str> = selected.iter().map(|node| node.name.as_str()).collect();
    widgets::weak(ui, cx.palette, &shorten(&names.join(", "), 120));
    ui.horizontal_wrapped(|ui| {
        for how in Alignment::ALL {
            if widgets::small_button(ui, how.words()).clicked() {
                arrange_selected(&selected, how, out);
            }
        }
    });
    row(cx, ui, "Bloc", |ui| {
        let key = format!("bloc of {}", names.join(" "));
        if let Some(typed) = card.word_ui(ui, &key, "", "Bloc for all of them").filter(|typed| !typed.trim().is_empty())
        {
            let bloc = bloc_of_words(&typed);
            out.push(Command::BeginStep(format!("Put {} actors into {}", selected.len(), typed.trim())));
            for actor in cx.view.selection.actors.iter().filter_map(|id| cx.map.actor(id)) {
                let changed = crate::model::Actor { bloc: Some(bloc.clone()), ..actor.clone() };
                out.push(MapChange::UpdateActor(Box::new(changed)).into());
            }
            out.push(Command::CommitStep);
        }
    });
    ui.horizontal_wrapped(|ui| {
        let pins = selected.iter().any(|node| !node.is_pinned);
        if widgets::small_button(ui, if pins { "Pin them" } else { "Unpin them" }).clicked() {
            out.extend(pin(&selected, pins));
        }
        if widgets::small_button(ui, "Focus").on_hover_text("Show them and their neighbours alone").clicked() {
            out.push(ViewCommand::Canvas(CanvasRequest::Focus).into());
        }
        if widgets::small_button(ui, "Zoom to selection").clicked() {
            out.push(ViewCommand::ZoomToSelection.into());
        }
    });
}

/// Pins actors where they stand, or lets layouts move them again.
pub fn pin(nodes: &[&super::scene::Node], pins: bool) -> Vec<Command> {
    let places = nodes.iter().map(|node| {
        let (id, place) = placed(node, node.at.x, node.at.y);
        (id, crate::model::Place { pinned: pins, ..place })
    });
    let word = if pins { "Pin" } else { "Unpin" };
    let label = match nodes {
        [only] => format!("{word} {}", only.name),
        _ => format!("{word} {} actors", nodes.len()),
    };
    vec![Command::BeginStep(label), MapChange::PlaceActors(places.collect()).into(), Command::CommitStep]
}

/// The bloc that typed words name.
pub fn bloc_of_words(typed: &str) -> BlocId {
    BlocId::from(slug(typed.trim(), "bloc"))
}

type Places = Vec<(ActorId, crate::model::Place)>;

fn placed(node: &super::scene::Node, x: f32, y: f32) -> (ActorId, crate::model::Place) {
    (node.id.clone(), crate::model::Place { x: f64::from(x), y: f64::from(y), pinned: true })
}

/// All at the middle of one coordinate.
pub fn align(nodes: &[&super::scene::Node], along_x: bool) -> Places {
    let coordinate = |at: egui::Pos2| if along_x { at.x } else { at.y };
    let middle = nodes.iter().map(|node| coordinate(node.at)).sum::<f32>() / nodes.len().max(1) as f32;
    nodes
        .iter()
        .map(|node| if along_x { placed(node, middle, node.at.y) } else { placed(node, node.at.x, middle) })
        .collect()
}

/// Equally far apart between the first and the last.
pub fn spread(nodes: &[&super::scene::Node], along_x: bool) -> Places {
    let coordinate = |at: egui::Pos2| if along_x { at.x } else { at.y };
    let mut order = nodes.to_vec();
    order.sort_by(|a, b| coordinate(a.at).total_cmp(&coordinate(b.at)));
    let (Some(first), Some(last)) = (order.first(), order.last()) else { return Vec::new() };
    let (from, to) = (coordinate(first.at), coordinate(last.at));
    let steps = (order.len() - 1).max(1) as f32;
    order
        .iter()
        .enumerate()
        .map(|(n, node)| {
            let at = from + (to - from) * n as f32 / steps;
            if along_x { placed(node, at, node.at.y) } else { placed(node, node.at.x, at) }
        })
        .collect()
}

/// The quotes an item rests on; a click shows the sentence in its article.
fn evidence_ui(cx: &ViewCtx<'_>, ui: &mut Ui, evidence: &[Evidence], out: &mut Vec<Command>) {
    let palette = cx.palette;
    let claims: Vec<_> =
        evidence.iter().filter_map(|piece| Some((piece.stance, cx.map.claim(&piece.claim)?))).collect();
    if claims.is_empty() {
        widgets::weak(ui, palette, "No evidence yet");
        return;
    }
    let noun = if claims.len() == 1 { "quote" } else { "quotes" };
    widgets::weak(ui, palette, &format!("{} {noun}", claims.len()));
    for (stance, claim) in claims.iter().take(6) {
        let against = if *stance == Stance::Against { "Against: " } else { "" };
        let text =
            RichText::new(format!("{against}{}", in_quotes(&shorten(&claim.quote, 130)))).font(fonts::regular(11.5));
        let button = egui::Button::new(text).frame(false).wrap();
        let response = ui.push_id(claim.id.as_str(), |ui| ui.add(button)).inner;
        if response.on_hover_text("Show it in its article").clicked() {
            out.push(ViewCommand::ShowClaim(claim.id.clone()).into());
        }
    }
    if claims.len() > 6 {
        widgets::weak(ui, palette, &format!("and {} more, in the tab Evidence", claims.len() - 6));
    }
}

/// A word in small print before what it names.
fn row(cx: &ViewCtx<'_>, ui: &mut Ui, word: &str, content: impl FnOnce(&mut Ui)) {
    ui.horizontal(|ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(62.0, 20.0), Sense::hover());
        let galley = ui.painter().layout_no_wrap(word.to_owned(), fonts::regular(11.5), cx.palette.weak);
        ui.painter().galley(pos2(rect.min.x, rect.center().y - galley.size().y / 2.0), galley, cx.palette.weak);
        content(ui);
    });
}

/// A choice from a list; the chosen one comes back.
fn choice_ui<T: Copy + PartialEq>(
    ui: &mut Ui,
    name: &str,
    value: T,
    all: &[T],
    words: impl Fn(T) -> String,
) -> Option<T> {
    let mut chosen = value;
    let shown = words(value);
    let text = RichText::new(shown.clone()).font(fonts::regular(12.0));
    let combo = egui::ComboBox::from_id_salt(name).selected_text(text).width(142.0).show_ui(ui, |ui| {
        for each in all {
            ui.selectable_value(&mut chosen, *each, words(*each));
        }
    });
    combo
        .response
        .widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::ComboBox, true, format!("{name}: {shown}")));
    (chosen != value).then_some(chosen)
}
