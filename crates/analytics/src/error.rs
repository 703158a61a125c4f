//! What can go wrong here.

use std::path::PathBuf;

use polars::prelude::PolarsError;

/// Why a comparison or an export failed.
#[derive(Debug, thiserror::Error)]
pub enum AnalyticsError {
    /// The database could not be read or written.
    #[error(transparent)]
    Store(#[from] parallax_store::StoreError),
    /// A frame could not be built or combined; a fault of this program.
    #[error("cannot compute the {what} frame")]
    Frame {
        /// Which frame.
        what: &'static str,
        /// What polars says.
        source: PolarsError,
    },
    /// No event bears the slug.
    #[error("there is no event {slug:?}")]
    NoEvent {
        /// What was asked for.
        slug: String,
        /// Slugs that exist, most claims first, for a hint.
        known: Vec<String>,
    },
    /// No entity bears the name.
    #[error("no article names {name:?}")]
    NoEntity {
        /// What was asked for.
        name: String,
    },
    /// A policy could not be read.
    #[error(transparent)]
    Policy(#[from] crate::figures::PolicyError),
    /// A file of an export could not be written.
    #[error("cannot write {path}")]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
}

/// What this crate's functions give.
pub type Result<T, E = AnalyticsError> = std::result::Result<T, E>;

/// Names the frame that a polars error belongs to.
pub(crate) fn of(what: &'static str) -> impl Fn(PolarsError) -> AnalyticsError {
    move |source| AnalyticsError::Frame { what, source }
}
