//! Aligned columns of text.

use std::fmt::Write;

use unicode_width::UnicodeWidthStr;

use crate::model::difference_as_written;

/// A table that is aligned when it is printed.
pub(super) struct Table {
    titles: Vec<&'static str>,
    right: Vec<bool>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// Columns by title. A title that begins with `>` is aligned to the right, as numbers are.
    pub fn new(titles: &[&'static str]) -> Self {
        Self {
            titles: titles.iter().map(|title| title.trim_start_matches('>')).collect(),
            right: titles.iter().map(|title| title.starts_with('>')).collect(),
            rows: Vec::new(),
        }
    }

    /// Adds a row with one cell for each column.
    pub fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        // A line break inside a name would break the table.
        let clean = |cell: String| cell.replace(|c: char| c.is_control(), " ");
        self.rows.push(cells.into_iter().map(clean).collect());
    }

    /// Whether it has no row.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

impl std::fmt::Display for Table {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let titles: Vec<String> = self.titles.iter().map(|title| (*title).to_owned()).collect();
        let all = || std::iter::once(&titles).chain(&self.rows);
        let widths: Vec<usize> = (0..titles.len())
            .map(|column| all().filter_map(|row| row.get(column)).map(|cell| cell.width()).max().unwrap_or(0))
            .collect();
        for row in all() {
            let mut line = String::new();
            for ((cell, width), right) in row.iter().zip(&widths).zip(&self.right) {
                let gap = " ".repeat(width.saturating_sub(cell.width()));
                let (before, after) = if *right { (gap.as_str(), "") } else { ("", gap.as_str()) };
                write!(line, "{before}{cell}{after}  ")?;
            }
            writeln!(f, "{}", line.trim_end())?;
        }
        Ok(())
    }
}

/// A share of something in percent, `not assessed` where there is none.
pub(super) fn percent(share: Option<f64>) -> String {
    share.map_or_else(|| "not assessed".to_owned(), |share| format!("{:.1} %", no_minus_zero(share * 100.0)))
}

/// A change in percentage points, with its sign: the difference of the two percentages as they are written.
pub(super) fn points(before: Option<f64>, after: Option<f64>) -> String {
    let change = before.zip(after).map(|(before, after)| difference_as_written(before * 100.0, after * 100.0, 1));
    change.map_or_else(String::new, |change| match change {
        0.0 => "0.0".to_owned(),
        points => format!("{points:+.1}"),
    })
}

/// A number with so many digits that rounding does not show; empty where there is none.
pub(super) fn number(value: Option<f64>, digits: usize) -> String {
    value.map_or_else(|| "-".to_owned(), |value| format!("{value:.digits$}"))
}

/// "1 actor", "2 actors".
pub(super) fn counted(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}

/// What rounds to zero at one digit is zero: "-0.0" tells nobody anything.
fn no_minus_zero(value: f64) -> f64 {
    if value.abs() < 0.05 { 0.0 } else { value }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stay_aligned_under_wide_letters_and_broken_names() {
        let mut table = Table::new(&["Actor", ">Share"]);
        table.row(["中国".into(), "5.0 %".into()]);
        table.row(["A\nB".into(), "100.0 %".into()]);
        assert_eq!(table.to_string(), "Actor    Share\n中国     5.0 %\nA B    100.0 %\n");
    }

    #[test]
    fn unknown_is_not_zero() {
        assert_eq!(percent(None), "not assessed");
        assert_eq!(percent(Some(0.0)), "0.0 %");
        assert_eq!(points(Some(0.5), Some(0.5 - 1e-17)), "0.0");
    }

    #[test]
    fn a_change_agrees_with_the_percents_beside_it() {
        assert_eq!((percent(Some(0.62449)), percent(Some(0.62451))), ("62.4 %".to_owned(), "62.5 %".to_owned()));
        assert_eq!(points(Some(0.62449), Some(0.62451)), "+0.1");
        assert_eq!(points(Some(0.64), Some(0.43)), "-21.0");
        assert_eq!(points(None, Some(0.43)), "");
    }
}
