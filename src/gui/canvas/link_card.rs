//! The card at a link, opened by a double-click on it: what it is, edited where it stands.

use egui::{Key, Pos2, Response, RichText, Ui};
use lucide_icons::Icon;

use super::Canvas;
use super::inspector::{Inspector, link_title, link_ui};
use super::scene::Scene;
use crate::gui::command::Command;
use crate::gui::context::ViewCtx;
use crate::gui::view::LinkRef;
use crate::gui::{fonts, widgets};

/// The card.
pub struct LinkCard {
    at: Pos2,
    fields: Inspector,
    is_fresh: bool,
}

impl LinkCard {
    /// For the selected link, at a point of the screen.
    pub fn new(at: Pos2) -> Self {
        Self { at, fields: Inspector::default(), is_fresh: true }
    }
}

impl Canvas {
    pub(super) fn link_card_ui(
        &mut self,
        cx: &ViewCtx<'_>,
        ui: &Ui,
        canvas: &Response,
        scene: &Scene,
        out: &mut Vec<Command>,
    ) {
        let Some(mut card) = self.link_card.take() else { return };
        // It is about what is selected; the command that selects it may still be on its way.
        let Some(item) = cx.view.selection.link.as_ref() else {
            if std::mem::take(&mut card.is_fresh) {
                self.link_card = Some(card);
            }
            return;
        };
        let Some(title) = link_title(cx, item) else { return };
        let mut is_open = true;
        let area = egui::Area::new(ui.unique_id().with("link card"))
            .order(egui::Order::Foreground)
            .constrain_to(self.camera.panel.shrink(4.0))
            .fixed_pos(card.at + egui::vec2(10.0, 10.0));
        area.show(ui.ctx(), |ui| {
            cx.palette.card_frame().show(ui, |ui| {
                ui.set_width(236.0);
                ui.spacing_mut().item_spacing.y = 5.0;
                ui.horizontal(|ui| {
                    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                        if widgets::icon_button(ui, cx.palette, Icon::X, "Close card").clicked() {
                            is_open = false;
                        }
                        ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                            ui.add(
                                egui::Label::new(
                                    RichText::new(crate::gui::bidi::shown(ui.ctx(), &title)).font(fonts::strong(13.0)),
                                )
                                .truncate(),
                            );
                        });
                    });
                });
                link_ui(cx, ui, &mut card.fields, item, scene, out);
                if matches!(item, LinkRef::Provision(_)) {
                    widgets::weak(ui, cx.palette, "Keys 0 to 5 set the share, R reverses");
                }
            });
        });
        let elsewhere = (canvas.clicked() || canvas.drag_started()) && !card.is_fresh;
        if elsewhere || ui.input(|i| i.key_pressed(Key::Escape)) {
            is_open = false;
        }
        card.is_fresh = false;
        if is_open {
            self.link_card = Some(card);
        }
    }
}
