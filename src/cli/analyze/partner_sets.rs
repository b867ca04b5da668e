//! `backstop analyze MAP partner-sets`: the fewest partners that reach a threshold.

use std::path::Path;
use std::str::FromStr;

use clap::Args;

use super::Common;
use crate::analysis::{PartnerSetsOptions, partner_sets};
use crate::cli::failure::Failure;
use crate::cli::maps::{about, find_actor};
use crate::cli::output::{Format, Output};
use crate::cli::table::{counted, percent};
use crate::model::unknown_name;
use crate::model::{FunctionId, ScenarioMap};

/// The smallest sets of partners that cover enough of every function
#[derive(Args)]
pub(super) struct PartnerSets {
    /// Share of the need to reach in every function, 0 to 1; the map's own threshold without it
    #[arg(long, value_name = "T", allow_negative_numbers = true)]
    threshold: Option<f64>,
    /// A function with a threshold of its own, such as training=0.3; 0 leaves it out
    #[arg(long = "function", value_name = "F=T")]
    functions: Vec<FunctionThreshold>,
    /// A partner that is not to be considered, by id, name or alias
    #[arg(long, value_name = "ACTOR")]
    exclude: Vec<String>,
    /// The most sets to list
    #[arg(long, default_value_t = PartnerSetsOptions::default().limit)]
    limit: usize,
    #[command(flatten)]
    common: Common,
}

/// `FUNCTION=THRESHOLD`.
#[derive(Clone, Debug)]
struct FunctionThreshold {
    function: String,
    threshold: f64,
}

impl FromStr for FunctionThreshold {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (function, threshold) = text.split_once('=').ok_or("it has the form FUNCTION=THRESHOLD")?;
        let threshold = threshold.trim().parse().map_err(|_| format!("\"{threshold}\" is not a number"))?;
        Ok(Self { function: function.to_owned(), threshold })
    }
}

impl PartnerSets {
    pub fn run(self, map: &ScenarioMap, path: &Path, output: &mut Output) -> Result<(), Failure> {
        let question = self.common.question(map, path)?;
        if self.limit == 0 {
            return Err(about(path, "--limit is 0; it must be 1 or more"));
        }
        let known = map.function_ids();
        let mut functions = Vec::new();
        for FunctionThreshold { function, threshold } in self.functions {
            let id = FunctionId::from(function.as_str());
            if !known.contains(&id) {
                return Err(about(path, unknown_name("function", &function, known.iter().map(FunctionId::as_str))));
            }
            functions.push((id, threshold));
        }
        let exclude = self.exclude.iter().map(|name| find_actor(map, path, name).map(|actor| actor.id.clone()));
        let options = PartnerSetsOptions {
            threshold: self.threshold,
            functions,
            exclude: exclude.collect::<Result<_, _>>()?,
            limit: self.limit,
        };
        let result = question
            .run(|progress| partner_sets(&question.study, &question.scenario, question.month, &options, progress))?;
        if self.common.format == Format::Json {
            return output.json(&result);
        }
        let threshold = self.threshold.unwrap_or(question.study.threshold());
        output.text(&format!("{}: at least {} of every function\n", question.title(), percent(Some(threshold))))?;
        match (result.size, result.bound) {
            (Some(size), _) if result.proven => {
                let (size, listed) = (counted(size, "partner"), counted(result.sets.len(), "such set"));
                output.text(&format!("smallest: {size}, proven; {listed}\n"))?;
            }
            (Some(size), bound) => {
                output.text(&format!(
                    "best found: {}; no set has fewer than {}\n",
                    counted(size, "partner"),
                    bound.unwrap_or(0)
                ))?;
            }
            (None, _) if result.proven => {
                let best = percent(result.best_threshold);
                output.text(&format!("out of reach, proven; all together reach {best} of every function\n"))?;
                for blocked in &result.blocked_by {
                    let names: Vec<String> = blocked.functions.iter().map(|id| map.function_words(id)).collect();
                    let (names, best) = (names.join(", "), percent(Some(blocked.best)));
                    let words = match blocked.functions.len() {
                        1 => format!("{names} blocks: at best {best}"),
                        _ => format!("{names} block each other: at best {best} of each at once"),
                    };
                    output.text(&format!("      {words}\n"))?;
                }
            }
            (None, _) => output.text("no set was found in time, and none is proven impossible\n")?,
        }
        for (place, set) in result.sets.iter().enumerate() {
            output.text(&format!("{:>4}  {}", place + 1, question.names(set)))?;
            for (member, outsiders) in result.leans_on.get(place).into_iter().flatten() {
                output.text(&format!("; {} leans on {}", map.actor_name(member), question.names(outsiders)))?;
            }
            output.text("\n")?;
        }
        for function in &result.out_of_reach {
            output.text(&format!("out of reach of any set: {}, nobody provides it\n", map.function_words(function)))?;
        }
        Ok(())
    }
}
