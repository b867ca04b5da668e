//! A scenario compiled over a study: who pulls back, who pushes forward, which needs move, and when.
//!
//! It knows the settings and nothing of what comes of them.

use std::ops::Range;

use crate::model::{Lever, Scenario, Setting};

use super::study::{StudiedAssumption, Study, ramp};

/// The moves of one scenario, as indices into its study.
#[derive(Clone, Debug, Default)]
pub(crate) struct Levers {
    pub pulls: Vec<Pull>,
    /// The shortfall cells of all pulls, each pull's in a row.
    pub cells: Vec<usize>,
    pub pushes: Vec<Push>,
    pub needs: Vec<NeedMove>,
}

/// An own shortfall: withdrawal, exclusion or a cooler relation.
#[derive(Clone, Debug)]
pub(crate) struct Pull {
    /// Its cells in `Levers::cells`.
    pub cells: Range<usize>,
    pub extent: f64,
    pub start: f64,
    pub duration: f64,
    /// What to call it in a sentence.
    pub kind: PullKind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum PullKind {
    /// A withdrawal from all functions.
    Leaves,
    /// A withdrawal from named functions.
    LeavesFunctions,
    /// An exclusion; the place of the bloc's name in the study.
    Excluded(usize),
    /// A relation that cools.
    Cools,
}

/// An engagement of one provision.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Push {
    pub provision: usize,
    pub extent: f64,
    pub start: f64,
    /// Whether it comes from a warmer relation.
    pub warms: bool,
}

/// A need that is multiplied.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NeedMove {
    pub function: usize,
    pub extent: f64,
    pub start: f64,
    pub duration: f64,
}

impl Levers {
    /// Compiles a scenario. Settings of assumptions that the map does not have are left out; extents are brought into
    /// their lever's range, and one that is no number counts as neutral.
    pub fn of(study: &Study, scenario: &Scenario) -> Self {
        let mut levers = Self::default();
        for setting in &scenario.settings {
            if let Some(assumption) = study.assumptions.get(&setting.assumption) {
                levers.set(study, assumption, setting);
            }
        }
        levers
    }

    fn set(&mut self, study: &Study, assumption: &StudiedAssumption, setting: &Setting) {
        let (low, high) = assumption.lever.extent_range();
        let neutral = assumption.lever.neutral_extent();
        let extent = if setting.extent.is_nan() { neutral } else { setting.extent.clamp(low, high) };
        let (start, duration) = (f64::from(setting.start.0), f64::from(setting.duration.0));
        match &assumption.lever {
            Lever::Withdrawal { functions, .. } => {
                let kind = if functions.is_empty() { PullKind::Leaves } else { PullKind::LeavesFunctions };
                self.pull(study, assumption, extent, start, duration, &kind);
            }
            Lever::Exclusion { .. } => {
                let bloc = assumption.actors.first().map_or(0, |a| study.actors[*a].bloc);
                self.pull(study, assumption, extent, start, duration, &PullKind::Excluded(bloc));
            }
            Lever::RelationChange { .. } if extent < 0.0 => {
                self.pull(study, assumption, -extent / 2.0, start, duration, &PullKind::Cools);
            }
            Lever::RelationChange { .. } => self.push(study, assumption, extent / 2.0, start, true),
            Lever::Engagement { .. } => self.push(study, assumption, extent, start, false),
            Lever::Demand { .. } => {
                self.needs.extend(assumption.functions.iter().map(|&function| NeedMove {
                    function,
                    extent,
                    start,
                    duration,
                }));
            }
        }
    }

    fn pull(
        &mut self,
        study: &Study,
        assumption: &StudiedAssumption,
        extent: f64,
        start: f64,
        duration: f64,
        kind: &PullKind,
    ) {
        let first = self.cells.len();
        let width = study.functions.len();
        for &actor in &assumption.actors {
            self.cells.extend(assumption.functions.iter().map(|f| actor * width + f));
        }
        self.pulls.push(Pull { cells: first..self.cells.len(), extent, start, duration, kind: kind.clone() });
    }

    fn push(&mut self, study: &Study, assumption: &StudiedAssumption, extent: f64, start: f64, warms: bool) {
        for (provision, p) in study.provisions.iter().enumerate() {
            if assumption.actors.contains(&p.actor) && assumption.functions.binary_search(&p.function).is_ok() {
                self.pushes.push(Push { provision, extent, start, warms });
            }
        }
    }
}

impl Levers {
    /// Takes an actor wholly away from month 0, on top of what is there.
    pub fn remove(&mut self, study: &Study, actor: usize) {
        let first = self.cells.len();
        let width = study.functions.len();
        self.cells.extend(actor * width..(actor + 1) * width);
        let cells = first..self.cells.len();
        self.pulls.push(Pull { cells, extent: 1.0, start: 0.0, duration: 0.0, kind: PullKind::Leaves });
    }

    /// Takes back the last `remove`.
    pub fn restore(&mut self) {
        if let Some(pull) = self.pulls.pop() {
            self.cells.truncate(pull.cells.start);
        }
    }
}

impl Pull {
    /// How much it takes away in a month, 0..1.
    pub fn at(&self, month: f64) -> f64 {
        self.extent * ramp(month, self.start, self.duration)
    }
}

impl NeedMove {
    /// The multiplier in a month.
    pub fn at(&self, month: f64) -> f64 {
        1.0 + (self.extent - 1.0) * ramp(month, self.start, self.duration)
    }
}
