//! Numbers whose meaning is in their type. Percent exists only in widgets.

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};

/// A fraction of the principal's baseline need for a function. Sound between 0 and 1; `validate` says when it is not.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Share(pub f64);

/// The probability of something, 0 to 1. Never an extent: "60 % of the force leaves" is not "60 % likely to leave".
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Likelihood(pub f64);

/// A share 0..1 in whole percent, "63 %"; halves go away from zero, everywhere alike.
pub fn percent(share: f64) -> String {
    // Adding zero takes the sign from a zero.
    format!("{:.0} %", (share * 100.0).round() + 0.0)
}

/// Whole months, counted from the map's `start_month` where they are a point in time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct Months(pub u32);

impl Months {
    /// The last month of every timeline.
    pub const HORIZON: Self = Self(60);
    /// The month a fresh view looks at.
    pub const DEFAULT_VIEW: Self = Self(12);
}

impl<'de> Deserialize<'de> for Months {
    /// Accepts `6` and `6.0`; refuses fractions and negative numbers.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = f64::deserialize(deserializer)?;
        if number.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(&number) {
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "range checked above")]
            return Ok(Self(number as u32));
        }
        Err(serde::de::Error::custom(format!("{number} is not a whole number of months from 0 up")))
    }
}

impl std::fmt::Display for Months {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0)
    }
}
