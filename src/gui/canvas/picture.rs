//! The canvas as a drawing for a file: the same scene, drawn by the same code, with shapes in place of meshes.

use std::collections::HashMap;
use std::sync::Arc;

use egui::{Color32, Galley, Pos2, RawInput, Rect, Shape, Ui, Vec2, vec2};

use super::batch::place;
use super::camera::{Camera, Extent, bounds};
use super::hovering::Hover;
use super::{BAR, Canvas, extent_of};
use crate::export::MapSheet;
use crate::export::drawing::{Anchor, Drawing, GlyphOutline, Shape as Drawn};
use crate::gui::background::Reading;
use crate::gui::context::ViewCtx;
use crate::gui::fonts;
use crate::gui::plots::rgb;
use crate::gui::session::Session;
use crate::gui::snapshot::Snapshot;
use crate::gui::theme::{Palette, mix};
use crate::gui::transfer::Extent as PictureExtent;
use crate::gui::view::{Settings, View};

/// A picture of the whole map is no larger than this, in points; a larger map is drawn smaller.
const LARGEST: Vec2 = vec2(3600.0, 2700.0);
/// Nor smaller: the legend needs its room.
const SMALLEST: Vec2 = vec2(960.0, 560.0);

impl Canvas {
    /// The map as a drawing: what is on screen, or everything that is not filtered out.
    pub fn drawing(&self, cx: &ViewCtx<'_>, extent: PictureExtent) -> Drawing {
        let mut copy = Self {
            camera: self.camera,
            places: self.places.for_picture(),
            filter: self.filter.copied(),
            legend: self.legend.for_picture(),
            is_picture: true,
            ..Self::default()
        };
        let fits = extent == PictureExtent::Whole || self.scene.is_none();
        let mut size = if fits { LARGEST } else { self.camera.panel.size() };
        let ctx = egui::Context::default();
        fonts::install(&ctx);
        crate::gui::bidi::keep_as_written(&ctx);
        cx.palette.install(&ctx);
        let mut shapes = Vec::new();
        // The first frame only learns how large things are.
        for _ in 0..3 {
            let rect = Rect::from_min_size(Pos2::ZERO, size);
            let input = RawInput { screen_rect: Some(rect), time: Some(0.0), ..RawInput::default() };
            let mut output = ctx.run_ui(input, |ui| {
                let taken = copy.picture_ui(cx, ui, fits);
                if fits {
                    size = taken.clamp(SMALLEST, LARGEST);
                }
            });
            shapes = std::mem::take(&mut output.shapes);
            // Nothing is put on a screen, so nobody takes the letters' pixels.
            output.textures_delta.clear();
        }
        let (map, snapshot) = (cx.map, cx.snapshot);
        let title = if map.title.is_empty() { map.actor_name(&map.principal) } else { &map.title };
        let title = format!("{title}: {}, {}", snapshot.scenario.name, cx.month_words(cx.view.month));
        let drawing = Drawing::new(size.x.into(), size.y.into(), &title, rgb(cx.palette.canvas));
        let mut sheet = Sheet { palette: cx.palette, drawing, icons: HashMap::new(), halo: None };
        for clipped in shapes {
            sheet.add(&clipped.shape);
        }
        sheet.flush();
        sheet.drawing
    }

    /// Draws what belongs into a picture, and nothing that one presses. How much room all of it would take comes back.
    fn picture_ui(&mut self, cx: &ViewCtx<'_>, ui: &mut Ui, fits: bool) -> Vec2 {
        let panel = ui.ctx().content_rect();
        self.camera.panel = panel;
        self.pixels_per_point = 1.0;
        let scene = self.current_scene(cx, 0.0);
        self.motion.stop();
        self.filter.update(cx, &scene, &mut self.hidden);
        let shown = scene.nodes.iter().enumerate().filter(|(n, _)| !self.hidden.node(*n));
        let extents: Vec<Extent> = shown.map(|(_, node)| extent_of(node)).collect();
        if fits {
            self.camera = Camera { panel, ..Camera::default() };
            self.camera.fit(&extents, self.room(), 1.0);
        }
        self.lay_out(&scene, 0.0);
        let painter = ui.painter_at(panel);
        self.paint(cx, ui, &painter, &scene, &Hover::default(), &mut Vec::new());
        let mut inside = ui.new_child(egui::UiBuilder::new().max_rect(panel).id_salt("over the map"));
        self.legend.ui(cx, &mut inside, panel);
        self.scene = Some(scene);
        bounds(&extents, self.camera.zoom).size() + vec2(40.0, BAR * 2.0 + 8.0)
    }
}

/// Draws a map without a window, for the command line.
pub fn draw_map(sheet: &MapSheet<'_>) -> Drawing {
    let session = Session::of_map(sheet.map.clone(), None);
    let mut view = View::of(session.map(), Settings::default());
    view.scenario = sheet.scenario.clone();
    view.month = sheet.month;
    // What nobody has accepted is no part of what a script asks for.
    view.show_proposals = false;
    let palette = if sheet.dark { Palette::dark() } else { Palette::light() };
    let snapshot = Snapshot::of(&session, &view);
    let cx = ViewCtx {
        map: session.map(),
        session: &session,
        snapshot: &snapshot,
        view: &view,
        palette: &palette,
        reading: &Reading::default(),
    };
    Canvas::default().drawing(&cx, PictureExtent::Whole)
}

/// Takes down what was painted as shapes of a drawing.
struct Sheet<'a> {
    palette: &'a Palette,
    drawing: Drawing,
    icons: HashMap<char, Option<Arc<GlyphOutline>>>,
    /// The text painted last, which is only the outline of the next where the two are one.
    halo: Option<egui::epaint::TextShape>,
}

impl Sheet<'_> {
    fn add(&mut self, shape: &Shape) {
        if let Shape::Text(text) = shape {
            // An outline is the same text several times behind itself. The same letters elsewhere share their galley too.
            let is_again = self
                .halo
                .as_ref()
                .is_some_and(|last| Arc::ptr_eq(&last.galley, &text.galley) && last.pos.distance(text.pos) < 4.0);
            let behind = self.halo.replace(text.clone());
            match behind {
                Some(behind) if !is_again => self.text(&behind, None),
                Some(behind) if behind.override_text_color != text.override_text_color => {
                    self.halo = None;
                    self.text(text, behind.override_text_color);
                }
                _ => {}
            }
            return;
        }
        self.flush();
        match shape {
            Shape::Noop | Shape::Text(_) => {}
            Shape::Vec(shapes) => shapes.iter().for_each(|shape| self.add(shape)),
            Shape::Circle(circle) => {
                let (at, radius) = (place(circle.center), f64::from(circle.radius));
                if let Some(colour) = self.seen(circle.fill) {
                    self.drawing.add(Drawn::Circle { at, radius, colour, ring: None });
                }
                if let Some(colour) = self.seen(circle.stroke.color).filter(|_| circle.stroke.width > 0.0) {
                    let ring = Some(circle.stroke.width.into());
                    self.drawing.add(Drawn::Circle { at, radius, colour, ring });
                }
            }
            Shape::LineSegment { points, stroke } => self.line(points, stroke.width, stroke.color),
            Shape::Path(path) => {
                let mut points = path.points.clone();
                if let Some(colour) = self.seen(path.fill).filter(|_| path.closed) {
                    let corners = points.iter().copied().map(place).collect();
                    self.drawing.add(Drawn::Area { points: corners, colour, opacity: 1.0 });
                }
                if path.closed {
                    points.extend(path.points.first());
                }
                if let egui::epaint::ColorMode::Solid(colour) = path.stroke.color {
                    self.line(&points, path.stroke.width, colour);
                }
            }
            Shape::Rect(rect) => {
                if let Some(colour) = self.seen(rect.fill) {
                    let border = self.seen(rect.stroke.color).filter(|_| rect.stroke.width > 0.0);
                    self.drawing.add(Drawn::Box {
                        from: place(rect.rect.min),
                        to: place(rect.rect.max),
                        radius: rect.corner_radius.nw.into(),
                        colour,
                        border: border.map(|colour| (colour, rect.stroke.width.into())),
                    });
                }
            }
            Shape::Callback(callback) => {
                if let Some(shapes) = callback.callback.downcast_ref::<Vec<Drawn>>() {
                    shapes.iter().cloned().for_each(|shape| self.drawing.add(shape));
                }
            }
            // The canvas paints none of these into a picture.
            Shape::Band(_) | Shape::Ellipse(_) | Shape::Mesh(_) | Shape::QuadraticBezier(_) | Shape::CubicBezier(_) => {
            }
        }
    }

    /// A colour as it looks on the ground; none where nothing is seen.
    fn seen(&self, colour: Color32) -> Option<crate::export::drawing::Rgb> {
        let alpha = f32::from(colour.a()) / 255.0;
        let [r, g, b, _] = colour.to_srgba_unmultiplied();
        (alpha > 0.0).then(|| rgb(mix(self.palette.canvas, Color32::from_rgb(r, g, b), alpha)))
    }

    fn line(&mut self, points: &[Pos2], width: f32, colour: Color32) {
        if let Some(colour) = self.seen(colour).filter(|_| width > 0.0 && points.len() > 1) {
            let points = points.iter().copied().map(place).collect();
            self.drawing.add(Drawn::Line { points, colour, width: width.into(), dashes: Vec::new() });
        }
    }

    /// Writes the text that still waits for what follows it.
    fn flush(&mut self) {
        if let Some(text) = self.halo.take() {
            self.text(&text, None);
        }
    }

    fn text(&mut self, text: &egui::epaint::TextShape, halo: Option<Color32>) {
        let galley = &text.galley;
        let Some(format) = galley.job.sections.first().map(|section| &section.format) else { return };
        let own = if format.color == Color32::PLACEHOLDER { text.fallback_color } else { format.color };
        let Some(colour) = self.seen(text.override_text_color.unwrap_or(own)) else { return };
        let (font, size) = (&format.font_id, f64::from(format.font_id.size));
        let halo = halo.and_then(|colour| self.seen(colour));
        for (row, words) in galley.rows.iter().zip(words_of_rows(galley)) {
            let Some(first) = row.row.glyphs.first() else { continue };
            let left = text.pos + row.pos.to_vec2();
            let base = f64::from(left.y + first.pos.y);
            let is_icon = font.family == egui::FontFamily::Name(fonts::ICONS.into());
            if let (true, Some(letter)) = (is_icon, words.chars().next()) {
                let read = || GlyphOutline::of(lucide_icons::LUCIDE_FONT_BYTES, letter).map(Arc::new);
                if let Some(outline) = self.icons.entry(letter).or_insert_with(read).clone() {
                    let at = [f64::from(left.x + first.pos.x), base];
                    self.drawing.add(Drawn::Glyph { at, size, outline, colour });
                }
                continue;
            }
            let weight = match &font.family {
                egui::FontFamily::Name(name) if &**name == fonts::STRONG => 600,
                egui::FontFamily::Name(name) if &**name == fonts::MEDIUM => 500,
                _ => 400,
            };
            // Anchored in its middle, a text of another font still stands where it belongs.
            let at = [f64::from(left.x + row.row.size.x / 2.0), base];
            self.drawing.add(Drawn::Text { at, words, size, weight, anchor: Anchor::Middle, colour, halo });
        }
    }
}

/// The words of each row, in the order in which they are read. Where the end was cut off, its ellipsis stands for it.
fn words_of_rows(galley: &Galley) -> Vec<String> {
    let mut letters = galley.job.text.chars();
    let count = galley.rows.len();
    let rows = galley.rows.iter().enumerate().map(|(n, row)| {
        let words: String = if galley.elided && n + 1 == count {
            row.row.glyphs.iter().map(|glyph| glyph.chr).collect()
        } else {
            letters.by_ref().take(row.row.glyphs.len()).collect()
        };
        if row.ends_with_newline {
            letters.next();
        }
        words.trim().to_owned()
    });
    rows.collect()
}
