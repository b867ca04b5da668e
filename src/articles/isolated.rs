//! Reads an article in a process of its own, because a parser that is fed a hostile file can crash, hang or eat all memory,
//! and none of that can be caught inside a process.
//!
//! The child is this very program, started as `backstop __read-article NAME` with the file's bytes on its standard input;
//! it answers with one JSON value and ends. Where the running program is not backstop (a test), reading happens here, on a
//! thread with room.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::mpsc::channel;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::model::Article;

use super::importer::{bytes_of, read_bytes};
use super::{ArticleError, named};

/// The word on the command line that makes the program read one article from its standard input.
pub const CHILD_COMMAND: &str = "__read-article";

/// How long one file may take.
const TIME_LIMIT: Duration = Duration::from_mins(1);

/// How much address space the child may take, in bytes: many times what the largest file needs.
#[cfg(unix)]
const MEMORY_LIMIT: u64 = 4 << 30;

/// Stack for parsers, which may recurse as deep as a page nests.
const STACK: usize = 256 << 20;

/// An answer longer than this is not an article's.
const ANSWER_LIMIT: u64 = 1 << 30;

/// What the child says.
#[derive(Serialize, Deserialize)]
enum Answer {
    Article(Box<Article>),
    Refused(ArticleError),
}

/// Reads an article from a file, in a process of its own where possible.
///
/// # Errors
/// As `articles::read_file`, and when the reading process crashed or took too long.
pub fn read_file(path: &Path) -> Result<Article, ArticleError> {
    read_bytes_isolated(bytes_of(path)?, path)
}

/// Reads an article from bytes that came from elsewhere (a drop on the window, standard input).
///
/// # Errors
/// As `read_file`.
pub fn read_bytes_isolated(bytes: Vec<u8>, file_name: &Path) -> Result<Article, ArticleError> {
    match program() {
        Some(program) => {
            let mut command = Command::new(program);
            command.arg(CHILD_COMMAND).arg(file_name);
            in_child(command, bytes, file_name, TIME_LIMIT)
        }
        None => on_a_large_stack(bytes, file_name),
    }
}

/// What the program does when it is started with `CHILD_COMMAND`: reads standard input as the file that the next argument
/// names and prints the answer.
pub fn child_main() -> ExitCode {
    limit_itself();
    let name = std::env::args_os().nth(2).map_or_else(|| PathBuf::from("article.txt"), PathBuf::from);
    let mut bytes = Vec::new();
    let answer = match std::io::stdin().lock().read_to_end(&mut bytes) {
        Ok(_) => on_a_large_stack(bytes, &name),
        Err(e) => Err(ArticleError::Unreadable { file: named(&name), reason: e.to_string() }),
    };
    let answer = match answer {
        Ok(article) => Answer::Article(Box::new(article)),
        Err(error) => Answer::Refused(error),
    };
    let written = serde_json::to_vec(&answer).ok().map(|json| std::io::stdout().lock().write_all(&json));
    if matches!(written, Some(Ok(()))) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The running program where it is backstop itself. Test programs are named `backstop-0123456789abcdef` and live in `deps`.
fn program() -> Option<PathBuf> {
    let program = std::env::current_exe().ok()?;
    let name = program.file_stem()?.to_string_lossy().into_owned();
    let in_deps = program.parent().and_then(Path::file_name).is_some_and(|folder| folder == "deps");
    (name.starts_with("backstop") && !in_deps).then_some(program)
}

fn on_a_large_stack(bytes: Vec<u8>, file_name: &Path) -> Result<Article, ArticleError> {
    let failed = |reason: &str| ArticleError::ReaderFailed { file: named(file_name), reason: reason.to_owned() };
    let name = file_name.to_owned();
    std::thread::Builder::new()
        .stack_size(STACK)
        .spawn(move || read_bytes(&bytes, &name))
        .map_err(|e| failed(&e.to_string()))?
        .join()
        .unwrap_or_else(|_| Err(failed("its parser stopped on it")))
}

fn in_child(mut command: Command, bytes: Vec<u8>, file_name: &Path, limit: Duration) -> Result<Article, ArticleError> {
    let failed = |reason: &str| ArticleError::ReaderFailed { file: named(file_name), reason: reason.to_owned() };
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    #[cfg(windows)]
    {
        use std::os::windows::process::CommandExt;
        const CREATE_NO_WINDOW: u32 = 0x0800_0000;
        command.creation_flags(CREATE_NO_WINDOW);
    }
    let mut child = command.spawn().map_err(|e| failed(&format!("the reading process did not start: {e}")))?;
    let (Some(mut stdin), Some(stdout)) = (child.stdin.take(), child.stdout.take()) else {
        stop(&mut child);
        return Err(failed("the reading process has no pipes"));
    };
    // A child that stops early closes its end; that it did shows in the answer.
    std::thread::spawn(move || drop(stdin.write_all(&bytes)));
    let (sender, answer) = channel();
    std::thread::spawn(move || {
        let mut out = Vec::new();
        let read = stdout.take(ANSWER_LIMIT).read_to_end(&mut out);
        drop(sender.send(read.map(|_| out)));
    });
    let answer = match answer.recv_timeout(limit) {
        Ok(Ok(bytes)) => bytes,
        Ok(Err(e)) => {
            stop(&mut child);
            return Err(failed(&e.to_string()));
        }
        Err(_) => {
            stop(&mut child);
            return Err(failed(&format!("it took more than {} seconds", limit.as_secs())));
        }
    };
    let ended = child.wait();
    match serde_json::from_slice(&answer) {
        Ok(Answer::Article(article)) => Ok(*article),
        Ok(Answer::Refused(error)) => Err(error),
        Err(_) => {
            let how = ended.map_or_else(|e| e.to_string(), |status| status.to_string());
            Err(failed(&format!("its parser stopped on it, {how}")))
        }
    }
}

/// Ends the child and collects it. That it has ended already is no failure.
fn stop(child: &mut Child) {
    drop(child.kill());
    drop(child.wait());
}

#[cfg(unix)]
fn limit_itself() {
    // Where the system does not let a process limit itself, the parent's time limit still holds. The limit on computing
    // time ends a child whose parent has gone.
    let seconds = TIME_LIMIT.as_secs();
    drop(rlimit::setrlimit(rlimit::Resource::AS, MEMORY_LIMIT, MEMORY_LIMIT));
    drop(rlimit::setrlimit(rlimit::Resource::CPU, seconds, seconds));
}

#[cfg(not(unix))]
fn limit_itself() {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_nested_deep_does_not_stop_the_program() {
        let deep = format!("<p>Russia arms Mali.</p>{}x", "<div>".repeat(3_000));
        let article = read_bytes_isolated(deep.into_bytes(), Path::new("deep.html")).unwrap();
        assert!(article.text.contains("Russia arms Mali."));
    }

    #[cfg(unix)]
    #[test]
    fn a_reader_that_hangs_or_dies_is_a_message() {
        let mut sleeps = Command::new("sleep");
        sleeps.arg("30");
        let hangs = in_child(sleeps, vec![], Path::new("a.html"), Duration::from_millis(200));
        assert!(hangs.unwrap_err().to_string().contains("took more than"));
        let dies = in_child(Command::new("false"), b"text".to_vec(), Path::new("a.html"), TIME_LIMIT);
        assert!(dies.unwrap_err().to_string().contains("its parser stopped on it"));
    }
}
