//! The arithmetic: what a scenario does to the coverage of the principal's security functions.
//!
//! Pure functions of a map. This layer knows no file, no clock, no window and no proposal: only accepted items count.
//! `Study` is the way in: it holds a map compiled to indices and answers questions about scenarios over it.

mod causes;
mod delivery;
mod difference;
mod evaluation;
mod evidence_filter;
mod explanation;
mod levers;
mod outcome;
mod report;
mod study;
mod substitutes;
mod timeline;
mod words;

pub(crate) use delivery::Workspace;
pub use difference::{Change, Comparison, Difference, FunctionChange, compare};
pub use evaluation::Evaluation;
pub use evidence_filter::EvidenceFilter;
pub(crate) use levers::Levers;
pub use outcome::{DefaultShares, FunctionOutcome, FunctionState, Outcome, Substitute, Substitutes, WithOffers};
pub use study::Study;
pub(crate) use study::ramp;
pub use substitutes::NothingToAdd;
pub use timeline::Timeline;
