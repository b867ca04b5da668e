//! Calendar months and dates of which only a part may be known.

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Months;

/// A calendar month, written `2024-11`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, JsonSchema)]
#[schemars(with = "String")]
pub struct YearMonth {
    /// 1 to 9999.
    pub year: u16,
    /// 1 to 12.
    pub month: u8,
}

impl YearMonth {
    /// Reads `YYYY-MM`.
    pub fn parse(text: &str) -> Option<Self> {
        let (year, month) = text.split_once('-')?;
        let digits = |s: &str, n: usize| s.len() == n && s.bytes().all(|b| b.is_ascii_digit());
        if !digits(year, 4) || !digits(month, 2) {
            return None;
        }
        let (year, month) = (year.parse().ok()?, month.parse().ok()?);
        ((1..=12).contains(&month) && year > 0).then_some(Self { year, month })
    }

    /// Whole months from `start` to `self`; negative when `self` is earlier.
    pub fn months_since(self, start: Self) -> i32 {
        (i32::from(self.year) - i32::from(start.year)) * 12 + i32::from(self.month) - i32::from(start.month)
    }

    /// The month `months` later.
    pub fn plus(self, months: Months) -> Self {
        let total = u64::from(self.year) * 12 + u64::from(self.month) - 1 + u64::from(months.0);
        let year = u16::try_from(total / 12).unwrap_or(9999).min(9999);
        Self { year, month: u8::try_from(total % 12).unwrap_or(0) + 1 }
    }

    /// "Nov 2024".
    pub fn words(self) -> String {
        const NAMES: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
        let name = NAMES.get(usize::from(self.month).saturating_sub(1)).copied().unwrap_or("?");
        format!("{name} {}", self.year)
    }
}

impl std::fmt::Display for YearMonth {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

impl Serialize for YearMonth {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for YearMonth {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom(format!("\"{text}\" is not a month like 2024-11")))
    }
}

/// A date of which the day, or the day and the month, may be unknown: `2024-11-09`, `2024-11`, `2024`. A part that the
/// text does not give is absent, never guessed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, JsonSchema)]
#[schemars(with = "String")]
pub struct PartialDate {
    /// 1 to 9999.
    pub year: u16,
    /// 1 to 12.
    pub month: Option<u8>,
    /// 1 to the month's length; only with a month.
    pub day: Option<u8>,
}

impl PartialDate {
    /// A full date; `None` when the calendar has no such day.
    pub fn day(year: u16, month: u8, day: u8) -> Option<Self> {
        Self::parse(&format!("{year:04}-{month:02}-{day:02}"))
    }

    /// A month.
    pub fn month(year: u16, month: u8) -> Option<Self> {
        Self::parse(&format!("{year:04}-{month:02}"))
    }

    /// Reads `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    pub fn parse(text: &str) -> Option<Self> {
        let parts: Vec<&str> = text.split('-').collect();
        let number = |s: &str, n: usize| -> Option<u16> {
            (s.len() == n && s.bytes().all(|b| b.is_ascii_digit())).then(|| s.parse().ok())?
        };
        let year = number(parts.first()?, 4).filter(|y| *y > 0)?;
        let part = |i: usize| -> Option<Option<u8>> {
            match parts.get(i) {
                None => Some(None),
                Some(s) => Some(Some(u8::try_from(number(s, 2)?).ok()?)),
            }
        };
        let (month, day) = (part(1)?, part(2)?);
        if parts.len() > 3 || month.is_some_and(|m| !(1..=12).contains(&m)) {
            return None;
        }
        if let (Some(month), Some(day)) = (month, day) {
            let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
            let length = match month {
                2 if leap => 29,
                2 => 28,
                4 | 6 | 9 | 11 => 30,
                _ => 31,
            };
            if !(1..=length).contains(&day) {
                return None;
            }
        }
        Some(Self { year, month, day })
    }

    /// The calendar month, when it is known.
    pub fn year_month(self) -> Option<YearMonth> {
        self.month.map(|month| YearMonth { year: self.year, month })
    }

    /// "9 Nov 2024", "Nov 2024", "2024".
    pub fn words(self) -> String {
        match (self.year_month(), self.day) {
            (Some(month), Some(day)) => format!("{day} {}", month.words()),
            (Some(month), None) => month.words(),
            _ => self.year.to_string(),
        }
    }
}

impl std::fmt::Display for PartialDate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

impl Serialize for PartialDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PartialDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| {
            serde::de::Error::custom(format!("\"{text}\" is not a date like 2024-11-09, 2024-11 or 2024"))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_counted_over_a_new_year() {
        let start = YearMonth::parse("2024-11").unwrap();
        assert_eq!(start.plus(Months(14)).to_string(), "2026-01");
        assert_eq!(start.plus(Months(14)).months_since(start), 14);
        assert_eq!(YearMonth::parse("2024-13"), None);
    }

    #[test]
    fn a_date_keeps_only_what_is_known() {
        for text in ["2024", "2024-11", "2024-02-29"] {
            assert_eq!(PartialDate::parse(text).unwrap().to_string(), text);
        }
        for text in ["2023-02-29", "2024-00", "24", "2024-1", "2024-01-01-01", ""] {
            assert_eq!(PartialDate::parse(text), None, "{text}");
        }
    }
}
