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

    fn at(&self, month: Months) -> Option<(f64, f64)> {
        let at = self.months.iter().position(|at| (at - f64::from(month.0)).abs() < 0.5)?;
        Some((*self.low.get(at)?, *self.high.get(at)?))
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
    let mut points = Points { months: Vec::new(), low: Vec::new(), high: Vec::new() };
    for (month, spread) in band.months.iter().zip(&band.overall) {
        if let Some(spread) = spread {
            points.months.push(f64::from(month.0));
            points.low.push(spread.p10);
            points.high.push(spread.p90);
        }
    }
    Ok(points)
}
