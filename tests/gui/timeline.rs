//! The timeline: lines told apart without colour, a band that says why it lies where it does, and a table that has it.

use std::collections::BTreeSet;

use backstop::analysis::{Progress, Stream, UncertaintyOptions, uncertainty_band};
use backstop::export::chart::{DOTS, dashes};
use backstop::gui::{BottomTab, Command, MapChange, ViewCommand};
use backstop::model::{Months, Setting};
use egui::epaint::{ClippedShape, Shape};

use crate::analyses::{open, percent, save_by_menu, wait_for};
use crate::driver::{Driver, SIZES};

const MENU: &str = "Save the timeline as a picture or table";

/// The words that this frame paints, with where they stand.
fn painted(window: &mut Driver) -> Vec<(String, egui::Rect)> {
    fn gather(shape: &Shape, all: &mut Vec<(String, egui::Rect)>) {
        match shape {
            Shape::Vec(shapes) => shapes.iter().for_each(|shape| gather(shape, all)),
            Shape::Text(text) => all.push((text.galley.text().to_owned(), text.visual_bounding_rect())),
            _ => {}
        }
    }
    let mut all = Vec::new();
    for ClippedShape { shape, .. } in &window.harness().output().shapes {
        gather(shape, &mut all);
    }
    all
}

#[test]
fn the_band_says_why_it_lies_below_its_line() {
    let mut window = open(BottomTab::Timeline);
    wait_for(&mut window, "8 of 10 draws: ");
    wait_for(&mut window, "the band lies below the line: it lets every delivery fail at its stated odds");
    let said = window.names_with("Coverage over 60 months").remove(0);
    assert!(said.contains("; its median in month 12 is "), "{said}");
}

#[test]
fn each_line_has_its_name_at_its_end_and_no_two_names_touch() {
    for size in SIZES {
        let mut window = Driver::new(size);
        window.look(ViewCommand::Bottom(BottomTab::Timeline));
        let plot = window.names_with("Coverage over 60 months").remove(0);
        let plot = window.rect(&plot);
        let words: Vec<_> = painted(&mut window).into_iter().filter(|(_, at)| plot.contains(at.center())).collect();
        let mut ends: Vec<(String, egui::Rect)> = Vec::new();
        for scenario in window.map().scenarios.clone() {
            // At the right of the plot, whole or cut with an ellipsis.
            let start: String = scenario.name.chars().take(8).collect();
            let end = words.iter().find(|(words, at)| words.starts_with(&start) && at.left() > plot.center().x);
            ends.push(end.unwrap_or_else(|| panic!("{} has no name at its end: {words:?}", scenario.name)).clone());
        }
        for (n, (a, at)) in ends.iter().enumerate() {
            for (b, other) in &ends[n + 1..] {
                assert!(at.shrink(1.5).intersect(other.shrink(1.5)).is_negative(), "{a} lies on {b} at {size:?}");
            }
        }
        window.click_by_name(&format!("Show the line of {}", window.map().scenarios[1].name.clone()));
        let gone = window.map().scenarios[1].name.clone();
        let left = painted(&mut window);
        let still = left.iter().any(|(words, at)| plot.contains(at.center()) && *words == gone);
        assert!(!still, "a line left out takes its name along");
    }
}

#[test]
fn saved_pictures_tell_lines_apart_by_their_strokes_and_say_why_the_band_is_low() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = open(BottomTab::Timeline);
    wait_for(&mut window, "8 of 10 draws: ");
    let svg = String::from_utf8(save_by_menu(&mut window, MENU, "Save as SVG…", &folder.path().join("t.svg"))).unwrap();
    let count = window.map().scenarios.len() + 1;
    let patterns: BTreeSet<&str> =
        svg.split("stroke-dasharray=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let written = |pattern: &[f64]| pattern.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
    for n in 1..count {
        let wanted = written(dashes(n));
        assert!(
            patterns.iter().any(|pattern| pattern.replace(' ', ",") == wanted),
            "{wanted} is not among {patterns:?}"
        );
    }
    assert!(patterns.iter().any(|pattern| pattern.replace(' ', ",") == written(DOTS)), "{patterns:?}");
    assert!(svg.contains("The band lies below the line"), "the picture says it too");
}

#[test]
fn the_table_of_the_timeline_has_the_edges_and_the_median_of_the_band() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = open(BottomTab::Timeline);
    wait_for(&mut window, "8 of 10 draws: ");
    let csv = String::from_utf8(save_by_menu(&mut window, MENU, "Save as CSV…", &folder.path().join("t.csv"))).unwrap();
    let heading = csv.lines().next().unwrap().to_owned();
    for edge in ["low, 1 draw in 10 below", "median", "high, 1 draw in 10 above"] {
        assert!(heading.contains(&format!("80 % band of Wagner withdraws, if nobody reacts: {edge}")), "{heading}");
    }
    let month = csv.lines().find(|line| line.starts_with("12,")).unwrap();
    let numbers: Vec<f64> = month.split(',').rev().take(3).map(|cell| cell.parse().unwrap()).collect();
    let [high, median, low] = numbers[..] else { panic!("{month}") };
    assert!(low < median && median < high, "{month}");
    window.look(ViewCommand::Month(Months(12)));
    let said = window.names_with("Coverage over 60 months").remove(0);
    assert!(said.contains(&format!("8 of 10 draws: {} to {}", percent(low), percent(high))), "{said} {month}");
    window.click("80 % band: if nobody reacts");
    assert!(window.click_by_name("no band"));
    let csv = String::from_utf8(save_by_menu(&mut window, MENU, "Save as CSV…", &folder.path().join("n.csv"))).unwrap();
    assert!(!csv.contains("80 % band"), "where none is shown, none is written");
}

#[test]
fn an_idle_timeline_draws_its_band_and_rests() {
    let mut window = open(BottomTab::Timeline);
    for _ in 0..3000 {
        if !window.is_restless() && !window.shows("drawing…") {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    assert!(window.names_or_values_with("drawing…").is_empty(), "the band has come");
    assert!(!window.is_restless(), "and nothing is drawn again after it");
}

/// "8 of 10 draws: 25 % to 34 %" of the state that this frame shows, computed here.
fn band_words(window: &Driver) -> String {
    let snapshot = window.app().snapshot().unwrap();
    let options = UncertaintyOptions { samples: 2_000, seed: 42, stream: Stream::Parallel };
    let band = uncertainty_band(&snapshot.study, &snapshot.scenario, options, &Progress::new()).unwrap();
    let spread = band.overall[window.view().month.0 as usize].unwrap();
    format!("8 of 10 draws: {} to {}", percent(spread.p10), percent(spread.p90))
}

/// What the plot of this frame says of its band, if it shows one.
fn shown_band(window: &Driver) -> Option<String> {
    let said = window.names_with("Coverage over 60 months").remove(0);
    said.split("; ").find(|piece| piece.starts_with("8 of 10 draws")).map(str::to_owned)
}

#[test]
fn the_band_follows_a_drag_and_a_stale_one_never_shows() {
    let mut window = open(BottomTab::Timeline);
    window.command(Command::BeginStep("Drag".to_owned()));
    let mut seen = 0;
    for n in 0..24 {
        let setting = Setting::new("withdraw-wagner", 1.0 - 0.04 * f64::from(n));
        let change = MapChange::SetSetting { scenario: "wagner-withdraws".into(), setting };
        let ctx = window.harness().ctx.clone();
        window.harness().state_mut().apply(change.into(), &ctx);
        window.frame();
        // Now and then the hand rests, as hands do; then the band has to come.
        let rests = n % 8 == 7;
        for _ in 0..if rests { 1000 } else { 1 } {
            if let Some(shown) = shown_band(&window) {
                assert_eq!(shown, band_words(&window), "a band of another state");
                seen += 1;
                break;
            }
            if rests {
                std::thread::sleep(std::time::Duration::from_millis(10));
                window.frame();
            }
        }
    }
    assert!(seen >= 3, "it came whenever the hand rested");
    window.command(Command::AbortStep);
}

#[test]
fn the_timeline_shows_one_function_with_both_reactions_and_its_band() {
    let mut window = open(BottomTab::Timeline);
    window.look(ViewCommand::Function(Some("direct_combat".into())));
    wait_for(&mut window, "8 of 10 draws: ");
    assert!(!window.names_or_values_with("if every offer arrives on time").is_empty());
    window.click("80 % band: if nobody reacts");
    assert!(window.click_by_name("if every offer arrives on time"));
    wait_for(&mut window, "8 of 10, offers in");
    let said = window.names_with("Coverage over 60 months").remove(0);
    assert!(said.contains("Wagner withdraws 30 %"), "of direct combat alone: {said}");
}
