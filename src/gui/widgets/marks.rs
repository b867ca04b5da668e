//! Marks that mean the same everywhere: hatching for defaults, arrows for changes, text cut with an ellipsis.

use std::sync::Arc;

use egui::text::{LayoutJob, TextWrapping};
use egui::{Color32, FontId, Galley, Painter, Rect, Response, RichText, Sense, Stroke, Ui, pos2, vec2};

use crate::gui::fonts;
use crate::gui::theme::{self, Palette};
use crate::model::PointChange;

/// Hatches a rectangle: a number in it rests on defaults.
pub fn hatch(painter: &Painter, rect: Rect, colour: Color32) {
    let painter = painter.with_clip_rect(rect.intersect(painter.clip_rect()));
    let stroke = Stroke::new(1.0, colour);
    let mut x = rect.left() - rect.height();
    while x < rect.right() {
        painter.line_segment([pos2(x, rect.bottom()), pos2(x + rect.height(), rect.top())], stroke);
        x += 5.0;
    }
}

/// A small hatched square, the key to hatching.
pub fn hatch_key(ui: &mut Ui, palette: &Palette) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(14.0, 10.0), Sense::hover());
    ui.painter().rect_stroke(rect, 2.0, Stroke::new(1.0, palette.weak), egui::StrokeKind::Inside);
    hatch(ui.painter(), rect.shrink(1.0), palette.weak);
    response
}

/// A text of one line, cut with an ellipsis where it is too wide.
pub fn elided(painter: &Painter, text: &str, font: FontId, colour: Color32, width: f32) -> Arc<Galley> {
    let mut job = LayoutJob::simple_singleline(text.to_owned(), font, colour);
    job.wrap = TextWrapping::truncate_at_width(width.max(1.0));
    painter.layout_job(job)
}

/// One line of text in exactly so much width; where it is cut, hovering shows all of it.
pub fn line_in(ui: &mut Ui, width: f32, text: &str, font: FontId, colour: Color32, sense: Sense) -> Response {
    let galley = elided(ui.painter(), text, font, colour, width);
    galley_in(ui, width, text, galley, colour, sense)
}

/// The same in as many as two lines, where one is too short.
pub fn two_lines_in(ui: &mut Ui, width: f32, text: &str, font: FontId, colour: Color32, sense: Sense) -> Response {
    let mut job = LayoutJob::simple(text.to_owned(), font, colour, width);
    job.wrap = TextWrapping { max_width: width.max(1.0), max_rows: 2, ..Default::default() };
    let galley = ui.painter().layout_job(job);
    galley_in(ui, width, text, galley, colour, sense)
}

fn galley_in(ui: &mut Ui, width: f32, text: &str, galley: Arc<Galley>, colour: Color32, sense: Sense) -> Response {
    let height = galley.size().y.max(18.0);
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), sense);
    let elided = galley.elided;
    ui.painter().galley(pos2(rect.left(), rect.center().y - galley.size().y / 2.0), galley, colour);
    let role = if sense.senses_click() { egui::accesskit::Role::Button } else { egui::accesskit::Role::Label };
    let enabled = response.enabled();
    response.widget_info(|| egui::WidgetInfo::labeled(role, enabled, text));
    if elided { response.on_hover_text(text) } else { response }
}

/// A change in points of a percentage, with its arrow: "▼ 21 points". `None` where nothing changes.
pub fn points(before: f64, after: f64) -> Option<String> {
    PointChange::between(before, after).map(PointChange::words)
}

/// A share as the matrix writes it: ".55", "1.0", "0".
pub fn share(value: f64) -> String {
    if value.abs() < 1e-9 {
        return "0".to_owned();
    }
    if value >= 0.995 {
        return format!("{value:.1}");
    }
    // Halves go away from zero, as in percent.
    let text = format!("{:.2}", (value * 100.0).round() / 100.0);
    if text == "0.00" { "<.01".to_owned() } else { text.trim_start_matches('0').to_owned() }
}

/// Small text of a colour that wraps.
pub fn small(ui: &mut Ui, colour: Color32, text: &str) -> Response {
    ui.add(egui::Label::new(RichText::new(text).font(fonts::regular(theme::SMALL)).color(colour)).wrap())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_and_shares_read_as_analysts_write_them() {
        assert_eq!(points(0.64, 0.43).as_deref(), Some("▼ 21 points"));
        assert_eq!(points(0.62, 0.624).as_deref(), Some("▲ under 1 point"));
        assert_eq!(points(0.5, 0.5), None);
        assert_eq!(share(0.55), ".55");
        assert_eq!(share(1.0), "1.0");
        assert_eq!(share(0.0), "0");
        assert_eq!(share(0.001), "<.01");
    }
}
