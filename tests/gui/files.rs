//! Files that come into the window: dropped, typed, good and bad. What cannot be read is named with the reason, and nothing
//! else changes.

use std::path::{Path, PathBuf};

use backstop::gui::{Command, Session};
use backstop::store::DataFolder;
use egui::{Key, Modifiers};

use crate::driver::{Driver, SIZES};

const STORY: &str = "Drones for Bamako\n\nTurkey delivered armed drones to Mali in 2023. Wagner fights for Mali.\n";

/// A folder that goes with the test, and a window on the untouched sample.
fn desk() -> (tempfile::TempDir, Driver) {
    let folder = tempfile::tempdir().unwrap();
    let data = DataFolder::at(folder.path().join("data"));
    let window = Driver::on_session(Session::of_sample(Some(data)).unwrap(), SIZES[1]);
    (folder, window)
}

fn put(folder: &tempfile::TempDir, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

/// A scenario file of the sample.
fn saved_sample(folder: &tempfile::TempDir) -> PathBuf {
    let bytes = backstop::store::to_bytes(&backstop::store::sample_mali().unwrap()).unwrap();
    put(folder, "saved.backstop", bytes)
}

#[test]
fn articles_that_cannot_be_read_stay_in_the_list_with_the_reason_and_the_sample_stays() {
    let (folder, mut window) = desk();
    let before = window.map_bytes();
    let empty = put(&folder, "empty.txt", "");
    let binary = put(&folder, "picture.txt", [0x89, b'P', b'N', b'G', 0, 1, 2, 0xff, 0xfe, 0, 0, 7, 0, 9]);
    let directory = folder.path().join("folder");
    std::fs::create_dir(&directory).unwrap();
    window.open_articles(&[&empty, &binary, &directory, Path::new("/nowhere/at/all.txt")]);
    window.click("4 files could not be read");
    for name in ["empty.txt", "picture.txt", "folder", "all.txt"] {
        assert!(window.shows(&format!("{name} could not be read")), "{name}");
    }
    assert!(window.map_bytes() == before, "the sample is as it was");
    assert!(window.app().session().is_sample());
    assert_eq!(window.undo_label(), None);
    let first = window.all_named().into_iter().find(|(name, _)| name == "Dismiss").unwrap().1;
    window.click_at(first.center(), egui::PointerButton::Primary, Modifiers::NONE);
    assert!(!window.shows("empty.txt could not be read"), "the first is dismissed");
}

#[test]
fn articles_on_a_sample_that_was_changed_start_a_map_of_their_own_or_join_it_as_the_user_says() {
    let rename = || backstop::gui::MapChange::SetTitle("Tried".into());
    let (folder, mut window) = desk();
    let story = put(&folder, "story.txt", STORY);
    window.command(rename());
    window.open_articles(&[&story]);
    assert!(window.shows("Start a map of your own?"));
    window.click("Cancel");
    assert_eq!(window.map().articles.len(), backstop::store::sample_mali().unwrap().articles.len());

    window.open_articles(&[&story]);
    window.click("New map");
    assert!(window.shows_part("Save the changes to Tried"), "what was tried is not dropped unasked");
    window.click("Discard changes");
    window.wait_for_articles();
    assert_eq!(window.map().articles.len(), 1);
    assert!(!window.app().session().is_sample());

    let (folder, mut window) = desk();
    let story = put(&folder, "story.txt", STORY);
    window.command(rename());
    window.open_articles(&[&story]);
    window.click("Add to the sample");
    window.wait_for_articles();
    assert_eq!(window.map().articles.len(), backstop::store::sample_mali().unwrap().articles.len() + 1);
    assert_eq!(window.map().title, "Tried");
}

#[test]
fn a_scenario_file_that_cannot_be_read_is_named_and_nothing_changes() {
    let (folder, mut window) = desk();
    let whole = std::fs::read(saved_sample(&folder)).unwrap();
    let truncated = put(&folder, "truncated.backstop", &whole[..whole.len() / 2]);
    let text = String::from_utf8(whole).unwrap();
    let newer = text.replacen("\"version\": 1", "\"version\": 999", 1);
    assert_ne!(newer, text);
    let newer = put(&folder, "newer.backstop", newer);
    let empty = put(&folder, "empty.backstop", "");
    let binary = put(&folder, "binary.backstop", [0, 159, 146, 150, 0, 1]);
    let directory = folder.path().join("folder.backstop");
    std::fs::create_dir(&directory).unwrap();
    let before = window.map_bytes();
    for (path, says) in [
        (&truncated, ""),
        (&newer, "999"),
        (&empty, ""),
        (&binary, ""),
        (&directory, ""),
        (&folder.path().join("gone.backstop"), ""),
    ] {
        let bytes = std::fs::read(path).ok();
        window.command(Command::OpenMapAt(path.clone()));
        let name = path.file_name().unwrap().to_str().unwrap();
        assert!(window.shows("The map could not be opened"), "{name}");
        assert!(window.shows_part(name), "the message names {name}");
        assert!(window.shows_part(says), "{name}: {says}");
        window.click("OK");
        assert!(window.map_bytes() == before, "{name}");
        assert!(window.app().session().is_sample());
        assert_eq!(std::fs::read(path).ok(), bytes, "{name} is untouched");
    }
}

#[test]
fn dropped_articles_are_read_into_a_map_of_their_own_and_a_dropped_map_is_opened() {
    let (folder, mut window) = desk();
    let story = put(&folder, "story.txt", STORY);
    window.drop_files(&[&story]);
    assert_eq!(window.map().articles.len(), 1);
    assert!(!window.app().session().is_sample(), "articles start a map of their own");
    assert_eq!(window.undo_label().as_deref(), Some("Read “Drones for Bamako”"));
    window.drop_files(&[&saved_sample(&folder)]);
    assert!(window.shows_part("Save the changes to"), "a map that would drop changes asks first");
    window.click("Discard changes");
    assert_eq!(window.map().title, backstop::store::sample_mali().unwrap().title);
    assert!(window.app().session().path().is_some_and(|path| path.ends_with("saved.backstop")));
}

#[test]
fn an_article_dropped_twice_is_there_once_and_it_is_said() {
    let (folder, mut window) = desk();
    let story = put(&folder, "story.txt", STORY);
    window.drop_files(&[&story]);
    window.drop_files(&[&story]);
    assert_eq!(window.map().articles.len(), 1);
    assert!(window.shows_part("is in the map already"));
}

#[test]
fn the_path_box_completes_says_what_is_wrong_and_opens() {
    let (folder, mut window) = desk();
    let map = saved_sample(&folder);
    window.keys(Modifiers::COMMAND, Key::O);
    assert!(window.shows("Open map"));
    let gone = folder.path().join("gone.backstop");
    window.type_text(gone.to_str().unwrap());
    window.key(Key::Enter);
    assert!(window.shows_part("there is no such file; check the spelling"));
    window.keys(Modifiers::COMMAND, Key::A);
    let start = folder.path().join("sav");
    window.type_text(start.to_str().unwrap());
    window.key(Key::Tab);
    window.key(Key::Enter);
    assert_eq!(window.app().session().path(), Some(map.as_path()));
    assert!(!window.shows("Open map"));
}

#[test]
fn saving_over_another_file_needs_the_answer_twice() {
    let (folder, mut window) = desk();
    let notes = folder.path().join("notes.txt");
    std::fs::write(&notes, "my own notes").unwrap();
    window.command(Command::SaveAs);
    window.keys(Modifiers::COMMAND, Key::A);
    window.type_text(notes.to_str().unwrap());
    window.key(Key::Enter);
    assert!(window.shows_part("there is such a file already"));
    assert_eq!(std::fs::read_to_string(&notes).unwrap(), "my own notes");
    window.key(Key::Enter);
    assert!(!window.shows("Save map"), "the second time it is meant");
    assert!(backstop::store::read(&notes).is_ok());
}

#[test]
fn opening_another_map_asks_about_changes_and_cancel_keeps_them() {
    let (folder, mut window) = desk();
    let map = saved_sample(&folder);
    window.drag_actor("Turkey", egui::vec2(60.0, 20.0));
    let changed = window.map_bytes();
    window.command(Command::OpenMapAt(map.clone()));
    assert!(window.shows_part("The last one: move Turkey"), "{:?}", window.names_with("The last one"));
    window.click("Cancel");
    assert!(window.map_bytes() == changed, "the map is another");
    window.command(Command::OpenMapAt(map.clone()));
    window.click("Save");
    assert!(window.shows("Save map"), "a map without a file is asked where to go");
    let own = folder.path().join("own.backstop");
    window.keys(Modifiers::COMMAND, Key::A);
    window.type_text(own.to_str().unwrap());
    window.key(Key::Enter);
    assert_eq!(serde_json::to_string_pretty(&backstop::store::read(&own).unwrap().map).unwrap(), changed);
    assert_eq!(window.app().session().path(), Some(map.as_path()), "and then the other map is opened");
}

#[test]
fn scenarios_that_are_here_already_are_not_ticked_for_import() {
    let (folder, mut window) = desk();
    let bytes = backstop::store::to_bytes(&backstop::store::sample_mali().unwrap()).unwrap();
    let path = put(&folder, "same.backstop", bytes);
    window.command(Command::ImportScenariosFrom(path));
    assert!(window.shows_part("on this map already"));
    assert!(window.shows("Import 0 scenarios"));
}

#[test]
fn scenarios_of_another_file_are_chosen_and_imported_in_one_step() {
    let (folder, mut window) = desk();
    // The other file calls Wagner by another name, and has an actor that this map does not have.
    let mut other = backstop::store::sample_mali().unwrap();
    let edit = backstop::model::actions::add_actor(&other, "Atlantis", backstop::model::ActorKind::State, None);
    edit.1.apply(&mut other).unwrap();
    let lever = backstop::model::Lever::withdrawal(edit.0);
    let (far, edit) = backstop::model::actions::add_assumption(&other, "Atlantis withdraws", lever);
    edit.apply(&mut other).unwrap();
    for scenario in &mut other.scenarios {
        scenario.settings.push(backstop::model::Setting::new(far.clone(), 1.0));
    }
    let bytes = backstop::store::to_bytes(&other).unwrap();
    let path = put(&folder, "other.backstop", bytes);
    let before = window.map_bytes();
    let (scenarios, assumptions) = (window.map().scenarios.len(), window.map().assumptions.len());
    window.command(Command::ImportScenarios);
    window.type_text(path.to_str().unwrap());
    window.key(Key::Enter);
    assert!(window.shows("Import scenarios from other.backstop"));
    assert!(window.shows_part("left out, not on this map: Atlantis withdraws"));
    let first = other.scenarios[0].name.clone();
    window.click_scrolled(&format!("Import {first}"));
    window.click("Import 3 scenarios");
    assert_eq!(window.map().scenarios.len(), scenarios + 3);
    assert_eq!(window.map().assumptions.len(), assumptions, "what moves the same is the same assumption");
    let imported = window.map().scenarios[scenarios].clone();
    assert_eq!(imported.name, format!("{} (2)", other.scenarios[1].name), "the first was not chosen");
    assert_eq!(window.view().scenario, window.map().scenarios.last().unwrap().id, "the last one is looked at");
    assert_eq!(window.undo_label().as_deref(), Some("Import 3 scenarios"));
    window.undo();
    assert!(window.map_bytes() == before, "the map is another");
    // Enter takes the button that stands out.
    window.command(Command::ImportScenariosFrom(path));
    window.key(Key::Enter);
    assert_eq!(window.map().scenarios.len(), scenarios + 4);
    window.undo();
    // A file without scenarios, and one that is none, say so.
    let mut bare = other;
    bare.scenarios.clear();
    let bare = put(&folder, "bare.backstop", backstop::store::to_bytes(&bare).unwrap());
    window.command(Command::ImportScenariosFrom(bare));
    assert!(window.shows_part("bare.backstop has no scenario but the baseline"));
    window.click("OK");
    let broken = put(&folder, "broken.backstop", "{");
    window.command(Command::ImportScenariosFrom(broken));
    assert!(window.shows_part("broken.backstop"));
}

#[test]
fn a_map_dates_month_0_by_its_latest_article_and_its_properties_are_changed_as_one_step() {
    let (folder, mut window) = desk();
    let old = put(&folder, "old.txt", format!("Drones\n\n9 November 2023\n\n{STORY}"));
    let new =
        put(&folder, "new.txt", "Guns for Bamako\n\n3 May 2024\n\nChina sold rifles to Mali. Russia trains Mali.\n");
    window.open_articles(&[&new, &old]);
    assert_eq!(window.map().start_month.map(|month| month.to_string()).as_deref(), Some("2024-05"));
    let before = window.map_bytes();
    window.click("May 2025");
    assert!(window.shows("Map properties"));
    window.type_text("Who arms Bamako");
    window.key(Key::Enter);
    assert_eq!(window.map().title, "Who arms Bamako");
    window.undo();
    assert_eq!(window.map_bytes(), before);
}
