//! The 80 % band of the scenario looked at: drawn off the UI thread, hidden while it belongs to another state.
//!
//! While something is dragged, every frame has a revision of its own. Where a coarse band takes less than a few milliseconds,
//! the frame waits for its own; where it takes longer, the band goes and is back as soon as the hand rests.

use std::time::Duration;

use crate::analysis::{AnalysisError, BandOf, Progress, Stream, UncertaintyOptions, uncertainty_band_of};
use crate::gui::context::ViewCtx;
use crate::gui::jobs::Job;
use crate::model::{Months, Scenario, percent};
use crate::scenario::{EvidenceFilter, Study};

/// Samples while something is being dragged, and at rest.
const COARSE: usize = 2_000;
const FINE: usize = 20_000;
/// The longest that a frame waits for its coarse band.
const PATIENCE: Duration = Duration::from_millis(4);

/// The band and the job that draws it.
#[derive(Default)]
pub struct Band {
    coarse: Job<Key, Points>,
    fine: Job<Key, Points>,
}

#[derive(Clone, PartialEq)]
struct Key {
    revision: u64,
    scenario: Scenario,
    filter: EvidenceFilter,
    of: BandOf,
}

impl Key {
    fn of(cx: &ViewCtx<'_>, with_offers: bool) -> Self {
        Self {
            revision: cx.snapshot.key.revision,
            scenario: cx.snapshot.scenario.clone(),
            filter: cx.view.filter.clone(),
            of: BandOf { function: cx.view.function.clone(), with_offers },
        }
    }
}

/// Where one in ten draws falls below, and one in ten above, by month.
#[derive(Clone)]
pub struct Points {
    /// Months.
    pub months: Vec<f64>,
    /// The lower edge.
    pub low: Vec<f64>,
    /// The upper edge.
    pub high: Vec<f64>,
    /// What half of the draws lie below.
    pub median: Vec<f64>,
}

impl Points {
    /// "31 % to 38 %" in a month.
    pub fn words(&self, month: Months) -> Option<String> {
        let (low, high) = self.at(month)?;
        Some(format!("{} to {}", percent(low), percent(high)))
    }

    /// "31–38 %" in a month, where there is little room.
    pub fn short_words(&self, month: Months) -> Option<String> {
        let (low, high) = self.at(month)?;
        Some(format!("{}–{}", percent(low).trim_end_matches(" %"), percent(high)))
    }

    /// Why the band can lie beside its line, where it does in any month: `line` is what the line comes to, from month 0 on.
    pub fn why_beside(&self, line: &[[f64; 2]], month: Months) -> Option<String> {
        let side = self.side_of(line)?;
        let median =
            self.median_at(month).map(|median| format!("; its median in month {month} is {}", percent(median)));
        Some(format!(
            "the band lies {side} the line: it lets every delivery fail at its stated odds, the line has all arrive{}",
            median.unwrap_or_default()
        ))
    }

    /// On which side of its line the band lies, where it does not hold it in some month.
    pub fn side_of(&self, line: &[[f64; 2]]) -> Option<&'static str> {
        let of = |at: f64| line.get(at.round().max(0.0) as usize).map(|point| point[1]);
        let edges = self.months.iter().zip(self.low.iter().zip(&self.high));
        if edges.clone().any(|(at, (_, high))| of(*at).is_some_and(|line| line > high + 1e-9)) {
            return Some("below");
        }
        edges.into_iter().any(|(at, (low, _))| of(*at).is_some_and(|line| line < low - 1e-9)).then_some("above")
    }

    /// What half of the draws lie below in a month.
    pub fn median_at(&self, month: Months) -> Option<f64> {
        self.median.get(self.place(month)?).copied()
    }

    /// The lower and the upper edge in a month.
    pub fn at(&self, month: Months) -> Option<(f64, f64)> {
        let at = self.place(month)?;
        Some((*self.low.get(at)?, *self.high.get(at)?))
    }

    fn place(&self, month: Months) -> Option<usize> {
        self.months.iter().position(|at| (at - f64::from(month.0)).abs() < 0.5)
    }
}

impl Band {
    /// Sees to it that the band of this frame's state is there or under way: a coarse one at once, a fine one at rest.
    pub fn want(&mut self, cx: &ViewCtx<'_>, with_offers: bool, ui: &egui::Ui) {
        let key = Key::of(cx, with_offers);
        let job = |samples: usize| {
            let (study, scenario) = (cx.snapshot.study.clone(), cx.snapshot.scenario.clone());
            let of = key.of.clone();
            move |progress: &Progress| draw(&study, &scenario, &of, samples, progress)
        };
        let (now, later) = (job(COARSE), job(FINE));
        self.coarse.want(key.clone(), ui.ctx(), now);
        self.coarse.wait_where_quick(PATIENCE);
        let dragging = ui.ctx().dragged_id().is_some() || cx.session.history().is_open();
        if dragging {
            // A fine band of before would only take the processor from the coarse one of now.
            self.fine.drop_unless(&key);
        } else if self.coarse.result(&key).is_some() {
            self.fine.want(key, ui.ctx(), later);
        }
        self.fine.poll();
    }

    /// The band of this frame's state, if it is there.
    pub fn points(&self, cx: &ViewCtx<'_>, with_offers: bool) -> Option<Points> {
        let key = Key::of(cx, with_offers);
        let result = self.fine.result(&key).or_else(|| self.coarse.result(&key))?;
        result.as_ref().ok().filter(|points| !points.months.is_empty()).cloned()
    }

    /// Whether a band of this frame's state is still being drawn.
    pub fn is_under_way(&self, cx: &ViewCtx<'_>, with_offers: bool) -> bool {
        self.coarse.result(&Key::of(cx, with_offers)).is_none()
    }
}

fn draw(
    study: &Study,
    scenario: &Scenario,
    of: &BandOf,
    samples: usize,
    progress: &Progress,
) -> Result<Points, AnalysisError> {
    let options = UncertaintyOptions { samples, seed: 42, stream: Stream::Parallel };
    let band = uncertainty_band_of(study, scenario, of, options, progress)?;
    let mut points = Points { months: Vec::new(), low: Vec::new(), high: Vec::new(), median: Vec::new() };
    for (month, spread) in band.months.iter().zip(&band.overall) {
        if let Some(spread) = spread {
            points.months.push(f64::from(month.0));
            points.low.push(spread.p10);
            points.high.push(spread.p90);
            points.median.push(spread.p50);
        }
    }
    Ok(points)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_band_beside_its_line_says_why_and_one_around_it_says_nothing() {
        let points =
            Points { months: vec![0.0, 1.0], low: vec![0.3, 0.2], high: vec![0.5, 0.4], median: vec![0.4, 0.3] };
        assert_eq!(points.why_beside(&[[0.0, 0.45], [1.0, 0.4]], Months(1)), None);
        let why = points.why_beside(&[[0.0, 0.45], [1.0, 0.41]], Months(1)).unwrap();
        assert!(why.contains("below the line") && why.contains("stated odds"), "{why}");
        assert!(why.ends_with("its median in month 1 is 30 %"), "{why}");
        assert!(points.why_beside(&[[0.0, 0.1]], Months(0)).unwrap().contains("above the line"));
    }
}
