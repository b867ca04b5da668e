//! The bar at the canvas's top left, and the zoom buttons at its bottom right.

use egui::{Align, Button, Layout, Rect, RichText, Ui, UiBuilder, pos2, vec2};
use lucide_icons::Icon;

use super::find::Find;
use super::name_editor::NameEditor;
use super::{Canvas, Tool};
use crate::gui::command::{Command, ViewCommand};
use crate::gui::context::ViewCtx;
use crate::gui::theme::Palette;
use crate::gui::view::{Arrangement, CanvasRequest};
use crate::gui::{fonts, widgets};

impl Canvas {
    /// Where the bar lies.
    pub(super) fn toolbar_rect(&self) -> Rect {
        let panel = self.camera.panel;
        Rect::from_min_max(
            panel.min + vec2(10.0, 9.0),
            pos2((panel.min.x + 540.0).min(panel.max.x), panel.min.y + 37.0),
        )
    }

    /// Where the buttons of the zoom lie.
    pub(super) fn zoom_rect(&self) -> Rect {
        let panel = self.camera.panel;
        Rect::from_min_max(panel.max - vec2(78.0, 36.0), panel.max - vec2(10.0, 9.0))
    }

    pub(super) fn toolbar_ui(&mut self, cx: &ViewCtx<'_>, ui: &mut Ui, out: &mut Vec<Command>) {
        let panel = self.camera.panel;
        let palette = cx.palette;
        let rect = Rect::from_min_max(panel.min + vec2(10.0, 9.0), pos2(panel.max.x - 10.0, panel.min.y + 35.0));
        ui.scope_builder(
            UiBuilder::new().max_rect(rect).id_salt("toolbar").layout(Layout::left_to_right(Align::Center)),
            |ui| {
                ui.spacing_mut().item_spacing.x = 6.0;
                let is_narrow = panel.width() < 540.0;
                let select = tool(ui, palette, Icon::MousePointer2, "Select", is_narrow, self.tool == Tool::Select);
                if select
                    .on_hover_text("Click selects, drag moves, a drag on empty ground selects what is in the box")
                    .clicked()
                {
                    self.tool = Tool::Select;
                }
                let relate = tool(ui, palette, Icon::Spline, "Relate", is_narrow, self.tool == Tool::Relate);
                let how = "Drag from one actor to another. With Select, drag from an actor's rim does the same";
                if relate.on_hover_text(how).clicked() {
                    self.tool = Tool::Relate;
                }
                let add = tool(ui, palette, Icon::Plus, "Actor", is_narrow, false);
                if add.on_hover_text("Add an actor. A double-click on empty ground does the same there").clicked() {
                    self.editor = Some(NameEditor::add(self.camera.in_scene(panel.center() + vec2(0.0, -60.0))));
                }
                let words = "Layout";
                let layout = Button::new(RichText::new(words).font(fonts::medium(12.0)).color(palette.text));
                let menu = egui::containers::menu::MenuButton::from_button(layout.right_text(
                    RichText::new(Icon::ChevronDown.unicode()).font(fonts::icons(12.0)).color(palette.weak),
                ));
                let (response, _) = menu.ui(ui, |ui| {
                    ui.set_min_width(190.0);
                    let ring =
                        ui.button("Partners ring").on_hover_text("The principal in the middle, partners by bloc");
                    if ring.clicked() {
                        out.push(ViewCommand::PartnersRing.into());
                        ui.close();
                    }
                    for (arrangement, word, what) in [
                        (Arrangement::Force, "Force", "Those that are linked stand near each other"),
                        (Arrangement::Layered, "Layers", "Arrows run down, as far as they can"),
                        (Arrangement::Grid, "Grid by bloc", "One block per bloc, in rows"),
                    ] {
                        if ui.button(word).on_hover_text(what).clicked() {
                            out.push(ViewCommand::Canvas(CanvasRequest::Arrange(arrangement)).into());
                            ui.close();
                        }
                    }
                    let pinned = cx.map.positions.values().filter(|place| place.pinned).count();
                    widgets::weak(ui, palette, &format!("Actors you moved stay: {pinned} pinned"));
                });
                response.on_hover_text("Arrange every actor that is not pinned");
                let fit = tool(ui, palette, Icon::Maximize, "Fit", is_narrow, false);
                if fit.on_hover_text("Show everything (F)").clicked() {
                    out.push(ViewCommand::FitMap.into());
                }
                let find = tool(ui, palette, Icon::Search, "Find", is_narrow, self.find.is_some());
                if find.on_hover_text("Find an actor by its name (Ctrl+F)").clicked() {
                    self.find = if self.find.is_some() { None } else { Some(Find::fresh()) };
                }
                let filter = tool(ui, palette, Icon::ListFilter, "Filter", is_narrow, self.filter.is_open);
                if filter.on_hover_text("Choose what the map shows (Ctrl+Shift+L)").clicked() {
                    self.filter.is_open = !self.filter.is_open;
                }
            },
        );
        self.zoom_ui(cx, ui, out);
    }

    fn zoom_ui(&mut self, cx: &ViewCtx<'_>, ui: &mut Ui, out: &mut Vec<Command>) {
        let panel = self.camera.panel;
        let rect = Rect::from_min_max(panel.max - vec2(120.0, 36.0), panel.max - vec2(10.0, 9.0));
        let layout = Layout::right_to_left(Align::Center);
        ui.scope_builder(UiBuilder::new().max_rect(rect).id_salt("zoom").layout(layout), |ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            for (icon, name, factor) in [(Icon::ZoomIn, "Zoom in", 1.25), (Icon::ZoomOut, "Zoom out", 0.8)] {
                let text = RichText::new(icon.unicode().to_string()).font(fonts::icons(14.0)).color(cx.palette.weak);
                let response = ui.add(Button::new(text).min_size(vec2(27.0, 26.0)));
                response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Button, true, name));
                if response.on_hover_text(name).clicked() {
                    out.push(ViewCommand::ZoomMap(factor).into());
                }
            }
        });
    }
}

/// A button with an icon and its word; the icon alone where there is little room.
fn tool(ui: &mut Ui, palette: &Palette, icon: Icon, word: &str, is_narrow: bool, is_on: bool) -> egui::Response {
    let colour = if is_on { palette.on_accent } else { palette.text };
    let icon = RichText::new(icon.unicode().to_string()).font(fonts::icons(13.0)).color(colour);
    let mut button = if is_narrow {
        Button::new(icon)
    } else {
        Button::new((icon, RichText::new(word).font(fonts::medium(12.0)).color(colour)))
    };
    if is_on {
        button = button.fill(palette.accent_fill);
    }
    let response = ui.add(button.min_size(vec2(0.0, 26.0)));
    response.widget_info(|| egui::WidgetInfo::selected(egui::accesskit::Role::Button, true, is_on, word));
    response
}
