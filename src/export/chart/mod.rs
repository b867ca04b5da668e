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

/// The dashes of line number `n`, stroke and gap by turns, in points; none is a whole line. Of six lines no two are alike, so
/// that they are told apart in black and white too.
pub fn dashes(n: usize) -> &'static [f64] {
    match n % 6 {
        0 => &[],
        1 => &[14.0, 5.0],
        2 => &[9.0, 4.0, 2.0, 4.0],
        3 => &[4.0, 4.0],
        4 => &[22.0, 5.0, 4.0, 5.0, 4.0, 5.0],
        _ => &[12.0, 4.0, 2.0, 3.0, 2.0, 3.0, 2.0, 4.0],
    }
}

/// The dots of a line that is the other reaction of a scenario, as `dashes` has them.
pub const DOTS: &[f64] = &[1.6, 4.0];

/// Places as near to those wanted as can be, in the same order and so far apart that nothing overlaps; inside `within`, as far
/// as there is room. What is wanted comes sorted from low to high.
pub fn apart(wanted: &[f64], spacing: f64, within: (f64, f64)) -> Vec<f64> {
    // Without the room that each takes, the nearest places in order are means of blocks (pool adjacent violators).
    let mut blocks: Vec<(f64, usize)> = Vec::new();
    for (n, want) in wanted.iter().enumerate() {
        let mut block = (want - n as f64 * spacing, 1);
        while let Some((mean, count)) = blocks.pop_if(|(mean, _)| *mean >= block.0) {
            let both = count + block.1;
            block = ((mean * count as f64 + block.0 * block.1 as f64) / both as f64, both);
        }
        blocks.push(block);
    }
    let room = wanted.len().saturating_sub(1) as f64 * spacing;
    let means = blocks.iter().flat_map(|(mean, count)| std::iter::repeat_n(*mean, *count));
    means.enumerate().map(|(n, mean)| mean.min(within.1 - room).max(within.0) + n as f64 * spacing).collect()
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

/// A sentence in lines of about so much room.
fn wrapped(sentence: &str, room: f64) -> Vec<String> {
    let most = (room / 6.4) as usize;
    let mut lines = vec![String::new()];
    for word in sentence.split_whitespace() {
        let Some(last) = lines.last_mut() else { break };
        if !last.is_empty() && last.chars().count() + 1 + word.chars().count() > most {
            lines.push(word.to_owned());
        } else {
            if !last.is_empty() {
                last.push(' ');
            }
            last.push_str(word);
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn six_lines_have_six_patterns_and_none_is_that_of_dots() {
        for a in 0..6 {
            assert_ne!(dashes(a), DOTS);
            for b in 0..a {
                assert_ne!(dashes(a), dashes(b), "{a} and {b}");
            }
        }
    }

    #[test]
    fn names_at_the_ends_of_lines_stay_apart_in_order_and_near() {
        assert_eq!(apart(&[10.0, 50.0], 12.0, (0.0, 100.0)), [10.0, 50.0], "where there is room, nothing moves");
        assert_eq!(apart(&[50.0, 50.0], 12.0, (0.0, 100.0)), [44.0, 56.0], "each gives way by half");
        assert_eq!(apart(&[99.0, 100.0], 12.0, (0.0, 100.0)), [88.0, 100.0], "and stays inside");
        assert_eq!(apart(&[0.0, 1.0, 80.0], 12.0, (0.0, 100.0)), [0.0, 12.0, 80.0]);
        assert!(apart(&[], 12.0, (0.0, 100.0)).is_empty());
    }
}
