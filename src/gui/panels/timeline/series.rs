//! The lines of the timeline and the marks on it, taken from the frame's snapshot. No drawing.

use crate::gui::context::ViewCtx;
use crate::gui::tsv::{Tsv, number};
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
    /// Month and coverage "if every offer arrives on time", of all functions only.
    pub with_offers: Vec<[f64; 2]>,
}

impl Series {
    /// The coverage in a month.
    pub fn at(&self, month: Months) -> Option<f64> {
        self.values.get(month.0 as usize).map(|point| point[1])
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
        let function = cx.view.function.as_ref().and_then(|id| timeline.functions.get(id));
        Some(Series {
            id: scenario.id.clone(),
            name: scenario.name.clone(),
            place,
            selected: scenario.id == cx.snapshot.scenario.id,
            values: function.map_or_else(|| points(&timeline.overall), |values| points(values)),
            with_offers: if function.is_some() { Vec::new() } else { points(&timeline.with_offers) },
        })
    });
    lines.collect()
}

/// The beginnings and ends of the scenario's settings, in order of time.
pub fn marks(cx: &ViewCtx<'_>) -> Vec<Mark> {
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
    marks.sort();
    // Each stands below those before it whose words would reach it.
    let mut placed: Vec<Mark> = Vec::new();
    for (month, words) in marks {
        let near = placed.iter().filter(|mark| month.0 - mark.month.0 < 22).map(|mark| mark.level);
        let taken: Vec<usize> = near.collect();
        let level = (0..=taken.len()).find(|level| !taken.contains(level)).unwrap_or(0);
        placed.push(Mark { month, words, level });
    }
    placed
}

/// The values as tab-separated text: a row per month, a column per scenario.
pub fn as_tsv(cx: &ViewCtx<'_>, all: &[Series]) -> String {
    let offered: Vec<&Series> = all.iter().filter(|line| line.selected && !line.with_offers.is_empty()).collect();
    let mut table = Tsv::default();
    let names = all.iter().map(|line| line.name.clone());
    let offered_names = offered.iter().map(|line| format!("{}, if every offer arrives on time", line.name));
    table.row(["month".to_owned(), "date".to_owned()].into_iter().chain(names).chain(offered_names));
    for month in 0..=Months::HORIZON.0 {
        let date = cx.map.start_month.map_or_else(String::new, |start| start.plus(Months(month)).to_string());
        let value = |points: &[[f64; 2]]| number(points.get(month as usize).map(|point| point[1]));
        let values = all.iter().map(|line| value(&line.values));
        let offers = offered.iter().map(|line| value(&line.with_offers));
        table.row([month.to_string(), date].into_iter().chain(values).chain(offers));
    }
    table.into_text()
}
