//! `backstop evaluate`: what scenarios come to.

use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use super::evidence::{EvidenceOptions, both_headlines};
use super::failure::Failure;
use super::maps::open_map;
use super::output::{Format, Output};
use super::selection::{MonthChoice, SetOption, changed_scenario, find_scenario};
use super::table::{Table, number, percent};
use crate::model::{Months, Scenario, ScenarioId, ScenarioMap};
use crate::scenario::{FunctionState, Outcome};

/// What a scenario does to the coverage of the principal's security functions
///
/// Prints, for each scenario: coverage and gap per function, both headlines, who could cover what is lost and how soon, and
/// a sentence that explains it. Coverage rests on the shares in the map: they are the analyst's weights, not forecasts.
#[derive(Args)]
pub(super) struct Evaluate {
    /// The scenario file, or sample:mali
    map: PathBuf,
    /// A scenario's id; baseline without it. May be given several times
    #[arg(long = "scenario", value_name = "ID")]
    scenarios: Vec<String>,
    /// Sets an assumption on top of each scenario: withdraw-wagner=0.5, withdraw-wagner.start=3 (also .extent, .duration,
    /// .likelihood). Extents run from 0 to 1, for demand from 0 to 3, for a relation change from -2 to 2
    #[arg(long = "set", value_name = "ASSUMPTION=VALUE")]
    sets: Vec<SetOption>,
    /// The month, 0 to 60, or all
    #[arg(long, default_value = "12", allow_negative_numbers = true)]
    month: MonthChoice,
    /// The scenario against which something counts as lost
    #[arg(long, value_name = "ID", default_value = ScenarioId::BASELINE)]
    reference: String,
    #[command(flatten)]
    evidence: EvidenceOptions,
    /// The form of the result
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

#[derive(Serialize)]
struct Answer {
    scenarios: Vec<Outcome>,
}

impl Evaluate {
    pub fn run(self, output: &mut Output) -> Result<(), Failure> {
        let map = open_map(&self.map)?;
        let months = self.month.months(&self.map)?;
        let reference = find_scenario(&map, &self.map, &self.reference)?;
        let named = if self.scenarios.is_empty() { vec![ScenarioId::BASELINE.to_owned()] } else { self.scenarios };
        let scenarios: Vec<Scenario> =
            named.iter().map(|id| changed_scenario(&map, &self.map, id, &self.sets)).collect::<Result<_, _>>()?;
        let study = self.evidence.study(&map, &self.map)?;
        let outcomes = |scenario: &Scenario| -> Vec<Outcome> {
            months.iter().map(|month| study.outcome(scenario, &reference, *month)).collect()
        };
        if self.format == Format::Json {
            return output.json(&Answer { scenarios: scenarios.iter().flat_map(outcomes).collect() });
        }
        for (place, scenario) in scenarios.iter().enumerate() {
            if place > 0 {
                output.text("\n")?;
            }
            match outcomes(scenario).as_slice() {
                [one] => {
                    both_headlines(&map, &study, scenario, one.month, output)?;
                    one_month(&map, one, &reference, output)?;
                }
                many => output.text(&many_months(&map, many))?,
            }
        }
        Ok(())
    }
}

/// "month 12 (Nov 2025)".
pub(super) fn month_words(map: &ScenarioMap, month: Months) -> String {
    match map.start_month {
        Some(start) => format!("month {month} ({})", start.plus(month).words()),
        None => format!("month {month}"),
    }
}

fn one_month(map: &ScenarioMap, outcome: &Outcome, reference: &Scenario, output: &mut Output) -> Result<(), Failure> {
    let month = month_words(map, outcome.month);
    output.text(&format!("{}, {month}, against {}\n", outcome.name, reference.name))?;
    output.text(&headline(outcome))?;
    output.text(&format!("{}\n\n", outcome.explanation))?;
    let mut functions =
        Table::new(&["Function", ">Need", ">Supply", ">Coverage", ">Gap", ">With offers", "State", "By partner"]);
    for (id, function) in &outcome.functions {
        let state = match function.state {
            FunctionState::Assessed => "",
            FunctionState::None => "nobody provides it",
            FunctionState::NotAssessed => "not assessed",
            FunctionState::Lost => "lost",
        };
        let share = |value: Option<f64>| if value.is_some() { percent(value) } else { "-".to_owned() };
        let mut partners: Vec<_> = function.by_partner.iter().collect();
        partners.sort_by(|a, b| b.1.total_cmp(a.1));
        let partners: Vec<String> = partners
            .into_iter()
            .map(|(actor, supply)| format!("{} {}", map.actor_name(actor), number(Some(*supply), 2)))
            .collect();
        functions.row([
            map.function_words(id),
            number(Some(function.need), 2),
            number(Some(function.supply), 2),
            share(function.coverage),
            share(function.gap),
            share(outcome.with_offers.functions.get(id).copied().flatten()),
            state.to_owned(),
            partners.join(", "),
        ]);
    }
    output.text(&functions.to_string())?;
    output.text(&substitutes(map, outcome, reference))
}

/// Both headlines and what they rest on.
fn headline(outcome: &Outcome) -> String {
    let shares = outcome.default_shares;
    format!(
        "Overall coverage: {} if nobody reacts, {} if every offer arrives on time; over {} of {} functions\n\
         Concentration of supply: {} by partner, {} by bloc (0 spread out, 1 in one hand)\n\
         {} of {} shares are defaults that no analyst has set\n",
        percent(outcome.overall),
        percent(outcome.with_offers.overall),
        outcome.assessed,
        outcome.functions.len(),
        number(outcome.hhi_partner, 2),
        number(outcome.hhi_bloc, 2),
        shares.used,
        shares.total,
    )
}

fn substitutes(map: &ScenarioMap, outcome: &Outcome, reference: &Scenario) -> String {
    if outcome.substitutes.is_empty() {
        return String::new();
    }
    let mut table = Table::new(&["Lost", ">How much", ">Covered", "Partner", ">Already", ">Adds", ">Months", "Status"]);
    for lost in &outcome.substitutes {
        let mut first = [map.function_words(&lost.function), number(Some(lost.lost), 2), percent(Some(lost.covered))];
        if lost.nobody {
            let [function, how_much, covered] = first;
            let nothing = || "-".to_owned();
            table.row([function, how_much, covered, "nobody".into(), nothing(), nothing(), nothing(), String::new()]);
            continue;
        }
        for partner in &lost.partners {
            let [function, how_much, covered] = std::mem::take(&mut first);
            table.row([
                function,
                how_much,
                covered,
                map.actor_name(&partner.actor).to_owned(),
                number(Some(partner.already), 2),
                number(Some(partner.adds), 2),
                partner.months.to_string(),
                partner.status.to_string(),
            ]);
        }
    }
    format!("\nWho could cover what is lost against {}\n{table}", reference.name)
}

fn many_months(map: &ScenarioMap, outcomes: &[Outcome]) -> String {
    let Some(first) = outcomes.first() else { return String::new() };
    let mut table = Table::new(&[">Month", "Date", ">If nobody reacts", ">With offers", "Lost functions"]);
    for outcome in outcomes {
        let lost: Vec<String> = outcome
            .functions
            .iter()
            .filter(|(_, function)| function.state == FunctionState::Lost)
            .map(|(id, _)| map.function_words(id))
            .collect();
        table.row([
            outcome.month.to_string(),
            map.start_month.map(|start| start.plus(outcome.month).words()).unwrap_or_default(),
            percent(outcome.overall),
            percent(outcome.with_offers.overall),
            lost.join(", "),
        ]);
    }
    format!("{}, months 0 to {}\n{table}", first.name, Months::HORIZON)
}
