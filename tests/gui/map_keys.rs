//! The map worked by keys alone, cards that keep off what they are about, and names that stand by their own actors.

use backstop::gui::{CanvasRequest, LinkRef, ViewCommand};
use backstop::model::{Actor, ActorId, ActorKind, Place, Relation, RelationClass, ScenarioMap};
use egui::{Key, Modifiers, PointerButton, Rect, vec2};

use crate::driver::{Driver, SIZES};

/// Mali in the middle, one actor at each side, and talks between China and Turkey.
fn compass() -> ScenarioMap {
    let mut map = ScenarioMap::new(Actor::new("mali", "Mali", ActorKind::State));
    let sides = [("turkey", "Turkey", 260.0, 0.0), ("china", "China", -260.0, 0.0), ("france", "France", 0.0, 220.0)];
    map.positions.insert("mali".into(), Place { x: 0.0, y: 0.0, pinned: true });
    for (id, name, x, y) in sides {
        map.actors.push(Actor::new(id, name, ActorKind::State));
        map.positions.insert(ActorId::from(id), Place { x, y, pinned: true });
    }
    map.relations.push(Relation::new("r1", "china", "turkey", RelationClass::Cooperation, "talks"));
    map
}

fn selected(window: &Driver) -> Vec<String> {
    window.view().selection.actors.iter().map(ToString::to_string).collect()
}

fn at_keys(window: &Driver) -> String {
    let name = window.focused().unwrap_or_default();
    name.split(" on the map").next().unwrap_or_default().to_owned()
}

#[test]
fn f6_brings_the_keys_to_the_map_arrows_walk_enter_opens_and_escape_leaves() {
    let mut window = Driver::on_map(compass(), SIZES[1]);
    window.key(Key::F6);
    assert_eq!(at_keys(&window), "Mali", "the principal first");
    window.key(Key::ArrowRight);
    assert_eq!(at_keys(&window), "Turkey");
    window.key(Key::ArrowLeft);
    window.key(Key::ArrowLeft);
    assert_eq!(at_keys(&window), "China");
    assert_eq!(selected(&window), Vec::<String>::new(), "walking opens nothing");
    window.key(Key::Enter);
    assert_eq!(selected(&window), ["china"]);
    window.key(Key::Escape);
    assert_eq!(selected(&window), Vec::<String>::new());
    window.key(Key::ArrowRight);
    assert_eq!(at_keys(&window), "Mali", "the keys stay on the map");
    window.key(Key::Escape);
    assert_eq!(window.focused(), None, "and leave it");
}

#[test]
fn the_map_is_one_stop_of_the_tab_key() {
    let mut window = Driver::on_map(compass(), SIZES[1]);
    window.key(Key::F6);
    let first = at_keys(&window);
    window.key(Key::Tab);
    let next = window.focused().unwrap_or_default();
    assert!(first == "Mali" && !next.contains("on the map") && next != "Relationship map", "after the map: {next}");
}

#[test]
fn page_down_reaches_the_links_of_an_actor_and_enter_selects_one() {
    let mut window = Driver::on_map(compass(), SIZES[1]);
    window.key(Key::F6);
    window.key(Key::ArrowRight);
    window.key(Key::PageDown);
    assert_eq!(window.focused().as_deref(), Some("China to Turkey: talks"));
    window.key(Key::Enter);
    assert_eq!(window.view().selection.link, Some(LinkRef::Relation("r1".into())));
}

#[test]
fn after_a_search_a_click_or_escape_the_arrows_walk_from_that_actor() {
    let mut window = Driver::on_map(compass(), SIZES[1]);
    window.keys(Modifiers::COMMAND, Key::F);
    window.type_text("chi");
    window.key(Key::Enter);
    assert_eq!(selected(&window), ["china"]);
    window.key(Key::ArrowRight);
    assert_eq!(at_keys(&window), "Mali");
    let name = window.actor("Turkey");
    window.click(&name);
    window.key(Key::Escape);
    window.key(Key::ArrowLeft);
    assert_eq!(at_keys(&window), "Mali");
}

#[test]
fn alt_and_arrows_move_the_selected_actor_in_one_step_with_its_name() {
    let mut window = Driver::on_map(compass(), SIZES[1]);
    let name = window.actor("Turkey");
    window.click(&name);
    let before = window.place_of("turkey").unwrap();
    for _ in 0..3 {
        window.keys(Modifiers::ALT, Key::ArrowUp);
    }
    for _ in 0..15 {
        window.frame();
    }
    let after = window.place_of("turkey").unwrap();
    assert!(after.y < before.y - 5.0 && (after.x - before.x).abs() < 1e-6, "{before:?} {after:?}");
    assert_eq!(window.undo_label().as_deref(), Some("Move Turkey"));
    window.undo();
    assert_eq!(window.place_of("turkey").unwrap(), before, "three keys are one step");
    window.keys(Modifiers::ALT, Key::ArrowUp);
    window.undo();
    assert_eq!(window.place_of("turkey").unwrap(), before, "a step that is not closed yet is taken back too");
}

#[test]
fn a_link_is_drawn_by_keys_to_an_actor_named_or_walked_to() {
    let mut window = Driver::on_map(compass(), SIZES[1]);
    window.key(Key::F6);
    window.key(Key::ArrowRight);
    window.key(Key::L);
    window.type_text("fra");
    window.key(Key::Enter);
    window.type_text("train");
    window.key(Key::Enter);
    let made = window.map().relations.last().unwrap();
    assert_eq!((made.source.as_str(), made.target.as_str(), made.kind.as_str()), ("turkey", "france", "training"));
    window.key(Key::Escape);
    window.key(Key::F6);
    window.key(Key::L);
    window.key(Key::ArrowLeft);
    window.key(Key::Enter);
    assert!(window.shows("Kind of link"), "the card opens for who was walked to");
    window.type_text("arms");
    window.key(Key::Enter);
    assert_eq!(window.map().provisions.len() + window.map().relations.len(), 3);
}

#[test]
fn f2_renames_and_the_menu_key_opens_the_menu_of_the_actor_at_hand() {
    let mut window = Driver::on_map(compass(), SIZES[1]);
    window.key(Key::F6);
    window.key(Key::ArrowRight);
    window.keys(Modifiers::SHIFT, Key::F10);
    assert!(window.shows("Pin here") || window.shows("Unpin"), "the menu of an actor");
    assert!(window.focused().is_some_and(|name| name.starts_with("Rename")), "{:?}", window.focused());
    window.key(Key::Escape);
    window.key(Key::F6);
    window.key(Key::F2);
    window.type_text("Türkiye");
    window.key(Key::Enter);
    assert!(window.map().actor(&"turkey".into()).unwrap().name.contains("Türkiye"));
}

#[test]
fn the_card_of_an_actor_waits_until_it_is_let_go_and_does_not_cover_it() {
    let mut window = Driver::on_map(compass(), SIZES[0]);
    let at = window.rect(&window.actor("Turkey")).center();
    window.begin_drag(at, at + vec2(30.0, 20.0), PointerButton::Primary, Modifiers::NONE);
    assert!(!window.shows("Clear selection"), "no card while it is dragged");
    window.let_go();
    window.settle();
    for name in ["Turkey", "China", "France"] {
        window.look(ViewCommand::SelectActors([ActorId::from(name.to_lowercase().as_str())].into()));
        window.settle();
        let actor = window.rect(&window.actor(name));
        let header = window.rect("Clear selection").union(window.rect("Hide details"));
        assert!(!header.expand(8.0).intersects(actor), "{name} lies under its card");
    }
}

#[test]
fn at_200_percent_the_card_is_a_strip_and_fit_keeps_below_the_toolbar() {
    let mut map = compass();
    for n in 0..56 {
        let id = format!("a{n}");
        map.actors.push(Actor::new(id.as_str(), format!("Actor {n}"), ActorKind::ArmedGroup));
        let at = (f64::from(n % 8) * 170.0 - 600.0, f64::from(n / 8) * 130.0 - 450.0);
        map.positions.insert(ActorId::from(id.as_str()), Place { x: at.0, y: at.1, pinned: true });
    }
    let mut window = Driver::on_map(map, (720.0, 450.0));
    window.look(ViewCommand::FitMap);
    window.settle();
    let bar = window.rect("Fit");
    for (id, at, radius) in window.app().circles_on_screen() {
        assert!(at.y - radius > bar.max.y, "{id} at {at:?} stands under the toolbar {bar:?}");
    }
    window.look(ViewCommand::SelectActors([ActorId::from("a20")].into()));
    window.settle();
    assert!(window.shows("Show details") && !window.shows("Hide details"), "a strip with a button that opens it");
}

/// Names that stand nearer to another actor than to their own.
fn strays(window: &Driver) -> Vec<String> {
    let circles = window.app().circles_on_screen();
    let away = |rect: Rect, id: &ActorId| {
        let (_, at, radius) = circles.iter().find(|(known, ..)| known == id).unwrap();
        rect.distance_to_pos(*at) - radius
    };
    let principal = &window.map().principal;
    let names = window.app().names_on_screen().into_iter().filter(|(id, _)| id != principal);
    names
        .filter_map(|(id, rect)| {
            let own = away(rect, &id).max(0.0);
            let other =
                circles.iter().map(|(other, ..)| other).find(|other| **other != id && away(rect, other) < own)?;
            Some(format!("{id} stands by {other}"))
        })
        .collect()
}

#[test]
fn every_name_is_nearer_to_its_own_actor_than_to_any_other() {
    let mut crowd = compass();
    for n in 0..70 {
        let id = format!("a{n}");
        let name = format!("Movement for the Liberation of Province {n}");
        crowd.actors.push(Actor::new(id.as_str(), &name, ActorKind::ArmedGroup));
        let angle = f64::from(n) * 2.4;
        let away = 60.0 + f64::from(n) * 6.0;
        let place = Place { x: angle.cos() * away, y: angle.sin() * away, pinned: true };
        crowd.positions.insert(ActorId::from(id.as_str()), place);
    }
    for size in SIZES {
        let mut window = Driver::new(size);
        window.look(ViewCommand::FitMap);
        assert_eq!(strays(&window), Vec::<String>::new(), "the sample at {size:?}");
        let mut window = Driver::on_map(crowd.clone(), size);
        window.look(ViewCommand::Canvas(CanvasRequest::Fit));
        assert!(window.app().names_on_screen().len() > 5);
        assert_eq!(strays(&window), Vec::<String>::new(), "a crowd at {size:?}");
    }
}
