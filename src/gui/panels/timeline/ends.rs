//! The names of the lines where they end, so that nobody has to go by colour.

use egui::{Color32, Painter, Stroke, pos2};
use egui_plot::{PlotPoint, PlotTransform};

use super::series::Series;
use crate::export::chart::apart;
use crate::gui::theme::{self, Palette};
use crate::gui::{fonts, widgets};
use crate::model::Months;

/// Between a line's end and its name.
const GAP: f32 = 16.0;
/// From one name to the next, in points.
const SPACING: f64 = 13.0;
/// A plot narrower than this has no room for names, nor has one whose lines leave less than this.
const NARROWEST: f32 = 320.0;

/// The end of a line with its name.
pub struct End {
    words: String,
    colour: Color32,
    coverage: f64,
    strong: bool,
}

/// The ends of the lines that are shown.
pub fn of(shown: &[&Series], palette: &Palette) -> Vec<End> {
    let mut ends = Vec::new();
    for line in shown {
        let colour = palette.line(line.place);
        let mut end = |words: String, points: &[[f64; 2]], strong: bool| {
            ends.extend(points.last().map(|point| End { words, colour, coverage: point[1], strong }));
        };
        end(line.name.clone(), &line.values, line.selected);
        if line.selected {
            end("every offer in".to_owned(), &line.with_offers, false);
        }
    }
    ends.sort_by(|a, b| b.coverage.total_cmp(&a.coverage));
    ends
}

/// How wide the room right of the lines has to be, in points, where the plot is so wide.
pub fn room(ends: &[End], painter: &Painter, plot: f32) -> f32 {
    if plot < NARROWEST {
        return 0.0;
    }
    let width = |end: &End| painter.layout_no_wrap(end.words.clone(), font(end), end.colour).size().x;
    let widest = ends.iter().map(width).fold(0.0, f32::max);
    (widest + GAP + 6.0).min(plot * 0.24)
}

/// Writes the names beside the ends, apart from each other. `room` is what they have.
pub fn paint(ends: &[End], painter: &Painter, transform: &PlotTransform, room: f32, palette: &Palette) {
    let frame = *transform.frame();
    let at = |end: &End| transform.position_from_point(&PlotPoint::new(f64::from(Months::HORIZON.0), end.coverage));
    // Where the plot was moved so that the ends are out of sight, their names would stand beside something else.
    let seen: Vec<&End> = ends.iter().filter(|end| frame.contains(at(end))).collect();
    let wanted: Vec<f64> = seen.iter().map(|end| f64::from(at(end).y)).collect();
    let within = (f64::from(frame.top()) + 7.0, f64::from(frame.bottom()) - 7.0);
    for (end, y) in seen.iter().zip(apart(&wanted, SPACING, within)) {
        let from = at(end);
        let left = from.x + GAP;
        let width = (room - GAP - 2.0).min(frame.right() - left);
        if width < 20.0 {
            continue;
        }
        let galley = widgets::elided(painter, &end.words, font(end), end.colour, width);
        let y = y as f32;
        painter.line_segment([from + egui::vec2(2.0, 0.0), pos2(left - 3.0, y)], Stroke::new(1.0, palette.outline));
        painter.galley(pos2(left, y - galley.size().y / 2.0), galley, end.colour);
    }
}

fn font(end: &End) -> egui::FontId {
    if end.strong { fonts::strong(theme::TINY) } else { fonts::regular(theme::TINY) }
}
