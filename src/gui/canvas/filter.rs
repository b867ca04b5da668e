//! What the map shows: by bloc, family, factuality, grade and date, or one actor with its neighbours. Only the picture
//! changes; every figure of the window stays as it is.

use std::collections::BTreeSet;

use egui::{Rect, RichText, ScrollArea, Sense, Stroke, Ui, UiBuilder, vec2};
use lucide_icons::Icon;

use super::Canvas;
use super::facts::{Facts, Trait};
use super::hidden::Hidden;
use super::scene::Scene;
use crate::gui::context::ViewCtx;
use crate::gui::{fonts, widgets};
use crate::model::{ActorId, Months, YearMonth, credibility_words};

const WIDTH: f32 = 236.0;

/// What is left out of the picture.
#[derive(Default)]
pub struct Filter {
    left_out: BTreeSet<Trait>,
    as_of: Option<YearMonth>,
    focus: Option<BTreeSet<ActorId>>,
    /// Whether its card is open.
    pub is_open: bool,
    /// Grows with every change.
    serial: u64,
    facts: Option<(u64, Facts)>,
    made: Option<(u64, u64)>,
    height: f32,
}

impl Filter {
    /// Whether anything is left out.
    pub fn is_active(&self) -> bool {
        !self.left_out.is_empty() || self.as_of.is_some() || self.focus.is_some()
    }

    /// A filter that leaves the same out.
    pub fn copied(&self) -> Self {
        let (left_out, focus) = (self.left_out.clone(), self.focus.clone());
        Self { left_out, as_of: self.as_of, focus, ..Self::default() }
    }

    /// Shows everything.
    pub fn clear(&mut self) {
        self.left_out.clear();
        self.as_of = None;
        self.focus = None;
        self.serial += 1;
    }

    /// Shows these actors and their neighbours alone.
    pub fn focus_on(&mut self, actors: BTreeSet<ActorId>) {
        self.focus = (!actors.is_empty()).then_some(actors);
        self.serial += 1;
    }

    /// Brings what is hidden up to the scene. Whether it had to be made anew.
    pub fn update(&mut self, cx: &ViewCtx<'_>, scene: &Scene, hidden: &mut Hidden) -> bool {
        let wanted = (scene.serial, self.serial);
        if self.made == Some(wanted) {
            return false;
        }
        self.made = Some(wanted);
        let before = std::mem::take(hidden);
        if self.is_active() {
            let focus = self.focus.as_ref().map(|actors| with_neighbours(scene, actors));
            self.facts(cx, scene);
            *hidden = self.facts.as_ref().map_or_else(Hidden::default, |(_, facts)| {
                facts.hidden(scene, |property| self.left_out.contains(property), self.as_of, focus.as_deref())
            });
        }
        *hidden != before
    }

    fn facts(&mut self, cx: &ViewCtx<'_>, scene: &Scene) -> Option<&Facts> {
        if self.facts.as_ref().is_none_or(|(serial, _)| *serial != scene.serial) {
            self.facts = Some((scene.serial, Facts::of(cx, scene)));
        }
        self.facts.as_ref().map(|(_, facts)| facts)
    }

    /// How high its card is.
    fn rect(&self, panel: Rect) -> Rect {
        let most = (panel.height() - 44.0 - 46.0).max(60.0);
        Rect::from_min_size(panel.min + vec2(10.0, 44.0), vec2(WIDTH, self.height.clamp(60.0, most)))
    }

    /// Where its card lies, where it is open.
    pub fn rect_if_open(&self, panel: Rect) -> Option<Rect> {
        self.is_open.then(|| self.rect(panel))
    }

    fn toggle(&mut self, property: Trait) {
        if !self.left_out.remove(&property) {
            self.left_out.insert(property);
        }
        self.serial += 1;
    }
}

/// Per node: whether it is one of these actors, or linked to one.
fn with_neighbours(scene: &Scene, actors: &BTreeSet<ActorId>) -> Vec<bool> {
    let mut chosen = vec![false; scene.nodes.len()];
    for n in actors.iter().filter_map(|id| scene.place(id)) {
        chosen[n] = true;
    }
    let mut kept = chosen.clone();
    for link in &scene.links {
        kept[link.to] |= chosen[link.from];
        kept[link.from] |= chosen[link.to];
    }
    kept
}

impl Canvas {
    /// The card with what can be left out, where it is open, and the reminder that something is.
    pub(super) fn filter_ui(&mut self, cx: &ViewCtx<'_>, ui: &mut Ui, scene: &Scene) {
        self.reminder_ui(cx, ui, scene);
        if !self.filter.is_open {
            return;
        }
        let palette = cx.palette;
        let ground = self.filter.rect(self.camera.panel);
        ui.painter().rect(ground, 6.0, palette.card, Stroke::new(1.0, palette.outline), egui::StrokeKind::Inside);
        ui.interact(ground, ui.unique_id().with("filter ground"), Sense::click_and_drag());
        let inner =
            Rect::from_min_size(ground.min + vec2(10.0, 6.0), vec2(WIDTH - 20.0, self.camera.panel.height() - 102.0));
        let body = ui.scope_builder(UiBuilder::new().max_rect(inner).id_salt("map filter"), |ui| {
            ui.set_clip_rect(ground.intersect(ui.clip_rect()));
            ui.horizontal(|ui| {
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    if widgets::icon_button(ui, palette, Icon::X, "Close filter").clicked() {
                        self.filter.is_open = false;
                    }
                    if self.filter.is_active() && widgets::link_button(ui, palette, "Show all").clicked() {
                        self.filter.clear();
                    }
                    ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                        ui.label(RichText::new("Shown on the map").font(fonts::strong(13.0)));
                    });
                });
            });
            // Time stands in sight, however long the list below it is.
            let months = self.filter.facts(cx, scene).and_then(|facts| facts.months);
            if let Some((first, last)) = months.filter(|(first, last)| first < last) {
                self.months_ui(cx, ui, first, last);
            }
            ScrollArea::vertical().id_salt("map filter body").auto_shrink([false, true]).show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 3.0;
                self.choices_ui(cx, ui, scene);
            });
        });
        let height = body.response.rect.height() + 12.0;
        if (height - self.filter.height).abs() > 0.5 {
            self.filter.height = height;
            ui.ctx().request_repaint();
        }
    }

    fn choices_ui(&mut self, cx: &ViewCtx<'_>, ui: &mut Ui, scene: &Scene) {
        let Some(facts) = self.filter.facts(cx, scene) else { return };
        let counts: Vec<(Trait, usize)> =
            facts.counts.iter().map(|(property, count)| (property.clone(), *count)).collect();
        let mut heading = "";
        let mut toggled = None;
        for (property, count) in counts {
            let (title, words) = match &property {
                Trait::Bloc(Some(bloc)) => ("Blocs", cx.map.bloc_words(bloc)),
                Trait::Bloc(None) => ("Blocs", "no bloc".to_owned()),
                Trait::Family(family) => ("Help", family.words().to_owned()),
                Trait::Class(class) => ("Relations", class.words().to_owned()),
                Trait::Said(said) => ("Said as", said.words().to_owned()),
                Trait::Credibility(digit) => ("Credibility", format!("{digit} {}", credibility_words(*digit))),
            };
            if title != heading {
                ui.add_space(3.0);
                widgets::weak(ui, cx.palette, title);
                heading = title;
            }
            let mut is_on = !self.filter.left_out.contains(&property);
            ui.horizontal(|ui| {
                let response = ui.checkbox(&mut is_on, RichText::new(&words).font(fonts::regular(12.0)));
                let name = format!("Show {words}, {count}");
                response
                    .widget_info(|| egui::WidgetInfo::selected(egui::accesskit::Role::CheckBox, true, is_on, &name));
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    widgets::weak(ui, cx.palette, &count.to_string());
                });
                if response.changed() {
                    toggled = Some(property);
                }
            });
        }
        if let Some(property) = toggled {
            self.filter.toggle(property);
        }
    }

    fn months_ui(&mut self, cx: &ViewCtx<'_>, ui: &mut Ui, first: YearMonth, last: YearMonth) {
        let mut is_dated = self.filter.as_of.is_some();
        let why = "Shows what had begun, or had been said, by then. What has no date is always shown";
        let response = ui.checkbox(&mut is_dated, "As it stood in");
        // Below it lies the slider.
        let mut tip = egui::Tooltip::for_enabled(&response);
        tip.popup = tip.popup.align(egui::RectAlign::TOP_START);
        tip.show(|ui| {
            ui.set_max_width(260.0);
            ui.label(why);
        });
        if response.changed() {
            self.filter.as_of = is_dated.then_some(last);
            self.filter.serial += 1;
        }
        let mut at = self.filter.as_of.unwrap_or(last).months_since(first).max(0);
        let span = last.months_since(first);
        let words = |n: f64| first.plus(Months(n.max(0.0) as u32)).words();
        let slider = egui::Slider::new(&mut at, 0..=span).custom_formatter(move |n, _| words(n)).show_value(true);
        ui.spacing_mut().slider_width = 110.0;
        // Whoever moves it wants to see that month.
        let response = ui.add(slider);
        response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Slider, true, "Month of the map"));
        if response.changed() {
            self.filter.as_of = Some(first.plus(Months(at.max(0) as u32)));
            self.filter.serial += 1;
        }
        if is_dated {
            let words = format!("Rings and figures stay those of {}", cx.month_words(cx.view.month));
            ui.add(egui::Label::new(RichText::new(words).font(fonts::regular(11.0)).color(cx.palette.weak)).wrap());
        }
    }

    /// Says at the top of the canvas that something is left out, so that nobody forgets it.
    fn reminder_ui(&mut self, cx: &ViewCtx<'_>, ui: &mut Ui, scene: &Scene) {
        if !self.filter.is_active() {
            return;
        }
        let palette = cx.palette;
        let total = scene.real;
        let shown = (0..total).filter(|n| !self.hidden.node(*n)).count();
        let panel = self.camera.panel;
        let mut words = format!("{shown} of {total} actors shown");
        if let Some(month) = self.filter.as_of {
            // What the picture leaves out the figures do not.
            words.push_str(&format!(" as of {}; rings: {}", month.words(), cx.month_words(cx.view.month)));
        }
        // Beside the card with the choices, as far as there is room.
        let left = self.filter.rect_if_open(panel).map_or(panel.min.x, |card| card.max.x) + 10.0;
        let right = panel.max.x - 10.0;
        let width = (120.0 + words.chars().count() as f32 * 6.2).max(250.0).min((right - left).max(120.0));
        let middle = panel.center().x.clamp(left + width / 2.0, (right - width / 2.0).max(left + width / 2.0));
        let rect = Rect::from_center_size(egui::pos2(middle, panel.max.y - 62.0), vec2(width, 28.0));
        ui.painter().rect(rect, 14.0, palette.panel, Stroke::new(1.0, palette.warn), egui::StrokeKind::Inside);
        ui.interact(rect, ui.unique_id().with("reminder ground"), Sense::click_and_drag());
        let layout = egui::Layout::left_to_right(egui::Align::Center);
        let inner = rect.shrink2(vec2(12.0, 2.0));
        ui.scope_builder(UiBuilder::new().max_rect(inner).id_salt("filter reminder").layout(layout), |ui| {
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if widgets::link_button(ui, palette, "Show everything").clicked() {
                    self.filter.clear();
                }
                ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                    let text = RichText::new(words).font(fonts::medium(12.0)).color(palette.text);
                    ui.add(egui::Label::new(text).truncate());
                });
            });
        });
        self.reminder = Some(rect);
    }
}
