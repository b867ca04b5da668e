//! Rules of the arithmetic that the worked numbers do not reach: defaults by status and factuality, calendar, the order of
//! substitutes, and the evidence filter.

use backstop::analysis::{Progress, UncertaintyOptions, uncertainty};
use backstop::model::{
    Article, Block, Claim, ClaimDate, Evidence, Factuality, Lever, Likelihood, Months, PartialDate, ProvisionStatus,
    Reliability, Scenario, ScenarioMap, Share, Source, Span, YearMonth,
};
use backstop::scenario::{EvidenceFilter, FunctionState, Outcome, Study};

use crate::maps;

fn at(map: &ScenarioMap, scenario: &Scenario, month: u32) -> Outcome {
    Study::of(map).outcome(scenario, &Scenario::baseline(), Months(month))
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-12
}

/// A can give 0.6 of training; engagement as a lever.
fn one(status: ProvisionStatus) -> ScenarioMap {
    let mut map = maps::empty();
    maps::actor(&mut map, "a", None);
    maps::provision(&mut map, "a", "training", status, 0.6);
    maps::assumption(&mut map, "engage-a", Lever::engagement("a"));
    maps::assumption(&mut map, "withdraw-a", Lever::withdrawal("a"));
    map
}

fn engaged(map: &ScenarioMap, month: u32) -> f64 {
    at(map, &maps::scenario(&[("engage-a", 1.0)]), month).functions["training"].supply
}

#[test]
fn each_status_has_its_own_ramp_and_current_share() {
    assert!(close(engaged(&one(ProvisionStatus::Active), 0), 0.6));
    assert!(close(engaged(&one(ProvisionStatus::Offered), 3), 0.3));
    assert!(close(engaged(&one(ProvisionStatus::Latent), 9), 0.3));
    let mut map = one(ProvisionStatus::Active);
    map.provisions[0].current = Some(Share(0.0));
    assert!(close(engaged(&map, 3), 0.3), "an active provision with headroom takes 6 months");
    for status in [ProvisionStatus::Suspended, ProvisionStatus::Past] {
        let outcome = at(&one(status), &maps::scenario(&[("engage-a", 1.0)]), 60);
        assert_eq!(outcome.functions["training"].state, FunctionState::NotAssessed);
        assert!(outcome.delivered.is_empty());
    }
}

#[test]
fn the_conventions_of_the_map_replace_the_defaults() {
    let mut map = one(ProvisionStatus::Offered);
    let mut conventions = map.conventions();
    conventions.offered.ramp_months = Months(12);
    map.conventions = Some(conventions);
    assert!(close(engaged(&map, 6), 0.3));
    map.provisions[0].ramp_months = Some(Months(3));
    assert!(close(engaged(&map, 3), 0.6), "what is written stands");
}

#[test]
fn hypothetical_is_latent_with_all_its_defaults_and_denied_does_not_count() {
    let mut map = one(ProvisionStatus::Active);
    map.provisions[0].factuality = Some(Factuality::Hypothetical);
    assert_eq!(at(&map, &Scenario::baseline(), 0).functions["training"].supply, 0.0);
    assert!(close(engaged(&map, 9), 0.3));
    map.provisions[0].current = Some(Share(0.2));
    assert!(close(at(&map, &Scenario::baseline(), 0).functions["training"].supply, 0.2), "what is written stands");
    map.provisions[0].status = ProvisionStatus::Past;
    assert!(at(&map, &Scenario::baseline(), 0).delivered.is_empty(), "past stays past");
    for status in [ProvisionStatus::Active, ProvisionStatus::Offered, ProvisionStatus::Latent] {
        let mut map = one(status);
        map.provisions[0].factuality = Some(Factuality::Denied);
        assert!(at(&map, &Scenario::baseline(), 0).delivered.is_empty());
    }
}

#[test]
fn a_hypothetical_offer_is_no_offer() {
    let mut map = one(ProvisionStatus::Offered);
    assert!(close(at(&map, &Scenario::baseline(), 6).with_offers.overall.unwrap(), 0.6));
    map.provisions[0].factuality = Some(Factuality::Hypothetical);
    assert_eq!(at(&map, &Scenario::baseline(), 6).with_offers.overall, Some(0.0));
}

#[test]
fn likelihoods_come_from_status_factuality_or_the_file() {
    use ProvisionStatus::{Active, Latent, Offered};

    let delivered = |status, factuality, written: Option<f64>| {
        let mut map = one(status);
        map.provisions[0].factuality = factuality;
        map.provisions[0].current = Some(Share(0.6));
        map.provisions[0].likelihood = written.map(Likelihood);
        let options = UncertaintyOptions { samples: 20_000, ..Default::default() };
        let result =
            uncertainty(&Study::of(&map), &Scenario::baseline(), Months(0), options, &Progress::new()).unwrap();
        result.drawn.iter().filter(|x| **x > 0.0).count() as f64 / 20_000.0
    };
    let near = |found: f64, expected: f64| assert!((found - expected).abs() < 0.015, "{found} instead of {expected}");
    near(delivered(Active, None, None), 0.97);
    near(delivered(Offered, None, None), 0.675);
    near(delivered(Latent, None, None), 0.325);
    near(delivered(Active, Some(Factuality::Alleged), None), 0.50);
    near(delivered(Latent, Some(Factuality::Alleged), None), 0.325);
    near(delivered(Active, Some(Factuality::Hypothetical), None), 0.325);
    near(delivered(Active, Some(Factuality::Planned), None), 0.97);
    near(delivered(Active, Some(Factuality::Alleged), Some(0.9)), 0.9);
}

#[test]
fn a_provision_counts_from_and_until_its_months() {
    let mut map = one(ProvisionStatus::Active);
    map.start_month = YearMonth::parse("2025-01");
    map.provisions[0].from = YearMonth::parse("2025-04");
    map.provisions[0].until = YearMonth::parse("2026-01");
    let supply = |month| at(&map, &Scenario::baseline(), month).functions["training"].supply;
    assert_eq!((supply(2), supply(3), supply(11), supply(12)), (0.0, 0.6, 0.6, 0.0));
    assert_eq!(at(&map, &Scenario::baseline(), 0).functions["training"].state, FunctionState::Assessed);
    // Nothing can be added outside the months either.
    assert_eq!(at(&map, &maps::scenario(&[("engage-a", 1.0)]), 12).functions["training"].supply, 0.0);
}

#[test]
fn a_lost_function_was_supplied_in_the_reference() {
    let mut map = one(ProvisionStatus::Active);
    let state =
        |map: &ScenarioMap, extent| at(map, &maps::scenario(&[("withdraw-a", extent)]), 0).functions["training"].state;
    assert_eq!(state(&map, 1.0), FunctionState::Lost);
    assert_eq!(state(&map, 0.999_999), FunctionState::Assessed);
    map.provisions[0].share = Some(Share(0.0));
    assert_eq!(state(&map, 1.0), FunctionState::Assessed, "nothing was there to lose");
}

#[test]
fn a_share_outweighs_the_word_that_nobody_provides() {
    let mut map = one(ProvisionStatus::Active);
    maps::function(&mut map, "training", 1.0, 1.0);
    map.functions[0].assessed_none = Some(true);
    assert_eq!(at(&map, &Scenario::baseline(), 0).functions["training"].state, FunctionState::Assessed);
    map.provisions[0].share = None;
    assert_eq!(at(&map, &Scenario::baseline(), 0).functions["training"].state, FunctionState::None);
}

#[test]
fn the_strongest_of_several_dependencies_between_a_pair_counts() {
    let mut map = one(ProvisionStatus::Active);
    maps::actor(&mut map, "b", None);
    maps::assumption(&mut map, "withdraw-b", Lever::withdrawal("b"));
    for strength in [0.3, 0.7, 0.5] {
        maps::dependency(&mut map, "a", "b", strength);
    }
    let outcome = at(&map, &maps::scenario(&[("withdraw-b", 1.0)]), 0);
    assert!(close(outcome.availability["a"], 0.3));
}

#[test]
fn the_largest_of_several_levers_on_one_actor_counts_at_each_month() {
    let mut map = one(ProvisionStatus::Active);
    maps::assumption(&mut map, "relation-a", Lever::relation_change("a"));
    maps::assumption(&mut map, "exclude-a", Lever::exclusion("a"));
    let supply = |settings: &[(&str, f64)]| at(&map, &maps::scenario(settings), 12).functions["training"].supply;
    assert!(close(supply(&[("withdraw-a", 0.3), ("relation-a", -1.0)]), 0.3));
    assert!(close(supply(&[("withdraw-a", 0.7), ("relation-a", -1.0)]), 0.18));
    assert!(close(supply(&[("exclude-a", 0.9), ("withdraw-a", 0.7)]), 0.06));
    map.provisions[0].status = ProvisionStatus::Offered;
    let supply = |settings: &[(&str, f64)]| at(&map, &maps::scenario(settings), 12).functions["training"].supply;
    assert!(close(supply(&[("engage-a", 0.5), ("relation-a", 1.5)]), 0.45));
    assert!(close(supply(&[("engage-a", 0.8), ("relation-a", 1.5)]), 0.48));
}

#[test]
fn several_demands_multiply_up_to_three_times_the_need() {
    let mut map = one(ProvisionStatus::Active);
    maps::assumption(&mut map, "d1", Lever::demand("training"));
    maps::assumption(&mut map, "d2", Lever::demand("training"));
    let need = |settings: &[(&str, f64)]| at(&map, &maps::scenario(settings), 0).functions["training"].need;
    assert!(close(need(&[("d1", 1.5), ("d2", 1.5)]), 2.25));
    assert!(close(need(&[("d1", 2.0), ("d2", 2.0)]), 3.0));
    let outcome = at(&map, &maps::scenario(&[("d1", 0.0)]), 0);
    assert_eq!((outcome.functions["training"].need, outcome.functions["training"].coverage), (0.0, Some(1.0)));
}

#[test]
fn extents_out_of_range_are_held_at_the_ends() {
    let mut map = one(ProvisionStatus::Active);
    maps::assumption(&mut map, "demand", Lever::demand("training"));
    let overall = |settings: &[(&str, f64)]| at(&map, &maps::scenario(settings), 0).overall.unwrap();
    assert!(close(overall(&[("withdraw-a", 7.0)]), 0.0));
    assert!(close(overall(&[("withdraw-a", -7.0)]), 0.6));
    assert!(close(overall(&[("withdraw-a", f64::NAN)]), 0.6));
    assert!(close(overall(&[("demand", f64::NAN)]), 0.6));
    assert!(close(overall(&[("demand", 9.0)]), 0.2));
}

#[test]
fn months_and_status_are_those_of_the_slowest_provision_that_adds() {
    let mut map = maps::empty();
    maps::actor(&mut map, "a", None);
    maps::actor(&mut map, "b", Some(0.5));
    maps::provision(&mut map, "a", "training", ProvisionStatus::Active, 0.9);
    maps::provision(&mut map, "b", "training", ProvisionStatus::Offered, 0.3);
    maps::provision(&mut map, "b", "training", ProvisionStatus::Latent, 0.1);
    maps::provision(&mut map, "b", "training", ProvisionStatus::Offered, 0.4).ramp_months = Some(Months(30));
    maps::assumption(&mut map, "withdraw-a", Lever::withdrawal("a"));
    maps::assumption(&mut map, "engage-b", Lever::engagement("b"));
    let partner = |map: &ScenarioMap, settings: &[(&str, f64)], month| {
        at(map, &maps::scenario(settings), month).substitutes[0].partners[0].clone()
    };
    let b = partner(&map, &[("withdraw-a", 1.0)], 0);
    // The last provision gets the 0.1 that capacity leaves, and is the slowest.
    assert!(close(b.adds, 0.5) && (b.months, b.status) == (Months(30), ProvisionStatus::Offered));
    map.actors[2].capacity = Some(0.4);
    let b = partner(&map, &[("withdraw-a", 1.0)], 0);
    assert!(close(b.adds, 0.4) && (b.months, b.status) == (Months(18), ProvisionStatus::Latent));
    // Where nothing is added: month 0 and the status of the first provision.
    let b = partner(&map, &[("withdraw-a", 1.0), ("engage-b", 1.0)], 40);
    assert!(close(b.already, 0.4) && close(b.adds, 0.0));
    assert_eq!((b.months, b.status), (Months(0), ProvisionStatus::Offered));
}

#[test]
fn of_two_equally_slow_provisions_the_first_gives_its_status() {
    let mut map = maps::empty();
    for id in ["a", "b"] {
        maps::actor(&mut map, id, None);
    }
    maps::provision(&mut map, "a", "training", ProvisionStatus::Active, 0.9);
    maps::provision(&mut map, "b", "training", ProvisionStatus::Latent, 0.1).ramp_months = Some(Months(6));
    maps::provision(&mut map, "b", "training", ProvisionStatus::Offered, 0.1);
    maps::assumption(&mut map, "withdraw-a", Lever::withdrawal("a"));
    let outcome = at(&map, &maps::scenario(&[("withdraw-a", 1.0)]), 0);
    assert_eq!(outcome.substitutes[0].partners[0].status, ProvisionStatus::Latent);
}

#[test]
fn partners_come_by_what_they_cover_and_equals_by_id() {
    let mut map = maps::empty();
    for (id, share) in [("z", 0.2), ("y", 0.3), ("b", 0.2), ("x", 0.9)] {
        maps::actor(&mut map, id, None);
        let status = if id == "x" { ProvisionStatus::Active } else { ProvisionStatus::Offered };
        maps::provision(&mut map, id, "training", status, share);
    }
    // 0.1 + 0.2 is not 0.3 in binary, but it is the same amount.
    maps::actor(&mut map, "c", None);
    maps::provision(&mut map, "c", "training", ProvisionStatus::Offered, 0.1);
    maps::provision(&mut map, "c", "training", ProvisionStatus::Offered, 0.2);
    maps::assumption(&mut map, "withdraw-x", Lever::withdrawal("x"));
    let outcome = at(&map, &maps::scenario(&[("withdraw-x", 1.0)]), 0);
    let order: Vec<&str> = outcome.substitutes[0].partners.iter().map(|p| p.actor.as_str()).collect();
    assert_eq!(order, ["c", "y", "b", "z"]);
    assert_eq!(outcome.substitutes[0].covered, 1.0);
}

/// One provision with one claim in one article of one source.
fn evidenced() -> ScenarioMap {
    let mut map = one(ProvisionStatus::Active);
    map.start_month = YearMonth::parse("2025-01");
    map.sources.push(Source {
        id: "paper".into(),
        name: "Paper".into(),
        reliability: None,
        extra: backstop::model::Extra::new(),
    });
    map.articles.push(Article {
        id: "art".into(),
        title: "T".into(),
        date: PartialDate::parse("2024-06-01"),
        date_text: None,
        language: None,
        source: Some("paper".into()),
        file_name: None,
        importer: None,
        content_hash: String::new(),
        blocks: Vec::<Block>::new(),
        hidden: Vec::new(),
        text: "x".into(),
        extra: backstop::model::Extra::new(),
    });
    add_claim(&mut map);
    map
}

fn add_claim(map: &mut ScenarioMap) -> &mut Claim {
    let id = format!("c{}", map.claims.len() + 1);
    map.provisions[0].evidence.push(Evidence::supports(id.as_str().into()));
    map.claims.push(Claim {
        id: id.as_str().into(),
        article: "art".into(),
        span: Span::new(0, 1),
        quote: "x".into(),
        states: None,
        arguments: Vec::new(),
        trigger: None,
        factuality: None,
        date: None,
        speaker: None,
        credibility: None,
        inferred: false,
        confidence: None,
        origin: backstop::model::Origin::Analyst,
        extra: backstop::model::Extra::new(),
    });
    map.claims.last_mut().unwrap()
}

fn keeps(map: &ScenarioMap, filter: &EvidenceFilter) -> bool {
    let study = Study::with_filter(map, filter);
    let outcome = study.outcome(&Scenario::baseline(), &Scenario::baseline(), Months(0));
    assert_eq!(study.left_out().len() + outcome.delivered.len(), 1);
    assert_eq!(outcome.functions["training"].coverage.is_some(), study.left_out().is_empty());
    study.left_out().is_empty()
}

fn none() -> EvidenceFilter {
    EvidenceFilter::default()
}

#[test]
fn a_filter_by_credibility_looks_at_the_best_claim() {
    let mut map = evidenced();
    let worst = |digit| EvidenceFilter { worst_credibility: Some(digit), ..none() };
    map.claims[0].credibility = Some(4);
    assert!(keeps(&map, &none()) && keeps(&map, &worst(4)) && !keeps(&map, &worst(3)));
    add_claim(&mut map).credibility = Some(2);
    assert!(keeps(&map, &worst(2)) && !keeps(&map, &worst(1)));
    // A claim against it is no support.
    map.provisions[0].evidence[1] = Evidence::opposes("c2".into());
    assert!(!keeps(&map, &worst(3)));
}

#[test]
fn unknown_grades_are_outside_the_order_with_a_box_of_their_own() {
    let mut map = evidenced();
    let strict = EvidenceFilter { worst_credibility: Some(1), worst_reliability: Some(Reliability::A), ..none() };
    assert!(keeps(&map, &strict), "6 and F count by default");
    assert!(!keeps(&map, &EvidenceFilter { count_unknown_credibility: false, ..none() }));
    assert!(!keeps(&map, &EvidenceFilter { count_unknown_reliability: false, ..none() }));
    // A claim nobody graded is judged by the grade at the provision.
    map.provisions[0].credibility = Some(2);
    assert!(keeps(&map, &EvidenceFilter { count_unknown_credibility: false, ..none() }));
    assert!(!keeps(&map, &strict));
    map.provisions[0].evidence.clear();
    assert!(!keeps(&map, &strict) && keeps(&map, &EvidenceFilter { worst_credibility: Some(2), ..none() }));
}

#[test]
fn a_filter_by_reliability_looks_at_the_source_of_the_article() {
    let mut map = evidenced();
    let worst = |letter| EvidenceFilter { worst_reliability: Some(letter), ..none() };
    map.sources[0].reliability = Some(Reliability::C);
    assert!(keeps(&map, &worst(Reliability::C)) && !keeps(&map, &worst(Reliability::B)));
    assert!(keeps(&map, &EvidenceFilter { count_unknown_reliability: false, ..none() }));
}

#[test]
fn a_filter_by_factuality_drops_what_is_only_talk() {
    let mut map = evidenced();
    let planned = EvidenceFilter { leave_out_planned: true, ..none() };
    let alleged = EvidenceFilter { leave_out_alleged: true, ..none() };
    let hypothetical = EvidenceFilter { leave_out_hypothetical: true, ..none() };
    for filter in [&planned, &alleged, &hypothetical] {
        assert!(keeps(&map, filter), "done is no talk");
    }
    map.claims[0].factuality = Some(Factuality::Planned);
    assert!(!keeps(&map, &planned) && keeps(&map, &alleged));
    add_claim(&mut map).factuality = Some(Factuality::Alleged);
    assert!(keeps(&map, &planned), "not only planned");
    let both = EvidenceFilter { leave_out_alleged: true, ..planned.clone() };
    assert!(!keeps(&map, &both));
    map.provisions[0].evidence.clear();
    map.provisions[0].factuality = Some(Factuality::Hypothetical);
    assert!(!keeps(&map, &hypothetical) && keeps(&map, &planned), "without claims its own factuality decides");
}

#[test]
fn evidence_older_than_24_months_at_month_0_is_stale() {
    let stale = EvidenceFilter { leave_out_stale: true, ..none() };
    let mut map = evidenced();
    let mut dated = |claim: Option<&str>, article: Option<&str>| {
        map.claims[0].date = claim.and_then(PartialDate::parse).map(|value| ClaimDate { value, how: "stated".into() });
        map.articles[0].date = article.and_then(PartialDate::parse);
        keeps(&map, &stale)
    };
    assert!(dated(None, Some("2023-01-31")), "24 months are not older than 24");
    assert!(!dated(None, Some("2022-12-31")));
    assert!(dated(Some("2024-01"), Some("2020-01-01")), "the claim's own date comes first");
    assert!(!dated(Some("2020-01"), Some("2024-01-01")));
    assert!(dated(Some("2023"), None), "a year alone may be its last month");
    assert!(!dated(Some("2022"), None));
    assert!(dated(None, None), "what has no date is not stale");
    map.claims[0].date = Some(ClaimDate { value: PartialDate::parse("2020").unwrap(), how: "stated".into() });
    add_claim(&mut map).date = Some(ClaimDate { value: PartialDate::parse("2024-12").unwrap(), how: "stated".into() });
    assert!(keeps(&map, &stale), "the newest claim decides");
    map.provisions[0].evidence.pop();
    assert!(!keeps(&map, &stale));
    map.start_month = None;
    assert!(keeps(&map, &stale), "without a calendar nothing is old");
}
