//! Actors that are only proposed, on the map: faint, beside those they are linked to, and a click away from their finding.

use backstop::gui::ViewCommand;
use backstop::model::{Actor, ActorId, ActorKind, Place};
use egui::Key;

use crate::driver::{Driver, SIZES};
use crate::reviewed_map::{map, provision_of};

const TURKEY: &str = "Turkey, proposed, state";

#[test]
fn proposed_actors_stand_on_the_map_until_proposals_are_hidden() {
    let mut window = Driver::on_map(map(), SIZES[1]);
    assert!(window.shows(TURKEY) && window.shows_part("Wagner, proposed"));
    assert!(!window.shows_part("Radio Kidal, proposed"), "no finding links it to anybody");
    assert_eq!(window.map().actors.len(), 1, "nothing is on the map for it");
    window.look(ViewCommand::ToggleProposals);
    assert!(!window.shows_part(", proposed,"));
}

#[test]
fn a_click_on_a_proposed_actor_goes_to_its_finding_which_then_has_the_keys() {
    let mut window = Driver::on_map(map(), SIZES[1]);
    let before = window.map_bytes();
    let at = window.rect(TURKEY).center();
    window.click_at(at, egui::PointerButton::Primary, egui::Modifiers::NONE);
    assert!(window.names_with("Finding ").iter().any(|name| name.contains("Turkey")), "its card is the large one");
    assert_eq!(window.map_bytes(), before, "looking decides nothing");
    window.key(Key::A);
    assert!(provision_of(window.map(), "turkey").is_some(), "the key accepted it");
    assert!(window.shows_part("Turkey on the map"), "and the actor is real now");
    assert!(!window.shows(TURKEY));
}

#[test]
fn an_accepted_actor_stays_where_it_stood_as_a_proposal() {
    let mut window = Driver::on_map(map(), SIZES[1]);
    let before = window.rect(TURKEY).center();
    window.click_at(before, egui::PointerButton::Primary, egui::Modifiers::NONE);
    window.key(Key::A);
    let after = window.rect(&window.actor("Turkey")).center();
    assert!((after - before).length() < 6.0, "from {before:?} to {after:?}");
}

#[test]
fn proposed_actors_move_nobody_and_are_no_part_of_what_is_stored() {
    let mut map = map();
    map.actors.push(Actor::new("chad", "Chad", ActorKind::State));
    for (id, x, y) in [("mali", 0.0, 0.0), ("chad", 200.0, 60.0)] {
        map.positions.insert(ActorId::from(id), Place { x, y, pinned: true });
    }
    let mut window = Driver::on_map(map, SIZES[1]);
    let apart = |window: &Driver| {
        let (mali, chad) = (window.rect(&window.actor("Mali")), window.rect(&window.actor("Chad")));
        chad.center() - mali.center()
    };
    let shown = apart(&window);
    assert!((shown.y / shown.x - 60.0 / 200.0).abs() < 0.02, "they stand as they were placed: {shown:?}");
    window.look(ViewCommand::SelectAll);
    assert_eq!(window.view().selection.actors.len(), 2, "who is only proposed cannot be selected");
    window.drag_actor("Chad", egui::vec2(30.0, 20.0));
    let placed: Vec<String> = window.map().positions.keys().map(ToString::to_string).collect();
    assert_eq!(placed, ["chad", "mali"], "nobody else got a place");
    let turkey = window.rect(TURKEY);
    for name in ["Mali", "Chad"] {
        let other = window.rect(&window.actor(name));
        assert!(!turkey.intersects(other), "{turkey:?} lies on {name} {other:?}");
    }
}
