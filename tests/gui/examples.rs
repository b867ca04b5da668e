//! The two example articles, where they are at hand: from text to a usable map by keys.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use backstop::extract::FindingKind;
use backstop::gui::Session;
use backstop::model::{Provision, ShareBasis};
use egui::{Key, Modifiers};

use crate::driver::{Driver, SIZES};

/// The two articles; `None`, said aloud, where they are not.
pub fn articles() -> Option<Vec<PathBuf>> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder =
        ["../shared/examples", "../../shared/examples"].map(|up| here.join(up)).into_iter().find(|f| f.is_dir());
    let Some(folder) = folder else {
        eprintln!("skipped: the example articles are not here");
        return None;
    };
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().flatten().map(|entry| entry.path()).collect();
    files.retain(|path| path.extension().is_some_and(|ext| ext == "txt"));
    files.sort();
    Some(files)
}

/// The short id of who may have been named in full: Wagner Group is Wagner.
fn known_as(id: &str) -> &str {
    let short = ["wagner", "norinco", "sadat", "china"];
    short.into_iter().find(|name| id == *name || id.starts_with(&format!("{name}-"))).unwrap_or(id)
}

/// What an analyst who has read both articles answers: the share key of who gives Mali what; nothing else is so.
fn judged(provider: &str, function: &str) -> Option<Key> {
    let key = match (known_as(provider), function) {
        ("wagner", "direct_combat") => Key::Num3,
        ("turkey", "arms_supply" | "air_power") => Key::Num2,
        ("sadat", "training" | "regime_protection") => Key::Num2,
        ("norinco" | "china", "arms_supply") => Key::Num2,
        ("norinco", "training") => Key::Num1,
        ("russia", "arms_supply" | "air_power" | "logistics") => Key::Num2,
        ("iran", "arms_supply" | "air_power") => Key::Num1,
        ("spain", "training") => Key::Num1,
        ("aes-joint-force", _) => Key::Num1,
        _ => return None,
    };
    Some(key)
}

fn given<'a>(window: &'a Driver, provider: &str, functions: &[&str]) -> Option<&'a Provision> {
    window
        .map()
        .provisions
        .iter()
        .find(|p| known_as(p.provider.as_str()) == provider && functions.contains(&p.function.as_str()))
}

#[test]
fn two_articles_are_a_usable_map_of_mali_in_at_most_forty_key_presses() {
    let Some(files) = articles() else { return };
    let mut window = Driver::on_session(Session::of_sample(None).unwrap(), SIZES[1]);
    let paths: Vec<&Path> = files.iter().map(PathBuf::as_path).collect();
    window.open_articles(&paths);
    assert_eq!(window.map().articles.len(), 2);
    let before = window.presses();
    window.keys(Modifiers::COMMAND, Key::R);
    assert!(window.shows("1  Mali"), "Mali is named most");
    window.key(Key::Num1);
    assert_eq!(window.map().principal.as_str(), "mali");
    let mut effects = Vec::new();
    let mut rejected = BTreeSet::new();
    // What moves the coverage comes first; the queue is worked through until nothing does.
    loop {
        let finding = window.app().snapshot().unwrap().findings.first().cloned().expect("there is more to decide");
        if finding.effect <= 0.0 {
            break;
        }
        effects.push(finding.effect);
        let key = match &finding.kind {
            FindingKind::Provision { provider, function, .. } => judged(provider.as_str(), function.as_str())
                .unwrap_or_else(|| {
                    rejected.insert(finding.proposals[0].clone());
                    Key::X
                }),
            FindingKind::SameActor { .. } | FindingKind::Prospect { .. } => Key::A,
            other => panic!("{other:?} does not move the coverage"),
        };
        let open = window.app().snapshot().unwrap().findings.len();
        window.key(key);
        assert!(window.app().snapshot().unwrap().findings.len() < open, "one press decides one finding: {finding:?}");
    }
    let presses = window.presses() - before;
    println!("{presses} key presses");
    assert!(presses <= 40, "{presses} key presses");
    assert!(effects.windows(2).all(|pair| pair[0] >= pair[1] - 1e-12), "the greatest effect first: {effects:?}");

    for (provider, functions) in [
        ("wagner", &["direct_combat"][..]),
        ("turkey", &["arms_supply", "air_power"]),
        ("sadat", &["training"]),
        ("sadat", &["regime_protection"]),
        ("norinco", &["arms_supply"]),
        ("norinco", &["training"]),
        ("russia", &["arms_supply", "air_power"]),
        ("russia", &["logistics"]),
    ] {
        let provision = given(&window, provider, functions).unwrap_or_else(|| {
            let all: Vec<String> =
                window.map().provisions.iter().map(|p| format!("{} {}", p.provider, p.function)).collect();
            panic!("{provider} gives {functions:?}? {all:?}")
        });
        assert_eq!(provision.share_basis, Some(ShareBasis::Analyst), "{provider} {functions:?} has a share of ours");
        assert!(!provision.evidence.is_empty(), "{provider} {functions:?} has its quote");
    }
    for provision in &window.map().provisions {
        let known = judged(provision.provider.as_str(), provision.function.as_str()).is_some();
        assert!(known, "{} gives {} on a false reading", provision.provider, provision.function);
    }
    let decided = &window.map().decisions;
    let says_no = decided.iter().filter(|d| d.verdict == backstop::model::Verdict::Rejected).count();
    assert!(says_no >= rejected.len());
    // The actors came along, with the links by which one stands for another.
    let part_of = |part: &str, whole: &str| {
        window
            .map()
            .relations
            .iter()
            .any(|r| known_as(r.source.as_str()) == part && r.target == *whole && r.structure_type().is_some())
    };
    assert!(part_of("wagner", "russia") && part_of("norinco", "china"));
    assert!(window.app().snapshot().unwrap().outcome.overall.is_some_and(|overall| overall > 0.1));
    assert!(
        window.map().assumptions.iter().any(|a| a.id.as_str().starts_with("withdraw-wagner") && !a.evidence.is_empty())
    );
    // What is left is one card of actors that nothing is said about, and relations.
    let bulk = window
        .app()
        .snapshot()
        .unwrap()
        .findings
        .iter()
        .filter(|f| matches!(f.kind, FindingKind::LooseActors(_)))
        .count();
    assert_eq!(bulk, 1, "one card for the rest");
    assert!(window.app().session().is_dirty());
}
