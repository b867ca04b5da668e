//! Long names, long lists, and everything twice as large: nothing at the left and the right lies on anything else or is cut.

use backstop::gui::{ThemeChoice, ViewCommand};
use backstop::model::{
    Actor, ActorKind, Assumption, Lever, Provision, ProvisionStatus, Scenario, ScenarioMap, Setting, Share,
};

use crate::driver::Driver;
use crate::legibility::{Fault, faults};

const LONG: &str = "Provisional Coordination of the Combined Self-Defence Movements of the Northern Regions";

/// A study with fifty partners of long names, many scenarios and as many assumptions.
fn crowded() -> ScenarioMap {
    let mut map = backstop::store::sample_mali().unwrap();
    for n in 0..50 {
        let mut actor = Actor::new(format!("partner-{n}"), format!("{LONG} {n}"), ActorKind::ALL[n % 12]);
        actor.bloc = Some(format!("the-bloc-of-the-many-signatories-number-{}", n % 7).as_str().into());
        map.actors.push(actor);
        let function = map.functions[n % 17].id.clone();
        let mut provision =
            Provision::new(format!("more-{n}"), format!("partner-{n}"), "mali", function, ProvisionStatus::ALL[n % 3]);
        provision.share = Some(Share(0.1 + 0.01 * n as f64));
        map.provisions.push(provision);
        let lever = Lever::withdrawal(format!("partner-{n}"));
        map.assumptions.push(Assumption::new(format!("withdraw-partner-{n}"), format!("{LONG} {n} withdraws"), lever));
    }
    for n in 0..12 {
        let mut scenario = Scenario::new(format!("long-{n}"), format!("What if the {LONG} {n} stays"));
        scenario.description = format!("{LONG}, {LONG}");
        for k in 0..n * 4 {
            scenario.settings.push(Setting::new(format!("withdraw-partner-{k}"), 0.5));
        }
        map.scenarios.push(scenario);
    }
    map
}

#[test]
fn long_names_and_long_lists_stay_readable_beside_the_map() {
    let mut found = std::collections::BTreeMap::new();
    for (width, height, scale) in [(1280.0, 720.0, 1.0), (2560.0, 1440.0, 2.0), (1600.0, 1000.0, 1.0)] {
        let mut window = Driver::on_map(crowded(), [width, height]);
        window.look(ViewCommand::Scale(scale));
        for (theme, scenario) in [(ThemeChoice::Dark, "long-11"), (ThemeChoice::Light, "wagner-withdraws")] {
            window.look(ViewCommand::Theme(theme));
            window.look(ViewCommand::Scenario(scenario.into()));
            let actor = ["partner-7".into()].into();
            for look in [ViewCommand::ClearSelection, ViewCommand::SelectActors(actor), ViewCommand::AddAssumption] {
                window.look(look);
                for _ in 0..8 {
                    window.frame();
                }
                let points = width / scale;
                for fault in faults(window.harness().output()) {
                    let at = match &fault {
                        Fault::Overlap(_, _, at) => *at,
                        Fault::Cut(_, drawn, _) => *drawn,
                    };
                    // The map's labels and the matrix have tests of their own.
                    if at.center().x < points * 0.18 || at.center().x > points * 0.765 {
                        found.entry(fault.to_string()).or_insert(format!("{width}x{height} at {scale}, {theme:?}"));
                    }
                }
            }
        }
    }
    let faults: Vec<String> = found.into_iter().map(|(fault, place)| format!("{place}: {fault}")).collect();
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}
