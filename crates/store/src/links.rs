//! The layer across sources: events, quote families, statements and their relations, as the
//! analytics crate computes them, written back in one transaction.

use std::collections::BTreeSet;

use parallax_records::{Interval, Relation};
use rusqlite::{Connection, OptionalExtension, params};

use crate::error::{Result, StoreError};
use crate::store::Store;

/// Everything that linking found. Lists refer to each other by index, to stored rows by id.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Links {
    /// The events.
    pub events: Vec<LinkedEvent>,
    /// Which claim belongs to which event.
    pub claims: Vec<ClaimLink>,
    /// Quotes that vary one utterance.
    pub families: Vec<QuoteFamily>,
    /// Distinct content, each with the claims that say it.
    pub statements: Vec<LinkedStatement>,
    /// How statements stand to each other.
    pub relations: Vec<StatementLink>,
}

/// An event.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct LinkedEvent {
    /// Unique and readable; the same slug keeps its row and id from one linking to the next.
    pub slug: String,
    /// A title that people would choose.
    pub title: String,
    /// What sort of event.
    pub kind: Option<String>,
    /// First day, ISO.
    pub date_from: Option<String>,
    /// Last day, ISO.
    pub date_to: Option<String>,
    /// The place in words.
    pub place: Option<String>,
    /// The place's row in `entity`.
    pub place_id: Option<i64>,
    /// Index of the event that this one is part of.
    pub parent: Option<usize>,
    /// Why these claims are one event.
    pub reason: Option<String>,
    /// Whether a person declared or changed it.
    pub by_user: bool,
}

/// A claim's event.
#[derive(Debug, Clone, PartialEq)]
pub struct ClaimLink {
    /// The claim's row.
    pub claim_id: i64,
    /// Index into [`Links::events`].
    pub event: usize,
    /// Why.
    pub reason: String,
}

/// Quotes that vary one utterance.
#[derive(Debug, Clone, PartialEq)]
pub struct QuoteFamily {
    /// The fullest wording.
    pub text: String,
    /// Rows of `quote`.
    pub quotes: Vec<i64>,
}

/// What some claims say alike: one event, kind, scope, interval, status and ultimate
/// attribution.
#[derive(Debug, Clone, PartialEq)]
pub struct LinkedStatement {
    /// Index into [`Links::events`].
    pub event: usize,
    /// The claims' kind.
    pub kind: String,
    /// Who is counted.
    pub scope: Option<String>,
    /// What the number may be.
    pub interval: Interval,
    /// Whether it happened.
    pub status: String,
    /// Whom it ultimately comes from, in words; `None` for the outlets' own voice.
    pub attributed_to: Option<String>,
    /// The same as a row of `entity`, where known.
    pub attributed_id: Option<i64>,
    /// When it was first published.
    pub first_at: Option<String>,
    /// When it was last published.
    pub last_at: Option<String>,
    /// Rows of `claim`. A claim stands in one statement only.
    pub claims: Vec<i64>,
}

/// How one statement stands to another.
#[derive(Debug, Clone, PartialEq)]
pub struct StatementLink {
    /// Index into [`Links::statements`]; for updates the later one.
    pub statement: usize,
    /// Index of the other.
    pub other: usize,
    /// The relation.
    pub relation: Relation,
    /// Why, in words.
    pub reason: String,
}

impl Links {
    /// Whether every index lies in its list, and no slug, claim or quote comes twice.
    fn check(&self) -> std::result::Result<(), String> {
        let within = |what: &str, index: usize, len: usize| match index < len {
            true => Ok(()),
            false => Err(format!("{what} {index} of {len}")),
        };
        let events = self.events.len();
        self.events.iter().filter_map(|e| e.parent).try_for_each(|i| within("parent event", i, events))?;
        self.claims.iter().try_for_each(|c| within("event", c.event, events))?;
        self.statements.iter().try_for_each(|s| within("event", s.event, events))?;
        let statements = self.statements.len();
        for link in &self.relations {
            within("statement", link.statement, statements)?;
            within("statement", link.other, statements)?;
        }
        once("slug", self.events.iter().map(|e| e.slug.as_str()))?;
        once("event of claim", self.claims.iter().map(|c| c.claim_id))?;
        once("statement of claim", self.statements.iter().flat_map(|s| &s.claims))?;
        once("family of quote", self.families.iter().flat_map(|f| &f.quotes))
    }
}

fn once<T: Ord + std::fmt::Display>(what: &str, items: impl Iterator<Item = T>) -> std::result::Result<(), String> {
    let mut seen = BTreeSet::new();
    for item in items {
        if seen.contains(&item) {
            return Err(format!("{what} {item} comes twice"));
        }
        seen.insert(item);
    }
    Ok(())
}

impl Store {
    /// Replaces the layer across sources. The id of every event whose slug comes again stays.
    ///
    /// # Errors
    /// Where the database is locked or full, or where an id or index does not exist; then
    /// nothing is changed.
    pub fn replace_links(&mut self, links: &Links) -> Result<()> {
        links.check().map_err(|what| StoreError::Invalid { article: "the links".to_owned(), what })?;
        self.transaction(|connection| {
            connection.execute_batch(
                "DELETE FROM statement_relation;
                 DELETE FROM claim_statement;
                 DELETE FROM statement;",
            )?;
            let events = write_events(connection, &links.events)?;
            write_claim_events(connection, &links.claims, &events)?;
            drop_old_events(connection, &events)?;
            write_families(connection, &links.families)?;
            write_statements(connection, links, &events)
        })
    }
}

/// Writes events and returns their ids, in the order given.
fn write_events(connection: &Connection, events: &[LinkedEvent]) -> Result<Vec<i64>> {
    let mut find = connection.prepare("SELECT event_id FROM event WHERE slug = ?1")?;
    let mut next: i64 = connection.query_row("SELECT coalesce(max(event_id), 0) + 1 FROM event", [], |r| r.get(0))?;
    let mut ids = Vec::with_capacity(events.len());
    for event in events {
        let known: Option<i64> = find.query_row([&event.slug], |r| r.get(0)).optional()?;
        let id = known.unwrap_or(next);
        if id == next {
            next += 1;
        }
        ids.push(id);
    }
    let mut write = connection.prepare(
        "INSERT INTO event (event_id, slug, title, kind, date_from, date_to, place, place_id, parent_id, reason, origin)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
         ON CONFLICT (event_id) DO UPDATE SET title = excluded.title, kind = excluded.kind,
           date_from = excluded.date_from, date_to = excluded.date_to, place = excluded.place,
           place_id = excluded.place_id, parent_id = excluded.parent_id, reason = excluded.reason,
           origin = excluded.origin",
    )?;
    for (event, id) in events.iter().zip(&ids) {
        let parent = event.parent.map(|i| ids[i]);
        let origin = if event.by_user { "user" } else { "machine" };
        write.execute(params![
            id,
            event.slug,
            event.title,
            event.kind,
            event.date_from,
            event.date_to,
            event.place,
            event.place_id,
            parent,
            event.reason,
            origin
        ])?;
    }
    Ok(ids)
}

/// Sets the event of every claim; claims that are not named have none.
fn write_claim_events(connection: &Connection, claims: &[ClaimLink], events: &[i64]) -> Result<()> {
    connection.execute_batch(
        "CREATE TEMP TABLE IF NOT EXISTS linked (claim_id INTEGER PRIMARY KEY, event_id INTEGER, reason TEXT);
         DELETE FROM temp.linked;",
    )?;
    let mut link = connection.prepare("INSERT INTO temp.linked VALUES (?1, ?2, ?3)")?;
    for claim in claims {
        link.execute(params![claim.claim_id, events[claim.event], claim.reason])?;
    }
    // Only rows that change are written: linking again after ten new articles is cheap.
    connection.execute_batch(
        "UPDATE claim SET event_id = NULL, event_reason = NULL
           WHERE event_id IS NOT NULL AND claim_id NOT IN (SELECT claim_id FROM temp.linked);
         UPDATE claim SET event_id = linked.event_id, event_reason = linked.reason FROM temp.linked
           WHERE linked.claim_id = claim.claim_id
             AND (claim.event_id IS NOT linked.event_id OR claim.event_reason IS NOT linked.reason);
         DELETE FROM temp.linked;",
    )?;
    Ok(())
}

/// Removes the events that did not come again.
fn drop_old_events(connection: &Connection, kept: &[i64]) -> Result<()> {
    connection.execute_batch(
        "CREATE TEMP TABLE IF NOT EXISTS kept (event_id INTEGER PRIMARY KEY);
         DELETE FROM temp.kept;",
    )?;
    let mut keep = connection.prepare("INSERT OR IGNORE INTO temp.kept VALUES (?1)")?;
    for id in kept {
        keep.execute([id])?;
    }
    connection.execute_batch(
        "UPDATE event SET parent_id = NULL WHERE parent_id IN
           (SELECT event_id FROM event WHERE event_id NOT IN (SELECT event_id FROM temp.kept));
         DELETE FROM event WHERE event_id NOT IN (SELECT event_id FROM temp.kept);
         DELETE FROM temp.kept;",
    )?;
    Ok(())
}

fn write_families(connection: &Connection, families: &[QuoteFamily]) -> Result<()> {
    connection.execute_batch(
        "CREATE TEMP TABLE IF NOT EXISTS variant (quote_id INTEGER PRIMARY KEY, family_id INTEGER);
         DELETE FROM temp.variant;",
    )?;
    let mut family = connection.prepare(
        "INSERT INTO quote_family (family_id, text) VALUES (?1, ?2)
         ON CONFLICT (family_id) DO UPDATE SET text = excluded.text WHERE text <> excluded.text",
    )?;
    let mut variant = connection.prepare("INSERT INTO temp.variant VALUES (?1, ?2)")?;
    for (id, found) in (1_i64..).zip(families) {
        family.execute(params![id, found.text])?;
        for quote in &found.quotes {
            variant.execute([*quote, id])?;
        }
    }
    connection.execute_batch(
        "UPDATE quote SET family_id = NULL
           WHERE family_id IS NOT NULL AND quote_id NOT IN (SELECT quote_id FROM temp.variant);
         UPDATE quote SET family_id = variant.family_id FROM temp.variant
           WHERE variant.quote_id = quote.quote_id AND quote.family_id IS NOT variant.family_id;
         DELETE FROM temp.variant;",
    )?;
    connection.execute("DELETE FROM quote_family WHERE family_id > ?1", [families.len() as i64])?;
    Ok(())
}

fn write_statements(connection: &Connection, links: &Links, events: &[i64]) -> Result<()> {
    let mut statement = connection.prepare(
        "INSERT INTO statement (statement_id, event_id, kind, scope, low, high, low_open, high_open, approximate,
           status, attributed_to, attributed_id, first_at, last_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
    )?;
    let mut member = connection.prepare("INSERT INTO claim_statement (claim_id, statement_id) VALUES (?1, ?2)")?;
    for (id, found) in (1_i64..).zip(&links.statements) {
        let interval = found.interval;
        statement.execute(params![
            id,
            events[found.event],
            found.kind,
            found.scope,
            interval.low,
            interval.high,
            interval.low_open,
            interval.high_open,
            interval.approximate,
            found.status,
            found.attributed_to,
            found.attributed_id,
            found.first_at,
            found.last_at
        ])?;
        for claim in &found.claims {
            member.execute([*claim, id])?;
        }
    }
    let mut relation = connection
        .prepare("INSERT INTO statement_relation (statement_id, other_id, relation, reason) VALUES (?1, ?2, ?3, ?4)")?;
    for link in &links.relations {
        let row = |i: usize| i as i64 + 1;
        relation.execute(params![row(link.statement), row(link.other), link.relation.name(), link.reason])?;
    }
    Ok(())
}
