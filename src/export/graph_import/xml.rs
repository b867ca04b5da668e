//! GraphML and GEXF to nodes and edges.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::tree::{Element, parse};
use super::{Fields, ForeignEdge, ForeignGraph, ForeignNode, GraphError};

/// Reads GraphML or GEXF.
pub(super) fn read(text: &str) -> Result<ForeignGraph, GraphError> {
    let root = parse(text)?;
    match root.name.as_str() {
        "graphml" => graphml(&root),
        "gexf" => gexf(&root),
        other => Err(GraphError(format!(
            "its first tag is <{other}>; a graph begins with <graphml> or <gexf>, or is a CSV table"
        ))),
    }
}

fn graphml(root: &Element) -> Result<ForeignGraph, GraphError> {
    // What a key stands for, and what holds where nothing is said.
    let mut names: HashMap<&str, String> = HashMap::new();
    let mut defaults: BTreeMap<&str, Fields> = BTreeMap::new();
    for key in root.all("key") {
        let Some(id) = key.attribute("id") else { continue };
        let name = key.attribute("attr.name").unwrap_or(id).to_lowercase();
        if let Some(default) = key.find("default") {
            let domain = key.attribute("for").unwrap_or("all");
            defaults.entry(domain).or_default().insert(name.clone(), default.text.trim().to_owned());
        }
        names.insert(id, name);
    }
    let fields_of = |element: &Element, domain: &str| {
        let mut fields = Fields::new();
        for kind in ["all", domain] {
            fields.extend(defaults.get(kind).cloned().unwrap_or_default());
        }
        for data in element.all("data") {
            let key = data.attribute("key").unwrap_or_default();
            let name = names.get(key).cloned().unwrap_or_else(|| key.to_lowercase());
            // yEd writes what it draws as elements; the words are in its labels.
            let words = ["NodeLabel", "EdgeLabel"].iter().find_map(|label| data.find(label));
            match words {
                Some(label) => fields.entry("label".into()).or_insert_with(|| label.text.trim().to_owned()),
                None if data.children.is_empty() => fields.entry(name).insert_entry(data.text.clone()).into_mut(),
                None => continue,
            };
        }
        fields
    };
    let mut elements = Vec::new();
    nodes_of(root, None, &mut elements);
    let mut graph = Draft::default();
    for (node, group) in elements {
        let id = node
            .attribute("id")
            .ok_or_else(|| GraphError(format!("node {} has no id; export the graph again", graph.count() + 1)))?;
        let mut fields = fields_of(node, "node");
        if is_group(node) {
            graph.groups.insert(id.to_owned());
            continue;
        }
        if let Some(group) = group {
            let words = fields_of(group, "node").remove("label").filter(|label| !label.trim().is_empty());
            let words = words.or_else(|| group.attribute("id").map(str::to_owned));
            fields.entry("bloc".into()).or_insert_with(|| words.unwrap_or_default());
        }
        let number = |fields: &Fields, name: &str| fields.get(name).and_then(|text| text.trim().parse::<f64>().ok());
        let at = number(&fields, "x").zip(number(&fields, "y")).or_else(|| drawn_at(node));
        let label = fields.remove("label").filter(|label| !label.trim().is_empty());
        graph.node(id, label, at, fields)?;
    }
    let mut elements = Vec::new();
    root.gather("graph", &mut elements);
    let mut undirected = 0;
    for part in &elements {
        let is_directed = part.attribute("edgedefault") != Some("undirected");
        for edge in part.all("edge") {
            let directed = edge.attribute("directed").map_or(is_directed, |word| word == "true");
            undirected += usize::from(!directed);
            let mut fields = fields_of(edge, "edge");
            let label = fields.remove("label").unwrap_or_default();
            graph.edge(edge.attribute("source"), edge.attribute("target"), label, fields)?;
        }
        let beyond = part.all("hyperedge").count();
        if beyond > 0 {
            graph.graph.notes.push(format!("{beyond} hyperedges join more than two nodes and are left out"));
        }
    }
    Ok(graph.finish(undirected))
}

/// The nodes of GraphML in the file's order, each with the group that it lies in.
fn nodes_of<'a>(element: &'a Element, group: Option<&'a Element>, out: &mut Vec<(&'a Element, Option<&'a Element>)>) {
    for child in &element.children {
        let is_node = child.name == "node";
        if is_node {
            out.push((child, group));
        }
        nodes_of(child, if is_node && is_group(child) { Some(child) } else { group }, out);
    }
}

/// Whether a node is a frame around others, as yEd has them: open or folded together.
fn is_group(node: &Element) -> bool {
    let is_folder =
        matches!(node.attribute("foldertype").or(node.attribute("yfiles.foldertype")), Some("group" | "folder"));
    is_folder || node.all("graph").any(|inner| inner.all("node").next().is_some())
}

/// The middle of what yEd draws for a node.
fn drawn_at(node: &Element) -> Option<(f64, f64)> {
    let geometry = node.all("data").find_map(|data| data.find("Geometry"))?;
    let number = |name: &str| geometry.attribute(name)?.trim().parse::<f64>().ok();
    let half = |name: &str| number(name).unwrap_or(0.0) / 2.0;
    Some((number("x")? + half("width"), number("y")? + half("height")))
}

fn gexf(root: &Element) -> Result<ForeignGraph, GraphError> {
    let mut names: HashMap<(&str, &str), String> = HashMap::new();
    let mut groups = Vec::new();
    root.gather("attributes", &mut groups);
    for group in groups {
        let class = group.attribute("class").unwrap_or("node");
        for attribute in group.all("attribute") {
            if let Some(id) = attribute.attribute("id") {
                names.insert((class, id), attribute.attribute("title").unwrap_or(id).to_lowercase());
            }
        }
    }
    let fields_of = |element: &Element, class: &str| {
        let mut fields = Fields::new();
        for value in element.all("attvalues").flat_map(|values| values.all("attvalue")) {
            let key = value.attribute("for").or(value.attribute("id")).unwrap_or_default();
            let name = names.get(&(class, key)).cloned().unwrap_or_else(|| key.to_lowercase());
            fields.insert(name, value.attribute("value").unwrap_or_default().to_owned());
        }
        fields
    };
    let mut elements = Vec::new();
    root.gather("node", &mut elements);
    let mut graph = Draft::default();
    for node in elements {
        let id = node
            .attribute("id")
            .ok_or_else(|| GraphError(format!("node {} has no id; export the graph again", graph.count() + 1)))?;
        let place = node.all("position").next();
        let number = |name: &str| place.and_then(|place| place.attribute(name)?.parse::<f64>().ok());
        // There y grows upwards.
        let at = number("x").zip(number("y")).map(|(x, y)| (x, 0.0 - y));
        graph.node(id, node.attribute("label").map(str::to_owned), at, fields_of(node, "node"))?;
    }
    let mut elements = Vec::new();
    root.gather("edge", &mut elements);
    let default = root.find("graph").and_then(|graph| graph.attribute("defaultedgetype")).unwrap_or("undirected");
    let mut undirected = 0;
    for edge in elements {
        undirected += usize::from(edge.attribute("type").unwrap_or(default) != "directed");
        let mut fields = fields_of(edge, "edge");
        for name in ["weight", "kind"] {
            if let Some(value) = edge.attribute(name) {
                fields.entry(name.into()).or_insert_with(|| value.to_owned());
            }
        }
        let label = edge.attribute("label").unwrap_or_default().to_owned();
        graph.edge(edge.attribute("source"), edge.attribute("target"), label, fields)?;
    }
    Ok(graph.finish(undirected))
}

/// A graph as it is put together.
#[derive(Default)]
pub(super) struct Draft {
    pub graph: ForeignGraph,
    /// Ids of groups, which are no nodes.
    groups: BTreeSet<String>,
    /// How many edges end at a group.
    of_groups: usize,
    index: HashMap<String, usize>,
}

impl Draft {
    fn count(&self) -> usize {
        self.graph.nodes.len()
    }

    fn node(
        &mut self,
        id: &str,
        label: Option<String>,
        at: Option<(f64, f64)>,
        fields: Fields,
    ) -> Result<(), GraphError> {
        let label = label.filter(|label| !label.trim().is_empty()).unwrap_or_else(|| id.to_owned());
        if self.index.insert(id.to_owned(), self.count()).is_some() {
            return Err(GraphError(format!("two nodes have the id \"{id}\"; give each its own and export again")));
        }
        let at = at.filter(|(x, y)| x.is_finite() && y.is_finite());
        self.graph.nodes.push(ForeignNode { id: id.to_owned(), label, at, fields });
        Ok(())
    }

    fn edge(
        &mut self,
        source: Option<&str>,
        target: Option<&str>,
        label: String,
        fields: Fields,
    ) -> Result<(), GraphError> {
        if [source, target].into_iter().flatten().any(|id| self.groups.contains(id)) {
            self.of_groups += 1;
            return Ok(());
        }
        let place = format!("edge {}", self.graph.edges.len() + 1);
        let end = |id: Option<&str>, which: &str| {
            let id = id.ok_or_else(|| GraphError(format!("{place} has no {which}; export the graph again")))?;
            self.index.get(id).copied().ok_or_else(|| {
                GraphError(format!(
                    "{place} has the {which} \"{id}\", but no node has that id; export the graph with its nodes"
                ))
            })
        };
        let (source, target) = (end(source, "source")?, end(target, "target")?);
        self.graph.edges.push(ForeignEdge { place, source, target, label, fields });
        Ok(())
    }

    fn finish(mut self, undirected: usize) -> ForeignGraph {
        match self.of_groups {
            0 => {}
            1 => self.graph.notes.push("1 link of a group, which is a bloc here, is left out".into()),
            count => self.graph.notes.push(format!("{count} links of groups, which are blocs here, are left out")),
        }
        if undirected > 0 {
            let (links, point) = if undirected == 1 {
                ("1 link has".to_owned(), "points")
            } else {
                (format!("{undirected} links have"), "point")
            };
            self.graph.notes.push(format!("{links} no direction and {point} from the first end to the second here"));
        }
        self.graph
    }
}
