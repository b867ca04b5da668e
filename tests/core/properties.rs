//! What must hold on every map: the properties at the end of the arithmetic's rules, and that garbage never panics.

use std::collections::BTreeMap;

use backstop::analysis::{
    CrossImpact, PartnerSetsOptions, Progress, RobustnessOptions, SensitivityOptions, Stream, UncertaintyOptions,
    partner_sets, reallocation, robustness, sensitivity, uncertainty, uncertainty_band,
};
use backstop::model::{
    Actor, ActorKind, Factuality, Lever, Likelihood, Months, Provision, Scenario, ScenarioMap, Setting, Share,
    YearMonth,
};
use backstop::scenario::{EvidenceFilter, Outcome, Study, compare};
use proptest::prelude::*;

use crate::maps;

fn outcome(map: &ScenarioMap, scenario: &Scenario, month: u32) -> Outcome {
    Study::of(map).outcome(scenario, &Scenario::baseline(), Months(month))
}

fn with(scenario: &Scenario, assumption: &str, extent: f64) -> Scenario {
    let mut scenario = scenario.clone();
    scenario.settings.retain(|s| s.assumption != assumption);
    scenario.settings.push(Setting::new(assumption, extent));
    scenario
}

fn no_higher(before: &Outcome, after: &Outcome) -> Result<(), TestCaseError> {
    for (function, outcome) in &before.functions {
        if let (Some(before), Some(after)) = (outcome.coverage, after.functions[function].coverage) {
            prop_assert!(after <= before + 1e-9, "{function} rises from {before} to {after}");
        }
    }
    Ok(())
}

fn close(a: Option<f64>, b: Option<f64>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => (a - b).abs() <= 1e-9,
        (a, b) => a == b,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn coverage_never_rises_when_a_withdrawal_of_all_functions_grows(
        map in maps::any_map(8, true), scenario in maps::any_scenario(), month in 0..70u32, low in 0..=20u32, more in 0..=20u32,
    ) {
        let low = f64::from(low) / 20.0;
        let high = (low + f64::from(more) / 20.0).min(1.0);
        let before = outcome(&map, &with(&scenario, "withdraw-a0", low), month);
        let after = outcome(&map, &with(&scenario, "withdraw-a0", high), month);
        no_higher(&before, &after)?;
    }

    #[test]
    fn without_capacities_nor_when_one_of_named_functions_grows(
        map in maps::any_map(8, false), scenario in maps::any_scenario(), month in 0..70u32, low in 0..=20u32, more in 0..=20u32,
    ) {
        let mut map = map;
        let named = Lever::Withdrawal { actor: "a0".into(), functions: vec!["f0".into()], extra: backstop::model::Extra::new() };
        maps::assumption(&mut map, "stop", named);
        let low = f64::from(low) / 20.0;
        let high = (low + f64::from(more) / 20.0).min(1.0);
        let before = outcome(&map, &with(&scenario, "stop", low), month);
        let after = outcome(&map, &with(&scenario, "stop", high), month);
        no_higher(&before, &after)?;
    }

    #[test]
    fn overall_never_falls_when_the_only_engagement_of_a_partner_grows(
        map in maps::any_map(8, true), scenario in maps::any_scenario(), month in 0..70u32, low in 0..=20u32, more in 0..=20u32,
    ) {
        let mut scenario = scenario;
        scenario.settings.retain(|s| s.assumption != "relation-a0");
        let low = f64::from(low) / 20.0;
        let high = (low + f64::from(more) / 20.0).min(1.0);
        let before = outcome(&map, &with(&scenario, "engage-a0", low), month).overall;
        let after = outcome(&map, &with(&scenario, "engage-a0", high), month).overall;
        if let (Some(before), Some(after)) = (before, after) {
            prop_assert!(after >= before - 1e-9, "{before} falls to {after}");
        }
    }

    #[test]
    fn shortfalls_do_not_depend_on_the_order_of_actors_and_relations(
        map in maps::any_map(8, true), scenario in maps::any_scenario(), month in 0..70u32,
    ) {
        let mut turned = map.clone();
        turned.actors.reverse();
        turned.relations.reverse();
        let (one, other) = (outcome(&map, &scenario, month), outcome(&turned, &scenario, month));
        for (actor, availability) in &one.availability {
            prop_assert!((availability - other.availability[actor]).abs() <= 1e-12, "{actor}");
        }
        prop_assert!(close(one.overall, other.overall));
    }

    #[test]
    fn relabelling_changes_nothing(map in maps::any_map(8, true), scenario in maps::any_scenario(), month in 0..70u32) {
        let json = serde_json::to_string(&map).unwrap();
        // Every id of an actor, function and provision gets another letter.
        let renamed = (0..8).fold(json, |json, n| {
            json.replace(&format!("\"a{n}\""), &format!("\"zz{n}\"")).replace(&format!("\"f{n}\""), &format!("\"gg{n}\""))
        });
        let mut renamed: ScenarioMap = serde_json::from_str(&renamed).unwrap();
        for provision in &mut renamed.provisions {
            provision.id = format!("q{}", provision.id).as_str().into();
        }
        let (one, other) = (outcome(&map, &scenario, month), outcome(&renamed, &scenario, month));
        prop_assert_eq!(one.overall, other.overall);
        prop_assert_eq!(one.with_offers.overall, other.with_offers.overall);
        prop_assert_eq!(one.delivered.values().collect::<Vec<_>>(), other.delivered.values().collect::<Vec<_>>());
        prop_assert_eq!((one.hhi_partner, one.hhi_bloc), (other.hhi_partner, other.hhi_bloc));
        prop_assert_eq!(one.substitutes.len(), other.substitutes.len());
        for (one, other) in one.substitutes.iter().zip(&other.substitutes) {
            prop_assert_eq!((one.lost, one.covered, one.nobody), (other.lost, other.covered, other.nobody));
        }
    }

    #[test]
    fn a_series_is_constant_after_all_ramps_starts_and_dates(map in maps::any_map(8, true), scenario in maps::any_scenario()) {
        // Starts and durations are below 10 each, ramps at most 18.
        let timeline = Study::of(&map).timeline(&scenario);
        for month in 29..=60 {
            prop_assert!(close(timeline.overall[month], timeline.overall[28]), "month {month}");
            prop_assert!(close(timeline.with_offers[month], timeline.with_offers[28]), "month {month}");
        }
    }

    #[test]
    fn numbers_stay_in_their_ranges_and_add_up(map in maps::any_map(8, true), scenario in maps::any_scenario(), month in 0..70u32) {
        let outcome = outcome(&map, &scenario, month);
        let share = |x: f64| (-1e-12..=1.0 + 1e-12).contains(&x);
        for (id, function) in &outcome.functions {
            prop_assert!(function.coverage.is_none_or(share) && function.gap.is_none_or(share) && function.hhi.is_none_or(share));
            let by_partner: f64 = function.by_partner.values().sum();
            prop_assert!((by_partner - function.supply).abs() <= 1e-9, "{id}");
            prop_assert!(function.by_partner.values().all(|y| *y > 0.0));
        }
        let delivered: f64 = outcome.delivered.values().sum();
        let supplied: f64 = outcome.functions.values().map(|f| f.supply).sum();
        prop_assert!((delivered - supplied).abs() <= 1e-9);
        for actor in &map.actors {
            let gives: f64 = map.provisions.iter().filter(|p| p.provider == actor.id).filter_map(|p| outcome.delivered.get(&p.id)).sum();
            let left = outcome.availability[&actor.id];
            prop_assert!(share(left));
            prop_assert!(actor.capacity.is_none_or(|k| gives <= k * left + 1e-9), "{} gives {gives}", actor.id);
        }
        for substitutes in &outcome.substitutes {
            prop_assert!(substitutes.lost > 0.0 && share(substitutes.covered));
            prop_assert_eq!(substitutes.nobody, substitutes.partners.is_empty());
        }
        prop_assert!(outcome.overall.is_none_or(share) && outcome.hhi_partner.is_none_or(share));
        // Blocs add partners up, so they never look less concentrated.
        if let (Some(partner), Some(bloc)) = (outcome.hhi_partner, outcome.hhi_bloc) {
            prop_assert!(bloc >= partner - 1e-12);
        }
        let offered = outcome.with_offers.overall;
        prop_assert!(!map.provisions.is_empty() || offered == outcome.overall);
    }

    #[test]
    fn the_same_question_gets_the_same_answer(map in maps::any_map(8, true), scenario in maps::any_scenario()) {
        let text = |map: &ScenarioMap| {
            let study = Study::of(map);
            let sets = partner_sets(&study, &scenario, Months(12), &PartnerSetsOptions::default(), &Progress::new());
            let best = reallocation(&study, &scenario, Months(12), &Progress::new());
            let odds = uncertainty(&study, &scenario, Months(12), UncertaintyOptions { samples: 50, ..Default::default() }, &Progress::new());
            serde_json::to_string(&(study.outcome(&scenario, &Scenario::baseline(), Months(12)), sets.unwrap(), best.unwrap(), odds.unwrap())).unwrap()
        };
        prop_assert_eq!(text(&map), text(&map.clone()));
    }

    #[test]
    fn the_band_of_a_month_is_the_spread_of_that_month(map in maps::any_map(5, true), scenario in maps::any_scenario(), month in 0..=60u32, parallel in any::<bool>()) {
        let study = Study::of(&map);
        let stream = if parallel { Stream::Parallel } else { Stream::Single };
        let options = UncertaintyOptions { samples: 30, seed: 9, stream };
        let band = uncertainty_band(&study, &scenario, options, &Progress::new()).unwrap();
        let spread = uncertainty(&study, &scenario, Months(month), options, &Progress::new()).unwrap();
        prop_assert_eq!(band.overall[month as usize], spread.overall);
    }

    #[test]
    fn no_garbage_makes_the_engine_panic(map in any_garbage(), settings in proptest::collection::vec((0usize..6, any_number(), any::<u32>(), any::<u32>()), 0..5), month in any::<u32>()) {
        let mut scenario = Scenario::new("s", "S");
        for (which, extent, start, duration) in settings {
            let mut setting = Setting::new(format!("l{which}"), extent);
            (setting.start, setting.duration) = (Months(start), Months(duration));
            scenario.settings.push(setting);
        }
        ask_everything(&map, &scenario, Months(month));
    }
}

/// Puts every question to a map; the answers do not matter here.
fn ask_everything(map: &ScenarioMap, scenario: &Scenario, month: Months) {
    let filter = EvidenceFilter { worst_credibility: Some(2), leave_out_stale: true, ..Default::default() };
    for study in [Study::of(map), Study::with_filter(map, &filter)] {
        let progress = Progress::new();
        let outcome = study.outcome(scenario, &Scenario::baseline(), month);
        assert!(serde_json::to_string(&outcome).is_ok());
        assert!(!outcome.explanation.is_empty());
        let _ = study.nothing_to_add(scenario, &Scenario::baseline(), month);
        let _ = study.timeline(scenario);
        let _ = compare(&study, map, &[Scenario::baseline(), scenario.clone()], month);
        for order in 0..=3 {
            let _ = robustness(&study, scenario, month, RobustnessOptions { order, threshold: None }, &progress);
        }
        let _ = sensitivity(&study, scenario, month, SensitivityOptions::default(), &progress);
        let options = UncertaintyOptions { samples: 9, seed: 1, stream: Stream::Single };
        let _ = uncertainty(&study, scenario, month, options, &progress);
        let _ = uncertainty_band(&study, scenario, options, &progress);
        let _ = reallocation(&study, scenario, month, &progress);
        let _ = partner_sets(&study, scenario, month, &PartnerSetsOptions::default(), &progress);
    }
    if let Some(consistency) = &map.consistency {
        let _ = CrossImpact::of(consistency);
    }
}

fn any_number() -> impl Strategy<Value = f64> {
    prop_oneof![
        Just(f64::NAN),
        Just(f64::INFINITY),
        Just(f64::NEG_INFINITY),
        Just(f64::MAX),
        Just(f64::MIN_POSITIVE),
        Just(-0.0),
        -2.0..2.0f64,
    ]
}

/// Maps that `validate` refuses: unknown providers, self-dependency, numbers that are none, twice the same id.
fn any_garbage() -> impl Strategy<Value = ScenarioMap> {
    let number = || proptest::option::of(any_number());
    let provision = (0usize..5, 0usize..5, 0usize..3, 0usize..5, number(), number(), number(), any::<u8>());
    let relation = (0usize..5, 0usize..5, any_number());
    let lever = (0usize..5, 0usize..5, 0usize..4);
    (
        proptest::collection::vec((0usize..5, number()), 0..5),
        proptest::collection::vec((0usize..3, number(), number(), proptest::option::of(any::<bool>())), 0..4),
        proptest::collection::vec(provision, 0..10),
        proptest::collection::vec(relation, 0..6),
        proptest::collection::vec(lever, 0..6),
        number(),
    )
        .prop_map(|(actors, functions, provisions, relations, levers, threshold)| {
            let mut map = maps::empty();
            map.threshold = threshold.map(Share);
            for (a, capacity) in actors {
                maps::actor(&mut map, &format!("a{a}"), capacity);
            }
            for (f, need, weight, none) in functions {
                maps::function(&mut map, &format!("f{f}"), 1.0, 1.0);
                let row = map.functions.last_mut().unwrap();
                (row.need, row.weight, row.assessed_none) = (need, weight, none);
            }
            for (a, recipient, f, status, share, current, likelihood, credibility) in provisions {
                let status = backstop::model::ProvisionStatus::ALL[status];
                let recipient = if recipient == 0 { "nobody".to_owned() } else { "p".to_owned() };
                let mut p = Provision::new("p1", format!("a{a}"), recipient, format!("f{f}"), status);
                (p.share, p.current, p.likelihood) = (share.map(Share), current.map(Share), likelihood.map(Likelihood));
                p.credibility = Some(credibility);
                p.factuality = Factuality::ALL.get(usize::from(credibility) % 7).copied();
                p.from = Some(YearMonth { year: 0, month: 0 });
                map.provisions.push(p);
            }
            for (a, b, strength) in relations {
                maps::dependency(&mut map, &format!("a{a}"), &format!("a{b}"), strength);
            }
            for (n, (a, kind, f)) in levers.into_iter().enumerate() {
                let (a, f) = (format!("a{a}"), format!("f{f}"));
                let lever = match kind {
                    0 => Lever::withdrawal(a),
                    1 => Lever::Engagement {
                        actor: a.into(),
                        functions: vec![f.into()],
                        extra: backstop::model::Extra::new(),
                    },
                    2 => Lever::demand(f),
                    3 => Lever::exclusion(a),
                    _ => Lever::relation_change(a),
                };
                maps::assumption(&mut map, &format!("l{n}"), lever);
            }
            map
        })
}

#[test]
fn the_emptiest_maps_get_an_answer() {
    let mut map = maps::empty();
    ask_everything(&map, &Scenario::baseline(), Months(0));
    map.principal = "nobody".into();
    map.actors.clear();
    ask_everything(&map, &maps::scenario(&[("nothing", f64::NAN)]), Months(u32::MAX));
    let outcome = outcome(&map, &Scenario::baseline(), 0);
    assert_eq!((outcome.overall, outcome.assessed), (None, 0));
}

#[test]
fn a_partner_without_provisions_and_a_function_nobody_provides_are_said_as_they_are() {
    let mut map = maps::empty();
    maps::actor(&mut map, "idle", Some(0.0));
    maps::dependency(&mut map, "idle", "idle", 1.0);
    maps::function(&mut map, "training", 1.0, 1.0);
    maps::assumption(&mut map, "leave", Lever::withdrawal("idle"));
    let outcome = outcome(&map, &maps::scenario(&[("leave", 0.5)]), 0);
    assert_eq!(outcome.availability["idle"], 0.5);
    assert_eq!(outcome.functions["training"].coverage, None);
    assert_eq!(outcome.overall, None);
    ask_everything(&map, &maps::scenario(&[("leave", 0.5)]), Months(12));
}

#[test]
fn actors_named_twice_and_assumptions_named_twice_count_once() {
    let mut map = maps::empty();
    maps::actor(&mut map, "a", None);
    map.actors.push(Actor::new("a", "Another", ActorKind::Other));
    maps::provision(&mut map, "a", "training", backstop::model::ProvisionStatus::Active, 0.4);
    maps::assumption(&mut map, "x", Lever::withdrawal("a"));
    maps::assumption(&mut map, "x", Lever::demand("training"));
    let outcome = outcome(&map, &maps::scenario(&[("x", 1.0)]), 0);
    assert_eq!(outcome.overall, Some(0.0));
    let unique: BTreeMap<_, _> = outcome.availability.iter().collect();
    assert_eq!(unique.len(), outcome.availability.len());
}
