//! What a frame of the relationship canvas costs while one actor is dragged: the run of egui and the tessellation, by the
//! clock and in CPU time of the thread. The calibration loop stands beside, because the machines this runs on differ.
#![allow(missing_docs, clippy::unwrap_used, reason = "a bench")]

mod measuring;

use std::time::Instant;

use backstop::gui::{App, Command, Session, ViewCommand};
use backstop::model::{
    Actor, ActorId, ActorKind, FunctionId, Place, Provision, ProvisionStatus, Relation, RelationClass, ScenarioMap,
    SecurityFunction, Share,
};
use egui::{Event, Modifiers, PointerButton, Pos2, RawInput, Rect, Vec2, pos2, vec2};

use measuring::{SAMPLES, calibration, clock_ms, cpu_ms, median};

/// Frames per sample; the median sample is printed.
const FRAMES: usize = 8;

fn main() {
    println!("calibration (a million divisions): {:.2} ms", calibration());
    println!(
        "{:<44} {:>9} {:>9} {:>9} {:>9} {:>10}",
        "ms per frame, median of 20 by the clock", "run", "tessell.", "both", "CPU mean", "vertices"
    );
    for (actors, links, zoom) in [
        (60, 120, None),
        (300, 600, None),
        (1_000, 2_000, None),
        (1_000, 2_000, Some(1.0)),
        (10_000, 20_000, None),
        (10_000, 20_000, Some(0.5)),
        (10_000, 20_000, Some(1.0)),
        (10_000, 20_000, Some(2.0)),
    ] {
        drag(actors, links, zoom);
    }
}

/// Actors on a loose grid; most links join neighbours, one in ten goes anywhere. Half are relations, half provisions.
fn map_of(actors: usize, links: usize) -> ScenarioMap {
    let mut map = ScenarioMap::new(Actor::new("a0", "Principal", ActorKind::State));
    let columns = (actors as f64).sqrt().ceil() as usize;
    let mut state = 12_345_u64;
    let mut random = move |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    for n in 0..actors {
        let id = format!("a{n}");
        if n > 0 {
            let kind = ActorKind::ALL[n % ActorKind::ALL.len()];
            let mut actor = Actor::new(id.as_str(), format!("Actor number {n}"), kind);
            actor.bloc = Some(format!("bloc-{}", (n % columns) / 10).into());
            map.actors.push(actor);
        }
        let (x, y) = ((n % columns) * 150 + random(60), (n / columns) * 120 + random(50));
        map.positions.insert(ActorId::from(id), Place { x: x as f64, y: y as f64, pinned: n % 3 == 0 });
    }
    for n in 0..links {
        let from = random(actors);
        let to = if n % 10 == 0 {
            random(actors)
        } else {
            let near = [1, columns, columns + 1, 2, columns - 1][random(5)];
            (from + near) % actors
        };
        if from == to {
            continue;
        }
        let (from, to) = (format!("a{from}"), format!("a{to}"));
        if n % 2 == 0 {
            let class = RelationClass::ALL[n % 3];
            map.relations.push(Relation::new(format!("r{n}"), from.as_str(), to.as_str(), class, "talks"));
        } else {
            let function = FunctionId::from(SecurityFunction::ALL[n % 17].id());
            let status = [ProvisionStatus::Active, ProvisionStatus::Offered, ProvisionStatus::Latent][n % 3];
            let mut provision = Provision::new(format!("p{n}"), from.as_str(), to.as_str(), function, status);
            provision.share = Some(Share(0.02 * (n % 20) as f64));
            map.provisions.push(provision);
        }
    }
    map
}

struct Window {
    ctx: egui::Context,
    app: App,
    time: f64,
    size: Vec2,
    events: Vec<Event>,
}

impl Window {
    fn new(map: ScenarioMap) -> Self {
        let ctx = egui::Context::default();
        backstop::gui::install_fonts(&ctx);
        let app = App::of_session(Session::of_map(map, None));
        let mut window = Self { ctx, app, time: 0.0, size: vec2(1600.0, 1000.0), events: Vec::new() };
        for _ in 0..6 {
            window.frame();
        }
        window
    }

    /// One frame: the times of run and tessellation, the vertices, and when the next frame is wanted.
    fn frame(&mut self) -> (f64, f64, usize, std::time::Duration) {
        let start = Instant::now();
        self.time += 1.0 / 60.0;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, self.size)),
            time: Some(self.time),
            events: std::mem::take(&mut self.events),
            focused: true,
            ..RawInput::default()
        };
        let began = clock_ms(start);
        let output = self.ctx.run_ui(input, |ui| self.app.map_frame(ui));
        let ran = clock_ms(start);
        let wanted = output.viewport_output.values().map(|viewport| viewport.repaint_delay).min().unwrap();
        let primitives = self.ctx.tessellate(output.shapes, output.pixels_per_point);
        let done = clock_ms(start);
        let vertices = primitives
            .iter()
            .map(|primitive| match &primitive.primitive {
                egui::epaint::Primitive::Mesh(mesh) => mesh.vertices.len(),
                egui::epaint::Primitive::Callback(_) => 0,
            })
            .sum();
        (ran - began, done - ran, vertices, wanted)
    }

    fn does(&mut self, command: ViewCommand) {
        let ctx = self.ctx.clone();
        self.app.apply(Command::View(command), &ctx);
    }
}

fn drag(actors: usize, links: usize, zoom: Option<f32>) {
    let mut window = Window::new(map_of(actors, links));
    // The actor in the middle of the map comes to the middle of the window.
    let columns = (actors as f64).sqrt().ceil() as usize;
    let middle = ActorId::from(format!("a{}", actors / 2 + columns / 2));
    window.does(ViewCommand::SelectActors([middle.clone()].into()));
    window.does(ViewCommand::ZoomToSelection);
    window.frame();
    let name = match zoom {
        // It came as close as a fit goes, 1.5.
        Some(zoom) => {
            window.does(ViewCommand::ZoomMap(zoom / 1.5));
            format!("{actors} actors, {links} links, at zoom {zoom}")
        }
        None => {
            window.does(ViewCommand::FitMap);
            format!("{actors} actors, {links} links, fit to view")
        }
    };
    window.does(ViewCommand::ClearSelection);
    window.frame();
    let at = window.app.place_on_screen(&middle).unwrap_or(pos2(800.0, 500.0));
    let press =
        |pressed| Event::PointerButton { pos: at, button: PointerButton::Primary, pressed, modifiers: Modifiers::NONE };
    window.events = vec![Event::PointerMoved(at)];
    window.frame();
    window.events = vec![press(true)];
    window.frame();
    let mut step = 0;
    let mut cpu_before = cpu_ms();
    let (mut runs, mut tessellations, mut both, mut most) = (Vec::new(), Vec::new(), Vec::new(), 0);
    for sample in 0..=SAMPLES {
        let (mut run, mut tessellation) = (0.0, 0.0);
        for _ in 0..FRAMES {
            step += 1;
            let angle = step as f32 * 0.12;
            window.events = vec![Event::PointerMoved(at + Vec2::angled(angle) * 90.0)];
            let (ran, tessellated, vertices, _) = window.frame();
            run += ran / FRAMES as f64;
            tessellation += tessellated / FRAMES as f64;
            most = most.max(vertices);
        }
        // The first sample only warms up.
        if sample == 0 {
            cpu_before = cpu_ms();
        } else {
            runs.push(run);
            tessellations.push(tessellation);
            both.push(run + tessellation);
        }
    }
    assert!(window.app.is_dragging(), "{name}: nothing is dragged, so nothing is measured");
    let cpu = (cpu_ms() - cpu_before) / (SAMPLES * FRAMES) as f64;
    println!(
        "{name:<44} {:>9.2} {:>9.2} {:>9.2} {cpu:>9.2} {most:>10}",
        median(runs),
        median(tessellations),
        median(both)
    );
    // Let go, and wait: nothing may ask for a frame.
    window.events = vec![press(false), Event::PointerGone];
    for _ in 0..120 {
        window.frame();
    }
    let (.., wanted) = window.frame();
    assert!(wanted > std::time::Duration::from_secs(1), "{name}: it repaints although nothing happens");
}
