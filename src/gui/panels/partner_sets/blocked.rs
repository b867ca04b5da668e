//! Which functions keep a threshold out of reach, and how far each gets with everybody in.

use egui::{Align2, Rect, Sense, Stroke, Ui, pos2, vec2};

use crate::analysis::Blocked;
use crate::gui::context::ViewCtx;
use crate::gui::{fonts, widgets};

const ROW: f32 = 20.0;

/// Draws them, the one that gets least far first: a bar for what is reached, a mark for what was asked.
pub fn blocked_ui(cx: &ViewCtx<'_>, blocked: &[Blocked], ui: &mut Ui) {
    if blocked.is_empty() {
        return;
    }
    ui.spacing_mut().item_spacing.y = 1.0;
    widgets::weak(ui, cx.palette, "what blocks it · bar: reached with every partner in · mark: asked for");
    for (blocked, sentence) in sorted(blocked).into_iter().zip(sentences(cx, blocked)) {
        match blocked.functions.as_slice() {
            [_] => row_ui(cx, blocked, &sentence, ui),
            _ => {
                widgets::small(ui, cx.palette.loss, &sentence);
            }
        }
    }
}

fn row_ui(cx: &ViewCtx<'_>, blocked: &Blocked, sentence: &str, ui: &mut Ui) {
    let palette = cx.palette;
    let Some(function) = blocked.functions.first() else { return };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width().min(560.0), ROW), Sense::hover());
    let painter = ui.painter();
    let names = (rect.width() * 0.4).min(160.0);
    let words = cx.map.function_words(function);
    let galley = widgets::elided(painter, &words, fonts::regular(12.5), palette.text, names - 8.0);
    painter.galley(pos2(rect.left(), rect.center().y - galley.size().y / 2.0), galley, palette.text);
    let bar =
        Rect::from_min_max(pos2(rect.left() + names, rect.top() + 4.0), pos2(rect.right() - 96.0, rect.bottom() - 4.0));
    let x = |share: f64| bar.left() + bar.width() * share.clamp(0.0, 1.0) as f32;
    painter.rect_filled(bar, 3.0, palette.track);
    let colour = palette.family(cx.map.function_family(function));
    painter.rect_filled(bar.with_max_x(x(blocked.best)), 3.0, colour);
    let mark = [pos2(x(blocked.threshold), bar.top() - 2.0), pos2(x(blocked.threshold), bar.bottom() + 2.0)];
    painter.line_segment(mark, Stroke::new(2.0, palette.text));
    let text = format!("{} of {}", widgets::percent(blocked.best), widgets::percent(blocked.threshold));
    let at = pos2(bar.right() + 10.0, rect.center().y);
    painter.text(at, Align2::LEFT_CENTER, text, fonts::medium(12.0), palette.loss);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Row, true, sentence));
    response.on_hover_text(sentence);
}

/// The same in sentences, in the same order.
pub fn sentences(cx: &ViewCtx<'_>, blocked: &[Blocked]) -> Vec<String> {
    let sentence = |blocked: &Blocked| {
        let names: Vec<String> = blocked.functions.iter().map(|id| cx.map.function_words(id)).collect();
        let best = widgets::percent(blocked.best);
        match names.as_slice() {
            [one] => format!("{one} blocks it: all partners together reach {best} of its need at best"),
            _ => format!("{} block it together: each is in reach, all at once only to {best}", names.join(", ")),
        }
    };
    sorted(blocked).into_iter().map(sentence).collect()
}

fn sorted(blocked: &[Blocked]) -> Vec<&Blocked> {
    let mut sorted: Vec<&Blocked> = blocked.iter().collect();
    sorted.sort_by(|a, b| a.best.total_cmp(&b.best));
    sorted
}
