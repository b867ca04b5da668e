//! When something happened, as a clause says it: absolute dates, and those relative to the day the article was published.

use crate::model::PartialDate;

const MONTHS: [&[&str]; 12] = [
    &["january", "jan", "janvier", "января", "январь", "يناير"],
    &["february", "feb", "février", "fevrier", "февраля", "февраль", "فبراير"],
    &["march", "mar", "mars", "марта", "март", "مارس"],
    &["april", "apr", "avril", "апреля", "апрель", "أبريل", "ابريل"],
    &["may", "mai", "мая", "май", "مايو"],
    &["june", "jun", "juin", "июня", "июнь", "يونيو"],
    &["july", "jul", "juillet", "июля", "июль", "يوليو"],
    &["august", "aug", "août", "aout", "августа", "август", "أغسطس", "اغسطس"],
    &["september", "sep", "sept", "septembre", "сентября", "сентябрь", "سبتمبر"],
    &["october", "oct", "octobre", "октября", "октябрь", "أكتوبر", "اكتوبر"],
    &["november", "nov", "novembre", "ноября", "ноябрь", "نوفمبر"],
    &["december", "dec", "décembre", "decembre", "декабря", "декабрь", "ديسمبر"],
];

/// The number 1 to 12 of a month's name in lower case, in English, French, Russian or Arabic.
pub(crate) fn month(word: &str) -> Option<u8> {
    let word = word.trim_end_matches('.');
    MONTHS.iter().position(|names| names.contains(&word)).and_then(|i| u8::try_from(i + 1).ok())
}

/// The number 0 (Monday) to 6 (Sunday) of a weekday's English name in lower case.
pub(crate) fn weekday(word: &str) -> Option<u8> {
    const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    DAYS.iter().position(|d| *d == word).and_then(|i| u8::try_from(i).ok())
}

/// A date found in a clause and how it was obtained.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct FoundDate {
    /// The date.
    pub value: PartialDate,
    /// First word.
    pub at: usize,
    /// Computed from the article's date.
    pub relative: bool,
}

/// All dates in a row of lower-case words. Without a published date nothing relative is given, and a day without a year
/// is left out rather than completed.
pub(crate) fn dates(lower: &[String], published: Option<PartialDate>) -> Vec<FoundDate> {
    let mut found: Vec<FoundDate> = Vec::new();
    let mut i = 0;
    while i < lower.len() {
        if let Some((value, length, relative)) = date_at(lower, i, published) {
            found.push(FoundDate { value, at: i, relative });
            i += length;
        } else {
            i += 1;
        }
    }
    found
}

/// The date nearest to the word at `at`.
pub(crate) fn nearest(found: &[FoundDate], at: usize) -> Option<FoundDate> {
    found.iter().copied().min_by_key(|d| d.at.abs_diff(at))
}

fn date_at(lower: &[String], i: usize, published: Option<PartialDate>) -> Option<(PartialDate, usize, bool)> {
    let word = |k: usize| lower.get(i + k).map_or("", String::as_str);
    let number = |k: usize| word(k).parse::<u16>().ok();
    let day = |k: usize| {
        let digits =
            word(k).trim_end_matches("st").trim_end_matches("nd").trim_end_matches("rd").trim_end_matches("th");
        digits.parse::<u8>().ok().filter(|d| (1..=31).contains(d))
    };
    let year = |k: usize| number(k).filter(|y| (1900..=2100).contains(y) && word(k).len() == 4);
    // 9 November 2024
    if let (Some(d), Some(m)) = (day(0), month(word(1))) {
        let k = if word(2) == "," { 3 } else { 2 };
        if let Some(y) = year(k) {
            return Some((PartialDate::day(y, m, d)?, k + 1, false));
        }
        return without_year(m, Some(d), published).map(|v| (v, 2, true));
    }
    if let Some(m) = month(word(0)) {
        if word(0) == "may"
            && day(1).is_none()
            && year(1).is_none()
            && !matches!(
                i.checked_sub(1).map(|k| lower[k].as_str()),
                Some("in" | "last" | "since" | "by" | "until" | "late" | "early" | "this" | "mid")
            )
        {
            return None;
        }
        if word(0) == "mar" || word(0) == "mars" {
            return None;
        }
        // November 9, 2024
        if let Some(d) = day(1).filter(|_| year(1).is_none()) {
            let k = if word(2) == "," { 3 } else { 2 };
            if let Some(y) = year(k) {
                return Some((PartialDate::day(y, m, d)?, k + 1, false));
            }
            return without_year(m, Some(d), published).map(|v| (v, 2, true));
        }
        let k = if matches!(word(1), "of" | ",") { 2 } else { 1 };
        if let Some(y) = year(k) {
            return Some((PartialDate::month(y, m)?, k + 1, false));
        }
        return without_year(m, None, published).map(|v| (v, 1, true));
    }
    if let Some(y) = year(0) {
        let before = i.checked_sub(1).map_or("", |k| lower[k].as_str());
        if matches!(
            before,
            "in" | "since"
                | "until"
                | "from"
                | "of"
                | "by"
                | "late"
                | "early"
                | "mid"
                | "during"
                | "to"
                | "and"
                | "between"
                | "before"
                | "after"
                | "("
                | "summer"
                | "spring"
                | "autumn"
                | "winter"
        ) && !matches!(
            word(1),
            "soldiers" | "troops" | "men" | "fighters" | "people" | "members" | "mercenaries" | "officers"
        ) {
            return Some((PartialDate { year: y, month: None, day: None }, 1, false));
        }
    }
    relative(lower, i, published?)
}

/// "last month", "on Tuesday", "two years ago", counted from the day of publication.
fn relative(lower: &[String], i: usize, published: PartialDate) -> Option<(PartialDate, usize, bool)> {
    let word = |k: usize| lower.get(i + k).map_or("", String::as_str);
    let months_back = |n: i32| {
        let month = published.month?;
        let total = i32::from(published.year) * 12 + i32::from(month) - 1 - n;
        PartialDate::month(u16::try_from(total.div_euclid(12)).ok()?, u8::try_from(total.rem_euclid(12) + 1).ok()?)
    };
    let year = |n: u16| Some(PartialDate { year: published.year.checked_sub(n)?, month: None, day: None });
    let day = || published.day.map(|_| published);
    match (word(0), word(1)) {
        ("last", "month") | ("previous", "month") => Some((months_back(1)?, 2, true)),
        ("this", "month") => Some((months_back(0)?, 2, true)),
        ("last", "year") => Some((year(1)?, 2, true)),
        ("this", "year") => Some((year(0)?, 2, true)),
        ("next", "year") => Some((PartialDate { year: published.year + 1, month: None, day: None }, 2, true)),
        ("next", "month") => Some((months_back(-1)?, 2, true)),
        ("last", "week") => Some((days_back(published, 7).map(|d| PartialDate { day: None, ..d })?, 2, true)),
        ("today", _) => Some((day()?, 1, true)),
        ("yesterday", _) => Some((days_back(published, 1)?, 1, true)),
        (name, _) if weekday(name).is_some() => {
            let today = jiff_date(published)?.weekday().to_monday_zero_offset();
            let wanted = i8::try_from(weekday(name)?).ok()?;
            // The day itself or the last one of that name.
            Some((days_back(published, i64::from((today - wanted).rem_euclid(7)))?, 1, true))
        }
        (count, unit) if word(2) == "ago" => {
            let n: u16 = match count {
                "a" | "one" => 1,
                "two" => 2,
                "three" => 3,
                "four" => 4,
                "five" => 5,
                "six" => 6,
                "ten" => 10,
                other => other.parse().ok()?,
            };
            match unit {
                "year" | "years" => Some((year(n)?, 3, true)),
                "month" | "months" => Some((months_back(i32::from(n))?, 3, true)),
                "week" | "weeks" => {
                    Some((days_back(published, i64::from(n) * 7).map(|d| PartialDate { day: None, ..d })?, 3, true))
                }
                "day" | "days" => Some((days_back(published, i64::from(n))?, 3, true)),
                _ => None,
            }
        }
        _ => None,
    }
}

/// A month, or day and month, without a year: the last one before publication.
fn without_year(month: u8, day: Option<u8>, published: Option<PartialDate>) -> Option<PartialDate> {
    let published = published?;
    let reference = published.month?;
    let year = if month > reference { published.year.checked_sub(1)? } else { published.year };
    match day {
        Some(day) => PartialDate::day(year, month, day),
        None => PartialDate::month(year, month),
    }
}

fn jiff_date(date: PartialDate) -> Option<jiff::civil::Date> {
    jiff::civil::Date::new(
        i16::try_from(date.year).ok()?,
        i8::try_from(date.month?).ok()?,
        i8::try_from(date.day?).ok()?,
    )
    .ok()
}

fn days_back(date: PartialDate, days: i64) -> Option<PartialDate> {
    let earlier = jiff_date(date)?.checked_sub(jiff::Span::new().try_days(days).ok()?).ok()?;
    PartialDate::day(
        u16::try_from(earlier.year()).ok()?,
        u8::try_from(earlier.month()).ok()?,
        u8::try_from(earlier.day()).ok()?,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, published: Option<&str>, expected: &[&str]) {
        let lower: Vec<String> = text.to_lowercase().split(' ').map(str::to_owned).collect();
        let found = dates(&lower, published.and_then(PartialDate::parse));
        assert_eq!(found.iter().map(|d| d.value.to_string()).collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn dates_are_read_and_never_guessed() {
        check("on October 21 , 2024 , the paper", None, &["2024-10-21"]);
        check("in November 2023 and in 2021", None, &["2023-11", "2021"]);
        check("met January 18 with a delegation", None, &[]);
        check("met January 18 with a delegation", Some("2023-02-07"), &["2023-01-18"]);
        check("last month , on Tuesday", Some("2024-11-09"), &["2024-10", "2024-11-05"]);
        check("two years ago he may leave", Some("2024-11-09"), &["2022"]);
        check("a force of 2000 men", None, &[]);
    }
}
