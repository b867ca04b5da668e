//! What of the map leaves the window as a file, and how: chosen in a dialog, carried out by `app`.

use super::transfer::Extent;

/// A format in which the map leaves the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutFormat {
    /// A picture whose text stays text.
    Svg,
    /// A picture of pixels.
    Png,
    /// A graph for yEd, Cytoscape, Gephi and networkx.
    GraphMl,
    /// A graph for Gephi.
    Gexf,
    /// A graph for Graphviz.
    Dot,
    /// Two tables, of links and of actors.
    Csv,
    /// The cross-impact judgements for ScenarioWizard.
    Scw,
}

impl OutFormat {
    /// Every format, pictures first.
    pub const ALL: [Self; 7] = [Self::Svg, Self::Png, Self::GraphMl, Self::Gexf, Self::Dot, Self::Csv, Self::Scw];

    /// Its name and what it is for.
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Svg => ("Picture (SVG)", "Sharp at any size; text stays text"),
            Self::Png => ("Picture (PNG)", "Pixels, for slides and documents"),
            Self::GraphMl => ("GraphML", "For yEd, Cytoscape, Gephi and networkx"),
            Self::Gexf => ("GEXF", "For Gephi"),
            Self::Dot => ("DOT", "For Graphviz"),
            Self::Csv => ("CSV tables", "Two files: links, and beside them actors"),
            Self::Scw => ("Cross-impact judgements", "For ScenarioWizard"),
        }
    }

    /// The ending of its files.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Svg => "svg",
            Self::Png => "png",
            Self::GraphMl => "graphml",
            Self::Gexf => "gexf",
            Self::Dot => "dot",
            Self::Csv => "csv",
            Self::Scw => "scw",
        }
    }

    /// Whether it shows the map as it is drawn.
    pub fn is_picture(self) -> bool {
        matches!(self, Self::Svg | Self::Png)
    }
}

/// What shall leave the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExportOrder {
    /// As what.
    pub format: OutFormat,
    /// What of the map, for pictures.
    pub extent: Extent,
    /// Pixels to the point, for pictures of pixels.
    pub scale: u8,
}

impl Default for ExportOrder {
    fn default() -> Self {
        Self { format: OutFormat::Svg, extent: Extent::OnScreen, scale: 2 }
    }
}
