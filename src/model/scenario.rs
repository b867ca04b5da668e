//! Scenarios: named sets of assumption settings over the baseline.

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};

use super::{AssumptionId, Extra, Likelihood, Months, ScenarioId, map::null_default};

/// A named set of assumption settings. The baseline has none and is never written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Scenario {
    /// Identity within the map; `baseline` is reserved.
    pub id: ScenarioId,
    /// The name shown.
    pub name: String,
    /// What the scenario is about.
    #[serde(default, skip_serializing_if = "String::is_empty", deserialize_with = "null_default")]
    pub description: String,
    /// Which assumptions are set, and how.
    #[serde(default, deserialize_with = "null_default")]
    pub settings: Vec<Setting>,
    /// Fields this version does not know, kept as they were.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Scenario {
    /// A scenario with no settings.
    pub fn new(id: impl Into<ScenarioId>, name: impl Into<String>) -> Self {
        Self { id: id.into(), name: name.into(), description: String::new(), settings: Vec::new(), extra: Extra::new() }
    }

    /// The scenario every map has.
    pub fn baseline() -> Self {
        Self::new(ScenarioId::BASELINE, "Baseline")
    }

    /// The setting of an assumption, if the scenario has one.
    pub fn setting(&self, assumption: &AssumptionId) -> Option<&Setting> {
        self.settings.iter().find(|s| s.assumption == *assumption)
    }
}

/// How a scenario sets one assumption.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Setting {
    /// Which assumption.
    pub assumption: AssumptionId,
    /// How much, in the lever's own range. 1 when absent.
    #[serde(default = "whole", deserialize_with = "null_whole")]
    pub extent: f64,
    /// The month in which it begins.
    #[serde(default, deserialize_with = "null_default")]
    pub start: Months,
    /// Over how many months it builds up; 0 is a step. Engagement uses the provisions' ramps instead.
    #[serde(default, deserialize_with = "null_default")]
    pub duration: Months,
    /// For reading and reporting; it never multiplies the extent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub likelihood: Option<Likelihood>,
    /// Fields this version does not know, kept as they were.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Setting {
    /// A setting that begins at once and fully.
    pub fn new(assumption: impl Into<AssumptionId>, extent: f64) -> Self {
        Self {
            assumption: assumption.into(),
            extent,
            start: Months(0),
            duration: Months(0),
            likelihood: None,
            extra: Extra::new(),
        }
    }
}

fn whole() -> f64 {
    1.0
}

fn null_whole<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
    Ok(Option::<f64>::deserialize(deserializer)?.unwrap_or_else(whole))
}
