//! Drawn shares, and what they come to in a month: the inner loop of every analysis with chance in it.
//!
//! Several samples are worked on side by side, so that the processor can do the same step for all of them at once. A draw's
//! place in the stream follows from its sample and provision alone, so any part of a run can be drawn by itself.

use std::ops::Range;

use crate::scenario::{Levers, Study, Workspace};

use super::SplitMix64;

/// Samples worked on side by side.
pub(super) const LANES: usize = 8;

pub(super) type Lanes = [f64; LANES];

/// Half-width of the triangle by credibility 1..6, as a fraction of the share. Ours: the grading scheme has no numbers.
pub(super) fn half_width(credibility: u8) -> f64 {
    match credibility {
        1 => 0.10,
        2 => 0.20,
        3 => 0.35,
        4 => 0.50,
        5 => 0.75,
        _ => 1.0,
    }
}

/// The ends of the triangle around a share.
pub(super) fn triangle(share: f64, credibility: u8) -> (f64, f64) {
    let half = half_width(credibility);
    (share * (1.0 - half), (share * (1.0 + half)).min(1.0))
}

/// The provisions of a study, grouped by partner and ready to be drawn. Knows no month and no scenario.
pub(super) struct Draws {
    provisions: Vec<Drawn>,
    /// Per partner its provisions.
    partners: Vec<(usize, Range<usize>)>,
    functions: usize,
}

/// A provision, ready to be drawn.
struct Drawn {
    /// Its place among counted provisions with a share in file order, which is its place in the stream.
    place: usize,
    function: usize,
    likelihood: f64,
    low: f64,
    high: f64,
    /// The distribution function at the mode.
    at_mode: f64,
    /// (high - low)(mode - low) and (high - low)(high - mode).
    rising: f64,
    falling: f64,
}

impl Draws {
    pub fn of(study: &Study) -> Self {
        let mut provisions = Vec::with_capacity(study.provisions.len());
        let mut partners = Vec::new();
        for actor in 0..study.actors.len() {
            let first = provisions.len();
            for (place, provision) in study.provisions.iter().enumerate().filter(|(_, p)| p.actor == actor) {
                let mode = provision.potential;
                let (low, high) = triangle(mode, provision.credibility);
                provisions.push(Drawn {
                    place,
                    function: provision.function,
                    likelihood: provision.likelihood,
                    low,
                    high,
                    at_mode: if high > low { (mode - low) / (high - low) } else { 1.0 },
                    rising: (high - low) * (mode - low),
                    falling: (high - low) * (high - mode),
                });
            }
            if provisions.len() > first {
                partners.push((actor, first..provisions.len()));
            }
        }
        Self { provisions, partners, functions: study.functions.len() }
    }

    /// How many functions the study has.
    pub fn functions(&self) -> usize {
        self.functions
    }

    /// Room for the drawn shares of all provisions.
    pub fn room(&self) -> Vec<Lanes> {
        vec![[0.0; LANES]; self.provisions.len()]
    }

    /// The shares of samples `first .. first + LANES` of a stream, 0 where they are not delivered. Both numbers of a
    /// provision are always drawn.
    pub fn draw(&self, seed: u64, first: usize, shares: &mut [Lanes]) {
        let per_sample = 2 * self.provisions.len() as u64;
        let start = SplitMix64::after(seed, first as u64 * per_sample);
        for (drawn, shares) in self.provisions.iter().zip(shares) {
            let (mut level, mut odds) = ([0.0; LANES], [0.0; LANES]);
            for lane in 0..LANES {
                let mut stream = start.skip(lane as u64 * per_sample + 2 * drawn.place as u64);
                level[lane] = stream.next_unit();
                odds[lane] = stream.next_unit();
            }
            for lane in 0..LANES {
                let u = level[lane];
                let rises = u < drawn.at_mode;
                let root = (if rises { u * drawn.rising } else { (1.0 - u) * drawn.falling }).sqrt();
                let share = if rises { drawn.low + root } else { drawn.high - root };
                shares[lane] = if odds[lane] < drawn.likelihood { share } else { 0.0 };
            }
        }
    }
}

/// A scenario in a month: what a drawn share comes to. What is delivered is a multiple of the share, because the current
/// share shrinks with it.
#[derive(PartialEq)]
pub(super) struct MonthOfDraws {
    /// Per provision in the order of `Draws`: delivered now, and added by engagement, per unit of share.
    rates: Vec<(f64, f64)>,
    /// Per partner, what it can deliver in all.
    capacities: Vec<f64>,
    /// Per function: the need, the weight (0 when it is outside the sums).
    needs: Vec<(f64, f64)>,
    pub weights: f64,
}

impl MonthOfDraws {
    /// The month "if nobody reacts".
    pub fn of(study: &Study, draws: &Draws, levers: &Levers, month: f64, work: &mut Workspace) -> Self {
        study.settle(levers, month, work);
        Self::settled(study, draws, work)
    }

    /// The month "if every offer arrives on time".
    pub fn with_offers(study: &Study, draws: &Draws, levers: &Levers, month: f64, work: &mut Workspace) -> Self {
        study.settle(levers, month, work);
        study.take_offers_up(month, work);
        Self::settled(study, draws, work)
    }

    fn settled(study: &Study, draws: &Draws, work: &Workspace) -> Self {
        let rate = |drawn: &Drawn| {
            let (current, potential) = (work.current[drawn.place], work.potential[drawn.place]);
            let present = 1.0 - work.shortfall[study.provisions[drawn.place].cell];
            // Outside its calendar a provision gives nothing, whatever is drawn.
            if potential > 0.0 {
                let now = current / potential;
                (now * present, work.engagement[drawn.place] * (1.0 - now) * present)
            } else {
                (0.0, 0.0)
            }
        };
        let weight = |f: usize| if study.functions[f].counts() { study.functions[f].weight } else { 0.0 };
        let needs: Vec<(f64, f64)> =
            (0..study.functions.len()).map(|f| (study.functions[f].need * work.demand[f], weight(f))).collect();
        Self {
            rates: draws.provisions.iter().map(rate).collect(),
            capacities: draws.partners.iter().map(|(actor, _)| work.capacity(study, *actor)).collect(),
            weights: needs.iter().map(|(_, weight)| weight).sum(),
            needs,
        }
    }

    /// Coverage of every function (in place of its supply in `coverage`) and overall, for the drawn shares.
    pub fn cover(&self, draws: &Draws, shares: &[Lanes], coverage: &mut [Lanes]) -> Lanes {
        self.supply(draws, shares, coverage);
        let mut overall = [0.0; LANES];
        for ((need, weight), coverage) in self.needs.iter().zip(coverage) {
            for (coverage, overall) in coverage.iter_mut().zip(&mut overall) {
                *coverage = if *need > 0.0 { (*coverage / need).min(1.0) } else { 1.0 };
                *overall += weight * *coverage;
            }
        }
        overall.map(|met| met / self.weights)
    }

    fn supply(&self, draws: &Draws, shares: &[Lanes], supply: &mut [Lanes]) {
        supply.fill([0.0; LANES]);
        for ((_, range), &capacity) in draws.partners.iter().zip(&self.capacities) {
            let rows =
                || draws.provisions[range.clone()].iter().zip(&self.rates[range.clone()]).zip(&shares[range.clone()]);
            if capacity.is_infinite() {
                for ((drawn, (base, increment)), share) in rows() {
                    let rate = base + increment;
                    for (supply, share) in supply[drawn.function].iter_mut().zip(share) {
                        *supply += rate * share;
                    }
                }
                continue;
            }
            // Deliveries first; increments share what is left. The sums become the factors of each.
            let (mut bases, mut increments) = ([0.0; LANES], [0.0; LANES]);
            for ((_, (base, increment)), share) in rows() {
                for lane in 0..LANES {
                    bases[lane] += base * share[lane];
                    increments[lane] += increment * share[lane];
                }
            }
            for lane in 0..LANES {
                let left = (capacity - bases[lane]).max(0.0);
                bases[lane] = if bases[lane] > capacity { capacity / bases[lane] } else { 1.0 };
                increments[lane] = if increments[lane] > left { left / increments[lane] } else { 1.0 };
            }
            for ((drawn, (base, increment)), share) in rows() {
                let supply = &mut supply[drawn.function];
                for lane in 0..LANES {
                    supply[lane] += (base * bases[lane] + increment * increments[lane]) * share[lane];
                }
            }
        }
    }
}
