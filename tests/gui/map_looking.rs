//! How the map is looked at and what is done there by key and menu: fit, find, zoom, rim, palette, and the month it is of.

use backstop::gui::{Arrangement, CanvasRequest, ViewCommand};
use backstop::model::ActorId;
use egui::{Key, Modifiers, PointerButton, Pos2, Rect, Shape, vec2};

use crate::driver::{Driver, SIZES};
use crate::map_pictures::{arrange, everybody, farthest, many_placed, two_and_a_bloc};

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
    assert!(!under(&window).iter().any(|hidden| hidden.starts_with("China")));
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
        let closest = window.rect(&window.actor(window.map().actor_name(&principal)));
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
fn escape_closes_the_field_that_finds_and_leaves_who_was_found_selected() {
    let mut window = Driver::new(SIZES[1]);
    let name = window.actor("Iran");
    window.click(&name);
    window.keys(Modifiers::COMMAND, Key::F);
    window.type_text("chi");
    window.key(Key::Enter);
    window.key(Key::Escape);
    assert!(!window.shows("Find on the map"));
    assert!(window.view().selection.actors.contains(&ActorId::from("china")));
}
