//! `backstop export`: a map in one scenario and month as a file for another program.

use std::path::{Path, PathBuf};

use clap::Args;

use super::failure::Failure;
use super::maps::{about, open_map};
use super::output::Output;
use super::selection::{find_scenario, month_in_range};
use crate::analysis::{CrossImpact, scw};
use crate::export::{MapPainter, MapSheet, Picture, csv_of_actors, csv_of_links, dot, gexf, graphml};
use crate::model::{Scenario, ScenarioId};
use crate::scenario::Study;
use crate::store;

/// Writes a map, as a scenario leaves it, for another program
///
/// The ending of OUT says the format, unless --format does: svg and png (the map as the window draws it), graphml (yEd,
/// Cytoscape, Gephi, networkx), gexf (Gephi), dot (Graphviz), csv (two tables: the links under the name given, the actors
/// beside it with "-actors" in the name), or scw (the cross-impact judgements as a ScenarioWizard project; scenario and
/// month have no part in it). An existing file is replaced.
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
    /// The format, whatever the name of OUT ends in
    #[arg(long, value_name = "FORMAT")]
    format: Option<String>,
    /// Pixels to the point in a PNG, 0.25 to 8
    #[arg(long, default_value_t = 2.0)]
    scale: f32,
    /// Whether a picture is dark on light, or light on dark
    #[arg(long, value_enum, default_value_t = Theme::Light)]
    theme: Theme,
}

/// The colours of a picture.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Theme {
    /// Dark on light, for paper
    Light,
    /// Light on dark, as the window at first
    Dark,
}

const READY: &str = "svg, png, graphml, gexf, dot, csv or scw";

impl Export {
    pub fn run(self, output: &mut Output, painter: Option<MapPainter>) -> Result<(), Failure> {
        // Before the work, so that a wrong name costs nothing.
        let ending = match &self.format {
            Some(format) => format.trim_start_matches('.').to_lowercase(),
            None => self.output.extension().unwrap_or_default().to_string_lossy().to_lowercase(),
        };
        match ending.as_str() {
            "svg" | "png" if painter.is_none() => {
                let what = "this program was built without its window, which draws the map; \
                            build it with the default features, or choose graphml, gexf, dot, csv or scw";
                return Err(about(&self.output, what));
            }
            "png" if !(0.25..=8.0).contains(&self.scale) => {
                return Err(about(&self.output, format!("--scale {} is not between 0.25 and 8", self.scale)));
            }
            "svg" | "png" | "graphml" | "gexf" | "dot" | "csv" | "scw" => {}
            "xlsx" | "md" | "html" | "docx" => {
                let what = format!("this version writes no .{ending} yet; let the name end in {READY}");
                return Err(about(&self.output, what));
            }
            "" => return Err(about(&self.output, format!("the name has no ending; let it end in .{READY}"))),
            other => return Err(about(&self.output, format!(".{other} is no format known here; use {READY}"))),
        }
        let map = open_map(&self.map)?;
        let month = month_in_range(self.month, &self.map)?;
        let scenario = find_scenario(&map, &self.map, &self.scenario)?;
        if let ("svg" | "png", Some(draw)) = (ending.as_str(), painter) {
            let sheet = MapSheet { map: &map, scenario: &scenario.id, month, dark: self.theme == Theme::Dark };
            let drawing = draw(&sheet);
            let bytes = if ending == "svg" {
                drawing.to_svg().into_bytes()
            } else {
                drawing.to_png(self.scale).map_err(|error| about(&self.output, error))?
            };
            store::replace_file(&self.output, &bytes).map_err(Failure::input)?;
            return output.text(&format!("{}\n", self.output.display()));
        }
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
