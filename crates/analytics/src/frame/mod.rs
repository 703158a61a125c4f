//! Typed frames of the database, with a documented schema.
//!
//! [`FRAMES`] lists them; [`load`] reads one. Column names, types and order never depend on
//! the data: an empty database gives frames of the same schema.

mod build;
mod schema;

pub(crate) use build::day;
pub use build::load;
pub use schema::{
    ARTICLES, ATTRIBUTIONS, CLAIMS, Column, ColumnType, EVENTS, FRAMES, FrameSchema, MENTIONS, PARTS, QUOTES,
    RELATIONS, SENTENCES, STATEMENTS,
};
