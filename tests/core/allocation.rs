//! Reallocation and partner sets: known optima, another solver, brute force, and what they must never do.

use backstop::analysis::{
    AnalysisError, PartnerSetsOptions, PartnerSetsResult, Progress, ReallocationResult, SplitMix64, partner_sets,
    reallocation,
};
use backstop::model::{ActorId, IncompatiblePair, Lever, Months, ProvisionStatus, Scenario, ScenarioMap};
use backstop::scenario::Study;
use good_lp::{Expression, Solution, SolverModel, constraint, microlp, variable, variables};
use proptest::prelude::*;

use crate::maps;

const MONTH: Months = Months(12);

fn reallocated(map: &ScenarioMap, scenario: &Scenario) -> ReallocationResult {
    reallocation(&Study::of(map), scenario, MONTH, &Progress::new()).unwrap()
}

fn smallest(map: &ScenarioMap, threshold: f64) -> PartnerSetsResult {
    let options = PartnerSetsOptions { threshold: Some(threshold), ..Default::default() };
    partner_sets(&Study::of(map), &Scenario::baseline(), MONTH, &options, &Progress::new()).unwrap()
}

fn ids(set: &[ActorId]) -> Vec<&str> {
    set.iter().map(ActorId::as_str).collect()
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * (1.0 + a.abs())
}

/// The worked example: A can give 0.5 in all, to either function; B can give up to 0.6 to the first.
fn by_hand() -> ScenarioMap {
    let mut map = maps::empty();
    maps::actor(&mut map, "a", Some(0.5));
    maps::actor(&mut map, "b", Some(1.0));
    for (who, what, share) in [("a", "f1", 0.5), ("a", "f2", 0.5), ("b", "f1", 0.6)] {
        maps::provision(&mut map, who, what, ProvisionStatus::Active, share);
    }
    map
}

/// The linear program as the rules write it, by another solver: the objective alone.
fn by_another_solver(map: &ScenarioMap) -> f64 {
    let study = Study::of(map);
    let outcome = study.outcome(&Scenario::baseline(), &Scenario::baseline(), MONTH);
    let mut vars = variables!();
    let mut objective = Expression::from(0.0);
    let mut constraints = Vec::new();
    let given: Vec<_> = map
        .provisions
        .iter()
        .filter(|p| outcome.delivered.contains_key(&p.id))
        .map(|p| {
            let share = p.share.unwrap().0;
            let limit = match p.status {
                ProvisionStatus::Active => share,
                status => {
                    let current = p.current.map_or(0.0, |c| c.0);
                    let ramp = p.ramp_months.map_or(map.conventions().of(status).unwrap().ramp_months.0, |m| m.0);
                    let reached = if ramp == 0 { 1.0 } else { (f64::from(MONTH.0) / f64::from(ramp)).min(1.0) };
                    current + (share - current) * reached
                }
            };
            (p, vars.add(variable().min(0.0).max(limit)))
        })
        .collect();
    for (id, function) in outcome.functions.iter().filter(|(_, f)| f.coverage.is_some()) {
        let weight = map.function_row(id).map_or(1.0, backstop::model::FunctionRow::weight);
        let z = vars.add(variable().min(0.0).max(1.0));
        objective += weight * z;
        let supply: Expression = given.iter().filter(|(p, _)| p.function == *id).map(|(_, x)| *x).sum();
        constraints.push(constraint!(function.need * z <= supply));
    }
    for actor in map.actors.iter().filter(|a| a.capacity.is_some()) {
        let total: Expression = given.iter().filter(|(p, _)| p.provider == actor.id).map(|(_, x)| *x).sum();
        constraints.push(constraint!(total <= actor.capacity.unwrap()));
    }
    let mut model = vars.maximise(objective.clone()).using(microlp);
    for constraint in constraints {
        model = model.with(constraint);
    }
    model.solve().unwrap().eval(objective)
}

#[test]
fn the_worked_reallocation_reaches_its_optimum() {
    let result = reallocated(&by_hand(), &Scenario::baseline());
    assert!(close(result.objective, 1.1), "{}", result.objective);
    assert!(close(result.overall.unwrap(), 0.55));
}

#[test]
fn among_equal_optima_the_one_nearest_to_the_scenario_is_taken() {
    // Baseline delivers 0.25 and 0.25 by A, 0.6 by B. The need of f1 is 1, so any split of A's 0.5 is optimal.
    let result = reallocated(&by_hand(), &Scenario::baseline());
    let x: Vec<f64> = result.x.values().copied().collect();
    for (x, y) in x.iter().zip([0.25, 0.25, 0.6]) {
        assert!(close(*x, y), "{x} instead of {y}");
    }
}

#[test]
fn among_equally_near_optima_earlier_provisions_give_most() {
    // Two offers of 0.4 compete for a capacity of 0.5: the first gives all it can.
    let mut map = maps::empty();
    maps::actor(&mut map, "a", Some(0.5));
    maps::provision(&mut map, "a", "f1", ProvisionStatus::Offered, 0.4);
    maps::provision(&mut map, "a", "f2", ProvisionStatus::Offered, 0.4);
    let x: Vec<f64> = reallocated(&map, &Scenario::baseline()).x.values().copied().collect();
    assert!(close(x[0], 0.4) && close(x[1], 0.1), "{x:?}");
    // A need that is met takes no more, even from an earlier provision.
    maps::function(&mut map, "f1", 0.2, 1.0);
    maps::function(&mut map, "f2", 1.0, 0.1);
    let x: Vec<f64> = reallocated(&map, &Scenario::baseline()).x.values().copied().collect();
    assert!(close(x[0], 0.2) && close(x[1], 0.3), "{x:?}");
}

#[test]
fn an_offer_counts_as_far_as_its_ramp_allows_and_a_withdrawal_takes_it_away() {
    let mut map = maps::empty();
    maps::actor(&mut map, "a", None);
    maps::provision(&mut map, "a", "f1", ProvisionStatus::Latent, 0.6);
    maps::assumption(&mut map, "withdraw-a", Lever::withdrawal("a"));
    // 12 of 18 months up the ramp of a latent provision.
    assert!(close(reallocated(&map, &Scenario::baseline()).objective, 0.4));
    assert!(close(reallocated(&map, &maps::scenario(&[("withdraw-a", 0.25)])).objective, 0.3));
    map.provisions[0].current = Some(backstop::model::Share(0.3));
    assert!(close(reallocated(&map, &Scenario::baseline()).objective, 0.5));
}

#[test]
fn incompatible_partners_are_never_taken_together() {
    let mut map = by_hand();
    map.incompatible.push(pair("a", "b"));
    let result = reallocated(&map, &Scenario::baseline());
    // B alone covers 0.6; A alone 0.5.
    assert!(close(result.objective, 0.6), "{}", result.objective);
    assert_eq!(result.x.values().map(|x| (x * 10.0).round()).collect::<Vec<_>>(), [0.0, 0.0, 6.0]);
}

fn pair(a: &str, b: &str) -> IncompatiblePair {
    IncompatiblePair {
        actors: (a.into(), b.into()),
        note: String::new(),
        evidence: Vec::new(),
        extra: backstop::model::Extra::new(),
    }
}

#[test]
fn functions_that_nobody_provides_or_needs_have_their_plain_values() {
    let mut map = by_hand();
    maps::function(&mut map, "cyber", 1.0, 2.0);
    map.functions[0].assessed_none = Some(true);
    maps::function(&mut map, "basing", 1.0, 5.0);
    maps::assumption(&mut map, "demand-f1", Lever::demand("f1"));
    let result = reallocated(&map, &maps::scenario(&[("demand-f1", 0.0)]));
    assert_eq!(result.coverage.len(), 3, "not assessed is outside");
    assert_eq!(result.coverage["cyber"], 0.0);
    assert_eq!(result.coverage["f1"], 1.0);
    assert!(close(result.objective, 1.5), "{}", result.objective);
    assert!(close(result.overall.unwrap(), 1.5 / 4.0));
}

#[test]
fn an_empty_map_reallocates_nothing() {
    let result = reallocated(&maps::empty(), &Scenario::baseline());
    assert_eq!((result.objective, result.overall), (0.0, None));
    assert!(smallest(&maps::empty(), 0.5).sets == [Vec::<ActorId>::new()]);
}

/// The textbook set cover: five needs, four sets, one smallest cover.
fn set_cover() -> ScenarioMap {
    let mut map = maps::empty();
    for (id, covers) in [("s1", &[1, 2, 3][..]), ("s2", &[2, 4]), ("s3", &[3, 4]), ("s4", &[4, 5])] {
        maps::actor(&mut map, id, None);
        for f in covers {
            maps::provision(&mut map, id, &format!("f{f}"), ProvisionStatus::Active, 1.0);
        }
    }
    map
}

#[test]
fn the_textbook_set_cover_has_its_one_smallest_set() {
    let result = smallest(&set_cover(), 1.0);
    assert_eq!((result.size, result.proven, result.bound), (Some(2), true, Some(2)));
    assert_eq!(result.sets.len(), 1);
    assert_eq!(ids(&result.sets[0]), ["s1", "s4"]);
    assert_eq!(result.best_threshold, None);
    let json = serde_json::to_value(&result).unwrap();
    assert_eq!(json["sets"][0][1], "s4");
    assert!(json.get("out_of_reach").is_none() && json.get("leans_on").is_none());
}

#[test]
fn every_smallest_set_is_listed_and_at_most_as_many_as_asked_for() {
    let mut map = set_cover();
    maps::actor(&mut map, "s5", None);
    for f in [4, 5] {
        maps::provision(&mut map, "s5", &format!("f{f}"), ProvisionStatus::Active, 1.0);
    }
    let result = smallest(&map, 1.0);
    assert_eq!(result.sets.iter().map(|s| ids(s)).collect::<Vec<_>>(), [["s1", "s4"], ["s1", "s5"]]);
    let options = PartnerSetsOptions { threshold: Some(1.0), limit: 1, ..Default::default() };
    let result = partner_sets(&Study::of(&map), &Scenario::baseline(), MONTH, &options, &Progress::new()).unwrap();
    assert_eq!(result.sets.len(), 1);
    let options = PartnerSetsOptions { exclude: vec!["s4".into()], ..options };
    let result = partner_sets(&Study::of(&map), &Scenario::baseline(), MONTH, &options, &Progress::new()).unwrap();
    assert_eq!(ids(&result.sets[0]), ["s1", "s5"]);
}

#[test]
fn a_threshold_out_of_reach_names_the_best_that_is_reached() {
    let mut map = set_cover();
    maps::function(&mut map, "f1", 4.0, 1.0);
    let result = smallest(&map, 0.5);
    assert_eq!((result.size, result.proven, result.bound), (None, true, None));
    assert!(close(result.best_threshold.unwrap(), 0.25));
    let blocked: Vec<_> = result.blocked_by.iter().map(|b| (ids_of(&b.functions), b.best, b.threshold)).collect();
    assert_eq!(blocked, [(vec!["f1".to_owned()], 0.25, 0.5)], "the function that blocks, and how far it gets");
}

fn ids_of(functions: &[backstop::model::FunctionId]) -> Vec<String> {
    functions.iter().map(ToString::to_string).collect()
}

#[test]
fn functions_that_fit_one_by_one_but_not_together_block_together() {
    // A could give 0.6 to either function, but only 0.8 in all.
    let mut map = maps::empty();
    maps::actor(&mut map, "a", Some(0.8));
    for what in ["f1", "f2"] {
        maps::provision(&mut map, "a", what, ProvisionStatus::Active, 0.6);
    }
    let result = smallest(&map, 0.6);
    assert_eq!(result.blocked_by.len(), 1);
    assert_eq!(ids_of(&result.blocked_by[0].functions), ["f1", "f2"]);
    assert!(close(result.blocked_by[0].best, 0.4));
    assert!(smallest(&map, 0.4).blocked_by.is_empty(), "nothing blocks what is in reach");
}

#[test]
fn partners_that_exclude_each_other_block_what_needs_both() {
    let mut map = set_cover();
    map.incompatible.push(pair("s1", "s4"));
    let result = smallest(&map, 1.0);
    assert_eq!(result.blocked_by.len(), 1);
    assert!(close(result.blocked_by[0].best, result.best_threshold.unwrap()));
    assert!(!result.blocked_by[0].functions.is_empty());
}

#[test]
fn capacities_bind_in_sets_too() {
    // A could give 0.6 to either function, but only 0.8 in all.
    let mut map = maps::empty();
    maps::actor(&mut map, "a", Some(0.8));
    maps::actor(&mut map, "b", None);
    for (who, what, share) in [("a", "f1", 0.6), ("a", "f2", 0.6), ("b", "f2", 0.3)] {
        maps::provision(&mut map, who, what, ProvisionStatus::Active, share);
    }
    assert_eq!(smallest(&map, 0.4).size, Some(1));
    assert_eq!(smallest(&map, 0.5).size, Some(2));
    let result = smallest(&map, 0.6);
    assert_eq!(result.size, None);
    assert!(close(result.best_threshold.unwrap(), 0.55), "{:?}", result.best_threshold);
}

#[test]
fn sets_know_thresholds_of_their_own_and_what_is_out_of_reach() {
    let mut map = set_cover();
    maps::function(&mut map, "cyber", 1.0, 1.0);
    map.functions[0].assessed_none = Some(true);
    let options =
        PartnerSetsOptions { threshold: Some(1.0), functions: vec![("f5".into(), 0.0)], ..Default::default() };
    let result = partner_sets(&Study::of(&map), &Scenario::baseline(), MONTH, &options, &Progress::new()).unwrap();
    assert_eq!(result.sets.iter().map(|s| ids(s)).collect::<Vec<_>>(), [["s1", "s2"], ["s1", "s3"], ["s1", "s4"]]);
    assert_eq!(result.out_of_reach, ["cyber"]);
}

#[test]
fn members_that_depend_on_an_outsider_are_named() {
    let mut map = set_cover();
    maps::actor(&mut map, "x", None);
    maps::dependency(&mut map, "s4", "x", 0.4);
    maps::dependency(&mut map, "s1", "s4", 0.4);
    let result = smallest(&map, 1.0);
    assert_eq!(serde_json::to_value(&result.leans_on).unwrap(), serde_json::json!([{"s4": ["x"]}]));
}

#[test]
fn incompatible_partners_never_stand_in_one_set() {
    let mut map = set_cover();
    map.incompatible.push(pair("s1", "s4"));
    let result = smallest(&map, 1.0);
    assert_eq!(result.size, None);
    assert_eq!(result.best_threshold, Some(0.0));
    maps::actor(&mut map, "s5", None);
    maps::provision(&mut map, "s5", "f5", ProvisionStatus::Active, 0.7);
    assert_eq!(
        smallest(&map, 0.7).sets.iter().map(|s| ids(s)).collect::<Vec<_>>(),
        [["s1", "s2", "s5"], ["s1", "s3", "s5"]]
    );
    assert!(close(smallest(&map, 1.0).best_threshold.unwrap(), 0.7));
}

#[test]
fn unknown_names_and_thresholds_out_of_range_are_refused() {
    let study = Study::of(&set_cover());
    let ask =
        |options: &PartnerSetsOptions| partner_sets(&study, &Scenario::baseline(), MONTH, options, &Progress::new());
    let unknown = PartnerSetsOptions { exclude: vec!["nobody".into()], ..Default::default() };
    assert_eq!(ask(&unknown), Err(AnalysisError::Unknown { kind: "actor", name: "nobody".into() }));
    let unknown = PartnerSetsOptions { functions: vec![("magic".into(), 0.5)], ..Default::default() };
    assert_eq!(ask(&unknown), Err(AnalysisError::Unknown { kind: "function", name: "magic".into() }));
    for threshold in [f64::NAN, -0.1, 1.5, f64::INFINITY] {
        assert!(ask(&PartnerSetsOptions { threshold: Some(threshold), ..Default::default() }).is_err());
    }
}

#[test]
fn a_cancelled_run_says_so() {
    let progress = Progress::new();
    progress.cancel();
    let study = Study::of(&set_cover());
    let options = PartnerSetsOptions::default();
    let sets = partner_sets(&study, &Scenario::baseline(), MONTH, &options, &progress);
    assert_eq!(sets, Err(AnalysisError::Cancelled));
    assert_eq!(reallocation(&study, &Scenario::baseline(), MONTH, &progress), Err(AnalysisError::Cancelled));
}

/// A random covering map: partners that give random shares to some functions.
fn covering(partners: usize, functions: usize, density: f64, capacity: bool, seed: u64) -> ScenarioMap {
    let mut stream = SplitMix64::new(seed);
    let mut map = maps::empty();
    for a in 0..partners {
        let limit = (capacity && a % 2 == 0).then(|| 0.3 + stream.next_unit());
        maps::actor(&mut map, &format!("a{a:02}"), limit);
        for f in 0..functions {
            let (takes, share) = (stream.next_unit() < density, 0.1 + 0.4 * stream.next_unit());
            if takes {
                maps::provision(&mut map, &format!("a{a:02}"), &format!("f{f:02}"), ProvisionStatus::Active, share);
            }
        }
    }
    map
}

/// The smallest size by trying all sets, with a flow by another solver where capacities bind.
fn size_by_trying(map: &ScenarioMap, threshold: f64) -> Option<usize> {
    let partners: Vec<&ActorId> = map.actors.iter().map(|a| &a.id).filter(|a| a.as_str() != "p").collect();
    let functions = map.function_ids();
    let gives: Vec<Vec<f64>> = partners
        .iter()
        .map(|a| {
            let own: Vec<_> = map.provisions.iter().filter(|p| p.provider == **a).collect();
            let of = |f: &backstop::model::FunctionId| {
                own.iter().filter(|p| p.function == *f).map(|p| p.share.unwrap().0).sum()
            };
            functions.iter().map(of).collect()
        })
        .collect();
    let capacities: Vec<Option<f64>> = partners.iter().map(|a| map.actor(a).unwrap().capacity).collect();
    let enough = |set: u32| {
        let members: Vec<usize> = (0..partners.len()).filter(|i| set >> i & 1 == 1).collect();
        let plain = (0..functions.len()).all(|f| members.iter().map(|a| gives[*a][f]).sum::<f64>() >= threshold - 1e-9);
        if !plain || members.iter().all(|a| capacities[*a].is_none()) {
            return plain;
        }
        let mut vars = variables!();
        let x: Vec<Vec<_>> = members
            .iter()
            .map(|a| gives[*a].iter().map(|most| vars.add(variable().min(0.0).max(*most))).collect())
            .collect();
        let short = vars.add(variable().min(0.0));
        let mut model = vars.minimise(short).using(microlp);
        for f in 0..functions.len() {
            let supply: Expression = x.iter().map(|row| row[f]).sum();
            model = model.with(constraint!(supply + short >= threshold));
        }
        for (row, a) in x.iter().zip(&members) {
            if let Some(capacity) = capacities[*a] {
                model = model.with(constraint!(row.iter().sum::<Expression>() <= capacity));
            }
        }
        model.solve().unwrap().value(short) <= 1e-8
    };
    (0..1u32 << partners.len()).filter(|set| enough(*set)).map(u32::count_ones).min().map(|n| n as usize)
}

#[test]
fn the_search_beyond_fifteen_partners_finds_what_trying_everything_finds() {
    for seed in [0, 2, 4, 8, 10] {
        let map = covering(16, 6, 0.45, false, seed);
        let result = smallest(&map, 0.6);
        assert!(result.proven);
        assert_eq!(result.size, size_by_trying(&map, 0.6), "seed {seed}");
        if let Some(size) = result.size {
            assert_eq!((result.bound, result.sets[0].len()), (Some(size), size));
        }
    }
}

#[test]
fn the_search_respects_capacities_as_trying_everything_does() {
    for seed in [0, 1] {
        let map = covering(16, 3, 0.35, true, seed);
        let result = smallest(&map, 0.8);
        assert!(result.proven);
        assert_eq!(result.size, size_by_trying(&map, 0.8), "seed {seed}");
    }
}

#[test]
fn the_search_respects_incompatible_pairs() {
    for seed in 0..6 {
        let mut map = covering(18, 5, 0.5, false, seed);
        let free = smallest(&map, 0.6);
        assert!(free.size.is_some_and(|size| size >= 2), "seed {seed} says nothing");
        let (first, second) = (free.sets[0][0].to_string(), free.sets[0][1].to_string());
        map.incompatible.push(pair(&first, &second));
        let bound = smallest(&map, 0.6);
        assert!(bound.proven && bound.size >= free.size);
        assert!(!(bound.sets[0].contains(&first.as_str().into()) && bound.sets[0].contains(&second.as_str().into())));
    }
}

#[test]
fn a_threshold_out_of_reach_is_proven_beyond_fifteen_partners_too() {
    let mut map = covering(20, 4, 0.5, true, 3);
    maps::function(&mut map, "f00", 50.0, 1.0);
    let result = smallest(&map, 0.9);
    assert_eq!((result.size, result.proven, result.bound), (None, true, None));
    let supply: f64 = map.provisions.iter().filter(|p| p.function == "f00").map(|p| p.share.unwrap().0).sum();
    assert!(result.best_threshold.unwrap() <= supply / 50.0 + 1e-9);
    assert!(result.best_threshold.unwrap() > 0.0);
}

#[test]
fn a_large_problem_gets_its_best_set_and_a_bound() {
    let result = smallest(&covering(60, 20, 0.25, true, 7), 0.9);
    let (size, bound) = (result.size.unwrap(), result.bound.unwrap());
    assert!(bound <= size);
    assert_eq!(result.proven, bound == size);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn another_solver_reaches_the_same_objective(map in maps::any_map(6, true)) {
        let result = reallocated(&map, &Scenario::baseline());
        let other = by_another_solver(&map);
        prop_assert!((result.objective - other).abs() <= 1e-7 * (1.0 + other), "{} and {other}", result.objective);
    }

    #[test]
    fn reallocation_is_never_worse_than_the_scenario(map in maps::any_map(6, true), scenario in maps::any_scenario(), month in 0..40u32) {
        let study = Study::of(&map);
        let result = reallocation(&study, &scenario, Months(month), &Progress::new()).unwrap();
        let outcome = study.outcome(&scenario, &Scenario::baseline(), Months(month));
        if let Some(overall) = outcome.overall {
            prop_assert!(result.overall.unwrap() >= overall - 1e-9);
        }
    }

    #[test]
    fn sets_reach_what_they_promise_and_no_smaller_one_does(map in maps::any_map(8, true), threshold in 0..=10u32) {
        let threshold = f64::from(threshold) / 10.0;
        let result = smallest(&map, threshold);
        prop_assert!(result.proven);
        if let Some(size) = result.size {
            prop_assert!(result.sets.iter().all(|set| set.len() == size));
        } else {
            let best = result.best_threshold.unwrap();
            prop_assert!(best < threshold);
            prop_assert!(smallest(&map, best).size.is_some(), "the best threshold is reached");
            prop_assert!(smallest(&map, (best + 1e-6).min(1.0)).size.is_none(), "and nothing above it");
        }
    }
}
