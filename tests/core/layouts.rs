//! What every layout promises: room for everybody, pins that hold, the same picture every time, and few surprises.

use backstop::analysis::{Progress, SplitMix64};
use backstop::layout::{
    Body, Cancelled, Graph, Link, Options, Point, crossings, force, grid, layered, partners_ring, place_new,
};

type Layout = fn(&Graph, &Options, &Progress) -> Result<Vec<Point>, Cancelled>;
const LAYOUTS: [(&str, Layout); 3] = [("force", force), ("layered", layered), ("grid", grid)];

fn body(group: usize) -> Body {
    Body { half_width: 44.0, above: 26.0, below: 44.0, group, is_own: false, fixed: None }
}

/// Bodies that each choose whom to be linked to among those before, the well linked ones rather: as maps grow.
fn grown(count: usize, links_each: usize, groups: usize) -> Graph {
    let mut random = SplitMix64::new(count as u64);
    let mut ends: Vec<usize> = vec![0];
    let mut links = Vec::new();
    for a in 1..count {
        for _ in 0..links_each.min(a) {
            let b = ends[(random.next_unit() * ends.len() as f64) as usize];
            if a != b {
                links.push(Link { a, b, weight: 1.0 });
                ends.extend([a, b]);
            }
        }
    }
    Graph { bodies: (0..count).map(|n| body(n % groups)).collect(), links, principal: 0 }
}

fn lay_out(layout: Layout, graph: &Graph, options: &Options) -> Vec<Point> {
    layout(graph, options, &Progress::new()).unwrap()
}

#[track_caller]
fn assert_apart(name: &str, graph: &Graph, places: &[Point]) {
    for a in 0..places.len() {
        assert!(places[a].x.is_finite() && places[a].y.is_finite(), "{name}: {a} is nowhere");
        for b in a + 1..places.len() {
            let apart = !graph.bodies[a].overlaps(places[a], &graph.bodies[b], places[b]);
            assert!(apart, "{name}: {a} at {:?} lies on {b} at {:?}", places[a], places[b]);
        }
    }
}

fn diagonal(places: &[Point]) -> f64 {
    let extent = |pick: fn(&Point) -> f64| {
        places.iter().map(pick).fold(f64::MIN, f64::max) - places.iter().map(pick).fold(f64::MAX, f64::min)
    };
    extent(|at| at.x).hypot(extent(|at| at.y))
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

#[test]
fn no_two_actors_lie_on_each_other() {
    for graph in [grown(2, 1, 1), grown(12, 1, 3), grown(60, 2, 7), grown(150, 3, 150), grown(900, 2, 30)] {
        for (name, layout) in LAYOUTS {
            let places = lay_out(layout, &graph, &Options::default());
            assert_eq!(places.len(), graph.bodies.len());
            assert_apart(name, &graph, &places);
        }
    }
}

#[test]
fn a_graph_of_nothing_one_alone_and_parts_without_a_link_are_placed_too() {
    let mut parts = grown(9, 1, 9);
    parts.links.retain(|link| link.a % 3 != 0);
    parts.links.push(Link { a: 4, b: 4, weight: 1.0 });
    parts.links.push(Link { a: 4, b: 99, weight: 1.0 });
    for (name, layout) in LAYOUTS {
        assert_eq!(lay_out(layout, &Graph::default(), &Options::default()), []);
        assert_eq!(lay_out(layout, &grown(1, 1, 1), &Options::default()).len(), 1);
        assert_apart(name, &parts, &lay_out(layout, &parts, &Options::default()));
    }
}

#[test]
fn the_same_graph_and_seed_give_the_same_places() {
    let graph = grown(80, 2, 6);
    for (name, layout) in LAYOUTS {
        let options = Options { seed: 5, ..Options::default() };
        assert_eq!(lay_out(layout, &graph, &options), lay_out(layout, &graph, &options), "{name}");
    }
    let other = lay_out(force, &graph, &Options { seed: 6, ..Options::default() });
    assert_ne!(lay_out(force, &graph, &Options::default()), other);
}

#[test]
fn pinned_actors_never_move() {
    for count in [30, 800] {
        let mut graph = grown(count, 2, 5);
        let pins = [(0, Point::new(12.0, -7.0)), (3, Point::new(900.0, 40.0)), (17, Point::new(-300.0, 555.0))];
        for (n, at) in pins {
            graph.bodies[n].fixed = Some(at);
        }
        for (name, layout) in LAYOUTS {
            for start in [Vec::new(), vec![Some(Point::new(5.0, 5.0)); 10]] {
                let places = lay_out(layout, &graph, &Options { start, ..Options::default() });
                for (n, at) in pins {
                    assert_eq!(places[n], at, "{name}: {n} of {count}");
                }
                assert_apart(name, &graph, &places);
            }
        }
        let ring = partners_ring(&graph);
        assert!(pins.iter().all(|(n, at)| ring[*n] == *at));
    }
}

#[test]
fn a_new_layout_after_five_percent_more_actors_moves_the_others_by_at_most_one_percent() {
    for count in [60, 300, 1000] {
        let whole = grown(count + count / 20, 2, 10);
        let mut before = whole.clone();
        before.bodies.truncate(count);
        before.links.retain(|link| link.a < count && link.b < count);
        let old = lay_out(force, &before, &Options::default());
        let start = old.iter().copied().map(Some).collect();
        let new = lay_out(force, &whole, &Options { start, ..Options::default() });
        let moved = median(old.iter().zip(&new).map(|(a, b)| a.distance(*b)).collect());
        assert!(moved <= 0.01 * diagonal(&old), "{count}: {moved} of {}", diagonal(&old));
        assert_apart("force", &whole, &new);
        // Not by leaving the new ones anywhere: each is nearer to its neighbours than strangers are to each other.
        let near = median(
            whole.links.iter().filter(|link| link.a >= count).map(|link| new[link.a].distance(new[link.b])).collect(),
        );
        let far = median((0..count - 7).map(|n| new[n].distance(new[n + 7])).collect());
        assert!(near < far, "{count}: {near} {far}");
    }
}

#[test]
fn actors_that_come_with_an_import_leave_everybody_where_they_stand() {
    let whole = grown(63, 2, 10);
    let mut before = whole.clone();
    before.bodies.truncate(60);
    before.links.retain(|link| link.a < 60 && link.b < 60);
    let old = lay_out(force, &before, &Options::default());
    let mut graph = whole.clone();
    for (body, at) in graph.bodies.iter_mut().zip(&old) {
        body.fixed = Some(*at);
    }
    let new = place_new(&graph);
    assert_eq!(new[..60], old[..]);
    assert_apart("place_new", &graph, &new);
}

#[test]
fn a_picture_that_is_not_worth_keeping_is_drawn_afresh() {
    let graph = grown(60, 2, 60);
    let heap: Vec<Option<Point>> = (0..60).map(|n| Some(Point::new(f64::from(n * 37 % 60) * 50.0, 0.0))).collect();
    let places = lay_out(force, &graph, &Options { start: heap, ..Options::default() });
    let lines: Vec<(usize, usize)> = graph.links.iter().map(|link| (link.a, link.b)).collect();
    let fresh = lay_out(force, &graph, &Options::default());
    let (crossed, least) = (crossings(&places, &lines), crossings(&fresh, &lines));
    assert!(crossed <= least + 20, "{crossed} {least}");
}

#[test]
fn members_of_a_bloc_stand_together() {
    // Everybody helps the principal; nothing but their bloc ties the partners to each other.
    let groups = 5;
    let mut graph = grown(31, 1, groups);
    graph.links = (1..31).map(|a| Link { a, b: 0, weight: 1.0 }).collect();
    for (name, layout) in [LAYOUTS[0], LAYOUTS[2]] {
        let places = lay_out(layout, &graph, &Options::default());
        let (mut within, mut across) = (Vec::new(), Vec::new());
        for a in 1..31 {
            for b in a + 1..31 {
                let fellows = graph.bodies[a].group == graph.bodies[b].group;
                if fellows { &mut within } else { &mut across }.push(places[a].distance(places[b]));
            }
        }
        let (within, across) = (median(within), median(across));
        assert!(within < 0.6 * across, "{name}: {within} {across}");
    }
}

#[test]
fn a_ring_a_path_and_a_tree_are_drawn_without_a_crossing() {
    let links = |pairs: Vec<(usize, usize)>| pairs.into_iter().map(|(a, b)| Link { a, b, weight: 1.0 }).collect();
    let ring = (0..20).map(|n| (n, (n + 1) % 20)).collect();
    let path = (0..19).map(|n| (n, n + 1)).collect();
    let tree = (1..20).map(|n| ((n - 1) / 2, n)).collect();
    for (what, pairs) in [("ring", ring), ("path", path), ("tree", tree)] {
        let pairs: Vec<(usize, usize)> = pairs;
        let bodies = vec![Body { half_width: 20.0, above: 20.0, below: 20.0, ..body(0) }; 20];
        let graph = Graph { bodies, links: links(pairs.clone()), principal: 0 };
        let places = lay_out(force, &graph, &Options::default());
        assert_eq!(crossings(&places, &pairs), 0, "force: {what}");
    }
}

#[test]
fn links_of_the_layered_layout_point_down_but_for_circles() {
    let pairs = [(0, 1), (0, 2), (1, 3), (2, 3), (3, 4), (1, 4), (5, 3)];
    let mut graph = grown(6, 1, 6);
    graph.links = pairs.iter().map(|(a, b)| Link { a: *a, b: *b, weight: 1.0 }).collect();
    let places = lay_out(layered, &graph, &Options::default());
    for (a, b) in pairs {
        assert!(places[a].y < places[b].y, "{a} to {b}: {places:?}");
    }
    graph.links.push(Link { a: 4, b: 0, weight: 1.0 });
    let places = lay_out(layered, &graph, &Options::default());
    let up = graph.links.iter().filter(|link| places[link.a].y >= places[link.b].y).count();
    assert_eq!(up, 1);
}

#[test]
fn a_layer_of_many_partners_is_broken_into_several() {
    let mut graph = grown(61, 1, 61);
    graph.links = (1..61).map(|a| Link { a, b: 0, weight: 1.0 }).collect();
    let places = lay_out(layered, &graph, &Options::default());
    let width =
        places.iter().map(|at| at.x).fold(f64::MIN, f64::max) - places.iter().map(|at| at.x).fold(f64::MAX, f64::min);
    let one_row = 61.0 * 2.0 * graph.bodies[0].half_width;
    assert!(width < one_row / 2.0, "{width} of {one_row}");
}

#[test]
fn a_layout_stops_when_it_is_asked_to() {
    let graph = grown(500, 3, 20);
    for (name, layout) in LAYOUTS {
        let progress = Progress::new();
        progress.cancel();
        assert_eq!(layout(&graph, &Options::default(), &progress), Err(Cancelled), "{name}");
    }
    let progress = Progress::new();
    force(&grown(60, 2, 5), &Options::default(), &progress).unwrap();
    assert!(progress.total() > 0 && progress.done() > 0);
}
