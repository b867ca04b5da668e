//! `backstop layout`: a graph in, places out.

use super::desk::Desk;

fn graph() -> serde_json::Value {
    serde_json::json!({"nodes": 5, "edges": [[0, 1], [1, 2], [2, 3], [3, 0], [3, 4], [4, 4]]})
}

fn places(value: &serde_json::Value) -> Vec<(f64, f64)> {
    serde_json::from_value(value["positions"].clone()).unwrap()
}

#[test]
fn every_node_of_a_graph_gets_a_place_and_the_time_is_told() {
    let desk = Desk::new();
    desk.put("graph.json", graph().to_string());
    for algorithm in ["force", "layered", "grid", "ring"] {
        let answer = desk.run(&format!("layout graph.json --algorithm {algorithm}")).json();
        assert!(answer["seconds"].as_f64().unwrap() >= 0.0);
        let places = places(&answer);
        assert_eq!(places.len(), 5);
        for (n, a) in places.iter().enumerate() {
            for b in &places[n + 1..] {
                assert!((a.0 - b.0).abs() >= 60.0 || (a.1 - b.1).abs() >= 60.0, "{algorithm}: {places:?}");
            }
        }
    }
    let again = || places(&desk.run("layout graph.json --seed 3").json());
    assert_eq!(again(), again());
}

#[test]
fn pinned_nodes_stay() {
    let desk = Desk::new();
    let mut graph = graph();
    graph["positions"] = serde_json::json!([[10.0, 20.0], null, [500.0, 20.5], null, null]);
    graph["pinned"] = serde_json::json!([0, 2]);
    desk.put("graph.json", graph.to_string());
    let places = places(&desk.run("layout graph.json").json());
    assert_eq!((places[0], places[2]), ((10.0, 20.0), (500.0, 20.5)));
}

#[test]
fn a_graph_that_makes_no_sense_is_refused_with_what_to_do() {
    let desk = Desk::new();
    for (text, wanted) in [
        ("{\"nodes\": 2, \"edges\": [[0, 2]]}", "edge 0 names node 2, but nodes run from 0 to 1"),
        ("{\"nodes\": 2, \"edges\": [[0, -1]]}", "it is no graph"),
        ("{\"nodes\": 2}", "missing field `edges`"),
        ("[]", "write {\"nodes\": 3"),
        ("{\"nodes\": 9000000000, \"edges\": []}", "at most"),
        ("{\"nodes\": 2, \"edges\": [], \"pinned\": [1]}", "node 1 is pinned but has no position"),
        ("{\"nodes\": 1, \"edges\": [], \"positions\": [[1e300, 0]]}", "position 0 is no point of a picture"),
        ("{\"nodes\": 2, \"edges\": [], \"groups\": [1]}", "\"groups\" has 1 entries for 2 nodes"),
    ] {
        desk.put("graph.json", text);
        let said = desk.run("layout graph.json").failed(1);
        assert!(said.starts_with("graph.json: ") && said.contains(wanted), "{said}");
    }
    assert!(desk.run("layout missing.json").failed(1).contains("missing.json"));
}
