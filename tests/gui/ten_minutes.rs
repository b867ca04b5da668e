//! The first ten minutes, as the design tells them, on articles of the program's own. No step needs the manual.

use std::path::{Path, PathBuf};

use backstop::extract::FindingKind;
use backstop::gui::Session;
use backstop::model::{ShareBasis, Verdict};
use egui::{Key, Modifiers, pos2};

use crate::driver::{Driver, SIZES};

/// The sample's own articles.
pub fn articles() -> [PathBuf; 2] {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("resources/samples");
    ["kidal-bargain.txt", "bamako-shops-around.md"].map(|name| folder.join(name))
}

#[test]
fn from_the_sample_to_a_saved_map_of_two_articles() {
    let folder = tempfile::tempdir().unwrap();
    let data = backstop::store::DataFolder::at(folder.path().join("data"));
    // The smaller of the two sizes: what the first minutes need must be in sight there as well.
    let mut window = Driver::on_session(Session::of_sample(Some(data)).unwrap(), SIZES[0]);

    // The sample is open, and its slider asks to be dragged.
    let slider = window.rect("Wagner withdraws, extent");
    let hint = window.rect("drag me");
    let screen = egui::Rect::from_min_size(egui::Pos2::ZERO, SIZES[0].into());
    assert!(screen.contains_rect(slider) && screen.contains_rect(hint), "in sight: {slider:?}, {hint:?}");
    let said = |window: &Driver| window.app().snapshot().unwrap().outcome.explanation.clone();
    let sentence = said(&window);
    assert!(window.shows(&sentence.replace(" %", "\u{a0}%")), "the sentence stands in the panel: {sentence}");
    window.drag(pos2(slider.right() - 8.0, slider.center().y), slider.center());
    assert_ne!(said(&window), sentence, "the sentence follows the slider");
    assert!(window.shows(&said(&window).replace(" %", "\u{a0}%")));
    window.undo();
    assert_eq!(said(&window), sentence);

    // Two articles start a map of their own.
    let [first, second] = articles();
    window.open_articles(&[&first, &second]);
    assert_eq!(window.map().articles.len(), 2);
    assert!(window.map().provisions.is_empty(), "nothing proposed counts until it is accepted");

    // The principal is one of the three named most.
    let three: Vec<String> = (1..=3).flat_map(|n| window.names_with(&format!("{n}  "))).collect();
    assert!(three.iter().any(|name| name.ends_with("Mali")), "{three:?}");
    window.click("1  Mali");
    assert_eq!(window.map().principal.as_str(), "mali");

    // Review by keys: a click in the queue, then one key per finding.
    let shares = [Key::Num3, Key::Num2, Key::Num1, Key::Num4];
    let mut accepted = 0;
    while let Some(finding) = window.app().snapshot().unwrap().findings.first().cloned() {
        if finding.effect <= 0.0 || accepted == 6 {
            break;
        }
        let key = match finding.kind {
            FindingKind::Provision { .. } => shares[accepted % shares.len()],
            _ => Key::A,
        };
        window.key(key);
        accepted += 1;
    }
    assert!(accepted >= 4, "the articles hold more than {accepted} findings that matter");
    let label = window.undo_label().unwrap();
    assert!(label.starts_with("Accept “") && label.contains("Mali"), "{label}");
    let set = window.map().provisions.iter().filter(|p| p.share_basis == Some(ShareBasis::Analyst)).count();
    assert!(set >= 3, "{set} shares were set by keys");
    assert!(window.map().decisions.iter().all(|d| d.verdict == Verdict::Accepted));

    // A scenario from an actor, and its slider.
    window.click_scrolled("+ Add…");
    window.type_text("wagner");
    window.key(Key::Enter);
    let (_, name) = crate::building::wagner(&window);
    window.click_scrolled(&format!("Add: {name} withdraws"));
    let snapshot = |window: &Driver| window.app().snapshot().unwrap().outcome.overall.unwrap();
    let before = snapshot(&window);
    let extent = format!("{name} withdraws, extent");
    window.scroll_to(&extent);
    let slider = window.rect(&extent);
    window.drag(pos2(slider.left() + 8.0, slider.center().y), pos2(slider.right() - 8.0, slider.center().y));
    assert!(snapshot(&window) < before, "coverage falls when Wagner leaves");

    // The table for the report.
    let table = window.copy_by("Copy table");
    assert!(table.lines().next().unwrap().contains("Wagner"), "{table}");
    assert!(table.contains('\t'));

    // And save.
    let path = folder.path().join("mine.backstop");
    window.keys(Modifiers::COMMAND, Key::S);
    window.keys(Modifiers::COMMAND, Key::A);
    window.type_text(path.to_str().unwrap());
    window.key(Key::Enter);
    assert!(!window.app().session().is_dirty());
    let saved = backstop::store::read(&path).unwrap().map;
    assert_eq!(serde_json::to_string(&saved).unwrap(), serde_json::to_string(window.map()).unwrap());
}
