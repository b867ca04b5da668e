//! Layouts that leave room for names as they are on screen. Names keep their size when the whole map is looked at, so the room
//! that they need grows as the look goes further away: a layout is made, fitted, and made again with that room.

use egui::Vec2;

use super::camera::{Extent, bounds, fitting_zoom, node_scale};
use super::looking::extent_of;
use super::scene::{NAME_SIZE, Node, name_size, widest_name};
use crate::layout::{Body, Cancelled, Graph, Options, Point};

/// Looks from further away show landmarks only, and no room is made for every name.
const FURTHEST: f32 = 0.35;
/// In larger maps names give way by themselves.
const MOST: usize = 150;
/// So many times a layout is made at most.
const ROUNDS: usize = 4;
/// So far a layout is drawn apart at most where it does not fill its room.
const MOST_STRETCHED: f64 = 2.5;
/// The room of a name beside and below it at zoom 1.
const BESIDE: f64 = 8.0;
const BELOW: f64 = 12.0;

/// What an actor takes: its circle grows with the zoom, its name does not.
#[derive(Clone, Debug)]
pub struct Footprint {
    radius: f64,
    margin: f64,
    half_name: f64,
    lines: f64,
}

impl Footprint {
    /// That of a node.
    pub fn of(node: &Node) -> Self {
        let radius = f64::from(node.radius);
        if node.is_principal {
            // The principal keeps its links apart; they need room around it.
            return Self { radius, margin: 34.0, half_name: 0.0, lines: 0.0 };
        }
        // The fonts are not known here, so a little more than Inter needs.
        let letters = node.name.chars().count();
        let (width, widest) = (letters as f64 * f64::from(NAME_SIZE) * 0.56, widest_name(letters, NAME_SIZE));
        let lines = if width > f64::from(widest) { 2.0 } else { 1.0 };
        Self { radius, margin: 7.0, half_name: width.min(f64::from(widest)) / 2.0, lines }
    }

    /// Gives a body the room that this takes at a zoom, in scene points.
    pub fn fill(&self, body: &mut Body, zoom: f32) {
        let name = f64::from(name_size(zoom) / NAME_SIZE / zoom);
        let radius = self.radius * f64::from(node_scale(zoom) / zoom) + self.margin;
        let has_name = self.lines > 0.0;
        body.half_width = if has_name { radius.max((self.half_name + BESIDE) * name) } else { radius };
        body.above = radius;
        let text = f64::from(NAME_SIZE) * self.lines + 2.5 * (self.lines - 1.0).max(0.0) + BELOW;
        body.below = if has_name { radius + text * name } else { radius };
    }
}

/// A layout that is made for a room on screen.
pub struct Roomy {
    graph: Graph,
    footprints: Vec<Footprint>,
    extents: Vec<Extent>,
    room: Vec2,
}

impl Roomy {
    /// For a graph of these nodes.
    pub fn new(graph: Graph, nodes: &[Node], room: Vec2) -> Self {
        let footprints = nodes.iter().map(Footprint::of).collect();
        Self { graph, footprints, extents: nodes.iter().map(extent_of).collect(), room }
    }

    /// How much wider than high the room is.
    fn aspect(&self) -> f64 {
        f64::from(self.room.x / self.room.y.max(1.0)).clamp(0.5, 3.0)
    }

    /// The places of a layout, made with the room that names need at the zoom at which all of it is seen.
    ///
    /// # Errors
    /// When it was cancelled.
    pub fn lay_out(
        &self,
        options: &Options,
        layout: impl Fn(&Graph, &Options) -> Result<Vec<Point>, Cancelled>,
    ) -> Result<Vec<Point>, Cancelled> {
        let options = Options { aspect: self.aspect(), ..options.clone() };
        let mut zoom = 1.0_f32;
        let mut points = layout(&self.graph, &options)?;
        for _ in 1..ROUNDS {
            let fit = self.fit(&points);
            if self.extents.len() > MOST || zoom <= FURTHEST || fit >= zoom * 0.97 {
                break;
            }
            zoom = fit.max(FURTHEST);
            let mut graph = self.graph.clone();
            for (body, footprint) in graph.bodies.iter_mut().zip(&self.footprints) {
                footprint.fill(body, zoom);
            }
            points = layout(&graph, &options)?;
        }
        self.stretch(&mut points);
        Ok(points)
    }

    /// Draws everything apart, across or down, as far as the room goes. Nobody comes nearer to another by it. A map that is
    /// small enough to be seen whole at once stays as it is, and so does one in which somebody is pinned.
    fn stretch(&self, points: &mut [Point]) {
        let zoom = self.fit(points);
        if zoom >= 1.0 || self.graph.bodies.iter().any(|body| body.fixed.is_some()) {
            return;
        }
        let taken = bounds(&self.extents_at(points), zoom).size();
        let by =
            |room: f32, taken: f32| f64::from(1.0 + (room / taken.max(1.0) - 1.0) * 0.92).clamp(1.0, MOST_STRETCHED);
        let (across, down) = (by(self.room.x, taken.x), by(self.room.y, taken.y));
        for at in points {
            *at = Point::new(at.x * across, at.y * down);
        }
    }

    /// The zoom at which all of it is seen.
    fn fit(&self, points: &[Point]) -> f32 {
        fitting_zoom(&self.extents_at(points), self.room, 1.0).unwrap_or(1.0)
    }

    fn extents_at(&self, points: &[Point]) -> Vec<Extent> {
        let at = |point: &Point| egui::pos2(point.x as f32, point.y as f32);
        self.extents.iter().zip(points).map(|(extent, point)| Extent { at: at(point), ..*extent }).collect()
    }
}
