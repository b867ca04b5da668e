//! Graph files that other programs read: GraphML, GEXF, DOT, and CSV tables of nodes and edges. Parallel links stay apart.

use std::fmt::Write;

use super::Picture;
use super::names::{dot as quoted, dot_label, xml};
use super::spreadsheet::neutral;
use super::table::{GraphTable, Kind, Value};

/// GraphML, as yEd, Cytoscape, Gephi and networkx read it.
pub fn graphml(picture: &Picture) -> String {
    let table = GraphTable::of(picture);
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n",
    );
    let key = |id: &str, domain: &str, name: &str, kind: Kind| {
        let kind = match kind {
            Kind::Text => "string",
            Kind::Number => "double",
            Kind::Truth => "boolean",
        };
        format!("  <key id=\"{id}\" for=\"{domain}\" attr.name=\"{name}\" attr.type=\"{kind}\"/>\n")
    };
    out += &key("n_label", "node", "label", Kind::Text);
    out += &key("e_label", "edge", "label", Kind::Text);
    for (name, kind) in &table.node_fields {
        out += &key(&format!("n_{name}"), "node", name, *kind);
    }
    for (name, kind) in &table.edge_fields {
        out += &key(&format!("e_{name}"), "edge", name, *kind);
    }
    let data = |out: &mut String, prefix: &str, label: &str, fields: &[(&str, Kind)], values: &[Option<Value>]| {
        let _ = writeln!(out, "      <data key=\"{prefix}_label\">{}</data>", xml(label));
        for ((name, _), value) in fields.iter().zip(values) {
            if let Some(value) = value {
                let _ = writeln!(out, "      <data key=\"{prefix}_{name}\">{}</data>", xml(&value.to_string()));
            }
        }
    };
    let _ = writeln!(out, "  <graph id=\"map\" edgedefault=\"directed\">\n    <desc>{}</desc>", xml(&table.name));
    for node in &table.nodes {
        let _ = writeln!(out, "    <node id=\"{}\">", xml(&node.id));
        data(&mut out, "n", &node.label, &table.node_fields, &node.values);
        out += "    </node>\n";
    }
    for edge in &table.edges {
        let (id, source, target) = (xml(&edge.id), xml(&edge.source), xml(&edge.target));
        let _ = writeln!(out, "    <edge id=\"{id}\" source=\"{source}\" target=\"{target}\">");
        data(&mut out, "e", &edge.label, &table.edge_fields, &edge.values);
        out += "    </edge>\n";
    }
    out + "  </graph>\n</graphml>\n"
}

/// GEXF 1.2, as Gephi and networkx read it.
pub fn gexf(picture: &Picture) -> String {
    let table = GraphTable::of(picture);
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gexf xmlns=\"http://www.gexf.net/1.2draft\" \
         xmlns:viz=\"http://www.gexf.net/1.2draft/viz\" version=\"1.2\">\n",
    );
    let _ = writeln!(out, "  <meta><description>{}</description></meta>", xml(&table.name));
    out += "  <graph mode=\"static\" defaultedgetype=\"directed\">\n";
    for (domain, fields) in [("node", &table.node_fields), ("edge", &table.edge_fields)] {
        let _ = writeln!(out, "    <attributes class=\"{domain}\" mode=\"static\">");
        for (n, (name, kind)) in fields.iter().enumerate() {
            let kind = match kind {
                Kind::Text => "string",
                Kind::Number => "double",
                Kind::Truth => "boolean",
            };
            let _ = writeln!(out, "      <attribute id=\"{n}\" title=\"{name}\" type=\"{kind}\"/>");
        }
        out += "    </attributes>\n";
    }
    let values = |out: &mut String, values: &[Option<Value>]| {
        out.push_str("<attvalues>");
        for (n, value) in values.iter().enumerate() {
            if let Some(value) = value {
                let _ = write!(out, "<attvalue for=\"{n}\" value=\"{}\"/>", xml(&value.to_string()));
            }
        }
        out.push_str("</attvalues>");
    };
    out += "    <nodes>\n";
    for node in &table.nodes {
        let _ = write!(out, "      <node id=\"{}\" label=\"{}\">", xml(&node.id), xml(&node.label));
        values(&mut out, &node.values);
        // There y grows upwards.
        let _ = writeln!(out, "<viz:position x=\"{}\" y=\"{}\" z=\"0\"/></node>", node.x, 0.0 - node.y);
    }
    out += "    </nodes>\n    <edges>\n";
    for edge in &table.edges {
        let (id, source, target) = (xml(&edge.id), xml(&edge.source), xml(&edge.target));
        let label = xml(&edge.label);
        let _ = write!(out, "      <edge id=\"{id}\" source=\"{source}\" target=\"{target}\" label=\"{label}\">");
        values(&mut out, &edge.values);
        out += "</edge>\n";
    }
    out + "    </edges>\n  </graph>\n</gexf>\n"
}

/// DOT, as Graphviz reads it. Places are pinned for `neato -n`.
pub fn dot(picture: &Picture) -> String {
    let table = GraphTable::of(picture);
    let mut out = format!("digraph {} {{\n", quoted(&table.name));
    let attributes = |out: &mut String, fields: &[(&str, Kind)], values: &[Option<Value>]| {
        for ((name, _), value) in fields.iter().zip(values) {
            if let Some(value) = value {
                let _ = write!(out, ", {}={}", quoted(&format!("map_{name}")), quoted(&value.to_string()));
            }
        }
    };
    for node in &table.nodes {
        let _ = write!(
            out,
            "  {} [label={}, pos=\"{},{}!\"",
            quoted(&node.id),
            dot_label(&node.label),
            node.x,
            0.0 - node.y
        );
        attributes(&mut out, &table.node_fields, &node.values);
        out += "];\n";
    }
    for edge in &table.edges {
        let (source, target) = (quoted(&edge.source), quoted(&edge.target));
        let line = match edge.values.get(5) {
            Some(Some(Value::Text(word))) if word == "planned" => "dashed",
            Some(Some(Value::Text(word))) if word != "done" => "dotted",
            _ => "solid",
        };
        let (id, label) = (quoted(&edge.id), dot_label(&edge.label));
        let _ = write!(out, "  {source} -> {target} [id={id}, label={label}, style={line}");
        attributes(&mut out, &table.edge_fields, &edge.values);
        out += "];\n";
    }
    out + "}\n"
}

/// The actors as a CSV table with the columns that Gephi expects. No cell is taken for a formula.
pub fn csv_of_actors(picture: &Picture) -> String {
    let table = GraphTable::of(picture);
    let titles = ["Id", "Label"].into_iter().chain(table.node_fields.iter().map(|(name, _)| *name));
    let mut out = row(titles.map(|title| Some(Value::Text(title.to_owned()))));
    for node in &table.nodes {
        let first = [&node.id, &node.label].map(|text| Some(Value::Text(text.clone())));
        out += &row(first.into_iter().chain(node.values.iter().cloned()));
    }
    out
}

/// The relations and provisions as a CSV table with the columns that Gephi expects. No cell is taken for a formula.
pub fn csv_of_links(picture: &Picture) -> String {
    let table = GraphTable::of(picture);
    // Gephi's own column of that name says whether an edge is directed.
    let fields = table.edge_fields.iter().map(|(name, _)| if *name == "type" { "relation_type" } else { *name });
    let titles = ["Source", "Target", "Type", "Id", "Label"].into_iter().chain(fields);
    let mut out = row(titles.map(|title| Some(Value::Text(title.to_owned()))));
    for edge in &table.edges {
        let first = [edge.source.as_str(), &edge.target, "Directed", &edge.id, &edge.label];
        let first = first.map(|text| Some(Value::Text(text.to_owned())));
        out += &row(first.into_iter().chain(edge.values.iter().cloned()));
    }
    out
}

fn row(values: impl Iterator<Item = Option<Value>>) -> String {
    let cells: Vec<String> = values
        .map(|value| match value {
            None => String::new(),
            Some(Value::Text(text)) => {
                let text = neutral(&text);
                if text.contains(['"', ',', ';', '\n', '\r']) {
                    format!("\"{}\"", text.replace('"', "\"\""))
                } else {
                    text.into_owned()
                }
            }
            Some(value) => value.to_string(),
        })
        .collect();
    cells.join(",") + "\r\n"
}
