//! The document: everything that one scenario file holds.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};

use super::{
    Actor, ActorId, Article, Assumption, Claim, Consistency, Decision, Evidence, FunctionFamily, FunctionId,
    Likelihood, Months, Place, Proposal, Provision, ProvisionStatus, Relation, Scenario, SecurityFunction, Share,
    Source, UnknownFields, YearMonth,
};

/// Fields that this version does not know, kept as they were and in their order.
pub type Extra = serde_json::Map<String, serde_json::Value>;

/// What the `format` field of every scenario file says.
pub const FORMAT: &str = "backstop-scenario-map";

/// The file version this program writes.
pub const VERSION: u64 = 1;

/// A scenario map: articles, actors, relations, provisions, assumptions and scenarios around one principal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ScenarioMap {
    /// Always `backstop-scenario-map`.
    pub format: String,
    /// The file version.
    pub version: u64,
    /// The title shown.
    #[serde(default, skip_serializing_if = "String::is_empty", deserialize_with = "null_default")]
    pub title: String,
    /// The calendar month of month 0; without it no calendar dates are shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start_month: Option<YearMonth>,
    /// The actor whose security needs are studied.
    pub principal: ActorId,
    /// Coverage below which a function counts as lost or weak, 0..1; 0.5 when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub threshold: Option<Share>,
    /// Planning conventions of this map; the program's own where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conventions: Option<Conventions>,
    /// The analyst's notes on the map.
    #[serde(default, skip_serializing_if = "String::is_empty", deserialize_with = "null_default")]
    pub notes: String,
    /// The rows of the coverage matrix, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "null_default")]
    pub functions: Vec<FunctionRow>,
    /// The actors.
    pub actors: Vec<Actor>,
    /// The relations.
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "null_default")]
    pub relations: Vec<Relation>,
    /// The provisions.
    pub provisions: Vec<Provision>,
    /// Pairs of partners that the principal cannot have together.
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "null_default")]
    pub incompatible: Vec<IncompatiblePair>,
    /// The levers.
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "null_default")]
    pub assumptions: Vec<Assumption>,
    /// The scenarios besides the baseline.
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "null_default")]
    pub scenarios: Vec<Scenario>,
    /// Cross-impact judgements.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consistency: Option<Consistency>,
    /// Who published the articles.
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "null_default")]
    pub sources: Vec<Source>,
    /// The articles, text inside.
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "null_default")]
    pub articles: Vec<Article>,
    /// What the articles say.
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "null_default")]
    pub claims: Vec<Claim>,
    /// What the program suggests.
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "null_default")]
    pub proposals: Vec<Proposal>,
    /// What was decided about suggestions.
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "null_default")]
    pub decisions: Vec<Decision>,
    /// Where actors stand on the canvas.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty", deserialize_with = "null_default")]
    pub positions: BTreeMap<ActorId, Place>,
    /// Fields this version does not know, kept as they were.
    #[serde(flatten)]
    pub extra: Extra,
    /// Fields this version does not know in objects without an `extra` of their own; the store fills and writes them.
    #[serde(skip)]
    pub unknown_fields: UnknownFields,
}

impl ScenarioMap {
    /// A map of one principal and nothing else, with the 17 default functions as rows.
    pub fn new(principal: Actor) -> Self {
        Self {
            format: FORMAT.to_owned(),
            version: VERSION,
            title: String::new(),
            start_month: None,
            principal: principal.id.clone(),
            threshold: None,
            conventions: None,
            notes: String::new(),
            functions: SecurityFunction::ALL.iter().map(|f| FunctionRow::new(f.id())).collect(),
            actors: vec![principal],
            relations: Vec::new(),
            provisions: Vec::new(),
            incompatible: Vec::new(),
            assumptions: Vec::new(),
            scenarios: Vec::new(),
            consistency: None,
            sources: Vec::new(),
            articles: Vec::new(),
            claims: Vec::new(),
            proposals: Vec::new(),
            decisions: Vec::new(),
            positions: BTreeMap::new(),
            extra: Extra::new(),
            unknown_fields: UnknownFields::default(),
        }
    }

    /// The threshold, with its default of one half.
    pub fn threshold(&self) -> Share {
        self.threshold.unwrap_or(Share(0.5))
    }

    /// The planning conventions, with the program's own where the map has none.
    pub fn conventions(&self) -> Conventions {
        self.conventions.clone().unwrap_or_default()
    }

    /// Gives relations and provisions without an id theirs by place among all of the file, as the file format has it.
    pub fn name_by_place(&mut self) {
        for (place, relation) in self.relations.iter_mut().enumerate() {
            if relation.id.as_str().is_empty() {
                relation.id = format!("r{}", place + 1).into();
            }
        }
        for (place, provision) in self.provisions.iter_mut().enumerate() {
            if provision.id.as_str().is_empty() {
                provision.id = format!("p{}", place + 1).into();
            }
        }
    }
}

/// A row of the coverage matrix.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FunctionRow {
    /// One of the 17 default ids or the map's own.
    pub id: FunctionId,
    /// The name shown, for functions of the map's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The family, for functions of the map's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub family: Option<FunctionFamily>,
    /// How much of it the principal needs, above 0; 1 when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub need: Option<f64>,
    /// Its weight in the overall coverage, at least 0; 1 when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight: Option<f64>,
    /// Whether the analyst states that nobody provides it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assessed_none: Option<bool>,
    /// Fields this version does not know, kept as they were.
    #[serde(flatten)]
    pub extra: Extra,
}

impl FunctionRow {
    /// A row with need 1 and weight 1.
    pub fn new(id: impl Into<FunctionId>) -> Self {
        Self {
            id: id.into(),
            name: None,
            family: None,
            need: None,
            weight: None,
            assessed_none: None,
            extra: Extra::new(),
        }
    }

    /// The need, with its default.
    pub fn need(&self) -> f64 {
        self.need.unwrap_or(1.0)
    }

    /// The weight, with its default.
    pub fn weight(&self) -> f64 {
        self.weight.unwrap_or(1.0)
    }
}

/// Two partners that the principal cannot have together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct IncompatiblePair {
    /// The two.
    pub actors: (ActorId, ActorId),
    /// Why ("only if Russia leaves").
    #[serde(default, skip_serializing_if = "String::is_empty", deserialize_with = "null_default")]
    pub note: String,
    /// The claims it rests on.
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "null_default")]
    pub evidence: Vec<Evidence>,
    /// Fields this version does not know, kept as they were.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Planning conventions without a source: editable per map, shown as such.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Conventions {
    /// The share of a provision made from a proposal, until an analyst sets one.
    #[serde(deserialize_with = "or_default_share")]
    pub default_share: Share,
    /// What holds for active provisions.
    #[serde(deserialize_with = "or_active")]
    pub active: StatusDefaults,
    /// What holds for offered provisions.
    #[serde(deserialize_with = "or_offered")]
    pub offered: StatusDefaults,
    /// What holds for latent provisions.
    #[serde(deserialize_with = "or_latent")]
    pub latent: StatusDefaults,
}

/// The defaults of one status.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct StatusDefaults {
    /// Months from engagement to the full potential share.
    pub ramp_months: Months,
    /// Likelihood of delivery: the midpoint of an ICD 203 band.
    pub likelihood: Likelihood,
}

impl Conventions {
    /// The defaults of a status that counts, `None` for the others.
    pub fn of(&self, status: ProvisionStatus) -> Option<StatusDefaults> {
        match status {
            ProvisionStatus::Active => Some(self.active),
            ProvisionStatus::Offered => Some(self.offered),
            ProvisionStatus::Latent => Some(self.latent),
            ProvisionStatus::Suspended | ProvisionStatus::Past => None,
        }
    }
}

impl Default for Conventions {
    fn default() -> Self {
        let defaults =
            |ramp, likelihood| StatusDefaults { ramp_months: Months(ramp), likelihood: Likelihood(likelihood) };
        Self {
            default_share: Share(0.30),
            active: defaults(6, 0.97),
            offered: defaults(6, 0.675),
            latent: defaults(18, 0.325),
        }
    }
}

macro_rules! null_convention {
    ($($name:ident: $field:ident as $type:ty;)+) => {$(
        fn $name<'de, D: Deserializer<'de>>(deserializer: D) -> Result<$type, D::Error> {
            Ok(Option::<$type>::deserialize(deserializer)?.unwrap_or_else(|| Conventions::default().$field))
        }
    )+};
}

null_convention! {
    or_default_share: default_share as Share;
    or_active: active as StatusDefaults;
    or_offered: offered as StatusDefaults;
    or_latent: latent as StatusDefaults;
}

/// Reads `null` as the default, because the file format says that null or absent means the default.
pub(super) fn null_default<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Default + Deserialize<'de>,
{
    Ok(Option::<T>::deserialize(deserializer)?.unwrap_or_default())
}
