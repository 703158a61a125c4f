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
mod writers;

/// A hash of everything that decides what is found in an article: the code, word lists and models of
/// cleaning and of the language analysis. Two runs with the same hash find the same in the same text.
pub fn rules_hash() -> &'static str {
    static HASH: std::sync::LazyLock<String> = std::sync::LazyLock::new(|| {
        let both = format!("{}{}", env!("PARALLAX_INGEST_RULES"), parallax_nlp::rules_hash());
        blake3::hash(both.as_bytes()).to_hex()[..32].to_owned()
    });
    &HASH
}

/// The hash of the rules with others of the user's own beside them.
pub fn rules_hash_with<'o>(own: impl IntoIterator<Item = &'o str>) -> String {
    let mut hash = blake3::Hasher::new();
    hash.update(rules_hash().as_bytes());
    for text in own {
        hash.update(&(text.len() as u64).to_le_bytes());
        hash.update(text.as_bytes());
    }
    hash.finalize().to_hex()[..32].to_owned()
}

pub use judge::training;
pub use load::{load, preview};
pub use manifest::Manifest;
pub use options::{Input, Options};
pub use outlet::{Outlet, outlet_by_domain, outlet_by_name};
pub use pipeline::{AnnotatedArticle, Progress, Summary, annotate_all};
pub use problem::{IngestError, Origin, Problem};
pub use read::FieldMap;
