//! Changing what a finding says before it is accepted.

use crate::extract::Finding;
use crate::gui::command::Command;
use crate::gui::context::ViewCtx;
use crate::gui::map_change::MapChange;
use crate::gui::panels::proposed_form::proposed_form_ui;
use crate::model::{Factuality, ProposalId, Proposed, ScenarioMap};

/// What is being changed.
pub struct EditForm {
    ids: Vec<ProposalId>,
    content: Proposed,
}

impl EditForm {
    /// The form of a finding, filled with what it proposes.
    pub fn of(map: &ScenarioMap, finding: &Finding) -> Option<Self> {
        Self::of_proposals(map, &finding.proposals)
    }

    /// The form of some proposals of one statement.
    pub fn of_proposals(map: &ScenarioMap, ids: &[ProposalId]) -> Option<Self> {
        let lead = map.proposal(ids.first()?)?;
        Some(Self { ids: ids.to_vec(), content: lead.content.clone() })
    }

    /// Whether it is the form of this finding.
    pub fn is_of(&self, finding: &Finding) -> bool {
        self.ids == finding.proposals
    }

    /// Draws the fields.
    pub fn ui(&mut self, cx: &ViewCtx<'_>, ui: &mut egui::Ui) {
        proposed_form_ui(cx, ui, &mut self.content);
    }

    /// Changes the proposals and accepts them, in one step. Factuality and status stay as each text has them unless they
    /// were changed here.
    pub fn accept(self, map: &ScenarioMap, out: &mut Vec<Command>) {
        let before = self.ids.first().and_then(|id| map.proposal(id)).map(|proposal| proposal.content.clone());
        let words = crate::gui::statement::sentence(map, &self.content);
        out.push(Command::BeginStep(format!("Correct and accept “{words}”")));
        for id in &self.ids {
            let Some(proposal) = map.proposal(id) else { continue };
            let mut changed = proposal.clone();
            changed.content = with_own_factuality(&self.content, before.as_ref(), &proposal.content);
            if changed != *proposal {
                out.push(MapChange::EditProposal(Box::new(changed)).into());
            }
        }
        out.push(MapChange::AcceptProposals { ids: self.ids, share: None }.into());
        out.push(Command::CommitStep);
    }
}

fn with_own_factuality(edited: &Proposed, before: Option<&Proposed>, own: &Proposed) -> Proposed {
    let factuality_of = |content: &Proposed| -> Option<Factuality> {
        match content {
            Proposed::Provision { factuality, .. } | Proposed::Relation { factuality, .. } => Some(*factuality),
            _ => None,
        }
    };
    let mut content = edited.clone();
    let unchanged = before.is_some_and(|before| factuality_of(before) == factuality_of(edited));
    if let (Proposed::Provision { factuality, .. } | Proposed::Relation { factuality, .. }, Some(own), true) =
        (&mut content, factuality_of(own), unchanged)
    {
        *factuality = own;
    }
    content
}
