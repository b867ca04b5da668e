//! Undo and redo over everything, by name; and what is left when the program does not end as it should.

use std::path::Path;

use backstop::gui::{Command, Session};
use backstop::store::{DataFolder, pending_recoveries};
use egui::{Key, Modifiers, vec2};

use crate::driver::{Driver, SIZES};
use crate::reviewed_map;

fn desk() -> (tempfile::TempDir, DataFolder) {
    let folder = tempfile::tempdir().unwrap();
    let data = DataFolder::at(folder.path().join("data"));
    (folder, data)
}

#[test]
fn undo_and_redo_say_what_they_would_take_back_by_its_name() {
    let mut window = Driver::on_map(reviewed_map::map(), SIZES[1]);
    window.look(backstop::gui::ViewCommand::FocusReview);
    window.key(Key::N);
    window.key(Key::Num3);
    assert_eq!(window.undo_label().as_deref(), Some("Accept “Wagner gives Mali site security” with share 0.50"));
    window.click("Edit");
    assert!(window.shows_part("Undo: accept “Wagner gives Mali site security” with share 0.50"));
    window.key(Key::Escape);
    window.undo();
    assert!(window.shows("Undone: Accept “Wagner gives Mali site security” with share 0.50"));
    window.click("Edit");
    assert!(window.shows_part("Redo: accept “Wagner gives Mali site security”"));
    window.key(Key::Escape);
    window.look(backstop::gui::ViewCommand::FocusReview);
    window.key(Key::X);
    assert_eq!(window.undo_label().as_deref(), Some("Reject “Wagner gives Mali site security”"));
}

#[test]
fn every_step_of_an_afternoon_is_taken_back_and_done_again() {
    let mut window = Driver::on_map(reviewed_map::map(), SIZES[1]);
    let start = window.map_bytes();
    window.look(backstop::gui::ViewCommand::FocusReview);
    for key in [Key::M, Key::A, Key::Num2, Key::X, Key::A] {
        window.key(key);
    }
    window.drag_actor("Turkey", vec2(50.0, 30.0));
    window.click("Add scenario");
    let end = window.map_bytes();
    let mut labels = Vec::new();
    while let Some(label) = window.undo_label() {
        labels.push(label);
        window.undo();
    }
    assert_eq!(labels.len(), 7, "{labels:?}");
    assert!(labels.iter().all(|label| label.chars().count() > 8), "every step names its thing: {labels:?}");
    assert!(window.map_bytes() == start, "the map is another");
    for _ in &labels {
        window.redo();
    }
    assert!(window.map_bytes() == end, "the map is another");
}

#[test]
fn an_undo_as_the_first_act_after_a_save_is_kept_against_a_crash() {
    let (folder, data) = desk();
    let path = folder.path().join("map.backstop");
    let mut window = Driver::on_session(Session::of_sample(Some(data.clone())).unwrap(), SIZES[1]);
    window.drag_actor("Turkey", vec2(60.0, 20.0));
    let dragged = window.map_bytes();
    window.command(Command::SaveAt(path.clone()));
    assert!(!window.app().session().is_dirty());
    window.undo();
    let undone = window.map_bytes();
    assert_ne!(undone, dragged);
    assert!(window.app().session().is_dirty(), "the file holds what was undone");
    window.app().session().flush_journal();
    // What a crash would leave on disk: this program still holds its own.
    let left = folder.path().join("left");
    copy_folder(data.root(), &left);
    let pending = pending_recoveries(&DataFolder::at(left));
    let [journal] = pending.as_slice() else { panic!("{pending:?}") };
    let recovered = journal.accept().unwrap();
    assert_eq!(serde_json::to_string_pretty(&recovered.map).unwrap(), undone);
    assert_eq!(recovered.file.as_deref(), Some(path.as_path()));
}

fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[test]
fn closing_with_changes_asks_and_cancel_keeps_the_window() {
    let (folder, data) = desk();
    let mut window = Driver::on_session(Session::of_sample(Some(data)).unwrap(), SIZES[1]);
    window.drag_actor("Turkey", vec2(60.0, 20.0));
    let changed = window.map_bytes();
    assert!(!window.ask_to_close(), "the window stays until it is decided");
    assert!(window.shows_part("Save the changes to Mali: who secures Bamako?"));
    assert!(window.shows_part("The last one: move Turkey"));
    window.click("Cancel");
    assert!(window.map_bytes() == changed, "the map is another");
    assert!(!window.ask_to_close());
    window.click("Save");
    let path = folder.path().join("kept.backstop");
    window.keys(Modifiers::COMMAND, Key::A);
    window.type_text(path.to_str().unwrap());
    window.key(Key::Enter);
    assert!(window.app().is_closing(), "saved, and then closed");
    assert!(path.exists());
}

#[test]
fn closing_without_changes_asks_nothing() {
    let mut window = Driver::new(SIZES[1]);
    assert!(window.ask_to_close());
    assert!(!window.shows_part("Save the changes"));
}
