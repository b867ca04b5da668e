//! Text to rows: which column is which, and what each cell means.

use csv::{ReaderBuilder, StringRecord};

use crate::model::{FunctionId, Months, ProvisionStatus, ScenarioMap, SecurityFunction, Share, slug};

/// From this likeness on, a function may have been meant by what is none.
const ALIKE: f64 = 0.8;

/// A column that is understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// Who gives.
    Provider,
    /// What is given.
    Function,
    /// How it stands.
    Status,
    /// The share of the need that it can meet.
    Share,
    /// Months until it is all there.
    Months,
    /// Who says so.
    Source,
    /// The words that say so.
    Quote,
}

impl Column {
    /// Every column, in the order that a table without headings has.
    pub const ALL: [Self; 7] =
        [Self::Provider, Self::Function, Self::Status, Self::Share, Self::Months, Self::Source, Self::Quote];

    /// Its heading.
    pub fn words(self) -> &'static str {
        match self {
            Self::Provider => "provider",
            Self::Function => "function",
            Self::Status => "status",
            Self::Share => "share",
            Self::Months => "months",
            Self::Source => "source",
            Self::Quote => "quote",
        }
    }

    /// The column that a heading names, letter case, hyphens and underscores aside.
    fn of_heading(heading: &str) -> Option<Self> {
        Some(match slug(heading, "").as_str() {
            "provider" | "partner" | "actor" | "who" | "from" => Self::Provider,
            "function" | "security-function" | "what" | "help" => Self::Function,
            "status" => Self::Status,
            "share" | "share-of-need" | "need-met" => Self::Share,
            "months" | "month" | "ramp" | "ramp-months" | "months-to-build-up" => Self::Months,
            "source" | "article" | "publisher" => Self::Source,
            "quote" | "evidence" | "sentence" | "citation" => Self::Quote,
            _ => return None,
        })
    }
}

/// A table as read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ProvisionTable {
    /// The lines that could be read.
    pub rows: Vec<ProvisionRow>,
    /// The lines that could not.
    pub problems: Vec<LineProblem>,
    /// Whether the first line names the columns.
    pub has_heading: bool,
    /// Headings that nothing is done with.
    pub ignored: Vec<String>,
}

/// One line: what one provider gives of one function.
#[derive(Clone, Debug, PartialEq)]
pub struct ProvisionRow {
    /// The line of the text, counted from 1.
    pub line: usize,
    /// The provider's name as written.
    pub provider: String,
    /// The function.
    pub function: FunctionId,
    /// The status; `None` where the cell is empty.
    pub status: Option<ProvisionStatus>,
    /// The share of the need, 0..1; `None` where the cell is empty.
    pub share: Option<Share>,
    /// Months to the full share, 0..60; `None` where the cell is empty.
    pub months: Option<Months>,
    /// Who says so; may be empty.
    pub source: String,
    /// The words that say so; may be empty.
    pub quote: String,
}

/// What is wrong with a line, and what to write instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineProblem {
    /// The line of the text, counted from 1.
    pub line: usize,
    /// What is wrong.
    pub words: String,
}

/// Reads a table of tab-separated text, or of values divided by commas or semicolons. The heading is recognised in any order;
/// without one the columns are those of `Column::ALL`. Functions are taken from the standard list and from the map.
pub fn read(text: &str, map: &ScenarioMap) -> ProvisionTable {
    let text = text.trim_start_matches('\u{feff}');
    let mut table = ProvisionTable::default();
    let delimiter = delimiter_of(text);
    let unclosed = unclosed_quote(text, char::from(delimiter));
    if let Some(line) = unclosed.filter(|_| delimiter != b'\t') {
        let words = "a quotation mark is opened and not closed; close it, or write \"\" for one inside a quote";
        table.problems.push(LineProblem { line, words: words.to_owned() });
    }
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .quoting(unclosed.is_none())
        .from_reader(text.as_bytes());
    let mut columns: Option<Vec<Option<Column>>> = None;
    for record in reader.records() {
        let Ok(record) = record else { continue };
        let line = record.position().map_or(1, |position| position.line() as usize);
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if columns.is_none() {
            let named: Vec<Option<Column>> = record.iter().map(|cell| Column::of_heading(cell.trim())).collect();
            table.has_heading = named.contains(&Some(Column::Provider)) && named.contains(&Some(Column::Function));
            if table.has_heading {
                let strange = record.iter().zip(&named).filter(|(_, column)| column.is_none());
                table.ignored = strange.map(|(cell, _)| cell.trim().to_owned()).filter(|c| !c.is_empty()).collect();
                columns = Some(named);
                continue;
            }
            columns = Some(Column::ALL.map(Some).to_vec());
        }
        let columns = columns.as_deref().unwrap_or_default();
        match row(line, &record, columns, map) {
            Ok(row) => table.rows.push(row),
            Err(words) => table.problems.push(LineProblem { line, words }),
        }
    }
    table.problems.sort_by_key(|problem| problem.line);
    table
}

/// The line of a cell that begins with a quotation mark and never ends. Marks inside other cells are letters.
fn unclosed_quote(text: &str, delimiter: char) -> Option<usize> {
    let (mut line, mut begun) = (1, None);
    let mut at_start = true;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        if letter == '\n' {
            line += 1;
        }
        match (begun, letter) {
            (None, '"') if at_start => begun = Some(line),
            (Some(_), '"') if letters.next_if_eq(&'"').is_none() => begun = None,
            _ => {}
        }
        at_start = begun.is_none() && (letter == delimiter || letter == '\n');
    }
    begun
}

/// Tabs where the first line has any; else whichever of semicolon and comma it has more of.
fn delimiter_of(text: &str) -> u8 {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |wanted: char| {
        let mut inside = false;
        first
            .chars()
            .filter(|c| {
                inside ^= *c == '"';
                *c == wanted && !inside
            })
            .count()
    };
    if count('\t') > 0 {
        b'\t'
    } else if count(';') > count(',') {
        b';'
    } else {
        b','
    }
}

fn row(
    line: usize,
    record: &StringRecord,
    columns: &[Option<Column>],
    map: &ScenarioMap,
) -> Result<ProvisionRow, String> {
    let cell = |wanted: Column| -> &str {
        let place = columns.iter().position(|column| *column == Some(wanted));
        place.and_then(|place| record.get(place)).unwrap_or_default().trim()
    };
    let provider = cell(Column::Provider);
    if provider.is_empty() {
        return Err("there is no provider; name who gives it".to_owned());
    }
    Ok(ProvisionRow {
        line,
        provider: provider.split_whitespace().collect::<Vec<_>>().join(" "),
        function: function_of(cell(Column::Function), map)?,
        status: status_of(cell(Column::Status))?,
        share: parse_share(cell(Column::Share))?,
        months: parse_months(cell(Column::Months))?,
        source: cell(Column::Source).to_owned(),
        quote: unquoted(cell(Column::Quote)).to_owned(),
    })
}

fn function_of(written: &str, map: &ScenarioMap) -> Result<FunctionId, String> {
    if written.is_empty() {
        return Err("there is no function; name what is given, such as training".to_owned());
    }
    let wanted = slug(written, "");
    let standard = SecurityFunction::ALL.iter().map(|f| (FunctionId::from(f.id()), f.words().to_owned()));
    let own = map.function_ids().into_iter().map(|id| (id.clone(), map.function_words(&id)));
    let known: Vec<(FunctionId, String)> = own.chain(standard).collect();
    let fits = known
        .iter()
        .find(|(id, words)| id.as_str() == written || slug(words, "") == wanted || slug(id.as_str(), "") == wanted);
    if let Some((id, _)) = fits {
        return Ok(id.clone());
    }
    let like = |words: &str| {
        let words = slug(words, "");
        let contains = wanted.len() > 3 && words.contains(&wanted);
        if contains { 1.0 } else { strsim::jaro_winkler(&words, &wanted) }
    };
    let near = known.iter().map(|(_, words)| words).max_by(|a, b| like(a).total_cmp(&like(b)));
    let near = near.filter(|words| like(words) > ALIKE);
    let near = near.map_or_else(String::new, |words| format!("; nearest is {words}"));
    Err(format!("“{written}” is no security function of this map{near}"))
}

fn status_of(written: &str) -> Result<Option<ProvisionStatus>, String> {
    if written.is_empty() {
        return Ok(None);
    }
    let wanted = slug(written, "");
    let found = ProvisionStatus::ALL.iter().find(|status| status.id() == wanted || slug(status.words(), "") == wanted);
    let all = || ProvisionStatus::ALL.iter().map(|status| status.words()).collect::<Vec<_>>().join(", ");
    found.copied().map(Some).ok_or_else(|| format!("“{written}” is no status; write one of {}", all()))
}

/// A share as analysts write it: `0.35`, `.35`, `0,35` or `35 %`; nothing where the cell says nothing.
///
/// # Errors
/// When it is no share from 0 to 1, in words.
pub fn parse_share(written: &str) -> Result<Option<Share>, String> {
    let written = written.trim();
    if is_nothing(written) {
        return Ok(None);
    }
    let number = written.trim_end_matches('%').trim().replace(',', ".");
    let parts = if written.ends_with('%') { 100.0 } else { 1.0 };
    let share = number.parse::<f64>().ok().map(|value| value / parts).filter(|share| (0.0..=1.0).contains(share));
    share.map(|share| Some(Share(share))).ok_or_else(|| format!("“{written}” is no share; write 0.35 or 35 %"))
}

/// A number of months as analysts write it: `6`, `6 months`; nothing where the cell says nothing.
///
/// # Errors
/// When it is no whole number from 0 to the horizon of 60, in words.
pub fn parse_months(written: &str) -> Result<Option<Months>, String> {
    let written = written.trim();
    if is_nothing(written) {
        return Ok(None);
    }
    let number = written.trim_end_matches(|c: char| c.is_alphabetic() || c == '.' || c == ' ');
    let months = number.parse::<u32>().ok().map(Months).filter(|months| *months <= Months::HORIZON);
    let most = Months::HORIZON;
    months.map(Some).ok_or_else(|| format!("“{written}” is no number of months; write a whole one from 0 to {most}"))
}

/// Cells that say nothing: empty, a dash, "not assessed".
fn is_nothing(written: &str) -> bool {
    matches!(written, "" | "-" | "–" | "—") || slug(written, "") == "not-assessed"
}

/// A quote without the marks around it.
fn unquoted(quote: &str) -> &str {
    let marks = [('“', '”'), ('"', '"'), ('«', '»'), ('„', '“')];
    let inner = marks.iter().find_map(|(open, close)| quote.strip_prefix(*open)?.strip_suffix(*close));
    inner.unwrap_or(quote).trim()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Actor, ActorKind};

    fn map() -> ScenarioMap {
        ScenarioMap::new(Actor::new("mali", "Mali", ActorKind::State))
    }

    fn check(text: &str) -> (Vec<(usize, String, String, Option<f64>)>, Vec<(usize, String)>) {
        let table = read(text, &map());
        let rows = table.rows.into_iter();
        (
            rows.map(|r| (r.line, r.provider, r.function.to_string(), r.share.map(|s| s.0))).collect(),
            table.problems.into_iter().map(|p| (p.line, p.words)).collect(),
        )
    }

    #[test]
    fn rows_pasted_from_a_spreadsheet_are_read() {
        let (rows, problems) = check("Turkey\tair power\tactive\t0.45\t0\nSpain\ttraining\toffered\t15 %\t6 months\n");
        assert!(problems.is_empty(), "{problems:?}");
        assert_eq!(rows[0], (1, "Turkey".into(), "air_power".into(), Some(0.45)));
        assert_eq!(rows[1], (2, "Spain".into(), "training".into(), Some(0.15)));
    }

    #[test]
    fn the_heading_is_recognised_in_any_order_and_strange_columns_are_named() {
        let table = read("Share;Colour;Function;Partner\n0,35;red;Direct combat;Iran\n", &map());
        assert!(table.has_heading);
        assert_eq!(table.ignored, ["Colour"]);
        let row = &table.rows[0];
        assert_eq!((row.line, row.provider.as_str(), row.function.as_str()), (2, "Iran", "direct_combat"));
        assert_eq!((row.share, row.status), (Some(Share(0.35)), None));
    }

    #[test]
    fn a_quote_may_hold_commas_marks_and_line_breaks_and_the_lines_after_it_keep_their_numbers() {
        let text = "provider,function,quote\nIran,training,\"He said \"\"yes\"\",\nand left\"\nIran,nonsense,x\n";
        let table = read(text, &map());
        assert_eq!(table.rows[0].quote, "He said \"yes\",\nand left");
        assert_eq!(table.problems[0].line, 4, "{:?}", table.problems);
    }

    #[test]
    fn only_what_is_really_near_is_offered_for_an_unknown_function() {
        let (_, problems) = check("provider\tfunction\nIran\tfoo\n");
        assert!(problems[0].1.contains("“foo”") && !problems[0].1.contains("nearest"), "{}", problems[0].1);
        let (_, problems) = check("provider\tfunction\nIran\tcombat\n");
        assert!(problems[0].1.contains("nearest is direct combat"), "{}", problems[0].1);
    }

    #[test]
    fn every_fault_is_named_with_its_line_and_what_to_write() {
        let text = "provider\tfunction\tstatus\tshare\tmonths\n\ttraining\nIran\ttrainng\nIran\ttraining\tperhaps\nIran\ttraining\tactive\t35\n\
                    Iran\ttraining\tactive\t.3\t99\n";
        let (rows, problems) = check(text);
        assert!(rows.is_empty(), "{rows:?}");
        let lines: Vec<usize> = problems.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [2, 3, 4, 5, 6]);
        let words: Vec<&str> = problems.iter().map(|(_, words)| words.as_str()).collect();
        assert!(words[0].contains("no provider"));
        assert!(words[1].contains("“trainng”") && words[1].contains("nearest is training"), "{}", words[1]);
        assert!(words[2].contains("active, offered, latent, suspended, past"), "{}", words[2]);
        assert_eq!(words[3], "“35” is no share; write 0.35 or 35 %");
        assert_eq!(words[4], "“99” is no number of months; write a whole one from 0 to 60");
    }

    #[test]
    fn a_quotation_mark_that_is_never_closed_is_told_and_swallows_nothing() {
        let (rows, problems) = check("Iran,training,active,.1,,,\"open\nSpain,training,active,.1\n");
        assert_eq!(rows.len(), 2);
        assert_eq!(problems[0].0, 1);
    }

    #[test]
    fn empty_text_and_blank_lines_are_no_rows() {
        for text in ["", "\n\t\t\n"] {
            let table = read(text, &map());
            assert!(table.rows.is_empty() && table.problems.is_empty());
        }
    }
}
