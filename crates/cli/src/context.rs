//! What every command is given: where output goes, which database is meant.

use std::path::PathBuf;

use parallax_store::Reader;

use crate::args::Global;
use crate::failure::Failure;
use crate::output::{Output, Settings};

/// The surroundings of a command.
#[derive(Debug)]
pub(crate) struct Context {
    /// Where output goes.
    pub(crate) output: Output,
    /// The database.
    pub(crate) db: PathBuf,
    verbose: u8,
    settings: Settings,
}

impl Context {
    /// Reads the global flags; `db_given` is whether `--db` stood on the command line, and
    /// so belongs into the next step's command.
    pub(crate) fn new(global: &Global, db_given: bool) -> Self {
        let program = if db_given {
            format!("parallax --db {}", quote(&global.db.display().to_string()))
        } else {
            "parallax".into()
        };
        let settings = Settings {
            format: global.format,
            path: global.output.clone(),
            color: global.color,
            quiet: global.quiet,
            program,
        };
        Self { output: Output::new(settings.clone()), db: global.db.clone(), verbose: global.verbose, settings }
    }

    /// The same surroundings with another database, for the demo.
    pub(crate) fn with_db(&self, db: PathBuf) -> Self {
        let program = format!("parallax --db {}", quote(&db.display().to_string()));
        let settings = Settings { program, ..self.settings.clone() };
        Self { output: Output::new(settings.clone()), db, verbose: self.verbose, settings }
    }

    /// How often `-v` was given.
    pub(crate) const fn verbose(&self) -> u8 {
        self.verbose
    }

    /// Opens the database for reading.
    pub(crate) fn reader(&self) -> Result<Reader, Failure> {
        Ok(Reader::open(&self.db)?)
    }

    /// Sends what the libraries log to stderr, as much of it as `-v` asks for.
    pub(crate) fn start_log(&self) {
        let level = match self.verbose {
            _ if self.settings.quiet => tracing::Level::ERROR,
            0 => tracing::Level::WARN,
            1 => tracing::Level::INFO,
            _ => tracing::Level::DEBUG,
        };
        tracing_subscriber::fmt()
            .with_max_level(level)
            .with_writer(std::io::stderr)
            .without_time()
            .with_target(self.verbose > 1)
            .init();
    }
}

/// Whether the database was named on the command line.
pub(crate) fn db_was_given(matches: &clap::ArgMatches) -> bool {
    let mut level = Some(matches);
    while let Some(matches) = level {
        if matches.value_source("db") == Some(clap::parser::ValueSource::CommandLine) {
            return true;
        }
        level = matches.subcommand().map(|(_, inner)| inner);
    }
    false
}

/// A word as a shell takes it.
pub(crate) fn quote(word: &str) -> String {
    let safe = |c: char| c.is_alphanumeric() || "-_./:@=,".contains(c);
    if !word.is_empty() && word.chars().all(safe) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::quote;

    #[test]
    fn words_survive_a_shell() {
        assert_eq!(quote("a/b.db"), "a/b.db");
        assert_eq!(quote("my file"), "'my file'");
        assert_eq!(quote("it's"), "'it'\\''s'");
    }
}
