//! What moves the result most: one lever or share at a time, the rest as in the scenario.

use serde::Serialize;

use crate::model::{Lever, Months, Scenario, Setting};
use crate::scenario::{Levers, Study, Workspace};

use super::sampling::triangle;
use super::{AnalysisError, Progress};

/// What is moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SensitivityOptions {
    /// Move the extent of every assumption.
    pub assumptions: bool,
    /// Move the share of every counted provision.
    pub provisions: bool,
}

impl Default for SensitivityOptions {
    fn default() -> Self {
        Self { assumptions: true, provisions: true }
    }
}

/// A tornado: the widest bar first, then by name.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SensitivityResult {
    /// Weighted coverage of the scenario as it is; `None` when nothing is assessed or the weights are all 0.
    pub base: Option<f64>,
    /// One bar per lever.
    pub bars: Vec<SensitivityBar>,
}

/// What one lever does between its low and its high end.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SensitivityBar {
    /// The id of the assumption or provision.
    pub lever: String,
    /// Its low end: an extent, or a share.
    pub low: f64,
    /// Its high end.
    pub high: f64,
    /// Weighted coverage at the low end; `None` when nothing is assessed or the weights are all 0.
    pub at_low: Option<f64>,
    /// Weighted coverage at the high end.
    pub at_high: Option<f64>,
    /// The distance between the two, at least 0.
    pub swing: Option<f64>,
    /// Whether the lever is a provision.
    #[serde(skip)]
    pub provision: bool,
}

/// The ends between which a lever is moved: the whole range of its extent, and for demand from half the need to twice the
/// need, because a need that vanishes says nothing. A planning convention without a source.
pub fn ends(lever: &Lever) -> (f64, f64) {
    match lever {
        Lever::Demand { .. } => (0.5, 2.0),
        _ => lever.extent_range(),
    }
}

/// Moves one assumption or share at a time. An assumption keeps the start and duration that the scenario gives it; one that
/// the scenario does not set begins at once. A share moves between the ends of its triangle in `uncertainty`, what is
/// delivered now in the same proportion.
///
/// # Errors
/// When the run is cancelled.
pub fn sensitivity(
    study: &Study,
    scenario: &Scenario,
    month: Months,
    options: SensitivityOptions,
    progress: &Progress,
) -> Result<SensitivityResult, AnalysisError> {
    let at = Study::month(month);
    let assumptions = if options.assumptions { study.assumptions.len() } else { 0 };
    let provisions = if options.provisions { study.provisions.len() } else { 0 };
    progress.begin((assumptions + provisions) as u64);
    let mut work = Workspace::of(study);
    let mut bars = Vec::with_capacity(assumptions + provisions);
    let mut moved = scenario.clone();
    for (id, assumption) in study.assumptions.iter().take(assumptions) {
        let (low, high) = ends(&assumption.lever);
        let place = moved.settings.iter().position(|s| s.assumption == *id);
        let before = place.map(|place| moved.settings[place].extent);
        let place = place.unwrap_or_else(|| {
            moved.settings.push(Setting::new(id.clone(), 0.0));
            moved.settings.len() - 1
        });
        let mut overall_at = |extent: f64| {
            moved.settings[place].extent = extent;
            study.evaluate(&Levers::of(study, &moved), at, &mut work);
            work.overall
        };
        let (at_low, at_high) = (overall_at(low), overall_at(high));
        match before {
            Some(extent) => moved.settings[place].extent = extent,
            None => moved.settings.truncate(place),
        }
        bars.push(SensitivityBar::of(id.to_string(), (low, high), (at_low, at_high), false));
        progress.step(1)?;
    }
    study.evaluate(&Levers::of(study, scenario), at, &mut work);
    let base = work.overall;
    for (p, provision) in study.provisions.iter().enumerate().take(provisions) {
        let (current, potential) = (work.current[p], work.potential[p]);
        let (low, high) = triangle(potential, provision.credibility);
        let mut overall_at = |share: f64| {
            work.potential[p] = share;
            work.current[p] = if potential > 0.0 { current * (share / potential) } else { 0.0 };
            study.deliver(&mut work);
            work.overall
        };
        let (at_low, at_high) = (overall_at(low), overall_at(high));
        (work.current[p], work.potential[p]) = (current, potential);
        bars.push(SensitivityBar::of(provision.id.to_string(), (low, high), (at_low, at_high), true));
        progress.step(1)?;
    }
    // Swings that differ by rounding alone are one swing, so that names decide.
    let rounded = |bar: &SensitivityBar| (bar.swing.unwrap_or(0.0) * 1e12).round();
    bars.sort_by(|a, b| rounded(b).total_cmp(&rounded(a)).then_with(|| a.lever.cmp(&b.lever)));
    Ok(SensitivityResult { base, bars })
}

impl SensitivityBar {
    fn of(lever: String, ends: (f64, f64), overall: (Option<f64>, Option<f64>), provision: bool) -> Self {
        let (at_low, at_high) = overall;
        let swing = at_low.zip(at_high).map(|(low, high)| (high - low).abs());
        Self { lever, low: ends.0, high: ends.1, at_low, at_high, swing, provision }
    }
}
