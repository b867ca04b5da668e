//! An actor in the list: its kind, its name, and what can be done with it.

use std::collections::BTreeSet;

use egui::{Key, Rect, RichText, Sense, TextEdit, Ui, pos2, vec2};

use super::{ROW, blocs};
use crate::gui::command::{Command, ViewCommand};
use crate::gui::context::ViewCtx;
use crate::gui::map_change::MapChange;
use crate::gui::panels::actor_picker::actor_list_ui;
use crate::gui::{fonts, theme, widgets};
use crate::model::{Actor, ActorId, ActorKind, BlocId, slug};

/// Draws an actor's row.
pub fn actor_row_ui(
    cx: &ViewCtx<'_>,
    ui: &mut Ui,
    actor: &Actor,
    renaming: &mut Option<(ActorId, String)>,
    out: &mut Vec<Command>,
) {
    if renaming.as_ref().is_some_and(|(id, _)| *id == actor.id) {
        rename_ui(ui, actor, renaming, out);
        return;
    }
    let palette = cx.palette;
    let selected = cx.view.selection.actors.contains(&actor.id);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let response = ui.interact(rect, ui.make_persistent_id(("actor-row", &actor.id)), Sense::click());
    if ui.is_rect_visible(rect) {
        let lit = response.hovered() || response.has_focus();
        if selected || lit {
            let fill = if selected { palette.tint(palette.selection, 0.22) } else { palette.card_hover };
            ui.painter().rect_filled(rect, theme::RADIUS, fill);
        }
        let is_principal = actor.id == cx.map.principal;
        let icon_colour = if is_principal { palette.accent } else { palette.weak };
        let icon = theme::kind_icon(actor.kind);
        let at = pos2(rect.left() + 14.0, rect.center().y);
        ui.painter().text(at, egui::Align2::CENTER_CENTER, icon, fonts::icons(13.0), icon_colour);
        let font = if is_principal { fonts::strong(12.5) } else { fonts::regular(12.5) };
        let text_rect = Rect::from_min_max(pos2(rect.left() + 28.0, rect.top()), rect.max);
        let mut job = egui::text::LayoutJob::simple_singleline(
            crate::gui::bidi::shown(ui.ctx(), &actor.name).into_owned(),
            font,
            palette.text,
        );
        job.wrap = egui::text::TextWrapping::truncate_at_width(text_rect.width() - 4.0);
        let galley = ui.painter().layout_job(job);
        let at = pos2(text_rect.left(), rect.center().y - galley.size().y / 2.0);
        ui.painter().galley(at, galley, palette.text);
    }
    let spoken = format!("{}, {}", actor.name, actor.kind.words());
    response.widget_info(|| egui::WidgetInfo::selected(egui::accesskit::Role::ListItem, true, selected, &spoken));
    let response = response.on_hover_text(hover_words(cx, actor));
    if response.clicked() {
        let command = if ui.input(|i| i.modifiers.command) {
            ViewCommand::ToggleActor(actor.id.clone())
        } else {
            ViewCommand::SelectActors(BTreeSet::from([actor.id.clone()]))
        };
        out.push(command.into());
    }
    if response.double_clicked() {
        *renaming = Some((actor.id.clone(), actor.name.clone()));
    }
    response.context_menu(|ui| menu_ui(cx, ui, actor, renaming, out));
}

fn hover_words(cx: &ViewCtx<'_>, actor: &Actor) -> String {
    let mut words = format!("{} · {}", crate::gui::bidi::visual_line(&actor.name), actor.kind.words());
    if actor.id == cx.map.principal {
        words.push_str(" · principal");
    }
    if !actor.aliases.is_empty() {
        words.push_str("\nAlso: ");
        words.push_str(&actor.aliases.join(", "));
    }
    words
}

fn rename_ui(ui: &mut Ui, actor: &Actor, renaming: &mut Option<(ActorId, String)>, out: &mut Vec<Command>) {
    let Some((_, name)) = renaming else { return };
    let id = ui.make_persistent_id(("rename", &actor.id));
    let field = TextEdit::singleline(name).id(id).desired_width(ui.available_width() - 12.0);
    let response = ui.add(field).accessible_name(format!("New name of {}", actor.name));
    if response.lost_focus() {
        let escaped = ui.input(|i| i.key_pressed(Key::Escape));
        if !escaped && name.trim() != actor.name && !name.trim().is_empty() {
            out.push(MapChange::RenameActor { id: actor.id.clone(), name: name.clone() }.into());
        }
        *renaming = None;
    } else if !response.has_focus() {
        response.request_focus();
    }
}

fn menu_ui(
    cx: &ViewCtx<'_>,
    ui: &mut Ui,
    actor: &Actor,
    renaming: &mut Option<(ActorId, String)>,
    out: &mut Vec<Command>,
) {
    ui.set_min_width(180.0);
    if ui.button("Rename…").clicked() {
        *renaming = Some((actor.id.clone(), actor.name.clone()));
        ui.close();
    }
    ui.menu_button("Kind", |ui| {
        for kind in ActorKind::ALL {
            let text = format!("{}  {}", theme::kind_icon(*kind), kind.words());
            if ui.selectable_label(actor.kind == *kind, text).clicked() {
                let mut changed = actor.clone();
                changed.kind = *kind;
                out.push(MapChange::UpdateActor(Box::new(changed)).into());
                ui.close();
            }
        }
    });
    ui.menu_button("Bloc", |ui| bloc_menu_ui(cx, ui, actor, out));
    let is_principal = actor.id == cx.map.principal;
    if ui.add_enabled(!is_principal, egui::Button::new("Make principal")).clicked() {
        out.push(MapChange::SetPrincipal(actor.id.clone()).into());
        ui.close();
    }
    ui.menu_button("Merge into…", |ui| {
        widgets::weak(ui, cx.palette, "The other keeps its name; this one becomes an alias");
        if let Some(keep) = actor_list_ui(cx, ui, &format!("Merge {} into", actor.name), None) {
            if keep != actor.id {
                out.push(MapChange::MergeActors { keep, gone: actor.id.clone() }.into());
            }
            ui.close();
        }
    });
    ui.separator();
    let delete = RichText::new("Delete").color(cx.palette.loss);
    let response = ui.add_enabled(!is_principal, egui::Button::new(delete));
    if response.on_disabled_hover_text("The principal cannot be deleted; choose another principal first").clicked() {
        out.push(MapChange::DeleteActors(BTreeSet::from([actor.id.clone()])).into());
        ui.close();
    }
}

fn bloc_menu_ui(cx: &ViewCtx<'_>, ui: &mut Ui, actor: &Actor, out: &mut Vec<Command>) {
    let mut set = |bloc: Option<BlocId>| {
        let mut changed = actor.clone();
        changed.bloc = bloc;
        out.push(MapChange::UpdateActor(Box::new(changed)).into());
    };
    for bloc in blocs(cx.map) {
        let words = cx.map.bloc_words(&bloc);
        if ui.selectable_label(actor.bloc.as_ref() == Some(&bloc), words).clicked() {
            set(Some(bloc));
            ui.close();
        }
    }
    if ui.selectable_label(actor.bloc.is_none(), "None").clicked() {
        set(None);
        ui.close();
    }
    let id = ui.make_persistent_id(("new-bloc", &actor.id));
    let mut name: String = ui.data_mut(|data| data.get_temp(id)).unwrap_or_default();
    let field = TextEdit::singleline(&mut name).id(id.with("field")).hint_text("New bloc");
    let response = ui.add(field).accessible_name("Name of a new bloc");
    if response.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter)) && !name.trim().is_empty() {
        set(Some(BlocId::from(slug(&name, "bloc"))));
        ui.data_mut(|data| data.remove::<String>(id));
        ui.close();
    } else {
        ui.data_mut(|data| data.insert_temp(id, name));
    }
}
