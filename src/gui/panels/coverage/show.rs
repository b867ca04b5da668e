//! Which functions and partners the matrix shows, and in which order.

use super::table::{Cell, Column, Row};
use crate::gui::context::ViewCtx;
use crate::model::FunctionFamily;

/// Amounts up to this are rounding.
const NOTHING: f64 = 1e-12;

/// What is shown, and in which order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Show {
    /// The order of rows.
    pub row_order: RowOrder,
    /// Which rows.
    pub rows: RowFilter,
    /// Only rows of this family.
    pub family: Option<FunctionFamily>,
    /// The order of columns.
    pub column_order: ColumnOrder,
    /// Which columns.
    pub columns: ColumnFilter,
}

/// The order of rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RowOrder {
    /// As the map has them.
    #[default]
    Map,
    /// Family by family.
    Family,
    /// The least covered first.
    Lowest,
    /// The largest loss against the reference first.
    Loss,
}

/// Which rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RowFilter {
    /// All of them.
    #[default]
    All,
    /// Those that somebody assessed.
    Assessed,
    /// Those below the map's threshold.
    Below,
    /// Those that differ from the reference.
    Changed,
}

/// The order of columns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ColumnOrder {
    /// Bloc by bloc.
    #[default]
    Bloc,
    /// By name.
    Name,
    /// Who delivers most first.
    Most,
    /// Who loses most against the reference first.
    Loss,
}

/// Which columns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ColumnFilter {
    /// All of them.
    #[default]
    All,
    /// Those who deliver in the scenario.
    Deliver,
    /// Those who deliver less than in the reference.
    Lose,
    /// Those with an offer that is not delivered.
    Offer,
}

/// A choice with its words.
pub trait Choice: Copy + PartialEq + 'static {
    /// Every choice.
    const ALL: &'static [Self];
    /// The words shown.
    fn words(self) -> &'static str;
}

macro_rules! choices {
    ($name:ident: $($variant:ident = $words:literal),+) => {
        impl Choice for $name {
            const ALL: &'static [Self] = &[$(Self::$variant),+];
            fn words(self) -> &'static str { match self { $(Self::$variant => $words),+ } }
        }
    };
}

choices!(RowOrder: Map = "map's order", Family = "by family", Lowest = "lowest coverage first", Loss = "largest loss first");
choices!(RowFilter: All = "all functions", Assessed = "only what is assessed", Below = "only below the threshold",
    Changed = "only what changes");
choices!(ColumnOrder: Bloc = "by bloc", Name = "by name", Most = "who delivers most first", Loss = "who loses most first");
choices!(ColumnFilter: All = "all partners", Deliver = "only who delivers", Lose = "only who loses", Offer = "only who offers more");

impl Show {
    /// Whether some functions are kept out.
    pub fn leaves_rows_out(self) -> bool {
        self.rows != RowFilter::All || self.family.is_some()
    }

    /// Whether some partners are kept out.
    pub fn leaves_columns_out(self) -> bool {
        self.columns != ColumnFilter::All
    }

    /// Sorts rows and takes out what is not asked for. Equals keep the map's order.
    pub fn arrange_rows(self, cx: &ViewCtx<'_>, rows: &mut Vec<Row>) {
        let threshold = cx.snapshot.study.threshold();
        rows.retain(|row| {
            let fits = match self.rows {
                RowFilter::All => true,
                RowFilter::Assessed => row.after.is_some(),
                RowFilter::Below => row.after.is_some_and(|after| after < threshold),
                RowFilter::Changed => (row.after.unwrap_or(0.0) - row.before.unwrap_or(0.0)).abs() > 1e-9,
            };
            fits && self.family.is_none_or(|family| cx.map.function_family(&row.id) == family)
        });
        match self.row_order {
            RowOrder::Map => {}
            RowOrder::Family => rows.sort_by_key(|row| cx.map.function_family(&row.id)),
            RowOrder::Lowest => rows.sort_by(|a, b| a.after.unwrap_or(2.0).total_cmp(&b.after.unwrap_or(2.0))),
            RowOrder::Loss => rows.sort_by(|a, b| {
                let change = |row: &Row| row.after.unwrap_or(0.0) - row.before.unwrap_or(0.0);
                change(a).total_cmp(&change(b))
            }),
        }
    }

    /// Whether a partner with these cells is asked for.
    pub fn wants_column<'a>(self, mut cells: impl Iterator<Item = &'a Cell<'a>>) -> bool {
        match self.columns {
            ColumnFilter::All => true,
            ColumnFilter::Deliver => cells.any(|cell| cell.after > NOTHING),
            ColumnFilter::Lose => cells.any(|cell| cell.after < cell.before - 1e-9),
            ColumnFilter::Offer => cells.any(|cell| cell.look == super::table::Look::Offered),
        }
    }

    /// Sorts columns that stand bloc by bloc.
    pub fn arrange_columns(self, columns: &mut [Column]) {
        match self.column_order {
            ColumnOrder::Bloc => {}
            ColumnOrder::Name => columns.sort_by_key(|column| column.words.to_lowercase()),
            ColumnOrder::Most => columns.sort_by(|a, b| b.after.total_cmp(&a.after)),
            ColumnOrder::Loss => columns.sort_by(|a, b| (a.after - a.before).total_cmp(&(b.after - b.before))),
        }
    }
}
