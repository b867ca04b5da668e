//! Short notices at the lower edge: what was done, what could not be. They go by themselves, or with a click.

use egui::{Align2, RichText, Sense, Stroke, vec2};

use super::fonts;
use super::theme::Palette;
use super::workspace::shorten;

/// The notices on screen.
#[derive(Default)]
pub struct Notices {
    shown: Vec<Notice>,
    made: u64,
}

struct Notice {
    id: u64,
    tone: Tone,
    text: String,
    seconds: f64,
    until: Option<f64>,
}

/// How a notice is meant.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tone {
    Done,
    Warning,
}

/// So many letters at most.
const LONGEST: usize = 260;

impl Notices {
    /// Something was done.
    pub fn done(&mut self, text: impl Into<String>) {
        self.add(Tone::Done, text.into(), 2.5);
    }

    /// Something could not be done, or should be known.
    pub fn warning(&mut self, text: impl Into<String>) {
        self.add(Tone::Warning, text.into(), 8.0);
    }

    fn add(&mut self, tone: Tone, text: String, seconds: f64) {
        // A name may be as long as it likes; a notice may not.
        let text = shorten(&text, LONGEST);
        self.shown.retain(|notice| notice.text != text);
        self.made += 1;
        self.shown.push(Notice { id: self.made, tone, text, seconds, until: None });
        if self.shown.len() > 4 {
            self.shown.remove(0);
        }
    }

    /// Draws the notices and lets go of the ones whose time is over.
    pub fn show(&mut self, ctx: &egui::Context, palette: &Palette) {
        let now = ctx.input(|i| i.time);
        for notice in &mut self.shown {
            notice.until.get_or_insert(now + notice.seconds);
        }
        self.shown.retain(|notice| notice.until.is_none_or(|until| until > now));
        let Some(next) = self.shown.iter().filter_map(|notice| notice.until).reduce(f64::min) else { return };
        ctx.request_repaint_after_secs((next - now).max(0.0) as f32);
        let mut dismissed = None;
        egui::Area::new(egui::Id::unique("notices")).anchor(Align2::CENTER_BOTTOM, vec2(0.0, -34.0)).show(ctx, |ui| {
            ui.set_max_width(420.0);
            for notice in &self.shown {
                let colour = if notice.tone == Tone::Done { palette.accent } else { palette.warn };
                let frame = palette.card_frame().stroke(Stroke::new(1.0, colour));
                let text = RichText::new(&notice.text).font(fonts::regular(12.5)).color(palette.text);
                let card = frame.show(ui, |ui| ui.add(egui::Label::new(text).wrap())).response;
                if card.interact(Sense::click()).on_hover_text("Click to close").clicked() {
                    dismissed = Some(notice.id);
                }
            }
        });
        if let Some(id) = dismissed {
            self.shown.retain(|notice| notice.id != id);
        }
    }
}
