//! What `backstop check` and loading say of a map that works but says something else than was meant.

use backstop::model::{
    Assumption, Consistency, Descriptor, DescriptorState, IncompatiblePair, Judgement, Lever, Months, ProvisionStatus,
    Scenario, ScenarioMap, Setting, Severity, StateRef, validate,
};

use crate::maps;

/// The warnings of a map, each as "place: message"; it has no error.
#[track_caller]
fn warnings(map: &ScenarioMap) -> Vec<String> {
    let problems = validate(map);
    assert!(problems.iter().all(|problem| problem.severity == Severity::Warning), "{problems:?}");
    problems.iter().map(ToString::to_string).collect()
}

fn map() -> ScenarioMap {
    let mut map = maps::empty();
    maps::actor(&mut map, "a", None);
    map
}

#[test]
fn a_mistyped_function_is_asked_about_and_one_of_the_maps_own_is_not() {
    let mut map = map();
    maps::provision(&mut map, "a", "direct_combatt", ProvisionStatus::Active, 0.5);
    maps::provision(&mut map, "a", "medical_evacuation", ProvisionStatus::Active, 0.5);
    let said = warnings(&map);
    let wanted =
        "provisions[0].function: \"direct_combatt\" stands in no list of functions; is \"direct_combat\" meant?";
    assert_eq!(said, [wanted]);
}

#[test]
fn an_id_that_is_no_slug_is_named_with_one_that_is() {
    let mut map = map();
    map.assumptions.push(Assumption::new("Wagner Leaves", "Wagner leaves", Lever::withdrawal("a")));
    let said = warnings(&map);
    assert_eq!(said.len(), 1);
    assert!(said[0].starts_with("assumptions[0].id: \"Wagner Leaves\" is no slug"), "{said:?}");
    assert!(said[0].contains("\"wagner-leaves\" is"), "{said:?}");
}

#[test]
fn a_setting_that_begins_beyond_the_horizon_changes_nothing() {
    let mut map = map();
    map.assumptions.push(Assumption::new("leaves", "Leaves", Lever::withdrawal("a")));
    let mut scenario = Scenario::new("s", "S");
    scenario.settings.push(Setting { start: Months(61), ..Setting::new("leaves", 1.0) });
    map.scenarios.push(scenario);
    let said = warnings(&map);
    assert_eq!(said.len(), 1);
    assert!(said[0].starts_with("scenarios[0].settings[0].start: 61 lies beyond the horizon of 60"), "{said:?}");
}

#[test]
fn nobody_excludes_itself() {
    let mut map = map();
    map.incompatible.push(IncompatiblePair {
        actors: ("a".into(), "a".into()),
        note: String::new(),
        evidence: Vec::new(),
        extra: Default::default(),
    });
    assert_eq!(warnings(&map), ["incompatible[0].actors: \"a\" cannot exclude itself; name two actors"]);
}

#[test]
fn a_descriptor_has_two_to_four_states_and_does_not_bear_on_itself() {
    let mut map = map();
    let descriptor = |id: &str, states: usize| Descriptor {
        id: id.into(),
        name: id.to_uppercase(),
        states: (0..states)
            .map(|n| DescriptorState { name: format!("s{n}"), settings: Vec::new(), extra: Default::default() })
            .collect(),
        extra: Default::default(),
    };
    let at = |state: &str| StateRef { descriptor: "two".into(), state: state.into() };
    map.consistency = Some(Consistency {
        descriptors: vec![descriptor("one", 1), descriptor("two", 2), descriptor("five", 5)],
        judgements: vec![Judgement { from: at("s0"), to: at("s1"), value: 1, note: String::new() }],
        ..Consistency::default()
    });
    let said = warnings(&map);
    let wanted = [
        "consistency.descriptors[0].states: 1 state; a descriptor has 2 to 4",
        "consistency.descriptors[2].states: 5 states; a descriptor has 2 to 4",
        "consistency.judgements[0]: \"two\" does not bear on itself; this does not count",
    ];
    assert_eq!(said, wanted);
}
