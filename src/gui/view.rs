//! What is looked at, and how: not undoable, and not in the scenario file.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::map_change::MapChange;
use super::theme::ThemeChoice;
use super::transfer::Incoming;
use crate::model::{ActorId, ArticleId, FunctionId, Months, ProvisionId, RelationId, ScenarioId, ScenarioMap, Span};
use crate::scenario::EvidenceFilter;

/// What is looked at, and how.
#[derive(Clone, Debug)]
pub struct View {
    /// The scenario looked at.
    pub scenario: ScenarioId,
    /// The scenario it is compared with.
    pub reference: ScenarioId,
    /// The month looked at.
    pub month: Months,
    /// What is selected on the map.
    pub selection: Selection,
    /// Partners lit on the map because a function was clicked.
    pub lit: BTreeSet<ActorId>,
    /// The function looked at.
    pub function: Option<FunctionId>,
    /// The tab of the centre.
    pub centre: CentreTab,
    /// Articles that have a tab.
    pub open_articles: Vec<ArticleId>,
    /// The tab of the bottom.
    pub bottom: BottomTab,
    /// Whether the tabs of the bottom have the whole window.
    pub maximised: bool,
    /// What the tab of partner sets asks.
    pub partner_sets: PartnerSetsPart,
    /// The place of an article to scroll to and light.
    pub lit_place: Option<(ArticleId, Span)>,
    /// Whether `lit_place` still has to be scrolled to.
    pub scroll_to_place: bool,
    /// Whether proposals are drawn on the map.
    pub show_proposals: bool,
    /// Which evidence is left out.
    pub filter: EvidenceFilter,
    /// The finding of the review queue that keys act on.
    pub finding: usize,
    /// Whether the review queue shall take the keys.
    pub focus_review: bool,
    /// Whether the scenario panel shall ask who or what moves.
    pub add_assumption: bool,
    /// What the scenario panel shall do with the scenario looked at in the next frame.
    pub scenario_step: Option<ScenarioStep>,
    /// Whether the find field of the reader shall take the keys.
    pub focus_find: bool,
    /// What the canvas shall do next.
    pub canvas_request: Option<CanvasRequest>,
    /// The last file read for a panel.
    pub incoming: Option<Incoming>,
    /// Settings that outlive the session.
    pub settings: Settings,
}

/// Settings that outlive the session.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Light, dark or the system's.
    pub theme: ThemeChoice,
    /// Interface scale; 1 is 100 %.
    pub scale: f32,
    /// Leave out animation.
    pub reduced_motion: bool,
    /// Files opened lately, last first.
    pub recent: Vec<std::path::PathBuf>,
}

impl Default for Settings {
    fn default() -> Self {
        Self { theme: ThemeChoice::Dark, scale: 1.0, reduced_motion: false, recent: Vec::new() }
    }
}

/// Something the canvas is asked to do once.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum CanvasRequest {
    /// Show all actors.
    Fit,
    /// Show the selected actors.
    FitSelection,
    /// Zoom by a factor about the middle.
    Zoom(f32),
    /// Arrange the actors around the principal.
    PartnersRing,
    /// Arrange the actors that are not pinned.
    Arrange(Arrangement),
    /// Open the field in which an actor is found by name.
    Find,
    /// Open or close the choice of what is shown.
    Filter,
    /// Show the selected actors and their neighbours alone.
    Focus,
    /// Show everything again.
    ShowAll,
    /// Select every actor that is shown.
    SelectAll,
    /// Look at the actor selected, where it is not seen already.
    GoTo,
    /// Where most actors stand elsewhere than before, look at them there.
    Follow,
    /// Align or spread the selected actors.
    Align(Alignment),
    /// Pin the selected actors where they stand, or let layouts move them again.
    Pin(bool),
    /// Merge the selected actors into one.
    Merge,
    /// Delete the selected actors, or the selected link.
    Delete,
    /// Give the map the keys.
    TakeKeys,
    /// Rename the actor that the keys are at, or the selected one.
    Rename,
    /// Draw a link from that actor, to one named or walked to.
    Link,
}

/// How the selected actors are aligned or spread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alignment {
    /// Beside each other.
    Row,
    /// Above each other.
    Column,
    /// Equally far apart from left to right.
    Across,
    /// Equally far apart from top to bottom.
    Down,
}

impl Alignment {
    /// Every way.
    pub const ALL: [Self; 4] = [Self::Row, Self::Column, Self::Across, Self::Down];

    /// Its words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Row => "Align in a row",
            Self::Column => "Align in a column",
            Self::Across => "Spread across",
            Self::Down => "Spread down",
        }
    }
}

/// A layout of the whole map that takes its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrangement {
    /// As near as they are linked.
    Force,
    /// In layers, along the arrows.
    Layered,
    /// In a grid, by bloc.
    Grid,
}

impl Arrangement {
    /// The words after "arrange".
    pub fn words(self) -> &'static str {
        match self {
            Self::Force => "by force",
            Self::Layered => "in layers",
            Self::Grid => "in a grid by bloc",
        }
    }
}

/// What is selected on the map.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Selection {
    /// Actors.
    pub actors: BTreeSet<ActorId>,
    /// A relation or provision.
    pub link: Option<LinkRef>,
}

impl Selection {
    /// What deletes the actors, or the link.
    pub fn deletion(&self) -> Option<MapChange> {
        if self.actors.is_empty() {
            return self.link.as_ref().map(LinkRef::deletion);
        }
        Some(MapChange::DeleteActors(self.actors.clone()))
    }
}

/// A relation or provision, by id.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LinkRef {
    /// A relation.
    Relation(RelationId),
    /// A provision.
    Provision(ProvisionId),
}

impl LinkRef {
    /// What deletes it.
    pub fn deletion(&self) -> MapChange {
        match self {
            Self::Relation(id) => MapChange::DeleteRelation(id.clone()),
            Self::Provision(id) => MapChange::DeleteProvision(id.clone()),
        }
    }
}

/// A tab of the centre.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum CentreTab {
    /// The relationship canvas.
    Map,
    /// An article.
    Article(ArticleId),
}

/// A tab of the bottom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum BottomTab {
    /// Functions by partners.
    Coverage,
    /// Months by coverage.
    Timeline,
    /// Scenarios side by side.
    Compare,
    /// Reallocation, smallest sets, losses.
    PartnerSets,
    /// Tornado.
    Sensitivity,
    /// Cross-impact judgements.
    Consistency,
    /// All claims.
    Evidence,
}

/// Something that is done with the scenario looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScenarioStep {
    /// Make another one, empty.
    Add,
    /// Make another one like it.
    Duplicate,
    /// Type its name.
    Rename,
    /// Write what it is about.
    Describe,
    /// Bring its tab one place to the left.
    MoveLeft,
    /// Bring its tab one place to the right.
    MoveRight,
    /// Take it out of the map.
    Delete,
}

/// What the tab of partner sets asks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum PartnerSetsPart {
    /// The best case if every offer is taken up.
    #[default]
    Reallocation,
    /// As few partners as reach a threshold.
    Smallest,
    /// What is lost when one partner goes.
    One,
    /// What is lost when any two go.
    Two,
}

impl BottomTab {
    /// Every tab, in order.
    pub const ALL: &'static [Self] = &[
        Self::Coverage,
        Self::Timeline,
        Self::Compare,
        Self::PartnerSets,
        Self::Sensitivity,
        Self::Consistency,
        Self::Evidence,
    ];

    /// The words on the tab.
    pub fn words(self) -> &'static str {
        match self {
            Self::Coverage => "Coverage",
            Self::Timeline => "Timeline",
            Self::Compare => "Compare",
            Self::PartnerSets => "Partner sets",
            Self::Sensitivity => "Sensitivity",
            Self::Consistency => "Consistency",
            Self::Evidence => "Evidence",
        }
    }
}

impl View {
    /// The view of a map just opened: the baseline in month 12, or the first scenario where there is one.
    pub fn of(map: &ScenarioMap, settings: Settings) -> Self {
        let first = map.scenarios.first().map(|s| s.id.clone());
        Self {
            scenario: first.unwrap_or_else(|| ScenarioId::BASELINE.into()),
            reference: ScenarioId::BASELINE.into(),
            month: Months::DEFAULT_VIEW,
            selection: Selection::default(),
            lit: BTreeSet::new(),
            function: None,
            centre: CentreTab::Map,
            open_articles: Vec::new(),
            bottom: BottomTab::Coverage,
            maximised: false,
            partner_sets: PartnerSetsPart::default(),
            lit_place: None,
            scroll_to_place: false,
            show_proposals: true,
            filter: EvidenceFilter::default(),
            finding: 0,
            focus_review: false,
            add_assumption: false,
            scenario_step: None,
            focus_find: false,
            canvas_request: Some(CanvasRequest::Fit),
            incoming: None,
            settings,
        }
    }

    /// Shows a place of an article, opening its tab.
    pub fn show_place(&mut self, article: ArticleId, span: Span) {
        if !self.open_articles.contains(&article) {
            self.open_articles.push(article.clone());
        }
        self.centre = CentreTab::Article(article.clone());
        self.lit_place = Some((article, span));
        self.scroll_to_place = true;
    }

    /// Drops what the map no longer has: undo may have taken it away.
    pub fn forget_missing(&mut self, map: &ScenarioMap) {
        for id in [&mut self.scenario, &mut self.reference] {
            if map.scenario_or_baseline(id).is_none() {
                *id = ScenarioId::BASELINE.into();
            }
        }
        self.selection.actors.retain(|id| map.actor(id).is_some());
        self.lit.retain(|id| map.actor(id).is_some());
        let gone = match &self.selection.link {
            Some(LinkRef::Relation(id)) => map.relation(id).is_none(),
            Some(LinkRef::Provision(id)) => map.provision(id).is_none(),
            None => false,
        };
        if gone {
            self.selection.link = None;
        }
        self.open_articles.retain(|id| map.article(id).is_some());
        if let CentreTab::Article(id) = &self.centre {
            if map.article(id).is_none() {
                self.centre = CentreTab::Map;
            }
        }
        if self.lit_place.as_ref().is_some_and(|(id, _)| map.article(id).is_none()) {
            self.lit_place = None;
        }
    }
}
