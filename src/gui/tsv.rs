//! Tables as tab-separated text, which spreadsheets and word processors take from the clipboard.

use crate::model::difference_as_written;

/// A table being written, row by row.
#[derive(Default)]
pub struct Tsv {
    text: String,
}

impl Tsv {
    /// Adds a row. Tabs and line breaks inside a cell become spaces, so that columns stay columns, and what a spreadsheet
    /// would take for a formula is made harmless.
    pub fn row<S: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = S>) {
        for (n, cell) in cells.into_iter().enumerate() {
            if n > 0 {
                self.text.push('\t');
            }
            let cell = crate::export::spreadsheet::neutral(cell.as_ref());
            // A cell that begins with a quotation mark is read by the rules of CSV, so it is written by them.
            let quoted = cell.starts_with('"').then(|| format!("\"{}\"", cell.replace('"', "\"\"")));
            let cell = quoted.map_or(cell, Into::into);
            self.text.extend(cell.chars().map(|c| if matches!(c, '\t' | '\n' | '\r') { ' ' } else { c }));
        }
        self.text.push('\n');
    }

    /// The text.
    pub fn into_text(self) -> String {
        self.text
    }
}

/// Rows as tab-separated text.
pub fn of_rows<R, S>(rows: impl IntoIterator<Item = R>) -> String
where
    R: IntoIterator<Item = S>,
    S: AsRef<str>,
{
    let mut table = Tsv::default();
    for row in rows {
        table.row(row);
    }
    table.into_text()
}

/// A number with four decimals; nothing where there is none.
pub fn number(value: Option<f64>) -> String {
    value.map_or_else(String::new, |value| format!("{value:.4}"))
}

/// The difference of two numbers as `number` writes them; nothing where one is missing.
pub fn number_between(before: Option<f64>, after: Option<f64>) -> String {
    number(before.zip(after).map(|(before, after)| difference_as_written(before, after, 4)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_never_breaks_its_row() {
        let mut table = Tsv::default();
        table.row(["who", "how\tmuch"]);
        table.row(["Wagner\nGroup", "0.5"]);
        assert_eq!(table.into_text(), "who\thow much\nWagner Group\t0.5\n");
    }
}
