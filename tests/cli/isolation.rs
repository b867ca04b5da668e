//! Articles are read in a process of their own; a file that breaks its reader is one message, and the others are read.

use std::io::Write;
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::desk::Desk;

#[test]
fn the_reading_process_answers_with_the_article() {
    let desk = Desk::new();
    let mut child = desk
        .command()
        .args(["__read-article", "talks.html"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(b"<h1>Talks</h1><p hidden>Wagner left.</p><p>Russia arms Mali.").unwrap();
    let answer = child.wait_with_output().unwrap();
    let answer: serde_json::Value = serde_json::from_slice(&answer.stdout).unwrap();
    assert_eq!(answer["Article"]["title"], "Talks");
    let text = answer["Article"]["text"].as_str().unwrap();
    assert!(text.contains("Russia arms Mali.") && !text.contains("Wagner"), "{text}");
}

#[test]
fn a_page_made_to_break_its_reader_is_a_message_and_the_next_file_is_read() {
    let desk = Desk::new();
    desk.put("deep.html", format!("<p>Russia arms Mali.</p>{}", "<div>".repeat(300_000)))
        .put("table.html", format!("<p>Russia arms Mali.</p>{}", "<table><tr><td>".repeat(3_000)))
        .put("fine.txt", "Russia sent two jets to Mali.");
    let began = Instant::now();
    let ran = desk.run("extract deep.html table.html fine.txt --format jsonl");
    assert!(began.elapsed() < Duration::from_secs(100));
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("deep.html: ") && ran.err.lines().all(|l| !l.contains("panicked")), "{}", ran.err);
    assert!(ran.out.lines().any(|line| line.contains("fine")), "{}", ran.out);
}
