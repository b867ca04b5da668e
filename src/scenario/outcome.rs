//! What one scenario comes to in one month: the shape that the command line prints and every panel reads.

use indexmap::IndexMap;
use serde::Serialize;

use crate::model::{ActorId, FunctionId, Months, ProvisionId, ProvisionStatus, ScenarioId};

/// What one scenario comes to in one month.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Outcome {
    /// The scenario.
    pub id: ScenarioId,
    /// Its name.
    pub name: String,
    /// The month looked at.
    pub month: Months,
    /// Every function of the map, in the map's order.
    pub functions: IndexMap<FunctionId, FunctionOutcome>,
    /// Weighted coverage over the functions assessed, "if nobody reacts"; `None` when there are none.
    pub overall: Option<f64>,
    /// How many functions are inside the sums.
    pub assessed: usize,
    /// Per actor, 1 minus its smallest shortfall over all functions: what is left of an actor that leaves everywhere.
    pub availability: IndexMap<ActorId, f64>,
    /// Concentration of supply by partner (Herfindahl-Hirschman index, 0..1).
    pub hhi_partner: Option<f64>,
    /// Concentration of supply by bloc.
    pub hhi_bloc: Option<f64>,
    /// What every counted provision with a share delivers.
    pub delivered: IndexMap<ProvisionId, f64>,
    /// Per function that lost something against the reference: who could cover it.
    pub substitutes: Vec<Substitutes>,
    /// The other headline, "if every offer arrives on time".
    pub with_offers: WithOffers,
    /// The sentence that says what the scenario does and why.
    pub explanation: String,
    /// How much of it rests on shares that no analyst set.
    pub default_shares: DefaultShares,
}

/// One function in one scenario and month.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FunctionOutcome {
    /// Need in this month, demand included.
    pub need: f64,
    /// Sum of what is delivered.
    pub supply: f64,
    /// Share of the need met, 0..1; `None` when not assessed.
    pub coverage: Option<f64>,
    /// Share not met; `None` when not assessed.
    pub gap: Option<f64>,
    /// Concentration of supply by partner; `None` without supply.
    pub hhi: Option<f64>,
    /// Partners with supply above 0.
    pub by_partner: IndexMap<ActorId, f64>,
    /// What the numbers mean.
    pub state: FunctionState,
}

/// Unknown is not zero: these are different and are shown differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FunctionState {
    /// A counted provision has a share.
    Assessed,
    /// The analyst says that nobody provides it.
    None,
    /// Nobody has said anything; outside every sum.
    NotAssessed,
    /// Supplied in the reference scenario, not in this one.
    Lost,
}

/// Who could cover what one function lost.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Substitutes {
    /// The function.
    pub function: FunctionId,
    /// What is lost against the reference, as a share of the need.
    pub lost: f64,
    /// The fraction of it that the partners could cover, 0..1.
    pub covered: f64,
    /// Whether nobody could.
    pub nobody: bool,
    /// Partners, the one that covers most first.
    pub partners: Vec<Substitute>,
}

/// One partner's part in covering a loss.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Substitute {
    /// Who.
    pub actor: ActorId,
    /// What it steps in with within this scenario.
    pub already: f64,
    /// What it could add on top.
    pub adds: f64,
    /// Months until it has, by its slowest provision.
    pub months: Months,
    /// The status of that provision.
    pub status: ProvisionStatus,
    /// Partners that the map says exclude this one, and that deliver in the scenario or stand in the same list.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub incompatible_with: Vec<ActorId>,
}

/// The headline "if every offer arrives on time".
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WithOffers {
    /// Weighted coverage over the functions assessed.
    pub overall: Option<f64>,
    /// Coverage per function.
    pub functions: IndexMap<FunctionId, Option<f64>>,
}

/// How many of the shares that stand behind a number are the program's defaults.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct DefaultShares {
    /// Shares that are defaults.
    pub used: usize,
    /// Shares of counted provisions in all.
    pub total: usize,
}
