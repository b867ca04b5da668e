//! What the README promises is there.

use std::path::Path;

fn file(name: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

#[test]
fn the_smallest_scenario_file_of_the_readme_is_the_one_that_is_tested() {
    let smallest = file("tests/fixtures/smallest.backstop");
    assert!(file("README.md").contains(smallest.trim()));
    let map = backstop::store::parse(smallest.as_bytes(), Path::new("smallest.backstop")).unwrap();
    assert_eq!(backstop::model::validate(&map), []);
}

#[test]
fn files_that_the_documents_name_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut missing = Vec::new();
    for document in
        ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "resources/samples/README.md", "resources/fonts/README.md"]
    {
        let text = file(document);
        // Names in backquotes that are paths of the repository.
        for name in text.split('`').skip(1).step_by(2) {
            let starts = ["src/", "tests/", "resources/", "examples/", ".ci/"].iter().any(|s| name.starts_with(s));
            let is_path = starts && !name.contains(['*', ' ']);
            let is_file = Path::new(name).extension().is_some_and(|e| e == "md") && !name.contains([' ', '*']);
            let beside = root.join(document).parent().unwrap().join(name);
            if (is_path || is_file) && !root.join(name).exists() && !beside.exists() {
                missing.push(format!("{document}: {name}"));
            }
        }
    }
    assert!(missing.is_empty(), "{missing:?}");
}
