//! A line of a plot in a pattern of strokes and gaps: the plot's own styles are too few to tell scenarios apart.

use std::ops::RangeInclusive;

use egui::{Color32, Painter, Pos2, Shape, Stroke, Ui};
use egui_plot::{PlotBounds, PlotGeometry, PlotItem, PlotItemBase, PlotPoint, PlotTransform};

/// Longer on screen than this, a line is far zoomed in, and its strokes would be too many to draw.
const LONGEST: f32 = 20_000.0;

/// A line along points, whose values can be read where it is pointed at.
pub struct PatternLine {
    base: PlotItemBase,
    points: Vec<PlotPoint>,
    stroke: Stroke,
    pattern: &'static [f64],
}

impl PatternLine {
    /// A line of this name. `pattern` has strokes and gaps in turn, in points; a whole line where it is empty.
    pub fn new(name: &str, points: &[[f64; 2]], stroke: Stroke, pattern: &'static [f64]) -> Self {
        let points = points.iter().map(|[x, y]| PlotPoint::new(*x, *y)).collect();
        Self { base: PlotItemBase::new(name.to_owned()), points, stroke, pattern }
    }
}

impl PlotItem for PatternLine {
    fn shapes(&self, ui: &Ui, transform: &PlotTransform, shapes: &mut Vec<Shape>) {
        let seen = ui.clip_rect().expand(4.0).x_range();
        let path: Vec<Pos2> = self.points.iter().map(|point| transform.position_from_point(point)).collect();
        // With one neighbour on either side, so that the line goes on to the edge.
        let first = path.iter().position(|at| at.x >= seen.min).unwrap_or(path.len()).saturating_sub(1);
        let last = path.iter().rposition(|at| at.x <= seen.max).map_or(0, |last| (last + 2).min(path.len()));
        shapes.extend(patterned(path.get(first..last).unwrap_or_default(), self.pattern, self.stroke));
    }

    fn initialize(&mut self, _x_range: RangeInclusive<f64>) {}

    fn color(&self) -> Color32 {
        self.stroke.color
    }

    fn geometry(&self) -> PlotGeometry<'_> {
        PlotGeometry::Points(&self.points)
    }

    fn bounds(&self) -> PlotBounds {
        let mut bounds = PlotBounds::NOTHING;
        for point in &self.points {
            bounds.extend_with(point);
        }
        bounds
    }

    fn base(&self) -> &PlotItemBase {
        &self.base
    }

    fn base_mut(&mut self) -> &mut PlotItemBase {
        &mut self.base
    }
}

/// The key to a line: a short piece of it.
pub fn paint_pattern(painter: &Painter, ends: [Pos2; 2], pattern: &[f64], stroke: Stroke) {
    painter.extend(patterned(&ends, pattern, stroke));
}

fn patterned(path: &[Pos2], pattern: &[f64], stroke: Stroke) -> Vec<Shape> {
    let long: f32 = path.windows(2).map(|pair| pair[0].distance(pair[1])).sum();
    if pattern.iter().sum::<f64>() < 1.0 || long > LONGEST {
        return vec![Shape::line(path.to_vec(), stroke)];
    }
    strokes_along(path, pattern).into_iter().map(|points| Shape::line(points, stroke)).collect()
}

/// The strokes of a pattern along a path, each with the corners it goes around. The pattern goes on from piece to piece.
fn strokes_along(path: &[Pos2], pattern: &[f64]) -> Vec<Vec<Pos2>> {
    let mut strokes = Vec::new();
    let mut lengths = pattern.iter().map(|length| *length as f32).enumerate().cycle();
    let Some((mut place, mut left)) = lengths.next() else { return strokes };
    let mut open: Vec<Pos2> = path.first().copied().into_iter().collect();
    for pair in path.windows(2) {
        let (from, to) = (pair[0], pair[1]);
        let whole = from.distance(to);
        let mut gone = 0.0;
        while whole - gone > left {
            gone += left;
            let at = from + (to - from) * (gone / whole);
            if place.is_multiple_of(2) {
                open.push(at);
                strokes.push(std::mem::take(&mut open));
            } else {
                open = vec![at];
            }
            let Some(next) = lengths.next() else { return strokes };
            (place, left) = next;
        }
        left -= whole - gone;
        if place.is_multiple_of(2) {
            open.push(to);
        }
    }
    if open.len() > 1 {
        strokes.push(open);
    }
    strokes
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::pos2;

    #[test]
    fn a_pattern_goes_on_over_the_points_of_a_line_without_a_hole() {
        // Points every 7 units, as months are on screen, along a line with a corner.
        let path: Vec<Pos2> = (0..=20).map(|n| pos2(7.0 * n as f32, if n < 10 { 0.0 } else { 30.0 })).collect();
        let strokes = strokes_along(&path, &[1.6, 4.0]);
        let long: f32 = path.windows(2).map(|pair| pair[0].distance(pair[1])).sum();
        let drawn: f32 = strokes.iter().flat_map(|s| s.windows(2)).map(|pair| pair[0].distance(pair[1])).sum();
        assert!((drawn / long - 1.6 / 5.6).abs() < 0.02, "{drawn} of {long}");
        for pair in strokes.windows(2) {
            let gap = pair[0].last().unwrap().distance(pair[1][0]);
            assert!(gap < 4.01, "a hole of {gap} at {:?}", pair[1][0]);
        }
        let around = strokes_along(&path, &[20.0, 2.0]);
        assert!(around.iter().any(|stroke| stroke.len() > 2), "a long stroke goes around corners");
        assert_eq!(strokes_along(&path[..1], &[1.0, 1.0]).len(), 0);
    }
}
