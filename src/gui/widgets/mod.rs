//! Small pieces that several panels draw. All take the palette, none knows the map.

mod marks;
mod number;
mod short;
mod slider;

pub use marks::{elided, hatch, hatch_key, line_in, points, share, small, two_lines_in};
pub use number::number_field;
pub use short::{rest_ui, short_pane_ui};
pub use slider::{Slider, drag_step};

use egui::{Color32, CornerRadius, Response, RichText, Sense, Stroke, Ui, Vec2, vec2};

use super::fonts;
use super::theme::{self, Palette};

/// Small print in the secondary colour.
pub fn weak(ui: &mut Ui, palette: &Palette, text: &str) -> Response {
    ui.label(RichText::new(text).font(fonts::regular(theme::SMALL)).color(palette.weak))
}

/// A panel's heading, with a place at the right for what can be done.
pub fn heading(ui: &mut Ui, palette: &Palette, text: &str, right: impl FnOnce(&mut Ui)) {
    ui.horizontal(|ui| {
        // What stands at the right was this wide in the last frame; the words before it take what is left.
        let id = ui.unique_id().with("right of heading");
        let known: f32 = ui.data(|data| data.get_temp(id)).unwrap_or(0.0);
        let room = (ui.available_width() - known - ui.spacing().item_spacing.x).max(24.0);
        let font = fonts::medium(theme::SMALL);
        let words = elided(ui.painter(), text, font.clone(), palette.weak, room);
        line_in(ui, words.size().x, text, font, palette.weak, Sense::hover());
        let wide = ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            right(ui);
            ui.min_rect().width()
        });
        if (wide.inner - known).abs() > 0.5 {
            ui.data_mut(|data| data.insert_temp(id, wide.inner));
            ui.ctx().request_repaint();
        }
    });
}

/// A word in a rounded outline of its colour.
pub fn pill(ui: &mut Ui, palette: &Palette, text: &str, colour: Color32) -> Response {
    let galley = ui.painter().layout_no_wrap(text.to_owned(), fonts::regular(11.0), colour);
    let size = galley.size() + vec2(14.0, 5.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    ui.painter().rect(
        rect,
        CornerRadius::same(9),
        palette.tint(colour, 0.10),
        Stroke::new(1.0, palette.tint(colour, 0.55)),
        egui::StrokeKind::Inside,
    );
    ui.painter().galley(rect.center() - galley.size() / 2.0, galley, colour);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Label, true, text));
    response
}

/// A small button with the accent's colour and no frame, for "+ Open…" in headings.
pub fn link_button(ui: &mut Ui, palette: &Palette, text: &str) -> Response {
    ui.add(egui::Button::new(RichText::new(text).font(fonts::medium(theme::SMALL)).color(palette.accent)).frame(false))
}

/// The filled button of a card.
pub fn primary_button(ui: &mut Ui, palette: &Palette, text: &str) -> Response {
    let text = RichText::new(text).font(fonts::medium(12.0)).color(palette.on_accent);
    ui.add(egui::Button::new(text).fill(palette.accent_fill))
}

/// An ordinary button of a card.
pub fn small_button(ui: &mut Ui, text: &str) -> Response {
    ui.add(egui::Button::new(RichText::new(text).font(fonts::medium(12.0))))
}

/// A button that is an icon, with its spoken name as tooltip.
pub fn icon_button(ui: &mut Ui, palette: &Palette, icon: lucide_icons::Icon, name: &str) -> Response {
    let text = RichText::new(icon.unicode().to_string()).font(fonts::icons(14.0)).color(palette.weak);
    let response = ui.add(egui::Button::new(text).frame(false).min_size(Vec2::splat(22.0)));
    let enabled = response.enabled();
    response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Button, enabled, name));
    response.on_hover_text(name)
}

/// A menu behind three dots.
pub fn menu_icon(ui: &mut Ui, palette: &Palette, name: &str, contents: impl FnOnce(&mut Ui)) {
    let text = RichText::new(lucide_icons::Icon::Ellipsis.unicode()).font(fonts::icons(14.0)).color(palette.weak);
    let button = egui::Button::new(text).frame(false).min_size(Vec2::splat(22.0));
    let (response, _) = egui::containers::menu::MenuButton::from_button(button).ui(ui, contents);
    let _ = response.accessible_name(name).on_hover_text(name);
}

/// A line that opens and closes what is below it.
pub fn disclosure(ui: &mut Ui, colour: Color32, open: bool, text: &str, name: &str) -> Response {
    let icon = if open { lucide_icons::Icon::ChevronDown } else { lucide_icons::Icon::ChevronRight };
    let icon = RichText::new(icon.unicode()).font(fonts::icons(12.0)).color(colour);
    let text = RichText::new(text).font(fonts::regular(theme::SMALL)).color(colour);
    let response = ui.add(egui::Button::new((icon, text)).frame(false));
    response.widget_info(|| egui::WidgetInfo::selected(egui::accesskit::Role::Button, true, open, name));
    response
}

/// A card that can be clicked as a whole; what stands on it may have buttons of its own. `name` is what is spoken.
pub fn click_card<R>(
    ui: &mut Ui,
    palette: &Palette,
    id: impl egui::AsIdSalt,
    name: &str,
    selected: bool,
    contents: impl FnOnce(&mut Ui) -> R,
) -> egui::InnerResponse<R> {
    let builder = egui::UiBuilder::new().id_salt(id).sense(Sense::click());
    let card = ui.scope_builder(builder, |ui| {
        let response = ui.response();
        let lit = response.contains_pointer() || response.has_focus();
        let stroke = match (selected, lit) {
            (true, _) => Stroke::new(1.0, palette.accent),
            (false, true) => Stroke::new(1.0, palette.tint(palette.accent, 0.5)),
            (false, false) => Stroke::new(1.0, palette.outline),
        };
        let fill = if lit { palette.card_hover } else { palette.card };
        let frame = palette.card_frame().fill(fill).stroke(stroke);
        frame
            .show(ui, |ui| {
                ui.set_width(ui.available_width());
                contents(ui)
            })
            .inner
    });
    card.response.widget_info(|| egui::WidgetInfo::selected(egui::accesskit::Role::Button, true, selected, name));
    card
}

/// Text of at most so many lines, with an ellipsis and the whole as tooltip where it is longer. Reads from either side.
pub fn text_lines(ui: &mut Ui, text: &str, font: egui::FontId, colour: Color32, lines: usize) -> Response {
    let format = egui::TextFormat::simple(font, colour);
    if crate::gui::bidi::has_right_to_left(text) {
        let laid = crate::gui::bidi::lay_out(ui.ctx(), text, &[(0..text.len(), format)], ui.available_width());
        let (rect, response) = ui.allocate_exact_size(laid.size, Sense::hover());
        laid.paint(ui.painter(), rect.min, colour);
        response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Label, true, text));
        return response;
    }
    let mut job = egui::text::LayoutJob::simple_format(text.to_owned(), format);
    job.wrap = egui::text::TextWrapping { max_width: ui.available_width(), max_rows: lines, ..Default::default() };
    let galley = ui.painter().layout_job(job);
    let elided = galley.elided;
    let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::hover());
    ui.painter().galley(rect.min, galley, colour);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Label, true, text));
    if elided { response.on_hover_text(text) } else { response }
}

/// What to do where there is nothing yet: a title and a sentence.
pub fn empty_state(ui: &mut Ui, palette: &Palette, title: &str, text: &str) {
    ui.vertical_centered(|ui| {
        ui.add_space(16.0);
        ui.label(RichText::new(title).font(fonts::strong(14.0)).color(palette.text));
        ui.label(RichText::new(text).font(fonts::regular(12.0)).color(palette.weak));
    });
}

/// A share 0..1 as a whole percentage.
pub fn percent(value: f64) -> String {
    crate::model::percent(value)
}
