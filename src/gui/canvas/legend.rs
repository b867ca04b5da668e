//! The legend at the canvas's bottom left: what colours and lines mean. Folds away to a button.

use egui::{Align, Layout, Rect, Response, RichText, Sense, Shape, Stroke, Ui, UiBuilder, pos2, vec2};
use lucide_icons::Icon;

use super::edges::hue_colour;
use super::link::Hue;
use crate::gui::context::ViewCtx;
use crate::gui::theme::{Palette, mix};
use crate::gui::{fonts, widgets};
use crate::model::{FunctionFamily, RelationClass};

/// The legend.
#[derive(Default)]
pub struct Legend {
    is_folded: bool,
    /// Whether it stands in a file, where nothing can be pressed.
    is_picture: bool,
    /// Its width in the last frame, from which its ground is drawn.
    width: f32,
    ground: Option<Rect>,
}

impl Legend {
    /// Where it lay in the last frame.
    pub fn rect(&self) -> Rect {
        self.ground.unwrap_or(Rect::NOTHING)
    }

    /// A legend for a picture in a file: as it is folded here, without its button.
    pub fn for_picture(&self) -> Self {
        Self { is_folded: self.is_folded, is_picture: true, ..Self::default() }
    }

    /// Draws the legend.
    pub fn ui(&mut self, cx: &ViewCtx<'_>, ui: &mut Ui, panel: Rect) {
        let palette = cx.palette;
        let room = panel.width() - 130.0;
        self.ground = None;
        if panel.height() < 170.0 || (self.is_picture && self.is_folded) {
            return;
        }
        let room_for = if room < 350.0 {
            Detail::Bare
        } else if room < 570.0 {
            Detail::Marks
        } else if room < 640.0 {
            Detail::Families
        } else if room < 830.0 {
            Detail::Classes
        } else {
            Detail::All
        };
        let min = pos2(panel.min.x + 10.0, panel.max.y - 37.0);
        let width = self.width.clamp(28.0, room.max(28.0));
        let rect = Rect::from_min_size(min, vec2(width, 28.0));
        self.ground = Some(rect);
        let builder = UiBuilder::new()
            .max_rect(Rect::from_min_size(min, vec2(room.max(28.0), 28.0)))
            .id_salt("legend")
            .layout(Layout::left_to_right(Align::Center));
        ui.painter().rect(rect, 6.0, palette.panel, Stroke::new(1.0, palette.outline), egui::StrokeKind::Inside);
        // The ground takes the pointer, so that no link behind it is hit.
        ui.interact(rect, ui.unique_id().with("legend ground"), Sense::click_and_drag());
        let shown = ui.scope_builder(builder, |ui| {
            ui.spacing_mut().item_spacing.x = 5.0;
            ui.add_space(3.0);
            let (icon, name) =
                if self.is_folded { (Icon::Palette, "Show legend") } else { (Icon::ChevronLeft, "Hide legend") };
            if !self.is_picture && widgets::icon_button(ui, palette, icon, name).clicked() {
                self.is_folded = !self.is_folded;
            }
            if !self.is_folded {
                entries_ui(palette, ui, room_for);
                ui.add_space(4.0);
            }
        });
        let wanted = shown.response.rect.width() + 3.0;
        if (wanted - self.width).abs() > 0.5 {
            self.width = wanted;
            ui.ctx().request_repaint();
        }
    }
}

/// How much of the legend there is room for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Detail {
    /// Marks alone, with their words as tooltips.
    Bare,
    /// Lines with their words, families as marks.
    Marks,
    /// Families and lines with their words.
    Families,
    /// Classes of relations as marks as well.
    Classes,
    /// Those with their words too.
    All,
}

fn entries_ui(palette: &Palette, ui: &mut Ui, detail: Detail) {
    let is_bare = detail == Detail::Bare;
    let is_short = is_bare || detail == Detail::Marks;
    for family in FunctionFamily::ALL {
        let colour = hue_colour(palette, Hue::Family(*family));
        entry(palette, ui, family.words(), is_short, |ui| {
            let (rect, response) = ui.allocate_exact_size(vec2(9.0, 14.0), Sense::hover());
            ui.painter().circle_filled(rect.center(), 4.0, colour);
            response
        });
    }
    if matches!(detail, Detail::Classes | Detail::All) {
        for class in [RelationClass::Cooperation, RelationClass::Conflict, RelationClass::Structure] {
            let colour = hue_colour(palette, Hue::Class(class));
            entry(palette, ui, class.words(), detail == Detail::Classes, |ui| {
                let (rect, response) = ui.allocate_exact_size(vec2(12.0, 14.0), Sense::hover());
                ui.painter().line_segment([rect.left_center(), rect.right_center()], Stroke::new(1.6, colour));
                response
            });
        }
    }
    ui.add_space(3.0);
    for (word, dash) in [("active", None), ("offered", Some((5.0, 3.0))), ("alleged", Some((1.8, 3.0)))] {
        entry(palette, ui, word, is_bare, |ui| {
            let (rect, response) = ui.allocate_exact_size(vec2(17.0, 14.0), Sense::hover());
            let path = [rect.left_center(), rect.right_center()];
            let stroke = Stroke::new(1.8, mix(palette.panel, palette.text, 0.75));
            match dash {
                None => {
                    ui.painter().line_segment(path, stroke);
                }
                Some((on, off)) => {
                    ui.painter().extend(Shape::dashed_line(&path, stroke, on, off));
                }
            }
            response
        });
    }
    entry(palette, ui, "lost", is_bare, |ui| {
        let (rect, response) = ui.allocate_exact_size(vec2(9.0, 14.0), Sense::hover());
        for way in [vec2(1.0, 1.0), vec2(1.0, -1.0)] {
            let (a, b) = (rect.center() - way * 3.2, rect.center() + way * 3.2);
            ui.painter().line_segment([a, b], Stroke::new(1.8, palette.loss));
        }
        response
    });
}

fn entry(palette: &Palette, ui: &mut Ui, word: &str, is_short: bool, mark: impl FnOnce(&mut Ui) -> Response) {
    let response = mark(ui);
    if is_short {
        response.on_hover_text(word);
    } else {
        let label = ui.label(RichText::new(word).font(fonts::regular(11.0)).color(palette.weak));
        label.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Label, true, format!("Legend: {word}")));
        ui.add_space(3.0);
    }
}
