//! What rests on no claim: said first, because it is what an outsider asks first.

use egui::RichText;

use crate::gui::command::{Command, ViewCommand};
use crate::gui::context::ViewCtx;
use crate::gui::view::LinkRef;
use crate::gui::{fonts, theme, widgets};
use crate::model::ScenarioMap;

/// What rests on no claim.
struct Gaps {
    links: Vec<(LinkRef, String)>,
    assumptions: Vec<String>,
    provisions: usize,
    relations: usize,
}

impl Gaps {
    fn of(map: &ScenarioMap) -> Self {
        let name = |id| map.actor_name(id);
        let mut links = Vec::new();
        for provision in map.provisions.iter().filter(|provision| provision.evidence.is_empty()) {
            let function = map.function_words(&provision.function);
            let words = format!("{} → {} · {function}", name(&provision.provider), name(&provision.recipient));
            links.push((LinkRef::Provision(provision.id.clone()), words));
        }
        let provisions = links.len();
        for relation in map.relations.iter().filter(|relation| relation.evidence.is_empty()) {
            let kind = crate::gui::statement::relation_words(relation.class, &relation.kind);
            let words = format!("{} → {} · {kind}", name(&relation.source), name(&relation.target));
            links.push((LinkRef::Relation(relation.id.clone()), words));
        }
        let relations = links.len() - provisions;
        let bare = map.assumptions.iter().filter(|assumption| assumption.evidence.is_empty());
        let assumptions = bare.map(|assumption| assumption.name.clone()).collect();
        Self { links, assumptions, provisions, relations }
    }

    /// "8 provisions, 2 relations and 1 assumption rest on no claim"; `None` where all rest on one.
    fn words(&self) -> Option<String> {
        let count = |n: usize, word: &str| match n {
            0 => None,
            1 => Some(format!("1 {word}")),
            n => Some(format!("{n} {word}s")),
        };
        let total = self.links.len() + self.assumptions.len();
        let mut pieces: Vec<String> = [
            count(self.provisions, "provision"),
            count(self.relations, "relation"),
            count(self.assumptions.len(), "assumption"),
        ]
        .into_iter()
        .flatten()
        .collect();
        let last = pieces.pop()?;
        let verb = if total == 1 { "rests" } else { "rest" };
        let start = if pieces.is_empty() { last } else { format!("{} and {last}", pieces.join(", ")) };
        Some(format!("{start} {verb} on no claim"))
    }
}

/// Draws the sentence, and the list where it is open.
pub fn gaps_ui(cx: &ViewCtx<'_>, ui: &mut egui::Ui, closed: &mut bool, out: &mut Vec<Command>) {
    let palette = cx.palette;
    let gaps = Gaps::of(cx.map);
    let Some(words) = gaps.words() else { return };
    ui.horizontal_wrapped(|ui| {
        ui.label(RichText::new(words).font(fonts::medium(theme::SMALL)).color(palette.warn));
        let text = if *closed { "Show them" } else { "Hide them" };
        if widgets::link_button(ui, palette, text).clicked() {
            *closed = !*closed;
        }
    });
    if *closed {
        return;
    }
    egui::ScrollArea::vertical().id_salt("gaps").max_height(64.0).show(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            for (link, words) in gaps.links {
                let response = widgets::small_button(ui, &words);
                if response.on_hover_text("Select it on the map").clicked() {
                    out.push(ViewCommand::SelectLink(link).into());
                }
            }
            for name in gaps.assumptions {
                widgets::weak(ui, palette, &format!("{name} (assumption)"));
            }
        });
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Actor, ActorKind, Evidence, Provision, ProvisionStatus, Relation, RelationClass};

    #[test]
    fn what_rests_on_nothing_is_counted_and_said() {
        let mut map = ScenarioMap::new(Actor::new("mali", "Mali", ActorKind::State));
        map.actors.push(Actor::new("wagner", "Wagner", ActorKind::PrivateMilitaryCompany));
        assert_eq!(Gaps::of(&map).words(), None);
        for (id, function) in [("p1", "training"), ("p2", "direct_combat")] {
            map.provisions.push(Provision::new(id, "wagner", "mali", function, ProvisionStatus::Active));
        }
        map.provisions[0].evidence.push(Evidence::supports("c1".into()));
        assert_eq!(Gaps::of(&map).words().as_deref(), Some("1 provision rests on no claim"));
        map.relations.push(Relation::new("r1", "wagner", "mali", RelationClass::Cooperation, ""));
        let gaps = Gaps::of(&map);
        assert_eq!(gaps.words().as_deref(), Some("1 provision and 1 relation rest on no claim"));
        assert_eq!(gaps.links[0].1, "Wagner → Mali · direct combat");
    }
}
