//! The relationship canvas: what the hand does on it, and what then stands in the map.

use backstop::gui::{LinkRef, MapChange, ViewCommand};
use backstop::model::{
    Actor, ActorId, ActorKind, FunctionId, Place, ProvisionStatus, Relation, RelationClass, ScenarioMap,
};
use egui::{Key, Modifiers, PointerButton, Pos2, Rect, Shape, vec2};

use crate::driver::{Driver, SIZES};

/// A map that is easy to point at: three actors far from each other, pinned.
fn three_actors() -> ScenarioMap {
    let mut map = ScenarioMap::new(Actor::new("mali", "Mali", ActorKind::State));
    map.actors.push(Actor::new("turkey", "Turkey", ActorKind::State));
    map.actors.push(Actor::new("china", "China", ActorKind::State));
    for (id, x, y) in [("mali", 0.0, 0.0), ("turkey", 260.0, -90.0), ("china", -250.0, 110.0)] {
        map.positions.insert(ActorId::from(id), Place { x, y, pinned: true });
    }
    map
}

/// Where an actor stands on screen.
#[track_caller]
fn actor(window: &Driver, name: &str) -> Pos2 {
    window.rect(&window.actor(name)).center()
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() < 1.5
}

#[test]
fn dragging_an_actor_moves_it_in_one_step_that_undo_takes_back() {
    let mut window = Driver::on_map(three_actors(), SIZES[1]);
    let before = window.map_bytes();
    let (from, zoom) = (actor(&window, "Turkey"), scale_of(&window));
    window.drag(from, from + vec2(60.0, 40.0));
    let place = window.place_of("turkey").unwrap();
    assert!(close(place.x, 260.0 + 60.0 / zoom) && close(place.y, -90.0 + 40.0 / zoom), "{place:?} at zoom {zoom}");
    assert!(place.pinned, "a dropped actor stays where it was put");
    assert!((actor(&window, "Turkey") - (from + vec2(60.0, 40.0))).length() < 1.0, "it stands where it was dropped");
    assert_eq!(window.undo_label().as_deref(), Some("Move Turkey"));
    window.undo();
    assert_eq!(window.map_bytes(), before);
    assert_eq!(window.undo_label(), None, "the drag was one step");
    window.redo();
    assert_eq!(window.place_of("turkey"), Some(place));
}

/// Screen points per scene point, as Turkey and China show it.
fn scale_of(window: &Driver) -> f64 {
    let across = actor(window, "Turkey").x - actor(window, "China").x;
    let (turkey, china) = (window.place_of("turkey").unwrap(), window.place_of("china").unwrap());
    f64::from(across) / (turkey.x - china.x)
}

#[test]
fn escape_leaves_a_dragged_actor_where_it_was() {
    let mut window = Driver::on_map(three_actors(), SIZES[1]);
    let before = window.map_bytes();
    let from = actor(&window, "China");
    window.begin_drag(from, from + vec2(80.0, -60.0), PointerButton::Primary, Modifiers::NONE);
    assert!((actor(&window, "China") - from).length() > 50.0, "it follows the pointer");
    window.key(Key::Escape);
    assert!((actor(&window, "China") - from).length() < 1.0, "Escape puts it back at once");
    window.let_go();
    assert_eq!(window.map_bytes(), before);
    assert_eq!(window.undo_label(), None);
}

#[test]
fn a_box_selects_what_is_in_it_and_ctrl_adds() {
    let mut window = Driver::on_map(three_actors(), SIZES[1]);
    let selected =
        |window: &Driver| -> Vec<String> { window.view().selection.actors.iter().map(ToString::to_string).collect() };
    let around = |at: Pos2| (at + vec2(60.0, -60.0), at + vec2(-38.0, 38.0));
    let (from, to) = around(actor(&window, "Turkey"));
    window.drag(from, to);
    assert_eq!(selected(&window), ["turkey"]);
    let (from, to) = around(actor(&window, "China"));
    window.drag_with(from, to, PointerButton::Primary, Modifiers::COMMAND);
    assert_eq!(selected(&window), ["china", "turkey"]);
    // Both move together.
    let at = actor(&window, "China");
    let turkey = actor(&window, "Turkey");
    window.drag(at, at + vec2(0.0, -50.0));
    assert!((actor(&window, "Turkey") - turkey - vec2(0.0, -50.0)).length() < 1.0);
    assert_eq!(window.undo_label().as_deref(), Some("Move 2 actors"));
}

#[test]
fn the_point_under_the_pointer_stays_there_while_zooming_and_follows_while_panning() {
    let mut window = Driver::on_map(three_actors(), SIZES[1]);
    let at = actor(&window, "Turkey");
    let apart = (actor(&window, "Mali") - at).length();
    for points in [120.0, 120.0, -60.0] {
        window.wheel(at, points, Modifiers::NONE);
        assert!((actor(&window, "Turkey") - at).length() < 0.6, "Turkey moved to {:?}", actor(&window, "Turkey"));
    }
    assert!((actor(&window, "Mali") - at).length() > apart * 1.1, "the wheel zooms in");
    let mali = actor(&window, "Mali");
    window.drag_with(mali + vec2(0.0, 90.0), mali + vec2(-40.0, 120.0), PointerButton::Middle, Modifiers::NONE);
    assert!((actor(&window, "Mali") - mali - vec2(-40.0, 30.0)).length() < 1.0);
    window.key(Key::F);
    assert!((actor(&window, "Turkey") - at).length() < 1.0, "F fits everything again");
}

#[test]
fn a_drag_from_an_actors_rim_draws_a_provision() {
    let mut window = Driver::on_map(three_actors(), SIZES[1]);
    let before = window.map_bytes();
    let rect = window.rect(&window.actor("Turkey"));
    let mali = actor(&window, "Mali");
    let outward = (mali - rect.center()).normalized();
    let rim = rect.center() + outward * (rect.width() / 2.0 + 8.0);
    window.drag(rim, mali);
    assert!(window.shows("Turkey to Mali"), "a card asks what it is");
    window.click("Status offered");
    window.click("Provide air power");
    let provision = window.map().provisions.first().expect("a provision was made").clone();
    assert_eq!(provision.provider, ActorId::from("turkey"));
    assert_eq!(provision.recipient, ActorId::from("mali"));
    assert_eq!(provision.function, FunctionId::from("air_power"));
    assert_eq!(provision.status, ProvisionStatus::Offered);
    assert_eq!(window.view().selection.link, Some(LinkRef::Provision(provision.id)));
    assert!(!window.shows("Turkey to Mali"), "the card is gone");
    window.undo();
    assert_eq!(window.map_bytes(), before);
}

#[test]
fn a_drag_between_actors_relates_them_and_escape_draws_nothing() {
    let mut window = Driver::on_map(three_actors(), SIZES[1]);
    window.click("Relate");
    let (china, turkey) = (actor(&window, "China"), actor(&window, "Turkey"));
    window.drag(china, turkey);
    window.key(Key::Escape);
    assert!(window.map().relations.is_empty());
    window.drag(china, turkey);
    window.click("Class conflict");
    window.click("Relate by sanctions");
    let relation = window.map().relations.first().expect("a relation was made");
    assert_eq!((relation.source.as_str(), relation.target.as_str()), ("china", "turkey"));
    assert_eq!(relation.kind, "sanctions");
    assert_eq!(window.place_of("china").map(|place| place.x), Some(-250.0), "nothing was moved");
}

#[test]
fn delete_removes_the_selection_and_undo_brings_it_back_byte_for_byte() {
    let mut window = Driver::new(SIZES[1]);
    let before = window.map_bytes();
    let provisions = window.map().provisions.len();
    let name = window.actor("Turkey");
    window.click(&name);
    window.key(Key::Delete);
    assert!(window.map().actor(&ActorId::from("turkey")).is_none());
    window.undo();
    assert_eq!(window.map_bytes(), before);
    window.look(ViewCommand::SelectLink(LinkRef::Provision(window.map().provisions[0].id.clone())));
    window.key(Key::Delete);
    assert_eq!(window.map().provisions.len(), provisions - 1);
    window.undo();
    assert_eq!(window.map_bytes(), before);
}

#[test]
fn a_double_click_adds_an_actor_there_and_renames_one() {
    let mut window = Driver::on_map(three_actors(), SIZES[1]);
    let at = actor(&window, "Mali") + vec2(0.0, 130.0);
    window.double_click_at(at);
    window.type_text("Iran");
    window.key(Key::Enter);
    assert!(window.map().actor(&ActorId::from("iran")).is_some());
    assert!((actor(&window, "Iran") - at).length() < 2.0, "it stands where the click was");
    let name = window.actor("China");
    window.double_click(&name);
    window.type_text("People's Republic of China");
    window.key(Key::Enter);
    assert_eq!(window.map().actor_name(&ActorId::from("china")), "People's Republic of China");
    let name = window.actor("Turkey");
    window.double_click(&name);
    window.type_text("Nobody");
    window.key(Key::Escape);
    assert_eq!(window.map().actor_name(&ActorId::from("turkey")), "Turkey", "Escape keeps the name");
}

#[test]
fn the_context_menu_of_an_actor_pins_assumes_and_deletes() {
    let mut window = Driver::new(SIZES[1]);
    let name = window.actor("Iran");
    window.right_click(&name);
    window.click("Add assumption: Iran withdraws");
    assert!(window.map().assumptions.iter().any(|assumption| assumption.name == "Iran withdraws"));
    window.right_click(&name);
    window.click("Delete Iran");
    assert!(window.map().actor(&ActorId::from("iran")).is_none());
}

#[test]
fn the_partners_ring_is_one_step_and_leaves_pinned_actors() {
    let mut map = backstop::store::sample_mali().unwrap();
    // Somebody has moved China to the far side.
    map.positions.insert(ActorId::from("china"), Place { x: -500.0, y: -300.0, pinned: false });
    let mut window = Driver::on_map(map, SIZES[1]);
    let from = actor(&window, "Iran");
    window.drag(from, from + vec2(30.0, 12.0));
    let before = window.map_bytes();
    let pinned = window.place_of("iran");
    window.look(ViewCommand::PartnersRing);
    assert_eq!(window.place_of("iran"), pinned, "what was dragged is pinned");
    assert!(window.place_of("china").unwrap().x > 0.0, "China stands among its neighbours again");
    assert_eq!(window.undo_label().as_deref(), Some("Arrange as partners ring"));
    window.undo();
    assert_eq!(window.map_bytes(), before);
}

#[test]
fn actors_without_places_get_them_and_keep_them_while_the_map_grows() {
    let mut map = three_actors();
    map.positions.clear();
    let mut window = Driver::on_map(map, SIZES[1]);
    let before = [actor(&window, "Turkey"), actor(&window, "China")];
    assert!(window.map().positions.is_empty(), "a computed place is not stored");
    let at = actor(&window, "Mali") + vec2(20.0, 140.0);
    window.double_click_at(at);
    window.type_text("Iran");
    window.key(Key::Enter);
    assert_eq!([actor(&window, "Turkey"), actor(&window, "China")], before);
}

/// Every name on the canvas with where it is painted; the outlines behind a name are the same name a point away.
fn painted_names(window: &mut Driver) -> Vec<(String, Rect)> {
    let names: Vec<String> = window.map().actors.iter().map(|actor| actor.name.clone()).collect();
    let canvas = window.rect("Relationship map");
    let mut found: Vec<(String, Rect)> = Vec::new();
    for clipped in &window.harness().output().shapes {
        let Shape::Text(text) = &clipped.shape else { continue };
        let words = text.galley.text();
        let rect = text.visual_bounding_rect();
        if !names.iter().any(|name| name == words) || !canvas.contains(rect.center()) {
            continue;
        }
        match found.iter_mut().find(|(known, at)| known == words && (at.center() - rect.center()).length() < 4.0) {
            Some(_) => {}
            None => found.push((words.to_owned(), rect)),
        }
    }
    found
}

#[test]
fn names_on_the_sample_lie_apart_inside_the_panel_at_both_sizes() {
    for size in SIZES {
        for ring in [false, true] {
            let mut window = Driver::new(size);
            if ring {
                window.look(ViewCommand::PartnersRing);
            }
            window.look(ViewCommand::ClearSelection);
            let canvas = window.rect("Relationship map");
            let names = painted_names(&mut window);
            let missing: Vec<String> = window
                .map()
                .actors
                .iter()
                .map(|actor| actor.name.clone())
                .filter(|name| !names.iter().any(|(known, _)| known == name))
                .collect();
            assert!(missing.is_empty(), "at {size:?}, ring {ring}, without a name: {missing:?}");
            for (n, (name, rect)) in names.iter().enumerate() {
                assert!(canvas.contains_rect(*rect), "{name} is cut at {size:?}, ring {ring}: {rect:?} in {canvas:?}");
                for (other, at) in &names[n + 1..] {
                    assert!(
                        !rect.shrink(1.0).intersects(at.shrink(1.0)),
                        "{name} lies on {other} at {size:?}, ring {ring}"
                    );
                }
            }
        }
    }
}

#[test]
fn a_canvas_with_a_scenario_and_a_selection_rests() {
    let mut window = Driver::new(SIZES[1]);
    let name = window.actor("Russia");
    window.click(&name);
    window.move_to(Pos2::new(2.0, 2.0));
    assert!(!window.is_restless());
}

/// How many actors lie within half of another's distance on the same ray from the principal as seen on screen.
fn crowded_rays(window: &Driver) -> usize {
    let place = |id: &backstop::model::ActorId| window.app().place_on_screen(id).unwrap();
    let middle = place(&window.map().principal);
    let others = window.map().actors.iter().filter(|actor| actor.id != window.map().principal);
    let angles: Vec<f32> = others.map(|actor| (place(&actor.id) - middle).angle()).collect();
    let near = |a: f32, b: f32| {
        let apart = (a - b).abs();
        apart.min(std::f32::consts::TAU - apart) < 0.06
    };
    angles.iter().enumerate().filter(|(n, angle)| angles[..*n].iter().any(|other| near(**angle, *other))).count()
}

/// Adds actors one by one as a review does: each with a relation to one that is there.
fn add_one_by_one(window: &mut Driver, which: std::ops::Range<usize>) {
    for n in which {
        let name = format!("Partner {n}");
        window.command(MapChange::AddActor { name: name.clone(), kind: ActorKind::State, place: None });
        let target = if n % 4 == 3 { "partner-0" } else { "mali" };
        window.command(MapChange::AddRelation {
            source: backstop::model::slug(&name, "").as_str().into(),
            target: target.into(),
            class: RelationClass::Cooperation,
            kind: "talks".into(),
        });
    }
}

#[test]
fn actors_who_come_one_by_one_stand_around_the_principal_and_not_on_one_ray() {
    let mali = Actor::new("mali", "Mali", ActorKind::State);
    let mut window = Driver::on_map(ScenarioMap::new(mali), SIZES[1]);
    add_one_by_one(&mut window, 0..16);
    assert!(window.map().positions.is_empty(), "nobody was placed by hand");
    assert!(crowded_rays(&window) <= 5, "{} of 16 stand behind another", crowded_rays(&window));
}

#[test]
fn once_somebody_was_moved_newcomers_leave_everybody_where_they_stand() {
    let mali = Actor::new("mali", "Mali", ActorKind::State);
    let mut window = Driver::on_map(ScenarioMap::new(mali), SIZES[1]);
    add_one_by_one(&mut window, 0..6);
    window.drag_actor("Partner 2", vec2(90.0, 40.0));
    let before = window.map().positions.clone();
    assert!(!before.is_empty());
    add_one_by_one(&mut window, 6..12);
    assert_eq!(window.map().positions, before);
    assert!(crowded_rays(&window) <= 4, "{} of 12 stand behind another", crowded_rays(&window));
}

#[test]
fn a_map_of_thousands_without_places_is_there_at_once_and_its_layout_arrives_later() {
    let mut map = ScenarioMap::new(Actor::new("a0", "Principal", ActorKind::State));
    for n in 1..1200_usize {
        map.actors.push(Actor::new(format!("a{n}").as_str(), format!("Actor {n}"), ActorKind::State));
        let to = format!("a{}", n / 3);
        let class = RelationClass::Cooperation;
        map.relations.push(Relation::new(format!("r{n}"), format!("a{n}").as_str(), to.as_str(), class, ""));
    }
    let start = std::time::Instant::now();
    let mut window = Driver::on_map(map, SIZES[1]);
    let opened = start.elapsed();
    let place = |window: &Driver, n: usize| window.app().place_on_screen(&format!("a{n}").as_str().into()).unwrap();
    let first = [5, 700, 1100].map(|n| place(&window, n));
    assert!(
        first[0].distance(first[1]) > 20.0 && first[1].distance(first[2]) > 20.0,
        "everybody stands apart: {first:?}"
    );
    assert!(window.shows("Placing 1200 actors…"), "a layout is on its way after {opened:?}");
    for _ in 0..3000 {
        window.frame();
        if !window.shows("Placing 1200 actors…") {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    window.settle();
    assert_ne!([5, 700, 1100].map(|n| place(&window, n)), first, "the layout has arrived");
    assert!(window.map().positions.is_empty(), "opening a map changes nothing in it");
    assert_eq!(window.undo_label(), None);
}
