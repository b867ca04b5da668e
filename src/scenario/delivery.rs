//! The hot path: shortfalls, what every provision delivers, and coverage, over plain slices.
//!
//! No hashing and no allocation once the workspace is there. Indices come from `Study` and are in range by construction.

use super::levers::Levers;
use super::study::{Study, ramp};
use crate::model::ProvisionStatus;

/// Reusable room for one evaluation, and its result.
#[derive(Clone, Debug)]
pub(crate) struct Workspace {
    /// sigma: the shortfall of every actor in every function, dependants included; `actor * functions + function`.
    pub shortfall: Vec<f64>,
    /// Per actor, 1 minus its smallest shortfall.
    pub availability: Vec<f64>,
    /// Per function, what its need is multiplied by, 0..3.
    pub demand: Vec<f64>,
    /// Per provision, how far it is pushed from current to potential, 0..1.
    pub engagement: Vec<f64>,
    /// Per provision, the current share in the month.
    pub current: Vec<f64>,
    /// Per provision, the potential share in the month.
    pub potential: Vec<f64>,
    /// Per provision, what is delivered.
    pub delivered: Vec<f64>,
    /// Per function.
    pub supply: Vec<f64>,
    /// Per function; meaningless where the function is not assessed.
    pub coverage: Vec<f64>,
    /// Weighted coverage; `None` when nothing is assessed or the weights are all 0.
    pub overall: Option<f64>,
    increment: Vec<f64>,
    base_sum: Vec<f64>,
    increment_sum: Vec<f64>,
}

impl Workspace {
    pub fn of(study: &Study) -> Self {
        let (actors, functions, provisions) = (study.actors.len(), study.functions.len(), study.provisions.len());
        Self {
            shortfall: vec![0.0; actors * functions],
            availability: vec![1.0; actors],
            demand: vec![1.0; functions],
            engagement: vec![0.0; provisions],
            current: vec![0.0; provisions],
            potential: vec![0.0; provisions],
            delivered: vec![0.0; provisions],
            supply: vec![0.0; functions],
            coverage: vec![0.0; functions],
            overall: None,
            increment: vec![0.0; provisions],
            base_sum: vec![0.0; actors],
            increment_sum: vec![0.0; actors],
        }
    }

    /// What an actor can deliver in all: its capacity times its availability, infinite without a capacity.
    pub fn capacity(&self, study: &Study, actor: usize) -> f64 {
        let capacity = study.actors[actor].capacity;
        // An infinite capacity times an availability of 0 would be no number.
        if capacity.is_finite() { capacity * self.availability[actor] } else { f64::INFINITY }
    }
}

impl Study {
    /// Evaluates a scenario in a month, "if nobody reacts".
    pub(crate) fn evaluate(&self, levers: &Levers, month: f64, work: &mut Workspace) {
        self.settle(levers, month, work);
        self.deliver(work);
    }

    /// Evaluates what `evaluate` left in the workspace again, "if every offer arrives on time".
    pub(crate) fn evaluate_with_offers(&self, month: f64, work: &mut Workspace) {
        self.take_offers_up(month, work);
        self.deliver(work);
    }

    /// Engages every offered provision from month 0, on top of what `settle` left.
    pub(crate) fn take_offers_up(&self, month: f64, work: &mut Workspace) {
        for (provision, engagement) in self.provisions.iter().zip(&mut work.engagement) {
            if provision.status == ProvisionStatus::Offered {
                *engagement = engagement.max(ramp(month, 0.0, provision.ramp));
            }
        }
    }

    /// Sets shortfalls, availability, demand, engagement and the shares of the month.
    pub(crate) fn settle(&self, levers: &Levers, month: f64, work: &mut Workspace) {
        self.fall_short(levers, month, work);
        work.demand.fill(1.0);
        for need in &levers.needs {
            work.demand[need.function] *= need.at(month);
        }
        for demand in &mut work.demand {
            *demand = demand.clamp(0.0, 3.0);
        }
        work.engagement.fill(0.0);
        for push in &levers.pushes {
            let pushed = push.extent * ramp(month, push.start, self.provisions[push.provision].ramp);
            let engagement = &mut work.engagement[push.provision];
            *engagement = engagement.max(pushed);
        }
        for ((provision, current), potential) in self.provisions.iter().zip(&mut work.current).zip(&mut work.potential)
        {
            (*current, *potential) = provision.shares_at(month);
        }
    }

    /// Own shortfalls, then the largest that any patron passes on, until nothing changes. Strengths are at most 1, so the
    /// best path has no cycle and n passes are enough.
    fn fall_short(&self, levers: &Levers, month: f64, work: &mut Workspace) {
        let width = self.functions.len();
        let sigma = &mut work.shortfall;
        sigma.fill(0.0);
        let mut any = false;
        for pull in &levers.pulls {
            let pulled = pull.at(month);
            if pulled > 0.0 {
                any = true;
                for &cell in &levers.cells[pull.cells.clone()] {
                    sigma[cell] = sigma[cell].max(pulled);
                }
            }
        }
        if !any {
            work.availability.fill(1.0);
            return;
        }
        for _ in 0..self.actors.len() {
            let mut changed = false;
            for dependency in &self.dependencies {
                let (client, patron) = (dependency.client * width, dependency.patron * width);
                for f in 0..width {
                    let passed = dependency.strength * sigma[patron + f];
                    if passed > sigma[client + f] {
                        sigma[client + f] = passed;
                        changed = true;
                    }
                }
            }
            if !changed {
                break;
            }
        }
        for (actor, availability) in work.availability.iter_mut().enumerate() {
            let row = &sigma[actor * width..(actor + 1) * width];
            let least = row.iter().copied().fold(f64::INFINITY, f64::min);
            *availability = if least.is_finite() { 1.0 - least } else { 1.0 };
        }
    }

    /// What every provision delivers, and what that covers. Deliveries come first under a capacity, increments share what
    /// is left.
    pub(crate) fn deliver(&self, work: &mut Workspace) {
        work.base_sum.fill(0.0);
        work.increment_sum.fill(0.0);
        for (p, provision) in self.provisions.iter().enumerate() {
            let present = 1.0 - work.shortfall[provision.cell];
            let base = work.current[p] * present;
            let increment = work.engagement[p] * (work.potential[p] - work.current[p]) * present;
            work.delivered[p] = base;
            work.increment[p] = increment;
            work.base_sum[provision.actor] += base;
            work.increment_sum[provision.actor] += increment;
        }
        // The sums become the factors by which base and increment are scaled.
        for (a, actor) in self.actors.iter().enumerate() {
            let (base, increment) = (work.base_sum[a], work.increment_sum[a]);
            let (mut base_scale, mut increment_scale) = (1.0, 1.0);
            if actor.capacity.is_finite() {
                let capacity = actor.capacity * work.availability[a];
                if base > capacity {
                    (base_scale, increment_scale) = (capacity / base, 0.0);
                } else if increment > capacity - base {
                    increment_scale = (capacity - base) / increment;
                }
            }
            (work.base_sum[a], work.increment_sum[a]) = (base_scale, increment_scale);
        }
        work.supply.fill(0.0);
        for (p, provision) in self.provisions.iter().enumerate() {
            let delivered = work.delivered[p] * work.base_sum[provision.actor]
                + work.increment[p] * work.increment_sum[provision.actor];
            work.delivered[p] = delivered;
            work.supply[provision.function] += delivered;
        }
        let (mut met, mut weights) = (0.0, 0.0);
        for (f, function) in self.functions.iter().enumerate() {
            let need = function.need * work.demand[f];
            let coverage = if need > 0.0 { (work.supply[f] / need).min(1.0) } else { 1.0 };
            work.coverage[f] = coverage;
            if function.counts() {
                met += function.weight * coverage;
                weights += function.weight;
            }
        }
        work.overall = (weights > 0.0).then(|| met / weights);
    }
}
