//! Two real articles about Mali, from the folder of examples beside the project, from text to what a withdrawal means. Where
//! the folder is not there, the test says so and does nothing.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::desk::Desk;

/// The map of the two articles with everything accepted.
fn map_of_the_examples(desk: &Desk) -> Option<Value> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/examples");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        println!("skipped: {} is not there", folder.display());
        return None;
    };
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    for (name, file) in ["first.txt", "second.txt"].iter().zip(&files) {
        desk.put(name, std::fs::read(file).unwrap());
    }
    desk.run("new -o m.backstop first.txt second.txt --principal Mali --accept all").ok();
    Some(serde_json::from_str(&desk.read("m.backstop")).unwrap())
}

fn list<'a>(map: &'a Value, part: &str) -> &'a [Value] {
    map[part].as_array().map_or(&[], Vec::as_slice)
}

/// The id of the actor with this name or alias.
fn actor<'a>(map: &'a Value, name: &str) -> &'a str {
    let fits = |a: &&Value| a["name"] == name || list(a, "aliases").iter().any(|alias| alias == name);
    let found = list(map, "actors").iter().find(fits).unwrap_or_else(|| panic!("no actor {name}"));
    found["id"].as_str().unwrap()
}

fn quotes(map: &Value, item: &Value) -> Vec<String> {
    let quote = |link: &Value| {
        let claim = list(map, "claims").iter().find(|claim| claim["id"] == link["claim"]).unwrap();
        claim["quote"].as_str().unwrap().to_owned()
    };
    list(item, "evidence").iter().map(quote).collect()
}

/// The status of what one gives another, which must be accepted with a quote that has these words.
fn gives(map: &Value, provider: &str, function: &str, words: &str) -> String {
    let (provider_id, mali) = (actor(map, provider), actor(map, "Mali"));
    let fits = |p: &&Value| p["provider"] == provider_id && p["recipient"] == mali && p["function"] == function;
    let found = list(map, "provisions").iter().find(fits).unwrap_or_else(|| panic!("{provider} gives no {function}"));
    let quotes = quotes(map, found);
    assert!(quotes.iter().any(|quote| quote.contains(words)), "{provider}, {function}: {quotes:?}");
    found["status"].as_str().unwrap().to_owned()
}

/// Whether the two are joined in this class, in either direction, with a quote that has these words.
fn joined(map: &Value, a: &str, b: &str, class: &str, words: &str) -> bool {
    let (a, b) = (actor(map, a), actor(map, b));
    list(map, "relations").iter().any(|r| {
        r["class"] == class
            && (r["source"] == a && r["target"] == b || r["source"] == b && r["target"] == a)
            && quotes(map, r).iter().any(|quote| quote.contains(words))
    })
}

#[test]
fn two_articles_give_the_map_that_an_analyst_reads_in_them() {
    let desk = Desk::new();
    let Some(map) = map_of_the_examples(&desk) else { return };
    let checked = desk.run("check m.backstop").ok();
    for line in checked.lines().filter(|line| line.starts_with("warning")) {
        assert!(line.contains("not for the principal"), "{line}");
    }

    let articles = list(&map, "articles");
    assert_eq!(articles[0]["date"], "2024-11-09");
    assert!(articles[0]["title"].as_str().unwrap().contains("Breakup"), "{}", articles[0]["title"]);
    assert_eq!(articles[1].get("date").unwrap_or(&Value::Null), &Value::Null, "a year is never guessed");
    assert!(articles[1]["title"].as_str().unwrap().starts_with("Russia intensifies diplomacy"));

    assert_eq!(gives(&map, "Wagner", "direct_combat", "Kidal"), "active");
    assert_eq!(gives(&map, "Turkey", "arms_supply", "drones"), "active");
    assert_eq!(gives(&map, "SADAT", "training", "training of a substantial number of Malian soldiers"), "active");
    assert_eq!(gives(&map, "SADAT", "regime_protection", "protect the transitional president"), "active");
    assert_eq!(gives(&map, "Norinco", "arms_supply", "equipment"), "offered");
    assert_eq!(gives(&map, "Norinco", "training", "training"), "offered");
    assert_eq!(gives(&map, "Russia", "arms_supply", "helicopters"), "active");
    assert_eq!(gives(&map, "Russia", "logistics", "logistical and technical support"), "active");
    assert_eq!(gives(&map, "Russia", "intelligence", "flexibility"), "latent");
    assert_eq!(gives(&map, "Iran", "arms_supply", "arms and drones"), "offered");
    assert_eq!(gives(&map, "Alliance of Sahel States", "joint_operations", "joint force"), "offered");
    assert_eq!(gives(&map, "Spain", "training", "in talks with Mali"), "latent");

    assert_eq!(actor(&map, "Wagner"), actor(&map, "Africa Corps"));
    assert!(joined(&map, "Wagner", "Russia", "structure", "Wagner"));
    assert!(joined(&map, "JNIM", "Mali", "conflict", "heavy losses"));
    let framework = "Permanent Strategic Framework for the Defense of Azawad People";
    assert!(joined(&map, framework, "Mali", "conflict", "heavy losses"));
    assert!(joined(&map, "CAM", "Mali", "conflict", "Azawad movements"));
    assert!(joined(&map, "Algeria", "Russia", "conflict", "warnings from Algeria"));
}

#[test]
fn readings_that_an_analyst_would_reject_are_not_there() {
    let desk = Desk::new();
    let Some(map) = map_of_the_examples(&desk) else { return };
    let names: Vec<&str> = list(&map, "actors").iter().map(|a| a["name"].as_str().unwrap()).collect();
    for wrong in ["Dependency", "Relations", "Mali Igor Gromyko", "Aero L-39", "Tinzaouaten", "Kidal"] {
        assert!(!names.contains(&wrong), "{wrong}");
    }
    let china = actor(&map, "China");
    assert!(!list(&map, "provisions").iter().any(|p| p["provider"] == china && p["function"] == "logistics"));
    let brigade = actor(&map, "Bear Brigade");
    assert!(!list(&map, "provisions").iter().any(|p| p["provider"] == brigade && p["recipient"] == "russia"));
    let prigozhin = actor(&map, "Yevgeny Prigozhin");
    for relation in list(&map, "relations").iter().filter(|r| r["source"] == prigozhin) {
        assert_eq!(relation["target"], actor(&map, "Wagner"));
    }
    // Navigation, captions and the comment box make no claim.
    for claim in list(&map, "claims").iter().filter(|c| c["states"].as_object().is_some_and(|s| !s.is_empty())) {
        let quote = claim["quote"].as_str().unwrap();
        for line in ["/AFP]", "face mask", "Comment", "أخبار"] {
            assert!(!quote.contains(line), "{quote}");
        }
    }
}

#[test]
fn if_wagner_leaves_the_program_says_what_falls_and_who_could_step_in() {
    let desk = Desk::new();
    let Some(map) = map_of_the_examples(&desk) else { return };
    let withdraws = list(&map, "assumptions").iter().find(|a| a["id"] == "withdraw-wagner").expect("withdraw-wagner");
    let speaks = |stance: &str, words: &str| {
        list(withdraws, "evidence").iter().filter(|link| link["stance"] == stance).any(|link| {
            let claim = list(&map, "claims").iter().find(|claim| claim["id"] == link["claim"]).unwrap();
            claim["quote"].as_str().unwrap().contains(words)
        })
    };
    assert!(speaks("for", "might soon depart from Mali"));
    assert!(speaks("against", "Wagner will not leave Mali"));

    let before = desk.run("evaluate m.backstop --format json").json();
    let after = desk.run("evaluate m.backstop --set withdraw-wagner=1 --format json").json();
    let overall = |value: &Value| value["scenarios"][0]["overall"].as_f64().unwrap();
    assert!(overall(&after) < overall(&before));
    let combat = &after["scenarios"][0]["functions"]["direct_combat"];
    assert_eq!((&combat["state"], &combat["coverage"]), (&json!("lost"), &json!(0.0)));
    let shares = &after["scenarios"][0]["default_shares"];
    assert!(shares["used"].as_u64().unwrap() > 5 && shares["used"] == shares["total"], "{shares}");

    let table = desk.run("evaluate m.backstop --set withdraw-wagner=1").ok();
    let sentence = table.lines().find(|line| line.starts_with("Direct combat:")).expect("the explanation");
    assert!(sentence.contains("because Wagner"), "{sentence}");
    let row = table.lines().rfind(|line| line.starts_with("direct combat")).expect("who could cover it");
    assert!(row.contains("Alliance of Sahel States") && row.contains('6') && row.contains("offered"), "{row}");
}
