//! Brings a database to this program's schema.
//!
//! The files of migrations/ are applied in order, each in one transaction, and recorded in
//! the table that sqlx keeps, with sqlx's checksums: a file brought up to date here is up
//! to date for `sqlx migrate`, and the reverse.

use std::path::Path;

use rusqlite::{Connection, TransactionBehavior, params};
use sha2::{Digest, Sha384};

use crate::error::{Result, StoreError};

/// Marks a file as a Parallax database ("PLX1"); set by the first migration.
pub(crate) const APPLICATION_ID: i64 = 0x504C_5831;

const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/migrations.rs"));

/// One file of migrations/, as sqlx reads its name: `<version>_<description>.sql`.
pub(crate) struct Migration {
    pub(crate) version: i64,
    pub(crate) description: String,
    pub(crate) sql: &'static str,
}

impl Migration {
    pub(crate) fn checksum(&self) -> Vec<u8> {
        Sha384::digest(self.sql).to_vec()
    }
}

/// The texts of all migrations, in order.
pub(crate) fn texts() -> impl Iterator<Item = &'static str> {
    FILES.iter().map(|(_, sql)| *sql)
}

/// All migrations, in order.
pub(crate) fn migrations() -> impl Iterator<Item = Migration> {
    FILES.iter().filter_map(|&(name, sql)| {
        let (version, description) = name.split_once('_')?;
        Some(Migration { version: version.parse().ok()?, description: description.replace('_', " "), sql })
    })
}

/// The schema version that this program writes.
pub fn schema_version() -> i64 {
    migrations().map(|m| m.version).max().unwrap_or(0)
}

/// The table exactly as sqlx 0.9 creates it.
const BOOKS: &str = "
CREATE TABLE IF NOT EXISTS _sqlx_migrations (
    version BIGINT PRIMARY KEY,
    description TEXT NOT NULL,
    installed_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    success BOOLEAN NOT NULL,
    checksum BLOB NOT NULL,
    execution_time BIGINT NOT NULL
)";

/// Refuses a database whose recorded migrations are not this program's. Reads only.
pub(crate) fn verify(connection: &Connection, path: &Path) -> Result<()> {
    let about = |e| StoreError::about(path, e);
    let mut rows =
        connection.prepare("SELECT version, checksum FROM _sqlx_migrations ORDER BY version").map_err(about)?;
    let applied = rows.query_map([], |r| Ok((r.get::<_, i64>(0)?, r.get::<_, Vec<u8>>(1)?))).map_err(about)?;
    for row in applied {
        let (version, checksum) = row.map_err(about)?;
        match migrations().find(|m| m.version == version) {
            Some(ours) if ours.checksum() == checksum => {}
            Some(_) => return Err(StoreError::Diverged { path: path.to_owned(), version }),
            None => {
                return Err(StoreError::Newer { path: path.to_owned(), found: version, known: schema_version() });
            }
        }
    }
    Ok(())
}

/// Applies what is missing.
pub(crate) fn migrate(connection: &mut Connection, path: &Path) -> Result<()> {
    let about = |e| StoreError::about(path, e);
    for migration in migrations() {
        // Looked up inside the transaction: another program may migrate at the same time.
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(about)?;
        transaction.execute_batch(BOOKS).map_err(about)?;
        let known: bool = transaction
            .query_row("SELECT EXISTS (SELECT 1 FROM _sqlx_migrations WHERE version = ?1)", [migration.version], |r| {
                r.get(0)
            })
            .map_err(about)?;
        if !known {
            let began = std::time::Instant::now();
            transaction.execute_batch(migration.sql).map_err(about)?;
            transaction
                .execute(
                    "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
                     VALUES (?1, ?2, TRUE, ?3, ?4)",
                    params![
                        migration.version,
                        migration.description,
                        migration.checksum(),
                        i64::try_from(began.elapsed().as_nanos()).unwrap_or(-1)
                    ],
                )
                .map_err(about)?;
        }
        transaction.commit().map_err(about)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_rise_and_set_user_version() {
        let versions: Vec<i64> = migrations().map(|m| m.version).collect();
        assert_eq!(versions, (1..=versions.len() as i64).collect::<Vec<_>>());
        assert_eq!(versions.len(), FILES.len(), "a file name that is not <version>_<description>.sql");
        for migration in migrations() {
            let pragma = format!("PRAGMA user_version = {};", migration.version);
            assert!(migration.sql.contains(&pragma), "{} does not set user_version", migration.description);
        }
    }

    /// A database refuses a program whose migration is not the one that was applied: what a release has is never edited.
    #[test]
    fn migrations_stay_as_they_were_released() {
        let released = [
            0x8f47_d8a0,
            0x69e9_9184,
            0xd18e_45d2,
            0x1fe8_fda1,
            0x1df9_5b46,
            0x7afd_17ba,
            0xec14_d07a,
            0x9816_dea8,
            0x456a_d24e,
        ];
        for (migration, checksum) in migrations().zip(released) {
            let now = migration.checksum().iter().take(4).fold(0_u32, |sum, byte| sum << 8 | u32::from(*byte));
            assert_eq!(now, checksum, "migration {} was edited; write a new one", migration.version);
        }
    }
}
