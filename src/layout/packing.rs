//! Parts of a graph that no link joins, put beside each other without touching.

use super::graph::{Graph, Point};

/// Room between two parts, in points.
const GAP: f64 = 40.0;

/// A rectangle.
#[derive(Clone, Copy)]
struct Bounds {
    least: Point,
    most: Point,
}

impl Bounds {
    fn of(graph: &Graph, members: impl Iterator<Item = usize>, places: &[Point]) -> Option<Self> {
        members
            .map(|n| {
                let (body, at) = (&graph.bodies[n], places[n]);
                Self {
                    least: Point::new(at.x - body.half_width, at.y - body.above),
                    most: Point::new(at.x + body.half_width, at.y + body.below),
                }
            })
            .reduce(|a, b| Self {
                least: Point::new(a.least.x.min(b.least.x), a.least.y.min(b.least.y)),
                most: Point::new(a.most.x.max(b.most.x), a.most.y.max(b.most.y)),
            })
    }

    fn width(&self) -> f64 {
        self.most.x - self.least.x
    }

    fn height(&self) -> f64 {
        self.most.y - self.least.y
    }
}

/// Puts the free parts in rows, the largest first, below what is held; without that around (0, 0).
pub(super) fn pack(graph: &Graph, held: &[Vec<usize>], free: &[Vec<usize>], places: &mut [Point]) {
    let mut parts: Vec<(&Vec<usize>, Bounds)> = free
        .iter()
        .filter_map(|members| Some((members, Bounds::of(graph, members.iter().copied(), places)?)))
        .collect();
    // Stable: parts of one size stay in the order of their bodies.
    parts.sort_by(|a, b| b.1.height().total_cmp(&a.1.height()));
    let standing = Bounds::of(graph, held.iter().flatten().copied(), places);
    let area: f64 = parts.iter().map(|(_, bounds)| (bounds.width() + GAP) * (bounds.height() + GAP)).sum();
    let widest = parts.iter().map(|(_, bounds)| bounds.width()).fold(0.0, f64::max);
    // Windows are wider than high.
    let wanted = (area * 1.6).sqrt().max(widest).max(standing.map_or(0.0, |bounds| bounds.width()));
    let origin = standing.map_or(Point::default(), |bounds| Point::new(bounds.least.x, bounds.most.y + GAP));
    let (mut x, mut y, mut row) = (0.0, 0.0, 0.0_f64);
    for (members, bounds) in &parts {
        if x > 0.0 && x + bounds.width() > wanted {
            x = 0.0;
            y += row + GAP;
            row = 0.0;
        }
        let by = Point::new(origin.x + x - bounds.least.x, origin.y + y - bounds.least.y);
        for body in *members {
            places[*body] = Point::new(places[*body].x + by.x, places[*body].y + by.y);
        }
        x += bounds.width() + GAP;
        row = row.max(bounds.height());
    }
    if standing.is_none() {
        if let Some(all) = Bounds::of(graph, 0..places.len(), places) {
            let middle = Point::new(f64::midpoint(all.least.x, all.most.x), f64::midpoint(all.least.y, all.most.y));
            for at in places {
                *at = Point::new(at.x - middle.x, at.y - middle.y);
            }
        }
    }
}
