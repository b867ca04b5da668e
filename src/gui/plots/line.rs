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
    if pattern.is_empty() || long > LONGEST {
        return vec![Shape::line(path.to_vec(), stroke)];
    }
    let every_other =
        |first: usize| pattern.iter().skip(first).step_by(2).map(|length| *length as f32).collect::<Vec<_>>();
    Shape::dashed_line_with_offset(path, stroke, &every_other(0), &every_other(1), 0.0)
}
