//! The Wagner withdrawal built from nothing, on a map made from articles: by mouse, and by keyboard alone. Every click and
//! every key counts.

use std::path::{Path, PathBuf};

use backstop::extract::FindingKind;
use backstop::gui::{Session, ViewCommand};
use backstop::model::{ActorId, Lever, Likelihood, Months, ScenarioId};
use egui::{Key, Modifiers, PointerButton, pos2};

use crate::driver::{Driver, SIZES};
use crate::{examples, ten_minutes};

/// A window with two articles in it and nothing decided: the example articles, or the program's own where those are not.
fn with_articles() -> Driver {
    let mut window = Driver::on_session(Session::of_sample(None).unwrap(), SIZES[1]);
    let files = examples::articles().unwrap_or_else(|| ten_minutes::articles().to_vec());
    let files: Vec<&Path> = files.iter().map(PathBuf::as_path).collect();
    window.open_articles(&files);
    assert!(window.map().provisions.is_empty() && window.map().scenarios.is_empty());
    window
}

/// The name that the map has for Wagner: "Wagner", or "Wagner Group".
pub fn wagner(window: &Driver) -> (ActorId, String) {
    let provision = window.map().provisions.iter().find(|p| p.provider.as_str().contains("wagner"));
    let id = provision.expect("Wagner gives something").provider.clone();
    let name = window.map().actor_name(&id).to_owned();
    (id, name)
}

/// How many findings move the coverage and are still open.
fn matter(window: &Driver) -> usize {
    let findings = &window.app().snapshot().unwrap().findings;
    findings.iter().filter(|f| f.effect > 0.0 && matches!(f.kind, FindingKind::Provision { .. })).count()
}

/// What stands at the end, however it was built.
fn assert_wagner_is_gone(window: &Driver) {
    let (id, name) = wagner(window);
    let map = window.map();
    let assumption =
        map.assumptions.iter().find(|a| matches!(&a.lever, Lever::Withdrawal { actor, .. } if *actor == id));
    let assumption = assumption.expect("there is a withdrawal");
    assert_eq!(map.scenarios.len(), 1);
    assert_eq!(window.view().scenario, map.scenarios[0].id, "the scenario is looked at");
    let setting = map.scenarios[0].setting(&assumption.id).unwrap();
    assert_eq!(setting.extent, 1.0);
    assert_eq!(setting.likelihood, Some(Likelihood(0.5)), "judged, and apart from the extent");
    let snapshot = window.app().snapshot().unwrap();
    assert!(snapshot.outcome.overall < snapshot.reference_outcome.overall, "coverage falls");
    assert!(window.shows(&format!("Who covers what {name} leaves")));
    assert!(window.view().function.is_some(), "and a lost function was looked at");
}

#[test]
fn from_articles_to_who_covers_what_wagner_leaves_in_at_most_25_clicks() {
    let mut window = with_articles();
    let before = window.clicks();
    window.click("1  Mali");
    // The findings that matter, each with a share, until Wagner's is among them and others could step in.
    let enough = |window: &Driver| {
        let gives = |who: &str| window.map().provisions.iter().any(|p| p.provider.as_str().contains(who));
        gives("wagner") && window.map().provisions.len() >= 6
    };
    while !enough(&window) && matter(&window) > 0 {
        window.click("Accept with share: half, 0.50");
    }
    let (_, name) = wagner(&window);
    window.click("+ Add…");
    window.click_scrolled(&format!("{name} partner"));
    window.click_scrolled(&format!("Add: {name} withdraws"));
    let extent = format!("{name} withdraws, extent");
    window.scroll_to(&extent);
    let slider = window.rect(&extent);
    window.drag(pos2(slider.left() + 8.0, slider.center().y), pos2(slider.right() + 30.0, slider.center().y));
    window.click_scrolled(&format!("Judge how likely: {name} withdraws"));
    let loss = window.names_with(" lost, ").into_iter().next().expect("something is lost");
    window.click_scrolled(&loss);
    let clicks = window.clicks() - before;
    println!("{clicks} clicks");
    assert_wagner_is_gone(&window);
    assert!(clicks <= 25, "{clicks} clicks");
}

#[test]
fn the_same_by_keyboard_alone_in_at_most_60_keys() {
    let mut window = with_articles();
    let (clicks, before) = (window.clicks(), window.presses());
    window.keys(Modifiers::COMMAND, Key::R);
    window.key(Key::Num1);
    while matter(&window) > 0 {
        window.key(Key::Num3);
    }
    let (_, name) = wagner(&window);
    let reviewed = window.presses();
    window.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::A);
    window.type_text("wagner");
    // Enter takes who was found, and again the first thing that it could do.
    window.key(Key::Enter);
    window.key(Key::Enter);
    assert_eq!(window.map().scenarios.len(), 1, "{:?}", window.names_with("withdraws"));
    window.key(Key::End);
    // From the slider on, Tab goes down the card by eye: start, duration, how likely.
    let judge = format!("Judge how likely: {name} withdraws");
    let order = window.tab_until(&judge, 8);
    assert!(order[0].ends_with("start in months") && order[1].ends_with("duration in months"), "{order:?}");
    window.key(Key::Enter);
    let lost = window.names_with(" lost, ").into_iter().next().expect("something is lost");
    window.tab_until(&lost, 14);
    window.key(Key::Space);
    let building = window.presses() - reviewed;
    println!("{} keys, {building} of them for the scenario", window.presses() - before);
    assert_wagner_is_gone(&window);
    assert_eq!(window.clicks(), clicks, "by keyboard alone");
    assert!(building <= 40, "{building} keys for the scenario");
    assert!(window.presses() - before <= 60, "{} keys in all", window.presses() - before);
}

#[test]
fn every_lever_has_a_card_with_its_range_and_comes_from_an_actor() {
    let mut window = Driver::new(SIZES[1]);
    window.look(backstop::gui::ViewCommand::Scenario("russia-leaves".into()));
    for (who, offer, neutral, top) in [
        ("turkey", "Turkey steps up", 0.0, 1.0),
        ("china", "China withdraws", 0.0, 1.0),
        ("iran", "Relation with Iran changes", 0.0, 2.0),
        ("jnim", "Pressure changes: demand for direct combat", 1.0, 3.0),
        ("sadat", "Exclude the Turkey bloc", 0.0, 1.0),
    ] {
        window.command(backstop::gui::ViewCommand::AddAssumption);
        window.type_text(who);
        window.key(Key::Enter);
        let offer = format!("Add: {offer}");
        assert!(window.shows(&offer), "{who}: {offer}? {:?}", window.names_with("Add: "));
        window.click_scrolled(&offer);
        let extent = |window: &Driver| {
            let scenario = window.map().scenario(&ScenarioId::from("russia-leaves")).unwrap();
            let last = scenario.settings.last().expect("it was taken into the scenario");
            (last.extent, window.map().assumption(&last.assumption).unwrap().name.clone())
        };
        // The sample may have the lever already, under a name of its own.
        let name = extent(&window).1;
        let extent = |window: &Driver| extent(window).0;
        assert_eq!(extent(&window), neutral, "{name} changes nothing yet");
        assert!(window.shows(&format!("{name}, extent")), "{name} has a card");
        // Its slider took the keys, and End is the end of its range.
        window.key(Key::End);
        assert_eq!(extent(&window), top, "{name}");
        window.key(Key::Home);
        assert_eq!(extent(&window), if top > 1.0 && neutral == 0.0 { -top } else { 0.0 }, "{name}");
    }
}

#[test]
fn an_assumption_is_reset_duplicated_moved_noted_and_deleted_from_its_menu() {
    let mut window = Driver::new(SIZES[1]);
    let before = window.map_bytes();
    let scenario = ScenarioId::from("wagner-withdraws");
    let menu = |window: &mut Driver, entry: &str| {
        window.scroll_to("Menu of Wagner withdraws");
        window.click("Menu of Wagner withdraws");
        window.click(entry);
    };
    menu(&mut window, "Reset");
    assert_eq!(window.map().scenario(&scenario).unwrap().settings[0].extent, 0.0);
    window.undo();
    menu(&mut window, "Duplicate");
    assert!(window.map().assumptions.iter().any(|a| a.name == "Wagner withdraws (copy)"));
    window.undo();
    menu(&mut window, "Move down");
    assert_eq!(window.map().assumptions[1].id.as_str(), "withdraw-wagner");
    window.undo();
    let set_in = window.map().scenarios.iter().filter(|s| s.setting(&"withdraw-wagner".into()).is_some()).count();
    let delete = if set_in > 1 { format!("Delete from all {set_in} scenarios") } else { "Delete".to_owned() };
    menu(&mut window, &delete);
    assert!(window.map().assumption(&"withdraw-wagner".into()).is_none());
    assert_eq!(window.undo_label().as_deref(), Some("Delete assumption “Wagner withdraws”"));
    window.undo();
    assert!(window.map_bytes() == before);
}

#[test]
fn a_quote_is_found_put_for_or_against_turned_and_taken_off() {
    let mut window = Driver::new(SIZES[1]);
    let evidence = |window: &Driver| window.map().assumption(&"withdraw-wagner".into()).unwrap().evidence.clone();
    let start = evidence(&window).len();
    window.click_scrolled("Add a quote on Wagner withdraws");
    window.type_text("gold");
    let offered = window.names_with("Against: ");
    assert!(!offered.is_empty(), "{:?}", window.names_with("quote"));
    window.click_scrolled(&offered[0]);
    assert_eq!(evidence(&window).len(), start + 1);
    assert_eq!(evidence(&window)[start].stance, backstop::model::Stance::Against);
    assert_eq!(window.undo_label().as_deref(), Some("Add a quote against “Wagner withdraws”"));
    window.click_scrolled("Close the finder");
    let quotes = window.names_with("Quotes on Wagner withdraws").remove(0);
    window.click_scrolled(&quotes);
    let turn = window.names_with("It speaks for: ").pop().unwrap();
    window.click_scrolled(&turn);
    assert_eq!(evidence(&window)[start].stance, backstop::model::Stance::For);
    let off = window.names_with("Take the quote off: ").pop().unwrap();
    window.click_scrolled(&off);
    assert_eq!(evidence(&window).len(), start);
}

#[test]
fn without_a_principal_a_provision_or_an_assumption_the_panel_says_what_to_do() {
    use backstop::model::{Actor, ActorKind, ScenarioMap, actions::unchosen_principal};
    let window = Driver::on_map(ScenarioMap::new(unchosen_principal()), SIZES[0]);
    assert!(window.shows_part("Choose the principal"));
    let window = Driver::on_map(ScenarioMap::new(Actor::new("mali", "Mali", ActorKind::State)), SIZES[0]);
    assert!(window.shows_part("Accept provisions in the review queue"));
    let mut map = backstop::store::sample_mali().unwrap();
    for provision in &mut map.provisions {
        (provision.share, provision.share_basis) = (None, None);
    }
    let window = Driver::on_map(map, SIZES[0]);
    assert!(window.shows_part("Set shares in the coverage matrix"));
    let mut map = backstop::store::sample_mali().unwrap();
    map.assumptions.clear();
    map.scenarios.truncate(1);
    map.scenarios[0].settings.clear();
    let window = Driver::on_map(map, SIZES[0]);
    assert!(window.shows_part("No assumption yet"));
}

#[test]
fn every_tab_that_cannot_compute_yet_names_the_next_step_and_leads_there() {
    use backstop::gui::BottomTab;
    use backstop::model::{Actor, ActorKind, ScenarioMap, actions::unchosen_principal};
    let computing = [BottomTab::Timeline, BottomTab::PartnerSets, BottomTab::Sensitivity];
    let mut unassessed = backstop::store::sample_mali().unwrap();
    for provision in &mut unassessed.provisions {
        (provision.share, provision.share_basis) = (None, None);
    }
    for (map, step, button) in [
        (ScenarioMap::new(unchosen_principal()), "Choose the principal in the review queue, or make", "Open articles…"),
        (
            ScenarioMap::new(Actor::new("mali", "Mali", ActorKind::State)),
            "Accept provisions in the review queue, or drag",
            "Open articles…",
        ),
        (unassessed, "Set shares in the coverage matrix with the keys 0 to 5; then", "Show the coverage matrix"),
    ] {
        for tab in computing {
            let mut window = Driver::on_map(map.clone(), SIZES[0]);
            window.look(ViewCommand::Bottom(tab));
            assert!(window.shows_part(step), "{tab:?}: {step}");
            assert!(window.shows(button), "{tab:?}: {button}");
            if button == "Show the coverage matrix" {
                window.click(button);
                assert_eq!(window.view().bottom, BottomTab::Coverage);
            }
        }
    }
    let mut window = Driver::on_map(ScenarioMap::new(Actor::new("mali", "Mali", ActorKind::State)), SIZES[0]);
    window.look(ViewCommand::Bottom(BottomTab::Compare));
    window.click("Add a scenario");
    assert_eq!(window.map().scenarios.len(), 1);
}

#[test]
fn where_most_shares_are_defaults_the_headline_leads_with_counts() {
    let mut map = backstop::store::sample_mali().unwrap();
    for provision in &mut map.provisions {
        provision.share_basis = Some(backstop::model::ShareBasis::Default);
    }
    let mut window = Driver::on_map(map, SIZES[1]);
    window.look(ViewCommand::Scenario(ScenarioId::BASELINE.into()));
    let lead = window.names_or_values_with("assessed functions are below half of need");
    let outcome = &window.app().snapshot().unwrap().outcome;
    let below = outcome.functions.values().filter(|f| f.coverage.is_some_and(|coverage| coverage < 0.5)).count();
    assert_eq!(lead, [format!("{below} of {} assessed functions are below half of need", outcome.assessed)]);
    window.look(ViewCommand::Scenario("wagner-withdraws".into()));
    assert!(!window.names_or_values_with("active partner").is_empty(), "what is lost is counted");
}

#[test]
fn a_card_says_what_its_lever_moves_where_its_name_does_not() {
    let mut window = Driver::new(SIZES[1]);
    let others = format!("{} assumptions not set in this scenario", unset(&window));
    window.click_scrolled(&others);
    let grows = window.map().assumptions.iter().find(|a| a.name == "The fighting grows").unwrap().clone();
    window.click_scrolled(&format!("Set {}", grows.name));
    let function = match &grows.lever {
        Lever::Demand { function, .. } => window.map().function_words(function),
        other => panic!("{other:?}"),
    };
    assert!(!window.names_or_values_with(&format!("need for {function}")).is_empty(), "the card names the function");
}

/// How many assumptions the scenario looked at leaves alone.
fn unset(window: &Driver) -> String {
    let scenario = window.view().scenario.clone();
    let scenario = window.map().scenarios.iter().find(|s| s.id == scenario).unwrap();
    (window.map().assumptions.len() - scenario.settings.len()).to_string()
}

#[test]
fn what_nobody_covers_is_said_plainly_and_a_click_lights_the_partners_that_could() {
    let mut window = Driver::new(SIZES[1]);
    assert!(window.names_with("site security, ").iter().any(|name| name.ends_with("nobody covers this")));
    let combat = window.names_with("direct combat, ").into_iter().find(|name| name.contains("covered by")).unwrap();
    window.click_scrolled(&combat);
    assert!(!window.view().lit.is_empty());
    assert!(window.shows_part("nothing to add"), "the third list");
    window.click_scrolled(&combat);
    assert!(window.view().lit.is_empty(), "a second click puts the light out");
    assert_eq!(window.view().month, Months::DEFAULT_VIEW);
    let _ = PointerButton::Primary;
}
