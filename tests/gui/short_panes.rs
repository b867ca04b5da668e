//! A window that is small for its scale: controls wrap, tabs scroll to their results, and one key gives them all the room.

use backstop::gui::{BottomTab, PartnerSetsPart, ViewCommand};
use egui::{Key, Modifiers, vec2};

use crate::analyses::wait_for;
use crate::driver::{Driver, SIZES};

/// What a window of 1440 x 900 has at 200 %.
const SMALL: [f32; 2] = [720.0, 450.0];

fn small(tab: BottomTab) -> Driver {
    let mut window = Driver::new(SMALL);
    window.look(ViewCommand::Scenario("wagner-withdraws".into()));
    window.look(ViewCommand::Bottom(tab));
    window
}

/// The right edge of the pane: the button at the end of its tabs.
fn right_edge(window: &Driver) -> f32 {
    window.rect("Maximise this pane").right()
}

#[test]
fn the_tabs_of_the_bottom_take_the_whole_window_and_give_it_back() {
    let mut window = Driver::new(SIZES[0]);
    let undo = window.undo_label();
    let before = window.rect("Maximise this pane");
    window.click("Maximise this pane");
    let after = window.rect("Restore the panes");
    assert!(after.right() > before.right() + 200.0 && after.top() < 90.0, "{before:?} {after:?}");
    assert!(!window.shows("Maximise this pane"));
    window.key(Key::Escape);
    assert!(window.view().maximised, "Escape closes smaller things");
    window.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::M);
    assert_eq!(window.rect("Maximise this pane"), before, "everything is where it was");
    assert_eq!(window.undo_label(), undo, "it is no step of the map");
}

#[test]
fn what_is_asked_for_on_the_map_brings_the_map_back() {
    let mut window = Driver::new(SIZES[0]);
    window.look(ViewCommand::ToggleMaximised);
    window.look(ViewCommand::Bottom(BottomTab::Evidence));
    assert!(window.view().maximised, "another tab of the bottom keeps the room");
    window.look(ViewCommand::GoToActor("wagner".into()));
    assert!(!window.view().maximised);
}

#[test]
fn in_a_small_window_results_of_partner_sets_are_reached_with_the_wheel() {
    let mut window = small(BottomTab::PartnerSets);
    wait_for(&mut window, " at best, now ");
    let pane = window.rect("Maximise this pane");
    let row = window.names_with(" at best, now ").remove(0);
    let status = SMALL[1] - 24.0;
    assert!(window.rect(&row).top() > status, "below what is in sight");
    window.wheel(pane.center() + vec2(-150.0, 60.0), -120.0, Modifiers::NONE);
    let rect = window.rect(&row);
    assert!(rect.top() > pane.bottom() && rect.bottom() < status, "{rect:?}");
    window.look(ViewCommand::PartnerSets(PartnerSetsPart::Smallest));
    let slider = window.rect("Threshold of the sets");
    assert!(slider.right() <= right_edge(&window) + 4.0, "{slider:?}");
}

#[test]
fn in_a_small_window_controls_of_the_timeline_stay_in_the_pane_and_values_are_told() {
    let window = small(BottomTab::Timeline);
    let edge = right_edge(&window) + 4.0;
    for name in ["Copy values", "Save the timeline as a picture or table", "Show the line of Wagner withdraws"] {
        assert!(window.rect(name).right() <= edge, "{name}: {:?}", window.rect(name));
    }
    let plot = window.names_with("Coverage over 60 months").remove(0);
    assert!(window.rect(&plot).height() > 120.0, "{:?}", window.rect(&plot));
}

#[test]
fn the_copied_covers_name_who_has_nothing_to_add_and_every_partner_points_to_its_quotes() {
    let mut window = Driver::new(SIZES[1]);
    let text = window.copy_by("Copy list");
    assert!(text.lines().any(|line| line.trim_start().starts_with("nothing to add: ")), "{text}");
    let quotes = text.lines().filter(|line| line.starts_with('[')).count();
    assert!(quotes > 0, "{text}");
    for n in 1..=quotes {
        let mark = format!("[{n}]");
        let pointed = text.lines().any(|line| !line.starts_with('[') && line.ends_with(']') && line.contains(&mark));
        assert!(pointed, "no line points to {mark}: {text}");
    }
}

#[test]
fn undo_of_a_change_in_another_scenario_shows_that_scenario() {
    let mut window = Driver::new(SIZES[1]);
    window.look(ViewCommand::Scenario("wagner-withdraws".into()));
    let mut changed = window.map().scenario(&"wagner-withdraws".into()).unwrap().clone();
    changed.description = "Another story".to_owned();
    window.command(backstop::gui::MapChange::UpdateScenario(Box::new(changed)));
    window.look(ViewCommand::Scenario("baseline".into()));
    window.undo();
    assert_eq!(window.view().scenario.as_str(), "wagner-withdraws");
    window.look(ViewCommand::Scenario("baseline".into()));
    window.redo();
    assert_eq!(window.view().scenario.as_str(), "wagner-withdraws");
}

#[test]
fn a_refused_date_says_why() {
    let mut window = small(BottomTab::Evidence);
    window.look(ViewCommand::ToggleMaximised);
    window.click("Earliest date");
    window.type_text("soon");
    assert!(window.shows_part("“soon” is no date"));
}
