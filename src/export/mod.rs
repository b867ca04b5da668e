//! Tables, pictures, graphs and reports of a map, and tables back in. It knows no window.

pub mod chart;
pub mod provisions;
pub mod spreadsheet;
