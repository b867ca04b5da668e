//! The list of articles: what was read, what is being read, what could not be.

mod card;
pub mod source_grade;

pub use card::meta_words;

use egui::{RichText, ScrollArea, TextEdit};
use lucide_icons::Icon;

use crate::gui::background::FailedArticle;
use crate::gui::command::Command;
use crate::gui::context::ViewCtx;
use crate::gui::{fonts, theme, widgets};

/// See the module.
#[derive(Default)]
pub struct ArticlesPanel {
    /// Text being pasted, while the box for it is open.
    pasting: Option<String>,
    /// Whether each file of many that could not be read is told.
    failures_told: bool,
}

/// More files than these that could not be read are counted first, so that the articles stay in sight.
const TOLD_AT_ONCE: usize = 2;

impl ArticlesPanel {
    /// Draws the panel and sends what the user does in it.
    pub fn ui(&mut self, cx: &ViewCtx<'_>, ui: &mut egui::Ui, out: &mut Vec<Command>) {
        let palette = cx.palette;
        let title = format!("Articles · {}", cx.map.articles.len());
        let narrow = ui.available_width() < 195.0;
        widgets::heading(ui, palette, &title, |ui| {
            let (open, paste) = if narrow {
                let open = widgets::icon_button(ui, palette, Icon::FolderOpen, "+ Open…");
                (open, widgets::icon_button(ui, palette, Icon::ClipboardPaste, "Paste text"))
            } else {
                let open = widgets::link_button(ui, palette, "+ Open…").on_hover_text("Read articles from files");
                (
                    open,
                    widgets::link_button(ui, palette, "Paste text").on_hover_text("Read an article from pasted text"),
                )
            };
            if open.clicked() {
                out.push(Command::OpenArticles);
            }
            if paste.clicked() {
                self.pasting = if self.pasting.is_some() { None } else { Some(String::new()) };
            }
        });
        ScrollArea::vertical().id_salt("articles").auto_shrink(false).show(ui, |ui| {
            self.paste_ui(cx, ui, out);
            reading_ui(cx, ui, out);
            self.failures_ui(cx, ui, out);
            for article in &cx.map.articles {
                card::article_card_ui(cx, ui, article, out);
            }
            let nothing = cx.map.articles.is_empty() && cx.reading.left() == 0 && cx.reading.failed.is_empty();
            if nothing && self.pasting.is_none() {
                let text = "Open articles… or drop files here; paste text. The program suggests actors, relations and \
                            provisions with their quotes, and you decide.";
                widgets::empty_state(ui, palette, "No articles yet", text);
            }
        });
    }

    fn failures_ui(&mut self, cx: &ViewCtx<'_>, ui: &mut egui::Ui, out: &mut Vec<Command>) {
        let failed = &cx.reading.failed;
        if failed.len() > TOLD_AT_ONCE {
            let words = format!("{} files could not be read", failed.len());
            ui.horizontal(|ui| {
                if widgets::disclosure(ui, cx.palette.loss, self.failures_told, &words, &words).clicked() {
                    self.failures_told = !self.failures_told;
                }
                if widgets::link_button(ui, cx.palette, "Dismiss all").clicked() {
                    out.extend(failed.iter().map(|failed| Command::DismissFailed(failed.path.clone())));
                }
            });
            if !self.failures_told {
                return;
            }
        }
        for failed in failed {
            failed_ui(cx, ui, failed, out);
        }
    }

    fn paste_ui(&mut self, cx: &ViewCtx<'_>, ui: &mut egui::Ui, out: &mut Vec<Command>) {
        let Some(text) = &mut self.pasting else { return };
        let mut done = false;
        cx.palette.card_frame().show(ui, |ui| {
            let empty = text.is_empty();
            let field = TextEdit::multiline(text)
                .id_salt("paste-text")
                .desired_rows(5)
                .desired_width(f32::INFINITY)
                .hint_text("Paste an article, its title on the first line");
            // A long paste scrolls in its own small window, and the button stays where it is.
            ScrollArea::vertical().id_salt("paste-scroll").max_height(110.0).show(ui, |ui| {
                let response = ui.add(field).accessible_name("Text of an article");
                if empty && !response.has_focus() && ui.memory(|m| m.focused().is_none()) {
                    response.request_focus();
                }
            });
            ui.horizontal(|ui| {
                ui.add_enabled_ui(!text.trim().is_empty(), |ui| {
                    if widgets::primary_button(ui, cx.palette, "Read it").clicked() {
                        out.push(Command::PasteArticle(std::mem::take(text)));
                        done = true;
                    }
                });
                done |= widgets::small_button(ui, "Cancel").clicked();
            });
        });
        if done {
            self.pasting = None;
        }
    }
}

fn reading_ui(cx: &ViewCtx<'_>, ui: &mut egui::Ui, out: &mut Vec<Command>) {
    let palette = cx.palette;
    let Some(path) = cx.reading.current() else { return };
    palette.card_frame().show(ui, |ui| {
        ui.set_width(ui.available_width());
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        widgets::text_lines(ui, &format!("Reading {name}"), fonts::medium(theme::BODY), palette.text, 1);
        ui.horizontal(|ui| {
            let waiting = cx.reading.left().saturating_sub(1);
            let words = match waiting {
                0 => "the last one".to_owned(),
                1 => "1 more waits".to_owned(),
                n => format!("{n} more wait"),
            };
            widgets::weak(ui, palette, &words);
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if widgets::small_button(ui, "Cancel").on_hover_text("Stop reading; what was read stays").clicked() {
                    out.push(Command::CancelReading);
                }
            });
        });
    });
}

fn failed_ui(cx: &ViewCtx<'_>, ui: &mut egui::Ui, failed: &FailedArticle, out: &mut Vec<Command>) {
    let palette = cx.palette;
    let stroke = egui::Stroke::new(1.0, palette.tint(palette.loss, 0.6));
    palette.card_frame().stroke(stroke).show(ui, |ui| {
        ui.set_width(ui.available_width());
        let name = failed.path.file_name().unwrap_or(failed.path.as_os_str()).to_string_lossy().into_owned();
        let title = format!("{name} could not be read");
        widgets::text_lines(ui, &title, fonts::medium(theme::BODY), palette.loss, 2)
            .on_hover_text(failed.path.display().to_string());
        ui.label(RichText::new(&failed.why).font(fonts::regular(theme::SMALL)).color(palette.weak));
        ui.horizontal(|ui| {
            ui.push_id(&failed.path, |ui| {
                if widgets::small_button(ui, "Try again").clicked() {
                    out.push(Command::OpenArticlesAt(vec![failed.path.clone()]));
                }
                if widgets::small_button(ui, "Dismiss").clicked() {
                    out.push(Command::DismissFailed(failed.path.clone()));
                }
            });
        });
    });
}
