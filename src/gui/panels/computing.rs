//! What a tab shows while its computation runs, was stopped, or failed.

use egui::{ProgressBar, Ui};

use crate::gui::context::ViewCtx;
use crate::gui::jobs::Job;
use crate::gui::widgets;

/// Draws progress with a way to cancel, or what went wrong with a way to try again. Nothing where the result is there.
pub fn computing_ui<K: PartialEq, T: Send + 'static>(cx: &ViewCtx<'_>, job: &mut Job<K, T>, key: &K, ui: &mut Ui) {
    match job.result(key) {
        Some(Ok(_)) => {}
        Some(Err(why)) => {
            let why = why.clone();
            ui.horizontal_wrapped(|ui| {
                widgets::small(ui, cx.palette.warn, &capital(&why));
                if widgets::small_button(ui, "Compute again").clicked() {
                    job.forget();
                    ui.ctx().request_repaint();
                }
            });
        }
        None => {
            let fraction = job.progress().and_then(crate::analysis::Progress::fraction);
            ui.horizontal(|ui| {
                widgets::weak(ui, cx.palette, "Computing…");
                let done = fraction.unwrap_or(0.0) as f32;
                ui.add(ProgressBar::new(done).desired_width(160.0)).accessible_name("Progress of the computation");
                if widgets::small_button(ui, "Cancel").clicked() {
                    job.cancel();
                }
            });
            // Progress is looked at some times a second; the result itself asks for its frame.
            ui.ctx().request_repaint_after(std::time::Duration::from_millis(150));
        }
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
