//! The coverage matrix: cells by keys, in place, and what they say.

use egui::{Key, Modifiers};

use backstop::gui::{BottomTab, LinkRef, ViewCommand};
use backstop::model::{FunctionId, ProvisionId, Share, ShareBasis};

use egui_kittest::kittest::Queryable as _;

use crate::driver::Driver;

fn open() -> Driver {
    // Wide enough for every column, so that each cell is in sight.
    let mut window = Driver::new([2000.0, 1000.0]);
    window.look(ViewCommand::Scenario("wagner-withdraws".into()));
    window.look(ViewCommand::Bottom(BottomTab::Coverage));
    window
}

fn cell(window: &Driver, place: &str) -> String {
    let found = window.names_with(&format!("{place},"));
    found.into_iter().find(|name| name.starts_with(place)).unwrap_or_else(|| panic!("no cell {place}"))
}

#[test]
fn a_cell_says_who_what_how_much_and_that_it_is_lost() {
    let window = open();
    assert_eq!(cell(&window, "Wagner, direct combat"), "Wagner, direct combat, share 0.55, lost in the scenario");
    assert_eq!(cell(&window, "AES joint force, direct combat"), "AES joint force, direct combat, share 0.15, offered");
    assert_eq!(cell(&window, "China, direct combat"), "China, direct combat, empty");
    assert_eq!(cell(&window, "France, air power"), "France, air power, not assessed, does not count");
    assert!(window.shows("Partner Wagner, lost in the scenario"));
    assert!(window.shows_part("Function cyber, not assessed"), "unknown is not zero");
}

#[test]
fn key_3_sets_half_as_the_analysts_judgement() {
    let mut window = open();
    window.click(&cell(&window, "AES joint force, direct combat"));
    window.key(Key::Num3);
    let provision = window.map().provision(&ProvisionId::from("p3")).unwrap();
    assert_eq!((provision.share, provision.share_basis), (Some(Share(0.50)), Some(ShareBasis::Analyst)));
    for (key, share) in [(Key::Num1, 0.10), (Key::Num2, 0.25), (Key::Num4, 0.75), (Key::Num5, 1.0)] {
        window.key(key);
        assert_eq!(window.map().provision(&ProvisionId::from("p3")).unwrap().share, Some(Share(share)));
    }
    window.key(Key::Num0);
    assert_eq!(window.map().provision(&ProvisionId::from("p3")).unwrap().share, None, "0 is not assessed");
    window.undo();
    assert_eq!(window.map().provision(&ProvisionId::from("p3")).unwrap().share, Some(Share(1.0)));
}

#[test]
fn a_click_selects_the_link_and_shows_its_quotes() {
    let mut window = open();
    window.click(&cell(&window, "Wagner, direct combat"));
    assert_eq!(window.view().selection.link, Some(LinkRef::Provision("p1".into())));
    assert!(window.shows_part("Show quote:"), "the quotes behind the cell are shown");
    let quote = window.names_with("Show quote:").remove(0);
    window.click(&quote);
    assert!(window.view().lit_place.is_some(), "a click on a quote goes to its sentence");
}

#[test]
fn arrows_move_and_enter_edits() {
    let mut window = open();
    window.click(&cell(&window, "Wagner, direct combat"));
    window.key(Key::ArrowDown);
    window.key(Key::ArrowUp);
    window.key(Key::Num4);
    assert_eq!(window.map().provision(&ProvisionId::from("p1")).unwrap().share, Some(Share(0.75)));
    window.key(Key::Enter);
    assert!(window.shows("Apply"), "Enter opens the editor");
    window.key(Key::Escape);
    assert!(!window.shows("Apply"), "Escape closes it");
    assert_eq!(window.undo_label().as_deref(), Some("Set share"));
}

#[test]
fn enter_on_an_empty_cell_adds_a_provision() {
    let mut window = open();
    let before = window.map().provisions.len();
    window.click(&cell(&window, "China, direct combat"));
    window.key(Key::Enter);
    assert_eq!(window.map().provisions.len(), before + 1);
    let new = window.map().provisions.last().unwrap();
    assert_eq!((new.provider.as_str(), new.function.as_str(), new.share), ("china", "direct_combat", None));
    assert!(window.shows("Apply"), "and opens it");
    assert_eq!(cell(&window, "China, direct combat"), "China, direct combat, not assessed");
}

#[test]
fn nobody_lost_and_unknown_look_and_read_differently() {
    let mut window = open();
    window.right_click(&window.names_with("Function cyber,").remove(0));
    window.click("Assessed: nobody provides it");
    assert_eq!(window.map().function_row(&FunctionId::from("cyber")).unwrap().assessed_none, Some(true));
    assert!(window.shows_part("Function cyber, coverage 0 %"));
    assert!(window.shows_part("Function maritime security, not assessed"));
}

#[test]
fn the_table_copies_as_tab_separated_text() {
    let mut window = open();
    let at = window.rect("Copy table").center();
    window.move_to(at);
    window.harness().get_by_label("Copy table").click();
    window.frame();
    let copied = window.copied().expect("something is on the clipboard");
    let header: Vec<&str> = copied.lines().next().unwrap().split('\t').collect();
    assert_eq!(header[0], "function");
    let wagner = header.iter().position(|name| *name == "Wagner").unwrap();
    let combat = copied.lines().find(|line| line.starts_with("direct combat\t")).unwrap();
    assert_eq!(combat.split('\t').nth(wagner), Some(".55"));
    assert!(copied.lines().all(|line| line.split('\t').count() == header.len()), "every row is as wide");
    let _ = Modifiers::NONE;
}
