//! What the plots of the bottom tabs share: line patterns, marks and axes.

mod line;

pub use line::{PatternLine, paint_pattern};

use egui::{Color32, Painter, Pos2, Shape, Stroke, Ui, vec2};

use super::command::Command;
use super::theme::Palette;
use super::transfer::{Contents, OutFile};
use super::widgets;
use crate::export::chart::{ChartColours, Drawing, Rgb};
use crate::export::spreadsheet;

/// Pixels to the point in a saved picture: sharp in print.
const PICTURE_SCALE: f32 = 2.0;

/// A menu that saves a plot as a picture or its numbers as a table. `draw` and `rows` are asked only when something is saved.
pub fn save_menu_ui(
    ui: &mut Ui,
    palette: &Palette,
    name: &str,
    draw: impl Fn() -> Drawing,
    rows: impl Fn() -> Vec<Vec<String>>,
    out: &mut Vec<Command>,
) {
    let spoken = format!("Save the {name} as a picture or table");
    let entries = |ui: &mut Ui| {
        let mut save = |ending: &str, bytes: Contents, ui: &mut Ui| {
            out.push(Command::WriteFile(OutFile { name: format!("{name}.{ending}"), bytes }));
            ui.close();
        };
        if ui.button("Save as PNG…").clicked() {
            // Rendering takes its time; the window goes on meanwhile, and asks where the picture shall be.
            let drawing = draw();
            save("png", Contents::made_by(move || drawing.to_png(PICTURE_SCALE).map_err(|e| e.to_string())), ui);
        }
        if ui.button("Save as SVG…").clicked() {
            save("svg", draw().to_svg().into_bytes().into(), ui);
        }
        if ui.button("Save as CSV…").clicked() {
            save("csv", spreadsheet::csv(rows()).into(), ui);
        }
    };
    // What stands before it comes and goes; an id of its own keeps the menu open meanwhile.
    ui.push_id(("save", name), |ui| widgets::menu_icon(ui, palette, &spoken, entries));
}

/// A colour of the window as a drawing has it.
pub fn rgb(colour: Color32) -> Rgb {
    Rgb(colour.r(), colour.g(), colour.b())
}

/// The colours of saved pictures: those of the light theme, because they go on paper.
pub fn paper() -> (Palette, ChartColours) {
    let palette = Palette::light();
    let colours = ChartColours {
        ground: rgb(palette.card),
        text: rgb(palette.text),
        weak: rgb(palette.weak),
        grid: rgb(palette.outline),
        loss: rgb(palette.loss),
        gain: rgb(palette.gain),
    };
    (palette, colours)
}

/// The mark of scenario number `n` in a dot plot: its shape tells it apart where its colour does not.
pub fn paint_mark(painter: &Painter, at: Pos2, n: usize, radius: f32, colour: Color32) {
    let points = |list: &[(f32, f32)]| list.iter().map(|(x, y)| at + vec2(*x, *y) * radius).collect::<Vec<_>>();
    let shape = match n % 4 {
        0 => Shape::circle_stroke(at, radius, Stroke::new(2.0, colour)),
        1 => Shape::circle_filled(at, radius, colour),
        2 => {
            let diamond = points(&[(0.0, -1.2), (1.2, 0.0), (0.0, 1.2), (-1.2, 0.0)]);
            Shape::convex_polygon(diamond, colour, Stroke::NONE)
        }
        _ => {
            let triangle = points(&[(0.0, -1.1), (1.1, 0.9), (-1.1, 0.9)]);
            Shape::convex_polygon(triangle, colour, Stroke::NONE)
        }
    };
    painter.add(shape);
}

/// A coverage 0..1 as an axis writes it.
pub fn percent_mark(value: f64) -> String {
    crate::model::percent(value)
}
