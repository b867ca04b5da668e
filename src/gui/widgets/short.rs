//! A pane that may be shorter than what it shows: then it scrolls as a whole, so that controls that wrap leave room for results.

use egui::{AsIdSalt, Rect, ScrollArea, Ui, UiBuilder, vec2};

/// A list that fills its pane may be a few points too high for it: no reason to scroll.
const SLACK: f32 = 12.0;

/// Draws the contents over the whole pane. What is higher than it can be scrolled to; what fits stands still.
pub fn short_pane_ui<R>(ui: &mut Ui, salt: impl AsIdSalt, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let high = ui.available_height();
    let area = ScrollArea::vertical().id_salt(salt).auto_shrink([false, false]).content_margin(0);
    let scrolled = area.show(ui, |ui| {
        // Inside of a scrolled area there is no end; the contents shall fill the pane, and no more unless they have to.
        let rect = Rect::from_min_size(ui.cursor().min, vec2(ui.available_width(), high));
        let mut child = ui.new_child(UiBuilder::new().max_rect(rect));
        let inner = contents(&mut child);
        let used = child.min_rect().height();
        let tall = if used <= high + SLACK { high } else { used };
        ui.advance_cursor_after_rect(Rect::from_min_size(rect.min, vec2(rect.width(), tall)));
        inner
    });
    scrolled.inner
}

/// Draws what a pane shows below its controls: over the rest of the pane, and at least so high.
pub fn rest_ui<R>(ui: &mut Ui, least: f32, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let size = vec2(ui.available_width(), ui.available_height().max(least));
    ui.allocate_ui(size, contents).inner
}
