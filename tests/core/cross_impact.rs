//! Cross-impact balance against the published example, brute force, and ScenarioWizard files.

use backstop::analysis::{
    AnalysisError, ConsistencyOptions, CrossImpact, Progress, SplitMix64, consistency, scw, why_not,
};
use proptest::prelude::*;

use crate::reference::fixture;

/// Weimer-Jehle's "Somewhereland", as printed in the ScenarioWizard manual.
fn somewhereland() -> CrossImpact {
    let file = fixture("cib_somewhereland.json");
    let descriptors = file["descriptors"].as_array().unwrap();
    let text = |v: &serde_json::Value| v.as_str().unwrap().to_owned();
    let descriptors =
        descriptors.iter().map(|d| (text(&d["name"]), d["states"].as_array().unwrap().iter().map(text).collect()));
    let rows: Vec<Vec<i32>> = serde_json::from_value(file["matrix"].clone()).unwrap();
    CrossImpact::new(descriptors.collect(), &rows).unwrap()
}

/// "A3B1C3D2E1F1" as places of states.
fn places(code: &str) -> Vec<usize> {
    code.chars().filter(char::is_ascii_digit).map(|c| c.to_digit(10).unwrap() as usize - 1).collect()
}

/// The consistent combinations by trying every one, as slow as it is plain.
fn brute_force(matrix: &CrossImpact, tolerance: i32) -> Vec<Vec<usize>> {
    let sizes: Vec<usize> = matrix.descriptors().map(|(_, states)| states.len()).collect();
    let firsts: Vec<usize> = sizes.iter().scan(0, |sum, s| Some(std::mem::replace(sum, *sum + s))).collect();
    let mut consistent = Vec::new();
    for mut number in 0..sizes.iter().product::<usize>() {
        let mut combination = vec![0; sizes.len()];
        for (place, size) in combination.iter_mut().zip(&sizes).rev() {
            *place = number % size;
            number /= size;
        }
        let balance = |to: usize| {
            combination.iter().zip(&firsts).map(|(state, first)| matrix.value(first + state, to)).sum::<i32>()
        };
        let holds = (0..sizes.len()).all(|d| {
            let best = (0..sizes[d]).map(|s| balance(firsts[d] + s)).max().unwrap();
            balance(firsts[d] + combination[d]) >= best - tolerance
        });
        if holds {
            consistent.push(combination);
        }
    }
    consistent
}

fn found(matrix: &CrossImpact, tolerance: i32) -> Vec<Vec<usize>> {
    let options = ConsistencyOptions { tolerance, ..Default::default() };
    let result = consistency(matrix, &options, &Progress::new()).unwrap();
    result.places.iter().map(|c| c.iter().map(|s| usize::from(*s)).collect()).collect()
}

fn random_matrix(sizes: &[usize], seed: u64) -> CrossImpact {
    let mut stream = SplitMix64::new(seed);
    let descriptors =
        sizes.iter().enumerate().map(|(d, size)| (format!("D{d}"), (0..*size).map(|s| format!("S{s}")).collect()));
    let count: usize = sizes.iter().sum();
    let rows: Vec<Vec<i32>> =
        (0..count).map(|_| (0..count).map(|_| (stream.next_bits() % 7) as i32 - 3).collect()).collect();
    CrossImpact::new(descriptors.collect(), &rows).unwrap()
}

#[test]
fn the_ten_published_scenarios_of_somewhereland_are_found_among_486() {
    let file = fixture("cib_somewhereland.json");
    let matrix = somewhereland();
    let result = consistency(&matrix, &ConsistencyOptions::default(), &Progress::new()).unwrap();
    assert_eq!(serde_json::to_value(&result).unwrap()["total"], 486);
    let mut published: Vec<Vec<usize>> =
        file["consistent_published"].as_array().unwrap().iter().map(|c| places(c.as_str().unwrap())).collect();
    published.sort();
    assert_eq!(found(&matrix, 0), published);
    assert_eq!(result.consistent[0][0], "Patriots party");
    assert!(!result.truncated);
}

#[test]
fn the_published_inconsistent_scenario_says_which_descriptor_breaks_it_and_why() {
    let file = fixture("cib_somewhereland.json");
    let matrix = somewhereland();
    let combination = places(file["test_scenario"]["scenario"].as_str().unwrap());
    let breaches = why_not(&matrix, &combination, 0).unwrap();
    assert_eq!(breaches.len(), 1);
    let breach = &breaches[0];
    assert_eq!(breach.descriptor, "Distribution of wealth");
    assert_eq!((breach.balance, breach.better_balance), (-7, 7));
    assert_eq!((breach.state.as_str(), breach.better.as_str()), ("Balanced", "Strong contrasts"));
    let sum: i32 = breach.judgements.iter().map(|j| j.on_better - j.on_state).sum();
    assert!(sum >= 14, "the judgements named explain the distance");
    assert!(breach.judgements.windows(2).all(|w| w[0].on_better - w[0].on_state >= w[1].on_better - w[1].on_state));
    assert_eq!(
        breach.sentence,
        "Distribution of wealth: more speaks for “Strong contrasts” (+7) than for “Balanced” (-7); most of it from \
         Social values: Meritocratic (+3 against -3)"
    );
    // A tolerance of 14 forgives it, 13 does not.
    assert!(why_not(&matrix, &combination, 14).unwrap().is_empty());
    assert_eq!(why_not(&matrix, &combination, 13).unwrap().len(), 1);
    assert!(why_not(&matrix, &[0, 0], 0).is_err());
    assert!(why_not(&matrix, &[9, 0, 0, 0, 0, 0], 0).is_err());
}

#[test]
fn a_tolerance_lets_more_combinations_hold() {
    let matrix = somewhereland();
    for tolerance in [1, 2, 5, 100] {
        assert_eq!(found(&matrix, tolerance), brute_force(&matrix, tolerance), "tolerance {tolerance}");
    }
    assert_eq!(found(&matrix, 100).len(), 486);
}

#[test]
fn forbidden_pairs_never_stand_together() {
    let mut consistency_of_map = somewhereland().to_consistency().unwrap();
    let state = |descriptor: &str, state: &str| backstop::model::StateRef {
        descriptor: descriptor.into(),
        state: state.into(),
    };
    let (a, b) = (state("Government", "Patriots party"), state("Economy", "Shrinking"));
    consistency_of_map.forbidden.push(backstop::model::ForbiddenPair { a, b, note: String::new() });
    let matrix = CrossImpact::of(&consistency_of_map).unwrap();
    let without = found(&matrix, 0);
    assert_eq!(without.len(), 9);
    assert!(without.iter().all(|c| !(c[0] == 0 && c[2] == 0)));
    let breaches = why_not(&matrix, &places("A1B3C1D2E3F3"), 0).unwrap();
    assert_eq!(breaches.len(), 1);
    assert_eq!(breaches[0].sentence, "Government Patriots party and Economy Shrinking exclude each other");
}

#[test]
fn a_combination_is_explained_beside_the_list_when_asked_for() {
    let options = ConsistencyOptions { explain: Some(places("A2B1C3D1E1F1")), ..Default::default() };
    let result = consistency(&somewhereland(), &options, &Progress::new()).unwrap();
    let json = serde_json::to_value(&result).unwrap();
    assert_eq!(json["why_not"][0]["descriptor"], "Distribution of wealth");
    let result = consistency(&somewhereland(), &ConsistencyOptions::default(), &Progress::new()).unwrap();
    assert!(serde_json::to_value(&result).unwrap().get("why_not").is_none());
}

#[test]
fn a_list_that_stops_at_its_limit_says_so() {
    let options = ConsistencyOptions { tolerance: 100, limit: 30, ..Default::default() };
    let result = consistency(&somewhereland(), &options, &Progress::new()).unwrap();
    assert!(result.truncated);
    assert_eq!(result.consistent.len(), 30);
    let all = found(&somewhereland(), 100);
    let listed: Vec<Vec<usize>> = result.places.iter().map(|c| c.iter().map(|s| usize::from(*s)).collect()).collect();
    assert_eq!(listed, all[..30]);
    let exactly = ConsistencyOptions { tolerance: 100, limit: 486, ..Default::default() };
    assert!(!consistency(&somewhereland(), &exactly, &Progress::new()).unwrap().truncated);
}

#[test]
fn a_cancelled_search_stops() {
    let progress = Progress::new();
    progress.cancel();
    let result = consistency(&somewhereland(), &ConsistencyOptions::default(), &progress);
    assert_eq!(result, Err(AnalysisError::Cancelled));
}

#[test]
fn unusable_matrices_are_refused_in_words() {
    let error = |d: Vec<(String, Vec<String>)>, rows: &[Vec<i32>]| CrossImpact::new(d, rows).unwrap_err().to_string();
    assert!(error(vec![("A".into(), vec![])], &[]).contains("\"A\" has no state"));
    assert!(error(vec![("A".into(), vec!["x".into()])], &[]).contains("0 rows for 1 states"));
    assert!(error(vec![("A".into(), vec!["x".into()])], &[vec![0, 0]]).contains("row 1"));
    assert!(error(vec![("A".into(), vec!["x".into()])], &[vec![2_000_000]]).contains("2000000"));
    let options = ConsistencyOptions { tolerance: -1, ..Default::default() };
    assert!(consistency(&somewhereland(), &options, &Progress::new()).is_err());
}

#[test]
fn a_matrix_without_descriptors_has_one_empty_combination() {
    let matrix = CrossImpact::new(Vec::new(), &[]).unwrap();
    let result = consistency(&matrix, &ConsistencyOptions::default(), &Progress::new()).unwrap();
    assert_eq!(result.consistent, [Vec::<String>::new()]);
}

#[test]
fn a_scenariowizard_project_goes_out_and_comes_back() {
    let matrix = somewhereland();
    let text = scw::write(&matrix, "Somewhereland");
    assert!(text.starts_with("$ ScenarioWizard 4.0\r\nSomewhereland\r\n&Government\r\n -Patriots party\r\n"));
    let back = scw::read(&text).unwrap();
    assert_eq!(back, matrix);
    // What an analyst wrote beside a judgement survives.
    let mut map = matrix.to_consistency().unwrap();
    map.judgements[0].note = "says the \"manual\"".into();
    let noted = CrossImpact::of(&map).unwrap();
    let again = scw::read(&scw::write(&noted, "x")).unwrap().to_consistency().unwrap();
    assert_eq!(again.judgements[0].note, "says the \"manual\"");
    assert_eq!(again, map);
}

#[test]
fn a_project_as_scenariowizard_saves_it_is_read() {
    // Layout of a published ScenarioWizard 4 project: texts on states, display sections, matrix, remarks.
    let text = "$ ScenarioWizard 4.0\r\nT.scw\r\n&TRADE\r\n -Free\r\n -Closed\r\n&SECURITY\r\n -Calm\r\n -Alert\r\n#\r\n\
        & long text\r\n -of state one\r\n \r\n&\r\n \r\n \r\n#\r\n#\r\nFFFFFF\r\nFFFFFF\r\nFFFFFF\r\nFFFFFF\r\n#\r\n#\r\n \
        0 , 0 , 4 ,-2 \r\n 0 , 0 ,-3 , 3 \r\n 2 ,-2 , 0 , 0 \r\n-1 , 1 , 0 , 0 \r\n#\r\n# 0-0\r\n\"\"\r\n# \r\n\"\"\r\n# \r\n\
        \"\"\r\n#  -> \r\n\"\"\r\n#  -> \r\n\"open borders calm\"\r\n#  -> \r\n\"\"\r\n#  -> \r\n\"\"\r\n#\r\n#\r\n";
    let matrix = scw::read(text).unwrap();
    assert_eq!(
        matrix.descriptors().map(|(name, states)| (name, states.len())).collect::<Vec<_>>(),
        [("TRADE", 2), ("SECURITY", 2)]
    );
    assert_eq!((matrix.value(0, 2), matrix.value(0, 3), matrix.value(3, 0)), (4, -2, -1));
    assert_eq!(found(&matrix, 0), [vec![0, 0], vec![1, 1]]);
    let error = matrix.to_consistency().unwrap_err().to_string();
    assert!(error.contains("\"Calm\" of \"SECURITY\" is judged 4"), "{error}");
}

#[test]
fn files_that_are_no_project_say_what_is_wrong() {
    let error = |text: &str| scw::read(text).unwrap_err().to_string();
    assert!(error("").contains("no descriptor"));
    assert!(error("hello").contains("line 1"));
    assert!(error("$ ScenarioWizard 4.0\nx\n -a\n").contains("line 3: a state stands before any descriptor"));
    assert!(error("$ ScenarioWizard 4.0\nx\n&A\n -a\n#\n#\n#\n#\n#\n x\n").contains("line 10"));
    assert!(error("$ ScenarioWizard 4.0\nx\n&A\n -a\n#\n#\n#\n#\n#\n 0,0\n").contains("row 1"));
    assert!(error("$ ScenarioWizard 4.0\nx\n&A\n -a\n").contains("0 rows"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_pruned_search_finds_what_trying_everything_finds(
        sizes in proptest::collection::vec(1usize..=4, 1..=6),
        seed in any::<u64>(),
        tolerance in 0..4i32,
    ) {
        let matrix = random_matrix(&sizes, seed);
        prop_assert_eq!(found(&matrix, tolerance), brute_force(&matrix, tolerance));
    }

    #[test]
    fn any_matrix_goes_out_as_scw_and_comes_back(sizes in proptest::collection::vec(1usize..=4, 1..=5), seed in any::<u64>()) {
        let matrix = random_matrix(&sizes, seed);
        prop_assert_eq!(scw::read(&scw::write(&matrix, "random")).unwrap(), matrix);
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in "\\PC{0,200}", lines in proptest::collection::vec("[&# \"0-9,-]{0,12}", 0..40)) {
        let _ = scw::read(&text);
        let _ = scw::read(&format!("$ ScenarioWizard 4.0\n{}", lines.join("\n")));
    }
}

#[test]
fn forbidden_pairs_are_kept_out_and_remarks_on_one_pair_of_descriptors_are_joined() {
    use backstop::model::{Consistency, Descriptor, DescriptorState, Extra, ForbiddenPair, Judgement, StateRef};
    let state = |d: usize, s: usize| StateRef { descriptor: format!("d{d}"), state: format!("s{s}") };
    let descriptor = |d: usize| Descriptor {
        id: format!("d{d}"),
        name: format!("D{d}"),
        states: (0..3)
            .map(|s| DescriptorState { name: format!("s{s}"), settings: Vec::new(), extra: Extra::new() })
            .collect(),
        extra: Extra::new(),
    };
    let judgement =
        |s: usize, note: &str| Judgement { from: state(0, s), to: state(1, s), value: 0, note: note.to_owned() };
    let consistency = Consistency {
        descriptors: (0..4).map(descriptor).collect(),
        judgements: vec![judgement(0, "first"), judgement(1, "second"), judgement(2, "first")],
        forbidden: vec![ForbiddenPair { a: state(3, 2), b: state(1, 1), note: String::new() }],
        extra: Extra::new(),
    };
    let matrix = CrossImpact::of(&consistency).unwrap();
    let found = found(&matrix, 0);
    // Nothing is judged, so everything is consistent but the 9 combinations with both states.
    assert_eq!(found.len(), 72);
    assert!(found.iter().all(|c| !(c[1] == 1 && c[3] == 2)));
    assert!(scw::write(&matrix, "P").contains("\"first; second\""));
    assert_eq!(why_not(&matrix, &[0, 1, 0, 2], 0).unwrap().len(), 1);
    assert!(why_not(&matrix, &[0, 1, 0, 1], 0).unwrap().is_empty());
}
