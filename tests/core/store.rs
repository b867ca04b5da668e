//! What the scenario file promises about its content: nothing is lost, nothing moves, nothing wrong gets in.

use std::collections::BTreeSet;
use std::path::Path;

use backstop::model::{Provision, ProvisionStatus, ScenarioMap, Share, UnknownFields};
use backstop::store::{StoreError, parse, read, sample_mali, schema, to_bytes};
use proptest::prelude::*;
use serde_json::{Value, json};

pub fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)).unwrap()
}

fn open(bytes: &[u8]) -> Result<ScenarioMap, StoreError> {
    parse(bytes, Path::new("map.backstop"))
}

fn open_value(file: &Value) -> Result<ScenarioMap, StoreError> {
    open(&serde_json::to_vec(file).unwrap())
}

fn full() -> Value {
    serde_json::from_slice(&fixture("version-1-full.backstop")).unwrap()
}

fn refusal(file: &Value) -> String {
    open_value(file).unwrap_err().to_string()
}

#[test]
fn saving_what_was_opened_gives_the_same_bytes() {
    let bytes = fixture("version-1-full.backstop");
    let saved = to_bytes(&open(&bytes).unwrap()).unwrap();
    assert_eq!(String::from_utf8_lossy(&saved), String::from_utf8_lossy(&bytes));
}

#[test]
fn saving_the_sample_twice_gives_the_same_bytes() {
    let once = to_bytes(&sample_mali().unwrap()).unwrap();
    assert_eq!(to_bytes(&open(&once).unwrap()).unwrap(), once);
}

#[test]
fn the_fixture_holds_every_field_there_is() {
    fn names(value: &Value, under_properties: bool, found: &mut BTreeSet<String>) {
        match value {
            Value::Object(object) => {
                for (name, value) in object {
                    if under_properties {
                        found.insert(name.clone());
                    }
                    names(value, name == "properties" && !under_properties, found);
                }
            }
            Value::Array(items) => items.iter().for_each(|item| names(item, false, found)),
            _ => {}
        }
    }
    fn keys(value: &Value, found: &mut BTreeSet<String>) {
        match value {
            Value::Object(object) => object.iter().for_each(|(name, value)| {
                found.insert(name.clone());
                keys(value, found);
            }),
            Value::Array(items) => items.iter().for_each(|item| keys(item, found)),
            _ => {}
        }
    }
    let (mut in_schema, mut in_fixture) = (BTreeSet::new(), BTreeSet::new());
    names(&schema(), false, &mut in_schema);
    keys(&full(), &mut in_fixture);
    let missing: Vec<_> = in_schema.difference(&in_fixture).collect();
    assert!(in_schema.len() > 80, "the schema was not understood: {in_schema:?}");
    assert!(missing.is_empty(), "not in version-1-full.backstop: {missing:?}");
}

/// Puts a field nobody knows into every object of a file, and returns how many there are.
fn mark_every_object(value: &mut Value, is_dictionary: bool, count: &mut usize) {
    match value {
        Value::Object(object) => {
            for (name, value) in object.iter_mut() {
                mark_every_object(value, name == "positions", count);
            }
            if !is_dictionary {
                *count += 1;
                object.insert(
                    "from_the_future".into(),
                    json!({"number": *count, "deep": [1, null, 0.1, {"a": null}], "nothing": null}),
                );
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| mark_every_object(item, false, count)),
        _ => {}
    }
}

#[test]
fn an_unknown_field_in_every_object_survives() {
    let (mut file, mut count) = (full(), 0);
    mark_every_object(&mut file, false, &mut count);
    assert!(count > 70, "{count} objects");
    let map = open_value(&file).unwrap();
    let saved = to_bytes(&map).unwrap();
    assert_eq!(serde_json::from_slice::<Value>(&saved).unwrap(), file);
    let again = to_bytes(&open(&saved).unwrap()).unwrap();
    assert_eq!(String::from_utf8(again).unwrap(), String::from_utf8(saved).unwrap());
}

#[test]
fn unknown_fields_stay_with_their_object_when_others_come_and_go() {
    let (mut file, mut count) = (full(), 0);
    mark_every_object(&mut file, false, &mut count);
    let mut map = open_value(&file).unwrap();
    map.articles[0].blocks.remove(0);
    map.provisions.insert(0, Provision::new("p0", "turkey", "mali", "training", ProvisionStatus::Latent));
    map.consistency.as_mut().unwrap().judgements[0].value = -3;
    map.provisions[1].share = Some(Share(0.25));
    let saved: Value = serde_json::from_slice(&to_bytes(&map).unwrap()).unwrap();
    let future = "from_the_future";
    assert_eq!(saved["articles"][0]["blocks"][0][future], file["articles"][0]["blocks"][1][future]);
    assert_eq!(saved["provisions"][1]["evidence"][1][future], file["provisions"][0]["evidence"][1][future]);
    assert_eq!(saved["consistency"]["judgements"][0][future], file["consistency"]["judgements"][0][future]);
    assert_eq!(saved["provisions"][0].get(future), None);
    assert_eq!(saved["provisions"][1]["share"], 0.25, "what the map says wins");
}

#[test]
fn null_means_the_default_wherever_a_field_may_be_absent() {
    // What the schema does not require may be null; the schema is generated from the types that read the file.
    fn null_each(file: &Value, way: &mut Vec<String>, tried: &mut Vec<String>) {
        let here = file.pointer(&way.concat()).unwrap();
        let names: Vec<String> = match here {
            Value::Object(object) => object.keys().cloned().collect(),
            Value::Array(items) => (0..items.len()).map(|i| i.to_string()).collect(),
            _ => return,
        };
        let is_object = here.is_object();
        for name in names {
            way.push(format!("/{name}"));
            // Positions are looked up by actor; an entry is no field.
            if is_object && !(way[0] == "/positions" && way.len() == 2) {
                let mut without = file.clone();
                let parent = without.pointer_mut(&way[..way.len() - 1].concat()).unwrap();
                parent.as_object_mut().unwrap().shift_remove(&name);
                let mut nulled = file.clone();
                *nulled.pointer_mut(&way.concat()).unwrap() = Value::Null;
                let (absent, null) = (open_value(&without), open_value(&nulled));
                match (absent, null) {
                    (Ok(mut absent), Ok(mut null)) => {
                        absent.unknown_fields = UnknownFields::default();
                        null.unknown_fields = UnknownFields::default();
                        assert_eq!(absent, null, "{}", way.concat());
                        tried.push(way.concat());
                    }
                    (Ok(_), Err(error)) => panic!("{} may be absent but not null: {error}", way.concat()),
                    (Err(_), _) => {}
                }
            }
            null_each(file, way, tried);
            way.pop();
        }
    }
    let mut tried = Vec::new();
    null_each(&full(), &mut Vec::new(), &mut tried);
    for field in
        ["/provisions/0/current", "/scenarios/0/settings/0/extent", "/claims/0/origin", "/positions/mali/pinned"]
    {
        assert!(tried.iter().any(|t| t == field), "{field} was not tried");
    }
}

#[test]
fn the_smallest_map_opens_and_its_items_are_named_by_place() {
    let map = open(&fixture("smallest.backstop")).unwrap();
    assert_eq!(map.provisions[0].id, "p1");
    let saved = to_bytes(&map).unwrap();
    assert_eq!(open(&saved).unwrap().provisions, map.provisions);
}

#[test]
fn a_newer_file_is_refused_by_name_even_where_it_holds_what_cannot_be_read() {
    let newer = r#"{"format": "backstop-scenario-map", "version": 999, "actors": 99999999999999999999}"#;
    let error = open(newer.as_bytes()).unwrap_err();
    assert!(matches!(error, StoreError::NewerVersion { version: 999, .. }));
    let said = error.to_string();
    assert!(said.starts_with("map.backstop: made by a newer Backstop (file version 999"), "{said}");
}

#[test]
fn what_is_no_scenario_file_says_what_it_is() {
    let cases: [(&[u8], &str); 9] = [
        (b"", "the file is empty"),
        (b" \n\t\n", "the file is empty"),
        (b"\x7fELF\x02\x01\x01\x00\xff\xfe", "binary data"),
        (b"\xef\xbb\xbf{\"format\": \"other\", \"version\": 1}", "its \"format\" is \"other\""),
        (b"{\"version\": 1}", "\"format\" is missing"),
        (b"[1, 2]", "not an object"),
        (b"{\"format\": \"backstop-scenario-map\"}", "\"version\" is missing"),
        (b"{\"format\": \"backstop-scenario-map\", \"version\": 0}", "its \"version\" is 0"),
        (b"Wagner trains the army.", "line 1 column 1"),
    ];
    for (bytes, wanted) in cases {
        let said = open(bytes).unwrap_err().to_string();
        assert!(said.starts_with("map.backstop: ") && said.contains(wanted), "{said}");
    }
}

#[test]
fn a_truncated_file_is_told_from_a_garbled_one() {
    let whole = fixture("version-1-full.backstop");
    let error = open(&whole[..whole.len() / 2]).unwrap_err();
    assert!(matches!(error, StoreError::Truncated { .. }), "{error}");
    let mut garbled = whole.clone();
    let middle = whole.len() / 2;
    let comma = middle + whole[middle..].iter().position(|b| *b == b':').unwrap();
    garbled[comma] = b';';
    let error = open(&garbled).unwrap_err();
    assert!(matches!(error, StoreError::NotJson { .. }), "{error}");
    assert!(error.to_string().contains("recover"), "{error}");
}

#[test]
fn a_wrong_field_is_named_by_its_place() {
    let mut file = full();
    file["provisions"][1]["status"] = json!("maybe");
    assert!(refusal(&file).contains("provisions[1].status: unknown variant `maybe`"), "{}", refusal(&file));
    let mut file = full();
    file["actors"][2]["capacity"] = json!("large");
    assert!(refusal(&file).contains("actors[2].capacity"), "{}", refusal(&file));
    let mut file = full();
    file["provisions"][0].as_object_mut().unwrap().remove("provider");
    assert!(refusal(&file).contains("provisions[0]: missing field `provider`"), "{}", refusal(&file));
}

#[test]
fn every_problem_of_an_unsound_map_is_listed() {
    let mut file = full();
    file["provisions"][0]["share"] = json!(1.5);
    file["provisions"][1]["provider"] = json!("nobody");
    file["scenarios"][0]["settings"][0]["extent"] = json!(60);
    let said = refusal(&file);
    for wanted in [
        "3 problems",
        "provisions[0].share: 1.5 is out of range; it must be 0 to 1",
        "provisions[1].provider: there is no actor \"nobody\"",
        "scenarios[0].settings[0].extent: 60 is out of range; it must be 0 to 1",
    ] {
        assert!(said.contains(wanted), "{said}");
    }
}

#[test]
fn numbers_that_cannot_be_kept_are_refused_with_their_place() {
    let text = |number: &str| {
        let file = String::from_utf8(fixture("smallest.backstop")).unwrap();
        file.replace("\"share\": 0.5", &format!("\"share\": 0.5, \"later\": {{\"count\": [0, {number}]}}"))
    };
    for kept in ["18446744073709551615", "-9223372036854775808", "0.1"] {
        let saved = to_bytes(&open(text(kept).as_bytes()).unwrap()).unwrap();
        assert!(String::from_utf8(saved).unwrap().contains(kept), "{kept}");
    }
    let said = open(text("18446744073709551616").as_bytes()).unwrap_err().to_string();
    assert!(said.contains("provisions[0].later.count[1]: the number 18446744073709551616 is too large"), "{said}");
    for lost in ["1e999", "-1e999", "NaN", "Infinity"] {
        assert!(open(text(lost).as_bytes()).is_err(), "{lost}");
    }
    let infinite = String::from_utf8(fixture("smallest.backstop")).unwrap().replace("0.5", "1e999");
    assert!(open(infinite.as_bytes()).is_err());
}

#[test]
fn a_field_that_stands_twice_is_refused_rather_than_dropped() {
    let twice = String::from_utf8(fixture("smallest.backstop"))
        .unwrap()
        .replace("\"share\": 0.5", "\"share\": 0.5, \"share\": 0.9");
    let said = open(twice.as_bytes()).unwrap_err().to_string();
    assert!(said.contains("provisions[0].share: the field stands twice"), "{said}");
}

#[test]
fn a_map_that_would_not_read_back_is_not_written() {
    let mut map = open(&fixture("smallest.backstop")).unwrap();
    map.provisions[0].share = Some(Share(f64::NAN));
    assert!(matches!(to_bytes(&map), Err(StoreError::WouldNotReadBack { .. })));
    map.provisions[0].share = Some(Share(2.0));
    assert!(matches!(to_bytes(&map), Err(StoreError::Unsound { .. })));
}

#[test]
fn the_schema_checked_in_is_the_one_the_program_prints() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("resources/scenario-file.schema.json");
    let checked_in: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    assert!(checked_in == schema(), "run `backstop schema > resources/scenario-file.schema.json`");
}

#[test]
fn the_schema_requires_what_a_map_written_by_hand_needs_and_no_more() {
    let schema = schema();
    assert_eq!(schema["required"], json!(["format", "version", "principal", "actors", "provisions"]));
    assert_eq!(schema["$defs"]["Actor"]["required"], json!(["id", "name", "kind"]));
    assert_eq!(schema["$defs"]["Provision"]["required"], json!(["provider", "recipient", "function", "status"]));
}

#[test]
fn the_sample_is_accepted_under_its_name() {
    let opened = read(Path::new("sample:mali")).unwrap();
    assert_eq!(opened.map.principal, "mali");
    assert!(opened.stamp.is_none());
}

#[test]
fn the_reference_map_opens_and_saves() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/reference/mali_map.json");
    let Ok(bytes) = std::fs::read(&path) else {
        println!("skipped: {} is not there", path.display());
        return;
    };
    let map = open(&bytes).unwrap();
    let saved: Value = serde_json::from_slice(&to_bytes(&map).unwrap()).unwrap();
    let before: Value = serde_json::from_slice(&bytes).unwrap();
    for list in ["functions", "actors", "provisions", "assumptions"] {
        assert_eq!(saved[list], before[list], "{list}");
    }
}

fn any_name() -> impl Strategy<Value = String> {
    // Control characters, quotes, the byte order mark, letters outside the first plane.
    proptest::collection::vec(
        prop_oneof![any::<char>(), Just('"'), Just('\\'), Just('\u{feff}'), Just('\u{0}'), Just('😀'), Just('é')],
        1..12,
    )
    .prop_map(|letters| letters.into_iter().collect::<String>())
    .prop_filter("a name is not blank", |name| !name.trim().is_empty())
}

fn any_map() -> impl Strategy<Value = ScenarioMap> {
    let provision = (0.0..=1.0f64, 0.0..=1.0f64, any_name(), 0..5usize, any::<Option<u8>>());
    (any_name(), any_name(), proptest::collection::vec(provision, 0..8), -1e9..1e9f64).prop_map(
        |(title, name, provisions, x)| {
            let mut map = open(&fixture("smallest.backstop")).unwrap();
            map.title = title;
            map.actors[1].name = name;
            map.positions.insert("wagner".into(), backstop::model::Place { x, y: -x / 3.0, pinned: x > 0.0 });
            for (place, (share, likelihood, note, status, credibility)) in provisions.into_iter().enumerate() {
                let mut provision =
                    Provision::new(format!("q{place}"), "wagner", "mali", "training", ProvisionStatus::ALL[status]);
                provision.share = Some(Share(share));
                provision.likelihood = Some(backstop::model::Likelihood(likelihood));
                provision.extra.insert(note.clone(), json!(share * 3.0));
                provision.note = note;
                provision.credibility = credibility.map(|c| c % 6 + 1);
                map.provisions.push(provision);
            }
            map
        },
    )
}

proptest! {
    #[test]
    fn a_map_read_back_is_the_same_map(map in any_map()) {
        let bytes = to_bytes(&map).unwrap();
        let again = open(&bytes).unwrap();
        prop_assert_eq!(&again, &map);
        prop_assert_eq!(to_bytes(&again).unwrap(), bytes);
    }

    #[test]
    fn a_weight_does_not_move_in_the_last_place(bits in any::<u64>()) {
        // Any number between 0 and 1, not only those that print shortly.
        let weight = f64::from_bits(bits).abs().fract();
        prop_assume!(weight.is_finite());
        let mut map = open(&fixture("smallest.backstop")).unwrap();
        map.provisions[0].share = Some(Share(weight));
        let again = open(&to_bytes(&map).unwrap()).unwrap();
        prop_assert_eq!(again.provisions[0].share.unwrap().0.to_bits(), weight.to_bits());
    }

    #[test]
    fn no_bytes_make_the_reader_fall_over(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = open(&bytes);
        let _ = backstop::store::salvage(&bytes, Path::new("map.backstop"));
    }
}
