//! The month that headline, matrix and map look at.

use egui::{DragValue, Ui};

use crate::gui::command::{Command, ViewCommand};
use crate::gui::context::ViewCtx;
use crate::gui::widgets::{self, Slider};
use crate::model::Months;

/// In less room than this, in points, the slider has a row of its own.
const NARROW: f32 = 230.0;

/// Draws the month's slider and number, with its calendar date.
pub fn month_ui(cx: &ViewCtx<'_>, ui: &mut Ui, out: &mut Vec<Command>) {
    let palette = cx.palette;
    let month = cx.view.month;
    let mut chosen = None;
    let narrow = ui.available_width() < NARROW;
    ui.horizontal(|ui| {
        widgets::weak(ui, palette, "month");
        let mut typed = month.0;
        let field = DragValue::new(&mut typed).range(0..=Months::HORIZON.0).speed(0.2);
        let number = widgets::number_field(ui, palette, field).accessible_name("Month looked at, number");
        if number.changed() {
            chosen = Some(typed);
        }
        let words = cx.map.start_month.map_or_else(|| "set date…".to_owned(), |start| start.plus(month).words());
        let date = egui::Button::new(egui::RichText::new(words).color(palette.weak)).frame(false);
        let tip = "The calendar month. Click to say which one month 0 is";
        if ui.add(date).on_hover_text(tip).clicked() {
            out.push(ViewCommand::Properties.into());
        }
        if !narrow {
            chosen = slider_ui(cx, ui).or(chosen);
        }
    });
    if narrow {
        chosen = slider_ui(cx, ui).or(chosen);
    }
    if let Some(chosen) = chosen.filter(|chosen| *chosen != month.0) {
        out.push(ViewCommand::Month(Months(chosen)).into());
    }
}

fn slider_ui(cx: &ViewCtx<'_>, ui: &mut Ui) -> Option<u32> {
    let slider = Slider {
        name: "Month looked at",
        value: f64::from(cx.view.month.0),
        range: (0.0, f64::from(Months::HORIZON.0)),
        neutral: 0.0,
        step: 1.0,
        grain: 1.0,
        colour: cx.palette.accent,
    };
    let (_, moved) = slider.show(ui, cx.palette);
    moved.map(|month| month as u32)
}
