//! The program's own fonts: Inter for Latin, Cyrillic and Greek, Noto Sans Arabic and Symbols behind it, Lucide for icons. All are
//! embedded, so that a picture is the same on every machine; licences stand beside them in resources/fonts.

use std::sync::Arc;

use egui::{FontData, FontDefinitions, FontFamily, FontId};

/// The family for names and numbers that stand out.
pub const STRONG: &str = "strong";
/// The family for medium weight.
pub const MEDIUM: &str = "medium";
/// The family for icons.
pub const ICONS: &str = "icons";

/// Sets the program's fonts in a context; the window and the tests alike call it.
pub fn install(ctx: &egui::Context) {
    let mut fonts = FontDefinitions::empty();
    let faces: [(&str, &'static [u8]); 6] = [
        ("inter", include_bytes!("../../resources/fonts/Inter-Regular.otf")),
        ("inter-medium", include_bytes!("../../resources/fonts/Inter-Medium.otf")),
        ("inter-semibold", include_bytes!("../../resources/fonts/Inter-SemiBold.otf")),
        ("arabic", include_bytes!("../../resources/fonts/NotoSansArabic-Regular.ttf")),
        ("symbols", include_bytes!("../../resources/fonts/NotoSansSymbols2-Regular.ttf")),
        ("lucide", lucide_icons::LUCIDE_FONT_BYTES),
    ];
    for (name, bytes) in faces {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
    }
    let with_fallback = |first: &str| {
        ["arabic", "symbols", "lucide"].iter().fold(vec![first.to_owned()], |mut all, next| {
            all.push((*next).to_owned());
            all
        })
    };
    fonts.families.insert(FontFamily::Proportional, with_fallback("inter"));
    fonts.families.insert(FontFamily::Monospace, with_fallback("inter"));
    fonts.families.insert(FontFamily::Name(MEDIUM.into()), with_fallback("inter-medium"));
    fonts.families.insert(FontFamily::Name(STRONG.into()), with_fallback("inter-semibold"));
    fonts.families.insert(FontFamily::Name(ICONS.into()), vec!["lucide".to_owned(), "inter".to_owned()]);
    ctx.set_fonts(fonts);
}

/// Regular text of a size in points.
pub fn regular(size: f32) -> FontId {
    FontId::new(size, FontFamily::Proportional)
}

/// Medium text of a size in points.
pub fn medium(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name(MEDIUM.into()))
}

/// Semibold text of a size in points.
pub fn strong(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name(STRONG.into()))
}

/// Icons of a size in points.
pub fn icons(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name(ICONS.into()))
}
