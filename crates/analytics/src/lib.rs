//! Comparisons across sources.
//!
//! - [`figures`]: what figures say of one another, and policies that reduce them to numbers.
//! - [`link`](link()): which claims of many articles are about one event.
//!
//! SQL selects and joins, polars aligns and compares; tests hold that both give the same
//! answers. Polars types stay inside this crate and the exports.

pub mod figures;
pub mod link;
mod names;

pub use link::link;
