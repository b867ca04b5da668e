//! `backstop export`: files that other programs read back whole.

use std::process::Command;

use super::desk::{Desk, golden};

#[test]
fn the_sample_s_exports_are_frozen() {
    let desk = Desk::new();
    for name in ["mali.graphml", "mali.gexf", "mali.dot", "mali.csv"] {
        let said = desk.run(&format!("export sample:mali -o {name} --scenario wagner-withdraws --month 24")).ok();
        assert!(said.starts_with(name), "{said}");
        golden(&format!("export-{name}"), &desk.read(name));
    }
    golden("export-mali-actors.csv", &desk.read("mali-actors.csv"));
    assert_eq!(desk.names(), ["mali-actors.csv", "mali.csv", "mali.dot", "mali.gexf", "mali.graphml"]);
}

#[cfg(feature = "gui")]
#[test]
fn the_map_is_drawn_as_the_window_draws_it_and_its_names_stay_text() {
    let desk = Desk::new();
    desk.run("export sample:mali -o mali.svg --scenario wagner-withdraws").ok();
    let svg = desk.read("mali.svg");
    for name in ["Russia", "Wagner", "Mali", "offered"] {
        assert!(svg.contains(&format!(">{name}</text>")), "{name}");
    }
    desk.run("export sample:mali -o again.svg --scenario wagner-withdraws").ok();
    assert!(svg == desk.read("again.svg"), "the same command writes the same bytes");
    desk.run("export sample:mali -o baseline.svg").ok();
    assert!(svg != desk.read("baseline.svg"), "the scenario shows");
    desk.put("traps.backstop", traps());
    desk.run("export traps.backstop -o traps.out --format svg").ok();
    let traps = desk.read("traps.out");
    assert!(!traps.contains("<b>") && traps.contains("&lt;b&gt;"), "{traps}");
    assert!(traps.contains("\u{645}\u{627}\u{644}\u{64a}"), "Arabic stays in its logical order");
}

#[cfg(feature = "gui")]
#[test]
fn a_picture_of_pixels_has_the_scale_asked_for() {
    let desk = Desk::new();
    let size = |name: &str| {
        let png = std::fs::read(desk.path(name)).unwrap();
        assert!(png.starts_with(b"\x89PNG"));
        u32::from_be_bytes(png[16..20].try_into().unwrap())
    };
    desk.run("export sample:mali -o one.png --scale 1").ok();
    desk.run("export sample:mali -o two.png --scale 2 --theme dark").ok();
    assert!(size("two.png").abs_diff(2 * size("one.png")) <= 1);
    let said = desk.run("export sample:mali -o big.png --scale 100").failed(1);
    assert!(said.contains("--scale 100 is not between 0.25 and 8"), "{said}");
}

#[cfg(not(feature = "gui"))]
#[test]
fn without_the_window_a_picture_is_refused_with_what_to_do() {
    let said = Desk::new().run("export sample:mali -o mali.svg").failed(1);
    assert!(said.contains("mali.svg: this program was built without its window"), "{said}");
}

#[test]
fn an_existing_file_is_replaced_whole() {
    let desk = Desk::new();
    desk.put("out.dot", "x".repeat(1_000_000));
    desk.run("export sample:mali -o out.dot").ok();
    let text = desk.read("out.dot");
    assert!(text.starts_with("digraph") && text.ends_with("}\n") && text.len() < 100_000);
}

#[test]
fn what_cannot_be_written_is_refused_before_anything_is_done() {
    let desk = Desk::new();
    for (arguments, wanted) in [
        (
            "export sample:mali -o out.docx",
            "out.docx: this version writes no .docx yet; let the name end in svg, png, graphml",
        ),
        ("export sample:mali -o out.doc", ".doc is no format known here; use svg, png, graphml, gexf, dot, csv or scw"),
        ("export sample:mali -o out", "the name has no ending"),
        ("export sample:mali -o missing/out.dot", "the folder does not exist"),
        ("export sample:mali -o out.dot --scenario wagner", "nearest: "),
        ("export sample:mali -o out.dot --month 61", "months run from 0 to 60"),
    ] {
        let said = desk.run(arguments).failed(1);
        assert!(said.contains(wanted), "{said}");
    }
    assert_eq!(desk.names(), [] as [&str; 0]);
}

/// Reads the exports of a map with names full of traps and compares every node, edge and attribute with the map.
const READ_BACK: &str = r#"
import csv, json, sys
try:
    import networkx as nx
except ImportError:
    print("skipped"); sys.exit(0)
m = json.load(open("traps.backstop", encoding="utf-8"))
names = {a["id"]: a["name"] for a in m["actors"]}
links = sorted([(r["source"], r["target"]) for r in m["relations"]] + [(p["provider"], p["recipient"]) for p in m["provisions"]])
shares = sorted(p["share"] for p in m["provisions"])
for name, read in [("out.graphml", nx.read_graphml), ("out.gexf", nx.read_gexf)]:
    g = read(name)
    assert g.is_directed() and g.is_multigraph(), name
    assert {n: d["label"] for n, d in g.nodes(data=True)} == names, (name, g.nodes(data=True))
    assert sorted((a, b) for a, b in g.edges()) == links, name
    assert sorted(d["share"] for _, _, d in g.edges(data=True) if "share" in d) == shares, name
    assert {n: d["kind"] for n, d in g.nodes(data=True)} == {a["id"]: a["kind"] for a in m["actors"]}, name
rows = list(csv.DictReader(open("out.csv", encoding="utf-8", newline="")))
assert sorted((r["Source"], r["Target"]) for r in rows) == links
labels = {r["Id"]: r["Label"] for r in csv.DictReader(open("out-actors.csv", encoding="utf-8", newline=""))}
assert all(label in (names[i], "'" + names[i]) and label[:1] not in "=+-@" for i, label in labels.items()), labels
print("read")
"#;

fn traps() -> String {
    let actor = |id: &str, name: &str| serde_json::json!({"id": id, "name": name, "kind": "state"});
    let provision = |function: &str, share: f64| serde_json::json!({"provider": "quote", "recipient": "principal", "function": function, "status": "active", "share": share});
    let relation = |target: &str, kind: &str| serde_json::json!({"source": "quote", "target": target, "class": "cooperation", "type": kind});
    serde_json::json!({
        "format": "backstop-scenario-map", "version": 1, "principal": "principal",
        "actors": [
            actor("principal", "=HYPERLINK(\"http://x\",\"y\")"),
            actor("quote", "\"Quoted\" <b>&amp; 'more'</b> \\N \\"),
            actor("lines", "two\nlines, and; more\ttabs"),
            actor("arabic", "\u{202b}مالي\u{202c} القوات"),
        ],
        "relations": [relation("principal", "talks"), relation("principal", "a<b & \"c\""), relation("quote", "itself"), relation("arabic", "")],
        "provisions": [provision("training", 0.25), provision("air_power", 0.5), provision("my \"own\" <f>", 0.125)],
    })
    .to_string()
}

#[test]
fn judgements_written_as_a_project_give_the_same_combinations() {
    let desk = Desk::new();
    desk.run("export sample:mali -o mali.scw").ok();
    let of = |asked: &str| desk.run(asked).json()["consistent"].clone();
    let own = of("analyze sample:mali consistency --format json");
    assert!(!own.as_array().unwrap().is_empty());
    assert_eq!(of("analyze sample:mali consistency --scw mali.scw --format json"), own);
}

#[test]
fn other_programs_read_back_every_node_parallel_edge_and_attribute() {
    let desk = Desk::new();
    desk.put("traps.backstop", traps());
    for name in ["out.graphml", "out.gexf", "out.dot", "out.csv"] {
        desk.run(&format!("export traps.backstop -o {name}")).ok();
    }
    let python = Command::new("python3").args(["-c", READ_BACK]).current_dir(desk.path(".")).output();
    match python {
        Ok(done) => {
            let (out, err) = (String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr));
            assert!(done.status.success(), "{out}{err}");
            if out.trim() == "skipped" {
                eprintln!("skipped: networkx is not installed");
            }
        }
        Err(_) => eprintln!("skipped: python3 is not installed"),
    }
    let graphviz = Command::new("dot").args(["-Tplain", "out.dot"]).current_dir(desk.path(".")).output();
    match graphviz {
        Ok(done) => {
            let plain = String::from_utf8_lossy(&done.stdout);
            assert!(done.status.success() && done.stderr.is_empty(), "{}", String::from_utf8_lossy(&done.stderr));
            let count = |word: &str| plain.lines().filter(|line| line.starts_with(word)).count();
            assert_eq!((count("node "), count("edge ")), (4, 7), "{plain}");
        }
        Err(_) => eprintln!("skipped: Graphviz is not installed"),
    }
}
