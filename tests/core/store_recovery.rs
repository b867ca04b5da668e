//! What a crash may cost: at most the last second, never the file, and never without being asked.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use backstop::model::{Actor, ActorKind, Change, Edit, Header, History, ScenarioMap, Share};
use backstop::store::{
    DataFolder, Journal, Stamp, StoreError, parse, pending_recoveries, read, salvage, save, to_bytes,
};

use super::store::fixture;

const CHILD: &str = "BACKSTOP_TEST_JOURNAL_CHILD";

const SAVING_CHILD: &str = "BACKSTOP_TEST_SAVING_CHILD";

fn map() -> ScenarioMap {
    parse(&fixture("version-1-full.backstop"), Path::new("full")).unwrap()
}

fn rename(map: &ScenarioMap, title: &str) -> Edit {
    Edit::Header(Box::new(Header { title: title.to_owned(), ..Header::of(map) }))
}

fn add(map: &ScenarioMap, name: &str) -> Edit {
    Edit::Actor(Change::insert(map.actors.len(), Actor::new(name, name, ActorKind::Other)))
}

fn apply(map: &mut ScenarioMap, journal: &mut Journal, edit: Edit) {
    journal.append([&edit]);
    edit.apply(map).unwrap();
}

fn folder() -> (tempfile::TempDir, DataFolder) {
    let folder = tempfile::tempdir().unwrap();
    let data = DataFolder::at(folder.path().join("data"));
    (folder, data)
}

fn journals(data: &DataFolder) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(data.root().join("journals")) else { return Vec::new() };
    entries.map(|entry| entry.unwrap().path()).collect()
}

/// Leaves a journal as a crash would, with three edits.
fn crash(data: &DataFolder) -> ScenarioMap {
    let mut map = map();
    let mut journal = Journal::begin(Some(data), &map, None);
    for n in 0..3 {
        let edit = add(&map, &format!("actor-{n}"));
        apply(&mut map, &mut journal, edit);
    }
    map
}

/// Runs only as the child of the next test: writes edits, says so, and waits to be killed.
#[test]
fn child_that_edits_until_it_is_killed() {
    let Some(folder) = std::env::var_os(CHILD).map(PathBuf::from) else { return };
    let data = DataFolder::at(folder.join("data"));
    let path = folder.join("map.backstop");
    let opened = read(&path).unwrap();
    let (mut map, stamp) = (opened.map, opened.stamp.unwrap());
    let mut journal = Journal::begin(Some(&data), &map, Some((&path, &stamp)));
    for n in 0..100 {
        let edit = rename(&map, &format!("Title {n}"));
        apply(&mut map, &mut journal, edit);
    }
    journal.flush().unwrap();
    println!("\nedited");
    std::io::stdout().flush().unwrap();
    std::thread::sleep(std::time::Duration::from_mins(1));
}

#[test]
fn a_killed_program_loses_nothing_that_was_journaled_and_its_file_is_untouched() {
    let (folder, data) = folder();
    let path = folder.path().join("map.backstop");
    save(&map(), &path, None, None).unwrap();
    let before = fs::read(&path).unwrap();
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "store_recovery::child_that_edits_until_it_is_killed", "--nocapture"])
        .env(CHILD, folder.path())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    assert!(lines.any(|line| line.unwrap().contains("edited")), "the child ended early");
    assert!(pending_recoveries(&data).is_empty(), "what a living window holds is not offered");
    child.kill().unwrap();
    child.wait().unwrap();
    let pending = pending_recoveries(&data);
    assert_eq!(pending.len(), 1);
    assert_eq!(pending[0].edits, 100);
    assert_eq!(pending[0].file.as_deref(), Some(path.canonicalize().unwrap().as_path()));
    let recovered = pending[0].accept().unwrap();
    assert_eq!(recovered.map.title, "Title 99");
    assert_eq!(recovered.lost_edits, 0);
    assert_eq!(fs::read(&path).unwrap(), before);
    // The file has not changed since, so saving over it is no conflict.
    save(&recovered.map, &path, recovered.stamp.as_ref(), Some(&data)).unwrap();
}

/// Runs only as the child of the next test: saves one map after the other until it is killed.
#[test]
fn child_that_saves_until_it_is_killed() {
    let Some(folder) = std::env::var_os(SAVING_CHILD).map(PathBuf::from) else { return };
    let mut map = map();
    println!("\nsaving");
    std::io::stdout().flush().unwrap();
    for n in 0.. {
        map.title = format!("Save {n}");
        map.notes = "long ".repeat(20_000);
        save(&map, &folder.join("map.backstop"), None, None).unwrap();
    }
}

#[test]
fn a_program_killed_in_the_middle_of_a_save_leaves_a_whole_file() {
    let (folder, _) = folder();
    let path = folder.path().join("map.backstop");
    save(&map(), &path, None, None).unwrap();
    for wait in 0..12 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "store_recovery::child_that_saves_until_it_is_killed", "--nocapture"])
            .env(SAVING_CHILD, folder.path())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        assert!(lines.any(|line| line.unwrap().contains("saving")), "the child ended early");
        std::thread::sleep(std::time::Duration::from_millis(20 + 7 * wait));
        child.kill().unwrap();
        child.wait().unwrap();
        read(&path).unwrap();
    }
    assert_ne!(read(&path).unwrap().map.title, map().title, "the child did save");
    save(&map(), &path, None, None).unwrap();
    let names: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names, ["map.backstop"], "what the killed programs left is cleared away");
}

#[test]
fn recovery_is_offered_again_until_it_is_decided() {
    let (_folder, data) = folder();
    let edited = crash(&data);
    assert_eq!(pending_recoveries(&data).len(), 1);
    let recovered = pending_recoveries(&data)[0].accept().unwrap();
    assert_eq!(recovered.map, edited);
    assert!(pending_recoveries(&data).is_empty(), "another window must not offer it too");
    // A second crash before the save: offered again, with what was done since.
    let (mut map, mut journal) = (recovered.map, recovered.journal);
    let edit = add(&map, "after-the-crash");
    apply(&mut map, &mut journal, edit);
    drop(journal);
    let pending = pending_recoveries(&data);
    assert_eq!(pending[0].edits, 4);
    assert_eq!(pending[0].accept().unwrap().map, map);
    pending_recoveries(&data)[0].discard().unwrap();
    assert!(pending_recoveries(&data).is_empty() && journals(&data).is_empty());
}

#[test]
fn a_map_that_was_only_looked_at_or_saved_leaves_no_journal() {
    let (folder, data) = folder();
    let path = folder.path().join("map.backstop");
    let mut map = map();
    let mut journal = Journal::begin(Some(&data), &map, None);
    journal.flush().unwrap();
    assert!(journals(&data).is_empty());
    let edit = add(&map, "turkiye");
    apply(&mut map, &mut journal, edit);
    journal.flush().unwrap();
    assert_eq!(journals(&data).len(), 1);
    let saved = save(&map, &path, None, Some(&data)).unwrap();
    journal.restart(Some(&data), &map, Some((&path, &saved.stamp)));
    assert!(journals(&data).is_empty());
    drop(journal);
    assert!(pending_recoveries(&data).is_empty());
}

#[test]
fn a_crash_between_save_and_clearing_the_journal_offers_nothing() {
    let (folder, data) = folder();
    let path = folder.path().join("map.backstop");
    let mut map = map();
    let stamp = save(&map, &path, None, None).unwrap().stamp;
    let mut journal = Journal::begin(Some(&data), &map, Some((&path, &stamp)));
    let edit = rename(&map, "Saved just in time");
    apply(&mut map, &mut journal, edit);
    save(&map, &path, Some(&stamp), None).unwrap();
    drop(journal);
    assert!(pending_recoveries(&data).is_empty());
}

#[test]
fn a_file_changed_since_the_crash_is_a_conflict_and_not_overwritten() {
    let (folder, data) = folder();
    let path = folder.path().join("map.backstop");
    let mut map = map();
    let stamp = save(&map, &path, None, None).unwrap().stamp;
    let mut journal = Journal::begin(Some(&data), &map, Some((&path, &stamp)));
    let edit = rename(&map, "Mine");
    apply(&mut map, &mut journal, edit);
    drop(journal);
    map.title = "Theirs".into();
    save(&map, &path, None, None).unwrap();
    let recovered = pending_recoveries(&data)[0].accept().unwrap();
    assert_eq!(recovered.map.title, "Mine", "the journal stands on its own base");
    let error = save(&recovered.map, &path, recovered.stamp.as_ref(), None).unwrap_err();
    assert!(matches!(error, StoreError::ChangedOnDisk { .. }));
}

#[test]
fn a_torn_last_line_costs_that_edit_alone_wherever_it_is_torn() {
    let (_folder, data) = folder();
    crash(&data);
    let journal = journals(&data).remove(0);
    let whole = fs::read(&journal).unwrap();
    let lines: Vec<usize> = whole.iter().enumerate().filter(|(_, b)| **b == b'\n').map(|(at, _)| at + 1).collect();
    assert_eq!(lines.len(), 4);
    for cut in lines[2] + 1..lines[3] {
        fs::write(&journal, &whole[..cut]).unwrap();
        let recovered = pending_recoveries(&data)[0].accept().unwrap();
        assert_eq!(recovered.map.actors.last().unwrap().id, "actor-1");
        assert_eq!(recovered.lost_edits, 1);
    }
    // What follows the torn line after the next edit is whole again.
    fs::write(&journal, &whole[..lines[3] - 4]).unwrap();
    let recovered = pending_recoveries(&data)[0].accept().unwrap();
    let (mut map, mut again) = (recovered.map, recovered.journal);
    let edit = add(&map, "later");
    apply(&mut map, &mut again, edit);
    drop(again);
    assert_eq!(pending_recoveries(&data)[0].accept().unwrap().map, map);
    // Torn within the header there was nothing yet.
    fs::write(&journal, &whole[..lines[0] / 2]).unwrap();
    assert!(pending_recoveries(&data).is_empty() && journals(&data).is_empty());
}

#[test]
fn undo_and_redo_are_journaled_as_the_edits_they_are() {
    let (_folder, data) = folder();
    let (mut map, mut history) = (map(), History::of_saved());
    let mut journal = Journal::begin(Some(&data), &map, None);
    for n in 0..4 {
        let edit = add(&map, &format!("actor-{n}"));
        journal.append([&edit]);
        history.apply(&mut map, "Add actor", edit).unwrap();
    }
    for _ in 0..3 {
        journal.append(&history.undo(&mut map).unwrap().1);
    }
    journal.append(&history.redo(&mut map).unwrap().1);
    drop(journal);
    assert_eq!(pending_recoveries(&data)[0].accept().unwrap().map, map);
}

#[test]
fn numbers_and_unknown_fields_come_back_to_the_last_digit() {
    let (_folder, data) = folder();
    let text = String::from_utf8(fixture("version-1-full.backstop")).unwrap();
    let text = text.replace("\"page\": 1", "\"page\": 1, \"from_the_future\": 1.7976931348623157e308");
    let mut map = parse(text.as_bytes(), Path::new("full")).unwrap();
    let mut journal = Journal::begin(Some(&data), &map, None);
    let mut provision = map.provisions[0].clone();
    provision.share = Some(Share(0.1 + 0.7));
    provision.current = Some(Share(f64::MIN_POSITIVE));
    apply(&mut map, &mut journal, Edit::Provision(Change::replace(0, provision)));
    drop(journal);
    let recovered = pending_recoveries(&data)[0].accept().unwrap().map;
    assert_eq!(to_bytes(&recovered).unwrap(), to_bytes(&map).unwrap());
}

#[test]
fn a_journal_that_cannot_be_written_says_so() {
    let (folder, _) = folder();
    fs::write(folder.path().join("data"), "in the way").unwrap();
    let data = DataFolder::at(folder.path().join("data"));
    let mut map = map();
    let mut journal = Journal::begin(Some(&data), &map, None);
    let edit = add(&map, "lost");
    apply(&mut map, &mut journal, edit);
    assert!(journal.flush().is_err());
    assert!(journal.fault().is_some());
    // Once there is room again, starting anew works.
    fs::remove_file(folder.path().join("data")).unwrap();
    journal.restart(Some(&data), &map, None);
    let edit = add(&map, "kept");
    apply(&mut map, &mut journal, edit);
    journal.flush().unwrap();
    drop(journal);
    assert_eq!(pending_recoveries(&data)[0].accept().unwrap().map, map);
}

#[test]
fn two_windows_keep_their_journals_apart() {
    let (_folder, data) = folder();
    let (mut one, mut two) = (map(), map());
    let mut first = Journal::begin(Some(&data), &one, None);
    let mut second = Journal::begin(Some(&data), &two, None);
    let (a, b) = (add(&one, "first"), add(&two, "second"));
    apply(&mut one, &mut first, a);
    apply(&mut two, &mut second, b);
    first.flush().unwrap();
    second.flush().unwrap();
    assert_eq!(journals(&data).len(), 2);
    drop(first);
    let pending = pending_recoveries(&data);
    assert_eq!(pending.len(), 1, "the second is still held");
    assert_eq!(pending[0].accept().unwrap().map, one);
}

// What a damaged file still holds.

fn name() -> &'static Path {
    Path::new("map.backstop")
}

#[test]
fn a_sound_file_is_salvaged_whole() {
    let bytes = fixture("version-1-full.backstop");
    let salvaged = salvage(&bytes, name()).unwrap();
    assert_eq!(salvaged.lost, []);
    assert_eq!(to_bytes(&salvaged.map).unwrap(), bytes);
}

#[test]
fn a_truncated_file_gives_back_what_stood_before_the_cut() {
    let text = String::from_utf8(fixture("version-1-full.backstop")).unwrap();
    let cut = text.find("\"id\": \"engage-turkey\"").unwrap();
    let salvaged = salvage(&text.as_bytes()[..cut], name()).unwrap();
    assert_eq!(
        salvaged.map.actors,
        map().actors.iter().map(|a| Actor { evidence: vec![], ..a.clone() }).collect::<Vec<_>>()
    );
    assert_eq!(salvaged.map.provisions.len(), 2);
    assert_eq!(salvaged.map.assumptions.len(), 1);
    let said: Vec<String> = salvaged.lost.iter().map(ToString::to_string).collect();
    assert!(said.iter().any(|line| line.starts_with("assumptions[1]")), "{said:?}");
    assert!(said.iter().any(|line| line.contains("there is no claim")), "links to lost claims are listed: {said:?}");
}

#[test]
fn one_garbled_item_costs_that_item_alone() {
    let text = String::from_utf8(fixture("version-1-full.backstop")).unwrap();
    let sound = map();
    let cases = [
        ("\"id\": \"p2\",", "\"id\": \"p2"), // a quote lost: what follows reads as one string
        ("\"id\": \"p2\",", "\u{0}\u{0}\u{0}"), // zeros, as a power cut leaves them
        ("\"status\": \"offered\"", "\"status\": 7"), // readable, but no provision
    ];
    for (from, to) in cases {
        let salvaged = salvage(text.replacen(from, to, 1).as_bytes(), name()).unwrap();
        assert_eq!(salvaged.map.provisions, sound.provisions[..1], "{to}");
        assert_eq!(salvaged.map.articles, sound.articles);
        assert_eq!(salvaged.map.scenarios, sound.scenarios);
        assert_eq!(salvaged.lost.len(), 1, "{:?}", salvaged.lost);
        assert!(salvaged.lost[0].place.starts_with("provisions[1]"), "{:?}", salvaged.lost);
    }
}

#[test]
fn a_lost_actor_does_not_cost_what_is_said_of_it() {
    let text = String::from_utf8(fixture("version-1-full.backstop")).unwrap();
    let salvaged =
        salvage(text.replacen("\"kind\": \"private_military_company\"", "\"kind\": ;", 1).as_bytes(), name()).unwrap();
    assert_eq!(salvaged.map.provisions.len(), 2);
    assert_eq!(salvaged.map.actor(&"wagner".into()).unwrap().kind, ActorKind::Other);
    assert!(salvaged.lost.iter().any(|p| p.message.contains("\"wagner\" was lost; put back")), "{:?}", salvaged.lost);
}

#[test]
fn every_cut_of_a_file_is_answered_by_a_sound_map_or_a_clear_refusal() {
    let bytes = fixture("version-1-full.backstop");
    let mut recovered = 0;
    for cut in (0..bytes.len()).step_by(7) {
        match salvage(&bytes[..cut], name()) {
            Ok(salvaged) => {
                to_bytes(&salvaged.map).unwrap();
                assert!(!salvaged.lost.is_empty() || cut + 3 > bytes.len(), "cut at {cut}: nothing listed");
                recovered += 1;
            }
            Err(error) => assert!(error.to_string().starts_with("map.backstop: "), "{error}"),
        }
    }
    assert!(recovered > bytes.len() / 7 / 2, "{recovered}");
}

#[test]
fn salvage_leaves_newer_files_and_other_files_alone() {
    let newer = br#"{"format": "backstop-scenario-map", "version": 2, "actors": [{"id": "a"#;
    assert!(matches!(salvage(newer, name()), Err(StoreError::NewerVersion { version: 2, .. })));
    for other in [&b""[..], b"Wagner trains the army.", b"{\"name\": \"package\", \"version\": 1}", b"[1, 2"] {
        assert!(salvage(other, name()).is_err());
    }
}

#[test]
fn a_stamp_from_a_journal_knows_the_file_it_came_from() {
    let (folder, _) = folder();
    let path = folder.path().join("map.backstop");
    let stamp = save(&map(), &path, None, None).unwrap().stamp;
    let timeless = Stamp { modified: None, ..stamp };
    assert!(timeless.still_holds(&path));
    fs::write(&path, "something else").unwrap();
    assert!(!timeless.still_holds(&path));
}

#[test]
fn what_was_all_taken_back_before_the_crash_is_not_offered() {
    let (_folder, data) = folder();
    let mut map = map();
    let mut journal = Journal::begin(Some(&data), &map, None);
    let edit = add(&map, "taken-back");
    let back = edit.clone().apply(&mut map).unwrap();
    journal.append([&edit]);
    back.clone().apply(&mut map).unwrap();
    journal.append([&back]);
    journal.flush().unwrap();
    drop(journal);
    assert!(pending_recoveries(&data).is_empty() && journals(&data).is_empty(), "the net change is nothing");
}
