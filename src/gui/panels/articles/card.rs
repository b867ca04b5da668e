//! An article in the list: title, where it comes from, what its claims come to.

use crate::gui::command::{Command, ViewCommand};
use crate::gui::context::ViewCtx;
use crate::gui::map_change::MapChange;
use crate::gui::view::CentreTab;
use crate::gui::{fonts, theme, widgets};
use crate::model::{Article, PartialDate};

use super::source_grade::{grade_menu_ui, source_grade_ui};

/// Draws an article's card.
pub fn article_card_ui(cx: &ViewCtx<'_>, ui: &mut egui::Ui, article: &Article, out: &mut Vec<Command>) {
    let palette = cx.palette;
    let tab = CentreTab::Article(article.id.clone());
    let card = widgets::click_card(ui, palette, &article.id, &article.title, cx.view.centre == tab, |ui| {
        ui.spacing_mut().item_spacing.y = 3.0;
        widgets::text_lines(ui, &article.title, fonts::strong(theme::BODY), palette.text, 2);
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            let font = fonts::regular(theme::SMALL);
            // The grade keeps its place in the line; what is left of it gives way.
            let width = (ui.available_width() - 34.0).max(30.0);
            let words = meta_words(cx, article);
            let galley = widgets::elided(ui.painter(), &words, font.clone(), palette.weak, width);
            widgets::line_in(ui, galley.size().x, &words, font, palette.weak, egui::Sense::hover());
            source_grade_ui(cx, ui, article, false, out);
        });
        if let Some(claims) = cx.snapshot.evidence.article(&article.id) {
            let found = claims.actors + claims.relations + claims.provisions;
            let counts = [
                count(claims.actors, "actor", "actors"),
                count(claims.relations, "relation", "relations"),
                count(claims.provisions, "provision", "provisions"),
            ];
            let words = if found == 0 { "no claims yet".to_owned() } else { counts.join(" · ") };
            widgets::text_lines(ui, &words, fonts::regular(theme::SMALL), palette.text, 2);
        }
    });
    let response = card.response;
    if response.clicked() {
        out.push(ViewCommand::Centre(tab).into());
    }
    response.context_menu(|ui| {
        ui.menu_button("Source", |ui| grade_menu_ui(cx, ui, article, out));
        if ui.button("Remove from the map").clicked() {
            out.push(MapChange::RemoveArticle(article.id.clone()).into());
            ui.close();
        }
    });
}

/// "9 Nov 2024 · English · 1,934 words".
pub fn meta_words(cx: &ViewCtx<'_>, article: &Article) -> String {
    let date = article.date.map(PartialDate::words).or_else(|| article.date_text.clone());
    let words = cx.snapshot.evidence.article(&article.id).map_or(0, |claims| claims.words);
    let language = article.language.as_deref().map(language_words);
    let pieces = [
        Some(date.unwrap_or_else(|| "no date".to_owned())),
        language,
        Some(format!("{} {}", thousands(words), if words == 1 { "word" } else { "words" })),
    ];
    pieces.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn language_words(code: &str) -> String {
    match code {
        "en" => "English",
        "fr" => "French",
        "ar" => "Arabic",
        "ru" => "Russian",
        "es" => "Spanish",
        "de" => "German",
        "pt" => "Portuguese",
        "it" => "Italian",
        "tr" => "Turkish",
        "zh" => "Chinese",
        "fa" => "Persian",
        "ha" => "Hausa",
        "sw" => "Swahili",
        other => other,
    }
    .to_owned()
}

fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// 1934 as "1,934".
fn thousands(n: usize) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::thousands;

    #[test]
    fn long_numbers_are_divided_by_thousands() {
        assert_eq!(
            [thousands(7), thousands(734), thousands(1934), thousands(1_234_567)],
            ["7", "734", "1,934", "1,234,567"]
        );
    }
}
