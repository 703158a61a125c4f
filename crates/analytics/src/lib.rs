//! Comparisons across sources.
//!
//! - [`relink`]: events, statements, relations and quote families of a database, written back.
//! - [`answer`]: toll, timeline, conflicts, meetings and the other questions, as plain rows.
//! - [`figures`]: what figures say of one another, and policies that reduce them to numbers.
//! - [`link`](link()): which claims of many articles are about one event.
//! - [`frame`]: typed polars tables with a documented schema; [`export`](export()) writes them.
//!
//! SQL selects and joins, polars aligns and compares; tests hold that both give the same
//! answers. Polars types stay inside this crate and the exports.

pub mod answer;
mod common;
mod decided;
mod diff;
mod error;
pub mod export;
pub mod figures;
pub mod frame;
pub mod link;
mod names;
pub mod quotes;
mod relink;
pub mod statements;

pub use decided::event_anchors;
pub use diff::{Change, Differences, Piece, differences, word_diff};
pub use error::{AnalyticsError, Result};
pub use export::{ExportOptions, Exported, Format, export};
pub use link::link;
pub use relink::{LinkReport, compute, relink, rows_of};
