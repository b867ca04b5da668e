//! Writes `resources/samples/mali.backstop` from the articles beside it and their review: `cargo run --example sample`.

mod build;

use std::path::Path;

fn main() -> Result<(), String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("resources/samples");
    let map = build::build(&folder)?;
    for problem in backstop::model::validate(&map) {
        eprintln!("{problem}");
    }
    let bytes = backstop::store::to_bytes(&map).map_err(|e| e.to_string())?;
    let file = folder.join("mali.backstop");
    std::fs::write(&file, bytes).map_err(|e| format!("{}: {e}", file.display()))?;
    println!(
        "{}: {} actors, {} relations, {} provisions, {} claims from {} articles",
        file.display(),
        map.actors.len(),
        map.relations.len(),
        map.provisions.len(),
        map.claims.len(),
        map.articles.len()
    );
    Ok(())
}
