//! A walk through the whole window: every tab in both themes at the sizes and scales it has to stand at.

use std::collections::BTreeSet;
use std::hash::{Hash as _, Hasher as _};

use backstop::gui::{BottomTab, CentreTab, ThemeChoice, ViewCommand};
use egui_kittest::kittest::NodeT as _;

use crate::driver::Driver;
use crate::legibility::faults;

/// Width, height in points at scale 1, and scale.
const STANDS: [(f32, f32, f32); 3] = [(1280.0, 720.0, 1.0), (1600.0, 1000.0, 1.0), (2560.0, 1440.0, 2.0)];

fn centre_tabs(window: &Driver) -> Vec<CentreTab> {
    let articles = window.map().articles.iter().take(2).map(|article| CentreTab::Article(article.id.clone()));
    std::iter::once(CentreTab::Map).chain(articles).collect()
}

#[test]
fn no_text_is_cut_or_lies_on_other_text_in_any_tab() {
    // A fault is told once, with the first place where it shows.
    let mut found = std::collections::BTreeMap::new();
    for (width, height, scale) in STANDS {
        let mut window = Driver::new([width, height]);
        window.look(ViewCommand::Scale(scale));
        for theme in [ThemeChoice::Dark, ThemeChoice::Light] {
            window.look(ViewCommand::Theme(theme));
            let visits = BottomTab::ALL
                .iter()
                .map(|tab| (format!("{tab:?}"), ViewCommand::Bottom(*tab)))
                .chain(centre_tabs(&window).into_iter().map(|tab| (format!("{tab:?}"), ViewCommand::Centre(tab))))
                .collect::<Vec<_>>();
            for (name, visit) in visits {
                window.look(visit);
                for _ in 0..8 {
                    window.frame();
                }
                for fault in faults(window.harness().output()) {
                    let place = format!("{width}x{height} at {scale}, {theme:?}, {name}");
                    found.entry(fault.to_string()).or_insert(place);
                }
            }
        }
    }
    let faults: Vec<String> = found.into_iter().map(|(fault, place)| format!("{place}: {fault}")).collect();
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

/// Everything a click could change, short of the clock.
fn state(window: &mut Driver) -> String {
    let output = window.harness().output();
    let mut drawn = std::hash::DefaultHasher::new();
    for shape in &output.shapes {
        format!("{:?}", shape.shape).hash(&mut drawn);
    }
    let drawn = drawn.finish();
    let focus = window.harness().ctx.memory(|memory| format!("{:?}", memory.focused()));
    format!("{}|{drawn}|{focus}", window.app().commands_done())
}

/// What is chosen when the window opens and stays so when it is clicked again; and a name that takes a double click.
const CHOSEN_ALREADY: [&str; 6] =
    ["Coverage", "Select", "Best reallocation", "Assumptions", "Judgements", "Wagner withdraws"];

#[test]
fn every_enabled_button_does_something() {
    let mut dead = BTreeSet::new();
    let mut clicked = BTreeSet::new();
    for tab in BottomTab::ALL {
        let open = || {
            let mut window = Driver::new([1600.0, 1000.0]);
            window.look(ViewCommand::Bottom(*tab));
            window
        };
        let mut names = Vec::new();
        for node in open().harness().root().children_recursive() {
            let node = node.accesskit_node();
            let is_button = matches!(node.role(), egui::accesskit::Role::Button | egui::accesskit::Role::CheckBox);
            // What is chosen already, a tab or a mode, stays so when it is clicked.
            let is_chosen = node.is_selected() == Some(true);
            if is_button && !is_chosen && !node.is_disabled() {
                names.extend(node.label());
            }
        }
        for name in &names {
            let is_only = names.iter().filter(|other| *other == name).count() == 1;
            if !is_only || CHOSEN_ALREADY.contains(&name.as_str()) || !clicked.insert(name.clone()) {
                continue;
            }
            let mut window = open();
            // What stands on the result of a computation stands there once it is computed.
            for _ in 0..300 {
                if window.shows(name) || name == "Cancel" {
                    break;
                }
                std::thread::sleep(std::time::Duration::from_millis(20));
                window.frame();
            }
            let before = state(&mut window);
            // As a screen reader clicks: also what is scrolled out of sight.
            let was_there = window.click_by_name(name);
            // A computation may be done before its button to stop it is reached; any other button has to stay.
            if !was_there && name == "Cancel" {
                continue;
            }
            if state(&mut window) == before {
                dead.insert(format!("{tab:?}: {name}"));
            }
        }
    }
    assert!(clicked.len() > 20, "the walk found only {} buttons", clicked.len());
    assert!(dead.is_empty(), "these do nothing: {dead:#?}");
}
