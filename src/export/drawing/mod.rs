//! Drawings as lists of simple shapes. One drawing becomes an SVG file, in which text stays text, and from the same shapes a
//! PNG. Charts are drawn this way, and the map as the window shows it.

mod glyph;
mod png;
mod svg;

use std::sync::Arc;

pub use glyph::GlyphOutline;
pub use png::{PictureError, png_of_svg};

/// A colour, red, green and blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rgb(pub u8, pub u8, pub u8);

/// A finished drawing. All lengths are in points; the origin is the upper left corner.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawing {
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
    /// What it shows, for readers who do not see it.
    pub title: String,
    ground: Rgb,
    shapes: Vec<Shape>,
}

/// A shape of a drawing. Later shapes lie on top of earlier ones.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// A line along points.
    Line {
        /// The points.
        points: Vec<[f64; 2]>,
        /// Its colour.
        colour: Rgb,
        /// Its width.
        width: f64,
        /// Lengths drawn and left out in turn; a line without a break where empty.
        dashes: Vec<f64>,
    },
    /// A filled outline without a stroke.
    Area {
        /// Its corners.
        points: Vec<[f64; 2]>,
        /// Its colour.
        colour: Rgb,
        /// 0 cannot be seen, 1 hides what is behind.
        opacity: f64,
    },
    /// A rectangle, filled.
    Box {
        /// Its left top.
        from: [f64; 2],
        /// Its right bottom.
        to: [f64; 2],
        /// How round its corners are.
        radius: f64,
        /// Its colour.
        colour: Rgb,
        /// Its border's colour and width.
        border: Option<(Rgb, f64)>,
    },
    /// A circle: filled, or a ring of this width.
    Circle {
        /// Its middle.
        at: [f64; 2],
        /// Its radius.
        radius: f64,
        /// Its colour.
        colour: Rgb,
        /// The width of its line where it is not filled.
        ring: Option<f64>,
    },
    /// One line of text.
    Text {
        /// A point of its base line.
        at: [f64; 2],
        /// Its words.
        words: String,
        /// The size of its letters.
        size: f64,
        /// 400 regular, 500 medium, 600 semibold.
        weight: u16,
        /// Which point of it stands at its place.
        anchor: Anchor,
        /// Its colour.
        colour: Rgb,
        /// The colour around its letters, where lines may lie behind it.
        halo: Option<Rgb>,
    },
    /// A letter of an icon font, as an outline: no reader of the file has that font.
    Glyph {
        /// The left end of its base line.
        at: [f64; 2],
        /// The size of its letters.
        size: f64,
        /// Its outline.
        outline: Arc<GlyphOutline>,
        /// Its colour.
        colour: Rgb,
    },
}

/// Which point of a text stands at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// Its beginning.
    Start,
    /// Its middle.
    Middle,
    /// Its end.
    End,
}

impl Drawing {
    /// An empty sheet.
    pub fn new(width: f64, height: f64, title: &str, ground: Rgb) -> Self {
        Self { width, height, title: title.to_owned(), ground, shapes: Vec::new() }
    }

    /// Puts a shape on top.
    pub fn add(&mut self, shape: Shape) {
        self.shapes.push(shape);
    }

    /// What lies on it, from the back to the front.
    pub fn shapes(&self) -> &[Shape] {
        &self.shapes
    }

    pub(super) fn line(&mut self, points: Vec<[f64; 2]>, colour: Rgb, width: f64, dashes: &[f64]) {
        self.shapes.push(Shape::Line { points, colour, width, dashes: dashes.to_vec() });
    }

    pub(super) fn area(&mut self, points: Vec<[f64; 2]>, colour: Rgb, opacity: f64) {
        self.shapes.push(Shape::Area { points, colour, opacity });
    }

    /// A filled rectangle from its left top to its right bottom.
    pub(super) fn bar(&mut self, from: [f64; 2], to: [f64; 2], colour: Rgb, opacity: f64) {
        self.area(vec![from, [to[0], from[1]], to, [from[0], to[1]]], colour, opacity);
    }

    pub(super) fn text(&mut self, at: [f64; 2], words: &str, size: f64, weight: u16, anchor: Anchor, colour: Rgb) {
        self.shapes.push(Shape::Text { at, words: words.to_owned(), size, weight, anchor, colour, halo: None });
    }

    /// The mark of scenario number `n`: its shape tells it apart where its colour does not.
    pub(super) fn mark(&mut self, at: [f64; 2], n: usize, radius: f64, colour: Rgb) {
        let around = |list: &[(f64, f64)]| list.iter().map(|(x, y)| [at[0] + x * radius, at[1] + y * radius]).collect();
        match n % 4 {
            0 => self.shapes.push(Shape::Circle { at, radius, colour, ring: Some(2.0) }),
            1 => self.shapes.push(Shape::Circle { at, radius, colour, ring: None }),
            2 => self.area(around(&[(0.0, -1.2), (1.2, 0.0), (0.0, 1.2), (-1.2, 0.0)]), colour, 1.0),
            _ => self.area(around(&[(0.0, -1.1), (1.1, 0.9), (-1.1, 0.9)]), colour, 1.0),
        }
    }

    /// The drawing as an SVG file. Names in it are escaped.
    pub fn to_svg(&self) -> String {
        svg::write(self)
    }

    /// The drawing as a PNG file, `scale` pixels to the point.
    ///
    /// # Errors
    /// When the picture would be too large.
    pub fn to_png(&self, scale: f32) -> Result<Vec<u8>, PictureError> {
        png_of_svg(&self.to_svg(), scale)
    }
}
