//! What lies behind everything: the grid's dots and the tints of the blocs.

use egui::{Mesh, Painter, Pos2, Rect, Shape, Stroke, Vec2, pos2};

use super::camera::Camera;
use super::geometry::Circle;
use super::hidden::Hidden;
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
    while step < 22.0 {
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

/// Members with no other nearer than this, at zoom 1, stand by themselves: a tint that reaches to them says nothing.
const FAR: f32 = 330.0;
/// Up to this many actors, hulls follow an actor that is being dragged.
const LIVE: usize = 400;

/// The tints of the blocs.
#[derive(Default)]
pub struct Blocs {
    /// Of a large scene: the hulls in the scene, made once, of the blocs that stand together.
    kept: Option<(u64, Vec<(usize, Vec<Pos2>)>)>,
}

impl Blocs {
    /// Draws the tint of every bloc that stands together; their names, with where they lie, come back.
    pub fn paint(
        &mut self,
        palette: &Palette,
        painter: &Painter,
        scene: &Scene,
        shown: &Shown,
        hidden: &Hidden,
        camera: &Camera,
    ) -> Vec<(String, Rect)> {
        let margin = MARGIN * camera.zoom.clamp(0.4, 1.4);
        let hulls = if scene.nodes.len() <= LIVE {
            hulls_of(scene, hidden, &shown.circles, margin)
        } else {
            if self.kept.as_ref().is_none_or(|(serial, _)| *serial != scene.serial) {
                let circle = |node: &super::scene::Node| Circle { centre: node.at, radius: node.radius };
                let circles: Vec<Circle> = scene.nodes.iter().map(circle).collect();
                self.kept = Some((scene.serial, hulls_of(scene, hidden, &circles, MARGIN)));
            }
            let kept = self.kept.as_ref().map_or(&[][..], |(_, hulls)| hulls.as_slice());
            let on_screen = |hull: &Vec<Pos2>| hull.iter().map(|at| camera.on_screen(*at)).collect();
            kept.iter().map(|(bloc, hull)| (*bloc, on_screen(hull))).collect()
        };
        let fill = mix(palette.canvas, palette.weak, if palette.dark { 0.055 } else { 0.07 });
        let stroke = Stroke::new(1.0, mix(palette.canvas, palette.weak, 0.16));
        let mut names = Vec::new();
        for (bloc, hull) in hulls {
            let bounds = Rect::from_points(&hull);
            if !bounds.intersects(camera.panel) {
                continue;
            }
            painter.add(Shape::convex_polygon(hull, fill, stroke));
            if bounds.width() > 70.0 {
                names.push((scene.blocs[bloc].name.clone(), bounds));
            }
        }
        names
    }
}

/// The hulls of the blocs that stand together. A bloc whose members are scattered would tint what does not belong to it.
fn hulls_of(scene: &Scene, hidden: &Hidden, circles: &[Circle], margin: f32) -> Vec<(usize, Vec<Pos2>)> {
    let hulls: Vec<(usize, Rect, Vec<Pos2>)> = scene
        .blocs
        .iter()
        .enumerate()
        .filter_map(|(at, bloc)| {
            let members: Vec<Circle> = bloc.members.iter().filter(|n| !hidden.node(**n)).map(|n| circles[*n]).collect();
            let stand_together = members.len() > 1 && are_near(&members, FAR * margin / MARGIN);
            let hull = if stand_together { hull_of(&members, margin) } else { Vec::new() };
            (hull.len() > 2).then(|| (at, Rect::from_points(&hull), hull))
        })
        .collect();
    let is_met = |(at, bounds, hull): &(usize, Rect, Vec<Pos2>)| {
        circles.iter().enumerate().any(|(n, circle)| {
            scene.bloc_of[n] != Some(*at)
                && n < scene.real
                && !hidden.node(n)
                && bounds.contains(circle.centre)
                && contains(hull, circle.centre)
        })
    };
    hulls.into_iter().filter(|hull| !is_met(hull)).map(|(at, _, hull)| (at, hull)).collect()
}

/// Whether one gets from each circle to each other in steps no longer than this.
fn are_near(circles: &[Circle], step: f32) -> bool {
    // Of thousands, some always stand between others.
    if circles.len() > 300 {
        return true;
    }
    let mut reached = vec![false; circles.len()];
    let mut open = vec![0];
    while let Some(n) = open.pop() {
        if std::mem::replace(&mut reached[n], true) {
            continue;
        }
        let here = circles[n].centre;
        open.extend(
            (0..circles.len()).filter(|other| !reached[*other] && circles[*other].centre.distance(here) <= step),
        );
    }
    reached.into_iter().all(|is_reached| is_reached)
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
    // Of many circles, those whose middles are inside add nothing that the margin does not cover.
    let outer: Vec<Circle>;
    let circles = if circles.len() > 24 {
        let centres = convex(circles.iter().map(|circle| circle.centre).collect());
        let radius = circles.iter().map(|circle| circle.radius).fold(0.0, f32::max);
        outer = centres.into_iter().map(|centre| Circle { centre, radius }).collect();
        &outer[..]
    } else {
        circles
    };
    let around: Vec<Pos2> = circles
        .iter()
        .flat_map(|circle| {
            (0..14).map(move |n| {
                circle.centre + Vec2::angled(n as f32 / 14.0 * std::f32::consts::TAU) * (circle.radius + margin)
            })
        })
        .collect();
    convex(around)
}

/// The convex hull of points, clockwise on screen.
fn convex(mut points: Vec<Pos2>) -> Vec<Pos2> {
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

    #[test]
    fn a_bloc_of_which_one_stands_far_away_does_not_stand_together() {
        let circle = |x| Circle { centre: pos2(x, 0.0), radius: 20.0 };
        assert!(are_near(&[circle(0.0), circle(600.0), circle(300.0)], 330.0));
        assert!(!are_near(&[circle(0.0), circle(700.0), circle(300.0)], 330.0));
    }
}
