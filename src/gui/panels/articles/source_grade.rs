//! The reliability of whoever published an article: a letter, and the menu that sets it. It belongs to the source, so one
//! choice grades all articles of that source.

use egui::{Popup, PopupCloseBehavior, RichText, TextEdit};

use crate::gui::command::Command;
use crate::gui::context::ViewCtx;
use crate::gui::map_change::MapChange;
use crate::gui::{fonts, theme, widgets};
use crate::model::{Article, Reliability};

/// The letter as a small button that opens the menu; `long` adds what the letter means.
pub fn source_grade_ui(cx: &ViewCtx<'_>, ui: &mut egui::Ui, article: &Article, long: bool, out: &mut Vec<Command>) {
    let grade = cx.map.reliability_of(article);
    let text = if long { format!("{} {}", grade.id(), grade.words()) } else { grade.id().to_owned() };
    let colour = if grade == Reliability::F { cx.palette.weak } else { cx.palette.text };
    let button = egui::Button::new(RichText::new(text).font(fonts::medium(theme::SMALL)).color(colour)).small();
    // No scope of its own: it would not move to the next row with the words before it.
    let response = ui.add(button);
    let source = article.source.as_ref().and_then(|id| cx.map.source(id)).map_or("not named", |s| s.name.as_str());
    let spoken = format!("Reliability of the source: {} {}", grade.id(), grade.words());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Button, true, &spoken));
    let response = response.on_hover_text(format!("{spoken}. Source: {source}. Click to grade"));
    Popup::menu(&response).close_behavior(PopupCloseBehavior::CloseOnClickOutside).show(|ui| {
        grade_menu_ui(cx, ui, article, out);
    });
}

/// The menu: the source's name and the six letters.
pub fn grade_menu_ui(cx: &ViewCtx<'_>, ui: &mut egui::Ui, article: &Article, out: &mut Vec<Command>) {
    let palette = cx.palette;
    let source = article.source.as_ref().and_then(|id| cx.map.source(id));
    ui.set_min_width(230.0);
    widgets::weak(ui, palette, "Reliability of the source, for all its articles");
    let id = ui.make_persistent_id(("source-name", &article.id));
    let known = source.map(|source| source.name.clone()).unwrap_or_default();
    let mut name: String = ui.data_mut(|data| data.get_temp(id)).unwrap_or_else(|| known.clone());
    let field = TextEdit::singleline(&mut name).id(id.with("field")).hint_text("Name of the source");
    let response = ui.add(field).accessible_name("Name of the source");
    if response.changed() {
        ui.data_mut(|data| data.insert_temp(id, name.clone()));
    }
    if response.lost_focus() {
        ui.data_mut(|data| data.remove::<String>(id));
        if !name.trim().is_empty() && name != known {
            out.push(MapChange::SetArticleSource { article: article.id.clone(), name }.into());
        }
    }
    let now = source.and_then(|source| source.reliability);
    for grade in Reliability::ALL {
        let label = format!("{} {}", grade.id(), grade.words());
        if ui.selectable_label(now == Some(*grade), label).clicked() {
            out.push(MapChange::GradeArticle { article: article.id.clone(), reliability: *grade }.into());
            ui.close();
        }
    }
}
