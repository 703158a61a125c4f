//! The one connection that writes.

use std::path::Path;

use rusqlite::{Connection, TransactionBehavior, params};

use crate::batch::Batch;
use crate::error::{Result, StoreError};
use crate::open::{OpenMode, Place, open_writer};
use crate::reader::Reader;

/// A database opened for writing. One writer at a time: another waits, then is told
/// [`StoreError::Locked`].
#[derive(Debug)]
pub struct Store {
    pub(crate) connection: Connection,
    pub(crate) place: Place,
}

/// A command that is about to write.
#[derive(Debug, Clone, Default)]
pub struct NewRun {
    /// The command line.
    pub command: String,
    /// The program's version.
    pub version: String,
    /// A hash of the rules, models and word lists in use.
    pub rules_hash: String,
    /// Its settings.
    pub params: Option<serde_json::Value>,
    /// RFC 3339 UTC.
    pub started_at: String,
}

/// A row of the table `run`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RunId(pub i64);

impl Store {
    /// Opens or creates a database and brings it to this program's schema.
    ///
    /// # Errors
    /// A file that is missing (with [`OpenMode::Existing`]), foreign, newer, damaged or
    /// locked is refused, and nothing is written to it.
    pub fn open(path: impl AsRef<Path>, mode: OpenMode) -> Result<Self> {
        let place = Place::File(path.as_ref().to_owned());
        Ok(Self { connection: open_writer(&place, mode)?, place })
    }

    /// A database that lives as long as this value and its readers.
    ///
    /// # Errors
    /// Where memory runs out.
    pub fn in_memory() -> Result<Self> {
        let place = Place::memory();
        Ok(Self { connection: open_writer(&place, OpenMode::Create)?, place })
    }

    /// Where the database lives; ":memory:" for one in memory.
    pub fn path(&self) -> &Path {
        self.place.path()
    }

    /// A reader of the same database.
    ///
    /// # Errors
    /// As [`Reader::open`].
    pub fn reader(&self) -> Result<Reader> {
        Reader::at(&self.place)
    }

    /// How long to wait for another writer before [`StoreError::Locked`]; five seconds at first.
    ///
    /// # Errors
    /// None that is known of; SQLite could refuse the setting.
    pub fn wait_for_lock(&mut self, patience: std::time::Duration) -> Result<()> {
        self.connection.busy_timeout(patience).map_err(|e| self.about(e))
    }

    /// Records that a command begins to write.
    ///
    /// # Errors
    /// Where the database is locked or the disk full.
    pub fn begin_run(&mut self, run: &NewRun) -> Result<RunId> {
        let settings = run.params.as_ref().map(ToString::to_string);
        self.transaction(|connection| {
            connection.execute(
                "INSERT INTO run (command, started_at, version, rules_hash, params) VALUES (?1, ?2, ?3, ?4, ?5)",
                params![run.command, run.started_at, run.version, run.rules_hash, settings],
            )?;
            Ok(RunId(connection.last_insert_rowid()))
        })
    }

    /// Records that it is done, and lets SQLite refresh its statistics.
    ///
    /// # Errors
    /// Where the database is locked or the disk full.
    pub fn finish_run(&mut self, run: RunId, finished_at: &str) -> Result<()> {
        self.transaction(|connection| {
            connection.execute("UPDATE run SET finished_at = ?2 WHERE run_id = ?1", params![run.0, finished_at])?;
            Ok(())
        })?;
        // Better statistics can wait for the next run if somebody else writes just now.
        match self.connection.execute_batch("PRAGMA optimize").map_err(|e| self.about(e)) {
            Err(StoreError::Locked { .. }) => Ok(()),
            done => done,
        }
    }

    /// Writes articles in one transaction. If `work` fails, nothing of the batch is kept.
    ///
    /// # Errors
    /// Those of `work`, and where the database is locked or the disk full.
    pub fn batch<T, E: From<StoreError>>(
        &mut self,
        run: RunId,
        work: impl FnOnce(&mut Batch<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(|e| StoreError::about(self.place.path(), e))?;
        let mut batch = Batch::begin(&transaction, run)?;
        let done = work(&mut batch)?;
        if let Some(broken) = batch.broken() {
            return Err(broken.into());
        }
        transaction.commit().map_err(|e| StoreError::about(self.place.path(), e))?;
        Ok(done)
    }

    /// Writes in one transaction.
    pub(crate) fn transaction<T>(&mut self, work: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(|e| StoreError::about(self.place.path(), e))?;
        let done = work(&transaction).map_err(|e| match e {
            StoreError::Sqlite(e) => StoreError::about(self.place.path(), e),
            other => other,
        })?;
        transaction.commit().map_err(|e| StoreError::about(self.place.path(), e))?;
        Ok(done)
    }

    pub(crate) fn about(&self, error: rusqlite::Error) -> StoreError {
        StoreError::about(self.place.path(), error)
    }
}
