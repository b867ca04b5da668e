//! The actors by bloc: find, select, rename, merge.

mod row;

use std::collections::BTreeMap;

use egui::collapsing_header::CollapsingState;
use egui::{ScrollArea, TextEdit};

use super::proposed_form::list_ui;
use crate::gui::command::Command;
use crate::gui::context::ViewCtx;
use crate::gui::map_change::MapChange;
use crate::gui::{fonts, theme, widgets};
use crate::model::{Actor, ActorId, ActorKind, BlocId, ScenarioMap, slug};

/// See the module.
#[derive(Default)]
pub struct ActorsPanel {
    filter: String,
    /// The actor being added, while its form is open.
    adding: Option<NewActor>,
    /// The actor being renamed, and the name as typed.
    renaming: Option<(ActorId, String)>,
}

struct NewActor {
    name: String,
    kind: ActorKind,
}

impl ActorsPanel {
    /// Draws the panel and sends what the user does in it.
    pub fn ui(&mut self, cx: &ViewCtx<'_>, ui: &mut egui::Ui, out: &mut Vec<Command>) {
        let palette = cx.palette;
        widgets::heading(ui, palette, &format!("Actors · {}", cx.map.actors.len()), |ui| {
            if widgets::link_button(ui, palette, "+ Actor").on_hover_text("Add an actor by hand").clicked() {
                self.adding = match self.adding {
                    Some(_) => None,
                    None => Some(NewActor { name: String::new(), kind: ActorKind::State }),
                };
            }
        });
        self.add_ui(cx, ui, out);
        if cx.map.actors.len() > 8 || !self.filter.is_empty() {
            let field = TextEdit::singleline(&mut self.filter).id_salt("actor-filter").hint_text("Filter");
            ui.add(field.desired_width(f32::INFINITY)).accessible_name("Filter actors");
        }
        ScrollArea::vertical().id_salt("actors").auto_shrink(false).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 1.0;
            let groups = groups(cx.map, &slug(&self.filter, ""));
            if groups.is_empty() {
                widgets::empty_state(ui, palette, "Nobody of that name", "Clear the filter to see all actors");
            }
            for (bloc, actors) in groups {
                let words = bloc.as_ref().map_or_else(|| "No bloc".to_owned(), |bloc| cx.map.bloc_words(bloc));
                let salt = bloc.as_ref().map_or("", |bloc| bloc.as_str());
                let id = ui.make_persistent_id(("bloc", salt));
                let mut state = CollapsingState::load_with_default_open(ui.ctx(), id, true);
                if !self.filter.is_empty() {
                    state.set_open(true);
                }
                let label = format!("{words} {}", actors.len());
                state
                    .show_header(ui, |ui| {
                        let (font, room) = (fonts::strong(12.0), (ui.available_width() - 28.0).max(30.0));
                        let drawn = widgets::elided(ui.painter(), &words, font.clone(), palette.text, room);
                        widgets::line_in(ui, drawn.size().x, &words, font, palette.text, egui::Sense::hover());
                        widgets::weak(ui, palette, &actors.len().to_string());
                    })
                    .body_unindented(|ui| {
                        for actor in actors {
                            row::actor_row_ui(cx, ui, actor, &mut self.renaming, out);
                        }
                    })
                    .0
                    .accessible_name(format!("Show or hide {label}"));
            }
        });
    }

    fn add_ui(&mut self, cx: &ViewCtx<'_>, ui: &mut egui::Ui, out: &mut Vec<Command>) {
        let Some(new) = &mut self.adding else { return };
        let mut done = false;
        cx.palette.card_frame().show(ui, |ui| {
            let field = TextEdit::singleline(&mut new.name).id_salt("new-actor").hint_text("Name");
            let response = ui.add(field.desired_width(f32::INFINITY)).accessible_name("Name of the new actor");
            if new.name.is_empty() && ui.memory(|memory| memory.focused().is_none()) {
                response.request_focus();
            }
            let entered = response.lost_focus() && ui.input(|i| i.key_pressed(egui::Key::Enter));
            list_ui(ui, "Kind of the new actor", &mut new.kind, ActorKind::ALL, ActorKind::words);
            ui.horizontal(|ui| {
                let named = !new.name.trim().is_empty();
                let add = ui.add_enabled_ui(named, |ui| widgets::primary_button(ui, cx.palette, "Add")).inner;
                if named && (add.clicked() || entered) {
                    out.push(MapChange::AddActor { name: new.name.clone(), kind: new.kind, place: None }.into());
                    done = true;
                }
                done |= widgets::small_button(ui, "Cancel").clicked();
            });
        });
        if done {
            self.adding = None;
        }
    }
}

/// The actors that fit, by bloc: large blocs first, and last those that belong to none.
fn groups<'a>(map: &'a ScenarioMap, wanted: &str) -> Vec<(Option<BlocId>, Vec<&'a Actor>)> {
    let mut by_bloc: BTreeMap<Option<BlocId>, Vec<&Actor>> = BTreeMap::new();
    for actor in &map.actors {
        if actor.names().any(|name| slug(name, "").contains(wanted)) {
            by_bloc.entry(actor.bloc.clone()).or_default().push(actor);
        }
    }
    let mut groups: Vec<_> = by_bloc.into_iter().collect();
    for (_, actors) in &mut groups {
        actors.sort_by_key(|actor| (actor.id != map.principal, slug(&actor.name, ""), actor.id.clone()));
    }
    groups.sort_by_key(|(bloc, actors)| (bloc.is_none(), std::cmp::Reverse(actors.len()), bloc.clone()));
    groups
}

/// Every bloc of the map, in the order of ids.
pub fn blocs(map: &ScenarioMap) -> Vec<BlocId> {
    let mut blocs: Vec<BlocId> = map.actors.iter().filter_map(|actor| actor.bloc.clone()).collect();
    blocs.sort();
    blocs.dedup();
    blocs
}

/// Height of a row.
pub const ROW: f32 = theme::SMALL * 2.0;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn actors_stand_under_their_bloc_and_the_filter_knows_aliases() {
        let mut map = ScenarioMap::new(Actor::new("mali", "Mali", ActorKind::State));
        for (id, name, bloc) in
            [("russia", "Russia", "russia"), ("wagner", "Wagner", "russia"), ("niger", "Niger", "sahel-states")]
        {
            let mut actor = Actor::new(id, name, ActorKind::State);
            actor.bloc = Some(bloc.into());
            map.actors.push(actor);
        }
        map.actors[2].aliases.push("Africa Corps".into());
        let names = |wanted: &str| -> Vec<(String, Vec<String>)> {
            groups(&map, wanted)
                .into_iter()
                .map(|(bloc, actors)| {
                    let bloc = bloc.map_or("-".into(), |bloc| map.bloc_words(&bloc));
                    (bloc, actors.iter().map(|actor| actor.name.clone()).collect())
                })
                .collect()
        };
        assert_eq!(
            names(""),
            [
                ("Russia".to_owned(), vec!["Russia".to_owned(), "Wagner".to_owned()]),
                ("Sahel states".to_owned(), vec!["Niger".to_owned()]),
                ("-".to_owned(), vec!["Mali".to_owned()]),
            ]
        );
        assert_eq!(names("africa"), [("Russia".to_owned(), vec!["Wagner".to_owned()])]);
    }
}
