//! Draws links: colour by family or class, width by share, line by how sure it is, and what the scenario does to them.

use egui::{Color32, Pos2, Shape, Stroke, Vec2, vec2};

use super::geometry::Curve;
use super::link::{Hue, Line, Link};
use super::shown::Shown;
use crate::gui::theme::{Palette, mix};

/// How a link is drawn besides what it says itself.
#[derive(Clone, Copy, Default)]
pub struct Emphasis {
    /// It is selected.
    pub is_selected: bool,
    /// The pointer is on it.
    pub is_hovered: bool,
    /// Something else has the attention.
    pub is_dimmed: bool,
}

/// The colour of a hue.
pub fn hue_colour(palette: &Palette, hue: Hue) -> Color32 {
    match hue {
        Hue::Family(family) => palette.family(family),
        Hue::Class(class) => palette.class(class),
    }
}

/// The width of a link on screen.
pub fn screen_width(link: &Link, zoom: f32) -> f32 {
    (link.width * zoom.clamp(0.35, 1.6).sqrt()).max(0.8)
}

/// Adds the shapes of a link.
pub fn draw(palette: &Palette, link: &Link, shown: &Shown, n: usize, zoom: f32, with: Emphasis, out: &mut Vec<Shape>) {
    let Some(curve) = &shown.curves[n] else { return };
    let remaining = shown.remaining.get(n).copied().unwrap_or(link.remaining);
    let strength = match (link.line, link.is_proposed) {
        (_, true) => 0.45,
        (Line::Faint, _) => 0.40,
        _ if with.is_dimmed => 0.30,
        _ => 0.92,
    };
    let full = hue_colour(palette, link.hue);
    let colour = mix(palette.canvas, full, if with.is_hovered || with.is_selected { 1.0 } else { strength });
    let width = screen_width(link, zoom) + if with.is_hovered { 1.0 } else { 0.0 };
    if !shown.is_fine {
        let faded = mix(palette.canvas, colour, 0.25 + 0.75 * remaining);
        out.push(Shape::line_segment([curve.at(0.0), curve.at(1.0)], Stroke::new(width, faded)));
        if zoom > 0.5 {
            head(curve, width, faded, out);
        }
        return;
    }
    if with.is_selected {
        out.push(Shape::line(
            curve.points().to_vec(),
            Stroke::new(width + 7.0, mix(palette.canvas, palette.selection, 0.45)),
        ));
    }
    if link.steps_in && !with.is_dimmed {
        for (wider, amount) in [(13.0, 0.16), (7.0, 0.30)] {
            out.push(Shape::line(
                curve.points().to_vec(),
                Stroke::new(width + wider, mix(palette.canvas, full, amount)),
            ));
        }
    }
    let head_length = head_length(width);
    let path = shortened(curve, head_length * 0.8);
    if remaining < 0.985 {
        // What is lost stays as a trace of its full width.
        let trace = mix(palette.canvas, colour, 0.30);
        line(link.line, &path, width, trace, out);
        if remaining > 0.02 {
            line(link.line, &path, (width * remaining).max(1.0), colour, out);
        }
        head(curve, width, mix(palette.canvas, colour, 0.30 + 0.70 * remaining), out);
    } else {
        line(link.line, &path, width, colour, out);
        head(curve, width, colour, out);
    }
    if link.was_delivered && remaining < 0.5 {
        let size = 5.5 * (1.0 - remaining) * zoom.clamp(0.7, 1.3);
        cross(palette, curve.at(0.5), size, out);
    }
}

fn line(line: Line, path: &[Pos2], width: f32, colour: Color32, out: &mut Vec<Shape>) {
    let stroke = Stroke::new(width, colour);
    match line {
        Line::Solid => {
            out.push(Shape::line(path.to_vec(), stroke));
        }
        Line::Dashed => Shape::dashed_line_many(path, stroke, 6.0 + width, 4.5 + width * 0.6, out),
        Line::Dotted => Shape::dashed_line_many(path, stroke, width.max(1.8), 3.0 + width, out),
        Line::Faint => Shape::dashed_line_many(path, stroke, 2.0, 6.0, out),
    }
}

fn head_length(width: f32) -> f32 {
    5.0 + width * 1.35
}

/// An arrow head at the end of a curve.
fn head(curve: &Curve, width: f32, colour: Color32, out: &mut Vec<Shape>) {
    let tip = curve.at(1.0);
    let direction = curve.arrival();
    if direction == Vec2::ZERO {
        return;
    }
    let side = vec2(-direction.y, direction.x) * (2.6 + width * 0.85);
    let back = tip - direction * head_length(width);
    out.push(Shape::convex_polygon(vec![tip, back + side, back - side], colour, Stroke::NONE));
}

/// The curve without its last stretch, which lies under the head.
fn shortened(curve: &Curve, by: f32) -> Vec<Pos2> {
    let mut points = curve.points().to_vec();
    let mut left = by;
    while points.len() > 2 {
        let (last, before) = (points[points.len() - 1], points[points.len() - 2]);
        let length = last.distance(before);
        if length > left {
            break;
        }
        left -= length;
        points.pop();
    }
    if let [.., before, last] = points.as_mut_slice() {
        let length = last.distance(*before);
        if length > left {
            *last += (*before - *last) * (left / length.max(1e-3));
        }
    }
    points
}

/// The mark of what is lost.
fn cross(palette: &Palette, at: Pos2, size: f32, out: &mut Vec<Shape>) {
    out.push(Shape::circle_filled(at, size * 1.45, palette.canvas));
    for way in [vec2(1.0, 1.0), vec2(1.0, -1.0)] {
        out.push(Shape::line_segment([at - way * size * 0.75, at + way * size * 0.75], Stroke::new(2.2, palette.loss)));
    }
}
