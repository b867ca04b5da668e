//! SVG to PNG, with the program's own fonts alone, so that a picture is the same on every machine. Letters of scripts that
//! those have not, such as Chinese, come from the system's fonts, as they do in the window.

use std::sync::{Arc, OnceLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{self, fontdb};
use thiserror::Error;

/// Pictures beyond this many pixels a side are refused.
const MOST_PIXELS: f32 = 16_000.0;

/// Why a picture could not be made.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PictureError {
    /// The drawing could not be read back.
    #[error("the drawing could not be rendered: {0}")]
    Unreadable(String),
    /// Too many pixels.
    #[error("the picture would have more than 16000 pixels a side; choose a smaller scale, or SVG")]
    TooLarge,
}

/// Renders SVG text as a PNG file, `scale` pixels to the point.
///
/// # Errors
/// When the text is no SVG, or the picture would be too large.
pub fn png_of_svg(svg: &str, scale: f32) -> Result<Vec<u8>, PictureError> {
    let is_all_ours = svg.chars().all(is_ours);
    let mut font_resolver = usvg::FontResolver::default();
    if !is_all_ours {
        // A letter that no font has, such as an emoji, must not keep the letters after it from being looked for.
        let usual = usvg::FontResolver::default_fallback_selector();
        font_resolver.select_fallback = Box::new(move |letter, used, known| {
            usual(letter, used, known).or_else(|| known.faces().map(|face| face.id).find(|id| !used.contains(id)))
        });
    }
    let options = usvg::Options {
        fontdb: if is_all_ours { fonts() } else { all_fonts() },
        font_resolver,
        font_family: "Inter".to_owned(),
        // Nothing outside the text is ever read.
        resources_dir: None,
        ..usvg::Options::default()
    };
    let tree = usvg::Tree::from_str(svg, &options).map_err(|error| PictureError::Unreadable(error.to_string()))?;
    let (width, height) = (tree.size().width() * scale, tree.size().height() * scale);
    if !(1.0..=MOST_PIXELS).contains(&width) || !(1.0..=MOST_PIXELS).contains(&height) {
        return Err(PictureError::TooLarge);
    }
    let mut pixels = Pixmap::new(width.ceil() as u32, height.ceil() as u32).ok_or(PictureError::TooLarge)?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
    pixels.encode_png().map_err(|error| PictureError::Unreadable(error.to_string()))
}

/// Whether a letter is of a script that the program's own fonts have.
fn is_ours(letter: char) -> bool {
    matches!(u32::from(letter),
        0..=0x058F | 0x0600..=0x06FF | 0x0750..=0x077F | 0x08A0..=0x08FF | 0x1E00..=0x1FFF | 0x2000..=0x2BFF
        | 0xE000..=0xF8FF | 0xFB00..=0xFDFF | 0xFE00..=0xFE0F | 0xFE70..=0xFEFF)
}

/// The program's own fonts and the system's behind them, read once, and only where somebody's name needs them.
fn all_fonts() -> Arc<fontdb::Database> {
    static FONTS: OnceLock<Arc<fontdb::Database>> = OnceLock::new();
    FONTS
        .get_or_init(|| {
            let mut database = fontdb::Database::clone(&fonts());
            database.load_system_fonts();
            Arc::new(database)
        })
        .clone()
}

/// The fonts of resources/fonts, read once.
fn fonts() -> Arc<fontdb::Database> {
    static FONTS: OnceLock<Arc<fontdb::Database>> = OnceLock::new();
    FONTS
        .get_or_init(|| {
            let mut database = fontdb::Database::new();
            for bytes in [
                include_bytes!("../../../resources/fonts/Inter-Regular.otf").as_slice(),
                include_bytes!("../../../resources/fonts/Inter-Medium.otf").as_slice(),
                include_bytes!("../../../resources/fonts/Inter-SemiBold.otf").as_slice(),
                include_bytes!("../../../resources/fonts/NotoSansArabic-Regular.ttf").as_slice(),
                include_bytes!("../../../resources/fonts/NotoSansSymbols2-Regular.ttf").as_slice(),
            ] {
                database.load_font_source(fontdb::Source::Binary(Arc::new(bytes)));
            }
            database.set_sans_serif_family("Inter");
            Arc::new(database)
        })
        .clone()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SVG: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"20\" font-family=\"Inter\">\
                       <rect width=\"40\" height=\"20\" fill=\"#ffffff\"/>\
                       <text x=\"2\" y=\"15\" font-size=\"14\" fill=\"#000000\">Mali</text></svg>";

    #[test]
    fn letters_are_drawn_at_the_scale_asked_for() {
        let png = png_of_svg(SVG, 2.0).unwrap();
        let picture = Pixmap::decode_png(&png).unwrap();
        assert_eq!((picture.width(), picture.height()), (80, 40));
        assert!(picture.pixels().iter().any(|pixel| pixel.red() < 60), "the word stands in the picture");
    }

    #[test]
    fn names_in_latin_greek_cyrillic_and_arabic_need_no_font_of_the_system_and_chinese_does() {
        assert!("Mali – Größe, Ελλάς, Россия, حركة أنصار الله → 40 %".chars().all(is_ours));
        assert!(!is_ours('中') && !is_ours('한') && !is_ours('क'));
    }

    #[test]
    fn what_is_too_large_or_no_drawing_is_refused_in_words() {
        assert_eq!(png_of_svg(SVG, 1000.0), Err(PictureError::TooLarge));
        assert!(png_of_svg("nothing", 1.0).is_err());
    }
}
