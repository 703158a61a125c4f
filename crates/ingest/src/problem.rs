//! What went wrong with one input, in words a user can act on.

use std::path::PathBuf;

/// Where something was read: a file, and the record's number where it holds several.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Origin {
    /// The file as the user named it, "-" for standard input.
    pub path: String,
    /// The record's number in the file, from 1.
    pub record: Option<u64>,
    /// The line it begins on, from 1, where lines are counted.
    pub line: Option<u64>,
}

impl Origin {
    /// A whole file.
    pub fn file(path: impl Into<String>) -> Self {
        Self { path: path.into(), record: None, line: None }
    }

    /// A record of a file.
    pub fn record(path: impl Into<String>, record: u64, line: Option<u64>) -> Self {
        Self { path: path.into(), record: Some(record), line }
    }

    /// The file's name without its folder: the article's id where the input gives none.
    pub fn file_name(&self) -> &str {
        self.path.rsplit(['/', '\\', '!']).next().unwrap_or(&self.path)
    }
}

impl std::fmt::Display for Origin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.path)?;
        match (self.line, self.record) {
            (Some(line), _) => write!(f, ":{line}"),
            (None, Some(record)) => write!(f, "#{record}"),
            (None, None) => Ok(()),
        }
    }
}

/// One thing that went wrong with one input. The run goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where.
    pub at: Origin,
    /// What is wrong ("is no JSON: expected a comma").
    pub what: String,
    /// What the user can do about it.
    pub advice: String,
    /// Whether the input was left out; otherwise it was read and this is a warning.
    pub skipped: bool,
}

impl Problem {
    /// An input that was left out.
    pub fn skipped(at: Origin, what: impl Into<String>, advice: impl Into<String>) -> Self {
        Self { at, what: what.into(), advice: advice.into(), skipped: true }
    }

    /// Something doubtful about an input that was read.
    pub fn warning(at: Origin, what: impl Into<String>, advice: impl Into<String>) -> Self {
        Self { at, what: what.into(), advice: advice.into(), skipped: false }
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.at, self.what)?;
        if self.advice.is_empty() { Ok(()) } else { write!(f, "; {}", self.advice) }
    }
}

/// What stops a whole run.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum IngestError {
    /// An input that does not exist or cannot be opened.
    #[error("cannot read {}: {source}", path.display())]
    Input {
        /// The input.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A manifest that cannot be used.
    #[error("manifest {}: {what}", path.display())]
    Manifest {
        /// The manifest.
        path: PathBuf,
        /// What is wrong with it.
        what: String,
    },
    /// An option that means nothing.
    #[error("{what}")]
    Options {
        /// What is wrong.
        what: String,
    },
    /// The database refused.
    #[error(transparent)]
    Store(#[from] parallax_store::StoreError),
}
