//! Coverage month by month up to the horizon.

use indexmap::IndexMap;
use serde::Serialize;

use crate::model::{FunctionId, Months, Scenario};

use super::study::Study;
use super::{Levers, Workspace};

/// Coverage of one scenario in every month from 0 to the horizon of 60.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Timeline {
    /// 0, 1, .. 60.
    pub months: Vec<Months>,
    /// Weighted coverage "if nobody reacts"; `None` where nothing is assessed.
    pub overall: Vec<Option<f64>>,
    /// Weighted coverage "if every offer arrives on time".
    pub with_offers: Vec<Option<f64>>,
    /// Coverage per function "if nobody reacts"; `None` throughout for a function that is not assessed.
    pub functions: IndexMap<FunctionId, Vec<Option<f64>>>,
    /// The same "if every offer arrives on time".
    #[serde(skip)]
    pub functions_with_offers: IndexMap<FunctionId, Vec<Option<f64>>>,
}

impl Study {
    /// The coverage of a scenario over all months.
    pub fn timeline(&self, scenario: &Scenario) -> Timeline {
        let levers = Levers::of(self, scenario);
        let mut work = Workspace::of(self);
        let count = Months::HORIZON.0 as usize + 1;
        let mut columns = vec![Vec::with_capacity(count); self.functions.len()];
        let mut offered = columns.clone();
        let mut timeline = Timeline {
            months: (0..=Months::HORIZON.0).map(Months).collect(),
            overall: Vec::with_capacity(count),
            with_offers: Vec::with_capacity(count),
            functions: IndexMap::new(),
            functions_with_offers: IndexMap::new(),
        };
        let note = |columns: &mut Vec<Vec<Option<f64>>>, work: &Workspace| {
            for ((column, function), coverage) in columns.iter_mut().zip(&self.functions).zip(&work.coverage) {
                column.push(function.counts().then_some(*coverage));
            }
        };
        for month in (0..=Months::HORIZON.0).map(f64::from) {
            self.evaluate(&levers, month, &mut work);
            timeline.overall.push(work.overall);
            note(&mut columns, &work);
            self.evaluate_with_offers(month, &mut work);
            timeline.with_offers.push(work.overall);
            note(&mut offered, &work);
        }
        let named = |columns| self.functions.iter().map(|f| f.id.clone()).zip::<Vec<_>>(columns).collect();
        (timeline.functions, timeline.functions_with_offers) = (named(columns), named(offered));
        timeline
    }
}
