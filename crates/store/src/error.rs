//! What can go wrong with a database, each with what to do about it.

use std::path::PathBuf;

/// An error of the store. Its message says what, where, and what to do.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// There is no database file.
    #[error("there is no database at {}; create it with `parallax ingest`, or name another with --db", path.display())]
    Missing {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// The file is an SQLite database of another program, or an empty one.
    #[error("{} is no Parallax database ({found}); name another file with --db. Nothing was written", path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
        /// What it is instead.
        found: String,
    },
    /// A newer Parallax wrote the database.
    #[error(
        "{} has schema version {found}, this program knows up to {known}; use a newer Parallax. Nothing was written",
        path.display()
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its schema version.
        found: i64,
        /// The newest that this program knows.
        known: i64,
    },
    /// An older Parallax wrote the database and it was opened for reading only.
    #[error(
        "{} has schema version {found}, this program needs {known}; any command that writes brings it up to date, for example `parallax link`",
        path.display()
    )]
    Older {
        /// The file.
        path: PathBuf,
        /// Its schema version.
        found: i64,
        /// The version needed.
        known: i64,
    },
    /// A migration recorded in the database is not the one in this program.
    #[error(
        "{}: migration {version} was applied with another text than this program's; use the Parallax that wrote it. Nothing was written",
        path.display()
    )]
    Diverged {
        /// The file.
        path: PathBuf,
        /// The migration's version.
        version: i64,
    },
    /// The file is damaged or no database at all.
    #[error("{} is damaged or no SQLite database ({detail}); restore a copy, or ingest anew into another file", path.display())]
    Corrupt {
        /// The file.
        path: PathBuf,
        /// What SQLite said.
        detail: String,
    },
    /// Another program holds the database.
    #[error("{} is locked by another program; wait for it to finish, or end it, and run again", path.display())]
    Locked {
        /// The file.
        path: PathBuf,
    },
    /// The file cannot be opened or written.
    #[error("{} cannot be opened ({detail}); check that its folder exists and may be written", path.display())]
    CannotOpen {
        /// The file.
        path: PathBuf,
        /// What the system said.
        detail: String,
    },
    /// The disk is full.
    #[error("no room left on the disk of {}; nothing of the last batch was kept", path.display())]
    Full {
        /// The database.
        path: PathBuf,
    },
    /// A merge was to be taken back that there is none of.
    #[error("{row} is not merged into another: there is nothing to take back")]
    NotMerged {
        /// The row, as people refer to it.
        row: String,
    },
    /// A record contradicts itself; nothing of it was written, the batch goes on.
    #[error("{article} cannot be stored: {what}")]
    Invalid {
        /// What was to be stored; an article by its external id, path, address or title.
        article: String,
        /// What is wrong with it.
        what: String,
    },
    /// Something to be changed is not there.
    #[error("there is no {row}")]
    NoRow {
        /// Its kind and key.
        row: String,
    },
    /// A statement written by the user does not work.
    #[error("{message}{}", place(sql, *offset))]
    Sql {
        /// What SQLite said.
        message: String,
        /// The statement.
        sql: String,
        /// The byte at which the trouble begins, where SQLite knows.
        offset: Option<usize>,
    },
    /// A statement written by the user would write.
    #[error("this statement writes; queries only read")]
    Writes,
    /// The user's SQL holds more than one statement.
    #[error("one statement at a time, please: there is more after the first ';'")]
    ManyStatements,
    /// A parameter was given that the statement does not have.
    #[error("the statement has no parameter :{name}{}", known_parameters(known))]
    UnknownParameter {
        /// The name given, without its colon.
        name: String,
        /// The names the statement has.
        known: Vec<String>,
    },
    /// A column was read as a type that it does not hold.
    #[error("column {column} holds {found}, not {wanted}")]
    ColumnType {
        /// Its name.
        column: String,
        /// What it holds.
        found: &'static str,
        /// What was asked for.
        wanted: &'static str,
    },
    /// Anything else that SQLite reports.
    #[error("database: {0}")]
    Sqlite(rusqlite::Error),
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

/// The result of everything in this crate.
pub type Result<T, E = StoreError> = std::result::Result<T, E>;

impl StoreError {
    /// Sorts what SQLite said about the file at `path` into this crate's errors.
    pub(crate) fn about(path: &std::path::Path, error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode as Code;
        let path = path.to_owned();
        match error.sqlite_error_code() {
            Some(Code::DatabaseBusy | Code::DatabaseLocked) => Self::Locked { path },
            Some(Code::NotADatabase | Code::DatabaseCorrupt) => Self::Corrupt { path, detail: error.to_string() },
            Some(Code::CannotOpen | Code::ReadOnly | Code::PermissionDenied | Code::SystemIoFailure) => {
                Self::CannotOpen { path, detail: error.to_string() }
            }
            Some(Code::DiskFull) => Self::Full { path },
            _ => Self::Sqlite(error),
        }
    }
}

/// " at line 1, column 8: SELECT <-here->frm" for a syntax error, else nothing.
fn place(sql: &str, offset: Option<usize>) -> String {
    let Some((before, after)) = offset.and_then(|o| sql.split_at_checked(o)) else { return String::new() };
    let line = before.matches('\n').count() + 1;
    let line_start = before.rfind('\n').map_or(0, |i| i + 1);
    let column = before[line_start..].chars().count() + 1;
    let rest: String = after.lines().next().unwrap_or_default().chars().take(40).collect();
    if rest.is_empty() {
        format!(" (at the end of line {line})")
    } else {
        format!(" (line {line}, column {column}, at {rest:?})")
    }
}

fn known_parameters(known: &[String]) -> String {
    match known {
        [] => "; it has none".to_owned(),
        names => format!("; it has :{}", names.join(", :")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_syntax_error_names_its_place() {
        assert_eq!(place("SELECT 1\nFRM x", Some(9)), " (line 2, column 1, at \"FRM x\")");
        assert_eq!(place("SELECT", Some(6)), " (at the end of line 1)");
        assert_eq!(place("SELECT", None), "");
    }
}
