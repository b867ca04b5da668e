//! Things given, people sent and doings: who gives them, who gets them.

mod deals;
mod giving;
mod owners;

use crate::extract::factuality::Commitment;
use crate::extract::roles::Party;

pub(super) use giving::noun;

/// What is gathered about one act of giving.
#[derive(Clone, Debug, Default)]
pub(super) struct Giving {
    pub givers: Vec<Party>,
    pub getters: Vec<Party>,
    pub said: Commitment,
    pub confidence: f64,
    pub by_place: bool,
    /// A verb of giving carries it: somebody gets it, named or not.
    pub directed: bool,
    /// The verb shows that nothing is given.
    pub nothing: bool,
}
