//! The difference between scenarios: per function before, after, change and why, and the whole in a sentence.

use indexmap::IndexMap;
use serde::Serialize;

use crate::model::{ActorId, Claim, FunctionId, Months, Provision, Scenario, ScenarioId, ScenarioMap, Stance};

use super::explanation::{Side, Told};
use super::study::Study;
use super::words::{capital, from_to, percent};
use super::{Levers, Outcome, Substitutes, Workspace};

/// Scenarios side by side in one month, each against the first.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Comparison {
    /// The month looked at.
    pub month: Months,
    /// The outcome of each scenario, against the baseline.
    pub scenarios: Vec<Outcome>,
    /// Every scenario after the first, against the first.
    pub differences: Vec<Difference>,
}

/// How one scenario differs from another.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Difference {
    /// The scenario compared against.
    pub from: ScenarioId,
    /// The scenario compared.
    pub to: ScenarioId,
    /// Weighted coverage, "if nobody reacts".
    pub overall: Change,
    /// Every function of the map.
    pub functions: IndexMap<FunctionId, FunctionChange>,
    /// What changed and why, in a sentence.
    pub sentence: String,
}

/// A coverage in two scenarios; `None` when not assessed.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Change {
    /// In the scenario compared against.
    pub before: Option<f64>,
    /// In the scenario compared.
    pub after: Option<f64>,
    /// After minus before.
    pub change: Option<f64>,
}

impl Change {
    fn of(before: Option<f64>, after: Option<f64>) -> Self {
        Self { before, after, change: before.zip(after).map(|(before, after)| after - before) }
    }
}

/// The coverage of one function in two scenarios.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FunctionChange {
    /// The numbers.
    #[serde(flatten)]
    pub coverage: Change,
    /// The path or provision that explains most of the change; `None` where nothing changes.
    pub why: Option<String>,
}

/// Compares scenarios in a month, each with the first. `map` is the one the study was made of; it lends the dates of the
/// claims that announce an offer.
pub fn compare(study: &Study, map: &ScenarioMap, scenarios: &[Scenario], month: Months) -> Comparison {
    let baseline = Scenario::baseline();
    let outcomes = scenarios.iter().map(|s| study.outcome(s, &baseline, month)).collect();
    let differences = match scenarios {
        [first, others @ ..] => others.iter().map(|other| difference(study, map, first, other, month)).collect(),
        [] => Vec::new(),
    };
    Comparison { month, scenarios: outcomes, differences }
}

fn difference(study: &Study, map: &ScenarioMap, from: &Scenario, to: &Scenario, month: Months) -> Difference {
    let at = Study::month(month);
    let (from_levers, to_levers) = (Levers::of(study, from), Levers::of(study, to));
    let (mut before, mut after) = (Workspace::of(study), Workspace::of(study));
    study.evaluate(&from_levers, at, &mut before);
    study.evaluate(&to_levers, at, &mut after);
    let told = Told {
        study,
        before: Side { levers: &from_levers, work: &before },
        after: Side { levers: &to_levers, work: &after },
        month: at,
    };
    let changed = told.changed();
    let functions = study.functions.iter().enumerate().map(|(f, function)| {
        let coverage = |work: &Workspace| function.counts().then(|| work.coverage[f]);
        let change = FunctionChange {
            coverage: Change::of(coverage(&before), coverage(&after)),
            why: changed.contains(&f).then(|| told.why(f)).flatten(),
        };
        (function.id.clone(), change)
    });
    let substitutes = study.substitutes(&after, &before);
    Difference {
        from: from.id.clone(),
        to: to.id.clone(),
        overall: Change::of(before.overall, after.overall),
        functions: functions.collect(),
        sentence: sentence(&told, map, [from, to], &changed, &substitutes),
    }
}

/// "From Baseline to Wagner withdraws, overall coverage falls from 41 % to 28 %: direct combat falls from 53 % to 0
/// because Wagner leaves; AES could add 15 % in 6 months (offered), announced in Mar 2024."
fn sentence(
    told: &Told,
    map: &ScenarioMap,
    [from, to]: [&Scenario; 2],
    changed: &[usize],
    substitutes: &[Substitutes],
) -> String {
    let Some(first) = leading(told, changed) else {
        return format!("From {} to {} no coverage changes in month {}.", from.name, to.name, told.month);
    };
    let verb = |before: f64, after: f64| if after < before { "falls" } else { "rises" };
    let words = |before: f64, after: f64| {
        let (from, to) = from_to(before, after);
        format!("{} from {from} to {to}", verb(before, after))
    };
    let overall = match told.before.work.overall.zip(told.after.work.overall) {
        Some((before, after)) if (after - before).abs() > 1e-9 => format!("overall coverage {}", words(before, after)),
        Some((_, after)) => format!("overall coverage stays at {}", percent(after)),
        None => "no function weighs anything".to_owned(),
    };
    let function = &told.study.functions[first];
    let moved = words(told.before.work.coverage[first], told.after.work.coverage[first]);
    let why = told.why(first).map_or_else(String::new, |why| format!(" because {why}"));
    let help = substitutes.iter().find(|s| s.function == function.id).map_or_else(String::new, |s| {
        let announced = s
            .partners
            .first()
            .filter(|partner| partner.adds > 1e-9)
            .and_then(|partner| announced(map, &partner.actor, &function.id))
            .map_or_else(String::new, |month| format!(", announced in {month}"));
        format!("; {}{announced}", told.help(s))
    });
    let more = match changed.len() - 1 {
        0 => String::new(),
        1 => "; 1 other function changes too".to_owned(),
        n => format!("; {n} other functions change too"),
    };
    format!(
        "{}, {overall}: {} {moved}{why}{help}{more}.",
        capital(&format!("from {} to {}", from.name, to.name)),
        function.words
    )
}

/// The changed function that weighs most among those that move the way the whole does.
fn leading(told: &Told, changed: &[usize]) -> Option<usize> {
    let overall = told.after.work.overall.zip(told.before.work.overall).map_or(0.0, |(after, before)| after - before);
    let rises = |f: usize| told.after.work.coverage[f] > told.before.work.coverage[f];
    changed.iter().find(|f| rises(**f) == (overall > 0.0)).or(changed.first()).copied()
}

/// The month of the earliest claim for a partner's offers of a function, where one has a date.
fn announced(map: &ScenarioMap, actor: &ActorId, function: &FunctionId) -> Option<String> {
    let offered = |p: &&Provision| {
        p.provider == *actor && p.function == *function && p.status == crate::model::ProvisionStatus::Offered
    };
    let dated = |claim: &Claim| {
        let stated = claim.date.as_ref().map(|d| d.value);
        stated
            .or_else(|| map.article(&claim.article).and_then(|a| a.date))
            .and_then(crate::model::PartialDate::year_month)
    };
    let claims = map.provisions.iter().filter(offered).flat_map(|p| &p.evidence);
    let months = claims.filter(|e| e.stance == Stance::For).filter_map(|e| map.claim(&e.claim)).filter_map(dated);
    months.min().map(crate::model::YearMonth::words)
}
