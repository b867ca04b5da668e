//! What the map looks like after what the user did: everybody in sight, apart, and back where they were after an undo.

use std::collections::BTreeMap;

use backstop::gui::{Arrangement, CanvasRequest, ViewCommand};
use backstop::model::{Actor, ActorId, ActorKind, Place, Relation, RelationClass, ScenarioMap};
use egui::{Pos2, Rect, Shape, vec2};

use crate::driver::{Driver, SIZES};
use crate::reviewed_map;

/// Where everybody stands on screen, those only proposed too.
pub fn everybody(window: &Driver) -> BTreeMap<String, Pos2> {
    let is_actor = |name: &str| name.contains(" on the map, ") || name.contains(", proposed, ");
    let named = window.all_named().into_iter().filter(|(name, _)| is_actor(name));
    named.map(|(name, rect)| (name, rect.center())).collect()
}

pub fn farthest(a: &BTreeMap<String, Pos2>, b: &BTreeMap<String, Pos2>) -> f32 {
    assert_eq!(a.keys().collect::<Vec<_>>(), b.keys().collect::<Vec<_>>());
    a.iter().map(|(name, at)| at.distance(b[name])).fold(0.0, f32::max)
}

#[track_caller]
pub fn arrange(window: &mut Driver, request: CanvasRequest) {
    let before = window.undo_label();
    window.look(ViewCommand::Canvas(request));
    for _ in 0..600 {
        if window.undo_label() != before {
            window.settle();
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
        window.frame();
    }
    panic!("no layout came");
}

/// Many actors of one name each, linked at random, without places.
fn many(count: usize, links: usize) -> ScenarioMap {
    let mut map = ScenarioMap::new(Actor::new("a0", "Principal", ActorKind::State));
    let mut state = 77_u64;
    let mut random = move |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    for n in 1..count {
        let name = format!("Joint command of region {n}");
        map.actors.push(Actor::new(format!("a{n}").as_str(), name, ActorKind::State));
    }
    for n in 0..links {
        let (from, to) = (format!("a{}", random(count)), format!("a{}", random(count / 3)));
        if from != to {
            let class = RelationClass::Cooperation;
            map.relations.push(Relation::new(format!("r{n}"), from.as_str(), to.as_str(), class, "talks"));
        }
    }
    map
}

/// The same, with everybody at a place.
pub fn many_placed(count: usize, links: usize, apart: f64) -> ScenarioMap {
    let mut map = many(count, links);
    let columns = (count as f64 * 1.6).sqrt().ceil() as usize;
    for n in 0..count {
        let (x, y) = ((n % columns) as f64 * apart + (n * 37 % 29) as f64, (n / columns) as f64 * apart);
        map.positions.insert(format!("a{n}").as_str().into(), Place { x, y, pinned: false });
    }
    map
}

#[test]
fn undo_of_a_layout_brings_everybody_back_those_never_placed_and_proposals_too() {
    for request in [
        CanvasRequest::PartnersRing,
        CanvasRequest::Arrange(Arrangement::Force),
        CanvasRequest::Arrange(Arrangement::Layered),
        CanvasRequest::Arrange(Arrangement::Grid),
    ] {
        let mut map = reviewed_map::map();
        for (n, name) in ["Chad", "Niger", "Togo", "Benin", "Ghana"].into_iter().enumerate() {
            map.actors.push(Actor::new(name.to_lowercase().as_str(), name, ActorKind::State));
            let to = if n < 3 { "mali" } else { "chad" };
            let (class, from) = (RelationClass::Cooperation, name.to_lowercase());
            map.relations.push(Relation::new(format!("r{n}"), from.as_str(), to, class, "talks"));
        }
        // One of them stands somewhere already.
        map.positions.insert("togo".into(), Place { x: 150.0, y: -420.0, pinned: false });
        let mut window = Driver::on_map(map, SIZES[1]);
        let (before, bytes) = (everybody(&window), window.map_bytes());
        arrange(&mut window, request);
        let laid_out = everybody(&window);
        // A layout by force keeps as much of the picture as it can.
        let least = if request == CanvasRequest::Arrange(Arrangement::Force) { 0.0 } else { 20.0 };
        assert!(farthest(&before, &laid_out) > least, "{request:?} moved nobody");
        window.undo();
        assert_eq!(window.map_bytes(), bytes);
        assert_eq!(window.undo_label(), None, "{request:?} is one step");
        let away = farthest(&before, &everybody(&window));
        assert!(away < 1.0, "after the undo of {request:?} somebody stands {away} away from where it stood");
        window.redo();
        let away = farthest(&laid_out, &everybody(&window));
        assert!(away < 1.0, "done again, {request:?} puts somebody {away} elsewhere");
    }
}

#[test]
fn the_first_map_of_proposals_is_balanced_and_stays_so_when_the_principal_is_chosen() {
    let mut window = Driver::on_map(reviewed_map::map_without_principal(), SIZES[1]);
    let check = |window: &Driver, what: &str| {
        let at = everybody(window);
        let canvas = window.rect("Relationship map");
        let middle = at.values().fold(egui::Vec2::ZERO, |sum, at| sum + at.to_vec2()) / at.len() as f32;
        let off = middle.to_pos2() - canvas.center();
        assert!(off.x.abs() < canvas.width() * 0.16, "{what}: lopsided by {off:?} in {canvas:?}: {at:?}");
        let rects: Vec<(String, Rect)> = window
            .all_named()
            .into_iter()
            .filter(|(name, _)| name.contains(" on the map, ") || name.contains(", proposed, "))
            .collect();
        for (n, (name, rect)) in rects.iter().enumerate() {
            assert!(canvas.contains_rect(*rect), "{what}: {name} is out of sight");
            for (other, at) in &rects[n + 1..] {
                let reach = f32::midpoint(rect.width(), at.width());
                let away = rect.center().distance(at.center());
                assert!(away > reach * 1.1, "{what}: {name} lies on {other}, {away} apart");
            }
        }
    };
    check(&window, "at first");
    window.command(backstop::gui::MapChange::ChoosePrincipal("mali".into()));
    assert!(window.shows_part("Mali on the map, state, the principal"));
    check(&window, "with Mali as principal");
}

pub fn two_and_a_bloc() -> ScenarioMap {
    let mut map = ScenarioMap::new(Actor::new("mali", "Mali", ActorKind::State));
    for (id, name, bloc, x, y) in [
        ("turkey", "Turkey", Some("west"), 300.0, -150.0),
        ("china", "China", Some("west"), 500.0, 120.0),
        ("iran", "Iran", Some("west"), 260.0, 160.0),
        ("chad", "Chad", None, -300.0, 0.0),
    ] {
        let mut actor = Actor::new(id, name, ActorKind::State);
        actor.bloc = bloc.map(Into::into);
        map.actors.push(actor);
        map.positions.insert(id.into(), Place { x, y, pinned: true });
    }
    map.positions.insert("mali".into(), Place { x: 0.0, y: 0.0, pinned: true });
    map
}

#[test]
fn an_actor_dropped_on_another_goes_to_the_nearest_free_place_in_the_same_step() {
    let mut window = Driver::on_map(two_and_a_bloc(), SIZES[1]);
    let before = window.map_bytes();
    let middle = |window: &Driver, name: &str| window.rect(&window.actor(name));
    let (from, to) = (middle(&window, "Chad").center(), middle(&window, "China").center());
    window.drag(from, to + vec2(3.0, 2.0));
    let (chad, china) = (middle(&window, "Chad"), middle(&window, "China"));
    let away = chad.center().distance(china.center());
    assert!(away > f32::midpoint(chad.width(), china.width()), "they lie {away} apart");
    assert!(away < 160.0, "it stays near to where it was dropped: {away}");
    assert_eq!(window.undo_label().as_deref(), Some("Move Chad"));
    window.undo();
    assert_eq!(window.map_bytes(), before);
    assert_eq!(window.undo_label(), None, "it was one step");
}

/// How many areas with the ground of a bloc are painted.
fn tints(window: &mut Driver) -> usize {
    let canvas = window.rect("Relationship map");
    let shapes = &window.harness().output().shapes;
    let is_tint = |shape: &Shape| match shape {
        Shape::Path(path) => {
            path.closed && path.points.len() > 8 && canvas.contains(path.visual_bounding_rect().center())
        }
        _ => false,
    };
    shapes.iter().filter(|clipped| is_tint(&clipped.shape)).count()
}

#[test]
fn a_bloc_keeps_its_tint_when_a_stranger_is_dropped_inside_of_it() {
    let mut window = Driver::on_map(two_and_a_bloc(), SIZES[1]);
    assert_eq!(tints(&mut window), 1, "one hull around the three");
    let at = |window: &Driver, name: &str| window.rect(&window.actor(name)).center();
    let inside =
        ["Turkey", "China", "Iran"].iter().fold(egui::Vec2::ZERO, |sum, name| sum + at(&window, name).to_vec2());
    let (from, to) = (at(&window, "Chad"), (inside / 3.0).to_pos2());
    window.drag(from, to);
    assert!(at(&window, "Chad").distance(to) < 2.0, "nobody stands there");
    assert!(tints(&mut window) >= 2, "the bloc is a web around the stranger");
}

/// Every name on the canvas with where it is painted last; its outlines are the same name a point away.
fn painted(window: &mut Driver) -> Vec<(String, Rect)> {
    let names: std::collections::BTreeSet<String> = window.map().actors.iter().map(|a| a.name.clone()).collect();
    let canvas = window.rect("Relationship map");
    let mut found: Vec<(String, Rect)> = Vec::new();
    for clipped in &window.harness().output().shapes {
        let Shape::Text(text) = &clipped.shape else { continue };
        let (words, rect) = (text.galley.text(), text.visual_bounding_rect());
        if !canvas.contains(rect.center()) {
            continue;
        }
        if !names.contains(words)
            || found.iter().any(|(known, at)| known == words && at.center().distance(rect.center()) < 4.0)
        {
            continue;
        }
        found.push((words.to_owned(), rect));
    }
    found
}

#[test]
fn among_three_hundred_no_name_lies_on_an_actor_or_on_another_name() {
    let mut window = Driver::on_map(many_placed(300, 500, 130.0), SIZES[1]);
    window.move_to(Pos2::new(2.0, 2.0));
    let names = painted(&mut window);
    assert!(names.len() > 20, "only {} have names", names.len());
    let places: Vec<(String, Pos2)> = window
        .map()
        .actors
        .iter()
        .filter(|actor| actor.id != window.map().principal)
        .filter_map(|actor| Some((actor.name.clone(), window.app().place_on_screen(&actor.id)?)))
        .collect();
    for (n, (name, rect)) in names.iter().enumerate() {
        for (other, at) in &places {
            let own = name == other;
            assert!(own || !rect.shrink(1.0).contains(*at), "{name} lies on {other} at {at:?}");
        }
        for (other, at) in &names[n + 1..] {
            assert!(!rect.shrink(1.0).intersects(at.shrink(1.0)), "{name} lies on {other}");
        }
    }
}

#[test]
fn two_thousand_selected_have_no_names_on_each_other_and_who_is_pointed_at_has_one() {
    let mut window = Driver::on_map(many_placed(2000, 3000, 110.0), SIZES[1]);
    window.look(ViewCommand::SelectAll);
    window.move_to(Pos2::new(2.0, 2.0));
    window.frame();
    let names = painted(&mut window);
    for (n, (name, rect)) in names.iter().enumerate() {
        for (other, at) in &names[n + 1..] {
            assert!(!rect.shrink(1.0).intersects(at.shrink(1.0)), "{name} lies on {other}");
        }
    }
    let unnamed = window.map().actors.iter().find(|actor| {
        let canvas = window.rect("Relationship map").shrink(70.0);
        let at = window.app().place_on_screen(&actor.id).unwrap();
        at.x < canvas.max.x - 260.0 && canvas.contains(at) && !names.iter().any(|(name, _)| *name == actor.name)
    });
    let actor = unnamed.unwrap().clone();
    let at = window.app().place_on_screen(&actor.id).unwrap();
    window.move_to(at);
    window.frame();
    let again = painted(&mut window).into_iter().filter(|(name, _)| *name == actor.name).count();
    assert_eq!(again, 1, "{} is named once while it is pointed at", actor.name);
}

#[test]
fn layers_run_down_as_the_help_says() {
    let mut window = Driver::new(SIZES[1]);
    arrange(&mut window, CanvasRequest::Arrange(Arrangement::Layered));
    let map = window.map();
    let y = |id: &ActorId| map.positions[id].y;
    let (mut down, mut up) = (0, 0);
    for (from, to) in map.provisions.iter().map(|p| (&p.provider, &p.recipient)) {
        if y(from) < y(to) {
            down += 1;
        } else {
            up += 1;
        }
    }
    assert!(down >= 8 * up, "{down} run down, {up} up");
    let mut rows: Vec<i64> = map.positions.values().map(|place| place.y as i64).collect();
    rows.sort_unstable();
    rows.dedup();
    assert!(rows.len() <= 9, "everybody stands on one of few levels: {rows:?}");
}
