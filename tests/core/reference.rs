//! The engine against worked numbers over real scenario files, to 1e-9.

use std::path::Path;

use backstop::analysis::{Progress, Stream, UncertaintyOptions, uncertainty};
use backstop::model::{Months, Scenario, ScenarioId, ScenarioMap, Setting};
use backstop::scenario::{Outcome, Study};
use serde_json::Value;

const TOLERANCE: f64 = 1e-9;

pub fn fixture(name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/reference").join(name);
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

pub fn map_of(value: &Value) -> ScenarioMap {
    let mut map: ScenarioMap = serde_json::from_value(value.clone()).unwrap();
    map.name_by_place();
    map
}

/// Compares what is expected with what came out, field by field; objects must have the same fields.
pub fn assert_same(expected: &Value, actual: &Value, place: &str) {
    match (expected, actual) {
        (Value::Number(e), Value::Number(a)) => {
            let (e, a) = (e.as_f64().unwrap(), a.as_f64().unwrap());
            assert!((e - a).abs() <= TOLERANCE, "{place}: {a} instead of {e}");
        }
        (Value::Object(e), Value::Object(a)) => {
            let (mut wanted, mut given): (Vec<_>, Vec<_>) = (e.keys().collect(), a.keys().collect());
            wanted.sort();
            given.sort();
            assert_eq!(wanted, given, "{place}: fields");
            for (key, value) in e {
                assert_same(value, &a[key], &format!("{place}.{key}"));
            }
        }
        (Value::Array(e), Value::Array(a)) => {
            assert_eq!(e.len(), a.len(), "{place}: length");
            for (i, (e, a)) in e.iter().zip(a).enumerate() {
                assert_same(e, a, &format!("{place}[{i}]"));
            }
        }
        _ => assert_eq!(expected, actual, "{place}"),
    }
}

/// The outcome as JSON without the fields that the worked numbers do not have.
fn comparable(outcome: &Outcome) -> Value {
    let mut value = serde_json::to_value(outcome).unwrap();
    for field in ["id", "name", "explanation", "default_shares"] {
        assert!(value.as_object_mut().unwrap().remove(field).is_some(), "{field} is missing");
    }
    value
}

fn scenario(map: &ScenarioMap, id: &str) -> Scenario {
    map.scenario_or_baseline(&ScenarioId::from(id)).unwrap_or_else(|| panic!("no scenario {id}"))
}

#[test]
fn every_scenario_and_month_of_mali_comes_out_as_worked() {
    let map = map_of(&fixture("mali_map.json"));
    let study = Study::of(&map);
    let outputs = fixture("mali_outputs.json");
    let mut compared = 0;
    for (id, months) in outputs["scenarios"].as_object().unwrap() {
        for (month, expected) in months.as_object().unwrap() {
            let outcome = study.outcome(&scenario(&map, id), &Scenario::baseline(), Months(month.parse().unwrap()));
            assert_same(expected, &comparable(&outcome), &format!("{id} month {month}"));
            let order: Vec<&str> = expected["functions"].as_object().unwrap().keys().map(String::as_str).collect();
            assert_eq!(
                outcome.functions.keys().map(backstop::model::FunctionId::as_str).collect::<Vec<_>>(),
                order,
                "order of functions"
            );
            compared += 1;
        }
    }
    assert_eq!(compared, 20);
}

#[test]
fn the_series_of_mali_come_out_as_worked() {
    let map = map_of(&fixture("mali_map.json"));
    let study = Study::of(&map);
    for (id, expected) in fixture("mali_outputs.json")["overall_by_month"].as_object().unwrap() {
        let timeline = serde_json::to_value(study.timeline(&scenario(&map, id))).unwrap();
        assert_same(expected, &timeline["overall"], id);
        assert_eq!(timeline["months"].as_array().unwrap().len(), 61);
    }
}

#[test]
fn a_timeline_agrees_with_the_outcome_of_every_month() {
    let map = map_of(&fixture("mali_map.json"));
    let study = Study::of(&map);
    for scenario in &map.scenarios {
        let timeline = study.timeline(scenario);
        let mut evaluation = study.evaluation(scenario);
        for month in 0..=60 {
            let outcome = study.outcome(scenario, &Scenario::baseline(), Months(month));
            assert_eq!(evaluation.overall(Months(month)), outcome.overall);
            assert_eq!(evaluation.overall_with_offers(Months(month)), outcome.with_offers.overall);
            let month = month as usize;
            assert_eq!(timeline.overall[month], outcome.overall);
            assert_eq!(timeline.with_offers[month], outcome.with_offers.overall);
            for (function, series) in &timeline.functions {
                assert_eq!(series[month], outcome.functions[function].coverage);
            }
        }
    }
}

#[test]
fn each_rule_alone_comes_out_as_worked() {
    let cases = fixture("cases.json");
    let cases = cases.as_array().unwrap();
    assert_eq!(cases.len(), 21);
    for case in cases {
        let name = case["name"].as_str().unwrap();
        let map = map_of(&case["map"]);
        let mut scenario = Scenario::new("case", "case");
        scenario.settings = serde_json::from_value::<Vec<Setting>>(case["settings"].clone()).unwrap();
        let month = Months(u32::try_from(case["month"].as_u64().unwrap()).unwrap());
        let outcome = Study::of(&map).outcome(&scenario, &Scenario::baseline(), month);
        assert_same(&case["expected"], &comparable(&outcome), name);
    }
}

#[test]
fn the_reference_stream_gives_the_worked_spread() {
    let map = map_of(&fixture("mali_map.json"));
    let study = Study::of(&map);
    for (id, expected) in fixture("mali_outputs.json")["uncertainty"].as_object().unwrap() {
        let options = UncertaintyOptions {
            samples: usize::try_from(expected["samples"].as_u64().unwrap()).unwrap(),
            seed: expected["seed"].as_u64().unwrap(),
            stream: Stream::Single,
        };
        let month = Months(u32::try_from(expected["month"].as_u64().unwrap()).unwrap());
        let result = uncertainty(&study, &scenario(&map, id), month, options, &Progress::new()).unwrap();
        let first = serde_json::to_value(&result.drawn[..3]).unwrap();
        assert_same(&expected["first3"], &first, &format!("{id} first3"));
        let overall = serde_json::to_value(result.overall).unwrap();
        for field in ["mean", "p10", "p50", "p90"] {
            assert_same(&expected[field], &overall[field], &format!("{id} {field}"));
        }
    }
}
