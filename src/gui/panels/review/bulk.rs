//! The card of actors outside any finding, and of media that are only cited: all at once, or one by one.

use egui::{Response, RichText, Stroke};

use super::Decision;
use super::card::Card;
use crate::gui::command::Command;
use crate::gui::context::ViewCtx;
use crate::gui::map_change::MapChange;
use crate::gui::{fonts, theme, widgets};
use crate::model::{ActorKind, Proposed};

/// Draws the card. The decision is about all its actors.
pub fn bulk_card_ui(
    cx: &ViewCtx<'_>,
    ui: &mut egui::Ui,
    card: &Card<'_>,
    current: bool,
    has_keys: bool,
    out: &mut Vec<Command>,
) -> (Response, Option<Decision>) {
    let palette = cx.palette;
    let stroke = match (current, has_keys) {
        (true, true) => Stroke::new(2.0, palette.accent),
        (true, false) => Stroke::new(1.0, palette.tint(palette.accent, 0.6)),
        _ => Stroke::new(1.0, palette.outline),
    };
    let mut decision = None;
    let n = card.proposals.len();
    let frame = palette.card_frame().stroke(stroke).show(ui, |ui| {
        ui.set_width(ui.available_width());
        let title = format!("{n} {} outside any finding", if n == 1 { "actor" } else { "actors" });
        ui.label(RichText::new(title).font(fonts::strong(theme::BODY)).color(palette.text));
        widgets::weak(ui, palette, "Named in the articles, but nothing is said about whom they secure");
        for proposal in &card.proposals {
            let Proposed::Actor { name, actor_kind, cited_only, .. } = &proposal.content else { continue };
            ui.push_id(&proposal.id, |ui| {
                ui.horizontal(|ui| {
                    ui.spacing_mut().item_spacing.x = 2.0;
                    let accept = format!("Accept {name}");
                    if widgets::icon_button(ui, palette, lucide_icons::Icon::Check, &accept).clicked() {
                        let ids = vec![proposal.id.clone()];
                        out.push(MapChange::AcceptProposals { ids, share: None }.into());
                    }
                    let reject = format!("Reject {name}");
                    if widgets::icon_button(ui, palette, lucide_icons::Icon::X, &reject).clicked() {
                        out.push(MapChange::RejectProposals(vec![proposal.id.clone()]).into());
                    }
                    let what =
                        if *cited_only && *actor_kind == ActorKind::Media { "cited" } else { actor_kind.words() };
                    let text = format!("{name} · {what}");
                    widgets::text_lines(ui, &text, fonts::regular(12.0), palette.text, 1);
                });
            });
        }
        ui.horizontal_wrapped(|ui| {
            let keyed = |words: &str, key: &str| if current { format!("{words} {key}") } else { words.to_owned() };
            if widgets::primary_button(ui, palette, &keyed("Accept all", "A")).clicked() {
                decision = Some(Decision::Accept);
            }
            if widgets::small_button(ui, &keyed("Reject all", "X")).clicked() {
                decision = Some(Decision::Reject);
            }
        });
    });
    let spoken = format!("{n} actors outside any finding");
    frame.response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Group, true, &spoken));
    (frame.response, decision)
}
