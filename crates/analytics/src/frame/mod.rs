//! Typed frames of the database, with a documented schema.
//!
//! [`Table`] lists those that questions are asked of; [`FRAMES`] the raw ones beneath, which
//! [`load`] reads. Column names, types and order never depend on
//! the data: an empty database gives frames of the same schema.

mod build;
mod cells;
mod schema;
mod table;

pub use build::load;
pub(crate) use build::{day, day_of};
pub(crate) use cells::Cells;
pub use schema::{
    ARTICLES, ATTRIBUTIONS, CLAIMS, Column, ColumnType, EVENTS, FRAMES, FrameSchema, MENTIONS, PARTS, QUOTES,
    RELATIONS, SENTENCES, STATEMENTS,
};
pub use table::Table;
