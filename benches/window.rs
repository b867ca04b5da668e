//! How long from a slider's event to the next frame built, without drawing it: on the sample, and on 60 partners by
//! 17 functions. The calibration loop stands beside, because the machines this runs on differ.
#![allow(missing_docs, clippy::unwrap_used, reason = "a bench")]

use backstop::gui::{App, BottomTab, Command, MapChange, Session, ViewCommand};
use backstop::model::{
    Actor, ActorKind, Assumption, Lever, Provision, ProvisionStatus, Scenario, ScenarioMap, SecurityFunction, Setting,
    Share,
};
use divan::Bencher;
use egui_kittest::Harness;

fn main() {
    divan::main();
}

/// A fixed amount of arithmetic, to compare machines by.
#[divan::bench(sample_count = 20)]
fn calibration() -> f64 {
    (1..=1_000_000u32).map(|n| 1.0 / f64::from(divan::black_box(n))).sum()
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

fn drag(bencher: Bencher, map: ScenarioMap, tab: BottomTab) {
    let scenario = map.scenarios.first().unwrap().id.clone();
    let assumption = map.scenarios.first().unwrap().settings.first().unwrap().assumption.clone();
    let mut harness = Harness::builder()
        .with_size([1600.0, 1000.0])
        .with_context_setup(backstop::gui::install_fonts)
        .build_ui_state(|ui, app: &mut App| app.frame(ui), App::of_session(Session::of_map(map, None)));
    let ctx = harness.ctx.clone();
    harness.state_mut().apply(Command::View(ViewCommand::Bottom(tab)), &ctx);
    harness.run_steps(5);
    harness.state_mut().apply(Command::BeginStep("Drag".into()), &ctx);
    let mut extent = 0.0;
    bencher.bench_local(|| {
        extent = if extent > 0.98 { 0.01 } else { extent + 0.01 };
        let setting = Setting::new(assumption.clone(), extent);
        let change = MapChange::SetSetting { scenario: scenario.clone(), setting };
        harness.state_mut().apply(Command::Change(change), &ctx);
        harness.step();
    });
}

#[divan::bench(sample_count = 20, sample_size = 5)]
fn slider_to_frame_on_the_sample_with_the_matrix(bencher: Bencher) {
    drag(bencher, backstop::store::sample_mali().unwrap(), BottomTab::Coverage);
}

#[divan::bench(sample_count = 20, sample_size = 5)]
fn slider_to_frame_on_the_sample_with_the_timeline(bencher: Bencher) {
    drag(bencher, backstop::store::sample_mali().unwrap(), BottomTab::Timeline);
}

#[divan::bench(sample_count = 20, sample_size = 5)]
fn slider_to_frame_on_60_partners_with_the_matrix(bencher: Bencher) {
    drag(bencher, large_map(), BottomTab::Coverage);
}

#[divan::bench(sample_count = 20, sample_size = 5)]
fn slider_to_frame_on_60_partners_with_the_timeline(bencher: Bencher) {
    drag(bencher, large_map(), BottomTab::Timeline);
}
