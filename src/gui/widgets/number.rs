//! Number fields: what people type is read kindly, and what is no number is said to be none.

use std::cell::RefCell;

use egui::{DragValue, Response, Stroke, StrokeKind, Ui};

use super::small;
use crate::gui::theme::{self, Palette};

/// How long it is said that what was typed is no number, in seconds.
const SAID_FOR: f64 = 5.0;

/// A number as people type it, a decimal comma, a percent or a times sign included. `None` for anything that is no finite
/// number, so that a field keeps what it held.
pub fn number_typed(typed: &str) -> Option<f64> {
    typed.replace(',', ".").trim_matches(['%', '×', ' ']).parse().ok().filter(|number: &f64| number.is_finite())
}

/// What was typed into a field that is no number, and when.
#[derive(Clone, Default)]
struct Refused {
    typed: String,
    at: f64,
}

/// Adds a field for a number that is read as [`number_typed`] reads it. Where something else was typed, the field keeps its
/// value and says so.
pub fn number_field(ui: &mut Ui, palette: &Palette, field: DragValue<'_>) -> Response {
    let odd = RefCell::new(None);
    let read = |typed: &str| {
        let number = number_typed(typed);
        if number.is_none() && !typed.trim().is_empty() {
            *odd.borrow_mut() = Some(typed.trim().to_owned());
        }
        number
    };
    let response = ui.add(field.update_while_editing(false).custom_parser(read));
    let now = ui.input(|input| input.time);
    let key = response.id.with("refused");
    if let Some(typed) = odd.take() {
        ui.data_mut(|data| data.insert_temp(key, Refused { typed, at: now }));
    } else if response.has_focus() || response.dragged() {
        ui.data_mut(|data| data.remove_temp::<Refused>(key));
    }
    let refused = ui.data(|data| data.get_temp::<Refused>(key)).filter(|refused| now - refused.at < SAID_FOR);
    if let Some(refused) = refused {
        let left = SAID_FOR - (now - refused.at);
        ui.ctx().request_repaint_after(std::time::Duration::from_secs_f64(left));
        ui.painter().rect_stroke(response.rect, theme::RADIUS, Stroke::new(1.5, palette.loss), StrokeKind::Outside);
        let typed: String = refused.typed.chars().take(20).collect();
        egui::Tooltip::always_open(ui.ctx().clone(), ui.layer_id(), key, response.rect).show(|ui| {
            small(ui, palette.loss, &format!("“{typed}” is no number; the value stays as it was"));
        });
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_may_have_a_comma_a_percent_or_a_times_sign() {
        assert_eq!(number_typed("62,5 %"), Some(62.5));
        assert_eq!(number_typed("×1.2"), Some(1.2));
        for odd in ["nan", "inf", "-infinity", "half", "", "1e999"] {
            assert_eq!(number_typed(odd), None, "{odd}");
        }
    }
}
