//! The path box, where the system shows no file dialog.

use egui::{Key, RichText};

use super::{Answer, buttons_ui, title_ui};
use crate::gui::background::Purpose;
use crate::gui::context::ViewCtx;
use crate::gui::{files, widgets};

pub(super) fn path_ui(
    cx: &ViewCtx<'_>,
    ui: &mut egui::Ui,
    purpose: Purpose,
    typed: &mut String,
    trouble: &mut Option<String>,
    answer: &mut Option<Answer>,
) {
    let (title, verb) = match purpose {
        Purpose::OpenMap => ("Open map", "Open"),
        Purpose::OpenArticles => ("Open articles", "Open"),
        Purpose::ImportScenarios => ("Import scenarios from a scenario file", "Read"),
        Purpose::ImportGraph => ("Import a graph (GraphML, GEXF or CSV)", "Read"),
        Purpose::SaveMap => ("Save map", "Save"),
        Purpose::Write => ("Save as", "Save"),
        Purpose::Read(what) => (what.title(), "Open"),
    };
    title_ui(ui, title);
    let writes = matches!(purpose, Purpose::SaveMap | Purpose::Write);
    let hint =
        if writes { "Type a path. Tab completes." } else { "Type a path, or drop files on the window. Tab completes." };
    widgets::weak(ui, cx.palette, hint);
    let edit = egui::TextEdit::singleline(typed).desired_width(f32::INFINITY).lock_focus(true);
    let response = ui.add(edit);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::TextInput, true, "Path"));
    // Before the field gets its focus back, which would hide that Enter took it away.
    let entered = response.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
    if ui.memory(|memory| memory.focused().is_none()) {
        response.request_focus();
    }
    let completions = files::completions(typed, 8);
    if response.has_focus() && ui.input_mut(|i| i.consume_key(egui::Modifiers::NONE, Key::Tab)) {
        if let Some(first) = completions.first() {
            typed.clone_from(first);
            let mut state = egui::text_edit::TextEditState::load(ui.ctx(), response.id).unwrap_or_default();
            let end = egui::text::CCursor::new(typed.chars().count());
            state.cursor.set_char_range(Some(egui::text::CCursorRange::one(end)));
            state.store(ui.ctx(), response.id);
        }
    }
    let offers_recent = matches!(purpose, Purpose::OpenMap | Purpose::OpenArticles | Purpose::ImportScenarios);
    let offered = if typed.is_empty() && offers_recent {
        cx.view.settings.recent.iter().map(|path| path.display().to_string()).collect()
    } else {
        completions
    };
    for offer in offered {
        if ui.add(egui::Button::new(RichText::new(&offer).small()).frame(false)).clicked() {
            *typed = offer;
            response.request_focus();
        }
    }
    if let Some(trouble) = trouble {
        ui.label(RichText::new(trouble.as_str()).color(cx.palette.loss));
    }
    buttons_ui(ui, |ui| {
        let go = widgets::primary_button(ui, cx.palette, verb).clicked() || entered;
        if widgets::small_button(ui, "Cancel").clicked() {
            *answer = Some(Answer::Close);
        }
        if go {
            let mut path = files::expand(typed);
            if purpose == Purpose::SaveMap && path.extension().is_none() && !typed.trim().is_empty() {
                path.set_extension("backstop");
            }
            let is_own_file = purpose == Purpose::SaveMap && cx.session.path() == Some(path.as_path());
            let taken = format!(
                "{}: there is such a file already. Press Save again to replace it, or change the name",
                path.display()
            );
            *trouble = match purpose {
                _ if typed.trim().is_empty() => Some("Type a path first".to_owned()),
                _ if !writes && !path.exists() => {
                    Some(format!("{}: there is no such file; check the spelling", path.display()))
                }
                Purpose::SaveMap | Purpose::Write
                    if path.parent().is_some_and(|p| !p.as_os_str().is_empty() && !p.is_dir()) =>
                {
                    Some(format!("{}: there is no such folder; create it first", path.display()))
                }
                _ if writes && path.is_dir() => Some(format!("{}: this is a folder; add a file name", path.display())),
                // Said once for each name; pressing again is the answer.
                _ if writes && path.exists() && !is_own_file && trouble.as_ref() != Some(&taken) => Some(taken),
                _ => None,
            };
            if trouble.is_none() {
                *answer = Some(Answer::Path(purpose, path));
            }
        }
    });
}
