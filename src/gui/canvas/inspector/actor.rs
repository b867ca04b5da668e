//! The card of one actor.

use egui::{RichText, Ui};

use super::{Inspector, bloc_of_words, choice_ui, evidence_ui, row};
use crate::gui::command::{Command, ViewCommand};
use crate::gui::context::ViewCtx;
use crate::gui::map_change::MapChange;
use crate::gui::view::LinkRef;
use crate::gui::{fonts, widgets};
use crate::model::{Actor, ActorId, ActorKind, Provision};

/// Draws the details of an actor and edits them.
pub fn actor_ui(cx: &ViewCtx<'_>, ui: &mut Ui, card: &mut Inspector, id: &ActorId, out: &mut Vec<Command>) {
    let Some(actor) = cx.map.actor(id) else { return };
    let mut update = |changed: Actor| out.push(MapChange::UpdateActor(Box::new(changed)).into());
    row(cx, ui, "Kind", |ui| {
        if let Some(kind) = choice_ui(ui, "Kind", actor.kind, ActorKind::ALL, |kind| kind.words().to_owned()) {
            update(Actor { kind, ..actor.clone() });
        }
    });
    row(cx, ui, "Bloc", |ui| {
        let mut blocs: Vec<_> = cx.map.actors.iter().filter_map(|a| a.bloc.as_ref()).collect();
        blocs.sort();
        blocs.dedup();
        let mut all: Vec<Option<&crate::model::BlocId>> = vec![None];
        all.extend(blocs.into_iter().map(Some));
        let words =
            |bloc: Option<&crate::model::BlocId>| bloc.map_or("none".to_owned(), |bloc| cx.map.bloc_words(bloc));
        if let Some(bloc) = choice_ui(ui, "Bloc", actor.bloc.as_ref(), &all, words) {
            update(Actor { bloc: bloc.cloned(), ..actor.clone() });
        }
    });
    row(cx, ui, "", |ui| {
        let typed = card.word_ui(ui, &format!("{id} new bloc"), "", "New bloc");
        if let Some(typed) = typed.filter(|typed| !typed.trim().is_empty()) {
            update(Actor { bloc: Some(bloc_of_words(&typed)), ..actor.clone() });
        }
    });
    capacity_ui(cx, ui, actor, out);
    if actor.aliases.iter().any(|alias| !alias.is_empty()) {
        widgets::weak(ui, cx.palette, &format!("Also {}", actor.aliases.join(", ")));
    }
    let available = cx.snapshot.outcome.availability.get(id).copied().unwrap_or(1.0);
    if available < 0.995 {
        let text = format!("The scenario leaves {:.0} % of it in month {}", available * 100.0, cx.view.month);
        ui.label(RichText::new(text).font(fonts::regular(12.0)).color(cx.palette.loss));
    }
    list_ui(cx, ui, "Provides", |p| p.provider == *id, |p| &p.recipient, out);
    list_ui(cx, ui, "Receives", |p| p.recipient == *id, |p| &p.provider, out);
    if let Some(note) = card.note_ui(ui, id.as_str(), &actor.note) {
        out.push(MapChange::UpdateActor(Box::new(Actor { note, ..actor.clone() })).into());
    }
    if !actor.evidence.is_empty() {
        evidence_ui(cx, ui, &actor.evidence, out);
    }
}

fn capacity_ui(cx: &ViewCtx<'_>, ui: &mut Ui, actor: &Actor, out: &mut Vec<Command>) {
    row(cx, ui, "Capacity", |ui| {
        let mut is_limited = actor.capacity.is_some();
        let why = "The sum of shares that it can deliver at once";
        if ui.checkbox(&mut is_limited, "limited").on_hover_text(why).changed() {
            let capacity = is_limited.then_some(1.0);
            out.push(MapChange::UpdateActor(Box::new(Actor { capacity, ..actor.clone() })).into());
        }
        let Some(mut capacity) = actor.capacity else { return };
        let field = egui::DragValue::new(&mut capacity).range(0.0..=17.0).speed(0.02).max_decimals(2);
        let response = widgets::number_field(ui, cx.palette, field).on_hover_text(why);
        response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::SpinButton, true, "Capacity"));
        if response.drag_started() {
            out.push(Command::BeginStep(format!("Set capacity of {}", actor.name)));
        }
        if response.changed() {
            let changed = Actor { capacity: Some(capacity), ..actor.clone() };
            out.push(MapChange::UpdateActor(Box::new(changed)).into());
        }
        if response.drag_stopped() {
            out.push(Command::CommitStep);
        }
    });
}

/// Provisions in one direction; a click selects one.
fn list_ui(
    cx: &ViewCtx<'_>,
    ui: &mut Ui,
    title: &str,
    belongs: impl Fn(&Provision) -> bool,
    other: impl Fn(&Provision) -> &ActorId,
    out: &mut Vec<Command>,
) {
    let provisions: Vec<&Provision> = cx.map.provisions.iter().filter(|provision| belongs(provision)).collect();
    if provisions.is_empty() {
        return;
    }
    widgets::weak(ui, cx.palette, &format!("{title} {}", provisions.len()));
    let mut last: Option<&ActorId> = None;
    for provision in provisions {
        let (words, colour) = (
            cx.map.function_words(&provision.function),
            cx.palette.family(cx.map.function_family(&provision.function)),
        );
        let share = provision.share.map_or("?".to_owned(), |share| format!("{:.2}", share.0));
        let now = cx.snapshot.outcome.delivered.get(&provision.id).copied();
        let before = cx.snapshot.reference_outcome.delivered.get(&provision.id).copied();
        let is_lost = before.is_some_and(|before| before > 0.0) && now.is_none_or(|now| now <= 1e-9);
        if last != Some(other(provision)) {
            let name = cx.map.actor_name(other(provision));
            ui.label(RichText::new(name).font(fonts::medium(11.5)).color(cx.palette.text));
            last = Some(other(provision));
        }
        let mut text = RichText::new(format!("{words} · {share} · {}", provision.status.words()));
        if is_lost {
            text = text.strikethrough();
        }
        let button = egui::Button::new(text.font(fonts::regular(11.5)).color(colour)).frame(false).truncate();
        let response = ui.push_id(provision.id.as_str(), |ui| ui.add(button)).inner;
        if response.clicked() {
            out.push(ViewCommand::SelectLink(LinkRef::Provision(provision.id.clone())).into());
        }
    }
}
