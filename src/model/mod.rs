//! The scenario map and everything in it: ground state, edits and history.
//!
//! This layer knows no file, no clock, no article format, no arithmetic and no window. It holds what an analyst decided
//! and what articles say; whatever can be derived from that (coverage, findings' order, plots) is computed elsewhere.

pub mod actions;
mod actor;
mod assumption;
mod consistency;
mod date;
mod edit;
mod evidence;
mod history;
mod id;
mod lookup;
mod map;
mod nearest;
mod proposal;
mod provision;
mod quoting;
mod relation;
mod scenario;
mod units;
mod unknown;
mod validate;
mod vocabulary;

pub use actor::{Actor, Place};
pub use assumption::{Assumption, Lever};
pub use consistency::{Consistency, Descriptor, DescriptorState, ForbiddenPair, Judgement, StateRef};
pub use date::{PartialDate, YearMonth};
pub use edit::{Change, Edit, EditError, Header};
pub use evidence::{Article, Block, BlockKind, Claim, ClaimDate, Evidence, Importer, Origin, Source, Span};
pub use history::History;
pub use id::{
    ActorId, ArticleId, AssumptionId, BlocId, ClaimId, FunctionId, ProposalId, ProvisionId, RelationId, ScenarioId,
    SourceId, slug, unused_id,
};
pub use map::{Conventions, Extra, FORMAT, FunctionRow, IncompatiblePair, ScenarioMap, StatusDefaults, VERSION};
pub use nearest::unknown_name;
pub use proposal::{Decision, Proposal, Proposed, Verdict};
pub use provision::{Provision, ShareBasis};
pub use quoting::{in_quotes, with_inner_marks};
pub use relation::Relation;
pub use scenario::{Scenario, Setting};
pub use units::{Likelihood, Months, PointChange, Share, difference_as_written, percent, percent_in_tenths};
pub use unknown::{Step, UnknownFields};
pub use validate::{Problem, Severity, validate};
pub use vocabulary::{
    ActorKind, Factuality, FunctionFamily, Polarity, ProspectEvent, ProvisionStatus, RelationClass, Reliability,
    SecurityFunction, Stance, StructureType, credibility_words, likelihood_words,
};
