//! The window. It knows every other layer, and none of them knows it.
//!
//! Panels read one immutable `ViewCtx` and send `Command`s; `app` alone applies them, between two frames. A change of the
//! map is a `MapChange`, resolved to an `Edit` against the map as it is when it is applied.

mod app;
mod background;
mod bidi;
mod canvas;
mod command;
mod context;
mod dialogs;
mod evidence_index;
mod export_order;
mod files;
mod focus_ring;
mod fonts;
mod jobs;
mod map_change;
mod memory;
mod notices;
mod panels;
mod plots;
mod session;
mod snapshot;
mod start;
mod statement;
mod step_label;
mod theme;
mod transfer;
mod tsv;
mod view;
mod widgets;
mod workspace;

pub use app::App;
pub use canvas::draw_map;
pub use command::{Command, CommandSpec, SPECS, ViewCommand};
pub use context::ViewCtx;
pub use export_order::{ExportOrder, OutFormat};
pub use fonts::install as install_fonts;
pub use map_change::MapChange;
pub use session::Session;
pub use start::{StartError, run};
pub use theme::{Palette, ThemeChoice};
pub use transfer::{Extent, InFile, Incoming, OutFile};
pub use view::{
    Alignment, Arrangement, BottomTab, CanvasRequest, CentreTab, LinkRef, PartnerSetsPart, ScenarioStep, Selection,
    View,
};
pub use workspace::Pane;
