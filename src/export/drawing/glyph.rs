//! Letters as outlines, read from a font once.

use std::fmt::Write as _;
use std::sync::Arc;

use resvg::tiny_skia::PathSegment;
use resvg::usvg::{self, Node, fontdb};

/// The size at which outlines are read, in units of their path.
const UNITS: f32 = 100.0;

/// A letter's outline, for letters of any size.
#[derive(Clone, Debug, PartialEq)]
pub struct GlyphOutline {
    /// The path of SVG, for letters of 100 units, from the left end of the base line.
    pub(super) path: String,
}

impl GlyphOutline {
    /// The size of the letters in its path.
    pub(super) const SIZE: f64 = UNITS as f64;

    /// The outline of a letter of a font; `None` where the font has none.
    pub fn of(font: &'static [u8], letter: char) -> Option<Self> {
        let mut database = fontdb::Database::new();
        database.load_font_source(fontdb::Source::Binary(Arc::new(font)));
        let family = database.faces().next()?.families.first()?.0.clone();
        let options =
            usvg::Options { fontdb: Arc::new(database), font_family: family.clone(), ..usvg::Options::default() };
        let code = u32::from(letter);
        let text = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"300\" height=\"300\">\
             <text x=\"0\" y=\"0\" font-size=\"{UNITS}\" font-family=\"{family}\">&#{code};</text></svg>"
        );
        let tree = usvg::Tree::from_str(&text, &options).ok()?;
        let mut path = String::new();
        gather(tree.root(), &mut path);
        (!path.is_empty()).then_some(Self { path })
    }
}

fn gather(group: &usvg::Group, out: &mut String) {
    for node in group.children() {
        match node {
            Node::Group(group) => gather(group, out),
            Node::Text(text) => gather(text.flattened(), out),
            Node::Path(path) => {
                let place = path.abs_transform();
                let Some(data) = path.data().clone().transform(place) else { continue };
                for segment in data.segments() {
                    // Writing to a string cannot fail.
                    let _ = match segment {
                        PathSegment::MoveTo(p) => write!(out, "M{:.1} {:.1}", p.x, p.y),
                        PathSegment::LineTo(p) => write!(out, "L{:.1} {:.1}", p.x, p.y),
                        PathSegment::QuadTo(a, p) => write!(out, "Q{:.1} {:.1} {:.1} {:.1}", a.x, a.y, p.x, p.y),
                        PathSegment::CubicTo(a, b, p) => {
                            write!(out, "C{:.1} {:.1} {:.1} {:.1} {:.1} {:.1}", a.x, a.y, b.x, b.y, p.x, p.y)
                        }
                        PathSegment::Close => write!(out, "Z"),
                    };
                }
            }
            Node::Image(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_has_an_outline_above_its_base_line() {
        let font = include_bytes!("../../../resources/fonts/Inter-Regular.otf");
        let outline = GlyphOutline::of(font, 'L').unwrap();
        assert!(outline.path.starts_with('M') && outline.path.ends_with('Z'), "{}", outline.path);
        assert!(outline.path.contains(" -"), "above the base line y is negative: {}", outline.path);
        assert_eq!(GlyphOutline::of(b"no font", 'L'), None);
    }
}
