//! Cross-impact balance (Weimer-Jehle 2006): which combinations of states hold together, and why another does not.
//!
//! A combination is consistent when no descriptor would rather be in another state: the balance of a state is the sum of the
//! judgements of all chosen states on it, and each chosen state has the highest balance of its descriptor. The search goes
//! descriptor by descriptor and leaves a branch as soon as some descriptor can no longer be satisfied.

use serde::{Serialize, Serializer};

use super::cross_impact_search::search;
use super::{AnalysisError, CrossImpact, Progress};

/// What counts as consistent, and what is explained.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsistencyOptions {
    /// How far a chosen state may stay behind the best of its descriptor, at least 0.
    pub tolerance: i32,
    /// A combination to explain: per descriptor the place of its state.
    pub explain: Option<Vec<usize>>,
    /// The most combinations to list.
    pub limit: usize,
}

impl Default for ConsistencyOptions {
    fn default() -> Self {
        Self { tolerance: 0, explain: None, limit: 100_000 }
    }
}

/// The consistent combinations.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ConsistencyResult {
    /// How many combinations there are.
    pub total: Combinations,
    /// The consistent ones: the names of their states in descriptor order, the first descriptor varying slowest.
    pub consistent: Vec<Vec<String>>,
    /// Whether the list stops at the limit; absent from JSON when it is complete.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub truncated: bool,
    /// What speaks against the combination asked about: empty when it is consistent, absent when none was asked about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why_not: Option<Vec<Breach>>,
    /// The consistent ones as places of states.
    #[serde(skip)]
    pub places: Vec<Vec<u8>>,
}

/// A number of combinations; exact while it fits 64 bits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Combinations(pub f64);

impl Serialize for Combinations {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // Doubles are whole numbers up to 2^53, and beyond that nobody counts.
        if self.0 < 9_007_199_254_740_992.0 {
            serializer.serialize_u64(self.0 as u64)
        } else {
            serializer.serialize_f64(self.0)
        }
    }
}

/// Why a descriptor would leave the state it has in a combination.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Breach {
    /// The descriptor; empty for a forbidden pair.
    pub descriptor: String,
    /// The state it has.
    pub state: String,
    /// The balance of that state.
    pub balance: i32,
    /// The state with the best balance.
    pub better: String,
    /// Its balance.
    pub better_balance: i32,
    /// The judgements that favour the better state, the strongest first.
    pub judgements: Vec<BreachJudgement>,
    /// The breach in a sentence.
    pub sentence: String,
}

/// What one chosen state does to a descriptor that would rather be elsewhere.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BreachJudgement {
    /// The descriptor that acts.
    pub descriptor: String,
    /// Its chosen state.
    pub state: String,
    /// Its judgement on the state that is held.
    pub on_state: i32,
    /// Its judgement on the better state.
    pub on_better: i32,
}

/// Finds every consistent combination of a matrix. `progress.total()` is the number of branches searched;
/// the number of combinations is `combinations`.
///
/// # Errors
/// When an option is out of range, or the run is cancelled.
pub fn consistency(
    matrix: &CrossImpact,
    options: &ConsistencyOptions,
    progress: &Progress,
) -> Result<ConsistencyResult, AnalysisError> {
    if options.tolerance < 0 {
        return Err(AnalysisError::out_of_range("tolerance", &options.tolerance, "0 or more"));
    }
    if matrix.descriptors.iter().any(|d| d.states.len() > usize::from(u8::MAX)) {
        return Err(AnalysisError::Judgements("a descriptor has more than 255 states".to_owned()));
    }
    let why_not = options.explain.as_deref().map(|c| why_not(matrix, c, options.tolerance)).transpose()?;
    let (places, truncated) = search(matrix, options.tolerance, options.limit, progress)?;
    let names = |c: &Vec<u8>| -> Vec<String> {
        c.iter().zip(&matrix.descriptors).map(|(s, d)| d.states[usize::from(*s)].clone()).collect()
    };
    Ok(ConsistencyResult {
        total: combinations(matrix),
        consistent: places.iter().map(names).collect(),
        truncated,
        why_not,
        places,
    })
}

/// How many combinations of states a matrix has. One (the empty one) without descriptors.
pub fn combinations(matrix: &CrossImpact) -> Combinations {
    Combinations(matrix.descriptors.iter().map(|d| d.states.len() as f64).product())
}

/// What speaks against a combination, descriptor by descriptor; empty when it is consistent.
///
/// # Errors
/// When the combination does not have one state of each descriptor.
pub fn why_not(matrix: &CrossImpact, combination: &[usize], tolerance: i32) -> Result<Vec<Breach>, AnalysisError> {
    let fits = combination.len() == matrix.descriptors.len()
        && combination.iter().zip(&matrix.descriptors).all(|(s, d)| *s < d.states.len());
    if !fits {
        return Err(AnalysisError::Judgements("a combination needs one state of each descriptor".to_owned()));
    }
    let chosen: Vec<usize> = combination.iter().zip(&matrix.descriptors).map(|(s, d)| d.first + s).collect();
    let balance = |state: usize| chosen.iter().map(|from| matrix.value(*from, state)).sum::<i32>();
    let mut breaches = Vec::new();
    for (descriptor, &held) in matrix.descriptors.iter().zip(&chosen) {
        let best = descriptor.states_range().rev().max_by_key(|state| balance(*state)).unwrap_or(held);
        if balance(best) - balance(held) <= tolerance {
            continue;
        }
        let mut judgements: Vec<BreachJudgement> = matrix
            .descriptors
            .iter()
            .zip(combination)
            .zip(&chosen)
            .map(|((acting, place), from)| BreachJudgement {
                descriptor: acting.name.clone(),
                state: acting.states[*place].clone(),
                on_state: matrix.value(*from, held),
                on_better: matrix.value(*from, best),
            })
            .filter(|j| j.on_better > j.on_state)
            .collect();
        judgements.sort_by_key(|j| j.on_state - j.on_better);
        let (state, better) =
            (&descriptor.states[held - descriptor.first], &descriptor.states[best - descriptor.first]);
        let most = judgements.first().map_or_else(String::new, |j| {
            let (better, held) = (signed(j.on_better), signed(j.on_state));
            format!("; most of it from {}: {} ({better} against {held})", j.descriptor, j.state)
        });
        breaches.push(Breach {
            descriptor: descriptor.name.clone(),
            state: state.clone(),
            balance: balance(held),
            better: better.clone(),
            better_balance: balance(best),
            sentence: format!(
                "{}: more speaks for \u{201c}{better}\u{201d} ({}) than for \u{201c}{state}\u{201d} ({}){most}",
                descriptor.name,
                signed(balance(best)),
                signed(balance(held))
            ),
            judgements,
        });
    }
    for &(a, b) in matrix.forbidden.iter().filter(|(a, b)| chosen.contains(a) && chosen.contains(b)) {
        let name = |state: usize| {
            let descriptor = &matrix.descriptors[matrix.descriptor_of(state)];
            format!("{} {}", descriptor.name, descriptor.states[state - descriptor.first])
        };
        breaches.push(Breach {
            descriptor: String::new(),
            state: name(a),
            balance: 0,
            better: String::new(),
            better_balance: 0,
            judgements: Vec::new(),
            sentence: format!("{} and {} exclude each other", name(a), name(b)),
        });
    }
    Ok(breaches)
}

/// "+2", "-1", "0".
fn signed(value: i32) -> String {
    if value == 0 { "0".to_owned() } else { format!("{value:+}") }
}
