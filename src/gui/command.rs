//! Everything a user can trigger. Menus, the palette, the help page and the shortcuts come from the one list `SPECS`.

use std::collections::BTreeSet;
use std::path::PathBuf;

use egui::{Key, KeyboardShortcut, Modifiers};

use super::export_order::ExportOrder;
use super::map_change::MapChange;
use super::theme::ThemeChoice;
use super::transfer::{InFile, OutFile};
use super::view::{
    Alignment, Arrangement, BottomTab, CanvasRequest, CentreTab, LinkRef, PartnerSetsPart, ScenarioStep,
};
use super::workspace::Pane;
use crate::model::{Actor, ActorId, ArticleId, ClaimId, FunctionId, Months, ScenarioId, Span};
use crate::scenario::EvidenceFilter;
use crate::store::PreviousVersion;

/// Anything a user can trigger.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Ask for a principal and start a map around it.
    NewMap,
    /// A map around this principal.
    StartMap(Box<Actor>),
    /// What an earlier save replaced, as unsaved changes.
    RestoreVersion(Box<PreviousVersion>),
    /// The Mali sample.
    OpenSample,
    /// Ask for a scenario file and open it.
    OpenMap,
    /// Open this scenario file.
    OpenMapAt(PathBuf),
    /// Ask for articles and read them.
    OpenArticles,
    /// Read these articles.
    OpenArticlesAt(Vec<PathBuf>),
    /// Start a map and do this there, which reads articles.
    ReadInNewMap(Box<Command>),
    /// Read an article from pasted text.
    PasteArticle(String),
    /// Stop reading the articles that wait.
    CancelReading,
    /// Forget that this file could not be read.
    DismissFailed(PathBuf),
    /// Ask for a scenario file and take scenarios from it.
    ImportScenarios,
    /// Ask which scenarios to take from this scenario file.
    ImportScenariosFrom(PathBuf),
    /// Ask for a graph of another program and add it.
    ImportGraph,
    /// Show what this graph would add, and ask.
    ImportGraphFrom(PathBuf),
    /// Save to the map's file; asks for one when it has none.
    Save,
    /// Ask for a file and save there.
    SaveAs,
    /// Save to this file.
    SaveAt(PathBuf),
    /// Close the window, asking about unsaved changes.
    Quit,
    /// Do something with the scenario looked at.
    ScenarioStep(ScenarioStep),
    /// Take the last step back.
    Undo,
    /// Do the last step taken back again.
    Redo,
    /// One step that changes the map.
    Change(MapChange),
    /// Open a step that gathers the changes of a drag.
    BeginStep(String),
    /// Close the open step.
    CommitStep,
    /// Take the open step back.
    AbortStep,
    /// Put text on the clipboard.
    Copy(String),
    /// Ask as what the map shall leave the window.
    ChooseExport,
    /// Make this of the map, ask for a file and write it.
    Export(ExportOrder),
    /// Ask for a file and write this to it.
    WriteFile(OutFile),
    /// Ask for a file and read it for what it is needed for.
    ReadFile(InFile),
    /// Look at something else, or otherwise; never undoable, never saved.
    View(ViewCommand),
}

impl From<MapChange> for Command {
    fn from(change: MapChange) -> Self {
        Self::Change(change)
    }
}

impl From<ViewCommand> for Command {
    fn from(command: ViewCommand) -> Self {
        Self::View(command)
    }
}

/// A change of what is looked at.
#[derive(Clone, Debug, PartialEq)]
pub enum ViewCommand {
    /// Look at a scenario.
    Scenario(ScenarioId),
    /// Compare with a scenario.
    Reference(ScenarioId),
    /// Look at a month.
    Month(Months),
    /// Select actors, and only them.
    SelectActors(BTreeSet<ActorId>),
    /// Add an actor to the selection, or take it out.
    ToggleActor(ActorId),
    /// Select a relation or provision.
    SelectLink(LinkRef),
    /// Select nothing.
    ClearSelection,
    /// Select every actor.
    SelectAll,
    /// Light partners of a function on the map; nobody when empty.
    Light(BTreeSet<ActorId>),
    /// Look at one function: its row, its evidence, its line.
    Function(Option<FunctionId>),
    /// Show a claim's sentence in its article.
    ShowClaim(ClaimId),
    /// Show a place of an article.
    ShowPlace(ArticleId, Span),
    /// Show a tab of the centre.
    Centre(CentreTab),
    /// Close an article's tab.
    CloseArticle(ArticleId),
    /// Show a tab of the bottom.
    Bottom(BottomTab),
    /// The tab of partner sets, with what it asks.
    PartnerSets(PartnerSetsPart),
    /// Show or hide a panel.
    TogglePane(Pane),
    /// Give the tabs of the bottom the whole window, or give the panels beside them back.
    ToggleMaximised,
    /// Bring the panels back to where they were at first.
    ResetPanels,
    /// Light, dark or the system's theme.
    Theme(ThemeChoice),
    /// Interface scale; 1 is 100 %.
    Scale(f32),
    /// Leave out animation, or show it again.
    ToggleMotion,
    /// Show proposals on the map, dashed, or hide them.
    ToggleProposals,
    /// Leave weak evidence out.
    Filter(EvidenceFilter),
    /// Fit the map to its panel.
    FitMap,
    /// Zoom to the selected actors.
    ZoomToSelection,
    /// Zoom by a factor about the middle.
    ZoomMap(f32),
    /// Arrange the actors around the principal.
    PartnersRing,
    /// Something that the canvas does once.
    Canvas(CanvasRequest),
    /// Select an actor and look at it on the map.
    GoToActor(ActorId),
    /// Find an actor on the map where it is shown, words in an article otherwise.
    Find,
    /// Move the review queue by so many findings.
    ReviewStep(i32),
    /// Ask who or what moves, for a new assumption.
    AddAssumption,
    /// Give the review queue the keys.
    FocusReview,
    /// Find words in the article shown, or in all.
    FindInArticles,
    /// Open the command palette.
    Palette,
    /// Change the map's title, start month and threshold.
    Properties,
    /// Show the shortcuts.
    Help,
    /// Show what the program is and where its numbers come from.
    About,
    /// Show the previous versions of the file.
    PreviousVersions,
    /// Close the dialog that is open.
    CloseDialog,
}

/// A command with no arguments that stands in menus and the palette.
pub struct CommandSpec {
    /// The menu it stands in.
    pub menu: &'static str,
    /// What it says.
    pub label: &'static str,
    /// What it does, in a sentence.
    pub tooltip: &'static str,
    /// Its keys.
    pub shortcut: Option<KeyboardShortcut>,
    /// The command.
    pub command: fn() -> Command,
}

/// How the list of commands says its keys.
enum Keys {
    None,
    Plain(Key),
    Ctrl(Key),
    CtrlShift(Key),
}

impl Keys {
    const fn shortcut(self) -> Option<KeyboardShortcut> {
        match self {
            Self::None => None,
            Self::Plain(key) => Some(KeyboardShortcut::new(Modifiers::NONE, key)),
            Self::Ctrl(key) => Some(KeyboardShortcut::new(Modifiers::COMMAND, key)),
            Self::CtrlShift(key) => Some(KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), key)),
        }
    }
}

macro_rules! specs {
    ($($menu:literal: $label:literal, $tooltip:literal, $shortcut:expr, $command:expr;)+) => {
        /// Every command without arguments, in the order of the menus.
        pub const SPECS: &[CommandSpec] = &[$(CommandSpec {
            menu: $menu, label: $label, tooltip: $tooltip, shortcut: $shortcut.shortcut(), command: || $command.into(),
        }),+];
    };
}

specs! {
    "File": "New map…", "Start a map around a principal", Keys::Ctrl(Key::N), Command::NewMap;
    "File": "Open map…", "Open a scenario file", Keys::Ctrl(Key::O), Command::OpenMap;
    "File": "Open articles…", "Read articles into this map", Keys::CtrlShift(Key::O), Command::OpenArticles;
    "File": "Open the Mali sample", "Look at the map that comes with the program", Keys::None, Command::OpenSample;
    "File": "Save", "Save the map to its file", Keys::Ctrl(Key::S), Command::Save;
    "File": "Save as…", "Save the map to another file", Keys::CtrlShift(Key::S), Command::SaveAs;
    "File": "Import graph…", "Add actors and links from GraphML, GEXF or a CSV table", Keys::None, Command::ImportGraph;
    "File": "Export…", "Save the map as a picture, or as a graph for another program", Keys::Ctrl(Key::E), Command::ChooseExport;
    "File": "Previous versions…", "See and restore what earlier saves replaced", Keys::None, ViewCommand::PreviousVersions;
    "File": "Quit", "Close the window", Keys::Ctrl(Key::Q), Command::Quit;
    "Edit": "Undo", "Take the last step back", Keys::Ctrl(Key::Z), Command::Undo;
    "Edit": "Redo", "Do the last step taken back again", Keys::CtrlShift(Key::Z), Command::Redo;
    "Edit": "Map properties…", "Title, the calendar month of month 0, and the threshold of weak functions", Keys::None, ViewCommand::Properties;
    "Edit": "Select all", "Select every actor on the map", Keys::Ctrl(Key::A), ViewCommand::SelectAll;
    "Edit": "Clear selection", "Select nothing", Keys::None, ViewCommand::ClearSelection;
    "Edit": "Rename actor…", "Another name for the actor at hand", Keys::Plain(Key::F2), ViewCommand::Canvas(CanvasRequest::Rename);
    "Edit": "Draw a link…", "From the actor at hand to one that is named, or walked to with the arrows", Keys::Plain(Key::L), ViewCommand::Canvas(CanvasRequest::Link);
    "Edit": "Merge selected actors", "One actor with the links of all; the principal or the one with most links keeps its name", Keys::None, ViewCommand::Canvas(CanvasRequest::Merge);
    "Edit": "Pin selected actors", "Layouts leave them where they stand", Keys::None, ViewCommand::Canvas(CanvasRequest::Pin(true));
    "Edit": "Unpin selected actors", "Layouts may move them again", Keys::None, ViewCommand::Canvas(CanvasRequest::Pin(false));
    "Edit": "Align in a row", "The selected actors beside each other", Keys::None, ViewCommand::Canvas(CanvasRequest::Align(Alignment::Row));
    "Edit": "Align in a column", "The selected actors above each other", Keys::None, ViewCommand::Canvas(CanvasRequest::Align(Alignment::Column));
    "Edit": "Spread across", "The selected actors equally far apart from left to right", Keys::None, ViewCommand::Canvas(CanvasRequest::Align(Alignment::Across));
    "Edit": "Spread down", "The selected actors equally far apart from top to bottom", Keys::None, ViewCommand::Canvas(CanvasRequest::Align(Alignment::Down));
    "Edit": "Delete selection", "Delete the selected actors, or the selected link", Keys::None, ViewCommand::Canvas(CanvasRequest::Delete);
    "View": "Command palette…", "Find a command by its name", Keys::Ctrl(Key::K), ViewCommand::Palette;
    "View": "Find…", "Find an actor on the map, or words in the article shown", Keys::Ctrl(Key::F), ViewCommand::Find;
    "View": "Find in articles…", "Find words in the article shown, or in all", Keys::CtrlShift(Key::F), ViewCommand::FindInArticles;
    "View": "Keys to the map", "Arrows then go from actor to actor", Keys::Plain(Key::F6), ViewCommand::Canvas(CanvasRequest::TakeKeys);
    "View": "Dark theme", "Light text on dark", Keys::None, ViewCommand::Theme(ThemeChoice::Dark);
    "View": "Light theme", "Dark text on light", Keys::None, ViewCommand::Theme(ThemeChoice::Light);
    "View": "System theme", "As the system has it", Keys::None, ViewCommand::Theme(ThemeChoice::System);
    "View": "Less motion", "Changes on the map show at once, without animation", Keys::None, ViewCommand::ToggleMotion;
    "View": "Larger", "Make everything larger", Keys::Ctrl(Key::Plus), ViewCommand::Scale(f32::INFINITY);
    "View": "Smaller", "Make everything smaller", Keys::Ctrl(Key::Minus), ViewCommand::Scale(0.0);
    "View": "Actual size", "Scale 100 %", Keys::Ctrl(Key::Num0), ViewCommand::Scale(1.0);
    "View": "Articles panel", "Show or hide the articles", Keys::None, ViewCommand::TogglePane(Pane::Articles);
    "View": "Review panel", "Show or hide the review queue", Keys::None, ViewCommand::TogglePane(Pane::Review);
    "View": "Actors panel", "Show or hide the list of actors", Keys::None, ViewCommand::TogglePane(Pane::Actors);
    "View": "Scenario panel", "Show or hide the scenario panel", Keys::None, ViewCommand::TogglePane(Pane::Scenario);
    "View": "Maximise this pane", "Give the tabs at the bottom the whole window, or bring the other panels back", Keys::CtrlShift(Key::M), ViewCommand::ToggleMaximised;
    "View": "Reset panels", "Bring the panels back to where they were at first", Keys::None, ViewCommand::ResetPanels;
    "Map": "Fit", "Fit the map to its panel", Keys::Plain(Key::F), ViewCommand::FitMap;
    "Map": "Zoom to selection", "Fit the selected actors", Keys::None, ViewCommand::ZoomToSelection;
    "Map": "Zoom in", "Look closer", Keys::None, ViewCommand::ZoomMap(1.25);
    "Map": "Zoom out", "Look from further away", Keys::None, ViewCommand::ZoomMap(0.8);
    "Map": "Filter…", "Choose what the map shows: by bloc, kind of help, evidence and date", Keys::CtrlShift(Key::L), ViewCommand::Canvas(CanvasRequest::Filter);
    "Map": "Proposals on the map", "Show what is not yet decided, dashed", Keys::None, ViewCommand::ToggleProposals;
    "Map": "Focus on neighbours", "Show the selected actors and their neighbours alone", Keys::None, ViewCommand::Canvas(CanvasRequest::Focus);
    "Map": "Show everything", "Leave nothing out of the picture", Keys::None, ViewCommand::Canvas(CanvasRequest::ShowAll);
    "Map": "Partners ring", "Arrange the partners by bloc around the principal", Keys::None, ViewCommand::PartnersRing;
    "Map": "Arrange by force", "Those that are linked stand near each other, blocs together", Keys::None, ViewCommand::Canvas(CanvasRequest::Arrange(Arrangement::Force));
    "Map": "Arrange in layers", "Arrows run down, as far as they can", Keys::None, ViewCommand::Canvas(CanvasRequest::Arrange(Arrangement::Layered));
    "Map": "Arrange in a grid by bloc", "One block per bloc, in rows", Keys::None, ViewCommand::Canvas(CanvasRequest::Arrange(Arrangement::Grid));
    "Scenario": "Coverage", "Functions by partners", Keys::None, ViewCommand::Bottom(BottomTab::Coverage);
    "Scenario": "Timeline", "Coverage over 60 months", Keys::None, ViewCommand::Bottom(BottomTab::Timeline);
    "Scenario": "Compare", "Scenarios side by side, function by function", Keys::None, ViewCommand::Bottom(BottomTab::Compare);
    "Scenario": "Partner sets", "The best reallocation, the smallest sets, and what the loss of partners does", Keys::None, ViewCommand::Bottom(BottomTab::PartnerSets);
    "Scenario": "Sensitivity", "Which assumptions and provisions move the result most", Keys::None, ViewCommand::Bottom(BottomTab::Sensitivity);
    "Scenario": "Consistency", "Which assumptions go together", Keys::None, ViewCommand::Bottom(BottomTab::Consistency);
    "Scenario": "Evidence", "Every claim with its grade and date", Keys::None, ViewCommand::Bottom(BottomTab::Evidence);
    "Scenario": "Add scenario", "A scenario beside the baseline, in which assumptions are moved", Keys::None, Command::ScenarioStep(ScenarioStep::Add);
    "Scenario": "Duplicate scenario", "Another scenario that begins as this one", Keys::None, Command::ScenarioStep(ScenarioStep::Duplicate);
    "Scenario": "Rename scenario", "Type another name of the scenario looked at", Keys::None, Command::ScenarioStep(ScenarioStep::Rename);
    "Scenario": "Describe scenario", "Write what the scenario looked at is about", Keys::None, Command::ScenarioStep(ScenarioStep::Describe);
    "Scenario": "Move scenario left", "Bring its tab one place to the left", Keys::None, Command::ScenarioStep(ScenarioStep::MoveLeft);
    "Scenario": "Move scenario right", "Bring its tab one place to the right", Keys::None, Command::ScenarioStep(ScenarioStep::MoveRight);
    "Scenario": "Delete scenario", "Take the scenario looked at out of the map", Keys::None, Command::ScenarioStep(ScenarioStep::Delete);
    "Scenario": "Add assumption…", "Choose who or what moves, and how", Keys::CtrlShift(Key::A), ViewCommand::AddAssumption;
    "Scenario": "Import scenarios…", "Take scenarios over from another scenario file", Keys::None, Command::ImportScenarios;
    "Scenario": "Review proposals", "Give the review queue the keys", Keys::Ctrl(Key::R), ViewCommand::FocusReview;
    "Help": "Shortcuts", "Every command and its keys", Keys::Plain(Key::F1), ViewCommand::Help;
    "Help": "About Backstop", "What the numbers mean and where they come from", Keys::None, ViewCommand::About;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_commands_share_a_shortcut() {
        for (i, a) in SPECS.iter().enumerate() {
            for b in &SPECS[i + 1..] {
                if let (Some(x), Some(y)) = (a.shortcut, b.shortcut) {
                    assert!(x != y, "{} and {} share a shortcut", a.label, b.label);
                }
            }
        }
    }
}
