//! The folders of `src/` are layers: a layer uses only those above it, and only the window knows the window toolkit.

use std::path::{Path, PathBuf};

/// From the ground up, as DESIGN has them and `src/lib.rs` lists them.
const LAYERS: [&str; 10] =
    ["model", "articles", "extract", "scenario", "analysis", "layout", "store", "export", "cli", "gui"];

/// The layers that must stay pure: no files, no processes, no clock.
const PURE: [&str; 5] = ["model", "extract", "scenario", "analysis", "layout"];

#[test]
fn no_layer_uses_one_above_it() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let files = rust_files(&root.join("src"));
    assert!(files.len() > LAYERS.len(), "the sources were not found");
    let mut faults = Vec::new();
    for file in files {
        let name = file.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
        faults.extend(violations(&name, &std::fs::read_to_string(&file).unwrap()));
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn the_library_lists_its_layers_in_order() {
    let lib = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).unwrap();
    let listed: Vec<&str> = lib.lines().filter_map(|l| l.trim().strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    assert_eq!(listed, LAYERS);
}

#[test]
fn a_violation_would_be_caught() {
    let caught = |file: &str, source: &str| violations(file, source).len();
    assert_eq!(caught("src/model/edit.rs", "use crate::store::save;"), 1);
    assert_eq!(caught("src/model/edit.rs", "fn f() { let x = crate :: scenario::evaluate(); }"), 1);
    assert_eq!(caught("src/extract/a.rs", "use crate::{model::Span, scenario::{Outcome, self}, analysis};"), 2);
    assert_eq!(caught("src/extract/a.rs", "use crate::{\n    model::{Span, gui},\n    cli,\n};"), 1);
    assert_eq!(caught("src/scenario/deep/a.rs", "use super::super::super::gui::Panel;"), 1);
    assert_eq!(caught("src/scenario/mod.rs", "use super::store;"), 1);
    assert_eq!(caught("src/store/mod.rs", "use egui::Ui;"), 1);
    assert_eq!(caught("src/cli/mod.rs", "let d = rfd::FileDialog::new();"), 1);
    assert_eq!(caught("src/analysis/a.rs", "let t = std::time::Instant::now();"), 1);
    assert_eq!(caught("src/model/a.rs", "let t = std::fs::read(p);"), 1);
    assert_eq!(caught("src/layout/a.rs", "use std::{fs, path::Path};"), 1);
}

#[test]
fn what_is_allowed_is_not_caught() {
    for (file, source) in [
        ("src/store/mod.rs", "use crate::{model::ScenarioMap, articles}; use std::fs;"),
        ("src/gui/app.rs", "use crate::{cli, store}; use egui::Ui; use eframe::App;"),
        ("src/main.rs", "use backstop::gui; fn main() { eframe::x(); }"),
        ("src/model/a.rs", "// use crate::gui;\n/* crate::store */ const S: &str = \"crate::cli\";"),
        ("src/model/a.rs", "const S: &str = r#\"crate::cli \" crate::gui\"#; const C: char = '\"'; fn f<'a>() {}"),
        ("src/gui/canvas/a.rs", "use super::layout; use super::super::store;"),
        ("src/extract/a.rs", "pub(in crate::extract) fn f() {}"),
        ("src/store/a.rs", "fn egui_like() {} // egui::Ui"),
    ] {
        assert_eq!(violations(file, source), [] as [String; 0], "{file}: {source}");
    }
}

/// Everything in a source file that a layer may not do.
fn violations(file: &str, source: &str) -> Vec<String> {
    let words = words(source);
    let parts: Vec<&str> = file.trim_start_matches("src/").trim_end_matches(".rs").split('/').collect();
    let is_mod_file = matches!(parts.last(), Some(&"mod"));
    // How many `super::` lead from the file to the crate.
    let depth = if is_mod_file { parts.len() - 1 } else { parts.len() };
    let own = LAYERS.iter().position(|l| parts.len() > 1 && parts[0] == *l);
    let mut faults = Vec::new();
    for (line, layer) in used_layers(&words, depth) {
        let above = LAYERS.iter().position(|l| *l == layer);
        if let (Some(own), Some(above)) = (own, above) {
            if above > own {
                faults.push(format!("{file}:{line}: {} uses {layer}, which stands above it", LAYERS[own]));
            }
        }
    }
    let may_draw = parts[0] == "gui" || file == "src/main.rs";
    for (i, (line, word)) in words.iter().enumerate() {
        let is_path = next_is(&words, i, "::");
        let is_use = i > 0 && words[i - 1].1 == "use";
        let toolkit = ["egui", "eframe", "rfd"].iter().any(|t| word == t || word.starts_with(&format!("{t}_")));
        if toolkit && (is_path || is_use) && !may_draw {
            faults.push(format!("{file}:{line}: {word} belongs to the window alone"));
        }
    }
    if own.is_some_and(|own| PURE.contains(&LAYERS[own])) {
        for (line, module) in used_of_std(&words) {
            if ["fs", "net", "process", "time", "env", "thread"].contains(&module.as_str()) {
                faults.push(format!(
                    "{file}:{line}: {} does no I/O and reads no clock, but uses std::{module}",
                    parts[0]
                ));
            }
        }
    }
    faults
}

/// The first names after `crate::` or after enough `super::`, inside braces too.
fn used_layers(words: &[(usize, String)], depth: usize) -> Vec<(usize, String)> {
    let mut used = Vec::new();
    let mut i = 0;
    while i < words.len() {
        let start = i;
        if words[i].1 == "crate" && next_is(words, i, "::") {
            i += 2;
        } else if words[i].1 == "super" && next_is(words, i, "::") {
            let mut climbed = 0;
            while words.get(i).is_some_and(|w| w.1 == "super") && next_is(words, i, "::") {
                climbed += 1;
                i += 2;
            }
            if climbed < depth {
                continue;
            }
        } else {
            i += 1;
            continue;
        }
        used.extend(first_names(words, i));
        i = i.max(start + 1);
    }
    used
}

/// The modules of `std` that are named.
fn used_of_std(words: &[(usize, String)]) -> Vec<(usize, String)> {
    (0..words.len())
        .filter(|i| words[*i].1 == "std" && next_is(words, *i, "::"))
        .flat_map(|i| first_names(words, i + 2))
        .collect()
}

/// The name at `i`, or the first name of each entry of the braces at `i`.
fn first_names(words: &[(usize, String)], i: usize) -> Vec<(usize, String)> {
    let Some((_, word)) = words.get(i) else { return Vec::new() };
    if word != "{" {
        return words.get(i).cloned().into_iter().collect();
    }
    let (mut names, mut open, mut fresh) = (Vec::new(), 0usize, true);
    for (line, word) in &words[i..] {
        match word.as_str() {
            "{" => open += 1,
            "}" => open -= 1,
            "," if open == 1 => fresh = true,
            name if open == 1 && fresh => {
                names.push((*line, name.to_owned()));
                fresh = false;
            }
            _ => {}
        }
        if open == 0 {
            break;
        }
    }
    names
}

fn next_is(words: &[(usize, String)], i: usize, what: &str) -> bool {
    words.get(i + 1).is_some_and(|(_, w)| w == what)
}

/// Names, `::` and single marks with their lines, without comments, strings and characters.
fn words(source: &str) -> Vec<(usize, String)> {
    let chars: Vec<char> = source.chars().collect();
    let at = |i: usize| chars.get(i).copied().unwrap_or('\0');
    let (mut out, mut i, mut line) = (Vec::new(), 0, 1);
    while i < chars.len() {
        let c = chars[i];
        match c {
            '\n' => line += 1,
            '/' if at(i + 1) == '/' => {
                while i < chars.len() && chars[i] != '\n' {
                    i += 1;
                }
                continue;
            }
            '/' if at(i + 1) == '*' => {
                let mut open = 1;
                i += 2;
                while i < chars.len() && open > 0 {
                    match (chars[i], at(i + 1)) {
                        ('/', '*') => open += 1,
                        ('*', '/') => open -= 1,
                        ('\n', _) => line += 1,
                        _ => {}
                    }
                    i += if matches!((chars[i], at(i + 1)), ('/', '*') | ('*', '/')) { 2 } else { 1 };
                }
                continue;
            }
            'r' if at(i + 1) == '"' || (at(i + 1) == '#' && (at(i + 2) == '"' || at(i + 2) == '#')) => {
                let hashes = chars[i + 1..].iter().take_while(|c| **c == '#').count();
                i += hashes + 2;
                let closes = |i: usize| at(i) == '"' && (1..=hashes).all(|n| at(i + n) == '#');
                while i < chars.len() && !closes(i) {
                    line += usize::from(chars[i] == '\n');
                    i += 1;
                }
                i += hashes + 1;
                continue;
            }
            '"' => {
                i += 1;
                while i < chars.len() && chars[i] != '"' {
                    let escape = chars[i] == '\\';
                    line += usize::from(chars[i] == '\n' || (escape && at(i + 1) == '\n'));
                    i += if escape { 2 } else { 1 };
                }
            }
            // A character, not a lifetime.
            '\'' if at(i + 1) == '\\' || at(i + 2) == '\'' => {
                i += if at(i + 1) == '\\' { 3 } else { 2 };
                while i < chars.len() && chars[i] != '\'' {
                    i += 1;
                }
            }
            ':' if at(i + 1) == ':' => {
                out.push((line, "::".to_owned()));
                i += 1;
            }
            c if c.is_alphanumeric() || c == '_' => {
                let start = i;
                while at(i + 1).is_alphanumeric() || at(i + 1) == '_' {
                    i += 1;
                }
                out.push((line, chars[start..=i].iter().collect()));
            }
            c if !c.is_whitespace() => out.push((line, c.to_string())),
            _ => {}
        }
        i += 1;
    }
    out
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}
