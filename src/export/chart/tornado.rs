//! A tornado: what each lever does to coverage between its two ends, the widest first.

use super::{Anchor, ChartColours, Drawing, cut};
use crate::model::percent_in_tenths;

/// A lever between its ends.
#[derive(Clone, Debug, PartialEq)]
pub struct TornadoBar {
    /// Its name.
    pub name: String,
    /// The low end in words, and the coverage there.
    pub low: (String, Option<f64>),
    /// The high end in words, and the coverage there.
    pub high: (String, Option<f64>),
}

/// The levers around a base.
#[derive(Clone, Debug, PartialEq)]
pub struct TornadoChart {
    /// What it shows.
    pub title: String,
    /// The coverage of the scenario as it is.
    pub base: f64,
    /// The levers.
    pub bars: Vec<TornadoBar>,
}

const WIDTH: f64 = 960.0;
const NAMES: f64 = 300.0;
const ROW: f64 = 24.0;
const TOP: f64 = 76.0;

impl TornadoChart {
    /// Draws it.
    pub fn draw(&self, colours: &ChartColours) -> Drawing {
        let bottom = TOP + ROW * self.bars.len() as f64;
        let mut drawing = Drawing::new(WIDTH, bottom + 24.0, &self.title, colours.ground);
        drawing.text([20.0, 28.0], &self.title, 16.0, 600, Anchor::Start, colours.text);
        let ends = self.bars.iter().flat_map(|bar| [bar.low.1, bar.high.1]).flatten();
        let (low, high) = ends.fold((self.base, self.base), |(low, high), end| (low.min(end), high.max(end)));
        // Room at both ends, so that the words of the ends stand beside their bars.
        let pad = ((high - low) * 0.2).max(0.01);
        let x = |value: f64| NAMES + (value - low + pad) / (high - low + 2.0 * pad) * (WIDTH - NAMES - 20.0);
        let base = x(self.base);
        let words = format!("the scenario: {}", percent_in_tenths(self.base));
        drawing.text([base, TOP - 12.0], &words, 12.0, 500, Anchor::Middle, colours.text);
        for (r, bar) in self.bars.iter().enumerate() {
            let y = TOP + ROW * (r as f64 + 0.5);
            drawing.text([20.0, y + 4.0], &cut(&bar.name, 12.0, NAMES - 30.0), 12.0, 400, Anchor::Start, colours.text);
            for (words, at) in [&bar.low, &bar.high] {
                let Some(at) = at.filter(|at| (at - self.base).abs() > 1e-9) else { continue };
                let falls = at < self.base;
                let colour = if falls { colours.loss } else { colours.gain };
                drawing.bar([base.min(x(at)), y - 8.0], [base.max(x(at)), y + 8.0], colour, 0.75);
                let (anchor, place) = if falls { (Anchor::End, x(at) - 5.0) } else { (Anchor::Start, x(at) + 5.0) };
                let words = format!("{words}: {}", percent_in_tenths(at));
                drawing.text([place, y + 4.0], &words, 10.5, 400, anchor, colours.weak);
            }
        }
        drawing.line(vec![[base, TOP - 6.0], [base, bottom]], colours.text, 1.0, &[]);
        drawing
    }
}
