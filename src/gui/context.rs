//! What every panel of one frame reads: the same map, the same outcome, the same view.

use super::background::Reading;
use super::session::Session;
use super::snapshot::Snapshot;
use super::theme::Palette;
use super::view::View;
use crate::model::{Months, ScenarioMap};
use crate::scenario::EvidenceFilter;

/// One frame's worth of things to read. Nothing in it can be changed from a panel.
#[derive(Clone, Copy)]
pub struct ViewCtx<'a> {
    /// The map.
    pub map: &'a ScenarioMap,
    /// The document around it: file, undo, unsaved changes.
    pub session: &'a Session,
    /// Everything derived from map and view, of one revision.
    pub snapshot: &'a Snapshot,
    /// What is looked at.
    pub view: &'a View,
    /// The colours.
    pub palette: &'a Palette,
    /// Articles being read, or that could not be.
    pub reading: &'a Reading,
}

impl<'a> ViewCtx<'a> {
    /// What there is to read of a document, its snapshot and the view of it.
    pub fn of(
        session: &'a Session,
        snapshot: &'a Snapshot,
        view: &'a View,
        palette: &'a Palette,
        reading: &'a Reading,
    ) -> Self {
        Self { map: session.map(), session, snapshot, view, palette, reading }
    }

    /// "weak evidence left out (3 provisions)", where the view leaves some out.
    pub fn left_out_words(&self) -> Option<String> {
        if self.view.filter == EvidenceFilter::default() {
            return None;
        }
        let left_out = self.snapshot.study.left_out().len();
        let provisions = if left_out == 1 { "provision" } else { "provisions" };
        Some(format!("weak evidence left out ({left_out} {provisions})"))
    }

    /// "month 12 (Nov 2025)", or without the calendar where the map has none.
    pub fn month_words(&self, month: Months) -> String {
        match self.map.start_month {
            Some(start) => format!("month {month} ({})", start.plus(month).words()),
            None => format!("month {month}"),
        }
    }
}

/// The title of a picture or text that leaves the window, with what the view leaves out.
pub fn titled(cx: &ViewCtx<'_>, title: String) -> String {
    match cx.left_out_words() {
        Some(words) => format!("{title}, {words}"),
        None => title,
    }
}
