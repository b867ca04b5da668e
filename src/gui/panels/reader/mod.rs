//! An article to read: its text with what was found in it, the claims beside it, and the way to claims of one's own.

mod blocks;
mod find;
mod margin;
mod marks;
mod new_claim;
mod page;

use std::collections::HashMap;

use egui::{Rect, RichText, Stroke, UiBuilder, pos2};

use super::articles::source_grade::source_grade_ui;
use crate::gui::command::Command;
use crate::gui::context::ViewCtx;
use crate::gui::{fonts, theme, widgets};
use crate::model::{Article, ArticleId};

use find::Find;
use margin::Margin;
use page::Page;

/// Below this width the claims take the text's place on demand instead of standing beside it.
const LEAST_WIDTH_WITH_MARGIN: f32 = 600.0;

/// See the module.
#[derive(Default)]
pub struct ReaderPanel {
    pages: HashMap<ArticleId, Page>,
    margin: Margin,
    find: Find,
    /// In a narrow window: whether the claims are shown and not the text.
    claims_shown: bool,
}

impl ReaderPanel {
    /// Draws the panel and sends what the user does in it.
    pub fn ui(&mut self, id: &ArticleId, cx: &ViewCtx<'_>, ui: &mut egui::Ui, out: &mut Vec<Command>) {
        let Some(article) = cx.map.article(id) else { return };
        self.pages.retain(|id, _| cx.view.open_articles.contains(id));
        let page = self.pages.entry(id.clone()).or_default();
        let wide = ui.available_width() >= LEAST_WIDTH_WITH_MARGIN;
        header_ui(cx, ui, article, (!wide).then_some(&mut self.claims_shown), out);
        self.find.ui(cx, ui, article, out);
        page.read(cx, article);
        let all = ui.available_rect_before_wrap();
        let beside = if wide { (all.width() * 0.32).clamp(200.0, 270.0) } else { 0.0 };
        let show_text = wide || !(self.claims_shown || self.margin.is_writing());
        if show_text {
            let text_rect =
                Rect::from_min_max(all.min, pos2(all.right() - beside - if wide { 4.0 } else { 0.0 }, all.bottom()));
            ui.scope_builder(UiBuilder::new().max_rect(text_rect).id_salt("page"), |ui| {
                page.ui(cx, ui, article, &self.find, out);
            });
        }
        if wide || !show_text {
            let left = if wide { all.right() - beside + 12.0 } else { all.left() };
            if wide {
                let stroke = Stroke::new(1.0, cx.palette.outline);
                ui.painter().vline(left - 8.0, all.y_range(), stroke);
            }
            let rect = Rect::from_min_max(pos2(left, all.top()), all.max);
            ui.scope_builder(UiBuilder::new().max_rect(rect).id_salt("margin"), |ui| {
                self.margin.ui(cx, ui, article, page, out);
            });
        } else if page.selected(article).is_some() {
            // The button stands over the text where there is no room beside it.
            let corner = Rect::from_min_max(pos2(all.right() - 110.0, all.bottom() - 34.0), all.max);
            ui.scope_builder(UiBuilder::new().max_rect(corner).id_salt("over-text"), |ui| {
                if widgets::primary_button(ui, cx.palette, "New claim…").clicked() {
                    self.margin.start_writing(cx, article, page);
                }
            });
        }
        ui.allocate_rect(all, egui::Sense::hover());
    }
}

fn header_ui(
    cx: &ViewCtx<'_>,
    ui: &mut egui::Ui,
    article: &Article,
    claims_shown: Option<&mut bool>,
    out: &mut Vec<Command>,
) {
    let palette = cx.palette;
    widgets::text_lines(ui, &article.title, fonts::strong(theme::TITLE), palette.text, 2);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 5.0;
        let file = article.file_name.as_ref().map(|name| format!("{name} · ")).unwrap_or_default();
        let meta = format!("{file}{} · source reliability", super::articles::meta_words(cx, article));
        ui.label(RichText::new(meta).font(fonts::regular(theme::SMALL)).color(palette.weak));
        source_grade_ui(cx, ui, article, true, out);
        if let Some(shown) = claims_shown {
            let n = cx.snapshot.evidence.article(&article.id).map_or(0, |claims| claims.claims.len());
            let text = if *shown { "Show the text".to_owned() } else { format!("Show {n} claims") };
            if widgets::link_button(ui, palette, &text).clicked() {
                *shown = !*shown;
            }
        }
    });
    ui.add_space(4.0);
}
