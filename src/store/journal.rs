//! The journal of edits: what gives back all but the last second after a crash.
//!
//! One file per open map: a header line with the map as it stood on disk, then one line per edit. A thread of its own
//! writes each line at once (so a crash of the program loses nothing) and syncs at most once a second (so a crash of the
//! machine loses at most that). While the program lives it holds the file locked; `recovery` reads what is left unlocked.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::data_folder::real_path;
use super::marker::LockedFile;
use super::save::sync_folder;
use super::write::value_of;
use super::{DataFolder, Stamp};
use crate::model::{Edit, ScenarioMap};

pub(super) const FOLDER: &str = "journals";
pub(super) const ENDING: &str = "journal";
pub(super) const FORMAT: &str = "backstop-journal";
pub(super) const VERSION: u64 = 1;

/// How long an edit may wait to be synced.
const SYNC_EVERY: Duration = Duration::from_secs(1);

/// The journal of one open map. Dropped without [`Journal::discard`] it stays on disk, as after a crash.
#[derive(Debug)]
pub struct Journal {
    folder: Result<PathBuf, String>,
    /// The header line, until the first edit needs it: a map that is only looked at leaves no journal.
    header: Option<Vec<u8>>,
    writer: Option<Writer>,
    fault: Arc<Mutex<Option<String>>>,
}

/// The first line of a journal.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct HeaderLine {
    pub journal: String,
    pub version: u64,
    /// The scenario file, `None` for a map that was never saved.
    pub file: Option<String>,
    /// SHA-256 of the file when it was read or saved.
    pub content_hash: Option<String>,
    /// Its length then.
    pub content_length: Option<u64>,
    pub title: String,
    /// The map that the edits start from. It stands here even when there is a file: the file may since have changed.
    pub base: Value,
}

/// Every other line.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct EditLine<E> {
    pub edit: E,
}

#[derive(Debug)]
struct Writer {
    lines: Option<Sender<Message>>,
    thread: Option<JoinHandle<()>>,
}

enum Message {
    Line(Vec<u8>),
    Sync(Sender<()>),
    Remove,
}

impl Journal {
    /// Begins the journal of a map that is as it stands on disk, or new. Nothing is written before the first edit.
    pub fn begin(data: Option<&DataFolder>, base: &ScenarioMap, file: Option<(&Path, &Stamp)>) -> Self {
        let folder = match data {
            Some(data) => data.make(&[FOLDER]).map_err(|error| format!("{}: {error}", data.root().display())),
            None => Err("there is no folder for it".to_owned()),
        };
        let fault = folder.as_ref().err().cloned();
        let mut journal = Self { folder, header: None, writer: None, fault: Arc::new(Mutex::new(fault)) };
        journal.header = journal.header_line(base, file);
        journal
    }

    /// Goes on writing a journal that a crash left and that now is this program's again.
    pub(super) fn resume(file: LockedFile) -> Self {
        let fault = Arc::default();
        let writer = Writer::start(move || Ok(file), &fault);
        // The folder is asked for at the next `restart`.
        Self { folder: Err("no folder".into()), header: None, writer: Some(writer), fault }
    }

    fn header_line(&self, base: &ScenarioMap, file: Option<(&Path, &Stamp)>) -> Option<Vec<u8>> {
        let line = value_of(base).and_then(|map| {
            let header = HeaderLine {
                journal: FORMAT.to_owned(),
                version: VERSION,
                file: file.and_then(|(path, _)| real_path(path).to_str().map(str::to_owned)),
                content_hash: file.map(|(_, stamp)| stamp.hash.clone()),
                content_length: file.map(|(_, stamp)| stamp.length),
                title: base.title.clone(),
                base: map,
            };
            serde_json::to_vec(&header)
        });
        match line {
            Ok(mut line) => {
                line.push(b'\n');
                Some(line)
            }
            Err(error) => {
                set(&self.fault, error.to_string());
                None
            }
        }
    }

    /// Adds edits that were applied to the map, in their order; undo and redo are edits too. Returns at once.
    pub fn append<'a>(&mut self, edits: impl IntoIterator<Item = &'a Edit>) {
        for edit in edits {
            if edit.is_empty() {
                continue;
            }
            match serde_json::to_vec(&EditLine { edit }) {
                Ok(mut line) => {
                    line.push(b'\n');
                    self.send(line);
                }
                Err(error) => set(&self.fault, error.to_string()),
            }
        }
    }

    fn send(&mut self, line: Vec<u8>) {
        if let (Some(header), Ok(folder)) = (self.header.take(), &self.folder) {
            let folder = folder.clone();
            let writer = Writer::start(
                move || {
                    let file = LockedFile::create(&folder, "", ENDING)?;
                    sync_folder(&folder);
                    Ok(file)
                },
                &self.fault,
            );
            writer.send(Message::Line(header));
            self.writer = Some(writer);
        }
        if let Some(writer) = &self.writer {
            writer.send(Message::Line(line));
        }
    }

    /// Waits until every edit is safe on disk: before a native dialog opens, or the machine sleeps.
    ///
    /// # Errors
    /// What [`Journal::fault`] says.
    pub fn flush(&self) -> Result<(), String> {
        if let Some(writer) = &self.writer {
            let (done, wait) = mpsc::channel();
            writer.send(Message::Sync(done));
            // An error means that the thread has ended over a fault, which is told below.
            let _ = wait.recv();
        }
        self.fault().map_or(Ok(()), Err)
    }

    /// Why edits are not being journaled, when they are not: no folder, no room. [`Journal::restart`] tries anew.
    pub fn fault(&self) -> Option<String> {
        self.fault.lock().ok().and_then(|fault| fault.clone())
    }

    /// Starts anew after a save: what the file now holds needs no journal. Also the way to try again after a fault, with
    /// the map as it is now and the file as it was last read.
    pub fn restart(&mut self, data: Option<&DataFolder>, base: &ScenarioMap, file: Option<(&Path, &Stamp)>) {
        let old = std::mem::replace(self, Self::begin(data, base, file));
        old.discard();
    }

    /// Ends the journal of a map that was saved, or whose changes the analyst gave up, and removes it.
    pub fn discard(mut self) {
        if let Some(writer) = self.writer.take() {
            writer.send(Message::Remove);
        }
    }
}

impl Writer {
    fn start(
        open: impl FnOnce() -> io::Result<LockedFile> + Send + 'static,
        fault: &Arc<Mutex<Option<String>>>,
    ) -> Self {
        let (lines, inbox) = mpsc::channel();
        let said = Arc::clone(fault);
        let spawned = std::thread::Builder::new().name("journal".into()).spawn(move || {
            if let Err(error) = open().and_then(|mut file| write_all(&mut file, &inbox)) {
                // After a failed write the end of the file is unknown, so nothing more may follow it.
                set(&said, error.to_string());
            }
        });
        match spawned {
            Ok(thread) => Self { lines: Some(lines), thread: Some(thread) },
            Err(error) => {
                set(fault, error.to_string());
                Self { lines: None, thread: None }
            }
        }
    }

    fn send(&self, message: Message) {
        // The other end is gone only after a fault, which `fault` tells.
        let _ = self.lines.as_ref().map(|lines| lines.send(message));
    }
}

impl Drop for Writer {
    /// Waits for the last lines: a program that ends does not wait for its threads by itself.
    fn drop(&mut self) {
        drop(self.lines.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn write_all(file: &mut LockedFile, inbox: &Receiver<Message>) -> io::Result<()> {
    let mut due: Option<Instant> = None;
    loop {
        let message = match due {
            None => inbox.recv().map_err(|_| RecvTimeoutError::Disconnected),
            Some(due) => inbox.recv_timeout(due.saturating_duration_since(Instant::now())),
        };
        match message {
            Ok(Message::Line(line)) => {
                file.write(&line)?;
                due = due.or_else(|| Some(Instant::now() + SYNC_EVERY));
            }
            Ok(Message::Sync(done)) => {
                file.sync()?;
                due = None;
                let _ = done.send(());
            }
            Ok(Message::Remove) => {
                file.remove();
                return Ok(());
            }
            Err(RecvTimeoutError::Timeout) => {
                file.sync()?;
                due = None;
            }
            Err(RecvTimeoutError::Disconnected) => return file.sync(),
        }
    }
}

fn set(fault: &Mutex<Option<String>>, message: String) {
    if let Ok(mut fault) = fault.lock() {
        fault.get_or_insert(message);
    }
}
