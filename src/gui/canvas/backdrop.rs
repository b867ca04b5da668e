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

/// A tint narrower than this on screen carries no name: nobody looks at it from there.
const SMALLEST_NAMED: f32 = 24.0;

/// The tint of those of a bloc who stand together.
#[derive(Clone, Debug)]
struct Tint {
    /// Its place among the blocs.
    bloc: usize,
    /// Convex pieces, which may overlap: the hull around those that stand together, or a web where strangers stand inside of
    /// that.
    pieces: Vec<Vec<Pos2>>,
    /// Whether they are of one group, in which pieces overlap.
    is_web: bool,
}

/// The tints of the blocs.
#[derive(Default)]
pub struct Blocs {
    /// Of a large scene: the tints in the scene, made once.
    kept: Option<(u64, Vec<Tint>)>,
}

impl Blocs {
    /// Draws the tint of every bloc; their names, with where they lie, come back.
    pub fn paint(
        &mut self,
        palette: &Palette,
        painter: &Painter,
        scene: &Scene,
        shown: &Shown,
        hidden: &Hidden,
        camera: &Camera,
    ) -> Vec<(String, Rect)> {
        let tints = if scene.nodes.len() <= LIVE {
            tints_of(scene, hidden, &shown.circles, margin_at(camera))
        } else {
            if self.kept.as_ref().is_none_or(|(serial, _)| *serial != scene.serial) {
                let circle = |node: &super::scene::Node| Circle { centre: node.at, radius: node.radius };
                let circles: Vec<Circle> = scene.nodes.iter().map(circle).collect();
                self.kept = Some((scene.serial, tints_of(scene, hidden, &circles, MARGIN)));
            }
            let kept = self.kept.as_ref().map_or(&[][..], |(_, tints)| tints.as_slice());
            let on_screen = |piece: &Vec<Pos2>| piece.iter().map(|at| camera.on_screen(*at)).collect();
            let moved = |tint: &Tint| Tint { pieces: tint.pieces.iter().map(on_screen).collect(), ..*tint };
            kept.iter().map(moved).collect()
        };
        let fill = mix(palette.canvas, palette.weak, if palette.dark { 0.075 } else { 0.09 });
        let stroke = Stroke::new(1.0, mix(palette.canvas, palette.weak, 0.26));
        let mut names = Vec::new();
        for Tint { bloc, mut pieces, is_web } in tints {
            pieces.retain(|piece| Rect::from_points(piece).intersects(camera.panel));
            let widest = pieces.iter().map(|piece| Rect::from_points(piece));
            let widest = widest.max_by(|a, b| a.width().total_cmp(&b.width()));
            if let Some(bounds) = widest.filter(|bounds| bounds.width() > SMALLEST_NAMED) {
                names.push((scene.blocs[bloc].name.clone(), bounds));
            }
            for piece in &pieces {
                let stroke = Stroke { width: if is_web { 2.0 } else { stroke.width }, ..stroke };
                painter.add(Shape::convex_polygon(piece.clone(), fill, stroke));
            }
            // Pieces that overlap are one: their borders show on the outside alone.
            if is_web {
                painter.extend(pieces.into_iter().map(|piece| Shape::convex_polygon(piece, fill, Stroke::NONE)));
            }
        }
        names
    }
}

fn margin_at(camera: &Camera) -> f32 {
    MARGIN * camera.zoom.clamp(0.4, 1.4)
}

/// What the tints of blocs take on screen of which everybody who is shown is wanted.
pub fn tint_bounds(
    scene: &Scene,
    hidden: &Hidden,
    circles: &[Circle],
    camera: &Camera,
    is_wanted: &[bool],
) -> Vec<Rect> {
    if scene.nodes.len() > LIVE {
        return Vec::new();
    }
    let is_whole = |tint: &Tint| scene.blocs[tint.bloc].members.iter().all(|n| is_wanted[*n] || hidden.node(*n));
    let tints = tints_of(scene, hidden, circles, margin_at(camera)).into_iter().filter(is_whole);
    tints.flat_map(|tint| tint.pieces).map(|piece| Rect::from_points(&piece)).collect()
}

/// The tints of the blocs: around those that stand together, one hull; where strangers stand inside of it, a web that leaves
/// them out. Those who stand far from the others of their bloc have one of their own.
fn tints_of(scene: &Scene, hidden: &Hidden, circles: &[Circle], margin: f32) -> Vec<Tint> {
    let strangers = |bloc: usize| {
        let is_stranger = move |n: &usize| scene.bloc_of[*n] != Some(bloc) && *n < scene.real && !hidden.node(*n);
        (0..circles.len()).filter(is_stranger).map(|n| circles[n])
    };
    let mut tints = Vec::new();
    for (at, bloc) in scene.blocs.iter().enumerate() {
        let members: Vec<Circle> = bloc.members.iter().filter(|n| !hidden.node(**n)).map(|n| circles[*n]).collect();
        let groups = groups_of(&members, FAR * margin / MARGIN);
        // Who stands far away has a tint of its own, with the bloc's name, so that nobody is missed silently.
        let shows_all = members.len() > 1 && scene.nodes.len() <= LIVE;
        for group in groups {
            let mut pieces = Vec::new();
            if group.len() < 2 && !shows_all {
                continue;
            }
            let hull = hull_of(&group, margin);
            let bounds = Rect::from_points(&hull);
            let is_met = strangers(at).any(|other| bounds.contains(other.centre) && contains(&hull, other.centre));
            if !is_met {
                pieces.push(hull);
            } else if scene.nodes.len() <= LIVE {
                pieces.extend(web_of(&group, margin, &strangers(at).collect::<Vec<_>>()));
            }
            if !pieces.is_empty() {
                let is_web = pieces.len() > 1;
                tints.push(Tint { bloc: at, pieces, is_web });
            }
        }
    }
    tints
}

/// A band along the shortest links that join everybody, without those that would touch a stranger; who is left over has a
/// disc of its own.
fn web_of(members: &[Circle], margin: f32, strangers: &[Circle]) -> Vec<Vec<Pos2>> {
    let is_clear = |a: Circle, b: Circle| {
        let touches = |other: &Circle| {
            super::geometry::distance_to_segment(other.centre, a.centre, b.centre)
                < other.radius + margin * 0.5 + a.radius.min(b.radius) * 0.5
        };
        !strangers.iter().any(touches)
    };
    let mut is_held = vec![false; members.len()];
    let mut pieces = Vec::new();
    for (a, b) in spanning(members) {
        if is_clear(members[a], members[b]) {
            (is_held[a], is_held[b]) = (true, true);
            pieces.push(hull_of(&[members[a], members[b]], margin));
        }
    }
    let alone = members.iter().zip(is_held).filter(|(_, is_held)| !is_held);
    pieces.extend(alone.map(|(circle, _)| hull_of(&[*circle], margin)));
    pieces
}

/// The pairs that join all circles with the least length (Prim 1957).
fn spanning(circles: &[Circle]) -> Vec<(usize, usize)> {
    let mut nearest: Vec<(f32, usize)> = vec![(f32::INFINITY, 0); circles.len()];
    let mut is_joined = vec![false; circles.len()];
    let (mut last, mut pairs) = (0, Vec::new());
    for _ in 1..circles.len() {
        is_joined[last] = true;
        for n in (0..circles.len()).filter(|n| !is_joined[*n]) {
            let away = circles[n].centre.distance(circles[last].centre);
            if away < nearest[n].0 {
                nearest[n] = (away, last);
            }
        }
        let next = (0..circles.len()).filter(|n| !is_joined[*n]);
        let Some(n) = next.min_by(|a, b| nearest[*a].0.total_cmp(&nearest[*b].0)) else { break };
        pairs.push((nearest[n].1, n));
        last = n;
    }
    pairs
}

/// Circles in groups: within one, one gets from each to each other in steps no longer than this.
fn groups_of(circles: &[Circle], step: f32) -> Vec<Vec<Circle>> {
    // Of thousands, some always stand between others.
    if circles.len() > 300 {
        return vec![circles.to_vec()];
    }
    let mut group = vec![usize::MAX; circles.len()];
    let mut count = 0;
    for first in 0..circles.len() {
        if group[first] != usize::MAX {
            continue;
        }
        let mut open = vec![first];
        while let Some(n) = open.pop() {
            if group[n] != usize::MAX {
                continue;
            }
            group[n] = count;
            let near = |other: &usize| circles[*other].centre.distance(circles[n].centre) <= step;
            open.extend((0..circles.len()).filter(|other| group[*other] == usize::MAX).filter(near));
        }
        count += 1;
    }
    let members = |wanted: usize| circles.iter().zip(&group).filter(move |(_, of)| **of == wanted).map(|(c, _)| *c);
    (0..count).map(|wanted| members(wanted).collect()).collect()
}

/// Draws the names of the blocs, where there is room for them.
pub fn bloc_names(palette: &Palette, painter: &Painter, names: Vec<(String, Rect)>, labels: &mut Labels) {
    for (name, bounds) in names {
        let colour = mix(palette.canvas, palette.weak, 0.85);
        let name = crate::gui::bidi::shown(painter.ctx(), &name).into_owned();
        let galley = painter.layout_no_wrap(name, fonts::medium(10.5), colour);
        let half = galley.size().y / 2.0 + 2.0;
        let places = [
            pos2(bounds.center().x, bounds.min.y - half),
            pos2(bounds.center().x, bounds.max.y + half),
            pos2(bounds.min.x - galley.size().x / 2.0 - 4.0, bounds.center().y),
            pos2(bounds.max.x + galley.size().x / 2.0 + 4.0, bounds.center().y),
            pos2(bounds.min.x + galley.size().x / 2.0, bounds.min.y - half),
            pos2(bounds.max.x - galley.size().x / 2.0, bounds.min.y - half),
            pos2(bounds.min.x + galley.size().x / 2.0, bounds.max.y + half),
            pos2(bounds.max.x - galley.size().x / 2.0, bounds.max.y + half),
            pos2(bounds.min.x + galley.size().x / 2.0 + 8.0, bounds.min.y + half + 2.0),
            pos2(bounds.max.x - galley.size().x / 2.0 - 8.0, bounds.min.y + half + 2.0),
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
    fn who_stands_far_away_is_a_group_of_its_own() {
        let circle = |x| Circle { centre: pos2(x, 0.0), radius: 20.0 };
        assert_eq!(groups_of(&[circle(0.0), circle(600.0), circle(300.0)], 330.0).len(), 1);
        let groups = groups_of(&[circle(0.0), circle(900.0), circle(300.0)], 330.0);
        assert_eq!(groups.iter().map(Vec::len).collect::<Vec<_>>(), [2, 1]);
    }

    #[test]
    fn a_stranger_inside_of_a_bloc_is_left_out_and_the_bloc_stays() {
        let circle = |x, y| Circle { centre: pos2(x, y), radius: 20.0 };
        let members = [circle(0.0, 0.0), circle(200.0, 0.0), circle(100.0, 160.0)];
        let stranger = circle(100.0, 60.0);
        let pieces = web_of(&members, 10.0, &[stranger]);
        assert!(members.iter().all(|member| pieces.iter().any(|piece| contains(piece, member.centre))));
        assert!(!pieces.iter().any(|piece| contains(piece, stranger.centre)), "{pieces:?}");
    }
}
