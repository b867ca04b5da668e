//! Whether the system can show file dialogs, and completion for the path box that stands in where it cannot.

use std::path::{Path, PathBuf};

/// Whether a native file dialog can be shown. On Linux it needs a desktop portal or zenity, and "no portal" looks like
/// "cancelled", so it is looked for beforehand; `BACKSTOP_FILE_DIALOG=path` asks for the path box by choice.
pub fn native_dialog_available() -> bool {
    if std::env::var_os("BACKSTOP_FILE_DIALOG").is_some_and(|choice| choice == "path") {
        return false;
    }
    if cfg!(not(target_os = "linux")) {
        return true;
    }
    let session_bus = std::env::var_os("DBUS_SESSION_BUS_ADDRESS").is_some()
        || std::env::var_os("XDG_RUNTIME_DIR").is_some_and(|dir| Path::new(&dir).join("bus").exists());
    let portal = session_bus
        && [
            "/usr/libexec/xdg-desktop-portal",
            "/usr/lib/xdg-desktop-portal",
            "/usr/lib/x86_64-linux-gnu/xdg-desktop-portal",
        ]
        .iter()
        .any(|path| Path::new(path).exists());
    portal || on_path("zenity")
}

fn on_path(program: &str) -> bool {
    std::env::var_os("PATH").is_some_and(|path| std::env::split_paths(&path).any(|dir| dir.join(program).is_file()))
}

/// A path as typed, with `~` for the home folder.
pub fn expand(typed: &str) -> PathBuf {
    let typed = typed.trim();
    match (typed.strip_prefix("~/"), std::env::home_dir()) {
        (Some(rest), Some(home)) => home.join(rest),
        _ => PathBuf::from(typed),
    }
}

/// Up to `most` entries that what is typed could become: folders end in a slash.
pub fn completions(typed: &str, most: usize) -> Vec<String> {
    let (folder, start) = match typed.rfind(['/', '\\']) {
        Some(at) => typed.split_at(at + 1),
        None => ("", typed),
    };
    let place = if folder.is_empty() { PathBuf::from(".") } else { expand(folder) };
    let Ok(entries) = std::fs::read_dir(place) else { return Vec::new() };
    let lower = start.to_lowercase();
    let mut found: Vec<String> = entries
        .flatten()
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            let hidden = name.starts_with('.') && !start.starts_with('.');
            if hidden || !name.to_lowercase().starts_with(&lower) {
                return None;
            }
            let slash = if entry.path().is_dir() { "/" } else { "" };
            Some(format!("{folder}{name}{slash}"))
        })
        .collect();
    found.sort();
    found.truncate(most);
    found
}
