//! What-if at scale: best reallocation, smallest partner sets, robustness, uncertainty, sensitivity, consistency.
//!
//! Everything here is computed from a `Study` and a scenario. It knows no file, no window and no clock; long runs report
//! through a `Progress` and stop when it is cancelled. The same input gives the same result on any number of threads.

mod consistency;
mod cover;
mod cross_impact;
mod cross_impact_search;
mod error;
mod network;
mod partner_sets;
mod progress;
mod random;
mod reallocation;
mod robustness;
mod sampling;
pub mod scw;
mod sensitivity;
mod simplex;
mod uncertainty;

pub use consistency::{
    Breach, BreachJudgement, Combinations, ConsistencyOptions, ConsistencyResult, combinations, consistency, why_not,
};
pub use cross_impact::CrossImpact;
pub use error::AnalysisError;
pub use partner_sets::{Blocked, PartnerSetsOptions, PartnerSetsResult, partner_sets};
pub use progress::Progress;
pub use random::SplitMix64;
pub use reallocation::{ReallocationResult, reallocation};
pub use robustness::{RobustnessOptions, RobustnessResult, RobustnessRow, robustness};
pub use sensitivity::{SensitivityBar, SensitivityOptions, SensitivityResult, ends, sensitivity};
pub use uncertainty::{
    BandOf, Spread, Stream, UncertaintyBand, UncertaintyOptions, UncertaintyResult, uncertainty, uncertainty_band,
    uncertainty_band_of,
};
