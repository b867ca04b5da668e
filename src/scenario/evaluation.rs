//! One scenario, evaluated month after month without allocating.

use crate::model::{Months, Scenario};

use super::study::Study;
use super::{Levers, Workspace};

/// A scenario ready to be evaluated in any month: for who needs headlines alone, many times.
#[derive(Clone, Debug)]
pub struct Evaluation<'a> {
    study: &'a Study,
    levers: Levers,
    work: Workspace,
}

impl Study {
    /// Makes a scenario ready to be evaluated.
    pub fn evaluation(&self, scenario: &Scenario) -> Evaluation<'_> {
        Evaluation { study: self, levers: Levers::of(self, scenario), work: Workspace::of(self) }
    }
}

impl Evaluation<'_> {
    /// Weighted coverage in a month, "if nobody reacts"; `None` when nothing is assessed or the weights are all 0.
    pub fn overall(&mut self, month: Months) -> Option<f64> {
        self.study.evaluate(&self.levers, Study::month(month), &mut self.work);
        self.work.overall
    }

    /// Weighted coverage in a month, "if every offer arrives on time".
    pub fn overall_with_offers(&mut self, month: Months) -> Option<f64> {
        self.study.evaluate(&self.levers, Study::month(month), &mut self.work);
        self.study.evaluate_with_offers(Study::month(month), &mut self.work);
        self.work.overall
    }
}
