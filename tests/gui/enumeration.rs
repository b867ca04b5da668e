//! Every command there is: run, taken back, and the map as it was, byte for byte. What only looks leaves no step behind.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use backstop::gui::{
    BottomTab, CanvasRequest, CentreTab, Command, ExportOrder, InFile, LinkRef, MapChange, OutFile, Pane,
    PartnerSetsPart, SPECS, Session, ThemeChoice, ViewCommand,
};
use backstop::model::{Actor, ActorId, ActorKind, Months, Span};
use backstop::scenario::EvidenceFilter;
use backstop::store::DataFolder;

use crate::driver::{Driver, SIZES};

/// The names of an enum's variants, as its source has them.
fn variants(source: &str, head: &str) -> BTreeSet<String> {
    let body = source.split_once(head).expect("the enum stands in its file").1.split("\n}").next().unwrap_or_default();
    let names = body.lines().filter_map(|line| {
        let line = line.strip_prefix("    ")?;
        line.starts_with(|c: char| c.is_ascii_uppercase())
            .then(|| line.chars().take_while(char::is_ascii_alphanumeric).collect::<String>())
    });
    names.collect()
}

fn name_of(value: &impl std::fmt::Debug) -> String {
    format!("{value:?}").chars().take_while(char::is_ascii_alphanumeric).collect()
}

fn actors(ids: &[&str]) -> BTreeSet<ActorId> {
    ids.iter().map(|id| ActorId::from(*id)).collect()
}

/// One of every view command, on the sample.
fn view_commands(window: &Driver) -> Vec<ViewCommand> {
    use ViewCommand as V;
    let map = window.map();
    let (article, claim) = (map.articles[0].id.clone(), map.claims[0].clone());
    vec![
        V::Scenario("moscow-adapts".into()),
        V::Reference("wagner-withdraws".into()),
        V::Month(Months(24)),
        V::SelectActors(actors(&["turkey", "russia"])),
        V::ToggleActor("wagner".into()),
        V::SelectLink(LinkRef::Provision(map.provisions[0].id.clone())),
        V::ClearSelection,
        V::SelectAll,
        V::Light(actors(&["turkey"])),
        V::Function(Some("training".into())),
        V::ShowClaim(claim.id),
        V::ShowPlace(article.clone(), Span::new(0, 10)),
        V::Centre(CentreTab::Article(article.clone())),
        V::CloseArticle(article),
        V::Bottom(BottomTab::Timeline),
        V::PartnerSets(PartnerSetsPart::Smallest),
        V::TogglePane(Pane::Actors),
        V::ResetPanels,
        V::ToggleMaximised,
        V::Theme(ThemeChoice::Light),
        V::Scale(1.5),
        V::ToggleMotion,
        V::ToggleProposals,
        V::Filter(EvidenceFilter { leave_out_planned: true, ..EvidenceFilter::default() }),
        V::Canvas(CanvasRequest::ShowAll),
        V::Find,
        V::FitMap,
        V::GoToActor("iran".into()),
        V::ZoomToSelection,
        V::ZoomMap(1.25),
        V::PartnersRing,
        V::ReviewStep(1),
        V::AddAssumption,
        V::FocusReview,
        V::FindInArticles,
        V::Palette,
        V::Properties,
        V::Help,
        V::About,
        V::PreviousVersions,
        V::CloseDialog,
    ]
}

#[test]
fn what_only_looks_changes_nothing_and_leaves_no_step() {
    let mut window = Driver::new(SIZES[1]);
    let commands = view_commands(&window);
    let tried: BTreeSet<String> = commands.iter().map(name_of).collect();
    let all = variants(include_str!("../../src/gui/command.rs"), "pub enum ViewCommand {");
    assert_eq!(tried, all, "every view command is tried");
    let before = window.map_bytes();
    for command in commands {
        let places = command == ViewCommand::PartnersRing;
        window.look(command.clone());
        if places {
            assert_eq!(window.undo_label().as_deref(), Some("Arrange as partners ring"));
            window.command(Command::Undo);
        }
        assert!(window.map_bytes() == before, "{command:?}");
        assert_eq!(window.undo_label(), None, "{command:?}");
        window.look(ViewCommand::CloseDialog);
    }
}

/// What a command does to the document.
enum Does {
    /// Nothing; at most it asks.
    Nothing,
    /// A step that undo takes back.
    Step,
    /// Another document, or the file of this one.
    Document,
}

#[test]
fn every_command_is_run_and_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let data = DataFolder::at(folder.path().join("data"));
    let put = |name: &str, bytes: &[u8]| -> PathBuf {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    };
    let sample = backstop::store::sample_mali().unwrap();
    let bytes = backstop::store::to_bytes(&sample).unwrap();
    let map = put("map.backstop", &bytes);
    let story = put("story.txt", b"Drones\n\nTurkey delivered drones to Mali in 2023.\n");
    let open = || Driver::on_session(Session::open(&map, Some(data.clone())).unwrap(), SIZES[1]);
    let rename = MapChange::SetTitle("Another title".into());
    // A version to restore: saving twice leaves one.
    let version = {
        let mut window = open();
        window.command(rename.clone());
        window.command(Command::Save);
        let version = window.app().session().previous_versions().into_iter().next().expect("a version was kept");
        std::fs::write(&map, &bytes).unwrap();
        version
    };
    use Command as C;
    let commands: Vec<(Command, Does)> = vec![
        (C::Undo, Does::Nothing),
        (C::Redo, Does::Nothing),
        (C::NewMap, Does::Nothing),
        (C::StartMap(Box::new(Actor::new("chad", "Chad", ActorKind::State))), Does::Document),
        (C::RestoreVersion(Box::new(version)), Does::Document),
        (C::OpenSample, Does::Document),
        (C::OpenMap, Does::Nothing),
        (C::OpenMapAt(map.clone()), Does::Document),
        (C::OpenArticles, Does::Nothing),
        (C::OpenArticlesAt(vec![story]), Does::Step),
        (C::ReadInNewMap(Box::new(C::PasteArticle("Guns\n\nIran sells guns to Mali.".into()))), Does::Document),
        (C::PasteArticle("Drones\n\nIran offers drones to Mali.".into()), Does::Step),
        (C::CancelReading, Does::Nothing),
        (C::DismissFailed(Path::new("gone.txt").into()), Does::Nothing),
        (C::ImportScenarios, Does::Nothing),
        (C::ImportScenariosFrom(map.clone()), Does::Nothing),
        (C::ImportGraph, Does::Nothing),
        (C::ScenarioStep(backstop::gui::ScenarioStep::Add), Does::Step),
        (C::ImportGraphFrom(put("links.csv", b"Source,Target\nChad,Mali\n")), Does::Nothing),
        (C::Save, Does::Document),
        (C::SaveAs, Does::Nothing),
        (C::SaveAt(folder.path().join("other.backstop")), Does::Document),
        (C::Quit, Does::Document),
        (C::Change(rename.clone()), Does::Step),
        (C::BeginStep("Several".into()), Does::Nothing),
        (C::ChooseExport, Does::Nothing),
        (C::Export(ExportOrder::default()), Does::Nothing),
        (C::WriteFile(OutFile { name: "table.csv".into(), bytes: b"a".to_vec().into() }), Does::Nothing),
        (C::ReadFile(InFile::Provisions), Does::Nothing),
        (C::CommitStep, Does::Nothing),
        (C::AbortStep, Does::Nothing),
        (C::Copy("text".into()), Does::Nothing),
        (C::View(ViewCommand::FitMap), Does::Nothing),
    ];
    let tried: BTreeSet<String> = commands.iter().map(|(command, _)| name_of(command)).collect();
    let all = variants(include_str!("../../src/gui/command.rs"), "pub enum Command {");
    assert_eq!(tried, all, "every command is tried");
    let mut window = open();
    let before = window.map_bytes();
    for (command, does) in commands {
        let name = format!("{command:?}").chars().take(40).collect::<String>();
        match does {
            Does::Nothing => {
                window.command(command);
                assert!(window.map_bytes() == before, "{name}");
                assert_eq!(window.undo_label(), None, "{name}");
                window.look(ViewCommand::CloseDialog);
            }
            Does::Step => {
                window.command(command);
                window.wait_for_articles();
                let after = window.map_bytes();
                assert!(after != before, "{name} did nothing");
                window.command(Command::Undo);
                assert!(window.map_bytes() == before, "{name} was not undone");
                window.command(Command::Redo);
                assert!(window.map_bytes() == after, "{name} was not redone");
                window.command(Command::Undo);
            }
            Does::Document => {
                // With unsaved changes: nothing is dropped before it was asked, and saving says what was saved.
                let mut window = open();
                window.command(rename.clone());
                let changed = window.map_bytes();
                window.command(command.clone());
                assert!(window.map_bytes() == changed, "{name} asks before it drops anything");
                let saves = matches!(command, Command::Save | Command::SaveAt(_));
                assert_eq!(window.app().session().is_dirty(), !saves, "{name}");
                assert_eq!(window.shows_part("Save the changes"), !saves, "{name}");
                if saves {
                    window.command(Command::Undo);
                    assert!(window.map_bytes() == before, "{name}: what was saved is still undone");
                    std::fs::write(&map, &bytes).unwrap();
                } else {
                    window.click("Cancel");
                    window.command(Command::Undo);
                    assert!(window.map_bytes() == before, "{name}");
                }
            }
        }
    }
}

#[test]
fn every_entry_of_the_menus_runs_and_leaves_the_map_as_undo_has_it() {
    let mut window = Driver::new(SIZES[1]);
    let before = window.map_bytes();
    for spec in SPECS {
        let done = window.app().commands_done();
        window.command((spec.command)());
        assert!(window.app().commands_done() > done, "{}", spec.label);
        window.look(ViewCommand::CloseDialog);
        // An arrangement is computed beside the window and comes when it is done.
        for _ in 0..if spec.label.starts_with("Arrange") { 60 } else { 0 } {
            window.frame();
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        while window.undo_label().is_some() {
            window.command(Command::Undo);
        }
        assert!(window.map_bytes() == before, "{}", spec.label);
    }
}

#[test]
fn every_change_of_the_map_has_its_example() {
    let all = variants(include_str!("../../src/gui/map_change.rs"), "pub enum MapChange {");
    let tried = crate::commands::examples_tried();
    assert_eq!(tried, all);
}
