//! Coverage per function in several scenarios: a dot each, and the numbers beside them.

use super::{Anchor, ChartColours, Drawing, Rgb, cut, percent, wrapped};
use crate::model::PointChange;

/// A function, with its coverage in each scenario; `None` where it is not assessed.
#[derive(Clone, Debug, PartialEq)]
pub struct DotRow {
    /// Its name.
    pub name: String,
    /// Its coverage, in the order of the scenarios.
    pub values: Vec<Option<f64>>,
}

/// Scenarios side by side.
#[derive(Clone, Debug, PartialEq)]
pub struct DotChart {
    /// What it shows.
    pub title: String,
    /// The scenarios with their colours.
    pub scenarios: Vec<(String, Rgb)>,
    /// The functions.
    pub rows: Vec<DotRow>,
    /// Sentences below the chart.
    pub sentences: Vec<String>,
}

const NAMES: f64 = 170.0;
const PLOT: f64 = 420.0;
const VALUE: f64 = 92.0;
const ROW: f64 = 24.0;
const TOP: f64 = 50.0;

impl DotChart {
    /// Draws it.
    pub fn draw(&self, colours: &ChartColours) -> Drawing {
        let width = NAMES + PLOT + 30.0 + VALUE * self.scenarios.len() as f64 + 20.0;
        let key = self.scenarios.len() as f64 * 20.0;
        let top = TOP + key + 26.0;
        let bottom = top + ROW * self.rows.len() as f64;
        let lines: Vec<String> = self.sentences.iter().flat_map(|sentence| wrapped(sentence, width - 40.0)).collect();
        let height = bottom + 24.0 + 18.0 * lines.len() as f64;
        let mut drawing = Drawing::new(width, height, &self.title, colours.ground);
        drawing.text([20.0, 28.0], &self.title, 16.0, 600, Anchor::Start, colours.text);
        for (n, (name, colour)) in self.scenarios.iter().enumerate() {
            let y = TOP + 20.0 * n as f64;
            drawing.mark([28.0, y], n, 5.0, *colour);
            drawing.text([42.0, y + 4.0], &cut(name, 12.0, width - 70.0), 12.0, 400, Anchor::Start, colours.text);
        }
        let x = |coverage: f64| NAMES + 10.0 + coverage.clamp(0.0, 1.0) * (PLOT - 20.0);
        for quarter in 0..=4 {
            let coverage = f64::from(quarter) / 4.0;
            drawing.line(vec![[x(coverage), top], [x(coverage), bottom]], colours.grid, 1.0, &[]);
            let at = [x(coverage), top - 6.0];
            drawing.text(at, &percent(coverage), 11.0, 400, Anchor::Middle, colours.weak);
        }
        let column = |n: usize| NAMES + PLOT + 30.0 + VALUE * n as f64;
        for (n, (_, colour)) in self.scenarios.iter().enumerate() {
            drawing.mark([column(n) + 6.0, top - 10.0], n, 5.0, *colour);
        }
        for (r, row) in self.rows.iter().enumerate() {
            let y = top + ROW * (r as f64 + 0.5);
            drawing.text([20.0, y + 4.0], &cut(&row.name, 12.0, NAMES - 24.0), 12.0, 400, Anchor::Start, colours.text);
            let known = row.values.iter().flatten().copied();
            let (low, high) = known.fold((1.0_f64, 0.0_f64), |(low, high), v| (low.min(v), high.max(v)));
            if high > low {
                drawing.line(vec![[x(low), y], [x(high), y]], colours.grid, 2.0, &[]);
            }
            let first = row.values.first().copied().flatten();
            for (n, (value, (_, colour))) in row.values.iter().zip(&self.scenarios).enumerate() {
                let Some(value) = *value else {
                    drawing.text([column(n), y + 4.0], "not assessed", 11.0, 400, Anchor::Start, colours.weak);
                    continue;
                };
                drawing.mark([x(value), y], n, 5.0, *colour);
                let change = first.filter(|_| n > 0).and_then(|first| PointChange::between(first, value));
                let (words, ink) = match change {
                    Some(change) => {
                        let ink = if change.falls { colours.loss } else { colours.gain };
                        (format!("{} {}", percent(value), change.short_words()), ink)
                    }
                    None => (percent(value), colours.text),
                };
                drawing.text([column(n), y + 4.0], &words, 12.0, 500, Anchor::Start, ink);
            }
        }
        for (n, line) in lines.iter().enumerate() {
            let at = [20.0, bottom + 24.0 + 18.0 * n as f64];
            drawing.text(at, line, 12.0, 400, Anchor::Start, colours.text);
        }
        drawing
    }
}
