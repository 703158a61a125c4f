//! What people say about outlets: what they are, and which names are one outlet. Kept apart from what
//! articles say; loading articles later never undoes it.

use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};

use crate::batch::UNKNOWN_SOURCE;
use crate::error::{Result, StoreError};
use crate::store::Store;

/// What is known of an outlet; `None` leaves what is stored.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SourceFacts {
    /// Its name; made where there is none.
    pub name: String,
    /// agency, newspaper, broadcaster, government, ngo, social or other.
    pub kind: Option<String>,
    /// Its web domain.
    pub domain: Option<String>,
    /// ISO 3166 country code.
    pub country: Option<String>,
    /// ISO 639-1 language code.
    pub lang: Option<String>,
    /// Other names that articles give to it; they and their articles become this outlet's.
    pub also: Vec<String>,
    /// Why those are the same.
    pub reason: Option<String>,
}

/// One thing that was changed, or would be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceChange {
    /// The outlet.
    pub source: String,
    /// What: kind, domain, country, lang, merge, split, new.
    pub what: &'static str,
    /// What stood there; empty for nothing.
    pub before: String,
    /// What stands there now.
    pub after: String,
    /// How many articles came to the outlet or left it.
    pub articles: usize,
}

/// Who says so, when, and whether it is to be done or only told.
#[derive(Debug, Clone, Default)]
pub struct Ruling<'a> {
    /// RFC 3339 UTC.
    pub at: &'a str,
    /// Who.
    pub by: Option<&'a str>,
    /// Tells the changes and makes none.
    pub dry_run: bool,
}

impl Store {
    /// Describes and merges outlets, making those that are not there yet: all or nothing. What is so
    /// already is no change. Each merge is recorded with its reason, and [`Store::split_source`]
    /// takes it back.
    ///
    /// # Errors
    /// Where a kind is not one of the known ones, a name is to be two outlets, or the database is locked
    /// or full; then nothing is changed.
    pub fn apply_sources(&mut self, sources: &[SourceFacts], ruling: &Ruling<'_>) -> Result<Vec<SourceChange>> {
        self.ruled(ruling.dry_run, |connection| {
            let mut changes = Vec::new();
            for source in sources {
                describe(connection, source, &mut changes)?;
                for other in &source.also {
                    merge(connection, other, source, ruling, &mut changes)?;
                }
            }
            Ok(changes)
        })
    }

    /// Fills in what is generally known of outlets of which nothing is stored; never changes what a
    /// person said.
    ///
    /// # Errors
    /// Where the database is locked or full.
    pub fn complete_sources(&mut self, sources: &[SourceFacts]) -> Result<()> {
        self.transaction(|connection| {
            let mut write = connection.prepare(
                "UPDATE source SET kind = coalesce(?2, kind), domain = ?3, country = ?4, lang = ?5
                 WHERE name = ?1 AND kind = 'other' AND domain IS NULL AND country IS NULL AND lang IS NULL",
            )?;
            for source in sources {
                write.execute(params![source.name, source.kind, source.domain, source.country, source.lang])?;
            }
            Ok(())
        })
    }

    /// Makes an outlet that was merged one of its own again, with the articles that it brought.
    ///
    /// # Errors
    /// Where it does not exist or was not merged.
    pub fn split_source(&mut self, name: &str, reason: Option<&str>, ruling: &Ruling<'_>) -> Result<SourceChange> {
        self.ruled(ruling.dry_run, |connection| split(connection, name, reason, ruling))
    }

    /// Works in one transaction, which is taken back where it was only asked what would happen.
    fn ruled<T>(&mut self, dry_run: bool, work: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let path = self.place.path().to_owned();
        let about = |e| StoreError::about(&path, e);
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(about)?;
        let done = work(&transaction).map_err(|e| match e {
            StoreError::Sqlite(e) => about(e),
            other => other,
        })?;
        if dry_run { transaction.rollback() } else { transaction.commit() }.map_err(about)?;
        Ok(done)
    }
}

fn invalid(name: &str, why: impl Into<String>) -> StoreError {
    StoreError::Invalid { article: format!("source {name}"), what: why.into() }
}

/// The row of an outlet, and what it was merged into.
fn find(connection: &Connection, name: &str) -> Result<Option<(i64, Option<i64>)>> {
    let mut find = connection.prepare_cached("SELECT source_id, merged_into FROM source WHERE name = ?1")?;
    Ok(find.query_row([name], |r| Ok((r.get(0)?, r.get(1)?))).optional()?)
}

fn name_of(connection: &Connection, id: i64) -> Result<String> {
    Ok(connection.query_row("SELECT name FROM source WHERE source_id = ?1", [id], |r| r.get(0))?)
}

/// Writes what is said of an outlet, and notes what changed by it.
fn describe(connection: &Connection, source: &SourceFacts, changes: &mut Vec<SourceChange>) -> Result<()> {
    if source.name == UNKNOWN_SOURCE {
        return Err(invalid(
            UNKNOWN_SOURCE,
            "it stands for articles whose outlet is not known; ingest them with --source NAME",
        ));
    }
    let change = |what, before: Option<String>, after: &str| SourceChange {
        source: source.name.clone(),
        what,
        before: before.unwrap_or_default(),
        after: after.to_owned(),
        articles: 0,
    };
    let id = match find(connection, &source.name)? {
        Some((_, Some(into))) => {
            let into = name_of(connection, into)?;
            let why =
                format!("it is merged into {into}; take that back with `parallax sources split`, or describe {into}");
            return Err(invalid(&source.name, why));
        }
        Some((id, None)) => id,
        None => {
            connection.execute("INSERT INTO source (name) VALUES (?1)", [&source.name])?;
            changes.push(change("new", None, ""));
            connection.last_insert_rowid()
        }
    };
    let facts =
        [("kind", &source.kind), ("domain", &source.domain), ("country", &source.country), ("lang", &source.lang)];
    for (column, value) in facts {
        let Some(value) = value else { continue };
        let before: Option<String> =
            connection.query_row(&format!("SELECT {column} FROM source WHERE source_id = ?1"), [id], |r| r.get(0))?;
        if before.as_ref() == Some(value) {
            continue;
        }
        let sql = format!("UPDATE source SET {column} = ?2 WHERE source_id = ?1");
        connection.execute(&sql, params![id, value]).map_err(|e| match e.sqlite_error_code() {
            Some(rusqlite::ErrorCode::ConstraintViolation) => {
                invalid(&source.name, format!("its {column} {value:?} is none of those in `schema source`"))
            }
            _ => e.into(),
        })?;
        changes.push(change(column, before, value));
    }
    Ok(())
}

/// Makes the outlet `from` the described one. Where both carry the same text, that of `from` is no longer shown.
fn merge(
    connection: &Connection,
    from: &str,
    source: &SourceFacts,
    ruling: &Ruling<'_>,
    changes: &mut Vec<SourceChange>,
) -> Result<()> {
    if from == UNKNOWN_SOURCE {
        return Err(invalid(
            UNKNOWN_SOURCE,
            "articles without an outlet are not one outlet; ingest them with --source NAME",
        ));
    }
    if from == source.name {
        return Err(invalid(from, "it would be merged into itself"));
    }
    let Some((into, _)) = find(connection, &source.name)? else { return Ok(()) };
    let from_id = match find(connection, from)? {
        Some((_, Some(already))) if already == into => return Ok(()),
        Some((_, Some(other))) => {
            let other = name_of(connection, other)?;
            return Err(invalid(
                from,
                format!("it is merged into {other}; take that back with `parallax sources split` first"),
            ));
        }
        Some((id, None)) => id,
        // Nothing came under this name yet; what comes will find its outlet.
        None => {
            connection.execute("INSERT INTO source (name) VALUES (?1)", [from])?;
            connection.last_insert_rowid()
        }
    };
    let ids = |sql: &str| -> Result<Vec<i64>> {
        let mut statement = connection.prepare(sql)?;
        let found = statement.query_map([from_id, into], |r| r.get(0))?.collect::<rusqlite::Result<_>>()?;
        Ok(found)
    };
    let same = "SELECT content_hash FROM article WHERE source_id = ?2";
    let hidden = ids(&format!(
        "SELECT article_id FROM article WHERE source_id = ?1 AND is_latest = 1 AND content_hash IN ({same}) ORDER BY 1"
    ))?;
    let moved = ids(&format!(
        "SELECT article_id FROM article WHERE source_id = ?1 AND content_hash NOT IN ({same}) ORDER BY 1"
    ))?;
    let under = ids("SELECT source_id FROM source WHERE merged_into = ?1 AND source_id <> ?2 ORDER BY 1")?;
    let patch = serde_json::json!({"into": source.name, "articles": moved, "hidden": hidden, "sources": under});
    let sql = "UPDATE article SET is_latest = 0 WHERE article_id IN (SELECT value FROM json_each(?1))";
    connection.execute(sql, [patch["hidden"].to_string()])?;
    connection.execute("UPDATE OR IGNORE article SET source_id = ?2 WHERE source_id = ?1", [from_id, into])?;
    connection
        .execute("UPDATE source SET merged_into = ?2 WHERE source_id = ?1 OR merged_into = ?1", [from_id, into])?;
    decide(connection, "merge", from, source.reason.as_deref(), &patch, ruling)?;
    changes.push(SourceChange {
        source: source.name.clone(),
        what: "merge",
        before: from.to_owned(),
        after: source.reason.clone().unwrap_or_default(),
        articles: moved.len() + hidden.len(),
    });
    Ok(())
}

/// Takes the last merge of an outlet back.
fn split(connection: &Connection, name: &str, reason: Option<&str>, ruling: &Ruling<'_>) -> Result<SourceChange> {
    let Some((id, merged)) = find(connection, name)? else {
        return Err(StoreError::NoRow { row: format!("source {name}") });
    };
    let Some(into) = merged else { return Err(StoreError::NotMerged { row: format!("source {name}") }) };
    let into_name = name_of(connection, into)?;
    let patch: Option<String> = connection
        .query_row(
            "SELECT patch FROM decision WHERE action = 'merge' AND target = ?1 ORDER BY decision_id DESC LIMIT 1",
            [format!("source:{name}")],
            |r| r.get(0),
        )
        .optional()?
        .flatten();
    let patch = patch.unwrap_or_else(|| "{}".to_owned());
    let listed = |key: &str| format!("(SELECT value FROM json_each(?2, '$.{key}'))");
    let back = connection.execute(
        &format!("UPDATE OR IGNORE article SET source_id = ?1 WHERE article_id IN {}", listed("articles")),
        params![id, patch],
    )?;
    let shown = connection.execute(
        &format!(
            "UPDATE article SET is_latest = 1 WHERE source_id = ?1 AND article_id IN {}
               AND NOT EXISTS (SELECT 1 FROM article AS later WHERE later.version_of = article.article_id)",
            listed("hidden")
        ),
        params![id, patch],
    )?;
    connection.execute(
        &format!("UPDATE source SET merged_into = ?1 WHERE source_id IN {}", listed("sources")),
        params![id, patch],
    )?;
    connection.execute("UPDATE source SET merged_into = NULL WHERE source_id = ?1", [id])?;
    decide(connection, "split", name, reason, &serde_json::json!({"from": into_name}), ruling)?;
    Ok(SourceChange {
        source: name.to_owned(),
        what: "split",
        before: into_name,
        after: String::new(),
        articles: back + shown,
    })
}

fn decide(
    connection: &Connection,
    action: &str,
    name: &str,
    reason: Option<&str>,
    patch: &serde_json::Value,
    ruling: &Ruling<'_>,
) -> Result<()> {
    connection.execute(
        "INSERT INTO decision (decided_at, decided_by, action, target, patch, note) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![ruling.at, ruling.by, action, format!("source:{name}"), patch.to_string(), reason],
    )?;
    Ok(())
}
