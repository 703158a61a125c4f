//! Raw files to articles, through the language analysis, into the database.
//!
//! Reading knows formats, cleaning knows pages and plain text, the pipeline runs both on all
//! cores and keeps the order of the input. What is wrong with one record is a [`Problem`],
//! never the end of a run.

mod clean;
pub mod copies;
mod dates;
mod html;
mod judge;
mod language;
mod load;
mod manifest;
mod markdown;
mod options;
mod outlet;
mod pipeline;
mod problem;
mod read;
mod reader;
mod segment;

pub use judge::training;
pub use load::load;
pub use manifest::Manifest;
pub use options::{Input, Options};
pub use outlet::{Outlet, outlet_by_domain, outlet_by_name};
pub use pipeline::{AnnotatedArticle, Progress, Summary, annotate_all};
pub use problem::{IngestError, Origin, Problem};
pub use read::FieldMap;
