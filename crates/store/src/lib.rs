//! The SQLite database: the only crate that knows SQL.
//!
//! A [`Store`] writes, one at a time, in batches that land whole; a [`Reader`] only reads,
//! and several may exist beside it. Byte offsets of the records become Unicode code points
//! here, because SQLite, Python and notebooks count in those. The schema is in migrations/,
//! the named questions in queries/, both embedded.

mod anchor;
mod batch;
mod check;
mod copies;
mod correction;
mod decisions;
mod duckdb;
mod entities;
mod error;
mod extraction;
mod fold;
mod full_names;
mod import;
mod joining;
mod known;
mod links;
mod migrate;
mod misspelt;
mod open;
mod parting;
mod queries;
mod reader;
mod sources;
mod store;
mod surnames;
mod surroundings;
mod texts;
mod validate;
mod value;
mod verdicts;

pub use anchor::{Anchor, Anchored};
pub use batch::{Added, Batch, Outcome, UNKNOWN_SOURCE, content_hash};
pub use check::{Finding, check};
pub use copies::{CopyLink, Sketch};
pub use correction::{CLAIM_FIELDS, QUOTE_FIELDS, correction};
pub use decisions::{Decision, NewDecision, action};
pub use duckdb::{duckdb_knows, duckdb_tables, to_duckdb};
pub use error::{Result, StoreError};
pub use fold::{name_key, slug};
pub use import::Passage;
pub use known::Known;
pub use links::{ClaimLink, LinkedEvent, LinkedStatement, Links, QuoteFamily, StatementLink};
pub use migrate::schema_version;
pub use open::OpenMode;
pub use queries::{Query, QueryParam, queries, query};
pub use reader::{Param, Reader, Row};
pub use sources::{Ruling, SourceChange, SourceFacts};
pub use store::{NewRun, RunId, Store};
pub use texts::StoredText;
pub use value::{Table, Value};
