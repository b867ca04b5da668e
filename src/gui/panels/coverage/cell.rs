//! How a cell and a bar of the matrix look.

use egui::{Align2, Color32, CornerRadius, Painter, Rect, Shape, Stroke, StrokeKind, pos2, vec2};

use super::table::{Cell, Look, Row};
use crate::gui::theme::Palette;
use crate::gui::{fonts, widgets};
use crate::model::ProvisionStatus;
use crate::scenario::FunctionState;

/// Paints what a partner gives of a function.
pub fn paint_cell(painter: &Painter, rect: Rect, cell: Option<&Cell<'_>>, family: Color32, palette: &Palette) {
    let rect = rect.shrink(1.5);
    let radius = CornerRadius::same(3);
    let Some(cell) = cell else {
        painter.rect_filled(rect, radius, palette.tint(palette.panel, 0.6));
        return;
    };
    let font = fonts::medium(11.5);
    let text = cell.text();
    let size = cell.share.unwrap_or(0.0).clamp(0.0, 1.0) as f32;
    let (fill, ink) = match cell.look {
        // Strong tints would swallow the text: they stop where the contrast still reads.
        Look::Given | Look::Less => (palette.tint(family, 0.14 + 0.36 * size), palette.text),
        Look::Lost => (palette.tint(palette.loss, 0.18), palette.loss),
        Look::Offered => (palette.panel, family),
        Look::Gone | Look::Nothing | Look::NotAssessed | Look::NotCounted | Look::LeftOut => {
            (palette.tint(palette.panel, 0.6), palette.weak)
        }
    };
    painter.rect_filled(rect, radius, fill);
    // Two numbers in a narrow cell are smaller than one.
    let (font, small) = match cell.nominal() {
        Some(_) if rect.width() < 58.0 => (fonts::medium(10.5), 8.5),
        _ => (font, 9.5),
    };
    let galley = painter.layout_no_wrap(text, font, ink);
    let width = galley.size().x;
    // What is delivered stands large; what it is a part of, small behind it, where there is room for both.
    let nominal = cell.nominal().map(|share| format!("/{}", widgets::share(share)));
    let nominal = nominal.map(|words| painter.layout_no_wrap(words, fonts::regular(small), palette.text));
    let nominal = nominal.filter(|nominal| width + nominal.size().x + 3.0 <= rect.width());
    let behind = nominal.as_ref().map_or(0.0, |nominal| nominal.size().x + 1.0);
    let middle = rect.center() - vec2(behind / 2.0, 0.0);
    if cell.default {
        widgets::hatch(painter, rect, palette.tint(ink, 0.35));
        // A clear ground behind the number, so that hatching never runs through it.
        let ground = Rect::from_center_size(rect.center(), vec2((width + behind + 6.0).max(30.0), 13.0));
        painter.rect_filled(ground, radius, fill);
    }
    let bottom = middle.y + galley.size().y / 2.0;
    painter.galley(middle - galley.size() / 2.0, galley, ink);
    if let Some(nominal) = nominal {
        let at = pos2(middle.x + width / 2.0 + 1.0, bottom - nominal.size().y - 1.0);
        painter.galley(at, nominal, palette.text);
    }
    let end = middle.x + width / 2.0 + behind + 2.0;
    match cell.look {
        Look::Lost | Look::Gone => {
            let line = [pos2(middle.x - width / 2.0 - 4.0, middle.y), pos2(middle.x + width / 2.0 + 4.0, middle.y)];
            let colour = if cell.look == Look::Lost { palette.loss } else { palette.weak };
            painter.line_segment(line, Stroke::new(1.5, colour));
        }
        Look::Less => {
            let at = pos2(end, middle.y);
            painter.text(at, Align2::LEFT_CENTER, "▼", fonts::regular(8.0), palette.loss);
        }
        Look::Given if cell.after > cell.before + 1e-9 => {
            let at = pos2(end, middle.y);
            painter.text(at, Align2::LEFT_CENTER, "▲", fonts::regular(8.0), palette.gain);
        }
        Look::Offered => {
            let latent = cell.provisions.iter().all(|p| p.status == ProvisionStatus::Latent);
            let (dash, gap) = if latent { (1.5, 3.0) } else { (4.0, 3.0) };
            let corners = [rect.left_top(), rect.right_top(), rect.right_bottom(), rect.left_bottom(), rect.left_top()];
            painter.extend(Shape::dashed_line(&corners, Stroke::new(1.0, family), dash, gap));
        }
        Look::LeftOut => {
            let line = [rect.left_bottom() + vec2(4.0, -4.0), rect.right_top() + vec2(-4.0, 4.0)];
            painter.line_segment(line, Stroke::new(1.0, palette.weak));
        }
        _ => {}
    }
}

/// Paints a row's coverage: a bar for the scenario, a mark for the reference, and the percent.
pub fn paint_bar(painter: &Painter, rect: Rect, row: &Row, below: bool, family: Color32, palette: &Palette) {
    let bar = Rect::from_min_max(rect.min + vec2(6.0, 4.0), pos2(rect.right() - 48.0, rect.bottom() - 4.0));
    let radius = CornerRadius::same(3);
    let at = pos2(rect.right() - 4.0, rect.center().y);
    let number = |words: &str, colour: Color32| {
        painter.text(at, Align2::RIGHT_CENTER, words, fonts::medium(11.5), colour);
    };
    match (row.state, row.after) {
        (FunctionState::NotAssessed, _) | (_, None) => {
            let corners = [bar.left_top(), bar.right_top(), bar.right_bottom(), bar.left_bottom(), bar.left_top()];
            painter.extend(Shape::dashed_line(&corners, Stroke::new(1.0, palette.outline), 2.0, 3.0));
            painter.text(bar.center(), Align2::CENTER_CENTER, "not assessed", fonts::regular(10.5), palette.weak);
            number("–", palette.weak);
        }
        (state, Some(after)) => {
            painter.rect_filled(bar, radius, palette.track);
            if state == FunctionState::None {
                let words = "assessed: nobody provides it";
                let galley = widgets::elided(painter, words, fonts::regular(10.5), palette.text, bar.width() - 6.0);
                painter.galley(bar.center() - galley.size() / 2.0, galley, palette.text);
            } else {
                let filled = bar.with_max_x(bar.left() + bar.width() * after.clamp(0.0, 1.0) as f32);
                painter.rect_filled(filled, radius, family);
            }
            if state == FunctionState::Lost {
                painter.rect_stroke(bar, radius, Stroke::new(1.0, palette.loss), StrokeKind::Inside);
                // The word stands where the mark of the reference does not.
                let left = row.before.is_some_and(|before| before > 0.5);
                let (at, anchor) = if left {
                    (bar.left_center() + vec2(6.0, 0.0), Align2::LEFT_CENTER)
                } else {
                    (bar.right_center() - vec2(6.0, 0.0), Align2::RIGHT_CENTER)
                };
                painter.text(at, anchor, "lost", fonts::regular(10.5), palette.loss);
            }
            if let Some(before) = row.before.filter(|before| (before - after).abs() > 1e-9) {
                let x = bar.left() + bar.width() * before.clamp(0.0, 1.0) as f32;
                let line = [pos2(x, bar.top() - 2.0), pos2(x, bar.bottom() + 2.0)];
                painter.line_segment(line, Stroke::new(2.0, palette.text));
            }
            let colour = if below { palette.loss } else { palette.text };
            number(&widgets::percent(after), colour);
        }
    }
}
