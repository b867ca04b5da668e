//! Every claim in a table, and first what rests on none.

mod filter;
mod gaps;
mod table;

use egui::RichText;

use crate::gui::command::Command;
use crate::gui::context::ViewCtx;
use crate::gui::{fonts, theme, widgets};

use filter::ClaimFilter;

/// The height that the table has at least; the pane scrolls where it is less.
const LEAST: f32 = 90.0;

/// See the module.
#[derive(Default)]
pub struct EvidencePanel {
    filter: ClaimFilter,
    /// Whether what rests on no claim is only counted, and not listed.
    gaps_closed: bool,
    /// The claims that fit, for the key they were found with.
    rows: Vec<table::Row>,
    rows_key: Option<((u64, usize), u64, ClaimFilter)>,
}

impl EvidencePanel {
    /// Draws the panel and sends what the user does in it.
    pub fn ui(&mut self, cx: &ViewCtx<'_>, ui: &mut egui::Ui, out: &mut Vec<Command>) {
        let palette = cx.palette;
        let key = (cx.snapshot.evidence.key, cx.session.review_revision(), self.filter.clone());
        if self.rows_key.as_ref() != Some(&key) {
            self.rows = table::rows(cx, &self.filter);
            self.rows_key = Some(key);
        }
        ui.horizontal_wrapped(|ui| {
            let all = cx.map.claims.len();
            let title = if self.rows.len() == all {
                format!("{all} claims")
            } else {
                format!("{} of {all} claims", self.rows.len())
            };
            ui.label(RichText::new(title).font(fonts::medium(theme::SMALL)).color(palette.weak));
            if widgets::small_button(ui, "Copy").on_hover_text("Copy the table as tab-separated text").clicked() {
                out.push(Command::Copy(table::as_tab_separated(&self.rows)));
            }
            self.filter.ui(cx, ui);
        });
        gaps::gaps_ui(cx, ui, &mut self.gaps_closed, out);
        if cx.map.claims.is_empty() {
            let text =
                "Open articles; what they say becomes claims with their exact quotes. Or select words in an article";
            widgets::empty_state(ui, palette, "No claims yet", text);
            return;
        }
        if self.rows.is_empty() {
            widgets::empty_state(ui, palette, "No claim fits", "Loosen the filter to see more");
            return;
        }
        widgets::rest_ui(ui, LEAST, |ui| table::table_ui(cx, ui, &self.rows, out));
    }
}
