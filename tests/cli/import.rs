//! `backstop import`: graphs of other programs as maps, and into maps.

use std::process::Command;

use super::desk::Desk;

#[test]
fn an_export_comes_back_as_a_map_that_evaluates_the_same() {
    let desk = Desk::new();
    for name in ["mali.graphml", "mali.gexf", "mali.csv"] {
        desk.run(&format!("export sample:mali -o {name}")).ok();
        let said = desk.run(&format!("import {name} -o {name}.backstop")).ok();
        assert!(said.contains("23 actors, 24 relations, 31 provisions"), "{said}");
        let map = desk.run(&format!("evaluate {name}.backstop --format json")).json();
        let sample = desk.run("evaluate sample:mali --format json").json();
        let coverage = |value: &serde_json::Value| value["scenarios"][0]["functions"]["air_power"]["coverage"].clone();
        assert_eq!(coverage(&map), coverage(&sample), "{name}");
    }
}

#[test]
fn a_graph_is_added_to_a_map_and_what_is_there_already_is_not_added_again() {
    let desk = Desk::new();
    desk.run("migrate sample:mali -o map.backstop").ok();
    desk.put("links.csv", "Source,Target,Class\nChad,Mali,conflict\nRussia,Chad,cooperation\n");
    let said = desk.run("import links.csv --into map.backstop -o more.backstop").ok();
    assert!(said.contains("1 actor and 2 links added; 2 actors and 0 links were there already"), "{said}");
    let said = desk.run("import links.csv --into more.backstop -o more.backstop --force").ok();
    assert!(said.contains("0 actors and 0 links added; 3 actors and 2 links were there already"), "{said}");
    desk.run("check more.backstop").ok();
}

#[test]
fn a_file_that_is_no_graph_is_named_with_what_to_do() {
    let desk = Desk::new();
    desk.put("page.graphml", "<html></html>")
        .put("cut.gexf", "<gexf><graph>")
        .put("bytes.csv", [0, 159, 146, 150, 0, 1]);
    desk.put("links.csv", "Source,Target\nChad,Mali\n").put("there.backstop", "x");
    for (arguments, wanted) in [
        ("import page.graphml -o out.backstop", "page.graphml: its first tag is <html>"),
        ("import cut.gexf -o out.backstop", "cut.gexf: the file ends within <gexf>; it was cut off"),
        ("import bytes.csv -o out.backstop", "bytes.csv: "),
        ("import gone.csv -o out.backstop", "gone.csv: "),
        ("import links.csv -o there.backstop", "it exists already"),
        ("import links.csv -o out.backstop --principal Mal", "there is no node \"Mal\"; nearest: \"Mali\""),
    ] {
        let said = desk.run(arguments).failed(1);
        assert!(said.contains(wanted), "{said}");
    }
    assert!(!desk.path("out.backstop").exists());
}

/// Writes a graph as networkx does, parallel edges and attributes included.
const WRITE: &str = r#"
import sys
try:
    import networkx as nx
except ImportError:
    print("skipped"); sys.exit(0)
g = nx.MultiDiGraph()
g.add_node("mali", label="Mali", kind="state")
g.add_node("chad", label="Chad & <others>", kind="state", population=18)
for share in (0.25, 0.5):
    g.add_edge("chad", "mali", function="training", share=share, status="offered")
g.add_edge("mali", "mali", label="itself")
nx.write_graphml(g, "nx.graphml")
nx.write_gexf(g, "nx.gexf")
print("written")
"#;

#[test]
fn what_networkx_writes_is_read_with_every_parallel_edge_and_attribute() {
    let desk = Desk::new();
    let Ok(done) = Command::new("python3").args(["-c", WRITE]).current_dir(desk.path(".")).output() else {
        eprintln!("skipped: python3 is not installed");
        return;
    };
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    if String::from_utf8_lossy(&done.stdout).trim() == "skipped" {
        eprintln!("skipped: networkx is not installed");
        return;
    }
    for name in ["nx.graphml", "nx.gexf"] {
        let said = desk.run(&format!("import {name} -o {name}.backstop --principal Mali")).ok();
        assert!(said.contains("2 actors, 1 relation, 2 provisions"), "{said}");
        let map: serde_json::Value = serde_json::from_str(&desk.read(&format!("{name}.backstop"))).unwrap();
        let shares: Vec<f64> =
            map["provisions"].as_array().unwrap().iter().map(|p| p["share"].as_f64().unwrap()).collect();
        assert_eq!(shares, [0.25, 0.5], "{name}");
        assert_eq!(map["actors"][1]["name"], "Chad & <others>");
        assert_eq!(map["actors"][1]["note"], "population: 18");
    }
}
