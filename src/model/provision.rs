//! Provisions: who gives whom which security function.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    ActorId, Evidence, Extra, Factuality, FunctionId, Likelihood, Months, ProvisionId, ProvisionStatus, Share,
    YearMonth, map::null_default,
};

/// Provider gives recipient a function. Defaults that depend on the status are the arithmetic's, not the file's: a field
/// that is absent here stays absent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Provision {
    /// Identity within the map; given at load by place (`p1`, `p2`, ...) where the file has none.
    #[serde(default, deserialize_with = "null_default")]
    pub id: ProvisionId,
    /// Who gives.
    pub provider: ActorId,
    /// Who gets.
    pub recipient: ActorId,
    /// What is given.
    pub function: FunctionId,
    /// How it stands.
    pub status: ProvisionStatus,
    /// The potential share of the need that it can meet; `None` is "not assessed", 0 is "assessed as nothing".
    #[serde(default)]
    pub share: Option<Share>,
    /// Whether an analyst set the share, or it is the program's default; analyst when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share_basis: Option<ShareBasis>,
    /// The share delivered now, at most `share`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub current: Option<Share>,
    /// Months from engagement to the full potential share.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ramp_months: Option<Months>,
    /// How likely the delivery is, for the uncertainty analysis alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub likelihood: Option<Likelihood>,
    /// Credibility 1..6 (Admiralty / NATO) of the best claim; 6, "cannot be judged", when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credibility: Option<u8>,
    /// How the texts commit themselves to it; done when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub factuality: Option<Factuality>,
    /// First calendar month in which it counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<YearMonth>,
    /// First calendar month in which it no longer counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<YearMonth>,
    /// The analyst's note.
    #[serde(default, skip_serializing_if = "String::is_empty", deserialize_with = "null_default")]
    pub note: String,
    /// The claims it rests on.
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "null_default")]
    pub evidence: Vec<Evidence>,
    /// Fields this version does not know, kept as they were.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Provision {
    /// A provision that nobody has assessed yet.
    pub fn new(
        id: impl Into<ProvisionId>,
        provider: impl Into<ActorId>,
        recipient: impl Into<ActorId>,
        function: impl Into<FunctionId>,
        status: ProvisionStatus,
    ) -> Self {
        Self {
            id: id.into(),
            provider: provider.into(),
            recipient: recipient.into(),
            function: function.into(),
            status,
            share: None,
            share_basis: None,
            current: None,
            ramp_months: None,
            likelihood: None,
            credibility: None,
            factuality: None,
            from: None,
            until: None,
            note: String::new(),
            evidence: Vec::new(),
            extra: Extra::new(),
        }
    }

    /// The factuality, with its default.
    pub fn factuality(&self) -> Factuality {
        self.factuality.unwrap_or(Factuality::Done)
    }

    /// The credibility, with its default.
    pub fn credibility(&self) -> u8 {
        self.credibility.unwrap_or(6)
    }

    /// Whether the share is the program's default and no analyst's judgement.
    pub fn has_default_share(&self) -> bool {
        self.share.is_some() && self.share_basis == Some(ShareBasis::Default)
    }
}

/// Who set a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ShareBasis {
    /// The program, because no article states a share.
    Default,
    /// An analyst.
    Analyst,
}
