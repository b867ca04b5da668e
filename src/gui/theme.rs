//! Every colour, radius and spacing of the window. No other file names a colour.

use egui::{Color32, CornerRadius, Margin, Stroke, TextStyle, Visuals, vec2};
use serde::{Deserialize, Serialize};

use super::fonts;
use crate::model::{ActorKind, FunctionFamily, RelationClass};

/// Which theme the user wants.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ThemeChoice {
    /// As the system has it.
    System,
    /// Light text on dark.
    #[default]
    Dark,
    /// Dark text on light.
    Light,
}

/// Radius of cards and buttons, in points.
pub const RADIUS: u8 = 6;
/// Space between things that belong together.
pub const GAP: f32 = 6.0;
/// Inner margin of cards.
pub const CARD_MARGIN: i8 = 10;
/// Width of the ring around what has the keys, in points.
pub const FOCUS_WIDTH: f32 = 2.0;
/// Between a control and its ring, in points.
pub const FOCUS_GAP: f32 = 1.0;
/// Size of small print.
pub const SMALL: f32 = 11.5;
/// Size of notes inside plots and keys.
pub const TINY: f32 = 10.5;
/// Size of body text.
pub const BODY: f32 = 13.0;
/// Size of a page's title.
pub const TITLE: f32 = 20.0;
/// Size of the headline number.
pub const HEADLINE: f32 = 28.0;

/// The colours of one theme. Every text colour has a contrast of at least 4.5 to 1 on `panel`, `card` and `canvas`; a test
/// computes it.
#[derive(Clone, Debug, PartialEq)]
pub struct Palette {
    /// Whether it is the dark one.
    pub dark: bool,
    /// Behind everything.
    pub window: Color32,
    /// Side panels.
    pub panel: Color32,
    /// Behind the map.
    pub canvas: Color32,
    /// Cards on panels.
    pub card: Color32,
    /// A card under the pointer.
    pub card_hover: Color32,
    /// Outlines of cards and cells.
    pub outline: Color32,
    /// Empty cells, tracks of bars and rings.
    pub track: Color32,
    /// Main text.
    pub text: Color32,
    /// Secondary text.
    pub weak: Color32,
    /// What can be acted on.
    pub accent: Color32,
    /// The ring around what has the keys.
    pub focus: Color32,
    /// Text on `accent_fill`.
    pub on_accent: Color32,
    /// Filled buttons.
    pub accent_fill: Color32,
    /// Losses, gaps, danger.
    pub loss: Color32,
    /// Gains.
    pub gain: Color32,
    /// Warnings, unsaved changes.
    pub warn: Color32,
    /// Neutral numbers that are neither good nor bad.
    pub neutral: Color32,
    /// Selection on the map and in text.
    pub selection: Color32,
    /// Grid dots of the map.
    pub grid: Color32,
    force: Color32,
    enabling: Color32,
    build_up: Color32,
    protection: Color32,
    political: Color32,
    conflict: Color32,
    structure: Color32,
}

const fn rgb(hex: u32) -> Color32 {
    Color32::from_rgb((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
}

impl Palette {
    /// Light text on dark.
    pub const fn dark() -> Self {
        Self {
            dark: true,
            window: rgb(0x15_18_1d),
            panel: rgb(0x1a_1e_24),
            canvas: rgb(0x13_16_1a),
            card: rgb(0x21_26_2e),
            card_hover: rgb(0x29_2f_39),
            outline: rgb(0x34_3b_47),
            track: rgb(0x2c_32_3c),
            text: rgb(0xe6_e9_ee),
            weak: rgb(0x9d_a6_b5),
            accent: rgb(0x4f_c1_c9),
            focus: rgb(0x9f_e8_ff),
            on_accent: rgb(0xe9_fb_fc),
            accent_fill: rgb(0x1d_5b_63),
            loss: rgb(0xf2_72_6f),
            gain: rgb(0x6f_cf_97),
            warn: rgb(0xe9_b0_4a),
            neutral: rgb(0xb8_c0_cc),
            selection: rgb(0x4f_c1_c9),
            grid: rgb(0x20_25_2c),
            force: rgb(0xee_7d_6b),
            enabling: rgb(0x5e_ae_ee),
            build_up: rgb(0xe8_b8_50),
            protection: rgb(0xb3_92_ea),
            political: rgb(0x6d_c9_8e),
            conflict: rgb(0xef_6f_6f),
            structure: rgb(0x94_9e_ad),
        }
    }

    /// Dark text on light.
    pub const fn light() -> Self {
        Self {
            dark: false,
            window: rgb(0xe9_ec_f0),
            panel: rgb(0xf5_f7_f9),
            canvas: rgb(0xff_ff_ff),
            card: rgb(0xff_ff_ff),
            card_hover: rgb(0xee_f3_f6),
            outline: rgb(0xcf_d6_de),
            track: rgb(0xdf_e4_ea),
            text: rgb(0x1b_21_2a),
            weak: rgb(0x56_60_6f),
            accent: rgb(0x0b_6f_78),
            focus: rgb(0x00_4a_b3),
            on_accent: rgb(0xff_ff_ff),
            accent_fill: rgb(0x0f_75_7f),
            loss: rgb(0xb9_26_25),
            gain: rgb(0x1a_75_43),
            warn: rgb(0x8a_5a_00),
            neutral: rgb(0x46_50_5e),
            selection: rgb(0x0b_6f_78),
            grid: rgb(0xe6_ea_ee),
            force: rgb(0xb8_3a_26),
            enabling: rgb(0x1a_67_ae),
            build_up: rgb(0x85_5b_00),
            protection: rgb(0x6c_44_b8),
            political: rgb(0x1d_75_47),
            conflict: rgb(0xb9_26_25),
            structure: rgb(0x5b_65_73),
        }
    }

    /// The colour of a family of functions.
    pub fn family(&self, family: FunctionFamily) -> Color32 {
        match family {
            FunctionFamily::Force => self.force,
            FunctionFamily::Enabling => self.enabling,
            FunctionFamily::BuildUp => self.build_up,
            FunctionFamily::Protection => self.protection,
            FunctionFamily::Political => self.political,
        }
    }

    /// The colour of a class of relations.
    pub fn class(&self, class: RelationClass) -> Color32 {
        match class {
            RelationClass::Cooperation => self.accent,
            RelationClass::Conflict => self.conflict,
            RelationClass::Structure => self.structure,
        }
    }

    /// A tint of a colour over the card, for fills behind text: `amount` 0..1.
    pub fn tint(&self, colour: Color32, amount: f32) -> Color32 {
        mix(self.card, colour, amount)
    }

    /// The colour of scenario line number `n`, told apart by dashes as well.
    pub fn line(&self, n: usize) -> Color32 {
        let lines =
            [self.neutral, self.accent, self.build_up, self.protection, self.political, self.force, self.enabling];
        lines.get(n % lines.len()).copied().unwrap_or(self.text)
    }

    /// A card's frame.
    pub fn card_frame(&self) -> egui::Frame {
        egui::Frame::new()
            .fill(self.card)
            .stroke(Stroke::new(1.0, self.outline))
            .corner_radius(CornerRadius::same(RADIUS))
            .inner_margin(Margin::same(CARD_MARGIN))
    }

    /// A panel's frame.
    pub fn panel_frame(&self) -> egui::Frame {
        egui::Frame::new().fill(self.panel).inner_margin(Margin::symmetric(10, 8))
    }

    /// Puts the theme into a context: visuals, text sizes and spacing.
    pub fn install(&self, ctx: &egui::Context) {
        let mut visuals = if self.dark { Visuals::dark() } else { Visuals::light() };
        let radius = CornerRadius::same(RADIUS);
        visuals.override_text_color = None;
        visuals.panel_fill = self.panel;
        visuals.window_fill = self.card;
        visuals.window_stroke = Stroke::new(1.0, self.outline);
        visuals.window_corner_radius = CornerRadius::same(10);
        visuals.menu_corner_radius = CornerRadius::same(8);
        visuals.extreme_bg_color = if self.dark { self.canvas } else { rgb(0xff_ff_ff) };
        visuals.faint_bg_color = self.card;
        visuals.hyperlink_color = self.accent;
        visuals.warn_fg_color = self.warn;
        visuals.error_fg_color = self.loss;
        visuals.selection.bg_fill = mix(self.panel, self.accent, 0.35);
        visuals.selection.stroke = Stroke::new(1.0, self.text);
        let states = [
            (&mut visuals.widgets.noninteractive, self.panel, self.outline, self.text),
            (&mut visuals.widgets.inactive, self.card_hover, self.outline, self.text),
            (&mut visuals.widgets.hovered, mix(self.card_hover, self.accent, 0.12), self.accent, self.text),
            (&mut visuals.widgets.active, mix(self.card_hover, self.accent, 0.25), self.accent, self.text),
            (&mut visuals.widgets.open, self.card_hover, self.outline, self.text),
        ];
        for (state, fill, outline, text) in states {
            state.bg_fill = fill;
            state.weak_bg_fill = fill;
            state.bg_stroke = Stroke::new(1.0, outline);
            state.fg_stroke = Stroke::new(1.0, text);
            state.corner_radius = radius;
            state.expansion = 0.0;
        }
        visuals.weak_text_color = Some(self.weak);
        visuals.striped = false;
        visuals.slider_trailing_fill = true;
        visuals.handle_shape = egui::style::HandleShape::Circle;
        let theme = if self.dark { egui::Theme::Dark } else { egui::Theme::Light };
        ctx.set_theme(theme);
        ctx.all_styles_mut(|style| {
            style.visuals = visuals.clone();
            style.text_styles = [
                (TextStyle::Small, fonts::regular(SMALL)),
                (TextStyle::Body, fonts::regular(BODY)),
                (TextStyle::Button, fonts::medium(BODY)),
                (TextStyle::Monospace, fonts::regular(BODY)),
                (TextStyle::Heading, fonts::strong(16.0)),
            ]
            .into();
            style.spacing.item_spacing = vec2(GAP, GAP);
            style.spacing.button_padding = vec2(10.0, 4.0);
            style.spacing.interact_size = vec2(28.0, 24.0);
            // Handles of the text's colour on no ground of their own: they are seen in both themes, and stay quiet.
            style.spacing.scroll = egui::style::ScrollStyle {
                foreground_color: true,
                dormant_background_opacity: 0.0,
                active_background_opacity: 0.0,
                interact_background_opacity: 0.25,
                dormant_handle_opacity: 0.35,
                active_handle_opacity: 0.5,
                interact_handle_opacity: 0.75,
                ..egui::style::ScrollStyle::thin()
            };
            style.interaction.selectable_labels = false;
        });
    }
}

/// The colour at `amount` 0..1 of the way from one to another.
pub fn mix(from: Color32, to: Color32, amount: f32) -> Color32 {
    let channel = |a: u8, b: u8| (f32::from(a) + (f32::from(b) - f32::from(a)) * amount.clamp(0.0, 1.0)).round() as u8;
    Color32::from_rgb(channel(from.r(), to.r()), channel(from.g(), to.g()), channel(from.b(), to.b()))
}

/// The icon of a kind of actor; kind is never told by colour alone.
pub fn kind_icon(kind: ActorKind) -> char {
    use lucide_icons::Icon;
    match kind {
        ActorKind::State => Icon::Flag,
        ActorKind::GovernmentBody => Icon::Landmark,
        ActorKind::ArmedForce => Icon::Shield,
        ActorKind::ArmedGroup => Icon::Swords,
        ActorKind::PrivateMilitaryCompany => Icon::ShieldHalf,
        ActorKind::IntergovernmentalOrganization => Icon::Globe,
        ActorKind::Company => Icon::Factory,
        ActorKind::Party => Icon::Vote,
        ActorKind::Person => Icon::User,
        ActorKind::Media => Icon::Newspaper,
        ActorKind::ResearchOrNgo => Icon::BookOpen,
        ActorKind::Other => Icon::Circle,
    }
    .unicode()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn luminance(colour: Color32) -> f32 {
        let linear = |c: u8| {
            let c = f32::from(c) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(colour.r()) + 0.7152 * linear(colour.g()) + 0.0722 * linear(colour.b())
    }

    fn contrast(a: Color32, b: Color32) -> f32 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn every_text_colour_reads_on_every_ground() {
        for palette in [Palette::dark(), Palette::light()] {
            let mut texts = vec![
                ("text", palette.text),
                ("weak", palette.weak),
                ("accent", palette.accent),
                ("loss", palette.loss),
                ("gain", palette.gain),
                ("warn", palette.warn),
                ("neutral", palette.neutral),
            ];
            texts.extend(FunctionFamily::ALL.iter().map(|f| (f.id(), palette.family(*f))));
            texts.extend(RelationClass::ALL.iter().map(|c| (c.id(), palette.class(*c))));
            let grounds = [palette.panel, palette.card, palette.canvas, palette.card_hover, palette.window];
            for (name, colour) in texts {
                for ground in grounds {
                    let ratio = contrast(colour, ground);
                    assert!(ratio >= 4.5, "{name} on {ground:?}, dark {}: {ratio:.2}", palette.dark);
                }
            }
            assert!(contrast(palette.on_accent, palette.accent_fill) >= 4.5);
        }
    }

    #[test]
    fn the_ring_around_what_has_the_keys_stands_out_on_every_ground() {
        for palette in [Palette::dark(), Palette::light()] {
            let grounds =
                [palette.panel, palette.card, palette.canvas, palette.card_hover, palette.window, palette.track];
            // WCAG 2.2, 1.4.11 asks for 3 to 1 between a ring and what is beside it.
            for ground in grounds {
                let ratio = contrast(palette.focus, ground);
                assert!(ratio >= 3.0, "on {ground:?}, dark {}: {ratio:.2}", palette.dark);
            }
            assert_ne!(palette.focus, palette.accent, "what has the keys is not what is selected");
        }
    }

    #[test]
    fn text_reads_on_every_tint_it_stands_on() {
        for palette in [Palette::dark(), Palette::light()] {
            // Pills are filled with a tint of their own colour.
            let mut pills = vec![palette.weak, palette.accent, palette.warn, palette.neutral];
            pills.extend(FunctionFamily::ALL.iter().map(|f| palette.family(*f)));
            pills.extend(RelationClass::ALL.iter().map(|c| palette.class(*c)));
            for colour in pills {
                let ratio = contrast(colour, palette.tint(colour, 0.10));
                assert!(ratio >= 4.5, "a pill of {colour:?}, dark {}: {ratio:.2}", palette.dark);
            }
            // Quotes, buttons under the pointer and pressed, what is selected in a field or a menu.
            let grounds = [
                ("a quote", palette.tint(palette.track, 0.45)),
                ("a button under the pointer", mix(palette.card_hover, palette.accent, 0.12)),
                ("a button pressed", mix(palette.card_hover, palette.accent, 0.25)),
                ("a selection", mix(palette.panel, palette.accent, 0.35)),
            ];
            for (what, ground) in grounds {
                let ratio = contrast(palette.text, ground);
                assert!(ratio >= 4.5, "text on {what}, dark {}: {ratio:.2}", palette.dark);
            }
            let ratio = contrast(palette.weak, palette.tint(palette.track, 0.45));
            assert!(ratio >= 4.5, "the source of a quote, dark {}: {ratio:.2}", palette.dark);
        }
    }
}
