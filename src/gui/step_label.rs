//! What a step is called in the menus and in notices: the verb, and the thing it was done to by its name.

use super::map_change::MapChange;
use super::statement::sentence;
use super::workspace::shorten;
use crate::model::{
    ActorId, AssumptionId, Proposal, ProposalId, Proposed, ProvisionId, RelationId, ScenarioMap, Share,
};

/// Names longer than this are cut, so that a menu stays narrower than the window.
const ROOM: usize = 60;

impl MapChange {
    /// The name of the step, as undo shows it: "Accept “Wagner gives Mali direct combat”".
    pub fn label(&self, map: &ScenarioMap) -> String {
        let actor = |id: &ActorId| map.actor_name(id).to_owned();
        let scenario = |id| map.scenario_or_baseline(id).map_or_else(|| format!("{id}"), |scenario| scenario.name);
        let assumption = |id: &AssumptionId| map.assumption(id).map_or_else(|| id.to_string(), |a| a.name.clone());
        match self {
            Self::SetTitle(title) => format!("Rename map to {}", quoted(title)),
            Self::SetPrincipal(id) => format!("Make {} the principal", actor(id)),
            Self::ChoosePrincipal(id) => format!("Choose {} as principal", actor(id)),
            Self::SetStartMonth(month) => {
                month.map_or_else(|| "Clear start month".to_owned(), |month| format!("Start in {}", month.words()))
            }
            Self::SetThreshold(threshold) => format!("Set threshold to {}", percent(*threshold)),
            Self::AddActor { name, .. } => format!("Add {name}"),
            Self::UpdateActor(new) => format!("Edit {}", new.name),
            Self::RenameActor { id, name } => format!("Rename {} to {name}", actor(id)),
            Self::DeleteActors(ids) if ids.len() == 1 => {
                format!("Delete {}", ids.first().map(actor).unwrap_or_default())
            }
            Self::DeleteActors(ids) => format!("Delete {} actors", ids.len()),
            Self::MergeActors { keep, gone } => format!("Merge {} into {}", actor(gone), actor(keep)),
            Self::PlaceActors(places) if places.len() == 1 => {
                format!("Move {}", places.first().map(|(id, _)| actor(id)).unwrap_or_default())
            }
            Self::PlaceActors(places) => format!("Move {} actors", places.len()),
            Self::AddRelation { source, target, .. } => format!("Relate {} and {}", actor(source), actor(target)),
            Self::UpdateRelation(relation) => format!("Edit relation {}", relation_words(map, &relation.id)),
            Self::ReverseRelation(id) => format!("Reverse relation {}", relation_words(map, id)),
            Self::DeleteRelation(id) => format!("Delete relation {}", relation_words(map, id)),
            Self::AddProvision { provider, function, .. } => {
                format!("Add {} by {}", map.function_words(function), actor(provider))
            }
            Self::UpdateProvision(provision) => format!("Edit {}", provision_words(map, &provision.id)),
            Self::SetShare { id, share: Some(share) } => {
                format!("Set share of {} to {:.2}", provision_words(map, id), share.0)
            }
            Self::SetShare { id, share: None } => format!("Clear share of {}", provision_words(map, id)),
            Self::DeleteProvision(id) => format!("Delete {}", provision_words(map, id)),
            Self::ImportProvisions(_) => "Import provisions".into(),
            Self::ImportGraph(graph) => {
                format!("Import a graph of {} nodes and {} links", graph.nodes.len(), graph.edges.len())
            }
            Self::SetFunction(row) => format!("Edit {}", map.function_words(&row.id)),
            Self::SetAssessedNone { id, none: true } => format!("Assess {} as nobody's", map.function_words(id)),
            Self::SetAssessedNone { id, .. } => format!("Leave {} unassessed", map.function_words(id)),
            Self::MoveFunction { id, .. } => format!("Move {}", map.function_words(id)),
            Self::AddScenario(name) => format!("Add scenario {}", quoted(name)),
            Self::DuplicateScenario(id) => format!("Duplicate scenario {}", quoted(&scenario(id))),
            Self::UpdateScenario(new) => format!("Edit scenario {}", quoted(&new.name)),
            Self::DeleteScenario(id) => format!("Delete scenario {}", quoted(&scenario(id))),
            Self::MoveScenario { id, .. } => format!("Move scenario {}", quoted(&scenario(id))),
            Self::ImportScenarios { other, ids } => match ids.as_slice() {
                [id] => {
                    let name = other.scenario(id).map_or_else(|| id.to_string(), |scenario| scenario.name.clone());
                    format!("Import scenario {}", quoted(&name))
                }
                ids => format!("Import {} scenarios", ids.len()),
            },
            Self::SetSetting { setting, .. } => format!("Set {}", assumption(&setting.assumption)),
            Self::ClearSetting { assumption: id, scenario: from } => {
                format!("Take {} out of {}", assumption(id), scenario(from))
            }
            Self::AddAssumption { name, .. } => format!("Add assumption {}", quoted(name)),
            Self::UpdateAssumption(new) => format!("Edit assumption {}", quoted(&new.name)),
            Self::DuplicateAssumption(id) => format!("Duplicate assumption {}", quoted(&assumption(id))),
            Self::DeleteAssumption(id) => format!("Delete assumption {}", quoted(&assumption(id))),
            Self::MoveAssumption { id, .. } => format!("Move assumption {}", quoted(&assumption(id))),
            Self::AttachEvidence { assumption: id, stance, .. } => {
                format!("Add a quote {} {}", stance.words(), quoted(&assumption(id)))
            }
            Self::DetachEvidence { assumption: id, .. } => {
                format!("Take a quote from {}", quoted(&assumption(id)))
            }
            Self::AcceptProposals { ids, share: Some(share) } => {
                format!("Accept {} with share {:.2}", proposals_words(map, ids), share.0)
            }
            Self::AcceptProposals { ids, share: None } => format!("Accept {}", proposals_words(map, ids)),
            Self::AcceptWithoutShares(ids) => format!("Accept {} unassessed", proposals_words(map, ids)),
            Self::RejectProposals(ids) => format!("Reject {}", proposals_words(map, ids)),
            Self::EditProposal(proposal) => format!("Correct {}", quoted(&sentence(map, &proposal.content))),
            Self::AddClaim(claim) | Self::AddClaimWithItem { claim, .. } => {
                format!("Add claim {}", quoted(&claim.quote))
            }
            Self::UpdateClaim(claim) => format!("Grade claim {}", quoted(&claim.quote)),
            Self::SetReliability { source, reliability } => {
                let name = map.source(source).map_or_else(|| source.to_string(), |source| source.name.clone());
                format!("Grade source {} {}", quoted(&name), reliability.id())
            }
            Self::GradeArticle { article, reliability } => {
                format!("Grade the source of {} {}", article_words(map, article), reliability.id())
            }
            Self::SetArticleSource { name, .. } => format!("Name source {name}"),
            Self::AddArticle { article, .. } => format!("Read {}", quoted(&article.title)),
            Self::RemoveArticle(id) => format!("Remove {}", article_words(map, id)),
            Self::SetConsistency(_) => "Edit judgements".into(),
            Self::Descriptor(change) => change.label(),
        }
    }
}

fn quoted(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    format!("“{}”", shorten(&line, ROOM))
}

fn percent(share: Share) -> String {
    crate::model::percent(share.0)
}

fn article_words(map: &ScenarioMap, id: &crate::model::ArticleId) -> String {
    quoted(map.article(id).map_or(id.as_str(), |article| article.title.as_str()))
}

fn relation_words(map: &ScenarioMap, id: &RelationId) -> String {
    match map.relation(id) {
        Some(relation) => {
            quoted(&format!("{} and {}", map.actor_name(&relation.source), map.actor_name(&relation.target)))
        }
        None => id.to_string(),
    }
}

/// A provision as a quoted sentence.
pub fn provision_words(map: &ScenarioMap, id: &ProvisionId) -> String {
    match map.provision(id) {
        Some(p) => {
            let names = (map.actor_name(&p.provider), map.actor_name(&p.recipient));
            quoted(&format!("{} gives {} {}", names.0, names.1, map.function_words(&p.function)))
        }
        None => id.to_string(),
    }
}

/// One proposal by what it says, several by how many there are.
fn proposals_words(map: &ScenarioMap, ids: &[ProposalId]) -> String {
    let known: Vec<&Proposal> = ids.iter().filter_map(|id| map.proposal(id)).collect();
    let actors_only = known.iter().all(|proposal| matches!(proposal.content, Proposed::Actor { .. }));
    match known.as_slice() {
        [one] => quoted(&sentence(map, &one.content)),
        several if actors_only => format!("{} actors", several.len()),
        several => format!("{} findings", several.len()),
    }
}
