//! The headline: what the scenario comes to, how it differs from the reference, and how much of it rests on defaults.

use egui::{RichText, Ui};

use crate::gui::command::{Command, ViewCommand};
use crate::gui::context::{ViewCtx, titled};
use crate::gui::panels::next_step::Missing;
use crate::gui::theme::{self, Palette};
use crate::gui::{fonts, widgets};
use crate::model::{FunctionId, difference_as_written};
use crate::scenario::{EvidenceFilter, FunctionState};

/// Draws the headline block.
pub fn headline_ui(cx: &ViewCtx<'_>, ui: &mut Ui, out: &mut Vec<Command>) {
    let palette = cx.palette;
    palette.card_frame().show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 4.0;
        let outcome = &cx.snapshot.outcome;
        let label = format!("coverage in {} · if nobody reacts", cx.month_words(outcome.month));
        widgets::small(ui, palette.weak, &label);
        match outcome.overall {
            None => {
                ui.label(RichText::new("not assessed").font(fonts::strong(20.0)).color(palette.weak));
                widgets::small(ui, palette.weak, Missing::of(cx).words());
            }
            Some(overall) if cx.snapshot.study.mostly_defaults() => counts_ui(cx, overall, ui),
            Some(overall) => numbers_ui(cx, overall, ui),
        }
        assessed_ui(cx, ui);
        concentration_ui(cx, ui);
        below_threshold_ui(cx, ui);
        ui.separator();
        explanation_ui(cx, ui, out);
    });
}

fn numbers_ui(cx: &ViewCtx<'_>, overall: f64, ui: &mut Ui) {
    let palette = cx.palette;
    ui.horizontal_wrapped(|ui| {
        let text = RichText::new(widgets::percent(overall)).font(fonts::strong(theme::HEADLINE)).color(palette.text);
        let headline = ui.label(text);
        if cx.snapshot.outcome.default_shares.used > 0 {
            let under = headline.rect.with_min_y(headline.rect.bottom() - 4.0);
            widgets::hatch(ui.painter(), under, palette.weak);
        }
        change_ui(cx, overall, ui);
    });
    offers_ui(cx, ui);
    unfiltered_ui(cx, ui);
}

/// Where analysts set less than half of the shares, percent would promise too much: what is lost is counted instead.
fn counts_ui(cx: &ViewCtx<'_>, overall: f64, ui: &mut Ui) {
    let palette = cx.palette;
    let first = counts_words(cx);
    ui.add(egui::Label::new(RichText::new(&first).font(fonts::strong(14.0)).color(palette.text)).wrap());
    ui.horizontal_wrapped(|ui| {
        let _ = widgets::hatch_key(ui, palette).on_hover_text("Mostly default shares");
        widgets::weak(ui, palette, &format!("{} by mostly default shares", widgets::percent(overall)));
        change_ui(cx, overall, ui);
    });
    offers_ui(cx, ui);
    unfiltered_ui(cx, ui);
}

/// What is lost, from the explanation; where nothing is, how many functions are met by less than the threshold.
fn counts_words(cx: &ViewCtx<'_>) -> String {
    let outcome = &cx.snapshot.outcome;
    let same = cx.snapshot.scenario.id == cx.snapshot.reference.id || outcome.substitutes.is_empty();
    if !same {
        let first = outcome.explanation.split(". ").next().unwrap_or_default();
        return first.trim_end_matches('.').to_owned();
    }
    let below = functions_below(cx).len();
    let are = if below == 1 { "is" } else { "are" };
    format!("{below} of {} assessed functions {are} below {}", outcome.assessed, need_words(cx))
}

fn change_ui(cx: &ViewCtx<'_>, overall: f64, ui: &mut Ui) {
    if cx.snapshot.scenario.id == cx.snapshot.reference.id {
        return;
    }
    let Some(before) = cx.snapshot.reference_outcome.overall else { return };
    let against = format!("against {}", cx.snapshot.reference.name);
    match widgets::points(before, overall) {
        Some(points) => {
            let colour = gain_or_loss(cx.palette, overall - before);
            // One piece: it goes to the next line as a whole.
            let text = RichText::new(points.replace(' ', "\u{a0}")).font(fonts::medium(13.0)).color(colour);
            ui.label(text).on_hover_text(format!("{against}: {}", widgets::percent(before)));
        }
        None => {
            widgets::weak(ui, cx.palette, &format!("no change {against}").replace(' ', "\u{a0}"));
        }
    }
}

fn offers_ui(cx: &ViewCtx<'_>, ui: &mut Ui) {
    if let Some(offers) = cx.snapshot.outcome.with_offers.overall {
        let text = format!("{} if every offer arrives on time", widgets::percent(offers));
        widgets::small(ui, cx.palette.text, &text);
    }
}

fn unfiltered_ui(cx: &ViewCtx<'_>, ui: &mut Ui) {
    let (Some(all), Some(left_out)) = (cx.snapshot.unfiltered, cx.left_out_words()) else { return };
    let overall = all.overall.map_or_else(|| "not assessed".to_owned(), widgets::percent);
    // Another divisor makes two percentages hard to compare, so it is said.
    let over = if all.assessed == cx.snapshot.outcome.assessed {
        String::new()
    } else {
        format!(" over {} functions instead of {}", all.assessed, cx.snapshot.outcome.assessed)
    };
    widgets::small(ui, cx.palette.warn, &format!("{overall} with all evidence{over}; {left_out}"));
}

fn assessed_ui(cx: &ViewCtx<'_>, ui: &mut Ui) {
    let palette = cx.palette;
    let outcome = &cx.snapshot.outcome;
    widgets::small(
        ui,
        palette.weak,
        &format!("over {} of {} functions assessed", outcome.assessed, outcome.functions.len()),
    );
    let shares = outcome.default_shares;
    if shares.used > 0 {
        ui.horizontal(|ui| {
            let _ = widgets::hatch_key(ui, palette).on_hover_text("Hatched: rests on shares that no analyst set");
            let are = if shares.used == 1 { "share is a default" } else { "shares are defaults" };
            widgets::small(ui, palette.weak, &format!("{} of {} {are}", shares.used, shares.total));
        });
    }
}

/// Concentration is neither good nor bad: it also falls when help vanishes.
fn concentration_ui(cx: &ViewCtx<'_>, ui: &mut Ui) {
    let palette = cx.palette;
    let Some(hhi) = cx.snapshot.outcome.hhi_partner else { return };
    let change = cx.snapshot.reference_outcome.hhi_partner.map(|before| difference_as_written(before, hhi, 2));
    let change = change.filter(|change| *change != 0.0);
    let change =
        change.map_or_else(String::new, |c| format!(" {}{:.2}", if c < 0.0 { "▼\u{a0}" } else { "▲\u{a0}" }, c.abs()));
    let bloc = cx.snapshot.outcome.hhi_bloc.map_or_else(String::new, |bloc| format!("; by bloc {bloc:.2}"));
    let text = format!("concentration of supply {hhi:.2}{change}");
    let hover = format!(
        "Herfindahl-Hirschman index by partner, 0 to 1{bloc}. Neither good nor bad: it also falls when help vanishes"
    );
    widgets::small(ui, palette.neutral, &text).on_hover_text(hover);
}

/// The assessed functions below the threshold, the lowest first.
fn functions_below<'a>(cx: &ViewCtx<'a>) -> Vec<(&'a FunctionId, f64)> {
    let threshold = cx.snapshot.study.threshold();
    let assessed = cx.snapshot.outcome.functions.iter().filter(|(_, f)| f.state != FunctionState::NotAssessed);
    let coverage = assessed.filter_map(|(id, function)| Some((id, function.coverage?)));
    let mut below: Vec<_> = coverage.filter(|(_, coverage)| *coverage < threshold).collect();
    below.sort_by(|a, b| a.1.total_cmp(&b.1));
    below
}

/// "half of need".
fn need_words(cx: &ViewCtx<'_>) -> String {
    let threshold = cx.snapshot.study.threshold();
    if threshold == 0.5 { "half of need".to_owned() } else { format!("{} of need", widgets::percent(threshold)) }
}

/// "7 functions below half of need, lowest: site security, direct combat".
fn below_threshold_ui(cx: &ViewCtx<'_>, ui: &mut Ui) {
    let (below, need) = (functions_below(cx), need_words(cx));
    if below.is_empty() {
        if cx.snapshot.outcome.overall.is_some() {
            widgets::small(ui, cx.palette.weak, &format!("No assessed function is below {need}"));
        }
        return;
    }
    let count = if below.len() == 1 { "1 function".to_owned() } else { format!("{} functions", below.len()) };
    let names: Vec<String> =
        below.iter().take(3).map(|(id, c)| format!("{} {}", cx.map.function_words(id), widgets::percent(*c))).collect();
    let lowest = if below.len() > 1 { "lowest: " } else { "" };
    widgets::small(
        ui,
        cx.palette.loss,
        &format!("{count} below {need}, {lowest}{}", names.join(", ")).replace(" %", "\u{a0}%"),
    );
}

fn explanation_ui(cx: &ViewCtx<'_>, ui: &mut Ui, out: &mut Vec<Command>) {
    let palette = cx.palette;
    // Where counts lead, the first sentence is the headline already.
    let leads = cx.snapshot.outcome.overall.is_some() && cx.snapshot.study.mostly_defaults();
    let explanation = &cx.snapshot.outcome.explanation;
    let rest = leads.then(|| explanation.strip_prefix(&format!("{}. ", counts_words(cx)))).flatten();
    let text = RichText::new(rest.unwrap_or(explanation).replace(" %", "\u{a0}%"))
        .font(fonts::regular(12.5))
        .color(palette.text);
    ui.add(egui::Label::new(text).wrap().selectable(true));
    if widgets::link_button(ui, palette, "Copy sentence").clicked() {
        out.push(Command::Copy(explained(cx)));
    }
}

/// The explanation with its scenario, month and the quotes for and against its assumptions, as text.
fn explained(cx: &ViewCtx<'_>) -> String {
    let scenario = &cx.snapshot.scenario;
    let assumptions = scenario.settings.iter().filter_map(|setting| cx.map.assumption(&setting.assumption));
    let claims: Vec<_> = assumptions.flat_map(|a| a.evidence.iter().map(|e| &e.claim)).collect();
    let quotes = crate::gui::panels::quotes::numbered(cx, &claims);
    let title = titled(cx, format!("{}, {}", scenario.name, cx.month_words(cx.snapshot.outcome.month)));
    format!("{title}: {}\n{quotes}", cx.snapshot.outcome.explanation)
}

/// What counts as weak; each box leaves one kind of talk out.
pub fn filter_ui(cx: &ViewCtx<'_>, ui: &mut Ui, out: &mut Vec<Command>) {
    let mut filter = cx.view.filter.clone();
    let active = filter != EvidenceFilter::default();
    ui.horizontal_wrapped(|ui| {
        let mut on = active;
        let switch = ui.checkbox(&mut on, RichText::new("leave out weak evidence").size(theme::SMALL));
        let tip = "Leave out what is only planned, alleged or hypothetical, and see how much rests on talk";
        if switch.on_hover_text(tip).clicked() {
            filter = if active {
                EvidenceFilter::default()
            } else {
                EvidenceFilter {
                    leave_out_planned: true,
                    leave_out_alleged: true,
                    leave_out_hypothetical: true,
                    ..EvidenceFilter::default()
                }
            };
        }
        let which = RichText::new("which…").size(theme::SMALL);
        ui.menu_button(which, |ui| filter_menu_ui(&mut filter, ui))
            .response
            .on_hover_text("Choose what counts as weak");
    });
    if filter != cx.view.filter {
        out.push(ViewCommand::Filter(filter).into());
    }
}

fn filter_menu_ui(filter: &mut EvidenceFilter, ui: &mut Ui) {
    ui.set_min_width(230.0);
    ui.label("Leave out what is");
    ui.checkbox(&mut filter.leave_out_planned, "only planned");
    ui.checkbox(&mut filter.leave_out_alleged, "only alleged");
    ui.checkbox(&mut filter.leave_out_hypothetical, "only hypothetical");
    ui.checkbox(&mut filter.leave_out_stale, "older than 24 months at month 0");
    ui.separator();
    ui.label("and whose credibility is worse than");
    ui.horizontal(|ui| {
        ui.selectable_value(&mut filter.worst_credibility, None, "off");
        for digit in 1..=4u8 {
            let response = ui.selectable_value(&mut filter.worst_credibility, Some(digit), digit.to_string());
            response.on_hover_text(crate::model::credibility_words(digit));
        }
    });
    let mut unknown = !filter.count_unknown_credibility;
    if ui.checkbox(&mut unknown, "6, cannot be judged").changed() {
        filter.count_unknown_credibility = !unknown;
    }
    ui.label("and whose source's reliability is worse than");
    ui.horizontal(|ui| {
        use crate::model::Reliability;
        ui.selectable_value(&mut filter.worst_reliability, None, "off");
        for letter in [Reliability::A, Reliability::B, Reliability::C, Reliability::D] {
            let response = ui.selectable_value(&mut filter.worst_reliability, Some(letter), letter.id());
            response.on_hover_text(letter.words());
        }
    });
    let mut unknown = !filter.count_unknown_reliability;
    if ui.checkbox(&mut unknown, "F, cannot be judged").changed() {
        filter.count_unknown_reliability = !unknown;
    }
}

fn gain_or_loss(palette: &Palette, change: f64) -> egui::Color32 {
    if change < 0.0 { palette.loss } else { palette.gain }
}
