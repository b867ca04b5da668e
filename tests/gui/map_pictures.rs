//! What the map looks like after what the user did: everybody in sight, apart, and back where they were after an undo.

use std::collections::BTreeMap;

use backstop::gui::{Arrangement, CanvasRequest, ViewCommand};
use backstop::model::{Actor, ActorId, ActorKind, Place, Relation, RelationClass, ScenarioMap};
use egui::{Key, Modifiers, PointerButton, Pos2, Rect, Shape, vec2};

use crate::driver::{Driver, SIZES};
use crate::reviewed_map;

/// Where everybody stands on screen, those only proposed too.
fn everybody(window: &Driver) -> BTreeMap<String, Pos2> {
    let is_actor = |name: &str| name.contains(" on the map, ") || name.contains(", proposed, ");
    let named = window.all_named().into_iter().filter(|(name, _)| is_actor(name));
    named.map(|(name, rect)| (name, rect.center())).collect()
}

fn farthest(a: &BTreeMap<String, Pos2>, b: &BTreeMap<String, Pos2>) -> f32 {
    assert_eq!(a.keys().collect::<Vec<_>>(), b.keys().collect::<Vec<_>>());
    a.iter().map(|(name, at)| at.distance(b[name])).fold(0.0, f32::max)
}

#[track_caller]
fn arrange(window: &mut Driver, request: CanvasRequest) {
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
fn many_placed(count: usize, links: usize, apart: f64) -> ScenarioMap {
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
        assert!(farthest(&before, &laid_out) > 20.0, "{request:?} moved nobody");
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

/// The middles of all links on screen, which is where they bow out farthest.
fn bows(window: &Driver) -> Vec<(String, Pos2)> {
    let is_link = |name: &str| name.contains(" to ") && name.contains(": ") && !name.contains("on the map");
    window.all_named().into_iter().filter(|(name, _)| is_link(name)).map(|(name, rect)| (name, rect.center())).collect()
}

#[test]
fn a_fit_leaves_the_bows_of_links_below_the_toolbar_and_above_the_legend() {
    let mut window = Driver::new(SIZES[1]);
    arrange(&mut window, CanvasRequest::Arrange(Arrangement::Grid));
    let (canvas, tools, legend) = (window.rect("Relationship map"), window.rect("Fit"), window.rect("Legend: force"));
    let middles = bows(&window);
    assert!(middles.len() > 40, "every link is in sight: {}", middles.len());
    for (name, at) in middles {
        assert!(canvas.x_range().contains(at.x), "{name} bows out of the map at {at:?}");
        assert!(at.y > tools.max.y && at.y < legend.min.y, "{name} bows under a bar at {at:?}");
    }
}

fn named_rects(window: &Driver) -> Vec<(String, Rect)> {
    window.all_named().into_iter().filter(|(name, _)| name.contains(" on the map, ")).collect()
}

#[test]
fn with_a_card_open_a_fit_and_a_zoom_to_the_selection_leave_nobody_under_it() {
    let mut window = Driver::new(SIZES[1]);
    let before = everybody(&window);
    let name = window.actor("China");
    window.click(&name);
    assert!(farthest(&before, &everybody(&window)) < 1.0, "a selection does not move the view");
    let under = |window: &Driver| {
        let close = window.rect("Clear selection");
        // The card reaches from its title down to its last line.
        let lowest = ["Add assumption: China withdraws", "Pin here", "Note"];
        let bottom = lowest.iter().filter(|name| window.shows(name)).map(|name| window.rect(name).max.y);
        let bottom = bottom.fold(close.max.y + 60.0, f32::max);
        let card = Rect::from_min_max(egui::pos2(close.max.x - 240.0, close.min.y), egui::pos2(close.max.x, bottom));
        let hidden: Vec<String> =
            named_rects(window).into_iter().filter(|(_, rect)| card.intersects(*rect)).map(|(name, _)| name).collect();
        hidden
    };
    window.key(Key::F);
    assert_eq!(under(&window), [""; 0]);
    window.look(ViewCommand::ZoomToSelection);
    assert_eq!(under(&window), [""; 0]);
}

#[test]
fn finding_who_is_in_sight_moves_nothing_and_finding_another_keeps_the_zoom() {
    let mut window = Driver::new(SIZES[1]);
    let before = everybody(&window);
    window.keys(Modifiers::COMMAND, Key::F);
    window.type_text("chi");
    window.key(Key::Enter);
    assert!(window.view().selection.actors.contains(&ActorId::from("china")));
    assert!(farthest(&before, &everybody(&window)) < 1.0, "China is in sight already");
    window.key(Key::Escape);
    // Looked at from near, most are out of sight.
    window.look(ViewCommand::ZoomToSelection);
    let apart = |window: &Driver| {
        let at = |id: &str| window.app().place_on_screen(&id.into()).unwrap();
        at("mali").distance(at("china"))
    };
    let zoom = apart(&window);
    window.keys(Modifiers::COMMAND, Key::F);
    window.type_text("alger");
    window.key(Key::Enter);
    for _ in 0..6 {
        window.frame();
    }
    assert!((apart(&window) - zoom).abs() < 1.0, "the zoom stays");
    let (canvas, algeria) = (window.rect("Relationship map"), window.rect(&window.actor("Algeria")));
    assert!(canvas.shrink(40.0).contains_rect(algeria), "{algeria:?} in {canvas:?}");
    let card = window.rect("Clear selection");
    assert!(algeria.max.x < card.max.x - 240.0 || algeria.min.x > card.max.x, "beside its card: {algeria:?} {card:?}");
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
                let reach = (rect.width() + at.width()) / 2.0;
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

fn two_and_a_bloc() -> ScenarioMap {
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
    assert!(away > (chad.width() + china.width()) / 2.0, "they lie {away} apart");
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
    let is_tint =
        |shape: &Shape| matches!(shape, Shape::Path(path) if path.closed && path.fill.a() > 0 && path.points.len() > 8);
    shapes.iter().filter(|clipped| clipped.clip_rect == canvas && is_tint(&clipped.shape)).count()
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
    for clipped in window.harness().output().shapes.iter().filter(|clipped| clipped.clip_rect == canvas) {
        let Shape::Text(text) = &clipped.shape else { continue };
        let (words, rect) = (text.galley.text(), text.visual_bounding_rect());
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
fn the_wheel_stops_where_there_is_nothing_more_to_see_and_the_principal_swallows_nobody() {
    for map in [two_and_a_bloc(), many_placed(900, 900, 140.0)] {
        let mut window = Driver::on_map(map, SIZES[1]);
        let canvas = window.rect("Relationship map");
        for _ in 0..40 {
            window.wheel(canvas.center(), -240.0, Modifiers::NONE);
        }
        let all: Vec<Pos2> = window.map().actors.iter().map(|a| window.app().place_on_screen(&a.id).unwrap()).collect();
        let taken = Rect::from_points(&all);
        let part = (taken.width() / canvas.width()).max(taken.height() / canvas.height());
        assert!(part > 0.12, "from furthest away the map takes {part} of its panel");
        let principal = window.map().principal.clone();
        let at = window.app().place_on_screen(&principal).unwrap();
        let others = window.map().actors.iter().filter(|actor| actor.id != principal);
        let nearest =
            others.map(|a| window.app().place_on_screen(&a.id).unwrap().distance(at)).fold(f32::INFINITY, f32::min);
        let mut largest = 0.0_f32;
        for clipped in &window.harness().output().shapes {
            if let Shape::Circle(circle) = &clipped.shape {
                if circle.center.distance(at) < 1.0 {
                    largest = largest.max(circle.radius);
                }
            }
        }
        assert!(largest < nearest * 1.05, "a disc of {largest} swallows who stands {nearest} away");
        for _ in 0..60 {
            window.wheel(at, 240.0, Modifiers::NONE);
        }
        let closest = window.rect(&window.actor(&window.map().actor_name(&principal).to_owned()));
        assert!(closest.width() < canvas.width() * 0.5, "from nearest it fills {closest:?}");
    }
}

#[test]
fn the_rim_shows_what_it_is_for_and_can_be_hit() {
    let mut window = Driver::on_map(two_and_a_bloc(), SIZES[1]);
    let turkey = window.rect(&window.actor("Turkey"));
    let mali = window.rect(&window.actor("Mali")).center();
    let outward = (mali - turkey.center()).normalized();
    // Each of eight points outside of the circle is its rim.
    for away in [3.0, 7.0, 11.0] {
        window.move_to(turkey.center() + outward * (turkey.width() / 2.0 + away));
        assert_eq!(
            window.harness().output().platform_output.cursor_icon,
            egui::CursorIcon::Crosshair,
            "{away} outside"
        );
    }
    for _ in 0..12 {
        window.frame();
    }
    assert!(!window.names_or_values_with("Drag to another actor to draw a link").is_empty());
    window.drag(turkey.center() + outward * (turkey.width() / 2.0 + 11.0), mali);
    assert!(window.shows("Turkey to Mali"), "a card asks what it is");
}

#[test]
fn opening_find_closes_a_menu_that_is_open() {
    let mut window = Driver::new(SIZES[1]);
    let name = window.actor("Iran");
    window.right_click(&name);
    assert!(window.shows("Delete Iran"));
    window.keys(Modifiers::COMMAND, Key::F);
    assert!(!window.shows("Delete Iran"), "the menu is gone");
    window.type_text("chi");
    assert!(window.shows("Go to China"), "the field has the keys");
}

#[test]
fn the_palette_does_what_is_done_to_a_selection_and_says_why_it_cannot() {
    let mut window = Driver::on_map(two_and_a_bloc(), SIZES[1]);
    let run = |window: &mut Driver, words: &str| {
        window.keys(Modifiers::COMMAND, Key::K);
        window.type_text(words);
        window.key(Key::Enter);
    };
    window.keys(Modifiers::COMMAND, Key::K);
    window.type_text("merge");
    assert!(!window.names_or_values_with("select two actors first").is_empty(), "the reason stands beside it");
    window.key(Key::Enter);
    assert_eq!(window.map().actors.len(), 5, "nothing to merge");
    window.key(Key::Escape);
    let select = |ids: &[&str]| ViewCommand::SelectActors(ids.iter().map(|id| ActorId::from(*id)).collect());
    window.look(select(&["turkey", "china"]));
    run(&mut window, "align in a row");
    assert_eq!(window.place_of("turkey").unwrap().y, window.place_of("china").unwrap().y);
    run(&mut window, "unpin");
    assert!(!window.place_of("turkey").unwrap().pinned);
    run(&mut window, "pin selected");
    assert!(window.place_of("turkey").unwrap().pinned);
    window.look(select(&["turkey", "china", "iran"]));
    run(&mut window, "spread across");
    assert_eq!(window.undo_label().as_deref(), Some("Spread across: 3 actors"));
    window.look(select(&["turkey", "china"]));
    run(&mut window, "merge selected");
    assert_eq!(window.map().actors.len(), 4);
    window.undo();
    assert_eq!(window.map().actors.len(), 5, "one step");
    window.look(select(&["chad"]));
    run(&mut window, "delete selection");
    assert!(window.map().actor(&"chad".into()).is_none());
    run(&mut window, "turkey");
    assert_eq!(window.view().selection.actors.iter().map(ActorId::as_str).collect::<Vec<_>>(), ["turkey"]);
}

#[test]
fn the_month_of_the_map_is_in_sight_and_the_map_says_that_rings_are_of_another() {
    let mut window = Driver::new(SIZES[0]);
    window.click("Filter");
    for _ in 0..4 {
        window.frame();
    }
    let (canvas, slider) = (window.rect("Relationship map"), window.rect("Month of the map"));
    assert!(canvas.contains_rect(slider), "{slider:?} in {canvas:?}");
    window.click("As it stood in");
    window.click_at(slider.left_center() + vec2(12.0, 0.0), PointerButton::Primary, Modifiers::NONE);
    assert!(!window.names_or_values_with("Rings and figures stay those of month 12").is_empty());
    assert!(!window.names_or_values_with("; rings: month 12").is_empty(), "also when the card is closed");
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
