//! What a layout works on.

/// A point of the plane; y grows downwards.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Downwards.
    pub y: f64,
}

impl Point {
    /// The point at these coordinates.
    pub fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    /// The distance to another point.
    pub fn distance(self, other: Self) -> f64 {
        (self.x - other.x).hypot(self.y - other.y)
    }
}

/// Whether the line from `a` to `b` and that from `c` to `d` cross within; touching is not crossing.
pub(super) fn cross(a: Point, b: Point, c: Point, d: Point) -> bool {
    let turn = |a: Point, b: Point, c: Point| (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
    turn(a, b, c) * turn(a, b, d) < 0.0 && turn(c, d, a) * turn(c, d, b) < 0.0
}

/// Something to be placed, with the room it takes: its circle and the name below it.
#[derive(Clone, Debug, PartialEq)]
pub struct Body {
    /// Half of its width, the name included.
    pub half_width: f64,
    /// What it takes above its point.
    pub above: f64,
    /// What it takes below its point, the name included.
    pub below: f64,
    /// Bodies of one group stay together.
    pub group: usize,
    /// Whether it stands for the principal: help to it is help to the principal, and it stays close by.
    pub is_own: bool,
    /// Where it stands; `None` when the layout is to say.
    pub fixed: Option<Point>,
}

impl Body {
    /// Whether the room of this body at `a` and that of another at `b` overlap.
    pub fn overlaps(&self, a: Point, other: &Self, b: Point) -> bool {
        let (x, y) = self.penetration(a, other, b);
        x > 0.0 && y > 0.0
    }

    /// By how much two bodies reach into each other, sideways and up or down; not above 0 when they do not.
    pub(super) fn penetration(&self, a: Point, other: &Self, b: Point) -> (f64, f64) {
        let x = self.half_width + other.half_width - (a.x - b.x).abs();
        let y =
            if a.y <= b.y { self.below + other.above - (b.y - a.y) } else { self.above + other.below - (a.y - b.y) };
        (x, y)
    }
}

/// A link between two bodies, by their places in the list.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Link {
    /// One end.
    pub a: usize,
    /// The other end.
    pub b: usize,
    /// How strongly it draws the two together; above 0.
    pub weight: f64,
}

/// Bodies and links around one body in the middle.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Graph {
    /// The bodies.
    pub bodies: Vec<Body>,
    /// The links; one that names no body is ignored.
    pub links: Vec<Link>,
    /// The body in the middle.
    pub principal: usize,
}

impl Graph {
    /// Per body: its neighbours with the weight of the links to them.
    pub(super) fn neighbours(&self) -> Vec<Vec<(usize, f64)>> {
        let count = self.bodies.len();
        let mut neighbours = vec![Vec::new(); count];
        for link in self.links.iter().filter(|link| link.a < count && link.b < count && link.a != link.b) {
            for (from, to) in [(link.a, link.b), (link.b, link.a)] {
                let known: &mut Vec<(usize, f64)> = &mut neighbours[from];
                match known.iter_mut().find(|(body, _)| *body == to) {
                    Some((_, weight)) => *weight += link.weight,
                    None => known.push((to, link.weight)),
                }
            }
        }
        neighbours
    }
}
