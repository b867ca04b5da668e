//! Parses arguments and chooses the window or the headless command.

use std::path::PathBuf;
use std::process::ExitCode;

use backstop::cli::{self, Request};
use backstop::export::MapPainter;

/// What draws a map: the window's canvas, where there is one.
#[cfg(feature = "gui")]
const PAINTER: Option<MapPainter> = Some(backstop::gui::draw_map);
#[cfg(not(feature = "gui"))]
const PAINTER: Option<MapPainter> = None;

fn main() -> ExitCode {
    match cli::run(std::env::args_os(), PAINTER) {
        Request::Finished(code) => code,
        Request::Window(files) => open_window(files),
    }
}

#[cfg(not(feature = "gui"))]
fn open_window(_files: Vec<PathBuf>) -> ExitCode {
    eprintln!(
        "backstop: the window is not built in; build with the default features, or work headless: `backstop evaluate sample:mali`"
    );
    ExitCode::from(1)
}

#[cfg(feature = "gui")]
fn open_window(files: Vec<PathBuf>) -> ExitCode {
    match backstop::gui::run(files) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(1)
        }
    }
}
