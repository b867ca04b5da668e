//! Tables for spreadsheets: comma-separated files and tab-separated text for the clipboard. A name that a spreadsheet would
//! take for a formula is made harmless.

use std::borrow::Cow;

/// A cell that no spreadsheet takes for a formula: one that begins with `=`, `+`, `-`, `@`, a tab or a line end and is no
/// number gets an apostrophe before it, as OWASP advises against CSV injection.
pub fn neutral(cell: &str) -> Cow<'_, str> {
    let risky = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) && cell.trim().parse::<f64>().is_err();
    // A dash alone is how tables say "nothing".
    if risky && cell != "-" { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

/// Rows as a CSV file (RFC 4180) in UTF-8, with the mark by which spreadsheets know the encoding.
pub fn csv<R, S>(rows: impl IntoIterator<Item = R>) -> Vec<u8>
where
    R: IntoIterator<Item = S>,
    S: AsRef<str>,
{
    let mut text = String::from("\u{feff}");
    for row in rows {
        for (n, cell) in row.into_iter().enumerate() {
            if n > 0 {
                text.push(',');
            }
            let cell = neutral(cell.as_ref());
            if cell.contains([',', '"', '\n', '\r']) {
                text.push('"');
                text.push_str(&cell.replace('"', "\"\""));
                text.push('"');
            } else {
                text.push_str(&cell);
            }
        }
        text.push_str("\r\n");
    }
    text.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_looks_like_a_formula_is_made_harmless_and_numbers_stay_numbers() {
        assert_eq!(neutral("=HYPERLINK(\"x\")"), "'=HYPERLINK(\"x\")");
        assert_eq!(neutral("@sum"), "'@sum");
        assert_eq!(neutral("-0.25"), "-0.25");
        assert_eq!(neutral("-"), "-");
        assert_eq!(neutral("Wagner"), "Wagner");
    }

    #[test]
    fn a_cell_with_commas_and_marks_stays_one_cell() {
        let bytes = csv([vec!["who", "how, much"], vec!["a \"b\"", "=1+1"]]);
        let text = String::from_utf8(bytes).unwrap();
        assert_eq!(text, "\u{feff}who,\"how, much\"\r\n\"a \"\"b\"\"\",'=1+1\r\n");
        let mut reader =
            csv::ReaderBuilder::new().has_headers(false).from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        let first = reader.records().next().unwrap().unwrap();
        assert_eq!(first.get(1), Some("how, much"));
    }
}
