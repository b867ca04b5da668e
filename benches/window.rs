//! What a frame costs while an assumption's slider is dragged: the change, everything derived from it (the 61 months too),
//! the run of egui over all visible panels, and the tessellation; and how long after the change the 80 % band stands there.
//! On the sample, and on 60 partners by 17 functions. The calibration loop stands beside, because the machines this runs on
//! differ.
#![allow(missing_docs, clippy::unwrap_used, reason = "a bench")]

mod measuring;

use std::time::Instant;

use backstop::gui::{App, BottomTab, Command, MapChange, Session, ViewCommand};
use backstop::model::{
    Actor, ActorKind, Assumption, Lever, Provision, ProvisionStatus, Scenario, ScenarioMap, SecurityFunction, Setting,
    Share,
};
use egui::{Pos2, RawInput, Rect, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use measuring::{SAMPLES, calibration, clock_ms, cpu_ms, median};

/// Frames per sample; the median sample is printed.
const FRAMES: usize = 8;

fn main() {
    println!("calibration (a million divisions): {:.2} ms", calibration());
    println!(
        "{:<40} {:>8} {:>8} {:>8} {:>8} {:>9}",
        "ms per frame of a drag, median of 20", "change", "run", "tessell.", "all", "CPU mean"
    );
    let maps = || [("sample", backstop::store::sample_mali().unwrap()), ("60 partners", large_map())];
    for (name, map) in maps() {
        for tab in BottomTab::ALL {
            drag(&format!("{name}, {}", tab.words()), map.clone(), *tab);
        }
    }
    println!("ms from a change to its 80 % band on screen, while the drag goes on: median and longest of 20");
    for (name, map) in maps() {
        band(name, map);
    }
}

/// 60 partners, each with every third function: 340 provisions.
fn large_map() -> ScenarioMap {
    let mut map = ScenarioMap::new(Actor::new("principal", "Principal", ActorKind::State));
    for n in 0..60 {
        let id = format!("partner-{n}");
        map.actors.push(Actor::new(id.as_str(), format!("Partner {n}"), ActorKind::State));
        for (k, function) in SecurityFunction::ALL.iter().enumerate().filter(|(k, _)| (k + n) % 3 == 0) {
            let status = if k % 2 == 0 { ProvisionStatus::Active } else { ProvisionStatus::Offered };
            let mut provision = Provision::new(format!("p{n}-{k}"), id.as_str(), "principal", function.id(), status);
            provision.share = Some(Share(0.02 + 0.01 * (k as f64)));
            map.provisions.push(provision);
        }
    }
    map.assumptions.push(Assumption::new("withdraw", "Partner 0 withdraws", Lever::withdrawal("partner-0")));
    let mut scenario = Scenario::new("leaves", "Partner 0 leaves");
    scenario.settings.push(Setting::new("withdraw", 1.0));
    map.scenarios.push(scenario);
    map
}

/// The change that a slider sends in step `n` of its drag.
fn change_of(map: &ScenarioMap, n: usize) -> Command {
    let scenario = map.scenarios.first().unwrap();
    let assumption = scenario.settings.first().unwrap().assumption.clone();
    let setting = Setting::new(assumption, 0.01 + 0.01 * (n % 98) as f64);
    Command::Change(MapChange::SetSetting { scenario: scenario.id.clone(), setting })
}

fn drag(name: &str, map: ScenarioMap, tab: BottomTab) {
    let ctx = egui::Context::default();
    backstop::gui::install_fonts(&ctx);
    let mut app = App::of_session(Session::of_map(map, None));
    let mut time = 0.0;
    let mut frame = |app: &mut App| {
        time += 1.0 / 60.0;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, vec2(1600.0, 1000.0))),
            time: Some(time),
            focused: true,
            ..RawInput::default()
        };
        let start = Instant::now();
        let output = ctx.run_ui(input, |ui| app.frame(ui));
        let ran = clock_ms(start);
        let primitives = ctx.tessellate(output.shapes, output.pixels_per_point);
        std::hint::black_box(primitives);
        (ran, clock_ms(start) - ran)
    };
    app.apply(Command::View(ViewCommand::Bottom(tab)), &ctx);
    for _ in 0..6 {
        frame(&mut app);
    }
    app.apply(Command::BeginStep("Drag".into()), &ctx);
    let mut cpu_before = cpu_ms();
    let (mut changes, mut runs, mut tessellations, mut all) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for sample in 0..=SAMPLES {
        let (mut change, mut run, mut tessellation) = (0.0, 0.0, 0.0);
        for n in 0..FRAMES {
            let command = change_of(app.session().map(), sample * FRAMES + n);
            let start = Instant::now();
            app.apply(command, &ctx);
            change += clock_ms(start) / FRAMES as f64;
            let (ran, tessellated) = frame(&mut app);
            run += ran / FRAMES as f64;
            tessellation += tessellated / FRAMES as f64;
        }
        // The first sample only warms up.
        if sample == 0 {
            cpu_before = cpu_ms();
        } else {
            changes.push(change);
            runs.push(run);
            tessellations.push(tessellation);
            all.push(change + run + tessellation);
        }
    }
    let cpu = (cpu_ms() - cpu_before) / (SAMPLES * FRAMES) as f64;
    println!(
        "{name:<40} {:>8.2} {:>8.2} {:>8.2} {:>8.2} {cpu:>9.2}",
        median(changes),
        median(runs),
        median(tessellations),
        median(all)
    );
}

/// How long the band takes to follow, frame after frame, as the window draws them.
fn band(name: &str, map: ScenarioMap) {
    let mut harness = Harness::builder()
        .with_size([1600.0, 1000.0])
        .with_context_setup(backstop::gui::install_fonts)
        .build_ui_state(|ui, app: &mut App| app.frame(ui), App::of_session(Session::of_map(map, None)));
    let ctx = harness.ctx.clone();
    harness.state_mut().apply(Command::View(ViewCommand::Bottom(BottomTab::Timeline)), &ctx);
    harness.run_steps(5);
    harness.state_mut().apply(Command::BeginStep("Drag".into()), &ctx);
    let mut times = Vec::new();
    let mut at_once = 0;
    for n in 0..=SAMPLES {
        let command = change_of(harness.state().session().map(), n);
        let start = Instant::now();
        harness.state_mut().apply(command, &ctx);
        let mut frames = 0;
        while frames == 0 || harness.query_by_label_contains("8 of 10 draws: ").is_none() {
            harness.step();
            frames += 1;
            std::thread::yield_now();
        }
        // The first only warms up.
        if n > 0 {
            times.push(clock_ms(start));
            at_once += usize::from(frames == 1);
        }
    }
    let longest = times.iter().copied().fold(0.0, f64::max);
    println!(
        "{name:<40} {:>8.1} {longest:>8.1}   in the frame of its own change: {at_once} of {SAMPLES}",
        median(times)
    );
}
