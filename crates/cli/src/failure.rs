//! What went wrong, sorted for the reader: their input, their set-up, or our mistake. The
//! libraries say what happened; hints are added here and nowhere else.

use std::fmt;
use std::io;

/// Whose turn it is to act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// A name, an id, a file or a query that the user gave.
    User,
    /// The database, a setting, a missing permission.
    Configuration,
    /// A broken invariant of this program.
    Internal,
}

/// An error as it is shown: what, why, what to do.
#[derive(Debug)]
pub(crate) struct Failure {
    /// Whose turn it is.
    pub(crate) fault: Fault,
    /// What happened, with the name, path or id concerned.
    pub(crate) message: String,
    /// What to do about it.
    pub(crate) hint: Option<String>,
    /// Whether it is only a reader that went away.
    pub(crate) closed_pipe: bool,
}

impl Failure {
    /// The user gave something that cannot be used.
    pub(crate) fn user(message: impl Into<String>) -> Self {
        Self { fault: Fault::User, message: message.into(), hint: None, closed_pipe: false }
    }

    /// The surroundings are not as they must be.
    pub(crate) fn configuration(message: impl Into<String>) -> Self {
        Self { fault: Fault::Configuration, ..Self::user(message) }
    }

    /// This program is wrong.
    pub(crate) fn internal(message: impl Into<String>) -> Self {
        Self { fault: Fault::Internal, ..Self::user(message) }
    }

    /// Adds what to do.
    pub(crate) fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }

    /// The text for stderr.
    pub(crate) fn report(&self, paint: crate::output::Paint) -> String {
        let mut out = format!("{} {}", paint.error("error:"), self.message);
        if let Some(hint) = &self.hint {
            out.push_str(&format!("\n  {} {hint}", paint.hint("hint:")));
        }
        if self.fault == Fault::Internal {
            out.push_str(&format!(
                "\n  {} this is a mistake in Parallax {}, not in your data; please report it with the command you ran",
                paint.hint("hint:"),
                env!("CARGO_PKG_VERSION")
            ));
        }
        out
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Failure {}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        let closed_pipe = error.kind() == io::ErrorKind::BrokenPipe;
        Self { closed_pipe, ..Self::configuration(format!("the output could not be written: {error}")) }
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        match error.io_error_kind() {
            Some(kind) => io::Error::from(kind).into(),
            None => Self::internal(format!("JSON could not be written: {error}")),
        }
    }
}

/// An error and everything that caused it, in one line.
pub(crate) fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        let inner_text = inner.to_string();
        // Many libraries repeat the cause in their own message.
        if !text.contains(&inner_text) {
            text.push_str(&format!(": {inner_text}"));
        }
        cause = inner.source();
    }
    text
}

impl From<parallax_store::StoreError> for Failure {
    fn from(error: parallax_store::StoreError) -> Self {
        use parallax_store::StoreError as E;
        let text = chain(&error);
        // "what; what to do" is how the store words what a user can repair.
        let (message, hint) = match text.split_once("; ") {
            Some((message, hint)) => (message.to_owned(), Some(hint.to_owned())),
            None => (text, None),
        };
        let fault = match error {
            E::Missing { .. }
            | E::Foreign { .. }
            | E::Newer { .. }
            | E::Older { .. }
            | E::Diverged { .. }
            | E::Corrupt { .. }
            | E::Locked { .. }
            | E::CannotOpen { .. }
            | E::Full { .. } => Fault::Configuration,
            E::Sql { .. } | E::Writes | E::ManyStatements | E::UnknownParameter { .. } | E::Invalid { .. } => {
                Fault::User
            }
            _ => Fault::Internal,
        };
        Self { fault, hint, ..Self::user(message) }
    }
}

impl From<parallax_ingest::IngestError> for Failure {
    fn from(error: parallax_ingest::IngestError) -> Self {
        use parallax_ingest::IngestError as E;
        match error {
            E::Store(error) => error.into(),
            E::Input { .. } => Self::user(chain(&error)).hint("check the path; - reads standard input"),
            E::Manifest { .. } | E::Options { .. } => {
                let text = chain(&error);
                match text.split_once("; ") {
                    Some((what, advice)) => Self::user(what).hint(advice),
                    None => Self::user(text),
                }
            }
            other => Self::internal(chain(&other)),
        }
    }
}

impl From<parallax_analytics::AnalyticsError> for Failure {
    fn from(error: parallax_analytics::AnalyticsError) -> Self {
        use parallax_analytics::AnalyticsError as E;
        match error {
            E::Store(error) => error.into(),
            other => Self::internal(chain(&other)),
        }
    }
}
