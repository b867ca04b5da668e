//! Names and words on the canvas, placed so that none lies on another, on an actor, or over the panel's edge.

use std::sync::Arc;

use egui::{Color32, FontId, Galley, Painter, Pos2, Rect, Vec2, pos2, vec2};

use super::geometry::Circle;
use super::scene::Node;
use crate::gui::theme::Palette;

/// Size of a cell of the grid in which obstacles are looked up, in points.
const CELL: f32 = 64.0;

/// Names side by side keep at least this far apart.
const APART: Vec2 = vec2(3.0, 0.0);

/// Where words already are.
pub struct Labels {
    panel: Rect,
    columns: usize,
    rows: usize,
    /// Per cell of the panel: what reaches into it.
    cells: Vec<Vec<Rect>>,
    /// Per cell of the panel: pieces of links that names keep away from.
    strokes: Vec<Vec<[Pos2; 2]>>,
}

impl Default for Labels {
    fn default() -> Self {
        Self { panel: Rect::NOTHING, columns: 1, rows: 1, cells: Vec::new(), strokes: Vec::new() }
    }
}

impl Labels {
    /// Forgets everything of the last frame.
    pub fn clear(&mut self, panel: Rect) {
        self.panel = panel;
        self.columns = (panel.width().max(0.0) / CELL) as usize + 1;
        self.rows = (panel.height().max(0.0) / CELL) as usize + 1;
        for cell in &mut self.cells {
            cell.clear();
        }
        self.cells.resize_with(self.columns * self.rows, Vec::new);
        for cell in &mut self.strokes {
            cell.clear();
        }
        self.strokes.resize_with(self.columns * self.rows, Vec::new);
    }

    /// No words may lie here.
    pub fn block(&mut self, rect: Rect) {
        for cell in self.cells_of(rect) {
            if let Some(cell) = self.cells.get_mut(cell) {
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

    /// Draws a name beside a circle: below it, else above, at a side or a corner, wherever it is free; a name that must be shown
    /// stays below where nowhere is. Returns where it is.
    pub fn name(&mut self, painter: &Painter, circle: Circle, galley: Arc<Galley>, with: NameStyle) -> Option<Rect> {
        let size = galley.size();
        let gap = 3.0;
        let below = circle.centre + vec2(-size.x / 2.0, circle.radius + gap);
        let candidates = [
            below,
            circle.centre + vec2(-size.x / 2.0, -circle.radius - gap - size.y),
            circle.centre + vec2(circle.radius + gap + 2.0, -size.y / 2.0),
            circle.centre + vec2(-circle.radius - gap - 2.0 - size.x, -size.y / 2.0),
            circle.centre + vec2(circle.radius * 0.6, circle.radius * 0.75),
            circle.centre + vec2(-circle.radius * 0.6 - size.x, circle.radius * 0.75),
            circle.centre + vec2(circle.radius * 0.6, -circle.radius * 0.75 - size.y),
            circle.centre + vec2(-circle.radius * 0.6 - size.x, -circle.radius * 0.75 - size.y),
            below + vec2(size.x * 0.35, 0.0),
            below - vec2(size.x * 0.35, 0.0),
        ];
        let room = painter.clip_rect().shrink(3.0);
        let own = Rect::from_center_size(circle.centre, Vec2::splat(circle.radius * 2.0));
        // An actor half outside keeps its name inside.
        let place = |at: Pos2| moved_inside(Rect::from_min_size(at, size), room);
        // The first free one that no link runs through, or that least of links does.
        let mut free: Option<(usize, Rect)> = None;
        for rect in candidates.iter().map(|at| place(*at)).filter(|rect| self.is_free(rect.expand2(APART), own)) {
            let struck = self.struck(rect);
            if free.is_none_or(|(least, _)| struck < least) {
                free = Some((struck, rect));
            }
            if struck == 0 {
                break;
            }
        }
        let free = free.map(|(_, rect)| rect);
        // In a crowd a place a little further away has to do.
        let farther = || {
            let reaches = [10.0_f32, 20.0, 32.0, 50.0, 75.0, 110.0, 160.0, 220.0, 300.0];
            reaches.into_iter().take(if with.is_landmark { 9 } else { 3 }).find_map(|away| {
                (0..16).find_map(|n| {
                    let way = Vec2::angled((4 + n) as f32 / 16.0 * std::f32::consts::TAU);
                    let reach = vec2(circle.radius + size.x / 2.0, circle.radius + size.y / 2.0) + Vec2::splat(away);
                    let rect = place(circle.centre + way * reach - size / 2.0);
                    self.is_free(rect.expand2(APART), own).then_some(rect)
                })
            })
        };
        let rect = match free.or_else(|| if with.is_simple { None } else { farther() }) {
            Some(rect) => rect,
            None if with.is_must => place(below),
            None => return None,
        };
        if free.is_none() && with.is_must {
            // It lies over others, which must not be read through it.
            painter.rect_filled(rect.expand2(vec2(3.0, 1.0)), 3.0, with.halo);
        }
        let nearest = rect.clamp(circle.centre);
        if with.is_landmark && nearest.distance(circle.centre) > circle.radius + 16.0 {
            // Far from its circle, a line says whose name it is.
            let rim = circle.centre + (nearest - circle.centre).normalized() * circle.radius;
            painter.line_segment([rim, nearest], egui::Stroke::new(1.0, with.colour.gamma_multiply(0.7)));
        }
        self.block(rect);
        with_halo(painter, rect.min, &galley, with);
        Some(rect)
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
        let free = if ground == Color32::TRANSPARENT { free.find(|rect| self.struck(*rect) == 0) } else { free.next() };
        let rect = free.or_else(|| places.first().map(at).filter(|_| is_must))?;
        self.block(rect);
        painter.rect_filled(rect.expand2(vec2(4.0, 1.0)), 4.0, ground);
        painter.galley(rect.min, galley, colour);
        Some(rect)
    }

    fn is_free(&self, rect: Rect, own: Rect) -> bool {
        self.cells_of(rect)
            .all(|cell| self.cells.get(cell).is_none_or(|taken| taken.iter().all(|t| *t == own || !t.intersects(rect))))
    }
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
    /// Whether it must be shown, be there room or not.
    pub is_must: bool,
    /// Whether it is one of many: it is not looked for a place far away, and its outline is simpler.
    pub is_simple: bool,
    /// Whether it is worth a place even further away.
    pub is_landmark: bool,
}

impl NameStyle {
    /// That of a node's name.
    pub fn of(palette: &Palette, node: &Node) -> Self {
        let (colour, halo) = (palette.text, palette.canvas);
        Self { colour, halo, is_must: false, is_simple: false, is_landmark: node.is_principal }
    }
}

/// A name laid out; a long one is broken into three lines, and cut with an ellipsis after them.
pub fn name_galley(painter: &Painter, name: &str, font: FontId, colour: Color32, widest: f32) -> Arc<Galley> {
    let mut job = egui::text::LayoutJob::simple(name.to_owned(), font, colour, widest);
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
