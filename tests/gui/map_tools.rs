//! What helps on a map: finding, leaving out, focusing, editing a link where it is, and the overview of a large map.

use backstop::gui::{Arrangement, CanvasRequest, LinkRef, ViewCommand};
use backstop::model::{
    Actor, ActorId, ActorKind, Place, Provision, ProvisionStatus, Relation, RelationClass, ScenarioMap, Share,
};
use egui::{Key, Modifiers};

use crate::driver::{Driver, SIZES};

/// Three actors far from each other; Turkey arms Mali, China talks with Turkey.
fn linked() -> ScenarioMap {
    let mut map = ScenarioMap::new(Actor::new("mali", "Mali", ActorKind::State));
    for (id, name, bloc) in [("turkey", "Turkey", "west"), ("china", "China", "east")] {
        let mut actor = Actor::new(id, name, ActorKind::State);
        actor.bloc = Some(bloc.into());
        map.actors.push(actor);
    }
    for (id, x, y) in [("mali", 0.0, 0.0), ("turkey", 300.0, -60.0), ("china", -250.0, 110.0)] {
        map.positions.insert(ActorId::from(id), Place { x, y, pinned: true });
    }
    let mut arms = Provision::new("p1", "turkey", "mali", "arms_supply", ProvisionStatus::Active);
    arms.share = Some(Share(0.25));
    map.provisions.push(arms);
    map.relations.push(Relation::new("r1", "china", "turkey", RelationClass::Cooperation, "talks"));
    map
}

fn selected(window: &Driver) -> Vec<String> {
    window.view().selection.actors.iter().map(ToString::to_string).collect()
}

#[test]
fn ctrl_a_selects_every_actor_unless_somebody_types() {
    let mut window = Driver::new(SIZES[1]);
    window.keys(Modifiers::COMMAND, Key::A);
    assert_eq!(selected(&window).len(), window.map().actors.len());
    window.look(ViewCommand::ClearSelection);
    window.keys(Modifiers::COMMAND, Key::F);
    window.type_text("chi");
    window.keys(Modifiers::COMMAND, Key::A);
    assert!(selected(&window).is_empty(), "in a text field it selects the text");
}

#[test]
fn ctrl_f_finds_an_actor_by_its_name_and_goes_there() {
    let mut window = Driver::new(SIZES[1]);
    window.keys(Modifiers::COMMAND, Key::F);
    window.type_text("chi");
    window.key(Key::Enter);
    assert_eq!(selected(&window), ["china"]);
    let (map, china) = (window.rect("Relationship map"), window.rect(&window.actor("China")));
    assert!(map.shrink(12.0).contains_rect(china), "it is in sight: {china:?} in {map:?}");
    for card in ["Clear selection", "Close find"] {
        assert!(!window.rect(card).expand(10.0).intersects(china), "{card} lies over it");
    }
    window.key(Key::Escape);
    assert!(!window.shows("Find on the map"), "Escape closes the field");
    assert_eq!(window.undo_label(), None, "looking changes nothing");
}

#[test]
fn enter_goes_from_one_match_to_the_next_and_a_click_on_the_map_closes_the_field() {
    let mut window = Driver::on_map(linked(), SIZES[1]);
    window.keys(Modifiers::COMMAND, Key::F);
    window.type_text("y");
    window.key(Key::Enter);
    assert_eq!(selected(&window), ["turkey"]);
    window.key(Key::Enter);
    assert_eq!(selected(&window), ["turkey"], "there is no other");
    window.type_text("i");
    let mut reached = Vec::new();
    for _ in 0..3 {
        window.key(Key::Enter);
        reached.extend(selected(&window));
    }
    assert_eq!(reached, ["mali", "china", "mali"], "one after the other, and round again");
    let map = window.rect("Relationship map");
    window.click_at(map.center() + egui::vec2(-260.0, 150.0), egui::PointerButton::Primary, Modifiers::NONE);
    assert!(!window.shows("Find on the map"));
}

#[test]
fn a_name_that_exists_is_pointed_out_and_can_be_gone_to_or_merged_with() {
    let mut map = linked();
    map.actors[1].aliases.push("Türkiye".into());
    let mut window = Driver::on_map(map, SIZES[1]);
    let before = window.map_bytes();
    window.click("Actor");
    window.type_text("türkiye");
    assert!(window.shows("türkiye is another name of Turkey"));
    window.key(Key::Enter);
    assert_eq!(window.map_bytes(), before, "the first Enter adds no second one");
    window.click("Go to Turkey");
    assert_eq!((selected(&window), window.map_bytes()), (vec!["turkey".to_owned()], before));

    window.look(ViewCommand::FitMap);
    let china = window.actor("China");
    window.double_click(&china);
    window.type_text("Turkey");
    assert!(window.shows("Turkey is on the map already"));
    window.click("Merge with Turkey");
    assert!(window.map().actor(&ActorId::from("china")).is_none());
    let turkey = window.map().actor(&ActorId::from("turkey")).unwrap();
    assert!(turkey.aliases.contains(&"China".to_owned()), "{:?}", turkey.aliases);
    window.undo();

    window.click("Actor");
    window.type_text("Turkey");
    window.key(Key::Enter);
    window.key(Key::Enter);
    assert_eq!(window.map().actors.len(), 4, "entered again, it is meant");
}

#[test]
fn the_principal_and_its_name_are_seen_from_any_distance() {
    let mut map = ScenarioMap::new(Actor::new("a0", "Principal", ActorKind::State));
    for n in 0..900 {
        let id = format!("a{n}");
        if n > 0 {
            map.actors.push(Actor::new(id.as_str(), format!("Actor {n}"), ActorKind::State));
        }
        let (x, y) = (f64::from(n % 30) * 900.0, f64::from(n / 30) * 700.0);
        map.positions.insert(ActorId::from(id), Place { x, y, pinned: true });
    }
    let mut window = Driver::on_map(map, SIZES[1]);
    assert!(window.shows("Relationship map"));
    let at = window.app().place_on_screen(&ActorId::from("a0")).unwrap();
    let other = window.app().place_on_screen(&ActorId::from("a1")).unwrap();
    assert!(other.distance(at) < 40.0, "everything is far away");
    let (mut largest, mut is_named) = (0.0_f32, false);
    for clipped in &window.harness().output().shapes {
        match &clipped.shape {
            egui::Shape::Circle(circle) if circle.center.distance(at) < 1.0 => largest = largest.max(circle.radius),
            egui::Shape::Text(text) => is_named |= text.galley.text() == "Principal" && text.pos.distance(at) < 90.0,
            _ => {}
        }
    }
    assert!(largest >= 15.0, "its circle has a radius of {largest}");
    assert!(is_named, "its name stands beside it");
}

#[test]
fn a_bloc_is_left_out_of_the_picture_and_nothing_else_changes() {
    let mut window = Driver::on_map(linked(), SIZES[1]);
    let before = (window.map_bytes(), window.app().snapshot().unwrap().outcome.overall);
    window.click("Filter");
    window.click("Show East, 1");
    assert!(!window.shows_part("China on the map"), "China is not drawn");
    assert!(!window.shows_part("China to Turkey"), "nor is its link");
    assert!(window.shows("Turkey to Mali: arms supply"));
    assert!(window.names_or_values_with("2 of 3 actors shown").len() == 1, "the map says that something is missing");
    assert_eq!((window.map_bytes(), window.app().snapshot().unwrap().outcome.overall), before);
    window.click("Show everything");
    assert!(window.shows_part("China on the map"));
}

#[test]
fn an_actor_is_seen_with_its_neighbours_alone() {
    let mut window = Driver::on_map(linked(), SIZES[1]);
    let china = window.actor("China");
    window.right_click(&china);
    window.click("Focus on its neighbours");
    assert!(window.shows_part("Turkey on the map"), "its neighbour");
    assert!(!window.shows_part("Mali on the map"), "no link joins them");
    window.look(ViewCommand::SelectAll);
    assert_eq!(selected(&window), ["china", "turkey"], "what is not shown is not selected");
}

#[test]
fn keys_set_the_share_of_a_selected_link_and_turn_it_round() {
    let mut window = Driver::on_map(linked(), SIZES[1]);
    let before = window.map_bytes();
    window.click("Turkey to Mali: arms supply");
    assert_eq!(window.view().selection.link, Some(LinkRef::Provision("p1".into())));
    window.key(Key::Num4);
    assert_eq!(window.map().provisions[0].share, Some(Share(0.75)));
    assert_eq!(window.undo_label().as_deref(), Some("Set share of “Turkey gives Mali arms supply” to 0.75"));
    window.key(Key::R);
    assert_eq!(window.map().provisions[0].provider, ActorId::from("mali"));
    window.undo();
    window.undo();
    assert_eq!(window.map_bytes(), before);
}

#[test]
fn a_double_click_on_a_link_opens_its_card_there() {
    let mut window = Driver::on_map(linked(), SIZES[1]);
    let at = window.rect("Turkey to Mali: arms supply").center();
    window.double_click_at(at);
    let close = window.rect("Close card");
    assert!((close.center() - at).length() < 320.0, "the card lies at the link: {close:?}, {at:?}");
    window.click("Share: half, 0.50");
    assert_eq!(window.map().provisions[0].share, Some(Share(0.5)));
    window.click("Reverse");
    assert_eq!(window.map().provisions[0].recipient, ActorId::from("turkey"));
    window.key(Key::Escape);
    assert!(!window.shows("Close card"));
}

#[test]
fn a_new_bloc_is_typed_at_the_actor() {
    let mut window = Driver::on_map(linked(), SIZES[1]);
    let name = window.actor("China");
    window.click(&name);
    window.click("New bloc");
    window.type_text("Gulf states");
    window.key(Key::Enter);
    let bloc = window.map().actor(&ActorId::from("china")).unwrap().bloc.clone();
    assert_eq!(bloc.map(|bloc| bloc.to_string()).as_deref(), Some("gulf-states"));
    assert_eq!(window.undo_label().as_deref(), Some("Edit China"));
}

#[test]
fn an_overview_of_a_large_map_takes_the_view_elsewhere() {
    let mut map = ScenarioMap::new(Actor::new("a0", "Principal", ActorKind::State));
    for n in 0..900 {
        let id = format!("a{n}");
        if n > 0 {
            map.actors.push(Actor::new(id.as_str(), format!("Actor {n}"), ActorKind::State));
        }
        let (x, y) = (f64::from(n % 30) * 150.0, f64::from(n / 30) * 120.0);
        map.positions.insert(ActorId::from(id), Place { x, y, pinned: true });
    }
    let mut window = Driver::on_map(map, SIZES[1]);
    assert!(!window.shows("Overview of the map"), "all of it is on screen");
    window.look(ViewCommand::SelectActors([ActorId::from("a0")].into()));
    window.look(ViewCommand::ZoomToSelection);
    window.frame();
    let overview = window.rect("Overview of the map");
    assert!(!window.shows_part("Actor 899 on the map"));
    window.click_at(overview.max - egui::vec2(9.0, 10.0), egui::PointerButton::Primary, Modifiers::NONE);
    assert!(window.shows_part("Actor 899 on the map"), "the far corner is in view");
}

#[test]
fn every_layout_is_one_step_beside_the_window_and_leaves_pinned_actors() {
    for (arrangement, label) in [
        (Arrangement::Force, "Arrange by force"),
        (Arrangement::Layered, "Arrange in layers"),
        (Arrangement::Grid, "Arrange in a grid by bloc"),
    ] {
        let mut map = backstop::store::sample_mali().unwrap();
        map.positions.insert(ActorId::from("iran"), Place { x: 700.0, y: 20.0, pinned: true });
        let mut window = Driver::on_map(map, SIZES[1]);
        let before = window.map_bytes();
        window.look(ViewCommand::Canvas(CanvasRequest::Arrange(arrangement)));
        for _ in 0..600 {
            if window.undo_label().is_some() {
                break;
            }
            std::thread::sleep(std::time::Duration::from_millis(50));
            window.frame();
        }
        assert_eq!(window.undo_label().as_deref(), Some(label));
        assert_eq!(window.place_of("iran"), Some(Place { x: 700.0, y: 20.0, pinned: true }), "{label} moved Iran");
        assert_ne!(window.map_bytes(), before);
        window.undo();
        assert_eq!(window.map_bytes(), before, "{label} is one step");
    }
}
