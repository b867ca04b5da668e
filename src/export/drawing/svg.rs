//! A drawing as SVG text.

use std::fmt::Write as _;

use super::{Anchor, Drawing, GlyphOutline, Rgb, Shape};
use crate::export::names::xml;

/// Writes a drawing.
pub(super) fn write(drawing: &Drawing) -> String {
    let (width, height) = (number(drawing.width), number(drawing.height));
    let title = xml(&drawing.title);
    let ground = hex(drawing.ground);
    let mut svg = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
         font-family=\"Inter, 'Noto Sans Arabic', 'Noto Sans Symbols2', sans-serif\" role=\"img\" aria-label=\"{title}\">\n\
         <title>{title}</title>\n<rect width=\"{width}\" height=\"{height}\" fill=\"{ground}\"/>\n"
    );
    for shape in &drawing.shapes {
        // Writing to a string cannot fail.
        let _ = shape_to(&mut svg, shape);
    }
    svg.push_str("</svg>\n");
    svg
}

fn shape_to(svg: &mut String, shape: &Shape) -> std::fmt::Result {
    match shape {
        Shape::Line { points, colour, width, dashes } => {
            let points = list(points);
            write!(svg, "<polyline points=\"{points}\" fill=\"none\" stroke=\"{}\"", hex(*colour))?;
            write!(svg, " stroke-width=\"{}\" stroke-linejoin=\"round\"", number(*width))?;
            if !dashes.is_empty() {
                let dashes: Vec<String> = dashes.iter().map(|dash| number(*dash)).collect();
                write!(svg, " stroke-dasharray=\"{}\"", dashes.join(" "))?;
            }
            writeln!(svg, "/>")
        }
        Shape::Area { points, colour, opacity } => {
            let (points, colour) = (list(points), hex(*colour));
            writeln!(svg, "<polygon points=\"{points}\" fill=\"{colour}\" fill-opacity=\"{}\"/>", number(*opacity))
        }
        Shape::Box { from, to, radius, colour, border } => {
            let (x, y) = (number(from[0]), number(from[1]));
            let (width, height) = (number(to[0] - from[0]), number(to[1] - from[1]));
            write!(svg, "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"")?;
            write!(svg, " rx=\"{}\" fill=\"{}\"", number(*radius), hex(*colour))?;
            if let Some((colour, width)) = border {
                write!(svg, " stroke=\"{}\" stroke-width=\"{}\"", hex(*colour), number(*width))?;
            }
            writeln!(svg, "/>")
        }
        Shape::Circle { at, radius, colour, ring } => {
            let (x, y, r, colour) = (number(at[0]), number(at[1]), number(*radius), hex(*colour));
            let look = match ring {
                Some(width) => format!("fill=\"none\" stroke=\"{colour}\" stroke-width=\"{}\"", number(*width)),
                None => format!("fill=\"{colour}\""),
            };
            writeln!(svg, "<circle cx=\"{x}\" cy=\"{y}\" r=\"{r}\" {look}/>")
        }
        Shape::Text { at, words, size, weight, anchor, colour, halo } => {
            let anchor = match anchor {
                Anchor::Start => "start",
                Anchor::Middle => "middle",
                Anchor::End => "end",
            };
            write!(svg, "<text x=\"{}\" y=\"{}\" font-size=\"{}\"", number(at[0]), number(at[1]), number(*size))?;
            write!(svg, " font-weight=\"{weight}\" text-anchor=\"{anchor}\" fill=\"{}\"", hex(*colour))?;
            if let Some(halo) = halo {
                write!(svg, " stroke=\"{}\" stroke-width=\"2.6\" stroke-linejoin=\"round\"", hex(*halo))?;
                write!(svg, " paint-order=\"stroke\"")?;
            }
            writeln!(svg, ">{}</text>", xml(words))
        }
        Shape::Glyph { at, size, outline, colour } => {
            let (x, y, scale) = (number(at[0]), number(at[1]), size / GlyphOutline::SIZE);
            write!(svg, "<path transform=\"translate({x} {y}) scale({scale:.4})\" fill=\"{}\"", hex(*colour))?;
            writeln!(svg, " d=\"{}\"/>", outline.path)
        }
    }
}

fn list(points: &[[f64; 2]]) -> String {
    points.iter().map(|[x, y]| format!("{},{}", number(*x), number(*y))).collect::<Vec<_>>().join(" ")
}

/// A length with at most two decimals; what is no number is 0, so that the file stays readable.
fn number(value: f64) -> String {
    let value = if value.is_finite() { (value * 100.0).round() / 100.0 } else { 0.0 };
    // Negative zero would be written with its sign.
    format!("{}", value + 0.0)
}

fn hex(Rgb(r, g, b): Rgb) -> String {
    format!("#{r:02x}{g:02x}{b:02x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hostile_name_stays_text() {
        let mut drawing = Drawing::new(100.0, 50.0, "A & <b>", Rgb(255, 255, 255));
        drawing.text([1.0, 2.0], "</text><script>\u{1}x", 12.0, 400, Anchor::Start, Rgb(0, 0, 0));
        let svg = drawing.to_svg();
        assert!(svg.contains("<title>A &amp; &lt;b&gt;</title>"));
        assert!(svg.contains("&lt;/text&gt;&lt;script&gt;x</text>"));
        assert!(!svg.contains("<script"));
    }
}
