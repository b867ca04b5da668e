//! The sample that the first start shows: sound, made of its review, and worth looking at.

use std::collections::HashSet;
use std::path::Path;

use backstop::model::{Months, Scenario, ScenarioMap, validate};
use backstop::scenario::Study;
use backstop::store::sample_mali;

#[path = "../../examples/sample/build.rs"]
mod build;

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("resources/samples")
}

fn overall(map: &ScenarioMap, scenario: &str, month: u32) -> f64 {
    let scenario = map.scenario_or_baseline(&scenario.into()).unwrap();
    Study::of(map).outcome(&scenario, &Scenario::baseline(), Months(month)).overall.unwrap()
}

#[test]
fn the_sample_is_what_its_articles_and_their_review_make() {
    let made = build::build(&folder()).unwrap();
    let kept = std::fs::read_to_string(folder().join("mali.backstop")).unwrap();
    let made = String::from_utf8(backstop::store::to_bytes(&made).unwrap()).unwrap();
    assert!(
        made == kept,
        "run `cargo run --example sample` after a change of the articles, their review or the file format"
    );
}

#[test]
fn the_sample_has_no_problem_and_every_share_is_marked_as_the_authors_weight() {
    let map = sample_mali().unwrap();
    assert_eq!(validate(&map), []);
    assert!(map.provisions.iter().all(|p| p.share.is_some() && !p.has_default_share()));
    assert!(map.notes.contains("sample author's weight"));
    assert!(map.actors.len() >= 20 && map.provisions.len() + map.relations.len() >= 30);
    let without: Vec<&str> =
        map.provisions.iter().filter(|p| p.evidence.is_empty() && p.note.is_empty()).map(|p| p.id.as_str()).collect();
    assert_eq!(without, [] as [&str; 0], "provisions without evidence and without a word about it");
    let withdrawal = map.assumption_by_any_alias("withdraw-africa-corps").unwrap();
    let against = withdrawal.evidence.iter().filter(|e| e.stance == backstop::model::Stance::Against).count();
    assert_eq!((withdrawal.id.as_str(), withdrawal.evidence.len() - against, against), ("withdraw-wagner", 2, 2));
}

#[test]
fn its_scenarios_tell_a_story() {
    let map = sample_mali().unwrap();
    let [baseline, withdraws, adapts, partners, leaves] =
        ["baseline", "wagner-withdraws", "moscow-adapts", "partners-step-up", "russia-leaves"]
            .map(|s| overall(&map, s, 24));
    println!("{baseline:.3} {withdraws:.3} {adapts:.3} {partners:.3} {leaves:.3}");
    assert!(withdraws < baseline && leaves < withdraws);
    assert!(adapts > withdraws && partners > withdraws);
    let withdrawal = map.scenario(&"wagner-withdraws".into()).unwrap();
    let outcome = Study::of(&map).outcome(withdrawal, &Scenario::baseline(), Months(12));
    println!("{}", outcome.explanation);
    println!("{:#?}", outcome.substitutes);
    let lost: Vec<&str> = outcome.substitutes.iter().map(|s| s.function.as_str()).collect();
    assert!(lost.contains(&"direct_combat") && lost.contains(&"site_security"), "{lost:?}");
    assert!(outcome.substitutes.iter().any(|s| s.nobody), "somebody covers everything");
}

#[test]
fn no_two_actors_stand_on_each_other() {
    let map = sample_mali().unwrap();
    let places: Vec<_> = map.actors.iter().map(|a| map.positions[&a.id]).collect();
    for (i, a) in places.iter().enumerate() {
        for b in &places[i + 1..] {
            // Two circles of 28 points, apart.
            assert!((a.x - b.x).hypot(a.y - b.y) >= 70.0, "{a:?} {b:?}");
        }
    }
}

#[test]
fn the_sample_articles_share_no_sentence_with_the_examples() {
    let Ok(examples) = std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/examples")) else {
        println!("skipped: the example articles are not here");
        return;
    };
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase).collect()
    };
    let mut theirs = HashSet::new();
    for file in examples {
        let text = words(&std::fs::read_to_string(file.unwrap().path()).unwrap());
        theirs.extend(text.windows(6).map(<[String]>::to_vec));
    }
    for article in sample_mali().unwrap().articles {
        for run in words(&article.text).windows(6) {
            assert!(!theirs.contains(run), "{}: {}", article.title, run.join(" "));
        }
    }
}
