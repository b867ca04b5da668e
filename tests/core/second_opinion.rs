//! The analyses against slower and plainer ways to the same numbers, over random maps and scenarios: every removal as a
//! withdrawal, every sample as a map of its own, every set of partners and every linear program by another solver.

use backstop::analysis::{
    PartnerSetsOptions, Progress, RobustnessOptions, SplitMix64, UncertaintyOptions, partner_sets, reallocation,
    robustness, uncertainty,
};
use backstop::model::{
    ActorId, IncompatiblePair, Likelihood, Months, ProvisionStatus, Scenario, ScenarioMap, Setting, Share,
};
use backstop::scenario::{Outcome, Study};
use good_lp::{Expression, Solution, SolverModel, constraint, microlp, variable, variables};
use proptest::prelude::*;

use crate::maps;

fn evaluated(map: &ScenarioMap, scenario: &Scenario, month: u32) -> Outcome {
    Study::of(map).outcome(scenario, &Scenario::baseline(), Months(month))
}

fn close(a: Option<f64>, b: Option<f64>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => (a - b).abs() <= 1e-9,
        (a, b) => a == b,
    }
}

/// The scenario without some actors, by their own levers.
fn without(scenario: &Scenario, actors: &[ActorId]) -> Scenario {
    let mut scenario = scenario.clone();
    for actor in actors {
        let lever = format!("withdraw-{actor}");
        scenario.settings.retain(|s| s.assumption != lever.as_str());
        scenario.settings.push(Setting::new(lever.as_str(), 1.0));
    }
    scenario
}

/// What a provision can give in a month, as the rules write it, before its provider's shortfall.
fn limit(map: &ScenarioMap, p: usize, month: u32) -> f64 {
    let provision = &map.provisions[p];
    let share = provision.share.unwrap().0;
    if provision.status == ProvisionStatus::Active {
        return share;
    }
    let current = provision.current.map_or(0.0, |c| c.0);
    let usual = map.conventions().of(provision.status).unwrap().ramp_months;
    let ramp = f64::from(provision.ramp_months.unwrap_or(usual).0);
    let risen = if ramp == 0.0 { 1.0 } else { (f64::from(month) / ramp).min(1.0) };
    current + (share - current) * risen
}

/// Who falls short by how much in everything under levers that move all functions: from availability.
fn left(outcome: &Outcome, actor: &ActorId) -> f64 {
    outcome.availability[actor]
}

/// The most that weighted coverage can be when only `members` give, by another solver.
fn best_by_another_solver(map: &ScenarioMap, outcome: &Outcome, month: u32, members: &dyn Fn(&ActorId) -> bool) -> f64 {
    let mut vars = variables!();
    let given: Vec<_> = (0..map.provisions.len())
        .filter(|p| outcome.delivered.contains_key(&map.provisions[*p].id))
        .map(|p| {
            let provider = &map.provisions[p].provider;
            let most = if members(provider) { limit(map, p, month) * left(outcome, provider) } else { 0.0 };
            (p, vars.add(variable().min(0.0).max(most)))
        })
        .collect();
    let mut objective = Expression::from(0.0);
    let mut constraints = Vec::new();
    for (id, function) in outcome.functions.iter().filter(|(_, f)| f.coverage.is_some()) {
        let z = vars.add(variable().min(0.0).max(1.0));
        objective += map.function_row(id).map_or(1.0, backstop::model::FunctionRow::weight) * z;
        let supply: Expression =
            given.iter().filter(|(p, _)| map.provisions[*p].function == *id).map(|(_, x)| *x).sum();
        constraints.push(constraint!(function.need * z <= supply));
    }
    for actor in &map.actors {
        let Some(capacity) = actor.capacity else { continue };
        let total: Expression =
            given.iter().filter(|(p, _)| map.provisions[*p].provider == actor.id).map(|(_, x)| *x).sum();
        constraints.push(constraint!(total <= capacity * left(outcome, &actor.id)));
    }
    let mut model = vars.maximise(objective.clone()).using(microlp);
    for constraint in constraints {
        model = model.with(constraint);
    }
    model.solve().unwrap().eval(objective)
}

/// Whether some partners reach a threshold in every function that has a share, by another solver.
fn reach(map: &ScenarioMap, outcome: &Outcome, month: u32, members: &[ActorId], threshold: f64) -> bool {
    let mut equal = map.clone();
    // Covering every need scaled by the threshold is reaching the threshold.
    let mut scaled = outcome.clone();
    let mut wanted = 0.0;
    for (id, function) in &mut scaled.functions {
        function.need *= threshold;
        let row = equal.functions.iter_mut().find(|row| row.id == *id).unwrap();
        row.weight = Some(1.0);
        wanted += f64::from(u8::from(function.coverage.is_some()));
    }
    wanted - best_by_another_solver(&equal, &scaled, month, &|actor| members.contains(actor)) <= 1e-7
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_removal_is_a_withdrawal_from_month_0(map in maps::any_map(8, true), scenario in maps::any_scenario(), month in 0..40u32, order in 1..=2u8) {
        let options = RobustnessOptions { order, threshold: Some(0.5) };
        let result = robustness(&Study::of(&map), &scenario, Months(month), options, &Progress::new()).unwrap();
        let before = evaluated(&map, &scenario, month);
        for row in &result.rows {
            let after = evaluated(&map, &without(&scenario, &row.removed), month);
            prop_assert!(close(row.overall, after.overall) && close(row.with_offers, after.with_offers.overall), "{:?}", row.removed);
            prop_assert!(close(row.drop, before.overall.zip(after.overall).map(|(b, a)| b - a)));
            for (id, function) in &after.functions {
                let (Some(now), Some(was)) = (function.coverage, before.functions[id].coverage) else { continue };
                let gone = before.functions[id].supply > 1e-12 && function.supply <= 1e-12;
                let weak = now < 0.5 - 1e-12 && was >= 0.5 - 1e-12;
                prop_assert_eq!(row.lost.contains(id), gone || weak, "{}", id);
            }
        }
        prop_assert!(result.rows.windows(2).all(|w| w[0].drop.unwrap_or(0.0) >= w[1].drop.unwrap_or(0.0) - 1e-9));
    }

    #[test]
    fn a_sample_is_the_map_with_the_shares_drawn(map in maps::any_map(5, true), scenario in maps::any_scenario(), month in 0..40u32, seed in any::<u64>()) {
        let half_width = [0.10, 0.20, 0.35, 0.50, 0.75, 1.0];
        let options = UncertaintyOptions { samples: 10, seed, ..Default::default() };
        let drawn = uncertainty(&Study::of(&map), &scenario, Months(month), options, &Progress::new()).unwrap().drawn;
        let mut stream = SplitMix64::new(seed);
        for overall in drawn {
            let mut sample = map.clone();
            for provision in &mut sample.provisions {
                let Some(defaults) = map.conventions().of(provision.status) else { continue };
                let (Some(Share(q)), credibility) = (provision.share, provision.credibility()) else { continue };
                let h = half_width[usize::from(credibility) - 1];
                let (low, high) = (q * (1.0 - h), (q * (1.0 + h)).min(1.0));
                let (u, odds) = (stream.next_unit(), stream.next_unit());
                let share = if high <= low {
                    q
                } else if u < (q - low) / (high - low) {
                    low + (u * (high - low) * (q - low)).sqrt()
                } else {
                    high - ((1.0 - u) * (high - low) * (high - q)).sqrt()
                };
                let Likelihood(likelihood) = provision.likelihood.unwrap_or(defaults.likelihood);
                let share = if odds < likelihood { share } else { 0.0 };
                provision.current = provision.current.map(|Share(c)| Share(if q > 0.0 { c * (share / q) } else { 0.0 }));
                provision.share = Some(Share(share));
            }
            prop_assert!(close(Some(overall), evaluated(&sample, &scenario, month).overall));
        }
    }

    #[test]
    fn another_solver_reallocates_as_well_under_any_scenario(map in maps::any_map(6, true), scenario in maps::any_scenario(), month in 0..40u32, at_odds in any::<bool>()) {
        let mut map = map;
        let both = at_odds && map.actors.len() > 2;
        if both {
            let extra = Default::default();
            map.incompatible.push(IncompatiblePair { actors: ("a0".into(), "a1".into()), note: String::new(), evidence: Vec::new(), extra });
        }
        let result = reallocation(&Study::of(&map), &scenario, Months(month), &Progress::new()).unwrap();
        let outcome = evaluated(&map, &scenario, month);
        let best = |gone: &str| best_by_another_solver(&map, &outcome, month, &|actor| actor.as_str() != gone);
        let other = if both { best("a0").max(best("a1")) } else { best("") };
        prop_assert!((result.objective - other).abs() <= 1e-7 * (1.0 + other), "{} and {other}", result.objective);
    }

    #[test]
    fn trying_every_set_finds_the_same_smallest_under_any_scenario(map in maps::any_map(5, true), scenario in maps::any_scenario(), month in 0..40u32, threshold in 1..=10u32) {
        let threshold = f64::from(threshold) / 10.0;
        let options = PartnerSetsOptions { threshold: Some(threshold), ..Default::default() };
        let result = partner_sets(&Study::of(&map), &scenario, Months(month), &options, &Progress::new()).unwrap();
        let outcome = evaluated(&map, &scenario, month);
        let actors: Vec<&ActorId> = map.actors.iter().map(|a| &a.id).collect();
        let sets = (0..1u32 << actors.len()).map(|bits| -> Vec<ActorId> {
            actors.iter().enumerate().filter(|(n, _)| bits >> n & 1 == 1).map(|(_, a)| (*a).clone()).collect()
        });
        let mut reaching: Vec<Vec<ActorId>> = sets.filter(|set| reach(&map, &outcome, month, set, threshold)).collect();
        let size = reaching.iter().map(Vec::len).min();
        prop_assert_eq!(result.size, size);
        reaching.retain(|set| Some(set.len()) == size);
        let mut found = result.sets.clone();
        reaching.sort();
        found.sort();
        prop_assert_eq!(found, reaching);
    }
}

#[test]
fn a_partner_that_falls_short_elsewhere_keeps_its_capacity() {
    let mut map = maps::empty();
    maps::actor(&mut map, "a", None);
    maps::actor(&mut map, "b", Some(0.4));
    maps::provision(&mut map, "a", "training", ProvisionStatus::Active, 0.5);
    maps::provision(&mut map, "b", "training", ProvisionStatus::Offered, 0.5);
    maps::provision(&mut map, "b", "arms", ProvisionStatus::Offered, 0.5);
    let leaves = |actor: &str, function: &str| backstop::model::Lever::Withdrawal {
        actor: actor.into(),
        functions: vec![function.into()],
        extra: Default::default(),
    };
    maps::assumption(&mut map, "a-stops", leaves("a", "training"));
    maps::assumption(&mut map, "b-less", leaves("b", "arms"));
    let outcome = evaluated(&map, &maps::scenario(&[("a-stops", 1.0), ("b-less", 0.5)]), 12);
    // B falls short in arms alone, so it is wholly available and its capacity binds.
    let adds = outcome.substitutes[0].partners[0].adds;
    assert!((adds - 0.4).abs() < 1e-12, "{adds}");
}

#[test]
fn what_nobody_covers_is_zero_and_not_minus_zero() {
    let mut map = maps::empty();
    maps::actor(&mut map, "a", Some(-0.0));
    maps::provision(&mut map, "a", "arms", ProvisionStatus::Active, -0.0);
    maps::actor(&mut map, "b", None);
    maps::provision(&mut map, "b", "training", ProvisionStatus::Active, 0.5);
    maps::assumption(&mut map, "withdraw-b", backstop::model::Lever::withdrawal("b"));
    let outcome = evaluated(&map, &maps::scenario(&[("withdraw-b", 1.0)]), 0);
    assert!(outcome.substitutes[0].nobody);
    let text = serde_json::to_string(&outcome).unwrap();
    assert!(!text.contains("-0.0"), "{text}");
    let nothing = reallocation(&Study::of(&maps::empty()), &Scenario::baseline(), Months(0), &Progress::new()).unwrap();
    assert!(nothing.objective.is_sign_positive());
}

#[test]
fn drawn_increments_share_what_capacity_is_left() {
    // A delivers 0.2 and offers 0.6 and 0.4 more, but can give 0.5 in all; every share is drawn within 10 %.
    let mut map = maps::empty();
    maps::actor(&mut map, "a", Some(0.5));
    for (function, status, share) in [
        ("training", ProvisionStatus::Active, 0.2),
        ("arms", ProvisionStatus::Offered, 0.6),
        ("cyber", ProvisionStatus::Offered, 0.4),
    ] {
        let provision = maps::provision(&mut map, "a", function, status, share);
        (provision.credibility, provision.likelihood) = (Some(1), Some(Likelihood(1.0)));
    }
    maps::assumption(&mut map, "engage-a", backstop::model::Lever::engagement("a"));
    let scenario = maps::scenario(&[("engage-a", 1.0)]);
    let options = UncertaintyOptions { samples: 50, seed: 3, ..Default::default() };
    let result = uncertainty(&Study::of(&map), &scenario, Months(12), options, &Progress::new()).unwrap();
    // Whatever is drawn, all that it can give is given: 0.5 over three functions.
    assert!(result.drawn.iter().all(|overall| (overall - 0.5 / 3.0).abs() < 1e-12), "{:?}", result.drawn);
    // The delivery comes first and wholly; the increments share the rest in proportion.
    let training = result.functions["training"].unwrap();
    assert!(training.mean > 0.19 && training.mean < 0.21, "{}", training.mean);
    let (arms, cyber) = (result.functions["arms"].unwrap().mean, result.functions["cyber"].unwrap().mean);
    assert!((arms / cyber - 1.5).abs() < 0.05, "{arms} and {cyber}");
}

#[test]
fn the_best_threshold_stops_where_functions_of_lower_thresholds_are_full() {
    // One capacity of 0.6 for two functions, of which one is wanted only up to 0.1 or 0.2.
    let mut map = maps::empty();
    maps::actor(&mut map, "a", Some(0.6));
    for function in ["training", "arms"] {
        maps::provision(&mut map, "a", function, ProvisionStatus::Active, 1.0);
    }
    let best = |low: f64| {
        let options =
            PartnerSetsOptions { threshold: Some(0.9), functions: vec![("arms".into(), low)], ..Default::default() };
        let result =
            partner_sets(&Study::of(&map), &Scenario::baseline(), Months(0), &options, &Progress::new()).unwrap();
        result.best_threshold.unwrap()
    };
    assert!((best(0.1) - 0.5).abs() < 1e-9 && (best(0.2) - 0.4).abs() < 1e-9);
    // Wanted up to 0.3 or more, both stop at 0.3.
    assert!((best(0.3) - 0.3).abs() < 1e-9 && (best(0.8) - 0.3).abs() < 1e-9);
    maps::function(&mut map, "training", 2.0, 1.0);
    let options =
        PartnerSetsOptions { threshold: Some(0.9), functions: vec![("arms".into(), 0.1)], ..Default::default() };
    let needy = partner_sets(&Study::of(&map), &Scenario::baseline(), Months(0), &options, &Progress::new()).unwrap();
    assert!((needy.best_threshold.unwrap() - 0.25).abs() < 1e-9, "half of a need of 2, as 0.1 of 0.6 goes to arms");
}
