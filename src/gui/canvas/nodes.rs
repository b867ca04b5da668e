//! Draws actors: the principal with its coverage, partners with what they provide, and the marks of kind, conflict,
//! selection and scenario.

use std::sync::Arc;

use egui::text::LayoutJob;
use egui::{Align2, Color32, Galley, Painter, Pos2, Shape, Stroke, Vec2, vec2};

use super::batch::Batch;
use super::camera::node_scale;
use super::geometry::{Circle, arc};
use super::scene::Node;
use crate::gui::context::ViewCtx;
use crate::gui::fonts;
use crate::gui::theme::{Palette, kind_icon, mix};
use crate::model::{ActorKind, FunctionId};
use crate::scenario::FunctionState;

/// How a node is drawn besides what it says itself.
#[derive(Clone, Copy, Default)]
pub struct Emphasis {
    /// It is selected.
    pub is_selected: bool,
    /// The pointer is on it.
    pub is_hovered: bool,
    /// It is lit because a function was clicked.
    pub is_lit: bool,
    /// A link would end here.
    pub is_target: bool,
    /// It has the keys.
    pub has_focus: bool,
}

/// Draws an actor, short of the text in it.
pub fn draw(palette: &Palette, out: &mut Batch, node: &Node, circle: Circle, availability: f32, with: Emphasis) {
    // From far away a dot has to do.
    if circle.radius < DOT {
        let colour = match (node.is_principal, node.is_opponent) {
            (true, _) => palette.accent,
            (_, true) => palette.loss,
            _ => palette.weak,
        };
        let marked = with.is_selected || with.is_hovered || with.is_lit || with.is_target || with.has_focus;
        if marked {
            out.disc(Circle { radius: circle.radius.max(2.0) + 3.0, ..circle }, palette.selection);
        }
        let colour = if node.is_proposed { mix(palette.canvas, colour, 0.45) } else { colour };
        out.disc(Circle { radius: circle.radius.max(1.5), ..circle }, colour);
        return;
    }
    surroundings(palette, out, node, circle, with);
    if node.is_proposed {
        ghost(palette, out, circle, with.is_hovered);
    } else if !node.is_principal {
        partner(palette, out, node, circle, availability);
    }
}

/// An actor that is only proposed: a dashed, faint outline.
fn ghost(palette: &Palette, out: &mut Batch, circle: Circle, is_hovered: bool) {
    out.disc(circle, mix(palette.canvas, palette.card, 0.5));
    let colour = mix(palette.canvas, palette.weak, if is_hovered { 1.0 } else { 0.6 });
    out.dashes(&arc(circle, 0.0, 1.0), 1.2, colour, 3.5, 3.0);
}

/// The width of a ring, as a part of its radius.
const RING: f32 = 0.13;
/// The least width of a ring, in points.
const THINNEST_RING: f32 = 1.6;
/// The smallest that the principal gets on screen where there is room for it: one sees at once whose map it is.
const SMALLEST_PRINCIPAL: f32 = 15.0;
/// The radius of an actor on screen. The principal stays large as long as it reaches nobody: seen from far away it shrinks,
/// and swallows nobody.
pub fn screen_radius(node: &Node, zoom: f32) -> f32 {
    let radius = node.radius * node_scale(zoom);
    if !node.is_principal {
        return radius;
    }
    // Its ring and the ground around it take their part of the way to the nearest other.
    let way = 1.02 * node.nearest * zoom;
    let most = ((way - 1.0) / (1.0 + 2.6 * RING)).min(way - 1.0 - 2.6 * THINNEST_RING).max(3.0);
    radius.max(SMALLEST_PRINCIPAL).min(most)
}

/// Below this radius on screen an actor is a dot.
pub const DOT: f32 = 4.0;

fn surroundings(palette: &Palette, out: &mut Batch, node: &Node, circle: Circle, with: Emphasis) {
    let outer = outer_radius(node, circle);
    if with.is_lit {
        for (wider, amount) in [(15.0, 0.16), (9.0, 0.30)] {
            out.disc(Circle { radius: outer + wider, ..circle }, mix(palette.canvas, palette.accent, amount));
        }
    }
    if node.steps_in {
        for (wider, amount) in [(10.0, 0.14), (5.5, 0.28)] {
            out.disc(Circle { radius: outer + wider, ..circle }, mix(palette.canvas, palette.gain, amount));
        }
    }
    let mut ring = |away: f32, width: f32, colour| {
        out.arc(Circle { radius: outer + away, ..circle }, 0.0, 1.0, width, colour);
    };
    if with.is_selected {
        ring(4.0, 2.0, palette.selection);
    }
    if with.is_hovered && !with.is_selected {
        ring(3.0, 1.2, mix(palette.canvas, palette.text, 0.45));
    }
    if with.is_target {
        ring(5.0, 2.5, palette.accent);
    }
    if with.has_focus && !with.is_selected {
        ring(4.0, 1.5, palette.text);
    }
}

/// The radius of a node with its ring.
pub fn outer_radius(node: &Node, circle: Circle) -> f32 {
    let ring = ring_width(circle);
    if node.is_principal { circle.radius + ring * 2.6 } else { circle.radius + ring * 0.5 }
}

fn ring_width(circle: Circle) -> f32 {
    (circle.radius * RING).clamp(THINNEST_RING, 7.0)
}

fn fade(palette: &Palette, colour: Color32, availability: f32) -> Color32 {
    mix(palette.canvas, colour, 0.35 + 0.65 * availability)
}

fn partner(palette: &Palette, out: &mut Batch, node: &Node, circle: Circle, availability: f32) {
    // What has left the scenario is faded and drawn in dashes.
    let fade = |colour| fade(palette, colour, availability);
    let is_gone = availability < 0.02;
    let outline = if node.is_opponent { palette.loss } else { mix(palette.outline, palette.weak, 0.35) };
    let ring = ring_width(circle);
    let inner = Circle { radius: inner_radius(node, circle), ..circle };
    let fill = fade(if node.is_opponent { palette.tint(palette.loss, 0.14) } else { palette.card });
    let stroke = if node.is_opponent { 2.0 } else { 1.2 };
    if node.kind == ActorKind::ArmedGroup {
        let corners = hexagon();
        out.polygon(Circle { radius: inner.radius * 1.08, ..circle }, &corners, fill);
        let path: Vec<Pos2> =
            corners.iter().chain(corners.first()).map(|way| circle.centre + *way * inner.radius * 1.08).collect();
        if is_gone {
            out.dashes(&path, stroke, fade(outline), 4.0, 3.5);
        } else {
            for side in path.windows(2) {
                out.line(side[0], side[1], stroke, fade(outline));
            }
        }
    } else {
        out.disc(inner, fill);
        if is_gone {
            let path = arc(inner, 0.0, 1.0);
            out.dashes(&path, stroke, fade(outline), 4.0, 3.5);
        } else {
            out.arc(inner, 0.0, 1.0, stroke, fade(outline));
        }
    }
    ring_of_families(palette, out, node, Circle { radius: circle.radius + ring * 0.2, ..circle }, ring, &fade);
    if node.is_pinned && circle.radius > 11.0 {
        let at = circle.centre + vec2(0.72, -0.72) * (circle.radius + 2.0);
        out.disc(Circle { centre: at, radius: 2.2 }, fade(palette.weak));
    }
}

fn inner_radius(node: &Node, circle: Circle) -> f32 {
    if node.provides.is_empty() { circle.radius } else { circle.radius - ring_width(circle) }
}

/// Draws the text in an actor: the icon of its kind, or the principal's name with its ring.
pub fn draw_text(cx: &ViewCtx<'_>, painter: &Painter, node: &Node, circle: Circle, availability: f32) {
    if circle.radius < DOT {
        return;
    }
    if node.is_principal {
        principal(cx, painter, node, circle);
        return;
    }
    let palette = cx.palette;
    let size = (inner_radius(node, circle) * 0.86).clamp(5.0, 40.0);
    if size > 6.0 {
        let colour = if node.is_opponent { palette.loss } else { mix(palette.weak, palette.text, 0.5) };
        let colour = if node.is_proposed { mix(palette.canvas, palette.weak, 0.7) } else { colour };
        let colour = fade(palette, colour, availability);
        painter.text(circle.centre, Align2::CENTER_CENTER, kind_icon(node.kind), fonts::icons(size.round()), colour);
    }
}

/// Armed groups have corners, so that they are told apart without colour.
fn hexagon() -> [Vec2; 6] {
    std::array::from_fn(|corner| Vec2::angled(corner as f32 / 6.0 * std::f32::consts::TAU))
}

fn ring_of_families(
    palette: &Palette,
    out: &mut Batch,
    node: &Node,
    circle: Circle,
    ring: f32,
    fade: &dyn Fn(Color32) -> Color32,
) {
    if node.provides.is_empty() {
        return;
    }
    let gap = if node.provides.len() > 1 { (3.0 / circle.radius / std::f32::consts::TAU).min(0.05) } else { 0.0 };
    let mut at = 0.0;
    for family in &node.provides {
        let colour = fade(palette.family(family.family));
        let (from, to) = (at + gap / 2.0, at + family.part - gap / 2.0);
        if family.is_active {
            out.arc(circle, from, to, ring, colour);
        } else {
            out.dashes(&arc(circle, from, to), ring * 0.8, mix(palette.canvas, colour, 0.75), 3.0, 3.0);
        }
        at += family.part;
    }
}

fn principal(cx: &ViewCtx<'_>, painter: &Painter, node: &Node, circle: Circle) {
    let palette = cx.palette;
    let inside = name_inside(painter, palette, node, circle.radius);
    // Ground of its own, so that nothing that ends here comes too near to its ring.
    painter.circle_filled(circle.centre, outer_radius(node, circle) + 1.0, palette.canvas);
    painter.circle(
        circle.centre,
        circle.radius,
        palette.tint(palette.accent, if inside.is_some() { 0.16 } else { 0.55 }),
        Stroke::new((circle.radius * 0.05).clamp(1.2, 2.5), palette.accent),
    );
    for sector in sectors(cx) {
        sector.draw(palette, painter, circle);
    }
    if let Some(galley) = inside {
        // Lines that are centred count from their middle.
        let at = circle.centre - galley.size() / 2.0 - vec2(galley.rect.min.x, 0.0);
        painter.galley(at, galley, palette.text);
    }
}

/// Below this size nobody reads the principal's name in its circle.
const SMALLEST_NAME: f32 = 9.5;

/// The principal's name as it stands in its circle, in one line or several; `None` where it has to stand beside it.
pub fn name_inside(painter: &Painter, palette: &Palette, node: &Node, radius: f32) -> Option<Arc<Galley>> {
    let room = radius * 1.75;
    let largest = (radius * 0.42).clamp(SMALLEST_NAME, 30.0).round();
    let line = |words: &str, size: f32| {
        let words = crate::gui::bidi::shown(painter.ctx(), words).into_owned();
        painter.layout_no_wrap(words, fonts::strong(size), palette.text)
    };
    let mut size = largest;
    while size >= SMALLEST_NAME {
        let galley = line(&node.name, size);
        if galley.size().x <= room {
            return Some(galley);
        }
        size -= 1.0;
    }
    // Broken between words, where each of them fits.
    let size = largest.min(13.0);
    let fits = |word: &str| line(word, size).size().x <= room;
    if radius < 24.0 || !node.name.split_whitespace().all(fits) {
        return None;
    }
    let format = egui::TextFormat::simple(fonts::strong(size), palette.text);
    let words = crate::gui::bidi::shown_in_lines(painter.ctx(), &node.name, &format, room);
    let mut job = LayoutJob::simple(words.into_owned(), fonts::strong(size), palette.text, room);
    job.halign = egui::Align::Center;
    let galley = painter.layout_job(job);
    (galley.size().y <= radius * 1.5).then_some(galley)
}

/// One function's part of the principal's ring.
pub struct Sector {
    /// The function.
    pub function: FunctionId,
    from: f32,
    to: f32,
    coverage: Option<f64>,
    before: Option<f64>,
    state: FunctionState,
    colour: egui::Color32,
}

/// The sectors of the ring, families together, in the order of the map.
pub fn sectors(cx: &ViewCtx<'_>) -> Vec<Sector> {
    let outcome = &cx.snapshot.outcome;
    let mut functions: Vec<_> = outcome.functions.iter().collect();
    functions.sort_by_key(|(id, _)| cx.map.function_family(id));
    let count = functions.len().max(1) as f32;
    let gap = 0.10 / count;
    functions
        .into_iter()
        .enumerate()
        .map(|(n, (id, function))| Sector {
            function: id.clone(),
            from: n as f32 / count + gap,
            to: (n as f32 + 1.0) / count - gap,
            coverage: function.coverage,
            before: cx.snapshot.reference_outcome.functions.get(id).and_then(|f| f.coverage),
            state: function.state,
            colour: cx.palette.family(cx.map.function_family(id)),
        })
        .collect()
}

/// The function whose sector is at a place of the screen.
pub fn sector_at(cx: &ViewCtx<'_>, circle: Circle, at: Pos2) -> Option<Sector> {
    let (inner, width) = sector_ring(circle);
    let away = at - circle.centre;
    if (away.length() - inner).abs() > width / 2.0 + 2.0 {
        return None;
    }
    let turn = away.x.atan2(-away.y) / std::f32::consts::TAU;
    let turn = turn.rem_euclid(1.0);
    sectors(cx).into_iter().find(|sector| (sector.from..=sector.to).contains(&turn))
}

/// The radius of the middle of the ring, and its width.
fn sector_ring(circle: Circle) -> (f32, f32) {
    let width = ring_width(circle) * 1.5;
    (circle.radius + width * 1.05, width)
}

impl Sector {
    /// What it says, for a tooltip and a spoken name.
    pub fn words(&self, cx: &ViewCtx<'_>) -> String {
        let name = cx.map.function_words(&self.function);
        let percent = crate::gui::widgets::percent;
        match (self.state, self.coverage) {
            (FunctionState::NotAssessed, _) | (_, None) => format!("{name}: not assessed"),
            (FunctionState::None, Some(_)) => format!("{name}: nobody provides it"),
            (_, Some(now)) => match self.before {
                Some(before) if (before - now).abs() > 0.005 => {
                    format!("{name}: {} covered, {} in the reference", percent(now), percent(before))
                }
                _ => format!("{name}: {} covered", percent(now)),
            },
        }
    }

    /// The middle of it on screen.
    pub fn middle(&self, circle: Circle) -> Pos2 {
        let turn = f32::midpoint(self.from, self.to) * std::f32::consts::TAU;
        circle.centre + sector_ring(circle).0 * egui::vec2(turn.sin(), -turn.cos())
    }

    fn draw(&self, palette: &Palette, painter: &Painter, circle: Circle) {
        let (radius, width) = sector_ring(circle);
        let ring = Circle { radius, ..circle };
        let span = self.to - self.from;
        let part = |from: f32, to: f32, width: f32, colour: egui::Color32| {
            if to - from > 1e-4 {
                painter.add(Shape::line(arc(ring, from, to), Stroke::new(width, colour)));
            }
        };
        let Some(coverage) = self.coverage.filter(|_| self.state != FunctionState::NotAssessed) else {
            // Nobody has said anything: a row of dots, which is neither full nor empty.
            let points = arc(ring, self.from, self.to);
            painter.extend(Shape::dashed_line(
                &points,
                Stroke::new(1.6, mix(palette.canvas, palette.weak, 0.6)),
                1.8,
                3.0,
            ));
            return;
        };
        part(self.from, self.to, width, palette.track);
        let part_of = |share: f64| share.clamp(0.0, 1.0) as f32;
        let (now, before) = (part_of(coverage), part_of(self.before.unwrap_or(coverage)));
        let end = self.from + span * now;
        if before > now + 0.004 {
            part(end, self.from + span * before, width, mix(palette.track, palette.loss, 0.38));
        }
        part(self.from, end, width, self.colour);
        if now > before + 0.004 {
            // What was gained is rimmed.
            let rim = Circle { radius: radius + width / 2.0 + 1.6, ..circle };
            let points = arc(rim, self.from + span * before, end);
            painter.add(Shape::line(points, Stroke::new(1.6, palette.gain)));
        }
        if self.state == FunctionState::Lost || (before > 0.02 && now < 0.005) {
            let mut border = arc(Circle { radius: radius + width / 2.0, ..circle }, self.from, self.to);
            border.extend(arc(Circle { radius: radius - width / 2.0, ..circle }, self.from, self.to).into_iter().rev());
            painter.add(Shape::closed_line(border, Stroke::new(1.2, palette.loss)));
        }
    }
}
