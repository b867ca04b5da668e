//! Which of several causes a sentence names.

use backstop::model::{Extra, Lever, Months, ProvisionStatus, Scenario, ScenarioMap, Share};
use backstop::scenario::{Study, compare};

use crate::maps;
use crate::sentences::{announce, small};

/// The words after the first "because".
fn because(map: &ScenarioMap, settings: &[(&str, f64)]) -> String {
    let outcome = Study::of(map).outcome(&maps::scenario(settings), &Scenario::baseline(), Months(12));
    let first = outcome.explanation.split(['.', ';']).next().unwrap_or_default().to_owned();
    first.split(" because ").nth(1).unwrap_or_default().to_owned()
}

#[test]
fn the_partner_that_takes_most_away_in_all_its_provisions_is_named_first() {
    let mut map = small();
    map.provisions.clear();
    maps::provision(&mut map, "b", "training", ProvisionStatus::Active, 0.3);
    maps::provision(&mut map, "a", "training", ProvisionStatus::Active, 0.2);
    maps::provision(&mut map, "a", "training", ProvisionStatus::Active, 0.2);
    let both = [("withdraw-a", 1.0), ("withdraw-b", 1.0)];
    assert_eq!(because(&map, &both), "A and B leave");
    // Of two that take the same, the first in the file.
    map.provisions.truncate(2);
    map.provisions[0].share = Some(Share(0.2));
    assert_eq!(because(&map, &both), "B and A leave");
    // Who takes next to nothing is not told.
    map.provisions[1].share = Some(Share(0.02));
    assert_eq!(because(&map, &both), "B leaves");
}

#[test]
fn of_many_that_leave_two_are_named_and_the_others_counted() {
    let mut map = small();
    map.provisions.clear();
    let mut settings = Vec::new();
    for (n, name) in ["d", "e", "f", "g"].into_iter().enumerate() {
        maps::actor(&mut map, name, None);
        maps::provision(&mut map, name, "training", ProvisionStatus::Active, 0.2 - 0.01 * n as f64);
        maps::assumption(&mut map, &format!("leave-{name}"), Lever::withdrawal(name));
        settings.push((format!("leave-{name}"), 1.0));
    }
    let settings: Vec<(&str, f64)> = settings.iter().map(|(id, extent)| (id.as_str(), *extent)).collect();
    assert_eq!(because(&map, &settings), "D, E and 2 more leave");
    assert_eq!(because(&map, &[settings[0], ("demand-training", 1.3)]), "D leaves and the need rises to 130 %");
}

#[test]
fn the_strongest_of_several_levers_is_named_and_of_equals_the_first() {
    let map = small();
    let excluded = "the A bloc is excluded by 80 %";
    assert_eq!(because(&map, &[("withdraw-a", 0.3), ("exclude-a", 0.8)]), excluded);
    assert_eq!(because(&map, &[("exclude-a", 0.8), ("withdraw-a", 0.3)]), excluded);
    assert_eq!(because(&map, &[("withdraw-a", 1.0), ("exclude-a", 1.0)]), "A leaves");
    assert_eq!(because(&map, &[("exclude-a", 1.0), ("withdraw-a", 1.0)]), "the A bloc is excluded");
}

#[test]
fn of_several_patrons_the_one_that_passes_on_most_is_named() {
    let mut map = small();
    maps::dependency(&mut map, "a", "b", 0.5);
    maps::dependency(&mut map, "a", "c", 0.8);
    let both = [("withdraw-b", 1.0), ("withdraw-c", 1.0)];
    assert_eq!(because(&map, &both), "C leaves and A depends on C");
    // What an actor does itself comes before what its patrons pass on.
    let all = [("withdraw-b", 1.0), ("withdraw-c", 1.0), ("withdraw-a", 0.9)];
    assert_eq!(because(&map, &all), "A withdraws by 90 %");
    // A patron that itself leans on its client ends the path.
    maps::dependency(&mut map, "c", "a", 1.0);
    assert_eq!(because(&map, &both), "C leaves and A depends on C");
}

#[test]
fn a_need_that_grows_and_a_partner_that_leaves_are_both_named_the_larger_first() {
    let mut map = small();
    maps::function(&mut map, "training", 2.0, 1.0);
    map.provisions.clear();
    maps::provision(&mut map, "a", "training", ProvisionStatus::Active, 0.5);
    maps::provision(&mut map, "b", "training", ProvisionStatus::Active, 0.5);
    let both = [("withdraw-a", 1.0), ("demand-training", 2.0)];
    assert_eq!(because(&map, &both), "the need rises to 200 % and A leaves");
    let more_leaves = [("withdraw-a", 1.0), ("demand-training", 1.5)];
    assert_eq!(because(&map, &more_leaves), "A leaves and the need rises to 150 %");
    assert_eq!(because(&map, &[("demand-training", 2.0)]), "the need rises to 200 %");
    // What moves next to nothing is not told.
    assert_eq!(because(&map, &[("withdraw-a", 1.0), ("demand-training", 1.1)]), "A leaves");
}

#[test]
fn what_a_partner_could_add_is_told_beside_the_need_that_there_then_is() {
    let mut map = small();
    maps::function(&mut map, "training", 1.0, 1.0);
    map.provisions.clear();
    maps::provision(&mut map, "a", "training", ProvisionStatus::Active, 0.5);
    maps::provision(&mut map, "b", "training", ProvisionStatus::Offered, 0.3);
    let told = |settings: &[(&str, f64)]| {
        Study::of(&map).outcome(&maps::scenario(settings), &Scenario::baseline(), Months(12)).explanation
    };
    assert!(told(&[("withdraw-a", 1.0)]).contains("B could add 30 %"));
    let tripled = told(&[("withdraw-a", 1.0), ("demand-training", 3.0)]);
    assert!(tripled.contains("B could add 10 %"), "{tripled}");
}

#[test]
fn the_function_that_weighs_most_is_told_first_and_one_without_weight_last() {
    let mut map = maps::empty();
    maps::actor(&mut map, "a", None);
    for (function, weight, share) in [("arms", 0.0, 0.9), ("training", 1.0, 0.2), ("cyber", 4.0, 0.1)] {
        maps::function(&mut map, function, 1.0, weight);
        maps::provision(&mut map, "a", function, ProvisionStatus::Active, share);
    }
    maps::assumption(&mut map, "withdraw-a", Lever::withdrawal("a"));
    let text = Study::of(&map).outcome(&maps::scenario(&[("withdraw-a", 1.0)]), &Scenario::baseline(), Months(0));
    let text = text.explanation;
    assert!(
        text.starts_with("Cyber falls from 10 % to 0 because A leaves; nobody covers it. Training falls"),
        "{text}"
    );
    assert!(text.contains("Also lower: arms."), "{text}");
}

#[test]
fn only_the_offer_of_this_partner_and_function_dates_the_announcement() {
    let mut map = small();
    announce(&mut map, 2, "2024-03-05");
    maps::provision(&mut map, "c", "training", ProvisionStatus::Offered, 0.1);
    announce(&mut map, 3, "2023-01-05");
    maps::provision(&mut map, "b", "arms", ProvisionStatus::Offered, 0.1);
    announce(&mut map, 4, "2022-01-05");
    maps::provision(&mut map, "b", "training", ProvisionStatus::Latent, 0.01);
    announce(&mut map, 5, "2021-01-05");
    let only = Lever::Withdrawal { actor: "a".into(), functions: vec!["training".into()], extra: Extra::new() };
    maps::assumption(&mut map, "a-stops", only);
    let scenarios = [Scenario::baseline(), maps::scenario(&[("a-stops", 1.0)])];
    let sentence = compare(&Study::of(&map), &map, &scenarios, Months(12)).differences[0].sentence.clone();
    assert!(sentence.contains("announced in Mar 2024"), "{sentence}");
}

#[test]
fn substitutes_name_only_pairs_that_the_partner_is_in() {
    let mut map = small();
    maps::actor(&mut map, "d", None);
    for pair in [("c", "p"), ("d", "b")] {
        map.incompatible.push(backstop::model::IncompatiblePair {
            actors: (pair.0.into(), pair.1.into()),
            note: String::new(),
            evidence: Vec::new(),
            extra: Extra::new(),
        });
    }
    let outcome = Study::of(&map).outcome(&maps::scenario(&[("withdraw-a", 1.0)]), &Scenario::baseline(), Months(12));
    let b = outcome.substitutes[0].partners.iter().find(|s| s.actor.as_str() == "b").unwrap();
    assert!(b.incompatible_with.is_empty(), "neither does D deliver, nor is B in the other pair");
}

#[test]
fn the_threshold_is_the_maps_own() {
    let mut map = maps::empty();
    assert_eq!(Study::of(&map).threshold(), 0.5);
    map.threshold = Some(Share(0.3));
    assert_eq!(Study::of(&map).threshold(), 0.3);
}

#[test]
fn a_difference_without_an_overall_change_says_that_it_stays() {
    // Training loses 0.2, arms gain 0.2: the whole stays.
    let mut map = maps::empty();
    for (actor, function, status) in
        [("a", "training", ProvisionStatus::Active), ("b", "arms", ProvisionStatus::Offered)]
    {
        maps::actor(&mut map, actor, None);
        maps::provision(&mut map, actor, function, status, 0.2);
    }
    maps::assumption(&mut map, "withdraw-a", Lever::withdrawal("a"));
    maps::assumption(&mut map, "engage-b", Lever::engagement("b"));
    let scenarios = [Scenario::baseline(), maps::scenario(&[("withdraw-a", 1.0), ("engage-b", 1.0)])];
    let sentence = compare(&Study::of(&map), &map, &scenarios, Months(12)).differences[0].sentence.clone();
    assert!(sentence.contains("overall coverage stays at 10 %"), "{sentence}");
}
