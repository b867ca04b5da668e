//! What the commands print: frozen by goldens on the tests' own maps, and the same bytes every time.

use serde_json::{Value, json};

use super::desk::{Desk, fixture, golden};

const STUDY: &str = "study.backstop";

fn desk() -> Desk {
    let desk = Desk::new();
    desk.with_fixture(STUDY).with_fixture("version-1-full.backstop");
    desk
}

#[test]
fn what_the_commands_print_is_frozen() {
    let desk = desk();
    let cases = [
        ("evaluate.txt", "evaluate study.backstop"),
        ("evaluate.json", "evaluate study.backstop --format json"),
        ("evaluate-withdrawal.txt", "evaluate study.backstop --scenario wagner-leaves --month 6"),
        ("evaluate-withdrawal.json", "evaluate study.backstop --scenario wagner-leaves --month 6 --format json"),
        (
            "evaluate-set.txt",
            "evaluate study.backstop --set withdraw-wagner=0.5 --set withdraw-wagner.duration=6 --month 3",
        ),
        ("evaluate-all-months.txt", "evaluate study.backstop --scenario partners-step-up --month all"),
        ("evaluate-reference.txt", "evaluate study.backstop --scenario partners-step-up --reference wagner-leaves"),
        ("evaluate-full.json", "evaluate version-1-full.backstop --scenario wagner-leaves --format json"),
        ("compare.txt", "compare study.backstop baseline wagner-leaves partners-step-up"),
        ("compare.json", "compare study.backstop wagner-leaves partners-step-up --month 24 --format json"),
        ("check.txt", "check study.backstop"),
        ("check-full.txt", "check version-1-full.backstop"),
        ("reallocation.txt", "analyze study.backstop reallocation --scenario wagner-leaves"),
        ("reallocation.json", "analyze study.backstop reallocation --month 24 --format json"),
        ("partner-sets.txt", "analyze study.backstop partner-sets --threshold 0.2 --function maritime_security=0"),
        (
            "partner-sets.json",
            "analyze study.backstop partner-sets --threshold 0.2 --exclude Wagner --function maritime_security=0 \
             --function regime_protection=0 --month 24 --format json",
        ),
        ("partner-sets-out-of-reach.txt", "analyze study.backstop partner-sets --threshold 0.95"),
        ("robustness.txt", "analyze study.backstop robustness"),
        ("robustness-pairs.json", "analyze study.backstop robustness --order 2 --threshold 0.4 --format json"),
        ("uncertainty.txt", "analyze study.backstop uncertainty --samples 2000 --seed 7"),
        (
            "uncertainty.json",
            "analyze study.backstop uncertainty --samples 5000 --seed 7 --stream parallel --format json",
        ),
        ("sensitivity.txt", "analyze study.backstop sensitivity --scenario wagner-leaves"),
        ("sensitivity.json", "analyze study.backstop sensitivity --format json"),
        ("timeline.txt", "analyze study.backstop timeline --scenario partners-step-up"),
        ("consistency.txt", "analyze version-1-full.backstop consistency --scenario wagner-leaves"),
        ("consistency.json", "analyze version-1-full.backstop consistency --tolerance 1 --format json"),
    ];
    for (name, arguments) in cases {
        golden(name, &desk.run(arguments).ok());
    }
}

#[test]
fn the_same_command_twice_prints_the_same_bytes() {
    let desk = desk();
    for arguments in [
        "evaluate study.backstop --month all --format json",
        "compare study.backstop baseline wagner-leaves --format json",
        "analyze study.backstop uncertainty --samples 20000 --stream parallel --format json",
        "schema",
    ] {
        assert_eq!(desk.run(arguments).ok(), desk.run(arguments).ok(), "{arguments}");
    }
}

#[test]
fn the_sample_can_be_named_wherever_a_map_is_wanted() {
    let desk = Desk::new();
    for arguments in ["evaluate sample:mali", "check sample:mali", "analyze sample:mali timeline"] {
        assert!(!desk.run(arguments).ok().is_empty());
    }
    desk.run("migrate sample:mali -o m.backstop").ok();
    assert_eq!(desk.run("evaluate m.backstop").ok(), desk.run("evaluate sample:mali").ok());
}

#[test]
fn without_a_scenario_it_is_baseline_in_month_12() {
    let desk = desk();
    let plain = desk.run("evaluate study.backstop --format json").json();
    assert_eq!(plain["scenarios"][0]["id"], "baseline");
    assert_eq!(plain["scenarios"][0]["month"], 12);
    assert_eq!(plain, desk.run("evaluate study.backstop --scenario baseline --month 12 --format json").json());
}

#[test]
fn several_scenarios_and_all_months_give_one_entry_each_in_order() {
    let desk = desk();
    let all =
        desk.run("evaluate study.backstop --scenario wagner-leaves --scenario baseline --month all --format json");
    let all = all.json();
    let entries: Vec<(&Value, &Value)> =
        all["scenarios"].as_array().unwrap().iter().map(|s| (&s["id"], &s["month"])).collect();
    assert_eq!(entries.len(), 122);
    assert_eq!(entries[0], (&json!("wagner-leaves"), &json!(0)));
    assert_eq!(entries[121], (&json!("baseline"), &json!(60)));
}

#[test]
fn setting_an_assumption_by_hand_is_the_scenario_that_sets_it() {
    let desk = desk();
    // wagner-leaves sets withdraw-wagner to 1 from month 2 over 4 months.
    for month in [0, 3, 4, 6, 24] {
        let named =
            desk.run(&format!("evaluate study.backstop --scenario wagner-leaves --month {month} --format json"));
        let set = desk.run(&format!(
            "evaluate study.backstop --set withdraw-wagner=1 --set withdraw-wagner.start=2 \
             --set withdraw-wagner.duration=4 --month {month} --format json"
        ));
        let (named, set) = (named.json(), set.json());
        for field in ["functions", "overall", "availability", "delivered", "substitutes", "with_offers"] {
            assert_eq!(named["scenarios"][0][field], set["scenarios"][0][field], "{field} in month {month}");
        }
    }
}

#[test]
fn an_assumption_answers_to_any_alias_of_its_actor() {
    let desk = desk();
    let by = |id: &str| desk.run(&format!("evaluate study.backstop --set {id}=1 --format json")).json();
    let outcome = by("withdraw-wagner")["scenarios"][0]["functions"].clone();
    assert_eq!(by("withdraw-africa-corps")["scenarios"][0]["functions"], outcome);
    assert_ne!(by("engage-turkey")["scenarios"][0]["functions"], outcome);
}

#[test]
fn set_goes_on_top_of_the_scenario_and_leaves_the_reference_alone() {
    let desk = desk();
    let evaluated = |rest: &str| desk.run(&format!("evaluate study.backstop {rest} --format json")).json();
    let undone = evaluated("--scenario wagner-leaves --set withdraw-wagner=0");
    assert_eq!(undone["scenarios"][0]["overall"], evaluated("")["scenarios"][0]["overall"]);
    let same_reference = evaluated("--scenario wagner-leaves --reference wagner-leaves --set withdraw-wagner=0");
    assert_eq!(same_reference["scenarios"][0]["substitutes"], json!([]), "nothing is lost against the one that left");
    let against_itself = evaluated("--set withdraw-wagner=1");
    assert_ne!(against_itself["scenarios"][0]["substitutes"], json!([]), "the reference is the unchanged baseline");
}

#[test]
fn the_reference_outputs_are_reproduced_through_the_command_line() {
    let desk = Desk::new();
    desk.put("mali.json", fixture("reference/mali_map.json"));
    let wanted: Value = serde_json::from_slice(&fixture("reference/mali_outputs.json")).unwrap();
    let mut compared = 0;
    for (scenario, months) in wanted["scenarios"].as_object().unwrap() {
        for (month, outcome) in months.as_object().unwrap() {
            let found =
                desk.run(&format!("evaluate mali.json --scenario {scenario} --month {month} --format json")).json();
            compared += close(outcome, &found["scenarios"][0], &format!("{scenario} {month}"));
        }
    }
    assert!(compared > 1000, "{compared} numbers compared");
}

#[test]
fn what_a_scenario_leaves_alone_counts_as_unchanged_among_the_judgements() {
    let desk = Desk::new();
    let said = desk.run("analyze sample:mali consistency --scenario wagner-withdraws").ok();
    assert!(said.contains("Wagner withdraws is consistent") || said.contains("Why Wagner withdraws is not"), "{said}");
}

#[test]
fn each_worked_case_is_a_scenario_file_as_it_stands() {
    let desk = Desk::new();
    let cases: Value = serde_json::from_slice(&fixture("reference/cases.json")).unwrap();
    for case in cases.as_array().unwrap() {
        let name = case["name"].as_str().unwrap();
        desk.put("case.json", case["map"].to_string());
        let found =
            desk.run(&format!("evaluate case.json --scenario case --month {} --format json", case["month"])).json();
        assert!(close(&case["expected"], &found["scenarios"][0], name) > 10, "{name}");
    }
}

/// Every number of `wanted` is in `found` to 1e-9; returns how many there were.
fn close(wanted: &Value, found: &Value, place: &str) -> usize {
    match wanted {
        Value::Number(number) => {
            let (a, b) = (number.as_f64().unwrap(), found.as_f64().unwrap_or(f64::NAN));
            assert!((a - b).abs() <= 1e-9, "{place}: {a} wanted, {found} found");
            1
        }
        Value::Object(fields) => {
            fields.iter().map(|(name, value)| close(value, &found[name], &format!("{place}.{name}"))).sum()
        }
        Value::Array(items) => {
            assert_eq!(items.len(), found.as_array().map_or(0, Vec::len), "{place}");
            items.iter().enumerate().map(|(i, value)| close(value, &found[i], &format!("{place}[{i}]"))).sum()
        }
        _ => {
            assert_eq!(wanted, found, "{place}");
            0
        }
    }
}

#[test]
fn help_names_every_command_and_the_exit_codes() {
    let desk = Desk::new();
    let help = desk.run("--help").ok();
    for command in
        ["extract", "new", "evaluate", "compare", "analyze", "check", "migrate", "recover", "schema", "Exit codes"]
    {
        assert!(help.contains(command), "{help}");
    }
    assert!(!help.contains("__"), "internal commands stay out of sight");
    assert!(desk.run("--version").ok().starts_with("backstop "));
}

#[test]
fn a_reader_that_goes_away_is_met_with_silence() {
    use std::io::Read;
    use std::process::Stdio;
    let desk = desk();
    let mut child = desk
        .command()
        .args(["evaluate", STUDY, "--month", "all", "--format", "json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!(said, "");
    assert!(child.wait().unwrap().success());
}

#[cfg(target_os = "linux")]
#[test]
fn output_that_cannot_be_written_is_a_failure() {
    let desk = desk();
    let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
    let output = desk.command().args(["evaluate", STUDY]).stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).starts_with("standard output: cannot be written"));
}
