//! The bottom tabs that compute: the timeline's line, compare, partner sets, sensitivity, consistency.

use backstop::analysis::{ConsistencyOptions, CrossImpact, Progress, consistency};
use backstop::gui::{BottomTab, ViewCommand};
use backstop::model::{Months, ScenarioId};
use egui::Key;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use crate::driver::{Driver, SIZES};

/// The sample with a scenario and a tab chosen.
pub fn open(tab: BottomTab) -> Driver {
    let mut window = Driver::new(SIZES[1]);
    window.look(ViewCommand::Scenario("wagner-withdraws".into()));
    window.look(ViewCommand::Bottom(tab));
    window
}

/// Draws frames until something shows that a computation brings; fails after ten seconds.
#[track_caller]
pub fn wait_for(window: &mut Driver, part: &str) {
    for _ in 0..1000 {
        if !window.names_or_values_with(part).is_empty() {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
        window.frame();
    }
    panic!("{part} never shows");
}

pub fn percent(share: f64) -> String {
    backstop::model::percent(share)
}

#[test]
fn the_timeline_has_a_line_per_scenario_and_reads_the_month() {
    let mut window = open(BottomTab::Timeline);
    let said = window.names_with("Coverage over 60 months").remove(0);
    let snapshot = window.app().snapshot().unwrap();
    for scenario in &window.map().scenarios {
        let at = snapshot.timeline(&scenario.id).unwrap().overall[12].unwrap();
        assert!(said.contains(&format!("{} {}", scenario.name, percent(at))), "{said}");
        assert!(window.shows(&format!("Show the line of {}", scenario.name)));
    }
    window.look(ViewCommand::Month(Months(0)));
    assert!(window.shows_part("Coverage over 60 months; month 0 ("));
}

#[test]
fn compare_sets_scenarios_against_the_first_and_says_why() {
    let mut window = open(BottomTab::Compare);
    assert!(!window.names_or_values_with("From Baseline to Wagner withdraws").is_empty(), "the sentence stands there");
    window.click("Compare Moscow adapts");
    assert!(!window.names_or_values_with("From Baseline to Moscow adapts").is_empty());
    window.click("Compare Partners step up");
    let full = window.harness().get_by_label("Compare Russia leaves altogether").accesskit_node().is_disabled();
    assert!(full, "four at most");
    let combat = window.names_with("direct combat: Baseline").remove(0);
    let snapshot = window.app().snapshot().unwrap();
    let after = snapshot.outcome.functions["direct_combat"].coverage.unwrap();
    assert!(combat.contains(&format!("Wagner withdraws {}", percent(after))), "{combat}");
    window.click("Compare Moscow adapts");
    assert!(window.names_or_values_with("From Baseline to Moscow adapts").is_empty(), "a second click takes it out");
}

#[test]
fn the_best_reallocation_is_no_worse_than_what_stands() {
    let mut window = open(BottomTab::PartnerSets);
    wait_for(&mut window, "at best, now");
    let rows = window.names_with("at best, now");
    assert!(rows.iter().any(|row| row.starts_with("direct combat: 45 % at best, now 30 %")), "{rows:?}");
}

#[test]
fn a_set_for_nothing_needs_nobody_and_for_everything_is_out_of_reach() {
    let mut window = open(BottomTab::PartnerSets);
    window.click("Smallest partner sets");
    window.harness().get_by_label("Threshold of the sets").focus();
    window.settle();
    window.key(Key::Home);
    wait_for(&mut window, "No partner is needed for that");
    window.key(Key::End);
    wait_for(&mut window, "Out of reach for any set");
    let blocks = window.names_or_values_with(" blocks it: all partners together reach ");
    let site =
        blocks.iter().any(|line| line.starts_with("site security blocks it") && line.contains(" 0 % of its need"));
    assert!(site, "with Wagner gone nobody secures sites: {blocks:?}");
    assert!(window.copy_by("Copy text").contains("site security blocks it"));
    assert!(
        window.names_or_values_with("No partner is needed").is_empty(),
        "what was computed for another threshold goes"
    );
}

#[test]
fn the_buttons_below_the_losses_open_what_they_name() {
    let mut window = open(BottomTab::Coverage);
    window.click_scrolled("Smallest partner set…");
    wait_for(&mut window, "Out of reach for any set");
    window.click_scrolled("Best reallocation…");
    wait_for(&mut window, "at best, now");
    assert!(window.names_or_values_with("Out of reach for any set").is_empty());
}

#[test]
fn one_partner_gone_names_what_breaks() {
    let mut window = open(BottomTab::PartnerSets);
    window.look(ViewCommand::Scenario(ScenarioId::BASELINE.into()));
    window.click("One partner gone");
    wait_for(&mut window, "Wagner gone:");
    let row = window.names_with("Wagner gone:").remove(0);
    assert!(row.contains("site security"), "{row}");
    window.click("Two partners gone");
    wait_for(&mut window, " and ");
    wait_for(&mut window, "gone: ▼");
}

#[test]
fn the_tornado_stands_on_the_scenario_and_moves_one_lever_at_a_time() {
    let mut window = open(BottomTab::Sensitivity);
    wait_for(&mut window, "Wagner withdraws: ");
    let overall = window.app().snapshot().unwrap().outcome.overall.unwrap();
    let bar = window.names_with("Wagner withdraws: ").remove(0);
    assert!(
        bar.contains(&format!("{:.1} % at 100 %", overall * 100.0)),
        "the scenario stands at its full extent: {bar}"
    );
    window.click("Provisions");
    wait_for(&mut window, "· direct combat: ");
}

#[test]
fn judgements_are_set_and_a_combination_becomes_a_scenario() {
    let mut window = open(BottomTab::Consistency);
    wait_for(&mut window, "hold together");
    let before = window.map_bytes();
    let cell = window.names_with("Wagner: stays on Spain: trains,").remove(0);
    assert!(cell.ends_with("-3"), "{cell}");
    window.click(&cell);
    window.click("Judge -1");
    assert!(window.shows("Wagner: stays on Spain: trains, -1"));
    let judged = window.map().consistency.as_ref().unwrap();
    let kept = judged.judgements.iter().find(|j| j.from.state == "stays" && j.to.state == "trains").unwrap();
    assert_eq!((kept.value, kept.note.is_empty()), (-1, false), "the note stays");
    window.undo();
    assert_eq!(window.map_bytes(), before);
    wait_for(&mut window, "Make a scenario of:");
    let scenarios = window.map().scenarios.len();
    let first = window.names_with("Make a scenario of:").remove(0);
    window.click_scrolled(&first);
    assert_eq!(window.map().scenarios.len(), scenarios + 1);
    let made = window.map().scenarios.last().unwrap();
    assert!(!made.settings.is_empty());
    assert_eq!(window.view().scenario, made.id);
    window.undo();
    assert_eq!(window.map_bytes(), before, "one step");
}

#[test]
fn the_editor_of_judgements_shows_the_cell_that_has_the_keys() {
    let mut window = open(BottomTab::Consistency);
    wait_for(&mut window, "hold together");
    let cell = window.names_with("Wagner: stays on Spain: trains,").remove(0);
    window.click(&cell);
    let edited = |window: &Driver| window.names_or_values_with("  →  ").pop().expect("an editor");
    assert_eq!(edited(&window), "Wagner: stays  →  Spain: trains");
    window.key(Key::ArrowRight);
    let focused = window.focused().expect("a cell");
    let on = edited(&window).replace("  →  ", " on ");
    assert!(focused.starts_with(&on) && on != "Wagner: stays on Spain: trains", "{focused}, {on}");
    window.key(Key::Num2);
    assert!(window.names_with(&format!("{on}, ")).iter().all(|name| name.ends_with('2')));
}

/// Saves by a menu of a tab to a file of this folder, through the path box; what the file then holds.
#[track_caller]
pub fn save_by_menu(window: &mut Driver, menu: &str, entry: &str, path: &std::path::Path) -> Vec<u8> {
    window.click(menu);
    window.click(entry);
    window.keys(egui::Modifiers::COMMAND, Key::A);
    window.type_text(&path.display().to_string());
    window.key(Key::Enter);
    std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn the_timeline_the_comparison_and_the_tornado_are_saved_as_picture_drawing_and_table() {
    let folder = tempfile::tempdir().unwrap();
    for (tab, menu, words) in [
        (BottomTab::Timeline, "Save the timeline as a picture or table", "Moscow adapts"),
        (BottomTab::Compare, "Save the comparison as a picture or table", "all functions"),
        (BottomTab::Sensitivity, "Save the sensitivity as a picture or table", "Wagner withdraws"),
    ] {
        let mut window = open(tab);
        wait_for(&mut window, menu);
        let path = |ending: &str| folder.path().join(format!("{tab:?}.{ending}"));
        let png = save_by_menu(&mut window, menu, "Save as PNG…", &path("png"));
        assert!(png.starts_with(b"\x89PNG"), "{tab:?}");
        let svg = String::from_utf8(save_by_menu(&mut window, menu, "Save as SVG…", &path("svg"))).unwrap();
        assert!(svg.contains("<svg") && svg.contains(words), "{tab:?}");
        let csv = String::from_utf8(save_by_menu(&mut window, menu, "Save as CSV…", &path("csv"))).unwrap();
        assert!(csv.lines().count() > 5 && csv.contains(words), "{tab:?}: {csv}");
    }
}

#[test]
fn a_sentence_is_copied_with_its_numbered_quotes_sources_and_dates() {
    let mut window = open(BottomTab::Compare);
    window.harness().get_by_label("Copy sentences").click();
    window.frame();
    let copied = window.copied().expect("something is on the clipboard");
    assert!(copied.starts_with("From Baseline to Wagner withdraws"), "{copied}");
    let first = copied.lines().find(|line| line.starts_with("[1] “")).expect("a numbered quote");
    assert!(first.contains(" · ") && first.ends_with(')'), "{first}");
}

#[test]
fn what_was_computed_for_another_state_never_shows() {
    let mut window = open(BottomTab::Sensitivity);
    wait_for(&mut window, "Wagner withdraws: ");
    window.look(ViewCommand::Month(Months(0)));
    for _ in 0..200 {
        let overall = window.app().snapshot().unwrap().outcome.overall.unwrap();
        for head in window.names_with("Wagner withdraws: ").into_iter().filter(|name| name.starts_with("Wagner")) {
            assert!(head.contains(&percent(overall)), "{head} is of another month than {}", percent(overall));
        }
        window.frame();
    }
}

#[test]
fn judgements_go_out_as_a_scenario_wizard_project_and_come_back_with_their_settings() {
    let mut window = open(BottomTab::Consistency);
    let before = window.map().consistency.clone().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("judgements.scw");
    window.click("Save as .scw…");
    window.keys(egui::Modifiers::COMMAND, Key::A);
    window.type_text(&path.display().to_string());
    window.key(Key::Enter);
    assert!(std::fs::read_to_string(&path).unwrap().starts_with("$ ScenarioWizard 4.0"));
    window.click("Open .scw…");
    window.type_text(&path.display().to_string());
    window.key(Key::Enter);
    window.settle();
    assert_eq!(window.undo_label().as_deref(), Some("Edit judgements"));
    let after = window.map().consistency.clone().unwrap();
    let names = |c: &backstop::model::Consistency| c.descriptors.iter().map(|d| d.name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&after), names(&before));
    for (a, b) in after.descriptors.iter().zip(&before.descriptors) {
        for (a, b) in a.states.iter().zip(&b.states) {
            assert_eq!((&a.name, &a.settings), (&b.name, &b.settings));
        }
    }
    assert_eq!(after.judgements.len(), before.judgements.iter().filter(|j| j.value != 0).count());
}

#[test]
fn combinations_of_other_judgements_never_show() {
    let mut window = open(BottomTab::Consistency);
    wait_for(&mut window, "hold together");
    for value in ["Judge +3", "Judge -3", "Judge +1"] {
        let cell = window.names_with("Wagner: stays on Spain: trains,").remove(0);
        window.click(&cell);
        window.harness().get_by_label(value).click();
        let mut came = false;
        for _ in 0..300 {
            window.frame();
            let matrix = CrossImpact::of(window.map().consistency.as_ref().unwrap()).unwrap();
            let found =
                consistency(&matrix, &ConsistencyOptions::default(), &Progress::new()).unwrap().consistent.len();
            let heads = window.names_or_values_with(" together");
            let heads: Vec<_> = heads.iter().filter(|words| words.contains("combination")).collect();
            came |= !heads.is_empty();
            for head in heads {
                assert!(head.starts_with(&format!("{found} combination")), "{head} of other judgements than {found}");
            }
            if came {
                break;
            }
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
        assert!(came, "the combinations come");
    }
}

#[test]
fn descriptors_and_states_are_added_renamed_bound_and_removed_in_the_window() {
    let mut window = open(BottomTab::Consistency);
    let before = window.map_bytes();
    let judged = |window: &Driver| window.map().consistency.clone().unwrap();
    window.click("Descriptors and states");
    window.click_scrolled("Add descriptor");
    assert_eq!(judged(&window).descriptors.last().unwrap().name, "New descriptor");
    let name = "Name of the descriptor New descriptor";
    window.scroll_to(name);
    window.harness().get_by_label(name).focus();
    window.settle();
    window.keys(egui::Modifiers::COMMAND, Key::A);
    window.type_text("Niger, and what it does when its own army is bound at home");
    window.key(Key::Enter);
    let long = "Niger, and what it does when its own army is bound at home";
    assert_eq!(judged(&window).descriptors.last().unwrap().name, long);
    window.click_scrolled(&format!("Add a state to {long}"));
    window.click_scrolled(&format!("Bind a lever to {long}: yes"));
    assert!(window.click_by_name("Turkey steps up"));
    let state = judged(&window).descriptors.last().unwrap().states[1].clone();
    assert_eq!((state.name.as_str(), state.settings[0].extent), ("yes", 1.0));
    window.click_scrolled(&format!("Remove the state {long}: new state"));
    assert_eq!(judged(&window).descriptors.last().unwrap().states.len(), 2);
    // A state that is judged is renamed, and its judgements with it.
    let name = "Name of the state Wagner: stays";
    window.scroll_to(name);
    window.harness().get_by_label(name).focus();
    window.settle();
    window.keys(egui::Modifiers::COMMAND, Key::A);
    window.type_text("remains");
    window.key(Key::Enter);
    assert!(judged(&window).judgements.iter().any(|j| j.from.state == "remains"));
    assert_eq!(window.undo_label().as_deref(), Some("Rename state to remains"));
    window.click("Judgements");
    assert!(window.shows_part("Wagner: remains on Spain: trains,"));
    for _ in 0..6 {
        window.undo();
    }
    assert_eq!(window.map_bytes(), before);
}

#[test]
fn partner_sets_copy_as_tables_and_as_text_with_numbered_quotes() {
    let mut window = open(BottomTab::PartnerSets);
    wait_for(&mut window, "at best, now");
    let text = window.copy_by("Copy text");
    assert!(
        text.starts_with("Wagner withdraws, month 12 (Nov 2025): best case if every offer is taken up 58 %"),
        "{text}"
    );
    assert!(text.contains("Turkey, air power: 45 % instead of 40 %\n"), "{text}");
    assert!(text.lines().any(|line| line.starts_with("[1] “") && line.ends_with(')')), "{text}");
    window.click("One partner gone");
    wait_for(&mut window, "gone: ▼");
    let text = window.copy_by("Copy text");
    assert!(text.contains("\nWithout ") && text.contains("\n[1] “"), "{text}");
    let table = window.copy_by("Copy table");
    assert!(table.starts_with("gone\tcoverage\tdrop\t"), "{table}");
    window.click("Smallest partner sets");
    window.harness().get_by_label("Threshold of the sets").focus();
    window.settle();
    window.key(Key::Home);
    wait_for(&mut window, "No partner is needed for that");
    let text = window.copy_by("Copy text");
    assert!(text.contains("No partner is needed for that"), "{text}");
}
