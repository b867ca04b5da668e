//! Whatever is wrong is said in one clear message that names the file, and nothing changes on disk.

use super::desk::{Desk, fixture};

fn maps_only(desk: &Desk) {
    desk.with_fixture("study.backstop");
}

#[test]
fn every_command_that_reads_a_map_refuses_what_is_none() {
    let whole = fixture("study.backstop");
    let newer = String::from_utf8(whole.clone()).unwrap().replace("\"version\": 1", "\"version\": 999");
    let cases: [(&str, Vec<u8>, &str); 5] = [
        ("empty.backstop", Vec::new(), "the file is empty"),
        ("binary.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\xff".to_vec(), "binary data"),
        ("truncated.backstop", whole[..whole.len() * 2 / 3].to_vec(), "ends in the middle"),
        ("newer.backstop", newer.into_bytes(), "made by a newer Backstop (file version 999"),
        ("article.txt", b"Wagner trains the army of Mali.".to_vec(), "not a readable scenario file"),
    ];
    let commands = [
        "evaluate MAP",
        "compare MAP baseline baseline",
        "analyze MAP timeline",
        "check MAP",
        "migrate MAP",
        "migrate MAP -o out.backstop",
    ];
    for (name, bytes, wanted) in cases {
        let desk = Desk::new();
        desk.put(name, &bytes);
        for command in commands {
            let ran = desk.run(&command.replace("MAP", name));
            assert_eq!(ran.out, "", "{command}");
            let said = ran.failed(1);
            assert!(said.starts_with(&format!("{name}: ")) && said.contains(wanted), "{command}: {said}");
        }
        assert_eq!(std::fs::read(desk.path(name)).unwrap(), bytes);
        assert_eq!(desk.names(), [name]);
    }
}

#[test]
fn a_folder_and_a_missing_file_are_told_apart() {
    let desk = Desk::new();
    std::fs::create_dir(desk.path("folder")).unwrap();
    assert!(desk.run("evaluate folder").failed(1).starts_with("folder: this is a folder"));
    assert!(desk.run("evaluate nowhere.backstop").failed(1).starts_with("nowhere.backstop: there is no such file"));
    assert!(desk.run("recover nowhere.backstop").failed(1).starts_with("nowhere.backstop: there is no such file"));
}

#[test]
fn unknown_names_are_answered_by_the_nearest_valid_ones() {
    let desk = Desk::new();
    maps_only(&desk);
    let cases = [
        ("evaluate study.backstop --scenario wagner-leave", "no scenario \"wagner-leave\"", "\"wagner-leaves\""),
        ("evaluate study.backstop --reference basline", "no scenario \"basline\"", "\"baseline\""),
        ("evaluate study.backstop --set withdraw-wagnr=1", "no assumption \"withdraw-wagnr\"", "\"withdraw-wagner\""),
        ("compare study.backstop baseline partners", "no scenario \"partners\"", "\"partners-step-up\""),
        ("analyze study.backstop partner-sets --exclude Wagnr", "no actor \"Wagnr\"", "\"wagner\""),
        ("analyze study.backstop partner-sets --function trainin=1", "no function \"trainin\"", "\"training\""),
        ("analyze study.backstop timeline --scenario x", "no scenario \"x\"", "nearest: "),
    ];
    for (command, wanted, nearest) in cases {
        let said = desk.run(command).failed(1);
        assert!(said.starts_with("study.backstop: there is "), "{said}");
        assert!(said.contains(wanted) && said.contains(nearest), "{said}");
    }
}

#[test]
fn values_out_of_range_name_the_range() {
    let desk = Desk::new();
    maps_only(&desk);
    let cases = [
        ("evaluate study.backstop --month 61", "months run from 0 to 60"),
        ("evaluate study.backstop --month -1", "months run from 0 to 60"),
        ("compare study.backstop baseline baseline --month 99", "months run from 0 to 60"),
        ("evaluate study.backstop --set withdraw-wagner=1.01", "it must be 0 to 1"),
        ("evaluate study.backstop --set withdraw-wagner=60", "not percent"),
        ("evaluate study.backstop --set withdraw-wagner=NaN", "it must be 0 to 1"),
        ("evaluate study.backstop --set withdraw-wagner=inf", "it must be 0 to 1"),
        ("evaluate study.backstop --set demand-training=3.5", "it must be 0 to 3"),
        ("evaluate study.backstop --set relation-russia=-2.5", "it must be -2 to 2"),
        ("evaluate study.backstop --set withdraw-wagner.start=-1", "a whole number of months from 0 up"),
        ("evaluate study.backstop --set withdraw-wagner.duration=1.5", "a whole number of months from 0 up"),
        ("evaluate study.backstop --set withdraw-wagner.likelihood=2", "it must be 0 to 1"),
        ("analyze study.backstop robustness --order 3", "it must be 1 or 2"),
        ("analyze study.backstop robustness --threshold 1.5", "it must be 0 to 1"),
        ("analyze study.backstop partner-sets --threshold -0.1", "it must be 0 to 1"),
        ("analyze study.backstop partner-sets --function training=2", "it must be 0 to 1"),
        ("analyze study.backstop uncertainty --samples 0", "it must be 1 to 1000000"),
        ("analyze version-1-full.backstop consistency --tolerance -1", "it must be 0 or more"),
    ];
    desk.with_fixture("version-1-full.backstop");
    for (command, wanted) in cases {
        let said = desk.run(command).failed(1);
        let map = command.split_whitespace().find(|word| word.ends_with(".backstop")).unwrap();
        assert!(said.starts_with(&format!("{map}: ")) && said.contains(wanted), "{command}: {said}");
    }
    for extent in ["demand-training=3", "relation-russia=-2", "relation-russia=2", "withdraw-wagner=0"] {
        desk.run(&format!("evaluate study.backstop --set {extent}")).ok();
    }
}

#[test]
fn wrong_usage_ends_with_code_2() {
    let desk = Desk::new();
    maps_only(&desk);
    for command in [
        "evaluate",
        "evaluate study.backstop --nonsense",
        "evaluate study.backstop --month soon",
        "evaluate study.backstop --set withdraw-wagner",
        "evaluate study.backstop --set withdraw-wagner=60%",
        "evaluate study.backstop --set withdraw-wagner.begin=1",
        "evaluate study.backstop --format yaml",
        "compare study.backstop baseline",
        "analyze study.backstop",
        "analyze study.backstop divination",
        "evalute study.backstop",
    ] {
        let ran = desk.run(command);
        assert_eq!(ran.out, "", "{command}");
        assert!(ran.failed(2).starts_with("error: "), "{command}");
    }
    assert!(desk.run("evalute study.backstop").failed(2).contains("did you mean evaluate?"));
    assert!(desk.run("divine study.backstop").failed(2).contains("commands are extract, new, evaluate"));
}

#[test]
fn check_warns_of_misspelt_fields_which_are_kept_and_do_nothing() {
    let desk = Desk::new();
    let text = String::from_utf8(fixture("study.backstop")).unwrap();
    let misspelt = text.replacen("\"ramp_months\"", "\"ramp_month\"", 1);
    assert_ne!(misspelt, text);
    desk.put("misspelt.backstop", misspelt);
    let ran = desk.run("check misspelt.backstop");
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(
        ran.out.contains(".ramp_month: no field of this version, so it does nothing; did you mean \"ramp_months\"?"),
        "{}",
        ran.out
    );
}

#[test]
fn check_lists_every_problem_with_its_place() {
    let desk = Desk::new();
    let text = String::from_utf8(fixture("study.backstop")).unwrap();
    let wrong = text.replacen("\"share\": 0.55", "\"share\": 5.5", 1).replacen("\"extent\": 1.0", "\"extent\": 60", 1);
    assert_ne!(wrong, text);
    desk.put("wrong.backstop", wrong);
    let ran = desk.run("check wrong.backstop");
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("error: provisions[0].share: 5.5 is out of range; it must be 0 to 1\n"), "{}", ran.out);
    assert!(ran.out.contains("error: scenarios[0].settings[0].extent: 60 is out of range"), "{}", ran.out);
    assert!(ran.err.starts_with("wrong.backstop: 2 errors and "), "{}", ran.err);
    // Items that cannot be read at all are listed too, not only the first.
    let unreadable = text.replacen("\"share\": 0.55", "\"share\": \"much\"", 1).replacen(
        "\"status\": \"offered\"",
        "\"status\": \"maybe\"",
        1,
    );
    desk.put("unreadable.backstop", unreadable);
    let ran = desk.run("check unreadable.backstop");
    let kind = "error: provisions[0].share: invalid type: string \"much\", expected a number\n";
    assert!(ran.out.contains(kind), "{}", ran.out);
    assert!(ran.out.contains("].status: unknown variant `maybe`"), "{}", ran.out);
    assert!(ran.err.starts_with("unreadable.backstop: 2 errors"), "{}", ran.err);
}

#[test]
fn what_does_not_count_is_a_warning_and_the_map_sound() {
    let desk = Desk::new();
    let text = String::from_utf8(fixture("smallest.backstop")).unwrap();
    let other = text.replacen("\"recipient\": \"mali\"", "\"recipient\": \"wagner\"", 1);
    desk.put("other.backstop", other);
    let said = desk.run("check other.backstop").ok();
    assert!(said.contains("warning: provisions[0].recipient: not for the principal Mali"), "{said}");
    assert!(said.ends_with("other.backstop: sound, with 1 warning\n"), "{said}");
}

#[cfg(not(feature = "gui"))]
#[test]
fn without_a_window_built_in_the_headless_command_is_named() {
    let desk = Desk::new();
    maps_only(&desk);
    for arguments in ["", "study.backstop"] {
        let said = desk.run(arguments).failed(1);
        assert!(said.contains("backstop evaluate sample:mali") && said.lines().count() == 1, "{said}");
    }
}

#[test]
fn what_is_no_finite_number_is_refused_with_its_field() {
    let whole = String::from_utf8(fixture("smallest.backstop")).unwrap();
    for none in ["NaN", "-Infinity", "1e999"] {
        let desk = Desk::new();
        let (before, after) = whole.split_once("\"share\":").unwrap();
        let rest = &after[after.find(['}', ',']).unwrap()..];
        desk.put("map.backstop", format!("{before}\"share\": {none}{rest}"));
        let said = desk.run("evaluate map.backstop").failed(1);
        assert!(
            said.starts_with(&format!("map.backstop: provisions[0].share: {none} is not a finite number")),
            "{said}"
        );
    }
}

#[test]
fn evidence_that_is_to_be_left_out_is_named_rightly_or_refused() {
    let desk = Desk::new();
    maps_only(&desk);
    let said = desk.run("evaluate study.backstop --leave-out plannd").failed(1);
    assert!(said.contains("nearest: \"planned\""), "{said}");
    assert!(desk.run("evaluate study.backstop --worst-credibility 6").failed(1).contains("must be 1 to 5"));
    assert!(desk.run("compare study.backstop baseline baseline --worst-reliability F").failed(1).contains("A to E"));
    assert!(desk.run("analyze study.backstop partner-sets --limit 0").failed(1).contains("must be 1 or more"));
    let both = desk.run("evaluate sample:mali --worst-credibility 1 --leave-out credibility-6").ok();
    assert!(both.starts_with("Weak evidence is left out: "), "{both}");
    let all = desk.run("evaluate sample:mali").ok();
    let headline = all.lines().find_map(|l| l.strip_prefix("Overall coverage: ")).unwrap().split(" if").next().unwrap();
    assert!(both.contains(&format!("with it, overall coverage is {headline} ")), "{both}");
}
