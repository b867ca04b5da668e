//! `backstop export`: a map in one scenario and month as a file for another program.

use std::path::{Path, PathBuf};

use clap::Args;

use super::failure::Failure;
use super::maps::{about, open_map};
use super::output::Output;
use super::selection::{find_scenario, month_in_range};
use crate::analysis::{CrossImpact, scw};
use crate::export::{Picture, csv_of_actors, csv_of_links, dot, gexf, graphml};
use crate::model::{Scenario, ScenarioId};
use crate::scenario::Study;
use crate::store;

/// Writes a map, as a scenario leaves it, for another program
///
/// The ending of OUT says the format: graphml (yEd, Cytoscape, Gephi, networkx), gexf (Gephi), dot (Graphviz), csv (two
/// tables: the links under the name given, the actors beside it with "-actors" in the name), or scw (the cross-impact
/// judgements as a ScenarioWizard project; scenario and month have no part in it). An existing file is replaced.
#[derive(Args)]
pub(super) struct Export {
    /// The scenario file, or sample:mali
    map: PathBuf,
    /// The file to write
    #[arg(short, long, value_name = "OUT")]
    output: PathBuf,
    /// A scenario's id
    #[arg(long, value_name = "ID", default_value = ScenarioId::BASELINE)]
    scenario: String,
    /// The month, 0 to 60
    #[arg(long, default_value_t = 12, allow_negative_numbers = true)]
    month: i64,
}

const READY: &str = "graphml, gexf, dot, csv or scw";

impl Export {
    pub fn run(self, output: &mut Output) -> Result<(), Failure> {
        // Before the work, so that a wrong name costs nothing.
        let ending = self.output.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        match ending.as_str() {
            "graphml" | "gexf" | "dot" | "csv" | "scw" => {}
            "svg" | "png" | "xlsx" | "md" | "html" | "docx" => {
                let what = format!("this version writes no .{ending} yet; let the name end in {READY}");
                return Err(about(&self.output, what));
            }
            "" => return Err(about(&self.output, format!("the name has no ending; let it end in .{READY}"))),
            other => return Err(about(&self.output, format!(".{other} is no format known here; use {READY}"))),
        }
        let map = open_map(&self.map)?;
        let month = month_in_range(self.month, &self.map)?;
        let scenario = find_scenario(&map, &self.map, &self.scenario)?;
        let picture = Picture::of(&map, &Study::of(&map).outcome(&scenario, &Scenario::baseline(), month));
        let mut write = |path: &Path, text: &str| {
            store::replace_file(path, text.as_bytes()).map_err(Failure::input)?;
            output.text(&format!("{}\n", path.display()))
        };
        match ending.as_str() {
            "graphml" => write(&self.output, &graphml(&picture)),
            "gexf" => write(&self.output, &gexf(&picture)),
            "dot" => write(&self.output, &dot(&picture)),
            "scw" => {
                let judgements = map.consistency.as_ref().ok_or_else(|| {
                    about(&self.map, "it holds no cross-impact judgements; there is nothing to write")
                })?;
                let matrix = CrossImpact::of(judgements).map_err(|error| about(&self.map, error))?;
                write(&self.output, &scw::write(&matrix, &map.title))
            }
            _ => {
                write(&self.output, &csv_of_links(&picture))?;
                let stem = self.output.file_stem().unwrap_or_default().to_string_lossy();
                write(&self.output.with_file_name(format!("{stem}-actors.csv")), &csv_of_actors(&picture))
            }
        }
    }
}
