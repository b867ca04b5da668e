//! Commands about articles: extract and new.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::Stdio;

use serde_json::{Value, json};

use super::desk::{Desk, Ran, fixture, ran};

const ARTICLE: &str = "Who trains the army?\n\nTürkiye trains the army of Mali, the ministry said in May 2024.\n";

/// Runs the program with this standard input.
fn with_input(desk: &Desk, arguments: &str, input: impl AsRef<[u8]>) -> Ran {
    let mut child = desk
        .command()
        .args(arguments.split_whitespace())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.as_ref().to_vec();
    let writer = std::thread::spawn(move || stdin.write_all(&input).map(|()| drop(stdin)));
    let output = child.wait_with_output().unwrap();
    let _ = writer.join().unwrap();
    ran(&output)
}

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Every quote is the text of its span.
fn check_quotes(extraction: &Value) {
    let text = extraction["article"]["text"].as_str().unwrap();
    for list in ["relations", "provisions", "prospects"] {
        for item in extraction[list].as_array().unwrap() {
            let at = |end: usize| usize::try_from(item["span"][end].as_u64().unwrap()).unwrap();
            assert_eq!(text.get(at(0)..at(1)).unwrap(), item["quote"].as_str().unwrap());
        }
    }
    for actor in extraction["actors"].as_array().unwrap() {
        for mention in actor["mentions"].as_array().unwrap() {
            let at = |end: usize| usize::try_from(mention[end].as_u64().unwrap()).unwrap();
            assert!(!text.get(at(0)..at(1)).unwrap().is_empty());
        }
    }
}

#[test]
fn one_article_is_an_object_and_several_are_a_list_or_lines() {
    let desk = Desk::new();
    desk.put("a.txt", ARTICLE).put("b.md", format!("# Another\n\n{ARTICLE}"));
    let one = desk.run("extract a.txt --with-text").json();
    assert_eq!(one["article"]["text"], ARTICLE, "the file's own text");
    assert_eq!(one["article"]["id"].as_str().unwrap().len(), 12);
    for field in ["actors", "relations", "provisions", "prospects", "warnings"] {
        assert!(one[field].is_array(), "{field}");
    }
    check_quotes(&one);
    assert_eq!(desk.run("extract a.txt").json()["article"].get("text"), None);
    let list = desk.run("extract a.txt b.md --with-text").json();
    assert_eq!(list[0], one);
    check_quotes(&list[1]);
    let each = lines(&desk.run("extract a.txt b.md --with-text --format jsonl").ok());
    assert_eq!(json!(each), list);
    assert!(desk.run("extract a.txt --format table").ok().starts_with("Who trains the army? ("));
}

#[test]
fn standard_input_is_read_as_one_article() {
    let desk = Desk::new();
    desk.put("a.txt", ARTICLE);
    let piped: Value = serde_json::from_str(&with_input(&desk, "extract - --with-text", ARTICLE).ok()).unwrap();
    assert_eq!(piped, desk.run("extract a.txt --with-text").json());
    assert!(with_input(&desk, "extract -", "").failed(1).starts_with("standard input: the file is empty"));
}

#[test]
fn one_bad_file_does_not_stop_the_others() {
    let desk = Desk::new();
    desk.put("a.txt", ARTICLE)
        .put("empty.txt", "")
        .put("photo.txt", b"\x89PNG\r\n\x1a\n\x00\x00\xff")
        .put("z.txt", ARTICLE);
    std::fs::create_dir(desk.path("folder")).unwrap();
    let ran = desk.run("extract a.txt empty.txt photo.txt folder nowhere.txt z.txt --format jsonl");
    assert_eq!(ran.code, 1);
    assert_eq!(lines(&ran.out).len(), 2);
    for (name, wanted) in [
        ("empty.txt", "empty"),
        ("photo.txt", "not a text file"),
        ("folder", "this is a folder"),
        ("nowhere.txt", "no such file"),
    ] {
        let said = ran.err.lines().find(|line| line.starts_with(&format!("{name}: "))).unwrap_or_default();
        assert!(said.contains(wanted), "{name}: {}", ran.err);
    }
    // A list stays a list when only one of several can be read.
    let ran = desk.run("extract a.txt empty.txt");
    assert_eq!(serde_json::from_str::<Value>(&ran.out).unwrap().as_array().unwrap().len(), 1);
    assert_eq!(desk.run("extract empty.txt").failed(1).lines().count(), 1);
}

#[test]
fn every_line_is_answered_by_one_line_in_order() {
    let desk = Desk::new();
    let mut input: Vec<u8> = Vec::new();
    for n in 0..100 {
        // Of very different lengths, so that later ones are done before earlier ones.
        let text = ARTICLE.repeat(if n % 7 == 0 { 6 } else { 1 });
        input.extend(serde_json::to_vec(&json!({"id": n, "text": text, "title": format!("Number {n}")})).unwrap());
        input.push(b'\n');
    }
    let ran = with_input(&desk, "extract --jsonl-in", &input);
    let answers = lines(&ran.ok());
    let ids: Vec<u64> = answers.iter().map(|answer| answer["id"].as_u64().unwrap()).collect();
    assert_eq!(ids, (0..100).collect::<Vec<_>>());
    assert_eq!(answers[3]["article"]["title"], "Number 3");
    assert!(answers[3]["actors"].is_array());
}

#[test]
fn a_line_says_what_extract_says_of_the_same_text() {
    let desk = Desk::new();
    desk.put("a.txt", ARTICLE);
    let input = json!({"id": "a", "text": ARTICLE}).to_string();
    let mut answer = lines(&with_input(&desk, "extract --jsonl-in --with-text", input).ok()).remove(0);
    assert_eq!(answer.as_object_mut().unwrap().remove("id"), Some(json!("a")));
    assert_eq!(answer, desk.run("extract a.txt --with-text").json());
}

#[test]
fn a_broken_line_is_answered_in_its_place() {
    let desk = Desk::new();
    let mut input = Vec::new();
    let broken: [&[u8]; 8] = [
        b"nonsense",
        b"",
        b"[1]",
        b"{\"id\": \"no text\"}",
        b"{\"id\": \"number\", \"text\": 7}",
        b"{\"id\": \"date\", \"text\": \"x\", \"date\": \"last week\"}",
        b"{\"text\": \"\xff\xfe\"}",
        b"{\"id\": \"cut\", \"text\": \"x",
    ];
    for line in broken {
        input.extend(serde_json::to_vec(&json!({"id": "good", "text": ARTICLE})).unwrap());
        input.push(b'\n');
        input.extend(line);
        input.push(b'\n');
    }
    let ran = with_input(&desk, "extract --jsonl-in", &input);
    let answers = lines(&ran.out);
    assert_eq!(answers.len(), 2 * broken.len());
    for (place, answer) in answers.iter().enumerate() {
        if place % 2 == 0 {
            assert_eq!(answer["id"], "good");
            assert!(answer.get("error").is_none());
        } else {
            assert_eq!(answer["line"], place + 1);
            assert!(!answer["error"].as_str().unwrap().is_empty());
            assert!(answer.get("id").is_some(), "null where it is not known: {answer}");
        }
    }
    assert_eq!((&answers[7]["id"], &answers[1]["id"]), (&json!("no text"), &Value::Null));
    assert_eq!(ran.code, 1);
    assert!(ran.err.starts_with("standard input: 8 of 16 lines"), "{}", ran.err);
}

#[test]
fn a_program_may_write_one_line_and_wait_for_its_answer() {
    let desk = Desk::new();
    let mut child =
        desk.command().args(["extract", "--jsonl-in"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let mut answers = BufReader::new(child.stdout.take().unwrap()).lines();
    for n in 0..3 {
        writeln!(input, "{}", json!({"id": n, "text": ARTICLE})).unwrap();
        input.flush().unwrap();
        let answer: Value = serde_json::from_str(&answers.next().unwrap().unwrap()).unwrap();
        assert_eq!(answer["id"], n);
    }
    drop(input);
    assert!(answers.next().is_none());
    assert!(child.wait().unwrap().success());
}

#[test]
fn a_lexicon_of_ones_own_adds_names_and_a_wrong_one_is_refused() {
    let desk = Desk::new();
    desk.put("a.txt", "The Banu Qasr moved into the hills in May. The army of Mali fought the Banu Qasr there.\n");
    desk.put("own.toml", "armed_group = [[\"Banu Qasr\", \"BQ\"]]\n");
    let kind = |ran: Ran| -> Option<String> {
        let actors = ran.json()["actors"].as_array().unwrap().clone();
        let actor = actors.into_iter().find(|actor| actor["id"] == "banu-qasr")?;
        Some(actor["kind"].as_str().unwrap().to_owned())
    };
    assert_ne!(kind(desk.run("extract a.txt")).as_deref(), Some("armed_group"));
    assert_eq!(kind(desk.run("extract a.txt --lexicon own.toml")).as_deref(), Some("armed_group"));
    desk.put("wrong.toml", "armed_group = 7\n");
    assert!(desk.run("extract a.txt --lexicon wrong.toml").failed(1).starts_with("wrong.toml: "));
    assert!(
        desk.run("extract a.txt --lexicon nowhere.toml").failed(1).starts_with("nowhere.toml: there is no such file")
    );
}

#[test]
fn extract_says_what_it_needs() {
    let desk = Desk::new();
    desk.run("extract").failed(2);
    desk.run("extract --jsonl-in a.txt").failed(2);
    desk.run("extract --jsonl-in --format table").failed(2);
}

// new

fn new_from_readings(desk: &Desk, rest: &str) -> Ran {
    desk.with_fixture("readings.jsonl");
    desk.run(&format!("new --from-extracted readings.jsonl {rest}"))
}

fn map(desk: &Desk, name: &str) -> Value {
    serde_json::from_str(&desk.read(name)).unwrap()
}

fn ids(list: &Value) -> Vec<&str> {
    list.as_array().map(|items| items.iter().map(|item| item["id"].as_str().unwrap()).collect()).unwrap_or_default()
}

#[test]
fn a_map_of_two_articles_has_one_actor_for_two_names_and_evidence_for_and_against() {
    let desk = Desk::new();
    new_from_readings(&desk, "-o m.backstop --principal Mali --accept all").ok();
    assert!(desk.run("check m.backstop").ok().ends_with("m.backstop: sound\n"));
    let map = map(&desk, "m.backstop");
    assert_eq!((&map["principal"], &map["start_month"]), (&json!("mali"), &json!("2024-11")));
    assert_eq!(map["functions"].as_array().unwrap().len(), 17);
    let wagner = map["actors"].as_array().unwrap().iter().find(|actor| actor["id"] == "wagner").unwrap();
    assert_eq!(wagner["aliases"], json!(["Africa Corps"]));
    assert_eq!(
        ids(&map["assumptions"]),
        ["withdraw-wagner", "withdraw-turkiye", "withdraw-sadat", "withdraw-niger", "withdraw-spain"]
    );
    let quote = |link: &Value| {
        let claim = map["claims"].as_array().unwrap().iter().find(|claim| claim["id"] == link["claim"]).unwrap();
        (link["stance"].as_str().unwrap().to_owned(), claim["quote"].as_str().unwrap().to_owned())
    };
    let evidence: Vec<_> = map["assumptions"][0]["evidence"].as_array().unwrap().iter().map(quote).collect();
    assert_eq!(evidence[0].0, "for");
    assert!(evidence[0].1.contains("suspects that Wagner is preparing to leave"));
    assert_eq!(evidence[1].0, "against");
    assert!(evidence[1].1.contains("will not leave"));
    for provision in map["provisions"].as_array().unwrap() {
        assert_eq!((&provision["share"], &provision["share_basis"]), (&json!(0.3), &json!("default")));
        assert!(!provision["evidence"].as_array().unwrap().is_empty());
    }
    // The army is part of the state, so what Wagner gives the army counts, and is lost with it.
    let gone = desk.run("evaluate m.backstop --set withdraw-wagner=1 --format json").json();
    let function = &gone["scenarios"][0]["functions"]["direct_combat"];
    assert_eq!((&function["state"], &function["coverage"]), (&json!("lost"), &json!(0.0)));
    assert_eq!(gone["scenarios"][0]["default_shares"], json!({"used": 5, "total": 5}));
}

#[test]
fn nothing_counts_until_it_is_accepted() {
    let desk = Desk::new();
    let ran = new_from_readings(&desk, "-o m.backstop");
    assert!(ran.err.contains("the principal is Mali, recipient of 3 provisions"), "{}", ran.err);
    ran.ok();
    let map = map(&desk, "m.backstop");
    assert_eq!(ids(&map["actors"]), ["mali"]);
    assert_eq!(map["provisions"], json!([]));
    assert_eq!(map.get("assumptions"), None);
    assert_eq!(map["proposals"].as_array().unwrap().len(), 18);
    assert_eq!(desk.run("evaluate m.backstop --format json").json()["scenarios"][0]["overall"], Value::Null);
}

#[test]
fn a_confidence_accepts_what_is_at_least_as_sure() {
    let desk = Desk::new();
    new_from_readings(&desk, "-o m.backstop --accept 0.75").ok();
    let map = map(&desk, "m.backstop");
    let functions: Vec<&str> =
        map["provisions"].as_array().unwrap().iter().map(|p| p["function"].as_str().unwrap()).collect();
    assert_eq!(functions, ["direct_combat", "air_power", "logistics"], "0.9, 0.85 and 0.75, not 0.7, 0.65 and 0.6");
}

#[test]
fn the_same_articles_give_the_same_bytes_and_an_existing_map_is_kept() {
    let desk = Desk::new();
    new_from_readings(&desk, "-o a.backstop --accept all").ok();
    new_from_readings(&desk, "-o b.backstop --accept all").ok();
    let first = desk.read("a.backstop");
    assert_eq!(desk.read("b.backstop"), first);
    assert!(new_from_readings(&desk, "-o a.backstop").failed(1).starts_with("a.backstop: it exists already"));
    assert_eq!(desk.read("a.backstop"), first);
    new_from_readings(&desk, "-o a.backstop --force").ok();
    assert_ne!(desk.read("a.backstop"), first);
}

#[test]
fn the_principal_can_be_any_actor_and_a_wrong_name_is_answered_by_the_nearest() {
    let desk = Desk::new();
    new_from_readings(&desk, "-o m.backstop --principal malian-army").ok();
    assert_eq!(map(&desk, "m.backstop")["principal"], "malian-army");
    let ran = desk.run_with(&[
        "new",
        "-o",
        "n.backstop",
        "--from-extracted",
        "readings.jsonl",
        "--principal",
        "Africa Corps",
    ]);
    ran.ok();
    assert_eq!(map(&desk, "n.backstop")["principal"], "wagner");
    let said = new_from_readings(&desk, "-o x.backstop --principal Malia").failed(1);
    assert!(said.contains("there is no actor \"Malia\"; nearest: \"Mali\""), "{said}");
    assert!(new_from_readings(&desk, "-o x.backstop --accept 1.5").failed(1).contains("a confidence is 0 to 1"));
    new_from_readings(&desk, "-o x.backstop --accept some").failed(2);
    assert!(!desk.path("x.backstop").exists());
}

#[test]
fn readings_that_cannot_be_used_are_named_by_line_and_the_others_taken() {
    let desk = Desk::new();
    let text = String::from_utf8(fixture("readings.jsonl")).unwrap();
    let good = text.lines().next().unwrap();
    let mut without_text: Value = serde_json::from_str(good).unwrap();
    without_text["article"].as_object_mut().unwrap().remove("text");
    let mut misquoted: Value = serde_json::from_str(good).unwrap();
    misquoted["provisions"][0]["quote"] = json!("Wagner guards the mines.");
    let error = json!({"id": null, "line": 4, "error": "not a JSON object"});
    desk.put("r.jsonl", format!("{without_text}\n{good}\nnonsense\n{misquoted}\n{error}\n\n"));
    let ran = desk.run("new -o m.backstop --from-extracted r.jsonl --accept all");
    assert_eq!(ran.code, 1);
    for (line, wanted) in
        [(1, "--with-text"), (3, "not JSON"), (4, "is not the text of bytes"), (5, "not a JSON object")]
    {
        let said =
            ran.err.lines().find(|said| said.starts_with(&format!("r.jsonl: line {line}: "))).unwrap_or_default();
        assert!(said.contains(wanted), "line {line}: {}", ran.err);
    }
    assert_eq!(map(&desk, "m.backstop")["articles"].as_array().unwrap().len(), 1);
    desk.put("none.jsonl", "\n");
    assert!(
        desk.run("new -o n.backstop --from-extracted none.jsonl")
            .failed(1)
            .starts_with("none.jsonl: it holds no reading")
    );
    assert!(!desk.path("n.backstop").exists());
}

#[test]
fn a_text_given_twice_is_taken_once() {
    let desk = Desk::new();
    desk.put("a.txt", ARTICLE).put("copy.txt", ARTICLE);
    let ran = desk.run("new -o m.backstop a.txt copy.txt --principal Mali");
    assert!(ran.err.contains("copy.txt: the same text was given already"), "{}", ran.err);
    ran.ok();
    assert_eq!(map(&desk, "m.backstop")["articles"].as_array().unwrap().len(), 1);
}

#[test]
fn without_one_readable_article_there_is_no_map() {
    let desk = Desk::new();
    desk.put("empty.txt", "");
    let said = desk.run("new -o m.backstop empty.txt nowhere.txt --principal Mali").failed(1);
    assert_eq!(said.lines().count(), 2, "{said}");
    assert!(!desk.path("m.backstop").exists());
    desk.run("new -o m.backstop").failed(2);
    desk.run("new a.txt").failed(2);
}

#[test]
fn a_map_is_made_of_the_projects_own_articles() {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("resources/samples");
    let desk = Desk::new();
    let mut arguments = vec!["new", "-o", "m.backstop", "--principal", "Mali", "--accept", "all"];
    let files = ["kidal-bargain.txt", "bamako-shops-around.md", "three-armies.html"].map(|name| samples.join(name));
    arguments.extend(files.iter().map(|file| file.to_str().unwrap()));
    desk.run_with(&arguments).ok();
    desk.run("check m.backstop").ok();
    let map = map(&desk, "m.backstop");
    assert_eq!(map["principal"], "mali");
    assert_eq!(map["articles"].as_array().unwrap().len(), 3);
    for claim in map["claims"].as_array().into_iter().flatten() {
        let article = map["articles"].as_array().unwrap().iter().find(|a| a["id"] == claim["article"]).unwrap();
        let at = |end: usize| usize::try_from(claim["span"][end].as_u64().unwrap()).unwrap();
        assert_eq!(article["text"].as_str().unwrap().get(at(0)..at(1)), claim["quote"].as_str());
    }
}
