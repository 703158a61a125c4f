//! Rows that linking takes for one entity, each with its evidence, and how that is taken back before the next linking.

use rusqlite::{Connection, params};

use crate::error::Result;

/// Parts again what was joined for a reason, but for what a decision has parted.
pub(crate) fn take_back(connection: &Connection, reason: &str) -> Result<()> {
    connection.execute(
        "DELETE FROM identity WHERE reason = ?1 AND decision_id IS NULL AND (entity_id, name) IN
           (SELECT merged_into, name FROM entity WHERE reason = ?1)",
        [reason],
    )?;
    connection.execute("UPDATE entity SET merged_into = NULL, reason = NULL WHERE reason = ?1", [reason])?;
    Ok(())
}

/// Makes the row of an entity part of another one's. The evidence is told of the first article that has its name.
pub(crate) fn join(connection: &Connection, part: i64, whole: i64, reason: &str) -> Result<()> {
    connection
        .prepare_cached("UPDATE entity SET merged_into = ?2, reason = ?3 WHERE entity_id = ?1")?
        .execute(params![part, whole, reason])?;
    connection
        .prepare_cached(
            "INSERT OR IGNORE INTO identity (article_id, entity_id, name, reason)
             SELECT min(m.article_id), ?2, e.name, ?3 FROM mention AS m JOIN entity AS e USING (entity_id)
             WHERE e.entity_id = ?1 HAVING count(*) > 0",
        )?
        .execute(params![part, whole, reason])?;
    Ok(())
}
