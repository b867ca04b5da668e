//! Coverage over months: a line per scenario with its name at its end, the band of one, and when something begins or is
//! complete.

use super::{Anchor, ChartColours, DOTS, Drawing, Rgb, apart, cut, dashes, percent, wrapped};
use crate::model::{Months, YearMonth};

/// A line of the chart.
#[derive(Clone, Debug, PartialEq)]
pub struct ChartLine {
    /// Its name in the key.
    pub name: String,
    /// Its place among the scenarios, which gives its dashes.
    pub place: usize,
    /// Its colour.
    pub colour: Rgb,
    /// Whether it is the one looked at, drawn bolder.
    pub bold: bool,
    /// Whether it is dotted, whatever its place: the other reaction of a scenario.
    pub dotted: bool,
    /// Month and coverage.
    pub points: Vec<[f64; 2]>,
}

/// The range that a share of draws falls in.
#[derive(Clone, Debug, PartialEq)]
pub struct BandOfLine {
    /// Months.
    pub months: Vec<f64>,
    /// Its lower edge.
    pub low: Vec<f64>,
    /// Its upper edge.
    pub high: Vec<f64>,
    /// Its colour, drawn pale.
    pub colour: Rgb,
}

/// Something that happens in a month.
#[derive(Clone, Debug, PartialEq)]
pub struct EventMark {
    /// When.
    pub month: Months,
    /// What.
    pub words: String,
    /// How many lines below the first its words stand, so that near marks stay apart.
    pub level: usize,
}

/// Coverage over the months up to the horizon.
#[derive(Clone, Debug, PartialEq)]
pub struct TimelineChart {
    /// What it shows.
    pub title: String,
    /// The calendar month of month 0, where the map has one.
    pub start: Option<YearMonth>,
    /// The lines, the first drawn lowest.
    pub lines: Vec<ChartLine>,
    /// The band of the scenario looked at.
    pub band: Option<BandOfLine>,
    /// Marks of events.
    pub events: Vec<EventMark>,
    /// Sentences below the chart.
    pub notes: Vec<String>,
}

const WIDTH: f64 = 960.0;
const PLOT: (f64, f64) = (56.0, 680.0);
const TOP: f64 = 56.0;
const HEIGHT: f64 = 340.0;
const EVENT_LINE: f64 = 15.0;
const KEY_LINE: f64 = 22.0;

impl TimelineChart {
    /// Draws it.
    pub fn draw(&self, colours: &ChartColours) -> Drawing {
        let levels = self.events.iter().map(|event| event.level + 1).max().unwrap_or(0) as f64;
        let top = TOP + levels * EVENT_LINE;
        let bottom = top + HEIGHT;
        let key_end = top + 24.0 + KEY_LINE * (self.lines.len() + usize::from(self.band.is_some())) as f64;
        let notes: Vec<String> = self.notes.iter().flat_map(|note| wrapped(note, WIDTH - 2.0 * PLOT.0)).collect();
        let foot = (bottom + 52.0).max(key_end);
        let height = foot + if notes.is_empty() { 0.0 } else { 12.0 + 18.0 * notes.len() as f64 };
        let mut drawing = Drawing::new(WIDTH, height, &self.title, colours.ground);
        let x = |month: f64| PLOT.0 + month / f64::from(Months::HORIZON.0) * (PLOT.1 - PLOT.0);
        let y = |coverage: f64| bottom - coverage.clamp(0.0, 1.0) * HEIGHT;
        drawing.text([PLOT.0, 28.0], &self.title, 16.0, 600, Anchor::Start, colours.text);
        for quarter in 0..=4 {
            let coverage = f64::from(quarter) / 4.0;
            drawing.line(vec![[PLOT.0, y(coverage)], [PLOT.1, y(coverage)]], colours.grid, 1.0, &[]);
            let at = [PLOT.0 - 8.0, y(coverage) + 4.0];
            drawing.text(at, &percent(coverage), 11.0, 400, Anchor::End, colours.weak);
        }
        for year in 0..=Months::HORIZON.0 / 12 {
            let month = Months(year * 12);
            let at = x(f64::from(month.0));
            drawing.line(vec![[at, top], [at, bottom]], colours.grid, 1.0, &[]);
            drawing.text([at, bottom + 18.0], &format!("month {month}"), 11.0, 400, Anchor::Middle, colours.weak);
            if let Some(start) = self.start {
                let words = start.plus(month).words();
                drawing.text([at, bottom + 34.0], &words, 11.0, 400, Anchor::Middle, colours.weak);
            }
        }
        for event in &self.events {
            let at = x(f64::from(event.month.0));
            let words_at = top - (levels - event.level as f64 - 1.0) * EVENT_LINE - 6.0;
            drawing.line(vec![[at, words_at - 8.0], [at, bottom]], colours.weak, 1.0, &[3.0, 3.0]);
            // Words near the right edge stand to the left of their line.
            let right = at < PLOT.1 - 150.0;
            let (anchor, place) = if right { (Anchor::Start, at + 4.0) } else { (Anchor::End, at - 4.0) };
            drawing.text([place, words_at], &event.words, 10.5, 400, anchor, colours.weak);
        }
        if let Some(band) = &self.band {
            let edge = |values: &[f64]| -> Vec<[f64; 2]> {
                band.months.iter().zip(values).map(|(month, value)| [x(*month), y(*value)]).collect()
            };
            let mut points = edge(&band.high);
            points.extend(edge(&band.low).into_iter().rev());
            drawing.area(points, band.colour, 0.22);
        }
        // The key stands where the lines end, in their order; what is not assessed has no end and comes last.
        let end = |line: &ChartLine| line.points.last().map_or(bottom, |[_, coverage]| y(*coverage));
        let mut ends: Vec<(&ChartLine, f64)> = self.lines.iter().map(|line| (line, end(line))).collect();
        ends.sort_by(|a, b| a.1.total_cmp(&b.1));
        let wanted: Vec<f64> = ends.iter().map(|(_, end)| *end).collect();
        let room = if self.band.is_some() { KEY_LINE } else { 0.0 };
        let keys = apart(&wanted, KEY_LINE, (top + 6.0, bottom - room));
        for line in &self.lines {
            let points: Vec<[f64; 2]> = line.points.iter().map(|[month, coverage]| [x(*month), y(*coverage)]).collect();
            drawing.line(points, line.colour, width_of(line), pattern(line));
        }
        for ((line, end), key) in ends.iter().zip(&keys) {
            if !line.points.is_empty() {
                drawing.line(vec![[PLOT.1 + 2.0, *end], [PLOT.1 + 18.0, *key]], colours.grid, 1.0, &[]);
            }
            let sample = vec![[PLOT.1 + 20.0, *key], [PLOT.1 + 58.0, *key]];
            drawing.line(sample, line.colour, width_of(line), pattern(line));
            let weight = if line.bold { 600 } else { 400 };
            let words = cut(&line.name, 12.0, WIDTH - PLOT.1 - 72.0);
            drawing.text([PLOT.1 + 64.0, key + 4.0], &words, 12.0, weight, Anchor::Start, colours.text);
        }
        if let Some(band) = &self.band {
            let key = keys.last().map_or(top, |key| key + KEY_LINE);
            drawing.bar([PLOT.1 + 20.0, key - 6.0], [PLOT.1 + 58.0, key + 6.0], band.colour, 0.22);
            drawing.text([PLOT.1 + 64.0, key + 4.0], "8 of 10 draws", 12.0, 400, Anchor::Start, colours.text);
        }
        for (n, note) in notes.iter().enumerate() {
            let at = [PLOT.0, foot + 14.0 + 18.0 * n as f64];
            drawing.text(at, note, 12.0, 400, Anchor::Start, colours.weak);
        }
        drawing
    }
}

fn width_of(line: &ChartLine) -> f64 {
    if line.bold { 3.0 } else { 1.6 }
}

fn pattern(line: &ChartLine) -> &'static [f64] {
    if line.dotted { DOTS } else { dashes(line.place) }
}

#[cfg(test)]
mod tests {
    use super::super::Shape;
    use super::*;

    /// Where a text begins on the page.
    fn place_of(drawing: &Drawing, wanted: &str) -> [f64; 2] {
        let found = drawing.shapes().iter().find_map(|shape| match shape {
            Shape::Text { at, words, .. } if words == wanted => Some(*at),
            _ => None,
        });
        found.unwrap_or_else(|| panic!("{wanted} is not in the picture"))
    }

    #[test]
    fn each_line_has_its_name_where_it_ends_and_a_pattern_of_its_own() {
        let black = Rgb(0, 0, 0);
        let line = |place: usize, name: &str, end: f64| ChartLine {
            name: name.to_owned(),
            place,
            colour: black,
            bold: false,
            dotted: false,
            points: vec![[0.0, 0.6], [60.0, end]],
        };
        let chart = TimelineChart {
            title: "Coverage".to_owned(),
            start: None,
            lines: vec![line(0, "Low", 0.2), line(1, "High", 0.9), line(2, "Near it", 0.89)],
            band: None,
            events: Vec::new(),
            notes: vec!["A note".to_owned()],
        };
        let colours =
            ChartColours { ground: black, text: black, weak: black, grid: Rgb(9, 9, 9), loss: black, gain: black };
        let drawing = chart.draw(&colours);
        let [low, high, near] = ["Low", "High", "Near it"].map(|name| place_of(&drawing, name)[1]);
        assert!(high + 15.0 < near && near + 15.0 < low, "in the order of the ends, apart: {high} {near} {low}");
        let patterns: std::collections::BTreeSet<String> = drawing
            .shapes()
            .iter()
            .filter_map(|shape| match shape {
                Shape::Line { colour, dashes, .. } if *colour == black => Some(format!("{dashes:?}")),
                _ => None,
            })
            .collect();
        assert_eq!(patterns.len(), 3, "{patterns:?}");
        assert!(place_of(&drawing, "A note")[1] < drawing.height);
    }
}
