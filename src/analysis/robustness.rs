//! What breaks when one partner, or any two, are gone.

use rayon::prelude::*;
use serde::Serialize;

use crate::model::{ActorId, FunctionId, Months, Scenario};
use crate::scenario::{Levers, Study, Workspace};

use super::{AnalysisError, Progress};

/// Supply at or below this is gone.
const GONE: f64 = 1e-12;

/// How many partners go at once, and what counts as lost.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RobustnessOptions {
    /// 1 (N-1) or 2 (N-2).
    pub order: u8,
    /// Coverage below which a function counts as lost, 0..1; the map's own threshold when `None`.
    pub threshold: Option<f64>,
}

impl Default for RobustnessOptions {
    fn default() -> Self {
        Self { order: 1, threshold: None }
    }
}

/// What each removal costs, the largest drop first, then by ids.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RobustnessResult {
    /// One row per removal.
    pub rows: Vec<RobustnessRow>,
}

/// What one removal costs.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RobustnessRow {
    /// Who is taken away wholly from month 0, dependants following; by id.
    pub removed: Vec<ActorId>,
    /// Weighted coverage without them; `None` when nothing is assessed or the weights are all 0.
    pub overall: Option<f64>,
    /// Weighted coverage with them minus without; `None` as `overall`.
    pub drop: Option<f64>,
    /// Functions newly without supply or newly below the threshold, in the map's order.
    pub lost: Vec<FunctionId>,
    /// Weighted coverage without them if every offer arrives on time: for the window.
    #[serde(skip)]
    pub with_offers: Option<f64>,
}

/// Takes every provider away in turn, or every pair, on top of a scenario.
///
/// # Errors
/// When an option is out of range, or the run is cancelled.
pub fn robustness(
    study: &Study,
    scenario: &Scenario,
    month: Months,
    options: RobustnessOptions,
    progress: &Progress,
) -> Result<RobustnessResult, AnalysisError> {
    let threshold = options.threshold.unwrap_or(study.threshold);
    if !(0.0..=1.0).contains(&threshold) {
        return Err(AnalysisError::out_of_range("threshold", &threshold, "0 to 1"));
    }
    let mut providers: Vec<usize> = study.provisions.iter().map(|p| p.actor).collect();
    providers.sort_by(|a, b| study.actors[*a].id.cmp(&study.actors[*b].id));
    providers.dedup();
    let removals: Vec<Vec<usize>> = match options.order {
        1 => providers.iter().map(|a| vec![*a]).collect(),
        2 => {
            let later = |i: usize| providers.iter().skip(i + 1);
            providers.iter().enumerate().flat_map(|(i, a)| later(i).map(|b| vec![*a, *b])).collect()
        }
        order => return Err(AnalysisError::out_of_range("order", &order, "1 or 2")),
    };
    progress.begin(removals.len() as u64);
    let at = Study::month(month);
    let levers = Levers::of(study, scenario);
    let mut before = Workspace::of(study);
    study.evaluate(&levers, at, &mut before);
    let room = || (levers.clone(), Workspace::of(study));
    let mut rows: Vec<RobustnessRow> = removals
        .par_iter()
        .map_init(room, |(levers, work), removed| {
            for &actor in removed {
                levers.remove(study, actor);
            }
            study.evaluate(levers, at, work);
            let overall = work.overall;
            let lost = lost(study, &before, work, threshold);
            study.evaluate_with_offers(at, work);
            for _ in removed {
                levers.restore();
            }
            progress.step(1).map(|()| RobustnessRow {
                removed: removed.iter().map(|a| study.actors[*a].id.clone()).collect(),
                overall,
                drop: before.overall.zip(overall).map(|(before, after)| before - after),
                lost,
                with_offers: work.overall,
            })
        })
        .collect::<Result<_, _>>()?;
    // Drops that differ by rounding alone are one drop, so that ids decide.
    let rounded = |row: &RobustnessRow| (row.drop.unwrap_or(0.0) * 1e12).round();
    rows.sort_by(|a, b| rounded(b).total_cmp(&rounded(a)).then_with(|| a.removed.cmp(&b.removed)));
    Ok(RobustnessResult { rows })
}

fn lost(study: &Study, before: &Workspace, after: &Workspace, threshold: f64) -> Vec<FunctionId> {
    let newly = |f: &usize| {
        let gone = before.supply[*f] > GONE && after.supply[*f] <= GONE;
        // Rounding must not make a function weak that stands at the threshold.
        let weak = |work: &Workspace| work.coverage[*f] < threshold - GONE;
        study.functions[*f].counts() && (gone || (weak(after) && !weak(before)))
    };
    (0..study.functions.len()).filter(newly).map(|f| study.functions[f].id.clone()).collect()
}
