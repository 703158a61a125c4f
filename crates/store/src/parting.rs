//! Parting the bearer of a name in one article from the entity that the program took it for.
//!
//! Every row of that article which refers to the entity refers to one of the article's own afterwards. The evidence
//! stays, marked with the decision, and taking the decision back joins them again.

use rusqlite::{Connection, OptionalExtension, params};

use crate::error::Result;

/// The columns that refer to entities, with the condition that holds in the rows of one article.
const REFERENCES: [(&str, &str, &str); 7] = [
    ("mention", "entity_id", "article_id = ?3"),
    ("quote", "speaker_id", "article_id = ?3"),
    ("quote", "addressee_id", "article_id = ?3"),
    ("other_speaker", "entity_id", "quote_id IN (SELECT quote_id FROM quote WHERE article_id = ?3)"),
    ("claim", "place_id", "article_id = ?3"),
    ("claim_entity", "entity_id", "claim_id IN (SELECT claim_id FROM claim WHERE article_id = ?3)"),
    ("attribution", "entity_id", "claim_id IN (SELECT claim_id FROM claim WHERE article_id = ?3)"),
];

/// Gives the rows of an article, known by the hash of its text, an entity of their own.
pub(crate) fn part(connection: &Connection, entity: i64, content_hash: &str, decision: i64) -> Result<()> {
    let mut find = connection.prepare("SELECT article_id FROM article WHERE content_hash = ?1 ORDER BY 1")?;
    let articles: Vec<i64> = find.query_map([content_hash], |r| r.get(0))?.collect::<rusqlite::Result<_>>()?;
    for article in articles {
        connection.execute(
            "UPDATE identity SET decision_id = ?3 WHERE entity_id = ?1 AND article_id = ?2",
            params![entity, article, decision],
        )?;
        // Whom the article alone knows by surname, or misspells, has a row of its own already.
        let freed = connection.execute(
            "UPDATE entity SET merged_into = NULL, reason = ?3 WHERE merged_into = ?1
               AND (only_article_id = ?2 OR reason IN ('full-name', 'spelling')
                 AND (SELECT min(article_id) = ?2 AND max(article_id) = ?2 FROM mention
                      WHERE mention.entity_id = entity.entity_id))",
            params![entity, article, because_of_row(decision)],
        )?;
        let mut known = connection.prepare_cached(
            "SELECT 1 FROM entity WHERE reason = ?1
               AND ?2 IN (SELECT article_id FROM mention WHERE mention.entity_id = entity.entity_id)",
        )?;
        if freed > 0 || known.exists(params![because_of_row(decision), article])? {
            continue;
        }
        let own = own(connection, entity, article, decision)?;
        refer(connection, entity, own, article)?;
        connection.execute(
            "INSERT OR IGNORE INTO alias (entity_id, alias, origin)
             SELECT entity_id, text, 'text' FROM mention WHERE entity_id = ?1 AND form = 'name'",
            [own],
        )?;
    }
    Ok(())
}

/// Undoes [`part`].
pub(crate) fn join_again(connection: &Connection, entity: i64, decision: i64) -> Result<()> {
    let mut find = connection.prepare("SELECT entity_id, only_article_id FROM entity WHERE reason = ?1 ORDER BY 1")?;
    let parted: Vec<(i64, i64)> =
        find.query_map([because(decision)], |r| Ok((r.get(0)?, r.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
    for (own, article) in parted {
        refer(connection, own, entity, article)?;
        connection.execute("DELETE FROM entity WHERE entity_id = ?1", [own])?;
    }
    connection.execute("UPDATE entity SET reason = NULL WHERE reason = ?1", [because_of_row(decision)])?;
    connection.execute("UPDATE identity SET decision_id = NULL WHERE decision_id = ?1", [decision])?;
    Ok(())
}

/// The article's own bearer of the name; made where the decision takes effect for the first time.
fn own(connection: &Connection, entity: i64, article: i64, decision: i64) -> Result<i64> {
    let known = connection
        .query_row(
            "SELECT entity_id FROM entity WHERE reason = ?1 AND only_article_id = ?2",
            params![because(decision), article],
            |r| r.get(0),
        )
        .optional()?;
    if let Some(known) = known {
        return Ok(known);
    }
    connection.execute(
        "INSERT INTO entity (kind, name, slug, name_key, gender, only_article_id, reason)
         SELECT kind, name, slug || '-in-' || ?2 || '-' || ?4, name_key, gender, ?2, ?3 FROM entity WHERE entity_id = ?1",
        params![entity, article, because(decision), decision],
    )?;
    Ok(connection.last_insert_rowid())
}

fn refer(connection: &Connection, from: i64, to: i64, article: i64) -> Result<()> {
    for (table, column, of_article) in REFERENCES {
        connection.execute(
            &format!("UPDATE {table} SET {column} = ?2 WHERE {column} = ?1 AND {of_article}"),
            params![from, to, article],
        )?;
    }
    Ok(())
}

fn because(decision: i64) -> String {
    format!("parted by decision {decision}")
}

/// The reason of an article's own row that a decision parted from the entity which the program took it for.
fn because_of_row(decision: i64) -> String {
    format!("row parted by decision {decision}")
}
