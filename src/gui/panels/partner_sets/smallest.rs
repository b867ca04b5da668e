//! The smallest sets of partners that reach a threshold in every function.

use std::collections::BTreeSet;

use egui::{RichText, ScrollArea, Sense, Ui, vec2};

use super::blocked;
use crate::analysis::{PartnerSetsOptions, PartnerSetsResult, partner_sets};
use crate::gui::command::{Command, ViewCommand};
use crate::gui::context::ViewCtx;
use crate::gui::jobs::Job;
use crate::gui::panels::computing::computing_ui;
use crate::gui::panels::quotes;
use crate::gui::snapshot::SnapshotKey;
use crate::gui::widgets::{self, Slider};
use crate::gui::{fonts, theme, tsv};
use crate::model::ActorId;

/// The smallest sets, with what the user asks of them.
#[derive(Default)]
pub struct Smallest {
    /// As moved by the user; the map's own until then.
    threshold: Option<f64>,
    excluded: BTreeSet<ActorId>,
    job: Job<Key, PartnerSetsResult>,
}

/// The height that results have at least; the pane scrolls where it is less.
const LEAST: f32 = 130.0;

type Key = (SnapshotKey, u32, BTreeSet<ActorId>);

impl Smallest {
    /// Draws them.
    pub fn ui(&mut self, cx: &ViewCtx<'_>, ui: &mut Ui, out: &mut Vec<Command>) {
        let palette = cx.palette;
        self.excluded.retain(|id| cx.map.actor(id).is_some());
        let threshold = self.threshold.unwrap_or_else(|| cx.snapshot.study.threshold());
        ui.horizontal_wrapped(|ui| {
            widgets::weak(ui, palette, "reach");
            ui.label(RichText::new(widgets::percent(threshold)).font(fonts::medium(12.5)));
            widgets::weak(ui, palette, "of need in every function with a share");
            ui.menu_button(RichText::new(self.excluded_words()).size(theme::SMALL), |ui| self.exclude_ui(cx, ui));
            let slider = Slider {
                name: "Threshold of the sets",
                value: threshold,
                range: (0.0, 1.0),
                neutral: 0.0,
                step: 0.05,
                grain: 0.01,
                colour: palette.accent,
            };
            // On a line of its own where this one has no room left for it.
            let room = vec2(ui.available_size_before_wrap().x.clamp(120.0, 220.0), 20.0);
            if let Some(moved) = ui.allocate_ui(room, |ui| slider.show(ui, palette).1).inner {
                self.threshold = Some(moved);
            }
        });
        // The threshold in hundredths, so that keys compare exactly.
        let key: Key = (cx.snapshot.key.clone(), (threshold * 100.0).round() as u32, self.excluded.clone());
        let (study, scenario, month) =
            (cx.snapshot.study.clone(), cx.snapshot.scenario.clone(), cx.snapshot.outcome.month);
        let options = PartnerSetsOptions {
            threshold: Some(threshold),
            exclude: self.excluded.iter().cloned().collect(),
            ..PartnerSetsOptions::default()
        };
        self.job
            .want(key.clone(), ui.ctx(), move |progress| partner_sets(&study, &scenario, month, &options, progress));
        computing_ui(cx, &mut self.job, &key, ui);
        if let Some(Ok(result)) = self.job.result(&key) {
            widgets::rest_ui(ui, LEAST, |ui| {
                ScrollArea::vertical().id_salt("sets").auto_shrink([false, false]).show(ui, |ui| {
                    ui.set_width(ui.available_width() - 8.0);
                    result_ui(cx, result, ui, out);
                });
            });
        }
    }

    fn excluded_words(&self) -> String {
        match self.excluded.len() {
            0 => "nobody left out".to_owned(),
            1 => "1 partner left out".to_owned(),
            n => format!("{n} partners left out"),
        }
    }

    fn exclude_ui(&mut self, cx: &ViewCtx<'_>, ui: &mut Ui) {
        let providers: BTreeSet<&ActorId> = cx.map.provisions.iter().map(|p| &p.provider).collect();
        ui.label("Leave out");
        for actor in cx.map.actors.iter().filter(|actor| providers.contains(&actor.id)) {
            let mut out = self.excluded.contains(&actor.id);
            if ui.checkbox(&mut out, &actor.name).clicked() {
                if out {
                    self.excluded.insert(actor.id.clone());
                } else {
                    self.excluded.remove(&actor.id);
                }
            }
        }
    }
}

fn result_ui(cx: &ViewCtx<'_>, result: &PartnerSetsResult, ui: &mut Ui, out: &mut Vec<Command>) {
    let palette = cx.palette;
    let verdict = verdict(result);
    ui.horizontal_wrapped(|ui| {
        ui.add(egui::Label::new(RichText::new(&verdict).font(fonts::strong(13.5))).wrap());
        if widgets::link_button(ui, palette, "Copy table").clicked() {
            out.push(Command::Copy(tsv::of_rows(result.sets.iter().map(|set| names(cx, set)))));
        }
        if widgets::link_button(ui, palette, "Copy text").on_hover_text("With the quotes they rest on").clicked() {
            out.push(Command::Copy(as_text(cx, result, &verdict)));
        }
    });
    blocked::blocked_ui(cx, &result.blocked_by, ui);
    if !result.out_of_reach.is_empty() {
        let words: Vec<String> = result.out_of_reach.iter().map(|id| cx.map.function_words(id)).collect();
        let text = format!("Out of any set's reach, because nobody provides it: {}", words.join(", "));
        widgets::small(ui, palette.loss, &text);
    }
    for (n, set) in result.sets.iter().enumerate() {
        let words = RichText::new(names(cx, set).join(" · ")).font(fonts::regular(12.5)).color(palette.text);
        let response = ui.add(egui::Label::new(words).wrap().selectable(false).sense(Sense::click()));
        if response.on_hover_text("Light this set on the map").clicked() {
            out.push(ViewCommand::Light(set.iter().cloned().collect()).into());
        }
        for (member, outside) in result.leans_on.get(n).into_iter().flatten() {
            let text = format!("{} leans on {}", cx.map.actor_name(member), names(cx, outside).join(", "));
            widgets::small(ui, palette.warn, &text);
        }
    }
}

/// The sets in sentences, with the numbered quotes that their members' provisions rest on.
fn as_text(cx: &ViewCtx<'_>, result: &PartnerSetsResult, verdict: &str) -> String {
    let month = cx.month_words(cx.snapshot.outcome.month);
    let mut text = format!("{}, {month}: {verdict}\n", cx.snapshot.scenario.name);
    for (n, set) in result.sets.iter().enumerate() {
        text.push_str(&format!("{}\n", names(cx, set).join(", ")));
        for (member, outside) in result.leans_on.get(n).into_iter().flatten() {
            text.push_str(&format!("{} leans on {}\n", cx.map.actor_name(member), names(cx, outside).join(", ")));
        }
    }
    for line in blocked::sentences(cx, &result.blocked_by) {
        text.push_str(&format!("{line}\n"));
    }
    let members: BTreeSet<&ActorId> = result.sets.iter().flatten().collect();
    quotes::with_quotes(cx, &text, &quotes::of_partners(cx, |id| members.contains(id)))
}

/// What was found, and how sure that is.
fn verdict(result: &PartnerSetsResult) -> String {
    let partners = |n: usize| if n == 1 { "1 partner".to_owned() } else { format!("{n} partners") };
    match (result.size, result.proven) {
        (Some(0), _) => "No partner is needed for that".to_owned(),
        (Some(size), true) => {
            let sets = match result.sets.len() {
                1 => String::new(),
                n => format!(", in {n} ways"),
            };
            format!("{}{sets}; proven smallest", partners(size))
        }
        (Some(size), false) => match result.bound {
            Some(bound) => format!("Best found {}, at least {bound} needed", partners(size)),
            None => format!("Best found {}", partners(size)),
        },
        (None, _) => match result.best_threshold {
            Some(best) => {
                format!(
                    "Out of reach for any set; with every partner in, every function reaches {} at best",
                    widgets::percent(best)
                )
            }
            None => "Out of reach for any set".to_owned(),
        },
    }
}

fn names<'a>(cx: &ViewCtx<'a>, set: &'a [ActorId]) -> Vec<&'a str> {
    set.iter().map(|id| cx.map.actor_name(id)).collect()
}
