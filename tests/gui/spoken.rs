//! What those hear who do not see, the order in which Tab goes, and a window that rests when nobody touches it.

use std::collections::BTreeSet;

use backstop::gui::{BottomTab, CentreTab, ViewCommand};
use egui::accesskit::Role;
use egui::{Key, Rect};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use crate::driver::{Driver, SIZES};

/// Whether something of this role is there to be used.
fn is_control(role: Role) -> bool {
    matches!(
        role,
        Role::Button
            | Role::CheckBox
            | Role::RadioButton
            | Role::Link
            | Role::Slider
            | Role::SpinButton
            | Role::TextInput
            | Role::MultilineTextInput
            | Role::ComboBox
            | Role::Tab
            | Role::ColorWell
    )
}

#[test]
fn every_control_has_a_spoken_name_in_every_tab() {
    let mut window = Driver::new(SIZES[1]);
    let mut silent = BTreeSet::new();
    let mut heard = 0;
    let article = window.map().articles[0].id.clone();
    let mut visits: Vec<ViewCommand> = BottomTab::ALL.iter().map(|tab| ViewCommand::Bottom(*tab)).collect();
    visits.push(ViewCommand::Centre(CentreTab::Article(article)));
    visits.push(ViewCommand::SelectActors(["wagner".into()].into()));
    visits.push(ViewCommand::AddAssumption);
    visits.extend([ViewCommand::Palette, ViewCommand::Properties, ViewCommand::Help, ViewCommand::PreviousVersions]);
    for visit in visits {
        let name = format!("{visit:?}");
        window.look(visit);
        for node in window.harness().root().children_recursive() {
            let node = node.accesskit_node();
            if !is_control(node.role()) {
                continue;
            }
            heard += 1;
            // Icons are letters of a private area; they say nothing.
            let says = node.label().is_some_and(|label| label.chars().any(char::is_alphanumeric));
            if !says {
                silent.insert(format!("{name}: {:?} {:?} at {:?}", node.role(), node.label(), node.raw_bounds()));
            }
        }
        window.look(ViewCommand::CloseDialog);
    }
    assert!(heard > 400, "the walk heard only {heard} controls");
    assert!(silent.is_empty(), "{} controls are silent: {silent:#?}", silent.len());
}

/// Whether `b` comes after `a` by eye: further right on the line, or on a line below.
fn comes_after(a: Rect, b: Rect) -> bool {
    let same_line =
        a.center().y > b.top() && a.center().y < b.bottom() || b.center().y > a.top() && b.center().y < a.bottom();
    if same_line { b.left() >= a.left() - 1.0 } else { b.center().y > a.center().y }
}

#[test]
fn tab_goes_through_the_scenario_panel_as_the_eye_does() {
    let mut window = Driver::new(SIZES[1]);
    window.harness().get_by_label("Scenario Baseline").focus();
    window.settle();
    let mut at = window.rect("Scenario Baseline");
    let mut passed = Vec::new();
    for _ in 0..24 {
        window.key(Key::Tab);
        let name = window.focused().unwrap_or_default();
        let rect = window.focused_rect().expect("something has the keys");
        if rect.left() < 1200.0 {
            break;
        }
        assert!(comes_after(at, rect), "Tab went from {:?} at {at:?} up or back to {name} at {rect:?}", passed.last());
        passed.push(name);
        at = rect;
    }
    assert!(passed.len() > 15, "{passed:?}");
    assert!(passed.iter().any(|name| name == "Wagner withdraws, extent"), "{passed:?}");
}

#[test]
fn a_window_that_nobody_touches_draws_at_most_two_frames_in_ten_seconds() {
    let mut window = Driver::new(SIZES[1]);
    for tab in BottomTab::ALL {
        window.look(ViewCommand::Bottom(*tab));
        // What runs off the thread comes in, and tooltips go.
        for _ in 0..20 {
            window.frame();
            std::thread::sleep(std::time::Duration::from_millis(25));
        }
        window.settle();
        let (mut seconds, mut frames) = (0.0, 0);
        loop {
            let delay = window.wants_frame_after().as_secs_f64();
            if seconds + delay > 10.0 {
                break;
            }
            // A frame of the harness is a tenth of a second; one that is wanted at once counts all the same.
            seconds += delay.max(0.1);
            frames += 1;
            window.frame();
        }
        assert!(frames <= 2, "{tab:?}: {frames} frames in ten idle seconds");
    }
}
