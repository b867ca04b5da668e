//! What the engine says in words: explanations, differences, counts instead of percents, and who has nothing to add.

use backstop::model::{
    Claim, ClaimDate, Evidence, IncompatiblePair, Lever, Months, PartialDate, ProvisionStatus, Scenario, ScenarioMap,
    Setting, ShareBasis, Span,
};
use backstop::scenario::{NothingToAdd, Study, compare};

use crate::maps;
use crate::reference::{fixture, map_of};

fn told(map: &ScenarioMap, scenario: &Scenario, month: u32) -> String {
    Study::of(map).outcome(scenario, &Scenario::baseline(), Months(month)).explanation
}

fn mali() -> ScenarioMap {
    map_of(&fixture("mali_map.json"))
}

fn mali_scenario(id: &str) -> Scenario {
    mali().scenario(&id.into()).unwrap().clone()
}

#[test]
fn a_departure_names_what_falls_why_and_who_could_cover_it() {
    assert_eq!(
        told(&mali(), &mali_scenario("wagner-withdraws"), 12),
        "Direct combat falls from 53 % to 0 because Wagner leaves; Aes could add 15 % in 6 months (offered). \
         Site security falls from 39 % to 0 because Wagner leaves; nobody covers it. \
         Also lower: joint operations, intelligence. \
         Overall coverage falls from 41 % to 28 %, 39 % if every offer arrives on time. \
         Own forces are not assessed."
    );
}

#[test]
fn the_path_over_a_patron_is_named() {
    let text = told(&mali(), &mali_scenario("russia-leaves"), 12);
    assert!(
        text.contains("because Russia withdraws by 80 % and Wagner depends on Russia, and the need rises to 125 %;"),
        "{text}"
    );
    assert!(text.contains("Also higher: training."), "{text}");
    let text = told(&mali(), &mali_scenario("moscow-adapts"), 12);
    assert!(text.contains("because Russia withdraws from it and Wagner depends on Russia;"), "{text}");
    let text = told(&mali(), &mali_scenario("moscow-adapts"), 6);
    assert!(text.contains("because Russia withdraws from it by 50 % and Wagner depends on Russia;"), "{text}");
    let text = told(&mali(), &mali_scenario("no-russian-partner"), 12);
    assert!(text.contains("because the Russia bloc is excluded;"), "{text}");
    let text = told(&mali(), &mali_scenario("cooling"), 12);
    assert!(text.contains("because relations with Russia cool and Wagner depends on Russia;"), "{text}");
    let text = told(&mali(), &mali_scenario("partners-step-up"), 6);
    assert!(text.contains("Aes gives 8 % more and could add 8 % in 6 months (offered)"), "{text}");
    let text = told(&mali(), &mali_scenario("partners-step-up"), 12);
    assert!(text.contains("because Wagner leaves; Aes gives 15 % more."), "{text}");
}

#[test]
fn the_baseline_says_how_things_stand() {
    assert_eq!(
        told(&mali(), &Scenario::baseline(), 12),
        "Coverage is 41 % over 11 of 11 functions in month 12; 7 are below 50 %. Own forces are not assessed."
    );
}

#[test]
fn a_scenario_that_has_not_begun_changes_nothing() {
    let text = told(&mali(), &mali_scenario("moscow-adapts"), 0);
    assert_eq!(text, "Nothing changes against Baseline in month 0. Own forces are not assessed.");
}

#[test]
fn a_map_without_shares_says_so() {
    assert_eq!(
        told(&maps::empty(), &Scenario::baseline(), 0),
        "No counted provision has a share yet, so there is nothing to compute."
    );
}

/// A gives 0.5 of training, its own army 0.1; B offers 0.2 within a month.
pub fn small() -> ScenarioMap {
    let mut map = maps::empty();
    for id in ["a", "b", "c"] {
        maps::actor(&mut map, id, None);
    }
    maps::provision(&mut map, "a", "training", ProvisionStatus::Active, 0.5);
    maps::provision(&mut map, "p", "training", ProvisionStatus::Active, 0.1);
    maps::provision(&mut map, "b", "training", ProvisionStatus::Offered, 0.2).ramp_months = Some(Months(1));
    for id in ["a", "b", "c"] {
        maps::assumption(&mut map, &format!("withdraw-{id}"), Lever::withdrawal(id));
        maps::assumption(&mut map, &format!("engage-{id}"), Lever::engagement(id));
        maps::assumption(&mut map, &format!("relation-{id}"), Lever::relation_change(id));
        maps::assumption(&mut map, &format!("exclude-{id}"), Lever::exclusion(id));
    }
    maps::assumption(&mut map, "demand-training", Lever::demand("training"));
    map
}

#[test]
fn every_cause_has_its_words() {
    let map = small();
    let because = |settings: &[(&str, f64)]| {
        let text = told(&map, &maps::scenario(settings), 12);
        let first = text.split(['.', ';']).next().unwrap().to_owned();
        first.split(" because ").nth(1).unwrap_or("").to_owned()
    };
    assert_eq!(because(&[("withdraw-a", 1.0)]), "A leaves");
    assert_eq!(because(&[("withdraw-a", 0.6)]), "A withdraws by 60 %");
    assert_eq!(because(&[("exclude-a", 1.0)]), "the A bloc is excluded");
    assert_eq!(because(&[("exclude-a", 0.5)]), "the A bloc is excluded by 50 %");
    assert_eq!(because(&[("relation-a", -2.0)]), "relations with A break off");
    assert_eq!(because(&[("relation-a", -1.0)]), "relations with A cool");
    assert_eq!(because(&[("relation-b", 2.0)]), "relations with B improve");
    assert_eq!(because(&[("engage-b", 1.0)]), "B steps up");
    assert_eq!(because(&[("demand-training", 1.5)]), "the need rises to 150 %");
    assert_eq!(because(&[("demand-training", 0.8)]), "the need falls to 80 %");
    // Of two causes the larger is named first, and alone where the other is small.
    assert_eq!(because(&[("demand-training", 1.1), ("withdraw-a", 1.0)]), "A leaves");
    assert_eq!(because(&[("demand-training", 3.0), ("withdraw-a", 0.1)]), "the need rises to 300 %");
}

#[test]
fn a_longer_path_names_who_stands_between() {
    let mut map = small();
    maps::dependency(&mut map, "a", "b", 1.0);
    maps::dependency(&mut map, "b", "c", 1.0);
    let text = told(&map, &maps::scenario(&[("withdraw-c", 1.0)]), 12);
    assert!(
        text.starts_with("Training falls from 60 % to 10 % because C leaves and A depends on C through B;"),
        "{text}"
    );
}

#[test]
fn capacity_that_goes_elsewhere_is_a_cause() {
    let mut map = maps::empty();
    maps::actor(&mut map, "a", Some(0.4));
    maps::provision(&mut map, "a", "training", ProvisionStatus::Offered, 0.4);
    maps::provision(&mut map, "a", "arms", ProvisionStatus::Offered, 0.4);
    let only = |function: &str| Lever::Engagement {
        actor: "a".into(),
        functions: vec![function.into()],
        extra: backstop::model::Extra::new(),
    };
    maps::assumption(&mut map, "train", only("training"));
    maps::assumption(&mut map, "arm", only("arms"));
    let study = Study::of(&map);
    let both = maps::scenario(&[("train", 1.0), ("arm", 1.0)]);
    let comparison = compare(&study, &map, &[maps::scenario(&[("train", 1.0)]), both], Months(12));
    let functions = &comparison.differences[0].functions;
    assert_eq!(functions["training"].why.as_deref(), Some("the capacity of A goes elsewhere"));
    assert_eq!(functions["arms"].why.as_deref(), Some("A steps up"));
}

#[test]
fn while_defaults_prevail_counts_lead_and_not_percents() {
    let mut map = small();
    for provision in &mut map.provisions[..2] {
        provision.share_basis = Some(ShareBasis::Default);
    }
    let text = told(&map, &maps::scenario(&[("withdraw-a", 1.0)]), 12);
    assert_eq!(
        text,
        "Training: 1 of 2 active partners lost because A leaves; B could help in 1 month (offered). \
         Overall coverage falls from 60 % to 10 %, 30 % if every offer arrives on time. 2 of 3 shares are defaults."
    );
    let text = told(&map, &maps::scenario(&[("withdraw-a", 0.5), ("engage-b", 0.5)]), 12);
    assert!(
        text.starts_with("Training: 0 of 2 active partners lost, 1 giving less, 1 stepping in because A"),
        "{text}"
    );
    assert!(text.contains("; B steps in and could do more in 1 month (offered)."), "{text}");
    let text = told(&map, &maps::scenario(&[("withdraw-a", 0.9), ("engage-b", 1.0)]), 12);
    assert!(text.contains("; B steps in."), "{text}");
    // Half set by an analyst is enough for percents.
    map.provisions.pop();
    map.provisions[1].share_basis = Some(ShareBasis::Analyst);
    let text = told(&map, &maps::scenario(&[("withdraw-a", 1.0)]), 12);
    assert!(text.starts_with("Training falls from 60 % to 10 %"), "{text}");
    assert!(text.ends_with("1 of 2 shares is a default."), "{text}");
    map.provisions.pop();
    assert!(told(&map, &Scenario::baseline(), 0).ends_with("The only share is a default."));
    maps::provision(&mut map, "b", "training", ProvisionStatus::Active, 0.1).share_basis = Some(ShareBasis::Default);
    assert!(told(&map, &Scenario::baseline(), 0).ends_with("All 2 shares are defaults."));
    let shares = Study::of(&map).outcome(&Scenario::baseline(), &Scenario::baseline(), Months(0)).default_shares;
    assert_eq!((shares.used, shares.total), (2, 2));
}

#[test]
fn own_forces_are_mentioned_only_while_nobody_assessed_them() {
    let mut map = small();
    assert!(!told(&map, &Scenario::baseline(), 0).contains("Own forces"));
    map.provisions[1].share = None;
    assert!(told(&map, &Scenario::baseline(), 0).contains("Own forces are not assessed."));
}

#[test]
fn substitutes_are_counted_beyond_the_second_and_say_when_they_act_at_once() {
    let mut map = small();
    map.provisions[2].ramp_months = Some(Months(0));
    for id in ["d", "e"] {
        maps::actor(&mut map, id, None);
        maps::provision(&mut map, id, "training", ProvisionStatus::Latent, 0.1);
    }
    let text = told(&map, &maps::scenario(&[("withdraw-a", 1.0)]), 12);
    assert!(
        text.contains(
            "; B could add 20 % at once (offered), D could add 10 % in 18 months (latent), 1 more could help."
        ),
        "{text}"
    );
    maps::actor(&mut map, "f", None);
    maps::provision(&mut map, "f", "training", ProvisionStatus::Active, 0.3).current =
        Some(backstop::model::Share(0.0));
    let text = told(&map, &maps::scenario(&[("withdraw-a", 1.0)]), 12);
    assert!(text.contains("; F could add 30 % in 6 months (already active), "), "{text}");
    assert!(text.contains(", 2 more could help."), "{text}");
}

#[test]
fn a_change_that_rounds_to_the_same_percent_gets_a_decimal() {
    let text = told(&small(), &maps::scenario(&[("withdraw-a", 0.004)]), 0);
    assert!(text.starts_with("Training falls from 60.0 % to 59.8 % because A withdraws by under 1 %"), "{text}");
}

#[test]
fn overall_that_stays_is_said_to_stay() {
    let mut map = small();
    maps::provision(&mut map, "b", "arms", ProvisionStatus::Offered, 0.5);
    let text = told(&map, &maps::scenario(&[("withdraw-a", 1.0), ("engage-b", 1.0)]), 12);
    // Training loses 0.3 net of B's 0.2, arms wins 0.5: tune B's arms so that both cancel.
    assert!(text.contains("Overall coverage rises from 30 % to 40 %."), "{text}");
    map.provisions[3].share = Some(backstop::model::Share(0.3));
    let text = told(&map, &maps::scenario(&[("withdraw-a", 1.0), ("engage-b", 1.0)]), 12);
    assert!(text.contains("Overall coverage stays at 30 %."), "{text}");
}

#[test]
fn a_difference_says_before_after_change_and_why() {
    let map = mali();
    let scenarios = [Scenario::baseline(), mali_scenario("wagner-withdraws"), mali_scenario("partners-step-up")];
    let comparison = compare(&Study::of(&map), &map, &scenarios, Months(12));
    let json = serde_json::to_value(&comparison).unwrap();
    assert_eq!(json["month"], 12);
    assert_eq!(json["scenarios"][1]["id"], "wagner-withdraws");
    assert_eq!(
        (json["differences"].as_array().unwrap().len(), &json["differences"][1]["from"]),
        (2, &"baseline".into())
    );
    let combat = &json["differences"][0]["functions"]["direct_combat"];
    assert!((combat["change"].as_f64().unwrap() + combat["before"].as_f64().unwrap()).abs() < 1e-12);
    assert_eq!(combat["why"], "Wagner leaves");
    assert_eq!(json["differences"][0]["functions"]["financing"]["why"], serde_json::Value::Null);
    assert_eq!(
        json["differences"][0]["sentence"],
        "From Baseline to Wagner withdraws, overall coverage falls from 41 % to 28 %: direct combat falls from 53 % to 0 \
         because Wagner leaves; Aes could add 15 % in 6 months (offered); 3 other functions change too."
    );
}

#[test]
fn a_difference_between_two_scenarios_tells_what_one_has_and_the_other_has_not() {
    let map = small();
    let study = Study::of(&map);
    let why = |from: &[(&str, f64)], to: &[(&str, f64)]| {
        let comparison = compare(&study, &map, &[maps::scenario(from), maps::scenario(to)], Months(12));
        comparison.differences[0].functions["training"].why.clone().unwrap_or_default()
    };
    assert_eq!(why(&[("withdraw-a", 1.0)], &[]), "A stays");
    assert_eq!(why(&[("withdraw-a", 0.8)], &[("withdraw-a", 0.3)]), "A withdraws by 30 % instead of 80 %");
    assert_eq!(why(&[("engage-b", 1.0)], &[]), "B does not step up as far");
    assert_eq!(why(&[("relation-b", 2.0)], &[]), "relations with B do not improve as far");
    assert_eq!(why(&[("demand-training", 2.0)], &[]), "the need falls to 100 %");
    let same = compare(&study, &map, &[maps::scenario(&[]), maps::scenario(&[])], Months(3));
    assert_eq!(same.differences[0].sentence, "From S to S no coverage changes in month 3.");
    let one = compare(&study, &map, &[maps::scenario(&[])], Months(3));
    assert_eq!((one.scenarios.len(), one.differences.len()), (1, 0));
    assert_eq!(compare(&study, &map, &[], Months(3)).scenarios.len(), 0);
}

#[test]
fn the_sentence_of_a_difference_leads_with_what_moves_the_way_the_whole_does() {
    let map = mali();
    let scenarios = [mali_scenario("cooling"), mali_scenario("partners-step-up")];
    let comparison = compare(&Study::of(&map), &map, &scenarios, Months(12));
    let sentence = &comparison.differences[0].sentence;
    assert!(
        sentence.contains("overall coverage rises from 27 % to 41 %: arms supply rises from 20 % to 9"),
        "{sentence}"
    );
}

/// Gives a provision a supporting claim with a date of its own.
pub fn announce(map: &mut ScenarioMap, provision: usize, date: &str) {
    let id = format!("c{}", map.claims.len() + 1);
    map.claims.push(Claim {
        id: id.as_str().into(),
        article: "nowhere".into(),
        span: Span::new(0, 0),
        quote: String::new(),
        states: None,
        arguments: Vec::new(),
        trigger: None,
        factuality: None,
        date: PartialDate::parse(date).map(|value| ClaimDate { value, how: "stated".into() }),
        speaker: None,
        credibility: None,
        inferred: false,
        confidence: None,
        origin: backstop::model::Origin::Analyst,
        extra: backstop::model::Extra::new(),
    });
    map.provisions[provision].evidence.push(Evidence::supports(id.as_str().into()));
}

#[test]
fn an_offer_is_dated_by_its_earliest_claim() {
    let mut map = small();
    announce(&mut map, 2, "2024-05-02");
    announce(&mut map, 2, "2024-03");
    announce(&mut map, 2, "2023");
    map.provisions[2].evidence.push(Evidence::opposes("c1".into()));
    let study = Study::of(&map);
    let scenarios = [Scenario::baseline(), maps::scenario(&[("withdraw-a", 1.0)])];
    let sentence = compare(&study, &map, &scenarios, Months(12)).differences[0].sentence.clone();
    assert_eq!(
        sentence,
        "From Baseline to S, overall coverage falls from 60 % to 10 %: training falls from 60 % to 10 % because A leaves; \
         B could add 20 % in 1 month (offered), announced in Mar 2024."
    );
}

#[test]
fn partners_that_already_give_all_they_have_are_listed_apart() {
    let mut map = small();
    maps::provision(&mut map, "c", "training", ProvisionStatus::Active, 0.1);
    let study = Study::of(&map);
    let list = study.nothing_to_add(&maps::scenario(&[("withdraw-a", 1.0)]), &Scenario::baseline(), Months(12));
    assert_eq!(list, [NothingToAdd { function: "training".into(), partners: vec!["p".into(), "c".into()] }]);
    let nothing = study.nothing_to_add(&Scenario::baseline(), &Scenario::baseline(), Months(12));
    assert!(nothing.is_empty());
}

#[test]
fn substitutes_that_exclude_each_other_or_who_is_there_are_flagged() {
    let mut map = small();
    let pair = |a: &str, b: &str| IncompatiblePair {
        actors: (a.into(), b.into()),
        note: String::new(),
        evidence: Vec::new(),
        extra: backstop::model::Extra::new(),
    };
    map.incompatible = vec![pair("a", "b"), pair("c", "b"), pair("b", "p")];
    let flags = |map: &ScenarioMap, extent: f64| {
        let outcome =
            Study::of(map).outcome(&maps::scenario(&[("withdraw-a", extent)]), &Scenario::baseline(), Months(12));
        serde_json::to_value(&outcome.substitutes[0].partners[0]).unwrap()
    };
    // A is half there and P is there; C gives nothing and stands in no list.
    assert_eq!(flags(&map, 0.5)["incompatible_with"], serde_json::json!(["a", "p"]));
    assert_eq!(flags(&map, 1.0)["incompatible_with"], serde_json::json!(["p"]));
    map.incompatible.pop();
    assert!(flags(&map, 1.0).get("incompatible_with").is_none());
}

#[test]
fn settings_may_start_later_and_take_their_time() {
    let mut scenario = Scenario::new("s", "S");
    let mut setting = Setting::new("withdraw-a", 1.0);
    (setting.start, setting.duration) = (Months(2), Months(4));
    scenario.settings.push(setting);
    let text = told(&small(), &scenario, 4);
    assert!(text.starts_with("Training falls from 60 % to 35 % because A withdraws by 50 %;"), "{text}");
}
