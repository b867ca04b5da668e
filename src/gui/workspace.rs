//! Where the panels are: docked, resizable, closable, remembered.

use egui_tiles::{Container, Linear, LinearDir, SimplificationOptions, Tabs, Tile, TileId, Tiles, Tree};
use serde::{Deserialize, Serialize};

use super::command::{Command, ViewCommand};
use super::context::ViewCtx;
use super::fonts;
use super::panels::{Panels, menu};
use super::theme::Palette;
use super::view::{BottomTab, CentreTab, View};
use super::widgets;
use crate::model::ArticleId;

/// A panel's place in the workspace.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Pane {
    /// The list of articles.
    Articles,
    /// The review queue.
    Review,
    /// The actors by bloc.
    Actors,
    /// The relationship canvas.
    Map,
    /// An article.
    Article(ArticleId),
    /// The scenario panel.
    Scenario,
    /// A tab of the bottom.
    Bottom(BottomTab),
}

/// The tree of panels.
#[derive(Serialize, Deserialize)]
pub struct Workspace {
    tree: Tree<Pane>,
    centre: TileId,
    bottom: TileId,
}

impl Default for Workspace {
    fn default() -> Self {
        let mut tiles = Tiles::default();
        let left: Vec<TileId> =
            [Pane::Articles, Pane::Review, Pane::Actors].into_iter().map(|pane| tiles.insert_pane(pane)).collect();
        let mut left_column = Linear::new(LinearDir::Vertical, left.clone());
        for (tile, share) in left.iter().zip([0.26, 0.46, 0.28]) {
            left_column.shares.set_share(*tile, share);
        }
        let left = tiles.insert_container(Container::Linear(left_column));
        let map = tiles.insert_pane(Pane::Map);
        let centre = tiles.insert_tab_tile(vec![map]);
        let tabs: Vec<TileId> = BottomTab::ALL.iter().map(|tab| tiles.insert_pane(Pane::Bottom(*tab))).collect();
        let bottom = tiles.insert_tab_tile(tabs);
        let mut middle = Linear::new(LinearDir::Vertical, vec![centre, bottom]);
        middle.shares.set_share(centre, 0.62);
        middle.shares.set_share(bottom, 0.38);
        let middle = tiles.insert_container(Container::Linear(middle));
        let right = tiles.insert_pane(Pane::Scenario);
        let mut whole = Linear::new(LinearDir::Horizontal, vec![left, middle, right]);
        whole.shares.set_share(left, 0.185);
        whole.shares.set_share(middle, 0.575);
        whole.shares.set_share(right, 0.24);
        let root = tiles.insert_container(Container::Linear(whole));
        Self { tree: Tree::new(egui::Id::unique("workspace"), root, tiles), centre, bottom }
    }
}

impl Workspace {
    /// Draws every panel. What the user did to tabs comes back in `out`.
    pub fn ui(&mut self, cx: &ViewCtx<'_>, panels: &mut Panels, ui: &mut egui::Ui, out: &mut Vec<Command>) {
        self.sync(cx.view);
        let aside = if cx.view.maximised { self.shown_beside_bottom() } else { Vec::new() };
        for tile in &aside {
            self.tree.set_visible(*tile, false);
        }
        let before = (self.active_centre(), self.active_bottom());
        let mut behavior = Behavior { cx, panels, out, closed: None, bottom: self.bottom };
        self.tree.ui(&mut behavior, ui);
        let closed = behavior.closed.take();
        for tile in aside {
            self.tree.set_visible(tile, true);
        }
        let after = (self.active_centre(), self.active_bottom());
        if let Some(Pane::Article(id)) = closed {
            out.push(ViewCommand::CloseArticle(id).into());
            return;
        }
        if let (Some(tab), true) = (after.0.clone(), after.0 != before.0) {
            out.push(ViewCommand::Centre(tab).into());
        }
        if let (Some(tab), true) = (after.1, after.1 != before.1) {
            out.push(ViewCommand::Bottom(tab).into());
        }
    }

    /// What is shown beside the tabs of the bottom, and goes out of their way while they have the whole window.
    fn shown_beside_bottom(&self) -> Vec<TileId> {
        let mut beside = Vec::new();
        let mut within = self.bottom;
        while let Some(parent) = self.tree.tiles.parent_of(within) {
            if let Some(Tile::Container(container)) = self.tree.tiles.get(parent) {
                beside.extend(container.children().filter(|tile| **tile != within && self.tree.is_visible(**tile)));
            }
            within = parent;
        }
        beside
    }

    /// Shows or hides a panel.
    pub fn toggle(&mut self, pane: &Pane) {
        if let Some(tile) = self.tree.tiles.find_pane(pane) {
            let visible = self.tree.is_visible(tile);
            self.tree.set_visible(tile, !visible);
        }
    }

    /// Sees to it that a panel is there.
    pub fn show(&mut self, pane: &Pane) {
        if let Some(tile) = self.tree.tiles.find_pane(pane) {
            self.tree.set_visible(tile, true);
        }
    }

    /// Brings the tabs to what the view says: commands and undo may have changed it.
    fn sync(&mut self, view: &View) {
        let open: Vec<Pane> = view.open_articles.iter().cloned().map(Pane::Article).collect();
        let stale: Vec<TileId> = self
            .tree
            .tiles
            .iter()
            .filter(|(_, tile)| matches!(tile, Tile::Pane(pane @ Pane::Article(_)) if !open.contains(pane)))
            .map(|(id, _)| *id)
            .collect();
        for tile in stale {
            self.tree.remove_recursively(tile);
        }
        for pane in open {
            if self.tree.tiles.find_pane(&pane).is_none() {
                let tile = self.tree.tiles.insert_pane(pane);
                if let Some(Tile::Container(Container::Tabs(tabs))) = self.tree.tiles.get_mut(self.centre) {
                    tabs.add_child(tile);
                }
            }
        }
        let centre = match &view.centre {
            CentreTab::Map => Pane::Map,
            CentreTab::Article(id) => Pane::Article(id.clone()),
        };
        for pane in [centre, Pane::Bottom(view.bottom)] {
            self.tree.make_active(|_, tile| matches!(tile, Tile::Pane(p) if *p == pane));
        }
    }

    fn active(&self, container: TileId) -> Option<&Pane> {
        let Some(Tile::Container(Container::Tabs(Tabs { active: Some(active), .. }))) = self.tree.tiles.get(container)
        else {
            return None;
        };
        match self.tree.tiles.get(*active) {
            Some(Tile::Pane(pane)) => Some(pane),
            _ => None,
        }
    }

    fn active_centre(&self) -> Option<CentreTab> {
        match self.active(self.centre)? {
            Pane::Map => Some(CentreTab::Map),
            Pane::Article(id) => Some(CentreTab::Article(id.clone())),
            _ => None,
        }
    }

    fn active_bottom(&self) -> Option<BottomTab> {
        match self.active(self.bottom)? {
            Pane::Bottom(tab) => Some(*tab),
            _ => None,
        }
    }
}

struct Behavior<'a, 'b> {
    cx: &'a ViewCtx<'b>,
    panels: &'a mut Panels,
    out: &'a mut Vec<Command>,
    closed: Option<Pane>,
    bottom: TileId,
}

impl Behavior<'_, '_> {
    fn palette(&self) -> &Palette {
        self.cx.palette
    }
}

impl egui_tiles::Behavior<Pane> for Behavior<'_, '_> {
    fn pane_ui(&mut self, ui: &mut egui::Ui, _tile: TileId, pane: &mut Pane) -> egui_tiles::UiResponse {
        self.panels.ui(pane, self.cx, ui, self.out);
        egui_tiles::UiResponse::None
    }

    fn tab_title_for_pane(&mut self, pane: &Pane) -> egui::WidgetText {
        let words = match pane {
            Pane::Articles => "Articles".to_owned(),
            Pane::Review => "Review".to_owned(),
            Pane::Actors => "Actors".to_owned(),
            Pane::Map => "Map".to_owned(),
            Pane::Scenario => "Scenario".to_owned(),
            Pane::Bottom(tab) => tab.words().to_owned(),
            Pane::Article(id) => {
                let title = self.cx.map.article(id).map_or(id.as_str(), |article| article.title.as_str());
                super::bidi::visual_line(&shorten(title, 34)).into_owned()
            }
        };
        egui::RichText::new(words).font(fonts::medium(12.5)).into()
    }

    fn top_bar_right_ui(
        &mut self,
        _tiles: &Tiles<Pane>,
        ui: &mut egui::Ui,
        tile: TileId,
        _tabs: &Tabs,
        _scroll_offset: &mut f32,
    ) {
        if tile != self.bottom {
            return;
        }
        let (icon, name) = if self.cx.view.maximised {
            (lucide_icons::Icon::Minimize2, menu::RESTORE)
        } else {
            (lucide_icons::Icon::Maximize2, menu::MAXIMISE)
        };
        ui.add_space(4.0);
        if widgets::icon_button(ui, self.palette(), icon, name).clicked() {
            self.out.push(ViewCommand::ToggleMaximised.into());
        }
    }

    fn is_tab_closable(&self, tiles: &Tiles<Pane>, tile: TileId) -> bool {
        matches!(tiles.get(tile), Some(Tile::Pane(Pane::Article(_))))
    }

    fn on_tab_close(&mut self, tiles: &mut Tiles<Pane>, tile: TileId) -> bool {
        if let Some(Tile::Pane(pane)) = tiles.get(tile) {
            self.closed = Some(pane.clone());
        }
        false
    }

    fn simplification_options(&self) -> SimplificationOptions {
        SimplificationOptions {
            all_panes_must_have_tabs: false,
            prune_single_child_tabs: false,
            ..SimplificationOptions::OFF
        }
    }

    fn tab_bar_height(&self, _style: &egui::Style) -> f32 {
        30.0
    }

    fn gap_width(&self, _style: &egui::Style) -> f32 {
        2.0
    }

    fn min_size(&self) -> f32 {
        90.0
    }

    fn tab_bar_color(&self, _visuals: &egui::Visuals) -> egui::Color32 {
        self.palette().window
    }

    fn tab_bg_color(
        &self,
        _visuals: &egui::Visuals,
        _tiles: &Tiles<Pane>,
        _tile: TileId,
        state: &egui_tiles::TabState,
    ) -> egui::Color32 {
        if state.active { self.palette().panel } else { self.palette().window }
    }

    fn tab_text_color(
        &self,
        _visuals: &egui::Visuals,
        _tiles: &Tiles<Pane>,
        _tile: TileId,
        state: &egui_tiles::TabState,
    ) -> egui::Color32 {
        if state.active { self.palette().text } else { self.palette().weak }
    }

    fn tab_outline_stroke(
        &self,
        _visuals: &egui::Visuals,
        _tiles: &Tiles<Pane>,
        _tile: TileId,
        state: &egui_tiles::TabState,
    ) -> egui::Stroke {
        if state.active { egui::Stroke::new(1.0, self.palette().outline) } else { egui::Stroke::NONE }
    }

    fn tab_bar_hline_stroke(&self, _visuals: &egui::Visuals) -> egui::Stroke {
        egui::Stroke::new(1.0, self.palette().outline)
    }

    fn resize_stroke(&self, _style: &egui::Style, state: egui_tiles::ResizeState) -> egui::Stroke {
        match state {
            egui_tiles::ResizeState::Idle => egui::Stroke::new(1.0, self.palette().window),
            _ => egui::Stroke::new(2.0, self.palette().accent),
        }
    }

    fn is_tile_draggable(&self, _tiles: &Tiles<Pane>, _tile: TileId) -> bool {
        false
    }
}

/// A text cut to so many characters, with an ellipsis where something is missing.
pub fn shorten(text: &str, characters: usize) -> String {
    if text.chars().count() <= characters {
        return text.to_owned();
    }
    let cut: String = text.chars().take(characters.saturating_sub(1)).collect();
    format!("{}…", cut.trim_end())
}
