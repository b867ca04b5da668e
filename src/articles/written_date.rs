//! Dates as people write them: "9 November 2024", "January 18", "09 نوفمبر، 2024", "1er mars 2024", "2024-11-09".
//!
//! Month names in English, French, Arabic and Russian, Western and Arabic-Indic digits. What is not written is never
//! completed: "January 18" has no year, and "03/04/2024" no certain month.

use crate::model::{PartialDate, Span};

/// A date found in a text. At least a year, or a month with a day, is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WrittenDate {
    /// Where it stands.
    pub span: Span,
    /// 1900 to 2100, where it is written.
    pub year: Option<u16>,
    /// 1 to 12.
    pub month: Option<u8>,
    /// 1 to 31.
    pub day: Option<u8>,
}

impl WrittenDate {
    /// The date, where its year is written and the calendar has such a day.
    pub fn value(&self) -> Option<PartialDate> {
        let year = self.year?;
        match (self.month, self.day) {
            (Some(month), Some(day)) => PartialDate::day(year, month, day),
            (Some(month), None) => PartialDate::month(year, month),
            _ => PartialDate::parse(&format!("{year:04}")),
        }
    }
}

/// Every date of a text that names a month or is written in figures, in order, none overlapping another. A bare year is
/// not one.
pub fn find_dates(text: &str) -> Vec<WrittenDate> {
    let tokens = tokens(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let date = in_figures(text, &tokens, at).or_else(|| with_month_name(text, &tokens, at));
        match date {
            Some((date, next)) => {
                found.push(date);
                at = next;
            }
            None => at += 1,
        }
    }
    found
}

/// A word or a number, with its place.
#[derive(Clone, Copy, Debug)]
struct Token<'a> {
    text: &'a str,
    start: usize,
    end: usize,
    number: Option<u32>,
}

/// Splits into runs of letters and runs of digits; everything else separates.
fn tokens(text: &str) -> Vec<Token<'_>> {
    #[derive(PartialEq, Clone, Copy)]
    enum Kind {
        Word,
        Number,
        Other,
    }
    let kind_of = |c: char| match c {
        c if digit(c).is_some() => Kind::Number,
        // Combining marks belong to Arabic words that are written with vowels.
        c if c.is_alphabetic() || ('\u{64b}'..='\u{652}').contains(&c) => Kind::Word,
        _ => Kind::Other,
    };
    let mut out = Vec::new();
    let mut run: Option<(Kind, usize)> = None;
    let mut push = |kind: Kind, start: usize, end: usize| {
        let slice = text.get(start..end).unwrap_or_default();
        let number = (kind == Kind::Number).then(|| value_of(slice)).flatten();
        out.push(Token { text: slice, start, end, number });
    };
    for (i, c) in text.char_indices() {
        let kind = kind_of(c);
        match run {
            Some((running, _)) if running == kind => {}
            Some((running, start)) => {
                push(running, start, i);
                run = (kind != Kind::Other).then_some((kind, i));
            }
            None if kind != Kind::Other => run = Some((kind, i)),
            None => {}
        }
    }
    if let Some((kind, start)) = run {
        push(kind, start, text.len());
    }
    out
}

/// The value of a Western, Arabic-Indic or Persian digit.
fn digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => c.to_digit(10),
        '\u{660}'..='\u{669}' => Some(c as u32 - 0x660),
        '\u{6f0}'..='\u{6f9}' => Some(c as u32 - 0x6f0),
        _ => None,
    }
}

/// At most four digits; longer numbers are no part of a date.
fn value_of(digits: &str) -> Option<u32> {
    (digits.chars().count() <= 4).then(|| digits.chars().try_fold(0u32, |n, c| Some(n * 10 + digit(c)?))).flatten()
}

/// The month that a word names. English and French names of months that are also words ("may", "march", "mars") count
/// only in the company of a day or a year, which the callers require.
fn month_of(word: &str, next: Option<&str>) -> Option<(u8, usize)> {
    let lower = word.to_lowercase();
    let plain: String = lower.chars().filter(|c| !('\u{64b}'..='\u{652}').contains(c)).collect();
    // Levantine names of two words.
    if let Some(next) = next {
        let month = match (plain.as_str(), next) {
            ("كانون", "الثاني") => Some(1),
            ("تشرين", "الأول" | "الاول") => Some(10),
            ("تشرين", "الثاني") => Some(11),
            ("كانون", "الأول" | "الاول") => Some(12),
            _ => None,
        };
        if let Some(month) = month {
            return Some((month, 2));
        }
    }
    let month = match plain.as_str() {
        "january" | "jan" | "janvier" | "janv" | "يناير" | "جانفي" | "января" | "январь" | "январе" | "янв" => {
            1
        }
        "february" | "feb" | "février" | "fevrier" | "févr" | "فبراير" | "شباط" | "فيفري" | "февраля" | "февраль"
        | "феврале" | "фев" => 2,
        "march" | "mar" | "mars" | "مارس" | "آذار" | "اذار" | "марта" | "март" | "марте" => 3,
        "april" | "apr" | "avril" | "avr" | "أبريل" | "ابريل" | "إبريل" | "نيسان" | "أفريل" | "апреля" | "апрель"
        | "апреле" | "апр" => 4,
        "may" | "mai" | "مايو" | "ماي" | "أيار" | "ايار" | "мая" | "май" | "мае" => 5,
        "june" | "jun" | "juin" | "يونيو" | "يونيه" | "حزيران" | "جوان" | "июня" | "июнь" | "июне" => {
            6
        }
        "july" | "jul" | "juillet" | "juil" | "يوليو" | "يوليه" | "تموز" | "جويلية" | "июля" | "июль" | "июле" => {
            7
        }
        "august" | "aug" | "août" | "aout" | "أغسطس" | "اغسطس" | "آب" | "أوت" | "غشت" | "августа" | "август"
        | "августе" | "авг" => 8,
        "september" | "sept" | "sep" | "septembre" | "سبتمبر" | "أيلول" | "ايلول" | "شتنبر" | "сентября"
        | "сентябрь" | "сентябре" | "сен" => 9,
        "october" | "oct" | "octobre" | "أكتوبر" | "اكتوبر" | "октября" | "октябрь" | "октябре" | "окт" => {
            10
        }
        "november" | "nov" | "novembre" | "نوفمبر" | "نونبر" | "ноября" | "ноябрь" | "ноябре" | "нояб" => {
            11
        }
        "december" | "dec" | "décembre" | "decembre" | "déc" | "ديسمبر" | "دجنبر" | "декабря" | "декабрь"
        | "декабре" | "дек" => 12,
        _ => return None,
    };
    // English months are capitalised: "may" and "march" in lower case are verbs.
    (!matches!(word, "may" | "march" | "mar" | "jan" | "sep" | "dec" | "jun" | "jul")).then_some((month, 1))
}

fn year_of(token: Option<&Token<'_>>) -> Option<u16> {
    let token = token?;
    let year = token.number?;
    (token.text.chars().count() == 4 && (1900..=2100).contains(&year)).then(|| u16::try_from(year).ok())?
}

fn day_of(token: Option<&Token<'_>>) -> Option<u8> {
    let token = token?;
    let day = token.number?;
    (token.text.chars().count() <= 2 && (1..=31).contains(&day)).then(|| u8::try_from(day).ok())?
}

/// Whether only light punctuation and white space stand between two tokens.
fn close(text: &str, left: &Token<'_>, right: &Token<'_>, allowed: &str) -> bool {
    let between = text.get(left.end..right.start).unwrap_or("x");
    between.len() <= 6
        && between.chars().all(|c| c.is_whitespace() || allowed.contains(c) || c == '\u{200f}' || c == '\u{200e}')
}

fn is_ordinal(word: &str) -> bool {
    matches!(word, "st" | "nd" | "rd" | "th" | "er" | "st." | "го")
}

/// Words between a day and its month: "9 of November", "le 9 de ce mois" is not one.
fn is_link(word: &str) -> bool {
    matches!(word, "of" | "de" | "من")
}

/// "9 November 2024", "9th of November", "November 9, 2024", "November 2024", from the token at `at`.
fn with_month_name(text: &str, tokens: &[Token<'_>], at: usize) -> Option<(WrittenDate, usize)> {
    let first = tokens.get(at)?;
    if let Some(day) = day_of(Some(first)) {
        // Day first.
        let mut next = at + 1;
        if tokens.get(next).is_some_and(|t| t.start == first.end && is_ordinal(t.text)) {
            next += 1;
        }
        if tokens.get(next).is_some_and(|t| is_link(t.text)) {
            next += 1;
        }
        let month_token = tokens.get(next)?;
        if !close(text, tokens.get(next - 1)?, month_token, ".-/") {
            return None;
        }
        let (month, length) = month_of(month_token.text, tokens.get(next + 1).map(|t| t.text))?;
        next += length;
        let last = tokens.get(next - 1)?;
        let year_token = tokens.get(next).filter(|t| close(text, last, t, ".,،-/"));
        let year = year_of(year_token);
        let end = if year.is_some() { year_token?.end } else { last.end };
        let after = if year.is_some() { next + 1 } else { next };
        return Some((
            WrittenDate { span: Span::new(first.start, end), year, month: Some(month), day: Some(day) },
            after,
        ));
    }
    let (month, length) = month_of(first.text, tokens.get(at + 1).map(|t| t.text))?;
    let mut next = at + length;
    let mut last = tokens.get(next - 1)?;
    let mut day = None;
    if let Some(token) = tokens.get(next).filter(|t| close(text, last, t, ".")) {
        if let Some(number) = day_of(Some(token)) {
            day = Some(number);
            last = token;
            next += 1;
            if let Some(ordinal) = tokens.get(next).filter(|t| t.start == last.end && is_ordinal(t.text)) {
                last = ordinal;
                next += 1;
            }
        }
    }
    let year_token = tokens.get(next).filter(|t| close(text, last, t, ".,،"));
    let year = year_of(year_token);
    if let (Some(_), Some(token)) = (year, year_token) {
        last = token;
        next += 1;
    }
    (day.is_some() || year.is_some())
        .then_some((WrittenDate { span: Span::new(first.start, last.end), year, month: Some(month), day }, next))
}

/// "2024-11-09", "2024/11/09", "09.11.2024", "09/11/2024" from the token at `at`.
fn in_figures(text: &str, tokens: &[Token<'_>], at: usize) -> Option<(WrittenDate, usize)> {
    let (a, b, c) = (tokens.get(at)?, tokens.get(at + 1)?, tokens.get(at + 2)?);
    let separator = text.get(a.end..b.start)?;
    if !matches!(separator, "-" | "/" | ".") || text.get(b.end..c.start)? != separator {
        return None;
    }
    // Part of a longer number, a version or an address.
    let before = text.get(..a.start)?.chars().next_back();
    if before.is_some_and(|p| p == '-' || p == '/' || p == '.' || p == '_') {
        return None;
    }
    let month_in = |n: u8| (1..=12).contains(&n).then_some(n);
    let (year, month, day) = if let Some(year) = year_of(Some(a)) {
        (year, Some(month_in(day_of(Some(b))?)?), Some(day_of(Some(c))?))
    } else {
        let (first, second, year) = (day_of(Some(a))?, day_of(Some(b))?, year_of(Some(c))?);
        match (separator, month_in(first), month_in(second)) {
            // With dots the day stands first everywhere.
            (".", _, Some(month)) => (year, Some(month), Some(first)),
            (_, None, Some(month)) => (year, Some(month), Some(first)),
            (_, Some(month), None) => (year, Some(month), Some(second)),
            (_, Some(month), Some(_)) if first == second => (year, Some(month), Some(second)),
            // "03/04/2024" is two different days on two continents.
            (_, Some(_), Some(_)) => (year, None, None),
            _ => return None,
        }
    };
    Some((WrittenDate { span: Span::new(a.start, c.end), year: Some(year), month, day }, at + 3))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn only(text: &str) -> Option<String> {
        let dates = find_dates(text);
        assert!(dates.len() <= 1, "{text}: {dates:?}");
        dates.first().and_then(WrittenDate::value).map(|d| d.to_string())
    }

    #[test]
    fn dates_are_read_in_four_languages() {
        for (text, date) in [
            ("On October 21, 2024, a paper", "2024-10-21"),
            ("9 November 2024", "2024-11-09"),
            ("on the 9th of November 2024", "2024-11-09"),
            ("Sept. 3, 2024", "2024-09-03"),
            ("in October 2024 talks", "2024-10"),
            ("le 1er mars 2024", "2024-03-01"),
            ("publié le 14 août 2023", "2023-08-14"),
            ("09 نوفمبر، 2024", "2024-11-09"),
            ("٠٩ نوفمبر ٢٠٢٤", "2024-11-09"),
            ("9 تشرين الثاني 2024", "2024-11-09"),
            ("9 ноября 2024 года", "2024-11-09"),
            ("2024-11-09T10:00", "2024-11-09"),
            ("09.11.2024", "2024-11-09"),
            ("25/11/2024", "2024-11-25"),
            ("03/04/2024", "2024"),
        ] {
            assert_eq!(only(text).as_deref(), Some(date), "{text}");
        }
    }

    #[test]
    fn a_date_without_a_year_is_kept_without_one() {
        let text = "The envoy met January 18 with a delegation";
        let dates = find_dates(text);
        assert_eq!(dates.len(), 1);
        assert_eq!(dates[0].span.of(text), Some("January 18"));
        assert_eq!((dates[0].year, dates[0].month, dates[0].day), (None, Some(1), Some(18)));
        assert_eq!(dates[0].value(), None);
    }

    #[test]
    fn words_and_numbers_that_are_no_dates_are_left_alone() {
        for text in
            ["they may march 20 miles", "Resolution 2100", "10.0.0.1", "in 2012", "12,000 men", "May the best win"]
        {
            assert_eq!(find_dates(text), [], "{text}");
        }
        assert_eq!(find_dates("31 February 2024")[0].value(), None);
    }
}
