//! Everything derived from map and view, computed once and read by every panel of a frame.
//!
//! A snapshot belongs to one map revision and one set of view choices; it is made anew when either changes and never
//! patched, so no frame can show two states.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::evidence_index::EvidenceIndex;
use super::session::Session;
use super::view::View;
use crate::extract::{Finding, open_findings};
use crate::model::{ActorId, FunctionId, Months, Scenario, ScenarioId};
use crate::scenario::{EvidenceFilter, NothingToAdd, Outcome, Study, Timeline};

/// What the panels of a frame read.
#[derive(Clone)]
pub struct Snapshot {
    /// What it was made from.
    pub key: SnapshotKey,
    /// The map compiled for evaluation, weak evidence left out as the view says.
    pub study: Arc<Study>,
    /// The scenario looked at.
    pub scenario: Scenario,
    /// The scenario it is compared with.
    pub reference: Scenario,
    /// What the scenario comes to in the month looked at.
    pub outcome: Outcome,
    /// What the reference comes to in that month.
    pub reference_outcome: Outcome,
    /// The partners that fall short wholly in a function.
    pub gone: BTreeSet<(ActorId, FunctionId)>,
    /// Per function that loses something, the partners that stay but have nothing to add.
    pub nothing_to_add: Vec<NothingToAdd>,
    /// What the scenario comes to with all evidence in, where some is left out.
    pub unfiltered: Option<Unfiltered>,
    /// Coverage over 60 months, per scenario, the baseline included.
    pub timelines: BTreeMap<ScenarioId, Arc<Timeline>>,
    /// The review queue.
    pub findings: Arc<Vec<Finding>>,
    /// Which claims stand where, and for what.
    pub evidence: Arc<EvidenceIndex>,
    findings_revision: u64,
    study_revision: u64,
    /// The scenarios as they were when their timelines were drawn up.
    drawn_up: BTreeMap<ScenarioId, Scenario>,
}

/// A headline with all evidence in, beside the one that leaves some out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Unfiltered {
    /// Weighted coverage over the functions assessed.
    pub overall: Option<f64>,
    /// How many functions that is.
    pub assessed: usize,
}

/// What a snapshot is made from.
#[derive(Clone, Debug, PartialEq)]
pub struct SnapshotKey {
    /// The map's revision.
    pub revision: u64,
    scenario: ScenarioId,
    reference: ScenarioId,
    month: Months,
    filter: EvidenceFilter,
}

impl SnapshotKey {
    fn of(session: &Session, view: &View) -> Self {
        Self {
            revision: session.revision(),
            scenario: view.scenario.clone(),
            reference: view.reference.clone(),
            month: view.month,
            filter: view.filter.clone(),
        }
    }
}

impl Snapshot {
    /// The snapshot of this state, made anew.
    pub fn of(session: &Session, view: &View) -> Self {
        Self::after(None, session, view)
    }

    /// The snapshot of this state: the old one where nothing changed, with whatever of it still holds otherwise.
    pub fn updated(old: Self, session: &Session, view: &View) -> Self {
        if old.key == SnapshotKey::of(session, view) { old } else { Self::after(Some(&old), session, view) }
    }

    fn after(old: Option<&Self>, session: &Session, view: &View) -> Self {
        let key = SnapshotKey::of(session, view);
        let map = session.map();
        // A slider's drag changes one scenario and nothing else, so the study and all other timelines still hold.
        let same_study =
            old.as_ref().filter(|old| old.study_revision == session.study_revision() && old.key.filter == key.filter);
        let study = match same_study {
            Some(old) => old.study.clone(),
            None => Arc::new(Study::with_filter(map, &key.filter)),
        };
        let drawn_up: BTreeMap<ScenarioId, Scenario> = std::iter::once(Scenario::baseline())
            .chain(map.scenarios.iter().cloned())
            .map(|scenario| (scenario.id.clone(), scenario))
            .collect();
        let timelines = drawn_up
            .iter()
            .map(|(id, scenario)| {
                let holds = same_study.filter(|old| old.drawn_up.get(id) == Some(scenario));
                let timeline = holds.and_then(|old| old.timelines.get(id)).cloned();
                (id.clone(), timeline.unwrap_or_else(|| Arc::new(study.timeline(scenario))))
            })
            .collect();
        let (findings, findings_revision) = match old {
            Some(old) if old.findings_revision == session.review_revision() => {
                (old.findings.clone(), old.findings_revision)
            }
            _ => (Arc::new(open_findings(map)), session.review_revision()),
        };
        let evidence_key = EvidenceIndex::key_of(session.review_revision(), map);
        let evidence = match &old {
            Some(old) if old.evidence.key == evidence_key => old.evidence.clone(),
            _ => Arc::new(EvidenceIndex::of(map, evidence_key)),
        };
        let scenario = map.scenario_or_baseline(&view.scenario).unwrap_or_else(Scenario::baseline);
        let reference = map.scenario_or_baseline(&view.reference).unwrap_or_else(Scenario::baseline);
        let outcome = study.outcome(&scenario, &reference, view.month);
        let reference_outcome = study.outcome(&reference, &reference, view.month);
        let gone = study.gone(&scenario, view.month);
        let nothing_to_add = study.nothing_to_add(&scenario, &reference, view.month);
        let unfiltered = (key.filter != EvidenceFilter::default()).then(|| {
            let outcome = Study::of(map).outcome(&scenario, &reference, view.month);
            Unfiltered { overall: outcome.overall, assessed: outcome.assessed }
        });
        Self {
            key,
            study,
            scenario,
            reference,
            outcome,
            reference_outcome,
            gone,
            nothing_to_add,
            unfiltered,
            timelines,
            findings,
            evidence,
            findings_revision,
            study_revision: session.study_revision(),
            drawn_up,
        }
    }

    /// The timeline of a scenario.
    pub fn timeline(&self, id: &ScenarioId) -> Option<&Timeline> {
        self.timelines.get(id).map(Arc::as_ref)
    }
}
