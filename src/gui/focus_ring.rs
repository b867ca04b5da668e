//! The ring around what has the keys: one for every control and everything painted, so that no widget has to draw its own.
//! What gets the keys out of sight is scrolled to.

use egui::{Context, Event, Id, Rect, Stroke, StrokeKind, accesskit};

use super::theme::{self, Palette};

/// Where the ring is drawn, unless it was the pointer that gave the keys: the hand knows where it is.
#[derive(Default)]
pub struct FocusRing {
    last: Option<Id>,
    given_by_pointer: bool,
    /// What has the keys out of sight, to be scrolled to.
    hidden: Option<Id>,
    /// In how many frames from now it is looked after what has the keys: it may get them out of sight, and what a key changes
    /// may push it there.
    watched: u8,
    /// For how many frames it has been out of sight. What scrolls to it by itself needs one.
    unseen: u8,
}

/// How many frames it takes until what a key changes stands where it stays.
const WATCH: u8 = 4;

/// What a widget says of its own extent, where that is not the rectangle it senses.
#[derive(Clone, Copy)]
struct Area {
    id: Id,
    rect: Rect,
    seen: Rect,
}

/// Says that the ring of a widget goes around `rect`, of which `seen` is in sight. To be said in every frame.
pub fn set_area(ctx: &Context, id: Id, rect: Rect, seen: Rect) {
    ctx.data_mut(|data| data.insert_temp(Id::unique("focus area"), Area { id, rect, seen }));
}

impl FocusRing {
    /// Called before anything is drawn, while every key is still to be seen.
    pub fn begin(&mut self, ctx: &Context) {
        let key = |event: &Event| matches!(event, Event::Key { pressed: true, .. });
        // From the first key on, it matters where keys go.
        if ctx.input(|input| input.events.iter().any(key)) {
            self.given_by_pointer = false;
            self.watched = WATCH;
        }
        if let Some(id) = self.hidden.take() {
            // As a screen reader asks for it: whatever it stands in scrolls.
            let request = accesskit::ActionRequest {
                action: accesskit::Action::ScrollIntoView,
                target_tree: accesskit::TreeId::ROOT,
                target_node: id.accesskit_id(),
                data: None,
            };
            ctx.input_mut(|input| input.events.push(Event::AccessKitActionRequest(request)));
        }
    }

    /// Draws the ring over what was drawn in this frame, in the layer of what has the keys.
    pub fn paint(&mut self, ctx: &Context, palette: &Palette) {
        let focused = ctx.memory(egui::Memory::focused);
        if focused != self.last {
            (self.watched, self.unseen) = (WATCH, 0);
            self.given_by_pointer = ctx.input(|input| input.pointer.any_down() || input.pointer.any_released());
            self.last = focused;
        }
        let Some(id) = focused.filter(|_| !self.given_by_pointer) else { return };
        let Some(widget) = ctx.viewport(|viewport| viewport.this_pass.widgets.get(id).copied()) else { return };
        let area = ctx.data(|data| data.get_temp::<Area>(Id::unique("focus area"))).filter(|area| area.id == id);
        let (rect, seen) = area.map_or((widget.rect, widget.interact_rect), |area| (area.rect, area.seen));
        self.follow(ctx, id, is_out_of_sight(rect, seen));
        if !seen.is_positive() {
            return;
        }
        // What is scrolled away in part has its ring in part; a ring never lies beyond the window.
        let reach = theme::FOCUS_GAP + theme::FOCUS_WIDTH;
        let around = rect.expand(theme::FOCUS_GAP).intersect(ctx.content_rect().shrink(theme::FOCUS_WIDTH));
        let painter = ctx.layer_painter(widget.layer_id).with_clip_rect(seen.expand(reach + 1.0));
        let stroke = Stroke::new(theme::FOCUS_WIDTH, palette.focus);
        painter.rect_stroke(around, theme::RADIUS, stroke, StrokeKind::Outside);
    }
}

impl FocusRing {
    /// Has what has the keys scrolled to, where it stays out of sight.
    fn follow(&mut self, ctx: &Context, id: Id, is_unseen: bool) {
        if self.watched == 0 {
            return;
        }
        self.watched -= 1;
        self.unseen = if is_unseen { self.unseen + 1 } else { 0 };
        if self.unseen > 1 {
            (self.hidden, self.watched, self.unseen) = (Some(id), 0, 0);
        }
        // A window at rest draws nothing.
        if is_unseen {
            ctx.request_repaint();
        }
    }
}

/// Whether something of the size of a control cannot be seen whole from top to bottom, or at all.
fn is_out_of_sight(rect: Rect, seen: Rect) -> bool {
    const TALLEST: f32 = 300.0;
    !seen.is_positive() || (rect.height() < TALLEST && seen.height() < rect.height() - 2.0)
}
