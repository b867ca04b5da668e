//! The text of an article on the screen: scrolled, marked, selected and clicked.

use std::collections::BTreeSet;

use egui::{
    Align2, Color32, CursorIcon, Event, Key, Modifiers, Rect, ScrollArea, Sense, Shape, Stroke, Ui, pos2, vec2,
};
use unicode_segmentation::UnicodeSegmentation;

use super::blocks::{BlockBox, MEASURE, beginning_of, blocks_of, style_of};
use super::find::Find;
use super::marks::{Marks, selection_of};
use crate::gui::command::{Command, ViewCommand};
use crate::gui::context::ViewCtx;
use crate::gui::evidence_index::Standing;
use crate::gui::{fonts, theme};
use crate::model::{ActorId, Article, BlockKind, Span};

/// One article's page, with what was laid out and where it is scrolled to.
#[derive(Default)]
pub struct Page {
    key: Option<PageKey>,
    blocks: Vec<BlockBox>,
    /// Where each block begins, and after the last one the whole height.
    tops: Vec<f32>,
    marks: Marks,
    marks_key: Option<((u64, usize), u64, bool)>,
    /// Whether it was shown before: the first look is at where the article begins.
    is_opened: bool,
    offset: f32,
    view_height: f32,
    /// The bytes between which text is selected, where the pointer went down first.
    selection: Option<(usize, usize)>,
    /// The bytes in sight.
    visible: Option<Span>,
}

/// What the lines were broken for.
#[derive(Clone, Copy, PartialEq)]
struct PageKey {
    width: f32,
    pixels_per_point: f32,
    dark: bool,
}

impl Page {
    /// Brings the marks up to date.
    pub fn read(&mut self, cx: &ViewCtx<'_>, article: &Article) {
        let key = (cx.snapshot.evidence.key, cx.session.review_revision(), cx.palette.dark);
        if self.marks_key != Some(key) {
            self.marks = Marks::of(cx, article);
            self.marks_key = Some(key);
        }
    }

    /// The bytes in sight.
    pub fn visible(&self) -> Option<Span> {
        self.visible
    }

    /// The selected bytes, as whole words without white space at the ends.
    pub fn selected(&self, article: &Article) -> Option<Span> {
        let (a, b) = self.selection?;
        let text = article.text.get(a.min(b)..a.max(b))?;
        let words = text.trim();
        if words.is_empty() {
            return None;
        }
        let from = a.min(b) + (text.len() - text.trim_start().len());
        let to = from + words.len();
        let (before, after) = (article.text.get(..from)?, article.text.get(to..)?);
        let cut_left = words.starts_with(char::is_alphanumeric);
        let cut_right = words.ends_with(char::is_alphanumeric);
        let start = if cut_left { before.trim_end_matches(char::is_alphanumeric).len() } else { from };
        let kept = if cut_right { after.trim_start_matches(char::is_alphanumeric).len() } else { after.len() };
        Some(Span::new(start, article.text.len() - kept))
    }

    /// The actors named within a stretch, each once, in order.
    pub fn actors_in(&self, span: Span) -> Vec<ActorId> {
        let mut actors: Vec<ActorId> = Vec::new();
        for mention in self.marks.mentions_in(span) {
            if !actors.contains(&mention.actor) {
                actors.push(mention.actor.clone());
            }
        }
        actors
    }

    /// Selects nothing.
    pub fn clear_selection(&mut self) {
        self.selection = None;
    }

    /// Draws the page.
    pub fn ui(&mut self, cx: &ViewCtx<'_>, ui: &mut Ui, article: &Article, find: &Find, out: &mut Vec<Command>) {
        let width = (ui.available_width() - 16.0).clamp(60.0, MEASURE).floor();
        let key = PageKey { width, pixels_per_point: ui.pixels_per_point(), dark: cx.palette.dark };
        if self.key != Some(key) {
            self.break_lines(article, key);
        }
        let mut wanted = None;
        if cx.view.scroll_to_place {
            if let Some((_, span)) = cx.view.lit_place.as_ref().filter(|(id, _)| *id == article.id) {
                wanted = self.offset_showing(cx, ui, article, *span);
            }
        }
        if !std::mem::replace(&mut self.is_opened, true) {
            wanted = wanted.or_else(|| self.offset_of_beginning(cx, ui, article));
        }
        wanted = wanted.or_else(|| self.lay_out_near(cx, ui, article)).or_else(|| self.scrolled_by_keys(ui));
        let mut area = ScrollArea::vertical().id_salt(("page", &article.id)).auto_shrink(false);
        if let Some(offset) = wanted {
            area = area.vertical_scroll_offset(offset.max(0.0));
        }
        let output = area.show_viewport(ui, |ui, viewport| self.page_ui(cx, ui, article, viewport, find, out));
        self.offset = output.state.clamped_offset().y;
        self.view_height = output.inner_rect.height();
    }

    fn break_lines(&mut self, article: &Article, key: PageKey) {
        // The place read stays in sight when the window changes.
        let reading = self.block_at(self.offset).and_then(|at| self.blocks.get(at)).map(|block| block.span.start);
        self.key = Some(key);
        self.blocks = blocks_of(article, key.width);
        self.measure();
        if let Some(byte) = reading {
            let at = self.blocks.partition_point(|block| block.span.start < byte);
            self.offset = self.tops.get(at).copied().unwrap_or(0.0);
        }
    }

    fn measure(&mut self) {
        self.tops.clear();
        let mut y = 0.0;
        for block in &self.blocks {
            self.tops.push(y);
            y += block.height;
        }
        self.tops.push(y + 24.0);
    }

    fn block_at(&self, y: f32) -> Option<usize> {
        let after = self.tops.partition_point(|top| *top <= y);
        (!self.blocks.is_empty()).then(|| after.saturating_sub(1).min(self.blocks.len() - 1))
    }

    /// Lays out what is near to what is looked at, and lets go of what is far. Returns the offset at which the same words
    /// stand where they stood, when heights above them changed.
    fn lay_out_near(&mut self, cx: &ViewCtx<'_>, ui: &Ui, article: &Article) -> Option<f32> {
        let (from, to) = (self.offset - self.view_height, self.offset + self.view_height * 2.0);
        let first = self.block_at(from)?;
        let last = self.block_at(to)?;
        let width = self.key?.width;
        let reading = self.block_at(self.offset)?;
        let mut above = 0.0;
        let mut changed = false;
        for (at, block) in self.blocks.iter_mut().enumerate() {
            if (first..=last).contains(&at) {
                let change = block.lay_out(ui.ctx(), cx.palette, article, width);
                changed |= change != 0.0;
                above += if at < reading { change } else { 0.0 };
            } else if at + 60 < first || at > last + 60 {
                block.laid = None;
            }
        }
        if changed {
            self.measure();
        }
        (above != 0.0).then_some(self.offset + above)
    }

    /// The offset at which a place stands a third down the page.
    fn offset_showing(&mut self, cx: &ViewCtx<'_>, ui: &Ui, article: &Article, span: Span) -> Option<f32> {
        let at = self.blocks.iter().position(|block| block.span.end > span.start)?;
        let width = self.key?.width;
        // Its neighbours are laid out with it, so that nothing moves when they come into sight.
        for block in self.blocks.iter_mut().skip(at.saturating_sub(8)).take(24) {
            block.lay_out(ui.ctx(), cx.palette, article, width);
        }
        self.measure();
        let block = self.blocks.get(at)?;
        let start = span.start.max(block.span.start) - block.span.start;
        let line = block.laid.as_ref()?.rects_of(start..start + 1).first().map_or(0.0, Rect::top);
        let y = self.tops.get(at)? + style_of(block.kind).above + line;
        let height = if self.view_height > 0.0 { self.view_height } else { ui.available_height() };
        let most = (self.tops.last()? - height).max(0.0);
        Some((y - height / 3.0).clamp(0.0, most))
    }

    /// Where the article begins, below what else stands on its page; nothing where it begins at the top.
    fn offset_of_beginning(&mut self, cx: &ViewCtx<'_>, ui: &Ui, article: &Article) -> Option<f32> {
        let width = self.key?.width;
        let at = beginning_of(article, &self.blocks);
        if at == 0 {
            return None;
        }
        for block in self.blocks.iter_mut().take(at) {
            block.lay_out(ui.ctx(), cx.palette, article, width);
        }
        self.measure();
        self.tops.get(at).copied()
    }

    fn scrolled_by_keys(&self, ui: &Ui) -> Option<f32> {
        let busy = ui.memory(|memory| memory.focused().is_some() || memory.top_modal_layer().is_some());
        if busy {
            return None;
        }
        let pressed = |key| ui.input_mut(|i| i.consume_key(Modifiers::NONE, key));
        let page = self.view_height * 0.9;
        let most = (self.tops.last().copied().unwrap_or(0.0) - self.view_height).max(0.0);
        let to = if pressed(Key::PageDown) {
            self.offset + page
        } else if pressed(Key::PageUp) {
            self.offset - page
        } else if pressed(Key::Home) {
            0.0
        } else if pressed(Key::End) {
            most
        } else {
            return None;
        };
        Some(to.clamp(0.0, most))
    }

    fn page_ui(
        &mut self,
        cx: &ViewCtx<'_>,
        ui: &mut Ui,
        article: &Article,
        viewport: Rect,
        find: &Find,
        out: &mut Vec<Command>,
    ) {
        let whole = self.tops.last().copied().unwrap_or(0.0);
        ui.set_height(whole);
        ui.set_width(ui.available_width());
        let origin = ui.max_rect().min;
        let (Some(first), Some(key)) = (self.block_at(viewport.min.y), self.key) else { return };
        let seen = ui.clip_rect().intersect(ui.max_rect());
        let response = ui.interact(seen, ui.scope_id().with("text"), Sense::click_and_drag());
        let mut y = self.tops.get(first).copied().unwrap_or(0.0);
        let mut changed = false;
        let mut visible: Option<Span> = None;
        for block in self.blocks.iter_mut().skip(first) {
            if y > viewport.max.y {
                break;
            }
            changed |= block.lay_out(ui.ctx(), cx.palette, article, key.width) != 0.0;
            visible = Some(Span::new(visible.map_or(block.span.start, |v| v.start), block.span.end));
            let at = pos2(origin.x, origin.y + y);
            paint_block(cx, ui, article, block, at, &self.marks, self.selection, find);
            y += block.height;
        }
        self.visible = visible;
        if changed {
            self.measure();
            ui.ctx().request_repaint();
        }
        self.interact(cx, ui, article, &response, origin.y, out);
    }

    fn interact(
        &mut self,
        cx: &ViewCtx<'_>,
        ui: &Ui,
        article: &Article,
        response: &egui::Response,
        top: f32,
        out: &mut Vec<Command>,
    ) {
        let origin = pos2(ui.max_rect().left(), top);
        let byte_under = |page: &Self, point: egui::Pos2| page.byte_at(point - origin);
        if response.drag_started() {
            let from = ui.input(|i| i.pointer.press_origin());
            self.selection = from.and_then(|point| byte_under(self, point)).map(|(byte, _)| (byte, byte));
        }
        if response.dragged() {
            if let (Some((anchor, _)), Some(point)) = (self.selection, response.interact_pointer_pos()) {
                if let Some((byte, _)) = byte_under(self, point) {
                    self.selection = Some((anchor, byte));
                }
            }
        }
        let under = response.interact_pointer_pos().or(response.hover_pos()).and_then(|point| byte_under(self, point));
        if response.double_clicked() {
            self.selection = under.and_then(|(byte, _)| self.sentence_at(article, byte)).map(|s| (s.start, s.end));
        } else if response.clicked() {
            self.selection = None;
            if let Some((byte, true)) = under {
                self.click(cx, ui, byte, out);
            }
        }
        if let (true, Some((byte, true))) = (response.hovered(), under) {
            self.hover(cx, ui, response, byte);
        }
        let copies = ui.input(|i| i.events.iter().any(|event| matches!(event, Event::Copy)));
        if copies && !ui.ctx().text_edit_focused() {
            if let Some(text) = self.selected(article).and_then(|span| span.of(&article.text)) {
                out.push(Command::Copy(text.to_owned()));
            }
        }
    }

    /// The byte nearest to a point of the page, and whether the point is on its text.
    fn byte_at(&self, point: egui::Vec2) -> Option<(usize, bool)> {
        let at = self.block_at(point.y)?;
        let block = self.blocks.get(at)?;
        let local = point - vec2(0.0, *self.tops.get(at)?) - block.corner();
        let laid = block.laid.as_ref()?;
        Some((block.span.start + laid.byte_at(local), laid.is_on_text(local)))
    }

    fn sentence_at(&self, article: &Article, byte: usize) -> Option<Span> {
        let block = self.blocks.iter().find(|block| block.span.start <= byte && byte <= block.span.end)?;
        let text = block.span.of(&article.text)?;
        text.split_sentence_bound_indices().find_map(|(at, sentence)| {
            let start = block.span.start + at;
            let span = Span::new(start, start + sentence.trim_end().len());
            (start <= byte && byte <= start + sentence.len()).then_some(span)
        })
    }

    fn click(&self, cx: &ViewCtx<'_>, ui: &Ui, byte: usize, out: &mut Vec<Command>) {
        if let Some(actor) = self.marks.actor_at(byte).filter(|id| cx.map.actor(id).is_some()) {
            let command = if ui.input(|i| i.modifiers.command) {
                ViewCommand::ToggleActor(actor.clone())
            } else {
                ViewCommand::SelectActors(BTreeSet::from([actor.clone()]))
            };
            out.push(command.into());
        } else if let Some(command) = self.marks.quote_at(byte).and_then(|quote| selection_of(cx, &quote.claim)) {
            out.push(command.into());
        }
    }

    fn hover(&self, cx: &ViewCtx<'_>, ui: &Ui, response: &egui::Response, byte: usize) {
        let words = if let Some(actor) = self.marks.actor_at(byte) {
            let known = if cx.map.actor(actor).is_some() { "select on the map" } else { "proposed" };
            format!("{}: {known}", cx.map.actor_name(actor))
        } else if let Some(quote) = self.marks.quote_at(byte) {
            format!("{}: {}", quote.words, quote.standing.words())
        } else {
            ui.ctx().set_cursor_icon(CursorIcon::Text);
            return;
        };
        ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
        response.clone().on_hover_text_at_pointer(words);
    }
}

#[allow(clippy::too_many_arguments, reason = "the pieces of one drawing")]
fn paint_block(
    cx: &ViewCtx<'_>,
    ui: &Ui,
    article: &Article,
    block: &BlockBox,
    at: egui::Pos2,
    marks: &Marks,
    selection: Option<(usize, usize)>,
    find: &Find,
) {
    let Some(laid) = &block.laid else { return };
    let palette = cx.palette;
    let style = style_of(block.kind);
    let corner = at + block.corner();
    let painter = ui.painter();
    let rects = |span: Span| -> Vec<Rect> {
        let start = span.start.max(block.span.start) - block.span.start;
        let end = span.end.min(block.span.end).saturating_sub(block.span.start);
        let rects = if start < end { laid.rects_of(start..end) } else { Vec::new() };
        rects.into_iter().map(|rect| rect.translate(corner.to_vec2()).shrink2(vec2(-1.5, 2.5))).collect()
    };
    let fill = |span: Span, colour: Color32| {
        for rect in rects(span) {
            painter.rect_filled(rect, 3.0, colour);
        }
    };
    let over = |colour: Color32, amount: f32| theme::mix(palette.panel, colour, amount);
    let lit = cx.view.lit_place.as_ref().filter(|(id, _)| *id == article.id).map(|(_, span)| *span);
    for quote in marks.quotes_in(block.span) {
        let open = quote.standing == Standing::ToReview;
        fill(quote.span, over(quote.colour, if open { 0.07 } else { 0.11 }));
    }
    if let Some(span) = lit {
        fill(span, over(palette.warn, 0.22));
        // A line under it and a bar beside it: neighbours with marks of their own never look like what was asked for.
        let lines = rects(span);
        for line in &lines {
            let under = [line.left_bottom() + vec2(0.0, 1.0), line.right_bottom() + vec2(0.0, 1.0)];
            painter.line_segment(under, Stroke::new(1.5, palette.warn));
        }
        if let Some(all) = lines.into_iter().reduce(Rect::union) {
            let x = if laid.begins_at_right { corner.x + laid.size.x + 5.0 } else { corner.x - 5.0 };
            let bar = Rect::from_x_y_ranges(x - 1.5..=x + 1.5, all.y_range());
            painter.rect_filled(bar, 1.5, palette.warn);
        }
    }
    for quote in marks.quotes_in(block.span) {
        fill(quote.trigger, over(quote.colour, if quote.trigger == quote.span { 0.16 } else { 0.36 }));
    }
    if !style.dimmed {
        for mention in marks.mentions_in(block.span) {
            fill(mention.span, over(palette.accent, if palette.dark { 0.30 } else { 0.18 }));
        }
    }
    for (span, current) in find.hits_in(&article.id, block.span) {
        fill(span, over(palette.warn, if current { 0.60 } else { 0.35 }));
    }
    if let Some((a, b)) = selection {
        fill(Span::new(a.min(b), a.max(b)), over(palette.selection, 0.45));
    }
    if block.kind == BlockKind::ListItem {
        let beside = if laid.begins_at_right { laid.size.x + 10.0 } else { -10.0 };
        painter.text(corner + vec2(beside, 12.0), Align2::CENTER_CENTER, "•", fonts::regular(15.0), palette.weak);
    }
    if block.kind == BlockKind::Quote {
        let beside = if laid.begins_at_right { laid.size.x + 8.0 } else { -10.0 };
        let bar = Rect::from_min_size(corner + vec2(beside, 0.0), vec2(2.0, laid.size.y));
        painter.rect_filled(bar, 1.0, palette.outline);
    }
    laid.paint(painter, corner, palette.text);
    for quote in marks.quotes_in(block.span).filter(|quote| quote.dashed) {
        for rect in rects(quote.trigger) {
            let line = [rect.left_bottom(), rect.right_bottom()];
            painter.extend(Shape::dashed_line(&line, Stroke::new(1.5, quote.colour), 4.0, 3.0));
        }
    }
    let response = ui.interact(
        Rect::from_min_size(corner, laid.size),
        ui.scope_id().with(("block", block.span.start)),
        Sense::hover(),
    );
    response.widget_info(|| {
        let text = block.span.of(&article.text).unwrap_or_default();
        egui::WidgetInfo::labeled(egui::accesskit::Role::Paragraph, true, text)
    });
}
