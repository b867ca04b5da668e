//! The table of claims.

use egui::{Label, RichText, Sense};
use egui_extras::{Column, TableBuilder};

use super::filter::ClaimFilter;
use crate::gui::bidi::{has_right_to_left, visual_line};
use crate::gui::command::{Command, ViewCommand};
use crate::gui::context::ViewCtx;
use crate::gui::evidence_index::Standing;
use crate::gui::focus_ring::set_area;
use crate::gui::panels::quotes;
use crate::gui::statement::Statement;
use crate::gui::tsv::Tsv;
use crate::gui::{fonts, theme, widgets};
use crate::model::{ClaimId, Factuality, PartialDate, Stance};

/// Height of a row, in points.
const ROW: f32 = 22.0;
/// What a further line of a quote adds, in points, and how many lines a quote has at most.
const LINE: f32 = 15.0;
const MOST: usize = 3;
const HEADINGS: [&str; 6] = ["Quote", "Article", "Date", "Factuality", "Grade", "Supports"];

/// A claim as a row.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    claim: ClaimId,
    quote: String,
    article: String,
    date: String,
    factuality: Factuality,
    grade: String,
    grade_words: String,
    /// What it speaks for, or what was proposed from it.
    supports: String,
    standing: Standing,
    against: bool,
}

/// The claims that fit, in the order of articles and text.
pub fn rows(cx: &ViewCtx<'_>, filter: &ClaimFilter) -> Vec<Row> {
    let index = &cx.snapshot.evidence;
    let mut claims: Vec<_> = cx
        .map
        .claims
        .iter()
        .map(|claim| (cx.map.articles.iter().position(|article| article.id == claim.article), claim))
        .filter(|(place, claim)| {
            let article = place.and_then(|place| cx.map.articles.get(place));
            filter.fits(cx.map, claim, article, index.standing(&claim.id))
        })
        .collect();
    claims.sort_by_key(|(place, claim)| (place.is_none(), *place, claim.span));
    claims
        .into_iter()
        .map(|(place, claim)| {
            let article = place.and_then(|place| cx.map.articles.get(place));
            let (grade, grade_words) = quotes::grade_of(cx, claim);
            let uses = index.uses(&claim.id);
            let supports = if uses.is_empty() {
                claim.states.as_ref().map(|s| Statement::of(cx.map, cx.palette, s).words()).unwrap_or_default()
            } else {
                uses.iter()
                    .map(|(used, stance)| quotes::use_words(cx.map, used, *stance))
                    .collect::<Vec<_>>()
                    .join("; ")
            };
            let own_date = claim.date.as_ref().map(|date| date.value);
            Row {
                claim: claim.id.clone(),
                quote: claim.quote.split_whitespace().collect::<Vec<_>>().join(" "),
                article: article.map_or_else(|| claim.article.to_string(), |article| article.title.clone()),
                date: own_date.or_else(|| article?.date).map(PartialDate::words).unwrap_or_default(),
                factuality: claim.factuality.unwrap_or(Factuality::Done),
                grade,
                grade_words,
                supports,
                standing: index.standing(&claim.id),
                against: uses.iter().any(|(_, stance)| *stance == Stance::Against),
            }
        })
        .collect()
}

/// The rows as tab-separated text with a heading, for Excel and Word.
pub fn as_tab_separated(rows: &[Row]) -> String {
    let mut table = Tsv::default();
    table.row(HEADINGS.into_iter().chain(["Decision"]));
    for row in rows {
        table.row([
            row.quote.as_str(),
            &row.article,
            &row.date,
            row.factuality.words(),
            &row.grade,
            &row.supports,
            row.standing.words(),
        ]);
    }
    table.into_text()
}

/// Draws the table; only rows in sight are laid out.
pub fn table_ui(cx: &ViewCtx<'_>, ui: &mut egui::Ui, rows: &[Row], out: &mut Vec<Command>) {
    let palette = cx.palette;
    let lit = cx.view.lit_place.as_ref();
    // Dates, factuality and grade need what they need; quote, article and use share the rest.
    let rest = (ui.available_width() - 86.0 - 82.0 - 48.0 - 6.0 * ui.spacing().item_spacing.x - 14.0).max(240.0);
    // How many lines a quote takes, by the widths of its letters; words that wrap early leave something of each line.
    let wide = rest * 0.44 - 4.0;
    let letters =
        |text: &str| ui.fonts_mut(|f| text.chars().map(|c| f.glyph_width(&fonts::regular(12.0), c)).sum::<f32>());
    let counts: std::collections::HashMap<&str, usize> = rows
        .iter()
        .map(|row| (row.quote.as_str(), ((letters(&row.quote) * 1.08 / wide).ceil() as usize).clamp(1, MOST)))
        .collect();
    let lines_of = |quote: &str| counts.get(quote).copied().unwrap_or(1);
    TableBuilder::new(ui)
        .id_salt("claims")
        .animate_scrolling(false)
        .sense(Sense::click())
        .auto_shrink(false)
        .column(Column::exact(rest * 0.44).clip(true))
        .column(Column::exact(rest * 0.24).clip(true))
        .column(Column::exact(86.0).clip(true))
        .column(Column::exact(82.0).clip(true))
        .column(Column::exact(48.0).clip(true))
        .column(Column::exact(rest * 0.32).clip(true))
        .header(20.0, |mut header| {
            for heading in HEADINGS {
                header.col(|ui| {
                    ui.label(RichText::new(heading).font(fonts::medium(theme::SMALL)).color(palette.weak));
                });
            }
        })
        .body(|body| {
            let heights: Vec<f32> = rows.iter().map(|row| ROW + LINE * (lines_of(&row.quote) - 1) as f32).collect();
            body.heterogeneous_rows(heights.iter().copied(), |mut table_row| {
                let Some(row) = rows.get(table_row.index()) else { return };
                let here = cx.map.claim(&row.claim).is_some_and(|claim| {
                    lit.is_some_and(|(article, span)| *article == claim.article && *span == claim.span)
                });
                table_row.set_selected(here);
                let cell = |text: &str, colour| {
                    Label::new(RichText::new(visual_line(text)).size(12.0).color(colour)).truncate()
                };
                let mut sight = egui::Rect::EVERYTHING;
                table_row.col(|ui| {
                    sight = egui::Rect::from_x_y_ranges(egui::Rangef::EVERYTHING, ui.clip_rect().y_range());
                    quote_ui(ui, &row.quote, palette.text, lines_of(&row.quote));
                });
                table_row.col(|ui| {
                    ui.add(cell(&row.article, palette.weak));
                });
                table_row.col(|ui| {
                    ui.add(cell(&row.date, palette.weak));
                });
                table_row.col(|ui| {
                    ui.add(cell(row.factuality.words(), palette.text));
                });
                table_row.col(|ui| {
                    ui.add(cell(&row.grade, palette.text)).on_hover_text(&row.grade_words);
                });
                table_row.col(|ui| {
                    let (text, colour) = match row.standing {
                        Standing::ToReview => (format!("to review: {}", row.supports), palette.warn),
                        Standing::Rejected => (format!("rejected: {}", row.supports), palette.weak),
                        Standing::Unused if row.supports.is_empty() => (row.standing.words().to_owned(), palette.weak),
                        _ if row.against => (row.supports.clone(), palette.loss),
                        _ => (row.supports.clone(), palette.text),
                    };
                    ui.add(cell(&text, colour));
                });
                let response = table_row.response();
                let spoken = format!("Claim: {}", row.quote);
                response.widget_info(|| egui::WidgetInfo::selected(egui::accesskit::Role::Row, true, here, &spoken));
                if response.has_focus() {
                    // The row senses by its first cell; its ring goes around all of them.
                    let high = heights.get(table_row.index()).copied().unwrap_or(ROW);
                    let whole = egui::Rect::from_min_size(response.rect.min, egui::vec2(response.rect.width(), high));
                    set_area(&response.ctx, response.id, whole, whole.intersect(sight));
                }
                if response.on_hover_text("Show the sentence in its article").clicked() {
                    out.push(ViewCommand::ShowClaim(row.claim.clone()).into());
                }
            });
        });
}

/// A quote of as many lines as its row has room for, with an ellipsis where it is longer.
fn quote_ui(ui: &mut egui::Ui, quote: &str, colour: egui::Color32, lines: usize) {
    if lines == 1 || has_right_to_left(quote) {
        ui.add(Label::new(RichText::new(visual_line(quote)).size(12.0).color(colour)).truncate());
        return;
    }
    widgets::text_lines(ui, quote, fonts::regular(12.0), colour, lines);
}
