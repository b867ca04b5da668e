//! Articles as lines on standard input, answered line by line: in order, on all cores, in constant memory.
//!
//! Whatever a line is, exactly one line answers it, and it is sent on as soon as every line before it is answered, so
//! that a program may also write one line and wait for the answer.

use std::collections::BTreeMap;
use std::io::{self, BufRead};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};

use serde::Serialize;
use serde_json::{Value, json};

use super::failure::Failure;
use super::output::Output;
use crate::articles;
use crate::extract::{Extraction, Lexicon, extract};
use crate::model::PartialDate;

/// How many lines may be under way for each worker. More would only cost memory.
const UNDER_WAY: usize = 4;

/// The longest line read, in bytes; what is beyond it is passed over.
const LONGEST: usize = articles::SIZE_LIMIT as usize;

/// Stack for the workers: what a text makes a parser do should not depend on the platform's default.
const STACK: usize = 64 << 20;

/// One line as it came in, counted from 1.
struct Line {
    number: u64,
    bytes: Result<Vec<u8>, String>,
}

/// One answer.
struct Answered {
    number: u64,
    text: String,
    good: bool,
}

#[derive(Serialize)]
struct Answer<'a> {
    id: &'a Value,
    #[serde(flatten)]
    extraction: &'a Extraction,
}

/// Answers standard input until it ends.
pub(super) fn run(lexicon: &Lexicon, with_text: bool, output: &mut Output) -> Result<(), Failure> {
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    let (lines, inbox) = channel::<Line>();
    let inbox = Arc::new(Mutex::new(inbox));
    let (answers, answered) = channel::<Answered>();
    // The reader takes a permit for each line, the writer gives it back with the answer: so many are under way at most.
    let (permit, permits) = channel::<()>();
    for _ in 0..workers * UNDER_WAY {
        let _ = permit.send(());
    }
    // The reader is not waited for: it may sit in a read that never ends while nobody takes answers any more.
    std::thread::spawn(move || read_lines(&lines, &permits));
    std::thread::scope(|scope| {
        for _ in 0..workers {
            let (inbox, answers) = (Arc::clone(&inbox), answers.clone());
            let worker = std::thread::Builder::new().stack_size(STACK);
            let spawned = worker.spawn_scoped(scope, move || work(lexicon, with_text, &inbox, &answers));
            spawned.map_err(|error| Failure::Input(format!("no thread could be started: {error}")))?;
        }
        drop((answers, inbox));
        let done = write_in_order(&answered, &permit, output);
        // When nobody reads on, the workers' next answer finds this end closed, and they stop.
        drop((answered, permit));
        done
    })
}

fn read_lines(lines: &Sender<Line>, permits: &Receiver<()>) {
    let mut input = io::stdin().lock();
    for number in 1.. {
        if permits.recv().is_err() {
            return;
        }
        let bytes = match read_line(&mut input) {
            Ok(None) => return,
            Ok(Some(bytes)) => bytes,
            Err(error) => {
                eprintln!("standard input: it could not be read ({error}); what came before is answered");
                return;
            }
        };
        if lines.send(Line { number, bytes }).is_err() {
            return;
        }
    }
}

/// The next line without its end; `None` at the end of the input. A line that is too long is passed over to its end.
fn read_line(input: &mut impl BufRead) -> io::Result<Option<Result<Vec<u8>, String>>> {
    let mut line = Vec::new();
    let mut length = 0_usize;
    let mut began = false;
    loop {
        let held = input.fill_buf()?;
        if held.is_empty() {
            break;
        }
        began = true;
        let end = held.iter().position(|byte| *byte == b'\n');
        let part = held.get(..end.unwrap_or(held.len())).unwrap_or_default();
        length += part.len();
        if length <= LONGEST {
            line.extend_from_slice(part);
        }
        let used = part.len() + usize::from(end.is_some());
        input.consume(used);
        if end.is_some() {
            break;
        }
    }
    if !began {
        return Ok(None);
    }
    if length > LONGEST {
        return Ok(Some(Err(format!("the line is longer than {} MB; split the article", LONGEST >> 20))));
    }
    Ok(Some(Ok(line)))
}

fn work(lexicon: &Lexicon, with_text: bool, inbox: &Mutex<Receiver<Line>>, answers: &Sender<Answered>) {
    loop {
        let Ok(Ok(line)) = inbox.lock().map(|inbox| inbox.recv()) else { return };
        let number = line.number;
        let answer = catch_unwind(AssertUnwindSafe(|| answer(line, lexicon, with_text)));
        let answer =
            answer.unwrap_or_else(|_| refused(&Value::Null, number, "reading it failed; please report the article"));
        if answers.send(answer).is_err() {
            return;
        }
    }
}

fn answer(line: Line, lexicon: &Lexicon, with_text: bool) -> Answered {
    let Line { number, bytes } = line;
    let bytes = match bytes {
        Ok(bytes) => bytes,
        Err(message) => return refused(&Value::Null, number, &message),
    };
    let asked: Value = match serde_json::from_slice(&bytes) {
        Ok(asked) => asked,
        Err(error) => {
            let said = error.to_string();
            let said = said.split(" at line ").next().unwrap_or(&said);
            return refused(&Value::Null, number, &format!("not a JSON object: {said} (column {})", error.column()));
        }
    };
    let id = asked.get("id").cloned().unwrap_or(Value::Null);
    let refuse = |message: &str| refused(&id, number, message);
    if !asked.is_object() {
        return refuse("not a JSON object");
    }
    let Some(text) = asked.get("text").and_then(Value::as_str) else {
        return refuse("\"text\" is missing or no string");
    };
    let title = match asked.get("title") {
        None | Some(Value::Null) => None,
        Some(Value::String(title)) => Some(title.as_str()),
        Some(_) => return refuse("\"title\" is no string"),
    };
    let date = match asked.get("date") {
        None | Some(Value::Null) => None,
        Some(Value::String(date)) => match date_of(date) {
            Some(date) => Some(date),
            None => return refuse(&format!("\"date\": \"{date}\" is not a date like 2024-11-09, 2024-11 or 2024")),
        },
        Some(_) => return refuse("\"date\" is no string"),
    };
    let article = articles::from_text(text.to_owned(), title, date);
    let mut extraction = extract(&article, lexicon);
    extraction.article.text = with_text.then(|| article.text.clone());
    match serde_json::to_string(&Answer { id: &id, extraction: &extraction }) {
        Ok(text) => Answered { number, text, good: true },
        Err(error) => refuse(&error.to_string()),
    }
}

/// A date, also where a time of day follows it.
fn date_of(text: &str) -> Option<PartialDate> {
    let text = text.trim();
    let day = text.get(..10).filter(|_| matches!(text.as_bytes().get(10), Some(b'T' | b't' | b' ')));
    PartialDate::parse(day.unwrap_or(text))
}

fn refused(id: &Value, number: u64, message: &str) -> Answered {
    let text = json!({"id": id, "line": number, "error": message}).to_string();
    Answered { number, text, good: false }
}

fn write_in_order(answered: &Receiver<Answered>, permit: &Sender<()>, output: &mut Output) -> Result<(), Failure> {
    let mut waiting: BTreeMap<u64, Answered> = BTreeMap::new();
    let (mut next, mut bad) = (1, 0_u64);
    while let Ok(answer) = answered.recv() {
        waiting.insert(answer.number, answer);
        while let Some(answer) = waiting.remove(&next) {
            output.text(&answer.text)?;
            output.text("\n")?;
            bad += u64::from(!answer.good);
            next += 1;
            // Nobody takes permits any more once the input has ended.
            let _ = permit.send(());
        }
        output.flush()?;
    }
    if bad == 0 {
        return Ok(());
    }
    let lines = next - 1;
    Err(Failure::Input(format!("standard input: {bad} of {lines} lines could not be read; their answers say why")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_where_they_end_and_a_last_one_without_end_counts() {
        let mut input = io::BufReader::with_capacity(3, "one\n\ntwo\r\nthree".as_bytes());
        let mut lines = Vec::new();
        while let Some(line) = read_line(&mut input).unwrap() {
            lines.push(String::from_utf8(line.unwrap()).unwrap());
        }
        assert_eq!(lines, ["one", "", "two\r", "three"]);
    }

    #[test]
    fn a_date_may_carry_a_time_of_day() {
        for text in ["2024-11-09", "2024-11-09T10:00:00Z", " 2024-11-09 10:00"] {
            assert_eq!(date_of(text), PartialDate::day(2024, 11, 9), "{text}");
        }
        assert_eq!(date_of("2024-11-091"), None);
        assert_eq!(date_of("last week"), None);
    }
}
