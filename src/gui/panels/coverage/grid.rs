//! The grid itself: a body that scrolls under a header row and a first column that stay (`frozen`), and the keys that move in it.

use egui::{
    Align2, EventFilter, Key, Modifiers, Rect, Response, ScrollArea, Sense, Stroke, StrokeKind, Ui, pos2, vec2,
};

use super::cell::paint_cell;
use super::frozen::{bars_ui, header_ui, rows_ui};
use super::inline::{self, Edited, InlineEditor};
use super::table::{Cell, Column, Row, Table};
use super::{CoveragePanel, editor::Editor, import::Import};
use crate::gui::command::{Command, ViewCommand};
use crate::gui::context::ViewCtx;
use crate::gui::map_change::MapChange;
use crate::gui::panels::quotes;
use crate::gui::view::LinkRef;
use crate::gui::{fonts, widgets};
use crate::model::{ActorId, FunctionId, Provision, ProvisionStatus, Share, ShareBasis};

/// The height of a row of the matrix.
pub const ROW: f32 = 21.0;
const HEADER: f32 = 46.0;
/// Columns are as wide as there is room for, between these.
const COLUMN: (f32, f32) = (48.0, 92.0);
const FIRST: f32 = 148.0;
const BAR: f32 = 178.0;

/// The shares behind the keys 1 to 5: a little, some, half, most, all.
const KEY_SHARES: [(Key, f64); 5] =
    [(Key::Num1, 0.10), (Key::Num2, 0.25), (Key::Num3, 0.50), (Key::Num4, 0.75), (Key::Num5, 1.0)];

impl CoveragePanel {
    /// Draws the grid and sends what the user does in it.
    pub(super) fn grid_ui(&mut self, cx: &ViewCtx<'_>, table: &Table<'_>, ui: &mut Ui, out: &mut Vec<Command>) {
        let area = ui.available_rect_before_wrap();
        let bar = BAR.min(area.width() * 0.3).max(90.0);
        let first = FIRST.min(area.width() * 0.3);
        let room = area.width() - first - bar;
        let body_height = (table.rows.len() as f32 * ROW).min(area.height() - HEADER);
        // A bar that scrolls rows stands beside the columns, not on the last.
        let scrolls = table.rows.len() as f32 * ROW > body_height + 0.5;
        let beside = if scrolls { ui.spacing().scroll.allocated_width() } else { 0.0 };
        let room = room - beside;
        let column = column_width(table, room);
        let wide = table.columns.len() as f32 * column;
        // Whole columns only: half a number is no number.
        let whole = ((room / column + 0.01).floor() * column).max(column);
        let body_width = wide.min(whole) + beside;
        let body = Rect::from_min_size(area.min + vec2(first, HEADER), vec2(body_width, body_height));
        let content = vec2(wide, table.rows.len() as f32 * ROW);
        self.keep_cursor(table);
        let mut child = ui.new_child(egui::UiBuilder::new().max_rect(body).id_salt("matrix body"));
        let scroll = ScrollArea::both()
            .id_salt("matrix")
            .auto_shrink([false, false])
            .content_margin(0)
            .scroll_bar_visibility(egui::scroll_area::ScrollBarVisibility::VisibleWhenNeeded)
            .show_viewport(&mut child, |ui, view| {
                let (rect, _) = ui.allocate_exact_size(content, Sense::empty());
                self.cells_ui(cx, table, (rect.min, column), view, ui, out);
            });
        let offset = scroll.state.clamped_offset();
        let header = Rect::from_min_size(pos2(body.left(), area.top()), vec2(body_width, HEADER));
        header_ui(cx, table, header, (column, offset.x), ui, out);
        let rows = Rect::from_min_size(pos2(area.left(), body.top()), vec2(first, body_height));
        rows_ui(cx, table, rows, offset.y, ui, out);
        let bars = Rect::from_min_size(body.right_top(), vec2(bar, body_height));
        bars_ui(cx, table, bars, offset.y, ui);
        let title = pos2(bars.left() + 6.0, area.top() + HEADER - 6.0);
        let words = if bar > 150.0 { "before | after" } else { "coverage" };
        ui.painter().text(title, Align2::LEFT_BOTTOM, words, fonts::regular(11.5), cx.palette.weak);
        ui.advance_cursor_after_rect(area);
        self.inline_ui(cx, ui, out);
    }

    /// The cell edited in place, over everything else.
    fn inline_ui(&mut self, cx: &ViewCtx<'_>, ui: &Ui, out: &mut Vec<Command>) {
        let Some((editor, rect)) = &mut self.inline else { return };
        match editor.ui(cx, *rect, ui, out) {
            Edited::Open => {}
            Edited::Closed => {
                self.inline = None;
                self.take_focus = true;
            }
            Edited::More => {
                self.more = Some(editor.provision().id.clone());
                self.inline = None;
            }
        }
    }

    /// The cursor stays on a cell that there is.
    fn keep_cursor(&mut self, table: &Table<'_>) {
        let there = |(function, actor): &(FunctionId, ActorId)| {
            table.rows.iter().any(|row| row.id == *function) && table.columns.iter().any(|column| column.id == *actor)
        };
        if self.cursor.as_ref().is_none_or(|cursor| !there(cursor)) {
            self.cursor =
                table.rows.first().zip(table.columns.first()).map(|(row, col)| (row.id.clone(), col.id.clone()));
        }
        if self.open.as_ref().is_some_and(|open| !there(open)) {
            self.open = None;
        }
    }

    fn cells_ui(
        &mut self,
        cx: &ViewCtx<'_>,
        table: &Table<'_>,
        (origin, width): (egui::Pos2, f32),
        view: Rect,
        ui: &mut Ui,
        out: &mut Vec<Command>,
    ) {
        let focus = std::mem::take(&mut self.take_focus);
        for (r, row) in table.rows.iter().enumerate() {
            for (c, column) in table.columns.iter().enumerate() {
                let local = Rect::from_min_size(pos2(c as f32 * width, r as f32 * ROW), vec2(width, ROW));
                let here = self.cursor.as_ref().is_some_and(|(f, a)| *f == row.id && *a == column.id);
                if here && focus {
                    ui.scroll_to_rect(local.translate(origin.to_vec2()), None);
                } else if !local.intersects(view) {
                    continue;
                }
                let at = local.translate(origin.to_vec2());
                self.cell_ui(cx, table, (row, column), ((r, c), here && focus), at, ui, out);
            }
        }
    }

    #[allow(clippy::too_many_arguments, reason = "a cell is its row, its column, their places and its place on screen")]
    fn cell_ui(
        &mut self,
        cx: &ViewCtx<'_>,
        table: &Table<'_>,
        (row, column): (&Row, &Column),
        (place, focus): ((usize, usize), bool),
        rect: Rect,
        ui: &mut Ui,
        out: &mut Vec<Command>,
    ) {
        let palette = cx.palette;
        let cell = table.cell(&row.id, &column.id);
        let here = self.cursor.as_ref().is_some_and(|(f, a)| *f == row.id && *a == column.id);
        // Only one cell is a stop of the Tab key; arrows go on from there.
        let sense = if here { Sense::click() } else { Sense::CLICK };
        let id = ui.scope_id().with(("cell", row.id.as_str(), column.id.as_str()));
        let response = ui.interact(rect, id, sense);
        if focus {
            response.request_focus();
        }
        let family = palette.family(cx.map.function_family(&row.id));
        paint_cell(ui.painter(), rect, cell, family, palette);
        let selected = cell.is_some_and(|cell| {
            cell.provisions.iter().any(|p| cx.view.selection.link == Some(LinkRef::Provision(p.id.clone())))
        });
        let stroke = if response.has_focus() {
            Some(Stroke::new(2.0, palette.accent))
        } else if selected || (response.hovered() && sense.senses_click()) {
            Some(Stroke::new(1.0, palette.accent))
        } else {
            None
        };
        if let Some(stroke) = stroke {
            ui.painter().rect_stroke(rect.shrink(1.0), 3.0, stroke, StrokeKind::Inside);
        }
        let said = cell.map_or_else(|| "empty".to_owned(), Cell::spoken);
        let spoken = format!("{}, {}, {said}", column.words, row.words);
        response.widget_info(|| egui::WidgetInfo::selected(egui::accesskit::Role::Cell, true, selected, &spoken));
        let response = response.on_hover_ui(|ui| {
            ui.set_max_width(260.0);
            ui.label(egui::RichText::new(format!("{} · {}", column.words, row.words)).font(fonts::medium(12.0)));
            ui.label(egui::RichText::new(&said).font(fonts::regular(12.0)));
        });
        if response.clicked() {
            self.cursor = Some((row.id.clone(), column.id.clone()));
            self.take_focus = true;
            ui.ctx().request_repaint();
            if let Some(provision) = cell.and_then(|cell| cell.provisions.first()) {
                out.push(ViewCommand::SelectLink(LinkRef::Provision(provision.id.clone())).into());
                self.open = Some((row.id.clone(), column.id.clone()));
            } else {
                self.open = None;
            }
        }
        if response.double_clicked() {
            self.edit(cx, row, column, cell, rect);
        }
        if let Some((editor, at)) = &mut self.inline {
            if editor.is_at(&row.id, &column.id) {
                // The editor stays over its cell when the matrix scrolls.
                *at = rect;
            }
        }
        if response.has_focus() {
            self.keys(cx, table, (row, column), (place, rect), ui, out);
        }
        if self.open.as_ref().is_some_and(|(f, a)| *f == row.id && *a == column.id)
            && self.editor.is_none()
            && self.inline.is_none()
        {
            if let Some(cell) = cell {
                self.popover_ui(cx, (row, column), cell, &response, out);
            }
        }
    }

    fn keys(
        &mut self,
        cx: &ViewCtx<'_>,
        table: &Table<'_>,
        (row, column): (&Row, &Column),
        ((r, c), rect): ((usize, usize), Rect),
        ui: &mut Ui,
        out: &mut Vec<Command>,
    ) {
        let Some(focused) = ui.memory(egui::Memory::focused) else { return };
        // While the quotes of a cell are open, Escape closes them and leaves the keys with the cell.
        let escape = self.open.is_some();
        let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, escape, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(focused, filter));
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        let (last_row, last_column) = (table.rows.len() - 1, table.columns.len() - 1);
        let moves = [
            (Key::ArrowUp, (r.saturating_sub(1), c)),
            (Key::ArrowDown, ((r + 1).min(last_row), c)),
            (Key::ArrowLeft, (r, c.saturating_sub(1))),
            (Key::ArrowRight, (r, (c + 1).min(last_column))),
            (Key::Home, (r, 0)),
            (Key::End, (r, last_column)),
        ];
        for (key, (r, c)) in moves {
            if pressed(key) {
                self.cursor =
                    table.rows.get(r).zip(table.columns.get(c)).map(|(row, col)| (row.id.clone(), col.id.clone()));
                self.take_focus = true;
                self.open = None;
                ui.ctx().request_repaint();
                return;
            }
        }
        let cell = table.cell(&row.id, &column.id);
        let first = cell.and_then(|cell| cell.provisions.first());
        if pressed(Key::Enter) || pressed(Key::F2) {
            self.edit(cx, row, column, cell, rect);
        }
        if pressed(Key::Escape) {
            self.open = None;
        }
        if pressed(Key::Space) && cell.is_some() {
            self.open = Some((row.id.clone(), column.id.clone()));
        }
        let typed = KEY_SHARES.into_iter().find(|(key, _)| pressed(*key)).map(|(_, share)| Share(share));
        match (first, typed) {
            (Some(provision), Some(share)) => {
                out.push(MapChange::SetShare { id: provision.id.clone(), share: Some(share) }.into());
            }
            (None, Some(share)) => {
                let principal = cx.map.principal.clone();
                let (who, what) = (column.id.clone(), row.id.clone());
                let mut new = Provision::new("", who, principal, what, ProvisionStatus::Active);
                (new.share, new.share_basis) = (Some(share), Some(ShareBasis::Analyst));
                inline::add(cx, new, out);
            }
            (_, None) => {}
        }
        if let Some(provision) = first {
            if pressed(Key::Num0) {
                out.push(MapChange::SetShare { id: provision.id.clone(), share: None }.into());
            }
            if pressed(Key::Delete) {
                out.push(MapChange::DeleteProvision(provision.id.clone()).into());
                self.open = None;
            }
        }
        self.clipboard(cx, table, ui, out);
    }

    /// What copy and paste do while a cell has the keys.
    fn clipboard(&mut self, cx: &ViewCtx<'_>, table: &Table<'_>, ui: &Ui, out: &mut Vec<Command>) {
        let pasted = ui.input(|input| {
            input.events.iter().find_map(|event| match event {
                egui::Event::Paste(text) => Some(text.clone()),
                _ => None,
            })
        });
        if let Some(text) = pasted.filter(|text| !text.trim().is_empty()) {
            self.import = Some(Import::of_text(text));
        }
        if ui.input(|input| input.events.contains(&egui::Event::Copy)) {
            out.push(Command::Copy(table.as_tsv(cx)));
        }
    }

    /// Opens what a cell holds for editing in place; nothing is added to an empty one before it is applied.
    fn edit(&mut self, cx: &ViewCtx<'_>, row: &Row, column: &Column, cell: Option<&Cell<'_>>, rect: Rect) {
        self.open = None;
        let provision = cell.and_then(|cell| cell.provisions.first()).copied();
        self.inline = Some((InlineEditor::of(cx, &row.id, &column.id, provision), rect));
    }

    fn popover_ui(
        &mut self,
        cx: &ViewCtx<'_>,
        (row, column): (&Row, &Column),
        cell: &Cell<'_>,
        response: &Response,
        out: &mut Vec<Command>,
    ) {
        let mut open = true;
        let mut edit = None;
        let name = format!("{}, {}", column.words, row.words);
        egui::Popup::from_response(response)
            .id(response.id.with("quotes"))
            .open_bool(&mut open)
            .close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside)
            .accessible_name(format!("Evidence: {name}"))
            .width(320.0)
            .show(|ui| {
                ui.set_max_width(320.0);
                ui.label(egui::RichText::new(&name).font(fonts::strong(13.0)));
                for provision in &cell.provisions {
                    let share = provision.share.map_or_else(|| "not assessed".to_owned(), |s| widgets::share(s.0));
                    let by = if provision.has_default_share() { ", default" } else { "" };
                    ui.horizontal(|ui| {
                        let words = format!("{} · share {share}{by}", provision.status.words());
                        widgets::weak(ui, cx.palette, &words);
                        if widgets::link_button(ui, cx.palette, "Edit…").clicked() {
                            edit = Some((*provision).clone());
                        }
                    });
                    egui::ScrollArea::vertical().id_salt(provision.id.as_str()).max_height(190.0).show(ui, |ui| {
                        quotes::evidence_ui(cx, &provision.evidence, ui, out);
                    });
                }
            });
        if let Some(provision) = edit {
            self.editor = Some(Editor::of(provision));
            open = false;
        }
        if !open {
            self.open = None;
        }
    }
}

fn column_width(table: &Table<'_>, room: f32) -> f32 {
    (room / table.columns.len().max(1) as f32).clamp(COLUMN.0, COLUMN.1)
}
