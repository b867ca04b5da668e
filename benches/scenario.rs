//! What must be fast in the arithmetic and the analyses, on maps as large as a large study.
//!
//! A fixed loop of additions stands beside the numbers: machines differ, and the loop says by how much. One evaluation of 60
//! partners by 17 functions is to take under 20 microseconds, its 61 months under a millisecond, 50 levers under 5, the
//! smallest partner set of 60 by 20 under a second, 15 descriptors of 3 states under 5 seconds.
#![allow(missing_docs, clippy::unwrap_used, reason = "a bench")]

use backstop::analysis::{
    ConsistencyOptions, CrossImpact, PartnerSetsOptions, Progress, RobustnessOptions, SensitivityOptions, SplitMix64,
    Stream, UncertaintyOptions, consistency, partner_sets, reallocation, robustness, sensitivity, uncertainty,
    uncertainty_band,
};
use backstop::model::{
    Actor, ActorKind, Assumption, FunctionRow, Lever, Months, Provision, ProvisionStatus, Relation, RelationClass,
    Scenario, ScenarioMap, SecurityFunction, Setting, Share,
};
use backstop::scenario::Study;
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

/// A fixed amount of arithmetic, to compare machines by.
#[divan::bench(sample_count = 20)]
fn calibration() -> f64 {
    (1..=1_000_000u32).map(|n| 1.0 / f64::from(black_box(n))).sum()
}

/// Partners by functions with a provision at about `density` of the crossings, dependencies, some capacities, and a
/// withdrawal and an engagement of every partner.
fn map(partners: usize, functions: usize, density: f64) -> ScenarioMap {
    let mut stream = SplitMix64::new(1);
    let mut map = ScenarioMap::new(Actor::new("principal", "Principal", ActorKind::State));
    map.functions = (0..functions)
        .map(|f| {
            let id = SecurityFunction::ALL.get(f).map_or_else(|| format!("function-{f}"), |f| f.id().to_owned());
            FunctionRow::new(id.as_str())
        })
        .collect();
    for n in 0..partners {
        let id = format!("partner-{n}");
        let mut actor = Actor::new(id.as_str(), format!("Partner {n}"), ActorKind::State);
        actor.bloc = Some(format!("bloc-{}", n % 7).as_str().into());
        actor.capacity = (n % 3 == 0).then(|| 0.5 + stream.next_unit());
        map.actors.push(actor);
        for f in 0..functions {
            let (takes, share) = (stream.next_unit() < density, 0.05 + 0.4 * stream.next_unit());
            if takes {
                let status = ProvisionStatus::ALL[f % 3];
                let function = map.functions[f].id.clone();
                let mut provision = Provision::new(format!("p{n}-{f}"), id.as_str(), "principal", function, status);
                provision.share = Some(Share(share));
                provision.credibility = Some((1 + (n + f) % 6) as u8);
                map.provisions.push(provision);
            }
        }
        if n > 0 {
            let patron = format!("partner-{}", n / 3);
            let mut relation =
                Relation::new(format!("r{n}"), id.as_str(), patron, RelationClass::Structure, "subsidiary_of");
            relation.dependency = Some(Share(0.5));
            map.relations.push(relation);
        }
        let leave = Lever::withdrawal(id.as_str());
        let engage = Lever::engagement(id.as_str());
        map.assumptions.push(Assumption::new(format!("withdraw-{id}"), format!("{id} withdraws"), leave));
        map.assumptions.push(Assumption::new(format!("engage-{id}"), format!("{id} steps up"), engage));
    }
    map
}

/// Every partner half withdrawn or engaged, over some months.
fn busy(partners: usize) -> Scenario {
    let mut scenario = Scenario::new("busy", "Busy");
    for n in 0..partners {
        let verb = if n % 2 == 0 { "withdraw" } else { "engage" };
        let mut setting = Setting::new(format!("{verb}-partner-{n}"), 0.5);
        (setting.start, setting.duration) = (Months(n as u32 % 5), Months(6));
        scenario.settings.push(setting);
    }
    scenario
}

/// 60 partners by 17 functions, every crossing provided (1,020) or one in six (about 170).
const DENSITIES: [f64; 2] = [1.0, 1.0 / 6.0];

#[divan::bench(args = DENSITIES)]
fn evaluation_60x17(bencher: Bencher, density: f64) {
    let study = Study::of(&map(60, 17, density));
    let mut evaluation = study.evaluation(&busy(60));
    bencher.bench_local(|| evaluation.overall(black_box(Months(7))));
}

#[divan::bench(args = DENSITIES)]
fn timeline_61_months_60x17(bencher: Bencher, density: f64) {
    let (study, scenario) = (Study::of(&map(60, 17, density)), busy(60));
    bencher.bench(|| study.timeline(black_box(&scenario)));
}

#[divan::bench(args = DENSITIES)]
fn outcome_60x17(bencher: Bencher, density: f64) {
    let (study, scenario) = (Study::of(&map(60, 17, density)), busy(60));
    bencher.bench(|| study.outcome(black_box(&scenario), &Scenario::baseline(), Months(7)));
}

#[divan::bench(args = DENSITIES)]
fn study_60x17(bencher: Bencher, density: f64) {
    let map = map(60, 17, density);
    bencher.bench(|| Study::of(black_box(&map)));
}

/// 40 partners by 17 functions with 167 provisions.
fn map_of_167() -> ScenarioMap {
    let mut map = map(40, 17, 0.3);
    map.provisions.truncate(167);
    assert_eq!(map.provisions.len(), 167);
    map
}

#[divan::bench(args = [Stream::Single, Stream::Parallel], sample_count = 20)]
fn monte_carlo_100000_40x17(bencher: Bencher, stream: Stream) {
    let (study, scenario) = (Study::of(&map_of_167()), busy(40));
    let options = UncertaintyOptions { samples: 100_000, seed: 42, stream };
    bencher.bench(|| uncertainty(&study, &scenario, Months(12), options, &Progress::new()).unwrap());
}

#[divan::bench(args = [2_000, 20_000], sample_count = 20)]
fn band_61_months_40x17(bencher: Bencher, samples: usize) {
    let (study, scenario) = (Study::of(&map_of_167()), busy(40));
    let options = UncertaintyOptions { samples, ..Default::default() };
    bencher.bench(|| uncertainty_band(&study, &scenario, options, &Progress::new()).unwrap());
}

/// Descriptors of three states with random judgements.
fn matrix(descriptors: usize) -> CrossImpact {
    let mut stream = SplitMix64::new(3);
    let names = (0..descriptors).map(|d| (format!("D{d}"), (0..3).map(|s| format!("S{s}")).collect())).collect();
    let count = 3 * descriptors;
    let rows: Vec<Vec<i32>> =
        (0..count).map(|_| (0..count).map(|_| (stream.next_bits() % 7) as i32 - 3).collect()).collect();
    CrossImpact::new(names, &rows).unwrap()
}

#[divan::bench(args = [12, 15], sample_count = 20)]
fn cross_impact_of_3_states(bencher: Bencher, descriptors: usize) {
    let matrix = matrix(descriptors);
    bencher.bench(|| consistency(&matrix, &ConsistencyOptions::default(), &Progress::new()).unwrap());
}

/// The same search when little is judged, so that little can be pruned: 15 descriptors of 3 states, one judgement in so many.
#[divan::bench(args = [3, 6, 12, 25], sample_count = 5)]
fn cross_impact_15x3_judged_one_in(bencher: Bencher, one_in: u64) {
    let mut stream = SplitMix64::new(3);
    let names = (0..15).map(|d| (format!("D{d}"), (0..3).map(|s| format!("S{s}")).collect())).collect();
    let mut value = || {
        let (judged, value) = (stream.next_bits().is_multiple_of(one_in), (stream.next_bits() % 7) as i32 - 3);
        if judged { value } else { 0 }
    };
    let rows: Vec<Vec<i32>> = (0..45).map(|_| (0..45).map(|_| value()).collect()).collect();
    let matrix = CrossImpact::new(names, &rows).unwrap();
    let ask = || consistency(&matrix, &ConsistencyOptions::default(), &Progress::new()).unwrap();
    let found = ask();
    println!("one in {one_in}: {} consistent, truncated {}", found.consistent.len(), found.truncated);
    bencher.bench(ask);
}

#[divan::bench(args = [0.5, 0.9, 1.0], sample_count = 3)]
fn partner_sets_60x20(bencher: Bencher, threshold: f64) {
    let study = Study::of(&map(60, 20, 0.25));
    let options = PartnerSetsOptions { threshold: Some(threshold), ..Default::default() };
    let ask = || partner_sets(&study, &Scenario::baseline(), Months(24), &options, &Progress::new()).unwrap();
    let found = ask();
    println!("{threshold}: size {:?}, bound {:?}, proven {}", found.size, found.bound, found.proven);
    bencher.bench(ask);
}

#[divan::bench(args = DENSITIES, sample_count = 20)]
fn reallocation_60x17(bencher: Bencher, density: f64) {
    let (study, scenario) = (Study::of(&map(60, 17, density)), busy(60));
    bencher.bench(|| reallocation(&study, &scenario, Months(12), &Progress::new()).unwrap());
}

#[divan::bench]
fn sensitivity_of_50_levers(bencher: Bencher) {
    let mut map = map(60, 17, 1.0);
    map.assumptions.truncate(50);
    let study = Study::of(&map);
    let options = SensitivityOptions { assumptions: true, provisions: false };
    bencher.bench(|| sensitivity(&study, &busy(25), Months(12), options, &Progress::new()).unwrap());
}

#[divan::bench(args = [1, 2])]
fn robustness_60x17(bencher: Bencher, order: u8) {
    let study = Study::of(&map(60, 17, 1.0 / 6.0));
    let options = RobustnessOptions { order, threshold: None };
    bencher.bench(|| robustness(&study, &Scenario::baseline(), Months(12), options, &Progress::new()).unwrap());
}
