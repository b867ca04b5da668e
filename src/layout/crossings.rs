//! How often links cross in a drawing.

use super::graph::{Point, cross};

/// How many pairs of links cross; links that share an end do not. Links are pairs of places in the list of points, each
/// counted once however often it stands there.
pub fn crossings(points: &[Point], links: &[(usize, usize)]) -> usize {
    let mut lines: Vec<(usize, usize)> = links
        .iter()
        .filter(|(a, b)| a != b && *a < points.len() && *b < points.len())
        .map(|(a, b)| (*a.min(b), *a.max(b)))
        .collect();
    lines.sort_unstable();
    lines.dedup();
    let left = |line: &(usize, usize)| points[line.0].x.min(points[line.1].x);
    let right = |line: &(usize, usize)| points[line.0].x.max(points[line.1].x);
    // From left to right only what begins before a line ends can cross it.
    lines.sort_by(|a, b| left(a).total_cmp(&left(b)).then(a.cmp(b)));
    let mut count = 0;
    for (n, one) in lines.iter().enumerate() {
        let end = right(one);
        let (a, b) = (points[one.0], points[one.1]);
        let (top, bottom) = (a.y.min(b.y), a.y.max(b.y));
        for other in lines[n + 1..].iter().take_while(|other| left(other) <= end) {
            let (c, d) = (points[other.0], points[other.1]);
            if c.y.max(d.y) < top || c.y.min(d.y) > bottom {
                continue;
            }
            if one.0 != other.0 && one.0 != other.1 && one.1 != other.0 && one.1 != other.1 && cross(a, b, c, d) {
                count += 1;
            }
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_diagonals_of_a_square_cross_once_and_its_sides_never() {
        let points: Vec<Point> =
            [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)].iter().map(|(x, y)| Point::new(*x, *y)).collect();
        let sides = [(0, 1), (1, 2), (2, 3), (3, 0)];
        assert_eq!(crossings(&points, &sides), 0);
        assert_eq!(crossings(&points, &[(0, 2), (3, 1), (2, 0), (0, 1)]), 1);
    }
}
