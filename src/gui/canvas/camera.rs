//! Where the canvas looks: the mapping between the scene, in which actors stand, and the screen.

use egui::{Pos2, Rect, Vec2, pos2, vec2};

use super::scene::{name_size, widest_name};

/// The closest look, in screen points per scene point: an actor is then as large as a hand.
pub const CLOSEST: f32 = 4.0;
/// The look from furthest away, of the largest maps.
const FURTHEST: f32 = 0.004;

/// How large actors are on screen, per scene point: seen from further away they shrink more slowly than the ground between
/// them, so that a whole map can be read. Layouts leave room for it.
pub fn node_scale(zoom: f32) -> f32 {
    if zoom < 1.0 { zoom.powf(0.75).min(zoom * 1.6) } else { zoom }
}

/// What part of the scene is on screen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Camera {
    /// The scene point in the middle of the panel.
    pub centre: Pos2,
    /// Screen points per scene point.
    pub zoom: f32,
    /// The panel on screen.
    pub panel: Rect,
    /// The look from furthest away that the map has a use for.
    pub furthest: f32,
}

impl Default for Camera {
    fn default() -> Self {
        Self { centre: Pos2::ZERO, zoom: 1.0, panel: Rect::ZERO, furthest: FURTHEST }
    }
}

impl Camera {
    /// Where a scene point is on screen.
    pub fn on_screen(&self, at: Pos2) -> Pos2 {
        self.panel.center() + (at - self.centre) * self.zoom
    }

    /// The scene point at a place of the screen.
    pub fn in_scene(&self, at: Pos2) -> Pos2 {
        self.centre + (at - self.panel.center()) / self.zoom
    }

    /// Zooms by a factor; the scene point under `about` stays there.
    pub fn zoom_about(&mut self, about: Pos2, factor: f32) {
        let held = self.in_scene(about);
        // Whoever is further out already is not thrown in.
        let furthest = self.furthest.min(self.zoom);
        self.zoom = (self.zoom * factor).clamp(furthest, CLOSEST.max(self.zoom));
        self.centre = held - (about - self.panel.center()) / self.zoom;
    }

    /// Moves the scene along with the pointer.
    pub fn pan(&mut self, by: Vec2) {
        self.centre -= by / self.zoom;
    }

    /// The rectangle that something takes on screen.
    pub fn taken(&self, extent: &Extent) -> Rect {
        let at = self.on_screen(extent.at);
        let radius = extent.radius * node_scale(self.zoom);
        around(at, radius, extent, self.zoom)
    }

    /// Looks so that all extents are inside `room`, no closer than `closest`. Names keep their size on screen, so their
    /// room does not shrink with the zoom.
    pub fn fit(&mut self, extents: &[Extent], room: Rect, closest: f32) {
        let Some(mut zoom) = fitting_zoom(extents, room.size(), closest) else { return };
        zoom = zoom.clamp(FURTHEST, CLOSEST);
        self.zoom = zoom;
        let shown = bounds(extents, zoom);
        // The middle of what is shown comes to the middle of the room, which is not the middle of the panel.
        self.centre = (shown.center().to_vec2() / zoom).to_pos2() - (room.center() - self.panel.center()) / zoom;
    }
}

/// The room something takes: part of it grows with the zoom, part of it, the name, does not.
#[derive(Clone, Copy, Debug)]
pub struct Extent {
    /// Where it stands in the scene.
    pub at: Pos2,
    /// Its radius in the scene.
    pub radius: f32,
    /// How many letters its name has; 0 where no name stands below it.
    pub letters: usize,
}

impl Extent {
    /// Half the width of its name on screen, and its height below the circle.
    fn name(&self, zoom: f32) -> (f32, f32) {
        if self.letters == 0 {
            return (0.0, 0.0);
        }
        let size = name_size(zoom);
        // The fonts are not known here, so a little more than Inter needs.
        let (width, widest) = (self.letters as f32 * size * 0.56, widest_name(self.letters, size));
        let lines = if width > widest { 2.0 } else { 1.0 };
        (width.min(widest) / 2.0, 5.0 + lines * (size + 2.5))
    }
}

/// The rectangle of a circle with its name.
fn around(at: Pos2, radius: f32, extent: &Extent, zoom: f32) -> Rect {
    let (half_name, below) = extent.name(zoom);
    let half = radius.max(half_name);
    Rect::from_min_max(at - vec2(half, radius), pos2(at.x + half, at.y + radius + below))
}

/// The rectangle that all extents take at a zoom, in scene points times zoom.
pub fn bounds(extents: &[Extent], zoom: f32) -> Rect {
    let mut rect = Rect::NOTHING;
    for extent in extents {
        let at = (extent.at.to_vec2() * zoom).to_pos2();
        let radius = extent.radius * node_scale(zoom);
        rect |= around(at, radius, extent, zoom);
    }
    rect
}

/// The closest look at which all extents are inside a room; `None` where there is nothing to see.
pub fn fitting_zoom(extents: &[Extent], room: Vec2, closest: f32) -> Option<f32> {
    if extents.is_empty() || room.x <= 0.0 || room.y <= 0.0 {
        return None;
    }
    let fits = |zoom: f32| {
        let size = bounds(extents, zoom).size();
        size.x <= room.x && size.y <= room.y
    };
    if fits(closest) {
        return Some(closest);
    }
    let (mut low, mut high) = (FURTHEST, closest);
    for _ in 0..24 {
        let middle = f32::midpoint(low, high);
        if fits(middle) { low = middle } else { high = middle }
    }
    Some(low)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn camera() -> Camera {
        let panel = Rect::from_min_max(pos2(100.0, 50.0), pos2(900.0, 650.0));
        Camera { centre: pos2(30.0, -20.0), zoom: 0.7, panel, ..Camera::default() }
    }

    #[test]
    fn screen_and_scene_are_inverse() {
        let at = pos2(431.0, 222.0);
        let back = camera().on_screen(camera().in_scene(at));
        assert!((back - at).length() < 1e-3, "{back:?}");
    }

    #[test]
    fn zooming_holds_the_point_under_the_pointer() {
        let mut camera = camera();
        let about = pos2(300.0, 500.0);
        let held = camera.in_scene(about);
        for factor in [1.3, 0.4, 2.0, 0.9] {
            camera.zoom_about(about, factor);
            assert!((camera.on_screen(held) - about).length() < 1e-2);
        }
    }

    #[test]
    fn a_fit_shows_everything_with_its_names() {
        let extents: Vec<Extent> = [(-900.0, 10.0), (400.0, -300.0), (120.0, 800.0)]
            .map(|(x, y)| Extent { at: pos2(x, y), radius: 24.0, letters: 17 })
            .to_vec();
        let mut camera = camera();
        let room = camera.panel.shrink(40.0);
        camera.fit(&extents, room, 1.5);
        for extent in &extents {
            let taken = camera.taken(extent);
            assert!(room.expand(0.5).contains_rect(taken), "{taken:?} {room:?}");
        }
    }
}
