//! Finding words in the article shown, or in all of them.

use aho_corasick::{AhoCorasick, MatchKind};
use egui::{Key, Modifiers, TextEdit, Ui};
use lucide_icons::Icon;

use crate::gui::command::{Command, ViewCommand};
use crate::gui::context::ViewCtx;
use crate::gui::{widgets, workspace::shorten};
use crate::model::{Article, ArticleId, Span};

/// The find bar, and what was found.
#[derive(Default)]
pub struct Find {
    open: bool,
    query: String,
    in_all: bool,
    hits: Vec<(ArticleId, Span)>,
    current: usize,
    key: Option<(String, Option<ArticleId>, u64)>,
}

impl Find {
    /// What was found within a stretch of an article, and whether it is the hit looked at.
    pub fn hits_in(&self, article: &ArticleId, range: Span) -> Vec<(Span, bool)> {
        if !self.open {
            return Vec::new();
        }
        let near = |(_, (id, span)): &(usize, &(ArticleId, Span))| id == article && span.overlaps(range);
        let hits = self.hits.iter().enumerate().filter(near);
        hits.map(|(place, (_, span))| (*span, place == self.current)).collect()
    }

    /// Draws the bar where it is open.
    pub fn ui(&mut self, cx: &ViewCtx<'_>, ui: &mut Ui, article: &Article, out: &mut Vec<Command>) {
        let asked = cx.view.focus_find;
        self.open |= asked;
        if !self.open {
            return;
        }
        let mut step = 0;
        let mut close = false;
        ui.horizontal_wrapped(|ui| {
            let field = TextEdit::singleline(&mut self.query).id_salt("find").hint_text("Find").desired_width(170.0);
            let response = ui.add(field).accessible_name("Find in articles");
            if asked {
                response.request_focus();
            }
            if response.lost_focus() {
                let (enter, shift) = ui.input(|i| (i.key_pressed(Key::Enter), i.modifiers.shift));
                if enter {
                    step = if shift { -1 } else { 1 };
                    response.request_focus();
                }
                close |= ui.input(|i| i.key_pressed(Key::Escape));
            }
            self.search(cx, article);
            widgets::weak(ui, cx.palette, &self.count_words());
            if widgets::icon_button(ui, cx.palette, Icon::ChevronUp, "Previous hit").clicked() {
                step = -1;
            }
            if widgets::icon_button(ui, cx.palette, Icon::ChevronDown, "Next hit").clicked() {
                step = 1;
            }
            ui.checkbox(&mut self.in_all, "All articles");
            close |= widgets::icon_button(ui, cx.palette, Icon::X, "Close find").clicked();
        });
        if self.in_all && self.hits.len() > 1 {
            self.articles_ui(cx, ui, article, out);
        }
        if close || ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Escape)) {
            self.open = false;
        } else if step != 0 && !self.hits.is_empty() {
            let n = self.hits.len();
            self.current = if step > 0 { (self.current + 1) % n } else { (self.current + n - 1) % n };
            self.show(out);
        }
    }

    fn show(&self, out: &mut Vec<Command>) {
        if let Some((id, span)) = self.hits.get(self.current) {
            out.push(ViewCommand::ShowPlace(id.clone(), *span).into());
        }
    }

    fn count_words(&self) -> String {
        match (self.query.is_empty(), self.hits.len()) {
            (true, _) => String::new(),
            (false, 0) => "nothing found".to_owned(),
            (false, n) => format!("{} of {n}", self.current + 1),
        }
    }

    fn articles_ui(&mut self, cx: &ViewCtx<'_>, ui: &mut Ui, shown: &Article, out: &mut Vec<Command>) {
        ui.horizontal_wrapped(|ui| {
            for article in &cx.map.articles {
                let n = self.hits.iter().filter(|(id, _)| *id == article.id).count();
                if n == 0 {
                    continue;
                }
                let text = format!("{} · {n}", shorten(&article.title, 30));
                let link = widgets::link_button(ui, cx.palette, &text);
                if link.clicked() && article.id != shown.id {
                    self.current = self.hits.iter().position(|(id, _)| *id == article.id).unwrap_or(0);
                    self.show(out);
                }
            }
        });
    }

    /// Searches again where the words, the scope or the articles changed. The first hit from the article shown is looked at.
    fn search(&mut self, cx: &ViewCtx<'_>, shown: &Article) {
        let scope = (!self.in_all).then(|| shown.id.clone());
        let key = (self.query.clone(), scope, cx.session.review_revision());
        if self.key.as_ref() == Some(&key) {
            return;
        }
        self.key = Some(key);
        self.hits.clear();
        for article in cx.map.articles.iter().filter(|article| self.in_all || article.id == shown.id) {
            let found = places_of(&self.query, &article.text);
            self.hits.extend(found.into_iter().map(|span| (article.id.clone(), span)));
        }
        self.current = self.hits.iter().position(|(id, _)| *id == shown.id).unwrap_or(0);
    }
}

/// Where words stand in a text, in capitals or not.
fn places_of(query: &str, text: &str) -> Vec<Span> {
    let query = query.trim();
    if query.is_empty() {
        return Vec::new();
    }
    // Letters outside ASCII are compared as typed, in lower case and in capitals.
    let forms = [query.to_owned(), query.to_lowercase(), query.to_uppercase()];
    let finder =
        AhoCorasick::builder().ascii_case_insensitive(true).match_kind(MatchKind::LeftmostLongest).build(forms);
    match finder {
        Ok(finder) => finder.find_iter(text).map(|hit| Span::new(hit.start(), hit.end())).collect(),
        Err(_) => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_capitals_or_not() {
        let text = "Wagner left. WAGNER stayed. Wägner? wagner";
        let found: Vec<&str> = places_of("wagner", text).into_iter().filter_map(|span| span.of(text)).collect();
        assert_eq!(found, ["Wagner", "WAGNER", "wagner"]);
        assert_eq!(places_of("  ", text), []);
        assert_eq!(places_of("GOÏTA", "goïta und Goïta").len(), 2);
    }
}
