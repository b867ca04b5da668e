//! Monte Carlo over shares and deliveries: "if deliveries fail at the stated odds".
//!
//! Each counted share is drawn from a triangle around its value, as wide as its credibility is poor, and each provision is
//! delivered with its likelihood. Draws are independent; real partners fail together, so the tails shown are too thin.

use indexmap::IndexMap;
use rayon::prelude::*;
use serde::Serialize;

use crate::model::{FunctionId, Months, Scenario};
use crate::scenario::{Levers, Study, Workspace};

use super::sampling::{Draws, LANES, Lanes, MonthOfDraws};
use super::{AnalysisError, Progress, SplitMix64};

/// How many samples, from which seed, drawn how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UncertaintyOptions {
    /// 1 to 1,000,000.
    pub samples: usize,
    /// Any number; the same seed gives the same result.
    pub seed: u64,
    /// How draws are laid out.
    pub stream: Stream,
}

impl Default for UncertaintyOptions {
    fn default() -> Self {
        Self { samples: 20_000, seed: 42, stream: Stream::Single }
    }
}

/// How draws are laid out. Either way all processors share the work, and their number changes no digit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stream {
    /// One stream from the seed, sample after sample: the reference.
    #[default]
    Single,
    /// A stream of its own per block of 4,096 samples; the seed of block b is output b (from 0) of the seed's stream.
    Parallel,
}

/// The spread of coverage over the samples.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct UncertaintyResult {
    /// How many samples were drawn.
    pub samples: usize,
    /// From which seed.
    pub seed: u64,
    /// Weighted coverage; `None` when nothing is assessed or the weights are all 0.
    pub overall: Option<Spread>,
    /// Coverage of each function; `None` when not assessed.
    pub functions: IndexMap<FunctionId, Option<Spread>>,
    /// The weighted coverage of every sample in the order drawn; empty where `overall` is `None`.
    #[serde(skip)]
    pub drawn: Vec<f64>,
}

/// Mean and quantiles (type 7 of Hyndman and Fan) of a coverage, 0..1.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Spread {
    /// The mean.
    pub mean: f64,
    /// One in ten samples lies below.
    pub p10: f64,
    /// The median.
    pub p50: f64,
    /// One in ten samples lies above.
    pub p90: f64,
}

/// The spread of coverage in every month from 0 to the horizon of 60.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct UncertaintyBand {
    /// 0, 1, .. 60.
    pub months: Vec<Months>,
    /// Per month, of what was asked for; `None` throughout when nothing of it is assessed or the weights are all 0.
    pub overall: Vec<Option<Spread>>,
}

/// What a band is drawn around: by default the weighted coverage "if nobody reacts".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BandOf {
    /// One function instead of all.
    pub function: Option<FunctionId>,
    /// "If every offer arrives on time" instead.
    pub with_offers: bool,
}

/// Samples of a block: what one task draws between two looks at the progress.
const BLOCK: usize = 4096;

/// Draws shares and deliveries of a scenario in a month. Function states stay as in the map.
///
/// # Errors
/// When the number of samples is out of range, or the run is cancelled.
pub fn uncertainty(
    study: &Study,
    scenario: &Scenario,
    month: Months,
    options: UncertaintyOptions,
    progress: &Progress,
) -> Result<UncertaintyResult, AnalysisError> {
    let UncertaintyOptions { samples, seed, .. } = options;
    let draws = Draws::of(study);
    let levers = Levers::of(study, scenario);
    let in_month = MonthOfDraws::of(study, &draws, &levers, Study::month(month), &mut Workspace::of(study));
    let functions = study.functions.len();
    let columns = columns(&draws, options, progress, functions + 1, |shares, coverage, put| {
        let overall = in_month.cover(&draws, shares, coverage);
        for (f, coverage) in coverage.iter().enumerate() {
            put(f, coverage);
        }
        put(functions, &overall);
    })?;
    let spreads: Vec<Option<Spread>> = study
        .functions
        .par_iter()
        .enumerate()
        .map(|(f, function)| if function.counts() { Spread::of(&mut columns(f)) } else { None })
        .collect();
    let drawn = if in_month.weights > 0.0 { columns(functions) } else { Vec::new() };
    Ok(UncertaintyResult {
        samples,
        seed,
        overall: Spread::of(&mut drawn.clone()),
        functions: study.functions.iter().map(|f| f.id.clone()).zip(spreads).collect(),
        drawn,
    })
}

/// Draws shares and deliveries of a scenario once for all months: every month gets what `uncertainty` gives it.
///
/// # Errors
/// When the number of samples is out of range, or the run is cancelled.
pub fn uncertainty_band(
    study: &Study,
    scenario: &Scenario,
    options: UncertaintyOptions,
    progress: &Progress,
) -> Result<UncertaintyBand, AnalysisError> {
    uncertainty_band_of(study, scenario, &BandOf::default(), options, progress)
}

/// The same around one function, or with every offer taken up.
///
/// # Errors
/// When the number of samples is out of range, the study has no such function, or the run is cancelled.
pub fn uncertainty_band_of(
    study: &Study,
    scenario: &Scenario,
    of: &BandOf,
    options: UncertaintyOptions,
    progress: &Progress,
) -> Result<UncertaintyBand, AnalysisError> {
    let function = match &of.function {
        None => None,
        Some(id) => Some(
            study
                .functions
                .iter()
                .position(|f| f.id == *id)
                .ok_or_else(|| AnalysisError::Unknown { kind: "function", name: id.to_string() })?,
        ),
    };
    let draws = Draws::of(study);
    let levers = Levers::of(study, scenario);
    let mut work = Workspace::of(study);
    let months: Vec<Months> = (0..=Months::HORIZON.0).map(Months).collect();
    // Once ramps and dates have passed, month after month is the same and need not be drawn again.
    let mut different: Vec<MonthOfDraws> = Vec::new();
    let mut column_of = Vec::with_capacity(months.len());
    for month in &months {
        let draw = if of.with_offers { MonthOfDraws::with_offers } else { MonthOfDraws::of };
        let in_month = draw(study, &draws, &levers, Study::month(*month), &mut work);
        if different.last() != Some(&in_month) {
            different.push(in_month);
        }
        column_of.push(different.len() - 1);
    }
    let columns = columns(&draws, options, progress, different.len(), |shares, coverage, put| {
        for (column, in_month) in different.iter().enumerate() {
            let overall = in_month.cover(&draws, shares, coverage);
            put(column, function.and_then(|f| coverage.get(f)).unwrap_or(&overall));
        }
    })?;
    let weighs = |column: usize| match function.and_then(|f| study.functions.get(f)) {
        Some(function) => function.counts(),
        None => different.get(column).is_some_and(|m| m.weights > 0.0),
    };
    let spread = |column: usize| if weighs(column) { Spread::of(&mut columns(column)) } else { None };
    let spreads: Vec<Option<Spread>> = (0..different.len()).into_par_iter().map(spread).collect();
    let overall = column_of.iter().map(|column| spreads.get(*column).copied().flatten()).collect();
    Ok(UncertaintyBand { months, overall })
}

/// Draws all samples and gives one column of numbers each for whatever `evaluate` puts into columns. The room for coverage
/// that it is lent has a place for every function.
fn columns<E>(
    draws: &Draws,
    options: UncertaintyOptions,
    progress: &Progress,
    count: usize,
    evaluate: E,
) -> Result<impl Fn(usize) -> Vec<f64> + Sync, AnalysisError>
where
    E: Fn(&[Lanes], &mut [Lanes], &mut dyn FnMut(usize, &Lanes)) + Sync,
{
    let UncertaintyOptions { samples, seed, stream } = options;
    if !(1..=1_000_000).contains(&samples) {
        return Err(AnalysisError::out_of_range("samples", &samples, "1 to 1000000"));
    }
    progress.begin(samples as u64);
    let functions = draws.functions();
    let room = || (draws.room(), vec![[0.0; LANES]; functions]);
    let blocks: Vec<Vec<f64>> = (0..samples.div_ceil(BLOCK))
        .into_par_iter()
        .map_init(room, |(shares, coverage), block| {
            let rows = BLOCK.min(samples - block * BLOCK);
            let (seed, first) = match stream {
                Stream::Single => (seed, block * BLOCK),
                Stream::Parallel => (SplitMix64::after(seed, block as u64).next_bits(), 0),
            };
            let mut columns = vec![0.0; count * rows];
            for group in (0..rows).step_by(LANES) {
                let lanes = LANES.min(rows - group);
                draws.draw(seed, first + group, shares);
                evaluate(shares, coverage, &mut |column, values: &Lanes| {
                    columns[column * rows + group..][..lanes].copy_from_slice(&values[..lanes]);
                });
            }
            progress.step(rows as u64).map(|()| columns)
        })
        .collect::<Result<_, _>>()?;
    Ok(move |column: usize| {
        let slice = |block: &Vec<f64>| {
            let rows = block.len() / count;
            block[column * rows..(column + 1) * rows].to_vec()
        };
        blocks.iter().flat_map(slice).collect()
    })
}

impl Spread {
    /// Mean and quantiles; `None` of nothing. Leaves the values in another order.
    fn of(values: &mut [f64]) -> Option<Self> {
        if values.is_empty() {
            return None;
        }
        let mean = values.iter().sum::<f64>() / values.len() as f64;
        let (p10, p50, p90) = (quantile(values, 0.1), quantile(values, 0.5), quantile(values, 0.9));
        Some(Self { mean, p10, p50, p90 })
    }
}

/// Quantile of type 7: linear between the two values around place (n - 1) p. `values` is not empty.
fn quantile(values: &mut [f64], p: f64) -> f64 {
    let place = (values.len() - 1) as f64 * p;
    let below = place.floor() as usize;
    let (_, low, above) = values.select_nth_unstable_by(below, f64::total_cmp);
    let low = *low;
    let high = above.iter().copied().fold(f64::INFINITY, f64::min);
    if high.is_finite() { low + (place - place.floor()) * (high - low) } else { low }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_lie_between_the_two_nearest_values() {
        let mut values = [4.0, 1.0, 3.0, 2.0];
        assert_eq!(quantile(&mut values, 0.5), 2.5);
        assert!((quantile(&mut values, 0.1) - 1.3).abs() < 1e-12);
        assert_eq!(quantile(&mut values, 1.0), 4.0);
        assert_eq!(quantile(&mut [7.0], 0.9), 7.0);
        assert_eq!(Spread::of(&mut []), None);
    }
}
