//! Opening the window, and saying plainly why it cannot be opened.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

use thiserror::Error;

use super::app::App;

/// Why the window cannot be opened.
#[derive(Debug, Error)]
pub enum StartError {
    /// There is no display, or a library that the window needs is missing.
    #[error("cannot open a window: {missing}. The same result without a window: {instead}")]
    NoWindow {
        /// What is missing.
        missing: String,
        /// The headless command for the same files.
        instead: String,
    },
}

/// Opens the window with these files: scenario files are opened, anything else is read as an article.
///
/// # Errors
/// When no window can be opened; the message names what is missing and the headless command.
pub fn run(files: Vec<PathBuf>) -> Result<(), StartError> {
    let instead = headless_command(&files);
    if let Some(missing) = missing_display() {
        return Err(StartError::NoWindow { missing, instead });
    }
    let viewport = egui::ViewportBuilder::default()
        .with_title("Backstop")
        .with_app_id("backstop")
        .with_inner_size([1440.0, 900.0])
        .with_min_inner_size([900.0, 600.0]);
    let options = eframe::NativeOptions {
        viewport,
        renderer: eframe::Renderer::Glow,
        persistence_path: crate::store::DataFolder::standard().map(|data| data.root().join("window.ron")),
        ..Default::default()
    };
    // winit panics where libxkbcommon-x11 is missing, and glutin where libGL is; the panic is caught and said in words.
    let silent = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let restore = std::cell::Cell::new(Some(silent));
    let started = catch_unwind(AssertUnwindSafe(|| {
        eframe::run_native(
            "backstop",
            options,
            Box::new(|cc| {
                if let Some(hook) = restore.take() {
                    std::panic::set_hook(hook);
                }
                Ok(Box::new(App::new(cc, files)))
            }),
        )
    }));
    if let Some(hook) = restore.take() {
        std::panic::set_hook(hook);
        let missing = match started {
            Ok(Ok(())) => return Ok(()),
            Ok(Err(error)) => words_for(&error.to_string()),
            Err(panic) => {
                let text = panic.downcast_ref::<String>().cloned();
                let text = text.or_else(|| panic.downcast_ref::<&str>().map(|s| (*s).to_owned()));
                words_for(&text.unwrap_or_else(|| "the window system failed without a reason".to_owned()))
            }
        };
        return Err(StartError::NoWindow { missing, instead });
    }
    match started {
        Ok(Ok(())) => Ok(()),
        Ok(Err(error)) => Err(StartError::NoWindow { missing: words_for(&error.to_string()), instead }),
        // A panic after the window stood is a fault of ours; it goes on its way, and the journal keeps the edits.
        Err(panic) => std::panic::resume_unwind(panic),
    }
}

/// The command that shows without a window what these files would have shown in it.
fn headless_command(files: &[PathBuf]) -> String {
    let quoted = |path: &PathBuf| {
        let path = path.display().to_string();
        if path.contains(' ') { format!("'{path}'") } else { path }
    };
    let is_map = |path: &&PathBuf| path.extension().is_some_and(|extension| extension == "backstop");
    match files.iter().find(is_map) {
        Some(map) => format!("backstop evaluate {}", quoted(map)),
        None if files.is_empty() => "backstop evaluate sample:mali".to_owned(),
        None => {
            let articles: Vec<String> = files.iter().map(quoted).collect();
            format!("backstop new -o map.backstop {}", articles.join(" "))
        }
    }
}

/// What is missing for a window, where that can be told beforehand.
fn missing_display() -> Option<String> {
    if cfg!(not(target_os = "linux")) {
        return None;
    }
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    if set("DISPLAY") || set("WAYLAND_DISPLAY") || set("WAYLAND_SOCKET") {
        return None;
    }
    Some("there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set)".to_owned())
}

fn words_for(error: &str) -> String {
    let error = error.lines().next().unwrap_or(error).trim().trim_end_matches('.');
    // The window library puts the line of its own source before its reason; that tells a user nothing.
    let error = match error.rfind(".rs:") {
        Some(at) => error.get(at..).and_then(|rest| rest.split_once(": ")).map_or(error, |(_, reason)| reason),
        None => error,
    };
    if error.contains("xkbcommon") {
        return format!("the library libxkbcommon-x11 is missing ({error})");
    }
    if error.contains("libGL") || error.contains("libEGL") || error.contains("glutin") || error.contains("GLX") {
        // What glutin says here is a page of its configuration, not a reason.
        return "the library libGL or libEGL is missing, or the display offers no OpenGL".to_owned();
    }
    error.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_headless_command_is_about_the_files_that_the_window_was_to_show() {
        let of = |files: &[&str]| headless_command(&files.iter().map(PathBuf::from).collect::<Vec<_>>());
        assert_eq!(of(&[]), "backstop evaluate sample:mali");
        assert_eq!(of(&["my map.backstop"]), "backstop evaluate 'my map.backstop'");
        assert_eq!(of(&["a.txt", "b.html"]), "backstop new -o map.backstop a.txt b.html");
    }
}
