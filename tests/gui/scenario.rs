//! The scenario panel: scenarios, the month, assumptions, and the figures that follow them.

use egui::{Key, Modifiers, PointerButton, pos2};

use backstop::gui::{Command, MapChange, ViewCommand};
use backstop::model::{AssumptionId, Likelihood, Months, ScenarioId};

use egui_kittest::kittest::Queryable as _;

use crate::driver::{Driver, SIZES};

const WAGNER: &str = "Wagner withdraws, extent";

fn open() -> Driver {
    let mut window = Driver::new(SIZES[1]);
    window.look(ViewCommand::Scenario("wagner-withdraws".into()));
    window
}

fn extent(window: &Driver) -> f64 {
    let scenario = window.map().scenario(&ScenarioId::from("wagner-withdraws")).unwrap();
    scenario.setting(&AssumptionId::from("withdraw-wagner")).unwrap().extent
}

/// What every panel of the frame just drawn shows is one outcome.
#[track_caller]
fn assert_one_outcome(window: &Driver) -> f64 {
    let snapshot = window.app().snapshot().unwrap();
    let overall = snapshot.outcome.overall.unwrap();
    let percent = backstop::model::percent;
    assert!(window.shows(&percent(overall)), "the headline shows {}", percent(overall));
    let ring = window.names_or_values_with("Ring, ");
    assert_eq!(ring.len(), snapshot.outcome.functions.len(), "the map's ring has a sector per function");
    let principal = window.names_with(", the principal");
    let said = format!("{} covered", percent(overall));
    assert!(principal.iter().all(|name| name.contains(&said)), "{principal:?} should say {said}");
    for (id, function) in &snapshot.outcome.functions {
        let words = window.map().function_words(id);
        let Some(coverage) = function.coverage else { continue };
        let start = format!("Ring, {words}: ");
        let sector = ring.iter().find(|name| name.starts_with(&start)).expect("a sector");
        let drawn = percent(coverage);
        let said = sector.contains(&format!("{start}{drawn} covered")) || sector.ends_with("nobody provides it");
        assert!(said, "{sector} should say {drawn}");
        let bar = window.names_or_values_with(&format!("Coverage of {words}:"));
        assert!(!bar.is_empty(), "no bar of {words}");
        let said = format!("coverage {}", percent(coverage));
        assert!(bar.iter().all(|bar| bar.contains(&said)), "{bar:?} should say {said}");
    }
    let timeline = snapshot.timeline(&snapshot.outcome.id).unwrap();
    let month = snapshot.outcome.month.0 as usize;
    assert_eq!(timeline.overall[month], snapshot.outcome.overall, "the plot's line goes through the headline");
    overall
}

#[test]
fn dragging_the_wagner_slider_changes_every_figure_in_the_same_frame_and_is_one_step() {
    let mut window = open();
    window.look(ViewCommand::Bottom(backstop::gui::BottomTab::Coverage));
    let before = (window.map_bytes(), assert_one_outcome(&window));
    let slider = window.rect(WAGNER);
    let (from, to) = (pos2(slider.right() - 8.0, slider.center().y), pos2(slider.left() + 8.0, slider.center().y));
    let mut seen = Vec::new();
    window.begin_drag(from, from, PointerButton::Primary, Modifiers::NONE);
    for n in 1..=10 {
        window.move_to(from + (to - from) * (n as f32 / 10.0));
        seen.push(assert_one_outcome(&window));
    }
    window.let_go();
    let after = assert_one_outcome(&window);
    assert!(extent(&window) < 0.05, "the slider ends at the left: {}", extent(&window));
    assert!(after > before.1 + 0.05, "coverage rises when Wagner stays: {} to {after}", before.1);
    assert!(seen.windows(2).all(|pair| pair[1] >= pair[0] - 1e-12), "coverage rises all along: {seen:?}");
    assert!(seen.iter().any(|c| *c > before.1 + 0.01 && *c < after - 0.01), "the figures follow the drag: {seen:?}");
    assert_eq!(window.undo_label().as_deref(), Some("Set Wagner withdraws"));
    window.undo();
    assert_eq!(window.map_bytes(), before.0, "one undo takes the whole drag back");
}

#[test]
fn the_plot_follows_every_frame_of_a_drag_with_the_headline_and_the_map() {
    let mut window = open();
    window.look(ViewCommand::Bottom(backstop::gui::BottomTab::Timeline));
    let slider = window.rect(WAGNER);
    let (from, to) = (pos2(slider.right() - 8.0, slider.center().y), pos2(slider.left() + 8.0, slider.center().y));
    window.begin_drag(from, from, PointerButton::Primary, Modifiers::NONE);
    let mut seen = std::collections::BTreeSet::new();
    for n in 1..=12 {
        window.move_to(from + (to - from) * (n as f32 / 12.0));
        let overall = window.app().snapshot().unwrap().outcome.overall.unwrap();
        let percent = backstop::model::percent(overall);
        // Once in the headline, once beside the plot's line for the month looked at, and in the principal's spoken name.
        let shown = window.names_or_values_with(&percent).into_iter().filter(|words| *words == percent).count();
        assert!(shown >= 2, "{percent} stands {shown} times");
        assert!(window.names_with(", the principal").iter().all(|name| name.contains(&percent)));
        seen.insert(percent);
    }
    assert!(seen.len() > 4, "the figures moved: {seen:?}");
}

#[test]
fn the_slider_stays_under_the_pointer_while_the_text_above_it_grows_and_shrinks() {
    for (size, scenario) in
        [(SIZES[0], "wagner-withdraws"), (SIZES[1], "wagner-withdraws"), (SIZES[1], "partners-step-up")]
    {
        let mut window = Driver::new(size);
        window.look(ViewCommand::Scenario(scenario.into()));
        let sliders: Vec<String> = window.names_with(", extent");
        let sliders: Vec<&String> = sliders.iter().filter(|name| name.ends_with(", extent")).collect();
        let name = sliders.first().expect("a slider").as_str();
        window.scroll_to(name);
        let at = window.rect(name);
        let (left, right) = (at.left() + 8.0, at.right() - 8.0);
        let mut heights = std::collections::BTreeSet::new();
        let y = at.center().y;
        window.begin_drag(pos2(right, y), pos2(right, y), PointerButton::Primary, Modifiers::NONE);
        for turn in 0..3 {
            for n in 0..=8 {
                let part = n as f32 / 8.0;
                let part = if turn % 2 == 0 { 1.0 - part } else { part };
                window.move_to(pos2(left + (right - left) * part, y));
                window.frame();
                let now = window.rect(name);
                assert!((now.top() - at.top()).abs() < 2.0, "{size:?} {scenario}: the slider went from {at} to {now}");
                heights.insert(window.app().snapshot().unwrap().outcome.explanation.len() / 40);
            }
        }
        assert!(heights.len() > 1, "the sentence above the slider grew and shrank: {heights:?}");
        window.let_go();
    }
}

#[test]
fn escape_takes_a_drag_back() {
    let mut window = open();
    let before = window.map_bytes();
    let slider = window.rect(WAGNER);
    let from = pos2(slider.right() - 8.0, slider.center().y);
    window.begin_drag(from, slider.center(), PointerButton::Primary, Modifiers::NONE);
    assert!(extent(&window) < 0.9);
    window.harness().key_press(Key::Escape);
    window.frame();
    window.frame();
    window.let_go();
    assert_eq!(window.map_bytes(), before);
    assert_eq!(window.undo_label(), None);
}

#[test]
fn arrow_keys_step_the_slider() {
    let mut window = open();
    window.harness().get_by_label(WAGNER).focus();
    window.settle();
    window.key(Key::ArrowLeft);
    assert!((extent(&window) - 0.95).abs() < 1e-9, "{}", extent(&window));
    window.key(Key::Home);
    assert_eq!(extent(&window), 0.0);
    window.undo();
    assert!((extent(&window) - 0.95).abs() < 1e-9);
}

#[test]
fn scenarios_are_added_renamed_duplicated_moved_and_deleted() {
    let mut window = open();
    let names = |window: &Driver| -> Vec<String> { window.map().scenarios.iter().map(|s| s.name.clone()).collect() };
    let before = names(&window);
    window.click("Add scenario");
    assert_eq!(window.map().scenarios.len(), before.len() + 1);
    let added = window.map().scenarios.last().unwrap().clone();
    assert_eq!(window.view().scenario, added.id, "the new scenario is the one looked at");
    window.click("Scenario menu");
    window.click("Rename");
    window.keys(Modifiers::COMMAND, Key::A);
    window.type_text("Wagner halves");
    window.key(Key::Enter);
    assert_eq!(window.map().scenarios.last().unwrap().name, "Wagner halves");
    window.click("Scenario menu");
    window.click("Duplicate");
    assert_eq!(names(&window).last().unwrap(), "Wagner halves (copy)");
    window.click("Scenario menu");
    window.click("Move left");
    assert_eq!(names(&window).last().unwrap(), "Wagner halves");
    window.click("Scenario menu");
    window.click("Delete");
    assert_eq!(names(&window), [before.as_slice(), &["Wagner halves".to_owned()]].concat());
    for _ in 0..5 {
        window.undo();
    }
    assert_eq!(names(&window), before);
}

#[test]
fn the_month_stands_in_the_headline_and_moves_every_figure() {
    let mut window = open();
    assert!(window.shows_part("coverage in month 12"), "the headline says its month");
    window.harness().get_by_label("Month looked at").focus();
    window.settle();
    window.key(Key::Home);
    assert_eq!(window.view().month, Months(0));
    assert!(window.shows_part("coverage in month 0 ("));
    let early = assert_one_outcome(&window);
    window.key(Key::End);
    assert_eq!(window.view().month, Months::HORIZON);
    let late = assert_one_outcome(&window);
    assert!(late < early, "Wagner is there in month 0 and gone in month 60: {early} {late}");
    assert_eq!(window.undo_label(), None, "looking at a month changes nothing");
}

#[test]
fn a_likelihood_shows_its_word_and_leaves_the_headline_alone() {
    let mut window = open();
    let scenario = ScenarioId::from("wagner-withdraws");
    let mut setting = window.map().scenario(&scenario).unwrap().settings[0].clone();
    assert!(window.shows_part("unlikely"), "0.3 is unlikely");
    let before = assert_one_outcome(&window);
    setting.likelihood = Some(Likelihood(0.97));
    window.command(Command::Change(MapChange::SetSetting { scenario, setting }));
    assert!(window.shows_part("almost certain"));
    assert_eq!(assert_one_outcome(&window), before);
}

#[test]
fn the_baseline_offers_to_start_a_scenario() {
    let mut window = open();
    window.look(ViewCommand::Scenario(ScenarioId::BASELINE.into()));
    let slider = window.rect(WAGNER);
    let before = window.map_bytes();
    window.drag(pos2(slider.left() + 8.0, slider.center().y), slider.center());
    assert_eq!(window.map_bytes(), before, "sliders of the baseline do not move");
    window.click("Start a scenario from here");
    assert_eq!(window.map().scenarios.len(), 5);
    assert_eq!(window.view().scenario, window.map().scenarios.last().unwrap().id);
}

#[test]
fn an_assumption_is_added_by_naming_who_moves() {
    let mut window = open();
    window.click("+ Add…");
    window.type_text("china");
    window.click("China partner");
    window.click("Add: China withdraws");
    let added = window.map().assumptions.last().unwrap().clone();
    assert_eq!(added.name, "China withdraws");
    let scenario = window.map().scenario(&ScenarioId::from("wagner-withdraws")).unwrap();
    assert_eq!(scenario.setting(&added.id).unwrap().extent, 0.0, "it changes nothing yet");
    assert!(window.shows("China withdraws, extent"));
    window.undo();
    assert!(window.map().assumptions.iter().all(|a| a.name != "China withdraws"), "adding is one step");
}

#[test]
fn who_covers_the_loss_is_said_and_a_click_lights_the_partners() {
    let mut window = open();
    assert!(window.shows("Who covers what Wagner leaves"));
    assert!(window.shows_part("nobody covers this"), "site security has nobody");
    let name = window.names_with("direct combat,").into_iter().find(|name| name.contains("covered by")).unwrap();
    window.click_scrolled(&name);
    assert!(window.view().lit.contains(&backstop::model::ActorId::from("aes-joint-force")));
    assert_eq!(window.view().function, Some("direct_combat".into()));
}

#[test]
fn deleting_an_actor_says_what_goes_with_it() {
    let mut window = open();
    let before = window.map().assumptions.len();
    window.command(MapChange::DeleteActors(["wagner".into()].into()));
    let gone = before - window.map().assumptions.len();
    assert!(gone > 0);
    assert!(window.shows_part(&format!("and {gone} assumption")), "{:?}", window.names_with("Deleted"));
}

#[test]
fn an_extent_is_typed_with_a_decimal_comma_too() {
    let mut window = open();
    window.click("Wagner withdraws, extent in numbers");
    window.keys(Modifiers::COMMAND, Key::A);
    window.type_text("60,5%");
    window.key(Key::Enter);
    assert!((extent(&window) - 0.605).abs() < 0.006, "{}", extent(&window));
}

#[test]
fn what_is_no_number_is_said_and_the_value_stays() {
    let mut window = open();
    let before = extent(&window);
    window.click("Wagner withdraws, extent in numbers");
    window.keys(Modifiers::COMMAND, Key::A);
    window.type_text("most");
    window.key(Key::Enter);
    assert_eq!(extent(&window), before);
    assert!(window.shows("“most” is no number; the value stays as it was"));
    window.click("Wagner withdraws, extent in numbers");
    assert!(!window.shows_part("is no number"), "another try begins without the old complaint");
}

#[test]
fn losses_of_several_who_move_are_not_put_down_to_one() {
    let mut window = open();
    assert!(window.shows("Who covers what Wagner leaves"));
    let scenario = ScenarioId::from("wagner-withdraws");
    let lever = backstop::model::Lever::exclusion("aes");
    window.command(MapChange::AddAssumption { name: "No AES".into(), lever, scenario: Some(scenario.clone()) });
    let id = window.map().assumptions.last().unwrap().id.clone();
    let setting = backstop::model::Setting::new(id, 1.0);
    window.command(MapChange::SetSetting { scenario, setting });
    assert!(window.shows("Who covers what is lost"));
    assert!(!window.shows("Who covers what Wagner leaves"));
}

#[test]
fn a_need_that_moves_is_said_beside_the_amounts_lost() {
    let mut window = open();
    assert!(!window.shows_part("amounts beside a need"));
    let scenario = ScenarioId::from("wagner-withdraws");
    let lever = backstop::model::Lever::demand("direct_combat");
    window.command(MapChange::AddAssumption { name: "More".into(), lever, scenario: Some(scenario.clone()) });
    let id = window.map().assumptions.last().unwrap().id.clone();
    let setting = backstop::model::Setting::new(id, 3.0);
    window.command(MapChange::SetSetting { scenario, setting });
    assert!(window.shows("amounts beside a need of 3.0 in this month, 1.0 in Baseline"));
    let told = window.names_or_values_with("% and Wagner leaves");
    assert!(!told.is_empty(), "{}", window.app().snapshot().unwrap().outcome.explanation);
}

#[test]
fn many_scenarios_leave_the_first_slider_in_sight() {
    let mut window = Driver::new(SIZES[0]);
    window.look(ViewCommand::Scenario("wagner-withdraws".into()));
    for n in 0..8 {
        window.command(MapChange::AddScenario(format!("A scenario with a long name {n}")));
    }
    window.look(ViewCommand::Scenario("wagner-withdraws".into()));
    assert!(window.shows("Scenario Wagner withdraws"), "the chosen one has its tab");
    let month = window.rect("Month looked at");
    assert!(month.top() < 200.0, "two rows of tabs at most: {month}");
    let more = window.names_with(" more scenarios").pop().expect("a menu of the others");
    window.click(&more);
    window.click("Scenario A scenario with a long name 7");
    assert_eq!(window.view().scenario, window.map().scenarios.last().unwrap().id);
    assert!(window.shows("Scenario A scenario with a long name 7"), "and now it has a tab");
}

#[test]
fn a_name_that_nobody_has_leaves_the_keys_in_the_field() {
    let mut window = open();
    window.click("+ Add…");
    window.type_text("nobody at all");
    window.key(Key::Enter);
    assert!(window.shows_part("Nobody of that name"));
    window.keys(Modifiers::COMMAND, Key::A);
    window.type_text("china");
    window.key(Key::Enter);
    assert!(window.shows("Add: China withdraws"));
}

#[test]
fn an_offer_says_when_an_assumption_moves_this_already() {
    let mut window = open();
    window.click("+ Add…");
    window.type_text("wagner");
    window.key(Key::Enter);
    assert!(window.shows_part("“Wagner withdraws” moves this here already"), "{:?}", window.names_with("moves this"));
}

#[test]
fn weak_evidence_left_out_is_told_with_its_divisor_and_in_what_is_copied_and_fades_on_the_map() {
    let mut window = open();
    window.look(ViewCommand::SelectActors(["turkey".into()].into()));
    let all = window.app().snapshot().unwrap().outcome.assessed;
    window.look(ViewCommand::Filter(backstop::scenario::EvidenceFilter {
        worst_credibility: Some(2),
        count_unknown_credibility: false,
        ..Default::default()
    }));
    let snapshot = window.app().snapshot().unwrap();
    let (left, out) = (snapshot.outcome.assessed, snapshot.study.left_out().len());
    assert!(left < all && out > 1, "{left} of {all}, {out} left out");
    assert!(window.shows_part(&format!("with all evidence over {all} functions instead of {left}")));
    let copied = window.copy_by("Copy sentence");
    assert!(copied.contains(&format!("weak evidence left out ({out} provisions)")), "{copied}");
    assert!(!window.names_with("(left out)").is_empty(), "the map says which links do not count");
}

#[test]
fn lighting_partners_brings_the_map_to_the_front() {
    let mut window = open();
    let article = window.map().articles[0].id.clone();
    window.look(ViewCommand::Centre(backstop::gui::CentreTab::Article(article)));
    let name = window.names_with("direct combat,").into_iter().find(|name| name.contains("covered by")).unwrap();
    window.click_scrolled(&name);
    assert_eq!(window.view().centre, backstop::gui::CentreTab::Map);
}

#[test]
fn help_that_left_in_the_reference_too_is_out_of_reach_and_no_offer() {
    let mut window = open();
    window.look(ViewCommand::Reference("wagner-withdraws".into()));
    window.look(ViewCommand::Month(Months(24)));
    let cell = window.names_with("Wagner, direct combat").pop().expect("a cell");
    assert!(cell.contains("out of reach because the partner has left"), "{cell}");
}

#[test]
fn scenario_commands_stand_in_menu_and_palette() {
    let mut window = open();
    let count = window.map().scenarios.len();
    let run = |window: &mut Driver, label: &str| {
        let spec = backstop::gui::SPECS.iter().find(|spec| spec.label == label).expect("a command");
        assert_eq!(spec.menu, "Scenario");
        window.command((spec.command)());
        window.settle();
    };
    run(&mut window, "Duplicate scenario");
    assert_eq!(window.map().scenarios.len(), count + 1);
    run(&mut window, "Move scenario left");
    assert_eq!(window.map().scenarios[count - 1].name, "Wagner withdraws (copy)");
    run(&mut window, "Rename scenario");
    window.keys(Modifiers::COMMAND, Key::A);
    window.type_text("Another");
    window.key(Key::Enter);
    assert_eq!(window.map().scenarios[count - 1].name, "Another");
    run(&mut window, "Delete scenario");
    assert_eq!(window.map().scenarios.len(), count);
    window.look(ViewCommand::Scenario(ScenarioId::BASELINE.into()));
    run(&mut window, "Delete scenario");
    assert_eq!(window.map().scenarios.len(), count);
    assert!(window.shows_part("The baseline is the map as it is"));
}

#[test]
fn copied_quotes_say_what_they_speak_for_or_against() {
    let mut window = open();
    let copied = window.copy_by("Copy sentence");
    assert!(copied.contains("; for Wagner withdraws)"), "{copied}");
    assert!(copied.contains("; against Wagner withdraws)"), "{copied}");
}

#[test]
fn who_was_lit_is_lit_no_more_in_another_scenario() {
    let mut window = open();
    window.look(ViewCommand::Light(["aes-joint-force".into()].into()));
    window.look(ViewCommand::Scenario(ScenarioId::BASELINE.into()));
    assert!(window.view().lit.is_empty());
}

#[test]
fn deleting_an_assumption_of_several_scenarios_says_so() {
    let mut window = open();
    window.command(Command::ScenarioStep(backstop::gui::ScenarioStep::Duplicate));
    window.settle();
    window.click("Menu of Wagner withdraws");
    let scenarios = &window.map().scenarios;
    let set = |s: &&backstop::model::Scenario| s.setting(&AssumptionId::from("withdraw-wagner")).is_some();
    let count = scenarios.iter().filter(set).count();
    assert!(count > 1);
    window.click(&format!("Delete from all {count} scenarios"));
    assert!(window.shows_part(&format!("what {count} scenarios set of it")));
}
