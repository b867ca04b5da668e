//! The text format of ScenarioWizard projects (`.scw`), in and out.
//!
//! Read and written is the layout that ScenarioWizard 4 saves, as found in published project files: a line
//! `$ ScenarioWizard 4.0`, the project's name, per descriptor a line `&name` with a line ` -state` for each state, then
//! sections divided by lines that begin with `#`: texts on descriptors and states (`&` and one line per state), two
//! sections about the display (one colour per state in the second of them), the matrix (one row of integers per state,
//! divided by commas), and in quotes the remarks on the project, on each descriptor and on each pair of descriptors in
//! row order. Remarks on pairs become the notes of judgements. Texts on states and colours are not kept; a written file
//! has them empty and white. The format has no place for forbidden pairs, so an export leaves them out.

use super::{AnalysisError, CrossImpact};

/// Which section of the file a line belongs to: the matrix is the sixth.
const MATRIX: usize = 5;

/// Reads the text of a `.scw` file.
///
/// # Errors
/// When it is not such a file, or its matrix does not fit its states; with the line.
pub fn read(text: &str) -> Result<CrossImpact, AnalysisError> {
    let fail = |message: String| Err(AnalysisError::Judgements(message));
    let mut descriptors: Vec<(String, Vec<String>)> = Vec::new();
    let mut rows: Vec<Vec<i32>> = Vec::new();
    let mut remarks: Vec<String> = Vec::new();
    let mut section = 0;
    for (number, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        let line = line.trim();
        if number == 0 && !line.starts_with("$ ScenarioWizard") {
            return fail("line 1 is not \"$ ScenarioWizard 4.0\", so this is no ScenarioWizard project".to_owned());
        }
        if line.is_empty() {
            continue;
        }
        if line.starts_with('#') && section <= MATRIX {
            section += 1;
        } else if section == 0 {
            if let Some(name) = line.strip_prefix('&') {
                descriptors.push((name.trim().to_owned(), Vec::new()));
            } else if let Some(state) = line.strip_prefix('-') {
                match descriptors.last_mut() {
                    Some((_, states)) => states.push(state.trim().to_owned()),
                    None => return fail(format!("line {}: a state stands before any descriptor", number + 1)),
                }
            }
        } else if section == MATRIX {
            let row: Result<Vec<i32>, _> = line.split(',').map(|cell| cell.trim().parse()).collect();
            match row {
                Ok(row) => rows.push(row),
                Err(_) => return fail(format!("line {}: a matrix row holds whole numbers and commas", number + 1)),
            }
        } else if section > MATRIX {
            if line.starts_with('"') {
                remarks.push(unquoted(line));
            } else if !line.starts_with('#') {
                // A remark may run over several lines; only its first begins with a quote.
                if let Some(last) = remarks.last_mut() {
                    last.push('\n');
                    last.push_str(line.trim_end_matches('"'));
                }
            }
        }
    }
    if descriptors.is_empty() {
        return fail("the file has no descriptor (a line that begins with \"&\")".to_owned());
    }
    let count = descriptors.len();
    let mut matrix = CrossImpact::new(descriptors, &rows)?;
    // One remark on the project, one per descriptor, then one per pair.
    let pairs = remarks.into_iter().skip(1 + count).take(count * count).enumerate();
    matrix.notes = pairs.filter(|(_, r)| !r.is_empty()).map(|(i, remark)| (i / count, i % count, remark)).collect();
    Ok(matrix)
}

fn unquoted(line: &str) -> String {
    let line = line.strip_prefix('"').unwrap_or(line);
    line.strip_suffix('"').unwrap_or(line).replace("\"\"", "\"")
}

/// Writes the text of a `.scw` file under a project name. Reading it back gives the same matrix without forbidden pairs.
pub fn write(matrix: &CrossImpact, project: &str) -> String {
    let mut lines = vec!["$ ScenarioWizard 4.0".to_owned(), one_line(project)];
    for descriptor in &matrix.descriptors {
        lines.push(format!("&{}", one_line(&descriptor.name)));
        lines.extend(descriptor.states.iter().map(|state| format!(" -{}", one_line(state))));
    }
    lines.push("#".to_owned());
    for descriptor in &matrix.descriptors {
        lines.push("&".to_owned());
        lines.extend(descriptor.states.iter().map(|_| " ".to_owned()));
    }
    lines.extend(["#".to_owned(), "#".to_owned()]);
    lines.extend((0..matrix.states()).map(|_| "FFFFFF".to_owned()));
    lines.extend(["#".to_owned(), "#".to_owned()]);
    for from in 0..matrix.states() {
        let row: Vec<String> = (0..matrix.states()).map(|to| format!("{:>2} ", matrix.value(from, to))).collect();
        lines.push(row.join(","));
    }
    lines.push("#".to_owned());
    let remark = |lines: &mut Vec<String>, head: &str, words: &str| {
        lines.push(head.to_owned());
        lines.push(format!("\"{}\"", one_line(words).replace('"', "\"\"")));
    };
    remark(&mut lines, "# 0-0", "");
    for _ in &matrix.descriptors {
        remark(&mut lines, "# ", "");
    }
    for from in 0..matrix.descriptors.len() {
        for to in 0..matrix.descriptors.len() {
            let words = matrix.notes.iter().find(|(a, b, _)| (*a, *b) == (from, to)).map_or("", |(_, _, words)| words);
            remark(&mut lines, "#  -> ", words);
        }
    }
    lines.extend(["#".to_owned(), "#".to_owned()]);
    // ScenarioWizard is a Windows program.
    lines.join("\r\n") + "\r\n"
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
