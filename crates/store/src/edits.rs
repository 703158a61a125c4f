//! What people change: entities, events, and the record of their decisions.
//! Extraction and linking never undo any of it.

use rusqlite::{Connection, OptionalExtension, params};

use crate::error::{Result, StoreError};
use crate::store::Store;

/// An event that a person declares.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UserEvent {
    /// Unique and readable.
    pub slug: String,
    /// A title.
    pub title: String,
    /// What sort of event.
    pub kind: Option<String>,
    /// First day, ISO.
    pub date_from: Option<String>,
    /// Last day, ISO.
    pub date_to: Option<String>,
    /// The place in words.
    pub place: Option<String>,
    /// Slug of the event it is part of.
    pub part_of: Option<String>,
}

/// A decision, anchored to text so that it finds its place again after a new extraction.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NewDecision {
    /// RFC 3339 UTC.
    pub decided_at: String,
    /// Who.
    pub decided_by: Option<String>,
    /// accept, reject, correct, merge, split, alias and the like.
    pub action: String,
    /// What it is about ("claim:41", "event:ferry-fire").
    pub target: String,
    /// Hash of the article's text.
    pub content_hash: Option<String>,
    /// The words it is about.
    pub exact: Option<String>,
    /// The words before them.
    pub prefix: Option<String>,
    /// The words after them.
    pub suffix: Option<String>,
    /// First code point of the words.
    pub start_char: Option<i64>,
    /// What to change.
    pub patch: Option<serde_json::Value>,
    /// A remark.
    pub note: Option<String>,
}

impl Store {
    /// Makes two entities one in every view; [`Store::unmerge_entity`] takes it back.
    ///
    /// # Errors
    /// Where one of them does not exist, or they are the same.
    pub fn merge_entities(&mut self, from: i64, into: i64, reason: &str) -> Result<()> {
        self.transaction(|connection| {
            let root = |id: i64| {
                let sql = "SELECT coalesce(merged_into, entity_id) FROM entity WHERE entity_id = ?1";
                find(connection, sql, "entity", id)
            };
            let (from, into) = distinct("entity", root(from)?, root(into)?)?;
            connection.execute(
                "UPDATE entity SET merged_into = ?2, reason = ?3 WHERE entity_id = ?1 OR merged_into = ?1",
                params![from, into, reason],
            )?;
            Ok(())
        })
    }

    /// Makes an entity that was merged one of its own again.
    ///
    /// # Errors
    /// Where it does not exist.
    pub fn unmerge_entity(&mut self, entity: i64) -> Result<()> {
        self.transaction(|connection| {
            find(connection, "SELECT entity_id FROM entity WHERE entity_id = ?1", "entity", entity)?;
            connection.execute("UPDATE entity SET merged_into = NULL, reason = NULL WHERE entity_id = ?1", [entity])?;
            Ok(())
        })
    }

    /// Gives an entity another name.
    ///
    /// # Errors
    /// Where the entity does not exist.
    pub fn add_alias(&mut self, entity: i64, alias: &str, lang: &str) -> Result<()> {
        self.transaction(|connection| {
            find(connection, "SELECT entity_id FROM entity WHERE entity_id = ?1", "entity", entity)?;
            connection.execute(
                "INSERT INTO alias (entity_id, alias, lang, origin) VALUES (?1, ?2, ?3, 'user')
                 ON CONFLICT DO UPDATE SET origin = 'user'",
                params![entity, alias, lang],
            )?;
            Ok(())
        })
    }

    /// Declares an event, or changes the one of that slug; from then on it is the user's and
    /// linking keeps it as it is.
    ///
    /// # Errors
    /// Where the event that it is part of does not exist or is the event itself.
    pub fn put_event(&mut self, event: &UserEvent) -> Result<i64> {
        self.transaction(|connection| {
            let parent = match &event.part_of {
                Some(slug) => Some(find_event(connection, slug)?),
                None => None,
            };
            let known: Option<i64> = connection
                .query_row("SELECT event_id FROM event WHERE slug = ?1", [&event.slug], |r| r.get(0))
                .optional()?;
            if known.is_some() && known == parent {
                return Err(invalid(&format!("event {}", event.slug), "it cannot be part of itself"));
            }
            Ok(connection.query_row(
                "INSERT INTO event (slug, title, kind, date_from, date_to, place, parent_id, origin)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 'user')
                 ON CONFLICT (slug) DO UPDATE SET title = ?2, kind = coalesce(?3, kind),
                   date_from = coalesce(?4, date_from), date_to = coalesce(?5, date_to), place = coalesce(?6, place),
                   parent_id = coalesce(?7, parent_id), origin = 'user'
                 RETURNING event_id",
                params![event.slug, event.title, event.kind, event.date_from, event.date_to, event.place, parent],
                |r| r.get(0),
            )?)
        })
    }

    /// Gives an event another slug and title; it is the user's from then on.
    ///
    /// # Errors
    /// Where it does not exist, or the new slug is taken.
    pub fn rename_event(&mut self, slug: &str, new_slug: &str, new_title: &str) -> Result<()> {
        self.transaction(|connection| {
            let id = find_event(connection, slug)?;
            let taken: Option<i64> = connection
                .query_row("SELECT event_id FROM event WHERE slug = ?1", [new_slug], |r| r.get(0))
                .optional()?;
            if taken.is_some_and(|other| other != id) {
                return Err(invalid(&format!("event {new_slug}"), "there is another event of that slug"));
            }
            connection.execute(
                "UPDATE event SET slug = ?2, title = ?3, origin = 'user' WHERE event_id = ?1",
                params![id, new_slug, new_title],
            )?;
            Ok(())
        })
    }

    /// Removes an event of the user; its claims are free for the next linking.
    ///
    /// # Errors
    /// Where it does not exist.
    pub fn remove_event(&mut self, slug: &str) -> Result<()> {
        self.transaction(|connection| {
            let id = find_event(connection, slug)?;
            for sql in [
                "DELETE FROM statement WHERE event_id = ?1",
                "UPDATE claim SET event_id = NULL, event_reason = NULL WHERE event_id = ?1",
                "UPDATE event SET parent_id = NULL WHERE parent_id = ?1",
                "DELETE FROM event WHERE event_id = ?1",
            ] {
                connection.execute(sql, [id])?;
            }
            Ok(())
        })
    }

    /// Records a decision.
    ///
    /// # Errors
    /// Where the database is locked or full.
    pub fn decide(&mut self, decision: &NewDecision) -> Result<i64> {
        self.transaction(|connection| {
            let patch = decision.patch.as_ref().map(ToString::to_string);
            connection.execute(
                "INSERT INTO decision (decided_at, decided_by, action, target, content_hash, exact, prefix, suffix,
                   start_char, patch, note)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
                params![
                    decision.decided_at,
                    decision.decided_by,
                    decision.action,
                    decision.target,
                    decision.content_hash,
                    decision.exact,
                    decision.prefix,
                    decision.suffix,
                    decision.start_char,
                    patch,
                    decision.note
                ],
            )?;
            Ok(connection.last_insert_rowid())
        })
    }
}

fn invalid(what: &str, why: &str) -> StoreError {
    StoreError::Invalid { article: what.to_owned(), what: why.to_owned() }
}

fn find(connection: &Connection, sql: &str, kind: &str, key: impl rusqlite::ToSql + std::fmt::Display) -> Result<i64> {
    let found = connection.query_row(sql, [&key], |r| r.get(0)).optional()?;
    found.ok_or_else(|| StoreError::NoRow { row: format!("{kind} {key}") })
}

fn find_event(connection: &Connection, slug: &str) -> Result<i64> {
    find(connection, "SELECT event_id FROM event WHERE slug = ?1", "event", slug)
}

fn distinct(kind: &str, from: i64, into: i64) -> Result<(i64, i64)> {
    if from == into {
        return Err(invalid(&format!("the merge of {kind} {from}"), "it would be merged into itself"));
    }
    Ok((from, into))
}
