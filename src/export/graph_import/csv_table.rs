//! CSV edge lists: a row per link, with a column for each end; names are actors.

use std::collections::HashMap;

use super::{Fields, ForeignEdge, ForeignGraph, ForeignNode, GraphError};

const SOURCES: [&str; 5] = ["source", "from", "provider", "actor", "actor1"];
const TARGETS: [&str; 5] = ["target", "to", "recipient", "partner", "actor2"];

/// Reads a table of links, and the table of actors that belongs to it where there is one.
pub(super) fn read(text: &str, actors: Option<&str>) -> Result<ForeignGraph, GraphError> {
    let (titles, rows) = rows_of(text)?;
    let column = |names: &[&str]| titles.iter().position(|title| names.contains(&title.as_str()));
    let (Some(source), Some(target)) = (column(&SOURCES), column(&TARGETS)) else {
        let found: Vec<&str> = titles.iter().map(String::as_str).take(8).collect();
        let what = if titles.iter().any(|title| title == "id") {
            "it lists nodes and no links; choose the table of links"
        } else {
            "its first line names no columns \"Source\" and \"Target\"; name the columns so"
        };
        return Err(GraphError(format!("{what} (found: {})", found.join(", "))));
    };
    let mut graph = ForeignGraph::default();
    let mut index: HashMap<String, usize> = HashMap::new();
    if let Some(actors) = actors {
        let (titles, rows) = rows_of(actors)?;
        let id = titles.iter().position(|title| title == "id");
        let label = titles.iter().position(|title| title == "label");
        for (_, row) in rows {
            let Some(id) = id.and_then(|at| row.get(at)).filter(|id| !id.is_empty()) else { continue };
            let mut fields = fields_of(&titles, &row, &["id", "label"]);
            let number = |name: &str| fields.get(name).and_then(|text| text.parse::<f64>().ok());
            let at = number("x").zip(number("y")).filter(|(x, y)| x.is_finite() && y.is_finite());
            let label = label.and_then(|at| row.get(at)).filter(|label| !label.is_empty()).unwrap_or(id).clone();
            fields.retain(|_, value| !value.is_empty());
            index.entry(id.clone()).or_insert(graph.nodes.len());
            graph.nodes.push(ForeignNode { id: id.clone(), label, at, fields });
        }
    }
    let mut incomplete = Vec::new();
    let mut undirected = 0;
    for (line, row) in rows {
        let ends = [source, target].map(|at| row.get(at).map_or("", String::as_str));
        if ends.iter().any(|end| end.is_empty()) {
            incomplete.push(line.to_string());
            continue;
        }
        let [source, target] = ends.map(|end| {
            *index.entry(end.to_owned()).or_insert_with(|| {
                graph.nodes.push(ForeignNode { id: end.to_owned(), label: end.to_owned(), ..ForeignNode::default() });
                graph.nodes.len() - 1
            })
        });
        let mut fields = fields_of(&titles, &row, &SOURCES);
        fields.retain(|name, value| !TARGETS.contains(&name.as_str()) && !value.is_empty() && name != "id");
        // For Gephi, "Type" says whether a link has a direction.
        if let Some(word) = fields.get("type").map(|word| word.to_lowercase()) {
            if word == "directed" || word == "undirected" {
                undirected += usize::from(word == "undirected");
                fields.remove("type");
            }
        }
        if let Some(kind) = fields.remove("relation_type") {
            fields.insert("type".into(), kind);
        }
        let label = fields.remove("label").unwrap_or_default();
        graph.edges.push(ForeignEdge { place: format!("line {line}"), source, target, label, fields });
    }
    if !incomplete.is_empty() {
        incomplete.truncate(8);
        graph.notes.push(format!("rows without both ends are left out: line {}", incomplete.join(", ")));
    }
    if undirected > 0 {
        graph
            .notes
            .push(format!("{undirected} links have no direction and point from the first end to the second here"));
    }
    Ok(graph)
}

fn fields_of(titles: &[String], row: &[String], without: &[&str]) -> Fields {
    titles
        .iter()
        .zip(row)
        .filter(|(title, _)| !title.is_empty() && !without.contains(&title.as_str()))
        .map(|(title, value)| (title.clone(), value.clone()))
        .collect()
}

/// The titles in lower case, and every row with its line.
fn rows_of(text: &str) -> Result<(Vec<String>, Vec<(u64, Vec<String>)>), GraphError> {
    let text = text.trim_start_matches('\u{feff}');
    let first = text.lines().next().unwrap_or_default();
    // The separator of which the first line has most.
    let delimiter = [b',', b';', b'\t'].into_iter().max_by_key(|mark| first.bytes().filter(|b| b == mark).count());
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter.unwrap_or(b','))
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| GraphError(format!("it is no sound CSV ({error}); save it again")))?;
        let line = record.position().map_or(0, csv::Position::line);
        rows.push((line, record.iter().map(bare).collect::<Vec<String>>()));
    }
    if rows.is_empty() {
        return Err(GraphError("there is nothing in it; check that the right file was chosen".into()));
    }
    let (_, titles) = rows.remove(0);
    Ok((titles.iter().map(|title| title.to_lowercase()).collect(), rows))
}

/// A cell without the apostrophe that keeps spreadsheets from taking it for a formula.
fn bare(cell: &str) -> String {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) => rest.to_owned(),
        _ => cell.trim().to_owned(),
    }
}
