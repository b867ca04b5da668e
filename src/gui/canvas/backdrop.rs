//! What lies behind everything: the grid's dots and the tints of the blocs.

use egui::{Mesh, Painter, Pos2, Rect, Shape, Stroke, Vec2, pos2};

use super::camera::Camera;
use super::geometry::Circle;
use super::labels::Labels;
use super::scene::Scene;
use super::shown::Shown;
use crate::gui::fonts;
use crate::gui::theme::{Palette, mix};

/// Distance of the grid's dots at zoom 1.
const GRID: f32 = 28.0;
/// How far a bloc's tint reaches beyond its members' circles.
const MARGIN: f32 = 13.0;

/// Draws the dots of the grid, one mesh.
pub fn grid(palette: &Palette, painter: &Painter, camera: &Camera) {
    let mut step = GRID * camera.zoom;
    while step < 18.0 {
        step *= 2.0;
    }
    let panel = camera.panel;
    let origin = camera.on_screen(Pos2::ZERO);
    let first = |from: f32, origin: f32| origin + ((from - origin) / step).ceil() * step;
    let mut mesh = Mesh::default();
    let mut y = first(panel.min.y, origin.y);
    while y < panel.max.y {
        let mut x = first(panel.min.x, origin.x);
        while x < panel.max.x {
            mesh.add_colored_rect(Rect::from_center_size(pos2(x, y), Vec2::splat(1.6)), palette.grid);
            x += step;
        }
        y += step;
    }
    painter.add(Shape::mesh(mesh));
}

/// Draws the tint of every bloc that stands together, with its name at its top.
pub fn blocs(palette: &Palette, painter: &Painter, scene: &Scene, shown: &Shown, zoom: f32) -> Vec<(String, Rect)> {
    let mut names = Vec::new();
    for bloc in &scene.blocs {
        let circles: Vec<Circle> =
            bloc.members.iter().filter_map(|member| shown.circles.get(*member)).copied().collect();
        let margin = MARGIN * zoom.clamp(0.4, 1.4);
        let hull = hull_of(&circles, margin);
        if hull.len() < 3 {
            continue;
        }
        // A bloc whose members are scattered would tint what does not belong to it.
        let strangers = shown
            .circles
            .iter()
            .enumerate()
            .filter(|(n, circle)| !bloc.members.contains(n) && contains(&hull, circle.centre))
            .count();
        if strangers > 0 {
            continue;
        }
        let fill = mix(palette.canvas, palette.weak, if palette.dark { 0.055 } else { 0.07 });
        painter.add(Shape::convex_polygon(
            hull.clone(),
            fill,
            Stroke::new(1.0, mix(palette.canvas, palette.weak, 0.16)),
        ));
        let bounds = Rect::from_points(&hull);
        if bounds.width() > 70.0 {
            names.push((bloc.name.clone(), bounds));
        }
    }
    names
}

/// Draws the names of the blocs, where there is room for them.
pub fn bloc_names(palette: &Palette, painter: &Painter, names: Vec<(String, Rect)>, labels: &mut Labels) {
    for (name, bounds) in names {
        let colour = mix(palette.canvas, palette.weak, 0.85);
        let galley = painter.layout_no_wrap(name, fonts::medium(10.5), colour);
        let half = galley.size().y / 2.0 + 2.0;
        let places = [
            pos2(bounds.center().x, bounds.min.y - half),
            pos2(bounds.center().x, bounds.max.y + half),
            pos2(bounds.min.x - galley.size().x / 2.0 - 4.0, bounds.center().y),
            pos2(bounds.max.x + galley.size().x / 2.0 + 4.0, bounds.center().y),
        ];
        labels.words(painter, &places, galley, colour, egui::Color32::TRANSPARENT, false);
    }
}

/// The convex hull of circles with a margin, clockwise on screen.
fn hull_of(circles: &[Circle], margin: f32) -> Vec<Pos2> {
    let mut points: Vec<Pos2> = circles
        .iter()
        .flat_map(|circle| {
            (0..14).map(move |n| {
                circle.centre + Vec2::angled(n as f32 / 14.0 * std::f32::consts::TAU) * (circle.radius + margin)
            })
        })
        .collect();
    points.sort_by(|a, b| a.x.total_cmp(&b.x).then(a.y.total_cmp(&b.y)));
    let turn = |a: Pos2, b: Pos2, c: Pos2| (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
    let half = |points: &mut dyn Iterator<Item = Pos2>| {
        let mut chain: Vec<Pos2> = Vec::new();
        for point in points {
            while let [.., a, b] = chain.as_slice() {
                if turn(*a, *b, point) > 0.0 {
                    break;
                }
                chain.pop();
            }
            chain.push(point);
        }
        chain.pop();
        chain
    };
    let mut hull = half(&mut points.iter().copied());
    hull.extend(half(&mut points.iter().rev().copied()));
    hull
}

fn contains(hull: &[Pos2], at: Pos2) -> bool {
    hull.iter()
        .zip(hull.iter().cycle().skip(1))
        .all(|(a, b)| (b.x - a.x) * (at.y - a.y) - (b.y - a.y) * (at.x - a.x) >= 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hull_holds_its_circles_and_nothing_far() {
        let circle = |x, y| Circle { centre: pos2(x, y), radius: 20.0 };
        let hull = hull_of(&[circle(0.0, 0.0), circle(100.0, 0.0), circle(50.0, 90.0)], 10.0);
        for inside in [pos2(0.0, 0.0), pos2(50.0, 40.0), pos2(50.0, 108.0)] {
            assert!(contains(&hull, inside), "{inside:?}");
        }
        assert!(!contains(&hull, pos2(120.0, 90.0)));
    }
}
