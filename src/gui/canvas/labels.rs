//! Names and words on the canvas, placed so that none lies on another, on an actor, or over the panel's edge.

use std::sync::Arc;

use egui::{Color32, FontId, Galley, Painter, Pos2, Rect, Vec2, pos2, vec2};

use super::geometry::Circle;
use super::scene::Node;
use crate::gui::theme::Palette;

/// Size of a cell of the grid in which obstacles are looked up, in points.
const CELL: f32 = 64.0;

/// A name further away from its actor than this has a line that leads to it.
const BESIDE: f32 = 8.0;

/// Names side by side keep at least this far apart.
const APART: Vec2 = vec2(3.0, 0.0);

/// Where words already are.
pub struct Labels {
    panel: Rect,
    columns: usize,
    rows: usize,
    /// Per cell of the panel: what reaches into it, names aside.
    cells: Vec<Vec<Rect>>,
    /// Per cell of the panel: the names and other words that reach into it.
    names: Vec<Vec<Rect>>,
    /// Per cell of the panel: the actors that reach into it.
    actors: Vec<Vec<Circle>>,
    /// Per cell of the panel: pieces of links that names keep away from.
    strokes: Vec<Vec<[Pos2; 2]>>,
}

impl Default for Labels {
    fn default() -> Self {
        let (cells, names, actors, strokes) = Default::default();
        Self { panel: Rect::NOTHING, columns: 1, rows: 1, cells, names, actors, strokes }
    }
}

/// Empties cells and sees to their number.
fn emptied<T>(cells: &mut Vec<Vec<T>>, count: usize) {
    cells.iter_mut().for_each(Vec::clear);
    cells.resize_with(count, Vec::new);
}

impl Labels {
    /// Forgets everything of the last frame.
    pub fn clear(&mut self, panel: Rect) {
        self.panel = panel;
        self.columns = (panel.width().max(0.0) / CELL) as usize + 1;
        self.rows = (panel.height().max(0.0) / CELL) as usize + 1;
        let count = self.columns * self.rows;
        emptied(&mut self.cells, count);
        emptied(&mut self.names, count);
        emptied(&mut self.actors, count);
        emptied(&mut self.strokes, count);
    }

    /// No words may lie here.
    pub fn block(&mut self, rect: Rect) {
        for cell in self.cells_of(rect) {
            if let Some(cell) = self.cells.get_mut(cell) {
                cell.push(rect);
            }
        }
    }

    /// An actor stands here: no words lie on it, and none of another nearer to it than to their own.
    pub fn actor(&mut self, circle: Circle) {
        let square = circle.square();
        self.block(square);
        for cell in self.cells_of(square) {
            if let Some(cell) = self.actors.get_mut(cell) {
                cell.push(circle);
            }
        }
    }

    /// Words lie here.
    fn take(&mut self, rect: Rect) {
        for cell in self.cells_of(rect) {
            if let Some(cell) = self.names.get_mut(cell) {
                cell.push(rect);
            }
        }
    }

    /// Names keep away from this piece of a link where they can.
    pub fn stroke(&mut self, from: Pos2, to: Pos2) {
        let rect = Rect::from_two_pos(from, to);
        if !rect.intersects(self.panel) {
            return;
        }
        for cell in self.cells_of(rect) {
            if let Some(cell) = self.strokes.get_mut(cell) {
                cell.push([from, to]);
            }
        }
    }

    /// How much of links would run through words here.
    fn struck(&self, rect: Rect) -> usize {
        let inner = rect.shrink2(vec2(0.0, 1.0));
        self.cells_of(rect)
            .filter_map(|cell| self.strokes.get(cell))
            .flatten()
            .filter(|[from, to]| crosses(inner, *from, *to))
            .count()
    }

    /// The cells that a rectangle reaches into; what is outside of the panel counts to its edge.
    fn cells_of(&self, rect: Rect) -> impl Iterator<Item = usize> + use<> {
        let place = |at: f32, from: f32, count: usize| (((at - from) / CELL).max(0.0) as usize).min(count - 1);
        let (columns, rows) = (self.columns.max(1), self.rows.max(1));
        let across = place(rect.min.x, self.panel.min.x, columns)..=place(rect.max.x, self.panel.min.x, columns);
        let down = place(rect.min.y, self.panel.min.y, rows)..=place(rect.max.y, self.panel.min.y, rows);
        // What is no rectangle, because it lies nowhere, takes no cell.
        let is_somewhere = !rect.is_negative();
        down.filter(move |_| is_somewhere).flat_map(move |row| across.clone().map(move |column| row * columns + column))
    }

    /// A place for a name beside a circle: below it, else above, at a side or a corner, wherever it is free and nearer to its
    /// own circle than to any other; in a crowd a little further away, where a line leads to it.
    pub fn place(&mut self, room: Rect, circle: Circle, galley: &Arc<Galley>, with: NameStyle) -> Option<Placed> {
        let size = galley.size();
        let own = circle.square();
        // An actor half outside keeps its name inside.
        let at = |corner: Pos2| moved_inside(Rect::from_min_size(corner, size), room);
        // The first free one that no link runs through, or that least of links does.
        let mut free: Option<(usize, Rect)> = None;
        for rect in beside(circle, size).into_iter().map(at) {
            // At the panel's edge it may have been moved onto its own actor.
            let is_beside = distance(rect, circle) >= -0.15 * circle.radius - 1.0;
            if !is_beside
                || !self.is_free(rect.expand2(APART), own)
                || !(with.is_landmark || self.is_nearest(rect, circle))
            {
                continue;
            }
            let struck = self.struck(rect);
            if free.is_none_or(|(least, _)| struck < least) {
                free = Some((struck, rect));
            }
            if struck == 0 {
                break;
            }
        }
        let beside = free.map(|(_, rect)| rect);
        let rect = match beside {
            Some(rect) => rect,
            None if with.is_simple => return None,
            None => self.farther(circle, size, &at, with)?,
        };
        let nearest = rect.clamp(circle.centre);
        let is_far = nearest.distance(circle.centre) > circle.radius + BESIDE;
        let leader = is_far.then(|| {
            let rim = circle.centre + (nearest - circle.centre).normalized() * circle.radius;
            [rim, nearest]
        });
        self.take(rect);
        Some(Placed { rect, galley: galley.clone(), with, leader, has_ground: false })
    }

    /// A free place a little away from a circle, to which a line leads that runs through no actor and no other name.
    fn farther(&self, circle: Circle, size: Vec2, at: &dyn Fn(Pos2) -> Rect, with: NameStyle) -> Option<Rect> {
        let own = circle.square();
        let reaches = [10.0_f32, 20.0, 32.0, 50.0, 75.0, 110.0, 160.0, 220.0, 300.0];
        let mut free: Option<(usize, Rect)> = None;
        for away in reaches.into_iter().take(if with.is_landmark { 9 } else { 5 }) {
            for n in 0..16 {
                let way = Vec2::angled((4 + n) as f32 / 16.0 * std::f32::consts::TAU);
                let reach = vec2(circle.radius + size.x / 2.0, circle.radius + size.y / 2.0) + Vec2::splat(away);
                let rect = at(circle.centre + way * reach - size / 2.0);
                let is_its_own = with.is_landmark || self.is_nearest(rect, circle);
                if !is_its_own || !self.is_free(rect.expand2(APART), own) {
                    continue;
                }
                if !self.is_open(circle.centre, rect.clamp(circle.centre), own) {
                    continue;
                }
                let struck = self.struck(rect);
                if free.is_none_or(|(least, _)| struck < least) {
                    free = Some((struck, rect));
                }
                if struck == 0 {
                    return Some(rect);
                }
            }
            // What a landmark is worth is not another look around twice as far.
            if with.is_landmark && free.is_some() {
                break;
            }
        }
        free.map(|(_, rect)| rect)
    }

    /// A place for a name that must be shown: beside its circle, where it lies over least, on a ground of its own. Names that
    /// it lies over give way.
    pub fn place_over(&mut self, room: Rect, circle: Circle, galley: &Arc<Galley>, with: NameStyle) -> Placed {
        let size = galley.size();
        let own = circle.square();
        let at = |corner: Pos2| moved_inside(Rect::from_min_size(corner, size), room);
        let places = beside(circle, size).map(at);
        let met = |rect: &Rect| {
            let taken = self.cells_of(*rect).filter_map(|cell| self.cells.get(cell)).flatten();
            taken.filter(|taken| **taken != own && taken.intersects(*rect)).count()
        };
        let least = places.iter().min_by_key(|rect| (met(rect), !self.is_nearest(**rect, circle)));
        let rect = least.copied().unwrap_or(own);
        Placed { rect, galley: galley.clone(), with, leader: None, has_ground: true }
    }

    /// Draws words centred on the first free of some places; words that must be shown take the first anyway.
    pub fn words(
        &mut self,
        painter: &Painter,
        places: &[Pos2],
        galley: Arc<Galley>,
        colour: Color32,
        ground: Color32,
        is_must: bool,
    ) -> Option<Rect> {
        let size = galley.size();
        let room = painter.clip_rect().shrink(3.0);
        let at = |middle: &Pos2| moved_inside(Rect::from_center_size(*middle, size), room);
        let mut free = places.iter().map(at).filter(|rect| self.is_free(rect.expand(2.0), Rect::NOTHING));
        // Words without a ground of their own are unreadable where a link runs through them.
        let free = if ground == Color32::TRANSPARENT {
            free.min_by_key(|rect| self.struck(*rect)).filter(|rect| self.struck(*rect) < 3)
        } else {
            free.next()
        };
        let rect = free.or_else(|| places.first().map(at).filter(|_| is_must))?;
        self.take(rect);
        painter.rect_filled(rect.expand2(vec2(4.0, 1.0)), 4.0, ground);
        painter.galley(rect.min, galley, colour);
        Some(rect)
    }

    fn is_free(&self, rect: Rect, own: Rect) -> bool {
        let clear = |cells: &[Vec<Rect>], cell: usize| {
            cells.get(cell).is_none_or(|taken| taken.iter().all(|t| *t == own || !t.intersects(rect)))
        };
        self.cells_of(rect).all(|cell| clear(&self.cells, cell) && clear(&self.names, cell))
    }

    /// Whether words here are nearer to a circle than to every other, so that nobody takes them for another's.
    fn is_nearest(&self, rect: Rect, circle: Circle) -> bool {
        let away = distance(rect, circle).max(0.0);
        let least = away + 1.5;
        self.cells_of(rect.expand(least)).all(|cell| {
            let others = self.actors.get(cell).map_or(&[][..], Vec::as_slice);
            others.iter().all(|other| other.centre == circle.centre || distance(rect, *other) >= least)
        })
    }

    /// Whether a line from an actor to its name runs through nobody and nothing else.
    fn is_open(&self, from: Pos2, to: Pos2, own: Rect) -> bool {
        let meets = |cells: &[Vec<Rect>], cell: usize| {
            cells.get(cell).is_some_and(|taken| taken.iter().any(|t| *t != own && crosses(*t, from, to)))
        };
        let mut cells = self.cells_of(Rect::from_two_pos(from, to));
        !cells.any(|cell| meets(&self.cells, cell) || meets(&self.names, cell))
    }
}

/// A name with the place that was found for it.
pub struct Placed {
    /// Where it is.
    pub rect: Rect,
    galley: Arc<Galley>,
    with: NameStyle,
    /// From its actor's rim to it, where it does not stand beside it.
    leader: Option<[Pos2; 2]>,
    /// Whether it lies over others, which must not be read through it.
    has_ground: bool,
}

impl Placed {
    /// Draws it.
    pub fn paint(&self, painter: &Painter) {
        if let Some(ends) = self.leader {
            painter.line_segment(ends, egui::Stroke::new(3.0, self.with.halo.gamma_multiply(0.8)));
            painter.line_segment(ends, egui::Stroke::new(1.0, self.with.colour.gamma_multiply(0.7)));
        }
        if self.has_ground {
            painter.rect_filled(self.rect.expand2(vec2(3.0, 1.0)), 3.0, self.with.halo);
        }
        with_halo(painter, self.rect.min, &self.galley, self.with);
    }
}

/// How far a rectangle is from a circle's rim; below 0 where it reaches into it.
fn distance(rect: Rect, circle: Circle) -> f32 {
    rect.clamp(circle.centre).distance(circle.centre) - circle.radius
}

/// The upper left corners of a name of a size beside a circle, the best first.
fn beside(circle: Circle, size: Vec2) -> [Pos2; 18] {
    let gap = 3.0;
    let (centre, radius) = (circle.centre, circle.radius);
    let below = centre + vec2(-size.x / 2.0, radius + gap);
    let above = centre + vec2(-size.x / 2.0, -radius - gap - size.y);
    let (right, left) = (vec2(radius + gap + 2.0, -size.y / 2.0), vec2(-radius - gap - 2.0 - size.x, -size.y / 2.0));
    [
        below,
        above,
        centre + right,
        centre + left,
        centre + vec2(radius * 0.6, radius * 0.75),
        centre + vec2(-radius * 0.6 - size.x, radius * 0.75),
        centre + vec2(radius * 0.6, -radius * 0.75 - size.y),
        centre + vec2(-radius * 0.6 - size.x, -radius * 0.75 - size.y),
        below + vec2(size.x * 0.35, 0.0),
        below - vec2(size.x * 0.35, 0.0),
        above + vec2(size.x * 0.35, 0.0),
        above - vec2(size.x * 0.35, 0.0),
        below + vec2(size.x * 0.18, 0.0),
        below - vec2(size.x * 0.18, 0.0),
        centre + right + vec2(0.0, size.y * 0.7),
        centre + right - vec2(0.0, size.y * 0.7),
        centre + left + vec2(0.0, size.y * 0.7),
        centre + left - vec2(0.0, size.y * 0.7),
    ]
}

/// Whether a straight line runs through a rectangle.
fn crosses(rect: Rect, from: Pos2, to: Pos2) -> bool {
    let (mut enters, mut leaves) = (0.0_f32, 1.0_f32);
    let along = to - from;
    for (start, by, least, most) in
        [(from.x, along.x, rect.min.x, rect.max.x), (from.y, along.y, rect.min.y, rect.max.y)]
    {
        if by.abs() < 1e-6 {
            if start < least || start > most {
                return false;
            }
            continue;
        }
        let (one, other) = ((least - start) / by, (most - start) / by);
        enters = enters.max(one.min(other));
        leaves = leaves.min(one.max(other));
    }
    enters <= leaves
}

/// A rectangle moved into another where it sticks out.
fn moved_inside(rect: Rect, room: Rect) -> Rect {
    let left = rect.min.x.clamp(room.min.x, (room.max.x - rect.width()).max(room.min.x));
    let top = rect.min.y.clamp(room.min.y, (room.max.y - rect.height()).max(room.min.y));
    Rect::from_min_size(pos2(left, top), rect.size())
}

/// Text with an outline of the ground's colour, so that links behind it do not strike it through.
fn with_halo(painter: &Painter, at: Pos2, galley: &Arc<Galley>, with: NameStyle) {
    // Lines that are centred count from their middle.
    let at = pos2(at.x - galley.rect.min.x, at.y);
    let ways = [(1.3, 0.0), (-1.3, 0.0), (0.0, 1.3), (0.0, -1.3), (1.0, 1.0), (-1.0, 1.0), (1.0, -1.0), (-1.0, -1.0)];
    // Each way costs as much as the text itself; among many names a ground of their own does.
    if with.is_simple {
        let ground = Rect::from_min_size(pos2(at.x + galley.rect.min.x, at.y), galley.size());
        painter.rect_filled(ground.expand2(vec2(1.5, -0.5)), 2.0, with.halo.gamma_multiply(0.72));
    }
    let ways = if with.is_simple { &[] } else { &ways[..] };
    for way in ways {
        painter.galley_with_override_text_color(at + Vec2::from(*way), galley.clone(), with.halo);
    }
    painter.galley_with_override_text_color(at, galley.clone(), with.colour);
}

/// How a name is drawn.
#[derive(Clone, Copy)]
pub struct NameStyle {
    /// Its colour.
    pub colour: Color32,
    /// The colour of its outline.
    pub halo: Color32,
    /// Whether it is one of many: it is not looked for a place far away, and its outline is simpler.
    pub is_simple: bool,
    /// Whether it is worth a place even further away.
    pub is_landmark: bool,
}

impl NameStyle {
    /// That of a node's name.
    pub fn of(palette: &Palette, node: &Node) -> Self {
        let (colour, halo) = (palette.text, palette.canvas);
        Self { colour, halo, is_simple: false, is_landmark: node.is_principal }
    }
}

/// A name laid out; a long one is broken into three lines, and cut with an ellipsis after them.
pub fn name_galley(painter: &Painter, name: &str, font: FontId, colour: Color32, widest: f32) -> Arc<Galley> {
    let format = egui::TextFormat::simple(font.clone(), colour);
    let words = crate::gui::bidi::shown_in_lines(painter.ctx(), name, &format, widest);
    let mut job = egui::text::LayoutJob::simple(words.into_owned(), font, colour, widest);
    job.halign = egui::Align::Center;
    job.wrap.max_rows = 3;
    job.wrap.break_anywhere = false;
    painter.layout_job(job)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_through_a_name_is_told_from_one_beside_it() {
        let name = Rect::from_min_max(pos2(10.0, 10.0), pos2(60.0, 24.0));
        assert!(crosses(name, pos2(0.0, 0.0), pos2(70.0, 34.0)));
        assert!(crosses(name, pos2(30.0, 0.0), pos2(30.0, 90.0)));
        assert!(!crosses(name, pos2(0.0, 30.0), pos2(70.0, 30.0)));
        assert!(!crosses(name, pos2(0.0, 0.0), pos2(8.0, 34.0)), "it ends before the name begins");
    }

    #[test]
    fn a_label_at_the_edge_is_moved_inside() {
        let room = Rect::from_min_max(pos2(0.0, 0.0), pos2(200.0, 100.0));
        let moved = moved_inside(Rect::from_min_size(pos2(170.0, 95.0), vec2(60.0, 14.0)), room);
        assert!(room.contains_rect(moved), "{moved:?}");
    }
}
