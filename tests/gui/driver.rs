//! The window under test, with the user's verbs. Nothing here looks inside panels: it sees spoken names, pointer and keys,
//! and the document that comes of them.

#![allow(dead_code, reason = "each family of panels uses its own verbs")]

use backstop::gui::{App, Command, Session, View, ViewCommand};
use backstop::model::{ActorId, Place, ScenarioMap};
use egui::{Event, Key, Modifiers, PointerButton, Pos2, Rect, Vec2, pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

/// The two sizes at which the window has to be readable.
pub const SIZES: [[f32; 2]; 2] = [[1280.0, 720.0], [1600.0, 1000.0]];

/// A window of a size, on a map.
pub struct Driver {
    harness: Harness<'static, App>,
    pointer: Pos2,
    presses: usize,
    clicks: usize,
}

impl Driver {
    /// A window of this size on the Mali sample.
    pub fn new(size: impl Into<Vec2>) -> Self {
        Self::on_map(backstop::store::sample_mali().expect("the sample is sound"), size)
    }

    /// A window of this size on a map that has no file yet.
    pub fn on_map(map: ScenarioMap, size: impl Into<Vec2>) -> Self {
        Self::on_session(Session::of_map(map, None), size)
    }

    /// A window of this size on a session: with a file, a folder for journals, or the untouched sample.
    pub fn on_session(session: Session, size: impl Into<Vec2>) -> Self {
        let harness = Harness::builder()
            .with_size(size.into())
            // Ten frames a second: fast enough for a double click, slow enough to wait for animations cheaply.
            .with_step_dt(0.1)
            .with_max_steps(30)
            .with_context_setup(backstop::gui::install_fonts)
            .build_ui_state(|ui, app: &mut App| app.frame(ui), App::of_session(session));
        let mut driver = Self { harness, pointer: pos2(1.0, 1.0), presses: 0, clicks: 0 };
        driver.settle();
        driver
    }

    /// How many keys were pressed so far; one with modifiers is one press, typed letters count each.
    pub fn presses(&self) -> usize {
        self.presses
    }

    /// How many times the pointer's button was pressed so far.
    pub fn clicks(&self) -> usize {
        self.clicks
    }

    /// Drops files on the window.
    pub fn drop_files(&mut self, paths: &[&std::path::Path]) {
        let files = paths.iter().map(|path| Dropped::of(path));
        self.harness.input_mut().dropped_files.extend(files);
        self.harness.step();
        self.wait_for_articles();
    }

    /// Reads articles from files as the file dialog would, and waits until they are in.
    #[track_caller]
    pub fn open_articles(&mut self, paths: &[&std::path::Path]) {
        self.command(Command::OpenArticlesAt(paths.iter().map(|path| path.to_path_buf()).collect()));
        self.wait_for_articles();
    }

    /// Draws frames until no article waits any more.
    #[track_caller]
    pub fn wait_for_articles(&mut self) {
        for _ in 0..6000 {
            self.harness.step();
            if !self.app().is_reading() {
                self.settle();
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
        panic!("the articles were never read");
    }

    /// Lets the window draw until it wants no further frame.
    #[track_caller]
    pub fn settle(&mut self) {
        self.harness.run();
    }

    /// Draws one frame.
    pub fn frame(&mut self) {
        self.harness.step();
    }

    /// The window's test harness, for what has no verb here.
    pub fn harness(&mut self) -> &mut Harness<'static, App> {
        &mut self.harness
    }

    /// The application.
    pub fn app(&self) -> &App {
        self.harness.state()
    }

    /// The map as it stands.
    pub fn map(&self) -> &ScenarioMap {
        self.app().session().map()
    }

    /// The map as a scenario file would hold it.
    pub fn map_bytes(&self) -> String {
        serde_json::to_string_pretty(self.map()).expect("a map can always be written")
    }

    /// What is looked at.
    pub fn view(&self) -> &View {
        self.app().view()
    }

    /// The step that undo would take back.
    pub fn undo_label(&self) -> Option<String> {
        self.app().session().history().undo_label().map(str::to_owned)
    }

    /// Where the map has put an actor.
    pub fn place_of(&self, id: &str) -> Option<Place> {
        self.map().positions.get(&ActorId::from(id)).copied()
    }

    /// Does a command as a menu would.
    #[track_caller]
    pub fn command(&mut self, command: impl Into<Command>) {
        let ctx = self.harness.ctx.clone();
        self.harness.state_mut().apply(command.into(), &ctx);
        self.settle();
    }

    /// Looks at something else.
    #[track_caller]
    pub fn look(&mut self, command: ViewCommand) {
        self.command(command);
    }

    /// Whether something with this spoken name is on screen.
    pub fn shows(&self, name: &str) -> bool {
        self.harness.query_all_by_label(name).next().is_some()
    }

    /// Whether something whose spoken name contains this is on screen.
    pub fn shows_part(&self, part: &str) -> bool {
        self.harness.query_all_by_label_contains(part).next().is_some()
    }

    /// The spoken names on screen that contain this, in the order of the window.
    pub fn names_with(&self, part: &str) -> Vec<String> {
        self.harness.query_all_by_label_contains(part).filter_map(|node| node.accesskit_node().label()).collect()
    }

    /// Names and labels' texts on screen that contain this.
    pub fn names_or_values_with(&self, part: &str) -> Vec<String> {
        let said = |node: egui_kittest::Node<'_>| {
            let node = node.accesskit_node();
            node.label().into_iter().chain(node.value()).find(|words| words.contains(part))
        };
        self.harness.root().children_recursive().filter_map(said).collect()
    }

    /// What the frame just drawn put on the clipboard.
    pub fn copied(&self) -> Option<String> {
        self.harness.output().platform_output.commands.iter().find_map(|command| match command {
            egui::OutputCommand::CopyText(text) => Some(text.clone()),
            _ => None,
        })
    }

    /// Clicks what has this spoken name, scrolled into view, and says what it put on the clipboard.
    #[track_caller]
    pub fn copy_by(&mut self, name: &str) -> String {
        self.scroll_to(name);
        self.harness.get_by_label(name).click();
        for _ in 0..4 {
            self.harness.step();
            if let Some(text) = self.copied() {
                self.settle();
                return text;
            }
        }
        panic!("{name} copied nothing");
    }

    /// Scrolls until what has this spoken name is in view.
    #[track_caller]
    pub fn scroll_to(&mut self, name: &str) {
        self.harness.get_by_label(name).scroll_to_me();
        for _ in 0..6 {
            self.harness.step();
        }
    }

    /// Asks the window to close as the system's button does; whether it lets it.
    pub fn ask_to_close(&mut self) -> bool {
        let root = egui::ViewportId::ROOT;
        if let Some(viewport) = self.harness.input_mut().viewports.get_mut(&root) {
            viewport.events.push(egui::ViewportEvent::Close);
        }
        self.harness.step();
        let vetoed = self.harness.output().viewport_output.values().any(|viewport| {
            viewport.commands.iter().any(|command| matches!(command, egui::ViewportCommand::CancelClose))
        });
        if let Some(viewport) = self.harness.input_mut().viewports.get_mut(&root) {
            viewport.events.clear();
        }
        self.settle();
        !vetoed
    }

    /// Scrolls until what has this spoken name is in view, and clicks it.
    #[track_caller]
    pub fn click_scrolled(&mut self, name: &str) {
        self.scroll_to(name);
        self.click(name);
    }

    /// Every spoken name on screen with its rectangle.
    pub fn all_named(&self) -> Vec<(String, Rect)> {
        let named = |node: egui_kittest::Node<'_>| {
            let label = node.accesskit_node().label()?;
            node.accesskit_node().raw_bounds()?;
            Some((label, node.rect()))
        };
        self.harness.root().children_recursive().filter_map(named).collect()
    }

    /// The rectangle of the only thing with this spoken name.
    #[track_caller]
    pub fn rect(&self, name: &str) -> Rect {
        self.harness.get_by_label(name).rect()
    }

    /// Clicks the middle of what has this spoken name.
    #[track_caller]
    pub fn click(&mut self, name: &str) {
        let at = self.rect(name).center();
        self.click_at(at, PointerButton::Primary, Modifiers::NONE);
    }

    /// Clicks what has this spoken name as a screen reader does, wherever it is.
    #[track_caller]
    pub fn click_by_name(&mut self, name: &str) -> bool {
        let nodes: Vec<_> = self.harness.query_all_by_label(name).collect();
        let button = nodes.iter().find(|node| node.accesskit_node().role() != egui::accesskit::Role::Label);
        let is_there = button.is_some();
        if let Some(button) = button {
            button.click_accesskit();
        }
        drop(nodes);
        for _ in 0..5 {
            self.harness.step();
        }
        is_there
    }

    /// Clicks with Ctrl held.
    #[track_caller]
    pub fn ctrl_click(&mut self, name: &str) {
        let at = self.rect(name).center();
        self.click_at(at, PointerButton::Primary, Modifiers::COMMAND);
    }

    /// Clicks with the secondary button.
    #[track_caller]
    pub fn right_click(&mut self, name: &str) {
        let at = self.rect(name).center();
        self.click_at(at, PointerButton::Secondary, Modifiers::NONE);
    }

    /// Clicks twice, fast.
    #[track_caller]
    pub fn double_click(&mut self, name: &str) {
        let at = self.rect(name).center();
        self.double_click_at(at);
    }

    /// Clicks twice at a point, fast.
    #[track_caller]
    pub fn double_click_at(&mut self, at: Pos2) {
        self.move_to(at);
        for _ in 0..2 {
            self.press(at, true, PointerButton::Primary, Modifiers::NONE);
            self.press(at, false, PointerButton::Primary, Modifiers::NONE);
        }
        self.settle();
    }

    /// Clicks a point of the window.
    #[track_caller]
    pub fn click_at(&mut self, at: Pos2, button: PointerButton, modifiers: Modifiers) {
        self.move_to(at);
        self.press(at, true, button, modifiers);
        self.press(at, false, button, modifiers);
        self.settle();
        // The next click of a test is no second one of a double click.
        for _ in 0..4 {
            self.harness.step();
        }
    }

    /// Drags from one point of the window to another and lets go.
    #[track_caller]
    pub fn drag(&mut self, from: Pos2, to: Pos2) {
        self.drag_with(from, to, PointerButton::Primary, Modifiers::NONE);
    }

    /// Drags with a button and modifiers and lets go.
    #[track_caller]
    pub fn drag_with(&mut self, from: Pos2, to: Pos2, button: PointerButton, modifiers: Modifiers) {
        self.begin_drag(from, to, button, modifiers);
        self.press(to, false, button, modifiers);
        self.settle();
    }

    /// Drags from one point to another without letting go.
    #[track_caller]
    pub fn begin_drag(&mut self, from: Pos2, to: Pos2, button: PointerButton, modifiers: Modifiers) {
        self.move_to(from);
        self.press(from, true, button, modifiers);
        let steps = 4;
        for n in 1..=steps {
            self.move_to(from + (to - from) * (n as f32 / steps as f32));
        }
        self.harness.step();
    }

    /// Lets the pointer's button go where it is.
    #[track_caller]
    pub fn let_go(&mut self) {
        let at = self.pointer;
        self.press(at, false, PointerButton::Primary, Modifiers::NONE);
        self.settle();
    }

    /// The spoken name of an actor on the map: its name, its kind, and what else there is to say.
    #[track_caller]
    pub fn actor(&self, name: &str) -> String {
        let start = format!("{name} on the map, ");
        let found = self.harness.root().children_recursive().find_map(|node| {
            let node = node.accesskit_node();
            let label = node.label()?;
            (node.role() == egui::accesskit::Role::GraphicsObject && label.starts_with(&start)).then_some(label)
        });
        found.unwrap_or_else(|| panic!("{name} is not on the map"))
    }

    /// Drags the actor of this name by so much on screen.
    #[track_caller]
    pub fn drag_actor(&mut self, name: &str, by: Vec2) {
        let from = self.rect(&self.actor(name)).center();
        self.drag(from, from + by);
    }

    /// Moves the pointer there and draws a frame.
    pub fn move_to(&mut self, at: Pos2) {
        self.pointer = at;
        self.harness.hover_at(at);
        self.harness.step();
    }

    /// Turns the wheel by so many points at a point, with modifiers.
    #[track_caller]
    pub fn wheel(&mut self, at: Pos2, points: f32, modifiers: Modifiers) {
        self.move_to(at);
        self.harness.event(Event::MouseWheel {
            unit: egui::MouseWheelUnit::Point,
            delta: vec2(0.0, points),
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Wheel,
            modifiers,
        });
        self.harness.step();
        self.settle();
    }

    /// Presses and lets go a key.
    #[track_caller]
    pub fn key(&mut self, key: Key) {
        self.keys(Modifiers::NONE, key);
    }

    /// Presses and lets go a key with modifiers.
    #[track_caller]
    pub fn keys(&mut self, modifiers: Modifiers, key: Key) {
        self.presses += 1;
        self.harness.key_press_modifiers(modifiers, key);
        self.settle();
    }

    /// Presses Tab until what has this spoken name has the keys; the names passed on the way, it being the last.
    #[track_caller]
    pub fn tab_until(&mut self, name: &str, most: usize) -> Vec<String> {
        let mut passed = Vec::new();
        for _ in 0..most {
            self.key(Key::Tab);
            let focused = self.focused().unwrap_or_default();
            passed.push(focused.clone());
            if focused == name {
                return passed;
            }
        }
        panic!("Tab went to {passed:?}, not to {name}");
    }

    /// The spoken name of what has the keys.
    pub fn focused(&self) -> Option<String> {
        let node = self.harness.root().children_recursive().find(|node| node.accesskit_node().is_focused())?;
        node.accesskit_node().label()
    }

    /// Where what has the keys stands.
    pub fn focused_rect(&self) -> Option<Rect> {
        let node = self.harness.root().children_recursive().find(|node| node.accesskit_node().is_focused())?;
        Some(node.rect())
    }

    /// How long the window would wait before it draws the next frame by itself.
    pub fn wants_frame_after(&self) -> std::time::Duration {
        let delays = self.harness.output().viewport_output.values().map(|viewport| viewport.repaint_delay);
        delays.min().unwrap_or(std::time::Duration::MAX)
    }

    /// Types into the text field that has the keys.
    #[track_caller]
    pub fn type_text(&mut self, text: &str) {
        self.presses += text.chars().count();
        self.harness.event(Event::Text(text.to_owned()));
        self.settle();
    }

    /// Takes the last step back with Ctrl+Z.
    #[track_caller]
    pub fn undo(&mut self) {
        self.keys(Modifiers::COMMAND, Key::Z);
    }

    /// Does the last step taken back again.
    #[track_caller]
    pub fn redo(&mut self) {
        self.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    }

    /// Whether the window asks for a frame although nothing happens.
    pub fn is_restless(&mut self) -> bool {
        // Tooltips and toasts may still be on their way.
        for _ in 0..40 {
            self.harness.step();
        }
        let output = self.harness.output();
        let delays = output.viewport_output.values().map(|viewport| viewport.repaint_delay);
        delays.min().is_some_and(|delay| delay < std::time::Duration::from_secs(1))
    }

    fn press(&mut self, at: Pos2, pressed: bool, button: PointerButton, modifiers: Modifiers) {
        self.pointer = at;
        self.clicks += usize::from(pressed);
        if modifiers != Modifiers::NONE {
            self.harness.event(Event::ModifiersChanged(modifiers));
        }
        self.harness.event(Event::PointerButton { pos: at, button, pressed, modifiers });
        if modifiers != Modifiers::NONE && !pressed {
            self.harness.event(Event::ModifiersChanged(Modifiers::NONE));
        }
    }
}

/// A file dropped on the window.
#[derive(Debug)]
struct Dropped(std::path::PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &std::path::Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}

impl Dropped {
    fn of(path: &std::path::Path) -> std::sync::Arc<dyn egui::DroppedFile + Send + Sync> {
        std::sync::Arc::new(Self(path.to_owned()))
    }
}
