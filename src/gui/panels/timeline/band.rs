//! The 80 % band of the scenario looked at: drawn off the UI thread, hidden while it belongs to another state.

use crate::analysis::{AnalysisError, Progress, Stream, UncertaintyOptions, uncertainty_band};
use crate::gui::context::ViewCtx;
use crate::gui::jobs::Job;
use crate::model::Scenario;
use crate::scenario::{EvidenceFilter, Study};

/// Samples while something is being dragged, and at rest.
const COARSE: usize = 2_000;
const FINE: usize = 20_000;

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
}

impl Key {
    fn of(cx: &ViewCtx<'_>) -> Self {
        Self {
            revision: cx.snapshot.key.revision,
            scenario: cx.snapshot.scenario.clone(),
            filter: cx.view.filter.clone(),
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

impl Band {
    /// Sees to it that the band of this frame's state is there or under way: a coarse one at once, a fine one at rest.
    pub fn want(&mut self, cx: &ViewCtx<'_>, ui: &egui::Ui) {
        let key = Key::of(cx);
        let job = |samples: usize| {
            let (study, scenario) = (cx.snapshot.study.clone(), cx.snapshot.scenario.clone());
            move |progress: &Progress| draw(&study, &scenario, samples, progress)
        };
        let (now, later) = (job(COARSE), job(FINE));
        self.coarse.want(key.clone(), ui.ctx(), now);
        let dragging = ui.ctx().dragged_id().is_some() || cx.session.history().is_open();
        if !dragging && self.coarse.result(&key).is_some() {
            self.fine.want(key, ui.ctx(), later);
        }
        self.fine.poll();
    }

    /// The band of this frame's state, if it is there.
    pub fn points(&self, cx: &ViewCtx<'_>) -> Option<Points> {
        let key = Key::of(cx);
        let result = self.fine.result(&key).or_else(|| self.coarse.result(&key))?;
        result.as_ref().ok().filter(|points| !points.months.is_empty()).cloned()
    }

    /// Whether a band of this frame's state is still being drawn.
    pub fn is_under_way(&self, cx: &ViewCtx<'_>) -> bool {
        self.coarse.result(&Key::of(cx)).is_none()
    }
}

fn draw(study: &Study, scenario: &Scenario, samples: usize, progress: &Progress) -> Result<Points, AnalysisError> {
    let options = UncertaintyOptions { samples, seed: 42, stream: Stream::Parallel };
    let band = uncertainty_band(study, scenario, options, progress)?;
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
