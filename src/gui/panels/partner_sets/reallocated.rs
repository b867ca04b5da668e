//! The best case if every offer is taken up: coverage before and after, and who gives more or less.

use egui::{RichText, ScrollArea, Sense, Stroke, Ui, pos2, vec2};

use crate::analysis::{ReallocationResult, reallocation};
use crate::gui::command::Command;
use crate::gui::context::{ViewCtx, titled};
use crate::gui::jobs::Job;
use crate::gui::panels::computing::computing_ui;
use crate::gui::panels::quotes;
use crate::gui::snapshot::SnapshotKey;
use crate::gui::tsv::{Tsv, number};
use crate::gui::{fonts, widgets};
use crate::model::Provision;

/// The height that results have at least; the pane scrolls where it is less.
const LEAST: f32 = 130.0;
/// Narrower than this, one list stands below the other.
const NARROW: f32 = 460.0;

/// The reallocation of the frame's scenario.
#[derive(Default)]
pub struct Reallocated {
    job: Job<SnapshotKey, ReallocationResult>,
}

impl Reallocated {
    /// Draws it.
    pub fn ui(&mut self, cx: &ViewCtx<'_>, ui: &mut Ui, out: &mut Vec<Command>) {
        let key = cx.snapshot.key.clone();
        let (study, scenario, month) =
            (cx.snapshot.study.clone(), cx.snapshot.scenario.clone(), cx.snapshot.outcome.month);
        self.job.want(key.clone(), ui.ctx(), move |progress| reallocation(&study, &scenario, month, progress));
        computing_ui(cx, &mut self.job, &key, ui);
        let Some(Ok(best)) = self.job.result(&key) else { return };
        let now = cx.snapshot.outcome.overall.unwrap_or(0.0);
        ui.horizontal_wrapped(|ui| {
            ui.label(RichText::new("Best case if every offer is taken up:").font(fonts::regular(12.5)));
            let overall = best.overall.map_or_else(|| "not assessed".to_owned(), widgets::percent);
            ui.label(RichText::new(overall).font(fonts::strong(15.0)));
            if let Some(points) = best.overall.and_then(|best| widgets::points(now, best)) {
                ui.label(RichText::new(points).font(fonts::medium(12.5)).color(cx.palette.gain));
            }
            widgets::weak(ui, cx.palette, &format!("now {}", widgets::percent(now)));
            let tip = "Also what partners could give but have not offered (latent), each as far as its months to build up allow, \
                       and moved to where it serves best. “If every offer arrives on time” counts offers alone, where they are";
            let _ = widgets::weak(ui, cx.palette, "· latent capacity counts too").on_hover_text(tip);
            if widgets::link_button(ui, cx.palette, "Copy table").clicked() {
                out.push(Command::Copy(as_tsv(cx, best)));
            }
            if widgets::link_button(ui, cx.palette, "Copy text").on_hover_text("With the quotes it rests on").clicked()
            {
                out.push(Command::Copy(as_text(cx, best)));
            }
        });
        widgets::rest_ui(ui, LEAST, |ui| {
            ScrollArea::vertical()
                .id_salt("reallocated")
                .auto_shrink([false, false])
                .show(ui, |ui| both_ui(cx, best, ui));
        });
    }
}

/// Coverage and who moves: beside each other, or below each other where names would have no room.
fn both_ui(cx: &ViewCtx<'_>, best: &ReallocationResult, ui: &mut Ui) {
    if ui.available_width() < NARROW {
        ui.set_width(ui.available_width() - 10.0);
        coverage_ui(cx, best, ui);
        ui.add_space(8.0);
        moves_ui(cx, best, ui);
        return;
    }
    ui.horizontal_top(|ui| {
        let half = (ui.available_width() - 24.0) / 2.0;
        ui.vertical(|ui| {
            ui.set_width(half);
            coverage_ui(cx, best, ui);
        });
        ui.add_space(8.0);
        ui.vertical(|ui| {
            ui.set_width(half - 8.0);
            moves_ui(cx, best, ui);
        });
    });
}

fn coverage_ui(cx: &ViewCtx<'_>, best: &ReallocationResult, ui: &mut Ui) {
    let palette = cx.palette;
    ui.spacing_mut().item_spacing.y = 1.0;
    widgets::weak(ui, palette, "bar: coverage at best · mark: now");
    for (id, coverage) in &best.coverage {
        let now = cx.snapshot.outcome.functions.get(id).and_then(|f| f.coverage);
        let words = cx.map.function_words(id);
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 20.0), Sense::hover());
        let painter = ui.painter();
        let names = (rect.width() * 0.42).min(140.0);
        let galley = widgets::elided(painter, &words, fonts::regular(12.0), palette.text, names - 6.0);
        painter.galley(pos2(rect.left(), rect.center().y - galley.size().y / 2.0), galley, palette.text);
        let bar = egui::Rect::from_min_max(
            pos2(rect.left() + names, rect.top() + 4.0),
            pos2(rect.right() - 44.0, rect.bottom() - 4.0),
        );
        painter.rect_filled(bar, 3.0, palette.track);
        let filled = bar.with_max_x(bar.left() + bar.width() * coverage.clamp(0.0, 1.0) as f32);
        painter.rect_filled(filled, 3.0, palette.family(cx.map.function_family(id)));
        if let Some(now) = now {
            let x = bar.left() + bar.width() * now.clamp(0.0, 1.0) as f32;
            painter
                .line_segment([pos2(x, bar.top() - 2.0), pos2(x, bar.bottom() + 2.0)], Stroke::new(2.0, palette.text));
        }
        let at = pos2(rect.right() - 4.0, rect.center().y);
        let text = widgets::percent(*coverage);
        painter.text(at, egui::Align2::RIGHT_CENTER, &text, fonts::medium(11.5), palette.text);
        let now = now.map_or_else(|| "not assessed".to_owned(), widgets::percent);
        let spoken = format!("{words}: {text} at best, now {now}");
        response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Row, true, &spoken));
        response.on_hover_text(&spoken);
    }
}

fn moves_ui(cx: &ViewCtx<'_>, best: &ReallocationResult, ui: &mut Ui) {
    let palette = cx.palette;
    ui.spacing_mut().item_spacing.y = 1.0;
    widgets::weak(ui, palette, "who gives more or less than now");
    let mut any = false;
    for (provision, now, x) in moves(cx, best) {
        let change = x - now;
        any = true;
        ui.horizontal(|ui| {
            let words =
                format!("{} · {}", cx.map.actor_name(&provision.provider), cx.map.function_words(&provision.function));
            let width = (ui.available_width() - 96.0).max(40.0);
            widgets::line_in(ui, width, &words, fonts::regular(12.0), palette.text, Sense::hover());
            let (colour, arrow) = if change < 0.0 { (palette.loss, "▼") } else { (palette.gain, "▲") };
            let text = format!("{} {arrow} {}", widgets::share(now), widgets::share(x));
            ui.label(RichText::new(text).font(fonts::medium(12.0)).color(colour));
        });
    }
    if !any {
        widgets::small(ui, palette.weak, "Nothing: everybody gives already what serves best");
    }
}

/// The best case in sentences, with the numbered quotes behind what moves.
fn as_text(cx: &ViewCtx<'_>, best: &ReallocationResult) -> String {
    let month = cx.month_words(cx.snapshot.outcome.month);
    let (now, then) = (cx.snapshot.outcome.overall, best.overall);
    let words = |value: Option<f64>| value.map_or_else(|| "not assessed".to_owned(), widgets::percent);
    let name = titled(cx, format!("{}, {month}", cx.snapshot.scenario.name));
    let mut text = format!("{name}: best case if every offer is taken up {}, now {}\n", words(then), words(now));
    let mut claims = Vec::new();
    for (provision, now, then) in moves(cx, best) {
        let who = cx.map.actor_name(&provision.provider);
        let what = cx.map.function_words(&provision.function);
        text.push_str(&format!("{who}, {what}: {} instead of {}\n", widgets::percent(then), widgets::percent(now)));
        claims.extend(provision.evidence.iter().map(|evidence| &evidence.claim));
    }
    quotes::with_quotes(cx, &text, &claims)
}

/// The provisions that give more or less at best, with what they give now and then.
fn moves<'a>(cx: &ViewCtx<'a>, best: &'a ReallocationResult) -> impl Iterator<Item = (&'a Provision, f64, f64)> {
    let (map, delivered) = (cx.map, &cx.snapshot.outcome.delivered);
    best.x.iter().filter_map(move |(id, then)| {
        let now = delivered.get(id).copied().unwrap_or(0.0);
        Some((map.provision(id).filter(|_| (then - now).abs() > 1e-6)?, now, *then))
    })
}

fn as_tsv(cx: &ViewCtx<'_>, best: &ReallocationResult) -> String {
    let mut table = Tsv::default();
    table.row(["function", "partner", "now", "best case"]);
    for (id, coverage) in &best.coverage {
        let now = cx.snapshot.outcome.functions.get(id).and_then(|f| f.coverage);
        table.row([cx.map.function_words(id), "all".to_owned(), number(now), number(Some(*coverage))]);
    }
    for (id, x) in &best.x {
        if let Some(provision) = cx.map.provision(id) {
            let now = cx.snapshot.outcome.delivered.get(id).copied();
            let who = cx.map.actor_name(&provision.provider).to_owned();
            table.row([cx.map.function_words(&provision.function), who, number(now), number(Some(*x))]);
        }
    }
    table.into_text()
}
