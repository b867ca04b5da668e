//! What the matrix shows: its rows, its columns, and what each cell means. No drawing.

use std::collections::{BTreeMap, BTreeSet};

use super::show::Show;
use crate::gui::context::ViewCtx;
use crate::gui::tsv::Tsv;
use crate::gui::widgets;
use crate::model::{ActorId, BlocId, Factuality, FunctionId, Provision, ProvisionStatus};
use crate::scenario::FunctionState;

/// Amounts up to this are rounding.
const NOTHING: f64 = 1e-12;

/// The matrix of one frame.
pub struct Table<'a> {
    /// The functions shown, in order.
    pub rows: Vec<Row>,
    /// The partners shown, in order.
    pub columns: Vec<Column>,
    cells: BTreeMap<(FunctionId, ActorId), Cell<'a>>,
}

/// A function.
pub struct Row {
    /// Which.
    pub id: FunctionId,
    /// Its words.
    pub words: String,
    /// What its numbers mean.
    pub state: FunctionState,
    /// Coverage in the reference.
    pub before: Option<f64>,
    /// Coverage in the scenario.
    pub after: Option<f64>,
    /// The sum of what partners deliver in the scenario.
    pub delivered: f64,
    /// The sum of what they could deliver: their shares, those that are only offered or latent included.
    pub could: f64,
}

/// A partner.
pub struct Column {
    /// Who.
    pub id: ActorId,
    /// Its name; own forces say so.
    pub words: String,
    /// Its bloc, when it names one.
    pub bloc: Option<BlocId>,
    /// The sum of what it delivers in the reference.
    pub before: f64,
    /// The sum of what it delivers in the scenario.
    pub after: f64,
    /// Whether it gave something in the reference and gives nothing in the scenario.
    pub lost: bool,
}

/// What one partner gives of one function.
pub struct Cell<'a> {
    /// Its provisions for the principal, in the map's order.
    pub provisions: Vec<&'a Provision>,
    /// What it could give: the sum of potential shares; `None` when no provision has one.
    pub share: Option<f64>,
    /// What it delivers in the reference.
    pub before: f64,
    /// What it delivers in the scenario.
    pub after: f64,
    /// How it looks.
    pub look: Look,
    /// Whether a share in it is a default.
    pub default: bool,
}

/// The looks of a cell; each is different without colour too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// Delivered in the scenario.
    Given,
    /// Delivered, but less than in the reference.
    Less,
    /// Delivered in the reference and not in the scenario.
    Lost,
    /// Offered or latent, and not delivered.
    Offered,
    /// Out of reach: its partner falls short wholly here, in the reference too or before its offer came.
    Gone,
    /// Assessed as nothing.
    Nothing,
    /// Nobody has set a share.
    NotAssessed,
    /// Suspended, past or denied: it does not count.
    NotCounted,
    /// Left out by the evidence filter.
    LeftOut,
}

impl<'a> Table<'a> {
    /// The matrix of a frame.
    pub fn of(cx: &ViewCtx<'a>, show: Show) -> Self {
        let own = cx.map.stands_for_principal();
        let mut cells: BTreeMap<(FunctionId, ActorId), Vec<&Provision>> = BTreeMap::new();
        for provision in cx.map.provisions.iter().filter(|p| own.contains(&p.recipient)) {
            cells.entry((provision.function.clone(), provision.provider.clone())).or_default().push(provision);
        }
        let cells: BTreeMap<_, _> = cells.into_iter().map(|(place, list)| (place, Cell::of(cx, list))).collect();
        let mut rows = rows(cx, show);
        for row in &mut rows {
            let of_row = cells.iter().filter(|((function, _), cell)| *function == row.id && cell.counts());
            (row.delivered, row.could) =
                of_row.fold((0.0, 0.0), |sum, (_, cell)| (sum.0 + cell.after, sum.1 + cell.share.unwrap_or(0.0)));
        }
        let columns = columns(cx, &cells, &own, show);
        Self { rows, columns, cells }
    }

    /// What a partner gives of a function, if the map says anything about it.
    pub fn cell(&self, function: &FunctionId, actor: &ActorId) -> Option<&Cell<'a>> {
        self.cells.get(&(function.clone(), actor.clone()))
    }

    /// The table as tab-separated text, for spreadsheets.
    pub fn as_tsv(&self, cx: &ViewCtx<'_>) -> String {
        let mut table = Tsv::default();
        for row in self.as_rows(cx) {
            table.row(row);
        }
        table.into_text()
    }

    /// The table as rows of text, the heading first.
    pub fn as_rows(&self, cx: &ViewCtx<'_>) -> Vec<Vec<String>> {
        let partners = self.columns.iter().map(|column| column.words.clone());
        let scenarios = [cx.snapshot.reference.name.clone(), cx.snapshot.scenario.name.clone()];
        let heading = std::iter::once("function".to_owned()).chain(partners).chain(scenarios);
        let mut rows = vec![heading.collect::<Vec<_>>()];
        for row in &self.rows {
            let cells =
                self.columns.iter().map(|column| self.cell(&row.id, &column.id).map_or_else(String::new, Cell::copied));
            let words =
                |coverage: Option<f64>| coverage.map_or_else(|| row.state_words().to_owned(), |c| format!("{c:.2}"));
            let coverage = [words(row.before), words(row.after)];
            rows.push(std::iter::once(row.words.clone()).chain(cells).chain(coverage).collect());
        }
        rows
    }
}

impl Row {
    /// Words for a row without numbers.
    pub fn state_words(&self) -> &'static str {
        match self.state {
            FunctionState::Assessed => "",
            FunctionState::None => "none",
            FunctionState::NotAssessed => "not assessed",
            FunctionState::Lost => "lost",
        }
    }

    /// What is delivered and what more there would be: "delivered .70; .90 with everything that is offered or latent".
    pub fn amounts(&self) -> Option<String> {
        self.after?;
        let delivered = format!("delivered {}", widgets::share(self.delivered));
        if self.could - self.delivered < 0.005 {
            return Some(delivered);
        }
        Some(format!("{delivered} of the {} that partners have shares for", widgets::share(self.could)))
    }
}

impl<'a> Cell<'a> {
    fn of(cx: &ViewCtx<'_>, provisions: Vec<&'a Provision>) -> Self {
        let delivered = |outcome: &crate::scenario::Outcome| -> f64 {
            provisions.iter().filter_map(|p| outcome.delivered.get(&p.id)).sum()
        };
        let (before, after) = (delivered(&cx.snapshot.reference_outcome), delivered(&cx.snapshot.outcome));
        let counted = |p: &Provision| {
            !matches!(p.status, ProvisionStatus::Suspended | ProvisionStatus::Past)
                && p.factuality() != Factuality::Denied
        };
        let left_out = cx.snapshot.study.left_out();
        let gone = &cx.snapshot.gone;
        let live: Vec<&&Provision> = provisions.iter().filter(|p| counted(p)).collect();
        let shares: Vec<f64> = live.iter().filter_map(|p| p.share).map(|share| share.0).collect();
        let share = (!shares.is_empty()).then(|| shares.iter().sum::<f64>());
        let look = if live.is_empty() {
            Look::NotCounted
        } else if live.iter().all(|p| left_out.contains(&p.id)) {
            Look::LeftOut
        } else if share.is_none() {
            Look::NotAssessed
        } else if before > NOTHING && after <= NOTHING {
            Look::Lost
        } else if after <= NOTHING && live.iter().all(|p| gone.contains(&(p.provider.clone(), p.function.clone()))) {
            Look::Gone
        } else if after > NOTHING && after < before - 1e-9 {
            Look::Less
        } else if after > NOTHING {
            Look::Given
        } else if share.is_some_and(|share| share <= NOTHING) {
            Look::Nothing
        } else {
            Look::Offered
        };
        let default = live.iter().any(|p| p.has_default_share());
        Self { provisions, share, before, after, look, default }
    }

    /// Whether it can deliver anything.
    fn counts(&self) -> bool {
        !matches!(self.look, Look::NotCounted | Look::LeftOut)
    }

    /// The share it could give, where it gives a part of that: the other number of a cell that delivers.
    pub fn nominal(&self) -> Option<f64> {
        let delivers = matches!(self.look, Look::Given | Look::Less);
        self.share.filter(|share| delivers && share - self.after >= 0.005)
    }

    /// What stands in the cell, with the words that its look says on screen: "0.40 of 0.45", "0.15 offered". Numbers are
    /// written as those of the coverage beside them, so that a spreadsheet reads them.
    pub fn copied(&self) -> String {
        let number = |value: f64| format!("{value:.2}");
        let text = match self.look {
            Look::NotCounted => self.text(),
            Look::Given | Look::Less => number(self.after),
            Look::Lost => number(self.before),
            _ => self.share.map_or_else(String::new, number),
        };
        match (self.look, self.nominal()) {
            (_, Some(share)) => format!("{text} of {}", number(share)),
            (Look::Lost, _) => format!("{text} lost"),
            (Look::Gone, _) => format!("{text} out of reach"),
            (Look::Offered, _) => format!("{text} {}", self.waits()),
            (Look::LeftOut, _) => format!("{text} left out"),
            (Look::NotAssessed, _) => "not assessed".to_owned(),
            _ => text,
        }
    }

    /// Why a share is not delivered: it is offered or latent, or an active one that has not begun.
    fn waits(&self) -> &'static str {
        self.provisions.first().map_or("", |p| match p.status {
            ProvisionStatus::Active => "not delivered",
            status => status.words(),
        })
    }

    /// What stands in the cell.
    pub fn text(&self) -> String {
        match self.look {
            Look::NotAssessed => "–".to_owned(),
            Look::NotCounted => self
                .provisions
                .first()
                .map_or("–", |p| match p.status {
                    ProvisionStatus::Suspended => "susp.",
                    ProvisionStatus::Past => "past",
                    _ => "denied",
                })
                .to_owned(),
            Look::Given | Look::Less => widgets::share(self.after),
            Look::Lost => widgets::share(self.before),
            _ => self.share.map_or_else(|| "–".to_owned(), widgets::share),
        }
    }

    /// "share 0.55, lost in the scenario".
    pub fn spoken(&self) -> String {
        let share = self.share.map_or_else(|| "not assessed".to_owned(), |share| format!("share {share:.2}"));
        let default = if self.default { ", default" } else { "" };
        let state = match self.look {
            Look::Given if (self.after - self.share.unwrap_or(0.0)).abs() > 1e-9 => {
                format!(", delivers {:.2} in the scenario", self.after)
            }
            Look::Given => String::new(),
            Look::Less => format!(", delivers only {:.2} in the scenario", self.after),
            Look::Lost => ", lost in the scenario".to_owned(),
            Look::Offered => format!(", {}", self.waits()),
            Look::Gone => format!(", {}, out of reach because the partner has left", self.waits()),
            Look::Nothing | Look::NotAssessed => String::new(),
            Look::NotCounted => ", does not count".to_owned(),
            Look::LeftOut => ", left out as weak evidence".to_owned(),
        };
        format!("{share}{default}{state}")
    }
}

fn rows(cx: &ViewCtx<'_>, show: Show) -> Vec<Row> {
    let outcome = &cx.snapshot.outcome;
    let before = &cx.snapshot.reference_outcome.functions;
    let mut rows: Vec<Row> = outcome
        .functions
        .iter()
        .map(|(id, function)| Row {
            id: id.clone(),
            words: cx.map.function_words(id),
            state: function.state,
            before: before.get(id).and_then(|f| f.coverage),
            after: function.coverage,
            delivered: 0.0,
            could: 0.0,
        })
        .collect();
    show.arrange_rows(cx, &mut rows);
    rows
}

/// Partners by bloc: blocs in the order in which the map first names them, members in the map's order.
fn columns(
    cx: &ViewCtx<'_>,
    cells: &BTreeMap<(FunctionId, ActorId), Cell<'_>>,
    own: &BTreeSet<ActorId>,
    show: Show,
) -> Vec<Column> {
    let providers: BTreeSet<&ActorId> = cells.keys().map(|(_, actor)| actor).collect();
    let mut columns: Vec<Column> = cx
        .map
        .actors
        .iter()
        .filter(|actor| providers.contains(&actor.id))
        .filter(|actor| show.wants_column(cells.iter().filter(|((_, id), _)| *id == actor.id).map(|(_, cell)| cell)))
        .map(|actor| {
            let mut of_actor = cells.iter().filter(|((_, id), _)| *id == actor.id).map(|(_, cell)| cell);
            let (before, after) =
                of_actor.by_ref().fold((0.0, 0.0), |sum, cell| (sum.0 + cell.before, sum.1 + cell.after));
            let words = if own.contains(&actor.id) && actor.bloc.is_none() {
                format!("{} (own)", actor.name)
            } else {
                actor.name.clone()
            };
            let lost = before > NOTHING && after <= NOTHING;
            Column { id: actor.id.clone(), words, bloc: actor.bloc.clone(), before, after, lost }
        })
        .collect();
    let mut order: Vec<Option<BlocId>> = Vec::new();
    for column in &columns {
        if column.bloc.is_some() && !order.contains(&column.bloc) {
            order.push(column.bloc.clone());
        }
    }
    columns.sort_by_key(|column| order.iter().position(|bloc| *bloc == column.bloc).unwrap_or(usize::MAX));
    show.arrange_columns(&mut columns);
    columns
}
