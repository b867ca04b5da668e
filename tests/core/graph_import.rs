//! Graphs of other programs come in as actors, relations and provisions; what was exported comes back as it was.

use backstop::export::graph_import::{ForeignGraph, new_map, plan, read};
use backstop::export::{Picture, csv_of_actors, csv_of_links, gexf, graphml};
use backstop::model::{
    Actor, ActorKind, Months, Place, Provision, ProvisionStatus, Relation, RelationClass, Scenario, ScenarioMap, Share,
};
use backstop::scenario::Study;

fn picture(map: &ScenarioMap) -> Picture {
    Picture::of(map, &Study::of(map).outcome(&Scenario::baseline(), &Scenario::baseline(), Months(12)))
}

/// The map's exports, read again.
fn ways_back(map: &ScenarioMap) -> [(&'static str, ForeignGraph); 3] {
    let picture = picture(map);
    let graph = |text: &str| read(text, None).unwrap();
    let tables = read(&csv_of_links(&picture), Some(&csv_of_actors(&picture))).unwrap();
    [("GraphML", graph(&graphml(&picture))), ("GEXF", graph(&gexf(&picture))), ("CSV", tables)]
}

/// What of an actor a graph file carries.
fn actors(map: &ScenarioMap) -> Vec<String> {
    let said = |a: &Actor| {
        format!("{} {:?} {:?} {:?} {:?} {:?} {:?}", a.id, a.name, a.kind, a.aliases, a.bloc_id(), a.capacity, a.note)
    };
    let mut all: Vec<String> = map.actors.iter().map(said).collect();
    all.sort();
    all
}

fn relations(map: &ScenarioMap) -> Vec<String> {
    let said = |r: &Relation| {
        let (factuality, note) = (r.factuality(), &r.note);
        format!(
            "{} {} {:?} {:?} {:?} {factuality:?} {:?} {note:?}",
            r.source, r.target, r.class, r.kind, r.dependency, r.date
        )
    };
    let mut all: Vec<String> = map.relations.iter().map(said).collect();
    all.sort();
    all
}

fn provisions(map: &ScenarioMap) -> Vec<String> {
    let said = |p: &Provision| {
        format!(
            "{} {} {} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?}",
            p.provider,
            p.recipient,
            p.function,
            p.status,
            p.share,
            p.current,
            p.ramp_months,
            p.likelihood,
            p.credibility,
            p.factuality(),
            p.from,
            p.until,
            p.note
        )
    };
    let mut all: Vec<String> = map.provisions.iter().map(said).collect();
    all.sort();
    all
}

/// Names, links and numbers full of traps.
fn traps() -> ScenarioMap {
    let mut map = ScenarioMap::new(Actor::new("principal", "=HYPERLINK(\"http://x\",\"y\")", ActorKind::State));
    for (id, name) in
        [("quote", "\"Quoted\" <b>&amp; 'more'</b> \\N"), ("lines", "two\nlines; and, more"), ("arabic", "مالي القوات")]
    {
        let mut actor = Actor::new(id, name, ActorKind::ArmedGroup);
        actor.aliases = vec!["One".into(), "-Another".into()];
        actor.bloc = Some("west".into());
        actor.capacity = Some(1.25);
        actor.note = "first line\nsecond & <last>".into();
        map.actors.push(actor);
    }
    for (n, target) in ["principal", "principal", "quote", "arabic"].into_iter().enumerate() {
        let mut relation = Relation::new(format!("r{n}"), "quote", target, RelationClass::ALL[n % 3], "a<b & \"c\"");
        relation.dependency = Some(Share(0.25));
        map.relations.push(relation);
    }
    map.relations.push(Relation::new("bare", "lines", "quote", RelationClass::Cooperation, ""));
    for n in 0..3 {
        let mut provision = Provision::new(format!("p{n}"), "quote", "principal", "training", ProvisionStatus::Offered);
        provision.share = Some(Share(0.125 * f64::from(n)));
        provision.ramp_months = Some(Months(7));
        map.provisions.push(provision);
    }
    map
}

#[test]
fn every_export_comes_back_with_its_actors_parallel_links_and_attributes() {
    for map in [backstop::store::sample_mali().unwrap(), traps()] {
        for (format, graph) in ways_back(&map) {
            let back = new_map(&graph, None).unwrap();
            assert_eq!(back.principal, map.principal, "{format}");
            assert_eq!(actors(&back), actors(&map), "{format}");
            assert_eq!(relations(&back), relations(&map), "{format}");
            assert_eq!(provisions(&back), provisions(&map), "{format}");
            for pictured in picture(&map).actors {
                let at = back
                    .positions
                    .get(&pictured.actor.id)
                    .unwrap_or_else(|| panic!("{format}: {:?}", pictured.actor.id));
                assert!((at.x - pictured.at.x).abs() + (at.y - pictured.at.y).abs() < 1e-6, "{format}");
            }
            backstop::store::to_bytes(&back).expect("what comes back can be saved");
        }
    }
}

#[test]
fn a_graph_that_is_there_already_adds_nothing() {
    let map = backstop::store::sample_mali().unwrap();
    for (format, graph) in ways_back(&map) {
        let plan = plan(&map, &graph).unwrap();
        assert!(plan.edit.is_empty(), "{format}: {plan:?}");
        assert_eq!(plan.known_actors, map.actors.len(), "{format}");
        assert_eq!(plan.known_links, map.relations.len() + map.provisions.len(), "{format}");
    }
}

#[test]
fn an_edge_list_meets_actors_by_their_names_and_whoever_is_placed_stays() {
    let mut map = backstop::store::sample_mali().unwrap();
    map.positions.insert("russia".into(), Place { x: 10.0, y: 20.0, pinned: true });
    let before = map.positions.clone();
    let text = "From;To;Class;Relation\nRUSSIA;Chad;cooperation;trains\nChad;Mali;conflict;border\n;Mali;;\n";
    let graph = read(text, None).unwrap();
    let plan = plan(&map, &graph).unwrap();
    assert_eq!(plan.new_actors, ["Chad"]);
    assert_eq!((plan.known_actors, plan.relations, plan.provisions), (2, 2, 0));
    assert_eq!(plan.notes, ["rows without both ends are left out: line 4"]);
    let undo = plan.edit.apply(&mut map).unwrap();
    assert_eq!(map.positions, before);
    let last = map.relations.last().unwrap();
    assert_eq!((last.source.as_str(), last.target.as_str(), last.kind.as_str()), ("chad", "mali", "border"));
    assert_eq!(last.class, RelationClass::Conflict);
    undo.apply(&mut map).unwrap();
    assert!(map.actor(&"chad".into()).is_none());
}

#[test]
fn graphs_of_yed_gephi_and_networkx_are_read() {
    let yed = r#"<?xml version="1.0"?><graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://www.yworks.com/xml/graphml">
        <key for="node" id="d0" yfiles.type="nodegraphics"/><key for="edge" id="d1" yfiles.type="edgegraphics"/>
        <graph edgedefault="directed" id="G">
        <node id="n0"><data key="d0"><y:ShapeNode><y:NodeLabel>Chad</y:NodeLabel></y:ShapeNode></data></node>
        <node id="n1"><graph id="n1:" edgedefault="directed"><node id="n1::n0"><data key="d0"><y:ShapeNode><y:NodeLabel>Niger</y:NodeLabel></y:ShapeNode></data></node></graph></node>
        <edge id="e0" source="n0" target="n1::n0"><data key="d1"><y:PolyLineEdge><y:EdgeLabel>supplies</y:EdgeLabel></y:PolyLineEdge></data></edge>
        </graph></graphml>"#;
    let graph = read(yed, None).unwrap();
    assert_eq!(graph.nodes.iter().map(|n| n.label.as_str()).collect::<Vec<_>>(), ["Chad", "Niger"]);
    assert_eq!((graph.edges[0].source, graph.edges[0].target, graph.edges[0].label.as_str()), (0, 1, "supplies"));

    let gephi = r#"<gexf xmlns="http://gexf.net/1.3" version="1.3"><graph defaultedgetype="undirected"><attributes class="node">
        <attribute id="pop" title="Population" type="integer"/></attributes><nodes>
        <node id="0" label="Chad"><attvalues><attvalue for="pop" value="18"/></attvalues></node><node id="1" label="Niger"/></nodes>
        <edges><edge id="0" source="0" target="1" weight="2.5"/><edge id="1" source="0" target="1"/></edges></graph></gexf>"#;
    let map = new_map(&read(gephi, None).unwrap(), Some("Niger")).unwrap();
    assert_eq!(map.principal.as_str(), "niger");
    assert_eq!(map.relations.len(), 2, "parallel links stay two");
    assert_eq!(map.actor(&"chad".into()).unwrap().note, "population: 18", "what has no place here is kept");
    assert_eq!(map.relations[0].note, "weight: 2.5");

    let networkx = r#"<graphml xmlns="http://graphml.graphdrawing.org/xmlns"><graph edgedefault="undirected">
        <node id="Chad"/><node id="Niger"/><edge source="Chad" target="Niger"/></graph></graphml>"#;
    let graph = read(networkx, None).unwrap();
    assert_eq!(graph.notes, ["1 link has no direction and points from the first end to the second here"]);
}

#[test]
fn a_drawing_of_yed_keeps_its_places_and_its_groups_become_blocs() {
    let yed = r#"<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://www.yworks.com/xml/graphml">
        <key for="node" id="d6" yfiles.type="nodegraphics"/>
        <graph edgedefault="directed" id="G">
        <node id="n0"><data key="d6"><y:ShapeNode><y:Geometry height="30" width="90" x="100" y="50"/><y:NodeLabel>Mali</y:NodeLabel></y:ShapeNode></data></node>
        <node id="n2" yfiles.foldertype="group"><data key="d6"><y:ProxyAutoBoundsNode><y:Realizers active="0"><y:GroupNode>
            <y:Geometry height="130" width="190" x="400" y="250"/><y:NodeLabel>Sahel</y:NodeLabel></y:GroupNode></y:Realizers></y:ProxyAutoBoundsNode></data>
        <graph edgedefault="directed" id="n2:"><node id="n2::n0"><data key="d6"><y:ShapeNode><y:Geometry height="30" width="90" x="420" y="280"/>
            <y:NodeLabel>Niger</y:NodeLabel></y:ShapeNode></data></node></graph></node>
        <edge id="e0" source="n2::n0" target="n0"/><edge id="e1" source="n2" target="n0"/>
        </graph></graphml>"#;
    let graph = read(yed, None).unwrap();
    let nodes: Vec<_> = graph.nodes.iter().map(|n| (n.label.as_str(), n.at)).collect();
    assert_eq!(nodes, [("Mali", Some((145.0, 65.0))), ("Niger", Some((465.0, 295.0)))]);
    assert_eq!(graph.edges.len(), 1);
    assert_eq!(graph.notes, ["1 link of a group, which is a bloc here, is left out"]);
    let map = new_map(&graph, Some("Mali")).unwrap();
    assert_eq!(map.actor(&"niger".into()).unwrap().bloc, Some("sahel".into()));
    assert_eq!(map.actor(&"mali".into()).unwrap().bloc, None);
}

#[test]
fn what_is_no_graph_is_refused_with_what_to_do() {
    for (text, wanted) in [
        ("", "there is nothing in it; check that the right file was chosen"),
        ("<html><body/></html>", "its first tag is <html>; a graph begins with <graphml> or <gexf>"),
        ("<graphml><graph><node id=\"a\">", "the file ends within <graphml>; it was cut off"),
        ("<graphml><graph><node id='a'/></wrong>", "line 1 is no sound XML"),
        ("<graphml>\n<graph><node id=\"a\"/><node id=\"a\"/></graph></graphml>", "two nodes have the id \"a\""),
        ("<graphml><graph><node/></graph></graphml>", "node 1 has no id"),
        (
            "<graphml><graph><node id=\"a\"/><edge source=\"a\" target=\"b\"/></graph></graphml>",
            "edge 1 has the target \"b\", but no node",
        ),
        ("<graphml/>", "there is no node in it"),
        (
            "<!DOCTYPE g [<!ENTITY a \"x\">]><graphml><graph><node id=\"a\"><data key=\"k\">&a;</data></node></graph></graphml>",
            "it names &a;, which nothing defines",
        ),
        ("Id,Label\nmali,Mali\n", "it lists nodes and no links; choose the table of links"),
        ("name,age\nx,3\n", "names no columns \"Source\" and \"Target\"; name the columns so (found: name, age)"),
    ] {
        let said = read(text, None).unwrap_err().to_string();
        assert!(said.contains(wanted), "{text}: {said}");
    }
    let deep = "<a>".repeat(200);
    assert!(read(&deep, None).unwrap_err().to_string().contains("too deep"));
}

#[test]
fn numbers_out_of_range_are_left_out_and_it_is_said() {
    let text = "Source,Target,Function,Share\nChad,Mali,training,1.7\nChad,Mali,air power,0.2\n";
    let graph = read(text, None).unwrap();
    let map = ScenarioMap::new(Actor::new("mali", "Mali", ActorKind::State));
    let plan = plan(&map, &graph).unwrap();
    assert_eq!(plan.notes, ["line 2: share 1.7 is no number between 0 and 1 and is left out"]);
    let mut map = map;
    plan.edit.apply(&mut map).unwrap();
    assert_eq!(map.provisions[0].share, None);
    assert_eq!((map.provisions[1].function.as_str(), map.provisions[1].share), ("air_power", Some(Share(0.2))));
}
