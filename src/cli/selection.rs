//! Which scenario, changed how, in which month: the options that evaluate and analyze share.

use std::path::Path;
use std::str::FromStr;

use super::failure::Failure;
use super::maps::about;
use crate::model::unknown_name;
use crate::model::{Likelihood, Months, Scenario, ScenarioId, ScenarioMap, Setting};

/// A month as it is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MonthChoice {
    /// One month.
    One(i64),
    /// Every month from 0 to the horizon.
    All,
}

impl FromStr for MonthChoice {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text == "all" {
            return Ok(Self::All);
        }
        text.parse().map(Self::One).map_err(|_| format!("\"{text}\" is neither a whole number nor \"all\""))
    }
}

impl MonthChoice {
    /// The months meant.
    pub fn months(self, path: &Path) -> Result<Vec<Months>, Failure> {
        match self {
            Self::All => Ok((0..=Months::HORIZON.0).map(Months).collect()),
            Self::One(month) => month_in_range(month, path).map(|month| vec![month]),
        }
    }
}

/// A month between 0 and the horizon.
pub(super) fn month_in_range(month: i64, path: &Path) -> Result<Months, Failure> {
    let known = u32::try_from(month).ok().filter(|month| *month <= Months::HORIZON.0);
    known
        .map(Months)
        .ok_or_else(|| about(path, format!("month {month} is out of range; months run from 0 to {}", Months::HORIZON)))
}

/// `ASSUMPTION[.extent|.start|.duration|.likelihood]=VALUE`.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct SetOption {
    assumption: String,
    part: Part,
    value: f64,
    written: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Extent,
    Start,
    Duration,
    Likelihood,
}

impl FromStr for SetOption {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (name, value) = text.split_once('=').ok_or("it has the form ASSUMPTION=VALUE")?;
        let (assumption, part) = match name.split_once('.') {
            None => (name, Part::Extent),
            Some((assumption, "extent")) => (assumption, Part::Extent),
            Some((assumption, "start")) => (assumption, Part::Start),
            Some((assumption, "duration")) => (assumption, Part::Duration),
            Some((assumption, "likelihood")) => (assumption, Part::Likelihood),
            Some((_, other)) => {
                return Err(format!("\".{other}\" is none of .extent, .start, .duration and .likelihood"));
            }
        };
        let number = value.trim().parse().map_err(|_| {
            let percent = if value.contains('%') { "; extents are fractions, 60 % is 0.6" } else { "" };
            format!("\"{value}\" is not a number{percent}")
        })?;
        Ok(Self { assumption: assumption.to_owned(), part, value: number, written: text.to_owned() })
    }
}

/// A scenario by id; `baseline` is always there.
pub(super) fn find_scenario(map: &ScenarioMap, path: &Path, id: &str) -> Result<Scenario, Failure> {
    map.scenario_or_baseline(&ScenarioId::from(id)).ok_or_else(|| {
        let ids = map.scenarios.iter().map(|scenario| scenario.id.as_str()).chain([ScenarioId::BASELINE]);
        about(path, unknown_name("scenario", id, ids))
    })
}

/// A scenario with the `--set` options on top. It keeps its id; its name tells what was set.
pub(super) fn changed_scenario(
    map: &ScenarioMap,
    path: &Path,
    id: &str,
    options: &[SetOption],
) -> Result<Scenario, Failure> {
    let mut scenario = find_scenario(map, path, id)?;
    for option in options {
        apply(map, path, &mut scenario, option)?;
    }
    if !options.is_empty() {
        let written: Vec<&str> = options.iter().map(|option| option.written.as_str()).collect();
        scenario.name = format!("{} with {}", scenario.name, written.join(", "));
    }
    Ok(scenario)
}

fn apply(map: &ScenarioMap, path: &Path, scenario: &mut Scenario, option: &SetOption) -> Result<(), Failure> {
    let assumption = map.assumption_by_any_alias(&option.assumption).ok_or_else(|| {
        about(path, unknown_name("assumption", &option.assumption, map.assumptions.iter().map(|a| a.id.as_str())))
    })?;
    let place = scenario.settings.iter().position(|setting| setting.assumption == assumption.id);
    let place = place.unwrap_or_else(|| {
        scenario.settings.push(Setting::new(assumption.id.clone(), 1.0));
        scenario.settings.len() - 1
    });
    let Some(setting) = scenario.settings.get_mut(place) else { return Ok(()) };
    let outside = |what: &str, range: &str| {
        about(path, format!("--set {}: {what} {} is out of range; it must be {range}", option.written, option.value))
    };
    let within = |low: f64, high: f64| (low..=high).contains(&option.value);
    match option.part {
        Part::Extent => {
            let (low, high) = assumption.lever.extent_range();
            if !within(low, high) {
                let hint = if within(2.0, 100.0) { " (a fraction, not percent)" } else { "" };
                return Err(outside("extent", &format!("{low} to {high}{hint}")));
            }
            setting.extent = option.value;
        }
        Part::Start => setting.start = whole_months(option.value).ok_or_else(|| outside("start", MONTHS))?,
        Part::Duration => setting.duration = whole_months(option.value).ok_or_else(|| outside("duration", MONTHS))?,
        Part::Likelihood => {
            if !within(0.0, 1.0) {
                return Err(outside("likelihood", "0 to 1"));
            }
            setting.likelihood = Some(Likelihood(option.value));
        }
    }
    Ok(())
}

const MONTHS: &str = "a whole number of months from 0 up";

fn whole_months(value: f64) -> Option<Months> {
    let whole = value.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(&value);
    whole.then_some(Months(value as u32))
}
