//! Which places of the plane are taken, so that a free one is found without looking at every body.

use std::collections::HashMap;

use super::graph::{Body, Graph, Point};

const CELL: f64 = 160.0;

/// Bodies that stand, in a grid of cells.
pub(super) struct Occupied<'a> {
    graph: &'a Graph,
    cells: HashMap<(i64, i64), Vec<(usize, Point)>>,
}

impl<'a> Occupied<'a> {
    /// Nothing stands yet.
    pub fn new(graph: &'a Graph) -> Self {
        Self { graph, cells: HashMap::new() }
    }

    /// A body now stands here.
    pub fn add(&mut self, body: usize, at: Point) {
        self.cells.entry(cell(at)).or_default().push((body, at));
    }

    /// Whether a body could stand here without touching another.
    pub fn is_free(&self, body: &Body, at: Point) -> bool {
        let reach = |room: f64| (room / CELL).ceil() as i64 + 1;
        let (across, along) = (reach(body.half_width), reach(body.above.max(body.below)));
        let (x, y) = cell(at);
        (x.saturating_sub(across)..=x.saturating_add(across)).all(|x| {
            (y.saturating_sub(along)..=y.saturating_add(along)).all(|y| {
                let standing = self.cells.get(&(x, y)).map_or(&[][..], Vec::as_slice);
                standing.iter().all(|(other, place)| !body.overlaps(at, &self.graph.bodies[*other], *place))
            })
        })
    }

    /// The free place nearest to a wanted one, looking outwards in rings.
    pub fn nearest_free(&self, body: &Body, wanted: Point) -> Point {
        self.within(body, wanted, 400, &|_| true).unwrap_or(wanted)
    }

    /// The same among places that are welcome, where one of them is free nearby.
    pub fn nearest_welcome(&self, body: &Body, wanted: Point, welcome: &dyn Fn(Point) -> bool) -> Point {
        self.within(body, wanted, 30, welcome).unwrap_or_else(|| self.nearest_free(body, wanted))
    }

    fn within(&self, body: &Body, wanted: Point, rings: u32, welcome: &dyn Fn(Point) -> bool) -> Option<Point> {
        let is_free = |at: Point| welcome(at) && self.is_free(body, at);
        if is_free(wanted) {
            return Some(wanted);
        }
        for ring in 1..rings {
            let radius = f64::from(ring) * 22.0;
            let steps = 8 + ring * 2;
            let around = (0..steps).map(|step| {
                let angle = f64::from(step) / f64::from(steps) * std::f64::consts::TAU;
                Point::new(wanted.x + radius * angle.cos(), wanted.y + radius * angle.sin())
            });
            if let Some(free) = around.into_iter().find(|at| is_free(*at)) {
                return Some(free);
            }
        }
        None
    }
}

fn cell(at: Point) -> (i64, i64) {
    ((at.x / CELL).floor() as i64, (at.y / CELL).floor() as i64)
}
