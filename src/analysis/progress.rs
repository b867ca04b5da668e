//! How far a long run has come, and the way to stop it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use super::AnalysisError;

/// A handle that is shared between who runs an analysis and who watches it. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Progress {
    shared: Arc<Shared>,
}

#[derive(Debug, Default)]
struct Shared {
    cancelled: AtomicBool,
    done: AtomicU64,
    total: AtomicU64,
}

impl Progress {
    /// A handle on which nothing has happened yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Asks the run to stop; it ends with `AnalysisError::Cancelled` within milliseconds.
    pub fn cancel(&self) {
        self.shared.cancelled.store(true, Ordering::Relaxed);
    }

    /// Whether it was asked to stop.
    pub fn is_cancelled(&self) -> bool {
        self.shared.cancelled.load(Ordering::Relaxed)
    }

    /// Steps done.
    pub fn done(&self) -> u64 {
        self.shared.done.load(Ordering::Relaxed)
    }

    /// Steps in all; 0 while that is not known.
    pub fn total(&self) -> u64 {
        self.shared.total.load(Ordering::Relaxed)
    }

    /// Steps done of steps in all, 0..1; `None` while that is not known.
    pub fn fraction(&self) -> Option<f64> {
        let total = self.total();
        (total > 0).then(|| (self.done() as f64 / total as f64).min(1.0))
    }

    /// Begins a run of `total` steps.
    pub(crate) fn begin(&self, total: u64) {
        self.shared.done.store(0, Ordering::Relaxed);
        self.shared.total.store(total, Ordering::Relaxed);
    }

    /// Counts steps, and fails once the run was cancelled.
    pub(crate) fn step(&self, steps: u64) -> Result<(), AnalysisError> {
        self.shared.done.fetch_add(steps, Ordering::Relaxed);
        if self.is_cancelled() { Err(AnalysisError::Cancelled) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_watcher_sees_steps_and_can_stop_the_run() {
        let (run, watcher) = (Progress::new(), Progress::new());
        assert_eq!(watcher.fraction(), None);
        let watcher = run.clone();
        run.begin(4);
        assert_eq!(run.step(1), Ok(()));
        assert_eq!((watcher.done(), watcher.total(), watcher.fraction()), (1, 4, Some(0.25)));
        watcher.cancel();
        assert_eq!(run.step(1), Err(AnalysisError::Cancelled));
    }
}
