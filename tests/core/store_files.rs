//! What the store promises about files on disk: at every moment a whole file, and nobody's work overwritten unasked.

use std::fs;
use std::path::{Path, PathBuf};

use backstop::model::ScenarioMap;
use backstop::store::{DataFolder, OpenMarker, StoreError, parse, previous_versions, read, save, save_conflicted_copy};

use super::store::fixture;

struct Desk {
    folder: tempfile::TempDir,
    data: DataFolder,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let data = DataFolder::at(folder.path().join("data"));
        fs::create_dir(folder.path().join("maps")).unwrap();
        Self { folder, data }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join("maps").join(name)
    }

    fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(self.folder.path().join("maps"))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }
}

fn map(title: &str) -> ScenarioMap {
    let mut map = parse(&fixture("smallest.backstop"), Path::new("smallest")).unwrap();
    title.clone_into(&mut map.title);
    map
}

fn title(path: &Path) -> String {
    read(path).unwrap().map.title
}

#[test]
fn a_saved_map_opens_again_and_leaves_nothing_beside_it() {
    let desk = Desk::new();
    let path = desk.path("a.backstop");
    let saved = save(&map("One"), &path, None, Some(&desk.data)).unwrap();
    assert_eq!(saved.notice, None);
    let opened = read(&path).unwrap();
    assert_eq!(opened.map, map("One"));
    assert_eq!(opened.stamp.unwrap(), saved.stamp);
    assert_eq!(desk.names(), ["a.backstop"]);
}

#[test]
fn a_change_on_disk_is_noticed_before_overwriting_and_both_copies_are_kept() {
    let desk = Desk::new();
    let path = desk.path("a.backstop");
    let mine = save(&map("Mine"), &path, None, Some(&desk.data)).unwrap();
    assert!(mine.stamp.still_holds(&path));
    save(&map("Theirs"), &path, None, Some(&desk.data)).unwrap();
    assert!(!mine.stamp.still_holds(&path));
    let error = save(&map("Mine, later"), &path, Some(&mine.stamp), Some(&desk.data)).unwrap_err();
    assert!(matches!(error, StoreError::ChangedOnDisk { .. }));
    assert_eq!(title(&path), "Theirs");
    let (copy, _) = save_conflicted_copy(&map("Mine, later"), &path).unwrap();
    assert_eq!(copy, desk.path("a (conflicted copy).backstop"));
    let (second, _) = save_conflicted_copy(&map("Mine, last"), &path).unwrap();
    assert_eq!(second, desk.path("a (conflicted copy 2).backstop"));
    assert_eq!(
        (title(&path), title(&copy), title(&second)),
        ("Theirs".into(), "Mine, later".into(), "Mine, last".into())
    );
}

#[test]
fn a_change_that_keeps_length_and_time_is_noticed_when_saving() {
    let desk = Desk::new();
    let path = desk.path("a.backstop");
    let mine = save(&map("Mine"), &path, None, Some(&desk.data)).unwrap();
    let text = fs::read_to_string(&path).unwrap().replace("Mine", "Ours");
    fs::write(&path, text).unwrap();
    fs::File::options().append(true).open(&path).unwrap().set_modified(mine.stamp.modified.unwrap()).unwrap();
    let error = save(&map("Mine, later"), &path, Some(&mine.stamp), Some(&desk.data)).unwrap_err();
    assert!(matches!(error, StoreError::ChangedOnDisk { .. }));
    assert_eq!(title(&path), "Ours");
}

#[test]
fn previous_versions_are_kept_ten_deep_newest_first() {
    let desk = Desk::new();
    let path = desk.path("a.backstop");
    for n in 0..14 {
        save(&map(&format!("Version {n}")), &path, None, Some(&desk.data)).unwrap();
    }
    let versions = previous_versions(&path, &desk.data);
    let titles: Vec<String> = versions.iter().map(|version| version.open().unwrap().title).collect();
    let wanted: Vec<String> = (3..13).rev().map(|n| format!("Version {n}")).collect();
    assert_eq!(titles, wanted);
    // Putting one back keeps what it replaces.
    save(&versions[9].open().unwrap(), &path, None, Some(&desk.data)).unwrap();
    assert_eq!(title(&path), "Version 3");
    assert_eq!(previous_versions(&path, &desk.data)[0].open().unwrap().title, "Version 13");
}

#[test]
fn saving_without_a_change_costs_no_previous_version() {
    let desk = Desk::new();
    let path = desk.path("a.backstop");
    for _ in 0..5 {
        save(&map("Same"), &path, None, Some(&desk.data)).unwrap();
    }
    assert!(previous_versions(&path, &desk.data).is_empty());
}

#[test]
fn files_of_one_name_in_two_folders_do_not_share_their_versions() {
    let desk = Desk::new();
    fs::create_dir(desk.path("other")).unwrap();
    let (here, there) = (desk.path("a.backstop"), desk.path("other/a.backstop"));
    for (path, name) in [(&here, "here"), (&there, "there")] {
        save(&map(&format!("Old {name}")), path, None, Some(&desk.data)).unwrap();
        save(&map(&format!("New {name}")), path, None, Some(&desk.data)).unwrap();
    }
    let only = |path: &Path| {
        let versions = previous_versions(path, &desk.data);
        assert_eq!(versions.len(), 1);
        versions[0].open().unwrap().title
    };
    assert_eq!((only(&here), only(&there)), ("Old here".into(), "Old there".into()));
    // The same file by another way has the same versions.
    assert_eq!(only(&desk.path("other/../a.backstop")), "Old here");
}

#[test]
fn a_save_succeeds_where_the_previous_version_cannot_be_kept_and_says_so() {
    let desk = Desk::new();
    let path = desk.path("a.backstop");
    fs::write(desk.folder.path().join("data"), "in the way").unwrap();
    save(&map("Old"), &path, None, Some(&desk.data)).unwrap();
    let saved = save(&map("New"), &path, None, Some(&desk.data)).unwrap();
    assert_eq!(title(&path), "New");
    assert!(saved.notice.unwrap().contains("could not be kept"));
}

#[cfg(unix)]
#[test]
fn a_link_stays_a_link_and_its_target_gets_the_content() {
    use std::os::unix::fs::symlink;
    let desk = Desk::new();
    fs::create_dir(desk.path("far")).unwrap();
    let (link, target) = (desk.path("link.backstop"), desk.path("far/target.backstop"));
    save(&map("Old"), &target, None, Some(&desk.data)).unwrap();
    symlink("far/target.backstop", &link).unwrap();
    save(&map("New"), &link, None, Some(&desk.data)).unwrap();
    assert!(fs::symlink_metadata(&link).unwrap().file_type().is_symlink());
    assert!(fs::symlink_metadata(&target).unwrap().file_type().is_file());
    assert_eq!(title(&target), "New");
    assert_eq!(previous_versions(&target, &desk.data).len(), 1, "link and target are one file");
    // Also a link whose target does not exist yet.
    let dangling = desk.path("dangling.backstop");
    symlink("far/new.backstop", &dangling).unwrap();
    save(&map("Fresh"), &dangling, None, Some(&desk.data)).unwrap();
    assert!(fs::symlink_metadata(&dangling).unwrap().file_type().is_symlink());
    assert_eq!(title(&desk.path("far/new.backstop")), "Fresh");
}

#[cfg(unix)]
#[test]
fn the_file_keeps_its_permissions_and_a_new_one_gets_the_usual() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o7777;
    let path = desk.path("a.backstop");
    save(&map("Old"), &path, None, Some(&desk.data)).unwrap();
    let usual = desk.path("usual");
    fs::write(&usual, "").unwrap();
    assert_eq!(mode(&path), mode(&usual));
    for kept in [0o640, 0o600, 0o664] {
        fs::set_permissions(&path, fs::Permissions::from_mode(kept)).unwrap();
        save(&map(&format!("{kept:o}")), &path, None, Some(&desk.data)).unwrap();
        assert_eq!(mode(&path), kept);
    }
}

#[cfg(unix)]
#[test]
fn a_read_only_file_is_not_replaced() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new();
    let path = desk.path("a.backstop");
    save(&map("Old"), &path, None, Some(&desk.data)).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
    let error = save(&map("New"), &path, None, Some(&desk.data)).unwrap_err();
    assert!(matches!(error, StoreError::ReadOnly { .. }), "{error}");
    assert!(error.to_string().contains("read-only"));
    assert_eq!(title(&path), "Old");
    assert_eq!(desk.names(), ["a.backstop"]);
}

#[test]
fn what_is_no_file_has_its_own_message() {
    let desk = Desk::new();
    let refused = |path: &Path| read(path).unwrap_err().to_string();
    assert!(refused(&desk.path("nowhere.backstop")).contains("there is no such file"));
    assert!(refused(&desk.path("")).contains("this is a folder"));
    let nowhere = desk.path("no/such/folder/a.backstop");
    let error = save(&map("Lost"), &nowhere, None, Some(&desk.data)).unwrap_err();
    assert!(matches!(error, StoreError::NoFolder { .. }), "{error}");
    let folder = save(&map("Lost"), &desk.path(""), None, Some(&desk.data)).unwrap_err();
    assert!(matches!(folder, StoreError::IsFolder { .. }), "{folder}");
    #[cfg(unix)]
    assert!(refused(Path::new("/dev/null")).contains("not a regular file"));
}

#[test]
fn a_map_that_cannot_be_written_touches_nothing() {
    let desk = Desk::new();
    let path = desk.path("a.backstop");
    save(&map("Old"), &path, None, Some(&desk.data)).unwrap();
    let mut broken = map("New");
    broken.provisions[0].share = Some(backstop::model::Share(f64::INFINITY));
    assert!(save(&broken, &path, None, Some(&desk.data)).is_err());
    assert_eq!(title(&path), "Old");
    assert!(previous_versions(&path, &desk.data).is_empty());
    assert_eq!(desk.names(), ["a.backstop"]);
}

#[test]
fn two_windows_on_one_file_notice_each_other_until_one_closes() {
    let desk = Desk::new();
    let path = desk.path("a.backstop");
    save(&map("Shared"), &path, None, None).unwrap();
    let first = OpenMarker::set(&path, &desk.data).unwrap();
    assert!(first.others().is_empty());
    let second = OpenMarker::set(&desk.path("../maps/a.backstop"), &desk.data).unwrap();
    let elsewhere = OpenMarker::set(&desk.path("b.backstop"), &desk.data).unwrap();
    assert_eq!(first.others().len(), 1);
    assert_eq!(second.others()[0].process, std::process::id());
    assert!(elsewhere.others().is_empty());
    drop(first);
    assert!(second.others().is_empty());
}
