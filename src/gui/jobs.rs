//! Long computations off the UI thread. A job belongs to a key (map revision and arguments); its result is shown only while
//! the key still holds, and asking for another key cancels what runs.

use std::sync::mpsc::{Receiver, RecvTimeoutError, TryRecvError, channel};
use std::time::{Duration, Instant};

use crate::analysis::{AnalysisError, Progress};

/// One computation at a time, with the last result and what it was for.
pub struct Job<K, T> {
    running: Option<Running<K, T>>,
    done: Option<(K, Result<T, String>)>,
    /// How long the last computation that came to its end ran.
    took: Option<Duration>,
}

struct Running<K, T> {
    key: K,
    progress: Progress,
    result: Receiver<(Result<T, AnalysisError>, Duration)>,
}

impl<K, T> Default for Job<K, T> {
    fn default() -> Self {
        Self { running: None, done: None, took: None }
    }
}

impl<K, T> Drop for Job<K, T> {
    fn drop(&mut self) {
        if let Some(running) = &self.running {
            running.progress.cancel();
        }
    }
}

impl<K: PartialEq, T: Send + 'static> Job<K, T> {
    /// Sees to it that the result for `key` is there or under way. What was under way for another key is cancelled.
    pub fn want(
        &mut self,
        key: K,
        ctx: &egui::Context,
        run: impl FnOnce(&Progress) -> Result<T, AnalysisError> + Send + 'static,
    ) {
        self.poll();
        let is_done = self.done.as_ref().is_some_and(|(done, _)| *done == key);
        let is_running = self.running.as_ref().is_some_and(|running| running.key == key);
        if is_done || is_running {
            return;
        }
        if let Some(running) = self.running.take() {
            running.progress.cancel();
        }
        let (sender, result) = channel();
        let progress = Progress::new();
        let (handle, ctx) = (progress.clone(), ctx.clone());
        std::thread::spawn(move || {
            let begun = Instant::now();
            let outcome = run(&handle);
            if !handle.is_cancelled() {
                let _ = sender.send((outcome, begun.elapsed()));
                ctx.request_repaint();
            }
        });
        self.running = Some(Running { key, progress, result });
    }

    /// Takes over a result that has come.
    pub fn poll(&mut self) {
        let Some(running) = &self.running else { return };
        match running.result.try_recv() {
            Ok(answer) => self.finish(Some(answer)),
            Err(TryRecvError::Empty) => {}
            Err(TryRecvError::Disconnected) => self.finish(None),
        }
    }

    /// Waits for what runs, where it is known to be quick: a result that comes within a few milliseconds is of the frame
    /// that asked for it. Does nothing where the last run took longer than `longest`.
    pub fn wait_where_quick(&mut self, longest: Duration) {
        let Some(running) = &self.running else { return };
        if self.took.is_none_or(|took| took > longest) {
            return;
        }
        match running.result.recv_timeout(longest) {
            Ok(answer) => self.finish(Some(answer)),
            // The next runs are not waited for, until one is quick again.
            Err(RecvTimeoutError::Timeout) => self.took = None,
            Err(RecvTimeoutError::Disconnected) => self.finish(None),
        }
    }

    fn finish(&mut self, answer: Option<(Result<T, AnalysisError>, Duration)>) {
        let outcome = match answer {
            Some((outcome, took)) => {
                self.took = Some(took);
                outcome.map_err(|error| error.to_string())
            }
            None => Err("the computation stopped unexpectedly".to_owned()),
        };
        if let Some(running) = self.running.take() {
            self.done = Some((running.key, outcome));
        }
    }

    /// The result, where it is for this key.
    pub fn result(&self, key: &K) -> Option<&Result<T, String>> {
        self.done.as_ref().filter(|(done, _)| done == key).map(|(_, result)| result)
    }

    /// How far the running computation has come, if one runs.
    pub fn progress(&self) -> Option<&Progress> {
        self.running.as_ref().map(|running| &running.progress)
    }

    /// Stops what runs; its key then counts as answered by "the analysis was cancelled".
    pub fn cancel(&mut self) {
        if let Some(running) = self.running.take() {
            running.progress.cancel();
            self.done = Some((running.key, Err(AnalysisError::Cancelled.to_string())));
        }
    }

    /// Stops what runs for another key, without an answer for it.
    pub fn drop_unless(&mut self, key: &K) {
        if let Some(running) = self.running.take_if(|running| running.key != *key) {
            running.progress.cancel();
        }
    }

    /// Forgets the result, so that the same key computes again.
    pub fn forget(&mut self) {
        self.done = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wait(job: &mut Job<u32, u32>, key: u32) -> Result<u32, String> {
        for _ in 0..1000 {
            job.poll();
            if let Some(result) = job.result(&key) {
                return result.clone();
            }
            std::thread::sleep(std::time::Duration::from_millis(1));
        }
        panic!("the job never ended");
    }

    #[test]
    fn a_result_is_shown_only_for_the_key_it_was_computed_for() {
        let ctx = egui::Context::default();
        let mut job = Job::<u32, u32>::default();
        job.want(1, &ctx, |_| Ok(10));
        assert_eq!(wait(&mut job, 1), Ok(10));
        assert_eq!(job.result(&2), None);
        job.want(2, &ctx, |_| Ok(20));
        assert_eq!(wait(&mut job, 2), Ok(20));
        assert_eq!(job.result(&1), None);
    }

    #[test]
    fn asking_for_something_else_cancels_what_runs() {
        let ctx = egui::Context::default();
        let mut job = Job::<u32, u32>::default();
        job.want(1, &ctx, |progress| {
            while !progress.is_cancelled() {
                std::thread::sleep(std::time::Duration::from_millis(1));
            }
            Err(AnalysisError::Cancelled)
        });
        let first = job.progress().cloned().expect("the first job runs");
        job.want(2, &ctx, |_| Ok(20));
        assert!(first.is_cancelled());
        assert_eq!(wait(&mut job, 2), Ok(20));
    }

    #[test]
    fn a_quick_result_is_there_in_the_frame_that_asks_for_it() {
        let ctx = egui::Context::default();
        let mut job = Job::<u32, u32>::default();
        job.want(1, &ctx, |_| Ok(10));
        assert_eq!(wait(&mut job, 1), Ok(10));
        job.took = Some(Duration::ZERO);
        job.want(2, &ctx, |_| Ok(20));
        job.wait_where_quick(Duration::from_secs(20));
        assert_eq!(job.result(&2), Some(&Ok(20)), "it was waited for");
        let (free, gate) = channel::<()>();
        job.took = Some(Duration::from_secs(1));
        job.want(3, &ctx, move |_| Ok(gate.recv().map_or(30, |()| 31)));
        job.wait_where_quick(Duration::from_millis(1));
        assert_eq!(job.result(&3), None, "what was slow before is not waited for");
        drop(free);
        assert_eq!(wait(&mut job, 3), Ok(30));
    }

    #[test]
    fn a_cancelled_job_does_not_start_again_by_itself() {
        let ctx = egui::Context::default();
        let mut job = Job::<u32, u32>::default();
        job.want(1, &ctx, |progress| {
            while !progress.is_cancelled() {
                std::thread::sleep(std::time::Duration::from_millis(1));
            }
            Err(AnalysisError::Cancelled)
        });
        job.cancel();
        job.want(1, &ctx, |_| Ok(10));
        assert_eq!(job.result(&1), Some(&Err("the analysis was cancelled".to_owned())));
        job.forget();
        job.want(1, &ctx, |_| Ok(10));
        assert_eq!(wait(&mut job, 1), Ok(10));
    }
}
