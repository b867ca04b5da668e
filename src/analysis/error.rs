//! Why an analysis has no answer.

/// Why an analysis has no answer.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum AnalysisError {
    /// The progress handle was cancelled.
    #[error("the analysis was cancelled")]
    Cancelled,
    /// An option is outside its range.
    #[error("{option} is {value}; it must be {range}")]
    OutOfRange {
        /// Which option.
        option: String,
        /// What it was.
        value: String,
        /// What it may be.
        range: String,
    },
    /// An option names something that the map does not have.
    #[error("the map has no {kind} \"{name}\"")]
    Unknown {
        /// "actor", "function", ...
        kind: &'static str,
        /// What was asked for.
        name: String,
    },
    /// The judgements cannot be worked with.
    #[error("{0}")]
    Judgements(String),
    /// The solver failed, or its answer did not pass the check.
    #[error("the solver's answer cannot be trusted: {0}; please report this map")]
    Solver(String),
}

impl AnalysisError {
    pub(super) fn out_of_range(option: &str, value: &impl ToString, range: &str) -> Self {
        Self::OutOfRange { option: option.to_owned(), value: value.to_string(), range: range.to_owned() }
    }
}
