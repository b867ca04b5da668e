//! Small maps for tests, built in a few words, and random ones.

use backstop::model::{
    Actor, ActorKind, Assumption, FunctionRow, Lever, Months, Provision, ProvisionStatus, Relation, RelationClass,
    Scenario, ScenarioMap, Setting, Share,
};
use proptest::prelude::*;

/// A map around the principal "p" without function rows.
pub fn empty() -> ScenarioMap {
    let mut map = ScenarioMap::new(Actor::new("p", "P", ActorKind::State));
    map.functions.clear();
    map
}

/// Adds an actor whose name is its id in capitals.
pub fn actor(map: &mut ScenarioMap, id: &str, capacity: Option<f64>) {
    let mut actor = Actor::new(id, id.to_uppercase(), ActorKind::State);
    actor.capacity = capacity;
    map.actors.push(actor);
}

/// Adds a provision for the principal, with ids `p1`, `p2`, ...
pub fn provision<'a>(
    map: &'a mut ScenarioMap,
    provider: &str,
    function: &str,
    status: ProvisionStatus,
    share: f64,
) -> &'a mut Provision {
    let id = format!("p{}", map.provisions.len() + 1);
    let mut provision = Provision::new(id, provider, "p", function, status);
    provision.share = Some(Share(share));
    map.provisions.push(provision);
    map.provisions.last_mut().unwrap()
}

/// Adds a dependency.
pub fn dependency(map: &mut ScenarioMap, client: &str, patron: &str, strength: f64) {
    let id = format!("r{}", map.relations.len() + 1);
    let mut relation = Relation::new(id, client, patron, RelationClass::Cooperation, "");
    relation.dependency = Some(Share(strength));
    map.relations.push(relation);
}

/// Adds an assumption.
pub fn assumption(map: &mut ScenarioMap, id: &str, lever: Lever) {
    map.assumptions.push(Assumption::new(id, id, lever));
}

/// Adds a row of the coverage matrix.
pub fn function(map: &mut ScenarioMap, id: &str, need: f64, weight: f64) {
    let mut row = FunctionRow::new(id);
    (row.need, row.weight) = (Some(need), Some(weight));
    map.functions.push(row);
}

/// A scenario with settings that begin at once.
pub fn scenario(settings: &[(&str, f64)]) -> Scenario {
    let mut scenario = Scenario::new("s", "S");
    scenario.settings = settings.iter().map(|(assumption, extent)| Setting::new(*assumption, *extent)).collect();
    scenario
}

const STATUSES: [ProvisionStatus; 4] =
    [ProvisionStatus::Active, ProvisionStatus::Offered, ProvisionStatus::Latent, ProvisionStatus::Past];

/// A random map that is sound: partners `a0`, `a1`, .., functions `f0`, .., some capacities and dependencies, and a lever of
/// every kind for every partner and function.
pub fn any_map(most_partners: usize, capacities: bool) -> impl Strategy<Value = ScenarioMap> {
    let provision = (
        0usize..8,
        0usize..5,
        0usize..4,
        0..=20u32,
        0..=20u32,
        proptest::option::of(0..12u32),
        proptest::option::of(0..=20u32),
        1..=6u8,
    );
    let relation = (0usize..8, 0usize..8, 0..=10u32);
    let capacity = proptest::option::of(0..=20u32);
    (
        1..=most_partners,
        1usize..=5,
        proptest::collection::vec(provision, 0..24),
        proptest::collection::vec(relation, 0..8),
        proptest::collection::vec(capacity, 8),
        proptest::collection::vec((1..=8u32, 0..=4u32), 5),
    )
        .prop_map(move |(partners, functions, provisions, relations, limits, rows)| {
            let mut map = empty();
            for (a, limit) in limits.iter().enumerate().take(partners) {
                let limit = limit.map(|k| f64::from(k) / 10.0).filter(|_| capacities);
                actor(&mut map, &format!("a{a}"), limit);
            }
            for (f, (need, weight)) in rows.iter().take(functions).enumerate() {
                function(&mut map, &format!("f{f}"), f64::from(*need) / 4.0, f64::from(*weight) / 2.0);
            }
            for (a, f, status, share, current, ramp, likelihood, credibility) in provisions {
                let id = (format!("a{}", a % partners), format!("f{}", f % functions));
                let share = f64::from(share) / 20.0;
                let p = super::maps::provision(&mut map, &id.0, &id.1, STATUSES[status], share);
                p.current = (current <= 10).then(|| Share(share * f64::from(current) / 10.0));
                p.ramp_months = ramp.map(Months);
                p.likelihood = likelihood.map(|l| backstop::model::Likelihood(f64::from(l) / 20.0));
                p.credibility = Some(credibility);
            }
            for (a, b, strength) in relations {
                let (a, b) = (format!("a{}", a % partners), format!("a{}", b % partners));
                dependency(&mut map, &a, &b, f64::from(strength) / 10.0);
            }
            for a in 0..partners {
                let id = format!("a{a}");
                assumption(&mut map, &format!("withdraw-{id}"), Lever::withdrawal(id.as_str()));
                assumption(&mut map, &format!("engage-{id}"), Lever::engagement(id.as_str()));
                assumption(&mut map, &format!("relation-{id}"), Lever::relation_change(id.as_str()));
                assumption(&mut map, &format!("exclude-{id}"), Lever::exclusion(id.as_str()));
            }
            for f in 0..functions {
                assumption(&mut map, &format!("demand-f{f}"), Lever::demand(format!("f{f}")));
            }
            map
        })
}

/// A random scenario over the levers of `any_map`.
pub fn any_scenario() -> impl Strategy<Value = Scenario> {
    let setting = (0usize..5, 0usize..8, 0..=20u32, 0..10u32, 0..10u32);
    proptest::collection::vec(setting, 0..6).prop_map(|settings| {
        let mut scenario = Scenario::new("s", "S");
        for (kind, which, extent, start, duration) in settings {
            let part = f64::from(extent) / 20.0;
            let (id, extent) = match kind {
                0 => (format!("withdraw-a{which}"), part),
                1 => (format!("engage-a{which}"), part),
                2 => (format!("relation-a{which}"), part * 4.0 - 2.0),
                3 => (format!("exclude-a{which}"), part),
                _ => (format!("demand-f{which}"), part * 3.0),
            };
            if scenario.setting(&id.as_str().into()).is_none() {
                let mut setting = Setting::new(id.as_str(), extent);
                (setting.start, setting.duration) = (Months(start), Months(duration));
                scenario.settings.push(setting);
            }
        }
        scenario
    })
}
