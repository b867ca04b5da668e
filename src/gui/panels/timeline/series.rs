//! The lines of the timeline and the marks on it, taken from the frame's snapshot. No drawing.

use super::band::Points;
use crate::export::chart::{BandOfLine, ChartLine, Drawing, EventMark, TimelineChart};
use crate::gui::context::ViewCtx;
use crate::gui::plots;
use crate::gui::tsv::number;
use crate::gui::workspace::shorten;
use crate::model::{Lever, Months, Scenario, ScenarioId};

/// One scenario's line.
pub struct Series {
    /// Which scenario.
    pub id: ScenarioId,
    /// Its name.
    pub name: String,
    /// Its place among the scenarios, which gives colour and pattern.
    pub place: usize,
    /// Whether it is the one looked at.
    pub selected: bool,
    /// Month and coverage "if nobody reacts"; empty where nothing is assessed.
    pub values: Vec<[f64; 2]>,
    /// Month and coverage "if every offer arrives on time".
    pub with_offers: Vec<[f64; 2]>,
}

impl Series {
    /// The coverage in a month.
    pub fn at(&self, month: Months) -> Option<f64> {
        self.values.get(month.0 as usize).map(|point| point[1])
    }

    /// The coverage in a month if every offer arrives on time.
    pub fn at_with_offers(&self, month: Months) -> Option<f64> {
        self.with_offers.get(month.0 as usize).map(|point| point[1])
    }
}

/// When a setting of the scenario begins or is complete.
pub struct Mark {
    /// When.
    pub month: Months,
    /// "Wagner withdraws begins".
    pub words: String,
    /// How many lines further down it stands, so that near marks do not overlap.
    pub level: usize,
    /// Whether its words stand before its line, because behind it there is no room.
    pub before: bool,
}

/// A line per scenario, the baseline first: of one function where the view looks at one, else of all.
pub fn of(cx: &ViewCtx<'_>) -> Vec<Series> {
    let baseline = Scenario::baseline();
    let scenarios = std::iter::once(&baseline).chain(&cx.map.scenarios).enumerate();
    let lines = scenarios.filter_map(|(place, scenario)| {
        let timeline = cx.snapshot.timeline(&scenario.id)?;
        let points = |values: &[Option<f64>]| -> Vec<[f64; 2]> {
            timeline.months.iter().zip(values).filter_map(|(m, v)| Some([f64::from(m.0), (*v)?])).collect()
        };
        let (values, with_offers) = match &cx.view.function {
            Some(id) => (timeline.functions.get(id)?, timeline.functions_with_offers.get(id)?),
            None => (&timeline.overall, &timeline.with_offers),
        };
        Some(Series {
            id: scenario.id.clone(),
            name: scenario.name.clone(),
            place,
            selected: scenario.id == cx.snapshot.scenario.id,
            values: points(values),
            with_offers: points(with_offers),
        })
    });
    lines.collect()
}

/// The beginnings and ends of the scenario's settings, in order of time. `reach` says how many months some words cover.
pub fn marks(cx: &ViewCtx<'_>, reach: impl Fn(&str) -> f64) -> Vec<Mark> {
    let mut marks: Vec<(Months, String)> = Vec::new();
    for setting in &cx.snapshot.scenario.settings {
        let Some(assumption) = cx.map.assumption(&setting.assumption) else { continue };
        if (setting.extent - assumption.lever.neutral_extent()).abs() < 1e-9 {
            continue;
        }
        let name = shorten(&assumption.name, 30);
        let ramps = matches!(assumption.lever, Lever::Engagement { .. })
            || (matches!(assumption.lever, Lever::RelationChange { .. }) && setting.extent > 0.0);
        let end = Months(setting.start.0.saturating_add(setting.duration.0));
        if ramps || setting.duration.0 == 0 {
            marks.push((setting.start, name));
        } else {
            marks.push((setting.start, format!("{name}: begins")));
            if end <= Months::HORIZON {
                marks.push((end, format!("{name}: complete")));
            }
        }
    }
    if let Some(start) = cx.map.start_month {
        let own = cx.map.stands_for_principal();
        for provision in cx.map.provisions.iter().filter(|p| own.contains(&p.recipient) && p.share.is_some()) {
            let words =
                format!("{} {}", cx.map.actor_name(&provision.provider), cx.map.function_words(&provision.function));
            for (date, what) in [(provision.from, "begins"), (provision.until, "ends")] {
                let after = date.map(|date| i64::from(date.months_since(start)));
                if let Some(month) =
                    after.and_then(|m| u32::try_from(m).ok()).filter(|m| (1..=Months::HORIZON.0).contains(m))
                {
                    marks.push((Months(month), format!("{}: {what}", shorten(&words, 30))));
                }
            }
        }
    }
    marks.sort();
    place(gathered(marks), reach)
}

/// At most so many marks of one month stand one below the other; more are counted in one.
const OF_ONE_MONTH: usize = 3;

/// The marks with those of a month that has many in one.
fn gathered(marks: Vec<(Months, String)>) -> Vec<(Months, String)> {
    let mut gathered = Vec::new();
    for month in marks.chunk_by(|a, b| a.0 == b.0) {
        let (shown, rest) = month.split_at(if month.len() > OF_ONE_MONTH { OF_ONE_MONTH - 1 } else { month.len() });
        gathered.extend_from_slice(shown);
        if let Some((at, _)) = rest.first() {
            gathered.push((*at, format!("{} more changes", rest.len())));
        }
    }
    gathered
}

/// Each mark on the highest line on which its words meet no others.
fn place(marks: Vec<(Months, String)>, reach: impl Fn(&str) -> f64) -> Vec<Mark> {
    let mut placed: Vec<(Mark, (f64, f64))> = Vec::new();
    for (month, words) in marks {
        let (at, wide) = (f64::from(month.0), reach(&words));
        let before = at + wide > f64::from(Months::HORIZON.0);
        let span = if before { (at - wide, at) } else { (at, at + wide) };
        let meets = |other: &(f64, f64)| span.0 < other.1 && other.0 < span.1;
        let taken: Vec<usize> = placed.iter().filter(|(_, s)| meets(s)).map(|(mark, _)| mark.level).collect();
        let level = (0..=taken.len()).find(|level| !taken.contains(level)).unwrap_or(0);
        placed.push((Mark { month, words, level, before }, span));
    }
    placed.into_iter().map(|(mark, _)| mark).collect()
}

/// The values as rows of text, the heading first: a row per month, a column per scenario, and the edges and the median of the
/// band where one is shown; `band` has it with the words of the line that it is of.
pub fn as_rows(cx: &ViewCtx<'_>, all: &[Series], band: Option<(&Points, &str)>) -> Vec<Vec<String>> {
    let offered: Vec<&Series> = all.iter().filter(|line| line.selected && !line.with_offers.is_empty()).collect();
    let names = all.iter().map(|line| line.name.clone());
    let offered_names = offered.iter().map(|line| format!("{}, if every offer arrives on time", line.name));
    let edges = ["low, 1 draw in 10 below", "median", "high, 1 draw in 10 above"];
    let band_names = band.iter().flat_map(|(_, of)| edges.map(|edge| format!("80 % band of {of}: {edge}")));
    let first = ["month".to_owned(), "date".to_owned()];
    let heading = first.into_iter().chain(names).chain(offered_names).chain(band_names);
    let mut rows = vec![heading.collect::<Vec<_>>()];
    for month in 0..=Months::HORIZON.0 {
        let date = cx.map.start_month.map_or_else(String::new, |start| start.plus(Months(month)).to_string());
        let value = |points: &[[f64; 2]]| number(points.get(month as usize).map(|point| point[1]));
        let values = all.iter().map(|line| value(&line.values));
        let offers = offered.iter().map(|line| value(&line.with_offers));
        let edges = band.iter().flat_map(|(points, _)| {
            let (low, high) = points.at(Months(month)).unzip();
            [low, points.median_at(Months(month)), high].map(number)
        });
        rows.push([month.to_string(), date].into_iter().chain(values).chain(offers).chain(edges).collect());
    }
    rows
}

/// The plot as a picture for a report: the lines shown, the band and the marks.
pub fn as_drawing(cx: &ViewCtx<'_>, shown: &[&Series], band: Option<&Points>, why: Option<String>) -> Drawing {
    let (palette, colours) = plots::paper();
    let mut lines = Vec::new();
    for line in shown {
        let colour = plots::rgb(palette.line(line.place));
        let chart_line = |name: String, dotted: bool, bold: bool, points: &[[f64; 2]]| ChartLine {
            name,
            place: line.place,
            colour,
            bold,
            dotted,
            points: points.to_vec(),
        };
        lines.push(chart_line(line.name.clone(), false, line.selected, &line.values));
        if line.selected && !line.with_offers.is_empty() {
            let name = "if every offer arrives on time".to_owned();
            lines.push(chart_line(name, true, false, &line.with_offers));
        }
    }
    let of = cx.view.function.as_ref().map(|id| format!(" of {}", cx.map.function_words(id)));
    TimelineChart {
        title: format!("Coverage{} over 60 months, if nobody reacts", of.unwrap_or_default()),
        start: cx.map.start_month,
        lines,
        band: band.map(|band| BandOfLine {
            months: band.months.clone(),
            low: band.low.clone(),
            high: band.high.clone(),
            colour: plots::rgb(palette.accent),
        }),
        // Its plot is wide enough for words of 30 letters over some 20 months.
        events: marks(cx, |words| 0.7 * words.chars().count() as f64)
            .into_iter()
            .map(|mark| EventMark { month: mark.month, words: mark.words, level: mark.level })
            .collect(),
        notes: band
            .map(|_| band_note(why))
            .into_iter()
            .chain(cx.left_out_words().map(|words| capital(&words)))
            .collect(),
    }
    .draw(&colours)
}

/// What the band is, and why it can lie beside its line.
pub fn band_note(why: Option<String>) -> String {
    let what = "8 of 10 draws fall into the band if deliveries fail at the stated odds. Draws are independent; real partners \
                fail together, so the tails are too thin";
    match why {
        Some(why) => format!("{what}. {}", capital(&why)),
        None => what.to_owned(),
    }
}

/// The text with its first letter as a capital.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_marks_of_one_month_are_counted_in_one() {
        let marks = (0..6).map(|n| (Months(3), format!("{n} withdraws"))).chain([(Months(4), "Last".to_owned())]);
        let words: Vec<String> = gathered(marks.collect()).into_iter().map(|(_, words)| words).collect();
        assert_eq!(words, ["0 withdraws", "1 withdraws", "4 more changes", "Last"]);
    }

    #[test]
    fn words_of_near_marks_never_meet_and_stay_inside() {
        let marks = [(3, "Wagner withdraws: begins"), (9, "Wagner withdraws: complete"), (55, "The end comes late")];
        let marks = marks.map(|(month, words)| (Months(month), words.to_owned())).to_vec();
        let placed = place(marks, |_| 20.0);
        let of = |mark: &Mark| (mark.level, mark.before);
        assert_eq!(placed.iter().map(of).collect::<Vec<_>>(), [(0, false), (1, false), (0, true)]);
    }
}
