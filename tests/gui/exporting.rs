//! The map leaves the window as a picture and as a graph, as it is on screen; graphs of other programs come in.

use std::path::Path;

use backstop::gui::Command;
use egui::{Key, Modifiers, vec2};

use crate::driver::{Driver, SIZES};

/// Exports as a user does: the menu's keys, the format, the path.
fn export(window: &mut Driver, format: &str, more: &[&str], path: &Path) {
    window.keys(Modifiers::COMMAND, Key::E);
    assert!(window.shows("Export the map"));
    window.click(format);
    for choice in more {
        window.click(choice);
    }
    window.click("Choose file…");
    window.keys(Modifiers::COMMAND, Key::A);
    window.type_text(path.to_str().unwrap());
    window.key(Key::Enter);
}

/// The number in an attribute of the file's first tag.
fn size(svg: &str, name: &str) -> f32 {
    let tag = &svg[svg.find("<svg").unwrap()..];
    let from = tag.find(&format!("{name}=\"")).unwrap() + name.len() + 2;
    tag[from..].split('"').next().unwrap().parse().unwrap()
}

/// Where a name stands in the file.
fn text_at(svg: &str, name: &str) -> Option<egui::Pos2> {
    let line = svg.lines().find(|line| line.starts_with("<text") && line.contains(&format!(">{name}</text>")))?;
    let number = |key: &str| line.split(&format!(" {key}=\"")).nth(1)?.split('"').next()?.parse::<f32>().ok();
    Some(egui::pos2(number("x")?, number("y")?))
}

#[test]
fn the_picture_of_the_screen_has_everything_where_the_screen_has_it_and_its_text_is_text() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = Driver::new(SIZES[1]);
    window.drag_actor("Turkey", vec2(-30.0, 25.0));
    let (turkey, iran) = (window.rect(&window.actor("Turkey")), window.rect(&window.actor("Iran")));
    let path = folder.path().join("map.svg");
    export(&mut window, "Picture (SVG)", &[], &path);
    let svg = std::fs::read_to_string(&path).unwrap();
    let (a, b) = (text_at(&svg, "Turkey").unwrap(), text_at(&svg, "Iran").unwrap());
    let (on_screen, in_file) = (turkey.center() - iran.center(), a - b);
    assert!((on_screen - in_file).length() < 24.0, "{on_screen:?} {in_file:?}");
    let panel = window.rect("Relationship map");
    assert_eq!(
        (size(&svg, "width").round(), size(&svg, "height").round()),
        (panel.width().round(), panel.height().round())
    );
    assert!(svg.contains("stroke-dasharray"), "what is only offered is dashed");
    assert!(svg.contains(">offered</text>"), "the legend explains it");
    assert!(!svg.contains("Select</text>"), "buttons are no part of a picture");
    assert!(svg.contains("Wagner withdraws, month 12"), "it says which scenario it shows");
}

#[test]
fn what_the_filter_leaves_out_is_not_in_the_picture() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = Driver::new(SIZES[1]);
    window.click(&window.actor("SADAT"));
    window.command(backstop::gui::ViewCommand::Canvas(backstop::gui::CanvasRequest::Focus));
    let path = folder.path().join("map.svg");
    export(&mut window, "Picture (SVG)", &["The whole map"], &path);
    let svg = std::fs::read_to_string(&path).unwrap();
    assert!(text_at(&svg, "SADAT").is_some());
    assert_eq!(text_at(&svg, "Ukraine"), None);
}

#[test]
fn a_picture_of_pixels_has_the_scale_that_was_chosen() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = Driver::new(SIZES[0]);
    let panel = window.rect("Relationship map");
    let path = folder.path().join("map.png");
    export(&mut window, "Picture (PNG)", &["1×"], &path);
    let png = std::fs::read(&path).unwrap();
    assert!(png.starts_with(b"\x89PNG"));
    let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
    assert_eq!(number(16), panel.width().ceil() as u32);
    assert_eq!(number(20), panel.height().ceil() as u32);
}

#[test]
fn graphs_and_tables_leave_the_window_and_two_tables_are_two_files() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = Driver::new(SIZES[1]);
    let before = window.map_bytes();
    for (format, name, begins) in [
        ("GraphML", "map.graphml", "<?xml"),
        ("GEXF", "map.gexf", "<?xml"),
        ("DOT", "map.dot", "digraph"),
        ("CSV tables", "map.csv", "Source,Target"),
        ("Cross-impact judgements", "map.scw", ""),
    ] {
        let path = folder.path().join(name);
        export(&mut window, format, &[], &path);
        let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(text.starts_with(begins) && text.len() > 100, "{name}");
    }
    let actors = std::fs::read_to_string(folder.path().join("map-actors.csv")).unwrap();
    assert!(actors.starts_with("Id,Label") && actors.contains("Norinco"));
    assert!(window.map_bytes() == before, "an export changes nothing");
}

/// Chooses a file of a graph as a user does.
fn import(window: &mut Driver, path: &Path) {
    window.command(Command::ImportGraph);
    window.type_text(path.to_str().unwrap());
    window.key(Key::Enter);
}

#[test]
fn a_graph_is_shown_before_it_is_added_as_one_step_and_nobody_who_is_placed_moves() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("links.csv");
    std::fs::write(&path, "Source,Target,Class\nChad,Turkey,cooperation\nRussia,Mali,conflict\n").unwrap();
    let mut window = Driver::new(SIZES[1]);
    window.drag_actor("Turkey", vec2(30.0, -20.0));
    let (before, turkey, algeria) = (window.map_bytes(), window.place_of("turkey"), window.place_of("algeria"));
    import(&mut window, &path);
    assert!(window.shows("Adds 1 actor, 2 relations and 0 provisions"), "{:?}", window.names_with("Adds"));
    assert!(window.shows_part("New: Chad"));
    assert!(window.shows_part("left as they are: 3 actors and 0 links"));
    assert!(window.map_bytes() == before, "nothing has happened yet");
    window.click("Add to the map");
    assert_eq!(window.undo_label().as_deref(), Some("Import a graph of 4 nodes and 2 links"));
    assert_eq!((window.place_of("turkey"), window.place_of("algeria")), (turkey, algeria));
    let place = |window: &Driver, id: &str| window.app().place_on_screen(&id.into()).unwrap();
    let (chad, near) = (place(&window, "chad"), place(&window, "turkey"));
    assert!(chad.distance(near) < 260.0, "{chad:?} is far from {near:?}");
    window.undo();
    assert!(window.map_bytes() == before);
}

#[test]
fn a_file_that_is_no_graph_says_so_and_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("page.graphml");
    std::fs::write(&path, "<html></html>").unwrap();
    let mut window = Driver::new(SIZES[0]);
    let before = window.map_bytes();
    import(&mut window, &path);
    assert!(window.shows("The graph could not be read"));
    assert!(window.shows_part("page.graphml: its first tag is <html>"));
    window.click("OK");
    assert!(window.map_bytes() == before);
}
