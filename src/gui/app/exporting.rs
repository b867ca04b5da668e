//! The map as a file for another program: made here, written where the user says.

use std::path::Path;

use super::App;
use crate::analysis::{CrossImpact, scw};
use crate::export::{Drawing, Picture, csv_of_actors, csv_of_links, dot, gexf, graphml};
use crate::gui::background::Purpose;
use crate::gui::context::ViewCtx;
use crate::gui::export_order::{ExportOrder, OutFormat};
use crate::gui::theme::Palette;
use crate::gui::transfer::{Contents, Extent, OutFile};
use crate::model::slug;
use crate::store::replace_file;

impl App {
    /// Makes the file that was ordered and asks where it shall be.
    pub(super) fn export(&mut self, order: ExportOrder, ctx: &egui::Context) {
        let made = self.bytes_of(order, ctx);
        match made {
            Ok(bytes) => {
                let name = format!("{}.{}", slug(&self.session.title(), "map"), order.format.ending());
                self.to_write = Some(OutFile { name, bytes });
                self.beside = (order.format == OutFormat::Csv).then(|| csv_of_actors(&self.picture()));
                self.ask(Purpose::Write, ctx);
            }
            Err(why) => self.trouble("The map could not be exported", &why),
        }
    }

    fn bytes_of(&mut self, order: ExportOrder, ctx: &egui::Context) -> Result<Contents, String> {
        let text = match order.format {
            OutFormat::Svg => self.drawing(order.extent, ctx).to_svg(),
            OutFormat::Png => {
                let drawing = self.drawing(order.extent, ctx);
                let scale = order.scale.into();
                return Ok(Contents::made_by(move || drawing.to_png(scale).map_err(|error| error.to_string())));
            }
            OutFormat::GraphMl => graphml(&self.picture()),
            OutFormat::Gexf => gexf(&self.picture()),
            OutFormat::Dot => dot(&self.picture()),
            OutFormat::Csv => csv_of_links(&self.picture()),
            OutFormat::Scw => {
                let map = self.session.map();
                let judgements = map.consistency.as_ref().ok_or("the map holds no cross-impact judgements")?;
                let matrix = CrossImpact::of(judgements).map_err(|error| error.to_string())?;
                scw::write(&matrix, &map.title)
            }
        };
        Ok(text.into_bytes().into())
    }

    fn picture(&mut self) -> Picture {
        let snapshot = self.take_snapshot();
        let picture = Picture::of(self.session.map(), &snapshot.outcome);
        self.snapshot = Some(snapshot);
        picture
    }

    fn drawing(&mut self, extent: Extent, ctx: &egui::Context) -> Drawing {
        let snapshot = self.take_snapshot();
        let palette = if self.is_dark(ctx) { Palette::dark() } else { Palette::light() };
        let cx = ViewCtx::of(&self.session, &snapshot, &self.view, &palette, &self.reading);
        let drawing = self.panels.canvas().drawing(&cx, extent);
        self.snapshot = Some(snapshot);
        drawing
    }

    /// Writes what belongs beside a file that was just written: of tables, the actors beside the links.
    pub(super) fn write_beside(&mut self, path: &Path) -> Result<(), String> {
        let Some(text) = self.beside.take() else { return Ok(()) };
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let beside = path.with_file_name(format!("{stem}-actors.csv"));
        replace_file(&beside, text.as_bytes()).map_err(|error| error.to_string())
    }
}
