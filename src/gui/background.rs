//! Work off the UI thread: reading articles, and asking the system for files.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};

use super::transfer::InFile;
use crate::articles;
use crate::extract::{Extraction, Lexicon, extract};
use crate::model::Article;

/// Articles that wait, are being read, or could not be.
#[derive(Default)]
pub struct Reading {
    waiting: VecDeque<PathBuf>,
    current: Option<PathBuf>,
    /// Files that could not be read, with why and what to try. They stay until dismissed.
    pub failed: Vec<FailedArticle>,
    job: Option<Job>,
}

/// A file that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailedArticle {
    /// The file.
    pub path: PathBuf,
    /// What is wrong and what to do.
    pub why: String,
}

/// An article read and searched.
pub struct ReadArticle {
    /// The article.
    pub article: Article,
    /// What was found in it.
    pub extraction: Extraction,
}

struct Job {
    results: Receiver<Result<Box<ReadArticle>, String>>,
    cancelled: Arc<AtomicBool>,
}

impl Reading {
    /// Queues files.
    pub fn add(&mut self, paths: impl IntoIterator<Item = PathBuf>) {
        for path in paths {
            self.failed.retain(|failed| failed.path != path);
            self.waiting.push_back(path);
        }
    }

    /// How many files wait or are being read.
    pub fn left(&self) -> usize {
        self.waiting.len() + usize::from(self.current.is_some())
    }

    /// The file being read.
    pub fn current(&self) -> Option<&Path> {
        self.current.as_deref()
    }

    /// Drops what waits and the result of what is being read.
    pub fn cancel(&mut self) {
        self.waiting.clear();
        self.current = None;
        if let Some(job) = self.job.take() {
            job.cancelled.store(true, Ordering::Relaxed);
        }
    }

    /// Starts the next file when none is being read, and returns what was read since the last call.
    pub fn poll(&mut self, ctx: &egui::Context) -> Option<Box<ReadArticle>> {
        let mut finished = None;
        if let Some(job) = &self.job {
            match job.results.try_recv() {
                Ok(result) => {
                    self.job = None;
                    let path = self.current.take().unwrap_or_default();
                    match result {
                        Ok(read) => finished = Some(read),
                        Err(why) => self.failed.push(FailedArticle { path, why }),
                    }
                }
                Err(std::sync::mpsc::TryRecvError::Empty) => {}
                Err(std::sync::mpsc::TryRecvError::Disconnected) => {
                    self.job = None;
                    if let Some(path) = self.current.take() {
                        let why = "the reader stopped unexpectedly; try the file as plain text".to_owned();
                        self.failed.push(FailedArticle { path, why });
                    }
                }
            }
        }
        if self.job.is_none() {
            if let Some(path) = self.waiting.pop_front() {
                self.start(path, ctx);
            }
        }
        finished
    }

    fn start(&mut self, path: PathBuf, ctx: &egui::Context) {
        let (sender, results) = channel();
        let cancelled = Arc::new(AtomicBool::new(false));
        self.current = Some(path.clone());
        self.job = Some(Job { results, cancelled: cancelled.clone() });
        let ctx = ctx.clone();
        std::thread::spawn(move || {
            let result = articles::isolated::read_file(&path).map_err(|error| error.to_string()).map(|article| {
                let extraction = extract(&article, Lexicon::embedded());
                Box::new(ReadArticle { article, extraction })
            });
            if !cancelled.load(Ordering::Relaxed) {
                let _ = sender.send(result);
                ctx.request_repaint();
            }
        });
    }
}

/// Reads pasted text as an article and searches it.
pub fn read_pasted(text: String) -> ReadArticle {
    let article = articles::from_text(text, None, None);
    let extraction = extract(&article, Lexicon::embedded());
    ReadArticle { article, extraction }
}

/// A file dialog that is open in a thread of its own; a portal that never answers then blocks nothing.
pub struct Asking {
    answer: Receiver<Option<Vec<PathBuf>>>,
    /// What the files are for.
    pub purpose: Purpose,
}

/// What files are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A scenario file to open.
    OpenMap,
    /// Articles to read.
    OpenArticles,
    /// A scenario file to take scenarios from.
    ImportScenarios,
    /// A graph of another program to add.
    ImportGraph,
    /// A scenario file to write.
    SaveMap,
    /// A picture or table to write.
    Write,
    /// A file to read for a panel.
    Read(InFile),
}

impl Asking {
    /// Opens the system's dialog.
    pub fn start(purpose: Purpose, suggested_name: String, ctx: &egui::Context) -> Self {
        let (sender, answer): (Sender<Option<Vec<PathBuf>>>, _) = channel();
        let ctx = ctx.clone();
        std::thread::spawn(move || {
            let answer = ask(purpose, &suggested_name);
            let _ = sender.send(answer);
            ctx.request_repaint();
        });
        Self { answer, purpose }
    }

    /// The answer, once there is one: no files when the dialog was cancelled or could not be shown.
    pub fn poll(&self) -> Option<Vec<PathBuf>> {
        match self.answer.try_recv() {
            Ok(answer) => Some(answer.unwrap_or_default()),
            Err(std::sync::mpsc::TryRecvError::Empty) => None,
            Err(std::sync::mpsc::TryRecvError::Disconnected) => Some(Vec::new()),
        }
    }
}

fn ask(purpose: Purpose, suggested_name: &str) -> Option<Vec<PathBuf>> {
    let dialog = rfd::FileDialog::new();
    match purpose {
        Purpose::OpenMap | Purpose::ImportScenarios => dialog
            .set_title(if purpose == Purpose::OpenMap { "Open map" } else { "Import scenarios" })
            .add_filter("Scenario files", &["backstop", "json"])
            .add_filter("All files", &["*"])
            .pick_file()
            .map(|path| vec![path]),
        Purpose::ImportGraph => dialog
            .set_title("Import graph")
            .add_filter("Graphs", &["graphml", "gexf", "csv", "xml"])
            .add_filter("All files", &["*"])
            .pick_file()
            .map(|path| vec![path]),
        Purpose::OpenArticles => dialog
            .set_title("Open articles")
            .add_filter("Articles", articles::supported_extensions())
            .add_filter("All files", &["*"])
            .pick_files(),
        Purpose::SaveMap => dialog
            .set_title("Save map")
            .add_filter("Scenario files", &["backstop"])
            .set_file_name(suggested_name)
            .save_file()
            .map(|path| vec![path]),
        Purpose::Write => dialog.set_title("Save as").set_file_name(suggested_name).save_file().map(|path| vec![path]),
        Purpose::Read(what) => {
            let (words, endings) = what.kind();
            let dialog = dialog.set_title(what.title()).add_filter(words, endings).add_filter("All files", &["*"]);
            dialog.pick_file().map(|path| vec![path])
        }
    }
}
