//! Who covers what is lost: per function the partners that step in, could add, or have nothing to add.

use std::collections::BTreeSet;

use egui::{RichText, Sense, Ui};

use crate::gui::command::{Command, ViewCommand};
use crate::gui::context::{ViewCtx, titled};
use crate::gui::panels::quotes;
use crate::gui::view::PartnerSetsPart;
use crate::gui::{fonts, theme, widgets};
use crate::model::{ClaimId, FunctionId, Lever, ProvisionStatus};
use crate::scenario::{Substitute, Substitutes};

/// Amounts up to this are rounding.
const NOTHING: f64 = 1e-12;

/// What a click on a card does: where partners cover the loss, and where nobody does.
const LIGHT_TIP: &str = "Light these partners on the map";
const ROW_TIP: &str = "Mark this function in the tabs below";

/// Draws the list of losses.
pub fn cover_ui(cx: &ViewCtx<'_>, ui: &mut Ui, out: &mut Vec<Command>) {
    let palette = cx.palette;
    let losses = &cx.snapshot.outcome.substitutes;
    widgets::heading(ui, palette, &title(cx), |ui| {
        if !losses.is_empty() && widgets::link_button(ui, palette, "Copy list").clicked() {
            out.push(Command::Copy(as_text(cx)));
        }
    });
    if losses.is_empty() {
        let text = if cx.snapshot.scenario.id == cx.snapshot.reference.id {
            "Nothing is lost against itself. Choose a scenario, or another one to compare with"
        } else {
            "Nothing is lost in this month"
        };
        widgets::small(ui, palette.weak, text);
    }
    for loss in losses {
        ui.push_id(("loss", loss.function.as_str()), |ui| loss_ui(cx, loss, ui, out));
    }
    ui.horizontal_wrapped(|ui| {
        let mut ask = |words: &str, part: PartnerSetsPart, ui: &mut Ui| {
            if widgets::small_button(ui, words).clicked() {
                out.push(ViewCommand::PartnerSets(part).into());
            }
        };
        ask("Best reallocation…", PartnerSetsPart::Reallocation, ui);
        ask("Smallest partner set…", PartnerSetsPart::Smallest, ui);
    });
}

/// "Who covers what Wagner leaves", or in general where several move or none. What the reference assumes too loses nothing.
fn title(cx: &ViewCtx<'_>) -> String {
    let reference = &cx.snapshot.reference;
    let moved =
        cx.snapshot.scenario.settings.iter().filter(|setting| reference.setting(&setting.assumption) != Some(setting));
    let leaving: BTreeSet<String> = moved
        .filter(|setting| setting.extent.abs() > 0.0)
        .filter_map(|setting| match &cx.map.assumption(&setting.assumption)?.lever {
            Lever::Withdrawal { actor, .. } => Some(cx.map.actor_name(actor).to_owned()),
            Lever::RelationChange { actor, .. } if setting.extent < 0.0 => Some(cx.map.actor_name(actor).to_owned()),
            Lever::Exclusion { bloc, .. } => Some(format!("the {} bloc", cx.map.bloc_words(bloc))),
            _ => None,
        })
        .collect();
    // What the reference has and the scenario has not is lost too.
    let scenario = &cx.snapshot.scenario;
    let only_here = reference.settings.iter().all(|setting| scenario.setting(&setting.assumption) == Some(setting));
    match leaving.into_iter().collect::<Vec<_>>().as_slice() {
        [one] if only_here => format!("Who covers what {one} leaves"),
        _ => "Who covers what is lost".to_owned(),
    }
}

/// What the amounts of a loss are parts of, where the need is no longer what it was.
fn need_words(cx: &ViewCtx<'_>, function: &FunctionId) -> Option<String> {
    let before = cx.snapshot.reference_outcome.functions.get(function)?.need;
    let now = cx.snapshot.outcome.functions.get(function)?.need;
    if (now - before).abs() < 1e-9 {
        return None;
    }
    let (was, is) = (widgets::share(before), widgets::share(now));
    Some(if now < 1e-9 {
        format!("nothing of it is needed in this month; the need was {was}")
    } else {
        format!("amounts beside a need of {is} in this month, {was} in {}", cx.snapshot.reference.name)
    })
}

/// The third list: those who stay but have nothing to add.
fn nothing_to_add(cx: &ViewCtx<'_>, function: &FunctionId) -> Option<String> {
    let list = cx.snapshot.nothing_to_add.iter().find(|list| list.function == *function)?;
    let names: Vec<&str> = list.partners.iter().map(|id| cx.map.actor_name(id)).collect();
    Some(format!("nothing to add: {}", names.join(", ")))
}

fn loss_ui(cx: &ViewCtx<'_>, loss: &Substitutes, ui: &mut Ui, out: &mut Vec<Command>) {
    let palette = cx.palette;
    let colour = palette.family(cx.map.function_family(&loss.function));
    let words = cx.map.function_words(&loss.function);
    let chosen = cx.view.function.as_ref() == Some(&loss.function);
    let mut frame = palette.card_frame().inner_margin(egui::Margin::symmetric(10, 6));
    if chosen {
        frame = frame.stroke(egui::Stroke::new(1.0, palette.accent));
    }
    let inner = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 2.0;
        ui.horizontal(|ui| {
            let right = format!("{} lost", widgets::share(loss.lost));
            let right = ui.painter().layout_no_wrap(right, fonts::medium(12.0), palette.loss);
            let width = ui.available_width() - right.size().x - 8.0;
            widgets::line_in(ui, width, &words, fonts::strong(12.5), colour, Sense::hover());
            let (rect, _) = ui.allocate_exact_size(egui::vec2(right.size().x, 18.0), Sense::hover());
            ui.painter().galley(rect.left_center() - egui::vec2(0.0, right.size().y / 2.0), right, palette.loss);
        });
        if let Some(words) = need_words(cx, &loss.function) {
            widgets::small(ui, palette.weak, &words);
        }
        if loss.nobody {
            ui.label(RichText::new("Nobody covers this").font(fonts::medium(12.5)).color(palette.loss));
        } else {
            let steps_in: Vec<&Substitute> = loss.partners.iter().filter(|p| p.already > NOTHING).collect();
            let could: Vec<&Substitute> = loss.partners.iter().filter(|p| p.adds > NOTHING).collect();
            list_ui(cx, "steps in already", &steps_in, |p| widgets::share(p.already), ui);
            list_ui(cx, "could add", &could, |p| format!("{} · {}", widgets::share(p.adds), soon(p)), ui);
            let text = format!("together {} of what is lost", widgets::percent(loss.covered));
            widgets::small(ui, palette.weak, &text);
        }
        if let Some(words) = nothing_to_add(cx, &loss.function) {
            widgets::small(ui, palette.weak, &words);
        }
    });
    // An id of its own: the frame's response would give the focus away again in every frame.
    let response = ui.interact(inner.response.rect, ui.scope_id().with("light"), Sense::click());
    let spoken = spoken(cx, loss);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Button, true, &spoken));
    if response.hovered() || response.has_focus() {
        let stroke = egui::Stroke::new(1.0, palette.accent);
        ui.painter().rect_stroke(response.rect, theme::RADIUS, stroke, egui::StrokeKind::Inside);
    }
    // Beside the card: below it, the words would hide what can be clicked next.
    let mut tip = egui::Tooltip::for_enabled(&response);
    tip.popup = tip.popup.align(egui::RectAlign::LEFT);
    tip.show(|ui| ui.label(if loss.partners.is_empty() { ROW_TIP } else { LIGHT_TIP }));
    if response.clicked() {
        let partners = if chosen { BTreeSet::new() } else { loss.partners.iter().map(|p| p.actor.clone()).collect() };
        out.push(ViewCommand::Light(partners).into());
        out.push(ViewCommand::Function((!chosen).then(|| loss.function.clone())).into());
    }
}

fn list_ui(
    cx: &ViewCtx<'_>,
    title: &str,
    partners: &[&Substitute],
    amount: impl Fn(&Substitute) -> String,
    ui: &mut Ui,
) {
    let palette = cx.palette;
    if partners.is_empty() {
        return;
    }
    widgets::small(ui, palette.weak, title);
    for partner in partners {
        ui.horizontal(|ui| {
            ui.add_space(8.0);
            let amount = ui.painter().layout_no_wrap(amount(partner), fonts::regular(12.0), palette.text);
            let width = (ui.available_width() - amount.size().x - 8.0).max(30.0);
            let name = cx.map.actor_name(&partner.actor);
            widgets::line_in(ui, width, name, fonts::regular(12.5), palette.text, Sense::hover());
            let (rect, _) = ui.allocate_exact_size(egui::vec2(amount.size().x, 18.0), Sense::hover());
            ui.painter().galley(rect.left_center() - egui::vec2(0.0, amount.size().y / 2.0), amount, palette.text);
        });
        if !partner.incompatible_with.is_empty() {
            let others: Vec<&str> = partner.incompatible_with.iter().map(|id| cx.map.actor_name(id)).collect();
            widgets::small(ui, palette.warn, &format!("   not together with {}", others.join(", ")));
        }
    }
}

fn soon(partner: &Substitute) -> String {
    let status = match partner.status {
        ProvisionStatus::Active => "active",
        status => status.words(),
    };
    match partner.months.0 {
        0 => format!("at once · {status}"),
        months => format!("{months} mo · {status}"),
    }
}

fn spoken(cx: &ViewCtx<'_>, loss: &Substitutes) -> String {
    let words = cx.map.function_words(&loss.function);
    if loss.nobody {
        return format!("{words}, {} lost, nobody covers this", widgets::share(loss.lost));
    }
    let names: Vec<&str> = loss.partners.iter().map(|p| cx.map.actor_name(&p.actor)).collect();
    let covered = widgets::percent(loss.covered);
    format!("{words}, {} lost, {covered} could be covered by {}", widgets::share(loss.lost), names.join(", "))
}

/// The list as text, with the quotes that the partners' provisions rest on.
fn as_text(cx: &ViewCtx<'_>) -> String {
    let month = cx.month_words(cx.snapshot.outcome.month);
    let mut lines = vec![titled(cx, format!("{}, {month}", cx.snapshot.scenario.name))];
    let mut claims = Vec::new();
    for loss in &cx.snapshot.outcome.substitutes {
        let lost = format!("{}: {} lost", cx.map.function_words(&loss.function), widgets::share(loss.lost));
        let nothing = nothing_to_add(cx, &loss.function).map(|words| format!("  {words}"));
        if loss.nobody {
            lines.push(format!("{lost}; nobody covers this"));
            lines.extend(nothing);
            continue;
        }
        lines.push(format!("{lost}; {} of it could be covered", widgets::percent(loss.covered)));
        for partner in &loss.partners {
            let name = cx.map.actor_name(&partner.actor);
            let (already, adds) = (widgets::share(partner.already), widgets::share(partner.adds));
            let provisions =
                cx.map.provisions.iter().filter(|p| p.provider == partner.actor && p.function == loss.function);
            let own: Vec<&ClaimId> = provisions.flat_map(|p| p.evidence.iter().map(|e| &e.claim)).collect();
            claims.extend(&own);
            let marks = quotes::marks(cx, &claims, &own);
            lines.push(format!("  {name}: steps in {already}, could add {adds} ({}){marks}", soon(partner)));
        }
        lines.extend(nothing);
    }
    format!("{}\n{}", lines.join("\n"), quotes::numbered(cx, &claims))
}
