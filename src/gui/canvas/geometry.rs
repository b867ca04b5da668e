//! Curves of links on screen: sampling, distance, and what is needed to draw and hit them.

use egui::{Pos2, Vec2, pos2, vec2};

/// Points along a link, from rim to rim; few, and on the stack.
#[derive(Clone, Copy, Debug)]
pub struct Curve {
    points: [Pos2; Self::MOST],
    count: usize,
}

impl Curve {
    /// The most points of a curve.
    pub const MOST: usize = 22;

    /// A straight line.
    pub fn straight(from: Pos2, to: Pos2) -> Self {
        let mut points = [from; Self::MOST];
        points[1] = to;
        Self { points, count: 2 }
    }

    /// A bend from one circle's rim to another's: `bend` points to the side at its middle, `lateral` points to the side at
    /// its ends. Parallel links of different bends and laterals stay apart over their whole length.
    pub fn between(from: Circle, to: Circle, bend: f32, lateral: f32) -> Self {
        let along = to.centre - from.centre;
        let length = along.length();
        if length < 1.0 {
            return Self::straight(from.centre, to.centre);
        }
        let direction = along / length;
        let normal = vec2(-direction.y, direction.x);
        let start = from.centre + normal * lateral.clamp(-from.radius * 0.8, from.radius * 0.8);
        let end = to.centre + normal * lateral.clamp(-to.radius * 0.8, to.radius * 0.8);
        let control = start + (end - start) * 0.5 + normal * (bend - lateral) * 2.0;
        let start = rim(start, control, from);
        let end = rim(end, control, to);
        let mut points = [start; Self::MOST];
        let last = Self::MOST - 1;
        for (n, point) in points.iter_mut().enumerate() {
            let t = n as f32 / last as f32;
            let u = 1.0 - t;
            *point =
                (start.to_vec2() * (u * u) + control.to_vec2() * (2.0 * u * t) + end.to_vec2() * (t * t)).to_pos2();
        }
        Self { points, count: Self::MOST }
    }

    /// A loop at an actor's upper right, for a link of an actor to itself.
    pub fn own_loop(circle: Circle, size: f32) -> Self {
        let middle = circle.centre + vec2(0.72, -0.72) * (circle.radius + size * 0.55);
        let mut points = [middle; Self::MOST];
        let last = Self::MOST - 1;
        for (n, point) in points.iter_mut().enumerate() {
            // Opens towards the actor.
            let angle = (0.80 + 1.60 * n as f32 / last as f32 - 0.05) * std::f32::consts::PI;
            *point = middle + Vec2::angled(angle) * size;
        }
        Self { points, count: Self::MOST }
    }

    /// The points.
    pub fn points(&self) -> &[Pos2] {
        &self.points[..self.count]
    }

    /// The point at a part 0..1 of the curve.
    pub fn at(&self, part: f32) -> Pos2 {
        let points = self.points();
        let place = part.clamp(0.0, 1.0) * (points.len() - 1) as f32;
        let before = (place.floor() as usize).min(points.len() - 2);
        points[before] + (points[before + 1] - points[before]) * (place - before as f32)
    }

    /// The direction in which it arrives.
    pub fn arrival(&self) -> Vec2 {
        let points = self.points();
        (points[points.len() - 1] - points[points.len() - 2]).normalized()
    }

    /// Whether any of it can be inside a rectangle.
    pub fn touches(&self, rect: egui::Rect) -> bool {
        let mut bounds = egui::Rect::NOTHING;
        for point in self.points() {
            bounds.extend_with(*point);
        }
        bounds.expand(8.0).intersects(rect)
    }

    /// The distance of a point from the curve.
    pub fn distance(&self, at: Pos2) -> f32 {
        let mut nearest = f32::INFINITY;
        for pair in self.points().windows(2) {
            nearest = nearest.min(distance_to_segment(at, pair[0], pair[1]));
        }
        nearest
    }
}

/// A circle on screen.
#[derive(Clone, Copy, Debug)]
pub struct Circle {
    /// Its middle.
    pub centre: Pos2,
    /// Its radius.
    pub radius: f32,
}

impl Circle {
    /// The square around it.
    pub fn square(&self) -> egui::Rect {
        egui::Rect::from_center_size(self.centre, Vec2::splat(self.radius * 2.0))
    }
}

/// Where a ray from `from` (inside the circle or on its lateral line) towards `towards` leaves the circle.
fn rim(from: Pos2, towards: Pos2, circle: Circle) -> Pos2 {
    let direction = (towards - from).normalized();
    let to_centre = from - circle.centre;
    let b = to_centre.dot(direction);
    let c = to_centre.length_sq() - circle.radius * circle.radius;
    let discriminant = b * b - c;
    if discriminant <= 0.0 { from } else { from + direction * (discriminant.sqrt() - b) }
}

/// The distance of a point from a straight line.
pub fn distance_to_segment(at: Pos2, a: Pos2, b: Pos2) -> f32 {
    let along = b - a;
    let length = along.length_sq();
    if length == 0.0 {
        return at.distance(a);
    }
    let t = ((at - a).dot(along) / length).clamp(0.0, 1.0);
    at.distance(a + along * t)
}

/// Into how many straight pieces an arc of so many turns is cut. However small, a whole circle has enough of them to be
/// told from the six corners of an armed group.
pub fn arc_steps(radius: f32, turns: f32) -> usize {
    let per_turn = (radius * 1.2).max(16.0);
    ((turns.abs() * per_turn).ceil() as usize).clamp(2, 64)
}

/// Points on an arc of a circle, from one angle to another, clockwise on screen, 0 at the top; angles in turns.
pub fn arc(circle: Circle, from: f32, to: f32) -> Vec<Pos2> {
    let steps = arc_steps(circle.radius, to - from);
    (0..=steps)
        .map(|step| {
            let turn = from + (to - from) * step as f32 / steps as f32;
            let angle = turn * std::f32::consts::TAU;
            pos2(circle.centre.x + circle.radius * angle.sin(), circle.centre.y - circle.radius * angle.cos())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_circle_is_no_hexagon() {
        assert!(arc_steps(4.0, 1.0) >= 16 && arc_steps(30.0, 1.0) > 30);
        assert!((2..=4).contains(&arc_steps(5.0, 0.2)), "a small part of it has few pieces");
    }

    fn circle(x: f32, y: f32) -> Circle {
        Circle { centre: pos2(x, y), radius: 20.0 }
    }

    #[test]
    fn a_curve_runs_from_rim_to_rim() {
        let (a, b) = (circle(0.0, 0.0), circle(300.0, 40.0));
        for (bend, lateral) in [(0.0, 0.0), (18.0, 0.0), (-30.0, -9.0), (40.0, 14.0)] {
            let curve = Curve::between(a, b, bend, lateral);
            let points = curve.points();
            assert!((points[0].distance(a.centre) - 20.0).abs() < 0.5, "start {:?}", points[0]);
            assert!((points[points.len() - 1].distance(b.centre) - 20.0).abs() < 0.5);
        }
    }

    #[test]
    fn parallel_links_stay_apart() {
        let (a, b) = (circle(0.0, 0.0), circle(260.0, 90.0));
        let one = Curve::between(a, b, 8.0, 4.0);
        let other = Curve::between(a, b, -8.0, -4.0);
        for point in one.points() {
            assert!(other.distance(*point) > 5.0, "{point:?} is {} away", other.distance(*point));
        }
    }
}
