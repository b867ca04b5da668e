//! What the pointer holds stays under the pointer, however the text above it grows or shrinks meanwhile.

use egui::{Pos2, Rect, Ui};

/// Keeps the cards where they are while a press that began on them lasts, and until the pointer leaves the panel.
///
/// Text above never gives room back while it is held, text that grows pushes the scroll on by as much, and room that is
/// lost below stays as empty room: so the scroll can always follow.
#[derive(Default)]
pub struct Hold {
    is_held: bool,
    /// Height of what stands above the cards, in points.
    above: f32,
    /// Height of everything, in points.
    content: f32,
    /// Where the cards begin on screen.
    begin: f32,
    /// By how much the text above grew in this pass, in points.
    grown: f32,
    /// Where the scroll has to go, in points.
    wanted: Option<f32>,
}

impl Hold {
    /// Called before anything is drawn: whether a press on the cards lasts, and where the scroll goes if it has to follow.
    pub fn begin(&mut self, ui: &Ui, panel: Rect) -> Option<f32> {
        let (pressed, down, origin, now) = ui.input(|input| {
            let pointer = &input.pointer;
            (pointer.primary_pressed(), pointer.primary_down(), pointer.press_origin(), pointer.latest_pos())
        });
        if pressed {
            self.is_held = origin.is_some_and(|at: Pos2| panel.contains(at) && at.y > self.begin);
        }
        // The next press is meant for what stands there now, so nothing falls back while the pointer stays over the panel.
        self.is_held &= down || now.is_some_and(|at| panel.contains(at));
        self.grown = 0.0;
        self.wanted.take()
    }

    /// Called between what stands above the cards and the cards; `top` is where the content began.
    pub fn above_ui(&mut self, ui: &mut Ui, top: f32) {
        let above = ui.cursor().top() - top;
        if self.is_held && above < self.above {
            ui.add_space(self.above - above);
        } else {
            self.grown = if self.is_held { above - self.above } else { 0.0 };
            self.above = above;
        }
        self.begin = ui.cursor().top();
    }

    /// Called after everything is drawn.
    pub fn end_ui(&mut self, ui: &mut Ui, top: f32) {
        let content = ui.cursor().top() - top;
        // As far as it is scrolled already, and as far as it has to go: down there must be a panel's height of something.
        let offset = ui.clip_rect().top() - top;
        let wanted = (self.content + self.grown).max(offset + self.grown + ui.clip_rect().height());
        if self.is_held && content < wanted {
            ui.add_space(wanted - content);
            self.content = wanted;
        } else {
            self.content = content;
        }
    }

    /// Called when the scroll area is done: the pass is drawn anew where something grew, so that no frame shows the
    /// cards elsewhere.
    pub fn follow<R>(&mut self, ui: &Ui, scrolled: &egui::scroll_area::ScrollAreaOutput<R>) {
        if self.grown > 0.0 {
            self.wanted = Some(scrolled.state.clamped_offset().y + self.grown);
            ui.ctx().request_discard("the text above what the pointer holds has grown");
        }
    }
}
