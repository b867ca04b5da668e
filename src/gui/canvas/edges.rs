//! Draws links: colour by family or class, width by share, line by how sure it is, and what the scenario does to them.

use egui::{Color32, Pos2, vec2};

use super::batch::Batch;
use super::geometry::{Circle, Curve};
use super::link::{Hue, Line, Link};
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
    /// How strongly it is drawn otherwise, 0..1.
    pub strength: f32,
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

/// From this many visible links on, each is drawn fainter, so that the whole stays calm.
const CROWD: usize = 120;

/// How strongly links are drawn when so many are visible, 0..1.
pub fn strength_in_crowd(visible: usize) -> f32 {
    let over = visible as f32 / CROWD as f32;
    if over <= 1.0 { 0.92 } else { (0.92 / over.powf(0.28)).max(0.30) }
}

/// Adds a link that is drawn straight: one line, dashed where there is room for it, and its head.
pub fn draw_straight(
    palette: &Palette,
    link: &Link,
    ends: [Pos2; 2],
    remaining: f32,
    zoom: f32,
    with: Emphasis,
    out: &mut Batch,
) {
    let [from, to] = ends;
    let along = to - from;
    let length = along.length();
    let is_marked = with.is_hovered || with.is_selected;
    let strength = match link.line {
        _ if is_marked => 1.0,
        _ if link.is_proposed => with.strength * 0.5,
        _ if with.is_dimmed => with.strength * 0.4,
        Line::Faint => with.strength * 0.5,
        _ => with.strength,
    };
    let colour = mix(palette.canvas, hue_colour(palette, link.hue), strength * (0.3 + 0.7 * remaining));
    let width = (screen_width(link, zoom) * if is_marked { 1.0 } else { 0.8 }).max(0.8);
    if with.is_selected {
        out.line(from, to, width + 7.0, mix(palette.canvas, palette.selection, 0.45));
    }
    // The head shrinks with the look from further away, so that it never hides its line.
    let head = head_length(width) * zoom.clamp(0.35, 1.0);
    let has_head = length > head * 1.6 && head > 1.5;
    let end = if has_head { to - along / length * head * 0.8 } else { to };
    if link.line == Line::Solid || zoom < 0.45 || length > 900.0 {
        out.line(from, end, width, colour);
    } else {
        line(link.line, &[from, end], width, colour, out);
    }
    if has_head {
        out.head(to, along / length, head, (2.6 + width * 0.85) * zoom.clamp(0.35, 1.0), colour);
    }
}

/// Adds a link that is drawn as a curve.
pub fn draw(palette: &Palette, link: &Link, curve: &Curve, remaining: f32, zoom: f32, with: Emphasis, out: &mut Batch) {
    let strength = match (link.line, link.is_proposed) {
        (_, true) => 0.45,
        (Line::Faint, _) => 0.40,
        _ if with.is_dimmed => 0.30,
        _ => with.strength,
    };
    let full = hue_colour(palette, link.hue);
    let colour = mix(palette.canvas, full, if with.is_hovered || with.is_selected { 1.0 } else { strength });
    let width = screen_width(link, zoom) + if with.is_hovered { 1.0 } else { 0.0 };
    if with.is_selected {
        out.path(curve.points(), width + 7.0, mix(palette.canvas, palette.selection, 0.45));
    }
    if link.steps_in && !with.is_dimmed {
        for (wider, amount) in [(13.0, 0.16), (7.0, 0.30)] {
            out.path(curve.points(), width + wider, mix(palette.canvas, full, amount));
        }
    }
    let path = shortened(curve, head_length(width) * 0.8);
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

fn line(line: Line, path: &[Pos2], width: f32, colour: Color32, out: &mut Batch) {
    match line {
        Line::Solid => out.path(path, width, colour),
        Line::Dashed => out.dashes(path, width, colour, 6.0 + width, 4.5 + width * 0.6),
        Line::Dotted => out.dashes(path, width, colour, width.max(1.8), 3.0 + width),
        Line::Faint => out.dashes(path, width, colour, 2.0, 6.0),
    }
}

fn head_length(width: f32) -> f32 {
    5.0 + width * 1.35
}

/// An arrow head at the end of a curve.
fn head(curve: &Curve, width: f32, colour: Color32, out: &mut Batch) {
    out.head(curve.at(1.0), curve.arrival(), head_length(width), 2.6 + width * 0.85, colour);
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
fn cross(palette: &Palette, at: Pos2, size: f32, out: &mut Batch) {
    out.disc(Circle { centre: at, radius: size * 1.45 }, palette.canvas);
    for way in [vec2(1.0, 1.0), vec2(1.0, -1.0)] {
        out.line(at - way * size * 0.75, at + way * size * 0.75, 2.2, palette.loss);
    }
}
