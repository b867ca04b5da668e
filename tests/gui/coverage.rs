//! The coverage matrix: cells by keys, in place, and what they say.

use egui::{Key, Modifiers};

use backstop::gui::{BottomTab, LinkRef, ViewCommand};
use backstop::model::{FunctionId, ProvisionId, Share, ShareBasis};

use egui_kittest::kittest::{NodeT as _, Queryable as _};

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
fn escape_closes_the_quotes_of_a_cell_and_leaves_it_the_keys() {
    let mut window = open();
    window.click(&cell(&window, "AES joint force, direct combat"));
    assert!(window.shows_part("Show quote:"));
    window.key(Key::Escape);
    assert!(!window.shows_part("Show quote:"));
    window.key(Key::Num5);
    assert_eq!(window.map().provision(&ProvisionId::from("p3")).unwrap().share, Some(Share(1.0)));
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
    assert_eq!(window.undo_label().as_deref(), Some("Set share of “Wagner gives Mali direct combat” to 0.75"));
}

#[test]
fn enter_on_an_empty_cell_adds_what_is_typed_there_as_one_step() {
    let mut window = open();
    let before = window.map_bytes();
    window.click(&cell(&window, "China, direct combat"));
    window.key(Key::Enter);
    assert_eq!(window.map_bytes(), before, "nothing is added before it is applied");
    window.type_text("12 %");
    window.key(Key::Tab);
    window.key(Key::Tab);
    window.type_text("8");
    window.key(Key::Enter);
    let new = window.map().provisions.last().unwrap();
    assert_eq!((new.provider.as_str(), new.function.as_str()), ("china", "direct_combat"));
    assert_eq!((new.share, new.ramp_months), (Some(Share(0.12)), Some(backstop::model::Months(8))));
    assert_eq!(cell(&window, "China, direct combat"), "China, direct combat, share 0.12");
    window.undo();
    assert_eq!(window.map_bytes(), before, "one step");
}

#[test]
fn a_cell_is_edited_where_it_stands_and_a_wrong_share_is_told() {
    let mut window = open();
    window.click(&cell(&window, "AES joint force, direct combat"));
    window.key(Key::Enter);
    window.type_text("35");
    window.key(Key::Enter);
    assert!(!window.names_or_values_with("“35” is no share; write 0.35 or 35 %").is_empty());
    window.harness().get_by_label("Share").focus();
    window.settle();
    window.keys(Modifiers::COMMAND, Key::A);
    window.type_text("0,35");
    window.key(Key::Enter);
    assert_eq!(window.map().provision(&ProvisionId::from("p3")).unwrap().share, Some(Share(0.35)));
    assert!(!window.shows("Apply"), "Enter closes it");
    window.key(Key::ArrowDown);
    window.key(Key::ArrowUp);
    window.key(Key::Num2);
    let share = window.map().provision(&ProvisionId::from("p3")).unwrap().share;
    assert_eq!(share, Some(Share(0.25)), "the cell has the keys again");
}

#[test]
fn a_share_key_on_an_empty_cell_adds_a_provision() {
    let mut window = open();
    let before = window.map().provisions.len();
    window.click(&cell(&window, "China, direct combat"));
    window.key(Key::Num1);
    assert_eq!(window.map().provisions.len(), before + 1);
    assert_eq!(window.map().provisions.last().unwrap().share, Some(Share(0.10)));
    window.undo();
    assert_eq!(window.map().provisions.len(), before, "one step");
}

#[test]
fn rows_pasted_from_a_spreadsheet_are_previewed_and_become_one_step() {
    let mut window = open();
    let before = window.map_bytes();
    window.click(&cell(&window, "China, direct combat"));
    let rows = "function\tprovider\tshare\tstatus\tquote\n\
                training\tUzbekistan\t15 %\toffered\tTashkent offers to train\n\
                direct combat\tWagner\t0.5\t\t\n\
                direct combat\tChina\t35\t\t\n";
    window.harness().event(egui::Event::Paste(rows.to_owned()));
    window.settle();
    assert_eq!(window.map_bytes(), before, "a preview changes nothing");
    assert!(!window.names_or_values_with("Provisions: 1 added, 1 changed; 1 quote becomes a claim").is_empty());
    assert!(!window.names_or_values_with("Adds actors: Uzbekistan").is_empty());
    assert!(!window.names_or_values_with("Line 4: “35” is no share; write 0.35 or 35 %").is_empty());
    window.click("Import 2 provisions");
    let added = window.map().provisions.last().unwrap();
    assert_eq!((added.provider.as_str(), added.share), ("uzbekistan", Some(Share(0.15))));
    let claim = window.map().claim(&added.evidence[0].claim).unwrap();
    assert_eq!(claim.quote, "Tashkent offers to train");
    assert_eq!(window.map().provision(&ProvisionId::from("p1")).unwrap().share, Some(Share(0.5)));
    assert_eq!(window.undo_label().as_deref(), Some("Import provisions"));
    window.undo();
    assert_eq!(window.map_bytes(), before);
}

#[test]
fn a_csv_file_is_opened_by_its_path_and_what_was_copied_as_a_list_comes_back_unchanged() {
    let mut window = open();
    let before = window.map_bytes();
    window.click("More about the table");
    window.harness().get_by_label("Copy as a list").click();
    window.frame();
    let list = window.copied().expect("the list is on the clipboard");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("provisions.csv");
    std::fs::write(&path, list).unwrap();
    window.settle();
    window.click("Add from table…");
    window.click("Open a CSV file…");
    window.type_text(&path.display().to_string());
    window.key(Key::Enter);
    assert!(!window.names_or_values_with("From provisions.csv").is_empty());
    assert!(!window.names_or_values_with("already as they are").is_empty());
    assert!(window.harness().get_by_label("Import 0 provisions").accesskit_node().is_disabled());
    assert_eq!(window.map_bytes(), before);
}

#[test]
fn functions_and_partners_are_filtered_and_sorted() {
    let mut window = open();
    window.click("Functions");
    window.click("only what changes");
    assert!(window.shows_part("Function site security,") && !window.shows_part("Function cyber,"));
    window.click("Functions: some");
    window.click("lowest coverage first");
    let first = window.names_with("Function ").remove(0);
    assert!(first.contains("coverage 0 %"), "{first}");
    window.click("Partners");
    window.click("only who loses");
    assert!(window.shows("Partner Wagner, lost in the scenario") && !window.shows("Partner China"));
    window.click("Show all");
    assert!(window.shows_part("Function cyber,") && window.shows("Partner China"));
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
    assert_eq!(combat.split('\t').nth(wagner), Some("0.55 lost"));
    let column = |name: &str| header.iter().position(|head| *head == name).unwrap();
    let air = copied.lines().find(|line| line.starts_with("air power\t")).unwrap();
    assert_eq!(air.split('\t').nth(column("Turkey")), Some("0.40 of 0.45"), "what is delivered, and of what");
    assert_eq!(air.split('\t').nth(column("Iran")), Some("0.15 offered"));
    assert!(copied.lines().all(|line| line.split('\t').count() == header.len()), "every row is as wide");
    let _ = Modifiers::NONE;
}

#[test]
fn a_cell_that_gives_a_part_of_its_share_says_both_numbers_and_so_does_its_row() {
    let window = open();
    assert_eq!(cell(&window, "Turkey, air power"), "Turkey, air power, share 0.45, delivers 0.40 in the scenario");
    let row = window.names_with("Coverage of air power:").remove(0);
    assert_eq!(row, "Coverage of air power: coverage 70 %; delivered .70 of the .90 that partners have shares for");
}
