//! Commands that write: migrate and recover.

use std::fs;

use super::desk::{Desk, fixture};

#[test]
fn migrate_keeps_a_current_file_to_the_byte() {
    let desk = Desk::new();
    desk.with_fixture("version-1-full.backstop");
    let before = desk.read("version-1-full.backstop");
    desk.run("migrate version-1-full.backstop").ok();
    assert_eq!(desk.read("version-1-full.backstop"), before);
    assert!(!desk.path("data").exists(), "nothing changed, so there is no previous version");
}

#[test]
fn migrate_brings_a_map_written_by_hand_to_the_usual_form_and_keeps_what_stood_there() {
    let desk = Desk::new();
    let by_hand =
        String::from_utf8(fixture("smallest.backstop")).unwrap().replace("0.5}", "0.5, \"mine\": [1, {\"a\": null}]}");
    desk.put("m.backstop", &by_hand);
    desk.run("migrate m.backstop").ok();
    let once = desk.read("m.backstop");
    assert!(once.contains("\"id\": \"p1\"") && once.contains("\"mine\": ["), "{once}");
    desk.run("migrate m.backstop").ok();
    assert_eq!(desk.read("m.backstop"), once);
    let kept = walk(&desk.path("data"));
    assert!(kept.iter().any(|file| fs::read_to_string(file).unwrap() == by_hand), "{kept:?}");
}

fn walk(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { walk(&path) } else { vec![path] }).collect()
}

#[test]
fn migrate_to_another_name_leaves_the_file_alone_and_no_article_is_written_over() {
    let desk = Desk::new();
    desk.with_fixture("smallest.backstop");
    let before = desk.read("smallest.backstop");
    desk.run("migrate smallest.backstop -o out.backstop").ok();
    let first = desk.read("out.backstop");
    desk.run("migrate smallest.backstop -o out.backstop").ok();
    assert_eq!(desk.read("out.backstop"), first);
    assert_eq!(desk.read("smallest.backstop"), before);
    desk.put("article.txt", "Wagner trains the army.");
    assert!(desk.run("migrate smallest.backstop -o article.txt").failed(1).contains("no scenario file"));
    assert_eq!(desk.read("article.txt"), "Wagner trains the army.");
    assert!(
        desk.run("migrate smallest.backstop -o no/such/folder.backstop").failed(1).contains("folder does not exist")
    );
}

#[cfg(unix)]
#[test]
fn a_full_disk_is_said_and_the_file_left_whole() {
    use std::process::Command;
    let desk = Desk::new();
    desk.with_fixture("study.backstop");
    let before = desk.read("study.backstop");
    // A limit on the size of files is met by the same code as a full disk, and needs no disk of its own. Ignoring the
    // signal makes the write itself fail.
    let script = format!(
        "trap '' XFSZ; ulimit -f 2; exec {} migrate study.backstop -o out.backstop",
        env!("CARGO_BIN_EXE_backstop")
    );
    let output = Command::new("sh")
        .args(["-c", &script])
        .current_dir(desk.path(""))
        .env("BACKSTOP_DATA_DIR", desk.path("data"))
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.starts_with("out.backstop: no room is left"), "{said}");
    assert_eq!(desk.names(), ["study.backstop"], "nothing half-written is left");
    assert_eq!(desk.read("study.backstop"), before);
}

#[test]
fn recover_brings_back_what_is_left_beside_the_damaged_file() {
    let desk = Desk::new();
    let whole = fixture("version-1-full.backstop");
    let cut = String::from_utf8(whole).unwrap().find("\"claims\": [").unwrap();
    let damaged = &fixture("version-1-full.backstop")[..cut];
    desk.put("map.backstop", damaged);
    let said = desk.run("recover map.backstop").ok();
    assert!(
        said.starts_with("map (recovered).backstop: brought back 4 actors, 2 relations, 2 provisions, 5 assumptions"),
        "{said}"
    );
    assert!(said.contains("\nlost: provisions[0].evidence[0].claim: there is no claim \"c1\"\n"), "{said}");
    assert_eq!(fs::read(desk.path("map.backstop")).unwrap(), damaged);
    desk.run_with(&["check", "map (recovered).backstop"]).ok();
    // Again: the first copy is not written over.
    desk.run("recover map.backstop").ok();
    assert_eq!(desk.names(), ["map (recovered 2).backstop", "map (recovered).backstop", "map.backstop"]);
    assert!(desk.run("recover map.backstop -o map.backstop").failed(1).contains("exists already"));
}

#[test]
fn recover_leaves_sound_newer_and_foreign_files_alone() {
    let desk = Desk::new();
    desk.with_fixture("smallest.backstop");
    assert!(desk.run("recover smallest.backstop").ok().contains("sound, nothing to recover"));
    desk.put("newer.backstop", "{\"format\": \"backstop-scenario-map\", \"version\": 2");
    assert!(desk.run("recover newer.backstop").failed(1).contains("newer Backstop"));
    desk.put("article.txt", "Wagner trains the army.");
    assert!(desk.run("recover article.txt").failed(1).contains("not a scenario file"));
    assert_eq!(desk.names(), ["article.txt", "newer.backstop", "smallest.backstop"]);
}
