//! Charts as drawings: what the window plots, drawn again for a report.

mod dots;
mod timeline;
mod tornado;

pub use super::drawing::{Anchor, Drawing, PictureError, Rgb, Shape, png_of_svg};
pub use dots::{DotChart, DotRow};
pub use timeline::{BandOfLine, ChartLine, EventMark, TimelineChart};
pub use tornado::{TornadoBar, TornadoChart};

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

/// A coverage 0..1 as charts write it.
fn percent(value: f64) -> String {
    crate::model::percent(value)
}

/// The dashes of line number `n`, which tell lines apart without their colours.
fn dashes(n: usize) -> &'static [f64] {
    match n % 4 {
        0 => &[],
        1 => &[10.0, 6.0],
        2 => &[4.0, 3.0],
        _ => &[18.0, 6.0],
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
