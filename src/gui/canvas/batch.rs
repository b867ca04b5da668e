//! Many lines, arcs, discs and arrow heads in one mesh. The tessellator takes a mesh as it is, so that thousands of links
//! cost little more than their vertices; every edge is softened over one pixel, as the tessellator does it.

use egui::epaint::{Vertex, WHITE_UV};
use egui::{Color32, Mesh, Painter, Pos2, Shape, Vec2, vec2};

use std::sync::Arc;

use super::geometry::{Circle, arc, arc_steps};
use crate::export::drawing::Shape as Drawn;
use crate::gui::plots::rgb;

/// A mesh that grows shape by shape; what is added later lies on top.
pub struct Batch {
    mesh: Mesh,
    /// The width of a pixel, in points: edges fade out over it.
    pixel: f32,
    /// Where a picture is made for a file: the shapes themselves in place of the mesh.
    drawn: Option<Vec<Drawn>>,
}

impl Batch {
    /// An empty mesh for a screen with so many pixels per point.
    pub fn new(pixels_per_point: f32) -> Self {
        Self { mesh: Mesh::default(), pixel: 1.0 / pixels_per_point.max(0.1), drawn: None }
    }

    /// An empty list of shapes for a picture in a file. They travel as a paint callback, in their order among the rest.
    pub fn of_shapes() -> Self {
        Self { drawn: Some(Vec::new()), ..Self::new(1.0) }
    }

    /// Paints what was gathered, on top of what the painter has.
    pub fn paint(self, painter: &Painter) {
        if let Some(drawn) = self.drawn {
            let rect = painter.clip_rect();
            painter.add(Shape::Callback(egui::PaintCallback { rect, callback: Arc::new(drawn) }));
        } else if !self.mesh.indices.is_empty() {
            painter.add(Shape::mesh(self.mesh));
        }
    }

    /// What was gathered.
    pub fn into_mesh(self) -> Mesh {
        self.mesh
    }

    fn vertex(&mut self, pos: Pos2, color: Color32) {
        self.mesh.vertices.push(Vertex { pos, uv: WHITE_UV, color });
    }

    /// Whether a line was taken down as a shape.
    fn draws_line(&mut self, points: &[Pos2], width: f32, colour: Color32, dashes: &[f32]) -> bool {
        let Some(drawn) = &mut self.drawn else { return false };
        drawn.push(Drawn::Line {
            points: points.iter().copied().map(place).collect(),
            colour: rgb(colour),
            width: width.into(),
            dashes: dashes.iter().copied().map(f64::from).collect(),
        });
        true
    }

    fn next(&self) -> u32 {
        self.mesh.vertices.len() as u32
    }

    /// A straight line.
    pub fn line(&mut self, from: Pos2, to: Pos2, width: f32, colour: Color32) {
        if self.draws_line(&[from, to], width, colour, &[]) {
            return;
        }
        let along = to - from;
        let length = along.length();
        if length < 0.05 {
            return;
        }
        let normal = vec2(-along.y, along.x) / length;
        self.strip(&[(from, normal), (to, normal)], width, colour);
    }

    /// A line along points.
    pub fn path(&mut self, points: &[Pos2], width: f32, colour: Color32) {
        if self.draws_line(points, width, colour, &[]) {
            return;
        }
        let mut strip = [(Pos2::ZERO, Vec2::ZERO); 72];
        let count = points.len().min(strip.len());
        for n in 0..count {
            let (before, after) = (points[n.saturating_sub(1)], points[(n + 1).min(count - 1)]);
            let along = (after - before).normalized();
            strip[n] = (points[n], vec2(-along.y, along.x));
        }
        self.strip(&strip[..count], width, colour);
    }

    /// A dashed line along points: `on` points drawn, `off` points left out, and so on. A dash ends at a corner.
    pub fn dashes(&mut self, points: &[Pos2], width: f32, colour: Color32, on: f32, off: f32) {
        if self.draws_line(points, width, colour, &[on, off]) {
            return;
        }
        let (mut is_on, mut left) = (true, on);
        for pair in points.windows(2) {
            let along = pair[1] - pair[0];
            let length = along.length();
            let mut at = 0.0;
            while at < length {
                let step = left.min(length - at);
                if is_on {
                    self.line(pair[0] + along * (at / length), pair[0] + along * ((at + step) / length), width, colour);
                }
                at += step;
                left -= step;
                if left <= 1e-3 {
                    is_on = !is_on;
                    left = if is_on { on } else { off };
                }
            }
        }
    }

    /// A part of a circle's line, angles in turns, clockwise from the top.
    pub fn arc(&mut self, circle: Circle, from: f32, to: f32, width: f32, colour: Color32) {
        if let Some(drawn) = &mut self.drawn {
            if to - from >= 1.0 {
                let (at, radius) = (place(circle.centre), circle.radius.into());
                drawn.push(Drawn::Circle { at, radius, colour: rgb(colour), ring: Some(width.into()) });
            } else {
                self.draws_line(&arc(circle, from, to), width, colour, &[]);
            }
            return;
        }
        let mut strip = [(Pos2::ZERO, Vec2::ZERO); 72];
        let steps = arc_steps(circle.radius, to - from).min(strip.len() - 1);
        for (n, point) in strip.iter_mut().enumerate().take(steps + 1) {
            let turn = from + (to - from) * n as f32 / steps as f32;
            let (sin, cos) = (turn * std::f32::consts::TAU).sin_cos();
            let outward = vec2(sin, -cos);
            *point = (circle.centre + outward * circle.radius, outward);
        }
        self.strip(&strip[..=steps], width, colour);
    }

    /// Points with the directions across them, as a band.
    fn strip(&mut self, points: &[(Pos2, Vec2)], width: f32, colour: Color32) {
        if points.len() < 2 {
            return;
        }
        let first = self.next();
        let soft = self.pixel;
        // A line thinner than a pixel is a fainter line of a pixel; a wider one has a full middle between soft edges.
        let (rows, across): (u32, [(f32, Color32); 4]) = if width <= soft {
            let colour = colour.gamma_multiply(width / soft);
            let none = Color32::TRANSPARENT;
            (3, [(soft, none), (0.0, colour), (-soft, none), (0.0, none)])
        } else {
            let (inner, outer) = ((width - soft) / 2.0, f32::midpoint(width, soft));
            let none = Color32::TRANSPARENT;
            (4, [(outer, none), (inner, colour), (-inner, colour), (-outer, none)])
        };
        for (at, normal) in points {
            for (away, colour) in &across[..rows as usize] {
                self.vertex(*at + *normal * *away, *colour);
            }
        }
        for step in 0..points.len() as u32 - 1 {
            for row in 0..rows - 1 {
                let a = first + step * rows + row;
                self.mesh.indices.extend_from_slice(&[a, a + 1, a + rows, a + 1, a + rows, a + rows + 1]);
            }
        }
    }

    /// A filled disc; a small one has few corners.
    pub fn disc(&mut self, circle: Circle, colour: Color32) {
        if let Some(drawn) = &mut self.drawn {
            let (at, radius) = (place(circle.centre), circle.radius.into());
            drawn.push(Drawn::Circle { at, radius, colour: rgb(colour), ring: None });
            return;
        }
        if circle.radius < 2.0 {
            self.dot(circle, colour);
            return;
        }
        let corners = match circle.radius {
            radius if radius < 6.0 => 9,
            radius if radius < 16.0 => 18,
            _ => 32,
        };
        let mut points = [Vec2::ZERO; 32];
        for (n, point) in points.iter_mut().enumerate().take(corners) {
            *point = Vec2::angled(n as f32 / corners as f32 * std::f32::consts::TAU);
        }
        self.polygon(circle, &points[..corners], colour);
    }

    /// A disc of a few pixels: a hexagon, whose edges nobody sees.
    fn dot(&mut self, circle: Circle, colour: Color32) {
        let first = self.next();
        for (x, y) in [(1.0, 0.0), (0.5, 0.87), (-0.5, 0.87), (-1.0, 0.0), (-0.5, -0.87), (0.5, -0.87)] {
            self.vertex(circle.centre + vec2(x, y) * circle.radius, colour);
        }
        for n in 1..5 {
            self.mesh.indices.extend_from_slice(&[first, first + n, first + n + 1]);
        }
    }

    /// A filled polygon around a circle's middle; its corners are directions times the radius.
    pub fn polygon(&mut self, circle: Circle, corners: &[Vec2], colour: Color32) {
        if let Some(drawn) = &mut self.drawn {
            let points = corners.iter().map(|corner| place(circle.centre + *corner * circle.radius)).collect();
            drawn.push(Drawn::Area { points, colour: rgb(colour), opacity: 1.0 });
            return;
        }
        let first = self.next();
        let count = corners.len() as u32;
        let soft = self.pixel / 2.0;
        let (inner, outer) = ((circle.radius - soft).max(0.3), circle.radius + soft);
        for corner in corners {
            self.vertex(circle.centre + *corner * inner, colour);
            self.vertex(circle.centre + *corner * outer, Color32::TRANSPARENT);
        }
        for n in 1..count.saturating_sub(1) {
            self.mesh.indices.extend_from_slice(&[first, first + 2 * n, first + 2 * n + 2]);
        }
        for n in 0..count {
            let (a, b) = (first + 2 * n, first + 2 * ((n + 1) % count));
            self.mesh.indices.extend_from_slice(&[a, a + 1, b, a + 1, b, b + 1]);
        }
    }

    /// An arrow head whose tip is at a point.
    pub fn head(&mut self, tip: Pos2, direction: Vec2, length: f32, half_width: f32, colour: Color32) {
        if let Some(drawn) = &mut self.drawn {
            let side = vec2(-direction.y, direction.x) * half_width;
            let back = tip - direction * length;
            let points = [tip, back + side, back - side].map(place).to_vec();
            drawn.push(Drawn::Area { points, colour: rgb(colour), opacity: 1.0 });
            return;
        }
        let first = self.next();
        let side = vec2(-direction.y, direction.x) * half_width;
        let back = tip - direction * length;
        self.vertex(tip, colour);
        self.vertex(back + side, colour);
        self.vertex(back - side, colour);
        self.mesh.indices.extend_from_slice(&[first, first + 1, first + 2]);
        if length < 4.0 {
            return;
        }
        // Soft edges, where one would see that they are not.
        let soft = self.pixel;
        self.vertex(tip + direction * soft, Color32::TRANSPARENT);
        self.vertex(back + side * (1.0 + soft / half_width) - direction * soft * 0.5, Color32::TRANSPARENT);
        self.vertex(back - side * (1.0 + soft / half_width) - direction * soft * 0.5, Color32::TRANSPARENT);
        for (a, b) in [(0, 1), (1, 2), (2, 0)] {
            self.mesh.indices.extend_from_slice(&[
                first + a,
                first + b,
                first + 3 + a,
                first + b,
                first + 3 + a,
                first + 3 + b,
            ]);
        }
    }
}

/// A point as drawings have it.
pub fn place(at: Pos2) -> [f64; 2] {
    [at.x.into(), at.y.into()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::pos2;

    #[test]
    fn what_is_gathered_is_a_sound_mesh_as_wide_as_asked() {
        let mut batch = Batch::new(1.0);
        batch.line(pos2(0.0, 0.0), pos2(100.0, 0.0), 4.0, Color32::RED);
        batch.line(pos2(0.0, 20.0), pos2(100.0, 20.0), 0.5, Color32::RED);
        batch.disc(Circle { centre: pos2(50.0, 50.0), radius: 10.0 }, Color32::RED);
        batch.arc(Circle { centre: pos2(50.0, 50.0), radius: 20.0 }, 0.0, 0.3, 3.0, Color32::RED);
        batch.head(pos2(100.0, 0.0), vec2(1.0, 0.0), 8.0, 4.0, Color32::RED);
        assert!(batch.mesh.is_valid());
        let full = batch.mesh.vertices[..8].iter().filter(|vertex| vertex.color == Color32::RED);
        let highest = full.map(|vertex| vertex.pos.y).fold(f32::MIN, f32::max);
        assert!((highest - 1.5).abs() < 1e-4, "half of 4 less half a pixel: {highest}");
    }
}
