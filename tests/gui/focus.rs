//! What has the keys is seen: a ring stands around it, whatever it is.

use std::collections::BTreeSet;

use backstop::gui::{BottomTab, Palette, ThemeChoice, ViewCommand};
use egui::epaint::{ClippedShape, Shape};
use egui::{Key, PointerButton, Rect};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use crate::driver::{Driver, SIZES};

/// The ring that this frame paints, and how much of it is seen.
fn ring(window: &mut Driver, palette: &Palette) -> Option<(Rect, Rect)> {
    window.harness().output().shapes.iter().find_map(|ClippedShape { clip_rect, shape, .. }| match shape {
        Shape::Rect(rect) if rect.stroke.color == palette.focus && rect.stroke.width >= 2.0 => {
            Some((rect.rect, *clip_rect))
        }
        _ => None,
    })
}

/// Whether a ring stands around what has the keys: on three sides at least, as what is scrolled has its ring in part.
fn is_around(ring: (Rect, Rect), control: Rect, screen: Rect) -> bool {
    let (drawn, seen) = ring;
    let wanted = control.intersect(screen.shrink(4.0));
    let covers = drawn.expand(2.5).contains_rect(wanted);
    let sides = [
        drawn.left() >= seen.left() - 1.0,
        drawn.right() <= seen.right() + 1.0,
        drawn.top() >= seen.top() - 1.0,
        drawn.bottom() <= seen.bottom() + 1.0,
    ];
    covers && sides.iter().filter(|side| **side).count() >= 3
}

#[test]
fn every_control_of_every_tab_has_a_ring_while_it_has_the_keys() {
    let mut window = Driver::new(SIZES[1]);
    window.look(ViewCommand::Theme(ThemeChoice::Light));
    let palette = Palette::light();
    let screen = Rect::from_min_size(egui::Pos2::ZERO, SIZES[1].into());
    let mut known = BTreeSet::new();
    let mut ringed = 0;
    let mut bare = Vec::new();
    for tab in BottomTab::ALL {
        window.look(ViewCommand::Bottom(*tab));
        for _ in 0..30 {
            window.frame();
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
        let focusable = |node: &egui_kittest::Node<'_>| {
            let node = node.accesskit_node();
            let label = node.label().filter(|label| !label.is_empty())?;
            let takes_keys = node.data().supports_action(egui::accesskit::Action::Focus) && !node.is_disabled();
            takes_keys.then_some(label)
        };
        let names: Vec<String> =
            window.harness().root().children_recursive().filter_map(|node| focusable(&node)).collect();
        for name in names {
            if !known.insert(name.clone()) {
                continue;
            }
            let Some(node) = window.harness().query_all_by_label(&name).find(|node| focusable(node).is_some()) else {
                continue;
            };
            node.focus();
            for _ in 0..5 {
                window.frame();
            }
            if window.focused().as_deref() != Some(name.as_str()) {
                continue;
            }
            let Some(mut at) = window.focused_rect() else { continue };
            if name.starts_with("Claim: ") {
                // A row is spoken of with what its cells keep free below them.
                at = at.with_max_y(at.top() + 22.0);
            }
            match ring(&mut window, &palette) {
                Some(found) if is_around(found, at, screen) => ringed += 1,
                found => bare.push(format!("{tab:?}: {name} at {at:?}: {found:?}")),
            }
        }
    }
    assert!(ringed > 150, "only {ringed} controls were tried");
    assert!(bare.is_empty(), "{} of {} have no ring: {bare:#?}", bare.len(), ringed + bare.len());
}

#[test]
fn what_has_the_keys_stays_in_sight_while_the_text_above_it_grows() {
    let mut window = Driver::new(SIZES[0]);
    let name = "Wagner withdraws, extent";
    window.harness().get_by_label(name).focus();
    window.settle();
    let panel = Rect::from_min_max(egui::pos2(960.0, 160.0), egui::pos2(1280.0, 690.0));
    for key in [Key::Home, Key::End, Key::PageDown, Key::Home, Key::End] {
        window.key(key);
        for _ in 0..6 {
            window.frame();
        }
        let at = window.rect(name);
        assert!(panel.contains_rect(at), "after {key:?} the slider stands at {at:?}");
        assert!(ring(&mut window, &Palette::dark()).is_some(), "with its ring");
    }
}

#[test]
fn the_ring_goes_with_tab_and_a_click_alone_shows_none() {
    let mut window = Driver::new(SIZES[1]);
    let palette = Palette::dark();
    assert_eq!(ring(&mut window, &palette), None, "nothing has the keys at first");
    window.harness().get_by_label("Scenario Baseline").focus();
    window.settle();
    let first = ring(&mut window, &palette).expect("a ring around the tab").0;
    window.key(Key::Tab);
    let second = ring(&mut window, &palette).expect("a ring around the next").0;
    assert_ne!(first, second);
    let slider = window.rect("Wagner withdraws, extent");
    window.click_at(slider.left_center() + egui::vec2(60.0, 0.0), PointerButton::Primary, egui::Modifiers::NONE);
    let (from, to) = (slider.right_center() - egui::vec2(8.0, 0.0), slider.center());
    window.drag(from, to);
    assert_eq!(window.focused().as_deref(), Some("Wagner withdraws, extent"));
    assert_eq!(ring(&mut window, &palette), None, "the hand knows what it holds");
    window.key(Key::ArrowLeft);
    assert!(ring(&mut window, &palette).is_some(), "from the first key on it shows");
}
