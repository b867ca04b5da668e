//! Turning, mirroring and moving a drawing: distances, and so its stress, stay.

use super::graph::Point;

/// Lays a drawing over where some of its points are wanted, as well as turning, mirroring and moving can (Procrustes).
/// `wanted` gives places for points by their number. Nothing changes when it is empty.
pub(super) fn align(places: &mut [Point], wanted: &[(usize, Point)]) {
    let count = wanted.len() as f64;
    if wanted.is_empty() {
        return;
    }
    let mean = |points: &mut dyn Iterator<Item = Point>| {
        let (x, y) = points.fold((0.0, 0.0), |sum, at| (sum.0 + at.x, sum.1 + at.y));
        Point::new(x / count, y / count)
    };
    let from = mean(&mut wanted.iter().map(|(n, _)| places[*n]));
    let to = mean(&mut wanted.iter().map(|(_, at)| *at));
    // The turn that fits best without and with mirroring, and how well each fits.
    let fit = |mirror: f64| {
        let (mut along, mut across) = (0.0, 0.0);
        for (n, at) in wanted {
            let (x, y) = ((places[*n].x - from.x) * mirror, places[*n].y - from.y);
            let (u, v) = (at.x - to.x, at.y - to.y);
            along += x * u + y * v;
            across += x * v - y * u;
        }
        (along.hypot(across), across.atan2(along), mirror)
    };
    let (plain, mirrored) = (fit(1.0), fit(-1.0));
    let (_, angle, mirror) = if mirrored.0 > plain.0 + 1e-9 { mirrored } else { plain };
    let (sin, cos) = angle.sin_cos();
    for at in places {
        let (x, y) = ((at.x - from.x) * mirror, at.y - from.y);
        *at = Point::new(x * cos - y * sin + to.x, x * sin + y * cos + to.y);
    }
}

/// Turns a drawing so that it is wider than high, as windows are, around its middle, which comes to (0, 0).
pub(super) fn lie_down(places: &mut [Point]) {
    let count = places.len() as f64;
    if places.is_empty() {
        return;
    }
    let (x, y) = places.iter().fold((0.0, 0.0), |sum, at| (sum.0 + at.x / count, sum.1 + at.y / count));
    let (mut xx, mut xy, mut yy) = (0.0, 0.0, 0.0);
    for at in places.iter() {
        let (dx, dy) = (at.x - x, at.y - y);
        xx += dx * dx;
        xy += dx * dy;
        yy += dy * dy;
    }
    let angle = 0.5 * (2.0 * xy).atan2(xx - yy);
    let (sin, cos) = (-angle).sin_cos();
    for at in places {
        let (dx, dy) = (at.x - x, at.y - y);
        *at = Point::new(dx * cos - dy * sin, dx * sin + dy * cos);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_turned_and_mirrored_drawing_is_laid_back_over_itself() {
        let original: Vec<Point> =
            [(0.0, 0.0), (4.0, 1.0), (2.0, 5.0), (-3.0, 2.0)].iter().map(|(x, y)| Point::new(*x, *y)).collect();
        let mut turned: Vec<Point> = original.iter().map(|at| Point::new(-at.y + 10.0, -at.x - 3.0)).collect();
        let wanted: Vec<(usize, Point)> = original.iter().copied().enumerate().collect();
        align(&mut turned, &wanted);
        for (a, b) in original.iter().zip(&turned) {
            assert!(a.distance(*b) < 1e-9, "{a:?} {b:?}");
        }
    }

    #[test]
    fn a_standing_drawing_lies_down() {
        let mut places: Vec<Point> = (0..10).map(|n| Point::new(f64::from(n) * 0.2, f64::from(n * n))).collect();
        lie_down(&mut places);
        let extent = |pick: fn(&Point) -> f64| {
            let values: Vec<f64> = places.iter().map(pick).collect();
            values.iter().copied().fold(f64::MIN, f64::max) - values.iter().copied().fold(f64::MAX, f64::min)
        };
        assert!(extent(|at| at.x) > 10.0 * extent(|at| at.y));
    }
}
