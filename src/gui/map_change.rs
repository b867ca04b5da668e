//! What a user changes in the map, as intents. Each is resolved to an `Edit` against the map as it is when it is applied,
//! so that two intents of one frame cannot work from different maps.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::export::graph_import::{self, ForeignGraph};
use crate::export::provisions::{self, ProvisionRow};
use crate::extract::{Extraction, import_article};
use crate::model::actions::{self, ActionError};
use crate::model::{
    Actor, ActorId, ActorKind, Article, ArticleId, Assumption, AssumptionId, Claim, ClaimId, Consistency, Edit,
    FunctionId, FunctionRow, Lever, Place, Proposal, ProposalId, Provision, ProvisionId, ProvisionStatus, Relation,
    RelationClass, RelationId, Reliability, Scenario, ScenarioId, ScenarioMap, Setting, Share, SourceId, Stance,
    YearMonth,
};

/// An intent that changes the map; one undo step unless a step is open.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "each variant is the function of `model::actions` with the same words")]
pub enum MapChange {
    SetTitle(String),
    SetPrincipal(ActorId),
    ChoosePrincipal(ActorId),
    SetStartMonth(Option<YearMonth>),
    SetThreshold(Share),
    AddActor { name: String, kind: ActorKind, place: Option<Place> },
    UpdateActor(Box<Actor>),
    RenameActor { id: ActorId, name: String },
    DeleteActors(BTreeSet<ActorId>),
    MergeActors { keep: ActorId, gone: ActorId },
    PlaceActors(Vec<(ActorId, Place)>),
    AddRelation { source: ActorId, target: ActorId, class: RelationClass, kind: String },
    UpdateRelation(Box<Relation>),
    ReverseRelation(RelationId),
    DeleteRelation(RelationId),
    AddProvision { provider: ActorId, recipient: ActorId, function: FunctionId, status: ProvisionStatus },
    UpdateProvision(Box<Provision>),
    SetShare { id: ProvisionId, share: Option<Share> },
    DeleteProvision(ProvisionId),
    ImportProvisions(Arc<Vec<ProvisionRow>>),
    ImportGraph(Arc<ForeignGraph>),
    SetFunction(Box<FunctionRow>),
    SetAssessedNone { id: FunctionId, none: bool },
    MoveFunction { id: FunctionId, to: usize },
    AddScenario(String),
    DuplicateScenario(ScenarioId),
    UpdateScenario(Box<Scenario>),
    DeleteScenario(ScenarioId),
    MoveScenario { id: ScenarioId, to: usize },
    ImportScenarios { other: Box<ScenarioMap>, ids: Vec<ScenarioId> },
    SetSetting { scenario: ScenarioId, setting: Setting },
    ClearSetting { scenario: ScenarioId, assumption: AssumptionId },
    AddAssumption { name: String, lever: Lever, scenario: Option<ScenarioId> },
    UpdateAssumption(Box<Assumption>),
    DuplicateAssumption(AssumptionId),
    DeleteAssumption(AssumptionId),
    MoveAssumption { id: AssumptionId, to: usize },
    AttachEvidence { assumption: AssumptionId, claim: ClaimId, stance: Stance },
    DetachEvidence { assumption: AssumptionId, claim: ClaimId },
    AcceptProposals { ids: Vec<ProposalId>, share: Option<Share> },
    AcceptWithoutShares(Vec<ProposalId>),
    RejectProposals(Vec<ProposalId>),
    EditProposal(Box<Proposal>),
    AddClaim(Box<Claim>),
    AddClaimWithItem { claim: Box<Claim>, assumption: Option<(AssumptionId, Stance)> },
    UpdateClaim(Box<Claim>),
    SetReliability { source: SourceId, reliability: Reliability },
    GradeArticle { article: ArticleId, reliability: Reliability },
    SetArticleSource { article: ArticleId, name: String },
    AddArticle { article: Box<Article>, extraction: Box<Extraction> },
    RemoveArticle(ArticleId),
    SetConsistency(Option<Box<Consistency>>),
    Descriptor(actions::DescriptorChange),
}

impl MapChange {
    /// The edit that does it to this map.
    ///
    /// # Errors
    /// When it names something the map no longer has, or would leave the map unsound.
    pub fn edit(&self, map: &ScenarioMap) -> Result<Edit, ActionError> {
        use crate::model::Change;
        match self {
            Self::SetTitle(title) => Ok(actions::set_title(map, title)),
            Self::SetPrincipal(id) => actions::set_principal(map, id),
            Self::ChoosePrincipal(id) => actions::choose_principal(map, id),
            Self::SetStartMonth(month) => actions::set_start_month(map, *month),
            Self::SetThreshold(threshold) => actions::set_threshold(map, *threshold),
            Self::AddActor { name, kind, place } => {
                if name.trim().is_empty() {
                    return Err(ActionError::Refused("an actor needs a name".into()));
                }
                Ok(actions::add_actor(map, name, *kind, *place).1)
            }
            Self::UpdateActor(actor) => actions::update_actor(map, (**actor).clone()),
            Self::RenameActor { id, name } => actions::rename_actor(map, id, name),
            Self::DeleteActors(ids) => actions::delete_actors(map, ids),
            Self::MergeActors { keep, gone } => actions::merge_actors(map, keep, gone),
            Self::PlaceActors(places) => Ok(actions::place_actors(places.iter().cloned())),
            Self::AddRelation { source, target, class, kind } => {
                actions::add_relation(map, source, target, *class, kind).map(|(_, edit)| edit)
            }
            Self::UpdateRelation(relation) => actions::update_relation(map, (**relation).clone()),
            Self::ReverseRelation(id) => actions::reverse_relation(map, id),
            Self::DeleteRelation(id) => actions::delete_relation(map, id),
            Self::AddProvision { provider, recipient, function, status } => {
                actions::add_provision(map, provider, recipient, function, *status).map(|(_, edit)| edit)
            }
            Self::UpdateProvision(provision) => actions::update_provision(map, (**provision).clone()),
            Self::SetShare { id, share } => actions::set_share(map, id, *share),
            Self::DeleteProvision(id) => actions::delete_provision(map, id),
            Self::ImportProvisions(rows) => provisions::plan(map, rows).map(|plan| plan.edit),
            Self::ImportGraph(graph) => graph_import::plan(map, graph).map(|plan| plan.edit),
            Self::SetFunction(row) => Ok(actions::set_function(map, (**row).clone())),
            Self::SetAssessedNone { id, none } => Ok(actions::set_assessed_none(map, id, *none)),
            Self::MoveFunction { id, to } => actions::move_function(map, id, *to),
            Self::AddScenario(name) => {
                let name = if name.trim().is_empty() { "New scenario" } else { name };
                Ok(actions::add_scenario(map, name).1)
            }
            Self::DuplicateScenario(id) => actions::duplicate_scenario(map, id).map(|(_, edit)| edit),
            Self::UpdateScenario(scenario) => actions::update_scenario(map, (**scenario).clone()),
            Self::DeleteScenario(id) => actions::delete_scenario(map, id),
            Self::MoveScenario { id, to } => actions::move_scenario(map, id, *to),
            Self::ImportScenarios { other, ids } => {
                actions::import_scenarios(map, other, ids).map(|import| import.edit)
            }
            Self::SetSetting { scenario, setting } => actions::set_setting(map, scenario, setting.clone()),
            Self::ClearSetting { scenario, assumption } => actions::clear_setting(map, scenario, assumption),
            Self::AddAssumption { name, lever, scenario } => {
                let (id, add) = actions::add_assumption(map, name, lever.clone());
                let Some(at) = scenario.as_ref().and_then(|id| map.scenarios.iter().position(|s| s.id == *id)) else {
                    return Ok(add);
                };
                let mut changed = map.scenarios.get(at).cloned().unwrap_or_else(Scenario::baseline);
                changed.settings.push(Setting::new(id, lever.neutral_extent()));
                Ok(Edit::batch(vec![add, Edit::Scenario(Change::replace(at, changed))]))
            }
            Self::UpdateAssumption(assumption) => actions::update_assumption(map, (**assumption).clone()),
            Self::DuplicateAssumption(id) => actions::duplicate_assumption(map, id).map(|(_, edit)| edit),
            Self::DeleteAssumption(id) => actions::delete_assumption(map, id),
            Self::MoveAssumption { id, to } => actions::move_assumption(map, id, *to),
            Self::AttachEvidence { assumption, claim, stance } => {
                actions::attach_evidence(map, assumption, claim, *stance)
            }
            Self::DetachEvidence { assumption, claim } => actions::detach_evidence(map, assumption, claim),
            Self::AcceptProposals { ids, share } => actions::accept_proposals(map, ids, *share),
            Self::AcceptWithoutShares(ids) => actions::accept_without_shares(map, ids),
            Self::RejectProposals(ids) => actions::reject_proposals(map, ids),
            Self::EditProposal(proposal) => actions::update_proposal(map, (**proposal).clone()),
            Self::AddClaim(claim) => actions::add_claim(map, (**claim).clone()).map(|(_, edit)| edit),
            Self::AddClaimWithItem { claim, assumption } => {
                actions::add_claim_with_item(map, (**claim).clone(), assumption.as_ref()).map(|(_, edit)| edit)
            }
            Self::UpdateClaim(claim) => actions::update_claim(map, (**claim).clone()),
            Self::SetReliability { source, reliability } => actions::set_source_reliability(map, source, *reliability),
            Self::GradeArticle { article, reliability } => actions::grade_article(map, article, *reliability),
            Self::SetArticleSource { article, name } => actions::set_article_source(map, article, name),
            Self::AddArticle { article, extraction } => {
                if map.article(&article.id).is_some() {
                    return Err(ActionError::Refused(format!("\"{}\" is in the map already", article.title)));
                }
                let import = import_article(map, article, extraction);
                Ok(match start_month_with(map, article) {
                    Some(start) => Edit::batch(vec![import, actions::set_start_month(map, Some(start))?]),
                    None => import,
                })
            }
            Self::RemoveArticle(id) => actions::remove_article(map, id),
            Self::SetConsistency(consistency) => Ok(Edit::Consistency(consistency.clone())),
            Self::Descriptor(change) => actions::change_descriptor(map, change),
        }
    }
}

/// Month 0 of a map that nothing was decided in yet is the month of its latest article, as `backstop new` has it; `None`
/// where the article does not change it.
fn start_month_with(map: &ScenarioMap, article: &Article) -> Option<YearMonth> {
    let is_untouched = map.provisions.is_empty() && map.assumptions.is_empty();
    let date = article.date?.year_month()?;
    (is_untouched && map.start_month.is_none_or(|start| date > start)).then_some(date)
}
