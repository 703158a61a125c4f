//! The commands, one a file: each reads its options, asks a library, and hands an answer to
//! the output.

pub(crate) mod annotate;
pub(crate) mod articles;
pub(crate) mod check;
pub(crate) mod claims;
pub(crate) mod completions;
pub(crate) mod copies;
pub(crate) mod demo;
pub(crate) mod diff;
pub(crate) mod entities;
pub(crate) mod events;
pub(crate) mod ingest;
pub(crate) mod link;
pub(crate) mod man;
pub(crate) mod naming;
pub(crate) mod queries;
pub(crate) mod query;
pub(crate) mod quotes;
pub(crate) mod runs;
pub(crate) mod schema;
pub(crate) mod search;
pub(crate) mod show;
pub(crate) mod sources;
