//! Links as springs and bodies that push each other away, for large graphs: fewer crossings than by stress alone.
//!
//! A link draws as strongly as it is long; two bodies push each other by the product of their numbers of links over their
//! distance, so that much linked bodies make room around themselves (the model of Jacomy, Venturini, Heymann and Bastian
//! 2014, "ForceAtlas2"). Far bodies push as one, summed up in a tree of squares (Barnes and Hut 1986).

use super::Cancelled;
use super::adjacency::{Adjacency, LINK};
use super::stress::Place;
use crate::analysis::Progress;

/// Squares seen smaller than this, side over distance, push as one body.
const OPENING: f64 = 1.1;
/// How far a body moves at most in the first and in the last round, in links.
const STEPS: (f64, f64) = (0.6, 0.02);
/// The part of the way to its place that a body goes in one round.
const DAMPING: f64 = 0.7;

/// Moves the bodies of a connected graph, in links, for some rounds from where they stand.
pub(super) fn springs(
    adjacency: &Adjacency,
    places: &mut [Place],
    rounds: u32,
    progress: &Progress,
) -> Result<(), Cancelled> {
    let count = adjacency.count();
    let mass: Vec<f64> = (0..count).map(|n| adjacency.of_body(n).len() as f64 + 1.0).collect();
    // In balance the squares of the lengths sum up to the pushes times this, which makes a link 1 long.
    let links: f64 = mass.iter().map(|m| (m - 1.0) / 2.0).sum();
    let (sum, squares) = mass.iter().fold((0.0, 0.0), |(sum, squares), m| (sum + m, squares + m * m));
    let push = links / ((sum * sum - squares) / 2.0).max(1.0);
    fit_scale(adjacency, places);
    let cooling = (STEPS.1 / STEPS.0).ln() / f64::from(rounds.max(2) - 1);
    let mut tree = Tree::default();
    let mut moves = vec![[0.0, 0.0]; count];
    for round in 0..rounds {
        super::stopped(progress)?;
        let most = STEPS.0 * (cooling * f64::from(round)).exp();
        tree.build(places, &mass);
        for n in 0..count {
            let at = places[n];
            let (mut x, mut y) = tree.pushed(at, n as u32);
            x *= push;
            y *= push;
            for (other, length) in adjacency.of_body(n) {
                let to = places[*other as usize];
                let strength = f64::from(LINK) / f64::from(*length) / mass[n];
                x += (to[0] - at[0]) * strength;
                y += (to[1] - at[1]) * strength;
            }
            let (x, y) = (x * DAMPING, y * DAMPING);
            let far = (x * x + y * y).sqrt();
            let part = if far > most { most / far } else { 1.0 };
            moves[n] = [x * part, y * part];
        }
        for (place, by) in places.iter_mut().zip(&moves) {
            *place = [place[0] + by[0], place[1] + by[1]];
        }
    }
    Ok(())
}

/// Makes links 1 long, in the mean of their squares.
fn fit_scale(adjacency: &Adjacency, places: &mut [Place]) {
    let (mut squares, mut count) = (0.0, 0.0);
    for n in 0..adjacency.count() {
        for (other, _) in adjacency.of_body(n) {
            let (a, b) = (places[n], places[*other as usize]);
            squares += (a[0] - b[0]).powi(2) + (a[1] - b[1]).powi(2);
            count += 1.0;
        }
    }
    if squares > 0.0 {
        let factor = (count / squares).sqrt();
        for at in places.iter_mut() {
            *at = [at[0] * factor, at[1] * factor];
        }
    }
}

const NONE: u32 = u32::MAX;

/// Squares within squares. The first is the whole.
#[derive(Default)]
struct Tree {
    squares: Vec<Square>,
    open: Vec<u32>,
}

#[derive(Clone, Copy)]
struct Square {
    /// The middle of what is in it, weighted; while it is built, the sums.
    x: f64,
    y: f64,
    mass: f64,
    side: f64,
    /// Its four parts, in the order of `quarter`; 0 where there is none, for the whole is part of nothing.
    parts: [u32; 4],
    /// The only body in it.
    body: u32,
}

impl Tree {
    fn build(&mut self, places: &[Place], mass: &[f64]) {
        let (mut least, mut most) = ([f64::INFINITY; 2], [f64::NEG_INFINITY; 2]);
        for at in places {
            for axis in 0..2 {
                least[axis] = least[axis].min(at[axis]);
                most[axis] = most[axis].max(at[axis]);
            }
        }
        let side = (most[0] - least[0]).max(most[1] - least[1]).max(1e-9);
        self.squares.clear();
        self.squares.push(Square::empty(side));
        for n in 0..places.len() {
            self.insert(n as u32, places, mass, least, side);
        }
        for square in &mut self.squares {
            square.x /= square.mass;
            square.y /= square.mass;
        }
    }

    fn insert(&mut self, body: u32, places: &[Place], mass: &[f64], least: Place, side: f64) {
        /// Bodies nearer to each other than the side over 2 to this are taken for one.
        const DEEPEST: u32 = 24;
        let (at, own) = (places[body as usize], mass[body as usize]);
        let (mut corner, mut side, mut square) = (least, side, 0);
        for depth in 0..DEEPEST {
            let here = &mut self.squares[square];
            let is_empty = here.mass == 0.0;
            here.x += at[0] * own;
            here.y += at[1] * own;
            here.mass += own;
            if is_empty {
                here.body = body;
                return;
            }
            let earlier = std::mem::replace(&mut here.body, NONE);
            if depth + 1 == DEEPEST {
                return;
            }
            side /= 2.0;
            if earlier != NONE {
                // It was alone here and goes one square down.
                let place = places[earlier as usize];
                let down = self.part(square, quarter(place, corner, side), side);
                let weight = mass[earlier as usize];
                let below = &mut self.squares[down];
                (below.x, below.y) = (place[0] * weight, place[1] * weight);
                (below.mass, below.body) = (weight, earlier);
            }
            let part = quarter(at, corner, side);
            square = self.part(square, part, side);
            corner = [corner[0] + side * (part & 1) as f64, corner[1] + side * (part >> 1) as f64];
        }
    }

    fn part(&mut self, square: usize, quarter: usize, side: f64) -> usize {
        let known = self.squares[square].parts[quarter];
        if known != 0 {
            return known as usize;
        }
        let new = self.squares.len();
        self.squares.push(Square::empty(side));
        self.squares[square].parts[quarter] = new as u32;
        new
    }

    /// The sum of what pushes a body at this place, each by its mass over its distance.
    fn pushed(&mut self, at: Place, body: u32) -> (f64, f64) {
        /// Bodies nearer than the root of this, in links, push no harder.
        const SOFTEST: f64 = 1e-3;
        let (mut x, mut y) = (0.0, 0.0);
        self.open.clear();
        self.open.push(0);
        while let Some(n) = self.open.pop() {
            let square = &self.squares[n as usize];
            if square.body == body {
                continue;
            }
            let (dx, dy) = (at[0] - square.x, at[1] - square.y);
            let far = dx * dx + dy * dy;
            let is_whole = square.parts == [0; 4];
            if is_whole || square.side * square.side < OPENING * OPENING * far {
                let strength = square.mass / far.max(SOFTEST);
                x += dx * strength;
                y += dy * strength;
            } else {
                self.open.extend(square.parts.iter().filter(|part| **part != 0));
            }
        }
        (x, y)
    }
}

impl Square {
    fn empty(side: f64) -> Self {
        Self { x: 0.0, y: 0.0, mass: 0.0, side, parts: [0; 4], body: NONE }
    }
}

/// Which quarter of a square a place is in, given its corner and the side of a quarter.
fn quarter(at: Place, corner: Place, side: f64) -> usize {
    usize::from(at[0] >= corner[0] + side) + 2 * usize::from(at[1] >= corner[1] + side)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tree_pushes_nearly_as_all_bodies_one_by_one() {
        let places: Vec<Place> =
            (0..200).map(|n: u32| [f64::from(n * 37 % 101) / 10.0, f64::from(n * 53 % 97) / 10.0]).collect();
        let mass: Vec<f64> = (0..200).map(|n: u32| f64::from(1 + n % 4)).collect();
        let mut tree = Tree::default();
        tree.build(&places, &mass);
        for n in [0, 17, 199] {
            let (mut x, mut y) = (0.0, 0.0);
            for (other, at) in places.iter().enumerate().filter(|(other, _)| *other != n) {
                let (dx, dy) = (places[n][0] - at[0], places[n][1] - at[1]);
                let strength = mass[other] / (dx * dx + dy * dy);
                x += dx * strength;
                y += dy * strength;
            }
            let (u, v) = tree.pushed(places[n], n as u32);
            assert!((x - u).hypot(y - v) < 0.1 * x.hypot(y) + 1.0, "{x} {y} {u} {v}");
        }
    }
}
