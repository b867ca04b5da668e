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

/// A share 0..1 in tenths of a percent, "62.5 %": where shares that nearly agree stand side by side.
pub fn percent_in_tenths(share: f64) -> String {
    format!("{:.1} %", (share * 1000.0).round() / 10.0 + 0.0)
}

/// How far two shares lie apart, told so that it agrees with the whole percents that stand beside it: from 62.4 % to 62.6 %,
/// written "62 %" and "63 %", is one point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PointChange {
    /// Whether it goes down.
    pub falls: bool,
    /// Points of a percentage; 0 where both are written alike although they differ.
    pub points: u32,
}

impl PointChange {
    /// From one share to another; `None` where nothing changes.
    pub fn between(before: f64, after: f64) -> Option<Self> {
        let whole = |share: f64| (share * 100.0).round();
        let moved = whole(after) - whole(before);
        if moved == 0.0 && (after - before).abs() < 1e-9 {
            return None;
        }
        let falls = if moved == 0.0 { after < before } else { moved < 0.0 };
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a small whole number; casts saturate"
        )]
        Some(Self { falls, points: moved.abs() as u32 })
    }

    /// "▼ 21 points", "▲ under 1 point".
    pub fn words(self) -> String {
        let size = match self.points {
            0 => "under 1 point".to_owned(),
            1 => "1 point".to_owned(),
            n => format!("{n} points"),
        };
        format!("{} {size}", self.arrow())
    }

    /// "▼ 21", "▲ <1": for tables, whose heading or neighbours say of what.
    pub fn short_words(self) -> String {
        match self.points {
            0 => format!("{} <1", self.arrow()),
            n => format!("{} {n}", self.arrow()),
        }
    }

    fn arrow(self) -> char {
        if self.falls { '▼' } else { '▲' }
    }
}

/// The difference of two numbers as it stands between what is written of them, with so many digits behind the point.
pub fn difference_as_written(before: f64, after: f64, digits: usize) -> f64 {
    let written = |value: f64| format!("{value:.digits$}").parse::<f64>().unwrap_or(value);
    // The difference of two decimals is a decimal; adding zero takes the sign from a zero.
    written(written(after) - written(before)) + 0.0
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_agrees_with_the_percents_beside_it() {
        let told = |before, after| PointChange::between(before, after).map(PointChange::words);
        assert_eq!((percent(0.624), percent(0.626)), ("62 %".to_owned(), "63 %".to_owned()));
        assert_eq!(told(0.624, 0.626).as_deref(), Some("▲ 1 point"), "not 0");
        assert_eq!(told(0.6151, 0.6349).as_deref(), Some("▲ 1 point"), "not 2: it reads 62 % and 63 %");
        assert_eq!(told(0.6349, 0.6151).as_deref(), Some("▼ 1 point"));
        assert_eq!(told(0.621, 0.624).as_deref(), Some("▲ under 1 point"), "it reads 62 % twice");
        assert_eq!(told(0.64, 0.43).as_deref(), Some("▼ 21 points"));
        assert_eq!(told(0.5, 0.5), None);
        assert_eq!(PointChange::between(0.64, 0.43).map(PointChange::short_words).as_deref(), Some("▼ 21"));
        assert_eq!(PointChange::between(0.621, 0.624).map(PointChange::short_words).as_deref(), Some("▲ <1"));
        // Every pair of hundredths and halves between: what is said is the difference of what is written.
        for (before, after) in
            (0..=400).flat_map(|a| (0..=400).map(move |b| (f64::from(a) / 400.0, f64::from(b) / 400.0)))
        {
            let written = |share: f64| percent(share).trim_end_matches(" %").parse::<i64>().unwrap();
            let change = PointChange::between(before, after);
            let said = change.map_or(0, |c| i64::from(c.points) * if c.falls { -1 } else { 1 });
            assert_eq!(said, written(after) - written(before), "{before} to {after}");
        }
    }

    #[test]
    fn a_difference_agrees_with_the_decimals_beside_it() {
        assert!((difference_as_written(62.44, 62.46, 1) - 0.1).abs() < 1e-12, "62.4 and 62.5");
        assert!((difference_as_written(0.244, 0.432, 2) - 0.19).abs() < 1e-12, "0.24 and 0.43");
        assert_eq!(difference_as_written(0.1, 0.1 - 1e-17, 1).to_bits(), 0.0_f64.to_bits());
    }
}
