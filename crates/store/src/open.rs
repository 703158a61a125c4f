//! Opening a database file: what it must be, how connections are set up.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use rusqlite::limits::Limit;
use rusqlite::{Connection, OpenFlags};

use crate::error::{Result, StoreError};
use crate::migrate::{APPLICATION_ID, migrate, schema_version, verify};

/// How long a connection waits for another program's lock.
pub(crate) const PATIENCE: Duration = Duration::from_secs(5);

/// What [`crate::Store::open`] does where there is no file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpenMode {
    /// Creates it.
    Create,
    /// Refuses.
    Existing,
}

/// Where a database lives.
#[derive(Debug, Clone)]
pub(crate) enum Place {
    File(PathBuf),
    /// A name in SQLite's memory file system, which all connections of the process share.
    Memory(String),
}

impl Place {
    pub(crate) fn memory() -> Self {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        Self::Memory(format!("file:/parallax-{}?vfs=memdb", COUNT.fetch_add(1, Ordering::Relaxed)))
    }

    pub(crate) fn path(&self) -> &Path {
        match self {
            Self::File(path) => path,
            Self::Memory(_) => Path::new(":memory:"),
        }
    }

    fn connect(&self, flags: OpenFlags) -> rusqlite::Result<Connection> {
        let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = match self {
            Self::File(path) => Connection::open_with_flags(path, flags),
            Self::Memory(name) => Connection::open_with_flags(name, flags | OpenFlags::SQLITE_OPEN_URI),
        }?;
        connection.busy_timeout(PATIENCE)?;
        Ok(connection)
    }
}

/// What a file was found to be.
enum Found {
    /// No table in it yet.
    Empty,
    /// A Parallax database of this schema version.
    Ours(i64),
}

/// Opens the writing connection: checks first, without writing, then migrates.
pub(crate) fn open_writer(place: &Place, mode: OpenMode) -> Result<Connection> {
    let path = place.path();
    let about = |e| StoreError::about(path, e);
    let mut up_to_date = false;
    if let Place::File(file) = place {
        match (std::fs::metadata(file), mode) {
            (Ok(meta), _) if meta.is_dir() => {
                return Err(StoreError::CannotOpen { path: path.to_owned(), detail: "it is a folder".to_owned() });
            }
            (Err(e), _) if e.kind() != std::io::ErrorKind::NotFound => {
                return Err(StoreError::CannotOpen { path: path.to_owned(), detail: e.to_string() });
            }
            (Err(_), OpenMode::Existing) => return Err(StoreError::Missing { path: path.to_owned() }),
            (Ok(meta), _) if meta.len() > 0 => {
                let probe = place.connect(OpenFlags::SQLITE_OPEN_READ_ONLY).map_err(about)?;
                match inspect(&probe, path)? {
                    Found::Empty => return Err(foreign(path, "it holds no tables")),
                    Found::Ours(version) => up_to_date = version == schema_version(),
                }
            }
            (Ok(_), OpenMode::Existing) => return Err(foreign(path, "it is empty")),
            _ => {}
        }
    }
    let mut connection =
        place.connect(OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE).map_err(about)?;
    if let Place::File(_) = place {
        connection.pragma_update(None, "journal_mode", "wal").map_err(about)?;
    }
    // In WAL mode NORMAL survives a killed process; only a power cut may lose the last commits.
    connection.pragma_update(None, "synchronous", "normal").map_err(about)?;
    connection.pragma_update(None, "foreign_keys", true).map_err(about)?;
    connection.pragma_update(None, "cache_size", -65_536).map_err(about)?;
    connection.pragma_update(None, "temp_store", "memory").map_err(about)?;
    connection.set_prepared_statement_cache_capacity(64);
    // Opening does not wait for another writer where there is nothing to migrate.
    if !up_to_date {
        migrate(&mut connection, path)?;
    }
    Ok(connection)
}

/// Opens a connection that cannot write.
pub(crate) fn open_reader(place: &Place) -> Result<Connection> {
    let path = place.path();
    let about = |e| StoreError::about(path, e);
    if let Place::File(file) = place {
        match std::fs::metadata(file) {
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => {
                return Err(StoreError::Missing { path: path.to_owned() });
            }
            Err(e) => return Err(StoreError::CannotOpen { path: path.to_owned(), detail: e.to_string() }),
            Ok(meta) if meta.is_dir() => {
                return Err(StoreError::CannotOpen { path: path.to_owned(), detail: "it is a folder".to_owned() });
            }
            Ok(_) => {}
        }
    }
    let connection = place.connect(OpenFlags::SQLITE_OPEN_READ_ONLY).map_err(about)?;
    match inspect(&connection, path)? {
        Found::Empty => return Err(foreign(path, "it is empty")),
        Found::Ours(found) if found < schema_version() => {
            return Err(StoreError::Older { path: path.to_owned(), found, known: schema_version() });
        }
        Found::Ours(_) => {}
    }
    connection.pragma_update(None, "query_only", true).map_err(about)?;
    connection.pragma_update(None, "cache_size", -65_536).map_err(about)?;
    connection.pragma_update(None, "temp_store", "memory").map_err(about)?;
    connection.pragma_update(None, "mmap_size", 1_i64 << 30).map_err(about)?;
    // No user's statement may look into other files.
    connection.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0).map_err(about)?;
    Ok(connection)
}

fn foreign(path: &Path, found: &str) -> StoreError {
    StoreError::Foreign { path: path.to_owned(), found: found.to_owned() }
}

/// Reads what a database is, and refuses one that is not ours to touch.
fn inspect(connection: &Connection, path: &Path) -> Result<Found> {
    let number = |sql: &str| connection.query_row(sql, [], |r| r.get::<_, i64>(0));
    let about = |e| StoreError::about(path, e);
    let objects = number("SELECT count(*) FROM sqlite_schema").map_err(about)?;
    let application = number("PRAGMA application_id").map_err(about)?;
    let version = number("PRAGMA user_version").map_err(about)?;
    if application == APPLICATION_ID {
        if version > schema_version() {
            return Err(StoreError::Newer { path: path.to_owned(), found: version, known: schema_version() });
        }
        verify(connection, path)?;
        return Ok(Found::Ours(version));
    }
    if objects == 0 && application == 0 {
        return Ok(Found::Empty);
    }
    Err(foreign(path, "an SQLite database of another program"))
}
