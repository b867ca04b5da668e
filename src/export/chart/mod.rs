//! Charts as lists of simple shapes: what the window plots, drawn again for a report. One drawing becomes an SVG file and,
//! from the same shapes, a PNG.

mod dots;
mod png;
mod svg;
mod timeline;
mod tornado;

pub use dots::{DotChart, DotRow};
pub use png::{PictureError, png_of_svg};
pub use timeline::{BandOfLine, ChartLine, EventMark, TimelineChart};
pub use tornado::{TornadoBar, TornadoChart};

/// A colour, red, green and blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rgb(pub u8, pub u8, pub u8);

/// The colours of a chart's own parts; lines and marks bring theirs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ChartColours {
    /// Behind everything.
    pub ground: Rgb,
    /// Titles, names and numbers.
    pub text: Rgb,
    /// Axes' words and notes.
    pub weak: Rgb,
    /// Grid lines.
    pub grid: Rgb,
    /// Falls.
    pub loss: Rgb,
    /// Rises.
    pub gain: Rgb,
}

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

#[derive(Clone, Debug, PartialEq)]
enum Shape {
    Line {
        points: Vec<[f64; 2]>,
        colour: Rgb,
        width: f64,
        dashes: Vec<f64>,
    },
    /// A filled outline without a stroke.
    Area {
        points: Vec<[f64; 2]>,
        colour: Rgb,
        opacity: f64,
    },
    Circle {
        at: [f64; 2],
        radius: f64,
        colour: Rgb,
        hollow: bool,
    },
    Text {
        at: [f64; 2],
        words: String,
        size: f64,
        weight: u16,
        anchor: Anchor,
        colour: Rgb,
    },
}

/// Which point of a text stands at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Anchor {
    Start,
    Middle,
    End,
}

impl Drawing {
    fn new(width: f64, height: f64, title: &str, ground: Rgb) -> Self {
        Self { width, height, title: title.to_owned(), ground, shapes: Vec::new() }
    }

    fn line(&mut self, points: Vec<[f64; 2]>, colour: Rgb, width: f64, dashes: &[f64]) {
        self.shapes.push(Shape::Line { points, colour, width, dashes: dashes.to_vec() });
    }

    fn area(&mut self, points: Vec<[f64; 2]>, colour: Rgb, opacity: f64) {
        self.shapes.push(Shape::Area { points, colour, opacity });
    }

    /// A filled rectangle from its left top to its right bottom.
    fn bar(&mut self, from: [f64; 2], to: [f64; 2], colour: Rgb, opacity: f64) {
        self.area(vec![from, [to[0], from[1]], to, [from[0], to[1]]], colour, opacity);
    }

    fn text(&mut self, at: [f64; 2], words: &str, size: f64, weight: u16, anchor: Anchor, colour: Rgb) {
        self.shapes.push(Shape::Text { at, words: words.to_owned(), size, weight, anchor, colour });
    }

    /// The mark of scenario number `n`: its shape tells it apart where its colour does not.
    fn mark(&mut self, at: [f64; 2], n: usize, radius: f64, colour: Rgb) {
        let around = |list: &[(f64, f64)]| list.iter().map(|(x, y)| [at[0] + x * radius, at[1] + y * radius]).collect();
        match n % 4 {
            0 => self.shapes.push(Shape::Circle { at, radius, colour, hollow: true }),
            1 => self.shapes.push(Shape::Circle { at, radius, colour, hollow: false }),
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

/// A coverage 0..1 as charts write it.
fn percent(value: f64) -> String {
    format!("{:.0} %", value * 100.0)
}

/// The dashes of line number `n`, which tell lines apart without their colours.
fn dashes(n: usize) -> &'static [f64] {
    match n % 4 {
        0 => &[],
        1 => &[10.0, 6.0],
        2 => &[4.0, 3.0],
        _ => &[1.5, 4.0],
    }
}

/// A text cut to about so much room, with an ellipsis. There are no font metrics here; letters are about half as wide as
/// they are high.
fn cut(words: &str, size: f64, room: f64) -> String {
    let most = (room / (size * 0.55)).floor().max(2.0) as usize;
    if words.chars().count() <= most {
        return words.to_owned();
    }
    let kept: String = words.chars().take(most - 1).collect();
    format!("{}…", kept.trim_end())
}
